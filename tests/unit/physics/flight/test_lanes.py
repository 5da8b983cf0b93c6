"""What the lanes are made of: plans of a coast, coast steps, step control; any burnout."""

import math
from math import radians

import numba
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.physics.earth.environment import standard_environment
from bongsu.physics.earth.kernels.atmosphere import altitude_of
from bongsu.physics.flight.kepler import propagate
from bongsu.physics.flight.kernels.step_control import DESCENT_M, next_step, velocity_scale
from bongsu.physics.flight.lanes.coast import CoastTuple, coast_arcs
from bongsu.physics.flight.lanes.plan import quick_angle, time_to_apogee, time_to_fall
from bongsu.physics.flight.lanes.work import ALOFT, WORK_COLUMNS
from bongsu.physics.flight.limits import DEFAULT_TOLERANCE_M, FINE_TOLERANCE_M
from bongsu.physics.flight.many_arcs import coast_rules, fly_many_arcs
from bongsu.physics.flight.states import GeodeticState
from bongsu.physics.numerics.constants import EARTH_EQUATORIAL_RADIUS_M, EARTH_GM_M3_S2

STILL_SPHERE = standard_environment("point-mass", "none", rotating=False)
RADIUS = EARTH_EQUATORIAL_RADIUS_M + 120e3


@given(st.floats(-1e3, 1e3), st.floats(-1e3, 1e3))
def test_the_quick_angle_is_the_arc_tangent(y, x):
    if max(abs(x), abs(y)) < 1e-200:
        return
    difference = quick_angle(y, x) - math.atan2(y, x)
    assert abs(math.remainder(difference, 2.0 * math.pi)) < 3e-8


@given(st.floats(50.0, 6000.0), st.floats(0.0, 7000.0))
def test_planned_times_are_those_of_the_kepler_orbit(climb, across):
    speed_squared = climb**2 + across**2
    start, speed = (RADIUS, 0.0, 0.0), (climb, across, 0.0)
    time = time_to_apogee(EARTH_GM_M3_S2, RADIUS, climb, speed_squared)
    top, there = propagate(start, speed, time)
    # a rate of 1 mm/s is 0.1 ms early or late
    assert np.dot(top, there) / np.linalg.norm(top) == pytest.approx(0.0, abs=5e-3)
    lower = RADIUS - 40e3
    time, rate, f, g = time_to_fall(EARTH_GM_M3_S2, RADIUS, climb, speed_squared, lower)
    if time == math.inf:
        # the perigee is higher
        assert across**2 > 0.9 * EARTH_GM_M3_S2 / RADIUS
        return
    end, falling = propagate(start, speed, time)
    assert np.linalg.norm(end) == pytest.approx(lower, abs=1.0)
    assert np.dot(end, falling) / lower == pytest.approx(rate, abs=0.05)
    assert np.array(end) == pytest.approx(
        f * np.array(start) + g * np.array(speed), abs=1.0 + 1e-3 * abs(rate)
    )


def test_a_body_that_escapes_has_no_apogee():
    speed_squared = 2.0 * EARTH_GM_M3_S2 / RADIUS * 1.01
    assert time_to_apogee(EARTH_GM_M3_S2, RADIUS, 5e3, speed_squared) == math.inf
    assert time_to_fall(EARTH_GM_M3_S2, RADIUS, 5e3, speed_squared, RADIUS)[0] == math.inf


@pytest.mark.parametrize(
    ("tolerance", "bound_m"), [(DEFAULT_TOLERANCE_M, 1.0), (FINE_TOLERANCE_M, 2e-3)]
)
def test_a_coast_is_kepler_motion(tolerance, bound_m):
    rng = np.random.default_rng(7)
    arcs = 300
    work = np.zeros((arcs, WORK_COLUMNS))
    work[:, 0] = RADIUS
    work[:, 3] = rng.uniform(200.0, 5000.0, arcs)
    work[:, 4:6] = rng.uniform(-4500.0, 4500.0, (arcs, 2))
    starts = work[:, :6].copy()
    rules = coast_rules(standard_environment().air, starts, 5e-4, tolerance)
    rules = rules._replace(return_m=80e3)
    status = np.zeros(arcs, np.int64)
    coast_arcs(STILL_SPHERE, rules, 1e5, work, np.arange(arcs), arcs, status)
    down = status != ALOFT
    assert down.mean() > 0.95
    for arc in np.flatnonzero(down):
        start = tuple(map(float, starts[arc]))
        place, speed = propagate(start[:3], start[3:], float(work[arc, 6]))
        assert np.linalg.norm(work[arc, :3] - place) < bound_m
        assert np.linalg.norm(work[arc, 3:6] - speed) < 2e-3 * bound_m
        assert altitude_of(*place) == pytest.approx(80e3, abs=2e3)


