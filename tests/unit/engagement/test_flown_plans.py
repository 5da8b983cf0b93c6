"""Flights that are kept are played as those that are flown anew."""

import numpy as np
import pytest

from bongsu.engagement import threats
from bongsu.engagement.batteries import fire_unit
from bongsu.engagement.threats import FlownPlans, aim_and_play_all, one_plan
from bongsu.scenario import load_scenario

KOREA = load_scenario()
HWANGJU = KOREA.place("launch-area", "hwangju")
LATITUDE, LONGITUDE = map(np.ravel, np.meshgrid(np.linspace(34.3, 38.3, 6), [126.5, 127.8, 129.1]))


@pytest.mark.parametrize("kept", [True, False])
def test_kept_flights_are_played_to_the_bit(kept, monkeypatch) -> None:
    if not kept:
        monkeypatch.setattr(threats, "MOST_KEPT_BYTES", 0)
    flown = FlownPlans()
    smaller = KOREA.with_parameter("cross-section.reentry-vehicle.nose-on", "0.002 m2")
    for scenario in (KOREA, smaller, KOREA):
        plan = one_plan(scenario, "nodong", HWANGJU, "minimum-energy")
        points = scenario, plan, LATITUDE, LONGITUDE
        told = []
        units = [fire_unit(scenario)]
        aimed, played = flown.aim_and_play_all(units, *points, progress=told.append)
        again, expected = aim_and_play_all(units, *points)
        assert sum(told) == LATITUDE.size
        assert np.array_equal(aimed.status, again.status)
        for one, two in zip(played[0], expected[0], strict=True):
            assert np.array_equal(one, two, equal_nan=True)
        # what is kept does not keep what the first radar saw
        assert aimed.arcs.cross_section == plan.cross_section


def test_a_plan_is_flown_once(monkeypatch) -> None:
    flown = FlownPlans()
    plan = one_plan(KOREA, "scud-b", HWANGJU, "minimum-energy")
    first = flown.fly(KOREA, plan, LATITUDE, LONGITUDE)
    monkeypatch.setattr(threats, "aim_and_fly_arcs", None)
    assert flown.fly(KOREA, plan, LATITUDE, LONGITUDE).flights is first.flights
    with pytest.raises(TypeError):
        flown.fly(KOREA, plan, LATITUDE[1:], LONGITUDE[1:])
