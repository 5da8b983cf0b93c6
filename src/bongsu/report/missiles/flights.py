"""Figures of flights: profiles, the fan of shapes, ground tracks."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import degrees

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from bongsu.errors import OutOfReachError
from bongsu.physics.aim.aiming import Aiming, aim
from bongsu.physics.aim.flown import AimedFlight, fly_aimed
from bongsu.physics.flight.samples import Samples
from bongsu.physics.numerics.arrays import FloatArray
from bongsu.report.lettering import Figure
from bongsu.report.maps.canvas import azimuthal_map
from bongsu.report.maps.layers import draw_path, draw_points
from bongsu.report.style import (
    BLUE,
    CYCLE,
    MUTED,
    PAPER,
    RULE,
    VERMILION,
    figure_style,
)
from bongsu.studies.missiles.flights import InterceptBand
from bongsu.words import SHAPES

_KM = 1e-3


@dataclass(frozen=True)
class _Profile:
    range_km: FloatArray
    altitude_km: FloatArray
    speed_km_s: FloatArray
    latitude: FloatArray
    longitude: FloatArray


def profile_figure(flights: Mapping[str, AimedFlight], title: str, band: InterceptBand) -> Figure:
    """Draw altitude over ground range and speed over altitude, side by side.

    Parameters
    ----------
    flights : mapping of str to AimedFlight
        Flights by the name in the legend.
    title : str
        Heading.
    band : InterceptBand
        Altitudes to tint.

    Returns
    -------
    matplotlib.figure.Figure
        Drawn figure.
    """
    low_km, high_km = (end * _KM for end in band.ends_m)
    with figure_style():
        figure = Figure(figsize=(9.0, 4.0), layout="constrained")
        left, right = figure.subplots(1, 2)
        figure.suptitle(title, x=0.01, ha="left", fontsize=10, fontweight="bold")
        for colour, (name, flown) in zip(CYCLE, flights.items(), strict=False):
            profile = _profile(flown.flight.samples)
            left.plot(profile.range_km, profile.altitude_km, color=colour, label=name)
            right.plot(profile.speed_km_s, profile.altitude_km, color=colour, label=name)
            _mark_burnout(left, right, profile, flown, colour)
        for axes in (left, right):
            axes.axhspan(low_km, high_km, color=RULE, alpha=0.35, zorder=0, linewidth=0.0)
            axes.set_ylim(bottom=0.0)
            axes.set_ylabel("altitude [km]")
            axes.grid(visible=True)
        left.set_xlabel("ground range [km]")
        left.set_xlim(left=0.0)
        curves, _ = left.get_legend_handles_labels()
        figure.legend(handles=[*curves, *_marks(band)], loc="outside lower left", ncols=3)
        right.set_xlabel("speed over the turning Earth [km/s]")
        right.set_xlim(left=0.0)
    return figure


def fan_figure(aiming: Aiming, latitude: float, longitude: float, band: InterceptBand) -> Figure:
    """Draw every shape of one missile to one aim point.

    Parameters
    ----------
    aiming : Aiming
        Missile and launch point.
    latitude, longitude : float
        Aim point. [rad]
    band : InterceptBand
        Altitudes to tint.

    Returns
    -------
    matplotlib.figure.Figure
        Drawn figure.

    Raises
    ------
    OutOfReachError
        If no shape reaches the point.
    """
    flights = {}
    for shape in SHAPES:
        arc = aim(aiming, latitude, longitude, shape)
        if arc.status == "ok":
            flights[f"{shape}, {arc.time_of_flight_s:.0f} s"] = fly_aimed(
                aiming, arc, sample_step=2.0
            )
    if not flights:
        raise OutOfReachError(f"{aiming.missile.name} reaches that point on no shape")
    distance = next(iter(flights.values())).range_m
    return profile_figure(flights, f"{aiming.missile.name} over {distance * _KM:,.0f} km", band)


def ground_track_figure(flown: AimedFlight, title: str) -> Figure:
    """Draw the ground track, and the one over an Earth that stopped turning at launch.

    Parameters
    ----------
    flown : AimedFlight
        What is drawn, from launch to impact.
    title : str
        Heading.

    Returns
    -------
    matplotlib.figure.Figure
        Drawn figure.
    """
    samples = flown.flight.samples
    track = _profile(samples)
    fixed = _profile(samples.over_an_earth_at_rest())
    with figure_style():
        figure = Figure(figsize=(6.4, 6.4), layout="constrained")
        axes = figure.add_subplot()
        middle = len(samples) // 2
        chart = azimuthal_map(
            axes,
            degrees(track.latitude[middle]),
            degrees(track.longitude[middle]),
            min(0.68 * flown.range_m + 4e5, 1.5e7),
        )
        for profile, colour, dashed, label in (
            (track, BLUE, False, "ground track, the Earth turning under the arc"),
            (fixed, VERMILION, True, "the same arc over an Earth that stopped turning at launch"),
        ):
            draw_path(
                chart,
                np.degrees(profile.latitude),
                np.degrees(profile.longitude),
                colour=colour,
                width=1.8,
                dashed=dashed,
                label=label,
            )
        ends = [0, -1]
        draw_points(
            chart,
            np.degrees(track.latitude[ends]),
            np.degrees(track.longitude[ends]),
            names=("launch", "impact"),
        )
        axes.set_title(title)
        axes.legend(loc="upper center", bbox_to_anchor=(0.5, 0.0))
    return figure


def _profile(samples: Samples) -> _Profile:
    latitude, longitude, altitude = samples.geodetic
    return _Profile(
        range_km=samples.ground_range_m * _KM,
        altitude_km=altitude * _KM,
        speed_km_s=samples.speed_m_s * _KM,
        latitude=latitude,
        longitude=longitude,
    )


def _mark_burnout(
    left: Axes, right: Axes, profile: _Profile, flown: AimedFlight, colour: str
) -> None:
    index = int(np.searchsorted(flown.flight.samples.time_s, flown.flight.burnout_time_s))
    height = profile.altitude_km[index]
    for axes, value in ((left, profile.range_km[index]), (right, profile.speed_km_s[index])):
        axes.plot(value, height, "^", color=colour, markeredgecolor=PAPER, markersize=6, zorder=4)


def _marks(band: InterceptBand) -> list[Line2D | Patch]:
    """What the marks mean, for the legend."""
    low_km, high_km = (end * _KM for end in band.ends_m)
    return [
        Line2D([], [], color=MUTED, marker="^", linestyle="", label="burnout"),
        Patch(
            color=RULE,
            alpha=0.35,
            label=f"altitudes of the {band.interceptor}, {low_km:g} to {high_km:g} km",
        ),
    ]
