"""The brief: one page that says what was claimed, what was computed, and what decides it.

`BriefContent` is what the page shows, already in its language; `render_brief` lays it out as HTML
that needs no other file, no script and no network.
"""

from dataclasses import dataclass, field
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from bongsu.report.brief.figures.sheet import Plate
from bongsu.report.brief.marks import likelihood_mark, range_mark, share_mark, verdict_mark
from bongsu.report.language import Language, plain
from bongsu.words import QUALITIES, VERDICTS, Verdict


@dataclass(frozen=True, kw_only=True)
class Footnote:
    """A source, at the end of the page.

    Attributes
    ----------
    number : int
        Its number in the page. [1]
    text : str
        Author, title and date, or publisher and date.
    url : str
        Address, or "" if there is none.
    """

    number: int
    text: str
    url: str = ""

    def __post_init__(self) -> None:
        if self.url and not self.url.startswith(("https://", "http://")):
            raise ValueError(f"address of a source: '{self.url}' is not a web address")


@dataclass(frozen=True, kw_only=True)
class DrawnShare:
    """Share of the draws in which something holds, under one convention of weights.

    Attributes
    ----------
    weights : str
        Name of the convention.
    value, low, high : float
        Share, with the ends of its 95 % interval. [1]
    text : str
        The same in words.
    """

    weights: str
    value: float
    low: float
    high: float
    text: str

    def __post_init__(self) -> None:
        if not 0.0 <= self.value <= 1.0:
            raise ValueError(f"likelihood ({self.weights}): {self.value} is not between 0 and 1")
        if self.low > self.high:
            raise ValueError(f"likelihood ({self.weights}): {self.low} is above {self.high}")


@dataclass(frozen=True, kw_only=True)
class Odds:
    """How likely something holds, when what is uncertain is drawn by lot.

    Attributes
    ----------
    shares : tuple of DrawnShare
        Under each convention of weights, at least one; the first is the one that the page speaks
        of.
    word : str
        Word of the scale for the first.
    told : str
        The first with the number of draws, in words.
    draws : str
        How many draws.
    """

    shares: tuple[DrawnShare, ...]
    word: str
    told: str
    draws: str

    def __post_init__(self) -> None:
        if not self.shares:
            raise ValueError("a likelihood without a number")


@dataclass(frozen=True, kw_only=True)
class Deciding:
    """An assumption, and how much of a verdict it decides.

    Attributes
    ----------
    parameter : str
        What it is, in words.
    share : float
        Of what is decided. [1]
    quality : str
        Letter of :data:`bongsu.words.QUALITIES`.
    range : str
        Lowest to highest value.
    """

    parameter: str
    share: float
    quality: str
    range: str = ""

    def __post_init__(self) -> None:
        if self.quality not in QUALITIES:
            raise ValueError(f"quality '{self.quality}': use one of {', '.join(QUALITIES)}")


