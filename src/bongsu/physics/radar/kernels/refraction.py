"""Rays bent by the air of ITU-R P.453, step by step."""

from math import cos, exp, sin

from bongsu.physics.earth.kernels.geodesy import Vector
from bongsu.physics.numerics.arrays import FloatArray
from bongsu.physics.numerics.jit import kernel


@kernel
def _slope(
    r: float, bent: float, radius_m: float, refractivity: float, scale_height_m: float
) -> Vector:
    """Rates of the distance from the Earth's centre, the angle there, and the elevation."""
    decay = refractivity * exp((radius_m - r) / scale_height_m)
    turning = cos(bent) / r
    # the ray is bent by the fall of the refractive index
    bending = turning - cos(bent) * decay / (scale_height_m * (1.0 + decay))
    return sin(bent), turning, bending


@kernel
def trace_rays(
    rays: FloatArray,
    start_m: float,
    radius_m: float,
    refractivity: float,
    scale_height_m: float,
    step_m: float,
    states: FloatArray,
) -> None:
    """Follow rays through the air by the Runge-Kutta method of fourth order.

    Parameters
    ----------
    rays : ndarray, shape (n,)
        Apparent elevations at the site. [rad]
    start_m : float
        Distance of the site from the Earth's centre. [m]
    radius_m : float
        Radius of the sphere. [m]
    refractivity : float
        Refractive index at its surface, less one. [1]
    scale_height_m : float
        Height over which that falls by a factor of e. [m]
    step_m : float
        Length of a step along the ray. [m]
    states : ndarray, shape (m, 3, n)
        Filled: distance from the centre [m], angle there from the site [rad] and apparent elevation
        [rad], after each step; the first row is the site.
    """
    for ray in range(rays.shape[0]):
        r, angle, bent = start_m, 0.0, float(rays[ray])
        states[0, 0, ray], states[0, 1, ray], states[0, 2, ray] = r, angle, bent
        for row in range(1, states.shape[0]):
            r1, a1, b1 = _slope(r, bent, radius_m, refractivity, scale_height_m)
            half = 0.5 * step_m
            r2, a2, b2 = _slope(
                r + half * r1, bent + half * b1, radius_m, refractivity, scale_height_m
            )
            r3, a3, b3 = _slope(
                r + half * r2, bent + half * b2, radius_m, refractivity, scale_height_m
            )
            r4, a4, b4 = _slope(
                r + step_m * r3, bent + step_m * b3, radius_m, refractivity, scale_height_m
            )
            r += step_m / 6.0 * (r1 + 2.0 * r2 + 2.0 * r3 + r4)
            angle += step_m / 6.0 * (a1 + 2.0 * a2 + 2.0 * a3 + a4)
            bent += step_m / 6.0 * (b1 + 2.0 * b2 + 2.0 * b3 + b4)
            states[row, 0, ray], states[row, 1, ray], states[row, 2, ray] = r, angle, bent
