"""Whole ballistic flights of many arcs: air, coast, air, ground.

A chunk of arcs is flown phase by phase: through the air in lanes that are refilled as soon as
their arc lands or leaves the air; above it in long drag-free steps; and again, until every arc is
down or known to stay up. Scratch memory belongs to the chunk.
"""

from math import sqrt

import numpy as np
from numpy.typing import NDArray

from bongsu.kernels.atmosphere import altitude_of
from bongsu.kernels.constants import (
    EARTH_EQUATORIAL_RADIUS_M,
    EARTH_SECOND_ECCENTRICITY_SQUARED,
)
from bongsu.kernels.environment import Environment
from bongsu.kernels.geodesy import Vector
from bongsu.kernels.jit import inline_kernel, kernel
from bongsu.kernels.lanes import (
    ALTITUDE,
    BEFORE_CLIMB,
    BEFORE_HEIGHT,
    BLOCK_SIZE,
    CLIMB,
    DRAG,
    EVENT,
    FIRST_STEP,
    K1,
    K7,
    LANDED,
    LANES,
    LAST_STEP,
    LEFT_AIR,
    NEW_POSITION,
    PASSED_APOGEE,
    POSITION,
    ROWS_SIZE,
    SLOPES_SIZE,
    STAGE_VELOCITY,
    STEP,
    TIME,
    TRIAL_CLIMB,
    TRIALS,
    VELOCITY,
    put_vector,
    trial_step,
    vector_at,
)
from bongsu.kernels.lanes_coast import (
    C_POSITION,
    C_STEP,
    C_VELOCITY,
    COAST_SIZE,
    LOWEST_RATE_M_S,
    coast_step,
    coast_steps,
    orbit_at,
    time_to_apogee,
    time_to_fall,
)
from bongsu.kernels.lanes_landing import (
    L_END,
    L_END_SLOPE,
    L_END_VELOCITY,
    L_FRACTION,
    L_START,
    L_START_SLOPE,
    L_START_VELOCITY,
    L_STEP,
    LANDING_SIZE,
    find_landings,
    state_within,
)

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

IN_FLIGHT = 0
IMPACT = 1
ALOFT = 2
STALLED_ARC = 3

FIRST_STEP_S = 20.0
"""First trial step of a phase; the gate and the error control shorten it. [s]"""

W_TIME = 6
W_PEAK = 7
WORK_COLUMNS = 8
"""Columns of the work array: position, velocity, time, highest altitude so far. [1]"""


@inline_kernel
def _position(work: FloatArray, arc: int) -> Vector:
    return work[arc, 0], work[arc, 1], work[arc, 2]


@inline_kernel
def _velocity(work: FloatArray, arc: int) -> Vector:
    return work[arc, 3], work[arc, 4], work[arc, 5]


@inline_kernel
def _save(work: FloatArray, arc: int, position: Vector, velocity: Vector) -> None:
    work[arc, 0], work[arc, 1], work[arc, 2] = position
    work[arc, 3], work[arc, 4], work[arc, 5] = velocity


@inline_kernel
def _raise_peak(environment: Environment, work: FloatArray, arc: int) -> None:
    """Apogee of an arc whose state is near it: the parabola through that state."""
    position = _position(work, arc)
    velocity = _velocity(work, arc)
    radius, altitude, climb, speed_squared = orbit_at(environment, position, velocity)
    gravity = environment.gravity.gm_m3_s2 / (radius * radius)
    fall = gravity - (speed_squared - climb * climb) / radius
    # the ellipsoid's radius, a / sqrt(1 + e'^2 s^2), changes along the way as well
    s = position[2] / radius
    shape = 1.0 + EARTH_SECOND_ECCENTRICITY_SQUARED * s * s
    turning = (velocity[2] - s * climb) / radius
    lowering = EARTH_EQUATORIAL_RADIUS_M * EARTH_SECOND_ECCENTRICITY_SQUARED * s * turning
    rate = climb + lowering / (shape * sqrt(shape))
    work[arc, W_PEAK] = max(work[arc, W_PEAK], altitude + 0.5 * rate * rate / fall)


@inline_kernel
def _plan_climb(environment: Environment, longest: float, work: FloatArray, arc: int) -> float:
    """Time to apogee; zero for an arc that falls already, infinite for one that stays up."""
    radius, _, climb, speed_squared = orbit_at(
        environment, _position(work, arc), _velocity(work, arc)
    )
    time = time_to_apogee(environment.gravity.gm_m3_s2, radius, climb, speed_squared)
    if not work[arc, W_TIME] + time < longest:
        return np.inf
    return max(0.0, time)


