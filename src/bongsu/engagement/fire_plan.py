"""Several threats shared by several batteries: who fires what, when, and how likely."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from math import inf, nan
from typing import NamedTuple

import numpy as np

from bongsu.engagement.batteries import FireUnit, raid_battery
from bongsu.engagement.cues import cue_time
from bongsu.errors import InputError
from bongsu.physics.fire.options import ShotOptions, shot_options
from bongsu.physics.numerics.arrays import FloatArray, IntArray
from bongsu.physics.numerics.philox import stream_key
from bongsu.physics.radar.sampled_flight import SampledFlight
from bongsu.physics.raid.play import (
    RaidMissiles,
    RaidRecord,
    RaidTuple,
    raid_tables,
    record_raid,
)

_BETTER = 1e-9
"""Fewer leakers than this are a matter of rounding. [1]"""
_MOST_KEPT = 2
"""Most guidance channels tried to keep from first salvos. [1]"""
DRAWS = 5000
"""Outcomes drawn of a raid; round, so that a kill probability of 0.94 is met exactly. [1]"""
_SHOTS = 6
"""Shots at one threat whose outcomes are stratified; more hardly come. [1]"""
_KEY = 2016
_GENERATOR = 1697
"""Of the lattice of :data:`DRAWS` points: among the best of all by Korobov's P_2 in eight
dimensions. [1]"""


@dataclass(frozen=True, kw_only=True)
class RaidFire:
    """How batteries share a raid.

    Attributes
    ----------
    batteries : tuple of int
        Indices of those that fire; the others hold fire. [1]
    kept : int
        Channels, and missiles engaged at once, that first salvos leave to later rounds. [1]
    """

    batteries: tuple[int, ...]
    kept: int


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
    units: Sequence[FireUnit],
    threats: Sequence[SampledFlight],
    launch_s: Sequence[float],
    *,
    outcomes: int = DRAWS,
) -> FirePlan:
    """Plan the fire of several batteries at several threats.

    Parameters
    ----------
    units : sequence of FireUnit
        The batteries; tiers differ only in what they are made of.
    threats : sequence of SampledFlight
    launch_s : sequence of float
        When each threat is launched, on the plan's clock. [s]
    outcomes : int
        Outcomes drawn of the raid. [1]

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
        id(threat): options_at(units, threat)
        for threat in {id(threat): threat for threat in threats}.values()
    }
    options = [open_to[id(threat)] for threat in threats]
    return plan_of_options(units, options, launch_s, outcomes=outcomes)


def plan_of_options(
    units: Sequence[FireUnit],
    options: Sequence[Sequence[ShotOptions]],
    launch_s: Sequence[float],
    *,
    outcomes: int = DRAWS,
) -> FirePlan:
    """Plan the fire of several batteries whose possible shots are known.

    Parameters
    ----------
    units : sequence of FireUnit
        The batteries; only launchers, fire control, doctrine and what shots share are used.
    options : sequence of sequence of ShotOptions
        For each threat and battery the shots that sight, reach and time allow.
    launch_s : sequence of float
        When each threat is launched, on the plan's clock. [s]
    outcomes : int
        Outcomes drawn of the raid. [1]

    Returns
    -------
    FirePlan
        Shots, survival, interceptors spent.

    Notes
    -----
    The raid is played in outcomes that are the same in every run
    (:func:`bongsu.physics.raid.kernels.replication.play_replication`). Plans are made with every
    choice of the batteries, and with up to two channels of each kept for later rounds; the one with
    the fewest leakers is taken. A battery more never lets more through.

    What is drawn of a threat - what it is taken for, and the outcome of each shot - are the
    coordinates of a lattice [1]_, in an order drawn for each threat: each number alone is spread
    evenly over (0, 1), and so are those that follow within the draws that a shot misses.

    References
    ----------
    .. [1] I. H. Sloan, S. Joe, "Lattice Methods for Multiple Integration", Oxford, 1994,
       section 4.4 (rank-1 rules of Korobov type).
    """
    useful = batteries_with_a_shot(options)
    if not useful:
        return _no_plan(units, options, launch_s)
    strata = _outcomes(len(launch_s), len(units), outcomes)
    played = (_play(units, options, launch_s, fire, strata) for fire in choices_of_fire(useful))
    best = next(played)
    for other in played:
        if other.survival.sum() < best.survival.sum() - _BETTER:
            best = other
    return _plan(units, options, launch_s, best)


