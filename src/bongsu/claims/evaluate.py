"""Claims tested in a scenario: every reading measured under every case, then judged."""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

import xarray as xr

from bongsu.catalog import Row
from bongsu.catalog.rows.units import parse_quantity
from bongsu.claims.case import NOMINAL, AbsentError, Case, Cases, Found, threat_of
from bongsu.claims.claim import Claim, Reading
from bongsu.claims.corners import SAME_STUDY, corners
from bongsu.claims.draws.bands import Band, band_of
from bongsu.claims.draws.chance import Chance
from bongsu.claims.draws.readings import Drawn, Question, draw
from bongsu.claims.load import countries_of
from bongsu.claims.measures.registry import MEASURES, known_measure, measure
from bongsu.claims.verdicts import (
    Measurement,
    combine,
    judge,
)
from bongsu.claims.where import BEST, EVERY, OWN, Where
from bongsu.engagement.flown import FlownPlans
from bongsu.errors import ArgumentError, InputError
from bongsu.geography.outlines import country_name
from bongsu.physics.numerics.processes import run_forked
from bongsu.physics.numerics.threads import run_beside
from bongsu.scenario import Scenario
from bongsu.scenario.parts.places import place_name
from bongsu.words import Verdict
from bongsu.words.said import said

_FLOWN_FIRST: Final = (
    "people-share-defended",
    "people-share-defended-with",
    "people-share-defended-against",
    "seoul-share-defended",
    "shots-at-third-party-missiles",
)
"""Measures whose nominal values need all flights: to aim points, and of others."""
_SEEN_ALONE: Final = (
    "sites-that-hold-all-launch-areas",
    "foreign-area-in-view",
    "share-of-foreign-view",
    "added-track-time",
)
"""Studies of what the radar sees, which need no aim: made while flights to aim points are flown."""


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
    chance : Chance or None
        How likely it is to hold then, and what decides it; None without draws, or where the
        question does not arise.
    """

    reading: Reading
    measurement: Measurement
    threshold: float
    verdict: Verdict
    band: Band | None = None
    chance: Chance | None = None


@dataclass(frozen=True, kw_only=True)
class ClaimResult:
    """A claim and what the model says to it.

    Attributes
    ----------
    claim : Claim
    readings : tuple of ReadingResult
        In the order of the claim.
    verdict : Verdict
        Over all readings but those for comparison.
    rows : tuple of Row
        Parameters that the readings rest on.
    chance : Chance or None
        How likely it is to hold however it is read; None without draws, or where no reading is
        testable.
    """

    claim: Claim
    readings: tuple[ReadingResult, ...]
    verdict: Verdict
    rows: tuple[Row, ...]
    chance: Chance | None = None

    @property
    def counted(self) -> tuple[ReadingResult, ...]:
        """Readings that the verdict rests on: all but those for comparison."""
        return _counted(self.readings)


def _counted(readings: Iterable[ReadingResult]) -> tuple[ReadingResult, ...]:
    return tuple(one for one in readings if not one.reading.for_comparison)


def verdict_of(readings: Iterable[ReadingResult]) -> Verdict:
    """Verdict of a claim: over all its readings but those for comparison.

    Parameters
    ----------
    readings : iterable of ReadingResult
        Of one claim.

    Returns
    -------
    Verdict
        See :func:`bongsu.claims.verdicts.combine`.
    """
    return combine([one.verdict for one in _counted(readings)])


def evaluate(
    claims: Sequence[Claim],
    scenario: Scenario,
    progress: Callable[[str], object] | None = None,
    *,
    draws: int = 0,
    cases: Cases | None = None,
    meanwhile: Callable[[], object] | None = None,
) -> tuple[list[ClaimResult], Cases]:
    """Test claims in a scenario.

    Parameters
    ----------
    claims : sequence of Claim
        What is tested.
    scenario : Scenario
    progress : callable, optional
        Told ``case`` when some readings are measured in a case, ``draw`` for each draw.
    draws : int
        How many times, under each convention of weights, every reading is measured with all
        parameters of the defence drawn by lot, from the scenario's seed; a dear measure fewer
        times (:data:`bongsu.claims.draws.readings.MOST_DRAWS`). [1]
    cases : Cases, optional
        From :func:`cases_for` these claims, perhaps with studies that were computed before.
    meanwhile : callable, optional
        Called once while other processes measure, for what will be needed then.

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
    if cases is None:
        cases = cases_for(claims, scenario)
    found = _measured(claims, cases, progress, meanwhile)
    results = []
    for claim in claims:
        readings = tuple(_read(claim, reading, next(found), scenario) for reading in claim.readings)
        results.append(
            ClaimResult(
                claim=claim,
                readings=readings,
                verdict=verdict_of(readings),
                rows=_rows(claim, scenario),
            )
        )
    if draws:
        results = _with_chances(results, cases.nominal, draws, progress)
    return results, cases


