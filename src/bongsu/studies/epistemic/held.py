"""Draws of independent groups, held against published figures that tie some of them together."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bongsu.errors import InputError
from bongsu.physics.numerics.arrays import BoolArray, FloatArray, IntArray
from bongsu.studies.epistemic.figures import (
    PublishedFigure,
    effective_sample_size,
    published_weights,
)
from bongsu.studies.epistemic.groups import RowGroup, group_of, groups, matches
from bongsu.studies.epistemic.sampling import SCRAMBLINGS, Rows, sobol_lots
from bongsu.words import Convention

_TRIED = 16
"""Pairs of draws in which it is tried whether a group moves a figure. [1]"""
_CANDIDATES = 16
"""Draws from which each one that is held against figures is chosen. [1]"""
_LEAST_CANDIDATES = 2048


@dataclass(frozen=True, kw_only=True, eq=False)
class Blocks:
    """Groups of rows that are independent of each other.

    Attributes
    ----------
    groups : tuple of RowGroup
        Those that published figures tie together are one.
    of_row : numpy.ndarray of int64, shape (rows,)
        Index of the group of each row. [1]
    tied : numpy.ndarray of bool, shape (groups,)
        Whether its rows are held against figures.
    """

    groups: tuple[RowGroup, ...]
    of_row: IntArray
    tied: BoolArray


def independent_blocks(rows: Rows, held: Sequence[PublishedFigure], weights: Convention) -> Blocks:
    """Gather the groups of some rows; those that move published figures are one.

    Parameters
    ----------
    rows : Rows
    held : sequence of PublishedFigure
        Figures that draws are held against.
    weights : {'cited', 'uniform'}
        Weights of the values of a row.

    Returns
    -------
    Blocks
        In the order of the groups.
    """
    named = [group for group in groups() if any(matches(path, group.rows) for path in rows.paths)]
    names = [group.name for group in named]
    own = np.array([names.index(group_of(path)) for path in rows.paths])
    moving = [
        index for index in range(len(named)) if held and _moves(index, own, rows, held, weights)
    ]
    if len(moving) < 2:
        tied = np.isin(np.arange(len(named)), moving)
        return Blocks(groups=tuple(named), of_row=own, tied=tied)
    parts = [named[index] for index in moving]
    block = RowGroup(
        name="+".join(part.name for part in parts),
        title=" and ".join(part.title for part in parts),
        rows=tuple(path for part in parts for path in part.rows),
    )
    kept = [index for index in range(len(named)) if index not in moving]
    place = {old: new for new, old in enumerate(kept, 1)} | dict.fromkeys(moving, 0)
    return Blocks(
        groups=(block, *(named[index] for index in kept)),
        of_row=np.array([place[int(index)] for index in own]),
        tied=np.arange(len(kept) + 1) == 0,
    )


def _moves(
    group: int, own: IntArray, rows: Rows, held: Sequence[PublishedFigure], weights: Convention
) -> bool:
    """Whether a figure changes when the rows of a group are exchanged, and no others."""
    lots = sobol_lots(len(rows.movers), 2 * _TRIED, 0)
    values = rows.values(lots, weights).reshape(2, _TRIED, -1)
    exchanged = np.where(own == group, values[1], values[0])
    before, after = rows.scenarios(values[0]), rows.scenarios(exchanged)
    return any(not np.array_equal(one.values(before), one.values(after)) for one in held)


def candidates(pairs: int) -> int:
    """Tell from how many draws those are chosen that are held against figures.

    Parameters
    ----------
    pairs : int
        Of draws, a power of two. [1]

    Returns
    -------
    int
        Candidates, a power of two. [1]
    """
    return max(2 * pairs * _CANDIDATES, _LEAST_CANDIDATES)


def held_lots(
    lots: FloatArray,
    blocks: Blocks,
    rows: Rows,
    held: Sequence[PublishedFigure],
    weights: Convention,
) -> tuple[FloatArray, float]:
    """Draw the rows of a tied group anew, as likely as they agree with published figures.

    Parameters
    ----------
    lots : numpy.ndarray of float64, shape (pairs, 2, movers)
        Of all rows, scrambling by scrambling. [1]
    blocks : Blocks
    rows : Rows
    held : sequence of PublishedFigure
        Figures that draws are held against.
    weights : {'cited', 'uniform'}
        Weights of the values of a row.

    Returns
    -------
    numpy.ndarray of float64, shape (pairs, 2, movers)
        The other groups as they were: they are independent of the figures. [1]
    float
        Equal draws that the candidates are worth. [1]

    Raises
    ------
    InputError
        If no candidate agrees with the figures.

    References
    ----------
    .. [1] D. B. Rubin, "Using the SIR algorithm to simulate posterior distributions", in Bayesian
       Statistics 3, 1988, p. 395-402 (sampling, importance resampling).
    """
    count, _, movers = lots.shape
    if not blocks.tied.any():
        return lots, float(2 * count)
    columns = np.unique(np.array(rows.mover_of)[blocks.tied[blocks.of_row]])
    most = candidates(count)
    seed = rows.scenario.seed
    pool = sobol_lots(movers, most, seed + 1)
    weight = published_weights(rows.scenarios(rows.values(pool, weights)), held)
    size = effective_sample_size(weight)
    if size == 0.0:
        raise InputError(f"none of {most:,} draws agrees with the published figures")
    made = lots.copy()
    wanted = 2 * count // SCRAMBLINGS
    parts = zip(np.split(pool, SCRAMBLINGS), np.split(weight, SCRAMBLINGS), strict=True)
    for index, part in enumerate(parts):
        lot = np.random.default_rng([seed, SCRAMBLINGS + 2, index])
        own, heavy = part if part[1].sum() > 0.0 else (pool, weight)
        heaped = np.cumsum(heavy) / heavy.sum()
        # evenly spaced, so that each is taken as often as its weight says, within one
        places = np.searchsorted(heaped, (np.arange(wanted) + lot.random()) / wanted)
        chosen = own[np.minimum(places, len(own) - 1)][lot.permutation(wanted)]
        own_pairs = slice(index * count // SCRAMBLINGS, (index + 1) * count // SCRAMBLINGS)
        made[own_pairs][:, :, columns] = chosen[:, columns].reshape(-1, 2, columns.size)
    return made, size
