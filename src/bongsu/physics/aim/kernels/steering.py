"""Aimed arcs: which steering makes a missile come down on a point.

A few hundred flights from one launch point, over azimuth, loft and cut-off, are tabulated once:
where they come down along and across the azimuth, and their apogee. A point is then aimed at by
solving on the table and flying; the difference between flight and table corrects the next solve.
The table carries the shape of the answer and the flights its accuracy, so that one or two flights
suffice and a point's answer does not depend on its neighbours.
"""

from math import sqrt
from typing import NamedTuple

import numpy as np

from bongsu.physics.aim.kernels.solve import (
    DEPRESSED,
    FULL_BURN_DEPRESSED,
    FULL_BURN_LOFTED,
    HOPELESS_SHARE,
    LOFTED,
    MINIMUM_ENERGY,
    apogee_to_seek,
    farthest_reach,
    member,
    solve_on_table,
)
from bongsu.physics.aim.kernels.steep import APOGEE_SHARE, aim_steeply
from bongsu.physics.aim.kernels.table import (
    LONGEST_FLIGHT_S,
    AimTableTuple,
    come_down,
    direction_to,
    look_up,
)
from bongsu.physics.earth.kernels.environment import EnvironmentTuple
from bongsu.physics.earth.kernels.geodesy import Vector, east_north_up_axes, geodetic_to_ecef
from bongsu.physics.flight.kernels.boost import BURNOUT, MissileTuple
from bongsu.physics.flight.kernels.leg import IMPACT, RecordTuple
from bongsu.physics.flight.kernels.missile_flight import FlightTuple, fly_missile
from bongsu.physics.numerics.jit import inner_kernel, kernel

OK, OUT_OF_RANGE, NO_SUCH_SHAPE = 0, 1, 2
"""Status of an aimed arc: there is one; the missile comes that far on no arc in that direction; it
comes that far, but not on an arc of this shape."""

ALLOWED_MISS_M = 20.0
"""Of the 50 m promised; the rest is for the error of the flight at the usual tolerance. [m]"""
FLAT_SHARE = 0.1
"""Part of the tolerance allowed to flat arcs, whose errors grow on the long way through air. [1]"""
SOUGHT_MISS_M = 10.0
MOST_FLIGHTS = 12
STEEP_SHARE = 0.5
"""Points within this share of the greatest range are also tried by a tilt from the vertical. [1]"""
NEAR_RAD = 0.25
"""Beyond this range angle flights are held tighter: their errors have longer to grow. [rad]"""


class AimTuple(NamedTuple):
    """Answer for one aim point; `sought_m` is the apogee aimed at, zero where any will do."""

    status: int
    azimuth_rad: float
    loft_rad: float
    cutoff_s: float
    miss_m: float
    sought_m: float
    flight: FlightTuple


@kernel
def tolerance_for(shape: int, angle: float, tolerance: float) -> float:
    """Tolerance that a flight needs for its impact to be as good as that of a short, high one.

    Parameters
    ----------
    shape : int
        Which family of arcs, such as `MINIMUM_ENERGY`.
    angle : float
        Range angle. [rad]
    tolerance : float
        Allowed error of one step of a short flight. [m]

    Returns
    -------
    float
        Allowed error of one step. [m]
    """
    tight = tolerance * min(1.0, (NEAR_RAD / angle) ** 2)
    if shape in (DEPRESSED, FULL_BURN_DEPRESSED):
        tight *= FLAT_SHARE
    return tight


