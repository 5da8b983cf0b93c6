"""When a radar sees a sampled flight."""

from dataclasses import replace
from math import cos, isnan, radians, sin

import numpy as np
import pytest

from bongsu.physics.earth.kernels.geodesy import east_north_up_axes, geodetic_to_ecef
from bongsu.physics.radar.design import RadarDesign
from bongsu.physics.radar.kernels.sight import (
    fill_snr,
    first_sight,
    loss_of_sight,
    seconds_in_view,
    snr_at,
    state_at,
)
from bongsu.physics.radar.kernels.signal import RadarTuple

DESIGN = RadarDesign(
    wavelength_m=0.03, aperture_m2=9.2, aperture_efficiency=0.8, average_power_w=81.0e3, duty=0.2,
    pulse_s=1.0e-3, dwell_s=0.1, noise_factor=2.5, losses=3.4, required_snr=20.0,
    sector_half_angle=radians(60.0), elevation_floor=radians(5.0), tilt=radians(20.0),
    bandwidth_hz=1.0e8,
)  # fmt: skip


@pytest.fixture(scope="module")
def radar() -> RadarTuple:
    return DESIGN.at(
        latitude=radians(36.0),
        longitude=radians(128.2),
        altitude=0.0,
        boresight=0.0,
        refraction="straight",
    )


def parabola(step: float = 5.0) -> tuple[np.ndarray, int]:
    """A throw of 2 km/s at 60 deg from 300 km north of the radar, in constant gravity."""
    start = np.array(geodetic_to_ecef(radians(38.7), radians(128.2), 0.0))
    _, north, up = (np.array(axis) for axis in east_north_up_axes(radians(38.7), radians(128.2)))
    speed, gravity = 2000.0, 9.8
    velocity = speed * (sin(radians(60.0)) * up - cos(radians(60.0)) * north)
    end = 2.0 * speed * sin(radians(60.0)) / gravity
    times = np.append(np.arange(0.0, end, step), end)
    samples = np.empty((times.size + 7, 7))
    samples[: times.size, 0] = times
    samples[: times.size, 1:4] = (
        start + times[:, None] * velocity - 0.5 * gravity * times[:, None] ** 2 * up
    )
    samples[: times.size, 4:7] = velocity - gravity * times[:, None] * up
    samples[times.size :] = np.nan
    return samples, times.size


def test_hermite_is_exact_for_a_parabola() -> None:
    coarse, rows = parabola(50.0)
    fine, fine_rows = parabola(1.0)
    for row in range(0, fine_rows, 17):
        state = state_at(coarse, rows, fine[row, 0])
        assert np.array(state) == pytest.approx(fine[row, 1:], rel=1e-9, abs=1e-6)
    assert np.array(state_at(coarse, rows, -5.0)) == pytest.approx(coarse[0, 1:])
    assert np.array(state_at(coarse, rows, 1e6)) == pytest.approx(coarse[rows - 1, 1:])


def test_sight_begins_and_ends_where_the_ratio_crosses(radar: RadarTuple) -> None:
    samples, rows = parabola()
    begin = first_sight(radar, samples, rows, 0.01, 20.0, 0.0)
    end = loss_of_sight(radar, samples, rows, 0.01, 20.0, begin)
    assert 0.0 < begin < end < samples[rows - 1, 0]
    for edge, outward in ((begin, -0.002), (end, 0.002)):
        assert snr_at(radar, samples, rows, edge, 0.01) >= 20.0
        assert snr_at(radar, samples, rows, edge + outward, 0.01) < 20.0
    assert seconds_in_view(radar, samples, rows, 0.01, 20.0) == pytest.approx(end - begin, abs=0.01)
    assert first_sight(radar, samples, rows, 0.01, 20.0, begin + 3.0) == begin + 3.0


def test_never_seen(radar: RadarTuple) -> None:
    samples, rows = parabola()
    assert isnan(first_sight(radar, samples, rows, 1e-12, 20.0, 0.0))
    assert isnan(first_sight(radar, samples, rows, 0.01, 20.0, 1e6))
    assert isnan(loss_of_sight(radar, samples, rows, 0.01, 20.0, 0.0))
    assert seconds_in_view(radar, samples, rows, 1e-12, 20.0) == 0.0


def test_more_cross_section_is_seen_no_later(radar: RadarTuple) -> None:
    samples, rows = parabola()
    begins = [first_sight(radar, samples, rows, rcs, 20.0, 0.0) for rcs in (1.0, 0.1, 0.01, 1e-3)]
    assert begins == sorted(begins)


def test_interrupted_sight_is_summed(radar: RadarTuple) -> None:
    """Two stretches in view: the throw leaves the ceiling and comes back under it."""
    low = replace(DESIGN, elevation_ceiling=radians(20.0)).at(
        latitude=radians(36.0), longitude=radians(128.2), altitude=0.0, boresight=0.0,
        refraction="straight",
    )  # fmt: skip
    samples, rows = parabola()
    shifted = samples.copy()
    north = np.array(low.axes[1])
    shifted[:rows, 1:4] += 200.0e3 * north
    total = seconds_in_view(low, shifted, rows, 1.0, 20.0)
    begin = first_sight(low, shifted, rows, 1.0, 20.0, 0.0)
    end = loss_of_sight(low, shifted, rows, 1.0, 20.0, begin)
    again = first_sight(low, shifted, rows, 1.0, 20.0, end + 0.01)
    assert again > end + 5.0
    last = loss_of_sight(low, shifted, rows, 1.0, 20.0, again)
    assert total == pytest.approx(end - begin + last - again, abs=0.02)


def test_fill(radar: RadarTuple) -> None:
    samples, rows = parabola()
    times = np.linspace(0.0, samples[rows - 1, 0], 50)
    ratios = np.empty(50)
    fill_snr(radar, samples, rows, 0.01, times, ratios)
    assert ratios == pytest.approx([snr_at(radar, samples, rows, t, 0.01) for t in times])
