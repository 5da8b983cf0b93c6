"""Many arcs of one family against several batteries, on all cores."""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import inf
from typing import NamedTuple

import numpy as np

from bongsu.physics.aim.aiming import AimedArcs, Aiming, aimed_arcs, prepared
from bongsu.physics.aim.kernels.map import DURATION
from bongsu.physics.fire.answers import Engagements, answers_table, by_name
from bongsu.physics.fire.kernels.many_arcs import (
    ArcsTuple,
    aim_and_sample,
    engage_sampled,
    lower_cues,
    sample_arcs,
)
from bongsu.physics.fire.kernels.window import BatteryTuple
from bongsu.physics.flight.kernels.heights import EXTENT_SIZE, fill_all_heights
from bongsu.physics.numerics.arrays import FloatArray, IntArray
from bongsu.physics.numerics.threads import run_in_chunks
from bongsu.physics.radar.kernels.aspect import CrossSectionTuple
from bongsu.physics.radar.kernels.signal import RadarTuple

__all__ = [
    "ArcFamily",
    "ArcsTuple",
    "CuedBattery",
    "FlownArcs",
    "aim_and_fly_arcs",
    "aim_and_play_arcs",
    "flown_arcs",
    "play_arcs",
    "play_flown_arcs",
]

Progress = Callable[[int], object]
Sampler = Callable[[int, int, FloatArray, IntArray], None]
Sampled = Callable[[int, int], "FlownArcs"]

_ARCS_PER_CHUNK = 64
_FLOWN_ARCS_PER_CHUNK = 512
# part of the room for samples that flights must fill, else it is given back: to copy takes as long
# as to fly
_WORTH_KEEPING = 0.75
_LONGER_THAN_NODES = 1.05
_ROW = 7  # numbers of a sample


class CuedBattery(NamedTuple):
    """A battery with the radars whose tracks reach its fire control.

    Attributes
    ----------
    kernel : BatteryTuple
    cues : tuple of RadarTuple
        Other radars; none without cueing.
    cue_s : float
        From such a radar's confirmed track to this fire control. [s]
    """

    kernel: BatteryTuple
    cues: tuple[RadarTuple, ...]
    cue_s: float


class FlownArcs(NamedTuple):
    """Arcs as they were flown.

    Attributes
    ----------
    buffers : ndarray, shape (n, m, 7)
        Times, positions and velocities. [s, m, m/s]
    rows : ndarray of int, shape (n,)
        Samples of each arc; fewer than two where there is none. [1]
    altitudes : ndarray, shape (n, m)
        Of the samples. [m]
    extents : ndarray, shape (n, 2)
        Greatest altitude and speed of the samples of each. [m, m/s]
    """

    buffers: FloatArray
    rows: IntArray
    altitudes: FloatArray
    extents: FloatArray

    @property
    def nbytes(self) -> int:
        """Memory that they take [bytes]."""
        return sum(one.nbytes for one in self)

    def of(self, which: slice | IntArray) -> "FlownArcs":
        """Take some of the arcs.

        Parameters
        ----------
        which : slice or ndarray of int
            Their indices. [1]

        Returns
        -------
        FlownArcs
            These.
        """
        return FlownArcs(
            self.buffers[which], self.rows[which], self.altitudes[which], self.extents[which]
        )


@dataclass(frozen=True, kw_only=True, eq=False)
class ArcFamily:
    """Arcs of one missile from one launch point on one shape, and how they are computed.

    Attributes
    ----------
    aiming : Aiming
        The missile at its launch point, ready to be aimed.
    shape : str
        Shape of the arcs.
    apogee_m : float or None
        Of lofted and depressed arcs. [m]
    cross_section, powered_cross_section : CrossSectionTuple
        What a radar sees after burnout and before, by aspect. [m²]
    tolerance_m : float
        Allowed error of one step. [m]
    step_s : float
        Time between samples. [s]
    """

    aiming: Aiming
    shape: str
    apogee_m: float | None
    cross_section: CrossSectionTuple
    powered_cross_section: CrossSectionTuple
    tolerance_m: float
    step_s: float

    def arcs(self, steering: FloatArray, durations_s: FloatArray) -> ArcsTuple:
        """Put steering and the longest of some times of flight into the kernels' form.

        Parameters
        ----------
        steering : ndarray, shape (n, 3)
            Azimuth, loft and end of thrust of each arc; not a number where there is none.
            [rad, rad, s]
        durations_s : ndarray
            Times of flight. [s]

        Returns
        -------
        ArcsTuple
            Ready to be sampled.
        """
        longest = float(np.nanmax(durations_s, initial=0.0))
        return ArcsTuple(
            missile=self.aiming.missile.kernel(),
            launch=self.aiming.launch.kernel(),
            steering=steering,
            environment=self.aiming.environment,
            tolerance_m=float(self.tolerance_m),
            step_s=float(self.step_s),
            # aiming and sampling land the same arc, up to the tolerance of a step
            longest_s=longest + 2.0 * float(self.step_s),
            powered_cross_section=self.powered_cross_section,
            cross_section=self.cross_section,
        )


