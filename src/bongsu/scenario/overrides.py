"""Values that a scenario puts in place of the catalogue's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import isfinite
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, StringConstraints, ValidationError

from bongsu.catalog import (
    Catalog,
    Choice,
    Quantity,
    Row,
)
from bongsu.catalog.lookup import close_words, suggest, word_among
from bongsu.catalog.rows.parameters import Bounds, Words
from bongsu.catalog.rows.quantities import Reference
from bongsu.catalog.rows.spreads import Spread, misfit, spread_by_rule
from bongsu.catalog.rows.units import format_quantity, parse_quantity
from bongsu.errors import InputError, shortened
from bongsu.scenario.parts.fields import Model, OneOf, refuse
from bongsu.scenario.parts.problems import ChangeError, worded
from bongsu.words import FAMILIES, LEVELS, QUALITIES, Family, Level, Quality


def _number_or_text(written: object) -> object:
    """Refuse what is neither, before it is tried as each of them in turn."""
    kind = type(written)
    if kind is str or kind is int or (kind is float and isfinite(written)):  # type: ignore[arg-type]
        return written
    raise refuse(f"{shortened(written)} is neither a number nor a text")


Written = Annotated[
    str | int | float, Field(union_mode="left_to_right"), BeforeValidator(_number_or_text)
]


class Override(Model):
    """A row put in place of one of the catalogue's.

    Attributes
    ----------
    value : str or number
        Quantity with its unit, or a word.
    low, high : str or number, optional
        Range; the value itself by default, which takes the parameter out of uncertainty studies.
    family : str, optional
        How values are spread over the range, one of :data:`bongsu.words.FAMILIES`; by default as
        the catalogue's rule for the kind of quantity says.
    source : str
        Where it is from: a reference of the catalogue, or any text.
    quality : {'A', 'B', 'C', 'D', 'U'}
        How far it is to be trusted; U by default.
    note : str
        What a reader should know.
    """

    value: Written
    low: Written | None = None
    high: Written | None = None
    family: Annotated[Family, OneOf(tuple(FAMILIES))] | None = None
    source: Annotated[str, StringConstraints(min_length=3, max_length=500)]
    quality: Annotated[Quality, OneOf(tuple(QUALITIES))] = "U"
    note: Annotated[str, StringConstraints(max_length=1000)] = ""


def replacement(catalog: Catalog, path: str, override: Override) -> Row:
    """Make the row that an override stands for.

    Parameters
    ----------
    catalog : Catalog
        Holds the row to be replaced.
    path : str
        Kind, key and name of the row, joined by dots.
    override : Override
        What to put there.

    Returns
    -------
    Row
        The new row.

    Raises
    ------
    InputError
        If there is no such row or the value does not fit it.
    """
    old = catalog.row(path)
    limits = catalog.bounds.get(old.path)
    cited = {
        "sources": (override.source,),
        "quality": override.quality,
        "note": override.note,
        "at": "",
        "formula": "",
        "where": "scenario",
    }
    if isinstance(old, Choice) and isinstance(limits, Words):
        return replace(old, **cited, value=_word(catalog, override.value, limits))  # type: ignore[arg-type]
    if not isinstance(old, Quantity) or not isinstance(limits, Bounds):
        raise InputError(f"{path} is a table; put a new entry into a catalogue file instead")
    numbers = {"value": _number(override.value, limits)}
    for name, written in (("low", override.low), ("high", override.high)):
        try:
            numbers[name] = numbers["value"] if written is None else _number(written, limits)
        except InputError as error:
            raise InputError(f"{name}: {error}") from None
    if not numbers["low"] <= numbers["value"] <= numbers["high"]:
        low, high = (format_quantity(numbers[end], limits.unit) for end in ("low", "high"))
        raise InputError(f"{override.value} is not between low and high, {low} and {high}")
    spread = _spread(override, old, limits, numbers)
    return replace(old, **cited, **numbers, written=str(override.value), spread=spread)  # type: ignore[arg-type]


def _spread(
    override: Override, old: Quantity, limits: Bounds, numbers: Mapping[str, float]
) -> Spread | None:
    """How the values are spread over the range: another statement, so that none moves with it."""
    low, value, high = numbers["low"], numbers["value"], numbers["high"]
    if not low < high:
        if override.family is not None:
            raise InputError("family: it goes with a range, low to high")
        return None
    found = spread_by_rule(limits.quantity, limits.unit, low, high)
    if override.family is not None:
        found = Spread(override.family, f"given in the scenario: {override.source}")
    elif found is None and old.spread is not None:
        found = old.spread._replace(drawn_with="")
    if found is None:
        raise InputError(f"family: give one of {', '.join(FAMILIES)}")
    problem = misfit(found.family, low, value, high)
    if problem:
        raise InputError(problem)
    return found


def resolve(
    base: Catalog, overrides: Mapping[str, Override], levels: Mapping[str, Level]
) -> Catalog:
    """Apply overrides, then take parameters at the ends of their ranges.

    Parameters
    ----------
    base : Catalog
        What they are applied to.
    overrides : mapping of str to Override
        By path.
    levels : mapping of str to {'nominal', 'low', 'high'}
        By path.

    Returns
    -------
    Catalog
        The catalogue with these values; sources of overrides are added to its references.

    Raises
    ------
    InputError
        If a path does not exist or a value does not fit.
    """
    if not overrides and not levels:
        return base
    rows = [replacement(base, path, override) for path, override in overrides.items()]
    catalog = base.with_rows(rows).at_levels(levels)
    texts = {override.source for override in overrides.values()} - set(base.references)
    added = {
        text: Reference(text, "", text, 0, "", True, "given in the scenario") for text in texts
    }
    return replace(catalog, references={**base.references, **added})


def resolved(base: Catalog, content: Mapping[str, Any], verb: str) -> Catalog:
    """Apply the overrides and levels of a scenario that is being changed.

    Parameters
    ----------
    base : Catalog
        Catalogue before both.
    content : mapping
        Fields of the scenario.
    verb : str
        What is done, for what is refused.

    Returns
    -------
    Catalog
        The catalogue with both applied.

    Raises
    ------
    InputError
        If a path does not exist or a value does not fit.
    """
    overrides = {}
    for path, written in content["overrides"].items():
        try:
            overrides[path] = Override.model_validate(written)
        except ValidationError as error:
            [word, *_] = worded(error.errors(include_url=False), Override)
            where = ", ".join((path, *map(str, word.steps[:1])))
            raise ChangeError(verb, where, word.sentence) from None
        try:
            replacement(base, path, overrides[path])
        except InputError as error:
            raise ChangeError(verb, path, str(error)) from None
    levels: dict[str, Level] = {}
    for path, level in content["uncertainty"].items():
        found = word_among(level, LEVELS)
        if found is None:
            sentence = f"{shortened(level)} is not one of {', '.join(LEVELS)}"
            raise ChangeError(verb, path, f"{sentence}{close_words(level, LEVELS)}")
        levels[path] = found
    try:
        return resolve(base, overrides, levels)
    except InputError as error:
        raise ChangeError(verb, "", str(error)) from None


def _word(catalog: Catalog, written: object, words: Words) -> str:
    kind = words.allowed[0]
    if kind.startswith("@") and isinstance(written, str):
        return catalog.key(kind[1:], written)
    allowed = words.allowed
    if not isinstance(written, str) or written not in allowed:
        raise InputError(f"it cannot be {written!r}{suggest(str(written), allowed)}")
    return written


def _number(written: object, bounds: Bounds) -> float:
    number = parse_quantity(written, bounds.unit)
    if not bounds.low <= number <= bounds.high:
        low, high = (format_quantity(end, bounds.unit) for end in (bounds.low, bounds.high))
        raise InputError(f"{written} is not between {low} and {high}")
    return number
