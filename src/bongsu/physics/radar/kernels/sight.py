"""A flight as the radar sees it: positions between samples, first and last sight, time in view."""

from math import nan

import numpy as np
from numpy.typing import NDArray

from bongsu.physics.numerics.jit import inline_kernel, kernel
from bongsu.physics.radar.kernels.signal import RadarTuple, signal_to_noise

Array = NDArray[np.float64]
State = tuple[float, float, float, float, float, float]

# a change of sight is located to this; the radar's own frame times are hundreds of times longer
_TIME_TOLERANCE_S = 1.0e-3


@inline_kernel
def state_at(samples: Array, rows: int, time: float) -> State:
    """Position and velocity of a sampled flight by cubic Hermite interpolation.

    Parameters
    ----------
    samples : ndarray, shape (>= rows, 7)
        Time, ECEF position and Earth-fixed velocity; uniform in time but for the last step.
        [s, m, m/s]
    rows : int
        Rows in use, at least 2. [1]
    time : float
        Time since launch; held at the ends of the flight. [s]

    Returns
    -------
    tuple of float
        x, y, z [m], vx, vy, vz [m/s].
    """
    step = samples[1, 0] - samples[0, 0]
    row = min(max(int((time - samples[0, 0]) / step), 0), rows - 2)
    width = samples[row + 1, 0] - samples[row, 0]
    u = min(max((time - samples[row, 0]) / width, 0.0), 1.0)
    h1 = u * u * (3.0 - 2.0 * u)
    h0 = 1.0 - h1
    g0 = width * u * (1.0 - u) * (1.0 - u)
    g1 = -width * u * u * (1.0 - u)
    d = 6.0 * u * (1.0 - u) / width
    e0 = (1.0 - u) * (1.0 - 3.0 * u)
    e1 = u * (3.0 * u - 2.0)
    a = samples[row]
    b = samples[row + 1]
    return (
        h0 * a[1] + h1 * b[1] + g0 * a[4] + g1 * b[4],
        h0 * a[2] + h1 * b[2] + g0 * a[5] + g1 * b[5],
        h0 * a[3] + h1 * b[3] + g0 * a[6] + g1 * b[6],
        d * (b[1] - a[1]) + e0 * a[4] + e1 * b[4],
        d * (b[2] - a[2]) + e0 * a[5] + e1 * b[5],
        d * (b[3] - a[3]) + e0 * a[6] + e1 * b[6],
    )


@kernel
def snr_at(
    radar: RadarTuple, samples: Array, rows: int, time: float, cross_section_m2: float
) -> float:
    """Signal-to-noise ratio of one dwell on a sampled flight.

    Parameters
    ----------
    radar : RadarTuple
        The radar.
    samples : ndarray, shape (>= rows, 7)
        The flight; see :func:`state_at`.
    rows : int
        Rows in use. [1]
    time : float
        Time since launch. [s]
    cross_section_m2 : float
        Mean radar cross-section. [m²]

    Returns
    -------
    float
        Power ratio, 0 outside the field of regard. [1]
    """
    state = state_at(samples, rows, time)
    return signal_to_noise(radar, state[0], state[1], state[2], cross_section_m2)


@kernel
def _edge(
    radar: RadarTuple,
    samples: Array,
    rows: int,
    cross_section_m2: float,
    needed: float,
    hidden: float,
    seen: float,
) -> float:
    """Bisect the time between a hidden and a seen instant."""
    while abs(seen - hidden) > _TIME_TOLERANCE_S:
        middle = 0.5 * (hidden + seen)
        if snr_at(radar, samples, rows, middle, cross_section_m2) >= needed:
            seen = middle
        else:
            hidden = middle
    return seen


