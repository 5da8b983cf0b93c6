"""Files that outlive a process that is killed: written whole, or grown by whole lines."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Final

from bongsu.errors import InputError
from bongsu.output.renames import to_disk

UNFINISHED: Final = ".part"
"""Ending of what a killed run may leave beside a file."""


def write_whole(path: Path, content: bytes) -> None:
    """Write a file under another name, have it stored, and rename it.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    content : bytes
        All of it.

    Raises
    ------
    InputError
        If it cannot be written; nothing of it is left then.
    """
    made = path.with_name(f".{path.name}-{secrets.token_hex(6)}{UNFINISHED}")
    try:
        made.write_bytes(content)
        to_disk(made)
        made.replace(path)
        to_disk(path.parent)
    except OSError as error:
        raise InputError(f"cannot write {path}: {error.strerror}") from None
    finally:
        with suppress(OSError):
            made.unlink(missing_ok=True)


def append_line(path: Path, line: bytes) -> None:
    """Write a line behind the others, and have it stored.

    Parameters
    ----------
    path : pathlib.Path
        A file to which no other process writes.
    line : bytes
        With its line end.

    Raises
    ------
    InputError
        If it cannot be written; a part of the line may be left, for :func:`drop_half_line`.
    """
    try:
        with path.open("ab", buffering=0) as stream:
            while line:
                line = line[stream.write(line) :]
            os.fsync(stream.fileno())
    except OSError as error:
        raise InputError(f"cannot write {path}: {error.strerror}") from None


def drop_half_line(path: Path) -> None:
    """Cut off a last line that has no end.

    Parameters
    ----------
    path : pathlib.Path
        A file to which no other process writes. One without any line end is left as it is.

    Raises
    ------
    InputError
        If it cannot be read or written.
    """
    try:
        content = path.read_bytes()
        whole = content.rfind(b"\n") + 1
        if 0 < whole < len(content):
            os.truncate(path, whole)
            to_disk(path)
    except OSError as error:
        raise InputError(f"cannot write {path}: {error.strerror}") from None
