"""Raids on a scenario: what is drawn, what limits fire, and that a plan says the same."""

import numpy as np
import pytest

from bongsu.engagement.fire_plan import fire_plan
from bongsu.engagement.raids import best_fire, prepare_raid
from bongsu.errors import OutOfReachError
from bongsu.physics.numerics.philox import stream_key
from bongsu.physics.raid.play import play_raid
from bongsu.scenario import load_scenario, parse_raid

KOREA = load_scenario("korea-2016")
KEY = stream_key(1, 2)
REPLICATIONS = 40_000
WAVE = "missile: nodong, launch_areas: [hwangju], targets: [busan]"


def prepared(*waves, scenario=KOREA):
    lines = "".join(f"  - {{{wave}}}\n" for wave in waves)
    raid = parse_raid(f"format: 1\nname: a\ntitle: A\nwaves:\n{lines}", scenario, "a.yaml")
    return prepare_raid(scenario, raid, where=raid.where)


def played(*waves, scenario=KOREA, replications=REPLICATIONS):
    raid = prepared(*waves, scenario=scenario)
    return play_raid(raid.tables(best_fire(raid)), KEY, 0, replications)


def error_of(tally):
    return 4.0 * tally.deviation / tally.replications**0.5 + 1e-9


@pytest.mark.parametrize("apart_s", [0.0, 5.0, 30.0])
@pytest.mark.parametrize("name", ["korea-2016", "two-tiers-2016"])
def test_a_raid_at_set_times_is_the_plan(name, apart_s):
    scenario = load_scenario(name)
    raid = prepared(f"{WAVE}, count: 12, last_launch: {11 * apart_s} s", scenario=scenario)
    flights = [raid.flights[index] for index in raid.flight_of]
    plan = fire_plan(raid.units, flights, raid.launch_s)
    found = play_raid(raid.tables(best_fire(raid)), KEY, 0, REPLICATIONS)
    # a choice of fire that is as good within chance may be another
    allowed = error_of(found.leakers) + 0.02
    assert found.leakers.mean == pytest.approx(plan.leakers_expected, abs=allowed)
    assert found.interceptors_spent.mean == pytest.approx(plan.spent.sum(), rel=0.02, abs=0.02)


def test_equal_flights_are_flown_once():
    raid = prepared(f"{WAVE}, count: 9", f"{WAVE.replace('[busan]', '[busan, pohang]')}, count: 4")
    assert len(raid.flights) == len(raid.assets) == 2
    assert len(raid.missiles) == 13


def test_of_a_missile_that_does_not_fly_nothing_comes():
    found = played(f"{WAVE}, count: 6, last_launch: 10 min, reliability: 0.5")
    flown = found.leakers.mean + found.intercepts.mean
    assert flown == pytest.approx(3.0, abs=4.0 * (6 * 0.25 / REPLICATIONS) ** 0.5)
    none = played(f"{WAVE}, count: 6, reliability: 0")
    assert none.leakers.share(0) == none.intercepts.share(0) == 1.0
    assert none.interceptors_spent.mean == 0.0


def test_what_all_shots_share_shows_in_the_whole_distribution():
    fails = KOREA.with_parameter("battery.thaad-battery.common-reliability", 0.95)
    never = KOREA.with_parameter("battery.thaad-battery.common-reliability", 1.0)
    wave = f"{WAVE}, count: 6, last_launch: 20 min"
    shared, free = (played(wave, scenario=one) for one in (fails, never))
    assert shared.leakers.share(6) == pytest.approx(0.05, abs=0.005)
    assert free.leakers.share(6) < 1e-3


def test_a_battery_that_takes_missiles_for_something_else_misses_each_by_itself():
    scenario = KOREA.with_parameter("battery.thaad-battery.classification", 0.6).with_parameter(
        "battery.thaad-battery.common-reliability", 1.0
    )
    found = played(f"{WAVE}, count: 6, last_launch: 20 min", scenario=scenario)
    assert found.leakers.mean == pytest.approx(6 * 0.4, abs=0.1)
    assert found.leakers.share(6) == pytest.approx(0.4**6, abs=2e-3)


def test_a_magazine_is_emptied_and_the_time_is_counted():
    few = KOREA.with_launchers(1)
    found = played(f"{WAVE}, count: 20, last_launch: 20 min", scenario=few)
    assert found.interceptors_spent.quantiles([1.0]) == [8]
    assert found.exhausted[0, -1] < 0.01 * REPLICATIONS
    when = np.average(np.arange(found.exhausted.shape[1] - 1), weights=found.exhausted[0, :-1])
    # a minute apart eight interceptors last for seven or eight missiles
    assert 300.0 < when * found.bin_s < 900.0


def test_launches_by_lot_change_what_comes_of_a_raid():
    at_once = played(f"{WAVE}, count: 12")
    spread = played(f"{WAVE}, count: 12, launch_spread: 10 min")
    assert spread.leakers.mean < at_once.leakers.mean - 1.0


def test_a_raid_out_of_reach_of_the_battery_gets_through():
    found = played("missile: scud-b, launch_areas: [kaesong], targets: [seoul], count: 5")
    assert found.leakers.share(5) == 1.0
    assert found.interceptors_spent.share(0) == 1.0


def test_a_missile_that_does_not_reach_says_where_in_the_file():
    with pytest.raises(OutOfReachError, match=r"^a\.yaml:5:\d+: waves\.0\.targets\.1: Scud-B from"):
        prepared("missile: scud-b, launch_areas: [kaesong], targets: [seoul, jeju], count: 2")


def test_any_cut_and_any_number_of_threads_give_the_same_numbers(monkeypatch):
    raid = prepared(f"{WAVE}, count: 8, last_launch: 2 min, launch_spread: 20 s, reliability: 0.9")
    tables = raid.tables(best_fire(raid))
    whole = play_raid(tables, KEY, 0, 9000).arrays()
    parts = [play_raid(tables, KEY, *ends).arrays() for ends in ((0, 1), (1, 4097), (4097, 9000))]
    for name, counts in whole.items():
        assert np.array_equal(counts, sum(part[name] for part in parts)), name
    monkeypatch.setenv("BONGSU_THREADS", "1")
    alone = play_raid(tables, KEY, 0, 9000).arrays()
    assert all(np.array_equal(alone[name], counts) for name, counts in whole.items())
    other = play_raid(tables, stream_key(2, 2), 0, 9000).arrays()
    assert not np.array_equal(other["through"], whole["through"])
