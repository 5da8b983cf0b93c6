"""A radar's time in a scenario: search, tracks, saturation, and what engagements take from it."""

import json

import numpy as np
import pytest

from bongsu.engagement.batteries import fire_unit
from bongsu.engagement.searching import battery_search
from bongsu.errors import InputError
from bongsu.report.radar.budget import budget_figure
from bongsu.scenario import Coordinates, ScenarioError, built_in_text, parse_scenario
from bongsu.studies.engagement.timeline import timeline
from bongsu.studies.radar.budget import radar_budget, radar_load

BUSAN = Coordinates.model_construct(
    name="busan", latitude_deg=35.1, longitude_deg=129.05, altitude=0.0
)


def with_search(fields):
    text = built_in_text("korea-2016")
    return parse_scenario(
        text.replace("mode: terminal", f"mode: terminal\n      search: {fields}", 1)
    )


@pytest.fixture(scope="module")
def load(korea):
    return radar_load(korea.with_parameter("radar.an-tpy-2.terminal.track-dwell", "20 ms"))


def test_fence_takes_half_of_the_time_as_its_row_says(korea):
    for mode in ("terminal", "forward-based"):
        budget = radar_load(korea.in_mode(mode)).budget
        assert budget.search_share == pytest.approx(0.5, abs=0.02)


def test_the_whole_time_is_spent_once(korea, load):
    found = radar_budget(korea, load, range(0, 120, 7))
    total = found["search_share"] + found["track_share"] + found["idle_share"]
    np.testing.assert_allclose(total.values, 1.0 - load.budget.overhead_share)
    assert float(found["idle_share"].min()) > -1e-12
    # tracks times looks over the time between them is the share of the tracks
    used = found["tracks"] * load.budget.track_dwell_s / found["track_interval_s"]
    np.testing.assert_allclose(found["track_share"], used.transpose("favour", "tracks"), atol=1e-12)


def test_saturation(korea, load):
    capacity, most = load.budget.capacity, load.most_tracks
    found = radar_budget(korea, load, [0, capacity, capacity + 1, most, most + 5])
    search, track = found.sel(favour="search"), found.sel(favour="track")
    assert (np.diff(search["track_interval_s"].values[1:]) > 0.0).all()
    # while an object is confirmed, its looks compete with those at the tracks
    waits = search["fence_to_firm_s"].values
    assert waits[2] > waits[0]
    assert (np.diff(waits) >= 0.0).all()
    rule, budget = load.plan.confirmation, load.budget
    wanted = rule.dwell_s / rule.interval_s + most * budget.track_dwell_s / budget.track_interval_s
    assert waits[3] - waits[0] == pytest.approx(
        rule.needed * rule.interval_s * (wanted / budget.track_share - 1.0)
    )
    assert (track["track_interval_s"].values[:4] == load.budget.track_interval_s).all()
    assert track["fence_to_firm_s"].values[1] == track["fence_to_firm_s"].values[0]
    assert track["fence_to_firm_s"].values[2] > track["fence_to_firm_s"].values[1]
    assert np.isinf(track["fence_to_firm_s"].values[4])
    # shorter looks leave room for more, and a wider fence for fewer
    assert radar_load(korea).budget.capacity < capacity
    assert radar_load(with_search("{half_width: 30 deg}")).budget.capacity > (
        radar_load(korea).budget.capacity
    )


def test_one_visit_sees_less_far_than_a_full_look(load):
    reach = load.design.range_on_boresight(0.3)
    share = load.plan.fence.dwell_s / load.design.dwell_s
    assert load.search_range_m(0.3) == pytest.approx(reach * share**0.25)


def test_engagements_take_their_waits_from_the_fence_only_when_asked(korea):
    rows = fire_unit(korea).fire_control
    entry = korea.catalog.battery("thaad-battery")
    assert (rows.detect_s, rows.confirm_s) == (
        entry.search_time.value,
        entry.confirm_time.value,
    )
    plain = fire_unit(with_search("{}")).fire_control
    # the rows of the fence were chosen to agree with those of the battery
    assert plain.detect_s == pytest.approx(rows.detect_s)
    assert plain.confirm_s == pytest.approx(rows.confirm_s)
    assert plain.track_interval_s == rows.track_interval_s


@pytest.mark.parametrize(
    ("fields", "changed"),
    [
        ("{frame_time: 8 s}", {"detect_s"}),
        ("{tracks_held: 30}", {"track_interval_s", "confirm_s"}),
        ("{tracks_held: 6, favour: track}", {"detect_s"}),
        ("{tracks_held: 1, half_width: 20 deg}", set()),
        ("{tracks_held: 8, half_width: 20 deg}", {"track_interval_s", "confirm_s"}),
        ("{held: [{count: 3, interval: 1 s}]}", set()),
        ("{held: [{count: 4, interval: 1 s}]}", {"track_interval_s", "confirm_s"}),
        ("{held: [{count: 30, interval: 1 s, dwell: 5 ms}]}", set()),
        ("{held: [{count: 30, interval: 5 s}], favour: track}", {"detect_s"}),
    ],
)
def test_each_field_of_search_acts(fields, changed):
    plain = fire_unit(with_search("{}")).fire_control
    other = fire_unit(with_search(fields)).fire_control
    differing = {name for name, value in vars(plain).items() if value != getattr(other, name)}
    assert differing == changed


