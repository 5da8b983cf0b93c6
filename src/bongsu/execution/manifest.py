"""The manifest of a run: what is computed, and a line for each chunk that is finished.

It only grows. A line that a killed run left half-written is dropped, and its chunk computed again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Final

from bongsu.errors import InputError
from bongsu.execution.build import build_digest
from bongsu.execution.chunks import ChunkRecord
from bongsu.execution.study import KINDS, Chunk, ChunkedStudy
from bongsu.output.durable import append_line, write_whole
from bongsu.version import __version__

NAME: Final = "manifest.jsonl"
"""Of the manifest's file in the folder of a run."""
_FORMAT = 2
_COUNT = "replications"


@dataclass(frozen=True, kw_only=True)
class Header:
    """First line of a manifest: what the run computes.

    Attributes
    ----------
    format : int
        Of the manifest. [1]
    kind : str
        Of the study.
    spec : mapping
        What the study is made from.
    spec_sha256 : str
        Of that.
    scenario_hash : str or None
        Fingerprint of the scenario, if there is one.
    bongsu_version : str
        Version of the package that computes it.
    build : str
        Of that version; see :func:`bongsu.execution.build.build_digest`.
    seed : int
        Of the random numbers. [1]
    chunk_size : int
        Replications of every chunk but the last. [1]
    """

    format: int
    kind: str
    spec: Mapping[str, Any]
    spec_sha256: str
    scenario_hash: str | None
    bongsu_version: str
    build: str
    seed: int
    chunk_size: int


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """What a manifest says.

    Attributes
    ----------
    header : Header
        What is computed.
    count : int
        How many replications the latest run wanted. [1]
    records : mapping
        Finished chunks.
    damaged : tuple of int
        Lines that cannot be read, from 1; their chunks count as not computed. [1]
    """

    header: Header
    count: int
    records: Mapping[Chunk, ChunkRecord]
    damaged: tuple[int, ...] = ()


def header_of(study: ChunkedStudy, chunk_size: int) -> Header:
    """Write the first line for a study.

    Parameters
    ----------
    study : ChunkedStudy
        What is to be computed.
    chunk_size : int
        Replications of a chunk. [1]

    Returns
    -------
    Header
        As this version of the package computes it.
    """
    spec = study.spec()
    return Header(
        format=_FORMAT,
        kind=study.kind,
        spec=spec,
        spec_sha256=_digest(spec),
        scenario_hash=study.scenario_hash,
        bongsu_version=__version__,
        build=build_digest(),
        seed=study.seed,
        chunk_size=chunk_size,
    )


def begin(folder: Path, header: Header) -> None:
    """Make the manifest of a new run.

    Parameters
    ----------
    folder : pathlib.Path
        Of the run.
    header : Header
        Its first line.

    Raises
    ------
    InputError
        If it cannot be written.
    """
    write_whole(folder / NAME, _line(asdict(header)))


def append_count(folder: Path, count: int) -> None:
    """Note how many replications a run wants.

    Parameters
    ----------
    folder : pathlib.Path
        Of the run.
    count : int
        How many. [1]

    Raises
    ------
    InputError
        If it cannot be written.
    """
    append_line(folder / NAME, _line({_COUNT: count}))


def append_record(folder: Path, record: ChunkRecord) -> None:
    """Note a finished chunk.

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
    append_line(folder / NAME, record_line(record))


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of a run.

    Parameters
    ----------
    folder : pathlib.Path
        Of the run.

    Returns
    -------
    Manifest
        All whole lines; of several for one chunk the last counts.

    Raises
    ------
    InputError
        If there is none, or its first line cannot be used.
    """
    path = folder / NAME
    # what stands behind the last line end is a line in the making
    first, *lines = _content(path).split(b"\n")[:-1] or [b""]
    header = _header(path, first)
    count = 0
    records: dict[Chunk, ChunkRecord] = {}
    damaged = []
    for number, line in enumerate(lines, start=2):
        found = _parsed(line)
        if isinstance(found, ChunkRecord):
            records[found.chunk] = found
        elif found is not None:
            count = found
        else:
            damaged.append(number)
    return Manifest(header=header, count=count, records=records, damaged=tuple(damaged))


def parse_record(line: bytes) -> ChunkRecord | None:
    """Read the line of a chunk.

    Parameters
    ----------
    line : bytes
        As it was written.

    Returns
    -------
    ChunkRecord or None
        None if it is anything else.
    """
    found = _parsed(line)
    return found if isinstance(found, ChunkRecord) else None


def record_line(record: ChunkRecord) -> bytes:
    """Write the line of a chunk; see :func:`parse_record`."""
    return _line(asdict(record))


def _parsed(line: bytes) -> ChunkRecord | int | None:
    try:
        found = json.loads(line)
    except ValueError:
        return None
    if not isinstance(found, dict):
        return None
    count = found.get(_COUNT)
    if [*found] == [_COUNT] and isinstance(count, int):
        return count
    kinds = {"first": int, "last": int, "file": str, "bytes": int, "sha256": str}
    if {*found} == {*kinds} and all(isinstance(found[k], kind) for k, kind in kinds.items()):
        record = ChunkRecord(**found)
        # a name of a file, and not a way out of the folder
        return record if Path(record.file).name == record.file else None
    return None


def _header(path: Path, line: bytes) -> Header:
    try:
        found = json.loads(line)
        maker = str(found["bongsu_version"])
        known = found["format"] == _FORMAT and found["kind"] in KINDS
    except (ValueError, TypeError, KeyError):
        raise InputError(f"{path}: its first line does not say what the run computes") from None
    if not known:
        raise InputError(f"{path} was made by another version of bongsu, {maker}")
    try:
        header = Header(**{field.name: found[field.name] for field in fields(Header)})
    except (ValueError, TypeError, KeyError):
        raise InputError(f"{path}: its first line does not say what the run computes") from None
    if header.spec_sha256 != _digest(header.spec):
        raise InputError(f"{path}: its first line was changed after it was written")
    return header


def _digest(spec: Mapping[str, Any]) -> str:
    text = json.dumps(spec, sort_keys=True, allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _line(content: Mapping[str, Any]) -> bytes:
    return json.dumps(content, allow_nan=False).encode() + b"\n"


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise InputError(f"there is no run in {path.parent}: it has no {NAME}") from None
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}") from None
