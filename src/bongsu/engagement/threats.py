"""A scenario's threats as things that fly, and played against a battery."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import inf, radians

import numpy as np
from numpy.typing import ArrayLike, NDArray

from bongsu.engagement.batteries import FireUnit
from bongsu.engagement.factory import missile_design
from bongsu.errors import InputError, OutOfReachError
from bongsu.kernels.engage import RESULT_SIZE
from bongsu.kernels.engage_track import Threat
from bongsu.kernels.footprint import Arcs, engage_sampled, lower_cues, sample_arcs
from bongsu.kernels.threads import run_in_chunks
from bongsu.physics.aim import AimedArcs, Aiming, aim_grid, prepare_aiming
from bongsu.physics.aim import aim as aim_at_point
from bongsu.physics.environment import AirModel, GravityModel, standard_environment
from bongsu.physics.flight import LaunchPoint, MissileFlight, fly
from bongsu.physics.missile import MissileDesign
from bongsu.scenario import Coordinates, Scenario

FloatArray = NDArray[np.float64]
Progress = Callable[[int], object]

_ARCS_PER_CHUNK = 64
_TABLES_KEPT = 64

SHAPES_WITH_APOGEE = ("lofted", "depressed")
"""Shapes of which there is one arc for each apogee."""

BOOSTING = "boosting-missile"
"""Cross-section of the catalogue under which a radar sees any missile while a motor burns."""


@dataclass(frozen=True, kw_only=True, eq=False)
class FlightPlan:
    """Missiles of one type from one launch area on arcs of one shape.

    Attributes
    ----------
    missile : str
        Key of the missile.
    launch_area : Coordinates
        Where they start.
    shape : str
        Shape of the arcs.
    apogee_m : float or None
        Of lofted and depressed arcs; no other shape has one to choose. [m]
    aiming : Aiming
        The missile at its launch point, ready to be aimed.
    section_m2, powered_section_m2 : float
        What a radar sees after burnout and before. [m²]
    """

    missile: str
    launch_area: Coordinates
    shape: str
    apogee_m: float | None
    aiming: Aiming
    section_m2: float
    powered_section_m2: float

    def __post_init__(self) -> None:
        if self.apogee_m is not None and self.shape not in SHAPES_WITH_APOGEE:
            raise InputError(
                f"an apogee goes with the shapes lofted and depressed, not with {self.shape}"
            )


@dataclass(frozen=True, kw_only=True, eq=False)
class AimedPlan:
    """A flight plan aimed at a set of points.

    Attributes
    ----------
    plan : FlightPlan
        What flies.
    answers : AimedArcs
        Status and steering of each point.
    arcs : Arcs
        The same for the kernels.
    """

    plan: FlightPlan
    answers: AimedArcs
    arcs: Arcs

    @property
    def status(self) -> NDArray[np.int64]:
        """Index of each point's status into :data:`bongsu.physics.aim.STATUSES`."""
        return self.answers.status


def flight_plans(scenario: Scenario, missile: str | None = None) -> list[FlightPlan]:
    """List what the scenario's threats fly.

    Parameters
    ----------
    scenario : Scenario
        The setting.
    missile : str, optional
        Only this missile.

    Returns
    -------
    list of FlightPlan
        Missile, launch area and shape, in the order of the scenario.

    Raises
    ------
    InputError
        If no threat of the scenario is that missile.
    """
    catalog = scenario.catalog
    names = {threat.missile for threat in scenario.threats}
    if missile is not None and missile not in names:
        catalog.missile(missile)
        raise InputError(
            f"no threat of the scenario {scenario.name} is a {missile}; "
            f"it has {', '.join(sorted(names))}"
        )
    powered = catalog.cross_section(BOOSTING).area.value
    plans = []
    for threat in scenario.threats:
        if missile not in (None, threat.missile):
            continue
        section = catalog.cross_section(scenario.cross_section_of(threat)).area.value
        for name in threat.launch_areas:
            area = scenario.place("launch-area", name)
            aiming = _aiming(scenario, threat.missile, area)
            plans += [
                FlightPlan(
                    missile=threat.missile,
                    launch_area=area,
                    shape=shape,
                    apogee_m=threat.apogee if shape in SHAPES_WITH_APOGEE else None,
                    aiming=aiming,
                    section_m2=section,
                    powered_section_m2=powered,
                )
                for shape in threat.shapes
            ]
    return plans


def one_plan(
    scenario: Scenario,
    missile: str,
    launch_area: Coordinates,
    shape: str,
    *,
    apogee_m: float | None = None,
) -> FlightPlan:
    """Plan flights that the scenario does not list.

    Parameters
    ----------
    scenario : Scenario
        Supplies the catalogue and the numerics.
    missile : str
        Key of the missile.
    launch_area : Coordinates
        Where it starts.
    shape : str
        Shape of the arc.
    apogee_m : float, optional
        Of a lofted or depressed arc. [m]

    Returns
    -------
    FlightPlan
        The plan.

    Raises
    ------
    InputError
        If a name is not in the catalogue, or the shape has no apogee to choose.
    """
    catalog = scenario.catalog
    separates = catalog.missile(missile).reentry.value == "separating-vehicle"
    seen_as = "reentry-vehicle" if separates else "body"
    return FlightPlan(
        missile=missile,
        launch_area=launch_area,
        shape=shape,
        apogee_m=apogee_m,
        aiming=_aiming(scenario, missile, launch_area),
        section_m2=catalog.cross_section(seen_as).area.value,
        powered_section_m2=catalog.cross_section(BOOSTING).area.value,
    )


