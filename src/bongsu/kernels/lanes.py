"""The trial step of :mod:`bongsu.kernels.ballistic`, taken by many arcs at once.

A block holds one arc per lane, quantity by quantity, so that a loop over lanes is one vector
instruction per operation of the scalar functions it calls. Compilers keep whatever leads to an
address in scalar registers where gathers are slow, and an address depends on every earlier stage;
so each stage is cut where the air table is read: one vector loop ends a stage and starts the next
up to its row of the table, then a plain loop fetches the rows.
"""

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
from bongsu.kernels.jit import kernel

FloatArray = NDArray[np.float64]

LANES = 32
"""Arcs per block: long enough for the loops, small enough for the first-level cache. [1]"""

POSITION = 0
VELOCITY = 3 * LANES
DRAG = 6 * LANES
TIME = 7 * LANES
STEP = 8 * LANES
FIRST_STEP = 9 * LANES
TRIALS = 10 * LANES
EVENT = 11 * LANES
NEW_POSITION = 12 * LANES
STAGE_VELOCITY = 15 * LANES
AIRLESS = 18 * LANES
ALTITUDE = 21 * LANES
INVERSE_RADIUS = 22 * LANES
CELL = 23 * LANES
WITHIN = 24 * LANES
HEIGHT = 25 * LANES
CLIMB = 26 * LANES
BEFORE_HEIGHT = 27 * LANES
BEFORE_CLIMB = 28 * LANES
TRIAL_CLIMB = 29 * LANES
LAST_STEP = 30 * LANES
BLOCK_SIZE = 31 * LANES

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


@kernel
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


@kernel
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


@kernel
def _look(
    environment: Environment, block: FloatArray, lane: int, position: Vector, velocity: Vector
) -> None:
    """Start a stage: all that does not need the air, and where in the table the air is."""
    gx, gy, gz, altitude, inverse_radius = airless_acceleration(
        environment, position[0], position[1], position[2], velocity[0], velocity[1]
    )
    cell, within = air_cell(environment.air, altitude)
    put_vector(block, STAGE_VELOCITY + lane, velocity)
    put_vector(block, AIRLESS + lane, (gx, gy, gz))
    block[ALTITUDE + lane] = altitude
    block[INVERSE_RADIUS + lane] = inverse_radius
    block[CELL + lane] = cell
    block[WITHIN + lane] = within


@kernel
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


@kernel
def _to_stage_2(environment: Environment, block: FloatArray, slopes: FloatArray) -> None:
    for lane in range(LANES):
        h = block[STEP + lane]
        velocity = vector_at(block, VELOCITY + lane)
        k1 = vector_at(slopes, K1 + lane)
        position = along(vector_at(block, POSITION + lane), NODES[1] * h, velocity)
        _look(environment, block, lane, position, stage_1(velocity, h, VELOCITY_WEIGHTS[1], k1))


@kernel
def _to_stage_3(environment: Environment, block: FloatArray, slopes: FloatArray) -> None:
    for lane in range(LANES):
        k2 = vector_at(slopes, K2 + lane)
        h = block[STEP + lane]
        velocity = vector_at(block, VELOCITY + lane)
        k1 = vector_at(slopes, K1 + lane)
        start = along(vector_at(block, POSITION + lane), NODES[2] * h, velocity)
        _look(
            environment,
            block,
            lane,
            stage_1(start, h * h, POSITION_WEIGHTS[2], k1),
            stage_2(velocity, h, VELOCITY_WEIGHTS[2], k1, k2),
        )


@kernel
def _to_stage_4(environment: Environment, block: FloatArray, slopes: FloatArray) -> None:
    for lane in range(LANES):
        k3 = vector_at(slopes, K3 + lane)
        h = block[STEP + lane]
        velocity = vector_at(block, VELOCITY + lane)
        k1 = vector_at(slopes, K1 + lane)
        k2 = vector_at(slopes, K2 + lane)
        start = along(vector_at(block, POSITION + lane), NODES[3] * h, velocity)
        _look(
            environment,
            block,
            lane,
            stage_2(start, h * h, POSITION_WEIGHTS[3], k1, k2),
            stage_3(velocity, h, VELOCITY_WEIGHTS[3], k1, k2, k3),
        )