def test_columns_raise_the_order_of_a_coast():
    """Halving the step divides the error by 2 to the order: 8 with four columns, 12 with six."""
    start = np.array([[RADIUS, 0.0, 0.0, 3500.0, 4000.0, 1000.0, 0.0, 0.0]])

    def error(columns, angle):
        work = start.copy()
        rules = CoastTuple(0.0, RADIUS - EARTH_EQUATORIAL_RADIUS_M, columns, angle)
        coast_arcs(STILL_SPHERE, rules, 1e5, work, np.arange(1), 1, np.zeros(1, np.int64))
        place, _ = propagate(tuple(start[0, :3]), tuple(start[0, 3:6]), float(work[0, 6]))
        return np.linalg.norm(work[0, :3] - place)

    # up and down are 0.73 rad each: one, two and four steps
    assert 2.0**7 < error(4, 0.4) / error(4, 0.2) < 2.0**10
    assert 2.0**10 < error(6, 0.8) / error(6, 0.4) < 2.0**14


@given(st.floats(1e-3, 1e3), st.floats(-8e3, 8e3), st.floats(1e-2, 1e4))
def test_a_falling_body_takes_shorter_steps(wish, climb, limit):
    step = next_step(wish, climb, limit)
    assert 0.0 < step <= min(wish, limit)
    if climb >= 0.0:
        assert step == min(wish, limit)
        return
    assert -climb * step <= DESCENT_M * (1.0 + 1e-12)
    # short of the step that the density at its end allows
    assert step <= wish * math.exp(climb * step / DESCENT_M) * (1.0 + 1e-12)


def test_errors_of_speed_weigh_by_the_time_left():
    assert velocity_scale(-2000.0) == velocity_scale(0.0) == 40.0
    # 3 km/s upward: ten minutes up and down, and downrange more than that
    assert 600.0 < velocity_scale(3000.0) < 4000.0


def burnouts(count):
    """Any burnout from 100 km up, heavy and light bodies, short hops to beyond 10,000 km."""
    rng = np.random.default_rng(3)
    rows = []
    for _ in range(count):
        speed = rng.uniform(500.0, 7000.0)
        angle = radians(rng.uniform(5.0, 88.0))
        azimuth = rng.uniform(0.0, 2.0 * np.pi)
        state = GeodeticState(
            latitude=radians(rng.uniform(-85.0, 85.0)),
            longitude=rng.uniform(-np.pi, np.pi),
            altitude=rng.uniform(100e3, 300e3),
            v_east=speed * math.cos(angle) * math.sin(azimuth),
            v_north=speed * math.cos(angle) * math.cos(azimuth),
            v_up=speed * math.sin(angle),
        )
        position, velocity = state.to_ecef()
        rows.append([*position, *velocity])
    return np.array(rows), np.exp(rng.uniform(np.log(300.0), np.log(10000.0), count))


@pytest.mark.parametrize(
    ("tolerance", "usual_m", "greatest_m", "apogee_m"),
    [(DEFAULT_TOLERANCE_M, 5.0, 40.0, 20.0), (FINE_TOLERANCE_M, 0.03, 0.15, 1.0)],
)
def test_any_burnout_lands_where_small_steps_without_coast_lead(
    tolerance, usual_m, greatest_m, apogee_m
):
    states, coefficient = burnouts(1500)
    reference = fly_many_arcs(states, coefficient, tolerance=1e-6, coast=False)
    found = fly_many_arcs(states, coefficient, tolerance=tolerance)
    assert np.array_equal(found.status, reference.status)
    error = np.linalg.norm(found.position - reference.position, axis=1)
    assert np.percentile(error, 99) < usual_m
    assert error.max() < greatest_m
    assert np.abs(found.apogee_m - reference.apogee_m).max() < apogee_m


def test_a_constant_does_not_compile_another_copy():
    """Each flight kernel has one signature: a second would double the time of a first start."""
    from bongsu.physics.flight.lanes import air as lanes_air
    from bongsu.physics.flight.lanes import coast as lanes_coast

    fly_many_arcs(burnouts(3)[0], 1000.0)
    for kernel in (lanes_air.fly_through_air, lanes_coast.coast_arcs):
        if isinstance(kernel, numba.core.dispatcher.Dispatcher):
            assert len(kernel.signatures) == 1
