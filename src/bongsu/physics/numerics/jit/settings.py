"""Numba, imported so that a setting it cannot use is told in a sentence.

Numba reads environment variables ``NUMBA_...`` when it is first imported. Of one that it cannot
read it would print a warning with a traceback; others keep it from starting, or end the process
when the first kernel is compiled. Whoever needs Numba's ``config`` imports it from here first.
"""

import os
import re
import subprocess
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bongsu.errors import InputError, shortened
from bongsu.physics.numerics.jit.lines import say

__all__ = ["config", "njit", "told_in_sentences"]

_UNREAD = re.compile(r"Environment variable '(\w+)' is defined but its associated value")
# what LLVM does not take it prints for every kernel, or it ends the process
_PROCESSOR = ("NUMBA_CPU_NAME", "NUMBA_CPU_FEATURES")
_TRACE = "NUMBA_CHROME_TRACE"
_FILES = (_TRACE, "NUMBA_DUMP_HTML")
_PRUNING = "NUMBA_LLVM_REFPRUNE_FLAGS"
_FILE = ".numba_config.yaml"
_ASK_LLVM = """
import sys
import llvmlite.binding as llvm
llvm.initialize_native_target()
target = llvm.Target.from_default_triple()
target.create_target_machine(cpu=sys.argv[1], features=sys.argv[2])
"""


@contextmanager
def told_in_sentences() -> Iterator[None]:
    """Say in a sentence what stands against Numba's settings while it is imported.

    Yields
    ------
    None
        What is imported under it imports Numba.

    Raises
    ------
    InputError
        If Numba cannot start with its settings, LLVM does not take the processor they name, or a
        file that they name cannot be written.
    """
    _check_files()
    _check_processor()
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        try:
            yield
        except ImportError:
            raise
        except Exception as error:
            settings = _settings()
            if not settings:
                raise
            raise InputError(
                f"Numba, which compiles for bongsu, cannot use its settings {settings}: {error}"
            ) from error
    for warning in told:
        text = str(warning.message)
        unread = _UNREAD.match(text)
        if unread is not None:
            say(
                f"{_written(unread[1])} is nothing that Numba can read; it goes on as if this were"
                " not set"
            )
        elif Path(warning.filename).parts[-3:] == ("numba", "core", "config.py"):
            say(f"Numba, about its settings: {text.splitlines()[0]}")
        else:
            warnings.warn_explicit(
                warning.message, warning.category, warning.filename, warning.lineno
            )


def _check_processor() -> None:
    """Ask LLVM, in a process that it may end, for the processor that the settings name."""
    if not any(os.environ.get(name) for name in _PROCESSOR):
        return
    words = [os.environ.get(name, "") for name in _PROCESSOR]
    asked = subprocess.run(
        [sys.executable, "-c", _ASK_LLVM, *words], capture_output=True, text=True, check=False
    )
    if asked.returncode != 0 or asked.stderr:
        settings = " ".join(_written(name) for name in _PROCESSOR if name in os.environ)
        raise InputError(f"LLVM, which compiles for bongsu, cannot use the settings {settings}")


def _check_files() -> None:
    """Find out whether Numba can write the files that settings ask it for."""
    for name in _FILES:
        path = os.environ.get(name)
        if path is None or (name == _TRACE and not path):
            continue
        try:
            with Path(path).open("a", encoding="utf-8"):
                pass
        except OSError as error:
            raise InputError(f"{_written(name)}: {error.strerror}") from error


def _check_pruning(known: list[str]) -> None:
    """Look at what ``NUMBA_LLVM_REFPRUNE_FLAGS`` lists: Numba would warn in each kernel."""
    flags = os.environ.get(_PRUNING)
    if flags is None:
        return
    parts = [part.strip().upper() for part in flags.split(",")]
    if not set(parts) <= {*known}:
        raise InputError(
            f"{_written(_PRUNING)} may list, with commas between, {', '.join(known).lower()}"
        )


def _settings() -> str:
    names = sorted(name for name in os.environ if name.startswith("NUMBA_"))
    files = [name for name in (_FILE,) if Path(name).is_file()]
    return " ".join([*map(_written, names), *files])


def _written(name: str) -> str:
    return f"{name}={shortened(os.environ.get(name, ''))}"


with told_in_sentences():
    from llvmlite.binding import RefPruneSubpasses
    from numba import njit
    from numba.core import config

_check_pruning([*RefPruneSubpasses.__members__])
