"""The problem on which every flight code is timed, and its reference solution.

A re-entering body with a ballistic coefficient of 2,000 kg/m2 falls from burn-out at 100 km,
3.0 km/s and 40 degrees above the horizon: J2 gravity, the rotating frame, co-rotating exponential
air. 20,000 perturbed starts, the nominal one first. Nothing of bongsu's kernels is used here, so
that the reference stands on its own:

    uv run --group bench python benchmarks/anchor.py

integrates all starts with SciPy's DOP853 (rtol 1e-12) and writes the impacts beside this file;
a sample is repeated at rtol 1e-13 and the difference printed.
"""

import argparse
import math
from collections.abc import Callable
from pathlib import Path
from typing import cast

import numba
import numpy as np
from numpy.typing import NDArray
from scipy.integrate import solve_ivp

FloatArray = NDArray[np.float64]
RightHandSide = Callable[[float, FloatArray], FloatArray]

GM_M3_S2 = 3.986004418e14
RADIUS_M = 6378137.0
FLATTENING = 1.0 / 298.257223563
ECCENTRICITY_SQUARED = FLATTENING * (2.0 - FLATTENING)
SECOND_ECCENTRICITY_SQUARED = ECCENTRICITY_SQUARED / (1.0 - ECCENTRICITY_SQUARED)
J2 = 1.08262982e-3
ROTATION_RAD_S = 7.292115e-5
SEA_LEVEL_DENSITY_KG_M3 = 1.225
SCALE_HEIGHT_M = 7200.0
DEEPEST_M = -20e3
BALLISTIC_COEFFICIENT_KG_M2 = 2000.0

LONGEST_FLIGHT_S = 2000.0
STARTS = 20_000
REFERENCE_FILE = Path(__file__).with_name("anchor_reference.npz")


def initial_states(count: int = STARTS) -> FloatArray:
    """Return the first `count` starts, ECEF position and Earth-fixed velocity, shape (count, 6).

    The set is drawn whole for any count up to 20,000, so that the first N are always the same; a
    larger set is another draw of the same distribution.
    """
    drawn = max(count, STARTS)
    random = np.random.default_rng(1)
    latitude = np.radians(40.0 + 0.5 * random.standard_normal(drawn))
    longitude = np.radians(-30.0 + 0.5 * random.standard_normal(drawn))
    azimuth = np.radians(90.0 + 10.0 * random.standard_normal(drawn))
    elevation = np.radians(40.0 + random.standard_normal(drawn))
    speed = 3000.0 + 30.0 * random.standard_normal(drawn)
    altitude = 100e3 + 500.0 * random.standard_normal(drawn)
    nominal = np.radians([40.0, -30.0, 90.0, 40.0])
    latitude[0], longitude[0], azimuth[0], elevation[0] = nominal
    speed[0], altitude[0] = 3000.0, 100e3
    return _states(latitude, longitude, azimuth, elevation, speed, altitude)[:count]


def _states(
    latitude: FloatArray,
    longitude: FloatArray,
    azimuth: FloatArray,
    elevation: FloatArray,
    speed: FloatArray,
    altitude: FloatArray,
) -> FloatArray:
    sin_latitude, cos_latitude = np.sin(latitude), np.cos(latitude)
    sin_longitude, cos_longitude = np.sin(longitude), np.cos(longitude)
    normal = RADIUS_M / np.sqrt(1.0 - ECCENTRICITY_SQUARED * sin_latitude**2)
    east = speed * np.cos(elevation) * np.sin(azimuth)
    north = speed * np.cos(elevation) * np.cos(azimuth)
    up = speed * np.sin(elevation)
    return np.column_stack(
        [
            (normal + altitude) * cos_latitude * cos_longitude,
            (normal + altitude) * cos_latitude * sin_longitude,
            (normal * (1.0 - ECCENTRICITY_SQUARED) + altitude) * sin_latitude,
            -east * sin_longitude
            - north * sin_latitude * cos_longitude
            + up * cos_latitude * cos_longitude,
            east * cos_longitude
            - north * sin_latitude * sin_longitude
            + up * cos_latitude * sin_longitude,
            north * cos_latitude + up * sin_latitude,
        ]
    )


