"""How fast the brief is made, with all kernels compiled and with none.

    uv run python benchmarks/brief.py --json

runs ``bongsu brief`` as a user does, in a process of its own, and times it by the clock from the
order to the last file: warm without draws (`quick_s`), warm with draws (`warm_s`), and with an
empty cache of kernels (`cold_s`), on all cores, each once.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bongsu.physics.numerics.threads import core_count


def seconds(draws: int, folder: Path, cache: Path | None = None) -> float:
    environment = dict(os.environ)
    if cache is not None:
        environment["NUMBA_CACHE_DIR"] = str(cache)
    command = [sys.executable, "-m", "bongsu", "brief", "--draws", str(draws)]
    start = time.perf_counter()
    subprocess.run(
        [*command, "--output", str(folder / "brief")],
        env=environment,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--draws", type=int, default=1024)
    parser.add_argument("--quick", action="store_true", help="only the brief without draws")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        seconds(0, folder)  # compiles what is missing
        made: dict[str, float] = {"cores": core_count(), "quick_s": seconds(0, folder)}
        if not asked.quick:
            made["draws"] = asked.draws
            made["warm_s"] = seconds(asked.draws, folder)
            made["cold_s"] = seconds(asked.draws, folder, folder / "kernels")
    if asked.json:
        print(json.dumps(made, indent=2))
    else:
        for word, value in made.items():
            print(f"{word:10} {value:,.4g}")


if __name__ == "__main__":
    main()
