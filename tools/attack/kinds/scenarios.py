"""Scenario files: read or refused with every mistake at its place."""

from __future__ import annotations

import copy
import random
from functools import cache
from typing import Any

from tools.attack.case import Case
from tools.attack.changes import change
from tools.attack.fields import change_field
from tools.attack.kinds.files import chance_of, with_mistakes
from tools.attack.trees import Tree

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


def _field_or_other(tree: Tree, chance: random.Random) -> str:
    return (change_field if chance.random() < 0.3 else change)(tree, chance)


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
    chance = chance_of(kind, seed, index)
    tree = base(chance)
    whole = built_in_text(chance.choice(built_in_scenarios())).encode()
    text, done = with_mistakes(tree, chance, first=_field_or_other, others=(whole,))
    return Case(
        kind, seed, index, {"case.yaml": text},
        [["scenario", "check", "case.yaml"], ["scenario", "show", "case.yaml", "--json"]],
        done, ("reads", "file", "stays"),
    )  # fmt: skip
