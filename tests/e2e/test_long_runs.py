"""Long runs as they end in practice: killed, interrupted, on a full disk, twice, on a cluster."""

import importlib.util
import json
import os
import re
import resource
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from tools.campaign import stores

from bongsu.execution.cluster import DaskExecutor
from bongsu.execution.run import Unwatched, run_in_store
from bongsu.execution.store import open_store
from bongsu.execution.work import LocalExecutor
from bongsu.scenario import load_scenario, parse_raid
from bongsu.studies.epistemic.uncertainty import UncertaintyStudy
from bongsu.studies.raid.played import RaidStudy

RAID = (
    *("raid", "ideal", "--missiles", "20", "--interceptors", "24", "--kill-probability", "0.8"),
    *("--seed", "2016", "--json"),
)
LONGEST_S = 600
needs_dask = pytest.mark.skipif(
    importlib.util.find_spec("distributed") is None, reason="needs the extra `cluster`"
)


def started(*words, **options):
    return subprocess.Popen(
        [sys.executable, "-m", "bongsu", *map(str, words)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **options,
    )


def ended(process):
    out, err = process.communicate(timeout=LONGEST_S)
    return process.returncode, out, err


def run(*words, **options):
    return ended(started(*words, **options))


def chunks(folder):
    return {path.name: path.read_bytes() for path in Path(folder).glob("chunk-*.npz")}


def until(happens, process):
    end = time.monotonic() + LONGEST_S
    while not happens():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < end
        time.sleep(0.002)


def test_a_run_that_is_killed_at_random_moments_is_continued_to_the_same_bits(tmp_path):
    """A short part of `python -m tools.campaign stores`."""
    faults = []
    counts = stores.attack(tmp_path, 12, 4, float("inf"), faults.append)
    assert faults == []
    assert counts["kills"] == 4


def test_ctrl_c_keeps_what_is_finished(bongsu, tmp_path):
    long = (*RAID, "--replications", 50_000_000, "--chunk-size", 5_000, "--store", tmp_path / "run")
    process = started(*long)
    until(lambda: len(chunks(tmp_path / "run")) > 5, process)
    process.send_signal(signal.SIGINT)
    code, out, err = ended(process)
    assert (code, out) == (130, "")
    before = chunks(tmp_path / "run")
    kept = re.fullmatch(
        rf"bongsu: ([\d,]+) of 50,000,000 are kept in {tmp_path}/run: --resume continues\n"
        r"bongsu: interrupted\n",
        err,
    )
    assert kept
    assert 5_000 * (len(before) - 1) <= int(kept[1].replace(",", "")) <= 5_000 * len(before)
    short = 5_000 * (len(before) + 5)
    shorter = (*RAID, "--replications", short)
    code, found, err = run(*shorter, "--store", tmp_path / "run", "--resume")
    assert (code, err) == (0, "")
    assert found == bongsu(*shorter)[1]
    assert chunks(tmp_path / "run").items() >= before.items()


def test_draws_that_are_killed_are_continued_to_the_same_bits(bongsu, tmp_path):
    study = ("study", "uncertainty", "--metric", "detection-range", "--weights", "cited", "--json")
    long = (*study, "--draws", 8192, "--store", tmp_path / "run")
    process = started(*long, "--chunk-size", 10)
    until(lambda: len(chunks(tmp_path / "run")) > 2, process)
    assert "is at work in" in run(*long, "--resume")[2]
    process.kill()
    process.communicate()
    before = chunks(tmp_path / "run")
    altered = tmp_path / "run" / "chunk-0-10.npz"
    altered.write_bytes(altered.read_bytes()[:-1])
    short = (*study, "--draws", 32)
    code, found, err = run(*short, "--store", tmp_path / "run", "--resume")
    assert code == 0
    assert "missing or changed, and computed again: chunk-0-10.npz" in err
    assert found == bongsu(*short)[1]
    assert chunks(tmp_path / "run").items() >= before.items()


@contextmanager
def small_disk(place):
    """Give a disk of 128 kB, where this process may mount one."""
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", str(place)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip("no right to mount a small disk")
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


def test_a_full_disk_is_said_and_loses_nothing(bongsu, tmp_path):
    wanted = (*RAID, "--replications", "100000", "--chunk-size", "1000")
    with small_disk(tmp_path / "disk") as disk:
        code, out, err = run(*wanted, "--store", disk / "run")
        assert (code, out) == (2, "")
        assert err.startswith(f"bongsu: cannot write {disk}/run/")
        assert err.endswith(": No space left on device\n")
        before = chunks(disk / "run")
        assert 10 < len(before) < 100
        # it is as full as before, and says the same again
        code, out, err = run(*wanted, "--store", disk / "run", "--resume")
        assert (code, out) == (2, "")
        assert "No space left on device" in err
        subprocess.run(["mount", "-o", "remount,size=4m", str(disk)], check=True)
        code, found, err = run(*wanted, "--store", disk / "run", "--resume")
        assert (code, err) == (0, "")
        assert chunks(disk / "run").items() >= before.items()
    assert found == bongsu(*RAID, "--replications", "100000")[1]


@pytest.mark.parametrize("most", [600, 2_000], ids=["of a chunk", "of the manifest"])
def test_a_file_that_must_not_grow_is_said_and_loses_nothing(bongsu, tmp_path, most):
    wanted = (*RAID, "--replications", "50000", "--chunk-size", "2000", "--store", tmp_path / "run")

    def limited():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    code, out, err = run(*wanted, preexec_fn=limited)
    assert (code, out) == (2, "")
    file = "chunk-0-2000.npz" if most == 600 else "manifest.jsonl"
    assert err == f"bongsu: cannot write {tmp_path}/run/{file}: File too large\n"
    code, found, err = run(*wanted, "--resume")
    assert (code, err) == (0, "")
    assert found == bongsu(*RAID, "--replications", "50000")[1]


def test_a_second_process_in_the_same_folder_is_told_of_the_first(tmp_path):
    wanted = (*RAID, "--chunk-size", "5000", "--store", tmp_path / "run")
    first = started(*wanted, "--replications", 50_000_000)
    until(lambda: len(chunks(tmp_path / "run")) > 1, first)
    code, out, err = run(*wanted, "--replications", 50_000_000, "--resume")
    assert (code, out) == (2, "")
    assert f"another run is at work in {tmp_path}/run (process {first.pid} on " in err
    # the folder of a killed run is free at once
    first.kill()
    first.communicate()
    assert run("run", "chunk", tmp_path / "run", "9000")[0] == 0
    assert (tmp_path / "run" / "chunk-45000000-45005000.npz").exists()


def test_a_job_array_computes_what_threads_compute(bongsu, tmp_path):
    wanted = (*RAID, "--replications", "25000")
    folder = tmp_path / "run"
    code, out, err = run(*wanted, "--store", folder, "--chunk-size", "10000", "--prepare")
    assert (code, out, err) == (0, "", f"bongsu: {folder}: 3 chunks to compute\n")
    code, script, err = run("run", "job-script", folder, "--slurm", "--tasks", "2")
    assert (code, err) == (0, "")
    for task in ("0", "1"):
        environment = os.environ | {"SLURM_ARRAY_TASK_ID": task}
        subprocess.run(["bash", "-c", script], env=environment, check=True)
    code, out, _ = run("run", "status", folder, "--json")
    assert code == 0
    assert json.loads(out)["finished"] == 25_000
    code, found, err = run(*wanted, "--store", folder, "--resume")
    assert (code, err) == (0, "")
    assert found == bongsu(*wanted)[1]


@pytest.fixture(scope="module")
def by_threads(tmp_path_factory):
    """Answer and chunks of two threads."""
    folder = tmp_path_factory.mktemp("threads") / "run"
    code, out, err = run(*CLUSTERED, "--store", folder, env=os.environ | {"BONGSU_THREADS": "2"})
    assert (code, err) == (0, "")
    return out, chunks(folder)


CLUSTERED = (*RAID, "--replications", "205000", "--chunk-size", "20000")


def test_one_thread_and_two_give_the_same_bits(by_threads, tmp_path):
    one = os.environ | {"BONGSU_THREADS": "1"}
    code, out, err = run(*CLUSTERED, "--store", tmp_path / "run", env=one)
    assert (code, err) == (0, "")
    assert (out, chunks(tmp_path / "run")) == by_threads


@needs_dask
@pytest.mark.parametrize("workers", [1, 2, 4])
def test_workers_of_dask_and_threads_give_the_same_bits(by_threads, tmp_path, workers):
    code, out, err = run(*CLUSTERED, "--store", tmp_path / "run", "--cluster", f"local:{workers}")
    assert (code, err) == (0, "")
    assert (out, chunks(tmp_path / "run")) == by_threads


@needs_dask
# of distributed, which tries another port where one is taken by a cluster of someone else
@pytest.mark.filterwarnings("ignore:.*socket:pytest.PytestUnraisableExceptionWarning")
def test_a_raid_and_draws_of_a_scenario_give_the_same_bits_on_dask_and_by_threads(tmp_path):
    korea = load_scenario("korea-2016")
    raid = """
format: 1
name: two
title: Two Nodongs at Busan
waves:
  - {missile: nodong, launch_areas: [hwangju], targets: [busan], count: 2, launch_spread: 5 s}
"""
    for study, count in (
        (RaidStudy.of(korea, parse_raid(raid, korea)), 3_000),
        (UncertaintyStudy.of(korea, "detection-range"), 48),
    ):
        found = []
        for name, executor in (("a", LocalExecutor()), ("b", DaskExecutor("local:1"))):
            place = tmp_path / study.kind / name
            with open_store(place, study, count, chunk_size=count // 3, say=print) as store:
                run_in_store(study, store, executor, Unwatched())
            found.append(chunks(place))
        assert len(found[0]) == 3
        assert found[0] == found[1]


def workers_of(process):
    """Processes that a run has started for the chunks, from /proc."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((path / "stat").read_text().rsplit(")", 1)[1].split()[1])
            words = (path / "cmdline").read_bytes()
        except (OSError, IndexError):
            continue
        if parent == process.pid and b"spawn_main" in words:
            found.append(int(path.name))
    return found


@needs_dask
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
def test_a_worker_that_is_killed_costs_nothing_and_workers_end_with_the_run(bongsu, tmp_path):
    wanted = (*RAID, "--chunk-size", "50000", "--store", tmp_path / "run")
    clustered = (*wanted, "--replications", "50000000", "--cluster", "local:2")
    process = started(*clustered)
    until(lambda: len(chunks(tmp_path / "run")) > 2, process)
    os.kill(workers_of(process)[0], signal.SIGKILL)
    reached = len(chunks(tmp_path / "run"))
    until(lambda: len(chunks(tmp_path / "run")) > reached + 5, process)
    workers = workers_of(process)
    process.send_signal(signal.SIGINT)
    code, out, err = ended(process)
    assert (code, out) == (130, "")
    assert err.endswith("/run: --resume continues\nbongsu: interrupted\n")
    end = time.monotonic() + 60
    while any(Path(f"/proc/{one}").exists() for one in workers):
        assert time.monotonic() < end
        time.sleep(0.05)
    count = 50_000 * (reached + 5)
    code, found, err = run(*wanted, "--replications", count, "--resume")
    assert (code, err) == (0, "")
    assert found == bongsu(*RAID, "--replications", count)[1]


@needs_dask
def test_a_scheduler_that_is_not_there_is_said(tmp_path):
    code, out, err = run(*CLUSTERED, "--store", tmp_path / "r", "--cluster", "tcp://127.0.0.1:9")
    assert (code, out) == (2, "")
    assert err.startswith("bongsu: --cluster tcp://127.0.0.1:9: no scheduler answers there (")


@pytest.fixture
def scheduler(tmp_path):
    """Address of a scheduler without workers."""
    words = ["distributed.cli.dask_scheduler", "--port", "0", "--no-dashboard"]
    place = tmp_path / "scheduler.json"
    process = subprocess.Popen(
        [sys.executable, "-m", *words, "--scheduler-file", str(place)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=tmp_path,
    )
    try:
        until(lambda: place.exists() and place.read_text().strip().endswith("}"), process)
        yield json.loads(place.read_text())["address"].replace("0.0.0.0", "127.0.0.1")
    finally:
        process.terminate()
        process.wait(timeout=60)


@needs_dask
def test_a_scheduler_with_workers_elsewhere_or_without_any(scheduler, by_threads, tmp_path):
    wanted = (*CLUSTERED, "--store", tmp_path / "run", "--cluster", scheduler)
    code, out, err = run(*wanted, "--patience", "2")
    assert (code, out) == (2, "")
    assert f"--cluster {scheduler}: no chunk for 2 s, with 0 workers at the scheduler" in err
    worker = subprocess.Popen(
        [
            *(sys.executable, "-m", "distributed.cli.dask_worker", scheduler),
            *("--nthreads", "2", "--no-dashboard"),
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=tmp_path,
    )
    try:
        code, out, err = run(*wanted, "--resume")
    finally:
        worker.terminate()
        worker.wait(timeout=60)
    assert (code, err) == (0, "")
    assert (out, chunks(tmp_path / "run")) == by_threads
