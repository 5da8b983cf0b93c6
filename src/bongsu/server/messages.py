"""What a page asks an engine, and what it gets: every message, with units in names.

A view knows these messages and no more, so that another engine can be put in place of the server.
``python -m tools.protocol`` writes the same as TypeScript.

Where the package has a class of the same name, the name of the message ends in ``Message``; the
types of the page, which know no other, go without.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

import numpy as np
from numpy.typing import ArrayLike
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StrictFloat,
    TypeAdapter,
)
from pydantic.config import JsonDict
from pydantic_core import PydanticCustomError

from bongsu.words import (
    CellReason,
    Convention,
    CrossSectionModel,
    EventKind,
    Fate,
    Over,
    PeopleFrom,
    Quality,
    Rule,
    Shape,
    ShotOutcome,
    Verdict,
    Weight,
)

PROTOCOL = 1
"""Number of the protocol, raised when a message changes its meaning. [1]"""
FIRST_MISSILE = "nodong"
"""The missile that a map shows first, where the scenario has it."""
MOST_MESSAGE_BYTES = 1_000_000
"""Size of a request. [bytes]"""
MOST_TEXT = 200_000
"""Characters of a scenario. [1]"""
MOST_AIM_POINTS = 10_000
"""Aim points of a footprint. [1]"""
MOST_REPLICATIONS = 10_000_000
"""Replications of a raid. [1]"""
MOST_PARAMETERS = 200
"""Rows that a setting puts other values to. [1]"""
MOST_DRAWS = 4096
"""Draws of the cited rows. [1]"""
MOST_PAIRS = 256
"""Pairs of draws between which groups of rows are exchanged. [1]"""
MOST_MISSILES_PLAYED = 500
"""Missiles of a raid that is played back. [1]"""
MOST_REPLICATIONS_OF_A_DRAW = 10_000
"""Replications of a raid in each draw. [1]"""


def _a_number(value: object) -> object:
    if isinstance(value, bool | str):
        raise PydanticCustomError("int_type", "Input should be a valid integer")
    return value


# of an integer, which JSON may write as 5.0
_NUMBER = BeforeValidator(_a_number)
Name = Annotated[str, Field(min_length=1, max_length=200)]
Identifier = Annotated[int, Field(ge=0, le=2**53 - 1), _NUMBER]
Latitude = Annotated[StrictFloat, Field(ge=-90.0, le=90.0)]
Longitude = Annotated[StrictFloat, Field(ge=-180.0, le=180.0)]
Format = Literal["yaml", "geojson", "csv", "json", "png", "svg"]
ErrorKind = Literal["message", "input", "out-of-reach", "busy", "internal"]
"""A message that is none, a mistake in what is asked, "no" as the answer, too much at once, a fault
of the engine."""


class Message(BaseModel):
    """Base of the messages and their parts: nothing unknown, nothing changed in place."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, allow_inf_nan=False, ser_json_bytes="base64"
    )


class Array(Message):
    """Numbers as little-endian bytes.

    Attributes
    ----------
    dtype : {'f4', 'f8', 'i4', 'u1', 'u2', 'u4'}
        Kind and bytes of each number.
    shape : tuple of int
        Sizes, the last running fastest. [1]
    data : bytes
        The numbers; one that there is not is NaN.
    """

    dtype: Literal["f4", "f8", "i4", "u1", "u2", "u4"]
    shape: tuple[int, ...]
    data: bytes

    @classmethod
    def of(cls, values: ArrayLike, dtype: Literal["f4", "f8", "i4", "u1", "u2", "u4"]) -> Self:
        """Pack numbers.

        Parameters
        ----------
        values : array_like
            The numbers. [any]
        dtype : {'f4', 'f8', 'i4', 'u1', 'u2', 'u4'}
            Kind and bytes of each.

        Returns
        -------
        Array
            In C order.
        """
        packed = np.ascontiguousarray(values, dtype=f"<{dtype}")
        return cls(dtype=dtype, shape=packed.shape, data=packed.tobytes())

    def numbers(self) -> np.ndarray:
        """Unpack the numbers.

        Returns
        -------
        numpy.ndarray
            Of the shape. [any]
        """
        return np.frombuffer(self.data, dtype=f"<{self.dtype}").reshape(self.shape)


class Bilingual(Message):
    """What the engine says, in both languages of the page.

    Attributes
    ----------
    en : str
        In English.
    ko : str
        In Korean; empty where there is no translation.
    """

    en: str
    ko: str


class Number(Message):
    """A number with its unit, and where it comes from.

    Attributes
    ----------
    value : float or None
        The number; none where there is none. [unit]
    unit : str
        Its unit; ``1`` for counts, shares and probabilities.
    low, high : float or None
        Range that its sources give; none where the number is computed or chosen. [unit]
    row : str or None
        Row of the catalogue that it is, such as ``battery.thaad-battery.plan-time``.
    quality : {'A', 'B', 'C', 'D', 'U'} or None
        Quality of that row.
    source : str or None
        Whom the row cites, or who set the number.
    """

    value: float | None
    unit: str
    low: float | None = None
    high: float | None = None
    row: str | None = None
    quality: Quality | None = None
    source: str | None = None


class ParameterMessage(Message):
    """A row of the catalogue as a control sees it.

    Attributes
    ----------
    path : str
        Its name, for `parameters` of a setting.
    title, title_korean : str
        What it is, in words.
    entry, entry_korean : str
        Title of the entry that it belongs to.
    number : Number
        As it counts in this setting.
    cited : float
        Value that the catalogue has. [unit of the number]
    least, most : float
        What a setting may put in its place. [unit of the number]
    """

    path: str
    title: str
    title_korean: str
    entry: str
    entry_korean: str
    number: Number
    cited: float
    least: float
    most: float


class NamedMessage(Message):
    """Something that a setting can name.

    Attributes
    ----------
    key : str
        Its name in messages and files.
    title, korean : str
        What people read; the Korean one is empty where there is none.
    """

    key: str
    title: str
    korean: str = ""


class NamedPlaceMessage(NamedMessage):
    """A place with a name.

    Attributes
    ----------
    latitude_deg, longitude_deg : float
        Where it is. [deg]
    altitude_m : float
        Above the ellipsoid. [m]
    country : str
        ISO 3166-1 alpha-3 code; empty where it is not known.
    people : int or None
        Residents; none where they are not counted. [1]
    """

    latitude_deg: float
    longitude_deg: float
    altitude_m: float = 0.0
    country: str = ""
    people: int | None = None


class NamedMissile(NamedMessage):
    """A missile of the catalogue.

    Attributes
    ----------
    shapes : tuple of str
        Shapes of its arcs.
    published_range : Number
        As its row has it. [km]
    """

    shapes: tuple[Shape, ...]
    published_range: Number


class NamedCrossSection(NamedMessage):
    """A cross-section of the catalogue.

    Attributes
    ----------
    area : Number
        Its mean. [m2]
    """

    area: Number


class NamedMetric(NamedMessage):
    """A number that can be asked over draws.

    Attributes
    ----------
    unit : str
        Of the number and of thresholds; ``1`` for shares, probabilities and counts.
    of_footprint : bool
        Whether it sums places up, so that it has a map.
    of_one_flight : bool
        Whether it is about one flight to one place: a setting with one flight, and a `target`.
    of_raid, of_place : bool
        Whether it is about a raid, and about one place that the raid is aimed at, a `target`.
    is_count : bool
        Whether it is a number of things, not a share or a probability.
    """

    unit: str
    is_count: bool
    of_footprint: bool
    of_one_flight: bool
    of_raid: bool
    of_place: bool


