"""Figure of a radar's time between search and tracks."""

from typing import Final

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from bongsu.report.lettering import Figure
from bongsu.report.style import BLUE, MUTED, ORANGE, RULE, VERMILION, figure_style
from bongsu.words import number_of

_TITLES: Final = {
    "search": "Search keeps its pace",
    "track": "Tracks keep their pace",
}


def budget_figure(found: xr.Dataset) -> Figure:
    """Shares of the time, and what many tracks do to looks and to search.

    Parameters
    ----------
    found : xarray.Dataset
        Result of :func:`bongsu.studies.radar.budget.radar_budget`.

    Returns
    -------
    matplotlib.figure.Figure
        Above, the shares under either rule; below, the time between two looks at a track and the
        time to a new firm track.
    """
    with figure_style():
        figure = Figure(figsize=(8.6, 5.8), layout="constrained")
        panels = figure.subplots(2, 2, sharex=True)
        for axes, favour in zip(panels[0], _TITLES, strict=True):
            _draw_shares(axes, found.sel(favour=favour))
            axes.set_title(_TITLES[favour])
        panels[0, 0].set_ylabel("share of the radar's time")
        for axes, name, label in (
            (panels[1, 0], "track_interval_s", "time between two looks\nat a track [s]"),
            (panels[1, 1], "fence_to_firm_s", "from entering the fence\nto a firm track [s]"),
        ):
            _draw_times(axes, found, name, label)
        panels[1, 0].legend(loc="upper left")
        handles, labels = panels[0, 0].get_legend_handles_labels()
        figure.legend(handles, labels, loc="outside lower center", ncols=4)
        figure.suptitle(
            f"{found.attrs['mode'].capitalize()} mode: "
            f"a fence of {number_of(found.attrs['beams'], 'beam')}, "
            f"and room for {number_of(found.attrs['capacity'], 'track')} beside it",
            fontsize=10.5,
        )
    return figure


def _draw_shares(axes: Axes, found: xr.Dataset) -> None:
    tracks = found["tracks"].values
    other = found.attrs["overhead_share"] + found.attrs["held_share"]
    axes.stackplot(
        tracks,
        found["search_share"].values,
        found["track_share"].values,
        found["idle_share"].values,
        np.full(tracks.size, other),
        colors=(BLUE, ORANGE, "#f1f2f4", RULE),
        labels=("search", "tracks", "not used", "overhead, other tracks"),
    )
    axes.set_xlim(tracks[0], tracks[-1])
    axes.set_ylim(0.0, 1.0)


def _draw_times(axes: Axes, found: xr.Dataset, name: str, label: str) -> None:
    tracks = found["tracks"].values
    for favour, colour, style in (("search", BLUE, "-"), ("track", VERMILION, "--")):
        values = found[name].sel(favour=favour).values
        finite = np.where(np.isfinite(values), values, np.nan)
        axes.plot(tracks, finite, color=colour, ls=style, label=_TITLES[favour].lower())
        if np.isinf(values).any():
            end = tracks[np.isinf(values)][0]
            axes.axvline(end, color=MUTED, lw=1.0, ls=":")
            axes.annotate(
                "no time\nfor search", (end, 0.95), (4, 0), xycoords=("data", "axes fraction"),
                textcoords="offset points", va="top", fontsize=7.5, color=MUTED,
            )  # fmt: skip
    axes.set_ylim(bottom=0.0)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_xlabel("objects held in track")
    axes.set_ylabel(label)
    axes.grid(visible=True)
