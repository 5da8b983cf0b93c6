"""One threat against one battery: events, window, shots and the first reason."""

from dataclasses import replace
from math import cos, hypot, inf, isinf, isnan, log, radians, sin

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bongsu.engagement.factory import interceptor_design, radar_design
from bongsu.errors import InputError
from bongsu.physics.earth.environment import standard_environment
from bongsu.physics.earth.kernels.geodesy import geodetic_to_ecef, great_circle_angle
from bongsu.physics.fire.control import (
    FireControlDesign,
    battery_kernel,
    engage_flight,
)
from bongsu.physics.fire.doctrine import FireDoctrine
from bongsu.physics.fire.kernels.track import look_error, predicted_error, tracking_needed
from bongsu.physics.fire.kernels.window import ground_range_to
from bongsu.physics.fire.options import best_instant, firm_time
from bongsu.physics.flight.body import fly_arc
from bongsu.physics.flight.states import GeodeticState
from bongsu.physics.interceptor.launchers import LauncherSite
from bongsu.physics.interceptor.reach import look_up, reach_table
from bongsu.physics.numerics.constants import STANDARD_GRAVITY_M_S2
from bongsu.physics.radar.kernels.aspect import constant_cross_section
from bongsu.physics.radar.kernels.signal import signal_to_noise
from bongsu.physics.radar.sampled_flight import SampledFlight
from bongsu.physics.radar.site import on_site

AIR = standard_environment()
SITE = (radians(36.05), radians(128.22), 680.0)
RADAR = on_site(
    radar_design("an-tpy-2", "terminal"),
    latitude=SITE[0],
    longitude=SITE[1],
    altitude=SITE[2],
    boresight=radians(330.0),
)
INTERCEPTOR = replace(
    interceptor_design("thaad-interceptor"), coast_ballistic_coefficient_kg_m2=6000.0
)
# the rocket equation
BURNT_OUT_KG = INTERCEPTOR.launch_mass_kg - INTERCEPTOR.propellant_mass_kg
IDEAL_SPEED_M_S = (
    INTERCEPTOR.specific_impulse_s
    * STANDARD_GRAVITY_M_S2
    * log(INTERCEPTOR.launch_mass_kg / BURNT_OUT_KG)
)
REACH = reach_table(INTERCEPTOR, AIR)
FIRE_CONTROL = FireControlDesign(
    detect_s=2.0,
    confirm_s=5.0,
    classify_s=5.0,
    burnout_confirm_s=3.0,
    plan_s=5.0,
    launch_s=5.0,
    assess_s=10.0,
    launch_interval_s=5.0,
    track_interval_s=1.0,
    divert_reach_m=10e3,
    highest_target_speed_m_s=5e3,
    guided_at_once=8,
    reload_s=1800.0,
)
LAUNCHERS = (
    LauncherSite(
        latitude=SITE[0], longitude=SITE[1], altitude=SITE[2], launchers=6, interceptors_each=8
    ),
)
SINGLE = FireDoctrine(name="one shot")


def arc(speed=2150.0, elevation=45.0, azimuth=140.0, start=(38.7, 125.7), step=1.0):
    """A drag-free arc from near the ground; 2,150 m/s at 45 deg flies some 480 km."""
    e, a = radians(elevation), radians(azimuth)
    state = GeodeticState(
        latitude=radians(start[0]),
        longitude=radians(start[1]),
        altitude=10.0,
        v_east=speed * cos(e) * sin(a),
        v_north=speed * cos(e) * cos(a),
        v_up=speed * sin(e),
    )
    flown = fly_arc(state, sample_step=step)
    return SampledFlight(
        samples=flown.samples,
        burnout_time_s=60.0,
        powered_cross_section=constant_cross_section(1.0),
        cross_section=constant_cross_section(0.3),
        apogee_m=flown.apogee_m,
        apogee_time_s=float(flown.samples.time_s[np.argmax(flown.samples.geodetic.altitude_m)]),
        missile="thrown body",
        launch_area="north",
        target="south",
        shape="free flight",
    )


