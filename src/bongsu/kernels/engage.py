"""One threat against one battery: from first sight to the last intercept that is in time."""

from math import atan2, inf, nan, sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bongsu.kernels.atmosphere import altitude_of
from bongsu.kernels.constants import EARTH_MEAN_RADIUS_M
from bongsu.kernels.engage_track import (
    FireControl,
    Threat,
    Track,
    firm_track,
    look_error,
    predicted_error,
    seen_at,
    seen_in_row,
    tracking_needed,
    within_reach,
)
from bongsu.kernels.flyout import Reach, reach_at, reach_limit
from bongsu.kernels.jit import kernel
from bongsu.kernels.radar import Radar
from bongsu.kernels.sight import state_at

Array = NDArray[np.float64]

# codes of the answer; the words are in bongsu.physics.intercept
FEASIBLE, NOT_SEEN, TOO_LATE, TOO_LOW, OUT_OF_REACH = 0, 1, 2, 3, 4

# columns of a result: times [s], altitudes and ground ranges [m], counts, margins [s] and [m], and
# the probability that the threat survives all its shots
REASON, DETECTED, FIRM, COMMITTED = 0, 1, 2, 3
FIRST_TIME, FIRST_ALTITUDE, FIRST_RANGE = 4, 5, 6
LAST_TIME, LAST_ALTITUDE, LAST_RANGE = 7, 8, 9
SHOTS, ROUNDS, MARGIN_S, MARGIN_M, APOGEE, SURVIVAL = 10, 11, 12, 13, 14, 15
RESULT_SIZE = 16

# columns of a shot: times [s], launcher's index, round, altitude, ground range and predicted
# error at launch [m], probability of a kill
SHOT_LAUNCH, SHOT_INTERCEPT, SHOT_LAUNCHER, SHOT_ROUND = 0, 1, 2, 3
SHOT_ALTITUDE, SHOT_RANGE, SHOT_ERROR, SHOT_KILL = 4, 5, 6, 7
SHOT_SIZE = 8

_HALVINGS = 14  # of one sampling step: below 1 ms
_ANY_SLACK = -1e300  # any instant at which reach, band and sight allow an intercept


class Best(NamedTuple):
    """Instant that leaves most time between the earliest allowed launch and the launch."""

    time_s: float
    launch_s: float


class Battery(NamedTuple):
    """Radar, launchers and fire control; `launchers` holds ECEF position [m] and local vertical."""

    radar: Radar
    launchers: Array
    reach: Reach
    fire_control: FireControl


@kernel
def ground_range_to(launcher: Array, x: float, y: float, z: float) -> float:
    """Ground range from a launcher to the point below a position.

    Parameters
    ----------
    launcher : ndarray, shape (6,)
        ECEF position [m] and local vertical. [1]
    x, y, z : float
        ECEF position. [m]

    Returns
    -------
    float
        Arc on the mean sphere that touches the ellipsoid's horizon at the launcher. [m]
    """
    dx = x - launcher[0]
    dy = y - launcher[1]
    dz = z - launcher[2]
    up = dx * launcher[3] + dy * launcher[4] + dz * launcher[5]
    across = sqrt(max(dx * dx + dy * dy + dz * dz - up * up, 0.0))
    return EARTH_MEAN_RADIUS_M * atan2(across, EARTH_MEAN_RADIUS_M + up)


@kernel
def _best_launcher(
    battery: Battery, x: float, y: float, z: float, altitude: float
) -> tuple[float, float, int]:
    """Least time of flight, least range beyond reach, and the launcher that is soonest."""
    limit = reach_limit(battery.reach, altitude)
    best = inf
    excess = inf
    chosen = -1
    for index in range(battery.launchers.shape[0]):
        ground_range = ground_range_to(battery.launchers[index], x, y, z)
        excess = min(excess, ground_range - limit)
        if ground_range <= limit:
            flight = reach_at(battery.reach, ground_range, altitude)[0]
            if flight < best:
                best = flight
                chosen = index
    return best, excess, chosen


@kernel
def _slack(
    battery: Battery, threat: Threat, track: Track, not_before: float, time: float
) -> tuple[float, float, int]:
    """Time between the earliest allowed launch and the one for an intercept at a time.

    Also the launch time and the launcher; minus infinity where no intercept is possible. The
    earliest launch is the later of `not_before` and the time at which the predicted-intercept
    error becomes tolerable.
    """
    rules = battery.fire_control
    x, y, z, vx, vy, vz = state_at(threat.samples, threat.rows, time)
    altitude = altitude_of(x, y, z)
    if (
        altitude < rules.lowest_altitude_m
        or altitude > rules.highest_altitude_m
        or sqrt(vx * vx + vy * vy + vz * vz) > rules.highest_target_speed_m_s
        or not seen_at(battery.radar, threat, time)
    ):
        return -inf, -inf, -1
    flight, _, chosen = _best_launcher(battery, x, y, z, altitude)
    if chosen < 0:
        return -inf, -inf, -1
    launch = time - flight
    return launch - max(not_before, _allowed_from(battery, track, flight)), launch, chosen


