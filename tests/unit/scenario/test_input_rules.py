"""What files may say: one language, limits that are said, each mistake with its place."""

import json
import os
import threading

import pytest

from bongsu.catalog import documents, load_catalog
from bongsu.catalog.documents import read_document, read_file
from bongsu.catalog.rows.units import parse_quantity
from bongsu.claims.claim import built_in_claims
from bongsu.claims.load import load_claims
from bongsu.claims.measures.registry import mistakes
from bongsu.errors import InputError
from bongsu.scenario import built_in_text, load_scenario
from bongsu.scenario.load import parse_scenario

ROW = (
    "missile: {nodong: {payload-mass: {value: %s, low: 1 t, high: 1.1 t, source: %s, quality: %s}}}"
)
CLAIM = """
- id: mine
  who: someone
  date: 2016-01-01
  assertion: something
  sources: [{publisher: p, date: 2016-01-01, url: "https://a.b"}]
  question: q
  readings:
    - name: n
      measure: %s
      parameters: %s
      comparison: at least
      threshold: %s
      because: b
"""


def numerics(line):
    text = built_in_text("korea-2016")
    return f"{text.partition('numerics:')[0]}\nnumerics: {{{line}}}\n"


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("%YAML 1.1\n---\na: yes", "it:1:1", "directives such as %YAML"),
        ("%TAG ! tag:x,2000:\n---\na: 1", "it:1:1", "directives such as %YAML"),
        ("# first\n%YAML 1.1\n---\na: yes", "it:2:1", "directives such as %YAML"),
        ("a:\n  b: !!bool yes", "it:2:6", "tags such as !!bool"),
        ("a: !!int '1'", "it:1:4", "tags such as !!int"),
        ("a: ! x", "it:1:4", "tags such as !"),
        ("a: !!python/object:x {}", "it:1:4", "tags such as !!python/object:x"),
        (f"a: {'9' * 4301}", "it:1:4", "a number has at most 100 digits"),
        (f"a: 0x{'f' * 4301}", "it:1:4", "a number has at most 100 digits"),
        (f"a: {'x' * 10_001}", "it:1:4", "a text has at most 10,000 letters"),
        (f"{'k' * 201}: 1", "it:1:1", "a key has at most 200 letters"),
        (f"a: [{'b, ' * 1001}]", "it:1:4", "a list has at most 1,000 items"),
        ("#" * 1_000_001, "it", "larger than 1,000,000"),
    ],
)
def test_a_file_speaks_one_language_and_has_limits(text, place, words):
    with pytest.raises(InputError) as refused:
        read_document(text, "it")
    assert str(refused.value).startswith(f"{place}: ")
    assert words in str(refused.value)
    assert len(str(refused.value)) < 200


def test_exclamation_and_per_cent_signs_in_texts_are_letters():
    found = read_document("a: 80 %\nb: 'well! done'\nc: done!\nd: |\n  %YAML\n", "it").plain()
    assert found == {"a": "80 %", "b": "well! done", "c": "done!", "d": "%YAML\n"}


@pytest.mark.parametrize("written", ["yes", "on", "1", "'true'", "True!", "no"])
def test_only_true_and_false_are_booleans(written):
    with pytest.raises(InputError, match=r"it:\d+:\d+: numerics\.earth_rotation: "):
        parse_scenario(numerics(f"earth_rotation: {written}"), "it")


@pytest.mark.parametrize("written", ["1_0", "-1_7.8", "1_0e3"])
def test_numbers_of_yaml_have_no_underscores(written):
    """YAML 1.2 reads them as texts: no number of ours is another reader's text."""
    assert read_document(f"a: {written}", "s.yaml").value["a"].value == written


def test_true_and_false_are_taken_as_they_are():
    assert parse_scenario(numerics("earth_rotation: false")).numerics.earth_rotation is False
    assert parse_scenario(numerics("earth_rotation: true")).numerics.earth_rotation is True


