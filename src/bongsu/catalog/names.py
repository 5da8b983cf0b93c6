"""What has a name: entries of the catalogue, countries, provinces and municipalities."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import product
from typing import Final, NamedTuple, cast

from bongsu.catalog.contents import Catalog
from bongsu.catalog.documents import Node, read_document
from bongsu.catalog.load import load_catalog
from bongsu.catalog.lookup import Name, find
from bongsu.words import in_words

PLACE_KINDS: Final = ("site", "launch-area", "target", "municipality")
"""Kinds of places, in the order in which a name is looked for."""

_WRITTEN_OUT = {"snr": "signal-to-noise ratio"}
_ISP = {
    "isp-sea-level": "specific-impulse-at-sea-level",
    "isp-vacuum": "specific-impulse-in-vacuum",
}
_ASPECTS = ("area", "nose-on", "side", "rear")
_MUNICIPAL_KEY = re.compile(r"-(si|gun|gu)(-|$)")
_SUFFIX = re.compile(r"-(si|gun|gu)$")
# a city of the rank of a province has the first digit 1 or 2 in its code
_CITIES = ("1", "2")


class Municipality(NamedTuple):
    """Where a municipality of South Korea lies and what it is called.

    Attributes
    ----------
    name : Name
        Its name; titles are unique.
    latitude_deg, longitude_deg : float
        Centroid of its boundary. [deg]
    """

    name: Name
    latitude_deg: float
    longitude_deg: float


class FoundPlace(NamedTuple):
    """A place that was named.

    Attributes
    ----------
    name : Name
        Its name, with the kind it is of.
    latitude_deg, longitude_deg : float
        Where it lies. [deg]
    altitude_m : float
        Above the ellipsoid; 0 for a municipality, of which none is known. [m]
    others : tuple of Name
        Other places that the name may mean.
    """

    name: Name
    latitude_deg: float
    longitude_deg: float
    altitude_m: float
    others: tuple[Name, ...]


def find_place(catalog: Catalog, kind: str, word: str) -> FoundPlace:
    """Find a place by name, of whatever kind it is.

    Parameters
    ----------
    catalog : Catalog
        Sites, launch areas and targets.
    kind : {'site', 'launch-area', 'target', 'municipality'}
        Kind that is looked for first; the others follow in the order of `PLACE_KINDS`.
    word : str
        As written.

    Returns
    -------
    FoundPlace
        Coordinates and name.

    Raises
    ------
    InputError
        If there is no such place, with close names; or several of one kind have the name.
    """
    kinds = sorted(PLACE_KINDS, key=lambda other: other != kind)
    groups = (municipal_names() if k == "municipality" else catalog.names(k) for k in kinds)
    name, others = find(word, groups, in_words(kind))
    if name.kind == "municipality":
        place = next(one for one in municipalities().values() if one.name is name)
        return FoundPlace(name, place.latitude_deg, place.longitude_deg, 0.0, others)
    entry = catalog.place(name.kind, name.key)
    return FoundPlace(
        name, entry.latitude.degrees, entry.longitude.degrees, entry.height.value, others
    )


@cache
def countries() -> Mapping[str, Name]:
    """Names of the countries whose outlines the package has.

    Returns
    -------
    Mapping of str to Name
        By ISO 3166-1 alpha-3 code.
    """
    return _named("country", "countries.yaml")


@cache
def provinces() -> Mapping[str, Name]:
    """Names of the provinces of South Korea and of the cities of their rank.

    Returns
    -------
    Mapping of str to Name
        By the first two digits of the codes of Statistics Korea.
    """
    return _named("province", "provinces.yaml")


@cache
def municipalities() -> Mapping[str, Municipality]:
    """Names and middles of the municipalities of South Korea.

    Returns
    -------
    Mapping of str to Municipality
        By the code of Statistics Korea.
    """
    path = files("bongsu.catalog").joinpath("data/municipalities-2015.csv")
    rows = list(csv.DictReader(path.read_text("utf-8").splitlines()))
    plain = [row["name_en"] for row in rows]
    return {
        row["kostat_code"]: Municipality(
            _municipal_name(row, plain),
            float(row["centroid_lat"]),
            float(row["centroid_lon"]),
        )
        for row in rows
    }


def country_code(word: str) -> str:
    """Code of a country that is named in any way.

    Parameters
    ----------
    word : str
        ISO 3166-1 alpha-3 code, English or Korean name.

    Returns
    -------
    str
        The code.

    Raises
    ------
    InputError
        If there is no such country.
    """
    return find(word, [tuple(countries().values())], "country").name.key


@cache
def municipal_names() -> tuple[Name, ...]:
    """Names of all municipalities.

    Returns
    -------
    tuple of Name
        In the order of their codes.
    """
    return tuple(one.name for one in municipalities().values())


def title_of(name: str) -> str:
    """What people read for a place of which only the name is at hand.

    Parameters
    ----------
    name : str
        Key of a place that comes with the package, or a name that a user gave.

    Returns
    -------
    str
        The title that belongs to the key; a user's own name in the form of a name.
    """
    catalog = load_catalog()
    for kind in PLACE_KINDS[:-1]:
        if name in catalog.entries[kind]:
            return catalog.entries[kind][name].title
    if _MUNICIPAL_KEY.search(name):
        for municipality in municipal_names():
            if municipality.key == name:
                return municipality.title
    return own_title(name)


def own_title(name: str) -> str:
    """What people read for a name that a user gave, which has no title.

    Parameters
    ----------
    name : str
        In small letters with hyphens, such as ``north-hill``.

    Returns
    -------
    str
        Such as ``North Hill``.
    """
    return " ".join(part.capitalize() for part in name.split("-"))


def lower_first(title: str) -> str:
    """Write a title that is a common noun as it stands inside a sentence.

    Parameters
    ----------
    title : str
        Such as ``Re-entry vehicle``.

    Returns
    -------
    str
        Such as ``re-entry vehicle``.
    """
    return title[:1].lower() + title[1:]


def row_words(path: str) -> str:
    """Name a row within its entry, for people.

    Parameters
    ----------
    path : str
        Such as ``missile.nodong.stage-1.burn-time``.

    Returns
    -------
    str
        Such as ``stage 1, burn time``.
    """
    kind, _, *parts = path.split(".")
    words = [
        " ".join(_WRITTEN_OUT.get(word, word) for word in _ISP.get(part, part).split("-"))
        for part in parts
    ]
    if kind == "cross-section" and parts[0] in _ASPECTS:
        # "area" alone does not say of what
        words = ["radar cross-section", *(word for word in words if word != "area")]
    return ", ".join(words)


def row_title(catalog: Catalog, path: str) -> str:
    """Name a row with what it belongs to, for people.

    Parameters
    ----------
    catalog : Catalog
        Where the row is.
    path : str
        Such as ``missile.nodong.stage-1.burn-time``.

    Returns
    -------
    str
        Such as ``Nodong: stage 1, burn time``.
    """
    kind, key, _ = path.split(".", 2)
    return f"{catalog.entry(kind, key).title}: {row_words(path)}"


def _named(kind: str, file: str) -> Mapping[str, Name]:
    text = files("bongsu.catalog").joinpath("data", file).read_text(encoding="utf-8")
    root = read_document(text, file).mapping(file)
    return {key: _name(kind, key, node) for key, node in root[kind].mapping(kind).items()}


def _name(kind: str, key: str, node: Node) -> Name:
    plain = cast("dict[str, object]", node.plain())
    return Name(
        kind,
        key,
        str(plain["title"]),
        str(plain.get("korean", "")),
        tuple(str(alias) for alias in cast("list[object]", plain.get("aliases", []))),
    )


def _municipal_name(row: Mapping[str, str], plain: Sequence[str]) -> Name:
    """Title and aliases: with and without the province, the city above it, and its suffix."""
    code, english, korean = row["kostat_code"], row["name_en"], row["name_kr"]
    province = provinces()[code[:2]]
    own, _, city = english.partition(", ")
    own_province = _SUFFIX.sub("", english) == province.title
    unique = own_province or (plain.count(english) == 1 and not code.startswith(_CITIES))
    title = english if unique else f"{english}, {province.title}"
    above = {province.title, *(a for a in province.aliases if a.isascii())}
    units = _with_stem(own)
    cities = _with_stem(city) if city else ("",)
    aliases = {code}
    for unit, town, region in product(units, cities, ("", *sorted(above))):
        aliases.add(" ".join(part for part in (region, town, unit) if part))
        aliases.add(", ".join(part for part in (unit, town, region) if part))
    hangul_city, hangul_unit = ("", korean)
    if city:
        hangul_city, _, hangul_unit = korean.partition("시")
    hangul_above = ("", province.korean, *(a for a in province.aliases if not a.isascii()))
    for unit, town, region in product(
        (hangul_unit, hangul_unit[:-1]) if len(hangul_unit) > 2 else (hangul_unit,),
        (f"{hangul_city}시", hangul_city) if hangul_city else ("",),
        hangul_above,
    ):
        aliases.add(" ".join(part for part in (region, town, unit) if part))
    key = re.sub(r"[^a-z0-9]+", "-", title.lower())
    shown = korean if unique else f"{province.korean} {korean}"
    return Name("municipality", key, title, shown, tuple(sorted(aliases)))


def _with_stem(unit: str) -> tuple[str, ...]:
    return unit, _SUFFIX.sub("", unit)
