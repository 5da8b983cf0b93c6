"""Frames: geodetic, Earth-centred Earth-fixed (ECEF) and local east-north-up.

Angles are radians, lengths metres. Heights are above the WGS-84 ellipsoid.
"""

from math import atan2, cos, sin, sqrt

from bongsu.physics.numerics.constants import (
    EARTH_ECCENTRICITY_SQUARED,
    EARTH_EQUATORIAL_RADIUS_M,
    EARTH_POLAR_RADIUS_M,
    EARTH_SECOND_ECCENTRICITY_SQUARED,
)
from bongsu.physics.numerics.jit import kernel

Vector = tuple[float, float, float]


@kernel
def geodetic_to_ecef(latitude: float, longitude: float, altitude: float) -> Vector:
    """Cartesian position of a geodetic point.

    Parameters
    ----------
    latitude, longitude : float
        Geodetic coordinates. [rad]
    altitude : float
        Height above the ellipsoid. [m]

    Returns
    -------
    tuple of float
        ECEF x, y, z. [m]

    References
    ----------
    .. [1] B. Hofmann-Wellenhof, H. Lichtenegger, J. Collins, "GPS: Theory and Practice", 5th ed.,
       2001, eq. (10.3).
    """
    sine = sin(latitude)
    normal = EARTH_EQUATORIAL_RADIUS_M / sqrt(1.0 - EARTH_ECCENTRICITY_SQUARED * sine * sine)
    horizontal = (normal + altitude) * cos(latitude)
    return (
        horizontal * cos(longitude),
        horizontal * sin(longitude),
        (normal * (1.0 - EARTH_ECCENTRICITY_SQUARED) + altitude) * sine,
    )


@kernel
def ecef_to_geodetic(x: float, y: float, z: float) -> Vector:
    """Geodetic point of a Cartesian position.

    Two passes of Bowring's formula: better than 1 um from the ground to 50,000 km.

    Parameters
    ----------
    x, y, z : float
        ECEF position, not within 100 km of the Earth's centre. [m]

    Returns
    -------
    tuple of float
        Latitude [rad], longitude [rad], height above the ellipsoid [m].

    References
    ----------
    .. [1] B. R. Bowring, "Transformation from spatial to geographical coordinates", Survey Review
       23:323-327, 1976, eqs. (6), (8).
    """
    equatorial = sqrt(x * x + y * y)
    ratio = EARTH_POLAR_RADIUS_M / EARTH_EQUATORIAL_RADIUS_M
    # parametric latitude of the point itself; exact on the ellipsoid
    tan_u_numerator = z * EARTH_EQUATORIAL_RADIUS_M
    tan_u_denominator = equatorial * EARTH_POLAR_RADIUS_M
    latitude = 0.0
    for _ in range(3):
        norm = sqrt(tan_u_numerator * tan_u_numerator + tan_u_denominator * tan_u_denominator)
        sin_u = tan_u_numerator / norm
        cos_u = tan_u_denominator / norm
        latitude = atan2(
            z + EARTH_SECOND_ECCENTRICITY_SQUARED * EARTH_POLAR_RADIUS_M * sin_u * sin_u * sin_u,
            equatorial
            - EARTH_ECCENTRICITY_SQUARED * EARTH_EQUATORIAL_RADIUS_M * cos_u * cos_u * cos_u,
        )
        tan_u_numerator = ratio * sin(latitude)
        tan_u_denominator = cos(latitude)
    sine = sin(latitude)
    cosine = cos(latitude)
    root = sqrt(1.0 - EARTH_ECCENTRICITY_SQUARED * sine * sine)
    # this form of the height is regular at the poles and at the equator
    altitude = equatorial * cosine + z * sine - EARTH_EQUATORIAL_RADIUS_M * root
    return latitude, atan2(y, x), altitude


@kernel
def east_north_up_axes(latitude: float, longitude: float) -> tuple[Vector, Vector, Vector]:
    """Unit vectors of the local horizon frame in ECEF.

    Parameters
    ----------
    latitude, longitude : float
        Geodetic coordinates of the origin. [rad]

    Returns
    -------
    tuple of tuple of float
        East, north and up, each x, y, z. [1]

    References
    ----------
    .. [1] B. Hofmann-Wellenhof, H. Lichtenegger, J. Collins, "GPS: Theory and Practice", 5th ed.,
       2001, eq. (10.10).
    """
    sin_latitude = sin(latitude)
    cos_latitude = cos(latitude)
    sin_longitude = sin(longitude)
    cos_longitude = cos(longitude)
    return (
        (-sin_longitude, cos_longitude, 0.0),
        (-sin_latitude * cos_longitude, -sin_latitude * sin_longitude, cos_latitude),
        (cos_latitude * cos_longitude, cos_latitude * sin_longitude, sin_latitude),
    )


@kernel
def azimuth_elevation_range(
    origin: Vector, axes: tuple[Vector, Vector, Vector], x: float, y: float, z: float
) -> Vector:
    """Direction and slant range of a point from a site.

    Parameters
    ----------
    origin : tuple of float
        ECEF position of the site. [m]
    axes : tuple of tuple of float
        The site's frame from :func:`east_north_up_axes`. [1]
    x, y, z : float
        ECEF position of the point. [m]

    Returns
    -------
    tuple of float
        Azimuth clockwise from north in (-pi, pi] [rad], geometric elevation [rad], slant range [m].
    """
    dx = x - origin[0]
    dy = y - origin[1]
    dz = z - origin[2]
    east = dx * axes[0][0] + dy * axes[0][1] + dz * axes[0][2]
    north = dx * axes[1][0] + dy * axes[1][1] + dz * axes[1][2]
    up = dx * axes[2][0] + dy * axes[2][1] + dz * axes[2][2]
    horizontal = sqrt(east * east + north * north)
    return atan2(east, north), atan2(up, horizontal), sqrt(horizontal * horizontal + up * up)


@kernel
def great_circle_angle(
    latitude_1: float, longitude_1: float, latitude_2: float, longitude_2: float
) -> float:
    """Central angle between two points on a sphere.

    Parameters
    ----------
    latitude_1, longitude_1, latitude_2, longitude_2 : float
        The points. [rad]

    Returns
    -------
    float
        Angle in [0, pi], accurate at every separation. [rad]

    References
    ----------
    .. [1] T. Vincenty, "Direct and inverse solutions of geodesics on the ellipsoid", Survey Review
       23:88-93, 1975, eqs. (14)-(16) on the sphere.
    """
    delta = longitude_2 - longitude_1
    a = cos(latitude_2) * sin(delta)
    b = cos(latitude_1) * sin(latitude_2) - sin(latitude_1) * cos(latitude_2) * cos(delta)
    c = sin(latitude_1) * sin(latitude_2) + cos(latitude_1) * cos(latitude_2) * cos(delta)
    return atan2(sqrt(a * a + b * b), c)
