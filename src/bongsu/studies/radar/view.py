"""What the radar of a scenario's battery sees as it is set up."""

from collections.abc import Mapping, Sequence
from math import degrees

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from bongsu.errors import InputError
from bongsu.geography.outlines import WGS84
from bongsu.physics.radar.signals import signal_map
from bongsu.scenario import Scenario
from bongsu.scenario.provenance import provenance
from bongsu.studies.radar.coverage import RadarView, Station, coverage
from bongsu.studies.radar.range_height import range_height
from bongsu.studies.radar.views import grid_holding, station
from bongsu.words import TASKS

FloatArray = NDArray[np.float64]


def radar_view(scenario: Scenario) -> RadarView:
    """Set up the radar of a scenario's first battery.

    Parameters
    ----------
    scenario : Scenario
        The setting: where the radar stands, faces, and in which mode.

    Returns
    -------
    RadarView
        The radar, ready to look.
    """
    return RadarView(
        station=station(scenario),
        mode=scenario.battery().radar.mode,
        boresight_deg=scenario.boresight_deg(),
    )


_MAP_CELLS = 401
_M_PER_DEGREE = 111.2e3
_MAP_MARGIN, _LEAST_MAP_M = 1.15, 550e3


def view_map(
    view: RadarView, *, altitudes_km: Sequence[float], cross_section_m2: float
) -> xr.Dataset:
    """Where a radar detects and tracks an object, finely enough to be drawn.

    Parameters
    ----------
    view : RadarView
        The radar.
    altitudes_km : sequence of float
        Heights of the object above the ellipsoid. [km]
    cross_section_m2 : float
        Mean radar cross-section, positive. [m²]

    Returns
    -------
    xarray.Dataset
        ``seen`` over ``task``, ``altitude_km``, ``latitude``, ``longitude``, about the radar out to
        its range on boresight.
    """
    site = view.station
    heights = np.asarray(altitudes_km, float)
    latitude, longitude = map_axes(view, heights, cross_section_m2)
    seen = seen_on(view, latitude, longitude, heights, cross_section_m2)
    return xr.Dataset(
        {
            "seen": (
                ("task", "altitude_km", "latitude", "longitude"),
                seen,
                {"long_name": "whether one look is enough", "units": "1"},
            )
        },
        coords={
            "task": list(TASKS),
            "altitude_km": heights,
            "latitude": latitude,
            "longitude": longitude,
        },
        attrs={
            "site": site.name,
            "site_title": site.title,
            "site_latitude_deg": degrees(site.latitude),
            "site_longitude_deg": degrees(site.longitude),
            "mode": view.mode,
            "boresight_deg": view.boresight_deg,
            "sector_deg": degrees(view.design.sector_half_angle),
            "cross_section_m2": cross_section_m2,
        },
    )


def map_axes(
    view: RadarView, altitudes_km: FloatArray, cross_section_m2: float
) -> tuple[FloatArray, FloatArray]:
    """Choose the grid of a map about a radar, out to a little beyond what it sees.

    Parameters
    ----------
    view : RadarView
        The radar.
    altitudes_km : ndarray, shape (k,)
        Heights above the ellipsoid. [km]
    cross_section_m2 : float
        Mean radar cross-section, positive. [m²]

    Returns
    -------
    latitude, longitude : ndarray, shape (n,), (n,)
        Centres of the cells. [deg]
    """
    reach = min(view.design.range_on_boresight(cross_section_m2, snr=min(_needed(view))), 6.0e6)
    latitude, longitude = _axes_within(view.station, reach)
    seen = seen_on(view, latitude, longitude, altitudes_km, cross_section_m2).any(axis=(0, 1))
    if not seen.any():
        return latitude, longitude
    north, east = np.meshgrid(latitude, longitude, indexing="ij")
    count = int(seen.sum())
    site = view.station
    longitudes, latitudes = (
        np.full(count, degrees(site.longitude)),
        np.full(count, degrees(site.latitude)),
    )
    farthest = WGS84.inv(longitudes, latitudes, east[seen], north[seen])[2].max()
    return _axes_within(site, max(_MAP_MARGIN * float(farthest), _LEAST_MAP_M))


