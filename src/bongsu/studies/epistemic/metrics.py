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
from bongsu.engagement.other_flights import other_arcs
from bongsu.engagement.plans import FlightPlan, flight_plans
from bongsu.engagement.threats import aim, fly_one, play_all
from bongsu.errors import InputError, OutOfReachError, shortened
from bongsu.geography.outlines import country_name
from bongsu.physics.numerics.arrays import BoolArray, FloatArray, IntArray
from bongsu.scenario import Coordinates, Scenario
from bongsu.studies.engagement.reach import interceptor_reach
from bongsu.studies.epistemic.raids import COUNTS, READ, RaidInDraws, Read, means_of, outcomes
from bongsu.studies.footprint.defences import flights_met_by
from bongsu.studies.footprint.together import together
from bongsu.studies.radar.added_view import added_view
from bongsu.studies.radar.need import detection_range
from bongsu.studies.radar.track import flight_in_view
from bongsu.studies.radar.view.own import view_coverage
from bongsu.studies.side_by_side import check_one_battery
from bongsu.words import Over, Weight

OBJECT: Final = "reentry-vehicle"
"""What the radar is asked to see where no flight is meant."""
ALTITUDE_KM: Final = 100.0
"""Height at which the area in view is told. [km]"""
REACH_ALTITUDE_KM: Final = 60.0
"""Height at which the reach of the interceptor is told. [km]"""


_COUNTED: Final[Sequence[tuple[Weight, str]]] = (("people", "for whom"), ("area", "over which"))
_FLIGHTS: Final[Sequence[tuple[str, Over, str]]] = (
    ("", "average", ", on average over flights"),
    ("-every", "every", " against every flight"),
    ("-any", "any", " against some flight"),
)


class About(NamedTuple):
    """What a number is about, beside the scenario.

    Attributes
    ----------
    target : Coordinates or None
        Where the flight aims, or the place of a raid that is asked about.
    raid : RaidInDraws or None
        What is fired.
    going_on : callable, optional
        Called now and then, with nothing that is finished; what it raises ends the work.
    """

    target: Coordinates | None = None
    raid: RaidInDraws | None = None
    going_on: Callable[[int], object] | None = None


class MetricValues(NamedTuple):
    """A number of each of many scenarios.

    Attributes
    ----------
    values : numpy.ndarray of float64, shape (n,)
        Not a number where the question does not arise. [unit of the metric]
    defended : numpy.ndarray of float64, shape (n, cells), or None
        Of a footprint: how much of each cell is defended, from 0 to 1. [1]
    outcomes : numpy.ndarray of int64, shape (n, 2, most + 1), or None
        Of a raid: replications of either half by number, whose mean is the value. [1]
    """

    values: FloatArray
    defended: FloatArray | None = None
    outcomes: IntArray | None = None