@inline_kernel
def _plan_fall(
    environment: Environment, air_at: float, longest: float, work: FloatArray, arc: int
) -> float:
    """Time from apogee to the air; infinite for an arc that stays up."""
    position = _position(work, arc)
    radius, altitude, climb, speed_squared = orbit_at(environment, position, _velocity(work, arc))
    if altitude <= air_at:
        return 0.0
    gm = environment.gravity.gm_m3_s2
    lower = radius - (altitude - air_at)
    time, rate, f, g = time_to_fall(gm, radius, climb, speed_squared, lower)
    if not work[arc, W_TIME] + time < longest:
        return np.inf
    # the ellipsoid below the end of the coast lies higher or lower than that below the apogee
    z = f * position[2] + g * work[arc, 5]
    s = z / lower
    there = lower - altitude_of(0.0, lower * sqrt(max(0.0, 1.0 - s * s)), z)
    here = radius - altitude
    return max(0.0, time + (there - here) / min(rate, -LOWEST_RATE_M_S))


@kernel
def _coast_lanes(
    environment: Environment,
    block: FloatArray,
    steps: FloatArray,
    duration: FloatArray,
) -> None:
    """Advance every lane by its duration, in its own number of equal steps."""
    most = 0.0
    for lane in range(LANES):
        most = max(most, steps[lane])
    taken = 0.0
    while taken < most:
        for lane in range(LANES):
            share = duration[lane] / steps[lane]
            block[C_STEP + lane] = share if taken < steps[lane] else 0.0
        coast_step(environment, block)
        taken += 1.0


@kernel
def coast_arcs(
    environment: Environment,
    air_at: float,
    longest: float,
    work: FloatArray,
    arcs: IntArray,
    count: int,
    status: IntArray,
) -> None:
    """Carry arcs from above the air to their return into it.

    Parameters
    ----------
    environment : Environment
        Gravity and rotation.
    air_at : float
        Altitude aimed at. [m]
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
    steps = np.ones(LANES)
    duration = np.zeros(LANES)
    gm = environment.gravity.gm_m3_s2
    for base in range(0, count, LANES):
        filled = min(LANES, count - base)
        for phase in range(2):
            for lane in range(LANES):
                # idle lanes follow the last arc, by steps of zero length
                arc = arcs[base + min(lane, filled - 1)]
                if phase == 0:
                    time = _plan_climb(environment, longest, work, arc)
                    work_radius = _radius(work, arc)
                else:
                    time = _plan_fall(environment, air_at, longest, work, arc)
                    work_radius = environment.gravity.radius_m
                if time == np.inf:
                    status[arc] = ALOFT
                idle = lane >= filled or status[arc] == ALOFT
                duration[lane] = 0.0 if idle else time
                steps[lane] = coast_steps(gm, duration[lane], work_radius)
                put_vector(block, C_POSITION + lane, _position(work, arc))
                put_vector(block, C_VELOCITY + lane, _velocity(work, arc))
            _coast_lanes(environment, block, steps, duration)
            for lane in range(filled):
                arc = arcs[base + lane]
                position = vector_at(block, C_POSITION + lane)
                _save(work, arc, position, vector_at(block, C_VELOCITY + lane))
                work[arc, W_TIME] += duration[lane]
                # an arc that fell from the start has its apogee behind it
                if phase == 0 and duration[lane] > 0.0:
                    _raise_peak(environment, work, arc)


@inline_kernel
def _radius(work: FloatArray, arc: int) -> float:
    x, y, z = _position(work, arc)
    return sqrt(x * x + y * y + z * z)


@inline_kernel
def _fill_lane(
    block: FloatArray, slopes: FloatArray, lane: int, work: FloatArray, arc: int, drag: float
) -> None:
    """Put an arc into a lane; a step of zero length then finds its first acceleration.

    That costs less than the scalar functions would: it is a lane's share of vector code.
    """
    put_vector(block, POSITION + lane, _position(work, arc))
    put_vector(block, VELOCITY + lane, _velocity(work, arc))
    put_vector(slopes, K1 + lane, (0.0, 0.0, 0.0))
    block[CLIMB + lane] = 0.0
    block[DRAG + lane] = drag
    block[TIME + lane] = work[arc, W_TIME]
    block[STEP + lane] = 0.0
    block[FIRST_STEP + lane] = FIRST_STEP_S
    block[TRIALS + lane] = 0.0


@inline_kernel
def _idle_lane(block: FloatArray, lane: int) -> None:
    """Stop a lane: steps of zero length from a place where nothing happens."""
    put_vector(block, POSITION + lane, (1e7, 0.0, 0.0))
    put_vector(block, VELOCITY + lane, (0.0, 0.0, 0.0))
    block[CLIMB + lane] = 0.0
    block[DRAG + lane] = 0.0
    block[STEP + lane] = 0.0
    block[FIRST_STEP + lane] = 0.0
    block[TRIALS + lane] = -np.inf


@inline_kernel
def _apogee_within(block: FloatArray, lane: int) -> float:
    """Greatest altitude of a lane's last step, by the cubic through both ends and their rates."""
    low = block[BEFORE_HEIGHT + lane]
    rate = block[BEFORE_CLIMB + lane]
    end_rate = block[TRIAL_CLIMB + lane]
    if rate <= 0.0 or end_rate > 0.0:
        return float(block[ALTITUDE + lane])
    h = block[LAST_STEP + lane]
    mean = (block[ALTITUDE + lane] - low) / h
    # rate(u) = rate + b u + c u^2 over the step; the sum under the root is positive, b negative
    b = 6.0 * mean - 4.0 * rate - 2.0 * end_rate
    c = 3.0 * (rate + end_rate) - 6.0 * mean
    u = 2.0 * rate / (sqrt(max(0.0, b * b - 4.0 * c * rate)) - b)
    return float(low + h * u * (rate + u * (0.5 * b + u * c / 3.0)))


