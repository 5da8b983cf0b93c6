"""Area that radars see of each country, over the cells of a world grid."""

from collections.abc import Mapping, Sequence
from functools import cache
from math import degrees

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from bongsu.errors import InputError
from bongsu.geography.grid import OTHER_LAND, SEA, WorldGrid
from bongsu.geography.outlines import area_km2, country
from bongsu.physics.numerics.arrays import BoolArray, FloatArray
from bongsu.physics.radar.design import RadarDesign, RadarTuple
from bongsu.physics.radar.signals import signal_map
from bongsu.studies.radar.view.labels import described
from bongsu.studies.radar.view.station import Station
from bongsu.version import __version__
from bongsu.words import TASKS, Task


def coverage(
    station: Station,
    grid: WorldGrid,
    *,
    boresights_deg: Sequence[float],
    altitudes_km: Sequence[float],
    cross_sections_m2: Mapping[str, float],
    modes: Sequence[str] | None = None,
    tasks: Sequence[Task] = TASKS,
) -> xr.Dataset:
    """Where a radar can detect and track objects, and over whose territory.

    Parameters
    ----------
    station : Station
        The radar and its site.
    grid : WorldGrid
        Cells of the map with the area of each country in them.
    boresights_deg : sequence of float
        Directions the array may face, clockwise from north. [deg]
    altitudes_km : sequence of float
        Altitudes of the objects above the ellipsoid. [km]
    cross_sections_m2 : Mapping of str to float
        Mean radar cross-section by name of the object. [m²]
    modes : sequence of str, optional
        Modes of operation; all of the station's by default.
    tasks : sequence of {'detect', 'track'}
        What the radar is to do.

    Returns
    -------
    xarray.Dataset
        Over ``task``, ``mode``, ``boresight_deg``, ``object``, ``altitude_km``:
        ``seen`` on the map; ``area_km2``, ``area_share``, ``view_share`` by ``country``. The area
        share is of the whole country, in or outside the grid; it has no value for the sea and other
        land. The view share is of all that is seen, with the sea; it has no value if nothing is.

    Raises
    ------
    InputError
        If there is nothing to compute or a mode does not exist.

    Notes
    -----
    A cell counts as seen when its centre is, at the given height and by a single dwell.
    """
    modes = tuple(station.designs) if modes is None else tuple(modes)
    if not (modes and len(boresights_deg) and len(altitudes_km) and cross_sections_m2):
        raise InputError("coverage needs a mode, a boresight, an altitude and a cross-section")
    areas_m2 = np.array([*cross_sections_m2.values()], np.float32)
    seen = seen_from(
        station,
        grid,
        boresights_deg=boresights_deg,
        altitudes_km=altitudes_km,
        areas_m2=areas_m2,
        modes=modes,
        tasks=tasks,
    )
    area = grid.under_km2(seen)
    outer = ("task", "mode", "boresight_deg", "object", "altitude_km")
    result = xr.Dataset(
        {
            "seen": ((*outer, "latitude", "longitude"), seen),
            "area_km2": ((*outer, "country"), area),
            "area_share": ((*outer, "country"), area / _whole_areas_km2(grid)),
            "view_share": ((*outer, "country"), _shares_of_view(area)),
            "cross_section_m2": ("object", areas_m2),
        },
        coords={
            "task": list(tasks),
            "mode": list(modes),
            "boresight_deg": np.asarray(boresights_deg, float),
            "object": list(cross_sections_m2),
            "altitude_km": np.asarray(altitudes_km, float),
            "latitude": grid.latitude_deg,
            "longitude": grid.longitude_deg,
            "country": list(grid.codes),
        },
        attrs={
            "title": f"Radar coverage from {station.title}",
            "site_latitude_deg": degrees(station.latitude),
            "site_longitude_deg": degrees(station.longitude),
            "site_altitude_m": station.altitude,
            "refraction": station.refraction,
            "bongsu_version": __version__,
        },
    )
    return described(result)


