"""From a setting that a page sends to a deployment: the scenario with its changes, checked."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from math import radians
from threading import Lock
from typing import Any

from pydantic import ValidationError

from bongsu.catalog import Quantity
from bongsu.catalog.documents import Node, read_document
from bongsu.catalog.lookup import suggest, word_among
from bongsu.errors import InputError
from bongsu.front.deployment import Deployment, parse
from bongsu.physics.interceptor.launchers import offset_between
from bongsu.scenario import Coordinates, Launchers
from bongsu.scenario.parts.flights import Threat
from bongsu.scenario.parts.problems import worded
from bongsu.server.messages import (
    DoctrineMessage,
    FlightsMessage,
    LauncherGroup,
    Setting,
    Spot,
)
from bongsu.words import LEVELS, PEOPLE_FROM

_DEPLOYMENTS_KEPT = 32
# what of a setting stays the same while a battery is dragged
_BEFORE_THE_BATTERY = {"scenario", "yaml", "people_from", "flights"}
_FILE = "scenario"
_Kept = OrderedDict[str, Deployment]


class Settings:
    """Scenarios that a page can name, and what it makes of them.

    Parameters
    ----------
    scenarios : mapping of str to Deployment
        By key; the first is opened where nothing else is asked for.
    """

    def __init__(self, scenarios: Mapping[str, Deployment]) -> None:
        self.scenarios = dict(scenarios)
        self._read: _Kept = OrderedDict()
        self._undragged: _Kept = OrderedDict()
        self._lock = Lock()

    def deployment(self, setting: Setting) -> Deployment:
        """Make the deployment that a setting stands for.

        Parameters
        ----------
        setting : Setting
            As a page sends it.

        Returns
        -------
        Deployment
            Checked like one that is loaded.

        Raises
        ------
        InputError
            If a name or value cannot be used, or the text of a scenario names a file.
        """
        key = setting.model_dump_json(include=_BEFORE_THE_BATTERY)
        found = self._kept(self._undragged, key, lambda: self._flying(setting))
        found = _with_battery(found, setting)
        if setting.cued is not None:
            found = found.cued(setting.cued, battery=setting.battery)
        if setting.cross_section_model is not None:
            found = found.with_cross_sections(setting.cross_section_model)
        found = _with_parameters(found, setting.parameters)
        if setting.radar_limit_km is not None:
            found = found.with_radar_limit(setting.radar_limit_km, battery=setting.battery)
        return found

    def _flying(self, setting: Setting) -> Deployment:
        found = self._base(setting)
        if setting.people_from is not None:
            found = found.with_people_from(setting.people_from)
        return _with_flights(found, setting.flights)

    def _base(self, setting: Setting) -> Deployment:
        if setting.yaml is None:
            if setting.scenario not in self.scenarios:
                raise InputError(
                    f"there is no scenario {setting.scenario!r} here"
                    f"{suggest(setting.scenario, self.scenarios)}"
                )
            return self.scenarios[setting.scenario]
        text = setting.yaml
        return self._kept(self._read, text, lambda: read_text(text))

    def _kept(self, store: _Kept, key: str, make: Callable[[], Deployment]) -> Deployment:
        """Give what is kept under a key, or make it and let the oldest go."""
        with self._lock:
            known = store.get(key)
        if known is None:
            known = make()
            with self._lock:
                store[key] = known
                while len(store) > _DEPLOYMENTS_KEPT:
                    store.popitem(last=False)
        return known


def read_text(text: str) -> Deployment:
    """Read the text of a scenario that came from elsewhere, which may name no file.

    Parameters
    ----------
    text : str
        YAML.

    Returns
    -------
    Deployment
        Checked.

    Raises
    ------
    InputError
        With every mistake in it; or if it names a file of a catalogue or of people, which a page
        must not read.
    """
    root = read_document(text, _FILE)
    content = root.mapping("a scenario")
    files = content.get("catalogue_files")
    if files is not None and files.value:
        raise InputError(
            f"{files.mark}: catalogue_files: a page reads no files; write what they change as "
            "overrides, or start the server with this file"
        )
    people = _part(content.get("region"), "people_from")
    if (
        people is not None
        and people.value is not None
        and word_among(people.value, PEOPLE_FROM) is None
    ):
        raise InputError(
            f"{people.mark}: region.people_from: a page reads no files; use one of "
            f"{', '.join(PEOPLE_FROM)}, or start the server with this file"
        )
    return parse(text)


def _part(node: Node | None, key: str) -> Node | None:
    """What a mapping has under a key."""
    return node.value.get(key) if node is not None and isinstance(node.value, dict) else None


def place_of(spot: str | Spot) -> str | Coordinates:
    """Take a place as the verbs of a scenario do.

    Parameters
    ----------
    spot : str or Spot
        As a page sends it.

    Returns
    -------
    str or Coordinates
        A name, or where it is.

    Raises
    ------
    InputError
        If the name of a place is not written as one.
    """
    if isinstance(spot, str):
        return spot
    name = spot.name or f"{spot.latitude_deg!r},{spot.longitude_deg!r}"
    written = {
        "name": name,
        "latitude_deg": spot.latitude_deg,
        "longitude_deg": spot.longitude_deg,
        "altitude": f"{spot.altitude_m!r} m",
    }
    try:
        return Coordinates.model_validate(written)
    except ValidationError as error:
        raise refused("place", error, Coordinates) from None


def refused(what: str, error: ValidationError, kind: type[Any]) -> InputError:
    """Say in one sentence about a part that it does not hold.

    Parameters
    ----------
    what : str
        What the part is called.
    error : pydantic.ValidationError
        What the model said.
    kind : type
        The model.

    Returns
    -------
    InputError
        To be raised.
    """
    words = worded(error.errors(include_url=False), kind)
    return InputError(
        "; ".join(
            ": ".join((*(str(step) for step in (what, *word.steps)), word.sentence))
            for word in words
        )
    )


def _with_flights(found: Deployment, asked: FlightsMessage) -> Deployment:
    """Change what flies."""
    if asked == FlightsMessage():
        return found
    catalog = found.catalog
    missile = None if asked.missile is None else catalog.key("missile", asked.missile)
    chosen = [one for one in found.threats if missile in (None, one.missile)]
    if not chosen:
        areas = list(dict.fromkeys(area for one in found.threats for area in one.launch_areas))
        lift = catalog.missile(str(missile)).lift_to_drag is not None
        shape = "full-burn-depressed" if lift else "full-burn-lofted"
        chosen = [
            Threat.model_validate(
                {"missile": missile, "launch_areas": areas, "shapes": [shape]},
                context={"catalog": catalog},
            )
        ]
    return found.with_threats(*(_threat(found, one, asked) for one in chosen))


def _threat(found: Deployment, threat: Threat, asked: FlightsMessage) -> Threat:
    content = threat.model_dump(mode="json", exclude_none=True)
    if asked.shapes is not None:
        content["shapes"] = list(asked.shapes)
    if not {"lofted", "depressed"} & set(content["shapes"]):
        content.pop("apogee", None)
    if asked.launch_areas is not None:
        content["launch_areas"] = [
            found.catalog.key("launch-area", one) if isinstance(one, str) else _written(one)
            for one in asked.launch_areas
        ]
    if asked.apogee_km is not None:
        content["apogee"] = f"{asked.apogee_km!r} km"
    if asked.cross_section is not None:
        content["cross_section"] = asked.cross_section
    try:
        return Threat.model_validate(content, context={"catalog": found.catalog})
    except ValidationError as error:
        raise refused("flights", error, Threat) from None


def _written(spot: Spot) -> dict[str, Any]:
    place = place_of(spot)
    assert isinstance(place, Coordinates)
    return place.model_dump(mode="json")


def _with_battery(found: Deployment, setting: Setting) -> Deployment:
    """Change a battery: where it stands first, since the rest is relative to it."""
    name = setting.battery
    if setting.site is not None:
        found = found.moved(place_of(setting.site), battery=name)
    if setting.facing is not None:
        facing = setting.facing if isinstance(setting.facing, float) else place_of(setting.facing)
        found = found.facing(facing, battery=name)
    if setting.mode is not None:
        found = found.in_mode(setting.mode, battery=name)
    if setting.tilt_deg is not None:
        found = found.tilted(setting.tilt_deg, battery=name)
    if setting.launchers is not None:
        groups = [_beside(found, one, name) for one in setting.launchers]
        found = found.with_launchers(*groups, battery=name)
    if setting.doctrine != DoctrineMessage():
        found = found.with_doctrine(**setting.doctrine.model_dump(), battery=name)
    return found


def _beside(found: Deployment, group: LauncherGroup, battery: str | None) -> Launchers:
    site = found.place("site", found.battery(battery).site)
    east_m, north_m = offset_between(
        radians(site.latitude_deg),
        radians(site.longitude_deg),
        radians(group.latitude_deg),
        radians(group.longitude_deg),
        site.altitude,
    )
    written = {"count": group.count, "east": f"{east_m!r} m", "north": f"{north_m!r} m"}
    try:
        return Launchers.model_validate(written)
    except ValidationError as error:
        raise refused("launchers", error, Launchers) from None


def _with_parameters(found: Deployment, asked: Mapping[str, str | float]) -> Deployment:
    levels = {
        path: level
        for path, value in asked.items()
        if (level := word_among(value, LEVELS)) is not None
    }
    if levels:
        found = found.with_levels(levels)
    for path, value in asked.items():
        if path not in levels:
            found = found.with_parameter(path, _in_si(found, path, value))
    return found


def _in_si(found: Deployment, path: str, value: str | float) -> str | float:
    """Give a bare number the SI unit of its row."""
    row = found.catalog.row(path)
    if isinstance(value, str) or not isinstance(row, Quantity) or row.unit == "1":
        return value
    return f"{value!r} {row.unit}"