Compute = Callable[[Sequence[Scenario], About], MetricValues]


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
        Takes scenarios that differ in the values of their rows, and what it is about.
    of_one_flight : bool
        Whether it is about one flight to one place.
    of_footprint : bool
        Whether it sums places up, so that it has a map.
    of_raid, of_place : bool
        Whether it is about a raid, and about one place that the raid is aimed at.
    counts_people : bool
        Whether the people of the region are counted in it.
    cost_ms : float
        What it takes a core for one scenario, about; of a footprint and of the replications of a
        raid beside what grows with them. [ms]
    is_count : bool
        Whether it is a number of things, not a share or a probability.
    """

    title: str
    unit: str
    compute: Compute
    of_one_flight: bool = False
    of_footprint: bool = False
    of_raid: bool = False
    of_place: bool = False
    counts_people: bool = False
    cost_ms: float = 10.0
    is_count: bool = False


def each(value: Callable[[Scenario, About], float]) -> Compute:
    """Make a metric of a function of one scenario.

    Parameters
    ----------
    value : callable
        Takes a scenario and what the number is about. [unit of the metric]

    Returns
    -------
    callable
        The same of many scenarios.
    """

    def compute(scenarios: Sequence[Scenario], about: About) -> MetricValues:
        return MetricValues(np.array([value(one, about) for one in scenarios], dtype=float))

    return compute


def _share(
    scenarios: Sequence[Scenario], about: About, *, over: Over, weight: Weight
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
    going_on = about.going_on
    found = flights_met_by(
        scenarios,
        region.grid.latitude_deg,
        region.grid.longitude_deg,
        progress=None if going_on is None else lambda _: going_on(0),
    )
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


def _place_of(about: About) -> Coordinates:
    if about.target is None:
        raise InputError("this metric is of a flight to a place: name the place")
    return about.target


def _engagement(scenario: Scenario, about: About, *, what: str, without: float) -> float:
    """What comes of one flight; something else for a battery that could never fire."""
    target, plan = _place_of(about), one_flight(scenario)
    try:
        unit = fire_unit(scenario)
    except InputError:
        return without
    aimed = aim(scenario, plan, [target.latitude_deg], [target.longitude_deg])
    [played] = play_all([unit], aimed)
    return float(getattr(played, what)[0])


def _p_defend(scenario: Scenario, about: About) -> float:
    return 1.0 - _engagement(scenario, about, what="survival", without=1.0)


def _seen(scenario: Scenario, about: About, *, what: str) -> float:
    """What the radar sees of one flight; none if it has no time left or nothing gets there."""
    target = _place_of(about)
    try:
        found = flight_in_view(
            scenario, one_flight(scenario), target.latitude_deg, target.longitude_deg
        )
    except (InputError, OutOfReachError):
        return np.nan
    value = found.numbers()[what]
    return np.nan if value is None else value


def _flight(scenario: Scenario, about: About, *, what: str, unit: float) -> float:
    target = _place_of(about)
    try:
        flown = fly_one(scenario, one_flight(scenario), target.latitude_deg, target.longitude_deg)
    except OutOfReachError:
        return np.nan
    return float(getattr(flown, what)) / unit


def _detection_range_km(scenario: Scenario, _about: About) -> float:
    return detection_range(scenario, OBJECT) / 1e3


def _area_in_view_km2(scenario: Scenario, _about: About, *, task: str) -> float:
    seen = view_coverage(scenario, altitudes_km=[ALTITUDE_KM], objects=[OBJECT])
    return float(seen["area_km2"].sel(task=task).sum())


def _added_track_s(scenario: Scenario, _about: About) -> float:
    """Longest time for which only the battery's radar sees one of the other flights."""
    arcs, _ = other_arcs(scenario)
    if not arcs:
        raise InputError(f"{scenario.name} has no other flights whose track the radar could add to")
    return float(added_view([scenario], arcs, objects=[OBJECT])["added_s"].max())


def _engaged_at_once(scenario: Scenario, _about: About) -> float:
    try:
        return float(fire_unit(scenario).engaged_at_once)
    except InputError:
        return 0.0


def _reach_km(scenario: Scenario, _about: About) -> float:
    name = scenario.catalog.battery(scenario.battery().type).interceptor.value
    try:
        reach = interceptor_reach(name, catalog=scenario.catalog)
    except InputError:
        return np.nan
    return float(reach.limit_m(np.array([1e3 * REACH_ALTITUDE_KM]))[0]) / 1e3


def _site_lead(scenarios: Sequence[Scenario], about: About) -> MetricValues:
    """How much better the battery's site is than the best of the others."""
    shares = [
        _share([scenario, *_other_sites(scenario)], about, over="average", weight="people").values
        for scenario in scenarios
    ]
    return MetricValues(np.array([own - np.max(others) for own, *others in shares]))


def _other_sites(scenario: Scenario) -> list[Scenario]:
    check_one_battery(scenario)
    own = scenario.place("site", scenario.batteries[0].site)
    here = own.latitude_deg, own.longitude_deg
    places = [scenario.place("site", site) for site in scenario.candidate_sites]
    others = [place for place in places if (place.latitude_deg, place.longitude_deg) != here]
    if not others:
        raise InputError(
            f"{scenario.name} has no candidate site beside the battery's own to compare it with"
        )
    return [scenario.moved(place) for place in others]


def _leakers_planned(scenario: Scenario, about: About) -> float:
    return _raid_of(about).leakers_planned(scenario)


def _raid_of(about: About) -> RaidInDraws:
    if about.raid is None:
        raise InputError("this metric is of a raid: give one")
    return about.raid


def _raid(read: Read, *, of_place: bool) -> Compute:
    """Make a metric of what is counted in the replications of a raid."""

    def compute(scenarios: Sequence[Scenario], about: About) -> MetricValues:
        raid = _raid_of(about)
        asset = raid.asset(_place_of(about)) if of_place else 0
        counted = outcomes(raid, scenarios, read, asset)
        return MetricValues(means_of(counted.sum(axis=1)), outcomes=counted)

    return compute


