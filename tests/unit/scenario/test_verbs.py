"""Verbs of a scenario: each gives a whole, valid scenario or says what would be right."""

import doctest
from math import atan2, cos, degrees, radians, sin

import numpy as np
import pytest

from bongsu.engagement.batteries import fire_unit
from bongsu.errors import InputError
from bongsu.physics.radar.pointing import boresights_holding
from bongsu.scenario import (
    Coordinates,
    Launchers,
    Scenario,
    dump_scenario,
    load_scenario,
    models,
    parse_scenario,
)
from bongsu.scenario.parts.defence import Battery, Doctrine
from bongsu.scenario.parts.radars import RadarSetting, Search
from bongsu.scenario.parts.region import Numerics, Region
from bongsu.scenario.parts.verbs import VERBS

KOREA = load_scenario("korea-2016")
TWO = load_scenario("two-tiers-2016")
SKYLINE = dump_scenario(KOREA).replace(
    "boresight: 340 deg", "azimuth: 340 deg\n      skyline: [{azimuth: 0 deg, elevation: 5 deg}]", 1
)


def first(scenario):
    return scenario.batteries[0]


def test_the_examples_hold():
    assert doctest.testmod(models).failed == 0


def test_a_battery_that_moves_faces_the_threats_and_leaves_its_skyline():
    surveyed = parse_scenario(SKYLINE)
    assert first(surveyed).radar.skyline
    daegu = surveyed.moved("daegu")
    areas = {
        (place.latitude_deg, place.longitude_deg)
        for threat in KOREA.threats
        for place in (KOREA.place("launch-area", name) for name in threat.launch_areas)
    }
    site = KOREA.place("site", "daegu")
    held = boresights_holding(site.latitude_deg, site.longitude_deg, sorted(areas), radians(58.059))
    assert first(daegu).radar.boresight == held.middle
    assert first(daegu).radar.skyline == ()
    assert daegu.hash() != surveyed.hash()
    assert daegu.moved("daegu") == daegu


def test_moved_to_where_it_stands_it_changes_nothing():
    surveyed = parse_scenario(SKYLINE)
    assert surveyed.moved("seongju-golf-course") == surveyed
    assert surveyed.moved("seongju-golf-course").hash() == surveyed.hash()
    higher = surveyed.moved("seongju-golf-course", altitude_m=900.0)
    assert first(higher).site.altitude == 900.0
    # a site of the catalogue is the same by its name and by its coordinates
    daegu = KOREA.place("site", "daegu")
    assert KOREA.moved(daegu) == KOREA.moved("daegu", altitude_m=daegu.altitude)
    assert KOREA.moved(daegu) == KOREA.moved("daegu")
    assert surveyed.moved(surveyed.place("site", "seongju-golf-course")) == surveyed
    assert (first(higher).radar, higher.hash() != surveyed.hash()) == (first(surveyed).radar, True)


def test_a_change_to_what_already_stands_is_no_change():
    heavy = (
        TWO.searching(rows=3, favour="track")
        .with_doctrine(rule="salvo", salvo=3, ceiling_km=120.0, clock_start_s=5.0)
        .with_launchers(3, Launchers(count=3, north="20 km"))
        .tilted(30.0)
        .facing("threats")
    )
    battery, path = first(heavy), "missile.nodong.payload-mass"
    mass = heavy.catalog.quantity(path)
    site = heavy.place("site", battery.site)
    same = (
        heavy.moved(battery.site),
        heavy.moved((site.latitude_deg, site.longitude_deg), altitude_m=site.altitude),
        heavy.facing(heavy.boresight_deg()),
        heavy.facing(heavy.boresight_deg() - 360.0),
        heavy.facing("threats"),
        heavy.only(missile=list({threat.missile for threat in heavy.threats})),
        heavy.with_doctrine(rule="salvo", salvo=3),
        heavy.with_doctrine(ceiling_km=120.0, clock_start_s=5.0),
        heavy.with_launchers(*battery.launchers),
        heavy.cued(False),
        heavy.in_mode(battery.radar.mode),
        heavy.tilted(30.0),
        heavy.searching(rows=3, favour="track"),
        heavy.at_spacing(heavy.region.grid_spacing / 1e3),
        heavy.with_parameter(path, "nominal"),
        heavy.with_parameter(
            path, f"{mass.value} kg", low=f"{mass.low} kg", high=f"{mass.high} kg"
        ),
        heavy.with_levels({path: "nominal"}),
        heavy.with_radar_limit(1e4),
    )
    assert {one.hash() for one in same} == {heavy.hash()}
    # two is how many a salvo has unless it is said
    salvo = KOREA.with_doctrine(rule="salvo")
    assert salvo.with_doctrine(salvo=2).hash() == salvo.hash()


