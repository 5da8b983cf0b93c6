"""Compiled kernels on disk never stop a run, and never give it another number.

Each test runs processes on a copy of the package with two small kernels added, one of which calls
the other. ``BONGSU_TEST_DAMAGES=1000`` damages the files of compiled code so many times, instead
of 200.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import bongsu

DAMAGES = int(os.environ.get("BONGSU_TEST_DAMAGES", "200"))
PACKAGE = Path(bongsu.__file__).parent
CALLEE = """
from bongsu.physics.numerics.jit import kernel

@kernel
def pull(x):
    return 2.0 * x
"""
CALLER = """
from bongsu.physics.numerics.jit import inner_kernel, kernel
from bongsu.small.callee import pull

@inner_kernel
def twice(x):
    return pull(x) + pull(x)

@kernel
def total(x):
    return 1.0 + twice(x)
"""
ASK = """
from bongsu.small.callee import pull
from bongsu.small.caller import total
print(total(3.0), pull(3.0))
for f in (total, pull):
    if f.stats.cache_misses: print(f.__name__)
"""
RIGHT = ["13.0", "6.0"]
LINE = "bongsu: compiled code cannot be kept ("


class Copy:
    """A copy of the package, and processes that import it."""

    def __init__(self, folder):
        self.folder = folder
        self.package = folder / "bongsu"
        self.callee = self.package / "small" / "callee.py"
        self.environment = {
            **os.environ,
            "PYTHONPATH": str(folder),
            "PYTHONDONTWRITEBYTECODE": "1",
            "XDG_CACHE_HOME": str(folder / "user"),
            "HOME": str(folder / "home"),
        }
        self.environment.pop("NUMBA_CACHE_DIR", None)

    def start(self, code=ASK, **environment):
        return subprocess.Popen(
            [sys.executable, "-c", code],
            env={**self.environment, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, code=ASK, **environment):
        """Words on standard output, and lines on standard error."""
        process = self.start(code, **environment)
        output, errors = process.communicate()
        assert process.returncode == 0, errors
        return output.split(), errors.splitlines()

    def files(self, pattern="*"):
        return sorted(path for path in self.folder.rglob(f"{pattern}.kernel*") if path.is_file())


@pytest.fixture
def copy(tmp_path):
    def other_than_python(folder, names):
        return [n for n in names if not (n.endswith(".py") or (Path(folder) / n).is_dir())]

    shutil.copytree(
        PACKAGE, tmp_path / "bongsu", ignore=other_than_python, ignore_dangling_symlinks=True
    )
    shutil.rmtree(tmp_path / "bongsu" / "__pycache__", ignore_errors=True)
    small = tmp_path / "bongsu" / "small"
    small.mkdir()
    for name, text in {"__init__": "", "callee": CALLEE, "caller": CALLER}.items():
        (small / f"{name}.py").write_text(text)
    return Copy(tmp_path)


@pytest.fixture
def closed(copy):
    """A copy of the package in whose folder nothing can be written, not even by root."""
    (copy.package / "__pycache__").write_text("a file in the place of the folder")
    return copy


def test_a_package_that_cannot_be_written_uses_the_users_cache(closed):
    assert closed.run() == ([*RIGHT, "total", "pull"], [])
    assert {path.relative_to(closed.folder).parts[0] for path in closed.files()} == {"user"}
    closed.callee.write_text(CALLEE.replace("2.0", "4.0"))
    assert closed.run() == (["25.0", "12.0", "total", "pull"], [])
    closed.callee.write_text(CALLEE)
    assert closed.run() == (RIGHT, [])


def test_a_writable_package_keeps_its_kernels_itself(copy):
    assert copy.run() == ([*RIGHT, "total", "pull"], [])
    inside = copy.files()
    assert {path.relative_to(copy.package).parts[:2] for path in inside} == {
        ("__pycache__", "kernels")
    }
    # settings that change the code have files of their own, and so has a folder the user names
    assert copy.run(NUMBA_OPT="1")[0] == [*RIGHT, "total", "pull"]
    assert copy.run(NUMBA_CACHE_DIR=str(copy.folder / "own"))[0] == [*RIGHT, "total", "pull"]
    assert copy.run() == (RIGHT, [])
    assert (len(inside), len(copy.files())) == (2, 6)


@pytest.mark.parametrize("setting", ["XDG_CACHE_HOME", "NUMBA_CACHE_DIR"])
def test_without_a_place_one_line_says_so(closed, setting):
    nowhere = {setting: str(closed.callee / "below a file")}
    words, lines = closed.run(**nowhere)
    assert words == [*RIGHT, "total", "pull"]
    assert [line.startswith(LINE) for line in lines] == [True]
    assert "Not a directory" in lines[0]
    assert "half a minute" in lines[0]


def test_a_full_disk_costs_one_line(closed):
    full = f"import resource, sys\nresource.setrlimit(resource.RLIMIT_FSIZE, (500, 500))\n{ASK}"
    words, lines = closed.run(full)
    assert words == [*RIGHT, "total", "pull"]
    assert [line.startswith(LINE) for line in lines] == [True]
    assert "File too large" in lines[0]
    assert closed.files() == []
    # nor is a standard error that is closed a fault
    assert closed.run(f"{full}\nsys.stderr = None\n{ASK}")[0] == [*RIGHT, "total", "pull"] * 2


def test_without_compiler_nothing_is_kept(copy):
    words, lines = copy.run(
        "from bongsu.small.caller import total\nprint(total(3.0), type(total).__name__)",
        NUMBA_DISABLE_JIT="1",
    )
    assert (words, lines) == (["13.0", "function"], [])
    assert copy.files() == []


@pytest.mark.parametrize("count", [2, 8])
def test_processes_at_once_on_an_empty_cache(copy, count):
    processes = [copy.start() for _ in range(count)]
    for process in processes:
        output, errors = process.communicate()
        assert (output.split()[:2], errors, process.returncode) == (RIGHT, "", 0)
    assert copy.run() == (RIGHT, [])


def test_machine_code_does_not_depend_on_what_was_compiled_before(copy):
    """The same bytes, whichever kernel is first and however Python orders its sets."""
    digests = (
        "\nimport hashlib\n"
        "for f in (total, pull):\n"
        "    (compiled,) = f.overloads.values()\n"
        "    if f.stats.cache_misses:\n"
        "        code = compiled.library.serialize_using_object_code()\n"
        "        print(f.__name__, hashlib.sha256(repr(code).encode()).hexdigest())\n"
    )
    imports = "from bongsu.small.callee import pull\nfrom bongsu.small.caller import total\n"

    def compiled(code, seed):
        words, _ = copy.run(imports + code + digests, PYTHONHASHSEED=seed)
        return dict(zip(words[::2], words[1::2], strict=True))

    first = compiled("pull(3.0), total(3.0)", "1")
    assert set(first) == {"pull", "total"}
    shutil.rmtree(copy.package / "__pycache__")
    other = "import numba\nfor i in range(3): numba.njit(lambda x: x + 1.0)(1.0)\n"
    assert compiled(other + "total(3.0), pull(3.0)", "2") == first
    # with a callee from the cache, as a killed process leaves it
    (total,) = copy.files("total*")
    total.unlink()
    assert compiled("total(3.0), pull(3.0)", "3") == {"total": first["total"]}


def test_no_kernel_shares_its_callees_code(copy):
    """Were a definition weak, the library loaded first would decide which code runs."""
    words, _ = copy.run(
        "from bongsu.small.caller import total\n"
        "total(3.0)\n"
        "(compiled,) = total.overloads.values()\n"
        "module = compiled.library._final_module\n"
        "print(*{f.linkage.name for f in module.functions if not f.is_declaration})\n"
    )
    assert set(words) <= {"external", "internal", "private"}


def test_a_module_run_again_after_an_edit(copy):
    words, _ = copy.run(
        "import importlib, pathlib\n"
        "import bongsu.small.callee as callee, bongsu.small.caller as caller\n"
        "print(caller.total(3.0))\n"
        "source = pathlib.Path(callee.__file__)\n"
        "source.write_text(source.read_text().replace('2.0', '4.0'))\n"
        "importlib.reload(callee), importlib.reload(caller)\n"
        "print(caller.total(3.0))\n"
        "importlib.reload(callee), importlib.reload(caller)\n"
        "print(caller.total(3.0), caller.total.stats.cache_misses)\n"
    )
    assert words == ["13.0", "25.0", "25.0", "Counter()"]
    assert copy.run() == (["25.0", "12.0"], [])
    copy.callee.write_text(CALLEE)
    assert copy.run()[0][:2] == RIGHT


def test_a_function_made_within_another_is_compiled_but_not_kept(copy):
    words, _ = copy.run(
        "from bongsu.physics.numerics.jit import kernel\n"
        "def make(n):\n"
        "    @kernel\n"
        "    def scaled(x):\n"
        "        return n * x\n"
        "    return scaled\n"
        "print(make(2.0)(3.0), make(5.0)(3.0))\n"
    )
    assert words == ["6.0", "15.0"]
    assert copy.files() == []


NEEDS_MORE = """
import numpy as np
from bongsu.physics.numerics.jit import kernel

