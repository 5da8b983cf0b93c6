"""Spread a kernel's loop over the machine's cores."""

import os
import re
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress
from functools import cache
from typing import TypeVar

from bongsu.errors import InputError, shortened

There = TypeVar("There")
Here = TypeVar("Here")

ENVIRONMENT_VARIABLE = "BONGSU_THREADS"
MOST_THREADS = 1024
_WORKER = "bongsu-worker"
_NICENESS = 10


def core_count() -> int:
    """Number of cores this process may use.

    Returns
    -------
    int
        The value of ``BONGSU_THREADS`` when set, else the size of the process's affinity mask. [1]

    Raises
    ------
    InputError
        If ``BONGSU_THREADS`` is not a whole number from 1 to 1024.
    """
    requested = os.environ.get(ENVIRONMENT_VARIABLE)
    if requested is None:
        return (
            len(os.sched_getaffinity(0))
            if hasattr(os, "sched_getaffinity")
            else os.cpu_count() or 1
        )
    if not (re.fullmatch(r"[0-9]{1,4}", requested) and 1 <= int(requested) <= MOST_THREADS):
        raise InputError(
            f"{ENVIRONMENT_VARIABLE} must be a positive whole number of at most {MOST_THREADS}, "
            f"not {shortened(requested)}"
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
    cores = core_count()
    # work that spreads its own loop must not wait for the worker that it runs in
    nested = threading.current_thread().name.startswith(_WORKER)
    if min(cores, len(ranges)) <= 1 or nested:
        for first, last in ranges:
            work(first, last)
            if progress is not None:
                progress(last - first)
        return
    pool = _pool(cores, getattr(_thread, "in_background", False))
    futures = [pool.submit(work, first, last) for first, last in ranges]
    try:
        for future, (first, last) in zip(futures, ranges, strict=True):
            future.result()
            if progress is not None:
                progress(last - first)
    except BaseException:
        for future in futures:
            future.cancel()
        wait(futures)
        raise


def run_beside(there: Callable[[], There], here: Callable[[], Here]) -> tuple[There, Here]:
    """Do one thing in a worker while another is done in the calling thread.

    On one core both are done in the calling thread, one after the other.

    Parameters
    ----------
    there : callable
        Its own loops are not spread over further cores.
    here : callable
        Shares what is left of the cores.

    Returns
    -------
    tuple
        What both give.
    """
    cores = core_count()
    if cores < 2:
        done = here()
        return there(), done
    future = _pool(cores, False).submit(there)
    try:
        done = here()
    except BaseException:
        future.cancel()
        wait([future])
        raise
    return future.result(), done


@contextmanager
def in_background() -> Iterator[None]:
    """Spread the loops of this thread over workers of their own, which others go before.

    Yields
    ------
    None
        While its loops are spread so.
    """
    _thread.in_background = True
    try:
        yield
    finally:
        _thread.in_background = False


_thread = threading.local()


@cache
def _pool(workers: int, background: bool) -> ThreadPoolExecutor:
    """Threads that live as long as the process: starting them costs as much as small work."""
    return ThreadPoolExecutor(
        workers, thread_name_prefix=_WORKER, initializer=_after_others if background else None
    )


def _after_others() -> None:
    """Let other threads go first, where the system tells threads apart."""
    if sys.platform == "linux":
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICENESS)


if hasattr(os, "register_at_fork"):
    # the threads do not exist in a forked child
    os.register_at_fork(after_in_child=_pool.cache_clear)
