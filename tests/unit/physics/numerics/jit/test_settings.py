"""No setting of Numba in the environment gives a traceback, a warning or a crash."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from numba.core import config

COMPILE = """
from bongsu.physics.numerics.jit import kernel
print(kernel(lambda x: x + 1.0)(1.0))
"""
COMMAND = "from bongsu.__main__ import main; main(['catalog', 'list', '--kind', 'radar'])"
NAMES = sorted(set(re.findall(r'"(NUMBA_\w+)"', Path(config.__file__).read_text())))
REFUSED = {
    "NUMBA_NUM_THREADS": "0",
    "NUMBA_CPU_NAME": "nonsense",
    "NUMBA_CPU_FEATURES": "nonsense",
    "NUMBA_CHROME_TRACE": "no-such/file",
    "NUMBA_DUMP_HTML": "no-such/file",
    "NUMBA_LLVM_REFPRUNE_FLAGS": "nonsense",
}


def run(folder, code, settings):
    environment = {name: value for name, value in os.environ.items() if name not in NAMES}
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env={**environment, **settings},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("written", ["nonsense", ""])
def test_what_numba_cannot_read_is_told_in_a_line_each(tmp_path, written):
    others = REFUSED.keys() - {"NUMBA_NUM_THREADS"}
    settings = {name: written for name in NAMES if name not in others}
    done = run(tmp_path, COMPILE, settings)
    assert (done.returncode, done.stdout) == (0, "2.0\n")
    told = done.stderr.splitlines()
    form = re.compile(
        rf"bongsu: (NUMBA_\w+)='{written}' is nothing that Numba can read; it goes on as if this"
        " were not set"
    )
    found = [form.fullmatch(line) for line in told]
    assert all(found), told
    named = {one[1] for one in found if one}
    assert len(named) == len(told)
    assert named >= {"NUMBA_OPT", "NUMBA_NUM_THREADS", "NUMBA_DEBUG"}


@pytest.mark.parametrize("name", REFUSED)
def test_what_would_end_numba_is_refused(tmp_path, name):
    done = run(tmp_path, COMMAND, {name: REFUSED[name]})
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("bongsu: ")
    assert done.stderr.count("\n") == 1
    assert f"{name}='{REFUSED[name]}'" in done.stderr


def test_settings_that_numba_takes_are_taken(tmp_path):
    settings = {
        "NUMBA_NUM_THREADS": "1",
        "NUMBA_CPU_NAME": "generic",
        "NUMBA_CPU_FEATURES": "",
        "NUMBA_CHROME_TRACE": "trace.json",
        "NUMBA_LLVM_REFPRUNE_FLAGS": "per_bb, fanout",
    }
    done = run(tmp_path, COMPILE, settings)
    assert (done.returncode, done.stdout, done.stderr) == (0, "2.0\n", "")
    assert (tmp_path / "trace.json").stat().st_size > 0


def test_a_warning_of_numba_about_its_settings_is_told_in_a_line(tmp_path):
    done = run(tmp_path, COMPILE, {"NUMBA_CUDA_USE_NVIDIA_BINDING": "1"})
    assert (done.returncode, done.stdout) == (0, "2.0\n")
    assert done.stderr.count("\n") <= 1  # none where these bindings are installed
    assert all(line.startswith("bongsu: Numba, about") for line in done.stderr.splitlines())
