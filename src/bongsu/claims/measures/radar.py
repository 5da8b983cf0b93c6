"""What the radar sees of whom, pointed so that it holds every launch area, and how far it sees."""

from dataclasses import dataclass
from math import degrees

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from bongsu.catalog.rows.units import parse_quantity
from bongsu.claims.case import AbsentError, Case, Found, labelled
from bongsu.claims.where import Where
from bongsu.engagement.factory import designed, seen_without_flight_m2
from bongsu.geography.outlines import area_km2
from bongsu.geography.outlines import country as outline_of
from bongsu.physics.numerics.constants import EARTH_MEAN_RADIUS_M
from bongsu.physics.radar.design import RadarDesign
from bongsu.studies.epistemic.metrics import OBJECT
from bongsu.studies.radar.need import detection_range
from bongsu.words import number_of
from bongsu.words.said import said

LEAST, GREATEST = "least", "greatest"
"""Which of the boresights that hold every launch area: where the number is least, or greatest."""


def sites_that_hold_all(case: Case) -> Found:
    """Count the sites from which some boresight holds every launch area.

    Parameters
    ----------
    case : Case

    Returns
    -------
    Found
        One number. [1]

    Raises
    ------
    AbsentError
        If the scenario has no candidate sites.
    """
    if not case.scenario.candidate_sites:
        raise AbsentError("the scenario has no candidate sites")
    held = np.isfinite(case.boresights["boresight_deg"].isel(direction=0).values)
    names = [site for site, yes in zip(case.site_titles, held, strict=True) if yes]
    return Found(
        values=np.array([float(held.sum())]),
        labels=("all sites",),
        remarks=(
            said(
                "{names} (of {sites})",
                sites=number_of(len(held), "site"),
                names=", ".join(names) or "none",
            ),
        ),
        where=(Where(mode=case.scenario.battery().radar.mode),),
    )


def boresights_that_hold_all(case: Case) -> Found:
    """Measure how far the radar can turn and still hold every launch area, per site.

    Parameters
    ----------
    case : Case

    Returns
    -------
    Found
        Width of the interval of boresights, nothing where none holds them all. [deg]
    """
    facing = case.boresights["boresight_deg"].values
    first, last = facing.T.take(0, axis=0), facing.T.take(-1, axis=0)
    held = np.isfinite(first)
    widths = np.where(held, (last - first) % 360.0, 0.0)
    return Found(
        values=widths,
        labels=case.site_titles,
        remarks=[
            said("facing {first:.0f}° to {last:.0f}°", first=row[0], last=row[-1])
            if one
            else "no boresight holds them all"
            for row, one in zip(facing, held, strict=True)
        ],
        where=[Where(site=site, mode=case.scenario.battery().radar.mode) for site in case.sites],
    )


def foreign_area_in_view(
    case: Case,
    *,
    countries: list[str],
    altitude: str,
    object_key: str,
    mode: str,
    boresight: str = LEAST,
    radar: str = "",
) -> Found:
    """Measure the territory of countries in view, per site.

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
    boresight : {'least', 'greatest'}
        Which of the boresights that hold every launch area.
    radar : str
        A separate radar of the scenario, in place of the battery's.

    Returns
    -------
    Found
        Area. [km²]
    """
    seen = _seen(case, altitude, object_key, mode, radar)
    return seen.found(_sum_of(seen.area, countries), boresight)


def share_of_foreign_view(
    case: Case,
    *,
    country: str,
    countries: list[str],
    altitude: str,
    object_key: str,
    mode: str,
    boresight: str = GREATEST,
    radar: str = "",
) -> Found:
    """Measure the share of one country in the territory in view, per site.

    Parameters
    ----------
    case : Case
    country : str
        Whose share, ISO code.
    countries : list of str
        Of whose territory together.
    altitude : str
        Height of the object, with its unit.
    object_key : str
        Cross-section of the catalogue.
    mode : str
        Mode of the radar.
    boresight : {'least', 'greatest'}
        Which of the boresights that hold every launch area.
    radar : str
        A separate radar of the scenario, in place of the battery's.

    Returns
    -------
    Found
        Share. [1]
    """
    seen = _seen(case, altitude, object_key, mode, radar)
    return seen.found(_sum_of(seen.area, [country]) / _sum_of(seen.area, countries), boresight)


