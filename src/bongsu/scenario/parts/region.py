"""Whom a scenario is about, and how finely it is computed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Self

from pydantic import (
    AfterValidator,
    Field,
    PrivateAttr,
    ValidationInfo,
    field_validator,
    model_validator,
)

from bongsu.catalog.lookup import word_among
from bongsu.catalog.names import country_code
from bongsu.errors import InputError, shortened
from bongsu.geography.counting import PEOPLE_FILES, default_people_from
from bongsu.scenario.parts.fields import (
    Model,
    OneOf,
    refuse,
)
from bongsu.scenario.parts.kinds import GridAngle, GridSpacing, SampleStep, Tolerance
from bongsu.words import (
    AIR_MODELS,
    CROSS_SECTION_MODELS,
    GRAVITY_MODELS,
    PEOPLE_FROM,
    REFRACTIONS,
    AirModel,
    CrossSectionModel,
    GravityModel,
    Refraction,
)

if TYPE_CHECKING:
    from bongsu.geography.region import Protected


def known_country(written: str) -> str:
    """Read a country by any of its names.

    Parameters
    ----------
    written : str
        As a file has it.

    Returns
    -------
    str
        ISO 3166-1 alpha-3 code.

    Raises
    ------
    PydanticCustomError
        If there is no such country, with close names.
    """
    try:
        return country_code(written)
    except InputError as error:
        raise refuse(str(error)) from None


class Region(Model):
    """Who is to be protected.

    Attributes
    ----------
    country : str
        ISO 3166-1 alpha-3 code; read from any name of the country.
    grid_spacing : float
        Side of a cell of the grid of aim points. [m]
    people_from : str or None
        How people are counted: ``census``, ``populated-places``, ``none``, or the path of a file,
        written relative to the scenario's; by default the census of South Korea, and populated
        places elsewhere.
    """

    country: Annotated[str, AfterValidator(known_country)]
    grid_spacing: GridSpacing
    people_from: Annotated[str, Field(strict=True)] | None = None

    _people_key: str = PrivateAttr(default="none")

    @property
    def people_key(self) -> str:
        """How people are counted: a word, or name and SHA-256 of a file."""
        return self._people_key

    def protected(self) -> Protected:
        """Lay aim points over the country, with the people who live there.

        Returns
        -------
        Protected
            See :func:`bongsu.geography.region.protected`.

        Raises
        ------
        InputError
            If a cell would be larger than the country, or there were too many cells.
        """
        from bongsu.geography.region import protected

        return protected(self.country, self.grid_spacing, self.people_key)

    @field_validator("people_from")
    @classmethod
    def _known_people_from(cls, written: str | None, info: ValidationInfo) -> str | None:
        """Take a word in any spelling, and find a file from where the scenario's file lies."""
        if written is None:
            return None
        word = word_among(written, PEOPLE_FROM)
        if word is not None:
            return word
        if not written.lower().endswith(PEOPLE_FILES):
            raise refuse(
                f"{shortened(written)} is not among {', '.join(PEOPLE_FROM)}, nor a file that ends "
                f"in {', '.join(PEOPLE_FILES)}"
            )
        context = info.context if isinstance(info.context, dict) else {}
        return str((context.get("folder", Path()) / written).absolute())

    @field_validator("people_from")
    @classmethod
    def _countable(cls, people_from: str | None, info: ValidationInfo) -> str | None:
        """Say what is wrong with a file of people before anything is computed."""
        country = info.data.get("country")
        if people_from is None or country is None:
            return people_from
        from bongsu.geography.region import check_people_from

        try:
            check_people_from(country, _key(people_from))
        except InputError as error:
            raise refuse(str(error)) from None
        return people_from

    @model_validator(mode="after")
    def _keyed(self) -> Self:
        self._people_key = _key(self.people_from or default_people_from(self.country))
        return self


def _key(people_from: str) -> str:
    """The word, or name and SHA-256 of the file."""
    if people_from in PEOPLE_FROM:
        return people_from
    from bongsu.geography.people_file import read_people

    return read_people(Path(people_from)).key


class Numerics(Model):
    """Models of Earth, air and rays, and how finely things are computed.

    Attributes
    ----------
    gravity : {'J2', 'point-mass', 'J2..J4'}
        Terms of the gravity field.
    air : {'us76', 'exponential', 'none'}
        Atmosphere for flight.
    earth_rotation : bool
        Whether the Earth turns.
    refraction : {'ray-traced', 'four-thirds', 'straight'}
        How radar rays run.
    cross_section_model : {'constant', 'by-aspect', 'nose-on', 'side', 'rear'}
        What radars see of an object: by the aspect at which it flies, or one number.
    flight_tolerance : float
        Allowed error of one integration step. [m]
    sample_step : float
        Time between the samples of an arc. [s]
    radar_grid : float
        Side of a cell of the world grid for radar views. [rad]
    """

    gravity: Annotated[GravityModel, OneOf(GRAVITY_MODELS)] = "J2"
    air: Annotated[AirModel, OneOf(AIR_MODELS)] = "us76"
    earth_rotation: Annotated[bool, Field(strict=True)] = True
    refraction: Annotated[Refraction, OneOf(REFRACTIONS)] = "ray-traced"
    cross_section_model: Annotated[CrossSectionModel, OneOf(CROSS_SECTION_MODELS)] = "by-aspect"
    flight_tolerance: Tolerance = 1.0
    sample_step: SampleStep = 1.0
    radar_grid: GridAngle = 0.017453292519943295 / 2.0
