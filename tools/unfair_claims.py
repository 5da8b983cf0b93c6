"""What a referee found unfair in the claims of 29 April 2016, and what the brief says now.

    uv run python -m tools.unfair_claims           prints the table of docs/objections.md
    uv run python -m tools.unfair_claims --write   writes it there

What was wrong is the referee's, of an earlier commit. A test computes some numbers again.
"""

import re
import sys
from typing import Final, NamedTuple

from tools.objections import write_table

import bongsu
from bongsu.claims.evaluate import ClaimResult
from bongsu.words.quantities import quantity_text, range_text

BEGIN, END = "<!-- written by tools/unfair_claims.py -->\n", "<!-- end of claims -->\n"
NUMBER: Final = re.compile(r"\{([a-z0-9-]+)\}")
"""A reading, by its id, where its number stands."""


class Unfair(NamedTuple):
    """A claim that was tested unfairly.

    Attributes
    ----------
    claim : str
        Its id.
    wrong : str
        What the referee found.
    now : str
        What the brief says instead, with the ids of readings in braces.
    """

    claim: str
    wrong: str
    now: str


UNFAIR: Final = (
    Unfair(
        "earnest-no-threat",
        '"holds", where the other side\'s claim of the same proposition had "depends"',
        "the same readings under both claims, negated: added track on a warhead in forward-based "
        "mode {warhead-forward-based-held-by-aspect}",
    ),
    Unfair(
        "earnest-no-threat",
        "4 theatre arcs to 2 cities, as an upper bound only",
        "20 arcs to ten cities and ports: within reach {theatre-reach-own}; shots when the "
        "engagement is played {theatre-played-own}, from any candidate site "
        "{theatre-played-any-site}",
    ),
    Unfair(
        "earnest-keeps-safe",
        'headline "100 %": one of 252 pairs of site and flight',
        "the scenario's own site first, over all flights: one shot {average-own}, two "
        "{average-two-shots-own}; then missile by missile, such as the Nodong {nodong-own} and "
        "the Hwasong-12 {hwasong-12-own}; bases and ports of allied forces {bases-own}",
    ),
    Unfair(
        "earnest-keeps-safe",
        'Seoul "holds", at a site that was not chosen',
        "own site {seoul-own}; most favourable candidate site {seoul-best-site}, as a reading of "
        "its own",
    ),
    Unfair(
        "earnest-orientation",
        "North Korean share of the view at 100 km alone",
        "warheads at 50 km {mostly-north-korean-50-km}, 100 km {mostly-north-korean-100-km} and "
        "300 km {mostly-north-korean-300-km}; missiles under power at 300 km "
        "{boosting-forward-300-km}",
    ),
    Unfair(
        "wang-beyond-need",
        "9,175 km² of China and Russia: the least over the boresights, one height, one object",
        "both ends, two heights, two objects: warheads at 100 km {view-warhead-100-km-least} and "
        "{view-warhead-100-km-greatest}, at 300 km {view-warhead-300-km-least} and "
        "{view-warhead-300-km-greatest}; missiles under power at 300 km "
        "{view-boosting-300-km-least} and {view-boosting-300-km-greatest}",
    ),
    Unfair(
        "wang-strategic-impact",
        "0 s in terminal mode, by the cross-section of a warhead seen nose on",
        "by one cross-section {warhead-terminal-held-constant}; by aspect "
        "{warhead-terminal-held-by-aspect}, on {most-arcs-warhead-by-aspect} of the arcs",
    ),
    Unfair(
        "wang-strategic-impact",
        "boresights that face away from North Korea in the headline",
        "holding every launch area {warhead-forward-based-held-by-aspect} and facing anywhere "
        "{warhead-forward-based-free-by-aspect}, as two readings",
    ),
    Unfair(
        "wang-strategic-impact",
        "intercepts at the worst site for one side and at the best for the other",
        "one rule for both: own site {intercontinental-own} and any candidate site "
        "{intercontinental-any-site}",
    ),
    Unfair(
        "earnest-keeps-safe",
        "each case picked its own best site and named only the nominal one",
        "every number names site, flights, mode and height, case by case (`where` in claims.json); "
        "most favourable site {average-best-site}, least favourable {average-worst-site}",
    ),
)


def row(one: Unfair, result: ClaimResult) -> str:
    """A row of the table."""
    numbers = {
        reading.reading.id: reading.measurement for reading in result.readings if reading.reading.id
    }

    def number(found: re.Match[str]) -> str:
        told = numbers[found[1]]
        ends = range_text(told.low, told.high, told.unit)
        value = quantity_text(told.nominal, told.unit)
        return value if value == ends else f"{value} ({ends})"

    return f"| {one.claim} | {one.wrong} | {NUMBER.sub(number, one.now)} |\n"


def main() -> None:
    """Print the table, or write it into its page."""
    results = {one.claim.id: one for one in bongsu.load("korea-2016").brief(draws=0).results}
    rows = [row(one, results[one.claim]) for one in UNFAIR]
    print("".join(rows), end="")
    if "--write" in sys.argv[1:]:
        write_table(BEGIN, END, ("claim", "what was unfair", "what the brief says now"), rows)


if __name__ == "__main__":
    main()