def test_a_number_written_down_is_another_input_than_the_catalogues():
    """Studies of the cited range, under the scenario's hash, move the one and not the other."""
    path = "battery.thaad-battery.launchers"
    six = KOREA.with_launchers(int(KOREA.catalog.quantity(path).value))
    magazines = [
        [fire_unit(one).magazine for one in (scenario, scenario.with_levels({path: "high"}))]
        for scenario in (KOREA, six)
    ]
    assert magazines[0][0] == magazines[1][0] == magazines[1][1] < magazines[0][1]
    assert six.hash() != KOREA.hash()


def test_a_place_counts_by_where_it_is():
    daegu = KOREA.place("site", "daegu")
    text = f"{daegu.latitude_deg},{daegu.longitude_deg}"
    for spot in (text, (daegu.latitude_deg, daegu.longitude_deg)):
        assert KOREA.moved(spot, altitude_m=daegu.altitude).hash() == KOREA.moved("daegu").hash()
        assert KOREA.moved(spot).hash() != KOREA.moved("daegu").hash()  # at sea level


def test_the_order_of_verbs_that_do_not_touch_makes_no_difference():
    one = KOREA.moved("daegu", facing=10.0).with_doctrine(salvo=3, rule="salvo").at_spacing(40.0)
    other = KOREA.at_spacing(40.0).with_doctrine(rule="salvo", salvo=3).moved("daegu", facing=10)
    assert one == other
    assert one.hash() == other.hash()


def test_where_a_radar_faces():
    assert KOREA.facing(370 - 360).boresight_deg() == pytest.approx(10.0)
    at = KOREA.place("launch-area", "hwangju")
    for place in ("hwangju", at, (at.latitude_deg, at.longitude_deg)):
        # on a sphere, which turns this direction by less than 0.2 deg
        assert KOREA.facing(place).boresight_deg() == pytest.approx(towards(at), abs=0.2)
    assert first(KOREA.moved("daegu", facing="threats")) == first(KOREA.moved("daegu"))
    # the lower tier's sector is narrower than the directions of all launch areas
    east = TWO.moved((37.9, 126.8), battery="lower-daegu")
    assert 0.0 <= east.boresight_deg("lower-daegu") < 360.0
    assert east.batteries[:2] == TWO.batteries[:2]


def test_one_direction_has_one_hash_however_it_is_written():
    assert KOREA.facing(-20) == KOREA.facing(340)
    assert KOREA.facing(-20).hash() == KOREA.hash()
    hashes = {KOREA.facing(azimuth).hash() for azimuth in (0, 360, -360, -0.0)}
    assert len(hashes) == 1
    written = dump_scenario(KOREA).replace("boresight: 340 deg", "boresight: -20 deg")
    assert parse_scenario(written).hash() == KOREA.hash()


def test_numbers_of_any_kind_and_quantities_with_their_unit():
    for ten in (10, 10.0, np.float64(10.0), np.int64(10)):
        assert KOREA.facing(ten) == KOREA.facing(10.0)
    for forty in (40, np.float32(40.0), "40 km", "40000 m"):
        assert KOREA.at_spacing(forty) == KOREA.at_spacing(40.0)
    assert KOREA.with_doctrine(ceiling_km=np.float64(90.0)) == KOREA.with_doctrine(ceiling_km=90)
    assert KOREA.moved((np.float64(36.0), 128)) == KOREA.moved((36.0, 128.0))


