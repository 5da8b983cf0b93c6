"""The linearised motion, the information recursion and its inverse, against plain numerics."""

from math import radians

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from bongsu.physics.earth.environment import standard_environment
from bongsu.physics.earth.kernels.atmosphere import air_density
from bongsu.physics.earth.kernels.geodesy import east_north_up_axes, geodetic_to_ecef
from bongsu.physics.flight.kernels.between import state_at
from bongsu.physics.flight.kernels.dynamics import ballistic_acceleration
from bongsu.physics.radar.design import RadarDesign
from bongsu.physics.radar.kernels.aspect import constant_cross_section
from bongsu.physics.radar.kernels.signal import (
    direction_cosines,
    measurement_errors,
    signal_to_noise,
)
from bongsu.physics.radar.site import on_site
from bongsu.physics.track.kernels.covariance import (
    TrackingTuple,
    add_look,
    invert,
    predict_information,
    prior_information,
    sensitivities,
    track_information,
)
from bongsu.physics.track.kernels.dynamics import (
    acceleration_gradients,
    log_density_slope,
    scratch,
    transition,
)
from bongsu.physics.track.kernels.filter import fly

ENVIRONMENT = standard_environment("J2", "us76")
DRAG = 1.0 / 1500.0
DESIGN = RadarDesign(
    wavelength_m=0.03, aperture_m2=9.2, aperture_efficiency=0.8, average_power_w=81.0e3, duty=0.2,
    pulse_s=1.0e-3, dwell_s=0.1, noise_factor=2.5, losses=3.4, required_snr=20.0,
    sector_half_angle=radians(60.0), elevation_floor=radians(2.0), tilt=radians(20.0),
    bandwidth_hz=1.0e7, range_error_m=2.0, sine_error=1e-4,
)  # fmt: skip
RADAR = on_site(DESIGN,
    latitude=radians(36.0), longitude=radians(128.2), altitude=0.0, boresight=0.0,
    refraction="straight",
)  # fmt: skip
TRACKING = TrackingTuple(2.0, 1.0, 12.0, 1.0e5, 3.0e3, 1.0e-3, 0.0, 0.0)


def slope(_: float, state: np.ndarray) -> np.ndarray:
    acceleration = ballistic_acceleration(ENVIRONMENT, state[6], *state[:6])
    return np.array([*state[3:6], *acceleration, 0.0])


def flight(altitude: float = 90e3, duration: float = 250.0, step: float = 1.0) -> np.ndarray:
    """Free flight southwards at 2 km/s, 40 deg up, from 350 km north of the radar."""
    latitude, longitude = radians(39.2), radians(128.0)
    _, north, up = (np.array(axis) for axis in east_north_up_axes(latitude, longitude))
    velocity = 2000.0 * (np.sin(0.7) * up - np.cos(0.7) * north)
    start = np.array([*geodetic_to_ecef(latitude, longitude, altitude), *velocity, DRAG])
    times = np.arange(0.0, duration + step, step)
    solved = solve_ivp(slope, (0.0, times[-1]), start, "DOP853", times, rtol=1e-12, atol=1e-9)
    return np.ascontiguousarray(np.column_stack([times, solved.y[:6].T]))


SAMPLES = flight()
REENTRY = flight(altitude=30e3, duration=95.0, step=0.25)


@pytest.mark.parametrize("altitude", [5e3, 40e3, 150e3])
def test_gradients_are_derivatives(altitude: float) -> None:
    point = np.array(
        [*geodetic_to_ecef(radians(37.0), radians(127.0), altitude), 900.0, -1400.0, -1900.0, DRAG]
    )
    g, d, b = np.empty((3, 3)), np.empty((3, 3)), np.empty(3)
    acceleration_gradients(ENVIRONMENT, DRAG, tuple(point[:6]), g, d, b)  # type: ignore[arg-type]
    columns = []
    for i, width in enumerate([20.0] * 3 + [1.0] * 3 + [1e-4]):
        shift = np.zeros(7)
        shift[i] = width
        columns.append((slope(0.0, point + shift) - slope(0.0, point - shift))[3:6] / 2.0 / width)
    numeric = np.array(columns).T
    assert np.abs(g - numeric[:, :3]).max() < 1e-5 * np.abs(numeric[:, :3]).max()
    assert np.abs(d - numeric[:, 3:6]).max() < 1e-6 * np.abs(numeric[:, 3:6]).max()
    assert b == pytest.approx(numeric[:, 6], rel=1e-6, abs=1e-12)


