"""A claim as data: who asserted what, and the readings under which it is tested."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Annotated, Final, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from bongsu.catalog.documents import Node, read_document
from bongsu.claims.verdicts import Comparison
from bongsu.claims.where import BEST, EVERY, OF_ALL_SITES, OWN
from bongsu.errors import InputError
from bongsu.scenario.parts.fields import no_truth, written_day
from bongsu.scenario.parts.problems import explain
from bongsu.scenario.parts.region import known_country

ARTICLE = "article-2016-04-30"
SETS: Final = (
    ARTICLE,
    "debate-2016",
    "guam",
    "middle-east-radars",
    "korea-2019",
    "elsewhere",
    "every-scenario",
)
"""Files of claims that come with the package; ids are unique over all of them."""

Text = Annotated[str, Field(min_length=1)]
Key = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Parameter = Annotated[str | float | list[str], BeforeValidator(no_truth)]
Threshold = Annotated[float | str, BeforeValidator(no_truth)]
Day = Annotated[date, BeforeValidator(written_day)]
Figure = Literal[
    "radar-views",
    "third-party-arcs",
    "footprints",
    "leakage",
    "radar-need",
    "added-track",
    "timelines",
]


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class QuotedIn(_Data):
    """Where a statement was reported.

    Attributes
    ----------
    publisher : str
        Who reported it.
    date : datetime.date
        When.
    url : str
        Where.
    """

    publisher: Text
    date: Day
    url: Annotated[str, Field(pattern=r"^https?://")]


class Reading(_Data):
    """One way to read a claim, as a number held against a threshold.

    Attributes
    ----------
    id : str, optional
        Short name, by which a claim that says the opposite names its reading.
    name : str
        The reading in words.
    measure : str
        Name of the measure.
    parameters : dict
        What the measure is asked.
    comparison : Comparison
        How the number is held against the threshold.
    threshold : float or str
        With its unit where the measure has one.
    because : str
        Why this is a reading of the claim.
    for_comparison : bool
        Whether it is told beside the claim's readings only: it has no part in the claim's verdict.
    """

    id: Key | None = None
    name: Text
    measure: Key
    parameters: dict[str, Parameter] = {}
    comparison: Comparison
    threshold: Threshold
    because: Text
    for_comparison: bool = False

    def named_site(self, own: str) -> str | None:
        """Name the site that the reading is about.

        Parameters
        ----------
        own : str
            Site on which the scenario's first battery stands.

        Returns
        -------
        str or None
            None where candidates are compared.
        """
        named = str(self.parameters.get("sites", OWN))
        if named in (BEST, EVERY) or self.measure in OF_ALL_SITES:
            return None
        return own if named == OWN else named


class Claim(_Data):
    """Who asserted what, and how it is tested.

    Attributes
    ----------
    id : str
        Short name.
    who : str
        Person and office.
    date : datetime.date
        When it was said.
    assertion : str
        What is asserted, in our own words.
    sources : list of QuotedIn
        Where it was reported, at least one.
    note : str
        Anything a reader should know about the sources.
    question : str
        The assertion in the model's terms.
    readings : list of Reading
        None when the claim is not testable.
    not_testable_because : str, optional
        Why no model can decide it; given exactly when there are no readings.
    measurable_part : list of str
        Claims that test what is measurable in it.
    figures : list of str
        Figures that show the test.
    country : str, optional
        Country whose defence it is about, as an ISO 3166-1 alpha-3 code.
    opposes : str, optional
        Claim that asserts the opposite. Their readings are the same questions with opposite
        answers: see :func:`unfair`.
    """

    id: Key
    who: Text
    date: Day
    assertion: Text
    sources: Annotated[list[QuotedIn], Field(min_length=1)]
    note: str = ""
    question: Text
    readings: list[Reading]
    not_testable_because: Text | None = None
    measurable_part: list[Key] = []
    figures: list[Figure] = []
    country: Annotated[str, AfterValidator(known_country)] | None = None
    opposes: Key | None = None

    @model_validator(mode="after")
    def _readings_or_reason(self) -> "Claim":
        if bool(self.readings) == (self.not_testable_because is not None):
            raise ValueError("give either readings or not_testable_because")
        if self.readings and all(reading.for_comparison for reading in self.readings):
            raise ValueError("at least one reading must not be for comparison")
        return self


def read_claims(root: Node) -> list[Claim]:
    """Read a list of claims.

    Parameters
    ----------
    root : Node
        Document with a list at its root.

    Returns
    -------
    list of Claim
        In the order of the file.

    Raises
    ------
    InputError
        With file, line and column, if something is missing, unknown or there twice.
    """
    if not isinstance(root.value, list):
        raise InputError(f"{root.mark}: a file of claims is a list")
    claims = []
    for node in root.value:
        try:
            claims.append(Claim.model_validate(node.plain()))
        except ValidationError as error:
            first = explain(error.errors(include_url=False), node, Claim)[0]
            raise InputError(f"{first.mark}: {first.path or 'claim'}: {first.sentence}") from None
    if len({claim.id for claim in claims}) < len(claims):
        raise InputError(f"{root.mark}: two claims have the same id")
    return claims


def check_together(claims: Sequence[Claim], place_of: Callable[[str], object]) -> None:
    """Refuse claims that do not fit together.

    Parameters
    ----------
    claims : sequence of Claim
        All that are known at once.
    place_of : callable
        From a claim's identifier to the place in a file by which its mistake is named.

    Raises
    ------
    InputError
        If one points to a claim that is not there, or the readings of two opposite claims are not
        the same questions.
    """
    known = {claim.id for claim in claims}
    for claim in claims:
        for other in claim.measurable_part:
            if other not in known:
                sentence = f"{claim.id} points to {other!r}, which is not there"
                raise InputError(f"{place_of(claim.id)}: {sentence}")
    for claim_id, sentence in unfair(claims):
        raise InputError(f"{place_of(claim_id)}: {sentence}")


def unfair(claims: Sequence[Claim]) -> Iterator[tuple[str, str]]:
    """Find what two opposite claims do not ask in the same way.

    A proposition and its negation, whoever utters them, are tested by the same measures, sites,
    heights, objects and boresights, and cannot both hold.

    Parameters
    ----------
    claims : sequence of Claim
        All that are known at once.

    Yields
    ------
    tuple of str
        The claim, and what differs, claim by claim.
    """
    known = {claim.id: claim for claim in claims}
    for claim in claims:
        if claim.opposes is None:
            continue
        if claim.opposes not in known:
            yield claim.id, f"{claim.id} opposes {claim.opposes!r}, which is not there"
            continue
        other = known[claim.opposes]
        if other.opposes != claim.id:
            told = f"{claim.id} opposes {other.id}, and {other.id} does not oppose {claim.id}"
            yield claim.id, told
        own, opposite = (
            {reading.id: reading for reading in one.readings} for one in (claim, other)
        )
        if set(own) != set(opposite) or None in own or len(own) < len(claim.readings):
            yield claim.id, f"{claim.id} opposes {other.id}: their readings need the same ids"
            continue
        for name, reading in own.items():
            yield from (
                (claim.id, f"{claim.id}, {other.id}: the readings {name!r} differ in {what}")
                for what in _not_negated(reading, opposite[name])
            )


def _not_negated(one: Reading, other: Reading) -> Iterator[str]:
    """Name what keeps two readings from being a question and its negation."""
    if one.measure != other.measure:
        yield "the measure"
    if one.for_comparison is not other.for_comparison:
        yield "whether they are for comparison"
    if one.threshold != other.threshold or one.comparison.negation is not other.comparison:
        yield "what the number is held to"
    ours, theirs = dict(one.parameters), dict(other.parameters)
    sites, opposite = (parameters.pop("sites", OWN) for parameters in (ours, theirs))
    # the site least favourable to one side is the most favourable to the other: the same site
    if opposite != {BEST: EVERY, EVERY: BEST}.get(str(sites), sites):
        yield "the site"
    if ours != theirs:
        yield "the parameters"


@cache
def claims_of_set(name: str) -> tuple[Claim, ...]:
    """Claims of a file that comes with the package.

    Parameters
    ----------
    name : str
        One of `SETS`.

    Returns
    -------
    tuple of Claim
        In the order of the file.
    """
    file = f"{name}.yaml"
    text = files("bongsu.claims").joinpath("data", file).read_text(encoding="utf-8")
    return tuple(read_claims(read_document(text, file)))


@cache
def built_in_claims() -> tuple[Claim, ...]:
    """Claims that come with the package.

    Returns
    -------
    tuple of Claim
        Of all sets; the first seven are the statements of the article of 30 April 2016.
    """
    claims = tuple(claim for name in SETS for claim in claims_of_set(name))
    check_together(claims, lambda _: "claims of the package")
    return claims
