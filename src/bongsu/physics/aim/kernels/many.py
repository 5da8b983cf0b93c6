"""Many points aimed at from one launch point, by the map of its steering."""

from math import pi

import numpy as np

from bongsu.physics.aim.kernels.map import (
    ANGLES,
    APOGEE,
    BEARINGS,
    CUTOFF,
    DURATION,
    FARTHEST_SHIFT,
    LOFT,
    NODE_MISS_M,
    NODE_TOLERANCE_M,
    SOLVED,
    STENCIL,
    TURN,
    UNKNOWN,
    WITHOUT_ARC,
    AimMapTuple,
    AimTaskTuple,
    aim_by_map,
    map_place,
    node_point,
    polar_frame,
    whole_stencil,
)
from bongsu.physics.aim.kernels.steering import OK, AimTuple, aim_point
from bongsu.physics.aim.kernels.table import floor_index, wrap
from bongsu.physics.earth.kernels.geodesy import Vector, geodetic_to_ecef
from bongsu.physics.flight.kernels.leg import RecordTuple
from bongsu.physics.numerics.arrays import FloatArray, IntArray
from bongsu.physics.numerics.jit import kernel


@kernel
def mark_cells(launch: Vector, points: FloatArray, cells: IntArray) -> None:
    """Mark the cells of a map that points lie in.

    Parameters
    ----------
    launch : tuple of float
        Geodetic latitude, longitude [rad] and altitude [m].
    points : numpy.ndarray
        Geodetic latitude and longitude, shape (n, 2). [rad]
    cells : numpy.ndarray
        Gets ones, shape (bearings, angles); a cell is named after its first node. [1]
    """
    frame = polar_frame(launch)
    for n in range(points.shape[0]):
        across, place, _ = map_place(frame, geodetic_to_ecef(points[n, 0], points[n, 1], 0.0))
        column = floor_index(place)
        if 0 <= column < ANGLES:
            cells[floor_index(across) % BEARINGS, column] = 1


@kernel
def unknown_nodes(steering: AimMapTuple, cells: IntArray, shifted: bool, nodes: IntArray) -> int:
    """List the nodes that cells need and that are not yet solved.

    Parameters
    ----------
    steering : AimMapTuple
    cells : numpy.ndarray
        From :func:`mark_cells`. [1]
    shifted : bool
        Whether to list, for cells whose own stencil lacks an arc, the nodes of shifted ones.
    nodes : numpy.ndarray
        Filled with nodes, counted with the range fastest; as long as the map has nodes. [1]

    Returns
    -------
    int
        How many. [1]
    """
    before = STENCIL // 2 - 1
    wanted = np.zeros((BEARINGS, ANGLES), dtype=np.int64)
    for i in range(BEARINGS):
        for j in range(ANGLES):
            if cells[i, j] == 0:
                continue
            first = j - before
            last = first + STENCIL
            if shifted:
                if whole_stencil(steering, i - before, first):
                    continue
                first -= FARTHEST_SHIFT
                last += FARTHEST_SHIFT
            for row in range(i - before, i - before + STENCIL):
                for column in range(max(first, 0), min(last, ANGLES)):
                    wanted[row % BEARINGS, column] = 1
    count = 0
    for i in range(BEARINGS):
        for j in range(ANGLES):
            if wanted[i, j] == 1 and steering.state[i, j] == UNKNOWN:
                nodes[count] = i * ANGLES + j
                count += 1
    return count


@kernel
def solve_nodes(
    task: AimTaskTuple, steering: AimMapTuple, nodes: IntArray, first: int, last: int
) -> None:
    """Aim at nodes of a map, with flights.

    Parameters
    ----------
    task : AimTaskTuple
        What is aimed; the nodes have a tolerance of their own.
    steering : AimMapTuple
        Its `state` and `values` are written.
    nodes : numpy.ndarray
        From :func:`unknown_nodes`. [1]
    first, last : int
        Half-open range of `nodes`. [1]
    """
    frame = polar_frame(task.launch)
    for n in range(first, last):
        row = nodes[n] // ANGLES
        column = nodes[n] % ANGLES
        latitude, longitude = node_point(frame, row, column)
        aim = aim_point(
            task.missile,
            task.launch,
            task.environment,
            task.table,
            task.shape,
            latitude,
            longitude,
            task.apogee_m,
            NODE_TOLERANCE_M,
            NODE_MISS_M,
        )
        if aim.status != OK:
            steering.state[row, column] = WITHOUT_ARC
            continue
        node = steering.values[row, column]
        node[TURN] = wrap(aim.azimuth_rad - 2.0 * pi * row / BEARINGS)
        node[LOFT] = aim.loft_rad
        node[CUTOFF] = aim.cutoff_s
        node[APOGEE] = aim.sought_m
        node[DURATION] = aim.flight.time_s
        steering.state[row, column] = SOLVED


@kernel
def aim_points(
    task: AimTaskTuple,
    steering: AimMapTuple,
    points: FloatArray,
    status: IntArray,
    numbers: FloatArray,
    first: int,
    last: int,
) -> None:
    """Aim at many points.

    Parameters
    ----------
    task : AimTaskTuple
        What is aimed.
    steering : AimMapTuple
        With all nodes solved that the points need.
    points : numpy.ndarray
        Geodetic latitude and longitude, shape (n, 2). [rad]
    status : numpy.ndarray
        Is written: status, shape (n,). [1]
    numbers : numpy.ndarray
        Is written: azimuth [rad], loft [rad], cut-off [s], miss [m], time of flight [s], apogee
        [m], shape (n, 6).
    first, last : int
        Half-open range of points. [1]
    """
    frame = polar_frame(task.launch)
    record = RecordTuple(1.0, np.empty((0, 7)), np.empty(0), np.empty((0, 2)))
    for i in range(first, last):
        found = aim_by_map(task, steering, frame, points[i, 0], points[i, 1], record)
        status[i] = found.aim.status
        write_answer(found.aim, numbers[i])


@kernel
def write_answer(aim: AimTuple, numbers: FloatArray) -> None:
    """Write the numbers of one aim; see :func:`aim_points`.

    Parameters
    ----------
    aim : AimTuple
    numbers : numpy.ndarray
        Is written, shape (6,). [rad, s, m]
    """
    numbers[0] = aim.azimuth_rad
    numbers[1] = aim.loft_rad
    numbers[2] = aim.cutoff_s
    numbers[3] = aim.miss_m
    numbers[4] = aim.flight.time_s
    numbers[5] = aim.flight.apogee_m
