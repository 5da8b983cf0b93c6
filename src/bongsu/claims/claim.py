"""A claim as data: who asserted what, and the readings under which it is tested."""

from datetime import date
from functools import cache
from importlib.resources import files
from typing import Annotated, Literal

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
from bongsu.errors import InputError
from bongsu.scenario.parts.fields import no_truth, written_day
from bongsu.scenario.parts.problems import explain
from bongsu.scenario.parts.region import known_country

BUILT_IN = "article-2016-04-30"

Text = Annotated[str, Field(min_length=1)]
Key = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Parameter = Annotated[str | float | list[str], BeforeValidator(no_truth)]
Threshold = Annotated[float | str, BeforeValidator(no_truth)]
Day = Annotated[date, BeforeValidator(written_day)]
Figure = Literal[
    "radar-views", "third-party-arcs", "footprints", "leakage", "radar-need", "added-track"
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
    """

    name: Text
    measure: Key
    parameters: dict[str, Parameter] = {}
    comparison: Comparison
    threshold: Threshold
    because: Text


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

    @model_validator(mode="after")
    def _readings_or_reason(self) -> "Claim":
        if bool(self.readings) == (self.not_testable_because is not None):
            raise ValueError("give either readings or not_testable_because")
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
    known = {claim.id for claim in claims}
    if len(known) < len(claims):
        raise InputError(f"{root.mark}: two claims have the same id")
    for claim in claims:
        for other in claim.measurable_part:
            if other not in known:
                raise InputError(f"{root.mark}: {claim.id} points to {other!r}, which is not there")
    return claims


@cache
def built_in_claims() -> tuple[Claim, ...]:
    """Claims that come with the package.

    Returns
    -------
    tuple of Claim
        The seven statements of the article of 30 April 2016.
    """
    name = f"{BUILT_IN}.yaml"
    text = files("bongsu.claims").joinpath("data", name).read_text(encoding="utf-8")
    return tuple(read_claims(read_document(text, name)))
