"""Kill probability, and what a test record says about it."""

from math import exp

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest, rayleigh

from bongsu.errors import InputError
from bongsu.physics.fire.kernels.track import within_reach
from bongsu.physics.fire.kill_probability import (
    KillProbability,
    hits_of_next,
    laplace_estimate,
    laplace_interval,
    required_per_warhead,
    wilson_interval,
)
from bongsu.words import RECORD_READINGS


@given(st.floats(1.0, 1e4), st.floats(0.0, 1e5))
def test_handover_is_the_rayleigh_distribution(error: float, reach: float) -> None:
    expected = rayleigh(scale=error).cdf(reach)
    assert within_reach(error, reach) == pytest.approx(expected, abs=1e-12)


def test_handover_against_drawn_errors() -> None:
    drawn = np.random.default_rng(3).normal(0.0, 200.0, (100_000, 2))
    share = (np.hypot(*drawn.T) <= 300.0).mean()
    # five standard errors of the share
    assert within_reach(200.0, 300.0) == pytest.approx(share, abs=5 * 0.5 / 316.0)
    assert within_reach(0.0, 0.0) == 1.0
    assert within_reach(100.0, 100.0) == pytest.approx(1.0 - exp(-0.5))


def test_factors_multiply_and_the_common_one_bounds() -> None:
    kill = KillProbability(reliability=0.9, acquisition=0.8, handover=0.95, classification=0.7)
    assert kill.single_shot == pytest.approx(0.9 * 0.8 * 0.95)
    assert kill.defend(0) == 0.0
    assert kill.defend(1) == pytest.approx(0.7 * kill.single_shot)
    assert kill.defend(50) == pytest.approx(0.7)


@given(st.floats(0.0, 1.0), st.integers(0, 8))
def test_more_shots_never_hurt(reliability: float, shots: int) -> None:
    kill = KillProbability(reliability=reliability)
    assert 0.0 <= kill.defend(shots) <= kill.defend(shots + 1) <= 1.0


FACTORS = ("reliability", "acquisition", "handover", "classification", "common_reliability")


@pytest.mark.parametrize("field", FACTORS)
def test_each_factor_counts(field: str) -> None:
    factors = dict.fromkeys(FACTORS, 0.9)
    before = KillProbability(**factors).defend(2)
    assert KillProbability(**(factors | {field: 0.5})).defend(2) < before


@given(st.floats(0.01, 1.0), st.floats(0.01, 1.0), st.integers(2, 6))
def test_a_common_part_leaves_one_shot_and_bounds_many(one, common, shots) -> None:
    kill = KillProbability.of_record(one, common)
    assert kill.defend(1) == pytest.approx(min(one, common))
    assert kill.defend(shots) <= common + 1e-12
    assert kill.defend(shots) <= KillProbability.of_record(one, 1.0).defend(shots) + 1e-12


def test_two_shots_are_not_independent() -> None:
    """0.94 each: 0.9964 if nothing is shared, 0.94 if all is, in between as the catalogue says."""
    two = [KillProbability.of_record(0.94, common).defend(2) for common in (1.0, 0.97, 0.94)]
    assert two == pytest.approx([0.9964, 0.96907, 0.94], abs=1e-5)


def test_closed_forms_of_a_raid_with_tracking_that_may_fail() -> None:
    """20 warheads, two shots of 0.8, tracking 0.95: failing one by one, or for all at once."""
    each = KillProbability(reliability=0.8, classification=0.95).defend(2)
    assert each**20 == pytest.approx(0.1585, abs=1e-4)
    together = 0.95 * KillProbability(reliability=0.8).defend(2) ** 20
    assert together == pytest.approx(0.4199, abs=1e-4)


@pytest.mark.parametrize(
    ("hits", "attempts", "prior", "all_hit"),
    [
        (15, 15, "uniform", 0.4444),
        (15, 15, "jeffreys", 0.6578),
        (15, 15, "plugged-in", 0.2975),
        (14, 18, "uniform", 0.0202),
    ],
)
def test_twenty_of_twenty_by_record_and_prior(hits, attempts, prior, all_hit) -> None:
    assert hits_of_next(20, 20, hits, attempts, prior=prior) == pytest.approx(all_hit, abs=1e-4)


@pytest.mark.parametrize("prior", RECORD_READINGS)
@given(st.integers(0, 12).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_hits_of_the_next_shots_are_a_distribution(prior, record) -> None:
    chances = [hits_of_next(k, 9, *record, prior=prior) for k in range(10)]
    assert sum(chances) == pytest.approx(1.0)
    mean = (record[0] + 0.5) / (record[1] + 1) if prior == "jeffreys" else laplace_estimate(*record)
    assert sum(k * p for k, p in enumerate(chances)) == pytest.approx(9.0 * mean)


@given(st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_is_scipys(record: tuple[int, int]) -> None:
    expected = binomtest(*record).proportion_ci(0.95, method="wilson")
    assert wilson_interval(*record) == pytest.approx((expected.low, expected.high), abs=1e-9)


@given(st.integers(0, 40), st.integers(0, 40))
def test_laplace_lies_inside_its_interval(hits: int, misses: int) -> None:
    trials = hits + misses
    if trials == 0:
        assert laplace_estimate(0, 0) == 0.5
        return
    low, high = laplace_interval(hits, trials)
    assert 0.0 <= low < laplace_estimate(hits, trials) < high <= 1.0


def test_required_per_warhead_inverts_the_raid() -> None:
    assert required_per_warhead(0.8, 20) ** 20 == pytest.approx(0.8)
    assert required_per_warhead(0.8, 1) == pytest.approx(0.8)


@pytest.mark.parametrize(
    "call",
    [
        lambda: KillProbability(reliability=1.2),
        lambda: KillProbability(reliability=float("nan")),
        lambda: KillProbability(reliability=0.5).defend(-1),
        lambda: KillProbability.of_record(0.5, 1.5),
        lambda: hits_of_next(3, 2, 1, 1, prior="uniform"),
        lambda: hits_of_next(1, 2, 2, 1, prior="jeffreys"),
        lambda: wilson_interval(3, 2),
        lambda: wilson_interval(0, 0),
        lambda: laplace_interval(1, 2, confidence=1.0),
        lambda: laplace_estimate(2, 1),
        lambda: required_per_warhead(1.5, 2),
    ],
)
def test_what_is_no_probability_is_refused(call) -> None:
    with pytest.raises(InputError):
        call()
