"""``bongsu schema``: what the JSON of a command looks like."""

import sys
from pathlib import Path

from bongsu.cli.schemas import DOCUMENTS, file_name, json_schema
from bongsu.cli.terminal.tables import print_table
from bongsu.output import check_directory, text_file, write_outputs
from bongsu.output.json_text import json_text
from bongsu.scenario.provenance import Provenance


def schema(*command: str, output: Path | None = None) -> None:
    """Print the JSON Schema (draft 2020-12) of what a command prints with --json.

    Parameters
    ----------
    command
        Words of the command, such as: battery footprint. Without any: list the commands.
    output
        Write the schemas of all commands, or of the one given, into this directory.
    """
    wanted = " ".join(command)
    if output is not None:
        made = {file_name(name): schema_text(name) for name in ([wanted] if wanted else DOCUMENTS)}
        check_directory(output, list(made))
        files = [(output / name, text_file(text)) for name, text in made.items()]
        write_outputs(files, Provenance(), directory=output)
        return
    if wanted:
        sys.stdout.write(schema_text(wanted))
        return
    rows = [(name, json_schema(name).get("description", "")) for name in DOCUMENTS]
    print_table(("command", "JSON"), [(name, text.split("\n")[0]) for name, text in rows])


def schema_text(command: str) -> str:
    """Write the schema of a command as the files of docs/schemas hold it.

    Parameters
    ----------
    command : str
        Its words.

    Returns
    -------
    str
        JSON with a line end.
    """
    return json_text(json_schema(command)) + "\n"
