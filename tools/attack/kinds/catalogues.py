"""Catalogue files of a user, laid over the built-in one."""

from __future__ import annotations

import copy
import random
from functools import cache
from typing import Any

from tools.attack.case import Case
from tools.attack.kinds.files import chance_of, with_mistakes
from tools.attack.trees import Tree

from bongsu.catalog.load import BUILT_IN_FILES, packaged
from bongsu.scenario import built_in_text

_USED = (
    "an-tpy-2",
    "thaad",
    "nodong",
    "reentry-vehicle",
    "hwangju",
    "seongju-golf-course",
    "scud-b",
)


@cache
def _entries() -> list[tuple[str, str, Tree]]:
    found = []
    for name in BUILT_IN_FILES:
        plain: Any = packaged(name).plain()
        for kind, group in plain.items():
            if kind != "references":
                found += [(kind, key, entry) for key, entry in group.items()]
    return found


def overlay(chance: random.Random) -> dict[str, Any]:
    """Draw a catalogue file: entries of the built-in one, whole or in part.

    Parameters
    ----------
    chance : random.Random
        What draws.

    Returns
    -------
    dict
        Its content.
    """
    tree: dict[str, Any] = {}
    likely = [entry for entry in _entries() if entry[1] in _USED]
    for _ in range(chance.choice((1, 1, 2))):
        kind, key, entry = chance.choice(chance.choice((likely, _entries())))
        entry = copy.deepcopy(entry)
        if chance.random() < 0.5:
            rows = [name for name in entry if name not in ("title", "about")]
            entry = {name: entry[name] for name in chance.sample(rows, min(2, len(rows)))}
        elif chance.random() < 0.5:
            key = f"{key}-2"
        tree.setdefault(kind, {})[key] = entry
    if chance.random() < 0.2:
        tree["references"] = {
            "mine": {"author": "A", "title": "B", "year": 2016, "url": "https://example.org/"}
        }
    return tree


def draw(kind: str, seed: int, index: int) -> Case:
    """Draw a catalogue file with mistakes and a command or a scenario that reads it.

    Parameters
    ----------
    kind : str
        Name of this kind.
    seed, index : int
        What it is drawn from. [1]

    Returns
    -------
    Case
        Whose file is read in one of the ways there are.
    """
    chance = chance_of(kind, seed, index)
    tree = overlay(chance)
    text, done = with_mistakes(tree, chance)
    scenario = built_in_text("korea-2016") + "\ncatalogue_files: [overlay.yaml]\n"
    ways = (
        ["scenario", "check", "case.yaml"],
        ["catalog", "list", "--file", "overlay.yaml", "--json"],
        ["catalog", "show", "missile.nodong", "--file", "overlay.yaml", "--json"],
        ["catalog", "show", "radar.an-tpy-2", "--file", "overlay.yaml"],
        ["catalog", "sources", "--file", "overlay.yaml", "--json"],
    )
    return Case(
        kind, seed, index, {"case.yaml": scenario.encode(), "overlay.yaml": text},
        [chance.choice(ways)], done, ("reads", "file"),
    )  # fmt: skip
