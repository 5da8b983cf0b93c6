"""JSON of the commands on the catalogue, on scenarios and on claims."""

from typing import Literal, NotRequired

from typing_extensions import TypedDict

from bongsu.claims.claim import Claim, QuotedIn, Reading
from bongsu.claims.verdicts import Comparison, Likelihood
from bongsu.cli.schemas.common import Count, Document, Number
from bongsu.scenario import (
    Battery,
    Coordinates,
    Numerics,
    OtherFlights,
    Override,
    Raid,
    Region,
    SeparateRadar,
    Threat,
)
from bongsu.words import Family, Level, Mode, Quality, Verdict


class EntryItem(TypedDict):
    """One entry of the catalogue."""

    key: str
    """Name by which files and options call it."""
    title: str
    """What people call it."""
    korean: str | None
    """What it is called in Korean."""
    rows: Count
    """How many rows it has."""
    u_rows: Count
    """How many of them are of quality U."""


class ListDocument(Document):
    """What the catalogue holds."""

    kinds: dict[str, list[EntryItem]]
    """Entries by kind."""


class RowItem(TypedDict):
    """One row: a quantity, a word or a table."""

    value: NotRequired[float | str]
    """Nominal, in `unit`; or the word."""
    low: NotRequired[float]
    """Low end of the cited range."""
    high: NotRequired[float]
    """High end of the cited range."""
    unit: NotRequired[str]
    """SI unit."""
    written: NotRequired[str]
    """Value and unit as the file has them."""
    family: NotRequired[Family]
    """How the values are spread over the range, half of them on either side of the nominal one."""
    because: NotRequired[str]
    """Why they are spread so."""
    drawn_with: NotRequired[str]
    """Rows of the same word come from one statement and are drawn together; "" where alone."""
    points: NotRequired[list[list[float]]]
    """Points of a table."""
    spread: NotRequired[float]
    """Relative range of a table."""
    quality: Quality
    """How far it is to be trusted."""
    sources: list[str]
    """References."""
    at: str
    """Where in the source."""
    formula: str
    """How it was derived."""
    note: str
    """What a reader should know."""
    where: str
    """File and line."""


class ReferenceItem(TypedDict):
    """A source."""

    key: str
    """Name by which rows cite it."""
    author: str
    """Who wrote it."""
    title: str
    """What it is called."""
    year: int | None
    """When it appeared."""
    url: str
    """Where it is found."""
    read: bool
    """Whether the original was read."""
    own: bool
    """Whether it is this project's own assumption."""
    note: str
    """What a reader should know."""


class UsedReference(ReferenceItem):
    """A source, and what leans on it."""

    rows: list[str]
    """Rows that cite it."""


class ShowDocument(Document):
    """The rows of an entry."""

    title: str
    """What people call it."""
    korean: str | None
    """What it is called in Korean."""
    about: str
    """What else a reader should know."""
    aliases: list[str]
    """Other names under which it is found."""
    rows: dict[str, RowItem]
    """By path."""
    references: dict[str, ReferenceItem]
    """By key."""


class SourcesDocument(Document):
    """The sources, and which rows lean on each."""

    references: dict[str, UsedReference]
    """By key."""


class CheckDocument(Document):
    """A scenario that holds."""

    u_rows: list[str]
    """Rows of quality U that it leans on."""


class ScenarioDocument(Document):
    """A scenario with all defaults filled in, as in docs/scenario.md."""

    format: Literal[1]
    """Version of the file format."""
    name: str
    """Its name."""
    title: str
    """For readers."""
    date: str
    """Day that it describes."""
    description: str
    """For readers."""
    region: Region
    """Who is to be protected."""
    batteries: list[Battery]
    """The defence."""
    radars: list[SeparateRadar]
    """Radars elsewhere."""
    candidate_sites: list[str | Coordinates]
    """Sites to compare for the first battery."""
    threats: list[Threat]
    """What is fired at the region."""
    other_flights: list[OtherFlights]
    """What others might fire elsewhere."""
    raid: Raid | None
    """Missiles fired together, for the study of raids; null where the scenario has none."""
    numerics: Numerics
    """Models and resolution."""
    catalogue_files: list[str]
    """Catalogue files of the user."""
    overrides: dict[str, Override]
    """Values put in place of the catalogue's, by path."""
    uncertainty: dict[str, Level]
    """Parameters taken at an end of their range, by path."""
    seed: int
    """For everything that is drawn by lot."""
    entries: list[str]
    """Entries of the catalogue on which it rests, as kind.key."""


