"""Settings: each change is the verb of the same name, and no text names a file."""

import pytest

from bongsu.errors import InputError
from bongsu.front.deployment import load
from bongsu.server.messages import Setting
from bongsu.server.settings import Settings, read_text

KOREA = load("korea-2016")
SETTINGS = Settings({"korea-2016": KOREA})


def made(**setting):
    return SETTINGS.deployment(Setting.model_validate(setting))


def test_a_setting_without_changes_is_the_scenario():
    assert made() is KOREA


@pytest.mark.parametrize(
    ("setting", "deployment"),
    [
        ({"site": "daegu"}, KOREA.moved("daegu")),
        ({"site": {"latitude_deg": 36.0, "longitude_deg": 128.0}}, KOREA.moved((36.0, 128.0))),
        ({"facing": 10}, KOREA.facing(10)),
        ({"facing": "hwangju"}, KOREA.facing("hwangju")),
        ({"site": "daegu", "facing": 10.0}, KOREA.moved("daegu", facing=10.0)),
        ({"mode": "forward-based"}, KOREA.in_mode("forward-based")),
        ({"tilt_deg": 20.0}, KOREA.tilted(20.0)),
        ({"radar_limit_km": 400.0}, KOREA.with_radar_limit(400.0)),
        ({"cued": True}, KOREA.cued()),
        ({"cross_section_model": "constant"}, KOREA.with_cross_sections("constant")),
        ({"people_from": "populated-places"}, KOREA.with_people_from("populated-places")),
        (
            {"doctrine": {"rule": "salvo", "salvo": 3, "clock_start_s": 30.0}},
            KOREA.with_doctrine(rule="salvo", salvo=3, clock_start_s=30.0),
        ),
        ({"flights": {"missile": "Nodong"}}, KOREA.only(missile="nodong")),
        (
            {"flights": {"missile": "nodong", "shapes": ["depressed"]}},
            KOREA.only(missile="nodong", shape="depressed"),
        ),
        (
            {"flights": {"missile": "nodong", "launch_areas": ["hwangju"]}},
            KOREA.only(missile="nodong", launch_area="hwangju"),
        ),
        (
            {"parameters": {"battery.thaad-battery.plan-time": "high"}},
            KOREA.with_levels({"battery.thaad-battery.plan-time": "high"}),
        ),
        (
            {"parameters": {"battery.thaad-battery.plan-time": 20}},
            KOREA.with_parameter("battery.thaad-battery.plan-time", "20 s"),
        ),
        (
            {"parameters": {"battery.thaad-battery.plan-time": "0.5 min"}},
            KOREA.with_parameter("battery.thaad-battery.plan-time", "30 s"),
        ),
    ],
)
def test_a_change_is_the_verb(setting, deployment):
    changed = made(**setting)
    assert changed.hash() == deployment.hash() != KOREA.hash()


def test_a_missile_that_is_no_threat_flies_from_the_launch_areas_of_those_that_are():
    threats = made(flights={"missile": "kn-23"}).threats
    assert [one.missile for one in threats] == ["kn-23"]
    assert threats[0].shapes == ("full-burn-depressed",)
    assert set(threats[0].launch_areas) == {
        area for threat in KOREA.threats for area in threat.launch_areas
    }


def test_launchers_stand_where_they_are_put():
    group = {"latitude_deg": 36.3, "longitude_deg": 128.4, "count": 2}
    (found,) = made(launchers=[group]).batteries[0].launchers
    assert found.count == 2
    # 0.25 and 0.18 degrees from the radar
    assert found.north == pytest.approx(27.8e3, abs=100.0)
    assert found.east == pytest.approx(16.2e3, abs=100.0)


def test_a_text_is_read_as_a_file_is():
    text = (
        "{format: 1, name: mine, title: Mine, date: 2016-04-30, "
        "region: {country: KOR, grid_spacing: 60 km}, "
        "batteries: [{name: one, type: thaad-battery, site: daegu, radar: {boresight: 340 deg}}], "
        "threats: [{missile: nodong, launch_areas: [hwangju]}]}"
    )
    assert made(yaml=text).title == "Mine"
    assert made(yaml=text) is made(yaml=text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("catalogue_files: [/etc/passwd]", "scenario:1:18: catalogue_files: a page reads no files"),
        (
            "region: {country: KOR, grid_spacing: 50 km, people_from: people.csv}",
            "region.people_from: a page reads no files",
        ),
        ("format: 1", "scenario:1:1: name: this key is missing"),
        ("- 1", "a scenario"),
        ("a: &b [1]\nc: *b", "anchor"),
    ],
)
def test_a_text_that_names_a_file_or_is_no_scenario_is_refused(text, said):
    with pytest.raises(InputError) as refused:
        read_text(text)
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ({"scenario": "korea"}, "close names: 'korea-2016'"),
        ({"site": "bosan"}, "there is no site 'bosan'"),
        ({"flights": {"missile": "nodon"}}, "close names: Nodong"),
        ({"flights": {"missile": "kn-23", "shapes": ["lofted"]}}, "is quasi-ballistic"),
        ({"parameters": {"battery.thaad-battery.plan-tim": 3}}, "plan-time"),
        ({"parameters": {"battery.thaad-battery.plan-time": -3}}, "-3"),
        ({"launchers": [{"latitude_deg": 10.0, "longitude_deg": 128.0, "count": 1}]}, "300 km"),
        ({"battery": "patriot"}, "no battery 'patriot'"),
        (
            {"site": {"latitude_deg": 36.0, "longitude_deg": 128.0, "name": "../x"}},
            "small letters",
        ),
    ],
)
def test_what_cannot_be_is_said(setting, said):
    if "battery" in setting:
        setting = setting | {"site": "daegu"}
    with pytest.raises(InputError) as refused:
        made(**setting)
    assert said in str(refused.value)
