"""Cases C03 and C05: the plain sector over South Korea."""

import csv
from pathlib import Path

import numpy as np
import pytest

from bongsu.studies.footprint.sector import sector_coverage

ROWS = list(csv.DictReader((Path(__file__).parent / "cases.csv").read_text("utf-8").splitlines()))
VARIABLE = {
    ("area_share", "cut"): ("area_share", 1.0),
    ("area_share", "centroid"): ("area_share_by_centroid", 1.0),
    ("people_million", "centroid"): ("people_by_centroid", 1e-6),
    ("people_share", "centroid"): ("people_share_by_centroid", 1.0),
    ("seoul_districts", "centroid"): ("seoul_districts", 1.0),
}


def coverage(row):
    low, high = float(row["facing_from_deg"]), float(row["facing_to_deg"])
    return sector_coverage(
        float(row["site_lat"]),
        float(row["site_lon"]),
        np.arange(low, high + 1.0, 5.0).tolist(),
        front_m=float(row["front_km"]) * 1e3,
        rear_m=float(row["rear_km"]) * 1e3,
        half_angle_deg=float(row["half_angle_deg"]),
    )


def half_a_digit(text):
    """Half a unit of the last digit printed."""
    return 0.5 * 10.0 ** -len(text.partition(".")[2])


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['id']}-{row['quantity']}" for row in ROWS])
def test_the_printed_figures_come_out(row):
    name, factor = VARIABLE[row["quantity"], row["count"]]
    value = coverage(row)[name].values * factor
    assert value.min() >= float(row["low"]) - half_a_digit(row["low"])
    assert value.max() <= float(row["high"]) + half_a_digit(row["high"])


def test_cutting_the_cells_differs_only_by_municipalities_on_the_edge():
    """The two counts may differ by no more than live in the municipalities on the edge."""
    study = coverage(ROWS[1])
    difference = study["people"] - study["people_by_centroid"]
    assert (np.abs(difference) <= study["people_on_the_edge"]).all()