@kernel
def _allowed_from(battery: Battery, track: Track, flight: float) -> float:
    """Earliest launch at which the predicted-intercept error is tolerable."""
    rules = battery.fire_control
    return track.detected_s + tracking_needed(
        track.look_error_m, rules.track_interval_s, rules.tolerated_error_m, flight
    )


@kernel
def _scan(
    battery: Battery, threat: Threat, track: Track, commit: float, launches: Array
) -> tuple[int, float, float, float, Best]:
    """Launch time for an intercept at each row, with the first reason why none is in time.

    Returns code, margin in seconds, margin in metres (not a number where it has no meaning), the
    greatest altitude and the best instant.
    """
    rules = battery.fire_control
    best_row = 0
    best = Best(inf, -inf)
    apogee = -inf
    in_band = False
    least_excess = inf
    slack = -inf
    for row in range(threat.rows):
        launches[row] = -inf
        time, x, y, z, vx, vy, vz = threat.samples[row]
        altitude = altitude_of(x, y, z)
        apogee = max(apogee, altitude)
        if altitude < rules.lowest_altitude_m or altitude > rules.highest_altitude_m:
            continue
        flight, excess, chosen = _best_launcher(battery, x, y, z, altitude)
        # a row farther off than the best so far cannot change the answer: spare the radar
        if chosen < 0 and excess >= least_excess:
            continue
        if not seen_in_row(battery.radar, threat, row):
            continue
        in_band = True
        if sqrt(vx * vx + vy * vy + vz * vz) > rules.highest_target_speed_m_s:
            continue
        least_excess = min(least_excess, excess)
        if chosen < 0:
            continue
        allowed = _allowed_from(battery, track, flight)
        if time - flight >= allowed:
            launches[row] = time - flight
        if time - flight - max(commit, allowed) > slack:
            slack = time - flight - max(commit, allowed)
            best_row = row
    if apogee < rules.lowest_altitude_m:
        return TOO_LOW, nan, apogee - rules.lowest_altitude_m, apogee, best
    if not in_band:
        return NOT_SEEN, nan, nan, apogee, best
    if slack == -inf:
        short = -least_excess if least_excess < inf else nan
        return OUT_OF_REACH, nan, short, apogee, best
    # the best instant may lie between rows, where sight, band or reach ends
    inside = threat.samples[best_row, 0]
    for row in (max(best_row - 1, 0), min(best_row + 1, threat.rows - 1)):
        outside = threat.samples[row, 0]
        end = _edge(battery, threat, track, commit, _ANY_SLACK, outside, inside)
        found, launch, _ = _slack(battery, threat, track, commit, end)
        if found > slack:
            slack = found
            best = Best(end, launch)
    return (TOO_LATE if slack < 0.0 else FEASIBLE), slack, -least_excess, apogee, best


@kernel
def _edge(
    battery: Battery,
    threat: Threat,
    track: Track,
    not_before: float,
    level: float,
    outside: float,
    inside: float,
) -> float:
    """Halve the time between an instant with at least some slack and one without."""
    for _ in range(_HALVINGS):
        middle = 0.5 * (outside + inside)
        if _slack(battery, threat, track, not_before, middle)[0] >= level:
            inside = middle
        else:
            outside = middle
    return inside


@kernel
def _earliest(
    battery: Battery, threat: Threat, track: Track, launches: Array, best: Best, not_before: float
) -> float:
    """Earliest intercept whose launch is not before a time; infinite when there is none.

    A window shorter than a sampling step falls between rows: then the best instant stands for it.
    """
    samples = threat.samples
    for row in range(threat.rows):
        if launches[row] >= not_before:
            hidden = samples[max(row - 1, 0), 0]
            return _edge(battery, threat, track, not_before, 0.0, hidden, samples[row, 0])
    return best.time_s if best.launch_s >= not_before else inf


@kernel
def _latest(
    battery: Battery, threat: Threat, track: Track, launches: Array, best: Best, not_before: float
) -> float:
    """Latest intercept whose launch is not before a time; see :func:`_earliest`."""
    samples = threat.samples
    last = threat.rows - 1
    for row in range(last, -1, -1):
        if launches[row] >= not_before:
            hidden = samples[min(row + 1, last), 0]
            return _edge(battery, threat, track, not_before, 0.0, hidden, samples[row, 0])
    return best.time_s