@inner_kernel
def close_in(
    missile: MissileTuple,
    launch: Vector,
    environment: EnvironmentTuple,
    table: AimTableTuple,
    shape: int,
    target: Vector,
    azimuth: float,
    best: AimTuple,
    tight: float,
    close_m: float,
) -> tuple[AimTuple, bool]:
    """Solve on the table, fly, and solve again for what the flight missed by.

    Parameters
    ----------
    missile, launch, environment, table, shape, close_m
        See :func:`aim_point`.
    target : tuple of float
        ECEF position of the aim point. [m]
    azimuth : float
        Azimuth to start from. [rad]
    best : AimTuple
        What is known before the first flight, with the apogee sought.
    tight : float
        Allowed error of one step of these flights. [m]

    Returns
    -------
    AimTuple
        The flight that came nearest, or `best` as given.
    bool
        Whether the last solve asked for more than the table's farthest flight.
    """
    record = RecordTuple(1.0, np.empty((0, 7)), np.empty(0), np.empty((0, 2)))
    axes = east_north_up_axes(launch[0], launch[1])
    origin = geodetic_to_ecef(launch[0], launch[1], launch[2])
    angle, bearing, _ = direction_to(origin, axes, target)
    by_apogee = shape in (LOFTED, DEPRESSED)
    sought = best.sought_m
    offset = (0.0, 0.0, 0.0)
    side = 0
    at_end = 0
    for _ in range(MOST_FLIGHTS):
        side, azimuth, parameter = solve_on_table(
            table, shape, angle, bearing, sought, offset, azimuth
        )
        loft, cutoff = member(table, shape, azimuth, parameter, sought - offset[2])
        along, across, top = look_up(table, azimuth, loft, cutoff)
        at_end = at_end + 1 if side != 0 else 0
        end = along + offset[0]
        hopeless = angle > HOPELESS_SHARE * end if side > 0 else HOPELESS_SHARE * angle < end
        # the member's apogee is that sought but where its loft is at an end of the table
        apart = abs(top + offset[2] - sought) if by_apogee else 0.0
        if at_end > 2 or (side != 0 and hopeless) or apart > (HOPELESS_SHARE - 1.0) * sought:
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
            tight,
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
            best = AimTuple(OK, azimuth, loft, cutoff, miss, sought, flight)
            if miss <= close_m:
                break
        flown, aside = come_down(origin, axes, azimuth, flight.position)
        offset = (flown - along, aside - across, flight.apogee_m - top)
    return best, side > 0


@kernel
def aim_point(
    missile: MissileTuple,
    launch: Vector,
    environment: EnvironmentTuple,
    table: AimTableTuple,
    shape: int,
    latitude: float,
    longitude: float,
    apogee_m: float,
    tolerance: float,
    close_m: float,
) -> AimTuple:
    """Aim at a point on the ground.

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
        Which family of arcs, such as `MINIMUM_ENERGY`.
    latitude, longitude : float
        Aim point, at zero altitude. [rad]
    apogee_m : float
        Apogee of lofted and depressed arcs. [m]
    tolerance : float
        Allowed error of one step. [m]
    close_m : float
        Miss that is good enough; up to `ALLOWED_MISS_M` is taken where no flight comes so near. [m]

    Returns
    -------
    AimTuple
        Status, steering, miss and the flight itself; with a status other than `OK` the steering is
        that of the last try.
    """
    axes = east_north_up_axes(launch[0], launch[1])
    origin = geodetic_to_ecef(launch[0], launch[1], launch[2])
    target = geodetic_to_ecef(latitude, longitude, 0.0)
    angle, bearing, _ = direction_to(origin, axes, target)
    burnout = missile.stages[missile.stages.shape[0] - 1, BURNOUT]
    nothing = FlightTuple(0, 0.0, origin, origin, 0.0, 0.0, 0.0, origin, origin, 0, 0)
    by_apogee = shape in (LOFTED, DEPRESSED)
    reach = farthest_reach(table, bearing)
    why = OUT_OF_RANGE if angle > reach else NO_SUCH_SHAPE
    full_burn_only = table.values.shape[2] == 1 and (shape == MINIMUM_ENERGY or by_apogee)
    if full_burn_only or (missile.lift_to_drag > 0.0 and shape != FULL_BURN_DEPRESSED):
        return AimTuple(why, bearing, 0.0, burnout, np.inf, apogee_m, nothing)
    azimuth = bearing
    sought = apogee_m
    if by_apogee:
        sought, azimuth = apogee_to_seek(table, shape, angle, bearing, apogee_m)
        if sought <= 0.0:
            return AimTuple(why, bearing, 0.0, burnout, np.inf, sought, nothing)
    tight = tolerance_for(shape, angle, tolerance)
    best = AimTuple(OUT_OF_RANGE, bearing, 0.0, burnout, np.inf, sought, nothing)
    best, beyond = close_in(
        missile, launch, environment, table, shape, target, azimuth, best, tight, close_m
    )
    if best.miss_m <= ALLOWED_MISS_M:
        return best
    if shape in (LOFTED, FULL_BURN_LOFTED) and angle < STEEP_SHARE * reach:
        found = aim_steeply(
            missile, launch, environment, table, shape, target, sought, tight, close_m
        )
        if found.miss_m <= ALLOWED_MISS_M:
            return AimTuple(
                OK,
                found.azimuth_rad,
                found.loft_rad,
                found.cutoff_s,
                found.miss_m,
                sought,
                found.flight,
            )
    if beyond and not by_apogee and HOPELESS_SHARE * angle > reach:
        # nearer than the table's farthest flight, but farther than the flights themselves
        why = OUT_OF_RANGE
    return AimTuple(
        why, best.azimuth_rad, best.loft_rad, best.cutoff_s, best.miss_m, sought, best.flight
    )
