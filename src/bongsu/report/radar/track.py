"""Figures of one flight in a radar's view, of its track, and of a vertical slice of the view."""

from collections.abc import Mapping
from math import cos, degrees, pi, sin
from typing import Final

import matplotlib as mpl
import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.colors import LogNorm
from matplotlib.patheffects import withStroke

from bongsu.physics.track.accuracy import TrackHistory
from bongsu.physics.track.prediction import GroundEllipse
from bongsu.report.lettering import Figure, plain_log_ticks
from bongsu.report.style import INK, MUTED, ORANGE, RULE, SEQUENTIAL, SKY, VERMILION, figure_style
from bongsu.studies.radar.track import FlightInView

_LINES: Final = ("white", ORANGE, SKY, VERMILION)
_BRIGHTEST_DB: Final = 70.0
_ELLIPSES: Final = 5
_DECADES: Final = 4.0
_LEAST_ROOM_DB: Final = 10.0
_LIKELY: Final = 0.5


def range_height_figure(found: xr.Dataset, cross_sections_m2: Mapping[str, float]) -> Figure:
    """Vertical slice: the elevation floor, and to where each object is detected.

    Parameters
    ----------
    found : xarray.Dataset
        Result of :func:`bongsu.studies.radar.view.slice.range_height`.
    cross_sections_m2 : Mapping of str to float
        Mean radar cross-section by name of the object. [m²]

    Returns
    -------
    matplotlib.figure.Figure
        Signal of a square metre in colour, one line for each object.
    """
    ranges, heights = found["ground_range_km"].values, found["altitude_km"].values
    signal = found["snr_per_m2"].values
    needed = found.attrs["required_snr"]
    with figure_style():
        figure = Figure(figsize=(8.0, 4.4), layout="constrained")
        axes = figure.add_subplot()
        decibel = 10.0 * np.log10(np.where(signal > 0.0, signal, np.nan))
        image = axes.pcolormesh(
            ranges, heights, decibel, cmap=SEQUENTIAL, shading="nearest", vmax=_BRIGHTEST_DB
        )
        figure.colorbar(image, ax=axes, label="signal-to-noise ratio of 1 m² [dB]", extend="max")
        for (name, cross_section_m2), colour in zip(
            cross_sections_m2.items(), _LINES, strict=False
        ):
            _detection_line(
                axes, found, needed / cross_section_m2, f"{name}, {cross_section_m2:g} m²", colour
            )
        axes.plot(
            ranges,
            found["floor_km"].values,
            color=INK,
            lw=2.0,
            label=f"elevation floor, {found.attrs['elevation_floor_deg']:g}°",
        )
        axes.set_xlim(ranges[0], ranges[-1])
        axes.set_ylim(0.0, heights[-1])
        axes.set_facecolor("#f1f2f4")
        axes.set_xlabel("distance along the ground [km]")
        axes.set_ylabel("height [km]")
        azimuth = found.attrs["azimuth_deg"]
        axes.set_title(f"{found.attrs['title']}, towards {azimuth:.0f}°")
        figure.legend(loc="outside lower center", ncols=3)
    return figure


def _detection_line(
    axes: Axes, found: xr.Dataset, needed_per_m2: float, label: str, colour: str
) -> None:
    """Edge of where the ratio is enough: from the floor to its greatest height, then overhead."""
    ranges, heights = found["ground_range_km"].values, found["altitude_km"].values
    enough = found["snr_per_m2"].values >= needed_per_m2
    farthest = ranges.size - 1 - np.argmax(enough[:, ::-1], axis=1)
    highest = heights.size - 1 - np.argmax(enough[::-1], axis=0)
    # a line at an end of the slice would be the slice's end, not the radar's
    outwards = enough.any(axis=1) & (farthest < ranges.size - 1)
    upwards = enough.any(axis=0) & (highest < heights.size - 1)
    inner = np.arange(farthest[outwards][-1] if outwards.any() else 0)[::-1]
    distance = np.concatenate([np.where(outwards, ranges[farthest], np.nan), ranges[inner]])
    height = np.concatenate([heights, np.where(upwards[inner], heights[highest[inner]], np.nan)])
    halo = withStroke(linewidth=3.2, foreground=INK)
    axes.plot(distance, height, color=colour, lw=1.6, path_effects=[halo], label=label)


def track_figure(found: FlightInView) -> Figure:
    """Signal along a flight, what the track knows, and its ellipse of impact as it shrinks.

    Parameters
    ----------
    found : FlightInView
        Result of :func:`bongsu.studies.radar.track.flight_in_view`.

    Returns
    -------
    matplotlib.figure.Figure
        Signal alone when there is no track.
    """
    with figure_style():
        if found.history is None or found.impact is None or found.launch is None:
            figure = Figure(figsize=(8.0, 3.4), layout="constrained")
            _draw_signal(figure.add_subplot(), found)
        else:
            figure = Figure(figsize=(9.4, 6.2), layout="constrained")
            grid = figure.add_gridspec(2, 2, width_ratios=(1.45, 1.0))
            _draw_signal(figure.add_subplot(grid[0, 0]), found)
            _draw_errors(figure.add_subplot(grid[1, 0]), found)
            _draw_ellipses(figure.add_subplot(grid[:, 1]), found.history, found.impact)
        figure.suptitle(
            f"{found.heading}, facing {found.view.boresight_deg:.0f}°",
            fontsize=10.5,
        )
    return figure


