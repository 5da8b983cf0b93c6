"""Drag-free arcs over a spherical Earth that does not turn, in closed form."""

from dataclasses import dataclass
from math import acos, asin, atan2, cos, pi, sin, sqrt

from bongsu.errors import InputError
from bongsu.physics.earth.kernels.geodesy import Vector
from bongsu.physics.flight.missile import require
from bongsu.physics.numerics.constants import EARTH_GM_M3_S2, EARTH_MEAN_RADIUS_M


@dataclass(frozen=True, kw_only=True)
class KeplerArc:
    """An arc from surface to surface.

    Parameters
    ----------
    range_m : float
        Ground range. [m]
    apogee_m : float
        Height of the apogee. [m]
    time_s : float
        Time of flight. [s]
    speed_m_s : float
        Speed at the surface. [m/s]
    elevation : float
        Elevation of the velocity at the surface. [rad]
    """

    range_m: float
    apogee_m: float
    time_s: float
    speed_m_s: float
    elevation: float


def arc_from_range_and_apogee(range_m: float, apogee_m: float) -> KeplerArc:
    """Arc that flies a range over an apogee.

    Parameters
    ----------
    range_m : float
        Ground range, at most half around the Earth. [m]
    apogee_m : float
        Height of the apogee. [m]

    Returns
    -------
    KeplerArc
        The arc.

    Raises
    ------
    InputError
        If a value is out of range.

    References
    ----------
    .. [1] R. R. Bate, D. D. Mueller, J. E. White, "Fundamentals of Astrodynamics", 1971,
       eqs. (1.5-4), (4.2-4), (6.2-13).
    """
    require("ground range", range_m, 1.0, pi * EARTH_MEAN_RADIUS_M, "m")
    require("apogee", apogee_m, 1.0, 1e9, "m")
    radius = EARTH_MEAN_RADIUS_M
    half = 0.5 * range_m / radius
    top = radius + apogee_m
    # radius p / (1 - e cos) seen from the apogee; p = top (1 - e)
    eccentricity = apogee_m / (top - radius * cos(half))
    axis = top / (1.0 + eccentricity)
    parameter = top * (1.0 - eccentricity)
    # anomaly counted from the apogee
    anomaly = atan2(
        sin(half) * radius / (axis * sqrt(1.0 - eccentricity**2)),
        cos(half) * radius / axis - eccentricity,
    )
    motion = sqrt(EARTH_GM_M3_S2 / axis**3)
    momentum = sqrt(EARTH_GM_M3_S2 * parameter)
    speed = sqrt(EARTH_GM_M3_S2 * (2.0 / radius - 1.0 / axis))
    return KeplerArc(
        range_m=range_m,
        apogee_m=apogee_m,
        time_s=2.0 * (anomaly + eccentricity * sin(anomaly)) / motion,
        speed_m_s=speed,
        elevation=acos(min(1.0, momentum / (radius * speed))),
    )


def minimum_energy_arc(range_m: float) -> KeplerArc:
    """Arc of least speed for a range.

    Parameters
    ----------
    range_m : float
        Ground range, less than half around the Earth. [m]

    Returns
    -------
    KeplerArc
        The arc.

    Raises
    ------
    InputError
        If the range is out of range.

    References
    ----------
    .. [1] R. R. Bate, D. D. Mueller, J. E. White, "Fundamentals of Astrodynamics", 1971,
       eq. (6.2-18).
    """
    require("ground range", range_m, 1.0, 0.999 * pi * EARTH_MEAN_RADIUS_M, "m")
    half = 0.5 * range_m / EARTH_MEAN_RADIUS_M
    apogee_m = 0.5 * EARTH_MEAN_RADIUS_M * (sin(half) + cos(half) - 1.0)
    return arc_from_range_and_apogee(range_m, apogee_m)


def farthest_range(speed_m_s: float) -> float:
    """Range of the minimum-energy arc of a speed.

    Parameters
    ----------
    speed_m_s : float
        Speed at the surface, less than circular. [m/s]

    Returns
    -------
    float
        Ground range. [m]

    Raises
    ------
    InputError
        If the speed is that of an orbit or more.

    References
    ----------
    .. [1] R. R. Bate, D. D. Mueller, J. E. White, "Fundamentals of Astrodynamics", 1971,
       eq. (6.2-17).
    """
    ratio = speed_m_s**2 * EARTH_MEAN_RADIUS_M / EARTH_GM_M3_S2
    if not 0.0 < ratio < 1.0:
        raise InputError(f"speed must lie between 0 and that of a circular orbit, not {speed_m_s}")
    return 2.0 * asin(ratio / (2.0 - ratio)) * EARTH_MEAN_RADIUS_M


def propagate(position: Vector, velocity: Vector, time_s: float) -> tuple[Vector, Vector]:
    """Elliptic motion about a point mass, by Kepler's equation.

    Parameters
    ----------
    position : tuple of float
        Inertial position. [m]
    velocity : tuple of float
        Inertial velocity, below escape speed. [m/s]
    time_s : float
        Time to move by. [s]

    Returns
    -------
    tuple of tuple of float
        Position [m] and velocity [m/s].

    Raises
    ------
    InputError
        If the motion is not elliptic.

    References
    ----------
    .. [1] R. H. Battin, "An Introduction to the Mathematics and Methods of Astrodynamics", revised
       ed., 1999, eqs. (4.40)-(4.42) (f and g in differences of the eccentric anomaly).
    """
    gm = EARTH_GM_M3_S2
    radius = sqrt(sum(x * x for x in position))
    speed_squared = sum(v * v for v in velocity)
    inverse_axis = 2.0 / radius - speed_squared / gm
    if not inverse_axis > 0.0:
        raise InputError("the body has escape speed: its motion is not an ellipse")
    axis = 1.0 / inverse_axis
    motion = sqrt(gm / axis**3)
    radial = sum(x * v for x, v in zip(position, velocity, strict=True)) / sqrt(gm * axis)
    shape = 1.0 - radius / axis
    mean = motion * time_s
    swept = mean
    # the residual rises with what is swept; on slender ellipses Newton's step may leap far beyond
    low, high = mean - 3.0, mean + 3.0
    for _ in range(100):
        residual = swept - shape * sin(swept) + radial * (1.0 - cos(swept)) - mean
        if abs(residual) < 1e-14 * (1.0 + abs(mean)):
            break
        low, high = (swept, high) if residual < 0.0 else (low, swept)
        slope = 1.0 - shape * cos(swept) + radial * sin(swept)
        newton = swept - residual / slope if slope > 0.0 else low
        swept = newton if low < newton < high else 0.5 * (low + high)
    new_radius = axis * (1.0 - shape * cos(swept) + radial * sin(swept))
    f = 1.0 - axis / radius * (1.0 - cos(swept))
    g = time_s - (swept - sin(swept)) / motion
    f_rate = -sqrt(gm * axis) / (new_radius * radius) * sin(swept)
    g_rate = 1.0 - axis / new_radius * (1.0 - cos(swept))
    x, y, z = (f * p + g * v for p, v in zip(position, velocity, strict=True))
    u, v, w = (f_rate * p + g_rate * q for p, q in zip(position, velocity, strict=True))
    return (x, y, z), (u, v, w)
