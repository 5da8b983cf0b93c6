"""Steep arcs to points nearer than the Earth turns away under them.

A long steep flight comes down hundreds of kilometres west of where it was thrown: more than the
distance of a near target, so that the azimuth need have nothing to do with the bearing. Near the
vertical the impact is a smooth function of the tilt as a vector, eastwards and northwards, and that
is what is solved for here.
"""

from math import atan2, cos, hypot, pi, sin, sqrt
from typing import NamedTuple

import numpy as np

from bongsu.physics.aim.kernels.solve import LOFTED
from bongsu.physics.aim.kernels.table import LONGEST_FLIGHT_S, AimTableTuple, direction_to, look_up
from bongsu.physics.earth.kernels.environment import EnvironmentTuple
from bongsu.physics.earth.kernels.geodesy import Vector, east_north_up_axes, geodetic_to_ecef
from bongsu.physics.flight.kernels.boost import MissileTuple
from bongsu.physics.flight.kernels.leg import IMPACT, RecordTuple
from bongsu.physics.flight.kernels.missile_flight import FlightTuple, fly_missile
from bongsu.physics.numerics.jit import kernel

APOGEE_SHARE = 1e-3
"""An arc to an apogee meets it within this share of it. [1]"""
MOST_FLIGHTS = 12
MOST_TABLE_STEPS = 30
FLATTEST_RAD = 0.9
"""No arc flatter than this is looked for here. [rad]"""
FIRST_TILT_RAD = 0.02
LONGEST_TABLE_STEP_RAD = 0.2
SMALLEST_TILT_RAD = 1e-9
DIFFERENCE_RAD = 1e-4
CLOSE_ON_TABLE_RAD = 1e-7


class PlaceTuple(NamedTuple):
    """Where a tilt comes down by the table, as a vector, and the steering that it stands for."""

    east_rad: float
    north_rad: float
    azimuth_rad: float
    loft_rad: float
    cutoff_s: float


class SteepTuple(NamedTuple):
    """Best steering found; the miss is infinite where there is none."""

    azimuth_rad: float
    loft_rad: float
    cutoff_s: float
    miss_m: float
    flight: FlightTuple


@kernel
def cutoff_for_apogee(table: AimTableTuple, azimuth: float, loft: float, apogee_m: float) -> float:
    """Cut-off that passes an apogee, by the table.

    Parameters
    ----------
    table : AimTableTuple
        Flights from the launch point.
    azimuth, loft : float
        Steering. [rad]
    apogee_m : float
        Apogee. [m]

    Returns
    -------
    float
        Cut-off; its earliest or latest where the apogee lies outside. [s]
    """
    low: float = table.cutoff_s
    high: float = low + (table.values.shape[2] - 1) * table.cutoff_step_s
    for _ in range(40):
        middle = 0.5 * (low + high)
        _, _, top = look_up(table, azimuth, loft, middle)
        if top < apogee_m:
            low = middle
        else:
            high = middle
    return 0.5 * (low + high)


@kernel
def come_down_at(
    table: AimTableTuple, shape: int, east: float, north: float, apogee_m: float
) -> PlaceTuple:
    """Where a tilt comes down, by the table.

    Parameters
    ----------
    table : AimTableTuple
        Flights from the launch point.
    shape : int
        Lofted or full-burn lofted.
    east, north : float
        Tilt from the vertical. [rad]
    apogee_m : float
        Apogee of a lofted arc. [m]

    Returns
    -------
    PlaceTuple
        Impact and steering.
    """
    azimuth = atan2(east, north)
    loft = 0.5 * pi - hypot(east, north)
    cutoff = table.cutoff_s + (table.values.shape[2] - 1) * table.cutoff_step_s
    if shape == LOFTED:
        cutoff = cutoff_for_apogee(table, azimuth, loft, apogee_m)
    along, across, _ = look_up(table, azimuth, loft, cutoff)
    s = sin(azimuth)
    c = cos(azimuth)
    return PlaceTuple(along * s + across * c, along * c - across * s, azimuth, loft, cutoff)


