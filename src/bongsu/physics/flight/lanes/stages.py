"""The stages of a trial step, taken by many arcs at once.

A block holds one arc per lane, quantity by quantity, so that a loop over lanes is one vector
instruction per operation of the scalar functions it calls. Compilers keep whatever leads to an
address in scalar registers where gathers are slow, and an address depends on every earlier stage;
so each stage is cut where the air table is read: one vector loop ends a stage and starts the next
up to its row of the table, then a plain loop fetches the rows.
"""

from math import sqrt

from bongsu.physics.earth.kernels.atmosphere import air_cell, density_in_cell
from bongsu.physics.earth.kernels.environment import AirTuple, EnvironmentTuple
from bongsu.physics.earth.kernels.geodesy import Vector
from bongsu.physics.flight.kernels.dynamics import airless_acceleration, drag_rate
from bongsu.physics.flight.kernels.integrator import (
    NODES,
    POSITION_WEIGHTS,
    VELOCITY_WEIGHTS,
    along,
    final_position,
    final_velocity,
    stage_1,
    stage_2,
    stage_3,
    stage_4,
    stage_5,
)
from bongsu.physics.flight.lanes.block import (
    AIRLESS,
    ALTITUDE,
    CELL,
    DRAG,
    INVERSE_RADIUS,
    K1,
    K2,
    K3,
    K4,
    K5,
    K6,
    LANES,
    NEW_POSITION,
    POSITION,
    RADIUS,
    STAGE_VELOCITY,
    STEP,
    VELOCITY,
    WITHIN,
    put_vector,
    vector_at,
)
from bongsu.physics.numerics.arrays import FloatArray
from bongsu.physics.numerics.jit import inner_kernel


@inner_kernel
def _place(block: FloatArray, lane: int, position: Vector, velocity: Vector) -> None:
    put_vector(block, NEW_POSITION + lane, position)
    put_vector(block, STAGE_VELOCITY + lane, velocity)


@inner_kernel
def look(environment: EnvironmentTuple, block: FloatArray) -> None:
    """Start a stage: all that does not need the air, and where in the table the air is.

    Parameters
    ----------
    environment : EnvironmentTuple
        Gravity, rotation and air.
    block : ndarray of float64, shape (BLOCK_SIZE,)
        Lanes with the stage's position and velocity. [SI]
    """
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


@inner_kernel
def feel(
    air: AirTuple, block: FloatArray, rows: FloatArray, slopes: FloatArray, stage: int
) -> None:
    """End a stage: fetch every lane's row of the air table, then the acceleration with drag.

    Parameters
    ----------
    air : AirTuple
        Tabulated air.
    block : ndarray of float64, shape (BLOCK_SIZE,)
        Lanes after :func:`look`. [SI]
    rows : ndarray of float64, shape (ROWS_SIZE,)
        Scratch for rows of the air table. [kg/m³, 1]
    slopes : ndarray of float64, shape (SLOPES_SIZE,)
        Takes the accelerations. [m/s²]
    stage : int
        Where among them: `K1` to `K7`. [1]
    """
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


@inner_kernel
def _to_stage_2(block: FloatArray, slopes: FloatArray) -> None:
    for lane in range(LANES):
        h = block[STEP + lane]
        velocity = vector_at(block, VELOCITY + lane)
        k1 = vector_at(slopes, K1 + lane)
        position = along(vector_at(block, POSITION + lane), NODES[1] * h, velocity)
        _place(block, lane, position, stage_1(velocity, h, VELOCITY_WEIGHTS[1], k1))


@inner_kernel
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


@inner_kernel
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


@inner_kernel
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


@inner_kernel
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


@inner_kernel
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


@inner_kernel
def to_stage(stage: int, block: FloatArray, slopes: FloatArray) -> None:
    """Position and velocity of a stage, from the accelerations of the earlier ones.

    Parameters
    ----------
    stage : int
        From 2 to 7; the last is the end of the step. [1]
    block : ndarray of float64, shape (BLOCK_SIZE,)
        Lanes. [SI]
    slopes : ndarray of float64, shape (SLOPES_SIZE,)
        Accelerations of the stages. [m/s²]
    """
    if stage == 2:
        _to_stage_2(block, slopes)
    elif stage == 3:
        _to_stage_3(block, slopes)
    elif stage == 4:
        _to_stage_4(block, slopes)
    elif stage == 5:
        _to_stage_5(block, slopes)
    elif stage == 6:
        _to_stage_6(block, slopes)
    else:
        _to_end(block, slopes)
