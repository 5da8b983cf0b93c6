"""One name, one meaning: classes, words of results, and the names of quantities."""

import ast
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import pytest

import bongsu
from bongsu import words

PACKAGE = Path(bongsu.__file__).parent
TREES = {
    path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
    for path in sorted(PACKAGE.rglob("*.py"))
}
# the file that must name what scenario files said before
WITHOUT = {name: tree for name, tree in TREES.items() if Path(name).name != "earlier_words.py"}

FORBIDDEN = {
    "cross_section_m2": ["section_m2", "sections_m2", "powered_section_m2", "rcs", "rcs_m2", "RCS"],
    "object_key": ["seen_as", "object_name", "object_"],
    "boresight": ["boresight_azimuth", "facing_deg", "facings_deg", "azimuths_deg"],
    "time_of_flight_s": ["flight_time_s", "test_time_s", "published_time_s", "flight_s"],
    "burnout_time_s": ["burnout_s"],
    "apogee_time_s": ["apogee_s"],
    "in_band_s": ["seconds_in_band", "seconds_existing", "seconds_new", "seconds_added"],
    "latitude_deg": ["lat_deg", "lat", "impact_lat_deg", "sin_lat", "cos_lat"],
    "longitude_deg": ["lon_deg", "lon", "impact_lon_deg", "sin_lon", "cos_lon"],
    "area_within_reach_km2": ["area_threatened_km2", "population_threatened", "area_reached_km2"],
    "people": ["population", "population_of", "cell_population", "municipality_population"],
    "people_defended": ["population_defended"],
    "people_defended_expected": ["expected_population_defended", "expected_population"],
    "people_within_reach": ["population_reached"],
    "people_share": ["population_share", "flight_population_share"],
    "people_share_within_reach": ["population_share_of_reached"],
    "area_share_within_reach": ["area_share_of_reached"],
    "share_within_reach": ["share_of_reached"],
    "weight": ["share_of"],
    "leakers_expected": ["expected_leakers"],
    "altitude_km": ["height_km"],
    "range_low_km": ["range_km_low", "range_km_high", "blind_h_low", "blind_h_high"],
}
INSTEAD = {old: new for new, olds in FORBIDDEN.items() for old in olds}
OPTIONS = {"--rcs", "--azimuth", "--lat", "--lon", "--flight-time"}


def test_every_class_has_a_name_of_its_own():
    homes = defaultdict(list)
    for name, tree in TREES.items():
        for node in tree.body:
            if isinstance(node, ast.ClassDef):
                homes[node.name].append(name)
    assert len(homes) > 100
    assert {name: where for name, where in homes.items() if len(where) > 1} == {}


def test_what_a_class_is_can_be_told_from_its_name():
    for name, tree in TREES.items():
        for node in tree.body:
            if not isinstance(node, ast.ClassDef) or node.name.startswith("_"):
                continue
            bases = {ast.unparse(base).split(".")[-1] for base in node.bases}
            compiled = {"kernels", "lanes"} & set(Path(name).parts)
            of_kernels = bool(compiled) and "NamedTuple" in bases
            assert node.name.endswith("Tuple") is of_kernels, f"{name}: {node.name}"
            of_catalog = bool(bases & {"Entry", "Group"}) or node.name == "Entry"
            assert node.name.endswith("Entry") is of_catalog, f"{name}: {node.name}"


def test_no_class_is_imported_under_another_name():
    for name, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("bongsu"):
                for alias in node.names:
                    assert not (alias.asname and alias.asname[0].isupper()), f"{name}: {alias.name}"


def test_kinds_of_arrays_are_named_in_one_place():
    """No module spells out an array of numbers, indices or truths, or gives it another name."""
    home = "physics/numerics/arrays.py"
    kinds = {
        ast.unparse(node.value): node.target.id
        for node in TREES[home].body
        if isinstance(node, ast.AnnAssign)
    }
    assert set(kinds.values()) == {"FloatArray", "IntArray", "BoolArray"}
    for name, tree in TREES.items():
        if name == home:
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Subscript):
                spelled = ast.unparse(node)
                assert spelled not in kinds, f"{name}:{node.lineno}: write {kinds[spelled]}"
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Name):
                assert node.value.id not in kinds.values(), f"{name}:{node.lineno}: another name"
            if isinstance(node, ast.ImportFrom):
                for alias in node.names:
                    if alias.name in kinds.values():
                        assert node.module == f"bongsu.{home.removesuffix('.py').replace('/', '.')}"
                        assert alias.asname is None, f"{name}:{node.lineno}: another name"


def literals(tree):
    """Words of each `Literal[...]`, and of each tuple or list of words, with its line."""
    for node in ast.walk(tree):
        items = None
        if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "Literal":
            items = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Tuple | ast.List):
            items = node.value.elts
        if items and all(isinstance(i, ast.Constant) and isinstance(i.value, str) for i in items):
            yield node.lineno, tuple(item.value for item in items)


def test_words_of_results_are_listed_in_one_place():
    lists = {
        tuple(value)
        for name, value in vars(words).items()
        if name.isupper() and isinstance(value, tuple | Mapping) and len(value) > 1
    }
    assert len(lists) > 12
    for name, tree in TREES.items():
        if name != "words/__init__.py":
            for line, found in literals(tree):
                assert tuple(found) not in lists, f"{name}:{line} repeats {found}"


def test_a_share_is_written_in_one_way():
    """As `bongsu.words.said.Share` does: "0 %", and never the "0%" of a format specification."""
    for name in TREES:
        written = re.findall(r"\{[^{}]*:[^{}]*%\}", (PACKAGE / name).read_text(encoding="utf-8"))
        assert not written, f"{name}: {written}"


def test_words_are_offered_without_the_physics():
    code = "import sys, bongsu.words; print(len([m for m in sys.modules if 'numpy' in m]))"
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout
    assert told.strip() == "0"


def identifiers(tree):
    """Every name that a reader meets: of variables, fields, arguments, attributes and keys."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.lineno, node.id
        elif isinstance(node, ast.Attribute):
            own = ast.unparse(node.value) != "np"  # NumPy has an `object_`
            yield node.lineno, node.attr if own else ""
        elif isinstance(node, ast.arg):
            yield node.lineno, node.arg
        elif isinstance(node, ast.keyword) and node.arg:
            yield node.value.lineno, node.arg
        elif isinstance(node, ast.Constant) and re.fullmatch(r"\w+", str(node.value)):
            # keys of JSON and names of dataset variables are plain words in quotes
            yield node.lineno, str(node.value)


@pytest.mark.parametrize("name", WITHOUT)
def test_a_quantity_has_one_name(name):
    found = {word: line for line, word in identifiers(TREES[name]) if word in INSTEAD}
    assert not found, {f"{name}:{n}": f"{w}: write {INSTEAD[w]}" for w, n in found.items()}


@pytest.mark.parametrize("name", WITHOUT)
def test_an_option_has_one_name(name):
    text = (PACKAGE / name).read_text(encoding="utf-8")
    assert not OPTIONS & set(re.findall(r"--[a-z][a-z-]*", text))


def test_files_that_come_with_the_package_use_todays_words():
    for path in PACKAGE.rglob("*.yaml"):
        keys = set(re.findall(r"\b([a-z_0-9]+):", path.read_text(encoding="utf-8")))
        assert not keys & set(INSTEAD), path.name
