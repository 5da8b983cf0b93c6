"""One flight against one battery, second by second; footprints reduced over flights."""

from itertools import pairwise
from math import inf, isnan, nan, radians

import numpy as np
import pytest
import xarray as xr

from bongsu.engagement.batteries import fire_units
from bongsu.engagement.threats import flight_plans, fly_one
from bongsu.errors import InputError, OutOfReachError
from bongsu.physics.aim.aiming import aim
from bongsu.physics.aim.flown import fly_aimed
from bongsu.physics.fire.control import engage_flight
from bongsu.report.engagement.timeline import timeline_figure
from bongsu.scenario import Coordinates, built_in_text, load_scenario, parse_scenario
from bongsu.studies.engagement.timeline import timeline
from bongsu.studies.footprint.together import reduced

KOREA = load_scenario()


def place(name, latitude, longitude, altitude="0 m"):
    return Coordinates.model_validate(
        {"name": name, "latitude_deg": latitude, "longitude_deg": longitude, "altitude": altitude}
    )


BUSAN = place("busan", 35.18, 129.08)


def play(scenario=KOREA, **changes):
    return timeline(
        scenario, **{"missile": "nodong", "launch": "hwangju", "target": BUSAN} | changes
    )


ANSWER = play()


def test_events_come_in_order_and_lie_on_the_arc():
    events = ANSWER.events
    times = [event.time_s for event in events]
    assert times == sorted(times)
    assert events[0].name == "launch"
    assert events[-1].name == "impact"
    by_name = {event.name: event for event in events}
    assert by_name["apogee"].altitude_m == pytest.approx(ANSWER.flight.apogee_m, abs=1.0)
    assert by_name["impact"].latitude_deg == pytest.approx(BUSAN.latitude_deg, abs=0.001)
    assert by_name["impact"].longitude_deg == pytest.approx(BUSAN.longitude_deg, abs=0.001)
    aiming = ANSWER.plan.aiming
    arc = aim(aiming, radians(BUSAN.latitude_deg), radians(BUSAN.longitude_deg), ANSWER.plan.shape)
    burnout = fly_aimed(aiming, arc).flight.burnout
    assert by_name["burnout"].altitude_m == pytest.approx(burnout.altitude, abs=50.0)
    for number, shot in enumerate(ANSWER.engagement.shots, 1):
        assert by_name[f"interceptor {number} launched"].time_s == shot.launch_s
        # interceptor and missile meet: the missile is where the shot ends
        meeting = by_name[f"interceptor {number} meets"]
        assert meeting.altitude_m == pytest.approx(shot.altitude_m, abs=20.0)
        assert meeting.ground_range_m == pytest.approx(shot.ground_range_m, rel=0.005)


def test_every_step_of_fire_control_is_an_event():
    times = {event.name: event.time_s for event in ANSWER.events}
    order = [
        "first sight",
        "detected",
        "firm track",
        "classified",
        "planned",
        "committed",
        "interceptor 1 launched",
        "interceptor 1 meets",
        "round 1 assessed",
        "interceptor 2 launched",
    ]
    assert [times[name] for name in order] == sorted(times[name] for name in order)
    assert times["intercept predicted"] <= times["interceptor 1 launched"]
    assert times["latest launch"] == pytest.approx(times["committed"] + ANSWER.engagement.margin_s)


def test_every_step_is_cited_with_a_range():
    steps = {step.name: step for step in ANSWER.steps}
    for name in ("detect", "confirm the track", "classify", "plan", "prepare the launch", "assess"):
        step = steps[name]
        row = KOREA.catalog.row(step.row)
        assert (row.value, row.low, row.high) == (step.duration_s, step.low_s, step.high_s)
        assert step.low_s < step.duration_s < step.high_s
        assert step.sources
        assert step.ends_s - step.begins_s == pytest.approx(step.duration_s)
    first, last = steps["detect"], steps["prepare the launch"]
    assert last.ends_s - first.begins_s == pytest.approx(
        ANSWER.engagement.committed_s - ANSWER.sights[0][0], abs=0.01
    )
    again = steps["plan and launch again"]
    assert again.ends_s == ANSWER.engagement.shots[1].launch_s


