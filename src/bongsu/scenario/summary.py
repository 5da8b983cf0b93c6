"""A scenario in one screen: who is protected, by what, against what."""

from __future__ import annotations

from math import degrees
from typing import TYPE_CHECKING

from bongsu.catalog.names import countries
from bongsu.words import number_of
from bongsu.words.screen import Screen, listed

if TYPE_CHECKING:
    from bongsu.scenario.facts import ScenarioFacts
    from bongsu.scenario.parts.defence import Battery, SeparateRadar
    from bongsu.scenario.parts.flights import Flights

_HASH_SHOWN = 12


def summary(scenario: ScenarioFacts) -> Screen:
    """Say what a scenario holds.

    Parameters
    ----------
    scenario : ScenarioFacts

    Returns
    -------
    Screen
        Batteries with sites and boresights, threats, what was changed in the catalogue, the hash.
    """
    region = scenario.region
    lines = [
        ("day", scenario.date.isoformat()),
        (
            "protects",
            f"{countries()[region.country].title}, on cells of {region.grid_spacing / 1e3:g} km",
        ),
        *(("battery", _battery(scenario, battery)) for battery in scenario.batteries),
        *(("radar", _radar(scenario, radar)) for radar in scenario.radars),
    ]
    if scenario.candidate_sites:
        sites = [scenario.place("site", site).title for site in scenario.candidate_sites]
        lines.append(("candidate sites", listed(sites, 70)))
    lines += [("threat", _flights(scenario, threat)) for threat in scenario.threats]
    if scenario.other_flights:
        flights = [
            scenario.catalog.missile(other.missile).title for other in scenario.other_flights
        ]
        lines.append(("other flights", listed(dict.fromkeys(flights), 70)))
    changed = [*scenario.overrides, *scenario.levels]
    if changed:
        lines.append(("changed rows", listed(changed, 70)))
    if scenario.exchanged:
        lines.append(("catalogue", "exchanged by with_catalog"))
    return Screen(
        scenario.title, tuple(lines), f"{scenario.name}, hash {scenario.hash()[:_HASH_SHOWN]}"
    )


def _battery(scenario: ScenarioFacts, battery: Battery) -> str:
    place = scenario.place("site", battery.site)
    facing = degrees(battery.radar.boresight)
    return (
        f"{scenario.battery_title(battery)} at {place.title}, facing {facing:.0f}°, "
        f"{battery.radar.mode}{', cued' if battery.cued else ''}"
    )


def _radar(scenario: ScenarioFacts, radar: SeparateRadar) -> str:
    title = scenario.catalog.radar(radar.type).title
    return f"{title} at {scenario.place('site', radar.site).title}, {radar.setting.mode}"


def _flights(scenario: ScenarioFacts, flights: Flights) -> str:
    title = scenario.catalog.missile(flights.missile).title
    areas = len(flights.launch_areas)
    return f"{title}, {listed(flights.shapes, 40)}, from {number_of(areas, 'launch area')}"
