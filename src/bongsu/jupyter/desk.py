"""Who answers the studios of a process: one queue, and arcs that all of them share."""

from __future__ import annotations

import atexit
from threading import Lock
from typing import Final

from bongsu.errors import InputError
from bongsu.front.deployment import Deployment
from bongsu.server import messages
from bongsu.server.answers.footprint import Footprints
from bongsu.server.engine import MOST_BYTES_KEPT, Engine
from bongsu.server.queue import MOST_CLIENTS, Deliver, Queue

_PATIENCE_S: Final = 1.0


class _Desk:
    """A queue with its threads, and the arcs that are kept, while there are studios."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._queue: Queue | None = None
        self._footprints: Footprints | None = None
        self._seats = 0

    def enter(self, deployment: Deployment) -> tuple[Queue, int]:
        """Take a studio in; give the queue, and its number there."""
        with self._lock:
            if self._footprints is None:
                self._footprints = Footprints(MOST_BYTES_KEPT)
            engine = Engine({deployment.name: deployment}, footprints=self._footprints)
            if self._queue is None:
                self._queue = Queue(engine)
                self._queue.start()
            number = self._queue.connect(engine)
            if number is None:
                raise InputError(
                    f"{MOST_CLIENTS} studios are open in this process; close some with .close()"
                )
            self._seats += 1
            return self._queue, number

    def leave(self, queue: Queue, number: int) -> None:
        """Forget a studio; with the last one the threads end, and the arcs go."""
        with self._lock:
            queue.disconnect(number)
            self._seats -= 1
            if self._seats == 0:
                queue.close()
                self._queue = self._footprints = None

    def end(self) -> None:
        """Let nobody compute while the process goes."""
        with self._lock:
            queue = self._queue
        if queue is not None:
            queue.close()
            queue.ended(_PATIENCE_S)


_DESK: Final = _Desk()
atexit.register(_DESK.end)


class Seat:
    """The place of one studio at the desk.

    Parameters
    ----------
    deployment : Deployment
        What it asks about.

    Raises
    ------
    InputError
        If too many studios are open.
    """

    def __init__(self, deployment: Deployment) -> None:
        self._at: tuple[Queue, int] | None = _DESK.enter(deployment)

    def ask(self, request: messages.AnyRequest, deliver: Deliver) -> None:
        """Ask; after the end nobody answers.

        Parameters
        ----------
        request : messages.AnyRequest
            Checked.
        deliver : callable
            See :meth:`bongsu.server.queue.Queue.ask`.
        """
        if self._at is not None:
            queue, number = self._at
            queue.ask(number, request, deliver)

    def leave(self) -> None:
        """Go; what is begun is left."""
        if self._at is not None:
            _DESK.leave(*self._at)
            self._at = None
