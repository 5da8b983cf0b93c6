"""Flights, raids and draws on a GPU beside the same on all cores of the CPU, in one run.

    uv run --extra cuda python benchmarks/gpu.py           # a table
    uv run --extra cuda python benchmarks/gpu.py --json    # one JSON object

Arcs are those of `anchor.py`, and their impacts are compared one by one, with the CPU's and with
the reference solution. The raid is that of `raid.py`: what was counted is compared. Draws of a
battery are those of `draws.py`, each played against every arc; shots and margins are compared.
Times hold copying to the device and back. Without a CUDA device it says so
and ends well: there is nothing to measure.
"""

import argparse
import json
import platform
import sys
import time
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

import anchor
from bongsu.engagement.batteries import fire_units
from bongsu.engagement.factory import missile_design
from bongsu.engagement.plans import flight_plans
from bongsu.engagement.threats import aim, play_all
from bongsu.physics.earth.environment import standard_environment
from bongsu.physics.earth.kernels.environment import EnvironmentTuple, GravityTuple
from bongsu.physics.flight.launch import fly
from bongsu.physics.flight.limits import DEFAULT_TOLERANCE_M, FINE_TOLERANCE_M
from bongsu.physics.flight.many_arcs import fly_many_arcs
from bongsu.physics.flight.states import LaunchPoint
from bongsu.physics.gpu import (
    device_name,
    fly_many_arcs_on_gpu,
    fly_many_launches_on_gpu,
    gpu_problem,
    play_arcs_on_gpu,
    play_raid_on_gpu,
)
from bongsu.physics.numerics.philox import stream_key
from bongsu.physics.numerics.threads import core_count, run_in_chunks
from bongsu.physics.raid.play import play_raid
from bongsu.scenario import load_scenario
from bongsu.studies.epistemic.sampling import drawn_rows, sobol_lots, whole_draws
from bongsu.studies.raid.played import STUDY
from draws import SPACING_KM
from raid import study_of

FloatArray = NDArray[np.float64]
T = TypeVar("T")

PACKAGES = ("numba", "numba-cuda", "numpy")
PARTS = ("flights", "raid", "draws")
REASON = 2000
MISSILE = "nodong"
LAUNCH = LaunchPoint(latitude=0.69, longitude=2.2)


def anchor_world() -> EnvironmentTuple:
    """Gravity and air of the anchor problem."""
    field = GravityTuple(anchor.GM_M3_S2, anchor.RADIUS_M, anchor.J2, 0.0, 0.0)
    return standard_environment("J2", "exponential")._replace(gravity=field)


def least(work: Callable[[], T], rounds: int) -> tuple[float, T]:
    """Return the least wall time over rounds, and the last result."""
    best = np.inf
    for _ in range(rounds):
        start = time.perf_counter()
        result = work()
        best = min(best, time.perf_counter() - start)
    return best, result


def measure_arcs(count: int, tolerance: float, rounds: int) -> dict[str, float]:
    """Time `count` arcs here and there; how far apart they end, and how far from the reference."""
    states = anchor.initial_states(count)
    world = anchor_world()
    coefficient = anchor.BALLISTIC_COEFFICIENT_KG_M2
    options: dict[str, Any] = {"environment": world, "tolerance": tolerance}
    there_s, there = least(lambda: fly_many_arcs_on_gpu(states, coefficient, **options), rounds)
    here_s, here = least(lambda: fly_many_arcs(states, coefficient, **options), rounds)
    # the CPU's usual way leaves out drag too weak to matter; without that, both take the same steps
    same_s, same = least(lambda: fly_many_arcs(states, coefficient, coast=False, **options), rounds)
    # a set larger than the reference is another draw, so the error is that of the reference's own
    reference, _ = anchor.reference()
    known = min(count, len(reference))
    flown = fly_many_arcs_on_gpu(anchor.initial_states(known), coefficient, **options)
    apart = np.linalg.norm(flown.position - reference[:known], axis=1)
    return {
        "arcs": count,
        "tolerance_m": tolerance,
        "gpu_arcs_per_s": count / there_s,
        "cpu_arcs_per_s": count / here_s,
        "cpu_same_steps_arcs_per_s": count / same_s,
        "ratio": here_s / there_s,
        "ratio_same_steps": same_s / there_s,
        "max_difference_m": float(np.linalg.norm(there.position - same.position, axis=1).max()),
        "max_difference_usual_m": float(
            np.linalg.norm(there.position - here.position, axis=1).max()
        ),
        "max_error_m": float(apart.max()),
    }