def options_at(units: Sequence[FireUnit], flight: SampledFlight) -> list[ShotOptions]:
    """List what each battery could fire at a flight, with what cues it.

    Parameters
    ----------
    units : sequence of FireUnit
        The batteries.
    flight : SampledFlight

    Returns
    -------
    list of ShotOptions
        One for each battery.
    """
    return [shot_options(unit.kernel, flight, cue_s=cue_time(unit, flight)) for unit in units]


def batteries_with_a_shot(options: Sequence[Sequence[ShotOptions]]) -> list[int]:
    """Name the batteries that have any shot.

    Parameters
    ----------
    options : sequence of sequence of ShotOptions
        For each flight and battery.

    Returns
    -------
    list of int
        Indices. [1]
    """
    by_battery = enumerate(zip(*options, strict=True))
    return [battery for battery, own in by_battery if any(one.intercept_s.size for one in own)]


def choices_of_fire(batteries: Sequence[int]) -> Iterator[RaidFire]:
    """List how batteries may share a raid.

    Parameters
    ----------
    batteries : sequence of int
        Those that have a shot at all. [1]

    Yields
    ------
    RaidFire
        Every choice of some of them, larger ones first, each with nothing kept, and more.
    """
    for count in range(len(batteries), 0, -1):
        for chosen in combinations(batteries, count):
            for kept in range(_MOST_KEPT + 1):
                yield RaidFire(batteries=chosen, kept=kept)


def _no_plan(
    units: Sequence[FireUnit], options: Sequence[Sequence[ShotOptions]], launch_s: Sequence[float]
) -> FirePlan:
    return FirePlan(
        shots=(),
        survival=np.ones(len(launch_s)),
        spent=np.zeros(len(units)),
        exhausted_s=np.full(len(units), inf),
        windows=_windows(options, launch_s),
    )


@lru_cache(maxsize=4)
def _outcomes(threats: int, batteries: int, outcomes: int) -> FloatArray:
    """Numbers that decide the outcomes: of the threats, then of the batteries.

    Each has a stream of its own, so that its outcomes do not hang on other threats.
    """
    numbers = np.empty((threats + batteries, 2 + batteries + _SHOTS, outcomes))
    for row in range(threats):
        _stratify(numbers[row], row)
    for row in range(batteries):
        _stratify(numbers[threats + row], 2**32 + row)
    numbers.setflags(write=False)
    return numbers


def _stratify(numbers: FloatArray, stream: int) -> None:
    """Fill in the points of a lattice, in an order drawn; one coordinate a row."""
    count = numbers.shape[1]
    order = np.argsort(np.random.Philox(key=[_KEY, stream]).random_raw(count))
    for index, row in enumerate(numbers):
        row[:] = (order * pow(_GENERATOR, index, count) % count + 0.5) / count


class _Played(NamedTuple):
    """Outcomes of a raid, as some of the batteries fire at it."""

    fire: RaidFire
    found: RaidRecord
    kill: FloatArray  # of each shot that was fired
    survival: FloatArray

    @property
    def outcomes(self) -> int:
        return int(self.found.exhausted_s.shape[1])


def _play(
    units: Sequence[FireUnit],
    options: Sequence[Sequence[ShotOptions]],
    launch_s: Sequence[float],
    fire: RaidFire,
    strata: FloatArray,
) -> _Played:
    """Play what some of the batteries fire; the others hold fire."""
    chosen = fire.batteries
    some = [[own[battery] for battery in chosen] for own in options]
    raid = tables_of_options([units[battery] for battery in chosen], some, launch_s, kept=fire.kept)
    threats = len(launch_s)
    # the same numbers as for these batteries without the others
    numbers = strata[: threats + len(chosen)]
    found = record_raid(raid, stream_key(_KEY, 0), numbers)
    kill = raid.shots["kill"][found.option]
    killed = np.bincount(found.missile, kill * found.at_risk, threats) / strata.shape[2]
    return _Played(fire, found, kill, np.clip(1.0 - killed, 0.0, 1.0))


