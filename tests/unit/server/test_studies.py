"""Studies of the page: each in pieces, each with the numbers of the front door."""

import numpy as np
import pytest

from bongsu.claims.corners import corners
from bongsu.claims.evaluate import evaluate
from bongsu.claims.load import chosen_claims
from bongsu.front.deployment import load
from bongsu.server import messages
from bongsu.server.engine import Engine

ONE = {"flights": {"missile": "nodong", "shapes": ["minimum-energy"], "launch_areas": ["hwangju"]}}
PLAN_TIME = "battery.thaad-battery.plan-time"
COARSE = {"aim_points": 50}


@pytest.fixture(scope="module")
def engine():
    return Engine({"korea-2016": load("korea-2016")})


@pytest.fixture(scope="module")
def pieces(engine):
    def asked(kind, **content):
        request = messages.REQUESTS.validate_python({"kind": kind, "id": 5, **content})
        found = list(engine.answers(request))
        assert [one.kind for one in found[:-1]] == [kind] * (len(found) - 1)
        assert not any(getattr(one, "done", True) for one in found[:-1])
        return found

    return asked


@pytest.fixture(scope="module")
def korea():
    return load().only(missile="nodong", shape="minimum-energy", launch_area="hwangju")


def test_a_range_has_the_ends_of_what_is_cited(pieces, korea):
    found = pieces("range", setting=ONE, **COARSE)
    last = found[-1]
    assert [len(one.cases) for one in found] == [1, 2, 3]
    assert (last.done, last.cases_asked) == (True, 3)
    ends = corners(korea, "people-share-defended")
    for case, levels in zip(last.cases, ({}, ends.least, ends.greatest), strict=True):
        changed = korea.with_levels(levels) if levels else korea
        same = changed.at_spacing(last_spacing(pieces)).footprint()
        assert [one.share.value for one in case.shares] == pytest.approx(
            [same.p_defended(one.over) for one in case.shares]
        )
    for place, one in enumerate(last.shares):
        values = [case.shares[place].share.value for case in last.cases]
        assert (one.share.low, one.share.high) == (min(values), max(values))
        assert one.share.value == values[0]
    assert last.shares[1].share.low < last.shares[1].share.high
    assert PLAN_TIME in last.rows
    assert last.sentence.en.startswith(f"{100.0 * last.shares[1].share.value:.0f} %")


def last_spacing(pieces):
    (footprint,) = pieces("footprint", setting=ONE, **COARSE)
    return footprint.grid.spacing_km


@pytest.mark.parametrize(
    "changed",
    [{"required_shots": 3}, {"aim_points": 120}, {"setting": {**ONE, "site": "daegu"}}],
)
def test_what_a_range_is_asked_changes_it(pieces, changed):
    usual = {"setting": ONE, **COARSE}
    before = pieces("range", **usual)[-1].shares
    assert pieces("range", **(usual | changed))[-1].shares != before


def test_a_claim_is_told_at_once_and_then_judged(pieces):
    first, *_, last = pieces("claim", setting={}, claim="mnd-600-800-km")
    assert (first.claim.stage, first.claim.verdict, first.parameters) == ("nominal", None, ())
    [tested], _ = evaluate(chosen_claims(["mnd-600-800-km"], scenario=load()), load())
    assert (last.done, last.claim.stage) == (True, "corners")
    assert last.claim.verdict == tested.verdict.value
    for early, told, same in zip(
        first.claim.readings, last.claim.readings, tested.readings, strict=True
    ):
        assert (early.verdict, early.met, early.measured.low) == (None, told.met, None)
        assert told.verdict == same.verdict.value
        assert {one.name: one.value for one in told.cases} == same.measurement.by_case
        measured = same.measurement
        assert (told.measured.value, told.measured.low, told.measured.high, told.measured.unit) == (
            measured.nominal,
            measured.low,
            measured.high,
            measured.unit,
        )
    moving = {one.path for one in last.parameters}
    assert moving == {path for one in last.claim.readings for path in one.rows}
    assert "cross-section.reentry-vehicle.area" in moving


def test_what_is_told_for_comparison_is_marked(pieces):
    told = pieces("claim", setting={}, claim="kcna-2022-time")[-1].claim
    own, japanese = told.readings
    assert (own.for_comparison, japanese.for_comparison) == (False, True)
    assert (own.verdict, japanese.verdict) == ("does not hold", "holds")
    assert told.verdict == "does not hold"


