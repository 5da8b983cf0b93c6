"""The engine: its answers are those of the front door, and a mistake is a sentence."""

import json

import numpy as np
import pytest

from bongsu.front.deployment import load
from bongsu.scenario import parse_raid
from bongsu.server import messages
from bongsu.server.answers.footprint import Footprints
from bongsu.server.engine import KINDS, Engine

FLIGHTS = {
    "missile": "nodong",
    "shapes": ["minimum-energy"],
    "launch_areas": ["hwangju", "tonghae"],
}
SETTING = {"flights": FLIGHTS}
COARSE = {"aim_points": 50}


@pytest.fixture(scope="module")
def engine():
    return Engine({"korea-2016": load("korea-2016")}, footprints=Footprints(100_000_000))


@pytest.fixture(scope="module")
def ask(engine):
    def asked(kind, *, wanted=lambda: True, **content):
        request = messages.REQUESTS.validate_python({"kind": kind, "id": 5, **content})
        (found,) = engine.answers(request, wanted)
        assert found.id == 5
        assert found.took_ms >= 0.0
        return found

    return asked


@pytest.fixture(scope="module")
def footprint(ask):
    return ask("footprint", setting=SETTING, **COARSE, by_province=True)


@pytest.fixture(scope="module")
def same(footprint):
    """The same footprint by the front door."""
    korea = load("korea-2016").only(
        missile="nodong", shape="minimum-energy", launch_area=["hwangju", "tonghae"]
    )
    return korea.at_spacing(footprint.grid.spacing_km).footprint()


def test_a_footprint_is_that_of_the_front_door(footprint, same):
    assert footprint.sentence == same.sentence()
    for one in footprint.shares:
        assert one.share.value == pytest.approx(same.p_defended(one.over), rel=1e-12)
        assert one.people.value == pytest.approx(same.people_defended(one.over), rel=1e-12)
        assert one.area.value == pytest.approx(same.area_defended_km2(one.over), rel=1e-12)
    values = footprint.by_flight
    for name in ("reason", "shots", "margin_s", "margin_km", "p_defend"):
        wanted = same.data[name].values[0]
        assert np.array_equal(
            getattr(values, name).numbers(), wanted.astype(np.float32), equal_nan=True
        )
    provinces = {one.name: one.people_share for one in footprint.provinces}
    table = same.by_place("province").query("over == 'average'")
    assert provinces == pytest.approx(dict(zip(table["place"], table["people_share"], strict=True)))
    assert footprint.provenance.scenario_hash == same.provenance.scenario_hash


def test_a_footprint_counts_flights_by_cell(footprint):
    reasons = footprint.by_flight.reason.numbers()
    assert np.array_equal(footprint.met.numbers(), (reasons == 0).sum(axis=0))
    assert np.array_equal(footprint.reaching.numbers(), (reasons < 5).sum(axis=0))


def test_a_grid_comes_once(ask, footprint):
    again = ask("footprint", setting=SETTING, **COARSE, known_grids=[footprint.grid_key])
    assert again.grid is None
    assert again.grid_key == footprint.grid_key
    assert again.provinces == ()


def test_a_mesh_joins_the_aim_points(footprint):
    grid = footprint.grid
    cells = grid.latitude_deg.shape[0]
    corner = grid.mesh_cell.numbers()
    assert abs(cells - 50) < 15
    assert grid.triangles.numbers().max() == len(corner) - 1
    assert np.array_equal(corner[:cells], np.arange(cells))
    assert np.allclose(
        grid.mesh_latitude_deg.numbers()[:cells], grid.latitude_deg.numbers(), atol=1e-5
    )


def test_a_battery_that_moves_flies_nothing_again(engine, ask, footprint):
    before = engine._footprints.kept.flights.taken_bytes
    moved = ask("footprint", setting={**SETTING, "site": "daegu"}, **COARSE)
    assert engine._footprints.kept.flights.taken_bytes == before > 0
    daegu = load("korea-2016").moved("daegu")
    assert "Daegu" in moved.sentence
    assert [one.share for one in moved.shares] != [one.share for one in footprint.shares]
    assert daegu.batteries[0].site == "daegu"


def test_nobody_waiting_ends_the_work(ask):
    calls = iter([True] * 3)
    left = ask(
        "footprint",
        wanted=lambda: next(calls, False),
        setting={"flights": {"missile": "scud-b"}},
        **COARSE,
    )
    assert left.kind == "dropped"