METRICS: Final[Mapping[str, Metric]] = {
    **{
        f"{'people' if weight == 'people' else 'area'}-share{suffix}": Metric(
            title=f"share of the {weight} reached, {where} a shot is possible{against}",
            unit="1",
            compute=partial(_share, over=over, weight=weight),
            of_footprint=True,
            counts_people=weight == "people",
            cost_ms=0.0,
        )
        for weight, where in _COUNTED
        for suffix, over, against in _FLIGHTS
    },
    "site-lead": Metric(
        title="share of the people reached, defended on average over flights, more than from the "
        "best other candidate site",
        unit="1",
        compute=_site_lead,
        cost_ms=150.0,
        counts_people=True,
    ),
    "detection-range": Metric(
        title="range at which the radar detects a re-entry vehicle on boresight",
        unit="km",
        compute=each(_detection_range_km),
        cost_ms=0.0,
    ),
    "area-in-view": Metric(
        title="area over which one look detects a re-entry vehicle 100 km high",
        unit="km2",
        compute=each(partial(_area_in_view_km2, task="detect")),
    ),
    "area-tracked": Metric(
        title="area over which the radar tracks a re-entry vehicle 100 km high",
        unit="km2",
        compute=each(partial(_area_in_view_km2, task="track")),
    ),
    "added-track-as-faced": Metric(
        title="time in view of another flight that no radar already there has, greatest over them",
        unit="s",
        compute=each(_added_track_s),
        cost_ms=20.0,
    ),
    "engaged-at-once": Metric(
        title="missiles that the radar has time to look at while interceptors fly at them",
        unit="1",
        compute=each(_engaged_at_once),
        is_count=True,
    ),
    "interceptor-reach": Metric(
        title="farthest ground range of the interceptor 60 km high",
        unit="km",
        compute=each(_reach_km),
    ),
    "shots": Metric(
        title="shots at one flight to a place",
        unit="1",
        compute=each(partial(_engagement, what="shots", without=0.0)),
        cost_ms=1.0,
        of_one_flight=True,
        is_count=True,
    ),
    "p-defend": Metric(
        title="probability that the shots at one flight to a place destroy it",
        unit="1",
        compute=each(_p_defend),
        cost_ms=1.0,
        of_one_flight=True,
    ),
    "margin": Metric(
        title="time by which the launch at one flight to a place may slip",
        unit="s",
        compute=each(partial(_engagement, what="margin_s", without=np.nan)),
        cost_ms=1.0,
        of_one_flight=True,
    ),
    "time-in-view": Metric(
        title="time for which one look detects one flight to a place",
        unit="s",
        compute=each(partial(_seen, what="in_view_s")),
        cost_ms=25.0,
        of_one_flight=True,
    ),
    "first-sight": Metric(
        title="time after launch at which one look first detects one flight to a place",
        unit="s",
        compute=each(partial(_seen, what="first_sight_s")),
        cost_ms=25.0,
        of_one_flight=True,
    ),
    "firm-track": Metric(
        title="probability that the search turns one flight to a place into a firm track",
        unit="1",
        compute=each(partial(_seen, what="firm_track")),
        cost_ms=25.0,
        of_one_flight=True,
    ),
    "time-of-flight": Metric(
        title="time of flight of one flight to a place",
        unit="s",
        compute=each(partial(_flight, what="duration_s", unit=1.0)),
        cost_ms=0.5,
        of_one_flight=True,
    ),
    "apogee": Metric(
        title="apogee of one flight to a place",
        unit="km",
        compute=each(partial(_flight, what="apogee_m", unit=1e3)),
        cost_ms=0.5,
        of_one_flight=True,
    ),
    **{
        name: Metric(
            title=title,
            unit="1",
            compute=_raid(read, of_place=name == "raid-survival"),
            of_raid=True,
            of_place=name == "raid-survival",
            is_count=name in COUNTS,
        )
        for name, (title, read) in READ.items()
    },
    "plan-leakers": Metric(
        title="missiles of the raid expected to get through the fire planned at it, all flying on "
        "time",
        unit="1",
        compute=each(_leakers_planned),
        cost_ms=130.0,
        of_raid=True,
        is_count=True,
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