def share_of_country_in_view(
    case: Case,
    *,
    country: str,
    altitude: str,
    object_key: str,
    mode: str,
    boresight: str = GREATEST,
    radar: str = "",
) -> Found:
    """Measure how much of a country's territory is in view, per site.

    Parameters
    ----------
    case : Case
    country : str
        Which, ISO code.
    altitude : str
        Height of the object, with its unit.
    object_key : str
        Cross-section of the catalogue.
    mode : str
        Mode of the radar.
    boresight : {'least', 'greatest'}
        Which of the boresights that hold every launch area.
    radar : str
        A separate radar of the scenario, in place of the battery's.

    Returns
    -------
    Found
        Share of the country. [1]
    """
    seen = _seen(case, altitude, object_key, mode, radar)
    whole_km2 = area_km2(outline_of(country))
    return seen.found(_sum_of(seen.area, [country]) / whole_km2, boresight)


@dataclass(frozen=True, kw_only=True, eq=False)
class _Seen:
    """Areas in view from each site, and how the radar then stands.

    Attributes
    ----------
    area : xarray.DataArray
        Over site, direction and country. [km²]
    boresight_deg : xarray.DataArray
        Over site and direction. [deg]
    where : Where
        What all of them share.
    """

    area: xr.DataArray
    boresight_deg: xr.DataArray
    where: Where

    def found(self, data: xr.DataArray, boresight: str) -> Found:
        """Take the number at one of the boresights, site by site."""
        largest = boresight == GREATEST
        filled = data.fillna(-np.inf if largest else np.inf)
        index: NDArray[np.intp] = np.asarray(
            (filled.argmax("direction") if largest else filled.argmin("direction")).values
        )
        rows = np.arange(len(index))
        facing = self.boresight_deg.transpose("site", "direction").values[rows, index]
        shared = self.where
        return Found(
            values=data.transpose("site", "direction").values[rows, index].astype(float),
            labels=[str(title) for title in data["site_title"].values],
            remarks=[
                said("facing {azimuth:.0f}°", azimuth=azimuth)
                if np.isfinite(azimuth)
                else "no boresight holds every launch area"
                for azimuth in facing
            ],
            where=[
                Where(
                    site=str(site),
                    mode=shared.mode,
                    altitude_km=shared.altitude_km,
                    object_key=shared.object_key,
                    boresight_deg=float(azimuth) if np.isfinite(azimuth) else None,
                )
                for site, azimuth in zip(data["site"].values, facing, strict=True)
            ],
        )


def _seen(case: Case, altitude: str, object_key: str, mode: str, radar: str) -> _Seen:
    altitude_km = parse_quantity(altitude, "m") / 1e3
    views = case.views(mode, radar)
    chosen = labelled(views["area_km2"], altitude_km=altitude_km, object=object_key, mode=mode)
    return _Seen(
        area=chosen,
        boresight_deg=views["boresight_deg"],
        where=Where(mode=mode, altitude_km=altitude_km, object_key=object_key),
    )


def _sum_of(area: xr.DataArray, countries: list[str]) -> xr.DataArray:
    """Area of some countries; one that the map does not hold is not in view."""
    there = [code for code in countries if code in area["country"].values]
    total: xr.DataArray = area.sel(country=there).sum("country", skipna=False)
    # without any of them the sum would hide where no boresight holds the launch areas
    return total if there else area.isel(country=0, drop=True) * 0.0


def range_of_detection(case: Case, *, object_key: str = OBJECT, mode: str = "") -> Found:
    """Measure the range of detection on boresight.

    Parameters
    ----------
    case : Case
    object_key : str
        Cross-section of the catalogue.
    mode : str
        Mode of the radar; that in which it works by default.

    Returns
    -------
    Found
        Slant range by one dwell, no farther than the receiver accepts. [km]
    """
    mode = mode or case.scenario.battery().radar.mode
    setting = case.in_mode(mode)
    limit_km = _design(case, mode).maximum_range_m / 1e3
    return Found(
        values=np.array([detection_range(setting, object_key) / 1e3]),
        labels=("on boresight",),
        remarks=(said("the receiver accepts echoes from up to {limit:,.0f} km", limit=limit_km),),
        where=(Where(mode=mode, object_key=object_key),),
    )


