"""Why there is no shot, and how much was missing."""

from dataclasses import replace
from math import degrees

import pytest

from bongsu.physics.fire.control import battery_kernel, engage_flight
from bongsu.scenario import built_in_text, load_scenario, parse_scenario
from bongsu.studies.engagement.shortfall import shortfall
from bongsu.studies.engagement.timeline import timeline

KOREA = load_scenario()


def play(scenario=KOREA, **changes):
    wanted = {"missile": "nodong", "launch": "hwangju", "target": "busan"} | changes
    return timeline(scenario, **wanted)


def overridden(**rows):
    lines = "".join(
        f"  {path.replace('__', '.')}: {{value: {value}, source: a test}}\n"
        for path, value in rows.items()
    )
    return parse_scenario(built_in_text("korea-2016") + f"\noverrides:\n{lines}")


def battery(**rows):
    return overridden(**{f"battery__thaad-battery__{k}": v for k, v in rows.items()})


def test_with_a_shot_nothing_is_missing():
    assert play().shortfall is None


def test_too_late_by_seconds_that_a_faster_fire_control_makes_up():
    slow = play(KOREA.with_doctrine(detect_to_launch_s=250.0))
    missing = slow.shortfall
    assert missing.reason == "too-late"
    assert "s too late" in missing.sentence
    for left, feasible in ((-0.5, True), (0.5, False)):
        clock = 250.0 - missing.seconds + left
        answer = play(KOREA.with_doctrine(detect_to_launch_s=clock))
        assert answer.engagement.feasible is feasible


def test_too_low_by_the_kilometres_below_the_band():
    low = play(target="seoul", shape="depressed", apogee_m=35e3)
    assert low.shortfall.reason == "too-low"
    assert low.shortfall.kilometres == pytest.approx(40.0 - low.flight.apogee_m / 1e3, abs=0.05)


@pytest.mark.parametrize(
    ("target", "reason"), [("busan", "too-low"), ("daegu", "too-low"), ("seoul", "not-seen")]
)
def test_a_missile_that_flies_below_the_band_says_so_whether_it_is_seen_or_not(target, reason):
    found = play(missile="kn-23", launch="wonsan", target=target, shape="full-burn-depressed")
    assert found.flight.apogee_m < 40e3
    assert found.shortfall.reason == reason
    short = 40.0 - found.flight.apogee_m / 1e3
    assert found.shortfall.sentence.endswith(
        f"the apogee of {found.flight.apogee_m / 1e3:.0f} km stays {short:.0f} km below the lowest "
        "intercept at 40 km"
    )


def test_out_of_reach_by_kilometres_of_range():
    far = play(launch="mount-paektu", target="pyeongtaek-city", shape="depressed")
    missing = far.shortfall
    assert missing.reason == "out-of-reach"
    assert missing.kilometres > 0.0
    unit = far.unit
    rows = far.unit.kernel.reach
    # the same launchers with that much more range reach it
    longer = rows._replace(limit_m=rows.limit_m + missing.kilometres * 1e3 + 100.0)
    answer = engage_flight(unit.kernel._replace(reach=longer), far.flight)
    assert answer.reason != "out-of-reach"


@pytest.mark.parametrize(("seconds", "words"), [(20, "no altitude"), (40, "40 to 7")])
def test_altitudes_that_the_interceptor_never_reaches(seconds, words):
    """A missile over the battery is not so many kilometres of range beyond reach."""
    row = {"interceptor__thaad-interceptor__longest-time": f"{seconds} s"}
    missing = play(overridden(**row)).shortfall
    assert missing.reason == "out-of-reach"
    assert missing.kilometres is None
    assert words in missing.sentence


def test_out_of_reach_by_speed():
    fast = play(battery(**{"highest-target-speed": "1.2 km/s"}))
    assert fast.shortfall.reason == "out-of-reach"
    excess = fast.shortfall.kilometres_per_second
    assert excess > 0.0
    quicker = play(battery(**{"highest-target-speed": f"{1.2 + excess + 0.001} km/s"}))
    assert quicker.shortfall is None or quicker.shortfall.kilometres_per_second is None