def test_an_open_setting_has_everything_filled_in(ask):
    found = ask("open", setting={**SETTING, "site": "daegu"})
    (battery,) = found.batteries
    daegu = load().only(missile="nodong", launch_area=["hwangju", "tonghae"]).moved("daegu")
    assert battery.site.korean == "대구"
    assert battery.boresight_deg == pytest.approx(daegu.boresight_deg())
    assert [one.launch_area.key for one in found.flights] == ["hwangju", "tonghae"]
    plan = next(one for one in found.parameters if one.path == "battery.thaad-battery.plan-time")
    assert (plan.title, plan.number.unit) == ("plan time", "s")
    assert plan.least <= plan.number.low <= plan.number.value <= plan.number.high <= plan.most
    assert plan.number.source
    again = ask("open", setting={"yaml": found.yaml})
    assert again.provenance.scenario_hash == found.provenance.scenario_hash


def test_a_row_that_is_moved_says_what_was_cited(ask):
    path = "battery.thaad-battery.plan-time"
    cited = next(o for o in ask("open", setting={}).parameters if o.path == path)
    found = ask("open", setting={"parameters": {path: "33 s"}})
    moved = next(one for one in found.parameters if one.path == path)
    assert moved.number.value == 33.0
    assert moved.cited == cited.number.value != 33.0


def test_a_radar_that_guides_nothing_is_open_and_has_no_footprint(ask):
    setting = {"mode": "forward-based"}
    assert ask("open", setting=setting).batteries[0].launchers == ()
    refused = ask("footprint", setting=setting, **COARSE)
    assert (refused.kind, refused.error) == ("error", "input")
    assert "does not guide interceptors" in refused.message


def test_a_timeline_is_that_of_the_front_door(ask):
    found = ask("timeline", setting=SETTING, target="Busan", flight=0)
    same = load().timeline(missile="nodong", launch="hwangju", target="Busan")
    assert found.sentence in same.sentence()
    assert found.margin.value == pytest.approx(same.margin_s())
    assert [one.name for one in found.events] == list(same.table()["event"])
    assert [one.launch_s for one in found.shots] == [
        one.launch_s for one in same.study.engagement.shots
    ]
    assert found.arc.time_s.shape == found.signal_to_noise.shape
    assert found.steps[0].duration.row == "battery.thaad-battery.search-time"


def test_a_place_without_a_shot_says_the_first_reason(ask):
    seoul = {"latitude_deg": 37.55, "longitude_deg": 127.0}
    found = ask("timeline", setting=SETTING, target=seoul)
    assert (found.reason, found.shots) == ("out-of-reach", ())
    assert found.missing in found.sentence


def test_a_missile_that_does_not_reach_is_an_answer(ask):
    setting = {"flights": {"missile": "scud-b", "launch_areas": ["hwangju"]}}
    found = ask("timeline", setting=setting, target="Busan")
    assert (found.kind, found.error) == ("error", "out-of-reach")


def test_coverage_is_that_of_the_front_door(ask):
    found = ask("coverage", setting={}, altitude_km=100.0)
    same = load().coverage(altitudes_km=[100.0])
    assert found.sentence == same.sentence()
    areas = {one.code: one.area.value for one in found.countries}
    assert areas["PRK"] == pytest.approx(same.area_km2("PRK"))
    assert "sea" not in areas


def test_an_outline_encloses_what_the_radar_sees(ask):
    """Its area on the sphere is that of the cells of the map, within their size."""
    found = ask("coverage", setting={}, altitude_km=100.0)
    detected = found.detected
    assert detected.polygon_starts.shape == (1,)
    latitude = np.radians(detected.latitude_deg.numbers().astype(float))
    longitude = np.radians(detected.longitude_deg.numbers().astype(float))
    area_km2 = 6371.0**2 * abs(np.trapezoid(np.sin(latitude), longitude))
    whole = load().coverage(altitudes_km=[100.0]).data["area_km2"].sel(task="detect").sum().item()
    assert area_km2 == pytest.approx(whole, rel=0.05)


@pytest.mark.parametrize(
    ("content", "media_type", "inside"),
    [
        ({"of": "scenario", "format": "yaml"}, "application/yaml", "name: korea-2016"),
        ({"of": "raid", "format": "yaml"}, "application/yaml", "missile: nodong"),
        ({"of": "footprint", "format": "csv", **COARSE}, "text/csv", "scenario_hash"),
        ({"of": "footprint", "format": "json", **COARSE}, "application/json", "provenance"),
        (
            {"of": "timeline", "format": "csv", "target": "Busan"},
            "text/csv",
            "launch",
        ),
    ],
)
def test_an_export_is_a_file_with_where_it_comes_from(ask, content, media_type, inside):
    found = ask("export", setting=SETTING, **content)
    assert found.media_type == media_type
    assert inside in found.content.decode()
    assert found.name.startswith("korea-2016")
    assert "/" not in found.name


def test_an_exported_scenario_is_the_setting(ask):
    found = ask("export", setting={**SETTING, "site": "daegu"}, of="scenario", format="yaml")
    opened = ask("open", setting={"yaml": found.content.decode()})
    assert opened.batteries[0].site.key == "daegu"


