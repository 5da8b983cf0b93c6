"""A footprint as a dataset: answers by cell, with the areas and people that they add up to."""

from collections.abc import Mapping, Sequence

import numpy as np
import xarray as xr

from bongsu.engagement.threats import FlightPlan
from bongsu.geography.region import Protected
from bongsu.scenario import Coordinates
from bongsu.studies.conventions import labelled
from bongsu.studies.footprint.answers import Answers
from bongsu.studies.footprint.numbers import expected_population, met, reached, summed
from bongsu.words import CELL_REASONS


def footprint_dataset(
    region: Protected,
    plans: Sequence[FlightPlan],
    places: Sequence[Coordinates],
    hashes: Sequence[str],
    answers: Answers,
    required_shots: int,
) -> xr.Dataset:
    """Lay answers out as a dataset, and add areas and people up.

    Parameters
    ----------
    region : Protected
        Aim points.
    plans : sequence of FlightPlan
        What flew.
    places : sequence of Coordinates
        Where the first battery stands.
    hashes : sequence of str
        Of the scenarios in which it does.
    answers : Answers
        Over sites, plans and cells.
    required_shots : int
        Shots that make a cell count as defended. [1]

    Returns
    -------
    xarray.Dataset
        See docs/methods/footprint.md.
    """
    dataset = _cells(region, plans, places, answers).assign_coords(
        scenario_hash=("site", list(hashes), {"long_name": "hash of the scenario computed"})
    )
    return dataset.assign(_sums(met(dataset, required_shots), dataset, region))


def _cells(
    region: Protected, plans: Sequence[FlightPlan], places: Sequence[Coordinates], answers: Answers
) -> xr.Dataset:
    by_cell = ("site", "flight", "cell")
    grid = region.grid
    variables = {
        "reason": (
            by_cell,
            answers.reason.astype(np.int8),
            _attributes("first reason why there is no shot")
            | {
                "flag_values": np.arange(len(CELL_REASONS), dtype=np.int8),
                "flag_meanings": " ".join(CELL_REASONS),
            },
        ),
        "shots": (
            by_cell,
            answers.shots.astype(np.int16),
            _attributes("shots that the doctrine allows"),
        ),
        "p_defend": (
            by_cell,
            answers.p_defend,
            _attributes("probability that the warhead is destroyed"),
        ),
        "margin_s": (
            by_cell,
            answers.margin_s,
            _attributes("time to spare before the latest launch", "s"),
        ),
        "margin_km": (by_cell, answers.margin_km, _attributes("distance inside reach", "km")),
        "first_intercept_altitude_km": (
            by_cell,
            answers.first_intercept_altitude_km,
            _attributes("altitude of the earliest feasible intercept", "km"),
        ),
        "last_intercept_altitude_km": (
            by_cell,
            answers.last_intercept_altitude_km,
            _attributes("altitude of the latest feasible intercept", "km"),
        ),
    }
    coordinates = {
        "site": (
            "site",
            [place.name for place in places],
            {"long_name": "site of the first battery"},
        ),
        "site_title": (
            "site",
            [place.title for place in places],
            {"long_name": "title of the site"},
        ),
        "site_latitude": (
            "site",
            [place.latitude_deg for place in places],
            _attributes("latitude of the site", "degrees_north"),
        ),
        "site_longitude": (
            "site",
            [place.longitude_deg for place in places],
            _attributes("longitude of the site", "degrees_east"),
        ),
        "missile": ("flight", [p.missile for p in plans], {"long_name": "missile"}),
        "missile_title": (
            "flight",
            [p.title for p in plans],
            {"long_name": "title of the missile"},
        ),
        "launch_area": (
            "flight",
            [p.launch_area.name for p in plans],
            {"long_name": "launch area"},
        ),
        "launch_area_title": (
            "flight",
            [p.launch_area.title for p in plans],
            {"long_name": "title of the launch area"},
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


def _sums(
    defended: xr.DataArray, dataset: xr.Dataset, region: Protected
) -> Mapping[str, xr.DataArray]:
    reached_cells = reached(dataset)
    area = summed(defended, reached_cells, dataset["cell_area"])
    people = summed(defended, reached_cells, dataset["cell_population"])
    by_municipality = xr.dot(
        defended.astype(float),
        xr.DataArray(region.shares, dims=("cell", "municipality")),
        dim="cell",
    )
    made = {
        "area_defended_km2": (area.defended, "area defended", "km2"),
        "area_share": (area.share, "share of the region's area defended", "1"),
        "population_defended": (people.defended, "people defended", "1"),
        "population_share": (people.share, "share of the region's people defended", "1"),
        "area_reached_km2": (area.reached, "area that is reached", "km2"),
        "population_reached": (people.reached, "people reached", "1"),
        "expected_population_defended": (
            expected_population(dataset["p_defend"], dataset["cell_population"]),
            "people weighted with the probability of defence",
            "1",
        ),
        "municipality_population_share": (
            by_municipality,
            "share of the municipality's people defended",
            "1",
        ),
    }
    return {name: labelled(value, text, unit) for name, (value, text, unit) in made.items()}
