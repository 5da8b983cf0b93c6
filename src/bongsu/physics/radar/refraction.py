"""How the air bends a radar ray, and where the lowest usable ray runs.

Three choices, on a sphere that touches the ellipsoid at the site: ``straight`` rays, rays that are
straight over an Earth of 4/3 the radius (made for the lowest kilometre; it bends too much
for objects in space), and rays traced through the exponential reference atmosphere of
ITU-R P.453.
"""

from functools import lru_cache

import numpy as np

from bongsu.errors import InputError
from bongsu.physics.numerics.arrays import FloatArray
from bongsu.physics.numerics.constants import EARTH_ECCENTRICITY_SQUARED, EARTH_EQUATORIAL_RADIUS_M
from bongsu.physics.radar.kernels.refraction import trace_rays
from bongsu.words import REFRACTIONS, Refraction

#: Reference refractivity at sea level [1e-6] and its scale height [m]: ITU-R P.453-14, eq. (12).
SURFACE_REFRACTIVITY = 315.0
REFRACTIVITY_SCALE_HEIGHT_M = 7350.0
EFFECTIVE_EARTH_FACTOR = 4.0 / 3.0

# Beyond this path the refractivity is below 1e-9 for any ray that leaves the ground, and the ray
# is continued as a straight line; the step resolves the 20 km over which a 20 deg ray is bent.
_TRACED_PATH_M = 1.6e6
_STEP_M = 5.0e3


def earth_radius_at(latitude: float) -> float:
    """Radius of the sphere that fits the ellipsoid best at a latitude.

    Parameters
    ----------
    latitude : float
        Geodetic latitude. [rad]

    Returns
    -------
    float
        Gaussian radius of curvature. [m]

    References
    ----------
    .. [1] NIMA TR8350.2, "World Geodetic System 1984", 3rd ed., 2000, sec. 7: root of the product
       of the meridian and prime-vertical radii.
    """
    square = 1.0 - EARTH_ECCENTRICITY_SQUARED * np.sin(latitude) ** 2
    return float(EARTH_EQUATORIAL_RADIUS_M * np.sqrt(1.0 - EARTH_ECCENTRICITY_SQUARED) / square)


def refractive_index(height: FloatArray | float) -> FloatArray:
    """Refractive index of the reference atmosphere.

    Parameters
    ----------
    height : array_like
        Height above mean sea level, from 0 upwards. [m]

    Returns
    -------
    ndarray
        Refractive index. [1]

    References
    ----------
    .. [1] ITU-R P.453-14, "The radio refractive index: its formula and refractivity data", 2019,
       eqs. (1), (12).
    """
    decay = np.exp(-np.asarray(height) / REFRACTIVITY_SCALE_HEIGHT_M)
    return np.asarray(1.0 + 1.0e-6 * SURFACE_REFRACTIVITY * decay)


def horizon_elevation(site_altitude: float, earth_radius: float, refraction: Refraction) -> float:
    """Apparent elevation of the ray that just touches sea level.

    Parameters
    ----------
    site_altitude : float
        Height of the array above sea level, not negative. [m]
    earth_radius : float
        Radius of the sphere. [m]
    refraction : {"straight", "four-thirds", "ray-traced"}
        How rays run.

    Returns
    -------
    float
        Elevation, zero or negative. [rad]

    Raises
    ------
    InputError
        If `refraction` is none of the three.

    References
    ----------
    .. [1] ITU-R P.834-9, "Effects of tropospheric refraction on radiowave propagation", 2017,
       eq. (1): n r cos(elevation) is constant along a ray.
    """
    _check(refraction)
    if refraction == "ray-traced":
        cosine = refractive_index(0.0) * earth_radius
        cosine = cosine / (refractive_index(site_altitude) * (earth_radius + site_altitude))
    else:
        radius = earth_radius * (EFFECTIVE_EARTH_FACTOR if refraction == "four-thirds" else 1.0)
        cosine = np.asarray(radius / (radius + site_altitude))
    return -float(np.arccos(np.minimum(cosine, 1.0)))


