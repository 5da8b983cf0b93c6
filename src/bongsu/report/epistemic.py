"""Figures of numbers over draws: how they are spread, where a defence holds, and what decides."""

from textwrap import wrap
from typing import Final

import numpy as np
import xarray as xr
from matplotlib.axes import Axes

from bongsu.errors import InputError
from bongsu.physics.numerics.arrays import FloatArray
from bongsu.report.lettering import Figure
from bongsu.report.maps.canvas import region_map, view_of_country
from bongsu.report.maps.layers import draw_cells, draw_points, label_cities
from bongsu.report.style import BLUE, CYCLE, INK, MUTED, RULE, VERMILION, figure_style
from bongsu.studies.footprint.numbers import protected_by

_MOST_CURVES = 4
_WIDE: Final = 80
_CITIES: Final = 12
_UNITS: Final = {"1": "", "km2": " [km²]"}


def spread_figure(found: xr.Dataset) -> Figure:
    """Draw the share of the draws at or below each value, for every convention.

    Parameters
    ----------
    found : xarray.Dataset
        From :meth:`bongsu.studies.epistemic.uncertainty.UncertaintyStudy.dataset`.

    Returns
    -------
    matplotlib.figure.Figure
        A step for each draw; dashed where draws are weighed by published figures.
    """
    with figure_style():
        figure = Figure(figsize=(7.2, 4.2), layout="constrained")
        axes = figure.add_subplot()
        for colour, name in zip(CYCLE, found["weights"].values, strict=False):
            one = found.sel(weights=name)
            values, importance = one["value"].values, one["importance"].values
            for weight, line, text in (
                (np.ones_like(importance), "-", f"{name} weights"),
                (importance, "--", f"{name} weights, held against published figures"),
            ):
                told = ~np.isnan(values)
                if not found.attrs["figures"] and line == "--":
                    continue
                if not told.any() or weight[told].sum() == 0.0:
                    continue
                order = np.argsort(values[told])
                heaped = np.cumsum(weight[told][order]) / weight.sum()
                axes.step(
                    values[told][order], heaped, where="post", color=colour, ls=line, label=text
                )
        axes.axvline(found.attrs["nominal"], color=INK, linewidth=1.0, label="nominal values")
        if found.attrs["condition"]:
            threshold = float(str(found.attrs["condition"]).split()[1])
            axes.axvline(threshold, color=MUTED, linewidth=1.0, ls=":", label=_condition(found))
        axes.set_ylim(0.0, 1.0)
        axes.set_ylabel("share of the draws at or below")
        axes.set_xlabel("\n".join(wrap(_title(found), _WIDE)))
        axes.set_title(str(found.attrs["scenario_title"]))
        axes.grid()
        axes.legend(loc="best")
    return figure


def defended_map(found: xr.Dataset, *, weights: str, conditioning: str) -> Figure:
    """Map the probability over draws that a shot is possible at each place.

    Parameters
    ----------
    found : xarray.Dataset
        From :meth:`bongsu.studies.epistemic.uncertainty.UncertaintyStudy.dataset`, of a footprint.
    weights : str
        One of its conventions.
    conditioning : {'none', 'published'}
        Whether draws are weighed by published figures.

    Returns
    -------
    matplotlib.figure.Figure
        One map with a colour scale; what no flight reaches is blank.

    Raises
    ------
    InputError
        If the number is none of a footprint.
    """
    if "p_defended" not in found:
        raise InputError(f"{found.attrs['metric']} is no number of a footprint: it has no map")
    country = str(found.attrs["country"])
    grid = protected_by(found).grid
    values = found["p_defended"].sel(weights=weights, conditioning=conditioning).values
    with figure_style():
        figure = Figure(figsize=(5.4, 6.6), layout="constrained")
        axes = figure.add_subplot()
        chart = region_map(axes, view_of_country(country), emphasised=(country,))
        filled = draw_cells(chart, np.asarray(grid.cells, object), values, low=0.0, high=1.0)
        draw_points(
            chart,
            found["battery_latitude"].values.tolist(),
            found["battery_longitude"].values.tolist(),
            names=[str(title) for title in found["battery_title"].values],
            marker="^",
            colour=VERMILION,
            size=7.0,
        )
        label_cities(chart, most=_CITIES, country=country)
        figure.colorbar(
            filled,
            ax=axes,
            orientation="horizontal",
            shrink=0.9,
            aspect=30,
            label=f"Probability that a shot is possible, over {found.attrs['draws']:,} draws,\n"
            f"{weights} weights",
        )
        figure.suptitle("\n".join(wrap(str(found.attrs["scenario_title"]), 60)), fontsize=9.5)
    return figure


