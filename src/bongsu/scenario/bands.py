"""Altitude bands that leave a battery nothing to shoot at."""

from __future__ import annotations

from bongsu.catalog import Interceptor
from bongsu.catalog.documents import Mark, Node
from bongsu.scenario.models import Scenario
from bongsu.scenario.problems import Problem


def closed_bands(scenario: Scenario, root: Node) -> list[Problem]:
    """Find batteries whose interceptor or doctrine leaves no altitude for an intercept.

    Parameters
    ----------
    scenario : Scenario
        Otherwise without mistakes.
    root : Node
        Its file.

    Returns
    -------
    list of Problem
        One for each, where it was written.
    """
    found = []
    for index, battery in enumerate(scenario.batteries):
        key = scenario.catalog.battery(battery.type).interceptor.value
        interceptor = scenario.catalog.interceptor(key)
        low, high = interceptor.lowest_altitude.value, interceptor.highest_altitude.value
        if low >= high:
            found.append(_inverted(key, interceptor, root, index))
            continue
        path = ("batteries", index, "doctrine")
        band = f"the interceptor's altitude band of {_km(low)} to {_km(high)}"
        floor, ceiling = battery.doctrine.keep_out_altitude, battery.doctrine.ceiling
        if floor is not None and floor >= high:
            sentence = f"{_km(floor)} leaves nothing of {band}; it must lie below {_km(high)}"
            found.append(_problem(root, (*path, "keep_out_altitude"), sentence))
        if ceiling is not None and ceiling <= low:
            sentence = f"{_km(ceiling)} leaves nothing of {band}; it must lie above {_km(low)}"
            found.append(_problem(root, (*path, "ceiling"), sentence))
    return found


def _inverted(key: str, interceptor: Interceptor, root: Node, index: int) -> Problem:
    low, high = interceptor.lowest_altitude, interceptor.highest_altitude
    sentence = (
        f"the altitude band of {key} is inverted: its floor {_km(low.value)} is not below its "
        f"ceiling {_km(high.value)}"
    )
    for row in (low, high):
        for part in ("overrides", "uncertainty"):
            mark = root.find((part, row.path))
            if mark != root.find((part,)):
                return Problem(mark, f"{part}.{row.path}", sentence)
    return _problem(root, ("batteries", index, "type"), sentence)


def _problem(root: Node, path: tuple[str | int, ...], sentence: str) -> Problem:
    mark: Mark = root.find(path)
    return Problem(mark, ".".join(str(step) for step in path), sentence)


def _km(value: float) -> str:
    return f"{value / 1e3:g} km"
