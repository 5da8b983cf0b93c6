"""Missile flights by the million on a GPU: one missile, one launcher, many courses."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from bongsu.errors import InputError
from bongsu.physics.earth.environment import standard_environment
from bongsu.physics.earth.kernels.environment import EnvironmentTuple
from bongsu.physics.flight.kernels.leg import RecordTuple
from bongsu.physics.flight.limits import DEFAULT_TOLERANCE_M, LONGEST_FLIGHT_S
from bongsu.physics.flight.many_arcs import Impacts
from bongsu.physics.flight.missile import NO_CUT_OFF, MissileDesign, require
from bongsu.physics.flight.states import LaunchPoint
from bongsu.physics.gpu.chunks import fly_in_chunks
from bongsu.physics.gpu.device import on_device, require_gpu
from bongsu.physics.numerics.arrays import FloatArray


def fly_many_launches_on_gpu(
    missile: MissileDesign,
    launch: LaunchPoint,
    *,
    azimuth: ArrayLike,
    loft: ArrayLike,
    cutoff: ArrayLike = NO_CUT_OFF,
    environment: EnvironmentTuple | None = None,
    tolerance: float = DEFAULT_TOLERANCE_M,
    progress: Callable[[int], object] | None = None,
) -> Impacts:
    """Fly a missile on many courses from launch to impact, one GPU thread each.

    Each flight is that of :func:`bongsu.physics.flight.launch.fly`; where that raises an error
    because the missile does not come down, here the status says so.

    Parameters
    ----------
    missile : MissileDesign
    launch : LaunchPoint
        Where it stands.
    azimuth, loft : array_like, shape () or (N,)
        Plane of the pitch-over, clockwise from north, and elevation of the thrust at its end. [rad]
    cutoff : array_like, shape () or (N,)
        End of the last stage's thrust; full burn by default. [s]
    environment : EnvironmentTuple, optional
        Gravity, rotation and air; the standard ones by default.
    tolerance : float
        Allowed error of one step. [m]
    progress : callable, optional
        Called with the number of flights just finished.

    Returns
    -------
    Impacts
        One row per course.

    Raises
    ------
    InputError
        If there is no GPU, a value is out of range, shapes do not fit, or the missile cannot cut
        off early.

    References
    ----------
    .. [1] L. Gronlund, D. C. Wright, "Depressed trajectory SLBMs", Science & Global Security
       3:101-159, 1992, appendix A.
    """
    require("tolerance", tolerance, 1e-9, 1e4, "m")
    courses = _checked_courses(missile, azimuth, loft, cutoff)
    require_gpu()
    from bongsu.physics.gpu.loops import THREADS, fly_launches_loop

    parameters = on_device(missile.kernel())
    world = on_device(standard_environment() if environment is None else environment)
    record = _no_record()

    def start(blocks: int, threads: int, *arrays: object) -> None:
        fly_launches_loop[blocks, threads](
            parameters,
            launch.kernel(),
            world,
            LONGEST_FLIGHT_S,
            float(tolerance),
            record,
            *arrays,
        )

    return fly_in_chunks(start, (courses,), threads=THREADS, progress=progress)


def _checked_courses(
    missile: MissileDesign, azimuth: ArrayLike, loft: ArrayLike, cutoff: ArrayLike
) -> FloatArray:
    try:
        given = np.broadcast_arrays(
            np.asarray(azimuth, float), np.asarray(loft, float), np.asarray(cutoff, float)
        )
    except ValueError:
        raise InputError(
            "azimuth, loft and cut-off must be single numbers or of one length"
        ) from None
    if given[0].ndim > 1:
        raise InputError(f"courses must be single numbers or in a row, not {given[0].shape}")
    courses = np.ascontiguousarray(np.column_stack([np.atleast_1d(part) for part in given]))
    if not np.all(np.isfinite(courses[:, 0])):
        raise InputError("azimuths must be finite angles")
    for value in (courses[:, 1].min(initial=0.0), courses[:, 1].max(initial=0.0)):
        require("loft angle", float(value), -0.2, np.pi / 2, "rad")
    earliest = float(courses[:, 2].min(initial=np.inf))
    if earliest < missile.burn_time_s and not missile.can_cut_off:
        raise InputError(f"{missile.name} cannot end its thrust early")
    if not earliest > missile.last_ignition_s:
        raise InputError(
            f"cut-off must come after the last ignition at {missile.last_ignition_s:g} s, "
            f"not at {earliest}"
        )
    return courses


def _no_record() -> RecordTuple:
    """One row takes no sample, and no flight crosses an infinite altitude."""
    from numba import cuda

    return RecordTuple(
        1.0,
        cuda.to_device(np.zeros((1, 7))),
        cuda.to_device(np.array([np.inf])),
        cuda.to_device(np.zeros((1, 2))),
    )
