"""One leg of a flight: steps to the next break or the ground, events and samples on the way."""

from math import sqrt
from typing import NamedTuple

from bongsu.physics.earth.kernels.atmosphere import altitude_of
from bongsu.physics.earth.kernels.environment import EnvironmentTuple
from bongsu.physics.earth.kernels.geodesy import Vector
from bongsu.physics.flight.kernels.boost import PhaseTuple, phase_acceleration, phase_step
from bongsu.physics.flight.kernels.dense_output import hermite
from bongsu.physics.flight.kernels.step_control import (
    GATE_DEPTH_M,
    LARGEST_FACTOR,
    gate_limit,
    step_factor,
)
from bongsu.physics.numerics.arrays import FloatArray
from bongsu.physics.numerics.constants import (
    EARTH_EQUATORIAL_RADIUS_M,
    EARTH_SECOND_ECCENTRICITY_SQUARED,
)
from bongsu.physics.numerics.jit import inline_kernel, inner_kernel, kernel

FLYING, IMPACT, LOST, TOPPED = 0, 1, 2, 3
"""States of a flight: still going, on the ground, given up (not finite, or sunk at launch), at its
top without having risen to the altitude that is its ground."""

MOST_STEPS = 20_000
SMALLEST_STEP_S = 1e-7
ROOT_M = 1e-7
FIRST_STEP_S = 1.0
REJECTED_SHARE = 0.6
"""Longest retry over the step rejected; a retry should not fail again. [1]"""
CAUTIOUS_GROWTH = 1.5
"""Largest growth of the step after one that succeeded on retry. [1]"""
SINK_M = 1e3
"""A body this far below both its start and the ground is given up. [m]"""


class LegTuple(NamedTuple):
    """Where a flight stands between two breaks; `trials` counts steps tried, six stages each."""

    status: int
    time_s: float
    step_s: float
    position: Vector
    velocity: Vector
    apogee_m: float
    apogee_time_s: float
    rows: int
    trials: int


class RecordTuple(NamedTuple):
    """Where a flight writes what happens; empty arrays switch it off.

    `buffer` takes rows of time, position, velocity every `step_s`; `crossings` takes, for each
    altitude of `altitudes_m`, the first time up and the last time down.
    """

    step_s: float
    buffer: FloatArray
    altitudes_m: FloatArray
    crossings: FloatArray


@inline_kernel
def interpolate(
    u: float, h: float, p0: Vector, v0: Vector, a0: Vector, p1: Vector, v1: Vector, a1: Vector
) -> tuple[Vector, Vector]:
    """State within a step.

    Parameters
    ----------
    u : float
        Fraction of the step. [1]
    h : float
        Step. [s]
    p0, v0, a0, p1, v1, a1 : tuple of float
        Position, velocity, acceleration at the start and at the end. [m, m/s, m/s²]

    Returns
    -------
    tuple of tuple of float
        Position [m] and velocity [m/s].
    """
    x, vx = hermite(u, h, p0[0], v0[0], a0[0], p1[0], v1[0], a1[0])
    y, vy = hermite(u, h, p0[1], v0[1], a0[1], p1[1], v1[1], a1[1])
    z, vz = hermite(u, h, p0[2], v0[2], a0[2], p1[2], v1[2], a1[2])
    return (x, y, z), (vx, vy, vz)


@kernel
def climb_rate(position: Vector, velocity: Vector) -> float:
    """Rate of the radial altitude, the sign of which tells going up from coming down.

    Parameters
    ----------
    position, velocity : tuple of float
        ECEF position [m] and velocity [m/s].

    Returns
    -------
    float
        Rate. [m/s]
    """
    x, y, z = position
    vx, vy, vz = velocity
    radius = sqrt(x * x + y * y + z * z)
    rate = (x * vx + y * vy + z * vz) / radius
    s = z / radius
    shape = 1.0 + EARTH_SECOND_ECCENTRICITY_SQUARED * s * s
    # the ellipsoid's own radius changes along the way
    slope = EARTH_EQUATORIAL_RADIUS_M * EARTH_SECOND_ECCENTRICITY_SQUARED * s
    return rate + slope * (vz - s * rate) / (radius * shape * sqrt(shape))


