"""The ``bongsu`` command: one module per noun, imported only when its noun is used."""

import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from cyclopts import App, CycloptsError, UnknownCommandError

from bongsu import __version__
from bongsu.errors import BongsuError

app = App(
    name="bongsu",
    help="What a missile-defence battery sees, reaches and protects, under cited parameters.",
    version=__version__,
    help_format="plaintext",
)
app.command("bongsu.cli.brief:brief", name="brief", help="Test the claims of a scenario.")
app.command("bongsu.cli.battery:app", name="battery", help="A battery against a missile.")
app.command("bongsu.cli.radar:app", name="radar", help="What a radar sees, and how well.")
app.command("bongsu.cli.missile:app", name="missile", help="Fly a missile of the catalogue.")
app.command("bongsu.cli.arc:app", name="arc", help="Fly a body from a given state.")
app.command("bongsu.cli.claim:app", name="claim", help="List and show the claims as data.")
app.command("bongsu.cli.scenario:app", name="scenario", help="Write and check scenario files.")
app.command("bongsu.cli.catalog:app", name="catalog", help="The cited parameters.")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code.

    Parameters
    ----------
    arguments : sequence of str, optional
        The words after ``bongsu``; the process's own by default.

    Raises
    ------
    SystemExit
        Always: 0 when the question was answered, 2 for a mistake in the input, 3 when the answer
        is that the missile does not reach, 130 when interrupted.
    """
    try:
        app(arguments, exit_on_error=False, print_error=False)
    except BongsuError as error:
        _fail(str(error), error.exit_code)
    except UnknownCommandError as error:
        # its own text would import every command to list them
        word = (error.unused_tokens or [""])[0]
        _fail(f"there is no command {word!r}; `bongsu --help` lists them")
    except CycloptsError as error:
        _fail(str(error))
    except KeyboardInterrupt:
        _fail("interrupted", 130)
    except BrokenPipeError:
        # the reader, such as `head`, has seen enough; nothing is left to flush at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(0)


def _fail(sentence: str, exit_code: int = 2) -> NoReturn:
    sys.stderr.write(f"bongsu: {sentence}\n")
    sys.exit(exit_code)
