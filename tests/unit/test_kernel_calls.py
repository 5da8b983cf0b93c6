"""Kernels without an entry for the interpreter are named by kernels alone."""

import ast
from pathlib import Path

import bongsu

PACKAGE = Path(bongsu.__file__).parent
TESTS = Path(__file__).parents[1]


def decorated(path, decorator):
    """Functions of a module under a decorator."""
    return {
        node.name
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
        and any(isinstance(d, ast.Name) and d.id == decorator for d in node.decorator_list)
    }


def callers_outside(names):
    """Places that import one of these functions, other than kernels and functions of kernels."""
    for path in [*PACKAGE.rglob("*.py"), *TESTS.rglob("*.py")]:
        if path.parent.name == "kernels":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(
                "bongsu.kernels."
            ):
                module = node.module.rsplit(".", 1)[1]
                for alias in node.names:
                    if (module, alias.name) in names:
                        yield f"{path.name}: {module}.{alias.name}"


def test_only_kernels_call_inner_kernels():
    modules = list((PACKAGE / "kernels").glob("*.py"))
    inner = {(path.stem, name) for path in modules for name in decorated(path, "inner_kernel")}
    assert len(inner) > 20
    assert list(callers_outside(inner)) == []
    for path in modules:
        names = {name for module, name in inner if module != path.stem}
        plain = {
            node
            for node in ast.parse(path.read_text(encoding="utf-8")).body
            if isinstance(node, ast.FunctionDef) and not node.decorator_list
        }
        for function in plain:
            used = {n.id for n in ast.walk(function) if isinstance(n, ast.Name)}
            own = {name for module, name in inner if module == path.stem}
            assert not used & (own | (names if path.stem != "jit" else set())), function.name
