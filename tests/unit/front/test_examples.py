"""Every example of the front door runs, and every public name of it has one."""

import doctest
import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from functools import cache
from types import ModuleType

import pytest

import bongsu
import bongsu.front
from bongsu.front.answers.result import Result

# writing a brief draws all of its pictures, which its own test does; the model has its own hook
_WITHOUT = ("shown", "BriefResult.save", "Deployment.model_post_init")

MODULES = [
    "bongsu",
    *(one.name for one in pkgutil.walk_packages(bongsu.front.__path__, "bongsu.front.")),
]


def examples() -> Iterator[object]:
    finder = doctest.DocTestFinder(exclude_empty=True)
    scenarios = ["bongsu.scenario.facts", "bongsu.scenario.models"]
    for name in [*MODULES, "bongsu.catalog.load", *scenarios]:
        module = importlib.import_module(name)
        for test in finder.find(module, name, module=module):
            yield pytest.param(test, id=test.name)


def public_functions(module: ModuleType) -> Iterator[tuple[str, object]]:
    for name, value in vars(module).items():
        if name.startswith("_") or getattr(value, "__module__", None) != module.__name__:
            continue
        if inspect.isfunction(value):
            yield name, value
        elif inspect.isclass(value):
            yield name, value
            for member, method in vars(value).items():
                if inspect.isfunction(method) and not member.startswith("_"):
                    yield f"{name}.{member}", method


PLAYBACK = "bongsu.front.answers.engagement.playback"
# answers that one example makes, and the examples that ask them
SHARED = {
    "bongsu.front.answers.raid.RaidResult": "bongsu.front.answers.raid.RaidResult.",
    f"{PLAYBACK}.Playback": f"{PLAYBACK}.",
}


@cache
def shared(answer: str) -> dict[str, object]:
    """What the example of a class makes."""
    module, _, name = answer.rpartition(".")
    made = getattr(importlib.import_module(module), name)
    [example] = doctest.DocTestFinder(recurse=False).find(made, answer)
    doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(example, clear_globs=False)
    return example.globs


@pytest.mark.parametrize("example", list(examples()))
def test_the_example_runs_as_written(example: doctest.DocTest) -> None:
    for answer, asking in SHARED.items():
        if example.name.startswith(asking):
            example.globs |= shared(answer)
    told: list[str] = []
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    runner.run(example, out=told.append)
    assert runner.failures == 0, "".join(told)


@pytest.mark.parametrize("name", MODULES[1:])
def test_every_public_name_has_an_example(name: str) -> None:
    module = importlib.import_module(name)
    without = [
        one
        for one, value in public_functions(module)
        if ">>> " not in (inspect.getdoc(value) or "") and not one.startswith(Result.__name__)
    ]
    assert [one for one in without if one not in _WITHOUT] == []


def test_what_a_deployment_has_of_a_scenario_has_examples_too() -> None:
    inherited = {
        name: value
        for kind in bongsu.Deployment.__mro__
        if kind.__module__.startswith("bongsu.scenario.")
        for name, value in vars(kind).items()
        if inspect.isfunction(value) and not name.startswith(("_", "model_")) and name != "copy"
    }
    assert len(inherited) > 25
    assert [
        n for n, value in inherited.items() if ">>> " not in (inspect.getdoc(value) or "")
    ] == []


def test_the_verbs_of_a_scenario_keep_the_class() -> None:
    korea = bongsu.load("korea-2016")
    changed = korea.only(missile="nodong").moved(to="daegu", facing="threats").at_spacing(60)
    assert type(changed) is bongsu.Deployment
    assert all(type(one) is bongsu.Deployment for one in korea.at_candidates())


def test_every_name_that_the_package_offers_has_an_example() -> None:
    offered = {name: getattr(bongsu, name) for name in bongsu.__all__}
    functions = {name: value for name, value in offered.items() if inspect.isfunction(value)}
    assert set(functions) == {
        "compare",
        "ideal_raid",
        "load",
        "load_catalog",
        "missile",
        "missiles",
        "parse",
        "scenarios",
        "validate",
    }
    without = [n for n, value in functions.items() if ">>> " not in (inspect.getdoc(value) or "")]
    assert without == []
