"""How fast a footprint is: aimed arcs of one missile and shape played against one battery.

    uv run --group bench python benchmarks/footprint.py --json

times 10,000 and 2,500 aim points on all cores, warm, over several rounds and keeps the least;
splits the time by stage; and lets the plain NumPy/SciPy version of the same model
(`footprint_plain.py`) play some of the same points. The plain version knows only sampled instants:
it is timed at the scenario's sampling step and compared at a finer one, where its answers converge
to those refined between samples. `--others` also times every missile and shape of the scenario.
"""

import argparse
import json
import os
import platform
import time
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from bongsu.engagement.batteries import FireUnit, fire_unit
from bongsu.engagement.threats import (
    FlightPlan,
    aim,
    aim_and_fly,
    aim_and_play_all,
    flight_plans,
    one_plan,
    play,
)
from bongsu.physics.numerics.threads import core_count
from bongsu.scenario import Scenario, load_scenario

FloatArray = NDArray[np.float64]
T = TypeVar("T")

LATITUDES, LONGITUDES = (34.3, 38.3), (126.3, 129.5)  # a box around South Korea


def aim_points(side: int) -> tuple[FloatArray, FloatArray]:
    latitude, longitude = np.meshgrid(np.linspace(*LATITUDES, side), np.linspace(*LONGITUDES, side))
    return latitude.ravel(), longitude.ravel()


def least(work: Callable[[], T], rounds: int) -> tuple[float, T]:
    """Return the least wall time over rounds, and the last result."""
    best = np.inf
    for _ in range(rounds):
        start = time.perf_counter()
        result = work()
        best = min(best, time.perf_counter() - start)
    return best, result


def seconds(
    scenario: Scenario, plan: FlightPlan, units: list[FireUnit], side: int, rounds: int
) -> tuple[float, float]:
    """Least wall and processor time to aim at side squared points and play the arcs."""
    points = aim_points(side)
    processor = np.inf

    def work() -> None:
        nonlocal processor
        start = time.process_time()
        aim_and_play_all(units, scenario, plan, *points)
        processor = min(processor, time.process_time() - start)

    wall, _ = least(work, rounds)
    return wall, processor


def first_time(scenario: Scenario, plan: FlightPlan, unit: FireUnit) -> float:
    """Seconds of 2,500 points with nothing yet known about this missile and launch point."""
    new = replace(plan, aiming=replace(plan.aiming, maps={}))
    return seconds(scenario, new, [unit], 50, 1)[0]


def compare(
    scenario: Scenario, plan: FlightPlan, unit: FireUnit, side: int, fine_step_s: float
) -> dict[str, float | int]:
    """Time the plain version at the scenario's step; compare its answers at a finer one."""
    from footprint_plain import engage_plainly, fly_plainly, plain_air

    aimed = aim(scenario, plan, *aim_points(side))
    ours = play(unit, aimed)
    air = plain_air(plan)
    taken, answers = {}, {}
    for step in (scenario.numerics.sample_step, fine_step_s):
        start = time.process_time()
        answers[step] = [
            engage_plainly(unit, plan, fly_plainly(plan, one, air, step), float(one[2]))
            for one in aimed.arcs.steering
        ]
        taken[step] = time.process_time() - start
    feasible = ours.reason == 0.0
    agree = {
        step: float(np.mean(feasible == [one.feasible for one in given]))
        for step, given in answers.items()
    }
    gaps = [
        (one.first_s - first, one.last_s - last, one.margin_s - margin)
        for one, both, first, last, margin in zip(
            answers[fine_step_s], feasible, ours.first_s, ours.last_s, ours.margin_s, strict=True
        )
        if one.feasible and both
    ]
    step = scenario.numerics.sample_step
    return {
        "plain_points": side * side,
        "plain_points_per_s": side * side / taken[step],
        "plain_step_s": step,
        "plain_agreement": agree[step],
        "plain_fine_step_s": fine_step_s,
        "plain_fine_points_per_s": side * side / taken[fine_step_s],
        "plain_fine_agreement": agree[fine_step_s],
        "plain_fine_largest_time_difference_s": float(np.abs(gaps).max()),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--missile", default="nodong")
    parser.add_argument("--launch-area", default="hwangju")
    parser.add_argument("--shape", default="minimum-energy")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--plain-side", type=int, default=10, help="plain points along one side")
    parser.add_argument("--plain-step", type=float, default=0.1, help="fine sampling step [s]")
    parser.add_argument("--others", action="store_true", help="time all flights of the scenario")
    arguments = parser.parse_args()
    scenario = load_scenario("korea-2016")
    unit = fire_unit(scenario)
    area = scenario.place("launch-area", arguments.launch_area)
    aim_and_play_all(  # compile or load the kernels
        [unit], scenario, one_plan(scenario, "scud-b", area, "minimum-energy"), *aim_points(8)
    )
    table, plan = least(lambda: one_plan(scenario, arguments.missile, area, arguments.shape), 1)
    first = first_time(scenario, plan, unit)
    large, processor = seconds(scenario, plan, [unit], 100, arguments.rounds)
    points = aim_points(100)
    flights, _ = least(lambda: aim_and_fly(scenario, plan, *points), arguments.rounds)
    small, _ = seconds(scenario, plan, [unit], 50, arguments.rounds)
    plain = compare(scenario, plan, unit, arguments.plain_side, arguments.plain_step)
    result: dict[str, object] = {
        "missile": arguments.missile,
        "launch_area": arguments.launch_area,
        "shape": arguments.shape,
        "cores": core_count(),
        "machine": platform.machine(),
        "load_average": os.getloadavg()[0],
        "points_per_s": 1e4 / large,
        "seconds_10000": large,
        "seconds_2500": small,
        "processor_us_per_point": 1e2 * processor,
        "stages_10000": {"aim_and_fly": flights, "engage": large - flights},
        "aim_table_s": table,
        "seconds_2500_first_time": first,
        # both sides per processor second: the plain version runs on one core
        "ratio_plain_numpy": 1e4 / processor / float(plain["plain_points_per_s"]),
        "ratio_plain_numpy_all_cores": 1e4 / large / float(plain["plain_points_per_s"]),
    } | plain
    if arguments.others:
        timed = {
            f"{one.missile} {one.shape} {one.launch_area.name}": seconds(
                scenario, one, [unit], 100, 3
            )
            for one in flight_plans(scenario)
        }
        result["others"] = {
            name: {"seconds_10000": round(wall, 3), "processor_us_per_point": round(1e2 * own, 1)}
            for name, (wall, own) in timed.items()
        }
    if arguments.json:
        print(json.dumps(result, indent=2))
        return
    for name, value in result.items():
        print(f"{name:34} {value}")


if __name__ == "__main__":
    main()
