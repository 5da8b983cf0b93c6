"""From tested claims to what the brief shows and writes."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from math import floor, isnan, log10

import xarray as xr

from bongsu.catalog import Catalog, Choice, Quantity, Row
from bongsu.catalog.names import row_title
from bongsu.catalog.rows.parameters import Words
from bongsu.catalog.rows.units import in_unit_of
from bongsu.claims.case import Cases
from bongsu.claims.draws.bands import Band
from bongsu.claims.draws.chance import Chance, Effect
from bongsu.claims.evaluate import ClaimResult, ReadingResult
from bongsu.claims.measures.registry import MEASURES
from bongsu.claims.verdicts import Measurement
from bongsu.geography.counting import statement
from bongsu.geography.outlines import country_name
from bongsu.output.linked.reviews import claim_reviews, inline_json_ld
from bongsu.report.brief.figures import draw, has_content
from bongsu.report.brief.page import Assumption, BriefContent, BriefReading, ClaimSection, Link
from bongsu.report.quantities import quantity_text, range_text
from bongsu.scenario import Scenario
from bongsu.scenario.provenance import provenance
from bongsu.studies.conventions import conventional
from bongsu.version import __version__
from bongsu.words import Verdict, in_words, number_of

_FLIGHT = """
Missiles fly as point masses over the rotating WGS-84 Earth with its J2 gravity field and the US
Standard Atmosphere 1976, boosted stage by stage and aimed at every place of a grid over the
protected country.
"""
_DEFENCE = """
The radar sees what its equation, the cone about its tilted face, its elevation floor and the
horizon allow. From first sight, fire control needs the stated seconds to a confirmed track, a
declared threat and, once the missile's thrust has surely ended, a launch; an intercept is feasible
where the interceptor's own simulated flight arrives in time, inside its altitude band, with the
radar still in track.
"""
_CASES = """
Every number is computed under the nominal parameters and under the two ends of the cited
uncertainty for it: all rows of the defence that move it, at the ends of their ranges that make it
small, and at those that make it great. Which end does what was found by moving each row; one that
moves a number now up, now down, stands at either end in cases of its own. Rows of missiles, launch
areas and targets stay nominal. A reading holds, or does
not hold, when all of these agree; otherwise it depends. A claim with several readings holds only if
all of them do.
"""
_DIGITS, _MOST_DIGITS = 4, 8
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
_METHOD = tuple(" ".join(text.split()) for text in (_FLIGHT, _DEFENCE, _CASES))
_PLURAL = {
    Verdict.HOLDS: "hold",
    Verdict.DEPENDS: "depend",
    Verdict.DOES_NOT_HOLD: "do not hold",
    Verdict.NOT_TESTABLE: "not testable",
}
_IS = (
    "A test of public statements against an open model with cited parameters.",
    "A lower and an upper end that are wider than any probable range.",
)
_IS_NOT = (
    "A model of decoys, jamming, manoeuvre, debris or of the performance of crews.",
    "A statement about what the classified system does.",
    "A judgement of anybody who made a statement.",
)


def brief_content(
    results: Sequence[ClaimResult],
    cases: Cases,
    *,
    command: str,
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

    Returns
    -------
    BriefContent
        For :func:`bongsu.report.brief.page.render_brief`.
    """
    scenario = cases.nominal.scenario
    catalog = scenario.catalog
    numbers = {verdict: sum(result.verdict is verdict for result in results) for verdict in Verdict}
    counted = [
        f"{number} {verdict if number == 1 else _PLURAL.get(verdict, verdict)}"
        for verdict, number in numbers.items()
        if number
    ]
    used = {row.path: row for result in results for row in result.rows}
    keys = sorted({key for row in used.values() for key in row.sources})
    return BriefContent(
        title=scenario.title,
        lede=(
            f"{number_of(len(results), 'statement')} about the deployment, put as numbers that a "
            f"model can compute: {', '.join(counted)}.{_about_others(results, scenario)}"
        ),
        scenario=scenario.name,
        scenario_summary=" ".join(scenario.description.split()),
        scenario_hash=scenario.hash(),
        date=f"{datetime.now(UTC):%-d %B %Y}",
        version=__version__,
        command=command,
        claims=tuple(_section(result, cases, catalog) for result in results),
        method=_METHOD,
        is_=_IS,
        is_not=_IS_NOT,
        sources=tuple(_link(catalog, key) for key in keys),
        people_from=statement(scenario.region.people_key),
        json_ld=inline_json_ld(
            claim_reviews(claims_document(results), catalog, provenance(scenario, people=True))
        ),
    )


