"""Chunks on a Dask cluster: worker processes of this machine, or a scheduler elsewhere."""

from __future__ import annotations

import logging
import os
import platform
import re
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Final

from bongsu.errors import ArgumentError, BongsuError, InputError, shortened
from bongsu.execution.chunks import ChunkRecord, write_chunk
from bongsu.execution.manifest import read_manifest
from bongsu.execution.store import passing_folder
from bongsu.execution.study import Chunk, ChunkedStudy
from bongsu.execution.work import open_run
from bongsu.physics.numerics.threads import ENVIRONMENT_VARIABLE, MOST_THREADS

if TYPE_CHECKING:
    from distributed import Client, Future, LocalCluster

MOST_TASKS: Final = 10_000
"""Beyond some hundred thousand tasks a scheduler slows down and its memory grows. [1]"""
PATIENCE_S: Final = 600.0
"""Longest wait for the next chunk. [s]"""
_CONNECT_S = 10
_START_S = 60
_LEAVE_S = 30
# an interrupted run has two seconds to end, and its workers end with it in any case
_LEAVE_AT_ONCE_S = 0.5
# what a worker does a hundred times a second for pages at which nobody looks
_SPARING = {
    "distributed.worker.profile.enabled": False,
    "distributed.admin.tick.interval": "1s",
}
_LOCAL = re.compile(r"local:([0-9]{1,4})")
_REMOTE = re.compile(r"(?:tcp|tls|ws|wss)://[^\s/]+:[0-9]{1,5}")


@dataclass(frozen=True)
class DaskExecutor:
    """Computes chunks on a Dask cluster.

    Attributes
    ----------
    cluster : str
        ``local:N`` starts N worker processes of one thread each; an address such as
        ``tcp://HOST:PORT`` is that of a scheduler whose workers share the folder of the run.
    patience_s : float
        Longest wait for the next chunk. [s]
    """

    cluster: str
    patience_s: float = PATIENCE_S

    def __post_init__(self) -> None:
        """Refuse what is no cluster, before anything is computed."""
        if not _REMOTE.fullmatch(self.cluster) and not 1 <= self.workers <= MOST_THREADS:
            raise ArgumentError(
                "cluster",
                f" must be local:N with 1 to {MOST_THREADS} workers, or tcp://HOST:PORT, not "
                f"{shortened(self.cluster)}",
            )
        if not self.patience_s > 0.0:
            raise ArgumentError("patience", f" must be above 0 s, not {self.patience_s:g}")
        try:
            import distributed  # noqa: F401
        except ImportError:
            raise ArgumentError(
                "cluster", " needs Dask, which is not installed: pip install 'bongsu[cluster]'"
            ) from None

    @property
    def workers(self) -> int:
        """Worker processes to start on this machine [1]; 0 where a scheduler is elsewhere."""
        local = _LOCAL.fullmatch(self.cluster)
        return int(local[1]) if local else 0

    def finished(
        self,
        folder: Path,
        study: ChunkedStudy,  # noqa: ARG002  # workers read it from the manifest
        chunks: Sequence[Chunk],
        advance: Callable[[int], object],
    ) -> Iterator[ChunkRecord]:
        """Compute chunks; see :meth:`bongsu.execution.work.Executor.finished`."""
        if not chunks:
            return
        spec_sha256 = read_manifest(folder).header.spec_sha256
        each = ceil(len(chunks) / MOST_TASKS)
        tasks = [chunks[k : k + each] for k in range(0, len(chunks), each)]
        ended: SimpleQueue[Future[list[ChunkRecord]]] = SimpleQueue()
        with self._client() as client:
            waiting = set()
            for task in tasks:
                future = client.submit(
                    compute_chunks, str(folder.resolve()), spec_sha256, task, pure=False
                )
                future.add_done_callback(ended.put)
                waiting.add(future)
            while waiting:
                try:
                    future = ended.get(timeout=self.patience_s)
                except Empty:
                    raise InputError(self._silent(client)) from None
                # the scheduler forgets what nobody holds
                waiting.discard(future)
                for record in self._records(future):
                    advance(record.last - record.first)
                    yield record

    @contextmanager
    def _client(self) -> Iterator[Client]:
        # what they would print about workers that end is said here in sentences
        for name in ("distributed", "asyncio"):
            logging.getLogger(name).setLevel(logging.CRITICAL)
        if not self.workers:
            with _connected(self.cluster, _CONNECT_S) as client:
                yield client
            return
        with passing_folder() as scratch:
            cluster = self._started(scratch)
            leave_s: float = _LEAVE_AT_ONCE_S
            try:
                with _connected(cluster.scheduler_address, _START_S) as client:
                    yield client
                leave_s = _LEAVE_S
            finally:
                with suppress(TimeoutError):
                    cluster.close(timeout=leave_s)

    def _started(self, scratch: Path) -> LocalCluster:
        from distributed import LocalCluster

        try:
            with warnings.catch_warnings():
                # its pages, at which nobody looks, take another port beside another cluster
                warnings.filterwarnings("ignore", message="Port .* is already in use")
                return LocalCluster(
                    n_workers=self.workers,
                    threads_per_worker=1,
                    processes=True,
                    dashboard_address=None,
                    local_directory=str(scratch),
                    silence_logs=logging.CRITICAL,
                    config=_SPARING,
                )
        except (OSError, RuntimeError) as error:
            raise InputError(
                f"--cluster {self.cluster}: its workers did not start ({error})"
            ) from None

    def _silent(self, client: Client) -> str:
        workers = len(client.scheduler_info(n_workers=-1)["workers"])
        return (
            f"--cluster {self.cluster}: no chunk for {self.patience_s:g} s, with {workers} workers "
            "at the scheduler; finished chunks are kept, and --resume continues the run"
        )

    def _records(self, future: Future[list[ChunkRecord]]) -> list[ChunkRecord]:
        from distributed import KilledWorker

        try:
            return future.result()
        except KilledWorker:
            reason = "workers were ended several times over one chunk"
        except BongsuError:
            raise
        except ImportError as error:
            reason = f"its workers cannot import bongsu ({error})"
        except OSError as error:
            reason = f"the scheduler is lost ({error})"
        except Exception as error:
            if not future.cancelled() and future.status != "lost":
                raise
            reason = f"the scheduler is lost ({error})"
        raise InputError(
            f"--cluster {self.cluster}: {reason}; finished chunks are kept, and --resume continues "
            "the run"
        )


