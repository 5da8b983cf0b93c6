"""Maps of the brief: footprints, what the radar sees, and tracks of flights of others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import shapely
import xarray as xr
from pyproj import Transformer
from shapely.geometry import MultiPolygon
from shapely.geometry.base import BaseGeometry

from bongsu.claims.case import Case
from bongsu.claims.claim import Reading
from bongsu.geography.inside import points_inside
from bongsu.geography.outlines import WGS84, country_name
from bongsu.physics.numerics.arrays import BoolArray, FloatArray
from bongsu.physics.radar.sampled_flight import SampledFlight
from bongsu.report.brief.figures.map_panel import MapPanel, valid
from bongsu.report.brief.figures.sheet import (
    WIDTH,
    Legend,
    Panel,
    Plate,
    Sheet,
    line_of,
    path_of,
)
from bongsu.report.language import Language
from bongsu.report.lettering import Figure
from bongsu.report.maps.canvas import Plane, plane_about, view_of_country
from bongsu.scenario import Coordinates
from bongsu.studies.footprint.contours import contours_of
from bongsu.studies.footprint.numbers import reached
from bongsu.studies.footprint.together import flights_met

_TO_GEODETIC = Transformer.from_crs(4978, 4979, always_xy=True)
_SHARES: Final = (0.0, 0.2, 0.4, 0.6, 0.8)
_ANY_SHARE: Final = 1e-6
_LEAST_RADIUS_M: Final = 5e5
_ARC_RADIUS_M: Final = 5.0e6
_GROUPS: Final[Mapping[str, str]] = {"intercontinental": "track-far", "theatre": "track-near"}


def footprint_map(case: Case, sheet: Sheet) -> Plate:
    """Draw where a shot is possible from the scenario's own site, over all flights.

    Parameters
    ----------
    case : Case
        The nominal one.
    sheet : Sheet
        Of the page.

    Returns
    -------
    Plate
        One map of the country.
    """
    data = case.footprint.isel(site=own_row(case))
    site = own_site(case)
    say, text = sheet.language.say, sheet.language.text
    panel = _footprint(case, sheet, data, title="")
    batteries = len(case.scenario.batteries)
    caption = (
        say(
            "What one battery at {site} could shoot at: the share of the flights to each place, "
            "over all missiles, launch areas and shapes, with nominal values.",
            site=text(site.title),
        )
        if batteries == 1
        else say(
            "What {number} batteries together could shoot at, the first of them at {site}: the "
            "share of the flights to each place, over all missiles, launch areas and shapes, with "
            "nominal values.",
            number=batteries,
            site=text(site.title),
        )
    )
    return Plate(
        name="overview",
        panels=(panel,),
        legend=share_legend(sheet.language),
        legend_title=say("Flights that a shot could meet"),
        caption=caption,
    )


def footprints(case: Case, sheet: Sheet) -> Plate:
    """Draw where a shot is possible from the scenario's own site, missile by missile.

    Parameters
    ----------
    case : Case
        The nominal one.
    sheet : Sheet
        Of the page.

    Returns
    -------
    Plate
        A map for each missile.
    """
    data = case.footprint.isel(site=own_row(case))
    say, text = sheet.language.say, sheet.language.text
    missiles = list(dict.fromkeys(data["missile"].values))
    panels = []
    for missile in missiles:
        flights = data.isel(flight=data["missile"].values == missile)
        title = text(str(flights["missile_title"].values[0]))
        panels.append(_footprint(case, sheet, flights, title=title))
    return Plate(
        name="footprints",
        panels=tuple(panels),
        legend=share_legend(sheet.language),
        legend_title=say("Flights of the missile that a shot could meet"),
        caption=say(
            "From {site} (triangle), missile by missile. Blank: the missile does not reach the "
            "place on any of its flights.",
            site=text(own_site(case).title),
        ),
    )


def _footprint(case: Case, sheet: Sheet, flights: xr.Dataset, *, title: str) -> Panel:
    country = case.scenario.region.country
    chart = MapPanel(sheet, view_of_country(country).plane, country)
    chart.ground()
    fill_shares(chart, flights)
    chart.borders()
    chart.scale()
    chart.sites(own_site(case))
    chart.cities(country)
    say, text = sheet.language.say, sheet.language.text
    alternative = say(
        "Map of {country}: share of the flights to each place that a shot could meet.",
        country=text(country_name(country)),
    )
    return Panel(
        svg=chart.drawing.svg(f"{title}. {alternative}" if title else alternative), title=title
    )


def fill_shares(panel: MapPanel, flights: xr.Dataset) -> None:
    """Fill in at how many of the flights to each place a shot is possible.

    Parameters
    ----------
    panel : MapPanel
        With its ground.
    flights : xarray.Dataset
        From :func:`bongsu.studies.footprint.play.footprint`, of one site.
    """
    # what is reached and never met is a band of its own
    levels = [level if level else -_ANY_SHARE for level in _SHARES]
    kinds = [f"band-{band}" for band in range(len(levels))]
    panel.bands(contours_of(flights), share_met(flights), levels, kinds)


def share_met(flights: xr.Dataset) -> FloatArray:
    """Say at how many of the flights to each place a shot is possible.

    Parameters
    ----------
    flights : xarray.Dataset
        From :func:`bongsu.studies.footprint.play.footprint`, of one site.

    Returns
    -------
    ndarray
        By cell; not a number where none reaches it. [1]
    """
    share = flights_met(flights, "average").where(reached(flights).any("flight"))
    return np.asarray(share.values)


def share_legend(language: Language) -> tuple[Legend, ...]:
    """Say what `fill_shares` fills in.

    Parameters
    ----------
    language : Language
        Of the page.

    Returns
    -------
    tuple of Legend
        A line for each band, and for what no flight reaches.
    """
    ends = (*_SHARES[1:], 1.0)
    return (
        *(
            Legend(f"band-{band}", language.range(low, high, "1"))
            for band, (low, high) in enumerate(zip(_SHARES, ends, strict=True))
        ),
        Legend("none", language.say("not reached by the missile")),
    )


def radar_views(case: Case, sheet: Sheet, readings: Sequence[Reading] = ()) -> Plate:
    """Draw what the radar sees while it holds all launch areas.

    Parameters
    ----------
    case : Case
        The nominal one.
    sheet : Sheet
        Of the page.
    readings : sequence of Reading
        Of the claim.

    Returns
    -------
    Plate
        From the battery's own site, a map for a warhead in terminal mode, and one for a missile in
        boost in the other; from the site of the separate radar that the readings ask about, where
        they ask about one, both objects in the mode that they ask about.
    """
    say, text = sheet.language.say, sheet.language.text
    site, country, views = _looking(case, readings)
    titles = {
        ("terminal", "reentry-vehicle"): say("Terminal mode: a warhead, 100 km up"),
        ("terminal", "boosting-missile"): say("Terminal mode: a missile in boost, 100 km up"),
        ("forward-based", "reentry-vehicle"): say("Forward-based mode: a warhead, 100 km up"),
        ("forward-based", "boosting-missile"): say(
            "Forward-based mode: a missile in boost, 100 km up"
        ),
    }
    seen = {key: view["seen"].mean("direction").values for key, view in views.items()}
    farthest = max(_farthest_m(view, site, seen[key]) for key, view in views.items())
    plane = plane_about(
        site.latitude_deg, site.longitude_deg, max(_LEAST_RADIUS_M, 1.08 * farthest)
    )
    panels = []
    for key, view in views.items():
        title = titles[key]
        chart = MapPanel(sheet, plane, country)
        chart.ground()
        for level, kind in ((_ANY_SHARE, "seen-some"), (1.0 - _ANY_SHARE, "seen-all")):
            area = _area_where(seen[key] >= level, view, plane)
            chart.drawing.path(path_of(chart.units(area), 1.2), kind)
        chart.borders()
        chart.scale()
        chart.sites(site)
        chart.countries()
        chart.cities(country, most=5)
        panels.append(Panel(svg=chart.drawing.svg(title), title=title))
    azimuths = next(iter(views.values()))["boresight_deg"].values
    return Plate(
        name="radar",
        panels=tuple(panels),
        legend=(
            Legend("seen-all", say("seen on every such boresight")),
            Legend("seen-some", say("seen on some of them")),
        ),
        caption=say(
            "From {site}, facing {first:.0f}° to {last:.0f}° from north: the boresights that keep "
            "every launch area in view. Borders as on any map of the brief; distances from the "
            "radar are true.",
            site=text(site.title),
            first=azimuths[0],
            last=azimuths[-1],
        ),
    )


_USUALLY_SHOWN: Final = (("terminal", "reentry-vehicle"), ("forward-based", "boosting-missile"))
"""Mode of the battery's own radar, and what it looks at, of each map."""


