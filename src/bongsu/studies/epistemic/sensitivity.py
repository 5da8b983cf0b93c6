"""What decides: parts of the variance of a number that groups of uncertain rows account for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
import xarray as xr

from bongsu.catalog.rows.units import in_unit_of
from bongsu.errors import InputError
from bongsu.physics.numerics.arrays import BoolArray, FloatArray, IntArray
from bongsu.physics.numerics.shapley import corners, effects_of_corners, effects_of_walks
from bongsu.scenario import Coordinates, Raid, Scenario
from bongsu.studies.conventions import conventional, label
from bongsu.studies.epistemic.draws import title_of
from bongsu.studies.epistemic.figures import PublishedFigure
from bongsu.studies.epistemic.groups import RowGroup, matches
from bongsu.studies.epistemic.held import candidates, held_lots, independent_blocks
from bongsu.studies.epistemic.metrics import About, Condition, Metric
from bongsu.studies.epistemic.raids import REPLICATIONS
from bongsu.studies.epistemic.rules import Bound, RuleBox, rule_boxes
from bongsu.studies.epistemic.sampling import (
    SCRAMBLINGS,
    Rows,
    drawn_rows,
    sobol_lots,
    whole_draws,
)
from bongsu.studies.epistemic.uncertainty import Headline, question, so_far
from bongsu.words import Convention

Progress = Callable[[int], object]

BINS: Final = 8
"""Parts of equal probability into which a curve cuts the range of a row. [1]"""
_FEWER_BINS = 4
_OF_FEW_DRAWS = 64
# arcs of a footprint are flown once for so many runs
_AT_ONCE, _ALONE_AT_ONCE = 1024, 128
_RESAMPLED = 2_000
_ENDS = (0.025, 0.975)


@dataclass(frozen=True, kw_only=True, eq=False)
class Pairs:
    """Pairs of independent draws, and a number at every exchange of groups between them.

    Attributes
    ----------
    rows : Rows
        What is drawn.
    metric : Metric
        What is asked.
    condition : Condition or None
        Held against the number, if the verdict is asked for and not the number itself.
    about : About
        What it is about, beside the scenario.
    values : numpy.ndarray of float64, shape (pairs, 2, rows)
        Drawn values. [as each row]
    """

    rows: Rows
    metric: Metric
    condition: Condition | None
    about: About
    values: FloatArray

    def compute(self, first: int, last: int, taken: BoolArray) -> FloatArray:
        """Answer a range of pairs: a pure function, whatever was answered before.

        Parameters
        ----------
        first, last : int
            Half-open range of pairs. [1]
        taken : numpy.ndarray of bool, shape (pairs or 1, runs, rows)
            Whether each row of each run is taken from the second draw of its pair.

        Returns
        -------
        numpy.ndarray of float64, shape (last - first, runs)
            The number, or 1 where the condition holds and 0 where not. [unit of the metric]
        """
        own, other = np.moveaxis(self.values[first:last], 1, 0)
        chosen = np.where(
            taken[first:last] if len(taken) > 1 else taken, other[:, None], own[:, None]
        )
        scenarios = self.rows.scenarios(chosen.reshape(-1, chosen.shape[2]))
        values = self.metric.compute(scenarios, self.about).values
        if self.condition is not None:
            values = self.condition.holds(values).astype(float)
        elif np.isnan(values).any():
            raise InputError(
                f"{self.metric.title}: there is no such number in {int(np.isnan(values).sum())} of "
                f"{values.size} runs; ask with a condition, which then fails"
            )
        return values.reshape(chosen.shape[:2])

    def all(
        self, taken: BoolArray, progress: Progress | None, headline: Headline | None = None
    ) -> FloatArray:
        """Answer all pairs, so many at once as memory allows.

        Parameters
        ----------
        taken : numpy.ndarray of bool, shape (pairs or 1, runs, rows)
            As of :meth:`compute`. [1]
        progress : callable, optional
            Called with the number of runs just finished.
        headline : callable, optional
            Called with a line that says what is known so far.

        Returns
        -------
        numpy.ndarray of float64, shape (pairs, runs)
            As of :meth:`compute`. [unit of the metric]
        """
        count, runs = len(self.values), taken.shape[1]
        step = max(1, (_AT_ONCE if self.metric.of_footprint else _ALONE_AT_ONCE) // runs)
        found = []
        for first in range(0, count, step):
            last = min(first + step, count)
            found.append(self.compute(first, last, taken))
            if progress is not None:
                progress(runs * (last - first))
            if headline is not None:
                unit = "1" if self.condition else self.metric.unit
                headline(so_far(np.concatenate(found).mean(axis=1), None, unit))
        return np.concatenate(found)


def sensitivity(
    scenario: Scenario,
    metric: str,
    *,
    draws: int = 64,
    condition: Condition | None = None,
    weights: Convention = "cited",
    flights: bool = False,
    single_rows: bool = False,
    target: Coordinates | None = None,
    raid: Raid | None = None,
    replications: int = REPLICATIONS,
    held: Sequence[PublishedFigure] = (),
    progress: Progress | None = None,
    headline: Headline | None = None,
) -> xr.Dataset:
    """Find what decides a number, or whether it meets a condition.

    Only what is not known about the defence, its model and, if asked for, the missiles is ranked.
    Launch areas, aim points, shapes of arcs and raids are chosen, not uncertain: they are in no
    group.

    Parameters
    ----------
    scenario : Scenario
    metric : str
        Key of :data:`bongsu.studies.epistemic.metrics.METRICS`.
    draws : int
        Pairs of draws; rounded up to a power of two. Each takes as many runs as there are subsets
        of groups. [1]
    condition : Condition, optional
        Whose verdict is explained; the number itself by default.
    weights : {'cited', 'uniform'}
        Weights of the values of a row.
    flights : bool
        Whether rows of the missiles are drawn too.
    single_rows : bool
        Whether the parts of single rows are estimated too, along a random order of the rows for
        each pair.
    target, raid, replications
        See :func:`bongsu.studies.epistemic.uncertainty.question`.
    held : sequence of PublishedFigure
        Published figures that the draws are held against. Groups that move the same figures then
        depend on each other, and count as one.
    progress : callable, optional
        Called with the number of runs just finished.
    headline : callable, optional
        Called with a line that says what is known so far.

    Returns
    -------
    xarray.Dataset
        Along ``group``: ``shapley``, parts of the variance that sum to 1, with the ends of their
        95 % intervals. Along ``row``: its group and, along ``bin``, the ``curve`` of the mean over
        the draws in which it lies about ``row_value``; ``row_shapley`` if asked for. ``rule`` in
        words.

    Raises
    ------
    InputError
        If the metric does not fit, the number of draws, the number does not exist in a draw, no
        draw agrees with the published figures, or single rows are asked for that these tie.
    OutOfReachError
        If a missile of the raid does not reach what it is aimed at.
    """
    whole = question(scenario, metric, target=target, raid=raid, replications=replications)
    asked = whole.metric
    count = whole_draws(draws)
    rows = drawn_rows(scenario, flights=flights, flown=whole.flown)
    blocks = independent_blocks(rows, held, weights)
    if single_rows and blocks.tied.any():
        raise InputError(
            "single rows that move a published figure depend on each other once draws are held "
            "against it: ask for groups alone, or without the figures"
        )
    named, of_row = blocks.groups, blocks.of_row
    names = [group.name for group in named]
    movers = len(rows.movers)
    lots = sobol_lots(2 * movers, count, scenario.seed).reshape(count, 2, movers)
    lots, size = held_lots(lots, blocks, rows, held, weights)
    values = rows.values(lots.reshape(-1, movers), weights).reshape(count, 2, -1)
    pairs = Pairs(rows=rows, metric=asked, condition=condition, about=whole.about, values=values)
    sets = corners(len(named))
    outputs = pairs.all(sets[None][:, :, of_row], progress, headline)
    parts = effects_of_corners(outputs)
    shared = _shared(parts, scenario.seed)
    sums, features, of_feature = _features(rows, named, values, of_row)
    met = outputs.astype(bool) if condition is not None else None
    # a row of a group that does not move the verdict cannot rule it
    told = np.flatnonzero(shared.low[of_feature] > 0.0)
    rules = [] if met is None else rule_boxes(met, features[:, :, told], of_feature[told], sets)
    curve_x, curve_y = _curves(rows, lots, values, outputs, sets, of_row)
    text = "share of the variance"
    variables = {
        "shapley": ("group", shared.value, label(text)),
        "shapley_low": ("group", shared.low, label(f"{text}, low end of the 95 % interval")),
        "shapley_high": ("group", shared.high, label(f"{text}, high end of the 95 % interval")),
        "row_value": (("row", "bin"), curve_x, label("median of the row, in SI units")),
        "curve": (
            ("row", "bin"),
            curve_y,
            label(f"probability of {condition}") if condition else label(asked.title, asked.unit),
        ),
        "rule": (
            "rules",
            # text, also where there is none
            np.array(
                [_in_words(one, told, rows, sums, condition, outputs.size) for one in rules],
                dtype=str,
            ),
            {"long_name": "rule that no run contradicts"},
        ),
    }
    if single_rows:
        own = _single_rows(pairs, scenario.seed, progress)
        for name, part in zip(("", "_low", "_high"), own, strict=True):
            variables[f"row_shapley{name}"] = ("row", part[rows.mover_of], label(text))
    titles = {path: title_of(scenario.catalog, paths) for paths in rows.movers for path in paths}
    made = xr.Dataset(
        variables,
        {
            "group": ("group", names, {"long_name": "name of the group"}),
            "group_title": (
                "group",
                [group.title for group in named],
                {"long_name": "what is in the group"},
            ),
            "row": ("row", rows.paths, {"long_name": "path of the row in the catalogue"}),
            "row_title": (
                "row",
                [titles[path] for path in rows.paths],
                {"long_name": "rows that are drawn as one"},
            ),
            "row_group": (
                "row",
                [names[index] for index in of_row],
                {"long_name": "group of the row"},
            ),
        },
    ).assign_attrs(
        whole.origin.attributes()
        | {
            "history": "bongsu.studies.epistemic.sensitivity.sensitivity",
            "metric": metric,
            "metric_title": asked.title,
            "unit": asked.unit,
            "condition": str(condition) if condition else "",
            "weights": weights,
            "draws": count,
            "scramblings": SCRAMBLINGS,
            "runs": outputs.size,
            "mean": float(outputs.mean()),
            "variance": float(parts.sum(axis=1).mean()),
            "flights_drawn": int(flights),
            "target": target.title if target else "",
            "raid": whole.about.raid.study.title if whole.about.raid else "",
            "replications": whole.about.raid.replications if whole.about.raid else 0,
            "figures": " ".join(figure.name for figure in held),
            "effective_sample_size": size,
            "candidates": candidates(count) if blocks.tied.any() else 2 * count,
        }
    )
    return conventional(made, f"What decides: {asked.title}: {scenario.title}")


def runs_of(
    scenario: Scenario,
    draws: int,
    *,
    flights: bool,
    single_rows: bool,
    raid: Raid | None = None,
    held: Sequence[PublishedFigure] = (),
    weights: Convention = "cited",
) -> int:
    """Count the runs that :func:`sensitivity` makes.

    Parameters
    ----------
    scenario : Scenario
    draws : int
        Pairs of draws that are asked for. [1]
    flights, single_rows, held, weights
        As of :func:`sensitivity`.
    raid : Raid, optional
        What flies; the threats of the scenario by default.

    Returns
    -------
    int
        Runs. [1]
    """
    rows = drawn_rows(scenario, flights=flights, flown=raid.waves if raid else None)
    own = len(independent_blocks(rows, held, weights).groups)
    walk = len(rows.movers) + 1 if single_rows else 0
    return whole_draws(draws) * (len(corners(own)) + walk)


def group_rows(found: xr.Dataset) -> list[dict[str, object]]:
    """Lay the groups out as a table, the largest part first.

    Parameters
    ----------
    found : xarray.Dataset
        From :func:`sensitivity`.

    Returns
    -------
    list of dict
        ``group``, ``title``, ``shapley``, ``shapley_low`` and ``shapley_high`` of each. [1]
    """
    order = np.argsort(-np.nan_to_num(found["shapley"].values), kind="stable")
    return [
        {
            "group": str(found["group"].values[index]),
            "title": str(found["group_title"].values[index]),
            **{
                name: float(found[name].values[index])
                for name in ("shapley", "shapley_low", "shapley_high")
            },
        }
        for index in order
    ]


class _Shares(NamedTuple):
    value: FloatArray
    low: FloatArray
    high: FloatArray


def _shared(parts: FloatArray, seed: int) -> _Shares:
    """Shares of the variance with the ends of their intervals, scramblings drawn anew.

    Points of one scrambling depend on each other: scramblings are what is resampled.
    """
    means = np.stack([part.mean(axis=0) for part in np.split(parts, SCRAMBLINGS)])
    whole = means.mean(axis=0)
    total = whole.sum()
    if total <= 0.0:
        nothing = np.full(len(whole), np.nan)
        return _Shares(nothing, nothing, nothing)
    picked = np.random.default_rng([seed, SCRAMBLINGS]).integers(
        SCRAMBLINGS, size=(_RESAMPLED, SCRAMBLINGS)
    )
    again = means[picked].mean(axis=1)
    totals = again.sum(axis=1)
    shares = again[totals > 0.0] / totals[totals > 0.0, None]
    low, high = np.quantile(shares, _ENDS, axis=0)
    return _Shares(whole / total, low, high)


def _single_rows(pairs: Pairs, seed: int, progress: Progress | None) -> _Shares:
    """Shares of single rows; rows of one statement walk together."""
    count, movers = len(pairs.values), len(pairs.rows.movers)
    lot = np.random.default_rng([seed, SCRAMBLINGS + 1])
    orders = np.stack([lot.permutation(movers) for _ in range(count)])
    steps = np.argsort(orders, axis=1)
    taken = steps[:, None, :] < np.arange(movers + 1)[None, :, None]
    outputs = pairs.all(taken[:, :, pairs.rows.mover_of], progress)
    return _shared(effects_of_walks(outputs, orders), seed)


def _curves(
    rows: Rows,
    lots: FloatArray,
    values: FloatArray,
    outputs: FloatArray,
    sets: BoolArray,
    of_row: IntArray,
) -> tuple[FloatArray, FloatArray]:
    """Mean of the number over the draws in which a row lies in each part of its range."""
    # over all corners that take a group from one draw of a pair
    taken = np.stack(
        [
            np.stack([outputs[:, sets[:, g] == bit].mean(axis=1) for bit in (False, True)], axis=1)
            for g in range(sets.shape[1])
        ],
        axis=2,
    )
    bins = BINS if len(lots) >= _OF_FEW_DRAWS else _FEWER_BINS
    places = np.minimum((lots * bins).astype(int), bins - 1)
    shape = len(rows.paths), bins
    x, y = np.full(shape, np.nan), np.full(shape, np.nan)
    for index, mover in enumerate(rows.mover_of):
        for part in range(bins):
            inside = places[:, :, mover] == part
            if inside.any():
                x[index, part] = np.median(values[:, :, index][inside])
                y[index, part] = taken[:, :, of_row[index]][inside].mean()
    return x, y


def _features(
    rows: Rows, named: Sequence[RowGroup], values: FloatArray, of_row: IntArray
) -> tuple[list[str], FloatArray, IntArray]:
    """Rows, and the sums that people quote, with the group of each."""
    sums, columns, own = [], [], []
    for index, group in enumerate(named):
        inside = [matches(path, group.sum_rows) for path in rows.paths]
        if any(inside):
            sums.append(group.sum_title)
            columns.append(values[:, :, inside].sum(axis=2, keepdims=True))
            own.append(index)
    return sums, np.concatenate([values, *columns], axis=2), np.array([*of_row, *own])


def _in_words(
    rule: RuleBox,
    told: IntArray,
    rows: Rows,
    sums: Sequence[str],
    condition: Condition | None,
    runs: int,
) -> str:
    bounds = " and ".join(_bound(one, int(told[one.feature]), rows, sums) for one in rule.bounds)
    verdict = "holds" if rule.holds else "fails"
    return (
        f"The condition {condition} {verdict} whenever {bounds}: in {100.0 * rule.share:.0f} % of "
        f"the draws, contradicted by none of {runs:,} runs."
    )


def _bound(bound: Bound, feature: int, rows: Rows, sums: Sequence[str]) -> str:
    side = "at most" if bound.below else "at least"
    if feature >= len(rows.paths):
        return f"the {sums[feature - len(rows.paths)]} is {side} {bound.value:.3g} s"
    row = rows.quantities()[feature]
    number, symbol = in_unit_of(row.written, bound.value, row.unit)
    title = title_of(rows.scenario.catalog, (row.path,))
    return f"{title} is {side} {number:,.4g} {symbol}".rstrip()
