"""Map of two footprints, and of the difference between them."""

import numpy as np
import xarray as xr
from matplotlib.axes import Axes

from bongsu.report.lettering import Figure
from bongsu.report.maps.canvas import Map, View, region_map, view_of_country
from bongsu.report.maps.layers import draw_bands, draw_points, label_cities
from bongsu.report.style import INK, figure_style
from bongsu.studies.footprint.contours import contours_of
from bongsu.studies.footprint.numbers import reached
from bongsu.studies.footprint.together import flights_met

_SHARES = tuple(step / 10 for step in range(11))
_DIFFERENCES = (-1.0, -0.6, -0.3, -0.1, 0.1, 0.3, 0.6, 1.0)
_PANEL_INCHES, _ASPECTS = 3.6, (0.6, 1.6)
_CITIES = 5


def two_footprints_figure(first: xr.Dataset, second: xr.Dataset, names: tuple[str, str]) -> Figure:
    """Map two footprints side by side, and where they are of one country what differs.

    Parameters
    ----------
    first, second : xarray.Dataset
        From :func:`bongsu.studies.footprint.play.footprint`, of one site each.
    names : tuple of str
        Of the scenarios.

    Returns
    -------
    matplotlib.figure.Figure
        Two maps of the share of the flights at which a shot is possible, and a third of the second
        share less the first where both are counted over the same places.
    """
    both = [found.isel(site=0) for found in (first, second)]
    shares = [flights_met(one, "average").where(reached(one).any("flight")) for one in both]
    alike = comparable(first, second)
    views = [view_of_country(str(one.attrs["country"])) for one in both]
    aspect = float(np.clip(views[0].width_m / views[0].height_m, *_ASPECTS))
    count = 2 + alike
    with figure_style():
        figure = Figure(
            figsize=(_PANEL_INCHES * aspect * count + 0.3, _PANEL_INCHES + 1.5),
            layout="constrained",
        )
        panels: list[Axes] = list(figure.subplots(1, count, squeeze=False).ravel())
        filled = []
        for axes, one, share, view, name in zip(panels, both, shares, views, names, strict=False):
            chart = _panel(axes, one, view, name)
            filled.append(draw_bands(chart, contours_of(one), share.values, _SHARES))
        figure.colorbar(
            filled[0],
            ax=panels[:2],
            orientation="horizontal",
            shrink=0.8,
            aspect=40,
            ticks=_SHARES[::2],
            label="Share of the flights at which a shot is possible",
        )
        if alike:
            chart = _panel(panels[2], both[1], views[1], f"{names[1]} less {names[0]}")
            change = shares[1].values - shares[0].values
            shown = draw_bands(chart, contours_of(both[1]), change, _DIFFERENCES, colours="PuOr")
            figure.colorbar(
                shown,
                ax=panels[2:],
                orientation="horizontal",
                shrink=0.95,
                aspect=20,
                ticks=_DIFFERENCES,
                label="Difference of these shares",
            )
    return figure


def comparable(first: xr.Dataset, second: xr.Dataset) -> bool:
    """Say whether two footprints are over the same places.

    Parameters
    ----------
    first, second : xarray.Dataset
        From :func:`bongsu.studies.footprint.play.footprint`.

    Returns
    -------
    bool
        Whether country, spacing of the grid and count of people are the same.
    """
    keys = ("country", "grid_spacing_m", "people_key")
    return all(first.attrs[key] == second.attrs[key] for key in keys)


def _panel(axes: Axes, data: xr.Dataset, view: View, title: str) -> Map:
    country = str(data.attrs["country"])
    chart = region_map(axes, view, emphasised=(country,))
    places = data["battery_latitude"].values, data["battery_longitude"].values
    draw_points(chart, *places, marker="^", colour=INK, size=6.0)
    label_cities(chart, most=_CITIES, size=5.5, country=country)
    axes.set_title(title, fontsize=8.5, loc="center")
    return chart
