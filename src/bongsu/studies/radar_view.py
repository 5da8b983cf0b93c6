"""What the radar of a scenario's battery sees as it is set up, or set up otherwise."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import degrees, radians

import numpy as np
import xarray as xr

from bongsu.errors import InputError
from bongsu.kernels.radar import Radar
from bongsu.physics.radar import RadarDesign
from bongsu.scenario import Coordinates, Scenario
from bongsu.studies.coverage import TASKS, Station, coverage, range_height, signal_map
from bongsu.studies.views import radar_grid, station


@dataclass(frozen=True, kw_only=True, eq=False)
class RadarView:
    """A radar that stands, faces and works in a certain way.

    Attributes
    ----------
    station : Station
        The radar on its site.
    mode : str
        Mode of operation.
    boresight_deg : float
        Direction the array faces, clockwise from north. [deg]
    """

    station: Station
    mode: str
    boresight_deg: float

    @property
    def design(self) -> RadarDesign:
        """Parameters in this mode."""
        return self.station.designs[self.mode]

    def radar(self) -> Radar:
        """Parameters for the kernels.

        Returns
        -------
        Radar
            The radar on its site.
        """
        return self.station.facing(self.mode, radians(self.boresight_deg))


def radar_view(
    scenario: Scenario,
    *,
    site: str | Coordinates | None = None,
    mode: str | None = None,
    boresight_deg: float | None = None,
) -> RadarView:
    """Set up the radar of a scenario's first battery.

    Parameters
    ----------
    scenario : Scenario
        The setting.
    site : str or Coordinates, optional
        Where it stands, instead of the battery's own site; the skyline stays behind.
    mode : str, optional
        Mode of operation, instead of the scenario's.
    boresight_deg : float, optional
        Direction the array faces, instead of the scenario's, clockwise from north. [deg]

    Returns
    -------
    RadarView
        The radar, ready to look.

    Raises
    ------
    InputError
        If the scenario has no battery, or there is no such site or mode, or the direction is not
        within a turn.
    """
    if not scenario.batteries:
        raise InputError(f"the scenario {scenario.name} has no battery")
    battery = scenario.batteries[0]
    setting = battery.radar
    facing = degrees(setting.azimuth) if boresight_deg is None else boresight_deg
    if not -360.0 <= facing <= 360.0:
        raise InputError(f"a boresight must lie between -360 and 360 degrees, not {facing:g}")
    place = station(scenario, battery.site if site is None else site)
    chosen = setting.mode if mode is None else mode
    if chosen not in place.designs:
        raise InputError(f"there is no mode {chosen!r}: use {' or '.join(place.designs)}")
    return RadarView(station=place, mode=chosen, boresight_deg=facing % 360.0)


_MAP_CELLS = 401
_M_PER_DEGREE = 111.2e3


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
    design, site = view.design, view.station
    needed = (design.required_snr, design.track_snr or design.required_snr)
    reach = min(design.range_on_boresight(cross_section_m2, snr=min(needed)), 6.0e6)
    half_latitude = reach / _M_PER_DEGREE
    middle = degrees(site.latitude), degrees(site.longitude)
    north = min(abs(middle[0]) + half_latitude, 75.0)
    half_longitude = min(half_latitude / np.cos(np.radians(north)), 120.0)
    latitude = np.linspace(
        max(middle[0] - half_latitude, -85.0), min(middle[0] + half_latitude, 85.0), _MAP_CELLS
    )
    longitude = np.linspace(middle[1] - half_longitude, middle[1] + half_longitude, _MAP_CELLS)
    heights = np.asarray(altitudes_km, float)
    ratios = signal_map(view.radar(), np.radians(latitude), np.radians(longitude), 1e3 * heights)
    seen = np.stack([ratios * cross_section_m2 >= level for level in needed])
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
            "site_latitude_deg": middle[0],
            "site_longitude_deg": middle[1],
            "mode": view.mode,
            "boresight_deg": view.boresight_deg,
            "sector_deg": degrees(design.sector_half_angle),
            "cross_section_m2": cross_section_m2,
        },
    )


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
        As :func:`bongsu.studies.coverage.range_height`, out to a little more than the range on
        boresight and to 0.4 times that height.
    """
    reach = 1.05 * min(
        view.design.range_on_boresight(cross_section_m2), view.design.maximum_range_m, 6.0e6
    )
    return range_height(
        view.station,
        view.mode,
        boresight_deg=view.boresight_deg,
        azimuth_deg=view.boresight_deg,
        ranges_km=np.linspace(reach / _PROFILE_COLUMNS, reach, _PROFILE_COLUMNS) / 1e3,
        heights_km=np.linspace(0.4 * reach / _PROFILE_ROWS, 0.4 * reach, _PROFILE_ROWS) / 1e3,
    )


def view_coverage(
    scenario: Scenario,
    view: RadarView,
    *,
    altitudes_km: Sequence[float],
    objects: Sequence[str],
) -> xr.Dataset:
    """Over whose territory a radar detects and tracks objects.

    Parameters
    ----------
    scenario : Scenario
        Supplies the catalogue and the spacing of the grid.
    view : RadarView
        The radar.
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
    sections: Mapping[str, float] = {
        name: scenario.catalog.cross_section(name).area.value for name in objects
    }
    found = coverage(
        view.station,
        radar_grid(degrees(scenario.numerics.radar_grid)),
        boresights_deg=[view.boresight_deg],
        altitudes_km=altitudes_km,
        cross_sections_m2=sections,
        modes=[view.mode],
    )
    found.attrs |= {
        "mode": view.mode,
        "boresight_deg": view.boresight_deg,
        "scenario": scenario.name,
        "scenario_hash": scenario.hash(),
        "seed": scenario.seed,
        "history": "bongsu.studies.radar_view.view_coverage",
    }
    return found.squeeze(["mode", "boresight_deg"], drop=True)
