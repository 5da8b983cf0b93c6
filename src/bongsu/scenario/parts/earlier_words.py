"""Words that scenario files of format 1 used before, and that still load."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from bongsu.catalog.documents import Node

EARLIER: Final[Mapping[str, Mapping[str, str]]] = {
    "Coordinates": {"lat_deg": "latitude_deg", "lon_deg": "longitude_deg"},
    "RadarSetting": {"azimuth": "boresight"},
}
"""By part of a scenario: the word that a file may still use, and today's."""

_BEFORE = {new: old for words in EARLIER.values() for old, new in words.items()}


def in_todays_words(part: str, written: Mapping[str, object]) -> dict[str, object]:
    """Put today's words in place of earlier ones.

    Parameters
    ----------
    part : str
        Class of the part of the scenario.
    written : mapping
        Its fields as the file has them.

    Returns
    -------
    dict
        The same values under today's words.

    Raises
    ------
    ValueError
        If a field stands there under both of its words.
    """
    words = EARLIER.get(part, {})
    for old, new in words.items():
        if old in written and new in written:
            raise ValueError(f"{old} is the earlier word for {new}: give one of the two")
    return {words.get(name, name): value for name, value in written.items()}


def as_written(root: Node, path: Sequence[str | int]) -> list[str | int]:
    """Put the words that a file uses into the path of a field.

    Parameters
    ----------
    root : Node
        The file.
    path : sequence of str or int
        Keys and list positions in today's words.

    Returns
    -------
    list of str or int
        The path as it can be followed in the file.
    """
    node: Node | None = root
    steps: list[str | int] = []
    for step in path:
        value = None if node is None else node.value
        key = step
        if isinstance(value, dict) and step not in value:
            before = _BEFORE.get(str(step))
            key = before if before is not None and before in value else step
        steps.append(key)
        if isinstance(value, dict):
            node = value.get(str(key))
        elif isinstance(value, list) and isinstance(key, int) and key < len(value):
            node = value[key]
        else:
            node = None
    return steps