def compute_chunks(folder: str, spec_sha256: str, chunks: Sequence[Chunk]) -> list[ChunkRecord]:
    """Compute chunks in a worker.

    Parameters
    ----------
    folder : str
        Of the run, as the worker sees it.
    spec_sha256 : str
        Of what is computed, to tell that it is the same folder.
    chunks : sequence of Chunk
        Which.

    Returns
    -------
    list of ChunkRecord
        Some hundred bytes for each; their files are on the disk.

    Raises
    ------
    InputError
        If the worker does not see the folder, runs another version of the package, or cannot write.
    """
    # a worker runs as many tasks at once as it has threads
    os.environ[ENVIRONMENT_VARIABLE] = "1"
    try:
        study = _study(folder, spec_sha256)
        return [write_chunk(Path(folder), chunk, study.compute(*chunk)) for chunk in chunks]
    except BongsuError as error:
        # errors of several arguments do not survive the way back
        raise InputError(f"a worker on {platform.node()}: {error}") from None


@lru_cache(maxsize=4)
def _study(folder: str, spec_sha256: str) -> ChunkedStudy:
    manifest, study = open_run(Path(folder))
    if manifest.header.spec_sha256 != spec_sha256:
        raise InputError(f"another run is in {folder} here: workers must share the folder of a run")
    return study


@contextmanager
def _connected(address: str, patience_s: float) -> Iterator[Client]:
    from distributed import Client

    try:
        client = Client(address, timeout=patience_s, set_as_default=False)
    except (OSError, ValueError) as error:
        raise InputError(f"--cluster {address}: no scheduler answers there ({error})") from None
    try:
        yield client
    finally:
        with suppress(TimeoutError):
            client.close(timeout=_LEAVE_AT_ONCE_S)
