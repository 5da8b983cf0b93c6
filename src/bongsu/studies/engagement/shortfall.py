"""How much was missing where there is no shot: seconds, kilometres, or speed."""

from dataclasses import dataclass, replace
from math import asin, atan2, cos, hypot, inf, isfinite, pi, sin

import numpy as np

from bongsu.engagement.batteries import FireUnit
from bongsu.physics.fire.control import Engagement
from bongsu.physics.interceptor.reach import ReachTuple
from bongsu.physics.radar.design import RadarTuple
from bongsu.physics.radar.field_of_regard import boresight_of, half_width_of
from bongsu.physics.radar.sampled_flight import SampledFlight
from bongsu.physics.radar.signals import looks_at
from bongsu.words.said import in_turn, said

# heights tried when asking how far below the floor of the view a missile stays
_CLIMBS_M = (0.0, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 2e5, 5e5, 1e6)
_HALVINGS = 12


@dataclass(frozen=True)
class Shortfall:
    """The first reason why there is no shot, and what was missing.

    Attributes
    ----------
    reason : str
        not-seen, too-late, too-low or out-of-reach.
    seconds, kilometres, kilometres_per_second : float or None
        What was missing, in the measure that the reason has. [s], [km], [km/s]
    sentence : str
        The same in words.
    """

    reason: str
    seconds: float | None
    kilometres: float | None
    kilometres_per_second: float | None
    sentence: str


def shortfall(unit: FireUnit, flight: SampledFlight, found: Engagement) -> Shortfall | None:
    """Say why there is no shot and how much was missing.

    Parameters
    ----------
    unit : FireUnit
    flight : SampledFlight
    found : Engagement

    Returns
    -------
    Shortfall or None
        None when there is a shot.
    """
    if found.feasible:
        return None
    if found.reason == "too-late":
        late = -found.margin_s
        return Shortfall(
            "too-late",
            late,
            None,
            None,
            said("the earliest launch comes {late_s:.0f} s too late", late_s=late),
        )
    low = _too_low(unit, found)
    if found.reason == "too-low":
        return low
    if found.reason == "out-of-reach":
        return _out_of_reach(unit, flight, found)
    unseen = _not_seen(unit, flight, found)
    # sight comes first, but would not help against what never enters the altitude band
    if low is None:
        return unseen
    return replace(unseen, sentence=in_turn([unseen.sentence, low.sentence], "; "))


def _too_low(unit: FireUnit, found: Engagement) -> Shortfall | None:
    """How far the missile stays below the altitude band; none when it enters it."""
    lowest_m = unit.kernel.fire_control.lowest_altitude_m
    if found.apogee_m >= lowest_m:
        return None
    short = (lowest_m - found.apogee_m) / 1e3
    return Shortfall(
        "too-low",
        None,
        short,
        None,
        said(
            "the apogee of {apogee_km:.0f} km stays {short_km:.0f} km below the lowest intercept "
            "at {lowest_km:.0f} km",
            apogee_km=found.apogee_m / 1e3,
            short_km=short,
            lowest_km=lowest_m / 1e3,
        ),
    )


def _out_of_reach(unit: FireUnit, flight: SampledFlight, found: Engagement) -> Shortfall:
    rules = unit.kernel.fire_control
    low, high = rules.lowest_altitude_m / 1e3, rules.highest_altitude_m / 1e3
    reach = unit.kernel.reach
    if not (reach.limit_m > 0.0).all():
        # range beyond reach says nothing at an altitude that is not reached at any range
        return Shortfall("out-of-reach", None, None, None, _altitudes_reached(reach))
    if found.margin_m < 0.0:
        beyond = -found.margin_m / 1e3
        return Shortfall(
            "out-of-reach",
            None,
            beyond,
            None,
            said(
                "where the radar sees the missile between {low_km:.0f} and {high_km:.0f} km, it "
                "passes {beyond_km:.0f} km beyond reach at the nearest",
                low_km=low,
                high_km=high,
                beyond_km=beyond,
            ),
        )
    radar = unit.kernel.radar
    shown = _in_band(unit, flight) & (flight.signals(radar) >= radar.required_snr)
    speeds = flight.samples.speed_m_s[shown]
    excess = (float(speeds.min()) - rules.highest_target_speed_m_s) / 1e3
    return Shortfall(
        "out-of-reach",
        None,
        None,
        excess,
        said(
            "where the radar sees it between {low_km:.0f} and {high_km:.0f} km the missile is at "
            "least {excess_km_s:.1f} km/s faster than the {highest_km_s:.1f} km/s that count as "
            "engageable",
            low_km=low,
            high_km=high,
            excess_km_s=excess,
            highest_km_s=rules.highest_target_speed_m_s / 1e3,
        ),
    )


def _altitudes_reached(reach: ReachTuple) -> str:
    rows = np.flatnonzero(reach.limit_m > 0.0)
    if not rows.size:
        return said(
            "within its longest time of flight and above its least speed the interceptor reaches "
            "no altitude of its band"
        )
    low, high = (reach.lowest_altitude_m + reach.altitude_step_m * rows[[0, -1]]) / 1e3
    return said(
        "within its longest time of flight and above its least speed the interceptor reaches "
        "altitudes of {low_km:.0f} to {high_km:.0f} km only",
        low_km=low,
        high_km=high,
    )


