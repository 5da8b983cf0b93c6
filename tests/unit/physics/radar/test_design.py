"""The radar equation, the field of regard, and every option of a site."""

from dataclasses import replace
from math import acos, cos, degrees, exp, pi, radians, sin, sqrt

import numpy as np
import pytest

from bongsu.errors import InputError
from bongsu.physics.earth.kernels.geodesy import geodetic_to_ecef
from bongsu.physics.radar.design import RadarDesign
from bongsu.physics.radar.kernels.signal import (
    RadarTuple,
    direction_cosines,
    in_field_of_regard,
    measurement_errors,
    signal_to_noise,
)
from bongsu.physics.radar.site import HorizonMask, on_site

DESIGN = RadarDesign(
    wavelength_m=0.03,
    aperture_m2=9.2,
    aperture_efficiency=0.8,
    average_power_w=81.0e3,
    duty=0.2,
    pulse_s=1.0e-3,
    dwell_s=0.1,
    noise_factor=2.5,
    losses=3.4,
    required_snr=20.0,
    sector_half_angle=radians(60.0),
    elevation_floor=radians(5.0),
    tilt=radians(20.0),
    bandwidth_hz=1.0e8,
    aspect=2.0,
)
LATITUDE, LONGITUDE, ALTITUDE = radians(36.0), radians(128.2), 600.0


def site(design: RadarDesign = DESIGN, **options: object) -> RadarTuple:
    arguments: dict[str, object] = {
        "latitude": LATITUDE,
        "longitude": LONGITUDE,
        "altitude": ALTITUDE,
        "boresight": radians(330.0),
        "refraction": "straight",
    }
    return on_site(design, **(arguments | options))  # type: ignore[arg-type]


def place(
    radar: RadarTuple, azimuth_deg: float, elevation_deg: float, distance: float
) -> np.ndarray:
    azimuth, elevation = radians(azimuth_deg), radians(elevation_deg)
    east, north, up = (np.array(axis) for axis in radar.axes)
    unit = cos(elevation) * (sin(azimuth) * east + cos(azimuth) * north) + sin(elevation) * up
    return np.asarray(radar.site) + distance * unit


def test_equation_by_hand_on_boresight() -> None:
    radar = site()
    energy, gain, area = 81.0e3 * 0.1, 4 * pi * 0.8 * 9.2 / 0.03**2, 0.8 * 9.2
    noise = 1.380649e-23 * 290.0 * 2.5 * 3.4
    expected = energy * gain * area * 0.01 / ((4 * pi) ** 2 * 700.0e3**4 * noise)
    point = place(radar, 330.0, 20.0, 700.0e3)
    assert signal_to_noise(radar, *point, 0.01) == pytest.approx(expected, rel=1e-9)
    assert DESIGN.constant_m2 * 0.01 / 700.0e3**4 == pytest.approx(expected, rel=1e-12)


def test_range_inverts_the_equation() -> None:
    reach = DESIGN.range_on_boresight(0.01)
    assert DESIGN.constant_m2 * 0.01 / reach**4 == pytest.approx(20.0, rel=1e-12)
    assert DESIGN.range_on_boresight(0.01, snr=5.0) == pytest.approx(reach * sqrt(2.0))


def test_pulses_do_not_matter_while_coherent() -> None:
    other = replace(DESIGN, pulse_s=0.2e-3, duty=0.1)
    assert other.pulses == 50
    assert DESIGN.pulses == 20
    assert other.constant_m2 == DESIGN.constant_m2


def test_adding_after_detection_costs_range() -> None:
    groups = replace(DESIGN, coherent_pulses=2)
    assert groups.coherent_groups == 10
    assert DESIGN.coherent_groups == 1
    ratio = groups.range_on_boresight(0.01) / DESIGN.range_on_boresight(0.01)
    assert ratio == pytest.approx(groups.integration_loss**-0.25)
    assert 0.8 < ratio < 0.95
    point = place(site(), 330.0, 20.0, 700.0e3)
    scale = signal_to_noise(site(groups), *point, 0.01) / signal_to_noise(site(), *point, 0.01)
    assert scale == pytest.approx(1.0 / groups.integration_loss)


