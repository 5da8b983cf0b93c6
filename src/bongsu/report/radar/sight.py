"""What a radar sees above one place: a map towards it, and the heights."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import FuncFormatter, NullFormatter

from bongsu.catalog.names import lower_first
from bongsu.geography.gazetteer import NamedPlace
from bongsu.geography.grid import country_under
from bongsu.geography.outlines import WGS84
from bongsu.report.lettering import Figure
from bongsu.report.maps.canvas import azimuthal_map, name_countries
from bongsu.report.maps.layers import draw_path, draw_points, draw_polar_field, label_cities
from bongsu.report.radar.coverage import draw_field_edges
from bongsu.report.style import BLUE, INK, MUTED, ORANGE, VERMILION, figure_style
from bongsu.studies.radar.sight import OBJECTS, HeightsSeen, Sight
from bongsu.studies.radar.view.own import view_map
from bongsu.studies.radar.view.station import RadarView

_MAP_HEIGHT_KM = 300.0
_COLOURS = dict(zip(OBJECTS, (VERMILION, ORANGE, BLUE), strict=True))
_FACING = {
    "scenario": "as in the scenario",
    "place": "towards the place",
    "nearest-held": "nearest, launch areas held",
    "farthest-held": "farthest, launch areas held",
}
_LEAST_RADIUS_M, _FARTHEST_RADIUS_M, _MARGIN = 500e3, 10_000e3, 1.25
_LOWEST_KM, _HIGHEST_KM = 5.0, 6000.0
_BAR, _GAP = 0.22, 0.26


def sight_figure(study: Sight, view: RadarView, place: NamedPlace, title: str) -> Figure:
    """Map the view of a radar towards a place, and draw the heights that it sees there.

    Parameters
    ----------
    study : Sight
        Distance, horizon and heights.
    view : RadarView
        The radar as it stands in the scenario.
    place : NamedPlace
        Whose sky is looked at.
    title : str
        Of the scenario.

    Returns
    -------
    matplotlib.figure.Figure
        A round map about the radar above bars of heights by mode, direction and object.
    """
    with figure_style():
        figure = Figure(figsize=(6.6, 10.2), layout="constrained")
        figure.suptitle(
            f"{title}\nWhat does the radar at {study.site.title} see above {place.title}?",
            fontsize=10.0,
        )
        above, below = figure.subplots(2, 1, height_ratios=(1.5, 1.0))
        _draw_map(above, study, view, place)
        _draw_heights(below, study, place)
        figure.legend(handles=_handles(study), loc="outside lower center", ncols=3, fontsize=8.0)
    return figure


def _draw_map(axes: Axes, study: Sight, view: RadarView, place: NamedPlace) -> None:
    site = study.site
    latitude, longitude = np.degrees(site.latitude), np.degrees(site.longitude)
    radius_m = float(
        np.clip(_MARGIN * 1e3 * study.distance_km, _LEAST_RADIUS_M, _FARTHEST_RADIUS_M)
    )
    chart = azimuthal_map(axes, latitude, longitude, radius_m, names=False)
    edges = None
    for key, colour in ((OBJECTS[-1], 0.35), (OBJECTS[0], 0.9)):
        found = view_map(
            view, altitudes_km=[_MAP_HEIGHT_KM], cross_section_m2=study.cross_sections_m2[key]
        ).isel(altitude_km=0)
        detected = found["seen"].sel(task="detect").values
        draw_polar_field(
            chart,
            found["azimuth_deg"].values,
            1e3 * found["ground_range_km"].values,
            np.where(detected, colour, np.nan),
            low=0.0,
            high=1.0,
            colours="Blues",
        )
        edges = found["edge_deg"] if edges is None else edges
    assert edges is not None
    draw_field_edges(chart, latitude, longitude, view.boresight_deg, edges)
    line = WGS84.npts(longitude, latitude, place.longitude_deg, place.latitude_deg, 60)
    draw_path(
        chart,
        [latitude, *(y for _, y in line), place.latitude_deg],
        [longitude, *(x for x, _ in line), place.longitude_deg],
        colour=MUTED,
        width=0.9,
        dashed=True,
    )
    draw_points(chart, latitude, longitude, marker="^", colour=INK, size=7.0)
    point = [place.latitude_deg], [place.longitude_deg]
    draw_points(chart, *point, names=[place.title], marker="D", colour=VERMILION, size=5.0)
    for code in (country_under(latitude, longitude), place.country or None):
        label_cities(chart, most=3, size=5.5, country=code)
    name_countries(chart)
    axes.set_title(
        f"{view.mode} mode, facing {view.boresight_deg % 360.0:.0f}°; objects "
        f"{_MAP_HEIGHT_KM:g} km high; {study.distance_km:,.0f} km to {place.title}",
        loc="center",
        fontsize=8.5,
    )


def _draw_heights(axes: Axes, study: Sight, place: NamedPlace) -> None:
    kinds = list(dict.fromkeys((one.mode, one.facing) for one in study.rows))
    for level, kind in enumerate(kinds):
        some = [one for one in study.rows if (one.mode, one.facing) == kind]
        for index, one in enumerate(some):
            _draw_bar(axes, one, level + _GAP * (index - (len(some) - 1) / 2.0))
    axes.set_xscale("log")
    axes.set_xlim(_LOWEST_KM, _HIGHEST_KM)
    axes.set_ylim(len(kinds) - 0.5, -0.5)
    axes.set_yticks(
        range(len(kinds)),
        [f"{mode}, {facing.boresight_deg:.0f}°\n{_FACING[facing.name]}" for mode, facing in kinds],
        fontsize=7.0,
    )
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))
    axes.xaxis.set_minor_formatter(NullFormatter())
    axes.grid(axis="x")
    if study.horizon_km < _HIGHEST_KM:
        axes.axvspan(_LOWEST_KM, study.horizon_km, color=MUTED, alpha=0.25, linewidth=0.0)
    axes.set_xlabel(f"Heights above {place.title} at which one look detects it [km]")


def _draw_bar(axes: Axes, one: HeightsSeen, level: float) -> None:
    if not one.seen:
        axes.plot(1.15 * _LOWEST_KM, level, "x", color=_COLOURS[one.object_key], markersize=4.0)
        return
    low = max(one.lowest_km, _LOWEST_KM)
    axes.barh(level, one.highest_km - low, left=low, height=_BAR, color=_COLOURS[one.object_key])


def _handles(study: Sight) -> list[Patch | Line2D]:
    titles = {one.object_key: lower_first(one.object_title) for one in study.rows}
    return [
        *(Patch(color=_COLOURS[key], label=titles[key]) for key in OBJECTS),
        Line2D([], [], color=INK, marker="x", linestyle="", label="not seen at any height"),
        Patch(color=MUTED, alpha=0.25, label="hidden by the horizon"),
        Patch(color="#9dc6e0", label="map: boosting missile seen"),
        Patch(color="#08458b", label="map: warhead seen too"),
        Line2D([], [], color=VERMILION, linestyle="--", label="side of the field of regard"),
        Line2D([], [], color=INK, marker="^", linestyle="", label="radar"),
    ]
