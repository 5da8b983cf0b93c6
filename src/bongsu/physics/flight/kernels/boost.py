"""A missile under power: thrust against altitude, drag against Mach number, steering."""

from math import cos, sin, sqrt
from typing import NamedTuple

from bongsu.physics.earth.kernels.atmosphere import (
    HEAT_CAPACITY_RATIO,
    density_and_sound,
    radial_altitude,
)
from bongsu.physics.earth.kernels.environment import EnvironmentTuple
from bongsu.physics.earth.kernels.geodesy import Vector
from bongsu.physics.earth.kernels.gravity import gravity_acceleration
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
from bongsu.physics.flight.kernels.step_control import VELOCITY_SCALE_S, error_ratio_squared
from bongsu.physics.numerics.arrays import FloatArray
from bongsu.physics.numerics.jit import inline_kernel, kernel

IGNITION, BURNOUT, MASS, MASS_FLOW, THRUST, EXIT_AREA, AREA = range(7)
"""Columns of `MissileTuple.stages`."""


class MissileTuple(NamedTuple):
    """What flies: stages, steering and the body that comes down.

    `stages` has one row per stage: ignition and burnout time after launch [s], mass at ignition
    with everything above [kg], mass flow [kg/s], vacuum thrust [N], nozzle exit area [m²] and
    reference area [m²]. `stage_drag` holds C_D of each stage, `reentry_drag` C_D A / m of the body
    that comes down [m²/kg]; row `i` of a drag table is a cubic in the fraction of the Mach interval
    from ``i mach_spacing``. A whole body that comes down with propellant left is heavier than
    `reentry_mass_kg`; zero there means that the re-entry vehicle separates. `lift_to_drag` is zero
    for what comes down without lift; else it has lift from `pull_up_m` down to `dive_m`.
    """

    stages: FloatArray
    stage_drag: FloatArray
    reentry_drag: FloatArray
    mach_spacing: float
    reentry_mass_kg: float
    vertical_s: float
    pitch_end_s: float
    gravity_turn: float
    lift_to_drag: float
    pull_up_m: float
    dive_m: float


class PhaseTuple(NamedTuple):
    """One stretch of flight with one propulsion and one way of steering.

    `pointing` is the thrust's direction at the start in the launch frame, `turning` the one a right
    angle further in the sense of the pitch-over. [1]
    """

    start_s: float
    mass_kg: float
    mass_flow_kg_s: float
    vacuum_thrust_n: float
    exit_area_m2: float
    area_m2: float
    pitch_rate_rad_s: float
    along_velocity: float
    lift_to_drag: float
    mach_spacing: float
    drag: FloatArray
    pointing: Vector
    turning: Vector


@inline_kernel
def drag_coefficient(table: FloatArray, mach_spacing: float, mach: float) -> float:
    """Value of a drag table, held constant beyond its last Mach number.

    Parameters
    ----------
    table : numpy.ndarray
        Cubics on uniform Mach intervals, shape (n, 4). [1]
    mach_spacing : float
        Width of the intervals. [1]
    mach : float
        Mach number. [1]

    Returns
    -------
    float
        Value of the table; NaN input gives the last.
    """
    last = table.shape[0] - 1
    u = mach / mach_spacing
    inside = u if u < last + 1.0 else last + 1.0
    row = min(int(inside), last)
    s = inside - row
    value: float = table[row, 0] + s * (table[row, 1] + s * (table[row, 2] + s * table[row, 3]))
    return value


@inline_kernel
def thrust_direction(
    phase: PhaseTuple, rotation: float, t: float, velocity: Vector, speed: float
) -> Vector:
    """Direction of the thrust in the rotating frame.

    The attitude programme runs in the frame of the launch point frozen at launch, as a gyro keeps
    it; the Earth turns under it. A gravity turn follows the Earth-fixed velocity.

    Parameters
    ----------
    phase : PhaseTuple
        Steering.
    rotation : float
        Rotation rate of the Earth. [rad/s]
    t : float
        Time since launch. [s]
    velocity : tuple of float
        Earth-fixed velocity. [m/s]
    speed : float
        Its magnitude. [m/s]

    Returns
    -------
    tuple of float
        Unit vector. [1]
    """
    if phase.along_velocity > 0.0 and speed > 1.0:
        return velocity[0] / speed, velocity[1] / speed, velocity[2] / speed
    x, y, z = phase.pointing
    if phase.pitch_rate_rad_s != 0.0:
        pitched = phase.pitch_rate_rad_s * (t - phase.start_s)
        c = cos(pitched)
        s = sin(pitched)
        x = c * x + s * phase.turning[0]
        y = c * y + s * phase.turning[1]
        z = c * z + s * phase.turning[2]
    # the Earth turns by 0.04 rad in ten minutes: four terms of the series are exact to 1e-13
    turned = rotation * t
    q = turned * turned
    c = 1.0 - q / 2.0 * (1.0 - q / 12.0 * (1.0 - q / 30.0))
    s = turned * (1.0 - q / 6.0 * (1.0 - q / 20.0 * (1.0 - q / 42.0)))
    return c * x + s * y, c * y - s * x, z


@kernel
def lift_direction(position: Vector, velocity: Vector) -> Vector:
    """Direction of the lift: across the velocity, in the vertical plane of it, upwards.

    Parameters
    ----------
    position, velocity : tuple of float
        ECEF position [m] and Earth-fixed velocity [m/s].

    Returns
    -------
    tuple of float
        Unit vector; zero where the velocity is vertical or nothing moves. [1]
    """
    x, y, z = position
    vx, vy, vz = velocity
    rate = (x * vx + y * vy + z * vz) / (vx * vx + vy * vy + vz * vz)
    lx = x - rate * vx
    ly = y - rate * vy
    lz = z - rate * vz
    length = sqrt(lx * lx + ly * ly + lz * lz)
    # written so that NaN gives no lift; a metre on the Earth's radius is a vertical velocity
    if not length > 1.0:
        return 0.0, 0.0, 0.0
    return lx / length, ly / length, lz / length


