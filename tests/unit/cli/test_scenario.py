"""`bongsu scenario` and `bongsu catalog` on the command line."""

import json

import pytest

from bongsu.scenario import load_scenario


def test_a_new_scenario_holds_and_keeps_its_comments(bongsu, tmp_path):
    file = tmp_path / "My Trial.yaml"
    assert bongsu("scenario", "new", file)[0] == 0
    text = file.read_text()
    assert "name: my-trial" in text
    assert "# " in text
    code, out, _ = bongsu("scenario", "check", file)
    assert code == 0
    assert "holds" in out
    assert load_scenario(file).hash() == load_scenario("korea-2016").hash()


def test_a_new_scenario_does_not_write_over_a_file(bongsu, tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text("mine")
    code, _, err = bongsu("scenario", "new", file)
    assert code == 2
    assert "already" in err
    assert file.read_text() == "mine"
    assert bongsu("scenario", "new", file, "--force")[0] == 0
    assert file.read_text() != "mine"
    assert bongsu("scenario", "new", tmp_path / "mine.txt")[0] == 2


def test_mistakes_are_listed_with_exit_code_2_and_no_output(bongsu, tmp_path):
    file = tmp_path / "bad.yaml"
    bongsu("scenario", "new", file)
    file.write_text(file.read_text().replace("missile: nodong", "missile: nodon"))
    for command in ("check", "show"):
        code, out, err = bongsu("scenario", command, file)
        assert (code, out) == (2, "")
        assert "bad.yaml:" in err
        assert "close names: Nodong" in err
        assert "Traceback" not in err


def test_show_gives_what_loads_again(bongsu, tmp_path):
    code, out, _ = bongsu("scenario", "show", "--json")
    shown = json.loads(out)
    assert code == 0
    assert shown["provenance"]["scenario_hash"] == load_scenario().hash()
    assert "missile.nodong" in shown["entries"]
    assert shown["numerics"]["gravity"] == "J2"
    _, out, _ = bongsu("scenario", "show")
    file = tmp_path / "shown.yaml"
    file.write_text(out.split("\n\n rests on")[0])
    assert load_scenario(file) == load_scenario()


def test_check_names_the_doubtful_rows(bongsu):
    _, out, _ = bongsu("scenario", "check", "--json")
    assert "cross-section.reentry-vehicle.area" in json.loads(out)["u_rows"]


CHANGED = """\
format: 1
name: changed
title: A battery
date: 2016-04-30
region: {country: KOR, grid_spacing: 90 km}
batteries: [{name: b, type: thaad-battery, site: seongju, radar: {boresight: 340 deg}}]
threats: [{missile: nodong, launch_areas: [hwangju]}]
"""
HEAVY = "{value: 100 t, low: 100 t, high: 100 t, source: Somebody 2016}"


@pytest.mark.parametrize(
    ("changes", "said", "commands"),
    [
        (
            f"overrides:\n  missile.Nodong.payload-mass: {HEAVY}\n",
            "9:3: overrides.missile.Nodong.payload-mass: Nodong cannot lift off",
            [("battery", "footprint")],
        ),
        (
            (
                "uncertainty:\n  interceptor.thaad.propellant-mass: high\n"
                "  interceptor.thaad.launch-mass: low\n"
            ),
            "9:38: uncertainty.interceptor.thaad.propellant-mass: THAAD interceptor: 660 kg",
            [("battery", "reach"), ("battery", "footprint")],
        ),
        (
            (
                "overrides:\n"
                "  radar.an-tpy-2.terminal.overhead-share: {value: '1', source: Somebody 2016}\n"
            ),
            "9:3: overrides.radar.an-tpy-2.terminal.overhead-share: a fence of",
            [("radar", "budget")],
        ),
    ],
)
def test_what_cannot_fly_is_refused_where_the_file_changes_it(
    bongsu, tmp_path, changes, said, commands
):
    file = tmp_path / "changed.yaml"
    file.write_text(CHANGED + changes)
    for command in [("scenario", "check"), *commands]:
        code, out, err = bongsu(*command, str(file))
        assert (code, out) == (2, ""), command
        assert err.startswith(f"bongsu: {file}:{said}"), command


def test_a_radar_that_does_not_reach_its_floor_is_refused_where_it_is_set(bongsu, tmp_path):
    file = tmp_path / "steep.yaml"
    file.write_text(CHANGED.replace("boresight: 340 deg", "boresight: 340 deg, tilt: 90 deg"))
    code, out, err = bongsu("scenario", "check", str(file))
    assert (code, out) == (2, "")
    assert err.startswith(f"bongsu: {file}:6:59: batteries.0.radar: the radar of battery b cannot")


def test_catalog_list(bongsu):
    code, out, _ = bongsu("catalog", "list", "missile", "--json")
    assert code == 0
    assert {entry["key"] for entry in json.loads(out)["kinds"]["missile"]} >= {
        "scud-b",
        "hwasong-12",
    }
    code, out, _ = bongsu("catalog", "list")
    assert code == 0
    assert "an-tpy-2" in out
    code, _, err = bongsu("catalog", "list", "missle")
    assert code == 2
    assert "close names: missile" in err


def test_catalog_show(bongsu):
    for name in ("nodong", "missile.nodong"):
        _, out, _ = bongsu("catalog", "show", name, "--json")
        shown = json.loads(out)
        row = shown["rows"]["missile.nodong.stage-1.inert-mass"]
        assert (row["value"], row["low"], row["unit"], row["quality"]) == (2058, 1780, "kg", "D")
        assert set(row["sources"]) <= set(shown["references"])
    _, out, _ = bongsu("catalog", "show", "an-tpy-2.terminal.dwell")
    assert "0.1 to 1 s" in out
    assert "[1] G. N. Lewis" in out
    _, out, _ = bongsu("catalog", "show", "an-tpy-2")
    assert "5.3 dB" in out
    _, out, _ = bongsu("catalog", "show", "v-2", "--json")
    assert json.loads(out)["rows"]["drag-table.v-2.curve"]["points"][0] == [0.0, 0.15]
    code, _, err = bongsu("catalog", "show", "nodon")
    assert code == 2
    assert "close names: Nodong" in err


def test_a_name_of_several_things_is_asked_for_in_full(bongsu):
    code, out, err = bongsu("catalog", "show", "patriot-class")
    assert code == 0, err
    assert "AN/MPQ-53" in out


def test_catalog_sources(bongsu):
    code, out, _ = bongsu("catalog", "sources", "--json")
    sources = json.loads(out)
    assert code == 0
    assert "battery.thaad-battery.launchers" in sources["references"]["crs-if12645"]["rows"]
    _, out, _ = bongsu("catalog", "sources")
    assert "original not read" in out


def test_a_catalogue_file_of_the_user_is_laid_over(bongsu, tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text(
        "missile: {nodong: {payload-mass: {value: 1 t, low: 1 t, high: 1.1 t, source: geonames,"
        " quality: C}}}"
    )
    _, out, _ = bongsu("catalog", "show", "nodong.payload-mass", "--file", file, "--json")
    assert json.loads(out)["rows"]["missile.nodong.payload-mass"]["value"] == 1000.0