def towards(place):
    site = KOREA.place("site", first(KOREA).site)
    low, high = radians(site.latitude_deg), radians(place.latitude_deg)
    turn = radians(place.longitude_deg - site.longitude_deg)
    east = sin(turn) * cos(high)
    north = cos(low) * sin(high) - sin(low) * cos(high) * cos(turn)
    return degrees(atan2(east, north)) % 360.0


def test_the_two_ways_to_say_a_move_are_one():
    written = dump_scenario(KOREA.moved("daegu"))
    assert parse_scenario(written).hash() == KOREA.moved("daegu").hash()


def test_some_of_the_threats():
    some = KOREA.only(missile=["nodong", "scud-c"], launch_area="hwangju")
    assert [(t.missile, t.launch_areas) for t in some.threats] == [
        ("scud-c", ("hwangju",)),
        ("nodong", ("hwangju",)),
    ]
    assert KOREA.only() is KOREA
    update = {"shapes": ("minimum-energy", "lofted"), "apogee": 4e5}
    lofted = KOREA.model_copy(update={"threats": (KOREA.threats[3].model_copy(update=update),)})
    assert lofted.only(shape="lofted").threats[0].apogee == 4e5
    assert lofted.only(shape="minimum-energy").threats[0].apogee is None


def test_threats_of_another_scenario_fly_in_the_same_catalogue():
    later = load_scenario("korea-2019").only(missile="kn-23").threats
    power = "radar.an-tpy-2.average-power"
    weak = KOREA.with_parameter(power, "low")
    other = weak.with_threats(*later)
    assert other.threats == later
    assert other.catalog.quantity(power) == weak.catalog.quantity(power)
    assert other.batteries == KOREA.batteries
    assert other.hash() != weak.hash()
    assert other.with_threats(*KOREA.threats).hash() == weak.hash()


def test_rules_of_fire():
    salvo = KOREA.with_doctrine(rule="salvo", salvo=3, kill_probability=0.5)
    assert (first(salvo).doctrine.rule, first(salvo).doctrine.salvo) == ("salvo", 3)
    back = salvo.with_doctrine(rule="shoot-look-shoot")
    assert (first(back).doctrine.salvo, first(back).doctrine.kill_probability) == (None, 0.5)
    band = KOREA.with_doctrine(keep_out_altitude_km=50.0, ceiling_km=100.0, clock_start_s=30.0)
    doctrine = first(band).doctrine
    assert (doctrine.keep_out_altitude, doctrine.ceiling, doctrine.clock_start) == (5e4, 1e5, 30.0)
    second = TWO.with_doctrine(detect_to_launch_s=20.0, battery="lower-daegu")
    assert [b.doctrine.detect_to_launch for b in second.batteries] == [None, None, 20.0]
    assert KOREA.with_doctrine() is KOREA


def test_radars_set_up_otherwise():
    assert first(KOREA.in_mode("forward-based")).radar.mode == "forward-based"
    assert degrees(first(KOREA.tilted(30.0)).radar.tilt) == pytest.approx(30.0)
    busy = first(KOREA.searching(tracks_held=20, half_width_deg=45.0)).radar.search
    assert (busy.tracks_held, busy.favour) == (20, "search")
    more = first(KOREA.searching(tracks_held=20).searching(favour="track")).radar.search
    assert (more.tracks_held, more.favour) == (20, "track")
    near = KOREA.with_radar_limit(400.0)
    assert near.catalog.radar("an-tpy-2").modes["terminal"].maximum_range.value == 4e5
    assert near.with_radar_limit(500.0) is near
    assert near.catalog.radar("an-tpy-2").modes["forward-based"].maximum_range.value == 5e6


