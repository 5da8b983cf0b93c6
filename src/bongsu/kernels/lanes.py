"""The trial step of :mod:`bongsu.kernels.ballistic`, taken by many arcs at once.

A block holds one arc per lane, quantity by quantity, so that a loop over lanes is one vector
instruction per operation of the scalar functions it calls. Compilers keep whatever leads to an
address in scalar registers where gathers are slow, and an address depends on every earlier stage;
so each stage is cut where the air table is read: one vector loop ends a stage and starts the next
up to its row of the table, then a plain loop fetches the rows.
"""

from math import sqrt

import numpy as np
from numpy.typing import NDArray

from bongsu.kernels.atmosphere import air_cell, density_in_cell
from bongsu.kernels.dynamics import airless_acceleration, drag_rate
from bongsu.kernels.environment import Air, Environment
from bongsu.kernels.geodesy import Vector
from bongsu.kernels.integrator import (
    NODES,
    POSITION_WEIGHTS,
    VELOCITY_WEIGHTS,
    along,
    error_ratio_squared,
    fall_limit,
    final_position,
    final_velocity,
    position_error,
    stage_1,
    stage_2,
    stage_3,
    stage_4,
    stage_5,
    step_factor,
    velocity_error,
)
from bongsu.kernels.jit import inline_kernel

FloatArray = NDArray[np.float64]

LANES = 32
"""Arcs per block: long enough for the loops, small enough for the first-level cache. [1]"""

POSITION = 0
VELOCITY = 3 * LANES
DRAG = 6 * LANES
TIME = 7 * LANES
STEP = 8 * LANES
TRIALS = 9 * LANES
EVENT = 10 * LANES
NEW_POSITION = 11 * LANES
STAGE_VELOCITY = 14 * LANES
AIRLESS = 17 * LANES
ALTITUDE = 20 * LANES
INVERSE_RADIUS = 21 * LANES
CELL = 22 * LANES
WITHIN = 23 * LANES
HEIGHT = 24 * LANES
CLIMB = 25 * LANES
BEFORE_HEIGHT = 26 * LANES
BEFORE_CLIMB = 27 * LANES
TRIAL_CLIMB = 28 * LANES
LAST_STEP = 29 * LANES
RADIUS = 30 * LANES
RATIO = 31 * LANES
LIMIT = 32 * LANES
FIRST_STEP = 33 * LANES
BLOCK_SIZE = 34 * LANES

K1 = 0
K2 = 3 * LANES
K3 = 6 * LANES
K4 = 9 * LANES
K5 = 12 * LANES
K6 = 15 * LANES
K7 = 18 * LANES
SLOPES_SIZE = 21 * LANES

ROWS_SIZE = 4 * LANES

LANDED = 1.0
LEFT_AIR = 2.0
STALLED = 3.0
PASSED_APOGEE = 4.0

MOST_TRIALS = 20_000.0
"""Trial steps after which an arc counts as stalled: far beyond any fine tolerance. [1]"""


@inline_kernel
def vector_at(block: FloatArray, row: int) -> Vector:
    """Three rows of a block at one lane.

    Parameters
    ----------
    block : ndarray of float64
        Block of lanes. [SI]
    row : int
        First row plus lane. [1]

    Returns
    -------
    tuple of float
        The three components. [SI]
    """
    return block[row], block[row + LANES], block[row + 2 * LANES]


@inline_kernel
def put_vector(block: FloatArray, row: int, vector: Vector) -> None:
    """Write three rows of a block at one lane.

    Parameters
    ----------
    block : ndarray of float64
        Block of lanes. [SI]
    row : int
        First row plus lane. [1]
    vector : tuple of float
        The three components. [SI]
    """
    block[row] = vector[0]
    block[row + LANES] = vector[1]
    block[row + 2 * LANES] = vector[2]


@inline_kernel
def _place(block: FloatArray, lane: int, position: Vector, velocity: Vector) -> None:
    put_vector(block, NEW_POSITION + lane, position)
    put_vector(block, STAGE_VELOCITY + lane, velocity)


