"""How fast a footprint is: aimed arcs of one missile and shape played against one battery.

    uv run --group bench python benchmarks/footprint.py --json

times 10,000 and 2,500 aim points on all cores, warm, over several rounds and keeps the least;
splits the time by stage; and lets the plain NumPy/SciPy version of the same model
(`footprint_plain.py`) play a few of the same points, with the share on which both agree.
"""

import argparse
import json
import os
import platform
import time
from collections.abc import Callable
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from bongsu.engagement.batteries import FireUnit, fire_unit
from bongsu.engagement.threats import FlightPlan, aim, one_plan, play
from bongsu.kernels.engage import FIRST_TIME, LAST_TIME, MARGIN_S, REASON
from bongsu.kernels.threads import core_count
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


def measure(
    scenario: Scenario, plan: FlightPlan, unit: FireUnit, side: int, rounds: int
) -> tuple[float, float, float]:
    """Seconds for all, for aiming and for flying and playing, at side squared points."""
    latitude, longitude = aim_points(side)
    both, _ = least(lambda: play(unit, aim(scenario, plan, latitude, longitude)), rounds)
    aiming, aimed = least(lambda: aim(scenario, plan, latitude, longitude), rounds)
    playing, _ = least(lambda: play(unit, aimed), rounds)
    return both, aiming, playing


def compare(
    scenario: Scenario, plan: FlightPlan, unit: FireUnit, points: int
) -> dict[str, float | int]:
    """Time the plain version on some points and compare its answers."""
    from footprint_plain import engage_plainly, fly_plainly, plain_air

    side = int(np.ceil(np.sqrt(points)))
    latitude, longitude = (values[:points] for values in aim_points(side))
    aimed = aim(scenario, plan, latitude, longitude)
    ours = play(unit, aimed)
    air = plain_air(plan)
    step = scenario.numerics.sample_step
    agree, apart = 0, 0.0
    start = time.perf_counter()
    answers = []
    for steering in aimed.arcs.steering:
        flight = fly_plainly(plan, steering, air, step)
        answers.append(engage_plainly(unit, plan, flight, float(steering[2])))
    seconds = time.perf_counter() - start
    for answer, row in zip(answers, ours, strict=True):
        agree += answer.feasible == (row[REASON] == 0.0)
        if answer.feasible and row[REASON] == 0.0:
            gaps = (
                answer.first_s - row[FIRST_TIME],
                answer.last_s - row[LAST_TIME],
                answer.margin_s - row[MARGIN_S],
            )
            apart = max(apart, *(abs(float(gap)) for gap in gaps))
    return {
        "plain_points": points,
        "plain_points_per_s": points / seconds,
        "plain_agreement": agree / points,
        "plain_largest_time_difference_s": apart,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--missile", default="nodong")
    parser.add_argument("--launch-area", default="hwangju")
    parser.add_argument("--shape", default="minimum-energy")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--plain-points", type=int, default=16)
    arguments = parser.parse_args()
    scenario = load_scenario("korea-2016")
    unit = fire_unit(scenario)
    area = scenario.place("launch-area", arguments.launch_area)
    table, plan = least(lambda: one_plan(scenario, arguments.missile, area, arguments.shape), 1)
    play(unit, aim(scenario, plan, *aim_points(8)))  # compile or load the kernels
    large, aiming, playing = measure(scenario, plan, unit, 100, arguments.rounds)
    small, _, _ = measure(scenario, plan, unit, 50, arguments.rounds)
    plain = compare(scenario, plan, unit, arguments.plain_points)
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
        "stages_10000": {"aim": aiming, "fly_and_engage": playing},
        "aim_table_s": table,
        # both sides per core: the plain version runs on one
        "ratio_plain_numpy": 1e4 / large / core_count() / float(plain["plain_points_per_s"]),
        "ratio_plain_numpy_all_cores": 1e4 / large / float(plain["plain_points_per_s"]),
    } | plain
    if arguments.json:
        print(json.dumps(result, indent=2))
        return
    for name, value in result.items():
        print(f"{name:34} {value}")


if __name__ == "__main__":
    main()
