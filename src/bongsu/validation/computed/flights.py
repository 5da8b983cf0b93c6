"""Published flights flown again: times, apogees, speeds, and ranges that follow from lofted tests.

Missiles are those of the catalogue. Where no stages of a missile are published, the nearest in kind
stands for it, with the payload that makes it fly the published test.
"""

from dataclasses import replace
from functools import cache
from math import radians
from typing import Final

from pyproj import Geod

from bongsu.catalog.records.missile_tests import lofted_catalog, missile_test
from bongsu.engagement.factory import missile_design
from bongsu.errors import OutOfReachError
from bongsu.physics.aim.aiming import AimedArc, aim, prepare_aiming
from bongsu.physics.earth.environment import standard_environment
from bongsu.physics.flight.kepler import arc_from_range_and_apogee, minimum_energy_arc
from bongsu.physics.flight.launch import fly
from bongsu.physics.flight.lofted import LoftedEstimate, range_from_lofted_test
from bongsu.physics.flight.missile import MissileDesign
from bongsu.physics.flight.states import LaunchPoint

OUT_OF_RANGE: Final = "out of range"
"""Said where the missile does not come that far, or not on that shape."""
SOUND_AT_THE_GROUND_M_S: Final = 340.3
"""Speed of sound at the ground, with which officials count Mach numbers. [m/s]"""

_ELLIPSOID = Geod(ellps="WGS84")
_TOLERANCE_M = 0.01
_SAMPLE_STEP_S = 0.5
_MEMBERS = 2  # of the family of full burns, which is not asked for here


def beyond_free_flight_s(range_km: float, apogee_km: float, time_s: float) -> float:
    """Time of flight less that of the drag-free arc of the same range and apogee.

    Parameters
    ----------
    range_km, apogee_km, time_s : float
        As published. [km, km, s]

    Returns
    -------
    float
        What is left for flight under power; negative where the three figures contradict. [s]
    """
    return time_s - arc_from_range_and_apogee(1e3 * range_km, 1e3 * apogee_km).time_s


def free_flight_s(range_km: float, apogee_km: float) -> float:
    """Time of flight of the drag-free arc.

    Parameters
    ----------
    range_km, apogee_km : float
        As published. [km]

    Returns
    -------
    float
        The least that any flight over that apogee takes. [s]
    """
    return arc_from_range_and_apogee(1e3 * range_km, 1e3 * apogee_km).time_s


def least_energy_apogee_km(range_km: float) -> float:
    """Apogee of the drag-free arc of least energy.

    Parameters
    ----------
    range_km : float
        Ground range. [km]

    Returns
    -------
    float
        Its height. [km]
    """
    return minimum_energy_arc(1e3 * range_km).apogee_m / 1e3


@cache
def _lofted(design: str, range_km: float, apogee_km: float) -> LoftedEstimate:
    missile = missile_design(design, lofted_catalog())
    return range_from_lofted_test(missile, 1e3 * range_km, 1e3 * apogee_km, members=_MEMBERS)


def lofted_time_s(design: str, range_km: float, apogee_km: float) -> float:
    """Time of flight of a full burn over a tested range and apogee.

    Parameters
    ----------
    design : str
        Missile of the catalogue; its payload is fitted.
    range_km, apogee_km : float
        Of the test. [km]

    Returns
    -------
    float
        Of the whole flight. [s]
    """
    return _lofted(design, range_km, apogee_km).test_time_of_flight_s


def lofted_speed_mach(design: str, range_km: float, apogee_km: float) -> float:
    """Greatest speed of the same flight, which it has on re-entry.

    Parameters
    ----------
    design : str
        Missile of the catalogue; its payload is fitted.
    range_km, apogee_km : float
        Of the test. [km]

    Returns
    -------
    float
        In speeds of sound at the ground. [1]
    """
    found = _lofted(design, range_km, apogee_km)
    missile = missile_design(design, lofted_catalog())
    path = fly(
        replace(missile, payload_mass_kg=found.payload_kg),
        LaunchPoint(latitude=0.0, longitude=0.0),
        azimuth=radians(90.0),
        loft=found.test_loft,
        environment=standard_environment("point-mass", rotating=False),
        sample_step=_SAMPLE_STEP_S,
    )
    return float(path.samples.speed_m_s.max()) / SOUND_AT_THE_GROUND_M_S


def farthest_km(flight: str) -> float:
    """Farthest range that follows from a lofted test of the catalogue.

    Parameters
    ----------
    flight : str
        Its name there.

    Returns
    -------
    float
        Of the nominal design on an Earth at rest. [km]
    """
    test = missile_test(flight)
    return _lofted(test.design, test.range_km, test.apogee_km).maximum_range_m / 1e3


