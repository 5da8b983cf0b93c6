"""Table of what an interceptor reaches, from a fan of its fly-outs."""

from math import ceil, inf

from bongsu.physics.earth.kernels.environment import EnvironmentTuple
from bongsu.physics.interceptor.kernels.flyout import (
    ALTITUDE,
    RANGE,
    SPEED,
    TIME,
    InterceptorTuple,
    fly_out,
)
from bongsu.physics.numerics.arrays import FloatArray, IntArray
from bongsu.physics.numerics.jit import kernel


@kernel
def fly_fan(
    interceptor: InterceptorTuple,
    elevations: FloatArray,
    environment: EnvironmentTuple,
    step_s: float,
    fan: FloatArray,
    counts: IntArray,
) -> None:
    """Fly one interceptor at each of a fan of launch elevations.

    Parameters
    ----------
    interceptor : InterceptorTuple
        What flies.
    elevations : ndarray, shape (m,)
        Launch elevations. [rad]
    environment : EnvironmentTuple
        Gravity and air.
    step_s : float
        Longest step. [s]
    fan : ndarray, shape (m, n, 4)
        Filled with time [s], ground range [m], altitude [m] and speed [m/s].
    counts : ndarray, shape (m,)
        Filled with the rows of each. [1]
    """
    for index in range(elevations.shape[0]):
        counts[index] = fly_out(interceptor, elevations[index], environment, step_s, fan[index])


@kernel
def _keep_least(
    first: tuple[float, float, float, float],
    second: tuple[float, float, float, float],
    spacing: float,
    row: FloatArray,
) -> None:
    """Lay a piece of a level line over the row's ground ranges, keeping the least time of each."""
    if second[0] < first[0]:
        first, second = second, first
    # a vertical fly-out ends within a nanometre of zero range, on either side of it
    low = max(ceil(first[0] / spacing - 1e-9), 0)
    high = min(int(second[0] / spacing), row.shape[0] - 1)
    width = second[0] - first[0]
    for column in range(low, high + 1):
        share = (column * spacing - first[0]) / width if width > 0.0 else 0.0
        time = first[1] + share * (second[1] - first[1])
        if time < row[column, 0]:
            row[column, 0] = time
            row[column, 1] = first[2] + share * (second[2] - first[2])
            row[column, 2] = first[3] + share * (second[3] - first[3])


@kernel
def level_lines(
    fan: FloatArray,
    counts: IntArray,
    elevations: FloatArray,
    lowest_m: float,
    altitude_step_m: float,
    range_step_m: float,
    table: FloatArray,
) -> None:
    """Least time of flight at fixed altitudes, from a fan of fly-outs.

    The fan is a mesh over elevation and time. The line on which the mesh crosses an altitude is
    continuous (marching triangles), so that ground ranges between two fly-outs, and those where
    climbing and falling fly-outs meet, leave no hole.

    Parameters
    ----------
    fan : ndarray, shape (m, n, 4)
        From :func:`fly_fan`: time [s], ground range [m], altitude [m] and speed [m/s].
    counts : ndarray, shape (m,)
        Rows of each fly-out. [1]
    elevations : ndarray, shape (m,)
        Launch elevations, ascending. [rad]
    lowest_m, altitude_step_m : float
        Altitude of the table's first row, and spacing of its rows. [m]
    range_step_m : float
        Spacing of the table's columns, from zero. [m]
    table : ndarray, shape (rows, columns, 3)
        Filled with time [s] (infinite where not reached), speed [m/s], launch elevation [rad].
    """
    table[:, :, 0] = inf
    last_row = table.shape[0] - 1
    for i in range(elevations.shape[0] - 1):
        for k in range(min(counts[i], counts[i + 1]) - 1):
            # two triangles: (i, k) (i+1, k) (i+1, k+1) and (i, k) (i, k+1) (i+1, k+1)
            for half in range(2):
                corner = ((i, k), (i + 1, k), (i + 1, k + 1))
                if half == 1:
                    corner = ((i, k), (i, k + 1), (i + 1, k + 1))
                heights = (
                    fan[corner[0][0], corner[0][1], ALTITUDE],
                    fan[corner[1][0], corner[1][1], ALTITUDE],
                    fan[corner[2][0], corner[2][1], ALTITUDE],
                )
                low = (min(heights) - lowest_m) / altitude_step_m
                high = (max(heights) - lowest_m) / altitude_step_m
                if high < 0.0 or low > last_row:
                    continue
                for row in range(max(0, int(low)), min(last_row, int(high)) + 1):
                    altitude = lowest_m + row * altitude_step_m
                    found = 0
                    first = (0.0, 0.0, 0.0, 0.0)
                    for side in range(3):
                        a = corner[side]
                        b = corner[(side + 1) % 3]
                        below = heights[side] - altitude
                        above = heights[(side + 1) % 3] - altitude
                        if (below < 0.0) == (above < 0.0):
                            continue
                        share = below / (below - above)
                        point = (
                            fan[a[0], a[1], RANGE]
                            + share * (fan[b[0], b[1], RANGE] - fan[a[0], a[1], RANGE]),
                            fan[a[0], a[1], TIME]
                            + share * (fan[b[0], b[1], TIME] - fan[a[0], a[1], TIME]),
                            fan[a[0], a[1], SPEED]
                            + share * (fan[b[0], b[1], SPEED] - fan[a[0], a[1], SPEED]),
                            elevations[a[0]] + share * (elevations[b[0]] - elevations[a[0]]),
                        )
                        if found == 0:
                            first = point
                        else:
                            _keep_least(first, point, range_step_m, table[row])
                        found += 1
