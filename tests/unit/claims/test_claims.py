"""Claims as data, and the way readings become verdicts."""

import math
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import xarray as xr

from bongsu.catalog.documents import read_document
from bongsu.catalog.rows.units import parse_quantity
from bongsu.claims.case import NOMINAL, AbsentError, Case, Cases, Found
from bongsu.claims.claim import Reading, built_in_claims, claims_of_set, read_claims, unfair
from bongsu.claims.evaluate import evaluate
from bongsu.claims.load import chosen_claims, load_claims
from bongsu.claims.measures.registry import MEASURES, measure, mistakes
from bongsu.claims.verdicts import Measurement, judge
from bongsu.claims.where import Where
from bongsu.errors import InputError
from bongsu.report.brief.content import brief_content
from bongsu.report.brief.document import claims_document
from bongsu.report.brief.figures.drawn import draw, has_content
from bongsu.report.brief.figures.sheet import Sheet
from bongsu.report.language import Language
from bongsu.scenario import load_scenario
from bongsu.studies.engagement.plan import plan_fire, read_arrival
from bongsu.words import Verdict

ARTICLE = {
    "earnest-orientation",
    "earnest-no-threat",
    "earnest-keeps-safe",
    "wang-beyond-need",
    "wang-strategic-impact",
    "wang-equilibrium",
    "lavrov-excuse",
}

RAID_OF_ONE = '{raid: 3, flight: "nodong:hwangju:busan"}'
ONE = """
- id: one
  who: Somebody
  date: 2016-04-29
  assertion: Something is so.
  sources: [{publisher: A paper, date: 2016-04-30, url: "https://example.org"}]
  question: Is it?
  readings:
    - name: A
      measure: leakers-expected
      parameters: {raid: 3, flight: "nodong:hwangju:busan"}
      comparison: less than
      threshold: 1
      because: B
"""


def test_the_claims_are_there_with_known_measures() -> None:
    claims = built_in_claims()
    assert {claim.id for claim in claims_of_set("article-2016-04-30")} == ARTICLE
    assert len(claims_of_set("debate-2016")) == 16
    assert len({claim.id for claim in claims}) == len(claims) > 30
    for claim in claims:
        assert bool(claim.readings) != bool(claim.not_testable_because)
        for reading in claim.readings:
            assert not list(mistakes(reading)), (claim.id, reading.id)
        names = [reading.id for reading in claim.readings]
        assert None not in names
        assert len(set(names)) == len(names), claim.id


def test_opposite_claims_are_the_same_questions_and_cannot_both_hold() -> None:
    """A proposition and its negation, whoever utters them."""
    claims = {claim.id: claim for claim in built_in_claims()}
    assert not list(unfair(tuple(claims.values())))
    pairs = {frozenset((claim.id, claim.opposes)) for claim in claims.values() if claim.opposes}
    assert frozenset(("earnest-no-threat", "wang-strategic-impact")) in pairs
    for one, other in map(sorted, pairs):
        theirs = {reading.id: reading for reading in claims[other].readings}
        for reading in claims[one].readings:
            opposite = theirs[reading.id]
            threshold = parse_quantity(reading.threshold, MEASURES[reading.measure].unit)
            for value in (threshold - 1.0, threshold, threshold + 1.0, math.nan):
                both = [
                    judge(
                        Measurement(by_case={"nominal": value}, unit=""),
                        asked.comparison,
                        threshold,
                    )
                    for asked in (reading, opposite)
                ]
                assert both.count(Verdict.HOLDS) == (0 if math.isnan(value) else 1)
            found = Found(
                values=np.array([2.0, 3.0, 1.0]),
                labels="abc",
                remarks="abc",
                where=[Where(site=site) for site in "abc"],
            )
            taken = {
                found.pick(str(asked.parameters["sites"]), "a", larger=asked.comparison.wants_more)
                for asked in (reading, opposite)
            }
            assert len(taken) == 1, reading.id


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"measure": "foreign-area-in-view"}, "the measure"),
        ({"threshold": 2}, "what the number is held to"),
        ({"comparison": "at least"}, "what the number is held to"),
        ({"for_comparison": True}, "whether they are for comparison"),
        ({"parameters": {"group": "theatre", "sites": "own"}}, "the parameters"),
        ({"parameters": {"group": "intercontinental", "sites": "best"}}, "the site"),
    ],
)
def test_an_unfair_pair_is_named(change, what) -> None:
    claims = {claim.id: claim for claim in claims_of_set("article-2016-04-30")}
    impact = claims["wang-strategic-impact"]
    first = impact.readings[0]
    turned = Reading.model_validate(first.model_dump() | change)
    changed = impact.model_copy(update={"readings": [turned, *impact.readings[1:]]})
    told = list(unfair([claims["earnest-no-threat"], changed]))
    assert any(sentence.endswith(f"{first.id!r} differ in {what}") for _, sentence in told)