def test_a_row_that_is_moved_turns_a_claim(pieces):
    def verdict(area):
        setting = {"parameters": {"cross-section.reentry-vehicle.area": area}}
        return pieces("claim", setting=setting, claim="nas-gbx-doubling"), pieces(
            "claim", setting=setting, claim="mnd-600-800-km"
        )[-1].claim.readings[0]

    (_, small), (_, large) = verdict("0.001 m2"), verdict("1 m2")
    assert small.measured.value < large.measured.value
    assert small.met is not large.met or small.comparison == "more than"


def test_claims_come_one_by_one_with_their_draws(pieces):
    ids = ["mnd-600-800-km", "lavrov-excuse"]
    first, *some, last = pieces("claims", setting={}, claims=ids, draws=16)
    assert [(one.id, one.stage) for one in first.claims] == [(name, "listed") for name in ids]
    assert all(len(one.claims) == 1 for one in some)
    assert [one.tested for one in (first, last)] == [0, 2]
    assert [one.id for one in last.claims] == ids
    [tested], _ = evaluate(chosen_claims(ids[:1], scenario=load()), load(), draws=16)
    told = last.claims[0]
    assert (told.stage, told.chance.draws) == ("draws", tested.chance.draws)
    for own, reading in zip(told.readings, tested.readings, strict=True):
        headline = own.chance.probabilities[0]
        assert (headline.weights, headline.published) == ("cited", False)
        assert headline.probability.value == reading.chance.headline.value
        assert headline.likelihood.en == str(reading.chance.headline.likelihood)
        assert own.band == (reading.band.low, reading.band.median, reading.band.high)
        assert [one.name for one in own.chance.deciding] == [
            one.name for one in reading.chance.deciding
        ]
    assert last.claims[1].not_testable_because.ko
    assert last.sentence.en.startswith("2 of 2 claims tested")


def test_a_claim_that_cannot_be_tested_says_why_and_keeps_the_others(pieces):
    setting = {"mode": "forward-based"}
    last = pieces("claims", setting=setting, claims=["seoul-outside", "lavrov-excuse"])[-1]
    refused, other = last.claims
    assert refused.verdict is None
    assert "does not guide interceptors" in refused.problem.en
    assert (other.verdict, other.problem) == ("not testable", None)


def test_draws_sharpen_and_are_those_of_the_front_door(pieces):
    asked = {"metric": "detection-range", "condition": ">= 800"}
    found = pieces("draws", setting={}, draws=60, **asked)
    assert [one.draws for one in found] == [16, 32, 64]
    same = load().uncertainty("detection-range", draws=64, condition=">= 800", weights=["cited"])
    last = found[-1]
    assert last.done
    assert (last.nominal.value, last.nominal.unit) == (same.nominal, "km")
    assert [one.value for one in last.quantiles] == [same.quantile(one) for one in last.levels]
    assert last.probability.value == same.probability()
    assert last.sentence.en == same.sentence()
    assert np.array_equal(
        np.sort(last.values.numbers()), np.sort(same.data["value"].values[0].astype("f4"))
    )
    assert last.provenance.scenario_hash == same.provenance.scenario_hash
    assert (last.grid, last.p_defended) == (None, None)


def test_draws_of_a_footprint_have_a_map(pieces):
    first, second = pieces("draws", setting=ONE, draws=32, **COARSE)
    assert first.grid.latitude_deg.shape == second.p_defended.shape
    assert second.grid is None
    chances = second.p_defended.numbers()
    assert np.nanmin(chances) < 0.5 < np.nanmax(chances)
    again = pieces("draws", setting=ONE, draws=16, known_grids=[first.grid_key], **COARSE)
    assert again[0].grid is None


@pytest.mark.parametrize(
    "changed",
    [
        {"weights": "uniform"},
        {"published": True},
        {"condition": ">= 900"},
        {"setting": {"mode": "forward-based"}},
        {"metric": "area-in-view"},
        {"draws": 32},
    ],
)
def test_what_draws_are_asked_changes_them(pieces, changed):
    usual = {"setting": {}, "metric": "detection-range", "draws": 16, "condition": ">= 800"}
    before, after = pieces("draws", **usual)[-1], pieces("draws", **(usual | changed))[-1]
    assert (before.quantiles, before.probability) != (after.quantiles, after.probability)


