"""What differs between two scenarios: fields as files have them, and cited values."""

import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from bongsu.catalog import Catalog, Quantity, Row
from bongsu.catalog.documents import read_document
from bongsu.catalog.names import countries, row_words
from bongsu.catalog.rows.units import in_unit_of
from bongsu.scenario.load import dump_scenario
from bongsu.scenario.models import Scenario
from bongsu.words import in_words
from bongsu.words.said import Said, in_turn, said

_ABSENT = "–"
_BETWEEN = "\n"
_LABELS = ("format", "name", "title", "description")
_NAMED = ("site", "launch-area", "target", "missile", "battery", "radar", "interceptor")
_KEYS = ("name", "missile", "group")
_CALLED_BY: Final = tuple((key,) for key in _KEYS)
_LONG_NUMBER: Final = re.compile(r"-?\d+\.\d{5,}")
_WORD: Final = re.compile(r"[a-z][a-z-]*")
_YES_OR_NO: Final = {"True": "yes", "False": "no"}
_WRITTEN_AS_ROWS = ("overrides", "uncertainty", "catalogue_files")


class Difference(NamedTuple):
    """Something that two scenarios do not have alike.

    Attributes
    ----------
    path : str
        Field of the scenario, or row of the catalogue.
    title : str
        What it is, for people; a text that can be said in another language.
    first, second : str
        The same of what each has, with its unit; a dash for nothing.
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


class _Item(NamedTuple):
    """A part of a list, such as a threat: its path, and what it is called, word by word."""

    path: str
    words: tuple[str, ...]


_WHOLE: Final = _Item("", ())
"""The scenario itself, which is no part of a list."""


class _Field(NamedTuple):
    """A field as a file has it, with titles for keys, its words, and the item it belongs to."""

    value: str
    titled: str
    words: tuple[str, ...]
    item: _Item


def _fields(first: Scenario, second: Scenario) -> Iterator[Difference]:
    one, other = _flat(first), _flat(second)
    shared = {field.item.path for field in one.values()} & {
        field.item.path for field in other.values()
    }
    told: set[str] = set()
    for path in dict.fromkeys([*one, *other]):
        fields = [found[path] for found in (one, other) if path in found]
        item, words = fields[0].item, in_turn(fields[0].words)
        if item.path in shared:
            absent = _Field(_ABSENT, _ABSENT, fields[0].words, item)
            both = one.get(path, absent), other.get(path, absent)
            if both[0].value != both[1].value:
                shown = [field.titled for field in both]
                if shown[0] == shown[1]:  # entries of their own files may share a title
                    shown = [field.value for field in both]
                yield Difference(path, words, _for_people(shown[0]), _for_people(shown[1]))
        elif item.path not in told:
            # what one of them does not have is told at once, and not field by field
            told.add(item.path)
            yield Difference(
                item.path, in_turn(item.words), _contents(item, one), _contents(item, other)
            )


def _contents(item: _Item, found: Mapping[str, _Field]) -> Said:
    """Fields of an item with their names, but for those that it is called by; a dash for none."""
    named = len(item.words)
    told = [
        in_turn([in_turn(field.words[named:]), _for_people(field.titled)], ": ")
        for field in found.values()
        if field.item == item and field.value != _ABSENT and field.words[named:] not in _CALLED_BY
    ]
    return in_turn(told or [_ABSENT], "; ")


def _for_people(value: str) -> Said:
    """Write a field for people: numbers in few digits, words without marks of machines."""
    return in_turn([_part_for_people(part) for part in value.split(_BETWEEN)])


def _part_for_people(part: str) -> str:
    if part.endswith(" deg"):
        part = f"{part.removesuffix(' deg')}°"
    if _WORD.fullmatch(part):
        part = in_words(part)
    return _LONG_NUMBER.sub(lambda found: f"{float(found[0]):.6g}", _YES_OR_NO.get(part, part))


def _flat(scenario: Scenario) -> dict[str, _Field]:
    """Fields by path; parts of a list by their names."""
    text = dump_scenario(_as_cited(scenario), defaults=True)
    titles = _titles(scenario.catalog)
    found: dict[str, _Field] = {}

    def walk(path: str, words: tuple[str, ...], value: object, item: _Item = _WHOLE) -> None:
        if isinstance(value, Mapping):
            for key, part in value.items():
                walk(f"{path}.{key}", (*words, str(key).replace("_", " ")), part, item)
        elif isinstance(value, list) and any(isinstance(part, Mapping) for part in value):
            for index, part in enumerate(value):
                keys = _keys(part) or [str(index + 1)]
                named = (*words, *(titles.get(key, in_words(key)) for key in keys))
                own = f"{path}.{'-'.join(keys)}"
                walk(own, named, part, item if item is not _WHOLE else _Item(own, named))
        else:
            parts = value if isinstance(value, list) else [value]
            written = [str(part) for part in parts if part is not None and part != ""]
            told = [titles.get(one, one) for one in written]
            found[path] = _Field(
                _BETWEEN.join(written) or _ABSENT, _BETWEEN.join(told) or _ABSENT, words, item
            )

    for key, value in read_document(text, scenario.name).mapping(scenario.name).items():
        if key not in (*_LABELS, *_WRITTEN_AS_ROWS):
            walk(key, (key.replace("_", " "),), value.plain())
    return found


def _titles(catalog: Catalog) -> Mapping[str, str]:
    """What entries of the catalogue and countries are called, by what a file calls them."""
    named = {key: catalog.entry(kind, key).title for kind in _NAMED for key in catalog.keys(kind)}
    return {code: name.title for code, name in countries().items()} | named


def _as_cited(scenario: Scenario) -> Scenario:
    """Leave out what is told row by row."""
    return scenario.model_copy(update={"overrides": {}, "uncertainty": {}})


def _keys(part: object) -> list[str]:
    """What tells a part of a list from the others."""
    if not isinstance(part, Mapping):
        return []
    return [str(part[key]) for key in _KEYS if isinstance(part.get(key), str)]


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
                _row_title(first.catalog, path),
                _written(row),
                _written(other[path]),
                tuple(sources),
            )


def _row_title(catalog: Catalog, path: str) -> Said:
    kind, key, _ = path.split(".", 2)
    words = in_turn(row_words(path).split(", "))
    return said("{entry}: {words}", entry=catalog.entry(kind, key).title, words=words)


def _plain(row: Row) -> object:
    if isinstance(row, Quantity):
        return row.value, row.low, row.high
    return getattr(row, "value", None) or getattr(row, "points", None)


def _written(row: Row) -> Said:
    """Value of a row, and its range if it has one, in the unit of the catalogue's file."""
    if not isinstance(row, Quantity):
        return in_turn([str(getattr(row, "value", "a table"))])
    numbers = [in_unit_of(row.written, value, row.unit) for value in (row.value, row.low, row.high)]
    unit = numbers[0][1]
    value, low, high = (f"{number:,.5g}" for number, _ in numbers)
    measured = f"{value} {unit}".rstrip()
    if row.low == row.high:
        return in_turn([measured])
    return said("{value} ({low} to {high})", value=measured, low=low, high=high)