class Spot(Message):
    """A place by its coordinates.

    Attributes
    ----------
    latitude_deg, longitude_deg : float
        Geodetic. [deg]
    altitude_m : float
        Above the ellipsoid. [m]
    name : str or None
        What results call it; its coordinates where there is none.
    """

    latitude_deg: Latitude
    longitude_deg: Longitude
    altitude_m: Annotated[StrictFloat, Field(ge=-500.0, le=9000.0)] = 0.0
    name: Annotated[str, Field(min_length=1, max_length=60)] | None = None


class LauncherGroup(Message):
    """Launchers that stand together.

    Attributes
    ----------
    latitude_deg, longitude_deg : float
        Where; within 300 km of the radar. [deg]
    count : int
        How many. [1]
    """

    latitude_deg: Latitude
    longitude_deg: Longitude
    count: Annotated[int, Field(ge=1, le=100), _NUMBER]


class DoctrineMessage(Message):
    """Rules of fire; what is none stays as the scenario has it.

    Attributes
    ----------
    rule : str or None
        When to look.
    salvo : int or None
        Interceptors of a salvo, for the rule ``salvo``. [1]
    keep_out_altitude_km, ceiling_km : float or None
        No intercepts below and above. [km]
    kill_probability : float or None
        Of one shot, in place of the catalogue's factors. [1]
    detect_to_launch_s : float or None
        From detection to first motion, in place of the catalogue's steps. [s]
    clock_start_s : float or None
        Earliest start of that clock after the missile's launch. [s]
    """

    rule: Rule | None = None
    salvo: Annotated[int, _NUMBER] | None = None
    keep_out_altitude_km: StrictFloat | None = None
    ceiling_km: StrictFloat | None = None
    kill_probability: StrictFloat | None = None
    detect_to_launch_s: StrictFloat | None = None
    clock_start_s: StrictFloat | None = None


class FlightsMessage(Message):
    """What flies; what is none stays as the scenario has it.

    Attributes
    ----------
    missile : str or None
        One missile: of the scenario's threats, else any of the catalogue.
    shapes : tuple of str or None
        Shapes of its arcs.
    launch_areas : tuple of str or Spot, or None
        Where it starts.
    apogee_km : float or None
        Of lofted and depressed arcs. [km]
    cross_section : str or None
        What a radar sees of it after burnout: one of the catalogue.
    """

    missile: Name | None = None
    shapes: Annotated[tuple[Shape, ...], Field(min_length=1, max_length=5)] | None = None
    launch_areas: Annotated[tuple[Name | Spot, ...], Field(min_length=1, max_length=12)] | None = (
        None
    )
    apogee_km: StrictFloat | None = None
    cross_section: Name | None = None


class Setting(Message):
    """What is asked about: a scenario, and what is changed of it. What is none stays.

    Attributes
    ----------
    scenario : str
        Key of a scenario that the engine has.
    yaml : str or None
        Text of a scenario file, in place of that one.
    battery : str or None
        Name of the battery whose site, radar, launchers and doctrine are changed; the first one
        where there is none.
    site : str, Spot or None
        Where it stands; its launchers come with it.
    facing : float, str, Spot or None
        Where its radar faces: degrees clockwise from north, ``threats``, or a place. A battery that
        is moved faces the threats unless this says otherwise. [deg]
    mode : str or None
        Mode of its radar.
    tilt_deg : float or None
        Elevation of the boresight. [deg]
    radar_limit_km : float or None
        Beyond it the radar detects nothing. [km]
    launchers : tuple of LauncherGroup or None
        In place of its own.
    doctrine : Doctrine
        Rules of fire.
    flights : Flights
        What flies.
    cued : bool or None
        Whether tracks of the separate radars reach fire control.
    cross_section_model : str or None
        What radars see of an object.
    people_from : str or None
        How people are counted.
    parameters : dict of str to str or float
        Other values of rows of the catalogue, by path: with unit, in SI units, or ``low``,
        ``nominal`` or ``high`` of its range.
    """

    scenario: Name = "korea-2016"
    yaml: Annotated[str, Field(max_length=MOST_TEXT)] | None = None
    battery: Name | None = None
    site: Name | Spot | None = None
    facing: StrictFloat | Name | Spot | None = None
    mode: Name | None = None
    tilt_deg: StrictFloat | None = None
    radar_limit_km: StrictFloat | None = None
    launchers: Annotated[tuple[LauncherGroup, ...], Field(min_length=1, max_length=20)] | None = (
        None
    )
    doctrine: DoctrineMessage = DoctrineMessage()
    flights: FlightsMessage = FlightsMessage()
    cued: StrictBool | None = None
    cross_section_model: CrossSectionModel | None = None
    people_from: PeopleFrom | None = None
    parameters: Annotated[dict[Name, StrictFloat | Name], Field(max_length=MOST_PARAMETERS)] = {}


def _with_kind(schema: JsonDict) -> None:
    """Say that a message names its kind, which has a default in Python alone."""
    required, named = schema.get("required", []), schema["properties"]
    assert isinstance(required, list)
    assert isinstance(named, dict)
    if "kind" in named and "kind" not in required:
        schema["required"] = [*required, "kind"]


class Request(Message):
    """Base of what is asked.

    Attributes
    ----------
    id : int
        The answer carries it. [1]
    topic : str
        Of requests that wait, the newest of a topic replaces the others; the kind by default.
    """

    model_config = ConfigDict(json_schema_extra=_with_kind)

    id: Identifier
    topic: Annotated[str, Field(max_length=60)] = ""


class Answer(Message):
    """Base of what comes back.

    Attributes
    ----------
    id : int
        Of the request. [1]
    took_ms : float
        Time that the engine took, without waiting. [ms]
    """

    # it is made before it is known how long it took
    model_config = ConfigDict(frozen=False)

    id: Identifier
    took_ms: float = 0.0


class ProvenanceMessage(Message):
    """Where numbers come from.

    Attributes
    ----------
    scenario, scenario_title, scenario_hash : str
        What was computed.
    bongsu_version : str
        By which version.
    seed : int or None
        Of what was drawn by lot. [1]
    people_from : str or None
        How people are counted, where they are.
    sources : tuple of str
        References that the rows cite.
    line : str
        All of it in one line, for a foot.
    citation : str
        As one would cite it.
    """

    scenario: str
    scenario_title: str
    scenario_hash: str
    bongsu_version: str
    seed: int | None
    people_from: str | None
    sources: tuple[str, ...]
    line: str
    citation: str


class DescribeRequest(Request):
    """Ask what the engine has; the answer changes only with the engine."""

    kind: Literal["describe"] = "describe"


class DescribeAnswer(Answer):
    """What there is to choose from.

    Attributes
    ----------
    protocol : int
        :data:`PROTOCOL`. [1]
    version : str
        Of the package.
    kinds : tuple of str
        Requests that this engine answers.
    scenarios : tuple of Named
        Scenarios; the first is the one to open.
    missiles, cross_sections, launch_areas, sites, targets
        Entries of the catalogue.
    cities : tuple of NamedPlace
        For labels, the largest first.
    shapes, modes, rules, cross_section_models, overs, reasons : tuple of str
        Words; `reason` of a footprint counts in `reasons`.
    metrics : tuple of NamedMetric
        Numbers that can be asked over draws.
    limits : dict of str to int
        `aim_points`, `text_characters`, `message_bytes`, `parameters`, `replications`, `draws`,
        `pairs`, `missiles_played`. [1]
    """

    kind: Literal["describe"] = "describe"
    protocol: int
    version: str
    kinds: tuple[str, ...]
    scenarios: tuple[NamedMessage, ...]
    missiles: tuple[NamedMissile, ...]
    cross_sections: tuple[NamedCrossSection, ...]
    launch_areas: tuple[NamedPlaceMessage, ...]
    sites: tuple[NamedPlaceMessage, ...]
    targets: tuple[NamedPlaceMessage, ...]
    cities: tuple[NamedPlaceMessage, ...]
    shapes: tuple[Shape, ...]
    modes: tuple[str, ...]
    rules: tuple[Rule, ...]
    cross_section_models: tuple[CrossSectionModel, ...]
    overs: tuple[Over, ...]
    reasons: tuple[CellReason, ...]
    metrics: tuple[NamedMetric, ...]
    limits: dict[str, int]


