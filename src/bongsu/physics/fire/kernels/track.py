"""What fire control knows of a threat: first sight, confirmed track, predicted error."""

from math import exp, inf, sqrt
from typing import NamedTuple

from bongsu.physics.flight.kernels.between import state_at
from bongsu.physics.numerics.jit import inline_kernel, kernel, lean_kernel
from bongsu.physics.radar.kernels.sight import ThreatTuple, seen_in_row, sight_edge, threat_signal
from bongsu.physics.radar.kernels.signal import RadarTuple, measurement_errors

_NEWTON_STEPS = 6  # from a bound within a factor of three: full precision


class TrackTuple(NamedTuple):
    """What is known when: detection, confirmed track, prediction; and the error of one look.

    `coasting_s` is when the looks begin that a prediction rests on, the later of detection and
    burnout; before `burnout_known_s` no intercept is predicted. `look_error_m` is across the sight.
    """

    detected_s: float
    firm_s: float
    coasting_s: float
    burnout_known_s: float
    look_error_m: float


class FireControlTuple(NamedTuple):
    """Durations and rules of fire control.

    `detect_s` runs from first sight (or from `clock_start_s` if later) to detection; confirmation,
    classification, planning and launch preparation follow. Planning waits until the end of thrust
    is known, `burnout_confirm_s` after burnout. `tolerated_error_m` is the
    predicted-intercept error allowed at launch; of the shots that are fired, the share
    `shot_probability` kills when the error is within `divert_reach_m`.
    """

    clock_start_s: float
    detect_s: float
    confirm_s: float
    classify_s: float
    burnout_confirm_s: float
    plan_s: float
    launch_s: float
    assess_s: float
    launch_interval_s: float
    track_interval_s: float
    tolerated_error_m: float
    divert_reach_m: float
    shot_probability: float
    lowest_altitude_m: float
    highest_altitude_m: float
    highest_target_speed_m_s: float
    first_salvo: int
    later_salvo: int
    rounds: int
    magazine: int


@lean_kernel
def _first_seen(radar: RadarTuple, threat: ThreatTuple, row: int) -> float:
    """Time of first sight between a hidden row and the next."""
    seen = float(threat.samples[row, 0])
    if row == 0:
        return seen
    return sight_edge(radar, threat, float(threat.samples[row - 1, 0]), seen)


@lean_kernel
def firm_track(radar: RadarTuple, threat: ThreatTuple, rules: FireControlTuple) -> TrackTuple:
    """First detection that becomes a confirmed track.

    The sight must hold, at the sampled rows, from detection to confirmation; if it breaks, search
    starts again.

    Parameters
    ----------
    radar : RadarTuple
    threat : ThreatTuple
    rules : FireControlTuple
        Durations.

    Returns
    -------
    TrackTuple
        Infinite times when there is none. [s]
    """
    # a sight shorter than this confirms nothing: a stride of it misses no sight that would
    spacing = threat.samples[1, 0] - threat.samples[0, 0]
    stride = max(int((rules.detect_s + rules.confirm_s) / spacing), 1)
    row = 0
    while row < threat.rows:
        if not seen_in_row(radar, threat, row):
            row += stride
            continue
        begin = row
        while begin > max(row - stride + 1, 0) and seen_in_row(radar, threat, begin - 1):
            begin -= 1
        detected = max(_first_seen(radar, threat, begin), rules.clock_start_s) + rules.detect_s
        firm = detected + rules.confirm_s
        while row < threat.rows and seen_in_row(radar, threat, row):
            if threat.samples[row, 0] >= firm:
                return track_from(radar, threat, rules, detected, firm)
            row += 1
    return TrackTuple(inf, inf, inf, inf, 0.0)


@lean_kernel
def track_from(
    radar: RadarTuple, threat: ThreatTuple, rules: FireControlTuple, detected: float, firm: float
) -> TrackTuple:
    """What is known of a threat whose track is confirmed, by the radar or by a cue.

    Parameters
    ----------
    radar : RadarTuple
    threat : ThreatTuple
    rules : FireControlTuple
        Durations.
    detected, firm : float
        Detection and confirmed track. [s]

    Returns
    -------
    TrackTuple
        Looks count for a prediction from burnout on: while thrust may go on or be cut off, no
        point of the later flight follows from the track. [s], [m]
    """
    known = threat.powered_until_s + rules.burnout_confirm_s
    error = look_error(radar, threat, max(firm, known))
    return TrackTuple(detected, firm, max(detected, threat.powered_until_s), known, error)


@lean_kernel
def look_error(radar: RadarTuple, threat: ThreatTuple, time: float) -> float:
    """Error of one look across the line of sight, in the array's worse direction.

    Parameters
    ----------
    radar : RadarTuple
    threat : ThreatTuple
    time : float
        Time since launch. [s]

    Returns
    -------
    float
        Standard error; where the threat is not seen, that at the least ratio that counts. [m]
    """
    x, y, z, vx, vy, vz = state_at(threat.samples, threat.rows, time)
    ratio = max(threat_signal(radar, threat, time, x, y, z, vx, vy, vz), radar.required_snr)
    _, across, up = measurement_errors(radar, ratio)
    dx = x - radar.site[0]
    dy = y - radar.site[1]
    dz = z - radar.site[2]
    return max(across, up) * sqrt(dx * dx + dy * dy + dz * dz)


