"""Kernels without an entry for the interpreter are named by kernels alone."""

import ast
from functools import cache
from pathlib import Path

import bongsu

PACKAGE = Path(bongsu.__file__).parent
TESTS = Path(__file__).parents[4]
INNER = {"inner_kernel", "lean_inner_kernel"}
DECORATORS = {"kernel", "inline_kernel", "lean_kernel", "lean_inline_kernel"} | INNER


@cache
def syntax_tree(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def module_name(path):
    return ".".join(["bongsu", *path.relative_to(PACKAGE).with_suffix("").parts])


def decorators(function):
    return {d.id for d in function.decorator_list if isinstance(d, ast.Name)}


def kernels(path, *wanted):
    """Functions of a module under one of these decorators."""
    return {
        node.name
        for node in ast.walk(syntax_tree(path))
        if isinstance(node, ast.FunctionDef) and decorators(node) & set(wanted)
    }


def kernel_modules():
    return [path for path in PACKAGE.rglob("*.py") if kernels(path, *DECORATORS)]


def imported(path):
    """Module and name of what a file imports by name, with the name it has there."""
    for node in ast.walk(syntax_tree(path)):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.module, a.name, a.asname or a.name) for a in node.names)


def callers_outside(inner):
    """Functions that are no kernels and name one of these, and files of no kernels importing one.

    Parameters
    ----------
    inner : set of (str, str)
        Module and name of each inner kernel.
    """
    for path in [*PACKAGE.rglob("*.py"), *TESTS.rglob("*.py")]:
        seen = {here for module, name, here in imported(path) if (module, name) in inner}
        whole = {here: f"{module}.{name}" for module, name, here in imported(path)}
        yield from (
            f"{path.name}: {node.attr}"
            for node in ast.walk(syntax_tree(path))
            if isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and (whole.get(node.value.id), node.attr) in inner
        )
        if not kernels(path, *DECORATORS):
            yield from (f"{path.name}: {name}" for name in seen)
            continue
        own = kernels(path, *INNER)
        for function in syntax_tree(path).body:
            if isinstance(function, ast.FunctionDef) and not decorators(function) & DECORATORS:
                used = {n.id for n in ast.walk(function) if isinstance(n, ast.Name)}
                yield from (f"{path.name}: {name}" for name in used & (seen | own))


def inner_kernels():
    return {
        (module_name(path), name) for path in kernel_modules() for name in kernels(path, *INNER)
    }


def test_only_kernels_call_inner_kernels():
    assert len(inner_kernels()) > 20
    assert list(callers_outside(inner_kernels())) == []


def test_a_call_from_elsewhere_is_found():
    """The search finds the kernels that plain modules do import, wherever they stand."""
    plain = {
        (module_name(path), name) for path in kernel_modules() for name in kernels(path, "kernel")
    }
    assert len(list(callers_outside(plain))) > 20