def test_opposite_claims_need_the_same_readings_and_each_other() -> None:
    claims = {claim.id: claim for claim in claims_of_set("article-2016-04-30")}
    quiet, loud = claims["earnest-no-threat"], claims["wang-strategic-impact"]
    fewer = loud.model_copy(update={"readings": loud.readings[1:]})
    assert "need the same ids" in next(iter(unfair([quiet, fewer])))[1]
    silent = loud.model_copy(update={"opposes": None})
    assert "does not oppose" in next(iter(unfair([quiet, silent])))[1]
    assert "which is not there" in next(iter(unfair([quiet])))[1]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("who: Somebody", "whom: Somebody", "3:3: whom: there is no such key; close names: 'who'"),
        ("comparison: less than", "comparison: fewer than", "comparison"),
        ("date: 2016-04-29", "date: yesterday", "date"),
        (
            'sources: [{publisher: A paper, date: 2016-04-30, url: "https://example.org"}]',
            "sources: []",
            "sources",
        ),
    ],
)
def test_a_mistake_in_a_claim_is_named_with_its_place(old: str, new: str, message: str) -> None:
    with pytest.raises(InputError, match=message) as caught:
        read_claims(read_document(ONE.replace(old, new), "claims.yaml"))
    assert str(caught.value).startswith("claims.yaml:")


def test_a_file_of_claims_can_be_loaded(tmp_path: Path) -> None:
    path = tmp_path / "claims.yaml"
    path.write_text(ONE, encoding="utf-8")
    assert [claim.id for claim in load_claims(path)] == ["one"]


RAID = {"raid": 30.0, "flight": "nodong:hwangju:busan"}


def test_expected_leakers_are_those_of_the_fire_plan() -> None:
    """The referee's curve: what the claim says is what the plan of the same raid says."""
    scenario = load_scenario("korea-2016")
    case = Cases(scenario).nominal
    spacings = ("0 s", "2 s", "5 s", "10 s", "15 s", "20 s", "30 s")
    found = [measure("leakers-expected", case, RAID | {"spacing": s}).values[0] for s in spacings]
    arrival = read_arrival(scenario, "nodong:hwangju:busan")
    spread = [replace(arrival, launch_s=10.0 * number) for number in range(30)]
    assert found[3] == plan_fire(scenario, spread).plan.leakers_expected
    # 0.01 is what first salvos that are not moved over time may cost (methods/engagement.md)
    assert all(later <= sooner + 0.01 for sooner, later in pairwise(found))
    assert found[0] > 10.0
    # 30 missiles at two shots of 0.94 that share a reliability of 0.97
    assert found[-1] == pytest.approx(30.0 * 0.0309, abs=0.1)
    assert measure("leakers-expected", case, RAID).values[0] == found[0]


@pytest.mark.parametrize(
    ("row", "value", "spacing"),
    [
        ("launchers", 2, "10 s"),
        ("guided-at-once", 2, "10 s"),
        ("launch-interval", "60 s", "10 s"),
        ("kill-probability", 0.8, "10 s"),
    ],
)
def test_expected_leakers_follow_the_rows_of_the_battery(row, value, spacing) -> None:
    scenario = load_scenario("korea-2016")
    asked = RAID | {"spacing": spacing}
    path = f"battery.thaad-battery.{row}"
    before, after = (
        measure("leakers-expected", Case(NOMINAL, one), asked).values[0]
        for one in (scenario, scenario.with_parameter(path, value))
    )
    assert after > before + 0.1


def test_expected_leakers_follow_the_doctrine() -> None:
    scenario = load_scenario("korea-2016")
    asked = RAID | {"spacing": "30 s"}
    look, salvo = (
        measure("leakers-expected", Case(NOMINAL, one), asked)
        for one in (scenario, scenario.with_doctrine(rule="salvo", salvo=2))
    )
    assert salvo.values[0] > look.values[0] + 1.0
    assert "shoot-look-shoot" in look.remarks[0]
    assert "salvo" in salvo.remarks[0]


def test_a_raid_on_a_place_out_of_reach_is_not_testable() -> None:
    case = Cases(load_scenario("korea-2016")).nominal
    with pytest.raises(AbsentError, match="scud-b:mount-paektu:busan"):
        measure("leakers-expected", case, RAID | {"flight": "scud-b:mount-paektu:busan"})


