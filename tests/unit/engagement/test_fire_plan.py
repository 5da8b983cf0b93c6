"""Several threats shared by several batteries."""

from dataclasses import replace
from functools import cache
from itertools import pairwise

import numpy as np
import pytest

from bongsu.engagement.batteries import fire_unit
from bongsu.engagement.fire_plan import fire_plan, plan_of_options
from bongsu.engagement.fire_schedule import schedule
from bongsu.engagement.raid_draws import DRAWS, draw_raid
from bongsu.engagement.threats import fly_one, one_plan
from bongsu.errors import InputError
from bongsu.physics.fire.control import engage_flight
from bongsu.physics.fire.doctrine import FireDoctrine
from bongsu.physics.fire.kill_probability import KillProbability
from bongsu.physics.fire.options import shot_options
from bongsu.scenario import load_scenario

KOREA = load_scenario()
DAEGU = (35.87, 128.60)
DWELL = "radar.an-tpy-2.terminal.dwell"
APART_S = (0.0, 2.0, 5.0, 10.0, 15.0, 20.0, 30.0)


@cache
def threat(missile="nodong", area="hwangju", target=DAEGU):
    plan = one_plan(KOREA, missile, KOREA.place("launch-area", area), "minimum-energy")
    return fly_one(KOREA, plan, *target)


@cache
def unit(site=None, doctrine="shoot-look-shoot"):
    made = fire_unit(KOREA if site is None else KOREA.moved(site))
    # what shots share has a test of its own
    own = replace(made.kill, common_reliability=1.0)
    return replace(made, doctrine=FireDoctrine.named(doctrine), kill=own)


def with_launchers(launchers, each):
    made = unit()
    group = replace(made.launchers[0], launchers=launchers, interceptors_each=each)
    return replace(made, launchers=(group,))


def test_one_threat_and_one_battery_fire_as_the_engagement_does() -> None:
    plan = fire_plan([unit()], [threat()], [100.0])
    alone = engage_flight(unit().kernel, threat())
    assert len(plan.shots) == len(alone.shots)
    for planned, shot in zip(plan.shots, alone.shots, strict=True):
        # a plan fires at sampled instants, the engagement between them; a delay adds up over rounds
        apart = 1.1 * (2 * shot.round_number - 1)
        assert planned.intercept_s - 100.0 == pytest.approx(shot.intercept_s, abs=apart)
        assert planned.launch_s - 100.0 >= alone.committed_s
    assert plan.survival[0] == pytest.approx(alone.survival, abs=1e-3)


def test_options_are_what_the_engagement_finds() -> None:
    options = shot_options(unit().kernel, threat())
    alone = engage_flight(unit().kernel, threat())
    assert options.intercept_s[0] == pytest.approx(alone.first_s, abs=1.0)
    assert options.intercept_s[-1] == pytest.approx(alone.last_s, abs=1.0)
    assert (options.launch_s >= alone.committed_s).all()
    assert options.launch_s.max() - alone.committed_s == pytest.approx(alone.margin_s, abs=2.0)


def test_limits_hold_in_a_raid() -> None:
    battery = unit(doctrine="shoot-shoot-look")
    battery = replace(battery, fire_control=replace(battery.fire_control, guided_at_once=3))
    raid = [threat()] * 8
    plan = fire_plan([battery], raid, np.arange(8) * 4.0)
    launches = np.sort([shot.launch_s for shot in plan.shots])
    assert (np.diff(launches) >= battery.fire_control.launch_interval_s - 1e-9).all()
    for shot in plan.shots:
        busy = sum(o.launch_s <= shot.launch_s < o.intercept_s for o in plan.shots)
        assert busy <= 3
    for index in range(8):
        rounds = [s.round_number for s in plan.shots if s.threat == index]
        assert all(rounds.count(r) <= 2 for r in rounds)
    assert plan.spent[0] == len(plan.shots)


def test_empty_magazine_leaves_threats_and_reload_brings_them_back() -> None:
    few = with_launchers(1, 2)
    plan = fire_plan([few], [threat()] * 4, [0.0, 30.0, 60.0, 90.0])
    assert plan.spent[0] == 2
    assert np.isfinite(plan.exhausted_s[0])
    assert plan.leakers_expected == pytest.approx(4.0 - 2.0 * 0.94 / 0.97, abs=1e-2)
    later = fire_plan([few], [threat()] * 4, [0.0, 30.0, 4000.0, 4030.0])
    assert later.spent[0] == 4


