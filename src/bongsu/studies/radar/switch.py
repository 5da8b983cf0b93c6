"""Turning a radar or changing its mode: how long nothing is seen, and what is seen afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import degrees

import xarray as xr

from bongsu.catalog import Quantity
from bongsu.engagement.searching import battery_search
from bongsu.errors import InputError
from bongsu.physics.numerics.angles import within_half_turn
from bongsu.physics.radar.pointing import bearing
from bongsu.scenario import Scenario
from bongsu.studies.radar.view.own import view_coverage
from bongsu.studies.radar.view.station import RadarView, radar_view


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
        Launch areas of the scenario's threats: in the field of regard before, after.
    coverage : xarray.Dataset
        Areas seen over ``when`` (before, after); see
        :func:`bongsu.studies.radar.view.own.view_coverage`.
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
    latitude_deg, longitude_deg : float
        The place. [deg]

    Returns
    -------
    float
        Azimuth from north, within a turn. [deg]
    """
    site = view.station
    return degrees(
        bearing(degrees(site.latitude), degrees(site.longitude), latitude_deg, longitude_deg)
    )


def in_view_at_floor(view: RadarView, azimuth_deg: float) -> bool:
    """Whether a direction lies in the field of regard of a radar at its elevation floor.

    Parameters
    ----------
    view : RadarView
    azimuth_deg : float
        Direction from north. [deg]

    Returns
    -------
    bool
        True on the edge as well.
    """
    off = abs(within_half_turn(azimuth_deg - view.boresight_deg))
    return off <= degrees(view.design.floor_half_width) + 1e-9


def turned_to(scenario: Scenario, latitude_deg: float, longitude_deg: float) -> Scenario:
    """Turn the radar of the first battery to a place, unless that lies in its field already.

    Parameters
    ----------
    scenario : Scenario
    latitude_deg, longitude_deg : float
        From where missiles may come. [deg]

    Returns
    -------
    Scenario
        With the radar turned, if it must be.
    """
    view = radar_view(scenario)
    if in_view_at_floor(view, azimuth_to(view, latitude_deg, longitude_deg)):
        return scenario
    return scenario.facing((latitude_deg, longitude_deg))


def radar_switch(
    scenario: Scenario,
    changed: Scenario,
    *,
    altitudes_km: Sequence[float] = (200.0,),
    object_key: str = "reentry-vehicle",
) -> RadarSwitch:
    """Turn the radar of a scenario's first battery, or change its mode, or both.

    Parameters
    ----------
    scenario : Scenario
    changed : Scenario
        The same with the radar facing another way or in another mode; see
        :meth:`~bongsu.scenario.Scenario.facing`, :meth:`~bongsu.scenario.Scenario.in_mode` and
        :func:`turned_to`.
    altitudes_km : sequence of float
        Altitudes of the object. [km]
    object_key : str
        Cross-section of the catalogue.

    Returns
    -------
    RadarSwitch
        What it takes and what it changes.

    Raises
    ------
    InputError
        If the radar stands elsewhere or is another in the changed scenario, or an altitude or the
        object does not fit.

    Notes
    -----
    The times are rows of the catalogue. What else may delay the first look, such as surveying the
    new direction or clearing people from the front of the array, is not in them.
    """
    battery, other = scenario.battery(), changed.battery()
    if (battery.type, battery.site) != (other.type, other.site):
        raise InputError(
            "a radar is turned or put into another mode where it stands: the changed scenario has "
            "another battery or site"
        )
    before, after = radar_view(scenario), radar_view(changed)
    catalog = scenario.catalog
    rows = catalog.radar(catalog.battery(battery.type).radar.value)
    turned = abs(after.boresight_deg - before.boresight_deg) > 1e-9
    turn = rows.turn_time if turned else None
    change = rows.mode_change_time if after.mode != before.mode else None
    needed = [row for row in (turn, change) if row is not None]
    pieces = [
        view_coverage(one, altitudes_km=altitudes_km, objects=[object_key])
        for one in (scenario, changed)
    ]
    return RadarSwitch(
        before=before,
        after=after,
        turn=turn,
        mode_change=change,
        blind_s=max((row.value for row in needed), default=0.0),
        blind_low_s=max((row.low for row in needed), default=0.0),
        blind_high_s=sum(row.high for row in needed),
        search_s=0.5 * battery_search(changed, other)[1].fence.frame_s,
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
            found[place.name] = (
                in_view_at_floor(before, azimuth),
                in_view_at_floor(after, azimuth),
            )
    return found