def _looking(
    case: Case, readings: Sequence[Reading]
) -> tuple[Coordinates, str, dict[tuple[str, str], xr.Dataset]]:
    """From where a radar looks, in which country that is, and what it sees by mode and object."""
    scenario = case.scenario
    about = _about_radar(readings)
    if about is None:
        return (
            own_site(case),
            scenario.region.country,
            {
                (mode, key): _shown(case.views(mode), own_row(case), mode, key)
                for mode, key in _USUALLY_SHOWN
                if mode in case.modes
            },
        )
    name, mode = str(about.parameters["radar"]), str(about.parameters["mode"])
    site = next(one.site for one in scenario.radars if one.name == name)
    listed = site in scenario.catalog.keys("site")
    return (
        scenario.place("site", site),
        scenario.catalog.place("site", str(site)).country if listed else scenario.region.country,
        {
            (mode, key): _shown(case.views(mode, name), 0, mode, key)
            for key in ("reentry-vehicle", "boosting-missile")
        },
    )


def _shown(views: xr.Dataset, row: int, mode: str, key: str) -> xr.Dataset:
    """What is seen from one site, 100 km up."""
    return views.isel(site=row).sel(altitude_km=100.0, mode=mode, object=key)


def _about_radar(readings: Sequence[Reading]) -> Reading | None:
    """The first reading of a separate radar."""
    return next((one for one in readings if one.parameters.get("radar")), None)