@pytest.mark.parametrize("written", ["0", "1462000000", "2016-4-30", "30 April 2016", "true"])
def test_a_date_is_written_as_one(written):
    text = built_in_text("korea-2016")
    line = next(line for line in text.splitlines() if line.startswith("date:"))
    with pytest.raises(InputError, match=r"it:\d+:\d+: date: .*is not a date; write it like"):
        parse_scenario(text.replace(line, f"date: {written}"), "it")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (ROW % ("900_ kg", "geonames", "C"), "k.yaml:1:42: .*'900_ kg' is not a mass"),
        (ROW % ("1 t", "geonames", "[C]"), "has no quality"),
        (ROW % ("1 t", "[[a]]", "C"), "has no source"),
        (ROW % ("{a: 1}", "geonames", "C"), "write a mass here"),
        (ROW % (f'"1{" " * 5000}t"', "geonames", "C"), r"k.yaml:1:42: .*\.\.\. is not a mass"),
        ("references: {x: {author: a, title: t, year: 2000, note: n, read: yes}}", "k.yaml:1:66"),
        ("references: {x: {author: a, title: t, year: true, note: n}}", "k.yaml:1:45"),
        ("missile: {nodong: {cut-off: {value: [a], source: geonames, quality: C}}}", "cannot be"),
        (
            "missile: {kn-23: {cut-off: {value: possible, source: geonames, quality: C}}}",
            r"k.yaml:1:28: missile.kn-23.cut-off must be not-possible for a missile with lift",
        ),
        (
            (
                "missile: {nodong: {dive-altitude: {value: 9 km, low: 9 km, high: 9 km, "
                "source: geonames, quality: C}}}"
            ),
            "missile.nodong has dive-altitude but no lift-to-drag",
        ),
    ],
)
def test_a_catalogue_file_is_refused_with_its_place(tmp_path, monkeypatch, text, words):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "k.yaml").write_text(text)
    with pytest.raises(InputError, match=words) as refused:
        load_catalog([tmp_path / "k.yaml"])
    assert len(str(refused.value)) < 400


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("150 km", 150e3),
        (" 1500.5e-1\tkm ", 150.05e3),
        ("150km", 150e3),
        (".5 km", 500.0),
        ("5. km", 5e3),
        ("-2e3 m", -2000.0),
    ],
)
def test_quantities_as_people_write_them(written, value):
    assert parse_quantity(written, "m") == pytest.approx(value, rel=1e-15)


@pytest.mark.parametrize(
    "written",
    [
        "900_ km",
        "_9 km",
        "1__0 km",
        "2_5 km",
        "1 000 km",
        "1.2.3 km",
        "1e km",
        "km",
        "",
        " " * 100_000,
    ],
)
def test_what_is_no_quantity_is_refused_briefly(written):
    with pytest.raises(InputError) as refused:
        parse_quantity(written, "m")
    assert len(str(refused.value)) < 200


def test_pipes_are_read_and_not_waited_for(tmp_path, monkeypatch):
    pipe = tmp_path / "pipe.yaml"
    os.mkfifo(pipe)
    writer = threading.Thread(target=lambda: pipe.write_text("a: 1"))
    writer.start()
    assert read_file(pipe).plain() == {"a": 1}
    writer.join()
    monkeypatch.setattr(documents, "_PATIENCE_S", 0.05)
    with pytest.raises(InputError, match="nothing came through this pipe"):
        read_file(pipe)


@pytest.mark.parametrize("name", ["/dev/zero", "big.yaml", "."])
def test_what_is_no_file_of_a_scenario_is_refused(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "big.yaml").write_text("#" * 2_000_000)
    with pytest.raises(InputError, match=r"larger than 1,000,000 bytes|Is a directory"):
        load_scenario(name)


RAID = "leakers-expected"
FLOWN = 'flight: "nodong:hwangju:busan"'
FOREIGN = "foreign-area-in-view"
VIEW = "{countries: [CHN], altitude: 100 km, object_key: reentry-vehicle, mode: terminal}"


