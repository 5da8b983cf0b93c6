"""How a scenario says whom it counts."""

import numpy as np
import pytest

from bongsu.errors import InputError
from bongsu.scenario import load_scenario, parse_scenario
from bongsu.scenario.load import dump_scenario
from bongsu.scenario.provenance import provenance

TEXT = """
format: 1
name: elsewhere
title: A battery elsewhere
date: 2013-05-01
region: {country: ARE, grid_spacing: 60 km}
batteries:
  - name: one
    type: thaad-battery
    site: {name: s, latitude_deg: 24.2, longitude_deg: 54.5, altitude: 0 m}
    radar: {boresight: 0 deg}
threats:
  - missile: nodong
    launch_areas: [{name: l, latitude_deg: 30.0, longitude_deg: 53.0, altitude: 0 m}]
"""
PEOPLE = "longitude,latitude,people\n54.4,24.45,1000\n55.3,25.2,3000\n"


def with_population(words: str) -> str:
    return TEXT.replace("60 km", f"60 km, people_from: {words}")


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "people.csv").write_text(PEOPLE, encoding="utf-8")
    (tmp_path / "mine.yaml").write_text(with_population("people.csv"), encoding="utf-8")
    return tmp_path


def test_each_way_of_counting_changes_the_people(folder):
    found = {
        words: parse_scenario(with_population(words), folder=folder).region.protected()
        for words in ("populated-places", "none", "people.csv")
    }
    assert found["populated-places"].people.sum() == pytest.approx(9_630_959.0)
    assert np.isnan(found["none"].people).all()
    assert found["people.csv"].people.sum() == 4000.0


def test_south_korea_has_its_census_and_may_have_populated_places():
    korea = load_scenario("korea-2016")
    assert korea.region.protected().people.sum() == pytest.approx(51_069_375)
    assert provenance(korea, people=True).people_from.startswith("census of 1 November 2015")
    assert provenance(korea).people_from is None
    region = {"country": "KOR", "grid_spacing": "25 km", "people_from": "populated-places"}
    other = korea.model_copy(update={"region": region})
    assert provenance(other, people=True).people_from.startswith("synthetic")
    assert other.region.protected().people.sum() == pytest.approx(51_635_256)
    assert other.hash() != korea.hash()
    written = korea.model_copy(update={"region": region | {"people_from": "Census"}})
    assert written.hash() == korea.hash()
    assert korea.with_people_from("Populated places").hash() == other.hash()
    with pytest.raises(InputError, match="with_people_from: people_from: 'guess' is not among"):
        korea.with_people_from("guess")


def test_a_file_is_found_from_where_the_scenario_lies_and_is_in_the_hash(folder, monkeypatch):
    monkeypatch.chdir("/")
    one = load_scenario(folder / "mine.yaml")
    assert one.at_spacing(50).region.protected().people.sum() == 4000.0
    origin = provenance(one, people=True)
    assert origin.people_from.startswith("of the file people.csv sha256:")
    assert origin.people_line().startswith("People: of the file people.csv sha256:")
    again = parse_scenario(dump_scenario(one))
    assert again == one
    uncounted = one.with_people_from("none")
    assert uncounted.with_people_from(str(folder / "people.csv")).hash() == one.hash()
    assert again.hash() == one.hash()
    (folder / "people.csv").write_text(PEOPLE + "54.6,24.4,7\n", encoding="utf-8")
    changed = load_scenario(folder / "mine.yaml")
    assert changed.hash() != one.hash()
    assert changed.region.protected().people.sum() == 4007.0
    assert one.region.protected().people.sum() == 4000.0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("guessed", "mine.yaml:6:58: region.people_from: 'guessed' is not among census"),
        ("census", "there is no census of United Arab Emirates: use populated-places, none or"),
        ("other.csv", "there is no file"),
        (
            "bad.csv",
            "mine.yaml:6:58: region.people_from: bad.csv:2: latitude 124.45: use -90",
        ),
        ("far.csv", "far.csv: nobody in it lives in United Arab Emirates"),
        ("3", "region.people_from"),
    ],
)
def test_what_cannot_be_counted_is_refused_with_its_place(folder, words, said):
    (folder / "bad.csv").write_text(PEOPLE.replace("24.45", "124.45"), encoding="utf-8")
    (folder / "far.csv").write_text("longitude,latitude,people\n0,0,1\n", encoding="utf-8")
    (folder / "mine.yaml").write_text(with_population(words), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_scenario(folder / "mine.yaml")
    assert said in str(caught.value)


def test_a_country_without_anybody_is_not_counted():
    islands = parse_scenario(TEXT.replace("ARE", "ATF"))
    assert not islands.region.protected().counted