class OpenRequest(Request):
    """Ask for a setting with everything filled in, and checked.

    Attributes
    ----------
    setting : Setting
    details : bool
        Whether the file and the rows of the catalogue come too.
    """

    kind: Literal["open"] = "open"
    setting: Setting
    details: StrictBool = True


class OpenLauncher(Message):
    """Launchers as they stand.

    Attributes
    ----------
    latitude_deg, longitude_deg : float
        Where. [deg]
    count, interceptors_each : int
        Launchers, and interceptors ready on each. [1]
    """

    latitude_deg: float
    longitude_deg: float
    count: int
    interceptors_each: int


class OpenBattery(Message):
    """A battery as it stands.

    Attributes
    ----------
    name, title : str
        What it is called.
    site : NamedPlace
        Where its radar stands.
    boresight_deg, tilt_deg : float
        Where its radar faces. [deg]
    sector_half_width_deg : float
        Half of what it sees in azimuth. [deg]
    mode : str
        Of its radar.
    modes : tuple of str
        That its radar has.
    range_km : Number
        Instrumented range of that mode. [km]
    launchers : tuple of OpenLauncher
        Groups.
    reach_km : float
        Longest ground range that an interceptor covers. [km]
    doctrine : Doctrine
        With everything that is set.
    """

    name: str
    title: str
    site: NamedPlaceMessage
    boresight_deg: float
    tilt_deg: float
    sector_half_width_deg: float
    mode: str
    modes: tuple[str, ...]
    range_km: Number
    launchers: tuple[OpenLauncher, ...]
    reach_km: float
    doctrine: DoctrineMessage


class OpenFlight(Message):
    """Missiles of one type from one launch area on arcs of one shape.

    Attributes
    ----------
    missile, missile_title : str
        What flies.
    launch_area : NamedPlace
        From where.
    shape : str
        On which arc.
    cross_section : str
        What a radar sees of it after burnout.
    """

    missile: str
    missile_title: str
    launch_area: NamedPlaceMessage
    shape: Shape
    cross_section: str


class OpenAnswer(Answer):
    """A setting with everything filled in.

    Attributes
    ----------
    title : str
        Of the scenario.
    yaml : str
        A file that loads as this setting; empty without details.
    country, country_title, country_korean : str
        Whom the batteries protect: ISO 3166-1 alpha-3 code, and in words.
    batteries : tuple of OpenBattery
        As they stand.
    flights : tuple of OpenFlight
        What flies, in the order of a footprint's.
    candidate_sites : tuple of NamedPlace
        Where the first battery might stand.
    radars : tuple of NamedPlace
        Separate radars.
    parameters : tuple of Parameter
        Rows on which the answers rest, that a control can move; none without details.
    provenance : Provenance
    """

    kind: Literal["open"] = "open"
    title: str
    yaml: str
    country: str
    country_title: str
    country_korean: str
    batteries: tuple[OpenBattery, ...]
    flights: tuple[OpenFlight, ...]
    candidate_sites: tuple[NamedPlaceMessage, ...]
    radars: tuple[NamedPlaceMessage, ...]
    parameters: tuple[ParameterMessage, ...]
    provenance: ProvenanceMessage


class FootprintRequest(Request):
    """Ask whom the batteries protect.

    Attributes
    ----------
    setting : Setting
    aim_points : int
        About how many: the grid whose number comes nearest. Few while something is dragged, more
        when it rests. [1]
    required_shots : int
        Shots that make a place count as defended. [1]
    known_grids : tuple of str
        Keys of grids that need not come again.
    by_flight : bool
        Whether values of each flight come too, not only those of all together.
    by_province : bool
        Whether people and area of each province come too.
    """

    kind: Literal["footprint"] = "footprint"
    setting: Setting
    aim_points: Annotated[int, Field(ge=50, le=MOST_AIM_POINTS), _NUMBER] = 300
    required_shots: Annotated[int, Field(ge=1, le=8), _NUMBER] = 1
    known_grids: Annotated[tuple[Name, ...], Field(max_length=50)] = ()
    by_flight: StrictBool = True
    by_province: StrictBool = False


class Grid(Message):
    """Aim points of a country, and the triangles over which values run between them.

    Attributes
    ----------
    key : str
        Of the grid: the same key, the same grid.
    country : str
        ISO 3166-1 alpha-3 code.
    spacing_km : float
        Side of the largest cells. [km]
    latitude_deg, longitude_deg : Array of f4, shape (cells,)
        Aim points. [deg]
    people : Array of f4, shape (cells,)
        People of each cell; NaN where they are not counted. [1]
    area_km2 : Array of f4, shape (cells,)
        Land of each cell. [km2]
    mesh_latitude_deg, mesh_longitude_deg : Array of f4, shape (points,)
        Corners of the triangles: the aim points, then points around the country. [deg]
    mesh_cell : Array of u2, shape (points,)
        Cell whose values a corner has. [1]
    triangles : Array of u2, shape (triangles, 3)
        Corners of each. [1]
    """

    key: str
    country: str
    spacing_km: float
    latitude_deg: Array
    longitude_deg: Array
    people: Array
    area_km2: Array
    mesh_latitude_deg: Array
    mesh_longitude_deg: Array
    mesh_cell: Array
    triangles: Array


class FlightValues(Message):
    """Values of each flight at each aim point.

    Attributes
    ----------
    reason : Array of u1, shape (flights, cells)
        First reason why there is no shot, counted in `reasons` of the description. [1]
    shots : Array of u1, shape (flights, cells)
        Shots that the doctrines allow. [1]
    margin_s : Array of f4, shape (flights, cells)
        Time by which the launch may slip; negative: by which it comes too late; NaN where no launch
        at any time would do. [s]
    margin_km : Array of f4, shape (flights, cells)
        Distance inside reach; negative: beyond it. [km]
    p_defend : Array of f4, shape (flights, cells)
        Probability that the warhead is destroyed; NaN where no arc reaches. [1]
    """

    reason: Array
    shots: Array
    margin_s: Array
    margin_km: Array
    p_defend: Array


class Shares(Message):
    """What is defended when flights count together in one way.

    Attributes
    ----------
    over : str
        Against every flight that reaches a place, on average over them, or against any.
    share : Number
        Share of those within reach, of people where they are counted, else of area. [1]
    people : Number
        People defended. [1]
    area : Number
        Area defended. [km2]
    """

    over: Over
    share: Number
    people: Number
    area: Number


class ProvinceShares(Message):
    """What is defended of a province.

    Attributes
    ----------
    name, korean : str
        What it is called.
    people : float
        Who live there. [1]
    people_share, area_share : float
        On average over the flights. [1]
    """

    name: str
    korean: str
    people: float
    people_share: float
    area_share: float


class FootprintAnswer(Answer):
    """Whom the batteries protect.

    Attributes
    ----------
    grid : Grid or None
        Of the values; none when its key was among the known ones.
    grid_key : str
        Its key.
    sentence, sentence_korean : str
        The answer in words.
    weight : str
        What shares are of: people, or area where they are not counted.
    within_reach : Number
        People, or area, that some flight reaches. [1 or km2]
    shares : tuple of Shares
        By how flights count together: every, average, any.
    flights : tuple of OpenFlight
        What flew.
    met : Array of u2, shape (cells,)
        Flights that are met at each aim point. [1]
    reaching : Array of u2, shape (cells,)
        Flights that reach it. [1]
    p_defend : Array of f4, shape (cells,)
        Mean probability of defence over the flights that reach it; NaN where none does. [1]
    by_flight : FlightValues or None
        Of each flight, if asked for.
    provinces : tuple of ProvinceShares
        If asked for, and people are those of a census.
    provenance : Provenance
    """

    kind: Literal["footprint"] = "footprint"
    grid: Grid | None
    grid_key: str
    sentence: str
    sentence_korean: str
    weight: Weight
    within_reach: Number
    shares: tuple[Shares, ...]
    flights: tuple[OpenFlight, ...]
    met: Array
    reaching: Array
    p_defend: Array
    by_flight: FlightValues | None
    provinces: tuple[ProvinceShares, ...]
    provenance: ProvenanceMessage


