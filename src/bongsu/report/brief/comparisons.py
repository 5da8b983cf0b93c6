"""What a number compares with: areas as multiples of places that readers know."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from math import log
from typing import Final

from bongsu.geography.outlines import area_km2, country, country_name
from bongsu.report.brief.language import Language

_PROVINCES: Final[Mapping[str, str]] = {"11": "Seoul", "39": "Jeju"}
"""Places of South Korea by the first digits of the census's codes, smallest first."""
_COUNTRIES: Final = ("KOR", "JPN", "MNG")
_SAME: Final = 1.15


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
