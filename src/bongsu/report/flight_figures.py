"""Figures of flights: profiles, the fan of shapes, ground tracks, published tests over curves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import degrees

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke
from numpy.typing import NDArray

from bongsu.errors import OutOfReachError
from bongsu.kernels.atmosphere import altitude_of
from bongsu.kernels.constants import EARTH_MEAN_RADIUS_M, EARTH_ROTATION_RAD_S
from bongsu.kernels.geodesy import ecef_to_geodetic, great_circle_angle
from bongsu.physics.aim import SHAPES, Aiming, aim
from bongsu.physics.aim_flight import AimedFlight, fly_aimed
from bongsu.physics.kepler import minimum_energy_arc
from bongsu.physics.lofted import LoftedEstimate
from bongsu.report.map_layers import draw_path, draw_points
from bongsu.report.maps import azimuthal_map
from bongsu.report.style import (
    BLUE,
    CYCLE,
    INK,
    MUTED,
    PAPER,
    RULE,
    VERMILION,
    figure_style,
)

_HALO = (withStroke(linewidth=2.4, foreground=PAPER),)
_BAND_KM = (40.0, 150.0)
_KM = 1e-3


@dataclass(frozen=True, kw_only=True)
class PublishedTest:
    """A published flight test.

    Parameters
    ----------
    name : str
        What the figure calls it.
    range_m, apogee_m : float
        As published. [m]
    """

    name: str
    range_m: float
    apogee_m: float


@dataclass(frozen=True)
class _Profile:
    range_km: NDArray[np.float64]
    altitude_km: NDArray[np.float64]
    speed_km_s: NDArray[np.float64]
    latitude: NDArray[np.float64]
    longitude: NDArray[np.float64]


def profile_figure(flights: Mapping[str, AimedFlight], title: str) -> Figure:
    """Draw altitude over ground range and speed over altitude, side by side.

    Parameters
    ----------
    flights : mapping of str to AimedFlight
        Flights by the name in the legend.
    title : str
        Heading.

    Returns
    -------
    matplotlib.figure.Figure
        Drawn figure.
    """
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
            _draw_band(axes)
            axes.set_ylim(bottom=0.0)
            axes.set_ylabel("altitude [km]")
            axes.grid(visible=True)
        left.set_xlabel("ground range [km]")
        left.set_xlim(left=0.0)
        figure.legend(*left.get_legend_handles_labels(), loc="outside lower left", ncols=3)
        right.set_xlabel("speed over the turning Earth [km/s]")
        right.set_xlim(left=0.0)
    return figure


def fan_figure(aiming: Aiming, latitude: float, longitude: float) -> Figure:
    """Draw every shape of one missile to one aim point.

    Parameters
    ----------
    aiming : Aiming
        Missile and launch point.
    latitude, longitude : float
        Aim point. [rad]

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
    return profile_figure(flights, f"{aiming.missile.name} over {distance * _KM:,.0f} km")


def ground_track_figure(flown: AimedFlight, title: str) -> Figure:
    """Draw the ground track, and the one over an Earth that stopped turning at launch.

    Parameters
    ----------
    flown : AimedFlight
        Flight.
    title : str
        Heading.

    Returns
    -------
    matplotlib.figure.Figure
        Drawn figure.
    """
    samples = flown.flight.samples
    turned = samples.copy()
    angle = EARTH_ROTATION_RAD_S * samples[:, 0]
    turned[:, 1] = np.cos(angle) * samples[:, 1] - np.sin(angle) * samples[:, 2]
    turned[:, 2] = np.sin(angle) * samples[:, 1] + np.cos(angle) * samples[:, 2]
    track = _profile(samples)
    fixed = _profile(turned)
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
            (track, BLUE, False, "ground track: the Earth turns under the arc"),
            (fixed, VERMILION, True, "the same arc seen from the stars, put down at launch time"),
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


def published_tests_figure(
    points: Sequence[PublishedTest], full_burns: Mapping[str, LoftedEstimate] | None = None
) -> Figure:
    """Draw published tests as apogee over range, over the model's curves.

    Parameters
    ----------
    points : sequence of PublishedTest
        Published tests.
    full_burns : mapping of str to LoftedEstimate, optional
        Full-burn families of missiles, by the name in the legend.

    Returns
    -------
    matplotlib.figure.Figure
        Drawn figure.
    """
    with figure_style():
        figure = Figure(figsize=(8.0, 5.2), layout="constrained")
        axes = figure.add_subplot()
        ranges = np.geomspace(150e3, 14e6, 120)
        least = [minimum_energy_arc(float(r)).apogee_m for r in ranges]
        axes.plot(
            ranges * _KM,
            np.array(least) * _KM,
            color=INK,
            linestyle="--",
            label="minimum energy, no air, Earth at rest",
        )
        for colour, (name, family) in zip(CYCLE, (full_burns or {}).items(), strict=False):
            axes.plot(family.range_m * _KM, family.apogee_m * _KM, color=colour, label=name)
            axes.plot(
                family.maximum_range_m * _KM,
                family.maximum_range_apogee_m * _KM,
                "D",
                color=colour,
                markeredgecolor=PAPER,
            )
        for point in points:
            lofted = point.apogee_m > 1.5 * minimum_energy_arc(point.range_m).apogee_m
            axes.plot(point.range_m * _KM, point.apogee_m * _KM, "o", color=INK, markersize=4.5)
            axes.annotate(
                point.name,
                (point.range_m * _KM, point.apogee_m * _KM),
                xytext=(6, 3 if lofted else -10),
                textcoords="offset points",
                fontsize=8,
                path_effects=_HALO,
            )
        axes.set_xscale("log")
        axes.set_yscale("log")
        axes.set_xlim(150.0, 2.2e4)
        axes.set_ylim(30.0, 1e4)
        axes.set_xlabel("ground range [km]")
        axes.set_ylabel("apogee [km]")
        axes.set_title("Published flight tests, and what the model's missiles do")
        axes.grid(visible=True, which="both")
        figure.legend(loc="outside lower left", ncols=2)
        axes.annotate(
            "diamond: farthest range of a missile",
            (0.01, 0.98),
            xycoords="axes fraction",
            va="top",
            fontsize=8,
            color=MUTED,
        )
    return figure


