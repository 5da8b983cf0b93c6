"""Where a file is to go, and whether it can go there: asked before anything is computed."""

from __future__ import annotations

import importlib
import os
import re
import stat
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from bongsu.errors import InputError
from bongsu.output.staging import stage

_PROBE_BYTES = 4096
_LONGEST_REASON = 200
_DESCRIPTORS = {"/dev/stdin": 0, "/dev/stdout": 1, "/dev/stderr": 2}
_NUMBERED = re.compile(r"/(?:dev|proc/self)/fd/(\d+)")


class Kind(NamedTuple):
    """A kind of file.

    Attributes
    ----------
    noun : str
        What messages call it.
    suffixes : tuple of str
        How its name may end; the first is the format where a name has no ending, as of a pipe.
    """

    noun: str
    suffixes: tuple[str, ...]


FIGURE = Kind("a figure", (".png", ".svg", ".pdf"))
ZARR = ".zarr.zip"
DATASET = Kind("a dataset", (".nc", ZARR))
FEATURES = Kind("a file of contours", (".geojson", ".json"))
TABLE = Kind("a table", (".csv",))
ROWS = Kind("a table", (".csv", ".parquet"))
SCENARIO = Kind("a scenario file", (".yaml", ".yml"))


class Target(NamedTuple):
    """A place that a file can go to.

    Attributes
    ----------
    shown : pathlib.Path
        As the user wrote it.
    file : pathlib.Path
        Where that leads, links followed.
    stream : bool
        Whether it is a pipe or a device, which is written plainly and not replaced.
    """

    shown: Path
    file: Path
    stream: bool

    @property
    def descriptor(self) -> int | None:
        """Number of the open file that a name such as /dev/stdout stands for."""
        return descriptor_of(self.shown)


def descriptor_of(path: Path) -> int | None:
    """Find the open file that a name stands for.

    Parameters
    ----------
    path : pathlib.Path
        For instance /dev/stdout or /dev/fd/3.

    Returns
    -------
    int or None
        Its number; none for any other name. [1]
    """
    numbered = _NUMBERED.fullmatch(str(path))
    return int(numbered[1]) if numbered else _DESCRIPTORS.get(str(path))


def target(path: Path, *, new_directory: bool = False) -> Target:
    """Follow a name to where a file can be written.

    Parameters
    ----------
    path : pathlib.Path
        As the user wrote it.
    new_directory : bool
        Whether its directory is yet to be made.

    Returns
    -------
    Target
        The place.

    Raises
    ------
    InputError
        If it is a directory, its directory does not exist, it may not be written, or its name is
        too long.
    """
    mode = _mode(path)
    if mode is not None and stat.S_ISDIR(mode):
        raise InputError(f"cannot write {path}: it is a directory")
    if descriptor_of(path) is not None or (mode is not None and not stat.S_ISREG(mode)):
        return Target(path, path, stream=True)
    file = Path(os.path.realpath(path))
    if not new_directory and not file.parent.is_dir():
        raise InputError(f"cannot write in {path.parent}: No such file or directory")
    if mode is not None and not os.access(file, os.W_OK):
        raise InputError(f"cannot write {path}: Permission denied")
    return Target(path, file, stream=False)


def check_outputs(
    *wanted: tuple[Path | None, Kind], inputs: Iterable[str | Path] = ()
) -> list[Target]:
    """Refuse files that cannot be written, before anything is computed.

    Parameters
    ----------
    *wanted : tuple of (pathlib.Path or None, Kind)
        The files of one run, as far as they are wanted, and what each is to be.
    inputs : iterable of str or pathlib.Path
        Files that the run reads; names that are no files do no harm.

    Returns
    -------
    list of Target
        Where those wanted go.

    Raises
    ------
    InputError
        If a name does not end as its kind does, its directory does not exist or cannot be written,
        it is a directory, two of them are one file, one is also read, figures cannot be drawn, or
        what writes them is not installed.
    """
    targets = []
    for path, kind in wanted:
        if path is None:
            continue
        found = target(path)
        ends_so = path.suffix and path.name.lower().endswith(kind.suffixes)
        if not ends_so and not (found.stream and not path.suffix):
            *first, last = kind.suffixes
            ends = f"{', '.join(first)} or {last}" if first else last
            raise InputError(f"{path}: {kind.noun} ends in {ends}")
        if kind is FIGURE:
            _check_drawing()
        if path.name.lower().endswith(ZARR):
            _check_zarr()
        targets.append(found)
    check_distinct(targets, inputs)
    for directory in dict.fromkeys(found.file.parent for found in targets if not found.stream):
        _probe(directory, directory)
    return targets


