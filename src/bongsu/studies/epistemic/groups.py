"""Named groups of rows, as data: each row is in exactly one."""

from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files

from bongsu.catalog.documents import Node, read_document
from bongsu.errors import InputError

FILE = "groups.yaml"


@dataclass(frozen=True, kw_only=True)
class RowGroup:
    """Rows whose part in an answer is told together.

    Attributes
    ----------
    name, title : str
        For machines and for people.
    rows : tuple of str
        Patterns of paths; a star stands for any name.
    sum_title : str
        What people call the sum of some of them; empty where nobody adds them up.
    sum_rows : tuple of str
        Patterns of those.
    """

    name: str
    title: str
    rows: tuple[str, ...]
    sum_title: str = ""
    sum_rows: tuple[str, ...] = ()


def matches(path: str, patterns: Sequence[str]) -> bool:
    """Tell whether a path is meant by one of some patterns.

    Parameters
    ----------
    path : str
        Of a row.
    patterns : sequence of str
        A star stands for any name.

    Returns
    -------
    bool
        Whether one means it.
    """
    return any(fnmatchcase(path, pattern) for pattern in patterns)


@cache
def groups() -> tuple[RowGroup, ...]:
    """Read the groups.

    Returns
    -------
    tuple of RowGroup
        In the order of the file.

    Raises
    ------
    InputError
        If the file is not as it should be.
    """
    text = files("bongsu.studies.epistemic").joinpath("data", FILE).read_text(encoding="utf-8")
    return tuple(
        _group(name, node) for name, node in read_document(text, FILE).mapping(FILE).items()
    )


def _group(name: str, node: Node) -> RowGroup:
    found = node.mapping(name)
    summed = found["sum"].mapping("sum") if "sum" in found else {}
    return RowGroup(
        name=name,
        title=str(found["title"].value),
        rows=_patterns(found["rows"]),
        sum_title=str(summed["title"].value) if summed else "",
        sum_rows=_patterns(summed["rows"]) if summed else (),
    )


def _patterns(node: Node) -> tuple[str, ...]:
    listed = node.plain()
    if not isinstance(listed, list):
        raise InputError(f"{node.mark}: rows must be a list of paths")
    return tuple(str(one) for one in listed)


def group_of(path: str) -> str:
    """Name the group of a row.

    Parameters
    ----------
    path : str
        Of a row.

    Returns
    -------
    str
        Its group.

    Raises
    ------
    InputError
        If it is in none, or in several.
    """
    found = [group.name for group in groups() if matches(path, group.rows)]
    if len(found) != 1:
        where = " and ".join(found) or "none"
        raise InputError(f"{FILE}: the row {path} must be in one group, and is in {where}")
    return found[0]
