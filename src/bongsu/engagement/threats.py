"""A scenario's threats as things that fly, and played against a battery."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import radians

import numpy as np
from numpy.typing import ArrayLike

from bongsu.engagement.batteries import FireUnit
from bongsu.engagement.plans import (
    FlightPlan,
    flight_plans,
    one_plan,
)
from bongsu.errors import OutOfReachError
from bongsu.physics.aim.aiming import AimedArcs, aim_grid
from bongsu.physics.aim.aiming import aim as aim_at_point
from bongsu.physics.fire.answers import Engagements
from bongsu.physics.fire.many_arcs import (
    ArcFamily,
    ArcsTuple,
    CuedBattery,
    FlownArcs,
    aim_and_fly_arcs,
    aim_and_play_arcs,
    play_arcs,
    play_flown_arcs,
)
from bongsu.physics.flight.launch import fly
from bongsu.physics.numerics.arrays import FloatArray, IntArray
from bongsu.physics.radar.sampled_flight import SampledFlight
from bongsu.scenario import Scenario

__all__ = [
    "AimedPlan",
    "FlightPlan",
    "FlownPlan",
    "aim",
    "aim_and_fly",
    "aim_and_play_all",
    "flight_plans",
    "fly_one",
    "one_plan",
    "play",
    "play_all",
    "play_all_flown",
]

Progress = Callable[[int], object]


@dataclass(frozen=True, kw_only=True, eq=False)
class AimedPlan:
    """A flight plan aimed at a set of points.

    Attributes
    ----------
    plan : FlightPlan
        What flies.
    answers : AimedArcs
        Status and steering of each point.
    arcs : ArcsTuple
        The same for the kernels.
    """

    plan: FlightPlan
    answers: AimedArcs
    arcs: ArcsTuple

    @property
    def status(self) -> IntArray:
        """Index of each point's status into :data:`bongsu.words.AIM_STATUSES`."""
        return self.answers.status

    def of_plan(self, plan: FlightPlan) -> "AimedPlan":
        """Give the same flights the cross-sections of another plan.

        Parameters
        ----------
        plan : FlightPlan
            One that starts and aims alike.

        Returns
        -------
        AimedPlan
            Of that plan.
        """
        arcs = self.arcs._replace(
            cross_section=plan.cross_section, powered_cross_section=plan.powered_cross_section
        )
        return replace(self, plan=plan, arcs=arcs)


def aim(
    scenario: Scenario, plan: FlightPlan, latitude_deg: ArrayLike, longitude_deg: ArrayLike
) -> AimedPlan:
    """Aim a flight plan at points.

    Parameters
    ----------
    scenario : Scenario
        Supplies the numerics.
    plan : FlightPlan
        What flies.
    latitude_deg, longitude_deg : array_like, shape (n,)
        Aim points. [deg]

    Returns
    -------
    AimedPlan
        Steering of each point that can be reached.
    """
    answers = aim_grid(
        plan.aiming,
        np.radians(latitude_deg),
        np.radians(longitude_deg),
        plan.shape,
        apogee_m=plan.apogee_m,
        tolerance=scenario.numerics.flight_tolerance,
    )
    steering = np.stack([answers.azimuth, answers.loft, answers.cutoff_s], axis=1)
    arcs = _family(scenario, plan).arcs(np.ascontiguousarray(steering), answers.time_of_flight_s)
    return AimedPlan(plan=plan, answers=answers, arcs=arcs)


def _family(scenario: Scenario, plan: FlightPlan) -> ArcFamily:
    numerics = scenario.numerics
    return ArcFamily(
        aiming=plan.aiming,
        shape=plan.shape,
        apogee_m=plan.apogee_m,
        cross_section=plan.cross_section,
        powered_cross_section=plan.powered_cross_section,
        tolerance_m=numerics.flight_tolerance,
        step_s=numerics.sample_step,
    )


def _cued(units: Sequence[FireUnit]) -> list[CuedBattery]:
    return [CuedBattery(unit.kernel, unit.cues, unit.cue_s) for unit in units]


def play_all(
    units: Sequence[FireUnit],
    aimed: AimedPlan,
    *,
    plans: Sequence[FlightPlan] | None = None,
    progress: Progress | None = None,
) -> list[Engagements]:
    """Play every aimed arc against each of several batteries, on all cores.

    An arc is flown once and kept only while its chunk is played.

    Parameters
    ----------
    units : sequence of FireUnit
        The batteries, independent of each other.
    aimed : AimedPlan
    plans : sequence of FlightPlan, optional
        The same flights with the cross-sections that the radars of each battery see; those of
        `aimed` by default.
    progress : callable, optional
        Called with the number of engagements just finished.

    Returns
    -------
    list of Engagements
        For each battery one element per point; not a number where there is no arc.
    """
    arcs = [aimed.of_plan(plan).arcs for plan in plans or ()]
    return play_arcs(_cued(units), aimed.arcs, arcs_of_each=arcs or None, progress=progress)


def aim_and_play_all(
    units: Sequence[FireUnit],
    scenario: Scenario,
    plan: FlightPlan,
    latitude_deg: ArrayLike,
    longitude_deg: ArrayLike,
    *,
    progress: Progress | None = None,
) -> tuple[AimedPlan, list[Engagements]]:
    """Aim at points and play the arcs: :func:`aim` and :func:`play_all` in one pass.

    The flight that proves the aim is also the one that is played.

    Parameters
    ----------
    units : sequence of FireUnit
        The batteries, independent of each other.
    scenario : Scenario
        Supplies the numerics.
    plan : FlightPlan
        What flies.
    latitude_deg, longitude_deg : array_like, shape (n,)
        Aim points. [deg]
    progress : callable, optional
        Called with the number of engagements just finished.

    Returns
    -------
    AimedPlan
        As of :func:`aim`.
    list of Engagements
        As of :func:`play_all`.
    """
    answers, arcs, results = aim_and_play_arcs(
        _cued(units),
        _family(scenario, plan),
        _points(latitude_deg, longitude_deg),
        progress=progress,
    )
    return AimedPlan(plan=plan, answers=answers, arcs=arcs), results


