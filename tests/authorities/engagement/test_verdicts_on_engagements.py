"""Cases E07, E08, E09, E11: under which assumptions a published verdict comes out."""

from functools import cache

import pytest

from bongsu.scenario import Coordinates, load_scenario
from bongsu.studies.timeline import timeline, with_clock

KOREA = load_scenario()
DETECT_TO_FIRE_S = 203.0
TARGETS = {
    "pyeongtaek": (36.96, 127.03),
    "busan": (35.18, 129.08),
    "gwangju": (35.16, 126.85),
    "daegu": (35.87, 128.60),
    "gunsan": (35.97, 126.70),
}


@cache
def nodong(launch, target, site, shape="minimum-energy", apogee_km=None, wait=None, clock=None):
    latitude, longitude = TARGETS[target]
    return timeline(
        with_clock(KOREA, detect_to_launch_s=wait, clock_start_s=clock),
        missile="nodong",
        launch=launch,
        target=Coordinates.model_validate(
            {"name": target, "lat_deg": latitude, "lon_deg": longitude, "altitude": "0 m"}
        ),
        site=site,
        shape=shape,
        apogee_m=None if apogee_km is None else apogee_km * 1e3,
    )


def paektu(**changes):
    return nodong("mount-paektu", "pyeongtaek", "seongju-golf-course", **changes)


@pytest.mark.parametrize("clock", [0.0, 100.0, 185.0])
def test_e07_comes_out_on_the_least_energy_arc_whenever_the_clock_starts(clock):
    answer = paektu(wait=DETECT_TO_FIRE_S, clock=clock).engagement
    assert answer.reason == "too-late"
    assert answer.margin_s < -60.0


def test_e07_below_40_km_needs_a_clock_that_starts_three_minutes_late():
    """The ground given, "already below 40 km", is that of a clock from about 185 s."""

    def altitude_km(clock):
        answer = paektu(wait=DETECT_TO_FIRE_S, clock=clock)
        return answer.altitude_at_m(answer.engagement.committed_s) / 1e3

    assert altitude_km(0.0) > 100.0
    assert altitude_km(180.0) > 40.0
    assert altitude_km(190.0) < 40.0


def test_e07_comes_out_on_a_depressed_arc_with_any_clock():
    assert paektu(shape="depressed").engagement.reason == "out-of-reach"
    assert paektu(shape="depressed", wait=DETECT_TO_FIRE_S).engagement.reason == "out-of-reach"


def test_e07_does_not_come_out_with_the_catalogues_steps_or_on_a_high_arc():
    assert paektu().engagement.feasible
    assert paektu(shape="lofted", apogee_km=180.0, wait=DETECT_TO_FIRE_S).engagement.reason
    for apogee_km in (200.0, 250.0):
        high = paektu(shape="lofted", apogee_km=apogee_km, wait=DETECT_TO_FIRE_S)
        assert high.engagement.feasible
    assert paektu(shape="full-burn-lofted", wait=DETECT_TO_FIRE_S).engagement.feasible


@pytest.mark.parametrize(
    ("shape", "apogee_km", "feasible"),
    [
        ("minimum-energy", None, True),
        ("lofted", 150.0, True),
        ("lofted", 170.0, True),
        ("lofted", 220.0, False),
        ("lofted", None, False),
        ("full-burn-lofted", None, False),
    ],
)
def test_e08_comes_out_unless_the_arc_passes_above_the_band(shape, apogee_km, feasible):
    answer = nodong("hwangju", "busan", "seongju-golf-course", shape, apogee_km)
    assert answer.engagement.feasible is feasible
    overhead = min(
        zip(
            answer.dataset()["ground_range"].values,
            answer.dataset()["altitude"].values,
            strict=True,
        )
    )[1]
    ceiling = answer.unit.kernel.fire_control.highest_altitude_m / 1e3
    # it is the altitude over the site that decides, as the source says
    assert bool(overhead < ceiling) is feasible


@pytest.mark.parametrize("launch", ["hwangju", "sukchon", "tonghae", "mount-paektu"])
def test_e09_comes_out_on_full_burn_arcs_with_either_clock(launch):
    for wait in (None, DETECT_TO_FIRE_S):
        answer = nodong(launch, "pyeongtaek", "daegu", "full-burn-lofted", wait=wait)
        assert answer.engagement.feasible


def test_e09_on_least_energy_arcs_only_from_tonghae_and_only_with_the_short_clock():
    reasons = {
        launch: nodong(launch, "pyeongtaek", "daegu").engagement.reason
        for launch in ("hwangju", "sukchon", "tonghae", "mount-paektu")
    }
    assert reasons.pop("tonghae") is None
    assert set(reasons.values()) == {"out-of-reach"}
    slow = nodong("tonghae", "pyeongtaek", "daegu", wait=DETECT_TO_FIRE_S)
    assert slow.engagement.reason == "too-late"


def test_e07_and_e09_are_both_right_on_different_arcs():
    lofted = nodong("mount-paektu", "pyeongtaek", "daegu", "lofted", wait=DETECT_TO_FIRE_S)
    assert paektu(wait=DETECT_TO_FIRE_S).engagement.reason
    assert lofted.engagement.feasible


@pytest.mark.parametrize(
    ("launch", "target", "at_least_105_km"),
    [
        ("hwangju", "busan", True),
        ("sukchon", "busan", True),
        ("tonghae", "pyeongtaek", True),
        ("mount-paektu", "pyeongtaek", True),
        ("tonghae", "gunsan", True),
        ("mount-paektu", "gwangju", True),
        ("hwangju", "gunsan", False),
        ("sukchon", "pyeongtaek", False),
        ("hwangju", "daegu", False),
        ("mount-paektu", "daegu", False),
    ],
)
def test_e11_altitude_at_the_latest_launch(launch, target, at_least_105_km):
    """Holds where the last intercept is far from the battery and the apogee above 105 km."""
    answer = nodong(launch, target, "seongju-golf-course")
    assert answer.engagement.feasible
    assert (answer.altitude_at_latest_launch_m >= 105e3) is at_least_105_km