def test_second_battery_takes_what_the_first_cannot() -> None:
    few = with_launchers(1, 1)
    second = unit(site="daegu")
    raid, times = [threat()] * 3, [0.0, 20.0, 40.0]
    one = fire_plan([few], raid, times)
    both = fire_plan([few, second], raid, times)
    assert one.leakers_expected > both.leakers_expected
    assert {shot.battery for shot in both.shots} == {0, 1}
    assert (both.survival < 1.0).all()


@pytest.mark.parametrize("apart", [20.0, 60.0, 100.0, 160.0])
def test_a_second_round_leaves_the_first_shot_at_a_missile_in_flight(apart) -> None:
    """Two interceptors and two missiles in flight: one each, not two at the first."""
    plan = fire_plan([with_launchers(1, 2)], [threat()] * 2, [0.0, apart])
    assert sorted(shot.threat for shot in plan.shots) == [0, 1]
    # nobody waits for a missile that is not yet launched
    later = fire_plan([with_launchers(1, 2)], [threat()] * 2, [0.0, 400.0])
    fired = {(s.threat, s.round_number): s.fired_probability for s in later.shots}
    miss = 1.0 - later.shots[0].kill_probability
    assert fired[0, 2] == pytest.approx(miss, abs=1e-3)
    assert fired[1, 1] == pytest.approx(1.0 - miss, abs=1e-3)


def test_a_magazine_is_empty_and_reloads_from_its_latest_launch() -> None:
    """Four interceptors fired in two salvos at two missiles; the launcher is full again later."""
    few = with_launchers(1, 4)
    few = replace(few, doctrine=FireDoctrine.named("salvo"))
    plan = fire_plan([few], [threat()] * 2, [0.0, 100.0])
    assert len(plan.shots) == 4
    assert plan.exhausted_s[0] == plan.shots[-1].launch_s
    ready = plan.exhausted_s[0] + few.fire_control.reload_s
    start = ready - 110.0 - 10.0  # an earliest launch ten seconds too early for the reload
    more = fire_plan([few], [threat()] * 3, [0.0, 100.0, start])
    assert len(more.shots) == 6
    assert more.shots[4].launch_s >= ready


def test_a_raid_with_time_to_look_takes_two_interceptors_more_than_missiles() -> None:
    """30 missiles 30 s apart: no second round is charged that a kill makes unnecessary."""
    plan = fire_plan([unit()], [threat()] * 30, 30.0 * np.arange(30))
    miss = 1.0 - plan.shots[0].kill_probability
    assert plan.spent[0] == pytest.approx(30.0 * (1.0 + miss), abs=30.0 / DRAWS)
    assert plan.leakers_expected == pytest.approx(30.0 * miss**2, abs=30.0 / DRAWS)


@pytest.mark.parametrize("apart", APART_S)
def test_leakers_lie_between_one_shot_each_and_every_round_each(apart) -> None:
    """Whatever launches and channels allow: no fewer than if each missile came alone."""
    raid, starts = [threat()] * 30, apart * np.arange(30)
    plan = fire_plan([unit()], raid, starts)
    alone = fire_plan([unit()], raid[:1], starts[:1])
    first = [s.kill_probability * s.fired_probability for s in plan.shots if s.round_number == 1]
    assert plan.leakers_expected >= 30.0 * alone.leakers_expected - 30.0 / DRAWS
    assert plan.leakers_expected <= 30.0 - sum(first) + 1e-9


def test_channels_are_kept_for_later_rounds_where_that_lets_fewer_through() -> None:
    """15 s apart first salvos at once leave no channel for a second round; a little later, one."""
    options, starts = [[shot_options(unit().kernel, threat())]] * 30, 15.0 * np.arange(30)
    free = with_radar_time(30)
    held = schedule([free], options, starts)
    assert held.channels_left == 0
    without = 30.0 - draw_raid([free], held, starts).kill_share.sum()
    assert plan_of_options([free], options, starts).leakers_expected < 0.5 * without


def with_radar_time(missiles, doctrine="shoot-look-shoot"):
    return replace(unit(doctrine=doctrine), engaged_at_once=missiles)


def most_at_once(fired):
    """Missiles engaged and interceptors in flight at the busiest launch."""
    flying = [
        [other.threat for other in fired if other.launch_s <= shot.launch_s < other.intercept_s]
        for shot in fired
    ]
    return max(len(set(threats)) for threats in flying), max(len(threats) for threats in flying)


def test_radar_time_limits_missiles_and_channels_interceptors() -> None:
    """Salvos of two, eight channels: radar time for two or three missiles binds, for eight not."""
    raid, starts = [threat()] * 8, np.zeros(8)
    plans = [fire_plan([with_radar_time(most, "salvo")], raid, starts) for most in (2, 3, 8)]
    assert [most_at_once(plan.shots)[0] for plan in plans[:2]] == [2, 3]
    missiles, interceptors = most_at_once(plans[2].shots)
    assert missiles < 8
    assert interceptors == 8


