"""Computing chunks: one, one by its number, or many with the threads of this machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from bongsu.errors import ArgumentError, InputError
from bongsu.execution.build import build_digest
from bongsu.execution.chunks import ChunkRecord, sound_content, write_chunk
from bongsu.execution.manifest import Manifest, read_manifest
from bongsu.execution.store import leave_record, left_records, locked
from bongsu.execution.study import Chunk, ChunkedStudy, chunk_count, chunk_of, study_of
from bongsu.version import __version__


class Executor(Protocol):
    """Computes chunks somewhere."""

    def finished(
        self,
        folder: Path,
        study: ChunkedStudy,
        chunks: Sequence[Chunk],
        advance: Callable[[int], object],
    ) -> Iterator[ChunkRecord]:
        """Compute chunks.

        Parameters
        ----------
        folder : pathlib.Path
            Of the run, with its manifest.
        study : ChunkedStudy
            What is computed.
        chunks : sequence of Chunk
            Which.
        advance : callable
            Called with the number of replications just finished.

        Yields
        ------
        ChunkRecord
            Each as its file is on the disk, in any order.

        Raises
        ------
        InputError
            If one cannot be computed or written.
        """
        ...


class LocalExecutor:
    """Computes chunks one after the other, each with all cores that the study uses."""

    def finished(
        self,
        folder: Path,
        study: ChunkedStudy,
        chunks: Sequence[Chunk],
        advance: Callable[[int], object],
    ) -> Iterator[ChunkRecord]:
        """Compute chunks; see :meth:`Executor.finished`."""
        for chunk in chunks:
            yield write_chunk(folder, chunk, study.compute(*chunk, advance))


class NumberedChunk(NamedTuple):
    """A chunk that a process of a job array was asked for.

    Attributes
    ----------
    record : ChunkRecord
        The chunk.
    computed : bool
        Whether it was computed now; otherwise it was there.
    """

    record: ChunkRecord
    computed: bool


def open_run(folder: Path) -> tuple[Manifest, ChunkedStudy]:
    """Read what is computed in a folder.

    Parameters
    ----------
    folder : pathlib.Path
        Of the run.

    Returns
    -------
    tuple of (Manifest, ChunkedStudy)
        The manifest, and the study that it describes.

    Raises
    ------
    InputError
        If there is no run, another version or build of the package began it, or its scenario is
        another one here.
    """
    found = read_manifest(folder)
    begun = found.header.bongsu_version, found.header.build
    if begun != (__version__, build_digest()):
        raise InputError(
            f"{folder} was begun by bongsu {begun[0]} (build {begun[1]}), and this is "
            f"{__version__} (build {build_digest()}): results of two versions are not mixed"
        )
    study = study_of(found.header.kind, found.header.spec)
    if study.scenario_hash != found.header.scenario_hash:
        raise InputError(
            f"{folder}: a file that its scenario names holds something else here than where the "
            "run was begun"
        )
    return found, study


def compute_numbers(folder: Path, numbers: Sequence[int]) -> Iterator[NumberedChunk]:
    """Compute chunks by their numbers, beside other processes of a job array.

    Parameters
    ----------
    folder : pathlib.Path
        Of the run.
    numbers : sequence of int
        From 0. [1]

    Yields
    ------
    NumberedChunk
        Each as its file, and word of it, are on the disk.

    Raises
    ------
    InputError
        If there is no run or no such chunk, a run with a manifest of its own is at work in the
        folder, or a chunk cannot be written.
    """
    found, study = open_run(folder)
    size = found.header.chunk_size
    most = chunk_count(found.count, size)
    for number in numbers:
        if not 0 <= number < most:
            raise ArgumentError("number", f" must be 0 to {most - 1}, not {number}")
    with locked(folder, shared=True):
        there = {**found.records, **{record.chunk: record for record in left_records(folder)}}
        for number in numbers:
            chunk = chunk_of(number, found.count, size)
            record = there.get(chunk)
            if record is not None and sound_content(folder, record) is not None:
                yield NumberedChunk(record, computed=False)
                continue
            record = write_chunk(folder, chunk, study.compute(*chunk))
            leave_record(folder, record)
            yield NumberedChunk(record, computed=True)
