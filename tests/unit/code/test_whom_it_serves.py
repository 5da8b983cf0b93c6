"""Every name of the package is reached from a command, the front door, a page or a benchmark.

Reached is what a command runs, what the code that it runs names, and so on. What only tests name
belongs to the tests, and what nobody names is gone.
"""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import bongsu

PACKAGE = Path(bongsu.__file__).parent
REPOSITORY = Path(__file__).parents[3]
SPAN = re.compile(r"`+([^`]+)`+")
IDENTIFIER = re.compile(r"[A-Za-z_][\w.]*")
LAZY = re.compile(r"([a-z][\w.]*):(\w+)")
# decorators of methods that a library calls
CALLED_BY_LIBRARIES = {
    "field_serializer",
    "field_validator",
    "model_serializer",
    "model_validator",
    "overload",
    "override",
}

Node = tuple[str, str]
"""Module and name; an empty name stands for what runs when the module is imported."""


@cache
def trees() -> dict[str, ast.Module]:
    """Syntax tree of each module of the package."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = ["bongsu", *path.relative_to(PACKAGE).with_suffix("").parts]
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name] = ast.parse(path.read_text(encoding="utf-8"))
    return found


def defined(statement: ast.stmt) -> list[str]:
    """Names that a statement at the top of a module defines."""
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        return [statement.name]
    if isinstance(statement, ast.AnnAssign):
        targets: list[ast.expr] = [statement.target]
    elif isinstance(statement, ast.Assign):
        targets = statement.targets
    else:
        return []
    return [
        node.id for target in targets for node in ast.walk(target) if isinstance(node, ast.Name)
    ]


def statements(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """Statements of a module, those under `if` and `try` as well."""
    for node in body:
        if isinstance(node, ast.If | ast.Try):
            for part in ("body", "orelse", "finalbody"):
                yield from statements(getattr(node, part, []))
        else:
            yield node


def imported(node: ast.AST) -> dict[str, Node]:
    """What each imported name stands for, wherever it is imported below a node."""
    found: dict[str, Node] = {}
    for one in ast.walk(node):
        if isinstance(one, ast.ImportFrom) and (one.module or "").split(".")[0] == "bongsu":
            for alias in one.names:
                whole = f"{one.module}.{alias.name}"
                target = (whole, "") if whole in trees() else (str(one.module), alias.name)
                found[alias.asname or alias.name] = target
    return found


def named(node: ast.AST, own: set[str], module: str, known: dict[str, Node]) -> Iterator[Node]:
    """Yield what the code below a node names: definitions, and attributes of modules."""
    for one in ast.walk(node):
        if isinstance(one, ast.Name):
            if one.id in known:
                yield known[one.id]
            elif one.id in own:
                yield module, one.id
        elif isinstance(one, ast.Attribute) and isinstance(one.value, ast.Name):
            base, part = known.get(one.value.id, ("", "?"))
            if not part:
                yield base, one.attr
        elif isinstance(one, ast.Constant) and isinstance(one.value, str):
            for lazy in LAZY.finditer(one.value):
                yield lazy[1], lazy[2]
                yield f"{module}.{lazy[1]}", lazy[2]


@cache
def uses() -> dict[Node, set[Node]]:
    """For each definition of the package, what it names."""
    found: dict[Node, set[Node]] = defaultdict(set)
    for module, tree in trees().items():
        known = imported(tree)
        body = list(statements(tree.body))
        own = {name for statement in body for name in defined(statement)}
        for alias, target in known.items():
            found[module, alias].add(target)
        for statement in body:
            for name in defined(statement) or [""]:
                found[module, name].update(named(statement, own - {name}, module, known))
                found[module, name].add((module, ""))
    return found


def followed(starts: set[Node]) -> set[Node]:
    """Return the starts and all that is named from them."""
    reached: set[Node] = set()
    waiting = [*starts]
    while waiting:
        node = waiting.pop()
        if node not in reached:
            reached.add(node)
            waiting.extend(uses().get(node, ()))
    return reached


def of_commands() -> set[Node]:
    """The command line's own modules: what they define as commands runs by their decorators."""
    found = {("bongsu.__main__", ""), ("bongsu.__main__", "main")}
    for module, tree in trees().items():
        if module.startswith("bongsu.cli"):
            found.add((module, ""))
            for node in tree.body:
                if isinstance(node, ast.FunctionDef) and any(
                    ast.unparse(d).split(".")[0] in ("app", "read") for d in node.decorator_list
                ):
                    found.add((module, node.name))
    return found


def of_front_door() -> set[Node]:
    """What `import bongsu` offers."""
    return {("bongsu", name) for name in getattr(bongsu, "__all__", [])}


@cache
def pages() -> dict[str, set[str]]:
    """Words in code spans and blocks of each page."""
    found = {}
    for path in [REPOSITORY / "README.md", *sorted((REPOSITORY / "docs").rglob("*.md"))]:
        spans = SPAN.findall(path.read_text(encoding="utf-8"))
        found[path.relative_to(REPOSITORY).as_posix()] = {
            word.rstrip(".") for span in spans for word in IDENTIFIER.findall(span)
        }
    return found


def of_pages() -> set[Node]:
    """A page names what it writes whole, and what it writes beside the name of the module."""
    found = set()
    for words in pages().values():
        for module in trees():
            found |= {
                (module, name)
                for name in (name for home, name in uses() if home == module and name)
                if f"{module}.{name}" in words or (module in words and name in words)
            }
    return found


def of_benchmarks() -> set[Node]:
    """What benchmarks import: their page is docs/performance.md."""
    found = set()
    for path in sorted((REPOSITORY / "benchmarks").glob("*.py")):
        found |= set(imported(ast.parse(path.read_text(encoding="utf-8"))).values())
    return found


def names() -> Iterator[Node]:
    """Yield every function, class and constant at the top of a module."""
    for module, tree in trees().items():
        for statement in statements(tree.body):
            yield from ((module, name) for name in defined(statement) if not name.startswith("__"))


def attributes() -> set[str]:
    """Names read as attributes in the package and its templates, and words of pages."""
    read = {
        node.attr
        for tree in trees().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
    }
    for template in PACKAGE.rglob("*.html"):
        read.update(re.findall(r"\.(\w+)", template.read_text(encoding="utf-8")))
    return read.union(*(words for words in pages().values()))


def methods() -> Iterator[tuple[str, str, ast.FunctionDef]]:
    """Yield every public method and property, with its module and class."""
    for module, tree in trees().items():
        if module.startswith("bongsu.front."):
            continue  # what the front door offers serves whoever knocks
        for node in statements(tree.body):
            if isinstance(node, ast.ClassDef):
                for item in node.body:
                    if isinstance(item, ast.FunctionDef) and not item.name.startswith("_"):
                        yield module, node.name, item


def called_by_libraries(method: ast.FunctionDef) -> bool:
    return any(
        CALLED_BY_LIBRARIES & set(re.findall(r"\w+", ast.unparse(one)))
        for one in method.decorator_list
    )


def test_every_name_serves_somebody():
    starts = of_commands() | of_front_door() | of_pages() | of_benchmarks()
    reached = followed(starts)
    assert len(reached) > 1000
    assert [f"{module}.{name}" for module, name in names() if (module, name) not in reached] == []


def test_every_public_method_serves_somebody():
    read = {word.split(".")[-1] for word in attributes()}
    assert [
        f"{module}.{owner}.{method.name}"
        for module, owner, method in methods()
        if method.name not in read and not called_by_libraries(method)
    ] == []
