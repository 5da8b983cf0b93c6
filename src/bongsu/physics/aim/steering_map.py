"""Maps of steering, kept with a missile at its launch point and solved where points ask."""

from collections.abc import MutableMapping

import numpy as np

from bongsu.physics.aim.kernels.many import mark_cells, solve_nodes, unknown_nodes
from bongsu.physics.aim.kernels.map import ANGLES, BEARINGS, COLUMNS, AimMapTuple, AimTaskTuple
from bongsu.physics.numerics.arrays import FloatArray
from bongsu.physics.numerics.threads import run_in_chunks

_NODES_PER_CHUNK = 4


def solved_map(
    task: AimTaskTuple,
    maps: MutableMapping[tuple[int, float], AimMapTuple],
    points: FloatArray,
) -> AimMapTuple:
    """Solve the nodes of a map that points need, on all cores.

    Parameters
    ----------
    task : AimTaskTuple
        What is aimed.
    maps : mutable mapping
        The maps of this missile at this launch point, by shape and apogee [m].
    points : numpy.ndarray
        Geodetic latitude and longitude, shape (n, 2). [rad]

    Returns
    -------
    AimMapTuple
        The map, also kept in `maps`.

    Notes
    -----
    What a node holds depends on nothing but the node, so that it does not matter who asked first.
    """
    size = (BEARINGS, ANGLES)
    key = (task.shape, task.apogee_m)
    if key not in maps:
        maps[key] = AimMapTuple(np.zeros(size, dtype=np.int64), np.zeros((*size, COLUMNS)))
    steering = maps[key]
    cells = np.zeros(size, dtype=np.int64)
    mark_cells(task.launch, points, cells)
    nodes = np.empty(BEARINGS * ANGLES, dtype=np.int64)
    # cells at the end of a shape's range need more nodes, known once their own are solved
    for shifted in (False, True):
        count = unknown_nodes(steering, cells, shifted, nodes)
        run_in_chunks(
            lambda first, last: solve_nodes(task, steering, nodes, first, last),
            count,
            chunk=_NODES_PER_CHUNK,
        )
    return steering
