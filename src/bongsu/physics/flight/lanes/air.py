"""Many arcs through the air, in lanes that are refilled as soon as theirs lands or leaves."""

from math import sqrt

import numpy as np

from bongsu.physics.earth.kernels.environment import EnvironmentTuple
from bongsu.physics.flight.lanes.block import (
    ALTITUDE,
    BEFORE_HEIGHT,
    BEFORE_RISE,
    BLOCK_SIZE,
    CLIMB,
    DRAG,
    EVENT,
    FREE,
    HEIGHT,
    K1,
    K7,
    LANDED,
    LANES,
    LAST_STEP,
    LEFT_AIR,
    LIMIT,
    NEW_POSITION,
    PASSED_APOGEE,
    POSITION,
    RISE,
    ROWS_SIZE,
    SLOPES_SIZE,
    STAGE_VELOCITY,
    STEP,
    TIME,
    TRIAL_CLIMB,
    TRIAL_RISE,
    TRIALS,
    VELOCITY,
    put_vector,
    vector_at,
)
from bongsu.physics.flight.lanes.landing import (
    L_END,
    L_END_SLOPE,
    L_END_VELOCITY,
    L_FRACTION,
    L_IMPACT,
    L_IMPACT_VELOCITY,
    L_START,
    L_START_SLOPE,
    L_START_VELOCITY,
    L_STEP,
    LANDING_SIZE,
    find_landings,
)
from bongsu.physics.flight.lanes.step import begin_arcs, trial_step
from bongsu.physics.flight.lanes.work import (
    IMPACT,
    STALLED_ARC,
    W_PEAK,
    W_TIME,
    position_of,
    save_state,
    velocity_of,
)
from bongsu.physics.numerics.arrays import FloatArray, IntArray
from bongsu.physics.numerics.jit import inner_kernel, kernel

FIRST_STEP_S = 20.0
"""First trial step of a phase; the gate and the error control shorten it. [s]"""


@kernel
def _begin_group(
    environment: EnvironmentTuple,
    drag: FloatArray,
    work: FloatArray,
    arcs: IntArray,
    first: int,
    count: int,
    staged: FloatArray,
    slopes: FloatArray,
    rows: FloatArray,
) -> None:
    """Prepare the next arcs, a lane each, from which lanes that fall free are filled."""
    for lane in range(min(LANES, count - first)):
        arc = arcs[first + lane]
        put_vector(staged, NEW_POSITION + lane, position_of(work, arc))
        put_vector(staged, STAGE_VELOCITY + lane, velocity_of(work, arc))
        staged[DRAG + lane] = drag[arc]
        staged[TIME + lane] = work[arc, W_TIME]
    begin_arcs(environment, staged, slopes, rows)


@inner_kernel
def _fill_lane(
    block: FloatArray,
    slopes: FloatArray,
    lane: int,
    staged: FloatArray,
    staged_slopes: FloatArray,
    at: int,
) -> None:
    """Put a prepared arc into a lane."""
    put_vector(block, POSITION + lane, vector_at(staged, NEW_POSITION + at))
    put_vector(block, VELOCITY + lane, vector_at(staged, STAGE_VELOCITY + at))
    put_vector(slopes, K1 + lane, vector_at(staged_slopes, K7 + at))
    block[DRAG + lane] = staged[DRAG + at]
    block[TIME + lane] = staged[TIME + at]
    block[HEIGHT + lane] = staged[ALTITUDE + at]
    block[CLIMB + lane] = staged[TRIAL_CLIMB + at]
    block[RISE + lane] = staged[TRIAL_RISE + at]
    block[STEP + lane] = min(FIRST_STEP_S, staged[LIMIT + at])
    block[TRIALS + lane] = 0.0


@inner_kernel
def _idle_lane(block: FloatArray, slopes: FloatArray, lane: int) -> None:
    """Stop a lane: steps of zero length in a place where nothing happens."""
    put_vector(block, POSITION + lane, (1e7, 0.0, 0.0))
    put_vector(block, VELOCITY + lane, (0.0, 0.0, 0.0))
    put_vector(slopes, K1 + lane, (0.0, 0.0, 0.0))
    block[CLIMB + lane] = 0.0
    block[RISE + lane] = 0.0
    block[DRAG + lane] = 0.0
    block[STEP + lane] = 0.0
    block[TRIALS + lane] = -np.inf


