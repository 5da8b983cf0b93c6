"""Probabilities of readings over draws, what decides them, and rules in words, on toys."""

from dataclasses import replace

import numpy as np
import pytest

from bongsu.claims.case import FEW_OUTCOMES, Case
from bongsu.claims.claim import Reading
from bongsu.claims.draws.chance import (
    Effect,
    Met,
    Probability,
    chance_of,
    find_rule,
    group_effects,
    read_share,
    row_effects,
)
from bongsu.claims.draws.readings import Question, coarser, draw, draws_of
from bongsu.claims.verdicts import Likelihood, likelihood_of
from bongsu.engagement.fire_plan import DRAWS
from bongsu.physics.numerics.families import even_quantile
from bongsu.scenario import load_scenario
from bongsu.studies.engagement.plan import plan_fire, read_arrival
from bongsu.studies.epistemic.draws import defence_rows, moving_together
from bongsu.studies.epistemic.sampling import Rows, sobol_lots
from bongsu.studies.radar.need import _Search
from bongsu.words import CONVENTIONS

LOSSES = "radar.an-tpy-2.losses"
LAUNCH = "battery.thaad-battery.launch-time"
CONFIRM = "battery.thaad-battery.confirm-time"


@pytest.fixture(scope="module")
def rows(korea) -> Rows:
    return Rows(scenario=korea, movers=((LOSSES,), (LAUNCH,), (CONFIRM,)))


def met_of(rows: Rows, holds, weight=None) -> Met:
    lots = sobol_lots(3, 1024, 1)
    met = holds(lots)
    return Met(
        lots=lots,
        values=rows.values(lots, "uniform"),
        importance=np.ones(len(lots)) if weight is None else weight(lots),
        numbers=met.astype(float),
        met=met,
        shifted=met,
    )


def question(path: str, comparison: str, threshold: float, measure: str = "a-toy") -> Question:
    def number(case: Case) -> float:
        return case.scenario.catalog.quantity(path).value

    reading = Reading(
        name="A toy",
        measure=measure,
        parameters={"sites": "best"},
        comparison=comparison,
        threshold=threshold,
        because="it is one",
    )
    korea = load_scenario("korea-2016")
    nominal = korea.catalog.quantity(path).value
    return Question(reading=reading, threshold=threshold, nominal=nominal, number=number)


@pytest.mark.parametrize(
    ("probability", "word"),
    [
        (1.0, Likelihood.VIRTUALLY_CERTAIN),
        (0.99, Likelihood.VIRTUALLY_CERTAIN),
        (0.9, Likelihood.VERY_LIKELY),
        (0.66, Likelihood.LIKELY),
        (0.65, Likelihood.ABOUT_AS_LIKELY_AS_NOT),
        (0.34, Likelihood.ABOUT_AS_LIKELY_AS_NOT),
        (0.33, Likelihood.UNLIKELY),
        (0.27, Likelihood.UNLIKELY),
        (0.1, Likelihood.VERY_UNLIKELY),
        (0.01, Likelihood.EXCEPTIONALLY_UNLIKELY),
        (0.0, Likelihood.EXCEPTIONALLY_UNLIKELY),
    ],
)
def test_a_probability_has_the_word_of_the_ipcc_scale(probability, word) -> None:
    assert likelihood_of(probability) is word


@pytest.mark.parametrize("probability", [-0.1, 1.1, float("nan")])
def test_what_is_no_probability_has_no_word(probability) -> None:
    with pytest.raises(ValueError, match="0 to 1"):
        likelihood_of(probability)


@pytest.mark.parametrize(
    ("value", "low", "high", "word"),
    [
        (1.0, 0.995, 1.0, Likelihood.VIRTUALLY_CERTAIN),
        (1.0, 0.79, 1.0, Likelihood.LIKELY),
        (0.81, 0.6, 1.0, Likelihood.LIKELY),
        (0.0, 0.0, 0.21, Likelihood.UNLIKELY),
        (0.12, 0.0, 0.4, Likelihood.UNLIKELY),
        (0.5, 0.1, 0.9, Likelihood.ABOUT_AS_LIKELY_AS_NOT),
    ],
)
def test_a_word_is_no_stronger_than_the_interval(value, low, high, word) -> None:
    assert Probability(value, low, high, 16.0, 0.0).likelihood is word


def test_rows_without_effect_are_hardly_ever_told(korea) -> None:
    """Sixty rows and a coin, again and again: any is told in about one case of twenty."""
    movers = tuple(moving_together(korea.catalog, defence_rows(korea)))
    rows = Rows(scenario=korea, movers=movers)
    lots = sobol_lots(len(movers), 64, 1)
    coins = np.random.default_rng(3).integers(2, size=(60, 64)).astype(float)
    told = sum(bool(row_effects(rows, lots, coin)) for coin in coins)
    assert told <= 8


