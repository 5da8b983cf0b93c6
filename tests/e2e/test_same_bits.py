"""Results do not depend on the state of the compile cache, nor on the order of studies.

All that each run prints and writes is compared byte for byte: JSON, netCDF, figures, and a brief.
"""

import json
import os
import subprocess
import sys

import pytest
from tools.attack.kinds.small import CLAIM, brief_scenario

SCENARIO = brief_scenario(grid_spacing_km=60)
# Studies in one process, which another argument may kill at a file of compiled code: before it is
# written, while it is, or when it is there.
STUDIES = """
import contextlib, io, json, os, signal, sys, threading
from pathlib import Path
from bongsu.__main__ import main
from bongsu.physics.numerics.jit import cache

path = " nodong --from 38.69,125.70 --to 35.18,129.08 --json"
studies = {
    "flight": "missile fly" + path + " --figure flight.pdf",
    "timeline": "battery timeline --missile" + path,
    "footprint": "battery footprint small.yaml --json --output cells.nc --figure footprint.svg",
    "brief": "brief small.yaml --claims half.yaml --draws 0 --output page --json",
}
order, last, moment = sys.argv[1].split(), int(sys.argv[2]), sys.argv[3]
write_entry, written = cache.write_entry, 0
one_at_a_time = threading.Lock()  # a brief compiles in several threads


def kill(*_):
    # elsewhere than on a POSIX system, SIGTERM ends a process as this does
    os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))


def write(path, identity, content):
    global written
    with one_at_a_time:
        written += 1
        if written == last and moment == "before":
            kill()
        if written == last and moment == "within":
            Path.replace = kill
        write_entry(path, identity, content)
        if written == last:
            kill()


cache.write_entry = write
results = {}
for study in order:
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        try:
            main(studies[study].split())
        except SystemExit as end:
            assert end.code == 0, output.getvalue()
    results[study] = output.getvalue()
print(json.dumps(results))
"""
ORDER = ["flight", "timeline", "footprint", "brief"]
FILES = {
    *("flight.pdf", "cells.nc", "footprint.svg"),
    *("page/brief.html", "page/claims.json", "page/results.nc"),
    "page/ro-crate-metadata.json",
}
KILLS = 10
FILES_BETWEEN_KILLS = 9


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bits")
    runs = 0

    def run(kernels, order, last=0, moment="never"):
        nonlocal runs
        runs += 1
        place = folder / f"run {runs}"
        place.mkdir()
        (place / "small.yaml").write_text(SCENARIO)
        (place / "half.yaml").write_text(CLAIM)
        done = subprocess.run(
            [sys.executable, "-c", STUDIES, " ".join(order), str(last), moment],
            cwd=place,
            env={
                **os.environ,
                "NUMBA_CACHE_DIR": str(folder / kernels),
                "PYTHONHASHSEED": str(runs),
                # what is killed is then the process that was started, and not a copy of it
                **({"BONGSU_THREADS": "1"} if last else {}),
            },
            capture_output=True,
            text=True,
            check=False,
        )
        if last:
            assert done.returncode < 0, done.stderr
            return {}
        assert done.returncode == 0, done.stderr
        files = {
            path.relative_to(place).as_posix(): path.read_bytes()
            for path in place.rglob("*.*")
            if path.suffix != ".yaml"
        }
        return {**json.loads(done.stdout), **files}

    cold = run("one", ORDER)
    for kill in range(KILLS):
        run("two", ORDER[::-1], FILES_BETWEEN_KILLS, ("before", "within", "after")[kill % 3])
    parts = [path for path in (folder / "two").rglob("*.part") if path.is_file()]
    assert len(parts) == len([kill for kill in range(KILLS) if kill % 3 == 1])
    return {
        "cold": cold,
        "warm, reversed": run("one", ORDER[::-1]),
        "after ten kills, reversed": run("two", ORDER[::-1]),
        "warm after ten kills": run("two", ORDER),
    }


@pytest.mark.parametrize(
    "state", ["warm, reversed", "after ten kills, reversed", "warm after ten kills"]
)
def test_results_are_those_of_a_cold_cache(results, state):
    assert set(results[state]) == set(results["cold"])
    different = [name for name, right in results["cold"].items() if results[state][name] != right]
    assert different == []


def test_there_are_results(results):
    cold = results["cold"]
    assert set(cold) == {*ORDER, *FILES}
    for study in ORDER:
        assert json.loads(cold[study])
    for file in FILES:
        assert len(cold[file]) > 1000
