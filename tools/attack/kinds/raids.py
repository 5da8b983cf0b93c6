"""Raid files: read or refused with every mistake at its place, and played."""

from __future__ import annotations

import random
from typing import Any

from tools.attack.case import Case
from tools.attack.changes import change
from tools.attack.fields import draw as another
from tools.attack.fields import hints
from tools.attack.kinds.files import chance_of, with_mistakes
from tools.attack.kinds.small import RAID, SMALL

from bongsu.catalog.documents import read_document
from bongsu.scenario import Wave


def _field_or_other(tree: Any, chance: random.Random) -> str:
    if chance.random() < 0.5:
        return change(tree, chance)
    name = chance.choice(sorted(hints(Wave)))
    tree["waves"][0][name] = another(hints(Wave)[name], chance)
    return f"waves.0.{name}: another that may be"


def draw(kind: str, seed: int, index: int) -> Case:
    """Draw a raid file with one or two mistakes, or none that is one.

    Parameters
    ----------
    kind : str
        Name of this kind.
    seed, index : int
        What it is drawn from. [1]

    Returns
    -------
    Case
        Whose file is shown, and played when it holds.
    """
    chance = chance_of(kind, seed, index)
    tree: Any = read_document(RAID, "raid").plain()
    if chance.random() < 0.3:
        tree["waves"].append({**tree["waves"][0], "count": chance.choice((1, 40, 900))})
    text, done = with_mistakes(tree, chance, first=_field_or_other)
    scenario = ["--scenario", "small.yaml"]
    played = ["raid", "run", "case.yaml", *scenario, "--replications", "50"]
    return Case(
        kind, seed, index, {"case.yaml": text, "small.yaml": SMALL.encode()},
        [["raid", "show", "case.yaml", *scenario], [*played, *chance.choice(([], ["--json"]))]],
        done, ("file", "answers"),
    )  # fmt: skip
