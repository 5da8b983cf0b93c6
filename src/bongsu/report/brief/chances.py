"""What draws say of a claim: how likely it is to hold, what decides it, on what evidence."""

from __future__ import annotations

from collections.abc import Mapping
from math import isnan
from typing import Final

from bongsu.catalog import Catalog, Quantity
from bongsu.claims.draws.chance import Chance, Rule, RuleBound
from bongsu.report.brief.assumptions import row_named, value_and_range
from bongsu.report.brief.page import Deciding, Odds
from bongsu.report.language import Language

_MOST_DECIDING: Final = 6
_WEIGHTS: Final[Mapping[str, str]] = {"cited": "cited weights", "uniform": "uniform weights"}
_WITH_FIGURES: Final[Mapping[str, str]] = {
    "cited": "cited weights and published figures",
    "uniform": "uniform weights and published figures",
}
_SAME: Final = 0.005


def likelihood_of(chance: Chance | None, language: Language) -> Odds | None:
    """Say how likely something is to hold.

    Parameters
    ----------
    chance : Chance or None
        None without draws.
    language : Language
        Of the page.

    Returns
    -------
    Odds or None
        Under both conventions of weights; with published figures where they change the number.
    """
    if chance is None or isnan(chance.headline.value):
        return None
    shares = [
        (language.text(words), chance.probability[weights]["none"].value)  # type: ignore[index]
        for weights, words in _WEIGHTS.items()
    ]
    for weights, words in _WITH_FIGURES.items():
        pair = chance.probability[weights]  # type: ignore[index]
        if abs(pair["published"].value - pair["none"].value) > _SAME:
            shares.append((language.text(words), pair["published"].value))
    return Odds(
        shares=tuple(shares),
        word=language.text(str(chance.headline.likelihood)),
        draws=chance.draws,
    )


def deciding(chance: Chance | None, catalog: Catalog, language: Language) -> tuple[Deciding, ...]:
    """Name what decides, most first.

    Parameters
    ----------
    chance : Chance or None
        None without draws.
    catalog : Catalog
        Names the rows.
    language : Language
        Of the page.

    Returns
    -------
    tuple of Deciding
        A few.
    """
    if chance is None:
        return ()
    found = []
    for effect in chance.deciding[:_MOST_DECIDING]:
        row = catalog.row(effect.name)
        spread = value_and_range(row, language)[1] if isinstance(row, Quantity) else ""
        found.append(
            Deciding(
                parameter=row_named(effect.name, catalog, language),
                share=min(max(effect.share, 0.0), 1.0),
                quality=effect.quality or row.quality,
                range=spread,
            )
        )
    return tuple(found)


def rule_told(rule: Rule | None, catalog: Catalog, language: Language) -> str:
    """Say when a claim nearly always holds, or nearly always fails.

    Parameters
    ----------
    rule : Rule or None
        None where there is no simple one.
    catalog : Catalog
        Names the rows.
    language : Language
        Of the page.

    Returns
    -------
    str
        A sentence, or "".
    """
    if rule is None:
        return ""
    bounds = [_bound(bound, catalog, language) for bound in rule.bounds]
    template = {
        True: language.say(
            "It holds in {rate} of the draws in which {bounds} ({covered} of all draws).",
            rate="{rate}", bounds="{bounds}", covered="{covered}",
        ),
        False: language.say(
            "It does not hold in {rate} of the draws in which {bounds} ({covered} of all draws).",
            rate="{rate}", bounds="{bounds}", covered="{covered}",
        ),
    }[rule.holds]  # fmt: skip
    joined = language.say("{first} and {second}", first=bounds[0], second=bounds[-1])
    return template.format(
        rate=language.quantity(rule.rate, "1"),
        covered=language.quantity(rule.covered, "1"),
        bounds=joined if len(bounds) > 1 else bounds[0],
    )


def _bound(bound: RuleBound, catalog: Catalog, language: Language) -> str:
    named = row_named(bound.path, catalog, language)
    limit = f"{bound.value:,.4g} {bound.unit.replace('m2', 'm²')}".strip()
    if bound.below:
        return language.say("{row} is at most {limit}", row=named, limit=limit)
    return language.say("{row} is at least {limit}", row=named, limit=limit)


def evidence(chance: Chance | None, language: Language) -> str:
    """Say how the bars are to be read, and on what evidence they lie.

    Parameters
    ----------
    chance : Chance or None
        None without draws.
    language : Language
        Of the page.

    Returns
    -------
    str
        Two sentences, or "".
    """
    if chance is None:
        return ""
    if not chance.deciding:
        return language.say("No single assumption decides it.")
    told = (
        language.say("Bars: first-order effect of each assumption on the verdict over the draws.")
        if chance.of == "verdict"
        else language.say(
            "The verdict is the same in every draw. Bars: first-order effect of each assumption on "
            "the number."
        )
    )
    if chance.evidence_strength is None:
        return told
    strength = language.say(
        "Strength of evidence: {share} of this weight rests on sources that were read.",
        share=language.quantity(chance.evidence_strength, "1"),
    )
    return f"{told} {strength}"
