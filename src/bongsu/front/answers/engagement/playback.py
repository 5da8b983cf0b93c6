"""An engagement, or one replication of a raid, on a clock: who is where when, and what happens."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import degrees, isfinite
from typing import Final, NamedTuple

import numpy as np

from bongsu.engagement.batteries import FireUnit, environment_of
from bongsu.engagement.plans import FlightPlan, plan_of
from bongsu.errors import InputError
from bongsu.geography.outlines import WGS84
from bongsu.physics.earth.kernels.geodesy import (
    east_north_up_axes,
    ecef_to_geodetic,
    great_circle_angle,
)
from bongsu.physics.fire.control import engage_flight
from bongsu.physics.interceptor.launchers import LauncherSite
from bongsu.physics.interceptor.reach import look_up, simulate_flyout
from bongsu.physics.numerics.arrays import FloatArray
from bongsu.physics.numerics.constants import EARTH_MEAN_RADIUS_M
from bongsu.physics.radar.sampled_flight import SampledFlight
from bongsu.physics.raid.play import RaidReplay
from bongsu.physics.track.accuracy import POSITION, TrackHistory
from bongsu.scenario import Coordinates, Scenario
from bongsu.studies.engagement.timeline import Timeline
from bongsu.studies.radar.track import track_of
from bongsu.studies.raid.played import RaidStudy
from bongsu.words import EventKind, Fate, ShotOutcome
from bongsu.words.said import said

MOST_TRACKS: Final = 20
"""Flights whose tracks are told. [1]"""
_OF_TIMELINE: Final[dict[str, EventKind]] = {
    "first sight": "first-sight",
    "detected": "detected",
    "firm track": "firm-track",
    "classified": "classified",
    "committed": "committed",
}
_OF_OUTCOME: Final[dict[ShotOutcome, EventKind]] = {
    "destroys": "intercept",
    "misses": "miss",
    "spare": "spare",
    "meets": "meet",
}
_STEP_S: Final = 0.1  # of a fly-out
_POINTS: Final = 40  # of the path of an interceptor
_LOOKS: Final = 240  # of a track


class Path(NamedTuple):
    """Where something flies.

    Attributes
    ----------
    time_s : ndarray, shape (n,)
        On the clock. [s]
    latitude_deg, longitude_deg, altitude_m : ndarray, shape (n,)
        Where it is. [deg, m]

    Examples
    --------
    As of :class:`Playback`:

    >>> heights = played.interceptors[0].path.altitude_m
    >>> bool(heights[0] < heights[-1])
    True
    """

    time_s: FloatArray
    latitude_deg: FloatArray
    longitude_deg: FloatArray
    altitude_m: FloatArray


class Ellipses(NamedTuple):
    """How well a radar knows a flight after each look, one standard deviation.

    Attributes
    ----------
    flight : int
        Which of the flights. [1]
    time_s : ndarray, shape (looks,)
        Since the launch of the missile. [s]
    major_m, minor_m : ndarray, shape (looks,)
        Half axes of the ellipse of the horizontal position. [m]
    direction_deg : ndarray, shape (looks,)
        Of the longer axis, clockwise from north, within [0, 180). [deg]
    vertical_m : ndarray, shape (looks,)
        Of the height. [m]

    Examples
    --------
    As of :class:`Playback`:

    >>> track = played.tracks[0]
    >>> bool((track.major_m >= track.minor_m).all())
    True
    """

    flight: int
    time_s: FloatArray
    major_m: FloatArray
    minor_m: FloatArray
    direction_deg: FloatArray
    vertical_m: FloatArray


class PlayedMissile(NamedTuple):
    """A missile on the clock.

    Attributes
    ----------
    plan : FlightPlan
        What flies from where on which shape of arc.
    target : Coordinates
        Where to.
    flight : int
        Which of the flights. [1]
    launch_s, ends_s : float
        On the clock; infinite where it does not fly. [s]
    fate : {'leaks', 'destroyed', 'met', 'fails'}
        What becomes of it; of one that is met in an engagement nobody drew what.

    Examples
    --------
    As of :class:`Playback`:

    >>> played.missiles[0].fate
    'met'
    """

    plan: FlightPlan
    target: Coordinates
    flight: int
    launch_s: float
    ends_s: float
    fate: Fate


class PlayedInterceptor(NamedTuple):
    """An interceptor on the clock.

    Attributes
    ----------
    missile, battery, launcher : int
        At which missile it is fired, by which battery, from which launcher. [1]
    round_number : int
        Of fire at that missile, from 1. [1]
    launch_s, ends_s : float
        On the clock. [s]
    path : Path
        Where it flies: up to the missile, which it meets in the end.
    p_kill : float
        Probability that it destroys the missile. [1]
    outcome : {'destroys', 'misses', 'spare', 'meets'}
        What becomes of it; `spare` where the missile has fallen to one launched before.

    Examples
    --------
    As of :class:`Playback`:

    >>> [one.outcome for one in played.interceptors]
    ['meets', 'meets']
    """

    missile: int
    battery: int
    launcher: int
    round_number: int
    launch_s: float
    ends_s: float
    path: Path
    p_kill: float
    outcome: ShotOutcome


class PlayedLauncher(NamedTuple):
    """A launcher on the clock.

    Attributes
    ----------
    battery : int
        Whose it is. [1]
    stand : LauncherSite
        With the others of its group.

    Examples
    --------
    As of :class:`Playback`:

    >>> sum(one.stand.interceptors_each for one in played.launchers)
    48
    """

    battery: int
    stand: LauncherSite


class Happening(NamedTuple):
    """Something that happens on the clock.

    Attributes
    ----------
    time_s : float
        On the clock. [s]
    what : str
        What happens.
    latitude_deg, longitude_deg, altitude_m : float
        Where. [deg, m]
    missile, interceptor, launcher, battery : int or None
        To which of them. [1]

    Examples
    --------
    As of :class:`Playback`:

    >>> played.events[0].what, played.events[-1].what
    ('launch', 'impact')
    """

    time_s: float
    what: EventKind
    latitude_deg: float
    longitude_deg: float
    altitude_m: float
    missile: int | None = None
    interceptor: int | None = None
    launcher: int | None = None
    battery: int | None = None


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Playback:
    """What happens on a clock.

    Attributes
    ----------
    scenario : Scenario
    title : str
        What is played.
    flights : sequence of SampledFlight
        Each flight once; times since the launch of the missile.
    missiles : sequence of PlayedMissile
    units : sequence of FireUnit
        The batteries.
    launchers : sequence of PlayedLauncher
        Of all batteries.
    interceptors : sequence of PlayedInterceptor
        In the order of their launches.

    Examples
    --------
    >>> import bongsu
    >>> from bongsu.front.answers.engagement.playback import engagement_playback
    >>> nodong = bongsu.load("korea-2016").only(missile="nodong")
    >>> played = engagement_playback(nodong.timeline(launch="hwangju", target="Busan").study)
    >>> played
    <Playback: Nodong, minimum-energy, from Hwangju to Busan, ...>
    >>> played.leakers
    0
    """

    scenario: Scenario
    title: str
    flights: tuple[SampledFlight, ...]
    missiles: tuple[PlayedMissile, ...]
    units: tuple[FireUnit, ...]
    launchers: tuple[PlayedLauncher, ...]
    interceptors: tuple[PlayedInterceptor, ...]

    def __repr__(self) -> str:
        return f"<Playback: {self.title}>"

    @property
    def leakers(self) -> int:
        """Missiles that get through [1]."""
        return sum(one.fate == "leaks" for one in self.missiles)

    @property
    def begins_s(self) -> float:
        """Of the clock: its start, or the first launch [s]."""
        return min([0.0, *(one.launch_s for one in self.missiles if isfinite(one.launch_s))])

    @property
    def ends_s(self) -> float:
        """Of the clock: the last end of a missile or an interceptor [s]."""
        ends = [*(one.ends_s for one in self.missiles), *(one.ends_s for one in self.interceptors)]
        return max((one for one in ends if isfinite(one)), default=0.0)

    @property
    def sentence(self) -> str:
        """How it ends."""
        return said(
            "{leakers} of {missiles} missiles get through, and {spent} interceptors are fired.",
            leakers=self.leakers,
            missiles=len(self.missiles),
            spent=len(self.interceptors),
        )

    @cached_property
    def tracks(self) -> tuple[Ellipses, ...]:
        """How well the radar of the first battery knows the flights, each as if it were alone."""
        plans: dict[int, FlightPlan] = {}
        for one in self.missiles:
            plans.setdefault(one.flight, one.plan)
        found = []
        for flight, plan in sorted(plans.items())[:MOST_TRACKS]:
            try:
                history = track_of(self.scenario, plan, self.flights[flight])
            except InputError:  # the radar has no time left
                return ()
            if history is not None:
                found.append(_ellipses(flight, history))
        return tuple(found)

    @cached_property
    def events(self) -> tuple[Happening, ...]:
        """What happens, in order of time."""
        every = [
            *self._of_missiles(),
            *self._of_fire_control(),
            *self._of_interceptors(),
            *self._of_launchers(),
        ]
        return tuple(sorted(every, key=lambda one: one.time_s))

    def _of_missiles(self) -> Iterator[Happening]:
        for number, one in enumerate(self.missiles):
            if one.fate == "fails":
                area = one.plan.launch_area
                where = area.latitude_deg, area.longitude_deg, area.altitude
                yield Happening(self.begins_s, "fails", *where, missile=number)
                continue
            flight = self.flights[one.flight]
            times: list[tuple[EventKind, float]] = [
                ("launch", 0.0),
                ("burnout", flight.burnout_time_s),
                ("apogee", flight.apogee_time_s),
            ]
            if one.fate != "destroyed":
                times.append(("impact", flight.duration_s))
            yield from self._along(number, times)

    def _of_fire_control(self) -> Iterator[Happening]:
        """When each battery that fires knows of a missile."""
        firing = sorted({one.battery for one in self.interceptors})
        known = {
            (flight, battery): engage_flight(self.units[battery].kernel, self.flights[flight])
            for battery in firing
            for flight in {one.flight for one in self.missiles}
        }
        for number, one in enumerate(self.missiles):
            if one.fate == "fails":
                continue
            for battery in firing:
                found = known[one.flight, battery]
                times: list[tuple[EventKind, float]] = [
                    ("detected", found.detected_s),
                    ("firm-track", found.firm_s),
                ]
                yield from self._along(number, times, battery=battery)

    def _along(
        self, number: int, times: Sequence[tuple[EventKind, float]], battery: int | None = None
    ) -> Iterator[Happening]:
        """What happens to a missile at times since its launch, as far as it comes to it."""
        one = self.missiles[number]
        flight = self.flights[one.flight]
        for what, time_s in times:
            if isfinite(time_s) and one.launch_s + time_s <= one.ends_s:
                yield Happening(
                    one.launch_s + time_s,
                    what,
                    *_place_at(flight, time_s),
                    missile=number,
                    battery=battery,
                )

    def _of_interceptors(self) -> Iterator[Happening]:
        for number, one in enumerate(self.interceptors):
            path = one.path
            for what, time_s, row in (
                ("interceptor-launch", one.launch_s, 0),
                (_OF_OUTCOME[one.outcome], one.ends_s, -1),
            ):
                yield Happening(
                    time_s,
                    what,  # type: ignore[arg-type]
                    float(path.latitude_deg[row]),
                    float(path.longitude_deg[row]),
                    float(path.altitude_m[row]),
                    missile=one.missile,
                    interceptor=number,
                    launcher=one.launcher,
                    battery=one.battery,
                )

    def _of_launchers(self) -> Iterator[Happening]:
        """When launchers are empty, and when they are back with new interceptors."""
        for number, launcher in enumerate(self.launchers):
            ready = launcher.stand.interceptors_each
            reload_s = self.units[launcher.battery].fire_control.reload_s
            where = (
                degrees(launcher.stand.latitude),
                degrees(launcher.stand.longitude),
                launcher.stand.altitude,
            )
            for one in self.interceptors:
                if one.launcher != number:
                    continue
                ready -= 1
                if ready > 0:
                    continue
                whose = {"launcher": number, "battery": launcher.battery}
                yield Happening(one.launch_s, "launcher-empty", *where, **whose)
                back_s = one.launch_s + reload_s
                ready = launcher.stand.interceptors_each
                if back_s <= self.ends_s:
                    yield Happening(back_s, "reloaded", *where, **whose)


def engagement_playback(study: Timeline) -> Playback:
    """Put an engagement on a clock, since the launch of the missile.

    Parameters
    ----------
    study : Timeline

    Returns
    -------
    Playback
        Shots meet the missile, by a chance that nobody draws, so that it flies on.

    Examples
    --------
    >>> import bongsu
    >>> from bongsu.front.answers.engagement.playback import engagement_playback
    >>> nodong = bongsu.load("korea-2016").only(missile="nodong")
    >>> played = engagement_playback(nodong.timeline(launch="hwangju", target="Busan").study)
    >>> played.sentence.startswith("The battery can fire 2 shots")
    True
    """
    launchers = _launchers([study.unit])
    first_of_group: dict[int, int] = {}
    for number, one in enumerate(launchers):
        first_of_group.setdefault(id(one.stand), number)
    shots = study.engagement.shots
    return _Engagement(
        scenario=study.scenario,
        title=study.heading,
        flights=(study.flight,),
        missiles=(
            PlayedMissile(
                study.plan,
                study.target,
                0,
                0.0,
                study.flight.duration_s,
                "met" if shots else "leaks",
            ),
        ),
        units=(study.unit,),
        launchers=launchers,
        interceptors=tuple(
            PlayedInterceptor(
                missile=0,
                battery=0,
                launcher=first_of_group[id(study.unit.launchers[shot.launcher])],
                round_number=shot.round_number,
                launch_s=shot.launch_s,
                ends_s=shot.intercept_s,
                path=_flown_out(
                    study.scenario,
                    study.unit,
                    study.unit.launchers[shot.launcher],
                    study.flight,
                    (0.0, shot.launch_s, shot.intercept_s),
                ),
                p_kill=shot.kill_probability,
                outcome="meets",
            )
            for shot in sorted(shots, key=lambda shot: shot.launch_s)
        ),
        study=study,
    )


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class _Engagement(Playback):
    """One flight against one battery, with the moments of its timeline."""

    study: Timeline

    @property
    def sentence(self) -> str:
        """What the battery can do."""
        return self.study.sentence

    def _of_fire_control(self) -> Iterator[Happening]:
        for one in self.study.events:
            if one.name in _OF_TIMELINE:
                yield Happening(
                    one.time_s,
                    _OF_TIMELINE[one.name],
                    one.latitude_deg,
                    one.longitude_deg,
                    one.altitude_m,
                    missile=0,
                    battery=0,
                )


def raid_playback(study: RaidStudy, replication: int) -> Playback:
    """Put one replication of a raid on the raid's clock.

    Parameters
    ----------
    study : RaidStudy
    replication : int
        Its number, from 0: the one that the study counts under it. [1]

    Returns
    -------
    Playback
        Missiles and interceptors with what becomes of them.

    Raises
    ------
    InputError
        If a battery cannot fire.
    OutOfReachError
        If a missile does not reach what it is aimed at.

    Examples
    --------
    >>> import bongsu
    >>> from bongsu.front.answers.engagement.playback import raid_playback
    >>> from bongsu.scenario import parse_raid
    >>> from bongsu.studies.raid.played import RaidStudy
    >>> korea = bongsu.load("korea-2016")
    >>> raid = parse_raid(
    ...     "{format: 1, name: four, title: Four at Busan, waves: [{missile: nodong, count: 4, "
    ...     "launch_areas: [hwangju], targets: [busan], last_launch: 90 s}]}",
    ...     korea,
    ... )
    >>> played = raid_playback(RaidStudy.of(korea, raid, seed=1), 0)
    >>> played.leakers == sum(one.fate == "leaks" for one in played.missiles)
    True
    """
    raid, played = study.prepared, study.replay(replication)
    launchers = _launchers(raid.units)
    first = [
        next((i for i, own in enumerate(launchers) if own.battery == battery), 0)
        for battery in range(len(raid.units))
    ]
    interceptors = []
    for shot in range(played.missile.size):
        battery = study.fire.batteries[int(played.battery[shot])]
        unit, missile = raid.units[battery], int(played.missile[shot])
        launch_s, ends_s = float(played.launch_s[shot]), float(played.intercept_s[shot])
        interceptors.append(
            PlayedInterceptor(
                missile=missile,
                battery=battery,
                launcher=first[battery] + int(played.launcher[shot]),
                round_number=int(played.round_number[shot]),
                launch_s=launch_s,
                ends_s=ends_s,
                path=_flown_out(
                    study.scenario,
                    unit,
                    unit.launchers[int(played.group[shot])],
                    raid.flights[raid.flight_of[missile]],
                    (float(played.start_s[missile]), launch_s, ends_s),
                ),
                p_kill=float(played.kill_probability[shot]),
                outcome=_outcome(played, shot),
            )
        )
    fallen = {one.missile: one.ends_s for one in interceptors if one.outcome == "destroys"}
    return Playback(
        scenario=study.scenario,
        title=study.title,
        flights=raid.flights,
        missiles=tuple(_missiles(study, played, fallen)),
        units=raid.units,
        launchers=launchers,
        interceptors=tuple(interceptors),
    )


def _missiles(
    study: RaidStudy, played: RaidReplay, fallen: dict[int, float]
) -> Iterator[PlayedMissile]:
    raid, scenario = study.prepared, study.scenario
    for number, one in enumerate(raid.missiles):
        flight, start_s = raid.flight_of[number], float(played.start_s[number])
        area = scenario.place("launch-area", one.launch_area)
        fate: Fate = "destroyed" if number in fallen else "leaks"
        yield PlayedMissile(
            plan=plan_of(scenario, study.raid.waves[one.wave], area, one.shape),
            target=raid.assets[raid.asset_of[number]],
            flight=flight,
            launch_s=start_s,
            ends_s=fallen.get(number, start_s + raid.flights[flight].duration_s),
            fate=fate if isfinite(start_s) else "fails",
        )


def _outcome(played: RaidReplay, shot: int) -> ShotOutcome:
    if played.destroys[shot]:
        return "destroys"
    return "spare" if played.spare[shot] else "misses"


def _launchers(units: Sequence[FireUnit]) -> tuple[PlayedLauncher, ...]:
    return tuple(
        PlayedLauncher(battery, stand)
        for battery, unit in enumerate(units)
        for stand in unit.launchers
        for _ in range(stand.launchers)
    )


def _place_at(flight: SampledFlight, time_s: float) -> tuple[float, float, float]:
    latitude, longitude, altitude_m = flight.samples.geodetic_at(time_s)
    return degrees(latitude), degrees(longitude), float(altitude_m)


def _flown_out(
    scenario: Scenario,
    unit: FireUnit,
    stand: LauncherSite,
    flight: SampledFlight,
    times_s: tuple[float, float, float],
) -> Path:
    """Fly an interceptor to where it meets a missile: in a plane, as its table has it.

    From the launch of the missile, its own launch, and when they meet. [s]
    """
    start_s, launch_s, ends_s = times_s
    latitude_deg, longitude_deg, altitude_m = _place_at(flight, ends_s - start_s)
    here = degrees(stand.latitude), degrees(stand.longitude)
    azimuth_deg, _, distance_m = WGS84.inv(here[1], here[0], longitude_deg, latitude_deg)
    range_m = EARTH_MEAN_RADIUS_M * great_circle_angle(
        stand.latitude, stand.longitude, np.radians(latitude_deg), np.radians(longitude_deg)
    )
    reach = unit.kernel.reach
    _, _, elevation = look_up(reach, np.array([range_m]), np.array([altitude_m]))
    time_s = np.linspace(0.0, ends_s - launch_s, _POINTS)
    share, height_m = time_s / time_s[-1], np.linspace(stand.altitude, altitude_m, _POINTS)
    if np.isfinite(elevation[0]):
        flown = simulate_flyout(
            unit.interceptor,
            float(elevation[0]),
            environment_of(scenario),
            launch_altitude_m=unit.site.altitude,
            step_s=_STEP_S,
        )
        share = np.interp(time_s, flown.time_s, flown.ground_range_m) / range_m
        height_m = np.interp(time_s, flown.time_s, flown.altitude_m)
    # between two points of the table it comes a little off the missile
    share[-1], height_m[-1] = 1.0, altitude_m
    longitudes, latitudes, _ = WGS84.fwd(
        np.full(_POINTS, here[1]),
        np.full(_POINTS, here[0]),
        np.full(_POINTS, azimuth_deg),
        share * distance_m,
    )
    return Path(launch_s + time_s, np.asarray(latitudes), np.asarray(longitudes), height_m)


def _ellipses(flight: int, history: TrackHistory) -> Ellipses:
    """Horizontal and vertical errors of a track, along the ground below the object."""
    rows = np.unique(np.linspace(0, len(history.time) - 1, _LOOKS).astype(int))
    axes = [
        east_north_up_axes(*ecef_to_geodetic(*position)[:2])
        for position in history.state[rows, POSITION]
    ]
    east, north, up = np.moveaxis(np.array(axes), 1, 0)
    known = history.covariance[rows, POSITION, POSITION]
    ground = np.stack([east, north], axis=1)
    # ascending, so that the shorter axis comes first
    variance, directions = np.linalg.eigh(ground @ known @ ground.swapaxes(1, 2))
    minor, major = np.sqrt(np.maximum(variance, 0.0)).T
    _, (to_east, to_north) = np.moveaxis(directions, (2, 1), (0, 1))
    return Ellipses(
        flight=flight,
        time_s=history.time[rows],
        major_m=major,
        minor_m=minor,
        direction_deg=np.degrees(np.arctan2(to_east, to_north)) % 180.0,
        vertical_m=np.sqrt(np.maximum(np.einsum("ni,nij,nj->n", up, known, up), 0.0)),
    )
