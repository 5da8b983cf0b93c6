"""Whatever happens, the command line ends in a sentence and an exit code."""

import errno
import importlib
import io
import os
import signal
import subprocess
import sys
import time
from contextlib import nullcontext
from pathlib import Path

import pytest

from bongsu.catalog.documents import Mark
from bongsu.cli.terminal.tables import print_table
from bongsu.errors import InputError, OutOfReachError, shortened
from bongsu.guard.ends import guarded
from bongsu.guard.signals import held
from bongsu.scenario.parts.problems import Problem, ScenarioError

FLIGHT = ("missile", "fly", "nodong", "--from", "38.7,125.7", "--to", "35.1,129.0")
LIGHT = ("catalog", "sources")


@pytest.fixture
def ends(capsys, tmp_path, monkeypatch):
    """Exit code, and what is said, of a command that raises."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)

    def run(error):
        def command():
            if isinstance(error, BaseException):
                raise error

        with pytest.raises(SystemExit) as left:
            guarded(command, ["words"])
        return left.value.code, capsys.readouterr().err

    return run


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (None, 0, ""),
        (SystemExit(0), 0, ""),
        (SystemExit(4), 4, ""),
        (InputError("this is wrong"), 2, "bongsu: this is wrong\n"),
        (OutOfReachError("too far"), 3, "bongsu: too far\n"),
        (InputError("a\x1b[31m\nb"), 2, "bongsu: a\\x1b[31m\\nb\n"),
        (InputError("x" * 1000), 2, f"bongsu: {'x' * 80}...\n"),
        (KeyboardInterrupt(), 130, "bongsu: interrupted\n"),
        (BrokenPipeError(), 0, ""),
        (
            MemoryError(),
            2,
            "bongsu: there is not enough memory for this; a coarser grid needs less\n",
        ),
        (
            OSError(errno.ENOSPC, "No space left on device"),
            2,
            "bongsu: cannot write to standard output: No space left on device\n",
        ),
        (
            PermissionError(errno.EACCES, "Permission denied", "/their/file"),
            2,
            "bongsu: /their/file: Permission denied\n",
        ),
    ],
    ids=repr,
)
def test_every_end_has_its_code_and_one_sentence(ends, error, code, said):
    assert ends(error) == (code, said)


def test_a_fault_of_ours_says_so_and_where_its_details_are(ends, tmp_path):
    code, said = ends(ZeroDivisionError("division by zero\nand more"))
    assert code == 70
    (file,) = tmp_path.glob("bongsu-fault-*.txt")
    assert said == (
        "bongsu: this is our fault, not yours (ZeroDivisionError: division by zero); "
        f"the details are in {file}\n"
    )
    details = file.read_text(encoding="utf-8")
    assert "Traceback" in details
    assert "words: ['words']" in details


def test_a_missing_file_of_the_package_is_our_fault(ends):
    inside = str(Path(sys.modules["bongsu"].__file__).parent / "catalog" / "gone.yaml")
    assert ends(FileNotFoundError(errno.ENOENT, "No such file or directory", inside))[0] == 70


def test_a_fault_is_said_even_if_its_details_cannot_be_written(ends, monkeypatch):
    def refused(**_options):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("tempfile.mkstemp", refused)
    code, said = ends(RuntimeError())
    assert code == 70
    assert "(RuntimeError); the details could not be written (No space left on device)" in said


def test_an_interrupt_that_a_callback_swallows_still_counts(capsys):
    def command():
        try:
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(1.0)
        except KeyboardInterrupt:
            pass

    with pytest.raises(SystemExit) as left:
        guarded(command)
    assert left.value.code == 130
    assert capsys.readouterr().err == "bongsu: interrupted\n"
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_an_interrupt_in_a_callback_of_the_collector_prints_nothing():
    code = (
        "import signal, weakref\n"
        "from bongsu.guard.ends import guarded\n"
        "class Thing: pass\n"
        "def command():\n"
        "    thing = Thing()\n"
        "    kept = weakref.ref(thing, lambda _: signal.raise_signal(signal.SIGINT))\n"
        "    del thing\n"
        "    print('went on')\n"
        "guarded(command, [])\n"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert found.returncode == 130
    assert found.stdout == b"went on\n"  # the interpreter drops the exception
    assert found.stderr == b"bongsu: interrupted\n"


def test_what_a_library_makes_of_an_interrupt_is_no_fault(capsys):
    def command():
        try:
            signal.raise_signal(signal.SIGINT)
        except KeyboardInterrupt:
            raise RuntimeError("no compiled object yet") from None

    with pytest.raises(SystemExit) as left:
        guarded(command)
    assert (left.value.code, capsys.readouterr().err) == (130, "bongsu: interrupted\n")


@pytest.mark.parametrize("inner", [False, True])
def test_an_interrupt_is_held_and_never_lost(inner):
    steps = []

    def work():
        with held():
            with held() if inner else nullcontext():
                signal.raise_signal(signal.SIGINT)
                steps.append("inner")
            steps.append("outer")

    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            work()
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    finally:
        signal.signal(signal.SIGINT, before)
    assert steps == (["inner"] if inner else ["inner", "outer"])


DEAF = """
import signal, sys, time
from pathlib import Path
signal.signal(signal.SIGINT, signal.default_int_handler)
from bongsu.guard.ends import guarded
from bongsu.output.staging import stage

