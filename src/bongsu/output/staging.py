"""A hidden directory beside the files to come, in which they are written before they are renamed.

It is locked while its process lives, so that the next run can tell what a killed one left.
"""

from __future__ import annotations

import importlib.util
import os
import re
import secrets
import shutil
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

# elsewhere than on a POSIX system, what a killed run left stays
_LOCKS = importlib.util.find_spec("fcntl") is not None
if _LOCKS:
    import fcntl

_PREFIX = ".bongsu-"
_NAME = re.compile(re.escape(_PREFIX) + r"[0-9a-f]{12}")
_ENDING = tuple(
    number for name in ("SIGTERM", "SIGHUP") if (number := getattr(signal, name, None)) is not None
)


@contextmanager
def stage(parent: Path) -> Iterator[Path]:
    """Make a hidden directory and remove it with whatever is still in it.

    Parameters
    ----------
    parent : pathlib.Path
        Where; directories that killed runs left there are removed first.

    Yields
    ------
    pathlib.Path
        The directory.

    Raises
    ------
    OSError
        If it cannot be made.
    """
    _sweep(parent)
    with _ending_signals_raise():
        folder, lock = _make(parent)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)
            if lock is not None:
                os.close(lock)


def _make(parent: Path) -> tuple[Path, int | None]:
    while True:
        folder = parent / f"{_PREFIX}{secrets.token_hex(6)}"
        folder.mkdir()
        if not _LOCKS:
            return folder, None
        try:
            lock = os.open(folder, os.O_RDONLY)
            fcntl.flock(lock, fcntl.LOCK_EX)
        except OSError:  # another run took it for a leftover, or this disk knows no locks
            if folder.exists():
                return folder, None
            continue
        if folder.exists():
            return folder, lock
        os.close(lock)


def _sweep(parent: Path) -> None:
    if not _LOCKS:
        return
    for entry in os.scandir(parent):
        if _NAME.fullmatch(entry.name) and entry.is_dir(follow_symlinks=False):
            _remove_if_left(Path(entry.path))


def _remove_if_left(folder: Path) -> None:
    try:
        lock = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(folder, ignore_errors=True)
    except OSError:
        pass  # its run lives
    finally:
        os.close(lock)


@contextmanager
def _ending_signals_raise() -> Iterator[None]:
    """Let a request to end clean up first; only the main thread can be asked."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in _ENDING}
    asked = {number for number, handler in before.items() if handler is signal.SIG_DFL}
    for number in asked:
        signal.signal(number, _leave)
    try:
        yield
    finally:
        for number in asked:
            signal.signal(number, signal.SIG_DFL)


def _leave(number: int, _frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Hold signals back for the moment in which files are renamed.

    Yields
    ------
    None
        Nothing.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, *_ENDING})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
