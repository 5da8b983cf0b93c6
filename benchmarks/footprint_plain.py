"""The footprint's model written plainly with NumPy and SciPy: one aimed arc, one battery.

Same equations and the same parameters as the kernels, no compiled code of bongsu: SciPy's RK45
flies the missile, NumPy looks at the samples. It is given the steering (the kernels also find it)
and handles single-stage missiles with a separating re-entry vehicle and launchers beside the radar.
"""

from dataclasses import dataclass
from math import cos, pi, sin, sqrt
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from scipy.integrate import solve_ivp
from scipy.interpolate import RegularGridInterpolator

from bongsu.engagement.batteries import FireUnit
from bongsu.engagement.threats import FlightPlan
from bongsu.physics.numerics.constants import (
    EARTH_ECCENTRICITY_SQUARED,
    EARTH_EQUATORIAL_RADIUS_M,
    EARTH_MEAN_RADIUS_M,
)
from bongsu.physics.radar.kernels.aspect import CrossSectionTuple

FloatArray = NDArray[np.float64]

RELATIVE_TOLERANCE = 1e-7
ABSOLUTE_TOLERANCE = (
    1e-1  # m and m/s; with these the impact agrees with the kernels' to some metres
)
LONGEST_S = 3000.0


@dataclass(frozen=True)
class PlainAir:
    """Density and speed of sound on a fine table."""

    altitude_m: FloatArray
    log_density: FloatArray
    sound_m_s: FloatArray

    def at(self, altitude: float) -> tuple[float, float]:
        if altitude >= self.altitude_m[-1]:
            return 0.0, float(self.sound_m_s[-1])
        density = np.exp(np.interp(altitude, self.altitude_m, self.log_density))
        return float(density), float(np.interp(altitude, self.altitude_m, self.sound_m_s))


def plain_air(plan: FlightPlan) -> PlainAir:
    from bongsu.physics.earth.kernels.atmosphere import air_density, sound_speed

    air = plan.aiming.environment.air
    altitude = np.arange(0.0, air.top_m, 100.0)
    density = np.array([air_density(air, h) for h in altitude])
    sound = np.array([sound_speed(air, h) for h in altitude])
    return PlainAir(altitude, np.log(np.maximum(density, 1e-300)), sound)


def altitude_of(position: FloatArray) -> float:
    x, y, z = position
    radius = sqrt(x * x + y * y + z * z)
    ratio = EARTH_ECCENTRICITY_SQUARED / (1.0 - EARTH_ECCENTRICITY_SQUARED)
    return radius - EARTH_EQUATORIAL_RADIUS_M / sqrt(1.0 + ratio * (z / radius) ** 2)


