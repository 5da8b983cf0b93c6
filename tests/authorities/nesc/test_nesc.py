"""Positions stay inside, or within 1 m of, the band of six NASA simulations."""

import csv
from math import degrees
from pathlib import Path

import pytest

from bongsu.physics.flight.body import fly_arc
from bongsu.physics.flight.limits import FINE_TOLERANCE_M
from bongsu.physics.flight.states import GeodeticState

FOOT_M = 0.3048
BALLISTIC_COEFFICIENT = 14.593903 / (0.1 * 0.1963495 * FOOT_M**2)
METRES_PER_DEGREE = 111320.0
CASES = {
    "case-06-dropped-sphere.csv": (30000.0 * FOOT_M, 0.0, 0.0),
    "case-09-eastward-cannonball.csv": (0.0, 1000.0 * FOOT_M, 1000.0 * FOOT_M),
}


def table(name):
    with (Path(__file__).parent / name).open() as file:
        return [{key: float(cell) for key, cell in row.items()} for row in csv.DictReader(file)]


@pytest.mark.parametrize("name", CASES)
def test_positions_lie_in_the_published_band(name):
    altitude, east, up = CASES[name]
    start = GeodeticState(
        latitude=0.0, longitude=0.0, altitude=altitude, v_east=east, v_north=0.0, v_up=up
    )
    rows = [row for row in table(name) if row["time_s"] > 0.0]
    assert rows[-1]["time_s"] == 30.0
    for row in rows:
        end = fly_arc(
            start,
            ballistic_coefficient=BALLISTIC_COEFFICIENT,
            duration=row["time_s"],
            tolerance=FINE_TOLERANCE_M,
        ).end
        for quantity, value, metres in (
            ("altitude_m", end.altitude, 1.0),
            ("longitude_deg", degrees(end.longitude), METRES_PER_DEGREE),
            ("latitude_deg", degrees(end.latitude), METRES_PER_DEGREE),
        ):
            low = row[f"{quantity}_min"] - 1.0 / metres
            high = row[f"{quantity}_max"] + 1.0 / metres
            assert low <= value <= high, (row["time_s"], quantity)


@pytest.mark.parametrize("name", CASES)
def test_velocity_after_thirty_seconds(name):
    altitude, east, up = CASES[name]
    start = GeodeticState(
        latitude=0.0, longitude=0.0, altitude=altitude, v_east=east, v_north=0.0, v_up=up
    )
    end = fly_arc(
        start,
        ballistic_coefficient=BALLISTIC_COEFFICIENT,
        duration=30.0,
        tolerance=FINE_TOLERANCE_M,
    ).end
    row = table(name)[-1]
    assert end.v_east == pytest.approx(row["v_east_m_s_median"], abs=0.02)
    assert end.v_up == pytest.approx(-row["v_down_m_s_median"], abs=0.02)
