"""Maps of whom a battery protects: reasons, margins and outlines."""

from collections.abc import Callable, Sequence

import numpy as np
import shapely
import xarray as xr
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from numpy.typing import NDArray

from bongsu.errors import InputError
from bongsu.geography.grid import RegionGrid
from bongsu.geography.region import protected
from bongsu.report.maps.canvas import Map, korea_map
from bongsu.report.maps.layers import (
    draw_categories,
    draw_cells,
    draw_path,
    draw_points,
    draw_polygon,
)
from bongsu.report.style import (
    BLUE,
    CYCLE,
    INK,
    MUTED,
    PAPER,
    REASON_COLOURS,
    SKY,
    figure_style,
)
from bongsu.studies.footprint.answers import OUT_OF_RANGE
from bongsu.studies.footprint.contours import contours_of
from bongsu.studies.footprint.numbers import met, reached, share_of_reached
from bongsu.studies.footprint.together import by_missile_and_shape, reduced
from bongsu.words import CELL_REASONS

FloatArray = NDArray[np.float64]

_PANEL_INCHES = (2.0, 2.2)
_COLUMNS = 4
# one colour scale for margins of both signs; beyond it the colour says enough
_MARGIN_S = 120.0
_HATCHES = {"not-seen": "....", "too-late": "////", "too-low": "\\\\\\\\"}
_SOME = "defended from some"
_PERCENT = "%: of the people reached, those for whom a shot is possible"
_LABELS = {
    "defended": "a shot is possible",
    "out-of-reach": "out of reach",
    "not-seen": "not seen",
    "too-late": "too late",
    "too-low": "too low",
}
# dashes by launch area: lines that lie on each other can still be told apart
_LINES: tuple[tuple[int, tuple[int, ...]] | None, ...] = (
    None,
    (0, (5, 3)),
    (0, (1, 2)),
    (0, (6, 2, 1, 2)),
    (0, (6, 2, 1, 2, 1, 2)),
    (0, (2, 4)),
)
_COAST_M = 1_500.0


def reason_map(footprint: xr.Dataset, *, site: int = 0) -> Figure:
    """Map where a shot is possible, and the first reason elsewhere, one panel per flight.

    Parameters
    ----------
    footprint : xarray.Dataset
        From :func:`bongsu.studies.footprint.play.footprint`; take fewer flights with ``isel``.
    site : int
        Index of the site. [1]

    Returns
    -------
    matplotlib.figure.Figure
        A row per missile and shape, a column per launch area, and one legend.
    """
    data = footprint.isel(site=site)
    grid = _grid(footprint)

    def draw(chart: Map, flight: int) -> None:
        words = np.array(["defended", *CELL_REASONS[1:]])[data["reason"].values[flight]]
        draw_categories(chart, grid, list(words), REASON_COLOURS, hatches=_HATCHES)

    with figure_style():
        figure = _flight_panels(data, draw)
        _legend(figure, _reason_handles(data["reason"].values))
    return figure


def margin_map(footprint: xr.Dataset, *, site: int = 0) -> Figure:
    """Map by how many seconds a launch is in time or too late, one panel per flight.

    Parameters
    ----------
    footprint : xarray.Dataset
        From :func:`bongsu.studies.footprint.play.footprint`; take fewer flights with ``isel``.
    site : int
        Index of the site. [1]

    Returns
    -------
    matplotlib.figure.Figure
        A row per missile and shape, a column per launch area, and one colour scale.
    """
    data = footprint.isel(site=site)
    grid = _grid(footprint)
    filled = []

    def draw(chart: Map, flight: int) -> None:
        margin = data["margin_s"].values[flight]
        blank = np.where(reached(data).values[flight] & ~np.isfinite(margin), "out-of-reach", "")
        draw_categories(chart, grid, list(blank), REASON_COLOURS)
        shown = np.clip(margin, -_MARGIN_S, _MARGIN_S)
        filled.append(
            draw_cells(chart, grid, shown, low=-_MARGIN_S, high=_MARGIN_S, colours="PuOr")
        )

    with figure_style():
        figure = _flight_panels(data, draw)
        figure.colorbar(
            filled[0],
            ax=figure.axes,
            orientation="horizontal",
            shrink=0.7,
            aspect=40,
            extend="both",
            label="Time to spare before the latest launch [s]; negative: too late by so much.\n"
            "Grey: no launch at any time, as it is out of reach, not seen or too low",
        )
    return figure


