"""Vertical slice of what a radar sees: range and height."""

from math import degrees

import numpy as np
import xarray as xr

from bongsu.geography.outlines import WGS84
from bongsu.physics.numerics.arrays import FloatArray
from bongsu.physics.radar.refraction import earth_radius_at, ray_path
from bongsu.physics.radar.signals import signals_at
from bongsu.studies.radar.view.labels import described
from bongsu.studies.radar.view.station import RadarView
from bongsu.version import __version__


def range_height(
    view: RadarView,
    *,
    ranges_km: FloatArray,
    heights_km: FloatArray,
    off_boresight_deg: float = 0.0,
) -> xr.Dataset:
    """Vertical slice through the field of regard.

    Parameters
    ----------
    view : RadarView
    ranges_km, heights_km : ndarray, shape (n,), (m,)
        Ground ranges and heights of the slice. [km]
    off_boresight_deg : float
        Direction of the slice, clockwise from the boresight. [deg]

    Returns
    -------
    xarray.Dataset
        Over ``altitude_km``, ``ground_range_km``: ``snr_per_m2``; over ``ground_range_km``:
        ``floor_km``, the height of the ray at the elevation floor.
    """
    station, mode, radar = view.station, view.mode, view.radar()
    azimuth_deg = view.boresight_deg + off_boresight_deg
    ranges = np.asarray(ranges_km, float)
    heights = np.asarray(heights_km, float)
    start = (
        np.full(ranges.size, degrees(station.longitude)),
        np.full(ranges.size, degrees(station.latitude)),
    )
    longitude, latitude, _ = WGS84.fwd(*start, np.full(ranges.size, azimuth_deg), 1e3 * ranges)
    ratios = signals_at(
        radar,
        np.tile(np.radians(latitude), heights.size),
        np.tile(np.radians(longitude), heights.size),
        1e3 * np.repeat(heights, ranges.size),
    )
    radius = earth_radius_at(station.latitude)
    height, angle = ray_path(
        view.design.elevation_floor,
        np.arange(0.0, 1.2e3 * ranges[-1], 2e3),
        site_altitude=max(station.altitude, 0.0),
        earth_radius=radius,
        refraction=station.refraction,
    )
    floor = np.interp(1e3 * ranges, radius * angle[0], height[0])
    result = xr.Dataset(
        {
            "snr_per_m2": (
                ("altitude_km", "ground_range_km"),
                ratios.reshape(heights.size, ranges.size),
            ),
            "floor_km": ("ground_range_km", floor / 1e3),
        },
        coords={"ground_range_km": ranges, "altitude_km": heights},
        attrs={
            "title": f"Range and height from {station.title}, {mode} mode",
            "azimuth_deg": azimuth_deg,
            "boresight_deg": view.boresight_deg,
            "elevation_floor_deg": degrees(view.design.elevation_floor),
            "required_snr": radar.required_snr,
            "bongsu_version": __version__,
        },
    )
    return described(result)
