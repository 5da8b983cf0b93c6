"""Where launchers stand, and whether their radar sees anything that they reach."""

from dataclasses import dataclass
from math import pi

import numpy as np

from bongsu.errors import InputError
from bongsu.physics.earth.kernels.geodesy import (
    east_north_up_axes,
    ecef_to_geodetic,
    geodetic_to_ecef,
)
from bongsu.physics.interceptor.kernels.flyout import ReachTuple
from bongsu.physics.radar.kernels.signal import RadarTuple, in_field_of_regard


@dataclass(frozen=True, kw_only=True)
class LauncherSite:
    """Launchers standing together.

    Attributes
    ----------
    latitude, longitude : float
        Geodetic position. [rad]
    altitude : float
        Height above the ellipsoid. [m]
    launchers : int
        Launchers there. [1]
    interceptors_each : int
        Interceptors ready on each. [1]
    """

    latitude: float
    longitude: float
    altitude: float
    launchers: int
    interceptors_each: int


def beside(
    latitude: float, longitude: float, altitude: float, *, east_m: float, north_m: float
) -> tuple[float, float]:
    """Place beside another, along the ground there.

    Parameters
    ----------
    latitude, longitude : float
        The other place. [rad]
    altitude : float
        Its height above the ellipsoid. [m]
    east_m, north_m : float
        How far to go. [m]

    Returns
    -------
    latitude, longitude : float
        Where one is then, some way off the plane that the directions span. [rad]
    """
    origin = np.array(geodetic_to_ecef(latitude, longitude, altitude))
    east, north, _ = (np.array(axis) for axis in east_north_up_axes(latitude, longitude))
    found = ecef_to_geodetic(*map(float, origin + east_m * east + north_m * north))
    there_latitude, there_longitude, _ = found
    return there_latitude, there_longitude


def offset_between(
    latitude: float,
    longitude: float,
    there_latitude: float,
    there_longitude: float,
    altitude: float,
) -> tuple[float, float]:
    """How far one has to go from a place to be at another: what :func:`beside` takes.

    Parameters
    ----------
    latitude, longitude : float
        The place. [rad]
    there_latitude, there_longitude : float
        The other. [rad]
    altitude : float
        Height of the first above the ellipsoid. [m]

    Returns
    -------
    east_m, north_m : float
        Along the ground at the place. [m]
    """
    origin = np.array(geodetic_to_ecef(latitude, longitude, altitude))
    east, north, up = (np.array(axis) for axis in east_north_up_axes(latitude, longitude))
    there = np.array(geodetic_to_ecef(there_latitude, there_longitude, 0.0))
    *_, above = (np.array(axis) for axis in east_north_up_axes(there_latitude, there_longitude))
    # along the plumb line of the other place, up to the plane that the directions span
    height = float((origin - there) @ up) / float(above @ up)
    offset = there + height * above - origin
    return float(offset @ east), float(offset @ north)


def check_in_sight(radar: RadarTuple, site: LauncherSite, reach: ReachTuple) -> None:
    """Refuse a launcher none of whose intercepts lies in the radar's field of regard.

    Parameters
    ----------
    radar : RadarTuple
        The radar on its site.
    site : LauncherSite
    reach : ReachTuple
        Their interceptor's table.

    Raises
    ------
    InputError
        If the radar sees no point that they reach.
    """
    if not (reach.limit_m > 0.0).any():
        return  # it reaches nothing at all: every threat is then answered with out-of-reach
    shares = np.linspace(0.0, 1.0, 6)
    for row in range(0, reach.limit_m.size, 5):
        altitude = reach.lowest_altitude_m + row * reach.altitude_step_m
        for angle in shares * reach.limit_m[row] / 6.371e6:
            for azimuth in np.linspace(0.0, 2.0 * pi, 24, endpoint=False):
                # a flat step in latitude and longitude is near enough to ask for sight
                latitude = site.latitude + angle * np.cos(azimuth)
                longitude = site.longitude + angle * np.sin(azimuth) / np.cos(site.latitude)
                if in_field_of_regard(
                    radar, *geodetic_to_ecef(float(latitude), float(longitude), float(altitude))
                ):
                    return
    farthest = reach.limit_m.max() / 1e3
    raise InputError(
        f"the launcher at {np.degrees(site.latitude):.3f}, {np.degrees(site.longitude):.3f} is out "
        f"of the radar's sight: the radar sees no point within the {farthest:g} km that its "
        "interceptors reach"
    )