def cases_for(
    claims: Sequence[Claim], scenario: Scenario, flown: FlownPlans | None = None
) -> Cases:
    """Make the cases in which claims are tested.

    Parameters
    ----------
    claims : sequence of Claim
        All that are tested in them.
    scenario : Scenario
    flown : FlownPlans, optional
        Flights that were flown before, perhaps of scenarios with other values of their rows.

    Returns
    -------
    Cases
        Nothing is computed yet.
    """
    own = scenario.place("site", scenario.battery().site).name
    sites = {reading.named_site(own) for claim in claims for reading in claim.readings}
    named = frozenset(site for site in sites if site is not None)
    return Cases(scenario, named=named, flown=flown)


def nominal_readings(claim: Claim, cases: Cases) -> Iterator[tuple[int, ReadingResult]]:
    """Measure the readings of a claim with nominal values, those of one study together.

    Parameters
    ----------
    claim : Claim
    cases : Cases
        Keep what is computed.

    Yields
    ------
    int
        Place of the reading in the claim. [1]
    ReadingResult
        Its verdict is that of the nominal number alone.

    Raises
    ------
    InputError
        As :func:`evaluate`.
    """
    nominal = cases.nominal
    studies = [SAME_STUDY.get(one.measure, one.measure) for one in claim.readings]
    for study in dict.fromkeys(studies):
        for index, reading in enumerate(claim.readings):
            if studies[index] == study:
                found = {NOMINAL: _value_in(claim, reading, nominal)}
                yield index, _read(claim, reading, found, nominal.scenario)


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


Told = Mapping[str, Value]
"""What a reading found in each case."""


def _measured(
    claims: Sequence[Claim],
    cases: Cases,
    progress: Callable[[str], object] | None,
    meanwhile: Callable[[], object] | None,
) -> Iterator[Told]:
    """Measure every reading in every case; of a mistake, name claim and measure."""
    asked = [(claim, reading) for claim in claims for reading in claim.readings]
    for _, reading in asked:
        known_measure(reading.measure)
    nominal = cases.nominal
    by_case = [
        cases.of(reading.measure, compared=reading.named_site(nominal.own_site) is None)
        for _, reading in asked
    ]
    indices = range(len(asked))
    studies = [SAME_STUDY.get(reading.measure, reading.measure) for _, reading in asked]
    order = dict.fromkeys(studies)

    def nominal_part(study: str) -> _Part:
        return _Part(nominal, [index for index in indices if studies[index] == study])

    def values_of(part: _Part) -> list[Value]:
        return [_value_in(*asked[index], part.case) for index in part.readings]

    found: dict[tuple[int, int], Value] = {}

    def take(part: _Part, values: Sequence[Value]) -> None:
        found.update(
            {(id(part.case), index): one for index, one in zip(part.readings, values, strict=True)}
        )

    seen = [nominal_part(study) for study in order if study in _SEEN_ALONE]
    flown = [nominal_part(study) for study in order if study in _FLOWN_FIRST]

    def look() -> list[list[Value]]:
        if flown:
            # asked for by the flights, a little later: then it is said what is wrong with it
            with suppress(InputError):
                nominal.scenario.region.protected()
        return list(map(values_of, seen))

    # flights are flown for all cases before these are shared out
    there, here = run_beside(look, lambda: list(map(values_of, flown)))
    for part, values in zip([*seen, *flown], [*there, *here], strict=True):
        take(part, values)
    if progress is not None:
        progress("case")
    shares = [
        [nominal_part(study)] for study in order if study not in (*_SEEN_ALONE, *_FLOWN_FIRST)
    ]
    others = {id(case): case for own_cases in by_case for case in own_cases.values()}
    together: dict[int, list[_Part]] = {}
    for case in others.values():
        if case is not nominal:
            part = _Part(case, [i for i in indices if case in by_case[i].values()])
            together.setdefault(id(case.alike), []).append(part)
    # all sites first: named ones are among them
    shares += [
        sorted(parts, key=lambda part: part.case.only is not None) for parts in together.values()
    ]
    known = frozenset(nominal.kept)

    def measure_share(number: int) -> list[_Measured]:
        return [measure_part(part) for part in shares[number]]

    def measure_part(part: _Part) -> _Measured:
        values = values_of(part)
        there = known if part.case is nominal else frozenset()
        kept = {name: done for name, done in part.case.kept.items() if name not in there}
        return _Measured(values, kept)

    told = None if progress is None else lambda _done: progress("case")
    brought = run_forked(measure_share, len(shares), progress=told, meanwhile=meanwhile)
    for parts, results in zip(shares, brought, strict=True):
        for part, (values, kept) in zip(parts, results, strict=True):
            part.case.keep(kept)
            take(part, values)
    for index, own_cases in enumerate(by_case):
        yield {name: found[id(case), index] for name, case in own_cases.items()}


