"""``python -m bongsu``, and the ``bongsu`` command: guarded from its first import on."""

import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import NoReturn

try:
    from bongsu.guard.ends import guarded
except KeyboardInterrupt:
    sys.stderr.write("bongsu: interrupted\n")
    sys.exit(130)


_OBJECTS_BETWEEN_LOOKS = 200_000


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and leave with its exit code.

    Parameters
    ----------
    arguments : sequence of str, optional
        The words after ``bongsu``; the process's own by default.

    Raises
    ------
    SystemExit
        Always; see :func:`bongsu.guard.ends.guarded`.
    """
    guarded(lambda: _command_line(arguments), arguments)


def _command_line(arguments: Sequence[str] | None) -> None:
    from bongsu.cli.app import run

    run(arguments)


def command() -> NoReturn:
    """Run the command line of this process, and leave at once.

    All is written by then. To take apart what was computed, as the interpreter would at its end,
    takes up to a second. So does looking through it for what nobody holds any more, again and again
    while it grows, of which there is little in a run that ends.
    """
    gc.set_threshold(_OBJECTS_BETWEEN_LOOKS)
    try:
        main()
    except SystemExit as left:
        # processes of a cluster are ended, and what they shared given back, at its own end
        if "multiprocessing.resource_tracker" in sys.modules:
            raise
        with suppress(OSError, ValueError, AttributeError):
            sys.stderr.flush()
        os._exit(left.code if isinstance(left.code, int) else 1)


if __name__ == "__main__":
    command()
