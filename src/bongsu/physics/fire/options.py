"""Every shot that one battery could fire at one flight, before any doctrine."""

from dataclasses import dataclass
from math import inf

import numpy as np

from bongsu.physics.fire.kernels.engage import launch_options
from bongsu.physics.fire.kernels.judge import judge
from bongsu.physics.fire.kernels.nearest_reach import distance_beyond_reach as beyond_reach
from bongsu.physics.fire.kernels.track import (
    FireControlTuple,
    error_at_launch,
    firm_track,
    known_from,
    shot_kill,
)
from bongsu.physics.fire.kernels.window import LAUNCH, WORK_ROWS, BatteryTuple
from bongsu.physics.numerics.arrays import FloatArray, IntArray
from bongsu.physics.radar.kernels.signal import RadarTuple
from bongsu.physics.radar.sampled_flight import SampledFlight


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
    launcher_site: IntArray


@dataclass(frozen=True)
class BestInstant:
    """Track of a threat, and the intercept that leaves fire control most time.

    Attributes
    ----------
    detected_s, firm_s, committed_s : float
        Detection, confirmed track and earliest launch; infinite when never seen. [s]
    intercept_s, launch_s : float
        That intercept and its launch; infinite when none is in view, band and reach. [s]
    burnout_known_s : float
        When it is known that the thrust has ended; infinite when never seen. [s]
    known_s : float
        When its point is predicted well enough to launch at; infinite likewise. [s]
    """

    detected_s: float
    firm_s: float
    committed_s: float
    intercept_s: float
    launch_s: float
    burnout_known_s: float
    known_s: float


def shot_options(
    battery: BatteryTuple, flight: SampledFlight, *, cue_s: float = inf
) -> ShotOptions:
    """List the shots that sight, reach and time allow, without any doctrine.

    Parameters
    ----------
    battery : BatteryTuple
        From :func:`bongsu.physics.fire.control.battery_kernel`.
    flight : SampledFlight
        What is engaged.
    cue_s : float
        Time at which another radar's confirmed track reaches fire control. [s]

    Returns
    -------
    ShotOptions
        From each group of launchers at every row that allows it; empty when there is none.
    """
    rules = battery.fire_control
    threat, times = flight.kernel, flight.samples.time_s
    work = np.empty((WORK_ROWS, threat.rows))
    found = []
    for site in range(len(battery.launchers)):
        alone = battery._replace(launchers=battery.launchers[site : site + 1])
        track, _ = launch_options(alone, threat, float(cue_s), work)
        for row in np.flatnonzero(np.isfinite(work[LAUNCH])):
            launch, intercept = float(work[LAUNCH, row]), float(times[row])
            error = error_at_launch(track, rules, launch, intercept - launch)
            kill = shot_kill(rules, error)
            found.append((intercept, launch, kill, site))
    found.sort()
    intercepts, launches, kills, sites = np.array(found).reshape(-1, 4).T
    return ShotOptions(
        launch_s=launches.copy(),
        intercept_s=intercepts.copy(),
        kill_probability=kills.copy(),
        launcher_site=sites.astype(np.int64),
    )


def best_instant(
    battery: BatteryTuple, flight: SampledFlight, *, cue_s: float = inf
) -> BestInstant:
    """Find the track of a threat and the intercept whose launch may wait longest.

    Parameters
    ----------
    battery : BatteryTuple
        From :func:`bongsu.physics.fire.control.battery_kernel`.
    flight : SampledFlight
        What is engaged.
    cue_s : float
        Time at which another radar's confirmed track reaches fire control. [s]

    Returns
    -------
    BestInstant
        With infinite times for what there is not.
    """
    threat = flight.kernel
    work = np.empty((WORK_ROWS, threat.rows))
    track, commit = launch_options(battery, threat, float(cue_s), work)
    verdict = judge(battery, threat, track, commit, work)
    known = inf
    if verdict.best_s < inf:
        known = known_from(track, battery.fire_control, verdict.best_s - verdict.best_launch_s)
    return BestInstant(
        detected_s=float(track.detected_s),
        firm_s=float(track.firm_s),
        committed_s=float(commit),
        intercept_s=float(verdict.best_s),
        launch_s=float(verdict.best_launch_s) if verdict.best_s < inf else inf,
        burnout_known_s=float(track.burnout_known_s),
        known_s=float(known),
    )


def firm_time(radar: RadarTuple, flight: SampledFlight, rules: FireControlTuple) -> float:
    """Find when a radar has a confirmed track of a flight.

    Parameters
    ----------
    radar : RadarTuple
    flight : SampledFlight
        What it sees.
    rules : FireControlTuple
        Durations of detection and confirmation.

    Returns
    -------
    float
        Since the flight's launch; infinite when never. [s]
    """
    return float(firm_track(radar, flight.kernel, rules).firm_s)


def distance_beyond_reach(
    battery: BatteryTuple, flight: SampledFlight, lowest_m: float, highest_m: float
) -> float:
    """Least ground distance between a flight and the edge of a battery's reach at its altitude.

    Parameters
    ----------
    battery : BatteryTuple
        From :func:`bongsu.physics.fire.control.battery_kernel`; what its radar sees does not
        matter.
    flight : SampledFlight
    lowest_m, highest_m : float
        Altitudes between which the flight counts. [m]

    Returns
    -------
    float
        Distance; negative inside the reach, infinite when the flight is never in the band. [m]
    """
    samples = flight.samples.array
    return float(beyond_reach(battery.launchers, battery.reach, samples, lowest_m, highest_m))