class TimelineRequest(Request):
    """Ask what a battery can do about one flight.

    Attributes
    ----------
    setting : Setting
    target : str or Spot
        Where the flight aims.
    flight : int
        Which of the setting's flights. [1]
    """

    kind: Literal["timeline"] = "timeline"
    setting: Setting
    target: Name | Spot
    flight: Annotated[int, Field(ge=0, le=10_000), _NUMBER] = 0


class Moment(Message):
    """Something that happens at one time.

    Attributes
    ----------
    name : str
        What.
    time_s : float
        Since the launch of the missile. [s]
    latitude_deg, longitude_deg, altitude_m
        Where the missile is. [deg, m]
    """

    name: str
    time_s: float
    latitude_deg: float
    longitude_deg: float
    altitude_m: float


class FireStep(Message):
    """A step of fire control.

    Attributes
    ----------
    name : str
        What is done.
    duration : Number
        How long it takes. [s]
    begins_s, ends_s : float or None
        When, since the launch of the missile; none where it never comes. [s]
    """

    name: str
    duration: Number
    begins_s: float | None
    ends_s: float | None


class ShotFired(Message):
    """A shot that the doctrine allows.

    Attributes
    ----------
    round : int
        Of the doctrine. [1]
    launch_s, intercept_s : float
        Since the launch of the missile. [s]
    launch_latitude_deg, launch_longitude_deg : float
        Where the interceptor starts. [deg]
    latitude_deg, longitude_deg, altitude_m
        Where it meets the missile. [deg, m]
    p_kill : float
        Probability that it destroys the warhead. [1]
    """

    round: int
    launch_s: float
    intercept_s: float
    launch_latitude_deg: float
    launch_longitude_deg: float
    latitude_deg: float
    longitude_deg: float
    altitude_m: float
    p_kill: float


class ArcMessage(Message):
    """A flight, sampled.

    Attributes
    ----------
    time_s, latitude_deg, longitude_deg, altitude_m : Array of f4, shape (samples,)
        Since launch, and where. [s, deg, deg, m]
    """

    time_s: Array
    latitude_deg: Array
    longitude_deg: Array
    altitude_m: Array


class TimelineAnswer(Answer):
    """What a battery can do about one flight.

    Attributes
    ----------
    heading, sentence : str
        What flies where, and whether there is a shot, or the first reason why there is none, with
        what was missing.
    heading_korean, sentence_korean, missing_korean : str
        The same in Korean, where there is a translation.
    reason : str
        ``feasible``, or the first reason.
    missing : str
        What was missing, in words; empty where there is a shot.
    margin : Number
        Time by which the launch may slip. [s]
    margin_distance : Number
        Distance inside reach. [km]
    p_defend : Number
        Probability that the warhead is destroyed. [1]
    arc : Arc
        The flight.
    signal_to_noise : Array of f4, shape (samples,)
        Of one look, 0 out of sight. [1]
    required_signal_to_noise : float
        That a detection asks for. [1]
    sights_s : tuple of (float, float)
        Intervals in which a look would detect the missile. [s]
    events : tuple of Moment
        In order of time.
    steps : tuple of FireStep
        Of fire control, in their order.
    shots : tuple of ShotFired
        That the doctrine allows.
    target : NamedPlace
    provenance : Provenance
    """

    kind: Literal["timeline"] = "timeline"
    heading: str
    heading_korean: str
    sentence: str
    sentence_korean: str
    reason: CellReason
    missing: str
    missing_korean: str
    margin: Number
    margin_distance: Number
    p_defend: Number
    arc: ArcMessage
    signal_to_noise: Array
    required_signal_to_noise: float
    sights_s: tuple[tuple[float, float], ...]
    events: tuple[Moment, ...]
    steps: tuple[FireStep, ...]
    shots: tuple[ShotFired, ...]
    target: NamedPlaceMessage
    provenance: ProvenanceMessage


class CoverageRequest(Request):
    """Ask over whose territory the radar of a battery sees.

    Attributes
    ----------
    setting : Setting
    altitude_km : float
        Height of what is looked at. [km]
    cross_section : str
        What is looked at: one of the catalogue.
    """

    kind: Literal["coverage"] = "coverage"
    setting: Setting
    altitude_km: Annotated[StrictFloat, Field(ge=1.0, le=2000.0)] = 100.0
    cross_section: Name = "reentry-vehicle"


class CountrySeen(Message):
    """What is seen of a country.

    Attributes
    ----------
    code, title, korean : str
        ISO 3166-1 alpha-3 code, and in words.
    area : Number
        Area over which one look detects the object. [km2]
    share : Number
        Of the country. [1]
    """

    code: str
    title: str
    korean: str
    area: Number
    share: Number


class OutlineMessage(Message):
    """Polygons of a region of the map.

    Attributes
    ----------
    latitude_deg, longitude_deg : Array of f4, shape (points,)
        Corners of all rings, one after the other; a ring is closed. [deg]
    ring_starts : Array of u4, shape (rings,)
        First corner of each ring. [1]
    polygon_starts : Array of u4, shape (polygons,)
        First ring of each polygon: its outside; its others are holes. [1]
    """

    latitude_deg: Array
    longitude_deg: Array
    ring_starts: Array
    polygon_starts: Array


class CoverageAnswer(Answer):
    """Over whose territory a radar sees.

    Attributes
    ----------
    sentence, sentence_korean : str
        The answer in words.
    detected, tracked : Outline
        Where one look detects the object, and where a track is kept.
    countries : tuple of CountrySeen
        Of which something is seen, the largest area first.
    provenance : Provenance
    """

    kind: Literal["coverage"] = "coverage"
    sentence: str
    sentence_korean: str
    detected: OutlineMessage
    tracked: OutlineMessage
    countries: tuple[CountrySeen, ...]
    provenance: ProvenanceMessage


class ArcsRequest(Request):
    """Ask for flights as arcs: those of others, which are not aimed at the protected country.

    Attributes
    ----------
    setting : Setting
    targets : tuple of str or Spot
        Places to which the setting's own flights come too.
    """

    kind: Literal["arcs"] = "arcs"
    setting: Setting
    targets: Annotated[tuple[Name | Spot, ...], Field(max_length=12)] = ()


class OtherArc(Message):
    """A flight of others, or one of the setting's own to a place.

    Attributes
    ----------
    title, title_korean : str
        What flies from where to where.
    group : str
        Under which heading results count it; the shape of the arc for one of its own.
    missile, target : str
        Keys of what flies and where to.
    arc : Arc
        The flight.
    sights_s : tuple of (float, float)
        Intervals in which a look of the first battery's radar would detect it. [s]
    """

    title: str
    title_korean: str
    group: str
    missile: str
    target: str
    arc: ArcMessage
    sights_s: tuple[tuple[float, float], ...]


class ArcsAnswer(Answer):
    """Flights of others, and whether the radar sees them.

    Attributes
    ----------
    arcs : tuple of OtherArc
        Those of others that exist.
    own : tuple of OtherArc
        The setting's own to the places asked for, as far as they reach.
    missing : tuple of str
        A sentence for each that does not exist.
    provenance : Provenance
    """

    kind: Literal["arcs"] = "arcs"
    arcs: tuple[OtherArc, ...]
    own: tuple[OtherArc, ...]
    missing: tuple[str, ...]
    provenance: ProvenanceMessage


