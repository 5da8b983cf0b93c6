"""The brief: one page that says what was claimed, what was computed, and with which assumptions.

`BriefContent` is what the page shows, `render_brief` writes it as HTML that needs no other file, no
script and no network.
"""

import math
from collections import Counter
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from bongsu.report.brief.marks import range_mark, verdict_mark
from bongsu.report.quantities import quantity_text, range_text
from bongsu.report.style import Picture
from bongsu.words import QUALITIES, Verdict


@dataclass(frozen=True, kw_only=True)
class Link:
    """A source that a reader may open.

    Attributes
    ----------
    text : str
        Author, title and date, or publisher and date.
    url : str
        Address, or "" if there is none.
    key : str
        Key in the catalogue, or "".
    """

    text: str
    url: str = ""
    key: str = ""

    def __post_init__(self) -> None:
        if self.url and not self.url.startswith(("https://", "http://")):
            raise ValueError(f"address of a source: '{self.url}' is not a web address")


@dataclass(frozen=True, kw_only=True)
class BriefReading:
    """One reading of a claim and what the model says to it.

    Attributes
    ----------
    name : str
        The reading in words.
    because : str
        Why this is a reading of the claim.
    metric : str
        What was measured.
    unit : str
        Unit of the numbers; "1" for a share, which is shown in per cent.
    value, low, high : float
        Nominal number, and the least and greatest over the cited uncertainty. [any]
    comparison : str
        How the number is held to the threshold, such as "at least".
    threshold : float
        What it is held to. [any]
    verdict : Verdict
        Verdict of this reading.
    detail : str
        Where and for which missile the number was found.
    band : str
        Where the number lies when all parameters are drawn by lot, or "" without draws.
    """

    name: str
    metric: str
    unit: str
    value: float
    low: float
    high: float
    comparison: str
    threshold: float
    verdict: Verdict
    because: str = ""
    detail: str = ""
    band: str = ""

    def __post_init__(self) -> None:
        if not (math.isnan(self.value) or self.low <= self.value <= self.high):
            raise ValueError(f"{self.name}: {self.value} is not between {self.low} and {self.high}")


@dataclass(frozen=True, kw_only=True)
class Assumption:
    """A row of the catalogue that a verdict uses.

    Attributes
    ----------
    parameter : str
        What it is, in words.
    value : str
        Nominal value with its unit.
    range : str
        Lowest to highest value, or "".
    quality : str
        Letter of :data:`bongsu.words.QUALITIES`.
    source : Link
        Where it is from.
    path : str
        Its name in the catalogue.
    entry : str
        Title of what it belongs to.
    """

    parameter: str
    value: str
    range: str
    quality: str
    source: Link
    path: str = ""
    entry: str = ""

    def __post_init__(self) -> None:
        if self.quality not in QUALITIES:
            raise ValueError(f"quality '{self.quality}': use one of {', '.join(QUALITIES)}")


@dataclass(frozen=True, kw_only=True)
class ClaimSection:
    """One claim, tested.

    Attributes
    ----------
    id : str
        Short name, which is the address of the section in the page.
    who : str
        Who said it.
    date : str
        When, as printed.
    assertion : str
        What is asserted, in our own words.
    question : str
        The assertion in the model's terms.
    verdict : Verdict
        Verdict over all readings.
    key_number : str
        The number to remember, with its unit, or "".
    finding : str
        One sentence that says what was found.
    quoted_in : tuple of Link
        Where it was reported.
    readings : tuple of BriefReading
        The readings, side by side; empty when the claim is not testable.
    not_testable_because : str
        Why no model decides it, or "".
    measurable_part : tuple of str
        Ids of the claims that test what is measurable in it.
    pictures : tuple of Picture
        Maps and figures.
    assumptions : tuple of Assumption
        What the verdict uses.
    notes : tuple of str
        Anything else a reader should know.
    """

    id: str
    who: str
    date: str
    assertion: str
    question: str
    verdict: Verdict
    finding: str
    key_number: str = ""
    quoted_in: tuple[Link, ...] = ()
    readings: tuple[BriefReading, ...] = ()
    not_testable_because: str = ""
    measurable_part: tuple[str, ...] = ()
    pictures: tuple[Picture, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def weak(self) -> tuple[Assumption, ...]:
        """Assumptions of quality U, on which the verdict leans without a source that was read."""
        return tuple(row for row in self.assumptions if row.quality == "U")

    @property
    def weak_entries(self) -> dict[str, int]:
        """How many weak assumptions each entry of the catalogue has by its title, most first."""
        entries = Counter(row.entry for row in self.weak)
        return dict(entries.most_common())


@dataclass(frozen=True, kw_only=True)
class BriefContent:
    """Everything the page shows.

    Attributes
    ----------
    title : str
        Title of the page.
    lede : str
        Two or three sentences on what the page answers and what came out.
    scenario : str
        Name of the scenario.
    scenario_summary : str
        What is deployed against what, in a sentence.
    scenario_hash : str
        Hash of the scenario.
    date : str
        Day of the computation, as printed.
    version : str
        Version of the package.
    command : str
        Command that makes this page again.
    claims : tuple of ClaimSection
        The claims, in the order of the page.
    method : tuple of str
        How it was computed, a short paragraph each.
    is_ : tuple of str
        What the page is.
    is_not : tuple of str
        What it is not, and what it leaves out.
    sources : tuple of Link
        All sources.
    overview : tuple of Picture
        Pictures that belong to no single claim.
    people_from : str
        How people are counted.
    json_ld : str
        The verdicts in the terms of schema.org, as JSON-LD that can stand in a page, or "".
    """

    title: str
    lede: str
    scenario: str
    scenario_summary: str
    scenario_hash: str
    date: str
    version: str
    command: str
    claims: tuple[ClaimSection, ...]
    method: tuple[str, ...]
    is_: tuple[str, ...]
    is_not: tuple[str, ...]
    sources: tuple[Link, ...]
    overview: tuple[Picture, ...] = ()
    people_from: str = ""
    json_ld: str = ""

    def __post_init__(self) -> None:
        ids = [claim.id for claim in self.claims]
        if len(set(ids)) != len(ids):
            raise ValueError("two claims with one id: their links in the page would be the same")
        for claim in self.claims:
            for other in claim.measurable_part:
                if other not in ids:
                    raise ValueError(f"{claim.id} points to '{other}', which is not in the brief")


def render_brief(content: BriefContent) -> str:
    """Write the brief as one HTML page.

    Parameters
    ----------
    content : BriefContent
        What the page shows.

    Returns
    -------
    str
        HTML with its styles and pictures inside; it asks for nothing from outside and runs no
        script.
    """
    page: str = (
        _environment()
        .get_template("brief.html")
        .render(
            brief=content,
            titles={claim.id: claim.assertion for claim in content.claims},
            qualities=QUALITIES,
        )
    )
    return page


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("bongsu.report.brief"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["quantity"] = quantity_text
    environment.filters["slug"] = lambda verdict: str(verdict).replace(" ", "-")
    environment.globals["verdict_mark"] = lambda verdict: Markup(verdict_mark(verdict))
    environment.globals["range_mark"] = lambda reading: Markup(
        range_mark(reading.value, reading.low, reading.high, reading.threshold, reading.unit)
    )
    environment.globals["range_text"] = range_text
    return environment
