"""The catalogue that comes with the package, and user files laid over it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from bongsu.catalog.build import Builder
from bongsu.catalog.contents import Catalog, OwnFile
from bongsu.catalog.documents import Node, read_document, read_text
from bongsu.catalog.tree import merge, read_references, read_tree
from bongsu.errors import InputError
from bongsu.physics.numerics.processes import run_forked

BUILT_IN_FILES: Final = (
    "radars.yaml",
    "interceptors.yaml",
    "batteries.yaml",
    "missiles.yaml",
    "iranian-missiles.yaml",
    "drag-tables.yaml",
    "cross-sections.yaml",
    "places.yaml",
    "places-elsewhere.yaml",
    "places-allied.yaml",
)
"""Files of entries that come with the package."""
_REFERENCES: Final = "references.yaml"


def load_catalog(extra: Sequence[Path | OwnFile] = ()) -> Catalog:
    """Load the catalogue.

    Parameters
    ----------
    extra : sequence of pathlib.Path or OwnFile, optional
        YAML files, directories of them, or what was read from a file, in the format of the built-in
        ones: their rows replace those of the same path, their entries and ``references`` are added.

    Returns
    -------
    Catalog
        The built-in one is read once per process.

    Raises
    ------
    InputError
        If a row lacks its unit, range, source or quality, names an unknown source, or a file
        cannot be read; with file and line.

    Examples
    --------
    >>> import bongsu
    >>> bongsu.load_catalog().missile("Nodong").title
    'Nodong'
    """
    return _load(extra) if extra else _built_in()


@cache
def _built_in() -> Catalog:
    return _load(())


def _load(extra: Sequence[Path | OwnFile]) -> Catalog:
    own_files = tuple(_read(extra))
    roots = [
        *map(packaged, BUILT_IN_FILES),
        *(read_document(one.text, one.name) for one in own_files),
    ]
    references = dict(read_references(packaged(_REFERENCES)))
    for root in roots:
        own = root.mapping("a catalogue file").get("references")
        if own is not None:
            references.update(read_references(own))
    builder = Builder(merge(read_tree(root) for root in roots), references)
    return Catalog(builder.entries(), references, builder.bounds, own_files)


def packaged(name: str) -> Node:
    """Read a data file of the package.

    Parameters
    ----------
    name : str
        File name, with its ending.

    Returns
    -------
    Node
        Its root.
    """
    if name not in _READ:
        text = files("bongsu.catalog").joinpath("data", name).read_text(encoding="utf-8")
        _READ[name] = read_document(text, name)
    return _READ[name]


_READ: dict[str, Node] = {}
"""Data files of the package that were read, by name."""


def read_ahead(meanwhile: Callable[[], object]) -> None:
    """Read what the catalogue of the package is made of while something else is done.

    To read YAML takes as long as to load what computes; a run of one command needs both.

    Parameters
    ----------
    meanwhile : callable
        Called here while other processes read; not called where there are none.
    """
    names = (*BUILT_IN_FILES, _REFERENCES)
    _READ.update(
        zip(
            names,
            run_forked(lambda index: packaged(names[index]), len(names), meanwhile=meanwhile),
            strict=True,
        )
    )


def _read(extra: Sequence[Path | OwnFile]) -> Iterator[OwnFile]:
    for one in extra:
        if isinstance(one, OwnFile):
            yield one
            continue
        inside = sorted(one.glob("*.yaml")) if one.is_dir() else [one]
        if not inside:
            raise InputError(f"{one}: there is no .yaml file in this directory")
        for path in inside:
            yield OwnFile(str(path), read_text(path, str(path)))
