"""One missile as a radar sees and tracks it, from first sight to impact."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bongsu.engagement.batteries import environment_of
from bongsu.engagement.threats import FlightPlan, fly_one
from bongsu.kernels.sight import fill_snr, first_sight, seconds_in_view, snr_at
from bongsu.physics.flight import MissileFlight
from bongsu.physics.track import TrackHistory, TrackPlan, track_history
from bongsu.physics.track_prediction import GroundEllipse, impact_ellipse, launch_ellipse
from bongsu.scenario import Scenario
from bongsu.studies.radar_view import RadarView

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


def flight_in_view(
    scenario: Scenario,
    plan: FlightPlan,
    view: RadarView,
    latitude_deg: float,
    longitude_deg: float,
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

    Returns
    -------
    FlightInView
        Sight and track.

    Raises
    ------
    OutOfReachError
        If the missile does not reach the point.

    Notes
    -----
    Under power the radar sees the cross-section of a boosting missile, after burnout that of the
    object itself. The track begins after burnout, with the first look that detects the object: the
    filter knows no thrust. It looks as often as the battery's row ``track-interval`` says.
    """
    flight = fly_one(scenario, plan, latitude_deg, longitude_deg)[0]
    radar, design = view.radar(), view.design
    samples = flight.samples
    time = np.arange(0.0, flight.time_s, _STEP_S)
    snr, coasting_snr = np.empty(time.size), np.empty(time.size)
    fill_snr(radar, samples, len(samples), plan.powered_section_m2, time, snr)
    fill_snr(radar, samples, len(samples), plan.section_m2, time, coasting_snr)
    snr = np.where(time <= flight.burnout_s, snr, coasting_snr)
    needed = design.required_snr
    boost = int(np.searchsorted(samples[:, 0], flight.burnout_s)) + 1
    powered = samples[:boost]
    boost_view = seconds_in_view(radar, powered, len(powered), plan.powered_section_m2, needed)
    start = first_sight(
        radar, samples, len(samples), plan.section_m2, needed, flight.burnout_s + _STEP_S
    )
    sight = first_sight(radar, powered, len(powered), plan.powered_section_m2, needed, 0.0)
    history = impact = launch = None
    coasting = samples[boost - 1 :]
    seen = seconds_in_view(radar, coasting, len(coasting), plan.section_m2, needed)
    if start < flight.time_s - _BEFORE_IMPACT_S:
        entry = scenario.catalog.battery(scenario.batteries[0].type)
        look = TrackPlan(interval_s=entry.track_interval.value, dwell_s=design.dwell_s)
        environment = environment_of(scenario)
        coefficient = plan.aiming.missile.ballistic_coefficient_kg_m2.value[0]
        history = track_history(
            radar, design, look, environment, samples,
            drag_area_per_mass=1.0 / coefficient,
            cross_section_m2=plan.section_m2,
            start_s=start,
            end_s=flight.time_s - _BEFORE_IMPACT_S,
        )  # fmt: skip
        impact = impact_ellipse(history, environment, samples)
        launch = launch_ellipse(history, environment, samples, look, burnout_s=flight.burnout_s)
    first = start if np.isnan(sight) else sight
    section = plan.section_m2 if np.isnan(sight) else plan.powered_section_m2
    ratio = 0.0 if np.isnan(first) else snr_at(radar, samples, len(samples), first, section)
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
    )
