"""Track accuracy along many flights at once."""

from math import sqrt

import numpy as np

from bongsu.physics.earth.kernels.environment import EnvironmentTuple
from bongsu.physics.numerics.arrays import FloatArray, IntArray
from bongsu.physics.numerics.jit import kernel
from bongsu.physics.radar.kernels.aspect import CrossSectionTuple
from bongsu.physics.radar.kernels.signal import RadarTuple
from bongsu.physics.track.kernels.covariance import (
    TrackingTuple,
    invert,
    next_look,
    prior_information,
)
from bongsu.physics.track.kernels.dynamics import scratch


@kernel
def fill_track_errors(
    radar: RadarTuple,
    tracking: TrackingTuple,
    environment: EnvironmentTuple,
    drag_area_per_mass: FloatArray,
    cross_section: CrossSectionTuple,
    start_s: FloatArray,
    samples: FloatArray,
    rows: IntArray,
    every: int,
    first: int,
    last: int,
    errors: FloatArray,
) -> None:
    """Errors of position, velocity and drag along each of many flights.

    Parameters
    ----------
    radar : RadarTuple
    tracking : TrackingTuple
        How it follows each object.
    environment : EnvironmentTuple
        Gravity, rotation and air.
    drag_area_per_mass : ndarray, shape (n,)
        C_D A / m. [m²/kg]
    cross_section : CrossSectionTuple
        Mean radar cross-section by aspect, of all of them. [m²]
    start_s : ndarray, shape (n,)
        Time of the first look. [s]
    samples : ndarray, shape (n, n_row, 7)
        The flights; see :func:`bongsu.physics.flight.kernels.between.state_at`.
    rows : ndarray of int, shape (n,)
        Rows in use. [1]
    every : int
        Looks between two results. [1]
    first, last : int
        Flights to fill. [1]
    errors : ndarray, shape (n, n_result, 3)
        Filled with the standard errors of position [m], velocity [m/s] (roots of the summed
        variances) and drag area per mass [m²/kg]; NaN after the end of a flight.
    """
    work = scratch()
    information = np.empty((7, 7))
    covariance = np.empty((7, 7))
    results = errors.shape[1]
    for i in range(first, last):
        errors[i] = np.nan
        prior_information(tracking, information)
        for n in range((results - 1) * every + 1):
            time = start_s[i] + n * tracking.interval_s
            if time > samples[i, rows[i] - 1, 0]:
                break
            next_look(
                radar,
                tracking,
                environment,
                drag_area_per_mass[i],
                samples[i],
                rows[i],
                cross_section,
                time,
                n == 0,
                information,
                work,
            )
            if n % every == 0 and invert(information, covariance, work.a):
                c = covariance
                errors[i, n // every, 0] = sqrt(c[0, 0] + c[1, 1] + c[2, 2])
                errors[i, n // every, 1] = sqrt(c[3, 3] + c[4, 4] + c[5, 5])
                errors[i, n // every, 2] = sqrt(c[6, 6])
