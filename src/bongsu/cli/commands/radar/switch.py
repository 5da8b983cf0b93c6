"""``bongsu radar switch``: a radar turned or put into another mode."""

from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from bongsu.catalog.names import lower_first
from bongsu.cli.options.groups import AS_IT_IS_SEEN, SightOptions, StandOptions
from bongsu.cli.options.places import Place
from bongsu.cli.options.values import Altitudes, Bearing, JsonFlag, Number
from bongsu.cli.terminal.json_text import print_json
from bongsu.cli.terminal.tables import print_table, quantity_words
from bongsu.errors import InputError
from bongsu.scenario.provenance import provenance

if TYPE_CHECKING:
    from bongsu.scenario import Scenario
    from bongsu.studies.radar.switch import RadarSwitch

_HOUR_S = 3600.0


def switch(
    scenario: str = "korea-2016",
    *,
    site: Place | None = None,
    site_altitude: Number | None = None,
    boresight: Bearing | None = None,
    sight: SightOptions = AS_IT_IS_SEEN,
    mode: str | None = None,
    towards: Place | None = None,
    altitude: Altitudes | None = None,
    object_key: Annotated[str, Parameter(name="--object")] = "reentry-vehicle",
    json: JsonFlag = False,
) -> None:
    """How long until the radar looks another way or works in another mode, and what that changes.

    In the meantime it sees nothing. Turning and changing the mode are taken to go on at the same
    time; the longest time has one after the other.

    Parameters
    ----------
    scenario
        Scenario file or name of a built-in scenario; the radar is that of its first battery.
    site
        Where the radar stands before and after: LAT,LON in degrees, or a place by name; by default
        the battery's site. On another one it faces the middle of the boresights that hold all
        launch areas before it is turned.
    site_altitude
        Altitude of that site; 0 for LAT,LON, the catalogue's for a name by default. [m]
    boresight
        New direction of the array from north. [deg]
    sight
        What radars see of an object.
    mode
        New mode of operation.
    towards
        Place from which missiles may come, by name or LAT,LON: the array is turned to it unless it
        lies in the field of regard already.
    altitude
        Altitudes of the object; 200 by default. [km]
    object_key
        Cross-section of the catalogue, by name.
    json
        Print JSON for machines.
    """
    from bongsu.cli.options.places import read_place
    from bongsu.cli.options.setting import changed
    from bongsu.scenario import load_scenario
    from bongsu.studies.radar.switch import radar_switch, turned_to

    if boresight is not None and towards is not None:
        raise InputError("give --boresight or --towards, not both")
    setting = changed(
        load_scenario(scenario),
        stand=StandOptions(site=site, site_altitude=site_altitude),
        sight=sight,
    )
    object_key = setting.catalog.key("cross-section", object_key)
    seen = setting.catalog.cross_section(object_key).title
    turned = changed(setting, stand=StandOptions(boresight=boresight))
    if towards is not None:
        place = read_place(setting, "launch-area", towards)
        turned = turned_to(setting, place.latitude_deg, place.longitude_deg)
    after = changed(turned, mode=mode)
    found = radar_switch(
        setting,
        after,
        altitudes_km=sorted(set(altitude or (200.0,))),
        object_key=object_key,
    )
    if json:
        countries = {
            code: {"name": name, "area_before_km2": before, "area_after_km2": after}
            for code, name, before, after in _areas(found)
        }
        print_json(
            {**_summary(found), **_lists(found), "countries": countries},
            provenance(setting, after),
        )
        return
    print_table(
        ("what", "value"),
        [(quantity_words(name), value) for name, value in _summary(found).items()],
        title=f"{found.before.station.title} set up otherwise",
    )
    print_table(
        ("launch areas in view", "names"),
        [
            (name.removeprefix("launch_areas_"), _titled(setting, areas) or "none")
            for name, areas in _lists(found).items()
        ],
    )
    heights = found.coverage["altitude_km"].values.tolist()
    print_table(
        ("km², before → after", *(f"{height:g} km" for height in heights)),
        [
            (name, *(f"{a:,.0f} → {b:,.0f}" for a, b in zip(before, after, strict=True)))
            for _, name, before, after in _areas(found)
            if max(*before, *after) > 0.0
        ],
        title=f"Where one look detects a {lower_first(seen)}",
    )


def _titled(scenario: "Scenario", areas: list[str]) -> str:
    own = {
        place.name: place.title
        for threat in scenario.threats
        for place in (scenario.place("launch-area", area) for area in threat.launch_areas)
    }
    return ", ".join(own[area] for area in areas)


def _summary(found: "RadarSwitch") -> dict[str, object]:
    return {
        "mode_before": found.before.mode,
        "mode_after": found.after.mode,
        "boresight_before_deg": found.before.boresight_deg,
        "boresight_after_deg": found.after.boresight_deg,
        "turned": found.turn is not None,
        "mode_changed": found.mode_change is not None,
        "blind_h": found.blind_s / _HOUR_S,
        "blind_low_h": found.blind_low_s / _HOUR_S,
        "blind_high_h": found.blind_high_s / _HOUR_S,
        "first_look_s": found.first_look_s,
        "guides_interceptors_after": found.after.mode == "terminal",
    }


def _lists(found: "RadarSwitch") -> dict[str, list[str]]:
    return {
        f"launch_areas_{when}": [name for name, inside in found.launch_areas.items() if inside[k]]
        for k, when in enumerate(("before", "after"))
    }


def _areas(found: "RadarSwitch") -> list[tuple[str, str, list[float], list[float]]]:
    """Code and name of each country, with the areas seen before and after, by height [km²]."""
    from bongsu.cli.commands.radar.countries import listed

    area = found.coverage["area_km2"].sel(task="detect").isel(object=0)
    return [
        (
            code,
            country,
            area.sel(when="before", country=code).values.tolist(),
            area.sel(when="after", country=code).values.tolist(),
        )
        for code, country in listed(area)
    ]
