"""Lift on the way down: its direction, where it begins and ends, the equilibrium glide."""

from dataclasses import replace
from math import cos, inf, log, radians, sin

import numpy as np
import pytest

from bongsu.engagement.factory import missile_design
from bongsu.errors import InputError
from bongsu.physics.aim.aiming import aim, aim_grid, prepare_aiming
from bongsu.physics.earth.environment import standard_environment
from bongsu.physics.earth.kernels.geodesy import geodetic_to_ecef
from bongsu.physics.flight.kernels.boost import PhaseTuple, lift_direction
from bongsu.physics.flight.kernels.leg import RecordTuple, fly_leg, start_leg
from bongsu.physics.flight.launch import fly
from bongsu.physics.flight.lofted import range_from_lofted_test
from bongsu.physics.flight.missile import LiftDesign
from bongsu.physics.flight.states import LaunchPoint
from bongsu.physics.numerics.constants import EARTH_GM_M3_S2
from bongsu.words import AIM_STATUSES, SHAPE_WITH_LIFT, SHAPES

KN_23 = missile_design("kn-23")
LIFT = KN_23.lift
LAUNCH = LaunchPoint(latitude=radians(39.4), longitude=radians(127.5))
SPHERE = standard_environment("point-mass", rotating=False)


def shoot(missile, **options):
    options = {"azimuth": radians(160.0), "loft": radians(18.0), "sample_step": 0.25, **options}
    return fly(missile, LAUNCH, **options)


def with_lift(**changes):
    return replace(KN_23, lift=replace(LIFT, **changes))


@pytest.mark.parametrize("climb", [-1.0, -0.3, 0.0, 0.5])
def test_lift_is_across_the_velocity_in_its_vertical_plane_and_upwards(climb):
    position = geodetic_to_ecef(0.6, 2.1, 20e3)
    up = np.array(position) / np.linalg.norm(position)
    across = np.cross([0.0, 0.0, 1.0], up)
    across /= np.linalg.norm(across)
    velocity = 2000.0 * (cos(climb) * across + sin(climb) * up)
    lift = np.array(lift_direction(position, tuple(velocity)))
    assert np.linalg.norm(lift) == pytest.approx(1.0, abs=1e-12)
    assert lift @ velocity == pytest.approx(0.0, abs=1e-9)
    assert lift @ np.cross(up, across) == pytest.approx(0.0, abs=1e-12)
    assert lift @ up == pytest.approx(cos(climb), abs=1e-9)


def test_a_vertical_fall_has_no_lift():
    position = (6.4e6, 0.0, 0.0)
    assert lift_direction(position, (-900.0, 0.0, 0.0)) == (0.0, 0.0, 0.0)


def test_a_glide_in_equilibrium_goes_as_far_as_the_formula_says():
    # Saenger's range over a sphere, L/D R/2 ln((1 - v2^2/vc^2) / (1 - v1^2/vc^2)), with the height
    # lost added to the kinetic energy; started where lift and weight balance
    ratio, coefficient, fast, slow = 4.0, 5000.0, 2900.0, 1500.0
    table = np.array([[1.0 / coefficient, 0.0, 0.0, 0.0]])
    nowhere = (0.0, 0.0, 0.0)
    phase = PhaseTuple(0.0, 1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, ratio, 1.0, table, nowhere, nowhere)
    radius = geodetic_to_ecef(0.0, 0.0, 43.8e3)[0]
    record = RecordTuple(1.0, np.zeros((3000, 7)), np.empty(0), np.empty((0, 2)))
    start = start_leg((radius, 0.0, 0.0), (-12.0, 3000.0, 0.0))
    leg = fly_leg(SPHERE, phase, start, 2500.0, 0.0, 1e-3, record)
    flown = record.buffer[: leg.rows]
    speed = np.linalg.norm(flown[:, 4:], axis=1)
    ends = [-fast, -slow]
    turned = np.interp(ends, -speed, np.arctan2(flown[:, 2], flown[:, 1]))
    height = np.interp(ends, -speed, np.linalg.norm(flown[:, 1:4], axis=1))
    weight = EARTH_GM_M3_S2 / radius**2
    energies = fast**2 + 2.0 * weight * (height[0] - height[1]), slow**2
    first, last = (1.0 - energy / (weight * radius) for energy in energies)
    expected = ratio * radius / 2.0 * log(last / first)
    assert radius * (turned[1] - turned[0]) == pytest.approx(expected, rel=0.02)


def test_before_the_pull_up_nothing_is_changed_and_below_the_dive_there_is_no_lift():
    lifted, free = shoot(KN_23), shoot(replace(KN_23, lift=None))
    altitude = free.samples.geodetic.altitude_m
    falling = free.samples.time_s > free.apogee_time_s
    first = int(np.argmax(falling & (altitude < min(LIFT.pull_up_altitude_m, free.apogee_m))))
    same = free.samples.time_s < free.samples.time_s[first] - 1.0
    count = int(same.sum())
    assert np.array_equal(lifted.samples.array[:count], free.samples.array[:count])
    assert lifted.samples.ground_range_m[-1] > 1.3 * free.samples.ground_range_m[-1]
    # below the dive the path bends by gravity alone: speed times its turning is g cos(dive angle)
    samples = lifted.samples
    below = np.flatnonzero(samples.geodetic.altitude_m < LIFT.dive_altitude_m)
    below = below[samples.time_s[below] > lifted.apogee_time_s][2:-3]
    assert len(below) > 50
    step = 2.0 * samples.step_s
    velocity = samples.velocity_m_s
    acceleration = (velocity[below + 1] - velocity[below - 1]) / step
    position = samples.position_m[below]
    across = np.array(
        [lift_direction(tuple(p), tuple(v)) for p, v in zip(position, velocity[below], strict=True)]
    )
    up = position / np.linalg.norm(position, axis=1)[:, None]
    bending = np.einsum("ij,ij->i", acceleration, across)
    weight = -9.81 * np.einsum("ij,ij->i", up, across)
    assert np.abs(bending - weight).max() < 0.15


