"""The ``bongsu`` command: one module per noun, imported only when its noun is used."""

import os
import sys
from collections.abc import Sequence

from cyclopts import App, CycloptsError, UnknownCommandError

from bongsu.errors import ArgumentError, InputError
from bongsu.version import __version__

app = App(
    name="bongsu",
    help="What a missile-defence battery sees, reaches and protects, under cited parameters.",
    version=__version__,
    help_format="plaintext",
    suppress_keyboard_interrupt=False,
)
app.command("bongsu.cli.commands.brief:brief", name="brief", help="Test the claims of a scenario.")
app.command(
    "bongsu.cli.commands.questions.validate:validate",
    name="validate",
    help="Published figures computed again.",
)
app.command(
    "bongsu.cli.commands.questions.protect:protect",
    name="protect",
    help="Whether a place is protected, in one sentence.",
)
app.command(
    "bongsu.cli.commands.questions.sees:sees",
    name="sees",
    help="What the radar sees above a place, in one sentence.",
)
app.command(
    "bongsu.cli.commands.questions.compare:compare",
    name="compare",
    help="Two scenarios side by side on one page.",
)
app.command(
    "bongsu.cli.commands.questions.serve:serve",
    name="serve",
    help="The page: move a battery and watch the answers change.",
)
app.command("bongsu.cli.commands.battery:app", name="battery", help="A battery against a missile.")
app.command("bongsu.cli.commands.radar:app", name="radar", help="What a radar sees, and how well.")
app.command(
    "bongsu.cli.commands.missile:app", name="missile", help="Fly a missile of the catalogue."
)
app.command(
    "bongsu.cli.commands.missile.arc:app", name="arc", help="Fly a body from a given state."
)
app.command("bongsu.cli.commands.raid:app", name="raid", help="Many missiles at once, by chance.")
app.command("bongsu.cli.commands.run:app", name="run", help="Long runs: how far, and job arrays.")
app.command(
    "bongsu.cli.commands.claim:app", name="claim", help="Write, list, show and test claims."
)
app.command(
    "bongsu.cli.commands.scenario:app", name="scenario", help="Write and check scenario files."
)
app.command(
    "bongsu.cli.commands.study:app",
    name="study",
    help="A number over the cited uncertainty, and what decides it.",
)
app.command("bongsu.cli.commands.catalog:app", name="catalog", help="The cited parameters.")
app.command(
    "bongsu.cli.schemas.command:schema", name="schema", help="What JSON looks like, as a schema."
)


def run(arguments: Sequence[str] | None = None) -> None:
    """Run the command line.

    Parameters
    ----------
    arguments : sequence of str, optional
        The words after ``bongsu``; the process's own by default.

    Raises
    ------
    InputError
        If the words are not a command, or an option or a setting of the environment cannot be used.
    """
    from bongsu.physics.numerics.threads import ENVIRONMENT_VARIABLE, core_count

    if ENVIRONMENT_VARIABLE in os.environ:
        core_count()
    try:
        app(arguments, exit_on_error=False, print_error=False)
    except UnknownCommandError as error:
        # its own text would import every command to list them
        word = (error.unused_tokens or [""])[0]
        raise InputError(f"there is no command {word!r}; `bongsu --help` lists them") from None
    except CycloptsError as error:
        # one line, whatever line ends a word holds
        raise InputError(" ".join(str(error).split())) from None
    except ArgumentError as error:
        from bongsu.cli.options.typed import as_typed

        raise as_typed(error, sys.argv[1:] if arguments is None else arguments) from None
