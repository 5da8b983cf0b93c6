"""Numbers of a module are the same on every processor.

Compiled kernels hold the numbers of their modules. Products and roots by a library of linear
algebra differ in their last bits with the processor and with the library's settings, so that a
kernel compiled in one environment would give other numbers than one compiled in another.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import bongsu

PACKAGE = Path(bongsu.__file__).parent
LINEAR_ALGEBRA = {
    *("dot", "vdot", "inner", "matmul", "tensordot", "einsum", "linalg"),
    *("polyfit", "roots", "leggauss", "hermgauss"),
}
CALLED_LATER = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def linear_algebra(tree: ast.Module) -> Iterator[int]:
    """Yield the lines at which a module asks linear algebra for a number when it is imported."""
    for statement in tree.body:
        if isinstance(statement, CALLED_LATER):
            continue
        for node in ast.walk(statement):
            product = isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult)
            named = isinstance(node, ast.Attribute) and node.attr in LINEAR_ALGEBRA
            if product or named:
                yield node.lineno


@pytest.mark.parametrize(
    "text",
    ["_AA = _A @ _A", "X = np.linalg.inv(Y)", "NODES, _ = np.polynomial.legendre.leggauss(5)"],
)
def test_a_product_is_found(text):
    assert list(linear_algebra(ast.parse(text))) == [1]


def test_no_module_holds_what_linear_algebra_gave():
    found = {
        path.relative_to(PACKAGE).as_posix(): lines
        for path in sorted(PACKAGE.rglob("*.py"))
        if (lines := list(linear_algebra(ast.parse(path.read_text(encoding="utf-8")))))
    }
    assert found == {}