def test_an_apogee_below_the_pull_up_begins_the_lift_there():
    low, high = (shoot(with_lift(pull_up_altitude_m=m), loft=radians(14.0)) for m in (40e3, 60e3))
    assert low.apogee_m < 40e3
    assert np.array_equal(low.samples.array, high.samples.array)
    free = shoot(replace(KN_23, lift=None), loft=radians(14.0))
    assert low.samples.ground_range_m[-1] > 1.3 * free.samples.ground_range_m[-1]


def test_what_ends_its_thrust_below_the_dive_altitude_and_stays_there_has_no_lift():
    low = {"loft": radians(2.0)}
    lifted = shoot(with_lift(dive_altitude_m=15e3), **low)
    assert lifted.apogee_m < 15e3
    free = shoot(replace(KN_23, lift=None), **low)
    # a step ends at the top, no more
    assert np.abs(lifted.samples.position_m[:-1] - free.samples.position_m[:-1]).max() < 1.0


@pytest.mark.parametrize(
    ("farther", "nearer"),
    [
        pytest.param({"lift_to_drag": 2.0}, {"lift_to_drag": 1.0}, id="lift-to-drag"),
        pytest.param({"pull_up_altitude_m": 45e3}, {"pull_up_altitude_m": 28e3}, id="pull-up"),
        pytest.param({"dive_altitude_m": 5e3}, {"dive_altitude_m": 15e3}, id="dive"),
    ],
)
def test_each_row_moves_the_range_the_right_way(farther, nearer):
    reach = [shoot(with_lift(**c)).samples.ground_range_m[-1] for c in (farther, nearer)]
    assert reach[0] > 1.01 * reach[1]


def test_the_flight_does_not_depend_on_the_tolerance():
    usual, fine = (shoot(KN_23, tolerance=tolerance) for tolerance in (1.0, 1e-4))
    apart = np.subtract(usual.impact.to_ecef()[0], fine.impact.to_ecef()[0])
    assert np.linalg.norm(apart) < 50.0
    assert usual.apogee_m == pytest.approx(fine.apogee_m, abs=1.0)


def test_aimed_flights_hit_and_stay_below_the_highest_apogee():
    aiming = prepare_aiming(KN_23, LAUNCH)
    latitude = np.radians(np.linspace(33.5, 38.5, 15))[:, None]
    longitude = np.radians(np.linspace(126.5, 130.5, 9))
    arcs = aim_grid(aiming, latitude, longitude, SHAPE_WITH_LIFT, tolerance=0.01)
    ok = arcs.status == AIM_STATUSES.index("ok")
    assert ok.mean() > 0.8
    assert arcs.miss_m[ok].max() < 50.0
    # due north, where the loft's end was found, is not where these fly
    assert arcs.apogee_m[ok].max() < 1.02 * LIFT.highest_apogee_m
    lower = prepare_aiming(with_lift(highest_apogee_m=50e3), LAUNCH)
    fewer = aim_grid(lower, latitude, longitude, SHAPE_WITH_LIFT).status == 0
    assert fewer.sum() < ok.sum()


@pytest.mark.parametrize("shape", [shape for shape in SHAPES if shape != SHAPE_WITH_LIFT])
def test_other_shapes_are_refused_with_one_sentence(shape):
    arc = aim(prepare_aiming(KN_23, LAUNCH), radians(35.2), radians(129.1), shape)
    assert arc.status == "no-such-shape"
    assert arc.explanation == (
        f"KN-23 is quasi-ballistic: it has no {shape} arc, only full-burn-depressed ones, "
        "the shape of its published flights"
    )


def test_a_missile_without_a_course_below_its_highest_apogee_is_refused():
    with pytest.raises(InputError, match="rises above 15 km, the highest apogee known of it"):
        prepare_aiming(with_lift(highest_apogee_m=15e3), LAUNCH)


def test_a_lofted_test_says_nothing_of_a_missile_with_lift():
    with pytest.raises(InputError, match="KN-23 comes down with lift"):
        range_from_lofted_test(KN_23, 600e3, 900e3)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"lift_to_drag": 0.0}, "lift-to-drag ratio must lie between 0.01 and 10"),
        ({"pull_up_altitude_m": inf}, "altitude of the pull-up must lie between"),
        ({"dive_altitude_m": 41e3}, "altitude of the dive must lie between 0 and 40000 m"),
        ({"highest_apogee_m": 9e3}, "highest apogee must lie between 10000 and"),
    ],
)
def test_a_lift_that_cannot_be_is_refused(change, sentence):
    given = {
        "lift_to_drag": 1.3,
        "pull_up_altitude_m": 40e3,
        "dive_altitude_m": 10e3,
        "highest_apogee_m": 60e3,
    }
    with pytest.raises(InputError, match=sentence):
        LiftDesign(**given | change)
