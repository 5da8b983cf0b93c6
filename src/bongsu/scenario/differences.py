"""What differs between two scenarios: fields as files have them, and cited values."""

import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from bongsu.catalog import Quantity, Row
from bongsu.catalog.documents import read_document
from bongsu.catalog.names import row_title
from bongsu.catalog.rows.units import in_unit_of
from bongsu.scenario.load import dump_scenario
from bongsu.scenario.models import Scenario

_ABSENT = "–"
_LABELS = ("format", "name", "title", "description")
_NAMED = ("site", "launch-area", "target", "missile", "battery", "radar", "interceptor")
_KEYS = ("name", "missile", "group")
_LONG_NUMBER: Final = re.compile(r"-?\d+\.\d{5,}")
_WRITTEN_AS_ROWS = ("overrides", "uncertainty", "catalogue_files")


class Difference(NamedTuple):
    """Something that two scenarios do not have alike.

    Attributes
    ----------
    path : str
        Field of the scenario, or row of the catalogue.
    title : str
        What it is, for people.
    first, second : str
        What each has, with its unit; a dash for nothing.
    sources : tuple of str
        Citations of a row of the catalogue, of both scenarios; none of a field, which the author of
        the scenario chose.
    """

    path: str
    title: str
    first: str
    second: str
    sources: tuple[str, ...] = ()


def differences(first: Scenario, second: Scenario) -> list[Difference]:
    """List what two scenarios do not have alike.

    Parameters
    ----------
    first, second : Scenario

    Returns
    -------
    list of Difference
        Fields in the order of a scenario file, then rows of the entries that both rest on whose
        values or ranges differ. Names, titles and descriptions are left out.
    """
    return [*_fields(first, second), *_rows(first, second)]


def _fields(first: Scenario, second: Scenario) -> Iterator[Difference]:
    one, other = _flat(first), _flat(second)
    for path in dict.fromkeys([*one, *other]):
        told = one.get(path, _ABSENT), other.get(path, _ABSENT)
        if told[0] != told[1]:
            title = path.replace("_", " ").replace(".", ", ")
            shown = _titled(first, told[0]), _titled(second, told[1])
            yield Difference(path, title, *shown)


def _titled(scenario: Scenario, value: str) -> str:
    """Write a field for people: entries of the catalogue by their titles, numbers in few digits."""
    titles = {
        key: scenario.catalog.entry(kind, key).title
        for kind in _NAMED
        for key in scenario.catalog.keys(kind)
    }
    named = ", ".join(titles.get(word, word) for word in value.split(", "))
    return _LONG_NUMBER.sub(lambda found: f"{float(found[0]):.6g}", named)


def _flat(scenario: Scenario) -> dict[str, str]:
    """Fields by path as a file has them, with units; parts of a list by their names."""
    text = dump_scenario(_as_cited(scenario), defaults=True)
    found: dict[str, str] = {}

    def walk(path: str, value: object) -> None:
        if isinstance(value, Mapping):
            for key, part in value.items():
                walk(f"{path}.{key}" if path else str(key), part)
        elif isinstance(value, list) and any(isinstance(part, Mapping) for part in value):
            for index, part in enumerate(value):
                walk(f"{path}.{_key(part, index)}", part)
        elif isinstance(value, list):
            found[path] = ", ".join(map(str, value)) or _ABSENT
        else:
            found[path] = _ABSENT if value is None or value == "" else str(value)

    for key, value in read_document(text, scenario.name).mapping(scenario.name).items():
        if key not in (*_LABELS, *_WRITTEN_AS_ROWS):
            walk(key, value.plain())
    return found


def _as_cited(scenario: Scenario) -> Scenario:
    """Leave out what is told row by row."""
    return scenario.model_copy(update={"overrides": {}, "uncertainty": {}})


def _key(part: object, index: int) -> str:
    if isinstance(part, Mapping):
        named = [str(part[key]) for key in _KEYS if isinstance(part.get(key), str)]
        if named:
            return "-".join(named)
    return str(index + 1)


def _rows(first: Scenario, second: Scenario) -> Iterator[Difference]:
    one, other = ({row.path: row for row in both.rows()} for both in (first, second))
    for path, row in one.items():
        if path in other and _plain(row) != _plain(other[path]):
            sources = dict.fromkeys(
                scenario.catalog.references[key].citation
                for scenario, found in ((first, row), (second, other[path]))
                for key in found.sources
            )
            yield Difference(
                path,
                row_title(first.catalog, path),
                _written(row),
                _written(other[path]),
                tuple(sources),
            )


def _plain(row: Row) -> object:
    if isinstance(row, Quantity):
        return row.value, row.low, row.high
    return getattr(row, "value", None) or getattr(row, "points", None)


def _written(row: Row) -> str:
    """Value of a row, and its range if it has one, in the unit of the catalogue's file."""
    if not isinstance(row, Quantity):
        return str(getattr(row, "value", "a table"))
    numbers = [in_unit_of(row.written, value, row.unit) for value in (row.value, row.low, row.high)]
    unit = numbers[0][1]
    value, low, high = (f"{number:,.5g}" for number, _ in numbers)
    span = "" if row.low == row.high else f" ({low} to {high})"
    return f"{value} {unit}".rstrip() + span