def _plan(
    units: Sequence[FireUnit],
    options: Sequence[Sequence[ShotOptions]],
    launch_s: Sequence[float],
    played: _Played,
) -> FirePlan:
    """Lay what was played out as a plan."""
    chosen, found = played.fire.batteries, played.found
    spent = np.zeros(len(units))
    spent[list(chosen)] = np.bincount(found.battery, minlength=len(chosen)) / played.outcomes
    exhausted_s = np.full(len(units), inf)
    exhausted_s[list(chosen)] = np.sort(found.exhausted_s, axis=1)[:, played.outcomes // 2]
    return FirePlan(
        shots=tuple(
            PlannedShot(
                threat=int(found.missile[row]),
                battery=chosen[found.battery[row]],
                launcher=launcher,
                round_number=int(found.round_number[row]),
                launch_s=float(found.launch_s[row]),
                intercept_s=float(found.intercept_s[row]),
                kill_probability=float(played.kill[row]),
                fired_probability=times / played.outcomes,
            )
            for row, launcher, times in _grouped(found)
        ),
        survival=played.survival,
        spent=spent,
        exhausted_s=exhausted_s,
        windows=_windows(options, launch_s),
    )


def tables_of_options(
    units: Sequence[FireUnit],
    options: Sequence[Sequence[ShotOptions]],
    launch_s: Sequence[float],
    *,
    kept: int = 0,
) -> RaidTuple:
    """Lay threats whose possible shots are known out for the kernels.

    Parameters
    ----------
    units : sequence of FireUnit
        The batteries.
    options : sequence of sequence of ShotOptions
        For each threat and battery the shots that sight, reach and time allow.
    launch_s : sequence of float
        When each threat is launched. [s]
    kept : int
        Channels and missiles engaged at once that first salvos leave to later rounds. [1]

    Returns
    -------
    RaidTuple
        Threats that all fly, at these times.
    """
    # threats that fly alike have the same options
    keys = [tuple(id(one) for one in own) for own in options]
    flights = dict(zip(keys, options, strict=True))
    place = {key: index for index, key in enumerate(flights)}
    threats = len(launch_s)
    missiles = RaidMissiles(
        flight=np.array([place[key] for key in keys], dtype=np.int64),
        asset=np.zeros(threats, dtype=np.int64),
        launch_s=np.array(launch_s, dtype=np.float64),
        spread_s=np.zeros(threats),
        reliability=np.ones(threats),
    )
    batteries = [raid_battery(unit) for unit in units]
    return raid_tables(missiles, batteries, list(flights.values()), kept=kept)


def _grouped(found: RaidRecord) -> Iterator[tuple[int, int, int]]:
    """Shots that are the same in several outcomes: an example, its launcher, and in how many."""
    what = _numbered(found.missile, found.battery, found.option, found.round_number)
    # a salvo without a spacing of launches has the same shot twice in one outcome
    order = np.lexsort((what, found.replication))
    again = np.zeros_like(what)
    twice = (np.diff(what[order]) == 0) & (np.diff(found.replication[order]) == 0)
    for row in np.flatnonzero(twice) + 1:
        again[order[row]] = again[order[row - 1]] + 1
    _, example, of, times = np.unique(
        _numbered(what, again), return_index=True, return_inverse=True, return_counts=True
    )
    launchers = int(found.launcher.max(initial=0)) + 1
    by_launcher = np.bincount(of * launchers + found.launcher, minlength=len(example) * launchers)
    most_often = by_launcher.reshape(len(example), launchers).argmax(axis=1)
    rounds, missiles = found.round_number[example], found.missile[example]
    for row in np.lexsort((rounds, missiles, found.launch_s[example])):
        yield int(example[row]), int(most_often[row]), int(times[row])


def _numbered(*counts: IntArray) -> IntArray:
    """One number for each combination of some."""
    sizes = [int(count.max(initial=0)) + 1 for count in counts]
    return np.asarray(np.ravel_multi_index(counts, sizes), dtype=np.int64)


def _windows(
    options: Sequence[Sequence[ShotOptions]], launch_s: Sequence[float]
) -> tuple[tuple[tuple[float, float], ...], ...]:
    return tuple(
        tuple(_window(one, start) for one in own)
        for own, start in zip(options, launch_s, strict=True)
    )


def _window(options: ShotOptions, start_s: float) -> tuple[float, float]:
    """First and last intercept that a battery could make on the plan's clock."""
    times = options.intercept_s
    if not times.size:
        return nan, nan
    return start_s + float(times[0]), start_s + float(times[-1])
