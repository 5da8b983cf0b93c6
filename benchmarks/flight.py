"""Flight against the tools a reader would use instead, side by side in one run.

    uv run --group bench python benchmarks/flight.py           # tables
    uv run --group bench python benchmarks/flight.py --json    # one JSON object

All tools take turns, round after round, so that a busy machine slows all alike; a ratio is the
median over rounds of the ratio within a round, of arcs per second of processor time. Rates on the
clock, all cores busy, stand beside it. A tool that is not installed is named and left out.
"""

import argparse
import json
import platform
import time
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from statistics import median
from typing import Any

import numba
import numpy as np
from rich.console import Console
from rich.table import Table

import anchor
from _growth import growth
from _starts import measure_starts
from _workers import Timing, Tool
from _workflows import WORKFLOWS
from bongsu.physics.numerics.threads import core_count

OURS = "bongsu, loosest tolerance"
# tool: (one process uses all cores, starts flown, repeats)
SIZES = {
    OURS: (True, 20_000, 25),
    "bongsu, default tolerance": (True, 20_000, 15),
    "bongsu, fine tolerance": (True, 20_000, 5),
    "heyoka, batch of 4 with refill": (False, 20_000, 1),
    "heyoka, one integrator reused": (False, 20_000, 1),
    "diffrax Dopri5, vmap": (False, 20_000, 1),
    "SciPy DOP853, Python loop": (False, 200, 1),
}
PEERS = {"heyoka": "ratio_heyoka", "SciPy": "ratio_scipy", "diffrax": "ratio_diffrax"}
PACKAGES = ("numba", "numpy", "scipy", "heyoka", "diffrax", "jax", "rocketpy", "pytrajlib")
BOUND_M = 10.0

# per arc of the plain formulation: Runge-Kutta with a gate at the air, three divisions and three
# square roots in each of 110 evaluations
PLAIN_EVALUATIONS = 110
PLAIN_DIVISIONS = 3
PLAIN_ROOTS = 3


def race(rounds: int) -> tuple[dict[str, list[Timing]], dict[str, float], list[str]]:
    """Run all tools in turn; return timings, greatest errors [m] and the tools left out."""
    tools: list[Tool] = []
    left_out: list[str] = []
    try:
        for name, (threaded, arcs, repeats) in SIZES.items():
            try:
                tools.append(Tool(name, 1 if threaded else core_count(), arcs, repeats))
            except ModuleNotFoundError as missing:
                left_out.append(f"{name}: {missing}")
        position, _ = anchor.reference()
        timings: dict[str, list[Timing]] = {tool.name: [] for tool in tools}
        errors = {}
        for _ in range(rounds):
            for tool in tools:
                timing, impacts = tool.run()
                timings[tool.name].append(timing)
                apart = np.linalg.norm(impacts - position[: tool.arcs], axis=1)
                errors[tool.name] = float(apart.max())
    finally:
        for tool in tools:
            tool.close()
    return timings, errors, left_out


def ratio_to(timings: dict[str, list[Timing]], peer: str) -> tuple[float, float] | None:
    """Ours over the better mode of a peer within each round, median: processor time, clock."""
    modes = [name for name in timings if name.startswith(peer)]
    if not modes:
        return None

    def within_rounds(rate: Callable[[Timing], float]) -> float:
        rates = np.array([[rate(run) for run in timings[mode]] for mode in modes])
        best = rates.max(axis=0)
        return float(np.median([rate(run) for run in timings[OURS]] / best))

    return within_rounds(lambda t: t.per_cpu_s), within_rounds(lambda t: t.per_wall_s)


def divide_and_root() -> tuple[float, float]:
    """Time of one division and of one square root in vector code on one core [ns]."""
    fast = {"contract", "reassoc", "nsz", "arcp", "afn"}

    @numba.njit(fastmath=fast, error_model="numpy")
    def divide(a: Any, b: Any, repeats: int) -> None:
        for _ in range(repeats):
            for i in range(a.shape[0]):
                a[i] = b[i] / a[i]

    @numba.njit(fastmath=fast, error_model="numpy")
    def root(a: Any, b: Any, repeats: int) -> None:
        for _ in range(repeats):
            for i in range(a.shape[0]):
                a[i] = np.sqrt(a[i]) + b[i]

    a, b = np.full(512, 1.5), np.full(512, 2.5)
    costs = []
    for loop in (divide, root):
        loop(a, b, 1)
        best = float("inf")
        for _ in range(50):
            started = time.perf_counter()
            loop(a, b, 200)
            best = min(best, time.perf_counter() - started)
        costs.append(1e9 * best / (200 * a.size))
    return costs[0], costs[1]


def workflows() -> dict[str, float | str]:
    """Processor time per flight of each tool's own model [s], or why there is none."""
    found: dict[str, float | str] = {}
    for name, measure in WORKFLOWS.items():
        try:
            found[name] = measure()
        except ModuleNotFoundError as missing:
            found[name] = str(missing)
    return found


