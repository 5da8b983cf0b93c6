"""Claim files, and the parameters of the measures that their readings name."""

from __future__ import annotations

import copy
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from tools.attack.case import Case
from tools.attack.kinds.files import chance_of, with_mistakes
from tools.attack.kinds.small import SMALL
from tools.attack.trees import Tree, yaml_text
from tools.attack.values import wrong

from bongsu.catalog.documents import read_document
from bongsu.claims.case import NOMINAL, AbsentError
from bongsu.claims.case import Case as Setting
from bongsu.claims.claim import Claim
from bongsu.claims.load import load_claims
from bongsu.claims.measures.registry import MEASURES, measure
from bongsu.claims.where import BEST
from bongsu.scenario import parse_scenario

_WORDS: dict[str, tuple[Any, ...]] = {
    "countries": (["CHN"], ["CHN", "RUS"], ["China"], ["CHN", "CHN"], [], ["XXX"], "CHN", ["SEA"]),
    "country": ("CHN", "PRK", "China", "XXX", "chn", "KOR"),
    "group": ("intercontinental", "theatre", "theater", ["theatre"]),
    "mode": ("terminal", "forward-based", "terminall", "Terminal"),
    "raid": (0, 1, 30, 0.5, 48, 49, -1, "30", "30 missiles", 1e308),
    "flight": (
        "nodong:hwangju:busan",
        "nodong:hwangju:busan:depressed",
        "Nodong:38.7,125.7:seoul",
        "nodong:hwangju",
        "nodong:hwangju:busan@30",
        "noodong:hwangju:busan",
        "::",
        1,
    ),
    "spacing": ("0 s", "10 s", "1 min", 10, "-1 s", "1 km", "1801 s", ""),
    "object_key": ("reentry-vehicle", "boosting-missile", "body", "warhead", "re-entry vehicle"),
    "sites": ("own", "best", "every", "worst", ["best"], "seongju-golf-course", "nowhere", 1),
    "threats": ("best", "worst", "every", "average", "any", "mean"),
    "boresight": ("least", "greatest", "free", "held", "most", 90),
    "cross_sections": ("constant", "by-aspect", "by aspect", ["constant"]),
    "targets": (["tokyo"], ["Tokyo", "okinawa"], [], ["nowhere"], "tokyo", [1]),
    "places": (["busan"], ["Busan", "pohang"], [], ["nowhere"], "busan", [1]),
    "launch_area": ("hwangju", "Hwangju", "nowhere", 1),
    "radar": ("shariki", "kyogamisaki", "nowhere", 1),
    "shape": ("minimum-energy", "lofted", "high", ["lofted"]),
    "duration": ("model", "reported", "203 s"),
    "of": ("people", "area", "cities"),
    "rule": ("maker", "agency", "mine", 1),
    "prior": ("uniform", "jeffreys", "plugged-in", "laplace"),
    "shots": (0, 1, 2, 8, 9, 1.5, "2"),
    "batteries": (0, 1, 2, 20, 21, "2"),
    "radars": (0, 1, 2, 20, 21, "2"),
    "spent": (0, 100, 10_000, 10_001, "100"),
    "share": (0, 0.5, 1, 1.1, "0.5"),
    "longer_than": ("10 s", "0 s", 10, "1 km"),
    "stated": ("1065 s", "0 s", 10, "1 km"),
    "ground_range": ("3356.7 km", "0 km", "1e9 km", 10, "1 s"),
    "apogee": ("300 km", "0 km", "1e9 km", 10, "1 s"),
    "height": ("715 m", "0 m", 10, "1 s"),
    "distance": ("9 km", "0 km", 10, "1 s"),
    "front": ("200 km", "0 km", "50 km", 10, "1 s"),
    "rear": ("100 km", "0 km", "300 km", 10, "1 s"),
    "half_angle": ("60 deg", "0 deg", "181 deg", 10, "1 s"),
    "missile": ("kn-23", "nodong", "iskander", ["kn-23"], 23),
    "scenario": ("korea-2019", "korea-2016", "korea 2019", "nowhere", ["korea-2019"]),
    "altitude": (
        "50 km",
        "100 km",
        "300 km",
        "100000 m",
        "150 km",
        100,
        "0 km",
        "-1 km",
        "100 deg",
    ),
}
_THRESHOLDS = (0, 1, 0.5, "0 km", "1 km2", "10 s", -1, "1 kg", 1e308, "1e308 km", "5 %")