def test_density_slope() -> None:
    air = ENVIRONMENT.air
    for altitude in (3e3, 30e3, 85e3):
        numeric = np.log(air_density(air, altitude + 1.0) / air_density(air, altitude - 1.0)) / 2.0
        assert log_density_slope(air, altitude) == pytest.approx(numeric, rel=1e-4)
    assert log_density_slope(air, 1e6) == 0.0


@pytest.mark.parametrize(
    ("samples", "start", "end", "bound"),
    [
        (SAMPLES, 40.0, 41.0, 1e-7),
        (SAMPLES, 41.0, 40.0, 1e-7),
        (SAMPLES, 60.0, 70.0, 1e-5),
        (REENTRY, 80.0, 82.0, 2e-3),
    ],
)
def test_transition_is_the_flow_of_small_errors(
    samples: np.ndarray, start: float, end: float, bound: float
) -> None:
    phi, work = np.empty((7, 7)), scratch()
    transition(ENVIRONMENT, DRAG, samples, len(samples), start, end, phi, work)
    center = np.append(state_at(samples, len(samples), start), DRAG)
    widths = np.array([50.0] * 3 + [1.0] * 3 + [1e-5])
    numeric = np.empty((7, 7))
    for i in range(7):
        ends = []
        for sign in (1.0, -1.0):
            state = center.copy()
            state[i] += sign * widths[i]
            solved = solve_ivp(slope, (start, end), state, "DOP853", rtol=1e-13, atol=1e-9)
            ends.append(solved.y[:, -1])
        numeric[:, i] = (ends[0] - ends[1]) / 2.0 / widths[i]
    # compared in the units of the perturbations
    scale = widths[None, :] / widths[:, None]
    error = np.abs(phi - numeric) * scale
    assert error.max() < bound * np.abs(numeric * scale).max()


def test_runge_kutta_of_the_filter() -> None:
    state = np.append(REENTRY[300, 1:], DRAG)
    fly(ENVIRONMENT, state, 5.0, np.empty((5, 7)))
    assert state[:3] == pytest.approx(REENTRY[320, 1:4], abs=0.05)


def test_inverse() -> None:
    generator = np.random.default_rng(3)
    factor = generator.normal(size=(7, 7)) * np.array([1e3, 1e3, 1e3, 10, 10, 10, 1e-4])[:, None]
    covariance = factor @ factor.T
    information = np.linalg.inv(covariance)
    result, work = np.empty((7, 7)), np.empty((7, 7))
    assert invert(0.5 * (information + information.T), result, work)
    scale = np.sqrt(np.outer(np.diag(covariance), np.diag(covariance)))
    assert np.abs((result - covariance) / scale).max() < 1e-6
    assert not invert(np.diag([1.0] * 6 + [0.0]), result, work)
    assert np.isnan(result).all()
    singular = np.ones((7, 7))
    assert not invert(singular, result, work)


def kalman(tracking: TrackingTuple, looks: int, start: float) -> np.ndarray:
    """The same recursion in covariance form, with NumPy's own algebra."""
    covariance = np.diag(
        [tracking.prior_position_m**2] * 3
        + [tracking.prior_velocity_m_s**2] * 3
        + [tracking.prior_drag_m2_kg**2]
    )
    phi, work = np.empty((7, 7)), scratch()
    noise = np.diag([0.0] * 3 + [tracking.acceleration_noise_m2_s3] * 3
                    + [tracking.drag_noise_m4_kg2_s]) * tracking.interval_s  # fmt: skip
    for n in range(looks):
        time = start + n * tracking.interval_s
        if n > 0:
            transition(
                ENVIRONMENT,
                DRAG,
                SAMPLES,
                len(SAMPLES),
                time - tracking.interval_s,
                time,
                phi,
                work,
            )
            covariance = phi @ covariance @ phi.T + noise
        position = np.array(state_at(SAMPLES, len(SAMPLES), time)[:3])
        ratio = signal_to_noise(RADAR, *position, 0.01)
        if ratio < tracking.required_snr:
            continue
        h = np.zeros((3, 7))
        for i in range(3):
            shift = np.zeros(3)
            shift[i] = 1.0
            h[:, i] = (
                np.array(direction_cosines(RADAR, *(position + shift)))
                - np.array(direction_cosines(RADAR, *(position - shift)))
            ) / 2.0
        r = np.diag(np.square(measurement_errors(RADAR, ratio)))
        gain = covariance @ h.T @ np.linalg.inv(h @ covariance @ h.T + r)
        left = np.eye(7) - gain @ h
        covariance = left @ covariance @ left.T + gain @ r @ gain.T
    return covariance


