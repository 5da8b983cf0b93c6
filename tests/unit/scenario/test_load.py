"""Scenario files: what they mean, what is refused and where, what the hash follows."""

import math
from dataclasses import replace
from pathlib import Path

import pytest

from bongsu.catalog import Choice, Quantity
from bongsu.catalog.rows.entries import KINDS
from bongsu.errors import InputError
from bongsu.scenario import (
    Coordinates,
    ScenarioError,
    built_in_scenarios,
    built_in_text,
    dump_scenario,
    load_scenario,
    parse_scenario,
    parts,
)

SMALL = """\
format: 1
name: small
title: A small one
date: 2016-04-30
region: {country: KOR, grid_spacing: 50 km}
batteries:
  - name: one
    type: thaad-battery
    site: seongju-golf-course
    radar: {boresight: 340 deg}
threats:
  - missile: nodong
    launch_areas: [mount-paektu]
"""


POINTS = "{azimuth: 9 deg, elevation: 1 deg}, {azimuth: 5 deg, elevation: 1 deg}"
SKYLINE = f"340 deg, skyline: [{POINTS}]}}"


def problems(text):
    with pytest.raises(ScenarioError) as error:
        parse_scenario(text, "small.yaml")
    return [str(problem) for problem in error.value.problems]


def only(text):
    found = problems(text)
    assert len(found) == 1, found
    return found[0]


def changed(old, new, text=SMALL):
    assert old in text
    return text.replace(old, new, 1)


def test_the_built_in_scenario_holds_and_has_what_the_questions_need():
    assert built_in_scenarios() == [
        "guam-2013", "korea-2016", "korea-2019", "middle-east-radars-2012", "two-tiers-2016"
    ]  # fmt: skip
    scenario = load_scenario("korea-2016")
    assert [flights.missile for flights in scenario.threats] == [
        "scud-b", "scud-c", "scud-er", "nodong", "musudan", "hwasong-12", "pukguksong-2"
    ]  # fmt: skip
    assert {flights.group for flights in scenario.other_flights} == {"intercontinental", "theatre"}
    assert len(scenario.candidate_sites) == 7
    assert {radar.site for radar in scenario.radars} == {"shariki", "kyogamisaki"}


@pytest.mark.parametrize("name", built_in_scenarios())
def test_a_built_in_scenario_is_called_as_its_file_and_can_be_written(name):
    scenario = load_scenario(name)
    assert scenario.name == name
    assert parse_scenario(dump_scenario(scenario)).hash() == scenario.hash()


def test_the_scenarios_elsewhere_have_what_their_questions_need():
    guam = load_scenario("guam-2013")
    assert guam.region.country == "GUM"
    assert [group.count for group in guam.batteries[0].launchers] == [3]
    assert {flights.missile for flights in guam.threats} == {"musudan", "hwasong-12"}
    gulf = load_scenario("middle-east-radars-2012")
    assert gulf.region.country == "ARE"
    stands = {(radar.site, radar.setting.mode) for radar in gulf.radars}
    assert stands == {("kurecik", "forward-based"), ("mount-keren", "forward-based")}
    others = {flights.missile for flights in gulf.other_flights}
    assert others == {"shahab-3", "sejil", "russian-solid-icbm"}


def test_quantities_come_out_in_si():
    scenario = parse_scenario(SMALL)
    assert scenario.region.grid_spacing == 50e3
    assert scenario.batteries[0].radar.boresight == pytest.approx(math.radians(340.0))


