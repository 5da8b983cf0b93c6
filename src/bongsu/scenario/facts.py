"""What a scenario says, whatever may be done with it: fields, catalogue, places, fingerprint."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Annotated, Any, Final, Literal, Self, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    Field,
    PrivateAttr,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from typing_extensions import override

from bongsu.catalog import Catalog, Row, load_catalog
from bongsu.catalog.documents import Node
from bongsu.catalog.lookup import suggest
from bongsu.catalog.names import own_title
from bongsu.errors import ArgumentError, InputError
from bongsu.geography.counting import default_people_from
from bongsu.scenario.bands import (
    Contradiction,
    contradictions,
    misplaced_launches,
    repeated_flights,
)
from bongsu.scenario.overrides import Override, resolve, resolved
from bongsu.scenario.parts.defence import Battery, SeparateRadar
from bongsu.scenario.parts.earlier_words import as_written
from bongsu.scenario.parts.fields import (
    Model,
    OneOf,
    Span,
    at_least_one,
    catalog_of,
    check_update,
    refuse,
    written_day,
)
from bongsu.scenario.parts.flights import Flights, OtherFlights, Threat
from bongsu.scenario.parts.kinds import Name, Text
from bongsu.scenario.parts.places import Coordinates, Site, Spot, place_name, read_place
from bongsu.scenario.parts.problems import ChangeError, refused, worded, written_names
from bongsu.scenario.parts.raid import Raid, Wave
from bongsu.scenario.parts.region import Numerics, Region
from bongsu.words import BOOSTING, LEVELS, Level, Quality

_Value = TypeVar("_Value")

_LABELS: Final = {"name", "title", "date", "description"}
_IN_THE_CATALOG: Final = {"catalogue_files", "overrides", "levels"}


class _Origin:
    """The file a scenario was read from, which makes no difference between scenarios."""

    def __init__(self, root: Node | None = None) -> None:
        self.root = root

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Origin)

    __hash__ = None  # type: ignore[assignment]


class ScenarioFacts(Model):
    """What a scenario says; :class:`~bongsu.scenario.models.Scenario` adds how it is changed.

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
    own_raid : Raid, optional
        Missiles fired together, for the study of raids; in a file ``raid``.
    numerics : Numerics
        Models and resolution.
    catalogue_files : tuple of str
        Catalogue files of the user, relative to the scenario file.
    overrides : dict of str to Override
        Values put in place of the catalogue's, by path.
    levels : dict of str to {'nominal', 'low', 'high'}
        Parameters taken at an end of their range, by path; in a file ``uncertainty``.
    seed : int
        For everything that is drawn by lot. [1]
    """

    format: Literal[1]
    name: Name
    title: Text
    date: Annotated[dt.date, BeforeValidator(written_day)]
    description: Text = ""
    region: Region
    batteries: Annotated[tuple[Battery, ...], BeforeValidator(at_least_one)]
    radars: tuple[SeparateRadar, ...] = ()
    candidate_sites: tuple[Site, ...] = ()
    threats: Annotated[tuple[Threat, ...], BeforeValidator(at_least_one)]
    other_flights: tuple[OtherFlights, ...] = ()
    own_raid: Raid | None = Field(default=None, alias="raid")
    numerics: Numerics = Numerics()
    catalogue_files: tuple[str, ...] = ()
    overrides: dict[str, Override] = Field(default_factory=dict)
    levels: dict[str, Annotated[Level, OneOf(LEVELS)]] = Field(
        default_factory=dict, alias="uncertainty"
    )
    seed: Annotated[int, Span(0, 2**63 - 1)] = 0

    _catalog: Catalog | None = PrivateAttr(default=None)
    _base: Catalog | None = PrivateAttr(default=None)
    _exchanged: bool = PrivateAttr(default=False)
    _origin: _Origin = PrivateAttr(default_factory=_Origin)

    @field_validator("overrides", "levels")
    @classmethod
    def _paths(cls, written: dict[str, _Value], info: ValidationInfo) -> dict[str, _Value]:
        """Give every row the path that the catalogue has for it."""
        catalog = catalog_of(info)
        found: dict[str, _Value] = {}
        for path, value in written.items():
            try:
                key = catalog.path(path)
            except InputError:
                key = path  # refused, with its place, where the rows are exchanged
            if key in found:
                raise refuse(f"{key} is there twice")
            found[key] = value
        return found

    @model_validator(mode="after")
    def _check(self, info: ValidationInfo) -> Self:
        names = [battery.name for battery in self.batteries]
        names += [radar.name for radar in self.radars]
        twice = {name for name in names if names.count(name) > 1}
        if twice:
            raise refuse(f"two batteries or radars are called {sorted(twice)[0]!r}")
        sites = [place_name(site) for site in self.candidate_sites]
        twice = {site for site in sites if sites.count(site) > 1}
        if twice:
            raise refuse(f"candidate_sites has {sorted(twice)[0]!r} twice")
        context = info.context if isinstance(info.context, dict) else {}
        self._base = context.get("base", load_catalog())
        self._catalog = catalog_of(info)
        if "catalog" not in context:
            try:
                self._catalog = resolve(self._catalog, self.overrides, self.levels)
            except InputError as error:
                raise refuse(str(error)) from None
        if context.get("contradictions") != "later":
            for found in self.contradictions():
                raise refuse(f"{'.'.join(map(str, found.paths[-1]))}: {found.sentence}")
        return self

    @property
    def catalog(self) -> Catalog:
        """The catalogue with the scenario's files, overrides and uncertainty applied."""
        return self._catalog or load_catalog()

    @property
    def exchanged(self) -> bool:
        """Whether :meth:`with_catalog` put numbers in that no field of the scenario says."""
        return self._exchanged

    def with_catalog(self, catalog: Catalog) -> Self:
        """Take the numbers from another catalogue, for instance one drawn by lot.

        Parameters
        ----------
        catalog : Catalog
            Holds every entry that the scenario names, with whatever its overrides and uncertainty
            ask for already applied.

        Returns
        -------
        Scenario
            A copy without overrides and uncertainty of its own; its hash differs where numbers do.

        Examples
        --------
        >>> from bongsu.catalog import load_catalog
        >>> from bongsu.scenario import load_scenario
        >>> load_scenario("korea-2016").with_catalog(load_catalog()).exchanged
        True
        """
        copy = BaseModel.model_copy(self, update={"overrides": {}, "levels": {}})
        copy._base = copy._catalog = catalog
        copy._exchanged = True
        return copy

    @override
    def copy(
        self,
        *,
        include: object = None,
        exclude: object = None,
        update: Mapping[str, Any] | None = None,
        deep: bool = False,
    ) -> Self:
        """Do as :meth:`model_copy`, under the name of earlier versions of pydantic.

        Parameters
        ----------
        include, exclude : None
            A scenario has no parts to leave out.
        update : mapping of str to object, optional
            New values by field.
        deep : bool, optional
            Whether an unchanged copy copies the parts as well.

        Returns
        -------
        Scenario
            The changed scenario.

        Raises
        ------
        ChangeError
            If it would not hold, or fields are to be left out.
        """
        if include is not None or exclude is not None:
            raise ChangeError("copy", "", "a scenario is copied whole: give update={...} alone")
        return self.model_copy(update=update, deep=deep)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Copy, with some fields changed and all of it checked anew.

        The verbs, such as :meth:`Scenario.moved`, do this for what is asked most; the catalogue
        follows overrides and uncertainty.

        Parameters
        ----------
        update : mapping of str to object, optional
            New values by field: as the attributes have them, or as a file has them.
        deep : bool, optional
            Whether an unchanged copy copies the parts as well.

        Returns
        -------
        Scenario
            The copy.

        Raises
        ------
        InputError
            If there is no such field, a value does not fit, or catalogue files are changed, which
            only loading a file does.
        """
        check_update(update)
        if not update:
            return BaseModel.model_copy(self, deep=deep)
        if "catalogue_files" in update and update["catalogue_files"] != self.catalogue_files:
            raise InputError(
                "catalogue_files: they are read when a scenario is loaded; write it into the file "
                "and load that"
            )
        content = self._written(update)
        return self._changed("model_copy", {name: content[name] for name in update}, {})

    def _changed(
        self,
        verb: str,
        changes: Mapping[str, object],
        arguments: Mapping[tuple[str | int, ...], str],
    ) -> Self:
        """Change some fields and check the whole anew, on the catalogue that follows from them.

        Parts that stay are instances of models, checked when they were made; under another
        catalogue they are checked again. `arguments` names the argument of the verb that each
        path of a field comes from, for what is refused.
        """
        again = not changes.keys().isdisjoint(("overrides", "uncertainty"))
        if again:
            kept = self.model_dump(mode="json")
        else:
            kept = {
                written: getattr(self, name) for written, name in written_names(type(self)).items()
            }
        content = kept | dict(changes)
        base = self._base or load_catalog()
        catalog = resolved(base, content, verb) if again else self.catalog
        context = {"base": base, "catalog": catalog, "contradictions": "later"}
        try:
            made = type(self).model_validate(content, context=context)
        except ValidationError as error:
            words = worded(error.errors(include_url=False), type(self))
            raise refused(
                verb, [(word.steps, word.sentence) for word in words], arguments
            ) from None
        found = [(one.paths[-1], one.sentence) for one in made.contradictions()]
        if found:
            raise refused(verb, found, arguments)
        made._exchanged = self._exchanged
        return made.read_from(self._origin.root)

    def contradictions(self) -> Iterator[Contradiction]:
        """Find what no single field is to blame for.

        Yields
        ------
        Contradiction
            See :mod:`bongsu.scenario.bands`.

        Examples
        --------
        >>> from bongsu.scenario import load_scenario
        >>> list(load_scenario("korea-2016").contradictions())
        []
        """
        yield from contradictions(self.name, self.batteries, self.radars, self.catalog)
        for part in ("threats", "other_flights"):
            flights: tuple[Flights, ...] = getattr(self, part)
            yield from misplaced_launches((part,), flights, self.catalog)
            yield from repeated_flights(part, flights)
        if self.own_raid is not None:
            yield from misplaced_launches(("raid", "waves"), self.own_raid.waves, self.catalog)

    def read_from(self, root: Node | None) -> Self:
        """Remember the file, for messages.

        Parameters
        ----------
        root : Node or None
            The file, if there is one.

        Returns
        -------
        Scenario
            The same scenario.

        Examples
        --------
        >>> from bongsu.scenario import load_scenario
        >>> load_scenario("korea-2016").read_from(None).where(["seed"])
        ''
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

        Examples
        --------
        >>> from bongsu.scenario import load_scenario
        >>> load_scenario("korea-2016").where(["batteries", 0, "site"])  # doctest: +ELLIPSIS
        'korea-2016.yaml:...: batteries.0.site: '
        """
        if self._origin.root is None:
            return ""
        steps = as_written(self._origin.root, path)
        return f"{self._origin.root.find(steps)}: {'.'.join(str(step) for step in steps)}: "

    def where_battery(self, battery: Battery, *path: str | int) -> str:
        """Say where a field of a battery stands in the scenario's file.

        Parameters
        ----------
        battery : Battery
            One of the scenario's.
        *path : str or int
            Keys and list positions within it.

        Returns
        -------
        str
            As of :meth:`where`; nothing for a battery that is not the scenario's.

        Examples
        --------
        >>> from bongsu.scenario import load_scenario
        >>> korea = load_scenario("korea-2016")
        >>> korea.where_battery(korea.battery(), "site") == korea.where(["batteries", 0, "site"])
        True
        """
        names = [other.name for other in self.batteries]
        if battery.name not in names:
            return ""
        return self.where(("batteries", names.index(battery.name), *path))

    def where_changed(self, kind: str, key: str) -> str:
        """Say where the scenario's file changes an entry of the catalogue.

        Parameters
        ----------
        kind : str
            Such as ``missile``.
        key : str
            The entry.

        Returns
        -------
        str
            As of :meth:`where`, for the first override or level of one of its rows, else for the
            scenario's catalogue files; nothing for an entry as it is built in.

        Examples
        --------
        >>> from bongsu.scenario import load_scenario
        >>> load_scenario("korea-2016").where_changed("missile", "nodong")
        ''
        """
        root = self._origin.root
        if root is None or not isinstance(root.value, dict):
            return ""
        for field in ("overrides", "uncertainty"):
            node = root.value.get(field)
            for path in node.value if node is not None and isinstance(node.value, dict) else ():
                if self.catalog.path(path).startswith(f"{kind}.{key}."):
                    return self.where((field, path))
        return self.where(("catalogue_files",)) if self.catalogue_files else ""

    @contextmanager
    def blaming(self, kind: str, key: str) -> Iterator[None]:
        """Name the place of an entry in what is refused of it.

        Parameters
        ----------
        kind : str
            Such as ``missile``.
        key : str
            The entry.

        Yields
        ------
        None
            Once.

        Raises
        ------
        InputError
            What was raised inside, with the place before it.

        Examples
        --------
        >>> from bongsu.errors import InputError
        >>> from bongsu.scenario import load_scenario
        >>> with load_scenario("korea-2016").blaming("missile", "nodong"):
        ...     raise InputError("it cannot fly")
        Traceback (most recent call last):
        bongsu.errors.InputError: it cannot fly
        """
        try:
            yield
        except ArgumentError:  # about what was asked, not about the entry
            raise
        except InputError as error:
            raise InputError(f"{self.where_changed(kind, key)}{error}") from None

    def battery(self, name: str | None = None) -> Battery:
        """Look a battery up.

        Parameters
        ----------
        name : str, optional
            Its name; the first battery by default.

        Returns
        -------
        Battery
            The battery.

        Raises
        ------
        InputError
            If there is none of that name; suggests the nearest.

        Examples
        --------
        >>> from bongsu.scenario import load_scenario
        >>> load_scenario("korea-2016").battery().type
        'thaad-battery'
        """
        return self.batteries[battery_index(self, name)]

    def place(self, kind: str, spot: Spot) -> Coordinates:
        """Coordinates of a site, launch area or target of this scenario.

        Parameters
        ----------
        kind : {'site', 'launch-area', 'target', 'municipality'}
            Kind of place that a name is looked up in first; the others follow.
        spot : str, Coordinates or (float, float)
            As the scenario has it; any name of a place, or LAT,LON; latitude and longitude. [deg]

        Returns
        -------
        Coordinates
            Name, latitude and longitude in degrees, altitude in metres.

        Raises
        ------
        InputError
            If there is no such place, with close names; or several have the name.

        Examples
        --------
        >>> from bongsu.scenario import load_scenario
        >>> load_scenario("korea-2016").place("target", "Seoul").title
        'Seoul'
        """
        return read_place(self.catalog, kind, spot).place

    def battery_title(self, battery: Battery) -> str:
        """What people read for a battery of this scenario.

        Parameters
        ----------
        battery : Battery
            Which.

        Returns
        -------
        str
            Title of its type, with its own name where there are several of the type.

        Examples
        --------
        >>> from bongsu.scenario import load_scenario
        >>> korea = load_scenario("korea-2016")
        >>> korea.battery_title(korea.battery())
        'THAAD battery'
        """
        title = self.catalog.battery(battery.type).title
        alike = [other for other in self.batteries if other.type == battery.type]
        return title if len(alike) < 2 else f"{title} ({own_title(battery.name)})"

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

        Examples
        --------
        >>> from bongsu.scenario import load_scenario
        >>> korea = load_scenario("korea-2016")
        >>> korea.cross_section_of(korea.threats[0])
        'body'
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

        Examples
        --------
        >>> from bongsu.scenario import load_scenario
        >>> ("missile", "nodong") in load_scenario("korea-2016").entries()
        True
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

        Examples
        --------
        >>> from bongsu.scenario import load_scenario
        >>> korea = load_scenario("korea-2016")
        >>> len(korea.rows("U")) < len(korea.rows())
        True
        """
        rows = [row for entry in self.entries() for row in self.catalog.entry(*entry).rows()]
        return [row for row in rows if quality in (None, row.quality)]

    def hash(self) -> str:
        """Fingerprint everything that can change a number of a result.

        Returns
        -------
        str
            SHA-256 in hexadecimal of the resolved scenario: its fields with defaults filled in, and
            every number of its catalogue: a study may ask for a missile or an object that the
            scenario does not name. The order of keys and the units they are written in do not
            matter, nor does what things are called: names of the scenario, of batteries, radars and
            places, title, date and description. A place counts by its coordinates, whether they
            are written or the catalogue's, a file of people by its name and what it holds.

        Notes
        -----
        A value that a scenario sets is another input than the same value left to the catalogue,
        such as six launchers written and six cited as "6 to 9": levels and studies of the cited
        uncertainty move the one and not the other.

        Examples
        --------
        >>> from bongsu.scenario import load_scenario
        >>> korea = load_scenario("korea-2016")
        >>> korea.moved("daegu").hash() == korea.moved("대구").hash() != korea.hash()
        True
        """
        text = json.dumps(
            self._computed(), sort_keys=True, separators=(",", ":"), ensure_ascii=False
        )
        return hashlib.sha256(text.encode()).hexdigest()

    def _computed(self) -> dict[str, Any]:
        """What can change a number of a result, without what things are called."""
        content = self.model_dump(mode="json", exclude=_LABELS | _IN_THE_CATALOG)
        del content["region"]["people_from"]
        if self.region.people_key != default_people_from(self.region.country):
            content["region"]["people_from"] = self.region.people_key
        for battery, written in zip(self.batteries, content["batteries"], strict=True):
            del written["name"]
            written["site"] = self._position("site", battery.site)
            written["doctrine"]["salvo"] = battery.doctrine.interceptors_of_salvo
        for radar, written in zip(self.radars, content["radars"], strict=True):
            del written["name"]
            written["site"] = self._position("site", radar.site)
        for kind in ("threats", "other_flights"):
            for flights, written in zip(getattr(self, kind), content[kind], strict=True):
                self._resolve_flights(flights, written)
        if self.own_raid is None:
            del content["raid"]  # another question than those that have no raid
        else:
            content["raid"] = self.computed_raid(self.own_raid)
        content["candidate_sites"] = [self._position("site", site) for site in self.candidate_sites]
        content["catalog"] = self.catalog.digest
        return content

    def computed_raid(self, raid: Raid) -> list[dict[str, Any]]:
        """Give what of a raid can change a number of a result, without what things are called.

        Parameters
        ----------
        raid : Raid
            The scenario's own, or one of a file.

        Returns
        -------
        list of dict
            One for each wave.

        Examples
        --------
        >>> from bongsu.scenario import load_scenario, parse_raid
        >>> korea = load_scenario("korea-2016")
        >>> raid = parse_raid(
        ...     "{format: 1, name: one, title: One, waves: [{missile: nodong, "
        ...     "launch_areas: [hwangju], targets: [busan]}]}",
        ...     korea,
        ... )
        >>> korea.computed_raid(raid)[0]["count"]
        1
        """
        waves: list[dict[str, Any]] = raid.model_dump(mode="json")["waves"]
        for flights, written in zip(raid.waves, waves, strict=True):
            self._resolve_flights(flights, written)
        return waves

    def _resolve_flights(self, flights: Flights, written: dict[str, Any]) -> None:
        """Put in what flights are left to the catalogue, and coordinates for names."""
        written["cross_section"] = self.cross_section_of(flights)
        written["launch_areas"] = [
            self._position("launch-area", area) for area in flights.launch_areas
        ]
        if isinstance(flights, OtherFlights | Wave):
            written["targets"] = [self._position("target", place) for place in flights.targets]

    def _position(self, kind: str, spot: str | Coordinates) -> tuple[float, float, float]:
        """Latitude and longitude [deg], within [-180, 180), and altitude [m]."""
        place = self.place(kind, spot)
        longitude_deg = -180.0 if place.longitude_deg == 180.0 else place.longitude_deg
        return place.latitude_deg, longitude_deg, place.altitude

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
        yield "cross-section", BOOSTING
        waves = () if self.own_raid is None else self.own_raid.waves
        for flights in (*self.threats, *self.other_flights, *waves):
            yield "missile", flights.missile
            yield "cross-section", self.cross_section_of(flights)
            tables.add(catalog.missile(flights.missile).drag_table.value)
            yield from (
                ("launch-area", area) for area in flights.launch_areas if isinstance(area, str)
            )
        for other in self.other_flights:
            yield from (("target", place) for place in other.targets if isinstance(place, str))
        for place in {place for wave in waves for place in wave.targets if isinstance(place, str)}:
            found = read_place(catalog, "target", place).name
            if found is not None and found.kind != "municipality":
                yield found.kind, found.key
        yield from (("drag-table", key) for key in tables)


def battery_index(scenario: ScenarioFacts, name: str | None, verb: str = "") -> int:
    """Find a battery of a scenario.

    Parameters
    ----------
    scenario : ScenarioFacts
    name : str or None
        Name of the battery; none for the first.
    verb : str
        What is done, for what is refused.

    Returns
    -------
    int
        Its place in the list. [1]

    Raises
    ------
    InputError
        If there is none of that name.
    """
    names = [battery.name for battery in scenario.batteries]
    if name is None:
        return 0
    if name not in names:
        sentence = f"the scenario has no battery {name!r}{suggest(name, names)}"
        raise ChangeError(verb, "battery" if verb else "", sentence)
    return names.index(name)
