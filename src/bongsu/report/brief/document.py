"""Tested claims for machines: content of claims.json, made without drawing anything."""

from collections.abc import Mapping, Sequence
from math import isnan

from bongsu.claims.draws.bands import Band
from bongsu.claims.draws.chance import METHOD, Chance, Effect
from bongsu.claims.evaluate import ClaimResult
from bongsu.claims.verdicts import SCALE_TITLE, SCALE_URL

_CHANCE_KEYS = (
    "draws",
    "likelihood",
    "probability",
    "grid_shift",
    "deciding_of",
    "deciding",
    "deciding_groups",
    "rule",
    "evidence_strength",
)


def claims_document(results: Sequence[ClaimResult]) -> Mapping[str, object]:
    """Verdicts and numbers for machines.

    Parameters
    ----------
    results : sequence of ClaimResult
        The tested claims.

    Returns
    -------
    mapping
        For JSON.
    """
    return {
        "scale": {"title": SCALE_TITLE, "url": SCALE_URL},
        "deciding_method": METHOD,
        "claims": [
            {
                "id": result.claim.id,
                "who": result.claim.who,
                "date": result.claim.date.isoformat(),
                "assertion": result.claim.assertion,
                "verdict": str(result.verdict),
                **_chance_numbers(result.chance),
                "not_testable_because": result.claim.not_testable_because,
                "measurable_part": result.claim.measurable_part,
                "opposes": result.claim.opposes,
                "sources": [source.model_dump(mode="json") for source in result.claim.sources],
                "readings": [
                    {
                        "id": reading.reading.id,
                        "name": reading.reading.name,
                        "measure": reading.reading.measure,
                        "parameters": reading.reading.parameters,
                        "unit": reading.measurement.unit,
                        "by_case": reading.measurement.by_case,
                        "comparison": str(reading.reading.comparison),
                        "threshold": reading.threshold,
                        "verdict": str(reading.verdict),
                        "for_comparison": reading.reading.for_comparison,
                        "band": _band_numbers(reading.band),
                        **_chance_numbers(reading.chance),
                        "detail": reading.measurement.detail,
                        "where": {
                            case: where.document()
                            for case, where in reading.measurement.where.items()
                        },
                    }
                    for reading in result.readings
                ],
                "assumptions": [row.path for row in result.rows],
                "unread_sources": [row.path for row in result.rows if row.quality == "U"],
            }
            for result in results
        ],
    }


def _chance_numbers(chance: Chance | None) -> Mapping[str, object]:
    """What draws say; the same keys with null where there are none."""
    if chance is None:
        return dict.fromkeys(_CHANCE_KEYS)
    rule = chance.rule
    values = (
        chance.draws,
        chance.sentence,
        {
            weights: {
                name: {
                    "value": one.value,
                    "low": one.low,
                    "high": one.high,
                    "effective_sample_size": one.effective_sample_size,
                    "absent": one.absent,
                    "likelihood": None if isnan(one.value) else str(one.likelihood),
                }
                for name, one in by_conditioning.items()
            }
            for weights, by_conditioning in chance.probability.items()
        },
        chance.grid_shift,
        chance.of,
        [_effect(one) | {"quality": one.quality} for one in chance.deciding],
        [_effect(one) for one in chance.groups],
        None
        if rule is None
        else {
            "holds": rule.holds,
            "covered": rule.covered,
            "rate": rule.rate,
            "bounds": [
                {
                    "row": bound.path,
                    "title": bound.title,
                    "comparison": "at most" if bound.below else "at least",
                    "value": bound.value,
                    "unit": bound.unit,
                }
                for bound in rule.bounds
            ],
            "sentence": rule.sentence,
        },
        chance.evidence_strength,
    )
    return dict(zip(_CHANCE_KEYS, values, strict=True))


def _effect(one: Effect) -> dict[str, object]:
    return {
        "name": one.name,
        "title": one.title,
        "rows": list(one.paths),
        "share": one.share,
        "low": one.low,
        "high": one.high,
    }


def _band_numbers(band: Band | None) -> Mapping[str, object] | None:
    if band is None:
        return None
    return {
        "low": band.low,
        "median": band.median,
        "high": band.high,
        "draws": band.draws,
        "absent": band.absent,
        "holds_nominal": band.holds_nominal,
        "why_outside": band.why_outside,
        "rows_at_least": band.rows_at_least,
        "rows_at_greatest": band.rows_at_greatest,
    }
