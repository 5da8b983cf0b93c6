"""What stands at the top of the command line: every end of a run is a sentence and an exit code.

It imports little but the standard library, so that it also guards the start.
"""

from __future__ import annotations

import errno
import io
import os
import platform
import re
import select
import stat
import sys
import tempfile
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from bongsu.errors import BongsuError, InputError
from bongsu.guard.signals import INTERRUPTED, interruptible, remove_left_behind
from bongsu.version import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

USER = 2
OUR_FAULT = 70
"""``EX_SOFTWARE`` of sysexits.h."""

_PACKAGE = Path(__file__).resolve().parents[1]
_LONGEST_REASON = 200
_LONGEST_QUOTE = 80
# no word and no path is as long
_ENDLESS = re.compile(r"\S{300,}")
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
# line ends part the mistakes of a file; any other control character could drive a terminal
_CONTROLS = {code: f"\\x{code:02x}" for code in (*range(32), *range(127, 160)) if code != 10}


def guarded(command: Callable[[], object], words: Sequence[str] | None = None) -> NoReturn:
    """Run a command and leave the process with its exit code.

    Parameters
    ----------
    command : callable
        What to run.
    words : sequence of str, optional
        The words of the command line, for the report of a fault; the process's own by default.

    Raises
    ------
    SystemExit
        Always: 0 when the question was answered; 2 for what the user or the system must change; 3
        when the answer is that the missile does not reach; 70 for a fault of the package; 130
        when interrupted.
    """
    code = 0
    with interruptible() as interrupted:
        try:
            _open_standard_streams()
            _check_standard_output()
            command()
        except SystemExit as left:
            code = _code_of(left)
        except BongsuError as error:
            sentence = str(error) if error.many_lines else str(error).replace("\n", "\\n")
            code = _say(sentence, error.exit_code)
        except KeyboardInterrupt:
            code = _say("interrupted", INTERRUPTED)
        except BrokenPipeError:
            code = 0  # the reader, such as `head`, has seen enough
        except MemoryError:
            code = _say("there is not enough memory for this; a coarser grid needs less", USER)
        except OSError as error:
            code = _say(_system(error), USER) if _theirs(error) else _fault(error, words)
        except Exception as error:  # noqa: BLE001  # the last place where it can become a sentence
            # what a library makes of an interrupt is no fault
            code = 0 if interrupted() else _fault(error, words)
        # an interrupt that arrived in a callback is dropped by the interpreter
        if interrupted() and code == 0:
            code = _say("interrupted", INTERRUPTED)
        code = _settle(code)
        remove_left_behind()
    sys.exit(code)


def _code_of(left: SystemExit) -> int:
    if left.code is None:
        return 0
    return left.code if isinstance(left.code, int) else _say(str(left.code), 1)


def _say(sentence: str, code: int) -> int:
    if sys.stderr is not None:
        with suppress(OSError, ValueError):
            shown = _ENDLESS.sub(lambda word: f"{word[0][:_LONGEST_QUOTE]}...", sentence)
            sys.stderr.write(f"bongsu: {shown.translate(_CONTROLS)}\n")
            sys.stderr.flush()
    return code


def _system(error: OSError) -> str:
    if error.filename:
        return f"{error.filename}: {error.strerror}"
    if error.errno in _NO_ROOM:
        # files have names: what has none is what is printed
        return f"cannot write to standard output: {error.strerror}"
    return f"the system refuses: {error.strerror}"


def _theirs(error: OSError) -> bool:
    """Whether the system refused something of the user's, and says why."""
    if not error.strerror:
        return False
    return not str(error.filename or "").startswith(str(_PACKAGE))


def _damaged_module(error: Exception) -> str | None:
    """Name the file of compiled Python that was not whole; the interpreter checks no checksum."""
    for frame, _line in traceback.walk_tb(error.__traceback__):
        if frame.f_code.co_name == "_compile_bytecode":
            return str(frame.f_locals["bytecode_path"])
    return None


def _fault(error: Exception, words: Sequence[str] | None) -> int:
    damaged = _damaged_module(error)
    if damaged is not None:
        return _say(f"{damaged}: damaged, as a full disk may leave it; remove this file", USER)
    reason = (str(error).splitlines() or [""])[0][:_LONGEST_REASON]
    name = f"{type(error).__name__}: {reason}" if reason else type(error).__name__
    shown = sys.argv[1:] if words is None else [*words]
    details = (
        f"bongsu {__version__}, Python {platform.python_version()}, {platform.platform()}\n"
        f"words: {shown!r}\n\n{''.join(traceback.format_exception(error))}"
    )
    try:
        handle, file = tempfile.mkstemp(prefix="bongsu-fault-", suffix=".txt")
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as stream:
            stream.write(details)
        where = f"the details are in {file}"
    except OSError as failed:
        where = f"the details could not be written ({failed.strerror})"
    return _say(f"this is our fault, not yours ({name}); {where}", OUR_FAULT)


def _open_standard_streams() -> None:
    """Give closed ones a number of their own, lest a file of ours gets it."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    for stream in (sys.stdout, sys.stderr):
        # letters that a terminal does not know are replaced, not refused
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace" if stream is sys.stdout else "backslashreplace")
    _buffer_standard_output()


def _buffer_standard_output() -> None:
    """Where it is unbuffered, the interpreter drops the rest of what is written only in part."""
    stream = sys.stdout
    if (
        stream is sys.__stdout__
        and isinstance(stream, io.TextIOWrapper)
        and isinstance(stream.buffer, io.RawIOBase)
    ):
        sys.stdout = open(  # noqa: SIM115  # it lasts as long as the process
            stream.fileno(),
            "w",
            buffering=1,
            encoding=stream.encoding,
            errors=stream.errors,
            closefd=False,
        )


def _check_standard_output() -> None:
    if sys.stdout is None:
        raise InputError("standard output is closed: there is nowhere to answer to")
    try:
        number = sys.stdout.fileno()
        pipe = stat.S_ISFIFO(os.fstat(number).st_mode)
    except (OSError, ValueError):
        return  # not the system's
    if pipe and hasattr(select, "poll"):
        asked = select.poll()
        asked.register(number, 0)
        if any(event & select.POLLERR for _, event in asked.poll(0)):
            raise InputError("standard output is a pipe that nobody reads")


def _settle(code: int) -> int:
    """Flush what was printed; what cannot be written is said once and dropped."""
    if sys.stdout is None:
        return code
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _drop_standard_output()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        if code == 0:
            code = _say(f"cannot write to standard output: {reason}", USER)
        _drop_standard_output()
    return code


def _drop_standard_output() -> None:
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
