"""The pictures that stand beside the claims, drawn from the studies of the nominal case."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import xarray as xr
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from pyproj import Transformer

from bongsu.catalog.rows.units import parse_quantity
from bongsu.claims.case import FEW_OUTCOMES, AbsentError, Case, Cases
from bongsu.claims.claim import Reading
from bongsu.claims.measures.defence import KEPT, TOGETHER, has_need, need, raid_plan
from bongsu.claims.measures.third_parties import added
from bongsu.errors import InputError
from bongsu.geography.outlines import WGS84, country_name
from bongsu.physics.numerics.arrays import FloatArray
from bongsu.report.footprint.maps import where_they_stand
from bongsu.report.lettering import Figure
from bongsu.report.maps.canvas import (
    azimuthal_map,
    name_countries,
    region_map,
    view_of_country,
)
from bongsu.report.maps.layers import draw_bands, draw_field, draw_path, draw_points, label_cities
from bongsu.report.style import (
    BLUE,
    GREEN,
    INK,
    MUTED,
    ORANGE,
    VERMILION,
    Picture,
    figure_style,
    picture,
)
from bongsu.scenario import Coordinates
from bongsu.scenario.provenance import provenance
from bongsu.studies.footprint.contours import contours_of
from bongsu.studies.footprint.numbers import reached
from bongsu.studies.footprint.together import flights_met
from bongsu.words import number_of

_TO_GEODETIC = Transformer.from_crs(4978, 4979, always_xy=True)
_LEAST_RADIUS_M = 5e5
_ARC_RADIUS_M = 5.0e6
_ARC_COLOURS: Mapping[str, str] = {"intercontinental": BLUE, "theatre": GREEN}
_SHARE_LEVELS = (0.0, 20.0, 40.0, 60.0, 80.0, 100.0)
_RAIDS = (1, 8, 16, 24, 30, 36, 42, 48)
_SEEN_COLOURS = "Blues"
_OBJECT_STYLES = ("-", "--", ":", "-.")

# nominal, and the least and the greatest of the measure: the first cases
_CASE_LINES = ((INK, "-"), (ORANGE, "--"), (BLUE, ":"))


def draw(name: str, cases: Cases, readings: Sequence[Reading] = ()) -> Picture:
    """Draw one of the figures that claims may name.

    Parameters
    ----------
    name : str
        A figure of :data:`bongsu.claims.claim.Figure`.
    cases : Cases
        With their studies.
    readings : sequence of Reading
        Of the claim, for the figure of its raids.

    Returns
    -------
    Picture
        For the brief.
    """
    with figure_style():
        if name == "leakage":
            return _leakage(cases, _raids_that_reach(cases, readings))
        return _DRAWN[name](cases)


def has_content(name: str, cases: Cases, readings: Sequence[Reading] = ()) -> bool:
    """Say whether the scenario has what a figure shows.

    Parameters
    ----------
    name : str
        A figure of :data:`bongsu.claims.claim.Figure`.
    cases : Cases
    readings : sequence of Reading
        Of the claim.

    Returns
    -------
    bool
        False for a figure of other flights in a scenario that has none of them, for one of raids in
        a claim without a reading of one that reaches its place, and for the range needed where
        nobody is defended.
    """
    if name == "leakage":
        return bool(_raids_that_reach(cases, readings))
    if name == "radar-need":
        return has_need(cases.nominal)
    groups = {arc.group for arc in cases.nominal.other_arcs}
    if name == "added-track":
        return "intercontinental" in groups
    return name != "third-party-arcs" or bool(groups)


def _raids_that_reach(cases: Cases, readings: Sequence[Reading]) -> list[Reading]:
    """Readings of raids of which the missile reaches the place."""
    return [
        reading
        for reading in readings
        if reading.measure == "leakers-expected" and _reaches(cases.nominal, reading)
    ]


def _reaches(case: Case, reading: Reading) -> bool:
    try:
        raid_plan(case, 1, _flight_and_spacing(reading)[0], 0.0)
    except AbsentError:
        return False
    return True


def _flight_and_spacing(reading: Reading) -> tuple[str, str]:
    return str(reading.parameters["flight"]), str(reading.parameters.get("spacing", TOGETHER))


def _own_site(case: Case) -> Coordinates:
    return case.scenario.place("site", case.scenario.batteries[0].site)


def _row_of(case: Case) -> int:
    """Position of the battery's own site among the sites compared, or the first."""
    name = _own_site(case).name
    return case.sites.index(name) if name in case.sites else 0


