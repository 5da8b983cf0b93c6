"""Requests that wait: the newest of a topic counts, and no client keeps the others waiting."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from threading import Condition, Thread
from typing import Final, Protocol

from bongsu.server import messages

MOST_WAITING: Final = 16
"""Topics of one client that may wait. [1]"""
MOST_CLIENTS: Final = 100
"""Clients that may be connected. [1]"""

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
    """A request, and how far its answer is."""

    request: messages.AnyRequest
    topic: str
    deliver: Deliver
    dropped: bool = False
    spared: bool = False
    pieces: Iterator[messages.AnyAnswer] | None = None


@dataclass(eq=False)
class _Client:
    """What one client waits for."""

    waiting: OrderedDict[str, _Job] = field(default_factory=OrderedDict)
    cut_short: set[str] = field(default_factory=set)


class Queue:
    """Requests of several clients, answered one after the other in a thread.

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
    """

    def __init__(self, engine: Answerer, beforehand: Sequence[messages.AnyRequest] = ()) -> None:
        self._engine = engine
        self._beforehand = [*beforehand]
        self._clients: OrderedDict[int, _Client] = OrderedDict()
        self._changed = Condition()
        self._running: tuple[int, _Job] | None = None
        self._closed = False
        self._next_client = 0
        self._thread = Thread(target=self._work, name="bongsu-answers", daemon=True)

    def start(self) -> None:
        """Begin to answer."""
        self._thread.start()

    def close(self) -> None:
        """Answer no more; what is begun is left at its next step."""
        left: list[_Job] = []
        with self._changed:
            self._closed = True
            for client in self._clients.values():
                left += client.waiting.values()
                client.waiting.clear()
            if self._running is not None:
                self._running[1].dropped = True
            self._changed.notify()
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
            Whether the thread that answers is at its end, or never began.
        """
        if self._thread.ident is None:
            return True
        self._thread.join(patience_s)
        return not self._thread.is_alive()

    def connect(self) -> int | None:
        """Take a client in.

        Returns
        -------
        int or None
            Its number; none where there are too many. [1]
        """
        with self._changed:
            if len(self._clients) >= MOST_CLIENTS:
                return None
            self._next_client += 1
            self._clients[self._next_client] = _Client()
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
            if self._running is not None and self._running[0] == number:
                self._running[1].dropped = True

    def ask(self, number: int, request: messages.AnyRequest, deliver: Deliver) -> None:
        """Take a request.

        Parameters
        ----------
        number : int
            Of the client. [1]
        request : messages.AnyRequest
            Checked.
        deliver : callable
            Called with each answer, in the thread that answers or in the caller's.
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
            self._changed.notify()
        for to, answer in told:
            to(answer)

    def _cancel(
        self, number: int, client: _Client, request: messages.CancelRequest, deliver: Deliver
    ) -> list[tuple[Deliver, messages.AnyAnswer]]:
        running = self._running
        if running is not None and running[0] == number and running[1].request.id == request.of:
            running[1].dropped = True
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
        job = _Job(request, topic, deliver)
        older = client.waiting.pop(topic, None)
        if older is None and len(client.waiting) >= MOST_WAITING:
            sentence = f"{MOST_WAITING} topics of this page wait already; ask again later"
            return [(deliver, messages.Failed(id=request.id, error="busy", message=sentence))]
        client.waiting[topic] = job
        running = self._running
        if (
            running is not None
            and running[0] == number
            and running[1].topic == topic
            and not running[1].spared
        ):
            running[1].dropped = True
            client.cut_short.add(topic)
        if older is None:
            return []
        return [(older.deliver, messages.Dropped(id=older.request.id))]

    @property
    def left_beforehand(self) -> int:
        """Requests that are yet to be answered beforehand [1]."""
        return len(self._beforehand)

    def _work(self) -> None:
        while not self._closed:
            with self._changed:
                turn = self._next()
                if turn is None and not self._beforehand:
                    self._changed.wait()
                    continue
                self._running = turn
            if turn is None:
                self._prepare()
                continue
            number, job = turn
            answer, over = self._step(job)
            with self._changed:
                self._running = None
                client = self._clients.get(number)
                if client is not None and not over:
                    # a newer request of the topic takes its place
                    if job.dropped or job.topic in client.waiting:
                        answer = messages.Dropped(id=job.request.id)
                    else:
                        client.waiting[job.topic] = job
            if client is not None and answer is not None:
                self._tell(job, answer)

    def _prepare(self) -> None:
        """Answer what is asked for beforehand, until somebody waits."""
        pieces = self._engine.answers(self._beforehand[0], self._is_idle)
        if not any(isinstance(one, messages.Dropped) for one in pieces):
            del self._beforehand[0]

    def _is_idle(self) -> bool:
        with self._changed:
            return not (self._closed or any(one.waiting for one in self._clients.values()))

    def _next(self) -> tuple[int, _Job] | None:
        """Take the oldest topic of the client whose turn it is."""
        for number in list(self._clients):
            client = self._clients[number]
            if client.waiting:
                self._clients.move_to_end(number)
                _, job = client.waiting.popitem(last=False)
                job.spared = job.topic in client.cut_short
                client.cut_short.discard(job.topic)
                return number, job
        return None

    def _step(self, job: _Job) -> tuple[messages.AnyAnswer | None, bool]:
        """Compute the next piece of an answer; tell whether it is the last."""
        if job.pieces is None:
            job.pieces = self._engine.answers(job.request, lambda: not job.dropped)
        answer = next(job.pieces, None)
        over = answer is None or getattr(answer, "done", True)
        return answer, bool(over)

    def _tell(self, job: _Job, answer: messages.AnyAnswer) -> None:
        try:
            job.deliver(answer)
        # one page that cannot be told must not keep the others from answers
        except Exception:  # noqa: BLE001
            _log.exception("an answer was not delivered")
