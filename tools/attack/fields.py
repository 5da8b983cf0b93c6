"""Values that a scenario's fields do want, drawn from their types up to the limits and beyond."""

from __future__ import annotations

import datetime as dt
import random
import types
import typing
from functools import cache
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel
from tools.attack.trees import Path, Tree, get

from bongsu.catalog import Catalog, Quantity, load_catalog
from bongsu.catalog.rows.parameters import Bounds
from bongsu.catalog.rows.units import format_quantity, parse_quantity
from bongsu.scenario import Scenario
from bongsu.scenario.overrides import Override
from bongsu.scenario.parts.fields import Limits, Named, Span
from bongsu.scenario.parts.problems import written_names

_BEYOND = 0.06
"""Share of the numbers that lie just outside of their limits. [1]"""

_COUNTRIES = ("KOR", "JPN", "PRK", "FJI", "RUS", "USA", "NZL", "KWT", "LUX", "SGP", "ATA")


@cache
def hints(model: type[BaseModel]) -> dict[str, Any]:
    """Give the types of a model's fields.

    Parameters
    ----------
    model : type
        The model.

    Returns
    -------
    dict of str to type
        By field as a file has it, with what annotates them.
    """
    found = typing.get_type_hints(model, include_extras=True)
    return {written: found[name] for written, name in written_names(model).items()}


def models(tree: Tree) -> list[tuple[Path, type[BaseModel]]]:
    """Find which mapping of a scenario's tree is which part.

    Parameters
    ----------
    tree : dict
        Content of a scenario file.

    Returns
    -------
    list of (path, type)
        Path of each mapping, and its model.
    """
    found: list[tuple[Path, type[BaseModel]]] = []
    _find(tree, (), Scenario, found)
    return found


def _find(tree: Tree, path: Path, hint: Any, found: list[tuple[Path, type[BaseModel]]]) -> None:
    hint, _ = _bare(hint)
    if get_origin(hint) in (types.UnionType, typing.Union):
        for option in get_args(hint):
            _find(tree, path, option, found)
    elif isinstance(hint, type) and issubclass(hint, BaseModel):
        if isinstance(tree, dict):
            found.append((path, hint))
            for name, inner in hints(hint).items():
                if name in tree:
                    _find(tree[name], (*path, name), inner, found)
    elif get_origin(hint) is tuple and isinstance(tree, list):
        for position, item in enumerate(tree):
            _find(item, (*path, position), get_args(hint)[0], found)


def change_field(tree: Tree, chance: random.Random) -> str:
    """Give one field of a scenario, there or not, another value that it may have, in place.

    Parameters
    ----------
    tree : dict
        Content of a scenario file.
    chance : random.Random
        What draws.

    Returns
    -------
    str
        What was done.
    """
    path, model = chance.choice(models(tree))
    name = chance.choice(sorted(hints(model)))
    get(tree, path)[name] = draw(hints(model)[name], chance)
    return f"{'.'.join(map(str, (*path, name)))}: another that may be"


def _bare(hint: Any) -> tuple[Any, tuple[Any, ...]]:
    marks: tuple[Any, ...] = ()
    while get_origin(hint) is Annotated:
        hint, *inner = get_args(hint)
        marks = (*inner, *marks)
    return hint, marks


def draw(hint: Any, chance: random.Random) -> Any:
    """Draw a value of a field.

    Parameters
    ----------
    hint : type
        The field's, with what annotates it.
    chance : random.Random
        What draws.

    Returns
    -------
    object
        As a file has it.
    """
    hint, marks = _bare(hint)
    for mark in marks:
        if isinstance(mark, Limits):
            low, high = (parse_quantity(end, mark.dimension) for end in (mark.low, mark.high))
            return format_quantity(_between(low, high, chance), mark.dimension)
        if isinstance(mark, Span):
            number = _between(mark.low, mark.high, chance)
            return round(number) if isinstance(mark.low, int) else number
        if isinstance(mark, Named):
            return chance.choice(load_catalog().keys(mark.kind))
    if get_origin(hint) in (types.UnionType, typing.Union):
        options = [option for option in get_args(hint) if option is not type(None)]
        return draw(chance.choice(options), chance)
    if get_origin(hint) is Literal:
        return chance.choice(get_args(hint))
    if get_origin(hint) is tuple:
        inner = get_args(hint)[0]
        return [draw(inner, chance) for _ in range(chance.choice((0, 1, 1, 2, 3)))]
    if get_origin(hint) is dict:
        return _rows(get_args(hint)[1], chance)
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        return {
            written: draw(hints(hint)[written], chance)
            for written, name in written_names(hint).items()
            if hint.model_fields[name].is_required() or chance.random() < 0.3
        }
    return _plain(hint, chance)


def _plain(hint: Any, chance: random.Random) -> Any:
    if hint is bool:
        return chance.random() < 0.5
    if hint is dt.date:
        return chance.choice(("2016-04-30", "0001-01-01", "9999-12-31", "2016-02-30"))
    if hint is float:
        return chance.uniform(-1.0, 1.0)
    if hint is str:
        return chance.choice((
            "thaad", "x", "a-b", "1", "long-" * 11 + "name", *_COUNTRIES, "a $1.5 {x} title",
            "봉수", "36.0,127.0",
        ))  # fmt: skip
    return None


def _between(low: float, high: float, chance: random.Random) -> float:
    if chance.random() < _BEYOND:
        return chance.choice(
            (low - 1e-6 * (high - low), high + 1e-6 * (high - low), -high, 2 * high)
        )
    where = chance.random()
    if where < 0.25:
        return chance.choice((low, high))
    if where < 0.5 and low >= 0.0:
        start = low or 1e-6 * high
        return float(start * (high / start) ** chance.random())
    return chance.uniform(low, high)


def _rows(hint: Any, chance: random.Random) -> dict[str, Any]:
    catalog = load_catalog()
    paths = chance.sample(_numbers(), chance.choice((1, 1, 2, 4)))
    if hint is not Override:
        return {path: chance.choice(("low", "high", "nominal")) for path in paths}
    return {path: override(catalog, path, chance) for path in paths}


@cache
def _numbers() -> list[str]:
    catalog = load_catalog()
    mentioned = ("an-tpy-2", "thaad", "nodong", "patriot", "reentry", "body", "hwangju", "scud")
    return sorted(
        path
        for path, row in catalog.rows().items()
        if isinstance(row, Quantity) and any(word in path for word in mentioned)
    )


def override(catalog: Catalog, path: str, chance: random.Random) -> dict[str, Any]:
    """Draw a value in place of one of the catalogue's.

    Parameters
    ----------
    catalog : Catalog
        Has the row.
    path : str
        Path of the row.
    chance : random.Random
        What draws.

    Returns
    -------
    dict
        As a scenario file has it.
    """
    row = catalog.quantity(path)
    bounds = catalog.bounds[path]
    if not isinstance(bounds, Bounds):
        raise TypeError(path)
    low, high = (bounds.low, bounds.high) if chance.random() < 0.5 else (row.low, row.high)
    value = _between(low, high, chance)
    return {"value": format_quantity(value, bounds.unit), "source": "an assumption"}
