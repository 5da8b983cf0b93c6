"""A scenario: what it says, and the verbs that make another of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import degrees
from numbers import Real
from typing import TYPE_CHECKING, Self

from pydantic import ValidationError

from bongsu.catalog.lookup import find_word, word_among
from bongsu.catalog.rows.units import format_quantity, parse_quantity
from bongsu.errors import InputError, shortened
from bongsu.scenario import pointing
from bongsu.scenario.changes import (
    kept_threats,
    placed,
    written,
)
from bongsu.scenario.facts import ScenarioFacts, battery_index
from bongsu.scenario.parts.defence import Battery, Launchers
from bongsu.scenario.parts.flights import Threat
from bongsu.scenario.parts.places import Coordinates, Spot
from bongsu.scenario.parts.problems import ChangeError
from bongsu.scenario.summary import summary
from bongsu.words import CROSS_SECTION_MODELS, LEVELS, CrossSectionModel, Favour, Level, Rule
from bongsu.words.screen import OnScreen, Screen

if TYPE_CHECKING:
    from bongsu.words import Quality

Names = str | Sequence[str]
Arguments = dict[tuple[str | int, ...], str]


class Scenario(OnScreen, ScenarioFacts):
    """A question's setting.

    It never changes; each verb gives another scenario, checked like one that is loaded, or raises
    an InputError that names the argument, what is allowed and what may have been meant. Verbs can
    follow one another:

    >>> from bongsu.scenario import load_scenario
    >>> korea = load_scenario("korea-2016")
    >>> daegu = korea.only(missile="nodong").moved("daegu").with_doctrine(rule="salvo", salvo=2)
    >>> daegu.batteries[0].site, daegu.batteries[0].doctrine.salvo
    ('daegu', 2)

    What each field means is said by :class:`~bongsu.scenario.facts.ScenarioFacts`; where a radar
    faces, by :mod:`bongsu.scenario.pointing`.
    """

    def _screen(self) -> Screen:
        return summary(self)

    def __str__(self) -> str:
        return repr(self)

    def moved(
        self,
        to: Spot,
        *,
        facing: float | Spot | None = None,
        altitude_m: float | None = None,
        battery: str | None = None,
    ) -> Self:
        """Put a battery on another site, its launchers with it.

        Parameters
        ----------
        to : str, Coordinates or (float, float)
            Site of the catalogue, coordinates, or latitude and longitude at altitude 0. [deg]
        facing : float, str, Coordinates or (float, float), optional
            Where its radar faces there; see :meth:`facing`. By default a battery that really moves
            faces ``"threats"``, and one moved to where it stands keeps its boresight. [deg]
        altitude_m : float, optional
            Altitude of the site, instead of its own. [m]
        battery : str, optional
            Name of the battery; the first by default.

        Returns
        -------
        Scenario
            The same with the battery there. A surveyed skyline stays behind.

        Raises
        ------
        InputError
            If there is no such site or battery, or the altitude or direction is out of range.

        Examples
        --------
        >>> from bongsu.scenario import load_scenario
        >>> load_scenario("korea-2016").moved("daegu", facing=340).batteries[0].site
        'daegu'
        """
        index = battery_index(self, battery, "moved")
        chosen = self.batteries[index]
        own = self.place("site", chosen.site)
        site = self._site(to, altitude_m)
        path = ("batteries", index, "site")
        arguments = {(*path, "altitude"): "altitude_m"} if altitude_m is not None else {}
        made = self._with_battery("moved", index, {"site": site}, arguments | {path: "to"})
        place = made.place("site", made.batteries[index].site)
        if (place.latitude_deg, place.longitude_deg) != (own.latitude_deg, own.longitude_deg):
            if chosen.radar.skyline:
                made = made._with_radar("moved", index, {"skyline": []}, {})
            facing = "threats" if facing is None else facing
        if facing is None:
            return made
        return made._facing("moved", "facing", index, facing)

    def facing(self, direction: float | Spot, *, battery: str | None = None) -> Self:
        """Turn the radar of a battery.

        Parameters
        ----------
        direction : float, str, Coordinates or (float, float)
            Azimuth clockwise from north, as a number or with its unit; a place to face; or
            ``"threats"``: the middle of the boresights that hold all launch areas of the threats,
            else of their directions. [deg]
        battery : str, optional
            Name of the battery; the first by default.

        Returns
        -------
        Scenario
            The same with the radar turned.

        Raises
        ------
        InputError
            If the azimuth is not within -360 to 360 deg, or there is no such place or battery.

        Examples
        --------
        >>> from bongsu.scenario import load_scenario
        >>> korea = load_scenario("korea-2016")
        >>> turned = korea.facing(10), korea.facing("threats"), korea.facing("hwangju")
        >>> [round(one.boresight_deg()) for one in turned]
        [10, 347, 323]
        """
        index = battery_index(self, battery, "facing")
        return self._facing("facing", "direction", index, direction)

    def only(
        self,
        *,
        missile: Names | None = None,
        shape: Names | None = None,
        launch_area: Names | None = None,
    ) -> Self:
        """Keep some of the threats.

        Parameters
        ----------
        missile, shape, launch_area : str or sequence of str, optional
            Missiles, shapes of arcs and launch areas to keep; all of them by default.

        Returns
        -------
        Scenario
            The same with the flights that have a missile, a shape and a launch area asked for.

        Raises
        ------
        InputError
            If a name is not among the threats, or no flight has it together with the others.

        Examples
        --------
        >>> from bongsu.scenario import load_scenario
        >>> load_scenario("korea-2016").only(missile="nodong", shape="depressed").threats[0].shapes
        ('depressed',)
        """
        if missile is shape is launch_area is None:
            return self
        left = kept_threats(self, missile=missile, shape=shape, launch_area=launch_area)
        return self._changed("only", {"threats": left}, {})

    def with_threats(self, *threats: Threat) -> Self:
        """Take other threats, such as those of another scenario.

        Parameters
        ----------
        *threats : Threat
            Missiles, from where and on which shapes they fly.

        Returns
        -------
        Scenario
            The same against these.

        Raises
        ------
        InputError
            If there is none, or one cannot fly here.

        Examples
        --------
        >>> from bongsu.scenario import load_scenario
        >>> later = load_scenario("korea-2019").only(missile="kn-23").threats
        >>> [threat.missile for threat in load_scenario("korea-2016").with_threats(*later).threats]
        ['kn-23']
        """
        for threat in threats:
            if not isinstance(threat, Threat):
                raise ChangeError(
                    "with_threats",
                    "threats",
                    f"{shortened(threat)} is not a threat: give some of those of a scenario",
                )
        content = [threat.model_dump(mode="json", exclude_none=True) for threat in threats]
        return self._changed("with_threats", {"threats": content}, {})

    def with_doctrine(
        self,
        *,
        rule: Rule | None = None,
        salvo: int | None = None,
        keep_out_altitude_km: float | None = None,
        ceiling_km: float | None = None,
        kill_probability: float | None = None,
        detect_to_launch_s: float | None = None,
        clock_start_s: float | None = None,
        battery: str | None = None,
    ) -> Self:
        """Change the rules of fire of a battery; what is not given stays.

        Parameters
        ----------
        rule : {'salvo', 'shoot-look-shoot', 'shoot-shoot-look'}, optional
            When to look. Another rule than ``salvo`` drops the size of the salvo.
        salvo : int, optional
            Interceptors of a salvo, 1 to 8, for that rule only. [1]
        keep_out_altitude_km, ceiling_km : float, optional
            No intercepts below and above. [km]
        kill_probability : float, optional
            Of one shot, instead of the catalogue's factors, 0 to 1. [1]
        detect_to_launch_s : float, optional
            From detection to first motion, instead of the catalogue's steps, 0 to 3600. [s]
        clock_start_s : float, optional
            Earliest start of that clock after the missile's launch, 0 to 3600. [s]
        battery : str, optional
            Name of the battery; the first by default.

        Returns
        -------
        Scenario
            The same with these rules.

        Raises
        ------
        InputError
            If a value is out of range, they contradict each other, or they leave no altitude at
            which the interceptor could meet anything.

        Examples
        --------
        >>> from bongsu.scenario import load_scenario
        >>> slow = load_scenario("korea-2016").with_doctrine(detect_to_launch_s=203)
        >>> slow.batteries[0].doctrine.detect_to_launch
        203.0
        """
        index = battery_index(self, battery, "with_doctrine")
        given: dict[str, tuple[str, object, str]] = {
            "rule": ("rule", rule, ""),
            "salvo": ("salvo", salvo, ""),
            "keep_out_altitude": ("keep_out_altitude_km", keep_out_altitude_km, "km"),
            "ceiling": ("ceiling_km", ceiling_km, "km"),
            "kill_probability": ("kill_probability", kill_probability, ""),
            "detect_to_launch": ("detect_to_launch_s", detect_to_launch_s, "s"),
            "clock_start": ("clock_start_s", clock_start_s, "s"),
        }
        path = ("batteries", index, "doctrine")
        changes = {
            field: written(value, unit) if unit else value
            for field, (_, value, unit) in given.items()
            if value is not None
        }
        if not changes:
            return self
        content = self.batteries[index].doctrine.model_dump(mode="json")
        if rule not in (None, "salvo") and salvo is None:
            content["salvo"] = None
        arguments: Arguments = {(*path, field): given[field][0] for field in changes}
        return self._with_battery(
            "with_doctrine", index, {"doctrine": content | changes}, arguments
        )

    def with_launchers(self, *groups: int | Launchers, battery: str | None = None) -> Self:
        """Give a battery other launchers.

        Parameters
        ----------
        *groups : int or Launchers
            Groups of launchers; a number stands beside the radar and stays where the catalogue's
            is moved within its cited range. None for the catalogue's number beside the radar. [1]
        battery : str, optional
            Name of the battery; the first by default.

        Returns
        -------
        Scenario
            The same with these launchers.

        Raises
        ------
        InputError
            If a group has not 1 to 100 launchers or stands farther than 300 km from the radar.

        Examples
        --------
        >>> from bongsu.scenario import Launchers, load_scenario
        >>> korea = load_scenario("korea-2016")
        >>> two = korea.with_launchers(3, Launchers(count=3, north="20 km"))
        >>> [group.north for group in two.batteries[0].launchers]
        [0.0, 20000.0]
        """
        index = battery_index(self, battery, "with_launchers")
        stand = [
            group.model_dump(mode="json") if isinstance(group, Launchers) else {"count": group}
            for group in groups
        ]
        path = ("batteries", index, "launchers")
        return self._with_battery("with_launchers", index, {"launchers": stand}, {path: "groups"})

    def cued(self, on: bool = True, *, battery: str | None = None) -> Self:
        """Let tracks of the scenario's separate radars reach fire control, or not.

        Parameters
        ----------
        on : bool
            Whether they do.
        battery : str, optional
            Name of the battery; all of them by default.

        Returns
        -------
        Scenario
            The same with or without cueing.

        Raises
        ------
        InputError
            If the scenario has no separate radar that could cue, or no such battery.

        Examples
        --------
        >>> from bongsu.scenario import load_scenario
        >>> load_scenario("korea-2016").cued().batteries[0].cued
        True
        """
        index = None if battery is None else battery_index(self, battery, "cued")
        batteries = [
            _parts(one) | {"cued": on} if index in (None, place) else one
            for place, one in enumerate(self.batteries)
        ]
        if not isinstance(on, bool):
            raise ChangeError("cued", "on", f"{shortened(on)} is neither True nor False")
        return self._changed("cued", {"batteries": batteries}, {})

    def in_mode(self, mode: str, *, battery: str | None = None) -> Self:
        """Put the radar of a battery into another mode of operation.

        Parameters
        ----------
        mode : str
            A mode of that radar, such as ``forward-based``.
        battery : str, optional
            Name of the battery; the first by default.

        Returns
        -------
        Scenario
            The same in that mode.

        Raises
        ------
        InputError
            If the radar has no such mode, or there is no such battery.

        Examples
        --------
        >>> from bongsu.scenario import load_scenario
        >>> load_scenario("korea-2016").in_mode("forward-based").batteries[0].radar.mode
        'forward-based'
        """
        index = battery_index(self, battery, "in_mode")
        catalog = self.catalog
        modes = catalog.radar(catalog.battery(self.batteries[index].type).radar.value).modes
        try:
            found = find_word(mode, modes, "mode")
        except InputError as error:
            raise ChangeError("in_mode", "mode", str(error)) from None
        return self._with_radar("in_mode", index, {"mode": found}, {"mode": "mode"})

    def tilted(self, tilt_deg: float, *, battery: str | None = None) -> Self:
        """Tilt the array of a battery's radar.

        Parameters
        ----------
        tilt_deg : float
            Elevation of the boresight, -10 to 90. [deg]
        battery : str, optional
            Name of the battery; the first by default.

        Returns
        -------
        Scenario
            The same with the array tilted.

        Raises
        ------
        InputError
            If the tilt is out of range, or there is no such battery.

        Examples
        --------
        >>> from bongsu.scenario import load_scenario
        >>> round(load_scenario("korea-2016").tilted(30).batteries[0].radar.tilt, 4)
        0.5236
        """
        index = battery_index(self, battery, "tilted")
        return self._with_radar(
            "tilted", index, {"tilt": written(tilt_deg, "deg")}, {"tilt": "tilt_deg"}
        )

    def searching(
        self,
        *,
        half_width_deg: float | None = None,
        rows: int | None = None,
        frame_time_s: float | None = None,
        tracks_held: int | None = None,
        favour: Favour | None = None,
        battery: str | None = None,
    ) -> Self:
        """Say how the radar of a battery searches, and how many other objects it tracks.

        From then on the wait for detection and the time to a firm track in an engagement follow
        from its fence instead of the battery's rows.

        Parameters
        ----------
        half_width_deg : float, optional
            Half of the fence in azimuth, 1 to 180. [deg]
        rows : int, optional
            Beams one above the other, 1 to 1000. [1]
        frame_time_s : float, optional
            Time in which the fence is visited once, 0.1 to 600. [s]
        tracks_held : int, optional
            Other objects held in track, 0 to 100,000. [1]
        favour : {'search', 'track'}, optional
            What keeps its pace when there is not time for both.
        battery : str, optional
            Name of the battery; the first by default.

        Returns
        -------
        Scenario
            The same with this search; what is not given stays.

        Raises
        ------
        InputError
            If a value is out of range, or there is no such battery.

        Examples
        --------
        >>> from bongsu.scenario import load_scenario
        >>> busy = load_scenario("korea-2016").searching(tracks_held=20)
        >>> busy.batteries[0].radar.search.tracks_held
        20
        """
        index = battery_index(self, battery, "searching")
        given: dict[str, tuple[str, object, str]] = {
            "half_width": ("half_width_deg", half_width_deg, "deg"),
            "rows": ("rows", rows, ""),
            "frame_time": ("frame_time_s", frame_time_s, "s"),
            "tracks_held": ("tracks_held", tracks_held, ""),
            "favour": ("favour", favour, ""),
        }
        changes = {
            field: written(value, unit) if unit else value
            for field, (_, value, unit) in given.items()
            if value is not None
        }
        old = self.batteries[index].radar.search
        content = {} if old is None else old.model_dump(mode="json")
        path = ("batteries", index, "radar", "search")
        arguments: Arguments = {(*path, field): given[field][0] for field in changes}
        radar = self.batteries[index].radar.model_dump(mode="json")
        return self._with_battery(
            "searching", index, {"radar": radar | {"search": content | changes}}, arguments
        )

    def at_spacing(self, spacing_km: float) -> Self:
        """Take another grid of aim points.

        Parameters
        ----------
        spacing_km : float
            Side of the largest cells, 0.5 to 100. [km]

        Returns
        -------
        Scenario
            The same on that grid.

        Raises
        ------
        InputError
            If the side is out of range.

        Examples
        --------
        >>> from bongsu.scenario import load_scenario
        >>> load_scenario("korea-2016").at_spacing(40).region.grid_spacing
        40000.0
        """
        region = self.region.model_dump(mode="json") | {"grid_spacing": written(spacing_km, "km")}
        return self._changed(
            "at_spacing", {"region": region}, {("region", "grid_spacing"): "spacing_km"}
        )

    def with_people_from(self, people_from: str) -> Self:
        """Say how the people of the region are counted.

        Parameters
        ----------
        people_from : str
            ``census``, ``populated-places``, ``none``, or a file of people ending in .csv, .asc or
            .nc, found from the working directory.

        Returns
        -------
        Scenario
            The same, whose people are counted so.

        Raises
        ------
        InputError
            If it is no such word, or the file cannot be counted.

        Examples
        --------
        >>> from bongsu.scenario import load_scenario
        >>> korea = load_scenario("korea-2016").with_people_from("populated-places")
        >>> korea.region.people_from
        'populated-places'
        """
        region = self.region.model_dump(mode="json") | {"people_from": people_from}
        return self._changed(
            "with_people_from", {"region": region}, {("region", "people_from"): "people_from"}
        )

    def with_cross_sections(self, model: CrossSectionModel) -> Self:
        """Say what radars see of an object.

        Parameters
        ----------
        model : {'constant', 'by-aspect', 'nose-on', 'side', 'rear'}
            One number for each object, its cross-section by aspect, or always that from one side.

        Returns
        -------
        Scenario
            The same with these cross-sections.

        Raises
        ------
        InputError
            If there is no such model.

        Examples
        --------
        >>> from bongsu.scenario import load_scenario
        >>> korea = load_scenario("korea-2016").with_cross_sections("by-aspect")
        >>> korea.numerics.cross_section_model
        'by-aspect'
        """
        try:
            found = find_word(model, CROSS_SECTION_MODELS, "cross-section model")
        except InputError as error:
            raise ChangeError("with_cross_sections", "model", str(error)) from None
        numerics = self.numerics.model_dump(mode="json") | {"cross_section_model": found}
        return self._changed("with_cross_sections", {"numerics": numerics}, {})

    def with_parameter(
        self,
        path: str,
        value: str | float,
        *,
        low: str | float | None = None,
        high: str | float | None = None,
        source: str = "assumed for this question",
        quality: Quality = "U",
        note: str = "",
    ) -> Self:
        """Put a value in place of one of the catalogue's, or take it at an end of its range.

        Parameters
        ----------
        path : str
            Name of the parameter, such as ``missile.nodong.payload-mass``.
        value : str or float
            ``"low"``, ``"nominal"`` or ``"high"`` of its cited range; or a quantity with its unit,
            like ``"900 kg"``; a plain number where the quantity has no unit; or a word. [any]
        low, high : str or float, optional
            Range of the new value; the value itself by default, which takes the parameter out of
            uncertainty studies. [any]
        source : str
            Where the value is from: a reference of the catalogue, or any text.
        quality : {'A', 'B', 'C', 'D', 'U'}
            How far it is to be trusted.
        note : str
            What a reader should know.

        Returns
        -------
        Scenario
            The same with that value.

        Raises
        ------
        InputError
            If there is no such parameter, the value does not fit it, or the scenario contradicts
            itself with it.

        Examples
        --------
        >>> from bongsu.scenario import load_scenario
        >>> lighter = load_scenario("korea-2016").with_parameter(
        ...     "missile.nodong.payload-mass", "500 kg", source="Jang 2016"
        ... )
        >>> lighter.catalog.missile("nodong").payload_mass.value
        500.0
        """
        if not isinstance(path, str):
            raise ChangeError("with_parameter", "path", f"{shortened(path)} is no name")
        level = word_among(value, LEVELS)
        if level is not None and low is None and high is None:
            return self._at_levels("with_parameter", {path: level})
        override = {
            "value": value,
            "low": low,
            "high": high,
            "source": source,
            "quality": quality,
            "note": note,
        }
        kept = {name: one.model_dump(mode="json") for name, one in self.overrides.items()}
        levels = {name: level for name, level in self.levels.items() if name != path}
        return self._changed(
            "with_parameter",
            {"overrides": kept | {path: override}, "uncertainty": levels},
            {("overrides", path): "value", ("uncertainty", path): "value"},
        )

    def with_levels(self, levels: Mapping[str, Level]) -> Self:
        """Take parameters of the catalogue at an end of their cited range.

        Parameters
        ----------
        levels : mapping of str to {'nominal', 'low', 'high'}
            By path; those not named stay as they are.

        Returns
        -------
        Scenario
            The same with these parameters there.

        Raises
        ------
        InputError
            If a path does not exist or is not a number, or the scenario contradicts itself then.

        Examples
        --------
        >>> from bongsu.scenario import load_scenario
        >>> korea = load_scenario("korea-2016")
        >>> strong = korea.with_levels({"radar.an-tpy-2.average-power": "high"})
        >>> strong.catalog.radar("an-tpy-2").average_power.value
        120000.0
        """
        given: object = levels
        if not isinstance(given, Mapping):
            sentence = f"{shortened(levels)} does not say which level by which path"
            raise ChangeError("with_levels", "levels", sentence)
        return self._at_levels("with_levels", levels)

    def with_radar_limit(self, range_km: float, *, battery: str | None = None) -> Self:
        """Let the radar of a battery detect nothing beyond a range.

        Parameters
        ----------
        range_km : float
            Largest slant range, positive; the radar's own limit stays where it is shorter. [km]
        battery : str, optional
            Name of the battery; the first by default. Radars of the same type and mode share the
            limit.

        Returns
        -------
        Scenario
            The same with the row ``maximum-range`` of the radar's mode put at that range.

        Raises
        ------
        InputError
            If the range is out of the bounds of that row, or there is no such battery.

        Examples
        --------
        >>> from bongsu.scenario import load_scenario
        >>> near = load_scenario("korea-2016").with_radar_limit(400)
        >>> near.catalog.radar("an-tpy-2").modes["terminal"].maximum_range.value
        400000.0
        """
        chosen = self.batteries[battery_index(self, battery, "with_radar_limit")]
        radar = self.catalog.battery(chosen.type).radar.value
        path = f"radar.{radar}.{chosen.radar.mode}.maximum-range"
        try:
            range_m = parse_quantity(written(range_km, "km"), "m")
        except InputError as error:
            raise ChangeError("with_radar_limit", "range_km", str(error)) from None
        if range_m >= self.catalog.quantity(path).value:
            return self
        try:
            return self.with_parameter(
                path, written(range_km, "km"), source="a limit set for this question"
            )
        except ChangeError as error:
            raise ChangeError("with_radar_limit", "range_km", error.sentence) from None

    def at_candidates(self) -> tuple[Self, ...]:
        """Move the first battery to each of the candidate sites; see :meth:`moved`.

        Returns
        -------
        tuple of Scenario
            One for each candidate site, in their order; the scenario itself when it has none.

        Examples
        --------
        >>> from bongsu.scenario import load_scenario
        >>> [one.batteries[0].site for one in load_scenario("korea-2016").at_candidates()][:2]
        ['pyeongtaek', 'wonju']
        """
        return tuple(self.moved(site) for site in self.candidate_sites) or (self,)

    def boresight_deg(self, battery: str | None = None) -> float:
        """Direction in which the radar of a battery faces.

        Parameters
        ----------
        battery : str, optional
            Name of the battery; the first by default.

        Returns
        -------
        float
            Clockwise from north, within [0, 360). [deg]

        Examples
        --------
        >>> from bongsu.scenario import load_scenario
        >>> round(load_scenario("korea-2016").facing(-20).boresight_deg(), 6)
        340.0
        """
        chosen = self.batteries[battery_index(self, battery, "boresight_deg")]
        return degrees(chosen.radar.boresight)

    def _at_levels(self, verb: str, levels: Mapping[str, Level]) -> Self:
        for path in levels:
            try:
                self.catalog.quantity(path)
            except ValueError as error:
                argument = "path" if verb == "with_parameter" else "levels"
                raise ChangeError(verb, argument, str(error)) from None
        return self._changed(verb, {"uncertainty": {**self.levels, **levels}}, {})

    def _facing(self, verb: str, argument: str, index: int, direction: float | Spot) -> Self:
        chosen = self.batteries[index]
        if isinstance(direction, bool):
            raise ChangeError(verb, argument, "give degrees, 'threats' or a place")
        if direction == "threats":
            azimuth = format_quantity(pointing.azimuth_of_threats(self, chosen), "rad")
        elif isinstance(direction, str) and _is_angle(direction):
            azimuth = direction
        elif isinstance(direction, str | tuple | Coordinates):
            place = self._spot(verb, argument, direction)
            towards = pointing.azimuth_towards(
                self, chosen, place.latitude_deg, place.longitude_deg
            )
            azimuth = format_quantity(towards, "rad")
        elif _is_same_direction(direction, degrees(chosen.radar.boresight)):
            return self
        else:
            azimuth = written(direction, "deg")
        return self._with_radar(verb, index, {"boresight": azimuth}, {"boresight": argument})

    def _site(self, to: Spot, altitude_m: float | None) -> object:
        """Write a site as a file has it: by its name, where the catalogue has it so."""
        try:
            site = placed(to if isinstance(to, tuple) else self.place("site", to))
        except InputError as error:
            raise ChangeError("moved", "to", str(error)) from None
        if altitude_m is not None:
            site["altitude"] = written(altitude_m, "m")
        try:
            place = Coordinates.model_validate(site)
        except ValidationError:
            return site  # refused where the whole is checked, by the name of the argument
        if place.name in self.catalog.keys("site"):
            known = self.place("site", place.name)
            if vars(known) == vars(place):
                return place.name
        return site

    def _spot(self, verb: str, argument: str, to: Spot) -> Coordinates:
        """Read a place of any kind."""
        try:
            return self.place("launch-area", to)
        except InputError as error:
            if isinstance(to, str) and _is_number(to):
                sentence = (
                    f"{shortened(to)} is a text: give degrees as a number, like 340, or with their "
                    "unit, like '340 deg'"
                )
                raise ChangeError(verb, argument, sentence) from None
            raise ChangeError(
                verb, argument, f"give degrees, 'threats' or a place: {error}"
            ) from None

    def _with_radar(
        self, verb: str, index: int, changes: Mapping[str, object], arguments: Mapping[str, str]
    ) -> Self:
        radar = self.batteries[index].radar.model_dump(mode="json") | dict(changes)
        path = ("batteries", index, "radar")
        return self._with_battery(
            verb,
            index,
            {"radar": radar},
            {(*path, field): argument for field, argument in arguments.items()},
        )

    def _with_battery(
        self,
        verb: str,
        index: int,
        changes: Mapping[str, object],
        arguments: Arguments,
    ) -> Self:
        batteries: list[object] = list(self.batteries)
        batteries[index] = _parts(self.batteries[index]) | dict(changes)
        return self._changed(verb, {"batteries": batteries}, arguments)


def _is_same_direction(asked: object, boresight_deg: float) -> bool:
    """Whether a direction is that of a boresight to the last digits that a person reads."""
    if not isinstance(asked, Real) or not abs(float(asked)) <= 360.0:
        return False
    return round(float(asked) - boresight_deg, 10) % 360.0 == 0.0


def _is_angle(text: str) -> bool:
    try:
        parse_quantity(text, "rad")
    except InputError:
        return False
    return True


def _is_number(text: str) -> bool:
    try:
        parse_quantity(text, "1")
    except InputError:
        return False
    return True


def _parts(battery: Battery) -> dict[str, object]:
    """Fields of a battery, its parts as they are."""
    return {name: getattr(battery, name) for name in type(battery).model_fields}