@kernel
def _to_stage_5(environment: Environment, block: FloatArray, slopes: FloatArray) -> None:
    for lane in range(LANES):
        k4 = vector_at(slopes, K4 + lane)
        h = block[STEP + lane]
        velocity = vector_at(block, VELOCITY + lane)
        k1 = vector_at(slopes, K1 + lane)
        k2 = vector_at(slopes, K2 + lane)
        k3 = vector_at(slopes, K3 + lane)
        start = along(vector_at(block, POSITION + lane), NODES[4] * h, velocity)
        _look(
            environment,
            block,
            lane,
            stage_3(start, h * h, POSITION_WEIGHTS[4], k1, k2, k3),
            stage_4(velocity, h, VELOCITY_WEIGHTS[4], k1, k2, k3, k4),
        )


@kernel
def _to_stage_6(environment: Environment, block: FloatArray, slopes: FloatArray) -> None:
    for lane in range(LANES):
        k5 = vector_at(slopes, K5 + lane)
        h = block[STEP + lane]
        velocity = vector_at(block, VELOCITY + lane)
        k1 = vector_at(slopes, K1 + lane)
        k2 = vector_at(slopes, K2 + lane)
        k3 = vector_at(slopes, K3 + lane)
        k4 = vector_at(slopes, K4 + lane)
        start = along(vector_at(block, POSITION + lane), h, velocity)
        _look(
            environment,
            block,
            lane,
            stage_4(start, h * h, POSITION_WEIGHTS[5], k1, k2, k3, k4),
            stage_5(velocity, h, VELOCITY_WEIGHTS[5], k1, k2, k3, k4, k5),
        )


@kernel
def _to_end(environment: Environment, block: FloatArray, slopes: FloatArray) -> None:
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
        put_vector(block, NEW_POSITION + lane, position)
        _look(
            environment,
            block,
            lane,
            position,
            final_velocity(velocity, h, k1, k3, k4, k5, k6),
        )


@kernel
def _dot(a: Vector, b: Vector) -> float:
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


@kernel
def _choose(taken: bool, new: Vector, old: Vector) -> Vector:
    return (
        new[0] if taken else old[0],
        new[1] if taken else old[1],
        new[2] if taken else old[2],
    )


@kernel
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
    top = environment.air.top_m
    for lane in range(LANES):
        k7 = vector_at(slopes, K7 + lane)
        h = block[STEP + lane]
        k1 = vector_at(slopes, K1 + lane)
        k3 = vector_at(slopes, K3 + lane)
        k4 = vector_at(slopes, K4 + lane)
        k5 = vector_at(slopes, K5 + lane)
        k6 = vector_at(slopes, K6 + lane)
        ratio = error_ratio_squared(
            h,
            position_error(k1, k3, k4, k5, k6),
            velocity_error(k1, k3, k4, k5, k6, k7),
            tolerance,
        )
        new_position = vector_at(block, NEW_POSITION + lane)
        new_velocity = vector_at(block, STAGE_VELOCITY + lane)
        altitude = block[ALTITUDE + lane]
        accepted = ratio <= 1.0
        landed = accepted and altitude < 0.0 and h > 0.0
        moved = accepted and not landed
        inverse = block[INVERSE_RADIUS + lane]
        climb = _dot(new_position, new_velocity) * inverse
        fall = (
            -(_dot(new_position, k7) + (_dot(new_velocity, new_velocity) - climb * climb)) * inverse
        )
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
        limit = fall_limit(top, altitude, climb, fall)
        scaled = h * step_factor(ratio)
        begun = scaled if h > 0.0 else block[FIRST_STEP + lane]
        shorter = begun if begun < limit else limit
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
        block[TRIAL_CLIMB + lane] = climb
        block[LAST_STEP + lane] = h
        block[TRIALS + lane] = trials
        block[EVENT + lane] = event
    return events


@kernel
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
    _to_stage_2(environment, block, slopes)
    _feel(air, block, rows, slopes, int(np.int64(K2)))
    _to_stage_3(environment, block, slopes)
    _feel(air, block, rows, slopes, int(np.int64(K3)))
    _to_stage_4(environment, block, slopes)
    _feel(air, block, rows, slopes, int(np.int64(K4)))
    _to_stage_5(environment, block, slopes)
    _feel(air, block, rows, slopes, int(np.int64(K5)))
    _to_stage_6(environment, block, slopes)
    _feel(air, block, rows, slopes, int(np.int64(K6)))
    _to_end(environment, block, slopes)
    _feel(air, block, rows, slopes, int(np.int64(K7)))
    return _decide(environment, coast_above, tolerance, block, slopes)
