"""What the verdicts rest on: the rows of the catalogue, and the sources of all that is cited."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor, log10
from typing import Final

from bongsu.catalog import Catalog, Choice, Quantity, Row
from bongsu.catalog.names import row_words
from bongsu.catalog.rows.parameters import Words
from bongsu.catalog.rows.units import in_unit_of
from bongsu.claims.claim import QuotedIn
from bongsu.claims.corners import corners
from bongsu.claims.evaluate import ClaimResult
from bongsu.report.brief.page import Assumption, Footnote
from bongsu.report.language import Language
from bongsu.scenario import Scenario
from bongsu.words import in_words

_DIGITS, _MOST_DIGITS = 4, 8
_LISTED: Final = 60
"""Rows that the table lists at most; those below decide next to nothing."""


class Citations:
    """The sources of a page, numbered as they are first cited.

    Parameters
    ----------
    catalog : Catalog
        Holds the references of rows.
    """

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._cited: dict[tuple[str, str], int] = {}

    def press(self, quoted: QuotedIn, language: Language) -> int:
        """Cite where a statement was reported.

        Parameters
        ----------
        quoted : QuotedIn
            Publisher, day and address.
        language : Language
            Of the page, for the day.

        Returns
        -------
        int
            Number of the footnote. [1]
        """
        return self._number(f"{quoted.publisher}, {language.date(quoted.date)}", quoted.url)

    def reference(self, key: str) -> int:
        """Cite a reference of the catalogue.

        Parameters
        ----------
        key : str
            Of the reference.

        Returns
        -------
        int
            Number of the footnote. [1]
        """
        reference = self._catalog.references[key]
        url = reference.url if reference.url.startswith("http") else ""
        return self._number(reference.citation, url)

    def _number(self, text: str, url: str) -> int:
        return self._cited.setdefault((text, url), len(self._cited) + 1)

    def footnotes(self) -> tuple[Footnote, ...]:
        """All that was cited.

        Returns
        -------
        tuple of Footnote
            By number.
        """
        return tuple(
            Footnote(number=number, text=text, url=url)
            for (text, url), number in self._cited.items()
        )


def ranked(
    results: Sequence[ClaimResult], scenario: Scenario, citations: Citations, language: Language
) -> tuple[tuple[Assumption, ...], str, str]:
    """Rank the rows that verdicts rest on by what they decide.

    Parameters
    ----------
    results : sequence of ClaimResult
        The tested claims.
    scenario : Scenario
        What they were tested in.
    citations : Citations
        Sources of the page, to which those of the rows are added.
    language : Language
        Of the page.

    Returns
    -------
    tuple of Assumption
        Those that move a number of a claim, what decides most first.
    str
        How they are ranked.
    str
        What is said of the others, or "".
    """
    rows = {row.path: row for result in results for row in result.rows}
    moved = _claims_moved(results, scenario)
    shares = _largest_shares(results)
    listed = sorted(
        (path for path in rows if moved.get(path) or shares.get(path)),
        key=lambda path: (-shares.get(path, 0.0), -len(moved.get(path, ())), path),
    )
    table = tuple(
        _assumption(
            rows[path],
            scenario.catalog,
            citations,
            language,
            share=shares.get(path, 0.0),
            decides=(
                language.quantity(shares[path], "1")
                if path in shares
                else language.say(
                    "moves {claims} of {all}", claims=len(moved[path]), all=len(results)
                )
            ),
        )
        for path in listed[:_LISTED]
    )
    others = len(rows) - len(table)
    return (
        table,
        language.say(
            "Ranked by the most that each decides of the verdict on a claim over the draws; then "
            "by how many of the claims it moves."
        )
        if shares
        else language.say("Ranked by how many of the claims they move."),
        language.say(
            "{number} more rows move no number of a claim, or few; claims.json names every one, "
            "and bongsu catalog show gives each with its sources.",
            number=others,
        )
        if others
        else "",
    )


def _largest_shares(results: Sequence[ClaimResult]) -> dict[str, float]:
    """The most that a row decides of any claim."""
    shares: dict[str, float] = {}
    for result in results:
        for effect in result.chance.deciding if result.chance else ():
            for path in effect.paths:
                shares[path] = max(shares.get(path, 0.0), min(effect.share, 1.0))
    return shares


def _claims_moved(results: Sequence[ClaimResult], scenario: Scenario) -> dict[str, list[int]]:
    """Positions of the claims of which a row moves a number."""
    moved: dict[str, list[int]] = {}
    for position, result in enumerate(results):
        for path in rows_that_move(result, scenario):
            moved.setdefault(path, []).append(position)
    return moved


def rows_that_move(result: ClaimResult, scenario: Scenario) -> set[str]:
    """Find the rows that move a number of a claim.

    Parameters
    ----------
    result : ClaimResult
        The tested claim.
    scenario : Scenario
        What it was tested in.

    Returns
    -------
    set of str
        Paths of the rows.
    """
    paths: set[str] = set()
    for measure in {one.reading.measure for one in result.readings}:
        ends = corners(scenario, measure)
        paths |= ends.paths
    return paths


def row_named(path: str, catalog: Catalog, language: Language) -> str:
    """Name a row with what it belongs to.

    Parameters
    ----------
    path : str
        Of the row.
    catalog : Catalog
        Where it is.
    language : Language
        Of the page.

    Returns
    -------
    str
        Such as ``Nodong: burn time``.
    """
    words = ", ".join(language.text(part) for part in row_words(path).split(", "))
    return f"{entry_named(path, catalog, language)}: {words}"


def entry_named(path: str, catalog: Catalog, language: Language) -> str:
    """Name what a row belongs to.

    Parameters
    ----------
    path : str
        Of the row.
    catalog : Catalog
        Where it is.
    language : Language
        Of the page.

    Returns
    -------
    str
        Such as ``Nodong``.
    """
    kind, key, _ = path.split(".", 2)
    return language.text(catalog.entry(kind, key).title)


def _assumption(
    row: Row,
    catalog: Catalog,
    citations: Citations,
    language: Language,
    *,
    share: float,
    decides: str,
) -> Assumption:
    if isinstance(row, Quantity):
        value, spread = value_and_range(row, language)
    elif isinstance(row, Choice):
        value, spread = _word(row, catalog, language), ""
    else:
        value, spread = language.say("a table"), ""
    return Assumption(
        parameter=row_named(row.path, catalog, language),
        path=row.path,
        value=value,
        range=spread,
        quality=row.quality,
        footnotes=tuple(citations.reference(key) for key in row.sources),
        share=share,
        decides=decides,
    )


def _word(row: Choice, catalog: Catalog, language: Language) -> str:
    """What a row says in words: the title where it names an entry."""
    limits = catalog.bounds[row.path]
    if isinstance(limits, Words) and limits.allowed[0].startswith("@"):
        return language.text(catalog.entry(limits.allowed[0][1:], row.value).title)
    return language.text(in_words(row.value))


def value_and_range(row: Quantity, language: Language) -> tuple[str, str]:
    """Write value and range of a row, as precisely as tells them apart.

    Parameters
    ----------
    row : Quantity
        With the unit in which its file writes it.
    language : Language
        Of the page.

    Returns
    -------
    str
        Value with its unit, four significant digits or as many as tell it from the ends.
    str
        Lowest to highest value, "" where there is one alone.
    """
    if row.low == row.high:
        return language.measured(_short(row, row.value, _DIGITS)), ""
    for digits in range(_DIGITS, _MOST_DIGITS + 1):
        value, low, high = (_short(row, n, digits) for n in (row.value, row.low, row.high))
        if low != high and (row.value in (row.low, row.high) or value not in (low, high)):
            break
    return language.measured(value), language.between(low, high)


def _short(row: Quantity, value: float, digits: int) -> str:
    """Write a number in the unit of the catalogue's file, with some significant digits."""
    number, symbol = in_unit_of(row.written, value, row.unit)
    if symbol == "deg":
        return f"{_rounded(number, digits)}°"
    return f"{_rounded(number, digits)} {symbol.replace('m2', 'm²')}".strip()


def _rounded(number: float, digits: int) -> str:
    """Write a number with at most so many significant digits, and no exponent where it is short."""
    if number == 0.0 or not 1e-4 <= abs(number) < 1e7:
        return f"{number:.{digits}g}"
    places = max(0, digits - 1 - floor(log10(abs(number))))
    text = f"{number:,.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
