"""Starting the server: an address, a token where others can reach it, and a clean end."""

from __future__ import annotations

import gc
import logging
import os
import secrets
import signal
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from types import FrameType
from typing import TYPE_CHECKING, Final

import uvicorn

from bongsu.errors import InputError
from bongsu.server import messages
from bongsu.server.app import NOT_BUILT, application, is_built
from bongsu.server.safety import Guard, check_host, is_loopback

if TYPE_CHECKING:
    from bongsu.server.engine import Engine

PORT: Final = 8765
"""Where the page is looked for first. [1]"""
_MOST_CONNECTIONS: Final = 300
# less than the two seconds after which a process that does not end is ended
_PATIENCE_S: Final = 1
_SETTING: Final = messages.Setting(flights=messages.FlightsMessage(missile=messages.FIRST_MISSILE))
# what the page shows first
_FIRST: Final = (
    messages.DescribeRequest(id=0),
    messages.OpenRequest(id=0, setting=_SETTING),
    messages.FootprintRequest(id=0, setting=_SETTING),
)
# what it asks for next
_THEN: Final = (
    messages.TimelineRequest(id=0, setting=_SETTING, target="seoul"),
    messages.CoverageRequest(id=0, setting=_SETTING),
    messages.FootprintRequest(id=0, setting=_SETTING, aim_points=2500, by_province=True),
)
# what some ask for later: its kernels are compiled the first time
_AFTERWARDS: Final = (
    messages.PlaybackRequest(id=0, setting=_SETTING, target="seoul"),
    messages.VolumeRequest(id=0, setting=_SETTING),
)


def serve(
    source: str | None = None,
    *,
    host: str = "127.0.0.1",
    port: int | None = None,
    browser: bool = True,
    say: Callable[[str], object] = print,
) -> bool:
    """Serve the page until an interrupt.

    Parameters
    ----------
    source : str, optional
        Name of a built-in scenario or a scenario file, to be opened first.
    host : str
        On which the server listens; beyond this machine it asks for a token.
    port : int, optional
        0 to 65535; 0 for any that is free, and by default :data:`PORT`, or any where that is taken.
        [1]
    browser : bool
        Whether a browser is opened.
    say : callable
        Told what a user should know, a sentence at a time.

    Returns
    -------
    bool
        Whether nothing is computed any more. Where not, a kernel is being compiled, which cannot be
        left; the interpreter must not be ended beside it, as both use the compiler's memory.

    Raises
    ------
    InputError
        If the scenario, the host or the port cannot be used.
    """
    engine = LazyEngine(source)
    if source is not None:
        engine.check()
    check_host(host)
    token = None if is_loopback(host) else secrets.token_urlsafe(24)
    listening = _listen(host, port)
    address = _address(host, listening.getsockname()[1], token)
    made = application(
        engine,
        first=_FIRST,
        then=_THEN,
        afterwards=_AFTERWARDS,
        started=lambda: _greet(address, token, browser, say),
    )
    guarded = Guard(made, host=host, token=token, most_bytes=messages.MOST_MESSAGE_BYTES)
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="bongsu: %(message)s")
    server = _Server(
        uvicorn.Config(
            guarded,
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            ws="websockets-sansio",
            ws_max_size=messages.MOST_MESSAGE_BYTES,
            # four times slower with it, on a wire that is a pipe in this machine
            ws_per_message_deflate=False,
            limit_concurrency=_MOST_CONNECTIONS,
            timeout_graceful_shutdown=_PATIENCE_S,
            lifespan="on",
        ),
        made.state.queue.close,
    )
    try:
        server.run(sockets=[listening])
    finally:
        listening.close()
    say("the server has ended")
    return bool(made.state.queue.ended(_PATIENCE_S))


class LazyEngine:
    """An engine that is made when it is first needed: loading takes longer than starting.

    Parameters
    ----------
    source : str or None
        Name of a built-in scenario or a scenario file, to be opened first.
    """

    def __init__(self, source: str | None) -> None:
        self._source = source

    def check(self) -> None:
        """Read the scenario.

        Raises
        ------
        InputError
            If it cannot be used.
        """
        self._engine  # noqa: B018 (making the engine is the check)

    @cached_property
    def _engine(self) -> Engine:
        from bongsu.front.deployment import load, scenarios
        from bongsu.server.engine import Engine

        found = {}
        if self._source is not None:
            opened = load(self._source)
            found[opened.name] = opened
        built_in = scenarios()
        # the page opens the first one
        for name in sorted(built_in, key=lambda one: (one != messages.Setting().scenario, one)):
            found.setdefault(name, load(name))
        made = Engine(found)
        # what is loaded stays: looking through it for what nobody needs took a fifth of an export
        gc.freeze()
        return made

    def answers(
        self, request: messages.AnyRequest, wanted: Callable[[], bool] = lambda: True
    ) -> Iterator[messages.AnyAnswer]:
        """Answer a request; see :class:`bongsu.server.engine.Engine`.

        Parameters
        ----------
        request : messages.AnyRequest
            Checked.
        wanted : callable
            Asked now and then whether anyone still waits.

        Returns
        -------
        iterator of messages.AnyAnswer
            The pieces.
        """
        return self._engine.answers(request, wanted)


class _Server(uvicorn.Server):
    """A server whose end by an interrupt is no mistake.

    Parameters
    ----------
    config : uvicorn.Config
    end : callable
        Called when it is asked to end, so that nobody waits for an answer in vain.
    """

    def __init__(self, config: uvicorn.Config, end: Callable[[], object]) -> None:
        super().__init__(config)
        self._end = end

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """See :class:`uvicorn.Server`."""
        self._end()
        super().handle_exit(sig, frame)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """End on a signal, without passing it on afterwards."""
        before = {
            one: signal.signal(one, self.handle_exit) for one in (signal.SIGINT, signal.SIGTERM)
        }
        try:
            yield
        finally:
            for one, handler in before.items():
                signal.signal(one, handler)


def _listen(host: str, port: int | None) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for tried in (port,) if port is not None else (PORT, 0):
        listening = socket.socket(family, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, tried))
            # from here on nobody who was told the address is refused
            listening.listen()
        except OSError as error:
            listening.close()
            if port is not None:
                raise InputError(
                    f"cannot listen on {host}, port {port}: {error.strerror}; "
                    "--port 0 takes any that is free"
                ) from None
        else:
            return listening
    raise InputError(f"cannot listen on {host}: no port is free")


def _address(host: str, port: int, token: str | None) -> str:
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{port}/" + (f"?token={token}" if token else "")


def _greet(address: str, token: str | None, browser: bool, say: Callable[[str], object]) -> None:
    """Say where the page is, and open it."""
    say(f"the page is at {address} ; Ctrl-C ends the server")
    if token is not None:
        say(
            "others on the network can reach it: whoever has this address with its token can ask "
            "this machine to compute, and nothing on the way is encrypted"
        )
    if not is_built():
        say(NOT_BUILT)
    elif browser and _has_screen():
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()


def _has_screen() -> bool:
    """Tell whether a browser would open in a window and not in this terminal."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
