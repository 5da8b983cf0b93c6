"""Spread a kernel's loop over the machine's cores."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

ENVIRONMENT_VARIABLE = "BONGSU_THREADS"


def core_count() -> int:
    """Number of cores this process may use.

    Returns
    -------
    int
        The value of ``BONGSU_THREADS`` when set, else the size of the process's affinity mask. [1]

    Raises
    ------
    ValueError
        If ``BONGSU_THREADS`` is not a positive whole number.
    """
    requested = os.environ.get(ENVIRONMENT_VARIABLE)
    if requested is None:
        return (
            len(os.sched_getaffinity(0))
            if hasattr(os, "sched_getaffinity")
            else os.cpu_count() or 1
        )
    if not requested.isdecimal() or int(requested) == 0:
        raise ValueError(
            f"{ENVIRONMENT_VARIABLE} must be a positive whole number, not {requested!r}"
        )
    return int(requested)


def run_in_chunks(
    work: Callable[[int, int], object],
    count: int,
    *,
    chunk: int,
    progress: Callable[[int], object] | None = None,
) -> None:
    """Call ``work(first, last)`` over consecutive index ranges, on all cores.

    Each chunk must write only its own rows of the output arrays, so that the result does not
    depend on the number of cores or on the order in which chunks end.

    Parameters
    ----------
    work : callable
        Takes the half-open range of indices to compute; usually closes over a ``nogil`` kernel
        and its arrays.
    count : int
        Number of cases. [1]
    chunk : int
        Cases per call: the unit of progress and of interruption. [1]
    progress : callable, optional
        Called in the calling thread with the number of cases just finished.

    Raises
    ------
    ValueError
        If `chunk` is not positive.
    """
    if chunk < 1:
        raise ValueError(f"chunk must be at least 1, not {chunk}")
    ranges = [(first, min(first + chunk, count)) for first in range(0, count, chunk)]
    workers = min(core_count(), len(ranges))
    if workers <= 1:
        for first, last in ranges:
            work(first, last)
            if progress is not None:
                progress(last - first)
        return
    with ThreadPoolExecutor(workers) as pool:
        futures = [(pool.submit(work, first, last), last - first) for first, last in ranges]
        try:
            for future, size in futures:
                future.result()
                if progress is not None:
                    progress(size)
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
