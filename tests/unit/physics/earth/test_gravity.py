"""Gravity: the gradient of its potential, and each switch changes it."""

import math

import numpy as np
import pytest

from bongsu.errors import InputError
from bongsu.physics.earth.environment import standard_environment
from bongsu.physics.earth.kernels.environment import GravityTuple
from bongsu.physics.earth.kernels.gravity import gravity_acceleration

FULL = standard_environment("J2..J4").gravity
PLACES = [(6.5e6, 1.2e6, 2.0e6), (-1.0e6, 3.0e6, -6.1e6), (7.0e6, 0.0, 0.0), (10.0, 0.0, 6.6e6)]


def potential(gravity: GravityTuple, x: float, y: float, z: float) -> float:
    """GM/r (1 - sum J_n (a/r)^n P_n(sin latitude)), with Legendre polynomials from NumPy."""
    radius = math.sqrt(x * x + y * y + z * z)
    total = 1.0
    for degree, coefficient in ((2, gravity.j2), (3, gravity.j3), (4, gravity.j4)):
        legendre = np.polynomial.legendre.Legendre.basis(degree)(z / radius)
        total -= coefficient * (gravity.radius_m / radius) ** degree * legendre
    return gravity.gm_m3_s2 / radius * total


@pytest.mark.parametrize("place", PLACES)
def test_acceleration_is_the_gradient_of_the_potential(place):
    radius = math.sqrt(sum(c * c for c in place))
    acceleration = gravity_acceleration(FULL, 0.0, *place, 1.0 / radius)
    for axis in range(3):
        step = 50.0
        ahead, behind = list(place), list(place)
        ahead[axis] += step
        behind[axis] -= step
        slope = (potential(FULL, *ahead) - potential(FULL, *behind)) / (2 * step)
        assert acceleration[axis] == pytest.approx(slope, abs=2e-8)


def test_each_term_changes_the_acceleration():
    place = (4.0e6, 1.0e6, 5.0e6)
    inverse = 1.0 / math.sqrt(sum(c * c for c in place))
    models = [standard_environment(name).gravity for name in ("point-mass", "J2", "J2..J4")]
    values = [gravity_acceleration(model, 0.0, *place, inverse) for model in models]
    assert np.linalg.norm(np.subtract(values[1], values[0])) > 1e-3
    assert 1e-6 < np.linalg.norm(np.subtract(values[2], values[1])) < 1e-4
    without_j4 = gravity_acceleration(models[2]._replace(j4=0.0), 0.0, *place, inverse)
    assert np.linalg.norm(np.subtract(without_j4, values[2])) > 1e-7


@pytest.mark.parametrize(
    ("place", "published"),
    [((6378137.0, 0.0, 0.0), 9.7803253359), ((0.0, 0.0, 6356752.3142), 9.8321849378)],
)
def test_normal_gravity_on_the_ellipsoid(place, published):
    # WGS-84, NIMA TR8350.2 table 3.4; the zonal terms of its normal field to degree four
    environment = standard_environment()
    normal = environment.gravity._replace(j2=1.082629821e-3, j4=-2.37091222e-6)
    inverse = 1.0 / math.sqrt(sum(c * c for c in place))
    pull = gravity_acceleration(normal, environment.rotation_rad_s, *place, inverse)
    # the sixth-degree term, 6.1e-9, is what remains: 7 * 6.1e-9 * 9.8
    assert np.linalg.norm(pull) == pytest.approx(published, abs=5e-7)


def test_unknown_models_are_refused():
    with pytest.raises(InputError, match="gravity model must be one of"):
        standard_environment("J5")
    with pytest.raises(InputError, match="air must be one of"):
        standard_environment(air="martian")
