"""A battery as documented parameters, and what it does about one flight."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, isfinite, isnan

import numpy as np

from bongsu.errors import InputError
from bongsu.physics.earth.kernels.geodesy import east_north_up_axes, geodetic_to_ecef
from bongsu.physics.fire.answers import by_name
from bongsu.physics.fire.doctrine import FireDoctrine
from bongsu.physics.fire.kernels.engage import (
    RESULT_SIZE,
    SHOT_ALTITUDE,
    SHOT_ERROR,
    SHOT_INTERCEPT,
    SHOT_KILL,
    SHOT_LAUNCH,
    SHOT_LAUNCHER,
    SHOT_RANGE,
    SHOT_ROUND,
    SHOT_SIZE,
    engage,
)
from bongsu.physics.fire.kernels.track import FireControlTuple
from bongsu.physics.fire.kernels.window import WORK_ROWS, BatteryTuple
from bongsu.physics.interceptor.kernels.flyout import ReachTuple
from bongsu.physics.interceptor.launchers import LauncherSite, check_in_sight
from bongsu.physics.radar.kernels.signal import RadarTuple
from bongsu.physics.radar.sampled_flight import SampledFlight
from bongsu.words import REASONS, Reason

__all__ = [
    "MOST_SHOTS",
    "REASONS",
    "BatteryTuple",
    "Engagement",
    "FireControlDesign",
    "Shot",
    "battery_kernel",
    "engage_flight",
]

_STANDARD_ERRORS = 3.0  # of the predicted intercept, within divert reach at launch

MOST_SHOTS = 64
"""Shots at one threat that are kept; no doctrine here comes near it. [1]"""


@dataclass(frozen=True, kw_only=True)
class FireControlDesign:
    """Durations of the steps from first sight to launch and to the next launch.

    Attributes
    ----------
    detect_s : float
        First sight to detection: the wait for the search beam. [s]
    confirm_s : float
        Detection to confirmed track; the sight must hold. [s]
    classify_s : float
        Confirmed track to a declared threat. [s]
    burnout_confirm_s : float
        End of thrust to the certainty that it has ended: planning waits for it. [s]
    plan_s : float
        Planning and the order to launch. [s]
    launch_s : float
        Order to first motion. [s]
    assess_s : float
        Intercept to the verdict on it. [s]
    launch_interval_s : float
        Between two launches. [s]
    track_interval_s : float
        Between two looks at a tracked object. [s]
    divert_reach_m : float
        Error that the interceptor takes out in flight: a launch waits until three standard errors
        of the predicted intercept lie within; infinite asks for nothing. [m]
    highest_target_speed_m_s : float
        Fastest target that counts as engageable. [m/s]
    guided_at_once : int
        Interceptors in flight that the radar supports. [1]
    reload_s : float
        Time to reload a launcher. [s]
    clock_start_s : float
        Earliest start of the detection clock after the threat's launch. [s]
    """

    detect_s: float
    confirm_s: float
    classify_s: float
    burnout_confirm_s: float
    plan_s: float
    launch_s: float
    assess_s: float
    launch_interval_s: float
    track_interval_s: float
    divert_reach_m: float
    highest_target_speed_m_s: float
    guided_at_once: int
    reload_s: float
    clock_start_s: float = 0.0

    def __post_init__(self) -> None:
        """Refuse negative and missing durations."""
        for name, value in vars(self).items():
            open_ended = name in ("divert_reach_m", "highest_target_speed_m_s")
            if isnan(value) or value < 0.0 or not (open_ended or isfinite(value)):
                raise InputError(f"fire control: {name} is {value:g}; it must be 0 or more")
        if self.track_interval_s <= 0.0 or self.divert_reach_m <= 0.0:
            raise InputError("fire control: track interval and divert reach must be positive")
        if self.guided_at_once < 1:
            raise InputError("fire control: at least one interceptor must be guided at a time")

    @property
    def detect_to_fire_s(self) -> float:
        """Detection to first motion, of a threat that no longer burns [s]."""
        return self.confirm_s + self.classify_s + self.plan_s + self.launch_s


@dataclass(frozen=True)
class Shot:
    """One interceptor fired at one threat.

    Attributes
    ----------
    launch_s, intercept_s : float
        Times since the threat's launch. [s]
    launcher : int
        Index of the launcher site. [1]
    round_number : int
        Round of fire, from 1. [1]
    altitude_m, ground_range_m : float
        Place of the intercept; the range is from the launcher. [m]
    predicted_error_m : float
        Standard error of the predicted intercept at launch. [m]
    kill_probability : float
        Probability that this shot kills. [1]
    """

    launch_s: float
    intercept_s: float
    launcher: int
    round_number: int
    altitude_m: float
    ground_range_m: float
    predicted_error_m: float
    kill_probability: float


@dataclass(frozen=True)
class Engagement:
    """What one battery can do about one threat; times are since the threat's launch.

    Attributes
    ----------
    reason : str
        First reason why there is no shot: not-seen, too-late, too-low or out-of-reach; feasible
        where there is one.
    detected_s, firm_s, committed_s : float
        Detection, confirmed track, earliest launch; infinite when never seen. [s]
    first_s, last_s : float
        Earliest and latest feasible intercept; not a number when there is none. [s]
    first_altitude_m, last_altitude_m : float
        Their altitudes. [m]
    first_range_m, last_range_m : float
        Their ground ranges from the launcher. [m]
    shots : tuple of Shot
        Shots the doctrine allows, in order.
    rounds : int
        Rounds of fire. [1]
    margin_s : float
        Time to spare before the latest launch; negative: by how much it comes too late. [s]
    margin_m : float
        How far inside reach (positive) or beyond it, or below the band, the best point is. [m]
    apogee_m : float
        Greatest altitude of the threat. [m]
    survival : float
        Probability that the threat survives all shots. [1]
    """

    reason: Reason
    detected_s: float
    firm_s: float
    committed_s: float
    first_s: float
    last_s: float
    first_altitude_m: float
    last_altitude_m: float
    first_range_m: float
    last_range_m: float
    shots: tuple[Shot, ...]
    rounds: int
    margin_s: float
    margin_m: float
    apogee_m: float
    survival: float

    @property
    def feasible(self) -> bool:
        """Whether there is a shot."""
        return self.reason == "feasible"


def battery_kernel(
    *,
    radar: RadarTuple,
    launchers: Sequence[LauncherSite],
    reach: ReachTuple,
    fire_control: FireControlDesign,
    doctrine: FireDoctrine,
    shot_probability: float,
    fixed_probability: bool = False,
) -> BatteryTuple:
    """Put a battery together for the kernels.

    Parameters
    ----------
    radar : RadarTuple
        The radar on its site.
    launchers : sequence of LauncherSite
        Where launchers stand.
    reach : ReachTuple
        The interceptor's table.
    fire_control : FireControlDesign
        Durations.
    doctrine : FireDoctrine
        Rules of fire.
    shot_probability : float
        Probability that a shot with no error at handover kills. [1]
    fixed_probability : bool
        Whether that is the probability of every shot, whatever its error at handover.

    Returns
    -------
    BatteryTuple
        For :func:`bongsu.physics.fire.kernels.engage.engage`.

    Raises
    ------
    InputError
        If there is no launcher, no interceptor, a launcher whose intercepts the radar never sees,
        or a doctrine that holds fire at every altitude within reach.
    """
    if not 0.0 <= shot_probability <= 1.0:
        raise InputError(f"shot probability {shot_probability:g} is not in [0, 1]")
    magazine = sum(site.launchers * site.interceptors_each for site in launchers)
    if not launchers or magazine < 1:
        raise InputError("the battery has no interceptor: its magazine is empty")
    top = reach.lowest_altitude_m + reach.altitude_step_m * (reach.limit_m.size - 1)
    low = max(reach.lowest_altitude_m, doctrine.lowest_altitude_m)
    high = min(top, doctrine.highest_altitude_m)
    if low >= high:
        raise InputError(
            f"doctrine {doctrine.name} holds fire at every altitude the interceptor reaches "
            f"({reach.lowest_altitude_m / 1e3:g} to {top / 1e3:g} km)"
        )
    rows = np.empty((len(launchers), 6))
    for index, site in enumerate(launchers):
        check_in_sight(radar, site, reach)
        _, _, up = east_north_up_axes(site.latitude, site.longitude)
        rows[index] = *geodetic_to_ecef(site.latitude, site.longitude, site.altitude), *up
    return BatteryTuple(
        radar=radar,
        launchers=rows,
        reach=reach,
        fire_control=FireControlTuple(
            clock_start_s=float(fire_control.clock_start_s),
            detect_s=float(fire_control.detect_s),
            confirm_s=float(fire_control.confirm_s),
            classify_s=float(fire_control.classify_s),
            burnout_confirm_s=float(fire_control.burnout_confirm_s),
            plan_s=float(fire_control.plan_s),
            launch_s=float(fire_control.launch_s),
            assess_s=float(fire_control.assess_s),
            launch_interval_s=float(fire_control.launch_interval_s),
            track_interval_s=float(fire_control.track_interval_s),
            tolerated_error_m=float(fire_control.divert_reach_m) / _STANDARD_ERRORS,
            divert_reach_m=inf if fixed_probability else float(fire_control.divert_reach_m),
            shot_probability=float(shot_probability),
            lowest_altitude_m=float(low),
            highest_altitude_m=float(high),
            highest_target_speed_m_s=float(fire_control.highest_target_speed_m_s),
            # a round ends with a look, when none of its interceptors flies any more
            first_salvo=min(int(doctrine.first_salvo), int(fire_control.guided_at_once)),
            later_salvo=min(int(doctrine.later_salvo), int(fire_control.guided_at_once)),
            rounds=int(doctrine.rounds),
            magazine=magazine,
        ),
    )


def engage_flight(
    battery: BatteryTuple, flight: SampledFlight, *, cue_s: float = inf
) -> Engagement:
    """Play one flight against one battery.

    Parameters
    ----------
    battery : BatteryTuple
        From :func:`battery_kernel`.
    flight : SampledFlight
        What is engaged.
    cue_s : float
        Time at which another radar's confirmed track reaches fire control. [s]

    Returns
    -------
    Engagement
        Events, window, shots, and the first reason when there is no shot.
    """
    threat = flight.kernel
    result = np.empty(RESULT_SIZE)
    work = np.empty((WORK_ROWS, threat.rows))
    shots = np.empty((MOST_SHOTS, SHOT_SIZE))
    engage(battery, threat, float(cue_s), work, shots, result)
    found = by_name(result)
    code = int(found.reason)
    never = inf if isnan(found.detected_s) else None
    return Engagement(
        reason=REASONS[code],
        detected_s=never or float(found.detected_s),
        firm_s=never or float(found.firm_s),
        committed_s=never or float(found.committed_s),
        first_s=float(found.first_s),
        last_s=float(found.last_s),
        first_altitude_m=float(found.first_altitude_m),
        last_altitude_m=float(found.last_altitude_m),
        first_range_m=float(found.first_range_m),
        last_range_m=float(found.last_range_m),
        shots=tuple(
            Shot(
                launch_s=float(row[SHOT_LAUNCH]),
                intercept_s=float(row[SHOT_INTERCEPT]),
                launcher=int(row[SHOT_LAUNCHER]),
                round_number=int(row[SHOT_ROUND]) + 1,
                altitude_m=float(row[SHOT_ALTITUDE]),
                ground_range_m=float(row[SHOT_RANGE]),
                predicted_error_m=float(row[SHOT_ERROR]),
                kill_probability=float(row[SHOT_KILL]),
            )
            for row in shots[: int(found.shots)]
        ),
        rounds=int(found.rounds),
        margin_s=float(found.margin_s),
        margin_m=float(found.margin_m),
        apogee_m=float(found.apogee_m),
        survival=float(found.survival),
    )
