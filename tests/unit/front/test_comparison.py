"""The page of two scenarios: in both languages, with maps that follow the page's colours."""

import re

import pytest

import bongsu
from bongsu.__main__ import main
from bongsu.catalog.names import row_words
from bongsu.report.footprint.two.maps import DIFFERENCES
from bongsu.report.language import English, Language
from bongsu.scenario import built_in_scenarios, dump_scenario, load_scenario, parse_scenario
from bongsu.scenario.differences import differences


@pytest.fixture(scope="module")
def coarse():
    one = bongsu.load("korea-2016").only(missile="nodong", launch_area="hwangju")
    return one.at_spacing(70)


@pytest.fixture(scope="module")
def moved(coarse):
    return coarse.moved(to="daegu").with_parameter("radar.an-tpy-2.average-power", "90 kW")


@pytest.fixture(scope="module")
def pages(coarse, moved):
    return {
        language: bongsu.compare(coarse, moved, claims=["lavrov-excuse"], language=language).page
        for language in ("en", "ko")
    }


def test_a_korean_page_says_so_and_leaves_nothing_in_english(pages):
    page = pages["ko"]
    assert page.startswith('<!doctype html>\n<html lang="ko">')
    body = page[page.index("<main") : page.index("<footer")]
    assert re.findall(r'<span lang="en">(.*?)</span>', body) == []
    words = re.sub(r"(?s)<style.*?</style>|<code>.*?</code>|<ol class=.sources.*?</ol>", "", body)
    words = re.sub(r"<[^>]+>|korea-2016|thaad|bongsu|[A-Z0-9/-]{2,}|(?<=[0-9]) ?k[mW]", " ", words)
    assert re.findall(r"[A-Za-z]{2,}", words) == []
    assert "출처의 제목은 발표된 언어 그대로 적었다." in page
    assert "성주 골프장" in page
    assert "대구" in page
    assert '<html lang="en">' in pages["en"]
    assert "language in which they were published" not in pages["en"]


def test_the_maps_are_drawn_in_the_colours_of_the_page(pages):
    for page in pages.values():
        assert "<img" not in page
        assert page.count('<svg class="drawing"') == 3
        dark = page[page.index("prefers-color-scheme: dark", page.index(".two th")) :]
        for kind in DIFFERENCES:
            assert f"--{kind}:" in dark[: dark.index("@media print")]
            assert f"var(--{kind})" in page


def test_over_other_places_there_is_no_map_of_the_difference(coarse, moved):
    page = bongsu.compare(coarse, moved.at_spacing(90), claims=[]).page
    assert page.count('<svg class="drawing"') == 2
    assert "no map of the difference" in page


def test_every_row_of_a_scenario_is_named_in_korean():
    korean = Language("ko")
    for name in built_in_scenarios():
        for row in load_scenario(name).rows():
            for part in row_words(row.path).split(", "):
                korean.text(part)
    assert korean.missing == set()


@pytest.mark.parametrize("other", [name for name in built_in_scenarios() if name != "korea-2016"])
def test_fields_of_scenarios_are_said_in_korean(other):
    korean = Language("ko")
    found = differences(load_scenario("korea-2016"), load_scenario(other))
    for one in found:
        for told in (one.title, one.first, one.second):
            shown = korean.text(told)
            assert not isinstance(shown, English), told
    # names that a scenario's author gave to its own batteries
    assert korean.missing <= {"thaad", "lower pyeongtaek", "lower daegu"}


def test_sites_of_one_title_are_told_apart_by_their_keys(tmp_path):
    (tmp_path / "hill.yaml").write_text(
        "site: {hill: {title: Daegu, country: KOR, position: {latitude: 36 deg, longitude: 128 deg,"
        " within: 1 km, height: 300 m, height-within: 10 m, source: geonames, quality: C}}}"
    )
    moved = load_scenario().moved("daegu")
    text = dump_scenario(moved).replace("site: daegu", "site: hill", 1)
    other = parse_scenario(text + "catalogue_files: [hill.yaml]\n", folder=tmp_path)
    found = [one for one in differences(moved, other) if one.path == "batteries.thaad.site"]
    assert [(one.first, one.second) for one in found] == [("daegu", "hill")]


def test_the_command_says_how_to_make_a_korean_page_again(tmp_path, capsys):
    page = tmp_path / "two.html"
    with pytest.raises(SystemExit) as left:
        main(["compare", "guam-2013", "guam-2013", "--without-claims", "--lang=ko", f"-o={page}"])
    assert left.value.code == 0
    capsys.readouterr()
    text = page.read_text("utf-8")
    assert "bongsu compare guam-2013 guam-2013 --without-claims --lang ko" in text
    assert "이름, 제목, 설명 말고는 없음." in text


def test_what_only_one_scenario_has_is_told_at_once():
    found = {
        one.path: one
        for one in differences(load_scenario("korea-2016"), load_scenario("two-tiers-2016"))
    }
    threat = found["threats.scud-b"]
    assert (threat.title, threat.second) == ("threats, Scud-B", "–")
    assert threat.first == (
        "launch areas: Hwangju, Kaesong, Kittaeryong; shapes: minimum energy, full burn lofted"
    )
    battery = found["batteries.lower-daegu"]
    assert battery.first == "–"
    assert battery.second.startswith("type: Patriot-class battery; site: Daegu; radar, boresight: ")
    assert not any(path.startswith("threats.scud-b.") for path in found)
    # of what both have, field by field
    assert found["threats.scud-c.launch_areas"].second == "Hwangju, Wonsan"
    assert len(found) < 20
