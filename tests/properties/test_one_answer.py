"""One question, one answer: footprint, timeline, verdict map and other flights agree.

Cells and flights of both built-in scenarios, against each of their batteries. The footprint aims
through a map of steering, the timeline at its point alone; both prove the aim by flying it. What
is left is stated here.
"""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bongsu.engagement.other_flights import other_arcs
from bongsu.engagement.threats import one_plan
from bongsu.errors import OutOfReachError
from bongsu.scenario import Coordinates, load_scenario
from bongsu.studies.engagement.timeline import timeline
from bongsu.studies.engagement.verdict_flip import verdict_map
from bongsu.studies.footprint.answers import NO_SUCH_SHAPE, OUT_OF_RANGE
from bongsu.studies.footprint.play import footprints
from bongsu.studies.missiles.other_flights import distance_from_reach
from bongsu.studies.radar.added_view import added_view
from bongsu.studies.radar.track import flight_in_view
from bongsu.words import CELL_REASONS

KOREA, TWO = load_scenario("korea-2016"), load_scenario("two-tiers-2016")
SPACING_KM = 80.0
# how far the two ways of aiming part: of the time to spare [s], of the distance inside reach [km]
SAME_S, SAME_KM = 0.02, 0.02


@cache
def alone():
    """Each battery of the two scenarios by itself, as two groups that share their flights."""
    return tuple(
        tuple(
            scenario.at_spacing(SPACING_KM).model_copy(update={"batteries": (battery,)})
            for battery in scenario.batteries
        )
        for scenario in (KOREA, TWO)
    )


@cache
def found(group):
    return footprints(alone()[group])


@st.composite
def cells(draw):
    group = draw(st.integers(0, 1))
    sizes = found(group).sizes
    return group, {
        name: draw(st.integers(0, sizes[name] - 1)) for name in ("site", "flight", "cell")
    }


def place(at):
    return Coordinates.model_construct(
        name="cell",
        latitude_deg=float(at["latitude"]),
        longitude_deg=float(at["longitude"]),
        altitude=0.0,
    )


@settings(max_examples=300, deadline=None, derandomize=True)
@given(cells())
def test_a_cell_of_a_footprint_is_a_timeline(drawn) -> None:
    group, index = drawn
    at = found(group).isel(index)
    flight = {"missile": str(at["missile"].item()), "launch": str(at["launch_area"].item())}
    flight |= {"shape": str(at.coords["shape"].item()), "target": place(at)}
    scenario = alone()[group][index["site"]]
    code = int(at["reason"])
    if code in (OUT_OF_RANGE, NO_SUCH_SHAPE):
        with pytest.raises(OutOfReachError, match=CELL_REASONS[code]):
            timeline(scenario, **flight)
        return
    answer = timeline(scenario, **flight)
    assert answer.scenario.hash() == str(at["scenario_hash"].item())
    one = answer.engagement
    assert CELL_REASONS[code] == one.reason
    assert int(at["shots"]) == len(one.shots)
    assert float(at["margin_s"]) == pytest.approx(one.margin_s, abs=SAME_S, nan_ok=True)
    assert float(at["margin_km"]) == pytest.approx(one.margin_m / 1e3, abs=SAME_KM, nan_ok=True)
    factors = answer.unit.kill
    kill = factors.common_reliability * factors.classification * (1.0 - one.survival)
    assert float(at["p_defend"]) == pytest.approx(kill, abs=1e-4)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(cells())
def test_a_cell_of_a_verdict_map_is_a_timeline(drawn) -> None:
    group, index = drawn
    at = found(group).isel(index)
    scenario = alone()[group][index["site"]]
    flight = {"missile": str(at["missile"].item()), "launch": str(at["launch_area"].item())}
    flight |= {"target": place(at)}
    try:
        turns = verdict_map(
            [scenario], **flight, detect_to_launch_s=(None,), clock_starts_s=(0.0,), apogees_km=()
        )
    except OutOfReachError:
        return
    for arc in turns["arc"].values:
        shape = str(arc).partition(",")[0]
        one = timeline(scenario, **flight, shape=shape).engagement
        cell = turns.sel(arc=arc).isel(site=0, detect_to_launch_s=0, clock_s=0)
        meanings = turns["reason"].attrs["flag_meanings"].split()
        assert meanings[int(cell["reason"])] == one.reason
        assert float(cell["margin_s"]) == pytest.approx(one.margin_s, abs=1e-9, nan_ok=True)


OTHERS = tuple(KOREA.model_copy(update={"batteries": (battery,)}) for battery in TWO.batteries)


@cache
def arcs():
    return other_arcs(KOREA)[0]


@settings(max_examples=12, deadline=None, derandomize=True)
@given(st.integers(0, len(OTHERS) - 1), st.data())
def test_another_flight_is_a_timeline_and_a_track(which, data) -> None:
    scenario = OTHERS[which]
    arc = arcs()[data.draw(st.integers(0, len(arcs()) - 1))]
    flight = {"missile": arc.missile, "launch": arc.launch_area, "target": arc.target}
    answer = timeline(scenario, **flight, shape=arc.shape)
    assert answer.flight.samples.array.tolist() == arc.samples.array.tolist()
    if distance_from_reach(scenario, [arc])[0] > 0.0:
        assert not answer.engagement.feasible
    plan = one_plan(
        scenario, arc.missile, scenario.place("launch-area", arc.launch_area), arc.shape
    )
    end = scenario.place("target", arc.target)
    track = flight_in_view(scenario, plan, end.latitude_deg, end.longitude_deg)
    objects = list(track.in_view_s_by_object)
    seconds = added_view([scenario], [arc], objects=objects)["new_s"][0, :, 0]
    # one counts samples, the other finds the edges of sight between them
    for name, one in zip(objects, seconds.values, strict=True):
        assert float(one) == pytest.approx(
            track.in_view_s_by_object[name], abs=2.0 * scenario.numerics.sample_step
        )
