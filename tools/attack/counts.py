"""Counts of attacks: a report that is added to, and the table of a page that is made from it."""

from __future__ import annotations

import datetime as dt
import json
import os
import platform
import re
import subprocess
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).parents[2]
_HEAD = (
    "| kind | cases | exit 0 | exit 2 | exit 3 | other ends | faults | a minute |"
    " processes | seed | when, at |\n"
    "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---|\n"
)


def add_counts(path: Path, seed: int, kinds: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Put counts into a report, in place of older ones of the same kinds.

    Parameters
    ----------
    path : pathlib.Path
        JSON file, made if there is none.
    seed : int
        From which the cases were drawn. [1]
    kinds : dict of str to dict
        Counts by kind.

    Returns
    -------
    dict
        The whole report.
    """
    report: dict[str, Any] = {"kinds": {}}
    if path.exists():
        report = json.loads(path.read_text(encoding="utf-8"))
    origin = {"seed": seed, "date": dt.date.today().isoformat(), "commit": commit()}
    report["kinds"].update({kind: counts | origin for kind, counts in kinds.items()})
    report["machine"] = (
        f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"
    )
    path.write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return report


def write_counts(page: Path, report: dict[str, Any]) -> None:
    """Write the table of a page anew.

    Parameters
    ----------
    page : pathlib.Path
        Markdown with the marks between which the table stands.
    report : dict
        Of :func:`add_counts`.
    """
    table = _HEAD + "".join(_row(kind, report["kinds"][kind]) for kind in sorted(report["kinds"]))
    table += f"\nMachine: {report['machine']}.\n"
    write_between_marks(page, "counts", table)


def write_between_marks(page: Path, mark: str, text: str) -> None:
    """Put a text in place of the one between the marks of a page.

    Parameters
    ----------
    page : pathlib.Path
        Markdown.
    mark : str
        What stands in the comments before and after it.
    text : str
        Whole lines.
    """
    between = re.compile(rf"(<!-- {mark} -->\n).*?(<!-- end of {mark} -->)", re.DOTALL)
    whole = page.read_text(encoding="utf-8")
    page.write_text(between.sub(lambda found: f"{found[1]}{text}{found[2]}", whole), "utf-8")


def _row(kind: str, counts: dict[str, Any]) -> str:
    codes = dict(counts["exit_codes"])
    shown = [codes.pop(code, 0) for code in ("0", "2", "3")]
    cells = (
        kind,
        *(f"{number:,}" for number in (counts["cases"], *shown, sum(codes.values()))),
        sum(counts["faults"].values()),
        f"{counts['cases_per_minute']:,}",
        counts["processes"],
        counts["seed"],
        f"{counts['date']}, {counts['commit']}",
    )
    return f"| {' | '.join(map(str, cells))} |\n"


def commit() -> str:
    """Name the commit that is attacked.

    Returns
    -------
    str
        Its short hash, with a plus sign where files differ from it; "unknown" without git.
    """
    try:
        found = subprocess.run(
            ["git", "describe", "--always", "--exclude=*", "--dirty=+"],
            cwd=_ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
    except FileNotFoundError:
        return "unknown"
    return found.stdout.strip() or "unknown"
