"""JSON of the questions that are answered in one sentence."""

from typing_extensions import TypedDict

from bongsu.cli.schemas.common import Count, Number, QuotedDocument, Share


class AnswerDocument(QuotedDocument):
    """An answer of one sentence about a place."""

    place: str
    """What it is called."""
    latitude_deg: float
    """Where it lies; of an area the middle of its people."""
    longitude_deg: float
    """The same."""
    site: str
    """Where the first battery stands."""
    site_title: str
    """What people call it."""
    date: str
    """Of the scenario."""
    sentence: str
    """The answer in words, with numbers, range, site and date."""


class DrawnItem(TypedDict):
    """Where the average share lies when all rows of the defence are drawn by lot."""

    draws: Count
    """How many."""
    low: Share
    """What 5 % of them do not exceed."""
    median: Share
    """What half of them do not exceed."""
    high: Share
    """What 95 % of them do not exceed."""


class FlightAtPlaceItem(TypedDict):
    """One flight that reaches the place."""

    missile: str
    """Key of the missile."""
    missile_title: str
    """What people call it."""
    launch_area: str
    """Key of the launch area."""
    launch_area_title: str
    """What people call it."""
    shape: str
    """Shape of the arc."""
    share: Share
    """Of the people whom it reaches, those for whom a shot is possible."""
    reason: str
    """What holds for most of them: `feasible`, or the first reason why there is no shot."""


class ProtectDocument(AnswerDocument):
    """Whether one place is protected."""

    people: Count | None
    """Who live there; null for a place that is one point."""
    defended_average: Share
    """Share of the people reached for whom a shot is possible, on average over the flights."""
    defended_every: Share
    """The same against every flight that reaches them."""
    low: Share
    """The average with the rows of the defence at the ends that make it small."""
    high: Share
    """The average with the rows of the defence at the ends that make it great."""
    drawn: DrawnItem | None
    """The average over draws; null where none were asked for."""
    flights: list[FlightAtPlaceItem]
    """Those that reach the place."""


class HeightsItem(TypedDict):
    """Heights at which something is seen."""

    lowest_km: float
    """The lowest."""
    highest_km: float
    """The highest."""


class SeenItem(TypedDict):
    """Heights at which an object is seen above the place; null where at none."""

    mode: str
    """Mode of the radar."""
    facing: str
    """Why it faces so: `scenario`; `place`, towards it; `nearest-held` and `farthest-held`, of the
    boresights that keep every launch area in the field of regard."""
    boresight_deg: float
    """Direction in which the radar faces, clockwise from north. [deg]"""
    object: str
    """Cross-section of the catalogue."""
    nominal: HeightsItem | None
    """With the values of the catalogue."""
    narrowest: HeightsItem | None
    """The narrowest over the cited uncertainty."""
    widest: HeightsItem | None
    """All heights at which it is seen somewhere in the cited uncertainty."""
    drawn_share: Share
    """Share of the draws in which it is seen at some height; null without draws."""


class SeesDocument(AnswerDocument):
    """What the radar of the first battery sees above a place."""

    distance_km: float
    """To the place along the ground."""
    bearing_deg: float
    """Direction of the place, clockwise from north."""
    horizon_km: Number
    """Height above the place below which the Earth hides everything; null where it hides all."""
    floor_km: dict[str, Number]
    """By mode, the height of the lowest ray that the radar uses."""
    seen: list[SeenItem]
    """By mode, direction and object."""


class ChangeItem(TypedDict):
    """Something that the two scenarios do not have alike."""

    path: str
    """Field of the scenario, or row of the catalogue."""
    title: str
    """What it is."""
    first: str
    """What the first has, with its unit; a dash for nothing."""
    second: str
    """What the second has."""
    sources: list[str]
    """Citations of a row; none of a field."""


class MovedItem(TypedDict):
    """A number of both scenarios."""

    name: str
    """For machines."""
    title: str
    """What it is."""
    unit: str
    """Of all three numbers; `1` for a share."""
    first: Number
    """In the first scenario."""
    second: Number
    """In the second."""
    by: Number
    """The second less the first."""


class TurnedItem(TypedDict):
    """The verdicts on one claim, or on one reading of it."""

    claim: str
    """Identifier of the claim."""
    assertion: str
    """What is asserted."""
    reading: str
    """Name of the reading; empty for the claim as a whole."""
    unit: str
    """Of the numbers; empty for the claim as a whole."""
    first: str
    """Verdict in the first scenario."""
    second: str
    """Verdict in the second."""
    first_value: Number
    """Nominal number of the reading; null for the claim as a whole. [unit]"""
    second_value: Number
    """The same in the second. [unit]"""
    turns: bool
    """Whether the verdict is another."""


class ScenariosDocument(QuotedDocument):
    """Two scenarios side by side."""

    first: str
    """Name of the first scenario."""
    second: str
    """Name of the second."""
    sentence: str
    """What changes most, in words."""
    changes: list[ChangeItem]
    """Fields, then rows."""
    numbers: list[MovedItem]
    """Whom they protect, then what they see."""
    verdicts: list[TurnedItem]
    """Claims, each followed by its readings."""
    without_verdicts: str | None
    """Why there are no verdicts."""