def command():
    with stage(Path(sys.argv[1])):
        print("writing", flush=True)
        while True:
            try:
                time.sleep(60)
            except KeyboardInterrupt:
                pass

guarded(command)
"""


def test_an_interrupt_that_takes_no_effect_ends_the_process_and_leaves_nothing(tmp_path):
    deaf = subprocess.Popen(
        [sys.executable, "-c", DEAF, str(tmp_path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert deaf.stdout.readline() == b"writing\n"
    deaf.send_signal(signal.SIGINT)
    assert deaf.communicate()[1] == b"bongsu: interrupted\n"
    assert deaf.returncode == 130
    assert list(tmp_path.iterdir()) == []


def bongsu(*words, before="", after="", **environment):
    quoted = " ".join(f"'{word}'" for word in words)
    return subprocess.run(
        ["bash", "-c", f"{before} '{sys.executable}' -m bongsu {quoted} {after}"],
        env={**os.environ, **environment},
        capture_output=True,
        check=False,
        timeout=300,
    )


@pytest.mark.parametrize(
    ("words", "after", "said"),
    [
        (LIGHT, "> /dev/full", "cannot write to standard output: No space left on device"),
        (("--help",), "> /dev/full", "cannot write to standard output: No space left on device"),
        (FLIGHT, ">&-", "standard output is closed: there is nowhere to answer to"),
        (("--help",), ">&-", "standard output is closed: there is nowhere to answer to"),
    ],
)
def test_standard_output_that_takes_nothing_is_one_sentence(words, after, said):
    found = bongsu(*words, after=after)
    assert (found.returncode, found.stderr.decode()) == (2, f"bongsu: {said}\n")


@pytest.mark.skipif(sys.platform == "win32", reason="no limit of a file's size there")
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_an_answer_that_is_written_in_part_is_not_a_success(tmp_path, unbuffered):
    program = (
        "import resource, runpy\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "runpy.run_module('bongsu', run_name='__main__')"
    )
    with (tmp_path / "answer").open("wb") as answer:
        found = subprocess.run(
            [sys.executable, "-c", program, *LIGHT],
            # a compiled module that is written in part is broken for ever after
            env={**os.environ, "PYTHONUNBUFFERED": unbuffered, "PYTHONDONTWRITEBYTECODE": "1"},
            stdout=answer,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert (tmp_path / "answer").stat().st_size == 1000
    assert found.returncode == 2
    assert found.stderr == b"bongsu: cannot write to standard output: File too large\n"


def test_a_pipe_that_nobody_reads_is_said_before_computing():
    reader, writer = os.pipe()
    os.close(reader)
    found = subprocess.run(
        [sys.executable, "-m", "bongsu", *FLIGHT],
        stdout=writer,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writer)
    assert found.returncode == 2
    assert found.stderr == b"bongsu: standard output is a pipe that nobody reads\n"


def test_a_reader_that_has_seen_enough_is_no_mistake():
    found = bongsu(*LIGHT, after="| head -1 > /dev/null; exit ${PIPESTATUS[0]}")
    assert (found.returncode, found.stderr) == (0, b"")


def test_a_reader_that_leaves_within_a_table_is_no_mistake(monkeypatch):
    class Closed(io.StringIO):
        def write(self, text):
            if text:
                raise BrokenPipeError
            return 0

    monkeypatch.setattr(sys, "stdout", Closed())
    with pytest.raises(SystemExit) as left:
        guarded(lambda: print_table(("key", "title"), [("nodong", "Nodong")], title="Missiles"))
    assert left.value.code == 0


def test_a_closed_standard_error_harms_no_file(tmp_path):
    found = bongsu("missile", "fly", "nodong", "--from", "1", "--to", "2", after="2>&-")
    assert (found.returncode, found.stdout) == (2, b"")


@pytest.mark.parametrize("encoding", ["cp949", "ascii", "ascii:strict"])
def test_letters_that_a_terminal_does_not_know_are_replaced(encoding):
    found = bongsu("radar", "range", PYTHONIOENCODING=encoding)
    assert (found.returncode, found.stderr) == (0, b"")
    found = bongsu("catalog", "show", "an-tpy-2", "--json", PYTHONIOENCODING=encoding)
    assert found.returncode == 0
    assert b"?" not in found.stdout.split(b'"references"')[0].replace(b'?"', b"")
    assert found.stdout.isascii()


@pytest.mark.parametrize("value", ["abc", "0", "-1", "1.5", "9" * 5000, ""])
def test_a_number_of_threads_that_is_none_is_one_sentence(value):
    found = bongsu(*FLIGHT, BONGSU_THREADS=value)
    assert found.returncode == 2
    assert found.stderr.startswith(b"bongsu: BONGSU_THREADS must be a positive whole number")
    assert len(found.stderr) < 250


def test_a_backend_that_does_not_exist_matters_to_figures_alone(tmp_path):
    found = bongsu(*FLIGHT, MPLBACKEND="nonsense")
    assert found.returncode == 0
    found = bongsu(*FLIGHT, "--figure", str(tmp_path / "a.png"), MPLBACKEND="nonsense")
    assert found.returncode == 2
    assert found.stderr.startswith(b"bongsu: figures cannot be drawn with MPLBACKEND=nonsense")
    assert list(tmp_path.iterdir()) == []


def test_an_interrupt_at_the_start_is_one_word():
    code = (
        "import sys, os, signal\n"
        "class Stop:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name == 'cyclopts': os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.meta_path.insert(0, Stop())\n"
        "from bongsu.__main__ import main\n"
        "main()"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert (found.returncode, found.stderr) == (130, b"bongsu: interrupted\n")


def test_a_compiled_module_that_a_full_disk_cut_is_named(tmp_path, monkeypatch, capsys):
    (tmp_path / "cut_short.py").write_text("numbers = [1, 2, 3]\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)
    importlib.import_module("cut_short")
    (compiled,) = tmp_path.rglob("*.pyc")
    compiled.write_bytes(compiled.read_bytes()[:-20])
    monkeypatch.delitem(sys.modules, "cut_short")
    with pytest.raises(SystemExit) as left:
        guarded(lambda: importlib.import_module("cut_short"))
    assert left.value.code == 2
    said = f"bongsu: {compiled}: damaged, as a full disk may leave it; remove this file\n"
    assert capsys.readouterr().err == said


def test_a_fault_of_an_import_is_said_like_any_other(tmp_path):
    code = (
        "import sys\n"
        "class Broken:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name == 'cyclopts': raise ImportError('no such library')\n"
        "sys.meta_path.insert(0, Broken())\n"
        "from bongsu.__main__ import main\n"
        "main()"
    )
    found = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "TMPDIR": str(tmp_path)},
        capture_output=True,
        check=False,
    )
    assert found.returncode == 70
    assert b"this is our fault, not yours (ImportError: no such library)" in found.stderr
    assert len(list(tmp_path.glob("bongsu-fault-*"))) == 1


def test_quotes_are_short():
    assert shortened("abc") == "'abc'"
    assert shortened("x" * 1000) == f"'{'x' * 75}'..."
    assert shortened(10**5000) == "a number of thousands of digits"
    assert shortened("a\x1b") == r"'a\x1b'"


def test_a_line_end_in_a_name_parts_no_sentence(ends):
    assert ends(InputError("a\nb.yaml: there is no such file")) == (
        2,
        "bongsu: a\\nb.yaml: there is no such file\n",
    )
    mark = Mark("f", 1, 1)
    both = ScenarioError([Problem(mark, "a", "is wrong"), Problem(mark, "b", "is too")])
    assert ends(both) == (2, "bongsu: f:1:1: a: is wrong\nf:1:1: b: is too\n")
