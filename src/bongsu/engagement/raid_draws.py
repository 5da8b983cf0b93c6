"""Outcomes of a raid: kills are drawn, and interceptors fired as the doctrine then fires them."""

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from math import inf

import numpy as np
from numpy.typing import NDArray

from bongsu.engagement.batteries import FireUnit
from bongsu.engagement.fire_schedule import HeldShot, Schedule
from bongsu.physics.numerics.arrays import BoolArray, FloatArray, IntArray

DRAWS = 5000
"""Outcomes drawn of a raid; round, so that a kill probability of 0.94 is met exactly. [1]"""
_KEY = 2016
_BATTERIES = 2**32  # streams of batteries lie beyond those of threats


@dataclass(frozen=True, kw_only=True)
class RaidDraws:
    """What was fired in each outcome, and what came of it.

    Attributes
    ----------
    round_number : ndarray of int, shape (shots, draws)
        In which round of fire at its threat a shot was fired, from 1; 0 where it was not. [1]
    launcher : ndarray of int, shape (shots, draws)
        From which launcher, counted group by group; -1 where it was not fired. [1]
    kill_share : ndarray, shape (shots,)
        Probability that the threat falls to this shot. [1]
    survived : ndarray of bool, shape (threats, draws)
        Which threats got through.
    exhausted_s : ndarray, shape (batteries, draws)
        When the last ready interceptor left; infinite when some remain. [s]
    """

    round_number: NDArray[np.int16]
    launcher: NDArray[np.int16]
    kill_share: FloatArray
    survived: BoolArray
    exhausted_s: FloatArray


def draw_raid(
    units: Sequence[FireUnit], held: Schedule, start_s: Sequence[float], *, draws: int = DRAWS
) -> RaidDraws:
    """Follow a schedule through outcomes that are the same in every run.

    Parameters
    ----------
    units : sequence of FireUnit
        The batteries.
    held : Schedule
        Shots that they may fire.
    start_s : sequence of float
        When each threat is launched. [s]
    draws : int
        Outcomes. [1]

    Returns
    -------
    RaidDraws
        What was fired, and what came of it.

    Notes
    -----
    In the order of launch, a shot of a later round is fired at a threat that is known to have
    survived, if a launch, a channel and an interceptor are free, and more of these are left than
    the first salvos at threats in flight still need. The battery that a threat belongs to comes
    first, the others when it has none to spare or can fire at it no more.

    The outcome of each shot is stratified over the draws (a Latin hypercube), whose variance is
    that of independent draws times at most ``draws / (draws - 1)`` [1]_.

    References
    ----------
    .. [1] A. B. Owen, "Monte Carlo variance of scrambled net quadrature", SIAM Journal on Numerical
       Analysis 34:1884-1910, 1997, sec. 1.
    """
    shots = held.shots
    stands = [_DrawnBattery(unit, index, len(start_s), draws) for index, unit in enumerate(units)]
    threats = [_DrawnThreat(index, units, draws) for index in range(len(start_s))]
    needed = _needed_by_first_salvos(shots, start_s, len(units))
    last = _last_launches(shots, len(start_s), len(units))
    rounds = np.zeros((len(shots), draws), dtype=np.int16)
    launcher = np.full((len(shots), draws), -1, dtype=np.int16)
    kill_share = np.zeros(len(shots))
    for row, shot in enumerate(shots):
        threat, stand = threats[shot.threat], stands[shot.battery]
        same, begins = threat.wants(shot)
        going = same | begins
        if not going.any():
            continue
        for other in stands:
            other.reload(shot.launch_s)
        going &= stand.has(shot.group)
        if not shot.first:
            going &= (stand.left > needed[row, shot.battery]) & stand.open_to(shot)
            own = held.batteries[shot.threat]
            for b, other in enumerate(stands):
                before = (b != own, b) < (shot.battery != own, shot.battery)
                if before and last[shot.threat, b] >= shot.launch_s:
                    going &= other.left <= needed[row, b]
        launcher[row] = stand.fire(shot, going)
        rounds[row], kill_share[row] = threat.shoot(shot, going, going & ~same, stand.works)
    return RaidDraws(
        round_number=rounds,
        launcher=launcher,
        kill_share=kill_share,
        survived=np.array([threat.alive for threat in threats]).reshape(-1, draws),
        exhausted_s=np.array([stand.exhausted_s for stand in stands]).reshape(-1, draws),
    )


