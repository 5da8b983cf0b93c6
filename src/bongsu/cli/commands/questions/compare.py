"""``bongsu compare``: two scenarios side by side on one page."""

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from bongsu.cli.options.values import Flag, JsonFlag
from bongsu.cli.terminal.json_text import print_json
from bongsu.cli.terminal.tables import print_table
from bongsu.output import check_outputs
from bongsu.words import LanguageCode

if TYPE_CHECKING:
    from bongsu.front.comparison import ScenarioComparison

_MOST_PRINTED = 24


def compare(
    first: str,
    second: str,
    *,
    output: Annotated[Path, Parameter(name=["--output", "-o"])] = Path("comparison.html"),
    claims: Path | None = None,
    without_claims: Flag = False,
    lang: LanguageCode = "en",
    json: JsonFlag = False,
) -> None:
    """Put two scenarios side by side; write one page, and print the tables.

    What changed, with units and sources of rows; how far the share of people defended, ranges and
    areas in view move; which verdicts on claims turn; maps of both footprints and the difference.

    Parameters
    ----------
    first, second
        Scenario files or names of built-in scenarios.
    output
        Page to write, ending in .html.
    claims
        File of claims to test in both, instead of those that come with the package.
    without_claims
        Test no claims: they take most of the time.
    lang
        Language of the page: English or Korean.
    json
        Print JSON for machines.

    Raises
    ------
    InputError
        If a scenario, the claims or the page cannot be used.
    """
    from bongsu.front.comparison import PAGE
    from bongsu.front.comparison import compare as put_side_by_side
    from bongsu.front.deployment import load

    files = (first, second, *([str(claims)] if claims else []))
    check_outputs((output, PAGE), inputs=files)
    words = ["bongsu", "compare", first, second]
    words += ["--claims", str(claims)] if claims else []
    words += ["--without-claims"] if without_claims else []
    words += ["--lang", lang] if lang != "en" else []
    both = load(first), load(second)
    found = put_side_by_side(
        *both,
        claims=[] if without_claims else claims,
        command=shlex.join(words),
        language=lang,
    )
    found.save(output)
    if json:
        print_json(_document(found), found.provenance)
        return
    _print(found)
    print(output)


def _document(found: "ScenarioComparison") -> dict[str, object]:
    return {
        "first": found.first.name,
        "second": found.second.name,
        "sentence": found.sentence(),
        "citation": found.provenance.citation(),
        "changes": [{**one._asdict(), "sources": list(one.sources)} for one in found.changes],
        "numbers": [{**one._asdict(), "by": one.by} for one in found.moved],
        "verdicts": [{**one._asdict(), "turns": one.turns} for one in found.verdicts],
        "without_verdicts": found.without_verdicts or None,
    }


def _print(found: "ScenarioComparison") -> None:
    from bongsu.words.quantities import quantity_text

    print(found.sentence())
    names = found.names
    print_table(
        ("what changed", *names),
        [(one.title, one.first, one.second) for one in found.changes[:_MOST_PRINTED]],
        caption=None
        if len(found.changes) <= _MOST_PRINTED
        else f"{len(found.changes) - _MOST_PRINTED} more are on the page.",
    )
    print_table(
        ("number", *names),
        [
            (one.title, quantity_text(one.first, one.unit), quantity_text(one.second, one.unit))
            for one in found.moved
        ],
    )
    turned = [one for one in found.verdicts if one.turns]
    if turned:
        print_table(
            ("verdict that turns", *names),
            [(one.reading or one.assertion, one.first, one.second) for one in turned],
        )
