"""Whole ballistic flights of many arcs: air, coast, air, ground.

A chunk of arcs is flown phase by phase: through the air in lanes that are refilled as soon as
their arc lands or leaves the air; above it in long drag-free steps; and again, until every arc is
down or known to stay up. Scratch memory belongs to the chunk.
"""

import numpy as np

from bongsu.physics.earth.kernels.atmosphere import altitude_of
from bongsu.physics.earth.kernels.environment import EnvironmentTuple
from bongsu.physics.flight.lanes.air import fly_through_air
from bongsu.physics.flight.lanes.coast import CoastTuple, coast_arcs
from bongsu.physics.flight.lanes.work import IN_FLIGHT, W_PEAK, W_TIME
from bongsu.physics.numerics.arrays import FloatArray, IntArray
from bongsu.physics.numerics.jit import kernel


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
    environment: EnvironmentTuple,
    coast: CoastTuple,
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
    environment : EnvironmentTuple
        Gravity, rotation and air.
    coast : CoastTuple
        Between which altitudes drag is left out, and the steps there.
    tolerance : float
        Allowed error of one step. [m]
    longest : float
        Flight time after which an arc counts as staying up. [s]
    states : ndarray of float64, shape (N, 6)
        ECEF position [m] and Earth-fixed velocity [m/s] at the start.
    drag : ndarray of float64, shape (last - first,)
        C_D A / m of the rows to compute. [m²/kg]
    first, last : int
        Half-open range of rows to compute. [1]
    ends : ndarray of float64, shape (N, 8)
        Position and velocity at impact, time [s] and greatest altitude [m] are written.
    status : ndarray of int64, shape (N,)
        ``IMPACT``, ``ALOFT`` or ``STALLED_ARC`` is written; must hold zeros.
    """
    work = ends[first:last]
    state = status[first:last]
    in_air = np.empty(last - first, np.int64)
    above = np.empty(last - first, np.int64)
    number_above = _load(coast.leave_m, states, first, work, in_air, above)
    number_in_air = last - first - number_above
    while number_above + number_in_air > 0:
        coast_arcs(environment, coast, longest, work, above, number_above, state)
        number_in_air = _return_to_air(above, number_above, state, in_air, number_in_air)
        number_above = fly_through_air(
            environment,
            coast.leave_m,
            tolerance,
            drag,
            work,
            in_air,
            number_in_air,
            above,
            state,
        )
        number_in_air = 0
