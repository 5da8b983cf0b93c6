"""Turning a radar or changing its mode: how long nothing is seen, and what is seen afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import degrees

import xarray as xr

from bongsu.catalog import Quantity
from bongsu.engagement.searching import battery_search
from bongsu.errors import InputError
from bongsu.geography.outlines import WGS84
from bongsu.scenario import Scenario
from bongsu.studies.radar.view import RadarView, radar_view, view_coverage


@dataclass(frozen=True, kw_only=True, eq=False)
class RadarSwitch:
    """A radar that is set up otherwise.

    Attributes
    ----------
    before, after : RadarView
        As it stands, and as it will stand.
    turn : Quantity or None
        Row of the time to turn the array; None when it is not turned. [s]
    mode_change : Quantity or None
        Row of the time to change the mode; None when it is kept. [s]
    blind_s, blind_low_s, blind_high_s : float
        Time in which it sees nothing: both at the same time; the same with the low ends of the
        rows; one after the other with the high ends. [s]
    search_s : float
        Mean wait for the fence to visit a direction once it searches again. [s]
    launch_areas : Mapping of str to tuple of bool
        Launch areas of the scenario's threats: inside the azimuth sector before, after.
    coverage : xarray.Dataset
        Areas seen over ``when`` (before, after); see
        :func:`bongsu.studies.radar.view.view_coverage`.
    """

    before: RadarView
    after: RadarView
    turn: Quantity | None
    mode_change: Quantity | None
    blind_s: float
    blind_low_s: float
    blind_high_s: float
    search_s: float
    launch_areas: dict[str, tuple[bool, bool]]
    coverage: xr.Dataset

    @property
    def first_look_s(self) -> float:
        """Time from the order to the first look in the new direction or mode [s]."""
        return self.blind_s + self.search_s


def azimuth_to(view: RadarView, latitude_deg: float, longitude_deg: float) -> float:
    """Direction of a place from a radar.

    Parameters
    ----------
    view : RadarView
        The radar.
    latitude_deg, longitude_deg : float
        The place. [deg]

    Returns
    -------
    float
        Azimuth from north, within a turn. [deg]
    """
    site = view.station
    azimuth, _, _ = WGS84.inv(
        degrees(site.longitude), degrees(site.latitude), longitude_deg, latitude_deg
    )
    return float(azimuth) % 360.0


def in_sector(view: RadarView, azimuth_deg: float) -> bool:
    """Whether a direction lies inside the azimuth sector of a radar.

    Parameters
    ----------
    view : RadarView
        The radar.
    azimuth_deg : float
        Direction from north. [deg]

    Returns
    -------
    bool
        True on the edge as well.
    """
    off = abs((azimuth_deg - view.boresight_deg + 180.0) % 360.0 - 180.0)
    return off <= degrees(view.design.sector_half_angle) + 1e-9


def radar_switch(
    scenario: Scenario,
    *,
    boresight_deg: float | None = None,
    mode: str | None = None,
    towards: tuple[float, float] | None = None,
    altitudes_km: Sequence[float] = (200.0,),
    object_key: str = "reentry-vehicle",
) -> RadarSwitch:
    """Turn the radar of a scenario's first battery, or change its mode, or both.

    Parameters
    ----------
    scenario : Scenario
        The setting.
    boresight_deg : float, optional
        New direction, clockwise from north; the old one by default. [deg]
    mode : str, optional
        New mode; the old one by default.
    towards : tuple of float, optional
        Latitude and longitude of a place from which missiles may come. Unless it lies in the sector
        already, the array is turned to it. [deg]
    altitudes_km : sequence of float
        Heights of the object. [km]
    object_key : str
        Cross-section of the catalogue.

    Returns
    -------
    RadarSwitch
        What it takes and what it changes.

    Raises
    ------
    InputError
        If both a direction and a place are given, or one of them, the mode or an altitude does not
        fit.

    Notes
    -----
    The times are rows of the catalogue. What else may delay the first look, such as surveying the
    new direction or clearing people from the front of the array, is not in them.
    """
    if boresight_deg is not None and towards is not None:
        raise InputError("give a direction or a place to turn to, not both")
    before = radar_view(scenario)
    if towards is not None:
        azimuth = azimuth_to(before, *towards)
        boresight_deg = before.boresight_deg if in_sector(before, azimuth) else azimuth
    after = radar_view(scenario, mode=mode, boresight_deg=boresight_deg)
    battery = scenario.batteries[0]
    catalog = scenario.catalog
    rows = catalog.radar(catalog.battery(battery.type).radar.value)
    turned = abs(after.boresight_deg - before.boresight_deg) > 1e-9
    turn = rows.turn_time if turned else None
    change = rows.mode_change_time if after.mode != before.mode else None
    needed = [row for row in (turn, change) if row is not None]
    pieces = [
        view_coverage(scenario, view, altitudes_km=altitudes_km, objects=[object_key])
        for view in (before, after)
    ]
    return RadarSwitch(
        before=before,
        after=after,
        turn=turn,
        mode_change=change,
        blind_s=max((row.value for row in needed), default=0.0),
        blind_low_s=max((row.low for row in needed), default=0.0),
        blind_high_s=sum(row.high for row in needed),
        search_s=0.5 * battery_search(scenario, battery, mode=after.mode)[1].fence.frame_s,
        launch_areas=_launch_areas(scenario, before, after),
        coverage=xr.concat(pieces, xr.DataArray(["before", "after"], dims="when", name="when")),
    )


def _launch_areas(
    scenario: Scenario, before: RadarView, after: RadarView
) -> dict[str, tuple[bool, bool]]:
    found = {}
    for threat in scenario.threats:
        for area in threat.launch_areas:
            place = scenario.place("launch-area", area)
            azimuth = azimuth_to(before, place.latitude_deg, place.longitude_deg)
            found[place.name] = (in_sector(before, azimuth), in_sector(after, azimuth))
    return found
