"""The command: draws cases, runs them, counts, and keeps those that show a fault.

uv run --group attack python -m tools.attack --kind scenarios --seed 1 --count 1000
uv run --group attack python -m tools.attack --minutes 30 --json report.json
uv run --group attack python -m tools.attack --replay failures/scenarios-1-17.json
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from tools.attack.case import read_case, write_case
from tools.attack.counts import add_counts, write_counts
from tools.attack.judge import faults, signature
from tools.attack.kinds import FEWER, KINDS, USUAL_COUNT
from tools.attack.running import run
from tools.attack.workers import Found, Job, attacked

_KEPT = 3
"""Failing cases that are kept of each kind of fault. [1]"""


@dataclass
class Tally:
    """Counts of one kind.

    Attributes
    ----------
    cases : int
        How many were run. [1]
    codes : Counter
        How often each exit code ended the last command.
    faults : Counter
        How often each kind of fault was found.
    processor_s, wall_s : float
        Time. [s]
    workers : int
        Processes that ran them. [1]
    """

    cases: int = 0
    codes: Counter[int] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    processor_s: float = 0.0
    wall_s: float = 0.0
    workers: int = 1

    def add(self, found: Found) -> None:
        """Count a case.

        Parameters
        ----------
        found : Found
            What came of it.
        """
        self.cases += 1
        self.codes.update(found.codes[-1:])
        self.faults.update(map(signature, found.faults))
        self.processor_s += found.seconds

    def document(self) -> dict[str, Any]:
        """Give the counts for a report.

        Returns
        -------
        dict
            Plain data.
        """
        return {
            "cases": self.cases,
            "exit_codes": {str(code): self.codes[code] for code in sorted(self.codes)},
            "faults": dict(self.faults.most_common()),
            "processor_s": round(self.processor_s, 1),
            "wall_s": round(self.wall_s, 1),
            "processes": self.workers,
            "cases_per_minute": round(60.0 * self.cases / max(self.wall_s, 1e-9)),
        }


def main() -> int:
    """Attack, or run a kept case again.

    Returns
    -------
    int
        0 when nothing was found, 1 when a case shows a fault.
    """
    parser = argparse.ArgumentParser(prog="attack", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--kind", nargs="*", choices=sorted(KINDS), default=sorted(KINDS))
    parser.add_argument("--seed", type=int, default=1, help="draws other cases")
    parser.add_argument("--first", type=int, default=0, help="index of the first case")
    parser.add_argument("--count", type=int, help="cases of each kind")
    parser.add_argument("--minutes", type=float, help="for each kind")
    parser.add_argument("--workers", type=int, default=1, help="processes")
    parser.add_argument("--json", type=Path, help="where the counts go, beside those there")
    parser.add_argument("--page", type=Path, help="page into which the counts of --json go")
    parser.add_argument("--failures", type=Path, default=Path(tempfile.gettempdir()) / "failures")
    parser.add_argument("--replay", type=Path, help="a kept case")
    chosen = parser.parse_args()
    if chosen.replay is not None:
        return _replay(chosen.replay)
    with tempfile.TemporaryDirectory(prefix="attack-") as home:
        os.environ["ATTACK_HOME"] = home
        tallies = {kind: _attack(kind, chosen) for kind in chosen.kind}
    if chosen.json is not None:
        report = add_counts(
            chosen.json, chosen.seed, {kind: tally.document() for kind, tally in tallies.items()}
        )
        if chosen.page is not None:
            write_counts(chosen.page, report)
    return int(any(tally.faults for tally in tallies.values()))


def _attack(kind: str, chosen: argparse.Namespace) -> Tally:
    tally = Tally(workers=chosen.workers)
    start = time.monotonic()
    for found in attacked(_jobs(kind, chosen), chosen.workers):
        tally.add(found)
        tally.wall_s = time.monotonic() - start
        _keep(found, tally, chosen.failures)
    shown = tally.document()
    sys.stdout.write(
        f"{kind}: {tally.cases:,} cases, {shown['cases_per_minute']} a minute, "
        f"exit codes {shown['exit_codes']}, {sum(tally.faults.values())} faults\n"
    )
    for fault, times in tally.faults.most_common(40):
        sys.stdout.write(f"  {times:5d}  {fault}\n")
    sys.stdout.flush()
    return tally


def _jobs(kind: str, chosen: argparse.Namespace) -> Iterator[Job]:
    usual = FEWER.get(kind, USUAL_COUNT)
    most = chosen.count if chosen.count or chosen.minutes else usual
    end = time.monotonic() + 60.0 * (chosen.minutes or float("inf"))
    for index in count(chosen.first):
        if (most and index - chosen.first >= most) or time.monotonic() > end:
            return
        yield kind, chosen.seed, index


def _keep(found: Found, tally: Tally, folder: Path) -> None:
    if not any(tally.faults[signature(fault)] <= _KEPT for fault in found.faults):
        return
    folder.mkdir(parents=True, exist_ok=True)
    case = found.case or KINDS[found.job[0]](*found.job)
    kind, seed, index = found.job
    write_case(case, found.faults, folder / f"{kind}-{seed}-{index}.json")


def _replay(path: Path) -> int:
    case = read_case(path)
    outcomes = run(case)
    for outcome in outcomes:
        sys.stdout.write(f"{outcome.words}\n  exit {outcome.code}, {outcome.processor_s:.1f} s\n")
        sys.stdout.write(
            f"{outcome.output[-2000:]}{outcome.error[-2000:]}{outcome.report[-6000:]}\n"
        )
    found = faults(case, outcomes)
    sys.stdout.writelines(f"{fault}\n" for fault in found)
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
