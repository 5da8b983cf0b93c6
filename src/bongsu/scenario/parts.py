"""The parts of a scenario: places, radars, batteries, flights, numerics."""

from __future__ import annotations

from typing import Annotated

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Discriminator,
    Field,
    PrivateAttr,
    StringConstraints,
    Tag,
    ValidationInfo,
    model_validator,
)

from bongsu.catalog import Catalog
from bongsu.catalog.lookup import suggest
from bongsu.catalog.names import FoundPlace, country_code, title_of
from bongsu.errors import InputError
from bongsu.scenario.fields import (
    Limits,
    Model,
    Named,
    Span,
    at_least_one,
    catalog_of,
    names_checked_later,
    refuse,
)
from bongsu.scenario.radars import RadarSetting
from bongsu.words import (
    SHAPES_WITH_APOGEE,
    AirModel,
    FlightGroup,
    GravityModel,
    Refraction,
    Rule,
    Shape,
)

NAME_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
# a place without a name is called by its latitude and longitude
PLACE_NAME_PATTERN = r"^([a-z0-9]+(-[a-z0-9]+)*|-?[0-9.]+(e-?[0-9]+)?,-?[0-9.]+(e-?[0-9]+)?)$"
Name = Annotated[str, StringConstraints(pattern=NAME_PATTERN, max_length=60)]
Text = Annotated[str, StringConstraints(max_length=4000)]
SiteAltitude = Annotated[float, Limits("m", "-500 m", "9 km")]
InterceptAltitude = Annotated[float, Limits("m", "0 km", "1000 km")]
Apogee = Annotated[float, Limits("m", "1 km", "20000 km")]
Offset = Annotated[float, Limits("m", "-300 km", "300 km")]
GridSpacing = Annotated[float, Limits("m", "0.5 km", "100 km")]
GridAngle = Annotated[float, Limits("rad", "0.1 deg", "10 deg")]
SampleStep = Annotated[float, Limits("s", "0.05 s", "10 s")]
Tolerance = Annotated[float, Limits("m", "0.0001 m", "100 m")]
Delay = Annotated[float, Limits("s", "0 s", "3600 s")]
Probability = Annotated[float, Limits("1", "0", "1")]
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


class Launchers(Model):
    """Launchers that stand together.

    Attributes
    ----------
    count : int
        How many. [1]
    east, north : float
        Where they stand from the radar. [m]
    """

    count: Annotated[int, Span(1, 100)]
    east: Offset = 0.0
    north: Offset = 0.0


class Doctrine(Model):
    """Rules of fire.

    Attributes
    ----------
    rule : {'salvo', 'shoot-look-shoot', 'shoot-shoot-look'}
        When to look.
    salvo : int, optional
        Interceptors of a salvo, for that rule only; 2 by default. [1]
    keep_out_altitude : float, optional
        No intercepts below. [m]
    ceiling : float, optional
        No intercepts above. [m]
    kill_probability : float, optional
        Of one shot, instead of the catalogue's factors. [1]
    detect_to_launch : float, optional
        From detection to first motion, instead of the sum of the catalogue's steps. [s]
    clock_start : float
        Earliest start of that clock after the threat's launch. [s]
    """

    rule: Rule = "shoot-look-shoot"
    salvo: Annotated[int, Span(1, 8)] | None = None
    keep_out_altitude: InterceptAltitude | None = None
    ceiling: InterceptAltitude | None = None
    kill_probability: Probability | None = None
    detect_to_launch: Delay | None = None
    clock_start: Delay = 0.0

    @model_validator(mode="after")
    def _check(self) -> Doctrine:
        if self.salvo is not None and self.rule != "salvo":
            raise refuse(f"salvo belongs to the rule 'salvo', not to {self.rule!r}")
        low, high = self.keep_out_altitude, self.ceiling
        if low is not None and high is not None and low >= high:
            raise refuse("keep_out_altitude must lie below ceiling")
        return self


