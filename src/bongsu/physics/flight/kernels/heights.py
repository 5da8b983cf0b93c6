"""How high a sampled flight is in each row, and how high and how fast it gets."""

from math import inf, sqrt

from bongsu.physics.earth.kernels.atmosphere import altitude_of
from bongsu.physics.numerics.arrays import FloatArray, IntArray
from bongsu.physics.numerics.jit import lean_kernel

HIGHEST, FASTEST = 0, 1
"""Columns of an extent: greatest altitude [m] and speed [m/s] of the rows."""
EXTENT_SIZE = 2


@lean_kernel
def fill_heights(samples: FloatArray, rows: int, altitudes: FloatArray, extent: FloatArray) -> None:
    """Find the altitudes of a flight, and the greatest altitude and speed among its rows.

    Parameters
    ----------
    samples : ndarray, shape (>= rows, 7)
        Time, ECEF position and velocity. [s, m, m/s]
    rows : int
        Rows in use. [1]
    altitudes : ndarray, shape (>= rows,)
        Filled as far as rows are in use. [m]
    extent : ndarray, shape (2,)
        Filled; minus infinity and 0 where there are no rows. [m, m/s]
    """
    highest_m = -inf
    fastest_squared = 0.0
    for row in range(rows):
        altitude = altitude_of(samples[row, 1], samples[row, 2], samples[row, 3])
        altitudes[row] = altitude
        highest_m = max(highest_m, altitude)
        vx, vy, vz = samples[row, 4], samples[row, 5], samples[row, 6]
        fastest_squared = max(fastest_squared, vx * vx + vy * vy + vz * vz)
    extent[HIGHEST] = highest_m
    extent[FASTEST] = sqrt(fastest_squared)


@lean_kernel
def fill_all_heights(
    buffers: FloatArray, rows: IntArray, altitudes: FloatArray, extents: FloatArray
) -> None:
    """Find the altitudes of several flights; see :func:`fill_heights`.

    Parameters
    ----------
    buffers : ndarray, shape (n, m, 7)
        Times, positions and velocities. [s, m, m/s]
    rows : ndarray of int, shape (n,)
        Rows in use of each. [1]
    altitudes : ndarray, shape (n, m)
        Filled as far as rows are in use. [m]
    extents : ndarray, shape (n, 2)
        Filled. [m, m/s]
    """
    for index in range(rows.shape[0]):
        fill_heights(buffers[index], rows[index], altitudes[index], extents[index])
