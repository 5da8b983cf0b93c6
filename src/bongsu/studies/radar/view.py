"""What the radar of a scenario's battery sees as it is set up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import degrees

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from bongsu.errors import InputError
from bongsu.geography.outlines import WGS84
from bongsu.physics.radar.signals import signals_at
from bongsu.scenario import Scenario
from bongsu.scenario.provenance import provenance
from bongsu.studies.radar.coverage import RadarView, Station, coverage
from bongsu.studies.radar.labels import described
from bongsu.studies.radar.range_height import range_height
from bongsu.studies.radar.views import angle_seen, grid_holding, station
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


_DIRECTIONS, _DISTANCES = 720, 240
_COARSE = (120, 120)
_MAP_MARGIN, _LEAST_MAP_M = 1.08, 500e3
_EARTH_RADIUS_M = 6.371e6
_POINTS_PER_CHUNK = 20_000


@dataclass(frozen=True, kw_only=True, eq=False)
class PolarGrid:
    """Directions and distances about a place: a grid that knows no poles and no 180th meridian.

    Attributes
    ----------
    azimuth_deg : ndarray, shape (n,)
        Directions of the cell centres, clockwise from north. [deg]
    range_m : ndarray, shape (m,)
        Their distances along the ground. [m]
    latitude_deg, longitude_deg : ndarray, shape (n, m)
        The cell centres. [deg]
    """

    azimuth_deg: FloatArray
    range_m: FloatArray
    latitude_deg: FloatArray
    longitude_deg: FloatArray

    @property
    def cell_area_km2(self) -> FloatArray:
        """Area of the cells at each distance, on a sphere [km²], shape (m,)."""
        half = (self.range_m[1] - self.range_m[0]) / 2.0 / _EARTH_RADIUS_M
        middle = self.range_m / _EARTH_RADIUS_M
        rings = np.cos(middle - half) - np.cos(middle + half)
        turn = 2.0 * np.pi / self.azimuth_deg.size
        return np.asarray(rings * turn * (_EARTH_RADIUS_M / 1e3) ** 2)


def polar_grid(
    site: Station, radius_m: float, directions: int = _DIRECTIONS, distances: int = _DISTANCES
) -> PolarGrid:
    """Lay a grid of directions and distances about a radar.

    Parameters
    ----------
    site : Station
        The radar.
    radius_m : float
        Distance to the edge, along the ground. [m]
    directions, distances : int
        Numbers of cells. [1]

    Returns
    -------
    PolarGrid
        The grid; along geodesics from the radar.
    """
    azimuth = (np.arange(directions) + 0.5) * 360.0 / directions
    distance = (np.arange(distances) + 0.5) * radius_m / distances
    angle, far = np.meshgrid(azimuth, distance, indexing="ij")
    longitude, latitude, _ = WGS84.fwd(
        np.full(angle.shape, degrees(site.longitude)),
        np.full(angle.shape, degrees(site.latitude)),
        angle,
        far,
    )
    return PolarGrid(
        azimuth_deg=azimuth,
        range_m=distance,
        latitude_deg=np.asarray(latitude),
        longitude_deg=np.asarray(longitude),
    )


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
        ``seen`` over ``task``, ``altitude_km``, ``azimuth_deg``, ``ground_range_km``: directions
        and distances from the radar out to a little beyond the farthest place that is seen, with
        the ``cell_area_km2`` at each distance.
    """
    site = view.station
    heights = np.asarray(altitudes_km, float)
    grid = grid_of_views([view], heights, cross_section_m2)
    result = xr.Dataset(
        {
            "seen": (
                ("task", "altitude_km", "azimuth_deg", "ground_range_km"),
                seen_on(view, grid, heights, cross_section_m2),
            ),
            "cell_area_km2": ("ground_range_km", grid.cell_area_km2),
        },
        coords=polar_coordinates(grid, heights) | {"task": list(TASKS)},
        attrs={
            "title": f"Radar coverage from {site.name}",
            "site": site.name,
            "site_title": site.title,
            "site_latitude_deg": degrees(site.latitude),
            "site_longitude_deg": degrees(site.longitude),
            "mode": view.mode,
            "boresight_deg": view.boresight_deg,
            "sector_deg": degrees(view.design.sector_half_angle),
            "limit": view.limit_of(cross_section_m2),
            "cross_section_m2": cross_section_m2,
        },
    )
    return described(result)


