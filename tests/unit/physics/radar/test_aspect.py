"""Cross-section by aspect: its shape, its mean, and what radar and track make of it."""

from dataclasses import replace
from math import acos, asin, cos, degrees, pi, radians, sin, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.physics.earth.kernels.geodesy import east_north_up_axes, geodetic_to_ecef
from bongsu.physics.flight.samples import Samples
from bongsu.physics.radar.design import RadarDesign
from bongsu.physics.radar.kernels.aspect import (
    CrossSectionTuple,
    constant_cross_section,
    cosine_of_aspect,
    cross_section_at,
    cross_section_towards,
    half_spheroids,
    mean_over_attitudes,
)
from bongsu.physics.radar.sampled_flight import SampledFlight
from bongsu.physics.radar.signals import cross_sections_along, cross_sections_at, signals_along
from bongsu.physics.radar.site import on_site

AREAS = st.floats(1e-4, 1e2)
COSINES = st.floats(-1.0, 1.0)
SITE = geodetic_to_ecef(radians(36.0), radians(128.2), 0.0)


@given(AREAS, AREAS, AREAS)
def test_the_three_aspects_are_met(nose: float, side: float, rear: float) -> None:
    shape = half_spheroids(nose, side, rear)
    found = [cross_section_at(shape, cosine) for cosine in (1.0, 0.0, -1.0)]
    assert found == pytest.approx([nose, side, rear])


@given(AREAS, AREAS, AREAS, COSINES)
def test_between_two_aspects_it_lies_between_them(nose, side, rear, cosine) -> None:
    found = cross_section_at(half_spheroids(nose, side, rear), cosine)
    ends = sorted((side, nose if cosine > 0.0 else rear))
    assert ends[0] * (1.0 - 1e-12) <= found <= ends[1] * (1.0 + 1e-12)


@given(AREAS, COSINES)
def test_a_constant_is_the_same_to_the_last_bit(area: float, cosine: float) -> None:
    assert cross_section_at(constant_cross_section(area), cosine) == area
    velocity = (100.0 * cosine, 3.0, 5.0)
    constant = constant_cross_section(area)
    assert cross_section_towards(constant, SITE, 1.0, 2.0, 3.0, *velocity) == area


@pytest.mark.parametrize(("half_length_m", "radius_m"), [(2.0, 0.5), (0.5, 2.0), (1.0, 1.0)])
def test_it_is_the_optics_of_a_spheroid(half_length_m: float, radius_m: float) -> None:
    """Pi times the product of the radii of curvature where the surface faces the radar."""
    c, b = half_length_m, radius_m
    shape = half_spheroids(pi * b**4 / c**2, pi * c**2, pi * b**4 / c**2)
    for angle in np.linspace(0.0, pi, 37):
        # support function of the ellipse, and its two radii of curvature
        support = sqrt((c * cos(angle)) ** 2 + (b * sin(angle)) ** 2)
        along, around = b**2 * c**2 / support**3, b**2 / support
        assert cross_section_at(shape, cos(angle)) == pytest.approx(pi * along * around)


@pytest.mark.parametrize(("half_length_m", "radius_m"), [(2.0, 0.5), (1.0, 1.0)])
def test_the_mean_of_a_spheroid_is_a_quarter_of_its_surface(half_length_m, radius_m) -> None:
    """Of a large convex conductor: the mean of pi R1 R2 over the sphere is surface over 4."""
    c, b = half_length_m, radius_m
    eccentricity = sqrt(1.0 - b**2 / c**2)
    ratio = asin(eccentricity) / eccentricity if eccentricity else 1.0
    surface = 2.0 * pi * b**2 + 2.0 * pi * b * c * ratio
    shape = half_spheroids(pi * b**4 / c**2, pi * c**2, pi * b**4 / c**2)
    assert mean_over_attitudes(shape) == pytest.approx(surface / 4.0)


