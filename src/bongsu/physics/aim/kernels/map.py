"""Steering as a smooth function of where a point lies: flown at nodes, interpolated between.

The nodes lie evenly in the bearing and in the logarithm of the range angle from the launcher, both
geocentric. Each is aimed at by itself, with flights, so that a point's answer does not depend on
its neighbours. Between nodes the steering is a product of quintics, good to about a metre on the
ground; the flight with that steering tells its miss, and one that misses is aimed again by as much
beyond. Where a node nearby has no arc - at the ends of a shape's range - a point is aimed at
without the map.
"""

from math import atan2, cos, exp, log, pi, sin, sqrt
from typing import NamedTuple

from bongsu.physics.aim.kernels.solve import (
    DEPRESSED,
    FULL_BURN_DEPRESSED,
    FULL_BURN_LOFTED,
    LOFTED,
)
from bongsu.physics.aim.kernels.steep import APOGEE_SHARE, distance_between
from bongsu.physics.aim.kernels.steering import (
    ALLOWED_MISS_M,
    OK,
    SOUGHT_MISS_M,
    AimTuple,
    aim_point,
    tolerance_for,
)
from bongsu.physics.aim.kernels.table import LONGEST_FLIGHT_S, AimTableTuple, floor_index, wrap
from bongsu.physics.earth.kernels.environment import EnvironmentTuple
from bongsu.physics.earth.kernels.geodesy import Vector, geodetic_to_ecef
from bongsu.physics.flight.kernels.boost import BURNOUT, MissileTuple
from bongsu.physics.flight.kernels.leg import IMPACT, RecordTuple
from bongsu.physics.flight.kernels.missile_flight import fly_missile
from bongsu.physics.numerics.arrays import FloatArray, IntArray
from bongsu.physics.numerics.constants import EARTH_ECCENTRICITY_SQUARED
from bongsu.physics.numerics.jit import kernel

BEARINGS = 16
FIRST_ANGLE_RAD = 1e-3
"""About 6 km; nearer points are aimed at without the map. [rad]"""
LOG_STEP = 0.08
ANGLES = int(log(pi / FIRST_ANGLE_RAD) / LOG_STEP) + 1
STENCIL = 6
SHIFTS = (0, -1, -2, 1, 2)
"""Where a stencil meets a node without an arc it is moved along the range by so many nodes. [1]"""
FARTHEST_SHIFT = 2
MOST_FLIGHTS = 3

UNKNOWN, SOLVED, WITHOUT_ARC = 0, 1, 2
TURN, LOFT, CUTOFF, APOGEE, DURATION = range(5)
"""Columns of `AimMapTuple.values`: azimuth less bearing [rad], loft [rad], cut-off [s], apogee
sought [m], time of flight [s]."""
COLUMNS = 5
NODE_TOLERANCE_M = 0.1
NODE_MISS_M = 1.0


class AimMapTuple(NamedTuple):
    """Steering at nodes of bearing and range; `state` tells which nodes are solved.

    `state` has shape (bearings, angles), `values` (bearings, angles, 5).
    """

    state: IntArray
    values: FloatArray


class PolarTuple(NamedTuple):
    """Geocentric frame at a launcher: unit vectors up, east and north."""

    up: Vector
    east: Vector
    north: Vector


class AimTaskTuple(NamedTuple):
    """What is aimed and how: see :func:`bongsu.physics.aim.kernels.steering.aim_point`."""

    missile: MissileTuple
    launch: Vector
    environment: EnvironmentTuple
    table: AimTableTuple
    shape: int
    apogee_m: float
    tolerance: float


class MapAimTuple(NamedTuple):
    """An aim, and whether the record holds the samples of its flight."""

    aim: AimTuple
    recorded: bool


@kernel
def polar_frame(launch: Vector) -> PolarTuple:
    """Geocentric frame at a launch point.

    Parameters
    ----------
    launch : tuple of float
        Geodetic latitude, longitude [rad] and altitude [m].

    Returns
    -------
    PolarTuple
        Its up, east and north.
    """
    x, y, z = geodetic_to_ecef(launch[0], launch[1], launch[2])
    radius = sqrt(x * x + y * y + z * z)
    up = (x / radius, y / radius, z / radius)
    east = (-sin(launch[1]), cos(launch[1]), 0.0)
    north = (
        up[1] * east[2] - up[2] * east[1],
        up[2] * east[0] - up[0] * east[2],
        up[0] * east[1] - up[1] * east[0],
    )
    return PolarTuple(up, east, north)


