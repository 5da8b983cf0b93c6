"""How long a step may be: by its error, and by the air ahead."""

from math import sqrt

import numpy as np

from bongsu.physics.earth.kernels.atmosphere import radial_altitude
from bongsu.physics.earth.kernels.geodesy import Vector
from bongsu.physics.numerics.jit import inline_kernel, inner_kernel, kernel

VELOCITY_SCALE_S = 40.0
"""Metres of position that a velocity error of 1 m/s is weighed as in a fall or under power. [s]

About the time over which such an error still acts: that of the fall through the air.
"""
CLIMB_SCALE_S2_M = 0.8
"""What each metre per second of climb adds to that in free flight. [s²/m]

A body that climbs comes down 2 / g = 0.2 s²/m later; on long arcs an error in speed moves the
impact by up to four times that.
"""
SAFETY = 0.9
SMALLEST_FACTOR = 0.2
LARGEST_FACTOR = 5.0

GATE_M = 90e3
"""A step from above ends near this altitude, where the air begins to be felt. [m]"""
GATE_DEPTH_M = 14e3
"""At and below it, a step under power or with a changing body descends at most this far. [m]

Two scale heights of the air.
"""
DESCENT_M = 28e3
"""Descent over which the step that the error allows shrinks by a factor e. [m]

Four scale heights: the error of equal steps grows with the density, the step goes with the fourth
root of the error. No free-flight step at or below the gate descends farther.
"""


@inline_kernel
def velocity_scale(climb: float) -> float:
    """Metres that a velocity error of 1 m/s is weighed as in free flight.

    Parameters
    ----------
    climb : float
        Radial velocity at the start of the step. [m/s]

    Returns
    -------
    float
        Weight: about the time left in which the error acts. [s]
    """
    return VELOCITY_SCALE_S + CLIMB_SCALE_S2_M * (climb if climb > 0.0 else 0.0)


@inner_kernel
def error_ratio_squared(
    h: float, position: Vector, velocity: Vector, weight: float, tolerance: float
) -> float:
    """Squared ratio of a step's error estimate to what is allowed.

    Parameters
    ----------
    h : float
        Step. [s]
    position, velocity : tuple of float
        Components from :func:`position_error` and :func:`velocity_error`. [m/s²]
    weight : float
        Metres that a velocity error of 1 m/s is weighed as. [s]
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
    return scale * scale * (h * h * p + weight * weight * v)


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
def gate_limit(
    top: float, depth: float, position: Vector, velocity: Vector, acceleration: Vector
) -> float:
    """Longest step that does not jump into or through the air.

    The time to fall to the gate, or by some scale heights from there down, at the present radial
    acceleration; gravity weakens with height, so for a body that still climbs it is too short,
    hence safe. Without this a coast step may pass over the top of the air with no stage inside it.

    Parameters
    ----------
    top : float
        Altitude above which there is no air; the gate is there or at 90 km. [m]
    depth : float
        Farthest descent of one step from the gate down. [m]
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
    return fall_limit(top, depth, altitude, climb, fall)


@inner_kernel
def fall_limit(top: float, depth: float, altitude: float, climb: float, fall: float) -> float:
    """Time to fall to the gate, or by `depth` from there down; see :func:`gate_limit`.

    Parameters
    ----------
    top : float
        Altitude above which there is no air. [m]
    depth : float
        Farthest descent of one step from the gate down. [m]
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
    drop = above if above > depth else depth
    # a body that does not fall gets a tiny rate: a limit of hours, and no division by zero
    rate = fall if fall > 1e-3 else 1e-3
    return 2.0 * drop / (sqrt(climb * climb + 2.0 * rate * drop) - climb)


@inline_kernel
def next_step(wish: float, climb: float, limit: float) -> float:
    """Step of free flight, from what the error of the last one allows.

    The error estimate looks back; a falling body's next step lies in denser air. With the error
    growing as the density, the step h that meets the tolerance there solves
    h = wish exp(-h sink / `DESCENT_M`), of which this is the first approximation, on the safe
    side.

    Parameters
    ----------
    wish : float
        Last step times :func:`step_factor`. [s]
    climb : float
        Radial velocity where the step begins. [m/s]
    limit : float
        From :func:`gate_limit`. [s]

    Returns
    -------
    float
        Step. [s]
    """
    sink = -climb if climb < 0.0 else 0.0
    eased = wish / (1.0 + wish * sink * (1.0 / DESCENT_M))
    return eased if eased < limit else limit