class RaidRequest(Request):
    """Ask what becomes of many missiles at once, by chance. The answer comes in pieces.

    Attributes
    ----------
    setting : Setting
    raid : str or None
        Text of a raid file, YAML or JSON; the scenario's own raid where there is none.
    replications : int
        How often it is played. [1]
    seed : int
        Of the random numbers. [1]
    """

    kind: Literal["raid"] = "raid"
    setting: Setting
    raid: Annotated[str, Field(max_length=MOST_TEXT)] | None = None
    replications: Annotated[int, Field(ge=1, le=MOST_REPLICATIONS), _NUMBER] = 100_000
    seed: Annotated[int, Field(ge=0, le=2**32 - 1), _NUMBER] = 1


class RaidAsset(Message):
    """A place that is aimed at, and how it fares.

    Attributes
    ----------
    place : NamedPlace
    aimed : int
        Missiles aimed at it. [1]
    survival : Number
        Probability that nothing gets through to it, with its 95 % interval. [1]
    leakers : Number
        Mean number that gets through. [1]
    """

    place: NamedPlaceMessage
    aimed: int
    survival: Number
    leakers: Number


class RaidBatteryMessage(Message):
    """A battery in a raid.

    Attributes
    ----------
    name, title, title_korean : str
        What it is called.
    interceptors_ready : int
        Before the raid. [1]
    fires : bool
        Whether it fires at the raid.
    exhausted : Number
        Probability that none is left at some time, with its 95 % interval. [1]
    exhausted_share : Array of f4, shape (bins,)
        Probability that none is left by the end of each bin. [1]
    """

    name: str
    title: str
    title_korean: str
    interceptors_ready: int
    fires: bool
    exhausted: Number
    exhausted_share: Array


class RaidAnswer(Answer):
    """What becomes of a raid, over the replications so far.

    Attributes
    ----------
    done : bool
        Whether no more pieces come.
    sentence, sentence_korean : str
        The answer in words.
    missiles, replications, asked : int
        Missiles of the raid; replications played so far, and asked for. [1]
    leakers : Number
        Mean number of missiles that get through, with its 95 % interval. [1]
    p_none : Number
        Share of the replications in which none does, with its 95 % interval. [1]
    intercepts, interceptors_spent : Number
        Mean numbers. [1]
    leakers_share : Array of f4, shape (missiles + 1,)
        Share of the replications with so many leakers. [1]
    assets : tuple of RaidAsset
    batteries : tuple of RaidBattery
    bin_s : float
        Width of the bins of time. [s]
    provenance : Provenance
    """

    kind: Literal["raid"] = "raid"
    done: bool
    sentence: str
    sentence_korean: str
    missiles: int
    replications: int
    asked: int
    leakers: Number
    p_none: Number
    intercepts: Number
    interceptors_spent: Number
    leakers_share: Array
    assets: tuple[RaidAsset, ...]
    batteries: tuple[RaidBatteryMessage, ...]
    bin_s: float
    provenance: ProvenanceMessage


class RangeRequest(Request):
    """Ask how far the headline numbers of a footprint go over what is cited.

    Attributes
    ----------
    setting : Setting
    aim_points, required_shots
        See :class:`FootprintRequest`.
    """

    kind: Literal["range"] = "range"
    setting: Setting
    aim_points: Annotated[int, Field(ge=50, le=MOST_AIM_POINTS), _NUMBER] = 300
    required_shots: Annotated[int, Field(ge=1, le=8), _NUMBER] = 1


class RangeCase(Message):
    """A footprint at an end of the cited uncertainty.

    Attributes
    ----------
    name : str
        ``nominal``, ``least``, ``greatest``, or the row that alone stands at an end.
    rows : dict of str to str
        Where rows stand: ``low`` or ``high``, by path; the others at their values.
    shares : tuple of Shares
        As of a footprint.
    """

    name: str
    rows: dict[str, str]
    shares: tuple[Shares, ...]


class RangeAnswerMessage(Answer):
    """Headline numbers of a footprint with their range over what is cited.

    Attributes
    ----------
    done : bool
        Whether no more pieces come; the range widens with each case.
    shares : tuple of Shares
        As of a footprint, each number with `low` and `high` over the cases so far.
    sentence : Bilingual
        The range in words.
    cases : tuple of RangeCase
        Those so far, the nominal one first.
    cases_asked : int
        How many there will be. [1]
    rows : tuple of str
        Paths of the rows that move these numbers.
    provenance : Provenance
    """

    kind: Literal["range"] = "range"
    done: bool
    shares: tuple[Shares, ...]
    sentence: Bilingual
    cases: tuple[RangeCase, ...]
    cases_asked: int
    rows: tuple[str, ...]
    provenance: ProvenanceMessage


class ClaimRequest(Request):
    """Ask what the model says to one claim: its number at once, then the ends of what is cited.

    Attributes
    ----------
    setting : Setting
        Its `parameters` hold the rows that a control has moved.
    claim : str
        Identifier.
    """

    kind: Literal["claim"] = "claim"
    setting: Setting
    claim: Name


class ClaimsRequest(Request):
    """Ask what the model says to all claims of a scenario, or to some.

    Attributes
    ----------
    setting : Setting
    claims : tuple of str
        Identifiers; those of the scenario where there are none.
    draws : int
        How often, under each convention of weights, all rows of the defence are drawn by lot, for
        probabilities and what decides; dear measures fewer times, none for 0. [1]
    """

    kind: Literal["claims"] = "claims"
    setting: Setting
    claims: Annotated[tuple[Name, ...], Field(max_length=60)] = ()
    draws: Annotated[int, Field(ge=0, le=MOST_DRAWS), _NUMBER] = 0


class Quoted(Message):
    """Where a statement was reported.

    Attributes
    ----------
    publisher, date, url : str
        Who reported it, when (ISO 8601) and where.
    """

    publisher: str
    date: str
    url: str


class CaseValue(Message):
    """A number of a reading under one choice of the uncertain rows.

    Attributes
    ----------
    name : str
        ``nominal``, ``least``, ``greatest``, or the row that alone stands at an end.
    value : float or None
        The number; none where the question does not arise. [unit of the reading]
    site : str or None
        Site at which it was found, where it belongs to one.
    """

    name: str
    value: float | None
    site: str | None


class ProbabilityMessage(Message):
    """How likely a reading is to hold, under one choice of weights.

    Attributes
    ----------
    weights : {'cited', 'uniform'}
        Weights of the values of a row.
    published : bool
        Whether draws are weighed by published figures.
    probability : Number
        Share of the draws in which it holds, with its 95 % interval. [1]
    likelihood : Bilingual
        The word for it, of the scale of the IPCC.
    effective_sample_size : float
        Equal draws that the weighted ones are worth. [1]
    absent : float
        Share of the draws in which the question does not arise; it does not hold there. [1]
    """

    weights: Convention
    published: bool
    probability: Number
    likelihood: Bilingual
    effective_sample_size: float
    absent: float


class EffectMessage(Message):
    """Part of the variance that rows drawn as one, or a group of them, account for.

    Attributes
    ----------
    name : str
        Path of the first row, or name of the group.
    title : Bilingual
        What people read.
    rows : tuple of str
        Paths of the rows; none for a group of a sensitivity.
    share : Number
        Part of the variance, with its 95 % interval. [1]
    quality : str or None
        Worst letter of the rows; none for a group.
    """

    name: str
    title: Bilingual
    rows: tuple[str, ...]
    share: Number
    quality: Quality | None


class ChanceMessage(Message):
    """How likely a reading, or a claim however it is read, is to hold, and what decides it.

    Attributes
    ----------
    draws : int
        Under each convention of weights. [1]
    probabilities : tuple of Probability
        Under each convention, without and with published figures; the first is the headline.
    of : {'verdict', 'number'}
        What the effects are parts of the variance of.
    deciding, groups : tuple of Effect
        Rows and groups whose part is told from none, the largest first.
    rule : Bilingual or None
        Where it nearly always holds, or fails, in words; none where no simple rule was found.
    evidence_strength : float or None
        Share of the weight of the deciding rows that lies on rows whose source was read. [1]
    """

    draws: int
    probabilities: tuple[ProbabilityMessage, ...]
    of: Literal["verdict", "number"]
    deciding: tuple[EffectMessage, ...]
    groups: tuple[EffectMessage, ...]
    rule: Bilingual | None
    evidence_strength: float | None


