"""The loops over flights, one GPU thread per flight; imported only where there is a GPU.

The functions at the end are what is launched. A kernel's result columns are those of
:class:`bongsu.physics.flight.many_arcs.Impacts`: position, velocity, time, apogee.
"""

from numba import cuda

from bongsu.physics.earth.kernels.environment import EnvironmentTuple
from bongsu.physics.earth.kernels.geodesy import Vector
from bongsu.physics.flight.kernels.boost import MissileTuple
from bongsu.physics.flight.kernels.leg import FLYING, LOST, TOPPED, RecordTuple
from bongsu.physics.flight.kernels.missile_flight import fly_missile
from bongsu.physics.flight.lanes.free_flight import fly_free
from bongsu.physics.flight.lanes.work import ALOFT, IMPACT, STALLED_ARC
from bongsu.physics.gpu.device import device_function
from bongsu.physics.numerics.arrays import FloatArray, IntArray

THREADS = 128
"""Threads per block: four warps; their registers, about 160 each, fit three times into a
multiprocessor's file. [1]"""

_fly_free = device_function(fly_free)
_fly_missile = device_function(fly_missile)


def fly_arcs_body(
    environment: EnvironmentTuple,
    longest: float,
    tolerance: float,
    states: FloatArray,
    drag: FloatArray,
    ends: FloatArray,
    status: IntArray,
) -> None:
    """Fly the arc of this thread to the ground.

    Parameters
    ----------
    environment : EnvironmentTuple
        Gravity, rotation and air, its tables on the device.
    longest : float
        Flight time after which an arc counts as staying up. [s]
    tolerance : float
        Allowed error of one step. [m]
    states : device array of float64, shape (n, 6)
        ECEF position [m] and Earth-fixed velocity [m/s] at the start.
    drag : device array of float64, shape (n,)
        C_D A / m. [m²/kg]
    ends : device array of float64, shape (n, 8)
        Position and velocity at impact, time [s] and greatest altitude [m] are written.
    status : device array of int64, shape (n,)
        ``IMPACT``, ``ALOFT`` or ``STALLED_ARC`` is written.
    """
    arc = cuda.grid(1)
    if arc < states.shape[0]:
        flight = _fly_free(
            environment,
            drag[arc],
            (states[arc, 0], states[arc, 1], states[arc, 2]),
            (states[arc, 3], states[arc, 4], states[arc, 5]),
            longest,
            tolerance,
        )
        for axis in range(3):
            ends[arc, axis] = flight.position[axis]
            ends[arc, 3 + axis] = flight.velocity[axis]
        ends[arc, 6] = flight.time_s
        ends[arc, 7] = flight.apogee_m
        status[arc] = flight.status


def fly_launches_body(
    missile: MissileTuple,
    launch: Vector,
    environment: EnvironmentTuple,
    longest: float,
    tolerance: float,
    record: RecordTuple,
    courses: FloatArray,
    ends: FloatArray,
    status: IntArray,
) -> None:
    """Fly the missile of this thread from its launcher to the ground.

    Parameters
    ----------
    missile : MissileTuple
        Stages, steering, re-entry, its tables on the device.
    launch : tuple of float
        Geodetic latitude, longitude [rad] and altitude [m].
    environment : EnvironmentTuple
        Gravity, rotation and air, its tables on the device.
    longest : float
        Flight time after which a missile counts as staying up. [s]
    tolerance : float
        Allowed error of one step. [m]
    record : RecordTuple
        A record that takes no samples and no crossings: all threads share it.
    courses : device array of float64, shape (n, 3)
        Azimuth, loft [rad] and end of thrust [s].
    ends, status : device array
        As for :func:`fly_arcs_body`. [m, m/s, s]
    """
    row = cuda.grid(1)
    if row < courses.shape[0]:
        flight = _fly_missile(
            missile,
            launch,
            courses[row, 0],
            courses[row, 1],
            courses[row, 2],
            environment,
            0.0,
            longest,
            tolerance,
            record,
        )
        for axis in range(3):
            ends[row, axis] = flight.position[axis]
            ends[row, 3 + axis] = flight.velocity[axis]
        ends[row, 6] = flight.time_s
        ends[row, 7] = flight.apogee_m
        status[row] = IMPACT
        if flight.status == FLYING:
            status[row] = ALOFT
        if flight.status in (LOST, TOPPED):
            status[row] = STALLED_ARC


fly_arcs_loop = cuda.jit(fly_arcs_body)
fly_launches_loop = cuda.jit(fly_launches_body)
