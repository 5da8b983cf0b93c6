"""Figures that compare footprints: sites side by side, and the range over cited uncertainty."""

from collections.abc import Sequence
from textwrap import fill

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from bongsu.report.footprint.maps import write_heading
from bongsu.report.lettering import Figure
from bongsu.report.style import BLUE, INK, ORANGE, RULE, SKY, figure_style
from bongsu.words import Over, number_of

_MOST_BARS = 14
# parameters that move the share by less are not drawn [%]
_LEAST_MOVE = 0.1
# share of the people [1]
_LEAST_GAIN = 1e-3
_OVER_LABELS: dict[Over, str] = {
    "every": "defended against every flight",
    "average": "defended, average over flights",
    "any": "defended against some flight",
}


def sites_figure(
    compared: xr.Dataset,
    pairs: xr.Dataset,
    sets: xr.Dataset,
    *,
    missiles: Sequence[str],
    pairs_shown: int = 5,
) -> Figure:
    """Draw what one battery defends from each site, and several from the best pairs and sets.

    Parameters
    ----------
    compared : xarray.Dataset
        From :func:`bongsu.studies.sites.compare_sites`.
    pairs : xarray.Dataset
        From :func:`bongsu.studies.sites.best_pairs`.
    sets : xarray.Dataset
        From :func:`bongsu.studies.sites.best_sets`.
    missiles : sequence of str
        Titles of the missiles that fly.
    pairs_shown : int
        How many pairs. [1]

    Returns
    -------
    matplotlib.figure.Figure
        Bars of the shares of people and area.
    """
    singles = compared.isel(site=np.argsort(compared["people_share_within_reach"].values))
    best = pairs.isel(pair=slice(pairs_shown))
    # a battery more that hardly adds anything is not drawn
    gains = np.diff(sets["people_share_within_reach"].values, prepend=0.0)
    more = sets.isel(batteries=[k for k in range(2, len(gains)) if gains[k] > _LEAST_GAIN])
    titles = sets["site_title"].values
    groups = [
        ("One battery", singles, [str(name) for name in singles["site_title"].values]),
        (
            "Two batteries, best pairs",
            best.isel(pair=slice(None, None, -1)),
            [
                f"{a} + {b}"
                for a, b in zip(
                    best["first_site_title"].values, best["second_site_title"].values, strict=True
                )
            ][::-1],
        ),
        (
            "More batteries, best sets",
            more.isel(batteries=slice(None, None, -1)),
            [fill(" + ".join(titles[row]), 40) for row in more["chosen"].values][::-1],
        ),
    ]
    groups = [group for group in groups if group[2]]
    with figure_style():
        lines = [sum(1 + 0.4 * name.count("\n") for name in names) for *_, names in groups]
        figure = Figure(figsize=(7.2, 1.4 + 0.5 * len(groups) + 0.26 * sum(lines)))
        figure.set_layout_engine("constrained")
        write_heading(
            figure, compared, f"{compared.attrs['country_title']}: against {', '.join(missiles)}"
        )
        panels = figure.subplots(len(groups), 1, sharex=True, height_ratios=lines, squeeze=False)
        for axes, (title, data, names) in zip(panels[:, 0], groups, strict=True):
            _bars(axes, data, names)
            axes.set_title(title)
        panels[-1, 0].set_xlabel(
            f"Share of those reached, {_OVER_LABELS[compared.attrs['over']]} [%]"
        )
        figure.legend(
            handles=[Patch(color=BLUE, label="people"), Patch(color=SKY, label="area")],
            loc="outside lower right",
            ncols=2,
        )
    return figure


def range_figure(found: xr.Dataset, over: Over = "average") -> Figure:
    """Draw how far each parameter alone moves the share defended, and all together.

    Parameters
    ----------
    found : xarray.Dataset
        From :func:`bongsu.studies.uncertainty.footprint_range`.
    over : {"every", "average", "any"}
        How flights count together.

    Returns
    -------
    matplotlib.figure.Figure
        On top all parameters together, below one bar for each of the most telling, the most
        telling first; how many more there are is said below.
    """
    one = 100.0 * found.sel(over=over)
    worst, nominal, best = one["share"].values
    low, high = one["share_low"].values, one["share_high"].values
    telling = np.flatnonzero(np.maximum(abs(low - nominal), abs(high - nominal)) > _LEAST_MOVE)
    shown = telling[:_MOST_BARS]
    left_out = np.setdiff1d(np.arange(len(low)), shown)
    with figure_style():
        figure = Figure(figsize=(7.6, 1.7 + 0.26 * (len(shown) + 2)), layout="constrained")
        axes = figure.add_subplot()
        for place, index in enumerate(shown[::-1]):
            for value, colour in ((low[index], ORANGE), (high[index], BLUE)):
                axes.barh(place, value - nominal, left=nominal, color=colour, height=0.66)
        top = len(shown)
        labels = [str(found["parameter_title"].values[i]) for i in shown[::-1]]
        drawn = one["share_drawn"].values
        if drawn.size:
            few, many = np.quantile(drawn, [0.05, 0.95])
            axes.barh(top, many - few, left=few, color="#7f8890", height=0.66)
            axes.plot(np.median(drawn), top, "o", color=INK, markersize=4.0)
            labels.append("all drawn by lot, 5 to 95 %")
            top += 1
        axes.barh(top, best - worst, left=worst, color=RULE, height=0.66)
        labels.append("all at their worse or better end")
        axes.set_yticks(range(len(labels)), labels)
        axes.axvline(nominal, color=INK, linewidth=1.0)
        axes.set_xlim(max(0.0, min(worst, low.min(), high.min()) - 2.0), best + 2.0)
        below = f"Share of the {found.attrs['weight']} reached, {_OVER_LABELS[over]} [%]"
        if left_out.size:
            most = abs(np.concatenate([low[left_out], high[left_out]]) - nominal).max()
            below += (
                f"\n{number_of(left_out.size, 'parameter')} not shown: alone "
                f"{'it moves' if left_out.size == 1 else 'each moves'} the share by at most "
                f"{max(most, _LEAST_MOVE):.1f} percentage points"
            )
        axes.set_xlabel(below)
        axes.set_title(
            f"{found.attrs['missile_title']}, battery at {found.attrs['site_title']}: "
            f"nominal {nominal:.0f} %"
        )
        axes.grid(axis="x")
        figure.legend(
            handles=[
                Patch(color=ORANGE, label="one parameter at the low end of its range"),
                Patch(color=BLUE, label="at the high end"),
            ],
            loc="outside lower center",
            ncols=2,
        )
    return figure


def _bars(axes: Axes, data: xr.Dataset, names: list[str]) -> None:
    places = np.arange(len(names))
    for shift, key, colour in (
        (0.19, "people_share_within_reach", BLUE),
        (-0.19, "area_share_within_reach", SKY),
    ):
        shares = 100.0 * data[key].values
        axes.barh(places + shift, shares, height=0.36, color=colour)
        for place, share in zip(places + shift, shares, strict=True):
            axes.text(share + 0.7, place, f"{share:.0f}", va="center", fontsize=7.0)
    axes.set_yticks(places, names)
    axes.set_xlim(0.0, 104.0)
    axes.grid(axis="x")
