"""Results do not depend on the state of the compile cache, nor on the order of studies."""

import json
import os
import subprocess
import sys

import pytest

# Each study in one process, with all that it computed as text of full precision.
STUDIES = """
import contextlib, io, json, sys
import netCDF4
from bongsu.__main__ import main

path = " nodong --from 38.69,125.70 --to 35.18,129.08 --json"
studies = {
    "flight": "missile fly" + path,
    "timeline": "battery timeline --missile" + path,
    "footprint": "battery footprint --missile nodong --spacing 60 --json --output " + sys.argv[1],
}


def everything(group):
    for name, variable in group.variables.items():
        yield name, repr(variable[:].tolist())
    for part in group.groups.values():
        yield from everything(part)


results = {}
for study in sys.argv[2:]:
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        try:
            main(studies[study].split())
        except SystemExit as end:
            assert end.code == 0, output.getvalue()
    results[study] = output.getvalue()
with netCDF4.Dataset(sys.argv[1]) as file:
    results["cells"] = dict(everything(file))
print(json.dumps(results))
"""
ORDER = ["flight", "timeline", "footprint"]


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bits")

    def run(kernels, order):
        done = subprocess.run(
            [sys.executable, "-c", STUDIES, str(folder / "cells.nc"), *order],
            env={**os.environ, "NUMBA_CACHE_DIR": str(folder / kernels)},
            capture_output=True,
            text=True,
            check=True,
        )
        return json.loads(done.stdout)

    return {
        "cold": run("one", ORDER),
        "warm, reversed": run("one", ORDER[::-1]),
        "cold, reversed": run("two", ORDER[::-1]),
        "warm": run("two", ORDER),
    }


@pytest.mark.parametrize("state", ["warm, reversed", "cold, reversed", "warm"])
def test_results_are_those_of_a_cold_cache(results, state):
    for study, right in results["cold"].items():
        assert results[state][study] == right, study


def test_there_are_results(results):
    cold = results["cold"]
    assert set(cold) == {*ORDER, "cells"}
    assert json.loads(cold["flight"])
    assert json.loads(cold["timeline"])
    assert json.loads(cold["footprint"])
    assert len(cold["cells"]) > 10
