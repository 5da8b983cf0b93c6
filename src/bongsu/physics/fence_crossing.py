"""An object that crosses a search fence: when it is detected, when its track is firm."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bongsu.kernels.geodesy import azimuth_elevation_range
from bongsu.kernels.radar import Radar
from bongsu.kernels.sight import snr_at, state_at
from bongsu.physics.detection import Swerling, detection_probability
from bongsu.physics.radar import RadarDesign
from bongsu.physics.search import Confirmation, Fence

Array = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Crossing:
    """How an object that crosses a fence becomes a firm track.

    Attributes
    ----------
    enter_s, leave_s : float
        Times at which it enters and leaves the fence; NaN when it does not. [s]
    visits : ndarray, shape (n,)
        Times at which the fence looks at it, for a frame phase in the middle. [s]
    snr, detection : ndarray, shape (n,)
        Signal-to-noise ratio and probability of detection of each visit. [1]
    detected : float
        Probability that some visit detects it, averaged over the frame phase. [1]
    detect_s : float
        Mean time of the first detection, if there is one. [s]
    firm_s : float
        Mean time at which the track is firm, if it is detected. [s]
    confirmed : float
        Probability that a detection is confirmed. [1]
    """

    enter_s: float
    leave_s: float
    visits: Array
    snr: Array
    detection: Array
    detected: float
    detect_s: float
    firm_s: float
    confirmed: float

    @property
    def delay_s(self) -> float:
        """Mean time from entering the fence to a firm track.

        Returns
        -------
        float
            Time. [s]
        """
        return self.firm_s - self.enter_s


_PHASES = 16  # of the frame, averaged over: the visits of a random object come at any of them


def fence_crossing(
    radar: Radar,
    design: RadarDesign,
    fence: Fence,
    confirmation: Confirmation,
    samples: Array,
    *,
    cross_section_m2: float,
    false_alarm: float,
    swerling: Swerling,
) -> Crossing:
    """Follow an object through a search fence.

    Parameters
    ----------
    radar : Radar
        The radar on its site.
    design : RadarDesign
        The parameters it was made from.
    fence : Fence
        What is searched; its lower edge should not lie below the radar's floor.
    confirmation : Confirmation
        What makes a track firm.
    samples : ndarray, shape (n, 7)
        The flight: time, ECEF position and velocity. [s, m, m/s]
    cross_section_m2 : float
        Mean radar cross-section. [m²]
    false_alarm : float
        Probability of false alarm of one look. [1]
    swerling : {0, 1, 3}
        How the cross-section fluctuates from look to look.

    Returns
    -------
    Crossing
        Times and probabilities.

    Notes
    -----
    Elevations are geometric; a bent ray passes below by 0.1 deg at 5 deg, a tenth of a beam.
    The first passage only is followed.
    """
    rows = samples.shape[0]
    enter, leave = _passage(radar, design, fence, samples)
    if not enter < leave:
        empty = np.empty(0)
        return Crossing(
            enter_s=np.nan, leave_s=np.nan, visits=empty, snr=empty, detection=empty,
            detected=0.0, detect_s=np.nan, firm_s=np.nan, confirmed=0.0,
        )  # fmt: skip
    ratio = fence.dwell_s / design.dwell_s

    def look(time: float) -> tuple[float, float]:
        snr = ratio * snr_at(radar, samples, rows, time, cross_section_m2)
        return snr, detection_probability(snr, false_alarm, swerling) if snr > 0.0 else 0.0

    phases = (np.arange(_PHASES) + 0.5) / _PHASES * fence.frame_s
    detected = detect_time = firm_time = confirmed = 0.0
    for phase in phases:
        missed = 1.0
        for time in np.arange(enter + phase, leave, fence.frame_s):
            probability = look(float(time))[1]
            first = missed * probability
            if first > 0.0:
                detected += first
                detect_time += first * time
                confirmed += first * confirmation.probability(probability)
                firm_time += first * (time + confirmation.mean_time_s(probability))
            missed *= 1.0 - probability
    visits = np.arange(enter + 0.5 * fence.frame_s, leave, fence.frame_s)
    looks = np.array([look(float(time)) for time in visits]).reshape(-1, 2)
    return Crossing(
        enter_s=enter,
        leave_s=leave,
        visits=visits,
        snr=looks[:, 0],
        detection=looks[:, 1],
        detected=detected / _PHASES,
        detect_s=detect_time / detected if detected > 0.0 else np.nan,
        firm_s=firm_time / detected if detected > 0.0 else np.nan,
        confirmed=confirmed / detected if detected > 0.0 else 0.0,
    )


def _passage(
    radar: Radar, design: RadarDesign, fence: Fence, samples: Array
) -> tuple[float, float]:
    """First stretch of time inside the fence's elevations and azimuths, to 10 ms."""
    heading = np.array(radar.axes[:2]) @ np.array(radar.heading)
    middle = float(np.arctan2(*heading))
    top = fence.top(design)

    def inside(time: float) -> bool:
        x, y, z, *_ = state_at(samples, samples.shape[0], time)
        azimuth, elevation, _ = azimuth_elevation_range(radar.site, radar.axes, x, y, z)
        off = abs((azimuth - middle + np.pi) % (2.0 * np.pi) - np.pi)
        return bool(fence.bottom <= elevation <= top and off <= fence.half_width)

    times = np.arange(samples[0, 0], samples[-1, 0], 0.1)
    flags = np.array([inside(float(time)) for time in times])
    if not flags.any():
        return np.nan, np.nan
    first = int(np.argmax(flags))
    after = np.flatnonzero(~flags[first:])
    last = first + int(after[0]) if after.size else times.size - 1
    return float(times[first]), float(times[last])
