"""Replications of a raid by the million on a GPU."""

import warnings
from typing import Any

import numpy as np
from numba.core.errors import NumbaPerformanceWarning
from numpy.typing import NDArray

from bongsu.physics.gpu.device import require_gpu
from bongsu.physics.numerics.philox import StreamKey
from bongsu.physics.raid.kernels.many import CountsTuple
from bongsu.physics.raid.kernels.tables import RECORD_COLUMNS, RaidTuple, room_to_play
from bongsu.physics.raid.play import RaidCounts, bin_width, counts_from, no_counts

ROOMS = 2**15
"""Threads at most, each with a room of its own: what fits on the largest GPU at once. A raid of
20 missiles takes 20 kB for each. [1]"""
_SHARED = ("spans", "shots")


def play_raid_on_gpu(raid: RaidTuple, key: StreamKey, first: int, last: int) -> RaidCounts:
    """Play consecutive replications of a raid, each GPU thread some of them.

    The replications are those of :func:`bongsu.physics.raid.play.play_raid`, from the same source
    and the same random numbers. A shot that is in time by less than the rounding of a multiply-add
    may be fired on one processor and not on the other. The first call of a process compiles for
    some seconds.

    Parameters
    ----------
    raid : RaidTuple
        From :func:`bongsu.physics.raid.play.raid_tables`.
    key : StreamKey
        Of the study.
    first, last : int
        Replications, the last not included. [1]

    Returns
    -------
    RaidCounts
        What came of them.

    Raises
    ------
    InputError
        If there is no GPU.
    """
    require_gpu()
    from numba import cuda

    from bongsu.physics.gpu.raid_loops import THREADS, count_raids_loop

    threads = min(ROOMS, last - first)
    own = room_to_play(raid.missiles, raid.spans, raid.shots, raid.batteries, raid.launchers)
    rooms = RaidTuple(
        **{
            name: cuda.to_device(part if name in _SHARED else _for_each(part, threads))
            for name, part in own._asdict().items()
        }
    )
    none = no_counts(raid)
    parts = CountsTuple(*(cuda.device_array((threads, *one.shape), one.dtype) for one in none))
    totals = CountsTuple(*map(cuda.to_device, none))
    with warnings.catch_warnings():
        # few replications leave a GPU idle: true, and no fault of who asks for them
        warnings.simplefilter("ignore", NumbaPerformanceWarning)
        count_raids_loop[-(-threads // THREADS), THREADS](
            key,
            rooms,
            np.empty((0, 0, 0)),
            np.empty((0, RECORD_COLUMNS), dtype=np.int64),
            first,
            last,
            bin_width(raid),
            parts,
            totals,
        )
    return counts_from({name: one.copy_to_host() for name, one in totals._asdict().items()}, raid)


def _for_each(part: NDArray[Any], threads: int) -> NDArray[Any]:
    return np.ascontiguousarray(np.broadcast_to(part, (threads, *part.shape)))
