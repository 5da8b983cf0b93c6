"""What is shipped: whose data it holds, and which packages come with it."""

import json
import re
import tomllib
from pathlib import Path

import bongsu

ROOT = Path(__file__).parents[3]
PACKAGE = ROOT / "src" / "bongsu"
LICENCES = (ROOT / "DATA-LICENCES.md").read_text(encoding="utf-8")
BILL = json.loads((ROOT / "sbom.cdx.json").read_text(encoding="utf-8"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCK = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))["package"]


def named() -> list[str]:
    """Paths that the table of licences names, with those without a folder in the package."""
    cells = [line.split("|")[1] for line in LICENCES.splitlines() if line.startswith("| ")]
    return [path for cell in cells for path in re.findall(r"`([\w./-]+/[\w./-]+)`", cell)]


def test_what_the_table_of_licences_names_is_there():
    assert len(named()) > 10
    assert [
        path for path in named() if not (PACKAGE / path).exists() and not (ROOT / path).exists()
    ] == []


def test_every_file_of_shapes_or_numbers_taken_from_others_is_in_the_table():
    taken = [
        path.relative_to(PACKAGE).as_posix()
        for suffix in ("json", "geojson", "csv")
        for path in PACKAGE.rglob(f"data/*.{suffix}")
    ]
    assert len(taken) >= 4
    assert sorted(set(taken) - set(named())) == []


def test_licences_that_references_name_are_in_the_table():
    references = (PACKAGE / "catalog/data/references.yaml").read_text(encoding="utf-8")
    licences = set(re.findall(r"CC BY 4\.0|Apache-2\.0|MIT", references))
    assert licences == {"CC BY 4.0", "Apache-2.0", "MIT"}
    assert [licence for licence in licences if licence not in LICENCES] == []


def test_notices_that_must_travel_with_the_files_do():
    assert "Copyright 2013-2019 Michael Bostock" in LICENCES
    assert "this permission notice appear in all copies" in " ".join(LICENCES.split())
    assert "Copyright (c) 2013 Josh Levinger" in LICENCES
    assert PROJECT["license-files"] == ["LICENSE", "DATA-LICENCES.md"]


def test_the_brief_credits_what_its_maps_show():
    page = (PACKAGE / "report/brief/templates/brief.html").read_text(encoding="utf-8")
    assert "Natural Earth" in page
    assert "GeoNames" in page
    assert "CC BY 4.0" in page


def test_the_bill_of_materials_is_that_of_the_lock_file():
    locked = {package["name"]: package for package in LOCK}
    waiting, needed = [bongsu.__name__], set()
    while waiting:
        name = waiting.pop()
        if name not in needed:
            needed.add(name)
            waiting += [one["name"] for one in locked[name].get("dependencies", [])]
    versions = {(package["name"], package.get("version", "")) for package in LOCK}
    listed = {(one["name"], one["version"]) for one in BILL["components"]}
    assert len(listed) > 30
    assert listed == {one for one in versions if one[0] in needed - {bongsu.__name__}}
