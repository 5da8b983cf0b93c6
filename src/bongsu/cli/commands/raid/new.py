"""``bongsu raid new``: a raid file to start from."""

import sys
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from bongsu.cli.options.values import name_of
from bongsu.errors import InputError
from bongsu.output import SCENARIO, check_outputs, text_file, write_outputs
from bongsu.scenario import load_scenario
from bongsu.scenario.provenance import Provenance


def new(
    file: Path,
    *,
    scenario: str = "korea-2016",
    force: Annotated[bool, Parameter(negative="")] = False,
) -> None:
    """Write a raid file to start from, with comments.

    Parameters
    ----------
    file
        File to write, ending in .yaml; its name becomes the raid's.
    scenario
        Scenario file or name of a built-in scenario, whose threats the raid is made of.
    force
        Write over an existing file.
    """
    from bongsu.studies.raid.template import raid_template

    check_outputs((file, SCENARIO), inputs=(scenario,))
    if file.exists() and not force:
        raise InputError(f"{file}: there is such a file already; --force writes over it")
    name = name_of(file, "raid")
    found = load_scenario(scenario)
    text = raid_template(found, name=name, file=str(file), source=scenario)
    write_outputs([(file, text_file(text))], Provenance())
    sys.stdout.write(f"{file}: raid {name}, of threats of {found.name}\n")