def battery(*, radar=RADAR, launchers=LAUNCHERS, reach=REACH, doctrine=SINGLE, **durations):
    return battery_kernel(
        radar=radar,
        launchers=launchers,
        reach=reach,
        fire_control=replace(FIRE_CONTROL, **durations),
        doctrine=doctrine,
        shot_probability=0.8,
    )


THREAT = arc()
# the same without thrust: no step waits for the end of it
THROWN = replace(THREAT, burnout_time_s=0.0)


def test_steps_add_up() -> None:
    answer = engage_flight(battery(), THROWN)
    assert answer.feasible
    assert answer.firm_s == pytest.approx(answer.detected_s + 5.0)
    assert answer.committed_s == pytest.approx(answer.firm_s + 15.0)
    assert answer.detected_s < answer.committed_s < answer.first_s < answer.last_s
    assert len(answer.shots) == 1
    assert answer.shots[0].intercept_s == pytest.approx(answer.first_s)


def test_nothing_is_committed_before_the_burnout_is_confirmed() -> None:
    """A missile under thrust is detected, tracked and classified; the plan waits for its end."""
    rules = battery()
    answer = engage_flight(rules, THREAT)
    burnout = THREAT.burnout_time_s
    assert answer.detected_s < answer.firm_s < burnout
    # 3 s until the burnout is certain, 5 s to plan, 5 s to prepare
    assert answer.committed_s == pytest.approx(burnout + 13.0)
    assert answer.shots[0].launch_s >= answer.committed_s
    best = best_instant(rules, THREAT)
    assert best.burnout_known_s == pytest.approx(burnout + 3.0)
    assert best.known_s >= best.burnout_known_s
    longer = engage_flight(battery(burnout_confirm_s=30.0), THREAT)
    assert longer.committed_s == pytest.approx(burnout + 40.0)
    assert longer.firm_s == answer.firm_s
    # once classification takes longer than that, it decides as before
    slow = engage_flight(battery(classify_s=60.0), THREAT)
    assert slow.committed_s == pytest.approx(slow.firm_s + 70.0)


def test_a_prediction_rests_on_looks_after_burnout() -> None:
    rules = battery()
    shot = engage_flight(rules, THREAT).shots[0]
    look = look_error(rules.radar, THREAT.kernel, THREAT.burnout_time_s + 3.0)
    tracked = shot.launch_s - THREAT.burnout_time_s
    ahead = shot.intercept_s - shot.launch_s
    assert shot.predicted_error_m == pytest.approx(predicted_error(look, 1.0, tracked, ahead))


def test_a_missile_under_thrust_still_cues() -> None:
    """A radar looking away is cued by one that sees the boost; it plans at the burnout, too."""
    own = engage_flight(battery(), THREAT)
    cue_s = own.firm_s - 10.0
    cued = engage_flight(battery(), THREAT, cue_s=cue_s)
    assert cued.firm_s == pytest.approx(cue_s)
    assert cued.committed_s == own.committed_s
    assert firm_time(RADAR, THREAT, battery().fire_control) == own.firm_s < THREAT.burnout_time_s


def test_window_is_where_a_brute_force_search_finds_it() -> None:
    """Search each 0.1 s without the kernel's own scan."""
    answer = engage_flight(battery(divert_reach_m=inf), THREAT)
    fine = arc(step=0.1)
    latitude, longitude, altitude = fine.samples.geodetic
    ranges = np.array(
        [
            6371008.8 * great_circle_angle(SITE[0], SITE[1], *place)
            for place in zip(latitude, longitude, strict=True)
        ]
    )
    time, _, _ = look_up(REACH, ranges, altitude)
    seen = [
        signal_to_noise(RADAR, *position, fine.cross_section.side_m2) >= RADAR.required_snr
        for position in fine.samples.position_m
    ]
    launch = np.where(seen, fine.samples.time_s - time, -inf)
    good = fine.samples.time_s[launch >= answer.committed_s]
    # the great circle on the mean sphere and the arc about the launcher differ by under 0.3 %
    assert answer.first_s == pytest.approx(good[0], abs=0.5)
    assert answer.last_s == pytest.approx(good[-1], abs=0.5)
    assert answer.margin_s == pytest.approx(launch.max() - answer.committed_s, abs=0.5)


