"""Where along a flight an intercept can be launched in time."""

from math import atan2, inf, sqrt
from typing import NamedTuple

from bongsu.physics.earth.kernels.atmosphere import altitude_of
from bongsu.physics.fire.kernels.track import (
    FireControlTuple,
    TrackTuple,
    error_at_launch,
    known_from,
)
from bongsu.physics.flight.kernels.between import state_at
from bongsu.physics.interceptor.kernels.flyout import ReachTuple, reach_at, reach_limit
from bongsu.physics.numerics.arrays import FloatArray
from bongsu.physics.numerics.constants import EARTH_MEAN_RADIUS_M
from bongsu.physics.numerics.jit import lean_inline_kernel, lean_inner_kernel, lean_kernel
from bongsu.physics.radar.kernels.sight import ThreatTuple, seen_in_row, threat_seen
from bongsu.physics.radar.kernels.signal import RadarTuple

# rows of the work space, along the samples of the flight: launch time for an intercept there
# (minus infinity for none), and the ground range beyond reach where there is one
LAUNCH, EXCESS = 0, 1
WORK_ROWS = 2

_HALVINGS = 11  # of one sampling step: about 1 ms
_NARROW = 0.1  # tangent of the range angle, about 640 km
_SECANTS = 4  # of a smooth crossing within one step: far below 1 ms
ANY_SLACK = -1e300  # any instant at which reach, band and sight allow an intercept


class BatteryTuple(NamedTuple):
    """Radar, launchers and fire control; `launchers` holds ECEF position [m] and local vertical."""

    radar: RadarTuple
    launchers: FloatArray
    reach: ReachTuple
    fire_control: FireControlTuple


class VerdictTuple(NamedTuple):
    """Whether there is a shot, by which margin, and the instant that leaves most time.

    Outside `first_row` to `last_row` no row of the work space has a launch time.
    """

    code: int
    slack_s: float
    margin_m: float
    best_s: float
    best_launch_s: float
    first_row: int
    last_row: int


@lean_inline_kernel
def ground_range_to(launcher: FloatArray, x: float, y: float, z: float) -> float:
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
    height = EARTH_MEAN_RADIUS_M + up
    if across < _NARROW * height:
        # the arctangent's series to the ninth order: below 1 mm here, and much cheaper
        t = across / height
        u = t * t
        series = 1.0 - u * (1.0 / 3.0 - u * (1.0 / 5.0 - u * (1.0 / 7.0 - u / 9.0)))
        return float(EARTH_MEAN_RADIUS_M * t * series)
    return EARTH_MEAN_RADIUS_M * atan2(across, height)


@lean_inner_kernel
def best_launcher(
    launchers: FloatArray, reach: ReachTuple, x: float, y: float, z: float, altitude: float
) -> tuple[float, float, float, int]:
    """Launcher that is soonest at a point.

    Parameters
    ----------
    launchers : ndarray, shape (n, 6)
        ECEF position [m] and local vertical. [1]
    reach : ReachTuple
        The interceptor's table.
    x, y, z : float
        ECEF position. [m]
    altitude : float
        Its altitude. [m]

    Returns
    -------
    tuple
        Least time of flight, infinite out of reach [s]; least range beyond reach [m]; least range
        [m]; the launcher, -1 for none.
    """
    limit = reach_limit(reach, altitude)
    best = inf
    nearest = inf
    chosen = -1
    for index in range(launchers.shape[0]):
        ground_range = ground_range_to(launchers[index], x, y, z)
        nearest = min(nearest, ground_range)
        if ground_range <= limit:
            flight = reach_at(reach, ground_range, altitude)[0]
            if flight < best:
                best = flight
                chosen = index
    return best, nearest - limit, nearest, chosen


@lean_inner_kernel
def earliest_launch(
    battery: BatteryTuple, track: TrackTuple, not_before: float, flight: float
) -> float:
    """Later of a time and of the one at which the predicted-intercept error is tolerable.

    Parameters
    ----------
    battery : BatteryTuple
    track : TrackTuple
        What fire control knows of the threat.
    not_before : float
        The time. [s]
    flight : float
        Time of flight of the interceptor. [s]

    Returns
    -------
    float
        Earliest launch. [s]
    """
    rules = battery.fire_control
    if error_at_launch(track, rules, not_before, flight) <= rules.tolerated_error_m:
        return not_before
    return max(not_before, known_from(track, rules, flight))


@lean_inner_kernel
def slack_at(
    battery: BatteryTuple, threat: ThreatTuple, track: TrackTuple, not_before: float, time: float
) -> tuple[float, float, int]:
    """Time between the earliest allowed launch and the one for an intercept at a time.

    Parameters
    ----------
    battery : BatteryTuple
    threat : ThreatTuple
    track : TrackTuple
        What fire control knows of it.
    not_before : float
        Earliest launch; later where the predicted-intercept error asks for it. [s]
    time : float
        Time of the intercept. [s]

    Returns
    -------
    tuple
        Slack [s], launch time [s] and launcher; minus infinity where no intercept is possible.
    """
    rules = battery.fire_control
    x, y, z, vx, vy, vz = state_at(threat.samples, threat.rows, time)
    altitude = altitude_of(x, y, z)
    if (
        altitude < rules.lowest_altitude_m
        or altitude > rules.highest_altitude_m
        or sqrt(vx * vx + vy * vy + vz * vz) > rules.highest_target_speed_m_s
    ):
        return -inf, -inf, -1
    flight, _, _, chosen = best_launcher(battery.launchers, battery.reach, x, y, z, altitude)
    if chosen < 0:
        return -inf, -inf, -1
    if not threat_seen(battery.radar, threat, time, x, y, z, vx, vy, vz):
        return -inf, -inf, -1
    launch = time - flight
    return launch - earliest_launch(battery, track, not_before, flight), launch, chosen


