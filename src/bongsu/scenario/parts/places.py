"""Places as a user writes them: by name, as LAT,LON, or by their coordinates."""

from __future__ import annotations

import math
from collections.abc import Sequence
from numbers import Real
from typing import Annotated, NamedTuple, cast

from pydantic import (
    BeforeValidator,
    Discriminator,
    PrivateAttr,
    StringConstraints,
    Tag,
    ValidationInfo,
)

from bongsu.catalog import Catalog
from bongsu.catalog.lookup import Name
from bongsu.catalog.names import FoundPlace, find_place, title_of
from bongsu.catalog.rows.units import plain_number
from bongsu.errors import InputError, shortened
from bongsu.physics.numerics.angles import within_half_turn
from bongsu.scenario.parts.fields import (
    Model,
    Named,
    Span,
    catalog_of,
    names_checked_later,
    refuse,
)
from bongsu.scenario.parts.kinds import SiteAltitude
from bongsu.scenario.parts.problems import PLACE_NAME_PATTERN

_NO_PLACE = "{} is not a place: give a name, 'LAT,LON', or (LAT, LON) in degrees"
_TAGS = ("catalogue name", "coordinates")
_PAIR = 2  # latitude and longitude


class Coordinates(Model):
    """A place by its coordinates.

    Attributes
    ----------
    name : str
        What tables and figures call it.
    latitude_deg, longitude_deg : float
        Geodetic. [deg]
    altitude : float
        Above the ellipsoid. [m]
    """

    name: Annotated[str, StringConstraints(pattern=PLACE_NAME_PATTERN, max_length=60)]
    latitude_deg: Annotated[float, Span(-90.0, 90.0)]
    longitude_deg: Annotated[float, Span(-180.0, 180.0)]
    altitude: SiteAltitude

    _title: str = PrivateAttr(default="")

    @property
    def title(self) -> str:
        """What people read: the title in the catalogue, or the user's own name or coordinates."""
        if self._title:
            return self._title
        if "," in self.name:
            north, east = abs(self.latitude_deg), abs(self.longitude_deg)
            return (
                f"{_degrees(north)}° {'N' if self.latitude_deg >= 0.0 else 'S'} "
                f"{_degrees(east)}° {'E' if self.longitude_deg >= 0.0 else 'W'}"
            )
        return title_of(self.name)

    @classmethod
    def from_name(cls, found: FoundPlace) -> Coordinates:
        """Take a place that was found by a name.

        Parameters
        ----------
        found : FoundPlace
            From :func:`bongsu.catalog.names.find_place`.

        Returns
        -------
        Coordinates
            The place; its name is the key.
        """
        place = cls.model_construct(
            name=found.name.key,
            latitude_deg=found.latitude_deg,
            longitude_deg=found.longitude_deg,
            altitude=found.altitude_m,
        )
        place._title = found.name.title
        return place


def _tag_of(value: object) -> str:
    return _TAGS[0] if isinstance(value, str) else _TAGS[1]


Site = Annotated[
    Annotated[str, Named("site"), Tag(_TAGS[0])] | Annotated[Coordinates, Tag(_TAGS[1])],
    Discriminator(_tag_of),
]


LaunchArea = Annotated[
    Annotated[str, Named("launch-area"), Tag(_TAGS[0])] | Annotated[Coordinates, Tag(_TAGS[1])],
    Discriminator(_tag_of),
]


Target = Annotated[
    Annotated[str, Named("target"), Tag(_TAGS[0])] | Annotated[Coordinates, Tag(_TAGS[1])],
    Discriminator(_tag_of),
]


def _any_place(written: object, info: ValidationInfo) -> object:
    """Read a place by any name, as commands do; its key stays."""
    if not isinstance(written, str) or names_checked_later(info):
        return written
    try:
        found = read_place(catalog_of(info), "target", written)
    except InputError as error:
        raise refuse(str(error)) from None
    return found.place if found.name is None else found.name.key


AnyPlace = Annotated[
    Annotated[str, Tag(_TAGS[0])] | Annotated[Coordinates, Tag(_TAGS[1])],
    Discriminator(_tag_of),
    BeforeValidator(_any_place),
]
"""A place that is aimed at: a target of the catalogue, a municipality, a site, or LAT,LON."""


def place_name(place: str | Coordinates) -> str:
    """Give the name under which results list a place of a scenario.

    Parameters
    ----------
    place : str or Coordinates
        Key of the catalogue, or coordinates.

    Returns
    -------
    str
        The key, or the name of the coordinates.
    """
    return place if isinstance(place, str) else place.name


Spot = str | Coordinates | tuple[float, float]
"""A name or LAT,LON, coordinates, or latitude and longitude in degrees at altitude 0."""


