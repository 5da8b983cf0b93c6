"""Figures of what a radar sees, and how well."""

import matplotlib as mpl
import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.patheffects import withStroke

from bongsu.geography.grid import country_under
from bongsu.geography.outlines import WGS84
from bongsu.report.lettering import Figure
from bongsu.report.maps.canvas import Map, azimuthal_map, name_countries
from bongsu.report.maps.layers import draw_path, draw_points, draw_polar_field, label_cities
from bongsu.report.style import INK, MUTED, PAPER, SEQUENTIAL, VERMILION, figure_style

_HALO = (withStroke(linewidth=2.4, foreground=PAPER, alpha=0.85),)
# places on the colour scale: far apart in lightness, and both apart from land and water
_DETECTED, _TRACKED = 0.15, 0.85


def coverage_figure(found: xr.Dataset, *, object_key: str) -> Figure:
    """Map, for each height, where an object is detected and where a track of it is kept.

    Parameters
    ----------
    found : xarray.Dataset
        Result of :func:`bongsu.studies.radar.view.own.view_map`.
    object_key : str
        What is looked at, as it stands in a sentence.

    Returns
    -------
    matplotlib.figure.Figure
        One map per height, centred on the radar: distances and directions from it are true.
    """
    heights = found["altitude_km"].values
    columns = min(3, heights.size)
    rows = -(-heights.size // columns)
    with figure_style():
        figure = Figure(figsize=(3.3 * columns, 3.55 * rows + 0.9), layout="constrained")
        panels = figure.subplots(rows, columns, squeeze=False).ravel()
        for axes, height in zip(panels, heights, strict=False):
            _draw_panel(axes, found.sel(altitude_km=height))
            axes.set_title(f"{height:g} km high", loc="center")
        for axes in panels[heights.size :]:
            axes.set_axis_off()
        figure.suptitle(
            f"Where one look sees a {object_key} ({found.attrs['cross_section_m2']:g} m²)\n"
            f"{found.attrs['site_title']}, {found.attrs['mode']} mode, "
            f"facing {found.attrs['boresight_deg']:.0f}°"
            + (f"\n{found.attrs['limit']}" if found.attrs["limit"] else ""),
            fontsize=10.5,
        )
        figure.legend(handles=_legend(), loc="outside lower center", ncols=4)
    return figure


def _draw_panel(axes: Axes, found: xr.Dataset) -> None:
    latitude, longitude = found.attrs["site_latitude_deg"], found.attrs["site_longitude_deg"]
    radius_m = edge_m(found)
    chart = azimuthal_map(axes, latitude, longitude, radius_m, names=False)
    detected = found["seen"].sel(task="detect").values
    tracked = found["seen"].sel(task="track").values
    values = np.where(detected, _DETECTED, np.where(tracked, _TRACKED, np.nan))
    draw_polar_field(
        chart,
        found["azimuth_deg"].values,
        1e3 * found["ground_range_km"].values,
        values,
        low=0.0,
        high=1.0,
    )
    if not (detected.any() or tracked.any()):
        axes.annotate(
            "out of range\nor out of sight", (0.5, 0.3), xycoords="axes fraction", ha="center",
            va="center", fontsize=9.0, color=MUTED, path_effects=_HALO, zorder=8.0,
        )  # fmt: skip
    draw_field_edges(chart, latitude, longitude, found.attrs["boresight_deg"], found["edge_deg"])
    draw_points(chart, latitude, longitude, marker="^", colour=INK, size=7.0)
    label_cities(chart, most=4, size=5.5, country=country_under(latitude, longitude))
    name_countries(chart)


def draw_field_edges(
    chart: Map,
    latitude_deg: float,
    longitude_deg: float,
    boresight_deg: float,
    edge_deg: xr.DataArray,
    *,
    colour: str = VERMILION,
    width: float = 1.2,
) -> None:
    """Draw where the field of regard of a radar ends to either side.

    Parameters
    ----------
    chart : Map
        Map of one height.
    latitude_deg, longitude_deg : float
        The radar. [deg]
    boresight_deg : float
        Direction the array faces, clockwise from north. [deg]
    edge_deg : xarray.DataArray
        Half-width of the field over ``ground_range_km``, not a number where there is no edge. [deg]
    colour : str
        Colour of the lines.
    width : float
        Width of the lines, in points. [1]
    """
    distance = 1e3 * edge_deg["ground_range_km"].values
    start = np.full(distance.size, longitude_deg), np.full(distance.size, latitude_deg)
    for side in (-1.0, 1.0):
        azimuth = boresight_deg + side * edge_deg.values
        longitude, latitude, _ = WGS84.fwd(*start, np.nan_to_num(azimuth), distance)
        hidden = np.isnan(azimuth)
        draw_path(
            chart,
            np.where(hidden, np.nan, latitude),
            np.where(hidden, np.nan, longitude),
            colour=colour,
            width=width,
            dashed=True,
        )


def edge_m(found: xr.Dataset) -> float:
    """Distance from the radar to the outer edge of a map about it.

    Parameters
    ----------
    found : xarray.Dataset
        Over ``ground_range_km``, evenly spaced.

    Returns
    -------
    float
        Distance along the ground. [m]
    """
    centres = found["ground_range_km"].values
    return float(1e3 * (centres[-1] + (centres[-1] - centres[-2]) / 2.0))


def _legend() -> list[Patch | Line2D]:
    colours = mpl.colormaps[SEQUENTIAL]
    return [
        Patch(facecolor=colours(_DETECTED), label="detects and tracks"),
        Patch(facecolor=colours(_TRACKED), label="keeps a track only"),
        Line2D([], [], color=VERMILION, linestyle="--", label="side of the field of regard"),
        Line2D([], [], color=INK, marker="^", linestyle="", label="radar"),
    ]