def test_launchers_and_cueing():
    apart = KOREA.with_launchers(3, Launchers(count=3, north="20 km"))
    assert [group.count for group in first(apart).launchers] == [3, 3]
    assert apart.with_launchers().hash() == KOREA.hash()
    assert [b.cued for b in TWO.cued().batteries] == [True, True, True]
    assert [b.cued for b in TWO.cued(battery="thaad").batteries] == [True, False, False]
    assert TWO.cued().cued(False) == TWO
    alone = KOREA.model_copy(update={"radars": ()})
    with pytest.raises(InputError, match=r"cued: .*no separate radar"):
        alone.cued()
    with pytest.raises(InputError, match=r"no separate radar"):
        KOREA.cued().model_copy(update={"radars": ()})
    text = dump_scenario(alone).replace(
        "type: thaad-battery", "type: thaad-battery\n    cued: true"
    )
    with pytest.raises(InputError, match=r"scenario:\d+:\d+: batteries\.0\.cued: .*no separate"):
        parse_scenario(text)


def test_parameters_and_levels_reach_the_catalogue():
    mass = "missile.nodong.payload-mass"
    light = KOREA.with_parameter(mass, "500 kg", source="Jang 2016")
    assert light.catalog.missile("nodong").payload_mass.value == 500.0
    assert light.overrides[mass].source == "Jang 2016"
    low = light.with_parameter(mass, "low")
    assert low.levels == {mass: "low"}
    assert low.with_parameter(mass, "600 kg").catalog.missile("nodong").payload_mass.value == 600.0
    assert low.with_parameter(mass, "nominal").hash() == light.hash()
    heavy = KOREA.with_levels({mass: "high", "radar.an-tpy-2.losses": "low"})
    assert heavy.catalog.quantity(mass).value == KOREA.catalog.quantity(mass).high
    assert heavy.moved("daegu").catalog is heavy.catalog
    assert parse_scenario(dump_scenario(heavy)).hash() == heavy.hash()
    word = KOREA.with_parameter("missile.nodong.steering", "gravity-turn")
    assert word.catalog.missile("nodong").steering.value == "gravity-turn"


