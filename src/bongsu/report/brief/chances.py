"""What draws say of a claim: how likely it is to hold, what decides it, on what evidence."""

from __future__ import annotations

from collections.abc import Mapping
from math import isnan
from typing import Final

from bongsu.catalog import Catalog, Quantity
from bongsu.claims.draws.chance import Chance, Probability, Rule, RuleBound
from bongsu.report.brief.assumptions import row_named, value_and_range
from bongsu.report.brief.page import Deciding, DrawnShare, Odds
from bongsu.report.language import Language, plain

_MOST_DECIDING: Final = 6
_LEAST_REST: Final = 0.05
"""Part of the variance that no assumption has, from which on it is told. [1]"""
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
    found = [
        (words, chance.probability[weights]["none"])  # type: ignore[index]
        for weights, words in _WEIGHTS.items()
    ]
    for weights, words in _WITH_FIGURES.items():
        pair = chance.probability[weights]  # type: ignore[index]
        if abs(pair["published"].value - pair["none"].value) > _SAME:
            found.append((words, pair["published"]))
    return Odds(
        shares=tuple(
            DrawnShare(
                weights=language.text(words),
                value=one.value,
                low=one.low,
                high=one.high,
                text=_with_ends(one, language),
            )
            for words, one in found
        ),
        word=language.text(str(chance.headline.likelihood)),
        told=share_told(chance, language),
        draws=f"{chance.draws:,}",
    )


def share_told(chance: Chance, language: Language) -> str:
    """Say in which share of how many draws something holds, with cited weights.

    Parameters
    ----------
    chance : Chance
        Of a reading or a claim.
    language : Language
        Of the page or table.

    Returns
    -------
    str
        Such as ``0 % (0 to 21 %) of 16 draws``: the share, its 95 % interval, how many draws.
    """
    return language.say(
        "{share} of {draws} draws",
        share=_with_ends(chance.headline, language),
        draws=f"{chance.draws:,}",
    )


def drawn_share(chance: Chance | None) -> str:
    """Say the share of the draws in which something holds, for a table of a command.

    Parameters
    ----------
    chance : Chance or None
        Of a reading or a claim; None without draws.

    Returns
    -------
    str
        As :func:`share_told` says it in English; "" where there is nothing to tell.
    """
    if chance is None or isnan(chance.headline.value):
        return ""
    return plain(share_told(chance, Language()).replace("\u00a0", " "))


def _with_ends(share: Probability, language: Language) -> str:
    """Write a share with its interval; without one that rounds to the share."""
    value = language.quantity(share.value, "1")
    ends = language.range(share.low, share.high, "1")
    return value if ends == value else language.say("{share} ({ends})", share=value, ends=ends)


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
    limit = language.quantity(bound.value, bound.unit)
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
        Some sentences, or "".
    """
    if chance is None:
        return ""
    if not chance.deciding:
        return language.say("No single assumption decides it.")
    told = (
        language.say("Bars: Shapley effect of each assumption on the verdict over the draws.")
        if chance.of == "verdict"
        else language.say(
            "The verdict is the same in every draw. Bars: Shapley effect of each assumption on the "
            "number."
        )
    )
    rest = 1.0 - sum(one.share for one in chance.deciding)
    if rest >= _LEAST_REST:
        left = language.quantity(rest, "1")
        told = f"{told} {language.say('{left} can be put to no single one.', left=left)}"
    if chance.evidence_strength is None:
        return told
    strength = language.say(
        "Strength of evidence: {share} of this weight rests on sources that were read.",
        share=language.quantity(chance.evidence_strength, "1"),
    )
    return f"{told} {strength}"
