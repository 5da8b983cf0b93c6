"""The options of a long run: where its chunks are kept, and who computes them."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from bongsu.cli.options.values import Flag, number, whole
from bongsu.cli.terminal.progress import run_progress
from bongsu.errors import InputError
from bongsu.words import number_of

if TYPE_CHECKING:
    from bongsu.execution.study import Arrays, ChunkedStudy
    from bongsu.execution.work import Executor


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class RunOptions:
    """Where a run is kept, and who computes it.

    Attributes
    ----------
    store
        Folder in which each finished chunk is kept, so that an ended run can be continued, and a
        longer one extends it.
    resume
        Continue the run in that folder; begin it if there is none.
    prepare
        Only make the folder, whose chunks a job array computes: see `bongsu run job-script`.
    chunk_size
        Replications of a chunk - draws of a study of uncertainty, pairs of draws of one of
        sensitivity - which is what an ended run loses at most; about two seconds' worth by default.
    cluster
        local:N starts N worker processes on this machine; tcp://HOST:PORT is a Dask scheduler whose
        workers share the folder. This machine's threads by default.
    patience
        Longest wait for the next chunk of a cluster; 600 by default. [s]
    """

    store: Path | None = None
    resume: Flag = False
    prepare: Flag = False
    chunk_size: Annotated[int, whole(1, 10**9)] | None = None
    cluster: str | None = None
    patience: Annotated[float, number(1e-3, 1e6, "s")] | None = None

    def check(self) -> None:
        """Refuse options that need others.

        Raises
        ------
        InputError
            If one stands without what it needs.
        """
        needing = {
            "--resume": self.resume,
            "--prepare": self.prepare,
            "--chunk-size": self.chunk_size is not None,
        }
        for option, given in needing.items():
            if given and self.store is None:
                raise InputError(f"{option} needs --store, the folder of the run")
        if self.patience is not None and self.cluster is None:
            raise InputError("--patience needs --cluster")
        if self.prepare and self.cluster is not None:
            raise InputError("--prepare computes nothing, so that --cluster has no use with it")

    def executor(self) -> Executor:
        """Who computes the chunks.

        Returns
        -------
        Executor
            The threads of this machine, or a cluster.

        Raises
        ------
        InputError
            If there is no such cluster.
        """
        if self.cluster is None:
            from bongsu.execution.work import LocalExecutor

            return LocalExecutor()
        from bongsu.execution.cluster import PATIENCE_S, DaskExecutor

        patience_s = PATIENCE_S if self.patience is None else self.patience
        found = DaskExecutor(self.cluster, patience_s)
        if self.store is None and not found.workers:
            raise InputError(
                f"--cluster {self.cluster} needs --store, a folder that its workers share"
            )
        return found


IN_MEMORY = RunOptions()


def run_study(
    study: ChunkedStudy, count: int, options: RunOptions, *, description: str
) -> Arrays | None:
    """Compute a study as the options ask.

    Parameters
    ----------
    study : ChunkedStudy
        What is computed.
    count : int
        Replications. [1]
    options : RunOptions
        Where it is kept, and who computes it.
    description : str
        What is computed, for a terminal.

    Returns
    -------
    mapping or None
        Arrays of the whole; none where the run was only prepared.

    Raises
    ------
    InputError
        If the options do not fit together, the folder cannot be used, or a chunk cannot be
        computed.
    """
    options.check()
    executor = options.executor()
    with ExitStack() as stack:
        folder = options.store
        if folder is None and options.cluster is not None:
            from bongsu.execution.store import passing_folder

            folder = stack.enter_context(passing_folder())
        if folder is None:
            from bongsu.execution.run import run_in_memory

            shown = stack.enter_context(run_progress(description, count))
            return run_in_memory(study, count, shown)
        from bongsu.execution.run import run_in_store
        from bongsu.execution.store import open_store

        store = stack.enter_context(
            open_store(
                folder,
                study,
                count,
                chunk_size=options.chunk_size,
                resume=options.resume or options.store is None,
                say=_say,
            )
        )
        if options.prepare:
            _say(f"{folder}: {number_of(len(store.missing()), 'chunk')} to compute")
            return None
        shown = stack.enter_context(run_progress(description, count))
        try:
            return run_in_store(study, store, executor, shown)
        except KeyboardInterrupt:
            if options.store is not None:
                _say(f"{store.finished:,} of {count:,} are kept in {folder}: --resume continues")
            raise


def _say(sentence: str) -> None:
    sys.stderr.write(f"bongsu: {sentence}\n")