def test_a_drawn_catalogue_stays_under_the_verbs_and_is_not_written():
    drawn = KOREA.with_catalog(KOREA.catalog.at_levels({"radar.an-tpy-2.losses": "high"}))
    moved = drawn.moved("daegu").with_parameter("radar.an-tpy-2.average-power", "low")
    assert moved.catalog.quantity("radar.an-tpy-2.losses").value == (
        KOREA.catalog.quantity("radar.an-tpy-2.losses").high
    )
    with pytest.raises(InputError, match="with_catalog"):
        dump_scenario(moved)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda: KOREA.moved("deagu"), "moved: to: there is no .* close names: .*daegu"),
        (lambda: KOREA.moved((95.0, 127.0)), r"moved: to: 95.0 is not between -90.0 and 90.0"),
        (lambda: KOREA.moved("daegu", altitude_m=1e4), "moved: altitude_m: .*-500 m and 9 km"),
        (lambda: KOREA.moved("daegu", facing=400), "moved: facing: .*-360 deg and 360 deg"),
        (lambda: KOREA.moved("daegu", battery="thad"), "moved: battery: .*close names: .*thaad'"),
        (lambda: KOREA.facing(400), "facing: direction: 400 deg is not between"),
        (lambda: KOREA.facing("hwangjoo"), "facing: direction: .*close names: .*hwangju"),
        (lambda: KOREA.facing(True), "facing: direction: give degrees"),
        (lambda: KOREA.only(missile="nodon"), r"missile: .*Nodong \(nodong\); they have Scud-B"),
        (lambda: KOREA.only(missile="scud-b", launch_area="sohae"), "only: missile: no flight"),
        (lambda: KOREA.only(shape=[]), "only: shape: the list is empty"),
        (KOREA.with_threats, "with_threats: threats: the list is empty"),
        (lambda: KOREA.with_threats("nodong"), "with_threats: threats: 'nodong' is not a threat"),
        (lambda: KOREA.with_doctrine(salvo=9), "with_doctrine: salvo: 9 is not between 1 and 8"),
        (lambda: KOREA.with_doctrine(rule="fire"), "with_doctrine: rule: 'fire' is not one of"),
        (lambda: KOREA.with_doctrine(salvo=2), "with_doctrine: salvo: a salvo belongs to the rule"),
        (lambda: KOREA.with_doctrine(keep_out_altitude_km=160),
         "with_doctrine: keep_out_altitude_km: 160 km leaves nothing"),
        (lambda: KOREA.with_doctrine(ceiling_km=60, keep_out_altitude_km=70),
         "with_doctrine: keep_out_altitude_km and ceiling_km: the keep-out altitude of 70 km must"),
        (lambda: KOREA.with_doctrine(ceiling_km=60).with_doctrine(keep_out_altitude_km=70),
         "with_doctrine: keep_out_altitude_km: the keep-out altitude of 70 km must"),
        (lambda: KOREA.with_doctrine(rule="shoot-look-shoot", salvo=2),
         "with_doctrine: rule and salvo: a salvo belongs"),
        (lambda: KOREA.with_doctrine(detect_to_launch_s=-1), "detect_to_launch_s: .*3600 s"),
        (lambda: KOREA.with_launchers(0), "with_launchers: groups: 0 is not between 1 and 100"),
        (lambda: KOREA.in_mode("forward"), "in_mode: mode: .*close names: .*forward-based'"),
        (lambda: KOREA.tilted(95), "tilted: tilt_deg: 95 deg is not between"),
        (lambda: KOREA.searching(tracks_held=-1), "searching: tracks_held: -1 is not between"),
        (lambda: KOREA.at_spacing(0.1), "at_spacing: spacing_km: 0.1 km is not between 0.5 km"),
        (lambda: KOREA.with_cross_sections("wide"), "with_cross_sections: model: there is no"),
        (lambda: KOREA.at_spacing("wide"), "at_spacing: spacing_km: .*write it like"),
        (lambda: KOREA.with_parameter("missile.nodong.payload", "1 t"), "close names: .*g.payload"),
        (lambda: KOREA.with_parameter("missile.nodong.payload-mass", "1 km"), "is not a mass"),
        (lambda: KOREA.with_parameter("missile.nodong.payload-mass", 900), "has no unit"),
        (lambda: KOREA.with_parameter("missile.nodong.steering", "low"), "is not a number"),
        (lambda: KOREA.with_parameter("missile.nodong.payload-mass", "1 t", source=""),
         "missile.nodong.payload-mass, source: '' is too short: write at least 3 characters"),
        (lambda: KOREA.with_parameter("missile.nodong.payload-mass", "1 t", note=5),
         "missile.nodong.payload-mass, note: 5 is not a text"),
        (lambda: KOREA.with_parameter("missile.nodong.payload-mass", "1 t", low=900),
         "missile.nodong.payload-mass: low: '900' has no unit"),
        (lambda: KOREA.with_parameter("missile.nodong.payload-mass", "1 t", low="2 t", high="3 t"),
         "missile.nodong.payload-mass: 1 t is not between low and high, 2000 kg and 3000 kg"),
        (lambda: KOREA.with_parameter("missile.nodong.payload-mass", float("nan")),
         "missile.nodong.payload-mass, value: nan is neither a number nor a text"),
        (lambda: KOREA.at_spacing("2_5 km"), "spacing_km: '2_5 km' is not a length"),
        (lambda: KOREA.facing("340"), "direction: '340' is a text: give degrees as a number, like"),
        (lambda: KOREA.moved("340"), "moved: to: there is no site '340'$"),
        (lambda: KOREA.with_parameter("missile.nodong.cut-off", "not-possible"),
         "with_parameter: nodong cannot stop its thrust early"),
        (lambda: KOREA.with_parameter("interceptor.thaad-interceptor.lowest-altitude", "160 km"),
         "with_parameter: .*band of thaad-interceptor is inverted"),
        (lambda: KOREA.with_levels({"missile.nodong.payload": "low"}), "with_levels: levels: .*me"),
        (lambda: KOREA.with_levels({"missile.nodong.payload-mass": "hihg"}), "close names: 'high'"),
        (lambda: KOREA.with_radar_limit(-3.0), "with_radar_limit: range_km: "),
        (lambda: KOREA.with_radar_limit("far"), "range_km: 'far' is not a length"),
        (lambda: KOREA.with_radar_limit(None), "range_km: 'None km' is not a length"),
        (lambda: KOREA.at_spacing(True), "spacing_km: 'True km' is not a length"),
        (lambda: KOREA.moved(None), "moved: to: None is not a place: give a name"),
        (lambda: KOREA.moved((35.0,)), "moved: to: .* is not a place: give a name"),
        (lambda: KOREA.moved((35.0, "x")), "moved: to: .* is not a place: give a name"),
        (lambda: KOREA.moved("daegu", battery=3), "moved: battery: the scenario has no battery 3"),
        (lambda: KOREA.only(missile=5), "only: missile: 5 is not the name of a missile"),
        (lambda: KOREA.only(launch_area=["hwangju", 3]), "is not the name of a launch area"),
        (lambda: KOREA.in_mode(None), "in_mode: mode: there is no mode None: use one of"),
        (lambda: KOREA.cued("yes"), "cued: on: 'yes' is neither True nor False"),
        (lambda: KOREA.with_levels(None), "with_levels: levels: None does not say"),
        (lambda: KOREA.with_parameter(None, "high"), "with_parameter: path: None is no name"),
    ],
)  # fmt: skip
def test_a_verb_names_the_argument_and_what_would_be_right(change, sentence):
    with pytest.raises(InputError, match=sentence):
        change()


