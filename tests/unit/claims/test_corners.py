"""Which way each row moves each measure: nothing is missing, and what is written down is so."""

import numpy as np
import pytest
from tools.find_directions import (
    MODELS,
    START,
    STUDIES,
    UNMOVED,
    Bench,
    around,
    both,
    check_studies,
    direction,
    leaves,
    setting,
    way,
    with_constant,
)

from bongsu.catalog import Quantity
from bongsu.claims.case import Cases
from bongsu.claims.corners import DIRECTIONS, ENDS, SAME_STUDY, corners, directions, role
from bongsu.claims.measures.registry import MEASURES, measure
from bongsu.scenario import built_in_scenarios, load_scenario
from bongsu.studies.epistemic.draws import defence_rows, moving_together

KOREA = load_scenario("korea-2016")
COARSE = setting()
AGAIN = "run: uv run python -m tools.find_directions --missing"
AGAIN_ALL = AGAIN.removesuffix(" --missing")
MOVERS = moving_together(COARSE.catalog, defence_rows(COARSE))


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("name", built_in_scenarios())
def test_every_uncertain_row_of_the_defence_is_in_the_table(name, model) -> None:
    scenario = load_scenario(name).with_cross_sections(model)
    missing = [path for path in defence_rows(scenario) if role(path) not in directions()]
    assert not missing, f"{AGAIN}, for {', '.join(missing)}"


def test_the_table_has_no_row_and_no_measure_that_does_not_exist() -> None:
    rows = KOREA.catalog.rows().values()
    known = {role(row.path) for row in rows if isinstance(row, Quantity) and row.spread}
    left = set(directions()) - known
    assert not left, f"not in the catalogue, or without a range: {', '.join(sorted(left))}"
    for moved in directions().values():
        assert set(moved) <= set(MEASURES)
        assert set(moved.values()) <= set(DIRECTIONS)


def test_every_measure_that_claims_read_has_a_corner() -> None:
    check_studies()
    for names in STUDIES:
        for name in names:
            assert any(name in moved for moved in directions().values()) or (
                name == "shots-at-third-party-missiles"
            ), name


def test_measures_of_the_same_study_have_its_cases() -> None:
    for name, first in SAME_STUDY.items():
        assert name in MEASURES
        own = [role for role, moved in directions().items() if name in moved]
        assert (corners(KOREA, name) == corners(KOREA, first)) == (not own)
    for name in UNMOVED:
        assert name in MEASURES
        assert corners(KOREA, name) == ({}, {}, (), ())


def test_a_measure_of_a_study_can_have_rows_of_its_own_beside_those_of_the_study() -> None:
    shares, chance = (corners(KOREA, name) for name in ("people-share-defended", "p-defend"))
    assert shares.least.items() <= chance.least.items()
    added = {path.rsplit(".", 1)[1] for path in chance.least.keys() - shares.least.keys()}
    assert "kill-probability" in added


def test_what_a_referee_missed_is_in_the_corners() -> None:
    share = corners(KOREA, "people-share-defended")
    for path, level in {
        "interceptor.thaad-interceptor.longest-time": "low",
        "interceptor.thaad-interceptor.propellant-mass": "low",
        "interceptor.thaad-interceptor.lowest-elevation": "high",
        "radar.an-tpy-2.terminal.azimuth-half-sector": "low",
        "radar.an-tpy-2.terminal.scan-limit": "low",
    }.items():
        assert share.least[path] == level
        assert share.greatest[path] == ("high" if level == "low" else "low")


def test_leakers_are_fewest_where_looks_are_short_and_channels_many() -> None:
    """A look of 1 s sees farthest and leaves time for one missile at a time."""
    fewest = corners(KOREA, "leakers-expected").least
    assert fewest["radar.an-tpy-2.terminal.dwell"] == "low"
    assert fewest["battery.thaad-battery.guided-at-once"] == "high"
    assert fewest["battery.thaad-battery.common-reliability"] == "high"
    cases = Cases(KOREA).of("leakers-expected")
    raid = {"raid": 30.0, "flight": "nodong:hwangju:busan", "spacing": "30 s"}
    found = {
        name: float(measure("leakers-expected", one, raid).values[0]) for name, one in cases.items()
    }
    assert found["least"] < 0.01 < found["nominal"] < 1.0
    # nobody fires at the other end
    assert found["greatest"] == 30.0


@pytest.mark.parametrize("names", STUDIES, ids=lambda names: names[0])
def test_a_sample_of_the_table_is_found_again(names) -> None:
    """Moved about the nominal values; one study after another takes other rows."""
    sample = MOVERS[STUDIES.index(names) :: 19]
    for paths, told in around(Bench(COARSE), sample, names, {}, inside=False):
        for name, (word, _, _) in told.items():
            written = directions()[role(paths[0])].get(name)
            if word is None:
                assert written in (None, "up", "down", "elsewhere"), f"{AGAIN_ALL}: {paths[0]}"
            else:
                assert START.get(written) == word, f"{AGAIN_ALL}, {name} with {paths[0]}"


