"""A run: what is missing is computed, and the whole is put together in one order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

from bongsu.execution.store import Store, open_store
from bongsu.execution.study import Arrays, ChunkedStudy, chunk_count, chunk_of
from bongsu.execution.work import Executor, LocalExecutor


class Watcher(Protocol):
    """Whoever watches a run.

    Attributes
    ----------
    looks : bool
        Whether anyone sees what is said.
    """

    @property
    def looks(self) -> bool:
        """Whether anyone sees what is said."""
        ...

    def found(self, count: int) -> None:
        """Take what was there at the start.

        Parameters
        ----------
        count : int
            Number of replications. [1]
        """
        ...

    def advance(self, count: int) -> None:
        """Take what was just finished.

        Parameters
        ----------
        count : int
            Number of replications. [1]
        """
        ...

    def headline(self, text: str) -> None:
        """Take what is known so far.

        Parameters
        ----------
        text : str
            An estimate with its interval.
        """
        ...


class Unwatched:
    """Nobody watches.

    Attributes
    ----------
    looks : bool
        Never.
    """

    looks = False

    def found(self, count: int) -> None:
        """See :meth:`Watcher.found`."""

    def advance(self, count: int) -> None:
        """See :meth:`Watcher.advance`."""

    def headline(self, text: str) -> None:
        """See :meth:`Watcher.headline`."""


def run_here(
    study: ChunkedStudy, count: int, *, folder: Path | None, say: Callable[[str], object]
) -> Arrays:
    """Compute a study with the cores of this machine, unwatched.

    Parameters
    ----------
    study : ChunkedStudy
        What is computed.
    count : int
        Replications. [1]
    folder : pathlib.Path or None
        In which its chunks are kept: a run that is there is continued. None keeps none.
    say : callable
        Called with a sentence if files are not as they were written.

    Returns
    -------
    mapping
        Arrays of the whole.

    Raises
    ------
    InputError
        If the folder cannot be used.
    """
    if folder is None:
        return run_in_memory(study, count, Unwatched())
    with open_store(folder, study, count, resume=True, say=say) as store:
        return run_in_store(study, store, LocalExecutor(), Unwatched())


def run_in_memory(study: ChunkedStudy, count: int, watcher: Watcher) -> Arrays:
    """Compute a study without keeping its chunks.

    Parameters
    ----------
    study : ChunkedStudy
        What is computed, with all cores that it uses.
    count : int
        Replications. [1]
    watcher : Watcher
        Is told how far it is.

    Returns
    -------
    mapping
        Arrays of the whole; the memory does not grow with the number of replications.
    """
    size = study.chunk_size

    def parts() -> Iterator[Arrays]:
        so_far: Arrays | None = None
        for number in range(chunk_count(count, size)):
            part = study.compute(*chunk_of(number, count, size), watcher.advance)
            so_far = _told(study, so_far, part, watcher)
            yield part

    return study.merge(parts())


def run_in_store(study: ChunkedStudy, store: Store, executor: Executor, watcher: Watcher) -> Arrays:
    """Compute what is missing of a run, and put the whole together.

    Parameters
    ----------
    study : ChunkedStudy
        What is computed.
    store : Store
        Of the run.
    executor : Executor
        Computes the chunks.
    watcher : Watcher
        Is told how far it is.

    Returns
    -------
    mapping
        Arrays of the whole: the same bits whoever computed the chunks, in whatever order, and
        however often the run was ended and continued.

    Raises
    ------
    InputError
        If a chunk cannot be computed or written.
    """
    missing, there = store.missing(), store.finished
    so_far: Arrays | None = None
    if there:
        watcher.found(there)
    if there and watcher.looks:
        so_far = study.merge(store.parts())
        watcher.headline(study.headline(so_far))
    for record in executor.finished(store.folder, study, missing, watcher.advance):
        store.add(record)
        if watcher.looks:
            so_far = _told(study, so_far, store.read(record), watcher)
    return study.merge(store.parts())


def _told(
    study: ChunkedStudy, so_far: Arrays | None, part: Arrays, watcher: Watcher
) -> Arrays | None:
    """Say what is known with one part more, if anyone looks."""
    if not watcher.looks:
        return None
    merged = part if so_far is None else study.merge([so_far, part])
    watcher.headline(study.headline(merged))
    return merged
