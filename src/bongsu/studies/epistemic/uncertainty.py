"""A number over draws of all cited rows: quantiles, probability of a condition, maps."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final, NamedTuple

import numpy as np
import xarray as xr

from bongsu.errors import InputError
from bongsu.physics.numerics.arrays import FloatArray, IntArray
from bongsu.physics.raid.tally import exact_interval
from bongsu.scenario import Coordinates, Flights, Raid, Scenario
from bongsu.scenario.provenance import Provenance, provenance
from bongsu.studies.conventions import conventional, label
from bongsu.studies.epistemic.figures import (
    PublishedFigure,
    effective_sample_size,
    figures_for,
    published_weights,
)
from bongsu.studies.epistemic.metrics import (
    METRICS,
    About,
    Condition,
    Metric,
    MetricValues,
    one_flight,
)
from bongsu.studies.epistemic.raids import REPLICATIONS, Loops, RaidInDraws, loops
from bongsu.studies.epistemic.sampling import (
    SCRAMBLINGS,
    Rows,
    drawn_rows,
    error_bar,
    sobol_lots,
    whole_draws,
)
from bongsu.studies.raid.played import RaidStudy
from bongsu.words import CONVENTIONS, Convention

Progress = Callable[[int], object]
Headline = Callable[[str], object]

LEVELS: Final = (0.05, 0.25, 0.5, 0.75, 0.95)
"""Shares of the draws that the quantiles are not exceeded by. [1]"""
CONDITIONINGS: Final = ("none", "published")
"""Whether draws are weighed by published figures."""
# arcs of a footprint are flown once for so many draws
_AT_ONCE, _ALONE_AT_ONCE = 128, 4
_RARE = 0.025
_NORMAL = 1.96


@dataclass(frozen=True, kw_only=True, eq=False)
class Draws:
    """Draws of all rows of a scenario, and a number of each.

    Attributes
    ----------
    rows : Rows
        What is drawn.
    metric : Metric
        What is asked.
    about : About
        What it is about, beside the scenario.
    values : numpy.ndarray of float64, shape (draws, rows)
        Drawn values. [as each row]
    held : sequence of PublishedFigure
        Published figures that the draws are held against.
    """

    rows: Rows
    metric: Metric
    about: About
    values: FloatArray
    held: Sequence[PublishedFigure] = ()

    def compute(self, first: int, last: int) -> tuple[MetricValues, FloatArray]:
        """Answer a range of the draws: a pure function, whatever was answered before.

        Parameters
        ----------
        first, last : int
            Half-open range of draws. [1]

        Returns
        -------
        MetricValues
            Of those draws.
        numpy.ndarray of float64, shape (last - first,)
            Their weights by published figures. [1]
        """
        scenarios = self.rows.scenarios(self.values[first:last])
        weights = published_weights(scenarios, self.held)
        return self.metric.compute(scenarios, self.about), weights


class Inquiry(NamedTuple):
    """A number, and all that is asked about it.

    Attributes
    ----------
    metric : Metric
        The number.
    about : About
        What it is about, beside the scenario.
    origin : Provenance
        Where answers come from.
    flown : sequence of Flights
        What flies.
    """

    metric: Metric
    about: About
    origin: Provenance
    flown: Sequence[Flights]


def question(
    scenario: Scenario,
    metric: str,
    *,
    target: Coordinates | None = None,
    raid: Raid | None = None,
    replications: int = REPLICATIONS,
) -> Inquiry:
    """Look a metric up and refuse what it does not answer.

    Parameters
    ----------
    scenario : Scenario
    metric : str
        Key of :data:`bongsu.studies.epistemic.metrics.METRICS`.
    target : Coordinates, optional
        Where the flight aims, or the place of a raid that is asked about.
    raid : Raid, optional
        What is fired; the scenario's own by default, if the metric is about a raid.
    replications : int
        Of a raid in each draw. [1]

    Returns
    -------
    Inquiry
        All of it.

    Raises
    ------
    InputError
        If the metric is about one flight and there are several or no place, about none and there is
        one, or about a raid and there is none, and the like.
    OutOfReachError
        If a missile of the raid does not reach what it is aimed at.
    """
    found = METRICS[metric]
    if found.of_one_flight:
        one_flight(scenario)
        if target is None:
            raise InputError(f"{metric} is about a flight to a place: say to which")
    elif found.of_place:
        if target is None:
            raise InputError(f"{metric} is about a place that the raid is aimed at: say which")
    elif target is not None:
        raise InputError(f"{metric} is about no single flight: leave the place out")
    if not found.of_raid:
        if raid is not None:
            raise InputError(f"{metric} is about no raid: leave the raid out")
        origin = origin_of(scenario, metric)
        return Inquiry(found, About(target), origin, scenario.threats)
    fired = RaidInDraws.of(scenario, raid, replications=replications)
    if found.of_place and target is not None:
        fired.asset(target)
    origin = origin_of(scenario, metric, raid=raid)
    return Inquiry(found, About(target, fired), origin, fired.study.raid.waves)


def origin_of(scenario: Scenario, metric: str, *, raid: Raid | None = None) -> Provenance:
    """Say where an answer over draws comes from.

    Parameters
    ----------
    scenario : Scenario
        What was asked.
    metric : str
        Key of :data:`bongsu.studies.epistemic.metrics.METRICS`.
    raid : Raid, optional
        What was fired; the scenario's own by default, if the metric is about a raid.

    Returns
    -------
    Provenance
        Of the scenario, with how its people are counted if they are, or with the raid.
    """
    asked = METRICS[metric]
    if asked.of_raid:
        return RaidStudy.of(scenario, raid).provenance()
    return provenance(scenario, people=asked.counts_people)


def uncertainty(
    scenario: Scenario,
    metric: str,
    *,
    draws: int = 1024,
    condition: Condition | None = None,
    weights: Sequence[Convention] = tuple(CONVENTIONS),
    flights: bool = False,
    target: Coordinates | None = None,
    raid: Raid | None = None,
    replications: int = REPLICATIONS,
    held: Sequence[PublishedFigure] | None = None,
    progress: Progress | None = None,
    headline: Headline | None = None,
) -> xr.Dataset:
    """Ask for a number over draws of all cited rows.

    Of a raid the draws are the outer loop, and its replications an inner one, with the same random
    numbers for every draw.

    Parameters
    ----------
    scenario : Scenario
    metric : str
        Key of :data:`bongsu.studies.epistemic.metrics.METRICS`.
    draws : int
        How many; rounded up to a power of two. [1]
    condition : Condition, optional
        Whose probability is asked.
    weights : sequence of {'cited', 'uniform'}
        Weights of the values of a row, one after the other.
    flights : bool
        Whether rows of the missiles are drawn too.
    target, raid, replications
        See :func:`question`.
    held : sequence of PublishedFigure, optional
        Published figures that draws are held against; those that come with the package by default.
    progress : callable, optional
        Called with the number of draws just answered.
    headline : callable, optional
        Called with a line that says what is known so far.

    Returns
    -------
    xarray.Dataset
        Along ``weights`` and ``conditioning`` (by published figures or not): ``quantiles`` along
        ``level``, ``probability``, ``effective_sample_size``, with ends of 95 % intervals; of a
        footprint ``p_defended`` along ``cell``; of a raid ``variance_between`` draws,
        ``variance_within`` them, and ``outcome``, how likely one replication of a draw ends with
        each ``number``. Along ``draw``: ``value``, ``importance`` and the drawn ``row_value`` of
        each ``row``.

    Raises
    ------
    InputError
        If the metric does not fit, or the number of draws.
    OutOfReachError
        If a missile of the raid does not reach what it is aimed at.
    """
    whole = question(scenario, metric, target=target, raid=raid, replications=replications)
    asked, about = whole.metric, whole.about
    figures = tuple(figures_for(scenario) if held is None else held)
    count = whole_draws(draws)
    rows = drawn_rows(scenario, flights=flights, flown=whole.flown)
    lots = sobol_lots(len(rows.movers), count, scenario.seed)
    found = [
        _answered(
            Draws(
                rows=rows, metric=asked, about=about, values=rows.values(lots, one), held=figures
            ),
            condition,
            progress or _quiet,
            headline or _quiet,
        )
        for one in weights
    ]
    nominal = float(asked.compute([scenario], about).values[0])
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
        "weights": ("weights", list(weights), {"long_name": "weights of the values of a row"}),
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
        coordinates |= {
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
        whole.origin.attributes()
        | {
            "history": "bongsu.studies.epistemic.uncertainty.uncertainty",
            "metric": metric,
            "metric_title": asked.title,
            "unit": asked.unit,
            "nominal": nominal,
            "draws": count,
            "scramblings": SCRAMBLINGS,
            "condition": str(condition) if condition else "",
            "flights_drawn": int(flights),
            "target": target.title if target else "",
            "raid": about.raid.study.title if about.raid else "",
            "replications": about.raid.replications if about.raid else 0,
            "figures": " ".join(figure.name for figure in figures),
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


def _quiet(_told: object) -> None:
    """Tell nobody."""


def so_far(values: FloatArray, condition: Condition | None, unit: str) -> str:
    """Say what draws so far say, as if they were independent.

    Parameters
    ----------
    values : numpy.ndarray of float64, shape (n,)
        The number in each. [unit]
    condition : Condition or None
        Whose probability is asked.
    unit : str
        Of the number.

    Returns
    -------
    str
        The probability, or the mean, with a 95 % interval.
    """
    symbol = "" if unit == "1" else f" {unit}"
    if condition is not None:
        met = int(condition.holds(values).sum())
        low, high = exact_interval(met, len(values))
        return f"P({condition}{symbol}) {met / len(values):.3f} ({low:.3f} to {high:.3f})"
    told = values[~np.isnan(values)]
    if told.size < 2:
        return ""
    half = _NORMAL * float(told.std(ddof=1)) / sqrt(told.size)
    mean = float(told.mean())
    return f"mean {mean:.4g} ({mean - half:.4g} to {mean + half:.4g}){symbol}"


def _answered(
    draws: Draws, condition: Condition | None, progress: Progress, headline: Headline
) -> _Answered:
    values, importance, defended, outcomes = [], [], [], []
    step = _AT_ONCE if draws.metric.of_footprint else _ALONE_AT_ONCE
    for first in range(0, len(draws.values), step):
        last = min(first + step, len(draws.values))
        answers, weights = draws.compute(first, last)
        values.append(answers.values)
        importance.append(weights)
        if answers.defended is not None:
            defended.append(answers.defended)
        if answers.outcomes is not None:
            outcomes.append(answers.outcomes)
        progress(last - first)
        headline(so_far(np.concatenate(values), condition, draws.metric.unit))
    return _Answered(
        values=np.concatenate(values),
        importance=np.concatenate(importance),
        drawn=draws.values,
        defended=np.concatenate(defended) if defended else None,
        outcomes=_one_table(outcomes) if outcomes else None,
    )


def _one_table(parts: Sequence[IntArray]) -> IntArray:
    """Counts of some draws after those of others, with room for the greatest number."""
    most = max(part.shape[2] for part in parts)
    return np.concatenate(
        [np.pad(part, ((0, 0), (0, 0), (0, most - part.shape[2]))) for part in parts]
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
