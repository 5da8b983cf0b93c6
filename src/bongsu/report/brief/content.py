"""From tested claims to what the brief shows."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from math import isnan

import numpy as np

from bongsu.catalog.names import country_code
from bongsu.claims.case import NOMINAL, Cases
from bongsu.claims.claim import Reading, claims_of_set
from bongsu.claims.draws.bands import Band
from bongsu.claims.evaluate import ClaimResult, ReadingResult
from bongsu.claims.load import EVERY_SCENARIO, countries_of
from bongsu.claims.verdicts import Comparison, Measurement
from bongsu.geography.counting import statement
from bongsu.geography.grid import country_under
from bongsu.geography.outlines import country_name
from bongsu.output.linked.reviews import claim_reviews, inline_json_ld
from bongsu.report.brief.assumptions import Citations, entry_named, ranked, rows_that_move
from bongsu.report.brief.chances import deciding, evidence, likelihood_of, rule_told
from bongsu.report.brief.comparisons import area_compared, strip_compared
from bongsu.report.brief.document import claims_document
from bongsu.report.brief.figures.drawn import (
    DEAREST,
    DEFENDED,
    AskedFigure,
    DrawnFigure,
    draw_alone,
    has_content,
)
from bongsu.report.brief.figures.sheet import Panel, Plate
from bongsu.report.brief.page import BriefContent, BriefReading, ClaimSection
from bongsu.report.brief.sentences import measured
from bongsu.report.language import Language
from bongsu.scenario import Scenario
from bongsu.scenario.provenance import provenance
from bongsu.version import __version__
from bongsu.words import LanguageCode, Verdict

_NUMBER_WORDS: Mapping[int, str] = {
    2: "Two", 3: "Three", 4: "Four", 5: "Five", 6: "Six", 7: "Seven", 8: "Eight", 9: "Nine",
}  # fmt: skip


def brief_content(
    results: Sequence[ClaimResult],
    cases: Cases,
    *,
    command: str,
    language: LanguageCode = "en",
    figures: Mapping[AskedFigure, DrawnFigure] | None = None,
) -> BriefContent:
    """Put together what the page shows.

    Parameters
    ----------
    results : sequence of ClaimResult
        The tested claims.
    cases : Cases
        The cases they were tested in.
    command : str
        Command that makes the page again.
    language : {'en', 'ko'}
        Of the page.
    figures : mapping of AskedFigure to DrawnFigure, optional
        Those of :func:`figures_asked`, drawn before; they are drawn here by default.

    Returns
    -------
    BriefContent
        For :func:`bongsu.report.brief.page.render_brief`.
    """
    scenario = cases.nominal.scenario
    speaks = Language(language)
    if figures is None:
        figures = {
            asked: draw_alone(asked.name, cases, language, readings)
            for asked, readings in figures_asked(results, cases).items()
        }
    shared = {key: path for one in figures.values() for key, path in one.shared.items()}
    speaks.missing.update(*(one.missing for one in figures.values()))
    plates = {asked: one.plate for asked, one in figures.items()}
    citations = Citations(scenario.catalog)
    title = speaks.text(scenario.title)
    sections = _drawn_once(_section(result, cases, speaks, plates, citations) for result in results)
    assumptions, ranked_by, others = ranked(results, scenario, citations, speaks)
    return BriefContent(
        language=speaks,
        title=(
            speaks.say("{title}: what was said, and what holds", title=title)
            if _somebody_said(results)
            else speaks.say("{title}: what it could defend", title=title)
        ),
        standfirst=_standfirst(results, scenario, speaks),
        scenario=scenario.name,
        scenario_summary=speaks.text(" ".join(scenario.description.split())),
        scenario_hash=scenario.hash(),
        date=speaks.date(datetime.now(UTC).date()),
        version=__version__,
        command=command,
        claims=sections,
        method=_method(speaks, drawn=any(_draws(result) for result in results)),
        is_=(
            speaks.say("A test of public statements against an open model with cited parameters."),
            speaks.say(
                "A lower and an upper end, with all values that move a number at their own ends at "
                "once, and a number in between."
            ),
        ),
        is_not=(
            speaks.say(
                "A model of decoys, jamming, manoeuvre, debris or of the performance of crews."
            ),
            speaks.say("A statement about what the classified system does."),
            speaks.say("A judgement of anybody who made a statement."),
        ),
        overview=tuple(plates[one] for one in _overview(with_claims=bool(results))),
        shared=tuple(shared.values()),
        assumptions=assumptions,
        ranked_by=ranked_by,
        others=others,
        footnotes=citations.footnotes(),
        people_from=speaks.text(statement(scenario.region.people_key)),
        json_ld=inline_json_ld(
            claim_reviews(
                claims_document(results), scenario.catalog, provenance(scenario, people=True)
            )
        ),
    )


def _draws(result: ClaimResult) -> int:
    return max((one.chance.draws for one in result.readings if one.chance is not None), default=0)


def _somebody_said(results: Sequence[ClaimResult]) -> bool:
    """Whether any of the claims is a statement, and not a question put to every scenario."""
    asked = {claim.id for claim in claims_of_set(EVERY_SCENARIO)}
    return any(result.claim.id not in asked for result in results)


def _standfirst(results: Sequence[ClaimResult], scenario: Scenario, language: Language) -> str:
    if not results:
        return language.say(
            "No claim belongs to this scenario. The brief shows whom one battery could defend, "
            "what its radar sees, and what that rests on."
        )
    say = language.say
    number = len(results)
    counted = _NUMBER_WORDS.get(number)
    if not _somebody_said(results):
        return say(
            "No statement about this scenario is known to the package. Instead it is asked what "
            "every scenario is asked: whom it could defend, what its radar sees, and how many of a "
            "raid arrive."
        )
    told = (
        say("One statement, put as numbers that an open model can compute.")
        if number == 1
        else say(
            "{number} statements, put as numbers that an open model can compute. Numbers, ranges "
            "and sources follow below.",
            number=str(number) if counted is None else language.text(counted),
        )
    )
    spoken_of = {result.claim.country for result in results if result.claim.country}
    others = sorted(spoken_of - countries_of(scenario))
    if not others:
        return told
    about = say(
        "The statements are about {others}; the scenario is about {own}, so that the numbers do "
        "not test what was said.",
        others=language.listed([language.text(country_name(code)) for code in others]),
        own=language.text(country_name(scenario.region.country)),
    )
    return f"{told} {about}"


def figures_asked(
    results: Sequence[ClaimResult], cases: Cases
) -> Mapping[AskedFigure, Sequence[Reading]]:
    """Say which figures the page shows, so that they can be drawn beside each other.

    Parameters
    ----------
    results, cases
        See :func:`brief_content`.

    Returns
    -------
    mapping of AskedFigure to sequence of Reading
        Figures of the first screen, and those of claims of which the scenario has what they show;
        with the readings of the claim.
    """
    asked: dict[AskedFigure, Sequence[Reading]] = dict.fromkeys(
        _overview(with_claims=bool(results)), ()
    )
    for result in results:
        readings = result.claim.readings
        for name in result.claim.figures:
            if has_content(name, cases, readings):
                asked[AskedFigure(result.claim.id, name)] = readings
    # begun last, what takes long would be waited for
    return dict(sorted(asked.items(), key=lambda one: one[0].name not in DEAREST))


def _overview(*, with_claims: bool) -> tuple[AskedFigure, ...]:
    names = (DEFENDED,) if with_claims else (DEFENDED, "footprints", "radar-views")
    return tuple(AskedFigure("", name) for name in names)


def _section(
    result: ClaimResult,
    cases: Cases,
    language: Language,
    plates: Mapping[AskedFigure, Plate],
    citations: Citations,
) -> ClaimSection:
    claim = result.claim
    catalog = cases.nominal.scenario.catalog
    # a table of readings none of which can be measured here says nothing
    asked = [] if _all_absent(result) else result.readings
    reading = _key_reading(result)
    number = "" if reading is None else _number(reading, language)
    meaning = "" if reading is None else _meaning(reading, language)
    return ClaimSection(
        id=claim.id,
        who=language.text(claim.who),
        date=language.date(claim.date),
        assertion=language.text(claim.assertion),
        question=language.text(claim.question),
        verdict=result.verdict,
        answer=_answer(result, reading, cases, language),
        short=_first_sentence(language.text(claim.not_testable_because or "")),
        number=number,
        meaning=meaning,
        counts=_counts(result, language) if asked else "",
        reported_in=tuple(citations.press(quoted, language) for quoted in claim.sources),
        readings=tuple(_reading(one, cases, language) for one in asked),
        not_testable_because=language.text(claim.not_testable_because or ""),
        measurable_part=tuple(claim.measurable_part),
        figures=tuple(
            plates[key] for name in claim.figures if (key := AskedFigure(claim.id, name)) in plates
        ),
        likelihood=likelihood_of(result.chance, language),
        deciding=deciding(result.chance, catalog, language),
        rule=rule_told(result.chance.rule, catalog, language) if result.chance else "",
        evidence=evidence(result.chance, language),
        unknown=_unknown(result, cases, language) if asked or not result.readings else (),
    )


def _drawn_once(sections: Iterable[ClaimSection]) -> tuple[ClaimSection, ...]:
    """Leave out figures that stand under a claim above, and name that claim."""
    first: dict[tuple[Panel, ...], str] = {}
    told = []
    for section in sections:
        above = dict.fromkeys(
            first[plate.panels] for plate in section.figures if plate.panels in first
        )
        new = tuple(plate for plate in section.figures if plate.panels not in first)
        first |= {plate.panels: section.id for plate in new}
        told.append(replace(section, figures=new, figures_of=tuple(above)))
    return tuple(told)


def _all_absent(result: ClaimResult) -> bool:
    """Whether a claim has readings, and the scenario has what is asked for by none of them."""
    return bool(result.readings) and all(isnan(r.measurement.nominal) for r in result.readings)


def _first_sentence(text: str) -> str:
    first, point, _ = text.partition(". ")
    return type(text)(f"{first}{point.strip()}")


def _key_reading(result: ClaimResult) -> ReadingResult | None:
    """The reading whose number stands for the claim.

    A claim holds only if all its readings do: the first that its nominal number does not bear out,
    so that no favourable reading speaks for a claim that fails; else the first with the verdict of
    the claim.
    """
    for reading in result.counted:
        nominal = reading.measurement.nominal
        if not isnan(nominal) and not reading.reading.comparison.accepts(
            nominal, reading.threshold
        ):
            return reading
    for reading in result.counted:
        if reading.verdict is result.verdict:
            return reading
    return next(iter(result.counted), None)


def _answer(
    result: ClaimResult, reading: ReadingResult | None, cases: Cases, language: Language
) -> str:
    if reading is None:
        return language.text(result.claim.not_testable_because or "")
    if _all_absent(result):
        return language.say(
            "The scenario does not have what this claim asks for; readings that cannot be measured "
            "here: {number}.",
            number=len(result.readings),
        )
    return _sentence(reading, cases, language)


def _sentence(reading: ReadingResult, cases: Cases, language: Language) -> str:
    measurement = reading.measurement
    return measured(
        reading.reading,
        measurement.nominal,
        measurement.unit,
        cases.nominal.scenario.catalog,
        language,
    )


def _number(reading: ReadingResult, language: Language) -> str:
    if isnan(reading.measurement.nominal):
        return ""
    return language.quantity(reading.measurement.nominal, reading.measurement.unit)


def _meaning(reading: ReadingResult, language: Language) -> str:
    measurement = reading.measurement
    if measurement.unit == "km²":
        return area_compared(measurement.nominal, language)
    return ""


def _counts(result: ClaimResult, language: Language) -> str:
    readings = result.counted
    if len(readings) < 2:
        return ""
    say = language.say
    templates = {
        Verdict.HOLDS: say("holds on {count}", count="{count}"),
        Verdict.DOES_NOT_HOLD: say("does not hold on {count}", count="{count}"),
        Verdict.DEPENDS: say("depends on what is not known on {count}", count="{count}"),
        Verdict.NOT_TESTABLE: say("not testable on {count}", count="{count}"),
    }
    counted = {
        verdict: sum(reading.verdict is verdict for reading in readings) for verdict in templates
    }
    parts = [
        template.replace("{count}", str(counted[verdict]))
        for verdict, template in templates.items()
        if counted[verdict]
    ]
    return say("Of {number} readings: {parts}.", number=len(readings), parts=", ".join(parts))


def _reading(result: ReadingResult, cases: Cases, language: Language) -> BriefReading:
    measurement = result.measurement
    return BriefReading(
        name=language.text(result.reading.name),
        because=language.text(result.reading.because),
        sentence=" ".join(
            told
            for told in (_sentence(result, cases, language), _strip(result, cases, language))
            if told
        ),
        # why there is no number is said in the words of files, for claims.json alone
        where="" if isnan(measurement.nominal) else language.text(measurement.detail),
        span=_span(measurement, result.band, language),
        holds_if=_holds_if(result, language),
        verdict=result.verdict,
        value=measurement.nominal,
        low=measurement.low,
        high=measurement.high,
        threshold=result.threshold,
        unit=measurement.unit,
        likelihood=likelihood_of(result.chance, language),
    )


def _strip(result: ReadingResult, cases: Cases, language: Language) -> str:
    """What a field of view over other countries amounts to on the border of the threats' own."""
    reading, scenario = result.reading, cases.nominal.scenario
    where = result.measurement.where.get(NOMINAL)
    countries = reading.parameters.get("countries")
    if (
        reading.measure != "foreign-area-in-view"
        or "radar" in reading.parameters
        or where is None
        or not isinstance(countries, list)
        or not scenario.threats
    ):
        return ""
    start = scenario.place("launch-area", scenario.threats[0].launch_areas[0])
    home = country_under(start.latitude_deg, start.longitude_deg)
    codes = [country_code(name) for name in countries]
    if home is None or home in codes:
        return ""
    view = cases.nominal.views(str(where.mode)).sel(
        site=where.site, mode=where.mode, object=where.object_key, altitude_km=where.altitude_km
    )
    facing = np.abs(view["boresight_deg"].values - where.boresight_deg)
    seen = view["seen"].isel(direction=int(np.nanargmin(facing)))
    return strip_compared(result.measurement.nominal, seen, home, codes, language)


