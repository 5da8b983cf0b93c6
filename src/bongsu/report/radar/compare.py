"""Figure of what a new radar adds to those that are there."""

import matplotlib as mpl
import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from bongsu.catalog.names import lower_first
from bongsu.geography.grid import country_under
from bongsu.report.lettering import Figure
from bongsu.report.maps.canvas import azimuthal_map, name_countries
from bongsu.report.maps.layers import draw_points, draw_polar_field, label_cities
from bongsu.report.radar.coverage import draw_field_edges, edge_m
from bongsu.report.style import INK, MUTED, SEQUENTIAL, VERMILION, figure_style

# places on the colour scale, far apart in lightness
_BEFORE, _BOTH, _NEW = 0.45, 0.1, 0.9
_COLUMNS = 3


def compared_figure(
    found: xr.Dataset, seconds: xr.Dataset | None, *, object_key: str, object_title: str
) -> Figure:
    """Maps of who sees what at each height, and bars of the time in view of other missiles.

    Parameters
    ----------
    found : xarray.Dataset
        Result of :func:`bongsu.studies.radar.compare.compared_map`, one map for each of its
        heights.
    seconds : xarray.Dataset or None
        Result of :func:`bongsu.studies.radar.compare.arcs_compared`; None leaves the bars out.
    object_key, object_title : str
        What is looked at: its key and what readers call it.

    Returns
    -------
    matplotlib.figure.Figure
        Maps about the new radar, bars below.
    """
    heights = found["altitude_km"].values
    columns = min(_COLUMNS, heights.size)
    rows = -(-heights.size // columns)
    maps = 1.1 + 3.6 * rows
    arcs = None if seconds is None else _with_time(seconds, object_key)
    bars = 0.0 if arcs is None or arcs.sizes["arc"] == 0 else 1.1 + 0.17 * arcs.sizes["arc"]
    with figure_style():
        figure = Figure(figsize=(max(3.6 * columns, 7.2), maps + bars), layout="constrained")
        # a picture without bars keeps a sliver below the maps
        grid = figure.add_gridspec(2, 1, height_ratios=(maps, max(bars, 0.01)))
        upper, lower = figure.add_subfigure(grid[0]), figure.add_subfigure(grid[1])
        panels = upper.subplots(rows, columns, squeeze=False).ravel()
        for axes, height in zip(panels, heights, strict=False):
            _draw_map(axes, found.sel(altitude_km=height))
            axes.set_title(f"{height:g} km high", loc="center")
        for axes in panels[heights.size :]:
            axes.set_axis_off()
        new = found.attrs["titles"][-1]
        upper.suptitle(
            f"{object_title} ({found.attrs['cross_section_m2']:g} m²): what the radar at {new} "
            f"in {found.attrs['modes'][-1]} mode,\nfacing "
            f"{found.attrs['boresights_deg'][-1]:.0f}°, "
            f"adds to {' and '.join(found.attrs['titles'][:-1]) or 'none'}",
            fontsize=10.5,
        )
        upper.legend(handles=_legend(new), loc="outside lower center", ncols=4)
        if bars and arcs is not None:
            _draw_bars(lower.subplots(), arcs, lower_first(object_title))
            lower.legend(loc="outside lower center", ncols=2)
    return figure


def _draw_map(axes: Axes, found: xr.Dataset) -> None:
    places = found.attrs
    radius_m = edge_m(found)
    middle = places["latitudes_deg"][-1], places["longitudes_deg"][-1]
    chart = azimuthal_map(axes, *middle, radius_m, names=False)
    new, before = found["new"].values, found["before"].values
    values = np.where(new & before, _BOTH, np.where(new, _NEW, np.where(before, _BEFORE, np.nan)))
    draw_polar_field(
        chart,
        found["azimuth_deg"].values,
        1e3 * found["ground_range_km"].values,
        values,
        low=0.0,
        high=1.0,
    )
    for index, edge_deg in enumerate(found["edge_deg"]):
        last = index == len(places["titles"]) - 1
        draw_field_edges(
            chart,
            places["latitudes_deg"][index],
            places["longitudes_deg"][index],
            places["boresights_deg"][index],
            edge_deg,
            colour=VERMILION if last else MUTED,
            width=1.2 if last else 0.8,
        )
    draw_points(
        chart, places["latitudes_deg"], places["longitudes_deg"], names=places["titles"],
        marker="^", colour=INK, size=6.0,
    )  # fmt: skip
    label_cities(chart, most=4, size=5.5, country=country_under(*middle))
    name_countries(chart)


def _with_time(seconds: xr.Dataset, object_key: str) -> xr.Dataset:
    chosen = seconds.sel(object=object_key)
    return chosen.isel(arc=(chosen["existing_s"] + chosen["added_s"]).values > 0.0)


def _draw_bars(axes: Axes, arcs: xr.Dataset, object_key: str) -> None:
    rows = np.arange(arcs.sizes["arc"])[::-1]
    before, added = arcs["existing_s"].values, arcs["added_s"].values
    colours = mpl.colormaps[SEQUENTIAL]
    axes.barh(rows, before, color=colours(_BEFORE), label="radars already there")
    axes.barh(rows, added, left=before, color=colours(_NEW), label="new radar only")
    axes.set_yticks(rows, arcs["arc_title"].values, fontsize=7.5)
    axes.set_xlim(0.0, 1.05 * float((before + added).max()))
    axes.set_xlabel(f"time in view as a {object_key} [s]")
    axes.grid(visible=True, axis="x")


def _legend(new: str) -> list[Patch | Line2D]:
    colours = mpl.colormaps[SEQUENTIAL]
    return [
        Patch(facecolor=colours(_BEFORE), label="radars already there"),
        Patch(facecolor=colours(_BOTH), label="both"),
        Patch(facecolor=colours(_NEW), label=f"{new} only"),
        Line2D([], [], color=VERMILION, linestyle="--", label="side of its field of regard"),
    ]
