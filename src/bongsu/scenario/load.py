"""Scenario files: reading, checking and writing."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar, overload

from pydantic import ValidationError

from bongsu.catalog import Catalog, OwnFile, load_catalog
from bongsu.catalog.documents import Node, read_document, read_file
from bongsu.catalog.lookup import Name, find, word_among
from bongsu.errors import InputError, shortened
from bongsu.scenario.bands import Contradiction, misplaced_launches
from bongsu.scenario.models import Scenario
from bongsu.scenario.overrides import Override, replacement, resolve
from bongsu.scenario.parts.problems import Problem, ScenarioError, explain
from bongsu.scenario.parts.raid import RaidFile
from bongsu.words import LEVELS, Level

S = TypeVar("S", bound=Scenario)


def built_in_scenarios() -> list[str]:
    """List the scenarios that come with the package.

    Returns
    -------
    list of str
        Their names, sorted.
    """
    folder = files("bongsu.scenario").joinpath("data")
    return sorted(
        item.name.removesuffix(".yaml") for item in folder.iterdir() if item.name.endswith(".yaml")
    )


def built_in_text(name: str) -> str:
    """Give the file of a scenario that comes with the package.

    Parameters
    ----------
    name : str
        In any spelling.

    Returns
    -------
    str
        YAML with comments.

    Raises
    ------
    InputError
        If there is none of that name.
    """
    name = find(name, [_built_in_names()], "built-in scenario").name.key
    folder = files("bongsu.scenario").joinpath("data")
    return folder.joinpath(f"{name}.yaml").read_text(encoding="utf-8")


@overload
def load_scenario(source: str | Path = ...) -> Scenario: ...


@overload
def load_scenario(source: str | Path, kind: type[S]) -> S: ...


def load_scenario(source: str | Path = "korea-2016", kind: type[Scenario] = Scenario) -> Scenario:
    """Load a scenario.

    Parameters
    ----------
    source : str or pathlib.Path
        Name of a built-in scenario in any spelling, or a YAML file.
    kind : type, optional
        Class of the scenario that is made.

    Returns
    -------
    Scenario
        Of that class: checked, with its catalogue resolved.

    Raises
    ------
    InputError
        If the file cannot be read; as :class:`~bongsu.scenario.parts.problems.ScenarioError` with
        every mistake in it, each with file, line, column, path and what would be right.
    """
    if not isinstance(source, str | Path):
        raise InputError(f"{shortened(source)} is neither a file nor the name of a scenario")
    if isinstance(source, str) and not source.strip():
        raise InputError(
            "the name is empty: give a file or one of the built-in scenarios, "
            f"{', '.join(built_in_scenarios())}"
        )
    path = Path(source)
    if _exists(path) and source not in built_in_scenarios():
        return _check(read_file(path), path.parent, kind)
    if not isinstance(source, str):
        raise InputError(f"{source}: there is no such file")
    name = find(source, [_built_in_names()], "such file or built-in scenario").name.key
    return parse_scenario(built_in_text(name), f"{name}.yaml", kind=kind)


def _built_in_names() -> list[Name]:
    return [Name("scenario", name, name) for name in built_in_scenarios()]


@overload
def parse_scenario(text: str, file: str = ..., folder: Path | None = ...) -> Scenario: ...


@overload
def parse_scenario(
    text: str, file: str = ..., folder: Path | None = ..., *, kind: type[S]
) -> S: ...


def parse_scenario(
    text: str,
    file: str = "scenario",
    folder: Path | None = None,
    *,
    kind: type[Scenario] = Scenario,
) -> Scenario:
    """Read a scenario from text.

    Parameters
    ----------
    text : str
        YAML.
    file : str, optional
        What messages call it.
    folder : pathlib.Path, optional
        Where its catalogue files are looked for; the working directory by default.
    kind : type, optional
        Class of the scenario that is made.

    Returns
    -------
    Scenario
        Of that class: checked, with its catalogue resolved.

    Raises
    ------
    InputError
        As for :func:`load_scenario`.
    """
    if not isinstance(text, str):
        raise InputError(f"{shortened(text)} is no text of a scenario")
    return _check(read_document(text, file), folder or Path(), kind)


def dump_scenario(scenario: Scenario, *, defaults: bool = False) -> str:
    """Write a scenario as YAML.

    Parameters
    ----------
    scenario : Scenario
        What to write.
    defaults : bool, optional
        Whether fields at their default are written too.

    Returns
    -------
    str
        A file that loads as an equal scenario.

    Raises
    ------
    InputError
        If its numbers were put in by :meth:`Scenario.with_catalog`, which no file can say.
    """
    if scenario.exchanged:
        raise InputError(
            f"the catalogue of {scenario.name} was exchanged by with_catalog, which a file cannot "
            "say: use with_parameter or with_levels"
        )
    from ruamel.yaml import YAML
    from ruamel.yaml.scalarstring import LiteralScalarString

    content = scenario.model_dump(mode="json", exclude_defaults=not defaults)
    if "\n" in content.get("description", ""):
        content["description"] = LiteralScalarString(content["description"])
    yaml = YAML()
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.width = 100
    stream = io.StringIO()
    yaml.dump(content, stream)
    return stream.getvalue()


def packed_scenario(scenario: Scenario) -> dict[str, Any]:
    """Say all that an equal scenario is made from on another machine.

    Parameters
    ----------
    scenario : Scenario
        What to write.

    Returns
    -------
    dict
        ``scenario``, the text of a file, and ``catalogue_files``, name and text of each of the
        user's own: what JSON knows. A file of people is named and not held.

    Raises
    ------
    InputError
        As for :func:`dump_scenario`.
    """
    own = [list(one) for one in scenario.catalog.own_files]
    return {"scenario": dump_scenario(scenario), "catalogue_files": own}


def unpacked_scenario(packed: Mapping[str, Any]) -> Scenario:
    """Make a scenario again from what :func:`packed_scenario` gave.

    Parameters
    ----------
    packed : mapping
        With ``scenario`` and ``catalogue_files``.

    Returns
    -------
    Scenario
        An equal one.

    Raises
    ------
    InputError
        As for :func:`load_scenario`: a file of people may be missing on this machine.
    """
    own = [OwnFile(name, text) for name, text in packed["catalogue_files"]]
    root = read_document(packed["scenario"], "scenario")
    return _check(root, Path(), Scenario, own)


def load_raid(source: str | Path, scenario: Scenario) -> RaidFile:
    """Load a raid.

    Parameters
    ----------
    source : str or pathlib.Path
        A YAML file.
    scenario : Scenario
        Whose catalogue knows the names.

    Returns
    -------
    RaidFile
        Checked.

    Raises
    ------
    InputError
        If the file cannot be read; as :class:`~bongsu.scenario.parts.problems.ScenarioError` with
        every mistake in it, each with file, line, column, path and what would be right.
    """
    if not _exists(Path(source)):
        raise InputError(f"{source}: there is no such file")
    return _check_raid(read_file(Path(source)), scenario)


def parse_raid(text: str, scenario: Scenario, file: str = "raid") -> RaidFile:
    """Read a raid from text.

    Parameters
    ----------
    text : str
        YAML.
    scenario : Scenario
        Whose catalogue knows the names.
    file : str, optional
        What messages call it.

    Returns
    -------
    RaidFile
        Checked.

    Raises
    ------
    InputError
        As for :func:`load_raid`.
    """
    return _check_raid(read_document(text, file), scenario)


def _check_raid(root: Node, scenario: Scenario) -> RaidFile:
    root.mapping("a raid")
    try:
        raid = RaidFile.model_validate(root.plain(), context={"catalog": scenario.catalog})
    except ValidationError as error:
        raise ScenarioError(explain(error.errors(include_url=False), root, RaidFile)) from None
    wrong = list(misplaced_launches(("waves",), raid.waves, scenario.catalog))
    if wrong:
        raise ScenarioError([_located(found, root) for found in wrong])
    return raid.read_from(root)


def _check(
    root: Node, folder: Path, kind: type[S], own_files: Sequence[OwnFile] | None = None
) -> S:
    content = root.mapping("a scenario")
    problems: list[Problem] = []
    base = _catalog(content, folder, problems) if own_files is None else load_catalog(own_files)
    catalog = _resolve(content, base, problems)
    try:
        scenario = kind.model_validate(
            root.plain(),
            context={
                "catalog": catalog,
                "base": base,
                "contradictions": "later",
                "folder": folder,
            },
        )
    except ValidationError as error:
        problems += explain(error.errors(include_url=False), root, Scenario)
    else:
        problems += [_located(found, root) for found in scenario.contradictions()]
    if problems:
        raise ScenarioError(_unique(problems))
    return scenario.read_from(root)


def _located(found: Contradiction, root: Node) -> Problem:
    """Place of a contradiction: the first of its fields that the file has."""
    for path in found.paths[:-1]:
        mark = root.find(path)
        if mark != root.find(path[:-1]):
            return Problem(mark, ".".join(map(str, path)), found.sentence)
    path = found.paths[-1]
    return Problem(root.find(path), ".".join(map(str, path)), found.sentence)


def _catalog(content: dict[str, Node], folder: Path, problems: list[Problem]) -> Catalog:
    node = content.get("catalogue_files")
    paths = []
    for item in node.value if node is not None and isinstance(node.value, list) else []:
        if not isinstance(item.value, str):
            continue  # comes again, with its place, from the whole model
        path = folder / item.value
        if _exists(path):
            paths.append(path)
        else:
            problems.append(
                Problem(item.mark, "catalogue_files", f"there is no file {item.value!r}")
            )
    try:
        return load_catalog(paths)
    except InputError as error:
        assert node is not None  # the built-in catalogue loads
        problems.append(Problem(node.mark, "catalogue_files", str(error)))
        return load_catalog()


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # for instance a name longer than the system allows
        return False


def _resolve(content: dict[str, Node], base: Catalog, problems: list[Problem]) -> Catalog:
    """Apply the overrides and levels that hold; note those that do not."""
    overrides: dict[str, Override] = {}
    for path, node, root in _items(content, "overrides"):
        try:
            override = Override.model_validate(node.plain())
            replacement(base, path, override)
            overrides[base.path(path)] = override
        except ValidationError:
            continue  # comes again, with its place, from the whole model
        except InputError as error:
            known = _is_row(base, path)
            mark = node.find(["value"]) if known else root.keys[path]
            problems.append(Problem(mark, f"overrides.{path}", str(error)))
    levels: dict[str, Level] = {}
    for path, node, root in _items(content, "uncertainty"):
        try:
            base.quantity(path)
        except InputError as error:
            problems.append(Problem(root.keys[path], f"uncertainty.{path}", str(error)))
        else:
            level = word_among(node.value, LEVELS)
            if level is not None:
                levels[base.path(path)] = level
    return resolve(base, overrides, levels)


def _is_row(catalog: Catalog, path: str) -> bool:
    try:
        catalog.path(path)
    except InputError:
        return False
    return True


def _items(content: dict[str, Node], key: str) -> list[tuple[str, Node, Node]]:
    root = content.get(key)
    if root is None or not isinstance(root.value, dict):
        return []
    return [(path, node, root) for path, node in root.value.items()]


def _unique(problems: list[Problem]) -> list[Problem]:
    return list(dict.fromkeys(problems))