def measure_launches(count: int, sample: int, rounds: int) -> dict[str, float]:
    """Time `count` launches of one missile on the GPU, and a sample of them on the CPU."""
    missile = missile_design(MISSILE)
    rng = np.random.default_rng(2)
    azimuth, loft = rng.uniform((0.0, 0.5), (2.0 * np.pi, 1.4), (count, 2)).T
    there_s, there = least(
        lambda: fly_many_launches_on_gpu(missile, LAUNCH, azimuth=azimuth, loft=loft), rounds
    )
    ends = np.empty((sample, 3))

    def work(first: int, last: int) -> None:
        for row in range(first, last):
            flight = fly(missile, LAUNCH, azimuth=float(azimuth[row]), loft=float(loft[row]))
            ends[row] = flight.impact.to_ecef()[0]

    here_s, _ = least(lambda: run_in_chunks(work, sample, chunk=50), rounds)
    return {
        "launches": count,
        "gpu_launches_per_s": count / there_s,
        "cpu_launches_per_s": sample / here_s,
        "ratio": (here_s / sample) / (there_s / count),
        "max_difference_m": float(np.linalg.norm(there.position[:sample] - ends, axis=1).max()),
    }


def measure_raid(count: int, rounds: int) -> dict[str, float]:
    """Time replications of a raid here and there, and count those that ended in another way."""
    study = study_of()
    tables, key = study.prepared.tables(study.fire), stream_key(study.seed, STUDY)
    start = time.perf_counter()
    play_raid_on_gpu(tables, key, 0, 1)
    first_s = time.perf_counter() - start
    there_s, there = least(lambda: play_raid_on_gpu(tables, key, 0, count), rounds)
    sample = min(count, 1_000_000)
    here_s, here = least(lambda: play_raid(tables, key, 0, sample), rounds)
    same = there if sample == count else play_raid_on_gpu(tables, key, 0, sample)
    moved = [
        int(np.abs(same.arrays()[name] - counts).sum()) for name, counts in here.arrays().items()
    ]
    return {
        "replications": count,
        "first_call_s": first_s,
        "gpu_replications_per_s": count / there_s,
        "cpu_replications_per_s": sample / here_s,
        "ratio": (here_s / sample) / (there_s / count),
        "compared": sample,
        "moved": max(moved),
        "leakers_mean": there.leakers.mean,
    }


def measure_draws(count: int, rounds: int) -> dict[str, float]:
    """Time draws of a battery against arcs here and there; how far apart shots and margins are."""
    one = load_scenario("korea-2016").only(
        missile="nodong", launch_area="hwangju", shape="minimum-energy"
    )
    rows = drawn_rows(one, flights=False)
    lots = sobol_lots(len(rows.movers), whole_draws(count), 1)[:count]
    drawn = rows.scenarios(rows.values(lots, "cited"))
    units = [unit for scenario in drawn for unit in fire_units(scenario)]
    kernels = [unit.kernel for unit in units]
    grid = one.at_spacing(SPACING_KM).region.protected().grid
    (plan,) = flight_plans(one)
    aimed = aim(one, plan, grid.latitude_deg, grid.longitude_deg)
    start = time.perf_counter()
    play_arcs_on_gpu(kernels[:1], aimed.arcs)
    first_s = time.perf_counter() - start
    there_s, there = least(lambda: play_arcs_on_gpu(kernels, aimed.arcs), rounds)
    here_s, here = least(lambda: play_all(units, aimed), rounds)
    shots = [np.nan_to_num([one.shots for one in side]) for side in (here, there)]
    margin_s = [np.array([one.margin_s for one in side]) for side in (here, there)]
    return {
        "draws": len(units),
        "aim_points": len(grid),
        "first_call_s": first_s,
        "gpu_draws_per_s": len(units) / there_s,
        "cpu_draws_per_s": len(units) / here_s,
        "ratio": here_s / there_s,
        "shots": int(shots[0].sum()),
        "other_shots": int((shots[0] != shots[1]).sum()),
        "max_margin_apart_s": float(np.nanmax(np.abs(margin_s[0] - margin_s[1]))),
    }


def versions() -> dict[str, str]:
    """Versions of what took part."""
    found = {"python": platform.python_version()}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    return found


def measure_flights(counts: list[int], launches: int, rounds: int) -> dict[str, Any]:
    """Measure flights, after one call of each that compiles."""
    start = time.perf_counter()
    fly_many_arcs_on_gpu(anchor.initial_states(2), anchor.BALLISTIC_COEFFICIENT_KG_M2)
    compiled_arcs = time.perf_counter() - start
    start = time.perf_counter()
    fly_many_launches_on_gpu(missile_design(MISSILE), LAUNCH, azimuth=1.0, loft=0.8)
    compiled_launches = time.perf_counter() - start
    # the CPU's own compiled functions are loaded before they are timed
    fly(missile_design(MISSILE), LAUNCH, azimuth=1.0, loft=0.8)
    fly_many_arcs(anchor.initial_states(2), anchor.BALLISTIC_COEFFICIENT_KG_M2)
    rows = [
        measure_arcs(count, tolerance, rounds)
        for tolerance in (DEFAULT_TOLERANCE_M, FINE_TOLERANCE_M)
        for count in counts
    ]
    return {
        "first_call_arcs_s": compiled_arcs,
        "first_call_launches_s": compiled_launches,
        "arcs": rows,
        "launches": measure_launches(launches, min(launches, 2000), rounds),
    }


