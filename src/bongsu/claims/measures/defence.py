"""Whom the battery protects, and how much of its radar's range that needs."""

from dataclasses import replace
from math import sqrt

import numpy as np
import xarray as xr

from bongsu.catalog.rows.units import parse_quantity
from bongsu.claims.case import AbsentError, Case, Found, labelled
from bongsu.errors import InputError, OutOfReachError
from bongsu.geography.counting import statement
from bongsu.geography.outlines import area_km2, country, country_name
from bongsu.geography.population import SEOUL
from bongsu.scenario import Scenario
from bongsu.studies.engagement.plan import PlanStudy, plan_fire, read_arrival
from bongsu.studies.footprint.numbers import counted, share_within_reach
from bongsu.studies.radar.need import detection_range, radar_need
from bongsu.studies.radar.view.sites import radar_views
from bongsu.words import in_words, number_of

KEPT = 0.99
"""Share of the people that the needed range must keep. [1]"""
COARSER = 3.0
"""Side of the cells for that over the scenario's. [1]"""
COARSEST_KM = 100.0
"""Largest side of a cell that scenarios allow. [km]"""
FEWEST_ACROSS = 3.0
"""Cells across a small country, however coarse. [1]"""
LEAST_REACHED = 0.01
"""Flights that reach fewer of the people are left out of worst cases. [1]"""
TOGETHER = "0 s"
"""Time between the launches of a raid where a reading does not say another."""


def people_share(case: Case, *, threats: str) -> Found:
    """Measure the share of the people threatened whom a shot can defend, per site.

    Parameters
    ----------
    case : Case
    threats : str
        ``best`` or ``worst``: the flight (missile, launch area and shape) most or least favourable.

    Returns
    -------
    Found
        Shares. [1]

    Raises
    ------
    AbsentError
        If the people of the region are not counted.
    """
    return _over_flights(case, _people_share(case, case.footprint), threats)


def people_share_against(case: Case, *, threats: str, missile: str, scenario: str) -> Found:
    """Measure the same against a missile of another scenario alone.

    Parameters
    ----------
    case : Case
    threats : str
        ``best`` or ``worst``: its flight (launch area and shape) most or least favourable.
    missile, scenario : str
        Missile, and the built-in scenario whose threats say how it flies.

    Returns
    -------
    Found
        Shares. [1]

    Raises
    ------
    AbsentError
        If the people of the region are not counted.
    """
    share = _people_share(case, case.footprint_against(missile, scenario))
    return _over_flights(case, share, threats)


def people_share_with(case: Case, *, threats: str, missile: str, scenario: str) -> Found:
    """Measure the same with a missile of another scenario among the threats.

    Parameters
    ----------
    case : Case
    threats : str
        ``best`` or ``worst``: the flight (missile, launch area and shape) most or least favourable.
    missile, scenario : str
        Missile, and the built-in scenario whose threats say how it flies.

    Returns
    -------
    Found
        Shares. [1]

    Raises
    ------
    AbsentError
        If the people of the region are not counted.
    """
    own = _people_share(case, case.footprint)
    added = _people_share(case, case.footprint_against(missile, scenario))
    return _over_flights(case, _both(own, added), threats)


def _both(own: xr.DataArray, added: xr.DataArray) -> xr.DataArray:
    """The flights of one footprint, then those of the other."""
    return xr.concat([own, added], dim="flight", coords="minimal", compat="override")


def _people_share(case: Case, data: xr.Dataset) -> xr.DataArray:
    """Share of people defended over site and flight, where the flight reaches enough of them."""
    if counted(data) != "people":
        raise AbsentError(
            f"the people of {country_name(case.scenario.region.country)} are not counted"
        )
    enough = data["people_within_reach"] >= LEAST_REACHED * float(data["cell_people"].sum())
    share: xr.DataArray = share_within_reach(data, "people").where(enough)
    return share


def seoul_share(case: Case, *, threats: str) -> Found:
    """Measure the share of Seoul's people whom a shot can defend, per site.

    Parameters
    ----------
    case : Case
    threats : str
        ``best`` or ``worst`` flight.

    Returns
    -------
    Found
        Shares. [1]

    Raises
    ------
    AbsentError
        If the people of the region are not those of the census of South Korea.
    """
    region = case.scenario.region
    if region.people_key != "census":
        raise AbsentError(
            "the districts of Seoul are those of the census of South Korea; the people of "
            f"{country_name(region.country)} here are {statement(region.people_key)}"
        )
    return _over_flights(case, seoul_by_flight(case.footprint), threats)