def _points(latitude_deg: ArrayLike, longitude_deg: ArrayLike) -> FloatArray:
    return np.stack([np.radians(latitude_deg), np.radians(longitude_deg)], axis=1)


@dataclass(frozen=True, kw_only=True, eq=False)
class FlownPlan:
    """A flight plan that was aimed at a set of points, with all its flights.

    Attributes
    ----------
    aimed : AimedPlan
        What flew, and what radars see of it.
    flights : FlownArcs
        To each point.
    """

    aimed: AimedPlan
    flights: FlownArcs

    def play_some(self, units: Sequence[FireUnit], points: IntArray) -> list[Engagements]:
        """Play the flights to some points against each of several batteries.

        Parameters
        ----------
        units : sequence of FireUnit
            The batteries, independent of each other.
        points : ndarray of int, shape (m,)
            Indices of the points. [1]

        Returns
        -------
        list of Engagements
            For each battery one element per index.
        """
        arcs = self.aimed.arcs
        some = arcs._replace(steering=arcs.steering[points])
        return play_flown_arcs(_cued(units), [(some, self.flights.of(points))])[0]

    def of_plan(self, plan: FlightPlan) -> "FlownPlan":
        """Give the same flights the cross-sections of another plan.

        Parameters
        ----------
        plan : FlightPlan
            One that starts and aims alike.

        Returns
        -------
        FlownPlan
            Of that plan.
        """
        return replace(self, aimed=self.aimed.of_plan(plan))


def aim_and_fly(
    scenario: Scenario,
    plan: FlightPlan,
    latitude_deg: ArrayLike,
    longitude_deg: ArrayLike,
    *,
    progress: Progress | None = None,
) -> FlownPlan:
    """Aim a plan at points and keep all its flights.

    Parameters
    ----------
    scenario : Scenario
        Supplies the numerics.
    plan : FlightPlan
        What flies.
    latitude_deg, longitude_deg : array_like, shape (n,)
        Aim points. [deg]
    progress : callable, optional
        Called with the number of flights just finished.

    Returns
    -------
    FlownPlan
        The flights that :func:`aim_and_play_all` plays.
    """
    answers, arcs, flights = aim_and_fly_arcs(
        _family(scenario, plan), _points(latitude_deg, longitude_deg), progress=progress
    )
    return FlownPlan(aimed=AimedPlan(plan=plan, answers=answers, arcs=arcs), flights=flights)


def play_all_flown(
    units: Sequence[FireUnit],
    flown: Sequence[FlownPlan],
    *,
    progress: Progress | None = None,
) -> list[list[Engagements]]:
    """Play flights of several plans against each of several batteries.

    Parameters
    ----------
    units : sequence of FireUnit
        The batteries, independent of each other.
    flown : sequence of FlownPlan
        The flights.
    progress : callable, optional
        Called with the number of engagements just finished.

    Returns
    -------
    list of list of Engagements
        For each plan as of :func:`play_all`.
    """
    flights = [(one.aimed.arcs, one.flights) for one in flown]
    return play_flown_arcs(_cued(units), flights, progress=progress)


def play(unit: FireUnit, aimed: AimedPlan, *, progress: Progress | None = None) -> Engagements:
    """Play every aimed arc against one battery; see :func:`play_all`.

    Parameters
    ----------
    unit : FireUnit
    aimed : AimedPlan
    progress : callable, optional
        Called with the number of arcs just finished.

    Returns
    -------
    Engagements
        One element per point.
    """
    (found,) = play_all([unit], aimed, progress=progress)
    return found


def fly_one(
    scenario: Scenario,
    plan: FlightPlan,
    latitude_deg: float,
    longitude_deg: float,
    *,
    target: str | None = None,
) -> SampledFlight:
    """Fly a plan at one point.

    Parameters
    ----------
    scenario : Scenario
        Supplies the numerics.
    plan : FlightPlan
        What flies.
    latitude_deg, longitude_deg : float
        Aim point. [deg]
    target : str, optional
        What results call it; its coordinates by default.

    Returns
    -------
    SampledFlight
        The flight, and what radars see of it.

    Raises
    ------
    OutOfReachError
        If the missile does not reach the point, or not on this shape.
    """
    numerics = scenario.numerics
    answer = aim_at_point(
        plan.aiming,
        radians(latitude_deg),
        radians(longitude_deg),
        plan.shape,
        apogee_m=plan.apogee_m,
        tolerance=numerics.flight_tolerance,
    )
    if answer.status != "ok":
        raise OutOfReachError(f"{answer.explanation} ({answer.status})")
    flight = fly(
        plan.aiming.missile,
        plan.aiming.launch,
        azimuth=answer.azimuth,
        loft=answer.loft,
        cutoff=answer.cutoff_s,
        environment=plan.aiming.environment,
        tolerance=numerics.flight_tolerance,
        sample_step=numerics.sample_step,
    )
    return SampledFlight(
        samples=flight.samples,
        burnout_time_s=flight.burnout_time_s,
        powered_cross_section=plan.powered_cross_section,
        cross_section=plan.cross_section,
        apogee_m=flight.apogee_m,
        apogee_time_s=flight.apogee_time_s,
        missile=plan.missile,
        launch_area=plan.launch_area.name,
        target=f"{latitude_deg:g}, {longitude_deg:g}" if target is None else target,
        shape=plan.shape,
    )