def play_arcs(
    batteries: Sequence[CuedBattery],
    arcs: ArcsTuple,
    *,
    arcs_of_each: Sequence[ArcsTuple] | None = None,
    progress: Progress | None = None,
) -> list[Engagements]:
    """Play aimed arcs against each of several batteries.

    An arc is flown once and kept only while its chunk is played.

    Parameters
    ----------
    batteries : sequence of CuedBattery
        Independent of each other.
    arcs : ArcsTuple
        From :meth:`ArcFamily.arcs`.
    arcs_of_each : sequence of ArcsTuple, optional
        The same arcs with the cross-sections that each battery's radars see; those of `arcs` by
        default.
    progress : callable, optional
        Called with the number of engagements just finished.

    Returns
    -------
    list of Engagements
        For each battery one element per arc; not a number where there is no arc.
    """

    def sample(first: int, last: int, buffers: FloatArray, rows: IntArray) -> None:
        sample_arcs(arcs, first, last, buffers, rows)

    each = arcs_of_each or [arcs] * len(batteries)
    return _played(batteries, each, _in_turn(sample, arcs), progress)


def play_flown_arcs(
    batteries: Sequence[CuedBattery],
    flights: Sequence[tuple[ArcsTuple, FlownArcs]],
    *,
    progress: Progress | None = None,
) -> list[list[Engagements]]:
    """Play arcs that were flown before against each of several batteries.

    Parameters
    ----------
    batteries : sequence of CuedBattery
        Independent of each other.
    flights : sequence of (ArcsTuple, FlownArcs)
        Families of arcs, with the cross-sections that radars see, and all that was flown of each.
    progress : callable, optional
        Called with the number of engagements just finished.

    Returns
    -------
    list of list of Engagements
        For each family as of :func:`play_arcs`.
    """
    tables = [[answers_table(len(flown.rows)) for _ in batteries] for _, flown in flights]
    cues = [[np.full(len(flown.rows), inf) for _ in batteries] for _, flown in flights]
    chunks = [
        (family, first, min(first + _FLOWN_ARCS_PER_CHUNK, len(flown.rows)))
        for family, (_, flown) in enumerate(flights)
        for first in range(0, len(flown.rows), _FLOWN_ARCS_PER_CHUNK)
    ]

    finished: deque[int] = deque()

    def work(begin: int, end: int) -> None:
        for family, first, last in chunks[begin:end]:
            arcs, flown = flights[family]
            seen = [arcs] * len(batteries)
            part = flown.of(slice(first, last))
            _engage(batteries, seen, first, last, part, cues[family], tables[family])
            finished.append((last - first) * len(batteries))

    def told(done: int) -> None:
        if progress is not None:
            progress(sum(finished.popleft() for _ in range(done)))

    run_in_chunks(work, len(chunks), chunk=1, progress=told)
    return [[by_name(table) for table in own] for own in tables]


def aim_and_play_arcs(
    batteries: Sequence[CuedBattery],
    family: ArcFamily,
    points: FloatArray,
    *,
    progress: Progress | None = None,
) -> tuple[AimedArcs, ArcsTuple, list[Engagements]]:
    """Aim at points and play the arcs in one pass.

    The flight that proves the aim is also the one that is played.

    Parameters
    ----------
    batteries : sequence of CuedBattery
        Independent of each other.
    family : ArcFamily
        What flies.
    points : ndarray, shape (n, 2)
        Geodetic latitude and longitude. [rad]
    progress : callable, optional
        Called with the number of engagements just finished.

    Returns
    -------
    AimedArcs
        Status and steering of each point.
    ArcsTuple
        The same for the kernels.
    list of Engagements
        As of :func:`play_arcs`.
    """
    aiming = _AimingPass(family, points)
    arcs = aiming.arcs
    results = _played(batteries, [arcs] * len(batteries), _in_turn(aiming.sample, arcs), progress)
    answers, made = aiming.answers()
    if made.longest_s > arcs.longest_s:
        results = play_arcs(batteries, made)
    return answers, made, results


def aim_and_fly_arcs(
    family: ArcFamily, points: FloatArray, *, progress: Progress | None = None
) -> tuple[AimedArcs, ArcsTuple, FlownArcs]:
    """Aim at points and keep all flights that proved the aim, on all cores.

    Parameters
    ----------
    family : ArcFamily
        What flies.
    points : ndarray, shape (n, 2)
        Geodetic latitude and longitude. [rad]
    progress : callable, optional
        Called with the number of arcs just finished.

    Returns
    -------
    AimedArcs
        Status and steering of each point.
    ArcsTuple
        The same for the kernels.
    FlownArcs
        The arcs that :func:`aim_and_play_arcs` plays.
    """
    aiming = _AimingPass(family, points)
    flown = _all_flown(aiming.sample, aiming.arcs, progress)
    answers, made = aiming.answers()
    if made.longest_s > aiming.arcs.longest_s:
        flown = flown_arcs(made)
    return answers, made, _shortened(flown)