def test_out_of_reach_by_speed_counts_only_where_the_missile_is_seen():
    """Slow enough at the apogee, but the radar, turned away, sees only what follows."""
    limit = 1.0001 * least_speed(play())
    answer = play(battery(**{"highest-target-speed": f"{limit} m/s"}).facing(120))
    assert answer.sights[0][0] > answer.flight.apogee_time_s + 20.0
    assert answer.shortfall.reason == "out-of-reach"
    assert answer.shortfall.kilometres_per_second > 0.01


def least_speed(answer):
    return float(answer.flight.samples.speed_m_s.min())


def test_a_band_crossed_between_two_samples_is_told_as_such():
    rules = "rule: shoot-look-shoot\n      keep_out_altitude: 149.9 km"
    thin = parse_scenario(built_in_text("korea-2016").replace("rule: shoot-look-shoot", rules))
    answer = play(thin, shape="lofted", apogee_m=250e3)
    assert answer.shortfall.reason == "not-seen"
    assert "less than the 2 s between two samples" in answer.shortfall.sentence


def test_not_seen_beside_the_sector_by_kilometres():
    hwangju = KOREA.facing("hwangju")
    whole = play(hwangju, target="seoul")
    towards = degrees(whole.unit.boresight)
    misses = []
    for turn in (110.0, 100.0, 90.0):
        answer = play(KOREA.facing(towards - turn), target="seoul")
        assert answer.engagement.reason == "not-seen"
        assert "field of regard" in answer.shortfall.sentence
        misses.append(answer.shortfall.kilometres)
    assert misses == sorted(misses, reverse=True)
    assert misses[-1] > 0.0
    # turned by the angle under which the miss is seen from the site, a part is in view
    assert play(KOREA.facing(towards - 40.0), target="seoul").sights


def test_not_seen_below_the_floor_by_kilometres():
    high = parse_scenario(
        built_in_text("korea-2016")
        + "\noverrides: {radar.an-tpy-2.terminal.lowest-elevation: {value: 40 deg, source: x y}}"
    )
    answer = play(high, target="seoul")
    assert answer.shortfall.reason == "not-seen"
    lowest = play(target="seoul").shortfall
    assert answer.shortfall.kilometres > 20.0
    assert lowest is None or lowest.kilometres != answer.shortfall.kilometres


def test_not_seen_because_it_is_faint_by_kilometres():
    rows = {
        f"cross-section__{seen}__{aspect}": "1e-6 m2"
        for seen in ("reentry-vehicle", "body", "boosting-missile")
        for aspect in ("nose-on", "side", "rear")
    }
    answer = play(overridden(**rows), target="pyeongtaek-city")
    assert answer.shortfall.reason == "not-seen"
    assert "too far for its cross-section" in answer.shortfall.sentence
    assert answer.shortfall.kilometres > 0.0


def test_not_seen_for_long_enough_by_seconds():
    whole = play(KOREA.facing(20), target="pyeongtaek-city")
    longest = max(end - begin for begin, end in whole.sights)
    steps = replace(whole.unit.fire_control, confirm_s=longest + 7.0, detect_s=0.0)
    unit = replace(whole.unit, fire_control=steps, kernel=kernel_of(whole.unit, steps))
    found = engage_flight(unit.kernel, whole.flight)
    missing = shortfall(unit, whole.flight, found)
    assert missing.reason == "not-seen"
    assert missing.seconds == pytest.approx(7.0, abs=0.01)


def test_not_seen_in_the_band_by_seconds():
    """From Mount Paektu to Busan: first seen above 70 km, lost behind the radar above 70 km."""
    rules = "rule: shoot-look-shoot\n      ceiling: 70 km"
    low = parse_scenario(built_in_text("korea-2016").replace("rule: shoot-look-shoot", rules))
    answer = play(low, launch="mount-paektu")
    missing = answer.shortfall
    assert missing.reason == "not-seen"
    assert "sight and band" in missing.sentence
    # so many seconds before first sight, or after the last, the missile is at the ceiling
    begin, end = answer.sights[0][0], answer.sights[-1][1]
    heights = [answer.altitude_at_m(t) for t in (begin - missing.seconds, end + missing.seconds)]
    assert min(abs(h - 70e3) for h in heights) < 2.5e3


def kernel_of(unit, steps):
    return battery_kernel(
        radar=unit.kernel.radar,
        launchers=unit.launchers,
        reach=unit.kernel.reach,
        fire_control=steps,
        doctrine=unit.doctrine,
        shot_probability=unit.kill.single_shot,
    )