@lean_kernel
def edge_of_slack(
    battery: BatteryTuple,
    threat: ThreatTuple,
    track: TrackTuple,
    not_before: float,
    level: float,
    outside: float,
    inside: float,
) -> float:
    """Instant between two at which a slack begins; the second has it.

    Where an intercept is possible on both sides slack is smooth and false position (Illinois) finds
    the crossing; elsewhere sight, band or reach begins, and the interval is halved.

    Parameters
    ----------
    battery : BatteryTuple
    threat : ThreatTuple
    track : TrackTuple
        What fire control knows of it.
    not_before : float
        Earliest launch. [s]
    level : float
        Slack that counts; `ANY_SLACK` for the edge of where an intercept is possible. [s]
    outside, inside : float
        Times without and with it. [s]

    Returns
    -------
    float
        A time with it, within about 1 ms of the edge; `outside` where that has it, too. [s]
    """
    low = -inf
    high = -inf
    smooth = False
    halvings = 0
    secants = 0
    ends = 2 if level > ANY_SLACK else 0
    # one call in a loop: it is part of the machine code, which takes whole batteries by value
    while halvings < _HALVINGS and secants < _SECANTS:
        time = 0.5 * (outside + inside)
        if ends > 0:
            time = outside if ends == 2 else inside
        elif smooth:
            time = outside + (inside - outside) * (low - level) / (low - high)
        value = slack_at(battery, threat, track, not_before, time)[0]
        if ends == 2:
            if value >= level:
                return outside
            low = value
            ends = 1
        elif ends == 1:
            high = value
            smooth = low > -inf and high > -inf
            ends = 0
        elif value == -inf and smooth:
            smooth = False
        else:
            secants += 1 if smooth else 0
            halvings += 0 if smooth else 1
            if value >= level:
                inside, high = time, value
                low = level + 0.5 * (low - level)
            else:
                outside, low = time, value
                high = level + 0.5 * (high - level)
    return inside


@lean_inner_kernel
def allows(
    battery: BatteryTuple,
    threat: ThreatTuple,
    track: TrackTuple,
    not_before: float,
    work: FloatArray,
    row: int,
) -> bool:
    """Whether an intercept at a row can be launched from a time on; forgets rows out of sight.

    Parameters
    ----------
    battery : BatteryTuple
    threat : ThreatTuple
    track : TrackTuple
        What fire control knows of it.
    not_before : float
        Earliest launch. [s]
    work : ndarray, shape (2, >= rows)
        As :func:`bongsu.physics.fire.kernels.judge.judge` left it. [s, m]
    row : int
        The row; its launch time is not before `not_before`. [1]

    Returns
    -------
    bool
        Whether error and sight allow it.
    """
    launch = work[LAUNCH, row]
    flight = threat.samples[row, 0] - launch
    if launch < earliest_launch(battery, track, not_before, flight):
        return False
    if seen_in_row(battery.radar, threat, row):
        return True
    work[LAUNCH, row] = -inf
    return False


@lean_inner_kernel
def earliest_intercept(
    battery: BatteryTuple,
    threat: ThreatTuple,
    track: TrackTuple,
    verdict: VerdictTuple,
    not_before: float,
    work: FloatArray,
) -> float:
    """Earliest intercept whose launch is not before a time.

    A window shorter than a sampling step falls between rows: then the best instant stands for it.

    Parameters
    ----------
    battery : BatteryTuple
    threat : ThreatTuple
    track : TrackTuple
        What fire control knows of it.
    verdict : VerdictTuple
        From :func:`bongsu.physics.fire.kernels.judge.judge`.
    not_before : float
        Earliest launch. [s]
    work : ndarray, shape (2, >= rows)
        As :func:`bongsu.physics.fire.kernels.judge.judge` left it. [s, m]

    Returns
    -------
    float
        Time; infinite when there is none. [s]
    """
    samples = threat.samples
    for row in range(verdict.first_row, verdict.last_row + 1):
        # most rows are told by this number: a call would pass the whole battery
        if work[LAUNCH, row] < not_before:
            continue
        if allows(battery, threat, track, not_before, work, row):
            before = float(samples[max(row - 1, 0), 0])
            now = float(samples[row, 0])
            return edge_of_slack(battery, threat, track, not_before, 0.0, before, now)
    return verdict.best_s if verdict.best_launch_s >= not_before else inf


@lean_inner_kernel
def latest_intercept(
    battery: BatteryTuple,
    threat: ThreatTuple,
    track: TrackTuple,
    verdict: VerdictTuple,
    not_before: float,
    work: FloatArray,
) -> float:
    """Latest intercept whose launch is not before a time; see :func:`earliest_intercept`.

    Parameters
    ----------
    battery : BatteryTuple
    threat : ThreatTuple
    track : TrackTuple
        What fire control knows of it.
    verdict : VerdictTuple
        From :func:`bongsu.physics.fire.kernels.judge.judge`.
    not_before : float
        Earliest launch. [s]
    work : ndarray, shape (2, >= rows)
        As :func:`bongsu.physics.fire.kernels.judge.judge` left it. [s, m]

    Returns
    -------
    float
        Time; infinite when there is none. [s]
    """
    samples = threat.samples
    last = threat.rows - 1
    for row in range(verdict.last_row, verdict.first_row - 1, -1):
        # most rows are told by this number: a call would pass the whole battery
        if work[LAUNCH, row] < not_before:
            continue
        if allows(battery, threat, track, not_before, work, row):
            after = float(samples[min(row + 1, last), 0])
            now = float(samples[row, 0])
            return edge_of_slack(battery, threat, track, not_before, 0.0, after, now)
    return verdict.best_s if verdict.best_launch_s >= not_before else inf