@kernel
def crossing(
    altitude: float,
    low: float,
    high: float,
    h: float,
    p0: Vector,
    v0: Vector,
    a0: Vector,
    p1: Vector,
    v1: Vector,
    a1: Vector,
) -> float:
    """Fraction of a step at which an altitude is crossed, by the Illinois method.

    Parameters
    ----------
    altitude : float
        Altitude to cross, between those at `low` and `high`. [m]
    low, high : float
        Fractions that bracket the crossing. [1]
    h : float
        Step. [s]
    p0, v0, a0, p1, v1, a1 : tuple of float
        The ends of the step; see :func:`interpolate`.

    Returns
    -------
    float
        Fraction, to 0.1 um of altitude. [1]

    References
    ----------
    .. [1] M. Dowell, P. Jarratt, "A modified regula falsi method", BIT 11:168-174, 1971, eq. (2.2).
    """
    position, _ = interpolate(low, h, p0, v0, a0, p1, v1, a1)
    f_low = altitude_of(position[0], position[1], position[2]) - altitude
    position, _ = interpolate(high, h, p0, v0, a0, p1, v1, a1)
    f_high = altitude_of(position[0], position[1], position[2]) - altitude
    u = high
    for _ in range(60):
        if abs(f_high) <= ROOT_M or f_high == f_low:
            break
        u = high - f_high * (high - low) / (f_high - f_low)
        position, _ = interpolate(u, h, p0, v0, a0, p1, v1, a1)
        f = altitude_of(position[0], position[1], position[2]) - altitude
        if f * f_high < 0.0:
            low = high
            f_low = f_high
        else:
            f_low *= 0.5
        high = u
        f_high = f
    return u


@kernel
def summit(
    h: float, p0: Vector, v0: Vector, a0: Vector, p1: Vector, v1: Vector, a1: Vector
) -> float:
    """Fraction of a step at which climbing turns into descending.

    Parameters
    ----------
    h : float
        Step. [s]
    p0, v0, a0, p1, v1, a1 : tuple of float
        The ends of the step, climbing and descending; see :func:`interpolate`.

    Returns
    -------
    float
        Fraction. [1]
    """
    low = 0.0
    high = 1.0
    f_low = climb_rate(p0, v0)
    f_high = climb_rate(p1, v1)
    u = high
    for _ in range(40):
        if abs(f_high) < 1e-9 or f_high == f_low:
            break
        u = high - f_high * (high - low) / (f_high - f_low)
        position, velocity = interpolate(u, h, p0, v0, a0, p1, v1, a1)
        f = climb_rate(position, velocity)
        if f * f_high < 0.0:
            low = high
            f_low = f_high
        else:
            f_low *= 0.5
        high = u
        f_high = f
    return u


