"""One look for every figure: fonts, colours, and how a figure becomes part of a page.

Colours are those of Okabe and Ito, which people with any common colour blindness can tell apart,
and the sequential map cividis. Text is drawn as written; see `bongsu.report.lettering`.
"""

import base64
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final, Literal

import matplotlib as mpl
from matplotlib.figure import Figure

from bongsu.output.pictures import picture_bytes
from bongsu.report.lettering import font_families
from bongsu.scenario.provenance import Provenance

BLUE: Final = "#0072b2"
ORANGE: Final = "#e69f00"
GREEN: Final = "#009e73"
VERMILION: Final = "#d55e00"
PURPLE: Final = "#cc79a7"
SKY: Final = "#56b4e9"
YELLOW: Final = "#f0e442"
CYCLE: Final = (BLUE, VERMILION, GREEN, PURPLE, ORANGE, SKY)
"""Colours of successive series, Okabe and Ito (2008)."""

INK: Final = "#1d2329"
MUTED: Final = "#5b6570"
RULE: Final = "#c9ced4"
PAPER: Final = "#ffffff"
LAND: Final = "#ece8df"
LAND_EDGE: Final = "#a79f91"
WATER: Final = "#f6f9fb"
SEQUENTIAL: Final = "cividis"

REASON_COLOURS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "defended": BLUE,
        "not-seen": "#4d4d4d",
        "too-late": ORANGE,
        "too-low": VERMILION,
        "out-of-reach": "#c9c5bd",
    }
)
"""Colour of an aim point: defended, or the reason why not."""

SETTINGS: Final[Mapping[Any, object]] = MappingProxyType(
    {
        "text.parse_math": False,
        "font.size": 9.0,
        "text.color": INK,
        "axes.titlesize": 10.0,
        "axes.titleweight": "bold",
        "axes.titlelocation": "left",
        "axes.labelsize": 9.0,
        "axes.labelcolor": INK,
        "axes.edgecolor": MUTED,
        "axes.linewidth": 0.7,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.axisbelow": True,
        "axes.prop_cycle": f"cycler(color={list(CYCLE)})",
        "grid.color": RULE,
        "grid.linewidth": 0.5,
        "xtick.labelsize": 8.5,
        "ytick.labelsize": 8.5,
        "xtick.color": MUTED,
        "ytick.color": MUTED,
        "xtick.labelcolor": INK,
        "ytick.labelcolor": INK,
        "lines.linewidth": 1.6,
        "legend.frameon": False,
        "legend.fontsize": 8.5,
        "figure.facecolor": PAPER,
        "figure.dpi": 100.0,
        "savefig.dpi": 170.0,
        "image.cmap": SEQUENTIAL,
        "svg.fonttype": "path",
        "svg.hashsalt": "bongsu",
    }
)


@contextmanager
def figure_style() -> Iterator[None]:
    """Draw in the common style within a ``with`` block, and leave matplotlib as it was.

    Yields
    ------
    None
        Nothing.
    """
    with mpl.rc_context():
        mpl.rcParams.update(SETTINGS)
        mpl.rcParams["font.family"] = font_families()
        yield


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A picture ready to stand in a page without any other file.

    Attributes
    ----------
    data_uri : str
        The picture itself, as a ``data:`` address.
    alt : str
        What the picture shows, for those who cannot see it.
    caption : str
        What to look at in it.
    wide : bool
        Whether it wants the full width of the page.
    """

    data_uri: str
    alt: str
    caption: str
    wide: bool = False

    def __post_init__(self) -> None:
        if not self.alt.strip():
            raise ValueError("a picture without a text alternative")
        if not self.data_uri.startswith("data:image/"):
            raise ValueError("a picture in a brief is a data: address, never a file or a link")


def picture(
    figure: Figure,
    *,
    alt: str,
    caption: str,
    wide: bool = False,
    kind: Literal["svg", "png"] = "svg",
    provenance: Provenance | None = None,
) -> Picture:
    """Turn a figure into a picture for the brief.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        Drawn figure.
    alt : str
        What the picture shows, in a sentence or two.
    caption : str
        Caption printed below.
    wide : bool
        Whether it wants the full width of the page.
    kind : {"svg", "png"}
        Lines and outlines as ``svg``; fields of many cells as ``png``.
    provenance : Provenance, optional
        Where it comes from: a small line at its foot, and metadata.

    Returns
    -------
    Picture
        The picture, the same bytes for the same figure.
    """
    with figure_style():
        content = picture_bytes(figure, kind, provenance)
    media = "svg+xml" if kind == "svg" else "png"
    encoded = base64.b64encode(content).decode("ascii")
    return Picture(
        data_uri=f"data:image/{media};base64,{encoded}", alt=alt, caption=caption, wide=wide
    )