@pytest.mark.parametrize(
    "content",
    [
        {"of": "scenario", "format": "csv"},
        {"of": "footprint", "format": "yaml", **COARSE},
        {"of": "timeline", "format": "csv"},
        {"of": "timeline", "format": "geojson", "target": "Busan"},
    ],
)
def test_a_file_that_there_is_not_is_said(ask, content):
    found = ask("export", setting=SETTING, **content)
    assert (found.kind, found.error) == ("error", "input")


def test_every_mistake_of_a_scenario_is_told(ask):
    found = ask("open", setting={"yaml": "format: 1\nname: mine"})
    assert found.error == "input"
    assert len(found.problems) > 3
    assert found.message == found.problems[0]


def test_a_fault_of_ours_is_a_sentence_too(monkeypatch, engine, ask):
    def broken(*_):
        raise ZeroDivisionError

    monkeypatch.setattr(engine, "_answer", broken)
    found = ask("describe")
    assert (found.kind, found.error) == ("error", "internal")


def test_a_description_names_what_can_be_asked(ask):
    found = ask("describe")
    assert found.kinds == KINDS
    assert [one.key for one in found.scenarios] == ["korea-2016"]
    shapes = {one.key: one.shapes for one in found.missiles}
    assert shapes["kn-23"] == ("full-burn-depressed",)
    assert len(shapes["nodong"]) == 5
    assert {"Seoul", "Pyongyang", "Tokyo", "Beijing"} <= {one.title for one in found.cities}
    busan = next(one for one in found.cities if one.title == "Busan")
    assert (busan.korean, busan.country) == ("부산", "KOR")
    assert {one.title: one.korean for one in found.cities}["Pyongyang"] == "평양"
    assert found.scenarios[0].korean == "2016년 한국의 사드 포대 하나"


def test_every_answer_can_be_written_as_json(ask, footprint):
    for found in (footprint, ask("describe"), ask("timeline", setting=SETTING, target="Busan")):
        text = messages.ANSWERS.dump_json(found)
        assert json.loads(text)["kind"] == found.kind


RAID = json.dumps(
    {
        "format": 1,
        "name": "two",
        "title": "Two at Busan",
        "waves": [
            {"missile": "nodong", "launch_areas": ["hwangju"], "targets": ["busan"], "count": 2}
        ],
    }
)


def test_a_raid_comes_in_pieces_and_ends_as_that_of_the_front_door(engine):
    request = messages.RaidRequest(
        id=6, setting=messages.Setting(), raid=RAID, replications=2000, seed=3
    )
    pieces = list(engine.answers(request))
    assert [one.done for one in pieces] == [False] * (len(pieces) - 1) + [True]
    counts = [one.replications for one in pieces]
    assert counts == sorted(counts)
    assert counts[-1] == 2000
    korea = load()
    same = korea.raid(parse_raid(RAID, korea), replications=2000, seed=3)
    last = pieces[-1]
    assert last.sentence == same.sentence()
    assert last.leakers.low <= last.leakers.value <= last.leakers.high
    assert last.leakers.value == same.leakers()
    assert last.leakers_share.numbers().sum() == pytest.approx(1.0)
    assert [one.survival.value for one in last.assets] == list(same.table()["survival"])
    assert last.provenance.scenario_hash == same.provenance.scenario_hash


def test_a_raid_that_nobody_waits_for_ends(engine):
    request = messages.RaidRequest(
        id=6, setting=messages.Setting(), raid=RAID, replications=10_000_000
    )
    waiting = [True]
    pieces = engine.answers(request, lambda: waiting[0])
    assert next(pieces).kind == "raid"
    waiting[0] = False
    assert [one.kind for one in pieces] == ["dropped"]


def test_a_raid_with_mistakes_names_them(ask):
    found = ask("raid", setting={}, raid="format: 1\nname: two")
    assert (found.kind, found.error) == ("error", "input")
    assert len(found.problems) > 1
    assert "no raid of its own" in ask("raid", setting={}).message


def test_flights_of_others_come_with_when_the_radar_sees_them(ask):
    found = ask("arcs", setting={"mode": "forward-based"})
    assert {one.group for one in found.arcs} == {"intercontinental", "theatre"}
    assert any(one.sights_s for one in found.arcs)
    assert all(begin < end for one in found.arcs for begin, end in one.sights_s)
    assert found.arcs[0].arc.time_s.numbers()[0] == 0.0


def test_a_drag_need_not_carry_the_file_and_the_rows(ask):
    found = ask("open", setting=SETTING, details=False)
    assert (found.yaml, found.parameters) == ("", ())
    assert found.batteries
