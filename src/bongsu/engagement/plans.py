"""What a scenario's threats fly: missiles at their launch points, by shape of the arc."""

from dataclasses import dataclass
from functools import lru_cache
from math import radians

from bongsu.engagement.factory import missile_design
from bongsu.errors import InputError
from bongsu.physics.aim.aiming import Aiming, prepare_aiming
from bongsu.physics.earth.environment import standard_environment
from bongsu.physics.flight.missile import MissileDesign
from bongsu.physics.flight.single import LaunchPoint
from bongsu.physics.radar.sampled_flight import BOOSTING
from bongsu.scenario import Coordinates, Scenario
from bongsu.words import SHAPES_WITH_APOGEE, AirModel, GravityModel

_TABLES_KEPT = 64

"""Shapes of which there is one arc for each apogee."""


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
    cross_section_m2, powered_cross_section_m2 : float
        What a radar sees after burnout and before. [m²]
    """

    missile: str
    launch_area: Coordinates
    shape: str
    apogee_m: float | None
    aiming: Aiming
    cross_section_m2: float
    powered_cross_section_m2: float

    def __post_init__(self) -> None:
        if self.apogee_m is not None and self.shape not in SHAPES_WITH_APOGEE:
            raise InputError(
                f"an apogee goes with the shapes lofted and depressed, not with {self.shape}"
            )


def flight_plans(scenario: Scenario, missile: str | None = None) -> list[FlightPlan]:
    """List what the scenario's threats fly.

    Parameters
    ----------
    scenario : Scenario
        The setting.
    missile : str, optional
        Only this missile.

    Returns
    -------
    list of FlightPlan
        Missile, launch area and shape, in the order of the scenario.

    Raises
    ------
    InputError
        If no threat of the scenario is that missile.
    """
    catalog = scenario.catalog
    names = {threat.missile for threat in scenario.threats}
    if missile is not None:
        missile = catalog.key("missile", missile)
    if missile is not None and missile not in names:
        titles = sorted(catalog.missile(name).title for name in names)
        raise InputError(
            f"no threat of the scenario {scenario.name} is a {catalog.missile(missile).title}; "
            f"it has {', '.join(titles)}"
        )
    powered = catalog.cross_section(BOOSTING).area.value
    plans = []
    for threat in scenario.threats:
        if missile not in (None, threat.missile):
            continue
        cross_section_m2 = catalog.cross_section(scenario.cross_section_of(threat)).area.value
        for name in threat.launch_areas:
            area = scenario.place("launch-area", name)
            aiming = aiming_at(scenario, threat.missile, area)
            plans += [
                FlightPlan(
                    missile=threat.missile,
                    launch_area=area,
                    shape=shape,
                    apogee_m=threat.apogee if shape in SHAPES_WITH_APOGEE else None,
                    aiming=aiming,
                    cross_section_m2=cross_section_m2,
                    powered_cross_section_m2=powered,
                )
                for shape in threat.shapes
            ]
    return plans


def one_plan(
    scenario: Scenario,
    missile: str,
    launch_area: Coordinates,
    shape: str,
    *,
    apogee_m: float | None = None,
) -> FlightPlan:
    """Plan flights that the scenario does not list.

    Parameters
    ----------
    scenario : Scenario
        Supplies the catalogue and the numerics.
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
    catalog = scenario.catalog
    missile = catalog.key("missile", missile)
    separates = catalog.missile(missile).reentry.value == "separating-vehicle"
    object_key = "reentry-vehicle" if separates else "body"
    return FlightPlan(
        missile=missile,
        launch_area=launch_area,
        shape=shape,
        apogee_m=apogee_m,
        aiming=aiming_at(scenario, missile, launch_area),
        cross_section_m2=catalog.cross_section(object_key).area.value,
        powered_cross_section_m2=catalog.cross_section(BOOSTING).area.value,
    )


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
    return _table(missile_design(missile, scenario.catalog), key)


@lru_cache(maxsize=_TABLES_KEPT)
def _table(design: MissileDesign, key: tuple[LaunchPoint, GravityModel, AirModel, bool]) -> Aiming:
    launch, *models = key
    return prepare_aiming(design, launch, standard_environment(*models))
