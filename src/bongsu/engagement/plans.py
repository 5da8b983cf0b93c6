"""What a scenario's threats fly: missiles at their launch points, by shape of the arc."""

from dataclasses import dataclass, replace
from functools import lru_cache
from math import radians

from bongsu.catalog.lookup import find_word
from bongsu.engagement.factory import missile_design, seen_in_flight
from bongsu.physics.aim.aiming import Aiming, check_apogee, prepare_aiming
from bongsu.physics.earth.environment import standard_environment
from bongsu.physics.flight.missile import MissileDesign
from bongsu.physics.flight.states import LaunchPoint
from bongsu.physics.radar.sampled_flight import CrossSectionTuple
from bongsu.scenario import Coordinates, Flights, Scenario
from bongsu.words import BOOSTING, SHAPES, SHAPES_WITH_APOGEE, AirModel, GravityModel

_TABLES_KEPT = 64


@dataclass(frozen=True, kw_only=True, eq=False)
class FlightPlan:
    """Missiles of one type from one launch area on arcs of one shape.

    Attributes
    ----------
    missile : str
        Key of the missile.
    launch_area : Coordinates
        Where they start.
    shape : str
        Shape of the arcs.
    apogee_m : float or None
        Of lofted and depressed arcs; no other shape has one to choose. [m]
    aiming : Aiming
        The missile at its launch point, ready to be aimed.
    cross_section, powered_cross_section : CrossSectionTuple
        What a radar sees after burnout and before, by aspect. [m²]
    """

    missile: str
    launch_area: Coordinates
    shape: str
    apogee_m: float | None
    aiming: Aiming
    cross_section: CrossSectionTuple
    powered_cross_section: CrossSectionTuple

    @property
    def title(self) -> str:
        """What people read for the missile."""
        return self.aiming.missile.name

    def __post_init__(self) -> None:
        check_apogee(self.shape, self.apogee_m)


def flight_plans(scenario: Scenario) -> list[FlightPlan]:
    """List what the scenario's threats fly.

    Parameters
    ----------
    scenario : Scenario

    Returns
    -------
    list of FlightPlan
        Missile, launch area and shape, in the order of the scenario.
    """
    return [
        plan
        for threat in scenario.threats
        for area in threat.launch_areas
        for plan in _plans_from(scenario, threat, scenario.place("launch-area", area))
    ]


def _plans_from(scenario: Scenario, threat: Flights, area: Coordinates) -> list[FlightPlan]:
    """Plan the flights of a threat from one launch area; they differ in their shape alone."""
    first, *others = threat.shapes
    plan = plan_of(scenario, threat, area, first)
    return [
        plan,
        *(replace(plan, shape=shape, apogee_m=_apogee(threat, shape)) for shape in others),
    ]


def _apogee(flights: Flights, shape: str) -> float | None:
    return flights.apogee if shape in SHAPES_WITH_APOGEE else None


def plan_of(scenario: Scenario, flights: Flights, area: Coordinates, shape: str) -> FlightPlan:
    """Plan the flights of a scenario from one launch area on one shape.

    Parameters
    ----------
    scenario : Scenario
        Supplies the catalogue and the numerics.
    flights : Flights
        A threat, or other flights.
    area : Coordinates
        Where they start.
    shape : str
        Shape of the arc.

    Returns
    -------
    FlightPlan
        The plan.
    """
    return FlightPlan(
        missile=flights.missile,
        launch_area=area,
        shape=shape,
        apogee_m=_apogee(flights, shape),
        aiming=aiming_at(scenario, flights.missile, area),
        cross_section=seen_in_flight(scenario, scenario.cross_section_of(flights)),
        powered_cross_section=seen_in_flight(scenario, BOOSTING),
    )


def one_plan(
    scenario: Scenario,
    missile: str,
    launch_area: Coordinates,
    shape: str,
    *,
    apogee_m: float | None = None,
) -> FlightPlan:
    """Plan flights that the scenario need not list.

    Parameters
    ----------
    scenario : Scenario
        Supplies the catalogue and the numerics; and, where one of its threats flies this, what a
        radar sees of it and the apogee.
    missile : str
        Key of the missile.
    launch_area : Coordinates
        Where it starts.
    shape : str
        Shape of the arc.
    apogee_m : float, optional
        Of a lofted or depressed arc. [m]

    Returns
    -------
    FlightPlan
        The plan.

    Raises
    ------
    InputError
        If a name is not in the catalogue, or the shape has no apogee to choose.
    """
    missile = scenario.catalog.key("missile", missile)
    shape = find_word(shape, SHAPES, "shape")
    plan = plan_of(scenario, _flights(scenario, missile, launch_area, shape), launch_area, shape)
    return plan if apogee_m is None else replace(plan, apogee_m=apogee_m)


def _flights(scenario: Scenario, missile: str, area: Coordinates, shape: str) -> Flights:
    """The threat of the scenario that flies this; else the missile, seen as its threats are."""
    here = area.latitude_deg, area.longitude_deg
    same = [threat for threat in scenario.threats if threat.missile == missile]
    for threat in same:
        places = [scenario.place("launch-area", name) for name in threat.launch_areas]
        if shape in threat.shapes and here in [(p.latitude_deg, p.longitude_deg) for p in places]:
            return threat
    object_key = same[0].cross_section if same else None
    # unchecked, for a missile may be asked for a shape that it does not choose
    return Flights.model_construct(missile=missile, cross_section=object_key)


def aiming_at(scenario: Scenario, missile: str, area: Coordinates) -> Aiming:
    """Put a missile on its launch point; equal numbers share one table and its maps.

    Parameters
    ----------
    scenario : Scenario
        Supplies the catalogue and the numerics.
    missile : str
        Key of the missile.
    area : Coordinates
        Where it starts.

    Returns
    -------
    Aiming
        The missile, ready to be aimed.
    """
    launch = LaunchPoint(
        latitude=radians(area.latitude_deg),
        longitude=radians(area.longitude_deg),
        altitude=area.altitude,
    )
    numerics = scenario.numerics
    key = (launch, numerics.gravity, numerics.air, numerics.earth_rotation)
    with scenario.blaming("missile", missile):
        return _table(missile_design(missile, scenario.catalog), key)


@lru_cache(maxsize=_TABLES_KEPT)
def _table(design: MissileDesign, key: tuple[LaunchPoint, GravityModel, AirModel, bool]) -> Aiming:
    launch, *models = key
    return prepare_aiming(design, launch, standard_environment(*models))
