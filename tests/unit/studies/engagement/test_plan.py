"""Batteries share a few missiles: every option of a scenario file changes what is fired."""

import json
from functools import cache
from itertools import pairwise

import numpy as np
import pytest

from bongsu.errors import InputError, OutOfReachError
from bongsu.report.engagement.plan import plan_figure
from bongsu.scenario import built_in_text, parse_scenario
from bongsu.studies.engagement.plan import Arrival, plan_fire

TEXT = built_in_text("two-tiers-2016")
DAEGU = "35.87,128.6"
UPPER = "rule: shoot-look-shoot"


@cache
def study(text=TEXT, count=3, apart=20.0, cueing=False, rows=(), target=("site", "daegu")):
    if rows:
        text += overrides_of(rows)
    scenario = parse_scenario(text)
    end = scenario.place(*target)
    launch = scenario.place("launch-area", "hwangju")
    arrivals = [
        Arrival(missile="nodong", launch=launch, target=end, launch_s=apart * number)
        for number in range(count)
    ]
    return plan_fire(scenario.cued() if cueing else scenario, arrivals)


def overrides_of(rows):
    lines = "".join(f"  {path}: {{value: {value}, source: a test}}\n" for path, value in rows)
    return f"\noverrides:\n{lines}"


def battery(name, value, tier="thaad-battery"):
    return ((f"battery.{tier}.{name}", value),)


def upper_only(text=TEXT):
    first, last = text.index("  - name: lower-pyeongtaek"), text.index("\nradars:")
    return text[:first] + text[last:]


def shots(found, name="thaad"):
    index = [unit.name for unit in found.units].index(name)
    return [shot for shot in found.plan.shots if shot.battery == index]


def test_the_lower_tier_fires_at_what_the_upper_tier_may_have_missed():
    both, alone = study(), study(upper_only())
    assert shots(both)
    assert shots(both, "lower-daegu")
    assert not shots(both, "lower-pyeongtaek")  # nothing comes near it
    assert both.plan.leakers_expected < alone.plan.leakers_expected
    for threat in range(3):
        upper = [s.intercept_s for s in shots(both) if s.threat == threat]
        lower = [s.launch_s for s in shots(both, "lower-daegu") if s.threat == threat]
        # the lower tier waits for the look at what the upper tier did
        assert min(lower) > max(upper) + 10.0 - 1e-9


def test_a_salvo_of_the_upper_tier_leaves_the_lower_tier_its_own():
    found = study(TEXT.replace(UPPER, "rule: salvo, salvo: 3, kill_probability: 0.5"))
    for threat in range(3):
        upper, lower = (
            [s.fired_probability for s in shots(found, name) if s.threat == threat]
            for name in ("thaad", "lower-daegu")
        )
        assert upper == [1.0] * 3
        # only where all three miss
        assert lower == pytest.approx([0.5**3] * 2, abs=0.02)


@pytest.mark.parametrize(
    "rule",
    [
        "rule: salvo, salvo: 4",
        "rule: shoot-shoot-look",
        f"{UPPER}, ceiling: 60 km",
        f"{UPPER}, keep_out_altitude: 100 km",
        f"{UPPER}, kill_probability: 0.5",
        f"{UPPER}, detect_to_launch: 120 s",
        f"{UPPER}, clock_start: 200 s",
    ],
)
def test_each_rule_of_a_scenario_file_changes_the_plan(rule):
    before, after = study(upper_only()), study(upper_only(TEXT.replace(UPPER, rule)))
    timing = [[(s.launch_s, s.kill_probability) for s in f.plan.shots] for f in (before, after)]
    assert timing[0] != timing[1]