class _Part(NamedTuple):
    """A case, and which readings are measured in it."""

    case: Case
    readings: list[int]


class _Measured(NamedTuple):
    """What the readings found in a case, and what was computed for them."""

    values: list[Value]
    kept: dict[str, xr.Dataset | AbsentError]


def _value_in(claim: Claim, reading: Reading, case: Case) -> Value:
    try:
        return value_of(reading, case)
    except InputError as error:
        elsewhere = _about_another(claim, case.scenario)
        raise InputError(f"{_named(claim, reading)}: {error}{elsewhere}") from None


def _named(claim: Claim, reading: Reading) -> str:
    return f"claim {claim.id}, measure {reading.measure}"


def _with_chances(
    results: Sequence[ClaimResult],
    nominal: Case,
    draws: int,
    progress: Callable[[str], object] | None,
) -> list[ClaimResult]:
    """Add what draws say: of each reading that is testable, and of claims however read."""
    questions: list[Question] = []
    places: list[list[int | None]] = []
    for result in results:
        own: list[int | None] = []
        for one in result.readings:
            untested = one.verdict is Verdict.NOT_TESTABLE
            own.append(None if untested else len(questions))
            if not untested:
                questions.append(_question(one))
        places.append(own)
    if not questions:
        return list(results)
    drawn = draw(questions, nominal, draws, progress)
    alone = [[place] for own in places for place in own if place is not None]
    whole = [
        tuple(
            place
            for one, place in zip(result.readings, own, strict=True)
            if place is not None and not one.reading.for_comparison
        )
        for result, own in zip(results, places, strict=True)
    ]
    wanted = list(dict.fromkeys([*map(tuple, alone), *filter(None, whole)]))
    summed = run_forked(lambda index: drawn.chance(questions, wanted[index]), len(wanted))
    chances = dict(zip(wanted, summed, strict=True))
    return [
        replace(
            result,
            readings=tuple(
                one
                if place is None
                else _told(one, place, drawn, chances[place,], nominal.scenario)
                for one, place in zip(result.readings, own, strict=True)
            ),
            chance=chances.get(together),
        )
        for result, own, together in zip(results, places, whole, strict=True)
    ]


def _question(result: ReadingResult) -> Question:
    reading = result.reading
    return Question(
        reading=reading,
        threshold=result.threshold,
        nominal=result.measurement.nominal,
        number=lambda case: value_of(reading, case).value,
    )


def _told(
    result: ReadingResult,
    place: int,
    drawn: Drawn,
    chance: Chance,
    scenario: Scenario,
) -> ReadingResult:
    numbers = drawn.numbers["cited"][drawn.first(drawn.counts[place]), place]
    return replace(
        result,
        band=band_of(
            numbers,
            result.measurement.nominal,
            scenario.catalog,
            corners(scenario, result.reading.measure),
        ),
        chance=chance,
    )


def _about_another(claim: Claim, scenario: Scenario) -> str:
    """Say that a claim is about another country than the scenario, if it is."""
    if claim.country is None or claim.country in countries_of(scenario):
        return ""
    return (
        f"; {claim.id} is a claim about {country_name(claim.country)} and the scenario is about "
        f"{country_name(scenario.region.country)}: give claims of its own with --claims"
    )


def _read(claim: Claim, reading: Reading, found: Told, scenario: Scenario) -> ReadingResult:
    """Judge what was found in every case; without a nominal value, say why."""
    kind = known_measure(reading.measure)
    nominal, detail, _ = found[NOMINAL]
    if math.isnan(nominal):
        detail = f"{_named(claim, reading)}: {detail}{_about_another(claim, scenario)}"
    measurement = Measurement(
        by_case={name: one.value for name, one in found.items()},
        unit=kind.shown_in,
        where={name: one.where for name, one in found.items() if one.where is not None},
        detail=detail,
    )
    threshold = parse_quantity(reading.threshold, kind.unit) / kind.scale
    return ReadingResult(
        reading=reading,
        measurement=measurement,
        threshold=threshold,
        verdict=judge(measurement, reading.comparison, threshold),
    )


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
        compared = "sites" in reading.parameters and sites in (BEST, EVERY)
        if compared and not case.scenario.candidate_sites:
            raise AbsentError("the scenario has no candidate sites")
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
