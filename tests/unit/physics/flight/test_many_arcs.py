"""Many ballistic flights at once: accuracy, agreement with single flights, bad input."""

import os
import subprocess
import sys
from math import cos, radians, sin, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.errors import InputError
from bongsu.physics.earth.environment import standard_environment
from bongsu.physics.flight.body import fly_arc
from bongsu.physics.flight.lanes.work import ALOFT, IMPACT
from bongsu.physics.flight.many_arcs import CHUNK, STATUS_NAMES, coast_rules, fly_many_arcs
from bongsu.physics.flight.states import GeodeticState
from bongsu.physics.numerics.constants import (
    EARTH_EQUATORIAL_RADIUS_M,
    EARTH_GM_M3_S2,
    EARTH_ROTATION_RAD_S,
    EARTH_SECOND_ECCENTRICITY_SQUARED,
)


def start(latitude=40.0, longitude=127.0, altitude=100e3, speed=3000.0, angle=40.0, azimuth=90.0):
    """A geodetic start state from degrees."""
    return GeodeticState(
        latitude=radians(latitude),
        longitude=radians(longitude),
        altitude=altitude,
        v_east=speed * cos(radians(angle)) * sin(radians(azimuth)),
        v_north=speed * cos(radians(angle)) * cos(radians(azimuth)),
        v_up=speed * sin(radians(angle)),
    )


def row(state):
    position, velocity = state.to_ecef()
    return [*position, *velocity]


STARTS = {
    "short": start(),
    "medium range": start(speed=4500.0, angle=38.0, azimuth=-20.0),
    "intercontinental over the pole": start(altitude=250e3, speed=6900.0, angle=23.0, azimuth=5.0),
    "lofted": start(altitude=150e3, speed=6500.0, angle=85.0),
    "depressed": start(altitude=60e3, speed=3000.0, angle=8.0),
    "from the ground": start(altitude=0.0, speed=700.0, angle=45.0),
    "within the air": start(altitude=20e3, speed=600.0, angle=30.0),
    "straight up": start(altitude=30e3, speed=1500.0, angle=90.0),
    "falling": start(altitude=90e3, speed=2000.0, angle=-60.0),
    "across the date line": start(latitude=10.0, longitude=178.0, speed=5000.0),
    "southern hemisphere": start(latitude=-35.0, speed=4000.0, azimuth=200.0),
}


@pytest.mark.parametrize("name", STARTS)
@pytest.mark.parametrize("coast", [True, False])
def test_same_impact_as_a_single_flight(name, coast):
    state = STARTS[name]
    single = fly_arc(state, ballistic_coefficient=3000.0, tolerance=1e-7)
    many = fly_many_arcs([row(state)], 3000.0, tolerance=1e-7, coast=coast)
    assert STATUS_NAMES[int(many.status[0])] == "impact"
    position, velocity = single.end.to_ecef()
    assert many.position[0] == pytest.approx(position, abs=1e-3)
    assert many.velocity[0] == pytest.approx(velocity, abs=1e-3)
    assert many.time_s[0] == pytest.approx(single.time_s, abs=1e-3)


@pytest.mark.parametrize("name", STARTS)
def test_apogee_is_the_highest_of_dense_samples(name):
    state = STARTS[name]
    sampled = fly_arc(state, ballistic_coefficient=3000.0, tolerance=1e-4, sample_step=0.5)
    radius = np.linalg.norm(sampled.samples.position_m, axis=1)
    sine = sampled.samples.position_m[:, 2] / radius
    surface = EARTH_EQUATORIAL_RADIUS_M / np.sqrt(1.0 + EARTH_SECOND_ECCENTRICITY_SQUARED * sine**2)
    # a parabola of 10 m/s² falls 0.3 m in the quarter second to the nearest sample
    many = fly_many_arcs([row(state)], 3000.0, tolerance=1e-4)
    assert many.apogee_m[0] == pytest.approx((radius - surface).max(), abs=0.6)


