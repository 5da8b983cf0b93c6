"""The embedded Dormand-Prince 5(4) pair for second-order motion, as scalar functions.

A body's motion is x' = v, v' = a(t, x, v). Written for that, every stage is the start plus sums of
earlier accelerations alone: weights A for velocity, A A for position. The numbers are those of
the first-order pair; the stage velocities need not be kept. The same functions are driven one
trajectory at a time and over lanes of trajectories.

References
----------
.. [1] J. R. Dormand, P. J. Prince, "A family of embedded Runge-Kutta formulae", J. Comp. Appl.
   Math. 6:19-26, 1980, table 2 (RK5(4)7M).
"""

from fractions import Fraction
from typing import Final

from bongsu.physics.earth.kernels.geodesy import Vector
from bongsu.physics.numerics.jit import inner_kernel

_NONE = Fraction(0)
# exact until rounded once: compiled kernels hold these numbers, and products by a library of linear
# algebra differ in their last bits with the processor and the library's settings
_A: Final = tuple(
    tuple(map(Fraction, row)) + (_NONE,) * (7 - len(row))
    for row in (
        (),
        ("1/5",),
        ("3/40", "9/40"),
        ("44/45", "-56/15", "32/9"),
        ("19372/6561", "-25360/2187", "64448/6561", "-212/729"),
        ("9017/3168", "-355/33", "46732/5247", "49/176", "-5103/18656"),
        ("35/384", "0", "500/1113", "125/192", "-2187/6784", "11/84"),
    )
)
_FOURTH_ORDER: Final = tuple(
    map(
        Fraction,
        ("5179/57600", "0", "7571/16695", "393/640", "-92097/339200", "187/2100", "1/40"),
    )
)
_ERROR: Final = tuple(fifth - fourth for fifth, fourth in zip(_A[6], _FOURTH_ORDER, strict=True))


def _times_a(row: tuple[Fraction, ...]) -> tuple[float, ...]:
    """Weights of the accelerations where the velocities of the stages have weights `row`."""
    columns = zip(*_A, strict=True)
    return tuple(float(sum(w * a for w, a in zip(row, column, strict=True))) for column in columns)


NODES = (0.0, 1 / 5, 3 / 10, 4 / 5, 8 / 9, 1.0, 1.0)
"""Times of the stages within a step. [1]"""
VELOCITY_WEIGHTS = tuple(tuple(float(w) for w in row[:6]) for row in _A)
"""Weights of the accelerations in each stage's velocity; the seventh row is the step itself. [1]"""
POSITION_WEIGHTS = tuple(_times_a(row)[:6] for row in _A)
"""Weights of the accelerations in each stage's position. [1]"""
VELOCITY_ERROR = tuple(float(w) for w in _ERROR)
"""Weights of the accelerations in the velocity's error estimate. [1]"""
POSITION_ERROR = _times_a(_ERROR)
"""Weights of the accelerations in the position's error estimate. [1]"""


@inner_kernel
def along(start: Vector, h: float, slope: Vector) -> Vector:
    """Point reached at a constant rate.

    Parameters
    ----------
    start : tuple of float
        Start.
    h : float
        Step. [s]
    slope : tuple of float
        Rate.

    Returns
    -------
    tuple of float
        Start plus `h` times `slope`.
    """
    return start[0] + h * slope[0], start[1] + h * slope[1], start[2] + h * slope[2]


@inner_kernel
def stage_1(start: Vector, h: float, w: tuple[float, ...], k1: Vector) -> Vector:
    """Start plus one weighted slope; likewise with two to five.

    Parameters
    ----------
    start : tuple of float
        Value at the start of the step.
    h : float
        Step, or its square for positions. [s, s²]
    w : tuple of float
        Row of the tableau. [1]
    k1 : tuple of float
        Accelerations of the earlier stages; `k1` to `k5` below. [m/s²]

    Returns
    -------
    tuple of float
        Stage value.
    """
    return (
        start[0] + h * (w[0] * k1[0]),
        start[1] + h * (w[0] * k1[1]),
        start[2] + h * (w[0] * k1[2]),
    )


@inner_kernel
def stage_2(start: Vector, h: float, w: tuple[float, ...], k1: Vector, k2: Vector) -> Vector:
    """Start plus two weighted slopes; see :func:`stage_1`."""
    return (
        start[0] + h * (w[0] * k1[0] + w[1] * k2[0]),
        start[1] + h * (w[0] * k1[1] + w[1] * k2[1]),
        start[2] + h * (w[0] * k1[2] + w[1] * k2[2]),
    )


@inner_kernel
def stage_3(
    start: Vector, h: float, w: tuple[float, ...], k1: Vector, k2: Vector, k3: Vector
) -> Vector:
    """Start plus three weighted slopes; see :func:`stage_1`."""
    return (
        start[0] + h * ((w[0] * k1[0] + w[1] * k2[0]) + w[2] * k3[0]),
        start[1] + h * ((w[0] * k1[1] + w[1] * k2[1]) + w[2] * k3[1]),
        start[2] + h * ((w[0] * k1[2] + w[1] * k2[2]) + w[2] * k3[2]),
    )