@kernel
def fly_leg(
    environment: EnvironmentTuple,
    phase: PhaseTuple,
    leg: LegTuple,
    end_s: float,
    ground_m: float,
    tolerance: float,
    record: RecordTuple,
) -> LegTuple:
    """Fly one phase to its end or to the ground.

    Parameters
    ----------
    environment : EnvironmentTuple
        Gravity, rotation and air.
    phase : PhaseTuple
        Propulsion, mass, drag and steering.
    leg : LegTuple
        Where the flight stands.
    end_s : float
        Time since launch at which the phase ends. [s]
    ground_m : float
        Altitude at which a descending body ends its flight; one that tops out below it ends there.
        [m]
    tolerance : float
        Allowed error of one step. [m]
    record : RecordTuple
        Where samples and crossings go.

    Returns
    -------
    LegTuple
        Where the flight then stands.
    """
    t = leg.time_s
    p0 = leg.position
    v0 = leg.velocity
    apogee_m = leg.apogee_m
    apogee_time_s = leg.apogee_time_s
    rows = leg.rows
    h = leg.step_s
    status = FLYING
    a0 = phase_acceleration(environment, phase, t, p0, v0)
    altitude = altitude_of(p0[0], p0[1], p0[2])
    climb = climb_rate(p0, v0)
    floor = min(altitude, ground_m) - SINK_M
    trials = leg.trials
    growth = LARGEST_FACTOR
    for _ in range(MOST_STEPS):
        remaining = end_s - t
        if remaining <= SMALLEST_STEP_S:
            break
        limit = gate_limit(environment.air.top_m, GATE_DEPTH_M, p0, v0, a0)
        trial = min(h, limit, remaining)
        trials += 1
        p1, v1, a1, ratio = phase_step(environment, phase, t, p0, v0, a0, trial, tolerance)
        factor = step_factor(ratio)
        # written so that NaN is rejected
        if not ratio <= 1.0:
            growth = CAUTIOUS_GROWTH
            h = trial * min(factor, REJECTED_SHARE)
            if not h > SMALLEST_STEP_S:
                status = LOST
                break
            continue
        new_altitude = altitude_of(p1[0], p1[1], p1[2])
        new_climb = climb_rate(p1, v1)
        turn = 0.0
        highest = altitude
        if climb > 0.0 and new_climb <= 0.0:
            turn = summit(trial, p0, v0, a0, p1, v1, a1)
            top, _ = interpolate(turn, trial, p0, v0, a0, p1, v1, a1)
            highest = altitude_of(top[0], top[1], top[2])
            if highest <= ground_m:
                status = TOPPED
            if highest > apogee_m:
                apogee_m = highest
                apogee_time_s = t + turn * trial
        if new_altitude > apogee_m:
            apogee_m = new_altitude
            apogee_time_s = t + trial
        end = turn if status == TOPPED else 1.0
        if new_climb <= 0.0 and new_altitude <= ground_m and highest > ground_m:
            status = IMPACT
            end = crossing(ground_m, turn, 1.0, trial, p0, v0, a0, p1, v1, a1)
        for i in range(record.altitudes_m.shape[0]):
            mark = record.altitudes_m[i]
            before = highest if turn > 0.0 else altitude
            if altitude < mark <= max(highest, new_altitude):
                upper = turn if turn > 0.0 else 1.0
                u = crossing(mark, 0.0, upper, trial, p0, v0, a0, p1, v1, a1)
                record.crossings[i, 0] = min(record.crossings[i, 0], t + u * trial)
            if new_climb <= 0.0 and new_altitude <= mark < before:
                u = crossing(mark, turn, 1.0, trial, p0, v0, a0, p1, v1, a1)
                if u <= end:
                    record.crossings[i, 1] = t + u * trial
        while rows < record.buffer.shape[0] - 1 and rows * record.step_s < t + end * trial:
            u = (rows * record.step_s - t) / trial
            p, v = interpolate(u, trial, p0, v0, a0, p1, v1, a1)
            write_row(record.buffer, rows, rows * record.step_s, p, v)
            rows += 1
        if status != FLYING:
            p0, v0 = interpolate(end, trial, p0, v0, a0, p1, v1, a1)
            t += end * trial
            break
        # a step cut short by a limit says little about longer ones: then keep the old wish
        wish = trial * min(factor, growth)
        h = max(h, wish) if trial < h and factor >= 1.0 else wish
        growth = LARGEST_FACTOR
        t = t + trial if trial < remaining else end_s
        p0 = p1
        v0 = v1
        a0 = a1
        altitude = new_altitude
        climb = new_climb
        if not altitude > floor:
            status = LOST
            break
    if status == FLYING:
        # what is left of a phase within the smallest step is skipped, less than a millimetre of
        # way; a clock that stood still there would never reach the next phase
        if end_s - t > SMALLEST_STEP_S:
            status = LOST
        else:
            t = end_s
    return LegTuple(status, t, h, p0, v0, apogee_m, apogee_time_s, rows, trials)


@inner_kernel
def going_on(leg: LegTuple) -> LegTuple:
    """The same place of a flight, with more to fly.

    Parameters
    ----------
    leg : LegTuple
        Where a leg ended.

    Returns
    -------
    LegTuple
        The start of the next.
    """
    return LegTuple(
        FLYING,
        leg.time_s,
        leg.step_s,
        leg.position,
        leg.velocity,
        leg.apogee_m,
        leg.apogee_time_s,
        leg.rows,
        leg.trials,
    )


@inner_kernel
def altitude_at(leg: LegTuple) -> float:
    """Altitude of where a flight stands.

    Parameters
    ----------
    leg : LegTuple
        Where it stands.

    Returns
    -------
    float
        Altitude. [m]
    """
    return altitude_of(leg.position[0], leg.position[1], leg.position[2])


@inline_kernel
def write_row(buffer: FloatArray, row: int, t: float, position: Vector, velocity: Vector) -> None:
    """Write one sample.

    Parameters
    ----------
    buffer : numpy.ndarray
        Samples, shape (n, 7). [s, m, m/s]
    row : int
        Which. [1]
    t : float
        Time since launch. [s]
    position, velocity : tuple of float
        ECEF position [m] and velocity [m/s].
    """
    buffer[row, 0] = t
    for i in range(3):
        buffer[row, 1 + i] = position[i]
        buffer[row, 4 + i] = velocity[i]


@kernel
def start_leg(position: Vector, velocity: Vector) -> LegTuple:
    """Start of a flight.

    Parameters
    ----------
    position, velocity : tuple of float
        ECEF position [m] and velocity [m/s].

    Returns
    -------
    LegTuple
        Time zero.
    """
    altitude = altitude_of(position[0], position[1], position[2])
    return LegTuple(FLYING, 0.0, FIRST_STEP_S, position, velocity, altitude, 0.0, 0, 0)