def versions() -> dict[str, str]:
    """Versions of Python and of every package met."""
    found = {"python": platform.python_version()}
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "not installed"
    return found


def measure(rounds: int) -> dict[str, Any]:
    """Everything, as one object ready for JSON."""
    timings, errors, left_out = race(rounds)
    divide_ns, root_ns = divide_and_root()
    per_arc_ns = PLAIN_EVALUATIONS * (PLAIN_DIVISIONS * divide_ns + PLAIN_ROOTS * root_ns)
    cold, warm = measure_starts()
    ours = timings[OURS]
    result: dict[str, Any] = {
        "arcs_per_s": median(t.per_wall_s for t in ours),
        "arcs_per_s_best": max(t.per_wall_s for t in ours),
        "arcs_per_cpu_s": median(t.per_cpu_s for t in ours),
        "max_error_m": errors[OURS],
        "max_error_default_m": errors["bongsu, default tolerance"],
        "max_error_fine_m": errors["bongsu, fine tolerance"],
        "cold_compile_s": cold["kernels_s"],
        "warm_start_s": warm["wall_s"],
        "warm_start_cpu_s": warm["total_s"],
        "cold": cold,
        "warm": warm,
        "cores": core_count(),
        "divide_ns": divide_ns,
        "square_root_ns": root_ns,
        "bound_per_core": 1e9 / per_arc_ns,
        "tools": {
            name: {
                "arcs_per_cpu_s": median(t.per_cpu_s for t in runs),
                "arcs_per_s": median(t.per_wall_s for t in runs),
                "arcs_per_s_best": max(t.per_wall_s for t in runs),
                "max_error_m": errors[name],
                "arcs": SIZES[name][1],
            }
            for name, runs in timings.items()
        },
        "growth": growth(OURS),
        "workflows_s": workflows(),
        "left_out": left_out,
        "versions": versions(),
    }
    result["share_of_bound"] = result["arcs_per_cpu_s"] / result["bound_per_core"]
    for peer, key in PEERS.items():
        pair = ratio_to(timings, peer)
        result[key] = None if pair is None else pair[0]
        result[f"{key}_clock"] = None if pair is None else pair[1]
    return result


def show(result: dict[str, Any]) -> None:
    """Print the tables."""
    console = Console(width=110)
    table = Table(title=f"Same problem, greatest error within {BOUND_M:.0f} m")
    for heading in (
        "tool",
        "starts",
        "max error m",
        "arcs per CPU-s",
        "arcs/s, all cores",
        "slower",
    ):
        table.add_column(heading, justify="left" if heading == "tool" else "right")
    best = result["tools"][OURS]["arcs_per_cpu_s"]
    for name, row in result["tools"].items():
        table.add_row(
            name,
            f"{row['arcs']:,}",
            f"{row['max_error_m']:.2g}",
            f"{row['arcs_per_cpu_s']:,.0f}",
            f"{row['arcs_per_s']:,.0f} (best {row['arcs_per_s_best']:,.0f})",
            f"{best / row['arcs_per_cpu_s']:,.1f}",
        )
    console.print(table)
    for peer, key in PEERS.items():
        if result[key] is None:
            continue
        console.print(
            f"{peer}: {result[key]:,.1f} times slower by processor time, "
            f"{result[key + '_clock']:,.1f} by the clock (medians of the rounds)"
        )
    console.print(
        f"Divide-and-root bound of the plain formulation: {result['bound_per_core']:,.0f} arcs per "
        f"core and second ({result['divide_ns']:.2f} and {result['square_root_ns']:.2f} ns each); "
        f"reached {100 * result['share_of_bound']:.0f} %."
    )
    console.print(
        f"Kernels compiled in {result['cold_compile_s']:.1f} s; first flights of a process with "
        f"compiled kernels after {result['warm_start_s']:.2f} s by the clock, "
        f"{result['warm_start_cpu_s']:.2f} s of processor time, of which importing Numba and the "
        f"package {result['warm']['library_s'] + result['warm']['import_s']:.2f} s."
    )
    for count, row in result["growth"].items():
        console.print(
            f"{int(count):>9,} arcs: {row['ns_per_arc']:,.0f} ns each; memory grew by "
            f"{row['grown_mib']:.1f} MiB, of which results {row['results_mib']:.1f} MiB"
        )
    console.print("Not comparable, other physics - processor time of one flight to the ground:")
    for name, spent in result["workflows_s"].items():
        console.print(f"  {name}: " + (spent if isinstance(spent, str) else f"{spent:.2g} s"))
    for line in result["left_out"]:
        console.print(f"left out - {line}")
    console.print(", ".join(f"{name} {number}" for name, number in result["versions"].items()))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--rounds", type=int, default=7, help="rounds of all tools (7)")
    arguments = parser.parse_args()
    result = measure(arguments.rounds)
    if arguments.json:
        print(json.dumps(result))
    else:
        show(result)


if __name__ == "__main__":
    main()
