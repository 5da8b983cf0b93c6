"""Track accuracy along a flight: the information form of the extended Kalman filter.

The recursion runs along the true flight, so it gives the covariance that the filter would report,
without drawing measurements. What a filter then does is checked by :mod:`covariance_filter`.
"""

from math import sqrt
from typing import NamedTuple

import numpy as np

from bongsu.physics.earth.kernels.environment import EnvironmentTuple
from bongsu.physics.earth.kernels.geodesy import Vector
from bongsu.physics.flight.kernels.between import state_at
from bongsu.physics.numerics.arrays import FloatArray
from bongsu.physics.numerics.jit import kernel
from bongsu.physics.radar.kernels.aspect import CrossSectionTuple, cross_section_towards
from bongsu.physics.radar.kernels.signal import RadarTuple, measurement_errors, signal_to_noise
from bongsu.physics.track.kernels.dynamics import (
    SIZE,
    ScratchTuple,
    multiply,
    multiply_transposed,
    scratch,
    transition,
)


class TrackingTuple(NamedTuple):
    """How a radar follows one object.

    Parameters
    ----------
    interval_s : float
        Time between two looks. [s]
    dwell_ratio : float
        Energy of a look over that of the radar's own dwell. [1]
    required_snr : float
        A look below this ratio gives nothing. [1]
    prior_position_m, prior_velocity_m_s, prior_drag_m2_kg : float
        Standard deviations before the first look; infinite is allowed. [m], [m/s], [m²/kg]
    acceleration_noise_m2_s3, drag_noise_m4_kg2_s : float
        Spectral densities of unmodelled acceleration, and of changes of drag area per mass.
        [m²/s³], [m⁴/kg²/s]
    """

    interval_s: float
    dwell_ratio: float
    required_snr: float
    prior_position_m: float
    prior_velocity_m_s: float
    prior_drag_m2_kg: float
    acceleration_noise_m2_s3: float
    drag_noise_m4_kg2_s: float


@kernel
def prior_information(tracking: TrackingTuple, information: FloatArray) -> None:
    """Fill the information matrix with what is known before the first look.

    Parameters
    ----------
    tracking : TrackingTuple
        Its prior deviations are used.
    information : ndarray, shape (7, 7)
        Filled. [SI]
    """
    information[:] = 0.0
    for i in range(3):
        information[i, i] = 1.0 / tracking.prior_position_m**2
        information[3 + i, 3 + i] = 1.0 / tracking.prior_velocity_m_s**2
    information[6, 6] = 1.0 / tracking.prior_drag_m2_kg**2


@kernel
def predict_information(
    information: FloatArray,
    backward: FloatArray,
    tracking: TrackingTuple,
    dt: float,
    work: FloatArray,
) -> None:
    """Carry an information matrix forward in time, then let unmodelled motion erode it.

    Parameters
    ----------
    information : ndarray, shape (7, 7)
        Changed in place. [SI]
    backward : ndarray, shape (7, 7)
        Sensitivity of the old state to the new one. [SI]
    tracking : TrackingTuple
        Its noise densities are used.
    dt : float
        Time between the two. [s]
    work : ndarray, shape (7, 7)
        Scratch. [SI]

    References
    ----------
    .. [1] Y. Bar-Shalom, X. R. Li, T. Kirubarajan, "Estimation with Applications to Tracking and
       Navigation", 2001, eqs. (7.2.2-3) to (7.2.2-7); the inverse of the sum is taken one
       noise component at a time (Sherman-Morrison).
    """
    multiply(information, backward, work)
    multiply_transposed(backward, work, information)
    for axis in range(3, 7):
        density = tracking.drag_noise_m4_kg2_s if axis == 6 else tracking.acceleration_noise_m2_s3
        if density <= 0.0:
            continue
        scale = 1.0 / (information[axis, axis] + 1.0 / (density * dt))
        for j in range(7):
            work[0, j] = information[axis, j]
        for i in range(7):
            for j in range(7):
                information[i, j] -= scale * work[0, i] * work[0, j]


