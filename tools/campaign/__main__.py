"""The command: see the package."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tools.campaign import damages, moments, stores


def main() -> int:
    """Run one campaign and print its counts.

    Returns
    -------
    int
        0 when nothing was found, else 1.
    """
    parser = argparse.ArgumentParser(prog="campaign")
    parser.add_argument("campaign", choices=("damages", "moments", "stores"))
    parser.add_argument(
        "--count", type=int, default=100, help="damages, signals of each kind, or kills"
    )
    parser.add_argument("--minutes", type=float, default=float("inf"), help="at most")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--study", choices=sorted(moments.STUDIES), default="footprint")
    parser.add_argument("--cache", choices=("warm", "cold"), default="warm")
    parser.add_argument("--json", type=Path, help="file of counts, to which these are added")
    chosen = parser.parse_args()
    end_s = time.monotonic() + 60.0 * chosen.minutes
    found: list[str] = []

    def say(line: str) -> None:
        found.append(line)
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()

    with tempfile.TemporaryDirectory(prefix="campaign-") as name:
        folder = Path(name)
        if chosen.campaign == "damages":
            title = "damages"
            counts = damages.attack(folder, chosen.seed, chosen.count, end_s, say)
        elif chosen.campaign == "stores":
            title = "stores"
            counts = stores.attack(folder, chosen.seed, chosen.count, end_s, say)
        else:
            title = f"{chosen.study}, {chosen.cache}"
            counts = moments.attack(
                folder, chosen.study, chosen.cache, chosen.seed, chosen.count, end_s, say
            )
    sys.stdout.write(f"{title}: {json.dumps(counts, indent=1)}\n")
    if chosen.json is not None:
        _add(chosen.json, title, counts)
    return int(bool(found))


def _add(path: Path, title: str, counts: dict[str, Any]) -> None:
    report = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    report[title] = counts
    path.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
