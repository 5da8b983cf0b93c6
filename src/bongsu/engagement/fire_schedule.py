"""First salvos at a raid, and the later rounds for which they leave room."""

from bisect import bisect_left, insort
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from math import inf

import numpy as np

from bongsu.engagement.batteries import FireUnit
from bongsu.physics.fire.doctrine import share_threats
from bongsu.physics.fire.options import ShotOptions
from bongsu.physics.numerics.arrays import BoolArray, FloatArray, IntArray


@dataclass(frozen=True, kw_only=True)
class HeldShot:
    """One interceptor that may be fired; times are on the plan's clock.

    Attributes
    ----------
    threat, battery, group : int
        Indices; the group of launchers of that battery. [1]
    launch_s, intercept_s : float
        Times. [s]
    kill_probability : float
        Of this shot, if the threat was classified rightly. [1]
    first : bool
        Part of the first salvo at this threat.
    channels, engaged : int
        Guidance channels that first salvos leave during its flight, and missiles more that the
        radar has time to engage beside those of first salvos; of a first salvo, its own. [1]
    """

    threat: int
    battery: int
    group: int
    launch_s: float
    intercept_s: float
    kill_probability: float
    first: bool
    channels: int
    engaged: int


@dataclass(frozen=True)
class Schedule:
    """Shots held for a raid.

    Attributes
    ----------
    shots : tuple of HeldShot
        In order of launch, first salvos before others. Of the later rounds every shot that could
        be fired; which of them are depends on kills.
    batteries : ndarray, shape (threats,)
        To which battery each threat belongs, -1 for none. [1]
    channels_left : int or None
        Fewest guidance channels that first salvos leave to a later shot; none without one. [1]
    """

    shots: tuple[HeldShot, ...]
    batteries: IntArray
    channels_left: int | None


@dataclass
class _Launcher:
    """One launcher: its group, rounds on it, since when, and when it is ready after reloading."""

    group: int
    capacity: int
    ready: int
    since_s: float = -inf
    ready_s: float = inf
    last_s: float = -inf  # first salvos are not held in the order of launches

    def can(self, launch: float) -> bool:
        return launch >= (self.since_s if self.ready > 0 else self.ready_s)


