"""Headline numbers of a footprint, by hand, and that each is written down once."""

import re
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
import xarray as xr

import bongsu
from bongsu.physics.fire import kill_probability
from bongsu.physics.track import accuracy as track
from bongsu.studies import met as met_home
from bongsu.studies.footprint import numbers as footprint_numbers
from bongsu.studies.footprint.numbers import (
    mean_probability,
    met,
    reached,
    share_within_reach,
    summed,
)
from bongsu.studies.footprint.together import flights_met, probability_together, together
from bongsu.words import OVERS

PACKAGE = Path(bongsu.__file__).parent
# four cells, two flights: 5 is out of range, 2 is too late
REASON = [[[0, 0, 2, 5], [0, 2, 2, 5]]]
SHOTS = [[[2, 1, 0, 0], [2, 0, 0, 0]]]
CHANCE = [[[0.9, 0.6, 0.0, np.nan], [0.8, 0.0, 0.0, np.nan]]]


def footprint(people: tuple[float, ...] = (10.0, 20.0, 30.0, 40.0)) -> xr.Dataset:
    by = ("site", "flight", "cell")
    return xr.Dataset(
        {"reason": (by, REASON), "shots": (by, SHOTS), "p_defend": (by, CHANCE)},
        {"cell_area_km2": ("cell", [1.0, 1.0, 2.0, 4.0]), "cell_people": ("cell", list(people))},
        {"required_shots": 1},
    )


def test_what_counts_as_reached_and_met() -> None:
    data = footprint()
    assert reached(data).values[0, 0].tolist() == [True, True, True, False]
    assert met(data).values[0].tolist() == [[True, True, False, False], [True, False, False, False]]
    assert met(data, 2).values[0, 0].tolist() == [True, False, False, False]


def test_flights_count_together() -> None:
    found = {over: flights_met(footprint(), over).values[0].tolist() for over in OVERS}
    assert found["every"] == [True, False, False, False]
    assert found["average"] == [1.0, 0.5, 0.0, 0.0]
    assert found["any"] == [True, True, False, False]
    chances = {over: probability_together(footprint(), over).values[0, 1] for over in OVERS}
    assert chances == {"every": 0.0, "average": 0.3, "any": 0.6}


@pytest.mark.parametrize("over", OVERS)
def test_flights_that_reach_only_some_places_count_there_only(over) -> None:
    number_met, number_reaching = np.array([1.0, 0.0, 0.0]), np.array([1.0, 2.0, 0.0])
    assert together(number_met, number_reaching, over).tolist() == [1.0, 0.0, 0.0]


def test_sums_and_shares_by_hand() -> None:
    data = footprint()
    sums = summed(met(data), reached(data), data["cell_people"])
    assert sums.defended.values.tolist() == [[30.0, 10.0]]
    assert sums.share.values.tolist() == [[0.3, 0.1]]
    assert sums.reached.values.tolist() == [[60.0, 60.0]]
    assert sums.share_within_reach.values.tolist() == [[0.5, 1.0 / 6.0]]
    assert share_within_reach(data, "area").values.tolist() == [[0.5, 0.25]]


def test_the_mean_probability_is_over_the_people_defended() -> None:
    assert mean_probability(footprint()).values[0] == pytest.approx([0.7, 0.8])
    # over the area without a census
    uncounted = footprint((np.nan,) * 4)
    assert mean_probability(uncounted).values[0] == pytest.approx([0.75, 0.8])
    assert np.isnan(mean_probability(footprint().assign(shots=footprint()["shots"] * 0))).all()


@pytest.mark.parametrize(
    ("formula", "home"),
    [
        (r'\["shots"\][^\n]*>=|shots >= (required|1)', met_home),
        (r'\["reason"\][^\n]*<|< OUT_OF_RANGE', footprint_numbers),
        (r"classification \* ", kill_probability),
        (r"fillna\(0\.0\) \* people", footprint_numbers),
        (r"np\.trace\(", track),
    ],
)
def test_each_number_has_one_home(formula: str, home: ModuleType) -> None:
    found = {
        path
        for path in PACKAGE.rglob("*.py")
        if re.search(formula, path.read_text(encoding="utf-8"))
    }
    assert found == {Path(str(home.__file__))}
