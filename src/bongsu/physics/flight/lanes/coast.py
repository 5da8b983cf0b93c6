"""The drag-free part of many arcs in a few long steps of high order.

Above the air the motion is x'' = g(x) in an inertial frame: smooth, without velocity. One step is
Stoermer's rule with 1, 2, ... substeps, extrapolated to zero substep: with four of them 11 cheap
evaluations and order 8, with six 22 and order 12; either replaces several steps of the general
pair. Steps are aimed, by the Kepler orbit of the moment, first at the apogee and then at the
altitude where the air is met again (:mod:`bongsu.physics.flight.lanes.plan`).

References
----------
.. [1] E. Hairer, S. P. Norsett, G. Wanner, "Solving Ordinary Differential Equations I", 2nd ed.,
   1993, section II.14, eqs. (14.31)-(14.33).
"""

from math import sqrt
from typing import NamedTuple

import numpy as np

from bongsu.physics.earth.kernels.environment import EnvironmentTuple, GravityTuple
from bongsu.physics.earth.kernels.geodesy import Vector
from bongsu.physics.earth.kernels.gravity import gravity_acceleration
from bongsu.physics.flight.lanes.block import LANES, put_vector, vector_at
from bongsu.physics.flight.lanes.plan import climb_time, fall_time, orbit_at
from bongsu.physics.flight.lanes.work import (
    ALOFT,
    W_PEAK,
    W_TIME,
    position_of,
    save_state,
    velocity_of,
)
from bongsu.physics.numerics.arrays import FloatArray, IntArray
from bongsu.physics.numerics.constants import (
    EARTH_EQUATORIAL_RADIUS_M,
    EARTH_SECOND_ECCENTRICITY_SQUARED,
)
from bongsu.physics.numerics.jit import inner_kernel, kernel


class CoastTuple(NamedTuple):
    """How the stretch above the air is flown.

    A climbing arc leaves the air above `leave_m` and comes back to it at `return_m`. `columns`
    (at most six) substep counts make a step of order twice that, which spans at most
    `longest_step_rad` of the circular orbit at its lower end.
    """

    leave_m: float
    return_m: float
    columns: int
    longest_step_rad: float


MOST_COLUMNS = 6


def _weights() -> FloatArray:
    table = np.zeros((MOST_COLUMNS + 1, MOST_COLUMNS))
    for columns in range(1, MOST_COLUMNS + 1):
        counts = range(1, columns + 1)
        for n in counts:
            table[columns, n - 1] = np.prod([n * n / (n * n - m * m) for m in counts if m != n])
    return table


WEIGHTS = _weights()
"""Row per number of columns: weight of each substep count in the extrapolated value. [1]"""

C_POSITION = 0
C_VELOCITY = 3 * LANES
C_START = 6 * LANES
C_STEP = 9 * LANES
C_MOVED = 10 * LANES
C_HALF = 13 * LANES
C_SUM_POSITION = 16 * LANES
C_SUM_VELOCITY = 19 * LANES
C_TIME = 22 * LANES
C_DURATION = 23 * LANES
C_STEPS = 24 * LANES
C_ALOFT = 25 * LANES
C_PEAK = 26 * LANES
COAST_SIZE = 27 * LANES


@inner_kernel
def _gravitation(gravity: GravityTuple, position: Vector) -> Vector:
    x, y, z = position
    inverse_radius = 1.0 / sqrt(x * x + y * y + z * z)
    return gravity_acceleration(gravity, 0.0, x, y, z, inverse_radius)


@inner_kernel
def _add(start: Vector, h: float, rate: Vector) -> Vector:
    return start[0] + h * rate[0], start[1] + h * rate[1], start[2] + h * rate[2]


@inner_kernel
def _begin(environment: EnvironmentTuple, block: FloatArray) -> None:
    """To inertial velocity, with the axes as they stand now; the first acceleration."""
    rotation = environment.rotation_rad_s
    for lane in range(LANES):
        position = vector_at(block, C_POSITION + lane)
        vx, vy, vz = vector_at(block, C_VELOCITY + lane)
        inertial = (vx - rotation * position[1], vy + rotation * position[0], vz)
        put_vector(block, C_VELOCITY + lane, inertial)
        put_vector(block, C_START + lane, _gravitation(environment.gravity, position))
        put_vector(block, C_SUM_POSITION + lane, (0.0, 0.0, 0.0))
        put_vector(block, C_SUM_VELOCITY + lane, (0.0, 0.0, 0.0))