def measure(parts: dict[str, Callable[[], dict[str, Any]]]) -> dict[str, Any]:
    """Measure part by part; what fails says why, and the others are still measured."""
    found: dict[str, Any] = {
        "device": device_name(),
        "cpu_cores": core_count(),
        "versions": versions(),
    }
    for name, work in parts.items():
        start = time.perf_counter()
        try:
            found[name] = work()
        except Exception as error:  # noqa: BLE001  # of a compiler or driver that is not ours
            found[name] = {"reason": f"{type(error).__name__}: {error}"[:REASON]}
        found[name]["whole_part_s"] = time.perf_counter() - start
        # a machine that is lent may be gone before the end
        print(json.dumps({name: found[name]}), file=sys.stderr, flush=True)
    return found


def show(result: dict[str, Any]) -> None:
    """Print the tables."""
    console = Console(width=110)
    console.print(f"{result['device']}, {result['cpu_cores']} CPU cores")
    for name in PARTS:
        part = result.get(name, {})
        if "reason" in part:
            console.print(f"{name}: {part['reason']}")
        elif name == "flights" and part:
            show_flights(console, part)
        elif name == "raid" and part:
            console.print(
                f"{part['replications']:,} replications of a raid: "
                f"{part['gpu_replications_per_s']:,.0f} a second on the GPU, "
                f"{part['cpu_replications_per_s']:,.0f} on the CPU, {part['ratio']:.1f} times; "
                f"{part['moved']} of {part['compared']:,} ended in another way."
            )
        elif part:
            console.print(
                f"{part['draws']} draws of a battery against {part['aim_points']:,} arcs: "
                f"{part['gpu_draws_per_s']:,.1f} a second on the GPU, "
                f"{part['cpu_draws_per_s']:,.1f} on the CPU, {part['ratio']:.1f} times; "
                f"{part['other_shots']} arcs with another number of shots, margins at most "
                f"{part['max_margin_apart_s']:.2g} s apart."
            )
    console.print(", ".join(f"{name} {number}" for name, number in result["versions"].items()))


def show_flights(console: Console, found: dict[str, Any]) -> None:
    """Print flights."""
    table = Table(title="Arcs per second")
    for heading in ("arcs", "tolerance m", "GPU", "CPU", "ratio", "apart m", "max error m"):
        table.add_column(heading, justify="right")
    for row in found["arcs"]:
        table.add_row(
            f"{row['arcs']:,}",
            f"{row['tolerance_m']:g}",
            f"{row['gpu_arcs_per_s']:,.0f}",
            f"{row['cpu_arcs_per_s']:,.0f}",
            f"{row['ratio']:.1f}",
            f"{row['max_difference_m']:.2g}",
            f"{row['max_error_m']:.2g}",
        )
    console.print(table)
    row = found["launches"]
    console.print(
        f"{row['launches']:,} launches: {row['gpu_launches_per_s']:,.0f} a second on the GPU, "
        f"{row['cpu_launches_per_s']:,.0f} on the CPU, {row['ratio']:.1f} times; impacts at most "
        f"{row['max_difference_m']:.2g} m apart."
    )
    console.print(
        f"First calls, compiling: {found['first_call_arcs_s']:.1f} s for arcs, "
        f"{found['first_call_launches_s']:.1f} s for launches."
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--arcs", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--launches", type=int, default=100_000)
    parser.add_argument("--replications", type=int, default=10_000_000)
    parser.add_argument("--draws", type=int, default=128)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    problem = gpu_problem()
    if problem is not None:
        sentence = f"no CUDA device, nothing measured: {problem}"
        print(json.dumps({"device": None, "reason": problem}) if arguments.json else sentence)
        return
    parts: dict[str, Callable[[], dict[str, Any]]] = {
        "flights": lambda: measure_flights(arguments.arcs, arguments.launches, arguments.rounds),
        "raid": lambda: measure_raid(arguments.replications, arguments.rounds),
        "draws": lambda: measure_draws(arguments.draws, arguments.rounds),
    }
    result = measure({name: parts[name] for name in arguments.parts})
    if arguments.json:
        print(json.dumps(result))
    else:
        show(result)


if __name__ == "__main__":
    main()