def _aiming(scenario: Scenario, missile: str, area: Coordinates) -> Aiming:
    """Put the missile on its launch point; equal numbers share one table."""
    launch = LaunchPoint(
        latitude=radians(area.lat_deg), longitude=radians(area.lon_deg), altitude=area.altitude
    )
    numerics = scenario.numerics
    key = (launch, numerics.gravity, numerics.air, numerics.earth_rotation)
    return _table(missile_design(missile, scenario.catalog), key)


@lru_cache(maxsize=_TABLES_KEPT)
def _table(design: MissileDesign, key: tuple[LaunchPoint, GravityModel, AirModel, bool]) -> Aiming:
    launch, *models = key
    return prepare_aiming(design, launch, standard_environment(*models))


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
    numerics = scenario.numerics
    answers = aim_grid(
        plan.aiming,
        np.radians(latitude_deg),
        np.radians(longitude_deg),
        plan.shape,
        apogee=plan.apogee_m,
        tolerance=numerics.flight_tolerance,
    )
    steering = np.stack([answers.azimuth, answers.loft, answers.cutoff_s], axis=1)
    times = answers.time_of_flight_s[answers.status == 0]
    longest = float(times.max()) if times.size else 0.0
    return AimedPlan(
        plan=plan,
        answers=answers,
        arcs=Arcs(
            missile=plan.aiming.missile.kernel(),
            launch=plan.aiming.launch.kernel(),
            steering=np.ascontiguousarray(steering),
            environment=plan.aiming.environment,
            tolerance_m=float(numerics.flight_tolerance),
            step_s=float(numerics.sample_step),
            # aiming and sampling land the same arc, up to the tolerance of a step
            longest_s=longest + 2.0 * float(numerics.sample_step),
            powered_section_m2=plan.powered_section_m2,
            section_m2=plan.section_m2,
        ),
    )


def play_all(
    units: Sequence[FireUnit], aimed: AimedPlan, *, progress: Progress | None = None
) -> list[FloatArray]:
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
    list of ndarray, shape (n, 16)
        For each battery one row per point as of :func:`bongsu.kernels.engage.engage`; not a number
        where there is no arc. [s, m, 1]
    """
    arcs = aimed.arcs
    count = len(arcs.steering)
    results = [np.empty((count, RESULT_SIZE)) for _ in units]
    cues = [np.full(count, inf) for _ in units]
    length = int(arcs.longest_s / arcs.step_s) + 2

    def work(first: int, last: int) -> None:
        buffers = np.empty((last - first, length, 7))
        rows = np.empty(last - first, dtype=np.int64)
        sample_arcs(arcs, first, last, buffers, rows)
        for unit, cue, table in zip(units, cues, results, strict=True):
            rules = unit.kernel.fire_control
            for radar in unit.cues:
                lower_cues(arcs, radar, rules, unit.cue_s, first, last, buffers, rows, cue)
            engage_sampled(arcs, unit.kernel, cue, first, last, buffers, rows, table)

    told = None if progress is None else lambda done: progress(done * len(units))
    run_in_chunks(work, count, chunk=_ARCS_PER_CHUNK, progress=told)
    return results


def play(unit: FireUnit, aimed: AimedPlan, *, progress: Progress | None = None) -> FloatArray:
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
    ndarray, shape (n, 16)
        One row per point. [s, m, 1]
    """
    return play_all([unit], aimed, progress=progress)[0]


def fly_one(
    scenario: Scenario, plan: FlightPlan, latitude_deg: float, longitude_deg: float
) -> tuple[MissileFlight, Threat]:
    """Fly a plan at one point, as a flight and as a threat.

    Parameters
    ----------
    scenario : Scenario
        Supplies the numerics.
    plan : FlightPlan
        What flies.
    latitude_deg, longitude_deg : float
        Aim point. [deg]

    Returns
    -------
    MissileFlight
        The flight with its samples.
    Threat
        The same for the engagement kernels.

    Raises
    ------
    OutOfReachError
        If the missile does not reach the point, or not on this shape.
    """
    answer = aim_at_point(
        plan.aiming,
        radians(latitude_deg),
        radians(longitude_deg),
        plan.shape,
        apogee=plan.apogee_m,
        tolerance=scenario.numerics.flight_tolerance,
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
        tolerance=scenario.numerics.flight_tolerance,
        sample_step=scenario.numerics.sample_step,
    )
    threat = Threat(
        flight.samples,
        len(flight.samples),
        flight.burnout_s,
        plan.powered_section_m2,
        plan.section_m2,
    )
    return flight, threat