def _draw_signal(axes: Axes, found: FlightInView) -> None:
    seen = np.where(found.snr > 0.0, found.snr, np.nan)
    with np.errstate(divide="ignore"):
        axes.plot(found.time_s, 10.0 * np.log10(seen), label="one look")
    design = found.view.design
    for ratio, label in ((design.required_snr, "to detect"), (design.track_snr, "to track")):
        if ratio is not None:
            level = 10.0 * np.log10(ratio)
            axes.axhline(level, color=MUTED, lw=1.0, ls="--" if label == "to track" else "-")
            axes.annotate(
                f"needed {label}", (1.0, level), (-2, 2 if label == "to detect" else -10),
                xycoords=("axes fraction", "data"), textcoords="offset points", ha="right",
                fontsize=7.5, color=MUTED,
            )  # fmt: skip
    axes.axvspan(0.0, found.flight.burnout_time_s, color=RULE, alpha=0.5, lw=0.0)
    middle_s = 0.5 * found.flight.burnout_time_s
    axes.annotate(
        "under\npower", (middle_s, 0.5), xycoords=("data", "axes fraction"),
        ha="center", va="top", fontsize=7.5, color=MUTED,
    )  # fmt: skip
    firm = found.crossing.firm_s
    if found.crossing.firm >= _LIKELY:
        axes.axvline(firm, color=MUTED, lw=1.0, ls=":")
        axes.annotate(
            "firm\ntrack", (firm, 0.25), (3, 0), xycoords=("data", "axes fraction"),
            textcoords="offset points", va="bottom", fontsize=7.5, color=MUTED,
        )  # fmt: skip
    axes.set_xlim(0.0, found.flight.duration_s)
    low, high = axes.get_ylim()
    axes.set_ylim(low - 2.0, max(high, low + _LEAST_ROOM_DB))
    axes.set_xlabel("time since launch [s]")
    axes.set_ylabel("signal-to-noise ratio [dB]")
    axes.set_title("Signal along the flight")
    axes.grid(visible=True)


def _draw_errors(axes: Axes, found: FlightInView) -> None:
    if found.history is None or found.impact is None or found.launch is None:
        return
    time = found.history.time
    for values, label in (
        (found.launch.major_m, "launch point"),
        (found.impact.major_m, "impact point"),
        (found.intercept_error_m, "intercept point"),
        (found.history.position_error_m, "position now"),
    ):
        axes.semilogy(time, values / 1e3, label=label)
    plain_log_ticks(axes.yaxis)
    axes.axvline(found.intercept_s, color=MUTED, lw=1.0, ls=":")
    axes.annotate(
        f"intercept,\n{found.intercept_altitude_m / 1e3:.0f} km", (found.intercept_s, 0.97), (3, 0),
        xycoords=("data", "axes fraction"), textcoords="offset points", va="top", fontsize=7.5,
        color=MUTED,
    )  # fmt: skip
    axes.set_ylim(top=min(axes.get_ylim()[1], axes.get_ylim()[0] * 10.0 ** (_DECADES + 1.0)))
    axes.set_xlim(0.0, found.flight.duration_s)
    axes.set_xlabel("time since launch [s]")
    axes.set_ylabel("standard error [km]")
    axes.set_title("What the track knows")
    axes.grid(visible=True)
    axes.legend(loc="lower left", fontsize=7.5)


def _draw_ellipses(axes: Axes, history: TrackHistory, impact: GroundEllipse) -> None:
    """Ellipses of impact that hold nine in ten, at tracking times that double to the last look."""
    tracked = history.time - history.time[0]
    latest = tracked[np.flatnonzero(history.updated)[-1]]
    times = latest / 2.0 ** np.arange(_ELLIPSES - 1, -1, -1)
    rows = np.searchsorted(tracked, times, side="left").clip(1, tracked.size - 1)
    scale = impact.containing(0.9) / 1e3
    colours = mpl.colormaps[SEQUENTIAL]
    norm = LogNorm(times[0], times[-1] * 1.3)
    turn = np.linspace(0.0, 2.0 * pi, 181)
    for row in rows:
        direction = float(impact.azimuth[row])
        along, across = scale * impact.major_m[row], scale * impact.minor_m[row]
        east = along * np.cos(turn) * sin(direction) + across * np.sin(turn) * cos(direction)
        north = along * np.cos(turn) * cos(direction) - across * np.sin(turn) * sin(direction)
        axes.plot(
            east, north, color=colours(norm(tracked[row])),
            label=f"{tracked[row]:.0f} s: {2.0 * along:.3g} by {2.0 * across:.3g} km",
        )  # fmt: skip
    axes.plot(0.0, 0.0, marker="+", color=INK, ms=7.0, ls="")
    axes.set_aspect("equal", adjustable="datalim")
    latitude, longitude = degrees(impact.latitude), degrees(impact.longitude)
    axes.set_xlabel(
        f"east of {abs(latitude):.2f}° {'N' if latitude >= 0 else 'S'}, "
        f"{abs(longitude):.2f}° {'E' if longitude >= 0 else 'W'} [km]"
    )
    axes.set_ylabel("north [km]")
    axes.set_title("Where it will come down, 90 %")
    axes.grid(visible=True)
    axes.legend(title="after tracking for", loc="lower center", fontsize=7.5, title_fontsize=8.0)