@pytest.mark.parametrize("coast", [True, False])
@pytest.mark.parametrize("angle", [-5.0, -30.0, -90.0])
def test_an_arc_that_falls_from_above_the_air_has_its_apogee_at_the_start(angle, coast):
    states = [row(start(altitude=250e3, angle=angle))]
    assert fly_many_arcs(states, 3000.0, coast=coast).apogee_m[0] == pytest.approx(250e3, abs=2.0)


@pytest.mark.parametrize("speed", [1.0, 20.0, 60.0, 90.0])
def test_a_hop_from_the_ground_lands_after_it(speed):
    state = start(altitude=0.0, speed=speed, angle=60.0)
    single = fly_arc(state, ballistic_coefficient=3000.0)
    many = fly_many_arcs([row(state)], 3000.0)
    assert many.time_s[0] == pytest.approx(single.time_s, abs=0.02)
    assert many.apogee_m[0] == pytest.approx(single.apogee_m, rel=0.1)


def test_default_tolerance_keeps_ten_metres_on_every_start():
    states = [row(state) for state in STARTS.values()]
    fine = fly_many_arcs(states, 3000.0, tolerance=1e-5)
    default = fly_many_arcs(states, 3000.0)
    assert np.linalg.norm(default.position - fine.position, axis=1).max() < 10.0
    assert np.abs(default.apogee_m - fine.apogee_m).max() < 20.0


def test_result_depends_on_neither_cores_nor_neighbours(monkeypatch):
    rng = np.random.default_rng(5)
    states = np.array(
        [row(start(speed=s, angle=a)) for s, a in rng.uniform((1e3, 20.0), (4e3, 80.0), (9000, 2))]
    )
    monkeypatch.setenv("BONGSU_THREADS", "1")
    one = fly_many_arcs(states, 2000.0)
    monkeypatch.setenv("BONGSU_THREADS", "2")
    two = fly_many_arcs(states, 2000.0)
    shuffled = rng.permutation(len(states))
    other = fly_many_arcs(states[shuffled], 2000.0)
    for name in ("position", "velocity", "time_s", "apogee_m", "status"):
        assert np.array_equal(getattr(one, name), getattr(two, name))
        # another place among the lanes may round otherwise
        assert getattr(one, name)[shuffled] == pytest.approx(getattr(other, name), abs=1e-6)


def test_a_body_without_air_or_rotation_keeps_its_energy():
    world = standard_environment("point-mass", "none", rotating=False)
    states = np.array([row(state) for state in STARTS.values()])
    down = fly_many_arcs(states, np.inf, environment=world, tolerance=1e-5)

    def energy(position, velocity):
        radius = np.linalg.norm(position, axis=1)
        return 0.5 * np.sum(velocity**2, axis=1) - EARTH_GM_M3_S2 / radius

    before = energy(states[:, :3], states[:, 3:])
    after = energy(down.position, down.velocity)
    assert after == pytest.approx(before, rel=1e-10)
    momentum = np.cross(states[:, :3], states[:, 3:])
    assert np.cross(down.position, down.velocity) == pytest.approx(momentum, rel=1e-9, abs=100.0)


def test_bodies_that_stay_up_say_so():
    radius = 7.0e6
    orbit = sqrt(EARTH_GM_M3_S2 / radius) - EARTH_ROTATION_RAD_S * radius
    states = [
        [radius, 0.0, 0.0, 0.0, orbit, 0.0],
        [radius, 0.0, 0.0, 12e3, 0.0, 0.0],
        row(STARTS["short"]),
    ]
    down = fly_many_arcs(states, 1000.0)
    assert list(down.status) == [ALOFT, ALOFT, IMPACT]
    assert np.all(np.isfinite(down.position))


def test_options_change_the_result():
    states = [row(STARTS["short"])]
    usual = fly_many_arcs(states, 2000.0)
    heavier = fly_many_arcs(states, 4000.0)
    point = fly_many_arcs(states, 2000.0, environment=standard_environment("point-mass"))
    zonal = fly_many_arcs(states, 2000.0, environment=standard_environment("J2..J4"))
    finer = fly_many_arcs(states, 2000.0, tolerance=1e-3)
    uncoasted = fly_many_arcs(states, 2000.0, coast=False)
    for other in (heavier, point, zonal, finer, uncoasted):
        assert not np.array_equal(other.position, usual.position)


