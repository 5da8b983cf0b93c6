"""How fast the brief is made, with all kernels compiled and with none.

    uv run python benchmarks/brief.py --json

runs ``bongsu brief`` as a user does, in a process of its own, and times it by the clock from the
order to the last file: warm without draws (`quick_s`), warm with draws (`warm_s`), and with an
empty cache of kernels (`cold_s`), on all cores, each once. Python's own bytecode is kept in all of
them, as it is wherever a package was run before. The same names with `_cpu_s` are processor seconds
of all its processes, which other work on the machine changes less.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from bongsu.physics.numerics.threads import core_count


class Taken(NamedTuple):
    """What a brief takes, in seconds by the clock and of processors."""

    clock_s: float
    cpu_s: float


def taken(draws: int, folder: Path, cache: Path | None = None) -> Taken:
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    if cache is not None:
        environment["NUMBA_CACHE_DIR"] = str(cache)
    command = [sys.executable, "-m", "bongsu", "brief", "--draws", str(draws)]
    start, before = time.perf_counter(), _children_s()
    subprocess.run(
        [*command, "--output", str(folder / "brief")],
        env=environment,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return Taken(time.perf_counter() - start, _children_s() - before)


def _children_s() -> float:
    used = os.times()
    return used.children_user + used.children_system


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--draws", type=int, default=1024)
    parser.add_argument("--quick", action="store_true", help="only the brief without draws")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        taken(0, folder)  # compiles what is missing, bytecode too
        runs = {"quick": taken(0, folder)}
        if not asked.quick:
            runs["warm"] = taken(asked.draws, folder)
            runs["cold"] = taken(asked.draws, folder, folder / "kernels")
    made: dict[str, float] = {"cores": core_count(), "draws": asked.draws}
    for name, run in runs.items():
        made |= {f"{name}_s": run.clock_s, f"{name}_cpu_s": run.cpu_s}
    if asked.json:
        print(json.dumps(made, indent=2))
    else:
        for word, value in made.items():
            print(f"{word:10} {value:,.4g}")


if __name__ == "__main__":
    main()
