"""Results printed for people: tables that break no word unless a terminal is too narrow."""

import math
import re
import sys
from collections.abc import Sequence

_PADDING = 1
_NARROWEST = 8
# a word may be broken behind a hyphen, a slash, an underscore, or a dot between letters
_PIECE = re.compile(r".+?(?:[-/_]+(?=\w)|\.(?=[a-z])|$)")

# units at the ends of names, and words that are written otherwise in prose
_UNITS = {"s": "s", "h": "h", "m": "m", "km": "km", "m2": "m²", "deg": "deg"}
_SAID = {"snr": "S/N", "cross section": "cross-section"}


def print_table(
    columns: Sequence[str],
    rows: Sequence[Sequence[object]],
    *,
    title: str | None = None,
    caption: str | None = None,
) -> None:
    """Print a table for people; numbers are aligned right.

    In a pipe or a file every row stands on one line, so that its words can be searched for. On a
    terminal too narrow for it, cells are broken at spaces, then behind hyphens.

    Parameters
    ----------
    columns : sequence of str
        Headings, with units.
    rows : sequence of sequence
        One cell per column; floats are shown with four significant digits.
    title, caption : str, optional
        Lines above and below.
    """
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False)
    cells = [[format_number(cell) for cell in row] for row in rows]
    widths = _widths(columns, cells)
    if console.is_terminal:
        widths = fitted(widths, console.width - 2 * _PADDING * len(columns))
    else:
        console = Console(highlight=False, width=sum(widths) + 2 * _PADDING * len(columns))
    table = Table(box=None)
    for index, name in enumerate(columns):
        numeric = bool(rows) and all(isinstance(row[index], int | float) for row in rows)
        table.add_column(
            # units in brackets would be taken for markup
            escape(broken(name, widths[index])),
            justify="right" if numeric else "left",
            no_wrap=True,
            overflow="ignore",
            min_width=widths[index],
        )
    for row in cells:
        table.add_row(
            *(escape(broken(cell, width)) for cell, width in zip(row, widths, strict=True))
        )
    whole_lines = not console.is_terminal
    # written by us: the console itself leaves with a failure when a reader has seen enough
    with console.capture() as written:
        if title is not None:
            console.print(Text(title, style="table.title"), soft_wrap=whole_lines)
        console.print(table)
        if caption is not None:
            console.print(Text(caption, style="table.caption"), soft_wrap=whole_lines)
    sys.stdout.write(written.get())


def format_number(cell: object) -> str:
    """Write a cell for people.

    Parameters
    ----------
    cell : object
        Anything; a float is rounded to four significant digits.

    Returns
    -------
    str
        The text; a dash for none and not-a-number, the sign for what is infinite.
    """
    if cell is None or (isinstance(cell, float) and math.isnan(cell)):
        return "–"
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        if math.isinf(cell):
            return "∞" if cell > 0.0 else "-∞"
        if cell == 0.0 or 1e-3 <= abs(cell) < 1e7:
            digits = 3 - math.floor(math.log10(abs(cell))) if cell else 0
            return f"{cell:,.{max(0, digits)}f}"
        return f"{cell:.4g}"
    return str(cell)


def quantity_words(name: str) -> str:
    """Say the name of a quantity in words, as the first cell of its row.

    Parameters
    ----------
    name : str
        As keys of JSON have it, such as ``first_sight_s``.

    Returns
    -------
    str
        Words and the unit, such as ``first sight [s]``.
    """
    *words, last = name.split("_")
    unit = _UNITS.get(last) if words else None
    text = " ".join(words if unit else (*words, last))
    for written, said in _SAID.items():
        text = text.replace(written, said)
    return f"{text} [{unit}]" if unit else text


def percent(share: float) -> int | None:
    """Write a share in whole per cent.

    Parameters
    ----------
    share : float
        From 0 to 1. [1]

    Returns
    -------
    int or None
        For a cell of a table; None, a dash there, for not-a-number. [%]
    """
    return None if math.isnan(share) else round(100.0 * share)


def fitted(widths: Sequence[int], room: int) -> list[int]:
    """Narrow the widest columns until all fit.

    Parameters
    ----------
    widths : sequence of int
        What each column would like. [1]
    room : int
        Letters on a line. [1]

    Returns
    -------
    list of int
        Widths, none below 8 unless it asked for less; they exceed the room when 8 letters for each
        are too many. [1]
    """
    found = list(widths)
    while sum(found) > room and max(found) > _NARROWEST:
        widest = max(range(len(found)), key=found.__getitem__)
        others = max((width for k, width in enumerate(found) if k != widest), default=0)
        least = max(min(others, found[widest] - 1), _NARROWEST)
        found[widest] -= min(found[widest] - least, sum(found) - room)
    return found


def broken(text: str, width: int) -> str:
    """Break a text into lines: at spaces, else behind hyphens, else where it must be.

    Parameters
    ----------
    text : str
        One cell.
    width : int
        Letters on a line, wide ones counted twice. [1]

    Returns
    -------
    str
        Its lines.
    """
    return "\n".join(part for line in text.split("\n") for part in _lines(line, width))


def _lines(line: str, width: int) -> list[str]:
    if _length(line) <= width:
        return [line]
    lines, current = [], ""
    for word in line.split(" "):
        for number, piece in enumerate(_pieces(word, width)):
            joined = f"{current} {piece}" if current and number == 0 else f"{current}{piece}"
            if current and _length(joined) > width:
                lines.append(current)
                current = piece
            else:
                current = joined
    return [*lines, current]


def _pieces(word: str, width: int) -> list[str]:
    """Parts of a word between which it may be broken; the whole of one that fits."""
    if _length(word) <= width:
        return [word]
    found = []
    for piece in _PIECE.findall(word):
        rest = piece
        while _length(rest) > width:
            end = len(rest)
            while _length(rest[:end]) > width and end > 1:
                end -= 1
            found.append(rest[:end])
            rest = rest[end:]
        found.append(rest)
    return found


def _widths(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> list[int]:
    texts = [[name, *(row[k] for row in rows)] for k, name in enumerate(columns)]
    return [max(_length(line) for text in column for line in text.split("\n")) for column in texts]


def _length(text: str) -> int:
    from rich.cells import cell_len

    return cell_len(text)
