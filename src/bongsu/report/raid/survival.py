"""Where a raid is aimed at: a map of survival, asset by asset."""

from textwrap import fill
from typing import Any

from matplotlib.colors import Normalize
from matplotlib.lines import Line2D

from bongsu.report.lettering import Figure
from bongsu.report.maps.canvas import region_map, view_of
from bongsu.report.maps.layers import draw_points, label_cities
from bongsu.report.style import INK, PAPER, SEQUENTIAL, VERMILION, figure_style
from bongsu.studies.raid.played import RaidOutcome

_MARK_POINTS = 9.0
_LEAST_SIDE_M = 250e3
_CITIES = 8
_TITLE_LETTERS = 46


def survival_map(outcome: RaidOutcome) -> Figure:
    """Draw what is aimed at, and how likely nothing gets through to it.

    Parameters
    ----------
    outcome : RaidOutcome
        What became of a raid.

    Returns
    -------
    matplotlib.figure.Figure
        A map with every asset by name, its survival in colour and number, the missiles aimed at
        it, and the batteries.
    """
    raid, assets = outcome.study.prepared, outcome.assets()
    latitude_deg = [place.latitude_deg for place in raid.assets]
    longitude_deg = [place.longitude_deg for place in raid.assets]
    sites = [unit.site for unit in raid.units]
    view = view_of(
        [*latitude_deg, *(site.latitude_deg for site in sites)],
        [*longitude_deg, *(site.longitude_deg for site in sites)],
        margin=0.22,
        least_m=_LEAST_SIDE_M,
    )
    with figure_style():
        figure = Figure(figsize=(4.8, 5.6), layout="constrained")
        chart = region_map(figure.subplots(), view, emphasised=(_country(outcome),))
        x, y = chart.plane(latitude_deg, longitude_deg)
        shown = chart.axes.scatter(
            x,
            y,
            s=_MARK_POINTS**2,
            c=[one["survival"] for one in assets],
            cmap=SEQUENTIAL,
            norm=Normalize(0.0, 1.0),
            edgecolors=INK,
            linewidths=0.8,
            zorder=9.2,
        )
        draw_points(chart, latitude_deg, longitude_deg, names=[_name(one) for one in assets])
        draw_points(
            chart,
            [site.latitude_deg for site in sites],
            [site.longitude_deg for site in sites],
            names=[unit.title for unit in raid.units],
            marker="^",
            colour=VERMILION,
            size=7.0,
        )
        label_cities(chart, most=_CITIES)
        bar = figure.colorbar(shown, ax=chart.axes, shrink=0.8, location="bottom", pad=0.02)
        bar.set_label("probability that nothing gets through")
        chart.axes.set_title(fill(outcome.study.title, _TITLE_LETTERS))
        chart.axes.legend(handles=_legend(), loc="upper right", frameon=True, framealpha=0.85)
    return figure


def _country(outcome: RaidOutcome) -> str:
    return outcome.study.scenario.region.country


def _name(asset: dict[str, Any]) -> str:
    return f"{asset['title']}: {_percent(asset['survival'])} ({asset['aimed']})"


def _percent(share: float) -> str:
    """A share for a map: nought and one only where they are meant."""
    if 0.0 < share < 1e-3:
        return "< 0.1 %"
    if 0.999 < share < 1.0:
        return "> 99.9 %"
    return f"{100.0 * share:.3g} %"


def _legend() -> list[Line2D]:
    marks = (
        ("o", PAPER, INK, _MARK_POINTS, "aimed at (by so many missiles)"),
        ("^", VERMILION, PAPER, 7.0, "battery"),
    )
    return [
        Line2D([], [], ls="", marker=marker, ms=size, mfc=face, mec=edge, label=label)
        for marker, face, edge, size, label in marks
    ]
