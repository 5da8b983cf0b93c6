"""Where the radar of a battery faces: the one rule that every study follows.

A radar faces where its scenario says: the field ``azimuth`` of its setting. The verbs that change
it, :meth:`Scenario.facing` and :meth:`Scenario.moved`, take degrees, a place to face, or
``"threats"``: the middle of the boresights that hold all launch areas of the scenario's threats in
the sector, and where no boresight holds them all, the middle of their directions. What they find is
written into the scenario and stays when its threats change later.
"""

from __future__ import annotations

from math import pi
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bongsu.physics.radar.pointing import Boresights
    from bongsu.scenario.facts import ScenarioFacts
    from bongsu.scenario.parts.defence import Battery


def boresights(scenario: ScenarioFacts, battery: Battery | None = None) -> Boresights | None:
    """Boresights that keep every launch area of the scenario's threats in a radar's sector.

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
    radar = scenario.catalog.radar(scenario.catalog.battery(battery.type).radar.value)
    return _holding(scenario, battery, radar.modes[battery.radar.mode].azimuth_half_sector.value)


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
    # the widest sector there is holds them all, and its middle is that of the directions
    held = held or _holding(scenario, battery, pi)
    assert held is not None
    return held.middle


def _holding(scenario: ScenarioFacts, battery: Battery, half_sector: float) -> Boresights | None:
    from bongsu.physics.radar.pointing import boresights_holding

    place = scenario.place("site", battery.site)
    areas = {
        (area.latitude_deg, area.longitude_deg)
        for threat in scenario.threats
        for area in (scenario.place("launch-area", name) for name in threat.launch_areas)
    }
    return boresights_holding(place.latitude_deg, place.longitude_deg, sorted(areas), half_sector)


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
