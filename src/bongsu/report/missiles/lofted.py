"""Figures of lofted tests: one family, published estimates beside computed ones, all tests."""

from collections.abc import Sequence
from math import radians

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke
from xarray import Dataset

from bongsu.catalog.records.missile_tests import MissileTest
from bongsu.errors import OutOfReachError
from bongsu.physics.earth.environment import standard_environment
from bongsu.physics.flight.kepler import minimum_energy_arc
from bongsu.physics.flight.launch import fly
from bongsu.physics.flight.lofted import ANYWHERE_M, ground_range
from bongsu.physics.flight.missile import MissileDesign
from bongsu.physics.flight.states import LaunchPoint
from bongsu.physics.numerics.arrays import FloatArray
from bongsu.report.lettering import Figure
from bongsu.report.style import BLUE, CYCLE, INK, MUTED, PAPER, SKY, VERMILION, figure_style

_HALO = (withStroke(linewidth=2.4, foreground=PAPER),)
_LOFTS = np.radians(np.linspace(10.0, 89.5, 60))
_LOFTS_WITH_LIFT = np.radians(np.linspace(6.0, 45.0, 60))
_TICKS_KM = (100, 200, 500, 1000, 2000, 5000, 10000)
ANYWHERE_KM = ANYWHERE_M / 1e3


def family_figure(found: Dataset) -> Figure:
    """Draw the family of full burns through one lofted test, and the farthest range.

    Parameters
    ----------
    found : xarray.Dataset
        From :func:`bongsu.studies.missiles.lofted_range.lofted_range`, of one test.

    Returns
    -------
    matplotlib.figure.Figure
        Drawn figure.
    """
    one = found.isel(case=0)
    low, _, high = one["range_quantile_km"].values.tolist()
    farthest = float(one["maximum_range_km"])
    ranges = np.minimum(one["family_range_km"].values, ANYWHERE_KM)
    apogees = one["family_apogee_km"].values
    with figure_style():
        figure = Figure(figsize=(7.6, 4.4), layout="constrained")
        axes = figure.add_subplot()
        axes.plot(ranges, apogees, color=BLUE, label="full burns of the fitted missile")
        if np.isfinite(low):
            axes.axvspan(low, high, color=SKY, alpha=0.3, linewidth=0.0, zorder=0)
            axes.plot([], [], color=SKY, alpha=0.4, linewidth=8, label="5 to 95 % of the designs")
        _mark_published(figure, one)
        test = (float(one["test_range_km"]), float(one["test_apogee_km"]))
        axes.plot(*test, "o", color=VERMILION, markersize=7, zorder=4)
        axes.annotate(
            f"test: {test[0]:,.0f} km, apogee {test[1]:,.0f} km",
            test,
            xytext=(9, 2),
            textcoords="offset points",
            path_effects=_HALO,
        )
        if np.isfinite(farthest):
            height = float(one["maximum_range_apogee_km"])
            axes.plot(farthest, height, "D", color=BLUE, markersize=7, zorder=4)
            axes.annotate(
                f"farthest: {farthest:,.0f} km",
                (farthest, height),
                xytext=(-10, 0),
                textcoords="offset points",
                ha="right",
                va="center",
                path_effects=_HALO,
            )
        right = np.nanmax([farthest, high, float(one["published_high_km"]), test[0]])
        axes.set_xlim(0.0, 1.08 * right)
        axes.set_ylim(0.0, 1.15 * np.nanmax([*apogees, test[1]]))
        axes.set_xlabel("ground range [km]")
        axes.set_ylabel("apogee [km]")
        axes.set_title(
            f"{_test_name(one['missile'].item(), one['date'].item())}: payload fitted to "
            f"{float(one['payload_kg']):,.0f} kg"
        )
        axes.grid(visible=True)
        figure.legend(loc="outside lower left", ncols=3)
    return figure


def _test_name(missile: str, date: str) -> str:
    """Missile and day; a test of the reader's own has no day."""
    return f"{missile}, {date}" if date else missile


def _mark_published(figure: Figure, one: Dataset) -> None:
    low, high = float(one["published_low_km"]), float(one["published_high_km"])
    if not np.isfinite(low):
        return
    axes = figure.axes[0]
    for number in {low, high if np.isfinite(high) else low}:
        axes.axvline(number, color=INK, linestyle="--", linewidth=1.0)
    words = "published estimates" if np.isfinite(high) else "published: more than this"
    axes.plot([], [], color=INK, linestyle="--", linewidth=1.0, label=words)


