"""The arcs of a chunk between phases: a row each."""

from bongsu.physics.earth.kernels.geodesy import Vector
from bongsu.physics.numerics.arrays import FloatArray
from bongsu.physics.numerics.jit import inner_kernel

IN_FLIGHT = 0
IMPACT = 1
ALOFT = 2
STALLED_ARC = 3

W_TIME = 6
W_PEAK = 7
WORK_COLUMNS = 8
"""Columns of the work array: position, velocity, time, highest altitude so far. [1]"""


@inner_kernel
def position_of(work: FloatArray, arc: int) -> Vector:
    """Position of an arc.

    Parameters
    ----------
    work : ndarray of float64, shape (n, 8)
        Arcs of a chunk. [SI]
    arc : int
        Row. [1]

    Returns
    -------
    tuple of float
        ECEF position. [m]
    """
    return work[arc, 0], work[arc, 1], work[arc, 2]


@inner_kernel
def velocity_of(work: FloatArray, arc: int) -> Vector:
    """Velocity of an arc.

    Parameters
    ----------
    work : ndarray of float64, shape (n, 8)
        Arcs of a chunk. [SI]
    arc : int
        Row. [1]

    Returns
    -------
    tuple of float
        Earth-fixed velocity. [m/s]
    """
    return work[arc, 3], work[arc, 4], work[arc, 5]


@inner_kernel
def save_state(work: FloatArray, arc: int, position: Vector, velocity: Vector) -> None:
    """Write an arc's state.

    Parameters
    ----------
    work : ndarray of float64, shape (n, 8)
        Arcs of a chunk. [SI]
    arc : int
        Row. [1]
    position, velocity : tuple of float
        ECEF position [m] and Earth-fixed velocity [m/s].
    """
    work[arc, 0], work[arc, 1], work[arc, 2] = position
    work[arc, 3], work[arc, 4], work[arc, 5] = velocity
