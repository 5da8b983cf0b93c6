"""When a radar sees a sampled flight."""

from dataclasses import replace
from math import cos, radians, sin

import numpy as np
import pytest

from bongsu.errors import InputError
from bongsu.physics.earth.kernels.geodesy import east_north_up_axes, geodetic_to_ecef
from bongsu.physics.flight.kernels.between import state_at
from bongsu.physics.flight.samples import Samples
from bongsu.physics.radar.design import RadarDesign
from bongsu.physics.radar.kernels.aspect import constant_cross_section
from bongsu.physics.radar.kernels.sight import fill_row_snr
from bongsu.physics.radar.kernels.signal import RadarTuple
from bongsu.physics.radar.sampled_flight import SampledFlight
from bongsu.physics.radar.site import on_site

DESIGN = RadarDesign(
    wavelength_m=0.03, aperture_m2=9.2, aperture_efficiency=0.8, average_power_w=81.0e3, duty=0.2,
    pulse_s=1.0e-3, dwell_s=0.1, noise_factor=2.5, losses=3.4, required_snr=20.0,
    sector_half_angle=radians(60.0), elevation_floor=radians(5.0), tilt=radians(20.0),
    bandwidth_hz=1.0e8,
)  # fmt: skip


@pytest.fixture(scope="module")
def radar() -> RadarTuple:
    return on_site(
        DESIGN,
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


def flight(section: float = 0.01, shift_m: float = 0.0, **changes: float) -> SampledFlight:
    """The throw, as large as asked for, moved to the north."""
    array, rows = parabola()
    array = array[:rows].copy()
    _, north, _ = east_north_up_axes(radians(36.0), radians(128.2))
    array[:, 1:4] += shift_m * np.array(north)
    samples = Samples(array)
    highest = int(np.argmax(samples.geodetic.altitude_m))
    return replace(
        SampledFlight(
            samples=samples, burnout_time_s=0.0, powered_cross_section=constant_cross_section(0.0),
            cross_section=constant_cross_section(section),
            apogee_m=samples.geodetic.altitude_m[highest],
            apogee_time_s=samples.time_s[highest], missile="stone", launch_area="north",
            target="south", shape="parabola",
        ),
        **changes,
    )  # fmt: skip


def test_hermite_is_exact_for_a_parabola() -> None:
    coarse, rows = parabola(50.0)
    fine, fine_rows = parabola(1.0)
    for row in range(0, fine_rows, 17):
        state = state_at(coarse, rows, fine[row, 0])
        assert np.array(state) == pytest.approx(fine[row, 1:], rel=1e-9, abs=1e-6)
    assert np.array(state_at(coarse, rows, -5.0)) == pytest.approx(coarse[0, 1:])
    assert np.array(state_at(coarse, rows, 1e6)) == pytest.approx(coarse[rows - 1, 1:])


def test_sight_begins_and_ends_where_the_ratio_crosses(radar: RadarTuple) -> None:
    thrown = flight()
    ((begin, end),) = thrown.sights(radar)
    assert 0.0 < begin < end < thrown.duration_s
    for edge, outward in ((begin, -0.002), (end, 0.002)):
        assert thrown.signal_at(radar, edge) >= 20.0
        assert thrown.signal_at(radar, edge + outward) < 20.0
    assert thrown.seconds_in_view(radar) == end - begin


def test_never_seen(radar: RadarTuple) -> None:
    assert flight(1e-12).sights(radar) == []
    assert flight(1e-12).seconds_in_view(radar) == 0.0


def test_more_cross_section_is_seen_no_later(radar: RadarTuple) -> None:
    begins = [flight(section).sights(radar)[0][0] for section in (1.0, 0.1, 1e-3, 2e-5)]
    assert begins == sorted(begins)
    assert begins[0] < begins[-1]


def test_interrupted_sight_is_summed() -> None:
    """Two stretches in view: the throw leaves the ceiling and comes back under it."""
    low = on_site(replace(DESIGN, elevation_ceiling=radians(20.0)),
        latitude=radians(36.0), longitude=radians(128.2), altitude=0.0, boresight=0.0,
        refraction="straight",
    )  # fmt: skip
    far = flight(1.0, shift_m=200.0e3)
    (begin, end), (again, last) = far.sights(low)
    assert again > end + 5.0
    assert far.seconds_in_view(low) == pytest.approx(end - begin + last - again)


def test_signals_are_those_of_the_rows(radar: RadarTuple) -> None:
    thrown = flight(0.01)
    at_rows = [thrown.signal_at(radar, t) for t in thrown.samples.time_s]
    assert thrown.signals(radar) == pytest.approx(at_rows)
    square_metre = np.empty(len(thrown.samples))
    fill_row_snr(radar, thrown.samples.array, square_metre)
    assert thrown.signals(radar) == pytest.approx(0.01 * square_metre)


def test_an_object_is_seen_only_while_it_is_shown(radar: RadarTuple) -> None:
    """At burnout the bright plume gives way to what separates from it."""
    thrown = flight(burnout_time_s=120.0)
    boosting = thrown.showing("boosting-missile", constant_cross_section(1.0))
    ((_, end),) = boosting.sights(radar)
    assert end == pytest.approx(120.0, abs=1e-3)
    warhead = thrown.showing("reentry-vehicle", constant_cross_section(1.0))
    ((begin, _),) = warhead.sights(radar)
    assert begin == pytest.approx(120.0, abs=1e-3)
    shown = [thrown.visible_as(name) for name in ("boosting-missile", "reentry-vehicle")]
    assert (shown[0] ^ shown[1]).all()
    assert thrown.samples.time_s[shown[0]].max() <= 120.0
    assert thrown.kernel.powered_until_s == 120.0


def test_states_of_a_flight_are_held_at_its_ends() -> None:
    thrown = flight()
    assert thrown.state_at(-1.0) == thrown.state_at(0.0)
    assert thrown.altitude_at(1e6) == pytest.approx(thrown.altitude_at(thrown.duration_s))
    assert thrown.altitude_at(thrown.apogee_time_s) == pytest.approx(thrown.apogee_m)
    with pytest.raises(InputError, match="two rows"):
        replace(thrown, samples=Samples(thrown.samples.array[:1]))