@inner_kernel
def _column(gravity: GravityTuple, block: FloatArray, count: int, weight: float) -> None:
    """Stoermer's rule with `count` substeps, added to the extrapolation."""
    share = 1.0 / count
    for lane in range(LANES):
        h = share * block[C_STEP + lane]
        half = _add(vector_at(block, C_VELOCITY + lane), 0.5 * h, vector_at(block, C_START + lane))
        put_vector(block, C_HALF + lane, half)
        put_vector(block, C_MOVED + lane, _add(vector_at(block, C_POSITION + lane), h, half))
    for _ in range(count - 1):
        for lane in range(LANES):
            h = share * block[C_STEP + lane]
            moved = vector_at(block, C_MOVED + lane)
            half = _add(vector_at(block, C_HALF + lane), h, _gravitation(gravity, moved))
            put_vector(block, C_HALF + lane, half)
            put_vector(block, C_MOVED + lane, _add(moved, h, half))
    for lane in range(LANES):
        h = share * block[C_STEP + lane]
        moved = vector_at(block, C_MOVED + lane)
        velocity = _add(vector_at(block, C_HALF + lane), 0.5 * h, _gravitation(gravity, moved))
        total = _add(vector_at(block, C_SUM_POSITION + lane), weight, moved)
        put_vector(block, C_SUM_POSITION + lane, total)
        total = _add(vector_at(block, C_SUM_VELOCITY + lane), weight, velocity)
        put_vector(block, C_SUM_VELOCITY + lane, total)


@inner_kernel
def _end(environment: EnvironmentTuple, block: FloatArray) -> None:
    """Back to the frame that has turned with the Earth meanwhile."""
    rotation = environment.rotation_rad_s
    for lane in range(LANES):
        angle = rotation * block[C_STEP + lane]
        a = angle * angle
        # below 0.4 rad for any bound step: the next terms are below 1e-13
        sine = angle * (1.0 - a / 6.0 * (1.0 - a / 20.0 * (1.0 - a / 42.0 * (1.0 - a / 72.0))))
        cosine = 1.0 - a / 2.0 * (
            1.0 - a / 12.0 * (1.0 - a / 30.0 * (1.0 - a / 56.0 * (1.0 - a / 90.0)))
        )
        x, y, z = vector_at(block, C_SUM_POSITION + lane)
        vx, vy, vz = vector_at(block, C_SUM_VELOCITY + lane)
        turned_x = cosine * x + sine * y
        turned_y = cosine * y - sine * x
        put_vector(block, C_POSITION + lane, (turned_x, turned_y, z))
        put_vector(
            block,
            C_VELOCITY + lane,
            (
                cosine * vx + sine * vy + rotation * turned_y,
                cosine * vy - sine * vx - rotation * turned_x,
                vz,
            ),
        )


@kernel
def coast_step(environment: EnvironmentTuple, columns: int, block: FloatArray) -> None:
    """Advance every lane by its own drag-free step.

    Parameters
    ----------
    environment : EnvironmentTuple
        Gravity and rotation.
    columns : int
        Number of substep counts, at most six. [1]
    block : ndarray of float64, shape (COAST_SIZE,)
        Lanes: Earth-fixed position and velocity, and step; a step of zero leaves a lane where it
        is. [m, m/s, s]
    """
    _begin(environment, block)
    for count in range(1, columns + 1):
        _column(environment.gravity, block, count, WEIGHTS[columns, count - 1])
    _end(environment, block)


@inner_kernel
def plan_coast(
    environment: EnvironmentTuple,
    coast: CoastTuple,
    climbing: bool,
    longest: float,
    block: FloatArray,
) -> float:
    """Decide how long every lane coasts, and in how many equal steps.

    Parameters
    ----------
    environment : EnvironmentTuple
        Gravity and rotation.
    coast : CoastTuple
        Altitude aimed at and longest step.
    climbing : bool
        Whether to the apogee, or from there down to the air.
    longest : float
        Flight time after which an arc counts as staying up. [s]
    block : ndarray of float64, shape (COAST_SIZE,)
        Lanes; duration, steps and the mark of those that stay up are written. [SI]

    Returns
    -------
    float
        Most steps of any lane. [1]
    """
    for lane in range(LANES):
        position = vector_at(block, C_POSITION + lane)
        velocity = vector_at(block, C_VELOCITY + lane)
        if climbing:
            time = climb_time(environment, position, velocity)
        else:
            time = fall_time(environment, coast.return_m, position, velocity)
        ends = block[C_TIME + lane] + time < longest and block[C_ALOFT + lane] == 0.0
        block[C_DURATION + lane] = time if ends else 0.0
        block[C_ALOFT + lane] = 0.0 if ends else 1.0
    lowest = environment.gravity.radius_m + (0.0 if climbing else coast.return_m)
    for lane in range(LANES):
        x, y, z = vector_at(block, C_POSITION + lane)
        radius = sqrt(x * x + y * y + z * z) if climbing else lowest
        rate = sqrt(environment.gravity.gm_m3_s2 / radius) / radius
        steps = np.ceil(block[C_DURATION + lane] * rate / coast.longest_step_rad)
        block[C_STEPS + lane] = steps if steps > 1.0 else 1.0
    most = 0.0
    for lane in range(LANES):
        most = max(most, block[C_STEPS + lane])
    return most


