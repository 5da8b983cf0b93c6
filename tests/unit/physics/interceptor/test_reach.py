"""The interceptor's fly-outs and the table made from them."""

from dataclasses import replace
from math import log, pi, radians, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bongsu.errors import InputError
from bongsu.physics.earth.environment import standard_environment
from bongsu.physics.interceptor.design import InterceptorDesign
from bongsu.physics.interceptor.reach import look_up, reach_table, simulate_flyout
from bongsu.physics.numerics.constants import STANDARD_GRAVITY_M_S2

DESIGN = InterceptorDesign(
    name="test interceptor",
    launch_mass_kg=900.0,
    propellant_mass_kg=620.0,
    specific_impulse_s=270.0,
    burn_time_s=16.0,
    diameter_m=0.34,
    drag_table=((0.0, 0.3), (1.1, 0.5), (4.0, 0.25), (8.0, 0.2)),
    coast_ballistic_coefficient_kg_m2=6000.0,
    lowest_altitude_m=40e3,
    highest_altitude_m=150e3,
    longest_range_m=200e3,
    longest_time_s=180.0,
    least_speed_m_s=800.0,
    hold_time_s=1.0,
    lowest_elevation_rad=radians(10.0),
)
# the rocket equation
IDEAL_SPEED_M_S = 270.0 * STANDARD_GRAVITY_M_S2 * log(900.0 / 280.0)
AIR = standard_environment()
VACUUM = standard_environment(air="none")
TABLE = reach_table(DESIGN, AIR)


@pytest.fixture(scope="module")
def table():
    return TABLE


@pytest.fixture(scope="module")
def random_points(table):
    generator = np.random.default_rng(5)
    altitude = generator.uniform(40e3, 150e3, 1000)
    rows = table.lowest_altitude_m + table.altitude_step_m * np.arange(table.limit_m.size)
    limit = np.interp(altitude, rows, table.limit_m)
    return generator.uniform(0.0, 1.0, 1000) * limit, altitude


def test_vertical_burnout_speed_in_vacuum_is_ideal_less_gravity() -> None:
    # g falls by 0.7 % over the 20 km of the burn
    expected = IDEAL_SPEED_M_S - STANDARD_GRAVITY_M_S2 * DESIGN.burn_time_s
    flown = simulate_flyout(DESIGN, pi / 2, VACUUM)
    speed = np.interp(DESIGN.burn_time_s, flown.time_s, flown.speed_m_s)
    assert speed == pytest.approx(expected, abs=2.0)


def test_coast_in_vacuum_keeps_energy() -> None:
    flown = simulate_flyout(DESIGN, radians(60.0), VACUUM)
    coast = flown.time_s > DESIGN.burn_time_s
    radius = 6371008.8 + flown.altitude_m[coast]
    energy = flown.speed_m_s[coast] ** 2 / 2.0 - VACUUM.gravity.gm_m3_s2 / radius
    assert np.ptp(energy) / abs(energy[0]) < 1e-8


def test_table_agrees_with_direct_simulation(table, random_points) -> None:
    ranges, altitudes = random_points
    time, speed, elevation = look_up(table, ranges, altitudes)
    assert np.isfinite(time).all()
    for k in range(ranges.size):
        flown = simulate_flyout(DESIGN, elevation[k], AIR, step_s=0.25)
        ground, height, fast = (np.interp(time[k], flown.time_s, column) for column in flown[1:])
        assert np.hypot(ground - ranges[k], height - altitudes[k]) < 1e3
        assert fast == pytest.approx(speed[k], abs=20.0)
        off = np.hypot(flown.ground_range_m - ranges[k], flown.altitude_m - altitudes[k])
        # half a sampling interval of the simulation is added to the half second
        assert abs(flown.time_s[np.argmin(off)] - time[k]) < 0.5 + 0.125


def test_no_other_elevation_is_sooner(table, random_points) -> None:
    ranges, altitudes = random_points
    time, _, _ = look_up(table, ranges[:200], altitudes[:200])
    least = np.full(200, np.inf)
    for elevation in np.linspace(DESIGN.lowest_elevation_rad, pi / 2, 600):
        flown = simulate_flyout(DESIGN, elevation, AIR, step_s=0.25)
        miss = np.hypot(
            flown.ground_range_m[:, None] - ranges[None, :200],
            flown.altitude_m[:, None] - altitudes[None, :200],
        )
        near = miss < 600.0
        first = np.where(near, flown.time_s[:, None], np.inf).min(axis=0)
        least = np.minimum(least, first)
    # the neighbourhood of 600 m is entered up to half a second before its centre
    assert (least > time - 0.7).all()


