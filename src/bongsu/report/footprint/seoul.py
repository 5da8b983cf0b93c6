"""Map of Seoul's 25 districts: in which of them a shot is possible."""

from collections.abc import Sequence

import numpy as np
import shapely
import xarray as xr
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.patheffects import withStroke
from numpy.typing import NDArray

from bongsu.geography.population import SEOUL, municipalities, municipality_cells
from bongsu.report.maps.canvas import Map, korea_map, polygon_path
from bongsu.report.maps.layers import draw_cells
from bongsu.report.style import INK, MUTED, PAPER, figure_style
from bongsu.studies.footprint.places import by_place
from bongsu.studies.footprint.together import by_missile_and_shape
from bongsu.words import Over

_DISTRICT_FONT = 6.4
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
    """
    groups = by_missile_and_shape(footprint)
    names = [municipalities().name[k] for k in np.flatnonzero(municipalities().province(SEOUL))]
    cells = municipality_cells()[municipalities().province(SEOUL)]
    west, south, east, north = shapely.union_all(cells).bounds
    extent = (west - 0.01, east + 0.01, south - 0.01, north + 0.01)
    with figure_style():
        columns = min(2, len(groups))
        rows = -(-len(groups) // columns)
        figure = Figure(figsize=(4.4 * columns, 3.9 * rows + 0.7), layout="constrained")
        panels = figure.subplots(rows, columns, squeeze=False).ravel()
        filled = []
        for panel, ((_, shape), group) in zip(panels, groups.items(), strict=False):
            found = by_place(group, "seoul-district").isel(site=site).sel(over=over)
            chart = korea_map(panel, extent, names=False)
            share = found["population_share"].values
            whole = float(found["population_defended"].sum() / found["population"].sum())
            filled.append(
                draw_cells(chart, cells, 100.0 * share, low=0.0, high=100.0, colours="Blues")
            )
            _name_districts(chart, cells, names, share)
            missile = group["missile_title"].values[0]
            panel.set_title(f"{missile}, {shape}: {100.0 * whole:.0f} %", fontsize=9.0)
        for panel in panels[len(groups) :]:
            panel.set_axis_off()
        figure.colorbar(
            filled[0],
            ax=list(panels),
            orientation="horizontal",
            shrink=0.6,
            aspect=40,
            label=f"{_OVER_LABELS[over]} [% of the people of the district].\n"
            "Cells have the area and the middle of the districts, not their borders",
        )
    return figure


def _name_districts(
    chart: Map, cells: NDArray[np.object_], names: Sequence[str], shares: NDArray[np.float64]
) -> None:
    """Outline the districts and write name and share into each."""
    for cell, name, share in zip(cells, names, shares, strict=True):
        outline = chart.shown(cell)
        chart.axes.add_patch(
            PathPatch(
                polygon_path(outline), facecolor="none", edgecolor=MUTED, linewidth=0.7, zorder=3.0
            )
        )
        x, y = shapely.get_coordinates(outline.centroid)[0]
        chart.axes.text(
            x,
            y,
            f"{name.removesuffix('-gu, Seoul')}\n{100.0 * share:.0f}",
            fontsize=_DISTRICT_FONT,
            color=INK,
            path_effects=[withStroke(linewidth=1.8, foreground=PAPER, alpha=0.8)],
            ha="center",
            va="center",
            linespacing=0.95,
            zorder=8.0,
        )
