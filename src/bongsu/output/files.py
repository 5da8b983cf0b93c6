"""Files of one run written together: whole, or not at all."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from bongsu.errors import InputError
from bongsu.guard.signals import held
from bongsu.output.renames import Rename, RenameError, rename_all, to_disk
from bongsu.output.staging import stage
from bongsu.output.targets import Target, check_distinct, existing_parent, target
from bongsu.scenario.provenance import Provenance

Write = Callable[[Path, Provenance], object]
"""Writes a content to the path it is given, with where it comes from."""


class _Staged(NamedTuple):
    made: Path
    target: Target


def write_outputs(
    made: Sequence[tuple[Path, Write]],
    provenance: Provenance,
    *,
    directory: Path | None = None,
) -> None:
    """Write files under hidden names, then rename all of them.

    A failure or an interruption leaves none of them, nor a part of one, and older files of these
    names stay as they were. Links are followed, the umask and the mode of an older file are kept,
    and what is a pipe or a device is written plainly.

    Parameters
    ----------
    made : sequence of (pathlib.Path, callable)
        Each file and what writes its content, from :mod:`bongsu.output.contents`.
    provenance : Provenance
        Where the contents come from.
    directory : pathlib.Path, optional
        Directory of all of them, made if it does not exist.

    Raises
    ------
    InputError
        If one cannot be written, two are the same file, or the disk is full.
    """
    if not made:
        return
    home = None if directory is None else existing_parent(directory)
    writers = [(target(path, new_directory=home is not None), write) for path, write in made]
    check_distinct([place for place, _ in writers])
    with ExitStack() as stack:
        stages: dict[Path, Path] = {}
        staged = []
        for place, write in writers:
            if place.stream:
                continue
            folder = home or place.file.parent
            if folder not in stages:
                stages[folder] = stack.enter_context(_staging(folder, place.shown.parent))
            staged.append(_write_staged(stages[folder], place, write, provenance))
        for place, write in writers:
            if place.stream:
                _write_stream(place, write, provenance)
        if directory is not None and home is not None and not directory.exists():
            _rename_directory(stages[home], directory)
        else:
            _rename_set(staged)


@contextmanager
def _staging(folder: Path, shown: Path) -> Iterator[Path]:
    with ExitStack() as stack:
        try:
            made = stack.enter_context(stage(folder))
        except OSError as error:
            raise InputError(f"cannot write in {shown}: {error.strerror}") from None
        yield made


def _write_staged(folder: Path, place: Target, write: Write, provenance: Provenance) -> _Staged:
    # the same name, since what writes it may look at its ending
    path = folder / place.file.name
    try:
        write(path, provenance)
        if place.file.exists():
            path.chmod(stat.S_IMODE(place.file.stat().st_mode))
        to_disk(path)
    except OSError as error:
        raise InputError(f"cannot write {place.shown}: {_reason(error)}") from None
    return _Staged(path, place)


def _write_stream(place: Target, write: Write, provenance: Provenance) -> None:
    with tempfile.TemporaryDirectory(prefix="bongsu-") as folder:
        path = Path(folder) / place.shown.name
        try:
            write(path, provenance)
            content = path.read_bytes()
            with suppress(AttributeError):
                sys.stdout.flush()
            number = place.descriptor
            with (
                os.fdopen(os.dup(number), "wb") if number is not None else place.file.open("wb")
            ) as stream:
                stream.write(content)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise InputError(f"cannot write {place.shown}: {_reason(error)}") from None


def _rename_directory(made: Path, directory: Path) -> None:
    final = Path(os.path.realpath(directory))
    above = existing_parent(final)
    try:
        with held():
            final.parent.mkdir(parents=True, exist_ok=True)
            made.rename(final)
            to_disk(above)
    except OSError as error:
        raise InputError(f"cannot make the directory {directory}: {_reason(error)}") from None


def _rename_set(staged: Sequence[_Staged]) -> None:
    try:
        rename_all([Rename(one.made, one.target.file) for one in staged])
    except RenameError as failed:
        shown = next(one.target.shown for one in staged if one.made == failed.refused.made)
        raise InputError(f"cannot write {shown}: {_reason(failed.reason)}") from None


def _reason(error: OSError) -> str:
    return error.strerror or str(error) or type(error).__name__
