"""Consecutive replications of a raid, and what is counted of them."""

from math import inf
from typing import NamedTuple

from bongsu.physics.numerics.arrays import FloatArray, IntArray
from bongsu.physics.numerics.jit import lean_inner_kernel, lean_kernel
from bongsu.physics.numerics.philox import StreamKey
from bongsu.physics.raid.kernels.replication import play_replication
from bongsu.physics.raid.kernels.tables import RaidTuple


class CountsTuple(NamedTuple):
    """What is counted over replications; whole numbers, added to.

    Attributes
    ----------
    leakers, intercepts : ndarray of int, shape (missiles + 1,)
        Replications by how many missiles got through, and were destroyed. [1]
    interceptors_spent : ndarray of int, shape (most + 1,)
        Replications by how many interceptors were fired. [1]
    assets_hit : ndarray of int, shape (assets + 1,)
        Replications by how many of what is aimed at something got through to. [1]
    through : ndarray of int, shape (missiles,)
        Replications in which each missile got through. [1]
    hit : ndarray of int, shape (assets,)
        Replications in which something got through to each asset. [1]
    exhausted : ndarray of int, shape (batteries, bins + 1)
        Replications by when a battery's last ready interceptor left; never in the last bin. [1]
    """

    leakers: IntArray
    intercepts: IntArray
    interceptors_spent: IntArray
    assets_hit: IntArray
    through: IntArray
    hit: IntArray
    exhausted: IntArray


@lean_inner_kernel
def _alike(raid: RaidTuple) -> bool:
    """Whether all missiles fly in every replication at the same times."""
    for missile in range(raid.missiles.shape[0]):
        if raid.missiles[missile]["spread_s"] > 0.0 or raid.missiles[missile]["reliability"] < 1.0:
            return False
    return True


@lean_kernel
def count_replications(
    key: StreamKey,
    raid: RaidTuple,
    strata: FloatArray,
    record: IntArray,
    first: int,
    count: int,
    bin_s: float,
    counts: CountsTuple,
) -> None:
    """Play consecutive replications of a raid and count what comes of them.

    Parameters
    ----------
    key : StreamKey
        Of the study.
    raid : RaidTuple
    strata : ndarray, shape (0, 0, 0)
        None: numbers are those of the key. [1]
    record : ndarray of int, shape (0, RECORD_COLUMNS)
        Room for none: shots are counted, not kept. [1]
    first, count : int
        Number of the first replication, and how many. [1]
    bin_s : float
        Width of the bins of the times at which batteries are exhausted. [s]
    counts : CountsTuple
        Added to.
    """
    alike = _alike(raid)
    raid.held_count[0] = -1
    missiles, batteries, hit = raid.missiles, raid.batteries, raid.hit
    bins = counts.exhausted.shape[1] - 1
    for replication in range(first, first + count):
        spent = play_replication(key, strata, raid, replication, alike, record)
        for asset in range(hit.shape[0]):
            hit[asset] = False
        through = 0
        flown = 0
        for missile in range(missiles.shape[0]):
            flown += missiles[missile]["start_s"] < inf
            if missiles[missile]["alive"]:
                through += 1
                counts.through[missile] += 1
                hit[missiles[missile]["asset"]] = True
        counts.leakers[through] += 1
        counts.intercepts[flown - through] += 1
        counts.interceptors_spent[min(spent, counts.interceptors_spent.shape[0] - 1)] += 1
        hits = 0
        for asset in range(hit.shape[0]):
            if hit[asset]:
                hits += 1
                counts.hit[asset] += 1
        counts.assets_hit[hits] += 1
        for battery in range(batteries.shape[0]):
            place = bins
            if batteries[battery]["exhausted_s"] < bin_s * bins:
                place = int(batteries[battery]["exhausted_s"] / bin_s)
            counts.exhausted[battery, place] += 1


@lean_kernel
def record_replications(
    key: StreamKey,
    raid: RaidTuple,
    strata: FloatArray,
    records: IntArray,
    spent: IntArray,
    exhausted_s: FloatArray,
) -> None:
    """Play replications of a raid from the first and record each shot.

    Parameters
    ----------
    key : StreamKey
        Of the study.
    raid : RaidTuple
    strata : ndarray, shape (missiles + batteries, numbers, replications)
        Numbers to take in place of those of the key, as far as they go. [1]
    records : ndarray of int, shape (replications, most, RECORD_COLUMNS)
        Written: the shots of each; see :mod:`bongsu.physics.raid.kernels.tables`. [1]
    spent : ndarray of int, shape (replications,)
        Written: how many there are, also where the record has no room for all. [1]
    exhausted_s : ndarray, shape (batteries, replications)
        Written: when each battery's last ready interceptor left; infinite for never. [s]
    """
    alike = _alike(raid)
    raid.held_count[0] = -1
    for replication in range(records.shape[0]):
        spent[replication] = play_replication(
            key, strata, raid, replication, alike, records[replication]
        )
        for battery in range(raid.batteries.shape[0]):
            exhausted_s[battery, replication] = raid.batteries[battery]["exhausted_s"]