def _shown_site(case: Case) -> Coordinates:
    """The site that pictures of one site show."""
    one = case.places[_row_of(case)]
    return one.place("site", one.battery().site)


def _radar_views(cases: Cases) -> Picture:
    case = cases.nominal
    views = case.views.isel(site=_row_of(case)).sel(altitude_km=100.0)
    middle = views.sizes["direction"] // 2
    site = _shown_site(case)
    panels = [
        (mode, object_key, title)
        for mode, object_key, title in (
            ("terminal", "reentry-vehicle", "Terminal mode, warhead at 100 km"),
            ("forward-based", "boosting-missile", "Forward-based mode, boosting missile at 100 km"),
        )
        if mode in views["mode"].values
    ]
    shares = [
        views["seen"].sel(mode=mode, object=object_key).mean("direction").values
        for mode, object_key, _ in panels
    ]
    radius = max(_LEAST_RADIUS_M, 1.08 * max(_farthest_m(views, site, share) for share in shares))
    figure = Figure(figsize=(8.4, 5.0), layout="constrained")
    filled = None
    for index, ((_, _, title), share) in enumerate(zip(panels, shares, strict=True)):
        axes = figure.add_subplot(1, len(panels), index + 1)
        place = site.latitude_deg, site.longitude_deg
        chart = azimuthal_map(axes, *place, radius, names=False)
        filled = draw_field(
            chart,
            views["latitude"].values,
            views["longitude"].values,
            np.where(share > 0.0, 100.0 * share, np.nan),
            low=0.0,
            high=100.0,
            colours=_SEEN_COLOURS,
        )
        draw_points(chart, *place, marker="^", colour=VERMILION)
        label_cities(chart, most=6, size=5.5, country=case.scenario.region.country)
        name_countries(chart)
        axes.set_title(title, fontsize=9.0)
    assert filled is not None
    figure.colorbar(
        filled,
        ax=figure.axes,
        orientation="horizontal",
        shrink=0.5,
        aspect=40,
        label="Seen with so many of the boresights tried [%]",
    )
    azimuths = views["boresight_deg"].values
    return picture(
        figure,
        provenance=provenance(cases.nominal.scenario),
        alt=(
            f"Maps around {site.title}: where the radar detects a warhead in terminal mode, and "
            "a boosting missile in forward-based mode, both at 100 km."
        ),
        caption=(
            f"From {site.title}, facing {azimuths[0]:.0f}° to {azimuths[-1]:.0f}°: the boresights "
            f"that keep every launch area in view. Dark: seen with all of the "
            f"{2 * middle + 1} boresights tried; pale: with some."
        ),
        wide=True,
        kind="png",
    )


def _farthest_m(views: xr.Dataset, site: Coordinates, share: FloatArray) -> float:
    """Distance from a site to the farthest cell that is seen."""
    rows, columns = np.nonzero(share > 0.0)
    if not rows.size:
        return 0.0
    start = np.full(rows.size, site.longitude_deg), np.full(rows.size, site.latitude_deg)
    place = views["longitude"].values[columns], views["latitude"].values[rows]
    return float(np.max(WGS84.inv(*start, *place)[2]))