def test_a_stated_total_is_shared_out_with_the_range_of_its_row():
    answer = play(KOREA.with_doctrine(detect_to_launch_s=203.0))
    names = ("confirm the track", "classify", "plan", "prepare the launch")
    parts = [step for step in answer.steps if step.name in names]
    assert sum(step.duration_s for step in parts) == pytest.approx(203.0)
    assert sum(step.low_s for step in parts) == pytest.approx(180.0)
    assert sum(step.high_s for step in parts) == pytest.approx(220.0)
    other = play(KOREA.with_doctrine(detect_to_launch_s=60.0))
    parts = [step for step in other.steps if step.name in names]
    assert sum(step.high_s for step in parts) == pytest.approx(60.0)


def test_a_launch_waits_until_the_intercept_is_predicted_well_enough():
    """A hundredth of the divert reach: three standard errors must lie within it first."""
    strict = parse_scenario(
        built_in_text("korea-2016")
        + "\noverrides: {battery.thaad-battery.divert-reach: {value: 100 m, source: a test}}"
    )
    answer = play(strict)
    wait = next(step for step in answer.steps if step.name == "wait for the prediction")
    assert wait.duration_s > 5.0
    assert answer.best.known_s > answer.engagement.committed_s
    shot = answer.engagement.shots[0]
    assert shot.predicted_error_m <= 100.0 / 3.0 + 0.1
    assert answer.engagement.margin_s < ANSWER.engagement.margin_s
    # the margin counts from the prediction, and so does the latest launch
    latest = next(e for e in answer.events if e.name == "latest launch").time_s
    assert latest == pytest.approx(answer.best.known_s + answer.engagement.margin_s, abs=0.01)
    assert latest >= shot.launch_s
    assert next(s for s in ANSWER.steps if s.name == "wait for the prediction").duration_s == 0.0


@pytest.mark.parametrize("name", ["korea-2016", "two-tiers-2016"])
def test_no_launch_precedes_the_confirmed_burnout(name):
    """Every flight of the scenario against every battery; some are detected under thrust."""
    scenario = load_scenario(name)
    units, early, flown = fire_units(scenario), 0, 0
    for plan in flight_plans(scenario):
        for latitude_deg, longitude_deg in ((35.18, 129.08), (36.96, 127.03)):
            try:
                flight = fly_one(scenario, plan, latitude_deg, longitude_deg)
            except OutOfReachError:
                continue
            for unit in units:
                found = engage_flight(unit.kernel, flight)
                steps = unit.fire_control
                known = flight.burnout_time_s + steps.burnout_confirm_s
                assert found.committed_s >= known + steps.plan_s + steps.launch_s - 1e-9
                assert all(shot.launch_s >= found.committed_s for shot in found.shots)
                early += found.detected_s < flight.burnout_time_s
                flown += 1
    assert flown > 20
    assert early > 0


def test_the_plan_waits_for_the_burnout_and_the_timeline_says_so():
    """With instant fire control the plan waits until the thrust has surely ended."""
    instant = KOREA
    for step in ("search", "confirm", "classify"):
        instant = instant.with_parameter(f"battery.thaad-battery.{step}-time", "0 s")
    answer = play(instant)
    times = {event.name: event.time_s for event in answer.events}
    assert times["classified"] < times["burnout"] < times["burnout confirmed"]
    assert times["intercept predicted"] >= times["burnout confirmed"]
    assert times["planned"] == pytest.approx(times["burnout confirmed"] + 5.0)
    steps = {step.name: step for step in answer.steps}
    waited = steps["confirm the burnout"]
    row = KOREA.catalog.row("battery.thaad-battery.burnout-confirm-time")
    assert (waited.duration_s, waited.low_s, waited.high_s) == (row.value, row.low, row.high)
    assert waited.begins_s == pytest.approx(times["burnout"])
    assert steps["plan"].begins_s == pytest.approx(waited.ends_s)