def claims_figure(found: Dataset) -> Figure:
    """Draw published estimates of the greatest range beside those computed.

    Parameters
    ----------
    found : xarray.Dataset
        From :func:`bongsu.studies.missiles.lofted_range.lofted_range`.

    Returns
    -------
    matplotlib.figure.Figure
        Drawn figure.
    """
    cases = found.sizes["case"]
    with figure_style():
        figure = Figure(figsize=(8.6, 1.4 + 0.62 * cases), layout="constrained")
        axes = figure.add_subplot()
        for index in range(cases):
            one = found.isel(case=index)
            low, _, high = one["range_quantile_km"].values.tolist()
            axes.plot([low, high], [index + 0.14] * 2, color=BLUE, linewidth=5, alpha=0.45)
            axes.plot(float(one["maximum_range_km"]), index + 0.14, "D", color=BLUE)
            axes.plot(float(one["impulsive_range_km"]), index + 0.14, "|", color=MUTED, ms=11)
            _draw_estimate(figure, one, index - 0.16)
        axes.set_yticks(
            range(cases),
            [
                f"{_test_name(name, date)}\n{reach:,.0f} km, apogee {top:,.0f} km"
                for name, date, reach, top in zip(
                    found["missile"].values,
                    found["date"].values,
                    found["test_range_km"].values,
                    found["test_apogee_km"].values,
                    strict=True,
                )
            ],
        )
        axes.set_ylim(cases - 0.45, -0.55)
        axes.set_xlim(0.0, 1.05 * ANYWHERE_KM)
        axes.axvline(ANYWHERE_KM, color=MUTED, linestyle=":", linewidth=1.0)
        axes.annotate(
            "anywhere ",
            (ANYWHERE_KM, 0.01),
            xycoords=("data", "axes fraction"),
            ha="right",
            fontsize=8,
            color=MUTED,
        )
        axes.set_xlabel("greatest range [km]")
        axes.set_title("What lofted tests say about range: published and computed")
        axes.grid(visible=True, axis="x")
        axes.plot([], [], color=VERMILION, linewidth=5, label="published (arrow: or more)")
        axes.plot([], [], "D", color=BLUE, label="computed, nominal design")
        axes.plot([], [], color=BLUE, linewidth=5, alpha=0.45, label="5 to 95 % of the designs")
        axes.plot([], [], "|", color=MUTED, ms=11, linestyle="", label="without a boost phase")
        figure.legend(loc="outside lower left", ncols=4)
    return figure


def _draw_estimate(figure: Figure, one: Dataset, height: float) -> None:
    axes = figure.axes[0]
    low, high = float(one["published_low_km"]), float(one["published_high_km"])
    if not np.isfinite(low):
        return
    if np.isfinite(high):
        # a single figure still needs a mark that can be seen
        axes.plot([low - 40.0, high + 40.0], [height] * 2, color=VERMILION, linewidth=5)
        return
    axes.annotate(
        "",
        (low + 2500.0, height),
        (low - 40.0, height),
        arrowprops={"arrowstyle": "->", "color": VERMILION, "linewidth": 2.5},
    )


def published_tests_figure(
    tests: Sequence[MissileTest], missiles: Sequence[MissileDesign]
) -> Figure:
    """Draw published tests as apogee over range, over curves of the model.

    Parameters
    ----------
    tests : sequence of MissileTest
        Published flights.
    missiles : sequence of MissileDesign
        Missiles whose full burns, flat to steep, are drawn; with lift, up to the highest apogee
        known.

    Returns
    -------
    matplotlib.figure.Figure
        Drawn figure.
    """
    with figure_style():
        figure = Figure(figsize=(8.6, 5.6), layout="constrained")
        axes = figure.add_subplot()
        ranges = np.geomspace(100.0, 15e3, 120)
        least = [minimum_energy_arc(1e3 * float(r)).apogee_m / 1e3 for r in ranges]
        axes.plot(ranges, least, color=INK, linestyle="--", label="minimum energy, no air")
        for colour, missile in zip(CYCLE, missiles, strict=False):
            axes.plot(*_full_burns(missile), color=colour, label=f"{missile.name}, full burn")
        for test in tests:
            _mark_test(axes, test, crowded=any(_is_beside(test, other) for other in tests))
        axes.set_xscale("log")
        axes.set_yscale("log")
        axes.set_xlim(100.0, 1.5e4)
        axes.set_ylim(15.0, 9e3)
        axes.set_xticks(_TICKS_KM, [f"{tick:,}" for tick in _TICKS_KM])
        heights = (20, 50, *_TICKS_KM[:-1])
        axes.set_yticks(heights, [f"{tick:,}" for tick in heights])
        axes.minorticks_off()
        axes.set_xlabel("ground range [km]")
        axes.set_ylabel("apogee [km]")
        axes.set_title("Published flight tests over the full burns of the model's missiles")
        axes.grid(visible=True, which="major")
        figure.legend(loc="outside lower left", ncols=3)
    return figure


def _is_beside(test: MissileTest, other: MissileTest) -> bool:
    """Whether another test stands where the name to the right of this one would be."""
    farther, higher = other.range_km / test.range_km, other.apogee_km / test.apogee_km
    return 1.0 < farther < 1.1 and 0.9 < higher < 1.1


def _mark_test(axes: Axes, test: MissileTest, *, crowded: bool) -> None:
    """Put a name beside a test: away from the line of minimum energy, along which most lie."""
    share = test.apogee_km / (minimum_energy_arc(1e3 * test.range_km).apogee_m / 1e3)
    above = 1.08 < share < 1.5 or crowded
    axes.plot(test.range_km, test.apogee_km, "o", color=INK, markersize=4.5, zorder=4)
    axes.annotate(
        f"{test.missile}, {test.date[:4]}",
        (test.range_km, test.apogee_km),
        xytext=(-6, 3) if above else (6, 3 if share > 1.5 else -9),
        textcoords="offset points",
        ha="right" if above else "left",
        fontsize=7.5,
        path_effects=_HALO,
    )


def _full_burns(missile: MissileDesign) -> tuple[FloatArray, FloatArray]:
    still = standard_environment("point-mass", rotating=False)
    launch = LaunchPoint(latitude=0.0, longitude=0.0)
    rows = []
    for loft in _LOFTS if missile.lift is None else _LOFTS_WITH_LIFT:
        try:
            flight = fly(
                missile, launch, azimuth=radians(90.0), loft=float(loft), environment=still
            )
        except OutOfReachError:
            continue
        if missile.lift is not None and flight.apogee_m > missile.lift.highest_apogee_m:
            continue
        rows.append((ground_range(flight) / 1e3, flight.apogee_m / 1e3))
    ranges_km, apogees_km = np.array(rows).T
    return ranges_km, apogees_km