def test_a_longer_look_costs_a_raid_and_leaves_a_single_missile_as_it_is() -> None:
    """The same flight and window; only the radar's time is shared among fewer missiles."""
    looks = {look: fire_unit(KOREA.with_parameter(DWELL, look)) for look in ("0.1 s", "0.2 s")}
    assert [looked.engaged_at_once for looked in looks.values()] == [4, 2]
    shorter, longer = (replace(unit(), engaged_at_once=u.engaged_at_once) for u in looks.values())
    raids = [fire_plan([own], [threat()] * 10, 5.0 * np.arange(10)) for own in (shorter, longer)]
    assert raids[1].leakers_expected > raids[0].leakers_expected + 1.0
    alone = [fire_plan([own], [threat()], [0.0]) for own in (shorter, longer)]
    assert alone[0].shots == alone[1].shots
    assert alone[0].survival == alone[1].survival


def test_what_fails_for_all_fails_together() -> None:
    """A battery that does not work lets a whole raid through: as many leak, but all at once."""
    own = replace(unit(), engaged_at_once=8)
    shared = replace(own, kill=KillProbability(reliability=0.9, common_reliability=0.5))
    options, starts = [[shot_options(own.kernel, threat())]] * 4, 100.0 * np.arange(4)
    drawn = draw_raid([shared], schedule([shared], options, starts), starts)
    through = drawn.survived.sum(axis=0)
    assert (through == 4).mean() == pytest.approx(0.5, abs=0.01)
    alone = plan_of_options([shared], options[:1], starts[:1])
    miss = 1.0 - alone.shots[0].kill_probability
    assert 1.0 - alone.survival[0] == pytest.approx(0.5 * (1.0 - miss**2), abs=1e-3)
    free = plan_of_options([replace(own, kill=KillProbability(reliability=0.9))], options, starts)
    bound = plan_of_options([shared], options, starts)
    assert bound.leakers_expected > free.leakers_expected + 1.9
    # nobody knows before the look that it does not work
    assert bound.spent[0] > free.spent[0]


@pytest.mark.parametrize(
    ("searching", "missiles"),
    [
        ({"favour": "track"}, 8),
        ({"tracks_held": 3}, 1),
        ({"rows": 1}, 6),
        ({"favour": "track", "tracks_held": 5}, 3),
    ],
)
def test_search_and_tracks_held_take_from_the_missiles_engaged(searching, missiles) -> None:
    assert unit().engaged_at_once == 4
    assert fire_unit(KOREA.searching(**searching)).engaged_at_once == missiles


def test_leakers_do_not_rise_when_a_raid_is_spread_out() -> None:
    busan = threat(target=(35.18, 129.08))
    raids = [fire_plan([unit()], [busan] * 30, apart * np.arange(30)) for apart in APART_S]
    expected = [plan.leakers_expected for plan in raids]
    assert all(b <= a + 1e-9 for a, b in pairwise(expected))


def test_a_contested_interceptor_goes_where_no_other_battery_helps() -> None:
    """Seongju meets the first missile sooner, but only Seongju meets the second: one shot each."""
    seongju = with_launchers(1, 1)
    daegu = unit(site="daegu")
    daegu = replace(daegu, launchers=(replace(seongju.launchers[0], **at(daegu)),))
    pyeongtaek = threat(area="mount-paektu", target=(36.96, 127.03))
    plan = fire_plan([seongju, daegu], [threat(), pyeongtaek], [0.0, 0.0])
    (first, other), (second, none) = plan.windows
    assert first[0] < other[0]
    assert first[0] < second[0]
    assert np.isnan(none[0])
    assert {(shot.threat, shot.battery) for shot in plan.shots} == {(0, 1), (1, 0)}


def at(battery):
    group = battery.launchers[0]
    return {"latitude": group.latitude, "longitude": group.longitude, "altitude": group.altitude}


def test_more_interceptors_never_hurt() -> None:
    raid, times = [threat()] * 6, np.arange(6) * 10.0
    leakers = [
        fire_plan([with_launchers(1, each)], raid, times).leakers_expected for each in (1, 3, 6, 12)
    ]
    assert all(b <= a + 1e-12 for a, b in pairwise(leakers))
    assert leakers[0] > leakers[-1]


def test_nothing_to_do_and_bad_questions() -> None:
    assert fire_plan([unit()], [], []).shots == ()
    with pytest.raises(InputError, match="battery"):
        fire_plan([], [threat()], [0.0])
    with pytest.raises(InputError, match="launch times"):
        fire_plan([unit()], [threat()], [])
