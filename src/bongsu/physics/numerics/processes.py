"""Spread work that is mostly Python's own over the machine's cores, in forked processes."""

import gc
import os
import pickle
import selectors
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple, NoReturn, TypeVar

from bongsu.physics.numerics.threads import ENVIRONMENT_VARIABLE, core_count

Result = TypeVar("Result")

_MOST_BLOCKS = 1024
_NUMBER_BYTES = 4
_LENGTH_BYTES = 8
_SIGNALS = (signal.SIGINT, signal.SIGTERM)


def run_forked(
    work: Callable[[int], Result],
    count: int,
    *,
    progress: Callable[[int], object] | None = None,
    meanwhile: Callable[[], object] | None = None,
) -> list[Result]:
    """Call ``work(index)`` for every index, on all cores, and gather what it gives.

    Each core gets a copy of this process as it is now, with what was computed so far; what `work`
    changes in it is lost. Where such copies cannot be made safely, or there is one core, all is
    computed here, and so is what a copy could not bring back: with the same results and errors.

    Parameters
    ----------
    work : callable
        Takes an index; what it gives can be pickled.
    count : int
        Number of indices. [1]
    progress : callable, optional
        Called in the calling thread with the number of indices just finished.
    meanwhile : callable, optional
        Called once in the calling thread while copies of this process work, if there are any.

    Returns
    -------
    list
        In the order of the indices.
    """
    copies = min(core_count(), count) if _safe() else 1
    found: dict[int, Result] = {}
    if copies > 1:
        for index, result in _brought(work, count, copies, meanwhile):
            found[index] = result
            if progress is not None:
                progress(1)
    for index in range(count):
        if index not in found:
            found[index] = work(index)
            if progress is not None:
                progress(1)
    return [found[index] for index in range(count)]


def _safe() -> bool:
    """Elsewhere system libraries may not outlive a fork, and other threads may hold locks."""
    return sys.platform == "linux" and threading.current_thread() is threading.main_thread()


class _Copy(NamedTuple):
    number: int
    answers: int


def _brought(
    work: Callable[[int], Result],
    count: int,
    copies: int,
    meanwhile: Callable[[], object] | None,
) -> Iterator[tuple[int, Result]]:
    """Results as the copies of this process bring them, in any order."""
    size = -(-count // _MOST_BLOCKS)
    # blocks lie in a pipe, which holds them all: whoever is done takes the next
    queue, filled = os.pipe()
    blocks = range(0, count, size)
    os.write(filled, b"".join(first.to_bytes(_NUMBER_BYTES, "little") for first in blocks))
    os.close(filled)
    running: list[_Copy] = []
    try:
        while len(running) < copies:
            running.append(_forked(work, queue, count, size))
        if meanwhile is not None:
            meanwhile()
        with selectors.DefaultSelector() as waiting:
            for copy in running:
                waiting.register(copy.answers, selectors.EVENT_READ)
            while waiting.get_map():
                for ready, _ in waiting.select():
                    length = _read(ready.fd, _LENGTH_BYTES)
                    answer = _read(ready.fd, int.from_bytes(length, "little"))
                    if answer:
                        yield pickle.loads(answer)
                    else:  # it has ended
                        waiting.unregister(ready.fd)
    finally:
        os.close(queue)
        for copy in running:
            os.kill(copy.number, signal.SIGKILL)
            os.waitpid(copy.number, 0)
            os.close(copy.answers)


def _read(descriptor: int, count: int) -> bytes:
    """So many bytes of a pipe; none if it ends before."""
    parts = []
    while count:
        part = os.read(descriptor, count)
        if not part:
            return b""
        parts.append(part)
        count -= len(part)
    return b"".join(parts)


def _forked(work: Callable[[int], object], queue: int, count: int, size: int) -> _Copy:
    """Make a copy of this process, which takes blocks until none is left."""
    reading, writing = os.pipe()
    parent = os.getpid()
    with _held(), warnings.catch_warnings():
        # newer interpreters warn of threads: ours wait for work, and are made anew
        warnings.simplefilter("ignore", DeprecationWarning)
        number = os.fork()
        if number == 0:
            _work(work, queue, writing, count, size, parent)
    os.close(writing)
    return _Copy(number, reading)


@contextmanager
def _held() -> Iterator[None]:
    """Hold signals back until a copy has given up the handlers of this process."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _work(
    work: Callable[[int], object], queue: int, writing: int, count: int, size: int, parent: int
) -> NoReturn:
    try:
        signal.set_wakeup_fd(-1)
        # whoever interrupts the run interrupts the process that waits for this one
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)
        # the other cores have copies of their own
        os.environ[ENVIRONMENT_VARIABLE] = "1"
        # it would look through, and so copy, all that was there before; a copy soon ends
        gc.disable()
        with os.fdopen(writing, "wb") as answers:
            while block := os.read(queue, _NUMBER_BYTES):
                first = int.from_bytes(block, "little")
                for index in range(first, min(first + size, count)):
                    if os.getppid() != parent:
                        os._exit(1)
                    answer = pickle.dumps((index, work(index)), protocol=5)
                    answers.write(len(answer).to_bytes(_LENGTH_BYTES, "little"))
                    answers.write(answer)
                    answers.flush()
    except BaseException:  # noqa: BLE001 - the process that waits computes it, and says what is wrong
        os._exit(1)
    os._exit(0)