@dataclass(frozen=True, kw_only=True)
class BriefReading:
    """One reading of a claim and what the model says to it.

    Attributes
    ----------
    name : str
        The reading in words.
    because : str
        Why this is a reading of the claim.
    sentence : str
        What was measured, in a sentence.
    where : str
        Where and for which missile the number was found.
    span : str
        Least to greatest number over the cited uncertainty.
    holds_if : str
        What the number is held to.
    verdict : Verdict
        Verdict of this reading.
    value, low, high, threshold : float
        For the mark: nominal number, its least and greatest, and what it is held to; not numbers
        where there are none. [any]
    unit : str
        Unit of the numbers; "1" for a share.
    likelihood : Odds or None
        None without draws.
    """

    name: str
    sentence: str
    span: str
    holds_if: str
    verdict: Verdict
    value: float
    low: float
    high: float
    threshold: float
    unit: str
    because: str = ""
    where: str = ""
    likelihood: Odds | None = None

    def __post_init__(self) -> None:
        if self.value == self.value and not self.low <= self.value <= self.high:
            raise ValueError(f"{self.name}: {self.value} is not between {self.low} and {self.high}")


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
    answer : str
        What was found, in one or two plain sentences.
    short : str
        The answer among all answers, where it is shorter, or "".
    number : str
        The number to remember, with its unit, or "".
    meaning : str
        What the number compares with, or "".
    counts : str
        How many readings hold and do not.
    reported_in : tuple of int
        Footnotes: where it was reported.
    readings : tuple of BriefReading
        The readings, side by side; empty when the claim is not testable.
    not_testable_because : str
        Why no model decides it, or "".
    measurable_part : tuple of str
        Ids of the claims that test what is measurable in it.
    figures : tuple of Plate
        Maps and charts.
    figures_of : tuple of str
        Ids of claims above, under which other figures of this one stand already.
    likelihood : Odds or None
        None without draws.
    deciding : tuple of Deciding
        What decides, most first.
    rule : str
        When it holds, in a sentence, or "".
    evidence : str
        How much of what decides rests on sources that were read.
    unknown : tuple of str
        What is not known, a sentence each.
    """

    id: str
    who: str
    date: str
    assertion: str
    question: str
    verdict: Verdict
    answer: str
    short: str = ""
    number: str = ""
    meaning: str = ""
    counts: str = ""
    reported_in: tuple[int, ...] = ()
    readings: tuple[BriefReading, ...] = ()
    not_testable_because: str = ""
    measurable_part: tuple[str, ...] = ()
    figures: tuple[Plate, ...] = ()
    figures_of: tuple[str, ...] = ()
    likelihood: Odds | None = None
    deciding: tuple[Deciding, ...] = ()
    rule: str = ""
    evidence: str = ""
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Assumption:
    """A row of the catalogue that verdicts use.

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
    footnotes : tuple of int
        Where it is from.
    path : str
        Its name in the catalogue.
    share : float
        The most that it decides of any claim, or of the numbers that it moves. [1]
    decides : str
        What it decides, in words.
    """

    parameter: str
    value: str
    range: str
    quality: str
    footnotes: tuple[int, ...]
    path: str = ""
    share: float = 0.0
    decides: str = ""

    def __post_init__(self) -> None:
        if self.quality not in QUALITIES:
            raise ValueError(f"quality '{self.quality}': use one of {', '.join(QUALITIES)}")


@dataclass(frozen=True, kw_only=True)
class BriefContent:
    """Everything the page shows, in its language.

    Attributes
    ----------
    language : Language
        Of the page.
    title : str
        What is asked, in a line.
    standfirst : str
        Who asserts what about what, and how it is tested, in a sentence or two.
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
    overview : tuple of Plate
        Figures that belong to no single claim; the first stands beside the answers.
    shared : tuple of str
        SVG definitions that figures use.
    assumptions : tuple of Assumption
        What the verdicts rest on, what decides most first.
    ranked_by : str
        How they are ranked.
    others : str
        What is said of the assumptions that are not listed, or "".
    method : tuple of str
        How it was computed, a short paragraph each.
    is_ : tuple of str
        What the page is.
    is_not : tuple of str
        What it is not, and what it leaves out.
    footnotes : tuple of Footnote
        All sources, by number.
    people_from : str
        How people are counted.
    json_ld : str
        The verdicts in the terms of schema.org, as JSON-LD that can stand in a page, or "".
    """

    language: Language = field(default_factory=Language)
    title: str
    standfirst: str
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
    footnotes: tuple[Footnote, ...]
    overview: tuple[Plate, ...] = ()
    shared: tuple[str, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    ranked_by: str = ""
    others: str = ""
    people_from: str = ""
    json_ld: str = ""

    def __post_init__(self) -> None:
        ids = [claim.id for claim in self.claims]
        if len(set(ids)) != len(ids):
            raise ValueError("two claims with one id: their links in the page would be the same")
        for claim in self.claims:
            for other in (*claim.measurable_part, *claim.figures_of):
                if other not in ids:
                    raise ValueError(f"{claim.id} points to '{other}', which is not in the brief")
        known = {note.number for note in self.footnotes}
        used = {
            *(number for claim in self.claims for number in claim.reported_in),
            *(number for row in self.assumptions for number in row.footnotes),
        }
        if not used <= known:
            raise ValueError(f"no footnote {min(used - known)}")


def render_brief(content: BriefContent) -> str:
    """Write the brief as one HTML page.

    Parameters
    ----------
    content : BriefContent
        What the page shows.

    Returns
    -------
    str
        HTML with its styles and figures inside; it asks for nothing from outside and runs no
        script.
    """
    language = content.language
    page: str = brief_template().render(
        brief=content,
        titles={claim.id: claim.assertion for claim in content.claims},
        qualities={letter: language.text(words) for letter, words in QUALITIES.items()},
        verdicts={Verdict(word): language.text(word) for word in VERDICTS},
        say=language.say,
        percent=lambda share: language.quantity(share, "1"),
    )
    return page


@cache
def brief_template() -> Template:
    """Compile the template of the page.

    Returns
    -------
    jinja2.Template
        Compiled once per process.
    """
    environment = Environment(
        loader=PackageLoader("bongsu.report.brief"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["slug"] = lambda verdict: str(verdict).replace(" ", "-")
    environment.filters["plain"] = lambda text: escape(plain(text))
    environment.filters["svg"] = Markup
    environment.globals["verdict_mark"] = lambda verdict: Markup(verdict_mark(verdict))
    environment.globals["likelihood_mark"] = lambda share: Markup(
        likelihood_mark(share.value, share.low, share.high)
    )
    environment.globals["share_mark"] = lambda share: Markup(share_mark(share))
    environment.globals["range_mark"] = lambda reading: Markup(
        range_mark(reading.value, reading.low, reading.high, reading.threshold, reading.unit)
    )
    return environment.get_template("brief.html")
