"""Folders show their concepts: no circle of imports, no crowd, no name that repeats its folder."""

import ast
from collections import defaultdict
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import bongsu

PACKAGE = Path(bongsu.__file__).parent
# about ten
MOST_ENTRIES = 11
# sixteen layers (how a long run is executed is neither a study nor a file, what others printed is
# neither a study nor a claim, and a notebook is neither a server nor a command), the module of
# `python -m bongsu`, and the words, errors and version that all of them share
MOST_AT_TOP = 20
# modules of one folder that begin alike want a folder of their own
MOST_ALIKE = 2


def module_name(path: Path) -> str:
    parts = ["bongsu", *path.relative_to(PACKAGE).with_suffix("").parts]
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_name(path): path for path in sorted(PACKAGE.rglob("*.py"))}
PACKAGES = {name for name, path in MODULES.items() if path.name == "__init__.py"}


@cache
def imports() -> dict[str, set[str]]:
    """Modules that each module names in an import statement, anywhere in it."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, path in MODULES.items():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                named = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module:
                whole = [f"{node.module}.{alias.name}" for alias in node.names]
                named = [one if one in MODULES else node.module for one in whole]
            else:
                continue
            found[name] |= {one for one in named if one in MODULES and one != name}
    return found


def circle(graph: dict[str, set[str]]) -> list[str]:
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_no_circle_among_modules():
    assert sum(map(len, imports().values())) > 1000
    assert circle(imports()) == []


def within(name: str, package: str) -> str:
    """Name the part of a package that a module belongs to: one of its modules or packages."""
    rest = name.removeprefix(f"{package}.") if name.startswith(f"{package}.") else ""
    return rest.split(".")[0]


@pytest.mark.parametrize("package", sorted(PACKAGES))
def test_no_circle_among_the_parts_of_a_package(package):
    """Modules and packages of one folder do not stand on each other in turn."""
    graph: dict[str, set[str]] = defaultdict(set)
    for name, targets in imports().items():
        part = within(name, package)
        others = {within(target, package) for target in targets} - {part, ""}
        if part:
            graph[part] |= others
    assert circle(graph) == []


def entries(folder: Path) -> list[str]:
    """Names of the modules and packages of a folder."""
    return [
        path.stem
        for path in sorted(folder.iterdir())
        if (path.suffix == ".py" and path.stem != "__init__")
        or (path.is_dir() and (path / "__init__.py").exists())
    ]


@pytest.mark.parametrize("package", sorted(PACKAGES))
def test_no_folder_is_crowded(package):
    folder = MODULES[package].parent
    assert len(entries(folder)) <= (MOST_AT_TOP if folder == PACKAGE else MOST_ENTRIES)


@pytest.mark.parametrize("package", sorted(PACKAGES))
def test_no_name_repeats_its_folder(package):
    own = package.split(".")[-1]
    names = entries(MODULES[package].parent)
    assert [
        name for name in names if name.startswith((f"{own}_", f"{own.removesuffix('s')}_"))
    ] == []
    alike: dict[str, list[str]] = defaultdict(list)
    for name in names:
        alike[name.split("_")[0]].append(name)
    assert [group for group in alike.values() if len(group) > MOST_ALIKE] == []


def test_folders_of_tests_mirror_the_package():
    unit = Path(__file__).parents[1]
    found = {path.parent.relative_to(unit) for path in unit.rglob("test_*.py")} - {Path()}
    assert len(found) > 15
    assert [
        str(folder)
        for folder in sorted(found)
        if folder.parts[0] not in ("code", "docs") and not (PACKAGE / folder).is_dir()
    ] == []
