"""Every JSON says where it comes from."""

import ast
from pathlib import Path

import pytest

import bongsu
from bongsu.catalog import load_catalog
from bongsu.scenario import load_scenario

KEYS = [
    "scenario",
    "scenario_title",
    "scenario_hash",
    "catalog_hash",
    "bongsu_version",
    "seed",
    "people_from",
    "sources",
]
ARC = (
    "--latitude",
    "1",
    "--longitude",
    "1",
    "--altitude",
    "1e5",
    "--v-east",
    "0",
    "--v-north",
    "0",
)


@pytest.mark.parametrize(
    ("words", "scenario", "sources"),
    [
        (("arc", "fly", *ARC, "--v-up", "0"), None, False),
        (("battery", "record"), None, True),
        (("catalog", "list"), None, True),
        (("catalog", "show", "nodong"), None, True),
        (("catalog", "sources"), None, True),
        (("claim", "list"), None, False),
        (("claim", "show", "earnest-orientation"), None, False),
        (("missile", "tests"), None, True),
        (("missile", "fly", "nodong", "--from", "38.7,125.7", "--to", "35.1,129"), None, True),
        (("radar", "range"), None, True),
        (("radar", "budget"), "korea-2016", True),
        (("radar", "coverage", "--altitude", "100"), "korea-2016", True),
        (("scenario", "check", "two-tiers-2016"), "two-tiers-2016", True),
        (("scenario", "show"), "korea-2016", True),
    ],
    ids=lambda value: " ".join(value[:2]) if isinstance(value, tuple) else "",
)
def test_an_answer_says_where_it_comes_from(answer, words, scenario, sources):
    origin = answer(*words)["provenance"]
    assert list(origin) == KEYS
    assert origin["bongsu_version"] == bongsu.__version__
    assert origin["scenario"] == scenario
    assert bool(origin["sources"]) == sources
    known = load_catalog().references
    assert all(key in known or key.startswith("http") for key in origin["sources"])
    assert not any(" " in key for key in origin["sources"])
    if scenario is not None:
        found = load_scenario(scenario)
        assert origin["scenario_hash"] == found.hash()
        assert origin["seed"] == found.seed


def test_a_changed_row_of_the_user_changes_the_hash(answer, tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text(
        "missile: {nodong: {payload-mass: {value: 1 t, low: 1 t, high: 1.1 t, source: geonames,"
        " quality: C}}}"
    )
    flight = ("missile", "fly", "nodong", "--from", "38.7,125.7", "--to", "35.1,129")
    own, changed = answer(*flight), answer(*flight, "--file", str(file))
    assert own["provenance"]["catalog_hash"] != changed["provenance"]["catalog_hash"]
    assert "geonames" in changed["provenance"]["sources"]


def test_json_is_printed_in_one_way():
    folder = Path(bongsu.__file__).parent / "cli"
    found = [
        f"{path.name}:{node.lineno}"
        for path in sorted(folder.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in ("dumps", "dump")
    ]
    assert found == []
