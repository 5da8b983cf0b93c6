"""The track filter against Stone Soup's on the same measurements."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest

from bongsu.physics.earth.environment import standard_environment
from bongsu.physics.radar.design import RadarDesign
from bongsu.physics.radar.site import on_site
from bongsu.physics.track.kernels.covariance import TrackingTuple
from bongsu.physics.track.kernels.filter import run_filter

LOOKS = 105


@pytest.fixture(scope="module")
def reference():
    path = Path(__file__).parent / "reference.py"
    spec = importlib.util.spec_from_file_location("stonesoup_reference", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def stored(reference):
    return reference.read()


def ours(reference, case, *, gravity="J2", interval_noise=0.0):
    """Estimates and covariances of the filter here."""
    design = RadarDesign(
        wavelength_m=0.03, aperture_m2=9.2, aperture_efficiency=0.8, average_power_w=81e3,
        duty=0.2, pulse_s=1e-3, dwell_s=0.1, noise_factor=2.5, losses=3.4, required_snr=20.0,
        sector_half_angle=1.0, elevation_floor=-0.05, tilt=reference.TILT, bandwidth_hz=1e8,
    )  # fmt: skip
    radar = on_site(design,
        latitude=reference.LATITUDE, longitude=reference.LONGITUDE, altitude=0.0,
        boresight=0.0, refraction="straight",
    )  # fmt: skip
    tracking = TrackingTuple(
        interval_s=reference.INTERVAL_S, dwell_ratio=1.0, required_snr=1.0, prior_position_m=1e6,
        prior_velocity_m_s=3e3, prior_drag_m2_kg=1e-3,
        acceleration_noise_m2_s3=interval_noise, drag_noise_m4_kg2_s=0.0,
    )  # fmt: skip
    count = case["time"].size
    estimates, covariances = np.empty((count, 7)), np.empty((count, 7, 7))
    run_filter(
        radar, tracking, standard_environment(gravity, "exponential"), 0.0, case["time"],
        np.ascontiguousarray(case["measured"]), np.tile(case["errors"], (count, 1)),
        case["start"].copy(), np.diag(reference.START_DEVIATIONS**-2.0), estimates, covariances,
    )  # fmt: skip
    return estimates, covariances


def distances(stored, found):
    """Largest differences: of estimates in deviations, of deviations and correlations."""
    _, states, covariances = stored
    estimates, own = found
    deviations = np.sqrt(np.einsum("nii->ni", covariances))
    outer = deviations[:, :, None] * deviations[:, None, :]
    return (
        np.abs((estimates - states) / deviations).max(),
        np.abs((own - covariances) / outer).max(),
    )


def test_same_track_as_stone_soup(reference, stored):
    """A hundredth of a standard deviation, everywhere from space to 25 km."""
    case = stored[0]
    assert case["time"].size == LOOKS
    estimate, covariance = distances(stored, ours(reference, case))
    assert estimate < 0.01
    assert covariance < 0.01


def test_the_comparison_would_show_another_model(reference, stored):
    """Without J2, or with noise the other filter does not have, the tracks part."""
    assert distances(stored, ours(reference, stored[0], gravity="point-mass"))[0] > 1.0
    assert distances(stored, ours(reference, stored[0], interval_noise=0.1))[1] > 0.1


def test_both_find_the_truth(reference, stored):
    """The last estimate lies where its covariance says: chi-square of seven, 99.9 %."""
    _, states = reference.true_flight()
    _, estimates, covariances = stored
    miss = estimates[-1] - states[-1]
    assert miss @ np.linalg.solve(covariances[-1], miss) < 24.3


@pytest.mark.peers
def test_stored_table_is_stone_soups(reference, stored):
    pytest.importorskip("stonesoup")
    case, states, covariances = stored
    estimates, again = reference.filtered(case)
    deviations = np.sqrt(np.einsum("nii->ni", covariances))
    assert np.abs((estimates - states) / deviations).max() < 1e-4
    assert again == pytest.approx(covariances, rel=1e-4, abs=1e-9 * np.abs(covariances).max())
