"""The drag-free part of many arcs in a few long steps of very high order.

Above the air the motion is x'' = g(x) in an inertial frame: smooth, without velocity. One step is
Stoermer's rule with 1 to 6 substeps, extrapolated to zero substep (order 12); 22 cheap
evaluations replace four or more steps of the general pair. Steps are aimed, by the Kepler orbit of
the moment, first at the apogee and then at the altitude where the air is met again.

References
----------
.. [1] E. Hairer, S. P. Norsett, G. Wanner, "Solving Ordinary Differential Equations I", 2nd ed.,
   1993, section II.14, eqs. (14.31)-(14.33).
"""

from math import atan2, ceil, sqrt

import numpy as np
from numpy.typing import NDArray

from bongsu.kernels.atmosphere import radial_altitude
from bongsu.kernels.environment import Environment, Gravity
from bongsu.kernels.geodesy import Vector
from bongsu.kernels.gravity import gravity_acceleration
from bongsu.kernels.jit import inline_kernel, kernel
from bongsu.kernels.lanes import LANES, put_vector, vector_at

FloatArray = NDArray[np.float64]

COLUMNS = 6
"""Substep counts 1 to 6: order 12. [1]"""
WEIGHTS = tuple(
    float(np.prod([n * n / (n * n - m * m) for m in range(1, COLUMNS + 1) if m != n]))
    for n in range(1, COLUMNS + 1)
)
"""Weight of each substep count in the value extrapolated to zero substep. [1]"""
LONGEST_ANGLE = 0.35
"""Longest step times the circular-orbit rate at its lower end: error below 1e-4 m. [rad]"""
LOWEST_RATE_M_S = 100.0
"""Radial speed below which the altitude aimed at is not refined for the Earth's shape. [m/s]"""

C_POSITION = 0
C_VELOCITY = 3 * LANES
C_START = 6 * LANES
C_STEP = 9 * LANES
C_MOVED = 10 * LANES
C_HALF = 13 * LANES
C_SUM_POSITION = 16 * LANES
C_SUM_VELOCITY = 19 * LANES
COAST_SIZE = 22 * LANES


@kernel
def time_to_apogee(gm: float, radius: float, climb: float, speed_squared: float) -> float:
    """Time of a Kepler orbit to its next apogee.

    Parameters
    ----------
    gm : float
        Gravitational parameter. [m³/s²]
    radius : float
        Distance from the centre. [m]
    climb : float
        Radial velocity, inertial. [m/s]
    speed_squared : float
        Square of the inertial speed. [m²/s²]

    Returns
    -------
    float
        Time; infinite for a body that escapes. [s]

    References
    ----------
    .. [1] R. R. Bate, D. D. Mueller, J. E. White, "Fundamentals of Astrodynamics", 1971,
       eqs. (4.2-9), (4.2-14).
    """
    inverse_axis = 2.0 / radius - speed_squared / gm
    if inverse_axis <= 0.0:
        return np.inf
    # with the anomaly counted from apogee: e cos u = r/a - 1, e sin u = climb r / sqrt(GM a)
    sine = -climb * radius * sqrt(inverse_axis / gm)
    anomaly = atan2(sine, radius * inverse_axis - 1.0)
    return -(anomaly + sine) / sqrt(gm * inverse_axis * inverse_axis * inverse_axis)


@kernel
def time_to_fall(
    gm: float, radius: float, climb: float, speed_squared: float, lower: float
) -> tuple[float, float, float, float]:
    """Time of a Kepler orbit down to a given radius.

    Parameters
    ----------
    gm : float
        Gravitational parameter. [m³/s²]
    radius : float
        Distance from the centre. [m]
    climb : float
        Radial velocity, inertial; may be slightly positive. [m/s]
    speed_squared : float
        Square of the inertial speed. [m²/s²]
    lower : float
        Radius aimed at. [m]

    Returns
    -------
    tuple of float
        Time, infinite for an orbit that stays above [s]; radial velocity there [m/s]; Lagrange's
        f [1] and g [s]: the position there is f times this one plus g times the velocity.

    References
    ----------
    .. [1] R. R. Bate, D. D. Mueller, J. E. White, "Fundamentals of Astrodynamics", 1971,
       eqs. (4.2-9), (4.2-14), (4.4-31), (4.4-34).
    """
    inverse_axis = 2.0 / radius - speed_squared / gm
    if inverse_axis <= 0.0:
        return np.inf, 0.0, 1.0, 0.0
    sine = -climb * radius * sqrt(inverse_axis / gm)
    cosine = radius * inverse_axis - 1.0
    end_cosine = lower * inverse_axis - 1.0
    eccentricity_squared = sine * sine + cosine * cosine
    end_squared = eccentricity_squared - end_cosine * end_cosine
    if end_squared <= 0.0:
        return np.inf, 0.0, 1.0, 0.0
    end_sine = sqrt(end_squared)
    rate = -end_sine * sqrt(gm / inverse_axis) / lower
    turned = atan2(end_sine, end_cosine) - atan2(sine, cosine)
    motion = sqrt(gm * inverse_axis * inverse_axis * inverse_axis)
    time = (turned + end_sine - sine) / motion
    cos_turned = (cosine * end_cosine + sine * end_sine) / eccentricity_squared
    sin_turned = (end_sine * cosine - end_cosine * sine) / eccentricity_squared
    f = 1.0 - (1.0 - cos_turned) / (inverse_axis * radius)
    g = time - (turned - sin_turned) / motion
    return time, rate, f, g


@inline_kernel
def _gravitation(gravity: Gravity, position: Vector) -> Vector:
    x, y, z = position
    inverse_radius = 1.0 / sqrt(x * x + y * y + z * z)
    return gravity_acceleration(gravity, 0.0, x, y, z, inverse_radius)


