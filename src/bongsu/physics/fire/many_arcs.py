"""Many arcs of one family against several batteries, on all cores."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import inf
from typing import NamedTuple

import numpy as np

from bongsu.physics.aim.aiming import AimedArcs, Aiming, aimed_arcs, prepared
from bongsu.physics.aim.kernels.map import DURATION, AimMapTuple, AimTaskTuple
from bongsu.physics.fire.answers import Engagements, answers_table, by_name
from bongsu.physics.fire.kernels.many_arcs import (
    ArcsTuple,
    aim_and_sample,
    engage_sampled,
    lower_cues,
    sample_arcs,
)
from bongsu.physics.fire.kernels.window import BatteryTuple
from bongsu.physics.numerics.arrays import FloatArray, IntArray
from bongsu.physics.numerics.threads import run_in_chunks
from bongsu.physics.radar.kernels.aspect import CrossSectionTuple
from bongsu.physics.radar.kernels.signal import RadarTuple

__all__ = [
    "ArcFamily",
    "ArcsTuple",
    "CuedBattery",
    "KeptArcs",
    "aim_and_keep_arcs",
    "aim_and_play_arcs",
    "play_arcs",
    "play_kept_arcs",
]

Progress = Callable[[int], object]
Sampler = Callable[[int, int, FloatArray, IntArray], None]

_ARCS_PER_CHUNK = 64
_KEPT_ARCS_PER_CHUNK = 256  # they need not be flown
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


class KeptArcs(NamedTuple):
    """Arcs of one family, flown and kept.

    Attributes
    ----------
    answers : AimedArcs
        Status and steering of each point.
    arcs : ArcsTuple
        The same for the kernels.
    buffers : ndarray, shape (n, m, 7)
        Times, positions and velocities. [s, m, m/s]
    rows : ndarray of int, shape (n,)
        Samples of each arc; fewer than two where there is none. [1]
    """

    answers: AimedArcs
    arcs: ArcsTuple
    buffers: FloatArray
    rows: IntArray


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

    return _played(batteries, arcs_of_each or [arcs] * len(batteries), sample, progress)


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
    aim = _Aim.of(family, points)
    results = _played(batteries, [aim.arcs] * len(batteries), aim.sample, progress)
    answers, made = aim.found(family)
    if made.longest_s > aim.arcs.longest_s:
        results = play_arcs(batteries, made)
    return answers, made, results


def aim_and_keep_arcs(
    family: ArcFamily, points: FloatArray, *, progress: Progress | None = None
) -> KeptArcs:
    """Aim at points and keep the arcs, to be played again and again.

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
    KeptArcs
        The flights that :func:`aim_and_play_arcs` plays.
    """
    aim = _Aim.of(family, points)
    buffers = np.empty((len(points), _samples(aim.arcs), _ROW))
    rows = np.zeros(len(points), dtype=np.int64)

    def work(first: int, last: int) -> None:
        aim.sample(first, last, buffers[first:last], rows[first:last])

    run_in_chunks(work, len(points), chunk=_ARCS_PER_CHUNK, progress=progress)
    answers, made = aim.found(family)
    if made.longest_s > aim.arcs.longest_s:
        buffers, rows = flown_arcs(made)
    longest = int(rows.max(initial=0))
    return KeptArcs(answers, made, np.ascontiguousarray(buffers[:, :longest]), rows)


def play_kept_arcs(
    batteries: Sequence[CuedBattery],
    kept: Sequence[KeptArcs],
    *,
    progress: Progress | None = None,
) -> list[list[Engagements]]:
    """Play kept arcs against each of several batteries.

    Parameters
    ----------
    batteries : sequence of CuedBattery
        Independent of each other.
    kept : sequence of KeptArcs
        Families; their cross-sections are those that the radars see.
    progress : callable, optional
        Called with the number of engagements just finished.

    Returns
    -------
    list of list of Engagements
        For each family and battery one element per arc; not a number where there is no arc.
    """
    tables = [[answers_table(len(one.rows)) for _ in batteries] for one in kept]
    cues = [[np.full(len(one.rows), inf) for _ in batteries] for one in kept]
    chunks = [
        (index, first, min(first + _KEPT_ARCS_PER_CHUNK, len(one.rows)))
        for index, one in enumerate(kept)
        for first in range(0, len(one.rows), _KEPT_ARCS_PER_CHUNK)
    ]

    def work(begin: int, end: int) -> None:
        for index, first, last in chunks[begin:end]:
            arcs, buffers, rows = kept[index].arcs, kept[index].buffers, kept[index].rows
            _engage(
                batteries,
                [arcs] * len(batteries),
                first,
                last,
                buffers[first:last],
                rows[first:last],
                cues[index],
                tables[index],
            )

    def told(done: int) -> None:
        if progress is not None:
            progress(done * _KEPT_ARCS_PER_CHUNK * len(batteries))

    run_in_chunks(work, len(chunks), chunk=1, progress=told)
    return [[by_name(table) for table in own] for own in tables]


class _Aim(NamedTuple):
    """Points to aim at, and room for what is found."""

    task: AimTaskTuple
    steering: AimMapTuple
    points: FloatArray
    arcs: ArcsTuple
    status: IntArray
    numbers: FloatArray

    @classmethod
    def of(cls, family: ArcFamily, points: FloatArray) -> "_Aim":
        """Prepare the aim at points."""
        task, steering = prepared(
            family.aiming, points, family.shape, family.apogee_m, family.tolerance_m
        )
        # between nodes no flight lasts much longer than at the slowest of them
        expected = _LONGER_THAN_NODES * steering.values[..., DURATION]
        return cls(
            task,
            steering,
            points,
            family.arcs(np.full((len(points), 3), np.nan), expected),
            np.zeros(len(points), dtype=np.int64),
            np.zeros((len(points), 6)),
        )

    def sample(self, first: int, last: int, buffers: FloatArray, rows: IntArray) -> None:
        """Aim at a range of points and keep the flights that aimed."""
        aim_and_sample(
            self.task,
            self.steering,
            self.points,
            self.arcs,
            first,
            last,
            buffers,
            rows,
            self.status,
            self.numbers,
        )

    def found(self, family: ArcFamily) -> tuple[AimedArcs, ArcsTuple]:
        """Give what was found, once all points were aimed at."""
        answers = aimed_arcs(family.shape, self.status.shape, self.status, self.numbers)
        return answers, family.arcs(self.arcs.steering, answers.time_of_flight_s)


def flown_arcs(arcs: ArcsTuple) -> tuple[FloatArray, IntArray]:
    """Fly arcs and keep all of them, on all cores.

    Parameters
    ----------
    arcs : ArcsTuple
        From :meth:`ArcFamily.arcs`.

    Returns
    -------
    buffers : ndarray, shape (n, m, 7)
        Times, positions and velocities. [s, m, m/s]
    rows : ndarray of int, shape (n,)
        Samples of each arc; fewer than two where there is none. [1]
    """
    count = len(arcs.steering)
    buffers = np.zeros((count, _samples(arcs), _ROW))
    rows = np.zeros(count, dtype=np.int64)

    def work(first: int, last: int) -> None:
        sample_arcs(arcs, first, last, buffers[first:last], rows[first:last])

    run_in_chunks(work, count, chunk=_ARCS_PER_CHUNK)
    return buffers, rows


def _samples(arcs: ArcsTuple) -> int:
    """Most samples of an arc."""
    return int(arcs.longest_s / arcs.step_s) + 2


def _played(
    batteries: Sequence[CuedBattery],
    arcs_of_each: Sequence[ArcsTuple],
    sample: Sampler,
    progress: Progress | None,
) -> list[Engagements]:
    """Sample arcs chunk by chunk, on all cores, and play each chunk against each battery."""
    if not batteries:
        return []
    arcs = arcs_of_each[0]
    count = len(arcs.steering)
    tables = [answers_table(count) for _ in batteries]
    cues = [np.full(count, inf) for _ in batteries]
    length = _samples(arcs)

    def work(first: int, last: int) -> None:
        buffers = np.empty((last - first, length, _ROW))
        rows = np.empty(last - first, dtype=np.int64)
        sample(first, last, buffers, rows)
        _engage(batteries, arcs_of_each, first, last, buffers, rows, cues, tables)

    told = None if progress is None else lambda done: progress(done * len(batteries))
    run_in_chunks(work, count, chunk=_ARCS_PER_CHUNK, progress=told)
    return [by_name(table) for table in tables]


def _engage(
    batteries: Sequence[CuedBattery],
    arcs_of_each: Sequence[ArcsTuple],
    first: int,
    last: int,
    buffers: FloatArray,
    rows: IntArray,
    cues: Sequence[FloatArray],
    tables: Sequence[FloatArray],
) -> None:
    """Play a chunk of sampled arcs against each battery."""
    for battery, seen, cue, table in zip(batteries, arcs_of_each, cues, tables, strict=True):
        rules = battery.kernel.fire_control
        for radar in battery.cues:
            lower_cues(seen, radar, rules, battery.cue_s, first, last, buffers, rows, cue)
        engage_sampled(seen, battery.kernel, cue, first, last, buffers, rows, table)
