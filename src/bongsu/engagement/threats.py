"""A scenario's threats as things that fly, and played against a battery."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import inf, radians

import numpy as np
from numpy.typing import ArrayLike, NDArray

from bongsu.engagement.batteries import FireUnit
from bongsu.engagement.plans import (
    FlightPlan,
    flight_plans,
    one_plan,
)
from bongsu.errors import OutOfReachError
from bongsu.physics.aim.aiming import AimedArcs, aim_grid, aimed_arcs, prepared
from bongsu.physics.aim.aiming import aim as aim_at_point
from bongsu.physics.aim.kernels.map import DURATION
from bongsu.physics.fire.answers import Engagements, answers_table, by_name
from bongsu.physics.fire.kernels.many_arcs import (
    ArcsTuple,
    aim_and_sample,
    engage_sampled,
    lower_cues,
    sample_arcs,
)
from bongsu.physics.flight.single import fly
from bongsu.physics.numerics.threads import run_in_chunks
from bongsu.physics.radar.sampled_flight import SampledFlight
from bongsu.scenario import Scenario

__all__ = [
    "AimedPlan",
    "FlightPlan",
    "aim",
    "aim_and_play_all",
    "flight_plans",
    "fly_one",
    "one_plan",
    "play",
    "play_all",
]

FloatArray = NDArray[np.float64]
Progress = Callable[[int], object]

_ARCS_PER_CHUNK = 64
_LONGER_THAN_NODES = 1.05


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
    def status(self) -> NDArray[np.int64]:
        """Index of each point's status into :data:`bongsu.words.AIM_STATUSES`."""
        return self.answers.status


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
    return AimedPlan(
        plan=plan,
        answers=answers,
        arcs=_arcs(scenario, plan, np.ascontiguousarray(steering), answers.time_of_flight_s),
    )


def _arcs(
    scenario: Scenario, plan: FlightPlan, steering: FloatArray, durations_s: FloatArray
) -> ArcsTuple:
    """Put steering and the longest of some times of flight into the kernels' form."""
    numerics = scenario.numerics
    step = float(numerics.sample_step)
    longest = float(np.nanmax(durations_s, initial=0.0))
    return ArcsTuple(
        missile=plan.aiming.missile.kernel(),
        launch=plan.aiming.launch.kernel(),
        steering=steering,
        environment=plan.aiming.environment,
        tolerance_m=float(numerics.flight_tolerance),
        step_s=step,
        # aiming and sampling land the same arc, up to the tolerance of a step
        longest_s=longest + 2.0 * step,
        powered_cross_section_m2=plan.powered_cross_section_m2,
        cross_section_m2=plan.cross_section_m2,
    )


def play_all(
    units: Sequence[FireUnit], aimed: AimedPlan, *, progress: Progress | None = None
) -> list[Engagements]:
    """Play every aimed arc against each of several batteries, on all cores.

    An arc is flown once and kept only while its chunk is played.

    Parameters
    ----------
    units : sequence of FireUnit
        The batteries, independent of each other.
    aimed : AimedPlan
        The arcs.
    progress : callable, optional
        Called with the number of engagements just finished.

    Returns
    -------
    list of Engagements
        For each battery one element per point; not a number where there is no arc.
    """
    arcs = aimed.arcs

    def sample(first: int, last: int, buffers: FloatArray, rows: NDArray[np.int64]) -> None:
        sample_arcs(arcs, first, last, buffers, rows)

    return _played(units, arcs, sample, progress)


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
    points = np.stack([np.radians(latitude_deg), np.radians(longitude_deg)], axis=1)
    tolerance = scenario.numerics.flight_tolerance
    task, steering = prepared(plan.aiming, points, plan.shape, plan.apogee_m, tolerance)
    status = np.zeros(len(points), dtype=np.int64)
    numbers = np.zeros((len(points), 6))
    # between nodes no flight lasts much longer than at the slowest of them
    expected = _LONGER_THAN_NODES * steering.values[..., DURATION]
    arcs = _arcs(scenario, plan, np.full((len(points), 3), np.nan), expected)

    def sample(first: int, last: int, buffers: FloatArray, rows: NDArray[np.int64]) -> None:
        aim_and_sample(task, steering, points, arcs, first, last, buffers, rows, status, numbers)

    results = _played(units, arcs, sample, progress)
    answers = aimed_arcs(plan.shape, status.shape, status, numbers)
    made = _arcs(scenario, plan, arcs.steering, answers.time_of_flight_s)
    aimed = AimedPlan(plan=plan, answers=answers, arcs=made)
    if made.longest_s > arcs.longest_s:
        results = play_all(units, aimed)
    return aimed, results


def _played(
    units: Sequence[FireUnit],
    arcs: ArcsTuple,
    sample: Callable[[int, int, FloatArray, NDArray[np.int64]], None],
    progress: Progress | None,
) -> list[Engagements]:
    """Sample arcs chunk by chunk, on all cores, and play each chunk against each battery."""
    count = len(arcs.steering)
    tables = [answers_table(count) for _ in units]
    cues = [np.full(count, inf) for _ in units]
    length = int(arcs.longest_s / arcs.step_s) + 2

    def work(first: int, last: int) -> None:
        buffers = np.empty((last - first, length, 7))
        rows = np.empty(last - first, dtype=np.int64)
        sample(first, last, buffers, rows)
        for unit, cue, table in zip(units, cues, tables, strict=True):
            rules = unit.kernel.fire_control
            for radar in unit.cues:
                lower_cues(arcs, radar, rules, unit.cue_s, first, last, buffers, rows, cue)
            engage_sampled(arcs, unit.kernel, cue, first, last, buffers, rows, table)

    told = None if progress is None else lambda done: progress(done * len(units))
    run_in_chunks(work, count, chunk=_ARCS_PER_CHUNK, progress=told)
    return [by_name(table) for table in tables]


def play(unit: FireUnit, aimed: AimedPlan, *, progress: Progress | None = None) -> Engagements:
    """Play every aimed arc against one battery; see :func:`play_all`.

    Parameters
    ----------
    unit : FireUnit
        The battery.
    aimed : AimedPlan
        The arcs.
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
        raise OutOfReachError(f"{answer.reason} ({answer.status})")
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
        powered_cross_section_m2=plan.powered_cross_section_m2,
        cross_section_m2=plan.cross_section_m2,
        apogee_m=flight.apogee_m,
        apogee_time_s=flight.apogee_time_s,
        missile=plan.missile,
        launch=plan.launch_area.name,
        target=f"{latitude_deg:g}, {longitude_deg:g}" if target is None else target,
        shape=plan.shape,
    )
