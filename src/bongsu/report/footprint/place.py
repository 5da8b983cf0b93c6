"""Map of one place on the footprint of a scenario."""

from textwrap import fill

import numpy as np
import shapely
import xarray as xr
from matplotlib.artist import Artist
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, PathPatch

from bongsu.report.footprint.maps import where_they_stand, write_heading
from bongsu.report.lettering import Figure
from bongsu.report.maps.canvas import polygon_path, region_map, view_of_country
from bongsu.report.maps.layers import draw_bands, draw_points, label_cities
from bongsu.report.style import INK, MUTED, PAPER, VERMILION, figure_style
from bongsu.studies.footprint.contours import contours_of
from bongsu.studies.footprint.numbers import protected_by, reached
from bongsu.studies.footprint.places.protection import AskedPlace
from bongsu.studies.footprint.together import flights_met
from bongsu.words import number_of

_SIDE_INCHES = 5.6
_ASPECTS = (0.6, 1.6)
_LEVELS = tuple(step / 10 for step in range(11))
_CITIES = 10
_LETTERS = 64


def place_map(footprint: xr.Dataset, place: AskedPlace) -> Figure:
    """Map the share of the flights at which a shot is possible, with one place marked.

    Parameters
    ----------
    footprint : xarray.Dataset
        From :func:`bongsu.studies.footprint.play.footprint`, of one site.
    place : AskedPlace
        On the map of the same scenario.

    Returns
    -------
    matplotlib.figure.Figure
        The country with its cities, the batteries and the place; what no flight reaches is blank.
    """
    data = footprint.isel(site=0)
    region = protected_by(data)
    view = view_of_country(str(data.attrs["country"]))
    aspect = min(max(view.width_m / view.height_m, _ASPECTS[0]), _ASPECTS[1])
    some = reached(data).any("flight")
    share = flights_met(data, "average").where(some)
    titles = dict.fromkeys(map(str, data["missile_title"].values))
    named = place.named
    with figure_style():
        figure = Figure(
            figsize=(_SIDE_INCHES * np.sqrt(aspect), _SIDE_INCHES / np.sqrt(aspect) + 1.4),
            layout="constrained",
        )
        write_heading(figure, data, f"Is {named.title} protected? The {where_they_stand(data)}")
        axes = figure.subplots()
        chart = region_map(axes, view, emphasised=(str(data.attrs["country"]),))
        filled = draw_bands(chart, contours_of(data), share.values, _LEVELS)
        draw_points(
            chart,
            data["battery_latitude"].values,
            data["battery_longitude"].values,
            marker="^",
            colour=INK,
            size=7.0,
        )
        point = [named.latitude_deg], [named.longitude_deg]
        draw_points(chart, *point, names=[named.title], marker="D", colour=VERMILION, size=4.0)
        handles: list[Artist] = [_marker("D", VERMILION, named.title), _marker("^", INK, "battery")]
        if place.cells is not None:
            outline = shapely.union_all(region.grid.cells[place.cells])
            axes.add_artist(
                PathPatch(
                    polygon_path(chart.shown(outline)),
                    facecolor="none",
                    edgecolor=VERMILION,
                    linewidth=1.8,
                    zorder=6.0,
                )
            )
            handles.append(
                Patch(facecolor="none", edgecolor=VERMILION, linewidth=1.8, label="its cells")
            )
        label_cities(chart, most=_CITIES, size=6.0, country=str(data.attrs["country"]))
        if not bool(some.all()):
            handles.append(Patch(facecolor=PAPER, edgecolor=MUTED, label="not reached"))
        flights = data.sizes["flight"]
        figure.colorbar(
            filled,
            ax=axes,
            orientation="horizontal",
            shrink=0.9,
            aspect=30,
            ticks=_LEVELS[::2],
            label=fill(
                "Of the flights that reach a place, the share at which a shot is possible "
                f"({number_of(flights, 'flight')}: {', '.join(titles)})",
                _LETTERS,
            ),
        )
        figure.legend(handles=handles, loc="outside lower center", ncols=3)
    return figure


def _marker(marker: str, colour: str, label: str) -> Line2D:
    return Line2D([], [], color=colour, marker=marker, linestyle="", label=label)