def test_two_stacked_arrays_give_1_68_not_2() -> None:
    ratio = DESIGN.stacked(2).range_on_boresight(0.01) / DESIGN.range_on_boresight(0.01)
    assert ratio == pytest.approx(8.0**0.25, rel=1e-12)
    assert DESIGN.stacked(2).beam_widths[0] == pytest.approx(DESIGN.beam_widths[0])
    assert DESIGN.stacked(2).beam_widths[1] == pytest.approx(DESIGN.beam_widths[1] / 2.0)


def test_scan_loss() -> None:
    radar = site()
    on = signal_to_noise(radar, *place(radar, 330.0, 20.0, 7e5), 0.01)
    off = signal_to_noise(radar, *place(radar, 330.0, 60.0, 7e5), 0.01)
    assert off / on == pytest.approx(cos(radians(40.0)) ** 2, rel=1e-9)
    cubic = site(replace(DESIGN, scan_exponent=3.0))
    point = place(radar, 330.0, 60.0, 7e5)
    assert signal_to_noise(cubic, *point, 0.01) / on == pytest.approx(cos(radians(40.0)) ** 3)


def test_air_weakens_low_beams_more() -> None:
    clear, air = site(), site(replace(DESIGN, zenith_attenuation=0.02))
    high = place(clear, 330.0, 75.0, 7e5)
    low = place(clear, 330.0, 6.0, 7e5)

    def share(point: np.ndarray) -> float:
        return signal_to_noise(air, *point, 1.0) / signal_to_noise(clear, *point, 1.0)

    assert share(high) == pytest.approx(exp(-0.04 / sin(radians(75.0))), rel=1e-3)
    assert share(low) == pytest.approx(exp(-0.04 / sin(radians(6.0))), rel=2e-2)
    assert share(low) > exp(-0.04 / sin(radians(6.0)))


@pytest.mark.parametrize(
    ("azimuth", "elevation", "seen"),
    [
        (330.0, 20.0, True),
        # |cos 20 sin azimuth| up to sin 60: the limit across the face
        (330.0 - 67.1, 20.0, True),
        (330.0 + 67.1, 20.0, True),
        (330.0 - 67.3, 20.0, False),
        (330.0 + 67.3, 20.0, False),
        # nothing overhead is cut off, in front or behind
        (330.0 - 120.0, 75.0, True),
        (150.0, 70.1, True),
        (150.0, 20.0, False),
        (330.0, 5.01, True),
        (330.0, 4.99, False),
        (330.0, 89.9, True),
    ],
)
def test_field_of_regard(azimuth: float, elevation: float, seen: bool) -> None:
    radar = site()
    assert in_field_of_regard(radar, *place(radar, azimuth, elevation, 5e5)) is seen
    assert (signal_to_noise(radar, *place(radar, azimuth, elevation, 5e5), 1.0) > 0.0) is seen


@pytest.mark.parametrize("sector_deg", [90.0, 120.0, 180.0])
def test_a_sector_from_a_right_angle_on_is_no_limit(sector_deg: float) -> None:
    radar = site(replace(DESIGN, sector_half_angle=radians(sector_deg), scan_limit=0.5 * pi))
    assert in_field_of_regard(radar, *place(radar, 330.0 - 90.0, 6.0, 5e5))
    assert in_field_of_regard(radar, *place(radar, 150.0, 70.1, 5e5))
    assert not in_field_of_regard(radar, *place(radar, 150.0, 69.9, 5e5))


