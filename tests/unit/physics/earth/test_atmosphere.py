"""Tabulated air: smoothness, limits, exactness; the cheap altitude."""

import math

import numpy as np
import pytest

from bongsu.errors import InputError
from bongsu.physics.earth.atmosphere import exponential_air, no_air, us76_air, us76_lower
from bongsu.physics.earth.kernels.atmosphere import air_density, altitude_of, sound_speed
from bongsu.physics.earth.kernels.geodesy import geodetic_to_ecef


def test_an_exponential_atmosphere_is_represented_exactly():
    air = exponential_air(1.225, 7200.0)
    for altitude in np.linspace(-5e3, 199e3, 977):
        exact = 1.225 * math.exp(-altitude / 7200.0)
        assert air_density(air, altitude) == pytest.approx(exact, rel=1e-11)


def test_density_and_its_slope_are_continuous_across_knots():
    air = us76_air()
    step = 0.005
    for knot in np.arange(1e3, 199e3, 1e3):
        below, at, above = (air_density(air, knot + d) for d in (-step, 0.0, step))
        left = math.log(at / below) / step
        right = math.log(above / at) / step
        assert left == pytest.approx(right, abs=5e-10)


def test_density_is_zero_above_the_top_and_constant_underground():
    air = us76_air()
    assert air_density(air, 200e3 + 1.0) == 0.0
    assert air_density(air, 199.9e3) > 0.0
    assert air_density(air, -50e3) == pytest.approx(air_density(air, -5e3), rel=1e-12)
    assert air_density(air, math.nan) == 0.0
    assert air_density(no_air(), 0.0) == 0.0


def test_density_falls_with_altitude_everywhere():
    air = us76_air()
    density = [air_density(air, h) for h in np.linspace(-5e3, 200e3 - 1.0, 4001)]
    assert np.all(np.diff(density) < 0.0)


def test_speed_of_sound_is_held_above_the_table():
    air = us76_air()
    assert sound_speed(air, 90e3) == pytest.approx(us76_lower(86e3)[3], rel=1e-3)
    assert sound_speed(air, 500e3) == pytest.approx(sound_speed(air, 200e3), rel=1e-12)


@pytest.mark.parametrize("latitude", np.radians([-90.0, -60.0, -45.0, 0.0, 12.0, 45.0, 80.0]))
@pytest.mark.parametrize("altitude", [-1e3, 0.0, 10e3, 100e3, 200e3])
def test_radial_altitude_is_within_six_millionths_of_geodetic(latitude, altitude):
    position = geodetic_to_ecef(latitude, 0.3, altitude)
    assert abs(altitude_of(*position) - altitude) <= 6e-6 * abs(altitude) + 2e-6


def test_bad_air_is_refused():
    with pytest.raises(InputError, match="scale height"):
        exponential_air(1.225, -1.0)
    with pytest.raises(InputError, match="86 km"):
        us76_lower(90e3)
    with pytest.raises(InputError, match="86 km"):
        us76_lower(math.nan)
