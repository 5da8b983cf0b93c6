"""How fast coverage maps and track accuracy are, and one filter update beside Stone Soup's.

    uv run --group bench python benchmarks/radar.py --json

times, on all cores and warm, the least of several rounds of

- a map of 500 by 500 places at 5 heights, forward-based mode;
- errors of position, velocity and drag along 10,000 different flights, one look a second;

and lets both filters take in the measurements stored in ``tests/authorities/stonesoup``, where a
test holds their tracks together to a hundredth of a standard deviation.
"""

import argparse
import importlib.util
import json
import os
import platform
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import ModuleType

import numpy as np
from numpy.typing import NDArray

from bongsu.engagement.factory import radar_design
from bongsu.physics.earth.environment import standard_environment
from bongsu.physics.numerics.threads import core_count, run_in_chunks
from bongsu.physics.radar.kernels.aspect import constant_cross_section
from bongsu.physics.radar.kernels.signal import RadarTuple
from bongsu.physics.radar.signals import signal_map
from bongsu.physics.radar.site import on_site
from bongsu.physics.track.accuracy import TrackPlan
from bongsu.physics.track.kernels.covariance import TrackingTuple
from bongsu.physics.track.kernels.filter import run_filter
from bongsu.physics.track.kernels.many_arcs import fill_track_errors

FloatArray = NDArray[np.float64]

REFERENCE = Path(__file__).parents[1] / "tests" / "authorities" / "stonesoup" / "reference.py"
SIDE = 500
ALTITUDES_M = (50e3, 100e3, 200e3, 300e3, 500e3)
ARCS, ARCS_AT_ONCE, CHUNK = 10_000, 1_000, 25
ROWS = 241
LOOKS_PER_RESULT = 10
CROSS_SECTION_M2 = 0.01
SITE = {"latitude": np.radians(36.05), "longitude": np.radians(128.22), "altitude": 680.0}


def load_reference() -> ModuleType:
    spec = importlib.util.spec_from_file_location("stonesoup_reference", REFERENCE)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(REFERENCE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def least(work: Callable[[], object], rounds: int) -> float:
    """Return the least wall time over rounds, after one that is not counted."""
    work()
    best = np.inf
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


def coverage_seconds(rounds: int) -> float:
    design = radar_design("an-tpy-2", "forward-based")
    radar = on_site(design, **SITE, boresight=np.radians(315.0))
    latitude = np.radians(np.linspace(15.0, 60.0, SIDE))
    longitude = np.radians(np.linspace(90.0, 150.0, SIDE))
    return least(lambda: signal_map(radar, latitude, longitude, np.array(ALTITUDES_M)), rounds)


def flights(reference: ModuleType, batch: int) -> FloatArray:
    """Free flights towards the radar: the compared one, perturbed, sampled every second."""
    _, states = reference.true_flight()
    generator = np.random.default_rng(batch)
    spread = np.array([2e4, 2e4, 1e4, 50.0, 50.0, 50.0, 0.0])[:, None]
    state = states[0][:, None] + spread * generator.standard_normal((7, ARCS_AT_ONCE))
    samples = np.empty((ARCS_AT_ONCE, ROWS, 7))
    for row in range(ROWS):
        samples[:, row, 0] = row
        samples[:, row, 1:] = state[:6].T
        state = reference.advance(state, 1.0)
    return samples


def covariance_seconds(reference: ModuleType, rounds: int) -> float:
    """Seconds for all flights; looks out of view are computed and count for nothing."""
    design = radar_design("an-tpy-2", "terminal")
    radar = on_site(design,
        latitude=reference.LATITUDE, longitude=reference.LONGITUDE, altitude=0.0,
        boresight=0.0,
    )  # fmt: skip
    drag = np.full(ARCS_AT_ONCE, reference.DRAG_AREA_PER_MASS)
    tracking = TrackPlan(interval_s=1.0, dwell_s=design.dwell_s).kernel(design, drag[0])
    section, start = constant_cross_section(CROSS_SECTION_M2), np.zeros(ARCS_AT_ONCE)
    rows = np.full(ARCS_AT_ONCE, ROWS)
    errors = np.empty((ARCS_AT_ONCE, (ROWS - 1) // LOOKS_PER_RESULT + 1, 3))
    environment = standard_environment("J2", "exponential")
    total = 0.0
    for batch in range(ARCS // ARCS_AT_ONCE):
        samples = flights(reference, batch)

        def work(first: int, last: int, samples: FloatArray = samples) -> None:
            fill_track_errors(
                radar, tracking, environment, drag, section, start, samples, rows,
                LOOKS_PER_RESULT, first, last, errors,
            )  # fmt: skip

        total += least(partial(run_in_chunks, work, ARCS_AT_ONCE, chunk=CHUNK), rounds)
    return total


def filter_seconds(reference: ModuleType, rounds: int) -> tuple[float, float | None]:
    """Seconds per update here and in Stone Soup (none when it is not installed)."""
    case, _, _ = reference.read()
    count = case["time"].size
    radar = face(reference)
    tracking = TrackingTuple(reference.INTERVAL_S, 1.0, 1.0, 1e6, 3e3, 1e-3, 0.0, 0.0)
    environment = standard_environment("J2", "exponential")
    measured = np.ascontiguousarray(case["measured"])
    errors = np.tile(case["errors"], (count, 1))
    estimates, covariances = np.empty((count, 7)), np.empty((count, 7, 7))
    information = np.diag(reference.START_DEVIATIONS**-2.0)

    def ours() -> None:
        run_filter(
            radar, tracking, environment, 0.0, case["time"], measured, errors,
            case["start"].copy(), information.copy(), estimates, covariances,
        )  # fmt: skip

    mine = least(ours, 20 * rounds) / count
    if importlib.util.find_spec("stonesoup") is None:
        return mine, None
    return mine, least(lambda: reference.filtered(case), rounds) / count


def face(reference: ModuleType) -> RadarTuple:
    """The array of the comparison."""
    design = radar_design("an-tpy-2", "terminal")
    return on_site(design,
        latitude=reference.LATITUDE, longitude=reference.LONGITUDE, altitude=0.0,
        boresight=0.0, tilt=float(reference.TILT), refraction="straight",
    )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--rounds", type=int, default=3, help="rounds of which the least counts")
    arguments = parser.parse_args()
    reference = load_reference()
    seconds = covariance_seconds(reference, arguments.rounds)
    mine, theirs = filter_seconds(reference, arguments.rounds)
    result = {
        "coverage_s": coverage_seconds(arguments.rounds),
        "coverage_places": SIDE * SIDE * len(ALTITUDES_M),
        "covariance_arcs_per_s": ARCS / seconds,
        "covariance_10000_arcs_s": seconds * 10_000 / ARCS,
        "looks_per_arc": ROWS,
        "update_s": mine,
        "update_stonesoup_s": theirs,
        "ratio_stonesoup": None if theirs is None else theirs / mine,
        "cores": core_count(),
        "load_before": os.getloadavg()[0],
        "machine": platform.machine(),
        "python": platform.python_version(),
    }
    if arguments.json:
        print(json.dumps(result, indent=2))
        return
    for name, value in result.items():
        print(f"{name:28s} {value}")


if __name__ == "__main__":
    main()
