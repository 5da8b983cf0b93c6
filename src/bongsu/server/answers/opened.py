"""A setting with everything filled in: batteries, flights, rows that a control can move."""

from math import degrees
from typing import Final

from bongsu.catalog import Catalog, Quantity, load_catalog
from bongsu.catalog.rows.parameters import Bounds
from bongsu.catalog.rows.units import in_unit_of
from bongsu.engagement.batteries import FireUnit, fire_unit
from bongsu.engagement.plans import flight_plans
from bongsu.errors import InputError
from bongsu.geography.outlines import country_name
from bongsu.physics.interceptor.launchers import LauncherSite
from bongsu.physics.radar.field_of_regard import half_width_of
from bongsu.report.language import name_of
from bongsu.scenario import Battery, Scenario, dump_scenario
from bongsu.server import messages
from bongsu.server.answers.parts import (
    known,
    named_place,
    open_flight,
    origin_of,
    row_number,
    words_in_korean,
)
from bongsu.studies.radar.view.station import radar_view
from bongsu.words import in_words

_KINDS: Final = ("battery", "radar", "interceptor", "cross-section")


def opened(request: messages.OpenRequest, scenario: Scenario) -> messages.OpenAnswer:
    """Fill a setting in.

    Parameters
    ----------
    request : messages.OpenRequest
    scenario : Scenario
        What it stands for.

    Returns
    -------
    messages.OpenAnswer
        The setting, and a file that says the same.
    """
    catalog = scenario.catalog
    return messages.OpenAnswer(
        id=request.id,
        title=scenario.title,
        yaml=dump_scenario(scenario) if request.details else "",
        country=scenario.region.country,
        country_title=country_name(scenario.region.country),
        country_korean=name_of("country", scenario.region.country, "ko"),
        batteries=tuple(_battery(scenario, one) for one in scenario.batteries),
        flights=tuple(open_flight(scenario, plan) for plan in flight_plans(scenario)),
        candidate_sites=tuple(
            named_place(catalog, scenario.place("site", one)) for one in scenario.candidate_sites
        ),
        radars=tuple(
            named_place(catalog, scenario.place("site", one.site)) for one in scenario.radars
        ),
        parameters=tuple(
            parameter(catalog, row)
            for kind, key in scenario.entries()
            if kind in _KINDS
            for row in catalog.entry(kind, key).rows()
            if request.details and isinstance(row, Quantity)
        ),
        provenance=origin_of(scenario),
    )


def _battery(scenario: Scenario, battery: Battery) -> messages.OpenBattery:
    catalog, name = scenario.catalog, battery.name
    entry = catalog.battery(battery.type)
    radar = catalog.radar(entry.radar.value)
    site = scenario.place("site", battery.site)
    unit = _unit(scenario, battery)
    view = radar_view(scenario)
    half_width = half_width_of(view.radar() if unit is None else unit.kernel.radar, 0.0)
    tilt = view.design.tilt if battery.radar.tilt is None else battery.radar.tilt
    doctrine = battery.doctrine
    return messages.OpenBattery(
        name=name,
        title=scenario.battery_title(battery),
        site=named_place(catalog, site),
        boresight_deg=scenario.boresight_deg(name),
        tilt_deg=degrees(tilt),
        sector_half_width_deg=degrees(half_width),
        mode=battery.radar.mode,
        modes=tuple(radar.modes),
        range_km=row_number(catalog, radar.modes[battery.radar.mode].maximum_range),
        launchers=() if unit is None else tuple(map(_launcher, unit.launchers)),
        reach_km=0.0 if unit is None else float(unit.kernel.reach.limit_m.max()) / 1e3,
        doctrine=messages.DoctrineMessage(
            rule=doctrine.rule,
            salvo=doctrine.salvo,
            keep_out_altitude_km=_km(doctrine.keep_out_altitude),
            ceiling_km=_km(doctrine.ceiling),
            kill_probability=doctrine.kill_probability,
            detect_to_launch_s=doctrine.detect_to_launch,
            clock_start_s=doctrine.clock_start,
        ),
    )


def _unit(scenario: Scenario, battery: Battery) -> FireUnit | None:
    """The battery, ready to fire; none where its radar is in a mode that guides nothing."""
    try:
        return fire_unit(scenario, battery)
    except InputError:
        if battery.radar.mode == "terminal":
            raise
        return None


def _launcher(group: LauncherSite) -> messages.OpenLauncher:
    return messages.OpenLauncher(
        latitude_deg=degrees(group.latitude),
        longitude_deg=degrees(group.longitude),
        count=group.launchers,
        interceptors_each=group.interceptors_each,
    )


def _km(length_m: float | None) -> float | None:
    return None if length_m is None else length_m / 1e3


def parameter(catalog: Catalog, row: Quantity) -> messages.ParameterMessage:
    """Give a row as a control sees it.

    Parameters
    ----------
    catalog : Catalog
        Of the setting.
    row : Quantity
        As it counts there.

    Returns
    -------
    messages.ParameterMessage
        With what a setting may put in its place.
    """
    kind, key, *rest = row.path.split(".")
    limits = catalog.bounds[row.path]
    assert isinstance(limits, Bounds)
    least, most = (in_unit_of(row.written, end, row.unit)[0] for end in (limits.low, limits.high))
    return messages.ParameterMessage(
        path=row.path,
        title=in_words(", ".join(reversed(rest))),
        title_korean=words_in_korean(row.path),
        entry=catalog.entry(kind, key).title,
        entry_korean=catalog.entry(kind, key).korean,
        number=row_number(catalog, row),
        cited=_as_cited(row),
        least=known(least) or 0.0,
        most=known(most) or 0.0,
    )


def _as_cited(row: Quantity) -> float:
    """Value that the catalogue has where a scenario puts another, in the unit of the row."""
    built_in = load_catalog()
    there = built_in.rows().get(row.path)
    value = there.value if isinstance(there, Quantity) else row.value
    return in_unit_of(row.written, value, row.unit)[0]