@inline_kernel
def phase_acceleration(
    environment: EnvironmentTuple, phase: PhaseTuple, t: float, position: Vector, velocity: Vector
) -> Vector:
    """Acceleration under power or in a coast with drag against Mach number, with lift or without.

    Thrust is the vacuum value less exit area times ambient pressure. Lift is a constant times drag,
    upwards across the velocity.

    Parameters
    ----------
    environment : EnvironmentTuple
        Gravity, rotation and air.
    phase : PhaseTuple
        Propulsion, mass, drag and steering.
    t : float
        Time since launch. [s]
    position, velocity : tuple of float
        ECEF position [m] and Earth-fixed velocity [m/s].

    Returns
    -------
    tuple of float
        ECEF acceleration. [m/s²]

    References
    ----------
    .. [1] G. P. Sutton, O. Biblarz, "Rocket Propulsion Elements", 7th ed., 2001, eqs. (2-14),
       (4-19).
    """
    x, y, z = position
    vx, vy, vz = velocity
    radius = sqrt(x * x + y * y + z * z)
    inverse_radius = 1.0 / radius
    rotation = environment.rotation_rad_s
    gx, gy, gz = gravity_acceleration(environment.gravity, rotation, x, y, z, inverse_radius)
    altitude = radial_altitude(radius, z, inverse_radius)
    density, sound = density_and_sound(environment.air, altitude)
    speed = sqrt(vx * vx + vy * vy + vz * vz)
    mass = phase.mass_kg - phase.mass_flow_kg_s * (t - phase.start_s)
    coefficient = phase.drag[0, 0]
    thrust = phase.vacuum_thrust_n
    if thrust > 0.0 or phase.drag.shape[0] > 1:
        coefficient = drag_coefficient(phase.drag, phase.mach_spacing, speed / sound)
        thrust -= phase.exit_area_m2 * density * sound * sound / HEAT_CAPACITY_RATIO
    drag = 0.5 * density * speed * coefficient * phase.area_m2 / mass
    ax = gx + 2.0 * rotation * vy - drag * vx
    ay = gy - 2.0 * rotation * vx - drag * vy
    az = gz - drag * vz
    if phase.vacuum_thrust_n > 0.0:
        dx, dy, dz = thrust_direction(phase, rotation, t, velocity, speed)
        push = thrust / mass
        ax += push * dx
        ay += push * dy
        az += push * dz
    elif phase.lift_to_drag > 0.0:
        lx, ly, lz = lift_direction(position, velocity)
        lift = phase.lift_to_drag * drag * speed
        ax += lift * lx
        ay += lift * ly
        az += lift * lz
    return ax, ay, az


@inline_kernel
def phase_step(
    environment: EnvironmentTuple,
    phase: PhaseTuple,
    t: float,
    position: Vector,
    velocity: Vector,
    acceleration: Vector,
    h: float,
    tolerance: float,
) -> tuple[Vector, Vector, Vector, float]:
    """One Dormand-Prince 5(4) trial step of any phase.

    Parameters
    ----------
    environment : EnvironmentTuple
        Gravity, rotation and air.
    phase : PhaseTuple
        Propulsion, mass, drag and steering.
    t : float
        Time since launch. [s]
    position, velocity, acceleration : tuple of float
        State at the start. [m, m/s, m/s²]
    h : float
        Step. [s]
    tolerance : float
        Allowed error of one step. [m]

    Returns
    -------
    tuple
        Position, velocity and acceleration at the end of the step, and the squared error ratio.
    """
    e = environment
    g = h * h
    k1 = acceleration
    w = VELOCITY_WEIGHTS
    p = POSITION_WEIGHTS
    start = along(position, NODES[1] * h, velocity)
    k2 = phase_acceleration(e, phase, t + NODES[1] * h, start, stage_1(velocity, h, w[1], k1))
    start = stage_1(along(position, NODES[2] * h, velocity), g, p[2], k1)
    speed = stage_2(velocity, h, w[2], k1, k2)
    k3 = phase_acceleration(e, phase, t + NODES[2] * h, start, speed)
    start = stage_2(along(position, NODES[3] * h, velocity), g, p[3], k1, k2)
    speed = stage_3(velocity, h, w[3], k1, k2, k3)
    k4 = phase_acceleration(e, phase, t + NODES[3] * h, start, speed)
    start = stage_3(along(position, NODES[4] * h, velocity), g, p[4], k1, k2, k3)
    speed = stage_4(velocity, h, w[4], k1, k2, k3, k4)
    k5 = phase_acceleration(e, phase, t + NODES[4] * h, start, speed)
    carried = along(position, h, velocity)
    start = stage_4(carried, g, p[5], k1, k2, k3, k4)
    speed = stage_5(velocity, h, w[5], k1, k2, k3, k4, k5)
    k6 = phase_acceleration(e, phase, t + h, start, speed)
    new_position = final_position(carried, g, k1, k3, k4, k5)
    new_velocity = final_velocity(velocity, h, k1, k3, k4, k5, k6)
    k7 = phase_acceleration(e, phase, t + h, new_position, new_velocity)
    ratio = error_ratio_squared(
        h,
        position_error(k1, k3, k4, k5, k6),
        velocity_error(k1, k3, k4, k5, k6, k7),
        VELOCITY_SCALE_S,
        tolerance,
    )
    return new_position, new_velocity, k7, ratio
