"""The source files a kernel is compiled from, and one digest of all of them.

Numba's own cache looks only at the file a function stands in, so a change in a function that it
calls would leave the caller's old machine code in use. Here a kernel's module is followed through
its imports, wherever in the package they lead.
"""

import ast
import hashlib
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

_PACKAGE = __name__.partition(".")[0]


def source_digest(module: str, path: Path) -> str:
    """Digest of a module and of every module it is built on.

    Followed are the imports that run with a module, of its own package and of this one: a name
    imported, the module or package it comes from, and the packages that stand above it.

    Parameters
    ----------
    module : str
        Name of the module, as in ``__module__``.
    path : Path
        Its source file.

    Returns
    -------
    str
        16 hexadecimal digits.

    Raises
    ------
    OSError
        If a source file cannot be read.
    """
    digest = hashlib.sha256()
    for name, source in sorted(source_files(module, path).items()):
        digest.update(f"{name} {_file_digest(source)}\n".encode())
    return digest.hexdigest()[:16]


def forget_sources() -> None:
    """Read source files anew from here on, since some have changed."""
    for memory in (_built_on, _file_of, _file_digest):
        memory.cache_clear()


def source_files(module: str, path: Path) -> dict[str, Path]:
    """Source files of a module and of every module it is built on.

    Parameters
    ----------
    module : str
        Name of the module.
    path : Path
        Its source file.

    Returns
    -------
    dict of str to Path
        The file of each module by its name, the module itself among them.

    Raises
    ------
    OSError
        If a source file cannot be read.
    """
    packages = frozenset({_PACKAGE, module.partition(".")[0]})
    found = {module: path}
    new = [module]
    while new:
        name = new.pop()
        for other in _built_on(name, found[name], packages):
            source = _file_of(other)
            if other not in found and source is not None:
                found[other] = source
                new.append(other)
    return found


@cache
def _built_on(module: str, path: Path, packages: frozenset[str]) -> frozenset[str]:
    """Return the modules that a module needs itself: those it imports, and all packages above."""
    return frozenset(
        name
        for imported in {module, *imported_names(module, path, packages)}
        if imported == module or _file_of(imported) is not None
        for name in (imported, *_packages_above(imported))
    )


def imported_names(module: str, path: Path, packages: frozenset[str]) -> frozenset[str]:
    """Dotted names that a module imports from some packages when it is itself imported.

    Imports within functions and those for type checkers are left out.

    Parameters
    ----------
    module : str
        Name of the module.
    path : Path
        Its source file.
    packages : frozenset of str
        Packages whose names are wanted.

    Returns
    -------
    frozenset of str
        Names of modules; and of what is taken from them, since that may be a module, too.

    Raises
    ------
    OSError
        If the source file cannot be read.
    """
    text = path.read_text(encoding="utf-8")
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    return frozenset(
        name
        for statement in _import_statements(text, packages)
        for name in _names(statement, package)
        if name.partition(".")[0] in packages
    )


def _import_statements(text: str, packages: frozenset[str]) -> Iterator[ast.stmt]:
    # Parsing all kernels takes 70 ms. Where all imports stand at the left margin, as they do in
    # nearly every module, these lines are enough.
    wanted = "|".join(re.escape(name) for name in sorted(packages))
    lines = rf"^[ \t]*(?:from[ \t]+\.|(?:from|import)\b[^\n]*\b(?:{wanted})\b)[^\n(]*(?:\([^)]*\))?"
    statements = re.findall(lines, text, re.MULTILINE)
    try:
        tree = ast.parse("\n".join(statements))
    except SyntaxError:  # one in a function or in a docstring, or wrapped in another way
        tree = ast.parse(text)
    yield from _run_on_import(tree.body)


def _run_on_import(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    for node in body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield node
        elif isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            yield from _run_on_import(node.orelse)
        elif not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            for field in ("body", "orelse", "finalbody"):
                yield from _run_on_import(getattr(node, field, []))
            for handler in getattr(node, "handlers", []):
                yield from _run_on_import(handler.body)


def _names(statement: ast.stmt, package: str) -> Iterator[str]:
    if isinstance(statement, ast.Import):
        yield from (alias.name for alias in statement.names)
    elif isinstance(statement, ast.ImportFrom):
        above = package.split(".")
        above = above[: len(above) - statement.level + 1] if statement.level else []
        base = ".".join([*above, *([statement.module] if statement.module else [])])
        yield base
        yield from (f"{base}.{alias.name}" for alias in statement.names)


def _packages_above(module: str) -> list[str]:
    parts = module.split(".")
    return [".".join(parts[:count]) for count in range(1, len(parts))]


@cache
def _file_of(module: str) -> Path | None:
    """Return the source file of a module or package of a package in use, None if there is none."""
    top, *rest = module.split(".")
    file = getattr(sys.modules.get(top), "__file__", None)
    if file is None:
        return None
    path = Path(file).parent.joinpath(*rest)
    for source in (path.with_name(f"{path.name}.py") if rest else path, path / "__init__.py"):
        if source.is_file():
            return source
    return None


@cache
def _file_digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
