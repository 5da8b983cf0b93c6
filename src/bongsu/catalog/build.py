"""From YAML trees to typed entries; refuses rows without unit, range, source or quality."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, TypeVar, cast

from bongsu.catalog.documents import Node
from bongsu.catalog.lookup import suggest
from bongsu.catalog.rows.entries import (
    KINDS,
    DragTableEntry,
    MissileEntry,
    PlaceEntry,
    StageEntry,
)
from bongsu.catalog.rows.parameters import Bounds, Entry, Group, Words, parameters_of
from bongsu.catalog.rows.quantities import (
    Choice,
    Curve,
    Quantity,
    Reference,
)
from bongsu.catalog.rows.radars import RadarEntry, RadarModeEntry
from bongsu.catalog.rows.spreads import Spread, misfit, spread_by_rule
from bongsu.catalog.rows.units import format_quantity, parse_quantity
from bongsu.catalog.tree import Tree
from bongsu.errors import InputError, shortened
from bongsu.words import FAMILIES, QUALITIES, Family

_CITATION_KEYS = ("source", "at", "quality", "note", "formula")
_SPREAD_KEYS = ("family", "because", "drawn-with")
_QUANTITY_KEYS = ("value", "low", "high", *_SPREAD_KEYS, *_CITATION_KEYS)
_CHOICE_KEYS = ("value", *_CITATION_KEYS)
_LIFT_ROWS = ("lift-to-drag", "pull-up-altitude", "dive-altitude", "highest-apogee")
_NAME_KEYS = ("korean", "aliases", "offered-for", "source")
_POSITION_KEYS = ("latitude", "longitude", "within", "height", "height-within", *_CITATION_KEYS)
_CURVE_KEYS = ("mach", "coefficient", "spread", *_CITATION_KEYS)
_EARTH_RADIUS_M = 6.371e6  # turns `within` into an angle; its 0.3 per cent does not matter there

GroupType = TypeVar("GroupType", bound=Group)


class Builder:
    """Turns trees into entries.

    Parameters
    ----------
    tree : dict
        Kind to key to entry.
    references : mapping of str to Reference
        Sources that rows may name.
    """

    def __init__(self, tree: Tree, references: Mapping[str, Reference]) -> None:
        self.tree = tree
        self.references = references
        self.bounds: dict[str, Bounds | Words] = {}

    def entries(self) -> dict[str, dict[str, Entry]]:
        """Build all entries.

        Returns
        -------
        dict
            Kind to key to entry.

        Raises
        ------
        InputError
            At the first row that does not hold, with its file and line.
        """
        return {
            kind: {
                key: self._entry(kind, key, node) for key, node in self.tree.get(kind, {}).items()
            }
            for kind in KINDS
        }

    def _entry(self, kind: str, key: str, node: Node) -> Entry:
        cls = KINDS[kind]
        path = f"{kind}.{key}"
        fields = dict(node.mapping(path))
        title = fields.pop("title", None)
        if title is None or not isinstance(title.value, str):
            raise InputError(f"{node.mark}: {path} has no title")
        about = fields.pop("about", None)
        common: dict[str, Any] = {
            "key": key,
            "title": title.value,
            "about": "" if about is None else str(about.value),
            **self._names(path, fields.pop("names", None)),
        }
        if cls is DragTableEntry:
            curve = Node(fields, node.mark, node.keys)
            return DragTableEntry(**common, curve=self._curve(f"{path}.curve", curve))
        if cls is PlaceEntry:
            return self._place(path, common, fields, node)
        groups: dict[str, Any] = {}
        if cls is MissileEntry:
            groups["stages"] = self._stages(path, fields, node)
            _check_lift(path, fields, node)
        if cls is RadarEntry:
            groups["modes"] = self._modes(path, fields, node)
        return cls(**common, **groups, **self._rows(cls, path, fields, node))

    def _names(self, path: str, node: Node | None) -> dict[str, Any]:
        """Other names of an entry, which need a source as its rows do."""
        if node is None:
            return {}
        where = f"the names of {path}"
        for name in node.mapping(where):
            if name not in _NAME_KEYS:
                raise InputError(
                    f"{node.keys[name]}: {where} have the unknown key {name!r}"
                    f"{suggest(name, _NAME_KEYS)}"
                )
        plain = cast("dict[str, Any]", node.plain())
        lists = {key: plain.get(key, []) for key in ("aliases", "offered-for")}
        for key, value in lists.items():
            if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
                raise InputError(f"{node.mark}: {where}: {key} is a list of names")
        return {
            "korean": str(plain.get("korean", "")),
            "aliases": tuple(lists["aliases"]),
            "offered_for": tuple(lists["offered-for"]),
            "named_in": self._sources(where, node, plain.get("source")),
        }

    def _sources(self, path: str, node: Node, named: object) -> tuple[str, ...]:
        sources = tuple(named) if isinstance(named, list) else (named,)
        if not named or not all(isinstance(source, str) for source in sources):
            raise InputError(f"{node.mark}: {path} has no source")
        for source in sources:
            if source not in self.references:
                raise InputError(
                    f"{node.mark}: {path} names the unknown source {source!r}"
                    f"{suggest(str(source), self.references)}"
                )
        return cast("tuple[str, ...]", sources)

    def _stages(self, path: str, fields: dict[str, Node], node: Node) -> tuple[StageEntry, ...]:
        names = [name for name in fields if name.startswith("stage-")]
        expected = [f"stage-{number + 1}" for number in range(len(names))]
        if not 1 <= len(names) <= 3 or sorted(names) != expected:
            raise InputError(f"{node.mark}: {path} needs stage-1, or stage-1 to stage-2 or stage-3")
        return tuple(
            self._group(StageEntry, f"{path}.{name}", fields.pop(name)) for name in expected
        )

    def _modes(self, path: str, fields: dict[str, Node], node: Node) -> dict[str, RadarModeEntry]:
        names = [name for name in ("terminal", "forward-based") if name in fields]
        if not names:
            raise InputError(f"{node.mark}: {path} needs a mode: terminal or forward-based")
        return {
            name: self._group(RadarModeEntry, f"{path}.{name}", fields.pop(name)) for name in names
        }

    def _group(self, cls: type[GroupType], path: str, node: Node) -> GroupType:
        return cls(**self._rows(cls, path, dict(node.mapping(path)), node))

    def _rows(self, cls: type, path: str, fields: dict[str, Node], node: Node) -> dict[str, Any]:
        declared = parameters_of(cls)
        for name in fields:
            if name not in declared:
                raise InputError(
                    f"{node.keys[name]}: {path} has no parameter {name!r}{suggest(name, declared)}"
                )
        rows: dict[str, Any] = {}
        for name, parameter in declared.items():
            if name in fields:
                row_path = f"{path}.{name}"
                self.bounds[row_path] = parameter.limits
                if isinstance(parameter.limits, Words):
                    rows[parameter.field] = self._choice(row_path, fields[name], parameter.limits)
                else:
                    rows[parameter.field] = self.quantity(row_path, fields[name], parameter.limits)
            elif not parameter.optional:
                raise InputError(f"{node.mark}: {path} has no {name}")
        return rows

    def _choice(self, path: str, node: Node, words: Words) -> Choice:
        citation = self._citation(path, node, _CHOICE_KEYS)
        value = node.mapping(path).get("value")
        word = value.value if value else None
        allowed: Sequence[str] = words.allowed
        if allowed[0].startswith("@"):
            allowed = list(self.tree.get(allowed[0][1:], {}))
        if not isinstance(word, str) or word not in allowed:
            place = value.mark if value else node.mark
            shown = shortened(value.plain() if value else None)
            raise InputError(f"{place}: {path} cannot be {shown}{suggest(str(word), allowed)}")
        return Choice(**citation, value=word)

    def quantity(self, path: str, node: Node, bounds: Bounds) -> Quantity:
        """Build one numeric row.

        Parameters
        ----------
        path : str
            Kind, key and name of the row, joined by dots.
        node : Node
            Mapping with value, low, high, source and quality.
        bounds : Bounds
            Unit and limits.

        Returns
        -------
        Quantity
            The row.

        Raises
        ------
        InputError
            If it lacks something or a number is out of bounds.
        """
        citation = self._citation(path, node, _QUANTITY_KEYS)
        fields = node.mapping(path)
        numbers: dict[str, Any] = {}
        for name in ("value", "low", "high"):
            if name not in fields:
                raise InputError(f"{node.mark}: {path} has no {name}")
            numbers[name] = self._number(path, fields[name], bounds)
        self._check_range(path, node, numbers, citation["quality"])
        spread = self._spread(path, node, bounds, numbers)
        written = str(fields["value"].value)
        return Quantity(**citation, **numbers, unit=bounds.unit, written=written, spread=spread)

    def _spread(
        self, path: str, node: Node, bounds: Bounds, numbers: Mapping[str, float]
    ) -> Spread | None:
        """How a row's values are spread: as it says itself, or by rule of its kind of quantity."""
        fields = node.mapping(path)
        own = {name: fields[name].plain() for name in _SPREAD_KEYS if name in fields}
        for name, word in own.items():
            if not isinstance(word, str) or not word:
                raise InputError(f"{fields[name].mark}: {path}: {name} is a text")
        if not numbers["low"] < numbers["high"]:
            for name in own:
                raise InputError(f"{fields[name].mark}: {path}: {name} goes with a range")
            return None
        if ("family" in own) != ("because" in own):
            raise InputError(f"{node.mark}: {path}: a family goes with its reason, because")
        found = spread_by_rule(bounds.quantity, bounds.unit, numbers["low"], numbers["high"])
        if "family" in own:
            family = cast("str", own["family"])
            if family not in FAMILIES:
                raise InputError(
                    f"{fields['family'].mark}: {path} has the unknown family {family!r}"
                    f"{suggest(family, FAMILIES)}"
                )
            found = Spread(cast("Family", family), str(own["because"]))
        if found is None:
            raise InputError(
                f"{node.mark}: {path} has a range and no family: write family, one of "
                f"{', '.join(FAMILIES)}, and because, its reason"
            )
        problem = misfit(found.family, numbers["low"], numbers["value"], numbers["high"])
        if problem:
            raise InputError(f"{node.mark}: {path}: {problem}")
        return found._replace(drawn_with=str(own.get("drawn-with", "")))

    def _number(self, path: str, node: Node, bounds: Bounds) -> float:
        try:
            number = parse_quantity(node.plain(), bounds.unit)
        except InputError as error:
            raise InputError(f"{node.mark}: {path}: {error}") from None
        if not bounds.low <= number <= bounds.high:
            raise InputError(
                f"{node.mark}: {path}: {node.value} is not between "
                f"{format_quantity(bounds.low, bounds.unit)} and "
                f"{format_quantity(bounds.high, bounds.unit)}"
            )
        return number

    def _check_range(
        self, path: str, node: Node, numbers: Mapping[str, float], quality: str
    ) -> None:
        if not numbers["low"] <= numbers["value"] <= numbers["high"]:
            raise InputError(f"{node.mark}: {path}: the value is not between low and high")
        if quality == "U" and not numbers["low"] < numbers["high"]:
            raise InputError(f"{node.mark}: {path}: a row of quality U needs a range")

    def _citation(self, path: str, node: Node, known: Sequence[str]) -> dict[str, Any]:
        fields = node.mapping(path)
        for name in fields:
            if name not in known:
                raise InputError(
                    f"{node.keys[name]}: {path} has the unknown key {name!r}{suggest(name, known)}"
                )
        plain = cast("dict[str, Any]", node.plain())
        sources = self._sources(path, node, plain.get("source"))
        quality = plain.get("quality")
        if not isinstance(quality, str) or quality not in QUALITIES:
            raise InputError(f"{node.mark}: {path} has no quality; it is one of A, B, C, D, U")
        formula = plain.get("formula", "")
        if (quality == "D") != bool(formula):
            raise InputError(f"{node.mark}: {path}: quality D goes with a formula, and only D")
        return {
            "path": path,
            "sources": sources,
            "at": str(plain.get("at", "")),
            "quality": quality,
            "note": str(plain.get("note", "")),
            "formula": str(formula),
            "where": f"{node.mark.file}:{node.mark.line}",
        }

    def _curve(self, path: str, node: Node) -> Curve:
        citation = self._citation(path, node, _CURVE_KEYS)
        fields = node.mapping(path)
        columns = []
        for name in ("mach", "coefficient"):
            column = fields[name].plain() if name in fields else None
            if not isinstance(column, list) or not all(
                isinstance(item, int | float)
                and not isinstance(item, bool)
                and 0.0 <= item <= 100.0
                for item in column
            ):
                raise InputError(f"{node.mark}: {path} needs {name}: a list of numbers from 0")
            columns.append([float(item) for item in column])
        machs, coefficients = columns
        ascending = all(a < b for a, b in pairwise(machs))
        if len(machs) < 2 or len(machs) != len(coefficients) or not ascending:
            raise InputError(f"{node.mark}: {path}: two ascending columns of equal length are due")
        if "spread" not in fields:
            raise InputError(f"{node.mark}: {path} has no spread")
        spread = self._number(path, fields["spread"], Bounds("1", 0.0, 1.0))
        points = tuple(zip(machs, coefficients, strict=True))
        return Curve(**citation, points=points, spread=spread)

    def _place(
        self, path: str, common: dict[str, Any], fields: dict[str, Node], node: Node
    ) -> PlaceEntry:
        country = fields.pop("country", None)
        code = country.value if country else None
        if not (isinstance(code, str) and len(code) == 3 and code.isupper()):
            raise InputError(f"{node.mark}: {path} needs a country of three capital letters")
        position = fields.pop("position", None)
        if position is None or fields:
            raise InputError(f"{node.mark}: {path} has title, country, position, about and names")
        citation = self._citation(path, position, _POSITION_KEYS)
        given = position.mapping(path)
        limits = parameters_of(PlaceEntry)
        numbers = {}
        for name, bounds in [
            ("latitude", limits["latitude"].limits),
            ("longitude", limits["longitude"].limits),
            ("height", limits["height"].limits),
            ("within", Bounds("m", 0.0, 1e6)),
            ("height-within", Bounds("m", 0.0, 1e4)),
        ]:
            if name not in given:
                raise InputError(f"{position.mark}: {path} has no {name}")
            numbers[name] = self._number(path, given[name], cast("Bounds", bounds))
        angle = numbers["within"] / _EARTH_RADIUS_M
        distances = {"latitude": angle, "longitude": angle, "height": numbers["height-within"]}
        rows: dict[str, Any] = {}
        for name, within in distances.items():
            bounds = cast("Bounds", limits[name].limits)
            row_path = f"{path}.{name}"
            self.bounds[row_path] = bounds
            low = max(numbers[name] - within, bounds.low)
            high = min(numbers[name] + within, bounds.high)
            spread = spread_by_rule(bounds.quantity, bounds.unit, low, high)
            rows[name] = Quantity(
                **{**citation, "path": row_path},
                value=numbers[name],
                low=low,
                high=high,
                unit=bounds.unit,
                written=str(given[name].value),
                spread=spread if low < high else None,
            )
        return PlaceEntry(**common, country=code, **rows)


def _check_lift(path: str, fields: Mapping[str, Node], node: Node) -> None:
    """Lift needs its ratio, where it begins and ends, and how high such flights go, or nothing."""
    given = [name for name in _LIFT_ROWS if name in fields]
    if not given:
        return
    for name in _LIFT_ROWS:
        if name not in fields:
            raise InputError(f"{node.mark}: {path} has {given[0]} but no {name}")
    if fields["cut-off"].mapping(path)["value"].value != "not-possible":
        raise InputError(
            f"{fields['cut-off'].mark}: {path}.cut-off must be not-possible for a missile with lift"
        )
