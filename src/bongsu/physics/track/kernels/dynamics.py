"""How small errors of a free flight grow: the linearised equations of motion.

The state is position, velocity and drag area per mass (one over the ballistic coefficient), seven
numbers in the Earth-fixed frame.
"""

from math import ceil, sqrt
from typing import NamedTuple

import numpy as np

from bongsu.physics.earth.kernels.atmosphere import air_density, radial_altitude
from bongsu.physics.earth.kernels.environment import AirTuple, EnvironmentTuple, GravityTuple
from bongsu.physics.earth.kernels.geodesy import Vector
from bongsu.physics.flight.kernels.between import State, state_at
from bongsu.physics.numerics.arrays import FloatArray
from bongsu.physics.numerics.constants import (
    EARTH_EQUATORIAL_RADIUS_M,
    EARTH_SECOND_ECCENTRICITY_SQUARED,
)
from bongsu.physics.numerics.jit import kernel

SIZE = 7
"""Length of the state."""

# the series of the transition matrix keeps three terms: 0.25^4 / 24 leaves 2e-4 of a change
_LARGEST_RATE_TIMES_STEP = 0.25
# gradients are taken at the middle of a piece: 0.08^2 / 24 leaves 3e-4 of what drag changes when
# the air thickens by this within it; ten times more is a false track in a filter without noise
_LARGEST_THICKENING = 0.08
_SLIGHT_DRAG = 1.0e-6
_LARGEST_PIECES = 64


class ScratchTuple(NamedTuple):
    """Arrays that the matrix kernels write over; one set per thread.

    Parameters
    ----------
    small : ndarray, shape (7, 3, 3)
        Gradients and their products. [SI]
    phi, a, b : ndarray, shape (7, 7)
        Matrices of the state. [SI]
    """

    small: FloatArray
    phi: FloatArray
    a: FloatArray
    b: FloatArray


@kernel
def scratch() -> ScratchTuple:
    """Make a set of scratch arrays.

    Returns
    -------
    ScratchTuple
        The set. [SI]
    """
    return ScratchTuple(np.empty((7, 3, 3)), np.empty((7, 7)), np.empty((7, 7)), np.empty((7, 7)))


@kernel
def log_density_slope(air: AirTuple, altitude: float) -> float:
    """Relative change of air density with height.

    Parameters
    ----------
    air : AirTuple
        Tabulated air.
    altitude : float
        Altitude. [m]

    Returns
    -------
    float
        d ln(density) / d altitude; zero underground and above the table. [1/m]
    """
    last = air.log_density.shape[0] - 1
    u = (altitude - air.base_m) / air.spacing_m
    if not (u > 0.0 and altitude < air.top_m):
        return 0.0
    row = min(int(u), last)
    s = u - row - 0.5
    c = air.log_density
    return float((c[row, 1] + s * (2.0 * c[row, 2] + s * 3.0 * c[row, 3])) / air.spacing_m)


@kernel
def _add_gravity_gradient(
    gravity: GravityTuple, rotation: float, x: float, y: float, z: float, g: FloatArray
) -> None:
    """Gradient of point-mass and J2 gravity and of the centrifugal term (J3 and J4: 1e-6 of it)."""
    r2 = x * x + y * y + z * z
    inverse2 = 1.0 / r2
    inverse3 = inverse2 * sqrt(inverse2)
    point = gravity.gm_m3_s2 * inverse3
    oblate = (
        (1.5 * gravity.j2 * gravity.gm_m3_s2 * gravity.radius_m * gravity.radius_m)
        * inverse3
        * inverse2
    )
    w = z * z * inverse2
    position = (x, y, z)
    # J2 acceleration: -oblate (1 - 5 w) x, -oblate (1 - 5 w) y, -oblate (3 - 5 w) z
    for i in range(3):
        factor = 3.0 - 5.0 * w if i == 2 else 1.0 - 5.0 * w
        rise = -15.0 + 35.0 * w if i == 2 else -5.0 + 35.0 * w
        for j in range(3):
            slope = rise * position[j] * inverse2
            if j == 2:
                slope -= 10.0 * z * inverse2
            g[i, j] = 3.0 * point * position[i] * position[j] * inverse2
            g[i, j] -= oblate * position[i] * slope
            if i == j:
                g[i, j] -= point + oblate * factor
    g[0, 0] += rotation * rotation
    g[1, 1] += rotation * rotation


