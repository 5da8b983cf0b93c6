"""Where an interceptor can be, and how soon."""

from math import pi
from typing import NamedTuple

import numpy as np

from bongsu.errors import InputError
from bongsu.physics.earth.kernels.environment import EnvironmentTuple
from bongsu.physics.interceptor.design import InterceptorDesign
from bongsu.physics.interceptor.kernels.flyout import (
    InterceptorTuple,
    ReachTuple,
    fly_out,
    reach_many,
)
from bongsu.physics.interceptor.kernels.table import fly_fan, level_lines
from bongsu.physics.numerics.arrays import FloatArray
from bongsu.physics.numerics.threads import run_in_chunks

__all__ = [
    "ALTITUDE_ROWS",
    "FINE_RANGE_COLUMNS",
    "FLYOUTS",
    "RANGE_COLUMNS",
    "STEP_S",
    "Flyout",
    "ReachTuple",
    "look_up",
    "reach_table",
    "simulate_flyout",
]


# planes of a table over altitude and ground range, in the order of the kernels
_TIME, _SPEED, _ELEVATION = 0, 1, 2

# Numerical method: with these the table and a direct simulation agree to 0.1 s and 0.2 km, several
# times better than asked of it (tests/unit/physics/interceptor/test_reach.py); doubling each
# changes nothing visible.
STEP_S = 0.5
FLYOUTS = 241
_FLYOUTS_PER_CHUNK = 31
ALTITUDE_ROWS = 56
RANGE_COLUMNS = 65
FINE_RANGE_COLUMNS = 801


class Flyout(NamedTuple):
    """One simulated fly-out, row by row.

    Attributes
    ----------
    time_s : ndarray, shape (n,)
        Since first motion. [s]
    ground_range_m, altitude_m : ndarray, shape (n,)
        Where it is. [m]
    speed_m_s : ndarray, shape (n,)
        How fast. [m/s]
    """

    time_s: FloatArray
    ground_range_m: FloatArray
    altitude_m: FloatArray
    speed_m_s: FloatArray


def simulate_flyout(
    design: InterceptorDesign,
    elevation_rad: float,
    environment: EnvironmentTuple,
    *,
    launch_altitude_m: float = 0.0,
    step_s: float = 0.1,
) -> Flyout:
    """Fly one interceptor by direct simulation.

    Parameters
    ----------
    design : InterceptorDesign
        What flies.
    elevation_rad : float
        Launch elevation. [rad]
    environment : EnvironmentTuple
        Gravity and air.
    launch_altitude_m : float
        Altitude of the launcher. [m]
    step_s : float
        Longest step. [s]

    Returns
    -------
    Flyout
        Time, place and speed, row by row.

    Raises
    ------
    InputError
        If the elevation is not in (0, 90] deg or the step is not positive.
    """
    if not 0.0 < elevation_rad <= pi / 2 + 1e-12:
        raise InputError(f"launch elevation {np.degrees(elevation_rad):g} deg is not in (0, 90]")
    if not step_s > 0.0:
        raise InputError(f"step {step_s:g} s must be positive")
    rows = np.empty((int(design.longest_time_s / step_s) + 5, 4))
    interceptor = design.kernel(launch_altitude_m=launch_altitude_m)
    count = fly_out(interceptor, float(elevation_rad), environment, float(step_s), rows)
    return Flyout(*rows[:count].T)