def _in_band(unit: FireUnit, flight: SampledFlight) -> np.ndarray:
    rules = unit.kernel.fire_control
    altitude = flight.samples.geodetic.altitude_m
    return (altitude >= rules.lowest_altitude_m) & (altitude <= rules.highest_altitude_m)


def _not_seen(unit: FireUnit, flight: SampledFlight, found: Engagement) -> Shortfall:
    radar = unit.kernel.radar
    seen = flight.sights(radar)
    if seen and isfinite(found.detected_s):
        return _blind_in_band(unit, flight, seen)
    if seen:
        return _too_short(unit, seen)
    weak = _too_faint(radar, flight)
    if weak is not None:
        return weak
    beside = _least_miss(radar, flight) / 1e3
    if not isfinite(beside):
        return Shortfall(
            "not-seen",
            None,
            None,
            None,
            said("the missile never enters the radar's field of regard"),
        )
    return Shortfall(
        "not-seen",
        None,
        beside,
        None,
        said(
            "the missile passes {beside_km:.0f} km outside the radar's field of regard at the "
            "nearest",
            beside_km=beside,
        ),
    )


def _blind_in_band(
    unit: FireUnit, flight: SampledFlight, seen: list[tuple[float, float]]
) -> Shortfall:
    """The track holds, but nowhere where an intercept is allowed."""
    samples = flight.samples
    times = samples.time_s[_in_band(unit, flight)]
    if not times.size:
        return Shortfall(
            "not-seen",
            None,
            None,
            None,
            said(
                "the missile crosses the altitude band in less than the {step_s:g} s between two "
                "samples of its flight; a smaller numerics.sample_step tells more",
                step_s=samples.step_s,
            ),
        )
    gap = min(max(begin - float(t), float(t) - end, 0.0) for begin, end in seen for t in times)
    return Shortfall(
        "not-seen",
        gap,
        None,
        None,
        said(
            "in the altitude band the radar does not see the missile: {gap_s:.0f} s lie between "
            "sight and band",
            gap_s=gap,
        ),
    )


def _too_short(unit: FireUnit, seen: list[tuple[float, float]]) -> Shortfall:
    steps = unit.fire_control
    needed = steps.detect_s + steps.confirm_s
    longest = max(end - max(begin, steps.clock_start_s) for begin, end in seen)
    lacking = needed - longest
    return Shortfall(
        "not-seen",
        lacking,
        None,
        None,
        said(
            "the radar sees the missile for {seen_s:.0f} s at a stretch, {lacking_s:.0f} s less "
            "than the {needed_s:.0f} s of detection and confirmation",
            seen_s=max(longest, 0.0),
            lacking_s=lacking,
            needed_s=needed,
        ),
    )


def _too_faint(radar: RadarTuple, flight: SampledFlight) -> Shortfall | None:
    """In the field of regard, but too far for its cross-section."""
    least, at = inf, 0.0
    positions = flight.samples.position_m
    for ratio, position in zip(flight.signals(radar), positions, strict=True):
        if ratio <= 0.0:
            continue
        distance = float(np.linalg.norm(position - np.array(radar.site)))
        # the ratio falls with the fourth power of the range
        beyond = distance * (1.0 - (ratio / radar.required_snr) ** 0.25)
        if beyond < least:
            least, at = beyond, distance
    if least == inf:
        return None
    return Shortfall(
        "not-seen",
        None,
        least / 1e3,
        None,
        said(
            "at {at_km:.0f} km from the radar the missile is {beyond_km:.0f} km too far for its "
            "cross-section",
            at_km=at / 1e3,
            beyond_km=least / 1e3,
        ),
    )


def _least_miss(radar: RadarTuple, flight: SampledFlight) -> float:
    """Least distance by which a flight misses the field of regard: aside and below [m]."""
    site = np.array(radar.site)
    east, north, up = (np.array(axis) for axis in radar.axes)
    ahead = boresight_of(radar)
    floor = asin(float(radar.sin_floor.min()))
    least = inf
    for position in flight.samples.position_m:
        offset = position - site
        horizontal = hypot(float(offset @ east), float(offset @ north))
        azimuth = atan2(float(offset @ east), float(offset @ north))
        aside = (azimuth - ahead + pi) % (2.0 * pi) - pi
        # below the floor it would have to rise to it anyway
        elevation = atan2(float(offset @ up), horizontal)
        half = half_width_of(radar, max(elevation, floor))
        # just inside the edge of the field
        turned = ahead + min(max(aside, -half * 0.999999), half * 0.999999)
        lateral = horizontal * max(abs(aside) - half, 0.0)
        if lateral >= least:
            continue
        edge = horizontal * (sin(turned) * east + cos(turned) * north) + float(offset @ up) * up
        least = min(least, hypot(lateral, _climb(radar, site + edge, up)))
    return least


def _climb(radar: RadarTuple, position: np.ndarray, up: np.ndarray) -> float:
    """Height by which a place would have to rise to be in view; infinite when it never is [m]."""

    def visible(height: float) -> bool:
        return looks_at(radar, position + height * up)

    found = next((i for i, height in enumerate(_CLIMBS_M) if visible(height)), None)
    if found is None:
        return inf
    if found == 0:
        return 0.0
    hidden, seen = _CLIMBS_M[found - 1], _CLIMBS_M[found]
    for _ in range(_HALVINGS):
        middle = 0.5 * (hidden + seen)
        hidden, seen = (hidden, middle) if visible(middle) else (middle, seen)
    return seen