@kernel
def _altitude_gradient(x: float, y: float, z: float, radius: float) -> Vector:
    """Gradient of r - a / sqrt(1 + e'^2 (z/r)^2), which is what air density depends on."""
    e2 = EARTH_SECOND_ECCENTRICITY_SQUARED
    s = z / radius
    root = sqrt(1.0 + e2 * s * s)
    tilt = EARTH_EQUATORIAL_RADIUS_M * e2 * s / (radius * root * root * root)
    radial = (1.0 - tilt * s) / radius
    return radial * x, radial * y, radial * z + tilt


@kernel
def acceleration_gradients(
    environment: EnvironmentTuple,
    drag_area_per_mass: float,
    state: State,
    by_position: FloatArray,
    by_velocity: FloatArray,
    by_drag: FloatArray,
) -> float:
    """Derivatives of the acceleration of free flight.

    Parameters
    ----------
    environment : EnvironmentTuple
        Gravity, rotation and air.
    drag_area_per_mass : float
        C_D A / m. [m²/kg]
    state : tuple of float
        ECEF position [m] and Earth-fixed velocity [m/s].
    by_position, by_velocity : ndarray, shape (3, 3)
        Filled with the derivatives by position [1/s²] and by velocity [1/s].
    by_drag : ndarray, shape (3,)
        Filled with the derivative by drag area per mass. [kg/(m s²)]

    Returns
    -------
    float
        Rate at which drag slows the body, the fastest of the motion's own rates. [1/s]

    References
    ----------
    .. [1] O. Montenbruck, E. Gill, "Satellite Orbits", Springer, 2000, eqs. (7.53), (7.59),
       (7.78)-(7.82).
    """
    x, y, z, vx, vy, vz = state
    rotation = environment.rotation_rad_s
    _add_gravity_gradient(environment.gravity, rotation, x, y, z, by_position)
    radius = sqrt(x * x + y * y + z * z)
    altitude = radial_altitude(radius, z, 1.0 / radius)
    density = air_density(environment.air, altitude)
    speed = sqrt(vx * vx + vy * vy + vz * vz)
    velocity = (vx, vy, vz)
    up = _altitude_gradient(x, y, z, radius)
    rate = 0.5 * density * drag_area_per_mass * speed
    fade = rate * log_density_slope(environment.air, altitude)
    for i in range(3):
        by_drag[i] = -0.5 * density * speed * velocity[i]
        for j in range(3):
            by_position[i, j] -= fade * velocity[i] * up[j]
            by_velocity[i, j] = (
                -rate * velocity[i] * velocity[j] / (speed * speed) if rate > 0.0 else 0.0
            )
        by_velocity[i, i] -= rate
    by_velocity[0, 1] += 2.0 * rotation
    by_velocity[1, 0] -= 2.0 * rotation
    return rate


@kernel
def multiply(a: FloatArray, b: FloatArray, product: FloatArray) -> None:
    """Product of two 7 by 7 matrices, without a library call.

    Parameters
    ----------
    a, b : ndarray, shape (7, 7)
        Factors. [SI]
    product : ndarray, shape (7, 7)
        Filled; must be neither factor. [SI]
    """
    # a row held in scalars is read once: half the time of a loop that the product may overlap
    for i in range(SIZE):
        a0, a1, a2, a3 = a[i, 0], a[i, 1], a[i, 2], a[i, 3]
        a4, a5, a6 = a[i, 4], a[i, 5], a[i, 6]
        for j in range(SIZE):
            product[i, j] = (
                a0 * b[0, j]
                + a1 * b[1, j]
                + a2 * b[2, j]
                + a3 * b[3, j]
                + a4 * b[4, j]
                + a5 * b[5, j]
                + a6 * b[6, j]
            )


@kernel
def multiply_transposed(a: FloatArray, b: FloatArray, product: FloatArray) -> None:
    """Product of the transpose of a 7 by 7 matrix and another.

    Parameters
    ----------
    a, b : ndarray, shape (7, 7)
        Factors, the first to be transposed. [SI]
    product : ndarray, shape (7, 7)
        Filled; must be neither factor. [SI]
    """
    for i in range(SIZE):
        a0, a1, a2, a3 = a[0, i], a[1, i], a[2, i], a[3, i]
        a4, a5, a6 = a[4, i], a[5, i], a[6, i]
        for j in range(SIZE):
            product[i, j] = (
                a0 * b[0, j]
                + a1 * b[1, j]
                + a2 * b[2, j]
                + a3 * b[3, j]
                + a4 * b[4, j]
                + a5 * b[5, j]
                + a6 * b[6, j]
            )


