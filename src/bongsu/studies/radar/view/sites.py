"""What a radar sees of each country, from every site and boresight that serves its task."""

from collections.abc import Sequence
from math import degrees

import numpy as np
import xarray as xr

from bongsu.engagement.factory import seen_without_flight_m2
from bongsu.errors import InputError
from bongsu.scenario import Scenario
from bongsu.scenario.pointing import boresights
from bongsu.scenario.provenance import provenance
from bongsu.studies.conventions import conventional
from bongsu.studies.radar.view.cells import grid_holding
from bongsu.studies.radar.view.coverage import seen_from
from bongsu.studies.radar.view.labels import described
from bongsu.studies.radar.view.station import station

BORESIGHTS = 5
"""Boresights tried across those that hold all launch areas. [1]"""


def held_boresights(scenarios: Sequence[Scenario], *, count: int = BORESIGHTS) -> xr.Dataset:
    """Boresights that hold all launch areas, from every site.

    Parameters
    ----------
    scenarios : sequence of Scenario
        At least one, for instance one battery on several sites; the radar is that of the first
        battery.
    count : int
        Boresights spread across them. [1]

    Returns
    -------
    xarray.Dataset
        ``boresight_deg`` over ``site`` and ``direction`` (index of the boresight), from the first
        to the last; not a number at a site from which no boresight holds all launch areas.

    Raises
    ------
    InputError
        If there is no scenario.
    """
    if not scenarios:
        raise InputError("there is no scenario to look from")
    places = [one.place("site", one.battery().site) for one in scenarios]
    facing = np.full((len(scenarios), count), np.nan)
    for row, scenario in zip(facing, scenarios, strict=True):
        held = boresights(scenario)
        if held is not None:
            row[:] = np.degrees(held.spread(count))
    made = xr.Dataset(
        {
            "boresight_deg": (
                ("site", "direction"),
                facing,
                {"long_name": "direction the array faces", "units": "degree"},
            )
        },
        coords={
            "site": (
                "site",
                [place.name for place in places],
                {"long_name": "site of the radar"},
            ),
            "site_title": (
                "site",
                [place.title for place in places],
                {"long_name": "title of the site"},
            ),
            "scenario_hash": (
                "site",
                [scenario.hash() for scenario in scenarios],
                {"long_name": "hash of the scenario computed"},
            ),
        },
        attrs=provenance(*scenarios).attributes()
        | {"history": "bongsu.studies.radar.view.sites.held_boresights"},
    )
    return conventional(made, "Where the radar may face to hold every launch area")


def radar_views(
    scenarios: Sequence[Scenario],
    *,
    objects: Sequence[str],
    altitudes_km: Sequence[float],
    modes: Sequence[str] | None = None,
    boresight_count: int = BORESIGHTS,
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
        Altitudes of the objects above the ellipsoid. [km]
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
    held = held_boresights(scenarios, count=boresight_count)
    first = scenarios[0]
    cross_sections_m2 = {name: seen_without_flight_m2(first, name) for name in objects}
    places = [station(scenario) for scenario in scenarios]
    grid = grid_holding(
        degrees(first.numerics.radar_grid),
        places,
        altitudes_km=altitudes_km,
        cross_section_m2=max(cross_sections_m2.values()),
    )
    modes = tuple(places[0].designs) if modes is None else tuple(modes)
    areas_m2 = np.array([*cross_sections_m2.values()], np.float32)
    boresight_deg = held["boresight_deg"].values
    seen = np.stack(
        [
            seen_from(
                place,
                grid,
                boresights_deg=np.nan_to_num(row),
                altitudes_km=altitudes_km,
                areas_m2=areas_m2,
                modes=modes,
                tasks=["detect"],
            )[0]
            for place, row in zip(places, boresight_deg, strict=True)
        ]
    )
    nowhere = np.isnan(boresight_deg).any(axis=1)
    seen[nowhere] = False
    area = grid.under_km2(seen)
    area[nowhere] = np.nan
    outer = ("site", "mode", "direction", "object", "altitude_km")
    views = described(
        xr.Dataset(
            {
                "area_km2": ((*outer, "country"), area),
                "seen": ((*outer, "latitude", "longitude"), seen),
            },
            coords={
                "mode": list(modes),
                "object": list(cross_sections_m2),
                "altitude_km": np.asarray(altitudes_km, float),
                "latitude": grid.latitude_deg,
                "longitude": grid.longitude_deg,
                "country": list(grid.codes),
            },
            attrs=held.attrs
            | {
                "title": "What the radar sees when it holds every launch area",
                "history": "bongsu.studies.radar.view.sites.radar_views",
            },
        )
    )
    return views.assign_coords(held.coords).assign(boresight_deg=held["boresight_deg"])
