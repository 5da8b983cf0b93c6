"""What a number compares with: areas as places that readers know, and as strips on a border."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from math import log
from typing import Final

import numpy as np
import shapely
import xarray as xr

from bongsu.geography.outlines import WGS84, area_km2, country, country_name
from bongsu.physics.numerics.arrays import FloatArray
from bongsu.report.language import Language

_PROVINCES: Final[Mapping[str, str]] = {"11": "Seoul", "39": "Jeju"}
"""Places of South Korea by the first digits of the census's codes, smallest first."""
_COUNTRIES: Final = ("KOR", "JPN", "MNG")
_SAME: Final = 1.15
_STEP_DEG: Final = 0.05
"""Pieces of a border that are seen or not as a whole. [deg]"""


def area_compared(value_km2: float, language: Language) -> str:
    """Say what an area compares with.

    Parameters
    ----------
    value_km2 : float
        The area. [km²]
    language : Language
        Of the page.

    Returns
    -------
    str
        A sentence about the place whose area is nearest by ratio; "" for no area.
    """
    if not value_km2 > 0.0:
        return ""
    place, area = min(known_areas().items(), key=lambda one: abs(log(value_km2 / one[1])))
    ratio = value_km2 / area
    named = language.text(place)
    if 1.0 / _SAME <= ratio <= _SAME:
        return language.say("about the size of {place}", place=named)
    if ratio > 1.0:
        times = f"{ratio:.1f}".removesuffix(".0") if ratio < 10.0 else f"{ratio:,.0f}"
        return language.say("about {times} times the size of {place}", times=times, place=named)
    if ratio < 0.01:
        return language.say("less than a hundredth of {place}", place=named)
    return language.say(
        "about {percent:.0f} % of the size of {place}", percent=100.0 * ratio, place=named
    )


def strip_compared(
    value_km2: float, seen: xr.DataArray, home: str, countries: Sequence[str], language: Language
) -> str:
    """Say how long on a border, and how deep, a field of view is.

    Parameters
    ----------
    value_km2 : float
        Area of the countries in view. [km²]
    seen : xarray.DataArray of bool, over latitude and longitude
        Where the radar sees the object. [1]
    home : str
        Country on whose border it lies, as an ISO 3166-1 alpha-3 code.
    countries : sequence of str
        Countries in view, the same.
    language : Language
        Of the page.

    Returns
    -------
    str
        A sentence with the length of the border in view, the area over it, and a place as large;
        "" where no border is in view, or the field is deeper than long, which is no strip.
    """
    length_km = _border_in_view_km(seen, home, tuple(countries))
    if not (length_km > 0.0 and value_km2 < length_km**2):
        return ""
    return language.say(
        "That is a strip about {length} long on the border with {home}, {depth} deep on average: "
        "{compared}.",
        length=language.quantity(length_km, "km"),
        home=language.text(country_name(home)),
        depth=language.quantity(value_km2 / length_km, "km"),
        compared=area_compared(value_km2, language),
    )


def _border_in_view_km(seen: xr.DataArray, home: str, countries: tuple[str, ...]) -> float:
    """Length of the border, as on the maps, of which an object above would be seen."""
    total = 0.0
    places = [seen[name].values[:, None] for name in ("longitude", "latitude")]
    table = seen.transpose("latitude", "longitude").values
    for longitude, latitude in _border(home, countries):
        middle = (longitude[1:] + longitude[:-1]) / 2.0, (latitude[1:] + latitude[:-1]) / 2.0
        column, row = (
            np.abs(known - place).argmin(axis=0)
            for known, place in zip(places, middle, strict=True)
        )
        length_m = WGS84.inv(longitude[:-1], latitude[:-1], longitude[1:], latitude[1:])[2]
        total += float(length_m @ table[row, column])
    return total / 1e3


@cache
def _border(home: str, countries: tuple[str, ...]) -> list[tuple[FloatArray, FloatArray]]:
    """Pieces of the border of a country with others, as longitudes and latitudes. [deg]."""
    others = shapely.union_all([country(code).boundary for code in countries])
    shared = shapely.intersection(country(home).boundary, others)
    lines = [
        part
        for part in shapely.get_parts(shapely.segmentize(shared, _STEP_DEG))
        if part.geom_type == "LineString"
    ]
    return [tuple(shapely.get_coordinates(line).T) for line in lines]


@cache
def known_areas() -> Mapping[str, float]:
    """Areas of places that readers know.

    Returns
    -------
    mapping of str to float
        By title: provinces of South Korea, summed over the municipalities of the catalogue, and
        countries, from the outlines of the maps. [km²]
    """
    text = files("bongsu.catalog").joinpath("data", "municipalities-2015.csv").read_text("utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    provinces = {
        title: sum(
            float(row["area_km2_from_polygon"])
            for row in rows
            if row["kostat_code"].startswith(code)
        )
        for code, title in _PROVINCES.items()
    }
    return provinces | {country_name(code): area_km2(country(code)) for code in _COUNTRIES}
