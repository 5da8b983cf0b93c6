"""The loop over replications of a raid on a GPU; imported only where there is one."""

from numba import cuda

from bongsu.physics.gpu.device import device_function
from bongsu.physics.numerics.arrays import FloatArray, IntArray
from bongsu.physics.numerics.philox import StreamKey
from bongsu.physics.raid.kernels.many import CountsTuple, count_replications
from bongsu.physics.raid.kernels.tables import RaidTuple

THREADS = 64
"""Threads per block: a replication branches on its own, so that few wait for each other. [1]"""

_count_replications = device_function(count_replications)


def count_raids_body(
    key: StreamKey,
    rooms: RaidTuple,
    strata: FloatArray,
    record: IntArray,
    first: int,
    last: int,
    bin_s: float,
    counts: CountsTuple,
    totals: CountsTuple,
) -> None:
    """Play this thread's share of consecutive replications.

    Parameters
    ----------
    key : StreamKey
        Of the study.
    rooms : RaidTuple
        Device arrays; those that are written have one room for each thread in front.
    strata, record
        Empty; see :func:`bongsu.physics.raid.kernels.many.count_replications`.
    first, last : int
        Replications of all threads together, the last not included. [1]
    bin_s : float
        Width of the bins of the times at which batteries are exhausted. [s]
    counts : CountsTuple
        Device arrays with one part for each thread in front; written.
    totals : CountsTuple
        The sums over all threads; added to.
    """
    thread = cuda.grid(1)
    threads = rooms.missiles.shape[0]
    if thread < threads:
        each = (last - first) // threads
        more = (last - first) % threads
        begin = first + thread * each + min(thread, more)
        room = RaidTuple(
            rooms.missiles[thread],
            rooms.pairs[thread],
            rooms.spans,
            rooms.shots,
            rooms.batteries[thread],
            rooms.launchers[thread],
            rooms.held[thread],
            rooms.guided[thread],
            rooms.waiting[thread],
            rooms.numbers[thread],
            rooms.hit[thread],
            rooms.held_count[thread],
        )
        own = CountsTuple(
            counts.leakers[thread],
            counts.intercepts[thread],
            counts.interceptors_spent[thread],
            counts.assets_hit[thread],
            counts.through[thread],
            counts.hit[thread],
            counts.exhausted[thread],
        )
        _clear(own)
        _count_replications(
            key, room, strata, record, begin, each + (1 if thread < more else 0), bin_s, own
        )
        _add(own.leakers, totals.leakers)
        _add(own.intercepts, totals.intercepts)
        _add(own.interceptors_spent, totals.interceptors_spent)
        _add(own.assets_hit, totals.assets_hit)
        _add(own.through, totals.through)
        _add(own.hit, totals.hit)
        for battery in range(own.exhausted.shape[0]):
            _add(own.exhausted[battery], totals.exhausted[battery])


@cuda.jit(device=True)  # type: ignore[untyped-decorator]
def _clear_one(own: IntArray) -> None:
    for place in range(own.shape[0]):
        own[place] = 0


@cuda.jit(device=True)  # type: ignore[untyped-decorator]
def _clear(own: CountsTuple) -> None:
    _clear_one(own.leakers)
    _clear_one(own.intercepts)
    _clear_one(own.interceptors_spent)
    _clear_one(own.assets_hit)
    _clear_one(own.through)
    _clear_one(own.hit)
    for battery in range(own.exhausted.shape[0]):
        _clear_one(own.exhausted[battery])


@cuda.jit(device=True)  # type: ignore[untyped-decorator]
def _add(own: IntArray, total: IntArray) -> None:
    """Add what a thread counted; whole numbers, so that the order does not matter."""
    for place in range(own.shape[0]):
        if own[place] != 0:
            cuda.atomic.add(total, place, own[place])


count_raids_loop = cuda.jit(count_raids_body)