class _AimingPass:
    """Points that are aimed at chunk by chunk, with the flights that prove the aim."""

    def __init__(self, family: ArcFamily, points: FloatArray) -> None:
        self._family, self._points = family, points
        self._task, self._steering = prepared(
            family.aiming, points, family.shape, family.apogee_m, family.tolerance_m
        )
        self._status = np.zeros(len(points), dtype=np.int64)
        self._numbers = np.zeros((len(points), 6))
        # between nodes no flight lasts much longer than at the slowest of them
        expected = _LONGER_THAN_NODES * self._steering.values[..., DURATION]
        self.arcs = family.arcs(np.full((len(points), 3), np.nan), expected)

    def sample(self, first: int, last: int, buffers: FloatArray, rows: IntArray) -> None:
        aim_and_sample(
            self._task,
            self._steering,
            self._points,
            self.arcs,
            first,
            last,
            buffers,
            rows,
            self._status,
            self._numbers,
        )

    def answers(self) -> tuple[AimedArcs, ArcsTuple]:
        """What was found, once all points were sampled."""
        answers = aimed_arcs(self._family.shape, self._status.shape, self._status, self._numbers)
        return answers, self._family.arcs(self.arcs.steering, answers.time_of_flight_s)


def flown_arcs(arcs: ArcsTuple) -> FlownArcs:
    """Fly arcs and keep all of them, on all cores.

    Parameters
    ----------
    arcs : ArcsTuple
        From :meth:`ArcFamily.arcs`.

    Returns
    -------
    FlownArcs
        Samples of each arc.
    """

    def sample(first: int, last: int, buffers: FloatArray, rows: IntArray) -> None:
        sample_arcs(arcs, first, last, buffers, rows)

    return _all_flown(sample, arcs)


def _all_flown(sample: Sampler, arcs: ArcsTuple, progress: Progress | None = None) -> FlownArcs:
    count = len(arcs.steering)
    flown = _room(count, _samples(arcs))

    def work(first: int, last: int) -> None:
        _fly(sample, first, last, flown.of(slice(first, last)))

    run_in_chunks(work, count, chunk=_ARCS_PER_CHUNK, progress=progress)
    return flown


def _shortened(flown: FlownArcs) -> FlownArcs:
    """Without the room for longer flights, where times to other points were much longer."""
    longest = int(flown.rows.max(initial=0))
    if longest >= _WORTH_KEEPING * flown.buffers.shape[1]:
        return flown
    buffers, altitudes = (one[:, :longest].copy() for one in (flown.buffers, flown.altitudes))
    return flown._replace(buffers=buffers, altitudes=altitudes)


def _in_turn(sample: Sampler, arcs: ArcsTuple) -> Sampled:
    """Fly each chunk when it is asked for, and keep none."""
    length = _samples(arcs)

    def sampled(first: int, last: int) -> FlownArcs:
        flown = _room(last - first, length)
        _fly(sample, first, last, flown)
        return flown

    return sampled


def _room(arcs: int, samples: int) -> FlownArcs:
    return FlownArcs(
        buffers=np.empty((arcs, samples, _ROW)),
        rows=np.zeros(arcs, dtype=np.int64),
        altitudes=np.empty((arcs, samples)),
        extents=np.empty((arcs, EXTENT_SIZE)),
    )


def _fly(sample: Sampler, first: int, last: int, flown: FlownArcs) -> None:
    sample(first, last, flown.buffers, flown.rows)
    fill_all_heights(*flown)


def _samples(arcs: ArcsTuple) -> int:
    """Most samples of an arc."""
    return int(arcs.longest_s / arcs.step_s) + 2


def _played(
    batteries: Sequence[CuedBattery],
    arcs_of_each: Sequence[ArcsTuple],
    sampled: Sampled,
    progress: Progress | None,
) -> list[Engagements]:
    """Play arcs chunk by chunk, on all cores, against each battery."""
    if not batteries:
        return []
    arcs = arcs_of_each[0]
    count = len(arcs.steering)
    tables = [answers_table(count) for _ in batteries]
    cues = [np.full(count, inf) for _ in batteries]

    def work(first: int, last: int) -> None:
        _engage(batteries, arcs_of_each, first, last, sampled(first, last), cues, tables)

    told = None if progress is None else lambda done: progress(done * len(batteries))
    run_in_chunks(work, count, chunk=_ARCS_PER_CHUNK, progress=told)
    return [by_name(table) for table in tables]


def _engage(
    batteries: Sequence[CuedBattery],
    arcs_of_each: Sequence[ArcsTuple],
    first: int,
    last: int,
    flown: FlownArcs,
    cues: Sequence[FloatArray],
    tables: Sequence[FloatArray],
) -> None:
    """Play a chunk of flown arcs against each battery."""
    for battery, seen, cue, table in zip(batteries, arcs_of_each, cues, tables, strict=True):
        rules = battery.kernel.fire_control
        for radar in battery.cues:
            lower_cues(seen, radar, rules, battery.cue_s, first, last, *flown, cue)
        engage_sampled(seen, battery.kernel, cue, first, last, *flown, table)
