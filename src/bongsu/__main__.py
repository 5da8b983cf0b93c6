"""``python -m bongsu``, and the ``bongsu`` command: guarded from its first import on."""

import sys

try:
    from bongsu.guard import guarded
except KeyboardInterrupt:
    sys.stderr.write("bongsu: interrupted\n")
    sys.exit(130)


def main() -> None:
    """Run the command line and leave with its exit code."""
    guarded(_command_line)


def _command_line() -> None:
    from bongsu.cli import run

    run()


if __name__ == "__main__":
    main()
