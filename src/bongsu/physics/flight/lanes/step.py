"""The trial step of :mod:`bongsu.physics.flight.kernels.ballistic`, taken by many arcs at once."""

import numpy as np

from bongsu.physics.earth.kernels.environment import EnvironmentTuple
from bongsu.physics.earth.kernels.geodesy import Vector
from bongsu.physics.flight.kernels.integrator import position_error, velocity_error
from bongsu.physics.flight.kernels.step_control import (
    DESCENT_M,
    error_ratio_squared,
    fall_limit,
    next_step,
    step_factor,
    velocity_scale,
)
from bongsu.physics.flight.lanes.block import (
    ALTITUDE,
    BEFORE_HEIGHT,
    BEFORE_RISE,
    CLIMB,
    EVENT,
    HEIGHT,
    INVERSE_RADIUS,
    K1,
    K2,
    K3,
    K4,
    K5,
    K6,
    K7,
    LANDED,
    LANES,
    LAST_STEP,
    LEFT_AIR,
    LIMIT,
    NEW_POSITION,
    PASSED_APOGEE,
    POSITION,
    RATIO,
    RISE,
    STAGE_VELOCITY,
    STALLED,
    STEP,
    TIME,
    TRIAL_CLIMB,
    TRIAL_RISE,
    TRIALS,
    VELOCITY,
    put_vector,
    vector_at,
)
from bongsu.physics.flight.lanes.stages import feel, look, to_stage
from bongsu.physics.numerics.arrays import FloatArray
from bongsu.physics.numerics.constants import (
    EARTH_EQUATORIAL_RADIUS_M,
    EARTH_SECOND_ECCENTRICITY_SQUARED,
)
from bongsu.physics.numerics.jit import inner_kernel, kernel

ELLIPSOID_M = EARTH_EQUATORIAL_RADIUS_M * EARTH_SECOND_ECCENTRICITY_SQUARED
"""Scale of the ellipsoid's radius along a meridian. [m]"""
MOST_TRIALS = 20_000.0
"""Trial steps after which an arc counts as stalled: far beyond any fine tolerance. [1]"""


@inner_kernel
def _dot(a: Vector, b: Vector) -> float:
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


@inner_kernel
def _look_ahead(environment: EnvironmentTuple, block: FloatArray, slopes: FloatArray) -> None:
    """Radial velocity and rate of altitude of every lane's new state; longest step from there."""
    top = environment.air.top_m
    for lane in range(LANES):
        position = vector_at(block, NEW_POSITION + lane)
        velocity = vector_at(block, STAGE_VELOCITY + lane)
        inverse = block[INVERSE_RADIUS + lane]
        climb = _dot(position, velocity) * inverse
        outward = _dot(position, vector_at(slopes, K7 + lane))
        across = _dot(velocity, velocity) - climb * climb
        fall = -(outward + across) * inverse
        block[TRIAL_CLIMB + lane] = climb
        # the ellipsoid's radius changes along the way: two terms of its series, 2 mm/s
        s = position[2] * inverse
        bulge = ELLIPSOID_M * (1.0 - 1.5 * EARTH_SECOND_ECCENTRICITY_SQUARED * s * s)
        block[TRIAL_RISE + lane] = climb + bulge * s * (velocity[2] - s * climb) * inverse
        block[LIMIT + lane] = fall_limit(top, DESCENT_M, block[ALTITUDE + lane], climb, fall)


@inner_kernel
def _choose(taken: bool, new: Vector, old: Vector) -> Vector:
    return (
        new[0] if taken else old[0],
        new[1] if taken else old[1],
        new[2] if taken else old[2],
    )


@inner_kernel
def _weigh_errors(tolerance: float, block: FloatArray, slopes: FloatArray) -> None:
    """Compare every lane's error with the tolerance; scale its step for another try."""
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
            velocity_scale(block[CLIMB + lane]),
            tolerance,
        )
    for lane in range(LANES):
        block[LAST_STEP + lane] = block[STEP + lane]
        block[STEP + lane] = block[STEP + lane] * step_factor(block[RATIO + lane])


@inner_kernel
def _decide(coast_above: float, block: FloatArray, slopes: FloatArray) -> float:
    """Accept or reject every lane's step, choose the next; return how many lanes met an event."""
    events = 0.0
    for lane in range(LANES):
        ratio = block[RATIO + lane]
        h = block[LAST_STEP + lane]
        scaled = block[STEP + lane]
        altitude = block[ALTITUDE + lane]
        climb = block[TRIAL_CLIMB + lane]
        accepted = ratio <= 1.0
        landed = accepted and altitude < 0.0
        moved = accepted and not landed
        left = moved and altitude > coast_above and climb > 0.0
        trials = block[TRIALS + lane] + 1.0
        stalled = trials > MOST_TRIALS
        climb_before = block[CLIMB + lane]
        height_before = block[HEIGHT + lane]
        rise = block[TRIAL_RISE + lane]
        rise_before = block[RISE + lane]
        event = PASSED_APOGEE if moved and rise_before > 0.0 and rise <= 0.0 else 0.0
        event = LANDED if landed else event
        event = LEFT_AIR if left else event
        event = STALLED if stalled else event
        events += 1.0 if event > 0.0 else 0.0
        following = next_step(scaled, climb, block[LIMIT + lane])
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
        block[STEP + lane] = h if landed else (following if accepted else scaled)
        block[BEFORE_HEIGHT + lane] = height_before
        block[BEFORE_RISE + lane] = rise_before
        block[HEIGHT + lane] = altitude if moved else height_before
        block[CLIMB + lane] = climb if moved else climb_before
        block[RISE + lane] = rise if moved else rise_before
        block[TRIALS + lane] = trials
        block[EVENT + lane] = event
    return events


@kernel
def begin_arcs(
    environment: EnvironmentTuple, block: FloatArray, slopes: FloatArray, rows: FloatArray
) -> None:
    """Acceleration, altitude, radial velocity and longest first step of arcs about to fly.

    Parameters
    ----------
    environment : EnvironmentTuple
        Gravity, rotation and air.
    block : ndarray of float64, shape (BLOCK_SIZE,)
        Lanes with `NEW_POSITION`, `STAGE_VELOCITY` and `DRAG`. [SI]
    slopes : ndarray of float64, shape (SLOPES_SIZE,)
        Takes the accelerations, as those of the last stage. [m/s²]
    rows : ndarray of float64, shape (ROWS_SIZE,)
        Scratch for rows of the air table. [kg/m³, 1]
    """
    look(environment, block)
    # a plain constant would make Numba compile one more copy
    feel(environment.air, block, rows, slopes, int(np.int64(K7)))
    _look_ahead(environment, block, slopes)


@inner_kernel
def trial_step(
    environment: EnvironmentTuple,
    coast_above: float,
    tolerance: float,
    block: FloatArray,
    slopes: FloatArray,
    rows: FloatArray,
) -> float:
    """Try one step in every lane.

    A lane whose step is accepted moves on; one that passes below the ground keeps its old state
    in the block beside the new one, for the dense output.

    Parameters
    ----------
    environment : EnvironmentTuple
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
    # one loop, so that the forces stand in the machine code once
    for stage in range(2, 8):
        to_stage(stage, block, slopes)
        look(environment, block)
        feel(environment.air, block, rows, slopes, (stage - 1) * K2)
    _weigh_errors(tolerance, block, slopes)
    _look_ahead(environment, block, slopes)
    return _decide(coast_above, block, slopes)