def test_where_no_battery_can_fire_every_missile_of_a_raid_arrives(monkeypatch) -> None:
    def refuse(*_: object) -> None:
        raise InputError("the launcher is out of the radar's sight")

    monkeypatch.setattr("bongsu.claims.measures.defence.raid_plan", refuse)
    scenario = load_scenario("korea-2016")
    asked = {"raid": 3, "flight": "nodong:hwangju:busan"}
    found = measure("leakers-expected", Case("greatest", scenario), asked)
    assert found.values.tolist() == [3.0]
    assert found.remarks == ("no battery can fire: all arrive",)
    with pytest.raises(InputError, match="out of the radar's sight"):
        measure("leakers-expected", Case(NOMINAL, scenario), asked)


@pytest.mark.parametrize("flight", ["nodon:hwangju:busan", "nodong:hwangju:busan:high"])
def test_a_raid_of_what_the_scenario_does_not_know_is_not_testable(flight) -> None:
    case = Cases(load_scenario("korea-2016")).nominal
    with pytest.raises(AbsentError, match=f"{flight}: .*(close names: Nodong|no shape|use one)"):
        measure("leakers-expected", case, RAID | {"flight": flight})


def test_raids_are_drawn_where_their_missile_reaches_the_place() -> None:
    cases = Cases(load_scenario("korea-2016"))
    far = RAID_OF_ONE.replace("nodong:hwangju", "scud-b:mount-paektu")
    shown = {
        raid: read_claims(read_document(ONE.replace(RAID_OF_ONE, raid), "one.yaml"))[0].readings
        for raid in (RAID_OF_ONE, far)
    }
    assert has_content("leakage", cases, shown[RAID_OF_ONE])
    assert not has_content("leakage", cases, shown[far])
    assert not has_content("leakage", cases)


def test_a_missile_of_a_later_scenario_counts_where_a_reading_names_it_and_nowhere_else() -> None:
    korea = load_scenario("korea-2016").at_spacing(100)
    nodong = korea.only(missile="nodong", shape="minimum-energy", launch_area="hwangju")
    case = Cases(nodong).nominal
    later = {"missile": "kn-23", "scenario": "korea-2019"}
    before = measure("people-share-defended", case, {"threats": "worst"})
    every = measure("people-share-defended-with", case, {"threats": "worst", **later})
    some = measure("people-share-defended-with", case, {"threats": "best", **later})
    alone = measure("people-share-defended-against", case, {"threats": "best", **later})
    assert before.values.min() > 0.2
    assert alone.values.max() < 0.3
    assert every.values.max() < 0.05
    assert (some.values == before.values).all()
    assert all(remark.startswith("KN-23 from") for remark in every.remarks)
    assert not any("KN-23" in remark for remark in before.remarks)
    with pytest.raises(InputError, match="korea-2019 has no threat 'musudan'; it has scud-b"):
        measure(
            "people-share-defended-against",
            case,
            {"threats": "best", **later, "missile": "musudan"},
        )


def test_a_claim_leans_on_the_rows_of_a_missile_that_a_reading_adds() -> None:
    asked = chosen_claims(["earnest-keeps-safe"], scenario=load_scenario("korea-2016"))[0]
    added = [one for one in asked.readings if "scenario" in one.parameters]
    claims = [asked.model_copy(update={"readings": added})]
    korea = load_scenario("korea-2016").at_spacing(100).at_candidates()[-1]
    small = korea.only(missile="nodong", shape="minimum-energy", launch_area="hwangju")
    (result,), _ = evaluate(claims, small)
    paths = [row.path for row in result.rows]
    assert "missile.kn-23.lift-to-drag" in paths
    assert "launch-area.kusong.latitude" in paths
    assert len(set(paths)) == len(paths)


def test_results_and_studies_are_the_same_on_any_number_of_cores(monkeypatch) -> None:
    korea = load_scenario("korea-2016").only(missile="nodong", launch_area="hwangju")
    small = korea.only(shape="minimum-energy").at_spacing(100)
    small = small.model_copy(update={"candidate_sites": small.candidate_sites[:2]})
    (claim,) = (one for one in built_in_claims() if one.id == "earnest-keeps-safe")
    claims = [claim.model_copy(update={"readings": claim.readings[:1]})]
    found = []
    for cores in ("1", "2"):
        monkeypatch.setenv("BONGSU_THREADS", cores)
        results, cases = evaluate(claims, small)
        numbers = [one.measurement for result in results for one in result.readings]
        studies = {
            (case.name, name): data for case in cases.asked for name, data in case.studies.items()
        }
        found.append((repr(numbers), studies))
    (numbers, studies), (again, studies_again) = found
    assert numbers == again
    # nominal, and at both ends
    assert len(studies) > 2
    assert list(studies) == list(studies_again)
    for name, data in studies.items():
        xr.testing.assert_identical(data, studies_again[name])