def _about_others(results: Sequence[ClaimResult], scenario: Scenario) -> str:
    """Say it when statements are about another country than the scenario's."""
    own = scenario.region.country
    others = sorted({r.claim.country for r in results if r.claim.country not in (None, own)})
    if not others:
        return ""
    names = " and ".join(country_name(code) for code in others if code)
    return (
        f" The statements are about {names}; the scenario is about {country_name(own)}, so that "
        "the numbers do not test what was said."
    )


def _section(result: ClaimResult, cases: Cases, catalog: Catalog) -> ClaimSection:
    claim = result.claim
    first = result.readings[0] if result.readings else None
    return ClaimSection(
        id=claim.id,
        who=claim.who,
        date=f"{claim.date:%-d %B %Y}",
        assertion=claim.assertion,
        question=claim.question,
        verdict=result.verdict,
        key_number=_key_number(result),
        finding=_finding(result) if first else (claim.not_testable_because or ""),
        quoted_in=tuple(
            Link(text=f"{quoted.publisher}, {quoted.date:%-d %B %Y}", url=quoted.url)
            for quoted in claim.sources
        ),
        readings=tuple(_reading(reading) for reading in result.readings),
        not_testable_because=claim.not_testable_because or "",
        measurable_part=tuple(claim.measurable_part),
        pictures=tuple(
            draw(name, cases, claim.readings)
            for name in claim.figures
            if has_content(name, cases, claim.readings)
        ),
        assumptions=tuple(_assumption(row, catalog) for row in result.rows),
        notes=(claim.note,) if claim.note else (),
    )


def _reading(result: ReadingResult) -> BriefReading:
    measurement = result.measurement
    return BriefReading(
        name=result.reading.name,
        because=result.reading.because,
        metric=MEASURES[result.reading.measure].words,
        unit=measurement.unit,
        value=measurement.nominal,
        low=measurement.low,
        high=measurement.high,
        comparison=str(result.reading.comparison),
        threshold=result.threshold,
        verdict=result.verdict,
        detail=measurement.detail,
        band="" if result.band is None else _band(result.band, measurement.unit),
    )


def _band(band: Band, unit: str) -> str:
    """Say where nine tenths of the draws lie, and why the nominal number does not, if so."""
    ends = range_text(band.low, band.high, unit)
    told = (
        f"of {number_of(band.draws, 'draw')} nine in ten give {ends}, with the median at "
        f"{quantity_text(band.median, unit)}"
    )
    if band.absent:
        told += f"; in {band.absent} the question does not arise"
    if not band.holds_nominal:
        told += f"; the nominal number lies outside: {band.why_outside}"
    return told


def _key_reading(result: ClaimResult) -> ReadingResult | None:
    """The reading that decides: the first that does not simply agree with the others."""
    if not result.readings:
        return None
    for reading in result.readings:
        if reading.verdict is result.verdict:
            return reading
    return result.readings[0]


def _key_number(result: ClaimResult) -> str:
    reading = _key_reading(result)
    if reading is None:
        return ""
    return quantity_text(reading.measurement.nominal, reading.measurement.unit)


def _finding(result: ClaimResult) -> str:
    parts = []
    for verdict, words in _PLURAL.items():
        count = sum(reading.verdict is verdict for reading in result.readings)
        if count:
            parts.append(f"{count} {verdict if count == 1 else words}")
    reading = _key_reading(result)
    assert reading is not None
    measured = reading.measurement
    untested = reading.verdict is Verdict.NOT_TESTABLE
    number = "not measured" if untested else _over_cases(measured)
    return (
        f"Of {number_of(len(result.readings), 'reading')} {', '.join(parts)}. "
        f"\u201c{reading.reading.name}\u201d: {number} ({measured.detail})."
    )


def _over_cases(measured: Measurement) -> str:
    nominal = quantity_text(measured.nominal, measured.unit)
    spread = range_text(measured.low, measured.high, measured.unit)
    if spread == nominal:
        return f"{nominal} in every case"
    return f"{nominal} with nominal values, {spread} over the cited uncertainty"


