"""Accelerations of a body in free flight, in the frame that turns with the Earth."""

from math import sqrt

from bongsu.kernels.atmosphere import air_density, radial_altitude
from bongsu.kernels.environment import Environment
from bongsu.kernels.geodesy import Vector
from bongsu.kernels.gravity import gravity_acceleration
from bongsu.kernels.jit import kernel


@kernel
def ballistic_acceleration(
    environment: Environment,
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
    environment : Environment
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
    inverse_radius = 1.0 / radius
    rotation = environment.rotation_rad_s
    gx, gy, gz = gravity_acceleration(environment.gravity, rotation, x, y, z, inverse_radius)
    altitude = radial_altitude(radius, z, inverse_radius)
    density = air_density(environment.air, altitude)
    drag = 0.5 * density * drag_area_per_mass * sqrt(vx * vx + vy * vy + vz * vz)
    return (
        gx + 2.0 * rotation * vy - drag * vx,
        gy - 2.0 * rotation * vx - drag * vy,
        gz - drag * vz,
    )
