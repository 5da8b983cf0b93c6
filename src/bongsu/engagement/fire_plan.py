"""Several threats shared by several batteries: who fires what, when, and how likely."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import inf, nan

import numpy as np

from bongsu.engagement.batteries import FireUnit
from bongsu.engagement.cues import cue_time
from bongsu.engagement.fire_schedule import Schedule, schedule
from bongsu.engagement.raid_draws import draw_raid
from bongsu.errors import InputError
from bongsu.physics.fire.options import ShotOptions, shot_options
from bongsu.physics.numerics.arrays import FloatArray
from bongsu.physics.radar.sampled_flight import SampledFlight

_BETTER = 1e-9
"""Fewer leakers than this are a matter of rounding. [1]"""
_MOST_KEPT = 2
"""Most guidance channels tried to keep from first salvos. [1]"""


@dataclass(frozen=True)
class PlannedShot:
    """One interceptor of a plan; times are on the plan's clock.

    Attributes
    ----------
    threat, battery, launcher : int
        Indices; launchers are counted group by group, the one that most often fires it. [1]
    round_number : int
        Round of fire at this threat, from 1. [1]
    launch_s, intercept_s : float
        Times. [s]
    kill_probability : float
        Of this shot, if the threat was classified rightly. [1]
    fired_probability : float
        That it is fired: no shot before has killed, and an interceptor is left. [1]
    """

    threat: int
    battery: int
    launcher: int
    round_number: int
    launch_s: float
    intercept_s: float
    kill_probability: float
    fired_probability: float


@dataclass(frozen=True, kw_only=True)
class FirePlan:
    """What the batteries fire at a raid.

    Attributes
    ----------
    shots : tuple of PlannedShot
        In order of launch.
    survival : ndarray, shape (threats,)
        Probability that each threat survives all its shots. [1]
    spent : ndarray, shape (batteries,)
        Interceptors fired, expected. [1]
    exhausted_s : ndarray, shape (batteries,)
        Time at which the last ready interceptor leaves, in the median outcome; infinite when some
        remain. [s]
    windows : tuple of tuple of (float, float)
        For each threat and battery the first and last intercept that sight, reach and time allow,
        before any shot is fired; not a number when there is none. [s]
    """

    shots: tuple[PlannedShot, ...]
    survival: FloatArray
    spent: FloatArray
    exhausted_s: FloatArray
    windows: tuple[tuple[tuple[float, float], ...], ...]

    @property
    def leakers_expected(self) -> float:
        """Expected number of threats that get through [1]."""
        return float(self.survival.sum())


def fire_plan(
    units: Sequence[FireUnit], threats: Sequence[SampledFlight], launch_s: Sequence[float]
) -> FirePlan:
    """Plan the fire of several batteries at several threats.

    Parameters
    ----------
    units : sequence of FireUnit
        The batteries; tiers differ only in what they are made of.
    threats : sequence of SampledFlight
    launch_s : sequence of float
        When each threat is launched, on the plan's clock. [s]

    Returns
    -------
    FirePlan
        Shots, survival, interceptors spent.

    Raises
    ------
    InputError
        If there is no battery, or not one launch time per threat.

    Notes
    -----
    See :func:`plan_of_options`.
    """
    if not units:
        raise InputError("a fire plan needs at least one battery")
    if len(threats) != len(launch_s):
        raise InputError(f"{len(threats)} threats need as many launch times, not {len(launch_s)}")
    # missiles of a raid that fly the same flight are asked once
    open_to = {
        id(threat): [
            shot_options(unit.kernel, threat, cue_s=cue_time(unit, threat)) for unit in units
        ]
        for threat in {id(threat): threat for threat in threats}.values()
    }
    return plan_of_options(units, [open_to[id(threat)] for threat in threats], launch_s)


def plan_of_options(
    units: Sequence[FireUnit],
    options: Sequence[Sequence[ShotOptions]],
    launch_s: Sequence[float],
) -> FirePlan:
    """Plan the fire of several batteries whose possible shots are known.

    Parameters
    ----------
    units : sequence of FireUnit
        The batteries; only launchers, fire control, doctrine and classification are used.
    options : sequence of sequence of ShotOptions
        For each threat and battery the shots that sight, reach and time allow.
    launch_s : sequence of float
        When each threat is launched, on the plan's clock. [s]

    Returns
    -------
    FirePlan
        Shots, survival, interceptors spent.

    Notes
    -----
    First salvos are held beforehand (:func:`bongsu.engagement.fire_schedule.schedule`); later
    rounds are fired as kills are drawn (:func:`bongsu.engagement.raid_draws.draw_raid`). Plans are
    made with every choice of the batteries, and with up to two channels of each kept for later
    rounds; the one with the fewest leakers is taken. A battery more never lets more through.
    """
    useful = [b for b in range(len(units)) if any(own[b].intercept_s.size for own in options)]
    best = _plan_with(units, options, launch_s, useful)
    for chosen in _fewer(useful):
        plan = _plan_with(units, options, launch_s, chosen)
        if plan.leakers_expected < best.leakers_expected - _BETTER:
            best = plan
    return best


def _fewer(batteries: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Every choice of some batteries, larger ones first."""
    for count in range(len(batteries) - 1, 0, -1):
        yield from combinations(batteries, count)