class ReadingMessage(Message):
    """One way to read a claim, as a number held against a threshold.

    Attributes
    ----------
    id : str
        Of the reading; its place in the claim where it has none.
    name, because : Bilingual
        The reading in words, and why it is one of the claim.
    measure : str
        Name of the measure.
    for_comparison : bool
        Whether it is told beside the others and has no part in the verdict.
    comparison : {'at least', 'at most', 'more than', 'less than'}
        How the number is held against the threshold.
    threshold : Number
        In the unit of the measure.
    measured : Number or None
        The nominal number, with the least and the greatest of the cases; without a range before
        they are computed, and none before it is.
    detail : Bilingual
        Where and how the number was found, or why the question does not arise.
    met : bool or None
        Whether the nominal number meets the threshold; none where there is none.
    cases : tuple of CaseValue
        Those computed so far, the nominal one first.
    verdict : str or None
        Over all cases; none before they are computed.
    band : tuple of float, or None
        Values that 5, 50 and 95 % of the draws do not exceed. [unit of the measure]
    chance : Chance or None
        Over draws; none without.
    rows : tuple of str
        Paths of the rows that move the number: sliders that turn it.
    """

    id: str
    name: Bilingual
    because: Bilingual
    measure: str
    for_comparison: bool
    comparison: Literal["at least", "at most", "more than", "less than"]
    threshold: Number
    measured: Number | None
    detail: Bilingual
    met: bool | None
    cases: tuple[CaseValue, ...]
    verdict: Verdict | None
    band: tuple[float, float, float] | None
    chance: ChanceMessage | None
    rows: tuple[str, ...]


Stage = Literal["listed", "nominal", "corners", "draws"]


class ClaimMessage(Message):
    """A claim, and what the model says to it so far.

    Attributes
    ----------
    stage : {'listed', 'nominal', 'corners', 'draws'}
        What is known of it: its words; the nominal numbers; the ends of what is cited, and with
        them the verdict; probabilities too.
    id : str
        Identifier.
    who, assertion, question, note : Bilingual
        Who said what; the same in the model's terms; anything about the sources.
    date : str
        When it was said, ISO 8601.
    sources : tuple of Quoted
        Where it was reported.
    verdict : str or None
        Over all readings; none before the corners.
    not_testable_because : Bilingual or None
        Why no model can decide it.
    problem : Bilingual or None
        Why it could not be tested in this setting, such as a battery that cannot fire.
    readings : tuple of Reading
        None where it is not testable.
    chance : Chance or None
        That it holds however it is read.
    opposes : str or None
        Claim that asserts the opposite.
    """

    stage: Stage
    id: str
    who: Bilingual
    assertion: Bilingual
    question: Bilingual
    note: Bilingual
    date: str
    sources: tuple[Quoted, ...]
    verdict: Verdict | None
    not_testable_because: Bilingual | None
    problem: Bilingual | None
    readings: tuple[ReadingMessage, ...]
    chance: ChanceMessage | None
    opposes: str | None


class ClaimAnswer(Answer):
    """What the model says to one claim; first with its nominal number, then with the verdict.

    Attributes
    ----------
    done : bool
        Whether no more pieces come.
    claim : Claim
        At the stage ``nominal``, then at ``corners``.
    parameters : tuple of Parameter
        Rows that move the numbers, as controls see them; in the last piece.
    provenance : Provenance
    """

    kind: Literal["claim"] = "claim"
    done: bool
    claim: ClaimMessage
    parameters: tuple[ParameterMessage, ...]
    provenance: ProvenanceMessage


class ClaimsAnswer(Answer):
    """What the model says to claims.

    Attributes
    ----------
    done : bool
        Whether no more pieces come.
    claims : tuple of Claim
        In the first piece all of them, listed; then one a piece, as it is tested; in the last one
        all of them again.
    tested, asked : int
        How many are at the last stage, and how many there are. [1]
    sentence : Bilingual
        How many hold so far.
    parameters : tuple of Parameter
        Rows that move the numbers, as controls see them; in the last piece.
    provenance : Provenance
    """

    kind: Literal["claims"] = "claims"
    done: bool
    claims: tuple[ClaimMessage, ...]
    tested: int
    asked: int
    sentence: Bilingual
    parameters: tuple[ParameterMessage, ...]
    provenance: ProvenanceMessage


class DrawsRequest(Request):
    """Ask for a number over draws of all cited rows. The answer comes in pieces.

    Attributes
    ----------
    setting : Setting
    metric : str
        One of the `metrics` of the description.
    draws : int
        Rounded up to a power of two, at least 16. [1]
    weights : {'cited', 'uniform'}
        Weights of the values of a row.
    published : bool
        Whether draws are weighed by published figures.
    condition : str or None
        Whose probability is asked, such as ``>= 0.5``, in the unit of the metric.
    missiles : bool
        Whether rows of the missiles are drawn too.
    target : str, Spot or None
        Where the flight aims, or a place of the raid, for metrics that are about one.
    raid : str or None
        Text of a raid file, for metrics that are about one; the scenario's own by default.
    replications : int
        Of a raid in each draw. [1]
    aim_points, known_grids
        See :class:`FootprintRequest`.
    """

    kind: Literal["draws"] = "draws"
    setting: Setting
    metric: Name = "people-share"
    draws: Annotated[int, Field(ge=1, le=MOST_DRAWS), _NUMBER] = 256
    weights: Convention = "cited"
    published: StrictBool = False
    condition: Annotated[str, Field(max_length=60)] | None = None
    missiles: StrictBool = False
    target: Name | Spot | None = None
    raid: Annotated[str, Field(max_length=MOST_TEXT)] | None = None
    replications: Annotated[int, Field(ge=2, le=MOST_REPLICATIONS_OF_A_DRAW), _NUMBER] = 500
    aim_points: Annotated[int, Field(ge=50, le=MOST_AIM_POINTS), _NUMBER] = 300
    known_grids: Annotated[tuple[Name, ...], Field(max_length=50)] = ()


class DrawsAnswer(Answer):
    """A number over the draws so far.

    Attributes
    ----------
    done : bool
        Whether no more pieces come.
    title : Bilingual
        What the number is.
    sentence : Bilingual
        The answer in words.
    nominal : Number
        With nominal values.
    draws, asked : int
        Drawn so far, and in all. [1]
    effective_sample_size : float
        Equal draws that the weighted ones are worth. [1]
    levels : tuple of float
        Shares of the draws that the quantiles are not exceeded by. [1]
    quantiles : tuple of Number
        At these levels, with 95 % intervals.
    probability : Number or None
        That the condition holds, with its 95 % interval. [1]
    absent : float
        Share of the draws in which there is no such number. [1]
    values, weight : Array of f4, shape (draws,)
        The number in each draw, NaN where there is none, and what the draw counts. [unit, 1]
    p_defended : Array of f4, shape (cells,), or None
        Of a footprint: probability, over draws, that a place is defended; NaN where no flight
        reaches it. [1]
    grid : Grid or None
        Of these values; none when its key was among the known ones, and in all but the first piece.
    grid_key : str
        Its key; empty where the metric has no map.
    outcome : Array of f4, shape (most + 1,), or None
        Of a raid: how likely one replication of a draw ends with each number. [1]
    not_known, by_chance : Number or None
        Of a raid: variance over draws of the mean over replications, and mean over draws of the
        variance over replications.
    provenance : Provenance
    """

    kind: Literal["draws"] = "draws"
    done: bool
    title: Bilingual
    sentence: Bilingual
    nominal: Number
    draws: int
    asked: int
    effective_sample_size: float
    levels: tuple[float, ...]
    quantiles: tuple[Number, ...]
    probability: Number | None
    absent: float
    values: Array
    weight: Array
    p_defended: Array | None
    grid: Grid | None
    grid_key: str
    outcome: Array | None
    not_known: Number | None
    by_chance: Number | None
    provenance: ProvenanceMessage


