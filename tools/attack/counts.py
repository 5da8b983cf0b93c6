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
_TABLE = re.compile(r"(<!-- counts -->\n).*?(<!-- end of counts -->)", re.DOTALL)
_HEAD = (
    "| kind | cases | exit 0 | exit 2 | exit 3 | other ends | faults | a minute | seed | when, at |"
    "\n"
    "|---|---:|---:|---:|---:|---:|---:|---:|---:|---|\n"
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
    origin = {"seed": seed, "date": dt.date.today().isoformat(), "commit": _commit()}
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
    table += f"\nMachine: {report['machine']}; one process.\n"
    text = page.read_text(encoding="utf-8")
    page.write_text(_TABLE.sub(lambda found: f"{found[1]}{table}{found[2]}", text), "utf-8")


def _row(kind: str, counts: dict[str, Any]) -> str:
    codes = dict(counts["exit_codes"])
    shown = [codes.pop(code, 0) for code in ("0", "2", "3")]
    cells = (
        kind,
        *(f"{number:,}" for number in (counts["cases"], *shown, sum(codes.values()))),
        sum(counts["faults"].values()),
        f"{counts['cases_per_minute']:,}",
        counts["seed"],
        f"{counts['date']}, {counts['commit']}",
    )
    return f"| {' | '.join(map(str, cells))} |\n"


def _commit() -> str:
    found = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],
        cwd=_ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return found.stdout.strip() or "unknown"
