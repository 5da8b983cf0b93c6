"""What decides: parts of the variance of a number that groups of uncertain rows account for."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar, Final, NamedTuple, Self

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
from bongsu.studies.epistemic.held import Blocks, candidates, held_lots, independent_blocks
from bongsu.studies.epistemic.inquiry import Inquiry, InquiryStudy, so_far
from bongsu.studies.epistemic.metrics import Condition
from bongsu.studies.epistemic.raids import REPLICATIONS
from bongsu.studies.epistemic.rules import Bound, RuleBox, rule_boxes
from bongsu.studies.epistemic.sampling import (
    SCRAMBLINGS,
    Rows,
    by_scrambling,
    dealt_lots,
    dealt_out,
    sobol_lots,
    whole_draws,
)
from bongsu.words import Convention

BINS: Final = 8
"""Parts of equal probability into which a curve cuts the range of a row. [1]"""
_FEWER_BINS = 4
_OF_FEW_DRAWS = 64
# runs for which arcs of a footprint are flown once, at most
_AT_ONCE = 1024
_RESAMPLED = 2_000
_ENDS = (0.025, 0.975)


@dataclass(frozen=True, kw_only=True, eq=False)
class SensitivityStudy(InquiryStudy):
    """What decides a number, or whether it meets a condition, to be computed in chunks.

    It is a :class:`bongsu.execution.study.ChunkedStudy` whose replications are pairs of draws, each
    with the number at every exchange of groups between the two. Only what is not known about the
    defence, its model and, if asked for, the missiles is ranked. Launch areas, aim points, shapes
    of arcs and raids are chosen, not uncertain: they are in no group.

    Attributes
    ----------
    inquiry : Inquiry
        What is asked. Groups that move the same of the figures that draws are held against depend
        on each other, and count as one.
    pairs : int
        Pairs of draws, from :func:`bongsu.studies.epistemic.sampling.whole_draws`. Each takes as
        many runs as there are subsets of groups. [1]
    condition : Condition, optional
        Whose verdict is explained; the number itself by default.
    weights : {'cited', 'uniform'}
        Weights of the values of a row.
    single_rows : bool
        Whether the parts of single rows are estimated too, along a random order of the rows for
        each pair.
    """

    pairs: int
    condition: Condition | None = None
    weights: Convention = "cited"
    single_rows: bool = False

    kind: ClassVar[str] = "sensitivity"

    def __post_init__(self) -> None:
        """Refuse single rows that published figures tie."""
        if self.single_rows and self._blocks.tied.any():
            raise InputError(
                "single rows that move a published figure depend on each other once draws are held "
                "against it: ask for groups alone, or without the figures"
            )

    @classmethod
    def of(
        cls,
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
    ) -> Self:
        """Ask what decides a number.

        Parameters
        ----------
        scenario : Scenario
        metric : str
            Key of :data:`bongsu.studies.epistemic.metrics.METRICS`.
        draws : int
            Pairs of draws; rounded up to a power of two. [1]
        condition : Condition, optional
            Whose verdict is explained; the number itself by default.
        weights : {'cited', 'uniform'}
            Weights of the values of a row.
        flights : bool
            Whether rows of the missiles are drawn too.
        single_rows : bool
            Whether the parts of single rows are estimated too.
        target, raid, replications
            See :class:`bongsu.studies.epistemic.inquiry.Inquiry`.
        held : sequence of PublishedFigure
            Published figures that the draws are held against.

        Returns
        -------
        SensitivityStudy
            The study.

        Raises
        ------
        InputError
            If the metric does not fit, or the number of draws, or single rows are asked for that
            figures tie.
        OutOfReachError
            If a missile of the raid does not reach what it is aimed at.
        """
        inquiry = Inquiry(
            scenario=scenario,
            metric=metric,
            flights=flights,
            target=target,
            raid=raid,
            replications=replications,
            held=tuple(held),
        )
        return cls(
            inquiry=inquiry,
            pairs=whole_draws(draws),
            condition=condition,
            weights=weights,
            single_rows=single_rows,
        )

    @classmethod
    def from_spec(cls, spec: Mapping[str, Any]) -> Self:
        """Make a study again; see :func:`bongsu.execution.study.study_of`."""
        condition = spec["condition"]
        return cls(
            inquiry=Inquiry.from_spec(spec),
            # where they are not named, no pair hangs on how many there are
            pairs=spec.get("pairs", SCRAMBLINGS),
            condition=None if condition is None else Condition(*condition),
            weights=spec["weights"],
            single_rows=spec["single_rows"],
        )

    def spec(self) -> dict[str, Any]:
        """See :meth:`bongsu.execution.study.ChunkedStudy.spec`."""
        own = {
            **self.inquiry.spec(),
            "condition": None if self.condition is None else list(self.condition),
            "weights": self.weights,
            "single_rows": self.single_rows,
        }
        # draws that are held against figures are chosen from so many more
        return own | ({"pairs": self.pairs} if self._blocks.tied.any() else {})

    @property
    def chunk_size(self) -> int:
        """Pairs that take a core about two seconds, or more where one does [1]."""
        runs = len(self._sets) + (len(self.inquiry.rows.movers) + 1 if self.single_rows else 0)
        return max(1, self.inquiry.scenarios_of_chunk() // runs)

    @cached_property
    def _blocks(self) -> Blocks:
        return independent_blocks(self.inquiry.rows, self.inquiry.held, self.weights)

    @property
    def _sets(self) -> BoolArray:
        return corners(len(self._blocks.groups))

    @cached_property
    def _whole(self) -> tuple[FloatArray, float]:
        """Lots of all pairs, scrambling by scrambling, and what the candidates are worth."""
        rows = self.inquiry.rows
        movers = len(rows.movers)
        lots = sobol_lots(2 * movers, self.pairs, self.seed).reshape(self.pairs, 2, movers)
        return held_lots(lots, self._blocks, rows, self.inquiry.held, self.weights)

    def _lots(self, first: int, last: int) -> FloatArray:
        """Lots of some pairs, a scrambling after the other in turn."""
        movers = len(self.inquiry.rows.movers)
        if self._blocks.tied.any():
            return dealt_out(self._whole[0])[first:last]
        return dealt_lots(2 * movers, first, last, self.seed).reshape(-1, 2, movers)

    def _orders(self, first: int, last: int) -> IntArray:
        """In which order the rows of some pairs are exchanged one by one."""
        movers = len(self.inquiry.rows.movers)
        return np.stack(
            [
                np.random.default_rng([self.seed, SCRAMBLINGS + 1, pair]).permutation(movers)
                for pair in range(first, last)
            ]
        )

    def compute(
        self, first: int, last: int, progress: Callable[[int], object] | None = None
    ) -> dict[str, FloatArray]:
        """See :meth:`bongsu.execution.study.ChunkedStudy.compute`."""
        rows = self.inquiry.rows
        lots = self._lots(first, last)
        values = rows.values(lots.reshape(-1, lots.shape[2]), self.weights)
        values = values.reshape(len(lots), 2, -1)
        taken = {"corners": np.broadcast_to(self._sets, (len(lots), *self._sets.shape))}
        taken["corners"] = taken["corners"][:, :, self._blocks.of_row]
        if self.single_rows:
            steps = np.argsort(self._orders(first, last), axis=1)
            walk = steps[:, None, :] < np.arange(steps.shape[1] + 1)[None, :, None]
            taken["walks"] = walk[:, :, rows.mover_of]
        step = _step(self._sets) if self.inquiry.number.of_footprint else 1
        parts = []
        for begin in range(0, len(lots), step):
            some = slice(begin, begin + step)
            parts.append(
                {name: self._runs(values[some], one[some], progress) for name, one in taken.items()}
            )
            if progress is not None:
                progress(len(values[some]))
        return self.merge(parts)

    def _runs(
        self, values: FloatArray, taken: BoolArray, progress: Callable[[int], object] | None
    ) -> FloatArray:
        """Answer pairs at exchanges: the number, or 1 where the condition holds and 0 where not."""
        own, other = np.moveaxis(values, 1, 0)
        chosen = np.where(taken, other[:, None], own[:, None])
        scenarios = self.inquiry.rows.scenarios(chosen.reshape(-1, chosen.shape[2]))
        about = self.inquiry.about._replace(going_on=progress)
        found = self.inquiry.number.compute(scenarios, about).values
        if self.condition is not None:
            found = self.condition.holds(found).astype(float)
        elif np.isnan(found).any():
            raise InputError(
                f"{self.inquiry.number.title}: there is no such number in "
                f"{int(np.isnan(found).sum())} of {found.size} runs; ask with a condition, which "
                "then fails"
            )
        return found.reshape(chosen.shape[:2])

    def merge(self, parts: Iterable[Mapping[str, FloatArray]]) -> dict[str, FloatArray]:
        """See :meth:`bongsu.execution.study.ChunkedStudy.merge`."""
        every = list(parts)
        return {name: np.concatenate([part[name] for part in every]) for name in every[0]}

    def headline(self, merged: Mapping[str, FloatArray]) -> str:
        """See :meth:`bongsu.execution.study.ChunkedStudy.headline`."""
        unit = "1" if self.condition else self.inquiry.number.unit
        return so_far(merged["corners"].mean(axis=1), None, unit)

    def dataset(self, merged: Mapping[str, FloatArray]) -> xr.Dataset:
        """Share the variance out.

        Parameters
        ----------
        merged : mapping
            The number of all pairs at each exchange; see :meth:`compute`.

        Returns
        -------
        xarray.Dataset
            Along ``group``: ``shapley``, parts of the variance that sum to 1, with the ends of
            their 95 % intervals. Along ``row``: its group and, along ``bin``, the ``curve`` of the
            mean over the draws in which it lies about ``row_value``; ``row_shapley`` if asked for.
            ``rule`` in words.
        """
        asked, rows, condition = self.inquiry.number, self.inquiry.rows, self.condition
        scenario, count, sets = self.inquiry.scenario, self.pairs, self._sets
        blocks = self._blocks
        named, of_row = blocks.groups, blocks.of_row
        names = [group.name for group in named]
        lots, size = self._whole
        movers = len(rows.movers)
        values = rows.values(lots.reshape(-1, movers), self.weights).reshape(count, 2, -1)
        outputs = by_scrambling(merged["corners"])
        parts = effects_of_corners(outputs)
        shared = _shared(parts, self.seed)
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
                label(f"probability of {condition}")
                if condition
                else label(asked.title, asked.unit),
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
        if self.single_rows:
            orders = by_scrambling(self._orders(0, count))
            parts_of_rows = effects_of_walks(by_scrambling(merged["walks"]), orders)
            own = _shared(parts_of_rows, self.seed)
            for name, part in zip(("", "_low", "_high"), own, strict=True):
                variables[f"row_shapley{name}"] = ("row", part[rows.mover_of], label(text))
        titles = {
            path: title_of(scenario.catalog, paths) for paths in rows.movers for path in paths
        }
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
            self.inquiry.attributes()
            | {
                "history": "bongsu.studies.epistemic.sensitivity",
                "condition": str(condition) if condition else "",
                "weights": self.weights,
                "draws": count,
                "scramblings": SCRAMBLINGS,
                "runs": outputs.size,
                "mean": float(outputs.mean()),
                "variance": float(parts.sum(axis=1).mean()),
                "effective_sample_size": size,
                "candidates": candidates(count) if blocks.tied.any() else 2 * count,
            }
        )
        return conventional(made, f"What decides: {asked.title}: {scenario.title}")


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


def _step(sets: BoolArray) -> int:
    """Pairs that are answered at once, so many as memory allows."""
    return max(1, _AT_ONCE // len(sets))


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
