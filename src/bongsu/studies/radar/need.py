"""The smallest detection range with which a battery still protects whom it can protect."""

from dataclasses import replace

import numpy as np
import xarray as xr

from bongsu.engagement.batteries import fire_unit
from bongsu.engagement.factory import radar_design
from bongsu.engagement.threats import aim, flight_plans, play_all
from bongsu.errors import InputError
from bongsu.geography.region import protected
from bongsu.scenario import Coordinates, Scenario
from bongsu.studies.footprint.numbers import enough
from bongsu.studies.footprint.play import facing, provenance

_SHORTEST_M = 100e3


def limited(scenario: Scenario, range_m: float) -> Scenario:
    """Copy a scenario with a shorter detection range of its battery's radar.

    Parameters
    ----------
    scenario : Scenario
        The setting.
    range_m : float
        Nothing is detected beyond. [m]

    Returns
    -------
    Scenario
        The copy.
    """
    battery = scenario.batteries[0]
    radar = scenario.catalog.battery(battery.type).radar.value
    row = scenario.catalog.quantity(f"radar.{radar}.{battery.radar.mode}.maximum-range")
    shorter = replace(row, value=range_m, low=range_m, high=range_m)
    return scenario.with_catalog(scenario.catalog.with_rows([shorter]))


def detection_range(scenario: Scenario, mode: str, cross_section: str) -> float:
    """Range of the battery's radar on boresight.

    Parameters
    ----------
    scenario : Scenario
        The setting.
    mode : str
        Mode of the radar.
    cross_section : str
        Object of the catalogue.

    Returns
    -------
    float
        Slant range of detection by one dwell. [m]
    """
    catalog = scenario.catalog
    radar = catalog.battery(scenario.batteries[0].type).radar.value
    area = catalog.cross_section(cross_section).area.value
    return radar_design(radar, mode, catalog).range_on_boresight(area)


def radar_need(
    scenario: Scenario,
    site: str | Coordinates,
    *,
    keep: float,
    spacing_m: float | None = None,
    range_count: int = 8,
) -> xr.Dataset:
    """Find the smallest detection range that keeps a share of the people defended.

    Parameters
    ----------
    scenario : Scenario
        The setting; its first battery is put on the site.
    site : str or Coordinates
        Where.
    keep : float
        Share of the people defended with the whole range, summed over flights, in (0, 1]. [1]
    spacing_m : float, optional
        Side of the largest cells; three times the scenario's by default. [m]
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
    mode = scenario.batteries[0].radar.mode
    whole_m = max(
        detection_range(scenario, mode, scenario.cross_section_of(threat))
        for threat in scenario.threats
    )
    ranges = np.geomspace(_SHORTEST_M, whole_m, range_count)
    azimuth = facing(scenario, site)
    units = [
        fire_unit(limited(scenario, float(range_m)), site=site, boresight=azimuth)
        for range_m in ranges[:-1]
    ]
    units.append(fire_unit(scenario, site=site, boresight=azimuth))
    region = protected(scenario.region.country, spacing_m or 3.0 * scenario.region.grid_spacing)
    people = np.zeros(range_count)
    for plan in flight_plans(scenario):
        arcs = aim(scenario, plan, region.grid.latitude_deg, region.grid.longitude_deg)
        for index, played in enumerate(play_all(units, arcs)):
            defended = enough(played.shots, 1, arcs.status == 0)
            people[index] += region.population[defended].sum()
    name = scenario.place("site", site).name
    if not region.counted:
        raise InputError(f"no census of {scenario.region.country} is at hand to count people with")
    if people[-1] <= 0.0:
        raise InputError(f"nobody is defended from {name}")
    kept = people / people[-1]
    return xr.Dataset(
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
        attrs=provenance(scenario)
        | {"history": "bongsu.studies.radar.need.radar_need", "site": name, "keep": keep},
    )