@kernel
def slopes(
    table: AimTableTuple, shape: int, east: float, north: float, apogee_m: float
) -> tuple[float, float, float, float]:
    """Change of the impact with the tilt, by the table.

    Parameters
    ----------
    table, shape, east, north, apogee_m
        See :func:`come_down_at`.

    Returns
    -------
    tuple of float
        Eastwards by east and by north, northwards by east and by north. [1]
    """
    h = DIFFERENCE_RAD
    right = come_down_at(table, shape, east + h, north, apogee_m)
    left = come_down_at(table, shape, east - h, north, apogee_m)
    up = come_down_at(table, shape, east, north + h, apogee_m)
    down = come_down_at(table, shape, east, north - h, apogee_m)
    return (
        0.5 * (right.east_rad - left.east_rad) / h,
        0.5 * (up.east_rad - down.east_rad) / h,
        0.5 * (right.north_rad - left.north_rad) / h,
        0.5 * (up.north_rad - down.north_rad) / h,
    )


@kernel
def newton_step(
    slope: tuple[float, float, float, float], east: float, north: float
) -> tuple[float, float]:
    """Change of the tilt that removes an error.

    Parameters
    ----------
    slope : tuple of float
        From :func:`slopes`. [1]
    east, north : float
        Error of the impact. [rad]

    Returns
    -------
    tuple of float
        Change eastwards and northwards, at most `LONGEST_TABLE_STEP_RAD` long. [rad]
    """
    determinant = slope[0] * slope[3] - slope[1] * slope[2]
    if determinant == 0.0:
        return 0.0, 0.0
    x = (slope[1] * north - slope[3] * east) / determinant
    y = (slope[2] * east - slope[0] * north) / determinant
    share = min(1.0, LONGEST_TABLE_STEP_RAD / max(hypot(x, y), SMALLEST_TILT_RAD))
    return share * x, share * y


@kernel
def tilt_on_table(
    table: AimTableTuple, shape: int, goal: tuple[float, float], apogee_m: float
) -> tuple[tuple[float, float], tuple[float, float, float, float]]:
    """Tilt that comes down at a place, by Newton's method on the table.

    Parameters
    ----------
    table : AimTableTuple
        Flights from the launch point.
    shape : int
        Lofted or full-burn lofted.
    goal : tuple of float
        Where to come down, eastwards and northwards. [rad]
    apogee_m : float
        Apogee of a lofted arc. [m]

    Returns
    -------
    tuple
        Tilt [rad] and the slopes there.
    """
    # a degree towards the target: off the vertical, where a direction means nothing
    distance = max(hypot(goal[0], goal[1]), SMALLEST_TILT_RAD)
    east = FIRST_TILT_RAD * goal[0] / distance
    north = FIRST_TILT_RAD * goal[1] / distance
    slope = slopes(table, shape, east, north, apogee_m)
    for _ in range(MOST_TABLE_STEPS):
        place = come_down_at(table, shape, east, north, apogee_m)
        x = place.east_rad - goal[0]
        y = place.north_rad - goal[1]
        if hypot(x, y) < CLOSE_ON_TABLE_RAD:
            break
        slope = slopes(table, shape, east, north, apogee_m)
        dx, dy = newton_step(slope, x, y)
        east += dx
        north += dy
    return (east, north), slope


