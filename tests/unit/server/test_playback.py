"""Playback: what is shown is what was computed; volumes for the globe are those of the studies."""

import numpy as np
import pytest

from bongsu.engagement.plans import flight_plans
from bongsu.front.deployment import load
from bongsu.geography.outlines import WGS84
from bongsu.scenario import parse_raid
from bongsu.server import messages
from bongsu.server.engine import Engine
from bongsu.studies.radar.track import flight_in_view
from bongsu.studies.raid.played import RaidStudy

ONE = {"flights": {"missile": "nodong", "shapes": ["minimum-energy"], "launch_areas": ["hwangju"]}}
RAID = (
    "{format: 1, name: many, title: Many, waves: [{missile: nodong, count: 30, launch_areas: "
    "[hwangju, tonghae], targets: [busan, daegu], last_launch: 60 s, launch_spread: 20 s, "
    "reliability: 0.8}]}"
)


@pytest.fixture(scope="module")
def ask():
    engine = Engine({"korea-2016": load("korea-2016")})

    def asked(kind, **content):
        request = messages.REQUESTS.validate_python({"kind": kind, "id": 5, **content})
        (found,) = engine.answers(request)
        return found

    return asked


@pytest.fixture(scope="module")
def engagement(ask):
    return ask("playback", setting=ONE, target="busan")


@pytest.fixture(scope="module")
def raid(ask):
    return ask("playback", setting={}, raid=RAID, seed=7, replication=4)


def test_an_engagement_is_that_of_the_timeline(ask, engagement):
    timeline = ask("timeline", setting=ONE, target="busan")
    assert [(one.launch_s, one.ends_s, one.p_kill) for one in engagement.interceptors] == [
        (one.launch_s, one.intercept_s, one.p_kill) for one in timeline.shots
    ]
    assert (engagement.missiles[0].fate, engagement.leakers) == ("met", 0)
    assert {one.outcome for one in engagement.interceptors} == {"meets"}
    times = {one.event: one.time_s for one in engagement.events}
    for key, name in (("detected", "detected"), ("firm-track", "firm track"), ("apogee", "apogee")):
        assert times[key] == next(one.time_s for one in timeline.events if one.name == name)
    assert engagement.arcs[0] == timeline.arc
    assert engagement.sentence.en == timeline.sentence
    assert engagement.ends_s == times["impact"]


def test_an_interceptor_flies_from_its_launcher_to_the_missile(engagement):
    arc = engagement.arcs[0]
    for one in engagement.interceptors:
        launcher = engagement.launchers[one.launcher]
        path = one.arc
        assert path.time_s.numbers()[[0, -1]] == pytest.approx([one.launch_s, one.ends_s])
        assert path.latitude_deg.numbers()[0] == pytest.approx(launcher.latitude_deg, abs=1e-4)
        for name in ("latitude_deg", "longitude_deg", "altitude_m"):
            missile = np.interp(one.ends_s, arc.time_s.numbers(), getattr(arc, name).numbers())
            assert getattr(path, name).numbers()[-1] == pytest.approx(missile, rel=2e-3)
        heights = path.altitude_m.numbers()
        # as it flies, and not put where it must be: its last step is like those before
        steps = np.diff(heights)
        assert steps.min() > 0.0
        assert steps[-1] == pytest.approx(steps[-2], rel=0.2)


def test_ellipses_are_those_of_the_track(engagement):
    korea = load().only(missile="nodong", shape="minimum-energy", launch_area="hwangju")
    busan = korea.place("target", "busan")
    found = flight_in_view(
        korea, flight_plans(korea)[0], busan.latitude_deg, busan.longitude_deg
    ).history
    (track,) = engagement.tracks
    wanted = np.interp(track.time_s.numbers(), found.time, found.position_error_m)
    axes = [getattr(track, name).numbers() for name in ("major_m", "minor_m", "vertical_m")]
    assert np.sqrt(sum(one**2 for one in axes)) == pytest.approx(wanted, rel=1e-3)
    assert (axes[0] >= axes[1]).all()
    direction = track.direction_deg.numbers()
    assert 0.0 <= direction.min() <= direction.max() < 180.0


def test_a_raid_is_the_replication_that_the_study_counts():
    study = RaidStudy.of(load(), parse_raid(RAID, load()), seed=7)
    for number in (0, 4, 2048, 5000):
        counted, played = study.compute(number, number + 1), study.replay(number)
        assert counted["leakers"][played.through.sum()] == 1
        assert counted["interceptors_spent"][played.missile.size] == 1
        assert np.array_equal(counted["through"], played.through)
        fallen = np.isfinite(played.start_s) & ~played.through
        assert counted["intercepts"][fallen.sum()] == 1
        assert np.array_equal(np.sort(played.missile[played.destroys]), np.flatnonzero(fallen))


def test_a_raid_on_the_clock_ends_as_it_was_played(raid):
    study = RaidStudy.of(load(), parse_raid(RAID, load()), seed=7)
    counted = study.compute(4, 5)
    assert counted["leakers"][raid.leakers] == 1
    assert counted["interceptors_spent"][len(raid.interceptors)] == 1
    assert raid.provenance.scenario_hash == study.scenario_hash
    fates = [one.fate for one in raid.missiles]
    assert set(fates) == {"leaks", "destroyed", "fails"}
    assert [one.launch_s is None for one in raid.missiles] == [one == "fails" for one in fates]
    counts = {}
    for one in raid.events:
        counts[one.event] = counts.get(one.event, 0) + 1
    assert counts["fails"] == fates.count("fails")
    assert counts["impact"] == raid.leakers == fates.count("leaks")
    assert counts["intercept"] == fates.count("destroyed")
    assert counts["interceptor-launch"] == len(raid.interceptors)
    times = [one.time_s for one in raid.events]
    assert times == sorted(times)
    assert raid.begins_s <= times[0] <= times[-1] <= raid.ends_s
    for one in raid.interceptors:
        if one.outcome == "destroys":
            assert raid.missiles[one.missile].ends_s == one.ends_s
    assert len(raid.arcs) == 4
    assert {one.arc for one in raid.tracks} <= set(range(4))


