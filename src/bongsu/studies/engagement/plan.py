"""A few missiles against all batteries of a scenario: who fires what, when and with what effect."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import xarray as xr

from bongsu.engagement.batteries import FireUnit, fire_units
from bongsu.engagement.fire_plan import FirePlan, fire_plan
from bongsu.engagement.threats import fly_one, one_plan
from bongsu.errors import InputError
from bongsu.physics.radar.sampled_flight import SampledFlight
from bongsu.scenario import Coordinates, Scenario
from bongsu.scenario.provenance import provenance
from bongsu.studies.conventions import conventional

MOST_ARRIVALS = 48
"""Missiles that a plan takes: a few, one by one, not raids drawn by the thousand. [1]"""


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


@dataclass(frozen=True, kw_only=True, eq=False)
class PlanStudy:
    """A plan with what it is made for.

    Attributes
    ----------
    scenario : Scenario
        The setting.
    arrivals : tuple of Arrival
        The missiles.
    flights : tuple of SampledFlight
        Their arcs.
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

    def dataset(self) -> xr.Dataset:
        """Lay the plan out as a dataset.

        Returns
        -------
        xarray.Dataset
            Along `shot`: who fires at what and when; along `threat`: impact and survival; along
            `battery`: interceptors spent and the time the last one leaves.
        """
        shots = self.plan.shots
        units, threats = self.units, self.arrivals
        found = xr.Dataset(
            {
                "shot_threat": ("shot", [s.threat for s in shots], _label("index of the threat")),
                "shot_battery": ("shot", [s.battery for s in shots], _label("index of battery")),
                "launch_time": ("shot", [s.launch_s for s in shots], _label("launch", "s")),
                "intercept_time": ("shot", [s.intercept_s for s in shots], _label("meeting", "s")),
                "round": ("shot", [s.round_number for s in shots], _label("round of fire")),
                "kill_probability": (
                    "shot",
                    [s.kill_probability for s in shots],
                    _label("probability that the shot kills"),
                ),
                "impact_time": (
                    "threat",
                    [a.launch_s + f.duration_s for a, f in zip(threats, self.flights, strict=True)],
                    _label("time of the impact", "s"),
                ),
                "survival": (
                    "threat",
                    self.plan.survival,
                    _label("probability that the threat gets through"),
                ),
                "spent": ("battery", self.plan.spent, _label("interceptors fired")),
                "exhausted_time": (
                    "battery",
                    np.where(np.isfinite(self.plan.exhausted_s), self.plan.exhausted_s, np.nan),
                    _label("time at which the last ready interceptor leaves", "s"),
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
                "expected_leakers": self.plan.expected_leakers,
            },
        )
        return conventional(found, f"Plan of fire: {self.scenario.title}")


def plan_fire(scenario: Scenario, arrivals: Sequence[Arrival]) -> PlanStudy:
    """Plan the fire of all batteries of a scenario at a few missiles.

    Parameters
    ----------
    scenario : Scenario
        Supplies batteries, doctrine, catalogue and numerics.
    arrivals : sequence of Arrival
        The missiles, 1 to 48.

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
    flown = []
    for arrival in arrivals:
        plan = one_plan(scenario, arrival.missile, arrival.launch, arrival.shape)
        end = arrival.target
        flown.append(fly_one(scenario, plan, end.latitude_deg, end.longitude_deg, target=end.name))
    units = fire_units(scenario)
    return PlanStudy(
        scenario=scenario,
        arrivals=tuple(arrivals),
        flights=tuple(flown),
        units=tuple(units),
        plan=fire_plan(units, flown, [a.launch_s for a in arrivals]),
    )


def _label(long_name: str, units: str = "1") -> dict[str, str]:
    return {"long_name": long_name, "units": units}