def reach_table(
    design: InterceptorDesign, environment: EnvironmentTuple, *, launch_altitude_m: float = 0.0
) -> ReachTuple:
    """Build the table of least times of flight.

    Parameters
    ----------
    design : InterceptorDesign
        What flies, with its limits: altitude band, range, time of flight, speed at intercept.
    environment : EnvironmentTuple
        Gravity and air.
    launch_altitude_m : float
        Altitude of the launcher. [m]

    Returns
    -------
    ReachTuple
        The table. A row that nothing reaches has a limit of zero and an infinite time.

    Notes
    -----
    Among the launch elevations that reach a point the table holds the one that gets there first.
    Valid for launchers within a few km of sea level; the Earth's rotation is left out (it moves a
    fly-out of 100 s by 2 km, which guidance takes out).
    """
    interceptor = design.kernel(launch_altitude_m=launch_altitude_m)
    elevations = np.linspace(design.lowest_elevation_rad, pi / 2, FLYOUTS)
    rows = int(design.longest_time_s / STEP_S) + 5
    fan = np.empty((FLYOUTS, rows, 4))
    counts = np.empty(FLYOUTS, dtype=np.int64)

    def work(first: int, last: int) -> None:
        part = slice(first, last)
        fly_fan(interceptor, elevations[part], environment, STEP_S, fan[part], counts[part])

    run_in_chunks(work, FLYOUTS, chunk=_FLYOUTS_PER_CHUNK)
    altitude_step = (design.highest_altitude_m - design.lowest_altitude_m) / (ALTITUDE_ROWS - 1)
    fine = np.empty((ALTITUDE_ROWS, FINE_RANGE_COLUMNS, 3))
    range_step = design.longest_range_m / (FINE_RANGE_COLUMNS - 1)
    level_lines(
        fan,
        counts,
        elevations,
        float(design.lowest_altitude_m),
        altitude_step,
        range_step,
        fine,
    )
    return _normalised(interceptor, fine, altitude_step, range_step)


def _normalised(
    interceptor: InterceptorTuple, fine: FloatArray, altitude_step: float, range_step: float
) -> ReachTuple:
    """Cut each row at its limit and lay it on shares of that limit."""
    limit = np.zeros(ALTITUDE_ROWS)
    table = np.full((ALTITUDE_ROWS, RANGE_COLUMNS, 3), np.inf)
    table[..., [_SPEED, _ELEVATION]] = 0.0
    ranges = range_step * np.arange(FINE_RANGE_COLUMNS)
    allowed = (fine[..., _TIME] <= interceptor.longest_time_s) & (
        fine[..., _SPEED] >= interceptor.least_speed_m_s
    )
    for row in range(ALTITUDE_ROWS):
        reached = FINE_RANGE_COLUMNS if allowed[row].all() else int(np.argmin(allowed[row]))
        if reached == 0:
            continue
        limit[row] = ranges[reached - 1]
        target = np.linspace(0.0, limit[row], RANGE_COLUMNS)
        for item in (_TIME, _SPEED, _ELEVATION):
            table[row, :, item] = np.interp(target, ranges[:reached], fine[row, :reached, item])
    return ReachTuple(
        lowest_altitude_m=interceptor.lowest_altitude_m,
        altitude_step_m=altitude_step,
        limit_m=limit,
        time_s=np.ascontiguousarray(table[..., _TIME]),
        speed_m_s=np.ascontiguousarray(table[..., _SPEED]),
        elevation_rad=np.ascontiguousarray(table[..., _ELEVATION]),
    )


def look_up(
    reach: ReachTuple, ground_range_m: FloatArray, altitude_m: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Read the table at many points.

    Parameters
    ----------
    reach : ReachTuple
        From :func:`reach_table`.
    ground_range_m, altitude_m : ndarray
        The points, broadcast against each other. [m]

    Returns
    -------
    time, speed, elevation : ndarray
        Least time of flight, infinite out of reach [s]; speed there [m/s]; launch elevation [rad].
    """
    ranges, altitudes = np.broadcast_arrays(
        np.asarray(ground_range_m, dtype=np.float64), np.asarray(altitude_m, dtype=np.float64)
    )
    out = np.empty((ranges.size, 3))
    reach_many(reach, ranges.ravel().copy(), altitudes.ravel().copy(), out)
    shape = ranges.shape
    time, speed, elevation = (column.reshape(shape) for column in out.T)
    return time, speed, elevation