@inline_kernel
def _add(start: Vector, h: float, rate: Vector) -> Vector:
    return start[0] + h * rate[0], start[1] + h * rate[1], start[2] + h * rate[2]


@inline_kernel
def _begin(environment: Environment, block: FloatArray) -> None:
    """To inertial velocity, with the axes as they stand now; the first acceleration."""
    rotation = environment.rotation_rad_s
    for lane in range(LANES):
        position = vector_at(block, C_POSITION + lane)
        vx, vy, vz = vector_at(block, C_VELOCITY + lane)
        inertial = (vx - rotation * position[1], vy + rotation * position[0], vz)
        put_vector(block, C_VELOCITY + lane, inertial)
        put_vector(block, C_START + lane, _gravitation(environment.gravity, position))
        put_vector(block, C_SUM_POSITION + lane, (0.0, 0.0, 0.0))
        put_vector(block, C_SUM_VELOCITY + lane, (0.0, 0.0, 0.0))


@inline_kernel
def _column(gravity: Gravity, block: FloatArray, count: int) -> None:
    """Stoermer's rule with `count` substeps, added to the extrapolation."""
    share = 1.0 / count
    for lane in range(LANES):
        h = share * block[C_STEP + lane]
        half = _add(vector_at(block, C_VELOCITY + lane), 0.5 * h, vector_at(block, C_START + lane))
        put_vector(block, C_HALF + lane, half)
        put_vector(block, C_MOVED + lane, _add(vector_at(block, C_POSITION + lane), h, half))
    for _ in range(count - 1):
        for lane in range(LANES):
            h = share * block[C_STEP + lane]
            moved = vector_at(block, C_MOVED + lane)
            half = _add(vector_at(block, C_HALF + lane), h, _gravitation(gravity, moved))
            put_vector(block, C_HALF + lane, half)
            put_vector(block, C_MOVED + lane, _add(moved, h, half))
    weight = WEIGHTS[count - 1]
    for lane in range(LANES):
        h = share * block[C_STEP + lane]
        moved = vector_at(block, C_MOVED + lane)
        velocity = _add(vector_at(block, C_HALF + lane), 0.5 * h, _gravitation(gravity, moved))
        total = _add(vector_at(block, C_SUM_POSITION + lane), weight, moved)
        put_vector(block, C_SUM_POSITION + lane, total)
        total = _add(vector_at(block, C_SUM_VELOCITY + lane), weight, velocity)
        put_vector(block, C_SUM_VELOCITY + lane, total)


@inline_kernel
def _end(environment: Environment, block: FloatArray) -> None:
    """Back to the frame that has turned with the Earth meanwhile."""
    rotation = environment.rotation_rad_s
    for lane in range(LANES):
        angle = rotation * block[C_STEP + lane]
        a = angle * angle
        # below 0.4 rad for any bound step: the next terms are below 1e-13
        sine = angle * (1.0 - a / 6.0 * (1.0 - a / 20.0 * (1.0 - a / 42.0 * (1.0 - a / 72.0))))
        cosine = 1.0 - a / 2.0 * (
            1.0 - a / 12.0 * (1.0 - a / 30.0 * (1.0 - a / 56.0 * (1.0 - a / 90.0)))
        )
        x, y, z = vector_at(block, C_SUM_POSITION + lane)
        vx, vy, vz = vector_at(block, C_SUM_VELOCITY + lane)
        turned_x = cosine * x + sine * y
        turned_y = cosine * y - sine * x
        put_vector(block, C_POSITION + lane, (turned_x, turned_y, z))
        put_vector(
            block,
            C_VELOCITY + lane,
            (
                cosine * vx + sine * vy + rotation * turned_y,
                cosine * vy - sine * vx - rotation * turned_x,
                vz,
            ),
        )


@inline_kernel
def coast_step(environment: Environment, block: FloatArray) -> None:
    """Advance every lane by its own drag-free step.

    Parameters
    ----------
    environment : Environment
        Gravity and rotation.
    block : ndarray of float64, shape (COAST_SIZE,)
        Lanes: Earth-fixed position and velocity, and step; a step of zero leaves a lane where it
        is. [m, m/s, s]
    """
    _begin(environment, block)
    for count in range(1, COLUMNS + 1):
        _column(environment.gravity, block, count)
    _end(environment, block)


@kernel
def orbit_at(
    environment: Environment, position: Vector, velocity: Vector
) -> tuple[float, float, float, float]:
    """What the Kepler orbit of the moment is made from.

    Parameters
    ----------
    environment : Environment
        Rotation.
    position, velocity : tuple of float
        ECEF position [m] and Earth-fixed velocity [m/s].

    Returns
    -------
    tuple of float
        Radius [m], altitude [m], radial velocity [m/s], square of the inertial speed [m²/s²].
    """
    x, y, z = position
    vx = velocity[0] - environment.rotation_rad_s * y
    vy = velocity[1] + environment.rotation_rad_s * x
    vz = velocity[2]
    radius = sqrt(x * x + y * y + z * z)
    climb = (x * vx + y * vy + z * vz) / radius
    altitude = radial_altitude(radius, z, 1.0 / radius)
    return radius, altitude, climb, vx * vx + vy * vy + vz * vz


@kernel
def coast_steps(gm: float, duration: float, lowest_radius: float) -> float:
    """Number of equal steps for a drag-free stretch.

    Parameters
    ----------
    gm : float
        Gravitational parameter. [m³/s²]
    duration : float
        Length of the stretch. [s]
    lowest_radius : float
        Least distance from the centre on it. [m]

    Returns
    -------
    float
        Whole number, at least one. [1]
    """
    rate = sqrt(gm / lowest_radius) / lowest_radius
    return max(1.0, ceil(duration * rate / LONGEST_ANGLE))