def check_directory(
    directory: Path, names: Sequence[str], *, inputs: Iterable[str | Path] = ()
) -> None:
    """Refuse a directory for a set of files that cannot be written, before anything is computed.

    Parameters
    ----------
    directory : pathlib.Path
        It, to be made if it does not exist.
    names : sequence of str
        Names of the files.
    inputs : iterable of str or pathlib.Path
        Files that the run reads.

    Raises
    ------
    InputError
        If it is a file, it cannot be made or written, or one of the files cannot be written.
    """
    mode = _mode(directory)
    if mode is not None and not stat.S_ISDIR(mode):
        raise InputError(f"{directory} is a file, not a directory")
    endings = {Path(name).suffix for name in names} | set(FIGURE.suffixes)
    if mode is None and directory.suffix.lower() in endings:
        raise InputError(
            f"{directory}: there are several files, {', '.join(names[:4])}"
            f"{' and others' if len(names) > 4 else ''}: name a directory for them"
        )
    _check_drawing()
    check_distinct([target(directory / name, new_directory=True) for name in names], inputs)
    _probe(existing_parent(directory), directory)


def existing_parent(directory: Path) -> Path:
    """Find the directory in which a new one is made.

    Parameters
    ----------
    directory : pathlib.Path
        One that may not exist.

    Returns
    -------
    pathlib.Path
        Itself, or the nearest directory above it that exists; links followed.
    """
    found = Path(os.path.realpath(directory))
    while not found.exists():
        found = found.parent
    return found


def check_distinct(targets: Sequence[Target], inputs: Iterable[str | Path] = ()) -> None:
    """Refuse two outputs in one file, and an output in place of an input.

    Parameters
    ----------
    targets : sequence of Target
        The outputs.
    inputs : iterable of str or pathlib.Path
        Files that the run reads.

    Raises
    ------
    InputError
        If there is such a pair.
    """
    read = {_identity(Path(path)): path for path in inputs}
    seen: dict[object, Target] = {}
    for one in targets:
        if str(one.file) == os.devnull:
            continue
        identity = _identity(one.file)
        if identity in seen:
            raise InputError(f"{seen[identity].shown} and {one.shown} are the same file")
        if identity in read:
            raise InputError(f"{one.shown} is read as well: it is not written over")
        seen[identity] = one


def _identity(path: Path) -> object:
    """What two names of one file have in common."""
    try:
        found = path.stat()
    except OSError:
        return os.path.realpath(path)
    except ValueError:  # no name of a file, which the reader of it says
        return str(path)
    return found.st_dev, found.st_ino


def _mode(path: Path) -> int | None:
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return None
    except OSError as error:
        raise InputError(f"cannot write {path}: {error.strerror}") from None
    except ValueError as error:  # a name with a zero byte
        raise InputError(f"cannot write {str(path)!r}: {error}") from None


def _probe(parent: Path, shown: Path) -> None:
    """Find out by writing: permissions alone do not tell of full or read-only disks."""
    try:
        with stage(parent) as folder:
            (folder / "probe").write_bytes(bytes(_PROBE_BYTES))
    except OSError as error:
        raise InputError(f"cannot write in {shown}: {error.strerror}") from None


def _check_drawing() -> None:
    """Refuse settings of the drawing library that it does not know."""
    try:
        importlib.import_module("matplotlib")
    except ValueError as error:
        name = os.environ.get("MPLBACKEND", "")
        reason = str(error).splitlines()[0][:_LONGEST_REASON]
        raise InputError(f"figures cannot be drawn with MPLBACKEND={name}: {reason}") from None


def _check_zarr() -> None:
    """Refuse what Zarr would write where it is not installed."""
    try:
        importlib.import_module("zarr")
    except ImportError:
        raise InputError("Zarr is not installed: pip install 'bongsu[zarr]'") from None
