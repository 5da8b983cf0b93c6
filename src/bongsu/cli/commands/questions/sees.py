"""``bongsu sees``: what the radar sees above a place, in one sentence."""

from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from bongsu.catalog.names import lower_first
from bongsu.cli.options.groups import AS_IT_IS_SEEN, SightOptions, StandOptions
from bongsu.cli.options.places import Place
from bongsu.cli.options.values import Bearing, JsonFlag, Number, Picture, whole
from bongsu.cli.terminal.json_text import print_json
from bongsu.cli.terminal.tables import print_table
from bongsu.output import FIGURE, check_outputs, figure_file, write_outputs

if TYPE_CHECKING:
    from bongsu.front.answers.radar.sight import SeenRow, SightResult
    from bongsu.scenario import Scenario
    from bongsu.studies.radar.sight import HeightsSeen


def sees(
    place: Place,
    scenario: str = "korea-2016",
    *,
    from_: Annotated[Place | None, Parameter(name=["--from", "--site"])] = None,
    site_altitude: Number | None = None,
    boresight: Bearing | None = None,
    sight: SightOptions = AS_IT_IS_SEEN,
    draws: Annotated[int, whole(0, 10_000)] = 0,
    figure: Picture = None,
    json: JsonFlag = False,
) -> None:
    """Say in one sentence at which heights above a place the radar sees what.

    One look, at a warhead, a missile body and a boosting missile, in each mode. The radar faces as
    in the scenario; towards the place, which sees most; and nearest to it and farthest from it
    while every launch area of the threats stays in the field of regard.

    Parameters
    ----------
    place
        Any city or place by name, or LAT,LON in degrees.
    scenario
        Scenario file or name of a built-in scenario; the radar is that of its first battery.
    from_
        Where the battery stands, its radar with it: LAT,LON in degrees, or a place by name; the
        scenario's site by default.
    site_altitude
        Altitude of that site; 0 for LAT,LON, the catalogue's for a name by default. [m]
    boresight
        Direction that the radar faces, clockwise from north; by default the scenario's, and from
        another site the middle of the boresights that hold all launch areas. [deg]
    sight
        What radars see of an object.
    draws
        Draw all rows of the defence by lot so many times as well, for instance 100.
    figure
        Map and heights to write, ending in .png, .svg or .pdf.
    json
        Print JSON for machines.

    Raises
    ------
    InputError
        If the scenario or an option cannot be used, there is no such place, or several have the
        name.
    """
    from bongsu.cli.options.setting import changed
    from bongsu.front.answers.radar.sight import sees as asked
    from bongsu.scenario import load_scenario

    check_outputs((figure, FIGURE), inputs=(scenario,))
    stand = StandOptions(site=from_, site_altitude=site_altitude, boresight=boresight)
    setting = changed(load_scenario(scenario), stand=stand, sight=sight)
    found = asked(setting, place, draws=draws)
    if figure is not None:
        write_outputs([(figure, figure_file(found.map()))], found.provenance)
    if json:
        print_json(_document(found, setting), found.provenance)
        return
    _print(found)


def _document(found: "SightResult", setting: "Scenario") -> dict[str, object]:
    study = found.study
    return {
        "place": found.place.title,
        "latitude_deg": found.place.latitude_deg,
        "longitude_deg": found.place.longitude_deg,
        "site": study.site.name,
        "site_title": study.site.title,
        "date": setting.date.isoformat(),
        "distance_km": study.distance_km,
        "bearing_deg": study.bearing_deg,
        "horizon_km": study.horizon_km,
        "floor_km": dict(study.floor_km),
        "seen": [_row(one) for one in found.rows],
        "sentence": found.sentence(),
        "citation": found.citation(),
    }


def _row(row: "SeenRow") -> dict[str, object]:
    return {
        "mode": row.nominal.mode,
        "facing": row.nominal.facing.name,
        "boresight_deg": row.nominal.facing.boresight_deg,
        "object": row.nominal.object_key,
        "nominal": _heights(row.nominal),
        "narrowest": _heights(row.narrowest),
        "widest": _heights(row.widest),
        "drawn_share": row.drawn_share,
    }


def _heights(found: "HeightsSeen") -> dict[str, float] | None:
    if not found.seen:
        return None
    return {"lowest_km": round(found.lowest_km, 3), "highest_km": round(found.highest_km, 3)}


def _print(found: "SightResult") -> None:
    from bongsu.front.answers.radar.sight import FACING_WORDS, heights_text

    print(found.sentence())
    rows = []
    for row in found.rows:
        facing = row.nominal.facing
        rows.append(
            (
                row.nominal.mode,
                f"{facing.boresight_deg:.0f}° {FACING_WORDS[facing.name]}",
                lower_first(row.nominal.object_title),
                heights_text(row.nominal),
                heights_text(row.narrowest),
                heights_text(row.widest),
            )
        )
    print_table(
        ("mode", "facing", "object", "seen at", "at least", "at most"),
        rows,
        caption="At least and at most: with the rows of the radar and of the object at either "
        "end of the cited uncertainty.",
    )
    print(found.citation())
