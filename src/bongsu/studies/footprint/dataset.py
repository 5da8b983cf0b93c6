"""A footprint as a dataset: answers by cell, with the areas and people that they add up to."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from bongsu.engagement.threats import FlightPlan
from bongsu.geography.region import Protected
from bongsu.physics.fire.control import REASONS
from bongsu.scenario import Coordinates

FloatArray = NDArray[np.float64]

OUT_OF_RANGE, NO_SUCH_SHAPE = 5, 6
MEANINGS = (*REASONS, "out-of-range", "no-such-shape")
"""Words for the codes of `reason`."""


class Answers(NamedTuple):
    """Answers of a footprint; arrays are over cells, or over sites, flights and cells.

    Attributes
    ----------
    reason : ndarray
        Code of the first reason why there is no shot, of :data:`MEANINGS`. [1]
    shots : ndarray
        Shots that the doctrines allow, of all batteries. [1]
    p_defend : ndarray
        Probability that the warhead is destroyed; not a number where no arc reaches. [1]
    margin_s : ndarray
        Time by which the launch may slip, of the battery that may wait longest. [s]
    margin_km : ndarray
        Distance inside reach, of the battery that reaches farthest. [km]
    first_intercept_altitude_km, last_intercept_altitude_km : ndarray
        Altitudes of the highest earliest and the lowest latest intercept. [km]
    """

    reason: FloatArray
    shots: FloatArray
    p_defend: FloatArray
    margin_s: FloatArray
    margin_km: FloatArray
    first_intercept_altitude_km: FloatArray
    last_intercept_altitude_km: FloatArray


def footprint_dataset(
    region: Protected,
    plans: Sequence[FlightPlan],
    sites: Sequence[Coordinates],
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
    sites : sequence of Coordinates
        Sites of the first battery.
    answers : Answers
        Over sites, plans and cells.
    required_shots : int
        Shots that make a cell count as defended. [1]

    Returns
    -------
    xarray.Dataset
        See docs/methods/footprint.md.
    """
    dataset = _cells(region, plans, sites, answers)
    defended = dataset["shots"] >= required_shots
    threatened = dataset["reason"] < OUT_OF_RANGE
    return dataset.assign(_sums(defended, threatened, dataset, region))


def _cells(
    region: Protected, plans: Sequence[FlightPlan], sites: Sequence[Coordinates], answers: Answers
) -> xr.Dataset:
    by_cell = ("site", "flight", "cell")
    grid = region.grid
    variables = {
        "reason": (
            by_cell,
            answers.reason.astype(np.int8),
            _attributes("first reason why there is no shot")
            | {
                "flag_values": np.arange(len(MEANINGS), dtype=np.int8),
                "flag_meanings": " ".join(MEANINGS),
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
            _attributes("time by which the launch may slip", "s"),
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
        "site": ("site", [s.name for s in sites], {"long_name": "site of the first battery"}),
        "site_latitude": (
            "site",
            [s.lat_deg for s in sites],
            _attributes("latitude of the site", "degrees_north"),
        ),
        "site_longitude": (
            "site",
            [s.lon_deg for s in sites],
            _attributes("longitude of the site", "degrees_east"),
        ),
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


def _sums(
    defended: xr.DataArray, threatened: xr.DataArray, dataset: xr.Dataset, region: Protected
) -> Mapping[str, xr.DataArray]:
    area, people = dataset["cell_area"], dataset["cell_population"]
    # without a census the people of every cell, and so every sum of them, are not a number
    defended_area = (defended * area).sum("cell")
    defended_people = (defended * people).sum("cell", skipna=False)
    by_municipality = xr.dot(
        defended.astype(float),
        xr.DataArray(region.shares, dims=("cell", "municipality")),
        dim="cell",
    )
    made = {
        "area_defended_km2": (defended_area, "area defended", "km2"),
        "area_share": (defended_area / area.sum(), "share of the region's area defended", "1"),
        "population_defended": (defended_people, "people defended", "1"),
        "population_share": (
            defended_people / people.sum(skipna=False),
            "share of the region's people defended",
            "1",
        ),
        "area_threatened_km2": ((threatened * area).sum("cell"), "area that is reached", "km2"),
        "population_threatened": (
            (threatened * people).sum("cell", skipna=False),
            "people reached",
            "1",
        ),
        "expected_population_defended": (
            (dataset["p_defend"].fillna(0.0) * people).sum("cell", skipna=False),
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
