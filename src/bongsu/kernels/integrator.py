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

from math import sqrt

import numpy as np

from bongsu.kernels.atmosphere import radial_altitude
from bongsu.kernels.geodesy import Vector
from bongsu.kernels.jit import inline_kernel, kernel

_A = np.array(
    [
        [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
        [1 / 5, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
        [3 / 40, 9 / 40, 0.0, 0.0, 0.0, 0.0, 0.0],
        [44 / 45, -56 / 15, 32 / 9, 0.0, 0.0, 0.0, 0.0],
        [19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729, 0.0, 0.0, 0.0],
        [9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656, 0.0, 0.0],
        [35 / 384, 0.0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84, 0.0],
    ]
)
_FOURTH_ORDER = np.array(
    [5179 / 57600, 0.0, 7571 / 16695, 393 / 640, -92097 / 339200, 187 / 2100, 1 / 40]
)
_ERROR = np.append(_A[6, :6], 0.0) - _FOURTH_ORDER
_AA = _A @ _A

NODES = (0.0, 1 / 5, 3 / 10, 4 / 5, 8 / 9, 1.0, 1.0)
"""Times of the stages within a step. [1]"""
VELOCITY_WEIGHTS = tuple(tuple(float(w) for w in row[:6]) for row in _A)
"""Weights of the accelerations in each stage's velocity; the seventh row is the step itself. [1]"""
POSITION_WEIGHTS = tuple(tuple(float(w) for w in row[:6]) for row in _AA)
"""Weights of the accelerations in each stage's position. [1]"""
VELOCITY_ERROR = tuple(float(w) for w in _ERROR)
"""Weights of the accelerations in the velocity's error estimate. [1]"""
POSITION_ERROR = tuple(float(w) for w in _ERROR @ _A)
"""Weights of the accelerations in the position's error estimate. [1]"""

VELOCITY_SCALE_S = 40.0
"""Metres of position that a velocity error of 1 m/s is weighed as. [s]

About the time over which such an error still acts: a few hundred seconds above the air, a few
seconds within it.
"""
SAFETY = 0.9
SMALLEST_FACTOR = 0.2
LARGEST_FACTOR = 5.0

GATE_M = 90e3
"""A step from above ends near this altitude, where the air begins to be felt. [m]"""
GATE_DEPTH_M = 14e3
"""At and below it, a step descends at most this far, two scale heights. [m]"""


@kernel
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


@kernel
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


@kernel
def stage_2(start: Vector, h: float, w: tuple[float, ...], k1: Vector, k2: Vector) -> Vector:
    """Start plus two weighted slopes; see :func:`stage_1`."""
    return (
        start[0] + h * (w[0] * k1[0] + w[1] * k2[0]),
        start[1] + h * (w[0] * k1[1] + w[1] * k2[1]),
        start[2] + h * (w[0] * k1[2] + w[1] * k2[2]),
    )


@kernel
def stage_3(
    start: Vector, h: float, w: tuple[float, ...], k1: Vector, k2: Vector, k3: Vector
) -> Vector:
    """Start plus three weighted slopes; see :func:`stage_1`."""
    return (
        start[0] + h * ((w[0] * k1[0] + w[1] * k2[0]) + w[2] * k3[0]),
        start[1] + h * ((w[0] * k1[1] + w[1] * k2[1]) + w[2] * k3[1]),
        start[2] + h * ((w[0] * k1[2] + w[1] * k2[2]) + w[2] * k3[2]),
    )


@kernel
def stage_4(
    start: Vector, h: float, w: tuple[float, ...], k1: Vector, k2: Vector, k3: Vector, k4: Vector
) -> Vector:
    """Start plus four weighted slopes; see :func:`stage_1`."""
    return (
        start[0] + h * ((w[0] * k1[0] + w[1] * k2[0]) + (w[2] * k3[0] + w[3] * k4[0])),
        start[1] + h * ((w[0] * k1[1] + w[1] * k2[1]) + (w[2] * k3[1] + w[3] * k4[1])),
        start[2] + h * ((w[0] * k1[2] + w[1] * k2[2]) + (w[2] * k3[2] + w[3] * k4[2])),
    )


@kernel
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


@kernel
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


@kernel
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


@kernel
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


@kernel
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


@kernel
def error_ratio_squared(h: float, position: Vector, velocity: Vector, tolerance: float) -> float:
    """Squared ratio of a step's error estimate to what is allowed.

    Parameters
    ----------
    h : float
        Step. [s]
    position, velocity : tuple of float
        Components from :func:`position_error` and :func:`velocity_error`. [m/s²]
    tolerance : float
        Allowed error of one step. [m]

    Returns
    -------
    float
        At most 1 to accept; NaN when a stage was not finite. [1]
    """
    p = position[0] * position[0] + position[1] * position[1] + position[2] * position[2]
    v = velocity[0] * velocity[0] + velocity[1] * velocity[1] + velocity[2] * velocity[2]
    scale = h / tolerance
    weight = VELOCITY_SCALE_S * VELOCITY_SCALE_S
    return scale * scale * (h * h * p + weight * v)


@kernel
def step_factor(ratio_squared: float) -> float:
    """Ratio of the next step to this one.

    The fourth root of the error ratio: three square roots instead of a power, and no branch.

    Parameters
    ----------
    ratio_squared : float
        From :func:`error_ratio_squared`. [1]

    Returns
    -------
    float
        Between 0.2 and 5; 0.2 where the ratio is not a number. [1]
    """
    factor = SAFETY / sqrt(sqrt(sqrt(ratio_squared + 1e-12)))
    factor = factor if factor < LARGEST_FACTOR else LARGEST_FACTOR
    # NaN fails the comparison above and takes the largest, so it is sent down here
    rejected = not ratio_squared < np.inf
    return SMALLEST_FACTOR if rejected or factor < SMALLEST_FACTOR else factor


@kernel
def gate_limit(top: float, position: Vector, velocity: Vector, acceleration: Vector) -> float:
    """Longest step that does not jump into or through the air.

    The time to fall to the gate, or by two scale heights from there down, at the present radial
    acceleration; gravity weakens with height, so for a body that still climbs it is too short,
    hence safe. Without this a coast step may pass over the top of the air with no stage inside it.

    Parameters
    ----------
    top : float
        Altitude above which there is no air; the gate is there or at 90 km. [m]
    position, velocity, acceleration : tuple of float
        State at the start of the step. [m, m/s, m/s²]

    Returns
    -------
    float
        Step limit; hours for a body that does not fall back. [s]
    """
    x, y, z = position
    vx, vy, vz = velocity
    ax, ay, az = acceleration
    radius = sqrt(x * x + y * y + z * z)
    inverse = 1.0 / radius
    altitude = radial_altitude(radius, z, inverse)
    climb = (x * vx + y * vy + z * vz) * inverse
    speed_squared = vx * vx + vy * vy + vz * vz
    fall = -((x * ax + y * ay + z * az) + (speed_squared - climb * climb)) * inverse
    return fall_limit(top, altitude, climb, fall)


@kernel
def fall_limit(top: float, altitude: float, climb: float, fall: float) -> float:
    """Time to fall to the gate, or by two scale heights from there down; see :func:`gate_limit`.

    Parameters
    ----------
    top : float
        Altitude above which there is no air. [m]
    altitude : float
        Altitude. [m]
    climb : float
        Radial velocity. [m/s]
    fall : float
        Radial acceleration, downward. [m/s²]

    Returns
    -------
    float
        Step limit. [s]
    """
    gate = GATE_M if top > GATE_M else top
    above = altitude - gate
    drop = above if above > GATE_DEPTH_M else GATE_DEPTH_M
    # a body that does not fall gets a tiny rate: a limit of hours, and no division by zero
    rate = fall if fall > 1e-3 else 1e-3
    return 2.0 * drop / (sqrt(climb * climb + 2.0 * rate * drop) - climb)


@inline_kernel
def hermite(
    u: float, h: float, p0: float, v0: float, a0: float, p1: float, v1: float, a1: float
) -> tuple[float, float]:
    """Dense output: the quintic that matches both ends of a step in value, slope and curvature.

    Second-order motion has the accelerations at both ends at hand, so this costs no stage and its
    local error, h^6 / 46080 times the sixth derivative, is of the order of the step's own.

    Parameters
    ----------
    u : float
        Fraction of the step, 0 to 1. [1]
    h : float
        Step. [s]
    p0, v0, a0 : float
        Position, velocity, acceleration at the start. [m, m/s, m/s²]
    p1, v1, a1 : float
        The same at the end. [m, m/s, m/s²]

    Returns
    -------
    tuple of float
        Position [m] and velocity [m/s].

    References
    ----------
    .. [1] E. Hairer, S. P. Norsett, G. Wanner, "Solving Ordinary Differential Equations I",
       2nd ed., 1993, section II.6.
    """
    half = 0.5 * h * h
    c1 = h * v0
    c2 = half * a0
    gap = p1 - p0 - c1 - c2
    slope = h * v1 - c1 - 2.0 * c2
    bend = half * a1 - c2
    c3 = 10.0 * gap - 4.0 * slope + bend
    c4 = -15.0 * gap + 7.0 * slope - 2.0 * bend
    c5 = 6.0 * gap - 3.0 * slope + bend
    position = p0 + u * (c1 + u * (c2 + u * (c3 + u * (c4 + u * c5))))
    velocity = c1 + u * (2.0 * c2 + u * (3.0 * c3 + u * (4.0 * c4 + u * 5.0 * c5)))
    return position, velocity / h
