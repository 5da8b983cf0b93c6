"""``bongsu battery``: what a battery can do about one missile, and whom it protects."""

import re
import sys
from collections.abc import Mapping
from math import radians
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import App, Parameter

from bongsu.cli.output import (
    JsonFlag,
    parse_point,
    print_json,
    print_table,
    progress_bar,
    write_atomically,
)
from bongsu.errors import InputError
from bongsu.scenario import Coordinates, Scenario, load_scenario
from bongsu.scenario.parts import Shape

if TYPE_CHECKING:
    import xarray as xr

    from bongsu.studies.timeline import Timeline

app = App(name="battery", help="A battery against a missile.")

Place = Annotated[str, Parameter(allow_leading_hyphen=True)]
TOTALS = ("area_defended_km2", "area_share", "population_defended", "population_share")
PROVENANCE = ("scenario", "scenario_hash", "bongsu_version", "seed")


@app.command
def timeline(
    *,
    missile: str,
    from_: Annotated[Place, Parameter(name="--from")],
    to: Place,
    site: Place | None = None,
    site_altitude: float | None = None,
    shape: Shape = "minimum-energy",
    apogee: float | None = None,
    azimuth: Annotated[float | None, Parameter(allow_leading_hyphen=True)] = None,
    detect_to_launch: float | None = None,
    clock_start: float | None = None,
    scenario: str = "korea-2016",
    figure: Path | None = None,
    json: JsonFlag = False,
) -> None:
    """Play one flight against the first battery of a scenario: what happens when.

    Parameters
    ----------
    missile
        Missile of the catalogue.
    from_
        Where it is launched: LAT,LON in degrees, or a launch area of the catalogue.
    to
        Where it is aimed: LAT,LON in degrees, or a target of the catalogue.
    site
        Where the battery stands: LAT,LON in degrees, or a site of the catalogue; the scenario's
        site by default.
    site_altitude
        Altitude of that site; 0 for LAT,LON, the catalogue's for a name by default. [m]
    shape
        Shape of the arc.
    apogee
        Apogee of a lofted or depressed arc. [km]
    azimuth
        Direction that the radar faces, clockwise from north; towards the launch by default. [deg]
    detect_to_launch
        From detection to the interceptor's first motion, instead of the scenario's. [s]
    clock_start
        Earliest start of that clock after the missile's launch. [s]
    scenario
        Scenario file or name of a built-in scenario: supplies battery, doctrine and models.
    figure
        Draw altitude over time into this file (.png, .svg or .pdf).
    json
        Print JSON for machines.
    """
    from bongsu.studies import timeline as study

    _check_figure(figure)
    setting = study.with_clock(
        load_scenario(scenario), detect_to_launch_s=detect_to_launch, clock_start_s=clock_start
    )
    answer = study.timeline(
        setting,
        missile=missile,
        launch=_place(setting, "launch-area", from_),
        target=_place(setting, "target", to),
        site=_stand(setting, site, site_altitude),
        shape=shape,
        apogee_m=None if apogee is None else apogee * 1e3,
        azimuth=None if azimuth is None else radians(azimuth),
    )
    if figure is not None:
        from bongsu.report.engagement_figures import timeline_figure

        drawn = timeline_figure(answer)
        write_atomically(figure, drawn.savefig)
    if json:
        print_json(_timeline_json(answer))
        return
    _print_timeline(answer)


