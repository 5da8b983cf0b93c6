"""Arcs played against many drawn batteries on a GPU."""

import warnings
from collections.abc import Sequence

import numpy as np
from numba.core.errors import NumbaPerformanceWarning

from bongsu.physics.fire.answers import Engagements, by_name
from bongsu.physics.fire.kernels.engage import RESULT_SIZE, SHOT_SIZE
from bongsu.physics.fire.kernels.many_arcs import MOST_SHOTS, ArcsTuple
from bongsu.physics.fire.kernels.window import WORK_ROWS, BatteryTuple
from bongsu.physics.fire.many_arcs import flown_arcs
from bongsu.physics.gpu.device import on_device, require_gpu


def play_arcs_on_gpu(batteries: Sequence[BatteryTuple], arcs: ArcsTuple) -> list[Engagements]:
    """Play aimed arcs against each of several batteries, such as draws of one.

    The arcs are flown once, on the cores of the computer, and stay on the device. Of each battery
    one GPU thread plays one arc, as :func:`bongsu.physics.fire.many_arcs.play_arcs` does without
    cueing. The first call of a process compiles for some seconds.

    Parameters
    ----------
    batteries : sequence of BatteryTuple
        Independent of each other.
    arcs : ArcsTuple
        From :meth:`bongsu.physics.fire.many_arcs.ArcFamily.arcs`.

    Returns
    -------
    list of Engagements
        For each battery one element per arc; not a number where there is no arc.

    Raises
    ------
    InputError
        If there is no GPU.
    """
    require_gpu()
    from numba import cuda

    from bongsu.physics.gpu.engagement_loops import THREADS, engage_loop

    flown = flown_arcs(arcs)
    count = len(flown.rows)
    there = on_device((arcs, *flown))
    room = [
        cuda.device_array((count, WORK_ROWS, flown.buffers.shape[1]), np.float64),
        cuda.device_array((count, MOST_SHOTS, SHOT_SIZE), np.float64),
    ]
    found = []
    for battery in batteries:
        results = cuda.device_array((count, RESULT_SIZE), np.float64)
        with warnings.catch_warnings():
            # few arcs leave a GPU idle: true, and no fault of who asks for them
            warnings.simplefilter("ignore", NumbaPerformanceWarning)
            engage_loop[-(-count // THREADS), THREADS](on_device(battery), *there, *room, results)
        found.append(by_name(results.copy_to_host()))
    return found
