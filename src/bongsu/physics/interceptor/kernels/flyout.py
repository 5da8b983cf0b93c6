"""Fly-outs of an interceptor, and reading the table of what they reach.

A fly-out is planar: over a spherical Earth at rest, from a launch elevation that is held for a
moment, then along the velocity (gravity turn) to burnout, then drag and gravity. The interceptor
steers in reality; what matters here is how far its energy carries it and how long that takes.
"""

from math import cos, inf, sin, sqrt
from typing import NamedTuple

from bongsu.physics.earth.kernels.atmosphere import air_density, sound_speed
from bongsu.physics.earth.kernels.environment import EnvironmentTuple
from bongsu.physics.numerics.arrays import FloatArray
from bongsu.physics.numerics.constants import EARTH_MEAN_RADIUS_M, STANDARD_GRAVITY_M_S2
from bongsu.physics.numerics.jit import kernel, lean_inline_kernel

State = tuple[float, float, float, float]

_ROUNDING = 1e-9  # of a row of the table

TIME, RANGE, ALTITUDE, SPEED = 0, 1, 2, 3
"""Columns of a fly-out: time [s], ground range [m], altitude [m], speed [m/s]."""


class InterceptorTuple(NamedTuple):
    """Single-stage interceptor that drops a kill vehicle at burnout."""

    launch_mass_kg: float
    propellant_mass_kg: float
    specific_impulse_s: float
    burn_time_s: float
    hold_time_s: float
    reference_area_m2: float
    drag_mach: FloatArray
    drag_coefficient: FloatArray
    coast_ballistic_coefficient_kg_m2: float
    launch_altitude_m: float
    lowest_altitude_m: float
    highest_altitude_m: float
    longest_range_m: float
    longest_time_s: float
    least_speed_m_s: float


class ReachTuple(NamedTuple):
    """Least time of flight over altitude and over ground range as a share of its limit.

    Row `i` is at ``lowest_altitude_m + i altitude_step_m``; column `j` of a row at the share
    ``j / (columns - 1)`` of that row's `limit_m`. Every cell holds a reachable point, so that the
    edge of the reach is interpolated and not stepped. A row that nothing reaches has limit zero.
    """

    lowest_altitude_m: float
    altitude_step_m: float
    limit_m: FloatArray
    time_s: FloatArray
    speed_m_s: FloatArray
    elevation_rad: FloatArray


@kernel
def drag_coefficient_at(mach: float, drag_mach: FloatArray, drag_coefficient: FloatArray) -> float:
    """Drag coefficient by straight lines between the table's points, held beyond its ends.

    Parameters
    ----------
    mach : float
        Mach number. [1]
    drag_mach, drag_coefficient : ndarray
        The table, ascending in Mach number. [1]

    Returns
    -------
    float
        Drag coefficient. [1]
    """
    last = drag_mach.shape[0] - 1
    if mach >= drag_mach[last]:
        return float(drag_coefficient[last])
    if mach <= drag_mach[0]:
        return float(drag_coefficient[0])
    upper = 1
    while drag_mach[upper] < mach:
        upper += 1
    share = (mach - drag_mach[upper - 1]) / (drag_mach[upper] - drag_mach[upper - 1])
    return float(
        drag_coefficient[upper - 1]
        + share * (drag_coefficient[upper] - drag_coefficient[upper - 1])
    )