@pytest.mark.parametrize(
    ("measure", "parameters", "threshold", "path", "words"),
    [
        ("radar-range-ratioo", "{}", "2", "measure", "close names: 'radar-range-ratio'"),
        ("radar-range-ratio", "{mode: terminall}", "2", "parameters.mode", "terminal, forward"),
        ("radar-range-ratio", "{}", "2", "parameters", "needs mode"),
        ("radar-range-ratio", "{mode: terminal, sites: [best]}", "2", "parameters.sites", "best"),
        ("radar-range-ratio", "{mode: terminal, a: b}", "2", "parameters.a", "takes no 'a'"),
        ("radar-range-ratio", "{mode: terminal}", "2 km", "threshold", "is not a number"),
        ("radar-range-ratio", "{mode: terminal}", "true", "threshold", "neither a number"),
        (RAID, "{raid: 30 missiles, FLOWN}", "1", "parameters.raid", "number of missiles"),
        (RAID, "{raid: 0, FLOWN}", "1", "parameters.raid", "between 1 and 48"),
        (RAID, "{raid: 2.5, FLOWN}", "1", "parameters.raid", "whole number"),
        (RAID, "{raid: true, FLOWN}", "1", "parameters.raid", "neither a number"),
        ("shots", "{}", "1", "parameters", "needs flight"),
        (RAID, "{raid: 30, flight: nodong}", "1", "parameters.flight", "MISSILE:FROM:TO"),
        (RAID, '{raid: 30, flight: "a:b:c@9"}', "1", "parameters.flight", "MISSILE:FROM:TO"),
        (RAID, "{raid: 3, FLOWN, spacing: 9}", "1", "parameters.spacing", "like 30 s"),
        (RAID, "{raid: 3, FLOWN, spacing: 9 h}", "1", "parameters.spacing", "0 s and 1800 s"),
        ("seoul-share-defended", "{threats: every}", "1", "parameters.threats", "best, worst"),
        (
            "people-share-defended-against",
            "{threats: best, missile: kn-23, scenario: korea-2016}",
            "1",
            "parameters.missile",
            "korea-2016 has no threat 'kn-23'; it has scud-b",
        ),
        ("shots-at-third-party-missiles", "{group: x}", "1", "parameters.group", "theatre"),
        (
            "added-track-time",
            "{object_key: warhead, mode: terminal}",
            "1 s",
            "parameters.object_key",
            "boosting-missile",
        ),
        (FOREIGN, VIEW.replace("[CHN]", "CHN"), "0 km2", "parameters.countries", "a list"),
        (FOREIGN, VIEW.replace("CHN", "XXX"), "0 km2", "parameters.countries", "no country"),
        (FOREIGN, VIEW.replace("100", "150"), "0 km2", "parameters.altitude", "50 km, 100 km"),
    ],
)
def test_a_reading_that_no_measure_answers_is_refused_on_reading(
    tmp_path, measure, parameters, threshold, path, words
):
    file = tmp_path / "claims.yaml"
    file.write_text(CLAIM % (measure, parameters.replace("FLOWN", FLOWN), threshold))
    with pytest.raises(InputError) as refused:
        load_claims(file)
    sentence = str(refused.value)
    assert sentence.startswith(f"{file}:")
    assert f": readings.0.{path}: " in sentence
    assert words in sentence


def test_what_the_built_in_claims_ask_is_answered(tmp_path):
    assert [list(mistakes(reading)) for c in built_in_claims() for reading in c.readings] == [
        [] for c in built_in_claims() for _ in c.readings
    ]
    file = tmp_path / "claims.yaml"
    file.write_text(CLAIM % (RAID, f"{{raid: 30, {FLOWN}}}", "1"))
    asked = load_claims(file)[0].readings[0].parameters
    assert asked == {"raid": 30.0, "flight": "nodong:hwangju:busan"}


TWICE = """
format: 1
name: twice
title: Twice
date: 2016-04-30
region: {country: KOR, grid_spacing: 100 km}
batteries:
  - {name: thaad, type: thaad-battery, site: daegu, radar: {boresight: 340 deg}}
threats:
  - {missile: nodong, launch_areas: AREAS}
other_flights:
  - {group: theatre, missile: chinese-solid-mrbm, launch_areas: [tonghua], targets: TARGETS}
"""
HERE = "{name: here, latitude_deg: 40, longitude_deg: 126, altitude: HEIGHT}"


def flown(areas="[hwangju]", targets="[tokyo]", more=""):
    return parse_scenario(TWICE.replace("AREAS", areas).replace("TARGETS", targets) + more, "f")