@pytest.mark.parametrize(
    "rows",
    [
        battery("launch-interval", "10 s"),
        battery("guided-at-once", "1"),
        battery("assess-time", "30 s"),
        battery("interceptors-per-launcher", "1"),
        battery("launchers", "1") + battery("interceptors-per-launcher", "2"),
        battery("kill-probability", "0.5"),
        battery("acquisition", "0.5"),
        battery("classification", "0.6"),
        battery("common-reliability", "0.95"),
        battery("divert-reach", "50 m"),
        battery("search-time", "5 s"),
        battery("plan-time", "15 s"),
    ],
    ids=str,
)
def test_each_row_of_the_battery_changes_the_plan(rows):
    text = upper_only(TEXT.replace(UPPER, "rule: shoot-shoot-look"))
    before, after = study(text, 6, 3.0), study(text, 6, 3.0, rows=rows)

    def seen(found):
        timing = [(s.launch_s, s.launcher, s.kill_probability) for s in found.plan.shots]
        return timing, found.plan.leakers_expected

    assert seen(before) != seen(after)


def test_launch_spacing_channels_and_magazines_hold():
    text = upper_only(TEXT.replace(UPPER, "rule: shoot-shoot-look"))
    rows = battery("guided-at-once", "3") + battery("launch-interval", "7 s")
    found = study(text, 6, 3.0, rows=rows)
    # shots that hang on misses stand beside each other, of different outcomes
    certain = [shot for shot in found.plan.shots if shot.fired_probability == 1.0]
    assert len(certain) >= 4
    launches = sorted(shot.launch_s for shot in certain)
    assert all(b - a >= 7.0 - 1e-9 for a, b in pairwise(launches))
    for shot in certain:
        assert sum(o.launch_s <= shot.launch_s < o.intercept_s for o in certain) <= 3
    fired = np.bincount([shot.launcher for shot in certain], minlength=6)
    # the fullest launcher fires next
    assert np.ptp(fired) <= 1


def test_reload_brings_a_launcher_back_after_its_time():
    rows = battery("launchers", "1") + battery("interceptors-per-launcher", "2")
    slow = study(upper_only(), 4, 1500.0, rows=rows)
    quick = study(upper_only(), 4, 1500.0, rows=rows + battery("reload-time", "20 min"))
    assert quick.plan.leakers_expected < slow.plan.leakers_expected
    first, *_, last = sorted(shot.launch_s for shot in slow.plan.shots)
    assert last - first > 1800.0


def test_launchers_apart_have_their_own_reach_and_magazine():
    """Two groups: one beside the radar, one 60 km nearer to the launch; one interceptor each."""
    apart = (
        "\n    launchers:"
        "\n      - {count: 1, east: 0 km, north: 0 km}"
        "\n      - {count: 1, east: -35 km, north: 50 km}"
    )
    rows = battery("interceptors-per-launcher", "1")
    site = "    site: seongju-golf-course"
    together = upper_only(TEXT.replace(site, site + apart, 1))
    found = study(together, 2, 5.0, rows=rows)
    used = [shot.launcher for shot in found.plan.shots]
    assert sorted(used) == [0, 1]
    times = {s.launcher: s.intercept_s - s.launch_s for s in found.plan.shots}
    ends = {s.launcher: s.intercept_s - 5.0 * s.threat for s in found.plan.shots}
    # the forward group meets the missile earlier, the other one later and nearer to itself
    assert ends[1] < ends[0]
    assert all(time > 0.0 for time in times.values())
    beside = study(upper_only(), 2, 5.0, rows=rows + battery("launchers", "2"))
    assert min(s.intercept_s for s in beside.plan.shots) > min(ends.values())


def test_contested_threats_are_assigned_so_that_most_are_engaged():
    """Two batteries with two interceptors each: the assignment leaves no missile alone."""
    lower = TEXT[TEXT.index("  - name: lower-pyeongtaek") : TEXT.index("\nradars:")]
    second = """  - name: second
    type: thaad-battery
    site: daegu
    radar: {mode: terminal, boresight: 340 deg}
    doctrine: {rule: salvo, salvo: 1}
"""
    text = TEXT.replace(lower, second).replace(UPPER, "rule: salvo, salvo: 1")
    rows = battery("launchers", "1") + battery("interceptors-per-launcher", "2")
    found = study(text, 4, 15.0, rows=rows)
    assert {shot.threat for shot in found.plan.shots} == {0, 1, 2, 3}
    assert found.plan.spent.tolist() == [2, 2]
    one = study(upper_only(text.replace(second, lower)), 4, 15.0, rows=rows)
    assert len({shot.threat for shot in one.plan.shots}) == 2