def test_the_cone_is_about_the_tilted_face() -> None:
    design = replace(DESIGN, tilt=radians(60.0), scan_limit=radians(60.0))
    radar = site(design)
    # the face sees 30 deg behind the zenith, and less along the horizon
    assert in_field_of_regard(radar, *place(radar, 150.0, 60.1, 5e5))
    assert not in_field_of_regard(radar, *place(radar, 150.0, 59.9, 5e5))
    edge = degrees(design.floor_half_width)
    assert edge == pytest.approx(31.6, abs=0.1)
    assert in_field_of_regard(radar, *place(radar, 330.0 + edge - 0.01, 5.0001, 5e5))
    assert not in_field_of_regard(radar, *place(radar, 330.0 + edge + 0.05, 5.0001, 5e5))


def test_half_width_in_plain_geometry() -> None:
    design = replace(DESIGN, tilt=radians(30.0), scan_limit=radians(60.0))
    # along the horizon: cos 60 = cos 30 cos azimuth
    assert design.half_width_at(0.0) == pytest.approx(acos(0.5 / cos(radians(30.0))))
    # 30 deg of tilt and 60 of scan reach the zenith from every side
    assert design.half_width_at(0.5 * pi - 1e-6) == pytest.approx(0.5 * pi, abs=1e-6)
    assert replace(design, tilt=radians(31.0)).half_width_at(0.5 * pi) == pi
    # below the lowest beam there is nothing
    assert replace(design, tilt=radians(70.0)).half_width_at(radians(9.9)) == 0.0
    # with a limit across the face as wide as the cone, the cone decides
    assert design.half_width_at(0.3) == replace(design, sector_half_angle=pi).half_width_at(0.3)
    narrow = replace(design, sector_half_angle=radians(45.0))
    assert narrow.half_width_at(0.0) == pytest.approx(radians(45.0))


def test_scan_limit_ceiling_and_maximum_range() -> None:
    design = replace(DESIGN, scan_limit=radians(50.0))
    radar = site(design)
    assert in_field_of_regard(radar, *place(radar, 330.0, 69.9, 5e5))
    assert not in_field_of_regard(radar, *place(radar, 330.0, 70.1, 5e5))
    radar = site(replace(DESIGN, elevation_ceiling=radians(40.0)))
    assert in_field_of_regard(radar, *place(radar, 330.0, 39.9, 5e5))
    assert not in_field_of_regard(radar, *place(radar, 330.0, 40.1, 5e5))
    radar = site(replace(DESIGN, maximum_range_m=4e5))
    assert in_field_of_regard(radar, *place(radar, 330.0, 20.0, 3.99e5))
    assert not in_field_of_regard(radar, *place(radar, 330.0, 20.0, 4.01e5))


def test_boresight_and_tilt_turn_the_field() -> None:
    north = site(boresight=0.0)
    assert not in_field_of_regard(north, *place(north, 280.0, 20.0, 5e5))
    assert in_field_of_regard(site(), *place(north, 280.0, 20.0, 5e5))
    point = place(site(), 330.0, 60.0, 5e5)
    assert signal_to_noise(site(tilt=radians(60.0)), *point, 1.0) > signal_to_noise(
        site(), *point, 1.0
    )


def test_horizon_holds_below_a_negative_floor() -> None:
    radar = site(replace(DESIGN, elevation_floor=radians(-30.0), tilt=0.0))
    dip = degrees(np.arccos(6.371e6 / (6.371e6 + ALTITUDE)))
    assert in_field_of_regard(radar, *place(radar, 330.0, -dip + 0.01, 5e5))
    assert not in_field_of_regard(radar, *place(radar, 330.0, -dip - 0.01, 5e5))


def test_site_height_lowers_the_horizon() -> None:
    design = replace(DESIGN, elevation_floor=radians(-30.0), tilt=0.0)
    far = geodetic_to_ecef(radians(41.0), LONGITUDE, 20.0e3)
    facing = {"boresight": 0.0}
    assert not in_field_of_regard(site(design, altitude=0.0, **facing), *far)
    assert in_field_of_regard(site(design, altitude=3000.0, **facing), *far)


