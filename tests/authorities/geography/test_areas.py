"""Areas of the outlines against published ones."""

import csv
from pathlib import Path

import pytest

from bongsu.geography.outlines import area_km2, country

ROWS = list(csv.DictReader((Path(__file__).parent / "areas.csv").read_text("utf-8").splitlines()))


@pytest.mark.parametrize("row", ROWS, ids=[row["code"] for row in ROWS])
def test_area_of_the_outline_is_the_published_area(row):
    assert area_km2(country(row["code"])) == pytest.approx(float(row["total_km2"]), rel=0.025)
