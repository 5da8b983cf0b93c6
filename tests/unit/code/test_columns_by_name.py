"""Above the kernels no number is picked out of an array by its position."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

import bongsu

PACKAGE = Path(bongsu.__file__).parent
KERNELS = ("kernels", "lanes", "gpu")
ABOVE = [
    path
    for path in sorted(PACKAGE.rglob("*.py"))
    if not set(KERNELS) & set(path.relative_to(PACKAGE).parts)
]

# arrays whose columns are positions and nothing else
POSITIONAL = {
    **dict.fromkeys(
        ("xy", "points", "ring", "bounds", "corners"),
        "pairs of coordinates and boxes, as shapely takes them",
    ),
    **dict.fromkeys(("panels", "grid"), "rows and columns of a figure"),
}
MOST_BY_POSITION = 2


def is_whole_number(node: ast.expr | None) -> bool:
    if isinstance(node, ast.UnaryOp):
        node = node.operand
    return isinstance(node, ast.Constant) and type(node.value) is int


def is_column(node: ast.expr) -> bool:
    """Whether an index is a whole number, or a slice between whole numbers."""
    if isinstance(node, ast.Slice):
        return is_whole_number(node.lower) or is_whole_number(node.upper)
    return is_whole_number(node)


def of_types(node: ast.Subscript) -> bool:
    """Whether it is a type such as Literal[0, 1]."""
    return isinstance(node.value, ast.Name) and node.value.id == "Literal"


def columns_by_position(tree: ast.Module) -> Iterator[ast.AST]:
    """Yield ``table[:, 3]``, ``table[..., 0]``, ``table[:, 1:4]``."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Subscript) or not isinstance(node.slice, ast.Tuple):
            continue
        named = isinstance(node.value, ast.Name) and node.value.id in POSITIONAL
        _, *columns = node.slice.elts
        if not (named or of_types(node)) and any(is_column(column) for column in columns):
            yield node


def records_by_position(tree: ast.Module) -> Iterator[ast.AST]:
    """Yield what one function reads at three or more fixed places: ``row[0]`` to ``row[7]``."""
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        places: dict[str, set[int]] = defaultdict(set)
        for node in ast.walk(function):
            if isinstance(node, ast.Subscript) and is_whole_number(node.slice):
                places[ast.unparse(node.value)].add(ast.literal_eval(node.slice))
        if any(len({n for n in found if n >= 0}) > MOST_BY_POSITION for found in places.values()):
            yield function


def names_by_count(tree: ast.Module) -> Iterator[ast.AST]:
    """Yield ``A, B, C = range(3)``: columns named far from the kernel that fills them."""
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Assign)
            and isinstance(node.targets[0], ast.Tuple)
            and isinstance(node.value, ast.Call)
            and ast.unparse(node.value.func) == "range"
        ):
            yield node


RULES = (columns_by_position, records_by_position, names_by_count)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_no_number_is_picked_by_position(rule) -> None:
    found = [
        f"{path.relative_to(PACKAGE)}:{node.lineno}: {ast.unparse(node).splitlines()[0]}"
        for path in ABOVE
        for node in rule(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("rule", "bad", "good"),
    [
        (columns_by_position, "table[:, 3]", "table[:, SHOTS]"),
        (columns_by_position, "table[..., 0]", "xy[:, 0]"),
        (columns_by_position, "samples[:, 1:4]", "table[0, SHOTS]"),
        (columns_by_position, "samples[-1, 0]", "samples[1:, None]"),
        (
            records_by_position,
            "def f(row):\n    return row[0] + row[1] * row[2]",
            "def f(row):\n    return row[0] + row[1] * row[-1]",
        ),
        (names_by_count, "A, B = range(2)", "A = range(2)"),
    ],
)
def test_rules_tell_positions_from_names(rule, bad, good) -> None:
    assert list(rule(ast.parse(bad)))
    assert not list(rule(ast.parse(good)))
