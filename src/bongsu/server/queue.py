"""Requests that wait: the newest of a topic counts, and no client keeps the others waiting."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from threading import Condition, Thread
from time import monotonic
from typing import Final, Literal, Protocol

from bongsu.physics.numerics.threads import in_background
from bongsu.server import messages

MOST_WAITING: Final = 16
"""Topics of one client that may wait. [1]"""
MOST_CLIENTS: Final = 100
"""Clients that may be connected. [1]"""
SHORT_STUDIES: Final = frozenset({"range", "claim", "export"})
"""Kinds that take a second or a few, in a lane of their own, so that no drag waits for them."""
LONG_STUDIES: Final = frozenset({"raid", "claims", "draws", "sensitivity"})
"""Kinds that may take minutes, in another, so that no short study waits for them."""
_LaneName = Literal["quick", "short", "long"]
_THREADS: Final[dict[_LaneName, str]] = {
    "quick": "bongsu-answers",
    "short": "bongsu-short-studies",
    "long": "bongsu-long-studies",
}
# the lanes of studies wait so long, at each of their steps, for the quick one to be done
_STEP_ASIDE_S: Final = 0.25

_log = logging.getLogger(__name__)

Deliver = Callable[[messages.AnyAnswer], object]


class Answerer(Protocol):
    """Whoever answers requests."""

    def answers(
        self, request: messages.AnyRequest, wanted: Callable[[], bool]
    ) -> Iterator[messages.AnyAnswer]:
        """Answer a request, in one piece or in several.

        Parameters
        ----------
        request : messages.AnyRequest
            Checked.
        wanted : callable
            Asked now and then whether anyone still waits.

        Yields
        ------
        messages.AnyAnswer
            The pieces.
        """
        ...


@dataclass(eq=False)
class _Job:
    """A request, who answers it, and how far its answer is."""

    request: messages.AnyRequest
    topic: str
    deliver: Deliver
    engine: Answerer
    dropped: bool = False
    spared: bool = False
    pieces: Iterator[messages.AnyAnswer] | None = None

    @property
    def lane(self) -> _LaneName:
        kind = self.request.kind
        return "long" if kind in LONG_STUDIES else "short" if kind in SHORT_STUDIES else "quick"


@dataclass(eq=False)
class _Client:
    """What one client waits for, and who answers it."""

    engine: Answerer
    waiting: OrderedDict[str, _Job] = field(default_factory=OrderedDict)
    cut_short: set[str] = field(default_factory=set)


@dataclass(eq=False)
class _Lane:
    """Requests that are answered one after the other, and the one that is."""

    name: _LaneName
    running: tuple[int, _Job] | None = None


class Queue:
    """Requests of several clients, answered in three lanes, each one after the other in a thread.

    What a drag asks for goes in the quick lane; :data:`SHORT_STUDIES` and :data:`LONG_STUDIES` go
    in the others, turn by turn and piece by piece, and step aside while the quick one is busy, but
    not for ever.

    Clients take turns. Of requests of one topic that wait only the newest is begun; the others get
    `dropped`. One that is begun is left when a newer one of its topic comes, but not twice in a
    row, so that whoever asks faster than answers come still gets some.

    Parameters
    ----------
    engine : Answerer
        Answers them.
    beforehand : sequence of messages.AnyRequest
        Answered when nobody waits, and left when somebody does, so that what a page asks for first
        is at hand; nobody gets these answers.
    afterwards : sequence of messages.AnyRequest
        Likewise when all these are answered, beside the quick lane: for what takes long only once.
    """

    def __init__(
        self,
        engine: Answerer,
        beforehand: Sequence[messages.AnyRequest] = (),
        afterwards: Sequence[messages.AnyRequest] = (),
    ) -> None:
        self._engine = engine
        self._beforehand = [*beforehand]
        self._afterwards = [*afterwards]
        self._clients: OrderedDict[int, _Client] = OrderedDict()
        self._changed = Condition()
        self._lanes = [_Lane(name) for name in _THREADS]
        self._closed = False
        self._next_client = 0
        self._threads = [
            Thread(target=self._work, args=(lane,), name=_THREADS[lane.name], daemon=True)
            for lane in self._lanes
        ]

    def start(self) -> None:
        """Begin to answer."""
        for thread in self._threads:
            thread.start()

    def close(self) -> None:
        """Answer no more; what is begun is left at its next step."""
        left: list[_Job] = []
        with self._changed:
            self._closed = True
            for client in self._clients.values():
                left += client.waiting.values()
                client.waiting.clear()
            for _, job in self._running:
                job.dropped = True
            self._changed.notify_all()
        for job in left:
            job.deliver(messages.Dropped(id=job.request.id))

    def ended(self, patience_s: float) -> bool:
        """Tell whether nothing is computed any more, once closed.

        Parameters
        ----------
        patience_s : float
            How long to wait for it. [s]

        Returns
        -------
        bool
            Whether the threads that answer are at their end, or never began.
        """
        until = monotonic() + patience_s
        for thread in self._threads:
            if thread.ident is not None:
                thread.join(max(0.0, until - monotonic()))
        return not any(thread.is_alive() for thread in self._threads)

    def connect(self, engine: Answerer | None = None) -> int | None:
        """Take a client in.

        Parameters
        ----------
        engine : Answerer, optional
            Answers this client; by default the one that answers all.

        Returns
        -------
        int or None
            Its number; none where there are too many. [1]
        """
        with self._changed:
            if len(self._clients) >= MOST_CLIENTS:
                return None
            self._next_client += 1
            self._clients[self._next_client] = _Client(self._engine if engine is None else engine)
            return self._next_client

    def disconnect(self, number: int) -> None:
        """Forget a client and what it waits for.

        Parameters
        ----------
        number : int
            Its number. [1]
        """
        with self._changed:
            self._clients.pop(number, None)
            for own, job in self._running:
                job.dropped = job.dropped or own == number

    def ask(self, number: int, request: messages.AnyRequest, deliver: Deliver) -> None:
        """Take a request.

        Parameters
        ----------
        number : int
            Of the client. [1]
        request : messages.AnyRequest
            Checked.
        deliver : callable
            Called with each answer, in a thread that answers or in the caller's.
        """
        told: list[tuple[Deliver, messages.AnyAnswer]] = []
        with self._changed:
            client = self._clients.get(number)
            if client is None or self._closed:
                return
            if isinstance(request, messages.CancelRequest):
                told += self._cancel(number, client, request, deliver)
            else:
                told += self._take(number, client, request, deliver)
            self._changed.notify_all()
        for to, answer in told:
            to(answer)

    def _cancel(
        self, number: int, client: _Client, request: messages.CancelRequest, deliver: Deliver
    ) -> list[tuple[Deliver, messages.AnyAnswer]]:
        for own, job in self._running:
            if own == number and job.request.id == request.of:
                job.dropped = True
                return []
        for topic, job in client.waiting.items():
            if job.request.id == request.of:
                del client.waiting[topic]
                return [(job.deliver, messages.Dropped(id=request.of))]
        sentence = f"there is no request {request.of} to cancel"
        return [(deliver, messages.Failed(id=request.id, error="input", message=sentence))]

    def _take(
        self, number: int, client: _Client, request: messages.AnyRequest, deliver: Deliver
    ) -> list[tuple[Deliver, messages.AnyAnswer]]:
        topic = request.topic or request.kind
        job = _Job(request, topic, deliver, client.engine)
        older = client.waiting.pop(topic, None)
        if older is None and len(client.waiting) >= MOST_WAITING:
            sentence = f"{MOST_WAITING} topics of this page wait already; ask again later"
            return [(deliver, messages.Failed(id=request.id, error="busy", message=sentence))]
        client.waiting[topic] = job
        for own, begun in self._running:
            if own == number and begun.topic == topic and not begun.spared:
                begun.dropped = True
                client.cut_short.add(topic)
        if older is None:
            return []
        return [(older.deliver, messages.Dropped(id=older.request.id))]

    @property
    def left_beforehand(self) -> int:
        """Requests that are yet to be answered beforehand [1]."""
        return len(self._beforehand)

    @property
    def _running(self) -> list[tuple[int, _Job]]:
        return [lane.running for lane in self._lanes if lane.running is not None]

    def _work(self, lane: _Lane) -> None:
        with nullcontext() if lane.name == "quick" else in_background():
            while not self._closed:
                with self._changed:
                    lane.running = turn = self._next(lane)
                    unasked = self._unasked(lane)
                    if turn is None and not unasked:
                        self._changed.wait()
                        continue
                if turn is None:
                    self._prepare(lane, unasked)
                else:
                    self._answer(lane, *turn)

    def _answer(self, lane: _Lane, number: int, job: _Job) -> None:
        """Give the next piece of an answer."""
        answer, over = self._step(job)
        with self._changed:
            lane.running = None
            # who steps aside for this lane looks again; told while it waits, the lanes would wake
            # each other for ever
            self._changed.notify_all()
            client = self._clients.get(number)
            if client is not None and not over:
                # a newer request of the topic takes its place
                if job.dropped or job.topic in client.waiting:
                    answer = messages.Dropped(id=job.request.id)
                else:
                    client.waiting[job.topic] = job
        if client is not None and answer is not None:
            self._tell(job, answer)

    def _unasked(self, lane: _Lane) -> list[messages.AnyRequest]:
        """What a lane answers when nobody waits for it."""
        if lane.name == "quick":
            return self._beforehand
        return self._afterwards if lane.name == "long" and not self._beforehand else []

    def _prepare(self, lane: _Lane, unasked: list[messages.AnyRequest]) -> None:
        """Answer what nobody asked for yet, until somebody waits."""
        pieces = self._engine.answers(unasked[0], lambda: self._is_idle(lane))
        if not any(isinstance(one, messages.Dropped) for one in pieces):
            with self._changed:
                del unasked[0]
                self._changed.notify_all()

    def _is_idle(self, lane: _Lane) -> bool:
        with self._changed:
            if lane.name != "quick":
                self._changed.wait_for(lambda: self._closed or self._is_quiet(), _STEP_ASIDE_S)
            return not (self._closed or self._awaited(lane.name))

    def _awaited(self, lane: _LaneName) -> bool:
        """Whether anything waits in a lane."""
        return any(
            job.lane == lane for client in self._clients.values() for job in client.waiting.values()
        )

    def _next(self, lane: _Lane) -> tuple[int, _Job] | None:
        """Take the oldest topic of a lane, of the client whose turn it is."""
        for number in list(self._clients):
            client = self._clients[number]
            for topic, job in client.waiting.items():
                if job.lane == lane.name:
                    del client.waiting[topic]
                    self._clients.move_to_end(number)
                    job.spared = topic in client.cut_short
                    client.cut_short.discard(topic)
                    return number, job
        return None

    def _step(self, job: _Job) -> tuple[messages.AnyAnswer | None, bool]:
        """Compute the next piece of an answer; tell whether it is the last."""
        if job.pieces is None:
            job.pieces = job.engine.answers(job.request, lambda: self._goes_on(job))
        answer = next(job.pieces, None)
        over = answer is None or getattr(answer, "done", True)
        return answer, bool(over)

    def _goes_on(self, job: _Job) -> bool:
        """Whether anyone still waits; of a study, when the quick lane is done or long busy."""
        if job.lane != "quick":
            with self._changed:
                self._changed.wait_for(lambda: job.dropped or self._is_quiet(), _STEP_ASIDE_S)
        return not job.dropped

    def _is_quiet(self) -> bool:
        quick = next(lane for lane in self._lanes if lane.name == "quick")
        return quick.running is None and not self._awaited("quick")

    def _tell(self, job: _Job, answer: messages.AnyAnswer) -> None:
        try:
            job.deliver(answer)
        # one page that cannot be told must not keep the others from answers
        except Exception:  # noqa: BLE001
            _log.exception("an answer was not delivered")
