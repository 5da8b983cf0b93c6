"""What the model says to claims: numbers first, then verdicts, then what draws say."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import isnan
from time import perf_counter

from bongsu.catalog import Catalog
from bongsu.catalog.rows.units import parse_quantity
from bongsu.claims.case import Cases
from bongsu.claims.claim import Claim, Reading
from bongsu.claims.corners import SAME_STUDY, corners
from bongsu.claims.draws.chance import Chance, Effect
from bongsu.claims.evaluate import (
    ClaimResult,
    ReadingResult,
    cases_for,
    evaluate,
    nominal_readings,
    verdict_of,
)
from bongsu.claims.load import chosen_claims
from bongsu.claims.measures.registry import known_measure
from bongsu.engagement.flown import FlownPlans
from bongsu.errors import BongsuError
from bongsu.front.deployment import Deployment
from bongsu.report.brief.chances import rule_told
from bongsu.server import messages
from bongsu.server.answers.opened import parameter
from bongsu.server.answers.parts import bilingual, known, number, origin_of, row_title, told_in_both
from bongsu.words import Verdict
from bongsu.words.said import Said, said

Progress = Callable[[int], object]
# a piece of an answer about so often, so that a drag in between is answered too
_PIECE_S = 0.15
_NOTHING = messages.Bilingual(en="", ko="")


def claim(
    request: messages.ClaimRequest, deployment: Deployment, flown: FlownPlans, progress: Progress
) -> Iterator[messages.ClaimAnswer]:
    """Answer a request about one claim: numbers as they come, then ranges and the verdict.

    Parameters
    ----------
    request : messages.ClaimRequest
    deployment : Deployment
        What its setting stands for.
    flown : FlownPlans
        Keeps flights for the next request.
    progress : callable
        Called now and then; what it raises ends the work.

    Yields
    ------
    messages.ClaimAnswer
        The last is done.

    Raises
    ------
    InputError
        If there is no such claim, or it cannot be tested in this setting.
    """
    (asked,) = chosen_claims([request.claim], scenario=deployment)
    test = _Test(deployment, cases_for([asked], deployment, flown), progress)
    origin = origin_of(deployment, people=True)

    def piece(
        shown: messages.ClaimMessage, parameters: tuple[messages.ParameterMessage, ...] | None
    ) -> messages.ClaimAnswer:
        return messages.ClaimAnswer(
            id=request.id,
            done=parameters is not None,
            claim=shown,
            parameters=parameters or (),
            provenance=origin,
        )

    for shown in test.nominal(asked):
        yield piece(shown, None)
    for shown in test.corners(asked):
        if shown.stage == "corners":
            yield piece(shown, _parameters([shown], deployment))
        else:
            yield piece(shown, None)


def claims(
    request: messages.ClaimsRequest, deployment: Deployment, flown: FlownPlans, progress: Progress
) -> Iterator[messages.ClaimsAnswer]:
    """Answer a request about claims, one a piece.

    Parameters
    ----------
    request : messages.ClaimsRequest
    deployment : Deployment
        What its setting stands for.
    flown : FlownPlans
        Keeps flights for the next request.
    progress : callable
        Called now and then; what it raises ends the work.

    Yields
    ------
    messages.ClaimsAnswer
        First all of them by their words, in the end all of them as they were tested.

    Raises
    ------
    InputError
        If there is no such claim.
    """
    asked = chosen_claims(request.claims or None, scenario=deployment)
    test = _Test(deployment, cases_for(asked, deployment, flown), progress)
    origin = origin_of(deployment, people=True)
    shown = {one.id: test.listed(one) for one in asked}
    tested: set[str] = set()

    def piece(which: Sequence[str], *, done: bool = False) -> messages.ClaimsAnswer:
        told = tuple(shown[name] for name in which)
        return messages.ClaimsAnswer(
            id=request.id,
            done=done,
            claims=told,
            tested=len(tested),
            asked=len(asked),
            sentence=bilingual(_sentence([shown[name] for name in sorted(tested)], len(asked))),
            parameters=_parameters(told, deployment) if done else (),
            provenance=origin,
        )

    yield piece([*shown])
    for drawn in dict.fromkeys((False, request.draws > 0)):
        for one in asked:
            try:
                steps = test.drawn(one, request.draws) if drawn else test.corners(one)
                for step in steps:
                    shown[one.id] = step
                    if step.stage != "nominal" and drawn == (request.draws > 0):
                        tested.add(one.id)
                    yield piece([one.id])
            except BongsuError as error:
                # the others can be tested all the same
                shown[one.id] = test.listed(one, problem=bilingual(str(error)))
                yield piece([one.id])
    yield piece([*shown], done=True)


def _parameters(
    shown: Sequence[messages.ClaimMessage], deployment: Deployment
) -> tuple[messages.ParameterMessage, ...]:
    """Rows that move the readings, as controls see them."""
    paths = dict.fromkeys(path for one in shown for own in one.readings for path in own.rows)
    catalog = deployment.catalog
    return tuple(parameter(catalog, catalog.quantity(path)) for path in paths)


def _sentence(tested: Sequence[messages.ClaimMessage], asked: int) -> Said:
    count = Counter(one.verdict for one in tested)
    return said(
        "{tested} of {asked} claims tested: {holds} hold, {fail} do not hold, {depend} depend on "
        "the reading or on what is cited, {untestable} are not testable.",
        tested=len(tested),
        asked=asked,
        holds=count[Verdict.HOLDS],
        fail=count[Verdict.DOES_NOT_HOLD],
        depend=count[Verdict.DEPENDS],
        untestable=count[Verdict.NOT_TESTABLE],
    )


@dataclass(frozen=True, eq=False)
class _Test:
    """Claims under test in a deployment."""

    deployment: Deployment
    cases: Cases
    progress: Progress
    _moving: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def _rows(self, measure: str) -> tuple[str, ...]:
        if measure not in self._moving:
            self._moving[measure] = tuple(sorted(corners(self.deployment, measure).paths))
        return self._moving[measure]

    def nominal(self, asked: Claim) -> Iterator[messages.ClaimMessage]:
        """Tell the nominal numbers as they come, not too often."""
        found: dict[int, ReadingResult] = {}
        told = perf_counter()
        for index, result in nominal_readings(asked, self.cases):
            found[index] = result
            self.progress(1)
            if perf_counter() - told > _PIECE_S:
                yield self._words(asked, "nominal", self._readings(asked, found, {}))
                told = perf_counter()
        yield self._words(asked, "nominal", self._readings(asked, found, {}))

    def corners(self, asked: Claim) -> Iterator[messages.ClaimMessage]:
        """Test readings, those of one study together; in the end the claim."""
        nominal = dict(nominal_readings(asked, self.cases))
        judged: dict[int, ReadingResult] = {}
        studies = [SAME_STUDY.get(one.measure, one.measure) for one in asked.readings]
        for study in dict.fromkeys(studies):
            which = [index for index, own in enumerate(studies) if own == study]
            readings = [asked.readings[index] for index in which]
            part = Claim.model_construct(**{**dict(asked), "readings": readings})
            found = self._evaluated(part)
            judged |= dict(zip(which, found.readings, strict=True))
            if len(judged) < len(studies):
                yield self._words(asked, "nominal", self._readings(asked, nominal, judged))
        verdict = verdict_of(judged.values())
        told = self._readings(asked, nominal, judged)
        yield self._words(asked, "corners", told, verdict=verdict)

    def drawn(self, asked: Claim, draws: int) -> Iterator[messages.ClaimMessage]:
        """Add what draws say."""
        found = self._evaluated(asked, draws=draws)
        readings = self._readings(asked, {}, dict(enumerate(found.readings)))
        chance = self._chance(found.chance)
        yield self._words(asked, "draws", readings, verdict=found.verdict, chance=chance)

    def _evaluated(self, asked: Claim, *, draws: int = 0) -> ClaimResult:
        [found], _ = evaluate(
            [asked], self.deployment, lambda _: self.progress(1), draws=draws, cases=self.cases
        )
        return found

    def listed(
        self, asked: Claim, problem: messages.Bilingual | None = None
    ) -> messages.ClaimMessage:
        return self._words(asked, "listed", self._readings(asked, {}, {}), problem=problem)

    def _words(
        self,
        asked: Claim,
        stage: messages.Stage,
        readings: tuple[messages.ReadingMessage, ...],
        *,
        verdict: Verdict | None = None,
        chance: messages.ChanceMessage | None = None,
        problem: messages.Bilingual | None = None,
    ) -> messages.ClaimMessage:
        untestable = asked.not_testable_because
        if untestable is not None:
            verdict = Verdict.NOT_TESTABLE
        return messages.ClaimMessage(
            stage=stage,
            id=asked.id,
            who=bilingual(asked.who),
            assertion=bilingual(asked.assertion),
            question=bilingual(asked.question),
            note=bilingual(asked.note),
            date=asked.date.isoformat(),
            sources=tuple(
                messages.Quoted(publisher=one.publisher, date=one.date.isoformat(), url=one.url)
                for one in asked.sources
            ),
            verdict=verdict,
            not_testable_because=None if untestable is None else bilingual(untestable),
            problem=problem,
            readings=readings,
            chance=chance,
            opposes=asked.opposes,
        )

    def _readings(
        self,
        asked: Claim,
        nominal: Mapping[int, ReadingResult],
        judged: Mapping[int, ReadingResult],
    ) -> tuple[messages.ReadingMessage, ...]:
        return tuple(
            self._reading(place, one, judged.get(place, nominal.get(place)), place in judged)
            for place, one in enumerate(asked.readings)
        )

    def _reading(
        self, place: int, reading: Reading, found: ReadingResult | None, judged: bool
    ) -> messages.ReadingMessage:
        kind = known_measure(reading.measure)
        threshold = parse_quantity(reading.threshold, kind.unit) / kind.scale
        measured = None if found is None else found.measurement
        nominal = None if measured is None else known(measured.nominal)
        return messages.ReadingMessage(
            id=reading.id or str(place),
            name=bilingual(reading.name),
            because=bilingual(reading.because),
            measure=reading.measure,
            for_comparison=reading.for_comparison,
            comparison=reading.comparison.value,
            threshold=number(threshold, kind.shown_in),
            measured=None
            if measured is None
            else messages.Number(
                value=nominal,
                unit=kind.shown_in,
                low=known(measured.low) if judged else None,
                high=known(measured.high) if judged else None,
            ),
            detail=_NOTHING if measured is None else bilingual(measured.detail),
            met=None if nominal is None else reading.comparison.accepts(nominal, threshold),
            cases=()
            if measured is None
            else tuple(
                messages.CaseValue(
                    name=name,
                    value=known(value),
                    site=measured.where[name].site if name in measured.where else None,
                )
                for name, value in measured.by_case.items()
            ),
            verdict=found.verdict if found is not None and judged else None,
            band=None
            if found is None or found.band is None
            else (found.band.low, found.band.median, found.band.high),
            chance=None if found is None else self._chance(found.chance),
            rows=self._rows(reading.measure),
        )

    def _chance(self, chance: Chance | None) -> messages.ChanceMessage | None:
        if chance is None:
            return None
        catalog = self.deployment.catalog
        return messages.ChanceMessage(
            draws=chance.draws,
            probabilities=tuple(
                messages.ProbabilityMessage(
                    weights=weights,
                    published=conditioning == "published",
                    probability=messages.Number(
                        value=known(one.value), unit="1", low=known(one.low), high=known(one.high)
                    ),
                    likelihood=_NOTHING if isnan(one.value) else bilingual(one.likelihood.value),
                    effective_sample_size=one.effective_sample_size,
                    absent=known(one.absent) or 0.0,
                )
                for weights, pair in chance.probability.items()
                for conditioning, one in pair.items()
            ),
            of=chance.of,
            deciding=tuple(_effect(one, catalog) for one in chance.deciding),
            groups=tuple(_effect(one, catalog) for one in chance.groups),
            rule=None
            if chance.rule is None
            else told_in_both(lambda language: rule_told(chance.rule, catalog, language)),
            evidence_strength=chance.evidence_strength,
        )


def _effect(effect: Effect, catalog: Catalog) -> messages.EffectMessage:
    return messages.EffectMessage(
        name=effect.name,
        title=row_title(effect.name, catalog) if effect.quality else bilingual(effect.title),
        rows=effect.paths,
        share=messages.Number(value=effect.share, unit="1", low=effect.low, high=effect.high),
        quality=effect.quality or None,
    )
