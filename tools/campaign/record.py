"""What campaigns found, on disk: one line of JSON for each series, only ever added to."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from pathlib import Path
from typing import Any

from tools.attack.counts import commit, write_between_marks

RECORD = Path(__file__).with_name("record.jsonl")
"""Where the project keeps what was found."""

SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGKILL")


def add(path: Path, found: dict[str, Any]) -> None:
    """Add a line.

    Parameters
    ----------
    path : pathlib.Path
        The record, made if there is none.
    found : dict
        What was found; the date and the commit are added.
    """
    origin = {"date": dt.date.today().isoformat(), "commit": commit()}
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(found | origin) + "\n")


def read(path: Path, campaign: str) -> list[dict[str, Any]]:
    """Read what one campaign found so far.

    Parameters
    ----------
    path : pathlib.Path
        The record.
    campaign : str
        Which lines.

    Returns
    -------
    list of dict
        In the order in which they were added.
    """
    if not path.exists():
        return []
    lines = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line["campaign"] == campaign]


def sent(series: list[dict[str, Any]], study: str, cache_state: str) -> Counter[str]:
    """Count the signals of a cell by name.

    Parameters
    ----------
    series : list of dict
        Of :func:`read`.
    study, cache_state : str
        The cell.

    Returns
    -------
    Counter
        Of signals that came before the run was done.
    """
    return Counter(
        name
        for one in series
        if (one["study"], one["cache"]) == (study, cache_state)
        for name, *_ in one["signals"]
    )


def write_page(path: Path, page: Path) -> None:
    """Write the tables of a page anew.

    Parameters
    ----------
    path : pathlib.Path
        The record.
    page : pathlib.Path
        Markdown with the marks between which they stand.
    """
    head = (
        "| study, cache | undisturbed [s] | SIGINT | SIGTERM | SIGHUP | SIGKILL | series | slowest"
        " stop [s] | faults | at |\n|---|---:|---:|---:|---:|---:|---:|---:|---:|---|\n"
    )
    series = read(path, "moments")
    cells = sorted({(one["study"], one["cache"]) for one in series})
    table = head + "".join(_row(series, *cell) for cell in cells)
    damages = read(path, "damages")
    count = sum(one["damages"] for one in damages)
    faults = sum(sum(one["faults"].values()) for one in damages)
    runs = sum(one["runs"] for one in damages)
    at = ", ".join(dict.fromkeys(one["commit"] for one in damages)) or "no commit"
    table += (
        f"\nFiles of compiled code damaged: {count:,} in {runs:,} runs; {faults} faults; {at}.\n"
    )
    write_between_marks(page, "campaigns", table)


def _row(series: list[dict[str, Any]], study: str, cache_state: str) -> str:
    mine = [one for one in series if (one["study"], one["cache"]) == (study, cache_state)]
    counts = sent(series, study, cache_state)
    lasts = [one["undisturbed_s"] for one in mine]
    stops = [took_s for one in mine for _, _, took_s, _ in one["signals"]]
    cells = (
        f"{study}, {cache_state}",
        f"{min(lasts):.1f} to {max(lasts):.1f}",
        *(counts[name] for name in SIGNALS),
        len(mine),
        f"{max(stops, default=0.0):.1f}",
        sum(len(one["faults"]) for one in mine),
        ", ".join(dict.fromkeys(one["commit"] for one in mine)),
    )
    return f"| {' | '.join(map(str, cells))} |\n"