@kernel
def first_sight(
    radar: RadarTuple,
    samples: Array,
    rows: int,
    cross_section_m2: float,
    required_snr: float,
    from_s: float,
) -> float:
    """First time at which one dwell would detect the object.

    A sight shorter than the sampling step that falls between two rows is missed.

    Parameters
    ----------
    radar : RadarTuple
        The radar.
    samples : ndarray, shape (>= rows, 7)
        The flight; see :func:`state_at`.
    rows : int
        Rows in use. [1]
    cross_section_m2 : float
        Mean radar cross-section. [m²]
    required_snr : float
        Ratio that counts, positive. [1]
    from_s : float
        Time to start from. [s]

    Returns
    -------
    float
        Time since launch to within 1 ms; NaN when never. [s]
    """
    last = samples[rows - 1, 0]
    start = max(from_s, samples[0, 0])
    if start > last:
        return nan
    if snr_at(radar, samples, rows, start, cross_section_m2) >= required_snr:
        return float(start)
    previous = start
    for i in range(rows):
        time = samples[i, 0]
        if time <= start:
            continue
        if snr_at(radar, samples, rows, time, cross_section_m2) >= required_snr:
            return _edge(radar, samples, rows, cross_section_m2, required_snr, previous, time)
        previous = time
    return nan


@kernel
def loss_of_sight(
    radar: RadarTuple,
    samples: Array,
    rows: int,
    cross_section_m2: float,
    required_snr: float,
    from_s: float,
) -> float:
    """End of the sight that holds at a given time.

    Parameters
    ----------
    radar : RadarTuple
        The radar.
    samples : ndarray, shape (>= rows, 7)
        The flight; see :func:`state_at`.
    rows : int
        Rows in use. [1]
    cross_section_m2 : float
        Mean radar cross-section. [m²]
    required_snr : float
        Ratio that counts, positive. [1]
    from_s : float
        A time at which the object is seen. [s]

    Returns
    -------
    float
        Last time of the unbroken sight, to within 1 ms; NaN when not seen at `from_s`. [s]
    """
    if not snr_at(radar, samples, rows, from_s, cross_section_m2) >= required_snr:
        return nan
    previous = from_s
    for i in range(rows):
        time = samples[i, 0]
        if time <= from_s:
            continue
        if snr_at(radar, samples, rows, time, cross_section_m2) < required_snr:
            return _edge(radar, samples, rows, cross_section_m2, required_snr, time, previous)
        previous = time
    return float(samples[rows - 1, 0])


@kernel
def seconds_in_view(
    radar: RadarTuple, samples: Array, rows: int, cross_section_m2: float, required_snr: float
) -> float:
    """Total time during which the object would be detected.

    Parameters
    ----------
    radar : RadarTuple
        The radar.
    samples : ndarray, shape (>= rows, 7)
        The flight; see :func:`state_at`.
    rows : int
        Rows in use. [1]
    cross_section_m2 : float
        Mean radar cross-section. [m²]
    required_snr : float
        Ratio that counts, positive. [1]

    Returns
    -------
    float
        Sum over all sights. [s]
    """
    total = 0.0
    time = samples[0, 0]
    while True:
        begin = first_sight(radar, samples, rows, cross_section_m2, required_snr, time)
        if not begin >= time:
            return total
        end = loss_of_sight(radar, samples, rows, cross_section_m2, required_snr, begin)
        total += end - begin
        if end + _TIME_TOLERANCE_S >= samples[rows - 1, 0]:
            return total
        time = end + _TIME_TOLERANCE_S


@kernel
def fill_snr(
    radar: RadarTuple,
    samples: Array,
    rows: int,
    cross_section_m2: float,
    times: Array,
    ratios: Array,
) -> None:
    """Signal-to-noise ratio at many times of one flight.

    Parameters
    ----------
    radar : RadarTuple
        The radar.
    samples : ndarray, shape (>= rows, 7)
        The flight; see :func:`state_at`.
    rows : int
        Rows in use. [1]
    cross_section_m2 : float
        Mean radar cross-section. [m²]
    times : ndarray, shape (n,)
        Times since launch. [s]
    ratios : ndarray, shape (n,)
        Filled with the ratios. [1]
    """
    for i in range(times.size):
        ratios[i] = snr_at(radar, samples, rows, times[i], cross_section_m2)


@kernel
def fill_row_snr(radar: RadarTuple, samples: Array, ratios: Array) -> None:
    """Signal-to-noise ratio of a square metre at the rows of one flight, or of several in a row.

    Parameters
    ----------
    radar : RadarTuple
        The radar.
    samples : ndarray, shape (n, 7)
        Time, ECEF position and velocity. [s, m, m/s]
    ratios : ndarray, shape (n,)
        Filled with the ratios, 0 outside the field of regard. [1]
    """
    for i in range(samples.shape[0]):
        ratios[i] = signal_to_noise(radar, samples[i, 1], samples[i, 2], samples[i, 3], 1.0)
