"""The folder of a brief is an RO-Crate, and its command makes it again."""

import hashlib
import json
import re
import shlex

import pytest

from bongsu.__main__ import main
from bongsu.scenario import load_scenario

SCENARIO = """
format: 1
name: tiny
title: One battery, one threat
date: 2016-04-30
region: {country: KOR, grid_spacing: 100 km}
batteries:
  - name: thaad
    type: thaad-battery
    site: seongju-golf-course
    radar: {mode: terminal, boresight: 340 deg}
threats:
  - {missile: scud-b, launch_areas: [kaesong], shapes: [minimum-energy]}
numerics: {sample_step: 5 s}
"""
CLAIM = """
- id: half
  who: somebody
  date: 2016-04-29
  sources: [{publisher: a paper, date: 2016-04-29, url: "https://example.org/a"}]
  assertion: Half of the people are protected.
  question: What share of the people is defended?
  figures: [footprints]
  readings:
    - name: Half of the people, on average over all flights
      because: the plain sense of the words
      measure: people-share-defended
      parameters: {over: average}
      comparison: at least
      threshold: 0.5
"""
DATES = re.compile(rb"\d{4}-\d\d-\d\d|\d{1,2} [A-Z][a-z]+ \d{4}")
# of the page, in which a date stands
SIZES = re.compile(rb'("sha256": "[0-9a-f]{64}"|"contentSize": "\d+")')


def run(*words):
    with pytest.raises(SystemExit) as left:
        main([*words])
    assert left.value.code == 0


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("crate")
    (place / "tiny.yaml").write_text(SCENARIO, encoding="utf-8")
    (place / "half.yaml").write_text(CLAIM, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(place)
        run("brief", "tiny.yaml", "--claims", "half.yaml", "-o", "first")
    return place


@pytest.fixture(scope="module")
def graph(folder):
    text = (folder / "first" / "ro-crate-metadata.json").read_text(encoding="utf-8")
    return {node["@id"]: node for node in json.loads(text)["@graph"]}


def references(value):
    if isinstance(value, dict):
        if set(value) == {"@id"}:
            yield value["@id"]
        for part in value.values():
            yield from references(part)
    elif isinstance(value, list):
        for part in value:
            yield from references(part)


def test_it_follows_the_specification_and_the_profile(folder, graph):
    document = json.loads((folder / "first" / "ro-crate-metadata.json").read_text("utf-8"))
    assert document["@context"] == "https://w3id.org/ro/crate/1.3/context"
    assert graph["ro-crate-metadata.json"]["about"] == {"@id": "./"}
    assert graph["ro-crate-metadata.json"]["conformsTo"]["@id"].endswith("/ro/crate/1.3")
    root = graph["./"]
    assert root["conformsTo"]["@id"].endswith("/ro/wfrun/process/0.6")
    assert {"name", "description", "datePublished", "license"} <= set(root)
    run_ = graph[root["mentions"]["@id"]]
    assert run_["@type"] == "CreateAction"
    assert graph[run_["instrument"]["@id"]]["@type"] == "SoftwareApplication"


def test_every_reference_within_it_leads_somewhere(graph):
    outside = {"https://w3id.org/ro/crate/1.3"}
    assert set(references(list(graph.values()))) - set(graph) == outside


def test_it_names_every_file_beside_it_with_its_hash(folder, graph):
    files = {node["@id"] for node in graph.values() if node["@type"] == "File"}
    there = {path.name for path in (folder / "first").iterdir()}
    assert there == {*files, "ro-crate-metadata.json"}
    assert {one["@id"] for one in graph["./"]["hasPart"]} == files
    for name in files:
        content = (folder / "first" / name).read_bytes()
        assert graph[name]["sha256"] == hashlib.sha256(content).hexdigest()
        assert graph[name]["contentSize"] == str(len(content))


def test_it_carries_version_hashes_and_sources(folder, graph):
    scenario = load_scenario(folder / "tiny.yaml")
    assert graph["#scenario_hash"]["value"] == scenario.hash()
    assert graph["#catalog_hash"]["value"] == scenario.catalog.digest
    assert len(graph["#catalogue"]["description"].split()) > 10
    # what was tested lies in it, and is what was asked for
    assert load_scenario(folder / "first" / "tested-scenario.yaml").hash() == scenario.hash()


def test_its_command_makes_the_same_bytes_again_dates_apart(folder, graph, monkeypatch):
    command = shlex.split(graph["#run"]["description"])
    assert command[0] == "bongsu"
    monkeypatch.chdir(folder)
    run(*command[1:], "-o", "second")
    for path in sorted((folder / "first").iterdir()):
        first, second = path.read_bytes(), (folder / "second" / path.name).read_bytes()
        if path.name == "brief.html":
            first, second = DATES.sub(b"", first), DATES.sub(b"", second)
        elif path.name == "ro-crate-metadata.json":
            first, second = (SIZES.sub(b"", DATES.sub(b"", one)) for one in (first, second))
        assert first == second, path.name
