"""What a scenario says: who is protected, by what, against what, and how finely it is computed."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Sequence
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, PrivateAttr, ValidationInfo, model_validator

from bongsu.catalog import Catalog, Level, Row, load_catalog
from bongsu.catalog.documents import Node
from bongsu.catalog.rows.quantities import Quality
from bongsu.scenario.fields import Model, Span, at_least_one, catalog_of, refuse
from bongsu.scenario.overrides import Override, resolve
from bongsu.scenario.parts import (
    Battery,
    Coordinates,
    Flights,
    Name,
    Numerics,
    OtherFlights,
    Region,
    SeparateRadar,
    Site,
    Text,
    Threat,
)


class _Origin:
    """The file a scenario was read from, which makes no difference between scenarios."""

    def __init__(self, root: Node | None = None) -> None:
        self.root = root

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Origin)

    __hash__ = None  # type: ignore[assignment]


class Scenario(Model):
    """A question's setting.

    Attributes
    ----------
    format : int
        Version of the file format, 1.
    name : str
        Short name.
    title, description : str
        For readers; they do not enter results.
    date : datetime.date
        Day that the scenario describes.
    region : Region
        Who is to be protected.
    batteries : tuple of Battery
        The defence.
    radars : tuple of SeparateRadar
        Radars elsewhere.
    candidate_sites : tuple
        Sites to compare for the first battery.
    threats : tuple of Threat
        What is fired at the region.
    other_flights : tuple of OtherFlights
        What others might fire elsewhere.
    numerics : Numerics
        Models and resolution.
    catalogue_files : tuple of str
        Catalogue files of the user, relative to the scenario file.
    overrides : dict of str to Override
        Values put in place of the catalogue's, by path.
    uncertainty : dict of str to {'nominal', 'low', 'high'}
        Parameters taken at an end of their range, by path.
    seed : int
        For everything that is drawn by lot. [1]
    """

    format: Literal[1]
    name: Name
    title: Text
    date: dt.date
    description: Text = ""
    region: Region
    batteries: Annotated[tuple[Battery, ...], BeforeValidator(at_least_one)]
    radars: tuple[SeparateRadar, ...] = ()
    candidate_sites: tuple[Site, ...] = ()
    threats: Annotated[tuple[Threat, ...], BeforeValidator(at_least_one)]
    other_flights: tuple[OtherFlights, ...] = ()
    numerics: Numerics = Numerics()
    catalogue_files: tuple[str, ...] = ()
    overrides: dict[str, Override] = Field(default_factory=dict)
    uncertainty: dict[str, Level] = Field(default_factory=dict)
    seed: Annotated[int, Span(0, 2**63 - 1)] = 0

    _catalog: Catalog | None = PrivateAttr(default=None)
    _origin: _Origin = PrivateAttr(default_factory=_Origin)

    @model_validator(mode="after")
    def _check(self, info: ValidationInfo) -> Scenario:
        names = [battery.name for battery in self.batteries]
        names += [radar.name for radar in self.radars]
        twice = {name for name in names if names.count(name) > 1}
        if twice:
            raise refuse(f"two batteries or radars are called {sorted(twice)[0]!r}")
        sites = [_label(site) for site in self.candidate_sites]
        twice = {site for site in sites if sites.count(site) > 1}
        if twice:
            raise refuse(f"candidate_sites has {sorted(twice)[0]!r} twice")
        resolved = isinstance(info.context, dict) and "catalog" in info.context
        catalog = catalog_of(info)
        if not resolved:
            catalog = resolve(catalog, self.overrides, self.uncertainty)
        self._catalog = catalog
        return self

    @property
    def catalog(self) -> Catalog:
        """The catalogue with the scenario's files, overrides and uncertainty applied."""
        return self._catalog or load_catalog()

    def with_catalog(self, catalog: Catalog) -> Scenario:
        """Take the numbers from another catalogue, for instance a sampled one.

        Parameters
        ----------
        catalog : Catalog
            Holds every entry that the scenario names.

        Returns
        -------
        Scenario
            A copy; its hash differs where numbers do.
        """
        copy = self.model_copy()
        copy._catalog = catalog
        return copy

    def read_from(self, root: Node) -> Scenario:
        """Remember the file, for messages.

        Parameters
        ----------
        root : Node
            The file.

        Returns
        -------
        Scenario
            The same scenario.
        """
        self._origin = _Origin(root)
        return self

    def where(self, path: Sequence[str | int]) -> str:
        """Say where a field stands in the scenario's file.

        Parameters
        ----------
        path : sequence of str or int
            Keys and list positions.

        Returns
        -------
        str
            File, line, column and path, to be put before a sentence; nothing for a scenario that
            was not read from a file.
        """
        if self._origin.root is None:
            return ""
        return f"{self._origin.root.find(path)}: {'.'.join(str(step) for step in path)}: "

    def place(self, kind: str, site: str | Coordinates) -> Coordinates:
        """Coordinates of a site, launch area or target of this scenario.

        Parameters
        ----------
        kind : {'site', 'launch-area', 'target'}
            Where a name is looked up.
        site : str or Coordinates
            As the scenario has it.

        Returns
        -------
        Coordinates
            Name, latitude and longitude in degrees, altitude in metres.

        Raises
        ------
        InputError
            If there is no such place.
        """
        if isinstance(site, Coordinates):
            return site
        entry = self.catalog.place(kind, site)
        return Coordinates.model_construct(
            name=site,
            lat_deg=entry.latitude.degrees,
            lon_deg=entry.longitude.degrees,
            altitude=entry.height.value,
        )

    def cross_section_of(self, flights: Flights) -> str:
        """Name what a radar sees of some flights.

        Parameters
        ----------
        flights : Flights
            A threat or other flights.

        Returns
        -------
        str
            Key of a cross-section of the catalogue.
        """
        if flights.cross_section is not None:
            return flights.cross_section
        separates = self.catalog.missile(flights.missile).reentry.value == "separating-vehicle"
        return "reentry-vehicle" if separates else "body"

    def entries(self) -> list[tuple[str, str]]:
        """List the entries of the catalogue on which the scenario rests.

        Returns
        -------
        list of (str, str)
            Kind and key, sorted, each once.
        """
        return sorted(set(self._entries()))

    def rows(self, quality: Quality | None = None) -> list[Row]:
        """List the rows of the catalogue on which the scenario rests.

        Parameters
        ----------
        quality : {'A', 'B', 'C', 'D', 'U'}, optional
            Only those of this quality.

        Returns
        -------
        list of Row
            Of all :meth:`entries`, with overrides and uncertainty applied.
        """
        rows = [row for entry in self.entries() for row in self.catalog.entry(*entry).rows()]
        return [row for row in rows if quality in (None, row.quality)]

    def hash(self) -> str:
        """Fingerprint everything that can change a result.

        Returns
        -------
        str
            SHA-256 in hexadecimal of the resolved scenario: all fields but name, title, date and
            description, with defaults filled in, and the numbers of the catalogue entries it
            names. The order of keys and the units they are written in do not matter.
        """
        excluded = {"name", "title", "date", "description"}
        content = self.model_dump(
            mode="json", exclude=excluded | {"catalogue_files", "overrides", "uncertainty"}
        )
        content["catalog"] = self.catalog.digest(self.entries())
        text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    def _entries(self) -> Iterator[tuple[str, str]]:
        catalog = self.catalog
        radars = {radar.type for radar in self.radars}
        tables = set()
        for key in {battery.type for battery in self.batteries}:
            yield "battery", key
            battery = catalog.battery(key)
            radars.add(battery.radar.value)
            yield "interceptor", battery.interceptor.value
            tables.add(catalog.interceptor(battery.interceptor.value).drag_table.value)
        yield from (("radar", key) for key in radars)
        sites = [battery.site for battery in self.batteries]
        sites += [radar.site for radar in self.radars] + list(self.candidate_sites)
        yield from (("site", site) for site in sites if isinstance(site, str))
        for flights in (*self.threats, *self.other_flights):
            yield "missile", flights.missile
            yield "cross-section", self.cross_section_of(flights)
            tables.add(catalog.missile(flights.missile).drag_table.value)
            yield from (
                ("launch-area", area) for area in flights.launch_areas if isinstance(area, str)
            )
        for other in self.other_flights:
            yield from (("target", place) for place in other.targets if isinstance(place, str))
        yield from (("drag-table", key) for key in tables)


def _label(site: str | Coordinates) -> str:
    return site.name if isinstance(site, Coordinates) else site