@inner_kernel
def _apogee_within(block: FloatArray, lane: int) -> float:
    """Greatest altitude of a lane's last step, by the cubic through both ends and their rates."""
    low = block[BEFORE_HEIGHT + lane]
    rate = block[BEFORE_RISE + lane]
    end_rate = block[TRIAL_RISE + lane]
    if rate <= 0.0 or end_rate > 0.0:
        return float(block[ALTITUDE + lane])
    h = block[LAST_STEP + lane]
    mean = (block[ALTITUDE + lane] - low) / h
    # rate(u) = rate + b u + c u^2 over the step; the sum under the root is positive, b negative
    b = 6.0 * mean - 4.0 * rate - 2.0 * end_rate
    c = 3.0 * (rate + end_rate) - 6.0 * mean
    u = 2.0 * rate / (sqrt(max(0.0, b * b - 4.0 * c * rate)) - b)
    return float(low + h * u * (rate + u * (0.5 * b + u * c / 3.0)))


@inner_kernel
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


@kernel
def _land(
    landing: FloatArray, arcs: IntArray, count: int, work: FloatArray, status: IntArray
) -> None:
    """Write the impacts of the kept landings into the work array."""
    find_landings(landing, count)
    for at in range(count):
        arc = arcs[at]
        position = vector_at(landing, L_IMPACT + at)
        save_state(work, arc, position, vector_at(landing, L_IMPACT_VELOCITY + at))
        work[arc, W_TIME] += landing[L_FRACTION + at] * landing[L_STEP + at]
        status[arc] = IMPACT


@kernel
def fly_through_air(
    environment: EnvironmentTuple,
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
    environment : EnvironmentTuple
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
    staged = np.ones(BLOCK_SIZE)
    staged_slopes = np.zeros(SLOPES_SIZE)
    rows = np.zeros(ROWS_SIZE)
    landing = np.ones(LANDING_SIZE)
    landed = np.empty(LANES, np.int64)
    in_lane = np.full(LANES, -1, np.int64)
    # plain zeros would make Numba compile a copy of every function that takes them
    kept = int(np.int64(0))
    started = int(np.int64(0))
    leaving = 0
    flying = 0
    for lane in range(LANES):
        # an event in every lane: the first round fills them
        block[EVENT + lane] = FREE
    while True:
        for lane in range(LANES):
            event = block[EVENT + lane]
            if event == 0.0:
                continue
            if event != FREE:
                arc = in_lane[lane]
                work[arc, W_PEAK] = max(work[arc, W_PEAK], _apogee_within(block, lane))
                if event == PASSED_APOGEE:
                    continue
                flying -= 1
                work[arc, W_TIME] = block[TIME + lane]
                if event == LANDED:
                    _keep_landing(block, slopes, lane, landing, kept)
                    landed[kept] = arc
                    kept += 1
                else:
                    position = vector_at(block, POSITION + lane)
                    save_state(work, arc, position, vector_at(block, VELOCITY + lane))
                    if event == LEFT_AIR:
                        left[leaving] = arc
                        leaving += 1
                    else:
                        status[arc] = STALLED_ARC
            if kept == LANES:
                _land(landing, landed, kept, work, status)
                kept = int(np.int64(0))
            if started < count:
                at = started % LANES
                if at == 0:
                    _begin_group(
                        environment, drag, work, arcs, started, count, staged, staged_slopes, rows
                    )
                in_lane[lane] = arcs[started]
                _fill_lane(block, slopes, lane, staged, staged_slopes, at)
                started += 1
                flying += 1
            else:
                _idle_lane(block, slopes, lane)
        if flying == 0:
            break
        while trial_step(environment, coast_above, tolerance, block, slopes, rows) == 0.0:
            pass
    _land(landing, landed, kept, work, status)
    return leaving
