"""How many replications of a raid are played a second, beside an event loop and SimPy.

    uv run --group bench python benchmarks/raid.py --json

plays 20 Nodongs from Hwangju at Busan, a minute apart and each up to 5 s early or late, against
the battery of ``korea-2016``, on all cores and warm. All three give the same leakers and
interceptors within what chance allows, or the run ends. Memory is that of a process of its own for
each number of replications.
"""

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from math import inf
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from bongsu.execution import cluster
from bongsu.execution.chunks import ChunkRecord, write_chunk
from bongsu.execution.cluster import DaskExecutor, compute_chunks
from bongsu.execution.run import Unwatched, run_in_store
from bongsu.execution.store import open_store
from bongsu.execution.study import Chunk
from bongsu.execution.work import Executor, LocalExecutor
from bongsu.physics.numerics.jit import kernel
from bongsu.physics.numerics.philox import StreamKey, stream_key, uniforms
from bongsu.physics.numerics.threads import core_count, run_in_chunks
from bongsu.scenario import load_scenario, parse_raid
from bongsu.studies.raid.played import STUDY, RaidStudy
from raid_plain import PlainRaid, Shots, event_loop, simulated

RAID = """
format: 1
name: bench
title: Twenty Nodongs at Busan
waves:
  - {missile: nodong, launch_areas: [hwangju], targets: [busan], count: 20, last_launch: LAST,
     launch_spread: SPREAD, reliability: 0.9}
"""
SPREAD_S, LAST_S = 5.0, 1140.0
PLAIN, GROWTH = 2_000, (100_000, 1_000_000, 10_000_000)
# a run on two Dask workers, in chunks that take a second or more
DASK = 12 * 2**19
DASK_WANTED = 0.85
NOTED = 100
PROJECTED, NODES = (10**9, 10**12), (1, 1000)
# the same raid with fixed launches, which share one schedule of first salvos
KINDS = {"replications_per_s": SPREAD_S, "replications_per_s_fixed": 0.0}


def study_of(spread_s: float = SPREAD_S, seed: int = 1) -> RaidStudy:
    """The study of the benchmark's raid."""
    korea = load_scenario("korea-2016")
    text = RAID.replace("LAST", f"{LAST_S:g} s").replace("SPREAD", f"{spread_s:g} s")
    if spread_s == 0.0:
        text = text.replace("reliability: 0.9", "reliability: 1")
    return RaidStudy.of(korea, parse_raid(text, korea), seed=seed)


def least(work: Callable[[], object], rounds: int) -> float:
    """Least seconds of several rounds."""
    times = []
    for _ in range(rounds):
        begin = time.perf_counter()
        work()
        times.append(time.perf_counter() - begin)
    return min(times)


@kernel
def _draw(key: StreamKey, first: int, last: int, streams: int) -> float:
    """Draw what a replication draws: a block for each missile."""
    total = 0.0
    for replication in range(first, last):
        for stream in range(streams):
            a, b, c, d = uniforms(key, replication, stream, 0)
            total += a + b + c + d
    return total


def random_numbers_s(replications: int, missiles: int) -> float:
    """Seconds for the random numbers of so many replications alone, on all cores."""
    key = stream_key(1, STUDY)
    _draw(key, 0, 1, missiles)

    def draw() -> None:
        run_in_chunks(lambda a, b: _draw(key, a, b, missiles), replications, chunk=4096)

    return least(draw, 3)


def plain_raid(study: RaidStudy) -> PlainRaid:
    """The same raid for the plain versions."""
    raid = study.prepared
    (unit,) = raid.units
    shots = []
    for index in raid.flight_of:
        (own,) = raid.options[index]
        order = np.argsort(own.launch_s, kind="stable")
        shots.append(
            Shots(
                own.launch_s[order].tolist(),
                own.intercept_s[order].tolist(),
                own.kill_probability[order].tolist(),
            )
        )
    return PlainRaid(
        shots=shots,
        launch_s=raid.launch_s,
        spread_s=SPREAD_S,
        reliability=0.9,
        works=unit.kill.common_reliability,
        look_s=unit.look_s,
        magazine=unit.magazine,
    )