@kernel
def add_look(radar: RadarTuple, position: Vector, errors: Vector, information: FloatArray) -> None:
    """Add the information of one look: range and two direction cosines.

    Parameters
    ----------
    radar : RadarTuple
    position : tuple of float
        ECEF position about which the look is linearised. [m]
    errors : tuple of float
        Standard errors from :func:`bongsu.physics.radar.kernels.signal.measurement_errors`. [m],
        [1], [1]
    information : ndarray, shape (7, 7)
        Changed in place. [SI]

    References
    ----------
    .. [1] Y. Bar-Shalom, X. R. Li, T. Kirubarajan, "Estimation with Applications to Tracking and
       Navigation", 2001, eq. (7.2.2-15).
    """
    dx = position[0] - radar.site[0]
    dy = position[1] - radar.site[1]
    dz = position[2] - radar.site[2]
    inverse = 1.0 / sqrt(dx * dx + dy * dy + dz * dz)
    unit = (dx * inverse, dy * inverse, dz * inverse)
    for row in range(3):
        weight = 1.0 / (errors[row] * errors[row])
        h = unit
        if row > 0:
            axis = radar.face_across if row == 1 else radar.face_up
            cosine = axis[0] * unit[0] + axis[1] * unit[1] + axis[2] * unit[2]
            h = (
                (axis[0] - cosine * unit[0]) * inverse,
                (axis[1] - cosine * unit[1]) * inverse,
                (axis[2] - cosine * unit[2]) * inverse,
            )
        for i in range(3):
            for j in range(3):
                information[i, j] += weight * h[i] * h[j]


@kernel
def invert(information: FloatArray, covariance: FloatArray, work: FloatArray) -> bool:
    """Invert a symmetric positive definite matrix through its Cholesky factor.

    Parameters
    ----------
    information : ndarray, shape (7, 7)
        The matrix. [SI]
    covariance : ndarray, shape (7, 7)
        Filled with the inverse; NaN when the matrix is singular. [SI]
    work : ndarray, shape (7, 7)
        Scratch; holds the inverse of the scaled factor. [SI]

    Returns
    -------
    bool
        Whether there is an inverse.
    """
    n = SIZE
    # scaled to a unit diagonal: metres, metres per second and drag differ by many decades
    for i in range(n):
        if not information[i, i] > 0.0:
            covariance[:] = np.nan
            return False
        covariance[i, i] = 1.0 / sqrt(information[i, i])
    for i in range(n):
        for j in range(i + 1):
            total = information[i, j] * covariance[i, i] * covariance[j, j]
            for k in range(j):
                total -= work[i, k] * work[j, k]
            if i == j:
                if not total > 1.0e-14:
                    covariance[:] = np.nan
                    return False
                work[i, i] = sqrt(total)
            else:
                work[i, j] = total / work[j, j]
    for j in range(n):
        work[j, j] = 1.0 / work[j, j]
        for i in range(j + 1, n):
            total = 0.0
            for k in range(j, i):
                total -= work[i, k] * work[k, j]
            work[i, j] = total / work[i, i]
    for j in range(n):
        for i in range(j):
            covariance[i, j] = covariance[i, i] * covariance[j, j]
    for j in range(n - 1, -1, -1):
        scale_j = covariance[j, j]
        for i in range(j + 1):
            total = 0.0
            for k in range(j, n):
                total += work[k, i] * work[k, j]
            scale = covariance[i, j] if i < j else scale_j * scale_j
            covariance[i, j] = scale * total
            covariance[j, i] = scale * total
    return True


@kernel
def next_look(
    radar: RadarTuple,
    tracking: TrackingTuple,
    environment: EnvironmentTuple,
    drag_area_per_mass: float,
    samples: FloatArray,
    rows: int,
    cross_section: CrossSectionTuple,
    time: float,
    is_first: bool,
    information: FloatArray,
    work: ScratchTuple,
) -> float:
    """Carry the information to the next look and add it.

    Parameters
    ----------
    radar : RadarTuple
    tracking : TrackingTuple
        How it follows the object.
    environment : EnvironmentTuple
        Gravity, rotation and air.
    drag_area_per_mass : float
        C_D A / m of the object. [m²/kg]
    samples : ndarray, shape (>= rows, 7)
        The flight; see :func:`bongsu.physics.flight.kernels.between.state_at`.
    rows : int
        Rows in use. [1]
    cross_section : CrossSectionTuple
        Mean radar cross-section by aspect. [m²]
    time : float
        Time of the look. [s]
    is_first : bool
        Whether there is no earlier look to carry on from.
    information : ndarray, shape (7, 7)
        Changed in place. [SI]
    work : ScratchTuple
        Arrays to write over.

    Returns
    -------
    float
        Signal-to-noise ratio of the look, 0 when not in view. [1]
    """
    dt = tracking.interval_s
    if not is_first:
        transition(environment, drag_area_per_mass, samples, rows, time, time - dt, work.phi, work)
        predict_information(information, work.phi, tracking, dt, work.a)
    x, y, z, vx, vy, vz = state_at(samples, rows, time)
    cross_section_m2 = cross_section_towards(cross_section, radar.site, x, y, z, vx, vy, vz)
    ratio = tracking.dwell_ratio * signal_to_noise(radar, x, y, z, cross_section_m2)
    if ratio >= tracking.required_snr:
        add_look(radar, (x, y, z), measurement_errors(radar, ratio), information)
    return ratio