def test_launchers_run_empty_and_come_back(ask):
    setting = {"doctrine": {"rule": "salvo", "salvo": 4}}
    raid = RAID.replace("count: 30", "count: 20").replace(
        "last_launch: 60 s", "last_launch: 40 min"
    )
    found = ask("playback", setting=setting, raid=raid)
    empty = [one for one in found.events if one.event == "launcher-empty"]
    back = {one.launcher: one.time_s for one in found.events if one.event == "reloaded"}
    assert empty
    reload_s = load().catalog.battery("thaad-battery").reload_time.value
    for one in empty:
        fired = [own for own in found.interceptors if own.launcher == one.launcher]
        assert len(fired) >= found.launchers[one.launcher].interceptors
        if one.time_s + reload_s <= found.ends_s:
            assert back[one.launcher] >= one.time_s + reload_s


@pytest.mark.parametrize(
    "changed",
    [
        {"replication": 5},
        {"seed": 8},
        {"raid": RAID.replace("count: 30", "count: 31")},
        {"setting": {"site": "daegu"}},
        {"target": "busan", "setting": ONE},
    ],
)
def test_what_is_played_changes_what_is_seen(ask, raid, changed):
    usual = {"setting": {}, "raid": RAID, "seed": 7, "replication": 4}
    assert ask("playback", **(usual | changed)).events != raid.events


def test_a_flight_is_chosen(ask):
    setting = {"flights": {**ONE["flights"], "launch_areas": ["hwangju", "tonghae"]}}
    first, second = (ask("playback", setting=setting, target="busan", flight=n) for n in (0, 1))
    assert [one.missiles[0].launch_area.key for one in (first, second)] == ["hwangju", "tonghae"]


@pytest.mark.parametrize(
    ("content", "part"),
    [
        ({}, "no raid of its own"),
        ({"raid": RAID.replace("count: 30", "count: 600")}, "too large to be played back"),
        ({"raid": "{"}, "raid"),
        ({"target": "busan", "flight": 999}, "flight must be a number"),
    ],
)
def test_what_cannot_be_played_is_a_sentence(ask, content, part):
    refused = ask("playback", setting={}, **content)
    assert (refused.kind, refused.error) == ("error", "input")
    assert part in refused.message


def test_a_volume_is_made_of_coverage(ask):
    found = ask("volume", setting={}, altitudes_km=[300, 100, 100])
    assert [one.altitude_km for one in found.layers] == [100.0, 300.0]
    coverage = ask("coverage", setting={}, altitude_km=100.0)
    lower = found.layers[0]
    assert (lower.detected, lower.tracked) == (coverage.detected, coverage.tracked)
    far = np.nan_to_num(lower.farthest_km.numbers())
    off = (lower.directions_deg.numbers() - found.boresight_deg) % 360.0
    ahead, behind = np.argmin(off), np.argmin(np.abs(off - 180.0))
    assert far[ahead] > 600.0 > 100.0 > far[behind]
    assert 0.0 < found.sector_half_width_deg < 90.0
    small = ask("volume", setting={}, altitudes_km=[100], cross_section="boosting-missile")
    assert np.nanmax(small.layers[0].farthest_km.numbers()) > np.nanmax(lower.farthest_km.numbers())


def test_reach_is_a_rim_at_each_height(ask):
    found = ask("reach", setting={})
    (own,) = found.launchers
    assert (own.lowest.value, own.highest.value) == (40.0, 150.0)
    assert own.lowest.row == "interceptor.thaad-interceptor.lowest-altitude"
    latitude, longitude = own.rim_latitude_deg.numbers(), own.rim_longitude_deg.numbers()
    _, _, distance_m = WGS84.inv(
        np.full(latitude.size, own.longitude_deg),
        np.full(latitude.size, own.latitude_deg),
        longitude.ravel(),
        latitude.ravel(),
    )
    assert (
        np.nanmax(
            np.abs(distance_m.reshape(latitude.shape) / 1e3 - own.range_km.numbers()[:, None])
        )
        < 0.01
    )
    (battery,) = ask("open", setting={}).batteries
    assert np.nanmax(own.range_km.numbers()) == pytest.approx(battery.reach_km, rel=0.01)
    kept_out = ask("reach", setting={"doctrine": {"keep_out_altitude_km": 60.0}}).launchers[0]
    assert (kept_out.lowest.value, kept_out.lowest.row) == (60.0, None)


def test_arcs_of_its_own_go_where_they_are_asked_to(ask):
    plain = ask("arcs", setting=ONE)
    found = ask("arcs", setting=ONE, targets=["busan", "seoul"])
    assert (plain.own, plain.arcs) == ((), found.arcs)
    assert [one.target for one in found.own] == ["busan", "seoul"]
    assert found.own[0].title == "Nodong, Hwangju to Busan"
    assert found.own[0].title_korean
    assert found.own[0].sights_s
    short = {"flights": {"missile": "scud-b", "launch_areas": ["hwangju"]}}
    assert any("Busan" in one for one in ask("arcs", setting=short, targets=["busan"]).missing)
    refused = ask("arcs", setting={}, targets=["busan"] * 12)
    assert "too many at once" in refused.message