def test_cueing_helps_where_the_radar_looks_away_and_only_there():
    towards = play(KOREA.cued())
    assert towards.cue_s > ANSWER.engagement.firm_s
    assert towards.engagement == ANSWER.engagement
    away, cued = (play(KOREA.facing(120).cued(on)) for on in (False, True))
    assert away.engagement.reason == "too-late"
    assert cued.engagement.feasible
    assert cued.engagement.firm_s == cued.cue_s
    names = [event.name for event in cued.events]
    assert "cue arrives" in names
    # the steps begin with the cue and follow each other up to the earliest launch
    steps = [step for step in cued.steps if step.name != "confirm the burnout"]
    steps = steps[: [step.name for step in steps].index("prepare the launch") + 1]
    assert steps[0].name == "cue from another radar"
    assert steps[0].row == "battery.thaad-battery.cue-time"
    for step, after in pairwise(steps):
        assert step.ends_s - step.begins_s == pytest.approx(step.duration_s)
        assert after.begins_s == step.ends_s
    assert steps[-1].ends_s == cued.engagement.committed_s
    assert "detected" not in names


def test_a_track_is_kept_where_sight_breaks():
    """A Musudan on a full burn leaves the view near its apogee and is seen again as it falls."""
    flight = {"missile": "musudan", "launch": "wonsan", "target": "daejeon"}
    answer = play(shape="full-burn-lofted", **flight)
    (_, lost), (again, _) = answer.sights
    assert answer.engagement.firm_s < lost
    steps, shot = answer.unit.fire_control, answer.engagement.shots[0]
    # a new track would be in time as well ...
    assert shot.launch_s > again + steps.detect_s + steps.detect_to_fire_s
    # ... but not with the reported total: there it counts that the first track is kept
    slow = play(KOREA.with_doctrine(detect_to_launch_s=203.0), shape="full-burn-lofted", **flight)
    assert slow.engagement.feasible
    assert again + 203.0 > slow.engagement.last_s


def test_a_clock_that_starts_late_is_not_called_sight():
    late = play(KOREA.with_doctrine(clock_start_s=150.0))
    assert "first sight" not in [event.name for event in late.events]


def test_dataset_says_when_the_radar_sees():
    data = ANSWER.dataset()
    seen = data["in_view"].to_numpy()
    first = float(data["time_s"][seen][0])
    step = KOREA.numerics.sample_step
    wait = KOREA.catalog.battery("thaad-battery").search_time.value
    assert first - step <= ANSWER.engagement.detected_s - wait <= first
    required = ANSWER.unit.kernel.radar.required_snr
    assert (data["snr"].to_numpy()[seen] >= required).all()
    assert (data["snr"].to_numpy()[~seen] < required).all()
    assert float(data["altitude_km"].max()) == pytest.approx(ANSWER.flight.apogee_m / 1e3, abs=0.1)
    assert data.attrs["scenario_hash"] == KOREA.hash()
    assert all(data[name].attrs["units"] for name in data.variables if name != "event")


def test_the_radar_faces_where_the_scenario_says():
    assert ANSWER.unit.boresight == KOREA.batteries[0].radar.boresight
    away = play(KOREA.facing(235))
    assert away.engagement.reason == "not-seen"
    assert not any(event.name == "detected" for event in away.events)
    assert isnan(away.altitude_at_first_launch_m)
    assert isnan(away.altitude_at_latest_launch_m)


def test_latest_launch_lies_within_the_flight_and_after_the_first():
    found = ANSWER.engagement
    launch = found.committed_s + found.margin_s
    assert found.shots[0].launch_s <= launch < found.last_s
    assert ANSWER.altitude_at_latest_launch_m == ANSWER.altitude_at_m(launch)
    # fire control may take all of the margin, and no more
    clock = (launch - found.detected_s) - 0.5
    assert play(KOREA.with_doctrine(detect_to_launch_s=clock)).engagement.feasible
    assert not play(KOREA.with_doctrine(detect_to_launch_s=clock + 1.0)).engagement.feasible