@kernel
def map_place(frame: PolarTuple, point: Vector) -> tuple[float, float, float]:
    """Where a point lies on the map.

    Parameters
    ----------
    frame : PolarTuple
        Frame at the launch point.
    point : tuple of float
        ECEF position. [m]

    Returns
    -------
    tuple of float
        Bearing and range, in nodes from the first [1]; bearing in [-pi, pi) [rad].
    """
    x, y, z = point
    u = frame.up[0] * x + frame.up[1] * y + frame.up[2] * z
    e = frame.east[0] * x + frame.east[1] * y + frame.east[2] * z
    n = frame.north[0] * x + frame.north[1] * y + frame.north[2] * z
    angle = atan2(sqrt(e * e + n * n), u)
    bearing = atan2(e, n)
    across = bearing / (2.0 * pi) * BEARINGS
    return across, log(max(angle, 1e-12) / FIRST_ANGLE_RAD) / LOG_STEP, bearing


@kernel
def node_point(frame: PolarTuple, row: int, column: int) -> tuple[float, float]:
    """Point on the ground at a node.

    Parameters
    ----------
    frame : PolarTuple
        Frame at the launch point.
    row, column : int
        Node along bearing and range. [1]

    Returns
    -------
    tuple of float
        Geodetic latitude and longitude. [rad]
    """
    bearing = 2.0 * pi * row / BEARINGS
    angle = FIRST_ANGLE_RAD * exp(LOG_STEP * column)
    u = cos(angle)
    e = sin(angle) * sin(bearing)
    n = sin(angle) * cos(bearing)
    x = u * frame.up[0] + e * frame.east[0] + n * frame.north[0]
    y = u * frame.up[1] + e * frame.east[1] + n * frame.north[1]
    z = u * frame.up[2] + e * frame.east[2] + n * frame.north[2]
    return atan2(z, (1.0 - EARTH_ECCENTRICITY_SQUARED) * sqrt(x * x + y * y)), atan2(y, x)


@kernel
def quintic_weights(s: float) -> tuple[float, float, float, float, float, float]:
    """Lagrange weights of six uniform nodes.

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
    .. [1] M. Abramowitz, I. A. Stegun, "Handbook of Mathematical Functions", 1964, eq. (25.2.2).
    """
    a = s - 1.0
    b = s - 2.0
    c = s - 3.0
    d = s - 4.0
    e = s - 5.0
    near = s * a * b
    far = c * d * e
    return (
        -a * b * far / 120.0,
        s * b * far / 24.0,
        -s * a * far / 12.0,
        near * d * e / 12.0,
        -near * c * e / 24.0,
        near * c * d / 120.0,
    )


@kernel
def whole_stencil(steering: AimMapTuple, row: int, column: int) -> bool:
    """Whether a stencil lies on the map and has arcs everywhere.

    Parameters
    ----------
    steering : AimMapTuple
    row, column : int
        First node along bearing and range. [1]

    Returns
    -------
    bool
        Whether all its nodes are solved.
    """
    if column < 0 or column + STENCIL > ANGLES:
        return False
    for i in range(STENCIL):
        for j in range(STENCIL):
            if steering.state[(row + i) % BEARINGS, column + j] != SOLVED:
                return False
    return True


@kernel
def first_column(steering: AimMapTuple, row: int, place: float) -> int:
    """First node along the range of a stencil that has arcs everywhere.

    Parameters
    ----------
    steering : AimMapTuple
    row : int
        First node along the bearing. [1]
    place : float
        Range, in nodes from the first. [1]

    Returns
    -------
    int
        Column; -1 when there is no such stencil around the place. [1]
    """
    if not 0.0 <= place < ANGLES - 1.0:
        return -1
    middle = floor_index(place) - STENCIL // 2 + 1
    for shift in SHIFTS:
        if whole_stencil(steering, row, middle + shift):
            return middle + shift
    return -1


