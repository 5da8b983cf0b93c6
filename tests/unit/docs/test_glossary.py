"""The glossary names what there is, and every word of results is in it."""

import ast
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

import bongsu
from bongsu import words
from bongsu.catalog import load_catalog
from bongsu.cli.app import app
from bongsu.cli.schemas import DOCUMENTS, json_schema
from bongsu.scenario.parts.fields import Model
from bongsu.scenario.parts.problems import written_names

PAGE = (
    next(p for p in Path(__file__).parents if (p / "pyproject.toml").is_file())
    / "docs"
    / "glossary.md"
)
TEXT = PAGE.read_text(encoding="utf-8")
TERMS = re.findall(r"^\*\*.*?(?=\n\n|\Z)", TEXT, re.MULTILINE | re.DOTALL)
LISTS = {
    name: tuple(value)
    for name, value in vars(words).items()
    if name.isupper() and isinstance(value, tuple | Mapping)
}


def names_of(term):
    """Names after "Appears as", options and others."""
    _, _, listed = " ".join(term.split()).partition("Appears as: ")
    return re.findall(r"`([^`]+)`", listed)


def keys(value):
    if isinstance(value, dict):
        yield from value.get("properties", {})
        for item in value.values():
            yield from keys(item)
    elif isinstance(value, list):
        for item in value:
            yield from keys(item)


def fields(kind):
    yield from written_names(kind)
    for child in kind.__subclasses__():
        yield from fields(child)


@pytest.fixture(scope="module")
def known():
    """Keys of JSON, fields of scenarios, rows of the catalogue, variables of datasets."""
    found = {key for command in DOCUMENTS for key in keys(json_schema(command))}
    found |= set(fields(Model))
    found |= {path.rsplit(".", 1)[1] for path in load_catalog().rows()}
    for path in (Path(bongsu.__file__).parent / "studies").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Dict):
                found |= {k.value for k in node.keys if isinstance(k, ast.Constant)}
    return found


@pytest.fixture(scope="module")
def options():
    """Options of every command."""
    found = set()
    for command in [*DOCUMENTS, "scenario new"]:
        _, apps, _ = app.parse_commands(command.split())
        for argument in apps[-1].assemble_argument_collection():
            found |= set(argument.names)
    return found


def test_terms_are_found_and_each_stands_once():
    heads = [name for term in TERMS for name in re.findall(r"\*\*(.+?)\*\*", term)]
    assert len(heads) > 60
    assert len(set(heads)) == len(heads)


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.split("**")[1])
def test_names_of_a_term_exist(term, known, options):
    for name in names_of(term):
        assert name in (options if name.startswith("--") else known), name


@pytest.mark.parametrize("name", LISTS)
def test_every_word_of_a_list_is_explained(name):
    marked = set(re.findall(r"`([^`]+)`", " ".join(TEXT.split())))
    assert set(LISTS[name]) <= marked, name
