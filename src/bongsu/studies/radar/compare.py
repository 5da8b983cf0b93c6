"""What each radar adds to those before it: territory, sea, and time in view of missiles."""

from collections.abc import Sequence
from math import degrees

import numpy as np
import xarray as xr

from bongsu.engagement.factory import seen_without_flight_m2
from bongsu.errors import ArgumentError, InputError
from bongsu.physics.radar.sampled_flight import SampledFlight
from bongsu.scenario import Scenario
from bongsu.scenario.provenance import provenance
from bongsu.studies.conventions import conventional
from bongsu.studies.radar.added_view import added_view
from bongsu.studies.radar.view.cells import grid_holding
from bongsu.studies.radar.view.coverage import combined_coverage, coverage
from bongsu.studies.radar.view.edges import field_edges_deg
from bongsu.studies.radar.view.labels import described
from bongsu.studies.radar.view.polar import grid_of_views, polar_coordinates, seen_on
from bongsu.studies.radar.view.station import all_views
from bongsu.words import TASKS


def radars_compared(
    scenario: Scenario, *, altitudes_km: Sequence[float], object_key: str
) -> xr.Dataset:
    """Area that each radar sees, and that none before it sees.

    Parameters
    ----------
    scenario : Scenario
        The setting; see :func:`all_views`. Names of the radars must differ.
    altitudes_km : sequence of float
        Altitudes of the object above the ellipsoid, not negative. [km]
    object_key : str
        Cross-section of the catalogue.

    Returns
    -------
    xarray.Dataset
        Over ``task``, ``radar``, ``altitude_km``, ``country``: ``area_km2`` and ``area_share`` of
        each radar alone, ``added_km2`` and ``added_share`` of what those before it do not see.

    Raises
    ------
    InputError
        If two radars have one name, or an altitude or the object does not fit.
    """
    views = all_views(scenario)
    names = [view.station.name for view in views]
    if len(set(names)) < len(names):
        raise InputError("radars to compare need names that differ")
    for altitude in altitudes_km:
        if not 0.0 <= altitude <= 1e5:
            raise ArgumentError(
                "altitudes_km", f" must lie between 0 and 100,000 km, not {altitude:g}"
            )
    cross_sections_m2 = {object_key: seen_without_flight_m2(scenario, object_key)}
    grid = grid_holding(
        degrees(scenario.numerics.radar_grid),
        [view.station for view in views],
        altitudes_km=altitudes_km,
        cross_section_m2=cross_sections_m2[object_key],
    )
    alone = [
        coverage(
            view.station,
            grid,
            boresights_deg=[view.boresight_deg],
            altitudes_km=altitudes_km,
            cross_sections_m2=cross_sections_m2,
            modes=[view.mode],
        )
        for view in views
    ]
    pieces = []
    for index, found in enumerate(alone):
        single = found[["area_km2", "area_share"]].isel(
            mode=0, boresight_deg=0, object=0, drop=True
        )
        added = single
        if index:
            gained = combined_coverage(alone[:index], found, grid).sel(view="gained")
            added = gained[["area_km2", "area_share"]].isel(object=0, drop=True)
        pieces.append(
            single.assign(added_km2=added["area_km2"], added_share=added["area_share"]).drop_vars(
                "view", errors="ignore"
            )
        )
    result = xr.concat(pieces, xr.DataArray(names, dims="radar", name="radar"))
    result["added_km2"].attrs = {"long_name": "area that no radar before it sees", "units": "km2"}
    result["added_share"].attrs = {"long_name": "the same over the whole country", "units": "1"}
    result["radar"].attrs = {"long_name": "radar, in the order in which they come"}
    result = result.assign_coords(
        radar_title=(
            "radar",
            [view.station.title for view in views],
            {"long_name": "title of the radar"},
        )
    )
    result = result.assign_attrs(
        provenance(scenario).attributes(),
        title="What each radar adds",
        object=object_key,
        cross_section_m2=cross_sections_m2[object_key],
        history="bongsu.studies.radar.compare.radars_compared",
    )
    return conventional(result, "What each radar adds")


def compared_map(
    scenario: Scenario, *, altitudes_km: Sequence[float], cross_section_m2: float
) -> xr.Dataset:
    """Where the last of several radars detects an object, and where one before it does.

    Parameters
    ----------
    scenario : Scenario
        The setting; see :func:`all_views`.
    altitudes_km : sequence of float
        Altitudes of the object above the ellipsoid. [km]
    cross_section_m2 : float
        Mean radar cross-section, positive. [m²]

    Returns
    -------
    xarray.Dataset
        ``new`` and ``before`` over ``altitude_km``, ``azimuth_deg``, ``ground_range_km``, about
        the last radar, out to a little beyond what any of them sees, finely enough to be drawn;
        ``edge_deg`` over ``radar``, ``altitude_km``, ``ground_range_km``, about each of them, see
        :func:`bongsu.studies.radar.view.edges.field_edges_deg`.
    """
    views = all_views(scenario)
    heights = np.asarray(altitudes_km, float)
    grid = grid_of_views(views, heights, cross_section_m2)
    seen = [seen_on(view, grid, heights, cross_section_m2)[TASKS.index("detect")] for view in views]
    outer = ("altitude_km", "azimuth_deg", "ground_range_km")
    before = np.logical_or.reduce([np.zeros_like(seen[-1]), *seen[:-1]])
    result = xr.Dataset(
        {
            "new": (outer, seen[-1]),
            "before": (outer, before),
            "edge_deg": (
                ("radar", "altitude_km", "ground_range_km"),
                np.stack([field_edges_deg(view, grid.range_m, heights) for view in views]),
            ),
        },
        coords=polar_coordinates(grid, heights),
        attrs={
            "titles": [view.station.title for view in views],
            "latitudes_deg": [degrees(view.station.latitude) for view in views],
            "longitudes_deg": [degrees(view.station.longitude) for view in views],
            "boresights_deg": [view.boresight_deg for view in views],
            "modes": [view.mode for view in views],
            "cross_section_m2": cross_section_m2,
        },
    )
    return described(result)


def arcs_compared(scenario: Scenario, arcs: Sequence[SampledFlight]) -> xr.Dataset:
    """Time in view of other missiles: before, with the new radar, and with it only.

    Parameters
    ----------
    scenario : Scenario
        The setting; its separate radars are those already there, that of its first battery is new.
    arcs : sequence of SampledFlight
        Flights; see :func:`bongsu.engagement.other_flights.other_arcs`.

    Returns
    -------
    xarray.Dataset
        ``existing_s``, ``new_s``, ``added_s`` over ``object`` (every
        cross-section of the catalogue) and ``arc``. [s]
    """
    objects = scenario.catalog.keys("cross-section")
    return added_view([scenario], arcs, objects=objects).isel(radar=0)
