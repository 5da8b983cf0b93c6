"""What is wrong with what came of a case: the promises of docs/reliability.md as rules."""

from __future__ import annotations

import json
import re
import signal
from functools import cache
from typing import Any

from tools.attack.case import Case, Outcome

READS_WITHIN_S = 5.0
"""Processor time to read or refuse a file or a command line. [s]"""

ANSWERS_WITHIN_S = 60.0
"""Processor time of a study on a coarse grid. [s]"""

LARGEST_MB = 500.0
"""Memory to read or refuse a file. [MB]"""

ENDS_WITHIN_S = 5.0
"""Time to end after a signal. [s]"""

_CODES = (0, 2, 3)
# what a scenario may leave out or set for other questions
_OTHERWISE = (
    "in which it does not guide interceptors",  # a radar set for questions about what it sees
)
_MARK = re.compile(r"[^\s:][^:\n]*:\d+:\d+: ")
_FIELD = re.compile(r"[^\s:][^:\n]*:\d+:\d+: [\w'\"(<-][^\n]*")
_TAKEN = re.compile(r"bongsu: [^\n]+ is taken as [^\n]+; there is also [^\n]+")
_WHOLE_FILE = re.compile(r": (cannot read the file|the file is larger|nothing came)|no such file")
_NOT_A_NUMBER = re.compile(r"(?<![\w.'\"`/-])[-+]?(nan|inf)(?![\w'\"`/-])")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def faults(case: Case, outcomes: list[Outcome]) -> list[str]:
    """Find what is wrong.

    Parameters
    ----------
    case : Case
        What was run.
    outcomes : list of Outcome
        What came of it.

    Returns
    -------
    list of str
        One sentence for each rule that is broken; those of the same kind begin alike.
    """
    found = []
    for number, outcome in enumerate(outcomes):
        found += _common(case, outcome)
        if "moment" in case.rules:
            found += _at_a_signal(case, outcome)
        else:
            found += _code(case, outcome, first=number == 0)
    return list(dict.fromkeys(found))


def signature(fault: str) -> str:
    """Reduce a fault to its kind.

    Parameters
    ----------
    fault : str
        Of :func:`faults`.

    Returns
    -------
    str
        Without what differs from case to case.
    """
    short = re.sub(r"'[^']*'|\"[^\"]*\"", "'...'", fault)
    return re.sub(r"[-+]?\d[\d.,e+-]*", "N", short)[:160]


def _common(case: Case, outcome: Outcome) -> list[str]:
    found = []
    text = outcome.output + outcome.error
    if "Traceback (most recent" in text:
        found.append(f"traceback: {_last(text)}")
    if outcome.report:
        found.append(f"fault of the package: {_last(outcome.report)}")
    coloured = case.setting.get("environment", {}).get("FORCE_COLOR")
    if _CONTROL.search(outcome.error) or ("\x1b" in outcome.output and not coloured):
        found.append("control characters are printed")
    if "Warning" in outcome.error and "says" not in case.rules:
        found.append(f"a warning of a library: {_last(outcome.error)}")
    hidden = [name for name in outcome.left if _is_hidden(name)]
    if hidden and outcome.code != -signal.SIGKILL:
        found.append("files of its own are left")
    if outcome.broken:
        found.append(f"a file is not whole: {', '.join(outcome.broken)}")
    if "out" not in case.rules and outcome.code not in (0, -signal.SIGKILL):
        made = [name for name in outcome.left if not _is_hidden(name)]
        # when all is written a signal may come, or the answer beside it find no place
        told = "cannot write to standard output" in outcome.error
        if made and len(case.commands) == 1 and not told and "moment" not in case.rules:
            found.append(f"it failed and left {', '.join(made)}")
    reads = "reads" in case.rules
    limit = READS_WITHIN_S if reads else ANSWERS_WITHIN_S
    if outcome.processor_s > limit and "moment" not in case.rules:
        found.append(f"slow: {outcome.processor_s:.0f} s")
    if reads and outcome.peak_mb > LARGEST_MB:
        found.append(f"memory: {outcome.peak_mb:.0f} MB")
    return found