class ClaimsDocument(Document):
    """The claims that come with the package."""

    claims: list[Claim]
    """In the order of the file."""


class ClaimDocument(Document):
    """One claim with its readings."""

    id: str
    """Its short name."""
    who: str
    """Who said it."""
    date: str
    """When."""
    assertion: str
    """What was said."""
    sources: list[QuotedIn]
    """Where it was reported."""
    note: str
    """What a reader should know about the sources."""
    question: str
    """The assertion in the model's terms."""
    readings: list[Reading]
    """The ways to read it; none when it is not testable."""
    not_testable_because: str | None
    """Why no model can decide it."""
    measurable_part: list[str]
    """Claims that test what is measurable in it."""
    figures: list[str]
    """Figures that show the test."""
    country: str | None
    """Country whose defence it is about, as an ISO 3166-1 alpha-3 code."""
    opposes: str | None
    """Claim that asserts the opposite, tested by the same questions."""


class QuotedSource(TypedDict):
    """Where a statement was reported."""

    publisher: str
    """Who reported it."""
    date: str
    """When."""
    url: str
    """Where."""


class BandItem(TypedDict):
    """Where a number lies when all parameters are drawn by lot."""

    low: float
    """What 5 per cent of the draws do not exceed."""
    median: float
    """What half of them do not exceed."""
    high: float
    """What 95 per cent of them do not exceed."""
    draws: Count
    """How many there are."""
    absent: Count
    """In how many the question does not arise."""
    holds_nominal: bool
    """Whether the nominal number lies from low to high."""
    why_outside: str
    """Why it does not; "" where it does."""
    rows_at_least: Count
    """Rows that stand nominally at the end of their range that makes the number small."""
    rows_at_greatest: Count
    """Rows that stand nominally at the end of their range that makes the number great."""


class LikelihoodItem(TypedDict):
    """Probability that something holds, under one convention of weights."""

    value: Number
    """Weighted share of the draws in which it does."""
    low: Number
    """Low end of the 95 % interval, over scramblings and with what the grid of the draws moves."""
    high: Number
    """High end of it."""
    effective_sample_size: Number
    """Equal draws that the weighted ones are worth."""
    absent: Number
    """Weighted share of the draws in which the question does not arise; it does not hold there."""
    likelihood: Likelihood | None
    """Word of the IPCC scale for it; null without a number."""


class ProbabilitiesItem(TypedDict):
    """Probabilities without and with published figures."""

    none: LikelihoodItem
    """All draws count alike."""
    published: LikelihoodItem
    """Draws weigh by how well they agree with published figures."""


class ProbabilityByWeights(TypedDict):
    """Probabilities by convention of weights."""

    cited: ProbabilitiesItem
    """Half of the values of a row on either side of the cited one."""
    uniform: ProbabilitiesItem
    """No value of a range likelier than another."""


class GroupEffectItem(TypedDict):
    """Part of the variance that a group of rows accounts for."""

    name: str
    """Of the group, or the first of rows that are drawn as one."""
    title: str
    """What people read."""
    rows: list[str]
    """Paths of the rows."""
    share: Number
    """Part of the variance: Shapley effect."""
    low: Number
    """Low end of its 95 % interval."""
    high: Number
    """High end of it."""


class RowEffectItem(GroupEffectItem):
    """The same of rows that are drawn as one."""

    quality: Quality
    """Worst letter of the rows."""


class RuleBoundItem(TypedDict):
    """One side of a row."""

    row: str
    """Its path."""
    title: str
    """What people read."""
    comparison: Literal["at least", "at most"]
    """Which side."""
    value: Number
    """Where it begins, in the unit."""
    unit: str
    """As the catalogue writes it."""


