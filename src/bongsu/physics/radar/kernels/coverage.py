"""One radar over a whole map: the signal-to-noise ratio of a square metre at every place."""

from math import cos, sin

import numpy as np
from numpy.typing import NDArray

from bongsu.physics.earth.kernels.geodesy import geodetic_to_ecef
from bongsu.physics.numerics.arrays import FloatArray
from bongsu.physics.numerics.jit import kernel
from bongsu.physics.radar.kernels.signal import RadarTuple, signal_to_noise


@kernel
def fill_map(
    radar: RadarTuple,
    latitudes: FloatArray,
    longitudes: FloatArray,
    altitudes: FloatArray,
    first: int,
    last: int,
    ratios: NDArray[np.float32],
) -> None:
    """Signal-to-noise ratio per square metre of cross-section on a grid.

    Parameters
    ----------
    radar : RadarTuple
    latitudes, longitudes : ndarray, shape (n_latitude,), (n_longitude,)
        Geodetic coordinates. [rad]
    altitudes : ndarray, shape (n_altitude,)
        Heights above the ellipsoid. [m]
    first, last : int
        Rows to fill, counted through altitudes and, within each, latitudes. [1]
    ratios : ndarray of float32, shape (n_altitude, n_latitude, n_longitude)
        Filled; 0 outside the field of regard. [1/m²]
    """
    count = latitudes.size
    for index in range(first, last):
        i = index // count
        j = index - i * count
        # one row lies on a circle about the axis: its points differ only in longitude
        circle, _, z = geodetic_to_ecef(latitudes[j], 0.0, altitudes[i])
        for k in range(longitudes.size):
            x = circle * cos(longitudes[k])
            y = circle * sin(longitudes[k])
            ratios[i, j, k] = signal_to_noise(radar, x, y, z, 1.0)


@kernel
def fill_points(
    radar: RadarTuple,
    latitudes: FloatArray,
    longitudes: FloatArray,
    altitudes: FloatArray,
    ratios: FloatArray,
) -> None:
    """Signal-to-noise ratio per square metre of cross-section at single places.

    Parameters
    ----------
    radar : RadarTuple
    latitudes, longitudes : ndarray, shape (n,)
        Geodetic coordinates. [rad]
    altitudes : ndarray, shape (n,)
        Heights above the ellipsoid. [m]
    ratios : ndarray, shape (n,)
        Filled; 0 outside the field of regard. [1/m²]
    """
    for i in range(latitudes.size):
        x, y, z = geodetic_to_ecef(latitudes[i], longitudes[i], altitudes[i])
        ratios[i] = signal_to_noise(radar, x, y, z, 1.0)
