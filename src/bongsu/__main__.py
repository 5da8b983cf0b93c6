"""``python -m bongsu``, and the ``bongsu`` command: guarded from its first import on."""

import sys
from collections.abc import Sequence

try:
    from bongsu.cli.terminal.guard import guarded
except KeyboardInterrupt:
    sys.stderr.write("bongsu: interrupted\n")
    sys.exit(130)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code.

    Parameters
    ----------
    arguments : sequence of str, optional
        The words after ``bongsu``; the process's own by default.

    Raises
    ------
    SystemExit
        Always; see :func:`bongsu.cli.terminal.guard.guarded`.
    """
    guarded(lambda: _command_line(arguments), arguments)


def _command_line(arguments: Sequence[str] | None) -> None:
    from bongsu.cli.app import run

    run(arguments)


if __name__ == "__main__":
    main()