@inline_kernel
def _look(environment: Environment, block: FloatArray) -> None:
    """Start a stage: all that does not need the air, and where in the table the air is."""
    for lane in range(LANES):
        x, y, z = vector_at(block, NEW_POSITION + lane)
        radius = sqrt(x * x + y * y + z * z)
        block[RADIUS + lane] = radius
        block[INVERSE_RADIUS + lane] = 1.0 / radius
    for lane in range(LANES):
        x, y, z = vector_at(block, NEW_POSITION + lane)
        gx, gy, gz, altitude = airless_acceleration(
            environment,
            x,
            y,
            z,
            block[STAGE_VELOCITY + lane],
            block[STAGE_VELOCITY + LANES + lane],
            block[RADIUS + lane],
            block[INVERSE_RADIUS + lane],
        )
        put_vector(block, AIRLESS + lane, (gx, gy, gz))
        cell, within = air_cell(environment.air, altitude)
        block[ALTITUDE + lane] = altitude
        block[CELL + lane] = cell
        block[WITHIN + lane] = within


@inline_kernel
def _feel(air: Air, block: FloatArray, rows: FloatArray, slopes: FloatArray, stage: int) -> None:
    """End a stage: fetch every lane's row of the air table, then the acceleration with drag."""
    table = air.log_density
    for lane in range(LANES):
        cell = int(block[CELL + lane])
        # all four are read before one is written, so that they move as one vector
        c0, c1, c2, c3 = table[cell, 0], table[cell, 1], table[cell, 2], table[cell, 3]
        at = 4 * lane
        rows[at], rows[at + 1], rows[at + 2], rows[at + 3] = c0, c1, c2, c3
    top = air.top_m
    for lane in range(LANES):
        at = 4 * lane
        density = density_in_cell(
            block[WITHIN + lane], rows[at], rows[at + 1], rows[at + 2], rows[at + 3]
        )
        felt = density if block[ALTITUDE + lane] < top else 0.0
        vx, vy, vz = vector_at(block, STAGE_VELOCITY + lane)
        gx, gy, gz = vector_at(block, AIRLESS + lane)
        drag = drag_rate(felt, block[DRAG + lane], vx, vy, vz)
        put_vector(slopes, stage + lane, (gx - drag * vx, gy - drag * vy, gz - drag * vz))


@inline_kernel
def _to_stage_2(block: FloatArray, slopes: FloatArray) -> None:
    for lane in range(LANES):
        h = block[STEP + lane]
        velocity = vector_at(block, VELOCITY + lane)
        k1 = vector_at(slopes, K1 + lane)
        position = along(vector_at(block, POSITION + lane), NODES[1] * h, velocity)
        _place(block, lane, position, stage_1(velocity, h, VELOCITY_WEIGHTS[1], k1))


@inline_kernel
def _to_stage_3(block: FloatArray, slopes: FloatArray) -> None:
    for lane in range(LANES):
        k2 = vector_at(slopes, K2 + lane)
        h = block[STEP + lane]
        velocity = vector_at(block, VELOCITY + lane)
        k1 = vector_at(slopes, K1 + lane)
        start = along(vector_at(block, POSITION + lane), NODES[2] * h, velocity)
        _place(
            block,
            lane,
            stage_1(start, h * h, POSITION_WEIGHTS[2], k1),
            stage_2(velocity, h, VELOCITY_WEIGHTS[2], k1, k2),
        )


@inline_kernel
def _to_stage_4(block: FloatArray, slopes: FloatArray) -> None:
    for lane in range(LANES):
        k3 = vector_at(slopes, K3 + lane)
        h = block[STEP + lane]
        velocity = vector_at(block, VELOCITY + lane)
        k1 = vector_at(slopes, K1 + lane)
        k2 = vector_at(slopes, K2 + lane)
        start = along(vector_at(block, POSITION + lane), NODES[3] * h, velocity)
        _place(
            block,
            lane,
            stage_2(start, h * h, POSITION_WEIGHTS[3], k1, k2),
            stage_3(velocity, h, VELOCITY_WEIGHTS[3], k1, k2, k3),
        )