def test_a_subclass_keeps_its_type():
    class Mine(Scenario):
        """A later layer's scenario."""

    mine = Mine.model_validate(KOREA.model_dump(mode="json"))
    assert type(mine.moved("daegu").with_levels({"radar.an-tpy-2.losses": "low"})) is Mine
    assert type(mine.model_copy(update={"seed": 3})) is Mine
    assert mine.hash() == KOREA.hash()


def test_a_copy_with_an_update_acts():
    path = "missile.nodong.payload-mass"
    copy = KOREA.model_copy(update={"uncertainty": {path: "low"}})
    assert copy.catalog.quantity(path).value == KOREA.catalog.quantity(path).low
    assert copy.hash() == KOREA.with_levels({path: "low"}).hash()
    battery = first(KOREA).model_copy(update={"site": "daegu"})
    assert first(KOREA.model_copy(update={"batteries": (battery,)})).site == "daegu"
    radar = first(KOREA).radar.model_copy(update={"boresight": 1.0})
    assert radar.boresight == 1.0
    assert KOREA.model_copy() == KOREA
    point = Coordinates(name="hill", latitude_deg=36.0, longitude_deg=128.0, altitude="1 km")
    assert point.model_copy(update={"altitude": 20.0}).altitude == 20.0


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda: KOREA.model_copy(update={"sed": 3}), "close names: .*seed'"),
        (lambda: KOREA.model_copy(update={"seed": -3}), "seed: -3 is not between"),
        (lambda: KOREA.copy(update={"seed": -3}), "seed: -3 is not between"),
        (lambda: KOREA.copy(exclude={"seed"}), "copied whole"),
        (lambda: KOREA.model_copy(update={"catalogue_files": ("x.yaml",)}), "load that"),
        (lambda: KOREA.model_copy(update={"threats": ()}), "the list is empty"),
        (lambda: KOREA.model_copy(update={"uncertainty": {"missile.nod": "low"}}), "no parameter"),
        (lambda: KOREA.model_copy(update={"overrides": {"missile.nodong.payload-mass": {}}}),
         "this key is missing"),
        (lambda: first(KOREA).model_copy(update={"sites": "daegu"}), "close names: .*site'"),
        (lambda: first(KOREA).doctrine.model_copy(update={"salvo": 2}), "belongs to the rule"),
        (lambda: KOREA.model_copy(
            update={"batteries": (first(KOREA).model_copy(update={"site": "deagu"}),)}),
         "close names: .*daegu"),
        (lambda: KOREA.model_copy(update={"overrides": {"missile.nodong.payload-mass": 5}}),
         "missile.nodong.payload-mass: 5 is not a list of"),
    ],
)  # fmt: skip
def test_a_copy_that_does_not_hold_is_refused(change, sentence):
    with pytest.raises(InputError, match=sentence):
        change()


