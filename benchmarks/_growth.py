"""Cost and memory against the number of arcs, each count in a process of its own."""

import subprocess
import sys
from pathlib import Path

COUNTS = (1_000, 10_000, 100_000, 1_000_000)
RESULT_BYTES = 72
"""An arc's results: eight numbers and a status."""

SCRIPT = """
import sys, time
from pathlib import Path
import anchor, _peers

def memory(field):
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(field + ":")) / 1024.0

fly = _peers.FLYERS[sys.argv[1]]()
count = int(sys.argv[2])
# a first flight with all threads loads code and their stacks
fly(anchor.initial_states(20_000))
states = anchor.initial_states(count)
best = float("inf")
grown = 0.0
for repeat in range(max(3, 100_000 // count)):
    if repeat == 0:
        Path("/proc/self/clear_refs").write_text("5")
        before = memory("VmRSS")
    started = time.process_time()
    kept = fly(states)
    best = min(best, time.process_time() - started)
    if repeat == 0:
        grown = memory("VmHWM") - before
print(1e9 * best / count, grown)
"""
"""Writing 5 to clear_refs sets the peak of resident memory, VmHWM, back to the present value."""


def growth(tool: str) -> dict[int, dict[str, float]]:
    """Measure a tool over the counts.

    Processor time per arc [ns], growth of resident memory at its peak above the start states, the
    results' part of it, and the rest, which is scratch [MiB].
    """
    found = {}
    for count in COUNTS:
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT, tool, str(count)],
            capture_output=True,
            text=True,
            check=True,
            cwd=Path(__file__).parent,
        )
        cost, grown = map(float, done.stdout.split())
        results = count * RESULT_BYTES / 2**20
        found[count] = {
            "ns_per_arc": cost,
            "grown_mib": grown,
            "results_mib": results,
            "scratch_mib": grown - results,
        }
    return found