def test_cueing_opens_shots_where_the_radar_looks_away():
    text = upper_only(TEXT.replace("boresight: 340 deg", "boresight: 120 deg", 1))
    blind, cued = (study(text, cueing=c, target=("target", "busan")) for c in (False, True))
    assert len(cued.plan.shots) > len(blind.plan.shots)
    assert cued.plan.leakers_expected < blind.plan.leakers_expected
    assert study(upper_only()).plan.shots == study(upper_only(), cueing=True).plan.shots


def test_dataset_and_figure():
    found = study()
    data = found.dataset()
    assert data.sizes["shot"] == len(found.plan.shots)
    assert (data["intercept_s"] > data["launch_s"]).all()
    assert float(data["survival"].sum()) == pytest.approx(data.attrs["leakers_expected"])
    axes = plan_figure(found).axes
    assert f"{found.plan.spent.sum():.1f} interceptors at 3 missiles" in axes[0].get_title(
        loc="left"
    )
    windows = found.plan.windows[0]
    assert windows[0][0] < windows[0][1]
    assert np.isnan(windows[1][0])


def test_too_many_and_out_of_range_are_refused():
    with pytest.raises(InputError, match="1 to 48"):
        study(count=0)
    with pytest.raises(InputError, match="1 to 48"):
        study(count=49)
    scenario = parse_scenario(TEXT)
    far = Arrival(
        missile="scud-b",
        launch=scenario.place("launch-area", "hwangju"),
        target=scenario.place("target", "busan"),
    )
    with pytest.raises(OutOfReachError):
        plan_fire(scenario, [far])


def test_command(bongsu, tmp_path):
    file = tmp_path / "plan.png"
    threats = ("--threat", f"nodong:hwangju:{DAEGU}", "--threat", f"scud-c:wonsan:{DAEGU}@30")
    code, out, err = bongsu("battery", "plan", *threats, "--json", "--figure", file)
    assert code == 0, err
    found = json.loads(out)
    assert [t["missile"] for t in found["threats"]] == ["nodong", "scud-c"]
    assert found["threats"][1]["launch_s"] == 30.0
    assert {s["battery"] for s in found["shots"]} == {"thaad", "lower-daegu"}
    # missiles, launchers and rounds are numbered as in the tables
    assert {s["threat"] for s in found["shots"]} == {1, 2}
    assert min(s["launcher"] for s in found["shots"]) == 1
    assert min(s["round"] for s in found["shots"]) == 1
    assert sum(b["interceptors_spent"] for b in found["batteries"]) == pytest.approx(
        sum(shot["fired_probability"] for shot in found["shots"])
    )
    assert found["provenance"]["scenario"] == "two-tiers-2016"
    assert file.read_bytes().startswith(b"\x89PNG")
    code, out, _ = bongsu(
        "battery", "plan", "korea-2016", "--threat", f"nodong:hwangju:{DAEGU}:depressed"
    )
    assert code == 0
    assert "expected to get through" in out


@pytest.mark.parametrize(
    ("threat", "words"),
    [
        ("nodong:hwangju", "MISSILE:FROM:TO"),
        ("nodong:hwangju:busan:high", "minimum-energy"),
        ("nodong:hwangju:busan@soon", "@soon"),
        ("nodong:hwangju:busan@-5", "0 to 86400"),
        ("nodon:hwangju:busan", "close names: Nodong"),
        ("nodong:hwangyu:busan", "hwangju"),
    ],
)
def test_mistakes_are_told_in_a_sentence(bongsu, threat, words):
    code, out, err = bongsu("battery", "plan", "--threat", threat)
    assert (code, out) == (2, "")
    assert words in err
    assert "Traceback" not in err


def test_out_of_the_missiles_reach_is_exit_code_3(bongsu):
    assert bongsu("battery", "plan", "--threat", "scud-b:hwangju:busan")[0] == 3
