"""The docstring rule of the house: form, units, references."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from numpydoc.docscrape import NumpyDocString

SOURCE = Path(__file__).parents[3] / "src" / "bongsu"
NUMERIC = re.compile(r"\b(float|ndarray|array|NDArray|FloatArray)\b")
REFERENCE = re.compile(r"\bsee\s+:(func|meth):`", re.IGNORECASE)
FILLER = re.compile(r"(?:The|Its|Their) ([a-z -]+)\.")
UNIT = re.compile(r"\[[^\]\n]+\]")

Definition = ast.FunctionDef | ast.ClassDef


def public_definitions(tree: ast.Module) -> Iterator[tuple[str, Definition]]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield node.name, node
            if isinstance(node, ast.ClassDef):
                for item in node.body:
                    if isinstance(item, ast.FunctionDef) and not item.name.startswith("_"):
                        yield f"{node.name}.{item.name}", item


def cases() -> Iterator[object]:
    for path in sorted(SOURCE.rglob("*.py")):
        module = ".".join(path.relative_to(SOURCE).with_suffix("").parts)
        for name, node in public_definitions(ast.parse(path.read_text(encoding="utf-8"))):
            yield pytest.param(module, node, id=f"{module}.{name}")


def arguments(node: ast.FunctionDef) -> list[ast.arg]:
    own = node.args
    starred = [argument for argument in (own.vararg, own.kwarg) if argument is not None]
    return [*own.posonlyargs, *own.args, *own.kwonlyargs, *starred]


def argument_names(node: ast.FunctionDef) -> list[str]:
    return [argument.arg for argument in arguments(node) if argument.arg not in ("self", "cls")]


def is_property(node: ast.FunctionDef) -> bool:
    return any(
        getattr(decorator, "id", getattr(decorator, "attr", "")) in ("property", "cached_property")
        for decorator in node.decorator_list
    )


def words(text: str) -> set[str]:
    """Words of a name or a type, in one number."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text).replace("_", " ")
    return {word.lower().rstrip("s") for word in re.findall(r"[A-Za-z]+", parted)}


def says_nothing(name: str, kind: str, described: str) -> bool:
    """Whether a description only repeats what stands before it: `radar : Radar`, "The radar."."""
    found = FILLER.fullmatch(described)
    return found is not None and words(found[1]) <= words(name) | words(kind) | {"name"}


def is_overload(node: ast.FunctionDef) -> bool:
    return any(getattr(decorator, "id", "") == "overload" for decorator in node.decorator_list)


def is_overridden(node: ast.FunctionDef) -> bool:
    return any(getattr(decorator, "id", "") == "override" for decorator in node.decorator_list)


@pytest.mark.parametrize(("module", "node"), list(cases()))
def test_docstring_follows_the_rule(module: str, node: Definition) -> None:
    text = ast.get_docstring(node)
    if isinstance(node, ast.FunctionDef) and is_overload(node):
        return  # said by what it overloads
    assert text, "public definition without a docstring"
    if isinstance(node, ast.ClassDef) or is_overridden(node):
        return
    document = NumpyDocString(text)
    if not document["Parameters"] and REFERENCE.search(text):
        # a member of a family, such as the stages of a formula, refers to the one described
        return
    documented = [
        name.strip(" *") for entry in document["Parameters"] for name in entry.name.split(",")
    ]
    assert sorted(documented) == sorted(argument_names(node)), "every argument must be described"
    assert node.returns is not None, "return annotation missing"
    returns = ast.unparse(node.returns)
    if returns not in ("None", "NoReturn") and not is_property(node):
        assert document["Returns"] or document["Yields"], "Returns section missing"
    annotations = {
        argument.arg: ast.unparse(argument.annotation) if argument.annotation else ""
        for argument in arguments(node)
    }
    for entry in document["Parameters"]:
        names = [name.strip(" *") for name in entry.name.split(",")]
        described = " ".join(entry.desc)
        assert not says_nothing(entry.name, entry.type, described), (
            f"{entry.name}: {described!r} says no more than its name and type: leave it out"
        )
        if any(NUMERIC.search(annotations[name]) for name in names):
            assert UNIT.search(described) or REFERENCE.search(described), (
                f"{entry.name}: unit in brackets missing"
            )
    if NUMERIC.search(returns) and not is_property(node):
        described = " ".join(" ".join(entry.desc) for entry in document["Returns"])
        assert UNIT.search(described) or UNIT.search(text), "unit of the result missing"


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=lambda path: path.stem)
def test_module_says_what_it_holds(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