def _axes_within(site: Station, distance_m: float) -> tuple[FloatArray, FloatArray]:
    """Latitudes and longitudes that hold a disc on the ground, short of the poles."""
    middle = degrees(site.latitude), degrees(site.longitude)
    half_latitude = distance_m / _M_PER_DEGREE
    north = min(abs(middle[0]) + half_latitude, 75.0)
    half_longitude = min(half_latitude / np.cos(np.radians(north)), 120.0)
    latitude = np.linspace(
        max(middle[0] - half_latitude, -85.0), min(middle[0] + half_latitude, 85.0), _MAP_CELLS
    )
    longitude = np.linspace(middle[1] - half_longitude, middle[1] + half_longitude, _MAP_CELLS)
    return latitude, longitude


def seen_on(
    view: RadarView,
    latitude_deg: FloatArray,
    longitude_deg: FloatArray,
    altitudes_km: FloatArray,
    cross_section_m2: float,
) -> NDArray[np.bool_]:
    """Where on a grid one look detects an object, or keeps a track of it.

    Parameters
    ----------
    view : RadarView
        The radar.
    latitude_deg, longitude_deg : ndarray, shape (n,), (m,)
        Places. [deg]
    altitudes_km : ndarray, shape (k,)
        Heights above the ellipsoid. [km]
    cross_section_m2 : float
        Mean radar cross-section. [m²]

    Returns
    -------
    ndarray of bool, shape (2, k, n, m)
        By task: detect, track.
    """
    ratios = signal_map(
        view.radar(), np.radians(latitude_deg), np.radians(longitude_deg), 1e3 * altitudes_km
    )
    return np.stack([ratios * cross_section_m2 >= level for level in _needed(view)])


def _needed(view: RadarView) -> tuple[float, float]:
    """Ratios that detecting and tracking ask for."""
    design = view.design
    return design.required_snr, design.track_snr or design.required_snr


_PROFILE_COLUMNS, _PROFILE_ROWS = 1000, 300


def view_profile(view: RadarView, cross_section_m2: float) -> xr.Dataset:
    """Vertical slice along the boresight, finely enough to be drawn.

    Parameters
    ----------
    view : RadarView
        The radar.
    cross_section_m2 : float
        Largest mean radar cross-section that will be shown, positive. [m²]

    Returns
    -------
    xarray.Dataset
        As :func:`bongsu.studies.radar.range_height.range_height`, out to a little more than the
        range on boresight and to 0.4 times that height.
    """
    reach = 1.05 * min(
        view.design.range_on_boresight(cross_section_m2), view.design.maximum_range_m, 6.0e6
    )
    return range_height(
        view,
        ranges_km=np.linspace(reach / _PROFILE_COLUMNS, reach, _PROFILE_COLUMNS) / 1e3,
        heights_km=np.linspace(0.4 * reach / _PROFILE_ROWS, 0.4 * reach, _PROFILE_ROWS) / 1e3,
    )


def view_coverage(
    scenario: Scenario,
    *,
    altitudes_km: Sequence[float],
    objects: Sequence[str],
) -> xr.Dataset:
    """Over whose territory the radar of a scenario's first battery detects and tracks objects.

    Parameters
    ----------
    scenario : Scenario
        The setting.
    altitudes_km : sequence of float
        Heights of the objects above the ellipsoid, positive. [km]
    objects : sequence of str
        Cross-sections of the catalogue.

    Returns
    -------
    xarray.Dataset
        Over ``task``, ``object``, ``altitude_km``: ``seen`` on the map; ``area_km2`` and
        ``area_share`` by ``country``.

    Raises
    ------
    InputError
        If an altitude is out of range or an object does not exist.
    """
    for altitude in altitudes_km:
        if not 0.0 <= altitude <= 1e5:
            raise InputError(f"an altitude must lie between 0 and 100,000 km, not {altitude:g}")
    cross_sections_m2: Mapping[str, float] = {
        name: scenario.catalog.cross_section(name).area.value for name in objects
    }
    view = radar_view(scenario)
    found = coverage(
        view.station,
        grid_holding(
            degrees(scenario.numerics.radar_grid),
            [view.station],
            altitudes_km=altitudes_km,
            cross_section_m2=max(cross_sections_m2.values()),
        ),
        boresights_deg=[view.boresight_deg],
        altitudes_km=altitudes_km,
        cross_sections_m2=cross_sections_m2,
        modes=[view.mode],
    )
    found.attrs |= provenance(scenario).attributes() | {
        "mode": view.mode,
        "boresight_deg": view.boresight_deg,
        "history": "bongsu.studies.radar.view.view_coverage",
    }
    return found.squeeze(["mode", "boresight_deg"], drop=True)
