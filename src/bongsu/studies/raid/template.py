"""A raid file to start from: missiles of a scenario at a place that they reach."""

from json import dumps

import numpy as np
import shapely

from bongsu.engagement.plans import plan_of
from bongsu.engagement.threats import aim
from bongsu.errors import OutOfReachError
from bongsu.geography.outlines import country
from bongsu.scenario import Coordinates, Scenario, Threat

_MOST_TARGETS = 2

_HEAD = """\
# A raid for bongsu: missiles that are fired together. Play it with
#     bongsu raid run {file} --scenario {scenario}
# A raid is given and evaluated; nothing in bongsu searches for one. All fields: docs/scenario.md.

format: 1
name: {name}
title: A raid to start from
description: Replace this by what the raid stands for, and where its numbers come from.

waves:
"""

_FIRST = """\
  # Missiles of one type. They are dealt to the flights - each launch area to each target on each
  # shape - so that every flight is flown before any is flown again.
  - missile: {missile}
    launch_areas: {launch_areas}
    targets: {targets}          # names of places, "LAT,LON", or coordinates
    shapes: [{shape}]      # of the arcs
    count: 12                      # missiles of the wave; all waves together at most 1000
    first_launch: 0 s              # launches are spread evenly from the one to the other
    last_launch: 3 min
    launch_spread: 10 s            # each is earlier or later by up to this
    reliability: 0.9               # probability that a missile flies as planned
"""

_SECOND = """\
  # Another wave, of the same or of another missile.
  - missile: {missile}
    launch_areas: {launch_areas}
    targets: {targets}
    shapes: [{shape}]
    count: 8
    first_launch: 5 min
    last_launch: 7 min
"""


def raid_template(scenario: Scenario, *, name: str, file: str, source: str) -> str:
    """Write a raid file to start from, with comments.

    Parameters
    ----------
    scenario : Scenario
        Whose threats it takes, and whose region it is aimed at.
    name : str
        Of the raid.
    file, source : str
        What the comment calls the raid's file and the scenario.

    Returns
    -------
    str
        YAML of a raid that every missile of it can fly.

    Raises
    ------
    OutOfReachError
        If no threat of the scenario reaches a place of its region or a battery.
    """
    waves = []
    for threat in scenario.threats:
        targets = _reached(scenario, threat)
        if targets:
            waves.append(
                {
                    "missile": threat.missile,
                    "launch_areas": _written(threat.launch_areas[:1]),
                    "targets": _written(targets),
                    "shape": threat.shapes[0],
                }
            )
    if not waves:
        raise OutOfReachError(
            f"no threat of {scenario.name} reaches a place of {scenario.region.country} that the "
            "catalogue knows, or a battery: no raid can be made of them"
        )
    head = _HEAD.format(name=name, file=file, scenario=source)
    return head + _FIRST.format(**waves[0]) + _SECOND.format(**waves[min(1, len(waves) - 1)])


def _reached(scenario: Scenario, threat: Threat) -> list[str | Coordinates]:
    """Some places of the region that the first flight of a threat reaches; else a battery."""
    catalog = scenario.catalog
    keys = catalog.keys("target")
    rows = [catalog.place("target", key) for key in keys]
    latitude_deg = np.degrees([row.latitude.value for row in rows])
    longitude_deg = np.degrees([row.longitude.value for row in rows])
    land = country(scenario.region.country)
    inside = np.flatnonzero(shapely.contains_xy(land, longitude_deg, latitude_deg))
    plan = plan_of(
        scenario, threat, scenario.place("launch-area", threat.launch_areas[0]), threat.shapes[0]
    )
    places: list[str | Coordinates] = [keys[index] for index in inside]
    # a battery is the last resort: of another country the catalogue may know no place
    places += [scenario.place("site", battery.site) for battery in scenario.batteries]
    spots = [scenario.place("target", place) for place in places]
    status = aim(
        scenario,
        plan,
        [spot.latitude_deg for spot in spots],
        [spot.longitude_deg for spot in spots],
    ).status
    reached = [place for place, one in zip(places, status, strict=True) if one == 0]
    named = [place for place in reached if isinstance(place, str)]
    return list((named or reached)[: _MOST_TARGETS if named else 1])


def _written(places: tuple[str | Coordinates, ...] | list[str | Coordinates]) -> str:
    """Places as a list of YAML in one line, which JSON is."""
    return (
        "["
        + ", ".join(
            place
            if isinstance(place, str)
            else dumps(place.model_dump(mode="json", exclude_none=True))
            for place in places
        )
        + "]"
    )
