"""Commands of a case, run inside this process or in one of their own."""

from __future__ import annotations

import contextlib
import io
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tools.attack.case import Case, Outcome

COMMAND = (sys.executable, "-m", "bongsu")
"""Words that start the command line in a process of its own."""

_ENDS_WITHIN_S = 60.0
_MEGABYTE = 1024.0  # of the kibibytes that Linux counts in


def run(case: Case) -> list[Outcome]:
    """Run the commands of a case in an empty directory.

    Parameters
    ----------
    case : Case
        The case.

    Returns
    -------
    list of Outcome
        One for each command up to the first that did not end with 0.
    """
    outcomes = []
    with _directory(case) as folder:
        before = _files(folder)
        for words in case.commands:
            outcome = _apart(words, case, folder) if case.setting else _inside(words, folder)
            left = sorted(_files(folder) - before)
            broken = tuple(name for name in left if _is_broken(folder / name))
            report = "".join(file.read_text("utf-8") for file in _reports(folder))
            outcomes.append(_with(outcome, tuple(left), broken, report))
            if outcome.code != 0:
                break
    return outcomes


def _with(outcome: Outcome, left: tuple[str, ...], broken: tuple[str, ...], report: str) -> Outcome:
    from dataclasses import replace

    return replace(outcome, left=left, broken=broken, report=report)


@contextlib.contextmanager
def _directory(case: Case) -> Iterator[Path]:
    was = Path.cwd()
    with tempfile.TemporaryDirectory(prefix="attack-", dir=_home()) as name:
        folder = Path(name)
        (folder / "temporary").mkdir()
        (folder / "folder").mkdir()
        for file, content in case.files.items():
            (folder / file).write_bytes(content)
        os.chdir(folder)
        try:
            yield folder
        finally:
            os.chdir(was)


def _home() -> Path:
    home = Path(os.environ.get("ATTACK_HOME", Path(tempfile.gettempdir()) / "attack"))
    home.mkdir(exist_ok=True)
    return home


def _files(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if not path.relative_to(folder).as_posix().startswith("temporary/bongsu-fault-")
    }


def _reports(folder: Path) -> list[Path]:
    return sorted((folder / "temporary").glob("bongsu-fault-*.txt"))


def _inside(words: list[str], folder: Path) -> Outcome:
    from bongsu.guard.ends import guarded

    output, error = io.StringIO(), io.StringIO()
    reports = tempfile.tempdir
    tempfile.tempdir = str(folder / "temporary")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    code = 0
    try:
        with contextlib.redirect_stdout(output), contextlib.redirect_stderr(error):
            guarded(_command(words), words)
    except SystemExit as left:
        code = left.code if isinstance(left.code, int) else 1
    finally:
        tempfile.tempdir = reports
    spent = time.process_time() - start
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory) / _MEGABYTE
    return Outcome(words, code, output.getvalue(), error.getvalue(), spent, grown)


def _command(words: list[str]) -> Callable[[], object]:
    if words[0] == "(read claims)":
        from tools.attack.kinds.claims import read_for_setting

        return lambda: read_for_setting(Path(words[1]))
    if words[0] == "(measure)":
        from tools.attack.kinds.claims import measure_all

        return lambda: measure_all(Path(words[1]))
    from bongsu.cli.app import run as command_line

    return lambda: command_line(words)


def _apart(words: list[str], case: Case, folder: Path) -> Outcome:
    setting = case.setting
    environment = {**os.environ, "TMPDIR": str(folder / "temporary")}
    environment.pop("ATTACK_HOME", None)
    for name, value in setting.get("environment", {}).items():
        if value is None:
            environment.pop(name, None)
        else:
            environment[name] = value
    start = time.monotonic()
    with contextlib.ExitStack() as stack:
        target = _target(str(setting.get("output", "kept")), stack)
        process = subprocess.Popen(
            [*COMMAND, *words],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=target,
            stderr=subprocess.PIPE,
            preexec_fn=lambda: _limit(setting),  # noqa: PLW1509  # nothing else runs here
        )
        if "signal" in setting:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(setting["after_s"])
            asked = time.monotonic()
            process.send_signal(getattr(signal, setting["signal"]))
        try:
            output, error = process.communicate(timeout=_ENDS_WITHIN_S)
        except subprocess.TimeoutExpired:
            process.kill()
            output, error = process.communicate()
            error += b"\n(killed: it did not end)"
    end = time.monotonic()
    return Outcome(
        words,
        process.returncode,
        (output or b"").decode("utf-8", "backslashreplace"),
        error.decode("utf-8", "backslashreplace"),
        end - (asked if "signal" in setting else start),
        0.0,
    )


def _target(name: str, stack: contextlib.ExitStack) -> int:
    """Open where standard output goes."""
    if name in ("kept", "closed"):
        return subprocess.PIPE
    if name == "unread":
        read, write = os.pipe()
        os.close(read)
        stack.callback(os.close, write)
        return write
    handle = os.open(name, os.O_WRONLY)
    stack.callback(os.close, handle)
    return handle


def let_signals_act() -> None:
    """Let SIGINT and SIGHUP act again, which a shell's background and `nohup` have ignored."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


def _limit(setting: dict[str, object]) -> None:
    let_signals_act()
    if setting.get("output") == "closed":
        os.close(1)
    largest = setting.get("largest_file_bytes")
    if isinstance(largest, int):
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))
    if setting.get("gone"):
        gone = tempfile.mkdtemp(dir=_home())
        os.chdir(gone)
        shutil.rmtree(gone)


def _is_broken(path: Path) -> bool:
    """Whether a file that a command left is not whole."""
    if path.is_dir():
        return path.name.startswith(".bongsu-") or path.name.startswith("bongsu-")
    content = path.read_bytes()
    ending = path.suffix.lower()
    try:
        if ending in (".json", ".geojson"):
            json.loads(content)
        elif ending == ".nc":
            import netCDF4

            netCDF4.Dataset(path).close()
        elif ending == ".png":
            return not content.rstrip(b"\0").endswith(b"IEND\xaeB`\x82")
        elif ending == ".svg":
            return not content.rstrip().endswith(b"</svg>")
        elif ending == ".pdf":
            return not content.rstrip().endswith(b"%%EOF")
        elif ending == ".html":
            return not content.rstrip().endswith(b"</html>")
        elif ending in (".csv", ".yaml"):
            return not content.endswith(b"\n")
    except (ValueError, OSError):
        return True
    return False