@inline_kernel
def _keep_landing(
    block: FloatArray, slopes: FloatArray, lane: int, landing: FloatArray, at: int
) -> None:
    """Copy a lane's last step to the block of landings."""
    put_vector(landing, L_START + at, vector_at(block, POSITION + lane))
    put_vector(landing, L_START_VELOCITY + at, vector_at(block, VELOCITY + lane))
    put_vector(landing, L_START_SLOPE + at, vector_at(slopes, K1 + lane))
    put_vector(landing, L_END + at, vector_at(block, NEW_POSITION + lane))
    put_vector(landing, L_END_VELOCITY + at, vector_at(block, STAGE_VELOCITY + lane))
    put_vector(landing, L_END_SLOPE + at, vector_at(slopes, K7 + lane))
    landing[L_STEP + at] = block[STEP + lane]


@inline_kernel
def _land(
    landing: FloatArray, arcs: IntArray, count: int, work: FloatArray, status: IntArray
) -> None:
    """Write the impacts of the kept landings into the work array."""
    find_landings(landing)
    for at in range(count):
        arc = arcs[at]
        u = landing[L_FRACTION + at]
        position, velocity = state_within(landing, at, u)
        _save(work, arc, position, velocity)
        work[arc, W_TIME] += u * landing[L_STEP + at]
        status[arc] = IMPACT


@kernel
def fly_through_air(
    environment: Environment,
    coast_above: float,
    tolerance: float,
    drag: FloatArray,
    work: FloatArray,
    arcs: IntArray,
    count: int,
    left: IntArray,
    status: IntArray,
) -> int:
    """Fly arcs until they land or leave the air upward.

    Parameters
    ----------
    environment : Environment
        Gravity, rotation and air.
    coast_above : float
        Altitude above which a climbing arc has left the air. [m]
    tolerance : float
        Allowed error of one step. [m]
    drag : ndarray of float64
        C_D A / m of every arc. [m²/kg]
    work : ndarray of float64, shape (n, 8)
        Position, velocity, time and greatest altitude of every arc; updated. [m, m/s, s]
    arcs : ndarray of int64
        Arcs to fly: rows of `work`.
    count : int
        How many. [1]
    left : ndarray of int64
        Arcs that left the air are written here.
    status : ndarray of int64, shape (n,)
        ``IMPACT`` or ``STALLED_ARC`` is written.

    Returns
    -------
    int
        How many left the air. [1]
    """
    block = np.zeros(BLOCK_SIZE)
    slopes = np.zeros(SLOPES_SIZE)
    rows = np.zeros(ROWS_SIZE)
    landing = np.ones(LANDING_SIZE)
    landed = np.empty(LANES, np.int64)
    in_lane = np.empty(LANES, np.int64)
    kept = 0
    leaving = 0
    started = 0
    flying = 0
    for lane in range(LANES):
        _idle_lane(block, lane)
        if started < count:
            in_lane[lane] = arcs[started]
            _fill_lane(block, slopes, lane, work, arcs[started], drag[arcs[started]])
            started += 1
            flying += 1
    while flying > 0:
        if trial_step(environment, coast_above, tolerance, block, slopes, rows) == 0.0:
            continue
        for lane in range(LANES):
            event = block[EVENT + lane]
            if event == 0.0:
                continue
            arc = in_lane[lane]
            work[arc, W_PEAK] = max(work[arc, W_PEAK], _apogee_within(block, lane))
            if event == PASSED_APOGEE:
                continue
            work[arc, W_TIME] = block[TIME + lane]
            if event == LANDED:
                _keep_landing(block, slopes, lane, landing, kept)
                landed[kept] = arc
                kept += 1
                if kept == LANES:
                    _land(landing, landed, kept, work, status)
                    kept = 0
            else:
                position = vector_at(block, POSITION + lane)
                _save(work, arc, position, vector_at(block, VELOCITY + lane))
                if event == LEFT_AIR:
                    left[leaving] = arc
                    leaving += 1
                else:
                    status[arc] = STALLED_ARC
            if started < count:
                arc = arcs[started]
                in_lane[lane] = arc
                _fill_lane(block, slopes, lane, work, arc, drag[arc])
                started += 1
            else:
                _idle_lane(block, lane)
                flying -= 1
    if kept > 0:
        _land(landing, landed, kept, work, status)
    return leaving


