"""Boosted flight: rocket equation, staging, steering, re-entry, each option; bad input."""

import math
from dataclasses import replace
from math import radians

import numpy as np
import pytest
from scipy.interpolate import CubicHermiteSpline
from scipy.optimize import brentq

from bongsu.errors import InputError
from bongsu.physics.earth.environment import standard_environment
from bongsu.physics.earth.kernels.atmosphere import altitude_of
from bongsu.physics.flight.kernels.boost import drag_coefficient
from bongsu.physics.flight.kernels.missile_flight import sample_flight
from bongsu.physics.flight.launch import fly
from bongsu.physics.flight.missile import MachTable, MissileDesign, StageDesign
from bongsu.physics.flight.states import GeodeticState, LaunchPoint

G0 = 9.80665
DRAG = MachTable(mach=(0.0, 0.8, 1.2, 1.8, 5.0), value=(0.15, 0.15, 0.40, 0.25, 0.15))
SPACE = standard_environment("point-mass", "none", rotating=False)
LAUNCH = LaunchPoint(latitude=radians(39.5), longitude=radians(126.0))


def stage(propellant, inert, burn, sea_level, vacuum, diameter, **other):
    return StageDesign(
        propellant_mass_kg=propellant,
        inert_mass_kg=inert,
        burn_time_s=burn,
        sea_level_thrust_n=propellant * sea_level * G0 / burn,
        vacuum_thrust_n=propellant * vacuum * G0 / burn,
        diameter_m=diameter,
        drag=DRAG,
        **other,
    )


ONE = MissileDesign(
    name="one stage",
    stages=(stage(12912.0, 1780.0, 110.0, 226.0, 250.0, 1.32),),
    payload_mass_kg=700.0,
    ballistic_coefficient_kg_m2=MachTable.constant(5000.0),
    separating=True,
    can_cut_off=True,
    vertical_rise_s=5.0,
    pitch_over_end_s=60.0,
)
TWO = replace(
    ONE,
    name="two stages",
    stages=(
        stage(12912.0, 1780.0, 110.0, 226.0, 250.0, 1.32),
        stage(1500.0, 300.0, 40.0, 250.0, 280.0, 1.0, coast_before_s=5.0),
    ),
)


def exhaust_speed(stage):
    """Vacuum thrust over mass flow [m/s]."""
    return stage.vacuum_thrust_n / stage.mass_flow_kg_s


def shoot(missile, **options):
    options = {"azimuth": radians(120.0), "loft": radians(45.0), **options}
    return fly(missile, LAUNCH, **options)


def test_straight_up_in_vacuum_is_the_rocket_equation():
    # with no air and no turn: dv = c ln(m0/m1) - g t, with g falling slightly
    flight = fly(ONE, LAUNCH, azimuth=0.0, loft=math.pi / 2, environment=SPACE, tolerance=1e-4)
    exhaust = exhaust_speed(ONE.stages[0])
    ideal = exhaust * math.log(ONE.launch_mass_kg / (ONE.launch_mass_kg - 12912.0))
    loss = ideal - flight.burnout.v_up
    assert 9.70 * 110.0 * 0.98 < loss < 9.83 * 110.0
    assert flight.burnout_time_s == pytest.approx(110.0, abs=1e-9)


def test_staging_drops_mass_and_adds_speed():
    straight = {"loft": math.pi / 2, "environment": SPACE, "tolerance": 1e-4}
    flight = shoot(TWO, **straight)
    gain = sum(
        exhaust_speed(s) * math.log(before / (before - s.propellant_mass_kg))
        for s, before in zip(TWO.stages, (TWO.launch_mass_kg, 2500.0), strict=True)
    )
    assert flight.burnout_time_s == pytest.approx(155.0, abs=1e-9)
    assert gain - 9.83 * 155.0 < flight.burnout.v_up < gain - 9.3 * 155.0


