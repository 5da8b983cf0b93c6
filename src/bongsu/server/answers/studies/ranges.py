"""How far the headline numbers of a footprint go over what is cited."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from bongsu.claims.corners import corners
from bongsu.errors import InputError
from bongsu.front.deployment import Deployment
from bongsu.server import messages
from bongsu.server.answers.footprint import Footprints, shares_of
from bongsu.server.answers.parts import bilingual, number, origin_of
from bongsu.words import OVERS
from bongsu.words.said import Said, said

MEASURE: Final = "people-share-defended"
"""Whose rows and directions the cases have, as a claim about a footprint does."""


def ranges(
    request: messages.RangeRequest,
    deployment: Deployment,
    footprints: Footprints,
    progress: Callable[[int], object],
) -> Iterator[messages.RangeAnswerMessage]:
    """Answer a request, case by case.

    Parameters
    ----------
    request : messages.RangeRequest
    deployment : Deployment
        What its setting stands for.
    footprints : Footprints
        Plays them; arcs are flown once for all cases.
    progress : callable
        Called now and then; what it raises ends the work.

    Yields
    ------
    messages.RangeAnswerMessage
        Over the cases so far, the nominal one first.

    Raises
    ------
    InputError
        If a battery cannot fire.
    """
    ends = corners(deployment, MEASURE)
    asked = {"nominal": {}, "least": ends.least, "greatest": ends.greatest, **ends.singles}
    found: list[messages.RangeCase] = []
    for name, levels in asked.items():
        changed = deployment.with_levels(levels) if levels else deployment
        try:
            played = footprints.play(changed, request.aim_points, request.required_shots, progress)
        except InputError:
            # at an end of what is cited a battery may be unable to fire
            if name == "nominal":
                raise
            shares = _none()
        else:
            shares = shares_of(played)
        found.append(messages.RangeCase(name=name, rows=dict(levels), shares=shares))
        yield messages.RangeAnswerMessage(
            id=request.id,
            done=len(found) == len(asked),
            shares=_widened(found),
            sentence=bilingual(_sentence(found, len(ends.paths), played.weight)),
            cases=tuple(found),
            cases_asked=len(asked),
            rows=tuple(sorted(ends.paths)),
            provenance=origin_of(deployment, people=True),
        )


def _none() -> tuple[messages.Shares, ...]:
    nothing = messages.Number(value=None, unit="1")
    return tuple(
        messages.Shares(over=over, share=nothing, people=nothing, area=number(float("nan"), "km2"))
        for over in OVERS
    )


def _widened(cases: Sequence[messages.RangeCase]) -> tuple[messages.Shares, ...]:
    """The nominal numbers with the least and the greatest of all cases."""

    def over_cases(place: int, name: str) -> messages.Number:
        every: list[messages.Number] = [getattr(one.shares[place], name) for one in cases]
        values = [one.value for one in every if one.value is not None]
        ends = {"low": min(values, default=None), "high": max(values, default=None)}
        return messages.Number.model_validate({**dict(every[0]), **ends})

    return tuple(
        messages.Shares(
            over=own.over,
            share=over_cases(place, "share"),
            people=over_cases(place, "people"),
            area=over_cases(place, "area"),
        )
        for place, own in enumerate(cases[0].shares)
    )


def _sentence(cases: Sequence[messages.RangeCase], rows: int, weight: str) -> Said:
    (average,) = (one.share for one in _widened(cases) if one.over == "average")
    if average.value is None or average.low is None or average.high is None:
        return said("No flight reaches anybody, whatever is cited.")
    values = {
        "share": f"{100.0 * average.value:.0f}",
        "low": f"{100.0 * average.low:.0f}",
        "high": f"{100.0 * average.high:.0f}",
        "rows": rows,
    }
    if weight == "people":
        return said(
            "{share} % of the people within reach are defended on average over the flights; {low} "
            "to {high} % over the cited ranges of {rows} rows.",
            **values,
        )
    return said(
        "{share} % of the area within reach is defended on average over the flights; {low} to "
        "{high} % over the cited ranges of {rows} rows.",
        **values,
    )
