"""Which attributes of which classes the code reads, told by the types that mypy finds."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from mypy import build
from mypy.modulefinder import BuildSource
from mypy.nodes import MemberExpr, MypyFile, RefExpr, SuperExpr, TypeInfo
from mypy.nodes import Node as Part
from mypy.options import Options
from mypy.types import (
    CallableType,
    Instance,
    LiteralType,
    NoneType,
    Overloaded,
    TupleType,
    Type,
    TypedDictType,
    TypeType,
    TypeVarType,
    UnionType,
    get_proper_type,
)

Node = tuple[str, str]
"""Module and name; an attribute is named with its class, as in `Scenario.only`."""


class Read(NamedTuple):
    """One attribute read somewhere; `owner` is None where its class cannot be told."""

    module: str
    line: int
    owner: Node | None
    name: str


def checked(sources: Iterable[tuple[str, Path]]) -> build.BuildResult:
    """Let mypy find the types of some modules; what other packages are is not asked."""
    options = Options()
    options.incremental = False
    options.preserve_asts = options.export_types = True
    options.cache_dir = "/dev/null"
    options.follow_imports = "skip"
    options.ignore_missing_imports = True
    return build.build([BuildSource(str(path), name) for name, path in sources], options)


def attributes_read(built: build.BuildResult, module: str) -> Iterator[Read]:
    """Yield every attribute that the code of a module reads."""
    for node in _parts(built.files[module].defs):
        if isinstance(node, SuperExpr) and node.info is not None:
            bases = [base for base in node.info.mro[1:] if node.name in base.names]
            yield from (Read(module, node.line, _of(base), node.name) for base in bases[:1])
        if not isinstance(node, MemberExpr):
            continue
        if isinstance(node.expr, RefExpr) and isinstance(node.expr.node, MypyFile):
            continue
        found = built.types.get(node.expr)
        for owner in _classes(found) if found is not None else [None]:
            home = owner.get_containing_type_info(node.name) if owner is not None else None
            if home is not None:
                yield Read(module, node.line, _of(home), node.name)
            elif owner is None or owner.fallback_to_any:
                yield Read(module, node.line, None, node.name)


def overridden(built: build.BuildResult, module: str) -> Iterator[tuple[Node, Node]]:
    """Yield each attribute of a base class with that of a class of a module put in its place.

    A protocol is a base of every class that has all of its members.
    """
    for info in _defined(built, module):
        if not info.is_protocol:
            for base in {*info.mro[1:], *_protocols_of(built, info)}:
                for name in {*info.names} & {*base.names}:
                    yield (
                        (base.module_name, f"{base.name}.{name}"),
                        (module, f"{info.name}.{name}"),
                    )


def _defined(built: build.BuildResult, module: str) -> Iterator[TypeInfo]:
    for symbol in built.files[module].names.values():
        if isinstance(symbol.node, TypeInfo) and symbol.node.module_name == module:
            yield symbol.node


def _protocols_of(built: build.BuildResult, info: TypeInfo) -> Iterator[TypeInfo]:
    for module in built.files:
        if module.split(".")[0] == info.module_name.split(".")[0]:
            for other in _defined(built, module):
                if other.is_protocol and all(info.get(name) for name in other.protocol_members):
                    yield other


def _parts(below: object) -> Iterator[Part]:
    """Yield every statement and expression of a syntax tree; mypy's own walker is not for us."""
    waiting = [below]
    while waiting:
        one = waiting.pop()
        if isinstance(one, list | tuple):
            waiting.extend(one)
        elif isinstance(one, Part):
            yield one
            # `node` and `var` lead to what is defined elsewhere; mypy misspells `rvalue`
            fields = {*getattr(one, "__match_args__", ()), "rvalue"} - {"node", "var"}
            waiting.extend(getattr(one, field, ()) for field in fields)


def _of(info: TypeInfo) -> Node:
    return info.module_name, info.name


def _classes(found: Type) -> Iterator[TypeInfo | None]:
    """Yield the classes that a value may be of; None for one that cannot be told."""
    kind = get_proper_type(found)
    if isinstance(kind, Instance):
        yield kind.type
    elif isinstance(kind, UnionType):
        for item in kind.items:
            yield from _classes(item)
    elif isinstance(kind, TypeVarType):
        for item in kind.values or [kind.upper_bound]:
            yield from _classes(item)
    elif isinstance(kind, TupleType):
        yield kind.partial_fallback.type
    elif isinstance(kind, TypedDictType | LiteralType):
        yield kind.fallback.type
    elif isinstance(kind, TypeType):
        yield from _classes(kind.item)
    elif isinstance(kind, CallableType | Overloaded):
        yield kind.type_object() if kind.is_type_obj() else kind.fallback.type
    elif not isinstance(kind, NoneType):
        yield None
