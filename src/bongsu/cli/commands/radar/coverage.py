"""``bongsu radar coverage``: over whose territory a radar sees an object."""

import math
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from bongsu.catalog.names import lower_first
from bongsu.cli.options.groups import AS_IT_IS_SEEN, AS_IT_STANDS, SightOptions, StandOptions
from bongsu.cli.options.values import Altitudes, JsonFlag
from bongsu.cli.terminal.json_text import print_json
from bongsu.cli.terminal.tables import print_table
from bongsu.output import (
    DATASET,
    FEATURES,
    FIGURE,
    Write,
    check_outputs,
    dataset_file,
    features_file,
    figure_file,
    write_outputs,
)
from bongsu.scenario.provenance import provenance
from bongsu.words.said import Share

if TYPE_CHECKING:
    from xarray import Dataset

    from bongsu.scenario import Scenario
    from bongsu.studies.radar.view.station import RadarView


def coverage(
    scenario: str = "korea-2016",
    *,
    stand: StandOptions = AS_IT_STANDS,
    sight: SightOptions = AS_IT_IS_SEEN,
    mode: str | None = None,
    altitude: Altitudes | None = None,
    object_key: Annotated[str, Parameter(name="--object")] = "reentry-vehicle",
    geojson: Path | None = None,
    output: Path | None = None,
    figure: Path | None = None,
    profile: Path | None = None,
    json: JsonFlag = False,
) -> None:
    """Area of each country and of the sea over which one look of the radar detects an object.

    In JSON also where it keeps a track; ``area_share`` is of the whole country, ``view_share`` of
    all that is seen.

    Parameters
    ----------
    scenario
        Scenario file or name of a built-in scenario; the radar is that of its first battery.
    stand
        Where the battery stands and its radar faces.
    sight
        What radars see of an object.
    mode
        Mode of operation, instead of the scenario's.
    altitude
        Altitudes of the object; 50, 100, 200, 500 and 1000 by default. [km]
    object_key
        Cross-section of the catalogue, by name.
    geojson
        Write where the object is detected and held in track, altitude by altitude, to this file
        (.geojson or .json).
    output
        Write the map, cell by cell, and the areas to this netCDF file.
    figure
        Map to write, ending in .png, .svg or .pdf.
    profile
        Vertical slice along the boresight to write, ending in .png, .svg or .pdf, with every
        cross-section.
    json
        Print JSON for machines.
    """
    from bongsu.cli.options.setting import changed
    from bongsu.scenario import load_scenario
    from bongsu.studies.radar.view.own import view_coverage, view_map
    from bongsu.studies.radar.view.station import radar_view

    check_outputs(
        (output, DATASET),
        (geojson, FEATURES),
        (figure, FIGURE),
        (profile, FIGURE),
        inputs=(scenario,),
    )
    setting = changed(load_scenario(scenario), stand=stand, sight=sight, mode=mode)
    object_key = setting.catalog.key("cross-section", object_key)
    view = radar_view(setting)
    heights = sorted(set(altitude or (50.0, 100.0, 200.0, 500.0, 1000.0)))
    whole = view_coverage(setting, altitudes_km=heights, objects=[object_key])
    found = whole.sel(object=object_key)
    seen = setting.catalog.cross_section(object_key).title
    made: list[tuple[Path, Write]] = []
    if output is not None:
        made.append((output, dataset_file(whole)))
    if geojson is not None:
        from bongsu.studies.radar.view.features import coverage_features

        made.append((geojson, features_file(coverage_features(whole))))
    if figure is not None:
        from bongsu.report.radar.coverage import coverage_figure

        cross_section_m2 = float(found["cross_section_m2"])
        fine = view_map(view, altitudes_km=heights, cross_section_m2=cross_section_m2)
        drawing = coverage_figure(fine, object_key=lower_first(seen))
        made.append((figure, figure_file(drawing)))
    if profile is not None:
        made.append((profile, _profile(setting, view)))
    origin = provenance(setting)
    write_outputs(made, origin)
    if json:
        print_json(_result(found, view.station.name, object_key), origin)
        return
    _print(found, view.station.title, lower_first(seen))


def _profile(setting: "Scenario", view: "RadarView") -> Write:
    from bongsu.engagement.factory import seen_without_flight_m2
    from bongsu.report.radar.track import range_height_figure
    from bongsu.studies.radar.view.own import view_profile

    keys = setting.catalog.keys("cross-section")
    entries = [setting.catalog.cross_section(key) for key in keys]
    cross_sections_m2 = {
        entry.title: seen_without_flight_m2(setting, entry.key) for entry in entries
    }
    drawing = range_height_figure(
        view_profile(view, max(cross_sections_m2.values())), cross_sections_m2
    )
    return figure_file(drawing)


def _result(found: "Dataset", site: str, name: str) -> dict[str, object]:
    from bongsu.cli.commands.radar.countries import listed

    countries = {}
    for code, country in listed(found["area_km2"]):
        entry: dict[str, object] = {"name": country}
        for task, prefix in (("detect", ""), ("track", "track_")):
            for variable in ("area_km2", "area_share", "view_share"):
                entry[prefix + variable] = found[variable].sel(task=task, country=code).values
        countries[code] = entry
    return {
        "site": site,
        "mode": found.attrs["mode"],
        "boresight_deg": found.attrs["boresight_deg"],
        "object": name,
        "cross_section_m2": round(float(found["cross_section_m2"]), 9),  # held in single precision
        "altitude_km": found["altitude_km"].values,
        "countries": countries,
    }


def _print(found: "Dataset", site: str, name: str) -> None:
    from bongsu.cli.commands.radar.countries import listed

    heights = found["altitude_km"].values.tolist()
    area, share = (found[name].sel(task="detect") for name in ("area_km2", "area_share"))
    rows = []
    for code, country in listed(area):
        areas, shares = area.sel(country=code).values, share.sel(country=code).values
        if areas.max() > 0.0:
            cells = (_cell(a, s) for a, s in zip(areas, shares, strict=True))
            rows.append((country, *cells))
    print_table(
        ("km² (share of the country)", *(f"{height:g} km" for height in heights)),
        rows,
        title=(
            f"{site}, {found.attrs['mode']}, facing {found.attrs['boresight_deg']:.0f}°: "
            f"where one look detects a {name} ({float(found['cross_section_m2']):g} m²) at a height"
        ),
        caption=found.attrs["limit"] or None,
    )


def _cell(area: float, share: float) -> str:
    if area == 0.0:
        return "–"
    return f"{area:,.0f}" if math.isnan(share) else f"{area:,.0f} ({Share(share)})"
