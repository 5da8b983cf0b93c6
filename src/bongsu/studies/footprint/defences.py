"""Which flights are met at which places by many defences, with every arc flown once for them."""

import pickle
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from bongsu.engagement.batteries import FireUnit, fire_units
from bongsu.engagement.plans import FlightPlan, flight_plans
from bongsu.engagement.threats import AimedPlan, aim, aim_and_play_all, play_all
from bongsu.errors import InputError
from bongsu.physics.fire.control import BatteryTuple
from bongsu.physics.numerics.arrays import FloatArray
from bongsu.physics.radar.sampled_flight import CrossSectionTuple
from bongsu.scenario import Scenario
from bongsu.studies.met import enough

Progress = Callable[[int], object]

# answers (unit and point) kept at once, 128 bytes each
_MOST_ANSWERS = 2_000_000


class FlightsMet(NamedTuple):
    """How many flights reach each point and are met there.

    Attributes
    ----------
    met, reaching : numpy.ndarray of float64, shape (scenarios, points)
        Flights that are met, and that reach the point. [1]
    """

    met: FloatArray
    reaching: FloatArray


class _Defence(NamedTuple):
    """What plays the same: batteries and what their radars see of a flight."""

    units: Sequence[FireUnit]
    plan: FlightPlan
    scenarios: list[int]


def flights_met_by(
    scenarios: Sequence[Scenario],
    latitude_deg: FloatArray,
    longitude_deg: FloatArray,
    *,
    required_shots: int = 1,
    progress: Progress | None = None,
) -> FlightsMet:
    """Play the flights of scenarios that differ in the values of their rows.

    An arc is flown once for all scenarios whose missiles are alike, and played once for all whose
    batteries and cross-sections are alike: not every row enters a flight or a shot. A battery that
    could never fire meets no flight.

    Parameters
    ----------
    scenarios : sequence of Scenario
        With the same threats, launch areas, shapes and number of batteries.
    latitude_deg, longitude_deg : numpy.ndarray of float64, shape (points,)
        Aim points. [deg]
    required_shots : int
        Shots that make a flight count as met. [1]
    progress : callable, optional
        Called with the number of engagements just finished.

    Returns
    -------
    FlightsMet
        The same numbers for any number of threads, and however scenarios are cut into calls.
    """
    shape = len(scenarios), len(latitude_deg)
    found = FlightsMet(np.zeros(shape), np.zeros(shape))
    told = progress or (lambda _: None)
    units = [_units(one, required_shots) for one in scenarios]
    prints = [b"" if one is None else _fingerprint(one) for one in units]
    each = len(latitude_deg) * max((len(one) for one in units if one is not None), default=1)
    for plans in zip(*map(flight_plans, scenarios), strict=True):
        for flown in _flown_alike(plans):
            first = flown[0]
            alone = units[first] if len(flown) == 1 else None
            if alone is not None:
                # the flight that proves the aim is the one that is played
                aimed, played = aim_and_play_all(
                    alone, scenarios[first], plans[first], latitude_deg, longitude_deg
                )
                found.reaching[first] += aimed.status == 0
                shots = np.sum([np.nan_to_num(one.shots) for one in played], axis=0)
                found.met[first] += enough(shots, required_shots, aimed.status == 0)
                told(each)
                continue
            aimed = aim(scenarios[first], plans[first], latitude_deg, longitude_deg)
            found.reaching[flown] += aimed.status == 0
            alike: dict[tuple[bytes, CrossSectionTuple, CrossSectionTuple], _Defence] = {}
            for index in flown:
                fires, plan = units[index], plans[index]
                if fires is None:
                    told(each)
                    continue
                key = prints[index], plan.cross_section, plan.powered_cross_section
                alike.setdefault(key, _Defence(fires, plan, [])).scenarios.append(index)
            _play(list(alike.values()), aimed, required_shots, found.met, told)
            told(sum(len(one.scenarios) - 1 for one in alike.values()) * each)
    return found


def _flown_alike(plans: Sequence[FlightPlan]) -> list[list[int]]:
    """Gather the scenarios whose missile starts alike: equal numbers share one table."""
    alike: dict[int, list[int]] = {}
    for index, plan in enumerate(plans):
        alike.setdefault(id(plan.aiming), []).append(index)
    return list(alike.values())


def _play(
    defences: Sequence[_Defence],
    aimed: AimedPlan,
    required_shots: int,
    met: FloatArray,
    told: Progress,
) -> None:
    """Play arcs against defences and count what they meet, so many at once as memory allows."""
    flown = aimed.status == 0
    most = max(1, _MOST_ANSWERS // max(len(flown), 1))
    for start in range(0, len(defences), most):
        some = defences[start : start + most]
        flat = [unit for defence in some for unit in defence.units]
        seen = [defence.plan for defence in some for _ in defence.units]
        played = iter(play_all(flat, aimed, plans=seen, progress=told))
        for defence in some:
            shots = np.sum([np.nan_to_num(next(played).shots) for _ in defence.units], axis=0)
            met[defence.scenarios] += enough(shots, required_shots, flown)


def _units(scenario: Scenario, required_shots: int) -> list[FireUnit] | None:
    """Batteries of a changed scenario; none when one of them could never fire."""
    try:
        units = fire_units(scenario)
    except InputError:
        return None
    return [replace(unit, kernel=_for_shots(unit.kernel, required_shots)) for unit in units]


def _fingerprint(units: Sequence[FireUnit]) -> bytes:
    return pickle.dumps([(unit.kernel, unit.cues, unit.cue_s) for unit in units])


def _for_shots(kernel: BatteryTuple, required_shots: int) -> BatteryTuple:
    """Leave out what does not change whether a flight allows so many shots.

    That are kills, shots beyond those required, the look after a round that is the last, and the
    time between launches where there is one. Batteries that differ in nothing else are one, and a
    search for shots that nobody asks for is spared.
    """
    rules = kernel.fire_control
    most = rules.first_salvo + (rules.rounds - 1) * rules.later_salvo
    magazine = min(rules.magazine, most, required_shots)
    alike = rules._replace(shot_probability=1.0, magazine=magazine)
    if magazine <= rules.first_salvo:
        alike = alike._replace(first_salvo=max(magazine, 1), later_salvo=1, rounds=1, assess_s=0.0)
    if magazine <= 1:
        alike = alike._replace(launch_interval_s=0.0)
    return kernel._replace(fire_control=alike)