class _Taken:
    """Launches, guidance channels and interceptors of one battery that first salvos take."""

    def __init__(self, unit: FireUnit, kept: int) -> None:
        # at least one channel, and time for one missile, are there for first salvos
        self._most = max(unit.fire_control.guided_at_once - kept, 1)
        self._rules = unit.fire_control
        self._engaged = unit.engaged_at_once
        self._most_engaged = max(self._engaged - kept, 1)
        self._launches: list[float] = []
        self._flights: list[tuple[float, float]] = []
        self._threats: list[int] = []
        self._launchers = [
            _Launcher(index, group.interceptors_each, group.interceptors_each)
            for index, group in enumerate(unit.launchers)
            for _ in range(group.launchers)
        ]

    def takes(self, launch: float, intercept: float, group: int, threat: int) -> bool:
        """Whether spacing of launches, a channel, radar time and a launcher are free for a shot."""
        after = bisect_left(self._launches, launch)
        near = self._launches[max(after - 1, 0) : after + 1]
        if any(abs(launch - other) < self._rules.launch_interval_s for other in near):
            return False
        # as many channels are busy as flights overlap at the busiest instant of this one
        begins = [launch, *(a for a, _ in self._flights if launch <= a < intercept)]
        busy = max(sum(a <= t < b for a, b in self._flights) for t in begins)
        if busy >= self._most or self._others_engaged(begins, threat) >= self._most_engaged:
            return False
        return bool(self._free(launch, group))

    def _others_engaged(self, times: Sequence[float], threat: int) -> int:
        """Most other threats at which interceptors fly at one of some instants."""
        flown = list(zip(self._flights, self._threats, strict=True))
        return max(
            len({other for (a, b), other in flown if other != threat and a <= t < b}) for t in times
        )

    def take(self, launch: float, intercept: float, group: int, threat: int) -> None:
        """Take one interceptor off the launcher of a group that has most."""
        launcher = max(self._free(launch, group), key=lambda one: one.ready)
        if launcher.ready == 0:
            launcher.ready = launcher.capacity
            launcher.since_s = launcher.ready_s
        launcher.ready -= 1
        launcher.last_s = max(launcher.last_s, launch)
        if launcher.ready == 0:
            launcher.ready_s = launcher.last_s + self._rules.reload_s
        insort(self._launches, launch)
        self._flights.append((launch, intercept))
        self._threats.append(threat)

    def _free(self, launch: float, group: int) -> list[_Launcher]:
        return [one for one in self._launchers if one.group == group and one.can(launch)]

    def channels_left(self, launch: FloatArray, intercept: FloatArray) -> IntArray:
        """Channels that first salvos leave to shots."""
        channels = np.full(launch.shape, self._rules.guided_at_once, dtype=np.int64)
        if not self._flights:
            return channels
        begins, ends = np.array(self._flights).T

        def busy_at(times: FloatArray) -> IntArray:
            flying: IntArray = (
                ((begins <= times[:, None]) & (times[:, None] < ends)).sum(axis=1).astype(np.int64)
            )
            return flying

        later = (launch[:, None] <= begins) & (begins < intercept[:, None])
        busiest = np.where(later, busy_at(begins), 0).max(axis=1)
        channels -= np.maximum(busy_at(launch), busiest)
        return channels

    def engaged_left(self, launch: FloatArray, intercept: FloatArray, threat: int) -> IntArray:
        """Missiles that the radar has time to engage beside those of first salvos."""
        left = np.full(launch.shape, self._engaged, dtype=np.int64)
        for index, (begin, end) in enumerate(zip(launch, intercept, strict=True)):
            times = [begin, *(a for a, _ in self._flights if begin <= a < end)]
            left[index] -= self._others_engaged(times, threat)
        return left

    def apart(self, launch: FloatArray) -> BoolArray:
        """Whether shots leave as far from first salvos as the spacing of launches asks."""
        others = np.array(self._launches)
        if not others.size:
            return np.ones(launch.shape, dtype=bool)
        nearest = np.abs(launch[:, None] - others).min(axis=1)
        found: BoolArray = nearest >= self._rules.launch_interval_s
        return found


@dataclass
class _Engaged:
    """How far the first salvo at one threat has come."""

    options: Sequence[ShotOptions]
    start_s: float
    battery: int = -1
    fired: int = 0
    last_intercept: float = -inf
    complete: bool = False
    refused: dict[int, int] = field(default_factory=dict)  # options of each battery, the earliest


def schedule(
    units: Sequence[FireUnit],
    options: Sequence[Sequence[ShotOptions]],
    start_s: Sequence[float],
    *,
    channels_kept: int = 0,
) -> Schedule:
    """Hold shots of several batteries for several threats.

    Parameters
    ----------
    units : sequence of FireUnit
        The batteries.
    options : sequence of sequence of ShotOptions
        For each threat and battery every shot that sight, reach and time allow.
    start_s : sequence of float
        When each threat is launched, on the plan's clock. [s]
    channels_kept : int
        Guidance channels of each battery that first salvos leave to later rounds. [1]

    Returns
    -------
    Schedule
        First salvos, and the shots for which they leave a launch and a channel.

    Notes
    -----
    Of all first shots that can still be held, the one with the earliest intercept is held next. A
    threat belongs to the battery with the earliest feasible shot at it, or to that of an assignment
    where batteries have not enough for all, until it can fire no more.
    """
    engaged = [_Engaged(own, float(start)) for own, start in zip(options, start_s, strict=True)]
    batteries = [_Taken(unit, channels_kept) for unit in units]
    _assign(units, engaged)
    shots = _first_salvos(units, engaged, batteries)
    left: list[int] = []
    for index, state in enumerate(engaged):
        for battery, unit in enumerate(units):
            look = state.last_intercept + unit.look_s
            later, channels = _later_shots(index, state, battery, batteries[battery], look)
            shots += later
            left += channels
    shots.sort(key=lambda shot: (shot.launch_s, not shot.first, shot.threat))
    belongs = np.array([state.battery for state in engaged], dtype=np.int64)
    return Schedule(
        shots=tuple(shots), batteries=belongs, channels_left=min(left) if left else None
    )


