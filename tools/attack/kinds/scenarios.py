"""Scenario files: read or refused with every mistake at its place."""

from __future__ import annotations

import copy
import random
from functools import cache
from typing import Any

from tools.attack.case import Case
from tools.attack.changes import change
from tools.attack.fields import change_field
from tools.attack.texts import changed
from tools.attack.trees import Tree, yaml_text

from bongsu.catalog.documents import read_document
from bongsu.scenario import built_in_scenarios, built_in_text


@cache
def _trees() -> list[Tree]:
    texts = map(built_in_text, built_in_scenarios())
    return [read_document(text, "scenario").plain() for text in texts]


def base(chance: random.Random) -> dict[str, Any]:
    """Draw one of the scenarios that come with the package.

    Parameters
    ----------
    chance : random.Random
        What draws.

    Returns
    -------
    dict
        Its content, to be changed.
    """
    tree: dict[str, Any] = copy.deepcopy(chance.choice(_trees()))
    return tree


def draw(kind: str, seed: int, index: int) -> Case:
    """Draw a scenario file with one or two mistakes, or none that is one.

    Parameters
    ----------
    kind : str
        Name of this kind.
    seed, index : int
        What it is drawn from. [1]

    Returns
    -------
    Case
        Whose file is checked, and shown when it holds.
    """
    chance = random.Random(f"{kind} {seed} {index}")
    tree = base(chance)
    done: list[str] = []
    for _ in range(chance.choice((1, 1, 2))):
        field = chance.random() < 0.3 and not done
        done.append((change_field if field else change)(tree, chance))
    text = yaml_text(tree).encode("utf-8", "surrogatepass")
    if chance.random() < 0.25:
        whole = built_in_text(chance.choice(built_in_scenarios())).encode()
        text, what = changed(chance.choice((text, whole)), chance)
        done.append(what)
    return Case(
        kind, seed, index, {"case.yaml": text},
        [["scenario", "check", "case.yaml"], ["scenario", "show", "case.yaml", "--json"]],
        done, ("reads", "file", "stays"),
    )  # fmt: skip
