"""Who may ask the server: this machine, from the page that it serves, or who has the token."""

from __future__ import annotations

import hmac
import ipaddress
import socket
from collections.abc import Awaitable, Callable, MutableMapping
from http.cookies import CookieError, SimpleCookie
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

from bongsu.errors import InputError

Scope = MutableMapping[str, Any]
Received = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Received]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

COOKIE: Final = "bongsu-token"
"""In which a browser keeps the token."""
CONTENT_SECURITY_POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' blob: data:",
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'self'",
        "manifest-src 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'none'",
    )
)
"""What a page may load and run: nothing but what this server gives."""
_HEADERS: Final = (
    (b"content-security-policy", CONTENT_SECURITY_POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"x-frame-options", b"DENY"),
)
_LOOPBACK_NAMES: Final = ("localhost",)
_REFUSED = 4403  # of a WebSocket, as 403 of a page


def is_loopback(host: str) -> bool:
    """Tell whether a host is this machine itself.

    Parameters
    ----------
    host : str
        Name or address.

    Returns
    -------
    bool
        Whether nobody else can reach it.
    """
    if host.lower() in _LOOPBACK_NAMES:
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def check_host(host: str) -> None:
    """Refuse what is no name or address of this machine.

    Parameters
    ----------
    host : str
        As given to ``--host``.

    Raises
    ------
    InputError
        If it stands for no address.
    """
    try:
        socket.getaddrinfo(host, None)
    except (OSError, UnicodeError):
        raise InputError(
            f"--host {host!r} is no name or address of this machine; 127.0.0.1 is the one that "
            "nobody else reaches"
        ) from None


class Guard:
    """Stands before an application and lets in who may ask.

    The header Host must name this machine, so that a foreign name that leads here is refused; an
    Origin must be the page's own, so that another page cannot ask. Beyond loopback everybody needs
    the token.

    Parameters
    ----------
    application : Application
        What it stands before.
    host : str
        On which the server listens.
    token : str or None
        That must be shown; none on loopback.
    most_bytes : int
        Size of what is sent to the server. [bytes]
    """

    def __init__(
        self, application: Application, *, host: str, token: str | None, most_bytes: int
    ) -> None:
        self._application = application
        self._host = host
        self._token = token
        self._most_bytes = most_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or refuse it."""
        if scope["type"] not in ("http", "websocket"):
            await self._application(scope, receive, send)
            return
        headers = _headers(scope)
        if not self._is_here(headers.get("host", "")):
            await _refuse(scope, receive, send, 403, "this is not the name of this server")
        elif "origin" in headers and not _same_origin(headers["origin"], headers["host"]):
            await _refuse(scope, receive, send, 403, "another page may not ask this server")
        elif not self._has_token(scope, headers):
            await _refuse(scope, receive, send, 401, "this server asks for its token")
        elif _length(headers) > self._most_bytes:
            await _refuse(scope, receive, send, 413, "this is too large")
        else:
            await self._application(
                scope, self._bounded(receive), self._with_headers(scope, headers, send)
            )

    def _is_here(self, host: str) -> bool:
        name = _name_of(host)
        if is_loopback(name):
            return True
        if self._token is None:
            return False
        if name.lower() in (self._host.lower(), socket.gethostname().lower()):
            return True
        try:
            ipaddress.ip_address(name)
        except ValueError:
            return False
        return True

    def _has_token(self, scope: Scope, headers: MutableMapping[str, str]) -> bool:
        return self._token is None or any(
            hmac.compare_digest(shown.encode(), self._token.encode())
            for shown in (_asked_with(scope), _in_cookie(headers), _bearer(headers))
        )

    def _bounded(self, receive: Receive) -> Receive:
        """Count what a body brings, where its length was not told."""
        taken = 0

        async def counted() -> Received:
            nonlocal taken
            message = await receive()
            if message["type"] == "http.request":
                taken += len(message.get("body", b""))
                if taken > self._most_bytes:
                    return {"type": "http.disconnect"}
            return message

        return counted

    def _with_headers(self, scope: Scope, headers: MutableMapping[str, str], send: Send) -> Send:
        """Add what a browser is to keep to; and the token, for the page's own requests."""
        own = list(_HEADERS)
        if self._token is not None and _in_cookie(headers) != self._token:
            cookie = f"{COOKIE}={self._token}; HttpOnly; SameSite=Strict; Path=/"
            own.append((b"set-cookie", cookie.encode()))

        async def with_headers(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start" and scope["type"] == "http":
                message = {**message, "headers": [*message.get("headers", ()), *own]}
            await send(message)

        return with_headers


def _headers(scope: Scope) -> dict[str, str]:
    return {
        name.decode("latin-1").lower(): value.decode("latin-1")
        for name, value in scope.get("headers", ())
    }


def _name_of(host: str) -> str:
    """Host without its port."""
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0]


def _same_origin(origin: str, host: str) -> bool:
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and parts.netloc.lower() == host.lower()


def _asked_with(scope: Scope) -> str:
    asked = parse_qs(scope.get("query_string", b"").decode("latin-1"), max_num_fields=50)
    return str(asked.get("token", [""])[0])


def _in_cookie(headers: MutableMapping[str, str]) -> str:
    try:
        kept = SimpleCookie(headers.get("cookie", ""))
    except CookieError:
        return ""
    return str(kept[COOKIE].value) if COOKIE in kept else ""


def _bearer(headers: MutableMapping[str, str]) -> str:
    return headers.get("authorization", "").removeprefix("Bearer ")


def _length(headers: MutableMapping[str, str]) -> int:
    written = headers.get("content-length", "0")
    return int(written) if written.isascii() and written.isdigit() else 0


async def _refuse(scope: Scope, receive: Receive, send: Send, status: int, sentence: str) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": _REFUSED, "reason": sentence})
        return
    body = f"{sentence}\n".encode()
    head = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        *_HEADERS,
    ]
    await send({"type": "http.response.start", "status": status, "headers": head})
    await send({"type": "http.response.body", "body": body})