def test_unknown_measures_and_parameters_are_refused() -> None:
    case = Cases(load_scenario("korea-2016")).nominal
    with pytest.raises(InputError, match="close names:"):
        measure("leakers-expecte", case, {})
    with pytest.raises(InputError, match="takes raid, flight, spacing, not size"):
        measure("leakers-expected", case, {"size": 3.0})


PLAIN = {"of": "people", "front": "200 km", "rear": "100 km", "half_angle": "180 deg"}
ARC = {"ground_range": "3356.7 km", "apogee": "800 km"}


@pytest.mark.parametrize(
    ("name", "given", "change", "wrong"),
    [
        ("sector-share", PLAIN, {"half_angle": "181 deg"}, "'181 deg' is not at most 180 deg"),
        ("sector-share", PLAIN, {"rear": "201 km"}, "'201 km' is not at most the reach in front"),
        ("arc-time", ARC, {"apogee": "1e9 km"}, "'1e9 km' is not at most 1000000 km"),
        ("arc-time", ARC, {"apogee": "0.9 m"}, "'0.9 m' is not at least 1 m"),
        ("arc-time", ARC, {"ground_range": "21000 km"}, "'21000 km' is not at most 20015 km"),
    ],
)
def test_what_a_measure_would_refuse_is_refused_where_the_file_says_it(
    name, given, change, wrong
) -> None:
    def reading(parameters):
        text = {"name": "A reading", "measure": name, "comparison": "more than", "because": "So."}
        threshold = {"sector-share": 0, "arc-time": "10 s"}[name]
        return Reading.model_validate(text | {"threshold": threshold, "parameters": parameters})

    assert list(mistakes(reading(given))) == []
    assert list(mistakes(reading(given | change))) == [(("parameters", *change), wrong)]


def test_the_pick_takes_the_site_that_is_asked_for_and_no_gap() -> None:
    sites = [Where(site=site) for site in "abc"]
    found = Found(values=np.array([np.nan, 2.0, 1.0]), labels="abc", remarks="abc", where=sites)
    assert (found.pick("best", "a", larger=True), found.pick("best", "a", larger=False)) == (1, 2)
    assert found.pick("every", "a", larger=True) == 2
    assert found.pick("own", "a", larger=True) is None
    assert (found.pick("own", "b", larger=True), found.pick("c", "b", larger=True)) == (1, 2)
    with pytest.raises(AbsentError, match="no candidate site 'd'; it has a, b, c"):
        found.pick("d", "a", larger=True)
    two = Found(values=np.array([1.0, 2.0]), labels="ab", remarks="ab", where=[Where(site="a")] * 2)
    assert (two.pick("own", "a", larger=True), two.pick("own", "a", larger=False)) == (0, 1)


def test_claims_about_another_country_say_so(islands) -> None:
    """The built-in statements are about South Korea; on Fiji they test nothing that was said."""
    assert {claim.country for claim in claims_of_set("article-2016-04-30")} == {"KOR"}
    told = read_claims(read_document(ONE + "  country: KOR\n", "one.yaml"))
    plain = read_claims(read_document(ONE, "one.yaml"))
    content = [
        brief_content(*evaluate(claims, islands), command="bongsu brief")
        for claims in (told, plain)
    ]
    assert "statements are about South Korea; the scenario is about Fiji" in content[0].standfirst
    assert "South Korea" not in content[1].standfirst
    assert content[0].people_from.startswith("synthetic: populated places (GeoNames)")
    with pytest.raises(InputError, match="country"):
        read_claims(read_document(ONE + "  country: Korea\n", "one.yaml"))


def test_claims_by_default_are_those_of_the_scenario() -> None:
    korea, guam = load_scenario("korea-2016"), load_scenario("guam-2013")
    assert chosen_claims(scenario=korea) == claims_of_set("article-2016-04-30")
    assert {claim.country for claim in chosen_claims(scenario=guam)} == {"GUM"}
    mine = korea.model_copy(update={"name": "mine"})
    assert chosen_claims(scenario=mine) == claims_of_set("article-2016-04-30")
    assert len(chosen_claims("debate-2016", scenario=korea)) == 16
    asked = chosen_claims(["earnest-keeps-safe"], scenario=guam)
    assert [claim.id for claim in asked] == ["earnest-keeps-safe"]


