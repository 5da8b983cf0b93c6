"""Air against an independent implementation of the standard, and against its printed table."""

import csv
from pathlib import Path

import numpy as np
import pytest

from bongsu.physics.earth.atmosphere import us76_air, us76_lower
from bongsu.physics.earth.kernels.atmosphere import (
    HEAT_CAPACITY_RATIO,
    air_density,
    sound_speed,
)

EQUATIONS_TOP_M = 86e3


def table():
    with (Path(__file__).parent / "ussa1976.csv").open() as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return [{key: float(cell) if cell else np.nan for key, cell in row.items()} for row in rows]


def test_equations_below_86_km():
    for row in table():
        if row["altitude_m"] > EQUATIONS_TOP_M:
            continue
        _, pressure, density, speed = us76_lower(row["altitude_m"])
        assert pressure == pytest.approx(row["pressure_pa"], rel=1.2e-5)
        assert density == pytest.approx(row["density_kg_m3"], rel=1.2e-5)
        assert speed == pytest.approx(row["sound_speed_m_s"], rel=1.2e-5)


def test_table_below_86_km():
    air = us76_air()
    for row in table():
        if row["altitude_m"] > EQUATIONS_TOP_M:
            continue
        height = row["altitude_m"]
        assert air_density(air, height) == pytest.approx(row["density_kg_m3"], rel=3e-3)
        assert sound_speed(air, height) == pytest.approx(row["sound_speed_m_s"], abs=0.4)
        # eqs. (42) and (50) of NOAA-S/T 76-1562: p = rho a^2 / gamma
        pressure = air_density(air, height) * sound_speed(air, height) ** 2 / HEAT_CAPACITY_RATIO
        assert pressure == pytest.approx(row["pressure_pa"], rel=4e-3)


def test_table_above_86_km():
    air = us76_air()
    for row in table():
        if row["altitude_m"] > EQUATIONS_TOP_M:
            density = air_density(air, row["altitude_m"])
            assert density == pytest.approx(row["density_kg_m3"], rel=3.2e-2)


@pytest.mark.parametrize(
    ("altitude", "density"),
    # NOAA-S/T 76-1562, table I
    [(86e3, 6.958e-6), (100e3, 5.604e-7), (120e3, 2.222e-8), (150e3, 2.076e-9)],
)
def test_printed_values_above_86_km(altitude, density):
    assert air_density(us76_air(), altitude) == pytest.approx(density, rel=1e-6)