@pytest.mark.parametrize(
    "tracking",
    [TRACKING, TRACKING._replace(acceleration_noise_m2_s3=0.5, drag_noise_m4_kg2_s=1e-10)],
)
def test_information_form_is_the_covariance_form(tracking: TrackingTuple) -> None:
    looks = 60
    ratios, informations = np.empty(looks), np.empty((looks, 7, 7))
    count = track_information(
        RADAR,
        tracking,
        ENVIRONMENT,
        DRAG,
        SAMPLES,
        len(SAMPLES),
        constant_cross_section(0.01),
        10.0,
        ratios,
        informations,
    )
    assert count == looks
    assert (ratios > 12.0).all()
    result = np.empty((7, 7))
    assert invert(informations[-1], result, np.empty((7, 7)))
    expected = kalman(tracking, looks, 10.0)
    deviation = np.sqrt(np.diag(expected))
    assert np.abs((result - expected) / np.outer(deviation, deviation)).max() < 1e-3


def test_track_ends_with_the_flight_and_waits_for_sight() -> None:
    ratios, informations = np.empty(200), np.empty((200, 7, 7))
    count = track_information(
        RADAR,
        TRACKING,
        ENVIRONMENT,
        DRAG,
        SAMPLES,
        len(SAMPLES),
        constant_cross_section(1e-9),
        100.0,
        ratios,
        informations,
    )
    assert count == 1 + int((SAMPLES[-1, 0] - 100.0) / 2.0)
    # never strong enough: nothing but the prior, so the velocity is as unknown as before
    result = np.empty((7, 7))
    assert invert(informations[count - 1], result, np.empty((7, 7)))
    assert np.sqrt(result[3, 3]) > 0.5 * TRACKING.prior_velocity_m_s


def test_looks_only_add_information() -> None:
    information = np.empty((7, 7))
    prior_information(TRACKING, information)
    before = information.copy()
    add_look(RADAR, tuple(SAMPLES[50, 1:4]), (1.0, 1e-4, 1e-4), information)  # type: ignore[arg-type]
    added = np.linalg.eigvalsh((information - before)[:3, :3])
    distance = direction_cosines(RADAR, *SAMPLES[50, 1:4])[0]
    assert added.max() == pytest.approx(1.0, rel=0.2)
    assert added.min() > 0.5 * (1e4 / distance) ** 2
    eroded = information.copy()
    noisy = TRACKING._replace(acceleration_noise_m2_s3=10.0)
    predict_information(eroded, np.eye(7), noisy, 2.0, np.empty((7, 7)))
    assert np.linalg.eigvalsh(information - eroded).min() > -1e-9


def test_sensitivities_around_a_target() -> None:
    times = np.arange(20.0, 60.0, 2.0)
    result = np.empty((times.size, 7, 7))
    for target in (0.5, 37.0, 38.0, 100.3):
        sensitivities(ENVIRONMENT, DRAG, SAMPLES, len(SAMPLES), times, target, result)
        for n in (0, 8, 9, times.size - 1):
            shift = np.array([300.0, -200.0, 100.0, 3.0, 2.0, -1.0, 1e-6])
            ends = []
            for sign in (0.5, -0.5):
                state = np.append(state_at(SAMPLES, len(SAMPLES), times[n]), DRAG) + sign * shift
                if target != times[n]:
                    state = solve_ivp(
                        slope, (times[n], target), state, "DOP853", rtol=1e-12, atol=1e-9
                    ).y[:, -1]
                ends.append(state)
            expected = ends[0] - ends[1]
            assert (result[n] @ shift)[:6] == pytest.approx(expected[:6], rel=1e-4, abs=1e-2)