LIGHT = """
    - name: For comparison, C
      measure: elevation-of-horizon
      parameters: {height: 715 m, distance: 9 km}
      comparison: more than
      threshold: 80 deg
      because: D
"""


@pytest.mark.parametrize(("mark", "verdict"), [("true", Verdict.HOLDS), ("false", Verdict.DEPENDS)])
def test_what_is_for_comparison_has_no_part_in_the_verdict(islands, mark, verdict) -> None:
    mild = LIGHT.strip("\n").replace("For comparison, C", "A").replace("more than", "less than")
    head = ONE.partition("    - name")[0]
    text = f"{head}{mild}{LIGHT}      for_comparison: {mark}\n"
    results, cases = evaluate(read_claims(read_document(text, "one.yaml")), islands, draws=16)
    [result] = results
    assert result.verdict is verdict
    assert result.chance is not None
    assert result.chance.headline.value == (1.0 if verdict is Verdict.HOLDS else 0.0)
    [told] = claims_document(results)["claims"]
    assert [one["for_comparison"] for one in told["readings"]] == [False, mark == "true"]
    shown = brief_content(results, cases, command="bongsu brief").claims[0]
    assert ("Of 2 readings" in shown.counts) is (mark == "false")


def test_a_claim_has_a_reading_that_is_not_for_comparison() -> None:
    with pytest.raises(InputError, match="at least one reading must not be for comparison"):
        read_claims(read_document(f"{ONE.rstrip()}\n      for_comparison: true\n", "one.yaml"))


def test_a_measure_without_a_value_names_claim_measure_and_reason(islands) -> None:
    text = ONE.replace("leakers-expected", "seoul-share-defended").replace(
        RAID_OF_ONE, "{threats: best}"
    )
    claims = read_claims(read_document(text + "  country: KOR\n", "one.yaml"))
    (result,), _ = evaluate(claims, islands)
    assert result.verdict is Verdict.NOT_TESTABLE
    detail = result.readings[0].measurement.detail
    assert detail.startswith("claim one, measure seoul-share-defended: the districts of Seoul are")
    assert "one is a claim about South Korea and the scenario is about Fiji" in detail


def test_a_reading_of_what_the_scenario_does_not_have_is_not_testable(islands) -> None:
    text = ONE.replace("leakers-expected", "shots-at-third-party-missiles").replace(
        RAID_OF_ONE, "{group: intercontinental, sites: best}"
    )
    claims = read_claims(read_document(text, "one.yaml"))
    (result,), cases = evaluate(claims, islands)
    assert result.verdict is Verdict.NOT_TESTABLE
    measured = result.readings[0].measurement
    reason = (
        "claim one, measure shots-at-third-party-missiles: "
        "the scenario has no other flights of the group intercontinental"
    )
    assert measured.detail == reason
    assert all(math.isnan(value) for value in measured.by_case.values())
    shown = brief_content([result], cases, command="bongsu brief").claims[0]
    assert shown.answer == (
        "The scenario does not have what this claim asks for; readings that cannot be measured "
        "here: 1."
    )
    assert shown.readings == ()


def test_without_candidate_sites_the_best_of_them_is_not_asked_for(islands) -> None:
    """A scenario with one site has no most favourable one, and none of seven that fall short."""
    best = ONE.replace("leakers-expected", "boresights-that-hold-all-launch-areas").replace(
        RAID_OF_ONE, "{sites: best}"
    )
    counted = best.replace("boresights-that", "sites-that").replace("{sites: best}", "{}")
    best = best.replace("threshold: 1", "threshold: 1 deg")
    for text in (best, counted):
        (result,), _ = evaluate(read_claims(read_document(text, "one.yaml")), islands)
        assert result.verdict is Verdict.NOT_TESTABLE
        assert result.readings[0].measurement.detail.endswith("the scenario has no candidate sites")


def test_figures_of_claims_show_the_region_of_the_scenario(islands) -> None:
    cases, sheet = Cases(islands), Sheet(language=Language("en"))
    shown = draw("footprints", cases, sheet)
    assert shown.caption.startswith("From South (triangle), missile by missile.")
    assert [panel.title for panel in shown.panels] == ["Nodong"]
    views = draw("radar-views", cases, sheet)
    assert views.caption.startswith("From South, facing")
