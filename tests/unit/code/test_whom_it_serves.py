"""Every name of the package is reached from a command, the front door, a page or a benchmark.

Reached is what a command runs, what the code that it runs names, and so on. What only tests name
belongs to the tests, and what nobody names is gone.
"""

import ast
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

import bongsu

sys.path.insert(0, str(Path(__file__).parent))
from typed_reads import Node, attributes_read, checked, overridden

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
    "validate",
}


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
    """For each definition of the package, what it names.

    An empty name stands for what runs when a module is imported.
    """
    found: dict[Node, set[Node]] = defaultdict(set)
    for module, tree in trees().items():
        known = imported(tree)
        body = list(statements(tree.body))
        own = {name for statement in body for name in defined(statement)}
        for alias, target in known.items():
            found[module, alias].add(target)
            found[target].add((target[0], ""))
        for statement in body:
            for name in defined(statement) or [""]:
                found[module, name].update(named(statement, own - {name}, module, known))
                found[module, name].add((module, ""))
    return found


def followed(starts: set[Node], graph: dict[Node, set[Node]]) -> set[Node]:
    """Return the starts and all that is named from them."""
    reached: set[Node] = set()
    waiting = [*starts]
    while waiting:
        node = waiting.pop()
        if node not in reached:
            reached.add(node)
            waiting.extend(graph.get(node, ()))
    return reached


def of_commands() -> set[Node]:
    """The command line's own modules: what they define as commands runs by their decorators."""
    found = {("bongsu.__main__", name) for name in ("", "main", "command")}
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
def spans() -> list[str]:
    """Code spans and blocks of the pages, those of a page together."""
    return [
        "\n".join(SPAN.findall(path.read_text(encoding="utf-8")))
        for path in [REPOSITORY / "README.md", *sorted((REPOSITORY / "docs").rglob("*.md"))]
    ]


def of_pages() -> set[Node]:
    """A page names what it writes whole, and what it writes beside the name of the module."""
    found = set()
    for text in spans():
        words = {word.rstrip(".") for word in IDENTIFIER.findall(text)}
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


def starts() -> set[Node]:
    return of_commands() | of_front_door() | of_pages() | of_benchmarks()


def names() -> Iterator[Node]:
    """Yield every function, class and constant at the top of a module."""
    for module, tree in trees().items():
        for statement in statements(tree.body):
            yield from ((module, name) for name in defined(statement) if not name.startswith("__"))


def templates() -> set[str]:
    """Names that templates read as attributes."""
    return {
        name
        for path in PACKAGE.rglob("*.html")
        for name in re.findall(r"\.(\w+)", path.read_text(encoding="utf-8"))
    }


def counts(owner: type, item: ast.stmt) -> bool:
    """Whether a method serves only where something names it; libraries call the others."""
    return (
        isinstance(item, ast.FunctionDef)
        and not (item.name.startswith("__") and item.name.endswith("__"))
        # notebooks call these
        and not item.name.startswith("_repr_")
        and not any(
            CALLED_BY_LIBRARIES & set(re.findall(r"\w+", ast.unparse(one)))
            for one in item.decorator_list
        )
        and not any(item.name in vars(base) for base in owner.__mro__ if not ours(base.__module__))
    )


def ours(module: str) -> bool:
    return module.split(".", maxsplit=1)[0] == "bongsu"


@cache
def methods() -> dict[Node, ast.FunctionDef]:
    """Methods and properties that serve only where something names them."""
    found = {}
    for module, tree in trees().items():
        for node in statements(tree.body):
            if isinstance(node, ast.ClassDef):
                owner = getattr(import_module(module), node.name)
                found |= {
                    (module, f"{node.name}.{item.name}"): item
                    for item in node.body
                    if isinstance(item, ast.FunctionDef) and counts(owner, item)
                }
    return found


def definitions(module: str, body: list[ast.stmt]) -> Iterator[tuple[list[str], list[ast.AST]]]:
    """Yield what each statement of a module defines, with its code; methods by themselves."""
    for statement in body:
        apart = [
            item
            for item in getattr(statement, "body", [])
            if isinstance(statement, ast.ClassDef)
            and isinstance(item, ast.FunctionDef)
            and methods().get((module, f"{statement.name}.{item.name}")) is item
        ]
        if isinstance(statement, ast.ClassDef):
            rest = [*statement.bases, *statement.keywords, *statement.decorator_list]
            yield [statement.name], [*rest, *(one for one in statement.body if one not in apart)]
            for item in apart:
                yield [f"{statement.name}.{item.name}"], [item]
        else:
            yield defined(statement) or [""], [statement]


def uses_with_methods() -> dict[Node, set[Node]]:
    """For each definition of the package, a method being one, what it names."""
    files = {module: REPOSITORY / "src" / path_of(module) for module in trees()}
    built = checked(files.items())
    by_name: dict[str, set[Node]] = defaultdict(set)
    for module, name in methods():
        by_name[name.split(".")[1]].add((module, name))
    found: dict[Node, set[Node]] = defaultdict(set)
    for module, tree in trees().items():
        known = imported(tree)
        body = list(statements(tree.body))
        own = {name for statement in body for name in defined(statement)}
        at: dict[int, list[str]] = {}
        for names, parts in definitions(module, body):
            for part in parts:
                for name in names:
                    found[module, name].update(named(part, own - {name}, module, known))
                for line in lines_of(part):
                    at[line] = names
        for name in {*own, *(name for names in at.values() for name in names)}:
            found[module, name] |= {(module, ""), (module, name.split(".")[0])}
        for alias, target in known.items():
            found[module, alias].add(target)
            found[target].add((target[0], ""))
        for read in attributes_read(built, module):
            owned = read.owner and {(read.owner[0], f"{read.owner[1]}.{read.name}")}
            for name in at.get(read.line, [""]):
                found[module, name] |= owned or by_name[read.name]
        for base, other in overridden(built, module):
            found[base].add(other)
    return found


def path_of(module: str) -> str:
    folder = module.replace(".", "/")
    package = (REPOSITORY / "src" / folder).is_dir()
    return f"{folder}/__init__.py" if package else f"{folder}.py"


def lines_of(node: ast.AST) -> range:
    """Lines of a definition, its decorators as well."""
    above = [one.lineno for one in getattr(node, "decorator_list", [])]
    first = min([*above, getattr(node, "lineno", 1)])
    return range(first, (getattr(node, "end_lineno", None) or first) + 1)


def methods_served_elsewhere() -> set[Node]:
    """Methods of the front door, and those that pages, templates and benchmarks name."""
    told = templates()
    for text in spans():
        told |= {*re.findall(r"\.(\w+)", text), *re.findall(r"(\w+)\(", text)}
    for path in sorted((REPOSITORY / "benchmarks").glob("*.py")):
        told |= {
            node.attr
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Attribute)
        }
    return {
        (module, name)
        for module, name in methods()
        if module.startswith("bongsu.front.") or name.split(".")[1] in told
    }


def test_every_name_serves_somebody():
    reached = followed(starts(), uses())
    assert len(reached) > 1000
    assert [f"{module}.{name}" for module, name in names() if (module, name) not in reached] == []


def test_every_method_serves_somebody():
    """A method serves by the type it is read from, and where what reads it is itself reached."""
    reached = followed(starts() | methods_served_elsewhere(), uses_with_methods())
    assert len(methods()) > 300
    assert [f"{module}.{name}" for module, name in methods() if (module, name) not in reached] == []
