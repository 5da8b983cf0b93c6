"""The smallest detection range with which a battery still protects whom it can protect."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil, isnan, log, nan

import numpy as np
import xarray as xr

from bongsu.engagement.batteries import FireUnit, fire_unit
from bongsu.engagement.factory import designed, seen_without_flight_m2
from bongsu.engagement.flown import FlownPlans
from bongsu.engagement.plans import plan_of
from bongsu.engagement.threats import FlownPlan
from bongsu.errors import InputError
from bongsu.geography.outlines import country_name
from bongsu.geography.region import Protected
from bongsu.physics.numerics.arrays import BoolArray, FloatArray
from bongsu.scenario import Scenario
from bongsu.scenario.provenance import provenance
from bongsu.studies.conventions import conventional
from bongsu.studies.met import enough

NEAREST_M = 1e3
"""How closely a needed range is found. [m]"""
_AT_ONCE = 7
"""Ranges played together, for an arc is flown once for all of them. [1]"""


def detection_range(scenario: Scenario, cross_section: str) -> float:
    """Range of the battery's radar on boresight, in the mode in which it works.

    Parameters
    ----------
    scenario : Scenario
    cross_section : str
        Object of the catalogue.

    Returns
    -------
    float
        Slant range of detection by one dwell, no farther than the receiver accepts (row
        ``maximum-range`` of the mode). [m]
    """
    catalog, battery = scenario.catalog, scenario.battery()
    radar = catalog.battery(battery.type).radar.value
    cross_section_m2 = seen_without_flight_m2(scenario, cross_section)
    design = designed(scenario, radar, battery.radar.mode)
    return min(design.range_on_boresight(cross_section_m2), design.maximum_range_m)


def radar_need(scenario: Scenario, *, keep: float, flown: FlownPlans | None = None) -> xr.Dataset:
    """Find the smallest detection range that keeps a share of the people defended.

    Parameters
    ----------
    scenario : Scenario
        The setting; of its batteries the first.
    keep : float
        Share of the people who stay defended, summed over the flights of one object, in (0, 1].
        [1]
    flown : FlownPlans, optional
        Flights of scenarios that differ from this one in the values of their rows.

    Returns
    -------
    xarray.Dataset
        Over ``object``, what the radar sees of the scenario's threats: ``own_range_km``;
        ``needed_km``, to one kilometre, not a number where nobody is defended; and along `trial`
        the ranges tried, ascending, with the share of the people ``kept`` when nothing is detected
        beyond. All are defended, by definition, when nothing is detected beyond the object's own
        range.

    Raises
    ------
    InputError
        If nobody is defended at all, or `keep` is out of range.
    """
    if not 0.0 < keep <= 1.0:
        raise InputError(f"keep is {keep:g}; it must lie in (0, 1]")
    place = fire_unit(scenario).site
    region = scenario.region.protected()
    if not region.counted:
        raise InputError(f"the people of {country_name(scenario.region.country)} are not counted")
    objects = list(dict.fromkeys(map(scenario.cross_section_of, scenario.threats)))
    own = np.array([detection_range(scenario, key) for key in objects])
    rounds = ceil(log(max(own.max() / NEAREST_M, 1.0)) / log(_AT_ONCE + 1))
    known = FlownPlans() if flown is None else flown
    found = [
        _Search(scenario, region, _arcs(scenario, region, key, known)).to(limit, keep, rounds)
        for key, limit in zip(objects, own, strict=True)
    ]
    if not any(one.people[-1] > 0.0 for one in found):
        raise InputError(f"nobody is defended from {place.title}")
    catalog = scenario.catalog
    made = xr.Dataset(
        {
            "kept": (
                ("object", "trial"),
                [one.kept for one in found],
                {"long_name": "share of the people that stay defended", "units": "1"},
            ),
            "limit_km": (
                ("object", "trial"),
                [one.limits_m / 1e3 for one in found],
                {"long_name": "range beyond which nothing is detected", "units": "km"},
            ),
            "needed_km": (
                "object",
                [one.needed_m(keep) / 1e3 for one in found],
                {"long_name": f"smallest range that keeps {keep:g}", "units": "km"},
            ),
            "own_range_km": (
                "object",
                own / 1e3,
                {"long_name": "range of detection on boresight", "units": "km"},
            ),
        },
        coords={
            "object": ("object", objects, {"long_name": "what the radar sees"}),
            "object_title": (
                "object",
                [catalog.cross_section(key).title for key in objects],
                {"long_name": "what the radar sees"},
            ),
        },
        attrs=provenance(scenario, people=True).attributes()
        | {
            "history": "bongsu.studies.radar.need.radar_need",
            "site": place.name,
            "site_title": place.title,
            "keep": keep,
        },
    )
    return conventional(made, f"Detection range that {place.title} needs")


def _arcs(scenario: Scenario, region: Protected, key: str, flown: FlownPlans) -> list[FlownPlan]:
    """Flights of the scenario of which the radar sees one object."""
    plans = [
        plan_of(scenario, threat, scenario.place("launch-area", area), shape)
        for threat in scenario.threats
        if scenario.cross_section_of(threat) == key
        for area in threat.launch_areas
        for shape in threat.shapes
    ]
    points = region.grid.latitude_deg, region.grid.longitude_deg
    return [one for part in flown.parts(scenario, plans, *points) for one in part]


@dataclass(frozen=True)
class _Trials:
    """Whom shots defend with limits of the radar's range, ascending to the object's own range."""

    limits_m: FloatArray
    defended: BoolArray  # over limits, flights and cells
    people: FloatArray

    @property
    def kept(self) -> FloatArray:
        """Share of the people defended with the own range."""
        whole = self.people[-1]
        return self.people / whole if whole > 0.0 else np.full(self.people.shape, nan)

    def needed(self, keep: float) -> int:
        """Index from which on all limits keep the share."""
        short = np.flatnonzero(self.people < keep * self.people[-1])
        return int(short[-1]) + 1 if short.size else 0

    def needed_m(self, keep: float) -> float:
        """Limit from which on all keep the share; not a number where nobody is defended."""
        return float(self.limits_m[self.needed(keep)]) if self.people[-1] > 0.0 else nan

    def and_with(self, others: "_Trials") -> "_Trials":
        limits = np.append(others.limits_m, self.limits_m)
        order = np.argsort(limits)
        return _Trials(
            limits[order],
            np.concatenate([others.defended, self.defended])[order],
            np.append(others.people, self.people)[order],
        )


@dataclass(frozen=True)
class _Search:
    """People defended against some flights, as the radar's range is limited."""

    scenario: Scenario
    region: Protected
    arcs: Sequence[FlownPlan]

    def tried(self, limits_m: FloatArray, below: BoolArray, above: BoolArray) -> _Trials:
        """Play where a smaller limit and a larger one differ: between them the rest stays."""
        defended = np.repeat(below[None], limits_m.size, axis=0)
        able = {index: unit for index, m in enumerate(limits_m) if (unit := self.unit(float(m)))}
        defended[[index for index in range(limits_m.size) if index not in able]] = False
        for flight, arcs in enumerate(self.arcs):
            points = np.flatnonzero(below[flight] != above[flight])
            if not (points.size and able):
                continue
            reached = arcs.aimed.status[points] == 0
            played = arcs.play_some(list(able.values()), points)
            for index, answers in zip(able, played, strict=True):
                defended[index, flight, points] = enough(answers.shots, 1, reached)
        people = np.zeros(limits_m.size)
        for flight in range(len(self.arcs)):
            people += [self.region.people[one[flight]].sum() for one in defended]
        return _Trials(limits_m, defended, people)

    def unit(self, limit_m: float) -> FireUnit | None:
        """The battery with a limited radar; none where it could not fire."""
        if isnan(limit_m):
            return None
        try:
            return fire_unit(self.limited(limit_m))
        except InputError:
            # it fires without a limit: its launchers are out of a shorter sight
            return None

    def limited(self, limit_m: float) -> Scenario:
        """Shorten the row ``maximum-range``: of so many limits none is checked like a user's."""
        catalog, battery = self.scenario.catalog, self.scenario.battery()
        radar = catalog.battery(battery.type).radar.value
        row = catalog.quantity(f"radar.{radar}.{battery.radar.mode}.maximum-range")
        if limit_m >= row.value:
            return self.scenario
        short = replace(row, value=limit_m, low=limit_m, high=limit_m, spread=None)
        return self.scenario.with_catalog(catalog.with_rows([short]))

    def to(self, own_m: float, keep: float, rounds: int) -> _Trials:
        """Narrow the interval that holds the needed range, by the same factor in each round."""
        nobody = np.zeros((len(self.arcs), self.region.people.size), dtype=bool)
        trials = self.tried(np.array([own_m]), nobody, ~nobody)
        for _ in range(rounds):
            if trials.people[-1] <= 0.0:
                cuts, low, high = np.full(_AT_ONCE, nan), nobody, nobody
            else:
                end = trials.needed(keep)
                start_m = trials.limits_m[end - 1] if end else 0.0
                cuts = np.linspace(start_m, trials.limits_m[end], _AT_ONCE + 2)[1:-1]
                low = trials.defended[end - 1] if end else nobody
                high = trials.defended[end]
            trials = trials.and_with(self.tried(cuts, low, high))
        return trials