@given(AREAS, AREAS, AREAS)
def test_the_mean_is_the_integral(nose: float, side: float, rear: float) -> None:
    shape = half_spheroids(nose, side, rear)
    nodes, weights = np.polynomial.legendre.leggauss(200)
    halves = [
        cross_sections_at(shape, np.arccos(sign * 0.5 * (1.0 + nodes))) for sign in (1.0, -1.0)
    ]
    total = sum(float(0.25 * weights @ half) for half in halves)
    assert mean_over_attitudes(shape) == pytest.approx(total, rel=1e-5)


def test_the_cosine_is_that_of_the_angle_to_the_radar() -> None:
    east, north, up = (np.array(axis) for axis in east_north_up_axes(radians(36.0), radians(128.2)))
    place = np.array(SITE) + 500e3 * north + 100e3 * up
    towards = np.array(SITE) - place
    for angle in (0.0, 30.0, 90.0, 179.0):
        line = towards / np.linalg.norm(towards)
        velocity = 3e3 * (cos(radians(angle)) * line + sin(radians(angle)) * east)
        cosine = cosine_of_aspect(SITE, *place, *velocity)
        assert degrees(acos(max(-1.0, min(1.0, cosine)))) == pytest.approx(angle, abs=1e-4)
    assert cosine_of_aspect(SITE, *place, 0.0, 0.0, 0.0) == 0.0


def passing(shape: CrossSectionTuple) -> SampledFlight:
    """Straight and level flight over the radar, from north to south."""
    _, north, up = (np.array(axis) for axis in east_north_up_axes(radians(36.0), radians(128.2)))
    time = np.arange(0.0, 401.0)
    samples = np.empty((time.size, 7))
    samples[:, 0] = time
    samples[:, 1:4] = np.array(SITE) + 120e3 * up + (400e3 - 2e3 * time[:, None]) * north
    samples[:, 4:7] = -2e3 * north
    return SampledFlight(
        samples=Samples(samples),
        burnout_time_s=100.0,
        powered_cross_section=constant_cross_section(1.0),
        cross_section=shape,
        apogee_m=133e3,
        apogee_time_s=0.0,
        missile="stone",
        launch_area="north",
        target="south",
        shape="straight",
    )


DESIGN = RadarDesign(
    wavelength_m=0.03, aperture_m2=9.2, aperture_efficiency=0.8, average_power_w=81.0e3, duty=0.2,
    pulse_s=1.0e-3, dwell_s=0.1, noise_factor=2.5, losses=3.4, required_snr=20.0,
    sector_half_angle=radians(90.0), elevation_floor=radians(5.0), tilt=radians(90.0),
    bandwidth_hz=1.0e8,
)  # fmt: skip


def test_radar_and_track_see_the_aspect() -> None:
    radar = on_site(DESIGN,
        latitude=radians(36.0), longitude=radians(128.2), altitude=0.0, boresight=0.0,
        refraction="straight",
    )  # fmt: skip
    shape = half_spheroids(0.01, 0.3, 0.1)
    flight = passing(shape)
    rows = slice(120, 300)
    seen = cross_sections_along(radar, flight.samples.array, shape)
    # nose-on while it comes, the side overhead, the rear when it has passed
    assert np.argmax(seen) == pytest.approx(200, abs=1)
    assert seen[200] == pytest.approx(0.3, rel=1e-3)
    assert seen[0] < 0.02
    assert seen[-1] == pytest.approx(0.1, rel=0.15)
    square_metre = signals_along(radar, flight.samples.array)
    assert flight.signals(radar)[rows] == pytest.approx((seen * square_metre)[rows])
    at = [flight.cross_section_at(radar, float(t)) for t in flight.samples.time_s[rows]]
    assert at == pytest.approx(seen[rows])
    assert flight.cross_section_at(radar, 50.0) == 1.0
    assert degrees(flight.aspect_at(radar, 200.0)) == pytest.approx(90.0, abs=0.1)
    constant = replace(flight, cross_section=constant_cross_section(0.01))
    assert constant.seconds_in_view(radar) <= flight.seconds_in_view(radar)
