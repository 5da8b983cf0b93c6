"""One missile as a radar sees and tracks it, from first sight to impact."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import nan

import numpy as np
from numpy.typing import NDArray

from bongsu.engagement.batteries import environment_of
from bongsu.engagement.searching import battery_search
from bongsu.engagement.threats import FlightPlan, fly_one
from bongsu.errors import InputError
from bongsu.physics.earth.kernels.environment import EnvironmentTuple
from bongsu.physics.flight.samples import Samples
from bongsu.physics.flight.single import MissileFlight
from bongsu.physics.radar.fence_crossing import Crosser, Crossing, fence_crossing
from bongsu.physics.radar.kernels.sight import fill_snr, first_sight, seconds_in_view, snr_at
from bongsu.physics.track.accuracy import (
    POSITION,
    TrackHistory,
    TrackPlan,
    root_summed_variance,
    track_history,
)
from bongsu.physics.track.prediction import (
    GroundEllipse,
    impact_ellipse,
    launch_ellipse,
    predicted_covariance,
)
from bongsu.scenario import Scenario
from bongsu.studies.missiles.other_flights import BOOSTING
from bongsu.studies.radar.view import RadarView

Array = NDArray[np.float64]

# a track whose end is a step of its own at impact would be asked for a state after it
_BEFORE_IMPACT_S = 0.5
_STEP_S = 0.5


@dataclass(frozen=True, kw_only=True, eq=False)
class FlightInView:
    """A flight as a radar sees it.

    Attributes
    ----------
    plan : FlightPlan
        What flies.
    view : RadarView
        The radar.
    flight : MissileFlight
        The flight.
    time_s, snr : ndarray, shape (n,)
        Signal-to-noise ratio of one look every half second. [s, 1]
    first_sight_s : float
        When one look first detects it; NaN for never. [s]
    snr_at_first_sight : float
        Signal-to-noise ratio of that look; 0 for never. [1]
    in_view_s : float
        Time in which one look detects it. [s]
    boost_in_view_s : float
        Part of it under power. [s]
    history : TrackHistory or None
        The track after burnout, from first sight; None when there is none.
    impact, launch : GroundEllipse or None
        What the track says of the impact point and the launch point.
    intercept_s, intercept_altitude_m : float
        Where an interceptor would meet it on the way down. [s, m]
    intercept_error_m : ndarray, shape (n_look,)
        Error of that point as predicted after each look, NaN for looks after it; root of the summed
        variances of position. [m]
    tolerated_error_m : float
        Error of the predicted intercept at launch that three standard errors must stay within:
        the interceptor's divert reach. [m]
    crossing : Crossing
        How the search fence turns it into a firm track.
    in_view_s_by_object : Mapping of str to float
        Time in which one look detects the object of each cross-section of the catalogue on this
        path: ``boosting-missile`` until burnout, anything else after it. [s]
    """

    plan: FlightPlan
    view: RadarView
    flight: MissileFlight
    time_s: Array
    snr: Array
    first_sight_s: float
    snr_at_first_sight: float
    in_view_s: float
    boost_in_view_s: float
    history: TrackHistory | None
    impact: GroundEllipse | None
    launch: GroundEllipse | None
    intercept_s: float
    intercept_altitude_m: float
    intercept_error_m: Array
    tolerated_error_m: float
    crossing: Crossing
    in_view_s_by_object: Mapping[str, float]

    @property
    def intercept_known_s(self) -> float:
        """First look with three standard errors within the divert reach; NaN for none [s]."""
        if self.history is None:
            return nan
        with np.errstate(invalid="ignore"):
            good = 3.0 * self.intercept_error_m <= self.tolerated_error_m
        return float(self.history.time[np.argmax(good)]) if good.any() else nan


def flight_in_view(
    scenario: Scenario,
    plan: FlightPlan,
    view: RadarView,
    latitude_deg: float,
    longitude_deg: float,
    *,
    intercept_altitude_m: float | None = None,
    tracks_held: int | None = None,
) -> FlightInView:
    """Fly a missile and follow it with a radar.

    Parameters
    ----------
    scenario : Scenario
        Supplies the catalogue and the numerics.
    plan : FlightPlan
        What flies from where.
    view : RadarView
        The radar.
    latitude_deg, longitude_deg : float
        Aim point. [deg]
    intercept_altitude_m : float, optional
        Altitude on the way down at which an interceptor would meet it; the middle of the
        interceptor's band by default, the apogee where that is lower. [m]
    tracks_held : int, optional
        Other objects that the radar holds in track, instead of the scenario's. [1]

    Returns
    -------
    FlightInView
        Sight and track.

    Raises
    ------
    InputError
        If the altitude or the number of tracks is negative, or the radar has no time left.
    OutOfReachError
        If the missile does not reach the point.

    Notes
    -----
    Under power the radar sees the cross-section of a boosting missile, after burnout that of the
    object itself. The track begins after burnout, with the first look that detects the object: the
    filter knows no thrust. It looks as often as the battery's row ``track-interval`` says and as
    the radar's time allows.
    """
    if intercept_altitude_m is not None and not intercept_altitude_m >= 0.0:
        raise InputError(
            f"the altitude of an intercept must not be negative, not {intercept_altitude_m / 1e3:g}"
        )
    if tracks_held is not None and tracks_held < 0:
        raise InputError(f"the number of tracks must not be negative, not {tracks_held}")
    battery = scenario.batteries[0]
    held = tracks_held
    if held is None:
        held = 0 if battery.radar.search is None else battery.radar.search.tracks_held
    search = battery_search(scenario, battery, mode=view.mode, tracks_held=held + 1)[1]
    flight = fly_one(scenario, plan, latitude_deg, longitude_deg)[0]
    radar, design = view.radar(), view.design
    samples = flight.samples
    time = np.arange(0.0, flight.time_s, _STEP_S)
    snr, coasting_snr = np.empty(time.size), np.empty(time.size)
    rows = samples.array
    fill_snr(radar, rows, len(rows), plan.powered_cross_section_m2, time, snr)
    fill_snr(radar, rows, len(rows), plan.cross_section_m2, time, coasting_snr)
    snr = np.where(time <= flight.burnout_time_s, snr, coasting_snr)
    needed = design.required_snr
    boost = int(np.searchsorted(samples.time_s, flight.burnout_time_s)) + 1
    powered = rows[:boost]
    boost_view = seconds_in_view(
        radar, powered, len(powered), plan.powered_cross_section_m2, needed
    )
    start = first_sight(
        radar, rows, len(rows), plan.cross_section_m2, needed, flight.burnout_time_s + _STEP_S
    )
    sight = first_sight(radar, powered, len(powered), plan.powered_cross_section_m2, needed, 0.0)
    coasting = rows[boost - 1 :]
    seen = seconds_in_view(radar, coasting, len(coasting), plan.cross_section_m2, needed)
    entry = scenario.catalog.battery(battery.type)
    meeting = _meeting(scenario, entry.interceptor.value, flight, intercept_altitude_m)
    history = impact = launch = None
    intercept = np.empty(0)
    if start < flight.time_s - _BEFORE_IMPACT_S:
        row = scenario.catalog.radar(entry.radar.value).boost_distance_share
        look = TrackPlan(
            interval_s=search.track_interval_s,
            dwell_s=search.track_dwell_s,
            boost_distance_share=row.value,
        )
        environment = environment_of(scenario)
        coefficient = plan.aiming.missile.ballistic_coefficient_kg_m2.value[0]
        history = track_history(
            radar, design, look, environment, samples,
            drag_area_per_mass=1.0 / coefficient,
            cross_section_m2=plan.cross_section_m2,
            start_s=start,
            end_s=flight.time_s - _BEFORE_IMPACT_S,
        )  # fmt: skip
        impact = impact_ellipse(history, environment, samples)
        launch = launch_ellipse(
            history, environment, samples, look, burnout_time_s=flight.burnout_time_s
        )
        intercept = _predicted_error(history, environment, samples, meeting[0])
    first = start if np.isnan(sight) else sight
    cross_section_m2 = plan.cross_section_m2 if np.isnan(sight) else plan.powered_cross_section_m2
    ratio = 0.0 if np.isnan(first) else snr_at(radar, rows, len(rows), first, cross_section_m2)
    return FlightInView(
        plan=plan,
        view=view,
        flight=flight,
        time_s=time,
        snr=snr,
        first_sight_s=first,
        snr_at_first_sight=ratio,
        in_view_s=boost_view + seen,
        boost_in_view_s=boost_view,
        history=history,
        impact=impact,
        launch=launch,
        intercept_s=meeting[0],
        intercept_altitude_m=meeting[1],
        intercept_error_m=intercept,
        tolerated_error_m=entry.divert_reach.value,
        crossing=fence_crossing(
            radar,
            design,
            search,
            Crosser(
                samples=samples,
                cross_section_m2=plan.cross_section_m2,
                powered_cross_section_m2=plan.powered_cross_section_m2,
                powered_until_s=flight.burnout_time_s,
            ),
        ),
        in_view_s_by_object={
            name: seconds_in_view(radar, part, len(part), cross_section_m2, needed)
            for name, part, cross_section_m2 in _objects(scenario, powered, coasting)
        },
    )


def _objects(
    scenario: Scenario, powered: Array, coasting: Array
) -> Iterator[tuple[str, Array, float]]:
    """Cross-sections of the catalogue, each with the part of the flight that shows it."""
    for name in scenario.catalog.keys("cross-section"):
        cross_section_m2 = scenario.catalog.cross_section(name).area.value
        yield name, powered if name == BOOSTING else coasting, cross_section_m2


def _meeting(
    scenario: Scenario, interceptor: str, flight: MissileFlight, altitude_m: float | None
) -> tuple[float, float]:
    """Time and altitude of a passage on the way down."""
    samples = flight.samples
    if altitude_m is None:
        entry = scenario.catalog.interceptor(interceptor)
        altitude_m = 0.5 * (entry.lowest_altitude.value + entry.highest_altitude.value)
    if altitude_m >= flight.apogee_m:
        return flight.apogee_time_s, flight.apogee_m
    down = samples.time_s >= flight.apogee_time_s
    heights = samples.geodetic.altitude_m[down]
    return float(np.interp(-altitude_m, -heights, samples.time_s[down])), altitude_m


def _predicted_error(
    history: TrackHistory, environment: EnvironmentTuple, samples: Samples, time_s: float
) -> Array:
    """Error of the position at one time as known after each look before it."""
    covariance = predicted_covariance(history, environment, samples, time_s)
    error = root_summed_variance(covariance[:, POSITION, POSITION])
    return np.where(history.time <= time_s, error, np.nan)