def altitude(x: float, y: float, z: float) -> float:
    """Height above the ellipsoid along the radius [m]."""
    radius = math.sqrt(x * x + y * y + z * z)
    sine = z / radius
    return radius - RADIUS_M / math.sqrt(1.0 + SECOND_ECCENTRICITY_SQUARED * sine * sine)


def derivative(_time: float, state: FloatArray) -> FloatArray:
    """Right-hand side of the anchor problem on a state of six floats."""
    x, y, z, vx, vy, vz = state
    radius = math.sqrt(x * x + y * y + z * z)
    sine = z / radius
    height = radius - RADIUS_M / math.sqrt(1.0 + SECOND_ECCENTRICITY_SQUARED * sine * sine)
    # a trial step may look far underground, where the exponential would overflow
    density = SEA_LEVEL_DENSITY_KG_M3 * math.exp(-max(height, DEEPEST_M) / SCALE_HEIGHT_M)
    speed = math.sqrt(vx * vx + vy * vy + vz * vz)
    drag = 0.5 * density * speed / BALLISTIC_COEFFICIENT_KG_M2
    pull = GM_M3_S2 / radius**3
    oblate = 1.5 * J2 * (RADIUS_M / radius) ** 2
    across = pull * (1.0 + oblate * (1.0 - 5.0 * sine * sine))
    along = pull * (1.0 + oblate * (3.0 - 5.0 * sine * sine))
    turn = ROTATION_RAD_S
    return np.array(
        [
            vx,
            vy,
            vz,
            (turn * turn - across) * x + 2.0 * turn * vy - drag * vx,
            (turn * turn - across) * y - 2.0 * turn * vx - drag * vy,
            -along * z - drag * vz,
        ]
    )


def ground(_time: float, state: FloatArray) -> float:
    """Event function of SciPy: zero at impact."""
    return altitude(state[0], state[1], state[2])


ground.terminal = True  # type: ignore[attr-defined]
ground.direction = -1.0  # type: ignore[attr-defined]


def scipy_impact(
    state: FloatArray,
    right_hand_side: RightHandSide,
    rtol: float,
    atol: float,
) -> tuple[FloatArray, float]:
    """Impact position [m] and time [s] of one start by SciPy's DOP853."""
    solution = solve_ivp(
        right_hand_side,
        (0.0, LONGEST_FLIGHT_S),
        state,
        method="DOP853",
        rtol=rtol,
        atol=atol,
        events=ground,
    )
    states = cast("list[FloatArray]", solution.y_events)
    times = cast("list[FloatArray]", solution.t_events)
    return np.asarray(states[0][0][:3]), float(times[0][0])


def reference() -> tuple[FloatArray, FloatArray]:
    """Stored impact positions, shape (20000, 3) [m], and times, shape (20000,) [s]."""
    with np.load(REFERENCE_FILE) as stored:
        return stored["position_m"], stored["time_s"]


def main() -> None:
    """Integrate every start with SciPy and write the reference."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", type=int, default=200, help="starts repeated at rtol 1e-13")
    arguments = parser.parse_args()
    compiled = cast("RightHandSide", numba.njit(derivative))
    states = initial_states()
    impacts = [scipy_impact(state, compiled, 1e-13, 1e-8) for state in states]
    position = np.array([place for place, _ in impacts])
    time = np.array([moment for _, moment in impacts])
    repeated = np.array(
        [scipy_impact(s, compiled, 1e-12, 1e-6)[0] for s in states[: arguments.check]]
    )
    apart = np.linalg.norm(repeated - position[: arguments.check], axis=1)
    print(f"rtol 1e-12 against 1e-13 over {arguments.check} starts: max {apart.max():.2e} m")
    np.savez_compressed(REFERENCE_FILE, position_m=position, time_s=time)


if __name__ == "__main__":
    main()
