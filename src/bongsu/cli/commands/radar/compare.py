"""``bongsu radar compare``: what a new radar adds to those that are there."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from bongsu.cli.options.groups import AS_IT_IS_SEEN, AS_IT_STANDS, SightOptions, StandOptions
from bongsu.cli.options.values import Altitudes, JsonFlag
from bongsu.cli.terminal.json_text import print_json
from bongsu.cli.terminal.tables import print_table
from bongsu.output import FIGURE, check_outputs, figure_file, write_outputs
from bongsu.scenario.provenance import provenance

if TYPE_CHECKING:
    from xarray import Dataset

_SECONDS = {"existing_s": "existing_s", "new_s": "new_s", "added_s": "added_s"}


def compare(
    scenario: str = "korea-2016",
    *,
    stand: StandOptions = AS_IT_STANDS,
    sight: SightOptions = AS_IT_IS_SEEN,
    mode: str | None = None,
    altitude: Altitudes | None = None,
    object_key: Annotated[str, Parameter(name="--object")] = "reentry-vehicle",
    figure: Path | None = None,
    json: JsonFlag = False,
) -> None:
    """Territory and sea that each radar adds to those before it, and time in view of other flights.

    The scenario's separate radars come first, in their order; the radar of its first battery, as
    it stands or as the options put it, comes last.

    Parameters
    ----------
    scenario
        Scenario file or name of a built-in scenario.
    stand
        Where the battery stands and its radar faces.
    sight
        What radars see of an object.
    mode
        Mode of operation of the battery's radar, instead of the scenario's.
    altitude
        Altitudes of the object; 100, 200 and 500 by default. [km]
    object_key
        Cross-section of the catalogue, by name, for territory and sea and for the figure.
    figure
        Picture to write, ending in .png, .svg or .pdf: a map for each height, and other flights.
    json
        Print JSON for machines.
    """
    from bongsu.cli.options.setting import changed
    from bongsu.engagement.other_flights import other_arcs
    from bongsu.scenario import load_scenario
    from bongsu.studies.radar.compare import arcs_compared, compared_map, radars_compared
    from bongsu.studies.radar.view.station import all_views

    check_outputs((figure, FIGURE), inputs=(scenario,))
    setting = changed(load_scenario(scenario), stand=stand, sight=sight, mode=mode)
    object_key = setting.catalog.key("cross-section", object_key)
    views = all_views(setting)
    heights = sorted(set(altitude or (100.0, 200.0, 500.0)))
    found = radars_compared(setting, altitudes_km=heights, object_key=object_key)
    arcs = other_arcs(setting)[0]
    seconds = arcs_compared(setting, arcs) if arcs else None
    origin = provenance(setting)
    if figure is not None:
        from bongsu.report.radar.compare import compared_figure

        cross_section_m2 = float(found.attrs["cross_section_m2"])
        fine = compared_map(setting, altitudes_km=heights, cross_section_m2=cross_section_m2)
        drawing = compared_figure(
            fine,
            seconds,
            object_key=object_key,
            object_title=setting.catalog.cross_section(object_key).title,
        )
        write_outputs([(figure, figure_file(drawing))], origin)
    if json:
        print_json(
            {
                "object": object_key,
                "cross_section_m2": found.attrs["cross_section_m2"],
                "altitude_km": heights,
                "radars": [
                    {
                        "name": view.station.name,
                        "title": view.station.title,
                        "mode": view.mode,
                        "boresight_deg": view.boresight_deg,
                        "countries": _countries(found.sel(radar=view.station.name)),
                    }
                    for view in views
                ],
                "arcs": [] if seconds is None else _arcs(seconds),
            },
            origin,
        )
        return
    for view in views:
        _print(found.sel(radar=view.station.name), view.mode, view.boresight_deg)
    if seconds is not None:
        _print_arcs(seconds)


def _countries(found: "Dataset") -> dict[str, dict[str, object]]:
    from bongsu.cli.commands.radar.countries import listed

    detected = found.sel(task="detect")
    return {
        code: {
            "name": country,
            **{
                name: detected[name].sel(country=code).values
                for name in ("area_km2", "area_share", "added_km2", "added_share")
            },
        }
        for code, country in listed(detected["area_km2"])
    }


def _arcs(seconds: "Dataset") -> list[dict[str, object]]:
    return [
        {
            "arc": arc,
            "arc_title": str(one["arc_title"].values),
            "group": str(one["group"].values),
            "object": name,
            "object_title": str(seconds["object_title"].sel(object=name).values),
            **{key: float(one[variable].sel(object=name)) for key, variable in _SECONDS.items()},
        }
        # flights that differ in apogee only have one name
        for place, arc in enumerate(seconds["arc"].values.tolist())
        for one in [seconds.isel(arc=place)]
        for name in seconds["object"].values.tolist()
    ]


def _print(found: "Dataset", mode: str, boresight_deg: float) -> None:
    rows = []
    for entry in _countries(found).values():
        alone, added = entry["area_km2"], entry["added_km2"]
        if alone.max() > 0.0:  # type: ignore[attr-defined]
            cells = (f"{a:,.0f} (+{b:,.0f})" for a, b in zip(alone, added, strict=True))  # type: ignore[call-overload]
            rows.append((entry["name"], *cells))
    print_table(
        ("km² (+ not seen before)", *(f"{h:g} km" for h in found["altitude_km"].values.tolist())),
        rows,
        title=f"{found['radar_title'].item()}, {mode}, facing {boresight_deg:.0f}°",
    )


def _print_arcs(seconds: "Dataset") -> None:
    rows = [
        (entry["arc_title"], entry["object_title"], *(f"{entry[key]:.0f}" for key in _SECONDS))
        for entry in _arcs(seconds)
        if entry["existing_s"] or entry["new_s"]
    ]
    print_table(
        ("flight", "as", "before s", "new radar s", "added s"),
        rows,
        title="Time in view of other flights",
        caption="A boosting missile until burnout, anything else after it, on the same path.",
    )
