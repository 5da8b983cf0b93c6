"""Flights from one launch point over azimuth, loft and cut-off, as a table to aim with."""

from math import asin, atan2, cos, floor, pi, sin, sqrt
from typing import NamedTuple

import numpy as np

from bongsu.physics.earth.kernels.environment import EnvironmentTuple
from bongsu.physics.earth.kernels.geodesy import Vector, east_north_up_axes, geodetic_to_ecef
from bongsu.physics.flight.kernels.boost import MissileTuple
from bongsu.physics.flight.kernels.leg import IMPACT, RecordTuple
from bongsu.physics.flight.kernels.missile_flight import fly_missile
from bongsu.physics.numerics.arrays import FloatArray
from bongsu.physics.numerics.jit import kernel

LONGEST_FLIGHT_S = 20_000.0


class AimTableTuple(NamedTuple):
    """Flights from one launch point, on uniform nodes.

    `values` has shape (azimuths, lofts, cut-offs, 3), azimuths around the whole circle: geocentric
    angle flown along the azimuth and across it, to the right [rad], and apogee [m]. `ridge` holds
    the loft of the farthest range, shape (azimuths, cut-offs). A missile that cannot cut off has
    one cut-off node, its burnout.
    """

    loft_rad: float
    loft_step_rad: float
    cutoff_s: float
    cutoff_step_s: float
    values: FloatArray
    ridge: FloatArray


@kernel
def direction_to(
    launch: Vector, axes: tuple[Vector, Vector, Vector], point: Vector
) -> tuple[float, float, float]:
    """Range angle and bearing of a point from the launcher.

    Parameters
    ----------
    launch : tuple of float
        ECEF position of the launcher. [m]
    axes : tuple of tuple of float
        Its east, north and up. [1]
    point : tuple of float
        ECEF position of the point. [m]

    Returns
    -------
    tuple of float
        Geocentric angle [rad], bearing clockwise from north [rad], geocentric radius of the point
        [m].
    """
    r0 = sqrt(launch[0] ** 2 + launch[1] ** 2 + launch[2] ** 2)
    r1 = sqrt(point[0] ** 2 + point[1] ** 2 + point[2] ** 2)
    dx = point[0] / r1 - launch[0] / r0
    dy = point[1] / r1 - launch[1] / r0
    dz = point[2] / r1 - launch[2] / r0
    half = 0.5 * sqrt(dx * dx + dy * dy + dz * dz)
    east = dx * axes[0][0] + dy * axes[0][1] + dz * axes[0][2]
    north = dx * axes[1][0] + dy * axes[1][1] + dz * axes[1][2]
    return 2.0 * asin(min(1.0, half)), atan2(east, north), r1


@kernel
def wrap(angle: float) -> float:
    """Angle brought to [-pi, pi).

    Parameters
    ----------
    angle : float
        Any angle. [rad]

    Returns
    -------
    float
        The same direction. [rad]
    """
    return angle - 2.0 * pi * floor((angle + pi) / (2.0 * pi))


@kernel
def floor_index(value: float) -> int:
    """Whole number at or below a value; compiled `floor` gives a float, Python's an integer.

    Parameters
    ----------
    value : float
        Any number. [1]

    Returns
    -------
    int
        The whole number. [1]
    """
    return int(np.floor(value))


@kernel
def cubic_weights(s: float) -> tuple[float, float, float, float]:
    """Lagrange weights of four uniform nodes.

    Parameters
    ----------
    s : float
        Place, in steps from the first node. [1]

    Returns
    -------
    tuple of float
        Weights. [1]

    References
    ----------
    .. [1] M. Abramowitz, I. A. Stegun, "Handbook of Mathematical Functions", 1964, eq. (25.2.13).
    """
    a = s - 1.0
    b = s - 2.0
    c = s - 3.0
    return -a * b * c / 6.0, 0.5 * s * b * c, -0.5 * s * a * c, s * a * b / 6.0


@kernel
def look_up(table: AimTableTuple, azimuth: float, loft: float, cutoff_s: float) -> Vector:
    """Where a steering comes down, from the table.

    Parameters
    ----------
    table : AimTableTuple
        Flights from the launch point.
    azimuth, loft : float
        Steering. [rad]
    cutoff_s : float
        End of the thrust. [s]

    Returns
    -------
    tuple of float
        Angle along the azimuth [rad], angle across [rad], apogee [m].
    """
    v = table.values
    around = v.shape[0]
    a = wrap(azimuth) / (2.0 * pi) * around + around
    i0 = floor_index(a) - 1
    wa = cubic_weights(a - i0)
    t = (loft - table.loft_rad) / table.loft_step_rad
    j0 = min(max(floor_index(t) - 1, 0), v.shape[1] - 4)
    wl = cubic_weights(t - j0)
    k0 = 0
    wc = (1.0, 0.0, 0.0, 0.0)
    width = 1
    if v.shape[2] > 1:
        t = (cutoff_s - table.cutoff_s) / table.cutoff_step_s
        k0 = min(max(floor_index(t) - 1, 0), v.shape[2] - 4)
        wc = cubic_weights(t - k0)
        width = 4
    along = 0.0
    across = 0.0
    apogee_m = 0.0
    for i in range(4):
        row = (i0 + i) % around
        for j in range(4):
            w = wa[i] * wl[j]
            for k in range(width):
                u = w * wc[k]
                along += u * v[row, j0 + j, k0 + k, 0]
                across += u * v[row, j0 + j, k0 + k, 1]
                apogee_m += u * v[row, j0 + j, k0 + k, 2]
    return along, across, apogee_m