@cache
def _claims() -> list[Any]:
    folder = files("bongsu.claims").joinpath("data")
    text = folder.joinpath("article-2016-04-30.yaml").read_text(encoding="utf-8")
    plain: Any = read_document(text, "claims").plain()
    return list(plain)


def draw(kind: str, seed: int, index: int) -> Case:
    """Draw a file of claims with mistakes.

    Parameters
    ----------
    kind : str
        Name of this kind.
    seed, index : int
        What it is drawn from. [1]

    Returns
    -------
    Case
        Whose file is read.
    """
    chance = chance_of(kind, seed, index)
    tree = copy.deepcopy(chance.sample(_claims(), chance.choice((1, 2, 7))))
    text, done = with_mistakes(tree, chance)
    return Case(
        kind, seed, index, {"case.yaml": text}, [["(read claims)", "case.yaml"]], done,
        ("reads", "file"),
    )  # fmt: skip


def draw_parameter(kind: str, seed: int, index: int) -> Case:
    """Draw a reading of any measure with parameters that are right, nearly right, or wrong.

    Parameters
    ----------
    kind : str
        Name of this kind.
    seed, index : int
        What it is drawn from. [1]

    Returns
    -------
    Case
        Whose file is read, and measured when it holds.
    """
    import inspect

    chance = chance_of(kind, seed, index)
    name = chance.choice(sorted(MEASURES))
    takes = [*inspect.signature(MEASURES[name].compute).parameters][1:]
    parameters: dict[str, Tree] = {
        one: chance.choice(_WORDS[one]) for one in takes if one in _WORDS
    }
    parameters["sites"] = chance.choice(_WORDS["sites"])
    done = [name]
    if chance.random() < 0.4:
        one = chance.choice(sorted(parameters))
        parameters[one], what = wrong(chance)
        done.append(f"{one}: {what}")
    if chance.random() < 0.1:
        parameters.pop(chance.choice(sorted(parameters)))
    if chance.random() < 0.1:
        parameters[chance.choice(sorted(_WORDS))] = chance.choice(_WORDS["mode"])
    threshold: Tree = chance.choice(_THRESHOLDS)
    if chance.random() < 0.1:
        threshold, _ = wrong(chance)
    reading = {
        "name": "A reading", "measure": name, "parameters": parameters,
        "comparison": chance.choice(("more than", "less than", "at least", "at most", "equals")),
        "threshold": threshold, "because": "A reason.",
    }  # fmt: skip
    claim = copy.deepcopy(_claims()[0]) | {"readings": [reading]}
    text = yaml_text([claim]).encode("utf-8", "surrogatepass")
    return Case(
        kind, seed, index, {"case.yaml": text},
        [["(read claims)", "case.yaml"], ["(measure)", "case.yaml"]], done,
        ("file", "stays"),
    )  # fmt: skip


def read_for_setting(path: Path) -> list[Claim]:
    """Read a file of claims as a brief of the small scenario does.

    Parameters
    ----------
    path : pathlib.Path
        File of claims.

    Returns
    -------
    list of Claim
        What it holds.
    """
    return load_claims(path, _setting().scenario)


def measure_all(path: Path) -> None:
    """Measure every reading of a file of claims in a small setting.

    Parameters
    ----------
    path : pathlib.Path
        The file.

    Raises
    ------
    InputError
        If a measure does not take what reading the file accepted.
    """
    for claim in read_for_setting(path):
        for reading in claim.readings:
            try:
                found = measure(reading.measure, _setting(), dict(reading.parameters))
            except AbsentError:
                continue  # the reading is not testable, and says why
            found.pick(BEST, _setting().own_site, larger=True)


@cache
def _setting() -> Setting:
    return Setting(NOMINAL, parse_scenario(SMALL, "small.yaml"))