def fly_plainly(plan: FlightPlan, steering: FloatArray, air: PlainAir, step_s: float) -> FloatArray:
    """Return time, position and velocity, shape (n, 7)."""
    missile = plan.aiming.missile
    stage = missile.stages[0]
    environment = plan.aiming.environment
    azimuth, loft, cutoff = map(float, steering)
    cutoff = min(cutoff, missile.burn_time_s)
    latitude, longitude, height = plan.aiming.launch.kernel()
    up = np.array([cos(latitude) * cos(longitude), cos(latitude) * sin(longitude), sin(latitude)])
    east = np.array([-sin(longitude), cos(longitude), 0.0])
    ahead = sin(azimuth) * east + cos(azimuth) * np.cross(up, east)
    normal = EARTH_EQUATORIAL_RADIUS_M / sqrt(1.0 - EARTH_ECCENTRICITY_SQUARED * sin(latitude) ** 2)
    scale = np.array([1.0, 1.0, 1.0 - EARTH_ECCENTRICITY_SQUARED])
    start = (normal * scale + height) * up
    drag_machs, drag_values = np.array(stage.drag.mach), np.array(stage.drag.value)
    coasting = 1.0 / float(missile.ballistic_coefficient_kg_m2.value[0])
    field = environment.gravity
    rotation = environment.rotation_rad_s
    turning_s = missile.pitch_over_end_s - missile.vertical_rise_s
    rate = (loft - pi / 2) / turning_s

    def thrust(t: float) -> FloatArray:
        turned = min(
            max(t - missile.vertical_rise_s, 0.0),
            missile.pitch_over_end_s - missile.vertical_rise_s,
        )
        elevation = pi / 2 + rate * turned
        x, y, z = cos(elevation) * ahead + sin(elevation) * up
        c, s = cos(rotation * t), sin(rotation * t)
        return np.array([c * x + s * y, c * y - s * x, z])

    def slope(t: float, state: FloatArray, powered: bool) -> FloatArray:
        position, velocity = state[:3], state[3:]
        x, y, z = position
        radius = sqrt(x * x + y * y + z * z)
        u = (z / radius) ** 2
        j = 1.5 * field.j2 * (field.radius_m / radius) ** 2
        flat, polar = 1.0 + j * (1.0 - 5.0 * u), 1.0 + j * (3.0 - 5.0 * u)
        gravity = -field.gm_m3_s2 / radius**3 * position * np.array([flat, flat, polar])
        density, sound = air.at(altitude_of(position))
        speed = sqrt(float(velocity @ velocity))
        acceleration = gravity.copy()
        acceleration[0] += 2.0 * rotation * velocity[1] + rotation**2 * x
        acceleration[1] += -2.0 * rotation * velocity[0] + rotation**2 * y
        if powered:
            mass = missile.launch_mass_kg - stage.mass_flow_kg_s * t
            coefficient = float(np.interp(speed / sound, drag_machs, drag_values))
            drag = 0.5 * density * speed * coefficient * stage.reference_area_m2
            push = stage.vacuum_thrust_n - stage.exit_area_m2 * density * sound**2 / 1.4
            acceleration += (push * thrust(t) - drag * velocity) / mass
        else:
            acceleration -= 0.5 * density * speed * coasting * velocity
        return np.concatenate([velocity, acceleration])

    def landed(_t: float, state: FloatArray, _powered: bool) -> float:
        return altitude_of(state[:3])

    landed.terminal = True  # type: ignore[attr-defined]
    landed.direction = -1.0  # type: ignore[attr-defined]
    state = np.concatenate([start, np.zeros(3)])
    rows = []
    ends = (missile.vertical_rise_s, missile.pitch_over_end_s, cutoff, LONGEST_S)
    begin = 0.0
    for limit, powered in zip(ends, (True, True, True, False), strict=True):
        end = min(limit, cutoff) if powered else limit
        if end <= begin:
            continue
        times = np.arange(np.ceil(begin / step_s), np.floor(end / step_s) + 1.0) * step_s
        solution = cast(Any, solve_ivp)(
            slope,
            (begin, end),
            state,
            "RK45",
            times[(times >= begin) & (times < end)],
            args=(powered,),
            events=None if powered else landed,
            rtol=RELATIVE_TOLERANCE,
            atol=ABSOLUTE_TOLERANCE,
            dense_output=True,
        )
        rows.append(np.column_stack([solution.t, solution.y.T]))
        begin = end
        state = solution.sol(end) if powered else solution.y_events[0][0]
        if not powered:
            rows.append(np.concatenate([solution.t_events[0][:1], state])[None, :])
    return np.concatenate(rows)


def plain_cross_section(shown: CrossSectionTuple, cosine: FloatArray) -> FloatArray:
    """Two half spheroids, by the cosine of the aspect."""
    slope = np.where(cosine > 0.0, shown.nose_slope, shown.rear_slope)
    return np.asarray(shown.side_m2 / (1.0 + slope * cosine**2) ** 2)


@dataclass(frozen=True)
class PlainAnswer:
    """What the plain version finds."""

    feasible: bool
    detected_s: float
    first_s: float
    last_s: float
    margin_s: float


