"""What a radar sees of each country, from every site and boresight that serves its task."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from math import acos, asin, ceil, cos, degrees, floor, radians, sin

import numpy as np
import xarray as xr

from bongsu.catalog.names import own_title
from bongsu.engagement.factory import radar_design
from bongsu.errors import InputError
from bongsu.geography.grid import WorldGrid, world_grid
from bongsu.physics.radar.design import RadarDesign
from bongsu.physics.radar.site import LONGEST_RANGE_M, HorizonMask
from bongsu.scenario import Coordinates, RadarSetting, Scenario, SeparateRadar
from bongsu.scenario.pointing import boresights
from bongsu.scenario.provenance import provenance
from bongsu.studies.conventions import conventional
from bongsu.studies.radar.coverage import Station, coverage

# edges within which East Asia and the western Pacific are counted: south, north, west, east [deg]
_HOME = (10.0, 70.0, 70.0, 180.0)
_EDGE_STEP_DEG = 10.0
_EARTH_RADIUS_M = 6.371e6
# a ray reaches below its apparent elevation by less than this, refraction and dip together
_BENT_BELOW_RAD = radians(4.0)


def radar_grid(spacing_deg: float, edges: tuple[float, float, float, float] = _HOME) -> WorldGrid:
    """Cells over which views are counted.

    Parameters
    ----------
    spacing_deg : float
        Side of a cell. [deg]
    edges : tuple of float, optional
        South, north, west, east; East Asia and the western Pacific by default. [deg]

    Returns
    -------
    WorldGrid
        The cells.
    """
    return _cells(spacing_deg, edges)


@lru_cache(maxsize=4)
def _cells(spacing_deg: float, edges: tuple[float, float, float, float]) -> WorldGrid:
    south, north, west, east = edges
    return world_grid(spacing_deg, south=south, north=north, west=west, east=east)


def grid_holding(
    spacing_deg: float,
    stations: Sequence[Station],
    *,
    altitudes_km: Sequence[float],
    cross_section_m2: float,
) -> WorldGrid:
    """Cells that hold all that radars can see, whatever they face and in whichever mode.

    Parameters
    ----------
    spacing_deg : float
        Side of a cell. [deg]
    stations : sequence of Station
        The radars.
    altitudes_km : sequence of float
        Heights of the object above the ellipsoid. [km]
    cross_section_m2 : float
        Its mean radar cross-section. [m²]

    Returns
    -------
    WorldGrid
        East Asia and the western Pacific, and what lies beyond if a radar sees it.
    """
    south, north, west, east = _HOME
    for place in stations:
        reach = max(
            angle_seen(design, 1e3 * altitude, cross_section_m2)
            for design in place.designs.values()
            for altitude in altitudes_km
        )
        lowest, highest = degrees(place.latitude - reach), degrees(place.latitude + reach)
        south, north = min(south, lowest), max(north, highest)
        if lowest <= -90.0 or highest >= 90.0:
            west, east = -180.0, 180.0
            continue
        half = degrees(asin(min(1.0, sin(reach) / cos(place.latitude))))
        middle = (degrees(place.longitude) + 180.0) % 360.0 - 180.0
        west, east = min(west, middle - half), max(east, middle + half)
    if west < -180.0 or east > 180.0:
        west, east = -180.0, 180.0
    step = _EDGE_STEP_DEG
    return radar_grid(
        spacing_deg,
        (
            max(-90.0, floor(south / step) * step),
            min(90.0, ceil(north / step) * step),
            floor(west / step) * step,
            ceil(east / step) * step,
        ),
    )


def angle_seen(design: RadarDesign, altitude_m: float, cross_section_m2: float) -> float:
    """Angle at the Earth's centre beyond which a radar sees nothing at a height.

    Parameters
    ----------
    design : RadarDesign
        The radar in one mode.
    altitude_m : float
        Height of the object above the ellipsoid. [m]
    cross_section_m2 : float
        Its mean radar cross-section. [m²]

    Returns
    -------
    float
        Angle; up to this it may see something, by its range and its elevation floor. [rad]
    """
    needed = min(design.required_snr, design.track_snr or design.required_snr)
    slant = min(
        design.range_on_boresight(cross_section_m2, snr=needed),
        design.maximum_range_m,
        LONGEST_RANGE_M,
    )
    below, above = _EARTH_RADIUS_M, _EARTH_RADIUS_M + altitude_m
    cosine = (below**2 + above**2 - slant**2) / (2.0 * below * above)
    by_range = acos(min(1.0, max(-1.0, cosine)))
    lowest = max(design.elevation_floor, 0.0) - _BENT_BELOW_RAD
    by_floor = acos(below * cos(lowest) / above) - lowest
    return min(by_range, by_floor)


def station(scenario: Scenario) -> Station:
    """Put the radar of a scenario's first battery on its site, in all its modes.

    Parameters
    ----------
    scenario : Scenario
        The setting.

    Returns
    -------
    Station
        The radar, not yet facing anywhere.
    """
    battery = scenario.battery()
    radar = scenario.catalog.battery(battery.type).radar.value
    return _stand(scenario, radar, scenario.place("site", battery.site), battery.radar)


def separate_station(scenario: Scenario, radar: SeparateRadar) -> Station:
    """Put a radar that belongs to no battery on its site, in all its modes.

    Parameters
    ----------
    scenario : Scenario
        The setting.
    radar : SeparateRadar
        Which.

    Returns
    -------
    Station
        The radar, not yet facing anywhere.
    """
    place = scenario.place("site", radar.site)
    station = _stand(scenario, radar.type, place, radar.setting)
    return replace(station, name=radar.name, title=own_title(radar.name))


def _stand(scenario: Scenario, name: str, place: Coordinates, setting: RadarSetting) -> Station:
    designs = {
        mode: radar_design(name, mode, scenario.catalog)
        for mode in scenario.catalog.radar(name).modes
    }
    if setting.tilt is not None:
        designs = {mode: replace(design, tilt=setting.tilt) for mode, design in designs.items()}
    mask = None
    if setting.skyline:
        mask = HorizonMask(
            azimuth=np.array([point.azimuth for point in setting.skyline]),
            elevation=np.array([point.elevation for point in setting.skyline]),
        )
    return Station(
        name=place.name,
        designs=designs,
        latitude=radians(place.latitude_deg),
        longitude=radians(place.longitude_deg),
        altitude=place.altitude,
        refraction=scenario.numerics.refraction,
        mask=mask,
        title=place.title,
    )


def radar_views(
    scenarios: Sequence[Scenario],
    *,
    objects: Sequence[str],
    altitudes_km: Sequence[float],
    modes: Sequence[str] | None = None,
    boresight_count: int = 5,
) -> xr.Dataset:
    """Area of each country over which objects can be detected, for every site and boresight.

    Parameters
    ----------
    scenarios : sequence of Scenario
        At least one, for instance one battery on several sites; the radar is that of the first
        battery.
    objects : sequence of str
        Cross-sections of the catalogue.
    altitudes_km : sequence of float
        Heights of the objects above the ellipsoid. [km]
    modes : sequence of str, optional
        Modes of operation; all of the radar's by default.
    boresight_count : int
        Boresights tried across those that hold all launch areas. [1]

    Returns
    -------
    xarray.Dataset
        Over ``site``, ``direction`` (index of the boresight), ``mode``, ``object``,
        ``altitude_km``: ``area_km2`` by ``country``, and ``seen`` on the map; ``boresight_deg``
        over ``site`` and ``direction`` is not a number at a site from which no boresight holds all
        launch areas, and the areas there are none.

    Raises
    ------
    InputError
        If there is no scenario.
    """
    if not scenarios:
        raise InputError("there is no scenario to look from")
    first = scenarios[0]
    cross_sections_m2 = {name: first.catalog.cross_section(name).area.value for name in objects}
    places = [station(scenario) for scenario in scenarios]
    grid = grid_holding(
        degrees(first.numerics.radar_grid),
        places,
        altitudes_km=altitudes_km,
        cross_section_m2=max(cross_sections_m2.values()),
    )
    pieces = []
    facing = np.full((len(scenarios), boresight_count), np.nan)
    for index, (scenario, place) in enumerate(zip(scenarios, places, strict=True)):
        held = boresights(scenario)
        azimuths = [0.0] * boresight_count if held is None else held.spread(boresight_count)
        found = coverage(
            place,
            grid,
            boresights_deg=[degrees(azimuth) for azimuth in azimuths],
            altitudes_km=altitudes_km,
            cross_sections_m2=cross_sections_m2,
            modes=modes,
        ).sel(task="detect", drop=True)
        found = found.rename(boresight_deg="direction").drop_vars("direction")
        if held is None:
            found = found.assign(area_km2=found["area_km2"] * np.nan, seen=found["seen"] & False)
        else:
            facing[index] = np.degrees(azimuths)
        pieces.append(found[["area_km2", "seen"]])
    names = [place.name for place in places]
    places_compared = xr.DataArray(
        names, dims="site", name="site", attrs={"long_name": "site of the radar"}
    )
    views = xr.concat(pieces, places_compared)
    views = views.assign_coords(
        site_title=(
            "site",
            [place.title for place in places],
            {"long_name": "title of the site"},
        )
    )
    views["boresight_deg"] = (
        ("site", "direction"),
        facing,
        {"long_name": "direction the array faces", "units": "degree"},
    )
    views = views.assign_coords(
        scenario_hash=(
            "site",
            [scenario.hash() for scenario in scenarios],
            {"long_name": "hash of the scenario computed"},
        )
    )
    views.attrs = provenance(*scenarios).attributes() | {
        "title": "What the radar sees when it holds every launch area",
        "history": "bongsu.studies.radar.views.radar_views",
    }
    return conventional(views, "What the radar sees when it holds every launch area")


__all__ = [
    "angle_seen",
    "grid_holding",
    "radar_grid",
    "radar_views",
    "separate_station",
    "station",
]