@kernel
def updated(
    slope: tuple[float, float, float, float],
    step: tuple[float, float],
    change: tuple[float, float],
) -> tuple[float, float, float, float]:
    """Slopes that agree with the last step, by Broyden's rank-one update.

    Parameters
    ----------
    slope : tuple of float
        Slopes before. [1]
    step : tuple of float
        Change of the tilt. [rad]
    change : tuple of float
        Change of the impact that it brought. [rad]

    Returns
    -------
    tuple of float
        Slopes. [1]

    References
    ----------
    .. [1] C. G. Broyden, "A class of methods for solving nonlinear simultaneous equations", Math.
       Comp. 19:577-593, 1965, eq. (4.5).
    """
    dx, dy = step
    length = max(dx * dx + dy * dy, SMALLEST_TILT_RAD**2)
    x = (change[0] - slope[0] * dx - slope[1] * dy) / length
    y = (change[1] - slope[2] * dx - slope[3] * dy) / length
    return slope[0] + x * dx, slope[1] + x * dy, slope[2] + y * dx, slope[3] + y * dy


@kernel
def aim_steeply(
    missile: MissileTuple,
    launch: Vector,
    environment: EnvironmentTuple,
    table: AimTableTuple,
    shape: int,
    target: Vector,
    apogee_m: float,
    tolerance: float,
    close_m: float,
) -> SteepTuple:
    """Aim by the tilt from the vertical: first on the table, then on flights.

    Parameters
    ----------
    missile : MissileTuple
        What flies.
    launch : tuple of float
        Geodetic latitude, longitude [rad] and altitude [m].
    environment : EnvironmentTuple
        Gravity, rotation and air.
    table : AimTableTuple
        Flights of this missile from this launch point.
    shape : int
        Lofted or full-burn lofted.
    target : tuple of float
        ECEF position of the aim point. [m]
    apogee_m : float
        Apogee of a lofted arc. [m]
    tolerance : float
        Allowed error of one step. [m]
    close_m : float
        Miss that is good enough. [m]

    Returns
    -------
    SteepTuple
        Steering and flight of the least miss.
    """
    record = RecordTuple(1.0, np.empty((0, 7)), np.empty(0), np.empty((0, 2)))
    axes = east_north_up_axes(launch[0], launch[1])
    origin = geodetic_to_ecef(launch[0], launch[1], launch[2])
    nothing = FlightTuple(0, 0.0, origin, origin, 0.0, 0.0, 0.0, origin, origin, 0, 0)
    best = SteepTuple(0.0, 0.0, 0.0, np.inf, nothing)
    angle, bearing, _ = direction_to(origin, axes, target)
    goal = (angle * sin(bearing), angle * cos(bearing))
    tilt, slope = tilt_on_table(table, shape, goal, apogee_m)
    correction = 0.0
    error = (0.0, 0.0)
    step = (0.0, 0.0)
    for trial in range(MOST_FLIGHTS):
        place = come_down_at(table, shape, tilt[0], tilt[1], apogee_m - correction)
        if place.loft_rad < FLATTEST_RAD:
            break
        flight = fly_missile(
            missile,
            launch,
            place.azimuth_rad,
            place.loft_rad,
            place.cutoff_s,
            environment,
            0.0,
            LONGEST_FLIGHT_S,
            tolerance,
            record,
        )
        if flight.status != IMPACT:
            break
        miss = distance_between(flight.position, target)
        fits = shape != LOFTED or abs(flight.apogee_m - apogee_m) <= APOGEE_SHARE * apogee_m
        if fits and miss < best.miss_m:
            best = SteepTuple(place.azimuth_rad, place.loft_rad, place.cutoff_s, miss, flight)
            if miss <= close_m:
                break
        flown, course, _ = direction_to(origin, axes, flight.position)
        last = error
        error = (flown * sin(course) - goal[0], flown * cos(course) - goal[1])
        if trial > 0:
            slope = updated(slope, step, (error[0] - last[0], error[1] - last[1]))
        correction += flight.apogee_m - apogee_m if shape == LOFTED else 0.0
        step = newton_step(slope, error[0], error[1])
        tilt = (tilt[0] + step[0], tilt[1] + step[1])
    return best


@kernel
def distance_between(a: Vector, b: Vector) -> float:
    """Straight distance of two points.

    Parameters
    ----------
    a, b : tuple of float
        Points. [m]

    Returns
    -------
    float
        Distance. [m]
    """
    return sqrt((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2)