def test_rows_of_missiles_are_drawn_if_asked_for(pieces):
    usual = {"setting": ONE, "metric": "time-of-flight", "target": "busan", "draws": 16}
    (fixed,), (drawn,) = pieces("draws", **usual), pieces("draws", **usual, missiles=True)
    assert np.ptp(fixed.values.numbers()) == 0.0 < np.ptp(drawn.values.numbers())


RAID = (
    "{format: 1, name: few, title: Few, waves: [{missile: nodong, count: 6, "
    "launch_areas: [hwangju], targets: [busan], last_launch: 30 s}]}"
)


def test_raids_are_drawn_with_what_is_chance_in_them(pieces):
    usual = {"setting": {}, "metric": "raid-leakers", "raid": RAID, "draws": 16}
    (few,) = pieces("draws", **usual, replications=20)
    (more,) = pieces("draws", **usual, replications=40)
    assert few.outcome.numbers().sum() == pytest.approx(1.0)
    assert few.by_chance.value > 0.0 < few.not_known.value
    assert few.values != more.values


def test_what_decides_is_that_of_the_front_door(pieces):
    found = pieces("sensitivity", setting={}, metric="detection-range", pairs=16)
    assert [one.pairs for one in found] == list(range(1, 17))
    assert all(one.groups == () for one in found[:-1])
    same = load().sensitivity("detection-range", draws=16)
    last = found[-1]
    assert {one.name: one.share.value for one in last.groups} == {
        one.name: same.share(one.name) for one in last.groups
    }
    assert last.sentence.en == same.sentence()
    area = next(one for one in last.curves if one.path == "cross-section.reentry-vehicle.area")
    assert (area.unit, area.group) == ("m2", "cross-section")
    assert area.value.shape == area.mean.shape


def test_a_condition_is_explained_with_rules(pieces):
    asked = {"setting": {}, "metric": "detection-range", "condition": ">= 800", "pairs": 16}
    plain = pieces("sensitivity", **(asked | {"condition": None}))[-1]
    held = pieces("sensitivity", **asked)[-1]
    assert plain.rules == ()
    assert {one.name: one.share for one in held.groups} != {
        one.name: one.share for one in plain.groups
    }


@pytest.mark.parametrize(
    ("kind", "content", "part"),
    [
        ("claim", {"claim": "earnest-keeps-save"}, "earnest-keeps-safe"),
        ("draws", {"metric": "people-shared"}, "people-share"),
        ("draws", {"condition": "about 3"}, ">= 0.5"),
        ("draws", {"metric": "p-defend"}, "one flight"),
        ("draws", {"target": "busan"}, "no single flight"),
        ("draws", {"metric": "raid-leakers"}, "raid"),
        ("draws", {"draws": 4096, "aim_points": 2500}, "at most 5,000,000"),
        ("sensitivity", {"metric": "detection-range", "raid": RAID}, "no raid"),
    ],
)
def test_what_cannot_be_asked_is_a_sentence(pieces, kind, content, part):
    (refused,) = pieces(kind, setting={}, **content)
    assert (refused.kind, refused.error) == ("error", "input")
    assert part in refused.message


def test_work_is_left_when_nobody_waits(engine):
    request = messages.DrawsRequest(id=1, setting={}, metric="detection-range", draws=4096)
    still = iter([True] * 4)
    found = list(engine.answers(request, lambda: next(still, False)))
    assert [one.kind for one in found][-1] == "dropped"
    assert len(found) < 4


@pytest.mark.parametrize("kind", ["draws", "sensitivity", "range", "claims"])
def test_every_study_asks_often_whether_somebody_waits(engine, kind):
    """A drag goes before a study at each of its steps, and a study can be left there."""
    content = {"claims": {"claims": ["mnd-600-800-km"], "draws": 16}}.get(kind, COARSE)
    request = messages.REQUESTS.validate_python({"kind": kind, "id": 1, "setting": ONE, **content})
    asked = 0

    def wanted():
        nonlocal asked
        asked += 1
        return asked < 4

    found = list(engine.answers(request, wanted))
    assert (found[-1].kind, asked) == ("dropped", 4)