class SensitivityRequest(Request):
    """Ask which groups of rows decide a number. The answer comes in pieces.

    Attributes
    ----------
    setting : Setting
    pairs : int
        Pairs of draws, rounded up to a power of two, at least 16; each takes as many runs as there
        are subsets of groups. [1]
    metric, weights, published, condition, missiles, target, raid, replications, aim_points
        See :class:`DrawsRequest`. With a condition its verdict is explained, else the number.
    """

    kind: Literal["sensitivity"] = "sensitivity"
    setting: Setting
    metric: Name = "people-share"
    pairs: Annotated[int, Field(ge=1, le=MOST_PAIRS), _NUMBER] = 16
    weights: Convention = "cited"
    published: StrictBool = False
    condition: Annotated[str, Field(max_length=60)] | None = None
    missiles: StrictBool = False
    target: Name | Spot | None = None
    raid: Annotated[str, Field(max_length=MOST_TEXT)] | None = None
    replications: Annotated[int, Field(ge=2, le=MOST_REPLICATIONS_OF_A_DRAW), _NUMBER] = 500
    aim_points: Annotated[int, Field(ge=50, le=MOST_AIM_POINTS), _NUMBER] = 50


class RowCurve(Message):
    """What a number does along the range of a row, all else drawn.

    Attributes
    ----------
    path, group, unit : str
        Of the row.
    title : Bilingual
        What people read.
    value : Array of f4, shape (bins,)
        Median of the row in parts of equal probability. [unit]
    mean : Array of f4, shape (bins,)
        Mean of the number, or probability of the condition, in each. [unit of the metric, or 1]
    """

    path: str
    group: str
    unit: str
    title: Bilingual
    value: Array
    mean: Array


class SensitivityAnswer(Answer):
    """Which groups of rows decide a number.

    Attributes
    ----------
    done : bool
        Whether no more pieces come.
    title : Bilingual
        What is explained.
    sentence : Bilingual
        The answer in words; empty before there is one.
    pairs, asked : int
        Answered so far, and in all. [1]
    groups : tuple of Effect
        Shapley effects, the largest first: parts of the variance that sum to 1; none before the
        first 16 pairs are answered.
    rules : tuple of Bilingual
        Where the condition always holds, or fails, in words.
    curves : tuple of RowCurve
        Along each row.
    provenance : Provenance
    """

    kind: Literal["sensitivity"] = "sensitivity"
    done: bool
    title: Bilingual
    sentence: Bilingual
    pairs: int
    asked: int
    groups: tuple[EffectMessage, ...]
    rules: tuple[Bilingual, ...]
    curves: tuple[RowCurve, ...]
    provenance: ProvenanceMessage


class PlaybackRequest(Request):
    """Ask for an engagement, or one replication of a raid, on a clock.

    Attributes
    ----------
    setting : Setting
    target : str, Spot or None
        Where the flight of an engagement aims; a raid is played where there is none.
    flight : int
        Which of the setting's flights, of an engagement. [1]
    raid : str or None
        Text of a raid file; the scenario's own raid where there is none.
    seed, replication : int
        Which replication of the raid: that of the raid study of this seed. [1]
    """

    kind: Literal["playback"] = "playback"
    setting: Setting
    target: Name | Spot | None = None
    flight: Annotated[int, Field(ge=0, le=10_000), _NUMBER] = 0
    raid: Annotated[str, Field(max_length=MOST_TEXT)] | None = None
    seed: Annotated[int, Field(ge=0, le=2**32 - 1), _NUMBER] = 1
    replication: Annotated[int, Field(ge=0, le=MOST_REPLICATIONS - 1), _NUMBER] = 0


class PlayedMissileMessage(Message):
    """A missile on the clock.

    Attributes
    ----------
    missile : str
        Key of the catalogue.
    title, title_korean : str
        What flies.
    launch_area, target : NamedPlace
        From where to where.
    shape : str
        On which arc.
    arc : int
        Which of the arcs it flies. [1]
    launch_s : float or None
        On the clock; none where it does not fly. [s]
    ends_s : float or None
        When it is destroyed or lands. [s]
    fate : str
        What becomes of it.
    """

    missile: str
    title: str
    title_korean: str
    launch_area: NamedPlaceMessage
    target: NamedPlaceMessage
    shape: Shape
    arc: int
    launch_s: float | None
    ends_s: float | None
    fate: Fate


class PlayedInterceptorMessage(Message):
    """An interceptor on the clock.

    Attributes
    ----------
    missile : int
        At which of the missiles it is fired. [1]
    battery : str
        Name of the battery.
    launcher : int
        Which of the launchers of the answer. [1]
    round : int
        Of fire at that missile, from 1. [1]
    launch_s, ends_s : float
        On the clock. [s]
    arc : Arc
        Where it flies; its times are on the clock.
    p_kill : float
        Probability that it destroys the missile. [1]
    outcome : str
        What becomes of it.
    """

    missile: int
    battery: str
    launcher: int
    round: int
    launch_s: float
    ends_s: float
    arc: ArcMessage
    p_kill: float
    outcome: ShotOutcome


class PlayedLauncherMessage(Message):
    """A launcher on the clock.

    Attributes
    ----------
    battery : str
        Name of its battery.
    latitude_deg, longitude_deg : float
        Where it stands. [deg]
    interceptors : int
        That it carries. [1]
    """

    battery: str
    latitude_deg: float
    longitude_deg: float
    interceptors: int


class PlayedTrack(Message):
    """How well the radar of the first battery knows a flight after burnout, one standard deviation.

    Attributes
    ----------
    arc : int
        Which of the arcs. [1]
    time_s : Array of f4, shape (looks,)
        Since the launch of the missile. [s]
    major_m, minor_m : Array of f4, shape (looks,)
        Half axes of the ellipse of the horizontal position. [m]
    direction_deg : Array of f4, shape (looks,)
        Of the longer axis, clockwise from north, 0 to 180. [deg]
    vertical_m : Array of f4, shape (looks,)
        Of the height. [m]
    """

    arc: int
    time_s: Array
    major_m: Array
    minor_m: Array
    direction_deg: Array
    vertical_m: Array


class PlayedEvent(Message):
    """Something that happens on the clock.

    Attributes
    ----------
    time_s : float
        On the clock. [s]
    event : str
        What happens.
    missile, interceptor, launcher : int or None
        To which of them, where it is about one. [1]
    battery : str
        Whose, where it is about a battery; else empty.
    latitude_deg, longitude_deg, altitude_m : float
        Where. [deg, m]
    """

    time_s: float
    event: EventKind
    missile: int | None
    interceptor: int | None
    launcher: int | None
    battery: str
    latitude_deg: float
    longitude_deg: float
    altitude_m: float


