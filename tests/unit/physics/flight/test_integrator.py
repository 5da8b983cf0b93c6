"""Free flight: invariants, closed form, time reversal, events, accuracy over perturbed arcs."""

import math
import sys
from pathlib import Path

import numpy as np
import pytest

from bongsu.errors import InputError
from bongsu.physics.earth.atmosphere import exponential_air, no_air
from bongsu.physics.earth.environment import standard_environment
from bongsu.physics.earth.kernels.environment import EnvironmentTuple, GravityTuple
from bongsu.physics.flight.body import fly_arc
from bongsu.physics.flight.kepler import arc_from_range_and_apogee, propagate
from bongsu.physics.flight.kernels.boost import PhaseTuple
from bongsu.physics.flight.kernels.leg import IMPACT, RecordTuple, fly_leg, start_leg
from bongsu.physics.flight.kernels.step_control import (
    DESCENT_M,
    GATE_DEPTH_M,
    gate_limit,
    step_factor,
)
from bongsu.physics.flight.limits import DEFAULT_TOLERANCE_M, FINE_TOLERANCE_M
from bongsu.physics.flight.states import GeodeticState

sys.path.insert(0, str(Path(__file__).parents[4] / "benchmarks"))
from anchor import derivative, initial_states, scipy_impact

STILL_SPHERE = standard_environment("point-mass", "none", rotating=False)
START = GeodeticState(
    latitude=0.7, longitude=-0.5, altitude=100e3, v_east=2300.0, v_north=150.0, v_up=1900.0
)


def impacts(states, environment, drag_area_per_mass, tolerance):
    nowhere = (0.0, 0.0, 0.0)
    table = np.array([[drag_area_per_mass, 0.0, 0.0, 0.0]])
    phase = PhaseTuple(0.0, 1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0, table, nowhere, nowhere)
    record = RecordTuple(1.0, np.empty((0, 7)), np.empty(0), np.empty((0, 2)))
    legs = [
        fly_leg(
            environment, phase, start_leg(tuple(s[:3]), tuple(s[3:])), 1e5, 0.0, tolerance, record
        )
        for s in states
    ]
    assert all(leg.status == IMPACT for leg in legs)
    return np.array([leg.position for leg in legs])


@pytest.mark.parametrize(
    ("tolerance", "largest_error"), [(DEFAULT_TOLERANCE_M, 10.0), (FINE_TOLERANCE_M, 0.01)]
)
def test_impacts_of_the_anchor_problem(tolerance, largest_error):
    states = initial_states(60)
    reference = np.array([scipy_impact(s, derivative, 1e-12, 1e-6)[0] for s in states])
    gravity = GravityTuple(3.986004418e14, 6378137.0, 1.08262982e-3, 0.0, 0.0)
    environment = EnvironmentTuple(gravity, 7.292115e-5, exponential_air(1.225, 7200.0))
    found = impacts(states, environment, 1.0 / 2000.0, tolerance)
    assert np.linalg.norm(found - reference, axis=1).max() <= largest_error


def test_a_drag_free_arc_is_kepler_motion():
    position, velocity = START.to_ecef()
    for time in (100.0, 300.0, 450.0):
        arc = fly_arc(START, duration=time, environment=STILL_SPHERE, tolerance=1e-5)
        expected, speed = propagate(position, velocity, time)
        place, moved = arc.end.to_ecef()
        assert np.allclose(place, expected, rtol=0.0, atol=1e-3)
        assert np.allclose(moved, speed, rtol=0.0, atol=1e-5)


