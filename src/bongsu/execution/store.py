"""The folder of a run: a manifest, a file for each finished chunk, and a lock."""

from __future__ import annotations

import importlib.util
import os
import platform
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from bongsu.errors import InputError
from bongsu.execution.chunks import (
    ChunkRecord,
    chunk_file,
    read_chunk,
    sound_content,
)
from bongsu.execution.manifest import (
    NAME,
    Header,
    append_count,
    append_record,
    begin,
    header_of,
    parse_record,
    read_manifest,
    record_line,
)
from bongsu.execution.study import Arrays, Chunk, ChunkedStudy, chunk_count, chunk_of
from bongsu.guard.signals import left_behind
from bongsu.output.durable import UNFINISHED, drop_half_line, write_whole

# elsewhere than on a POSIX system two runs in one folder are not told apart
_LOCKS = importlib.util.find_spec("fcntl") is not None
if _LOCKS:
    import fcntl

_LOCK: Final = "lock"
_ALONE: Final = ".record"
_NAMED_AT_MOST = 3
_LONGEST_OWNER = 80
_LONGEST_SHOWN = 80


class Store:
    """A run that this process works at, with all that is finished of it.

    Parameters
    ----------
    folder : pathlib.Path
        Its folder.
    header : Header
        What it computes.
    count : int
        Replications that are wanted. [1]
    records : mapping
        Finished chunks, as far as their files are as they were written.
    """

    def __init__(
        self, folder: Path, header: Header, count: int, records: dict[Chunk, ChunkRecord]
    ) -> None:
        self.folder, self.header, self.count = folder, header, count
        self._records = records

    def missing(self) -> list[Chunk]:
        """List the chunks that are not computed yet.

        Returns
        -------
        list of Chunk
            In their order.
        """
        return [chunk for chunk in self._chunks() if chunk not in self._records]

    @property
    def finished(self) -> int:
        """Replications that are computed [1]."""
        return self.count - sum(chunk.last - chunk.first for chunk in self.missing())

    def add(self, record: ChunkRecord) -> None:
        """Note a finished chunk; see :func:`bongsu.execution.manifest.append_record`."""
        append_record(self.folder, record)
        self._records[record.chunk] = record

    def read(self, record: ChunkRecord) -> Arrays:
        """Read a finished chunk.

        Parameters
        ----------
        record : ChunkRecord
            What is known of it.

        Returns
        -------
        mapping
            Its arrays.

        Raises
        ------
        InputError
            If someone has changed its file since.
        """
        arrays = read_chunk(self.folder, record)
        if arrays is None:
            raise InputError(
                f"{self.folder / record.file} was changed while the run went on; "
                "--resume computes it again"
            )
        return arrays

    def parts(self) -> Iterator[Arrays]:
        """Read the finished chunks one by one, in their order.

        Yields
        ------
        mapping
            Arrays of a chunk.

        Raises
        ------
        InputError
            If someone has changed a file since.
        """
        for chunk in self._chunks():
            if chunk in self._records:
                yield self.read(self._records[chunk])

    def _chunks(self) -> Iterator[Chunk]:
        size = self.header.chunk_size
        for number in range(chunk_count(self.count, size)):
            yield chunk_of(number, self.count, size)


@contextmanager
def open_store(
    folder: Path,
    study: ChunkedStudy,
    count: int,
    *,
    chunk_size: int | None = None,
    resume: bool = False,
    say: Callable[[str], object],
) -> Iterator[Store]:
    """Begin a run in a folder, or continue the one that is there.

    Parameters
    ----------
    folder : pathlib.Path
        Made if it does not exist.
    study : ChunkedStudy
        What is computed.
    count : int
        Replications that are wanted; more or fewer than before if one likes. [1]
    chunk_size : int, optional
        Replications of a chunk; the study's, or those of the run that is there, by default. [1]
    resume : bool
        Whether a run that is there is continued; one that is not there is begun.
    say : callable
        Called with a sentence if files are not as they were written.

    Yields
    ------
    Store
        No other process works at it meanwhile.

    Raises
    ------
    InputError
        If another process works at it, the folder holds another run or other files, there is a run
        and it is not to be continued, or it cannot be written.
    """
    _make(folder)
    _check_ours(folder)
    with locked(folder):
        _sweep(folder)
        if not (folder / NAME).exists():
            begin(folder, header_of(study, chunk_size or study.chunk_size))
        elif not resume:
            raise InputError(f"there is a run in {folder} already: --resume continues it")
        drop_half_line(folder / NAME)
        found = read_manifest(folder)
        _check_same(folder, found.header, header_of(study, chunk_size or found.header.chunk_size))
        if found.count != count:
            append_count(folder, count)
        if found.damaged:
            say(f"{folder / NAME}: lines {_listed(found.damaged)} cannot be read and do not count")
        store = Store(folder, found.header, count, dict(found.records))
        _check_files(store, say)
        _adopt(store)
        yield store


@contextmanager
def locked(folder: Path, *, shared: bool = False) -> Iterator[None]:
    """Keep other processes out of the folder of a run.

    Parameters
    ----------
    folder : pathlib.Path
        Which exists.
    shared : bool
        Whether others may be in it that say the same, as the tasks of a job array.

    Yields
    ------
    None
        Nothing.

    Raises
    ------
    InputError
        If one is in it.
    """
    path = folder / _LOCK
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise InputError(f"cannot write in {folder}: {error.strerror}") from None
    try:
        if _LOCKS:
            _take(handle, folder, shared)
        yield
    finally:
        os.close(handle)


