"""The whole chain on a small scenario: the brief's files, and verdicts that follow from numbers."""

import json
import re
from html import unescape
from pathlib import Path

import jsonschema
import pytest
import xarray as xr

import bongsu
from bongsu.__main__ import main
from bongsu.cli.schemas import json_schema
from bongsu.front.answers.brief import BriefResult
from bongsu.report.brief.content import brief_content
from bongsu.report.brief.page import BriefContent, render_brief

SMALL = """
format: 1
name: small
title: One battery, two threats
date: 2016-04-30
description: A coarse scenario for tests.
region: {country: KOR, grid_spacing: 60 km}
batteries:
  - name: thaad
    type: thaad-battery
    site: seongju-golf-course
    radar: {mode: terminal, boresight: 340 deg}
radars:
  - name: shariki
    type: an-tpy-2
    site: shariki
    setting: {mode: forward-based, boresight: 280 deg}
candidate_sites: [seongju-golf-course, pyeongtaek]
threats:
  - {missile: nodong, launch_areas: [hwangju], shapes: [minimum-energy]}
  - {missile: scud-b, launch_areas: [kaesong], shapes: [minimum-energy]}
other_flights:
  - group: intercontinental
    missile: chinese-solid-icbm
    launch_areas: [nanyang]
    targets: [seattle]
  - {group: theatre, missile: chinese-solid-mrbm, launch_areas: [laiwu], targets: [okinawa]}
numerics: {sample_step: 5 s, radar_grid: 2 deg}
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> BriefResult:
    folder = tmp_path_factory.mktemp("brief")
    (folder / "small.yaml").write_text(SMALL, encoding="utf-8")
    return bongsu.load(folder / "small.yaml").brief(draws=0)


@pytest.fixture(scope="module")
def written(made: BriefResult, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made.save(tmp_path_factory.mktemp("written") / "out")


@pytest.fixture(scope="module")
def korean(made: BriefResult) -> BriefContent:
    return brief_content(made.results, made._cases, command="bongsu brief", language="ko")


def test_the_page_is_small_and_says_no_word_twice(written: Path) -> None:
    page = (written / "brief.html").read_text(encoding="utf-8")
    assert len(page.encode()) < 1_500_000
    body = re.sub(r"<(style|svg|defs)\b.*?</\1>", " ", page[page.index("<body") :], flags=re.S)
    text = " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())
    assert re.findall(r"\b([A-Za-z]{2,}) \1\b", text) == []


def test_figures_drawn_beforehand_give_the_page_that_they_give_in_turn(
    made: BriefResult, written: Path
) -> None:
    page = (written / "brief.html").read_text(encoding="utf-8")
    assert made._page_with(None) == page
    # shapes that figures share are called the same in all of them, and nothing else is
    names = re.findall(r'(?<!\w)id="([^"]+)"', page)
    assert len(names) == len(set(names))
    shared = {name for name in names if name.startswith("shape-")}
    assert shared == set(re.findall(r'href="#(shape-[^"]+)"', page))
    assert len(shared) > 4


def test_the_page_names_things_as_people_do(made: BriefResult, written: Path) -> None:
    page = (written / "brief.html").read_text(encoding="utf-8")
    body = re.sub(r"<[^>]+>", " ", page[page.index("<main") :])
    for kind in ("site", "missile", "cross-section", "launch-area"):
        for key in made._scenario.catalog.keys(kind):
            if "-" in key:
                assert not re.search(rf"(?<![\w-]){key}(?![\w-])", body), key


def test_the_korean_page_has_no_english_sentence(made: BriefResult, korean: BriefContent) -> None:
    page = render_brief(korean)
    of_the_scenario = {"One battery, two threats", "A coarse scenario for tests."}
    found_where = {str(one.measurement.detail) for r in made.results for one in r.readings}
    assert korean.language.missing <= of_the_scenario | found_where
    assert '<html lang="ko">' in page
    assert "노동" in page
    assert "성주 골프장" in page


def test_a_figure_stands_once(korean: BriefContent) -> None:
    drawn = [plate.panels for claim in korean.claims for plate in claim.figures]
    assert len(drawn) == len(set(drawn)) > 1
    above: list[str] = []
    for claim in korean.claims:
        assert set(claim.figures_of) <= set(above)
        above.append(claim.id)


def test_the_files_of_a_crate_and_nothing_else(written: Path) -> None:
    names = {path.name for path in written.iterdir()}
    made = {"brief.html", "claims.json", "results.nc"}
    assert names == {*made, "tested-scenario.yaml", "ro-crate-metadata.json"}


def test_every_verdict_follows_from_its_numbers(written: Path) -> None:
    compare = {
        "at least": lambda a, b: a >= b,
        "at most": lambda a, b: a <= b,
        "more than": lambda a, b: a > b,
        "less than": lambda a, b: a < b,
    }
    document = json.loads((written / "claims.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(json_schema("brief")).validate(document)
    claims = document["claims"]
    assert len(claims) == 7
    for claim in claims:
        for reading in claim["readings"]:
            # a case in which the question does not arise neither accepts nor refuses
            truth = {
                None
                if value is None
                else compare[reading["comparison"]](value, reading["threshold"])
                for value in reading["by_case"].values()
            }
            if set(reading["by_case"].values()) == {None}:
                assert reading["verdict"] == "not testable", reading["name"]
                continue
            for case, value in reading["by_case"].items():
                assert (value is None) == (case not in reading["where"]), reading["name"]
            expected = "depends"
            if len(truth) == 1:
                expected = "holds" if True in truth else "does not hold"
            assert reading["verdict"] == expected, reading["name"]
        verdicts = {reading["verdict"] for reading in claim["readings"]} - {"not testable"}
        expected = (
            verdicts.pop() if len(verdicts) == 1 else "depends" if verdicts else "not testable"
        )
        assert claim["verdict"] == expected


def test_no_favourable_reading_speaks_for_a_claim_that_fails(
    made: BriefResult, korean: BriefContent
) -> None:
    failed = 0
    for result, section in zip(made.results, korean.claims, strict=True):
        told = dict(zip((one.reading.id for one in result.readings), section.readings, strict=True))
        against = [
            told[one.reading.id].sentence
            for one in result.counted
            if one.measurement.nominal == one.measurement.nominal
            and not one.reading.comparison.accepts(one.measurement.nominal, one.threshold)
        ]
        if against:
            failed += 1
            assert against[0].startswith(section.answer), section.id
    assert failed > 3


def test_physics_that_no_parameter_range_changes(written: Path) -> None:
    claims = json.loads((written / "claims.json").read_text(encoding="utf-8"))["claims"]
    safe = {"earnest-no-threat", "earnest-keeps-safe"}
    readings = {r["id"]: r for claim in claims if claim["id"] in safe for r in claim["readings"]}
    none = readings["intercontinental-own"]
    assert set(none["by_case"].values()) == {0.0}
    seoul = readings["seoul-own"]
    assert 0.0 <= min(seoul["by_case"].values()) <= max(seoul["by_case"].values()) <= 1.0


def test_results_can_be_read_with_units_and_provenance(written: Path) -> None:
    with xr.open_datatree(written / "results.nc", engine="netcdf4") as tree:
        footprint = tree["nominal/footprint"].to_dataset()
        assert footprint.attrs["scenario_hash"]
        assert footprint["area_defended_km2"].attrs["units"] == "km2"
        assert 0.0 < float(footprint["people_share"].max()) <= 1.0


def test_the_page_names_every_claim_and_asks_for_nothing_outside(written: Path) -> None:
    page = (written / "brief.html").read_text(encoding="utf-8")
    for name in ("earnest-orientation", "lavrov-excuse"):
        assert name in page
    assert "over the cited uncertainty" in page
    assert "km on boresight, the defence needs" in page
    assert page.count("<script") == page.count('<script type="application/ld+json">') == 1
    assert 'src="http' not in page


def test_the_page_says_its_verdicts_in_the_terms_of_schema_org(written: Path) -> None:
    page = (written / "brief.html").read_text(encoding="utf-8")
    text = page.split('<script type="application/ld+json">')[1].split("</script>")[0]
    graph = json.loads(text)["@graph"]
    named = {node["@id"] for node in graph}
    reviews = [node for node in graph if node["@type"] == "ClaimReview"]
    claims = json.loads((written / "claims.json").read_text(encoding="utf-8"))["claims"]
    assert [one["reviewRating"]["alternateName"] for one in reviews] == [
        claim["verdict"] for claim in claims
    ]
    for review, claim in zip(reviews, claims, strict=True):
        assert review["itemReviewed"]["@id"] in named
        assert {cited["@id"] for cited in review["citation"]} <= named
        assert bool(review["citation"]) == bool(claim["assumptions"])
        # an ordinal rating, which what is not testable has none of
        assert ("ratingValue" in review["reviewRating"]) == (claim["verdict"] != "not testable")
        numbers = [one["value"] for one in review["additionalProperty"]]
        for reading in claim["readings"]:
            # a question that does not arise has no number
            nominal = reading["by_case"]["nominal"]
            assert nominal is None or nominal in numbers


def test_a_missing_scenario_is_one_sentence(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    with pytest.raises(SystemExit) as left:
        main(["brief", "korea-2061", "-o", str(tmp_path / "out")])
    assert left.value.code == 2
    message = capsys.readouterr().err
    assert "korea-2016" in message
    assert "Traceback" not in message
    assert not (tmp_path / "out").exists()
