"""Rays in the three models of the air."""

import numpy as np
import pytest
from scipy.integrate import quad

from bongsu.errors import InputError
from bongsu.physics.radar.refraction import (
    horizon_elevation,
    lowest_sine_table,
    ray_path,
    refractive_index,
    seen_from_site,
)
from bongsu.words import REFRACTIONS

RADIUS = 6.371e6


def test_straight_rays_are_straight() -> None:
    path = np.arange(0.0, 2e6, 1e4)
    rays = np.radians([-1.0, 0.0, 5.0, 45.0, 90.0])
    height, angle = ray_path(
        rays, path, site_altitude=500.0, earth_radius=RADIUS, refraction="straight"
    )
    distance, sine = seen_from_site(height, angle, site_altitude=500.0, earth_radius=RADIUS)
    assert distance == pytest.approx(np.broadcast_to(path, distance.shape), abs=1e-6)
    assert sine[:, 1:] == pytest.approx(
        np.broadcast_to(np.sin(rays)[:, None], sine[:, 1:].shape), abs=1e-9
    )


@pytest.mark.parametrize("elevation", [0.5, 2.0, 5.0, 20.0])
def test_traced_ray_obeys_bouguer(elevation: float) -> None:
    """Ground angle against the integral of Bouguer's law, an independent quadrature."""
    start, top = RADIUS + 100.0, 150.0e3
    constant = refractive_index(100.0) * start * np.cos(np.radians(elevation))

    def slope(height: float) -> float:
        r = RADIUS + height
        return float(constant / (r * np.sqrt((refractive_index(height) * r) ** 2 - constant**2)))

    expected = quad(slope, 100.0, top, limit=400)[0]
    path = np.arange(0.0, 1.6e6, 250.0)
    height, angle = ray_path(
        np.radians(elevation),
        path,
        site_altitude=100.0,
        earth_radius=RADIUS,
        refraction="ray-traced",
    )
    # the chord of one step below the ray is the only difference
    assert np.interp(top, height[0], angle[0]) == pytest.approx(expected, rel=2e-5)


def test_total_bending_is_the_astronomers() -> None:
    """At 45 deg the sea-level air bends by (n - 1) / tan(45 deg): 315 urad, less the curvature."""
    path = np.array([0.0, 1.5e6, 3.0e6])
    height, angle = ray_path(
        np.radians(45.0), path, site_altitude=0.0, earth_radius=RADIUS, refraction="ray-traced"
    )
    x = (RADIUS + height[0]) * np.sin(angle[0])
    y = (RADIUS + height[0]) * np.cos(angle[0])
    final = np.arctan2(y[2] - y[1], x[2] - x[1])
    assert np.radians(45.0) - final == pytest.approx(315e-6, rel=0.02)


def test_horizons() -> None:
    assert horizon_elevation(0.0, RADIUS, "straight") == 0.0
    dips = [horizon_elevation(1000.0, RADIUS, refraction) for refraction in REFRACTIONS]
    assert dips[0] == pytest.approx(-np.arccos(RADIUS / (RADIUS + 1000.0)))
    assert dips[1] == pytest.approx(dips[0] * np.sqrt(0.75), rel=1e-3)
    assert dips[0] < dips[2] < dips[1] + 2e-3


def test_order_of_the_models_far_out() -> None:
    """The 4/3 Earth goes on bending in space, so it lets the radar look too low."""
    tables = {
        refraction: lowest_sine_table((np.radians(2.0),), 500.0, RADIUS, refraction, 2.0e6, 1.0e4)[
            0
        ]
        for refraction in REFRACTIONS
    }
    assert np.all(tables["four-thirds"][120:] < tables["ray-traced"][120:])
    assert np.all(tables["ray-traced"][1:] < tables["straight"][1:])
    # beyond the air the traced ray is straight: its geometric elevation tends to a constant
    assert abs(tables["ray-traced"][200] - tables["ray-traced"][150]) < 1e-3


def test_unknown_model() -> None:
    with pytest.raises(InputError, match="straight, four-thirds, ray-traced"):
        horizon_elevation(0.0, RADIUS, "parabolic")  # type: ignore[arg-type]
