"""One flight against one battery, second by second: sight, events, window and shots."""

from dataclasses import dataclass
from functools import cached_property
from math import inf, isfinite, nan

import numpy as np
import xarray as xr

from bongsu.engagement.batteries import FireUnit, fire_unit
from bongsu.engagement.cues import cue_time
from bongsu.engagement.threats import FlightPlan, fly_one, one_plan
from bongsu.geography.outlines import WGS84
from bongsu.physics.fire.control import Engagement, engage_flight
from bongsu.physics.fire.options import BestInstant, best_instant
from bongsu.physics.numerics.arrays import FloatArray
from bongsu.physics.radar.sampled_flight import SampledFlight
from bongsu.scenario import Coordinates, Scenario
from bongsu.scenario.parts.places import Spot
from bongsu.scenario.provenance import provenance
from bongsu.studies.conventions import conventional, label
from bongsu.studies.engagement.events import Event, Step, fire_control_steps, moments
from bongsu.studies.engagement.shortfall import Shortfall, shortfall
from bongsu.words import in_words
from bongsu.words.said import Said, said


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Timeline:
    """One flight and what one battery can do about it.

    Attributes
    ----------
    scenario : Scenario
        The setting, with the doctrine that was played.
    unit : FireUnit
        The battery on its site.
    plan : FlightPlan
        What flies from where on which shape of arc.
    target : Coordinates
        Where to.
    flight : SampledFlight
        The arc, and what radars see of it.
    engagement : Engagement
        Window, shots, margins, or the first reason why there is no shot.
    cue_s : float
        When another radar's track reaches fire control; infinite without cueing. [s]
    """

    scenario: Scenario
    unit: FireUnit
    plan: FlightPlan
    target: Coordinates
    flight: SampledFlight
    engagement: Engagement
    cue_s: float = inf

    @cached_property
    def best(self) -> BestInstant:
        """Track, and the intercept whose launch may wait longest."""
        return best_instant(self.unit.kernel, self.flight, cue_s=self.cue_s)

    @property
    def events(self) -> tuple[Event, ...]:
        """What happens, in order of time."""
        times = [
            ("launch", 0.0),
            ("burnout", self.flight.burnout_time_s),
            ("apogee", self.flight.apogee_time_s),
            *moments(self.unit, self.engagement, self.best, self.cue_s),
            ("impact", self.flight.duration_s),
        ]
        # track and commit may be due only after the impact: then they never come
        happened = [(n, t) for n, t in times if isfinite(t) and t <= self.flight.duration_s]
        return tuple(self._event(n, t) for n, t in sorted(happened, key=lambda pair: pair[1]))

    @property
    def steps(self) -> tuple[Step, ...]:
        """Steps of fire control with what is cited for each."""
        return fire_control_steps(self.scenario, self.unit, self.engagement, self.best, self.cue_s)

    @cached_property
    def shortfall(self) -> Shortfall | None:
        """Why there is no shot and how much was missing; None when there is one."""
        return shortfall(self.unit, self.flight, self.engagement)

    @cached_property
    def sights(self) -> list[tuple[float, float]]:
        """Intervals in which one dwell of the battery's radar would detect the missile [s]."""
        return self.flight.sights(self.unit.kernel.radar)

    @property
    def heading(self) -> Said:
        """What flies from where to where, against what."""
        return said(
            "{missile}, {shape}, from {start} to {end}, against {battery} at {site}",
            missile=self.plan.title,
            shape=self.plan.shape,
            start=self.plan.launch_area.title,
            end=self.target.title,
            battery=self.unit.title,
            site=self.unit.site.title,
        )

    @property
    def sentence(self) -> Said:
        """Whether there is a shot, with what is to spare or missing."""
        found = self.engagement
        if self.shortfall is not None:
            return said(
                "No shot ({reason}): {missing}.",
                reason=in_words(self.shortfall.reason),
                missing=self.shortfall.sentence,
            )
        leaves_km = self.altitude_at_first_launch_m / 1e3
        meets_km = self.altitude_at_m(found.shots[0].intercept_s) / 1e3
        if len(found.shots) == 1:
            return said(
                "The battery can fire 1 shot: the interceptor leaves while the missile is "
                "{leaves_km:.0f} km high and meets it at {meets_km:.0f} km. A launch up to "
                "{margin_s:.0f} s later would still be in time.",
                leaves_km=leaves_km,
                meets_km=meets_km,
                margin_s=found.margin_s,
            )
        return said(
            "The battery can fire {shots} shots: the first interceptor leaves while the missile is "
            "{leaves_km:.0f} km high and meets it at {meets_km:.0f} km. A launch up to "
            "{margin_s:.0f} s later would still be in time.",
            shots=len(found.shots),
            leaves_km=leaves_km,
            meets_km=meets_km,
            margin_s=found.margin_s,
        )

    def __repr__(self) -> str:
        return f"<Timeline: {self.heading}>"

    @property
    def p_defend(self) -> float:
        """Probability that the warhead is destroyed [1]."""
        return self.unit.kill.destroyed(self.engagement.survival)

    def _event(self, name: str, time_s: float) -> Event:
        latitude, longitude, altitude = self.flight.samples.geodetic_at(time_s)
        latitude_deg, longitude_deg = float(np.degrees(latitude)), float(np.degrees(longitude))
        return Event(
            name,
            float(time_s),
            float(altitude),
            latitude_deg,
            longitude_deg,
            float(_ranges(self.unit.site, np.array([latitude_deg]), np.array([longitude_deg]))[0]),
        )

    @property
    def altitude_at_first_launch_m(self) -> float:
        """Altitude of the missile when the first interceptor is launched; NaN when none is [m]."""
        shots = self.engagement.shots
        return self.altitude_at_m(shots[0].launch_s) if shots else nan

    @property
    def altitude_at_latest_launch_m(self) -> float:
        """Altitude of the missile when a launch can wait no longer; NaN without a shot [m]."""
        if not self.engagement.feasible:
            return nan
        return self.altitude_at_m(self.best.launch_s)

    def altitude_at_m(self, time_s: float) -> float:
        """Altitude of the missile.

        Parameters
        ----------
        time_s : float
            Since its launch; held at the ends of the flight. [s]

        Returns
        -------
        float
            Above the ellipsoid. [m]
        """
        return self.flight.altitude_at(time_s)

    def dataset(self) -> xr.Dataset:
        """Lay the timeline out as a dataset.

        Returns
        -------
        xarray.Dataset
            Along `time_s`: altitude, ground track, signal-to-noise ratio, whether in view; along
            `event`: time, altitude and ground track. The answer is in the attributes.
        """
        samples = self.flight.samples
        latitude, longitude, altitude_m = samples.geodetic
        latitude, longitude = np.degrees(latitude), np.degrees(longitude)
        radar = self.unit.kernel.radar
        ratio = self.flight.signals(radar)
        events = self.events
        found = self.engagement
        drawn = xr.Dataset(
            {
                "altitude_km": _along("time_s", altitude_m / 1e3, "altitude of the missile", "km"),
                "latitude": _along("time_s", latitude, "latitude", "degrees_north"),
                "longitude": _along("time_s", longitude, "longitude", "degrees_east"),
                "ground_range_km": _along(
                    "time_s",
                    _ranges(self.unit.site, latitude, longitude) / 1e3,
                    "ground range from the radar",
                    "km",
                ),
                "snr": _along(
                    "time_s", ratio, "signal-to-noise ratio of one dwell, 0 out of sight"
                ),
                "in_view": _along(
                    "time_s", ratio >= radar.required_snr, "one dwell would detect the missile"
                ),
                "event_time_s": _along(
                    "event", [e.time_s for e in events], "time of the event", "s"
                ),
                "event_altitude_km": _along(
                    "event", [e.altitude_m / 1e3 for e in events], "altitude of the missile", "km"
                ),
                "event_ground_range_km": _along(
                    "event",
                    [e.ground_range_m / 1e3 for e in events],
                    "ground range from the radar",
                    "km",
                ),
            },
            {
                "time_s": _along("time_s", samples.time_s, "time since launch", "s"),
                "event": ("event", [e.name for e in events], {"long_name": "event"}),
            },
            provenance(self.scenario).attributes()
            | {
                "history": "bongsu.studies.engagement.timeline.timeline",
                "missile": self.plan.missile,
                "shape": self.plan.shape,
                "battery": self.unit.name,
                "site": self.unit.site.name,
                "feasible": int(found.feasible),
                "reason": found.reason,
                **({"missing": self.shortfall.sentence} if self.shortfall else {}),
                "margin_s": found.margin_s,
                "margin_km": found.margin_m / 1e3,
            },
        )
        return conventional(drawn, f"One flight against one battery: {self.scenario.title}")


