"""The filter itself: an extended Kalman filter in information form, run on drawn measurements."""

from math import sqrt

import numpy as np

from bongsu.physics.earth.kernels.environment import EnvironmentTuple
from bongsu.physics.earth.kernels.geodesy import Vector
from bongsu.physics.flight.kernels.dynamics import ballistic_acceleration
from bongsu.physics.numerics.arrays import FloatArray
from bongsu.physics.numerics.jit import kernel
from bongsu.physics.radar.kernels.signal import RadarTuple, direction_cosines
from bongsu.physics.track.kernels.covariance import (
    TrackingTuple,
    add_look,
    invert,
    predict_information,
)
from bongsu.physics.track.kernels.dynamics import ScratchTuple, scratch, transition

# one Runge-Kutta step of the fourth order per this time keeps a free flight to millimetres, and to
# a centimetre where drag is strongest
_LONGEST_STEP_S = 0.5


@kernel
def _slope(environment: EnvironmentTuple, state: FloatArray, k: FloatArray) -> None:
    a = ballistic_acceleration(
        environment, state[6], state[0], state[1], state[2], state[3], state[4], state[5]
    )
    for i in range(3):
        k[i] = state[3 + i]
        k[3 + i] = a[i]
    k[6] = 0.0


@kernel
def fly(environment: EnvironmentTuple, state: FloatArray, dt: float, work: FloatArray) -> None:
    """Advance a state by fixed Runge-Kutta steps.

    Parameters
    ----------
    environment : EnvironmentTuple
        Gravity, rotation and air.
    state : ndarray, shape (7,)
        ECEF position [m], velocity [m/s], drag area per mass [m²/kg]; changed in place.
    dt : float
        Time to advance, of either sign. [s]
    work : ndarray, shape (5, 7)
        Scratch. [SI]
    """
    steps = max(1, int(np.ceil(abs(dt) / _LONGEST_STEP_S)))
    h = dt / steps
    for _ in range(steps):
        _slope(environment, state, work[0])
        work[4] = state + 0.5 * h * work[0]
        _slope(environment, work[4], work[1])
        work[4] = state + 0.5 * h * work[1]
        _slope(environment, work[4], work[2])
        work[4] = state + h * work[2]
        _slope(environment, work[4], work[3])
        state += h / 6.0 * (work[0] + 2.0 * work[1] + 2.0 * work[2] + work[3])


@kernel
def predict(
    environment: EnvironmentTuple,
    tracking: TrackingTuple,
    state: FloatArray,
    information: FloatArray,
    dt: float,
    path: FloatArray,
    stages: FloatArray,
    work: ScratchTuple,
) -> None:
    """Carry estimate and information forward to the next look.

    Parameters
    ----------
    environment : EnvironmentTuple
        Gravity, rotation and air.
    tracking : TrackingTuple
        Its noise densities are used.
    state : ndarray, shape (7,)
        Estimate, changed in place. [SI]
    information : ndarray, shape (7, 7)
        Changed in place. [SI]
    dt : float
        Time to the next look. [s]
    path : ndarray, shape (2, 7)
        Filled with the estimated motion over the interval, time first. [SI]
    stages : ndarray, shape (5, 7)
        Scratch. [SI]
    work : ScratchTuple
        Arrays to write over.
    """
    path[0, 0] = 0.0
    path[0, 1:] = state[:6]
    fly(environment, state, dt, stages)
    path[1, 0] = dt
    path[1, 1:] = state[:6]
    transition(environment, state[6], path, 2, dt, 0.0, work.phi, work)
    predict_information(information, work.phi, tracking, dt, work.a)


@kernel
def update(
    radar: RadarTuple,
    state: FloatArray,
    information: FloatArray,
    measured: Vector,
    errors: Vector,
    work: ScratchTuple,
) -> bool:
    """Correct the estimate by one look.

    Parameters
    ----------
    radar : RadarTuple
    state : ndarray, shape (7,)
        Estimate, changed in place. [SI]
    information : ndarray, shape (7, 7)
        Changed in place. [SI]
    measured : tuple of float
        Range and direction cosines. [m], [1], [1]
    errors : tuple of float
        Their standard errors. [m], [1], [1]
    work : ScratchTuple
        Arrays to write over; `a` holds the covariance afterwards.

    Returns
    -------
    bool
        False when the information is still singular and the estimate was left alone.

    References
    ----------
    .. [1] Y. Bar-Shalom, X. R. Li, T. Kirubarajan, "Estimation with Applications to Tracking and
       Navigation", 2001, sec. 10.3.3 with the gain written as P H' R^-1.
    """
    position = (state[0], state[1], state[2])
    add_look(radar, position, errors, information)
    if not invert(information, work.a, work.b):
        return False
    expected = direction_cosines(radar, position[0], position[1], position[2])
    dx = position[0] - radar.site[0]
    dy = position[1] - radar.site[1]
    dz = position[2] - radar.site[2]
    distance = sqrt(dx * dx + dy * dy + dz * dz)
    unit = (dx / distance, dy / distance, dz / distance)
    pull = np.zeros(3)
    for row in range(3):
        weight = (measured[row] - expected[row]) / (errors[row] * errors[row])
        for i in range(3):
            h = unit[i]
            if row > 0:
                axis = radar.face_across if row == 1 else radar.face_up
                h = (axis[i] - expected[row] * unit[i]) / distance
            pull[i] += weight * h
    for i in range(7):
        state[i] += work.a[i, 0] * pull[0] + work.a[i, 1] * pull[1] + work.a[i, 2] * pull[2]
    return True


@kernel
def run_filter(
    radar: RadarTuple,
    tracking: TrackingTuple,
    environment: EnvironmentTuple,
    start_s: float,
    times: FloatArray,
    measurements: FloatArray,
    errors: FloatArray,
    state: FloatArray,
    information: FloatArray,
    estimates: FloatArray,
    covariances: FloatArray,
) -> None:
    """Run the filter over all looks at one object.

    Parameters
    ----------
    radar : RadarTuple
    tracking : TrackingTuple
        Its noise densities are used.
    environment : EnvironmentTuple
        Gravity, rotation and air.
    start_s : float
        Time of the first estimate. [s]
    times : ndarray, shape (n,)
        Times of the looks, increasing, not before the start. [s]
    measurements, errors : ndarray, shape (n, 3)
        Range and direction cosines, and their standard errors. [m], [1], [1]
    state : ndarray, shape (7,)
        First estimate; changed in place. [SI]
    information : ndarray, shape (7, 7)
        Its information; changed in place. [SI]
    estimates : ndarray, shape (n, 7)
        Filled with the estimate after each look. [SI]
    covariances : ndarray, shape (n, 7, 7)
        Filled with its covariance. [SI]
    """
    work = scratch()
    stages = np.empty((5, 7))
    path = np.empty((2, 7))
    now = start_s
    for n in range(times.size):
        if times[n] > now:
            predict(environment, tracking, state, information, times[n] - now, path, stages, work)
        now = times[n]
        measured = (measurements[n, 0], measurements[n, 1], measurements[n, 2])
        deviation = (errors[n, 0], errors[n, 1], errors[n, 2])
        update(radar, state, information, measured, deviation, work)
        estimates[n] = state
        covariances[n] = work.a
