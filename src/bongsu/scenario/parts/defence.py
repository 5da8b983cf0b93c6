"""The defence: batteries, their launchers and rules of fire, and radars elsewhere."""

from __future__ import annotations

from typing import Annotated

from pydantic import (
    Field,
    ValidationInfo,
    model_validator,
)

from bongsu.catalog import Catalog
from bongsu.catalog.lookup import suggest
from bongsu.scenario.parts.fields import (
    Model,
    Named,
    Span,
    catalog_of,
    names_checked_later,
    refuse,
)
from bongsu.scenario.parts.kinds import Delay, InterceptAltitude, Name, Offset, Probability
from bongsu.scenario.parts.places import Site
from bongsu.scenario.parts.radars import RadarSetting
from bongsu.words import (
    Rule,
)

_SALVO = 2


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

    @property
    def interceptors_of_salvo(self) -> int:
        """Interceptors of a salvo, whether written or by default [1]."""
        return _SALVO if self.salvo is None else self.salvo

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


def _check_mode(catalog: Catalog, radar: str, mode: str) -> None:
    modes = catalog.radar(radar).modes
    if mode not in modes:
        raise refuse(f"the radar {radar} has no mode {mode!r}{suggest(mode, modes)}")