def test_closed_form_time_of_flight():
    # surface to surface on the sphere whose radius the arc has at its start: the equator
    arc = arc_from_range_and_apogee(1000e3, 300e3)
    scale = 6378137.0 / 6371008.7714
    start = GeodeticState(
        latitude=0.0,
        longitude=0.0,
        altitude=0.0,
        v_east=arc.speed_m_s * math.cos(arc.elevation) / math.sqrt(scale),
        v_north=0.0,
        v_up=arc.speed_m_s * math.sin(arc.elevation) / math.sqrt(scale),
    )
    flown = fly_arc(start, environment=STILL_SPHERE, tolerance=1e-4)
    assert flown.time_s == pytest.approx(arc.time_s * scale**1.5, abs=1e-3)
    assert flown.apogee_m == pytest.approx(arc.apogee_m * scale, abs=0.1)
    assert flown.end.longitude * 6378137.0 == pytest.approx(arc.range_m * scale, abs=0.1)


@pytest.mark.parametrize("gravity", ["point-mass", "J2", "J2..J4"])
def test_energy_and_angular_momentum_without_drag(gravity):
    environment = standard_environment(gravity, "none")
    arc = fly_arc(START, duration=400.0, environment=environment, tolerance=1e-5, sample_step=20.0)
    rotation = environment.rotation_rad_s
    field = environment.gravity
    integrals = []
    for _, x, y, z, vx, vy, vz in arc.samples.array:
        radius = math.sqrt(x * x + y * y + z * z)
        s = z / radius
        legendre = (1.5 * s * s - 0.5, 2.5 * s**3 - 1.5 * s, (35 * s**4 - 30 * s * s + 3) / 8)
        zonal = sum(
            j * (field.radius_m / radius) ** n * p
            for n, j, p in zip((2, 3, 4), (field.j2, field.j3, field.j4), legendre, strict=True)
        )
        potential = -field.gm_m3_s2 / radius * (1.0 - zonal)
        # Jacobi's integral of the turning frame, and the polar angular momentum
        jacobi = 0.5 * (vx * vx + vy * vy + vz * vz) + potential
        jacobi -= 0.5 * rotation**2 * (x * x + y * y)
        momentum = x * (vy + rotation * x) - y * (vx - rotation * y)
        integrals.append((jacobi, momentum))
    drift = np.ptp(np.array(integrals), axis=0) / np.abs(integrals[0])
    assert drift[0] < 1e-11
    assert drift[1] < 1e-11


def test_flying_back_in_time_returns_to_the_start():
    environment = standard_environment("J2", "none")
    there = fly_arc(START, duration=300.0, environment=environment, tolerance=1e-5)
    mirrored = environment._replace(rotation_rad_s=-environment.rotation_rad_s)
    end = there.end
    turned = GeodeticState(
        latitude=end.latitude,
        longitude=end.longitude,
        altitude=end.altitude,
        v_east=-end.v_east,
        v_north=-end.v_north,
        v_up=-end.v_up,
    )
    back = fly_arc(turned, duration=300.0, environment=mirrored, tolerance=1e-5)
    assert np.allclose(back.end.to_ecef()[0], START.to_ecef()[0], rtol=0.0, atol=2e-3)
    assert np.allclose(back.end.to_ecef()[1], -np.array(START.to_ecef()[1]), rtol=0.0, atol=1e-5)


def test_the_earth_turns_under_the_arc():
    still = standard_environment(rotating=False)
    assert abs(fly_arc(START).time_s - fly_arc(START, environment=still).time_s) > 1.0


def test_each_environment_option_moves_the_impact():
    def end(**options):
        arc = fly_arc(
            START, ballistic_coefficient=2000.0, environment=standard_environment(**options)
        )
        return np.array(arc.end.to_ecef()[0])

    base = end()
    assert np.linalg.norm(end(gravity="point-mass") - base) > 100.0
    assert np.linalg.norm(end(gravity="J2..J4") - base) > 0.5
    assert np.linalg.norm(end(air="exponential") - base) > 100.0
    assert np.linalg.norm(end(air="none") - base) > 1000.0


