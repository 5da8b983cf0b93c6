"""A footprint as a dataset: answers by cell, with the areas and people that they add up to."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import xarray as xr

from bongsu.engagement.threats import FlightPlan
from bongsu.geography.region import Protected
from bongsu.scenario import Coordinates
from bongsu.studies.conventions import label, labelled
from bongsu.studies.footprint.answers import Answers
from bongsu.studies.footprint.numbers import expected_people, reached_and_met, summed
from bongsu.words import CELL_REASONS

Variable = tuple[str | tuple[str, ...], Any, dict[str, Any]]
"""Dimensions, values and attributes, as xarray takes them."""


def footprint_dataset(
    region: Protected,
    plans: Sequence[FlightPlan],
    places: Sequence[Sequence[Coordinates]],
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
    places : sequence of sequence of Coordinates
        Where the batteries of each scenario stand, the first one first.
    hashes : sequence of str
        Of the scenarios.
    answers : Answers
        Over sites, plans and cells.
    required_shots : int
        Shots that make a cell count as defended. [1]

    Returns
    -------
    xarray.Dataset
        See docs/methods/footprint.md.
    """
    coordinates = {
        **_sites_and_flights([batteries[0] for batteries in places], plans),
        **_batteries(places),
        **_region(region),
    }
    dataset = xr.Dataset(_by_cell(answers), coordinates).assign_coords(
        scenario_hash=("site", list(hashes), {"long_name": "hash of the scenario computed"})
    )
    return dataset.assign(_sums(dataset, region, required_shots))


def _by_cell(answers: Answers) -> Mapping[str, Variable]:
    """Answers over sites, flights and cells."""
    by_cell = ("site", "flight", "cell")
    reasons = label("first reason why there is no shot") | {
        "flag_values": np.arange(len(CELL_REASONS), dtype=np.int8),
        "flag_meanings": " ".join(CELL_REASONS),
    }
    made = {
        "p_defend": (answers.p_defend, "probability that the warhead is destroyed", "1"),
        "margin_s": (answers.margin_s, "time to spare before the latest launch", "s"),
        "margin_km": (answers.margin_km, "distance inside reach", "km"),
        "first_intercept_altitude_km": (
            answers.first_intercept_altitude_km,
            "altitude of the earliest feasible intercept",
            "km",
        ),
        "last_intercept_altitude_km": (
            answers.last_intercept_altitude_km,
            "altitude of the latest feasible intercept",
            "km",
        ),
    }
    return {
        "reason": (by_cell, answers.reason.astype(np.int8), reasons),
        "shots": (
            by_cell,
            answers.shots.astype(np.int16),
            label("shots that the doctrine allows"),
        ),
        **{
            name: (by_cell, values, label(text, unit))
            for name, (values, text, unit) in made.items()
        },
    }


def _sites_and_flights(
    places: Sequence[Coordinates], plans: Sequence[FlightPlan]
) -> Mapping[str, Variable]:
    """Where the first battery stands, and what flies from where; words have no unit."""
    site = [
        ("site", [place.name for place in places], "site of the first battery"),
        ("site_title", [place.title for place in places], "title of the site"),
    ]
    flight = [
        ("missile", [plan.missile for plan in plans], "missile"),
        ("missile_title", [plan.title for plan in plans], "title of the missile"),
        ("launch_area", [plan.launch_area.name for plan in plans], "launch area"),
        ("launch_area_title", [p.launch_area.title for p in plans], "title of the launch area"),
        ("shape", [plan.shape for plan in plans], "shape of the arc"),
    ]
    return {
        **{name: ("site", words, {"long_name": text}) for name, words, text in site},
        "site_latitude": (
            "site",
            [place.latitude_deg for place in places],
            label("latitude of the site", "degrees_north"),
        ),
        "site_longitude": (
            "site",
            [place.longitude_deg for place in places],
            label("longitude of the site", "degrees_east"),
        ),
        **{name: ("flight", words, {"long_name": text}) for name, words, text in flight},
    }


def _batteries(places: Sequence[Sequence[Coordinates]]) -> Mapping[str, Variable]:
    """Where every battery stands; a scenario with fewer than another has nothing at the end."""
    shape = len(places), max(map(len, places))
    latitude, longitude = np.full(shape, np.nan), np.full(shape, np.nan)
    titles = np.full(shape, "", dtype=object)
    for row, batteries in enumerate(places):
        for column, place in enumerate(batteries):
            latitude[row, column] = place.latitude_deg
            longitude[row, column] = place.longitude_deg
            titles[row, column] = place.title
    each = ("site", "battery")
    return {
        "battery_site_title": (
            each,
            titles.astype(str),
            {"long_name": "title of the site of the battery"},
        ),
        "battery_latitude": (each, latitude, label("latitude of the battery", "degrees_north")),
        "battery_longitude": (each, longitude, label("longitude of the battery", "degrees_east")),
    }


def _region(region: Protected) -> Mapping[str, Variable]:
    """Cells and municipalities, with their people."""
    grid = region.grid
    return {
        "latitude": ("cell", grid.latitude_deg, label("latitude", "degrees_north")),
        "longitude": ("cell", grid.longitude_deg, label("longitude", "degrees_east")),
        "cell_area_km2": ("cell", grid.area_km2, label("area of the cell", "km2")),
        "cell_people": (
            "cell",
            region.people,
            label("people in the cell") | {"comment": region.statement},
        ),
        "municipality": (
            "municipality",
            np.array(region.names, dtype=str),  # also where there are none
            {"long_name": "code and name of the municipality"},
        ),
        "municipality_people": (
            "municipality",
            region.residents,
            label("people in the municipality"),
        ),
    }


def _sums(dataset: xr.Dataset, region: Protected, required_shots: int) -> Mapping[str, xr.Variable]:
    found = dataset.variables
    within, defended = reached_and_met(dataset, required_shots)
    area = summed(defended, within, found["cell_area_km2"])
    people = summed(defended, within, found["cell_people"])
    by_municipality = xr.dot(
        defended.astype(float),
        xr.Variable(("cell", "municipality"), region.shares),
        dim="cell",
    )
    made = {
        "area_defended_km2": (area.defended, "area defended", "km2"),
        "area_share": (area.share, "share of the region's area defended", "1"),
        "people_defended": (people.defended, "people defended", "1"),
        "people_share": (people.share, "share of the region's people defended", "1"),
        "area_within_reach_km2": (area.reached, "area that is reached", "km2"),
        "people_within_reach": (people.reached, "people reached", "1"),
        "people_defended_expected": (
            expected_people(dataset["p_defend"], dataset["cell_people"]).variable,
            "people weighted with the probability of defence",
            "1",
        ),
        "municipality_people_share": (
            by_municipality,
            "share of the municipality's people defended",
            "1",
        ),
    }
    return {name: labelled(value, text, unit) for name, (value, text, unit) in made.items()}
