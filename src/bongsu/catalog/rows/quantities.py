"""One cited parameter: its value, its range, who says so and how far that is to be trusted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from bongsu.catalog.rows.spreads import Spread
from bongsu.errors import InputError
from bongsu.words import Level, Quality


class Reference(NamedTuple):
    """A source.

    Attributes
    ----------
    key : str
        Name by which rows cite it.
    author, title : str
        Who, and what.
    year : int
        When. [1]
    url : str
        Where.
    read : bool
        Whether the text itself was read by those who cite it.
    note : str
        Anything else.
    own : bool
        Whether it is an assumption of this project, which no other source states.
    """

    key: str
    author: str
    title: str
    year: int
    url: str
    read: bool
    note: str
    own: bool = False

    @property
    def citation(self) -> str:
        """Who, what and when, the year once; an assumption of this project says that it is one."""
        who = "the project's own assumption" if self.own else self.author
        dated = not self.year or str(self.year) in self.title
        what = self.title if dated else f"{self.title} ({self.year})"
        return f"{who}: {what}" if who else what


@dataclass(frozen=True, kw_only=True)
class Row:
    """What every row of the catalogue says about where it comes from.

    Attributes
    ----------
    path : str
        Its name, such as ``missile.nodong.payload-mass``.
    sources : tuple of str
        Keys of its references, at least one.
    at : str
        Page, table or passage in the source.
    quality : {'A', 'B', 'C', 'D', 'U'}
        See :data:`bongsu.words.QUALITIES`.
    note, formula : str
        What a reader should know; how it was derived, for quality D.
    where : str
        File and line of the row.
    """

    path: str
    sources: tuple[str, ...]
    at: str
    quality: Quality
    note: str
    formula: str
    where: str


@dataclass(frozen=True, kw_only=True)
class Quantity(Row):
    """A number with its range.

    Attributes
    ----------
    value, low, high : float
        Nominal value and the range that sources give, in `unit`.
    unit : str
        SI unit; ``1`` for pure numbers. Decibels have become power ratios.
    written : str
        The value as the file has it.
    spread : Spread or None
        How its values are spread over the range; None where low and high are the same.
    """

    value: float
    low: float
    high: float
    unit: str
    written: str
    spread: Spread | None

    def at_level(self, level: Level) -> Quantity:
        """Take the nominal value or an end of the range.

        Parameters
        ----------
        level : {'nominal', 'low', 'high'}
            Which.

        Returns
        -------
        Quantity
            The same row with that as its value.
        """
        if level == "nominal":
            return self
        value = self.low if level == "low" else self.high
        return replace(self, value=value, written=f"{level} end of the range")

    @property
    def degrees(self) -> float:
        """Value of an angle in degrees.

        Returns
        -------
        float
            The angle. [deg]

        Raises
        ------
        InputError
            If it is not an angle.
        """
        from math import degrees

        if self.unit != "rad":
            raise InputError(f"{self.path} is not an angle but in {self.unit}")
        return degrees(self.value)


@dataclass(frozen=True, kw_only=True)
class Choice(Row):
    """A word with its source.

    Attributes
    ----------
    value : str
        One of the words that the row allows.
    """

    value: str


@dataclass(frozen=True, kw_only=True)
class Curve(Row):
    """A tabulated function with its source.

    Attributes
    ----------
    points : tuple of (float, float)
        Argument and value, arguments ascending.
    spread : float
        Relative half-width of the range of the values. [1]
    """

    points: tuple[tuple[float, float], ...]
    spread: float