def lofted_figure(estimate: LoftedEstimate, test: PublishedTest, title: str) -> Figure:
    """Draw the family of full burns through a lofted test, and its farthest member.

    Parameters
    ----------
    estimate : LoftedEstimate
        From :func:`bongsu.physics.lofted.range_from_lofted_test`.
    test : PublishedTest
        The test.
    title : str
        Heading.

    Returns
    -------
    matplotlib.figure.Figure
        Drawn figure.
    """
    with figure_style():
        figure = Figure(figsize=(7.2, 4.2), layout="constrained")
        axes = figure.add_subplot()
        axes.plot(estimate.range_m * _KM, estimate.apogee_m * _KM, color=BLUE)
        axes.plot(test.range_m * _KM, test.apogee_m * _KM, "o", color=VERMILION, markersize=7)
        axes.annotate(
            f"{test.name}\n{test.range_m * _KM:,.0f} km, apogee {test.apogee_m * _KM:,.0f} km",
            (test.range_m * _KM, test.apogee_m * _KM),
            xytext=(0, -9),
            textcoords="offset points",
            va="top",
            path_effects=_HALO,
        )
        farthest = (estimate.maximum_range_m * _KM, estimate.maximum_range_apogee_m * _KM)
        axes.plot(*farthest, "D", color=BLUE, markersize=7)
        axes.annotate(
            f"farthest: {farthest[0]:,.0f} km",
            farthest,
            xytext=(-10, 0),
            textcoords="offset points",
            ha="right",
            va="center",
            path_effects=_HALO,
        )
        if np.isfinite(estimate.impulsive_range_m):
            axes.axvline(estimate.impulsive_range_m * _KM, color=MUTED, linestyle=":")
            axes.annotate(
                "without a boost phase",
                (estimate.impulsive_range_m * _KM, 0.97),
                xycoords=("data", "axes fraction"),
                xytext=(-5, 0),
                textcoords="offset points",
                rotation=90,
                ha="right",
                va="top",
                fontsize=8,
                color=MUTED,
            )
        axes.set_xlim(0.0, 1.08 * farthest[0])
        axes.set_ylim(0.0, 1.12 * float(estimate.apogee_m.max()) * _KM)
        axes.set_xlabel("ground range [km]")
        axes.set_ylabel("apogee [km]")
        axes.set_title(f"{title}; payload fitted to {estimate.payload_kg:,.0f} kg")
        axes.grid(visible=True)
    return figure


def _profile(samples: NDArray[np.float64]) -> _Profile:
    geodetic = np.array([ecef_to_geodetic(*row) for row in samples[:, 1:4]])
    start = geodetic[0]
    angle = [great_circle_angle(start[0], start[1], row[0], row[1]) for row in geodetic]
    return _Profile(
        range_km=np.array(angle) * EARTH_MEAN_RADIUS_M * _KM,
        altitude_km=np.array([altitude_of(*row) for row in samples[:, 1:4]]) * _KM,
        speed_km_s=np.linalg.norm(samples[:, 4:], axis=1) * _KM,
        latitude=geodetic[:, 0],
        longitude=geodetic[:, 1],
    )


def _mark_burnout(
    left: Axes, right: Axes, profile: _Profile, flown: AimedFlight, colour: str
) -> None:
    index = int(np.searchsorted(flown.flight.samples[:, 0], flown.flight.burnout_s))
    height = profile.altitude_km[index]
    for axes, value in ((left, profile.range_km[index]), (right, profile.speed_km_s[index])):
        axes.plot(value, height, "^", color=colour, markeredgecolor=PAPER, markersize=6, zorder=4)


def _draw_band(axes: Axes) -> None:
    axes.axhspan(*_BAND_KM, color=RULE, alpha=0.35, zorder=0, linewidth=0.0)
    axes.annotate(
        "40 to 150 km",
        (1.0, _BAND_KM[0]),
        xycoords=("axes fraction", "data"),
        xytext=(-3, 3),
        textcoords="offset points",
        ha="right",
        fontsize=7.5,
        color=MUTED,
    )