def test_every_cell_inside_the_limit_is_filled(table) -> None:
    assert np.isfinite(table.time_s).all()
    assert (np.diff(table.time_s, axis=1) >= 0.0).all()
    assert (table.limit_m > 0.0).all()
    assert table.limit_m.max() <= DESIGN.longest_range_m
    assert (table.speed_m_s >= DESIGN.least_speed_m_s).all()


def test_outside_is_out_of_reach(table) -> None:
    time, _, _ = look_up(table, np.array([201e3, 10e3, 10e3]), np.array([90e3, 39e3, 151e3]))
    assert np.isinf(time).all()


def test_rotation_moves_a_fly_out_by_little() -> None:
    """The rotation left out is worth 2 km at 100 s: bound 1/2 * 2 omega v t^2."""
    speed, time = 2600.0, 100.0
    assert 0.5 * 2.0 * AIR.rotation_rad_s * speed * time**2 < 2e3


@pytest.mark.parametrize(
    "change",
    [
        {"propellant_mass_kg": 560.0},
        {"specific_impulse_s": 250.0},
        {"launch_mass_kg": 1000.0},
        {"coast_ballistic_coefficient_kg_m2": 3000.0},
        {"burn_time_s": 24.0},
        {"diameter_m": 0.5},
    ],
)
def test_each_parameter_slows_or_shortens(table, change) -> None:
    worse = reach_table(replace(DESIGN, **change), AIR)
    rows, columns = np.meshgrid(
        np.linspace(42e3, 148e3, 12), np.linspace(0.0, 60e3, 12), indexing="ij"
    )
    before, _, _ = look_up(table, columns, rows)
    after, _, _ = look_up(worse, columns, rows)
    assert (after > before).all()


@pytest.mark.parametrize(
    ("change", "check"),
    [
        ({"longest_range_m": 150e3}, lambda t: t.limit_m.max() == 150e3),
        ({"longest_time_s": 80.0}, lambda t: t.time_s.max() <= 80.0),
        ({"least_speed_m_s": 1900.0}, lambda t: t.limit_m.max() < 150e3),
        ({"lowest_elevation_rad": radians(70.0)}, lambda t: t.limit_m[0] < 100e3),
        ({"highest_altitude_m": 100e3}, lambda t: t.altitude_step_m == pytest.approx(60e3 / 55)),
    ],
)
def test_each_limit_limits(change, check) -> None:
    assert check(reach_table(replace(DESIGN, **change), AIR))


def test_hold_and_launch_altitude_change_the_fly_out() -> None:
    base = simulate_flyout(DESIGN, radians(40.0), AIR)
    held = simulate_flyout(replace(DESIGN, hold_time_s=4.0), radians(40.0), AIR)
    high = simulate_flyout(DESIGN, radians(40.0), AIR, launch_altitude_m=700.0)
    at = [np.interp(30.0, one.time_s, one.altitude_m) for one in (base, held, high)]
    assert at[1] > at[0] + 100.0
    assert at[2] > at[0] + 700.0


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"lowest_altitude_m": 160e3}, "inverted"),
        ({"propellant_mass_kg": 900.0}, "leave nothing"),
        ({"hold_time_s": 20.0}, "must increase"),
        ({"burn_time_s": 170.0, "specific_impulse_s": 200.0}, "does not lift off"),
        ({"drag_table": ((1.0, 0.3), (0.5, 0.3))}, "ascending"),
        ({"diameter_m": 0.0}, "diameter_m"),
        ({"lowest_elevation_rad": 2.0}, "elevation"),
    ],
)
def test_bad_designs_are_refused_with_the_reason(change, words) -> None:
    with pytest.raises(InputError, match=words):
        replace(DESIGN, **change)


def test_a_band_above_reach_is_an_answer() -> None:
    table = reach_table(replace(DESIGN, lowest_altitude_m=400e3, highest_altitude_m=500e3), AIR)
    time, _, _ = look_up(table, np.array([0.0]), np.array([450e3]))
    assert np.isinf(time).all()
    assert (table.limit_m == 0.0).all()


@settings(max_examples=50)
@given(st.floats(40e3, 149e3), st.floats(0.0, 0.98))
def test_time_is_no_less_than_the_straight_line_at_full_speed(
    altitude: float, share: float
) -> None:
    table = reach_table(DESIGN, AIR)
    ranges = share * np.interp(
        altitude,
        table.lowest_altitude_m + table.altitude_step_m * np.arange(table.limit_m.size),
        table.limit_m,
    )
    time, _, _ = look_up(table, np.array([ranges]), np.array([altitude]))
    assert time[0] > sqrt(ranges**2 + altitude**2) / IDEAL_SPEED_M_S
