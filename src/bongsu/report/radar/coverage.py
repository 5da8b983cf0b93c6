"""Figures of what a radar sees, and how well."""

import matplotlib as mpl
import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from bongsu.geography.outlines import WGS84
from bongsu.report.maps.canvas import azimuthal_map, scale_bar
from bongsu.report.maps.layers import draw_field, draw_path, draw_points
from bongsu.report.style import INK, MUTED, SEQUENTIAL, VERMILION, figure_style

_LEAST_RADIUS_KM = 500.0
# places on the colour scale: far apart in lightness, and both apart from land and water
_DETECTED, _TRACKED = 0.15, 0.85


def coverage_figure(found: xr.Dataset, *, object_key: str) -> Figure:
    """Map, for each height, where an object is detected and where a track of it is kept.

    Parameters
    ----------
    found : xarray.Dataset
        Result of :func:`bongsu.studies.radar.view.view_map`.
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
    radius = max(1.1 * _farthest_km(found), _LEAST_RADIUS_KM)
    with figure_style():
        figure = Figure(figsize=(3.3 * columns, 3.55 * rows + 0.9), layout="constrained")
        panels = figure.subplots(rows, columns, squeeze=False).ravel()
        for axes, height in zip(panels, heights, strict=False):
            _draw_panel(axes, found.sel(altitude_km=height), radius)
            axes.set_title(f"{height:g} km high", loc="center")
        for axes in panels[heights.size :]:
            axes.set_axis_off()
        figure.suptitle(
            f"Where one look sees a {object_key} ({found.attrs['cross_section_m2']:g} m²)\n"
            f"{found.attrs['site_title']}, {found.attrs['mode']} mode, "
            f"facing {found.attrs['boresight_deg']:.0f}°",
            fontsize=10.5,
        )
        figure.legend(handles=_legend(), loc="outside lower center", ncols=4)
    return figure


def _draw_panel(axes: Axes, found: xr.Dataset, radius_km: float) -> None:
    latitude, longitude = found.attrs["site_latitude_deg"], found.attrs["site_longitude_deg"]
    chart = azimuthal_map(axes, latitude, longitude, 1e3 * radius_km)
    detected = found["seen"].sel(task="detect").values
    tracked = found["seen"].sel(task="track").values
    values = np.where(detected, _DETECTED, np.where(tracked, _TRACKED, np.nan))
    draw_field(
        chart, found["latitude"].values, found["longitude"].values, values, low=0.0, high=1.0
    )
    if not (detected.any() or tracked.any()):
        axes.annotate(
            "out of range\nor out of sight", (0.5, 0.3), xycoords="axes fraction", ha="center",
            va="center", fontsize=9.0, color=MUTED,
        )  # fmt: skip
    for side in (-1.0, 1.0):
        azimuth = found.attrs["boresight_deg"] + side * found.attrs["sector_deg"]
        ends = [WGS84.fwd(longitude, latitude, azimuth, d * 1e3) for d in (0.0, 0.98 * radius_km)]
        draw_path(
            chart,
            [end[1] for end in ends],
            [end[0] for end in ends],
            colour=VERMILION,
            dashed=True,
        )
    draw_points(chart, latitude, longitude, marker="^", colour=INK, size=7.0)
    scale_bar(chart, 1e3 * _round_length(0.4 * radius_km), corner=(0.3, 0.06))


def _farthest_km(found: xr.Dataset) -> float:
    """Ground distance of the farthest cell that is seen."""
    seen = found["seen"].values.any(axis=(0, 1))
    if not seen.any():
        return 0.0
    latitude, longitude = np.meshgrid(
        found["latitude"].values, found["longitude"].values, indexing="ij"
    )
    latitude, longitude = latitude[seen], longitude[seen]
    start = (
        np.full_like(latitude, found.attrs["site_longitude_deg"]),
        np.full_like(latitude, found.attrs["site_latitude_deg"]),
    )
    return float(np.max(WGS84.inv(*start, longitude, latitude)[2]) / 1e3)


def _legend() -> list[Patch | Line2D]:
    colours = mpl.colormaps[SEQUENTIAL]
    return [
        Patch(facecolor=colours(_DETECTED), label="detects and tracks"),
        Patch(facecolor=colours(_TRACKED), label="keeps a track only"),
        Line2D([], [], color=VERMILION, linestyle="--", label="azimuth sector"),
        Line2D([], [], color=INK, marker="^", linestyle="", label="radar"),
    ]


def _round_length(length_km: float) -> float:
    """1, 2 or 5 times a power of ten, not above a length."""
    power = 10.0 ** np.floor(np.log10(length_km))
    return float(max(f for f in (1.0, 2.0, 5.0) if f * power <= length_km) * power)
