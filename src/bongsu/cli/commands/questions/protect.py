"""``bongsu protect``: whether one place is protected, in one sentence."""

from typing import TYPE_CHECKING, Annotated

from bongsu.cli.options.groups import (
    ALL_THREATS,
    AS_IT_IS_SEEN,
    AS_IT_STANDS,
    SightOptions,
    StandOptions,
    ThreatOptions,
)
from bongsu.cli.options.places import Place
from bongsu.cli.options.values import JsonFlag, Picture, whole
from bongsu.cli.terminal.json_text import print_json
from bongsu.cli.terminal.tables import print_table
from bongsu.output import FIGURE, check_outputs, figure_file, write_outputs
from bongsu.words import in_words
from bongsu.words.said import Share

if TYPE_CHECKING:
    from bongsu.front.answers.protection import ProtectionResult
    from bongsu.scenario import Scenario


def protect(
    place: Place,
    scenario: str = "korea-2016",
    *,
    threats: ThreatOptions = ALL_THREATS,
    stand: StandOptions = AS_IT_STANDS,
    sight: SightOptions = AS_IT_IS_SEEN,
    draws: Annotated[int, whole(0, 10_000)] = 0,
    figure: Picture = None,
    json: JsonFlag = False,
) -> None:
    """Say in one sentence whether a place is protected.

    A shot is possible when an interceptor can reach the missile in time, which is not to say that
    it hits. The range is that of the cited uncertainty: all rows of the defence at the ends that
    make the share small, and great.

    Parameters
    ----------
    place
        A province, city, municipality or district, a place of the catalogue, in English or Korean,
        or LAT,LON in degrees.
    scenario
        Scenario file or name of a built-in scenario.
    threats
        Which of the flights of the scenario are looked at.
    stand
        Where the battery stands and its radar faces.
    sight
        What radars see of an object.
    draws
        Draw all rows of the defence by lot so many times as well, for instance 100.
    figure
        Map to write, ending in .png, .svg or .pdf.
    json
        Print JSON for machines.

    Raises
    ------
    InputError
        If the scenario or an option cannot be used, there is no such place, several have the name,
        or it lies outside the country whose people the scenario counts.
    OutOfReachError
        If no flight reaches the place.
    """
    from bongsu.cli.options.setting import changed
    from bongsu.front.answers.protection import protection
    from bongsu.scenario import load_scenario

    check_outputs((figure, FIGURE), inputs=(scenario,))
    setting = changed(load_scenario(scenario), stand=stand, sight=sight, threats=threats)
    found = protection(setting, place, draws=draws)
    if figure is not None:
        write_outputs([(figure, figure_file(found.map()))], found.provenance)
    if json:
        print_json(_document(found, setting), found.provenance)
        return
    _print(found)


def _document(found: "ProtectionResult", setting: "Scenario") -> dict[str, object]:
    site = setting.place("site", setting.battery().site)
    named, people = found.place.named, found.place.people
    return {
        "place": named.title,
        "latitude_deg": named.latitude_deg,
        "longitude_deg": named.longitude_deg,
        "people": None if people is None else round(people),
        "site": site.name,
        "site_title": site.title,
        "date": setting.date.isoformat(),
        "defended_average": found.defended_average,
        "defended_every": found.defended_every,
        "low": found.low,
        "high": found.high,
        "drawn": None if found.drawn is None else found.drawn._asdict(),
        "flights": [one._asdict() for one in found.flights],
        "sentence": found.sentence(),
        "citation": found.citation(),
    }


def _print(found: "ProtectionResult") -> None:
    print(found.sentence())
    rows = []
    for missile, shape in dict.fromkeys((one.missile_title, one.shape) for one in found.flights):
        some = [one for one in found.flights if (one.missile_title, one.shape) == (missile, shape)]
        areas = ", ".join(f"{one.launch_area_title} {Share(one.share)}" for one in some)
        reasons = dict.fromkeys(in_words(one.reason) for one in some if one.reason != "feasible")
        rows.append((missile, in_words(shape), areas, ", ".join(reasons) or "–"))
    print_table(("missile", "arc", "a shot is possible, by launch area", "elsewhere mostly"), rows)
    print(found.citation())
