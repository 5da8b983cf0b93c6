"""Figure of a fire plan: each missile's flight with the shots at it, and what is fired."""

from math import isfinite

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from bongsu.report.lettering import Figure
from bongsu.report.style import (
    BLUE,
    GREEN,
    INK,
    MUTED,
    ORANGE,
    PURPLE,
    RULE,
    SKY,
    VERMILION,
    figure_style,
)
from bongsu.studies.engagement.plan import PlanStudy
from bongsu.words import number_of

_LABEL_POINTS = 48
_FAINTEST = 0.25
"""Opacity of shots that are hardly ever fired. [1]"""
_COLOURS = (BLUE, VERMILION, GREEN, PURPLE, ORANGE, SKY)


def plan_figure(study: PlanStudy) -> Figure:
    """Draw the flights with their shots, and how many interceptors each battery has fired.

    Parameters
    ----------
    study : PlanStudy

    Returns
    -------
    matplotlib.figure.Figure
        Two panels over the plan's clock.
    """
    rows = len(study.arrivals)
    with figure_style():
        figure = Figure(figsize=(9.0, 3.4 + 0.42 * rows), layout="constrained")
        axes, left = figure.subplots(2, 1, sharex=True, height_ratios=(0.9 + 0.42 * rows, 1.6))
        _draw_threats(axes, study)
        _draw_fired(left, study)
        axes.set_title(
            f"{study.plan.spent.sum():.1f} interceptors at {number_of(rows, 'missile')}; "
            f"{study.plan.leakers_expected:.2f} expected to get through"
        )
        left.set_xlabel("time on the plan's clock [s]")
        figure.legend(handles=_legend(study), loc="outside lower center", ncols=2)
    return figure


def _draw_threats(axes: Axes, study: PlanStudy) -> None:
    rows = len(study.arrivals)
    axes.set_yticks(range(rows), [_name(study, index) for index in range(rows)])
    axes.set_ylim(rows - 0.4, -0.6)
    axes.grid(visible=True, axis="x")
    last = 0.0
    for row, (arrival, flight) in enumerate(zip(study.arrivals, study.flights, strict=True)):
        impact = arrival.launch_s + flight.duration_s
        last = max(last, impact)
        axes.barh(row, flight.duration_s, left=arrival.launch_s, height=0.2, color=RULE)
        for battery, (first, end) in enumerate(study.plan.windows[row]):
            if isfinite(first):
                axes.barh(
                    row, end - first, left=first, height=0.5, color=_colour(battery), alpha=0.22
                )
        survival = float(study.plan.survival[row])
        axes.annotate(
            f"gets through: {100.0 * survival:.1f} %"
            if survival >= 5e-4
            else "gets through: < 0.1 %",
            (impact, row),
            (4, 0),
            textcoords="offset points",
            va="center",
            fontsize=7.5,
            color=INK,
        )
    for shot in study.plan.shots:
        colour = _colour(shot.battery)
        faint = max(shot.fired_probability, _FAINTEST)
        ends = [shot.launch_s, shot.intercept_s]
        axes.plot(ends, [shot.threat] * 2, color=colour, lw=1.6, alpha=faint)
        axes.plot(ends[0], shot.threat, marker=">", ms=5, color=colour, alpha=faint)
        axes.plot(ends[1], shot.threat, marker="X", ms=7, color=colour, mec="white", alpha=faint)
    axes.set_xlim(min(a.launch_s for a in study.arrivals), last * 1.2)


def _draw_fired(axes: Axes, study: PlanStudy) -> None:
    begin, end = axes.get_xlim()
    heights: list[float] = []
    for battery, unit in enumerate(study.units):
        own = [shot for shot in study.plan.shots if shot.battery == battery]
        fired = np.cumsum([0.0, *(shot.fired_probability for shot in own), 0.0])
        times = [begin, *(shot.launch_s for shot in own), end]
        height = round(float(fired[-1]), 1)
        beside = heights.count(height)  # curves that end at one height
        heights.append(height)
        axes.step(times, fired, where="post", color=_colour(battery))
        left = unit.magazine - fired[-1]
        axes.annotate(
            f"{left:.1f} left" if left >= 0.0 else "reloaded",
            (end, fired[-1]),
            (-4 - _LABEL_POINTS * beside, 3),
            textcoords="offset points",
            ha="right",
            fontsize=7.5,
            color=_colour(battery),
        )
    axes.set_ylim(0.0, 1.25 * axes.get_ylim()[1])
    axes.set_ylabel("interceptors fired,\nexpected")
    axes.grid(visible=True)


def _legend(study: PlanStudy) -> list[Line2D | Patch]:
    made: list[Line2D | Patch] = [Patch(color=RULE, label="flight of the missile")]
    for battery, unit in enumerate(study.units):
        line = Line2D([], [], color=_colour(battery), marker="X", mec="white")
        line.set_label(f"shot of {unit.title}; band: could intercept")
        made.append(line)
    made.append(
        Line2D([], [], color=MUTED, marker=">", ls="", label="launch; faint: if others miss")
    )
    return made


def _colour(battery: int) -> str:
    return _COLOURS[battery % len(_COLOURS)]


def _name(study: PlanStudy, index: int) -> str:
    arrival = study.arrivals[index]
    missile = study.scenario.catalog.missile(arrival.missile).title
    return f"{missile}, {arrival.launch.title}\nto {arrival.target.title}"
