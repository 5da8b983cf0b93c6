"""The scorecard for machines, and the page of it for people, which is made from the former."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from bongsu.catalog import Catalog
from bongsu.validation.credibility import pedigree
from bongsu.validation.rows import FILES
from bongsu.validation.scorecard import Scored, Value, counts

MACHINE_FILE, PAGE_FILE, CREDIBILITY_FILE = "scorecard.json", "scorecard.md", "credibility.md"
"""What ``bongsu validate --output`` writes into a directory."""

_HEADINGS: Final[Mapping[str, str]] = {
    "flight": "Flights, other programs and check cases",
    "radar": "Radar",
    "engagement": "Engagements, coverage and records",
    "controls": "Negative controls",
}
_INTRODUCTION = """\
# Scorecard

Every published figure that the model is held against, computed again by the studies that everybody
calls. This page, [scorecard.json](scorecard.json) and the [credibility sheet](credibility.md) are
written by

    bongsu validate --output docs

`bongsu validate` prints the same table, `bongsu.validate()` gives it in Python, and
`tests/authorities/scorecard` keeps both files true. What was printed, what its source allows and
which computation gives ours are rows in `bongsu.validation.data`. A row passes where ours lies
inside what its source allows; it is not comparable where the source leaves out what would have to
be known, or where the figure is an input here. Nothing is fitted to make a row pass; a figure that
a row of the catalogue was fitted to is marked *fitted*, and is no evidence. *Blind* rows were
computed before the figure was known to those who built the model.
"""
_CONTROLS = """
Figures that cannot be, and rows with a constant that is wrong on purpose. Each has to fail: a check
that cannot fail shows nothing.
"""


def scorecard_document(rows: Sequence[Scored], catalog: Catalog) -> dict[str, Any]:
    """Lay the scorecard out for machines.

    Parameters
    ----------
    rows : sequence of Scored
        Computed rows.
    catalog : Catalog
        The parameters that ours rest on.

    Returns
    -------
    dict
        ``counts`` of the outcomes, ``pedigree`` of the catalogue, and ``rows``.
    """
    return {
        "counts": counts(rows),
        "pedigree": pedigree(catalog),
        "rows": [_row(one) for one in rows],
    }


def _row(scored: Scored) -> dict[str, Any]:
    row = scored.row
    alone = scored.computed[0] if len(scored.computed) == 1 else None
    return {
        "id": row.id,
        "title": row.title,
        "topic": row.topic,
        "published": alone.quantity.published if alone else scored.published,
        "ours": _rounded(alone.ours) if alone else scored.ours,
        "unit": alone.quantity.unit if alone else "",
        "published_in_words": scored.published,
        "ours_in_words": scored.ours,
        "tolerance": row.tolerance,
        "outcome": str(scored.outcome),
        "reason": scored.reason,
        "shows_not": row.shows_not,
        "fitted": row.calibrated,
        "blind": row.blind,
        "must_fail": row.must_fail,
        "sources": list(row.sources),
        "quantities": [
            {
                "name": one.quantity.name,
                "published": one.quantity.published,
                "ours": _rounded(one.ours),
                "unit": one.quantity.unit,
                "low": one.quantity.low,
                "high": one.quantity.high,
                "inside": one.inside,
            }
            for one in scored.computed
        ],
    }


def _rounded(value: Value) -> Value:
    """Keep the digits that are the same on every machine."""
    return value if isinstance(value, str) else float(f"{value:.5g}")


def scorecard_page(document: Mapping[str, Any]) -> str:
    """Write the page of a scorecard.

    Parameters
    ----------
    document : mapping
        From :func:`scorecard_document`, perhaps read from its file.

    Returns
    -------
    str
        Markdown with a table for each topic, and the reasons.
    """
    parts = [_INTRODUCTION, _counted(document["counts"])]
    for topic in FILES:
        rows = [row for row in document["rows"] if row["topic"] == topic]
        if not rows:
            continue
        parts.append(f"\n## {_HEADINGS[topic]}\n")
        if topic == "controls":
            parts.append(_CONTROLS)
        parts.append(_table(rows))
        parts.append(_reasons(rows))
        parts.append(_shown_not(rows))
    parts.append(_sources(document["rows"]))
    return "".join(parts)


def _counted(count: Mapping[str, int]) -> str:
    rows = count["passed"] + count["failed"] + count["not_comparable"]
    return (
        f"\nOf {rows} rows {count['passed']} pass "
        f"({count['fitted']} of them with a row of the catalogue fitted to the figure), "
        f"{count['failed']} fail and {count['not_comparable']} are not comparable. Of "
        f"{count['controls']} negative controls {count['controls_failed']} fail, as they must.\n"
    )


def _table(rows: Sequence[Mapping[str, Any]]) -> str:
    lines = ["\n| id | what | published | here | allowed | outcome |\n|---|---|---|---|---|---|\n"]
    for row in rows:
        marks = [word for word in ("blind", "fitted") if row[word]]
        outcome = row["outcome"] if row["outcome"] == "pass" else f"**{row['outcome']}**"
        cells = (
            row["id"],
            row["title"],
            row["published_in_words"],
            row["ours_in_words"],
            row["tolerance"],
            ", ".join([outcome, *(f"*{mark}*" for mark in marks)]),
        )
        lines.append("| " + " | ".join(_cell(cell) for cell in cells) + " |\n")
    return "".join(lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _reasons(rows: Sequence[Mapping[str, Any]]) -> str:
    told = [row for row in rows if row["outcome"] != "pass"]
    if not told:
        return ""
    lines = [f"- **{row['id']}**, {row['outcome']}. {row['reason']}\n" for row in told]
    return "\nNot passed, and why:\n\n" + "".join(lines)


def _shown_not(rows: Sequence[Mapping[str, Any]]) -> str:
    by_text: dict[str, list[str]] = {}
    for row in rows:
        by_text.setdefault(row["shows_not"], []).append(row["id"])
        for word, title in (("fitted", "Fitted"), ("blind", "Blind")):
            if row[word]:
                by_text.setdefault(f"*{title}*: {row[word].rstrip('.')}.", []).append(row["id"])
    lines = [f"- {', '.join(ids)}: {text}\n" for text, ids in by_text.items()]
    return "\nWhat an agreement does not show:\n\n" + "".join(lines)


def _sources(rows: Sequence[Mapping[str, Any]]) -> str:
    by_source: dict[str, list[str]] = {}
    for row in rows:
        for source in row["sources"]:
            by_source.setdefault(source, []).append(row["id"])
    lines = [f"- {', '.join(ids)}: {_link(source)}\n" for source, ids in by_source.items()]
    return "\n## Sources\n\n" + "".join(lines)


def _link(source: str) -> str:
    return " ".join(f"<{word}>" if "://" in word else word for word in source.split(" "))