def test_vertical_rise_then_pitch_over_to_the_loft_angle():
    flight = shoot(ONE, environment=SPACE, sample_step=1.0, tolerance=1e-4)
    up = np.array(
        [
            math.cos(LAUNCH.latitude) * math.cos(LAUNCH.longitude),
            math.cos(LAUNCH.latitude) * math.sin(LAUNCH.longitude),
            math.sin(LAUNCH.latitude),
        ]
    )
    for row in flight.samples.array[1:6]:
        velocity = row[4:] / np.linalg.norm(row[4:])
        # gravity pulls to the Earth's centre, 0.19 degrees off the geodetic vertical
        assert velocity @ up > math.cos(radians(0.6))
    late = [row for row in flight.samples.array if 100.0 < row[0] < 109.0]
    change = late[-1][4:] - late[0][4:]
    time = late[-1][0] - late[0][0]
    middle = late[len(late) // 2][1:4]
    pull = -3.986004418e14 * middle / np.linalg.norm(middle) ** 3
    thrust = change / time - pull
    elevation = math.asin(thrust @ up / np.linalg.norm(thrust))
    assert elevation == pytest.approx(radians(45.0), abs=radians(0.05))


def test_a_gravity_turn_follows_the_velocity():
    turning = replace(ONE, steering="gravity-turn", pitch_over_end_s=20.0)
    flight = shoot(turning, loft=radians(84.0), sample_step=1.0)
    fixed = shoot(replace(turning, steering="constant-attitude"), loft=radians(84.0))
    assert flight.burnout.v_up < fixed.burnout.v_up - 50.0
    # thrust along the velocity: the flight path bends down without pause
    angles = []
    for row in flight.samples.array[25:105]:
        state = GeodeticState.from_ecef(tuple(row[1:4]), tuple(row[4:]))
        angles.append(math.atan2(state.v_up, math.hypot(state.v_east, state.v_north)))
    assert np.all(np.diff(angles) < 0.0)


def test_thrust_grows_as_the_air_thins():
    flat = replace(ONE.stages[0], sea_level_thrust_n=ONE.stages[0].vacuum_thrust_n)
    assert shoot(replace(ONE, stages=(flat,))).burnout.speed > shoot(ONE).burnout.speed + 20.0


def test_drag_slows_the_boost_and_the_fall():
    slick = replace(ONE.stages[0], drag=MachTable.constant(0.01))
    assert shoot(replace(ONE, stages=(slick,))).burnout.speed > shoot(ONE).burnout.speed + 20.0
    light = replace(ONE, ballistic_coefficient_kg_m2=MachTable.constant(500.0))
    assert shoot(light).impact.speed < 0.5 * shoot(ONE).impact.speed


def test_a_ballistic_coefficient_against_mach_number():
    table = MachTable(mach=(0.0, 2.0, 6.0), value=(1000.0, 3000.0, 9000.0))
    varying = shoot(replace(ONE, ballistic_coefficient_kg_m2=table)).impact.speed
    low = shoot(replace(ONE, ballistic_coefficient_kg_m2=MachTable.constant(1000.0))).impact.speed
    high = shoot(replace(ONE, ballistic_coefficient_kg_m2=MachTable.constant(9000.0))).impact.speed
    assert low < varying < high


def test_an_early_cut_off_shortens_the_flight_and_leaves_a_whole_body_heavier():
    full = shoot(ONE)
    short = shoot(ONE, cutoff=100.0)
    assert short.burnout_time_s == 100.0
    assert short.time_s < full.time_s
    whole = replace(ONE, separating=False)
    # the same cut-off: with propellant left the whole body falls faster than the vehicle alone
    assert shoot(whole, cutoff=100.0).impact.speed > short.impact.speed
    assert shoot(whole).impact.speed == pytest.approx(full.impact.speed, rel=1e-6)


def test_solids_and_impossible_cut_offs_are_refused():
    with pytest.raises(InputError, match="cannot end its thrust early"):
        shoot(replace(ONE, can_cut_off=False), cutoff=100.0)
    with pytest.raises(InputError, match="after the last ignition"):
        shoot(TWO, cutoff=110.0)


@pytest.mark.parametrize("hair", [1e-12, 1e-8, 9e-8, 2e-7, 1e-5])
@pytest.mark.parametrize("break_s", [0.0, 5.0, 60.0])
def test_a_cut_off_a_hair_after_a_break_of_steering_ends(break_s, hair):
    # a rest of a phase shorter than the smallest step must not hold the clock
    flight = fly(
        ONE,
        LaunchPoint(latitude=0.7, longitude=2.2, altitude=100.0),
        azimuth=1.0,
        loft=0.8,
        cutoff=break_s + hair,
    )
    assert flight.burnout_time_s == pytest.approx(break_s + hair, abs=1e-12)
    if break_s > 0.0:
        before = shoot(ONE, cutoff=break_s)
        after = shoot(ONE, cutoff=break_s + hair)
        assert after.burnout.speed == pytest.approx(before.burnout.speed, abs=40.0 * hair + 1e-5)


def test_crossing_times_match_the_samples():
    flight = shoot(ONE, altitudes=(40e3, 150e3, 9e6), sample_step=0.5, tolerance=0.01)
    times = flight.samples.time_s
    heights = np.array(
        [
            GeodeticState.from_ecef(tuple(r[1:4]), tuple(r[4:])).altitude
            for r in flight.samples.array
        ]
    )
    for (up, down), altitude in zip(flight.crossings_s[:2], (40e3, 150e3), strict=True):
        above = heights > altitude
        assert up == pytest.approx(times[above][0], abs=0.55)
        assert down == pytest.approx(times[above][-1], abs=0.55)
    assert np.all(np.isinf(flight.crossings_s[2]))


def altitude_on(curve):
    return lambda t: altitude_of(*map(float, curve(t)))


def test_events_are_roots_of_the_motion():
    # against cubics through dense samples, good to a millimetre over half a second
    flight = shoot(ONE, altitudes=(40e3, 150e3), sample_step=0.5, tolerance=1e-3)
    times = flight.samples.time_s
    free = times > flight.burnout_time_s + 1.0
    for piece, column in ((times < flight.burnout_time_s, 0), (free, 1)):
        rows = flight.samples.array[piece]
        altitude = altitude_on(CubicHermiteSpline(rows[:, 0], rows[:, 1:4], rows[:, 4:]))
        for level, found in zip((40e3, 150e3), flight.crossings_s[:, column], strict=True):
            inside = rows[0, 0] < found < rows[-1, 0]
            if column == 0 and not inside:
                continue
            near = brentq(lambda t, a=altitude, h=level: a(t) - h, found - 2.0, found + 2.0)
            assert found == pytest.approx(near, abs=1e-4)
    rows = flight.samples.array[free]
    altitude = altitude_on(CubicHermiteSpline(rows[:, 0], rows[:, 1:4], rows[:, 4:]))
    assert altitude(flight.apogee_time_s) == pytest.approx(flight.apogee_m, abs=0.05)
    for side in (-2.0, 2.0):
        assert altitude(flight.apogee_time_s + side) < flight.apogee_m - 10.0


def test_staging_and_ignition_happen_at_their_times():
    flight = shoot(TWO, environment=SPACE, sample_step=0.25, tolerance=1e-3)
    times = flight.samples.time_s
    push = np.linalg.norm(np.diff(flight.samples.velocity_m_s, axis=0), axis=1) / np.diff(times)
    # thrust over mass before and after: the first stage burns out at 110 s and is dropped, the
    # second burns from 115 to 155 s; gravity alone is less than 10 m/s2
    assert push[times[:-1] == 109.75][0] > 40.0
    assert np.all(push[(times[:-1] >= 110.0) & (times[1:] <= 115.0)] < 10.0)
    first, last = (push[times[:-1] == t][0] for t in (115.0, 154.5))
    stage = TWO.stages[1]
    assert first == pytest.approx(stage.vacuum_thrust_n / 2500.0, rel=0.25)
    assert last > 1.8 * first
    assert push[times[:-1] == 155.0][0] < 10.0
    assert flight.burnout_time_s == pytest.approx(155.0, abs=1e-9)


THREE = replace(
    ONE,
    name="three stages",
    stages=(
        stage(12912.0, 1780.0, 110.0, 226.0, 250.0, 1.32),
        stage(1500.0, 300.0, 40.0, 250.0, 280.0, 1.0),
        stage(500.0, 100.0, 30.0, 250.0, 280.0, 0.8),
    ),
    payload_mass_kg=400.0,
)


def with_stage(missile, index, **change):
    stages = list(missile.stages)
    stages[index] = replace(stages[index], **change)
    return replace(missile, stages=tuple(stages))


def merged(missile):
    """The last two stages as one that burns as long with the same thrust, but drops nothing."""
    second, third = missile.stages[1:]
    both = replace(
        second,
        propellant_mass_kg=second.propellant_mass_kg + third.propellant_mass_kg,
        inert_mass_kg=second.inert_mass_kg + third.inert_mass_kg,
    )
    share = both.propellant_mass_kg / second.propellant_mass_kg
    return replace(
        missile, stages=(missile.stages[0], replace(both, burn_time_s=second.burn_time_s * share))
    )


def burnout_speed(flight):
    return flight.burnout.speed


def burnout_height(flight):
    return flight.burnout.altitude


def apogee(flight):
    return flight.apogee_m


@pytest.mark.parametrize(
    ("higher", "lower", "measure"),
    [
        pytest.param(THREE, merged(THREE), burnout_speed, id="a third stage drops mass"),
        pytest.param(THREE, with_stage(THREE, 1, inert_mass_kg=600.0), burnout_speed, id="inert"),
        pytest.param(ONE, replace(ONE, payload_mass_kg=1000.0), burnout_speed, id="payload"),
        pytest.param(ONE, with_stage(ONE, 0, diameter_m=2.0), burnout_speed, id="diameter"),
        pytest.param(
            ONE,
            with_stage(ONE, 0, drag=MachTable(mach=(0.0, 1.5, 3.0), value=(0.15, 0.8, 0.8))),
            burnout_speed,
            id="drag at high Mach numbers",
        ),
        pytest.param(TWO, with_stage(TWO, 1, coast_before_s=60.0), burnout_speed, id="coast"),
        pytest.param(replace(ONE, vertical_rise_s=20.0), ONE, burnout_height, id="vertical rise"),
        pytest.param(replace(ONE, pitch_over_end_s=100.0), ONE, burnout_height, id="pitch-over"),
        # a stage keeps its thrust: a longer burn of the same propellant is a larger impulse
        pytest.param(ONE, with_stage(ONE, 0, burn_time_s=90.0), burnout_speed, id="burn time"),
    ],
)
def test_each_option_moves_the_flight_the_right_way(higher, lower, measure):
    assert measure(shoot(higher)) > 1.002 * measure(shoot(lower))


def test_loft_azimuth_and_turning_earth_move_the_flight_the_right_way():
    assert apogee(shoot(ONE, loft=radians(60.0))) > 1.2 * apogee(shoot(ONE))
    east, west = (shoot(ONE, azimuth=radians(a)) for a in (90.0, 270.0))
    start = LAUNCH.longitude
    assert abs(east.impact.longitude - start) > 1.02 * abs(west.impact.longitude - start)


def test_the_sample_buffer_is_uniform_and_ends_at_impact():
    buffer = np.zeros((2000, 7))
    rows = sample_flight(
        ONE.kernel(),
        LAUNCH.kernel(),
        radians(120.0),
        radians(45.0),
        math.inf,
        standard_environment(),
        1.0,
        0.5,
        buffer,
    )
    flight = shoot(ONE)
    assert np.allclose(np.diff(buffer[: rows - 1, 0]), 0.5, atol=1e-9)
    assert 0.0 < buffer[rows - 1, 0] - buffer[rows - 2, 0] <= 0.5
    assert buffer[rows - 1, 0] == pytest.approx(flight.time_s, abs=1e-9)
    assert np.allclose(buffer[rows - 1, 1:4], flight.impact.to_ecef()[0], atol=1e-3)
    too_small = np.zeros((100, 7))
    assert (
        sample_flight(
            ONE.kernel(),
            LAUNCH.kernel(),
            radians(120.0),
            radians(45.0),
            math.inf,
            standard_environment(),
            1.0,
            0.5,
            too_small,
        )
        == 0
    )


def test_flights_converge_with_the_tolerance():
    fine = np.array(shoot(TWO, tolerance=1e-5).impact.to_ecef()[0])
    errors = [
        np.linalg.norm(np.array(shoot(TWO, tolerance=t).impact.to_ecef()[0]) - fine)
        for t in (1e-3, 1.0)
    ]
    assert errors[0] < 1.0
    assert errors[1] < 50.0


def test_mach_tables_pass_through_their_points_without_overshoot():
    rows = DRAG.rows()
    for mach, value in zip(DRAG.mach, DRAG.value, strict=True):
        assert drag_coefficient(rows, 0.1, mach) == pytest.approx(value, abs=2e-3)
    curve = [drag_coefficient(rows, 0.1, m) for m in np.linspace(0.0, 8.0, 801)]
    assert min(curve) > 0.149
    assert max(curve) < 0.401
    assert drag_coefficient(rows, 0.1, 50.0) == pytest.approx(0.15, abs=1e-9)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"payload_mass_kg": -1.0}, "payload mass must lie"),
        ({"payload_mass_kg": math.nan}, "payload mass must lie"),
        ({"payload_mass_kg": 2e4}, "cannot lift off"),
        ({"stages": ()}, "1 to 3 stages"),
        ({"steering": "spiral"}, "steering must be one of"),
        ({"vertical_rise_s": 0.0}, "vertical rise must lie"),
        ({"pitch_over_end_s": 3.0}, "end of the pitch-over"),
        ({"pitch_over_end_s": 200.0}, "end of the pitch-over"),
        ({"ballistic_coefficient_kg_m2": MachTable.constant(1.0)}, "ballistic coefficient"),
    ],
)
def test_bad_designs_are_refused(change, words):
    with pytest.raises(InputError, match=words):
        replace(ONE, **change)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"propellant_mass_kg": -5.0}, "propellant mass must lie"),
        ({"burn_time_s": 0.0}, "burn time must lie"),
        ({"inert_mass_kg": math.nan}, "inert mass"),
        ({"diameter_m": 0.0}, "diameter must lie"),
        ({"sea_level_thrust_n": 1e7}, "sea-level thrust must lie"),
        ({"coast_before_s": -1.0}, "coast before ignition"),
    ],
)
def test_bad_stages_are_refused(change, words):
    with pytest.raises(InputError, match=words):
        replace(ONE.stages[0], **change)


def test_a_launch_under_ground_is_refused():
    with pytest.raises(InputError, match="launch altitude"):
        LaunchPoint(latitude=0.0, longitude=0.0, altitude=-10.0)