def has_radar(case: Case, readings: Sequence[Reading]) -> bool:
    """Say whether the scenario has the radar that readings are about.

    Parameters
    ----------
    case : Case
        The nominal one.
    readings : sequence of Reading
        Of a claim.

    Returns
    -------
    bool
        Whether a separate radar that they name is there, or they name none; with a mode that the
        maps show.
    """
    about = _about_radar(readings)
    if about is None:
        return any(mode in case.modes for mode, _ in _USUALLY_SHOWN)
    names = [one.name for one in case.scenario.radars]
    return about.parameters["radar"] in names and about.parameters["mode"] in case.modes


def _farthest_m(views: xr.Dataset, site: Coordinates, share: FloatArray) -> float:
    """Distance from a site to the farthest cell that is seen."""
    rows, columns = np.nonzero(share > 0.0)
    if not rows.size:
        return 0.0
    start = np.full(rows.size, site.longitude_deg), np.full(rows.size, site.latitude_deg)
    place = views["longitude"].values[columns], views["latitude"].values[rows]
    return float(np.max(WGS84.inv(*start, *place)[2]))


def _area_where(held: BoolArray, views: xr.Dataset, plane: Plane) -> BaseGeometry:
    """Where cells of a map of latitudes and longitudes hold, halfway to those that do not."""
    if not held.any():
        return MultiPolygon()
    axes = Figure().add_subplot()
    field = np.pad(held.astype(float), 1)
    latitude, longitude = (_padded(views[name].values) for name in ("latitude", "longitude"))
    filled = axes.contourf(longitude, latitude, field, levels=(0.5, 2.0))
    outlines = [np.asarray(one) for path in filled.get_paths() for one in path.to_polygons()]
    rings = [
        np.column_stack(plane.plane(*reversed(outline.T)))
        for outline in outlines
        if len(outline) > 3
    ]
    area: BaseGeometry = MultiPolygon()
    for ring in rings:  # a hole follows what it is cut out of
        area = shapely.symmetric_difference(area, valid(shapely.Polygon(ring)))
    return shapely.intersection(area, plane.frame)