def seen_from(
    station: Station,
    grid: WorldGrid,
    *,
    boresights_deg: Sequence[float] | FloatArray,
    altitudes_km: Sequence[float],
    areas_m2: NDArray[np.float32],
    modes: Sequence[str],
    tasks: Sequence[Task],
) -> BoolArray:
    """Cells in which a radar can do its tasks.

    Parameters
    ----------
    station : Station
        The radar and its site.
    grid : WorldGrid
        Cells of the map.
    boresights_deg : sequence of float
        Directions the array may face, clockwise from north. [deg]
    altitudes_km : sequence of float
        Altitudes of the objects above the ellipsoid. [km]
    areas_m2 : ndarray of float32
        Mean radar cross-sections of the objects. [m²]
    modes : sequence of str
        Modes of operation.
    tasks : sequence of {'detect', 'track'}
        What the radar is to do.

    Returns
    -------
    ndarray of bool
        Over tasks, modes, boresights, objects, altitudes, rows and columns of the grid.

    Raises
    ------
    InputError
        If a mode does not exist.
    """
    latitude, longitude = np.radians(grid.latitude_deg), np.radians(grid.longitude_deg)
    altitude = 1e3 * np.asarray(altitudes_km, float)
    shape = (len(modes), len(boresights_deg), areas_m2.size, *(altitude.size, *grid.shape))
    seen = np.empty((len(tasks), *shape), bool)
    for i, mode in enumerate(modes):
        design = station.designs.get(mode)
        for j, boresight_deg in enumerate(boresights_deg):
            radar = station.facing(mode, float(np.radians(boresight_deg)))
            ratios = signal_map(radar, latitude, longitude, altitude)
            needed = dict(zip(TASKS, _needed(radar, design), strict=True))
            for k, task in enumerate(tasks):
                seen[k, i, j] = ratios[None] * areas_m2[:, None, None, None] >= np.float32(
                    needed[task]
                )
    return seen


def _needed(radar: RadarTuple, design: RadarDesign | None) -> tuple[float, float]:
    """Ratios that the tasks ask for."""
    track = None if design is None else design.track_snr
    return radar.required_snr, radar.required_snr if track is None else track


def _shares_of_view(area: FloatArray) -> FloatArray:
    """Share of each country, the sea and other land in what is seen."""
    total = area.sum(axis=-1, keepdims=True)
    with np.errstate(invalid="ignore"):
        return np.asarray(area / total)


@cache
def _outline_area_km2(code: str) -> float:
    """Area of a country by its outline; none for the sea and land without a code."""
    return float("nan") if code in (SEA, OTHER_LAND) else area_km2(country(code))


def _whole_areas_km2(grid: WorldGrid) -> FloatArray:
    """Area of each whole country; the tally of a coarse grid where that is larger."""
    tally = np.asarray(grid.area_by_code_km2.sum(axis=1)).ravel()
    return np.asarray(np.maximum([_outline_area_km2(code) for code in grid.codes], tally))


def combined_coverage(
    existing: Sequence[xr.Dataset], new: xr.Dataset, grid: WorldGrid
) -> xr.Dataset:
    """What a new radar adds to those that are there.

    Parameters
    ----------
    existing : sequence of xarray.Dataset
        Results of :func:`coverage` for the radars already there, on the same grid with the same
        objects and altitudes, each with one mode and one boresight.
    new : xarray.Dataset
        The same for the new radar.
    grid : WorldGrid
        The grid of all of them.

    Returns
    -------
    xarray.Dataset
        Over ``task``, ``object``, ``altitude_km``: maps ``seen_before``, ``gained``; and by
        ``country`` the ``area_km2`` and ``area_share`` of each ``view``: new, existing, union,
        gained (seen by the new radar only).

    Raises
    ------
    InputError
        If the results do not belong together.
    """
    pieces = [_single(result) for result in (*existing, new)]
    if len(pieces) < 2:
        raise InputError("combined coverage needs at least one existing radar")
    reference = pieces[-1]
    for piece in pieces[:-1]:
        if piece.shape != reference.shape or not all(
            np.array_equal(piece[name], reference[name])
            for name in ("object", "altitude_km", "latitude", "longitude")
        ):
            raise InputError("coverages differ in grid, objects or altitudes")
    fresh = reference.values
    before = np.logical_or.reduce([piece.values for piece in pieces[:-1]])
    views = {
        "new": fresh,
        "existing": before,
        "union": fresh | before,
        "gained": fresh & ~before,
    }
    area = np.stack([grid.under_km2(view) for view in views.values()])
    outer = ("task", "object", "altitude_km")
    result = xr.Dataset(
        {
            "seen_before": ((*outer, "latitude", "longitude"), before),
            "gained": ((*outer, "latitude", "longitude"), views["gained"]),
            "area_km2": (("view", *outer, "country"), area),
            "area_share": (("view", *outer, "country"), area / _whole_areas_km2(grid)),
        },
        coords={name: reference[name].values for name in (*outer, "latitude", "longitude")}
        | {"view": list(views), "country": list(grid.codes)},
        attrs={
            "title": "What a new radar adds",
            "existing": "; ".join(str(item.attrs.get("title", "")) for item in existing),
            "new": str(new.attrs.get("title", "")),
            "bongsu_version": __version__,
        },
    )
    return described(result)


def _single(result: xr.Dataset) -> xr.DataArray:
    """The map of a result with one mode and one boresight."""
    for name in ("mode", "boresight_deg"):
        if result.sizes.get(name, 1) != 1:
            raise InputError(f"choose one {name} of each radar before combining coverages")
    return result["seen"].squeeze(["mode", "boresight_deg"], drop=True)