def _is_hidden(name: str) -> bool:
    last = name.rpartition("/")[2]
    return last.startswith(".") or name.startswith("temporary/")


def _code(case: Case, outcome: Outcome, *, first: bool) -> list[str]:
    if outcome.code not in _CODES:
        return [f"exit code {outcome.code}: {_last(outcome.error)}"]
    if outcome.code == 0:
        return _answer(outcome)
    found = _sentence(case, outcome)
    accepted = "answers" in case.rules and not first
    if accepted and outcome.code == 2 and not _asks_otherwise(outcome.error):
        found.append(f"checked and yet refused: {_last(outcome.error)}")
    if "stays" in case.rules and not first:
        found.append(f"accepted and then refused: {_last(outcome.error)}")
    return found


def _answer(outcome: Outcome) -> list[str]:
    found = []
    if "--json" in outcome.words and outcome.output.startswith(("{", "[")):
        found += _document(outcome)
    elif _NOT_A_NUMBER.search(outcome.output):
        line = next(line for line in outcome.output.splitlines() if _NOT_A_NUMBER.search(line))
        found.append(f"not a number is shown: {line.strip()}")
    if "∞" in outcome.output and outcome.words[:2] != ["radar", "budget"]:
        found.append("an infinite number is shown")
    return found


def _document(outcome: Outcome) -> list[str]:
    try:
        document = json.loads(outcome.output, parse_constant=_refuse_constant)
    except ValueError as error:
        return [f"not JSON: {error}"]
    words = [word for word in outcome.words if not word.startswith("-")]
    for length in (2, 1):
        validator = _validator(" ".join(words[:length]))
        if validator is not None:
            wrong = next(validator.iter_errors(document), None)
            if wrong is not None:
                path = ".".join(map(str, wrong.absolute_path))
                return [f"not what the schema says: {path}: {wrong.message[:120]}"]
            break
    return []


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is printed")


@cache
def _validator(command: str) -> Any:
    from jsonschema import Draft202012Validator

    from bongsu.cli.schemas import DOCUMENTS, json_schema

    return Draft202012Validator(json_schema(command)) if command in DOCUMENTS else None


def _sentence(case: Case, outcome: Outcome) -> list[str]:
    """One sentence for a mistake; for mistakes in a file one line each, with their places."""
    text = outcome.error.removesuffix("\n")
    lines = [line for line in text.split("\n") if not line.startswith("\r")]
    # which of several places a name was taken for is said before what is wrong
    lines = [line for line in lines if not _TAKEN.fullmatch(line)]
    begins = next((n for n, line in enumerate(lines) if line.startswith("bongsu: ")), None)
    if begins is None:
        return [f"no sentence: {_last(outcome.error)}"]
    lines = [lines[begins].removeprefix("bongsu: "), *lines[begins + 1 :]]
    if any(not line.strip() for line in lines):
        return [f"an empty line in a sentence: {lines[0]}"]
    if len(lines) > 1 and not all(_MARK.match(line) for line in lines):
        return [f"several lines for one mistake: {lines[0]}"]
    if any(len(line) > 1000 for line in lines):
        return [f"a sentence of {max(map(len, lines))} letters"]
    if "file" in case.rules and outcome is not None:
        for line in lines:
            if not _FIELD.match(line) and not _WHOLE_FILE.search(line):
                return [f"no place in a file: {line}"]
    return []


def _asks_otherwise(error: str) -> bool:
    """Whether a refusal is about what the command line asks for, and not about the scenario."""
    return any(part in error for part in _OTHERWISE)


def _at_a_signal(case: Case, outcome: Outcome) -> list[str]:
    number = getattr(signal, case.setting["signal"])
    found = []
    if outcome.code not in (0, -number, 128 + number):
        found.append(f"{case.setting['signal']} ends with {outcome.code}: {_last(outcome.error)}")
    if outcome.processor_s > ENDS_WITHIN_S:
        found.append(f"{case.setting['signal']} took {outcome.processor_s:.0f} s")
    return found


def _last(text: str) -> str:
    lines = [line for line in text.strip().splitlines() if line.strip()]
    return lines[-1][:200] if lines else "nothing is said"
