"""Every shot that one battery could fire at one flight, before any doctrine."""

from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import NDArray

from bongsu.physics.fire.kernels.engage import launch_options
from bongsu.physics.fire.kernels.judge import judge
from bongsu.physics.fire.kernels.track import (
    ThreatTuple,
    TrackTuple,
    predicted_error,
    seen_at,
    seen_in_row,
    threat_signal,
    tracking_needed,
    within_reach,
)
from bongsu.physics.fire.kernels.window import LAUNCH, WORK_ROWS, BatteryTuple
from bongsu.physics.flight.samples import Samples
from bongsu.physics.radar.kernels.signal import RadarTuple

FloatArray = NDArray[np.float64]

_HALVINGS = 14  # of one sampling step: below 1 ms


@dataclass(frozen=True, eq=False)
class ShotOptions:
    """Every shot that one battery could fire at one threat, at the rows of its flight.

    Attributes
    ----------
    launch_s, intercept_s : ndarray, shape (n,)
        Times since the threat's launch, ascending in the intercept. [s]
    kill_probability : ndarray, shape (n,)
        Of each. [1]
    launcher_site : ndarray of int, shape (n,)
        From which group of launchers. [1]
    """

    launch_s: FloatArray
    intercept_s: FloatArray
    kill_probability: FloatArray
    launcher_site: NDArray[np.int64]


@dataclass(frozen=True)
class BestInstant:
    """Track of a threat, and the intercept that leaves fire control most time.

    Attributes
    ----------
    detected_s, firm_s, committed_s : float
        Detection, confirmed track and earliest launch; infinite when never seen. [s]
    intercept_s, launch_s : float
        That intercept and its launch; infinite when none is in view, band and reach. [s]
    known_s : float
        When its point is predicted well enough to launch at; infinite likewise. [s]
    """

    detected_s: float
    firm_s: float
    committed_s: float
    intercept_s: float
    launch_s: float
    known_s: float


def shot_options(battery: BatteryTuple, threat: ThreatTuple, *, cue_s: float = inf) -> ShotOptions:
    """List the shots that sight, reach and time allow, without any doctrine.

    Parameters
    ----------
    battery : BatteryTuple
        From :func:`bongsu.physics.fire.control.battery_kernel`.
    threat : ThreatTuple
        The sampled flight and its cross-sections.
    cue_s : float
        Time at which another radar's confirmed track reaches fire control. [s]

    Returns
    -------
    ShotOptions
        From each group of launchers at every row that allows it; empty when there is none.
    """
    rules = battery.fire_control
    times = _samples(threat).time_s
    work = np.empty((WORK_ROWS, threat.rows))
    found = []
    for site in range(len(battery.launchers)):
        alone = battery._replace(launchers=battery.launchers[site : site + 1])
        track, _ = launch_options(alone, threat, float(cue_s), work)
        for row in np.flatnonzero(np.isfinite(work[LAUNCH])):
            launch, intercept = float(work[LAUNCH, row]), float(times[row])
            error = _error_at(track, launch, intercept, rules.track_interval_s)
            kill = rules.shot_probability * within_reach(error, rules.divert_reach_m)
            found.append((intercept, launch, kill, site))
    found.sort()
    intercepts, launches, kills, sites = np.array(found).reshape(-1, 4).T
    return ShotOptions(
        launch_s=launches.copy(),
        intercept_s=intercepts.copy(),
        kill_probability=kills.copy(),
        launcher_site=sites.astype(np.int64),
    )


def _samples(threat: ThreatTuple) -> Samples:
    return Samples(threat.samples[: threat.rows])


def _error_at(track: TrackTuple, launch: float, intercept: float, interval: float) -> float:
    tracked = max(launch - track.detected_s, interval)
    return predicted_error(track.look_error_m, interval, tracked, intercept - launch)


def best_instant(battery: BatteryTuple, threat: ThreatTuple, *, cue_s: float = inf) -> BestInstant:
    """Find the track of a threat and the intercept whose launch may wait longest.

    Parameters
    ----------
    battery : BatteryTuple
        From :func:`bongsu.physics.fire.control.battery_kernel`.
    threat : ThreatTuple
        The sampled flight and its cross-sections.
    cue_s : float
        Time at which another radar's confirmed track reaches fire control. [s]

    Returns
    -------
    BestInstant
        With infinite times for what there is not.
    """
    work = np.empty((WORK_ROWS, threat.rows))
    track, commit = launch_options(battery, threat, float(cue_s), work)
    verdict = judge(battery, threat, track, commit, work)
    known = inf
    if verdict.best_s < inf:
        rules = battery.fire_control
        known = track.detected_s + tracking_needed(
            track.look_error_m,
            rules.track_interval_s,
            rules.tolerated_error_m,
            verdict.best_s - verdict.best_launch_s,
        )
    return BestInstant(
        detected_s=float(track.detected_s),
        firm_s=float(track.firm_s),
        committed_s=float(commit),
        intercept_s=float(verdict.best_s),
        launch_s=float(verdict.best_launch_s) if verdict.best_s < inf else inf,
        known_s=float(known),
    )


def signals(radar: RadarTuple, threat: ThreatTuple) -> FloatArray:
    """Signal-to-noise ratio of one dwell at the rows of a flight.

    Parameters
    ----------
    radar : RadarTuple
        The radar.
    threat : ThreatTuple
        The sampled flight and its cross-sections.

    Returns
    -------
    ndarray, shape (rows,)
        Power ratio, 0 outside the field of regard. [1]
    """
    samples = _samples(threat)
    return np.array(
        [
            threat_signal(radar, threat, time, *position)
            for time, position in zip(samples.time_s, samples.position_m, strict=True)
        ]
    )


def sights(radar: RadarTuple, threat: ThreatTuple) -> list[tuple[float, float]]:
    """List the intervals in which one dwell would detect a threat.

    Parameters
    ----------
    radar : RadarTuple
        The radar.
    threat : ThreatTuple
        The sampled flight and its cross-sections.

    Returns
    -------
    list of (float, float)
        Begin and end of each since launch, to a millisecond; a sight shorter than the sampling
        step may be missed. [s]
    """
    times = _samples(threat).time_s
    seen = np.array([seen_in_row(radar, threat, row) for row in range(threat.rows)])
    edges = np.flatnonzero(np.diff(np.concatenate([[False], seen, [False]]).astype(np.int8)))
    found = []
    for first, after in edges.reshape(-1, 2):
        begin, end = float(times[first]), float(times[after - 1])
        if first > 0:
            begin = _sight_edge(radar, threat, float(times[first - 1]), begin)
        if after < threat.rows:
            end = _sight_edge(radar, threat, float(times[after]), end)
        found.append((begin, end))
    return found


def _sight_edge(radar: RadarTuple, threat: ThreatTuple, hidden: float, seen: float) -> float:
    for _ in range(_HALVINGS):
        middle = 0.5 * (hidden + seen)
        if seen_at(radar, threat, middle):
            seen = middle
        else:
            hidden = middle
    return seen
