"""From launch to impact: the legs of a missile's flight, and samples for who looks on."""

from math import cos, pi, sin
from typing import NamedTuple

import numpy as np

from bongsu.physics.earth.kernels.environment import EnvironmentTuple
from bongsu.physics.earth.kernels.geodesy import Vector, east_north_up_axes, geodetic_to_ecef
from bongsu.physics.flight.kernels.boost import (
    AREA,
    BURNOUT,
    EXIT_AREA,
    IGNITION,
    MASS,
    MASS_FLOW,
    THRUST,
    MissileTuple,
    PhaseTuple,
)
from bongsu.physics.flight.kernels.leg import (
    FLYING,
    IMPACT,
    TOPPED,
    LegTuple,
    RecordTuple,
    altitude_at,
    climb_rate,
    fly_leg,
    going_on,
    start_leg,
    write_row,
)
from bongsu.physics.numerics.arrays import FloatArray
from bongsu.physics.numerics.jit import inner_kernel, kernel

POWERED_SHARE = 0.01
"""Part of the tolerance allowed to a step under power, whose errors act over the whole flight."""


class FlightTuple(NamedTuple):
    """A flight from launch to its end."""

    status: int
    time_s: float
    position: Vector
    velocity: Vector
    apogee_m: float
    apogee_time_s: float
    burnout_time_s: float
    burnout_position: Vector
    burnout_velocity: Vector
    rows: int
    trials: int


@inner_kernel
def powered_phase(
    missile: MissileTuple, t: float, loft: float, up: Vector, ahead: Vector
) -> tuple[PhaseTuple, float]:
    """Propulsion and steering of a missile before its burnout.

    Parameters
    ----------
    missile : MissileTuple
        Stages and steering.
    t : float
        Time since launch. [s]
    loft : float
        Elevation of the thrust when the pitch-over ends. [rad]
    up, ahead : tuple of float
        Unit vectors at the launcher, up and along the azimuth. [1]

    Returns
    -------
    PhaseTuple
        What holds from then on.
    float
        Time since launch until which it holds. [s]
    """
    last = missile.stages.shape[0] - 1
    rate = (0.5 * pi - loft) / (missile.pitch_end_s - missile.vertical_s)
    stage = 0
    while stage < last and t >= missile.stages[stage, BURNOUT]:
        stage += 1
    row = missile.stages[stage]
    burning = t >= row[IGNITION]
    until = row[BURNOUT] if burning else row[IGNITION]
    elevation = loft
    turning = 0.0
    following = missile.gravity_turn
    if t < missile.pitch_end_s:
        pitching = t >= missile.vertical_s
        until = min(until, missile.pitch_end_s if pitching else missile.vertical_s)
        following = 0.0
        turning = rate if pitching else 0.0
        elevation = 0.5 * pi - turning * (t - missile.vertical_s)
    rise = sin(elevation)
    reach = cos(elevation)
    pointing = (
        rise * up[0] + reach * ahead[0],
        rise * up[1] + reach * ahead[1],
        rise * up[2] + reach * ahead[2],
    )
    below = (
        rise * ahead[0] - reach * up[0],
        rise * ahead[1] - reach * up[1],
        rise * ahead[2] - reach * up[2],
    )
    spent = row[MASS_FLOW] * (t - row[IGNITION]) if burning else 0.0
    phase = PhaseTuple(
        t,
        row[MASS] - spent,
        row[MASS_FLOW] if burning else 0.0,
        row[THRUST] if burning else 0.0,
        row[EXIT_AREA],
        row[AREA],
        turning,
        following,
        0.0,
        missile.mach_spacing,
        missile.stage_drag[stage],
        pointing,
        below,
    )
    return phase, until


@inner_kernel
def free_phase(
    missile: MissileTuple,
    t: float,
    end_s: float,
    lift_to_drag: float,
    up: Vector,
    ahead: Vector,
) -> PhaseTuple:
    """Mass, drag and lift of what flies on after the thrust has ended.

    Parameters
    ----------
    missile : MissileTuple
        Stages and re-entry.
    t : float
        Time since launch. [s]
    end_s : float
        Time since launch at which the thrust ended. [s]
    lift_to_drag : float
        Lift over drag of this phase. [1]
    up, ahead : tuple of float
        Unit vectors at the launcher, up and along the azimuth. [1]

    Returns
    -------
    PhaseTuple
        A phase without thrust.
    """
    row = missile.stages[missile.stages.shape[0] - 1]
    mass = 1.0
    if missile.reentry_mass_kg > 0.0:
        mass = (row[MASS] - row[MASS_FLOW] * (end_s - row[IGNITION])) / missile.reentry_mass_kg
    return PhaseTuple(
        t,
        mass,
        0.0,
        0.0,
        0.0,
        1.0,
        0.0,
        0.0,
        lift_to_drag,
        missile.mach_spacing,
        missile.reentry_drag,
        up,
        ahead,
    )