def ray_path(
    elevation: FloatArray | float,
    path: FloatArray,
    *,
    site_altitude: float,
    earth_radius: float,
    refraction: Refraction,
) -> tuple[FloatArray, FloatArray]:
    """Follow rays from a site.

    Parameters
    ----------
    elevation : array_like, shape (n_ray,)
        Apparent elevation at the site, not below the horizon. [rad]
    path : ndarray, shape (n_path,)
        Increasing distances along the ray, from 0. [m]
    site_altitude : float
        Height of the array above sea level. [m]
    earth_radius : float
        Radius of the sphere. [m]
    refraction : {"straight", "four-thirds", "ray-traced"}
        How rays run.

    Returns
    -------
    height, ground_angle : ndarray, shape (n_ray, n_path)
        Height above the sphere [m] and angle at the Earth's centre from the site [rad].

    Raises
    ------
    InputError
        If `refraction` is none of the three.

    References
    ----------
    .. [1] ITU-R P.834-9, "Effects of tropospheric refraction on radiowave propagation", 2017,
       eqs. (1)-(4) for the traced ray; sec. 3 for the effective Earth.
    """
    _check(refraction)
    # a copy: an array of another layout would compile the kernel again
    rays = np.array(elevation, dtype=np.float64, ndmin=1)
    if refraction == "ray-traced":
        return _traced(rays, path, site_altitude, earth_radius)
    factor = EFFECTIVE_EARTH_FACTOR if refraction == "four-thirds" else 1.0
    radius = factor * earth_radius
    across = path * np.cos(rays)[:, None]
    up = radius + site_altitude + path * np.sin(rays)[:, None]
    return np.hypot(across, up) - radius, factor * np.arctan2(across, up)


def _traced(
    rays: FloatArray, path: FloatArray, site_altitude: float, radius: float
) -> tuple[FloatArray, FloatArray]:
    """Runge-Kutta through the air, straight beyond."""
    traced = np.arange(0.0, min(_TRACED_PATH_M, path[-1]) + 2.0 * _STEP_M, _STEP_M)
    states = np.empty((traced.size, 3, rays.size))
    trace_rays(
        rays,
        float(radius + site_altitude),
        float(radius),
        1.0e-6 * SURFACE_REFRACTIVITY,
        REFRACTIVITY_SCALE_HEIGHT_M,
        _STEP_M,
        states,
    )
    # straight from the last row reached: exact outside the air, and inside it over less than a step
    row = np.minimum((path / _STEP_M).astype(int), traced.size - 1)
    r, angle, e = (part.T for part in states[row].transpose(1, 0, 2))
    beyond = path - traced[row]
    across = beyond * np.cos(e)
    up = r + beyond * np.sin(e)
    return np.hypot(across, up) - radius, angle + np.arctan2(across, up)


def seen_from_site(
    height: FloatArray, ground_angle: FloatArray, *, site_altitude: float, earth_radius: float
) -> tuple[FloatArray, FloatArray]:
    """Straight-line range and geometric elevation of a point beside a spherical Earth.

    Parameters
    ----------
    height, ground_angle : ndarray
        Height [m] and angle at the Earth's centre from the site [rad] of the point.
    site_altitude : float
        Height of the array. [m]
    earth_radius : float
        Radius of the sphere. [m]

    Returns
    -------
    slant_range, sine_elevation : ndarray
        Range [m] and sine of the geometric elevation (0 at the site itself) [1].
    """
    across = (earth_radius + height) * np.sin(ground_angle)
    # written so that nothing is lost for points near the site
    up = height - site_altitude - (earth_radius + height) * 2.0 * np.sin(0.5 * ground_angle) ** 2
    slant_range = np.hypot(across, up)
    sine = np.divide(up, slant_range, out=np.zeros_like(up), where=slant_range > 0.0)
    return slant_range, sine


@lru_cache(maxsize=64)
def lowest_sine_table(
    elevations: tuple[float, ...],
    site_altitude: float,
    earth_radius: float,
    refraction: Refraction,
    maximum_range: float,
    step: float,
) -> FloatArray:
    """Geometric elevation of the lowest usable rays, by slant range.

    Parameters
    ----------
    elevations : tuple of float, length n_azimuth
        Apparent elevation of the lowest ray in each direction. [rad]
    site_altitude, earth_radius : float
        Height of the array and radius of the sphere. [m]
    refraction : {"straight", "four-thirds", "ray-traced"}
        How rays run.
    maximum_range, step : float
        Last slant range and spacing of the table. [m]

    Returns
    -------
    ndarray, shape (n_azimuth, n_range)
        Sine of the geometric elevation of the ray's point at each slant range. [1]

    Raises
    ------
    InputError
        If `refraction` is none of the three.
    """
    ranges = np.arange(0.0, maximum_range + 2.0 * step, step)
    rays = np.asarray(elevations)
    height, angle = ray_path(
        rays,
        ranges,
        site_altitude=site_altitude,
        earth_radius=earth_radius,
        refraction=refraction,
    )
    # a bent ray is longer than the chord by less than 1e-4 of it, far below the table's step
    _, sine = seen_from_site(height, angle, site_altitude=site_altitude, earth_radius=earth_radius)
    at_the_site, *_ = sine.T
    at_the_site[:] = np.sin(rays)
    sine.setflags(write=False)
    return sine


def _check(refraction: str) -> None:
    if refraction not in REFRACTIONS:
        raise InputError(f"refraction must be one of {', '.join(REFRACTIONS)}, not {refraction!r}")