def shapley_figure(found: xr.Dataset) -> Figure:
    """Draw what part of the variance each group of rows accounts for, with intervals.

    Parameters
    ----------
    found : xarray.Dataset
        From :meth:`bongsu.studies.epistemic.sensitivity.SensitivityStudy.dataset`.

    Returns
    -------
    matplotlib.figure.Figure
        On the left a bar for each group, the largest on top; on the right the curves of the rows
        that move the mean most.
    """
    order = np.argsort(np.nan_to_num(found["shapley"].values), kind="stable")
    one = 100.0 * found[["shapley", "shapley_low", "shapley_high"]].isel(group=order)
    names = [str(title) for title in found["group_title"].values[order]]
    with figure_style():
        figure = Figure(figsize=(11.5, 1.6 + 0.42 * max(len(names), 5)), layout="constrained")
        axes, beside = figure.subplots(1, 2)
        places = np.arange(len(names))
        axes.barh(places, one["shapley"].values, color=BLUE, height=0.6)
        axes.hlines(
            places, one["shapley_low"].values, one["shapley_high"].values, color=INK, lw=1.4
        )
        ends = np.nan_to_num(one["shapley_high"].values)
        for place, low, high in zip(places, one["shapley_low"].values, ends, strict=True):
            if not low > 0.0:
                axes.text(high + 1.5, place, "none found", va="center", fontsize=7.5, color=MUTED)
        axes.set_yticks(places, names)
        axes.set_xlim(0.0, 100.0)
        axes.set_xlabel("share of the variance [%], with 95 % intervals")
        axes.set_title("What decides")
        axes.grid(axis="x")
        _curves(beside, found)
        asked = f", whether {found.attrs['condition']}" if found.attrs["condition"] else ""
        title = f"{found.attrs['scenario_title']}: {_title(found)}{asked}"
        figure.suptitle("\n".join(wrap(title, 2 * _WIDE)), fontsize=9.5)
    return figure


def _curves(axes: Axes, found: xr.Dataset) -> None:
    """Mean against the position of a row in its range, for the rows that move it most."""
    middles = (np.arange(found.sizes["bin"]) + 0.5) / found.sizes["bin"]
    deciding = found["shapley_low"].sel(group=found["row_group"].values).values > 0.0
    # rows that are drawn as one have one curve
    curves = {
        str(found["row_title"].values[index]): found["curve"].values[index]
        for index in np.flatnonzero(deciding)
    }
    by_trend = sorted(curves, key=lambda title: -_trend(middles, curves[title]))
    for colour, title in zip(CYCLE, by_trend[:_MOST_CURVES], strict=False):
        axes.plot(middles, curves[title], "o-", color=colour, ms=3.0, label=title)
    axes.axhline(found.attrs["mean"], color=RULE, lw=1.0)
    axes.set_xlim(0.0, 1.0)
    axes.set_xlabel("share of the draws with a smaller value of the row")
    asked = str(found.attrs["condition"])
    axes.set_ylabel(f"probability of {asked}" if asked else "mean of the number")
    axes.set_title("By row")
    axes.grid()
    if axes.get_legend_handles_labels()[0]:
        axes.legend(loc="upper left", bbox_to_anchor=(0.0, -0.16), fontsize=7.0)


def _trend(places: FloatArray, curve: FloatArray) -> float:
    """How far a curve rises or falls from end to end, whatever scatters about it."""
    told = ~np.isnan(curve)
    if told.sum() < 2:
        return 0.0
    return abs(float(np.polyfit(places[told], curve[told], 1)[0]))


def _title(found: xr.Dataset) -> str:
    target = f", to {found.attrs['target']}" if found.attrs["target"] else ""
    unit = str(found.attrs["unit"])
    return f"{found.attrs['metric_title']}{target}{_UNITS.get(unit, f' [{unit}]')}"


def _condition(found: xr.Dataset) -> str:
    return f"condition: {found.attrs['condition']}"