def _plan_with(
    units: Sequence[FireUnit],
    options: Sequence[Sequence[ShotOptions]],
    launch_s: Sequence[float],
    chosen: Sequence[int],
) -> FirePlan:
    """Best plan with some of the batteries, by how many channels later rounds are kept."""
    some = [units[battery] for battery in chosen]
    open_to = [[own[battery] for battery in chosen] for own in options]
    held = schedule(some, open_to, launch_s)
    plans = [_plan(units, options, launch_s, chosen, held)]
    if held.channels_left is not None:
        for kept in range(held.channels_left + 1, _MOST_KEPT + 1):
            held = schedule(some, open_to, launch_s, channels_kept=kept)
            plans.append(_plan(units, options, launch_s, chosen, held))
    return min(plans, key=lambda plan: plan.leakers_expected)


def _plan(
    units: Sequence[FireUnit],
    options: Sequence[Sequence[ShotOptions]],
    launch_s: Sequence[float],
    chosen: Sequence[int],
    held: Schedule,
) -> FirePlan:
    """Plan what some of the batteries hold; the others hold fire."""
    some = [units[battery] for battery in chosen]
    drawn = draw_raid(some, held, launch_s)
    killed = np.zeros(len(launch_s))
    spent = np.zeros(len(units))
    shots: list[PlannedShot] = []
    for row, shot in enumerate(held.shots):
        battery = chosen[shot.battery]
        killed[shot.threat] += drawn.kill_share[row]
        for number in range(1, int(drawn.round_number[row].max()) + 1):
            fired = drawn.round_number[row] == number
            if not fired.any():
                continue
            probability = float(fired.mean())
            spent[battery] += probability
            shots.append(
                PlannedShot(
                    threat=shot.threat,
                    battery=battery,
                    launcher=int(np.bincount(drawn.launcher[row][fired]).argmax()),
                    round_number=number,
                    launch_s=shot.launch_s,
                    intercept_s=shot.intercept_s,
                    kill_probability=shot.kill_probability,
                    fired_probability=probability,
                )
            )
    return FirePlan(
        shots=tuple(shots),
        survival=np.clip(1.0 - killed, 0.0, 1.0),
        spent=spent,
        exhausted_s=_exhausted(drawn.exhausted_s, chosen, len(units)),
        windows=tuple(
            tuple(_window(one, start) for one in own)
            for own, start in zip(options, launch_s, strict=True)
        ),
    )


def _exhausted(drawn: FloatArray, chosen: Sequence[int], count: int) -> FloatArray:
    """Median over the outcomes; infinite for batteries that hold fire."""
    times = np.full(count, inf)
    if drawn.size:
        times[list(chosen)] = np.sort(drawn, axis=1)[:, drawn.shape[1] // 2]
    return times


def _window(options: ShotOptions, start_s: float) -> tuple[float, float]:
    """First and last intercept that a battery could make on the plan's clock."""
    times = options.intercept_s
    if not times.size:
        return nan, nan
    return start_s + float(times[0]), start_s + float(times[-1])
