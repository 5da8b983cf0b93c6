"""Figure of what a detection range takes: cross-section and length of look."""

from collections.abc import Mapping
from typing import Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke

from bongsu.report.lettering import Figure, plain_log_ticks
from bongsu.report.style import BLUE, INK, MUTED, PAPER, VERMILION, figure_style
from bongsu.studies.radar.range import RangeAnswer

#: Ranges of which a line is drawn: figures in print for this radar run from 600 to 3,000 km. [km]
RANGES_KM: Final = (600.0, 870.0, 1500.0, 2000.0, 3000.0)
_SECTIONS_M2: Final = (1e-3, 10.0)
_DWELLS_S: Final = (0.01, 10.0)


def needs_figure(
    answer: RangeAnswer, cross_sections_m2: Mapping[str, float], target_km: float | None = None
) -> Figure:
    """Cross-section and dwell that give a range, for several ranges.

    Parameters
    ----------
    answer : RangeAnswer
        Result of :func:`bongsu.studies.radar.range.radar_range`.
    cross_sections_m2 : Mapping of str to float
        Objects to mark. [m²]
    target_km : float, optional
        Range whose band is filled in: between the ends of all cited rows. [km]

    Returns
    -------
    matplotlib.figure.Figure
        Lines of equal range for the nominal rows.
    """
    with figure_style():
        figure = Figure(figsize=(6.6, 4.8), layout="constrained")
        axes = figure.add_subplot()
        axes.set_xscale("log")
        axes.set_yscale("log")
        for axis in (axes.xaxis, axes.yaxis):
            plain_log_ticks(axis)
        axes.set_xlim(_SECTIONS_M2)
        axes.set_ylim(_DWELLS_S)
        areas_m2 = np.geomspace(*_SECTIONS_M2, 200)
        # the energy on the object, cross-section times dwell, is what counts
        energy = answer.cross_section_m2 * answer.design.dwell_s
        if target_km is not None:
            low, high = (
                energy * (target_km / reached) ** 4 / areas_m2
                for reached in (answer.high_km, answer.low_km)
            )
            axes.fill_between(
                areas_m2, low, high, color=BLUE, alpha=0.15, lw=0.0,
                label=f"{target_km:,.0f} km, over the cited ranges",
            )  # fmt: skip
        drawn = sorted({*RANGES_KM, *(() if target_km is None else (target_km,))})
        for range_km in drawn:
            _draw_range(axes, areas_m2, energy * (range_km / answer.range_km) ** 4, range_km)
        for name, cross_section_m2 in cross_sections_m2.items():
            axes.axvline(cross_section_m2, color=MUTED, lw=0.8, ls=":")
            axes.annotate(
                name, (cross_section_m2, 0.015), (2, 0), xycoords=("data", "axes fraction"),
                textcoords="offset points", rotation=90, va="bottom", fontsize=7.5, color=MUTED,
                path_effects=[withStroke(linewidth=2.5, foreground=PAPER)],
            )  # fmt: skip
        axes.plot(
            answer.cross_section_m2, answer.design.dwell_s, "o", color=VERMILION, ms=6.0,
            label=f"as asked: {answer.range_km:,.0f} km",
        )  # fmt: skip
        axes.set_xlabel("mean radar cross-section [m²]")
        axes.set_ylabel("length of the look [s]")
        axes.set_title("What a range on boresight takes")
        axes.grid(visible=True)
        axes.legend(loc="upper right", frameon=True, facecolor=PAPER, framealpha=0.9)
    return figure


def _draw_range(
    axes: Axes,
    cross_sections_m2: np.ndarray[tuple[int], np.dtype[np.float64]],
    energy: float,
    km: float,
) -> None:
    """Line of equal range, with its name where it crosses the middle of the picture."""
    axes.plot(cross_sections_m2, energy / cross_sections_m2, color=BLUE, lw=1.4)
    # the middle of the stretch inside the frame
    first = max(_SECTIONS_M2[0], energy / _DWELLS_S[1])
    last = min(_SECTIONS_M2[1], energy / _DWELLS_S[0])
    if first >= last:
        return
    at = float(np.exp(0.62 * np.log(first) + 0.38 * np.log(last)))
    axes.annotate(
        f"{km:,.0f} km", (at, energy / at), ha="center", va="center", fontsize=8.5, color=INK,
        path_effects=[withStroke(linewidth=3.0, foreground=PAPER)],
    )  # fmt: skip
