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
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

from bongsu.guard.signals import ENDING, held, left_behind
from bongsu.output.renames import take_back

# elsewhere than on a POSIX system, what a killed run left stays
_LOCKS = importlib.util.find_spec("fcntl") is not None
if _LOCKS:
    import fcntl

_PREFIX = ".bongsu-"
_NAME = re.compile(re.escape(_PREFIX) + r"[0-9a-f]{12}")


@contextmanager
def stage(parent: Path) -> Iterator[Path]:
    """Make a hidden directory and remove it with whatever is still in it.

    Parameters
    ----------
    parent : pathlib.Path
        Where. What killed runs left there is put in order first: a set of files that is not
        whole is put back to what was there before, and their directories are removed.

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
    folder, lock = None, None
    with _ending_signals_raise():
        try:
            # a request to end that came here would find a directory that nobody removes
            with held():
                folder, lock = _make(parent)
                left_behind.add(folder)
            yield folder
        finally:
            with held():
                if folder is not None:
                    shutil.rmtree(folder, ignore_errors=True)
                    left_behind.discard(folder)
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
        # in a directory of many users, another one could have us replace files of ours
        if os.fstat(lock).st_uid != os.geteuid():
            return
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        _say_what_was_put_back(take_back(folder))
        shutil.rmtree(folder, ignore_errors=True)
    except OSError:
        pass  # its run lives
    finally:
        os.close(lock)


def _say_what_was_put_back(files: list[Path]) -> None:
    if not files:
        return
    with suppress(OSError, AttributeError, ValueError):  # closed, or none as under pythonw
        sys.stderr.write(
            "bongsu: an earlier run was ended while it wrote a set of files; as before it, now: "
            f"{', '.join(str(file) for file in files)}\n"
        )


@contextmanager
def _ending_signals_raise() -> Iterator[None]:
    """Let a request to end clean up first; only the main thread can be asked."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in ENDING}
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