class _DrawnBattery:
    """Launchers, last launch and flights of one battery, in every outcome."""

    def __init__(self, unit: FireUnit, index: int, threats: int, draws: int) -> None:
        # nobody knows before the look that a battery does not work: it fires, and hits nothing
        stream = np.random.Philox(key=[_KEY, _BATTERIES + index])
        self.works = _happens(stream, unit.kill.common_reliability, draws)
        self._rules = unit.fire_control
        groups = unit.launchers
        self._group = np.repeat(np.arange(len(groups)), [group.launchers for group in groups])
        self._each = np.array([group.interceptors_each for group in groups])[self._group]
        self._ready = np.repeat(self._each[:, None], draws, axis=1)
        self._back_s = np.full(self._ready.shape, inf)
        self._reloads_s = inf
        self._launch_s = np.full(draws, -inf)
        self._busy = np.zeros(draws, dtype=np.int64)
        self._fired = 0
        self._flights: list[tuple[float, int, IntArray]] = []
        self._engaged_until_s = np.full((threats, draws), -inf)
        self.left = self._ready.sum(axis=0)
        self.exhausted_s = np.full(draws, inf)

    def reload(self, time_s: float) -> None:
        if time_s < self._reloads_s:
            return
        back = self._back_s <= time_s
        self._ready = np.where(back, self._each[:, None], self._ready)
        self._back_s[back] = inf
        self._reloads_s = float(self._back_s.min())
        self.left = self._ready.sum(axis=0)

    def has(self, group: int) -> BoolArray:
        found: BoolArray = (self._ready[self._group == group] > 0).any(axis=0)
        return found

    def open_to(self, shot: HeldShot) -> BoolArray:
        """Where a launch, a channel and radar time are free for a shot of a later round."""
        while self._flights and self._flights[0][0] <= shot.launch_s:
            self._busy[heappop(self._flights)[2]] -= 1
        engaged = self._engaged_until_s > shot.launch_s
        others = engaged.sum(axis=0) - engaged[shot.threat]
        apart = shot.launch_s - self._launch_s >= self._rules.launch_interval_s
        found: BoolArray = apart & (self._busy < shot.channels) & (others < shot.engaged)
        return found

    def fire(self, shot: HeldShot, going: BoolArray) -> IntArray:
        """Take an interceptor off the fullest launcher of a group where the shot is fired."""
        rows = np.flatnonzero(self._group == shot.group)
        chosen = rows[self._ready[rows].argmax(axis=0)]
        draws = np.flatnonzero(going)
        self._ready[chosen[draws], draws] -= 1
        self.left[draws] -= 1
        empty = draws[self._ready[chosen[draws], draws] == 0]
        if empty.size:
            back = shot.launch_s + self._rules.reload_s
            self._back_s[chosen[empty], empty] = back
            self._reloads_s = min(self._reloads_s, back)
        out = draws[self.left[draws] == 0]
        self.exhausted_s[out] = np.minimum(self.exhausted_s[out], shot.launch_s)
        if not shot.first:
            # channels and launches of first salvos are kept free of others beforehand
            self._launch_s[draws] = shot.launch_s
            self._busy[draws] += 1
            # the number decides between equal times
            self._fired += 1
            heappush(self._flights, (shot.intercept_s, self._fired, draws))
            until = self._engaged_until_s[shot.threat]
            until[draws] = np.maximum(until[draws], shot.intercept_s)
        return np.where(going, chosen, -1)


