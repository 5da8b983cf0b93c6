"""One missile as a radar sees and tracks it, from first sight to impact."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import degrees, nan
from typing import NamedTuple

import numpy as np
import xarray as xr

from bongsu.engagement.batteries import environment_of
from bongsu.engagement.factory import seen_in_flight
from bongsu.engagement.searching import battery_search
from bongsu.engagement.threats import FlightPlan, fly_one
from bongsu.errors import ArgumentError
from bongsu.physics.earth.environment import EnvironmentTuple
from bongsu.physics.earth.kernels.geodesy import azimuth_elevation_range
from bongsu.physics.flight.samples import Samples
from bongsu.physics.numerics.arrays import BoolArray, FloatArray
from bongsu.physics.radar.sampled_flight import SampledFlight
from bongsu.physics.radar.search.crossing import Crossing, fence_crossing
from bongsu.physics.radar.search.plan import SearchPlan
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
from bongsu.studies.conventions import conventional, label
from bongsu.studies.radar.view.station import RadarView, radar_view
from bongsu.words import BOOSTING

# a track whose end is a step of its own at impact would be asked for a state after it
_BEFORE_IMPACT_S = 0.5
_STEP_S = 0.5
_RARE = 1e-3  # the mean time of something rarer says nothing

_LABELS = {
    "altitude_km": label("altitude above the ellipsoid", "km"),
    "azimuth_deg": label("direction from the radar, clockwise from north", "degree"),
    "elevation_deg": label("geometric elevation from the radar", "degree"),
    "snr": label("signal-to-noise ratio of one look, 0 out of sight"),
    "aspect_deg": label("angle between velocity and line of sight to the radar", "degree"),
    "seen_cross_section_m2": label("mean radar cross-section towards the radar", "m2"),
    "time_s": label("time of the look since launch", "s"),
    "position_error_m": label("one standard deviation of the position", "m"),
    "intercept_error_m": label(
        "one standard deviation of the position predicted for the intercept", "m"
    ),
    "impact_error_km": label("longer half axis of the error ellipse of the impact", "km"),
    "launch_error_km": label("longer half axis of the error ellipse of the launch", "km"),
}


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class FlightInView:
    """A flight as a radar sees it.

    Attributes
    ----------
    plan : FlightPlan
        What flies.
    view : RadarView
    flight : SampledFlight
    time_s, snr : ndarray, shape (n,)
        Signal-to-noise ratio of one look every half second. [s, 1]
    aspect_deg, cross_section_m2 : ndarray, shape (n,)
        Angle between its velocity and the line of sight to the radar, 0 when it comes straight at
        it, and the mean radar cross-section that it shows, at these times. [deg, m²]
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
    burnout_known_s : float
        When fire control knows that the thrust has ended, and may predict an intercept. [s]
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
    flight: SampledFlight
    time_s: FloatArray
    snr: FloatArray
    aspect_deg: FloatArray
    cross_section_m2: FloatArray
    first_sight_s: float
    snr_at_first_sight: float
    in_view_s: float
    boost_in_view_s: float
    history: TrackHistory | None
    impact: GroundEllipse | None
    launch: GroundEllipse | None
    intercept_s: float
    intercept_altitude_m: float
    intercept_error_m: FloatArray
    burnout_known_s: float
    tolerated_error_m: float
    crossing: Crossing
    in_view_s_by_object: Mapping[str, float]

    def direction_deg(self, time_s: float) -> tuple[float, float]:
        """Where the missile is on the sky above the radar.

        Parameters
        ----------
        time_s : float
            Time since launch. [s]

        Returns
        -------
        tuple of float
            Azimuth clockwise from north, within [0, 360), and geometric elevation. [deg]
        """
        radar = self.view.radar()
        place = self.flight.state_at(time_s).position_m
        azimuth, elevation, _ = azimuth_elevation_range(radar.site, radar.axes, *place)
        return degrees(azimuth) % 360.0, degrees(elevation)

    @property
    def intercept_known_s(self) -> float:
        """First look, once the burnout is known, with three standard errors within reach [s].

        The divert reach is meant; NaN for none.
        """
        if self.history is None:
            return nan
        with np.errstate(invalid="ignore"):
            good = 3.0 * self.intercept_error_m <= self.tolerated_error_m
        good &= self.history.time >= self.burnout_known_s
        return float(self.history.time[np.argmax(good)]) if good.any() else nan

    @property
    def heading(self) -> str:
        """What flies, and from where it is seen."""
        return (
            f"{self.plan.title}, {self.plan.shape}, seen from {self.view.station.title} in "
            f"{self.view.mode} mode"
        )

    def __repr__(self) -> str:
        return f"<FlightInView: {self.heading}>"

    def numbers(self) -> dict[str, float | None]:
        """Give what is asked of it first.

        Returns
        -------
        dict
            By name with its unit; the time of the strongest signal is none when there is no
            signal, mean times of what hardly ever happens are not a number. [as named]
        """
        best = int(self.snr.argmax())
        crossing = self.crossing
        likely = crossing.firm > _RARE
        found = {
            "time_of_flight_s": self.flight.duration_s,
            "apogee_km": self.flight.apogee_m / 1e3,
            "burnout_time_s": self.flight.burnout_time_s,
            "cross_section_m2": self._at_its_best(self.time_s > self.flight.burnout_time_s),
            "powered_cross_section_m2": self._at_its_best(
                self.time_s <= self.flight.burnout_time_s
            ),
            "boresight_deg": self.view.boresight_deg,
            "first_sight_s": self.first_sight_s,
            "in_view_s": self.in_view_s,
            "in_view_under_power_s": self.boost_in_view_s,
            "snr_at_first_sight": self.snr_at_first_sight,
            "snr_highest": float(self.snr[best]),
            "snr_highest_s": float(self.time_s[best]) if self.snr[best] > 0.0 else None,
            "fence_enter_s": crossing.enter_s,
            "fence_detected": crossing.detected,
            "fence_detect_s": crossing.detect_s if crossing.detected > _RARE else nan,
            "firm_track": crossing.firm,
            "firm_track_s": crossing.firm_s if likely else nan,
            "fence_to_firm_s": crossing.delay_s if likely else nan,
            "intercept_s": self.intercept_s,
            "intercept_altitude_km": self.intercept_altitude_m / 1e3,
            "intercept_known_s": self.intercept_known_s,
        }
        return {name: None if value is None else float(value) for name, value in found.items()}

    def _at_its_best(self, part: BoolArray) -> float:
        """Cross-section at the strongest signal of a part of the flight [m²]."""
        return float(self.cross_section_m2[part][self.snr[part].argmax()])

    def looks(self) -> dict[str, FloatArray]:
        """Give how well the object is known after each look of the track.

        Returns
        -------
        dict of str to ndarray, shape (n_look,)
            Time, signal and errors of one standard deviation by name with their units; nothing
            when there is no track. [as named]
        """
        if self.history is None or self.impact is None or self.launch is None:
            return {}
        return {
            "time_s": self.history.time,
            "snr": self.history.snr,
            "position_error_m": self.history.position_error_m,
            "intercept_error_m": self.intercept_error_m,
            "impact_error_km": self.impact.major_m / 1e3,
            "launch_error_km": self.launch.major_m / 1e3,
        }

    def dataset(self) -> xr.Dataset:
        """Lay sight and track out as a dataset.

        Returns
        -------
        xarray.Dataset
            Along ``time_s``: altitude, direction and signal-to-noise ratio; along ``look``: what
            :meth:`looks` gives. :meth:`numbers` are attributes.
        """
        altitude_km = np.array([self.flight.altitude_at(float(t)) for t in self.time_s]) / 1e3
        azimuth, elevation = np.array([self.direction_deg(float(t)) for t in self.time_s]).T
        along_time = {
            "altitude_km": altitude_km,
            "azimuth_deg": azimuth,
            "elevation_deg": elevation,
            "snr": self.snr,
            "aspect_deg": self.aspect_deg,
            "seen_cross_section_m2": self.cross_section_m2,
        }
        variables = {name: ("time_s", values, _LABELS[name]) for name, values in along_time.items()}
        variables |= {
            f"look_{name}": ("look", values, _LABELS[name]) for name, values in self.looks().items()
        }
        attributes = {name: value for name, value in self.numbers().items() if value is not None}
        return conventional(
            xr.Dataset(
                variables,
                {
                    "time_s": (
                        "time_s",
                        self.time_s,
                        {"long_name": "time since launch", "units": "s"},
                    )
                },
                attributes
                | {
                    "missile": self.plan.missile,
                    "launch_area": self.plan.launch_area.name,
                    "target": self.flight.target,
                    "shape": self.plan.shape,
                    "site": self.view.station.name,
                    "mode": self.view.mode,
                    "history": "bongsu.studies.radar.track.flight_in_view",
                },
            ),
            self.heading,
        )


