"""Places of a scenario: a name of the catalogue, or coordinates."""

from __future__ import annotations

from typing import Annotated

from pydantic import (
    Discriminator,
    PrivateAttr,
    StringConstraints,
    Tag,
)

from bongsu.catalog.names import FoundPlace, title_of
from bongsu.scenario.parts.fields import (
    Model,
    Named,
    Span,
)
from bongsu.scenario.parts.kinds import SiteAltitude
from bongsu.scenario.parts.problems import PLACE_NAME_PATTERN

_TAGS = ("catalogue name", "coordinates")


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
                f"{north:g}° {'N' if self.latitude_deg >= 0.0 else 'S'} "
                f"{east:g}° {'E' if self.longitude_deg >= 0.0 else 'W'}"
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
            altitude=found.height_m,
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
