"""Whom the battery protects, and how much of its radar's range that needs."""

from math import sqrt

import numpy as np
import xarray as xr

from bongsu.catalog.rows.units import parse_quantity
from bongsu.claims.case import AbsentError, Case, Found, labelled
from bongsu.engagement.batteries import fire_unit
from bongsu.errors import InputError
from bongsu.geography.counting import statement
from bongsu.geography.outlines import area_km2, country, country_name
from bongsu.geography.population import SEOUL
from bongsu.scenario import Scenario
from bongsu.studies.footprint.numbers import counted, share_within_reach
from bongsu.studies.radar.need import detection_range, radar_need
from bongsu.studies.radar.view.sites import radar_views
from bongsu.words import in_words

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
    data = case.footprint
    if counted(data) != "people":
        raise AbsentError(
            f"the people of {country_name(case.scenario.region.country)} are not counted"
        )
    enough = data["people_within_reach"] >= LEAST_REACHED * float(data["cell_people"].sum())
    share = share_within_reach(data, "people").where(enough)
    return _over_flights(case, share, threats)


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


def leakers_expected(case: Case, *, raid: float) -> Found:
    """Expect how many of a raid arrive at places inside the footprint.

    Parameters
    ----------
    case : Case
    raid : float
        Missiles in the raid. [1]

    Returns
    -------
    Found
        Expected number that arrive. [1]
    """
    magazine, survival = raid_terms(case)
    engaged = min(float(raid), magazine // 2)
    remark = (
        f"{magazine:g} interceptors, two per missile: {engaged:g} of {raid:g} missiles engaged, "
        f"each destroyed with probability {1.0 - survival:.3f}"
    )
    return Found(
        values=np.array([float(raid) - engaged * (1.0 - survival)]),
        labels=("any site",),
        remarks=(remark,),
    )


def raid_terms(case: Case) -> tuple[float, float]:
    """Magazine of the battery, and what survives two shots.

    Parameters
    ----------
    case : Case

    Returns
    -------
    magazine : float
        Interceptors before a reload. [1]
    survival : float
        Probability that a missile survives two independent shots. [1]

    References
    ----------
    .. [1] D. A. Wilkening, "A simple model for calculating ballistic missile defense
       effectiveness", Science & Global Security 8:183-215, 2000, eq. for K_w.
    """
    unit = fire_unit(case.scenario)
    return float(unit.magazine), 1.0 - unit.kill.defend(2)


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
