"""The catalogue's cross-sections by aspect against closed forms of simple conducting shapes.

Flat plate and cylinder at right angles are the brightest that a body of the size can be; a quarter
of its surface is what a large convex conductor shows on average over all attitudes.
"""

from math import hypot, pi

import pytest

from bongsu.catalog import load_catalog
from bongsu.engagement.factory import cross_section
from bongsu.physics.radar.kernels.aspect import mean_over_attitudes

WAVELENGTH_M = 0.03
# radius and length of each object: a cone, and cylinders of the size of a Nodong
SIZES_M = {"reentry-vehicle": (0.275, 1.7), "body": (0.65, 15.0), "spent-stage": (0.65, 12.0),
           "boosting-missile": (0.65, 15.0)}  # fmt: skip


def flat_disc(radius_m: float) -> float:
    """4 pi A^2 / lambda^2, seen straight on."""
    return 4.0 * pi * (pi * radius_m**2) ** 2 / WAVELENGTH_M**2


def cylinder_broadside(radius_m: float, length_m: float) -> float:
    """2 pi a L^2 / lambda."""
    return 2.0 * pi * radius_m * length_m**2 / WAVELENGTH_M


def cone_broadside(radius_m: float, length_m: float) -> float:
    """At right angles to the slant: (8 pi / 9) s^3 tan(alpha) / lambda with slant s."""
    slant = hypot(radius_m, length_m)
    return 8.0 * pi / 9.0 * slant**3 * (radius_m / length_m) / WAVELENGTH_M


@pytest.mark.parametrize("name", SIZES_M)
def test_no_row_is_brighter_than_a_flash(name: str) -> None:
    entry, size = load_catalog().cross_section(name), SIZES_M[name]
    assert entry.side is not None
    assert entry.rear is not None
    broadside = cone_broadside if name == "reentry-vehicle" else cylinder_broadside
    assert entry.side.high < broadside(*size)
    assert entry.rear.high < flat_disc(size[0])


@pytest.mark.parametrize("name", SIZES_M)
def test_no_row_is_fainter_than_a_sharp_tip(name: str) -> None:
    """lambda^2 tan^4(alpha) / 16 pi: the least that a cone of the warhead's angle can show."""
    radius_m, length_m = SIZES_M["reentry-vehicle"]
    tip = WAVELENGTH_M**2 * (radius_m / length_m) ** 4 / (16.0 * pi)
    entry = load_catalog().cross_section(name)
    assert entry.nose_on is not None
    assert entry.nose_on.low > tip


@pytest.mark.parametrize("name", SIZES_M)
def test_the_mean_stays_below_that_of_a_convex_body(name: str) -> None:
    """The rows leave the flashes out, so their mean lies below a quarter of the surface."""
    radius_m, length_m = SIZES_M[name]
    lateral = (
        pi * radius_m * hypot(radius_m, length_m) + pi * radius_m**2
        if name == "reentry-vehicle"
        else 2.0 * pi * radius_m * (length_m + radius_m)
    )
    mean = mean_over_attitudes(cross_section(name, "by-aspect"))
    assert 0.01 * lateral / 4.0 < mean < lateral / 4.0