class ReadPlace(NamedTuple):
    """A place that a user wrote.

    Attributes
    ----------
    place : Coordinates
        Where it is and what it is called.
    name : Name or None
        What it was found as; none for coordinates.
    others : tuple of Name
        Other places that its name may mean.
    """

    place: Coordinates
    name: Name | None = None
    others: tuple[Name, ...] = ()


def read_place(catalog: Catalog, kind: str, spot: Spot) -> ReadPlace:
    """Find a place that a user wrote in any way.

    Parameters
    ----------
    catalog : Catalog
        Which knows the names.
    kind : {'site', 'launch-area', 'target', 'municipality'}
        Kind of place that a name is looked for first; the others follow.
    spot : str, Coordinates or (float, float)
        Any name of a place, or LAT,LON; coordinates; latitude and longitude. [deg]

    Returns
    -------
    ReadPlace
        The place; one given as LAT,LON lies at altitude 0 and is named as it was written.

    Raises
    ------
    InputError
        If it is neither a place nor a name, with close names; or several places have the name.
    """
    if not isinstance(spot, str):
        return _read_place(catalog, kind, spot)
    known = catalog.places_found
    if (kind, spot) not in known:
        known[kind, spot] = _read_place(catalog, kind, spot)
    return cast("ReadPlace", known[kind, spot])


def _read_place(catalog: Catalog, kind: str, spot: Spot) -> ReadPlace:
    point = as_point(spot)
    if point is not None:
        return ReadPlace(point)
    found = find_place(catalog, kind, str(spot))
    return ReadPlace(Coordinates.from_name(found), found.name, found.others)


def as_point(spot: Spot) -> Coordinates | None:
    """Read a place that is not given by a name.

    Parameters
    ----------
    spot : str, Coordinates or (float, float)
        LAT,LON or LAT LON; coordinates; latitude and longitude. [deg]

    Returns
    -------
    Coordinates or None
        The place at altitude 0, named as it was written; none for a name.

    Raises
    ------
    InputError
        If it is neither a place nor a name.
    """
    if isinstance(spot, Coordinates):
        return spot
    if isinstance(spot, tuple):
        return _at(",".join(repr(degrees) for degrees in degrees_of(spot)))
    if not isinstance(spot, str):
        raise InputError(_NO_PLACE.format(shortened(spot)))
    parts = spot.split()
    if len(parts) == _PAIR and all(map(_is_number, parts)):
        return _at(",".join(parts))
    return None if _is_name(spot) else _at(spot)


def degrees_of(spot: Sequence[object]) -> tuple[float, float]:
    """Read latitude and longitude that were given as a pair.

    Parameters
    ----------
    spot : (float, float)
        As given. [deg]

    Returns
    -------
    latitude_deg, longitude_deg : float
        The same, as plain numbers. [deg]

    Raises
    ------
    InputError
        If it is not a pair of numbers.
    """
    numbers = [float(part) for part in spot if isinstance(part, Real)]
    if len(spot) != _PAIR or len(numbers) != _PAIR:
        raise InputError(_NO_PLACE.format(shortened(spot)))
    return numbers[0], numbers[1]


def parse_point(text: str) -> tuple[float, float]:
    """Read ``LAT,LON`` in degrees.

    Parameters
    ----------
    text : str
        For example ``37.57,126.98``.

    Returns
    -------
    latitude_deg, longitude_deg : float
        Geodetic coordinates. [deg]

    Raises
    ------
    InputError
        If there are not two finite numbers, or they are out of range.
    """
    parts = text.split(",")
    try:
        latitude, longitude = (plain_number(part) for part in parts)
    except ValueError:
        raise InputError(
            f"{shortened(text)} is not a place: write LAT,LON in degrees, like 37.57,126.98"
        ) from None
    if not (math.isfinite(latitude) and -90.0 <= latitude <= 90.0):
        raise InputError(f"latitude {parts[0][:40]} must lie between -90 and 90 degrees")
    if not (math.isfinite(longitude) and -180.0 <= longitude <= 360.0):
        raise InputError(f"longitude {parts[1][:40]} must lie between -180 and 360 degrees")
    return latitude, longitude


def _degrees(value: float) -> str:
    """Every digit that tells two places apart: 1e-7 deg is a centimetre."""
    return f"{value:.7f}".rstrip("0").rstrip(".")


def _at(text: str) -> Coordinates:
    latitude_deg, longitude_deg = parse_point(text)
    return Coordinates.model_construct(
        # results name it as it was written
        name=text.replace(" ", ""),
        latitude_deg=latitude_deg,
        longitude_deg=within_half_turn(longitude_deg),
        altitude=0.0,
    )


def _is_name(text: str) -> bool:
    """Whether a text is meant as a name: it has letters, and no part of it is a number."""
    parts = [part.strip() for part in text.split(",")]
    return text.strip().isdigit() or (
        any(letter.isalpha() for letter in text) and not any(map(_is_number, parts))
    )


def _is_number(text: str) -> bool:
    try:
        plain_number(text)
    except ValueError:
        return False
    return True
