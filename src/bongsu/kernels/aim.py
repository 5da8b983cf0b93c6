"""Aimed arcs: which steering makes a missile come down on a point.

A few hundred flights from one launch point, over azimuth, loft and cut-off, are tabulated once:
where they come down along and across the azimuth, and their apogee. A point is then aimed at by
solving on the table and flying; the difference between flight and table corrects the next solve.
The table carries the shape of the answer and the flights its accuracy, so that one or two flights
suffice and a point's answer does not depend on its neighbours.
"""

from math import asin, atan2, cos, floor, pi, sin, sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bongsu.kernels.boost import BURNOUT, Missile
from bongsu.kernels.boost_flight import IMPACT, Flight, Record, fly_missile
from bongsu.kernels.environment import Environment
from bongsu.kernels.geodesy import Vector, east_north_up_axes, geodetic_to_ecef
from bongsu.kernels.jit import kernel

OK, OUT_OF_RANGE, NO_SUCH_SHAPE = 0, 1, 2
"""Status of an aimed arc."""
MINIMUM_ENERGY, LOFTED, DEPRESSED, FULL_BURN_LOFTED, FULL_BURN_DEPRESSED = range(5)
"""Shapes."""


ALLOWED_MISS_M = 50.0
SOUGHT_MISS_M = 20.0
APOGEE_SHARE = 1e-3
"""An arc to an apogee meets it within this share of it. [1]"""
MOST_FLIGHTS = 12
HOPELESS_SHARE = 1.03
"""Targets this much beyond the table's farthest range are not tried with flights. [1]"""
LONGEST_FLIGHT_S = 20_000.0
DEFAULT_LOFT_SHARE = 2.0
"""Apogee of a lofted arc, where none is given, over that of minimum energy. [1]"""
DEFAULT_DEPRESSION_SHARE = 0.6
"""Apogee of a depressed arc, where none is given, over that of minimum energy. [1]"""


class AimTable(NamedTuple):
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
    values: NDArray[np.float64]
    ridge: NDArray[np.float64]