def test_sampling_step_does_not_matter() -> None:
    coarse = engage_flight(battery(), arc(step=2.0))
    fine = engage_flight(battery(), arc(step=0.25))
    assert coarse.detected_s == pytest.approx(fine.detected_s, abs=0.02)
    assert coarse.first_s == pytest.approx(fine.first_s, abs=0.02)
    assert coarse.last_s == pytest.approx(fine.last_s, abs=0.02)
    assert coarse.margin_s == pytest.approx(fine.margin_s, abs=0.02)


def test_hold_fire_rules_bound_the_altitude() -> None:
    short = arc(speed=1850.0)  # comes down in front of the radar
    answer = engage_flight(battery(), short)
    assert answer.last_altitude_m == pytest.approx(40e3, abs=50.0)
    higher = engage_flight(
        battery(doctrine=FireDoctrine(name="keep out", lowest_altitude_m=55e3)), short
    )
    assert higher.last_altitude_m == pytest.approx(55e3, abs=50.0)
    lower = engage_flight(
        battery(doctrine=FireDoctrine(name="strip", highest_altitude_m=60e3)), short
    )
    assert lower.first_altitude_m == pytest.approx(60e3, abs=50.0)
    assert lower.first_s > answer.first_s


@pytest.mark.parametrize(
    "step", ["detect_s", "confirm_s", "classify_s", "plan_s", "launch_s", "clock_start_s"]
)
def test_each_step_delays_commit(step: str) -> None:
    before = engage_flight(battery(), THROWN)
    longer = 220.0 if step == "clock_start_s" else getattr(FIRE_CONTROL, step) + 20.0
    after = engage_flight(battery(**{step: longer}), THROWN)
    assert after.committed_s > before.committed_s + 19.0
    assert after.margin_s < before.margin_s - 19.0


def test_too_late_says_by_how_much() -> None:
    margin = engage_flight(battery(), THREAT).margin_s
    late = engage_flight(battery(plan_s=FIRE_CONTROL.plan_s + margin + 7.0), THREAT)
    assert late.reason == "too-late"
    assert late.margin_s == pytest.approx(-7.0, abs=1e-6)
    assert late.shots == ()
    assert isnan(late.first_s)
    just = engage_flight(battery(plan_s=FIRE_CONTROL.plan_s + margin - 0.5), THREAT)
    assert just.feasible


def test_a_window_shorter_than_a_sampling_step_is_found() -> None:
    """Commit so late that only an instant between two rows is left; then no row is in time."""
    coarse = arc(step=4.0)
    margin = engage_flight(battery(), coarse).margin_s
    for left in (0.01, 0.1, 1.0):
        answer = engage_flight(battery(plan_s=FIRE_CONTROL.plan_s + margin - left), coarse)
        assert answer.feasible
        assert answer.margin_s == pytest.approx(left, abs=1e-3)
        assert answer.first_s <= answer.last_s
        assert answer.last_s - answer.first_s < 4.0
        assert len(answer.shots) == 1


def test_too_low_says_by_how_much() -> None:
    low = engage_flight(battery(), arc(elevation=20.0, speed=1250.0, start=(37.0, 127.4)))
    assert low.reason in ("too-low", "not-seen")
    # high enough to be seen above 5 deg, yet below 40 km
    seen = engage_flight(battery(), arc(elevation=40.0, speed=1300.0, start=(37.0, 127.4)))
    assert seen.reason == "too-low"
    assert seen.margin_m == pytest.approx(seen.apogee_m - 40e3)
    assert isnan(seen.margin_s)


