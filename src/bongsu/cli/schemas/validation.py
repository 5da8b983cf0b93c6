"""JSON of the scorecard."""

from typing import Literal

from typing_extensions import TypedDict

from bongsu.cli.schemas.common import Count, Document, Number


class ScoredQuantity(TypedDict):
    """One number or verdict of a published figure."""

    name: str
    """What it is."""
    published: float | str
    """As printed: a number, or words."""
    ours: float | str
    """As computed, with five digits."""
    unit: str
    """Of the numbers; empty for a verdict."""
    low: Number
    """Least that the source allows; null where it sets no lower end."""
    high: Number
    """Greatest that the source allows; null where it sets no upper end."""
    inside: bool
    """Whether ours is what the source allows."""


class ScoredRow(TypedDict):
    """A published figure, or several of one event."""

    id: str
    """As in the collection of cases, or a date, or a name."""
    title: str
    """What was flown, seen, defended or counted."""
    topic: Literal["flight", "radar", "engagement", "controls"]
    """Which part of the scorecard it stands in."""
    published: float | str
    """As printed; words where a row has several quantities."""
    ours: float | str
    """As computed; words where a row has several quantities."""
    unit: str
    """Of the two; empty for words."""
    published_in_words: str
    """The former with units, quantities separated by semicolons."""
    ours_in_words: str
    """Ours likewise."""
    tolerance: str
    """What the source allows, and why."""
    outcome: Literal["pass", "fail", "not-comparable"]
    """What came of it."""
    reason: str
    """Why."""
    shows_not: str
    """What an agreement does not show."""
    fitted: str
    """Which row of the catalogue was fitted to the figure, or empty."""
    blind: str
    """How it is known that ours was computed before the figure was known, or empty."""
    must_fail: bool
    """Whether it is a negative control."""
    sources: list[str]
    """Who printed it, and where."""
    quantities: list[ScoredQuantity]
    """What was printed, piece by piece."""


class ScoreCounts(TypedDict):
    """How many rows came out how; negative controls are counted apart."""

    passed: Count
    """Rows inside what their sources allow."""
    failed: Count
    """Rows outside it."""
    not_comparable: Count
    """Rows whose sources leave out what would have to be known, or that are inputs here."""
    fitted: Count
    """Of those that passed, how many a row of the catalogue was fitted to."""
    controls: Count
    """Negative controls."""
    controls_failed: Count
    """Of these, how many failed, as all must."""


class ScorecardDocument(Document):
    """Published figures computed again, and which come out."""

    counts: ScoreCounts
    """How many came out how."""
    pedigree: dict[str, Count]
    """Rows of the catalogue, those with a range and those of each quality; sources, and those that
    were read."""
    rows: list[ScoredRow]
    """The figures."""
