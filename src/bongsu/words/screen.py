"""How anything shows itself at a prompt or in a notebook: a heading, a few lines, one screen."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from html import escape
from typing import Final, NamedTuple

_MOST_LINES: Final = 12
_LONGEST_HEADING, _LONGEST_NAME, _LONGEST_VALUE = 320, 36, 72


class Screen(NamedTuple):
    """What something says of itself, short of 2 kB as text and of 20 kB as HTML.

    Attributes
    ----------
    heading : str
        One sentence.
    lines : tuple of (str, str)
        Names and values; what is too long or too many for a screen is cut, with three dots.
    foot : str
        Where it comes from.
    """

    heading: str
    lines: tuple[tuple[str, str], ...] = ()
    foot: str = ""

    def text(self) -> str:
        """Lay it out for a prompt.

        Returns
        -------
        str
            Lines of text.
        """
        shown = self._shown()
        width = max((len(name) for name, _ in shown), default=0)
        listed = (f"  {name:<{width}}  {value}".rstrip() for name, value in shown)
        foot = (f"  {cut(self.foot, _LONGEST_VALUE)}",) if self.foot else ()
        return "\n".join((cut(self.heading, _LONGEST_HEADING), *listed, *foot))

    def html(self) -> str:
        """Lay it out for a notebook.

        Returns
        -------
        str
            A fragment of HTML.
        """
        rows = "".join(
            f'<tr><td style="text-align:left">{escape(name)}</td>'
            f'<td style="text-align:left">{escape(value)}</td></tr>'
            for name, value in self._shown()
        )
        foot = f"<p><small>{escape(cut(self.foot, _LONGEST_VALUE))}</small></p>"
        return (
            f"<div><p><strong>{escape(cut(self.heading, _LONGEST_HEADING))}</strong></p>"
            f"{f'<table>{rows}</table>' if rows else ''}{foot if self.foot else ''}</div>"
        )

    def _shown(self) -> list[tuple[str, str]]:
        shown = [
            (cut(name, _LONGEST_NAME), cut(value, _LONGEST_VALUE))
            for name, value in self.lines[:_MOST_LINES]
        ]
        more = len(self.lines) - len(shown)
        return [*shown, ("...", f"and {more} more")] if more else shown


class OnScreen(ABC):
    """What shows itself in one screen, at a prompt and in a notebook."""

    @abstractmethod
    def _screen(self) -> Screen:
        """What it says of itself."""

    def __repr__(self) -> str:
        return self._screen().text()

    def _repr_html_(self) -> str:
        return self._screen().html()


def cut(text: str, longest: int) -> str:
    """Keep the beginning of a text.

    Parameters
    ----------
    text : str
        Any text.
    longest : int
        Letters that there is room for. [1]

    Returns
    -------
    str
        The text on one line; three dots stand where it is cut.
    """
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 3]}..."


def listed(names: Iterable[str], longest: int = _LONGEST_VALUE) -> str:
    """List names as far as there is room.

    Parameters
    ----------
    names : iterable of str
        In the order in which they are shown.
    longest : int
        Letters that there is room for. [1]

    Returns
    -------
    str
        Separated by commas; then how many more there are.
    """
    every = list(names)
    for count in range(len(every), 0, -1):
        rest = len(every) - count
        text = ", ".join(every[:count]) + (f" and {rest} more" if rest else "")
        if len(text) <= longest or count == 1:
            return text
    return ""
