"""One step of free flight with a constant ballistic coefficient."""

from math import sqrt

from bongsu.physics.earth.kernels.environment import EnvironmentTuple
from bongsu.physics.earth.kernels.geodesy import Vector
from bongsu.physics.flight.kernels.dynamics import ballistic_acceleration
from bongsu.physics.flight.kernels.integrator import (
    NODES,
    POSITION_WEIGHTS,
    VELOCITY_WEIGHTS,
    along,
    final_position,
    final_velocity,
    position_error,
    stage_1,
    stage_2,
    stage_3,
    stage_4,
    stage_5,
    velocity_error,
)
from bongsu.physics.flight.kernels.step_control import error_ratio_squared, velocity_scale
from bongsu.physics.numerics.jit import inner_kernel, kernel


@inner_kernel
def radial_velocity(position: Vector, velocity: Vector) -> float:
    """Velocity along the radius.

    Parameters
    ----------
    position, velocity : tuple of float
        ECEF position [m] and Earth-fixed velocity [m/s].

    Returns
    -------
    float
        Radial velocity, positive upward. [m/s]
    """
    x, y, z = position
    vx, vy, vz = velocity
    return (x * vx + y * vy + z * vz) / sqrt(x * x + y * y + z * z)


@kernel
def ballistic_step(
    environment: EnvironmentTuple,
    drag_area_per_mass: float,
    position: Vector,
    velocity: Vector,
    acceleration: Vector,
    h: float,
    tolerance: float,
) -> tuple[Vector, Vector, Vector, float]:
    """One Dormand-Prince 5(4) trial step of free flight.

    Parameters
    ----------
    environment : EnvironmentTuple
        Gravity, rotation and air.
    drag_area_per_mass : float
        C_D A / m; zero for no drag. [m²/kg]
    position, velocity : tuple of float
        ECEF position [m] and Earth-fixed velocity [m/s].
    acceleration : tuple of float
        Acceleration there, the last stage of the step before. [m/s²]
    h : float
        Step. [s]
    tolerance : float
        Allowed error of one step. [m]

    Returns
    -------
    tuple
        Position, velocity and acceleration at the end of the step, and the squared error ratio of
        :func:`bongsu.physics.flight.kernels.step_control.error_ratio_squared`.
    """
    e = environment
    d = drag_area_per_mass
    g = h * h
    k1 = acceleration
    w = VELOCITY_WEIGHTS
    p = POSITION_WEIGHTS
    k2 = _pull(e, d, along(position, NODES[1] * h, velocity), stage_1(velocity, h, w[1], k1))
    start = along(position, NODES[2] * h, velocity)
    k3 = _pull(e, d, stage_1(start, g, p[2], k1), stage_2(velocity, h, w[2], k1, k2))
    start = along(position, NODES[3] * h, velocity)
    k4 = _pull(e, d, stage_2(start, g, p[3], k1, k2), stage_3(velocity, h, w[3], k1, k2, k3))
    start = along(position, NODES[4] * h, velocity)
    k5 = _pull(
        e, d, stage_3(start, g, p[4], k1, k2, k3), stage_4(velocity, h, w[4], k1, k2, k3, k4)
    )
    start = along(position, h, velocity)
    k6 = _pull(
        e,
        d,
        stage_4(start, g, p[5], k1, k2, k3, k4),
        stage_5(velocity, h, w[5], k1, k2, k3, k4, k5),
    )
    new_position = final_position(start, g, k1, k3, k4, k5)
    new_velocity = final_velocity(velocity, h, k1, k3, k4, k5, k6)
    k7 = _pull(e, d, new_position, new_velocity)
    ratio = error_ratio_squared(
        h,
        position_error(k1, k3, k4, k5, k6),
        velocity_error(k1, k3, k4, k5, k6, k7),
        velocity_scale(radial_velocity(position, velocity)),
        tolerance,
    )
    return new_position, new_velocity, k7, ratio


@kernel
def _pull(
    environment: EnvironmentTuple, drag_area_per_mass: float, position: Vector, velocity: Vector
) -> Vector:
    return ballistic_acceleration(
        environment,
        drag_area_per_mass,
        position[0],
        position[1],
        position[2],
        velocity[0],
        velocity[1],
        velocity[2],
    )