def seoul_by_flight(data: xr.Dataset) -> xr.DataArray:
    """Share of the people of Seoul defended.

    Parameters
    ----------
    data : xarray.Dataset
        Footprint.

    Returns
    -------
    xarray.DataArray
        Over site and flight. [1]
    """
    inside = np.array([str(name).startswith(SEOUL) for name in data["municipality"].values])
    people = data["municipality_people"].values * inside
    defended = data["municipality_people_share"] * xr.DataArray(people, dims="municipality")
    share: xr.DataArray = defended.sum("municipality") / people.sum()
    return share


def _over_flights(case: Case, share: xr.DataArray, threats: str) -> Found:
    largest = threats == "best"
    filled = share.fillna(-1.0 if largest else 2.0)
    chosen = filled.argmax("flight") if largest else filled.argmin("flight")
    remarks = []
    for index in chosen.values:
        flight = share.isel(flight=int(index))
        remarks.append(
            f"{flight['missile_title'].item()} from {flight['launch_area_title'].item()}, "
            f"{in_words(flight['shape'].item())}"
        )
    return Found(
        values=share.isel(flight=chosen).values.astype(float),
        labels=case.site_titles,
        remarks=remarks,
    )


def leakers_expected(case: Case, *, raid: float, flight: str, spacing: str = TOGETHER) -> Found:
    """Expect how many of a raid get through the fire that the scenario's batteries plan.

    Parameters
    ----------
    case : Case
    raid : float
        Missiles in the raid, 1 to 48. [1]
    flight : str
        What each of them flies, MISSILE:FROM:TO or MISSILE:FROM:TO:SHAPE.
    spacing : str
        Time between two launches, with its unit; all at once by default.

    Returns
    -------
    Found
        Expected number that get through.

    Raises
    ------
    AbsentError
        If the missile does not reach the place.
    """
    study = raid_plan(case, int(raid), flight, parse_quantity(spacing, "s"))
    unit = study.units[0]
    remark = (
        f"{unit.magazine} interceptors, {case.scenario.battery().doctrine.rule}, "
        f"{unit.fire_control.guided_at_once} guided at once, radar time for "
        f"{number_of(unit.engaged_at_once, 'missile')} at once, "
        f"{unit.fire_control.launch_interval_s:g} s between their launches: "
        f"{study.plan.spent.sum():.1f} expected to be fired at {raid:g} missiles, {spacing} apart"
    )
    return Found(
        values=np.array([study.plan.leakers_expected]),
        labels=(unit.site.title,),
        remarks=(remark,),
    )


def raid_plan(
    case: Case, raid: int, flight: str, spacing_s: float, *, outcomes: int | None = None
) -> PlanStudy:
    """Plan the fire of the batteries, where they stand, at a raid of equal flights.

    Parameters
    ----------
    case : Case
    raid : int
        Missiles. [1]
    flight : str
        What each of them flies, MISSILE:FROM:TO or MISSILE:FROM:TO:SHAPE.
    spacing_s : float
        Time between two launches. [s]
    outcomes : int, optional
        Outcomes drawn of the raid; those of the case by default. [1]

    Returns
    -------
    PlanStudy
        The plan.

    Raises
    ------
    AbsentError
        If the missile does not reach the place, or the scenario knows no missile, place or shape of
        such a name: which it knows is not known when a claim is read.
    """
    try:
        first = read_arrival(case.scenario, flight)
    except InputError as error:
        raise AbsentError(f"{flight}: {error}") from None
    arrivals = [replace(first, launch_s=spacing_s * number) for number in range(raid)]
    drawn = case.outcomes if outcomes is None else outcomes
    try:
        return case.once(
            f"raid of {raid}, {flight}, {spacing_s:g} s apart, {drawn} outcomes",
            lambda: plan_fire(case.scenario, arrivals, outcomes=drawn),
        )
    except OutOfReachError as error:
        raise AbsentError(f"{flight}: {error}") from None


