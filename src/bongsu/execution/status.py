"""How far a run is, asked beside it: nothing is changed, and nothing needs to wait."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bongsu.execution.chunks import sound_content
from bongsu.execution.manifest import Header, read_manifest
from bongsu.execution.store import left_records
from bongsu.execution.study import chunk_count, chunk_of


@dataclass(frozen=True, kw_only=True)
class RunStatus:
    """How far a run is.

    Attributes
    ----------
    header : Header
        What it computes.
    count, finished : int
        Replications that are wanted, and those that are computed. [1]
    chunks, finished_chunks : int
        The same in chunks. [1]
    changed : tuple of str
        Files that are missing or not as they were written.
    bytes : int
        Size of the finished chunks. [1]
    """

    header: Header
    count: int
    finished: int
    chunks: int
    finished_chunks: int
    changed: tuple[str, ...]
    bytes: int


def run_status(folder: Path) -> RunStatus:
    """Find out how far a run is.

    Parameters
    ----------
    folder : pathlib.Path
        Of the run, at which a process may be at work.

    Returns
    -------
    RunStatus
        Every file is read, and held against what was written.

    Raises
    ------
    InputError
        If there is no run in the folder.
    """
    found = read_manifest(folder)
    size = found.header.chunk_size
    known = {record.chunk: record for record in left_records(folder)} | dict(found.records)
    finished = sound = stored = 0
    changed = []
    chunks = chunk_count(found.count, size)
    for number in range(chunks):
        record = known.get(chunk_of(number, found.count, size))
        if record is None:
            continue
        if sound_content(folder, record) is None:
            changed.append(record.file)
            continue
        sound += 1
        finished += record.last - record.first
        stored += record.bytes
    return RunStatus(
        header=found.header,
        count=found.count,
        finished=finished,
        chunks=chunks,
        finished_chunks=sound,
        changed=tuple(changed),
        bytes=stored,
    )
