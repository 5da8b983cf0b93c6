"""The command: see the package."""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import product
from pathlib import Path

from tools.campaign import damages, moments, record, stores


def main() -> int:
    """Run one campaign, add what it finds to the record, and write the page.

    Returns
    -------
    int
        0 when nothing was found, else 1.
    """
    parser = argparse.ArgumentParser(prog="campaign")
    parser.add_argument("campaign", choices=("damages", "moments", "stores", "page"))
    parser.add_argument(
        "--count", type=int, default=100,
        help="damages or kills in this run, or signals of each kind and cell with the record's",
    )  # fmt: skip
    parser.add_argument("--minutes", type=float, default=float("inf"), help="at most")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--study", nargs="+", choices=moments.STUDIES, default=moments.STUDIES)
    parser.add_argument("--cache", nargs="+", choices=moments.CACHES, default=moments.CACHES)
    parser.add_argument("--record", type=Path, default=record.RECORD, help="JSON lines")
    parser.add_argument("--page", type=Path, help="page into which the tables of the record go")
    chosen = parser.parse_args()
    chosen.end_s = time.monotonic() + 60.0 * chosen.minutes
    found: list[str] = []

    def say(line: str) -> None:
        found.append(line)
        _show(line)

    with tempfile.TemporaryDirectory(prefix="campaign-") as name:
        if chosen.campaign == "damages":
            counts = damages.attack(Path(name), chosen.seed, chosen.count, chosen.end_s, say)
            record.add(chosen.record, counts)
            _show(str(counts))
        elif chosen.campaign == "stores":
            found_of = stores.attack(Path(name), chosen.seed, chosen.count, chosen.end_s, say)
            _show(json.dumps(found_of))
        elif chosen.campaign == "moments":
            _send_signals(chosen, Path(name), say)
    if chosen.page is not None:
        record.write_page(chosen.record, chosen.page)
    return int(bool(found))


def _send_signals(chosen: argparse.Namespace, folder: Path, say: Callable[[str], object]) -> None:
    """Go around the cells, a series each, until none wants signals."""
    wanted = list(product(chosen.study, chosen.cache))
    cells: dict[tuple[str, str], moments.Cell] = {}
    while wanted:
        for name in [*wanted]:
            if time.monotonic() > chosen.end_s:
                return
            before = record.read(chosen.record, "moments")
            counts = record.sent(before, *name)
            wanting = [one for one in record.SIGNALS if counts[one] < chosen.count]
            if not wanting:
                wanted.remove(name)
                continue
            if name not in cells:
                cells[name] = moments.Cell(folder, *name)
                _show(f"{name}: {cells[name].undisturbed.duration_s:.1f} s undisturbed")
            draw = random.Random(f"{name} {chosen.seed} {len(before)}")
            started = time.monotonic()
            series = cells[name].series(draw, wanting, say)
            record.add(chosen.record, series)
            number = len(series["signals"])
            each_s = (time.monotonic() - started) / max(number, 1)
            _show(f"{name}: {number} signals, {each_s:.1f} s each, {len(series['faults'])} faults")


def _show(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