def test_out_of_reach_says_by_how_much() -> None:
    away = engage_flight(battery(), arc(azimuth=200.0))
    assert away.reason == "out-of-reach"
    assert away.margin_m < 0.0
    # a launcher moved by the missing distance towards the arc reaches it
    short = engage_flight(
        battery(reach=reach_table(replace(INTERCEPTOR, longest_range_m=100e3), AIR)), THREAT
    )
    longer = 100e3 - short.margin_m + 1e3 if not short.feasible else 101e3
    assert engage_flight(
        battery(reach=reach_table(replace(INTERCEPTOR, longest_range_m=longer), AIR)), THREAT
    ).reason in ("feasible", "too-late")


def test_not_seen() -> None:
    behind = on_site(
        radar_design("an-tpy-2", "terminal"),
        latitude=SITE[0],
        longitude=SITE[1],
        altitude=SITE[2],
        boresight=radians(150.0),
    )
    answer = engage_flight(battery(radar=behind), arc(speed=1700.0))
    assert answer.reason == "not-seen"
    assert isinf(answer.detected_s)
    assert isnan(answer.margin_s)


def test_target_too_fast_is_out_of_reach() -> None:
    assert engage_flight(battery(highest_target_speed_m_s=1e3), THREAT).reason == "out-of-reach"


def test_cue_brings_commit_forward() -> None:
    own = engage_flight(battery(), THROWN)
    cued = engage_flight(battery(), THROWN, cue_s=own.firm_s - 30.0)
    assert cued.committed_s == pytest.approx(own.committed_s - 30.0)
    assert cued.margin_s >= own.margin_s + 29.0
    late = engage_flight(battery(), THROWN, cue_s=own.firm_s + 30.0)
    assert late.committed_s == own.committed_s


def test_sight_ends_behind_the_radar() -> None:
    """The same arc flown past the radar is lost above and behind it, well above 40 km."""
    assert engage_flight(battery(), THREAT).last_altitude_m > 80e3


def test_doctrines_fire_what_they_say() -> None:
    one = engage_flight(battery(), THREAT)
    salvo = engage_flight(battery(doctrine=FireDoctrine.named("salvo", salvo=3)), THREAT)
    look = engage_flight(battery(doctrine=FireDoctrine.named("shoot-look-shoot")), THREAT)
    twice = engage_flight(battery(doctrine=FireDoctrine.named("shoot-shoot-look")), THREAT)
    assert len(one.shots) == 1
    assert len(salvo.shots) == 3
    assert [s.round_number for s in salvo.shots] == [1, 1, 1]
    gaps = np.diff([s.launch_s for s in salvo.shots])
    assert (gaps >= FIRE_CONTROL.launch_interval_s - 1e-2).all()
    assert len(look.shots) == look.rounds >= 2
    for before, after in zip(look.shots, look.shots[1:], strict=False):
        assert after.launch_s >= before.intercept_s + 20.0 - 1e-2
    assert len(twice.shots) > twice.rounds >= 1


def test_magazine_and_channels_limit_shots() -> None:
    few = (replace(LAUNCHERS[0], launchers=1, interceptors_each=2),)
    salvo = FireDoctrine.named("salvo", salvo=4)
    assert len(engage_flight(battery(doctrine=salvo), THREAT).shots) == 4
    assert len(engage_flight(battery(doctrine=salvo, launchers=few), THREAT).shots) == 2
    assert len(engage_flight(battery(doctrine=salvo, guided_at_once=3), THREAT).shots) == 3


def test_a_salvo_that_waits_for_reach_keeps_its_spacing() -> None:
    """Reach begins long after commit: the launches are spaced from each other, not from commit."""
    short = reach_table(replace(INTERCEPTOR, longest_range_m=60e3), AIR)
    answer = engage_flight(
        battery(reach=short, doctrine=FireDoctrine.named("salvo", salvo=4)), THREAT
    )
    launches = [shot.launch_s for shot in answer.shots]
    assert launches[0] > answer.committed_s + 20.0
    assert len(launches) >= 2
    assert (np.diff(launches) >= FIRE_CONTROL.launch_interval_s - 1e-2).all()


