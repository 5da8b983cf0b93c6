"""One look for every figure: fonts and colours.

Colours are those of Okabe and Ito, which people with any common colour blindness can tell apart,
and the sequential map cividis. Text is drawn as written; see `bongsu.report.lettering`.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from typing import Any, Final

import matplotlib as mpl

from bongsu.output.pictures import drawing_with
from bongsu.report.lettering import font_families

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
    """Draw in the common style within a ``with`` block, as `drawing_with` says.

    Yields
    ------
    None
        Nothing.
    """
    with drawing_with(SETTINGS):
        mpl.rcParams["font.family"] = font_families()
        yield
