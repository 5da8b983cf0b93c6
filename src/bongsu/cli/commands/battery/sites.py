"""``bongsu battery sites``: candidate sites side by side, and together."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bongsu.cli.commands.battery.footprint.document import ASKED
from bongsu.cli.commands.battery.footprint.options import run
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
from bongsu.cli.options.values import Bearing, Count, JsonFlag, Number, OverName, WeightName
from bongsu.cli.terminal.json_text import print_json
from bongsu.cli.terminal.tables import percent, print_table
from bongsu.errors import InputError, OutOfReachError
from bongsu.output import (
    DATASET,
    FIGURE,
    Write,
    check_outputs,
    dataset_file,
    figure_file,
    write_outputs,
)
from bongsu.scenario import Scenario, load_scenario
from bongsu.scenario.provenance import provenance
from bongsu.words import OVERS, Over, Weight

if TYPE_CHECKING:
    import xarray as xr

_AGAINST = {
    "every": "against every flight",
    "average": "on average over flights",
    "any": "against some flight",
}
_PAIRS_SHOWN = 5


def sites(
    scenario: str = "korea-2016",
    *,
    threats: ThreatOptions = ALL_THREATS,
    site: Places = (),
    boresight: Bearing | None = None,
    sight: SightOptions = AS_IT_IS_SEEN,
    fire: FireOptions = AS_IT_FIRES,
    over: OverName = "average",
    weight: WeightName | None = None,
    share: Number | None = None,
    shots: Count = 1,
    spacing: Number | None = None,
    output: Path | None = None,
    figure: Path | None = None,
    json: JsonFlag = False,
) -> None:
    """Compare candidate sites of the first battery, alone and together.

    One battery at each site; the best pairs; for every number of batteries the best set; and the
    smallest set that reaches a share. The sets are exact, by integer programming. Shots of several
    batteries at one flight add up. Shares are of the people (area) that some flight reaches.

    Parameters
    ----------
    scenario
        Scenario file or name of a built-in scenario: supplies battery, threats and candidates.
    threats
        Which of the flights of the scenario are looked at.
    site
        A candidate, LAT,LON in degrees or a place by name; repeat it. The scenario's
        candidates by default.
    boresight
        Direction that the radar faces on each of them, clockwise from north; by default the
        middle of the boresights that hold all launch areas. [deg]
    sight
        What radars see of an object.
    fire
        How the battery comes to fire.
    over
        What counts: every flight that reaches a place, the share of them, or any of them.
    weight
        Count people or area; people by default, area where they are not counted.
    share
        Find the smallest set that defends this share, between 0 and 1. [1]
    shots
        Shots that make a place count as defended. [1]
    spacing
        Side of the cells of the grid, instead of the scenario's. [km]
    output
        Write the footprints of all sites, cell by cell, to this netCDF file.
    figure
        Draw the comparison into this file (.png, .svg or .pdf).
    json
        Print JSON for machines.
    """
    from bongsu.studies.side_by_side import check_one_battery
    from bongsu.studies.sites import check_share

    check_outputs((output, DATASET), (figure, FIGURE), inputs=(scenario,))
    if share is not None:
        check_share(share)
    setting = load_scenario(scenario)
    check_one_battery(setting)
    if site:
        places = read_sites(setting, site)
    else:
        places = [setting.place("site", candidate) for candidate in setting.candidate_sites]
    if len({place.name for place in places}) < 2:
        raise InputError(
            f"a comparison needs two sites, here is {len(places)}: give --site twice, or "
            "candidate_sites in the scenario"
        )
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
        )
        for place in places
    ]
    weight = _weight(setting, weight)
    found = run(asked, shots)
    origin = provenance(*asked, people=True)
    made: list[tuple[Path, Write]] = []
    if output is not None:
        made.append((output, dataset_file(found)))
    if figure is not None:
        made.append((figure, _figure(found, over, weight)))
    write_outputs(made, origin)
    result = _sites_json(found, over, weight, share)
    if json:
        print_json(result, origin)
        return
    _print_sites(result, origin.people_from)


def _weight(scenario: Scenario, asked: Weight | None) -> Weight:
    if scenario.region.protected().counted:
        return asked or "people"
    if asked == "people":
        raise InputError("the people of the region are not counted: use --weight area")
    return "area"


def _figure(found: "xr.Dataset", over: Over, weight: Weight) -> Write:
    from bongsu.report.footprint.comparison import sites_figure
    from bongsu.studies.sites import best_pairs, best_sets, compare_sites

    drawn = sites_figure(
        compare_sites(found, over),
        best_pairs(found, weight, over),
        best_sets(found, weight, over),
        missiles=list(dict.fromkeys(str(title) for title in found["missile_title"].values)),
    )
    return figure_file(drawn)


def _sites_json(
    found: "xr.Dataset", over: Over, weight: Weight, share: float | None
) -> dict[str, Any]:
    from bongsu.studies.sites import best_pairs, best_sets, compare_sites, names_of

    compared = {name: compare_sites(found, name) for name in OVERS}
    order = compared[over][_key(weight)].values.argsort(kind="stable")[::-1]
    pairs = best_pairs(found, weight, over)
    sets = best_sets(found, weight, over)
    result: dict[str, Any] = {
        "missiles": list(dict.fromkeys(str(name) for name in found["missile"].values)),
        "missile_titles": list(dict.fromkeys(str(name) for name in found["missile_title"].values)),
        "flights": found.sizes["flight"],
        "over": over,
        "weight": weight,
        "sites": [
            {
                "site": str(found["site"].values[index]),
                "site_title": str(found["site_title"].values[index]),
                "scenario_hash": str(found["scenario_hash"].values[index]),
                **{name: _shares(data.isel(site=index)) for name, data in compared.items()},
            }
            for index in order
        ],
        "pairs": [
            {
                "sites": [
                    str(pairs["first_site"].values[index]),
                    str(pairs["second_site"].values[index]),
                ],
                **_shares(pairs.isel(pair=index)),
            }
            for index in range(pairs.sizes["pair"])
        ],
        "best_sets": [
            {
                "batteries": count,
                "sites": names_of(found, sets["chosen"].sel(batteries=count).values),
                **_shares(sets.sel(batteries=count)),
            }
            for count in sets["batteries"].values.tolist()
        ],
        "country": found.attrs["country"],
        "country_title": found.attrs["country_title"],
        "spacing_km": found.attrs["grid_spacing_m"] / 1e3,
        **{key: found.attrs[key] for key in ASKED},
    }
    if share is not None:
        result["share_wanted"] = share
        result["smallest_set"] = _smallest(found, share, over, weight)
    return result


def _smallest(
    found: "xr.Dataset", share: float, over: Over, weight: Weight
) -> dict[str, Any] | None:
    """Smallest set that reaches the share; none when there is none."""
    from bongsu.studies.sites import names_of, smallest_set

    try:
        answer = smallest_set(found, share, weight, over)
    except OutOfReachError:
        return None
    return {"sites": names_of(found, answer["chosen"].values), **_shares(answer)}


def _shares(data: "xr.Dataset") -> dict[str, float]:
    names = (
        "people_share_within_reach",
        "area_share_within_reach",
        "people_defended",
        "area_defended_km2",
    )
    return {name: float(data[name]) for name in names}


def _print_sites(result: Mapping[str, Any], people_from: str | None) -> None:
    key, over, weight = _key(result["weight"]), result["over"], result["weight"]
    titles = {one["site"]: one["site_title"] for one in result["sites"]}
    print_table(
        ("site", "every %", "average %", "any %", f"{_other(weight)}, {over} %"),
        [
            (
                one["site_title"],
                *(percent(one[name][key]) for name in OVERS),
                percent(one[over][_key(_other(weight))]),
            )
            for one in result["sites"]
        ],
        title=f"One battery: share of the {weight} of {result['country_title']} reached by "
        f"{', '.join(result['missile_titles'])}",
        caption="Defended against every flight that reaches a place, on average over those "
        "flights, against any of them.",
    )
    headings = ("sites", f"{weight} %", f"{_other(weight)} %")
    print_table(
        headings,
        [
            (
                _joined(pair["sites"], titles),
                percent(pair[key]),
                percent(pair[_key(_other(weight))]),
            )
            for pair in result["pairs"][:_PAIRS_SHOWN]
        ],
        title=f"Two batteries, best pairs, {_AGAINST[over]}",
    )
    print_table(
        ("batteries", *headings),
        [
            (
                one["batteries"],
                _joined(one["sites"], titles) or "none helps",
                percent(one[key]),
                percent(one[_key(_other(weight))]),
            )
            for one in result["best_sets"]
        ],
        title=f"Best set by number of batteries, {_AGAINST[over]}",
    )
    sys.stdout.write(f"\nPeople of {result['country_title']}: {people_from}.\n")
    if "share_wanted" in result:
        sys.stdout.write(f"\n{_verdict(result)}\n")


def _verdict(result: Mapping[str, Any]) -> str:
    key, weight = _key(result["weight"]), result["weight"]
    wanted = f"{100.0 * result['share_wanted']:g} % of the {weight} {_AGAINST[result['over']]}"
    found = result["smallest_set"]
    titles = {one["site"]: one["site_title"] for one in result["sites"]}
    if found is None:
        most = result["best_sets"][-1]
        where = f"({_joined(most['sites'], titles)})" if most["sites"] else "(none of them helps)"
        return (
            f"No set of these {len(result['sites'])} sites defends {wanted}: the best that all of "
            f"them reach together is {100.0 * most[key]:.1f} % {where}."
        )
    count = len(found["sites"])
    return (
        f"{'One battery suffices' if count == 1 else f'{count} batteries suffice'} for {wanted}: "
        f"{_joined(found['sites'], titles)} defend {100.0 * found[key]:.1f} %."
    )


def _joined(sites: Sequence[str], titles: Mapping[str, str]) -> str:
    return " + ".join(titles[site] for site in sites)


def _other(weight: Weight) -> Weight:
    return "area" if weight == "people" else "people"


def _key(weight: Weight) -> str:
    return f"{weight}_share_within_reach"
