"""The smallest case that shows the same fault: fewer lines in files, fewer words in commands."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from tools.attack.case import Case
from tools.attack.judge import faults, signature
from tools.attack.running import run

_WITHIN_S = 20.0

Part = TypeVar("Part")


def minimised(case: Case, fault: str) -> Case:
    """Make a case smaller as long as it shows the fault.

    Parameters
    ----------
    case : Case
        Without a process of its own.
    fault : str
        A fault of it.

    Returns
    -------
    Case
        As small as half a minute allows.
    """
    wanted = signature(fault)
    end = time.monotonic() + _WITHIN_S

    def shows(smaller: Case) -> bool:
        if time.monotonic() > end:
            return False
        return wanted in map(signature, faults(smaller, run(smaller)))

    # the words of a study are as few as it takes, and others would make another of it
    if len(case.commands) == 1:
        case = _with_fewer_words(case, shows)
    for name in list(case.files):
        case = _with_fewer_lines(case, name, shows)
    return case


def _with_fewer_words(case: Case, shows: Callable[[Case], bool]) -> Case:
    def spoken(words: Sequence[str]) -> Case:
        return replace(case, commands=[[*words]])

    return spoken(_fewer(case.commands[0], lambda words: bool(words) and shows(spoken(words))))


def _with_fewer_lines(case: Case, name: str, shows: Callable[[Case], bool]) -> Case:
    def written(lines: Sequence[bytes]) -> Case:
        return case.with_file(name, b"".join(lines))

    lines = case.files[name].splitlines(keepends=True)
    return written(_fewer(lines, lambda part: shows(written(part))))


def _fewer(parts: Sequence[Part], holds: Callable[[Sequence[Part]], bool]) -> Sequence[Part]:
    size = max(len(parts) // 2, 1)
    while parts:
        at, before = 0, len(parts)
        while at < len(parts):
            rest = [*parts[:at], *parts[at + size :]]
            if holds(rest):
                parts = rest
            else:
                at += size
        if size == 1 and len(parts) == before:
            break
        size = max(size // 2, 1)
    return parts