def need(case: Case) -> xr.Dataset:
    """Detection ranges that the defence needs, at the battery's own site, on a coarse grid.

    Parameters
    ----------
    case : Case

    Returns
    -------
    xarray.Dataset
        See :func:`bongsu.studies.radar.need.radar_need`.

    Raises
    ------
    AbsentError
        If nobody is defended, or the people of the region are not counted.
    """
    region = case.scenario.region
    own_km, side_km = region.grid_spacing / 1e3, sqrt(area_km2(country(region.country)))
    spacing_km = max(own_km, min(COARSER * own_km, COARSEST_KM, side_km / FEWEST_ACROSS))
    coarse = case.scenario.at_spacing(spacing_km)
    found = case.once("radar need", lambda: _need_or_why_not(coarse))
    if isinstance(found, AbsentError):
        raise found
    return found


def has_need(case: Case) -> bool:
    """Say whether there is a range that the defence needs.

    Parameters
    ----------
    case : Case

    Returns
    -------
    bool
        False where nobody is defended, or the people of the region are not counted.
    """
    try:
        need(case)
    except AbsentError:
        return False
    return True


def _need_or_why_not(scenario: Scenario) -> xr.Dataset | AbsentError:
    """Kept like the study, so that what cannot be answered is not asked again."""
    try:
        return radar_need(scenario, keep=KEPT)
    except InputError as error:
        return AbsentError(str(error))


def range_surplus(case: Case, *, mode: str) -> Found:
    """Measure how far the radar sees beyond what the defence needs, object by object.

    Parameters
    ----------
    case : Case
    mode : str
        Mode of the radar.

    Returns
    -------
    Found
        For each object that the radar sees of the threats, its range of detection less the range
        needed against it. [km]
    """
    return _own_and_needed(case, mode, np.subtract)


def range_ratio(case: Case, *, mode: str) -> Found:
    """Measure how many times farther the radar sees than the defence needs, object by object.

    Parameters
    ----------
    case : Case
    mode : str
        Mode of the radar.

    Returns
    -------
    Found
        For each object that the radar sees of the threats, its range of detection over the range
        needed against it. [1]
    """
    return _own_and_needed(case, mode, np.divide)


def _own_and_needed(case: Case, mode: str, compared: np.ufunc) -> Found:
    """Compare ranges of the radar with the ranges needed against the same objects, in km."""
    found = need(case)
    setting = case.scenario.in_mode(mode)
    own = np.array([detection_range(setting, str(key)) / 1e3 for key in found["object"].values])
    needed = found["needed_km"].values
    titles = [str(title) for title in found["object_title"].values]
    remarks = [
        f"detected at {seen:,.0f} km on boresight, the defence needs {least:,.0f} km"
        for seen, least in zip(own, needed, strict=True)
    ]
    site = str(found.attrs["site_title"])
    return Found(
        values=compared(own, needed),
        labels=[f"{site}, {title}" for title in titles],
        remarks=remarks,
    )


def _needed_against(found: xr.Dataset, object_key: str) -> float:
    """Range needed against an object or, where no threat shows it, against any. [km]."""
    needed = found["needed_km"]
    if object_key in found["object"].values:
        own = float(needed.sel(object=object_key))
        if not np.isnan(own):
            return own
    return float(needed.max())


def foreign_area_beyond_need(
    case: Case, *, countries: list[str], altitude: str, object_key: str, mode: str
) -> Found:
    """Measure the territory in view that the range needed against an object would not show.

    Parameters
    ----------
    case : Case
    countries : list of str
        Whose territory, ISO codes.
    altitude : str
        Height of the object, with its unit.
    object_key : str
        Cross-section of the catalogue.
    mode : str
        Mode of the radar.

    Returns
    -------
    Found
        Least difference over the boresights that hold every launch area. [km²]
    """
    found = need(case)
    scenario = case.scenario.in_mode(mode)
    needed_km = _needed_against(found, object_key)
    areas = [
        radar_views(
            [setting],
            objects=(object_key,),
            altitudes_km=(parse_quantity(altitude, "m") / 1e3,),
            modes=(mode,),
        )["area_km2"]
        for setting in (scenario, scenario.with_radar_limit(needed_km))
    ]
    views = [labelled(area, country=countries).sum("country").squeeze(drop=True) for area in areas]
    beyond = views[0] - views[1]
    remark = (
        f"{float(views[0].min()):,.0f} km² in view, {float(views[1].min()):,.0f} km² with the "
        f"range needed, {needed_km:,.0f} km"
    )
    return Found(
        values=np.array([float(beyond.min())]),
        labels=(str(found.attrs["site_title"]),),
        remarks=(remark,),
    )
