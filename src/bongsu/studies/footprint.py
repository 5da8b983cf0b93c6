"""Whom a battery protects: every threat to every aim point of a region."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from bongsu import __version__
from bongsu.catalog.geography_grid import RegionGrid, region_grid
from bongsu.catalog.geography_population import (
    municipalities,
    municipality_shares,
    people_grid,
)
from bongsu.engagement.batteries import FireUnit, fire_unit
from bongsu.engagement.threats import AimedPlan, FlightPlan, aim, flight_plans, play_all
from bongsu.errors import InputError
from bongsu.kernels.engage import (
    FIRST_ALTITUDE,
    LAST_ALTITUDE,
    MARGIN_M,
    MARGIN_S,
    REASON,
    SHOTS,
    SURVIVAL,
)
from bongsu.physics.intercept import REASONS
from bongsu.scenario import Coordinates, Scenario

FloatArray = NDArray[np.float64]
Progress = Callable[[int], object]

OUT_OF_RANGE, NO_SUCH_SHAPE = 5, 6
MEANINGS = (*REASONS, "out-of-range", "no-such-shape")
"""Words for the codes of `reason`."""

# a cell with more people is cut into four, so many per square metre of the largest cells;
# docs/methods/geography.md measures the error
_MOST_PEOPLE = 2e5 / 20e3**2
# of two batteries without a shot, the reason that comes nearer to one is reported
_NEARNESS = np.array([5, 1, 4, 2, 3, 0, 0])


@dataclass(frozen=True, eq=False)
class Protected:
    """The region's aim points with what each stands for.

    Attributes
    ----------
    grid : RegionGrid
        Cells.
    shares : ndarray, shape (cells, municipalities)
        Share of each municipality in each cell; no columns outside South Korea. [1]
    residents : ndarray, shape (municipalities,)
        Population of each. [1]
    names : tuple of str
        Code and name of each.
    """

    grid: RegionGrid
    shares: FloatArray
    residents: FloatArray
    names: tuple[str, ...]

    @property
    def population(self) -> FloatArray:
        """People in each cell [1]."""
        return np.asarray(self.shares @ self.residents)


@lru_cache(maxsize=8)
def protected(country: str, spacing_m: float) -> Protected:
    """Aim points over a country, with people where a census is at hand.

    Parameters
    ----------
    country : str
        ISO 3166-1 alpha-3 code.
    spacing_m : float
        Side of a cell. [m]

    Returns
    -------
    Protected
        Grid and census; the census is that of South Korea, elsewhere nobody is counted.
    """
    if country != "KOR":
        grid = region_grid(country, spacing_m)
        return Protected(grid, np.zeros((len(grid), 0)), np.zeros(0), ())
    grid = people_grid(spacing_m, _MOST_PEOPLE * spacing_m**2)
    people = municipalities()
    names = tuple(f"{c} {n}" for c, n in zip(people.code, people.name, strict=True))
    return Protected(grid, municipality_shares(grid), people.population.astype(float), names)


def footprint(
    scenario: Scenario,
    *,
    missile: str | None = None,
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
        If the scenario has no such missile or site, or a battery cannot fire.
    """
    if required_shots < 1:
        raise InputError(f"required_shots is {required_shots}; it must be at least 1")
    region = protected(scenario.region.country, spacing_m or scenario.region.grid_spacing)
    plans = flight_plans(scenario, missile)
    units = [_units(scenario, site, cueing) for site in (sites or (None,))]
    results: list[list[FloatArray]] = [[] for _ in units]
    statuses = []
    for plan in plans:
        arcs = aim(scenario, plan, region.grid.latitude_deg, region.grid.longitude_deg)
        statuses.append(arcs.status)
        flat = [unit for group in units for unit in group]
        played = iter(play_all(flat, arcs, progress=progress))
        for index, group in enumerate(units):
            results[index].append(_combined(group, [next(played) for _ in group], arcs))
    table = np.array(results)
    dataset = _dataset(region, plans, [group[0].site.name for group in units], table)
    dataset = _aggregated(dataset, region, required_shots)
    dataset.attrs |= provenance(scenario) | {
        "history": "bongsu.studies.footprint.footprint",
        "required_shots": required_shots,
        "cueing": int(cueing),
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


def _units(scenario: Scenario, site: str | Coordinates | None, cueing: bool) -> list[FireUnit]:
    first, *others = scenario.batteries
    return [
        fire_unit(scenario, first, site=site, azimuth=facing(scenario, site), cueing=cueing),
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
    from bongsu.engagement.pointing import boresights_holding

    battery = scenario.batteries[0]
    if site is None or site == battery.site:
        return None
    place = scenario.place("site", site)
    areas = {
        (area.lat_deg, area.lon_deg)
        for threat in scenario.threats
        for area in (scenario.place("launch-area", name) for name in threat.launch_areas)
    }
    entry = scenario.catalog.radar(scenario.catalog.battery(battery.type).radar.value)
    half = entry.modes[battery.radar.mode].azimuth_half_sector.value
    ordered = sorted(areas)
    held = boresights_holding(place.lat_deg, place.lon_deg, ordered, half)
    if held is None:
        # the widest sector there is: its middle is the middle of the directions
        held = boresights_holding(place.lat_deg, place.lon_deg, ordered, np.pi)
    return None if held is None else held.middle


_COLUMNS = 7  # reason, shots, p_defend, margin_s, margin_km, first and last altitude [km]


def _combined(
    units: Sequence[FireUnit], played: Sequence[FloatArray], arcs: AimedPlan
) -> FloatArray:
    """Join what several batteries can do about the same arcs, one column per variable."""
    first = played[0]
    joined = np.full((_COLUMNS, first.shape[0]), np.nan)
    survival = np.ones(first.shape[0])
    shots = np.zeros(first.shape[0])
    nearest = np.full(first.shape[0], -1)
    flown = arcs.status == 0
    for unit, result in zip(units, played, strict=True):
        code = np.where(flown, result[:, REASON], arcs.status + OUT_OF_RANGE - 1)
        code = code.astype(np.int64)
        survival *= 1.0 - unit.kill.classification * (1.0 - result[:, SURVIVAL])
        shots += np.nan_to_num(result[:, SHOTS])
        nearer = _NEARNESS[code] > nearest
        nearest = np.where(nearer, _NEARNESS[code], nearest)
        joined[0] = np.where(nearer, code, joined[0])
        joined[3] = np.fmax(joined[3], result[:, MARGIN_S])
        joined[4] = np.fmax(joined[4], result[:, MARGIN_M] / 1e3)
        joined[5] = np.fmax(joined[5], result[:, FIRST_ALTITUDE] / 1e3)
        joined[6] = np.fmin(joined[6], result[:, LAST_ALTITUDE] / 1e3)
    joined[1] = shots
    joined[2] = np.where(flown, 1.0 - survival, np.nan)
    return joined


def _dataset(
    region: Protected, plans: Sequence[FlightPlan], sites: Sequence[str], table: FloatArray
) -> xr.Dataset:
    """Lay a table (site, flight, column, cell) out as a dataset."""
    by_cell = ("site", "flight", "cell")
    grid = region.grid
    variables = {
        "reason": (
            by_cell,
            table[:, :, 0].astype(np.int8),
            _attributes("first reason why there is no shot")
            | {
                "flag_values": np.arange(len(MEANINGS), dtype=np.int8),
                "flag_meanings": " ".join(MEANINGS),
            },
        ),
        "shots": (
            by_cell,
            table[:, :, 1].astype(np.int16),
            _attributes("shots that the doctrine allows"),
        ),
        "p_defend": (
            by_cell,
            table[:, :, 2],
            _attributes("probability that the warhead is destroyed"),
        ),
        "margin_s": (
            by_cell,
            table[:, :, 3],
            _attributes("time by which the launch may slip", "s"),
        ),
        "margin_km": (by_cell, table[:, :, 4], _attributes("distance inside reach", "km")),
        "first_intercept_altitude_km": (
            by_cell,
            table[:, :, 5],
            _attributes("altitude of the earliest feasible intercept", "km"),
        ),
        "last_intercept_altitude_km": (
            by_cell,
            table[:, :, 6],
            _attributes("altitude of the latest feasible intercept", "km"),
        ),
    }
    coordinates = {
        "site": ("site", list(sites), {"long_name": "site of the first battery"}),
        "missile": ("flight", [p.missile for p in plans], {"long_name": "missile"}),
        "launch_area": (
            "flight",
            [p.launch_area.name for p in plans],
            {"long_name": "launch area"},
        ),
        "shape": ("flight", [p.shape for p in plans], {"long_name": "shape of the arc"}),
        "latitude": ("cell", grid.latitude_deg, _attributes("latitude", "degrees_north")),
        "longitude": ("cell", grid.longitude_deg, _attributes("longitude", "degrees_east")),
        "cell_area": ("cell", grid.area_km2, _attributes("area of the cell", "km2")),
        "cell_population": ("cell", region.population, _attributes("people in the cell")),
        "municipality": (
            "municipality",
            list(region.names),
            {"long_name": "code and name of the municipality"},
        ),
        "municipality_population": (
            "municipality",
            region.residents,
            _attributes("people in the municipality"),
        ),
    }
    return xr.Dataset(variables, coordinates)


def _attributes(long_name: str, units: str = "1") -> dict[str, object]:
    return {"long_name": long_name, "units": units}


def _aggregated(dataset: xr.Dataset, region: Protected, required_shots: int) -> xr.Dataset:
    """Add areas and people."""
    defended = dataset["shots"] >= required_shots
    threatened = dataset["reason"] < OUT_OF_RANGE
    return dataset.assign(_sums(defended, threatened, dataset["p_defend"], dataset, region))


def _sums(
    defended: xr.DataArray,
    threatened: xr.DataArray,
    p_defend: xr.DataArray,
    dataset: xr.Dataset,
    region: Protected,
) -> Mapping[str, xr.DataArray]:
    area, people = dataset["cell_area"], dataset["cell_population"]
    total_people = max(float(people.sum()), 1.0)
    defended_area = (defended * area).sum("cell")
    defended_people = (defended * people).sum("cell")
    by_municipality = xr.dot(
        defended.astype(float),
        xr.DataArray(region.shares, dims=("cell", "municipality")),
        dim="cell",
    )
    made = {
        "area_defended_km2": (defended_area, "area defended", "km2"),
        "area_share": (defended_area / area.sum(), "share of the area defended", "1"),
        "population_defended": (defended_people, "people defended", "1"),
        "population_share": (defended_people / total_people, "share of people defended", "1"),
        "area_threatened_km2": ((threatened * area).sum("cell"), "area that is reached", "km2"),
        "population_threatened": ((threatened * people).sum("cell"), "people reached", "1"),
        "expected_population_defended": (
            (p_defend.fillna(0.0) * people).sum("cell"),
            "people weighted with the probability of defence",
            "1",
        ),
        "municipality_population_share": (
            by_municipality,
            "share of the municipality's people defended",
            "1",
        ),
    }
    return {
        name: value.assign_attrs(_attributes(text, unit))
        for name, (value, text, unit) in made.items()
    }