@kernel
def _multiply_3(a: FloatArray, b: FloatArray, product: FloatArray) -> None:
    """Product of two 3 by 3 matrices."""
    for i in range(3):
        a0, a1, a2 = a[i, 0], a[i, 1], a[i, 2]
        for j in range(3):
            product[i, j] = a0 * b[0, j] + a1 * b[1, j] + a2 * b[2, j]


@kernel
def _series(dt: float, work: FloatArray, phi: FloatArray) -> None:
    """Transition over one step of constant gradients, to the third order in time.

    `work` holds the gradients by position, velocity and (first row) drag, then scratch.
    """
    g, d, b = work[0], work[1], work[2, 0]
    dg, dd, gd, ddd = work[3], work[4], work[5], work[6]
    _multiply_3(d, g, dg)
    _multiply_3(d, d, dd)
    _multiply_3(g, d, gd)
    _multiply_3(d, dd, ddd)
    half = 0.5 * dt * dt
    sixth = half * dt / 3.0
    for i in range(3):
        db = d[i, 0] * b[0] + d[i, 1] * b[1] + d[i, 2] * b[2]
        phi[i, 6] = half * b[i] + sixth * db
        phi[3 + i, 6] = dt * b[i] + half * db
        for j in range(3):
            phi[i, j] = half * g[i, j] + sixth * dg[i, j]
            phi[i, 3 + j] = half * d[i, j] + sixth * (g[i, j] + dd[i, j])
            phi[3 + i, j] = dt * g[i, j] + half * dg[i, j]
            phi[3 + i, 3 + j] = (
                dt * d[i, j]
                + half * (g[i, j] + dd[i, j])
                + sixth * (gd[i, j] + dg[i, j] + ddd[i, j])
            )
        phi[i, i] += 1.0
        phi[i, 3 + i] += dt
        phi[3 + i, 3 + i] += 1.0
    for j in range(6):
        phi[6, j] = 0.0
    phi[6, 6] = 1.0


@kernel
def _pieces(environment: EnvironmentTuple, state: State, slowing: float, span: float) -> int:
    """Pieces of a step, over which gradients may be taken as constant."""
    if slowing < _SLIGHT_DRAG:
        return 1
    x, y, z, vx, vy, vz = state
    radius = sqrt(x * x + y * y + z * z)
    climb = (x * vx + y * vy + z * vz) / radius
    altitude = radial_altitude(radius, z, 1.0 / radius)
    thickening = abs(climb * log_density_slope(environment.air, altitude)) * span
    pieces = max(
        ceil(2.0 * slowing / _LARGEST_RATE_TIMES_STEP), ceil(thickening / _LARGEST_THICKENING)
    )
    return max(1, min(pieces, _LARGEST_PIECES))


@kernel
def transition(
    environment: EnvironmentTuple,
    drag_area_per_mass: float,
    samples: FloatArray,
    rows: int,
    start_s: float,
    end_s: float,
    phi: FloatArray,
    work: ScratchTuple,
) -> None:
    """Sensitivity of the state at one time of a flight to the state at another.

    Parameters
    ----------
    environment : EnvironmentTuple
        Gravity, rotation and air.
    drag_area_per_mass : float
        C_D A / m. [m²/kg]
    samples : ndarray, shape (>= rows, 7)
        The flight; see :func:`bongsu.physics.flight.kernels.between.state_at`.
    rows : int
        Rows in use. [1]
    start_s, end_s : float
        Times; the end may lie before the start. [s]
    phi : ndarray, shape (7, 7)
        Filled with d state(end) / d state(start). [SI]
    work : ScratchTuple
        From :func:`scratch`.

    References
    ----------
    .. [1] O. Montenbruck, E. Gill, "Satellite Orbits", Springer, 2000, eqs. (7.1)-(7.6): the
       variational equations, here with gradients taken at the middle of each piece.
    """
    small = work.small
    span = end_s - start_s
    state = state_at(samples, rows, 0.5 * (start_s + end_s))
    rate = acceleration_gradients(
        environment, drag_area_per_mass, state, small[0], small[1], small[2, 0]
    )
    pieces = _pieces(environment, state, rate * abs(span), abs(span))
    if pieces <= 1:
        _series(span, small, phi)
        return
    step = span / pieces
    for n in range(pieces):
        state = state_at(samples, rows, start_s + (n + 0.5) * step)
        acceleration_gradients(
            environment, drag_area_per_mass, state, small[0], small[1], small[2, 0]
        )
        if n == 0:
            _series(step, small, phi)
            continue
        _series(step, small, work.a)
        multiply(work.a, phi, work.b)
        phi[:] = work.b
