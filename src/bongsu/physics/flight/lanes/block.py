"""A block of arcs, one per lane: which quantity stands where."""

from bongsu.physics.earth.kernels.geodesy import Vector
from bongsu.physics.numerics.arrays import FloatArray
from bongsu.physics.numerics.jit import inner_kernel

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
BEFORE_RISE = 27 * LANES
TRIAL_CLIMB = 28 * LANES
LAST_STEP = 29 * LANES
RADIUS = 30 * LANES
RATIO = 31 * LANES
LIMIT = 32 * LANES
RISE = 33 * LANES
TRIAL_RISE = 34 * LANES
BLOCK_SIZE = 35 * LANES

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
FREE = 5.0


@inner_kernel
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


@inner_kernel
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
