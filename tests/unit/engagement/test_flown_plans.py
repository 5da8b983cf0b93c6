"""Flights that are kept are played as those that are flown anew."""

import numpy as np
import pytest

from bongsu.engagement import flown as keeping
from bongsu.engagement.batteries import fire_unit
from bongsu.engagement.flown import FlownPlans
from bongsu.engagement.other_flights import other_arcs
from bongsu.engagement.threats import aim_and_play_all, one_plan, play_all_flown
from bongsu.errors import OutOfReachError
from bongsu.scenario import load_scenario

KOREA = load_scenario()
HWANGJU = KOREA.place("launch-area", "hwangju")
LATITUDE, LONGITUDE = map(np.ravel, np.meshgrid(np.linspace(34.3, 38.3, 6), [126.5, 127.8, 129.1]))


@pytest.mark.parametrize("most_bytes", [0, 10**8])
def test_kept_flights_are_played_to_the_bit(most_bytes) -> None:
    flown = FlownPlans(most_bytes)
    smaller = KOREA.with_parameter("cross-section.reentry-vehicle.nose-on", "0.002 m2")
    for scenario in (KOREA, smaller, KOREA):
        plan = one_plan(scenario, "nodong", HWANGJU, "minimum-energy")
        points = LATITUDE, LONGITUDE
        told = []
        units = [fire_unit(scenario)]
        ((one,),) = flown.parts(scenario, [plan], *points)
        ((played,),) = play_all_flown(units, [one], progress=told.append)
        again, (expected,) = aim_and_play_all(units, scenario, plan, *points)
        assert sum(told) == LATITUDE.size
        assert np.array_equal(one.aimed.status, again.status)
        for found, whole in zip(played, expected, strict=True):
            assert np.array_equal(found, whole, equal_nan=True)
        some = np.array([11, 2, 5])
        (part,) = one.play_some(units, some)
        assert np.array_equal(part.margin_s, played.margin_s[some], equal_nan=True)
        # what is kept does not keep what the first radar saw
        assert one.aimed.arcs.cross_section == plan.cross_section


def test_a_plan_is_flown_once(monkeypatch) -> None:
    flown = FlownPlans()
    plan = one_plan(KOREA, "scud-b", HWANGJU, "minimum-energy")
    ((first,),) = flown.parts(KOREA, [plan], LATITUDE, LONGITUDE)
    monkeypatch.setattr(keeping, "aim_and_fly", None)
    ((again,),) = flown.parts(KOREA, [plan], LATITUDE, LONGITUDE)
    assert again.flights is first.flights
    with pytest.raises(TypeError):
        next(flown.parts(KOREA, [plan], LATITUDE[1:], LONGITUDE[1:]))


def test_a_single_flight_is_flown_once_and_seen_as_each_scenario_says(monkeypatch) -> None:
    flown = FlownPlans()
    plan = one_plan(KOREA, "nodong", HWANGJU, "minimum-energy")
    first = flown.fly_one(KOREA, plan, 36.0, 128.0, target="here")
    with pytest.raises(OutOfReachError) as far:
        flown.fly_one(KOREA, plan, 10.0, 128.0)
    monkeypatch.setattr(keeping, "fly_one", None)
    smaller = KOREA.with_parameter("cross-section.reentry-vehicle.nose-on", "0.002 m2")
    other = one_plan(smaller, "nodong", HWANGJU, "minimum-energy")
    again = flown.fly_one(smaller, other, 36.0, 128.0, target="here")
    assert again.samples is first.samples
    assert first.cross_section == plan.cross_section != again.cross_section == other.cross_section
    with pytest.raises(OutOfReachError) as too_far:
        flown.fly_one(KOREA, plan, 10.0, 128.0)
    assert str(too_far.value) == str(far.value)


def test_of_single_flights_the_last_used_stay(monkeypatch) -> None:
    monkeypatch.setattr(keeping, "MOST_SINGLE", 2)
    flown = FlownPlans()
    plan = one_plan(KOREA, "nodong", HWANGJU, "minimum-energy")
    first = flown.fly_one(KOREA, plan, 36.0, 128.0)
    flown.fly_one(KOREA, plan, 36.0, 127.0)
    flown.fly_one(KOREA, plan, 36.0, 128.0)
    flown.fly_one(KOREA, plan, 35.0, 128.0)
    assert flown.fly_one(KOREA, plan, 36.0, 128.0).samples is first.samples
    monkeypatch.setattr(keeping, "fly_one", None)
    with pytest.raises(TypeError):
        flown.fly_one(KOREA, plan, 36.0, 127.0)


def test_other_flights_are_those_that_are_not_kept() -> None:
    flown = FlownPlans()
    (one, *_), missing = other_arcs(KOREA, "theatre", ["tokyo"], flown=flown)
    (two, *_), also_missing = other_arcs(KOREA, "theatre", ["tokyo"])
    assert (one.title, one.group, one.target) == (two.title, two.group, two.target)
    assert np.array_equal(one.samples.array, two.samples.array)
    assert missing == also_missing
