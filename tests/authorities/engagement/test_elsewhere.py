"""Guam and the Middle East: what was said of batteries and radars there, and what comes out."""

import numpy as np
import pytest

from bongsu.engagement.other_flights import other_arcs
from bongsu.scenario import load_scenario
from bongsu.studies.footprint.play import footprint
from bongsu.studies.radar.compare import arcs_compared

SPEED = "battery.thaad-battery.highest-target-speed"


def shares_of_guam(speed: str, shape: str) -> np.ndarray:
    guam = load_scenario("guam-2013").only(missile="hwasong-12", shape=shape).at_spacing(6)
    found = footprint(guam.with_parameter(SPEED, speed))
    return (found["shots"] > 0).mean("cell").values.ravel()


@pytest.mark.parametrize(
    ("speed", "shape", "share"),
    [
        ("nominal", "minimum-energy", 0.0),  # 4.8 km/s, Mach 14
        ("4.95 km/s", "minimum-energy", 1.0),
        ("high", "minimum-energy", 1.0),  # 5.1 km/s, Mach 15
        ("high", "full-burn-lofted", 0.0),
        ("6 km/s", "full-burn-lofted", 1.0),
    ],
)
def test_the_speed_that_can_be_engaged_decides_over_guam(speed, shape, share):
    # "we can protect against any threat that may come into Guam" (Slown, 2016): all of the island
    # or none of it, within the two figures that are cited for the speed
    assert shares_of_guam(speed, shape) == pytest.approx(share)


def russian_seconds(
    boresight_deg: float, floor: str = "nominal", model: str = "by-aspect"
) -> np.ndarray:
    """Seconds in view of Kurecik by object and arc; arcs of Russia's missiles to America."""
    base = load_scenario("middle-east-radars-2012")
    kurecik = base.radars[0].model_dump(mode="json")
    kurecik["setting"]["boresight"] = f"{boresight_deg} deg"
    russian = [one for one in base.other_flights if one.missile == "russian-solid-icbm"]
    scenario = base.model_copy(update={"radars": [kurecik], "other_flights": russian})
    scenario = scenario.with_parameter("radar.an-tpy-2.forward-based.lowest-elevation", floor)
    scenario = scenario.with_cross_sections(model)
    found = arcs_compared(scenario, other_arcs(scenario)[0])
    assert found.sizes["arc"] >= 10
    return found["existing_s"].sel(object=["reentry-vehicle", "spent-stage"]).values


@pytest.mark.parametrize(
    ("boresight_deg", "floor", "stages", "warheads"),
    [(104.0, "low", 0, 0), (0.0, "nominal", 2, 2), (0.0, "low", 4, 3)],
)
def test_kurecik_facing_iran_sees_no_russian_missile_bound_for_america(
    boresight_deg, floor, stages, warheads
):
    # "will watch a considerable part of Russian territory" (Lavrov, 2011): towards Iran it sees
    # none of the arcs; turned to the north the spent stages and warheads of a few
    seen = russian_seconds(boresight_deg, floor)
    assert [np.count_nonzero(seconds) for seconds in seen] == [warheads, stages]
    # nose-on, as by one number, a warhead is never seen
    nose_on, _ = russian_seconds(boresight_deg, floor, model="constant")
    assert not nose_on.any()