def test_groups_add_their_deciding_rows_up(rows) -> None:
    lots = sobol_lots(3, 1024, 1)
    output = 3.0 * lots[:, 0] + 2.0 * lots[:, 1] - 1.0 * lots[:, 2]
    deciding = row_effects(rows, lots, output)
    clock, radar = sorted(group_effects(rows, lots, output, deciding), key=lambda one: one.name)
    assert (clock.name, radar.name) == ("fire-control-clock", "radar-sensitivity")
    assert clock.share == pytest.approx(5.0 / 14.0, abs=0.01)
    assert radar.share == pytest.approx(9.0 / 14.0, abs=0.01)


def test_a_probability_is_that_of_the_closed_form_with_and_without_weights(rows) -> None:
    drawn = met_of(rows, lambda lots: lots[:, 0] < 0.3, lambda lots: 1.0 * (lots[:, 0] < 0.5))
    found = chance_of(rows, {"cited": drawn, "uniform": drawn}, 0.0)
    plain = found.probability["cited"]["none"]
    assert plain.low <= 0.3 <= plain.high
    assert plain.high - plain.low < 0.02
    assert plain.effective_sample_size == 1024.0
    held = found.probability["cited"]["published"]
    assert held.low <= 0.6 <= held.high
    assert held.effective_sample_size == pytest.approx(512.0, abs=8.0)
    assert found.sentence == (
        f"probability 0.3 ({plain.low:.2g} to {plain.high:.2g}, 1,024 draws with cited weights; "
        "0.3 uniform): unlikely"
    )


def test_an_interval_holds_what_the_coarser_grid_moves(rows) -> None:
    drawn = met_of(rows, lambda lots: lots[:, 0] < 0.3)
    moved = Met(**(vars(drawn) | {"shifted": drawn.lots[:, 0] < 0.55}))
    plain, wide = (
        chance_of(rows, {"cited": one, "uniform": one}, 0.1).headline for one in (drawn, moved)
    )
    assert wide.value == plain.value
    assert wide.low == plain.low
    assert wide.high > 0.54 > plain.high


def test_parts_of_the_variance_are_those_of_a_linear_number(rows) -> None:
    lots = sobol_lots(3, 1024, 1)
    found = row_effects(rows, lots, 3.0 * lots[:, 0] - 1.0 * lots[:, 2])
    assert [one.name for one in found] == [LOSSES, CONFIRM]
    for one, share in zip(found, (0.9, 0.1), strict=True):
        assert one.share == pytest.approx(share, abs=0.01)
        assert one.low <= one.share <= one.high


def test_what_two_rows_do_together_goes_in_halves_to_each(rows) -> None:
    slope = 2.0 * sobol_lots(3, 1024, 1) - 1.0
    lots = 0.5 * (slope + 1.0)
    output = slope[:, 0] + slope[:, 1] + 3.0 * slope[:, 0] * slope[:, 1]
    # variances 1/3, 1/3 and 1: first-order effects would leave three fifths to nobody
    one, other = row_effects(rows, lots, output)
    assert {one.name, other.name} == {LOSSES, LAUNCH}
    for effect in (one, other):
        assert effect.share == pytest.approx(0.5, abs=0.02)
        assert effect.low <= effect.share <= effect.high


def test_a_row_whose_effect_bends_has_all_of_it(rows) -> None:
    lots = sobol_lots(3, 1024, 1)
    # variances of x and of x squared: 1/12 and 1/12 + 1/180
    [effect] = row_effects(rows, lots, lots[:, 0] ** 2)
    assert effect.share == pytest.approx(1.0, abs=0.005)


def test_a_verdict_on_two_bounds_has_the_parts_of_its_closed_form(rows) -> None:
    lots = sobol_lots(3, 1024, 1)
    met = (lots[:, 0] < 0.5) & (lots[:, 1] < 0.5)
    # of 3/16 of variance, each alone has 1/16 and both together 1/16; of a step in the middle a
    # slope tells three quarters, of both together nine sixteenths
    told = (0.75 + 0.5 * 0.75**2) / 3.0
    for effect in row_effects(rows, lots, met.astype(float)):
        assert effect.share == pytest.approx(told, abs=0.02)


def test_a_constant_number_is_decided_by_nothing(rows) -> None:
    drawn = met_of(rows, lambda lots: lots[:, 0] < 2.0)
    found = chance_of(rows, {"cited": drawn, "uniform": drawn}, 0.0)
    assert (found.of, found.deciding, found.groups, found.rule) == ("number", (), (), None)
    assert found.evidence_strength is None


def test_a_rule_gives_the_bound_within_which_the_reading_holds(rows) -> None:
    drawn = met_of(rows, lambda lots: lots[:, 1] < 0.42)
    deciding = row_effects(rows, drawn.lots, drawn.met.astype(float))
    found = find_rule(rows, deciding, drawn)
    # of the tenths of the row, above the fourth it fails in 58 of 60 draws
    assert found is not None
    assert not found.holds
    [bound] = found.bounds
    assert (bound.path, bound.below, bound.unit) == (LAUNCH, False, "s")
    assert bound.value == pytest.approx(np.quantile(drawn.values[:, 1], 0.4))
    assert found.covered == pytest.approx(0.6, abs=0.01)
    assert found.rate == pytest.approx(58.0 / 60.0, abs=0.01)
    assert found.sentence.startswith("fails in 9")