def same(name: str, found: float, expected: float, deviation: float, replications: int) -> None:
    """End where two versions of the raid disagree by more than chance allows."""
    if abs(found - expected) > 4.0 * deviation / replications**0.5:
        sys.exit(f"{name}: {found:.4f}, not {expected:.4f}")


def beside(rounds: int) -> dict[str, float]:
    """Replications a second of each version, and that they agree."""
    study = study_of()
    merged = study.merge([study.compute(0, 200_000)])
    counts = study.outcome(merged).counts
    plain = plain_raid(study)
    figures: dict[str, float] = {}
    for key, spread_s in KINDS.items():
        own = study_of(spread_s)
        own.compute(0, 100)
        figures[key] = 200_000 / least(partial(own.compute, 0, 200_000), rounds)
    for name, play in (("python", event_loop), ("simpy", simulated)):
        leakers, spent = play(plain, PLAIN, 1)
        same(name, leakers / PLAIN, counts.leakers.mean, counts.leakers.deviation, PLAIN)
        fired = counts.interceptors_spent
        same(name, spent / PLAIN, fired.mean, fired.deviation, PLAIN)
        figures[f"{name}_per_s"] = PLAIN / least(partial(play, plain, PLAIN, 1), rounds)
    figures["ratio_plain_python"] = figures["replications_per_s"] / figures["python_per_s"]
    figures["ratio_simpy"] = figures["replications_per_s"] / figures["simpy_per_s"]
    alone = 1_000_000 / random_numbers_s(1_000_000, len(plain.shots))
    figures["random_numbers_per_s"] = alone
    figures["ratio_random_numbers"] = alone / figures["replications_per_s"]
    figures["leakers_mean"] = counts.leakers.mean
    return figures


def growth() -> dict[str, list[float]]:
    """Peak memory and seconds of a process for each number of replications."""
    peaks, times = [], []
    for count in GROWTH:
        done = subprocess.run(
            [sys.executable, __file__, "--alone", str(count)],
            check=True,
            capture_output=True,
            text=True,
        )
        peak_mb, seconds = map(float, done.stdout.split())
        peaks.append(peak_mb)
        times.append(seconds)
    return {"replications": [*map(float, GROWTH)], "peak_rss_mb": peaks, "seconds": times}


def alone(count: int) -> None:
    """Play so many replications in this process, in chunks as a run does; print memory and time."""
    study = study_of()
    study.compute(0, 100)
    begin = time.perf_counter()
    size = study.chunk_size
    merged = study.merge(
        study.compute(first, min(first + size, count)) for first in range(0, count, size)
    )
    seconds = time.perf_counter() - begin
    if study.outcome(merged).replications != count:
        sys.exit("replications were lost")
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024.0
    sys.stdout.write(f"{peak_mb} {seconds}\n")


def timed_chunks(folder: str, spec_sha256: str, chunks: Sequence[Chunk]) -> list[ChunkRecord]:
    """Compute chunks in a worker, and leave word of what they took of its processor."""
    begin, before = time.time(), time.process_time()
    records = compute_chunks(folder, spec_sha256, chunks)
    took = {"begin": begin, "end": time.time(), "processor_s": time.process_time() - before}
    Path(folder, f"took-{chunks[0].first}").write_text(json.dumps(took))
    return records


class TimedExecutor(LocalExecutor):
    """Threads, with a note of what each chunk takes of the processor."""

    def __init__(self) -> None:
        self.processor_s: list[float] = []

    def finished(self, *asked: Any) -> Iterator[ChunkRecord]:
        before = time.process_time()
        for record in super().finished(*asked):
            self.processor_s.append(time.process_time() - before)
            yield record
            before = time.process_time()


