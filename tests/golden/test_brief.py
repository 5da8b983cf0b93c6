"""The whole chain on a small scenario: the brief's files, and verdicts that follow from numbers."""

import json
from pathlib import Path

import jsonschema
import pytest
import xarray as xr

from bongsu.__main__ import main
from bongsu.cli.schemas import json_schema

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
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("brief")
    (folder / "small.yaml").write_text(SMALL, encoding="utf-8")
    with pytest.raises(SystemExit) as left:
        main(["brief", str(folder / "small.yaml"), "-o", str(folder / "out")])
    assert left.value.code == 0
    return folder / "out"


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
            truth = {
                compare[reading["comparison"]](value, reading["threshold"])
                for value in reading["by_case"].values()
            }
            expected = (
                "depends" if len(truth) == 2 else "holds" if True in truth else "does not hold"
            )
            assert reading["verdict"] == expected, reading["name"]
        verdicts = {reading["verdict"] for reading in claim["readings"]}
        expected = (
            verdicts.pop() if len(verdicts) == 1 else "depends" if verdicts else "not testable"
        )
        assert claim["verdict"] == expected


def test_physics_that_no_parameter_range_changes(written: Path) -> None:
    claims = json.loads((written / "claims.json").read_text(encoding="utf-8"))["claims"]
    readings = {r["name"]: r for claim in claims for r in claim["readings"]}
    none = readings["No shot at an intercontinental missile bound for North America"]
    assert set(none["by_case"].values()) == {0.0}
    seoul = readings["One battery covers Seoul against some missile"]
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
    assert "over the cited uncertainty (" in page
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
            assert reading["by_case"]["nominal"] in numbers


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
