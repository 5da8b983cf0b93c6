"""Claims tested in a scenario: every reading measured under every case, then judged."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bongsu.catalog import Row
from bongsu.catalog.rows.units import parse_quantity
from bongsu.claims.case import AbsentError, Case, Found, cases_of, threat_of
from bongsu.claims.claim import Claim, Reading
from bongsu.claims.measures.registry import MEASURES, known_measure, measure
from bongsu.claims.verdicts import (
    Comparison,
    Measurement,
    combine,
    judge,
)
from bongsu.errors import InputError
from bongsu.geography.outlines import country_name
from bongsu.scenario import Scenario
from bongsu.scenario.parts.places import place_name
from bongsu.words import Verdict


@dataclass(frozen=True, kw_only=True)
class ReadingResult:
    """A reading, what was measured for it, and its verdict.

    Attributes
    ----------
    reading : Reading
    measurement : Measurement
        The number in each case.
    threshold : float
        In the unit of the measurement. [unit of the measurement]
    verdict : Verdict
    """

    reading: Reading
    measurement: Measurement
    threshold: float
    verdict: Verdict


@dataclass(frozen=True, kw_only=True)
class ClaimResult:
    """A claim and what the model says to it.

    Attributes
    ----------
    claim : Claim
    readings : tuple of ReadingResult
        In the order of the claim.
    verdict : Verdict
        Over all readings.
    rows : tuple of Row
        Parameters that the readings rest on.
    """

    claim: Claim
    readings: tuple[ReadingResult, ...]
    verdict: Verdict
    rows: tuple[Row, ...]


def evaluate(
    claims: Sequence[Claim],
    scenario: Scenario,
    progress: Callable[[str], object] | None = None,
) -> tuple[list[ClaimResult], tuple[Case, ...]]:
    """Test claims in a scenario.

    Parameters
    ----------
    claims : sequence of Claim
        What is tested.
    scenario : Scenario
    progress : callable, optional
        Told the name of each study when it is done.

    Returns
    -------
    list of ClaimResult
        In the order of the claims.
    tuple of Case
        Cases with the studies that were computed, the nominal one first.

    Raises
    ------
    InputError
        If a reading names a measure or a parameter that does not exist, or the scenario cannot be
        computed; with the claim and the measure.
    """
    cases = cases_of(scenario, progress)
    results = []
    for claim in claims:
        readings = tuple(_read(claim, reading, cases) for reading in claim.readings)
        results.append(
            ClaimResult(
                claim=claim,
                readings=readings,
                verdict=combine([result.verdict for result in readings]),
                rows=_rows(claim, scenario),
            )
        )
    return results, cases


def _about_another(claim: Claim, scenario: Scenario) -> str:
    """Say that a claim is about another country than the scenario, if it is."""
    own = scenario.region.country
    if claim.country is None or claim.country == own:
        return ""
    return (
        f"; {claim.id} is a claim about {country_name(claim.country)} and the scenario is about "
        f"{country_name(own)}: give claims of its own with --claims"
    )


def _read(claim: Claim, reading: Reading, cases: Sequence[Case]) -> ReadingResult:
    """Measure in every case; without a value anywhere, say of what claim and measure, and why."""
    elsewhere = _about_another(claim, cases[0].scenario)
    named = f"claim {claim.id}, measure {reading.measure}"
    kind = known_measure(reading.measure)
    favourable = reading.parameters.get("sites", "best") == "best"
    larger = reading.comparison in (Comparison.AT_LEAST, Comparison.MORE_THAN)
    by_case, remark = {}, ""
    for case in cases:
        try:
            found = measure(reading.measure, case, dict(reading.parameters))
        except AbsentError as error:
            by_case[case.name] = math.nan
            remark = remark or f"{named}: {error}{elsewhere}"
            continue
        except InputError as error:
            raise InputError(f"{named}: {error}{elsewhere}") from None
        chosen = found.pick(largest=favourable == larger)
        by_case[case.name] = math.nan if chosen is None else float(found.values[chosen])
        if case is cases[0]:
            remark = _remark(found, chosen)
            if chosen is None:
                remark = f"{named}: {remark}{elsewhere}"
    measurement = Measurement(by_case=by_case, unit=kind.shown_in, detail=remark)
    threshold = parse_quantity(reading.threshold, kind.unit) / kind.scale
    return ReadingResult(
        reading=reading,
        measurement=measurement,
        threshold=threshold,
        verdict=judge(measurement, reading.comparison, threshold),
    )


def _remark(found: Found, chosen: int | None) -> str:
    """Where and how the value was found, or why there is none."""
    if chosen is not None:
        return f"{found.labels[chosen]}: {found.remarks[chosen]}"
    reasons = dict.fromkeys(remark for remark in found.remarks if remark)
    return "; ".join(["the question does not arise at any site", *reasons])


def _rows(claim: Claim, scenario: Scenario) -> tuple[Row, ...]:
    """Parameters of the entries that the readings rest on.

    A reading that does not look at other flights does not rest on where they start.
    """
    kinds = {kind for reading in claim.readings for kind in MEASURES[reading.measure].rests_on}
    added = [
        (kind, scenario.catalog.key(kind, name))
        for reading in claim.readings
        if "scenario" in reading.parameters
        for kind, name in _entries_added(reading)
    ]
    own = {
        *(("missile", threat.missile) for threat in scenario.threats),
        *(
            ("launch-area", scenario.place("launch-area", area).name)
            for threat in scenario.threats
            for area in threat.launch_areas
        ),
    }
    chosen = []
    for kind, key in sorted({*scenario.entries(), *added}):
        other = kind in ("missile", "launch-area") and (kind, key) not in {*own, *added}
        if kind in kinds and (not other or "target" in kinds):
            chosen += scenario.catalog.entry(kind, key).rows()
    return tuple(chosen)


def _entries_added(reading: Reading) -> list[tuple[str, str]]:
    """Entries of the missile that a reading takes from another scenario."""
    threat = threat_of(str(reading.parameters["missile"]), str(reading.parameters["scenario"]))
    areas = [("launch-area", place_name(area)) for area in threat.launch_areas]
    return [("missile", threat.missile), *areas]
