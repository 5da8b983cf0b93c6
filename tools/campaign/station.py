"""Runs of commands that are forked from one process, which has imported all that they need.

A new interpreter would spend most of its time on imports.
"""

from __future__ import annotations

import importlib
import json
import os
import signal
import subprocess
import sys
import time
import warnings
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tools.attack.running import let_signals_act

HANGS_AFTER_S = 300.0
"""Processor time, or time without any of it, after which a run is killed. [s]"""

CRASHES = {-signal.SIGSEGV, -signal.SIGBUS, -signal.SIGILL, -signal.SIGABRT, -signal.SIGFPE}
"""Exit codes of a process that machine code with an error in it has ended."""

_SENT = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
_IMPORTED = """
import json, sys
from bongsu.__main__ import main
from bongsu.physics.numerics.jit import cache
loaded = []
read_entry = cache.read_entry
def noted(path, identity):
    content = read_entry(path, identity)
    if content is not None:
        loaded.append(str(path))
    return content
cache.read_entry = noted
try:
    main(sys.argv[1:])
except SystemExit:
    print("\\n", json.dumps([sorted(sys.modules), loaded]))
"""


@dataclass(frozen=True)
class End:
    """How a run ended.

    Attributes
    ----------
    code : int
        Exit code; the negative number of the signal that ended it. [1]
    output, error : bytes
        What it printed.
    files : dict of str to bytes
        What it left in its directory, by name.
    took_s : float
        Time from its start, or from the signal that was sent. [s]
    processor_s : float
        Processor time within it. [s]
    early : bool
        Whether it ended before the signal was sent.
    hung : bool
        Whether it had to be killed.
    crowded : bool
        Whether more processes than the machine has cores wanted to run.
    """

    code: int
    output: bytes
    error: bytes
    files: dict[str, bytes]
    took_s: float
    processor_s: float
    early: bool = False
    hung: bool = False
    crowded: bool = False

    @property
    def answer(self) -> tuple[int, bytes, dict[str, bytes]]:
        """All that must not differ from the run that nothing happened to."""
        return self.code, self.output, self.files


def prepare(words: tuple[str, ...], folder: Path, cache: Path) -> list[Path]:
    """Import what a command imports, without loading any compiled code of the package.

    Parameters
    ----------
    words : tuple of str
        The words after ``bongsu``; run twice, so that their compiled code is in the cache.
    folder : pathlib.Path
        Directory in which it runs.
    cache : pathlib.Path
        Directory of compiled code.

    Returns
    -------
    list of pathlib.Path
        Files of compiled code that the second run loaded, within that directory.
    """
    for _ in ("cold", "warm"):
        done = subprocess.run(
            [sys.executable, "-c", _IMPORTED, *words],
            cwd=folder,
            env={**os.environ, "NUMBA_CACHE_DIR": str(cache)},
            stdout=subprocess.PIPE,
            check=True,
        )
    names, loaded = json.loads(done.stdout.splitlines()[-1])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name in (name for name in names if name != "__main__"):
            with suppress(ImportError):
                importlib.import_module(name)
    import numba

    numba.njit(lambda x: x + 1.0)(1.0)  # sets the compiler up
    return [Path(file).relative_to(cache) for file in loaded]


def run(
    words: tuple[str, ...], folder: Path, cache: Path, number: int = 0, after_s: float = 0.0
) -> End:
    """Run a command, and send it a signal.

    Parameters
    ----------
    words : tuple of str
        The words after ``bongsu``.
    folder : pathlib.Path
        Directory in which it runs.
    cache : pathlib.Path
        Directory of compiled code.
    number : int, optional
        The signal; 0 for none. [1]
    after_s : float, optional
        Time after the start at which it is sent. [s]

    Returns
    -------
    End
        How it ended.
    """
    printed = [folder.with_name(f"{folder.name}.{name}") for name in ("output", "error")]
    started = time.monotonic()
    spent_s = 0.0
    # one that comes before the child prints where it shall would be said on this terminal
    signal.pthread_sigmask(signal.SIG_BLOCK, _SENT)
    child = os.fork()
    if child == 0:
        _become(words, folder, cache, printed)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _SENT)
    early = False
    if number:
        early = _ends_within(child, after_s)
        started, spent_s = time.monotonic(), _processor_s(child)
        if not early:
            os.kill(child, number)
    hung = not _ends(child)
    if hung:
        os.kill(child, signal.SIGKILL)
    _, status, used = os.wait4(child, 0)
    took_s = time.monotonic() - started
    output, error = (path.read_bytes() for path in printed)
    return End(
        os.waitstatus_to_exitcode(status), output, error, files_in(folder), took_s,
        used.ru_utime + used.ru_stime - spent_s, early,
        hung, os.getloadavg()[0] > (os.cpu_count() or 1),
    )  # fmt: skip


def files_in(folder: Path) -> dict[str, bytes]:
    """Read all that is in a directory.

    Parameters
    ----------
    folder : pathlib.Path
        The directory.

    Returns
    -------
    dict of str to bytes
        Contents by name; of a directory a word.
    """
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else b"(directory)"
        for path in sorted(folder.rglob("*"))
    }


def _processor_s(child: int) -> float:
    """Processor time of a process so far [s]; Linux tells it of one that has ended, too."""
    fields = Path(f"/proc/{child}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _has_ended(child: int) -> bool:
    return os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def _ends_within(child: int, limit_s: float) -> bool:
    end = time.monotonic() + limit_s
    while time.monotonic() < end:
        if _has_ended(child):
            return True
        time.sleep(0.005)
    return False


def _ends(child: int) -> bool:
    """Whether a process ends; on a crowded machine it may wait long for its turn."""
    spent_s, since = -1.0, time.monotonic()
    while not _has_ended(child):
        now_s = _processor_s(child)
        if now_s != spent_s:
            spent_s, since = now_s, time.monotonic()
        if max(spent_s, time.monotonic() - since) > HANGS_AFTER_S:
            return False
        time.sleep(0.005)
    return True


def _become(words: tuple[str, ...], folder: Path, cache: Path, printed: list[Path]) -> None:
    """Turn the forked process into one of the command line; it does not return."""
    let_signals_act()
    code = 1
    try:
        os.chdir(folder)
        for number, path in enumerate(printed, start=1):
            os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _SENT)
        os.environ["NUMBA_CACHE_DIR"] = str(cache)
        from numba.core import config

        config.CACHE_DIR = str(cache)  # type: ignore[attr-defined]
        from bongsu.__main__ import main

        main([*words])
    except SystemExit as left:
        code = left.code if isinstance(left.code, int) else 1
    except KeyboardInterrupt:  # before the command line is guarded, as in bongsu.__main__
        sys.stderr.write("bongsu: interrupted\n")
        code = 130
    finally:
        # a signal from here on would find the interpreter leaving
        signal.pthread_sigmask(signal.SIG_BLOCK, _SENT)
        with suppress(OSError, ValueError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)
