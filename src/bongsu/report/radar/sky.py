"""Figure of the sky above a radar: its field of regard, and the arc of a flight through it."""

from typing import Final

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.patheffects import withStroke
from matplotlib.projections.polar import PolarAxes

from bongsu.physics.numerics.arrays import BoolArray, FloatArray
from bongsu.physics.radar.design import RadarTuple
from bongsu.physics.radar.signals import signals_along
from bongsu.report.lettering import Figure
from bongsu.report.style import INK, MUTED, ORANGE, PAPER, SEQUENTIAL, VERMILION, figure_style
from bongsu.studies.radar.track import FlightInView

_CELL_DEG: Final = 1.0
# any distance at which a ray along the floor is well above the dense air
_SHELL_M: Final = 300e3
_FAINTEST_DB: Final = -12.0
_MARK_STEPS_S: Final = (10.0, 20.0, 30.0, 60.0, 120.0, 300.0, 600.0)
_MOST_MARKS: Final = 9


def sky_figure(found: FlightInView) -> Figure:
    """Field of regard of the tilted face on the sky, and the arc of a flight through it.

    Parameters
    ----------
    found : FlightInView
        Result of :func:`bongsu.studies.radar.track.flight_in_view`.

    Returns
    -------
    matplotlib.figure.Figure
        The sky seen from below, north up and east to the right, the zenith in the middle and the
        horizon at the rim. In colour, how much weaker an echo is there than straight out of the
        face.
    """
    radar = found.view.radar()
    with figure_style():
        figure = Figure(figsize=(7.0, 7.4), layout="constrained")
        axes = figure.add_subplot(projection="polar")
        assert isinstance(axes, PolarAxes)
        axes.set_theta_zero_location("N")
        axes.set_theta_direction(-1)
        azimuth, zenith_distance, loss_db = _field(radar)
        image = axes.pcolormesh(
            np.radians(azimuth), zenith_distance, loss_db, cmap=SEQUENTIAL, vmin=_FAINTEST_DB,
            vmax=0.0, rasterized=True,
        )  # fmt: skip
        figure.colorbar(
            image, ax=axes, location="bottom", shrink=0.6, pad=0.06, extend="min",
            label="echo against one straight out of the face [dB]",
        )  # fmt: skip
        handles = [_draw_face(axes, found), *_draw_arc(axes, found)]
        axes.set_rlim(0.0, 90.0)
        axes.set_rgrids([30.0, 60.0, 85.0], ["60° up", "30°", "5°"], color=MUTED, fontsize=7.5)
        axes.set_thetagrids(range(0, 360, 45), ["N", "45°", "E", "135°", "S", "225°", "W", "315°"])
        # the labels of elevation stand behind the face, where they hide nothing
        axes.set_rlabel_position(found.view.boresight_deg + 180.0)
        axes.set_axisbelow(False)
        axes.grid(visible=True, alpha=0.6)
        figure.suptitle(
            f"{found.heading},\nfacing {found.view.boresight_deg:.0f}°, tilted "
            f"{np.degrees(found.view.design.tilt):.0f}°",
            fontsize=10.5,
        )
        figure.legend(handles=handles, loc="outside lower center", ncols=3)
    return figure