def polar_coordinates(grid: PolarGrid, altitudes_km: FloatArray) -> dict[str, object]:
    """Coordinates of a dataset over a polar grid.

    Parameters
    ----------
    grid : PolarGrid
        The grid.
    altitudes_km : ndarray, shape (k,)
        Heights above the ellipsoid. [km]

    Returns
    -------
    dict
        For :class:`xarray.Dataset`.
    """
    both = ("azimuth_deg", "ground_range_km")
    return {
        "altitude_km": altitudes_km,
        "azimuth_deg": grid.azimuth_deg,
        "ground_range_km": grid.range_m / 1e3,
        "latitude": (both, grid.latitude_deg),
        "longitude": (both, grid.longitude_deg),
    }


def grid_of_views(
    views: Sequence[RadarView], altitudes_km: FloatArray, cross_section_m2: float
) -> PolarGrid:
    """Lay the grid of a map about the last of some radars, a little beyond what they see.

    Parameters
    ----------
    views : sequence of RadarView
        The radars.
    altitudes_km : ndarray, shape (k,)
        Heights above the ellipsoid. [km]
    cross_section_m2 : float
        Mean radar cross-section, positive. [m²]

    Returns
    -------
    PolarGrid
        The grid.
    """
    site = views[-1].station
    farthest = 0.0
    for view in views:
        _, _, apart = WGS84.inv(
            degrees(site.longitude),
            degrees(site.latitude),
            degrees(view.station.longitude),
            degrees(view.station.latitude),
        )
        angle = max(angle_seen(view.design, 1e3 * h, cross_section_m2) for h in altitudes_km)
        bound = min(apart + angle * _EARTH_RADIUS_M, np.pi * _EARTH_RADIUS_M)
        coarse = polar_grid(site, bound, *_COARSE)
        seen = seen_on(view, coarse, altitudes_km, cross_section_m2).any(axis=(0, 1, 2))
        if seen.any():
            step = coarse.range_m[1] - coarse.range_m[0]
            farthest = max(farthest, float(coarse.range_m[seen].max()) + step)
    return polar_grid(site, max(_MAP_MARGIN * farthest, _LEAST_MAP_M))


def seen_on(
    view: RadarView, grid: PolarGrid, altitudes_km: FloatArray, cross_section_m2: float
) -> NDArray[np.bool_]:
    """Where on a grid one look detects an object, or keeps a track of it.

    Parameters
    ----------
    view : RadarView
        The radar.
    grid : PolarGrid
        Places.
    altitudes_km : ndarray, shape (k,)
        Heights above the ellipsoid. [km]
    cross_section_m2 : float
        Mean radar cross-section. [m²]

    Returns
    -------
    ndarray of bool, shape (2, k, n, m)
        By task: detect, track.
    """
    radar = view.radar()
    heights = np.repeat(1e3 * altitudes_km, grid.latitude_deg.size)
    latitude = np.tile(np.radians(grid.latitude_deg.ravel()), altitudes_km.size)
    longitude = np.tile(np.radians(grid.longitude_deg.ravel()), altitudes_km.size)
    ratios = signals_at(radar, latitude, longitude, heights)
    shaped = ratios.reshape(altitudes_km.size, *grid.latitude_deg.shape)
    return np.stack([shaped * cross_section_m2 >= level for level in _needed(view)])


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
        range on boresight and up to a little more than the greatest height that is seen.
    """
    reach = 1.05 * min(view.design.range_on_boresight(cross_section_m2), view.maximum_range_m)

    def slice_of(columns: int, rows: int, top: float) -> xr.Dataset:
        return range_height(
            view,
            ranges_km=np.linspace(reach / columns, reach, columns) / 1e3,
            heights_km=np.linspace(top / rows, top, rows) / 1e3,
        )

    coarse = slice_of(_PROFILE_COLUMNS // 5, _PROFILE_ROWS // 3, reach)
    enough = coarse["snr_per_m2"] * cross_section_m2 >= coarse.attrs["required_snr"]
    seen = coarse["altitude_km"].values[enough.any("ground_range_km").values]
    top = 1e3 * float(seen.max()) if seen.size else 0.4 * reach
    return slice_of(_PROFILE_COLUMNS, _PROFILE_ROWS, min(1.05 * top, reach))


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
        "limit": view.limit_of(max(cross_sections_m2.values())),
    }
    return found.squeeze(["mode", "boresight_deg"], drop=True)
