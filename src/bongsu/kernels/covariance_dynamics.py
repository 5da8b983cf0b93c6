"""How small errors of a free flight grow: the linearised equations of motion.

The state is position, velocity and drag area per mass (one over the ballistic coefficient), seven
numbers in the Earth-fixed frame.
"""

from math import ceil, sqrt

import numpy as np
from numpy.typing import NDArray

from bongsu.kernels.atmosphere import air_density, radial_altitude
from bongsu.kernels.constants import EARTH_EQUATORIAL_RADIUS_M, EARTH_SECOND_ECCENTRICITY_SQUARED
from bongsu.kernels.environment import Air, Environment, Gravity
from bongsu.kernels.geodesy import Vector
from bongsu.kernels.jit import kernel
from bongsu.kernels.sight import State, state_at

Array = NDArray[np.float64]

SIZE = 7
"""Length of the state."""

# the series of the transition matrix keeps three terms: 0.25^4 / 24 leaves 2e-4 of a change
_LARGEST_RATE_TIMES_STEP = 0.25
_LARGEST_PIECES = 64


@kernel
def log_density_slope(air: Air, altitude: float) -> float:
    """Relative change of air density with height.

    Parameters
    ----------
    air : Air
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
    gravity: Gravity, rotation: float, x: float, y: float, z: float, g: Array
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
    environment: Environment,
    drag_area_per_mass: float,
    state: State,
    by_position: Array,
    by_velocity: Array,
    by_drag: Array,
) -> float:
    """Derivatives of the acceleration of free flight.

    Parameters
    ----------
    environment : Environment
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
def multiply(a: Array, b: Array, product: Array) -> None:
    """Product of two small square matrices, without a library call.

    Parameters
    ----------
    a, b : ndarray, shape (n, n)
        Factors. [SI]
    product : ndarray, shape (n, n)
        Filled; must be neither factor. [SI]
    """
    n = a.shape[0]
    for i in range(n):
        for j in range(n):
            total = 0.0
            for k in range(n):
                total += a[i, k] * b[k, j]
            product[i, j] = total


@kernel
def _series(dt: float, g: Array, d: Array, b: Array, phi: Array) -> None:
    """Transition over one step of constant gradients, to the third order in time."""
    half = 0.5 * dt * dt
    sixth = half * dt / 3.0
    for i in range(3):
        db = d[i, 0] * b[0] + d[i, 1] * b[1] + d[i, 2] * b[2]
        phi[i, 6] = half * b[i] + sixth * db
        phi[3 + i, 6] = dt * b[i] + half * db
        for j in range(3):
            dg = d[i, 0] * g[0, j] + d[i, 1] * g[1, j] + d[i, 2] * g[2, j]
            dd = d[i, 0] * d[0, j] + d[i, 1] * d[1, j] + d[i, 2] * d[2, j]
            gd = g[i, 0] * d[0, j] + g[i, 1] * d[1, j] + g[i, 2] * d[2, j]
            ddd = 0.0
            for k in range(3):
                ddd += d[i, k] * (d[k, 0] * d[0, j] + d[k, 1] * d[1, j] + d[k, 2] * d[2, j])
            phi[i, j] = half * g[i, j] + sixth * dg
            phi[i, 3 + j] = half * d[i, j] + sixth * (g[i, j] + dd)
            phi[3 + i, j] = dt * g[i, j] + half * dg
            phi[3 + i, 3 + j] = dt * d[i, j] + half * (g[i, j] + dd) + sixth * (gd + dg + ddd)
        phi[i, i] += 1.0
        phi[i, 3 + i] += dt
        phi[3 + i, 3 + i] += 1.0
    for j in range(6):
        phi[6, j] = 0.0
    phi[6, 6] = 1.0


@kernel
def transition(
    environment: Environment,
    drag_area_per_mass: float,
    samples: Array,
    rows: int,
    start_s: float,
    end_s: float,
    phi: Array,
    work: Array,
) -> None:
    """Sensitivity of the state at one time of a flight to the state at another.

    Parameters
    ----------
    environment : Environment
        Gravity, rotation and air.
    drag_area_per_mass : float
        C_D A / m. [m²/kg]
    samples : ndarray, shape (>= rows, 7)
        The flight; see :func:`bongsu.kernels.sight.state_at`.
    rows : int
        Rows in use. [1]
    start_s, end_s : float
        Times; the end may lie before the start. [s]
    phi : ndarray, shape (7, 7)
        Filled with d state(end) / d state(start). [SI]
    work : ndarray, shape (4, 7, 7)
        Scratch.

    References
    ----------
    .. [1] O. Montenbruck, E. Gill, "Satellite Orbits", Springer, 2000, eqs. (7.1)-(7.6): the
       variational equations, here with gradients taken at the middle of each piece.
    """
    g = work[0, 0:3, 0:3]
    d = work[0, 3:6, 0:3]
    b = work[0, 6, 0:3]
    span = end_s - start_s
    state = state_at(samples, rows, 0.5 * (start_s + end_s))
    rate = acceleration_gradients(environment, drag_area_per_mass, state, g, d, b)
    pieces = ceil(2.0 * rate * abs(span) / _LARGEST_RATE_TIMES_STEP)
    if pieces <= 1:
        _series(span, g, d, b, phi)
        return
    pieces = min(pieces, _LARGEST_PIECES)
    step = span / pieces
    for n in range(pieces):
        state = state_at(samples, rows, start_s + (n + 0.5) * step)
        acceleration_gradients(environment, drag_area_per_mass, state, g, d, b)
        if n == 0:
            _series(step, g, d, b, phi)
            continue
        _series(step, g, d, b, work[1])
        multiply(work[1], phi, work[2])
        phi[:] = work[2]
