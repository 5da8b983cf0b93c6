"""Altitude, density and sound speed, cheap enough for every stage of every step."""

from math import sqrt

import numpy as np

from bongsu.physics.earth.kernels.environment import AirTuple
from bongsu.physics.numerics.constants import (
    EARTH_EQUATORIAL_RADIUS_M,
    EARTH_SECOND_ECCENTRICITY_SQUARED,
)
from bongsu.physics.numerics.jit import kernel

HEAT_CAPACITY_RATIO = 1.4
"""Ratio of specific heats of air, US Standard Atmosphere 1976, table 2. [1]"""

_C1 = -1.0 / 2.0 * EARTH_SECOND_ECCENTRICITY_SQUARED
_C2 = 3.0 / 8.0 * EARTH_SECOND_ECCENTRICITY_SQUARED**2
_C3 = -5.0 / 16.0 * EARTH_SECOND_ECCENTRICITY_SQUARED**3
_C4 = 35.0 / 128.0 * EARTH_SECOND_ECCENTRICITY_SQUARED**4
_C5 = -63.0 / 256.0 * EARTH_SECOND_ECCENTRICITY_SQUARED**5


@kernel
def radial_altitude(radius: float, z: float, inverse_radius: float) -> float:
    """Height above the ellipsoid along the geocentric radius.

    Zero exactly where geodetic height is zero, and above it by less than 6e-6 of itself (1.2 m at
    200 km), so that it serves for air density and for the ground. The inverse root of the
    ellipsoid's radius, a / sqrt(1 + e'^2 s^2), is its binomial series to the fifth order: 1 um.

    Parameters
    ----------
    radius : float
        Distance from the Earth's centre. [m]
    z : float
        Polar coordinate. [m]
    inverse_radius : float
        1 / radius. [1/m]

    Returns
    -------
    float
        Altitude. [m]
    """
    s = z * inverse_radius
    u = s * s
    shape = u * (_C1 + u * (_C2 + u * (_C3 + u * (_C4 + u * _C5))))
    return (radius - EARTH_EQUATORIAL_RADIUS_M) - EARTH_EQUATORIAL_RADIUS_M * shape


@kernel
def altitude_of(x: float, y: float, z: float) -> float:
    """Radial altitude of a position; see :func:`radial_altitude`.

    Parameters
    ----------
    x, y, z : float
        ECEF position. [m]

    Returns
    -------
    float
        Altitude. [m]
    """
    radius = sqrt(x * x + y * y + z * z)
    return radial_altitude(radius, z, 1.0 / radius)


@kernel
def air_cell(air: AirTuple, altitude: float) -> tuple[float, float]:
    """Find an altitude's interval in the table.

    The row is a whole number as a float: it then needs no conversion that AVX2 lacks.

    Parameters
    ----------
    air : AirTuple
        Tabulated air.
    altitude : float
        Altitude; beyond the table, or not a number, the nearest end is taken. [m]

    Returns
    -------
    tuple of float
        Row of the table, and the place within it from -0.5 to 0.5. [1]
    """
    rows = float(air.log_density.shape[0])
    u = (altitude - air.base_m) / air.spacing_m
    # written so that NaN takes the lower end and stays out of the index
    inside = u if u > 0.0 else 0.0
    inside = inside if inside < rows else rows
    whole = np.floor(inside)
    row = whole if whole < rows else rows - 1.0
    return row, inside - row - 0.5


@kernel
def density_in_cell(s: float, c0: float, c1: float, c2: float, c3: float) -> float:
    """Density from a row of the table.

    The cubic in log density is small within an interval (at most 0.2 from its middle), so that its
    exponential is a Taylor polynomial of degree 8, relative error below 2e-12, summed in pairs to
    keep the chain of operations short; no library call stands in the way of vector code.

    Parameters
    ----------
    s : float
        Place within the interval, from :func:`air_cell`. [1]
    c0 : float
        Density at the middle of the interval. [kg/m³]
    c1, c2, c3 : float
        Cubic in log density. [1]

    Returns
    -------
    float
        Density. [kg/m³]
    """
    p = s * (c1 + s * (c2 + s * c3))
    p2 = p * p
    p4 = p2 * p2
    low = (1.0 + p) + p2 * (1.0 / 2.0 + p * (1.0 / 6.0))
    high = (1.0 / 24.0 + p * (1.0 / 120.0)) + p2 * (1.0 / 720.0 + p * (1.0 / 5040.0))
    return c0 * (low + p4 * (high + p4 * (1.0 / 40320.0)))


@kernel
def air_density(air: AirTuple, altitude: float) -> float:
    """Density of the air.

    Parameters
    ----------
    air : AirTuple
        Tabulated air.
    altitude : float
        Altitude. [m]

    Returns
    -------
    float
        Density, zero above the top and where the altitude is not a number, the base value
        underground. [kg/m³]
    """
    cell, s = air_cell(air, altitude)
    row = int(cell)
    c = air.log_density
    density = density_in_cell(s, c[row, 0], c[row, 1], c[row, 2], c[row, 3])
    return density if altitude < air.top_m else 0.0


@kernel
def density_and_sound(air: AirTuple, altitude: float) -> tuple[float, float]:
    """Density and speed of sound with one search of the table.

    Parameters
    ----------
    air : AirTuple
        Tabulated air.
    altitude : float
        Altitude. [m]

    Returns
    -------
    tuple of float
        Density [kg/m³], as by :func:`air_density`, and speed of sound [m/s], held constant beyond
        the ends of the table.
    """
    cell, s = air_cell(air, altitude)
    row = int(cell)
    c = air.log_density
    density = density_in_cell(s, c[row, 0], c[row, 1], c[row, 2], c[row, 3])
    a = air.sound_speed
    sound: float = a[row, 0] + s * (a[row, 1] + s * (a[row, 2] + s * a[row, 3]))
    return density if altitude < air.top_m else 0.0, sound


@kernel
def sound_speed(air: AirTuple, altitude: float) -> float:
    """Speed of sound, held constant beyond the ends of the table.

    Parameters
    ----------
    air : AirTuple
        Tabulated air.
    altitude : float
        Altitude. [m]

    Returns
    -------
    float
        Speed of sound. [m/s]
    """
    _, sound = density_and_sound(air, altitude)
    return sound
