"""The engine: from a request to an answer, whoever carries them."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from time import perf_counter
from typing import Final

from bongsu.errors import BongsuError, InputError, OutOfReachError
from bongsu.front.deployment import Deployment
from bongsu.scenario.parts.problems import ScenarioError
from bongsu.server import messages
from bongsu.server.answers.arcs import arcs
from bongsu.server.answers.coverage import coverage
from bongsu.server.answers.describe import describe
from bongsu.server.answers.export import export
from bongsu.server.answers.footprint import Footprints
from bongsu.server.answers.opened import opened
from bongsu.server.answers.playback import playback
from bongsu.server.answers.studies.claims import claim, claims
from bongsu.server.answers.studies.draws import draws, sensitivity
from bongsu.server.answers.studies.raid import raid
from bongsu.server.answers.studies.ranges import ranges
from bongsu.server.answers.timeline import timeline
from bongsu.server.answers.volumes import reach, volume
from bongsu.server.settings import Settings

MOST_BYTES_KEPT: Final = 1_000_000_000
"""Memory that kept arcs may take: the flights of one missile of the built-in scenario. [bytes]"""

_log = logging.getLogger(__name__)
_InPieces = (
    messages.RaidRequest
    | messages.RangeRequest
    | messages.ClaimRequest
    | messages.ClaimsRequest
    | messages.DrawsRequest
    | messages.SensitivityRequest
)
_AtOnce = (
    messages.DescribeRequest
    | messages.OpenRequest
    | messages.FootprintRequest
    | messages.TimelineRequest
    | messages.CoverageRequest
    | messages.ArcsRequest
    | messages.PlaybackRequest
    | messages.VolumeRequest
    | messages.ReachRequest
    | messages.ExportRequest
    | messages.CancelRequest
)


class DroppedError(Exception):
    """Nobody waits for the answer any more."""


class Engine:
    """Answers requests, one at a time; it keeps what the next one may need again.

    Parameters
    ----------
    scenarios : mapping of str to Deployment
        What a page can name; the first is opened where nothing else is asked for.
    footprints : Footprints, optional
        Keeps arcs, for several engines that share them; its own by default.
    """

    def __init__(
        self, scenarios: Mapping[str, Deployment], *, footprints: Footprints | None = None
    ) -> None:
        self._settings = Settings(scenarios)
        self._footprints = Footprints(MOST_BYTES_KEPT) if footprints is None else footprints

    def answers(
        self, request: messages.AnyRequest, wanted: Callable[[], bool] = lambda: True
    ) -> Iterator[messages.AnyAnswer]:
        """Answer a request.

        Parameters
        ----------
        request : messages.AnyRequest
            Checked.
        wanted : callable
            Asked now and then whether anyone still waits; the work ends where nobody does.

        Yields
        ------
        messages.AnyAnswer
            The answer; or why there is none, in one sentence.
        """
        begun = perf_counter()

        def going_on(_: int = 0) -> None:
            if not wanted():
                raise DroppedError

        try:
            going_on()
            for piece in self._pieces(request, going_on):
                yield _timed(piece, begun)
        except DroppedError:
            found: messages.AnyAnswer = messages.Dropped(id=request.id)
        except BongsuError as error:
            found = failed(request.id, error)
        # a fault of ours must not end the connection, nor the thread that answers
        except Exception:  # noqa: BLE001
            _log.exception("no answer to %s", request.kind)
            sentence = "something went wrong here; the server's terminal says what"
            found = messages.Failed(id=request.id, error="internal", message=sentence)
        else:
            return
        yield _timed(found, begun)

    def _pieces(
        self, request: messages.AnyRequest, going_on: Callable[[int], None]
    ) -> Iterator[messages.AnyAnswer]:
        if isinstance(request, _InPieces):
            yield from self._studied(request, going_on)
        else:
            yield self._answer(request, going_on)

    def _studied(
        self, request: _InPieces, going_on: Callable[[int], None]
    ) -> Iterator[messages.AnyAnswer]:
        deployment = self._settings.deployment(request.setting)
        if isinstance(request, messages.RaidRequest):
            return raid(request, deployment, going_on)
        if isinstance(request, messages.RangeRequest):
            return ranges(request, deployment, self._footprints, going_on)
        if isinstance(request, messages.ClaimRequest):
            return claim(request, deployment, self._footprints.kept.flights, going_on)
        if isinstance(request, messages.ClaimsRequest):
            return claims(request, deployment, self._footprints.kept.flights, going_on)
        if isinstance(request, messages.DrawsRequest):
            return draws(request, deployment, self._footprints, going_on)
        return sensitivity(request, deployment, self._footprints, going_on)

    def _answer(self, request: _AtOnce, going_on: Callable[[int], None]) -> messages.AnyAnswer:
        if isinstance(request, messages.DescribeRequest):
            return describe(request, self._settings.scenarios, KINDS, LIMITS)
        if isinstance(request, messages.CancelRequest):
            raise InputError("there is no such request to cancel")
        deployment = self._settings.deployment(request.setting)
        if isinstance(request, messages.OpenRequest):
            return opened(request, deployment)
        if isinstance(request, messages.FootprintRequest):
            return self._footprints.answer(request, deployment, going_on)
        if isinstance(request, messages.TimelineRequest):
            return timeline(request, deployment)
        if isinstance(request, messages.CoverageRequest):
            return coverage(request, deployment)
        if isinstance(request, messages.ArcsRequest):
            return arcs(request, deployment, going_on)
        if isinstance(request, messages.PlaybackRequest):
            return playback(request, deployment)
        if isinstance(request, messages.VolumeRequest):
            return volume(request, deployment, going_on)
        if isinstance(request, messages.ReachRequest):
            return reach(request, deployment)
        return export(request, deployment, self._footprints, going_on)


KINDS: Final = (
    "describe",
    "open",
    "footprint",
    "timeline",
    "coverage",
    "arcs",
    "raid",
    "range",
    "claim",
    "claims",
    "draws",
    "sensitivity",
    "playback",
    "volume",
    "reach",
    "export",
    "cancel",
)
"""Requests that the engine answers."""
LIMITS: Final = {
    "aim_points": messages.MOST_AIM_POINTS,
    "text_characters": messages.MOST_TEXT,
    "message_bytes": messages.MOST_MESSAGE_BYTES,
    "parameters": messages.MOST_PARAMETERS,
    "replications": messages.MOST_REPLICATIONS,
    "draws": messages.MOST_DRAWS,
    "pairs": messages.MOST_PAIRS,
    "missiles_played": messages.MOST_MISSILES_PLAYED,
}
"""Sizes beyond which a request is refused. [as named]"""


def _timed(answer: messages.AnyAnswer, begun: float) -> messages.AnyAnswer:
    """Say how long an answer took so far."""
    answer.took_ms = round(1e3 * (perf_counter() - begun), 3)
    return answer


def failed(request_id: int, error: BongsuError) -> messages.Failed:
    """Say why there is no answer.

    Parameters
    ----------
    request_id : int
        Of the request. [1]
    error : BongsuError
        What was raised.

    Returns
    -------
    messages.Failed
        In one sentence; of a scenario with every mistake in it.
    """
    problems = tuple(map(str, error.problems)) if isinstance(error, ScenarioError) else ()
    return messages.Failed(
        id=request_id,
        error="out-of-reach" if isinstance(error, OutOfReachError) else "input",
        message=problems[0] if problems else str(error),
        problems=problems,
    )