def _span(measurement: Measurement, band: Band | None, language: Language) -> str:
    if isnan(measurement.low):
        return ""
    ends = language.range(measurement.low, measurement.high, measurement.unit)
    nominal = language.quantity(measurement.nominal, measurement.unit)
    if ends == nominal:
        told = language.say("{value} with nominal values and at both ends", value=nominal)
    else:
        told = language.say("{ends} over the cited uncertainty", ends=ends)
    if band is None:
        return told
    drawn = language.say(
        "of {draws} draws nine in ten give {ends}",
        draws=f"{band.draws:,}",
        ends=language.range(band.low, band.high, measurement.unit),
    )
    told = f"{told}; {drawn}"
    lowest, highest = min(measurement.low, band.low), max(measurement.high, band.high)
    if language.range(lowest, highest, measurement.unit) != ends:
        told = f"{told}; {language.say('values that move together go beyond the ends')}"
    if band.holds_nominal:
        return told
    outside = language.say(
        "the nominal number lies outside: {why}", why=language.text(band.why_outside)
    )
    return f"{told}; {outside}"


def _holds_if(result: ReadingResult, language: Language) -> str:
    limit = language.quantity(result.threshold, result.measurement.unit)
    match result.reading.comparison:
        case Comparison.AT_LEAST:
            return language.say("holds if at least {limit}", limit=limit)
        case Comparison.AT_MOST:
            return language.say("holds if at most {limit}", limit=limit)
        case Comparison.MORE_THAN:
            return language.say("holds if more than {limit}", limit=limit)
        case Comparison.LESS_THAN:
            return language.say("holds if less than {limit}", limit=limit)