def shape_map(footprint: xr.Dataset, *, site: int = 0) -> Figure:
    """Map where a shot is possible from every or some launch area, one panel per missile and shape.

    Parameters
    ----------
    footprint : xarray.Dataset
        From :func:`bongsu.studies.footprint.play.footprint`.
    site : int
        Index of the site. [1]

    Returns
    -------
    matplotlib.figure.Figure
        The maps with one legend; where no shot is possible, the first reason of most of the
        flights. Percentages are the average over the launch areas.
    """
    at = footprint.isel(site=slice(site, site + 1))
    groups = by_missile_and_shape(at)
    grid = _grid(footprint)
    colours = {"defended": REASON_COLOURS["defended"], _SOME: SKY} | dict(REASON_COLOURS)
    used = set()
    with figure_style():
        columns = min(_COLUMNS, len(groups))
        figure, axes = _panels(-(-len(groups) // columns), columns)
        panels = [panel for row in axes for panel in row]
        for panel, ((_, shape), group) in zip(panels, groups.items(), strict=False):
            words = _group_words(group)
            used |= set(words)
            share = float(reduced(group, "average")["population_share_of_reached"][0])
            title = f"{_missile_title(group)}\n{shape}{_percent(share)}"
            chart = _panel(panel, at.isel(site=0), title)
            draw_categories(chart, grid, words, colours, hatches=_HATCHES)
        for panel in panels[len(groups) :]:
            panel.set_axis_off()
        _legend(
            figure,
            [
                Patch(
                    facecolor=colours["defended"], label="a shot is possible from every launch area"
                ),
                Patch(facecolor=SKY, label="from some launch areas"),
                *_handles([name for name in REASON_COLOURS if name in used - {"defended"}]),
                Patch(facecolor=PAPER, edgecolor=MUTED, label="not reached by the missile"),
            ],
        )
    return figure


def outline_map(footprint: xr.Dataset, *, site: int = 0) -> Figure:
    """Outline the region where a shot is possible, by launch area, one panel per missile and shape.

    Parameters
    ----------
    footprint : xarray.Dataset
        From :func:`bongsu.studies.footprint.play.footprint`.
    site : int
        Index of the site. [1]

    Returns
    -------
    matplotlib.figure.Figure
        The maps with one legend of launch areas.
    """
    at = footprint.isel(site=site)
    contours = contours_of(footprint)
    groups = by_missile_and_shape(at)
    titles = dict(
        zip(map(str, at["launch_area"].values), at["launch_area_title"].values, strict=True)
    )
    areas = list(titles)
    if len(areas) > len(CYCLE):
        raise InputError(
            f"{len(areas)} launch areas cannot be told apart by colour: draw one missile"
        )
    styles = dict(zip(areas, zip(CYCLE, _LINES, strict=True), strict=False))
    # along the coast the edge of the defended region says nothing
    coast = shapely.buffer(shapely.boundary(contours.outline), _COAST_M)
    with figure_style():
        columns = min(3, len(groups))
        figure, axes = _panels(-(-len(groups) // columns), columns, scale=1.4)
        panels = [panel for row in axes for panel in row]
        for panel, ((_, shape), group) in zip(panels, groups.items(), strict=False):
            chart = _panel(panel, at, f"{_missile_title(group)}\n{shape}")
            regions = {
                str(area): contours.at_least(defended.astype(float), 0.5)
                for area, defended in zip(
                    group["launch_area"].values, met(group).values, strict=True
                )
            }
            common = contours.to_degrees(shapely.intersection_all(list(regions.values())))
            draw_polygon(chart, common, colour=BLUE, opacity=0.12, edged=False)
            for area, region in regions.items():
                inland = shapely.difference(shapely.boundary(region), coast)
                colour, style = styles[area]
                for line in shapely.get_parts(contours.to_degrees(shapely.line_merge(inland))):
                    longitude, latitude = shapely.get_coordinates(line).T
                    draw_path(chart, latitude, longitude, colour=colour, style=style)
        for panel in panels[len(groups) :]:
            panel.set_axis_off()
        lines = [
            Line2D([], [], color=colour, linestyle=style or "-", label=f"from {titles[name]}")
            for name, (colour, style) in styles.items()
        ]
        _legend(figure, lines, "A shot is possible inside; tinted: from every launch area")
    return figure


def _missile_title(group: xr.Dataset) -> str:
    return str(group["missile_title"].values[0])


def _grid(footprint: xr.Dataset) -> RegionGrid:
    grid = protected(footprint.attrs["country"], footprint.attrs["grid_spacing_m"]).grid
    if len(grid) != footprint.sizes["cell"]:
        raise InputError("the footprint was computed on another grid")
    return grid


def _panels(rows: int, columns: int, scale: float = 1.0) -> tuple[Figure, list[list[Axes]]]:
    width, height = (scale * inches for inches in _PANEL_INCHES)
    figure = Figure(figsize=(width * columns, (height + 0.35) * rows + 0.7), layout="constrained")
    return figure, [list(row) for row in figure.subplots(rows, columns, squeeze=False)]


def _panel(axes: Axes, data: xr.Dataset, title: str) -> Map:
    """A small map with the site marked."""
    chart = korea_map(axes, names=False)
    place = [float(data["site_latitude"])], [float(data["site_longitude"])]
    draw_points(chart, *place, marker="^", colour=INK, size=5.0)
    axes.set_title(title, fontsize=8.0)
    return chart


def _flight_panels(data: xr.Dataset, draw: Callable[[Map, int], None]) -> Figure:
    """One small map per flight: a row per missile and shape, a column per launch area."""
    if data.sizes["flight"] == 0:
        raise InputError("the footprint has no flight to draw")
    kinds = list(zip(data["missile"].values, data.coords["shape"].values, strict=True))
    shares = share_of_reached(data, "population")
    rows = [[k for k, other in enumerate(kinds) if other == kind] for kind in dict.fromkeys(kinds)]
    figure, axes = _panels(len(rows), max(len(row) for row in rows))
    for row, flights in zip(axes, rows, strict=True):
        for panel, flight in zip(row, flights, strict=False):
            shape = kinds[flight][1]
            missile = data["missile_title"].values[flight]
            area = data["launch_area_title"].values[flight]
            title = f"{missile} from {area}\n{shape}{_percent(float(shares[flight]))}"
            draw(_panel(panel, data, title), flight)
        for panel in row[len(flights) :]:
            panel.set_axis_off()
    return figure


def _group_words(group: xr.Dataset) -> list[str]:
    """What to colour a cell by, for flights from several launch areas."""
    every, any_ = (
        reduced(group, over)["defended"].values[0].astype(bool) for over in ("every", "any")
    )
    reasons = group["reason"].values[0]
    counts = np.array([(reasons == code).sum(axis=0) for code in range(1, len(CELL_REASONS))])
    # the reason of most flights that reach the cell
    counted = counts[: OUT_OF_RANGE - 1]
    words = np.where(
        counted.sum(axis=0) > 0, np.array(CELL_REASONS[1:OUT_OF_RANGE])[counted.argmax(axis=0)], ""
    )
    words = np.where(any_, _SOME, words)
    return [str(word) for word in np.where(every, "defended", words)]


def _percent(share: float) -> str:
    return f": {100.0 * share:.0f} %" if np.isfinite(share) else ""


def _handles(names: Sequence[str]) -> list[Patch]:
    return [
        Patch(
            facecolor=REASON_COLOURS[name],
            edgecolor=PAPER,
            hatch=_HATCHES.get(name, ""),
            label=_LABELS[name],
        )
        for name in names
    ]


def _reason_handles(codes: NDArray[np.int8]) -> list[Patch]:
    used = {"defended" if code == 0 else CELL_REASONS[code] for code in np.unique(codes)}
    handles = _handles([name for name in REASON_COLOURS if name in used])
    if used & set(CELL_REASONS[OUT_OF_RANGE:]):
        handles.append(Patch(facecolor=PAPER, edgecolor=MUTED, label="not reached by the missile"))
    return handles


def _legend(figure: Figure, handles: Sequence[Artist], title: str = _PERCENT) -> None:
    legend = figure.legend(handles=list(handles), loc="outside lower center", ncols=3, title=title)
    legend.get_title().set_fontsize(8.5)
