"""``python -m bongsu``, and the ``bongsu`` command: guarded from its first import on."""

from typing import NoReturn

from bongsu.guard import guarded


def main() -> NoReturn:
    """Run the command line and leave with its exit code."""
    guarded(_command_line)


def _command_line() -> None:
    from bongsu.cli import run

    run()


if __name__ == "__main__":
    main()