@app.command
def footprint(
    scenario: str = "korea-2016",
    *,
    missile: str,
    site: Annotated[tuple[Place, ...], Parameter(negative="")] = (),
    spacing: float | None = None,
    output: Path | None = None,
    json: JsonFlag = False,
) -> None:
    """Count area and people that a scenario's batteries defend against one missile.

    Nominal: every parameter stands at its catalogue value. A place counts as defended when every
    flight of that missile in the scenario that reaches it can be shot at at least once, which is
    not to say that it is hit.

    Parameters
    ----------
    scenario
        Scenario file or name of a built-in scenario.
    missile
        One of the missiles among the scenario's threats.
    site
        Put the first battery there, LAT,LON in degrees or a site of the catalogue; repeat it to
        compare sites, which JSON then lists under "sites".
    spacing
        Side of the cells of the grid, instead of the scenario's. [km]
    output
        Write everything, cell by cell, to this netCDF file.
    json
        Print JSON for machines.
    """
    from bongsu.engagement.threats import flight_plans
    from bongsu.studies import footprint as study
    from bongsu.studies.footprint_cases import worst_case

    setting = load_scenario(scenario)
    if output is not None and output.suffix != ".nc":
        raise InputError(f"{output}: the file of a footprint ends in .nc")
    if spacing is not None and not 0.5 <= spacing <= 100.0:
        raise InputError(f"spacing {spacing:g} km must lie between 0.5 and 100 km")
    places = [_place(setting, "site", text) for text in site]
    spacing_m = setting.region.grid_spacing if spacing is None else spacing * 1e3
    cells = len(study.protected(setting.region.country, spacing_m).grid)
    plans = len(flight_plans(setting, missile))
    total = cells * plans * len(setting.batteries) * max(1, len(places))
    with progress_bar("engagements", total) as advance:
        found = study.footprint(
            setting, missile=missile, sites=places or None, spacing_m=spacing_m, progress=advance
        )
    if output is not None:
        write_atomically(output, lambda path: found.to_netcdf(path, engine="netcdf4"))
    worst = worst_case(found)
    results = [_footprint_json(found, worst, index) for index in range(found.sizes["site"])]
    if json:
        print_json(results[0] if len(results) == 1 else {"sites": results})
        return
    for result in results:
        _print_footprint(result)


def _place(scenario: Scenario, kind: str, text: str) -> Coordinates:
    """Read LAT,LON or look a name of the catalogue up."""
    if not re.search(r"[,.\d]", text[:1]) and "," not in text:
        return scenario.place(kind, text)
    point = parse_point(text)
    return Coordinates.model_construct(
        # results name it as it was typed
        name=f"{point.latitude_deg:g},{point.longitude_deg:g}",
        lat_deg=point.latitude_deg,
        lon_deg=(point.longitude_deg + 180.0) % 360.0 - 180.0,
        altitude=0.0,
    )


def _stand(scenario: Scenario, text: str | None, altitude: float | None) -> Coordinates | None:
    if altitude is None:
        return None if text is None else _place(scenario, "site", text)
    if not -500.0 <= altitude <= 9000.0:
        raise InputError(f"site altitude {altitude:g} m must lie between -500 and 9000 m")
    own = scenario.place("site", scenario.batteries[0].site)
    place = own if text is None else _place(scenario, "site", text)
    return place.model_copy(update={"altitude": altitude})


def _check_figure(figure: Path | None) -> None:
    if figure is not None and figure.suffix not in (".png", ".svg", ".pdf"):
        raise InputError(f"{figure}: a figure ends in .png, .svg or .pdf")


def _timeline_json(answer: "Timeline") -> dict[str, Any]:
    from bongsu.studies.footprint import provenance

    found = answer.engagement
    return {
        "feasible": found.feasible,
        "reason": found.reason,
        "detected_s": found.detected_s,
        "firm_track_s": found.firm_s,
        "committed_s": found.committed_s,
        "first_intercept_s": found.first_s,
        "first_intercept_altitude_km": found.first_altitude_m / 1e3,
        "first_intercept_range_km": found.first_range_m / 1e3,
        "last_intercept_s": found.last_s,
        "last_intercept_altitude_km": found.last_altitude_m / 1e3,
        "last_intercept_range_km": found.last_range_m / 1e3,
        "shots": len(found.shots),
        "p_defend": answer.unit.kill.classification * (1.0 - found.survival),
        "margin_s": found.margin_s,
        "margin_km": found.margin_m / 1e3,
        "target_altitude_at_first_launch_km": answer.altitude_at_first_launch_m / 1e3,
        "target_altitude_at_latest_launch_km": answer.altitude_at_latest_launch_m / 1e3,
        "missile": answer.plan.missile,
        "shape": answer.plan.shape,
        "apogee_km": answer.flight.apogee_m / 1e3,
        "flight_time_s": answer.flight.time_s,
        "events": [
            {
                "event": event.name,
                "time_s": event.time_s,
                "altitude_km": event.altitude_m / 1e3,
                "latitude_deg": event.latitude_deg,
                "longitude_deg": event.longitude_deg,
                "ground_range_km": event.ground_range_m / 1e3,
            }
            for event in answer.events
        ],
        **provenance(answer.scenario),
    }