def test_mask_raises_the_floor_in_its_directions_only() -> None:
    mask = HorizonMask(
        azimuth=np.radians([0.0, 300.0, 310.0, 320.0, 330.0]),
        elevation=np.radians([0.0, 0.0, 12.0, 12.0, 0.0]),
    )
    radar = site(mask=mask)
    assert not in_field_of_regard(radar, *place(radar, 315.0, 11.9, 5e5))
    assert in_field_of_regard(radar, *place(radar, 315.0, 12.1, 5e5))
    assert not in_field_of_regard(radar, *place(radar, 305.0, 5.9, 5e5))
    assert in_field_of_regard(radar, *place(radar, 305.0, 6.1, 5e5))
    assert in_field_of_regard(radar, *place(radar, 350.0, 5.1, 5e5))
    assert not in_field_of_regard(radar, *place(radar, 350.0, 4.9, 5e5))


def test_mask_is_periodic() -> None:
    mask = HorizonMask(azimuth=np.radians([10.0, 350.0]), elevation=np.radians([8.0, 10.0]))
    assert np.degrees(mask.at(np.radians([0.0, 360.0, 180.0]))) == pytest.approx([9.0, 9.0, 9.0])


@pytest.mark.parametrize(
    ("azimuth", "elevation"),
    [([0.0, 1.0], [0.1]), ([1.0, 0.0], [0.0, 0.0]), ([0.0, 7.0], [0.0, 0.0]), ([0.0], [2.0])],
)
def test_bad_masks(azimuth: list[float], elevation: list[float]) -> None:
    with pytest.raises(InputError):
        HorizonMask(azimuth=np.array(azimuth), elevation=np.array(elevation))


@pytest.mark.parametrize(
    "change",
    [
        {"wavelength_m": 0.0},
        {"aperture_efficiency": 1.2},
        {"duty": 0.0},
        {"noise_factor": 0.9},
        {"losses": float("nan")},
        {"required_snr": -1.0},
        {"sector_half_angle": 4.0},
        {"scan_limit": 2.0},
        {"elevation_floor": 1.0, "elevation_ceiling": 0.5},
        {"coherent_pulses": 21},
        {"maximum_range_m": 0.0},
        {"track_snr": 0.0},
    ],
)
def test_bad_designs(change: dict[str, float]) -> None:
    with pytest.raises(InputError):
        replace(DESIGN, **change)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "change",
    [{"latitude": 2.0}, {"longitude": 7.0}, {"altitude": 1e5}, {"tilt": 2.0}, {"refraction": "no"}],
)
def test_bad_sites(change: dict[str, object]) -> None:
    with pytest.raises(InputError):
        site(**change)


def test_direction_cosines_and_errors() -> None:
    radar = site()
    distance, across, up = direction_cosines(radar, *place(radar, 330.0, 20.0, 5e5))
    assert (distance, across, up) == pytest.approx((5e5, 0.0, 0.0), abs=1e-9)
    _, across, up = direction_cosines(radar, *place(radar, 331.0, 20.0, 5e5))
    assert across == pytest.approx(sin(radians(1.0)) * cos(radians(20.0)))
    _, across, up = direction_cosines(radar, *place(radar, 330.0, 21.0, 5e5))
    assert (across, up) == pytest.approx((0.0, sin(radians(1.0))), abs=1e-12)
    errors = measurement_errors(radar, 50.0)
    assert errors[0] == pytest.approx(299792458.0 / 2e8 / 10.0)
    assert errors[1] == pytest.approx(0.886 * 0.03 / sqrt(9.2 * 2.0) / 1.6 / 10.0)
    assert errors[2] == pytest.approx(2.0 * errors[1])
    rough = site(replace(DESIGN, range_error_m=5.0, sine_error=1e-3))
    assert measurement_errors(rough, 1e9) == pytest.approx((5.0, 1e-3, 1e-3), rel=1e-4)