@kernel
def pull(x):
    return x * np.linalg.det(2.0 * np.eye(1))
"""
WHAT_IS_LOADED = """
import sys
print("numba.np.linalg" in sys.modules)
"""


def test_code_on_disk_loads_all_of_numba_only_where_it_takes_a_name_from_there(copy):
    assert copy.run(ASK)[0] == [*RIGHT, "total", "pull"]
    assert copy.run(ASK + WHAT_IS_LOADED) == ([*RIGHT, "False"], [])
    copy.callee.write_text(NEEDS_MORE)
    assert copy.run(ASK)[0] == [*RIGHT, "total", "pull"]
    assert copy.run(ASK + WHAT_IS_LOADED) == ([*RIGHT, "True"], [])


INTERRUPTED = """
import signal
from bongsu.small.callee import pull
signal.signal(signal.SIGINT, signal.default_int_handler)
compiled = pull._compiler.compile

def interrupted(*types):
    signal.raise_signal(signal.SIGINT)
    return compiled(*types)

pull._compiler.compile = interrupted
try:
    pull(3.0)
except KeyboardInterrupt:
    print(len(pull.overloads))
print(pull(3.0))
"""


def test_an_interrupt_waits_until_a_kernel_is_compiled(copy):
    assert copy.run(INTERRUPTED) == (["1", "6.0"], [])
    assert copy.run() == ([*RIGHT, "total"], [])


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal here")
def test_kills_leave_a_sound_cache(copy):
    draw = random.Random(11)
    ready = "import sys, bongsu.small.caller\nprint(flush=True)\n"
    for _ in range(4):
        process = copy.start(ready + ASK)
        process.stdout.readline()
        try:
            process.wait(timeout=draw.uniform(0.0, 0.8))
        except subprocess.TimeoutExpired:
            process.kill()
        process.communicate()
    assert copy.run()[0][:2] == RIGHT
    assert copy.run() == (RIGHT, [])


# Each round damages some files and forks a process that runs all kernels: a new interpreter would
# take ten times as long.
ROUNDS = """
import os, random, shutil, sys
from pathlib import Path
import numba
from bongsu.small.callee import pull
from bongsu.small.caller import total

