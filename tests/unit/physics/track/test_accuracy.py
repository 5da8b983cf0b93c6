"""Track histories, what they say of other times, and trials of the filter itself."""

from dataclasses import replace
from math import log, radians

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from bongsu.errors import InputError
from bongsu.physics.earth.environment import standard_environment
from bongsu.physics.earth.kernels.geodesy import east_north_up_axes, geodetic_to_ecef
from bongsu.physics.flight.kernels.dynamics import ballistic_acceleration
from bongsu.physics.flight.samples import Samples
from bongsu.physics.radar.design import RadarDesign
from bongsu.physics.radar.kernels.aspect import constant_cross_section
from bongsu.physics.radar.site import on_site
from bongsu.physics.track.accuracy import TrackPlan, root_summed_variance, track_history
from bongsu.physics.track.prediction import impact_ellipse, launch_ellipse, predicted_covariance
from bongsu.physics.track.trials import chi_square_band, filter_trials

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
PLAN = TrackPlan(interval_s=2.0, dwell_s=0.1)


def throw() -> np.ndarray:
    """From the ground, 500 km north of the radar, southwards at 2 km/s, 45 deg up, and down."""
    latitude, longitude = radians(40.5), radians(128.0)
    _, north, up = (np.array(axis) for axis in east_north_up_axes(latitude, longitude))
    velocity = 2000.0 * np.sqrt(0.5) * (up - north)
    # starts above the air that a booster would have carried it through
    start = np.array([*geodetic_to_ecef(latitude, longitude, 40e3), *velocity])

    def slope(_: float, state: np.ndarray) -> np.ndarray:
        return np.array([*state[3:], *ballistic_acceleration(ENVIRONMENT, DRAG, *state)])

    def height(_: float, state: np.ndarray) -> float:
        return float(np.linalg.norm(state[:3]) - 6.371e6)

    height.terminal = True  # type: ignore[attr-defined]
    height.direction = -1.0  # type: ignore[attr-defined]
    solved = solve_ivp(
        slope, (0.0, 600.0), start, "DOP853", rtol=1e-11, atol=1e-8, dense_output=True,
        events=height,
    )  # fmt: skip
    end = float(solved.t_events[0][0])
    times = np.append(np.arange(0.0, end, 1.0), end)
    return np.ascontiguousarray(np.column_stack([times, solved.sol(times).T]))


SAMPLES = Samples(throw())


def velocity_error_m_s(track):
    return root_summed_variance(track.covariance[:, 3:6, 3:6])


def history(plan: TrackPlan = PLAN, design: RadarDesign = DESIGN, **options: float):
    arguments = {
        "drag_area_per_mass": DRAG,
        "cross_section": constant_cross_section(0.1),
        "start_s": 20.0,
    }
    arguments |= {"end_s": 200.0} | options
    return track_history(RADAR, design, plan, ENVIRONMENT, SAMPLES, **arguments)


def test_the_filters_errors_are_as_large_as_it_says() -> None:
    track = history()
    runs = 60
    errors = filter_trials(
        RADAR, PLAN, DESIGN, ENVIRONMENT, track, initial_looks=10, runs=runs, seed=7
    )
    low, high = chi_square_band(runs, 7, 0.999)
    means = errors.mean(axis=0)
    # looks share errors, so the band holds for each of them, not for all at once
    assert ((means > low) & (means < high)).mean() > 0.97
    assert low < means.mean() < high


def test_a_filter_with_the_wrong_gravity_is_found_out() -> None:
    other = standard_environment("point-mass", "us76")
    errors = filter_trials(RADAR, PLAN, DESIGN, other, history(), initial_looks=10, runs=20, seed=1)
    assert errors.mean() > 2.0 * chi_square_band(20, 7, 0.999)[1]


