"""Figure of one engagement: how high the missile is when what happens."""

from math import isfinite

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke

from bongsu.report.style import (
    BLUE,
    GREEN,
    INK,
    MUTED,
    ORANGE,
    PAPER,
    RULE,
    VERMILION,
    figure_style,
)
from bongsu.studies.timeline import Timeline

_HALO = (withStroke(linewidth=2.4, foreground=PAPER),)
_MARKS = {
    "burnout": ("^", MUTED, "burnout"),
    "detected": ("o", GREEN, "detected"),
    "committed": ("s", ORANGE, "earliest launch"),
}


def timeline_figure(answer: Timeline) -> Figure:
    """Draw altitude over time with the radar's view, the window and the shots.

    Parameters
    ----------
    answer : Timeline
        The engagement.

    Returns
    -------
    matplotlib.figure.Figure
        Drawn figure.
    """
    with figure_style():
        figure = Figure(figsize=(8.0, 4.6), layout="constrained")
        axes = figure.add_subplot()
        _draw_band(axes, answer)
        _draw_flight(axes, answer)
        _draw_events(axes, answer)
        _draw_shots(axes, answer)
        plan = answer.plan
        axes.set_title(
            f"{plan.missile}, {plan.shape}, {plan.launch_area.name} to {answer.target.name}; "
            f"{answer.unit.name} at {answer.unit.site.name}"
        )
        axes.set_xlabel("time since the missile's launch [s]")
        axes.set_ylabel("altitude [km]")
        axes.set_xlim(0.0, answer.flight.time_s * 1.02)
        top = max(answer.flight.apogee_m, answer.unit.kernel.fire_control.lowest_altitude_m)
        axes.set_ylim(0.0, top / 1e3 * 1.2)
        axes.grid(visible=True)
        figure.legend(loc="outside lower center", ncols=4)
    return figure


def _draw_band(axes: Axes, answer: Timeline) -> None:
    rules = answer.unit.kernel.fire_control
    low, high = rules.lowest_altitude_m / 1e3, rules.highest_altitude_m / 1e3
    axes.axhspan(low, high, color=RULE, alpha=0.35, lw=0.0, label="altitudes of intercepts")


def _draw_flight(axes: Axes, answer: Timeline) -> None:
    data = answer.dataset()
    time, altitude = data["time"].to_numpy(), data["altitude"].to_numpy()
    axes.plot(time, altitude, color=MUTED, lw=1.2, ls=(0, (4, 2)), label="missile, not in view")
    seen = np.where(data["in_view"].to_numpy(), altitude, np.nan)
    axes.plot(time, seen, color=BLUE, lw=2.2, label="missile, in the radar's view")
    found = answer.engagement
    if found.feasible:
        inside = (time >= found.first_s) & (time <= found.last_s)
        times = np.concatenate([[found.first_s], time[inside], [found.last_s]])
        heights = np.interp(times, time, altitude)
        axes.plot(
            times,
            heights,
            color=ORANGE,
            lw=7.0,
            alpha=0.45,
            solid_capstyle="butt",
            label="feasible intercepts",
        )


def _draw_events(axes: Axes, answer: Timeline) -> None:
    for event in answer.events:
        if event.name in _MARKS:
            marker, colour, label = _MARKS[event.name]
            axes.plot(
                event.time_s,
                event.altitude_m / 1e3,
                marker=marker,
                ms=6.5,
                color=colour,
                markeredgecolor=INK,
                markeredgewidth=0.6,
                ls="",
                label=label,
                zorder=4,
            )
        if event.name in ("apogee", "impact"):
            axes.annotate(
                f"{event.name} {event.time_s:.0f} s"
                + (f", {event.altitude_m / 1e3:.0f} km" if event.name == "apogee" else ""),
                (event.time_s, event.altitude_m / 1e3),
                (0, 9) if event.name == "apogee" else (-24, 5),
                textcoords="offset points",
                ha="center" if event.name == "apogee" else "right",
                fontsize=8.5,
                path_effects=_HALO,
            )


def _draw_shots(axes: Axes, answer: Timeline) -> None:
    base = answer.unit.site.altitude / 1e3
    for number, shot in enumerate(answer.engagement.shots, 1):
        high = shot.altitude_m / 1e3
        first = number == 1
        axes.plot(
            [shot.launch_s, shot.intercept_s],
            [base, high],
            color=VERMILION,
            lw=1.4,
            label="interceptor, launch to intercept" if first else None,
            zorder=3,
        )
        axes.plot(
            shot.intercept_s,
            high,
            marker="X",
            ms=8.0,
            color=VERMILION,
            markeredgecolor=PAPER,
            ls="",
            zorder=5,
        )
        axes.annotate(
            f"{shot.launch_s:.0f} s",
            (shot.launch_s, base),
            (-4, 4),
            textcoords="offset points",
            ha="right",
            fontsize=8.0,
            color=VERMILION,
            path_effects=_HALO,
        )
        axes.annotate(
            f"{shot.intercept_s:.0f} s, {high:.0f} km",
            (shot.intercept_s, high),
            # beside the arc: inside it while it rises, outside while it falls
            (10, -16) if shot.intercept_s < answer.flight.apogee_s else (9, 3),
            textcoords="offset points",
            ha="left",
            fontsize=8.0,
            color=VERMILION,
            path_effects=_HALO,
        )
    if not answer.engagement.feasible:
        margin = answer.engagement.margin_s
        late = f" by {-margin:.0f} s" if isfinite(margin) and margin < 0.0 else ""
        axes.text(
            0.5,
            0.95,
            f"no shot: {answer.engagement.reason}{late}",
            transform=axes.transAxes,
            ha="center",
            va="top",
            color=VERMILION,
            weight="bold",
            path_effects=_HALO,
        )
