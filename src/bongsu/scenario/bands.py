"""What contradicts itself across the parts of a scenario.

Closed altitude bands, idle cueing, and flights that cannot start or are there twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bongsu.catalog import Catalog
from bongsu.physics.flight.states import HIGHEST_LAUNCH_M, LOWEST_LAUNCH_M
from bongsu.scenario.parts.defence import Battery, SeparateRadar
from bongsu.scenario.parts.flights import Flights, OtherFlights
from bongsu.scenario.parts.places import place_name, read_place
from bongsu.words import SHAPES_WITH_APOGEE


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


def misplaced_launches(
    part: Sequence[str], flights: Sequence[Flights], catalog: Catalog
) -> Iterator[Contradiction]:
    """Find flights that cannot start where they are to.

    Parameters
    ----------
    part : sequence of str
        Path of the part of the scenario, such as ``threats``.
    flights : sequence of Flights
        Its entries, otherwise without mistakes.
    catalog : Catalog
        With overrides and levels applied.

    Yields
    ------
    Contradiction
        One for each.
    """
    for index, entry in enumerate(flights):
        for position, area in enumerate(entry.launch_areas):
            height_m = read_place(catalog, "launch-area", area).place.altitude
            if not LOWEST_LAUNCH_M <= height_m <= HIGHEST_LAUNCH_M:
                override = ("overrides", f"launch-area.{place_name(area)}.height")
                yield Contradiction(
                    (override, (*part, index, "launch_areas", position)),
                    f"a missile cannot start at {height_m:g} m; it must lie between "
                    f"{LOWEST_LAUNCH_M:g} and {HIGHEST_LAUNCH_M:g} m",
                )


def repeated_flights(part: str, flights: Sequence[Flights]) -> Iterator[Contradiction]:
    """Find flights that are there twice: they would count twice in every average.

    Parameters
    ----------
    part : {'threats', 'other_flights'}
        Which part of the scenario.
    flights : sequence of Flights
        Its entries, otherwise without mistakes.

    Yields
    ------
    Contradiction
        One for each.
    """
    seen: dict[object, int] = {}
    for index, entry in enumerate(flights):
        same = [seen[one] for one in _each(entry) if one in seen]
        if same:
            yield Contradiction(
                ((part, index),),
                f"it repeats a flight of {part}.{same[0]}: the same missile, places, shape, "
                "apogee and cross-section",
            )
        seen |= dict.fromkeys(_each(entry), index)


def _each(entry: Flights) -> list[object]:
    """What tells the flights of an entry from others."""
    targets = entry.targets if isinstance(entry, OtherFlights) else ("",)
    return [
        (entry.missile, place_name(area), place_name(target), shape, apogee, entry.cross_section)
        for area in entry.launch_areas
        for target in targets
        for shape in entry.shapes
        for apogee in [entry.apogee if shape in SHAPES_WITH_APOGEE else None]
    ]


def _km(value: float) -> str:
    return f"{value / 1e3:g} km"