@kernel
def ridge_loft(table: AimTableTuple, azimuth: float, cutoff_s: float) -> float:
    """Loft of the farthest range for a cut-off time.

    Parameters
    ----------
    table : AimTableTuple
        Flights from the launch point.
    azimuth : float
        Steering. [rad]
    cutoff_s : float
        End of the thrust. [s]

    Returns
    -------
    float
        Loft. [rad]
    """
    around = table.ridge.shape[0]
    a = wrap(azimuth) / (2.0 * pi) * around + around
    i0 = floor_index(a) - 1
    wa = cubic_weights(a - i0)
    k0 = 0
    wc = (1.0, 0.0, 0.0, 0.0)
    width = 1
    if table.ridge.shape[1] > 1:
        t = (cutoff_s - table.cutoff_s) / table.cutoff_step_s
        k0 = min(max(floor_index(t) - 1, 0), table.ridge.shape[1] - 4)
        wc = cubic_weights(t - k0)
        width = 4
    loft = 0.0
    for i in range(4):
        row = (i0 + i) % around
        for k in range(width):
            loft += wa[i] * wc[k] * table.ridge[row, k0 + k]
    return loft


@kernel
def come_down(
    origin: Vector, axes: tuple[Vector, Vector, Vector], azimuth: float, point: Vector
) -> tuple[float, float]:
    """Place of an impact relative to the launch azimuth.

    Parameters
    ----------
    origin : tuple of float
        ECEF position of the launcher. [m]
    axes : tuple of tuple of float
        Its east, north and up. [1]
    azimuth : float
        Launch azimuth. [rad]
    point : tuple of float
        ECEF position of the impact. [m]

    Returns
    -------
    tuple of float
        Angle along the azimuth, beyond pi where it went more than half around the Earth, and angle
        across, to the right. [rad]
    """
    angle, bearing, _ = direction_to(origin, axes, point)
    off = wrap(bearing - azimuth)
    if angle > 0.5 * pi and abs(off) > 0.5 * pi:
        angle = 2.0 * pi - angle
        off = wrap(off + pi)
    return angle * cos(off), angle * sin(off)


@kernel
def fill_table(
    missile: MissileTuple,
    launch: Vector,
    environment: EnvironmentTuple,
    tolerance: float,
    table: AimTableTuple,
    first: int,
    last: int,
) -> None:
    """Fly the nodes of a table.

    Parameters
    ----------
    missile : MissileTuple
        What flies.
    launch : tuple of float
        Geodetic latitude, longitude [rad] and altitude [m].
    environment : EnvironmentTuple
        Gravity, rotation and air.
    tolerance : float
        Allowed error of one step. [m]
    table : AimTableTuple
        Its `values` are written.
    first, last : int
        Half-open range of nodes, counted with the cut-off fastest. [1]
    """
    around, lofts, cutoffs, _ = table.values.shape
    record = RecordTuple(1.0, np.empty((0, 7)), np.empty(0), np.empty((0, 2)))
    axes = east_north_up_axes(launch[0], launch[1])
    origin = geodetic_to_ecef(launch[0], launch[1], launch[2])
    for n in range(first, last):
        k = n % cutoffs
        j = (n // cutoffs) % lofts
        i = n // (cutoffs * lofts)
        azimuth = 2.0 * pi * i / around
        flight = fly_missile(
            missile,
            launch,
            azimuth,
            table.loft_rad + j * table.loft_step_rad,
            table.cutoff_s + k * table.cutoff_step_s,
            environment,
            0.0,
            LONGEST_FLIGHT_S,
            tolerance,
            record,
        )
        along = 2.0 * pi
        across = 0.0
        if flight.status == IMPACT:
            along, across = come_down(origin, axes, azimuth, flight.position)
        table.values[i, j, k, 0] = along
        table.values[i, j, k, 1] = across
        table.values[i, j, k, 2] = flight.apogee_m


@kernel
def fill_ridge(table: AimTableTuple) -> None:
    """Find the loft of the farthest range for each azimuth and cut-off.

    Parameters
    ----------
    table : AimTableTuple
        With `values`; its `ridge` is written.
    """
    around, lofts, cutoffs, _ = table.values.shape
    golden = 0.5 * (sqrt(5.0) - 1.0)
    for i in range(around):
        azimuth = 2.0 * pi * i / around
        for k in range(cutoffs):
            cutoff = table.cutoff_s + k * table.cutoff_step_s
            best = 0
            for j in range(1, lofts):
                if table.values[i, j, k, 0] > table.values[i, best, k, 0]:
                    best = j
            low = table.loft_rad + max(best - 1, 0) * table.loft_step_rad
            high = table.loft_rad + min(best + 1, lofts - 1) * table.loft_step_rad
            for _ in range(24):
                left = high - golden * (high - low)
                right = low + golden * (high - low)
                reach_left, _, _ = look_up(table, azimuth, left, cutoff)
                reach_right, _, _ = look_up(table, azimuth, right, cutoff)
                if reach_left > reach_right:
                    high = right
                else:
                    low = left
            table.ridge[i, k] = 0.5 * (low + high)
