"""Figure of one engagement: arc and shots above, what the battery does when below."""

from math import inf, isfinite
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke

from bongsu.report.lettering import Figure
from bongsu.report.style import (
    BLUE,
    GREEN,
    INK,
    MUTED,
    ORANGE,
    PAPER,
    PURPLE,
    RULE,
    SKY,
    VERMILION,
    YELLOW,
    figure_style,
)
from bongsu.studies.engagement.timeline import Timeline
from bongsu.words import in_words

Style = dict[str, Any]

_HALO = (withStroke(linewidth=2.4, foreground=PAPER),)
_MARKS = {
    "burnout": ("^", MUTED, "burnout"),
    "detected": ("o", GREEN, "detected"),
    "cue arrives": ("D", PURPLE, "cue from another radar"),
    "committed": ("s", ORANGE, "earliest launch"),
}
_STEP_COLOURS = {
    "cue from another radar": PURPLE,
    "detect": MUTED,
    "confirm the track": GREEN,
    "classify": SKY,
    "plan": YELLOW,
    "prepare the launch": ORANGE,
}
_WIDE = 0.07  # of the flight: a bar that holds a word
_LANES = ("radar sees", "fire control", "prediction", "may launch", "may intercept", "interceptors")


def timeline_figure(answer: Timeline) -> Figure:
    """Draw the arc with the shots, and below it who does what when.

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
        figure = Figure(figsize=(8.0, 6.6), layout="constrained")
        axes, lanes = figure.subplots(2, 1, sharex=True, height_ratios=(3.0, 1.9))
        _draw_arc(axes, answer)
        _draw_lanes(lanes, answer)
        plan = answer.plan
        axes.set_title(
            f"{plan.title}, {plan.shape}, {plan.launch_area.title} to {answer.target.title}\n"
            f"against {answer.unit.title} at {answer.unit.site.title}"
        )
        lanes.set_xlabel("time since the missile's launch [s]")
        lanes.set_xlim(0.0, answer.flight.duration_s * 1.02)
        figure.legend(*axes.get_legend_handles_labels(), loc="outside lower center", ncols=4)
    return figure


def _draw_arc(axes: Axes, answer: Timeline) -> None:
    _draw_band(axes, answer)
    _draw_flight(axes, answer)
    _draw_events(axes, answer)
    _draw_shots(axes, answer)
    top = max(answer.flight.apogee_m, answer.unit.kernel.fire_control.lowest_altitude_m)
    axes.set_ylim(0.0, top / 1e3 * 1.25)
    axes.set_ylabel("altitude [km]")
    axes.grid(visible=True)


def _draw_band(axes: Axes, answer: Timeline) -> None:
    rules = answer.unit.kernel.fire_control
    low, high = rules.lowest_altitude_m / 1e3, rules.highest_altitude_m / 1e3
    axes.axhspan(low, high, color=RULE, alpha=0.35, lw=0.0, label="altitudes of intercepts")


def _draw_flight(axes: Axes, answer: Timeline) -> None:
    data = answer.dataset()
    time, altitude = data["time_s"].to_numpy(), data["altitude_km"].to_numpy()
    axes.plot(time, altitude, color=MUTED, lw=1.2, ls=(0, (4, 2)), label="missile, not in view")
    seen = np.where(data["in_view"].to_numpy(), altitude, np.nan)
    axes.plot(time, seen, color=BLUE, lw=2.2, label="missile, in the radar's view")
    found = answer.engagement
    if found.feasible:
        inside = (time >= found.first_s) & (time <= found.last_s)
        times = np.concatenate([[found.first_s], time[inside], [found.last_s]])
        axes.plot(
            times,
            np.interp(times, time, altitude),
            color=ORANGE,
            lw=7.0,
            alpha=0.45,
            solid_capstyle="butt",
            label="feasible intercepts",
        )


def _draw_events(axes: Axes, answer: Timeline) -> None:
    for event in answer.events:
        at = (event.time_s, event.altitude_m / 1e3)
        if event.name in _MARKS:
            marker, colour, label = _MARKS[event.name]
            style: Style = {"markeredgecolor": INK, "markeredgewidth": 0.6, "zorder": 4}
            axes.plot(*at, marker=marker, ms=6.5, color=colour, ls="", label=label, **style)
        if event.name == "apogee":
            text = f"apogee {event.time_s:.0f} s, {event.altitude_m / 1e3:.0f} km"
            _write(axes, text, at, (0, 9), "center", INK)
        if event.name == "impact":
            _write(axes, f"impact {event.time_s:.0f} s", at, (-24, 5), "right", INK)


def _draw_shots(axes: Axes, answer: Timeline) -> None:
    base = answer.unit.site.altitude / 1e3
    for number, shot in enumerate(answer.engagement.shots, 1):
        high = shot.altitude_m / 1e3
        axes.plot(
            [shot.launch_s, shot.intercept_s],
            [base, high],
            color=VERMILION,
            lw=1.4,
            label="interceptor, launch to intercept" if number == 1 else None,
            zorder=3,
        )
        style: Style = {"ms": 8.0, "color": VERMILION, "markeredgecolor": PAPER, "zorder": 5}
        axes.plot(shot.intercept_s, high, marker="X", ls="", **style)
        _write(axes, f"{shot.launch_s:.0f} s", (shot.launch_s, base), (-4, 4), "right", VERMILION)
        # beside the arc: inside it while it rises, outside while it falls
        offset = (10, -16) if shot.intercept_s < answer.flight.apogee_time_s else (9, 3)
        text = f"{shot.intercept_s:.0f} s, {high:.0f} km"
        _write(axes, text, (shot.intercept_s, high), offset, "left", VERMILION)
    missing = answer.shortfall
    if missing is not None:
        axes.text(
            0.5,
            0.97,
            f"no shot: {in_words(missing.reason)}; {missing.sentence}",
            transform=axes.transAxes,
            ha="center",
            va="top",
            color=VERMILION,
            weight="bold",
            fontsize=8.5,
            wrap=True,
            path_effects=_HALO,
        )


def _write(
    axes: Axes,
    text: str,
    at: tuple[float, float],
    offset: tuple[float, float],
    align: str,
    colour: str,
) -> None:
    axes.annotate(
        text,
        at,
        offset,
        textcoords="offset points",
        ha=align,
        fontsize=8.0,
        color=colour,
        path_effects=_HALO,
    )


def _draw_lanes(axes: Axes, answer: Timeline) -> None:
    rows = {name: len(_LANES) - 1 - index for index, name in enumerate(_LANES)}
    axes.set_yticks(list(rows.values()), list(rows))
    axes.set_ylim(-0.6, len(_LANES) - 0.4)
    axes.grid(visible=True, axis="x")
    axes.tick_params(axis="y", length=0.0)
    for begin, end in answer.sights:
        _bar(axes, rows["radar sees"], begin, end, BLUE)
    _draw_steps(axes, rows["fire control"], answer)
    _draw_prediction(axes, rows["prediction"], answer)
    _draw_windows(axes, rows, answer)
    for shot in answer.engagement.shots:
        _bar(axes, rows["interceptors"], shot.launch_s, shot.intercept_s, VERMILION)
        assessed = shot.intercept_s + answer.unit.fire_control.assess_s
        _bar(axes, rows["interceptors"], shot.intercept_s, assessed, MUTED, "look")


def _draw_steps(axes: Axes, row: float, answer: Timeline) -> None:
    end = answer.flight.duration_s
    shown = [s for s in answer.steps if s.name in _STEP_COLOURS and s.begins_s < end]
    for step in shown:
        _bar(axes, row, step.begins_s, min(step.ends_s, end), _STEP_COLOURS[step.name])
        if step.ends_s - step.begins_s > _WIDE * end:
            middle = 0.5 * (step.begins_s + min(step.ends_s, end))
            word = step.name.split()[0]
            axes.text(middle, row, word, ha="center", va="center", fontsize=7.0, color=INK)
    if shown and shown[-1].ends_s < 0.55 * end:
        words = ", ".join(step.name.split()[0] for step in shown)
        _note(axes, row, shown[-1].ends_s, words, "left")


def _draw_prediction(axes: Axes, row: float, answer: Timeline) -> None:
    known, end = answer.best.known_s, answer.flight.duration_s
    if known < end:
        _bar(axes, row, known, end, SKY)
        _note(axes, row, known, "good enough", "right")


def _draw_windows(axes: Axes, rows: dict[str, int], answer: Timeline) -> None:
    found, best = answer.engagement, answer.best
    if found.feasible:
        ready = max(found.committed_s, best.known_s)
        _bar(axes, rows["may launch"], ready, best.launch_s, ORANGE)
        _note(axes, rows["may launch"], best.launch_s, f"{found.margin_s:.0f} s to spare", "left")
        _bar(axes, rows["may intercept"], found.first_s, found.last_s, ORANGE)
        return
    late = found.margin_s
    if best.launch_s < inf and isfinite(late):
        # the best launch had to go before fire control was ready
        row = rows["may launch"]
        axes.plot(best.launch_s, row, marker="|", ms=12, mew=2.2, color=VERMILION)
        ready = min(best.launch_s - late, answer.flight.duration_s)
        style = {"arrowstyle": "<->", "color": VERMILION, "shrinkA": 0.0, "shrinkB": 0.0}
        axes.annotate("", (best.launch_s, row), (ready, row), arrowprops=style)
        text = f"had to go by {best.launch_s:.0f} s: {-late:.0f} s missing"
        _note(axes, row, best.launch_s, text, "right")


def _bar(axes: Axes, row: float, begin: float, end: float, colour: str, text: str = "") -> None:
    axes.barh(row, end - begin, left=begin, height=0.62, color=colour, lw=0.0)
    if text:
        axes.text((begin + end) / 2, row, text, ha="center", va="center", fontsize=6.0, color=PAPER)


def _note(axes: Axes, row: float, at: float, text: str, side: str) -> None:
    """Write beside a bar: to the left of its begin or the right of its end."""
    left = side == "left"
    axes.annotate(
        text,
        (at, row),
        (5 if left else -5, 0),
        textcoords="offset points",
        ha="left" if left else "right",
        va="center",
        fontsize=7.5,
        color=MUTED,
        path_effects=_HALO,
    )
