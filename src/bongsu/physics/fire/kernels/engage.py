"""One threat against one battery: from first sight to the last shot that is in time."""

from math import inf, nan

from bongsu.physics.earth.kernels.atmosphere import altitude_of
from bongsu.physics.fire.kernels.judge import FEASIBLE, NOT_SEEN, judge
from bongsu.physics.fire.kernels.track import (
    TrackTuple,
    error_at_launch,
    firm_track,
    shot_kill,
    track_from,
)
from bongsu.physics.fire.kernels.window import (
    LAUNCH,
    BatteryTuple,
    VerdictTuple,
    allows,
    earliest_intercept,
    ground_range_to,
    latest_intercept,
    slack_at,
)
from bongsu.physics.flight.kernels.between import state_at
from bongsu.physics.numerics.arrays import FloatArray
from bongsu.physics.numerics.jit import lean_inner_kernel, lean_kernel
from bongsu.physics.radar.kernels.sight import ThreatTuple

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


@lean_inner_kernel
def _place(
    battery: BatteryTuple, threat: ThreatTuple, track: TrackTuple, time: float
) -> tuple[float, float, float, int]:
    """Launch time, altitude, ground range and launcher of an intercept."""
    x, y, z, _, _, _ = state_at(threat.samples, threat.rows, time)
    _, launch, chosen = slack_at(battery, threat, track, 0.0, time)
    ground_range = ground_range_to(battery.launchers[chosen], x, y, z)
    return launch, altitude_of(x, y, z), ground_range, chosen


@lean_inner_kernel
def _shoot(
    battery: BatteryTuple,
    threat: ThreatTuple,
    track: TrackTuple,
    verdict: VerdictTuple,
    commit: float,
    first: float,
    work: FloatArray,
    shots: FloatArray,
) -> tuple[int, int]:
    """Fire under the doctrine; fill the shots and return how many, and in how many rounds.

    `first` is the earliest intercept after commit.
    """
    rules = battery.fire_control
    most = min(rules.magazine, shots.shape[0])
    count = 0
    rounds = 0
    release = commit
    while rounds < rules.rounds:
        salvo = rules.first_salvo if rounds == 0 else rules.later_salvo
        intercept = -inf
        for _ in range(min(salvo, most - count)):
            time = first
            if count > 0:
                time = earliest_intercept(battery, threat, track, verdict, release, work)
            if time == inf:
                break
            launch, altitude, ground_range, chosen = _place(battery, threat, track, time)
            shots[count, SHOT_LAUNCH] = launch
            shots[count, SHOT_INTERCEPT] = time
            shots[count, SHOT_LAUNCHER] = chosen
            shots[count, SHOT_ROUND] = rounds
            shots[count, SHOT_ALTITUDE] = altitude
            shots[count, SHOT_RANGE] = ground_range
            error = error_at_launch(track, rules, launch, time - launch)
            shots[count, SHOT_ERROR] = error
            shots[count, SHOT_KILL] = shot_kill(rules, error)
            count += 1
            intercept = time
            # from the last launch: it may have waited for reach or sight
            release = launch + rules.launch_interval_s
        if intercept == -inf:
            break
        rounds += 1
        # the spacing of launches holds between rounds, too
        release = max(release, intercept + rules.assess_s + rules.plan_s + rules.launch_s)
    return count, rounds


@lean_inner_kernel
def _track_and_commit(
    battery: BatteryTuple, threat: ThreatTuple, cue_s: float
) -> tuple[TrackTuple, float]:
    """Own track or that of the cue, whichever is confirmed first, and the earliest launch."""
    rules = battery.fire_control
    track = firm_track(battery.radar, threat, rules)
    # a cue after the impact is none
    if cue_s < min(track.firm_s, threat.samples[threat.rows - 1, 0]):
        track = track_from(battery.radar, threat, rules, min(track.detected_s, cue_s), cue_s)
    # there is nothing to plan for before an intercept can be predicted
    planning = max(track.firm_s + rules.classify_s, track.burnout_known_s)
    return track, planning + rules.plan_s + rules.launch_s


@lean_kernel
def launch_options(
    battery: BatteryTuple, threat: ThreatTuple, cue_s: float, work: FloatArray
) -> tuple[TrackTuple, float]:
    """Find the launch time for an intercept at each row of a flight.

    Parameters
    ----------
    battery : BatteryTuple
    threat : ThreatTuple
        The flight, at least two rows.
    cue_s : float
        Time at which another radar's confirmed track reaches fire control; infinite for none. [s]
    work : ndarray, shape (2, >= rows)
        First row filled: launch time for an intercept at each row, minus infinity where none is
        allowed. [s, m]

    Returns
    -------
    tuple
        The track, and the earliest launch [s].
    """
    track, commit = _track_and_commit(battery, threat, cue_s)
    judge(battery, threat, track, commit, work)
    for row in range(threat.rows):
        launch = work[LAUNCH, row]
        if launch == -inf:
            continue
        if launch < commit or not allows(battery, threat, track, commit, work, row):
            work[LAUNCH, row] = -inf
    return track, commit


@lean_kernel
def engage(
    battery: BatteryTuple,
    threat: ThreatTuple,
    cue_s: float,
    work: FloatArray,
    shots: FloatArray,
    result: FloatArray,
) -> None:
    """Play one threat against one battery.

    Parameters
    ----------
    battery : BatteryTuple
        Radar, launchers, reach and fire control.
    threat : ThreatTuple
        The flight, at least two rows.
    cue_s : float
        Time at which another radar's confirmed track reaches fire control; infinite for none. [s]
    work : ndarray, shape (2, >= rows)
        Work space of :func:`bongsu.physics.fire.kernels.judge.judge`. [s, m]
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
    result[:] = nan
    result[SHOTS] = 0.0
    result[ROUNDS] = 0.0
    result[SURVIVAL] = 1.0
    result[APOGEE] = threat.highest_m
    track, commit = _track_and_commit(battery, threat, cue_s)
    if track.firm_s == inf:
        result[REASON] = NOT_SEEN
        return
    verdict = judge(battery, threat, track, commit, work)
    result[REASON] = verdict.code
    result[DETECTED] = track.detected_s
    result[FIRM] = track.firm_s
    result[COMMITTED] = commit
    result[MARGIN_S] = verdict.slack_s
    result[MARGIN_M] = verdict.margin_m
    if verdict.code != FEASIBLE:
        return
    first = earliest_intercept(battery, threat, track, verdict, commit, work)
    last = latest_intercept(battery, threat, track, verdict, commit, work)
    result[FIRST_TIME] = first
    result[LAST_TIME] = last
    _, result[FIRST_ALTITUDE], result[FIRST_RANGE], _ = _place(battery, threat, track, first)
    _, result[LAST_ALTITUDE], result[LAST_RANGE], _ = _place(battery, threat, track, last)
    count, rounds = _shoot(battery, threat, track, verdict, commit, first, work, shots)
    result[SHOTS] = count
    result[ROUNDS] = rounds
    for index in range(count):
        result[SURVIVAL] *= 1.0 - shots[index, SHOT_KILL]
