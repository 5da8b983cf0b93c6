"""Rules in draws: the widest bounds within which a condition always holds, or fails."""

import numpy as np
import pytest

from bongsu.physics.numerics.shapley import corners
from bongsu.studies.epistemic.rules import rule_boxes

SETS = corners(3)
GROUP = np.array([0, 1, 2, 2])
FEATURES = np.random.default_rng(1).random((256, 2, 4))


def met(verdict):
    """A verdict on the values that each corner takes of four features in three groups."""
    taken = SETS[None][:, :, GROUP]
    return verdict(np.where(taken, FEATURES[:, None, 1], FEATURES[:, None, 0]))


def test_a_threshold_on_one_row_is_found() -> None:
    holds, fails = rule_boxes(met(lambda x: x[..., 1] < 0.4), FEATURES, GROUP, SETS)
    assert (holds.holds, fails.holds) == (True, False)
    [below], [above] = holds.bounds, fails.bounds
    assert (below.feature, below.below, above.feature, above.below) == (1, True, 1, False)
    assert 0.38 < below.value < 0.4 <= above.value < 0.42
    assert holds.share + fails.share == pytest.approx(1.0)


def test_a_corner_of_two_rows_is_found() -> None:
    """Holds only where both are high, fails where either is low."""
    holds, fails = rule_boxes(
        met(lambda x: (x[..., 0] > 0.5) & (x[..., 1] > 0.3)), FEATURES, GROUP, SETS
    )
    assert {(one.feature, one.below) for one in holds.bounds} == {(0, False), (1, False)}
    assert holds.share == pytest.approx(0.5 * 0.7, abs=0.06)
    [bound] = fails.bounds
    assert (bound.feature, bound.below) == (0, True)


def test_chance_is_no_rule() -> None:
    coin = np.random.default_rng(2).random((256, 8)) < 0.5
    assert rule_boxes(coin, FEATURES, GROUP, SETS) == []
    # few draws, mostly met: some bound would always do
    often = met(lambda x: x[..., 2] + x[..., 3] < 1.7)[:8]
    assert rule_boxes(often, FEATURES[:8], GROUP, SETS) == []


def test_what_always_holds_needs_no_rule() -> None:
    assert rule_boxes(np.ones((256, 8), dtype=bool), FEATURES, GROUP, SETS) == []


def test_no_rows_no_rules() -> None:
    none = FEATURES[:, :, :0]
    assert rule_boxes(met(lambda x: x[..., 1] < 0.4), none, GROUP[:0], SETS) == []
