"""Figure of what each object shows a radar at every aspect."""

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.gridspec import SubplotSpec
from numpy.typing import ArrayLike

from bongsu.report.lettering import Figure, plain_log_ticks
from bongsu.report.style import BLUE, MUTED, VERMILION, figure_style


def aspect_figure(found: xr.Dataset, heading: str) -> Figure:
    """Cross-section against aspect, a panel for each object, and the range that it gives.

    Parameters
    ----------
    found : xarray.Dataset
        Result of :func:`bongsu.studies.radar.aspect.cross_sections_by_aspect`.
    heading : str
        Which radar the ranges are of.

    Returns
    -------
    matplotlib.figure.Figure
        Cross-section on the left and range on the right of each panel; the band has the three rows
        of the object at their low and at their high ends.
    """
    count = found.sizes["object"]
    rows = (count + 1) // 2
    with figure_style():
        figure = Figure(figsize=(7.4, 0.8 + 2.6 * rows), layout="constrained")
        panels = figure.subplots(rows, 2, sharex=True, sharey=True, squeeze=False).ravel()
        for index, axes in enumerate(panels[:count]):
            _draw(axes, found.isel(object=index))
        for axes in panels[count:]:
            axes.set_visible(False)
        # shared axes have their limits once all panels are drawn
        for axes in panels[:count]:
            _range_scale(axes, found)
        figure.suptitle(heading, fontsize=10.0)
        handles, labels = panels[0].get_legend_handles_labels()
        figure.legend(handles, labels, loc="outside lower center", ncols=3)
    return figure


def _draw(axes: Axes, one: xr.Dataset) -> None:
    aspect_deg, seen = one["aspect_deg"], one["cross_section_m2"]
    axes.set_yscale("log")
    plain_log_ticks(axes.yaxis)
    axes.set_xlim(0.0, 180.0)
    axes.set_xticks([0, 45, 90, 135, 180], ["nose-on", "45", "side", "135", "rear"])
    axes.fill_between(
        aspect_deg, seen.sel(level="low"), seen.sel(level="high"), color=BLUE, alpha=0.18, lw=0.0,
        label="all three rows at one end of their ranges",
    )  # fmt: skip
    axes.plot(aspect_deg, seen.sel(level="nominal"), color=BLUE, label="by aspect")
    axes.axhline(
        float(one["constant_m2"]), color=VERMILION, lw=1.1, ls="--", label="one number for all"
    )
    axes.set_title(str(one["object_title"].values))
    if _place(axes).is_first_col():
        axes.set_ylabel("cross-section [m²]")
    if _place(axes).is_last_row():
        axes.set_xlabel("angle between axis and line of sight [deg]")
    axes.grid(visible=True, alpha=0.6)


def _range_scale(axes: Axes, found: xr.Dataset) -> None:
    """Ranges on the right: the fourth root of the cross-section."""
    reference_m2 = float(found["cross_section_m2"].values.flat[0])
    reference_km = float(found["range_km"].values.flat[0])

    def to_range(area_m2: ArrayLike) -> ArrayLike:
        return reference_km * (np.asarray(area_m2, float) / reference_m2) ** 0.25

    def to_area(range_km: ArrayLike) -> ArrayLike:
        return reference_m2 * (np.asarray(range_km, float) / reference_km) ** 4

    scale = axes.secondary_yaxis("right", functions=(to_range, to_area))
    low_m2, high_m2 = axes.get_ylim()
    ticks = [500.0, 1000.0, 2000.0, 4000.0]
    held = [reference_m2 * (tick / reference_km) ** 4 for tick in ticks]
    scale.set_yticks(
        [tick for tick, at in zip(ticks, held, strict=True) if low_m2 <= at <= high_m2]
    )
    scale.yaxis.set_major_formatter("{x:,.0f}")
    scale.minorticks_off()
    scale.tick_params(colors=MUTED)
    if _place(axes).is_last_col():
        scale.set_ylabel("range on boresight [km]")


def _place(axes: Axes) -> SubplotSpec:
    place = axes.get_subplotspec()
    assert place is not None
    return place
