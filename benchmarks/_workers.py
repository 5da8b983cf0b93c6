"""Tools under test, each in processes of its own that wait for orders.

A tool that is not installed raises :class:`ModuleNotFoundError` when its workers start.
"""

import multiprocessing
import time
from dataclasses import dataclass
from multiprocessing.connection import Connection
from types import TracebackType

import numpy as np

import _peers
import anchor
from anchor import FloatArray


@dataclass(frozen=True, kw_only=True)
class Timing:
    """What one order cost, over all processes of a tool."""

    arcs: int
    cpu_s: float
    wall_s: float

    @property
    def per_cpu_s(self) -> float:
        """Arcs per second of processor time."""
        return self.arcs / self.cpu_s

    @property
    def per_wall_s(self) -> float:
        """Arcs per second of the clock."""
        return self.arcs / self.wall_s


def _serve(name: str, orders: Connection) -> None:
    try:
        fly = _peers.FLYERS[name]()
    except ModuleNotFoundError as missing:
        orders.send(missing)
        return
    orders.send("ready")
    states = anchor.initial_states()
    while True:
        order = orders.recv()
        if order is None:
            return
        first, last, repeats = order
        wall, cpu = time.perf_counter(), time.process_time()
        for _ in range(repeats):
            impacts = fly(states[first:last])
        orders.send((time.process_time() - cpu, time.perf_counter() - wall, impacts))


class Tool:
    """One tool in as many processes as it needs to fill the cores."""

    def __init__(self, name: str, processes: int, arcs: int, repeats: int) -> None:
        self.name = name
        self.arcs = arcs
        self.repeats = repeats
        context = multiprocessing.get_context("spawn")
        self._ends: list[Connection] = []
        self._processes = []
        for _ in range(processes):
            here, there = context.Pipe()
            process = context.Process(target=_serve, args=(name, there), daemon=True)
            process.start()
            self._ends.append(here)
            self._processes.append(process)
        for end in self._ends:
            answer = end.recv()
            if isinstance(answer, ModuleNotFoundError):
                self.close()
                raise answer

    def __enter__(self) -> "Tool":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the processes."""
        for end, process in zip(self._ends, self._processes, strict=True):
            if process.is_alive():
                end.send(None)
            process.join()

    def run(self) -> tuple[Timing, FloatArray]:
        """Fly the first `arcs` starts, shared between the processes, all at the same time."""
        edges = np.linspace(0, self.arcs, len(self._ends) + 1).astype(int)
        wall = time.perf_counter()
        for end, first, last in zip(self._ends, edges[:-1], edges[1:], strict=True):
            end.send((int(first), int(last), self.repeats))
        answers = [end.recv() for end in self._ends]
        timing = Timing(
            arcs=self.arcs * self.repeats,
            cpu_s=sum(cpu for cpu, _, _ in answers),
            wall_s=time.perf_counter() - wall,
        )
        return timing, np.vstack([impacts for _, _, impacts in answers])
