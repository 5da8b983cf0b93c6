"""Cases K01 to K05: leakage, saturation and what a test record says."""

import pytest

from bongsu.engagement.batteries import fire_unit
from bongsu.physics.kill_probability import (
    KillProbability,
    laplace_estimate,
    laplace_interval,
    required_per_warhead,
    wilson_interval,
)
from bongsu.scenario import load_scenario


def test_k01_probability_wanted_per_warhead():
    assert required_per_warhead(0.8, 20) == pytest.approx(0.9889, abs=5e-5)
    assert required_per_warhead(0.8, 20) ** 20 == pytest.approx(0.8)


def test_k03_two_shots():
    assert KillProbability(reliability=0.8).defend(2) == pytest.approx(0.96)
    shared = KillProbability(reliability=0.8, classification=0.9)
    assert shared.defend(2) == pytest.approx(0.9 * 0.96)


def test_k04_engagements_before_reload():
    unit = fire_unit(load_scenario())
    assert unit.magazine == 48
    assert unit.magazine // 2 == 24


def test_k05_fifteen_of_fifteen_is_not_certainty():
    assert laplace_estimate(15, 15) == pytest.approx(16 / 17)
    for interval in (wilson_interval(15, 15), laplace_interval(15, 15)):
        assert 0.75 < interval[0] < laplace_estimate(15, 15) < interval[1] <= 1.0
    # closed forms with no misses: 1 / (1 + z^2 / n), and 0.025^(1 / (n + 1))
    assert wilson_interval(15, 15)[0] == pytest.approx(1.0 / (1.0 + 1.959964**2 / 15.0), rel=1e-6)
    assert laplace_interval(15, 15)[0] == pytest.approx(0.025 ** (1.0 / 16.0), rel=1e-9)
