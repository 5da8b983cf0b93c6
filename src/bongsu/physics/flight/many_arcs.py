"""Ballistic flights by the thousand: many start states in, impacts out.

The flights are those of :func:`bongsu.physics.flight.body.fly_arc` without samples: same forces,
same integration step, taken by many arcs at once over vector lanes and over all cores.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from bongsu.errors import InputError
from bongsu.physics.earth.environment import standard_environment
from bongsu.physics.earth.kernels.environment import AirTuple, EnvironmentTuple
from bongsu.physics.flight.lanes.coast import CoastTuple
from bongsu.physics.flight.lanes.whole import fly_chunk
from bongsu.physics.flight.lanes.work import ALOFT, IMPACT, STALLED_ARC
from bongsu.physics.flight.limits import DEFAULT_TOLERANCE_M, LONGEST_FLIGHT_S
from bongsu.physics.numerics.arrays import FloatArray, IntArray
from bongsu.physics.numerics.constants import (
    EARTH_EQUATORIAL_RADIUS_M,
    EARTH_SECOND_ECCENTRICITY_SQUARED,
)
from bongsu.physics.numerics.threads import run_in_chunks

CHUNK = 2048
"""Arcs per chunk: the unit of scratch memory, of progress and of interruption. [1]"""

STATUS_NAMES = {IMPACT: "impact", ALOFT: "aloft", STALLED_ARC: "stalled"}
"""What the status codes mean."""

_CLIMB_DRAG_PER_TOLERANCE = 1e-5
"""Drag that may be left out on the way up, per metre of tolerance. [1/s²]

Drag at the edge of the air acts for about 5 s (a scale height) and displaces the impact for up to
about 1000 s: 5000 s² times the drag left out, a twentieth of the tolerance."""
_FALL_DRAG_PER_TOLERANCE = 2e-4
"""The same on the way down: 3.5 s of action, 70 s to the ground."""
_COARSE_M = 0.5
_COARSE_STEP = (4, 0.33)
_FINE_STEP = (6, 0.35)
"""Columns and longest angle of a coast step at tolerances from `_COARSE_M` up, and below.

