"""Simple rules found in draws: a condition holds, or fails, whenever a row lies below a value."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from bongsu.physics.numerics.arrays import BoolArray, FloatArray, IntArray

LEAST_SHARE = 0.05
"""Share of the draws that a rule must cover to be told. [1]"""
LEAST_LUCK = 0.05
"""A rule is told if so small is the probability that any such rule were met by chance. [1]"""
_CUTS = np.arange(1, 10) / 10.0


@dataclass(frozen=True, kw_only=True)
class Bound:
    """One side of a row.

    Attributes
    ----------
    feature : int
        Index of the row or sum. [1]
    below : bool
        Whether the rule asks for at most, or for at least, the value.
    value : float
        The threshold. [as the row]
    """

    feature: int
    below: bool
    value: float

    def meets(self, values: FloatArray) -> BoolArray:
        """Tell which values lie on that side.

        Parameters
        ----------
        values : numpy.ndarray of float64
            Of the row. [as the row]

        Returns
        -------
        numpy.ndarray of bool
            In the same shape.
        """
        return values <= self.value if self.below else values >= self.value


@dataclass(frozen=True, kw_only=True)
class RuleBox:
    """In every run within some bounds, the condition holds, or fails.

    Attributes
    ----------
    holds : bool
        Which of the two.
    bounds : tuple of Bound
        One or two.
    share : float
        Share of the draws within. [1]
    """

    holds: bool
    bounds: tuple[Bound, ...]
    share: float


def rule_boxes(
    met: BoolArray, features: FloatArray, group: IntArray, sets: BoolArray
) -> list[RuleBox]:
    """Find the widest rule under which a condition always holds, and the widest for always fails.

    With one row if there is one that covers enough draws, else with two rows of different groups.
    A bound that so few draws lie within that some bound would do it by chance is no rule.

    Parameters
    ----------
    met : numpy.ndarray of bool, shape (pairs, 2**groups)
        Whether the condition holds at each corner of a pair of draws.
    features : numpy.ndarray of float64, shape (pairs, 2, features)
        Values of rows, or of sums of rows of one group, in both draws. [as each row]
    group : numpy.ndarray of int64, shape (features,)
        Index of the group of each. [1]
    sets : numpy.ndarray of bool, shape (2**groups, groups)
        Which draw each corner takes a group from.

    Returns
    -------
    list of RuleBox
        None, one or two.
    """
    found = []
    for holds in (True, False):
        wanted = met if holds else ~met
        bounds, share = _one_row(wanted, features, group, sets)
        if share < LEAST_SHARE:
            bounds, share = _two_rows(wanted, features, group, sets)
        if share >= LEAST_SHARE and not wanted.all():
            found.append(RuleBox(holds=holds, bounds=bounds, share=share))
    return found


def _always(wanted: BoolArray, columns: Sequence[int], sets: BoolArray) -> BoolArray:
    """Tell where all corners are as wanted that take groups from given draws.

    Shape (pairs, 2) for one group, (pairs, 2, 2) for two.
    """
    parts = []
    for taken in product((False, True), repeat=len(columns)):
        own = (sets[:, list(columns)] == np.array(taken)).all(axis=1)
        parts.append(wanted[:, own].all(axis=1))
    return np.stack(parts, axis=1).reshape(len(wanted), *[2] * len(columns))


def _one_row(
    wanted: BoolArray, features: FloatArray, group: IntArray, sets: BoolArray
) -> tuple[tuple[Bound, ...], float]:
    best: tuple[tuple[Bound, ...], float] = ((), 0.0)
    always = [_always(wanted, [g], sets) for g in range(sets.shape[1])]
    for index in range(features.shape[2]):
        values, good = features[:, :, index], always[group[index]]
        for below in (True, False):
            bad = values[~good]
            if bad.size == 0:
                continue
            within = values < bad.min() if below else values > bad.max()
            share = float(within.mean())
            if share > best[1] and _told(good, within, 2 * features.shape[2]):
                inside = values[within]
                value = float(inside.max() if below else inside.min())
                best = (Bound(feature=index, below=below, value=value),), share
    return best


def _told(good: BoolArray, within: BoolArray, tried: int) -> bool:
    """Whether so many pairs of draws all lying well is no chance, with so many bounds tried.

    For a row that does not matter, each pair within lies well with the share of all that do.
    """
    pairs = int(within.reshape(len(within), -1).any(axis=1).sum())
    return bool(tried * float(good.mean()) ** pairs < LEAST_LUCK)


def _two_rows(
    wanted: BoolArray, features: FloatArray, group: IntArray, sets: BoolArray
) -> tuple[tuple[Bound, ...], float]:
    """Try a few cuts of one row, and for each the widest bound on a row of another group."""
    best: tuple[tuple[Bound, ...], float] = ((), 0.0)
    tried = len(_CUTS) * (2 * features.shape[2]) ** 2
    groups = range(sets.shape[1])
    # a group that no rule of one side can help is left out by what its corners say
    always = {(g, h): _always(wanted, [g, h], sets) for g in groups for h in groups if g != h}
    for first, second in product(range(features.shape[2]), repeat=2):
        if group[first] == group[second]:
            continue
        good = always[int(group[first]), int(group[second])]
        if float(good.mean()) < LEAST_SHARE:
            continue
        one, other = features[:, :, first], features[:, :, second]
        for cut, below, also in product(
            np.unique(np.quantile(one, _CUTS)), (True, False), (True, False)
        ):
            bound = Bound(feature=first, below=below, value=float(cut))
            taken = np.broadcast_to(bound.meets(one)[:, :, None], good.shape)
            values = np.broadcast_to(other[:, None, :], good.shape)
            bad = values[taken & ~good]
            if bad.size == 0:
                continue  # a rule of one row
            within = taken & (values < bad.min() if also else values > bad.max())
            share = float(within.mean())
            if share > best[1] and _told(good, within, tried):
                inside = values[within]
                value = float(inside.max() if also else inside.min())
                best = (bound, Bound(feature=second, below=also, value=value)), share
    return best