def test_an_engagement_starts_when_the_fence_and_the_confirmation_are_through():
    def firm_s(fields):
        arguments = {"missile": "nodong", "launch": "sukchon", "target": BUSAN}
        return timeline(with_search(fields), **arguments).engagement.firm_s

    usual = firm_s("{}")
    # half of the longer frame is waited for
    assert firm_s("{frame_time: 10 s}") - usual == pytest.approx(4.0, abs=0.01)
    # six tracks that keep their pace, and the engaged one, leave less for search
    stretched = firm_s("{tracks_held: 6, favour: track}") - usual
    load = radar_load(with_search("{}"))
    left = 1.0 - load.budget.overhead_share - 7 * load.budget.track_dwell_s
    assert stretched == pytest.approx(load.budget.search_share / left - 1.0, abs=0.01)


def test_rows_of_the_fence_raise_its_top(korea):
    design, plan = battery_search(korea, korea.batteries[0])
    taller = with_search("{rows: 3}")
    other = battery_search(taller, taller.batteries[0])[1]
    assert other.fence.top(design) > plan.fence.top(design)


def test_what_cannot_be_searched_is_refused():
    with pytest.raises(InputError, match=r"cannot be searched in 0\.5 s"):
        fire_unit(with_search("{frame_time: 0.5 s}"))
    with pytest.raises(InputError, match=r"100 deg, wider .* 58\.1 deg to either side"):
        fire_unit(with_search("{half_width: 100 deg}"))
    steep = with_search("{}").tilted(70)
    with pytest.raises(InputError, match="elevation floor of 5 deg: tilted 70 deg"):
        fire_unit(steep)
    with pytest.raises(InputError, match="no time is left for search"):
        fire_unit(with_search("{tracks_held: 500, favour: track}"))


def test_tracks_at_rates_of_their_own_take_their_share():
    scenario = with_search("{held: [{count: 4, interval: 2 s}, {count: 1, interval: 1 s}]}")
    load = radar_load(scenario)
    assert load.budget.held_share == pytest.approx(0.1 * (4 / 2 + 1))
    # 0.411 of the time is left beside search and overhead
    assert load.budget.capacity == 1
    found = radar_budget(scenario, load, [0, 5])
    total = found["search_share"] + found["track_share"] + found["idle_share"]
    np.testing.assert_allclose(total.values, 0.9 - load.budget.held_share)
    with pytest.raises(InputError, match="rates of their own take"):
        radar_load(with_search("{held: [{count: 40, interval: 1 s}]}"))
    with pytest.raises(InputError, match="leave no time for others"):
        fire_unit(with_search("{held: [{count: 8, interval: 1 s}]}"))


def test_search_is_not_asked_of_separate_radars():
    text = built_in_text("korea-2016")
    with pytest.raises(ScenarioError, match="belongs to the radar of a battery"):
        parse_scenario(text.replace("boresight: 280 deg}", "boresight: 280 deg, search: {}}"))


def test_command(bongsu, tmp_path):
    picture = tmp_path / "budget.png"
    code, out, _ = bongsu(
        "radar",
        "budget",
        "--json",
        "--tracks",
        0,
        5,
        50,
        "--track-dwell",
        0.02,
        "--figure",
        picture,
    )
    assert code == 0
    found = json.loads(out)
    assert found["tracks"] == [0, 5, 50]
    assert found["tracks_beside_search"] < found["tracks_without_search"]
    assert found["search_range_km"]["reentry-vehicle"] < found["search_range_km"]["spent-stage"]
    assert picture.read_bytes().startswith(b"\x89PNG")
    rarer = found["search_keeps_its_pace"]["track_interval_s"]
    assert rarer[0] == rarer[1] < rarer[2]
    assert "tracks beside search" in bongsu("radar", "budget")[1]


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("--tracks", "-1"), "negative"),
        (("--track-dwell", "2"), "shorter"),
        (("--mode", "terminl"), "terminal"),
        (("--figure", "budget.txt"), ".png"),
    ],
)
def test_mistakes(bongsu, arguments, word):
    code, out, err = bongsu("radar", "budget", *arguments)
    assert (code, out) == (2, "")
    assert word in err


def test_figure_shows_when_search_stops(korea, load):
    most = load.most_tracks
    figure = budget_figure(radar_budget(korea, load, range(2 * most)))
    texts = [text.get_text() for axes in figure.axes for text in axes.texts]
    assert texts == ["no time\nfor search"]
