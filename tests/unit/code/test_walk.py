"""The way of a scenario from the command line to a footprint, and of imports to the kernels."""

import ast
import inspect
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import pytest

import bongsu
from bongsu.__main__ import main
from bongsu.scenario import Scenario

PACKAGE = Path(bongsu.__file__).parent
LAYERS = ("cli", "report", "claims", "studies", "engagement", "scenario")
ABOVE_PHYSICS = ("cli", "report", "claims", "studies")
MOST_ROOMS = 19
MOST_KERNEL_IMPORTS = 5


def holds_scenario(frame: FrameType) -> bool:
    """Whether a function was given a scenario, alone or in a row."""
    given = inspect.getargvalues(frame)
    names = [*given.args, *filter(None, (given.varargs, given.keywords))]
    for value in (given.locals[name] for name in names if name in given.locals):
        row = value if isinstance(value, (tuple, list)) else (value,)
        if any(isinstance(one, Scenario) for one in row):
            return True
    return False


def layer(module: str) -> int:
    _, part, *_ = [*module.split("."), ""]
    return LAYERS.index(part) if part in LAYERS else len(LAYERS)


@contextmanager
def walked() -> Iterator[dict[str, set[str]]]:
    """Note which modules a scenario is handed to, and by which."""
    rooms: dict[str, set[str]] = {}

    def note(frame: FrameType, event: str, _: object) -> None:
        ours = event == "call" and frame.f_code.co_filename.startswith(str(PACKAGE))
        if not ours or not holds_scenario(frame):
            return
        module = str(frame.f_globals["__name__"])
        rooms.setdefault(module, set())
        caller = frame.f_back
        while caller is not None and not holds_scenario(caller):
            caller = caller.f_back
        if caller is not None:
            rooms[module].add(str(caller.f_globals["__name__"]))

    sys.setprofile(note)
    try:
        yield rooms
    finally:
        sys.setprofile(None)


@pytest.fixture(scope="module")
def rooms() -> dict[str, set[str]]:
    words = "battery footprint korea-2016 --missile nodong --spacing 100 --json"
    with walked() as found, pytest.raises(SystemExit):
        main(words.split())
    return found


def test_a_scenario_enters_few_rooms(rooms: dict[str, set[str]]) -> None:
    print(*(f"{room} <- {', '.join(sorted(callers))}" for room, callers in rooms.items()), sep="\n")
    assert any(".studies." in room for room in rooms)
    assert len(rooms) <= MOST_ROOMS


def test_a_scenario_never_climbs_back_up(rooms: dict[str, set[str]]) -> None:
    climbs = [
        f"{caller} -> {room}"
        for room, callers in rooms.items()
        for caller in callers
        if caller.startswith("bongsu.") and layer(room) < layer(caller)
    ]
    assert climbs == []


def kernel_imports(folder: str) -> list[str]:
    """Import statements of compiled code below a folder."""
    return [
        f"{path.relative_to(PACKAGE)}: {node.module}"
        for path in sorted((PACKAGE / folder).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and "kernels" in (node.module or "").split(".")
    ]


def test_studies_reach_kernels_through_physics() -> None:
    found = [line for folder in ABOVE_PHYSICS for line in kernel_imports(folder)]
    assert len(found) <= MOST_KERNEL_IMPORTS, "\n".join(found)


def test_engagement_reaches_kernels_through_physics() -> None:
    found = kernel_imports("engagement")
    assert len(found) <= 1, "\n".join(found)
