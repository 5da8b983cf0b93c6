"""Whom a battery protects: every threat to every aim point of a region."""

from collections.abc import Callable, Sequence

import numpy as np
import xarray as xr

from bongsu import __version__
from bongsu.engagement.batteries import FireUnit, fire_unit
from bongsu.engagement.threats import FlightPlan, aim_and_play_all, flight_plans
from bongsu.errors import InputError
from bongsu.geography.region import protected
from bongsu.scenario import Coordinates, Scenario
from bongsu.studies.footprint.answers import Answers, joined, stacked
from bongsu.studies.footprint.dataset import footprint_dataset

Progress = Callable[[int], object]


def footprint(
    scenario: Scenario,
    *,
    missile: str | None = None,
    shapes: Sequence[str] | None = None,
    sites: Sequence[str | Coordinates] | None = None,
    required_shots: int = 1,
    spacing_m: float | None = None,
    cueing: bool = False,
    progress: Progress | None = None,
) -> xr.Dataset:
    """Play every threat of a scenario to every aim point against its batteries.

    Parameters
    ----------
    scenario : Scenario
        The setting.
    missile : str, optional
        Only this missile of the scenario's threats.
    shapes : sequence of str, optional
        Only flights of these shapes.
    sites : sequence, optional
        Where to put the first battery, side by side; its own site by default. Elsewhere than at
        its own site its radar faces the middle of the boresights that hold all launch areas.
    required_shots : int
        Shots that make a cell count as defended. [1]
    spacing_m : float, optional
        Side of a cell, instead of the scenario's. [m]
    cueing : bool
        Whether tracks of the scenario's separate radars reach fire control.
    progress : callable, optional
        Called with the number of engagements just finished.

    Returns
    -------
    xarray.Dataset
        See docs/methods/footprint.md.

    Raises
    ------
    InputError
        If the scenario has no threats, no such missile or site, if a battery cannot fire, or the
        grid is too coarse or too fine for the region.
    """
    if required_shots < 1:
        raise InputError(f"required_shots is {required_shots}; it must be at least 1")
    region = protected(scenario.region.country, spacing_m or scenario.region.grid_spacing)
    plans = chosen_plans(scenario, missile, shapes)
    units = [fire_units(scenario, site, cueing=cueing) for site in (sites or (None,))]
    results: list[list[Answers]] = [[] for _ in units]
    for plan in plans:
        flat = [unit for group in units for unit in group]
        points = (region.grid.latitude_deg, region.grid.longitude_deg)
        arcs, tables = aim_and_play_all(flat, scenario, plan, *points, progress=progress)
        played = iter(tables)
        for index, group in enumerate(units):
            results[index].append(joined(group, [next(played) for _ in group], arcs.status))
    places = [group[0].site for group in units]
    dataset = footprint_dataset(region, plans, places, stacked(results), required_shots)
    dataset.attrs |= provenance(scenario) | {
        "history": "bongsu.studies.footprint.play.footprint",
        "required_shots": required_shots,
        "cueing": int(cueing),
        "batteries": " ".join(battery.name for battery in scenario.batteries),
        "country": scenario.region.country,
        "grid_spacing_m": spacing_m or scenario.region.grid_spacing,
    }
    return dataset


def provenance(scenario: Scenario) -> dict[str, str | int]:
    """Attributes that every result carries.

    Parameters
    ----------
    scenario : Scenario
        What was computed.

    Returns
    -------
    dict
        Scenario's name and hash, version, seed.
    """
    return {
        "scenario": scenario.name,
        "scenario_hash": scenario.hash(),
        "bongsu_version": __version__,
        "seed": scenario.seed,
    }


def chosen_plans(
    scenario: Scenario, missile: str | None = None, shapes: Sequence[str] | None = None
) -> list[FlightPlan]:
    """List the flights of a scenario's threats, or some of them.

    Parameters
    ----------
    scenario : Scenario
        The setting.
    missile : str, optional
        Only this missile.
    shapes : sequence of str, optional
        Only these shapes.

    Returns
    -------
    list of FlightPlan
        In the order of the scenario.

    Raises
    ------
    InputError
        If there are no threats, none is that missile, or none flies one of the shapes.
    """
    if not scenario.threats:
        raise InputError(f"the scenario {scenario.name} has no threats to play")
    plans = flight_plans(scenario, missile)
    if shapes is None:
        return plans
    flown = sorted({plan.shape for plan in plans})
    for shape in shapes:
        if shape not in flown:
            raise InputError(
                f"no flight of {missile or 'a missile'} in the scenario {scenario.name} is "
                f"{shape}; they are {', '.join(flown)}"
            )
    return [plan for plan in plans if plan.shape in shapes]


def fire_units(
    scenario: Scenario, site: str | Coordinates | None = None, *, cueing: bool = False
) -> list[FireUnit]:
    """Put all batteries of a scenario on their sites, the first perhaps on another.

    Parameters
    ----------
    scenario : Scenario
        The setting.
    site : str or Coordinates, optional
        Where to put the first battery; its own site by default.
    cueing : bool
        Whether tracks of the scenario's separate radars reach fire control.

    Returns
    -------
    list of FireUnit
        The first battery and the others.

    Raises
    ------
    InputError
        If there is no such site, a battery could never fire, or no radar could cue.
    """
    if cueing and not scenario.radars:
        raise InputError(f"the scenario {scenario.name} has no separate radar that could cue")
    first, *others = scenario.batteries
    return [
        fire_unit(scenario, first, site=site, boresight=facing(scenario, site), cueing=cueing),
        *(fire_unit(scenario, battery, cueing=cueing) for battery in others),
    ]


def facing(scenario: Scenario, site: str | Coordinates | None) -> float | None:
    """Boresight of the first battery's radar on a site.

    Parameters
    ----------
    scenario : Scenario
        The setting.
    site : str or Coordinates or None
        The site; none or the battery's own keeps its own boresight.

    Returns
    -------
    float or None
        Azimuth halfway between the boresights that hold all launch areas of the threats, or towards
        the middle of their directions when none does [rad]; None for the battery's own.
    """
    from bongsu.physics.radar.pointing import boresights_holding

    battery = scenario.batteries[0]
    own = scenario.place("site", battery.site)
    place = own if site is None else scenario.place("site", site)
    if (place.latitude_deg, place.longitude_deg) == (own.latitude_deg, own.longitude_deg):
        return None
    areas = {
        (area.latitude_deg, area.longitude_deg)
        for threat in scenario.threats
        for area in (scenario.place("launch-area", name) for name in threat.launch_areas)
    }
    entry = scenario.catalog.radar(scenario.catalog.battery(battery.type).radar.value)
    half = entry.modes[battery.radar.mode].azimuth_half_sector.value
    ordered = sorted(areas)
    held = boresights_holding(place.latitude_deg, place.longitude_deg, ordered, half)
    if held is None:
        # the widest sector there is: its middle is the middle of the directions
        held = boresights_holding(place.latitude_deg, place.longitude_deg, ordered, np.pi)
    return None if held is None else held.middle
