"""How long the arcs of a block coast: by the Kepler orbit of the moment, for all lanes at once.

Everything here is written without branches, so that it becomes vector code. The times only say
where a drag-free step ends, so that an arc tangent good to 2e-8 rad (20 us) will do.

References
----------
.. [1] R. R. Bate, D. D. Mueller, J. E. White, "Fundamentals of Astrodynamics", 1971,
   eqs. (4.2-9), (4.2-14), (4.4-31), (4.4-34).
.. [2] M. Abramowitz, I. A. Stegun, "Handbook of Mathematical Functions", 1964, eq. (4.4.49).
"""

from math import pi, sqrt

import numpy as np

from bongsu.physics.earth.kernels.atmosphere import radial_altitude
from bongsu.physics.earth.kernels.environment import EnvironmentTuple
from bongsu.physics.earth.kernels.geodesy import Vector
from bongsu.physics.numerics.jit import inline_kernel, inner_kernel

LOWEST_RATE_M_S = 100.0
"""Radial speed below which the altitude aimed at is not refined for the Earth's shape. [m/s]"""

_BOUND = 1e-12
"""Least inverse semi-major axis put into a formula, so that it stays finite. [1/m]"""


@inline_kernel
def quick_angle(y: float, x: float) -> float:
    """Angle of a point seen from the origin, as by ``atan2``, within 2e-8 rad.

    Parameters
    ----------
    y, x : float
        Coordinates, of any one unit. [1]

    Returns
    -------
    float
        Angle from -pi to pi; zero at the origin. [rad]

    References
    ----------
    .. [1] M. Abramowitz, I. A. Stegun, "Handbook of Mathematical Functions", 1964, eq. (4.4.49).
    """
    across = y if y > 0.0 else -y
    ahead = x if x > 0.0 else -x
    steep = across > ahead
    longer = across if steep else ahead
    shorter = ahead if steep else across
    t = shorter / (longer if longer > 0.0 else 1.0)
    u = t * t
    low = -0.3333314528 + u * (0.1999355085 - u * 0.1420889944)
    high = 0.1065626393 + u * (-0.0752896400 + u * (0.0429096138 + u * (-0.0161657367)))
    series = low + u * u * u * (high + u * u * u * u * 0.0028662257)
    angle = t * (1.0 + u * series)
    angle = 0.5 * pi - angle if steep else angle
    angle = pi - angle if x < 0.0 else angle
    return -angle if y < 0.0 else angle


@inner_kernel
def orbit_at(
    environment: EnvironmentTuple, position: Vector, velocity: Vector
) -> tuple[float, float, float, float]:
    """What the Kepler orbit of the moment is made from.

    Parameters
    ----------
    environment : EnvironmentTuple
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
    inverse = 1.0 / radius
    climb = (x * vx + y * vy + z * vz) * inverse
    altitude = radial_altitude(radius, z, inverse)
    return radius, altitude, climb, vx * vx + vy * vy + vz * vz


@inline_kernel
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
    bound = inverse_axis if inverse_axis > _BOUND else _BOUND
    # with the anomaly counted from apogee: e cos u = r/a - 1, e sin u = climb r / sqrt(GM a)
    slowness = sqrt(bound / gm)
    sine = -climb * radius * slowness
    anomaly = quick_angle(sine, radius * bound - 1.0)
    # mean motion: sqrt(GM / a^3)
    time = -(anomaly + sine) / (gm * slowness * bound)
    return time if inverse_axis > _BOUND else np.inf


@inline_kernel
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
    bound = inverse_axis if inverse_axis > _BOUND else _BOUND
    slowness = sqrt(bound / gm)
    sine = -climb * radius * slowness
    cosine = radius * bound - 1.0
    end_cosine = lower * bound - 1.0
    eccentricity_squared = sine * sine + cosine * cosine
    end_squared = eccentricity_squared - end_cosine * end_cosine
    falls = inverse_axis > _BOUND and end_squared > 0.0
    end_sine = sqrt(end_squared if falls else 0.0)
    pace = 1.0 / (gm * slowness * bound)
    rate = -end_sine / (slowness * lower)
    turned = quick_angle(end_sine, end_cosine) - quick_angle(sine, cosine)
    time = (turned + end_sine - sine) * pace
    share = 1.0 / (eccentricity_squared if falls else 1.0)
    cos_turned = (cosine * end_cosine + sine * end_sine) * share
    sin_turned = (end_sine * cosine - end_cosine * sine) * share
    f = 1.0 - (1.0 - cos_turned) / (bound * radius)
    g = time - (turned - sin_turned) * pace
    return time if falls else np.inf, rate, f, g


@inner_kernel
def climb_time(environment: EnvironmentTuple, position: Vector, velocity: Vector) -> float:
    """Time to apogee.

    Parameters
    ----------
    environment : EnvironmentTuple
        Gravity and rotation.
    position, velocity : tuple of float
        ECEF position [m] and Earth-fixed velocity [m/s].

    Returns
    -------
    float
        Zero for an arc that falls already, infinite for one that escapes. [s]
    """
    radius, _, climb, speed_squared = orbit_at(environment, position, velocity)
    time = time_to_apogee(environment.gravity.gm_m3_s2, radius, climb, speed_squared)
    return time if time > 0.0 else 0.0


@inner_kernel
def fall_time(
    environment: EnvironmentTuple, air_at: float, position: Vector, velocity: Vector
) -> float:
    """Time from apogee, or from a fall, down to the air.

    Parameters
    ----------
    environment : EnvironmentTuple
        Gravity and rotation.
    air_at : float
        Altitude aimed at. [m]
    position, velocity : tuple of float
        ECEF position [m] and Earth-fixed velocity [m/s].

    Returns
    -------
    float
        Zero for an arc below that altitude, infinite for one that stays above. [s]
    """
    radius, altitude, climb, speed_squared = orbit_at(environment, position, velocity)
    lower = radius - (altitude - air_at)
    time, rate, f, g = time_to_fall(
        environment.gravity.gm_m3_s2, radius, climb, speed_squared, lower
    )
    # the ellipsoid below the end of the coast lies higher or lower than that below the apogee
    z = f * position[2] + g * velocity[2]
    there = radial_altitude(lower, z, 1.0 / lower)
    later = (there - air_at) / (rate if rate < -LOWEST_RATE_M_S else -LOWEST_RATE_M_S)
    refined = time - later
    down = refined if refined > 0.0 else 0.0
    return down if altitude > air_at else 0.0