def test_rounds_keep_the_spacing_of_launches() -> None:
    doctrine = FireDoctrine.named("shoot-look-shoot")
    first, second, *_ = engage_flight(battery(doctrine=doctrine), THREAT).shots
    spacing = second.launch_s - first.launch_s + 8.0
    slow = engage_flight(battery(doctrine=doctrine, launch_interval_s=spacing), THREAT)
    assert slow.rounds >= 2
    assert slow.shots[1].launch_s - slow.shots[0].launch_s >= spacing - 1e-2


def test_no_more_interceptors_fly_than_there_are_channels() -> None:
    for channels in (1, 2):
        answer = engage_flight(
            battery(doctrine=FireDoctrine.named("shoot-shoot-look"), guided_at_once=channels),
            THREAT,
        )
        assert answer.rounds >= 2
        for shot in answer.shots:
            flying = [s for s in answer.shots if s.launch_s <= shot.launch_s < s.intercept_s]
            assert len(flying) <= channels


def test_a_fixed_probability_is_that_of_every_shot() -> None:
    fixed = battery_kernel(
        radar=RADAR,
        launchers=LAUNCHERS,
        reach=REACH,
        fire_control=replace(FIRE_CONTROL, divert_reach_m=150.0),
        doctrine=FireDoctrine.named("shoot-look-shoot"),
        shot_probability=0.8,
        fixed_probability=True,
    )
    answer = engage_flight(fixed, THREAT)
    assert {shot.kill_probability for shot in answer.shots} == {0.8}
    # the launch still waits until the intercept is predicted well enough
    factors = engage_flight(battery(divert_reach_m=150.0), THREAT)
    assert answer.shots[0].launch_s == factors.shots[0].launch_s
    assert factors.shots[0].kill_probability < 0.8


def test_assess_time_costs_rounds() -> None:
    doctrine = FireDoctrine.named("shoot-look-shoot")
    quick = engage_flight(battery(doctrine=doctrine, assess_s=0.0), THREAT)
    slow = engage_flight(battery(doctrine=doctrine, assess_s=60.0), THREAT)
    assert quick.rounds > slow.rounds >= 1


def test_nearest_launcher_shoots() -> None:
    ahead = replace(LAUNCHERS[0], latitude=radians(36.4), longitude=radians(127.9))
    both = engage_flight(battery(launchers=(*LAUNCHERS, ahead)), THREAT)
    assert both.shots[0].launcher == 1
    assert both.first_s < engage_flight(battery(), THREAT).first_s


def test_survival_is_the_product_over_shots() -> None:
    salvo = FireDoctrine.named("salvo", salvo=3)
    sure = engage_flight(battery(doctrine=salvo, divert_reach_m=inf), THREAT)
    assert sure.survival == pytest.approx(0.2**3)
    unsure = engage_flight(battery(doctrine=salvo, divert_reach_m=150.0), THREAT)
    product = np.prod([1.0 - shot.kill_probability for shot in unsure.shots])
    assert unsure.survival == pytest.approx(product)
    for shot in unsure.shots:
        ratio = 150.0 / shot.predicted_error_m
        assert ratio >= 3.0 - 1e-3
        assert shot.kill_probability == pytest.approx(0.8 * (1.0 - np.exp(-(ratio**2) / 2.0)))


def test_divert_reach_delays_launch() -> None:
    strict = engage_flight(battery(divert_reach_m=150.0), THREAT)
    loose = engage_flight(battery(divert_reach_m=inf), THREAT)
    assert strict.margin_s <= loose.margin_s
    assert strict.shots[0].launch_s > loose.shots[0].launch_s


@given(st.floats(1.0, 1e3), st.floats(0.1, 5.0), st.floats(10.0, 1e4), st.floats(5.0, 200.0))
def test_tracking_needed_inverts_predicted_error(error, interval, tolerated, ahead) -> None:
    needed = tracking_needed(error, interval, tolerated, ahead)
    assert predicted_error(error, interval, needed, ahead) == pytest.approx(tolerated, rel=1e-6)


