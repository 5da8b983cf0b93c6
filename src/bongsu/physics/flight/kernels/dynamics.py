"""Accelerations of a body in free flight, in the frame that turns with the Earth."""

from math import sqrt

from bongsu.physics.earth.kernels.atmosphere import air_density, radial_altitude
from bongsu.physics.earth.kernels.environment import EnvironmentTuple
from bongsu.physics.earth.kernels.geodesy import Vector
from bongsu.physics.earth.kernels.gravity import gravity_acceleration
from bongsu.physics.numerics.jit import kernel


@kernel
def airless_acceleration(
    environment: EnvironmentTuple,
    x: float,
    y: float,
    z: float,
    vx: float,
    vy: float,
    radius: float,
    inverse_radius: float,
) -> tuple[float, float, float, float]:
    """Gravity, centrifugal and Coriolis terms, and the altitude, which drag needs next.

    Parameters
    ----------
    environment : EnvironmentTuple
        Gravity and rotation.
    x, y, z : float
        ECEF position. [m]
    vx, vy : float
        Earth-fixed velocity across the polar axis. [m/s]
    radius, inverse_radius : float
        sqrt(x^2 + y^2 + z^2) and one over it, which the caller has at hand. [m, 1/m]

    Returns
    -------
    tuple of float
        ECEF acceleration, three components [m/s²], and altitude [m].
    """
    rotation = environment.rotation_rad_s
    gx, gy, gz = gravity_acceleration(environment.gravity, rotation, x, y, z, inverse_radius)
    altitude = radial_altitude(radius, z, inverse_radius)
    return gx + 2.0 * rotation * vy, gy - 2.0 * rotation * vx, gz, altitude


@kernel
def drag_rate(density: float, drag_area_per_mass: float, vx: float, vy: float, vz: float) -> float:
    """Deceleration by drag per unit of speed.

    Parameters
    ----------
    density : float
        Air density. [kg/m³]
    drag_area_per_mass : float
        C_D A / m. [m²/kg]
    vx, vy, vz : float
        Velocity through the air. [m/s]

    Returns
    -------
    float
        Drag per mass and speed. [1/s]
    """
    return 0.5 * density * drag_area_per_mass * sqrt(vx * vx + vy * vy + vz * vz)


@kernel
def ballistic_acceleration(
    environment: EnvironmentTuple,
    drag_area_per_mass: float,
    x: float,
    y: float,
    z: float,
    vx: float,
    vy: float,
    vz: float,
) -> Vector:
    """Gravity, centrifugal and Coriolis terms, and drag of air that turns with the Earth.

    Parameters
    ----------
    environment : EnvironmentTuple
        Gravity, rotation and air.
    drag_area_per_mass : float
        C_D A / m, one over the ballistic coefficient; zero for no drag. [m²/kg]
    x, y, z : float
        ECEF position. [m]
    vx, vy, vz : float
        Earth-fixed velocity. [m/s]

    Returns
    -------
    tuple of float
        ECEF acceleration. [m/s²]

    References
    ----------
    .. [1] B. L. Stevens, F. L. Lewis, "Aircraft Control and Simulation", 2nd ed., 2003,
       eq. (1.5-14), without thrust and lift.
    """
    radius = sqrt(x * x + y * y + z * z)
    gx, gy, gz, altitude = airless_acceleration(environment, x, y, z, vx, vy, radius, 1.0 / radius)
    density = air_density(environment.air, altitude)
    drag = drag_rate(density, drag_area_per_mass, vx, vy, vz)
    return gx - drag * vx, gy - drag * vy, gz - drag * vz
