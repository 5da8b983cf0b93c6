"""The loop over sampled arcs that a battery plays on a GPU; imported only where there is one."""

from math import inf, nan

from numba import cuda

from bongsu.physics.fire.kernels.engage import engage
from bongsu.physics.fire.kernels.many_arcs import ArcsTuple, sampled_threat
from bongsu.physics.fire.kernels.window import BatteryTuple
from bongsu.physics.gpu.device import device_function
from bongsu.physics.numerics.arrays import FloatArray, IntArray

THREADS = 64
"""Threads per block: few, as an engagement keeps many numbers at once. [1]"""

_engage = device_function(engage)
_sampled_threat = device_function(sampled_threat)


def engage_body(
    battery: BatteryTuple,
    arcs: ArcsTuple,
    buffers: FloatArray,
    rows: IntArray,
    altitudes: FloatArray,
    extents: FloatArray,
    work: FloatArray,
    shots: FloatArray,
    results: FloatArray,
) -> None:
    """Play the arc of this thread against a battery.

    Parameters
    ----------
    battery : BatteryTuple
        Its tables on the device.
    arcs : ArcsTuple
        What flies and what the radar sees of it, its tables on the device.
    buffers : device array of float64, shape (n, m, 7)
        Sampled arcs. [s, m, m/s]
    rows : device array of int64, shape (n,)
        Samples of each; fewer than two where there is no arc. [1]
    altitudes, extents : device arrays of float64, shape (n, m) and (n, 2)
        Of the samples of each; see :func:`bongsu.physics.fire.kernels.many_arcs.engage_sampled`.
    work, shots : device arrays of float64, shape (n, 2, m) and (n, most, 8)
        Room for each; see :func:`bongsu.physics.fire.kernels.engage.engage`.
    results : device array of float64, shape (n, 16)
        Written as there. [s, m, 1]
    """
    arc = cuda.grid(1)
    if arc < rows.shape[0]:
        if rows[arc] < 2:
            for column in range(results.shape[1]):
                results[arc, column] = nan
        else:
            threat = _sampled_threat(
                arcs, arc, buffers[arc], rows[arc], altitudes[arc], extents[arc]
            )
            _engage(battery, threat, inf, work[arc], shots[arc], results[arc])


engage_loop = cuda.jit(engage_body)