class Battery(Model):
    """A battery in its place.

    Attributes
    ----------
    name : str
        What results call it.
    type : str
        Battery of the catalogue.
    site : str or Coordinates
        Where its radar stands.
    radar : RadarSetting
        How its radar is set up.
    launchers : tuple of Launchers
        Groups of launchers; the catalogue's number beside the radar by default.
    doctrine : Doctrine
        Rules of fire.
    cued : bool
        Whether tracks of the scenario's separate radars reach its fire control. It may then launch
        before its own radar has a track; that radar must still see the intercept.
    """

    name: Name
    type: Annotated[str, Named("battery")]
    site: Site
    radar: RadarSetting
    launchers: tuple[Launchers, ...] = ()
    doctrine: Doctrine = Doctrine()
    cued: Annotated[bool, Field(strict=True)] = False

    @model_validator(mode="after")
    def _check_mode(self, info: ValidationInfo) -> Battery:
        if names_checked_later(info):
            return self
        catalog = catalog_of(info)
        _check_mode(catalog, catalog.battery(self.type).radar.value, self.radar.mode)
        return self


class SeparateRadar(Model):
    """A radar that belongs to no battery.

    Attributes
    ----------
    name : str
        What results call it.
    type : str
        Radar of the catalogue.
    site : str or Coordinates
        Where it stands.
    setting : RadarSetting
        How it is set up.
    """

    name: Name
    type: Annotated[str, Named("radar")]
    site: Site
    setting: RadarSetting

    @model_validator(mode="after")
    def _check_mode(self, info: ValidationInfo) -> SeparateRadar:
        if self.setting.search is not None:
            raise refuse("search belongs to the radar of a battery: no result asks it of others")
        if names_checked_later(info):
            return self
        _check_mode(catalog_of(info), self.type, self.setting.mode)
        return self


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


class Flights(Model):
    """Missiles of one type on arcs of some shapes.

    Attributes
    ----------
    missile : str
        Missile of the catalogue.
    launch_areas : tuple
        Where they start.
    shapes : tuple of str
        Shapes of their arcs.
    apogee : float, optional
        Highest point of lofted or depressed arcs, with one of those shapes only; 2 and 0.6 times
        that of minimum energy by default. [m]
    cross_section : str, optional
        What the radar sees; by default a re-entry vehicle, or the body of a missile that does not
        separate.
    """

    missile: Annotated[str, Named("missile")]
    launch_areas: Annotated[tuple[LaunchArea, ...], BeforeValidator(at_least_one)]
    shapes: Annotated[tuple[Shape, ...], BeforeValidator(at_least_one)] = ("minimum-energy",)
    apogee: Apogee | None = None
    cross_section: Annotated[str, Named("cross-section")] | None = None

    @model_validator(mode="after")
    def _check(self, info: ValidationInfo) -> Flights:
        if len(set(self.shapes)) < len(self.shapes):
            raise refuse("a shape is listed twice")
        wanting = [shape for shape in self.shapes if shape in SHAPES_WITH_APOGEE]
        if self.apogee is not None and len(wanting) != 1:
            raise refuse(
                "apogee goes with one of the shapes 'lofted' and 'depressed'; for both, make two "
                "entries of it"
            )
        if names_checked_later(info):
            return self
        missile = catalog_of(info).missile(self.missile)
        if missile.cut_off.value == "not-possible":
            for shape in self.shapes:
                if not shape.startswith("full-burn"):
                    raise refuse(
                        f"{self.missile} cannot stop its thrust early, so {shape!r} is not its "
                        "choice: use full-burn-lofted or full-burn-depressed"
                    )
        return self


class Threat(Flights):
    """Missiles fired at the protected region."""


class OtherFlights(Flights):
    """Missiles of others, not aimed at the protected region, for the questions about the radar.

    Attributes
    ----------
    group : {'intercontinental', 'theatre'}
        Under which heading results count them.
    targets : tuple
        Where they fly to.
    """

    group: FlightGroup
    targets: Annotated[tuple[Target, ...], BeforeValidator(at_least_one)]


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
    flight_tolerance : float
        Allowed error of one integration step. [m]
    sample_step : float
        Time between the samples of an arc. [s]
    radar_grid : float
        Side of a cell of the world grid for radar views. [rad]
    """

    gravity: GravityModel = "J2"
    air: AirModel = "us76"
    earth_rotation: Annotated[bool, Field(strict=True)] = True
    refraction: Refraction = "ray-traced"
    flight_tolerance: Tolerance = 1.0
    sample_step: SampleStep = 1.0
    radar_grid: GridAngle = 0.017453292519943295 / 2.0


def _check_mode(catalog: Catalog, radar: str, mode: str) -> None:
    modes = catalog.radar(radar).modes
    if mode not in modes:
        raise refuse(f"the radar {radar} has no mode {mode!r}{suggest(mode, modes)}")
