"""Whether some intercept is in time, and the first reason when none is."""

from math import inf, nan, sqrt

from bongsu.physics.fire.kernels.track import TrackTuple
from bongsu.physics.fire.kernels.window import (
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
from bongsu.physics.interceptor.kernels.flyout import ReachTuple
from bongsu.physics.numerics.arrays import FloatArray
from bongsu.physics.numerics.jit import lean_inner_kernel, lean_kernel
from bongsu.physics.radar.kernels.sight import ThreatTuple, seen_in_row

# codes of the answer; the words are in bongsu.physics.fire.control
FEASIBLE, NOT_SEEN, TOO_LATE, TOO_LOW, OUT_OF_REACH = 0, 1, 2, 3, 4


@lean_inner_kernel
def _too_fast(battery: BatteryTuple, threat: ThreatTuple, row: int) -> bool:
    vx, vy, vz = threat.samples[row, 4], threat.samples[row, 5], threat.samples[row, 6]
    speed = float(sqrt(vx * vx + vy * vy + vz * vz))
    return speed > battery.fire_control.highest_target_speed_m_s


@lean_inner_kernel
def _longest_reach(reach: ReachTuple) -> float:
    # the CUDA target has no max of an array
    longest = reach.limit_m[0]
    for limit_m in reach.limit_m:
        longest = max(longest, limit_m)
    return float(longest)


@lean_inner_kernel
def _path_of_a_row(threat: ThreatTuple) -> float:
    """Longest way that the threat flies from one row to the next."""
    return float(threat.fastest_m_s * (threat.samples[1, 0] - threat.samples[0, 0]))


@lean_inner_kernel
def _in_band(battery: BatteryTuple, threat: ThreatTuple, row: int) -> bool:
    rules = battery.fire_control
    altitude = float(threat.altitudes[row])
    return rules.lowest_altitude_m <= altitude <= rules.highest_altitude_m


@lean_inner_kernel
def _rows_within(distance: float, per_row: float) -> int:
    """Rows that a threat needs for a distance, at least one; a branch, as most are near."""
    return 1 if distance <= per_row else int(distance / per_row)


@lean_inner_kernel
def _fill(battery: BatteryTuple, threat: ThreatTuple, work: FloatArray) -> tuple[int, int]:
    """Fill the work space from geometry alone; return the first and last row within reach.

    The last is -1 where there is none. Rows that are farther from reach than the threat can fly by
    then are jumped over.
    """
    for row in range(threat.rows):
        work[LAUNCH, row] = -inf
    longest = _longest_reach(battery.reach)
    per_row = _path_of_a_row(threat)
    first_row, last_row = 0, -1
    row = 0
    while row < threat.rows:
        if not _in_band(battery, threat, row):
            row += 1
            continue
        x, y, z = threat.samples[row, 1], threat.samples[row, 2], threat.samples[row, 3]
        flight, excess, nearest, chosen = best_launcher(
            battery.launchers, battery.reach, x, y, z, threat.altitudes[row]
        )
        if chosen >= 0 and not _too_fast(battery, threat, row):
            first_row = row if last_row < 0 else first_row
            last_row = row
            work[EXCESS, row] = excess
            work[LAUNCH, row] = threat.samples[row, 0] - flight
        row += _rows_within(nearest - longest, per_row)
    return first_row, last_row


@lean_inner_kernel
def _beyond_reach(battery: BatteryTuple, threat: ThreatTuple, row: int) -> tuple[float, float]:
    """Range beyond reach, and range, of a row; infinite where the threat is too fast to be hit."""
    x, y, z = threat.samples[row, 1], threat.samples[row, 2], threat.samples[row, 3]
    _, excess, nearest, _ = best_launcher(
        battery.launchers, battery.reach, x, y, z, threat.altitudes[row]
    )
    return (inf if _too_fast(battery, threat, row) else excess), nearest


@lean_inner_kernel
def _nearest_to_reach(battery: BatteryTuple, threat: ThreatTuple) -> tuple[int, float]:
    """First of the rows in the band that are nearest to reach, -1 for none, and how far it is.

    From the end, where a flight at the defended land is nearest: of the rows before, those that
    are farther than the threat can fly by then are jumped over.
    """
    longest = _longest_reach(battery.reach)
    per_row = _path_of_a_row(threat)
    nearest = -1
    least = inf
    row = threat.rows - 1
    while row >= 0:
        if not _in_band(battery, threat, row):
            row -= 1
            continue
        excess, ground_range = _beyond_reach(battery, threat, row)
        if excess <= least:
            nearest, least = row, excess
        row -= _rows_within(ground_range - longest - least, per_row)
    return nearest, least


@lean_inner_kernel
def _out_of_reach(battery: BatteryTuple, threat: ThreatTuple) -> tuple[int, float]:
    """Tell not seen in the band from out of reach, and how far beyond reach the nearest row is."""
    nearest, least = _nearest_to_reach(battery, threat)
    # mostly the nearest row is seen and the others need not be asked
    if nearest >= 0 and seen_in_row(battery.radar, threat, nearest):
        return OUT_OF_REACH, (-least if least < inf else nan)
    seen_in_band = False
    least = inf
    for row in range(threat.rows):
        if not _in_band(battery, threat, row):
            continue
        excess, _ = _beyond_reach(battery, threat, row)
        if seen_in_band and excess >= least:
            continue
        if seen_in_row(battery.radar, threat, row):
            seen_in_band = True
            least = min(least, excess)
    if not seen_in_band:
        return NOT_SEEN, nan
    return OUT_OF_REACH, (-least if least < inf else nan)


@lean_kernel
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
    work : ndarray, shape (2, >= rows)
        Filled: launch time for an intercept at each row, minus infinity for none [s]; range beyond
        reach where there is one [m].

    Returns
    -------
    VerdictTuple
        Code, margins [s], [m] (not a number where they have no meaning), best instant
        and its launch [s], first and last row within reach.
    """
    first_row, last_row = _fill(battery, threat, work)
    if threat.highest_m < battery.fire_control.lowest_altitude_m:
        short = threat.highest_m - battery.fire_control.lowest_altitude_m
        return VerdictTuple(TOO_LOW, nan, short, inf, -inf, first_row, last_row)
    slack = -inf
    best_row = -1
    # launch times mostly grow along the flight: from the end few rows need the radar
    for row in range(last_row, first_row - 1, -1):
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
        code, margin = _out_of_reach(battery, threat)
        return VerdictTuple(code, nan, margin, inf, -inf, first_row, last_row)
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
    margin = -work[EXCESS, best_row]
    return VerdictTuple(code, slack, margin, best, best_launch, first_row, last_row)
