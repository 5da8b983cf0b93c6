"""Cases over a GPU chunk by chunk, so that its memory does not grow with their number."""

import warnings
from collections.abc import Callable

import numpy as np
from numba.core.errors import NumbaPerformanceWarning

from bongsu.physics.flight.lanes.work import WORK_COLUMNS
from bongsu.physics.flight.many_arcs import Impacts, impacts
from bongsu.physics.numerics.arrays import FloatArray

CHUNK = 2**18
"""Flights per chunk: enough to fill the largest GPU several times over; 34 MB there. [1]"""


def fly_in_chunks(
    launch: Callable[..., object],
    columns: tuple[FloatArray, ...],
    *,
    threads: int,
    progress: Callable[[int], object] | None,
) -> Impacts:
    """Copy cases to the GPU, fly them and copy their ends back, chunk by chunk.

    Parameters
    ----------
    launch : callable
        Takes blocks and threads per block, then the chunk's device arrays: `columns`, ends,
        status.
    columns : tuple of numpy.ndarray
        Arrays of equal length, one row per case. [SI]
    threads : int
        Threads per block. [1]
    progress : callable, optional
        Called with the number of flights just finished.

    Returns
    -------
    Impacts
        One row per case.
    """
    from numba import cuda

    count = len(columns[0])
    ends = np.empty((count, WORK_COLUMNS))
    status = np.empty(count, np.int64)
    for first in range(0, count, CHUNK):
        last = min(first + CHUNK, count)
        there = [cuda.to_device(column[first:last]) for column in columns]
        ends_there = cuda.device_array((last - first, WORK_COLUMNS), np.float64)
        status_there = cuda.device_array(last - first, np.int64)
        with warnings.catch_warnings():
            # a few flights leave a GPU idle: true, and no fault of who asks for them
            warnings.simplefilter("ignore", NumbaPerformanceWarning)
            launch(-(-(last - first) // threads), threads, *there, ends_there, status_there)
        ends_there.copy_to_host(ends[first:last])
        status_there.copy_to_host(status[first:last])
        if progress is not None:
            progress(last - first)
    return impacts(ends, status)
