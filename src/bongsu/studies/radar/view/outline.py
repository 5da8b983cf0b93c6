"""Edges of what a radar sees, as polygons on the map."""

from typing import NamedTuple

import numpy as np
import xarray as xr
from contourpy import FillType, contour_generator

from bongsu.geography.outlines import WGS84
from bongsu.physics.numerics.arrays import BoolArray, FloatArray, IntArray

_HALF = 0.5


class Outline(NamedTuple):
    """Polygons with holes.

    Attributes
    ----------
    latitude_deg, longitude_deg : ndarray, shape (points,)
        Corners of all rings, one after the other; a ring is closed. [deg]
    ring_starts : ndarray of int, shape (rings,)
        First corner of each ring. [1]
    polygon_starts : ndarray of int, shape (polygons,)
        First ring of each polygon: its outside; its others are holes. [1]
    """

    latitude_deg: FloatArray
    longitude_deg: FloatArray
    ring_starts: IntArray
    polygon_starts: IntArray


def outline_of(found: xr.Dataset, task: str, altitude_km: float) -> Outline:
    """Draw the edge of what a radar sees at one height.

    Parameters
    ----------
    found : xarray.Dataset
        From :func:`bongsu.studies.radar.view.own.view_map`.
    task : {'detect', 'track'}
        Whether one look detects the object, or a track of it is kept.
    altitude_km : float
        One of its heights. [km]

    Returns
    -------
    Outline
        Halfway between cells that are seen and cells that are not.
    """
    seen = found["seen"].sel(task=task, altitude_km=altitude_km).values
    azimuth_deg = found["azimuth_deg"].values
    range_m = 1e3 * found["ground_range_km"].values
    # the seam of directions lies behind the radar, where it sees least
    behind = int(np.searchsorted(azimuth_deg, (found.attrs["boresight_deg"] + 180.0) % 360.0))
    seen, turn = np.roll(seen, -behind, axis=0), 360.0 / azimuth_deg.size
    start_deg = azimuth_deg[behind % azimuth_deg.size]
    corners, rings, polygons = _in_polar(seen)
    distance, direction = corners.T - 1.0
    direction_deg = start_deg + turn * direction
    nearest_m, second_m, *_ = range_m
    distance_m = np.maximum(nearest_m + (second_m - nearest_m) * distance, 0.0)
    count = len(corners)
    longitude, latitude, _ = WGS84.fwd(
        np.full(count, found.attrs["site_longitude_deg"]),
        np.full(count, found.attrs["site_latitude_deg"]),
        direction_deg,
        distance_m,
    )
    return Outline(np.asarray(latitude), np.asarray(longitude), rings, polygons)


def _in_polar(seen: BoolArray) -> tuple[FloatArray, IntArray, IntArray]:
    """Corners as (distance, direction) in cells, from 1; first corners of rings; first rings."""
    around = np.pad(seen.astype(float), ((1, 1), (0, 1)))
    # what is seen nearest is seen down to the radar
    field = np.pad(around, ((0, 0), (1, 0)), mode="edge")
    found, offsets, *_ = contour_generator(z=field, fill_type=FillType.OuterOffset).filled(
        _HALF, np.inf
    )
    corners: list[FloatArray] = [np.asarray(one) for one in found]
    rings: list[int] = []
    polygons: list[int] = []
    base = 0
    for points, own in zip(corners, offsets, strict=True):
        polygons.append(len(rings))
        rings += [base + int(one) for one in np.asarray(own)[:-1]]
        base += len(points)
    joined = np.concatenate(corners) if corners else np.zeros((0, 2))
    return joined, np.array(rings, dtype=np.int64), np.array(polygons, dtype=np.int64)
