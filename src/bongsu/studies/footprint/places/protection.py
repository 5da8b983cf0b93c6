"""Whether one place is protected: the share of its people at whom a warhead would be met."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from bongsu.engagement.batteries import fire_units
from bongsu.engagement.threats import aim_and_play_all, flight_plans
from bongsu.errors import InputError, OutOfReachError
from bongsu.geography.gazetteer import NamedPlace, named_place
from bongsu.geography.grid import country_under
from bongsu.geography.outlines import country_name
from bongsu.geography.populated_places import place_shares, populated_places
from bongsu.physics.numerics.arrays import BoolArray, FloatArray
from bongsu.scenario import Coordinates, Scenario
from bongsu.scenario.parts.places import Spot, as_point
from bongsu.studies.footprint.answers import joined
from bongsu.studies.footprint.defences import flights_met_by
from bongsu.studies.footprint.together import together
from bongsu.studies.met import enough
from bongsu.words import CELL_REASONS, Over


@dataclass(frozen=True, kw_only=True, eq=False)
class AskedPlace:
    """A place on the map of people of a scenario.

    Attributes
    ----------
    named : NamedPlace
        What it is called and where it lies.
    latitude_deg, longitude_deg : ndarray, shape (n,)
        Aim points that stand for it. [deg]
    weights : ndarray, shape (n,)
        People of the place at each; 1 for a place that is one point. [1]
    cells : ndarray of int, shape (n,), or None
        Cells of the region's grid that these are; none for a place that is one point. [1]
    """

    named: NamedPlace
    latitude_deg: FloatArray
    longitude_deg: FloatArray
    weights: FloatArray
    cells: np.ndarray | None = None

    @property
    def people(self) -> float | None:
        """People who live there; none for a place that is one point [1]."""
        return None if self.cells is None else float(self.weights.sum())


class PlaceShares(NamedTuple):
    """Shares of the people of a place, of those whom some flight reaches.

    Attributes
    ----------
    average, every : ndarray, shape (scenarios,)
        For whom a shot is possible: on average over the flights that reach them, and against every
        one of these. [1]
    """

    average: FloatArray
    every: FloatArray


class FlightAtPlace(NamedTuple):
    """One flight at a place.

    Attributes
    ----------
    missile, missile_title : str
        Which missile.
    launch_area, launch_area_title : str
        From where.
    shape : str
        Shape of the arc.
    share : float
        Of the people whom it reaches, those for whom a shot is possible. [1]
    reason : str
        What holds for most of them: ``feasible``, or the first reason why there is no shot.
    """

    missile: str
    missile_title: str
    launch_area: str
    launch_area_title: str
    shape: str
    share: float
    reason: str


def asked_place(scenario: Scenario, spot: Spot) -> AskedPlace:
    """Find a place on the map of people of a scenario.

    Parameters
    ----------
    scenario : Scenario
        Whose region it must lie in.
    spot : str, Coordinates or (float, float)
        Any name of a province, city, municipality, place of the catalogue or populated place;
        LAT,LON; or latitude and longitude. [deg]

    Returns
    -------
    AskedPlace
        Of a place with people its cells, else one point.

    Raises
    ------
    InputError
        If there is no such place, several have the name, or it lies outside the country whose
        people the scenario counts.
    """
    named = place_anywhere(scenario, spot)
    own = scenario.region.country
    if named.country != own:
        where = f"in {country_name(named.country)}" if named.country else "at sea"
        raise InputError(
            f"{named.title} lies {where}, outside the map of people of the scenario "
            f"{scenario.name}: ask about a place in {country_name(own)}"
        )
    region = scenario.region.protected()
    people = None
    if named.municipalities and region.told_apart:
        rows = list(named.municipalities)
        people = region.shares[:, rows] @ region.residents[rows]
    elif named.kind == "populated-place" and region.people_from == "populated-places":
        table = populated_places(own)
        row = table.code.index(named.key)
        alone = np.where(np.arange(len(table)) == row, table.people, 0.0)
        people = np.asarray(place_shares(region.grid, table) @ alone)
    if people is None:
        point = np.array([named.latitude_deg]), np.array([named.longitude_deg])
        return AskedPlace(
            named=named, latitude_deg=point[0], longitude_deg=point[1], weights=np.ones(1)
        )
    cells = np.flatnonzero(people > 0.0)
    return AskedPlace(
        named=named,
        latitude_deg=region.grid.latitude_deg[cells],
        longitude_deg=region.grid.longitude_deg[cells],
        weights=people[cells],
        cells=cells,
    )


def place_anywhere(scenario: Scenario, spot: Spot) -> NamedPlace:
    """Find a place anywhere on the Earth.

    Parameters
    ----------
    scenario : Scenario
        Whose catalogue knows names.
    spot : str, Coordinates or (float, float)
        As for :func:`asked_place`. [deg]

    Returns
    -------
    NamedPlace
        What it is called and where it lies.

    Raises
    ------
    InputError
        If there is no such place, or several have the name.
    """
    point = as_point(spot)
    if point is None:
        return named_place(scenario.catalog, str(spot))
    return _at(point)


def _at(point: Coordinates) -> NamedPlace:
    return NamedPlace(
        "point",
        point.name,
        point.title,
        country_under(point.latitude_deg, point.longitude_deg) or "",
        point.latitude_deg,
        point.longitude_deg,
        point.altitude,
    )


def shares_at(scenarios: Sequence[Scenario], place: AskedPlace) -> PlaceShares:
    """Count the people of a place for whom a shot is possible, in scenarios that differ in rows.

    Parameters
    ----------
    scenarios : sequence of Scenario
        As for :func:`bongsu.studies.footprint.defences.flights_met_by`.
    place : AskedPlace

    Returns
    -------
    PlaceShares
        One of each kind for each scenario.

    Raises
    ------
    OutOfReachError
        If no flight reaches the place.
    """
    found = flights_met_by(scenarios, place.latitude_deg, place.longitude_deg)
    reached = found.reaching[0] > 0.0
    whole = float(place.weights[reached].sum())
    if whole == 0.0:
        first = scenarios[0]
        titles = dict.fromkeys(plan.title for plan in flight_plans(first))
        raise OutOfReachError(
            f"{place.named.title} is out of reach: no flight of {', '.join(titles)} in the "
            f"scenario {first.name} gets there"
        )

    def share(over: Over) -> FloatArray:
        return np.asarray(together(*found, over), dtype=float) @ place.weights / whole

    return PlaceShares(share("average"), share("every"))


def flights_at(scenario: Scenario, place: AskedPlace) -> list[FlightAtPlace]:
    """Say of each flight that reaches a place whether a shot is possible, and why not.

    Parameters
    ----------
    scenario : Scenario
    place : AskedPlace

    Returns
    -------
    list of FlightAtPlace
        In the order of the scenario, without those that do not reach it.

    Raises
    ------
    InputError
        If a battery cannot fire.
    """
    units = fire_units(scenario)
    points = place.latitude_deg, place.longitude_deg
    found = []
    for plan in flight_plans(scenario):
        arcs, played = aim_and_play_all(units, scenario, plan, *points)
        reached: BoolArray = arcs.status == 0
        whole = float(place.weights[reached].sum())
        if whole == 0.0:
            continue
        answers = joined(units, played, arcs.status)
        met = enough(answers.shots, 1, reached)
        people = np.bincount(
            answers.reason[reached].astype(int),
            weights=place.weights[reached],
            minlength=len(CELL_REASONS),
        )
        found.append(
            FlightAtPlace(
                plan.missile,
                plan.title,
                plan.launch_area.name,
                plan.launch_area.title,
                plan.shape,
                float(place.weights[met].sum()) / whole,
                CELL_REASONS[int(people.argmax())],
            )
        )
    return found
