"""Several threats shared by several batteries: who fires what, and when.

A plan is made shot by shot. Of all shots that doctrine, launchers and guidance channels allow, the
one with the earliest intercept is fired next; where more threats want a battery's first shots than
it has interceptors, they are assigned together first.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from math import inf, nan

import numpy as np

from bongsu.engagement.batteries import FireUnit
from bongsu.engagement.cues import cue_time
from bongsu.errors import InputError
from bongsu.physics.fire.doctrine import share_threats
from bongsu.physics.fire.options import ShotOptions, shot_options
from bongsu.physics.numerics.arrays import FloatArray, IntArray
from bongsu.physics.radar.sampled_flight import SampledFlight


@dataclass(frozen=True)
class PlannedShot:
    """One interceptor of a plan; times are on the plan's clock.

    Attributes
    ----------
    threat, battery, launcher : int
        Indices; launchers are counted group by group. [1]
    round_number : int
        Round of fire at this threat, from 1. [1]
    launch_s, intercept_s : float
        Times. [s]
    kill_probability : float
        Of this shot, if the threat was classified rightly. [1]
    """

    threat: int
    battery: int
    launcher: int
    round_number: int
    launch_s: float
    intercept_s: float
    kill_probability: float


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
        Interceptors fired. [1]
    exhausted_s : ndarray, shape (batteries,)
        Time at which the last ready interceptor leaves; infinite when some remain. [s]
    windows : tuple of tuple of (float, float)
        For each threat and battery the first and last intercept that sight, reach and time allow,
        before any shot is fired; not a number when there is none. [s]
    """

    shots: tuple[PlannedShot, ...]
    survival: FloatArray
    spent: IntArray
    exhausted_s: FloatArray
    windows: tuple[tuple[tuple[float, float], ...], ...]

    @property
    def leakers_expected(self) -> float:
        """Expected number of threats that get through [1]."""
        return float(self.survival.sum())


@dataclass(eq=False)
class _Launcher:
    """One launcher: its group, rounds on it, since when, and when it is ready after reloading."""

    site: int
    capacity: int
    ready: int
    since_s: float = -inf
    ready_s: float = inf
    last_s: float = -inf  # a plan is not made in the order of launches

    def can(self, launch: float) -> bool:
        return launch >= (self.since_s if self.ready > 0 else self.ready_s)


@dataclass
class _Magazine:
    """Launchers and guidance channels of one battery while a plan is made."""

    unit: FireUnit
    launchers: list[_Launcher]
    launches: list[float] = field(default_factory=list)
    flights: list[tuple[float, float]] = field(default_factory=list)
    exhausted_s: float = inf

    @property
    def left(self) -> int:
        return sum(launcher.ready for launcher in self.launchers)

    def takes(self, launch: float, intercept: float, site: int) -> bool:
        """Whether a launcher, the spacing of launches and a channel are free for a shot."""
        rules = self.unit.fire_control
        if any(abs(launch - other) < rules.launch_interval_s for other in self.launches):
            return False
        # as many channels are busy as flights overlap at the busiest instant of this one
        begins = [launch, *(a for a, b in self.flights if launch <= a < intercept)]
        busy = max(sum(a <= t < b for a, b in self.flights) for t in begins)
        return busy < rules.guided_at_once and self._launcher(launch, site) is not None

    def fire(self, launch: float, intercept: float, site: int) -> int:
        """Take one interceptor off the launcher of a group that has most; return its index."""
        launcher = self._launcher(launch, site)
        if launcher is None:
            raise ValueError("fired without a ready launcher")
        if launcher.ready == 0:
            launcher.ready = launcher.capacity
            launcher.since_s = launcher.ready_s
        launcher.ready -= 1
        launcher.last_s = max(launcher.last_s, launch)
        if launcher.ready == 0:
            launcher.ready_s = launcher.last_s + self.unit.fire_control.reload_s
        self.launches.append(launch)
        self.flights.append((launch, intercept))
        if self.left == 0:
            self.exhausted_s = min(self.exhausted_s, max(self.launches))
        return self.launchers.index(launcher)

    def _launcher(self, launch: float, site: int) -> _Launcher | None:
        free = [x for x in self.launchers if x.site == site and x.can(launch)]
        return max(free, key=lambda launcher: launcher.ready, default=None)


