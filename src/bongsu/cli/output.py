"""What the commands share: points on the command line, tables, JSON and files."""

import json
import math
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from cyclopts import Parameter

from bongsu.errors import InputError

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class Point(NamedTuple):
    """A place on the ground as written on the command line.

    Attributes
    ----------
    latitude_deg, longitude_deg : float
        Geodetic coordinates. [deg]
    """

    latitude_deg: float
    longitude_deg: float


def parse_point(text: str) -> Point:
    """Read ``LAT,LON`` in degrees.

    Parameters
    ----------
    text : str
        For example ``37.57,126.98``.

    Returns
    -------
    Point
        The place.

    Raises
    ------
    InputError
        If there are not two finite numbers, or they are out of range.
    """
    parts = text.split(",")
    try:
        latitude, longitude = (float(part) for part in parts)
    except ValueError:
        raise InputError(
            f"{text!r} is not a place: write LAT,LON in degrees, like 37.57,126.98"
        ) from None
    if not (math.isfinite(latitude) and -90.0 <= latitude <= 90.0):
        raise InputError(f"latitude {parts[0]} must lie between -90 and 90 degrees")
    if not (math.isfinite(longitude) and -180.0 <= longitude <= 360.0):
        raise InputError(f"longitude {parts[1]} must lie between -180 and 360 degrees")
    return Point(latitude, longitude)


def _convert_point(_type: type, tokens: Sequence[Any]) -> Point:
    return parse_point(tokens[0].value)


PointArgument = Annotated[
    Point,
    Parameter(converter=_convert_point, n_tokens=1, accepts_keys=False, allow_leading_hyphen=True),
]
CatalogFiles = Annotated[
    tuple[Path, ...],
    Parameter(name="--file", help="Catalogue file or directory to lay over the built-in rows."),
]
JsonFlag = Annotated[bool, Parameter(name="--json", negative="", help="Print JSON for machines.")]


def print_json(result: Mapping[str, Any]) -> None:
    """Print a result as one JSON object on standard output.

    Parameters
    ----------
    result : mapping
        Names and values; not-a-number and infinity become null.
    """
    sys.stdout.write(to_json(result) + "\n")


def to_json(result: Mapping[str, Any]) -> str:
    """Write a result as JSON text that any parser reads.

    Parameters
    ----------
    result : mapping
        Names and values; NumPy scalars and arrays are accepted, not-a-number and infinity become
        null.

    Returns
    -------
    str
        Indented JSON.
    """
    return json.dumps(_plain(result), indent=2, ensure_ascii=False, allow_nan=False)


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def print_table(
    columns: Sequence[str],
    rows: Sequence[Sequence[object]],
    *,
    title: str | None = None,
    caption: str | None = None,
) -> None:
    """Print a table for people; numbers are aligned right.

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

    table = Table(
        # units in brackets would be taken for markup
        title=None if title is None else escape(title),
        caption=None if caption is None else escape(caption),
        title_justify="left",
        caption_justify="left",
        box=None,
    )
    for index, name in enumerate(columns):
        numeric = bool(rows) and all(isinstance(row[index], int | float) for row in rows)
        table.add_column(escape(name), justify="right" if numeric else "left", overflow="fold")
    for row in rows:
        table.add_row(*(escape(format_number(cell)) for cell in row))
    Console(highlight=False).print(table)


def format_number(cell: object) -> str:
    """Write a cell for people.

    Parameters
    ----------
    cell : object
        Anything; a float is rounded to four significant digits.

    Returns
    -------
    str
        The text; a dash for none and not-a-number.
    """
    if cell is None or (isinstance(cell, float) and math.isnan(cell)):
        return "–"
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        if cell == 0.0 or 1e-3 <= abs(cell) < 1e7:
            digits = 3 - math.floor(math.log10(abs(cell))) if cell else 0
            return f"{cell:,.{max(0, digits)}f}"
        return f"{cell:.4g}"
    return str(cell)


_FIGURE_KINDS = (".png", ".svg", ".pdf")


def check_figure(*files: Path | None) -> None:
    """Refuse files that a figure cannot be written to, before anything is computed.

    Parameters
    ----------
    *files : pathlib.Path or None
        The files, as far as any are wanted.

    Raises
    ------
    InputError
        If a name ends in something else than .png, .svg or .pdf, its directory does not exist, or
        it is itself a directory.
    """
    for file in files:
        if file is None:
            continue
        if file.suffix.lower() not in _FIGURE_KINDS:
            raise InputError(f"{file}: a figure ends in .png, .svg or .pdf")
        if not file.parent.is_dir():
            raise InputError(f"cannot write in {file.parent}: No such file or directory")
        if file.is_dir():
            raise InputError(f"cannot write {file}: it is a directory")


def write_atomically(path: Path, write: Callable[[Path], object]) -> None:
    """Write a file under a temporary name in its directory, then rename it.

    A failure or an interruption leaves neither a partial file nor the temporary one, and an older
    file of that name stays as it was.

    Parameters
    ----------
    path : pathlib.Path
        The file to make; its directory must exist.
    write : callable
        Writes the content to the path it is given.

    Raises
    ------
    InputError
        If the directory does not exist or cannot be written.
    """
    try:
        handle, name = tempfile.mkstemp(
            dir=path.parent, prefix=f".{path.name}.", suffix=path.suffix
        )
    except OSError as error:
        raise InputError(f"cannot write in {path.parent}: {error.strerror}") from None
    os.close(handle)
    temporary = Path(name)
    try:
        write(temporary)
        temporary.chmod(0o644)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def write_figure(file: Path, figure: "Figure") -> None:
    """Write a figure to a file, wholly or not at all.

    Parameters
    ----------
    file : pathlib.Path
        The file to make.
    figure : matplotlib.figure.Figure
        Drawn figure.

    Raises
    ------
    InputError
        If the directory does not exist or cannot be written.
    """
    write_atomically(
        file, lambda path: figure.savefig(path, dpi=130, bbox_inches="tight", pad_inches=0.08)
    )


@contextmanager
def progress_bar(description: str, total: int) -> Iterator[Callable[[int], None]]:
    """Show progress with a time estimate on a terminal; stay quiet elsewhere.

    Parameters
    ----------
    description : str
        What is being computed.
    total : int
        Number of cases. [1]

    Yields
    ------
    callable
        Takes the number of cases just finished.
    """
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    console = Console(stderr=True)
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    ) as progress:
        task = progress.add_task(description, total=total)
        yield lambda count: progress.advance(task, count)
