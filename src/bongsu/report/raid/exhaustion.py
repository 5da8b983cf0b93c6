"""When batteries run out of interceptors in a raid."""

from textwrap import fill

import numpy as np

from bongsu.physics.raid.tally import exact_interval
from bongsu.report.lettering import Figure
from bongsu.report.style import CYCLE, MUTED, figure_style
from bongsu.studies.raid.played import RaidOutcome

_STYLES = ("-", "--", "-.", ":")
_TITLE_LETTERS = 60


def exhaustion_figure(outcome: RaidOutcome) -> Figure:
    """Draw how likely each battery has no ready interceptor left, over time.

    Parameters
    ----------
    outcome : RaidOutcome
        What became of a raid.

    Returns
    -------
    matplotlib.figure.Figure
        A curve for each battery with its 95 % interval, and the launches of the missiles below.
    """
    batteries, curves = outcome.batteries(), outcome.exhausted()
    bin_s, n = outcome.counts.bin_s, outcome.replications
    time_s = bin_s * np.arange(curves.shape[1] + 1)
    raid = outcome.study.prepared
    impact_s = max(
        missile.launch_s + raid.flights[flight].duration_s
        for missile, flight in zip(raid.missiles, raid.flight_of, strict=True)
    )
    with figure_style():
        figure = Figure(figsize=(6.0, 4.0), layout="constrained")
        axes = figure.subplots()
        for index, (battery, curve) in enumerate(zip(batteries, curves, strict=True)):
            colour = CYCLE[index % len(CYCLE)]
            whole = np.concatenate([[0.0], curve])
            low, high = np.array([exact_interval(round(share * n), n) for share in whole]).T
            label = f"{battery['title']}, {battery['interceptors_ready']} interceptors"
            if not battery["fires"]:
                label += ": does not fire"
            elif battery["exhausted"] == 0.0:
                label += f": in none of {n:,} replications"
            style = _STYLES[index % len(_STYLES)]
            axes.step(time_s, whole, where="post", color=colour, ls=style, label=label)
            axes.fill_between(time_s, low, high, step="post", color=colour, alpha=0.2, lw=0.0)
        axes.plot(
            raid.launch_s,
            np.full(len(raid.missiles), -0.04),
            "|",
            color=MUTED,
            ms=8.0,
            label="launch of a missile",
        )
        axes.set_xlim(-0.02 * impact_s, 1.02 * impact_s)
        axes.set_ylim(-0.09, 1.05)
        axes.set_yticks(np.linspace(0.0, 1.0, 6))
        axes.grid(visible=True)
        axes.set_xlabel("time on the raid's clock [s]")
        axes.set_ylabel("probability that\nno interceptor is ready")
        axes.set_title(fill(f"{outcome.study.title}: {n:,} replications", _TITLE_LETTERS))
        figure.legend(loc="outside lower center", ncols=1)
    return figure
