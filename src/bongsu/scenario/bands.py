"""What contradicts itself across the parts of a scenario: closed altitude bands, idle cueing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bongsu.catalog import Catalog
from bongsu.scenario.parts.defence import Battery, SeparateRadar


class Contradiction(NamedTuple):
    """One contradiction.

    Attributes
    ----------
    paths : tuple of tuple
        Fields that it can be seen in, the most telling first; not all of them need be written.
    sentence : str
        What is wrong and what would be right.
    """

    paths: tuple[tuple[str | int, ...], ...]
    sentence: str


def contradictions(
    name: str, batteries: Sequence[Battery], radars: Sequence[SeparateRadar], catalog: Catalog
) -> Iterator[Contradiction]:
    """Find what no single field is to blame for.

    Batteries whose interceptor or doctrine leaves no altitude for an intercept, and batteries cued
    by radars that are not there.

    Parameters
    ----------
    name : str
        What the scenario is called.
    batteries, radars
        Those of the scenario, otherwise without mistakes.
    catalog : Catalog
        With overrides and levels applied.

    Yields
    ------
    Contradiction
        One for each.
    """
    for index, battery in enumerate(batteries):
        here = ("batteries", index)
        if battery.cued and not radars:
            yield Contradiction(
                ((*here, "cued"),),
                f"the scenario {name} has no separate radar that could cue it; list one "
                "under radars",
            )
        key = catalog.battery(battery.type).interceptor.value
        interceptor = catalog.interceptor(key)
        rows = interceptor.lowest_altitude, interceptor.highest_altitude
        low, high = rows[0].value, rows[1].value
        if low >= high:
            parts = ("overrides", "uncertainty")
            yield Contradiction(
                (*((part, row.path) for row in rows for part in parts), (*here, "type")),
                f"the altitude band of {key} is inverted: its floor {_km(low)} is not below its "
                f"ceiling {_km(high)}",
            )
            continue
        band = f"the interceptor's altitude band of {_km(low)} to {_km(high)}"
        floor, ceiling = battery.doctrine.keep_out_altitude, battery.doctrine.ceiling
        if floor is not None and floor >= high:
            yield Contradiction(
                ((*here, "doctrine", "keep_out_altitude"),),
                f"{_km(floor)} leaves nothing of {band}; it must lie below {_km(high)}",
            )
        if ceiling is not None and ceiling <= low:
            yield Contradiction(
                ((*here, "doctrine", "ceiling"),),
                f"{_km(ceiling)} leaves nothing of {band}; it must lie above {_km(low)}",
            )


def _km(value: float) -> str:
    return f"{value / 1e3:g} km"
