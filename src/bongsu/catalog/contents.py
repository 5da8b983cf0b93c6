"""The catalogue as a whole: look-up by name, and the same with other values."""

from __future__ import annotations

import hashlib
import json
import operator
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple, TypeVar, cast

from bongsu.catalog.lookup import Match, Name, find, normalised, suggest
from bongsu.catalog.rows.entries import (
    KINDS,
    BatteryEntry,
    CrossSectionEntry,
    DragTableEntry,
    InterceptorEntry,
    MissileEntry,
    PlaceEntry,
)
from bongsu.catalog.rows.parameters import Bounds, Entry, Group, Words
from bongsu.catalog.rows.quantities import (
    Choice,
    Curve,
    Quantity,
    Reference,
    Row,
)
from bongsu.catalog.rows.radars import RadarEntry
from bongsu.errors import InputError
from bongsu.words import Level, in_words, number_of
from bongsu.words.screen import OnScreen, Screen, listed

Part = TypeVar("Part")


class OwnFile(NamedTuple):
    """A catalogue file of the user.

    Attributes
    ----------
    name : str
        What messages call it.
    text : str
        YAML.
    """

    name: str
    text: str


@dataclass(frozen=True, repr=False)
class Catalog(OnScreen):
    """All entries and references.

    Attributes
    ----------
    entries : mapping
        Kind to key to entry.
    references : mapping of str to Reference
        Sources by key.
    bounds : mapping of str to Bounds or Words
        Limits of each row by path.
    own_files : tuple of OwnFile
        Files of the user that were laid over the built-in ones.
    """

    entries: Mapping[str, Mapping[str, Entry]]
    references: Mapping[str, Reference]
    bounds: Mapping[str, Bounds | Words]
    own_files: tuple[OwnFile, ...] = field(default=(), compare=False)

    def keys(self, kind: str) -> list[str]:
        """List the entries of a kind.

        Parameters
        ----------
        kind : str
            ``missile``, ``radar`` and so on.

        Returns
        -------
        list of str
            Keys in the order of the files.

        Raises
        ------
        InputError
            If there is no such kind.
        """
        if kind not in KINDS:
            raise InputError(f"there is no kind {kind!r} in the catalogue{suggest(kind, KINDS)}")
        return list(self.entries[kind])

    def names(self, kind: str) -> tuple[Name, ...]:
        """List what the entries of a kind are called.

        Parameters
        ----------
        kind : str
            ``missile``, ``radar`` and so on.

        Returns
        -------
        tuple of Name
            In the order of the files.

        Raises
        ------
        InputError
            If there is no such kind.
        """
        self.keys(kind)
        return self._names[kind]

    @cached_property
    def _names(self) -> dict[str, tuple[Name, ...]]:
        return {
            kind: tuple(
                Name(kind, key, entry.title, entry.korean, entry.aliases, entry.offered_for)
                for key, entry in group.items()
            )
            for kind, group in self.entries.items()
        }

    def find(self, kind: str, name: str) -> Match:
        """Look a name up, in any spelling.

        Parameters
        ----------
        kind : str
            ``missile``, ``radar`` and so on.
        name : str
            Key, title in English or Korean, or another name.

        Returns
        -------
        Match
            What it means, with its key and title.

        Raises
        ------
        InputError
            If there is no such entry, with close names; or several have the name.
        """
        return find(name, [self.names(kind)], in_words(kind))

    def key(self, kind: str, name: str) -> str:
        """Look the key of a name up.

        Parameters
        ----------
        kind, name : str
            As for :meth:`find`.

        Returns
        -------
        str
            The key.
        """
        given: object = name
        known = isinstance(given, str) and given in self.entries.get(kind, ())
        return name if known else self.find(kind, name).name.key

    def entry(self, kind: str, key: str) -> Entry:
        """Look an entry up.

        Parameters
        ----------
        kind, key : str
            For example ``missile`` and ``nodong``; any other name of it does as well.

        Returns
        -------
        Entry
            The entry.

        Raises
        ------
        InputError
            If there is none, with close names; or several have the name.
        """
        return self.entries[kind][self.key(kind, key)]

    def sources(self, kind: str, key: str) -> frozenset[str]:
        """List on what the rows of an entry rest.

        Parameters
        ----------
        kind, key : str
            As for :meth:`entry`.

        Returns
        -------
        frozenset of str
            References.

        Raises
        ------
        InputError
            If there is no such entry.
        """
        entry = kind, self.key(kind, key)
        if entry not in self._sources:
            rows = self.entries[entry[0]][entry[1]].rows()
            self._sources[entry] = frozenset(source for row in rows for source in row.sources)
        return self._sources[entry]

    @cached_property
    def _sources(self) -> dict[tuple[str, str], frozenset[str]]:
        return {}

    def missile(self, key: str) -> MissileEntry:
        """Look a missile up by any of its names; see :meth:`entry`."""
        return cast("MissileEntry", self.entry("missile", key))

    def radar(self, key: str) -> RadarEntry:
        """Look a radar up by any of its names; see :meth:`entry`."""
        return cast("RadarEntry", self.entry("radar", key))

    def interceptor(self, key: str) -> InterceptorEntry:
        """Look an interceptor up by any of its names; see :meth:`entry`."""
        return cast("InterceptorEntry", self.entry("interceptor", key))

    def battery(self, key: str) -> BatteryEntry:
        """Look a battery up by any of its names; see :meth:`entry`."""
        return cast("BatteryEntry", self.entry("battery", key))

    def cross_section(self, key: str) -> CrossSectionEntry:
        """Look a cross-section up by any of its names; see :meth:`entry`."""
        return cast("CrossSectionEntry", self.entry("cross-section", key))

    def drag_table(self, key: str) -> DragTableEntry:
        """Look a drag table up by any of its names; see :meth:`entry`."""
        return cast("DragTableEntry", self.entry("drag-table", key))

    def place(self, kind: str, key: str) -> PlaceEntry:
        """Look a place up.

        Parameters
        ----------
        kind : {'site', 'launch-area', 'target'}
            Of what kind.
        key : str
            Any of its names.

        Returns
        -------
        PlaceEntry
            The entry.
        """
        return cast("PlaceEntry", self.entry(kind, key))

    def rows(self) -> dict[str, Row]:
        """List all rows.

        Returns
        -------
        dict of str to Row
            By path, in the order of the files.
        """
        return dict(self._rows)

    @cached_property
    def _rows(self) -> dict[str, Row]:
        # every change of a scenario looks its paths up: the entries are walked once
        return {
            row.path: row
            for group in self.entries.values()
            for entry in group.values()
            for row in entry.rows()
        }

    def row(self, path: str) -> Row:
        """Look a row up.

        Parameters
        ----------
        path : str
            Such as ``missile.nodong.payload-mass``.

        Returns
        -------
        Row
            The row.

        Raises
        ------
        InputError
            If there is none, with close paths.
        """
        rows = self._rows
        return rows[path if path in rows else self.path(path)]

    def path(self, written: str) -> str:
        """Look the path of a row up, whose parts may be written in any way.

        Parameters
        ----------
        written : str
            Such as ``MissileEntry.Hwasong 7.payload mass``.

        Returns
        -------
        str
            Such as ``missile.nodong.payload-mass``.

        Raises
        ------
        InputError
            If there is no such row, with close paths.
        """
        rows = self._rows
        if written in rows:
            return written
        kind, _, rest = written.partition(".")
        kinds = [known for known in KINDS if normalised(known) == normalised(kind)]
        # a title may have a point in it, and a path has one before each of its parts
        cuts = [index for index, letter in enumerate(rest) if letter == "."]
        for cut in cuts if kinds else ():
            try:
                entry = self.entry(kinds[0], rest[:cut])
            except InputError:
                continue
            for row in entry.rows():
                if normalised(row.path.split(".", 2)[2]) == normalised(rest[cut:]):
                    return row.path
        raise InputError(f"there is no parameter {written!r}{suggest(written, rows)}")

    def quantity(self, path: str) -> Quantity:
        """Look a numeric row up.

        Parameters
        ----------
        path : str
            Such as ``missile.nodong.payload-mass``.

        Returns
        -------
        Quantity
            The row.

        Raises
        ------
        InputError
            If there is none, or it is not a number.
        """
        row = self.row(path)
        if not isinstance(row, Quantity):
            raise InputError(f"{path} is not a number")
        return row

    def with_rows(self, rows: Iterable[Row]) -> Catalog:
        """Copy with some rows exchanged.

        Parameters
        ----------
        rows : iterable of Row
            New rows; each replaces the one of the same path.

        Returns
        -------
        Catalog
            The copy.

        Raises
        ------
        InputError
            If a row's path does not exist.
        """
        exchange = {}
        for row in rows:
            self.row(row.path)
            exchange[row.path] = row
        # the other entries are not walked: a study changes a catalogue tens of thousands of times
        touched = {tuple(path.split(".", 2)[:2]) for path in exchange}
        entries = {
            kind: {
                key: _exchange(entry, exchange) if (kind, key) in touched else entry
                for key, entry in group.items()
            }
            for kind, group in self.entries.items()
        }
        made = replace(self, entries=entries)
        if not any(isinstance(self.entries[kind][key], PlaceEntry) for kind, key in touched):
            # where places are is then the same
            vars(made)["places_found"] = self.places_found
        return made

    @cached_property
    def places_found(self) -> dict[tuple[str, str], object]:
        """Places that were looked up, for :func:`bongsu.scenario.parts.places.read_place`."""
        return {}

    def at_levels(self, levels: Mapping[str, Level]) -> Catalog:
        """Copy with some parameters at an end of their range.

        Parameters
        ----------
        levels : mapping of str to {'nominal', 'low', 'high'}
            By path.

        Returns
        -------
        Catalog
            The copy.

        Raises
        ------
        InputError
            If a path does not exist or is not a number.
        """
        return self.with_rows(
            [self.quantity(path).at_level(level) for path, level in levels.items()]
        )

    def _screen(self) -> Screen:
        lines = tuple(
            (f"{kind}: {len(group)}", listed(entry.title for entry in group.values()))
            for kind, group in self.entries.items()
        )
        heading = (
            f"Catalogue of {number_of(len(self.rows()), 'cited row')} "
            f"from {number_of(len(self.references), 'source')}"
        )
        return Screen(heading, lines, f"hash {self.digest[:12]}")

    @cached_property
    def digest(self) -> str:
        """Fingerprint of all numbers, words and families: SHA-256 in hexadecimal.

        Notes, reasons, sources and the order do not enter.
        """
        content = {path: _essence(row) for path, row in self.rows().items()}
        text = json.dumps(content, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


def _essence(row: Row) -> object:
    if isinstance(row, Quantity):
        spread = row.spread
        shape = [spread.family, spread.drawn_with] if spread else []
        return [row.value, row.low, row.high, row.unit, *shape]
    if isinstance(row, Choice):
        return row.value
    return [list(point) for point in cast("Curve", row).points]


def _exchange(part: Part, rows: Mapping[str, Row]) -> Part:
    """Copy an entry, group or container with some rows exchanged; itself when nothing changes."""
    changed: object = part
    if isinstance(part, Row):
        changed = rows.get(part.path, part)
    elif isinstance(part, tuple):
        items = tuple(_exchange(item, rows) for item in part)
        changed = part if all(map(operator.is_, items, part)) else items
    elif isinstance(part, dict):
        values = {key: _exchange(item, rows) for key, item in part.items()}
        changed = part if all(values[key] is part[key] for key in part) else values
    elif isinstance(part, Entry | Group):
        fields = {name: _exchange(value, rows) for name, value in vars(part).items()}
        if any(fields[name] is not value for name, value in vars(part).items()):
            changed = type(part)(**fields)
    return cast("Part", changed)
