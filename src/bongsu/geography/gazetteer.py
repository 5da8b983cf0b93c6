"""Places of the whole map by name: provinces, cities, municipalities, catalogue, populated places.

A scenario's own places are those of the catalogue; a question about a place is asked of any.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

import numpy as np

from bongsu.catalog import Catalog
from bongsu.catalog import names as catalog_names
from bongsu.catalog.lookup import Name, find
from bongsu.catalog.names import find_place
from bongsu.geography.counting import CENSUS_COUNTRY
from bongsu.geography.populated_places import ListedPlace, listed_places
from bongsu.geography.population import municipalities

_CATALOG_KINDS: Final = ("site", "target", "launch-area")
_IN_CITY = re.compile(r".+, (?P<city>\w+)-si(, .+)?")
_KOREAN_CITY = re.compile(r"(?P<city>.+?)시.+구")


class NamedPlace(NamedTuple):
    """A place that was named.

    Attributes
    ----------
    kind : str
        ``province``, ``city``, ``municipality``, ``populated-place``, or the kind of the entry of
        the catalogue.
    key : str
        What results call it.
    title : str
        What people read.
    country : str
        ISO 3166-1 alpha-3 code; empty where the catalogue has none.
    latitude_deg, longitude_deg : float
        Where it lies; of several municipalities the middle of their people. [deg]
    altitude_m : float
        Above the ellipsoid; 0 where none is known. [m]
    municipalities : tuple of int
        Rows of :func:`~bongsu.geography.population.municipalities` that make it up. [1]
    """

    kind: str
    key: str
    title: str
    country: str
    latitude_deg: float
    longitude_deg: float
    altitude_m: float = 0.0
    municipalities: tuple[int, ...] = ()


def named_place(catalog: Catalog, word: str) -> NamedPlace:
    """Find a place anywhere on the map by any of its names.

    Areas with a census come before points of the catalogue of the same name, and these before
    populated places: "Seoul" is the city with its people and not the city hall.

    Parameters
    ----------
    catalog : Catalog
        Sites, launch areas and targets.
    word : str
        As written, in English or Korean; of a populated place also with its country, or its number
        in GeoNames.

    Returns
    -------
    NamedPlace
        What it is and where it lies.

    Raises
    ------
    InputError
        If there is no such place, with close names; or several of one kind have the name.
    """
    name = find(word, _groups(catalog), "place").name
    if name.kind in _CATALOG_KINDS:
        found = find_place(catalog, name.kind, name.key)
        entry = catalog.place(name.kind, name.key)
        return NamedPlace(
            name.kind,
            name.key,
            name.title,
            entry.country,
            found.latitude_deg,
            found.longitude_deg,
            found.altitude_m,
        )
    if name.kind == "populated-place":
        place = _listed_by_code()[name.key]
        return NamedPlace(
            name.kind, name.key, place.name, place.country, place.latitude_deg, place.longitude_deg
        )
    rows = _rows_of()[name.kind, name.key]
    table = municipalities()
    index = np.array(rows)
    weights = table.people[index] / table.people[index].sum()
    return NamedPlace(
        name.kind,
        name.key,
        name.title,
        CENSUS_COUNTRY,
        float(weights @ table.latitude_deg[index]),
        float(weights @ table.longitude_deg[index]),
        municipalities=rows,
    )


def _groups(catalog: Catalog) -> Iterator[tuple[Name, ...]]:
    """What a word may mean, what is meant first before the rest; made as they are asked for."""
    yield tuple(_provinces().values())
    yield _cities()
    yield catalog_names.municipal_names()
    for kind in _CATALOG_KINDS:
        yield tuple(catalog.names(kind))
    yield _populated()


@cache
def _provinces() -> dict[str, Name]:
    """Provinces by code, with keys that people can read."""
    return {
        code: name._replace(key=name.title.lower().replace(" ", "-"))
        for code, name in catalog_names.provinces().items()
    }


@cache
def _cities() -> tuple[Name, ...]:
    """Cities that the census counts by their districts."""
    return tuple(name for name, _ in _districts().values())


@cache
def _districts() -> dict[str, tuple[Name, tuple[int, ...]]]:
    """Cities by key, each with the rows of its districts."""
    found: dict[str, tuple[Name, tuple[int, ...]]] = {}
    for row, one in enumerate(catalog_names.municipalities().values()):
        inside = _IN_CITY.fullmatch(one.name.title)
        if inside is None:
            continue
        city = inside["city"]
        korean = _KOREAN_CITY.search(one.name.korean.split(" ")[-1])
        hangul = korean["city"] if korean else ""
        name = Name("city", f"{city.lower()}-si", f"{city}-si", f"{hangul}시", (city, hangul))
        _, rows = found.get(name.key, (name, ()))
        found[name.key] = name, (*rows, row)
    return found


@cache
def _rows_of() -> dict[tuple[str, str], tuple[int, ...]]:
    """Municipalities of each place of the census, by kind and key."""
    codes = municipalities().code
    found: dict[tuple[str, str], tuple[int, ...]] = {
        ("city", key): rows for key, (_, rows) in _districts().items()
    }
    for prefix, name in _provinces().items():
        rows = tuple(row for row, code in enumerate(codes) if code.startswith(prefix))
        found["province", name.key] = rows
    for row, one in enumerate(catalog_names.municipalities().values()):
        found["municipality", one.name.key] = (row,)
    return found


@cache
def _listed_by_code() -> dict[str, ListedPlace]:
    return {place.code: place for place in listed_places()}


@cache
def _populated() -> tuple[Name, ...]:
    countries = catalog_names.countries()
    return tuple(
        Name(
            "populated-place",
            place.code,
            f"{place.name}, {countries[place.country].title}",
            place.korean,
            (place.name,),
        )
        for place in listed_places()
    )