def test_finer_tolerance_coasts_higher():
    air = standard_environment().air
    states = np.array([row(STARTS["short"])])
    drag = 1 / 2000
    default = coast_rules(air, states, drag, 10.0)
    fine = coast_rules(air, states, drag, 1e-3)
    assert 60e3 < default.leave_m < 130e3 < fine.leave_m <= air.top_m
    assert 60e3 < default.return_m < default.leave_m
    assert default.return_m < fine.return_m <= fine.leave_m
    assert default.columns < fine.columns


def test_no_starts_give_no_impacts():
    assert len(fly_many_arcs(np.empty((0, 6)), 2000.0).time_s) == 0


def test_progress_counts_every_arc():
    counted = []
    fly_many_arcs([row(STARTS["falling"])] * 5000, 2000.0, progress=counted.append)
    assert sum(counted) == 5000
    assert len(counted) == -(-5000 // CHUNK)


@given(
    index=st.integers(0, 5),
    bad=st.sampled_from([np.nan, np.inf, -np.inf]),
)
def test_numbers_that_are_not_finite_are_refused(index, bad):
    state = row(STARTS["short"])
    state[index] = bad
    with pytest.raises(InputError, match="finite"):
        fly_many_arcs([row(STARTS["short"]), state], 2000.0)


@given(st.floats(max_value=0.0, allow_nan=False) | st.just(np.nan))
def test_a_ballistic_coefficient_is_positive(bad):
    with pytest.raises(InputError, match="positive"):
        fly_many_arcs([row(STARTS["short"])], bad)


@given(st.floats(0.0, 6.35e6))
def test_starts_under_the_ground_are_refused(radius):
    with pytest.raises(InputError, match="under the ground"):
        fly_many_arcs([[radius, 0.0, 0.0, 100.0, 0.0, 0.0]], 2000.0)


@pytest.mark.parametrize(
    ("states", "coefficient", "tolerance"),
    [
        ([1.0] * 6, 2000.0, 1.0),
        ([[7e6, 0.0, 0.0, 0.0, 0.0]], 2000.0, 1.0),
        ([[7e6, 0.0, 0.0, 0.0, 0.0, 0.0]], [2000.0, 2000.0], 1.0),
        ([[7e6, 0.0, 0.0, 0.0, 0.0, 0.0]], 2000.0, 0.0),
        ([[7e6, 0.0, 0.0, 0.0, 0.0, 0.0]], 2000.0, np.nan),
        ([[2e8, 0.0, 0.0, 0.0, 0.0, 0.0]], 2000.0, 1.0),
    ],
)
def test_wrong_shapes_and_ranges_are_refused(states, coefficient, tolerance):
    with pytest.raises(InputError):
        fly_many_arcs(states, coefficient, tolerance=tolerance)


INTERPRETED = """
import numpy as np
from bongsu.physics.flight.many_arcs import fly_many_arcs
states = np.array(eval(input()))
down = fly_many_arcs(states, 3000.0)
print([*down.position.ravel().tolist(), *down.time_s.tolist(), *down.apogee_m.tolist()])
"""


def test_interpreted_kernels_give_the_same_impacts():
    states = [row(STARTS[name]) for name in ("short", "within the air", "falling")]
    compiled = fly_many_arcs(states, 3000.0)
    done = subprocess.run(
        [sys.executable, "-c", INTERPRETED],
        input=repr(states),
        env={**os.environ, "NUMBA_DISABLE_JIT": "1", "BONGSU_THREADS": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    interpreted = eval(done.stdout)
    expected = [*compiled.position.ravel(), *compiled.time_s, *compiled.apogee_m]
    assert interpreted == pytest.approx(expected, abs=1e-4)
