"""Verdicts on claims as ``Claim`` and ``ClaimReview`` of schema.org, for a page to carry inline."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from bongsu.output.json_text import plain
from bongsu.words import Verdict

if TYPE_CHECKING:
    from bongsu.catalog import Catalog
    from bongsu.scenario.provenance import Provenance

SCHEMA_ORG: Final = "https://schema.org"
"""Vocabulary of the terms; named, and fetched by nothing."""

_RATINGS: Final[Mapping[str, int]] = {
    Verdict.DOES_NOT_HOLD: 1,
    Verdict.DEPENDS: 2,
    Verdict.HOLDS: 3,
}
_AUTHOR: Final = {"@type": "Organization", "name": "The bongsu developers"}


def claim_reviews(
    document: Mapping[str, Any], catalog: Catalog, provenance: Provenance
) -> dict[str, Any]:
    """Say verdicts in the terms of schema.org.

    Parameters
    ----------
    document : mapping
        The content of ``claims.json``.
    catalog : Catalog
        Holds the rows on which the verdicts rest, and their sources.
    provenance : Provenance
        Of the brief.

    Returns
    -------
    dict
        JSON-LD: a graph of one ``Claim`` and one ``ClaimReview`` for each claim, an ordinal rating
        from 1 (does not hold) over 2 (depends) to 3 (holds), the measured numbers and, where there
        are any, probabilities as ``additionalProperty``, and the sources as ``citation``.
    """
    cited: dict[str, dict[str, Any]] = {}
    graph: list[dict[str, Any]] = []
    for claim in document["claims"]:
        keys = _sources(catalog, claim["assumptions"])
        cited |= {key: _work(catalog, key) for key in keys}
        graph += [_claim(claim), _review(claim, keys, provenance)]
    return {"@context": SCHEMA_ORG, "@graph": [*graph, *(cited[key] for key in sorted(cited))]}


def inline_json_ld(graph: Mapping[str, Any]) -> str:
    """Write JSON-LD so that it can stand in a script element of a page.

    Parameters
    ----------
    graph : mapping
        From :func:`claim_reviews`.

    Returns
    -------
    str
        JSON in which nothing can end the element.
    """
    text = json.dumps(plain(graph), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    for letter in "<>&":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return text


def _claim(claim: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "@type": "Claim",
        "@id": f"#claim-{claim['id']}",
        "name": claim["id"],
        "text": claim["assertion"],
        "author": {"@type": "Person", "name": claim["who"]},
        "datePublished": claim["date"],
        "appearance": [
            {
                "@type": "CreativeWork",
                "url": source["url"],
                "datePublished": source["date"],
                "publisher": {"@type": "Organization", "name": source["publisher"]},
            }
            for source in claim["sources"]
        ],
    }


def _review(
    claim: Mapping[str, Any], keys: Sequence[str], provenance: Provenance
) -> dict[str, Any]:
    verdict = claim["verdict"]
    rating: dict[str, Any] = {"@type": "Rating", "alternateName": verdict}
    if verdict in _RATINGS:
        rating |= {"ratingValue": _RATINGS[verdict], "worstRating": 1, "bestRating": 3}
    return {
        "@type": "ClaimReview",
        "@id": f"#review-{claim['id']}",
        "url": f"#{claim['id']}",
        "itemReviewed": {"@id": f"#claim-{claim['id']}"},
        "claimReviewed": claim["assertion"],
        "author": _AUTHOR,
        "reviewRating": rating,
        "reviewBody": claim["not_testable_because"] or "; ".join(map(_reading, claim["readings"])),
        "additionalProperty": [
            *_origin(provenance),
            *_probabilities(claim),
            *(prop for reading in claim["readings"] for prop in _numbers(reading)),
        ],
        "citation": [{"@id": f"#source-{key}"} for key in keys],
    }


def _reading(reading: Mapping[str, Any]) -> str:
    return f"{reading['name']}: {reading['verdict']}"


def _origin(provenance: Provenance) -> list[dict[str, Any]]:
    known = provenance.attributes()
    names = ("scenario", "scenario_hash", "catalog_hash", "bongsu_version", "seed")
    return [_property(name, known[name]) for name in names if name in known]


def _probabilities(claim: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Each number of ``claims.json`` under ``probability``, by its weights and conditioning."""
    return [
        _property(
            "probability that the claim holds",
            given["value"],
            ", ".join((*path, f"{claim['draws']} draws")),
        )
        | {"minValue": given["low"], "maxValue": given["high"]}
        for path, given in _leaves(claim.get("probability") or {}, ())
    ]


def _leaves(
    tree: Mapping[str, Any], path: tuple[str, ...]
) -> Iterable[tuple[tuple[str, ...], Mapping[str, Any]]]:
    if "value" in tree:
        yield path, tree
        return
    for name, branch in tree.items():
        if isinstance(branch, dict):
            yield from _leaves(branch, (*path, name))


def _numbers(reading: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Nominal number, ends and threshold of a reading; none where its question does not arise."""
    found = [value for value in reading["by_case"].values() if not math.isnan(value)]
    nominal = reading["by_case"]["nominal"]
    if math.isnan(nominal):
        return []
    measured = _property(reading["name"], nominal) | {
        "propertyID": reading["measure"],
        "minValue": min(found),
        "maxValue": max(found),
        "unitText": reading["unit"],
    }
    threshold = reading["threshold"]
    if math.isnan(threshold):
        return [measured]
    return [
        measured | {"description": f"holds if {reading['comparison']} the threshold"},
        _property(f"threshold: {reading['name']}", threshold) | {"unitText": reading["unit"]},
        _property(f"margin: {reading['name']}", nominal - threshold)
        | {"unitText": reading["unit"], "description": "nominal number less the threshold"},
    ]


def _property(name: str, value: object, description: str = "") -> dict[str, Any]:
    made = {"@type": "PropertyValue", "name": name, "value": value}
    return made | ({"description": description} if description else {})


def _sources(catalog: Catalog, paths: Iterable[str]) -> list[str]:
    return sorted({source for path in paths for source in catalog.row(path).sources})


def _work(catalog: Catalog, key: str) -> dict[str, Any]:
    reference = catalog.references[key]
    made: dict[str, Any] = {
        "@type": "CreativeWork",
        "@id": f"#source-{key}",
        "name": reference.citation,
    }
    return made | ({"url": reference.url} if reference.url.startswith("http") else {})