def flight_in_view(
    scenario: Scenario,
    plan: FlightPlan,
    latitude_deg: float,
    longitude_deg: float,
    *,
    intercept_altitude_m: float | None = None,
    target: str | None = None,
) -> FlightInView:
    """Fly a missile and follow it with the radar of a scenario's first battery.

    Parameters
    ----------
    scenario : Scenario
        The setting: the radar, and other objects that it holds in track.
    plan : FlightPlan
        What flies from where.
    latitude_deg, longitude_deg : float
        Aim point. [deg]
    intercept_altitude_m : float, optional
        Altitude on the way down at which an interceptor would meet it; the middle of the
        interceptor's band by default, the apogee where that is lower. [m]
    target : str, optional
        What results call the aim point; its coordinates by default.

    Returns
    -------
    FlightInView
        Sight and track.

    Raises
    ------
    InputError
        If the altitude is negative, or the radar has no time left.
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
        raise ArgumentError(
            "intercept_altitude_m", f" must not be negative, not {intercept_altitude_m / 1e3:g} km"
        )
    battery, view = scenario.battery(), radar_view(scenario)
    held = 0 if battery.radar.search is None else battery.radar.search.tracks_held
    _, search = battery_search(scenario, battery, tracks_held=held + 1)
    flight = fly_one(scenario, plan, latitude_deg, longitude_deg, target=target)
    radar = view.radar()
    time = np.arange(0.0, flight.duration_s, _STEP_S)
    sights = flight.sights(radar)
    first = sights[0][0] if sights else nan
    boosting = flight.showing(BOOSTING, flight.powered_cross_section)
    entry = scenario.catalog.battery(battery.type)
    meeting_s, meeting_m = _meeting(scenario, entry.interceptor.value, flight, intercept_altitude_m)
    tracked = _track(scenario, plan, view, flight, search, sights, meeting_s)
    return FlightInView(
        plan=plan,
        view=view,
        flight=flight,
        time_s=time,
        snr=np.array([flight.signal_at(radar, float(t)) for t in time]),
        aspect_deg=np.array([degrees(flight.aspect_at(radar, float(t))) for t in time]),
        cross_section_m2=np.array([flight.cross_section_at(radar, float(t)) for t in time]),
        first_sight_s=first,
        snr_at_first_sight=flight.signal_at(radar, first) if sights else 0.0,
        in_view_s=flight.seconds_in_view(radar),
        boost_in_view_s=boosting.seconds_in_view(radar),
        history=tracked.history,
        impact=tracked.impact,
        launch=tracked.launch,
        intercept_s=meeting_s,
        intercept_altitude_m=meeting_m,
        intercept_error_m=tracked.intercept_error_m,
        burnout_known_s=flight.burnout_time_s + entry.burnout_confirm_time.value,
        tolerated_error_m=entry.divert_reach.value,
        crossing=fence_crossing(radar, view.design, search, flight),
        in_view_s_by_object={
            name: flight.showing(name, seen_in_flight(scenario, name)).seconds_in_view(radar)
            for name in scenario.catalog.keys("cross-section")
        },
    )


def track_of(scenario: Scenario, plan: FlightPlan, flight: SampledFlight) -> TrackHistory | None:
    """Follow a flight with the radar of a scenario's first battery, as if it were the only one.

    Parameters
    ----------
    scenario : Scenario
    plan : FlightPlan
        What flies.
    flight : SampledFlight
        How.

    Returns
    -------
    TrackHistory or None
        As of :func:`flight_in_view`; None where the radar never sees it after burnout.

    Raises
    ------
    InputError
        If the radar has no time left.
    """
    battery, view = scenario.battery(), radar_view(scenario)
    held = 0 if battery.radar.search is None else battery.radar.search.tracks_held
    _, search = battery_search(scenario, battery, tracks_held=held + 1)
    return _followed(scenario, plan, view, flight, search, flight.sights(view.radar()))


class _Tracked(NamedTuple):
    """What the track of a flight says."""

    history: TrackHistory | None = None
    impact: GroundEllipse | None = None
    launch: GroundEllipse | None = None
    intercept_error_m: FloatArray = np.empty(0)


def _track(
    scenario: Scenario,
    plan: FlightPlan,
    view: RadarView,
    flight: SampledFlight,
    search: SearchPlan,
    sights: Sequence[tuple[float, float]],
    intercept_s: float,
) -> _Tracked:
    """Track the object from the first look after burnout that detects it."""
    history = _followed(scenario, plan, view, flight, search, sights)
    if history is None:
        return _Tracked()
    environment, samples = environment_of(scenario), flight.samples
    look = _look(scenario, search)
    return _Tracked(
        history,
        impact_ellipse(history, environment, samples),
        launch_ellipse(history, environment, samples, look, burnout_time_s=flight.burnout_time_s),
        _predicted_error(history, environment, samples, intercept_s),
    )


def _look(scenario: Scenario, search: SearchPlan) -> TrackPlan:
    catalog = scenario.catalog
    row = catalog.radar(catalog.battery(scenario.battery().type).radar.value).boost_distance_share
    return TrackPlan(
        interval_s=search.track_interval_s,
        dwell_s=search.track_dwell_s,
        boost_distance_share=row.value,
    )


def _followed(
    scenario: Scenario,
    plan: FlightPlan,
    view: RadarView,
    flight: SampledFlight,
    search: SearchPlan,
    sights: Sequence[tuple[float, float]],
) -> TrackHistory | None:
    # the part of each sight after burnout
    coasting = ((max(begin, flight.burnout_time_s + _STEP_S), end) for begin, end in sights)
    start = next((begin for begin, end in coasting if begin < end), nan)
    end = flight.duration_s - _BEFORE_IMPACT_S
    if not start < end:
        return None
    coefficient = plan.aiming.missile.ballistic_coefficient_kg_m2.value[0]
    return track_history(
        view.radar(), view.design, _look(scenario, search), environment_of(scenario),
        flight.samples,
        drag_area_per_mass=1.0 / coefficient,
        cross_section=plan.cross_section,
        start_s=start,
        end_s=end,
    )  # fmt: skip


def _meeting(
    scenario: Scenario, interceptor: str, flight: SampledFlight, altitude_m: float | None
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
) -> FloatArray:
    """Error of the position at one time as known after each look before it."""
    covariance = predicted_covariance(history, environment, samples, time_s)
    error = root_summed_variance(covariance[:, POSITION, POSITION])
    return np.where(history.time <= time_s, error, np.nan)