class RuleItem(TypedDict):
    """Where something nearly always holds, or nearly always fails."""

    holds: bool
    """Which of the two."""
    covered: Number
    """Share of the draws within the bounds."""
    rate: Number
    """Share of these that agree, among draws that the rule was not found with."""
    bounds: list[RuleBoundItem]
    """One or two."""
    sentence: str
    """The rule in words."""


class ChanceItem(TypedDict):
    """What draws of all cited rows say; null without draws."""

    draws: Count | None
    """How many under each convention of weights."""
    likelihood: str | None
    """The probability and its word."""
    probability: ProbabilityByWeights | None
    """That it holds, of a claim: however it is read."""
    grid_shift: Number | None
    """Nominal number on the grid of the draws less that on the scenario's."""
    deciding_of: Literal["verdict", "number"] | None
    """What the effects are parts of the variance of."""
    deciding: list[RowEffectItem] | None
    """Rows that decide, the largest part first."""
    deciding_groups: list[GroupEffectItem] | None
    """Groups that decide, the largest part first."""
    rule: RuleItem | None
    """In words where it holds or fails; null where no simple rule was found."""
    evidence_strength: Number | None
    """Share of the weight of the deciding rows whose source was read (quality other than U)."""


class WhereItem(TypedDict):
    """Conditions of a number; null where one does not bear on it."""

    site: str | None
    """Key of the site of the battery or radar."""
    flight: str | None
    """What flies, or which flights count together."""
    mode: Mode | None
    """Mode of the radar."""
    altitude_km: Number
    """Height of the object that the radar looks for, or of what flies."""
    object_key: str | None
    """Cross-section of the catalogue."""
    boresight_deg: Number
    """Direction that the radar faces."""


class MeasuredReading(ChanceItem):
    """One reading of a claim, measured."""

    id: str | None
    """Its short name within the claim."""
    name: str
    """The reading in words."""
    measure: str
    """What is measured."""
    parameters: dict[str, float | str | list[str]]
    """What the measure is asked."""
    unit: str
    """Of the numbers."""
    by_case: dict[str, Number]
    """Number under each case of the cited uncertainty: `nominal`, `least`, `greatest`, and either
    end of rows that move it now up, now down."""
    comparison: Comparison
    """How it is held against the threshold."""
    threshold: Number
    """What it is held against."""
    verdict: Verdict
    """What follows."""
    for_comparison: bool
    """Whether it is told beside the others only, and has no part in the claim's verdict."""
    band: BandItem | None
    """Where the number lies when all parameters are drawn by lot; null without draws."""
    detail: str
    """Where and for which missile it was found."""
    where: dict[str, WhereItem]
    """Conditions of each number, by case; a case in which the question does not arise has none."""


class TestedClaim(ChanceItem):
    """A claim and what its test says."""

    id: str
    """Its short name."""
    who: str
    """Who said it."""
    date: str
    """When."""
    assertion: str
    """What was said."""
    verdict: Verdict
    """Over all readings."""
    not_testable_because: str | None
    """Why no model can decide it."""
    measurable_part: list[str]
    """Claims that test what is measurable in it."""
    opposes: str | None
    """Claim that asserts the opposite, tested by the same questions."""
    sources: list[QuotedSource]
    """Where it was reported."""
    readings: list[MeasuredReading]
    """The ways to read it."""
    assumptions: list[str]
    """Rows of the catalogue on which the verdict rests."""
    unread_sources: list[str]
    """Those of quality U."""


class ScaleItem(TypedDict):
    """Where the words for probabilities come from."""

    title: str
    """Publication."""
    url: str
    """Where it can be read."""


class BriefDocument(Document):
    """Verdicts on claims, and their numbers."""

    scale: ScaleItem
    """Scale of the words for probabilities."""
    deciding_method: str
    """How parts of the variance are estimated."""
    claims: list[TestedClaim]
    """In the order of the file."""
