"""A number over draws of all cited rows: quantiles, probability of a condition, maps."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import xarray as xr

from bongsu.errors import InputError
from bongsu.physics.numerics.arrays import FloatArray
from bongsu.scenario import Coordinates, Scenario
from bongsu.scenario.provenance import provenance
from bongsu.studies.conventions import conventional, label
from bongsu.studies.epistemic.figures import (
    effective_sample_size,
    figures_for,
    published_weights,
)
from bongsu.studies.epistemic.metrics import METRICS, Condition, Metric, MetricValues, one_flight
from bongsu.studies.epistemic.sampling import (
    SCRAMBLINGS,
    Rows,
    drawn_rows,
    error_bar,
    sobol_lots,
    whole_draws,
)
from bongsu.words import CONVENTIONS, Convention

Progress = Callable[[int], object]

LEVELS: Final = (0.05, 0.25, 0.5, 0.75, 0.95)
"""Shares of the draws that the quantiles are not exceeded by. [1]"""
CONDITIONINGS: Final = ("none", "published")
"""Whether draws are weighed by published figures."""
_AT_ONCE = 128
_RARE = 0.025


@dataclass(frozen=True, kw_only=True, eq=False)
class Draws:
    """Draws of all rows of a scenario, and a number of each.

    Attributes
    ----------
    rows : Rows
        What is drawn.
    metric : Metric
        What is asked.
    target : Coordinates or None
        Where the flight aims, if it is about one.
    values : numpy.ndarray of float64, shape (draws, rows)
        Drawn values. [as each row]
    """

    rows: Rows
    metric: Metric
    target: Coordinates | None
    values: FloatArray

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
        held = figures_for(self.rows.scenario)
        return self.metric.compute(scenarios, self.target), published_weights(scenarios, held)


def check_question(scenario: Scenario, metric: str, target: Coordinates | None) -> Metric:
    """Look a metric up and refuse what it does not answer.

    Parameters
    ----------
    scenario : Scenario
    metric : str
        Key of :data:`bongsu.studies.epistemic.metrics.METRICS`.
    target : Coordinates or None
        Where the flight aims.

    Returns
    -------
    Metric
        The metric.

    Raises
    ------
    InputError
        If it is about one flight and there are several or no place, or about none and there is one.
    """
    found = METRICS[metric]
    if found.of_one_flight:
        one_flight(scenario)
        if target is None:
            raise InputError(f"{metric} is about a flight to a place: say to which")
    elif target is not None:
        raise InputError(f"{metric} is about no single flight: leave the place out")
    return found


def uncertainty(
    scenario: Scenario,
    metric: str,
    *,
    draws: int = 1024,
    condition: Condition | None = None,
    weights: Sequence[Convention] = tuple(CONVENTIONS),
    flights: bool = False,
    target: Coordinates | None = None,
    progress: Progress | None = None,
) -> xr.Dataset:
    """Ask for a number over draws of all cited rows.

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
    target : Coordinates, optional
        Where the flight aims, if the metric is about one.
    progress : callable, optional
        Called with the number of draws just answered.

    Returns
    -------
    xarray.Dataset
        Along ``weights`` and ``conditioning`` (by published figures or not): ``quantiles`` along
        ``level``, ``probability``, ``effective_sample_size``, with ends of 95 % intervals; of a
        footprint ``p_defended`` along ``cell``. Along ``draw``: ``value``, ``importance`` and the
        drawn ``row_value`` of each ``row``.

    Raises
    ------
    InputError
        If the metric does not fit, or the number of draws.
    """
    asked = check_question(scenario, metric, target)
    count = whole_draws(draws)
    rows = drawn_rows(scenario, flights=flights)
    lots = sobol_lots(len(rows.movers), count, scenario.seed)
    found = [
        _answered(
            Draws(rows=rows, metric=asked, target=target, values=rows.values(lots, one)), progress
        )
        for one in weights
    ]
    nominal = float(asked.compute([scenario], target).values[0])
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
    made = xr.Dataset(variables, coordinates).assign_attrs(
        provenance(scenario).attributes()
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
            "figures": " ".join(figure.name for figure in figures_for(scenario)),
            "country": scenario.region.country,
            "people_key": scenario.region.people_key,
            "grid_spacing_m": scenario.region.grid_spacing,
        }
    )
    return conventional(made, f"{asked.title}, over cited uncertainty: {scenario.title}")


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


def _answered(draws: Draws, progress: Progress | None) -> _Answered:
    values, importance, defended = [], [], []
    for first in range(0, len(draws.values), _AT_ONCE):
        last = min(first + _AT_ONCE, len(draws.values))
        answers, weights = draws.compute(first, last)
        values.append(answers.values)
        importance.append(weights)
        if answers.defended is not None:
            defended.append(answers.defended)
        if progress is not None:
            progress(last - first)
    return _Answered(
        values=np.concatenate(values),
        importance=np.concatenate(importance),
        drawn=draws.values,
        defended=np.concatenate(defended) if defended else None,
    )


def _summary(found: _Answered, weighted: bool, condition: Condition | None) -> _Summary:
    weight = found.weight(weighted)
    whole = _quantiles(found.values, weight)
    parts = [np.split(one, SCRAMBLINGS) for one in (found.values, weight)]
    bars = error_bar(
        np.stack([_quantiles(values, own) for values, own in zip(*parts, strict=True)])
    )
    probability = low = high = np.nan
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