def _unknown(result: ClaimResult, cases: Cases, language: Language) -> tuple[str, ...]:
    """What is not known about a claim: rows without a source that was read, and notes."""
    say = language.say
    told = []
    scenario = cases.nominal.scenario
    moving = rows_that_move(result, scenario)
    rows = [row for row in result.rows if row.path in moving]
    weak = [row for row in rows if row.quality == "U"]
    if weak:
        entries = Counter(entry_named(row.path, scenario.catalog, language) for row in weak)
        told.append(
            say(
                "Of the {all} assumptions that move its numbers, quality U applies to {weak}: "
                "assumed, or repeated without the original having been read ({named}).",
                all=len(rows),
                weak=len(weak),
                named=", ".join(f"{entry}: {count}" for entry, count in entries.most_common()),
            )
        )
    if result.claim.note:
        told.append(language.text(result.claim.note))
    return tuple(told)


def _method(language: Language, *, drawn: bool) -> tuple[str, ...]:
    say = language.say
    told = [
        say(
            "Missiles fly as point masses over the rotating WGS-84 Earth with its J2 gravity field "
            "and the US Standard Atmosphere 1976, boosted stage by stage and aimed at every place "
            "of a grid over the protected country."
        ),
        say(
            "The radar sees what its equation, the cone about its tilted face, its elevation floor "
            "and the horizon allow. From first sight, fire control needs the stated seconds to a "
            "confirmed track, a declared threat and, once the missile's thrust has surely ended, a "
            "launch; an intercept is feasible where the interceptor's own simulated flight arrives "
            "in time, inside its altitude band, with the radar still in track."
        ),
        say(
            "Every number is computed under the nominal parameters and under the two ends of the "
            "cited uncertainty for it: all rows of the defence that move it, at the ends of their "
            "ranges that make it small, and at those that make it great. Which end does what was "
            "found by moving each row; one that moves a number now up, now down, stands at either "
            "end in cases of its own. Rows of missiles, launch areas and targets stay nominal."
        ),
        say(
            "A reading holds, or does not hold, when all of these agree; otherwise it depends. A "
            "claim with several readings holds only if all of them do."
        ),
    ]
    if drawn:
        told.append(
            say(
                "A draw takes every uncertain parameter of the defence from its cited range by "
                "lot, under a named convention of weights. A share of draws is a statement about "
                "these conventions, not a frequency of events. Words for shares are those of the "
                "IPCC's guidance note of 2010, which lie in each other (likely is 66 to 100 %, "
                "unlikely 0 to 33 %), each no stronger than the interval allows."
            )
        )
    return tuple(told)