@kernel
def steering_at(
    steering: AimMapTuple, across: float, place: float
) -> tuple[bool, float, float, float, float]:
    """Steering by the map.

    Parameters
    ----------
    steering : AimMapTuple
    across, place : float
        Bearing and range, in nodes; see :func:`map_place`. [1]

    Returns
    -------
    tuple
        Whether the map knows it; azimuth less bearing [rad], loft [rad], cut-off [s], apogee
        sought [m].
    """
    row = floor_index(across) - STENCIL // 2 + 1
    column = first_column(steering, row, place)
    if column < 0:
        return False, 0.0, 0.0, 0.0, 0.0
    along_row = quintic_weights(across - row)
    along_column = quintic_weights(place - column)
    turn = 0.0
    loft = 0.0
    cutoff = 0.0
    apogee_m = 0.0
    for i in range(STENCIL):
        for j in range(STENCIL):
            weight = along_row[i] * along_column[j]
            node = steering.values[(row + i) % BEARINGS, column + j]
            turn += weight * node[TURN]
            loft += weight * node[LOFT]
            cutoff += weight * node[CUTOFF]
            apogee_m += weight * node[APOGEE]
    return True, turn, loft, cutoff, apogee_m


@kernel
def aim_by_map(
    task: AimTaskTuple,
    steering: AimMapTuple,
    frame: PolarTuple,
    latitude: float,
    longitude: float,
    record: RecordTuple,
) -> MapAimTuple:
    """Aim at a point by the map, or without it where it ends.

    Parameters
    ----------
    task : AimTaskTuple
        What is aimed.
    steering : AimMapTuple
        Solved around the point, where there are arcs.
    frame : PolarTuple
        Of the launch point.
    latitude, longitude : float
        Aim point, at zero altitude. [rad]
    record : RecordTuple
        Where samples of the flights go, each over the last.

    Returns
    -------
    MapAimTuple
        Status, steering, miss and flight.
    """
    target = geodetic_to_ecef(latitude, longitude, 0.0)
    across, place, bearing = map_place(frame, target)
    angle = FIRST_ANGLE_RAD * exp(LOG_STEP * place)
    tight = tolerance_for(task.shape, angle, task.tolerance)
    burnout = task.missile.stages[task.missile.stages.shape[0] - 1, BURNOUT]
    sought_bearing = bearing
    sought_place = place
    for trial in range(MOST_FLIGHTS):
        across = sought_bearing / (2.0 * pi) * BEARINGS
        known, turn, loft, cutoff, apogee_m = steering_at(steering, across, sought_place)
        if not known or loft > 0.5 * pi:
            break
        if cutoff > burnout or task.shape in (FULL_BURN_LOFTED, FULL_BURN_DEPRESSED):
            # interpolated, the end of a full burn is off by rounding, which is an early cut-off
            cutoff = burnout
        azimuth = wrap(sought_bearing + turn)
        flight = fly_missile(
            task.missile,
            task.launch,
            azimuth,
            loft,
            cutoff,
            task.environment,
            0.0,
            LONGEST_FLIGHT_S,
            tight,
            record,
        )
        if flight.status != IMPACT:
            break
        miss = distance_between(flight.position, target)
        allowed = ALLOWED_MISS_M if trial == MOST_FLIGHTS - 1 else SOUGHT_MISS_M
        if miss <= allowed and (
            task.shape not in (LOFTED, DEPRESSED)
            or abs(flight.apogee_m - apogee_m) <= APOGEE_SHARE * apogee_m
        ):
            return MapAimTuple(AimTuple(OK, azimuth, loft, cutoff, miss, apogee_m, flight), True)
        # aim as much beyond as this flight fell short
        _, fell_place, fell_bearing = map_place(frame, flight.position)
        sought_bearing -= wrap(fell_bearing - bearing)
        sought_place -= fell_place - place
    aim = aim_point(
        task.missile,
        task.launch,
        task.environment,
        task.table,
        task.shape,
        latitude,
        longitude,
        task.apogee_m,
        task.tolerance,
        SOUGHT_MISS_M,
    )
    return MapAimTuple(aim, False)
