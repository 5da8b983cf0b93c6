"""An object that crosses a search fence: when it is detected, when its track is firm."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from bongsu.physics.earth.kernels.geodesy import azimuth_elevation_range
from bongsu.physics.numerics.arrays import FloatArray
from bongsu.physics.radar.design import RadarDesign
from bongsu.physics.radar.detection import detection_probability
from bongsu.physics.radar.field_of_regard import boresight_of
from bongsu.physics.radar.kernels.signal import RadarTuple
from bongsu.physics.radar.sampled_flight import SampledFlight
from bongsu.physics.radar.search.fence import Fence
from bongsu.physics.radar.search.plan import SearchPlan


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
    firm : float
        Probability that a track of it becomes firm, then or after renewed detections. [1]
    firm_s : float
        Mean time at which the track is firm, if it becomes so. [s]
    """

    enter_s: float
    leave_s: float
    visits: FloatArray
    snr: FloatArray
    detection: FloatArray
    detected: float
    detect_s: float
    firm: float
    firm_s: float

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
    radar: RadarTuple, design: RadarDesign, plan: SearchPlan, flight: SampledFlight
) -> Crossing:
    """Follow an object through a search fence.

    Parameters
    ----------
    radar : RadarTuple
        The radar on its site.
    design : RadarDesign
        The parameters it was made from.
    plan : SearchPlan
        How it searches and confirms; the lower edge of its fence should not lie below the radar's
        floor.
    flight : SampledFlight
        What crosses.

    Returns
    -------
    Crossing
        Times and probabilities.

    Notes
    -----
    Elevations are geometric; a bent ray passes below by 0.1 deg at 5 deg, a tenth of a beam.
    The first passage only is followed. After a confirmation that fails, the visits of the fence
    that are left count again. The detections of all looks are independent of each other.
    """
    fence = plan.fence
    enter, leave = _passage(radar, design, fence, flight)
    if not enter < leave:
        empty = np.empty(0)
        return Crossing(
            enter_s=np.nan, leave_s=np.nan, visits=empty, snr=empty, detection=empty,
            detected=0.0, detect_s=np.nan, firm=0.0, firm_s=np.nan,
        )  # fmt: skip

    def snr(time: float, dwell_s: float) -> float:
        if time > flight.duration_s:
            return 0.0
        return dwell_s / design.dwell_s * flight.signal_at(radar, time)

    def look(time: float, dwell_s: float) -> float:
        ratio = snr(time, dwell_s)
        return detection_probability(ratio, plan.false_alarm, plan.swerling) if ratio > 0.0 else 0.0

    phases = (np.arange(_PHASES) + 0.5) / _PHASES * fence.frame_s
    sums = np.zeros(4)
    for phase in phases:
        times = np.arange(enter + phase, leave, fence.frame_s)
        sums += _one_phase(plan, times, look) / _PHASES
    detected, detect_time, firm, firm_time = sums
    visits = np.arange(enter + 0.5 * fence.frame_s, leave, fence.frame_s)
    return Crossing(
        enter_s=enter,
        leave_s=leave,
        visits=visits,
        snr=np.array([snr(float(time), fence.dwell_s) for time in visits]),
        detection=np.array([look(float(time), fence.dwell_s) for time in visits]),
        detected=detected,
        detect_s=detect_time / detected if detected > 0.0 else np.nan,
        firm=firm,
        firm_s=firm_time / firm if firm > 0.0 else np.nan,
    )


def _one_phase(
    plan: SearchPlan, visits: FloatArray, look: Callable[[float, float], float]
) -> FloatArray:
    """Probabilities of a detection and of a firm track, each also times its time, for one phase."""
    rule = plan.confirmation
    after = rule.interval_s * (np.arange(rule.looks) + 1.0)
    never_seen, detected, firm = 1.0, np.zeros(2), np.zeros(2)
    searched = np.zeros(visits.size)  # probability of being searched for at each visit
    searched[:1] = 1.0
    for row, time in enumerate(visits):
        chance = look(float(time), plan.fence.dwell_s)
        detected += never_seen * chance * np.array([1.0, time])
        never_seen *= 1.0 - chance
        missed, found = searched[row] * (1.0 - chance), searched[row] * chance
        if row + 1 < visits.size:
            searched[row + 1] += missed
        if found == 0.0:
            continue
        detection = np.array([look(float(time + wait), rule.dwell_s) for wait in after])
        outcome = found * rule.outcomes(detection)
        firm += outcome.sum(), (outcome * (time + after)).sum()
        again = int(np.searchsorted(visits, time + after[-1]))
        if again < visits.size:
            searched[again] += found - outcome.sum()
    return np.concatenate([detected, firm])


def _passage(
    radar: RadarTuple, design: RadarDesign, fence: Fence, flight: SampledFlight
) -> tuple[float, float]:
    """First stretch of time inside the fence's elevations and azimuths, to 0.1 s."""
    middle = boresight_of(radar)
    top = fence.top(design)

    def inside(time: float) -> bool:
        place = flight.state_at(time).position_m
        azimuth, elevation, _ = azimuth_elevation_range(radar.site, radar.axes, *place)
        off = abs((azimuth - middle + np.pi) % (2.0 * np.pi) - np.pi)
        return bool(fence.bottom <= elevation <= top and off <= fence.half_width)

    times = np.arange(flight.samples.start_s, flight.duration_s, 0.1)
    flags = np.array([inside(float(time)) for time in times])
    if not flags.any():
        return np.nan, np.nan
    first = int(np.argmax(flags))
    after = np.flatnonzero(~flags[first:])
    last = first + int(after[0]) if after.size else times.size - 1
    return float(times[first]), float(times[last])