@inline_kernel
def _to_stage_5(block: FloatArray, slopes: FloatArray) -> None:
    for lane in range(LANES):
        k4 = vector_at(slopes, K4 + lane)
        h = block[STEP + lane]
        velocity = vector_at(block, VELOCITY + lane)
        k1 = vector_at(slopes, K1 + lane)
        k2 = vector_at(slopes, K2 + lane)
        k3 = vector_at(slopes, K3 + lane)
        start = along(vector_at(block, POSITION + lane), NODES[4] * h, velocity)
        _place(
            block,
            lane,
            stage_3(start, h * h, POSITION_WEIGHTS[4], k1, k2, k3),
            stage_4(velocity, h, VELOCITY_WEIGHTS[4], k1, k2, k3, k4),
        )


@inline_kernel
def _to_stage_6(block: FloatArray, slopes: FloatArray) -> None:
    for lane in range(LANES):
        k5 = vector_at(slopes, K5 + lane)
        h = block[STEP + lane]
        velocity = vector_at(block, VELOCITY + lane)
        k1 = vector_at(slopes, K1 + lane)
        k2 = vector_at(slopes, K2 + lane)
        k3 = vector_at(slopes, K3 + lane)
        k4 = vector_at(slopes, K4 + lane)
        start = along(vector_at(block, POSITION + lane), h, velocity)
        _place(
            block,
            lane,
            stage_4(start, h * h, POSITION_WEIGHTS[5], k1, k2, k3, k4),
            stage_5(velocity, h, VELOCITY_WEIGHTS[5], k1, k2, k3, k4, k5),
        )


@inline_kernel
def _to_end(block: FloatArray, slopes: FloatArray) -> None:
    for lane in range(LANES):
        k6 = vector_at(slopes, K6 + lane)
        h = block[STEP + lane]
        velocity = vector_at(block, VELOCITY + lane)
        k1 = vector_at(slopes, K1 + lane)
        k3 = vector_at(slopes, K3 + lane)
        k4 = vector_at(slopes, K4 + lane)
        k5 = vector_at(slopes, K5 + lane)
        start = along(vector_at(block, POSITION + lane), h, velocity)
        position = final_position(start, h * h, k1, k3, k4, k5)
        _place(
            block,
            lane,
            position,
            final_velocity(velocity, h, k1, k3, k4, k5, k6),
        )


@inline_kernel
def _dot(a: Vector, b: Vector) -> float:
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


@inline_kernel
def _choose(taken: bool, new: Vector, old: Vector) -> Vector:
    return (
        new[0] if taken else old[0],
        new[1] if taken else old[1],
        new[2] if taken else old[2],
    )


