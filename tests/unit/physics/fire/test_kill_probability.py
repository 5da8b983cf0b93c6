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
    laplace_estimate,
    laplace_interval,
    required_per_warhead,
    wilson_interval,
)


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


@pytest.mark.parametrize("field", ["reliability", "acquisition", "handover", "classification"])
def test_each_factor_counts(field: str) -> None:
    factors = {"reliability": 0.9, "acquisition": 0.9, "handover": 0.9, "classification": 0.9}
    before = KillProbability(**factors).defend(2)
    assert KillProbability(**(factors | {field: 0.5})).defend(2) < before


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
