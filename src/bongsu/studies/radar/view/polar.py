"""A grid of directions and distances about a radar, for maps of what it sees."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import degrees

import numpy as np

from bongsu.geography.outlines import WGS84
from bongsu.physics.numerics.arrays import BoolArray, FloatArray
from bongsu.physics.radar.signals import signals_at
from bongsu.studies.radar.view.cells import angle_seen
from bongsu.studies.radar.view.station import RadarView, Station

_DIRECTIONS, _DISTANCES = 720, 240


_COARSE = (120, 120)


_MAP_MARGIN, _LEAST_MAP_M = 1.08, 500e3


_EARTH_RADIUS_M = 6.371e6


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
    # geodesics to the west mirror those to the east, and take most of the time of a map
    mirrored = directions // 2
    angle, far = np.meshgrid(azimuth[: directions - mirrored], distance, indexing="ij")
    eastward, northward, _ = WGS84.fwd(
        np.zeros(angle.shape), np.full(angle.shape, degrees(site.latitude)), angle, far
    )
    longitude = degrees(site.longitude) + np.concatenate([eastward, -eastward[:mirrored][::-1]])
    beyond = np.abs(longitude) > 180.0
    return PolarGrid(
        azimuth_deg=azimuth,
        range_m=distance,
        latitude_deg=np.concatenate([northward, northward[:mirrored][::-1]]),
        longitude_deg=longitude - np.where(beyond, np.copysign(360.0, longitude), 0.0),
    )


def polar_coordinates(grid: PolarGrid, altitudes_km: FloatArray) -> dict[str, object]:
    """Coordinates of a dataset over a polar grid.

    Parameters
    ----------
    grid : PolarGrid
    altitudes_km : ndarray, shape (k,)
        Altitudes above the ellipsoid. [km]

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
    altitudes_km : ndarray, shape (k,)
        Altitudes above the ellipsoid. [km]
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
) -> BoolArray:
    """Where on a grid one look detects an object, or keeps a track of it.

    Parameters
    ----------
    view : RadarView
    grid : PolarGrid
        Places.
    altitudes_km : ndarray, shape (k,)
        Altitudes above the ellipsoid. [km]
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