def stacked_range_factor(case: Case, *, radars: float, object_key: str, mode: str) -> Found:
    """Measure how many times farther radars see that are put together to one.

    Parameters
    ----------
    case : Case
    radars : float
        How many, of the same type. [1]
    object_key : str
        Cross-section of the catalogue.
    mode : str
        Mode of the radar.

    Returns
    -------
    Found
        Range of all faces and transmitters as one radar over that of one. [1]
    """
    name = _radar_name(case)
    together = case.scenario
    for row in ("aperture-area", "average-power"):
        path = f"radar.{name}.{row}"
        quantity = case.scenario.catalog.quantity(path)
        together = together.with_parameter(path, f"{radars * quantity.value!r} {quantity.unit}")
    cross_section_m2 = seen_without_flight_m2(case.scenario, object_key)
    one_m, all_m = (
        designed(scenario, name, mode).range_on_boresight(cross_section_m2)
        for scenario in (case.scenario, together)
    )
    return Found(
        values=np.array([all_m / one_m]),
        labels=("on boresight",),
        remarks=(said("{one:,.0f} km and {all:,.0f} km", one=one_m / 1e3, all=all_m / 1e3),),
        where=(Where(mode=mode, object_key=object_key),),
    )


def lowest_height_seen(case: Case, *, ground_range: str, mode: str) -> Found:
    """Measure how high an object must be, at a distance, to rise above the radar's horizon.

    Parameters
    ----------
    case : Case
    ground_range : str
        Distance over the ground, with its unit.
    mode : str
        Mode of the radar, whose elevation floor counts.

    Returns
    -------
    Found
        Height by a straight ray over a spherical Earth, per site. [km]
    """
    distance_m = parse_quantity(ground_range, "m")
    radar = case.scenario.catalog.radar(_radar_name(case))
    floor = radar.modes[mode].lowest_elevation.value
    heights: list[float] = []
    for place in case.places:
        radar_m = EARTH_MEAN_RADIUS_M + place.place("site", place.battery().site).altitude
        heights.append(_height_seen(radar_m, distance_m, floor) / 1e3)
    return Found(
        values=np.array(heights),
        labels=case.site_titles,
        remarks=[
            said(
                "{distance:,.0f} km away, at the floor of {floor:.1f}°",
                distance=distance_m / 1e3,
                floor=degrees(floor),
            )
        ]
        * len(heights),
        where=[Where(site=site, mode=mode) for site in case.sites],
    )


def _height_seen(radar_m: float, distance_m: float, elevation: float) -> float:
    """Height of a straight ray above the sphere, by the sines of the triangle with its centre."""
    central = distance_m / EARTH_MEAN_RADIUS_M
    above = np.pi / 2.0 - elevation - central
    if above <= 0.0:
        return float("inf")
    return float(radar_m * np.cos(elevation) / np.sin(above) - EARTH_MEAN_RADIUS_M)


def horizon_elevation(_case: Case, *, height: str, distance: str) -> Found:
    """Measure the elevation under which a hill stands.

    Parameters
    ----------
    _case : Case
        Not looked at: heights and distances are the statement's own.
    height : str
        Of the hill above the radar, with its unit.
    distance : str
        To the hill, with its unit.

    Returns
    -------
    Found
        Elevation over a spherical Earth, without refraction. [deg]
    """
    height_m, distance_m = parse_quantity(height, "m"), parse_quantity(distance, "m")
    drop_m = distance_m**2 / (2.0 * EARTH_MEAN_RADIUS_M)
    return Found(
        values=np.array([degrees(np.arctan2(height_m - drop_m, distance_m))]),
        labels=("the hill",),
        remarks=(
            said(
                "{height:,.0f} m above the radar, {distance:,.1f} km away",
                height=height_m,
                distance=distance_m / 1e3,
            ),
        ),
        where=(Where(altitude_km=height_m / 1e3),),
    )


def _radar_name(case: Case) -> str:
    scenario = case.scenario
    return str(scenario.catalog.battery(scenario.battery().type).radar.value)


def _design(case: Case, mode: str) -> RadarDesign:
    return designed(case.in_mode(mode), _radar_name(case), mode)
