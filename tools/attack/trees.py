"""Content of a YAML file as a tree that can be changed anywhere and written again."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

Path = tuple[str | int, ...]
Tree = Any
"""A dict, a list, a scalar or a :class:`Raw`."""

_WORD = re.compile(r"[A-Za-z0-9_.{}-]+")


class Raw(str):
    """A piece of YAML that is written as it stands."""

    __slots__ = ()


def places(tree: Tree, start: Path = ()) -> Iterator[Path]:
    """Yield the path of every value of a tree, the tree itself excepted.

    Parameters
    ----------
    tree : dict, list or scalar
        The tree.
    start : tuple
        Path of the tree.

    Yields
    ------
    tuple of str or int
        Keys and list positions.
    """
    steps: Any = ()
    if isinstance(tree, dict):
        steps = tree.items()
    elif isinstance(tree, list):
        steps = enumerate(tree)
    for step, value in steps:
        yield (*start, step)
        yield from places(value, (*start, step))


def leaves(tree: Tree) -> list[Path]:
    """Give the paths of the values that hold no others.

    Parameters
    ----------
    tree : dict, list or scalar
        The tree.

    Returns
    -------
    list of tuple
        Their paths.
    """
    return [path for path in places(tree) if not isinstance(get(tree, path), dict | list)]


def get(tree: Tree, path: Path) -> Tree:
    """Give the value at a path.

    Parameters
    ----------
    tree : dict, list or scalar
        The tree.
    path : tuple
        Keys and list positions.

    Returns
    -------
    dict, list or scalar
        What is there.
    """
    for step in path:
        tree = tree[step]
    return tree


def put(tree: Tree, path: Path, value: Tree) -> None:
    """Put a value at a path, in place.

    Parameters
    ----------
    tree : dict or list
        The tree.
    path : tuple
        Keys and list positions, at least one.
    value : dict, list or scalar
        What is put there.
    """
    get(tree, path[:-1])[path[-1]] = value


def yaml_text(tree: Tree) -> str:
    """Write a tree as YAML in block style.

    Parameters
    ----------
    tree : dict, list or scalar
        The tree.

    Returns
    -------
    str
        YAML, as far as its raw pieces let it be.
    """
    return "\n".join(_lines(tree, "")) + "\n"


def _lines(value: Tree, pad: str) -> Iterator[str]:
    if isinstance(value, dict) and value:
        for key, inner in value.items():
            yield from _entry(f"{pad}{_key(key)}:", inner, pad)
    elif isinstance(value, list) and value:
        for inner in value:
            yield from _entry(f"{pad}-", inner, pad)
    else:
        yield f"{pad}{_scalar(value)}"


def _entry(head: str, inner: Tree, pad: str) -> Iterator[str]:
    if isinstance(inner, dict | list) and inner:
        yield head
        yield from _lines(inner, f"{pad}  ")
    else:
        yield f"{head} {_scalar(inner)}"


def _key(key: object) -> str:
    if isinstance(key, Raw) or _WORD.fullmatch(str(key)):
        return str(key)
    return json.dumps(str(key), ensure_ascii=False)


def _scalar(value: Tree) -> str:
    if isinstance(value, Raw):
        return str(value)
    return json.dumps(value, ensure_ascii=False)
