"""A scenario's battery, and radars that can cue it, as things that run."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from math import radians

import numpy as np

from bongsu.catalog import BatteryEntry
from bongsu.engagement.factory import designed, interceptor_design
from bongsu.engagement.searching import engaged_at_once, searched
from bongsu.errors import InputError
from bongsu.physics.earth.environment import EnvironmentTuple, standard_environment
from bongsu.physics.fire.control import BatteryTuple, FireControlDesign, battery_kernel
from bongsu.physics.fire.doctrine import FireDoctrine
from bongsu.physics.fire.kill_probability import KillProbability
from bongsu.physics.interceptor.design import InterceptorDesign
from bongsu.physics.interceptor.launchers import LauncherSite, beside, check_in_sight
from bongsu.physics.interceptor.reach import ReachTuple, reach_table
from bongsu.physics.radar.design import RadarDesign, RadarTuple
from bongsu.physics.radar.site import HorizonMask, on_site
from bongsu.scenario import Battery, Coordinates, Doctrine, RadarSetting, Scenario, SeparateRadar
from bongsu.words import AirModel, GravityModel

_TABLES_KEPT = 64


@dataclass(frozen=True, kw_only=True)
class FireUnit:
    """A battery on its site, with what its parts are made of.

    Attributes
    ----------
    name : str
        What results call it.
    site : Coordinates
        Where its radar stands.
    boresight : float
        Boresight of the radar, clockwise from north. [rad]
    radar_design : RadarDesign
    interceptor : InterceptorDesign
    launchers : tuple of LauncherSite
        Where its launchers stand.
    fire_control : FireControlDesign
        Durations.
    doctrine : FireDoctrine
        Rules of fire.
    kill : KillProbability
        Factors of a shot; handover error comes in with each shot.
    engaged_at_once : int
        Missiles that its radar has time to look at while interceptors fly at them. [1]
    kernel : bongsu.physics.fire.kernels.window.BatteryTuple
        All of it for the kernels.
    cues : tuple of RadarTuple
        Other radars whose tracks reach its fire control; none by default.
    cue_s : float
        From such a radar's confirmed track to this fire control. [s]
    title : str
        What people read for it.
    """

    name: str
    site: Coordinates
    boresight: float
    radar_design: RadarDesign
    interceptor: InterceptorDesign
    launchers: tuple[LauncherSite, ...]
    fire_control: FireControlDesign
    doctrine: FireDoctrine
    kill: KillProbability
    engaged_at_once: int
    kernel: BatteryTuple
    cues: tuple[RadarTuple, ...] = ()
    cue_s: float = 0.0
    title: str = ""

    @property
    def magazine(self) -> int:
        """Interceptors ready on all launchers [1]."""
        return sum(group.launchers * group.interceptors_each for group in self.launchers)

    @property
    def look_s(self) -> float:
        """From an intercept to the launch of the next round [s]."""
        steps = self.fire_control
        return steps.assess_s + steps.plan_s + steps.launch_s


def environment_of(scenario: Scenario) -> EnvironmentTuple:
    """Gravity, air and rotation that a scenario asks for.

    Parameters
    ----------
    scenario : Scenario

    Returns
    -------
    EnvironmentTuple
        For the kernels.
    """
    return standard_environment(*_models(scenario))


def _models(scenario: Scenario) -> tuple[GravityModel, AirModel, bool]:
    numerics = scenario.numerics
    return numerics.gravity, numerics.air, numerics.earth_rotation


@lru_cache(maxsize=_TABLES_KEPT)
def _reach(
    design: InterceptorDesign, altitude_m: float, models: tuple[GravityModel, AirModel, bool]
) -> ReachTuple:
    """What an interceptor reaches; equal numbers share one table."""
    return reach_table(design, standard_environment(*models), launch_altitude_m=altitude_m)


def fire_unit(scenario: Scenario, battery: Battery | None = None) -> FireUnit:
    """Put a battery of a scenario on its site.

    Parameters
    ----------
    scenario : Scenario
        Supplies the catalogue, the places and the numerics.
    battery : Battery, optional
        Which; the scenario's first by default.

    Returns
    -------
    FireUnit
        The battery, with the scenario's separate radars as its cues if it is cued.

    Raises
    ------
    InputError
        If it could never fire: no interceptor, launchers out of the radar's sight, a radar mode
        without fire control, or an altitude band that the doctrine closes.
    """
    battery = battery or scenario.batteries[0]
    catalog = scenario.catalog
    entry = catalog.battery(battery.type)
    if battery.radar.mode != "terminal":
        where = scenario.where_battery(battery, "radar", "mode")
        raise InputError(
            f"{where}battery {battery.name}: the radar is in "
            f"{battery.radar.mode} mode, in which it does not guide interceptors; set it to "
            "terminal"
        )
    place = scenario.place("site", battery.site)
    design = designed(scenario, entry.radar.value, battery.radar.mode)
    with scenario.blaming("interceptor", entry.interceptor.value):
        interceptor = interceptor_design(entry.interceptor.value, catalog)
    launchers = _launcher_sites(battery, entry, place)
    rules = _rules(battery.doctrine)
    with _named(scenario, battery, "radar", "search"):
        durations = searched(_durations(entry, battery.doctrine), scenario, battery)
        engaged = engaged_at_once(scenario, battery)
    kill = _kill(entry, battery.doctrine)
    radar = _stand(design, place, battery.radar, scenario)
    reach = _reach(interceptor, place.altitude, _models(scenario))
    for group, stand in enumerate(launchers):
        with _named(
            scenario, battery, *(("launchers", group) if battery.launchers else ("radar",))
        ):
            check_in_sight(radar, stand, reach)
    return FireUnit(
        name=battery.name,
        site=place,
        boresight=battery.radar.boresight,
        radar_design=design,
        interceptor=interceptor,
        launchers=launchers,
        fire_control=durations,
        doctrine=rules,
        kill=kill,
        engaged_at_once=engaged,
        kernel=battery_kernel(
            radar=radar,
            launchers=launchers,
            reach=reach,
            fire_control=durations,
            doctrine=rules,
            shot_probability=kill.single_shot,
            fixed_probability=battery.doctrine.kill_probability is not None,
        ),
        cues=(
            tuple(separate_radar(scenario, radar) for radar in scenario.radars)
            if battery.cued
            else ()
        ),
        cue_s=entry.cue_time.value,
        title=scenario.battery_title(battery),
    )


def fire_units(scenario: Scenario) -> list[FireUnit]:
    """Put all batteries of a scenario on their sites.

    Parameters
    ----------
    scenario : Scenario

    Returns
    -------
    list of FireUnit
        In the order of the scenario.

    Raises
    ------
    InputError
        If a battery could never fire; see :func:`fire_unit`.
    """
    return [fire_unit(scenario, battery) for battery in scenario.batteries]


@contextmanager
def _named(scenario: Scenario, battery: Battery, *path: str | int) -> Iterator[None]:
    """Name battery and place in the file in what is refused."""
    try:
        yield
    except InputError as error:
        place = scenario.where_battery(battery, *path)
        raise InputError(f"{place}battery {battery.name}: {error}") from None


def separate_radar(scenario: Scenario, radar: SeparateRadar) -> RadarTuple:
    """Put a radar that belongs to no battery on its site.

    Parameters
    ----------
    scenario : Scenario
        Supplies the catalogue and the places.
    radar : SeparateRadar
        Which.

    Returns
    -------
    RadarTuple
        For the kernels.
    """
    design = designed(scenario, radar.type, radar.setting.mode)
    place = scenario.place("site", radar.site)
    return _stand(design, place, radar.setting, scenario)


def _stand(
    design: RadarDesign, place: Coordinates, setting: RadarSetting, scenario: Scenario
) -> RadarTuple:
    mask = None
    if setting.skyline:
        mask = HorizonMask(
            azimuth=np.array([point.azimuth for point in setting.skyline]),
            elevation=np.array([point.elevation for point in setting.skyline]),
        )
    return on_site(
        design,
        latitude=radians(place.latitude_deg),
        longitude=radians(place.longitude_deg),
        altitude=place.altitude,
        boresight=setting.boresight,
        tilt=setting.tilt,
        refraction=scenario.numerics.refraction,
        mask=mask,
    )


def _launcher_sites(
    battery: Battery, entry: BatteryEntry, place: Coordinates
) -> tuple[LauncherSite, ...]:
    each = round(entry.interceptors_per_launcher.value)
    latitude, longitude = radians(place.latitude_deg), radians(place.longitude_deg)
    if not battery.launchers:
        return (
            LauncherSite(
                latitude=latitude,
                longitude=longitude,
                altitude=place.altitude,
                launchers=round(entry.launchers.value),
                interceptors_each=each,
            ),
        )
    sites = []
    for group in battery.launchers:
        stand = latitude, longitude, place.altitude
        group_latitude, group_longitude = beside(*stand, east_m=group.east, north_m=group.north)
        sites.append(
            LauncherSite(
                latitude=group_latitude,
                longitude=group_longitude,
                altitude=place.altitude,
                launchers=group.count,
                interceptors_each=each,
            )
        )
    return tuple(sites)


def _rules(setting: Doctrine) -> FireDoctrine:
    rules = FireDoctrine.named(setting.rule, salvo=setting.interceptors_of_salvo)
    if setting.keep_out_altitude is not None:
        rules = replace(rules, lowest_altitude_m=setting.keep_out_altitude)
    if setting.ceiling is not None:
        rules = replace(rules, highest_altitude_m=setting.ceiling)
    return rules


def _durations(entry: BatteryEntry, setting: Doctrine) -> FireControlDesign:
    durations = FireControlDesign(
        detect_s=entry.search_time.value,
        confirm_s=entry.confirm_time.value,
        classify_s=entry.classify_time.value,
        burnout_confirm_s=entry.burnout_confirm_time.value,
        plan_s=entry.plan_time.value,
        launch_s=entry.launch_time.value,
        assess_s=entry.assess_time.value,
        launch_interval_s=entry.launch_interval.value,
        track_interval_s=entry.track_interval.value,
        divert_reach_m=entry.divert_reach.value,
        highest_target_speed_m_s=entry.highest_target_speed.value,
        guided_at_once=round(entry.guided_at_once.value),
        reload_s=entry.reload_time.value,
        clock_start_s=setting.clock_start,
    )
    if setting.detect_to_launch is None:
        return durations
    # one published total stands for the steps; shares of it keep a second round possible
    share = setting.detect_to_launch / durations.detect_to_fire_s
    return replace(
        durations,
        confirm_s=durations.confirm_s * share,
        classify_s=durations.classify_s * share,
        plan_s=durations.plan_s * share,
        launch_s=durations.launch_s * share,
    )


def _kill(entry: BatteryEntry, setting: Doctrine) -> KillProbability:
    if setting.kill_probability is not None:
        return KillProbability(reliability=setting.kill_probability)
    return KillProbability.of_record(
        entry.kill_probability.value,
        entry.common_reliability.value,
        acquisition=entry.acquisition.value,
        classification=entry.classification.value,
    )