def _assumption(row: Row, catalog: Catalog) -> Assumption:
    if isinstance(row, Quantity):
        value, spread = _value_and_range(row)
    elif isinstance(row, Choice):
        value, spread = _word(row, catalog), ""
    else:
        value, spread = "a table", ""
    kind, key, _ = row.path.split(".", 2)
    return Assumption(
        parameter=row_title(catalog, row.path),
        path=row.path,
        entry=catalog.entry(kind, key).title,
        value=value,
        range=spread,
        quality=row.quality,
        source=_link(catalog, row.sources[0]),
    )


def _word(row: Choice, catalog: Catalog) -> str:
    """What a row says in words: the title where it names an entry."""
    limits = catalog.bounds[row.path]
    if isinstance(limits, Words) and limits.allowed[0].startswith("@"):
        return catalog.entry(limits.allowed[0][1:], row.value).title
    return in_words(row.value)


def _value_and_range(row: Quantity) -> tuple[str, str]:
    """Value and range with four significant digits, or as many as tell them apart."""
    if row.low == row.high:
        return _short(row, row.value, _DIGITS), ""
    for digits in range(_DIGITS, _MOST_DIGITS + 1):
        value, low, high = (_short(row, n, digits) for n in (row.value, row.low, row.high))
        if low != high and (row.value in (row.low, row.high) or value not in (low, high)):
            break
    number, _, symbol = low.partition(" ")
    return value, f"{number if symbol == high.partition(' ')[2] else low} to {high}"


def _short(row: Quantity, value: float, digits: int) -> str:
    """Write a number in the unit of the catalogue's file, with some significant digits."""
    number, symbol = in_unit_of(row.written, value, row.unit)
    if symbol == "deg":
        return f"{_rounded(number, digits)}°"
    return f"{_rounded(number, digits)} {symbol.replace('m2', 'm²')}".strip()


def _rounded(number: float, digits: int) -> str:
    """Write a number with at most so many significant digits, and no exponent where it is short."""
    if number == 0.0 or not 1e-4 <= abs(number) < 1e7:
        return f"{number:.{digits}g}"
    places = max(0, digits - 1 - floor(log10(abs(number))))
    text = f"{number:,.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _link(catalog: Catalog, key: str) -> Link:
    reference = catalog.references[key]
    url = reference.url if reference.url.startswith("http") else ""
    return Link(text=reference.citation, url=url, key=key)


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
                "sources": [source.model_dump(mode="json") for source in result.claim.sources],
                "readings": [
                    {
                        "name": reading.reading.name,
                        "measure": reading.reading.measure,
                        "parameters": reading.reading.parameters,
                        "unit": reading.measurement.unit,
                        "by_case": reading.measurement.by_case,
                        "comparison": str(reading.reading.comparison),
                        "threshold": reading.threshold,
                        "verdict": str(reading.verdict),
                        "band": _band_numbers(reading.band),
                        **_chance_numbers(reading.chance),
                        "detail": reading.measurement.detail,
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


def results_tree(cases: Cases) -> xr.DataTree:
    """Studies behind the verdicts, one group per case and study.

    Parameters
    ----------
    cases : Cases
        With their studies done.

    Returns
    -------
    xarray.DataTree
        For ``results.nc``; its root lists the groups.
    """
    studies: dict[str, xr.Dataset] = {}
    for case in cases.asked:
        folder = case.name.replace(" ", "-")
        for name, study in case.studies.items():
            studies[f"{folder}/{name.replace(' ', '-')}"] = study
    return xr.DataTree.from_dict({"/": _contents(studies, cases.nominal.scenario)} | studies)


def _contents(studies: Mapping[str, xr.Dataset], scenario: Scenario) -> xr.Dataset:
    """What a file of studies holds, for its root: opened alone, the root would be empty."""
    listed = xr.Dataset(
        {
            "group_path": (
                "study",
                list(studies),
                {"long_name": "group of the file: case and study"},
            ),
            "group_title": (
                "study",
                [str(study.attrs["title"]) for study in studies.values()],
                {"long_name": "what the group holds"},
            ),
        },
        attrs=provenance(scenario).attributes()
        | {
            "history": "bongsu.report.brief.content.results_tree",
            "comment": "Studies lie in groups: open one with its group_path, or all as a tree.",
        },
    )
    return conventional(listed, f"Studies behind the brief: {scenario.title}")
