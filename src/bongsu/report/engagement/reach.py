"""Figure of an interceptor's reach: time of flight, speed and launch elevation."""

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke

from bongsu.report.lettering import Figure
from bongsu.report.style import INK, MUTED, PAPER, SEQUENTIAL, VERMILION, figure_style
from bongsu.studies.engagement.reach import InterceptorReach

_LEVELS = 12


def reach_figure(reach: InterceptorReach) -> Figure:
    """Draw contours of time and speed over ground range and altitude.

    Parameters
    ----------
    reach : InterceptorReach
        The interceptor with its table.

    Returns
    -------
    matplotlib.figure.Figure
        Two panels: least time of flight with launch elevations, and speed.

    Raises
    ------
    InputError
        If nothing lies within the limits.
    """
    data = reach.dataset()
    with figure_style():
        figure = Figure(figsize=(10.0, 4.6), layout="constrained")
        left, right = figure.subplots(1, 2, sharey=True)
        _panel(figure, left, data, "time_of_flight_s", "least time of flight [s]")
        _elevations(left, data)
        _panel(figure, right, data, "speed_km_s", "speed there [km/s]")
        left.set_ylabel("altitude [km]")
        left.set_title(f"{reach.title}: time of flight (white: launch elevation)")
        right.set_title("speed on arrival")
        limits = reach.limits
        figure.supxlabel(
            f"ground range from the launcher [km]\nlimits: "
            f"{limits['lowest_altitude'].value / 1e3:g} to "
            f"{limits['highest_altitude'].value / 1e3:g} km altitude, "
            f"{limits['longest_range'].value / 1e3:g} km range, "
            f"{limits['longest_time'].value:g} s of flight, "
            f"at least {limits['least_speed'].value / 1e3:g} km/s",
            fontsize=9.0,
        )
    return figure


def _panel(figure: Figure, axes: Axes, data: xr.Dataset, name: str, label: str) -> None:
    x, y = data["range_km"].to_numpy(), data["altitude_km"].to_numpy()
    values = data[name].to_numpy()
    filled = axes.contourf(x, y, values, _LEVELS, cmap=SEQUENTIAL)
    lines = axes.contour(x, y, values, filled.levels, colors=INK, linewidths=0.6)
    levels = np.asarray(lines.levels)[::2]
    for text in axes.clabel(lines, levels, fontsize=7.5, colors=INK, fmt="%g"):
        text.set_path_effects([withStroke(linewidth=2.0, foreground=PAPER)])
    axes.plot(data["farthest_km"].to_numpy(), y, color=VERMILION, lw=1.6)
    axes.set_xlim(0.0, float(x[-1]) * 1.03)
    figure.colorbar(filled, ax=axes, label=label)
    axes.axhline(y[0], color=MUTED, lw=0.8)


def _elevations(axes: Axes, data: xr.Dataset) -> None:
    values = data["elevation_deg"].to_numpy()
    lines = axes.contour(
        data["range_km"].to_numpy(),
        data["altitude_km"].to_numpy(),
        values,
        np.arange(20.0, 90.0, 10.0),
        colors=PAPER,
        linewidths=0.9,
        linestyles="dashed",
    )
    axes.clabel(lines, fontsize=7.0, fmt="%g°", colors=PAPER)
