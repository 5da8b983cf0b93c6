"""A case: what is put before the package, and what came of it."""

from __future__ import annotations

import base64
import json
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Case:
    """Commands, the files they find, and the setting they run in.

    Attributes
    ----------
    kind : str
        Which module of :mod:`tools.attack.kinds` drew it.
    seed, index : int
        From which it can be drawn again. [1]
    files : dict of str to bytes
        Content by name, put into an empty directory in which the commands run.
    commands : list of list of str
        Words of commands, run one after another until one does not end with 0.
    changes : list of str
        What was done to what would have been right.
    rules : tuple of str
        Rules of :mod:`tools.attack.judge` that hold beside those for all.
    setting : dict
        For a process of its own: ``environment``, ``output``, ``largest_file_bytes``, ``signal``
        and ``after_s``; empty for commands that run inside this one.
    """

    kind: str
    seed: int
    index: int
    files: dict[str, bytes]
    commands: list[list[str]]
    changes: list[str]
    rules: tuple[str, ...] = ()
    setting: dict[str, Any] = field(default_factory=dict)

    def with_file(self, name: str, content: bytes) -> Case:
        """Put another content into a file.

        Parameters
        ----------
        name : str
            The file.
        content : bytes
            What is in it.

        Returns
        -------
        Case
            The same with it.
        """
        return replace(self, files={**self.files, name: content})


@dataclass(frozen=True)
class Outcome:
    """What came of one command.

    Attributes
    ----------
    words : list of str
        The command.
    code : int
        Exit code; the negative number of the signal for a process that a signal ended. [1]
    output, error : str
        What it printed.
    processor_s : float
        Time of the processor; wall-clock time for a process of its own. [s]
    peak_mb : float
        Growth of the largest memory in use. [MB]
    report : str
        Report of a fault of the package, with its traceback; empty if there is none.
    left : tuple of str
        Files in the directory that were not there before.
    broken : tuple of str
        Those of them that are not whole.
    """

    words: list[str]
    code: int
    output: str
    error: str
    processor_s: float
    peak_mb: float
    report: str = ""
    left: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()


def write_case(case: Case, faults: list[str], path: Path) -> None:
    """Keep a case, to be run again with ``--replay``.

    Parameters
    ----------
    case : Case
        The case.
    faults : list of str
        What is wrong with it.
    path : pathlib.Path
        JSON file.
    """
    content = asdict(case) | {
        "faults": faults,
        "files": {name: base64.b64encode(text).decode() for name, text in case.files.items()},
        "texts": {
            name: text.decode("utf-8", "backslashreplace")[:4000]
            for name, text in case.files.items()
        },
    }
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False), encoding="utf-8")


def read_case(path: Path) -> Case:
    """Read a case that was kept.

    Parameters
    ----------
    path : pathlib.Path
        JSON file of :func:`write_case`.

    Returns
    -------
    Case
        The case.
    """
    content = json.loads(path.read_text(encoding="utf-8"))
    files = {name: base64.b64decode(text) for name, text in content["files"].items()}
    known = ("kind", "seed", "index", "commands", "changes", "setting")
    return Case(
        files=files, rules=tuple(content["rules"]), **{name: content[name] for name in known}
    )