class PlaybackAnswer(Answer):
    """An engagement, or one replication of a raid, on a clock.

    Attributes
    ----------
    of : {'engagement', 'raid'}
        Which of the two.
    title, sentence : Bilingual
        What is played, and how it ends.
    begins_s, ends_s : float
        Of the clock; of an engagement since the launch of the missile. [s]
    arcs : tuple of Arc
        Flights, each once; times since the launch of the missile.
    missiles : tuple of PlayedMissile
    launchers : tuple of PlayedLauncher
    interceptors : tuple of PlayedInterceptor
        In the order of their launches.
    tracks : tuple of PlayedTrack
        Of the arcs that the radar follows, each as if it were the only one; of the first 20 arcs.
    events : tuple of PlayedEvent
        In order of time.
    leakers, replications : int
        Missiles that get through; replications to choose from, 1 for an engagement. [1]
    provenance : Provenance
    """

    kind: Literal["playback"] = "playback"
    of: Literal["engagement", "raid"]
    title: Bilingual
    sentence: Bilingual
    begins_s: float
    ends_s: float
    arcs: tuple[ArcMessage, ...]
    missiles: tuple[PlayedMissileMessage, ...]
    launchers: tuple[PlayedLauncherMessage, ...]
    interceptors: tuple[PlayedInterceptorMessage, ...]
    tracks: tuple[PlayedTrack, ...]
    events: tuple[PlayedEvent, ...]
    leakers: int
    replications: int
    provenance: ProvenanceMessage


Altitude = Annotated[float, Field(ge=1.0, le=2000.0)]


class VolumeRequest(Request):
    """Ask for the volume in which the radar of a battery sees an object.

    Attributes
    ----------
    setting : Setting
    altitudes_km : tuple of float
        Heights of the layers. [km]
    cross_section : str
        What is looked at: one of the catalogue.
    """

    kind: Literal["volume"] = "volume"
    setting: Setting
    altitudes_km: Annotated[tuple[Altitude, ...], Field(min_length=1, max_length=24)] = (
        10.0,
        25.0,
        50.0,
        100.0,
        150.0,
        200.0,
        300.0,
        450.0,
        600.0,
    )
    cross_section: Name = "reentry-vehicle"


class VolumeLayer(Message):
    """What a radar sees at one height.

    Attributes
    ----------
    altitude_km : float
        The height. [km]
    detected, tracked : Outline
        Where one look detects the object, and where a track is kept.
    directions_deg : Array of f4, shape (directions,)
        Clockwise from north. [deg]
    nearest_km, farthest_km : Array of f4, shape (directions,)
        Ground range from the radar at which detection begins and ends in each direction; NaN where
        nothing is seen. [km]
    """

    altitude_km: float
    detected: OutlineMessage
    tracked: OutlineMessage
    directions_deg: Array
    nearest_km: Array
    farthest_km: Array


class VolumeAnswer(Answer):
    """The volume in which a radar sees an object, height by height.

    Attributes
    ----------
    radar : NamedPlace
        Where it stands.
    boresight_deg, tilt_deg, sector_half_width_deg : float
        Where it faces. [deg]
    layers : tuple of VolumeLayer
        From the lowest.
    provenance : Provenance
    """

    kind: Literal["volume"] = "volume"
    radar: NamedPlaceMessage
    boresight_deg: float
    tilt_deg: float
    sector_half_width_deg: float
    layers: tuple[VolumeLayer, ...]
    provenance: ProvenanceMessage


class ReachRequest(Request):
    """Ask where the interceptors of the batteries can be."""

    kind: Literal["reach"] = "reach"
    setting: Setting


class ReachOfLaunchers(Message):
    """Where the interceptors of launchers that stand together can be.

    Attributes
    ----------
    battery : str
        Name of their battery.
    latitude_deg, longitude_deg, altitude_m : float
        Where they stand. [deg, m]
    lowest, highest : Number
        Band of heights of intercepts: of the interceptor, and of the doctrine where that is
        narrower. [km]
    altitude_km : Array of f4, shape (heights,)
        Heights. [km]
    range_km : Array of f4, shape (heights,)
        Farthest ground range at each; NaN where nothing is reached. [km]
    rim_latitude_deg, rim_longitude_deg : Array of f4, shape (heights, directions)
        Points at that range, clockwise from north, the first again at the end; NaN where nothing is
        reached. [deg]
    """

    battery: str
    latitude_deg: float
    longitude_deg: float
    altitude_m: float
    lowest: Number
    highest: Number
    altitude_km: Array
    range_km: Array
    rim_latitude_deg: Array
    rim_longitude_deg: Array


class ReachAnswer(Answer):
    """Where the interceptors of the batteries can be.

    Attributes
    ----------
    launchers : tuple of ReachOfLaunchers
        Each group of each battery.
    provenance : Provenance
    """

    kind: Literal["reach"] = "reach"
    launchers: tuple[ReachOfLaunchers, ...]
    provenance: ProvenanceMessage


class ExportRequest(Request):
    """Ask for a file, as the command line writes it.

    Attributes
    ----------
    setting : Setting
    of : {'scenario', 'raid', 'footprint', 'coverage', 'timeline'}
        What is in it. Of a scenario, and of a raid to start from, there is only YAML.
    format : str
        Kind of file.
    aim_points, required_shots
        Of a footprint; see :class:`FootprintRequest`.
    target, flight
        Of a timeline; see :class:`TimelineRequest`.
    altitude_km, cross_section
        Of a coverage; see :class:`CoverageRequest`.
    """

    kind: Literal["export"] = "export"
    setting: Setting
    of: Literal["scenario", "raid", "footprint", "coverage", "timeline"]
    format: Format
    aim_points: Annotated[int, Field(ge=50, le=MOST_AIM_POINTS), _NUMBER] = 2500
    required_shots: Annotated[int, Field(ge=1, le=8), _NUMBER] = 1
    target: Name | Spot | None = None
    flight: Annotated[int, Field(ge=0, le=10_000), _NUMBER] = 0
    altitude_km: Annotated[StrictFloat, Field(ge=1.0, le=2000.0)] = 100.0
    cross_section: Name = "reentry-vehicle"


class ExportAnswer(Answer):
    """A file.

    Attributes
    ----------
    name : str
        What to call it.
    media_type : str
        What it is.
    content : bytes
        What is in it, with where it comes from.
    """

    kind: Literal["export"] = "export"
    name: str
    media_type: str
    content: bytes


class CancelRequest(Request):
    """Ask to leave a request, waiting or begun; it is answered with ``dropped``.

    Attributes
    ----------
    of : int
        Its identifier. [1]
    """

    kind: Literal["cancel"] = "cancel"
    of: Identifier


class Dropped(Answer):
    """There is no answer: a newer request of the topic came, or it was cancelled."""

    kind: Literal["dropped"] = "dropped"


class Failed(Answer):
    """There is no answer, for a reason that the sentence says.

    Attributes
    ----------
    id : int
        Of the request; 0 where the message had none.
    error : str
        Of what kind it is.
    message : str
        One sentence.
    problems : tuple of str
        Every mistake of a scenario, with line and column.
    """

    kind: Literal["error"] = "error"
    error: ErrorKind
    message: str
    problems: tuple[str, ...] = ()


AnyRequest = Annotated[
    DescribeRequest
    | OpenRequest
    | FootprintRequest
    | TimelineRequest
    | CoverageRequest
    | ArcsRequest
    | RaidRequest
    | RangeRequest
    | ClaimRequest
    | ClaimsRequest
    | DrawsRequest
    | SensitivityRequest
    | PlaybackRequest
    | VolumeRequest
    | ReachRequest
    | ExportRequest
    | CancelRequest,
    Field(discriminator="kind"),
]
"""Everything that can be asked."""
AnyAnswer = Annotated[
    DescribeAnswer
    | OpenAnswer
    | FootprintAnswer
    | TimelineAnswer
    | CoverageAnswer
    | ArcsAnswer
    | RaidAnswer
    | RangeAnswerMessage
    | ClaimAnswer
    | ClaimsAnswer
    | DrawsAnswer
    | SensitivityAnswer
    | PlaybackAnswer
    | VolumeAnswer
    | ReachAnswer
    | ExportAnswer
    | Dropped
    | Failed,
    Field(discriminator="kind"),
]
"""Everything that can come back."""
REQUESTS: TypeAdapter[AnyRequest] = TypeAdapter(AnyRequest)
ANSWERS: TypeAdapter[AnyAnswer] = TypeAdapter(AnyAnswer)
