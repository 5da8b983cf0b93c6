"""How likely each number of leakers is, and how many interceptors are spent."""

from textwrap import fill

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from bongsu.physics.raid.tally import Tally
from bongsu.report.lettering import Figure
from bongsu.report.style import BLUE, INK, MUTED, PAPER, VERMILION, figure_style

# beyond so many numbers bars would touch
_MOST_BARS = 60
# numbers outside hold less than this of the replications at either end
_RARE = 1e-4
_TITLE_LETTERS = 100


def tallies_figure(leakers: Tally, interceptors_spent: Tally, title: str) -> Figure:
    """Draw how likely each number of leakers, and of interceptors spent, is.

    Parameters
    ----------
    leakers, interceptors_spent : Tally
        Of the same replications.
    title : str
        Of the raid.

    Returns
    -------
    matplotlib.figure.Figure
        A panel for each, with the mean and, in few bars, 95 % intervals.
    """
    with figure_style():
        figure = Figure(figsize=(9.0, 3.9), layout="constrained")
        left, right = figure.subplots(1, 2)
        _panel(left, leakers, "missiles that get through", BLUE)
        left.set_title("Leakers")
        _panel(right, interceptors_spent, "interceptors fired", MUTED)
        right.set_title("Interceptors spent")
        left.set_ylabel("share of the replications")
        heading = fill(f"{title}: {leakers.replications:,} replications", _TITLE_LETTERS)
        figure.suptitle(heading, fontsize=10.0)
    return figure


def _panel(axes: Axes, tally: Tally, label: str, colour: str) -> None:
    low, high = tally.quantiles((_RARE, 1.0 - _RARE))
    low, high = max(low - 1, 0), min(high + 1, tally.counts.size - 1)
    numbers = np.arange(low, high + 1)
    shares = tally.counts[low : high + 1] / tally.replications
    if numbers.size <= _MOST_BARS:
        ends = np.array([tally.share_interval(int(number)) for number in numbers]).T
        axes.bar(numbers, shares, width=0.8, color=colour)
        axes.errorbar(
            numbers,
            shares,
            yerr=np.abs(ends - shares),
            fmt="none",
            ecolor=INK,
            elinewidth=0.8,
            capsize=2.0,
        )
    else:
        axes.stairs(shares, np.arange(low, high + 2) - 0.5, fill=True, color=colour)
    ends_of_mean = tally.mean_interval()
    axes.axvline(
        tally.mean,
        color=VERMILION,
        lw=1.4,
        label=f"mean {tally.mean:.4g} (95 %: {ends_of_mean[0]:.5g} to {ends_of_mean[1]:.5g})",
    )
    axes.set_xlim(low - 0.6, high + 0.6)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_ylim(0.0, float(shares.max()) * 1.25)
    axes.set_xlabel(label)
    # opaque, as the line of the mean may pass under it
    axes.legend(
        loc="upper left" if tally.mean > (low + high) / 2 else "upper right",
        frameon=True,
        facecolor=PAPER,
        edgecolor="none",
        framealpha=1.0,
    )
