"""A number over draws of all cited rows: quantiles, probability of a condition, maps."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Final, Self

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from bongsu.errors import InputError
from bongsu.physics.numerics.arrays import FloatArray, IntArray
from bongsu.scenario import Coordinates, Raid, Scenario
from bongsu.studies.conventions import conventional, label
from bongsu.studies.epistemic.figures import (
    PublishedFigure,
    effective_sample_size,
    figures_for,
    published_weights,
)
from bongsu.studies.epistemic.inquiry import Inquiry, InquiryStudy, so_far
from bongsu.studies.epistemic.metrics import Condition
from bongsu.studies.epistemic.raids import REPLICATIONS, Loops, loops
from bongsu.studies.epistemic.sampling import (
    SCRAMBLINGS,
    by_scrambling,
    dealt_lots,
    error_bar,
    sobol_lots,
)
from bongsu.words import CONVENTIONS, Convention

LEVELS: Final = (0.05, 0.25, 0.5, 0.75, 0.95)
"""Shares of the draws that the quantiles are not exceeded by. [1]"""
CONDITIONINGS: Final = ("none", "published")
"""Whether draws are weighed by published figures."""
# draws that are answered at once, and of a footprint, whose arcs are flown once for them
_AT_ONCE, _FLOWN_ONCE = 16, 128
_RARE = 0.025


@dataclass(frozen=True, kw_only=True, eq=False)
class UncertaintyStudy(InquiryStudy):
    """A number over draws of all cited rows, to be computed in chunks.

    It is a :class:`bongsu.execution.study.ChunkedStudy` whose replications are draws, each under
    every convention of weights. Of a raid the draws are the outer loop, and its replications an
    inner one, with the same random numbers for every draw.

    Attributes
    ----------
    inquiry : Inquiry
        What is asked.
    weights : tuple of {'cited', 'uniform'}
        Weights of the values of a row, one after the other.
    condition : Condition, optional
        Whose probability is told; no draw hangs on it.
    """

    weights: tuple[Convention, ...] = tuple(CONVENTIONS)
    condition: Condition | None = None

    kind: ClassVar[str] = "uncertainty"

    @classmethod
    def of(
        cls,
        scenario: Scenario,
        metric: str,
        *,
        condition: Condition | None = None,
        weights: Sequence[Convention] = tuple(CONVENTIONS),
        flights: bool = False,
        target: Coordinates | None = None,
        raid: Raid | None = None,
        replications: int = REPLICATIONS,
        held: Sequence[PublishedFigure] | None = None,
    ) -> Self:
        """Ask for a number.

        Parameters
        ----------
        scenario : Scenario
        metric : str
            Key of :data:`bongsu.studies.epistemic.metrics.METRICS`.
        condition : Condition, optional
            Whose probability is asked.
        weights : sequence of {'cited', 'uniform'}
            Weights of the values of a row, one after the other.
        flights : bool
            Whether rows of the missiles are drawn too.
        target, raid, replications
            See :class:`bongsu.studies.epistemic.inquiry.Inquiry`.
        held : sequence of PublishedFigure, optional
            Published figures that draws are held against; those that come with the package by
            default.

        Returns
        -------
        UncertaintyStudy
            The study.

        Raises
        ------
        InputError
            If the metric does not fit.
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
            held=tuple(figures_for(scenario) if held is None else held),
        )
        return cls(inquiry=inquiry, weights=tuple(weights), condition=condition)

    @classmethod
    def from_spec(cls, spec: Mapping[str, Any]) -> Self:
        """Make a study again; see :func:`bongsu.execution.study.study_of`."""
        return cls(inquiry=Inquiry.from_spec(spec), weights=tuple(spec["weights"]))

    def spec(self) -> dict[str, Any]:
        """See :meth:`bongsu.execution.study.ChunkedStudy.spec`."""
        return {**self.inquiry.spec(), "weights": list(self.weights)}

    @property
    def chunk_size(self) -> int:
        """Draws that take a core about two seconds [1]."""
        return max(1, self.inquiry.scenarios_of_chunk() // len(self.weights))

    def compute(
        self, first: int, last: int, progress: Callable[[int], object] | None = None
    ) -> dict[str, NDArray[Any]]:
        """See :meth:`bongsu.execution.study.ChunkedStudy.compute`."""
        rows = self.inquiry.rows
        lots = dealt_lots(len(rows.movers), first, last, self.seed)
        drawn = np.stack([rows.values(lots, one) for one in self.weights], axis=1)
        step = _FLOWN_ONCE if self.inquiry.number.of_footprint else _AT_ONCE
        parts = []
        for begin in range(0, len(drawn), step):
            some = drawn[begin : begin + step]
            parts.append(self._answered(some, progress))
            if progress is not None:
                progress(len(some))
        return self.merge(parts)

    def _answered(
        self, drawn: FloatArray, progress: Callable[[int], object] | None
    ) -> dict[str, NDArray[Any]]:
        """Answer some draws under every convention: whatever else is answered with them."""
        shape = drawn.shape[:2]
        scenarios = self.inquiry.rows.scenarios(drawn.reshape(-1, drawn.shape[2]))
        about = self.inquiry.about._replace(going_on=progress)
        answers = self.inquiry.number.compute(scenarios, about)
        found: dict[str, NDArray[Any]] = {
            "value": answers.values,
            "importance": published_weights(scenarios, self.inquiry.held),
        }
        if answers.defended is not None:
            found["defended"] = answers.defended
        if answers.outcomes is not None:
            found["outcomes"] = answers.outcomes
        return {name: one.reshape(*shape, *one.shape[1:]) for name, one in found.items()}

    def merge(self, parts: Iterable[Mapping[str, NDArray[Any]]]) -> dict[str, NDArray[Any]]:
        """See :meth:`bongsu.execution.study.ChunkedStudy.merge`."""
        every = list(parts)
        return {name: _one_after_the_other([part[name] for part in every]) for name in every[0]}

    def headline(self, merged: Mapping[str, NDArray[Any]]) -> str:
        """See :meth:`bongsu.execution.study.ChunkedStudy.headline`."""
        by_convention = merged["value"].T
        return so_far(next(iter(by_convention)), self.condition, self.inquiry.number.unit)

    def dataset(self, merged: Mapping[str, NDArray[Any]]) -> xr.Dataset:
        """Sum the draws up.

        Parameters
        ----------
        merged : mapping
            Answers of :func:`bongsu.studies.epistemic.sampling.whole_draws` draws; see
            :meth:`compute`.

        Returns
        -------
        xarray.Dataset
            Along ``weights`` and ``conditioning`` (by published figures or not): ``quantiles``
            along ``level``, ``probability``, ``effective_sample_size``, with ends of 95 %
            intervals; of a footprint ``p_defended`` along ``cell``; of a raid ``variance_between``
            draws, ``variance_within`` them, and ``outcome``, how likely one replication of a draw
            ends with each ``number``. Along ``draw``: ``value``, ``importance`` and the drawn
            ``row_value`` of each ``row``.
        """
        asked, rows, condition = self.inquiry.number, self.inquiry.rows, self.condition
        count = len(merged["value"])
        lots = sobol_lots(len(rows.movers), count, self.seed)
        ordered = {name: by_scrambling(one) for name, one in merged.items()}
        found = [
            _Answered(
                values=ordered["value"][:, index],
                importance=ordered["importance"][:, index],
                drawn=rows.values(lots, one),
                defended=ordered["defended"][:, index] if "defended" in ordered else None,
                outcomes=ordered["outcomes"][:, index] if "outcomes" in ordered else None,
            )
            for index, one in enumerate(self.weights)
        ]
        scenario = self.inquiry.scenario
        by = ("weights", "conditioning")
        summaries = [
            [_summary(one, weighted, condition) for weighted in (False, True)] for one in found
        ]

        def laid(name: str) -> FloatArray:
            return np.array([[getattr(one, name) for one in pair] for pair in summaries])

        variables = {
            "value": (
                ("weights", "draw"),
                [one.values for one in found],
                label(asked.title, asked.unit),
            ),
            "importance": (
                ("weights", "draw"),
                [one.importance for one in found],
                label("weight of the draw by published figures"),
            ),
            "row_value": (
                ("weights", "draw", "row"),
                [one.drawn for one in found],
                label("drawn value of the row, in SI units"),
            ),
            "effective_sample_size": (
                by,
                laid("size"),
                label("equal draws that the weighted ones are worth"),
            ),
            "quantiles": ((*by, "level"), laid("quantiles"), label(asked.title, asked.unit)),
            "quantiles_low": (
                (*by, "level"),
                laid("quantiles_low"),
                label("low end of the 95 % interval", asked.unit),
            ),
            "quantiles_high": (
                (*by, "level"),
                laid("quantiles_high"),
                label("high end of the 95 % interval", asked.unit),
            ),
            "absent": (by, laid("absent"), label("share of the draws without the number")),
        }
        if condition is not None:
            variables |= {
                "probability": (by, laid("probability"), label(f"probability of {condition}")),
                "probability_low": (by, laid("low"), label("low end of the 95 % interval")),
                "probability_high": (by, laid("high"), label("high end of the 95 % interval")),
            }
        coordinates = {
            "weights": (
                "weights",
                list(self.weights),
                {"long_name": "weights of the values of a row"},
            ),
            "conditioning": (
                "conditioning",
                list(CONDITIONINGS),
                {"long_name": "whether draws are weighed by published figures"},
            ),
            "level": ("level", list(LEVELS), label("share of the draws at or below")),
            "row": ("row", rows.paths, {"long_name": "path of the row in the catalogue"}),
        }
        if found[0].defended is not None:
            grid = scenario.region.protected().grid
            variables["p_defended"] = (
                (*by, "cell"),
                [[_mean(one, one.weight(weighted)) for weighted in (False, True)] for one in found],
                label("probability that a shot is possible, over draws, of flights that reach it"),
            )
            sites = [scenario.place("site", one.site) for one in scenario.batteries]
            coordinates |= {
                "battery_title": (
                    "battery",
                    [site.title for site in sites],
                    {"long_name": "where the battery stands"},
                ),
                "battery_latitude": (
                    "battery",
                    [site.latitude_deg for site in sites],
                    label("latitude of the battery", "degrees_north"),
                ),
                "battery_longitude": (
                    "battery",
                    [site.longitude_deg for site in sites],
                    label("longitude of the battery", "degrees_east"),
                ),
                "latitude": ("cell", grid.latitude_deg, label("latitude", "degrees_north")),
                "longitude": ("cell", grid.longitude_deg, label("longitude", "degrees_east")),
            }
        if found[0].outcomes is not None:
            variables |= {
                "variance_between": (
                    by,
                    laid("between"),
                    label("variance over draws of the mean over replications: what is not known"),
                ),
                "variance_within": (
                    by,
                    laid("within"),
                    label("mean over draws of the variance over replications: chance"),
                ),
                "outcome": (
                    (*by, "number"),
                    [
                        [_outcome(one, one.weight(weighted)) for weighted in (False, True)]
                        for one in found
                    ],
                    label("probability that one replication of a draw ends with so many"),
                ),
            }
            coordinates["number"] = (
                "number",
                np.arange(found[0].outcomes.shape[2]),
                label("how many"),
            )
        made = xr.Dataset(variables, coordinates).assign_attrs(
            self.inquiry.attributes()
            | {
                "history": "bongsu.studies.epistemic.uncertainty",
                "nominal": self.inquiry.nominal(),
                "draws": count,
                "scramblings": SCRAMBLINGS,
                "condition": str(condition) if condition else "",
                "country": scenario.region.country,
                "people_key": scenario.region.people_key,
                "grid_spacing_m": scenario.region.grid_spacing,
            }
        )
        return conventional(made, f"{asked.title}, over cited uncertainty: {scenario.title}")


def draw_rows(found: xr.Dataset) -> list[dict[str, object]]:
    """Lay the draws out as a table.

    Parameters
    ----------
    found : xarray.Dataset
        From :func:`uncertainty`.

    Returns
    -------
    list of dict
        A row for each weights and draw: ``weights``, ``draw``, ``value``, ``importance`` by
        published figures, and the drawn value of each row of the catalogue, in SI units.
    """
    paths = [str(path) for path in found["row"].values]
    rows: list[dict[str, object]] = []
    for name in found["weights"].values:
        one = found.sel(weights=name)
        table = zip(
            one["value"].values.tolist(),
            one["importance"].values.tolist(),
            one["row_value"].values.tolist(),
            strict=True,
        )
        rows += [
            {
                "weights": str(name),
                "draw": draw,
                "value": value,
                "importance": importance,
                **dict(zip(paths, drawn, strict=True)),
            }
            for draw, (value, importance, drawn) in enumerate(table)
        ]
    return rows


def weighted_share(met: FloatArray, weight: FloatArray) -> tuple[float, float, float]:
    """Weighted share of the draws with the ends of its 95 % interval.

    Where no draw differs from another, scramblings do not scatter: the open end is then what so
    many independent draws would leave open.

    Parameters
    ----------
    met : numpy.ndarray of float64, shape (n,)
        1 where something holds and 0 where not, scrambling by scrambling. [1]
    weight : numpy.ndarray of float64, shape (n,)
        Of each draw. [1]

    Returns
    -------
    tuple of float
        Share, low end and high end; not a number where all weights are nought. [1]
    """
    share = _share(met, weight)
    if np.isnan(share):
        return share, np.nan, np.nan
    size = effective_sample_size(weight)
    if share in (0.0, 1.0):
        left = 1.0 - _RARE ** (1.0 / size)
        return share, max(0.0, share - left), min(1.0, share + left)
    parts = [
        _share(*one)
        for one in zip(np.split(met, SCRAMBLINGS), np.split(weight, SCRAMBLINGS), strict=True)
    ]
    bar = float(error_bar(np.array(parts)))
    return share, max(0.0, share - bar), min(1.0, share + bar)


@dataclass(frozen=True, kw_only=True, eq=False)
class _Answered:
    """Draws with their answers."""

    values: FloatArray
    importance: FloatArray
    drawn: FloatArray
    defended: FloatArray | None
    outcomes: IntArray | None

    def weight(self, weighted: bool) -> FloatArray:
        return self.importance if weighted else np.ones_like(self.importance)


@dataclass(frozen=True, kw_only=True, eq=False)
class _Summary:
    size: float
    quantiles: FloatArray
    quantiles_low: FloatArray
    quantiles_high: FloatArray
    probability: float
    low: float
    high: float
    absent: float
    between: float
    within: float


def _one_after_the_other(parts: Sequence[NDArray[Any]]) -> NDArray[Any]:
    """Arrays of some draws after those of others; counts have room for the greatest number."""
    if len(parts) == 1:
        return parts[0]
    most = max(part.shape[-1] for part in parts)
    return np.concatenate(
        [
            part
            if part.shape[-1] == most
            else np.pad(part, [(0, 0)] * (part.ndim - 1) + [(0, most - part.shape[-1])])
            for part in parts
        ]
    )


def _summary(found: _Answered, weighted: bool, condition: Condition | None) -> _Summary:
    weight = found.weight(weighted)
    whole = _quantiles(found.values, weight)
    parts = [np.split(one, SCRAMBLINGS) for one in (found.values, weight)]
    bars = error_bar(
        np.stack([_quantiles(values, own) for values, own in zip(*parts, strict=True)])
    )
    probability = low = high = np.nan
    none = Loops(np.nan, np.nan)
    split = none if found.outcomes is None else loops(found.outcomes, weight)
    if condition is not None:
        met = condition.holds(found.values).astype(float)
        probability, low, high = weighted_share(met, weight)
    return _Summary(
        size=effective_sample_size(weight),
        quantiles=whole,
        quantiles_low=whole - bars,
        quantiles_high=whole + bars,
        probability=probability,
        low=low,
        high=high,
        absent=_share(np.isnan(found.values).astype(float), weight),
        between=split.between,
        within=split.within,
    )


def _share(met: FloatArray, weight: FloatArray) -> float:
    total = float(weight.sum())
    return float((met * weight).sum()) / total if total > 0.0 else np.nan


def _quantiles(values: FloatArray, weight: FloatArray) -> FloatArray:
    """Weighted quantiles: values that were drawn, not between two, as numbers may be counts."""
    told = ~np.isnan(values) & (weight > 0.0)
    if not told.any():
        return np.full(len(LEVELS), np.nan)
    order = np.argsort(values[told], kind="stable")
    heaped = np.cumsum(weight[told][order])
    # a share that a sum of weights misses by rounding still counts as reached
    places = np.searchsorted(heaped, np.array(LEVELS) * heaped[-1] * (1.0 - 1e-12))
    return np.asarray(values[told][order][places])


def _mean(found: _Answered, weight: FloatArray) -> FloatArray:
    """Weighted mean over draws of how much each cell is defended; NaN where none reaches it."""
    if found.defended is None:
        raise InputError("this metric has no map")
    heavy = np.where(np.isnan(found.defended), 0.0, weight[:, None])
    total = heavy.sum(axis=0)
    summed = (np.nan_to_num(found.defended) * heavy).sum(axis=0)
    return np.asarray(np.where(total > 0.0, summed / np.where(total > 0.0, total, 1.0), np.nan))


def _outcome(found: _Answered, weight: FloatArray) -> FloatArray:
    """Weighted share of one replication by number, over the draws in which the raid is flown."""
    if found.outcomes is None:
        raise InputError("this metric has no raid")
    counted = found.outcomes.sum(axis=1)
    replications = counted.sum(axis=1)
    own = np.where(replications > 0, weight, 0.0)
    total = own.sum()
    if total <= 0.0:
        return np.full(counted.shape[1], np.nan)
    return np.asarray((own / np.maximum(replications, 1)) @ counted / total)
