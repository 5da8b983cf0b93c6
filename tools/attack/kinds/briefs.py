"""Briefs of scenarios that `scenario check` accepts: each must be answered."""

from __future__ import annotations

import random
from typing import Any

from tools.attack.case import Case
from tools.attack.kinds.files import chance_of
from tools.attack.kinds.small import CLAIM, brief_scenario
from tools.attack.kinds.studies import accepted
from tools.attack.trees import yaml_text

from bongsu.catalog.documents import read_document

_COMPARISONS = ("more than", "less than", "at least", "at most", "equals")
_THRESHOLDS = (0, 0.5, 1, "5 %", 1e-9)


def _scenario(_chance: random.Random) -> dict[str, Any]:
    plain: Any = read_document(brief_scenario(), "scenario").plain()
    return dict(plain)


def draw(kind: str, seed: int, index: int) -> Case:
    """Draw a scenario that holds, though changed, and a claim to be tested on it.

    Parameters
    ----------
    kind : str
        Name of this kind.
    seed, index : int
        What it is drawn from. [1]

    Returns
    -------
    Case
        Which checks the scenario and then writes the page.
    """
    chance = chance_of(kind, seed, index)
    _, scenario, done = accepted(_scenario, chance)
    claims: Any = read_document(CLAIM, "claims").plain()
    reading = claims[0]["readings"][0]
    reading["comparison"] = chance.choice(_COMPARISONS)
    reading["threshold"] = chance.choice(_THRESHOLDS)
    reading["parameters"] = {
        "sites": chance.choice(("best", "every")), "threats": chance.choice(("best", "worst")),
    }  # fmt: skip
    files = {"case.yaml": scenario, "claims.yaml": yaml_text(claims).encode()}
    words = ["brief", "case.yaml", "--claims", "claims.yaml", "--draws", "0", "--output", "page"]
    commands = [["scenario", "check", "case.yaml"], [*words, *chance.choice(([], ["--json"]))]]
    return Case(kind, seed, index, files, commands, done, ("answers",))
