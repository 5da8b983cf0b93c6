"""Maps of whom a battery protects: probabilities, reasons, margins and outlines."""

from collections.abc import Callable, Sequence
from textwrap import wrap

import numpy as np
import shapely
import xarray as xr
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from numpy.typing import NDArray
from shapely.geometry import MultiPolygon

from bongsu.errors import InputError
from bongsu.report.lettering import Figure
from bongsu.report.maps.canvas import Map, View, region_map, view_of, view_of_country
from bongsu.report.maps.layers import (
    draw_area,
    draw_bands,
    draw_classes,
    draw_lines,
    draw_points,
    label_cities,
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
from bongsu.studies.footprint.contours import Contours, contours_of, reason_crossing
from bongsu.studies.footprint.numbers import (
    counted,
    met,
    protected_by,
    reached,
    share_within_reach,
)
from bongsu.studies.footprint.together import (
    by_missile_and_shape,
    probability_together,
    reduced,
)
from bongsu.words import CELL_REASONS, Over

# of a panel, whatever its shape; and the widest and tallest shapes
_PANEL_SQUARE_INCHES, _ASPECTS = 5.2, (0.6, 1.8)
# a map alone may be larger: a country with far islands would be small otherwise
_ALONE = 1.8
_COLUMNS = 4
_LEAST_WIDTH_INCHES, _LETTERS_PER_INCH = 4.6, 12.5
_CITIES = 6
# where less than this of the country's length is reached, the map shows the part that is
_PART = 0.5
# one colour scale for margins of both signs; beyond it the colour says enough
_MARGIN_LEVELS_S = (-120.0, -90.0, -60.0, -30.0, 0.0, 30.0, 60.0, 90.0, 120.0)
_PROBABILITY_LEVELS = tuple(step / 10 for step in range(11))
_OF_FLIGHTS: dict[Over, str] = {
    "every": "the smallest over those",
    "average": "mean over those",
    "any": "the largest over those",
}
_WIDE_TITLE = 44
_HATCHES = {"not-seen": "....", "too-late": "////", "too-low": "\\\\\\\\"}
_SOME = "defended from some"
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


def probability_map(footprint: xr.Dataset, *, site: int = 0, over: Over = "average") -> Figure:
    """Map the probability that the warhead is destroyed, over all flights that reach a place.

    Parameters
    ----------
    footprint : xarray.Dataset
        From :func:`bongsu.studies.footprint.play.footprint`; take fewer flights with ``isel``.
    site : int
        Index of the site. [1]
    over : {"every", "average", "any"}
        The smallest over the flights, the mean or the largest.

    Returns
    -------
    matplotlib.figure.Figure
        One map with a colour scale; what no flight reaches is blank.
    """
    data = footprint.isel(site=site)
    if data.sizes["flight"] == 0:
        raise InputError("the footprint has no flight to draw")
    missiles = ", ".join(dict.fromkeys(map(str, data["missile_title"].values)))
    flights = data.sizes["flight"]
    of_flights = f",\n{_OF_FLIGHTS[over]} of the {flights} flights that reach a place"
    view = _view(data)
    with figure_style():
        figure, [[axes]] = _panels(data, view, 1, 1)
        chart = _panel(axes, data, view, "\n".join(wrap(f"Against {missiles}", _WIDE_TITLE)))
        filled = draw_bands(
            chart,
            _contours(footprint),
            probability_together(data, over).values,
            _PROBABILITY_LEVELS,
        )
        figure.colorbar(
            filled,
            ax=axes,
            orientation="horizontal",
            shrink=0.9,
            aspect=30,
            ticks=_PROBABILITY_LEVELS[::2],
            label=f"Probability that the warhead is destroyed{of_flights if flights > 1 else ''}",
        )
    return figure


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
    contours = _contours(footprint)

    def draw(chart: Map, flight: int) -> None:
        words = np.array(["defended", *CELL_REASONS[1:]])[data["reason"].values[flight]]
        crossing = reason_crossing(data.isel(flight=flight))
        draw_classes(
            chart, contours, words.tolist(), REASON_COLOURS, hatches=_HATCHES, crossing=crossing
        )

    with figure_style():
        figure = _flight_panels(data, draw)
        _legend(figure, _reason_handles(data["reason"].values), _percent_of(data))
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
    contours = _contours(footprint)
    filled = []

    def draw(chart: Map, flight: int) -> None:
        can_fly = reached(data).values[flight]
        margin = np.where(can_fly, data["margin_s"].values[flight], np.nan)
        blank = np.where(can_fly & ~np.isfinite(margin), "out-of-reach", "")
        crossing = reason_crossing(data.isel(flight=flight))
        draw_classes(chart, contours, blank.tolist(), REASON_COLOURS, crossing=crossing)
        filled.append(
            draw_bands(
                chart,
                contours,
                margin,
                _MARGIN_LEVELS_S,
                colours="PuOr",
                extend="both",
                crossing=crossing,
            )
        )

    with figure_style():
        figure = _flight_panels(data, draw)
        figure.colorbar(
            filled[0],
            ax=figure.axes,
            orientation="horizontal",
            shrink=0.7,
            aspect=40,
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
    contours = _contours(footprint)
    colours = {"defended": REASON_COLOURS["defended"], _SOME: SKY} | dict(REASON_COLOURS)
    used = set()
    with figure_style():
        columns = min(_COLUMNS, len(groups))
        view = _view(at.isel(site=0))
        figure, axes = _panels(at.isel(site=0), view, -(-len(groups) // columns), columns)
        panels = [panel for row in axes for panel in row]
        for panel, ((_, shape), group) in zip(panels, groups.items(), strict=False):
            words = _group_words(group)
            used |= set(words)
            share = float(reduced(group, "average")[f"{counted(at)}_share_within_reach"][0])
            chart = _panel(
                panel, at.isel(site=0), view, f"{_missile_title(group)}\n{shape}{_percent(share)}"
            )
            draw_classes(chart, contours, words, colours, hatches=_HATCHES)
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
            _percent_of(at),
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
    contours = _contours(footprint)
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
    projection = contours.grid.projection
    with figure_style():
        columns = min(3, len(groups))
        view = _view(at)
        figure, axes = _panels(at, view, -(-len(groups) // columns), columns, scale=1.6)
        panels = [panel for row in axes for panel in row]
        for panel, ((_, shape), group) in zip(panels, groups.items(), strict=False):
            chart = _panel(panel, at, view, f"{_missile_title(group)}\n{shape}")
            regions = {
                str(area): _defended(contours, group.isel(flight=flight))
                for flight, area in enumerate(group["launch_area"].values)
            }
            common = shapely.intersection_all(list(regions.values()))
            draw_area(chart, common, projection, colour=BLUE, opacity=0.12)
            for area, region in regions.items():
                inland = shapely.difference(shapely.boundary(region), coast)
                colour, style = styles[area]
                lines = shapely.line_merge(inland)
                draw_lines(chart, lines, projection, colour=colour, style=style)
        for panel in panels[len(groups) :]:
            panel.set_axis_off()
        handles = [
            Line2D([], [], color=colour, linestyle=style or "-", label=f"from {titles[name]}")
            for name, (colour, style) in styles.items()
        ]
        _legend(figure, handles, "A shot is possible inside; tinted: from every launch area")
    return figure


def _missile_title(group: xr.Dataset) -> str:
    return str(group["missile_title"].values[0])


def _defended(contours: Contours, flight: xr.Dataset) -> MultiPolygon:
    """Where so many shots are possible; one shot passes into none where a margin is nought."""
    words = np.where(met(flight).values, "enough", "too few").tolist()
    crossing = reason_crossing(flight) if flight.attrs["required_shots"] == 1 else None
    return contours.classes(words, crossing).get("enough", MultiPolygon())


def _contours(footprint: xr.Dataset) -> Contours:
    contours = contours_of(footprint)
    if len(contours.grid) != footprint.sizes["cell"]:
        raise InputError("the footprint was computed on another grid")
    return contours


def _view(data: xr.Dataset) -> View:
    """The country with the batteries; of a country that is reached in a small part, that part."""
    grid = protected_by(data).grid
    whole = view_of_country(data.attrs["country"])
    within_reach = reached(data).values.any(axis=0)
    if not within_reach.any():
        return whole
    longitude, latitude = shapely.get_coordinates(grid.cells[within_reach]).T
    part = view_of(
        np.append(latitude, data["battery_latitude"].values),
        np.append(longitude, data["battery_longitude"].values),
    )
    longest = max(whole.width_m, whole.height_m)
    return part if max(part.width_m, part.height_m) < _PART * longest else whole


def _panels(
    data: xr.Dataset, view: View, rows: int, columns: int, scale: float = 1.0
) -> tuple[Figure, list[list[Axes]]]:
    """Panels of the shape of the view, under the title of the scenario."""
    aspect = min(max(view.width_m / view.height_m, _ASPECTS[0]), _ASPECTS[1])
    scale = _ALONE if rows * columns == 1 else scale
    height = scale * np.sqrt(_PANEL_SQUARE_INCHES / aspect)
    width = max(aspect * height * columns, _LEAST_WIDTH_INCHES)
    figure = Figure(figsize=(width, (height + 0.35) * rows + 1.3), layout="constrained")
    mark = "triangle" if data.sizes["battery"] == 1 else "triangles"
    write_heading(figure, data, f"{data.attrs['country_title']}: {where_they_stand(data)} ({mark})")
    return figure, [list(row) for row in figure.subplots(rows, columns, squeeze=False)]


def where_they_stand(at: xr.Dataset) -> str:
    """Say where the batteries stand.

    Parameters
    ----------
    at : xarray.Dataset
        From :func:`bongsu.studies.footprint.play.footprint`, at one site.

    Returns
    -------
    str
        Such as ``"battery at Daegu"`` or ``"batteries at Daegu and Wonju"``.
    """
    *others, last = map(str, at["battery_site_title"].values)
    if not others:
        return f"battery at {last}"
    return f"batteries at {', '.join(others)} and {last}"


def write_heading(figure: Figure, data: xr.Dataset, line: str) -> None:
    """Write the title of the scenario and a line below it over a figure, as wide as it has room.

    Parameters
    ----------
    figure : Figure
        Where to write.
    data : xarray.Dataset
        Result of a study of the scenario.
    line : str
        What the figure is about.
    """
    title = str(data.attrs.get("scenario_title", data.attrs.get("scenario", "")))
    wide = max(30, int(figure.get_figwidth() * _LETTERS_PER_INCH))
    figure.suptitle("\n".join([*wrap(title, wide), *wrap(line, wide)]), fontsize=9.5)


def _panel(axes: Axes, data: xr.Dataset, view: View, title: str) -> Map:
    """A small map with the batteries, and cities as far as their names fit."""
    chart = region_map(axes, view, emphasised=(str(data.attrs["country"]),))
    places = data["battery_latitude"].values, data["battery_longitude"].values
    draw_points(chart, *places, marker="^", colour=INK, size=5.0)
    label_cities(chart, most=_CITIES, size=5.5, country=str(data.attrs["country"]))
    axes.set_title(title, fontsize=8.0)
    return chart


def _flight_panels(data: xr.Dataset, draw: Callable[[Map, int], None]) -> Figure:
    """One small map per flight: a row per missile and shape, a column per launch area."""
    if data.sizes["flight"] == 0:
        raise InputError("the footprint has no flight to draw")
    kinds = list(zip(data["missile"].values, data.coords["shape"].values, strict=True))
    rows = [[k for k, other in enumerate(kinds) if other == kind] for kind in dict.fromkeys(kinds)]
    view = _view(data)
    figure, axes = _panels(data, view, len(rows), max(len(row) for row in rows))
    shares = share_within_reach(data, counted(data))
    for row, flights in zip(axes, rows, strict=True):
        for panel, flight in zip(row, flights, strict=False):
            shape = kinds[flight][1]
            missile = data["missile_title"].values[flight]
            area = data["launch_area_title"].values[flight]
            title = f"{missile} from {area}\n{shape}{_percent(float(shares[flight]))}"
            draw(_panel(panel, data, view, title), flight)
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


def _percent_of(data: xr.Dataset) -> str:
    if counted(data) == "people":
        kind = "synthetic people" if data.attrs["people_from"].startswith("synthetic") else "people"
        return f"%: of the {kind} reached, those for whom a shot is possible"
    return "%: of the area reached, the part where a shot is possible"


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


def _legend(figure: Figure, handles: Sequence[Artist], title: str) -> None:
    legend = figure.legend(handles=list(handles), loc="outside lower center", ncols=3, title=title)
    legend.get_title().set_fontsize(8.5)
