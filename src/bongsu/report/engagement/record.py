"""Figure of what more shots at one missile gain, with and without what they share."""

import numpy as np

from bongsu.catalog import load_catalog
from bongsu.report.lettering import Figure
from bongsu.report.style import BLUE, INK, ORANGE, VERMILION, figure_style
from bongsu.studies.engagement.shot_record import destroyed_by_shots

_MOST_SHOTS = 6
_LINES = ((BLUE, "--"), (INK, "-"), (ORANGE, "-."), (VERMILION, ":"))


def record_figure() -> Figure:
    """Draw the probability that a missile is destroyed against the shots at it.

    Returns
    -------
    matplotlib.figure.Figure
        Of the THAAD battery with the values of the catalogue.
    """
    curves = destroyed_by_shots(load_catalog().battery("thaad-battery"), _MOST_SHOTS)
    shots = np.arange(1, _MOST_SHOTS + 1)
    with figure_style():
        figure = Figure(figsize=(6.4, 3.8), layout="constrained")
        axes = figure.add_subplot()
        for (name, destroyed), (colour, style) in zip(curves.items(), _LINES, strict=True):
            told = f"{name}: two shots {destroyed[1]:.4f}"
            axes.plot(shots, destroyed, ls=style, color=colour, marker="o", ms=4, label=told)
        axes.set(
            title="Shots at one missile, and what they share",
            xlabel="shots",
            ylabel="probability that it is destroyed",
            xticks=shots,
            ylim=(0.5, 1.03),
        )
        axes.grid(visible=True)
        axes.legend(loc="center right")
    return figure
