"""The Earth around a flight, as parameter sets that kernels take."""

from typing import NamedTuple

from bongsu.physics.numerics.arrays import FloatArray


class GravityTuple(NamedTuple):
    """Zonal gravity field; a zero coefficient switches its term off."""

    gm_m3_s2: float
    radius_m: float
    j2: float
    j3: float
    j4: float


class AirTuple(NamedTuple):
    """Air on uniform altitude intervals, co-rotating with the Earth.

    Row `i` covers ``base_m + i spacing_m`` to the next knot. With ``s`` in [-0.5, 0.5] measured
    from its middle in units of the spacing, `log_density` holds the density at the middle and the
    three coefficients of ``log(density / middle) = c1 s + c2 s**2 + c3 s**3``; `sound_speed` holds
    ``a0 + a1 s + a2 s**2 + a3 s**3``. Density is zero above `top_m` and constant below `base_m`.
    Each interval spans at most 0.4 in log density, so that its exponential is a short polynomial.
    """

    base_m: float
    spacing_m: float
    top_m: float
    log_density: FloatArray
    sound_speed: FloatArray


class EnvironmentTuple(NamedTuple):
    """Gravity, rotation and air of the Earth."""

    gravity: GravityTuple
    rotation_rad_s: float
    air: AirTuple