@dataclass
class _Engaged:
    """How far the fire at one threat has come."""

    options: list[ShotOptions]
    start_s: float
    battery: int = -1
    not_before: float = -inf
    round_number: int = 1
    in_round: int = 0
    last_intercept: float = -inf
    rounds_of: dict[int, int] = field(default_factory=dict)  # finished, by battery

    def window(self, battery: int) -> tuple[float, float]:
        """First and last intercept that a battery could make on the plan's clock."""
        times = self.options[battery].intercept_s
        if not times.size:
            return nan, nan
        return self.start_s + float(times[0]), self.start_s + float(times[-1])


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
    A threat belongs to the battery with the earliest feasible shot at it until that battery can
    fire no more or has fired the rounds of its doctrine; then the next takes it over, a lower tier
    among them. A threat that has had a round gets no interceptor that the first salvo at another,
    in flight by then, still needs. Kills are not drawn: every threat is fired at as if the shots
    before had missed, which is what a plan must provide for. Each shot is one of its launcher's
    own: group, magazine and reload are those of the launcher it leaves.
    """
    if not units:
        raise InputError("a fire plan needs at least one battery")
    if len(threats) != len(launch_s):
        raise InputError(f"{len(threats)} threats need as many launch times, not {len(launch_s)}")
    magazines = [_magazine(unit) for unit in units]
    engaged = [
        _Engaged([_options(unit, threat) for unit in units], float(start))
        for threat, start in zip(threats, launch_s, strict=True)
    ]
    _assign(engaged, magazines)
    shots = []
    while (found := _next_shot(engaged, magazines)) is not None:
        shots.append(_fire(*found, engaged, magazines))
    survival = np.ones(len(engaged))
    for index in range(len(engaged)):
        survival[index] = _survival(index, shots, units)
    return FirePlan(
        shots=tuple(sorted(shots, key=lambda shot: (shot.launch_s, shot.threat))),
        survival=survival,
        spent=np.array([len(magazine.launches) for magazine in magazines], dtype=np.int64),
        exhausted_s=np.array([magazine.exhausted_s for magazine in magazines]),
        windows=tuple(tuple(e.window(b) for b in range(len(units))) for e in engaged),
    )


def _options(unit: FireUnit, threat: SampledFlight) -> ShotOptions:
    return shot_options(unit.kernel, threat, cue_s=cue_time(unit, threat))


def _magazine(unit: FireUnit) -> _Magazine:
    launchers = [
        _Launcher(site, group.interceptors_each, group.interceptors_each)
        for site, group in enumerate(unit.launchers)
        for _ in range(group.launchers)
    ]
    return _Magazine(unit, launchers)


def _assign(engaged: Sequence[_Engaged], magazines: Sequence[_Magazine]) -> None:
    """Give each threat its first battery: the earliest shot, or an assignment where contested."""
    first = np.full((len(engaged), len(magazines)), np.nan)
    for row, state in enumerate(engaged):
        for column, options in enumerate(state.options):
            if options.intercept_s.size:
                first[row, column] = state.start_s + options.intercept_s[0]
    rules = [magazine.unit.doctrine for magazine in magazines]
    room = [m.left // r.first_salvo for m, r in zip(magazines, rules, strict=True)]
    if len(engaged):
        chosen = share_threats(first, np.array(room, dtype=np.int64))
        for state, battery in zip(engaged, chosen, strict=True):
            state.battery = int(battery)


def _next_shot(
    engaged: Sequence[_Engaged], magazines: Sequence[_Magazine]
) -> tuple[PlannedShot, int] | None:
    """Shot with the earliest intercept that can still be fired, and its group of launchers."""
    firsts = _first_rounds(engaged, magazines)
    best: tuple[PlannedShot, int] | None = None
    for index in range(len(engaged)):
        found = firsts.get(index) or _any_battery(index, engaged, magazines, firsts)
        if found is not None and (best is None or found[0].intercept_s < best[0].intercept_s):
            best = found
    return best


def _first_rounds(
    engaged: Sequence[_Engaged], magazines: Sequence[_Magazine]
) -> dict[int, tuple[PlannedShot, int]]:
    """Shots of their own batteries at threats whose first round is not finished."""
    found = {}
    for index, state in enumerate(engaged):
        if state.battery < 0 or state.rounds_of:
            continue
        shot = _candidate(index, state, state.battery, magazines[state.battery])
        if shot is not None:
            found[index] = shot
    return found


def _any_battery(
    index: int,
    engaged: Sequence[_Engaged],
    magazines: Sequence[_Magazine],
    firsts: dict[int, tuple[PlannedShot, int]],
) -> tuple[PlannedShot, int] | None:
    """Shot at a threat of its own battery or, where that has nothing left for it, of another."""
    state = engaged[index]
    others = [b for b in range(len(magazines)) if b != state.battery]
    for battery in ([state.battery] if state.battery >= 0 else []) + others:
        found = _candidate(index, state, battery, magazines[battery])
        if found is None:
            continue
        # the first salvo at a threat in flight comes before another round at this one
        rules = magazines[battery].unit.doctrine
        kept = sum(
            rules.first_salvo - engaged[other].in_round
            for other in firsts
            if engaged[other].battery == battery and engaged[other].start_s <= found[0].launch_s
        )
        if state.rounds_of and 0 < kept >= magazines[battery].left:
            continue
        return found
    return None


def _candidate(
    index: int, state: _Engaged, battery: int, magazine: _Magazine
) -> tuple[PlannedShot, int] | None:
    """Earliest shot of one battery at one threat, and the group of launchers it leaves."""
    rules = magazine.unit.doctrine
    if state.rounds_of.get(battery, 0) >= rules.rounds:
        return None
    options = state.options[battery]
    launch = options.launch_s + state.start_s
    intercept = options.intercept_s + state.start_s
    for option in np.flatnonzero(launch >= state.not_before):
        begin, end = float(launch[option]), float(intercept[option])
        site = int(options.launcher_site[option])
        if magazine.takes(begin, end, site):
            kill = float(options.kill_probability[option])
            shot = PlannedShot(index, battery, -1, state.round_number, begin, end, kill)
            return shot, site
    return None


def _fire(
    shot: PlannedShot,
    site: int,
    engaged: Sequence[_Engaged],
    magazines: Sequence[_Magazine],
) -> PlannedShot:
    state = engaged[shot.threat]
    magazine = magazines[shot.battery]
    rules, durations = magazine.unit.doctrine, magazine.unit.fire_control
    launcher = magazine.fire(shot.launch_s, shot.intercept_s, site)
    state.battery = shot.battery
    state.last_intercept = max(state.last_intercept, shot.intercept_s)
    state.in_round += 1
    done = state.rounds_of.get(shot.battery, 0)
    if state.in_round >= (rules.first_salvo if done == 0 else rules.later_salvo):
        state.in_round = 0
        state.round_number += 1
        state.rounds_of[shot.battery] = done + 1
        delay = durations.assess_s + durations.plan_s + durations.launch_s
        state.not_before = state.last_intercept + delay
    return replace(shot, launcher=launcher)


def _survival(index: int, shots: Sequence[PlannedShot], units: Sequence[FireUnit]) -> float:
    survival = 1.0
    for battery, unit in enumerate(units):
        own = [s for s in shots if s.threat == index and s.battery == battery]
        missed = [1.0 - shot.kill_probability for shot in own]
        survival *= 1.0 - unit.kill.destroyed(float(np.prod(missed)))
    return survival