def engage_plainly(
    unit: FireUnit, plan: FlightPlan, flight: FloatArray, cutoff_s: float
) -> PlainAnswer:
    """Play one sampled flight; times are on the samples, not refined between them."""
    radar, rules, reach = unit.kernel.radar, unit.kernel.fire_control, unit.kernel.reach
    time, position = flight[:, 0], flight[:, 1:4]
    altitude = np.array([altitude_of(row) for row in position])
    line = position - np.array(radar.site)
    slant = np.linalg.norm(line, axis=1)
    sine = line @ np.array(radar.axes[2]) / slant
    cosine = line @ np.array(radar.face_normal) / slant
    ranges = radar.floor_range_step_m * np.arange(radar.sin_floor.shape[1])
    floor = np.interp(slant, ranges, radar.sin_floor[0])
    seen = (
        (slant <= radar.maximum_range_m)
        & (cosine >= radar.cos_scan_limit)
        & (sine <= radar.sin_ceiling)
        & (sine >= floor)
        & (np.abs(line @ np.array(radar.face_across)) <= radar.across_limit * slant)
    )
    velocity = flight[:, 4:7]
    # rows at rest have no direction; they are on the ground and out of sight
    speed = np.maximum(np.linalg.norm(velocity, axis=1), 1e-9)
    aspect = -(line * velocity).sum(axis=1) / (slant * speed)
    section = np.where(
        time < cutoff_s,
        plain_cross_section(plan.powered_cross_section, aspect),
        plain_cross_section(plan.cross_section, aspect),
    )
    depth = 7.0e3 / 6.371e6
    upward = np.maximum(sine, 0.0)
    path = 2.0 / (upward + np.sqrt(upward**2 + 2.0 * depth + depth**2))
    ratio = (
        radar.constant_m2
        * section
        * np.maximum(cosine, 0.0) ** radar.scan_exponent
        / slant**4
        * np.exp(-radar.zenith_attenuation * path)
    )
    seen &= ratio >= radar.required_snr
    nothing = PlainAnswer(False, np.nan, np.nan, np.nan, np.nan)
    detected = _firm(time, seen, rules.detect_s, rules.confirm_s)
    if not np.isfinite(detected):
        return nothing
    classified = detected + rules.confirm_s + rules.classify_s
    planning = max(classified, cutoff_s + rules.burnout_confirm_s)
    commit = planning + rules.plan_s + rules.launch_s
    launcher = unit.kernel.launchers[0]
    away = position - launcher[:3]
    above = away @ launcher[3:]
    across = np.sqrt(np.maximum((away**2).sum(axis=1) - above**2, 0.0))
    ground = EARTH_MEAN_RADIUS_M * np.arctan2(across, EARTH_MEAN_RADIUS_M + above)
    altitudes = reach.lowest_altitude_m + reach.altitude_step_m * np.arange(reach.limit_m.size)
    limit = np.interp(altitude, altitudes, reach.limit_m)
    inside = (
        seen
        & (altitude >= rules.lowest_altitude_m)
        & (altitude <= rules.highest_altitude_m)
        & (ground <= limit)
        & (np.linalg.norm(flight[:, 4:], axis=1) <= rules.highest_target_speed_m_s)
    )
    if not inside.any():
        return PlainAnswer(False, detected, np.nan, np.nan, np.nan)
    shares = np.linspace(0.0, 1.0, reach.time_s.shape[1])
    table = RegularGridInterpolator((altitudes, shares), reach.time_s)
    launch = np.full(time.shape, -np.inf)
    points = np.column_stack([altitude[inside], ground[inside] / limit[inside]])
    launch[inside] = time[inside] - table(points)
    margin = float(launch.max() - commit)
    good = time[launch >= commit]
    if good.size == 0:
        return PlainAnswer(False, detected, np.nan, np.nan, margin)
    return PlainAnswer(True, detected, float(good[0]), float(good[-1]), margin)


def _firm(time: FloatArray, seen: NDArray[np.bool_], detect_s: float, confirm_s: float) -> float:
    start = np.nan
    for now, visible in zip(time, seen, strict=True):
        if not visible:
            start = np.nan
        elif np.isnan(start):
            start = now
        if visible and now >= start + detect_s + confirm_s:
            return float(start + detect_s)
    return float("nan")
