"""Impact points of many arcs at once, by Newton's iteration on the dense output."""

from math import sqrt

from bongsu.physics.earth.kernels.atmosphere import altitude_of, radial_altitude
from bongsu.physics.earth.kernels.geodesy import Vector
from bongsu.physics.flight.kernels.dense_output import hermite, quintic
from bongsu.physics.flight.lanes.block import LANES, put_vector, vector_at
from bongsu.physics.numerics.arrays import FloatArray
from bongsu.physics.numerics.constants import (
    EARTH_EQUATORIAL_RADIUS_M,
    EARTH_SECOND_ECCENTRICITY_SQUARED,
)
from bongsu.physics.numerics.jit import inner_kernel, kernel

L_START = 0
L_START_VELOCITY = 3 * LANES
L_START_SLOPE = 6 * LANES
L_END = 9 * LANES
L_END_VELOCITY = 12 * LANES
L_END_SLOPE = 15 * LANES
L_STEP = 18 * LANES
L_FRACTION = 19 * LANES
L_IMPACT = 20 * LANES
L_IMPACT_VELOCITY = 23 * LANES
L_MISS = 26 * LANES
LANDING_SIZE = 27 * LANES

ITERATIONS = 3
"""Newton's errors go 5 m, 2 cm, 1 um even where drag brakes by 10 g. [1]"""
HALVINGS = 60
CLOSE_M = 1e-6
ELLIPSOID_M = EARTH_EQUATORIAL_RADIUS_M * EARTH_SECOND_ECCENTRICITY_SQUARED


@inner_kernel
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
def _halve(block: FloatArray, lane: int) -> float:
    """Impact by bisection, for the rare step whose altitude is not nearly straight."""
    above = 0.0
    below = 1.0
    for _ in range(HALVINGS):
        middle = 0.5 * (above + below)
        position, _ = state_within(block, lane, middle)
        if altitude_of(position[0], position[1], position[2]) > 0.0:
            above = middle
        else:
            below = middle
    return below


@inner_kernel
def _value(c: tuple[float, float, float, float, float], u: float) -> float:
    return u * (c[0] + u * (c[1] + u * (c[2] + u * (c[3] + u * c[4]))))


@inner_kernel
def _rate(c: tuple[float, float, float, float, float], u: float) -> float:
    return c[0] + u * (2.0 * c[1] + u * (3.0 * c[2] + u * (4.0 * c[3] + u * (5.0 * c[4]))))


@inner_kernel
def _first_guess(block: FloatArray, lane: int) -> None:
    """Root of the parabola through the altitudes of both ends and the first one's rate."""
    p0 = vector_at(block, L_START + lane)
    v0 = vector_at(block, L_START_VELOCITY + lane)
    p1 = vector_at(block, L_END + lane)
    radius = sqrt(p0[0] * p0[0] + p0[1] * p0[1] + p0[2] * p0[2])
    inverse = 1.0 / radius
    above = radial_altitude(radius, p0[2], inverse)
    below = altitude_of(p1[0], p1[1], p1[2])
    along = (p0[0] * v0[0] + p0[1] * v0[1] + p0[2] * v0[2]) * inverse * block[L_STEP + lane]
    bend = below - above - along
    inner = along * along - 4.0 * bend * above
    # a hop from the ground starts on it as well: the landing is the root nearer to the end
    root = sqrt(inner if inner > 0.0 else 0.0)
    falling = -2.0 * above / (along - root if along < root else -1.0)
    rising = -(along + root) / (2.0 * bend if bend < 0.0 else -1.0)
    guess = rising if along > 0.0 else falling
    guess = guess if guess > 0.0 else 0.0
    block[L_FRACTION + lane] = guess if guess < 1.0 else 1.0


@kernel
def find_landings(block: FloatArray, count: int) -> None:
    """Find where in its last step every lane meets the ground.

    Parameters
    ----------
    block : ndarray of float64, shape (LANDING_SIZE,)
        Last steps, from above to below the ground; the fraction, position and velocity of impact
        are written. [m, m/s, m/s², s]
    count : int
        How many lanes hold an arc. [1]
    """
    for lane in range(LANES):
        _first_guess(block, lane)
    for lane in range(LANES):
        h = block[L_STEP + lane]
        p0 = vector_at(block, L_START + lane)
        v0 = vector_at(block, L_START_VELOCITY + lane)
        a0 = vector_at(block, L_START_SLOPE + lane)
        p1 = vector_at(block, L_END + lane)
        v1 = vector_at(block, L_END_VELOCITY + lane)
        a1 = vector_at(block, L_END_SLOPE + lane)
        cx = quintic(h, p0[0], v0[0], a0[0], p1[0], v1[0], a1[0])
        cy = quintic(h, p0[1], v0[1], a0[1], p1[1], v1[1], a1[1])
        cz = quintic(h, p0[2], v0[2], a0[2], p1[2], v1[2], a1[2])
        u = block[L_FRACTION + lane]
        for _ in range(ITERATIONS):
            x = p0[0] + _value(cx, u)
            y = p0[1] + _value(cy, u)
            z = p0[2] + _value(cz, u)
            radius = sqrt(x * x + y * y + z * z)
            inverse = 1.0 / radius
            # rates per step
            rz = _rate(cz, u)
            radial = (x * _rate(cx, u) + y * _rate(cy, u) + z * rz) * inverse
            s = z * inverse
            # the ellipsoid's radius changes along the way: the first term of its series is enough
            slope = radial + ELLIPSOID_M * s * (rz - s * radial) * inverse
            step = radial_altitude(radius, z, inverse) / (slope if slope < 0.0 else -1.0)
            better = u - step
            better = better if better > 0.0 else 0.0
            u = better if better < 1.0 else 1.0
        block[L_FRACTION + lane] = u
    for lane in range(LANES):
        position, velocity = state_within(block, lane, block[L_FRACTION + lane])
        put_vector(block, L_IMPACT + lane, position)
        put_vector(block, L_IMPACT_VELOCITY + lane, velocity)
        block[L_MISS + lane] = altitude_of(position[0], position[1], position[2])
    for lane in range(count):
        if not abs(block[L_MISS + lane]) < CLOSE_M:
            u = _halve(block, lane)
            position, velocity = state_within(block, lane, u)
            put_vector(block, L_IMPACT + lane, position)
            put_vector(block, L_IMPACT_VELOCITY + lane, velocity)
            block[L_FRACTION + lane] = u