@kernel
def predicted_error(
    look_error_m: float, track_interval_s: float, tracked_s: float, ahead_s: float
) -> float:
    """Error of a position predicted from a straight-line fit to a track.

    Gravity bends the path but is known; what is unknown is position and velocity, one axis at a
    time, as here.

    Parameters
    ----------
    look_error_m : float
        Error of one look across the line of sight. [m]
    track_interval_s : float
        Time between looks. [s]
    tracked_s : float
        Time the object has been tracked, several looks long. [s]
    ahead_s : float
        Time from the last look to the prediction. [s]

    Returns
    -------
    float
        Standard error of the predicted position. [m]

    References
    ----------
    .. [1] N. R. Draper, H. Smith, "Applied Regression Analysis", 3rd ed., Wiley, 1998, section 3.1
       (variance of a prediction from a fitted line), for many evenly spaced looks.
    """
    ratio = ahead_s / tracked_s
    looks = tracked_s / track_interval_s
    return look_error_m * sqrt((4.0 + 12.0 * ratio * (1.0 + ratio)) / looks)


@kernel
def within_reach(error_m: float, divert_reach_m: float) -> float:
    """Probability that a two-dimensional normal error stays within a radius.

    Parameters
    ----------
    error_m : float
        Standard error of each component. [m]
    divert_reach_m : float
        The radius; infinite gives one. [m]

    Returns
    -------
    float
        Probability (Rayleigh). [1]
    """
    if error_m == 0.0 or divert_reach_m == inf:
        return 1.0
    ratio = divert_reach_m / error_m
    return 1.0 - exp(-0.5 * ratio * ratio)


@kernel
def tracking_needed(
    look_error_m: float, track_interval_s: float, tolerated_error_m: float, ahead_s: float
) -> float:
    """Tracking time after which the predicted error is small enough.

    Parameters
    ----------
    look_error_m : float
        Error of one look across the line of sight. [m]
    track_interval_s : float
        Time between looks. [s]
    tolerated_error_m : float
        Error allowed; infinite asks for nothing. [m]
    ahead_s : float
        Time from the last look to the prediction. [s]

    Returns
    -------
    float
        The time at which :func:`predicted_error` equals the allowed error. [s]
    """
    if tolerated_error_m == inf or look_error_m == 0.0:
        return 0.0
    # x^3 = scale (4 x^2 + 12 a x + 12 a^2); the sum of each term's own root bounds the solution
    scale = track_interval_s * (look_error_m / tolerated_error_m) ** 2
    cube = 12.0 * scale * ahead_s * ahead_s
    x = float(4.0 * scale + sqrt(12.0 * scale * ahead_s) + cube ** (1.0 / 3.0))
    for _ in range(_NEWTON_STEPS):
        value = x * x * x - scale * (4.0 * x * x + 12.0 * ahead_s * (x + ahead_s))
        slope = 3.0 * x * x - scale * (8.0 * x + 12.0 * ahead_s)
        x -= value / slope
    return x


@inline_kernel
def error_at_launch(
    track: TrackTuple, rules: FireControlTuple, launch: float, flight: float
) -> float:
    """Error of the predicted intercept as fire control knows it when it launches.

    Parameters
    ----------
    track : TrackTuple
        What fire control knows of the threat.
    rules : FireControlTuple
        Time between looks; the track after burnout is taken to be at least one of them long.
    launch : float
        Time of the launch. [s]
    flight : float
        Time of flight of the interceptor. [s]

    Returns
    -------
    float
        Standard error of each component; see :func:`predicted_error`. [m]
    """
    tracked = max(launch - track.coasting_s, rules.track_interval_s)
    return predicted_error(track.look_error_m, rules.track_interval_s, tracked, flight)


@inline_kernel
def known_from(track: TrackTuple, rules: FireControlTuple, flight: float) -> float:
    """Time from which the error of the predicted intercept is tolerable.

    Parameters
    ----------
    track : TrackTuple
        What fire control knows of the threat.
    rules : FireControlTuple
        Time between looks and the error allowed.
    flight : float
        Time of flight of the interceptor. [s]

    Returns
    -------
    float
        See :func:`tracking_needed`; never before burnout is confirmed. [s]
    """
    needed = tracking_needed(
        track.look_error_m, rules.track_interval_s, rules.tolerated_error_m, flight
    )
    return max(track.coasting_s + needed, track.burnout_known_s)


@inline_kernel
def shot_kill(rules: FireControlTuple, error_m: float) -> float:
    """Probability that one shot kills a threat that was classified rightly.

    Parameters
    ----------
    rules : FireControlTuple
        Probability without error at handover, and the divert reach.
    error_m : float
        From :func:`error_at_launch`. [m]

    Returns
    -------
    float
        Probability. [1]
    """
    return rules.shot_probability * within_reach(error_m, rules.divert_reach_m)