def _assign(units: Sequence[FireUnit], engaged: Sequence[_Engaged]) -> None:
    """Give each threat its battery: the earliest shot, or an assignment where contested."""
    first = np.full((len(engaged), len(units)), np.nan)
    for row, state in enumerate(engaged):
        for column, options in enumerate(state.options):
            if options.intercept_s.size:
                first[row, column] = state.start_s + options.intercept_s[0]
    room = [unit.magazine // unit.doctrine.first_salvo for unit in units]
    if first.size:
        chosen = share_threats(first, np.array(room, dtype=np.int64))
        for state, battery in zip(engaged, chosen, strict=True):
            state.battery = int(battery)


def _first_salvos(
    units: Sequence[FireUnit], engaged: Sequence[_Engaged], batteries: Sequence[_Taken]
) -> list[HeldShot]:
    """Hold the first salvo at each threat, as far as launches, channels and interceptors go."""

    def found(index: int) -> HeldShot | None:
        state = engaged[index]
        if state.complete:
            return None
        others = [b for b in range(len(units)) if b != state.battery]
        for battery in ([state.battery] if state.battery >= 0 else []) + others:
            shot = _first_shot(index, state, battery, batteries[battery])
            if shot is not None:
                return shot
        return None

    shots: list[HeldShot] = []

    def take(shot: HeldShot) -> None:
        state = engaged[shot.threat]
        batteries[shot.battery].take(shot.launch_s, shot.intercept_s, shot.group, shot.threat)
        shots.append(shot)
        state.battery = shot.battery
        state.last_intercept = max(state.last_intercept, shot.intercept_s)
        state.fired += 1
        state.complete = state.fired >= units[shot.battery].doctrine.first_salvo

    _earliest_first(len(engaged), found, take)
    return shots


def _first_shot(index: int, state: _Engaged, battery: int, taken: _Taken) -> HeldShot | None:
    """Earliest shot of one battery at one threat that can still be held."""
    options = state.options[battery]
    # what is refused once stays refused: first salvos are only ever added
    for option in range(state.refused.get(battery, 0), options.launch_s.size):
        launch = float(options.launch_s[option]) + state.start_s
        intercept = float(options.intercept_s[option]) + state.start_s
        group = int(options.launcher_site[option])
        if taken.takes(launch, intercept, group, index):
            return HeldShot(
                threat=index,
                battery=battery,
                group=group,
                launch_s=launch,
                intercept_s=intercept,
                kill_probability=float(options.kill_probability[option]),
                first=True,
                channels=1,
                engaged=1,
            )
        state.refused[battery] = option + 1
    return None


def _later_shots(
    index: int, state: _Engaged, battery: int, taken: _Taken, look_s: float
) -> tuple[list[HeldShot], list[int]]:
    """Shots of one battery after the look at a first salvo, and the channels left to each."""
    options = state.options[battery]
    launch, intercept = options.launch_s + state.start_s, options.intercept_s + state.start_s
    channels = taken.channels_left(launch, intercept)
    engaged = taken.engaged_left(launch, intercept, index)
    late = launch >= look_s
    open_to = late & (channels > 0) & (engaged > 0) & taken.apart(launch)
    shots = [
        HeldShot(
            threat=index,
            battery=battery,
            group=int(options.launcher_site[option]),
            launch_s=float(launch[option]),
            intercept_s=float(intercept[option]),
            kill_probability=float(options.kill_probability[option]),
            first=False,
            channels=int(channels[option]),
            engaged=int(engaged[option]),
        )
        for option in np.flatnonzero(open_to)
    ]
    return shots, np.minimum(channels, engaged)[late].tolist()


def _earliest_first(
    rows: int, found: Callable[[int], HeldShot | None], take: Callable[[HeldShot], None]
) -> None:
    """Take shots in the order of their intercepts until no row has one.

    What is taken only ever delays the shots of other rows, so that a shot which is still the
    earliest of its row when it comes first is the earliest of all.
    """
    queue: list[tuple[float, int]] = []

    def enter(row: int) -> None:
        shot = found(row)
        if shot is not None:
            heappush(queue, (shot.intercept_s, row))

    for row in range(rows):
        enter(row)
    while queue:
        intercept, row = heappop(queue)
        shot = found(row)
        if shot is not None and shot.intercept_s == intercept:
            take(shot)
        enter(row)
