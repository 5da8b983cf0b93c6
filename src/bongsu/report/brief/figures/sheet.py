"""What figures are made of: shapes in few digits, letters that keep off each other, legends.

Shapes carry classes and no colours: the page has a light, a dark and a printed set of them. What
several panels share, such as the borders of a map, is defined once for the whole page.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2s
from html import escape
from typing import Final, NamedTuple

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from bongsu.geography.cut import polygons_of
from bongsu.physics.numerics.arrays import FloatArray
from bongsu.report.language import Language, plain

WIDTH: Final = 640.0
"""Width of a panel, in its own units: two of them are about a pixel of a narrow page."""
LETTERS: Final = 24.0
"""Height of the letters of a panel, in its units."""
_FINEST: Final = 0.8
_WIDE_LETTER, _NARROW_LETTER = 1.0, 0.56


class Legend(NamedTuple):
    """A line of a legend.

    Attributes
    ----------
    mark : str
        Class of the mark: of a field, a line, or a point.
    text : str
        What it stands for.
    """

    mark: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Panel:
    """One drawing of a figure.

    Attributes
    ----------
    svg : str
        The drawing.
    title : str
        Heading, or "".
    """

    svg: str
    title: str = ""


@dataclass(frozen=True, kw_only=True)
class Plate:
    """Drawings that stand together under one caption.

    Attributes
    ----------
    name : str
        Part of its address within the page.
    panels : tuple of Panel
        Drawings; beside each other where there is room.
    caption : str
        What to look at.
    legend : tuple of Legend
        What marks stand for.
    legend_title : str
        What the legend is of, or "".
    """

    name: str
    panels: tuple[Panel, ...]
    caption: str
    legend: tuple[Legend, ...] = ()
    legend_title: str = ""


@dataclass
class Sheet:
    """What the figures of one page share.

    Attributes
    ----------
    language : Language
        Of the page.
    shared : dict of str to str
        Definitions by their key, each an SVG element with an ``id``.
    """

    language: Language
    shared: dict[str, str] = field(default_factory=dict)

    def share(self, key: str, path: str) -> str:
        """Define a path once.

        Parameters
        ----------
        key : str
            What it shows.
        path : str
            Data of the path.

        Returns
        -------
        str
            Its address within the page.
        """
        # of what it shows, not of how many came before: figures may be drawn in any order
        name = f"shape-{blake2s(key.encode(), digest_size=4).hexdigest()}"
        self.shared[key] = f'<path id="{name}" d="{path}"/>'
        return name


class Drawing:
    """A panel in the making.

    Parameters
    ----------
    height : float
        Height in units of the panel, which is `WIDTH` wide.
    """

    def __init__(self, height: float) -> None:
        self.height = height
        self._below: list[str] = []
        self._above: list[str] = []
        self._taken: list[tuple[float, float, float, float]] = []

    def path(self, data: str, kind: str) -> None:
        """Draw a path.

        Parameters
        ----------
        data : str
            As :func:`path_of` or :func:`line_of` gives it; nothing is drawn of nothing.
        kind : str
            Class.
        """
        if data:
            self._below.append(f'<path class="{kind}" d="{data}"/>')

    def use(self, address: str, kind: str) -> None:
        """Draw what is shared.

        Parameters
        ----------
        address : str
            From :meth:`Sheet.share`.
        kind : str
            Class.
        """
        self._below.append(f'<use href="#{address}" class="{kind}"/>')

    def rectangle(self, left: float, top: float, width: float, height: float, kind: str) -> None:
        """Draw a rectangle.

        Parameters
        ----------
        left, top, width, height : float
            Its place and size. [units of the panel]
        kind : str
            Class.
        """
        self._below.append(
            f'<rect class="{kind}" x="{_number(left)}" y="{_number(top)}" '
            f'width="{_number(width)}" height="{_number(height)}"/>'
        )

    def point(self, x: float, y: float, kind: str) -> None:
        """Mark a point; letters keep off it.

        Parameters
        ----------
        x, y : float
            The point. [units of the panel]
        kind : {'site', 'city'}
            A triangle, or a dot.
        """
        half = 15.0 if kind == "site" else 6.0
        self.keep_off(x - half, y - half, x + half, y + half)
        if kind == "site":
            corners = f"M{_number(x)} {_number(y - 17)}l16 29h-32z"
            self._above.append(f'<path class="site" d="{corners}"/>')
        else:
            self._above.append(
                f'<circle class="{kind}" cx="{_number(x)}" cy="{_number(y)}" r="5"/>'
            )

    def keep_off(self, left: float, top: float, right: float, bottom: float) -> None:
        """Keep letters off a rectangle.

        Parameters
        ----------
        left, top, right, bottom : float
            Its edges. [units of the panel]
        """
        self._taken.append((left, top, right, bottom))

    def free(self, left: float, top: float, right: float, bottom: float) -> bool:
        """Say whether a rectangle lies on the panel and covers nothing.

        Parameters
        ----------
        left, top, right, bottom : float
            Its edges. [units of the panel]

        Returns
        -------
        bool
            Whether letters can stand there.
        """
        inside = left >= 4 and top >= 4 and right <= WIDTH - 4 and bottom <= self.height - 4
        return inside and not any(
            left < their_right and their_left < right and top < their_bottom and their_top < bottom
            for their_left, their_top, their_right, their_bottom in self._taken
        )

    def letters(
        self, x: float, y: float, text: str, kind: str = "", *, anchor: str = "start"
    ) -> None:
        """Write where it is said.

        Parameters
        ----------
        x, y : float
            Base line. [units of the panel]
        text : str
            One line.
        kind : str
            Class.
        anchor : {'start', 'middle', 'end'}
            What of the text stands there.
        """
        wide = width_of(text)
        left = x - {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor] * wide
        self.keep_off(left, y - LETTERS, left + wide, y + 0.25 * LETTERS)
        of_class = f' class="{kind}"' if kind else ""
        anchored = "" if anchor == "start" else f' text-anchor="{anchor}"'
        self._above.append(
            f'<text{of_class} x="{_number(x)}" y="{_number(y)}"{anchored}>{_shown(text)}</text>'
        )

    def name(self, x: float, y: float, text: str, kind: str = "") -> bool:
        """Write beside a point where there is room.

        Parameters
        ----------
        x, y : float
            The point. [units of the panel]
        text : str
            One line.
        kind : str
            Class.

        Returns
        -------
        bool
            Whether there was room.
        """
        wide, off = width_of(text), 13.0
        for left, base in (
            (x + off, y + 8.0),
            (x - off - wide, y + 8.0),
            (x - wide / 2.0, y - off),
            (x - wide / 2.0, y + off + 0.8 * LETTERS),
            (x + off, y - off),
            (x + off, y + off + LETTERS),
            (x - off - wide, y - off),
            (x - off - wide, y + off + LETTERS),
        ):
            if self.free(left, base - 0.85 * LETTERS, left + wide, base + 0.25 * LETTERS):
                self.letters(left, base, text, kind)
                return True
        return False

    def svg(self, alternative: str) -> str:
        """Finish it.

        Parameters
        ----------
        alternative : str
            What it shows, for those who cannot see it.

        Returns
        -------
        str
            An SVG element.
        """
        inner = "".join(self._below + self._above)
        label = escape(plain(alternative), quote=True)
        size = f"0 0 {_number(WIDTH)} {_number(self.height)}"
        return (
            f'<svg class="drawing" viewBox="{size}" role="img" aria-label="{label}">{inner}</svg>'
        )


def width_of(text: str) -> float:
    """Estimate how wide a text is.

    Parameters
    ----------
    text : str
        One line.

    Returns
    -------
    float
        Its width. [units of a panel]
    """
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    return LETTERS * (_WIDE_LETTER * wide + _NARROW_LETTER * (len(text) - wide))


def path_of(geometry: BaseGeometry, finest: float = _FINEST) -> str:
    """Write polygons as the data of a path.

    Parameters
    ----------
    geometry : shapely.BaseGeometry
        In units of a panel.
    finest : float
        How far the path may keep from the outline. [units of a panel]

    Returns
    -------
    str
        In whole units, relative to each other; "" if nothing of it can be seen.
    """
    coarse = shapely.simplify(geometry, finest)
    rings = [
        shapely.get_coordinates(ring)
        for polygon in polygons_of(coarse)
        if polygon.area > 4.0 * finest**2
        for ring in (polygon.exterior, *polygon.interiors)
    ]
    return "".join(_ring(corners) for corners in rings)


def line_of(x: FloatArray, y: FloatArray, finest: float = _FINEST) -> str:
    """Write lines as the data of a path.

    Parameters
    ----------
    x, y : ndarray, shape (n,)
        Points; the line breaks where they are not numbers. [units of a panel]
    finest : float
        How far the path may keep from the line. [units of a panel]

    Returns
    -------
    str
        In whole units, relative to each other; "" if there is no line.
    """
    pieces = []
    points = np.column_stack([x, y])
    breaks = np.flatnonzero(~np.isfinite(points).all(axis=1))
    for piece in np.split(points, breaks):
        known = piece[np.isfinite(piece).all(axis=1)]
        if len(known) > 1:
            simple = shapely.simplify(shapely.LineString(known), finest)
            pieces.append(_steps(shapely.get_coordinates(simple), ""))
    return "".join(pieces)


def _ring(corners: FloatArray) -> str:
    whole = np.round(corners).astype(int)
    return _steps(corners[:-1], "z") if len(np.unique(whole, axis=0)) > 2 else ""


def _steps(points: FloatArray, end: str) -> str:
    whole = np.round(points).astype(int)
    moved = np.diff(whole, axis=0)
    steps = [step for step in moved.tolist() if step != [0, 0]]
    written = "".join(f"{dx}{dy}" if dy < 0 else f"{dx} {dy}" for dx, dy in _spaced(steps))
    return f"M{whole[0][0]} {whole[0][1]}l{written}{end}" if steps else ""


def _spaced(steps: Sequence[Sequence[int]]) -> Iterable[tuple[str, int]]:
    """Steps with a blank before those that would run into the one before."""
    for position, (dx, dy) in enumerate(steps):
        yield (f" {dx}" if position and dx >= 0 else str(dx)), dy


def _number(value: float) -> str:
    text = f"{value:.1f}"
    return text.removesuffix(".0")


def _shown(text: str) -> str:
    return escape(plain(text), quote=False)


SERIES: Final[Mapping[int, str]] = {0: "line-1", 1: "line-2", 2: "line-3", 3: "line-4"}
"""Classes of successive lines of a chart: each has a colour and dashes of its own."""
