"""``bongsu battery verdicts``: under which assumptions a verdict on an engagement turns."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from bongsu.cli.options.groups import AS_IT_IS_SEEN, FireOptions, SightOptions, StandOptions
from bongsu.cli.options.places import Place, Places, read_place, read_sites
from bongsu.cli.options.setting import changed
from bongsu.cli.options.values import Bearing, Count, JsonFlag, number
from bongsu.cli.terminal.json_text import print_json
from bongsu.cli.terminal.tables import print_table
from bongsu.output import (
    DATASET,
    FIGURE,
    Write,
    check_outputs,
    dataset_file,
    figure_file,
    write_outputs,
)
from bongsu.scenario import load_scenario
from bongsu.scenario.provenance import provenance
from bongsu.words import in_words

if TYPE_CHECKING:
    import xarray as xr

    from bongsu.cli.schemas.battery import VerdictCell


def verdicts(
    scenario: str = "korea-2016",
    *,
    missile: str = "nodong",
    from_: Annotated[Place, Parameter(name="--from")] = "mount-paektu",
    to: Place = "36.96,127.03",
    site: Places = ("seongju-seongsan", "daegu"),
    boresight: Bearing | None = None,
    sight: SightOptions = AS_IT_IS_SEEN,
    tracks_held: Count | None = None,
    detect_to_launch: Annotated[tuple[float, ...], number(many=True)] = (),
    output: Path | None = None,
    figure: Path | None = None,
    json: JsonFlag = False,
) -> None:
    """Show when a battery has a shot, over arcs, starts of the clock, sites and durations.

    As it stands: the two verdicts of 2016 on a Nodong from near Mount Paektu to Pyeongtaek, "cannot
    be intercepted" from Seongju (July) and "can be" from Daegu (March).

    Parameters
    ----------
    scenario
        Scenario file or name of a built-in scenario: supplies battery, doctrine and models.
    missile
        Missile of the catalogue.
    from_
        Where it is launched: LAT,LON in degrees, or a place by name.
    to
        Where it is aimed: LAT,LON in degrees, or a place by name.
    site
        Where the battery stands; repeat it.
    boresight
        Direction that the radar faces on each of them, clockwise from north; by default the
        middle of the boresights that hold all launch areas. [deg]
    sight
        What radars see of an object.
    tracks_held
        Other objects that the radar holds in track, instead of the scenario's.
    detect_to_launch
        From detection to the interceptor's first motion, beside the scenario's own; the total
        reported for the battery by default; repeat it. [s]
    output
        Write everything to this netCDF file.
    figure
        Draw a map of verdicts into this file (.png, .svg or .pdf).
    json
        Print JSON for machines.
    """
    from bongsu.studies.engagement.verdict_flip import verdict_map

    check_outputs((output, DATASET), (figure, FIGURE), inputs=(scenario,))
    setting = load_scenario(scenario)
    places = read_sites(setting, site)
    for seconds in detect_to_launch:
        changed(
            setting, fire=FireOptions(detect_to_launch=seconds)
        )  # refused before anything is computed
    stand = StandOptions(boresight=boresight)
    fire = FireOptions(tracks_held=tracks_held)
    compared = [
        changed(setting, stand=stand, sight=sight, fire=fire, site=place) for place in places
    ]
    found = verdict_map(
        compared,
        missile=setting.catalog.key("missile", missile),
        launch=read_place(setting, "launch-area", from_),
        target=read_place(setting, "target", to),
        detect_to_launch_s=(None, *detect_to_launch) if detect_to_launch else None,
    )
    made: list[tuple[Path, Write]] = []
    if output is not None:
        made.append((output, dataset_file(found)))
    if figure is not None:
        from bongsu.report.engagement.verdicts import verdict_figure

        made.append((figure, figure_file(verdict_figure(found))))
    origin = provenance(*compared)
    write_outputs(made, origin)
    if json:
        print_json(_verdicts_json(found), origin)
        return
    _print_verdicts(found)


def _verdicts_json(found: "xr.Dataset") -> dict[str, Any]:
    meanings = found["reason"].attrs["flag_meanings"].split()
    cells: list[VerdictCell] = []
    for site in range(found.sizes["site"]):
        for duration in range(found.sizes["detect_to_launch_s"]):
            for arc in range(found.sizes["arc"]):
                at = found.isel(site=site, detect_to_launch_s=duration, arc=arc)
                first = at.isel(clock_s=0)
                code = int(first["reason"])
                cells.append(
                    {
                        "site": at["site"].item(),
                        "site_title": at["site_title"].item(),
                        "scenario_hash": at["scenario_hash"].item(),
                        "detect_to_launch_s": at["detect_to_launch_s"].item(),
                        "arc": at["arc"].item(),
                        "apogee_km": at["apogee_km"].item(),
                        "time_of_flight_s": at["time_of_flight_s"].item(),
                        "feasible_from_detection": code == 0,
                        "reason_from_detection": meanings[code],
                        "margin_from_detection_s": first["margin_s"].item(),
                        "latest_clock_s": at["latest_clock_s"].item(),
                        "clock_below_band_s": at["clock_below_band_s"].item(),
                    }
                )
    asked = ("missile", "launch_area", "target")
    return {"cells": cells} | {key: found.attrs[key] for key in asked}


def _print_verdicts(found: "xr.Dataset") -> None:
    result = _verdicts_json(found)
    titles = zip(found["site"].values, found["site_title"].values, strict=True)
    for site, title in titles:
        cells = [cell for cell in result["cells"] if cell["site"] == site]
        durations = sorted({cell["detect_to_launch_s"] for cell in cells})
        arcs = list(dict.fromkeys(cell["arc"] for cell in cells))
        lines = []
        for arc in arcs:
            row = {c["detect_to_launch_s"]: c for c in cells if c["arc"] == arc}
            below = [f"{row[d]['clock_below_band_s']:.0f}" for d in durations]
            lines.append((in_words(arc), *(_verdict(row[d]) for d in durations), *below))
        print_table(
            (
                "arc",
                *(f"shot, {d:g} s" for d in durations),
                *(f"below, {d:g} s" for d in durations),
            ),
            lines,
            title=f"{found.attrs['missile_title']}, {found.attrs['launch_area_title']} to "
            f"{found.attrs['target_title']}, battery at {title}",
            caption="By seconds from detection to launch. yes, until: the latest start of the "
            "clock, in seconds after the missile's launch, with which there is still a shot. "
            "below: the earliest start with which the missile is already below the altitude band "
            "when an interceptor could first be launched.",
        )


def _verdict(cell: dict[str, Any]) -> str:
    if not cell["feasible_from_detection"]:
        return f"no: {in_words(cell['reason_from_detection'])}"
    return f"yes, until {cell['latest_clock_s']:.0f}"
