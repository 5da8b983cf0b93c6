"""Whom a scenario is about, and how finely it is computed."""

from __future__ import annotations

from typing import Annotated

from pydantic import (
    AfterValidator,
    Field,
)

from bongsu.catalog.names import country_code
from bongsu.errors import InputError
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
    REFRACTIONS,
    AirModel,
    CrossSectionModel,
    GravityModel,
    Refraction,
)


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
    """

    country: Annotated[str, AfterValidator(known_country)]
    grid_spacing: GridSpacing


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
        What radars see of an object.
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
    cross_section_model: Annotated[CrossSectionModel, OneOf(CROSS_SECTION_MODELS)] = "constant"
    flight_tolerance: Tolerance = 1.0
    sample_step: SampleStep = 1.0
    radar_grid: GridAngle = 0.017453292519943295 / 2.0