class _DrawnThreat:
    """One threat in every outcome: whether it lives, and the round of fire at it."""

    def __init__(self, index: int, units: Sequence[FireUnit], draws: int) -> None:
        # a threat has its own stream, so that its outcomes do not hang on other threats
        self._stream = np.random.Philox(key=[_KEY, index])
        self._units = units
        # where a battery takes the threat for what it is
        self._known = [_happens(self._stream, unit.kill.classification, draws) for unit in units]
        self._ready_s = np.full(draws, -inf)
        self._round = np.zeros(draws, dtype=np.int64)
        self._rounds_of = np.zeros((len(units), draws), dtype=np.int64)
        self._battery = np.full(draws, -1)
        self._to_come = np.zeros(draws, dtype=np.int64)
        self.alive = np.ones(draws, dtype=bool)

    def wants(self, shot: HeldShot) -> tuple[BoolArray, BoolArray]:
        """Where a shot goes on with a round, and where it begins one."""
        looked = self._ready_s <= shot.launch_s
        same = ~looked & (self._to_come > 0)
        if not shot.first:
            same &= self._battery == shot.battery
        most = self._units[shot.battery].doctrine.rounds
        begins = looked & self.alive & (self._rounds_of[shot.battery] < most)
        return same, begins

    def shoot(
        self, shot: HeldShot, going: BoolArray, begins: BoolArray, works: BoolArray
    ) -> tuple[IntArray, float]:
        """Fire a shot where it goes; give its round, and the probability that it is the kill."""
        unit, own = self._units[shot.battery], self._rounds_of[shot.battery]
        rules = unit.doctrine
        size = np.where(own == 0, rules.first_salvo, rules.later_salvo)
        self._to_come = np.where(begins, size, self._to_come) - going
        self._battery = np.where(begins, shot.battery, self._battery)
        self._round += begins
        own += begins
        look = shot.intercept_s + unit.look_s
        self._ready_s = np.where(going, np.maximum(self._ready_s, look), self._ready_s)
        at_risk = going & self.alive & self._known[shot.battery] & works
        hit = _strata(self._stream, going.size) < shot.kill_probability
        self.alive &= ~(at_risk & hit)
        return np.where(going, self._round, 0), shot.kill_probability * float(at_risk.mean())


def _happens(stream: np.random.Philox, probability: float, draws: int) -> BoolArray:
    """In which outcomes something happens."""
    if probability >= 1.0:
        return np.ones(draws, dtype=bool)
    happens: BoolArray = _strata(stream, draws) < probability
    return happens


def _strata(stream: np.random.Philox, draws: int) -> FloatArray:
    """Middles of equal strata of (0, 1), in an order drawn."""
    order = np.argsort(stream.random_raw(draws))
    middles: FloatArray = (order + 0.5) / draws
    return middles


def _needed_by_first_salvos(
    shots: Sequence[HeldShot], start_s: Sequence[float], batteries: int
) -> IntArray:
    """At each launch, how many interceptors first salvos at threats in flight still need."""
    launch = np.array([shot.launch_s for shot in shots])[:, None]
    needed = np.zeros((len(shots), batteries), dtype=np.int64)
    for battery in range(batteries):
        first = [shot for shot in shots if shot.first and shot.battery == battery]
        begins = np.array([start_s[shot.threat] for shot in first])
        to_come = np.array([shot.launch_s for shot in first])
        needed[:, battery] = ((begins <= launch) & (launch < to_come)).sum(axis=1)
    return needed


def _last_launches(shots: Sequence[HeldShot], threats: int, batteries: int) -> FloatArray:
    """Latest launch of each battery at each threat; minus infinity for none. [s]."""
    last = np.full((threats, batteries), -inf)
    for shot in shots:
        last[shot.threat, shot.battery] = shot.launch_s
    return last