Worst errors of one step, those of a lofted arc: 0.2 m and 1e-4 m."""
# columns of a start state and of what kernels make of it
_POSITION, _VELOCITY, _TIME, _APOGEE = slice(0, 3), slice(3, 6), 6, 7
_LOWEST_COAST_M = 60e3
_DEEPEST_START_M = 1.0


@dataclass(frozen=True, kw_only=True)
class Impacts:
    """Ends of many flights.

    Parameters
    ----------
    position : numpy.ndarray of float64, shape (N, 3)
        ECEF position at impact. [m]
    velocity : numpy.ndarray of float64, shape (N, 3)
        Earth-fixed velocity at impact. [m/s]
    time_s : numpy.ndarray of float64, shape (N,)
        Time from start to impact. [s]
    apogee_m : numpy.ndarray of float64, shape (N,)
        Greatest altitude above the ellipsoid. [m]
    status : numpy.ndarray of int64, shape (N,)
        Code of :data:`STATUS_NAMES`. Where it is not ``impact``, the state is the last one
        reached and no impact.
    """

    position: FloatArray
    velocity: FloatArray
    time_s: FloatArray
    apogee_m: FloatArray
    status: IntArray


def fly_many_arcs(
    states: ArrayLike,
    ballistic_coefficient: ArrayLike,
    *,
    environment: EnvironmentTuple | None = None,
    tolerance: float = DEFAULT_TOLERANCE_M,
    coast: bool = True,
    progress: Callable[[int], object] | None = None,
) -> Impacts:
    """Fly many bodies without power to the ground.

    Scratch memory is that of one chunk of 2,048 arcs per core, whatever N. The result does not
    depend on the number of cores; the arcs beside an arc change its rounding, below 1 um.

    Parameters
    ----------
    states : array_like, shape (N, 6)
        ECEF position [m] and Earth-fixed velocity [m/s] at the start, on or above the ground.
    ballistic_coefficient : array_like, shape () or (N,)
        m / (C_D A); infinite for no drag. [kg/m²]
    environment : EnvironmentTuple, optional
        Gravity, rotation and air; by default J2 gravity and the US Standard Atmosphere 1976.
    tolerance : float
        Allowed error of one step, 1e-7 to 1e3. The default keeps impacts of 1,100 km arcs within
        10 m, :data:`bongsu.physics.flight.limits.FINE_TOLERANCE_M` within 1 cm; of all burnouts
        from 100 km up at up to 7 km/s 99 in 100 within 5 m and 3 cm, all within 40 m and 15 cm. [m]
    coast : bool
        Whether drag too weak to matter at this tolerance is left out and the stretch above flown
        in a few long steps; without it the integrator's own steps go all the way, and the apogee
        is that of a cubic through one of them.
    progress : callable, optional
        Called with the number of arcs just finished.

    Returns
    -------
    Impacts
        One row per start.

    Raises
    ------
    InputError
        If a number is not finite or out of range, a shape does not fit, or a start is under
        the ground.

    References
    ----------
    .. [1] J. R. Dormand, P. J. Prince, "A family of embedded Runge-Kutta formulae", J. Comp. Appl.
       Math. 6:19-26, 1980, table 2 (RK5(4)7M).
    .. [2] E. Hairer, S. P. Norsett, G. Wanner, "Solving Ordinary Differential Equations I",
       2nd ed., 1993, section II.14, eqs. (14.31)-(14.33).
    """
    if not 1e-7 <= tolerance <= 1e3:
        raise InputError(f"tolerance must be between 1e-7 and 1e3 m, not {tolerance}")
    starts = checked_states(states)
    coefficient = _checked_coefficient(ballistic_coefficient, len(starts))
    world = standard_environment() if environment is None else environment
    rules = CoastTuple(np.inf, np.inf, 1, 1.0)
    if coast:
        lightest = float(np.min(coefficient, initial=np.inf))
        rules = coast_rules(world.air, starts, 1.0 / lightest, tolerance)
    ends = np.empty((len(starts), 8))
    status = np.zeros(len(starts), np.int64)

    def work(first: int, last: int) -> None:
        # a new array: a view that cannot be written is another type to kernels, compiled again
        drag = 1.0 / coefficient[first:last]
        span = (first, last)
        fly_chunk(world, rules, tolerance, LONGEST_FLIGHT_S, starts, drag, *span, ends, status)

    run_in_chunks(work, len(starts), chunk=CHUNK, progress=progress)
    return impacts(ends, status)


def impacts(ends: FloatArray, status: IntArray) -> Impacts:
    """Name what the kernels of :mod:`bongsu.physics.flight.lanes.whole` fill.

    Parameters
    ----------
    ends : numpy.ndarray of float64, shape (N, 8)
        State, time and greatest altitude at the end of each arc. [m, m/s, s, m]
    status : numpy.ndarray of int64, shape (N,)
        Code of :data:`STATUS_NAMES`. [1]

    Returns
    -------
    Impacts
        The same by name.
    """
    return Impacts(
        position=ends[:, _POSITION],
        velocity=ends[:, _VELOCITY],
        time_s=ends[:, _TIME],
        apogee_m=ends[:, _APOGEE],
        status=status,
    )


def coast_rules(air: AirTuple, states: FloatArray, drag: float, tolerance: float) -> CoastTuple:
    """Between which altitudes drag is too weak to matter at a tolerance, and the steps there.

    Parameters
    ----------
    air : AirTuple
        Tabulated air.
    states : numpy.ndarray of float64, shape (N, 6)
        Starts; their greatest speed counts, at least 3 km/s. [m, m/s]
    drag : float
        Greatest C_D A / m. [m²/kg]
    tolerance : float
        Allowed error of one step. [m]

    Returns
    -------
    CoastTuple
        Altitudes not below 60 km, that of leaving the air not below that of return.
    """
    fastest = max([9e6, *(float(_lengths_squared(b[:, _VELOCITY]).max()) for b in _blocks(states))])
    strongest = 0.5 * drag * fastest

    def edge(allowed: float) -> float:
        middle, *_ = air.log_density.T
        felt = np.flatnonzero(middle * strongest > allowed * tolerance)
        rows = 0 if len(felt) == 0 else int(felt[-1]) + 1
        return max(_LOWEST_COAST_M, min(air.base_m + rows * air.spacing_m, air.top_m))

    columns, angle = _COARSE_STEP if tolerance >= _COARSE_M else _FINE_STEP
    return CoastTuple(
        edge(_CLIMB_DRAG_PER_TOLERANCE), edge(_FALL_DRAG_PER_TOLERANCE), columns, angle
    )


def _blocks(states: FloatArray) -> Iterator[FloatArray]:
    """Cut an array into pieces, so that what is computed on the way stays small."""
    return (states[first : first + CHUNK] for first in range(0, len(states), CHUNK))


def _lengths_squared(vectors: FloatArray) -> FloatArray:
    return np.asarray(np.einsum("ij,ij->i", vectors, vectors))


def checked_states(states: ArrayLike) -> FloatArray:
    """Starts as the kernels take them, or one sentence about what is wrong with them.

    Parameters
    ----------
    states : array_like, shape (N, 6)
        ECEF position [m] and Earth-fixed velocity [m/s].

    Returns
    -------
    numpy.ndarray of float64, shape (N, 6)
        The same, C-contiguous. [m, m/s]

    Raises
    ------
    InputError
        If a number is not finite, the shape does not fit, or a start is under the ground or
        farther than 100,000 km from the Earth's centre.
    """
    starts = np.require(states, np.float64, ["C", "W"])
    if starts.ndim != 2 or starts.shape[1] != 6:
        raise InputError(f"states must have shape (N, 6), not {starts.shape}")
    first = 0
    for block in _blocks(starts):
        if not np.all(np.isfinite(block)):
            raise InputError("states must be finite numbers")
        position = block[:, _POSITION]
        radius = np.sqrt(_lengths_squared(position))
        if np.any(radius > 1e8):
            raise InputError("starts must lie within 100,000 km of the Earth's centre")
        # a radius of zero is under the ground as well
        _, _, z = position.T
        sine = z / np.maximum(radius, 1.0)
        surface = EARTH_EQUATORIAL_RADIUS_M / np.sqrt(
            1.0 + EARTH_SECOND_ECCENTRICITY_SQUARED * sine * sine
        )
        buried = np.flatnonzero(radius < surface - _DEEPEST_START_M)
        if len(buried):
            raise InputError(f"start {first + buried[0]} lies under the ground")
        first += len(block)
    return starts


def checked_drag(ballistic_coefficient: ArrayLike, count: int) -> FloatArray:
    """One over the ballistic coefficient of every start.

    Parameters
    ----------
    ballistic_coefficient : array_like, shape () or (N,)
        m / (C_D A); infinite for no drag. [kg/m²]
    count : int
        Number of starts, N. [1]

    Returns
    -------
    numpy.ndarray of float64, shape (N,)
        C_D A / m. [m²/kg]

    Raises
    ------
    InputError
        If a value is not positive or the shape does not fit.
    """
    return 1.0 / _checked_coefficient(ballistic_coefficient, count)


def _checked_coefficient(ballistic_coefficient: ArrayLike, count: int) -> FloatArray:
    """One coefficient per start; for a single number a view that takes no memory."""
    coefficient = np.asarray(ballistic_coefficient, np.float64)
    if coefficient.ndim > 1 or (coefficient.ndim == 1 and len(coefficient) != count):
        raise InputError(f"one ballistic coefficient, or one per start: not {coefficient.shape}")
    if not np.all(coefficient > 0.0):
        raise InputError("ballistic coefficients must be positive")
    return np.broadcast_to(coefficient, (count,))
