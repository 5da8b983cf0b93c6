"""Whether some intercept is in time, and the first reason when none is."""

from math import inf, nan, sqrt

from bongsu.physics.earth.kernels.atmosphere import altitude_of
from bongsu.physics.fire.kernels.track import TrackTuple
from bongsu.physics.fire.kernels.window import (
    ALTITUDE,
    ANY_SLACK,
    EXCESS,
    LAUNCH,
    BatteryTuple,
    VerdictTuple,
    best_launcher,
    earliest_launch,
    edge_of_slack,
    slack_at,
)
from bongsu.physics.numerics.arrays import FloatArray
from bongsu.physics.numerics.jit import kernel
from bongsu.physics.radar.kernels.sight import ThreatTuple, seen_in_row

# codes of the answer; the words are in bongsu.physics.fire.control
FEASIBLE, NOT_SEEN, TOO_LATE, TOO_LOW, OUT_OF_REACH = 0, 1, 2, 3, 4


@kernel
def _speed_in_row(threat: ThreatTuple, row: int) -> float:
    vx, vy, vz = threat.samples[row, 4], threat.samples[row, 5], threat.samples[row, 6]
    return sqrt(vx * vx + vy * vy + vz * vz)


@kernel
def _fill(battery: BatteryTuple, threat: ThreatTuple, work: FloatArray) -> tuple[float, bool]:
    """Fill the work space from geometry alone; return the apogee and whether anything is in reach.

    Rows that are farther from band or reach than the threat can fly by then are jumped over.
    """
    rules = battery.fire_control
    apogee_m = -inf
    fastest = 0.0
    for row in range(threat.rows):
        work[LAUNCH, row] = -inf
        work[EXCESS, row] = inf
        altitude = altitude_of(
            threat.samples[row, 1], threat.samples[row, 2], threat.samples[row, 3]
        )
        work[ALTITUDE, row] = altitude
        apogee_m = max(apogee_m, altitude)
        fastest = max(fastest, _speed_in_row(threat, row))
    launchers = battery.launchers
    reach = battery.reach
    # the CUDA target has no max of an array
    longest = reach.limit_m[0]
    for limit_m in reach.limit_m:
        longest = max(longest, limit_m)
    per_row = fastest * (threat.samples[1, 0] - threat.samples[0, 0])
    within = False
    row = 0
    while row < threat.rows:
        altitude = work[ALTITUDE, row]
        gap = max(rules.lowest_altitude_m - altitude, altitude - rules.highest_altitude_m)
        if gap <= 0.0:
            x, y, z = threat.samples[row, 1], threat.samples[row, 2], threat.samples[row, 3]
            flight, excess, nearest, chosen = best_launcher(launchers, reach, x, y, z, altitude)
            gap = nearest - longest
            if _speed_in_row(threat, row) <= rules.highest_target_speed_m_s:
                work[EXCESS, row] = excess
                if chosen >= 0:
                    within = True
                    work[LAUNCH, row] = threat.samples[row, 0] - flight
        row += max(int(gap / per_row), 1)
    return apogee_m, within


@kernel
def _out_of_reach(
    battery: BatteryTuple, threat: ThreatTuple, work: FloatArray
) -> tuple[int, float]:
    """Tell not seen in the band from out of reach, and how far beyond reach the nearest row is."""
    rules = battery.fire_control
    launchers = battery.launchers
    reach = battery.reach
    nearest = -1
    for row in range(threat.rows):
        altitude = work[ALTITUDE, row]
        if altitude < rules.lowest_altitude_m or altitude > rules.highest_altitude_m:
            continue
        if (
            work[EXCESS, row] == inf
            and _speed_in_row(threat, row) <= rules.highest_target_speed_m_s
        ):
            x, y, z = threat.samples[row, 1], threat.samples[row, 2], threat.samples[row, 3]
            work[EXCESS, row] = best_launcher(launchers, reach, x, y, z, altitude)[1]
        if nearest < 0 or work[EXCESS, row] < work[EXCESS, nearest]:
            nearest = row
    # mostly the nearest row is seen and the others need not be asked
    if nearest >= 0 and seen_in_row(battery.radar, threat, nearest):
        excess = work[EXCESS, nearest]
        return OUT_OF_REACH, (-excess if excess < inf else nan)
    seen_in_band = False
    least = inf
    for row in range(threat.rows):
        altitude = work[ALTITUDE, row]
        if altitude < rules.lowest_altitude_m or altitude > rules.highest_altitude_m:
            continue
        if seen_in_band and work[EXCESS, row] >= least:
            continue
        if seen_in_row(battery.radar, threat, row):
            seen_in_band = True
            least = min(least, work[EXCESS, row])
    if not seen_in_band:
        return NOT_SEEN, nan
    return OUT_OF_REACH, (-least if least < inf else nan)


@kernel
def judge(
    battery: BatteryTuple, threat: ThreatTuple, track: TrackTuple, commit: float, work: FloatArray
) -> VerdictTuple:
    """Find whether some intercept is in time, and the first reason when none is.

    Parameters
    ----------
    battery : BatteryTuple
    threat : ThreatTuple
    track : TrackTuple
        What fire control knows of it.
    commit : float
        Earliest launch. [s]
    work : ndarray, shape (3, >= rows)
        Filled: launch time for an intercept at each row [s], altitude [m], range beyond reach [m].

    Returns
    -------
    VerdictTuple
        Code, margins [s], [m] (not a number where they have no meaning), apogee [m], best instant
        and its launch [s].
    """
    apogee_m, within = _fill(battery, threat, work)
    if apogee_m < battery.fire_control.lowest_altitude_m:
        short = apogee_m - battery.fire_control.lowest_altitude_m
        return VerdictTuple(TOO_LOW, nan, short, apogee_m, inf, -inf)
    slack = -inf
    best_row = -1
    if within:
        # launch times mostly grow along the flight: from the end few rows need the radar
        for row in range(threat.rows - 1, -1, -1):
            launch = work[LAUNCH, row]
            if launch - commit <= slack:
                continue
            flight = threat.samples[row, 0] - launch
            left = launch - earliest_launch(battery, track, commit, flight)
            if left <= slack:
                continue
            if seen_in_row(battery.radar, threat, row):
                slack = left
                best_row = row
            else:
                work[LAUNCH, row] = -inf
    if best_row < 0:
        code, margin = _out_of_reach(battery, threat, work)
        return VerdictTuple(code, nan, margin, apogee_m, inf, -inf)
    best = float(threat.samples[best_row, 0])
    best_launch = float(work[LAUNCH, best_row])
    # the best instant may lie between rows, where sight, band or reach ends
    for row in (max(best_row - 1, 0), min(best_row + 1, threat.rows - 1)):
        if work[LAUNCH, row] > -inf:
            continue
        inside = float(threat.samples[best_row, 0])
        end = edge_of_slack(
            battery, threat, track, commit, ANY_SLACK, float(threat.samples[row, 0]), inside
        )
        found, launch, _ = slack_at(battery, threat, track, commit, end)
        if found > slack:
            slack, best, best_launch = found, end, launch
    code = TOO_LATE if slack < 0.0 else FEASIBLE
    return VerdictTuple(code, slack, -work[EXCESS, best_row], apogee_m, best, best_launch)
