"""What the radar of a scenario's battery sees as it is set up."""

from collections.abc import Mapping, Sequence
from math import degrees

import numpy as np
import xarray as xr

from bongsu.engagement.factory import seen_without_flight_m2
from bongsu.errors import ArgumentError
from bongsu.scenario import Scenario
from bongsu.scenario.provenance import provenance
from bongsu.studies.radar.view.cells import grid_holding
from bongsu.studies.radar.view.coverage import coverage
from bongsu.studies.radar.view.edges import field_edges_deg
from bongsu.studies.radar.view.labels import described
from bongsu.studies.radar.view.polar import grid_of_views, polar_coordinates, seen_on
from bongsu.studies.radar.view.slice import range_height
from bongsu.studies.radar.view.station import RadarView, radar_view
from bongsu.words import TASKS


def view_map(
    view: RadarView, *, altitudes_km: Sequence[float], cross_section_m2: float
) -> xr.Dataset:
    """Where a radar detects and tracks an object, finely enough to be drawn.

    Parameters
    ----------
    view : RadarView
    altitudes_km : sequence of float
        Altitudes of the object above the ellipsoid. [km]
    cross_section_m2 : float
        Mean radar cross-section, positive. [m²]

    Returns
    -------
    xarray.Dataset
        ``seen`` over ``task``, ``altitude_km``, ``azimuth_deg``, ``ground_range_km``: directions
        and distances from the radar out to a little beyond the farthest place that is seen, with
        the ``cell_area_km2`` at each distance, and ``edge_deg``, see
        :func:`bongsu.studies.radar.view.edges.field_edges_deg`.
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
            "edge_deg": (
                ("altitude_km", "ground_range_km"),
                field_edges_deg(view, grid.range_m, heights),
            ),
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
            "limit": view.limit_of(cross_section_m2),
            "cross_section_m2": cross_section_m2,
        },
    )
    return described(result)


_PROFILE_COLUMNS, _PROFILE_ROWS = 1000, 300


def view_profile(view: RadarView, cross_section_m2: float) -> xr.Dataset:
    """Vertical slice along the boresight, finely enough to be drawn.

    Parameters
    ----------
    view : RadarView
    cross_section_m2 : float
        Largest mean radar cross-section that will be shown, positive. [m²]

    Returns
    -------
    xarray.Dataset
        As :func:`bongsu.studies.radar.view.slice.range_height`, out to a little more than the
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
    altitudes_km : sequence of float
        Altitudes of the objects above the ellipsoid, positive. [km]
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
            raise ArgumentError(
                "altitudes_km", f" must lie between 0 and 100,000 km, not {altitude:g}"
            )
    cross_sections_m2: Mapping[str, float] = {
        name: seen_without_flight_m2(scenario, name) for name in objects
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
        "site": view.station.name,
        "site_title": view.station.title,
        "mode": view.mode,
        "boresight_deg": view.boresight_deg,
        "history": "bongsu.studies.radar.view.own.view_coverage",
        "limit": view.limit_of(max(cross_sections_m2.values())),
    }
    return found.squeeze(["mode", "boresight_deg"], drop=True)
