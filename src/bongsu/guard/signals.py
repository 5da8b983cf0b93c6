"""Requests to end, such as Ctrl-C: noted, held back where they would harm, and never lost.

An exception raised in a callback of a library is dropped by the interpreter, and during a long
call to one nothing is raised at all. So the command line watches for requests beside its work and
ends itself where one takes no effect.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

INTERRUPTED = 130
ENDING = tuple(
    number for name in ("SIGTERM", "SIGHUP") if (number := getattr(signal, name, None)) is not None
)
"""Signals other than Ctrl-C that ask a process to end."""
PATIENCE_S = 2.0
"""Time for a request to take effect; compiling one kernel takes up to ten seconds. [s]"""

left_behind: set[Path] = set()
"""Directories to remove where the process has to end at once."""

_held: list[int] = []


def _hold(number: int, _frame: FrameType | None) -> None:
    _held.append(number)


@contextmanager
def held() -> Iterator[None]:
    """Hold requests to end back until a moment in which they would do harm is over.

    Within another such moment, one that came is raised when the inner moment is over.

    Yields
    ------
    None
        Nothing.

    Raises
    ------
    KeyboardInterrupt
        Or what the handler of the signal raises, if one came.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, *ENDING)}
    if _hold in handlers.values():
        yield
        if _held:
            raise KeyboardInterrupt
        return
    # a signal without a handler in Python ends the process or is ignored, as before
    own = {number: handler for number, handler in handlers.items() if callable(handler)}
    for number in own:
        signal.signal(number, _hold)
    try:
        yield
    finally:
        for number, handler in own.items():
            signal.signal(number, handler)
        came = [*_held]
        _held.clear()
        if came:
            signal.raise_signal(came[0])


@contextmanager
def interruptible() -> Iterator[Callable[[], bool]]:
    """Let Ctrl-C end the process: by an exception, or at once where that takes no effect.

    The second Ctrl-C ends it at once, too. Where Ctrl-C is ignored, or another handler is set, all
    stays as it is.

    Yields
    ------
    callable
        Whether there was one, also if its exception did not arrive.
    """
    count = 0

    def note(_number: int, _frame: FrameType | None) -> None:
        nonlocal count
        count += 1
        if count > 1:
            end_at_once(INTERRUPTED)
        raise KeyboardInterrupt

    main = threading.current_thread() is threading.main_thread()
    if not main or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        yield lambda: False
        return
    with _watched(), _dropped_in_silence():
        signal.signal(signal.SIGINT, note)
        try:
            yield lambda: count > 0
        finally:
            signal.signal(signal.SIGINT, signal.default_int_handler)


@contextmanager
def _dropped_in_silence() -> Iterator[None]:
    """Keep the interpreter from printing a request that was raised in a callback and dropped."""
    before = sys.unraisablehook

    def hook(unraisable: sys.UnraisableHookArgs) -> None:
        if not issubclass(unraisable.exc_type, KeyboardInterrupt):
            before(unraisable)

    sys.unraisablehook = hook
    try:
        yield
    finally:
        sys.unraisablehook = before


@contextmanager
def _watched() -> Iterator[None]:
    """Watch for requests to end in a thread, which the interpreter tells of each signal."""
    heard, told = socket.socketpair()
    told.setblocking(False)
    done = threading.Event()
    before = signal.set_wakeup_fd(told.fileno(), warn_on_full_buffer=False)
    threading.Thread(target=_watch, args=(heard, done), name="bongsu-signals", daemon=True).start()
    try:
        yield
    finally:
        done.set()
        signal.set_wakeup_fd(before)
        told.close()


def _watch(heard: socket.socket, done: threading.Event) -> None:
    with heard:
        while number := heard.recv(1):
            if number[0] in (signal.SIGINT, *ENDING) and not done.wait(PATIENCE_S):
                if number[0] == signal.SIGINT:
                    with suppress(OSError, ValueError, AttributeError):
                        sys.stderr.write("bongsu: interrupted\n")
                        sys.stderr.flush()
                end_at_once(128 + number[0])


def end_at_once(code: int) -> None:
    """End the process from any thread, in the middle of whatever it does.

    Parameters
    ----------
    code : int
        Its exit code.
    """
    remove_left_behind()
    os._exit(code)


def remove_left_behind() -> None:
    """Remove the directories of a run that is at its end."""
    for folder in [*left_behind]:
        shutil.rmtree(folder, ignore_errors=True)
