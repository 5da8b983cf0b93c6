"""A few missiles against all batteries of a scenario: who fires what, when and with what effect."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import xarray as xr

from bongsu.catalog.lookup import find_word
from bongsu.catalog.rows.units import plain_number
from bongsu.engagement.batteries import FireUnit, fire_units
from bongsu.engagement.fire_plan import DRAWS, FirePlan, fire_plan
from bongsu.engagement.threats import fly_one, one_plan
from bongsu.errors import InputError
from bongsu.physics.radar.sampled_flight import SampledFlight
from bongsu.scenario import Coordinates, Scenario
from bongsu.scenario.parts.places import Spot
from bongsu.scenario.provenance import provenance
from bongsu.studies.conventions import conventional, label
from bongsu.words import SHAPES, number_of

MOST_ARRIVALS = 48
"""Missiles that a plan takes: a few, one by one, not raids drawn by the thousand. [1]"""
_LATEST_S = 86400.0


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """One missile of a plan.

    Attributes
    ----------
    missile : str
        Key of the missile.
    launch, target : Coordinates
        Where it flies from and to.
    shape : str
        Shape of its arc.
    launch_s : float
        When it is launched, on the plan's clock. [s]
    """

    missile: str
    launch: Coordinates
    target: Coordinates
    shape: str = "minimum-energy"
    launch_s: float = 0.0


def read_arrival(
    scenario: Scenario, text: str, *, place: Callable[[str, str], Coordinates] | None = None
) -> Arrival:
    """Read a missile of a plan as it is written in one word.

    Parameters
    ----------
    scenario : Scenario
        Whose catalogue knows the names.
    text : str
        MISSILE:FROM:TO, with :SHAPE behind and @SECONDS of its launch if wanted, such as
        ``nodong:hwangju:busan:depressed@30``. Places are names, or LAT,LON in degrees.
    place : callable, optional
        Finds a place from its kind and name; :meth:`Scenario.place` by default.

    Returns
    -------
    Arrival
        The missile.

    Raises
    ------
    InputError
        If the text is not of this form, or a name or number in it cannot be used.
    """
    flight, _, start = text.partition("@")
    missile, *places = flight.split(":")
    if len(places) not in (2, 3):
        raise InputError(
            f"threat {text!r}: write MISSILE:FROM:TO, for instance nodong:hwangju:busan@30"
        )
    launch, target, *shapes = places
    found = place or scenario.place
    return arrival(
        scenario,
        missile,
        found("launch-area", launch),
        found("target", target),
        shape=shapes[0] if shapes else "minimum-energy",
        launch_s=_seconds(text, start),
    )


def arrival(
    scenario: Scenario,
    missile: str,
    launch: Spot,
    target: Spot,
    *,
    shape: str = "minimum-energy",
    launch_s: float = 0.0,
) -> Arrival:
    """Name a missile of a plan.

    Parameters
    ----------
    scenario : Scenario
        Whose catalogue knows the names.
    missile : str
        Any name of the missile.
    launch, target : str, Coordinates or (float, float)
        Where it flies from and to. [deg]
    shape : str
        Shape of its arc.
    launch_s : float
        When it is launched, on the plan's clock. [s]

    Returns
    -------
    Arrival
        The missile.

    Raises
    ------
    InputError
        If a name is not known, or the time is not within a day.
    """
    if not 0.0 <= launch_s <= _LATEST_S:
        raise InputError(f"a launch at {launch_s:g} s must lie within 0 to {_LATEST_S:g} s")
    return Arrival(
        missile=scenario.catalog.key("missile", missile),
        launch=scenario.place("launch-area", launch),
        target=scenario.place("target", target),
        shape=find_word(shape, SHAPES, "shape"),
        launch_s=launch_s,
    )


def _seconds(text: str, start: str) -> float:
    try:
        return plain_number(start or "0")
    except ValueError:
        raise InputError(f"threat {text!r}: @{start} must be 0 to 86400 seconds") from None


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class PlanStudy:
    """A plan with what it is made for.

    Attributes
    ----------
    scenario : Scenario
    arrivals : tuple of Arrival
        The missiles.
    flights : tuple of SampledFlight
    units : tuple of FireUnit
        The batteries.
    plan : FirePlan
        Shots, survival, interceptors spent.
    """

    scenario: Scenario
    arrivals: tuple[Arrival, ...]
    flights: tuple[SampledFlight, ...]
    units: tuple[FireUnit, ...]
    plan: FirePlan

    def __repr__(self) -> str:
        missiles = number_of(len(self.arrivals), "missile")
        return f"<PlanStudy: {missiles}, {number_of(len(self.units), 'battery', 'batteries')}>"

    def shots(self) -> list[dict[str, str | int | float]]:
        """List who fires at what and when.

        Returns
        -------
        list of dict
            A row for each interceptor that may be fired: `threat`, `launcher` and `round` counted
            from 1, name of the `battery`, `launch_s` and `intercept_s` [s], `kill_probability`
            and `fired_probability` [1].
        """
        return [
            {
                "threat": shot.threat + 1,
                "battery": self.units[shot.battery].name,
                "launcher": shot.launcher + 1,
                "round": shot.round_number,
                "launch_s": shot.launch_s,
                "intercept_s": shot.intercept_s,
                "kill_probability": shot.kill_probability,
                "fired_probability": shot.fired_probability,
            }
            for shot in self.plan.shots
        ]

    def spent_at(self, threat: int) -> float:
        """Interceptors expected to be fired at one missile.

        Parameters
        ----------
        threat : int
            Index of the missile.

        Returns
        -------
        float
            Interceptors. [1]
        """
        return sum(s.fired_probability for s in self.plan.shots if s.threat == threat)

    def dataset(self) -> xr.Dataset:
        """Lay the plan out as a dataset.

        Returns
        -------
        xarray.Dataset
            Along `shot`: who fires at what, when and how likely; along `threat`: impact and
            survival; along `battery`: interceptors spent and the time the last one leaves.
        """
        shots = self.plan.shots
        units, threats = self.units, self.arrivals
        found = xr.Dataset(
            {
                "shot_threat": ("shot", [s.threat for s in shots], label("index of the threat")),
                "shot_battery": ("shot", [s.battery for s in shots], label("index of battery")),
                "launch_s": ("shot", [s.launch_s for s in shots], label("launch", "s")),
                "intercept_s": ("shot", [s.intercept_s for s in shots], label("meeting", "s")),
                "round": ("shot", [s.round_number for s in shots], label("round of fire")),
                "kill_probability": (
                    "shot",
                    [s.kill_probability for s in shots],
                    label("probability that the shot kills"),
                ),
                "fired_probability": (
                    "shot",
                    [s.fired_probability for s in shots],
                    label("probability that the shot is fired"),
                ),
                "impact_s": (
                    "threat",
                    [a.launch_s + f.duration_s for a, f in zip(threats, self.flights, strict=True)],
                    label("time of the impact", "s"),
                ),
                "survival": (
                    "threat",
                    self.plan.survival,
                    label("probability that the threat gets through"),
                ),
                "interceptors_spent": (
                    "battery",
                    self.plan.spent,
                    label("interceptors fired, expected"),
                ),
                "exhausted_s": (
                    "battery",
                    np.where(np.isfinite(self.plan.exhausted_s), self.plan.exhausted_s, np.nan),
                    label("time at which the last ready interceptor leaves, median", "s"),
                ),
            },
            {
                "threat": (
                    "threat",
                    [f"{a.missile} to {a.target.name}" for a in threats],
                    {"long_name": "missile and target"},
                ),
                "battery": ("battery", [unit.name for unit in units], {"long_name": "battery"}),
            },
            provenance(self.scenario).attributes()
            | {
                "history": "bongsu.studies.engagement.plan.plan_fire",
                "leakers_expected": self.plan.leakers_expected,
            },
        )
        return conventional(found, f"Plan of fire: {self.scenario.title}")


def plan_fire(
    scenario: Scenario, arrivals: Sequence[Arrival], *, outcomes: int = DRAWS
) -> PlanStudy:
    """Plan the fire of all batteries of a scenario at a few missiles.

    Parameters
    ----------
    scenario : Scenario
        Supplies batteries, doctrine, catalogue and numerics.
    arrivals : sequence of Arrival
        The missiles, 1 to 48.
    outcomes : int
        Outcomes drawn of the raid. [1]

    Returns
    -------
    PlanStudy
        The plan.

    Raises
    ------
    InputError
        If there is no missile or too many, or a battery cannot fire.
    OutOfReachError
        If a missile does not reach its target on its shape.
    """
    if not 1 <= len(arrivals) <= MOST_ARRIVALS:
        raise InputError(f"a plan takes 1 to {MOST_ARRIVALS} missiles, not {len(arrivals)}")
    kept: dict[Arrival, SampledFlight] = {}
    flown = []
    for arrival in arrivals:
        same = replace(arrival, launch_s=0.0)
        if same not in kept:
            kept[same] = _flown(scenario, arrival)
        flown.append(kept[same])
    units = fire_units(scenario)
    return PlanStudy(
        scenario=scenario,
        arrivals=tuple(arrivals),
        flights=tuple(flown),
        units=tuple(units),
        plan=fire_plan(units, flown, [a.launch_s for a in arrivals], outcomes=outcomes),
    )


def _flown(scenario: Scenario, arrival: Arrival) -> SampledFlight:
    plan = one_plan(scenario, arrival.missile, arrival.launch, arrival.shape)
    end = arrival.target
    return fly_one(scenario, plan, end.latitude_deg, end.longitude_deg, target=end.name)