def test_predicted_error_is_that_of_a_fitted_line() -> None:
    """Straight-line least squares on simulated looks."""
    generator = np.random.default_rng(2)
    times = np.arange(0.0, 20.0, 0.2)
    noise = generator.normal(0.0, 30.0, (4000, times.size))
    fits = np.polyfit(times, noise.T, 1)
    predicted = fits[0] * (times[-1] + 60.0) + fits[1]
    assert predicted_error(30.0, 0.2, 20.0, 60.0) == pytest.approx(predicted.std(), rel=0.05)


def test_ground_range_is_the_geodesic_within_half_a_percent() -> None:
    kernel = battery()
    for bearing in range(0, 360, 45):
        latitude = SITE[0] + 0.03 * cos(radians(bearing))
        longitude = SITE[1] + 0.03 * sin(radians(bearing)) / cos(SITE[0])
        x, y, z = geodetic_to_ecef(latitude, longitude, 90e3)
        found = ground_range_to(kernel.launchers[0], x, y, z)
        sphere = 6371008.8 * great_circle_angle(SITE[0], SITE[1], latitude, longitude)
        assert found == pytest.approx(sphere, rel=5e-3)


@settings(max_examples=25)
@given(st.floats(1800.0, 2400.0), st.floats(35.0, 60.0), st.floats(120.0, 170.0))
def test_every_shot_is_possible(speed: float, elevation: float, azimuth: float) -> None:
    threat = arc(speed=speed, elevation=elevation, azimuth=azimuth)
    answer = engage_flight(battery(doctrine=FireDoctrine.named("shoot-shoot-look")), threat)
    if not answer.feasible:
        assert answer.shots == ()
        assert not answer.margin_s >= 0.0
        return
    assert answer.margin_s >= 0.0
    assert len(answer.shots) >= 1
    for shot in answer.shots:
        assert shot.launch_s >= answer.committed_s - 1e-9
        assert 40e3 - 1.0 <= shot.altitude_m <= 150e3 + 1.0
        assert shot.ground_range_m <= 200e3
        flight = shot.intercept_s - shot.launch_s
        straight = hypot(shot.ground_range_m, shot.altitude_m)
        assert flight > straight / IDEAL_SPEED_M_S
        assert answer.first_s - 1e-9 <= shot.intercept_s <= answer.last_s + 1e-9


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"launchers": ()}, "no interceptor"),
        ({"launchers": (replace(LAUNCHERS[0], interceptors_each=0),)}, "magazine is empty"),
        (
            {"launchers": (replace(LAUNCHERS[0], latitude=radians(-10.0)),)},
            "out of the radar's sight",
        ),
        ({"doctrine": FireDoctrine(name="high", lowest_altitude_m=160e3)}, "holds fire"),
    ],
)
def test_bad_batteries_are_refused_with_the_reason(change, words) -> None:
    with pytest.raises(InputError, match=words):
        battery(**change)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"confirm_s": -1.0}, "confirm_s"),
        ({"plan_s": float("nan")}, "plan_s"),
        ({"guided_at_once": 0}, "at least one"),
        ({"divert_reach_m": 0.0}, "positive"),
    ],
)
def test_bad_durations_are_refused(change, words) -> None:
    with pytest.raises(InputError, match=words):
        replace(FIRE_CONTROL, **change)


def test_ground_range_to_the_far_side_of_the_earth_is_not_negative() -> None:
    from math import pi

    from bongsu.physics.fire.kernels.window import ground_range_to
    from bongsu.physics.numerics.constants import EARTH_MEAN_RADIUS_M

    launcher = np.array([EARTH_MEAN_RADIUS_M, 0.0, 0.0, 1.0, 0.0, 0.0])
    assert ground_range_to(launcher, -EARTH_MEAN_RADIUS_M, 1.0, 0.0) == pytest.approx(
        pi * EARTH_MEAN_RADIUS_M, rel=1e-6
    )