def test_errors_shrink_with_looks_and_with_signal() -> None:
    track = history()
    assert track.updated.all()
    assert track.position_error_m[-1] < 0.2 * track.position_error_m[0]
    assert velocity_error_m_s(track)[-1] < 0.01 * velocity_error_m_s(track)[0]
    often = history(replace(PLAN, interval_s=1.0))
    assert often.position_error_m[-1] < track.position_error_m[-1]
    weak = history(cross_section=constant_cross_section(0.01))
    assert weak.position_error_m[-1] > track.position_error_m[-1]


def test_noise_in_the_filter_costs_accuracy() -> None:
    plain = velocity_error_m_s(history())[-1]
    noisy = velocity_error_m_s(history(replace(PLAN, acceleration_noise_m2_s3=1.0)))[-1]
    assert noisy > 1.2 * plain


def test_prediction_at_a_look_is_its_covariance() -> None:
    track = history()
    row = 30
    found = predicted_covariance(track, ENVIRONMENT, SAMPLES, float(track.time[row]))[row]
    np.testing.assert_allclose(found, track.covariance[row], rtol=1e-6, atol=1e-12)


def test_prediction_is_the_spread_of_flown_errors() -> None:
    # draw states from the covariance of one look, fly each, compare the spread at the target
    track, row, target = history(), 40, 180.0
    predicted = predicted_covariance(track, ENVIRONMENT, SAMPLES, target)[row]
    generator = np.random.default_rng(3)
    root = np.linalg.cholesky(track.covariance[row])
    ends = []
    for _ in range(150):
        drawn = track.state[row] + root @ generator.standard_normal(7)

        def slope(_: float, state: np.ndarray, drag: float = float(drawn[6])) -> np.ndarray:
            return np.array([*state[3:], *ballistic_acceleration(ENVIRONMENT, drag, *state)])

        span = (float(track.time[row]), target)
        ends.append(solve_ivp(slope, span, drawn[:6], rtol=1e-9, atol=1e-4).y[:3, -1])
    spread = np.trace(np.cov(np.array(ends).T))
    assert spread == pytest.approx(np.trace(predicted[:3, :3]), rel=0.35)


def test_impact_ellipse_shrinks_and_launch_ellipse_keeps_what_is_not_known_of_the_boost() -> None:
    track = history()
    impact = impact_ellipse(track, ENVIRONMENT, SAMPLES)
    assert (np.diff(impact.major_m) < 1.0).all()
    assert (impact.minor_m <= impact.major_m).all()
    shares = (0.0, 0.1, 0.2)
    ends = [
        launch_ellipse(
            track,
            ENVIRONMENT,
            SAMPLES,
            replace(PLAN, boost_distance_share=share),
            burnout_time_s=15.0,
        ).major_m[-1]
        for share in shares
    ]
    assert ends[0] < ends[1] < ends[2]
    # half of the axis is the share of the distance, once the track itself is good
    assert ends[2] == pytest.approx(0.2 * 15.0 * 2000.0 * np.sqrt(0.5), rel=0.15)


def test_ellipse_with_a_probability() -> None:
    ellipse = impact_ellipse(history(), ENVIRONMENT, SAMPLES)
    assert ellipse.containing(0.5) == pytest.approx((2.0 * log(2.0)) ** 0.5)
    with pytest.raises(InputError):
        ellipse.containing(1.0)


def test_chi_square_band_narrows() -> None:
    assert chi_square_band(10, 7, 0.95)[0] < chi_square_band(100, 7, 0.95)[0] < 7.0
    assert 7.0 < chi_square_band(100, 7, 0.95)[1] < chi_square_band(10, 7, 0.95)[1]


@pytest.mark.parametrize(
    "change",
    [{"interval_s": 0.0}, {"dwell_s": 3.0}, {"prior_velocity_m_s": -1.0}],
)
def test_bad_plans(change: dict[str, float]) -> None:
    with pytest.raises(InputError):
        replace(PLAN, **change)


def test_bad_tracks() -> None:
    with pytest.raises(InputError):
        history(start_s=1e4)
    with pytest.raises(InputError):
        filter_trials(
            RADAR, PLAN, DESIGN, ENVIRONMENT, history(), initial_looks=1000, runs=1, seed=1
        )
