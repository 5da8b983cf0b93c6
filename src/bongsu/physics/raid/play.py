"""A raid against batteries: missiles, the shots that are possible at them, and replications."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bongsu.physics.fire.control import FireControlDesign
from bongsu.physics.fire.doctrine import FireDoctrine, share_threats
from bongsu.physics.fire.kill_probability import KillProbability
from bongsu.physics.fire.options import ShotOptions
from bongsu.physics.interceptor.launchers import LauncherSite
from bongsu.physics.numerics.arrays import BoolArray, FloatArray, IntArray
from bongsu.physics.numerics.philox import StreamKey
from bongsu.physics.numerics.threads import core_count, run_in_chunks
from bongsu.physics.raid.kernels.many import CountsTuple, count_replications, record_replications
from bongsu.physics.raid.kernels.replication import play_replication
from bongsu.physics.raid.kernels.tables import (
    AT_RISK,
    BATTERY,
    BATTERY_STATE,
    LAUNCHER,
    LAUNCHER_STATE,
    MISSILE,
    OPTION,
    RECORD_COLUMNS,
    ROUND,
    SHOT,
    SHOTS_KEPT,
    SPAN,
    THREAT,
    RaidTuple,
    Records,
    room_to_play,
)
from bongsu.physics.raid.tally import Tally

__all__ = [
    "RaidBattery",
    "RaidCounts",
    "RaidMissiles",
    "RaidRecord",
    "RaidReplay",
    "RaidTuple",
    "counts_from",
    "play_raid",
    "raid_tables",
    "record_raid",
    "replay_raid",
]

_CHUNK = 2048
_BINS = 720


@dataclass(frozen=True, kw_only=True, eq=False)
class RaidMissiles:
    """The missiles of a raid.

    Attributes
    ----------
    flight, asset : ndarray of int, shape (missiles,)
        Which of the flights each flies, and which of the assets it is aimed at. [1]
    launch_s, spread_s, reliability : ndarray, shape (missiles,)
        When it is to be launched, by how much earlier or later that may be [s], and how likely it
        flies at all [1].
    """

    flight: IntArray
    asset: IntArray
    launch_s: FloatArray
    spread_s: FloatArray
    reliability: FloatArray


@dataclass(frozen=True, kw_only=True)
class RaidBattery:
    """What a battery brings to a raid.

    Attributes
    ----------
    launchers : tuple of LauncherSite
        Groups of launchers.
    fire_control : FireControlDesign
        Durations and channels.
    doctrine : FireDoctrine
        Rules of fire.
    kill : KillProbability
        What shots share: whether the battery works, and what it takes a missile for.
    engaged_at_once : int
        Missiles that its radar has time to look at while interceptors fly at them. [1]
    look_s : float
        From an intercept to the launch of the next round. [s]
    """

    launchers: tuple[LauncherSite, ...]
    fire_control: FireControlDesign
    doctrine: FireDoctrine
    kill: KillProbability
    engaged_at_once: int
    look_s: float

    @property
    def magazine(self) -> int:
        """Interceptors ready on all launchers [1]."""
        return sum(group.launchers * group.interceptors_each for group in self.launchers)


def raid_tables(
    missiles: RaidMissiles,
    batteries: Sequence[RaidBattery],
    options: Sequence[Sequence[ShotOptions]],
    *,
    kept: int = 0,
) -> RaidTuple:
    """Lay a raid out for the kernels.

    Parameters
    ----------
    missiles : RaidMissiles
    batteries : sequence of RaidBattery
    options : sequence of sequence of ShotOptions
        For each flight and battery the shots that sight, reach and time allow.
    kept : int
        Guidance channels, and missiles engaged at once, that first salvos leave to later rounds of
        each battery. [1]

    Returns
    -------
    RaidTuple
        For the kernels.
    """
    flat = [one for own in options for one in own]
    spans = np.zeros((len(options), len(batteries)), dtype=SPAN)
    ends = np.cumsum([one.launch_s.size for one in flat]).reshape(spans.shape)
    spans["end"] = ends
    spans["begin"].flat[1:] = ends.flat[:-1]
    shots = np.zeros(int(ends.max(initial=0)), dtype=SHOT)
    for begin, end, one in zip(spans["begin"].flat, spans["end"].flat, flat, strict=True):
        own = shots[begin:end]
        own["launch_s"], own["intercept_s"] = one.launch_s, one.intercept_s
        own["kill"], own["group"] = one.kill_probability, one.launcher_site
        own["by_launch"] = begin + np.argsort(one.launch_s, kind="stable")
    rows = np.zeros(missiles.flight.size, dtype=MISSILE)
    for name in ("flight", "asset", "launch_s", "spread_s", "reliability"):
        rows[name] = getattr(missiles, name)
    rows["belongs"] = _belongs(missiles, batteries, options)
    return room_to_play(rows, spans, shots, _states(batteries, kept), _launchers(batteries))


def _states(batteries: Sequence[RaidBattery], kept: int) -> Records:
    states = np.zeros(len(batteries), dtype=BATTERY_STATE)
    for state, battery in zip(states, batteries, strict=True):
        rules, durations = battery.doctrine, battery.fire_control
        state["first_salvo"], state["later_salvo"] = rules.first_salvo, rules.later_salvo
        state["rounds"], state["kept"] = rules.rounds, kept
        state["channels"], state["engaged"] = durations.guided_at_once, battery.engaged_at_once
        state["look_s"], state["reload_s"] = battery.look_s, durations.reload_s
        state["interval_s"] = durations.launch_interval_s
        state["classification"] = battery.kill.classification
        state["common_reliability"] = battery.kill.common_reliability
    return states


def _launchers(batteries: Sequence[RaidBattery]) -> Records:
    rows = [
        (index, number, group.interceptors_each)
        for index, battery in enumerate(batteries)
        for number, group in enumerate(battery.launchers)
        for _ in range(group.launchers)
    ]
    launchers = np.zeros(len(rows), dtype=LAUNCHER_STATE)
    for launcher, (battery, group, capacity) in zip(launchers, rows, strict=True):
        launcher["battery"], launcher["group"] = battery, group
        launcher["capacity"] = capacity
    return launchers


def _belongs(
    missiles: RaidMissiles,
    batteries: Sequence[RaidBattery],
    options: Sequence[Sequence[ShotOptions]],
) -> IntArray:
    """Give each missile its battery: the earliest shot, or an assignment where contested."""
    first = np.full((missiles.flight.size, len(batteries)), np.nan)
    for row, flight in enumerate(missiles.flight):
        for column, one in enumerate(options[flight]):
            if one.intercept_s.size:
                first[row, column] = missiles.launch_s[row] + one.intercept_s[0]
    room = [battery.magazine // battery.doctrine.first_salvo for battery in batteries]
    return share_threats(first, np.array(room, dtype=np.int64))


@dataclass(frozen=True, eq=False)
class RaidCounts:
    """What came of the replications of a raid, in whole numbers.

    Attributes
    ----------
    leakers, intercepts, interceptors_spent, assets_hit : Tally
        Missiles that got through and that were destroyed, interceptors fired, and assets to which
        something got through.
    through : ndarray of int, shape (missiles,)
        Replications in which each missile got through. [1]
    hit : ndarray of int, shape (assets,)
        Replications in which something got through to each asset. [1]
    exhausted : ndarray of int, shape (batteries, bins + 1)
        Replications by when a battery's last ready interceptor left; never in the last bin. [1]
    bin_s : float
        Width of these bins. [s]
    """

    leakers: Tally
    intercepts: Tally
    interceptors_spent: Tally
    assets_hit: Tally
    through: IntArray
    hit: IntArray
    exhausted: IntArray
    bin_s: float

    @property
    def replications(self) -> int:
        """How many were played [1]."""
        return self.leakers.replications

    def tallies(self) -> dict[str, Tally]:
        """Give what is counted in each replication, by name.

        Returns
        -------
        dict
            Leakers, intercepts, interceptors spent and assets hit.
        """
        return {name: one for name, one in vars(self).items() if isinstance(one, Tally)}

    def arrays(self) -> dict[str, IntArray]:
        """Give the counts alone, by name.

        Returns
        -------
        dict
            Those of parts add up to those of the whole. [1]
        """
        return {
            name: value.counts if isinstance(value, Tally) else value
            for name, value in vars(self).items()
            if name != "bin_s"
        }


def play_raid(
    raid: RaidTuple,
    key: StreamKey,
    first: int,
    last: int,
    *,
    progress: Callable[[int], object] | None = None,
) -> RaidCounts:
    """Play consecutive replications of a raid.

    Parameters
    ----------
    raid : RaidTuple
        From :func:`raid_tables`.
    key : StreamKey
        Of the study: together with the number of a replication it says what is drawn.
    first, last : int
        Replications, the last not included. [1]
    progress : callable, optional
        Called with the number of replications just finished.

    Returns
    -------
    RaidCounts
        The same whole numbers for any number of cores.
    """
    own = raid.missiles, raid.spans, raid.shots, raid.batteries, raid.launchers
    free = [(room_to_play(*own), no_counts(raid)) for _ in range(core_count())]
    bin_s = bin_width(raid)
    strata, record = np.empty((0, 0, 0)), np.empty((0, RECORD_COLUMNS), dtype=np.int64)

    def work(begin: int, end: int) -> None:
        room, counts = free.pop()
        count_replications(key, room, strata, record, first + begin, end - begin, bin_s, counts)
        free.append((room, counts))

    run_in_chunks(work, last - first, chunk=_CHUNK, progress=progress)
    parts = [counts for _, counts in free]
    whole = {
        name: np.sum([getattr(part, name) for part in parts], axis=0)
        for name in CountsTuple._fields
    }
    return counts_from(whole, raid)


def bin_width(raid: RaidTuple) -> float:
    """Width of the bins of the times at which batteries are exhausted.

    Parameters
    ----------
    raid : RaidTuple

    Returns
    -------
    float
        A whole number of seconds with which the bins hold every launch. [s]
    """
    latest = (raid.missiles["launch_s"] + raid.missiles["spread_s"]).max()
    latest += raid.shots["launch_s"].max(initial=0.0)
    return float(max(np.ceil(latest / _BINS), 1.0))


def no_counts(raid: RaidTuple) -> CountsTuple:
    """Make room for the counts of a raid.

    Parameters
    ----------
    raid : RaidTuple

    Returns
    -------
    CountsTuple
        All zero.
    """
    missiles, assets = raid.missiles.size, raid.hit.size

    def zeros(*shape: int) -> IntArray:
        return np.zeros(shape, dtype=np.int64)

    return CountsTuple(
        leakers=zeros(missiles + 1),
        intercepts=zeros(missiles + 1),
        interceptors_spent=zeros(SHOTS_KEPT * missiles + 1),
        assets_hit=zeros(assets + 1),
        through=zeros(missiles),
        hit=zeros(assets),
        exhausted=zeros(raid.batteries.size, _BINS + 1),
    )


def counts_from(arrays: Mapping[str, IntArray], raid: RaidTuple) -> RaidCounts:
    """Read counts that were added up.

    Parameters
    ----------
    arrays : mapping
        As of :meth:`RaidCounts.arrays`. [1]
    raid : RaidTuple
        Whose counts they are.

    Returns
    -------
    RaidCounts
        The same numbers.
    """
    tallied = ("leakers", "intercepts", "interceptors_spent", "assets_hit")
    read = {name: Tally(part) if name in tallied else part for name, part in arrays.items()}
    return RaidCounts(**read, bin_s=bin_width(raid))  # type: ignore[arg-type]


@dataclass(frozen=True, eq=False, kw_only=True)
class RaidRecord:
    """Every shot of some replications, replication by replication in the order of launches.

    Attributes
    ----------
    replication, missile, battery, option, launcher, round_number : ndarray, shape (shots,)
        In which replication, at what, by whom, which of the possible shots, from which launcher of
        the battery, counted group by group, and in which round of fire at the missile, from 1. [1]
    at_risk : ndarray of bool, shape (shots,)
        Whether the missile could fall to it: it lived, and nothing that shots share failed.
    launch_s, intercept_s : ndarray, shape (shots,)
        When it was launched, and when it meets the missile. [s]
    exhausted_s : ndarray, shape (batteries, replications)
        When each battery's last ready interceptor left; infinite for never. [s]
    """

    replication: IntArray
    missile: IntArray
    battery: IntArray
    option: IntArray
    launcher: IntArray
    round_number: IntArray
    at_risk: BoolArray
    launch_s: FloatArray
    intercept_s: FloatArray
    exhausted_s: FloatArray


def record_raid(raid: RaidTuple, key: StreamKey, strata: FloatArray) -> RaidRecord:
    """Play replications of a raid whose missiles all fly, at set times, and keep every shot.

    Parameters
    ----------
    raid : RaidTuple
    key : StreamKey
        For numbers beyond the strata.
    strata : ndarray, shape (missiles + batteries, numbers, replications)
        Numbers to take, each in (0, 1). [1]

    Returns
    -------
    RaidRecord
        Of as many replications as the strata have.
    """
    replications = strata.shape[2]
    spent = np.empty(replications, dtype=np.int64)
    exhausted_s = np.empty((raid.batteries.size, replications))
    every = SHOTS_KEPT * raid.missiles.size
    # launchers are hardly ever loaded again, and room for all that could be is twenty times as much
    most = min(every, int(raid.launchers["capacity"].sum()))
    while True:
        records = np.empty((replications, most, RECORD_COLUMNS), dtype=np.int64)
        record_replications(key, raid, strata, records, spent, exhausted_s)
        if most == every or spent.max(initial=0) <= most:
            break
        most = every
    fired = np.arange(most) < spent[:, None]
    shots = records[fired]
    missile, battery, option = shots[:, THREAT], shots[:, BATTERY], shots[:, OPTION]
    first_launcher = np.searchsorted(raid.launchers["battery"], battery)
    return RaidRecord(
        replication=np.nonzero(fired)[0],
        missile=missile,
        battery=battery,
        option=option,
        launcher=shots[:, LAUNCHER] - first_launcher,
        round_number=shots[:, ROUND],
        at_risk=shots[:, AT_RISK] > 0,
        launch_s=raid.missiles["launch_s"][missile] + raid.shots["launch_s"][option],
        intercept_s=raid.missiles["launch_s"][missile] + raid.shots["intercept_s"][option],
        exhausted_s=exhausted_s,
    )


@dataclass(frozen=True, eq=False, kw_only=True)
class RaidReplay:
    """One replication of a raid, shot by shot in the order of launches.

    Attributes
    ----------
    start_s : ndarray, shape (missiles,)
        When each missile is launched; infinite where it does not fly. [s]
    through : ndarray of bool, shape (missiles,)
        Whether it gets through.
    missile, battery, launcher, group, round_number : ndarray of int, shape (shots,)
        At what, by which of the batteries that fire, from which of its launchers, counted group by
        group, and from which group, and in which round of fire at the missile, from 1. [1]
    launch_s, intercept_s : ndarray, shape (shots,)
        When it is launched, and when it meets the missile. [s]
    kill_probability : ndarray, shape (shots,)
        Of each. [1]
    destroys, spare : ndarray of bool, shape (shots,)
        Whether the missile falls to it, or has fallen to one that was launched before.
    """

    start_s: FloatArray
    through: BoolArray
    missile: IntArray
    battery: IntArray
    launcher: IntArray
    group: IntArray
    round_number: IntArray
    launch_s: FloatArray
    intercept_s: FloatArray
    kill_probability: FloatArray
    destroys: BoolArray
    spare: BoolArray


def replay_raid(raid: RaidTuple, key: StreamKey, replication: int) -> RaidReplay:
    """Play one replication of a raid again and keep what happens in it.

    Parameters
    ----------
    raid : RaidTuple
        From :func:`raid_tables`.
    key : StreamKey
        Of the study.
    replication : int
        Its number: the one that :func:`play_raid` counts under it. [1]

    Returns
    -------
    RaidReplay
        Missiles and shots.
    """
    room = room_to_play(raid.missiles, raid.spans, raid.shots, raid.batteries, raid.launchers)
    record = np.empty((SHOTS_KEPT * raid.missiles.size, RECORD_COLUMNS), dtype=np.int64)
    fired = play_replication(key, np.empty((0, 0, 0)), room, replication, False, record)
    shots = record[: min(fired, len(record))]
    missile, battery, option = shots[:, THREAT], shots[:, BATTERY], shots[:, OPTION]
    start_s, through = room.missiles["start_s"].copy(), room.missiles["alive"].copy()
    destroys = np.zeros(len(shots), dtype=bool)
    spare = np.zeros(len(shots), dtype=bool)
    for one in np.unique(missile[~through[missile]]):
        at_it = np.flatnonzero(missile == one)
        # a missile that has fallen is at risk no more
        last = at_it[shots[at_it, AT_RISK] > 0][-1]
        destroys[last] = True
        spare[at_it[at_it > last]] = True
    return RaidReplay(
        start_s=start_s,
        through=through,
        missile=missile,
        battery=battery,
        launcher=shots[:, LAUNCHER] - np.searchsorted(raid.launchers["battery"], battery),
        group=raid.shots["group"][option],
        round_number=shots[:, ROUND],
        launch_s=start_s[missile] + raid.shots["launch_s"][option],
        intercept_s=start_s[missile] + raid.shots["intercept_s"][option],
        kill_probability=raid.shots["kill"][option],
        destroys=destroys,
        spare=spare,
    )