def _padded(values: FloatArray) -> FloatArray:
    step = values[1] - values[0]
    return np.concatenate([[values[0] - step], values, [values[-1] + step]])


def other_tracks(case: Case, sheet: Sheet) -> Plate:
    """Draw the ground tracks of flights that are not aimed at the country.

    Parameters
    ----------
    case : Case
        The nominal one.
    sheet : Sheet
        Of the page.

    Returns
    -------
    Plate
        One map about the site.
    """
    say, text = sheet.language.say, sheet.language.text
    scenario = case.scenario
    site = own_site(case)
    interceptor = scenario.catalog.interceptor(
        scenario.catalog.battery(scenario.batteries[0].type).interceptor.value
    )
    low, high = interceptor.lowest_altitude.value, interceptor.highest_altitude.value
    reach = interceptor.longest_range.value
    chart = MapPanel(
        sheet,
        plane_about(site.latitude_deg, site.longitude_deg, _ARC_RADIUS_M),
        scenario.region.country,
    )
    chart.ground()
    chart.borders()
    for arc in case.other_arcs():
        _track(chart, arc, low, high)
    circle = shapely.Point(0.0, 0.0).buffer(reach, quad_segs=32)
    chart.drawing.path(path_of(chart.units(circle), 0.4), "reach")
    chart.scale()
    chart.sites(site)
    chart.countries()
    groups = {arc.group for arc in case.other_arcs()}
    names = {
        "intercontinental": say("intercontinental missiles"),
        "theatre": say("theatre missiles"),
    }
    return Plate(
        name="tracks",
        panels=(
            Panel(
                svg=chart.drawing.svg(
                    say(
                        "Map of the tracks of missiles that are not aimed at {country}.",
                        country=text(country_name(scenario.region.country)),
                    )
                )
            ),
        ),
        legend=(
            *(Legend(_GROUPS[group], names[group]) for group in _GROUPS if group in groups),
            Legend(
                "track-within",
                say(
                    "at heights of {low:.0f} to {high:.0f} km, where the interceptor works",
                    low=low / 1e3,
                    high=high / 1e3,
                ),
            ),
            Legend(
                "reach", say("ground range of the interceptor, {reach:.0f} km", reach=reach / 1e3)
            ),
        ),
        caption=say(
            "Tracks over the ground of flights that are not aimed at {country}. A flight could be "
            "shot at only where its track is marked inside the circle.",
            country=text(country_name(scenario.region.country)),
        ),
    )


def _track(chart: MapPanel, arc: SampledFlight, low: float, high: float) -> None:
    first, second, third = arc.samples.position_m.T
    longitude, latitude, altitude = _TO_GEODETIC.transform(first, second, third)
    x, y = chart.plane.plane(latitude, longitude)
    inside = points_inside(chart.plane.frame, x, y)
    within = (altitude >= low) & (altitude <= high)
    west, _, _, north = chart.plane.frame.bounds
    scale = WIDTH / (-2.0 * west)
    for chosen, kind in ((inside, _GROUPS[arc.group]), (inside & within, "track-within")):
        chart.drawing.path(
            line_of(
                np.where(chosen, scale * (x - west), np.nan),
                np.where(chosen, scale * (north - y), np.nan),
            ),
            kind,
        )


def own_row(case: Case) -> int:
    """Position of the battery's own site among the sites compared.

    Parameters
    ----------
    case : Case
        Any.

    Returns
    -------
    int
        The first if it is not among them. [1]
    """
    name = case.scenario.place("site", case.scenario.batteries[0].site).name
    return case.sites.index(name) if name in case.sites else 0


def own_site(case: Case) -> Coordinates:
    """The site that figures of one site show.

    Parameters
    ----------
    case : Case
        Any.

    Returns
    -------
    Coordinates
        The battery's own, or the first compared.
    """
    one = case.places[own_row(case)]
    return one.place("site", one.battery().site)
