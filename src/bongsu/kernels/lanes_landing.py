"""Impact points of many arcs at once, by Newton's iteration on the dense output."""

from math import sqrt

import numpy as np
from numpy.typing import NDArray

from bongsu.kernels.atmosphere import altitude_of
from bongsu.kernels.geodesy import Vector
from bongsu.kernels.integrator import hermite
from bongsu.kernels.jit import inline_kernel, kernel
from bongsu.kernels.lanes import LANES, vector_at

FloatArray = NDArray[np.float64]

L_START = 0
L_START_VELOCITY = 3 * LANES
L_START_SLOPE = 6 * LANES
L_END = 9 * LANES
L_END_VELOCITY = 12 * LANES
L_END_SLOPE = 15 * LANES
L_STEP = 18 * LANES
L_FRACTION = 19 * LANES
LANDING_SIZE = 20 * LANES

ITERATIONS = 6
"""The slope leaves out the ellipsoid's, 0.3 %: two or more digits per iteration. [1]"""
HALVINGS = 60
CLOSE_M = 1e-6


@inline_kernel
def state_within(block: FloatArray, lane: int, u: float) -> tuple[Vector, Vector]:
    """Dense output of a landing lane.

    Parameters
    ----------
    block : ndarray of float64, shape (LANDING_SIZE,)
        Last steps of arcs that came down. [m, m/s, m/s², s]
    lane : int
        Lane. [1]
    u : float
        Fraction of the step. [1]

    Returns
    -------
    tuple
        Position [m] and velocity [m/s].
    """
    h = block[L_STEP + lane]
    p0 = vector_at(block, L_START + lane)
    v0 = vector_at(block, L_START_VELOCITY + lane)
    a0 = vector_at(block, L_START_SLOPE + lane)
    p1 = vector_at(block, L_END + lane)
    v1 = vector_at(block, L_END_VELOCITY + lane)
    a1 = vector_at(block, L_END_SLOPE + lane)
    x, vx = hermite(u, h, p0[0], v0[0], a0[0], p1[0], v1[0], a1[0])
    y, vy = hermite(u, h, p0[1], v0[1], a0[1], p1[1], v1[1], a1[1])
    z, vz = hermite(u, h, p0[2], v0[2], a0[2], p1[2], v1[2], a1[2])
    return (x, y, z), (vx, vy, vz)


@kernel
def _altitude_within(block: FloatArray, lane: int, u: float) -> float:
    position, _ = state_within(block, lane, u)
    return altitude_of(position[0], position[1], position[2])


@kernel
def _halve(block: FloatArray, lane: int) -> float:
    """Impact by bisection, for the rare step whose altitude is not nearly straight."""
    above = 0.0
    below = 1.0
    for _ in range(HALVINGS):
        middle = 0.5 * (above + below)
        if _altitude_within(block, lane, middle) > 0.0:
            above = middle
        else:
            below = middle
    return below


@kernel
def find_landings(block: FloatArray) -> None:
    """Find where in its last step every lane meets the ground.

    Parameters
    ----------
    block : ndarray of float64, shape (LANDING_SIZE,)
        Last steps, from above to below the ground; the fraction is written. [m, m/s, m/s², s]
    """
    for lane in range(LANES):
        p0 = vector_at(block, L_START + lane)
        p1 = vector_at(block, L_END + lane)
        above = altitude_of(p0[0], p0[1], p0[2])
        below = altitude_of(p1[0], p1[1], p1[2])
        gap = above - below
        v0 = vector_at(block, L_START_VELOCITY + lane)
        climbs = p0[0] * v0[0] + p0[1] * v0[1] + p0[2] * v0[2] > 0.0
        # a hop from the ground starts on it as well: the landing is the root nearer to the end
        block[L_FRACTION + lane] = 1.0 if climbs else above / (gap if gap > 0.0 else 1.0)
    for _ in range(ITERATIONS):
        for lane in range(LANES):
            u = block[L_FRACTION + lane]
            position, velocity = state_within(block, lane, u)
            x, y, z = position
            radial = x * velocity[0] + y * velocity[1] + z * velocity[2]
            inverse = 1.0 / sqrt(x * x + y * y + z * z)
            slope = radial * inverse * block[L_STEP + lane]
            step = altitude_of(x, y, z) / (slope if slope < 0.0 else -1.0)
            better = u - step
            better = better if better > 0.0 else 0.0
            block[L_FRACTION + lane] = better if better < 1.0 else 1.0
    for lane in range(LANES):
        miss = _altitude_within(block, lane, block[L_FRACTION + lane])
        if not abs(miss) < CLOSE_M:
            block[L_FRACTION + lane] = _halve(block, lane)