def _field(radar: RadarTuple) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Edges of cells in azimuth and zenith distance, and the loss in each; NaN out of view."""
    azimuth = np.arange(0.0, 360.0 + _CELL_DEG, _CELL_DEG)
    zenith_distance = np.arange(0.0, 90.0 + _CELL_DEG, _CELL_DEG)
    a, z = np.radians(
        np.meshgrid(azimuth[:-1] + 0.5 * _CELL_DEG, zenith_distance[:-1] + 0.5 * _CELL_DEG)
    )
    east, north, up = (np.array(axis) for axis in radar.axes)
    rays = (
        (np.sin(z) * np.sin(a))[..., None] * east
        + (np.sin(z) * np.cos(a))[..., None] * north
        + np.cos(z)[..., None] * up
    ).reshape(-1, 3)
    shell = min(_SHELL_M, radar.maximum_range_m)
    signal = _signals(radar, rays, shell).reshape(a.shape)
    straight = radar.constant_m2 / shell**4
    with np.errstate(divide="ignore"):
        loss_db = 10.0 * np.log10(signal / straight)
    return azimuth, zenith_distance, np.where(signal > 0.0, loss_db, np.nan)


def _signals(radar: RadarTuple, rays: FloatArray, distance_m: float) -> FloatArray:
    places = np.array(radar.site) + distance_m * rays
    return signals_along(
        radar, np.column_stack((np.zeros(len(rays)), places, np.zeros_like(places)))
    )


def _draw_face(axes: PolarAxes, found: FlightInView) -> Line2D:
    design = found.view.design
    (face,) = axes.plot(
        np.radians(found.view.boresight_deg), 90.0 - np.degrees(design.tilt), marker="+",
        color=INK, ms=9.0, mew=1.6, ls="", label="straight out of the face",
    )  # fmt: skip
    return face


def _draw_arc(axes: PolarAxes, found: FlightInView) -> list[Line2D | Patch]:
    """The arc, heavy where one look detects the missile, with marks of time and events."""
    azimuth, elevation = np.array([found.direction_deg(float(t)) for t in found.time_s]).T
    theta, radius, risen = np.radians(azimuth), 90.0 - elevation, elevation >= 0.0
    halo = [withStroke(linewidth=3.4, foreground=PAPER)]
    axes.plot(np.where(risen, theta, np.nan), radius, color=MUTED, lw=1.0, path_effects=halo)
    detected = risen & (found.snr >= found.view.design.required_snr)
    axes.plot(np.where(detected, theta, np.nan), radius, color=ORANGE, lw=2.4)
    handles: list[Line2D | Patch] = [
        Line2D([], [], color=ORANGE, lw=2.4, label="one look detects it"),
        Line2D([], [], color=MUTED, lw=1.0, label="it does not detect it"),
    ]
    for time in _mark_times(found, risen):
        a, e = found.direction_deg(time)
        axes.plot(np.radians(a), 90.0 - e, marker="o", ms=3.0, color=INK, ls="", zorder=5.0)
        axes.annotate(
            f"{time:.0f} s", (np.radians(a), 90.0 - e), (5, 3), textcoords="offset points",
            fontsize=7.5, path_effects=[withStroke(linewidth=2.4, foreground=PAPER)], zorder=6.0,
        )  # fmt: skip
    for time, marker, label in _events(found):
        a, e = found.direction_deg(time)
        handles += axes.plot(
            np.radians(a), 90.0 - e, marker=marker, ms=7.5, mfc=PAPER, mec=VERMILION, mew=1.5,
            ls="", zorder=7.0, label=f"{label}, {time:.0f} s",
        )  # fmt: skip
    return handles


def _mark_times(found: FlightInView, risen: BoolArray) -> FloatArray:
    """Round times while the missile is above the horizon."""
    if not risen.any():
        return np.empty(0)
    times = found.time_s[risen]
    span = float(times[-1] - times[0])
    step = next((s for s in _MARK_STEPS_S if span <= _MOST_MARKS * s), _MARK_STEPS_S[-1])
    return np.arange(np.ceil(times[0] / step) * step, times[-1], step)


def _events(found: FlightInView) -> list[tuple[float, str, str]]:
    """Burnout and the ends of the view, as far as they happen above the horizon."""
    sights = found.flight.sights(found.view.radar())
    events = [(found.flight.burnout_time_s, "D", "burnout")]
    if sights:
        events += [(sights[0][0], "^", "first sight"), (sights[-1][1], "v", "last sight")]
    return [event for event in events if found.direction_deg(event[0])[1] >= 0.0]
