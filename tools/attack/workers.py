"""Processes that run cases, and the one that watches them: a hang or a crash is found."""

from __future__ import annotations

import multiprocessing as mp
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any

from tools.attack.case import Case

Job = tuple[str, int, int]
"""Kind, seed and index."""

PATIENCE_S = 180.0
"""Wall-clock time after which a case counts as a hang. [s]"""


@dataclass
class Found:
    """What a worker tells of a case.

    Attributes
    ----------
    job : tuple
        Kind, seed and index.
    case : Case or None
        It, made smaller, where there is a fault; none where the worker ended.
    faults : list of str
        What is wrong.
    codes : list of int
        Exit codes of its commands. [1]
    seconds : float
        Processor time, drawing included. [s]
    """

    job: Job
    case: Case | None = None
    faults: list[str] = field(default_factory=list)
    codes: list[int] = field(default_factory=list)
    seconds: float = 0.0


def attacked(jobs: Iterator[Job], count: int) -> Iterator[Found]:
    """Run jobs in processes.

    Parameters
    ----------
    jobs : iterator of tuple
        Kind, seed and index of each case.
    count : int
        Number of processes. [1]

    Yields
    ------
    Found
        As they are done.
    """
    context = mp.get_context("spawn")
    crew = [_Worker(context) for _ in range(count)]
    try:
        for worker in crew:
            worker.take(jobs)
        while busy := [worker for worker in crew if worker.job is not None]:
            ready = wait([worker.connection for worker in busy], timeout=1.0)
            for worker in busy:
                if worker.connection in ready:
                    yield worker.result()
                elif time.monotonic() - worker.since > PATIENCE_S:
                    yield worker.ended(f"hang: no end within {PATIENCE_S:.0f} s")
                else:
                    continue
                worker.take(jobs)
    finally:
        for worker in crew:
            worker.stop()


class _Worker:
    """One process and what it is at."""

    def __init__(self, context: Any) -> None:
        self._context = context
        self.job: Job | None = None
        self.since = 0.0
        self._start()

    def _start(self) -> None:
        self.connection, other = self._context.Pipe()
        self._process: BaseProcess = self._context.Process(target=_work, args=(other,), daemon=True)
        self._process.start()
        other.close()

    def take(self, jobs: Iterator[Job]) -> None:
        self.job = next(jobs, None)
        self.since = time.monotonic()
        if self.job is not None:
            self.connection.send(self.job)

    def result(self) -> Found:
        try:
            found: Found = self.connection.recv()
        except EOFError:
            self._process.join(5.0)
            return self.ended(f"crash: the process ended with {self._process.exitcode}")
        return found

    def ended(self, fault: str) -> Found:
        assert self.job is not None
        job = self.job
        self.stop()
        self._start()
        return Found(job, None, [fault])

    def stop(self) -> None:
        self._process.kill()
        self._process.join()
        self.connection.close()


def _work(connection: Connection) -> None:
    from tools.attack.judge import faults, signature
    from tools.attack.kinds import KINDS
    from tools.attack.minimising import minimised
    from tools.attack.running import run

    os.environ.setdefault("COLUMNS", "120")
    known: set[str] = set()
    while True:
        try:
            job: Job = connection.recv()
        except (EOFError, KeyboardInterrupt):
            return
        start = time.process_time()
        case = KINDS[job[0]](*job)
        outcomes = run(case)
        found = faults(case, outcomes)
        seconds = time.process_time() - start
        new = [fault for fault in found if signature(fault) not in known]
        known.update(map(signature, new))
        if new and not case.setting and "slow" not in new[0]:
            case = minimised(case, new[0])
        codes = [outcome.code for outcome in outcomes]
        connection.send(Found(job, case if found else None, found, codes, seconds))
