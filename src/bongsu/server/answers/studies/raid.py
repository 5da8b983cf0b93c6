"""What becomes of a raid, told while it is played."""

from collections.abc import Callable, Iterator, Mapping
from time import perf_counter

from bongsu.front.answers.raid import RaidResult
from bongsu.front.deployment import Deployment
from bongsu.physics.numerics.arrays import IntArray
from bongsu.report.language import translation
from bongsu.scenario import parse_raid
from bongsu.server import messages
from bongsu.server.answers.parts import named_place, number, told
from bongsu.server.messages import Array
from bongsu.studies.raid.played import RaidOutcome, RaidStudy

# a piece of an answer about so often, so that a drag in between is answered too
_PIECE_S = 0.15
_FIRST = 256
_GROWTH = 4


def raid(
    request: messages.RaidRequest,
    deployment: Deployment,
    progress: Callable[[int], object],
) -> Iterator[messages.RaidAnswer]:
    """Answer a request, piece by piece.

    Parameters
    ----------
    request : messages.RaidRequest
    deployment : Deployment
        What its setting stands for.
    progress : callable
        Called now and then; what it raises ends the work.

    Yields
    ------
    messages.RaidAnswer
        Over the replications so far; the last piece is done. The numbers do not depend on how the
        replications were cut.

    Raises
    ------
    InputError
        If there is no raid, it holds mistakes, or a battery cannot fire.
    OutOfReachError
        If a missile does not reach what it is aimed at.
    """
    fired = None if request.raid is None else parse_raid(request.raid, deployment)
    study = RaidStudy.of(deployment, fired, seed=request.seed)
    study.check()
    so_far: Mapping[str, IntArray] | None = None
    first, size = 0, _FIRST
    while first < request.replications:
        begun = perf_counter()
        last = min(first + size, request.replications)
        part = study.compute(first, last, progress)
        so_far = part if so_far is None else study.merge([so_far, part])
        took_s = perf_counter() - begun
        yield _piece(request, study.outcome(so_far))
        first = last
        # not much faster than what was measured allows
        size = max(1, min(_GROWTH * size, int(size * _PIECE_S / max(took_s, 1e-6))))


def _piece(request: messages.RaidRequest, outcome: RaidOutcome) -> messages.RaidAnswer:
    counts, study = outcome.counts, outcome.study
    catalog, played = study.scenario.catalog, outcome.replications
    types = {one.name: one.type for one in study.scenario.batteries}
    missiles = len(study.prepared.missiles)
    low, high = counts.leakers.mean_interval()
    none_low, none_high = counts.leakers.share_interval(0)
    sentence = RaidResult(outcome).sentence()
    return messages.RaidAnswer(
        id=request.id,
        done=played >= request.replications,
        sentence=sentence,
        sentence_korean=translation(sentence, "ko"),
        missiles=missiles,
        replications=played,
        asked=request.replications,
        leakers=messages.Number(value=counts.leakers.mean, unit="1", low=low, high=high),
        p_none=messages.Number(
            value=counts.leakers.share(0), unit="1", low=none_low, high=none_high
        ),
        intercepts=number(counts.intercepts.mean, "1"),
        interceptors_spent=number(counts.interceptors_spent.mean, "1"),
        leakers_share=Array.of(counts.leakers.counts / played, "f4"),
        assets=tuple(
            messages.RaidAsset(
                place=named_place(catalog, place),
                aimed=one["aimed"],
                survival=messages.Number(
                    value=one["survival"], unit="1", low=one["low"], high=one["high"]
                ),
                leakers=number(one["leakers"], "1"),
            )
            for place, one in zip(study.prepared.assets, outcome.assets(), strict=True)
        ),
        batteries=tuple(
            messages.RaidBatteryMessage(
                name=one["name"],
                title=one["title"],
                title_korean=catalog.battery(types[one["name"]]).korean,
                interceptors_ready=one["interceptors_ready"],
                fires=one["fires"],
                exhausted=messages.Number(
                    value=one["exhausted"], unit="1", low=one["low"], high=one["high"]
                ),
                exhausted_share=Array.of(curve, "f4"),
            )
            for one, curve in zip(outcome.batteries(), outcome.exhausted(), strict=True)
        ),
        bin_s=float(counts.bin_s),
        provenance=told(outcome.provenance()),
    )