@inline_kernel
def _decide(
    environment: Environment,
    coast_above: float,
    tolerance: float,
    block: FloatArray,
    slopes: FloatArray,
) -> float:
    """Accept or reject every lane's step, choose the next; return how many lanes met an event."""
    top = environment.air.top_m
    events = 0.0
    for lane in range(LANES):
        k1 = vector_at(slopes, K1 + lane)
        k3 = vector_at(slopes, K3 + lane)
        k4 = vector_at(slopes, K4 + lane)
        k5 = vector_at(slopes, K5 + lane)
        k6 = vector_at(slopes, K6 + lane)
        k7 = vector_at(slopes, K7 + lane)
        block[RATIO + lane] = error_ratio_squared(
            block[STEP + lane],
            position_error(k1, k3, k4, k5, k6),
            velocity_error(k1, k3, k4, k5, k6, k7),
            tolerance,
        )
    for lane in range(LANES):
        new_position = vector_at(block, NEW_POSITION + lane)
        new_velocity = vector_at(block, STAGE_VELOCITY + lane)
        inverse = block[INVERSE_RADIUS + lane]
        climb = _dot(new_position, new_velocity) * inverse
        outward = _dot(new_position, vector_at(slopes, K7 + lane))
        across = _dot(new_velocity, new_velocity) - climb * climb
        fall = -(outward + across) * inverse
        block[TRIAL_CLIMB + lane] = climb
        block[LIMIT + lane] = fall_limit(top, block[ALTITUDE + lane], climb, fall)
    for lane in range(LANES):
        block[LAST_STEP + lane] = block[STEP + lane]
        block[STEP + lane] = block[STEP + lane] * step_factor(block[RATIO + lane])
    for lane in range(LANES):
        ratio = block[RATIO + lane]
        h = block[LAST_STEP + lane]
        scaled = block[STEP + lane]
        limit = block[LIMIT + lane]
        altitude = block[ALTITUDE + lane]
        climb = block[TRIAL_CLIMB + lane]
        accepted = ratio <= 1.0
        landed = accepted and altitude < 0.0 and h > 0.0
        moved = accepted and not landed
        left = moved and altitude > coast_above and climb > 0.0
        trials = block[TRIALS + lane] + 1.0
        stalled = trials > MOST_TRIALS
        climb_before = block[CLIMB + lane]
        height_before = block[HEIGHT + lane]
        event = PASSED_APOGEE if moved and climb_before > 0.0 and climb <= 0.0 else 0.0
        event = LANDED if landed else event
        event = LEFT_AIR if left else event
        event = STALLED if stalled else event
        events += 1.0 if event > 0.0 else 0.0
        begun = scaled if h > 0.0 else block[FIRST_STEP + lane]
        shorter = begun if begun < limit else limit
        k1 = vector_at(slopes, K1 + lane)
        k7 = vector_at(slopes, K7 + lane)
        new_position = vector_at(block, NEW_POSITION + lane)
        new_velocity = vector_at(block, STAGE_VELOCITY + lane)
        put_vector(
            block,
            POSITION + lane,
            _choose(moved, new_position, vector_at(block, POSITION + lane)),
        )
        put_vector(
            block,
            VELOCITY + lane,
            _choose(moved, new_velocity, vector_at(block, VELOCITY + lane)),
        )
        put_vector(slopes, K1 + lane, _choose(moved, k7, k1))
        block[TIME + lane] += h if moved else 0.0
        # the step of a landing lane stays: it is the interval of the dense output
        block[STEP + lane] = h if landed else (shorter if accepted else scaled)
        block[BEFORE_HEIGHT + lane] = height_before
        block[BEFORE_CLIMB + lane] = climb_before
        block[HEIGHT + lane] = altitude if moved else height_before
        block[CLIMB + lane] = climb if moved else climb_before
        block[TRIALS + lane] = trials
        block[EVENT + lane] = event
    return events


@inline_kernel
def trial_step(
    environment: Environment,
    coast_above: float,
    tolerance: float,
    block: FloatArray,
    slopes: FloatArray,
    rows: FloatArray,
) -> float:
    """Try one step in every lane.

    A lane whose step is accepted moves on; one that passes below the ground keeps its old state
    in the block beside the new one, for the dense output. A step of length zero sets the first
    acceleration and step.

    Parameters
    ----------
    environment : Environment
        Gravity, rotation and air.
    coast_above : float
        Altitude above which a climbing lane is reported as having left the air. [m]
    tolerance : float
        Allowed error of one step. [m]
    block : ndarray of float64, shape (BLOCK_SIZE,)
        The lanes, all quantities. [SI]
    slopes : ndarray of float64, shape (SLOPES_SIZE,)
        Accelerations of the stages; the first is that of the lane's state. [m/s²]
    rows : ndarray of float64, shape (ROWS_SIZE,)
        Scratch for rows of the air table. [kg/m³, 1]

    Returns
    -------
    float
        Number of lanes with an event. [1]
    """
    air = environment.air
    # a plain constant would make Numba compile one more copy for each
    _to_stage_2(block, slopes)
    _look(environment, block)
    _feel(air, block, rows, slopes, int(np.int64(K2)))
    _to_stage_3(block, slopes)
    _look(environment, block)
    _feel(air, block, rows, slopes, int(np.int64(K3)))
    _to_stage_4(block, slopes)
    _look(environment, block)
    _feel(air, block, rows, slopes, int(np.int64(K4)))
    _to_stage_5(block, slopes)
    _look(environment, block)
    _feel(air, block, rows, slopes, int(np.int64(K5)))
    _to_stage_6(block, slopes)
    _look(environment, block)
    _feel(air, block, rows, slopes, int(np.int64(K6)))
    _to_end(block, slopes)
    _look(environment, block)
    _feel(air, block, rows, slopes, int(np.int64(K7)))
    return _decide(environment, coast_above, tolerance, block, slopes)
