"""Whom a battery protects: every threat to every aim point of a region."""

from collections.abc import Callable, Iterator, Sequence

import xarray as xr

from bongsu.engagement.batteries import FireUnit, fire_units
from bongsu.engagement.flown import FlownPlans
from bongsu.engagement.plans import FlightPlan, flight_plans
from bongsu.engagement.threats import aim_and_play_all, play_all_flown
from bongsu.geography.outlines import country_name
from bongsu.geography.region import Protected
from bongsu.physics.fire.answers import Engagements
from bongsu.physics.numerics.arrays import IntArray
from bongsu.scenario import Scenario
from bongsu.scenario.provenance import provenance
from bongsu.studies.conventions import conventional
from bongsu.studies.footprint.answers import Answers, joined, stacked
from bongsu.studies.footprint.dataset import footprint_dataset
from bongsu.studies.met import check_required
from bongsu.studies.side_by_side import first_of

Progress = Callable[[int], object]


def footprint(
    scenario: Scenario, *, required_shots: int = 1, progress: Progress | None = None
) -> xr.Dataset:
    """Play every threat of a scenario to every aim point against its batteries.

    Parameters
    ----------
    scenario : Scenario
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
    scenarios: Sequence[Scenario],
    *,
    required_shots: int = 1,
    progress: Progress | None = None,
    flown: FlownPlans | None = None,
    municipalities: str = "",
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
    flown : FlownPlans, optional
        Flights of scenarios that differ from these in the values of their rows.
    municipalities : str, optional
        Only those whose code starts so, and their people; the whole region by default.

    Returns
    -------
    xarray.Dataset
        As of :func:`footprint`, over `site`: where the first battery of each scenario stands.

    Raises
    ------
    InputError
        If there is no scenario, they differ in more than their batteries, a battery cannot fire,
        the grid is too coarse or too fine for the region, or it has no such municipality.
    """
    check_required(required_shots)
    first = first_of(scenarios)
    plans = flight_plans(first)
    region, cells = first.region.protected(), None
    if municipalities:
        region, cells = region.within(municipalities)
    units = [fire_units(scenario) for scenario in scenarios]
    flat = [unit for group in units for unit in group]
    results: list[list[Answers]] = [[] for _ in units]
    for status, tables in _played(flat, first, plans, cells, flown, progress):
        played = iter(tables)
        for index, group in enumerate(units):
            results[index].append(joined(group, [next(played) for _ in group], status))
    return dataset_of(scenarios, region, plans, units, stacked(results), required_shots)


def _played(
    units: Sequence[FireUnit],
    scenario: Scenario,
    plans: Sequence[FlightPlan],
    cells: IntArray | None,
    flown: FlownPlans | None,
    progress: Progress | None,
) -> Iterator[tuple[IntArray, list[Engagements]]]:
    """Status of each plan's aim points, and its flights played against each battery."""
    grid = scenario.region.protected().grid
    if flown is None:
        grid = grid if cells is None else grid.part(cells)
        points = grid.latitude_deg, grid.longitude_deg
        # no flight is kept
        for plan in plans:
            aimed, played = aim_and_play_all(units, scenario, plan, *points, progress=progress)
            yield aimed.status, played
        return
    # those to a part of the region are among those to all of it, which are kept
    for part in flown.parts(scenario, plans, grid.latitude_deg, grid.longitude_deg):
        if cells is not None:
            for one in part:
                yield one.aimed.status[cells], one.play_some(units, cells)
            continue
        for one, played in zip(part, play_all_flown(units, part, progress=progress), strict=True):
            yield one.aimed.status, played


def part_of(together: xr.Dataset, scenarios: Sequence[Scenario]) -> xr.Dataset:
    """Take the footprints of some scenarios from those of more.

    Parameters
    ----------
    together : xarray.Dataset
        From :func:`footprints`.
    scenarios : sequence of Scenario
        Some of those that it was made of, the first one first.

    Returns
    -------
    xarray.Dataset
        As :func:`footprints` of these alone, to the bit.
    """
    names = [one.place("site", one.battery().site).name for one in scenarios]
    part = together.sel(site=names)
    return part.assign_attrs(provenance(*scenarios, people=True).attributes())


def dataset_of(
    scenarios: Sequence[Scenario],
    region: Protected,
    plans: Sequence[FlightPlan],
    units: Sequence[Sequence[FireUnit]],
    answers: Answers,
    required_shots: int,
) -> xr.Dataset:
    """Lay what was played out as a dataset that says where it comes from.

    Parameters
    ----------
    scenarios : sequence of Scenario
        What was played.
    region : Protected
        Its aim points.
    plans : sequence of FlightPlan
        What flew.
    units : sequence of sequence of FireUnit
        Batteries of each scenario.
    answers : Answers
        Over scenarios, plans and cells.
    required_shots : int
        Shots that make a cell count as defended. [1]

    Returns
    -------
    xarray.Dataset
        As of :func:`footprints`.
    """
    first = scenarios[0]
    places = [[unit.site for unit in group] for group in units]
    hashes = [scenario.hash() for scenario in scenarios]
    dataset = footprint_dataset(region, plans, places, hashes, answers, required_shots)
    dataset.attrs |= provenance(*scenarios, people=True).attributes() | {
        "history": "bongsu.studies.footprint.play.footprint",
        "required_shots": required_shots,
        "cueing": int(any(battery.cued for one in scenarios for battery in one.batteries)),
        "batteries": " ".join(battery.name for battery in first.batteries),
        "battery_titles": "; ".join(map(first.battery_title, first.batteries)),
        "country": first.region.country,
        "country_title": country_name(first.region.country),
        "people_key": first.region.people_key,
        "grid_spacing_m": first.region.grid_spacing,
    }
    return conventional(dataset, f"Whom the batteries protect: {first.title}")
