"""``bongsu battery footprint``: whom a scenario's batteries protect."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from cyclopts import Parameter

from bongsu.cli.commands.battery.footprint.document import footprint_json, place_rows, range_json
from bongsu.cli.commands.battery.footprint.options import engagements, run
from bongsu.cli.commands.battery.footprint.tables import print_footprint
from bongsu.cli.options.groups import (
    ALL_THREATS,
    AS_IT_FIRES,
    AS_IT_IS_SEEN,
    FireOptions,
    SightOptions,
    StandOptions,
    ThreatOptions,
)
from bongsu.cli.options.places import Places, read_sites
from bongsu.cli.options.setting import changed
from bongsu.cli.options.values import Bearing, Count, JsonFlag, LevelOfPlaces, Number, whole, word
from bongsu.cli.terminal.json_text import print_json
from bongsu.cli.terminal.progress import progress_bar
from bongsu.errors import InputError
from bongsu.output import (
    DATASET,
    FEATURES,
    FIGURE,
    TABLE,
    Write,
    check_outputs,
    dataset_file,
    features_file,
    figure_file,
    table_file,
    write_outputs,
)
from bongsu.scenario import Coordinates, Scenario, load_scenario
from bongsu.scenario.provenance import provenance
from bongsu.words import FOOTPRINT_PICTURES, AdministrativeLevel, FootprintPicture

if TYPE_CHECKING:
    import xarray as xr
    from matplotlib.figure import Figure

PictureName = Literal[FootprintPicture, "range"]
PictureOption = Annotated[PictureName, word((*FOOTPRINT_PICTURES, "range"), "picture")]


def footprint(
    scenario: str = "korea-2016",
    *,
    threats: ThreatOptions = ALL_THREATS,
    site: Places = (),
    boresight: Bearing | None = None,
    sight: SightOptions = AS_IT_IS_SEEN,
    fire: FireOptions = AS_IT_FIRES,
    battery: str | None = None,
    shots: Count = 1,
    spacing: Number | None = None,
    by: LevelOfPlaces | None = None,
    range_: Annotated[bool, Parameter(name="--range", negative="")] = False,
    draws: Annotated[int, whole(0, 10_000)] = 0,
    geojson: Path | None = None,
    csv: Path | None = None,
    output: Path | None = None,
    figure: Path | None = None,
    picture: PictureOption | None = None,
    json: JsonFlag = False,
) -> None:
    """Count area and people that a scenario's batteries defend.

    A place is defended against a flight when so many shots are possible, which is not to say that
    they hit. Against every flight: against each one that reaches the place. On average: by the
    share of the flights that reach it. Against any: against one of them at least. Every parameter
    stands at its catalogue value unless --range is given.

    Parameters
    ----------
    scenario
        Scenario file or name of a built-in scenario.
    threats
        Which of the flights of the scenario are looked at.
    site
        Put the battery there, LAT,LON in degrees or a place by name; repeat it to see several,
        which JSON then lists under "sites". See also `bongsu battery sites`.
    boresight
        Direction that the radar faces, clockwise from north; by default the scenario's, and on
        another --site the middle of the boresights that hold all launch areas. [deg]
    sight
        What radars see of an object.
    fire
        How the battery comes to fire.
    battery
        Name of the battery that the options set up; the first by default, for cueing all of them.
    shots
        Shots that make a place count as defended. [1]
    spacing
        Side of the cells of the grid, instead of the scenario's. [km]
    by
        Sum by place as well.
    range_
        Move every cited parameter of the defence to the ends of its range, alone and together;
        for one missile.
    draws
        With --range: draw all parameters by lot so many times as well, for instance 100.
    geojson
        Write contours of shots, probability and margin to this file (.geojson or .json).
    csv
        Write the table that --by asks for to this file.
    output
        Write everything, cell by cell, to this netCDF file.
    figure
        Draw a picture into this file (.png, .svg or .pdf).
    picture
        Which: the probability that the warhead is destroyed, mean over the flights; first reasons,
        or margins, of each flight; missiles and shapes; outlines by launch area; Seoul's districts;
        the range. By default the range if asked for, reasons for one
        missile, shapes for several.
    json
        Print JSON for machines.
    """
    from bongsu.studies.footprint.headline import headline

    check_outputs(
        (output, DATASET),
        (geojson, FEATURES),
        (csv, TABLE),
        (figure, FIGURE),
        inputs=(scenario,),
    )
    if csv is not None and by is None:
        raise InputError("--csv writes the table by place: say --by which")
    if picture is not None and figure is None:
        raise InputError("--picture says what --figure draws: give --figure a file")
    if range_ and threats.missile is None:
        raise InputError("--range is for one missile: say --missile which")
    if (picture == "range" or draws) and not range_:
        raise InputError("--draws and the picture of the range go with --range")
    setting = load_scenario(scenario)
    places: list[Coordinates | None] = [*read_sites(setting, site)] or [None]
    stand = StandOptions(boresight=boresight)
    asked = [
        changed(
            setting,
            stand=stand,
            sight=sight,
            fire=fire,
            threats=threats,
            site=place,
            spacing_km=spacing,
            battery=battery,
        )
        for place in places
    ]
    _check_content(asked, by, (picture or "reasons") if figure is not None else None)
    found = run(asked, shots)
    ranges = _ranges(asked, shots, draws) if range_ else []
    origin = provenance(*asked, people=True)
    made: list[tuple[Path, Write]] = []
    if output is not None:
        made.append((output, dataset_file(found)))
    if geojson is not None:
        made.append((geojson, _contours(found)))
    if csv is not None and by is not None:
        made.append((csv, table_file(place_rows(found, by))))
    if figure is not None:
        made.append((figure, figure_file(_draw(picture, found, ranges))))
    write_outputs(made, origin)
    results = [footprint_json(found, index, by) for index in range(found.sizes["site"])]
    for result, one in zip(results, ranges, strict=False):
        result["range"] = range_json(one)
    if json:
        print_json(results[0] if len(results) == 1 else _by_site(results, found), origin)
        return
    for index, result in enumerate(results):
        print_footprint(
            result, headline(found.isel(site=[index]), result["over"]), origin.people_from
        )


def _by_site(results: list[dict[str, Any]], found: "xr.Dataset") -> dict[str, Any]:
    """Footprints of several sites, each with the hash of its own scenario."""
    hashes = found["scenario_hash"].values.tolist()
    return {
        "sites": [
            {**result, "scenario_hash": digest}
            for result, digest in zip(results, hashes, strict=True)
        ]
    }


def _check_content(
    asked: list[Scenario], by: AdministrativeLevel | None, picture: PictureName | None
) -> None:
    """Refuse what the region or the sites cannot answer, before anything is computed."""
    from bongsu.studies.footprint.places.levels import check_level

    region = asked[0].region.protected()
    if by is not None:
        check_level(region, by)
    if picture == "seoul":
        check_level(region, "seoul-district")
    if picture is not None and len(asked) > 1:
        raise InputError("a picture shows one site: `bongsu battery sites` compares several")


def _ranges(asked: list[Scenario], shots: int, draws: int) -> "list[xr.Dataset]":
    from bongsu.studies.uncertainty import footprint_range, footprint_runs

    region = asked[0].region.protected()
    total = footprint_runs(asked[0], draws) * engagements(asked)
    with progress_bar("range", total) as advance:
        return [
            footprint_range(
                one,
                weight="people" if region.counted else "area",
                required_shots=shots,
                draws=draws,
                progress=advance,
            )
            for one in asked
        ]


def _contours(found: "xr.Dataset") -> Write:
    from bongsu.studies.footprint.contours import feature_collection

    return features_file(feature_collection(found))


def _draw(picture: PictureName | None, found: "xr.Dataset", ranges: "list[xr.Dataset]") -> "Figure":
    from bongsu.report.footprint.comparison import range_figure
    from bongsu.report.footprint.pictures import footprint_picture

    several = len(set(found["missile"].values)) > 1
    chosen = picture or ("range" if ranges else "shapes" if several else "reasons")
    return range_figure(ranges[0]) if chosen == "range" else footprint_picture(found, chosen)
