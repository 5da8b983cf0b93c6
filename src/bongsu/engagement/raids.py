"""A raid on a scenario: what flies, which shots are possible at it, and what is at stake."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from bongsu.engagement.batteries import FireUnit, fire_units, raid_battery
from bongsu.engagement.fire_plan import (
    RaidFire,
    batteries_with_a_shot,
    choices_of_fire,
    options_at,
)
from bongsu.engagement.plans import FlightPlan, plan_of
from bongsu.engagement.threats import fly_one
from bongsu.errors import OutOfReachError
from bongsu.physics.fire.options import ShotOptions
from bongsu.physics.numerics.philox import stream_key
from bongsu.physics.radar.sampled_flight import SampledFlight
from bongsu.physics.raid.play import RaidMissiles, RaidTuple, play_raid, raid_tables
from bongsu.scenario import Coordinates, Raid, RaidMissile, Scenario

# missiles of the trials, all together, and trials at most and at least
_MISSILES_TRIED = 2**18
_MOST_TRIALS, _LEAST_TRIALS = 8192, 256
_TRIAL_SEED = 2016
Place = Callable[[tuple[str | int, ...]], str]


@dataclass(frozen=True, kw_only=True, eq=False)
class PreparedRaid:
    """A raid that has been flown, and what the batteries could fire at it.

    Attributes
    ----------
    scenario : Scenario
    raid : Raid
    missiles : tuple of RaidMissile
        In the order of the raid.
    assets : tuple of Coordinates
        What the missiles are aimed at, each place once.
    flights : tuple of SampledFlight
        Each flight once.
    flight_of, asset_of : tuple of int
        Of each missile: index of its flight and of its asset. [1]
    units : tuple of FireUnit
        The batteries.
    options : tuple of tuple of ShotOptions
        For each flight and battery the shots that sight, reach and time allow.
    """

    scenario: Scenario
    raid: Raid
    missiles: tuple[RaidMissile, ...]
    assets: tuple[Coordinates, ...]
    flights: tuple[SampledFlight, ...]
    flight_of: tuple[int, ...]
    asset_of: tuple[int, ...]
    units: tuple[FireUnit, ...]
    options: tuple[tuple[ShotOptions, ...], ...]

    @property
    def launch_s(self) -> list[float]:
        """When each missile is to be launched [s]."""
        return [one.launch_s for one in self.missiles]

    def tables(self, fire: RaidFire) -> RaidTuple:
        """Lay the raid out for the kernels.

        Parameters
        ----------
        fire : RaidFire
            Which batteries fire, and what they keep for later rounds.

        Returns
        -------
        RaidTuple
            For the kernels.
        """
        waves = [self.raid.waves[one.wave] for one in self.missiles]
        missiles = RaidMissiles(
            flight=np.array(self.flight_of, dtype=np.int64),
            asset=np.array(self.asset_of, dtype=np.int64),
            launch_s=np.array(self.launch_s),
            spread_s=np.array([wave.launch_spread for wave in waves]),
            reliability=np.array([wave.reliability for wave in waves]),
        )
        batteries = [raid_battery(self.units[index]) for index in fire.batteries]
        options = [[own[index] for index in fire.batteries] for own in self.options]
        return raid_tables(missiles, batteries, options, kept=fire.kept)


def best_fire(raid: PreparedRaid, *, most_trials: int = _MOST_TRIALS) -> RaidFire:
    """Choose how batteries fire at a raid, as a plan does.

    Parameters
    ----------
    raid : PreparedRaid
    most_trials : int
        Replications in which each choice is tried, at most. [1]

    Returns
    -------
    RaidFire
        Of all choices of batteries and of channels kept for later rounds, the one that lets fewest
        through in some replications, the same in every run.
    """
    useful = batteries_with_a_shot(raid.options)
    fits = _MISSILES_TRIED // len(raid.missiles)
    trials = min(max(fits, _LEAST_TRIALS), most_trials)
    best, fewest = RaidFire(batteries=tuple(useful or [0]), kept=0), float(len(raid.missiles))
    for fire in choices_of_fire(useful):
        found = play_raid(raid.tables(fire), stream_key(_TRIAL_SEED, 0), 0, trials)
        if found.leakers.mean < fewest - 1e-9:
            best, fewest = fire, found.leakers.mean
    return best


class Flown:
    """Flights of raids that have been flown: those that start and aim alike are flown once.

    Scenarios that differ in the values of their rows may share one; radars may see the same flight
    otherwise in each.
    """

    def __init__(self) -> None:
        self._flights: dict[object, tuple[FlightPlan, SampledFlight]] = {}

    def fly(self, scenario: Scenario, plan: FlightPlan, target: Coordinates) -> SampledFlight:
        """Fly a plan at a place, or find that it was flown.

        Parameters
        ----------
        scenario : Scenario
            Supplies the numerics, the same for all.
        plan : FlightPlan
            What flies.
        target : Coordinates
            Where it aims.

        Returns
        -------
        SampledFlight
            With the cross-sections of the plan.

        Raises
        ------
        OutOfReachError
            If the missile does not reach the place on its shape.
        """
        aim = target.latitude_deg, target.longitude_deg
        # equal missiles at one place share one table, which is kept here for its number to last
        key = id(plan.aiming), plan.shape, plan.apogee_m, aim
        if key not in self._flights:
            self._flights[key] = plan, fly_one(scenario, plan, *aim, target=target.name)
        return replace(
            self._flights[key][1],
            cross_section=plan.cross_section,
            powered_cross_section=plan.powered_cross_section,
        )


def prepare_raid(
    scenario: Scenario, raid: Raid, *, where: Place, flown: Flown | None = None
) -> PreparedRaid:
    """Fly the missiles of a raid, and find what the batteries could fire at each.

    Parameters
    ----------
    scenario : Scenario
        Supplies batteries, doctrine, catalogue and numerics.
    raid : Raid
        What is fired.
    where : callable
        Says where a field of the raid stands in its file, from its path.
    flown : Flown, optional
        Flights of the same raid on scenarios that differ in the values of their rows.

    Returns
    -------
    PreparedRaid
        Equal flights are flown once.

    Raises
    ------
    InputError
        If a battery cannot fire.
    OutOfReachError
        If a missile does not reach what it is aimed at on its shape, with the place in the file.
    """
    units = fire_units(scenario)
    missiles = raid.missiles()
    place = cache(scenario.place)
    plan = cache(
        lambda wave, area, shape: plan_of(
            scenario, raid.waves[wave], place("launch-area", area), shape
        )
    )
    known = Flown() if flown is None else flown
    index_of: dict[object, int] = {}
    flights: list[SampledFlight] = []
    assets: dict[tuple[float, float], int] = {}
    places: list[Coordinates] = []
    flight_of, asset_of = [], []
    for missile in missiles:
        wave = raid.waves[missile.wave]
        area = place("launch-area", missile.launch_area)
        target = place("target", missile.target)
        aim = target.latitude_deg, target.longitude_deg
        if aim not in assets:
            assets[aim] = len(places)
            places.append(target)
        # waves may fly the same
        start = area.latitude_deg, area.longitude_deg, area.altitude
        same = wave.missile, scenario.cross_section_of(wave), wave.apogee, missile.shape, start, aim
        if same not in index_of:
            own = plan(missile.wave, missile.launch_area, missile.shape)
            try:
                flight = known.fly(scenario, own, target)
            except OutOfReachError as error:
                index = wave.targets.index(missile.target)
                spot = where(("waves", missile.wave, "targets", index))
                raise OutOfReachError(
                    f"{spot}{own.title} from {area.title} to {target.title}: {error}"
                ) from None
            index_of[same] = len(flights)
            flights.append(flight)
        flight_of.append(index_of[same])
        asset_of.append(assets[aim])
    return PreparedRaid(
        scenario=scenario,
        raid=raid,
        missiles=tuple(missiles),
        assets=tuple(places),
        flights=tuple(flights),
        flight_of=tuple(flight_of),
        asset_of=tuple(asset_of),
        units=tuple(units),
        options=tuple(tuple(options_at(units, flight)) for flight in flights),
    )
