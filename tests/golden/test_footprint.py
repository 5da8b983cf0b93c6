"""A whole footprint on a coarse grid, cell by cell, as it was when last looked at.

After a wanted change: `python tests/golden/test_footprint.py` writes the numbers anew; look at the
difference before it is committed.
"""

import json
from pathlib import Path

import numpy as np
import pytest

from bongsu.scenario import load_scenario
from bongsu.studies.footprint.places.levels import by_place
from bongsu.studies.footprint.play import footprints
from bongsu.studies.footprint.together import reduced
from bongsu.studies.sites import best_sets, names_of
from bongsu.words import OVERS

FILE = Path(__file__).with_name("footprint-nodong.json")
SITES = ("seongju-golf-course", "pyeongtaek", "gunsan")


def numbers():
    scenario = load_scenario("korea-2016")
    places = [scenario.moved(site).only(missile="nodong").at_spacing(80.0) for site in SITES]
    found = footprints(places)
    sets = best_sets(found, over="average")
    provinces = by_place(found, "province")
    flights = [
        f"{area}, {shape}"
        for area, shape in zip(
            found["launch_area"].values, found.coords["shape"].values, strict=True
        )
    ]
    return {
        # a digit per cell: the code of the first reason, the number of shots
        "reason": {
            site: dict(zip(flights, map(digits, found["reason"].values[k]), strict=True))
            for k, site in enumerate(SITES)
        },
        "shots": {
            site: dict(zip(flights, map(digits, found["shots"].values[k]), strict=True))
            for k, site in enumerate(SITES)
        },
        "margin_s": dict(
            zip(flights, np.nanmedian(found["margin_s"].values[0], axis=1).tolist(), strict=True)
        ),
        "people_defended": dict(
            zip(flights, found["people_defended"].values[0].tolist(), strict=True)
        ),
        "area_defended_km2": dict(
            zip(flights, found["area_defended_km2"].values[0].tolist(), strict=True)
        ),
        "people_defended_expected": dict(
            zip(flights, found["people_defended_expected"].values[0].tolist(), strict=True)
        ),
        "people_share": {
            over: reduced(found, over)["people_share"].values.tolist() for over in OVERS
        },
        "province_share": dict(
            zip(
                provinces["place"].values.tolist(),
                provinces["people_share"].sel(over="average").values[0].tolist(),
                strict=True,
            )
        ),
        "best_sets": [names_of(found, row) for row in sets["chosen"].values],
        "best_shares": sets["people_share_within_reach"].values.tolist(),
    }


def digits(codes):
    return "".join(str(int(code)) for code in codes)


@pytest.fixture(scope="module")
def made():
    return numbers()


@pytest.fixture(scope="module")
def kept():
    return json.loads(FILE.read_text("utf-8"))


@pytest.mark.parametrize("what", ["reason", "shots"])
def test_cells(made, kept, what) -> None:
    """One cell in a hundred may lie on an edge that rounding moves."""
    for site, flights in kept[what].items():
        for flight, codes in flights.items():
            now = made[what][site][flight]
            assert len(now) == len(codes)
            differ = sum(a != b for a, b in zip(now, codes, strict=True))
            assert differ <= 0.01 * len(codes) + 1.0, (site, flight)


@pytest.mark.parametrize(
    ("what", "within"),
    [
        ("margin_s", 1.0),
        ("people_defended", 0.5e6),
        ("area_defended_km2", 4e3),
        ("people_defended_expected", 0.5e6),
        ("province_share", 0.05),
    ],
)
def test_sums(made, kept, what, within) -> None:
    assert made[what] == pytest.approx(kept[what], abs=within)


def test_flights_together_and_sites(made, kept) -> None:
    for over in OVERS:
        assert made["people_share"][over] == pytest.approx(kept["people_share"][over], abs=0.01)
    assert made["best_sets"] == kept["best_sets"]
    assert made["best_shares"] == pytest.approx(kept["best_shares"], abs=0.01)


if __name__ == "__main__":
    FILE.write_text(json.dumps(numbers(), indent=1) + "\n", "utf-8")
