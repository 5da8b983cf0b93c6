"""Figure of turning verdicts: arcs against starts of the clock, one panel per site and duration."""

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.colors import BoundaryNorm, ListedColormap
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from bongsu.report.lettering import Figure
from bongsu.report.style import INK, PAPER, REASON_COLOURS, figure_style
from bongsu.words import REASONS, in_words


def verdict_figure(found: xr.Dataset) -> Figure:
    """Draw for every site and duration on which arcs and with which clock there is a shot.

    Parameters
    ----------
    found : xarray.Dataset
        From :func:`bongsu.studies.engagement.verdict_flip.verdict_map`.

    Returns
    -------
    matplotlib.figure.Figure
        One panel per site (rows) and duration (columns).
    """
    rows, columns = found.sizes["site"], found.sizes["detect_to_launch_s"]
    height = 1.2 + 0.19 * found.sizes["arc"]
    with figure_style():
        figure = Figure(figsize=(2.2 + 3.9 * columns, 1.0 + height * rows), layout="constrained")
        panels = figure.subplots(rows, columns, sharex=True, sharey=True, squeeze=False)
        for row in range(rows):
            for column in range(columns):
                cell = found.isel(site=row, detect_to_launch_s=column)
                _panel(panels[row, column], cell)
        figure.suptitle(
            f"{found.attrs['missile_title']}, {found.attrs['launch_area_title']} to "
            f"{found.attrs['target_title']}: "
            "is there a shot?",
            x=0.01,
            ha="left",
            fontsize=10.5,
            weight="bold",
        )
        for axes in panels[-1]:
            axes.set_xlabel("earliest start of the clock after launch [s]; 0: detection")
        figure.legend(handles=_legend(found), loc="outside lower center", ncols=2)
    return figure


def _panel(axes: Axes, cell: xr.Dataset) -> None:
    clock = cell["clock_s"].to_numpy()
    names = [str(name) for name in cell["arc"].values]
    colours = ListedColormap([_colour(word) for word in REASONS])
    norm = BoundaryNorm(np.arange(len(REASONS) + 1) - 0.5, len(REASONS))
    centres = np.arange(len(names))
    axes.pcolormesh(clock, centres, cell["reason"].to_numpy(), cmap=colours, norm=norm)
    below = cell["clock_below_band_s"].to_numpy()
    axes.step([*below, below[-1]], np.arange(len(names) + 1) - 0.5, where="pre", color=INK, lw=1.4)
    latest = cell["latest_clock_s"].to_numpy()
    for row, value in enumerate(latest):
        if np.isfinite(value) and value <= clock[-1]:
            _number(axes, value, row)
    axes.set_yticks(centres, names)
    axes.tick_params(axis="y", labelsize=7.5)
    axes.set_xlim(clock[0], clock[-1])
    seconds = float(cell["detect_to_launch_s"])
    axes.set_title(
        f"{cell['site_title'].item()}, {seconds:g} s from detection to launch", fontsize=9.0
    )


def _number(axes: Axes, value: float, row: int) -> None:
    axes.annotate(
        f"{value:.0f}",
        (value, row),
        (-3, 0),
        textcoords="offset points",
        ha="right",
        va="center",
        fontsize=6.5,
        color=PAPER,
    )


def _colour(word: str) -> str:
    return REASON_COLOURS["defended" if word == "feasible" else word]


def _legend(found: xr.Dataset) -> list[Patch | Line2D]:
    shown = np.unique(found["reason"].to_numpy())
    made: list[Patch | Line2D] = []
    for code in shown:
        word = REASONS[int(code)]
        no_shot = f"no shot: {in_words(word)}"
        text = "a shot (number: latest start)" if word == "feasible" else no_shot
        made.append(Patch(color=_colour(word), label=text))
    lowest = found.attrs["lowest_intercept_km"]
    label = f"right of it: missile below {lowest:g} km at the earliest launch"
    made.append(Line2D([], [], color=INK, lw=1.4, label=label))
    return made