@pytest.mark.parametrize(
    "change",
    [
        {"missile": "scud-er"},
        {"launch": "sukchon"},
        {"target": place("daegu", 35.87, 128.60)},
        {"shape": "depressed"},
        {"shape": "lofted", "apogee_m": 150e3},
        {"scenario": KOREA.moved("daegu")},
        {"scenario": KOREA.moved(place("high", 36.05, 128.22, "2 km"))},
        {"scenario": KOREA.facing(0)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_every_choice_changes_the_answer(change):
    other = play(**change).engagement
    assert (other.detected_s, other.margin_s) != pytest.approx(
        (ANSWER.engagement.detected_s, ANSWER.engagement.margin_s), abs=1e-3
    )


def test_clock_options_delay_the_launch():
    before = ANSWER.engagement
    slow = play(KOREA.with_doctrine(detect_to_launch_s=60.0)).engagement
    assert slow.committed_s == pytest.approx(before.detected_s + 60.0)
    late = play(KOREA.with_doctrine(clock_start_s=150.0)).engagement
    assert late.detected_s == pytest.approx(151.0, abs=0.01)
    both = KOREA.with_doctrine(detect_to_launch_s=60.0, clock_start_s=150.0)
    assert play(both).engagement.committed_s == pytest.approx(211.0, abs=0.01)
    assert both.hash() != KOREA.hash()
    assert KOREA.with_doctrine().hash() == KOREA.hash()


@pytest.mark.parametrize("seconds", [-1.0, 1e5, nan, inf])
def test_a_clock_out_of_range_is_refused(seconds):
    with pytest.raises(InputError, match="detect_to_launch_s"):
        KOREA.with_doctrine(detect_to_launch_s=seconds)


def test_out_of_the_missiles_reach():
    with pytest.raises(OutOfReachError, match="out-of-range"):
        play(missile="scud-b")
    with pytest.raises(InputError, match="apogee"):
        play(apogee_m=150e3)
    with pytest.raises(InputError, match="close names: Nodong"):
        play(missile="nodon")


def test_figure_shows_what_the_answer_has():
    axes = timeline_figure(ANSWER).axes[0]
    words = " ".join(text.get_text() for text in axes.texts)
    assert "apogee" in words
    for shot in ANSWER.engagement.shots:
        assert f"{shot.intercept_s:.0f} s" in words
    late = play(KOREA.with_doctrine(detect_to_launch_s=300.0))
    words = " ".join(text.get_text() for text in timeline_figure(late).axes[0].texts)
    assert f"too late; the earliest launch comes {-late.engagement.margin_s:.0f} s" in words
    lanes = " ".join(text.get_text() for text in timeline_figure(late).axes[1].texts)
    assert f"{-late.engagement.margin_s:.0f} s missing" in lanes
    lanes = " ".join(text.get_text() for text in timeline_figure(ANSWER).axes[1].texts)
    assert f"{ANSWER.engagement.margin_s:.0f} s to spare" in lanes


def reduced_example():
    """Three cells; the first flight does not reach the last cell, none reaches the third."""
    by_cell = ("site", "flight", "cell")
    return xr.Dataset(
        {
            "reason": (by_cell, np.array([[[0, 0, 5, 5], [0, 2, 5, 0]]], dtype=np.int8)),
            "shots": (by_cell, np.array([[[2, 1, 0, 0], [1, 0, 0, 1]]])),
            "p_defend": (by_cell, np.array([[[0.9, 0.7, nan, nan], [0.7, 0.0, nan, 0.7]]])),
            "cell_area_km2": ("cell", [10.0, 20.0, 30.0, 40.0]),
            "cell_people": ("cell", [1.0, 2.0, 3.0, 4.0]),
        },
        attrs={"required_shots": 1},
    )


def test_footprint_over_all_flights_and_over_any():
    worst, best = reduced(reduced_example(), "every"), reduced(reduced_example(), "any")
    assert worst["defended"].values.tolist() == [[True, False, False, True]]
    assert best["defended"].values.tolist() == [[True, True, False, True]]
    assert worst["area_defended_km2"].item() == 50.0
    assert worst["area_share"].item() == 0.5
    assert best["people_defended"].item() == 7.0
    assert best["people_share"].item() == pytest.approx(0.7)


def test_required_shots_count_in_the_reduction():
    twice = reduced_example().assign_attrs(required_shots=2)
    assert not reduced(twice, "every")["defended"].any()
    assert reduced(twice, "any")["defended"].values.tolist() == [[True, False, False, False]]
    with pytest.raises(InputError, match="no flight"):
        reduced(twice.isel(flight=slice(0)), "every")