def dask() -> dict[str, float]:
    """Two Dask workers beside as many threads, and how long a run must be to repay their start.

    Other work on the machine slows whatever runs meanwhile, so that clocks cannot be compared.
    What is compared is the processor time of equal chunks, the median over them, in turn; and it
    counts against workers if they wait between chunks. Threads count as never waiting.
    """
    study = study_of()
    study.compute(0, 100)
    threads = TimedExecutor()
    compute_here = cluster.compute_chunks

    def run(executor: Executor) -> tuple[float, float, list[dict[str, float]]]:
        with tempfile.TemporaryDirectory() as name:
            folder, begin = Path(name) / "run", time.time()
            with open_store(folder, study, DASK, say=print) as store:
                run_in_store(study, store, executor, Unwatched())
            took = [json.loads(path.read_text()) for path in folder.glob("took-*")]
            return begin, time.time(), took

    run(threads)
    cluster.compute_chunks = timed_chunks
    try:
        workers = DaskExecutor(f"local:{core_count()}")
        begin, end, took = run(workers)
    finally:
        cluster.compute_chunks = compute_here
    run(threads)
    first = min(one["begin"] for one in took)
    last = max(one["end"] for one in took)
    busy = sum(one["end"] - one["begin"] for one in took) / (workers.workers * (last - first))
    here, there = threads.processor_s, [one["processor_s"] for one in took]
    ratio = median(here) / median(there)
    start_s = (end - begin) - (last - first)
    # seconds / (seconds / efficiency + start) reaches what is wanted from here on
    rest = 1.0 / DASK_WANTED - 1.0 / (ratio * busy)
    return {
        "dask_efficiency": ratio * busy,
        "dask_busy": busy,
        "dask_chunk_processor_s": median(there),
        "threads_chunk_processor_s": median(here),
        "dask_start_s": start_s,
        "dask_replications": DASK,
        "dask_least_threads_s": start_s / rest if rest > 0.0 else inf,
    }


def noted_chunk_s() -> float:
    """Seconds in which the one process that keeps the manifest notes a finished chunk."""
    study = study_of()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "run"
        with open_store(folder, study, 1, say=print) as store:
            record = write_chunk(folder, Chunk(0, 1), study.compute(0, 1))
            begin = time.perf_counter()
            for _ in range(NOTED):
                store.add(record)
            return (time.perf_counter() - begin) / NOTED


def projection(figures: dict[str, Any], cores: int, chunk: int) -> dict[str, dict[str, float]]:
    """Seconds that many replications take on many nodes with as many cores as this machine.

    Chunks are dealt out evenly, every core is as fast as here, workers start together as here, and
    one process notes each finished chunk while others compute: what takes longer of the two counts.
    """
    each = figures["replications_per_s"] / cores
    found = {}
    for replications in PROJECTED:
        chunks = -(-replications // chunk)
        noting = chunks * figures["noted_chunk_s"]
        found[f"{replications:.0e}"] = {
            f"{nodes} nodes": figures["dask_start_s"]
            + max(-(-chunks // (nodes * cores)) * chunk / each, noting)
            for nodes in NODES
        }
    return found


def main() -> None:
    """Measure, and print figures or a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--alone", type=int)
    parser.add_argument("--dask", action="store_true", help="only Dask beside threads")
    chosen = parser.parse_args()
    if chosen.alone is not None:
        alone(chosen.alone)
        return
    if chosen.dask:
        sys.stdout.write(json.dumps(dask(), indent=1) + "\n")
        return
    figures: dict[str, Any] = {**beside(chosen.rounds)}
    grown = growth()
    figures["growth"] = grown
    figures["peak_rss_mb"] = max(grown["peak_rss_mb"])
    figures |= dask()
    figures["noted_chunk_s"] = noted_chunk_s()
    figures["projection_s"] = projection(figures, core_count(), study_of().chunk_size)
    figures["cores"] = core_count()
    figures["machine"] = f"{platform.machine()}, {os.cpu_count()} cores"
    if chosen.json:
        sys.stdout.write(json.dumps(figures, indent=1) + "\n")
        return
    for name, value in figures.items():
        sys.stdout.write(f"{name}: {value}\n")


if __name__ == "__main__":
    main()