@inner_kernel
def _raise_peaks(environment: EnvironmentTuple, block: FloatArray) -> None:
    """Apogees of lanes whose state is near them: the parabola through that state."""
    for lane in range(LANES):
        position = vector_at(block, C_POSITION + lane)
        velocity = vector_at(block, C_VELOCITY + lane)
        radius, altitude, climb, speed_squared = orbit_at(environment, position, velocity)
        inverse = 1.0 / radius
        gravity = environment.gravity.gm_m3_s2 * inverse * inverse
        fall = gravity - (speed_squared - climb * climb) * inverse
        # the ellipsoid's radius, a / sqrt(1 + e'^2 s^2), changes along the way as well
        s = position[2] * inverse
        shape = 1.0 + EARTH_SECOND_ECCENTRICITY_SQUARED * s * s
        turning = (velocity[2] - s * climb) * inverse
        lowering = EARTH_EQUATORIAL_RADIUS_M * EARTH_SECOND_ECCENTRICITY_SQUARED * s * turning
        rate = climb + lowering / (shape * sqrt(shape))
        peak = altitude + 0.5 * rate * rate / fall
        before = block[C_PEAK + lane]
        # an arc that fell from the start has its apogee behind it
        raised = peak if peak > before and block[C_DURATION + lane] > 0.0 else before
        block[C_PEAK + lane] = raised


@kernel
def coast_lanes(
    environment: EnvironmentTuple, coast: CoastTuple, longest: float, block: FloatArray
) -> None:
    """Carry every lane from above the air over its apogee to its return.

    Parameters
    ----------
    environment : EnvironmentTuple
        Gravity and rotation.
    coast : CoastTuple
        Altitude aimed at and steps.
    longest : float
        Flight time after which an arc counts as staying up. [s]
    block : ndarray of float64, shape (COAST_SIZE,)
        Lanes: position, velocity, time, greatest altitude, mark of those that stay up; updated.
        [SI]
    """
    for phase in range(2):
        most = plan_coast(environment, coast, phase == 0, longest, block)
        taken = 0.0
        while taken < most:
            for lane in range(LANES):
                steps = block[C_STEPS + lane]
                share = block[C_DURATION + lane] / steps
                block[C_STEP + lane] = share if taken < steps else 0.0
            coast_step(environment, coast.columns, block)
            taken += 1.0
        for lane in range(LANES):
            block[C_TIME + lane] += block[C_DURATION + lane]
        if phase == 0:
            _raise_peaks(environment, block)


@kernel
def coast_arcs(
    environment: EnvironmentTuple,
    coast: CoastTuple,
    longest: float,
    work: FloatArray,
    arcs: IntArray,
    count: int,
    status: IntArray,
) -> None:
    """Carry arcs from above the air to their return into it.

    Parameters
    ----------
    environment : EnvironmentTuple
        Gravity and rotation.
    coast : CoastTuple
        Altitude aimed at and steps.
    longest : float
        Flight time after which an arc counts as staying up. [s]
    work : ndarray of float64, shape (n, 8)
        Position, velocity, time and greatest altitude of every arc; updated. [m, m/s, s]
    arcs : ndarray of int64
        Arcs to carry: rows of `work`.
    count : int
        How many. [1]
    status : ndarray of int64, shape (n,)
        ``ALOFT`` is written for arcs that stay up.
    """
    block = np.zeros(COAST_SIZE)
    for base in range(0, count, LANES):
        filled = min(LANES, count - base)
        for lane in range(LANES):
            # idle lanes repeat the last arc
            arc = arcs[base + min(lane, filled - 1)]
            put_vector(block, C_POSITION + lane, position_of(work, arc))
            put_vector(block, C_VELOCITY + lane, velocity_of(work, arc))
            block[C_TIME + lane] = work[arc, W_TIME]
            block[C_PEAK + lane] = work[arc, W_PEAK]
            block[C_ALOFT + lane] = 0.0
        coast_lanes(environment, coast, longest, block)
        for lane in range(filled):
            arc = arcs[base + lane]
            position = vector_at(block, C_POSITION + lane)
            save_state(work, arc, position, vector_at(block, C_VELOCITY + lane))
            work[arc, W_TIME] = block[C_TIME + lane]
            work[arc, W_PEAK] = block[C_PEAK + lane]
            if block[C_ALOFT + lane] > 0.0:
                status[arc] = ALOFT
