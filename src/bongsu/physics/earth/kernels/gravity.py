"""Gravity and the centrifugal term in the rotating frame."""

from bongsu.physics.earth.kernels.environment import GravityTuple
from bongsu.physics.earth.kernels.geodesy import Vector
from bongsu.physics.numerics.jit import kernel


@kernel
def gravity_acceleration(
    gravity: GravityTuple, rotation: float, x: float, y: float, z: float, inverse_radius: float
) -> Vector:
    """Gravitation of a zonal field to degree four plus the centrifugal term.

    With s = z/r, P'_n the derivative of the Legendre polynomial and q = a/r, the gradient of
    GM/r (1 - sum J_n q^n P_n(s)) has the radial factor 1 - sum J_n q^n P'_{n+1}(s) and, along the
    polar axis, the extra term r sum J_n q^n P'_n(s).

    Parameters
    ----------
    gravity : GravityTuple
        Field constants.
    rotation : float
        Rotation rate of the frame; zero gives gravitation alone. [rad/s]
    x, y, z : float
        ECEF position. [m]
    inverse_radius : float
        1/sqrt(x^2 + y^2 + z^2), which the caller has at hand. [1/m]

    Returns
    -------
    tuple of float
        ECEF acceleration. [m/s²]

    References
    ----------
    .. [1] O. Montenbruck, E. Gill, "Satellite Orbits", Springer, 2000, eqs. (3.5), (3.9), (3.13).
    """
    s = z * inverse_radius
    s2 = s * s
    q = gravity.radius_m * inverse_radius
    j2 = gravity.j2 * q * q
    j3 = gravity.j3 * q * q * q
    j4 = gravity.j4 * (q * q) * (q * q)
    slope_3 = 7.5 * s2 - 1.5
    slope_4 = s * (17.5 * s2 - 7.5)
    slope_5 = s2 * (39.375 * s2 - 26.25) + 1.875
    radial = 1.0 - (j2 * slope_3 + j3 * slope_4 + j4 * slope_5)
    polar = 3.0 * j2 * s + j3 * slope_3 + j4 * slope_4
    strength = gravity.gm_m3_s2 * inverse_radius * inverse_radius
    pull = strength * inverse_radius * radial
    outward = rotation * rotation - pull
    return outward * x, outward * y, -pull * z - strength * polar
