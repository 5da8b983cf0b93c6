"""Figures as bytes, the same for the same figure, with where they come from in and on them."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from textwrap import wrap
from threading import RLock
from typing import Any, Final

import matplotlib as mpl
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from bongsu.scenario.provenance import Provenance
from bongsu.version import __version__

_GREY: Final = "#8a929a"
_SIZE_PT: Final = 6.0
_GAP_IN: Final = 0.06
_PAD_IN: Final = 0.08
# of the letters of the foot, on average, with some room
_LETTER_IN: Final = 0.047
_FEWEST_LETTERS: Final = 30
_DOTS_OF_POINTS: Final = 72.0
_SETTINGS: Final[dict[Any, object]] = {"svg.hashsalt": "bongsu", "svg.fonttype": "path"}

_drawing = RLock()


def _renew() -> None:
    """A copy of the process has none of the threads that may have held the lock."""
    global _drawing  # noqa: PLW0603 - the lock is the process's
    _drawing = RLock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_renew)


@contextmanager
def drawing_with(settings: Mapping[Any, object]) -> Iterator[None]:
    """Draw with settings of matplotlib, one thread at a time, and leave them as they were.

    The settings are the process's: of two threads one would draw with those of the other, and the
    last to end would leave those of the first.

    Parameters
    ----------
    settings : mapping
        Of ``matplotlib.rcParams``.

    Yields
    ------
    None
        While they hold.
    """
    with _drawing, mpl.rc_context():
        mpl.rcParams.update(settings)
        yield


def picture_bytes(
    figure: Figure,
    kind: str,
    provenance: Provenance | None = None,
    *,
    dpi: float | None = None,
) -> bytes:
    """Turn a figure into the content of a file.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        Drawn figure; it is left as it was.
    kind : {"png", "svg", "pdf"}
        Format.
    provenance : Provenance, optional
        Where it comes from: a small line at its foot, and metadata.
    dpi : float, optional
        Of a PNG; matplotlib's setting by default. [dots per inch]

    Returns
    -------
    bytes
        No date and nothing drawn by lot is in them.
    """
    buffer = io.BytesIO()
    with drawing_with(_SETTINGS):
        wanted = mpl.rcParams["savefig.dpi"] if dpi is None else dpi
        with _dots(figure, wanted if kind == "png" else _DOTS_OF_POINTS):
            figure.draw_without_rendering()
            box = figure.get_tightbbox()
            foot = None if provenance is None else _foot(figure, box, provenance)
            if foot is not None:
                box = Bbox.union([box, _inches(figure, foot)])
            box = box.padded(_PAD_IN)
            try:
                with _legends_in_place(figure, box):
                    figure.savefig(
                        buffer,
                        format=kind,
                        dpi=figure.dpi,
                        bbox_inches=box,
                        metadata=_metadata(kind, provenance),
                    )
            finally:
                if foot is not None:
                    foot.remove()
    return buffer.getvalue()


@contextmanager
def _dots(figure: Figure, dpi: float) -> Iterator[None]:
    """Lay the figure out as it will be drawn: some of it is placed by dots."""
    before = figure.dpi
    figure.dpi = dpi
    try:
        yield
    finally:
        figure.dpi = before


@contextmanager
def _legends_in_place(figure: Figure, box: Bbox) -> Iterator[None]:
    """Keep legends of the figure where they were laid out; they would move to the box's corner."""
    legends: list[Any] = list(figure.legends)
    for legend in legends:
        place = legend.get_window_extent()
        corner = (place.x0 - box.x0 * figure.dpi, place.y0 - box.y0 * figure.dpi)
        legend._legend_box.set_offset(partial(_beside, corner))
    try:
        yield
    finally:
        for legend in legends:
            legend._legend_box.set_offset(legend._findoffset)


def _beside(
    corner: tuple[float, float],
    _width: float,
    _height: float,
    left: float,
    below: float,
    _renderer: object,
) -> tuple[float, float]:
    """Where a legend begins to be drawn: so far to the left of and below its own origin."""
    return corner[0] + left, corner[1] + below


def _foot(figure: Figure, box: Bbox, provenance: Provenance) -> Text:
    """Write where it comes from below everything, on more lines where the figure is narrow."""
    width, height = figure.get_size_inches()
    line, people = provenance.line(), provenance.people_line()
    foot = figure.text(
        box.x0 / width,
        (box.y0 - _GAP_IN) / height,
        line,
        fontsize=_SIZE_PT,
        color=_GREY,
        ha="left",
        va="top",
        parse_math=False,
    )
    foot.set_in_layout(False)
    if _inches(figure, foot).width > box.width:
        first, separator, last = line.rpartition(" · ")
        foot.set_text(f"{first}\n{last}" if separator else line)
    if people:
        letters = max(_FEWEST_LETTERS, int(box.width / _LETTER_IN))
        foot.set_text("\n".join([*wrap(people, letters), foot.get_text()]))
    return foot


def _inches(figure: Figure, text: Text) -> Bbox:
    return text.get_window_extent().transformed(figure.dpi_scale_trans.inverted())


def _metadata(kind: str, provenance: Provenance | None) -> dict[str, Any]:
    version = f"bongsu {__version__}"
    said = None if provenance is None else json.dumps(provenance.plain(), ensure_ascii=False)
    if kind == "svg":
        digest = provenance and (provenance.scenario_hash or provenance.catalog_hash)
        if isinstance(digest, tuple):
            digest = " ".join(digest)
        found = {"Date": None, "Creator": version, "Identifier": digest, "Description": said}
        return {key: value for key, value in found.items() if value is not None or key == "Date"}
    if kind == "pdf":
        return {"CreationDate": None, "Creator": version, "Producer": None, "Keywords": said}
    return {"Software": version} | ({} if said is None else {"Description": said})
