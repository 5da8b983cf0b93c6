"""Whom a battery protects: every threat to every aim point of a region."""

from collections.abc import Callable, Sequence

import xarray as xr

from bongsu.engagement.batteries import fire_units
from bongsu.engagement.threats import FlightPlan, aim_and_play_all, flight_plans
from bongsu.errors import InputError
from bongsu.geography.region import protected
from bongsu.scenario import Scenario
from bongsu.studies.footprint.answers import Answers, joined, stacked
from bongsu.studies.footprint.dataset import footprint_dataset
from bongsu.studies.provenance import provenance

Progress = Callable[[int], object]


def footprint(
    scenario: Scenario, *, required_shots: int = 1, progress: Progress | None = None
) -> xr.Dataset:
    """Play every threat of a scenario to every aim point against its batteries.

    Parameters
    ----------
    scenario : Scenario
        The setting.
    required_shots : int
        Shots that make a cell count as defended. [1]
    progress : callable, optional
        Called with the number of engagements just finished.

    Returns
    -------
    xarray.Dataset
        See docs/methods/footprint.md.

    Raises
    ------
    InputError
        If a battery cannot fire, or the grid is too coarse or too fine for the region.
    """
    return footprints([scenario], required_shots=required_shots, progress=progress)


def footprints(
    scenarios: Sequence[Scenario], *, required_shots: int = 1, progress: Progress | None = None
) -> xr.Dataset:
    """Put footprints of scenarios that differ in their batteries side by side.

    An arc is flown once for all of them.

    Parameters
    ----------
    scenarios : sequence of Scenario
        At least one, for instance one battery on several sites; with the same region, threats and
        numerics.
    required_shots : int
        Shots that make a cell count as defended. [1]
    progress : callable, optional
        Called with the number of engagements just finished.

    Returns
    -------
    xarray.Dataset
        As of :func:`footprint`, over `site`: where the first battery of each scenario stands.

    Raises
    ------
    InputError
        If there is no scenario, they differ in more than their batteries, a battery cannot fire,
        or the grid is too coarse or too fine for the region.
    """
    if required_shots < 1:
        raise InputError(f"required_shots is {required_shots}; it must be at least 1")
    first, plans = shared_flights(scenarios)
    region = protected(first.region.country, first.region.grid_spacing)
    units = [fire_units(scenario) for scenario in scenarios]
    results: list[list[Answers]] = [[] for _ in units]
    for plan in plans:
        flat = [unit for group in units for unit in group]
        points = (region.grid.latitude_deg, region.grid.longitude_deg)
        arcs, tables = aim_and_play_all(flat, first, plan, *points, progress=progress)
        played = iter(tables)
        for index, group in enumerate(units):
            results[index].append(joined(group, [next(played) for _ in group], arcs.status))
    places = [group[0].site for group in units]
    hashes = [scenario.hash() for scenario in scenarios]
    dataset = footprint_dataset(region, plans, places, hashes, stacked(results), required_shots)
    dataset.attrs |= provenance(*scenarios) | {
        "history": "bongsu.studies.footprint.play.footprint",
        "required_shots": required_shots,
        "cueing": int(any(battery.cued for one in scenarios for battery in one.batteries)),
        "batteries": " ".join(battery.name for battery in first.batteries),
        "country": first.region.country,
        "grid_spacing_m": first.region.grid_spacing,
    }
    return dataset


def shared_flights(scenarios: Sequence[Scenario]) -> tuple[Scenario, list[FlightPlan]]:
    """Flights that several scenarios share.

    Parameters
    ----------
    scenarios : sequence of Scenario
        At least one.

    Returns
    -------
    Scenario
        The first.
    list of FlightPlan
        What the threats of each of them fly.

    Raises
    ------
    InputError
        If there is none, or they differ in region, threats, numerics or what the missiles are.
    """
    if not scenarios:
        raise InputError("there is no scenario to compare")
    first, *others = scenarios
    plans = flight_plans(first)
    for other in others:
        for part in ("region", "threats", "numerics"):
            if getattr(other, part) != getattr(first, part):
                raise InputError(
                    f"scenarios side by side must share their {part}: compare them one by one"
                )
        if other.catalog is not first.catalog and _flown(flight_plans(other)) != _flown(plans):
            raise InputError(
                "scenarios side by side must share what is known of their missiles: compare them "
                "one by one"
            )
    return first, plans


def _flown(plans: Sequence[FlightPlan]) -> list[tuple[object, ...]]:
    """What makes flights alike, beside the numerics and the shapes of the threats."""
    return [
        (
            plan.aiming.missile,
            plan.aiming.launch,
            plan.cross_section_m2,
            plan.powered_cross_section_m2,
        )
        for plan in plans
    ]