def test_strength_is_the_share_of_weight_on_sources_that_were_read() -> None:
    def effect(share, quality):
        return Effect(("a.b.c",), "a.b.c", "A", share, share, share, quality)

    assert read_share([effect(0.3, "A"), effect(0.1, "U")]) == pytest.approx(0.75)
    assert read_share([effect(0.3, "U")]) == 0.0
    assert read_share([]) is None


def test_draws_are_shared_and_the_same_for_any_number_of_threads(korea, monkeypatch) -> None:
    losses = korea.catalog.quantity(LOSSES)
    middle = float(even_quantile(losses.spread.family, 0.5, losses.low, losses.high))
    asked = [
        question(LOSSES, "at most", middle, "detection-range"),
        question(LAUNCH, "at most", 1e9),
    ]
    made = []
    for threads in ("1", "2"):
        monkeypatch.setenv("BONGSU_THREADS", threads)
        made.append(draw(asked, Case("nominal", korea), 64))
    one, two = made
    assert one.counts == (64, 32)
    assert one.lots.shape[0] == 64
    for name in CONVENTIONS:
        np.testing.assert_array_equal(one.numbers[name], two.numbers[name])
        column = one.rows.paths.index(LOSSES)
        np.testing.assert_array_equal(one.numbers[name][:, 0], one.values[name][:, column])
        # the dear measure is asked in the first half of each scrambling
        told = ~np.isnan(one.numbers[name][:, 1]).reshape(16, 4)
        assert told[:, :2].all()
        assert not told[:, 2:].any()
    found = one.chance(asked, [0])
    assert found.draws == 64
    # three standard errors of so many independent draws
    assert found.probability["uniform"]["none"].value == pytest.approx(0.5, abs=0.19)
    assert found.deciding[0].name == LOSSES
    assert one.chance(asked, [1]).headline.value == 1.0
    both = one.chance(asked, [0, 1])
    assert both.draws == 32
    assert both.headline.value <= min(found.headline.value + 0.05, 1.0)


@pytest.mark.parametrize(
    ("measure", "draws", "named", "made"),
    [
        ("shots-at-third-party-missiles", 200, True, 256),
        ("shots-at-third-party-missiles", 1000, False, 32),
        ("people-share-defended", 1024, True, 64),
        ("people-share-defended", 1024, False, 32),
        ("people-share-defended", 3, True, 16),
    ],
)
def test_a_dear_measure_gets_fewer_draws_in_whole_powers_of_two(measure, draws, named, made):
    assert draws_of(measure, draws, named=named) == made


def test_a_reading_of_a_named_site_is_drawn_without_the_others(korea) -> None:
    seen: dict[str, set[int]] = {"own": set(), "best": set()}

    def asked_at(sites: str) -> Question:
        def number(case: Case) -> float:
            seen[sites].add(len(case.sites))
            return 0.0

        reading = Reading(
            name="A toy",
            measure="a-toy",
            parameters={"sites": sites},
            comparison="at least",
            threshold=0,
            because="it is one",
        )
        return Question(reading=reading, threshold=0.0, nominal=0.0, number=number)

    found = draw([asked_at("own"), asked_at("best")], Case("nominal", korea), 16)
    assert found.counts == (16, 16)
    assert seen == {"own": {1}, "best": {7}}


def test_fewer_outcomes_of_a_raid_give_nearly_the_same_leakers(korea) -> None:
    arrival = read_arrival(korea, "nodong:hwangju:busan")
    raid = [replace(arrival, launch_s=30.0 * number) for number in range(12)]
    few, many = (
        plan_fire(korea, raid, outcomes=outcomes).plan.leakers_expected
        for outcomes in (FEW_OUTCOMES, DRAWS)
    )
    # three standard errors of so many independent outcomes of twelve missiles
    assert few == pytest.approx(many, abs=0.12)
    assert few != many


def test_the_grid_of_draws_is_coarser_only_where_the_country_is_large(korea) -> None:
    assert coarser(korea).region.grid_spacing == 50e3
    assert coarser(korea.at_spacing(80)).region.grid_spacing == 100e3


def test_a_limit_of_the_range_is_that_of_the_verb(korea) -> None:
    limited = _Search(korea, korea.region.protected(), []).limited(300e3)
    path = "radar.an-tpy-2.terminal.maximum-range"
    verb = korea.with_radar_limit(300.0)
    assert limited.catalog.quantity(path).value == verb.catalog.quantity(path).value == 300e3
    assert limited.catalog.quantity(path).low == verb.catalog.quantity(path).low
    assert _Search(korea, korea.region.protected(), []).limited(1e8) is korea