def _footprints(cases: Cases) -> Picture:
    case = cases.nominal
    region = case.scenario.region
    data = case.footprint.isel(site=_row_of(case))
    contours = contours_of(data)
    where = where_they_stand(data)
    view = view_of_country(region.country)
    missiles = list(dict.fromkeys(data["missile"].values))
    columns = min(4, len(missiles))
    rows = -(-len(missiles) // columns)
    height = 2.0 * min(max(view.height_m / view.width_m, 0.5), 1.4) + 0.4
    figure = Figure(figsize=(8.4, height * rows + 0.7), layout="constrained")
    filled = None
    for index, missile in enumerate(missiles):
        axes = figure.add_subplot(rows, columns, index + 1)
        chart = region_map(axes, view, emphasised=(region.country,))
        flights = data.isel(flight=data["missile"].values == missile)
        share = flights_met(flights, "average").where(reached(flights).any("flight")).values
        filled = draw_bands(chart, contours, 100.0 * share, _SHARE_LEVELS)
        places = data["battery_latitude"].values, data["battery_longitude"].values
        draw_points(chart, *places, marker="^", colour=VERMILION)
        label_cities(chart, most=6, size=5.5, country=region.country)
        axes.set_title(str(flights["missile_title"].values[0]))
    if filled is not None:
        figure.colorbar(
            filled,
            ax=figure.axes,
            orientation="horizontal",
            shrink=0.5,
            aspect=40,
            label="Share of the flights (launch areas and shapes) at which a shot is possible [%]",
        )
    return picture(
        figure,
        provenance=provenance(cases.nominal.scenario),
        alt=(
            f"Maps of {country_name(region.country)}, one per missile: share of the flights to "
            f"each place at which a shot is possible, {where}."
        ),
        caption=(
            f"{where[0].upper()}{where[1:]} "
            f"({'triangle' if data.sizes['battery'] == 1 else 'triangles'}). "
            "Blank: the missile does not reach the place on any of its arcs."
        ),
        wide=True,
        kind="png",
    )


def _leakage(cases: Cases, readings: Sequence[Reading]) -> Picture:
    """A panel for each reading of a raid: leakers by its size, in each case."""
    figure = Figure(figsize=(9.6, 3.4), layout="constrained")
    panels = figure.subplots(1, len(readings), sharey=True, squeeze=False)[0]
    shown = cases.of("leakers-expected").items()
    for axes, reading in zip(panels, readings, strict=True):
        flight, spacing = _flight_and_spacing(reading)
        for (name, case), (colour, style) in zip(shown, _CASE_LINES, strict=False):
            try:
                arriving = [
                    raid_plan(
                        case, raid, flight, parse_quantity(spacing, "s"), outcomes=FEW_OUTCOMES
                    ).plan
                    for raid in _RAIDS
                ]
            except InputError:  # no battery can fire at that end
                continue
            leakers = [plan.leakers_expected for plan in arriving]
            axes.plot(_RAIDS, leakers, ls=style, color=colour, label=name)
        axes.set(
            title=f"{spacing} apart",
            xlabel="Missiles in the raid",
            xlim=(0, _RAIDS[-1]),
            ylim=(0, _RAIDS[-1]),
        )
        axes.grid(visible=True)
    panels[0].set_ylabel("Expected to arrive")
    panels[0].legend(title="Parameters")
    return picture(
        figure,
        provenance=provenance(cases.nominal.scenario),
        alt=(
            "Expected number of missiles that arrive against the size of the raid, by case, for "
            f"{number_of(len(readings), 'spacing')} of the launches."
        ),
        caption=(
            "Fire as the battery plans it at raids of the flight "
            f"{readings[0].parameters['flight']}: its doctrine, launchers, spacing of launches and "
            "guidance channels, with kills drawn."
        ),
        wide=True,
    )


def _radar_need(cases: Cases) -> Picture:
    figure = Figure(figsize=(5.6, 4.2), layout="constrained")
    axes = figure.add_subplot()
    shown = cases.of("radar-range-surplus").items()
    for (name, case), (colour, _) in zip(shown, _CASE_LINES, strict=False):
        if not has_need(case):  # nobody is defended at that end
            continue
        found = need(case)
        for key, style in zip(found["object"].values, _OBJECT_STYLES, strict=False):
            one = found.sel(object=key)
            label = f"{name}, {str(one['object_title'].item()).lower()}"
            axes.plot(one["limit_km"], 100.0 * one["kept"], style, color=colour, label=label)
            axes.axvline(float(one["needed_km"]), color=colour, linestyle=style, linewidth=0.8)
    axes.set(
        xlabel="Nothing is detected beyond [km]",
        ylabel="People that stay defended [%]",
        ylim=(0, 103),
        xscale="log",
    )
    ticks = [100, 200, 500, 1000, 2000, 5000]
    axes.set_xticks(ticks, [f"{tick:,}" for tick in ticks])
    axes.minorticks_off()
    axes.set_xlim(100, 5000)
    axes.grid(visible=True)
    figure.legend(loc="outside lower center", ncols=2, fontsize=7.5)
    return picture(
        figure,
        provenance=provenance(cases.nominal.scenario, people=True),
        alt="Share of the people that stay defended against the detection range of the radar.",
        caption=(
            f"Thin vertical lines: the range that keeps {100.0 * KEPT:.0f} % of the people "
            "defended with the own range, summed over the flights of one object. Lines end at the "
            "radar's own range against it in terminal mode. Least and greatest: all rows at the "
            "ends that make the surplus of range small and great."
        ),
    )


def _added_track(cases: Cases) -> Picture:
    case = cases.nominal
    data = added(case).isel(site=_row_of(case)).sel(mode="forward-based")
    chosen = data["group"].values == "intercontinental"
    data = data.isel(arc=chosen)
    names = [str(name) for name in data["arc_title"].values]
    figure = Figure(figsize=(8.4, 0.24 * len(names) + 1.2), layout="constrained")
    left, right = figure.subplots(1, 2, sharey=True)
    for axes, object_key, title in (
        (left, "boosting-missile", "Boosting missile"),
        (right, "reentry-vehicle", "Separated warhead"),
    ):
        before = data["existing_s"].sel(object=object_key).values
        more = data["added_s"].sel(object=object_key).max("boresight_deg").values
        places = np.arange(len(names))
        axes.barh(places, before, color=MUTED, height=0.7)
        axes.barh(places, more, left=before, color=BLUE, height=0.7)
        axes.set_title(title)
        axes.set_xlabel("Time in view [s]")
        axes.set_xlim(0, max(60.0, 1.08 * float((before + more).max())))
        axes.grid(visible=True, axis="x")
    left.set_yticks(np.arange(len(names)), names, fontsize=7.5)
    left.invert_yaxis()
    right.legend(
        handles=[
            Patch(color=MUTED, label="radars already there"),
            Patch(color=BLUE, label="only the new radar"),
        ],
        loc="lower right",
    )
    return picture(
        figure,
        provenance=provenance(cases.nominal.scenario),
        alt=(
            "Bars: seconds in view of each intercontinental arc, by the radars already there and "
            "added."
        ),
        caption=(
            f"Radar at {data['site_title'].item()} in forward-based mode, on its best boresight "
            f"for each arc; already there: {data.attrs['existing_titles']}. Nominal parameters."
        ),
        wide=True,
    )


def _third_party_arcs(cases: Cases) -> Picture:
    case = cases.nominal
    scenario = case.scenario
    site = _own_site(case)
    battery = scenario.catalog.battery(scenario.batteries[0].type)
    interceptor = scenario.catalog.interceptor(battery.interceptor.value)
    low, high, reach = (
        row.value
        for row in (
            interceptor.lowest_altitude, interceptor.highest_altitude, interceptor.longest_range
        )
    )  # fmt: skip
    band = f"{low / 1e3:.0f} to {high / 1e3:.0f} km"
    figure = Figure(figsize=(5.6, 6.1), layout="constrained")
    axes = figure.add_subplot()
    place = site.latitude_deg, site.longitude_deg
    chart = azimuthal_map(axes, *place, _ARC_RADIUS_M, names=False)
    for arc in case.other_arcs:
        x, y, z = arc.samples.position_m.T
        longitude, latitude, altitude = _TO_GEODETIC.transform(x, y, z)
        draw_path(chart, latitude, longitude, colour=_ARC_COLOURS[arc.group], width=0.8)
        within = (altitude >= low) & (altitude <= high)
        draw_path(
            chart,
            np.where(within, latitude, np.nan),
            np.where(within, longitude, np.nan),
            colour=VERMILION,
            width=1.1,  # arcs fan out from where they start: wider, they would look like arrowheads
        )
    angle = np.linspace(0.0, 2.0 * np.pi, 181)
    axes.plot(reach * np.sin(angle), reach * np.cos(angle), color=INK, linewidth=1.2, zorder=6.0)
    draw_points(chart, *place, marker="^", colour=INK)
    label_cities(chart, most=6, size=5.5, country=scenario.region.country)
    name_countries(chart)
    figure.legend(
        handles=[
            Line2D([], [], color=BLUE, label="intercontinental arcs"),
            Line2D([], [], color=GREEN, label="theatre arcs"),
            Line2D([], [], color=VERMILION, linewidth=1.1, label=f"at {band} altitude"),
            Line2D([], [], color=INK, label=f"interceptor's range, {reach / 1e3:.0f} km"),
        ],
        loc="outside lower center",
        ncols=2,
    )
    return picture(
        figure,
        provenance=provenance(cases.nominal.scenario),
        alt=(
            "Map of ground tracks of missiles not aimed at "
            f"{country_name(scenario.region.country)}, around the battery."
        ),
        caption=(
            f"Ground tracks around {site.title} (triangle). Only the red parts lie in the "
            f"interceptor's altitude band; its ground range is {reach / 1e3:.0f} km (circle)."
        ),
        kind="png",
    )


_DRAWN: Mapping[str, Callable[[Cases], Picture]] = {
    "radar-views": _radar_views,
    "footprints": _footprints,
    "radar-need": _radar_need,
    "added-track": _added_track,
    "third-party-arcs": _third_party_arcs,
}
