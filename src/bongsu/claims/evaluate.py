"""Claims tested in a scenario: every reading measured under every case, then judged."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from bongsu.catalog import Row
from bongsu.catalog.rows.units import parse_quantity
from bongsu.claims.bands import Band, band_of
from bongsu.claims.case import NOMINAL, AbsentError, Case, Cases, Found, threat_of
from bongsu.claims.claim import Claim, Reading
from bongsu.claims.corners import corners
from bongsu.claims.measures.registry import MEASURES, known_measure, measure
from bongsu.claims.verdicts import (
    Measurement,
    combine,
    judge,
)
from bongsu.claims.where import EVERY, OWN, Where
from bongsu.errors import ArgumentError, InputError
from bongsu.geography.outlines import country_name
from bongsu.scenario import Scenario
from bongsu.scenario.parts.places import place_name
from bongsu.studies.epistemic.draws import defence_rows, drawn_scenarios, moving_together
from bongsu.words import Verdict
from bongsu.words.said import said


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
    band : Band or None
        Where the number lies when all parameters are drawn by lot; None without draws.
    """

    reading: Reading
    measurement: Measurement
    threshold: float
    verdict: Verdict
    band: Band | None = None


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
    *,
    draws: int = 0,
) -> tuple[list[ClaimResult], Cases]:
    """Test claims in a scenario.

    Parameters
    ----------
    claims : sequence of Claim
        What is tested.
    scenario : Scenario
    progress : callable, optional
        Told the name of each study when it is done.
    draws : int
        How many times every reading is measured with all parameters of the defence drawn by lot,
        from the scenario's seed. [1]

    Returns
    -------
    list of ClaimResult
        In the order of the claims.
    Cases
        With the studies that were computed.

    Raises
    ------
    InputError
        If a reading names a measure or a parameter that does not exist, or the scenario cannot be
        computed; with the claim and the measure.
    """
    if draws < 0:
        raise ArgumentError("draws", f" must be 0 or more, not {draws}")
    cases = Cases(scenario, progress)
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
    if draws:
        results = _with_bands(results, scenario, draws, progress)
    return results, cases


def _with_bands(
    results: Sequence[ClaimResult],
    scenario: Scenario,
    draws: int,
    progress: Callable[[str], object] | None,
) -> list[ClaimResult]:
    """Measure every reading over draws; one scenario at a time, for its studies are large."""
    movers = moving_together(scenario.catalog, defence_rows(scenario))
    readings = [one.reading for result in results for one in result.readings]
    drawn = np.full((draws, len(readings)), math.nan)
    for index, changed in enumerate(drawn_scenarios(scenario, movers, draws, scenario.seed)):
        case = Case(f"draw {index + 1}", changed, progress)
        drawn[index] = [value_of(reading, case)[0] for reading in readings]
    columns = iter(drawn.T)
    return [
        replace(
            result,
            readings=tuple(
                replace(
                    one,
                    band=band_of(
                        next(columns),
                        one.measurement.nominal,
                        scenario.catalog,
                        corners(scenario, one.reading.measure),
                    ),
                )
                for one in result.readings
            ),
        )
        for result in results
    ]


def _about_another(claim: Claim, scenario: Scenario) -> str:
    """Say that a claim is about another country than the scenario, if it is."""
    own = scenario.region.country
    if claim.country is None or claim.country == own:
        return ""
    return (
        f"; {claim.id} is a claim about {country_name(claim.country)} and the scenario is about "
        f"{country_name(own)}: give claims of its own with --claims"
    )


def _read(claim: Claim, reading: Reading, cases: Cases) -> ReadingResult:
    """Measure in every case; without a nominal value, say of what claim and measure, and why."""
    elsewhere = _about_another(claim, cases.nominal.scenario)
    named = f"claim {claim.id}, measure {reading.measure}"
    kind = known_measure(reading.measure)
    try:
        found = {name: value_of(reading, case) for name, case in cases.of(reading.measure).items()}
    except InputError as error:
        raise InputError(f"{named}: {error}{elsewhere}") from None
    nominal, detail, _ = found[NOMINAL]
    measurement = Measurement(
        by_case={name: one.value for name, one in found.items()},
        unit=kind.shown_in,
        where={name: one.where for name, one in found.items() if one.where is not None},
        detail=f"{named}: {detail}{elsewhere}" if math.isnan(nominal) else detail,
    )
    threshold = parse_quantity(reading.threshold, kind.unit) / kind.scale
    return ReadingResult(
        reading=reading,
        measurement=measurement,
        threshold=threshold,
        verdict=judge(measurement, reading.comparison, threshold),
    )


class Value(NamedTuple):
    """A number that the verdict on a reading rests on.

    Attributes
    ----------
    value : float
        At the site or object that the reading asks for; not a number where the question does not
        arise. [unit that the measure shows]
    detail : str
        Where it was found, or why there is none.
    where : Where or None
        Its conditions; None where there is none.
    """

    value: float
    detail: str
    where: Where | None


def value_of(reading: Reading, case: Case) -> Value:
    """Measure the number that the verdict on a reading rests on.

    Parameters
    ----------
    reading : Reading
    case : Case

    Returns
    -------
    Value
        The number with its conditions.

    Raises
    ------
    InputError
        If the nominal case cannot be measured.
    """
    # a separate radar stands on a site of its own
    usual = EVERY if "radar" in reading.parameters else OWN
    sites = str(reading.parameters.get("sites", usual))
    try:
        found = measure(reading.measure, case, dict(reading.parameters))
        chosen = found.pick(sites, case.own_site, larger=reading.comparison.wants_more)
    except InputError as error:
        # at an end of the uncertainty a battery may be unable to fire, or to defend anybody
        if case.name == NOMINAL and not isinstance(error, AbsentError):
            raise
        return Value(math.nan, str(error), None)
    if chosen is None:
        return Value(math.nan, _why_none(found), None)
    detail = said("{where}: {how}", where=found.labels[chosen], how=found.remarks[chosen])
    return Value(float(found.values[chosen]), detail, found.where[chosen])


def _why_none(found: Found) -> str:
    """Why the question does not arise at any site."""
    reasons = dict.fromkeys(remark for remark in found.remarks if remark)
    return "; ".join(["the question does not arise there", *reasons])


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