@kernel
def _place(
    battery: Battery, threat: Threat, track: Track, time: float
) -> tuple[float, float, float, int]:
    """Launch time, altitude, ground range and launcher of an intercept."""
    x, y, z, _, _, _ = state_at(threat.samples, threat.rows, time)
    _, launch, chosen = _slack(battery, threat, track, 0.0, time)
    ground_range = ground_range_to(battery.launchers[chosen], x, y, z)
    return launch, altitude_of(x, y, z), ground_range, chosen


@kernel
def _shoot(
    battery: Battery,
    threat: Threat,
    track: Track,
    commit: float,
    launches: Array,
    best: Best,
    shots: Array,
) -> tuple[int, int]:
    """Fire under the doctrine; fill the shots and return how many, and in how many rounds."""
    rules = battery.fire_control
    most = min(rules.magazine, shots.shape[0])
    count = 0
    rounds = 0
    not_before = commit
    while rounds < rules.rounds:
        salvo = rules.first_salvo if rounds == 0 else rules.later_salvo
        intercept = -inf
        for index in range(min(salvo, most - count)):
            release = not_before + index * rules.launch_interval_s
            time = _earliest(battery, threat, track, launches, best, release)
            if time == inf:
                break
            launch, altitude, ground_range, chosen = _place(battery, threat, track, time)
            shots[count, SHOT_LAUNCH] = launch
            shots[count, SHOT_INTERCEPT] = time
            shots[count, SHOT_LAUNCHER] = chosen
            shots[count, SHOT_ROUND] = rounds
            shots[count, SHOT_ALTITUDE] = altitude
            shots[count, SHOT_RANGE] = ground_range
            error = predicted_error(
                track.look_error_m,
                rules.track_interval_s,
                max(launch - track.detected_s, rules.track_interval_s),
                time - launch,
            )
            shots[count, SHOT_ERROR] = error
            shots[count, SHOT_KILL] = rules.shot_probability * within_reach(
                error, rules.divert_reach_m
            )
            count += 1
            intercept = time
        if intercept == -inf:
            break
        rounds += 1
        not_before = intercept + rules.assess_s + rules.plan_s + rules.launch_s
    return count, rounds


@kernel
def engage(
    battery: Battery,
    threat: Threat,
    cue_s: float,
    launches: Array,
    shots: Array,
    result: Array,
) -> None:
    """Play one threat against one battery.

    Parameters
    ----------
    battery : Battery
        Radar, launchers, reach and fire control.
    threat : Threat
        The flight, at least two rows.
    cue_s : float
        Time at which another radar's confirmed track reaches fire control; infinite for none. [s]
    launches : ndarray, shape (>= rows,)
        Work space; left with the launch time for an intercept at each row. [s]
    shots : ndarray, shape (n, 8)
        Filled with the shots fired, at most n. [s, s, 1, 1, m, m, m, 1]
    result : ndarray, shape (16,)
        Filled with code, times [s], altitudes and ranges [m], counts, margins, apogee [m] and the
        probability of survival.

    Notes
    -----
    The first reason why there is no shot: no firm track (not-seen); apogee below the band
    (too-low); never seen inside the band (not-seen); nothing seen in the band within reach, or
    only too fast (out-of-reach); nothing within reach allows a launch after commit (too-late).
    The margin is the time by which the launch may slip, or by which it comes too late; in metres,
    how far inside or beyond reach the best point lies, or how far the apogee stays below the band.
    """
    rules = battery.fire_control
    result[:] = nan
    result[SHOTS] = 0.0
    result[ROUNDS] = 0.0
    result[SURVIVAL] = 1.0
    track = firm_track(battery.radar, threat, rules)
    if cue_s < track.firm_s:
        error = look_error(battery.radar, threat, cue_s)
        track = Track(min(track.detected_s, cue_s), cue_s, error)
    commit = track.firm_s + rules.classify_s + rules.plan_s + rules.launch_s
    code, slack, margin, apogee, best = _scan(battery, threat, track, commit, launches)
    result[APOGEE] = apogee
    if track.firm_s == inf:
        result[REASON] = NOT_SEEN
        return
    result[REASON] = code
    result[DETECTED] = track.detected_s
    result[FIRM] = track.firm_s
    result[COMMITTED] = commit
    result[MARGIN_S] = slack
    result[MARGIN_M] = margin
    if code != FEASIBLE:
        return
    first = _earliest(battery, threat, track, launches, best, commit)
    last = _latest(battery, threat, track, launches, best, commit)
    result[FIRST_TIME] = first
    result[LAST_TIME] = last
    _, result[FIRST_ALTITUDE], result[FIRST_RANGE], _ = _place(battery, threat, track, first)
    _, result[LAST_ALTITUDE], result[LAST_RANGE], _ = _place(battery, threat, track, last)
    count, rounds = _shoot(battery, threat, track, commit, launches, best, shots)
    result[SHOTS] = count
    result[ROUNDS] = rounds
    for index in range(count):
        result[SURVIVAL] *= 1.0 - shots[index, SHOT_KILL]