def test_dense_output_agrees_with_stopping_there():
    whole = fly_arc(START, ballistic_coefficient=2000.0, sample_step=50.0, tolerance=1e-3)
    for row in whole.samples.array[1:-1]:
        stopped = fly_arc(
            START, ballistic_coefficient=2000.0, duration=float(row[0]), tolerance=1e-3
        )
        assert np.allclose(stopped.end.to_ecef()[0], row[1:4], rtol=0.0, atol=0.02)
    assert whole.samples.end_s == whole.time_s


def test_impact_lies_on_the_ellipsoid_and_apogee_is_the_highest_sample():
    arc = fly_arc(START, ballistic_coefficient=2000.0, sample_step=0.5)
    assert abs(arc.end.altitude) < 1e-5
    assert arc.event == "impact"
    assert arc.end.v_up < 0.0
    heights = [
        GeodeticState.from_ecef(tuple(row[1:4]), tuple(row[4:])).altitude
        for row in arc.samples.array
    ]
    assert arc.apogee_m == pytest.approx(max(heights), abs=3.0)


def test_a_satellite_stays_up_and_ends_by_duration():
    orbit = GeodeticState(
        latitude=0.0, longitude=0.0, altitude=500e3, v_east=7200.0, v_north=0.0, v_up=0.0
    )
    arc = fly_arc(orbit, duration=6000.0)
    assert arc.event == "duration"
    assert arc.time_s == 6000.0


def test_a_body_on_the_ground_has_no_flight():
    lying = GeodeticState(
        latitude=0.1, longitude=0.0, altitude=0.0, v_east=0.0, v_north=0.0, v_up=-10.0
    )
    with pytest.raises(InputError, match="under the ground"):
        fly_arc(lying)


def test_a_step_that_overflows_is_rejected():
    assert step_factor(math.nan) == pytest.approx(0.2)
    assert step_factor(math.inf) == pytest.approx(0.2)
    assert step_factor(0.0) == pytest.approx(5.0)


def test_the_gate_keeps_a_long_step_out_of_the_air():
    top = exponential_air().top_m
    high = (6378137.0 + 400e3, 0.0, 0.0)
    falling = gate_limit(top, GATE_DEPTH_M, high, (-2000.0, 1000.0, 0.0), (-8.0, 0.0, 0.0))
    assert 310e3 - 5e3 < 2000.0 * falling + 0.5 * 7.8 * falling**2 < 310e3 + 5e3
    low = (6378137.0 + 60e3, 0.0, 0.0)
    assert gate_limit(top, GATE_DEPTH_M, low, (-2000.0, 0.0, 0.0), (-9.0, 0.0, 0.0)) < 7.1
    assert gate_limit(top, DESCENT_M, low, (-2000.0, 0.0, 0.0), (-9.0, 0.0, 0.0)) < 14.1
    assert (
        gate_limit(no_air().top_m, GATE_DEPTH_M, high, (-2000.0, 0.0, 0.0), (-8.0, 0.0, 0.0)) > 1e4
    )


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("altitude", -2e3, "under the ground"),
        ("altitude", 1e9, "altitude must be at most"),
        ("altitude", math.nan, "altitude must be a finite number"),
        ("latitude", 1.6, "latitude must lie"),
        ("v_up", math.inf, "upward speed must be a finite number"),
        ("v_east", 3e4, "make a speed of"),
    ],
)
def test_bad_states_are_refused(name, value, words):
    values = {
        "latitude": 0.1,
        "longitude": 0.0,
        "altitude": 1e3,
        "v_east": 0.0,
        "v_north": 0.0,
        "v_up": 0.0,
    }
    with pytest.raises(InputError, match=words):
        fly_arc(GeodeticState(**{**values, name: value}))


def test_bad_flight_options_are_refused():
    with pytest.raises(InputError, match="ballistic coefficient"):
        fly_arc(START, ballistic_coefficient=-5.0)
    with pytest.raises(InputError, match="duration"):
        fly_arc(START, duration=math.nan)
    with pytest.raises(InputError, match="tolerance"):
        fly_arc(START, tolerance=0.0)
