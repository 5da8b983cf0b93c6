"""How near a flight comes to what an interceptor can reach, whoever sees it and when."""

from math import inf, sqrt

from bongsu.physics.earth.kernels.geodesy import ecef_to_geodetic
from bongsu.physics.fire.kernels.window import ground_range_to
from bongsu.physics.interceptor.kernels.flyout import ReachTuple, reach_limit
from bongsu.physics.numerics.arrays import FloatArray
from bongsu.physics.numerics.constants import EARTH_EQUATORIAL_RADIUS_M, EARTH_POLAR_RADIUS_M
from bongsu.physics.numerics.jit import kernel

_MARGIN_M = 1.0  # far above what rounding moves


@kernel
def distance_beyond_reach(
    launchers: FloatArray,
    reach: ReachTuple,
    samples: FloatArray,
    lowest_m: float,
    highest_m: float,
) -> float:
    """Least ground distance between a flight and the edge of the reach at its altitude.

    Parameters
    ----------
    launchers : ndarray, shape (n, 6)
        ECEF position [m] and local vertical. [1]
    reach : ReachTuple
        The interceptor's table.
    samples : ndarray, shape (m, 7)
        Time, ECEF position and velocity. [s, m, m/s]
    lowest_m, highest_m : float
        Altitudes between which the flight counts. [m]

    Returns
    -------
    float
        Distance; negative inside the reach, infinite when the flight is never in the band. [m]
    """
    nearest = inf
    for row in range(samples.shape[0]):
        x, y, z = samples[row, 1], samples[row, 2], samples[row, 3]
        # the ellipsoid lies between two spheres: most rows are told without their exact altitude
        radius = sqrt(x * x + y * y + z * z)
        if (
            radius - EARTH_EQUATORIAL_RADIUS_M > highest_m + _MARGIN_M
            or radius - EARTH_POLAR_RADIUS_M < lowest_m - _MARGIN_M
        ):
            continue
        altitude = ecef_to_geodetic(x, y, z)[2]
        if lowest_m <= altitude <= highest_m:
            limit = reach_limit(reach, altitude)
            for index in range(launchers.shape[0]):
                ground = ground_range_to(launchers[index], x, y, z)
                nearest = min(nearest, ground - limit)
    return nearest
