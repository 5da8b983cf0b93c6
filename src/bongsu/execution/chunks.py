"""Files of chunks: one for each, written whole or not at all, never changed afterwards."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bongsu.execution.study import Arrays, Chunk
from bongsu.output.durable import write_whole


@dataclass(frozen=True)
class ChunkRecord:
    """A finished chunk.

    Attributes
    ----------
    first, last : int
        Its replications, the last not included. [1]
    file : str
        Name of its file in the folder of the run.
    bytes : int
        Size of the file. [1]
    sha256 : str
        Of the file's content.
    """

    first: int
    last: int
    file: str
    bytes: int
    sha256: str

    @property
    def chunk(self) -> Chunk:
        """The replications."""
        return Chunk(self.first, self.last)


def chunk_file(chunk: Chunk) -> str:
    """Name the file of a chunk.

    Parameters
    ----------
    chunk : Chunk
        Its replications.

    Returns
    -------
    str
        Without a folder.
    """
    return f"chunk-{chunk.first}-{chunk.last}.npz"


def write_chunk(folder: Path, chunk: Chunk, arrays: Arrays) -> ChunkRecord:
    """Write a chunk: the same bytes wherever and whenever it is computed.

    Parameters
    ----------
    folder : pathlib.Path
        Of the run.
    chunk : Chunk
        Its replications.
    arrays : mapping
        What came of them.

    Returns
    -------
    ChunkRecord
        For the manifest.

    Raises
    ------
    InputError
        If it cannot be written, as on a full disk.
    """
    content = _packed(arrays)
    name = chunk_file(chunk)
    write_whole(folder / name, content)
    return ChunkRecord(
        first=chunk.first,
        last=chunk.last,
        file=name,
        bytes=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )


def read_chunk(folder: Path, record: ChunkRecord) -> Arrays | None:
    """Read a chunk if it is as it was written.

    Parameters
    ----------
    folder : pathlib.Path
        Of the run.
    record : ChunkRecord
        What the manifest says of it.

    Returns
    -------
    mapping or None
        Its arrays; none where the file is missing or holds anything else.
    """
    content = sound_content(folder, record)
    if content is None:
        return None
    with np.load(io.BytesIO(content), allow_pickle=False) as stored:
        return {name: stored[name] for name in stored.files}


def sound_content(folder: Path, record: ChunkRecord) -> bytes | None:
    """Read the file of a chunk if it is as it was written; see :func:`read_chunk`."""
    try:
        with (folder / record.file).open("rb") as stream:
            # one byte more would show that it has grown
            content = stream.read(record.bytes + 1)
    except OSError:
        return None
    return content if hashlib.sha256(content).hexdigest() == record.sha256 else None


def _packed(arrays: Arrays) -> bytes:
    """Write arrays as ``.npz``, whose members carry the first date that there is: no clock."""
    stream = io.BytesIO()
    np.savez(stream, allow_pickle=False, **arrays)
    return stream.getvalue()
