"""Whatever the raid and the battery, a plan keeps the battery's limits."""

from dataclasses import replace
from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bongsu.engagement.batteries import fire_unit
from bongsu.engagement.fire_plan import fire_plan
from bongsu.engagement.threats import fly_one, one_plan
from bongsu.physics.fire.doctrine import FireDoctrine
from bongsu.scenario import load_scenario

KOREA = load_scenario()
TARGETS = {"hwangju": (35.87, 128.60), "mount-paektu": (36.30, 127.22), "sukchon": (35.18, 129.08)}


@cache
def threat(area):
    plan = one_plan(KOREA, "nodong", KOREA.place("launch-area", area), "minimum-energy")
    return fly_one(KOREA, plan, *TARGETS[area])


@cache
def base(site):
    return fire_unit(KOREA if site is None else KOREA.moved(site))


def made(site, launchers, each, channels, interval, rule):
    unit = base(site)
    group = replace(unit.launchers[0], launchers=launchers, interceptors_each=each)
    steps = replace(unit.fire_control, guided_at_once=channels, launch_interval_s=interval)
    return replace(unit, launchers=(group,), fire_control=steps, doctrine=FireDoctrine.named(rule))


BATTERY = st.builds(
    made,
    st.sampled_from(["seongju-golf-course", "daegu"]),
    st.integers(1, 3),
    st.integers(1, 4),
    st.integers(1, 6),
    st.sampled_from([0.0, 3.0, 10.0]),
    st.sampled_from(["salvo", "shoot-look-shoot", "shoot-shoot-look"]),
)
RAID = st.lists(
    st.tuples(st.sampled_from(sorted(TARGETS)), st.floats(0.0, 4000.0)), min_size=1, max_size=6
)


@settings(max_examples=40)
@given(st.lists(BATTERY, min_size=1, max_size=2), RAID)
def test_a_plan_keeps_every_limit(units, raid):
    starts = [start for _, start in raid]
    plan = fire_plan(units, [threat(area) for area, _ in raid], starts)
    assert ((plan.survival >= 0.0) & (plan.survival <= 1.0)).all()
    assert plan.spent.sum() == len(plan.shots)
    for index, unit in enumerate(units):
        shots = [shot for shot in plan.shots if shot.battery == index]
        steps = unit.fire_control
        launches = sorted(shot.launch_s for shot in shots)
        assert all(b - a >= steps.launch_interval_s - 1e-9 for a, b in pairwise(launches))
        for shot in shots:
            first, last = plan.windows[shot.threat][index]
            assert first - 1e-9 <= shot.intercept_s <= last + 1e-9
            flying = sum(o.launch_s <= shot.launch_s < o.intercept_s for o in shots)
            assert flying <= steps.guided_at_once
        for launcher in {shot.launcher for shot in shots}:
            own = np.array([s.launch_s for s in shots if s.launcher == launcher])
            each = unit.launchers[0].interceptors_each
            for time in own:
                assert ((own >= time) & (own < time + steps.reload_s - 1e-9)).sum() <= each
    _rounds_wait_for_the_look(plan, units)


def _rounds_wait_for_the_look(plan, units):
    for threat_index in {shot.threat for shot in plan.shots}:
        own = [shot for shot in plan.shots if shot.threat == threat_index]
        for number in range(2, max(shot.round_number for shot in own) + 1):
            before = [shot for shot in own if shot.round_number < number]
            now = [shot for shot in own if shot.round_number == number]
            look = min(units[shot.battery].fire_control.assess_s for shot in before)
            earliest = max(shot.intercept_s for shot in before) + look
            assert all(shot.launch_s >= earliest - 1e-9 for shot in now)


def test_a_second_battery_can_let_one_more_through():
    """Known limit of a greedy plan (docs/methods/engagement.md), found by a random example.

    Two batteries share the first four missiles and spend the rest of their magazines on second
    rounds at them, planned before the later missiles come. One battery alone has no interceptor
    for second rounds, has reloaded when the last missile comes, and fires at it.
    """
    units = [made(s, 2, 2, 4, 3.0, "shoot-look-shoot") for s in ("seongju-golf-course", "daegu")]
    starts = [0.0, 0.0, 243.0, 1615.0, 0.0, 0.0]
    engaged = [
        {shot.threat for shot in fire_plan(chosen, [threat("hwangju")] * 6, starts).shots}
        for chosen in (units[:1], units)
    ]
    assert [len(threats) for threats in engaged] == [5, 4]


def test_the_clock_does_not_matter():
    units = [made("seongju-golf-course", 2, 4, 4, 3.0, "shoot-shoot-look")]
    raid = [threat("hwangju"), threat("sukchon")]
    early, late = (fire_plan(units, raid, [s, s + 30.0]) for s in (0.0, 1e4))
    assert [s.launch_s + 1e4 for s in early.shots] == pytest.approx(
        [s.launch_s for s in late.shots]
    )
