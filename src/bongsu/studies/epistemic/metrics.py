"""Numbers of a scenario that can be asked for over draws of its rows: a registry by name."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, NamedTuple

import numpy as np

from bongsu.catalog.lookup import find_word
from bongsu.catalog.rows.units import plain_number
from bongsu.engagement.batteries import fire_unit
from bongsu.engagement.plans import FlightPlan, flight_plans
from bongsu.engagement.threats import aim, play_all
from bongsu.errors import InputError, shortened
from bongsu.geography.outlines import country_name
from bongsu.physics.numerics.arrays import BoolArray, FloatArray
from bongsu.scenario import Coordinates, Scenario
from bongsu.studies.footprint.defences import flights_met_by
from bongsu.studies.footprint.together import together
from bongsu.studies.radar.need import detection_range
from bongsu.studies.radar.view.own import view_coverage
from bongsu.words import Over, Weight

OBJECT: Final = "reentry-vehicle"
"""What the radar is asked to see where no flight is meant."""
ALTITUDE_KM: Final = 100.0
"""Height at which the area in view is told. [km]"""


class MetricValues(NamedTuple):
    """A number of each of many scenarios.

    Attributes
    ----------
    values : numpy.ndarray of float64, shape (n,)
        Not a number where the question does not arise. [unit of the metric]
    defended : numpy.ndarray of float64, shape (n, cells), or None
        Of a footprint: how much of each cell is defended, from 0 to 1. [1]
    """

    values: FloatArray
    defended: FloatArray | None = None


Compute = Callable[[Sequence[Scenario], Coordinates | None], MetricValues]


@dataclass(frozen=True, kw_only=True)
class Metric:
    """A number of a scenario.

    Attributes
    ----------
    title : str
        What it is, as it stands in a sentence.
    unit : str
        Of the number and of thresholds; ``1`` for shares and counts.
    compute : callable
        Takes scenarios that differ in the values of their rows, and the place that a flight aims
        at.
    of_one_flight : bool
        Whether it is about one flight to one place.
    of_footprint : bool
        Whether it sums places up, so that it has a map.
    """

    title: str
    unit: str
    compute: Compute
    of_one_flight: bool = False
    of_footprint: bool = False


def each(value: Callable[[Scenario, Coordinates | None], float]) -> Compute:
    """Make a metric of a function of one scenario.

    Parameters
    ----------
    value : callable
        Takes a scenario and the place that a flight aims at. [unit of the metric]

    Returns
    -------
    callable
        The same of many scenarios.
    """

    def compute(scenarios: Sequence[Scenario], target: Coordinates | None) -> MetricValues:
        return MetricValues(np.array([value(one, target) for one in scenarios], dtype=float))

    return compute


def _share(
    scenarios: Sequence[Scenario], _target: Coordinates | None, *, over: Over, weight: Weight
) -> MetricValues:
    """Share of the people (area) reached, defended."""
    first = scenarios[0]
    region = first.region.protected()
    if weight == "people" and not region.counted:
        raise InputError(
            f"the people of {country_name(first.region.country)} are not counted: count area "
            "instead"
        )
    values = region.people if weight == "people" else region.grid.area_km2
    found = flights_met_by(scenarios, region.grid.latitude_deg, region.grid.longitude_deg)
    defended = np.asarray(together(*found, over), dtype=float)
    reached = found.reaching > 0.0
    # summed cell by cell in one order: the same bits for any number of threads
    total = (reached * values).sum(axis=1)
    share = (defended * values).sum(axis=1) / np.where(total > 0.0, total, np.nan)
    return MetricValues(share, np.where(reached, defended, np.nan))


def one_flight(scenario: Scenario) -> FlightPlan:
    """Give the only flight of a scenario.

    Parameters
    ----------
    scenario : Scenario

    Returns
    -------
    FlightPlan
        Missile, launch area and shape.

    Raises
    ------
    InputError
        If there are several.
    """
    plans = flight_plans(scenario)
    if len(plans) != 1:
        raise InputError(
            f"this metric is of one flight, and {len(plans)} are asked for: choose one missile, "
            "one launch area and one shape"
        )
    return plans[0]


def _shots(scenario: Scenario, target: Coordinates | None) -> float:
    return _engagement(scenario, target, "shots")


def _margin_s(scenario: Scenario, target: Coordinates | None) -> float:
    return _engagement(scenario, target, "margin_s")


def _engagement(scenario: Scenario, target: Coordinates | None, what: str) -> float:
    if target is None:
        raise InputError("this metric is of a flight to a place: name the place")
    plan = one_flight(scenario)
    try:
        unit = fire_unit(scenario)
    except InputError:
        return 0.0 if what == "shots" else np.nan
    aimed = aim(scenario, plan, [target.latitude_deg], [target.longitude_deg])
    [played] = play_all([unit], aimed)
    return float(getattr(played, what)[0])


def _detection_range_km(scenario: Scenario, _target: Coordinates | None) -> float:
    return detection_range(scenario, OBJECT) / 1e3


def _area_in_view_km2(scenario: Scenario, _target: Coordinates | None) -> float:
    seen = view_coverage(scenario, altitudes_km=[ALTITUDE_KM], objects=[OBJECT])
    return float(seen["area_km2"].sel(task="detect").sum())


METRICS: Final[Mapping[str, Metric]] = {
    "people-share": Metric(
        title="share of the people reached, for whom a shot is possible, on average over flights",
        unit="1",
        compute=partial(_share, over="average", weight="people"),
        of_footprint=True,
    ),
    "people-share-every": Metric(
        title="share of the people reached, for whom a shot is possible against every flight",
        unit="1",
        compute=partial(_share, over="every", weight="people"),
        of_footprint=True,
    ),
    "area-share": Metric(
        title="share of the area reached, over which a shot is possible, on average over flights",
        unit="1",
        compute=partial(_share, over="average", weight="area"),
        of_footprint=True,
    ),
    "detection-range": Metric(
        title="range at which the radar detects a re-entry vehicle on boresight",
        unit="km",
        compute=each(_detection_range_km),
    ),
    "area-in-view": Metric(
        title="area over which one look detects a re-entry vehicle 100 km high",
        unit="km2",
        compute=each(_area_in_view_km2),
    ),
    "shots": Metric(
        title="shots at one flight to a place",
        unit="1",
        compute=each(_shots),
        of_one_flight=True,
    ),
    "margin": Metric(
        title="time by which the launch at one flight to a place may slip",
        unit="s",
        compute=each(_margin_s),
        of_one_flight=True,
    ),
}
"""By name: another metric is another entry."""


def metric_name(written: str) -> str:
    """Look a metric up, in any spelling.

    Parameters
    ----------
    written : str

    Returns
    -------
    str
        Key of :data:`METRICS`.

    Raises
    ------
    InputError
        If there is none, with close names.
    """
    return find_word(written, tuple(METRICS), "metric")


_COMPARED: Final[Mapping[str, Callable[[FloatArray, float], BoolArray]]] = {
    ">=": lambda values, threshold: values >= threshold,
    "<=": lambda values, threshold: values <= threshold,
    ">": lambda values, threshold: values > threshold,
    "<": lambda values, threshold: values < threshold,
}
_CONDITION = re.compile(r"\s*(>=|<=|>|<)\s*(\S+)\s*")


class Condition(NamedTuple):
    """A threshold that a number is held against.

    Attributes
    ----------
    comparison : str
        ``>=``, ``<=``, ``>`` or ``<``.
    threshold : float
        In the unit of the metric. [unit of the metric]
    """

    comparison: str
    threshold: float

    def holds(self, values: FloatArray) -> BoolArray:
        """Tell where the condition holds; not where there is no number.

        Parameters
        ----------
        values : numpy.ndarray of float64
            Of the metric. [unit of the metric]

        Returns
        -------
        numpy.ndarray of bool
            In the same shape.
        """
        return _COMPARED[self.comparison](values, self.threshold)

    def __str__(self) -> str:
        return f"{self.comparison} {self.threshold:g}"


def read_condition(written: str) -> Condition:
    """Read a condition.

    Parameters
    ----------
    written : str
        Such as ``>= 0.5``, in the unit of the metric.

    Returns
    -------
    Condition
        The condition.

    Raises
    ------
    InputError
        If it is none.
    """
    form = "write a comparison and a number, such as '>= 0.5'"
    found = _CONDITION.fullmatch(written)
    if found is None:
        raise InputError(f"condition {shortened(written)}: {form}")
    try:
        threshold = plain_number(found[2])
    except ValueError:
        raise InputError(f"condition {shortened(written)}: {form}") from None
    if not np.isfinite(threshold):
        raise InputError(f"condition {shortened(written)}: {form}")
    return Condition(found[1], threshold)