@kernel
def manoeuvre(
    missile: MissileTuple,
    leg: LegTuple,
    end_s: float,
    up: Vector,
    ahead: Vector,
    environment: EnvironmentTuple,
    ground_m: float,
    longest_s: float,
    tolerance: float,
    record: RecordTuple,
) -> LegTuple:
    """Fly what has lift from the end of its thrust to where the lift ends.

    It falls freely to the altitude of the pull-up, or to its apogee if that is lower, and then has
    lift until it comes down through the altitude of the dive.

    Parameters
    ----------
    missile : MissileTuple
        Re-entry and lift.
    leg : LegTuple
        Where the flight stands at the end of thrust.
    end_s : float
        Time since launch at which the thrust ended. [s]
    up, ahead, environment, ground_m, longest_s, tolerance, record
        See :func:`free_phase` and :func:`fly_missile`.

    Returns
    -------
    LegTuple
        Where the flight then stands: ``FLYING`` where it is to come down without lift.
    """
    start = max(missile.pull_up_m, ground_m)
    dive = max(missile.dive_m, ground_m)
    if climb_rate(leg.position, leg.velocity) > 0.0 or altitude_at(leg) > start:
        phase = free_phase(missile, leg.time_s, end_s, 0.0, up, ahead)
        leg = fly_leg(environment, phase, leg, longest_s, start, tolerance, record)
    if leg.status in (IMPACT, TOPPED) and altitude_at(leg) > dive:
        phase = free_phase(missile, leg.time_s, end_s, missile.lift_to_drag, up, ahead)
        leg = fly_leg(environment, phase, going_on(leg), longest_s, dive, tolerance, record)
    return going_on(leg) if leg.status in (IMPACT, TOPPED) else leg


@kernel
def fly_missile(
    missile: MissileTuple,
    launch: Vector,
    azimuth: float,
    loft: float,
    cutoff_s: float,
    environment: EnvironmentTuple,
    ground_m: float,
    longest_s: float,
    tolerance: float,
    record: RecordTuple,
) -> FlightTuple:
    """Fly a missile from its launcher to the ground.

    Parameters
    ----------
    missile : MissileTuple
        Stages, steering, re-entry.
    launch : tuple of float
        Geodetic latitude, longitude [rad] and altitude [m].
    azimuth : float
        Plane of the pitch-over, clockwise from north. [rad]
    loft : float
        Elevation of the thrust when the pitch-over ends. [rad]
    cutoff_s : float
        End of the last stage's thrust, if before its burnout. [s]
    environment : EnvironmentTuple
        Gravity, rotation and air.
    ground_m : float
        Altitude at which the flight ends. [m]
    longest_s : float
        Time at which a flight that does not come down is left. [s]
    tolerance : float
        Allowed error of one step. [m]
    record : RecordTuple
        Where samples and crossings go.

    Returns
    -------
    FlightTuple
        End, apogee and burnout.
    """
    east, north, up = east_north_up_axes(launch[0], launch[1])
    ahead = (
        sin(azimuth) * east[0] + cos(azimuth) * north[0],
        sin(azimuth) * east[1] + cos(azimuth) * north[1],
        sin(azimuth) * east[2] + cos(azimuth) * north[2],
    )
    leg = start_leg(geodetic_to_ecef(launch[0], launch[1], launch[2]), (0.0, 0.0, 0.0))
    last = missile.stages.shape[0] - 1
    end = min(cutoff_s, missile.stages[last, BURNOUT])
    while leg.status == FLYING and leg.time_s < end:
        phase, until = powered_phase(missile, leg.time_s, loft, up, ahead)
        until = min(until, end)
        leg = fly_leg(environment, phase, leg, until, ground_m, POWERED_SHARE * tolerance, record)
    burnout = leg
    if leg.status == FLYING and missile.lift_to_drag > 0.0:
        leg = manoeuvre(
            missile, leg, end, up, ahead, environment, ground_m, longest_s, tolerance, record
        )
    if leg.status == FLYING:
        phase = free_phase(missile, leg.time_s, end, 0.0, up, ahead)
        leg = fly_leg(environment, phase, leg, longest_s, ground_m, tolerance, record)
    return FlightTuple(
        leg.status,
        leg.time_s,
        leg.position,
        leg.velocity,
        leg.apogee_m,
        leg.apogee_time_s,
        burnout.time_s,
        burnout.position,
        burnout.velocity,
        leg.rows,
        leg.trials,
    )


@kernel
def sample_flight(
    missile: MissileTuple,
    launch: Vector,
    azimuth: float,
    loft: float,
    cutoff_s: float,
    environment: EnvironmentTuple,
    tolerance: float,
    step_s: float,
    buffer: FloatArray,
) -> int:
    """Fill a buffer with a flight from launch to impact at zero altitude.

    Parameters
    ----------
    missile : MissileTuple
        Stages, steering, re-entry.
    launch : tuple of float
        Geodetic latitude, longitude [rad] and altitude [m].
    azimuth, loft, cutoff_s : float
        See :func:`fly_missile`. [rad, rad, s]
    environment : EnvironmentTuple
        Gravity, rotation and air.
    tolerance : float
        Allowed error of one step. [m]
    step_s : float
        Time between rows. [s]
    buffer : numpy.ndarray
        Takes time since launch, ECEF position and velocity; shape (n, 7). [s, m, m/s]

    Returns
    -------
    int
        Rows filled, the last at impact; 0 when the flight does not end on the ground within the
        buffer. [1]
    """
    record = RecordTuple(step_s, buffer, np.empty(0), np.empty((0, 2)))
    longest = step_s * (buffer.shape[0] - 1)
    flight = fly_missile(
        missile, launch, azimuth, loft, cutoff_s, environment, 0.0, longest, tolerance, record
    )
    if flight.status != IMPACT:
        return 0
    write_row(buffer, flight.rows, flight.time_s, flight.position, flight.velocity)
    return flight.rows + 1