@kernel
def track_information(
    radar: RadarTuple,
    tracking: TrackingTuple,
    environment: EnvironmentTuple,
    drag_area_per_mass: float,
    samples: FloatArray,
    rows: int,
    cross_section: CrossSectionTuple,
    start_s: float,
    ratios: FloatArray,
    informations: FloatArray,
) -> int:
    """Information matrix after each look along one flight.

    Parameters
    ----------
    radar : RadarTuple
    tracking : TrackingTuple
        How it follows the object.
    environment : EnvironmentTuple
        Gravity, rotation and air.
    drag_area_per_mass : float
        C_D A / m of the object. [m²/kg]
    samples : ndarray, shape (>= rows, 7)
        The flight; see :func:`bongsu.physics.flight.kernels.between.state_at`.
    rows : int
        Rows in use. [1]
    cross_section : CrossSectionTuple
        Mean radar cross-section by aspect. [m²]
    start_s : float
        Time of the first look, in free flight. [s]
    ratios : ndarray, shape (n,)
        Filled with the signal-to-noise ratio of each look, 0 when not in view. [1]
    informations : ndarray, shape (n, 7, 7)
        Filled with the information matrix after each look. [SI]

    Returns
    -------
    int
        Looks filled: until the flight or the arrays end. [1]
    """
    work = scratch()
    information = np.empty((7, 7))
    prior_information(tracking, information)
    count = 0
    for n in range(ratios.size):
        time = start_s + n * tracking.interval_s
        if time > samples[rows - 1, 0]:
            break
        ratios[n] = next_look(
            radar,
            tracking,
            environment,
            drag_area_per_mass,
            samples,
            rows,
            cross_section,
            time,
            n == 0,
            information,
            work,
        )
        informations[n] = information
        count = n + 1
    return count


@kernel
def sensitivities(
    environment: EnvironmentTuple,
    drag_area_per_mass: float,
    samples: FloatArray,
    rows: int,
    times: FloatArray,
    target_s: float,
    result: FloatArray,
) -> None:
    """Sensitivity of the state at one time to the states at many.

    Parameters
    ----------
    environment : EnvironmentTuple
        Gravity, rotation and air.
    drag_area_per_mass : float
        C_D A / m of the object. [m²/kg]
    samples : ndarray, shape (>= rows, 7)
        The flight; see :func:`bongsu.physics.flight.kernels.between.state_at`.
    rows : int
        Rows in use. [1]
    times : ndarray, shape (n,)
        Increasing times, close enough for one step each. [s]
    target_s : float
        Time of the state asked for, before, among or after them. [s]
    result : ndarray, shape (n, 7, 7)
        Filled with d state(target) / d state(times). [SI]
    """
    work = scratch()
    step = work.phi
    count = times.size
    longest = 1.0 if count < 2 else times[1] - times[0]
    after = 0
    while after < count and times[after] < target_s:
        after += 1
    for direction in range(2):
        at = target_s
        carried = np.eye(7)
        n = after - 1 if direction == 0 else after
        while 0 <= n < count:
            # a distant target is approached in steps no longer than those between the times
            while at != times[n]:
                gap = times[n] - at
                previous = times[n] if abs(gap) <= longest else at + longest * np.sign(gap)
                transition(environment, drag_area_per_mass, samples, rows, previous, at, step, work)
                multiply(carried, step, work.a)
                carried[:] = work.a
                at = previous
            result[n] = carried
            n += -1 if direction == 0 else 1