@pytest.mark.parametrize(
    ("changes", "place", "sentence"),
    [
        ({"areas": "[hwangju, hwangju]"}, "10:5", "'hwangju' is listed twice"),
        ({"areas": "[hwangju, Hwangju]"}, "10:5", "'hwangju' is listed twice"),
        ({"targets": "[tokyo, okinawa, tokyo]"}, "12:5", "'tokyo' is listed twice"),
        ({"areas": f"[{HERE.replace('HEIGHT', '-1 m')}]"}, "10:38", "start at -1 m"),
        ({"areas": f"[{HERE.replace('HEIGHT', '6001 m')}]"}, "10:38", "start at 6001 m"),
        (
            {"more": "overrides:\n  launch-area.hwangju.height: {value: 7 km, source: a test}\n"},
            "14:3",
            "start at 7000 m",
        ),
        (
            {
                "more": "  - {group: theatre, missile: chinese-solid-mrbm, launch_areas: [laiwu, "
                "tonghua], targets: [okinawa, tokyo]}\n"
            },
            "13:5",
            "repeats a flight of other_flights.0",
        ),
    ],
)
def test_flights_that_are_there_twice_or_cannot_start(changes, place, sentence):
    with pytest.raises(InputError) as refused:
        flown(**changes)
    assert str(refused.value).startswith(f"f:{place[: place.index(':')]}:")
    assert sentence in str(refused.value)


def test_flights_that_differ_in_something_are_kept():
    heights = [f"[{HERE.replace('HEIGHT', height)}]" for height in ("0 m", "6000 m")]
    assert all(flown(areas=area).threats for area in heights)
    more = "  - {group: theatre, missile: chinese-solid-mrbm, launch_areas: [tonghua], "
    shapes = "shapes: [lofted], apogee: 900 km, targets: [tokyo]}\n"
    assert len(flown(more=more + shapes).other_flights) == 2


def test_flights_of_one_name_are_compared_each_by_itself(bongsu, tmp_path):
    more = "".join(
        "  - {group: theatre, missile: chinese-solid-mrbm, launch_areas: [tonghua], "
        f"targets: [tokyo], shapes: [lofted], apogee: {apogee} km}}\n"
        for apogee in (500, 800)
    )
    file = tmp_path / "f.yaml"
    text = TWICE.replace("AREAS", "[hwangju]").replace("TARGETS", "[okinawa]") + more
    file.write_text(text + "radars:\n  - {name: shariki, type: an-tpy-2, site: shariki, "
                    "setting: {boresight: 280 deg}}\nnumerics: {radar_grid: 5 deg}\n")  # fmt: skip
    code, out, err = bongsu("radar", "compare", file, "--json")
    assert code == 0, err
    arcs = [one for one in json.loads(out)["arcs"] if one["arc"].endswith("to tokyo")]
    assert len({one["arc"] for one in arcs}) == 1
    assert len({one["new_s"] for one in arcs if one["object"] == "boosting-missile"}) == 2


def test_check_refuses_a_grid_that_the_region_has_no_room_for(bongsu, tmp_path):
    file = tmp_path / "f.yaml"
    text = TWICE.replace("AREAS", "[hwangju]").replace("TARGETS", "[okinawa]")
    file.write_text(text.replace("KOR", "LUX"))
    code, _, err = bongsu("scenario", "check", file)
    assert code == 2
    assert f"{file}:6:" in err
    assert "region.grid_spacing: spacing 100 km: one cell would be larger than LUX" in err


@pytest.mark.parametrize("key", [" ", "a b", "a\nb", "", "\x1b"])
def test_a_key_that_is_no_word_is_shown_in_quotation_marks(key):
    with pytest.raises(InputError) as refused:
        flown(more=f"{json.dumps(key)}: 1\n")
    assert str(refused.value).startswith(f"f:13:1: {key!r}: there is no such key")


def test_sites_of_another_country_are_compared_by_people_unless_none_are_counted(answer, tmp_path):
    file = tmp_path / "f.yaml"
    text = TWICE.replace("AREAS", "[hwangju]").replace("TARGETS", "[okinawa]")
    text = text.replace("KOR", "JPN") + "candidate_sites: [daegu, gunsan]\n"
    file.write_text(text)
    assert answer("battery", "sites", file)["weight"] == "people"
    file.write_text(text.replace("country: JPN", "country: JPN, people_from: none"))
    assert answer("battery", "sites", file)["weight"] == "area"