@pytest.mark.parametrize(
    ("part", "field", "sentence"),
    [
        (KOREA, "seed", r"seed: .* model_copy\(update={'seed': ...}\) gives another"),
        (KOREA, "threats", r"threats: .* scenario.only\(...\) gives another"),
        (KOREA, "sed", "sed: there is no such field; close names: 'seed'"),
        (first(KOREA), "site", r"site: .* scenario.moved\(...\) gives another"),
        (first(KOREA).radar, "boresight", r"scenario.facing\(...\) gives another"),
    ],
)
def test_an_assignment_is_told_the_verb(part, field, sentence):
    before = KOREA.hash()
    with pytest.raises(InputError, match=sentence):
        setattr(part, field, 3)
    with pytest.raises(InputError, match=sentence):
        delattr(part, field)
    assert KOREA.hash() == before


def test_verbs_that_are_named_exist():
    parts = (models.ScenarioFacts, Battery, Doctrine, RadarSetting, Search, Region, Numerics)
    assert {part.__name__ for part in parts} == set(VERBS)
    for part in parts:
        assert set(VERBS[part.__name__]) <= set(part.model_fields)
        assert all(hasattr(Scenario, verb) for verb in VERBS[part.__name__].values())


@pytest.mark.parametrize("update", [5, [("seed", 3)], {5: 5}])
@pytest.mark.parametrize("part", [KOREA, first(KOREA)], ids=["scenario", "battery"])
def test_a_copy_wants_fields_and_values(part, update):
    with pytest.raises(InputError, match=r"model_copy: update: .* or use a verb") as refused:
        part.model_copy(update=update)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("name", ["", "  "])
def test_an_empty_name_is_no_scenario(name):
    with pytest.raises(InputError, match=r"the name is empty: .* korea-2016, .*two-tiers-2016"):
        load_scenario(name)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (KOREA.only(shape="Minimum Energy"), KOREA.only(shape="minimum-energy")),
        (KOREA.only(shape=["Full Burn_Lofted"]), KOREA.only(shape="full-burn-lofted")),
        (KOREA.with_doctrine(rule="Shoot Shoot Look"),
         KOREA.with_doctrine(rule="shoot-shoot-look")),
        (KOREA.in_mode("Forward Based"), KOREA.in_mode("forward-based")),
        (KOREA.searching(favour="Track"), KOREA.searching(favour="track")),
        (KOREA.with_levels({"radar.an-tpy-2.losses": "High"}),
         KOREA.with_levels({"radar.an-tpy-2.losses": "high"})),
        (KOREA.with_parameter("radar.an-tpy-2.losses", " LOW "),
         KOREA.with_parameter("radar.an-tpy-2.losses", "low")),
        (KOREA.facing("20 deg"), KOREA.facing(20)),
        (parse_scenario(dump_scenario(KOREA, defaults=True).replace("ray-traced", "Ray Traced")),
         KOREA),
        (parse_scenario(dump_scenario(KOREA).replace("full-burn-lofted", "Full burn lofted")),
         KOREA),
    ],
)  # fmt: skip
def test_words_are_taken_in_any_spelling(one, other):
    assert one.hash() == other.hash()


@pytest.mark.parametrize("name", ["Daegu", "대구", "daegu "])
def test_moved_takes_any_name_of_a_site(name):
    assert KOREA.moved(name).batteries[0].site == "daegu"


def test_only_takes_any_name_of_a_missile():
    assert {threat.missile for threat in KOREA.only(missile="Nodong").threats} == {"nodong"}


def test_moved_takes_places_of_other_kinds_by_their_coordinates():
    site = KOREA.moved("hwangju").place("site", KOREA.moved("hwangju").batteries[0].site)
    area = KOREA.place("launch-area", "hwangju")
    assert (site.latitude_deg, site.longitude_deg) == (area.latitude_deg, area.longitude_deg)


def test_coordinates_keep_their_digits_in_the_name():
    site = KOREA.moved((36.0, 127.0301234)).batteries[0].site
    assert site.name == "36.0,127.0301234"
    assert site.title == "36° N 127.0301234° E"
