"""People and names of a region without a census, on the command line and in Python."""

import json

import pytest
import xarray as xr

import bongsu as package
from bongsu.claims.case import Cases
from bongsu.claims.measures.registry import measure
from bongsu.scenario import load_scenario

TEXT = """
format: 1
name: island
title: A battery on an island
date: 2013-05-01
region: {country: Guam, grid_spacing: 8 km}
batteries:
  - name: one
    type: thaad-battery
    site: {name: north, latitude_deg: 13.58, longitude_deg: 144.92, altitude: 100 m}
    radar: {boresight: 330 deg}
threats:
  - missile: nodong
    launch_areas: [{name: ship, latitude_deg: 21.0, longitude_deg: 140.5, altitude: 0 m}]
    shapes: [minimum-energy]
"""
PEOPLE = "longitude,latitude,people\n144.9,13.56,900\n144.66,13.27,100\n"
GEONAMES = "synthetic: populated places (GeoNames) spread by a Gaussian"


@pytest.fixture(scope="module")
def island(tmp_path_factory):
    folder = tmp_path_factory.mktemp("island")
    (folder / "people.csv").write_text(PEOPLE, encoding="utf-8")
    (folder / "island.yaml").write_text(TEXT, encoding="utf-8")
    own = TEXT.replace("8 km", "8 km, people_from: people.csv")
    (folder / "own.yaml").write_text(own, encoding="utf-8")
    return folder


def test_a_footprint_says_whose_people_it_counts_and_how(bongsu, island):
    code, out, _ = bongsu("battery", "footprint", island / "island.yaml", "--by", "city")
    assert code == 0
    assert out.startswith("Guam, defended from North")
    assert f"People of Guam: {GEONAMES}" in out
    assert "million synthetic people of Guam within reach" in out
    assert "Dededo Village" in out
    assert "South Korea" not in out


def test_every_output_says_that_people_are_synthetic(answer, island, tmp_path):
    files = {kind: tmp_path / f"it.{kind}" for kind in ("nc", "csv", "geojson", "png")}
    found = answer(
        "battery", "footprint", island / "island.yaml", "--by", "city", "--output", files["nc"],
        "--csv", files["csv"], "--geojson", files["geojson"], "--picture", "reasons",
        "--figure", files["png"],
    )  # fmt: skip
    how = found["provenance"]["people_from"]
    assert how.startswith(GEONAMES)
    assert (found["country"], found["country_title"]) == ("GUM", "Guam")
    assert sum(place["people"] for place in found["places"]) == pytest.approx(165_768.0)
    assert all(place["area_km2"] is None for place in found["places"])
    with xr.open_dataset(files["nc"]) as stored:
        assert stored.attrs["people_from"] == how
        assert stored["cell_people"].attrs["comment"] == how
    assert GEONAMES in files["csv"].read_text("utf-8")
    assert json.loads(files["geojson"].read_text("utf-8"))["provenance"]["people_from"].startswith(
        GEONAMES
    )
    assert files["png"].stat().st_size > 0


def test_python_and_the_command_line_count_the_same_people(answer, island):
    for name, people in (("island.yaml", 165_768.0), ("own.yaml", 1000.0)):
        printed = answer("battery", "footprint", island / name)
        found = package.load(island / name).footprint()
        assert found.people_within_reach() == pytest.approx(people)
        assert printed["over"]["any"]["people_within_reach"] == found.people_within_reach()
        assert printed["over"]["any"]["people_defended"] == found.people_defended("any")
        assert printed["provenance"]["people_from"] == found.provenance.people_from


def test_cities_are_of_populated_places_only(bongsu, island):
    code, out, err = bongsu("battery", "footprint", island / "own.yaml", "--by", "city")
    assert (code, out) == (2, "")
    assert "counted from populated-places only" in err


def test_the_share_of_people_defended_has_a_value(island):
    case = Cases(load_scenario(island / "island.yaml")).nominal
    [share] = measure("people-share-defended", case, {"threats": "best"}).values
    assert 0.0 <= share <= 1.0
