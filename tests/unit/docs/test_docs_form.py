"""The form of the documents: sections, lengths of lines, links, and names of modules and tests.

Lines of ``docs/methods`` and ``docs/develop`` have at most 100 characters; rows of tables and lines
with a web address are excepted, as neither can be broken.
"""

import ast
import re
from functools import cache
from pathlib import Path

import pytest


def _root() -> Path:
    return next(p for p in Path(__file__).resolve().parents if (p / "pyproject.toml").is_file())


ROOT = _root()
TESTS = ROOT / "tests"
SOURCE = ROOT / "src"
METHODS = sorted(path for path in (ROOT / "docs/methods").glob("*.md") if path.stem != "README")
WRAPPED = sorted(p for folder in ("methods", "develop") for p in (ROOT / "docs" / folder).glob("*"))
LINKED = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]

SECTIONS = [
    "Question",
    "Terms",
    "Model",
    "Why",
    "Evidence",
    "Validity and limits",
    "Where in the code",
    "Sources",
]
LONGEST_LINE = 100
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
DOTTED = re.compile(r"`(bongsu(?:\.\w+)+)`")
TEST_PATH = re.compile(r"`(?:tests/)?((?:unit|authorities|properties|golden|e2e)/[\w/.-]+)`")
TEST_NAME = re.compile(r"`(test_\w+)`")


def name_of(path):
    return str(path.relative_to(ROOT))


def text_of(path):
    return path.read_text(encoding="utf-8")


def anchors(path):
    """Anchors of a page, as GitHub makes them from its headings."""
    for heading in re.findall(r"^#+ +(.+?) *$", FENCED.sub("", text_of(path)), re.MULTILINE):
        plain = re.sub(r"[`*]", "", heading).lower()
        yield re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")


@pytest.mark.parametrize("path", METHODS, ids=lambda path: path.stem)
def test_a_methods_page_has_the_sections_in_their_order(path):
    found = re.findall(r"^## +(.+?) *$", FENCED.sub("", text_of(path)), re.MULTILINE)
    assert found == SECTIONS


def too_long(text):
    return [
        number
        for number, line in enumerate(text.splitlines(), start=1)
        if len(line) > LONGEST_LINE and not line.lstrip().startswith("|") and "://" not in line
    ]


@pytest.mark.parametrize("path", WRAPPED, ids=name_of)
def test_lines_are_short_enough_to_read(path):
    assert too_long(text_of(path)) == []


def test_a_long_line_is_noticed_and_tables_and_addresses_are_not():
    words = "word " * 30
    shown = f"short\n{words}\n| {words} |\n[{words}](page.md)\nhttps://example.org/{words}"
    assert too_long(shown) == [2, 4]


def broken_links(path):
    for target in LINK.findall(FENCED.sub("", text_of(path))):
        if re.match(r"[a-z]+:", target):
            continue
        place, _, part = target.partition("#")
        file = path if not place else (path.parent / place)
        if not file.exists() or (part and part not in anchors(file)):
            yield target


@pytest.mark.parametrize("path", LINKED, ids=name_of)
def test_links_and_pictures_lead_somewhere(path):
    assert list(broken_links(path)) == []


def test_a_broken_link_is_noticed(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("# A head\n[a](page.md#a-head) [b](none.md) [c](#none) ![d](none.png)\n")
    assert list(broken_links(page)) == ["none.md", "#none", "none.png"]


def exists(dotted):
    """Whether a dotted name is a module or package, or a name at the top level of one."""
    place = SOURCE / dotted.replace(".", "/")
    if place.with_suffix(".py").is_file() or (place / "__init__.py").is_file() or place.is_dir():
        return True
    parent, _, name = dotted.rpartition(".")
    module = SOURCE / parent.replace(".", "/")
    files = [module.with_suffix(".py"), module / "__init__.py"]
    return any(name in top_level(file) for file in files if file.is_file())


@cache
def top_level(file):
    names = set()
    for node in ast.parse(text_of(file)).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.ImportFrom):
            names |= {alias.asname or alias.name for alias in node.names}
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names |= {target.id for target in targets if isinstance(target, ast.Name)}
    return names


@pytest.mark.parametrize("path", METHODS, ids=lambda path: path.stem)
def test_modules_that_a_page_names_exist(path):
    named = set(DOTTED.findall(text_of(path)))
    assert named, "a methods page says where its subject is in the code"
    assert {name for name in named if not exists(name)} == set()


def test_a_module_that_is_not_there_is_noticed():
    assert exists("bongsu.errors.InputError")
    assert not exists("bongsu.erors")
    assert not exists("bongsu.errors.InputEror")


@cache
def names_of_tests():
    found = set()
    for file in TESTS.rglob("*.py"):
        found |= set(re.findall(r"^def (test_\w+)", text_of(file), re.MULTILINE))
    return frozenset(found)


@pytest.mark.parametrize("path", METHODS, ids=lambda path: path.stem)
def test_tests_that_a_page_names_exist(path):
    text = text_of(path)
    assert set(TEST_NAME.findall(text)) - names_of_tests() == set()
    assert {place for place in TEST_PATH.findall(text) if not (TESTS / place).exists()} == set()