@kernel
def _load(
    coast_above: float,
    states: FloatArray,
    first: int,
    work: FloatArray,
    in_air: IntArray,
    above: IntArray,
) -> int:
    """Copy the starts of a chunk and sort them; return how many stand above the air."""
    number_above = 0
    for arc in range(work.shape[0]):
        for column in range(6):
            work[arc, column] = states[first + arc, column]
        altitude = altitude_of(work[arc, 0], work[arc, 1], work[arc, 2])
        work[arc, W_TIME] = 0.0
        work[arc, W_PEAK] = altitude
        if altitude > coast_above:
            above[number_above] = arc
            number_above += 1
        else:
            in_air[arc - number_above] = arc
    return number_above


@kernel
def _return_to_air(
    arcs: IntArray, count: int, status: IntArray, in_air: IntArray, number_in_air: int
) -> int:
    """Append the arcs that came back from above to those in the air."""
    for index in range(count):
        arc = arcs[index]
        if status[arc] == IN_FLIGHT:
            in_air[number_in_air] = arc
            number_in_air += 1
    return number_in_air


def fly_chunk(
    environment: Environment,
    coast_above: float,
    tolerance: float,
    longest: float,
    states: FloatArray,
    drag: FloatArray,
    first: int,
    last: int,
    ends: FloatArray,
    status: IntArray,
) -> None:
    """Fly the arcs of an index range to the ground.

    This one runs in the interpreter, a few calls per chunk: compiled, it would hold a second copy
    of everything that it calls.

    Parameters
    ----------
    environment : Environment
        Gravity, rotation and air.
    coast_above : float
        Altitude above which drag is left out. [m]
    tolerance : float
        Allowed error of one step. [m]
    longest : float
        Flight time after which an arc counts as staying up. [s]
    states : ndarray of float64, shape (N, 6)
        ECEF position [m] and Earth-fixed velocity [m/s] at the start.
    drag : ndarray of float64, shape (N,)
        C_D A / m. [m²/kg]
    first, last : int
        Half-open range of rows to compute. [1]
    ends : ndarray of float64, shape (N, 8)
        Position and velocity at impact, time [s] and greatest altitude [m] are written.
    status : ndarray of int64, shape (N,)
        ``IMPACT``, ``ALOFT`` or ``STALLED_ARC`` is written; must hold zeros.
    """
    work = ends[first:last]
    state = status[first:last]
    own_drag = drag[first:last]
    in_air = np.empty(last - first, np.int64)
    above = np.empty(last - first, np.int64)
    number_above = _load(coast_above, states, first, work, in_air, above)
    number_in_air = last - first - number_above
    while number_above + number_in_air > 0:
        coast_arcs(environment, coast_above, longest, work, above, number_above, state)
        number_in_air = _return_to_air(above, number_above, state, in_air, number_in_air)
        number_above = fly_through_air(
            environment,
            coast_above,
            tolerance,
            own_drag,
            work,
            in_air,
            number_in_air,
            above,
            state,
        )
        number_in_air = 0