def _print_timeline(answer: "Timeline") -> None:
    plan = answer.plan
    print_table(
        ("time [s]", "event", "altitude [km]", "ground range [km]"),
        [
            (
                f"{e.time_s:.1f}",
                e.name,
                f"{e.altitude_m / 1e3:z.1f}",
                f"{e.ground_range_m / 1e3:.0f}",
            )
            for e in answer.events
        ],
        caption="Where the missile is; ground ranges are from the radar.",
        title=f"{plan.missile}, {plan.shape}, from {plan.launch_area.name} to "
        f"{answer.target.name}, against {answer.unit.name} at {answer.unit.site.name}",
    )
    sys.stdout.write(f"\n{_sentence(answer)}\n")


def _sentence(answer: "Timeline") -> str:
    found = answer.engagement
    rules = answer.unit.kernel.fire_control
    if found.reason is None:
        count = len(found.shots)
        return (
            f"The battery can fire {count} {'shot' if count == 1 else 'shots'}, the first with the "
            f"missile at {answer.altitude_at_first_launch_m / 1e3:.0f} km altitude; the launch may "
            f"slip by {found.margin_s:.0f} s."
        )
    if found.reason == "not-seen":
        return "No shot: the radar never gains a track, or loses sight before it is of use."
    if found.reason == "too-late":
        return f"No shot: the earliest launch comes {-found.margin_s:.0f} s too late."
    if found.reason == "too-low":
        return (
            f"No shot: the apogee of {found.apogee_m / 1e3:.0f} km stays below the lowest "
            f"intercept at {rules.lowest_altitude_m / 1e3:.0f} km."
        )
    if found.margin_m < 0.0:
        return (
            "No shot: where the radar sees the missile between "
            f"{rules.lowest_altitude_m / 1e3:.0f} and {rules.highest_altitude_m / 1e3:.0f} km, it "
            f"passes {-found.margin_m / 1e3:.0f} km beyond reach at the nearest."
        )
    return (
        "No shot: within reach the missile is faster than the "
        f"{rules.highest_target_speed_m_s / 1e3:.1f} km/s that count as engageable."
    )


def _footprint_json(found: "xr.Dataset", worst: "xr.Dataset", index: int) -> dict[str, Any]:
    site = found.isel(site=index)
    flights = [
        {
            "launch_area": str(flight["launch_area"].values),
            "shape": str(flight["shape"].values),
            **_totals(flight),
            "area_threatened_km2": float(flight["area_threatened_km2"]),
            "population_threatened": float(flight["population_threatened"]),
        }
        for flight in (site.isel(flight=i) for i in range(found.sizes["flight"]))
    ]
    return {
        "site": str(site["site"].values),
        "missile": str(found["missile"].values[0]),
        **_totals(worst.isel(site=index)),
        "flights": flights,
        **{
            key: found.attrs[key] for key in ("scenario", "scenario_hash", "bongsu_version", "seed")
        },
    }


def _totals(dataset: "xr.Dataset") -> dict[str, float]:
    return {name: float(dataset[name]) for name in TOTALS}


def _print_footprint(result: Mapping[str, Any]) -> None:
    lines = [
        *((f["launch_area"], f["shape"], f) for f in result["flights"]),
        ("all of these", "", result),
    ]
    print_table(
        ("from", "shape", "area [km2]", "area [%]", "people", "people [%]"),
        [
            (
                area,
                shape,
                round(values["area_defended_km2"]),
                round(100.0 * values["area_share"], 1),
                f"{values['population_defended']:,.0f}",
                round(100.0 * values["population_share"], 1),
            )
            for area, shape, values in lines
        ],
        title=f"Defended against {result['missile']} from {result['site']} (nominal values)",
        caption="A place counts when every flight that reaches it can be shot at at least once.",
    )
