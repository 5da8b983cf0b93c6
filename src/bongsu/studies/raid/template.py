"""A raid file to start from: missiles of a scenario at a place that they reach."""

from collections.abc import Sequence
from json import dumps

import numpy as np

from bongsu.engagement.plans import plan_of
from bongsu.engagement.threats import aim
from bongsu.errors import OutOfReachError
from bongsu.geography.inside import points_inside
from bongsu.geography.outlines import WGS84, country
from bongsu.scenario import Coordinates, Scenario, Threat
from bongsu.words import AIM_STATUSES

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
    # names of places in English or Korean, "LAT,LON", or coordinates
    targets: {targets}
    shapes: [{shape}]
    # missiles of the wave; all waves together have at most 1000
    count: 12
    # launches are spread evenly from the one to the other
    first_launch: 0 s
    last_launch: 3 min
    # each launch is earlier or later by up to this
    launch_spread: 10 s
    # probability that a missile flies as planned
    reliability: 0.9
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
        YAML of a raid that every missile of it can fly: the first two threats that reach a place
        of the region, at the places that they reach nearest to the first battery.

    Raises
    ------
    OutOfReachError
        If no threat of the scenario reaches a place of its region or a battery.
    """
    places = _places(scenario)
    waves = []
    for threat in scenario.threats:
        reached = _reached(scenario, threat, places)[:_MOST_TARGETS]
        if reached:
            waves.append(
                {
                    "missile": threat.missile,
                    "launch_areas": _written(threat.launch_areas[:1]),
                    "targets": _written(reached),
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


def _places(scenario: Scenario) -> list[str | Coordinates]:
    """Targets of the catalogue in the region, those nearest to the first battery first."""
    catalog = scenario.catalog
    battery = scenario.place("site", scenario.batteries[0].site)
    keys = catalog.keys("target")
    rows = [catalog.place("target", key) for key in keys]
    latitude_deg = np.degrees([row.latitude.value for row in rows])
    longitude_deg = np.degrees([row.longitude.value for row in rows])
    here = np.full(len(rows), battery.longitude_deg), np.full(len(rows), battery.latitude_deg)
    _, _, far_m = WGS84.inv(*here, longitude_deg, latitude_deg)
    inside = points_inside(country(scenario.region.country), longitude_deg, latitude_deg)
    # of another country the catalogue may know no place
    return [keys[index] for index in np.argsort(far_m) if inside[index]] or [battery]


def _reached(
    scenario: Scenario, threat: Threat, places: Sequence[str | Coordinates]
) -> list[str | Coordinates]:
    """Those of some places that the first flight of a threat reaches."""
    area = scenario.place("launch-area", threat.launch_areas[0])
    plan = plan_of(scenario, threat, area, threat.shapes[0])
    spots = [scenario.place("target", place) for place in places]
    latitude_deg = [spot.latitude_deg for spot in spots]
    longitude_deg = [spot.longitude_deg for spot in spots]
    status = aim(scenario, plan, latitude_deg, longitude_deg).status
    return [place for place, one in zip(places, status, strict=True) if AIM_STATUSES[one] == "ok"]


def _written(places: Sequence[str | Coordinates]) -> str:
    """Places as a list of YAML in one line, which JSON is."""
    names = [
        place if isinstance(place, str) else dumps(place.model_dump(mode="json"))
        for place in places
    ]
    return f"[{', '.join(names)}]"