@pytest.mark.parametrize(
    ("old", "new", "place", "sentence"),
    [
        ("boresight: 340 deg", "boresigth: 340 deg", "10:13", "close names: 'boresight'"),
        ("340 deg", "400 deg", "10:24", "400 deg is not between -360 deg and 360 deg"),
        ("340 deg", "340", "10:24", "no unit"),
        ("340 deg", "340 km", "10:24", "is not an angle"),
        ("nodong", "nodon", "12:14", "close names: Nodong"),
        ("mount-paektu", "paecktu", "13:20", "there is no launch area 'paecktu'"),
        ("seongju-golf-course", "seongju-golfcurse", "9:11", "close names: Seongju golf course"),
        ("thaad-battery", "s-300", "8:11", "there is no battery 's-300'"),
        ("{boresight: 340 deg}", "{boresight: 340 deg, mode: forward}", "10:39",
         "close names: 'forward-based'"),
        ("format: 1", "format: 2", "1:9", "2 is not one of 1"),
        ("country: KOR", "country: XYZ", "5:19", "no country 'XYZ'"),
        ("[mount-paektu]", "[]", "13:5", "the list is empty"),
        ("2016-04-30", "2016-04-31", "4:7", "date"),
        ("name: one", "name: One", "7:11", "small letters"),
        ("[mount-paektu]", "[mount-paektu]\n    shapes: [lofty]", "14:14", "close names: 'lofted'"),
        ("[mount-paektu]", "[mount-paektu]\n    apogee: 300 km", "12:5", "apogee goes with"),
        ("[mount-paektu]", "[mount-paektu]\n    shapes: [lofted, lofted]", "12:5", "listed twice"),
        ("missile: nodong", "missile: pukguksong-2", "12:5", "cannot stop its thrust early"),
        ("missile: nodong", "missile: kn-23", "12:5",
         "kn-23 is quasi-ballistic: it has no minimum-energy arc, only full-burn-depressed ones"),
        ("340 deg}", "340 deg}\n    doctrine: {rule: salvo, salvo: 9}", "11:36",
         "9 is not between 1 and 8"),
        ("340 deg}", "340 deg}\n    doctrine: {salvo: 2}", "11:5", "salvo belongs to the rule"),
        ("340 deg}", "340 deg}\n    doctrine: {keep_out_altitude: 90 km, ceiling: 80 km}", "11:5",
         "must lie below"),
        ("340 deg}", "340 deg}\n    launchers: [{count: 0}]", "11:25", "not between 1 and 100"),
        ("340 deg}", "340 deg}\n    launchers: [{count: true}]", "11:25", "not a whole number"),
        ("seongju-golf-course",
         "{name: hill, latitude_deg: 95, longitude_deg: 128, altitude: 1 km}", "9:38",
         "95 is not between -90.0 and 90.0"),
        ("seongju-golf-course", "{name: hill, latitude_deg: 36, longitude_deg: 128}", "9:5",
         "this key is missing"),
        ("340 deg}", SKYLINE, "10:5",
         "must increase"),
        ("format: 1\n", "", "1:1", "this key is missing"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_place_and_what_would_be_right(old, new, place, sentence):
    found = only(changed(old, new))
    assert found.startswith(f"small.yaml:{place}: "), found
    assert sentence in found


def test_all_mistakes_are_listed_in_the_order_of_the_file():
    text = changed("nodong", "nodon")
    text = changed("340 deg", "340", text)
    text = changed("country: KOR", "contry: KOR", text)
    found = problems(text)
    assert [line.split(":")[1] for line in found] == ["5", "10", "12"]


OVERRIDES = """\
overrides:
  missile.nodong.payload-mass: {value: 1 t, low: 900 kg, high: 1.2 t, source: Jang 2016}
  missile.nodong.steering: {value: gravity-turn, source: a guess}
uncertainty:
  radar.an-tpy-2.average-power: high
"""


def test_overrides_and_levels_reach_the_catalogue_of_the_scenario_only():
    scenario = parse_scenario(SMALL + OVERRIDES)
    nodong = scenario.catalog.missile("nodong")
    assert (nodong.payload_mass.value, nodong.payload_mass.high) == (1000.0, 1200.0)
    assert nodong.payload_mass.quality == "U"
    assert scenario.catalog.references["Jang 2016"].title == "Jang 2016"
    assert nodong.steering.value == "gravity-turn"
    assert scenario.catalog.radar("an-tpy-2").average_power.value == 120e3
    plain = parse_scenario(SMALL).catalog
    assert plain.missile("nodong").payload_mass.value == 700.0
    assert plain.radar("an-tpy-2").average_power.value == 81e3


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("payload-mass", "payload", "close names: 'missile.nodong.payload-mass'"),
        ("value: 1 t", "value: 1 km", "is not a mass"),
        ("value: 1 t", "value: 5 t", "not between low and high"),
        ("value: 1 t", "value: 1e9 t", "is not between 0.1 kg and 1000000 kg"),
        (", source: Jang 2016", "", "this key is missing"),
        ("value: gravity-turn", "value: gravity", "close names: 'gravity-turn'"),
        ("average-power: high", "average-powr: high", "close names:"),
        ("average-power: high", "average-power: highest", "close names: 'high'"),
        ("radar.an-tpy-2.average-power: high", "missile.nodong.steering: high", "is not a number"),
        ("missile.nodong.steering: {value: gravity-turn", "drag-table.v-2.curve: {value: 1",
         "is a table"),
    ],
)  # fmt: skip
def test_a_bad_override_is_refused_at_its_place(old, new, sentence):
    assert sentence in only(SMALL + changed(old, new, OVERRIDES))


def test_an_override_can_allow_a_shape_that_the_catalogue_rules_out():
    text = changed("missile: nodong", "missile: pukguksong-2")
    text += "overrides: {missile.pukguksong-2.cut-off: {value: possible, source: a guess}}\n"
    assert parse_scenario(text).threats[0].shapes == ("minimum-energy",)


def test_catalogue_files_stand_beside_the_scenario(tmp_path):
    (tmp_path / "hill.yaml").write_text(
        "site: {hill: {title: Hill, country: KOR, position: {latitude: 36 deg, longitude: 128 deg,"
        " within: 1 km, height: 300 m, height-within: 10 m, source: geonames, quality: C}}}"
    )
    text = changed("seongju-golf-course", "hill") + "catalogue_files: [hill.yaml]\n"
    (tmp_path / "mine.yaml").write_text(text)
    scenario = load_scenario(tmp_path / "mine.yaml")
    assert scenario.place("site", "hill").altitude == 300.0
    (tmp_path / "mine.yaml").write_text(text.replace("[hill.yaml]", "[hills.yaml]"))
    with pytest.raises(ScenarioError, match=r"mine\.yaml:14:19: .*no file 'hills\.yaml'"):
        load_scenario(tmp_path / "mine.yaml")
    (tmp_path / "mine.yaml").write_text(text)
    (tmp_path / "hill.yaml").write_text("site: {hill: {title: Hill}}")
    with pytest.raises(ScenarioError, match=r"hill\.yaml:1:14"):
        load_scenario(tmp_path / "mine.yaml")


def test_places_by_name_and_by_coordinates():
    given = "{name: hill, latitude_deg: 36, longitude_deg: 128.5, altitude: 1 km}"
    scenario = parse_scenario(changed("seongju-golf-course", given))
    hill = scenario.place("site", scenario.batteries[0].site)
    assert isinstance(hill, Coordinates)
    assert (hill.latitude_deg, hill.longitude_deg, hill.altitude) == (36.0, 128.5, 1000.0)
    wonju = scenario.place("site", "wonju")
    assert (wonju.name, wonju.altitude) == ("wonju", 150.0)
    assert (wonju.latitude_deg, wonju.longitude_deg) == pytest.approx((37.34, 127.94), abs=1e-12)
    with pytest.raises(InputError, match="close names: Wonju"):
        scenario.place("site", "wonjoo")


def test_what_the_radar_sees_follows_the_way_of_re_entry():
    scenario = load_scenario()
    seen = {flights.missile: scenario.cross_section_of(flights) for flights in scenario.threats}
    assert seen["scud-b"] == "body"
    assert seen["nodong"] == "reentry-vehicle"
    given = changed("missile: nodong", "missile: nodong\n    cross_section: spent-stage")
    scenario = parse_scenario(given)
    assert scenario.cross_section_of(scenario.threats[0]) == "spent-stage"


def test_the_hash_ignores_form_and_labels():
    base = parse_scenario(SMALL)
    same = [
        changed("50 km", "50000 m"),
        changed("title: A small one", "title: Another title"),
        changed("name: small", "name: other"),
        changed("2016-04-30", "2016-07-13"),
        changed("format: 1\n", "") + "format: 1\n",
        SMALL + "seed: 0\nnumerics: {gravity: J2}\n",
        changed("{boresight: 340 deg}", "{mode: terminal, boresight: 340.0 deg}"),
    ]
    assert {parse_scenario(text).hash() for text in same} == {base.hash()}
    zeros = [changed("340 deg", f"{zero} deg") for zero in ("0", "-0", "0.0", "-0.0")]
    assert len({parse_scenario(text).hash() for text in zeros}) == 1
    assert parse_scenario(dump_scenario(base)).hash() == base.hash()


def test_the_hash_follows_everything_that_can_change_a_result():
    texts = [
        SMALL,
        changed("50 km", "40 km"),
        changed("340 deg", "339 deg"),
        changed("[mount-paektu]", "[mount-paektu]\n    shapes: [full-burn-lofted]"),
        changed("[mount-paektu]", "[mount-paektu]\n    cross_section: body"),
        changed("seongju-golf-course", "daegu"),
        SMALL + "seed: 1\n",
        SMALL + "numerics: {gravity: point-mass}\n",
        SMALL + "uncertainty: {missile.nodong.payload-mass: low}\n",
        SMALL + "uncertainty: {cross-section.reentry-vehicle.area: low}\n",
        SMALL + "uncertainty: {interceptor.thaad-interceptor.burn-time: high}\n",
        SMALL + "candidate_sites: [daegu]\n",
        # a study may ask for what the scenario does not name
        SMALL + "uncertainty: {missile.scud-b.payload-mass: low}\n",
        SMALL + "uncertainty: {cross-section.boosting-missile.area: low}\n",
    ]  # fmt: skip
    assert len({parse_scenario(text).hash() for text in texts}) == len(texts)


def test_a_row_of_every_kind_of_entry_changes_the_hash():
    scenario = parse_scenario(SMALL)
    found = {scenario.hash()}
    kinds = set()
    for path, row in scenario.catalog.rows().items():
        kind = path.split(".")[0]
        if isinstance(row, Quantity):
            moved = replace(row, value=row.value * 1.01 + 1e-9)
        elif isinstance(row, Choice):
            moved = replace(row, value=f"{row.value}-other")
        else:
            moved = replace(row, points=((row.points[0][0], 9.0), *row.points[1:]))
        if (kind, type(row)) not in kinds:
            kinds.add((kind, type(row)))
            found.add(scenario.with_catalog(scenario.catalog.with_rows([moved])).hash())
    assert {kind for kind, _ in kinds} == set(KINDS)
    assert len(found) == len(kinds) + 1


def test_a_sampled_catalogue_can_be_put_in():
    scenario = parse_scenario(SMALL)
    sampled = scenario.with_catalog(
        scenario.catalog.at_levels({"missile.nodong.payload-mass": "low"})
    )
    assert sampled.catalog.missile("nodong").payload_mass.value == 500.0
    assert scenario.catalog.missile("nodong").payload_mass.value == 700.0
    assert sampled.hash() != scenario.hash()


def test_the_rows_that_a_scenario_rests_on():
    scenario = parse_scenario(SMALL + OVERRIDES)
    paths = [row.path for row in scenario.rows()]
    assert "missile.nodong.payload-mass" in paths
    assert not any(path.startswith("missile.scud-b") for path in paths)
    doubtful = scenario.rows("U")
    assert {row.quality for row in doubtful} == {"U"}
    assert "missile.nodong.payload-mass" in [row.path for row in doubtful]  # the override's own


def test_an_unreadable_source_is_refused(tmp_path):
    with pytest.raises(InputError, match="close names: korea-2016"):
        load_scenario("korea-2015")
    with pytest.raises(InputError, match="no such file"):
        load_scenario(tmp_path / "none.yaml")
    (tmp_path / "bytes.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="not UTF-8"):
        load_scenario(tmp_path / "bytes.yaml")
    with pytest.raises(InputError, match="cannot read"):
        load_scenario(tmp_path)
    with pytest.raises(InputError, match="no such file"):
        load_scenario("x" * 5000)
    with pytest.raises(InputError, match="no built-in scenario"):
        built_in_text("none")


def test_every_field_is_documented():
    text = Path("docs/scenario.md").read_text(encoding="utf-8")
    models = [value for value in vars(parts).values() if isinstance(value, type)]
    models = [model for model in models if issubclass(model, parts.Model)]
    from bongsu.scenario import Override, Scenario
    from bongsu.scenario.parts.problems import written_names

    for model in (*models, Scenario, Override):
        for field in written_names(model):
            assert f"`{field}`" in text, f"{model.__name__}.{field}"