def timeline(
    scenario: Scenario,
    *,
    missile: str,
    launch: Spot,
    target: Spot,
    shape: str = "minimum-energy",
    apogee_m: float | None = None,
    battery: str | None = None,
) -> Timeline:
    """Play one flight against a battery of a scenario.

    Parameters
    ----------
    scenario : Scenario
        Supplies battery, doctrine, catalogue and numerics. The battery stands where the scenario
        has it and its radar faces as the scenario says.
    missile : str
        Key of the missile; it need not be a threat of the scenario.
    launch, target : str, Coordinates or (float, float)
        Where it flies from and to: any name of a place, or latitude and longitude. [deg]
    shape : str
        Shape of the arc.
    apogee_m : float, optional
        Of a lofted or depressed arc; by default that of the scenario's threat, if it lists this
        flight. [m]
    battery : str, optional
        Name of the battery; the scenario's first by default.

    Returns
    -------
    Timeline
        The flight and the engagement.

    Raises
    ------
    InputError
        If a name or value cannot be used.
    OutOfReachError
        If the missile does not reach the target, or not on this shape.
    """
    origin = scenario.place("launch-area", launch)
    end = scenario.place("target", target)
    chosen = scenario.battery(battery)
    plan = one_plan(scenario, missile, origin, shape, apogee_m=apogee_m)
    flight = fly_one(scenario, plan, end.latitude_deg, end.longitude_deg, target=end.name)
    unit = fire_unit(scenario, chosen)
    cue_s = cue_time(unit, flight)
    return Timeline(
        scenario=scenario,
        unit=unit,
        plan=plan,
        target=end,
        flight=flight,
        engagement=engage_flight(unit.kernel, flight, cue_s=cue_s),
        cue_s=cue_s,
    )


def _ranges(site: Coordinates, latitude_deg: FloatArray, longitude_deg: FloatArray) -> FloatArray:
    count = len(latitude_deg)
    _, _, ranges = WGS84.inv(
        [site.longitude_deg] * count, [site.latitude_deg] * count, longitude_deg, latitude_deg
    )
    return np.asarray(ranges)


def _along(
    dimension: str, values: object, long_name: str, units: str = "1"
) -> tuple[str, object, dict[str, str]]:
    return dimension, values, label(long_name, units)
