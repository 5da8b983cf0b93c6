"""Map of Seoul's 25 districts: in which of them a shot is possible."""

from collections.abc import Sequence

import numpy as np
import shapely
import xarray as xr
from matplotlib.patches import PathPatch
from matplotlib.patheffects import withStroke
from numpy.typing import NDArray

from bongsu.errors import InputError
from bongsu.geography.population import SEOUL, municipalities, municipality_cells
from bongsu.report.footprint.maps import where_they_stand, write_heading
from bongsu.report.lettering import Figure
from bongsu.report.maps.canvas import Map, polygon_path, region_map, view_of
from bongsu.report.maps.layers import draw_cells
from bongsu.report.style import INK, MUTED, PAPER, figure_style
from bongsu.studies.footprint.places.levels import by_place
from bongsu.studies.footprint.together import by_missile_and_shape
from bongsu.words import Over

_MOST_NAMED, _COLUMNS = 2, 4
_LARGE_INCHES, _SMALL_INCHES, _FOOT_INCHES = (4.4, 3.9), (2.5, 2.5), 1.3
_OVER_LABELS: dict[Over, str] = {
    "every": "A shot is possible from every launch area",
    "average": "A shot is possible, average over launch areas",
    "any": "A shot is possible from some launch area",
}


def seoul_map(footprint: xr.Dataset, *, site: int = 0, over: Over = "average") -> Figure:
    """Map the share of the people of each of Seoul's districts for whom a shot is possible.

    Parameters
    ----------
    footprint : xarray.Dataset
        From :func:`bongsu.studies.footprint.play.footprint`.
    site : int
        Index of the site. [1]
    over : {"every", "average", "any"}
        How flights count together.

    Returns
    -------
    matplotlib.figure.Figure
        One panel per missile and shape, the districts as cells of their area (not their borders).

    Raises
    ------
    InputError
        If the footprint is over another country.
    """
    groups = by_missile_and_shape(footprint)
    if footprint.attrs["country"] != "KOR":
        raise InputError("the picture of Seoul is of a footprint over KOR")
    names = [
        municipalities().name[k].removesuffix(", Seoul").removesuffix("-gu")
        for k in np.flatnonzero(municipalities().province(SEOUL))
    ]
    cells = municipality_cells()[municipalities().province(SEOUL)]
    longitude, latitude = shapely.get_coordinates(cells).T
    view = view_of(latitude, longitude, margin=0.03, least_m=1e3)
    # with names in each panel few fit a page: of many, one panel names the districts for all
    keyed = len(groups) > _MOST_NAMED
    count = len(groups) + keyed
    columns = min(_COLUMNS if keyed else _MOST_NAMED, count)
    rows = -(-count // columns)
    width, height = _SMALL_INCHES if keyed else _LARGE_INCHES
    with figure_style():
        figure = Figure(
            figsize=(width * columns, height * rows + _FOOT_INCHES), layout="constrained"
        )
        write_heading(
            figure, footprint, f"{where_they_stand(footprint.isel(site=site))}, over Seoul"
        )
        panels = list(figure.subplots(rows, columns, squeeze=False).ravel())
        drawn, rest = panels[keyed : len(groups) + keyed], panels[count:]
        if keyed:
            chart = region_map(panels[0], view, emphasised=("KOR",), names=False)
            _write_in_districts(chart, cells, names, size=4.0)
            panels[0].set_title("The districts", fontsize=8.0)
        filled = []
        for panel, ((_, shape), group) in zip(drawn, groups.items(), strict=True):
            found = by_place(group, "seoul-district").isel(site=site).sel(over=over)
            chart = region_map(panel, view, emphasised=("KOR",), names=False)
            shares = [f"{100.0 * share:.0f}" for share in found["people_share"].values]
            whole = float(found["people_defended"].sum() / found["people"].sum())
            filled.append(
                draw_cells(
                    chart,
                    cells,
                    100.0 * found["people_share"].values,
                    low=0.0,
                    high=100.0,
                    colours="Blues",
                )
            )
            missile = group["missile_title"].values[0]
            texts = (
                shares
                if keyed
                else [f"{name}\n{share}" for name, share in zip(names, shares, strict=True)]
            )
            _write_in_districts(chart, cells, texts, size=5.6 if keyed else 6.4)
            separator = "\n" if keyed else ", "
            panel.set_title(f"{missile}{separator}{shape}: {100.0 * whole:.0f} %", fontsize=8.0)
        for panel in rest:
            panel.set_axis_off()
        figure.colorbar(
            filled[0],
            ax=panels,
            orientation="horizontal",
            shrink=0.6,
            aspect=40,
            label=f"{_OVER_LABELS[over]} [% of the people of the district].\n"
            "Cells have the area and the middle of the districts, not their borders",
        )
    return figure


def _write_in_districts(
    chart: Map, cells: NDArray[np.object_], texts: Sequence[str], *, size: float
) -> None:
    """Outline the districts and write into each."""
    for cell, text in zip(cells, texts, strict=True):
        outline = chart.shown(cell)
        chart.axes.add_artist(
            PathPatch(
                polygon_path(outline), facecolor="none", edgecolor=MUTED, linewidth=0.7, zorder=3.0
            )
        )
        x, y = shapely.get_coordinates(outline.centroid)[0]
        chart.axes.text(
            x,
            y,
            text,
            fontsize=size,
            color=INK,
            path_effects=[withStroke(linewidth=1.6, foreground=PAPER, alpha=0.8)],
            ha="center",
            va="center",
            linespacing=0.95,
            zorder=8.0,
        )
