"""Catalogue files as trees: sorted by kind, laid over one another, with their references."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from bongsu.catalog.documents import Node
from bongsu.catalog.lookup import suggest
from bongsu.catalog.rows.entries import KINDS
from bongsu.catalog.rows.quantities import Reference
from bongsu.errors import InputError

Tree = dict[str, dict[str, Node]]


def merge(trees: Iterable[Tree]) -> Tree:
    """Lay trees over one another; later rows replace earlier ones.

    Parameters
    ----------
    trees : iterable of dict
        Kind to key to entry.

    Returns
    -------
    dict
        The result.
    """
    merged: Tree = {}
    for tree in trees:
        for kind, entries in tree.items():
            target = merged.setdefault(kind, {})
            for key, node in entries.items():
                target[key] = _overlay(target[key], node) if key in target else node
    return merged


def _overlay(base: Node, top: Node) -> Node:
    if not (isinstance(base.value, dict) and isinstance(top.value, dict)) or "source" in top.value:
        return top
    values = dict(base.value)
    for key, node in top.value.items():
        values[key] = _overlay(values[key], node) if key in values else node
    return Node(values, top.mark, {**base.keys, **top.keys})


def read_tree(root: Node) -> Tree:
    """Sort a file's content by kind.

    Parameters
    ----------
    root : Node
        Root of a catalogue file.

    Returns
    -------
    dict
        Kind to key to entry.

    Raises
    ------
    InputError
        If a kind is unknown or something is not a mapping.
    """
    tree: Tree = {}
    for kind, group in root.mapping("a catalogue file").items():
        if kind == "references":
            continue
        if kind not in KINDS:
            raise InputError(
                f"{root.keys[kind]}: {kind!r} is not a kind of entry"
                f"{suggest(kind, [*KINDS, 'references'])}"
            )
        tree[kind] = group.mapping(f"{kind}")
    return tree


def read_references(root: Node) -> dict[str, Reference]:
    """Read sources.

    Parameters
    ----------
    root : Node
        Mapping of reference keys.

    Returns
    -------
    dict of str to Reference
        By key.

    Raises
    ------
    InputError
        If a reference has no author, title or year, neither address nor note, or an unknown key.
    """
    references = {}
    known = ("author", "title", "year", "url", "read", "note", "own")
    for key, node in root.mapping("the references").items():
        fields = node.mapping(f"reference {key}")
        for name in fields:
            if name not in known:
                raise InputError(
                    f"{node.keys[name]}: reference {key} has the unknown key {name!r}"
                    f"{suggest(name, known)}"
                )
        wanted = known[:3] if "note" in fields else known[:4]
        for name in wanted:
            if name not in fields:
                raise InputError(f"{root.keys[key]}: reference {key} has no {name}")
        plain = cast("dict[str, Any]", node.plain())
        if not isinstance(plain["year"], int) or isinstance(plain["year"], bool):
            raise InputError(f"{fields['year'].mark}: reference {key}: year is a whole number")
        for name in ("read", "own"):
            if not isinstance(plain.get(name, False), bool):
                raise InputError(f"{fields[name].mark}: reference {key}: {name} is true or false")
        if plain.get("own", False) and "url" in fields:
            raise InputError(
                f"{fields['url'].mark}: reference {key} is an own assumption and has no address; "
                "name a page that says something else in its note"
            )
        references[key] = Reference(
            key,
            str(plain["author"]),
            str(plain["title"]),
            plain["year"],
            str(plain.get("url", "")),
            plain.get("read", True),
            str(plain.get("note", "")),
            plain.get("own", False),
        )
    return references
