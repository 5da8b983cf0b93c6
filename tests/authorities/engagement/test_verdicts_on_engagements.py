"""Cases E07, E08, E09, E11, E12, E13: under which assumptions a published verdict comes out."""

from functools import cache

import pytest

from bongsu.scenario import Coordinates, built_in_text, load_scenario, parse_scenario
from bongsu.studies.engagement.timeline import timeline
from bongsu.studies.engagement.verdict_flip import verdict_map

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
        KOREA.moved(site, facing=launch).with_doctrine(
            detect_to_launch_s=wait, clock_start_s=clock
        ),
        missile="nodong",
        launch=launch,
        target=Coordinates.model_validate(
            {
                "name": target,
                "latitude_deg": latitude,
                "longitude_deg": longitude,
                "altitude": "0 m",
            }
        ),
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
    assert (
        paektu(shape="lofted", apogee_km=180.0, wait=DETECT_TO_FIRE_S).engagement.reason
        != "feasible"
    )
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
            answer.dataset()["ground_range_km"].values,
            answer.dataset()["altitude_km"].values,
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
    assert reasons.pop("tonghae") == "feasible"
    assert set(reasons.values()) == {"out-of-reach"}
    slow = nodong("tonghae", "pyeongtaek", "daegu", wait=DETECT_TO_FIRE_S)
    assert slow.engagement.reason == "too-late"


def test_e07_and_e09_are_both_right_on_different_arcs():
    lofted = nodong("mount-paektu", "pyeongtaek", "daegu", "lofted", wait=DETECT_TO_FIRE_S)
    assert not paektu(wait=DETECT_TO_FIRE_S).engagement.feasible
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


@cache
def both_verdicts():
    latitude, longitude = TARGETS["pyeongtaek"]
    target = Coordinates.model_validate(
        {
            "name": "pyeongtaek",
            "latitude_deg": latitude,
            "longitude_deg": longitude,
            "altitude": "0 m",
        }
    )
    return verdict_map(
        [KOREA.moved(site, facing="mount-paektu") for site in ("seongju-seongsan", "daegu")],
        missile="nodong",
        launch="mount-paektu",
        target=target,
    )


def test_e07_and_e09_turn_with_the_apogee():
    """From detection on: no shot from Seongju in 203 s below 200 km, one from Daegu from 250 km."""
    found = both_verdicts().isel(clock_s=0)
    apogee = found["apogee_km"].values
    july = found.sel(site="seongju-seongsan", detect_to_launch_s=203.0)["reason"].values != 0
    march = found.sel(site="daegu", detect_to_launch_s=20.0)["reason"].values == 0
    assert july[apogee < 195.0].all()
    assert not july[apogee > 199.0].any()
    assert march[apogee > 249.0].all()
    assert not march[apogee < 241.0].any()
    # so with the clock from detection there is no arc on which both verdicts hold
    assert not (july & march).any()


def test_e07_and_e09_both_hold_on_lofted_arcs_if_only_july_starts_its_clock_late():
    """Their clocks may differ: from 182 s on a 250 km arc, a Seongju of 203 s is too late."""
    found = both_verdicts()
    arc = next(name for name in found["arc"].values if name.startswith("lofted, 250"))
    july = found.sel(site="seongju-seongsan", detect_to_launch_s=203.0, arc=arc)
    march = found.sel(site="daegu", detect_to_launch_s=20.0, arc=arc)
    turn = float(july["latest_clock_s"])
    assert turn == pytest.approx(182.0, abs=2.0)
    assert int(march["reason"].sel(clock_s=0.0)) == 0
    assert float(march["latest_clock_s"]) > turn


def test_e07_its_ground_needs_a_clock_of_185_s_on_the_least_energy_arc():
    """The remark in the collection of figures: at least 185 s, or a strongly depressed arc."""
    found = both_verdicts().sel(site="seongju-seongsan", detect_to_launch_s=203.0)
    least = next(name for name in found["arc"].values if name.startswith("minimum-energy"))
    below = found["clock_below_band_s"]
    assert float(below.sel(arc=least)) == pytest.approx(185.0, abs=2.0)
    low = below.values[found["apogee_km"].values < 50.0]
    assert low.size
    assert (low == 0.0).all()


def test_e12_waiting_until_debris_is_stripped_costs_some_verdicts():
    """With no intercept above 65 km: Mount Paektu to Pyeongtaek stays, Hwangju to Busan goes."""
    rule = "rule: shoot-look-shoot"
    stripped = parse_scenario(
        built_in_text("korea-2016").replace(rule, f"{rule}\n      ceiling: 65 km")
    )
    assert nodong("mount-paektu", "pyeongtaek", "seongju-golf-course").engagement.feasible
    assert _from(stripped, "mount-paektu", "pyeongtaek").feasible
    assert nodong("hwangju", "busan", "seongju-golf-course").engagement.feasible
    assert not _from(stripped, "hwangju", "busan").feasible


def _from(scenario, launch, target):
    latitude, longitude = TARGETS[target]
    place = Coordinates.model_validate(
        {"name": target, "latitude_deg": latitude, "longitude_deg": longitude, "altitude": "0 m"}
    )
    return timeline(scenario, missile="nodong", launch=launch, target=place).engagement


def test_e13_no_korean_missile_of_2016_is_faster_than_the_claimed_limit():
    """Mach 14 is 4.8 km/s: least-energy and full-burn arcs inside the band stay below."""
    for missile, launch in (("nodong", "hwangju"), ("musudan", "wonsan")):
        answer = timeline(
            KOREA,
            missile=missile,
            launch=launch,
            target="daejeon",
            shape="full-burn-lofted",
        )
        rules = answer.unit.kernel.fire_control
        assert answer.flight.samples.speed_m_s.max() < rules.highest_target_speed_m_s
