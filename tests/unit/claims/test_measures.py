"""Every number of a claim has its conditions, and the cheap measures say what is known of them."""

import math
from dataclasses import replace

import numpy as np
import pytest

from bongsu.catalog.documents import read_document
from bongsu.claims.case import NOMINAL, AbsentError, Case, Cases
from bongsu.claims.claim import built_in_claims, read_claims
from bongsu.claims.evaluate import value_of
from bongsu.claims.load import load_claims
from bongsu.claims.measures.registry import MEASURES, measure
from bongsu.claims.where import Where
from bongsu.errors import InputError
from bongsu.report.brief.figures.drawn import draw, has_content
from bongsu.report.brief.figures.sheet import Sheet
from bongsu.report.language import Language
from bongsu.scenario import built_in_text, load_scenario, parse_scenario

SITES = ("seongju-golf-course", "wonju")


@pytest.fixture(scope="module")
def korea() -> Case:
    scenario = load_scenario("korea-2016").at_spacing(100)
    nodong = scenario.only(missile="nodong", launch_area="hwangju")
    return Case(NOMINAL, nodong.model_copy(update={"candidate_sites": SITES}))


# what a number of a measure cannot do without
NEEDED = {
    "foreign-area-in-view": ("site", "mode", "altitude_km", "object_key", "boresight_deg"),
    "share-of-country-in-view": ("site", "mode", "altitude_km", "object_key", "boresight_deg"),
    "people-share-defended": ("site", "flight", "mode"),
    "area-share-defended": ("site", "flight", "mode"),
    "places-share-defended": ("site", "flight", "mode"),
    "people-defended": ("site", "flight", "mode"),
    "seoul-share-defended": ("site", "flight", "mode"),
    "share-of-best-sites": ("site", "flight", "mode"),
    "batteries-needed": ("site", "flight", "mode"),
    "shots": ("site", "flight", "mode"),
    "altitude-at-latest-launch": ("site", "flight", "mode"),
    "detection-range": ("mode", "object_key"),
    "lowest-height-seen": ("site", "mode"),
    "apogee": ("flight", "altitude_km"),
    "sector-share": ("site", "boresight_deg"),
}


@pytest.mark.parametrize("name", NEEDED)
def test_every_number_names_its_conditions(korea, name) -> None:
    readings = [one for claim in built_in_claims() for one in claim.readings]
    asked = next(one for one in readings if one.measure == name)
    parameters = {
        key: value
        for key, value in asked.parameters.items()
        if key not in ("sites", "missile", "radar")
    }
    found = measure(name, korea, parameters)
    assert len(found.where) == len(found.values) == len(found.labels) == len(found.remarks)
    for value, where in zip(found.values, found.where, strict=True):
        if not math.isnan(value):
            told = where.document()
            assert all(told[field] is not None for field in NEEDED[name]), told


def test_the_own_site_comes_first(korea) -> None:
    assert korea.sites[0] == korea.own_site == "seongju-golf-course"
    reading = next(
        one
        for claim in built_in_claims()
        for one in claim.readings
        if one.measure == "people-share-defended" and one.parameters["threats"] == "average"
    )
    own = value_of(reading, korea)
    assert own.where is not None
    assert own.where.site == korea.own_site
    best = value_of(
        reading.model_copy(update={"parameters": reading.parameters | {"sites": "best"}}), korea
    )
    assert best.value >= own.value


def test_flights_together_lie_in_order(korea) -> None:
    shares = {
        threats: measure("people-share-defended", korea, {"threats": threats}).values
        for threats in ("every", "average", "any", "worst", "best")
    }
    assert (shares["every"] <= shares["average"]).all()
    assert (shares["average"] <= shares["any"]).all()
    assert (shares["worst"] <= shares["best"]).all()
    one, two = (
        measure("people-share-defended", korea, {"threats": "average", "shots": shots}).values
        for shots in (1.0, 2.0)
    )
    assert (two <= one).all()
    assert (two < one).any()
    pair = measure("share-of-best-sites", korea, {"batteries": 2.0, "threats": "average"})
    assert pair.values[0] >= one.max()
    only = measure("people-share-defended", korea, {"threats": "average", "missile": "Nodong"})
    assert (only.values == one).all()
    with pytest.raises(AbsentError, match="no threat 'musudan'; it has nodong"):
        measure("people-share-defended", korea, {"threats": "average", "missile": "musudan"})


def test_places_are_those_of_the_cells_they_lie_in(korea) -> None:
    asked = {"threats": "every", "places": ["busan", "pohang"]}
    both = measure("places-share-defended", korea, asked).values
    alone = [
        measure("places-share-defended", korea, asked | {"places": [name]}).values
        for name in asked["places"]
    ]
    assert np.allclose(both, np.mean(alone, axis=0))


def test_stacked_radars_see_by_the_fourth_root_of_eight_farther() -> None:
    case = Case(NOMINAL, load_scenario("korea-2016"))
    asked = {"radars": 2.0, "object_key": "reentry-vehicle", "mode": "terminal"}
    found = measure("stacked-range-factor", case, asked)
    assert found.values[0] == pytest.approx(8.0**0.25, rel=1e-12)


def test_a_ball_is_not_seen_so_far_and_stands_below_the_horizon() -> None:
    case = Case(NOMINAL, load_scenario("korea-2016"))
    ball, warhead = (
        measure("detection-range", case, {"object_key": name, "mode": "terminal"}).values[0]
        for name in ("baseball", "reentry-vehicle")
    )
    assert ball == pytest.approx(warhead * (0.0043 / 0.01) ** 0.25, rel=1e-9)
    asked = {"ground_range": "4667 km", "mode": "forward-based"}
    assert 2300.0 < measure("lowest-height-seen", case, asked).values[0] < 2600.0


