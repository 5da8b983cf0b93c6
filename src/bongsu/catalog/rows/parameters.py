"""What an entry is, and how its class declares its rows: unit and limits, or words allowed."""

from __future__ import annotations

import types
import typing
from dataclasses import dataclass
from math import pi
from typing import Annotated, NamedTuple, get_args, get_origin

from bongsu.catalog.rows.quantities import Choice, Quantity, Row


class Bounds(NamedTuple):
    """Unit and limits of a parameter.

    Attributes
    ----------
    unit : str
        SI unit.
    low, high : float
        What value, low and high must lie between, ends included. [unit]
    quantity : str
        Kind of quantity, a key of :data:`bongsu.catalog.rows.spreads.KINDS_OF_QUANTITY`; "" where
        the unit says it.
    """

    unit: str
    low: float
    high: float
    quantity: str = ""


class Words(NamedTuple):
    """What a choice may be.

    Attributes
    ----------
    allowed : tuple of str
        The words; a single ``@kind`` means the key of an entry of that kind.
    """

    allowed: tuple[str, ...]


TURN = 2.0 * pi
Mass = Annotated[Quantity, Bounds("kg", 0.1, 1e6)]
Duration = Annotated[Quantity, Bounds("s", 0.0, 1e6)]
PositiveDuration = Annotated[Quantity, Bounds("s", 1e-6, 1e6)]
Length = Annotated[Quantity, Bounds("m", 0.01, 1e8)]
Altitude = Annotated[Quantity, Bounds("m", -500.0, 2e6)]
Speed = Annotated[Quantity, Bounds("m/s", 0.0, 2e4)]
Impulse = Annotated[Quantity, Bounds("s", 50.0, 500.0)]
BallisticCoefficient = Annotated[Quantity, Bounds("kg/m2", 1.0, 1e6)]
Elevation = Annotated[Quantity, Bounds("rad", -pi / 2, pi / 2)]
Share = Annotated[Quantity, Bounds("1", 0.0, 1.0, "share")]
PowerRatio = Annotated[Quantity, Bounds("1", 1.0, 1e6, "power ratio")]
Count = Annotated[Quantity, Bounds("1", 1.0, 1000.0, "count")]
CrossSection = Annotated[Quantity, Bounds("m2", 1e-6, 1e4)]
DragTableName = Annotated[Choice, Words(("@drag-table",))]


class Group:
    """Parameters that belong together inside an entry, such as a stage or a mode."""


@dataclass(frozen=True, kw_only=True, repr=False)
class Entry:
    """Something that has parameters.

    Attributes
    ----------
    key : str
        Its name in scenarios.
    title : str
        What figures and tables call it.
    korean : str
        The same in Korean; empty where there is no such name.
    about : str
        What else a reader should know of it, in a few words.
    aliases : tuple of str
        Other names and spellings under which it is found.
    offered_for : tuple of str
        Names that mean another entry, beside which this one is offered.
    named_in : tuple of str
        Sources of the names, as references of the catalogue.
    """

    key: str
    title: str
    korean: str = ""
    about: str = ""
    aliases: tuple[str, ...] = ()
    offered_for: tuple[str, ...] = ()
    named_in: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.key}: {self.title}, {len(self.rows())} rows>"

    def rows(self) -> list[Row]:
        """List the rows of the entry and of its groups.

        Returns
        -------
        list of Row
            In the order of declaration.
        """
        return [row for value in vars(self).values() for row in _rows_in(value)]


def _rows_in(value: object) -> list[Row]:
    if isinstance(value, Row):
        return [value]
    if isinstance(value, Group):
        return [row for item in vars(value).values() for row in _rows_in(item)]
    if isinstance(value, dict):
        return [row for item in value.values() for row in _rows_in(item)]
    if isinstance(value, tuple):
        return [row for item in value for row in _rows_in(item)]
    return []


class Parameter(NamedTuple):
    """What the class of an entry says about one of its rows.

    Attributes
    ----------
    field : str
        Name of the attribute.
    limits : Bounds or Words
        Unit and limits, or allowed words.
    optional : bool
        Whether it may be left out.
    """

    field: str
    limits: Bounds | Words
    optional: bool


def parameters_of(owner: type) -> dict[str, Parameter]:
    """List the rows that a class declares.

    Parameters
    ----------
    owner : type
        An entry or group class.

    Returns
    -------
    dict of str to Parameter
        By key, in the order of declaration.
    """
    found = {}
    for name, hint in typing.get_type_hints(owner, include_extras=True).items():
        optional = get_origin(hint) is types.UnionType or get_origin(hint) is typing.Union
        inner = get_args(hint)[0] if optional else hint
        if get_origin(inner) is Annotated:
            limits = get_args(inner)[1]
            if isinstance(limits, Bounds | Words):
                found[name.replace("_", "-")] = Parameter(name, limits, optional)
    return found
