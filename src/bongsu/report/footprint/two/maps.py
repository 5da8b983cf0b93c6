"""Maps of two footprints, and of the difference between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import xarray as xr

from bongsu.geography.outlines import country_name
from bongsu.report.brief.figures.map_panel import MapPanel
from bongsu.report.brief.figures.maps import fill_shares, share_legend, share_met
from bongsu.report.brief.figures.sheet import Legend, Panel, Plate, Sheet
from bongsu.report.language import Language
from bongsu.report.maps.canvas import view_of_country
from bongsu.scenario import Scenario
from bongsu.studies.footprint.contours import contours_of

DIFFERENCES: Final[Mapping[str, tuple[float, float]]] = {
    "less-3": (-1.0, -0.6),
    "less-2": (-0.6, -0.3),
    "less-1": (-0.3, -0.1),
    "alike": (-0.1, 0.1),
    "more-1": (0.1, 0.3),
    "more-2": (0.3, 0.6),
    "more-3": (0.6, 1.0),
}
"""Bands of the difference of two shares, by the class that the page colours [1]."""
# the greatest loss lies within its band
_BELOW: Final = -2.0


def two_footprints(
    footprints: tuple[xr.Dataset, xr.Dataset],
    scenarios: tuple[Scenario, Scenario],
    names: tuple[str, str],
    sheet: Sheet,
) -> tuple[Plate, ...]:
    """Map two footprints side by side, and where they are of one country what differs.

    Parameters
    ----------
    footprints : tuple of xarray.Dataset
        From :func:`bongsu.studies.footprint.play.footprint`, of one site each.
    scenarios : tuple of Scenario
        Whose footprints they are.
    names : tuple of str
        Of the scenarios, for headings.
    sheet : Sheet
        Of the page.

    Returns
    -------
    tuple of Plate
        Two maps of the share of the flights at which a shot is possible, and, where both are
        counted over the same places, one of the second share less the first.
    """
    say = sheet.language.say
    alike = comparable(*footprints)
    shares = Plate(
        name="footprints",
        panels=tuple(
            _panel(sheet, scenario, data.isel(site=0), name)
            for data, scenario, name in zip(footprints, scenarios, names, strict=True)
        ),
        legend=share_legend(sheet.language),
        legend_title=say("Flights that a shot could meet"),
        caption=say(
            "Share of the flights (missiles, launch areas and arcs) to each place at which a shot "
            "is possible, on nominal values. Triangles: batteries."
        )
        if alike
        else say(
            "Share of the flights (missiles, launch areas and arcs) to each place at which a shot "
            "is possible, on nominal values. Triangles: batteries. They are over different places, "
            "so that there is no map of the difference."
        ),
    )
    if not alike:
        return (shares,)
    difference = Plate(
        name="difference",
        panels=(_difference(sheet, scenarios, footprints, names),),
        legend=_difference_legend(sheet.language),
        legend_title=say("How many more, or fewer, of the flights a shot could meet in the second"),
        caption=say("The share of the second scenario less that of the first, on nominal values."),
    )
    return shares, difference


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


def _panel(sheet: Sheet, scenario: Scenario, flights: xr.Dataset, name: str) -> Panel:
    chart = _ground(sheet, scenario.region.country)
    fill_shares(chart, flights)
    _names(chart, (scenario,))
    alternative = sheet.language.say(
        "{name}. Map of {country}: share of the flights to each place that a shot could meet.",
        name=name,
        country=sheet.language.text(country_name(scenario.region.country)),
    )
    return Panel(svg=chart.drawing.svg(alternative), title=name)


def _difference(
    sheet: Sheet,
    scenarios: tuple[Scenario, Scenario],
    footprints: tuple[xr.Dataset, xr.Dataset],
    names: tuple[str, str],
) -> Panel:
    country = scenarios[1].region.country
    first, second = (data.isel(site=0) for data in footprints)
    chart = _ground(sheet, country)
    lowest = [low if low > -1.0 else _BELOW for low, _ in DIFFERENCES.values()]
    more = share_met(second) - share_met(first)
    chart.bands(contours_of(second), more, lowest, [*DIFFERENCES])
    _names(chart, scenarios)
    say = sheet.language.say
    title = say("{second} less {first}", first=names[0], second=names[1])
    alternative = say(
        "Map of {country}: where a shot could meet more of the flights in the second scenario than "
        "in the first, and where fewer.",
        country=sheet.language.text(country_name(country)),
    )
    return Panel(svg=chart.drawing.svg(alternative), title=title)


def _ground(sheet: Sheet, country: str) -> MapPanel:
    chart = MapPanel(sheet, view_of_country(country).plane, country)
    chart.ground()
    return chart


def _names(chart: MapPanel, scenarios: Sequence[Scenario]) -> None:
    """Draw borders and scale, the sites of all batteries, and cities where there is room."""
    chart.borders()
    chart.scale()
    places = [
        scenario.place("site", battery.site)
        for scenario in scenarios
        for battery in scenario.batteries
    ]
    chart.sites(*dict.fromkeys(places))
    chart.cities(scenarios[0].region.country)


def _difference_legend(language: Language) -> tuple[Legend, ...]:
    say = language.say
    return tuple(
        Legend(
            kind,
            say("less than {size} either way", size=language.quantity(high, "1"))
            if kind == "alike"
            else say("fewer: {range}", range=language.range(-high, -low, "1"))
            if kind.startswith("less")
            else say("more: {range}", range=language.range(low, high, "1")),
        )
        for kind, (low, high) in DIFFERENCES.items()
    )