def test_a_hill_stands_as_high_as_its_triangle() -> None:
    case = Case(NOMINAL, load_scenario("korea-2016"))
    asked = {"height": "1 km", "distance": "1 km"}
    assert measure("elevation-of-horizon", case, asked).values[0] == pytest.approx(45.0, abs=0.01)


def test_free_fall_is_longer_than_a_time_that_is_not_possible() -> None:
    case = Case(NOMINAL, load_scenario("korea-2016"))
    asked = {"ground_range": "1090 km", "apogee": "6248.5 km"}
    assert 4052.0 < measure("arc-time", case, asked).values[0] == pytest.approx(4075.0, abs=1.0)


def test_records_are_those_of_their_rule() -> None:
    case = Case(NOMINAL, load_scenario("korea-2016"))
    assert measure("share-of-tests", case, {"rule": "maker"}).values[0] == 1.0
    assert measure("share-of-tests", case, {"rule": "cancelled-counted"}).values[0] < 0.8
    asked = {"rule": "maker", "shots": 1.0, "prior": "uniform"}
    assert measure("chance-that-all-hit", case, asked).values[0] == pytest.approx(17.0 / 18.0)
    with pytest.raises(AbsentError, match="no counting rule 'mine'"):
        measure("share-of-tests", case, {"rule": "mine"})
    loads = measure("share-of-loads", case, {"spent": 96.0, "batteries": 4.0})
    assert loads.values[0] == pytest.approx(0.5)


def test_jang_s_verdicts_turn_with_the_duration(korea) -> None:
    flight = "nodong:mount-paektu:pyeongtaek-city"
    model, reported = (
        measure("shots", korea, {"flight": flight, "duration": duration}).values[0]
        for duration in ("model", "reported")
    )
    assert model >= 1.0
    assert reported == 0.0


def test_names_are_looked_up_where_the_claim_is_tested(tmp_path, korea) -> None:
    text = """
- id: one
  who: Somebody
  date: 2016-04-29
  assertion: Something is so.
  sources: [{publisher: A paper, date: 2016-04-30, url: "https://example.org"}]
  question: Is it?
  readings:
    - name: A
      measure: detection-range
      parameters: {object_key: reentry-vehicle, mode: terminal}
      comparison: less than
      threshold: 1 km
      because: B
"""
    path = tmp_path / "claims.yaml"
    path.write_text(text.replace("reentry-vehicle", "1 s"), encoding="utf-8")
    assert load_claims(path)
    with pytest.raises(InputError, match=r"claims\.yaml:11:32: .*object_key: .*1 s"):
        load_claims(path, korea.scenario)
    path.write_text(text, encoding="utf-8")
    assert load_claims(path, korea.scenario) == read_claims(read_document(text, "claims.yaml"))


def test_a_where_is_written_field_by_field() -> None:
    told = replace(Where(site="a"), mode="terminal").document()
    assert told["site"] == "a"
    assert told["mode"] == "terminal"
    assert told["altitude_km"] is None


def test_every_measure_is_read_by_some_claim() -> None:
    named = {one.measure for claim in built_in_claims() for one in claim.readings}
    assert named == {name for name, one in MEASURES.items() if not one.named}


def test_a_case_makes_what_its_readings_ask_for(korea) -> None:
    """Boresights alone need no view, and a view of one mode none of another."""
    case = replace(korea, _done={})
    measure("boresights-that-hold-all-launch-areas", case, {})
    assert list(case.studies) == ["held boresights"]
    case.views("terminal")
    assert list(case.studies) == ["held boresights", "radar views terminal"]
    seen = case.views("terminal")
    assert list(seen["mode"].values) == ["terminal"]
    assert seen["boresight_deg"].equals(case.boresights["boresight_deg"])
    with pytest.raises(AbsentError, match=r"^the scenario has no mode 'search' here; there are te"):
        case.views("search")


def test_seoul_alone_has_the_share_that_it_has_in_the_whole_country(korea) -> None:
    alone, whole = replace(korea, _done={}), replace(korea, _done={})
    assert whole.footprint.sizes["municipality"] > 200
    asked = {"threats": "average"}
    found = [measure("seoul-share-defended", case, asked).values for case in (alone, whole)]
    assert list(alone.studies) == ["footprint of municipalities 11"]
    assert list(whole.studies) == ["footprint"]
    # sums of the same few thousand terms, in another order
    assert np.allclose(*found, rtol=1e-12)


def test_a_radar_with_one_mode_is_tested_in_that_mode() -> None:
    """What asks for another is not testable, and ends nothing."""
    text = built_in_text("korea-2016").replace("type: thaad-battery", "type: patriot-battery")
    one = parse_scenario(text).at_spacing(100)
    case = Case(NOMINAL, one.model_copy(update={"candidate_sites": ()}))
    assert case.modes == ("terminal",)
    asked = {"object_key": "reentry-vehicle", "boresight": "held"}
    assert measure("added-track-time", case, {**asked, "mode": "terminal"}).values.size == 1
    for name, parameters in (
        ("added-track-time", {**asked, "mode": "forward-based"}),
        ("detection-range", {"mode": "forward-based"}),
    ):
        with pytest.raises(AbsentError, match="forward-based"):
            measure(name, case, parameters)
    cases = Cases(case.scenario)
    assert not has_content("added-track", cases)
    assert has_content("radar-views", cases)
    assert len(draw("radar-views", cases, Sheet(language=Language())).panels) == 1
