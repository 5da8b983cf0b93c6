"""Trials of the filter itself: whether its errors are as large as it says."""

import numpy as np
from scipy import stats

from bongsu.errors import InputError
from bongsu.physics.earth.kernels.environment import EnvironmentTuple
from bongsu.physics.numerics.arrays import FloatArray
from bongsu.physics.radar.design import RadarDesign
from bongsu.physics.radar.kernels.signal import RadarTuple, direction_cosines, measurement_errors
from bongsu.physics.track.accuracy import DRAG, TrackHistory, TrackPlan
from bongsu.physics.track.kernels.filter import run_filter


def drawn_measurements(
    radar: RadarTuple, states: FloatArray, snr: FloatArray, generator: np.random.Generator
) -> tuple[FloatArray, FloatArray]:
    """Measurements of an object with random errors.

    Parameters
    ----------
    radar : RadarTuple
    states : ndarray, shape (n, >= 3)
        True ECEF positions. [m]
    snr : ndarray, shape (n,)
        Signal-to-noise ratio of each look. [1]
    generator : numpy.random.Generator
        Source of the errors.

    Returns
    -------
    measurements, errors : ndarray, shape (n, 3)
        Range and direction cosines with errors, and the standard errors. [m], [1], [1]
    """
    true = np.array([direction_cosines(radar, *state[:3]) for state in states])
    errors = np.array([measurement_errors(radar, float(ratio)) for ratio in snr])
    return true + errors * generator.standard_normal(true.shape), errors


def filter_trials(
    radar: RadarTuple,
    plan: TrackPlan,
    design: RadarDesign,
    environment: EnvironmentTuple,
    history: TrackHistory,
    *,
    initial_looks: int,
    runs: int,
    seed: int,
) -> FloatArray:
    """Run the filter itself on drawn measurements and compare its errors with its covariance.

    Parameters
    ----------
    radar : RadarTuple
        The radar on its site.
    plan : TrackPlan
        How it follows the object.
    design : RadarDesign
        The parameters it was made from.
    environment : EnvironmentTuple
        Gravity, rotation and air.
    history : TrackHistory
        A track whose looks all count.
    initial_looks : int
        Looks that have gone into the estimate the filter starts from: two or more give a
        velocity, few make it too uncertain for linear equations. [1]
    runs : int
        Number of trials. [1]
    seed : int
        Of the random numbers. [1]

    Returns
    -------
    ndarray, shape (runs, n_look - initial_looks)
        Normalised estimation error squared of the seven states; its mean should be 7. [1]

    Raises
    ------
    InputError
        If some look of the track does not count, or none is left.

    References
    ----------
    .. [1] Y. Bar-Shalom, X. R. Li, T. Kirubarajan, "Estimation with Applications to Tracking and
       Navigation", 2001, eqs. (5.4.2-1) to (5.4.2-3).
    """
    if not history.updated.all():
        raise InputError("filter trials need a track without missed looks")
    if not 1 <= initial_looks < history.time.size:
        raise InputError(f"initial_looks must lie between 1 and {history.time.size - 1}")
    generator = np.random.default_rng(seed)
    tracking = plan.kernel(design, float(history.state[0, DRAG]))
    start = initial_looks - 1
    prior = history.covariance[start]
    root, information = np.linalg.cholesky(prior), np.linalg.inv(prior)
    truth, time = history.state[initial_looks:], history.time[initial_looks:]
    estimates, covariances = np.empty_like(truth), np.empty((time.size, 7, 7))
    result = np.empty((runs, time.size))
    for run in range(runs):
        measured, errors = drawn_measurements(radar, truth, history.snr[initial_looks:], generator)
        run_filter(
            radar,
            tracking,
            environment,
            float(history.time[start]),
            time,
            measured,
            errors,
            history.state[start] + root @ generator.standard_normal(7),
            information.copy(),
            estimates,
            covariances,
        )
        miss = (estimates - truth)[..., None]
        result[run] = (miss * np.linalg.solve(covariances, miss)).sum(axis=(1, 2))
    return result


def chi_square_band(runs: int, states: int, probability: float) -> tuple[float, float]:
    """Band in which the mean normalised error of consistent trials lies.

    Parameters
    ----------
    runs : int
        Number of trials. [1]
    states : int
        Length of the state. [1]
    probability : float
        Of lying inside. [1]

    Returns
    -------
    tuple of float
        Lower and upper end. [1]

    References
    ----------
    .. [1] Y. Bar-Shalom, X. R. Li, T. Kirubarajan, "Estimation with Applications to Tracking and
       Navigation", 2001, eq. (5.4.2-7).
    """
    tail = 0.5 * (1.0 - probability)
    law = stats.chi2(runs * states)
    return float(law.ppf(tail)) / runs, float(law.isf(tail)) / runs