def test_mixed_rows_without_cases_stay_between_the_corners() -> None:
    name = "share-of-foreign-view"
    ends = corners(COARSE, name)
    inside = ends.inside
    assert len(inside) > 3
    assert not set(inside) & set(ends.mixed)
    assert ends.paths >= {path for paths in inside for path in paths}
    bench = Bench(COARSE)
    band = [bench.values([name], at)[name].taken for at in ({}, ends.least, ends.greatest)]
    for paths in inside[::5]:
        for end in ENDS:
            numbers = bench.values([name], dict.fromkeys(paths, end))[name].taken
            assert not leaves(band, numbers), f"{AGAIN_ALL} --mixed: {paths[0]} {end}"


def test_a_row_leaves_the_corners_by_a_hundredth_of_their_band() -> None:
    band = [np.array([1.0, 5.0]), np.array([0.0, 5.0]), np.array([2.0, 5.0])]
    assert not leaves(band, np.array([2.019, 5.0]))
    assert leaves(band, np.array([2.021, 5.0]))
    assert leaves(band, np.array([-0.021, 5.0]))
    # what the corners do not move at all
    assert leaves(band, np.array([1.0, 5.001]))
    # a number that comes or goes
    assert leaves(band, np.array([np.nan, 5.0]))
    absent = [np.array([np.nan])] * 3
    assert leaves(absent, np.array([1.0]))
    assert not leaves(absent, np.array([np.nan]))
    assert not leaves([*band, np.array([np.nan, 5.0])], np.array([np.nan, 5.0]))


def test_a_cross_section_has_cases_if_it_leaves_under_either_model() -> None:
    found = with_constant(
        {"a": "inside", "b": "up", "c": "mixed"}, {"a": "mixed", "b": "mixed", "c": "inside"}
    )
    assert found == {"a": "mixed", "b": "up", "c": "mixed"}
    assert with_constant({}, {"a": "down"}) == {"a": "down"}


def test_no_row_alone_makes_the_greatest_share_of_people_greater() -> None:
    """Coordinate by coordinate the corner is an end; at the other nobody is defended."""
    name = "people-share-defended"
    base = corners(COARSE, name).greatest
    bench = Bench(COARSE)
    standing = bench.values([name], base)[name].everywhere
    # absent: readings of missiles that fly in another scenario alone
    arises = np.isfinite(standing)
    assert arises.sum() > 30
    assert standing[arises].max() > 0.5
    moving = [paths for paths in MOVERS if paths[0] in base]
    assert len(moving) > 15
    for paths in moving[::4]:
        turned = bench.values([name], {**base, **dict.fromkeys(paths, "nominal")})[name].everywhere
        assert (np.isfinite(turned) == arises).all(), paths
        assert (turned[arises] <= standing[arises]).all(), paths


def test_ways_are_told_from_the_steps_of_all_numbers() -> None:
    flat, up = np.array([1.0, 2.0]), np.array([1.0, 3.0])
    assert way([flat, flat, flat]) is None
    assert way([flat, flat, up]) == "up"
    assert way([up, flat, flat]) == "down"
    assert way([up, flat, up]) == "mixed"
    assert way([flat, flat, np.array([2.0, 1.0]), up]) == "mixed"
    assert way([flat * np.nan, flat, up]) == "up"
    assert way([np.array([np.nan]), flat, up]) is None


def test_directions_are_those_about_the_nominal_values_first() -> None:
    assert (both(None, "up"), both("up", None), both("up", "up")) == ("up", "up", "up")
    assert both("up", "down") == both("mixed", "up") == "mixed"
    assert both(None, None) is None
    assert direction(None, None, None) is None
    assert direction(None, None, "down") == direction("down", "down", None) == "down"
    assert direction("down", "down", "down") == "down"
    assert direction(None, None, "mixed") == direction(None, "mixed", None) == "elsewhere"
    assert direction(None, None, "mixed", 0.5) == direction(None, "mixed", "up", 2.0) == "up-mostly"
    assert direction(None, None, "mixed", -0.5) == "down-mostly"
    assert direction("mixed", "mixed", "up") == "mixed"
    assert direction("up", "up", "mixed") == direction("up", "mixed", None) == "up-mostly"
    assert direction("down", "down", "up") == "down-mostly"


def test_roles_keep_what_is_looked_at_and_leave_out_whose_it_is() -> None:
    assert role("radar.an-tpy-2.terminal.tilt") == "radar.*.terminal.tilt"
    assert role("cross-section.body.area") == "cross-section.body.area"


def test_a_case_is_made_once_whichever_measures_ask_for_it() -> None:
    cases = Cases(KOREA)
    people, seoul = (cases.of(f"{name}-share-defended") for name in ("people", "seoul"))
    assert people["nominal"] is seoul["nominal"] is cases.nominal
    again = cases.of("people-share-defended")
    assert all(again[name] is case for name, case in people.items())
    views = cases.of("share-of-foreign-view")
    tilt = "radar.an-tpy-2.terminal.tilt"
    low, high = (views[f"{tilt} {end}"].scenario.catalog.quantity(tilt) for end in ("low", "high"))
    assert low.value < KOREA.catalog.quantity(tilt).value < high.value
    power = "radar.an-tpy-2.average-power"
    assert views[f"{tilt} low"].scenario.catalog.quantity(power) == KOREA.catalog.quantity(power)