@kernel
def _rates(
    interceptor: InterceptorTuple,
    environment: EnvironmentTuple,
    elevation: float,
    phase: int,
    time: float,
    state: State,
) -> State:
    """Rates of radius, central angle, radial and transverse speed; hold is 0, turn 1, coast 2."""
    radius, _, up, along = state
    altitude = radius - EARTH_MEAN_RADIUS_M
    speed = sqrt(up * up + along * along)
    inverse_speed = 1.0 / speed if speed > 0.0 else 0.0
    direction_up = up * inverse_speed
    direction_along = along * inverse_speed
    dynamic_pressure = 0.5 * air_density(environment.air, altitude) * speed * speed
    if phase == 2:
        force_up = -dynamic_pressure / interceptor.coast_ballistic_coefficient_kg_m2 * direction_up
        force_along = (
            -dynamic_pressure / interceptor.coast_ballistic_coefficient_kg_m2 * direction_along
        )
    else:
        flow = interceptor.propellant_mass_kg / interceptor.burn_time_s
        mass = interceptor.launch_mass_kg - flow * time
        thrust = flow * interceptor.specific_impulse_s * STANDARD_GRAVITY_M_S2
        mach = speed / sound_speed(environment.air, altitude)
        drag = (
            dynamic_pressure
            * interceptor.reference_area_m2
            * drag_coefficient_at(mach, interceptor.drag_mach, interceptor.drag_coefficient)
        )
        thrust_up = sin(elevation) if phase == 0 else direction_up
        thrust_along = cos(elevation) if phase == 0 else direction_along
        force_up = (thrust * thrust_up - drag * direction_up) / mass
        force_along = (thrust * thrust_along - drag * direction_along) / mass
    gravity = environment.gravity.gm_m3_s2 / (radius * radius)
    return (
        up,
        along / radius,
        along * along / radius - gravity + force_up,
        -up * along / radius + force_along,
    )


@kernel
def _moved(state: State, rates: State, step: float) -> State:
    return (
        state[0] + step * rates[0],
        state[1] + step * rates[1],
        state[2] + step * rates[2],
        state[3] + step * rates[3],
    )


@kernel
def _step(
    interceptor: InterceptorTuple,
    environment: EnvironmentTuple,
    elevation: float,
    phase: int,
    time: float,
    step: float,
    state: State,
) -> State:
    """One step of the classical fourth-order Runge-Kutta method."""
    middle = time + 0.5 * step
    k1 = _rates(interceptor, environment, elevation, phase, time, state)
    k2 = _rates(interceptor, environment, elevation, phase, middle, _moved(state, k1, 0.5 * step))
    k3 = _rates(interceptor, environment, elevation, phase, middle, _moved(state, k2, 0.5 * step))
    k4 = _rates(interceptor, environment, elevation, phase, time + step, _moved(state, k3, step))
    sixth = step / 6.0
    return (
        state[0] + sixth * (k1[0] + 2.0 * (k2[0] + k3[0]) + k4[0]),
        state[1] + sixth * (k1[1] + 2.0 * (k2[1] + k3[1]) + k4[1]),
        state[2] + sixth * (k1[2] + 2.0 * (k2[2] + k3[2]) + k4[2]),
        state[3] + sixth * (k1[3] + 2.0 * (k2[3] + k3[3]) + k4[3]),
    )


@kernel
def fly_out(
    interceptor: InterceptorTuple,
    elevation: float,
    environment: EnvironmentTuple,
    step_s: float,
    rows: FloatArray,
) -> int:
    """Fly one interceptor until it is back at launch altitude or the rows are full.

    Every phase is cut into equal steps no longer than `step_s`, so that the ends of the hold and
    of the burn fall on rows and all elevations share their times.

    Parameters
    ----------
    interceptor : InterceptorTuple
        What flies.
    elevation : float
        Launch elevation. [rad]
    environment : EnvironmentTuple
        Gravity (its point mass) and air; rotation is left out.
    step_s : float
        Longest step. [s]
    rows : ndarray, shape (n, 4)
        Filled with time [s], ground range [m], altitude [m] and speed [m/s].

    Returns
    -------
    int
        Number of rows filled. [1]

    References
    ----------
    .. [1] P. Zarchan, "Tactical and Strategic Missile Guidance", 6th ed., AIAA, 2012, chapter 11
       (boost and gravity turn of a point mass over a spherical Earth).
    """
    state = (EARTH_MEAN_RADIUS_M + interceptor.launch_altitude_m, 0.0, 0.0, 0.0)
    ends = (interceptor.hold_time_s, interceptor.burn_time_s, interceptor.longest_time_s)
    rows[0, TIME] = 0.0
    rows[0, RANGE] = 0.0
    rows[0, ALTITUDE] = interceptor.launch_altitude_m
    rows[0, SPEED] = 0.0
    count = 1
    start = 0.0
    for phase in range(3):
        steps = int((ends[phase] - start) / step_s) + 1
        step = (ends[phase] - start) / steps
        for index in range(steps):
            if count == rows.shape[0]:
                return count
            time = start + index * step
            state = _step(interceptor, environment, elevation, phase, time, step, state)
            altitude = state[0] - EARTH_MEAN_RADIUS_M
            if altitude < interceptor.launch_altitude_m:
                return count
            rows[count, TIME] = time + step
            rows[count, RANGE] = EARTH_MEAN_RADIUS_M * state[1]
            rows[count, ALTITUDE] = altitude
            rows[count, SPEED] = sqrt(state[2] * state[2] + state[3] * state[3])
            count += 1
        start = ends[phase]
    return count