class Aim(NamedTuple):
    """Answer for one aim point."""

    status: int
    azimuth_rad: float
    loft_rad: float
    cutoff_s: float
    miss_m: float
    flight: Flight


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
def look_up(table: AimTable, azimuth: float, loft: float, cutoff_s: float) -> Vector:
    """Where a steering comes down, from the table.

    Parameters
    ----------
    table : AimTable
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
    apogee = 0.0
    for i in range(4):
        row = (i0 + i) % around
        for j in range(4):
            w = wa[i] * wl[j]
            for k in range(width):
                u = w * wc[k]
                along += u * v[row, j0 + j, k0 + k, 0]
                across += u * v[row, j0 + j, k0 + k, 1]
                apogee += u * v[row, j0 + j, k0 + k, 2]
    return along, across, apogee


@kernel
def ridge_loft(table: AimTable, azimuth: float, cutoff_s: float) -> float:
    """Loft of the farthest range for a cut-off time.

    Parameters
    ----------
    table : AimTable
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
    missile: Missile,
    launch: Vector,
    environment: Environment,
    tolerance: float,
    table: AimTable,
    first: int,
    last: int,
) -> None:
    """Fly the nodes of a table.

    Parameters
    ----------
    missile : Missile
        What flies.
    launch : tuple of float
        Geodetic latitude, longitude [rad] and altitude [m].
    environment : Environment
        Gravity, rotation and air.
    tolerance : float
        Allowed error of one step. [m]
    table : AimTable
        Its `values` are written.
    first, last : int
        Half-open range of nodes, counted with the cut-off fastest. [1]
    """
    around, lofts, cutoffs, _ = table.values.shape
    record = Record(1.0, np.empty((0, 7)), np.empty(0), np.empty((0, 2)))
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
def fill_ridge(table: AimTable) -> None:
    """Find the loft of the farthest range for each azimuth and cut-off.

    Parameters
    ----------
    table : AimTable
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


@kernel
def member(
    table: AimTable, shape: int, azimuth: float, parameter: float, apogee_m: float
) -> tuple[float, float]:
    """Loft and cut-off of one member of a shape's family.

    Parameters
    ----------
    table : AimTable
        Flights from the launch point.
    shape : int
        Shape.
    azimuth : float
        Launch azimuth. [rad]
    parameter : float
        Loft [rad] for full burns, cut-off [s] for the others.
    apogee_m : float
        Apogee sought by lofted and depressed arcs. [m]

    Returns
    -------
    tuple of float
        Loft [rad] and cut-off [s].
    """
    if shape in (FULL_BURN_LOFTED, FULL_BURN_DEPRESSED):
        return parameter, table.cutoff_s + (table.values.shape[2] - 1) * table.cutoff_step_s
    if shape == MINIMUM_ENERGY:
        return ridge_loft(table, azimuth, parameter), parameter
    low = table.loft_rad
    high = low + (table.values.shape[1] - 1) * table.loft_step_rad
    _, _, lowest = look_up(table, azimuth, low, parameter)
    _, _, highest = look_up(table, azimuth, high, parameter)
    if apogee_m <= lowest:
        return low, parameter
    if apogee_m >= highest:
        return high, parameter
    loft = low
    f_low = lowest - apogee_m
    f_high = highest - apogee_m
    for _ in range(40):
        loft = high - f_high * (high - low) / (f_high - f_low)
        _, _, top = look_up(table, azimuth, loft, parameter)
        f = top - apogee_m
        if f * f_high < 0.0:
            low = high
            f_low = f_high
        else:
            f_low *= 0.5
        high = loft
        f_high = f
        if abs(f) < 1.0:
            break
    return loft, parameter


@kernel
def place(
    table: AimTable, shape: int, azimuth: float, parameter: float, apogee_m: float, offset: Vector
) -> tuple[float, float]:
    """Where a member of a family comes down, by the table corrected with flights.

    Parameters
    ----------
    table, shape, azimuth, parameter, apogee_m
        See :func:`member`.
    offset : tuple of float
        Flight less table, at the last flight: along [rad], across [rad], apogee [m].

    Returns
    -------
    tuple of float
        Signed range angle and bearing less azimuth. [rad]
    """
    loft, cutoff = member(table, shape, azimuth, parameter, apogee_m - offset[2])
    along, across, _ = look_up(table, azimuth, loft, cutoff)
    along += offset[0]
    across += offset[1]
    if along < 0.0:
        return along, 0.0
    return sqrt(along * along + across * across), atan2(across, along)


@kernel
def bracket(table: AimTable, shape: int, azimuth: float, apogee_m: float) -> tuple[float, float]:
    """Ends of a family: nearest and farthest member.

    Parameters
    ----------
    table : AimTable
        Flights from the launch point.
    shape : int
        Shape.
    azimuth : float
        Launch azimuth. [rad]
    apogee_m : float
        Apogee sought by lofted and depressed arcs. [m]

    Returns
    -------
    tuple of float
        Parameter of the nearest and of the farthest member. [rad, s]
    """
    latest = table.cutoff_s + (table.values.shape[2] - 1) * table.cutoff_step_s
    steepest = table.loft_rad + (table.values.shape[1] - 1) * table.loft_step_rad
    if shape == FULL_BURN_LOFTED:
        return steepest, ridge_loft(table, azimuth, latest)
    if shape == FULL_BURN_DEPRESSED:
        return table.loft_rad, ridge_loft(table, azimuth, latest)
    earliest = table.cutoff_s
    if shape != MINIMUM_ENERGY:
        # the earliest cut-off that still climbs to the apogee, straight up
        low = earliest
        high = latest
        for _ in range(30):
            middle = 0.5 * (low + high)
            _, _, top = look_up(table, azimuth, steepest, middle)
            if top < apogee_m:
                low = middle
            else:
                high = middle
        earliest = high
    return earliest, latest


@kernel
def solve_on_table(
    table: AimTable,
    shape: int,
    angle: float,
    bearing: float,
    apogee_m: float,
    offset: Vector,
    azimuth: float,
) -> tuple[int, float, float]:
    """Azimuth and family parameter that come down at a point, by the corrected table.

    Parameters
    ----------
    table : AimTable
        Flights from the launch point.
    shape : int
        Shape.
    angle, bearing : float
        Where the point lies. [rad]
    apogee_m : float
        Apogee sought by lofted and depressed arcs. [m]
    offset : tuple of float
        Flight less table, at the last flight.
    azimuth : float
        First guess. [rad]

    Returns
    -------
    tuple
        -1 when the point is nearer than the nearest member, 1 when farther than the farthest,
        else 0; azimuth [rad]; parameter.
    """
    side = 0
    parameter = 0.0
    for _ in range(12):
        low, high = bracket(table, shape, azimuth, apogee_m - offset[2])
        reach, turn_low = place(table, shape, azimuth, low, apogee_m, offset)
        f_low = reach - angle
        reach, turn = place(table, shape, azimuth, high, apogee_m, offset)
        f_high = reach - angle
        side = 0
        parameter = high
        if f_low > 0.0:
            side = -1
            parameter = low
            turn = turn_low
        elif f_high < 0.0:
            side = 1
        else:
            for _ in range(60):
                parameter = high - f_high * (high - low) / (f_high - f_low)
                reach, turn = place(table, shape, azimuth, parameter, apogee_m, offset)
                f = reach - angle
                if f * f_high < 0.0:
                    low = high
                    f_low = f_high
                else:
                    f_low *= 0.5
                high = parameter
                f_high = f
                if abs(f) < 1e-7 or f_high == f_low:
                    break
        step = wrap(bearing - turn - azimuth)
        azimuth = wrap(azimuth + step)
        if abs(step) < 1e-7:
            break
    return side, azimuth, parameter


@kernel
def aim_point(
    missile: Missile,
    launch: Vector,
    environment: Environment,
    table: AimTable,
    shape: int,
    latitude: float,
    longitude: float,
    apogee_m: float,
    tolerance: float,
) -> Aim:
    """Aim at a point on the ground.

    Parameters
    ----------
    missile : Missile
        What flies.
    launch : tuple of float
        Geodetic latitude, longitude [rad] and altitude [m].
    environment : Environment
        Gravity, rotation and air.
    table : AimTable
        Flights of this missile from this launch point.
    shape : int
        Shape.
    latitude, longitude : float
        Aim point, at zero altitude. [rad]
    apogee_m : float
        Apogee of lofted and depressed arcs. [m]
    tolerance : float
        Allowed error of one step. [m]

    Returns
    -------
    Aim
        Status, steering, miss and the flight itself; with a status other than `OK` the steering is
        that of the last try.
    """
    record = Record(1.0, np.empty((0, 7)), np.empty(0), np.empty((0, 2)))
    axes = east_north_up_axes(launch[0], launch[1])
    origin = geodetic_to_ecef(launch[0], launch[1], launch[2])
    target = geodetic_to_ecef(latitude, longitude, 0.0)
    angle, bearing, _ = direction_to(origin, axes, target)
    burnout = missile.stages[missile.stages.shape[0] - 1, BURNOUT]
    nothing = Flight(0, 0.0, origin, origin, 0.0, 0.0, 0.0, origin, origin, 0, 0)
    by_apogee = shape in (LOFTED, DEPRESSED)
    if table.values.shape[2] == 1 and (shape == MINIMUM_ENERGY or by_apogee):
        return Aim(NO_SUCH_SHAPE, bearing, 0.0, burnout, np.inf, nothing)
    azimuth = bearing
    sought = apogee_m
    if by_apogee:
        sought, azimuth = apogee_to_seek(table, shape, angle, bearing, apogee_m)
        if sought <= 0.0:
            status = OUT_OF_RANGE if sought < 0.0 else NO_SUCH_SHAPE
            return Aim(status, bearing, 0.0, burnout, np.inf, nothing)
    offset = (0.0, 0.0, 0.0)
    best = Aim(OUT_OF_RANGE, bearing, 0.0, burnout, np.inf, nothing)
    side = 0
    at_end = 0
    for _ in range(MOST_FLIGHTS):
        side, azimuth, parameter = solve_on_table(
            table, shape, angle, bearing, sought, offset, azimuth
        )
        loft, cutoff = member(table, shape, azimuth, parameter, sought - offset[2])
        along, across, top = look_up(table, azimuth, loft, cutoff)
        at_end = at_end + 1 if side != 0 else 0
        reach = along + offset[0]
        hopeless = angle > HOPELESS_SHARE * reach if side > 0 else HOPELESS_SHARE * angle < reach
        if at_end > 2 or (side != 0 and hopeless):
            break
        flight = fly_missile(
            missile,
            launch,
            azimuth,
            loft,
            cutoff,
            environment,
            0.0,
            LONGEST_FLIGHT_S,
            tolerance,
            record,
        )
        if flight.status != IMPACT:
            break
        miss = sqrt(
            (flight.position[0] - target[0]) ** 2
            + (flight.position[1] - target[1]) ** 2
            + (flight.position[2] - target[2]) ** 2
        )
        high_enough = not by_apogee or abs(flight.apogee_m - sought) <= APOGEE_SHARE * sought
        if high_enough and miss < best.miss_m:
            best = Aim(OK, azimuth, loft, cutoff, miss, flight)
            if miss <= SOUGHT_MISS_M:
                break
        flown, aside = come_down(origin, axes, azimuth, flight.position)
        offset = (flown - along, aside - across, flight.apogee_m - top)
    if best.miss_m <= ALLOWED_MISS_M:
        return best
    status = NO_SUCH_SHAPE if by_apogee or side < 0 else OUT_OF_RANGE
    return Aim(status, best.azimuth_rad, best.loft_rad, best.cutoff_s, best.miss_m, best.flight)


@kernel
def apogee_to_seek(
    table: AimTable, shape: int, angle: float, bearing: float, apogee_m: float
) -> tuple[float, float]:
    """Apogee of a lofted or depressed arc, checked against that of minimum energy.

    Parameters
    ----------
    table : AimTable
        Flights from the launch point.
    shape : int
        Lofted or depressed.
    angle, bearing : float
        Where the point lies. [rad]
    apogee_m : float
        Apogee asked for; zero for the default share of the minimum-energy apogee. [m]

    Returns
    -------
    tuple of float
        Apogee [m], -1 when the point is out of reach, 0 when the apogee contradicts the shape; and
        the azimuth of the minimum-energy arc. [rad]
    """
    none = (0.0, 0.0, 0.0)
    side, azimuth, cutoff = solve_on_table(
        table, MINIMUM_ENERGY, angle, bearing, 0.0, none, bearing
    )
    loft, cutoff = member(table, MINIMUM_ENERGY, azimuth, cutoff, 0.0)
    along, _, top = look_up(table, azimuth, loft, cutoff)
    if side > 0 and angle > HOPELESS_SHARE * along:
        return -1.0, azimuth
    share = DEFAULT_LOFT_SHARE if shape == LOFTED else DEFAULT_DEPRESSION_SHARE
    sought = apogee_m if apogee_m > 0.0 else share * top
    fits = sought > top if shape == LOFTED else sought < top
    return sought if fits else 0.0, azimuth


@kernel
def aim_points(
    missile: Missile,
    launch: Vector,
    environment: Environment,
    table: AimTable,
    shape: int,
    points: NDArray[np.float64],
    apogee_m: float,
    tolerance: float,
    status: NDArray[np.int64],
    numbers: NDArray[np.float64],
    first: int,
    last: int,
) -> None:
    """Aim at many points.

    Parameters
    ----------
    missile, launch, environment, table, shape, apogee_m, tolerance
        See :func:`aim_point`.
    points : numpy.ndarray
        Geodetic latitude and longitude, shape (n, 2). [rad]
    status : numpy.ndarray
        Is written: status, shape (n,).
    numbers : numpy.ndarray
        Is written: azimuth [rad], loft [rad], cut-off [s], miss [m], time of flight [s], apogee
        [m], shape (n, 6).
    first, last : int
        Half-open range of points. [1]
    """
    for i in range(first, last):
        aim = aim_point(
            missile,
            launch,
            environment,
            table,
            shape,
            points[i, 0],
            points[i, 1],
            apogee_m,
            tolerance,
        )
        status[i] = aim.status
        numbers[i, 0] = aim.azimuth_rad
        numbers[i, 1] = aim.loft_rad
        numbers[i, 2] = aim.cutoff_s
        numbers[i, 3] = aim.miss_m
        numbers[i, 4] = aim.flight.time_s
        numbers[i, 5] = aim.flight.apogee_m