@inner_kernel
def stage_4(
    start: Vector, h: float, w: tuple[float, ...], k1: Vector, k2: Vector, k3: Vector, k4: Vector
) -> Vector:
    """Start plus four weighted slopes; see :func:`stage_1`."""
    return (
        start[0] + h * ((w[0] * k1[0] + w[1] * k2[0]) + (w[2] * k3[0] + w[3] * k4[0])),
        start[1] + h * ((w[0] * k1[1] + w[1] * k2[1]) + (w[2] * k3[1] + w[3] * k4[1])),
        start[2] + h * ((w[0] * k1[2] + w[1] * k2[2]) + (w[2] * k3[2] + w[3] * k4[2])),
    )


@inner_kernel
def stage_5(
    start: Vector,
    h: float,
    w: tuple[float, ...],
    k1: Vector,
    k2: Vector,
    k3: Vector,
    k4: Vector,
    k5: Vector,
) -> Vector:
    """Start plus five weighted slopes; see :func:`stage_1`."""
    return (
        start[0]
        + h * ((w[0] * k1[0] + w[1] * k2[0]) + (w[2] * k3[0] + w[3] * k4[0]) + w[4] * k5[0]),
        start[1]
        + h * ((w[0] * k1[1] + w[1] * k2[1]) + (w[2] * k3[1] + w[3] * k4[1]) + w[4] * k5[1]),
        start[2]
        + h * ((w[0] * k1[2] + w[1] * k2[2]) + (w[2] * k3[2] + w[3] * k4[2]) + w[4] * k5[2]),
    )


@inner_kernel
def final_position(
    start: Vector, h: float, k1: Vector, k3: Vector, k4: Vector, k5: Vector
) -> Vector:
    """Fifth-order position at the end of a step.

    Parameters
    ----------
    start : tuple of float
        Position carried along at the starting velocity, or velocity.
    h : float
        Step squared, or step. [s², s]
    k1, k3, k4, k5 : tuple of float
        Accelerations of the stages. [m/s²]

    Returns
    -------
    tuple of float
        Position. [m]
    """
    w = POSITION_WEIGHTS[6]
    return (
        start[0] + h * ((w[0] * k1[0] + w[2] * k3[0]) + (w[3] * k4[0] + w[4] * k5[0])),
        start[1] + h * ((w[0] * k1[1] + w[2] * k3[1]) + (w[3] * k4[1] + w[4] * k5[1])),
        start[2] + h * ((w[0] * k1[2] + w[2] * k3[2]) + (w[3] * k4[2] + w[4] * k5[2])),
    )


@inner_kernel
def final_velocity(
    start: Vector, h: float, k1: Vector, k3: Vector, k4: Vector, k5: Vector, k6: Vector
) -> Vector:
    """Fifth-order velocity at the end of a step.

    Parameters
    ----------
    start : tuple of float
        Position carried along at the starting velocity, or velocity.
    h : float
        Step squared, or step. [s², s]
    k1, k3, k4, k5, k6 : tuple of float
        Accelerations of the stages. [m/s²]

    Returns
    -------
    tuple of float
        Velocity. [m/s]
    """
    w = VELOCITY_WEIGHTS[6]
    return (
        start[0]
        + h * ((w[0] * k1[0] + w[2] * k3[0]) + (w[3] * k4[0] + w[4] * k5[0]) + (w[5] * k6[0])),
        start[1]
        + h * ((w[0] * k1[1] + w[2] * k3[1]) + (w[3] * k4[1] + w[4] * k5[1]) + (w[5] * k6[1])),
        start[2]
        + h * ((w[0] * k1[2] + w[2] * k3[2]) + (w[3] * k4[2] + w[4] * k5[2]) + (w[5] * k6[2])),
    )


@inner_kernel
def position_error(k1: Vector, k3: Vector, k4: Vector, k5: Vector, k6: Vector) -> Vector:
    """Fifth-order less fourth-order position, per step squared.

    Parameters
    ----------
    k1, k3, k4, k5, k6 : tuple of float
        Accelerations of the stages. [m/s²]

    Returns
    -------
    tuple of float
        Error estimate. [m/s²]
    """
    w = POSITION_ERROR
    return (
        (w[0] * k1[0] + w[2] * k3[0]) + (w[3] * k4[0] + w[4] * k5[0]) + (w[5] * k6[0]),
        (w[0] * k1[1] + w[2] * k3[1]) + (w[3] * k4[1] + w[4] * k5[1]) + (w[5] * k6[1]),
        (w[0] * k1[2] + w[2] * k3[2]) + (w[3] * k4[2] + w[4] * k5[2]) + (w[5] * k6[2]),
    )


@inner_kernel
def velocity_error(
    k1: Vector, k3: Vector, k4: Vector, k5: Vector, k6: Vector, k7: Vector
) -> Vector:
    """Fifth-order less fourth-order velocity, per step.

    Parameters
    ----------
    k1, k3, k4, k5, k6, k7 : tuple of float
        Accelerations of the stages. [m/s²]

    Returns
    -------
    tuple of float
        Error estimate. [m/s²]
    """
    w = VELOCITY_ERROR
    return (
        (w[0] * k1[0] + w[2] * k3[0])
        + (w[3] * k4[0] + w[4] * k5[0])
        + (w[5] * k6[0] + w[6] * k7[0]),
        (w[0] * k1[1] + w[2] * k3[1])
        + (w[3] * k4[1] + w[4] * k5[1])
        + (w[5] * k6[1] + w[6] * k7[1]),
        (w[0] * k1[2] + w[2] * k3[2])
        + (w[3] * k4[2] + w[4] * k5[2])
        + (w[5] * k6[2] + w[6] * k7[2]),
    )
