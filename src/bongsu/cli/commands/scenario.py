"""``bongsu scenario``: write, check and show scenario files."""

import re
import sys
from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from bongsu.cli.options.values import JsonFlag, name_of
from bongsu.cli.terminal.json_text import print_json
from bongsu.cli.terminal.tables import print_table
from bongsu.errors import InputError
from bongsu.output import SCENARIO, check_outputs, text_file, write_outputs
from bongsu.scenario import Scenario, built_in_text, dump_scenario, load_scenario
from bongsu.scenario.provenance import Provenance, provenance
from bongsu.words import number_of

app = App(name="scenario", help="Write and check scenario files.")


@app.command
def new(
    file: Path,
    *,
    like: str = "korea-2016",
    force: Annotated[bool, Parameter(negative="")] = False,
) -> None:
    """Write a scenario file to start from, with comments.

    Parameters
    ----------
    file
        File to write, ending in .yaml; its name becomes the scenario's.
    like
        Built-in scenario to copy.
    force
        Write over an existing file.
    """
    check_outputs((file, SCENARIO))
    if file.exists() and not force:
        raise InputError(f"{file}: there is such a file already; --force writes over it")
    name = name_of(file, "scenario")
    text = re.sub(r"(?m)^name: .*$", f"name: {name}", built_in_text(like), count=1)
    write_outputs([(file, text_file(text))], Provenance())
    sys.stdout.write(f"{file}: scenario {name}, a copy of {like}\n")


@app.command
def check(scenario: str = "korea-2016", *, json: JsonFlag = False) -> None:
    """Check a scenario and that its batteries can fire; list every mistake with its place.

    Parameters
    ----------
    scenario
        Scenario file or name of a built-in scenario.
    json
        Print JSON for machines.
    """
    found = load_scenario(scenario)
    _check_grid(found)
    _check_entries(found)
    _check_batteries(found)
    _check_raid(found)
    doubtful = [row.path for row in found.rows("U")]
    others = len(found.other_flights)
    if json:
        print_json(
            {"u_rows": doubtful},
            provenance(found),
        )
        return
    sys.stdout.write(
        f"{scenario}: holds\n"
        f"  {number_of(len(found.batteries), 'battery', 'batteries')}, "
        f"{number_of(len(found.radars), 'other radar')}, "
        f"{number_of(len(found.candidate_sites), 'candidate site')}, "
        f"{number_of(len(found.threats), 'threat')}, "
        f"{number_of(others, 'group of other flights', 'groups of other flights')}\n"
        f"  leans on {number_of(len(doubtful), 'row')} of quality U\n"
        f"  hash {found.hash()}\n"
    )


@app.command
def show(scenario: str = "korea-2016", *, json: JsonFlag = False) -> None:
    """Show a scenario with all defaults filled in.

    Parameters
    ----------
    scenario
        Scenario file or name of a built-in scenario.
    json
        Print JSON for machines, with the catalogue entries it rests on.
    """
    found = load_scenario(scenario)
    if json:
        content = found.model_dump(mode="json")
        entries = [f"{kind}.{key}" for kind, key in found.entries()]
        print_json({**content, "entries": entries}, provenance(found))
        return
    sys.stdout.write(dump_scenario(found, defaults=True))
    rows = [
        (f"{kind}.{key}", found.catalog.entry(kind, key).title) for kind, key in found.entries()
    ]
    sys.stdout.write("\n")
    print_table(("rests on", "what it is"), rows, caption=f"hash {found.hash()}")


def _check_grid(scenario: Scenario) -> None:
    """See whether the region has room for the cells that are asked for, and not too many."""
    from bongsu.geography.region import check_spacing

    region = scenario.region
    try:
        check_spacing(region.country, region.grid_spacing)
    except InputError as error:
        where = scenario.where(("region", "grid_spacing"))
        raise InputError(f"{where}{error}") from None


def _check_entries(scenario: Scenario) -> None:
    """Make every missile, interceptor and radar that the scenario names."""
    from bongsu.engagement.factory import designed, interceptor_design, missile_design

    makers = {"missile": missile_design, "interceptor": interceptor_design}
    for kind, key in scenario.entries():
        if kind == "radar":
            for mode in scenario.catalog.radar(key).modes:
                designed(scenario, key, mode)
        elif kind in makers:
            with scenario.blaming(kind, key):
                makers[kind](key, scenario.catalog)


def _check_batteries(scenario: Scenario) -> None:
    """Put every battery together that is to guide interceptors, and search with every radar."""
    from bongsu.engagement.batteries import fire_unit
    from bongsu.engagement.searching import battery_search

    for battery in scenario.batteries:
        if battery.radar.search is None:
            battery_search(scenario, battery)
        # a radar in another mode is for questions about what it sees
        if battery.radar.mode == "terminal":
            fire_unit(scenario, battery)


def _check_raid(scenario: Scenario) -> None:
    """Fly the raid, if there is one, whose every missile must reach what it is aimed at."""
    from bongsu.studies.raid.played import RaidStudy

    # a radar in another mode is for questions about what it sees
    guiding = all(battery.radar.mode == "terminal" for battery in scenario.batteries)
    if scenario.own_raid is not None and guiding:
        RaidStudy.of(scenario).check()
