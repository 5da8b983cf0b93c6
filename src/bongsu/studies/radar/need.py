"""The smallest detection range with which a battery still protects whom it can protect."""

import numpy as np
import xarray as xr

from bongsu.engagement.batteries import fire_unit
from bongsu.engagement.factory import designed
from bongsu.engagement.threats import aim, flight_plans, play_all
from bongsu.errors import InputError
from bongsu.geography.region import protected
from bongsu.scenario import Scenario
from bongsu.scenario.provenance import provenance
from bongsu.studies.conventions import conventional
from bongsu.studies.met import enough

_SHORTEST_M = 100e3


def detection_range(scenario: Scenario, cross_section: str) -> float:
    """Range of the battery's radar on boresight, in the mode in which it works.

    Parameters
    ----------
    scenario : Scenario
    cross_section : str
        Object of the catalogue.

    Returns
    -------
    float
        Slant range of detection by one dwell. [m]
    """
    catalog, battery = scenario.catalog, scenario.battery()
    radar = catalog.battery(battery.type).radar.value
    area = catalog.cross_section(cross_section).area.value
    return designed(scenario, radar, battery.radar.mode).range_on_boresight(area)


def radar_need(scenario: Scenario, *, keep: float, range_count: int = 8) -> xr.Dataset:
    """Find the smallest detection range that keeps a share of the people defended.

    Parameters
    ----------
    scenario : Scenario
        The setting; of its batteries the first.
    keep : float
        Share of the people defended with the whole range, summed over flights, in (0, 1]. [1]
    range_count : int
        Ranges tried, in equal ratios up to the radar's own. [1]

    Returns
    -------
    xarray.Dataset
        Over ``range_km``, ascending: ``kept``, the share of the people that stay defended when
        nothing is detected beyond; and ``needed_km``, linear in between.

    Raises
    ------
    InputError
        If nobody is defended with the whole range, or `keep` is out of range.
    """
    if not 0.0 < keep <= 1.0:
        raise InputError(f"keep is {keep:g}; it must lie in (0, 1]")
    whole_m = max(
        detection_range(scenario, scenario.cross_section_of(threat)) for threat in scenario.threats
    )
    ranges = np.geomspace(_SHORTEST_M, whole_m, range_count)
    units = [fire_unit(scenario.with_radar_limit(float(limit) / 1e3)) for limit in ranges[:-1]]
    units.append(fire_unit(scenario))
    region = protected(scenario.region.country, scenario.region.grid_spacing)
    people = np.zeros(range_count)
    for plan in flight_plans(scenario):
        arcs = aim(scenario, plan, region.grid.latitude_deg, region.grid.longitude_deg)
        for index, played in enumerate(play_all(units, arcs)):
            defended = enough(played.shots, 1, arcs.status == 0)
            people[index] += region.people[defended].sum()
    place = units[-1].site
    if not region.counted:
        raise InputError(f"no census of {scenario.region.country} is at hand to count people with")
    if people[-1] <= 0.0:
        raise InputError(f"nobody is defended from {place.title}")
    kept = people / people[-1]
    found = xr.Dataset(
        {
            "kept": (
                "range_km",
                kept,
                {"long_name": "share of the people that stay defended", "units": "1"},
            ),
            "needed_km": (
                (),
                np.interp(keep, np.maximum.accumulate(kept), ranges) / 1e3,
                {"long_name": f"smallest range that keeps {keep:g}", "units": "km"},
            ),
        },
        coords={
            "range_km": (
                "range_km",
                ranges / 1e3,
                {"long_name": "detection range", "units": "km"},
            )
        },
        attrs=provenance(scenario).attributes()
        | {
            "history": "bongsu.studies.radar.need.radar_need",
            "site": place.name,
            "site_title": place.title,
            "keep": keep,
        },
    )
    return conventional(found, f"Detection range that {place.title} needs")
