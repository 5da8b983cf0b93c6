"""How far to trust the results: the factors of NASA-STD-7009A, judged with evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field

from bongsu.catalog import Catalog, Quantity
from bongsu.catalog.documents import read_document
from bongsu.words import QUALITIES

LEVELS: Final = (
    "no sufficient evidence",
    "the idea agrees with simple cases",
    "important features were tried one by one",
    "tried for the questions of interest, with errors estimated",
    "agrees with the real system in use",
)
"""From 0 to 4, in our own words; the standard has finer ones for each factor."""

_FILE = "credibility.yaml"
_INTRODUCTION = """\
# Credibility

How far a reader should trust the results, by the eight factors of NASA's standard for models and
simulations (NASA-STD-7009A, 2016; a revision B is of 2024), and by a ninth of its first edition
(NASA-STD-7009, 2008), the qualifications of people. Those who built the model judge it themselves
here, which is itself a weakness: there has been no independent review. Levels go from 0 to 4, and
the lowest ones matter most. The numbers on this page are counted when it is written, by

    bongsu validate --output docs

| level | means |
|---|---|
"""


class Factor(BaseModel):
    """One factor of the standard.

    Attributes
    ----------
    factor : str
        What it is called.
    level : int
        From 0 to 4. [1]
    because : str
        Why no more and no less, with the names of counts in braces.
    would_raise : str
        What would raise it.
    evidence : tuple of str
        Where that can be seen: paths from the folder of the pages.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    factor: Annotated[str, Field(min_length=1)]
    level: Annotated[int, Field(ge=0, le=4)]
    because: Annotated[str, Field(min_length=1)]
    would_raise: Annotated[str, Field(min_length=1)]
    evidence: Annotated[tuple[str, ...], Field(min_length=1)]


@cache
def credibility_factors() -> tuple[Factor, ...]:
    """Read the judgement that comes with the package.

    Returns
    -------
    tuple of Factor
        In the order of the standard.
    """
    text = files("bongsu.validation").joinpath("data", _FILE).read_text("utf-8")
    listed: Any = read_document(text, _FILE).plain()
    return tuple(Factor.model_validate(one) for one in listed)


def pedigree(catalog: Catalog) -> dict[str, int]:
    """Count the rows and sources of a catalogue.

    Parameters
    ----------
    catalog : Catalog
        Cited parameters.

    Returns
    -------
    dict of str to int
        Rows, those with a range and those of each quality; sources, and those that were read. [1]
    """
    rows = list(catalog.rows().values())
    letters = Counter(row.quality for row in rows)
    ranged = [row for row in rows if isinstance(row, Quantity) and row.low != row.high]
    cited = [catalog.references[key] for key in {key for row in rows for key in row.sources}]
    return {
        "catalogue_rows": len(rows),
        "rows_ranged": len(ranged),
        **{f"rows_{letter.lower()}": letters[letter] for letter in QUALITIES},
        "share_u": round(100.0 * letters["U"] / len(rows)),
        "sources": len(cited),
        "sources_read": sum(one.read for one in cited),
    }


def credibility_page(scorecard: Mapping[str, Any]) -> str:
    """Write the page on credibility.

    Parameters
    ----------
    scorecard : mapping
        The scorecard for machines, with the counts that the page tells.

    Returns
    -------
    str
        Markdown: the levels, and for each factor why it is no higher and what would raise it.
    """
    counts = scorecard["counts"]
    of = sum(counts[name] for name in ("passed", "failed", "not_comparable"))
    told = {**counts, **scorecard["pedigree"], "rows": of}
    lines = [_INTRODUCTION]
    lines += [f"| {level} | {words} |\n" for level, words in enumerate(LEVELS)]
    lines += ["\n| factor | level |\n|---|---|\n"]
    lines += [f"| {one.factor} | {one.level} |\n" for one in credibility_factors()]
    for one in credibility_factors():
        evidence = ", ".join(f"[{place.removeprefix('../')}]({place})" for place in one.evidence)
        lines += [
            f"\n## {one.factor}: {one.level}\n\n",
            f"{one.because.format(**told)}\n\n",
            f"What would raise it: {one.would_raise}\n\n",
            f"Evidence: {evidence}.\n",
        ]
    return "".join(lines)