@contextmanager
def passing_folder() -> Iterator[Path]:
    """Make a folder that is gone afterwards.

    Yields
    ------
    pathlib.Path
        An empty one.

    Raises
    ------
    InputError
        If it cannot be made.
    """
    try:
        folder = Path(tempfile.mkdtemp(prefix="bongsu-"))
    except OSError as error:
        raise InputError(f"cannot make a folder for the run: {error.strerror}") from None
    left_behind.add(folder)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        left_behind.discard(folder)


def leave_record(folder: Path, record: ChunkRecord) -> None:
    """Leave word of a chunk that a process of a job array has finished.

    It stands in a file of its own, as the nodes of a cluster cannot safely append to one file. The
    next run in the folder takes it into the manifest.

    Parameters
    ----------
    folder : pathlib.Path
        Of the run.
    record : ChunkRecord
        The chunk, whose file is on the disk.

    Raises
    ------
    InputError
        If it cannot be written.
    """
    write_whole(folder / f"{record.file}{_ALONE}", record_line(record))


def left_records(folder: Path) -> list[ChunkRecord]:
    """Read what processes of a job array have left word of.

    Parameters
    ----------
    folder : pathlib.Path
        Of the run.

    Returns
    -------
    list of ChunkRecord
        Those that can be read, by name of their files.
    """
    found = []
    for path in sorted(folder.glob(f"*{_ALONE}")):
        with suppress(OSError):
            record = parse_record(path.read_bytes())
            if record is not None:
                found.append(record)
    return found


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise InputError(f"{folder} is a file, not a folder") from None
    except OSError as error:
        raise InputError(f"cannot make the folder {folder}: {error.strerror}") from None


def _take(handle: int, folder: Path, shared: bool) -> None:
    kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
    try:
        fcntl.flock(handle, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        owner = os.read(handle, _LONGEST_OWNER).decode(errors="replace").strip()
        raise InputError(
            f"another run is at work in {folder}{f' ({owner})' if owner else ''}: "
            "wait for its end, or name another folder"
        ) from None
    except OSError:
        return  # this disk knows no locks
    with suppress(OSError):  # a full disk has no room for what only a message needs
        os.ftruncate(handle, 0)
        os.write(handle, f"process {os.getpid()} on {platform.node()}\n".encode())


def _sweep(folder: Path) -> None:
    for path in folder.glob(f".*{UNFINISHED}"):
        with suppress(OSError):
            path.unlink()


def _check_ours(folder: Path) -> None:
    """Refuse a folder that holds anything and no run, before a file is made in it."""
    names = sorted(entry.name for entry in os.scandir(folder))
    others = [name for name in names if name != _LOCK and not name.endswith(UNFINISHED)]
    if others and NAME not in names:
        raise InputError(
            f"{folder} holds other files, such as {others[0]}, and no run: name a new folder"
        )


def _check_same(folder: Path, there: Header, wanted: Header) -> None:
    named = [
        ("kind of study", there.kind, wanted.kind),
        ("version of bongsu", there.bongsu_version, wanted.bongsu_version),
        ("build of bongsu", there.build, wanted.build),
        ("scenario hash", there.scenario_hash, wanted.scenario_hash),
        ("seed", there.seed, wanted.seed),
        ("size of chunks", there.chunk_size, wanted.chunk_size),
    ]
    keys = {**there.spec, **wanted.spec}
    named += [(_said(key), there.spec.get(key), wanted.spec.get(key)) for key in sorted(keys)]
    for name, old, new in named:
        if old != new:
            raise InputError(
                f"{folder} holds another run: {name} is {_shown(old)} there and {_shown(new)} "
                "here; name another folder"
            )


def _said(key: str) -> str:
    return key.replace("_", " ")


def _shown(value: Any) -> str:  # noqa: ANN401
    text = "none" if value is None else str(value)
    first, *rest = text.splitlines() or [""]
    return f"{first[:_LONGEST_SHOWN]} ..." if rest or len(first) > _LONGEST_SHOWN else first


def _check_files(store: Store, say: Callable[[str], object]) -> None:
    """Forget finished chunks whose files are not as they were written."""
    records = store._records
    unsound = [record for record in records.values() if sound_content(store.folder, record) is None]
    for record in unsound:
        del records[record.chunk]
    if unsound:
        names = _listed([record.file for record in unsound])
        say(f"{store.folder}: missing or changed, and computed again: {names}")


def _adopt(store: Store) -> None:
    """Take chunks of a job array into the manifest, as far as their files are sound."""
    for record in left_records(store.folder):
        known = record.chunk in store._records or record.file != chunk_file(record.chunk)
        if not known and sound_content(store.folder, record) is not None:
            store.add(record)
    for path in store.folder.glob(f"*{_ALONE}"):
        with suppress(OSError):
            path.unlink()


def _listed(items: Sequence[object]) -> str:
    shown = ", ".join(str(item) for item in items[:_NAMED_AT_MOST])
    more = len(items) - _NAMED_AT_MOST
    return f"{shown} and {more} more" if more > 0 else shown
