"""Ballistic flights by the million on a GPU."""

from collections.abc import Callable

from numpy.typing import ArrayLike

from bongsu.errors import InputError
from bongsu.physics.earth.environment import standard_environment
from bongsu.physics.earth.kernels.environment import EnvironmentTuple
from bongsu.physics.flight.limits import DEFAULT_TOLERANCE_M, LONGEST_FLIGHT_S
from bongsu.physics.flight.many_arcs import Impacts, checked_drag, checked_states
from bongsu.physics.gpu.chunks import fly_in_chunks
from bongsu.physics.gpu.device import on_device, require_gpu


def fly_many_arcs_on_gpu(
    states: ArrayLike,
    ballistic_coefficient: ArrayLike,
    *,
    environment: EnvironmentTuple | None = None,
    tolerance: float = DEFAULT_TOLERANCE_M,
    progress: Callable[[int], object] | None = None,
) -> Impacts:
    """Fly many bodies without power to the ground, one GPU thread each.

    The same steps as :func:`bongsu.physics.flight.many_arcs.fly_many_arcs` with ``coast=False``:
    impacts agree with it to rounding at any tolerance, and with its default within the tolerance's
    error. The first call of a process compiles for a few seconds.

    Parameters
    ----------
    states : array_like, shape (N, 6)
        ECEF position [m] and Earth-fixed velocity [m/s] at the start, on or above the ground.
    ballistic_coefficient : array_like, shape () or (N,)
        m / (C_D A); infinite for no drag. [kg/m²]
    environment : EnvironmentTuple, optional
        Gravity, rotation and air; by default J2 gravity and the US Standard Atmosphere 1976.
    tolerance : float
        Allowed error of one step, 1e-7 to 1e3. [m]
    progress : callable, optional
        Called with the number of arcs just finished.

    Returns
    -------
    Impacts
        One row per start.

    Raises
    ------
    InputError
        If there is no GPU, a number is not finite or out of range, a shape does not fit, or a
        start is under the ground.

    References
    ----------
    .. [1] J. R. Dormand, P. J. Prince, "A family of embedded Runge-Kutta formulae", J. Comp. Appl.
       Math. 6:19-26, 1980, table 2 (RK5(4)7M).
    """
    if not 1e-7 <= tolerance <= 1e3:
        raise InputError(f"tolerance must be between 1e-7 and 1e3 m, not {tolerance}")
    starts = checked_states(states)
    drag = checked_drag(ballistic_coefficient, len(starts))
    require_gpu()
    from bongsu.physics.gpu.loops import THREADS, fly_arcs_loop

    world = on_device(standard_environment() if environment is None else environment)

    def launch(blocks: int, threads: int, *arrays: object) -> None:
        fly_arcs_loop[blocks, threads](world, LONGEST_FLIGHT_S, float(tolerance), *arrays)

    return fly_in_chunks(launch, (starts, drag), threads=THREADS, progress=progress)
