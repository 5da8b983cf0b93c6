"""Radars of a scenario on their sites, ready to look."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import degrees, radians

import numpy as np

from bongsu.catalog.names import own_title
from bongsu.engagement.factory import designed
from bongsu.errors import InputError
from bongsu.physics.radar.design import RadarDesign, RadarTuple
from bongsu.physics.radar.site import LONGEST_RANGE_M, HorizonMask, on_site
from bongsu.scenario import Coordinates, RadarSetting, Scenario, SeparateRadar
from bongsu.words import Refraction


@dataclass(frozen=True, kw_only=True)
class Station:
    """A radar on a site, in each of its modes.

    Parameters
    ----------
    name : str
        What results call it.
    designs : Mapping of str to RadarDesign
        Parameters by mode of operation.
    latitude, longitude : float
        Geodetic position. [rad]
    altitude : float
        Height above the ellipsoid. [m]
    refraction : {"straight", "four-thirds", "ray-traced"}, optional
        How rays run.
    mask : HorizonMask, optional
        Skyline around the site.
    title : str, optional
        What tables and figures call it; the name by default.
    """

    name: str
    designs: Mapping[str, RadarDesign]
    latitude: float
    longitude: float
    altitude: float
    refraction: Refraction = "ray-traced"
    mask: HorizonMask | None = None
    title: str = ""

    def __post_init__(self) -> None:
        if not self.title:
            object.__setattr__(self, "title", self.name)

    def facing(self, mode: str, boresight: float) -> RadarTuple:
        """Turn the radar to a boresight.

        Parameters
        ----------
        mode : str
            One of the modes.
        boresight : float
            Direction the array faces, clockwise from north. [rad]

        Returns
        -------
        RadarTuple
            Parameters for the kernels.

        Raises
        ------
        InputError
            If there is no such mode.
        """
        if mode not in self.designs:
            raise InputError(f"{self.name} has no mode {mode!r}: use {', '.join(self.designs)}")
        return on_site(
            self.designs[mode],
            latitude=self.latitude,
            longitude=self.longitude,
            altitude=self.altitude,
            boresight=boresight,
            refraction=self.refraction,
            mask=self.mask,
        )


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

    @property
    def maximum_range_m(self) -> float:
        """Range beyond which the radar is taken to see nothing, whatever the object [m]."""
        return min(self.design.maximum_range_m, LONGEST_RANGE_M)

    def limit_of(self, cross_section_m2: float) -> str:
        """Say where the range at which nothing more is counted cuts off what the radar would see.

        Parameters
        ----------
        cross_section_m2 : float
            Mean radar cross-section, positive. [m²]

        Returns
        -------
        str
            A sentence; "" where the range on boresight is shorter than the limit.
        """
        if self.design.range_on_boresight(cross_section_m2) <= self.maximum_range_m:
            return ""
        return f"Nothing is counted beyond {self.maximum_range_m / 1e3:,.0f} km from the radar."

    def radar(self) -> RadarTuple:
        """Parameters for the kernels.

        Returns
        -------
        RadarTuple
            The radar on its site.
        """
        return self.station.facing(self.mode, radians(self.boresight_deg))


def station(scenario: Scenario) -> Station:
    """Put the radar of a scenario's first battery on its site, in all its modes.

    Parameters
    ----------
    scenario : Scenario

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
    designs = {mode: designed(scenario, name, mode) for mode in scenario.catalog.radar(name).modes}
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


def radar_view(scenario: Scenario) -> RadarView:
    """Set up the radar of a scenario's first battery.

    Parameters
    ----------
    scenario : Scenario
        The setting: where the radar stands, faces, and in which mode.

    Returns
    -------
    RadarView
        The radar, ready to look.
    """
    return RadarView(
        station=station(scenario),
        mode=scenario.battery().radar.mode,
        boresight_deg=scenario.boresight_deg(),
    )


def existing_views(scenario: Scenario) -> list[RadarView]:
    """Radars of a scenario that belong to no battery.

    Parameters
    ----------
    scenario : Scenario

    Returns
    -------
    list of RadarView
        In the order of the scenario.
    """
    return [
        RadarView(
            station=separate_station(scenario, radar),
            mode=radar.setting.mode,
            boresight_deg=degrees(radar.setting.boresight),
        )
        for radar in scenario.radars
    ]


def all_views(scenario: Scenario) -> list[RadarView]:
    """Radars of a scenario in the order in which they come: that of its first battery is last.

    Parameters
    ----------
    scenario : Scenario

    Returns
    -------
    list of RadarView
        Those that belong to no battery, then the new one.
    """
    return [*existing_views(scenario), radar_view(scenario)]
