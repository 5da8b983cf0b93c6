"""Kernels without an entry for the interpreter are named by kernels alone."""

import ast
from pathlib import Path

import bongsu

PACKAGE = Path(bongsu.__file__).parent
TESTS = Path(__file__).parents[3]
KERNEL_FOLDERS = ("kernels", "lanes")


def dotted(path):
    """Name under which a module of the package is imported."""
    return ".".join(["bongsu", *path.relative_to(PACKAGE).with_suffix("").parts])


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
        if path.parent.name in KERNEL_FOLDERS:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                for alias in node.names:
                    if (node.module, alias.name) in names:
                        yield f"{path.name}: {node.module}.{alias.name}"


def test_only_kernels_call_inner_kernels():
    modules = [path for folder in KERNEL_FOLDERS for path in PACKAGE.rglob(f"{folder}/*.py")]
    inner = {(dotted(path), name) for path in modules for name in decorated(path, "inner_kernel")}
    assert len(inner) > 20
    assert list(callers_outside(inner)) == []
    for path in modules:
        names = {name for module, name in inner if module != dotted(path)}
        plain = {
            node
            for node in ast.parse(path.read_text(encoding="utf-8")).body
            if isinstance(node, ast.FunctionDef) and not node.decorator_list
        }
        for function in plain:
            used = {n.id for n in ast.walk(function) if isinstance(n, ast.Name)}
            own = {name for module, name in inner if module == dotted(path)}
            assert not used & (own | names), function.name
