"""Studies of scenarios that `scenario check` accepts: each must be answered."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from tools.attack.case import Case
from tools.attack.changes import change
from tools.attack.fields import change_field
from tools.attack.kinds.files import chance_of
from tools.attack.kinds.scenarios import base
from tools.attack.kinds.small import RAID, SMALL
from tools.attack.trees import yaml_text

from bongsu.catalog.documents import read_document
from bongsu.errors import InputError
from bongsu.geography.region import check_spacing
from bongsu.scenario import Scenario, parse_scenario

_TRIES = 200


def draw(kind: str, seed: int, index: int) -> Case:
    """Draw a scenario that holds, though changed, and a study of it.

    Parameters
    ----------
    kind : str
        Name of this kind.
    seed, index : int
        What it is drawn from. [1]

    Returns
    -------
    Case
        Which checks the scenario and then runs the study.
    """
    chance = chance_of(kind, seed, index)
    scenario, text, done = accepted(_small, chance)
    commands = [["scenario", "check", "case.yaml"], _study(scenario, chance)]
    return Case(kind, seed, index, {"case.yaml": text}, commands, done, ("answers",))


def accepted(
    base_of: Callable[[random.Random], dict[str, Any]], chance: random.Random
) -> tuple[Scenario, bytes, list[str]]:
    """Change scenarios until one still holds.

    Parameters
    ----------
    base_of : callable
        Draws what is changed.
    chance : random.Random
        What draws.

    Returns
    -------
    Scenario
        As it is read.
    bytes
        Its file.
    list of str
        What was done.

    Raises
    ------
    RuntimeError
        If none of many holds.
    """
    for _ in range(_TRIES):
        tree = base_of(chance)
        done: list[str] = []
        for _ in range(chance.choice((1, 2, 2, 3))):
            field = chance.random() < 0.8 and not done
            done.append((change_field if field else change)(tree, chance))
        text = yaml_text(tree).encode("utf-8", "replace")
        try:
            return parse_scenario(text.decode()), text, done
        except InputError:
            continue
    raise RuntimeError("no change of a scenario was accepted")


def _is_large(country: str) -> bool:
    try:
        check_spacing(country, 1e5)
    except InputError:
        return False
    return True


def _small(chance: random.Random) -> dict[str, Any]:
    """A scenario with little to compute: few flights, coarse grids."""
    if chance.random() < 0.4:
        plain: Any = read_document(SMALL, "small").plain()
        return dict(plain) | _raid(chance)
    tree = base(chance)
    tree["threats"] = chance.sample(tree["threats"], chance.choice((1, 1, 2)))
    for flights in tree["threats"]:
        flights["launch_areas"] = flights["launch_areas"][: chance.choice((1, 2))]
    tree["region"]["grid_spacing"] = "100 km"
    tree.setdefault("numerics", {}).update(radar_grid="2 deg", sample_step="5 s")
    if "other_flights" in tree:
        tree["other_flights"] = chance.sample(tree["other_flights"], 1)
    return tree


def _raid(chance: random.Random) -> dict[str, Any]:
    if chance.random() < 0.5:
        return {}
    plain: Any = read_document(RAID, "raid").plain()
    return {"raid": {"waves": plain["waves"]}}


def _study(scenario: Scenario, chance: random.Random) -> list[str]:
    threat = chance.choice(scenario.threats)
    area = chance.choice(threat.launch_areas)
    start = area if isinstance(area, str) else f"{area.latitude_deg!r},{area.longitude_deg!r}"
    end = chance.choice(("pyeongtaek", "busan", "daegu", "seoul", "36.96,127.03"))
    flight = ["--missile", threat.missile, f"--from={start}", f"--to={end}"]
    shape = chance.choice(threat.shapes)
    spacing = ["--spacing", "100"] if _is_large(scenario.region.country) else []
    # one battery is compared on two sites at least
    comparable = len(scenario.batteries) == 1 and len(scenario.candidate_sites) > 1
    compared = "sites" if comparable else "footprint"
    if scenario.own_raid is not None and chance.random() < 0.5:
        played = ["raid", "run", "--scenario", "case.yaml", "--replications", "50"]
        return [*played, *chance.choice(([], ["--json"]))]
    words = chance.choice((
        ["battery", "footprint", "case.yaml", *spacing],
        ["battery", "footprint", "case.yaml", *spacing],
        # sites are compared for one battery
        ["battery", compared, "case.yaml", *spacing],
        ["battery", "timeline", "case.yaml", *flight, "--shape", shape],
        ["battery", "verdicts", "case.yaml", *flight],
        ["battery", "plan", "case.yaml", "--threat", f"{threat.missile}:{start}:{end}"],
        ["battery", "reach", "case.yaml"],
        ["radar", "coverage", "case.yaml"],
        ["radar", "compare", "case.yaml"],
        ["radar", "budget", "case.yaml"],
        ["radar", "switch", "case.yaml"],
        ["radar", "track", "case.yaml", *flight, "--shape", shape],
    ))  # fmt: skip
    return [*words, *chance.choice(([], ["--json"], ["--json"]))]