@lean_inline_kernel
def reach_limit(reach: ReachTuple, altitude: float) -> float:
    """Farthest ground range at an altitude.

    Parameters
    ----------
    reach : ReachTuple
        The interceptor's table.
    altitude : float
        Altitude of the intercept. [m]

    Returns
    -------
    float
        Ground range; -1 at an altitude that is never reached. [m]
    """
    last = reach.limit_m.shape[0] - 1
    u = (altitude - reach.lowest_altitude_m) / reach.altitude_step_m
    # the ends of the band belong to it, whatever rounding makes of them
    if not (u >= -_ROUNDING and u <= last + _ROUNDING):
        return -1.0
    row = min(int(u), last - 1)
    below = reach.limit_m[row]
    above = reach.limit_m[row + 1]
    return float(below + (u - row) * (above - below)) if min(below, above) > 0.0 else -1.0


@lean_inline_kernel
def reach_at(reach: ReachTuple, ground_range: float, altitude: float) -> tuple[float, float, float]:
    """Least time of flight to a point, the speed there, and the launch elevation that gives it.

    Parameters
    ----------
    reach : ReachTuple
        The interceptor's table.
    ground_range : float
        Ground range from the launcher. [m]
    altitude : float
        Altitude of the intercept. [m]

    Returns
    -------
    tuple of float
        Time [s], speed [m/s], elevation [rad]; the time is infinite out of reach.
    """
    limit = reach_limit(reach, altitude)
    if not ground_range <= limit:
        return inf, 0.0, 0.0
    u = (altitude - reach.lowest_altitude_m) / reach.altitude_step_m
    row = min(int(u), reach.limit_m.shape[0] - 2)
    last = reach.time_s.shape[1] - 1
    v = ground_range / limit * last
    column = min(int(v), last - 1)
    p = u - row
    q = v - column
    a = (1.0 - p) * (1.0 - q)
    b = (1.0 - p) * q
    c = p * (1.0 - q)
    d = p * q
    t, s, e = reach.time_s, reach.speed_m_s, reach.elevation_rad
    return (
        a * t[row, column]
        + b * t[row, column + 1]
        + c * t[row + 1, column]
        + d * t[row + 1, column + 1],
        a * s[row, column]
        + b * s[row, column + 1]
        + c * s[row + 1, column]
        + d * s[row + 1, column + 1],
        a * e[row, column]
        + b * e[row, column + 1]
        + c * e[row + 1, column]
        + d * e[row + 1, column + 1],
    )


@kernel
def reach_many(
    reach: ReachTuple,
    ground_ranges: FloatArray,
    altitudes: FloatArray,
    out: FloatArray,
) -> None:
    """Read the table at many points; see :func:`reach_at`.

    Parameters
    ----------
    reach : ReachTuple
        The interceptor's table.
    ground_ranges, altitudes : ndarray, shape (n,)
        The points. [m]
    out : ndarray, shape (n, 3)
        Filled with time [s], speed [m/s] and elevation [rad].
    """
    for index in range(ground_ranges.shape[0]):
        out[index, 0], out[index, 1], out[index, 2] = reach_at(
            reach, ground_ranges[index], altitudes[index]
        )
