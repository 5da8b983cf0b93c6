"""Where the radar of a battery faces: the one rule that every study follows.

A radar faces where its scenario says: the field ``azimuth`` of its setting. The verbs that change
it, :meth:`Scenario.facing` and :meth:`Scenario.moved`, take degrees, a place to face, or
``"threats"``: the middle of the boresights that hold all launch areas of the scenario's threats in
the field of regard, and where no boresight holds them all, the middle of their directions. A launch
area is held when its direction is in the field at the elevation floor, where a missile that rises
there first comes in sight. What they find is written into the scenario and stays when its threats
change later.
"""

from __future__ import annotations

from math import pi
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bongsu.physics.radar.pointing import Boresights
    from bongsu.scenario.facts import ScenarioFacts
    from bongsu.scenario.parts.defence import Battery


def boresights(scenario: ScenarioFacts, battery: Battery | None = None) -> Boresights | None:
    """Boresights that keep every launch area of a scenario in a radar's field of regard.

    Parameters
    ----------
    scenario : ScenarioFacts
    battery : Battery, optional
        Whose radar; the first battery's by default.

    Returns
    -------
    Boresights or None
        None when no boresight holds all launch areas.
    """
    battery = battery or scenario.batteries[0]
    from bongsu.physics.radar.field_of_regard import azimuth_half_width

    radar = scenario.catalog.radar(scenario.catalog.battery(battery.type).radar.value)
    mode = radar.modes[battery.radar.mode]
    half_width = azimuth_half_width(
        mode.lowest_elevation.value,
        tilt=mode.tilt.value if battery.radar.tilt is None else battery.radar.tilt,
        scan_limit=mode.scan_limit.value,
        sector_half_angle=mode.azimuth_half_sector.value,
    )
    return _holding(scenario, battery, half_width) if half_width > 0.0 else None


def azimuth_of_threats(scenario: ScenarioFacts, battery: Battery | None = None) -> float:
    """Boresight towards the threats of a scenario.

    Parameters
    ----------
    scenario : ScenarioFacts
    battery : Battery, optional
        Whose radar; the first battery's by default.

    Returns
    -------
    float
        Middle of the :func:`boresights` that hold all launch areas; where there are none, middle of
        the directions of the launch areas, the widest gap between them left out. [rad]
    """
    battery = battery or scenario.batteries[0]
    held = boresights(scenario, battery)
    # the widest field there is holds them all, and its middle is that of the directions
    held = held or _holding(scenario, battery, pi)
    assert held is not None
    return held.middle


def _holding(scenario: ScenarioFacts, battery: Battery, half_width: float) -> Boresights | None:
    from bongsu.physics.radar.pointing import boresights_holding

    place = scenario.place("site", battery.site)
    areas = {
        (area.latitude_deg, area.longitude_deg)
        for threat in scenario.threats
        for area in (scenario.place("launch-area", name) for name in threat.launch_areas)
    }
    return boresights_holding(place.latitude_deg, place.longitude_deg, sorted(areas), half_width)


def azimuth_towards(
    scenario: ScenarioFacts, battery: Battery, latitude_deg: float, longitude_deg: float
) -> float:
    """Boresight towards a place.

    Parameters
    ----------
    scenario : ScenarioFacts
    battery : Battery
        Whose radar.
    latitude_deg, longitude_deg : float
        The place. [deg]

    Returns
    -------
    float
        Clockwise from north. [rad]
    """
    from bongsu.physics.radar.pointing import bearing

    site = scenario.place("site", battery.site)
    return bearing(site.latitude_deg, site.longitude_deg, latitude_deg, longitude_deg)
