"""JSON of the studies over draws of cited rows."""

from typing_extensions import TypedDict

from bongsu.cli.schemas.common import Count, Document, Number, Share
from bongsu.words import Convention


class MetricItem(TypedDict):
    """A number that can be asked for."""

    name: str
    """For machines."""
    title: str
    """What it is."""
    unit: str
    """Of the number and of thresholds; `1` for shares and counts."""
    of_one_flight: bool
    """Whether it is about one flight to one place."""
    of_footprint: bool
    """Whether it sums places up, so that it has a map."""
    of_raid: bool
    """Whether it is about a raid."""


class MetricsDocument(Document):
    """The numbers that studies over draws can be asked for."""

    metrics: list[MetricItem]
    """In the order of the registry."""


class QuantileItem(TypedDict):
    """A quantile with its interval."""

    level: float
    """Share of the draws at or below."""
    value: Number
    """A value that was drawn; null where there is none. [unit]"""
    low: Number
    """Low end of the 95 % interval, from the scatter of the scramblings. [unit]"""
    high: Number
    """High end. [unit]"""


class ProbabilityItem(TypedDict):
    """A weighted share of the draws with its interval: a convention, not a frequency."""

    value: Share
    """Share of the draws in which the condition holds."""
    low: Share
    """Low end of the 95 % interval, from the scatter of the scramblings."""
    high: Share
    """High end."""


class LoopsItem(TypedDict):
    """One replication of a raid, over draws and replications."""

    between: Number
    """Variance over draws of the mean over replications: what is not known."""
    within: Number
    """Mean over draws of the variance over replications: chance."""
    share_between: Number
    """Part of their sum that is not known; null where nothing varies."""
    quantiles: dict[str, int]
    """Least numbers that one replication does not exceed with these probabilities."""


class ConventionItem(TypedDict):
    """The answer under one convention of weights."""

    weights: Convention
    """Its name."""
    meaning: str
    """How the values of a row are weighed."""
    conditioned: bool
    """Whether draws are weighed by published figures as well."""
    effective_sample_size: float
    """Equal draws that the weighted ones are worth."""
    absent: Share
    """Share of the draws in which the question does not arise."""
    quantiles: list[QuantileItem]
    """At 5, 25, 50, 75 and 95 %."""
    probability: ProbabilityItem | None
    """Of the condition; null where none was asked for."""
    loops: LoopsItem | None
    """Of a raid: what is not known and what is chance; null for other numbers."""


class FigureItem(TypedDict):
    """A published figure that draws are held against."""

    name: str
    """For machines."""
    title: str
    """What it is."""
    metric: str | None
    """Number of a draw that it is held against; null where it is a row."""
    row: str | None
    """Path of the row that it is held against; null where it is a metric."""
    low: float
    """Low end of what is published. [unit of that metric, SI unit of that row]"""
    high: float
    """High end. [as low]"""
    tolerance: float
    """Standard deviation with which weights fall outside. [as low]"""
    source: str
    """Reference of the catalogue, or who published it."""
    because: str
    """How it is read."""


class UncertaintyDocument(Document):
    """A number over draws of all cited rows."""

    metric: str
    """Its name."""
    title: str
    """What it is."""
    unit: str
    """Of the number; `1` for shares and counts."""
    condition: str | None
    """What it is held against."""
    target: str | None
    """Where the flight aims, or the place that a raid is aimed at."""
    raid: str | None
    """What is fired, for a number of a raid."""
    replications: Count | None
    """How often the raid is played in each draw."""
    draws: Count
    """How many: a power of two."""
    scramblings: Count
    """Independent scramblings that share them."""
    rows: Count
    """Rows that were drawn."""
    flights_drawn: bool
    """Whether rows of the missiles are among them."""
    nominal: Number
    """The number with nominal values. [unit]"""
    weights: Convention
    """Convention of the quantiles and the probability that follow."""
    conditioned: bool
    """Whether draws are weighed by published figures there."""
    quantiles: list[QuantileItem]
    """At 5, 25, 50, 75 and 95 %."""
    probability: ProbabilityItem | None
    """Of the condition; null where none was asked for."""
    loops: LoopsItem | None
    """Of a raid, with these weights; null for other numbers."""
    warnings: list[str]
    """Sentences that say where draws are worth too little."""
    conventions: list[ConventionItem]
    """The same under every convention asked for, with and without published figures."""
    figures: list[FigureItem]
    """Published figures that hold for the battery's radar in its mode."""


class ShareOfVariance(TypedDict):
    """A Shapley effect with its interval."""

    shapley: Number
    """Share of the variance; null where nothing varies."""
    low: Number
    """Low end of the 95 % interval."""
    high: Number
    """High end."""
    found: bool
    """Whether the interval lies above nought."""


class GroupItem(ShareOfVariance):
    """A group of rows."""

    name: str
    """For machines."""
    title: str
    """What is in it."""
    rows: list[str]
    """Paths of its rows."""


class DrawnRowItem(TypedDict):
    """A row that was drawn."""

    path: str
    """In the catalogue."""
    title: str
    """Rows that are drawn as one."""
    group: str
    """Its group."""
    share: ShareOfVariance | None
    """Of its own; null unless asked for."""
    values: list[Number]
    """Median of the row in each part of equal probability of its range. [SI unit of the row]"""
    curve: list[Number]
    """Mean of the number, or probability of the condition, there. [unit]"""


class SensitivityDocument(Document):
    """Which groups of uncertain rows decide a number, or whether it meets a condition."""

    metric: str
    """Its name."""
    title: str
    """What it is."""
    unit: str
    """Of the number; `1` for shares and counts."""
    condition: str | None
    """Whose verdict is explained; null for the number itself."""
    target: str | None
    """Where the flight aims, or the place that a raid is aimed at."""
    raid: str | None
    """What is fired, for a number of a raid."""
    replications: Count | None
    """How often the raid is played in each run."""
    conditioned: bool
    """Whether draws are held against published figures."""
    figures: list[str]
    """Names of these."""
    effective_sample_size: float
    """Equal draws that the candidates are worth of which those held are chosen."""
    warnings: list[str]
    """Sentences that say where draws are worth too little."""
    weights: Convention
    """Weights of the values of a row."""
    draws: Count
    """Pairs of draws: a power of two."""
    scramblings: Count
    """Independent scramblings that share them."""
    runs: Count
    """Numbers that were computed for the groups."""
    flights_drawn: bool
    """Whether rows of the missiles are drawn."""
    mean: Number
    """Of the number, or share of the runs in which the condition holds. [unit]"""
    variance: Number
    """Of the number, or of the verdict as 0 or 1. [unit squared]"""
    groups: list[GroupItem]
    """The largest share first; shares sum to 1."""
    rows: list[DrawnRowItem]
    """In the order of the catalogue."""
    rules: list[str]
    """Rules in words that no run contradicts."""