def _arc(
    missile: MissileDesign,
    launch: tuple[float, float],
    bearing_deg: float,
    range_km: float,
    shape: str,
    apogee_km: float | None,
) -> AimedArc:
    longitude, latitude, _ = _ELLIPSOID.fwd(launch[1], launch[0], bearing_deg, 1e3 * range_km)
    point = LaunchPoint(latitude=radians(launch[0]), longitude=radians(launch[1]))
    return aim(
        prepare_aiming(missile, point),
        radians(latitude),
        radians(longitude),
        shape,
        apogee_m=None if apogee_km is None else 1e3 * apogee_km,
        tolerance=_TOLERANCE_M,
    )


@cache
def _flown(
    missile: str,
    launch: tuple[float, float],
    bearing_deg: float,
    range_km: float,
    shape: str,
    apogee_km: float | None,
    lift: bool,
) -> AimedArc:
    design = missile_design(missile)
    if not lift:
        design = replace(design, lift=None)
    return _arc(design, launch, bearing_deg, range_km, shape, apogee_km)


def flown(
    missile: str,
    launch: list[float],
    bearing_deg: float,
    range_km: float,
    shape: str,
    *,
    apogee_km: float | None = None,
    lift: str = "as the missile has",
) -> AimedArc:
    """Fly a missile of the catalogue over a published range.

    Parameters
    ----------
    missile : str
        Its key.
    launch : list of float
        Latitude and longitude. [deg]
    bearing_deg, range_km : float
        Direction and ground range. [deg, km]
    shape : str
        Shape of the arc.
    apogee_km : float, optional
        Of a lofted arc. [km]
    lift : str
        "none" to fly it as a ballistic body.

    Returns
    -------
    AimedArc
        Its status says if there is one.
    """
    point = (launch[0], launch[1])
    return _flown(missile, point, bearing_deg, range_km, shape, apogee_km, lift != "none")


def flown_figure(
    figure: str,
    missile: str,
    launch: list[float],
    bearing_deg: float,
    range_km: float,
    shape: str,
    *,
    apogee_km: float | None = None,
    lift: str = "as the missile has",
) -> float | str:
    """Give one figure of such a flight.

    Parameters
    ----------
    figure : str
        ``time_of_flight_s`` or ``apogee_km``.
    missile, launch, bearing_deg, range_km, shape, apogee_km, lift
        See :func:`flown`.

    Returns
    -------
    float or str
        The figure, or that the missile does not come that far. [as named]
    """
    arc = flown(missile, launch, bearing_deg, range_km, shape, apogee_km=apogee_km, lift=lift)
    if arc.status != "ok":
        return OUT_OF_RANGE
    return arc.time_of_flight_s if figure == "time_of_flight_s" else arc.apogee_m / 1e3


def greatest_speed_mach(
    missile: str, launch: list[float], bearing_deg: float, range_km: float, shape: str
) -> float:
    """Greatest speed of such a flight.

    Parameters
    ----------
    missile : str
        Its key.
    launch : list of float
        Latitude and longitude. [deg]
    bearing_deg, range_km : float
        Direction and ground range. [deg, km]
    shape : str
        Shape of the arc.

    Returns
    -------
    float
        In speeds of sound at the ground. [1]

    Raises
    ------
    OutOfReachError
        If the missile does not fly it.
    """
    arc = flown(missile, launch, bearing_deg, range_km, shape)
    if arc.status != "ok":
        raise OutOfReachError(arc.explanation)
    path = fly(
        missile_design(missile),
        LaunchPoint(latitude=radians(launch[0]), longitude=radians(launch[1])),
        azimuth=arc.azimuth,
        loft=arc.loft,
        sample_step=_SAMPLE_STEP_S,
    )
    return float(path.samples.speed_m_s.max()) / SOUND_AT_THE_GROUND_M_S


def farthest_time_beyond_s(missile: str, launch: list[float], published_s: float) -> float:
    """Time beyond free flight, of four flights of one missile, that lies farthest from a figure.

    Parameters
    ----------
    missile : str
        Its key.
    launch : list of float
        Latitude and longitude. [deg]
    published_s : float
        The figure. [s]

    Returns
    -------
    float
        Of the flight that differs most. [s]
    """
    beyond = []
    for range_km, apogee_km in _FLIGHTS_OF_ONE_MISSILE:
        arc = flown(missile, launch, 70.0, range_km, "lofted", apogee_km=apogee_km)
        free = arc_from_range_and_apogee(1e3 * range_km, arc.apogee_m)
        beyond.append(arc.time_of_flight_s - free.time_s)
    return max(beyond, key=lambda one: abs(one - published_s))


# ranges and apogees of the Hwasong-12, from its lofted test to its farthest flight. [km]
_FLIGHTS_OF_ONE_MISSILE: Final = (
    (787.0, 2111.5),
    (800.0, 2000.0),
    (1500.0, 1200.0),
    (3700.0, 770.0),
)


def lowest_apogee_km(flights: list[str]) -> float:
    """Lowest published apogee of some flights of the catalogue.

    Parameters
    ----------
    flights : list of str
        Their names there.

    Returns
    -------
    float
        The lowest of what comes out for their ranges on arcs of least energy without air. [km]
    """
    return min(least_energy_apogee_km(missile_test(name).range_km) for name in flights)
