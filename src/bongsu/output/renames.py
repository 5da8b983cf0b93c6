"""Renames of one set of files: all of them or none, also where the process is killed in between.

Each hidden directory holds, beside the new files, links to the older ones. While the set is being
renamed the first of these directories has a record of it, and the others name that one. A record
that is left means that the set may not be whole, so whoever comes next looks, and puts back what
was there unless all are there.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from bongsu.guard.signals import held, left_behind

_RECORD = ".renames"
_FIRST = ".first"


class Rename(NamedTuple):
    """One rename of a set.

    Attributes
    ----------
    made : pathlib.Path
        The new file in its hidden directory.
    file : pathlib.Path
        Where it goes.
    """

    made: Path
    file: Path


class RenameError(Exception):
    """A rename that the system refuses, after which what was there before is there again.

    Parameters
    ----------
    refused : Rename
        The one of the set.
    reason : OSError
        What the system says.
    """

    def __init__(self, refused: Rename, reason: OSError) -> None:
        super().__init__(refused, reason)
        self.refused = refused
        self.reason = reason


class _Step(NamedTuple):
    file: str
    kept: str | None
    new: list[int]


def rename_all(renames: Sequence[Rename]) -> None:
    """Rename the files of a set, holding back requests to end.

    Parameters
    ----------
    renames : sequence of Rename
        The set; each new file stands in the file system of its goal.

    Raises
    ------
    RenameError
        If one cannot be renamed.
    """
    if not renames:
        return
    homes = [*dict.fromkeys(one.made.parent for one in renames)]
    with held():
        left_behind.difference_update(homes)
        try:
            if len(renames) > 1:
                steps = [_step(one) for one in renames]
                with _naming(renames[0]):
                    _write_record(homes, steps)
            for one in renames:
                with _naming(one):
                    one.made.replace(one.file)
            for folder in dict.fromkeys(one.file.parent for one in renames):
                to_disk(folder)
        except BaseException:
            take_back(homes[0])
            raise
        finally:
            (homes[0] / _RECORD).unlink(missing_ok=True)
            left_behind.update(homes)


@contextmanager
def _naming(one: Rename) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise RenameError(one, error) from None


def _step(one: Rename) -> _Step:
    """Keep the older file, if there is one, and say how to tell the new one."""
    with _naming(one):
        new = _identity(one.made)
        if not one.file.exists():
            return _Step(str(one.file), None, new)
        kept = one.made.with_name(f".{secrets.token_hex(6)}.kept")
        try:
            kept.hardlink_to(one.file)
        except OSError:  # a disk without links
            shutil.copy2(one.file, kept)
        return _Step(str(one.file), str(kept), new)


def _identity(file: Path) -> list[int]:
    """What a file keeps when it is renamed, and another or an edited one does not share."""
    found = file.stat()
    return [found.st_dev, found.st_ino, found.st_mtime_ns, found.st_size]


def _write_record(homes: Sequence[Path], steps: Sequence[_Step]) -> None:
    for other in homes[1:]:
        (other / _FIRST).write_text(json.dumps(str(homes[0])), encoding="utf-8")
    written = homes[0] / f"{_RECORD}.part"
    written.write_text(json.dumps(steps), encoding="utf-8")
    to_disk(written)
    written.replace(homes[0] / _RECORD)
    to_disk(homes[0])


def take_back(folder: Path) -> list[Path]:
    """Put back what was there before a set that is not whole.

    A set that is whole stays, and a file that someone has since edited, replaced or removed.

    Parameters
    ----------
    folder : pathlib.Path
        Hidden directory of a run that does not rename any more.

    Returns
    -------
    list of pathlib.Path
        The files that were put back or taken away; none where no set was cut short.
    """
    first = folder
    with suppress(OSError, ValueError):
        first = Path(json.loads((folder / _FIRST).read_text(encoding="utf-8")))
    try:
        steps = [_Step(*step) for step in json.loads((first / _RECORD).read_text(encoding="utf-8"))]
    except (OSError, ValueError, TypeError):
        return []
    renamed = [step for step in steps if _is_new(step)]
    taken = []
    for step in renamed if len(renamed) < len(steps) else ():
        file = Path(step.file)
        with suppress(OSError):
            if step.kept is None:
                file.unlink()
            else:
                Path(step.kept).replace(file)
            taken.append(file)
    with suppress(OSError):
        (first / _RECORD).unlink()
    return taken


def _is_new(step: _Step) -> bool:
    try:
        return _identity(Path(step.file)) == step.new
    except OSError:
        return False


def to_disk(path: Path) -> None:
    """Have the system store a file; a disk that cannot is no reason to fail for a directory.

    Parameters
    ----------
    path : pathlib.Path
        File or directory.

    Raises
    ------
    OSError
        If a file cannot be stored.
    """
    try:
        handle = os.open(path, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        if not path.is_dir():
            raise
    finally:
        os.close(handle)