numba.njit(lambda x: x + 1.0)(1.0)
folder, sound = Path(sys.argv[1]), Path(sys.argv[2])
draw = random.Random(int(sys.argv[4]))


def damage(path, others):
    kind = draw.randrange(10)
    data = bytearray(path.read_bytes())
    if kind == 0:
        path.write_bytes(b"")
    elif kind == 1:
        path.write_bytes(data[:draw.randrange(len(data))])
    elif kind in (2, 3, 4):
        for _ in range(draw.choice([1, 1, 100])):
            data[draw.randrange(len(data))] ^= 1 << draw.randrange(8)
        path.write_bytes(data)
    elif kind == 5:
        path.write_bytes(draw.choice(others))
    elif kind == 6:
        start = draw.randrange(len(data))
        data[start:start + 512] = draw.randbytes(512)
        path.write_bytes(data)
    elif kind == 7:
        path.unlink(missing_ok=True)
        (path / "below").mkdir(parents=True)
    elif kind == 8:
        path.chmod(0)
    else:
        shutil.rmtree(path.parent)
        path.parent.write_bytes(data)
    return kind


done, kinds = 0, set()
while done < int(sys.argv[3]):
    shutil.rmtree(folder)
    shutil.copytree(sound, folder)
    files = sorted(folder.rglob("*.kernel"))
    texts = [path.read_bytes() for path in files]
    for number in draw.sample(range(len(files)), draw.choice([1, 2])):
        kinds.add(damage(files[number], texts[:number] + texts[number + 1:]))
        done += 1
    child = os.fork()
    if child == 0:
        right = (total(3.0), pull(3.0)) == (13.0, 6.0)
        os._exit(0 if right else 3)
    status = os.waitpid(child, 0)[1]
    if status:
        print("round", done, "status", status)
print(len(kinds), "kinds")
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_no_damage_stops_a_run_or_changes_a_number(copy):
    copy.run()
    folder = copy.package / "__pycache__" / "kernels"
    shutil.copytree(folder, copy.folder / "sound")
    arguments = [str(folder), str(copy.folder / "sound"), str(DAMAGES), "5"]
    program = f"import sys\nsys.argv[1:] = {arguments}\n{ROUNDS}"
    assert copy.run(program) == (["10", "kinds"], [])
