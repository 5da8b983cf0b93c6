"""Who may ask: this machine, the page that it serves, and whoever has the token."""

import asyncio

import pytest

from bongsu.errors import InputError
from bongsu.server.safety import COOKIE, Guard, check_host, is_loopback

TOKEN = "a-token-of-some-length"


async def application(scope, receive, send):
    if scope["type"] == "websocket":
        await send({"type": "websocket.accept"})
        return
    body = b""
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return
        body += message.get("body", b"")
        if not message.get("more_body"):
            break
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": body})


def sent(headers, *, host="127.0.0.1", token=None, kind="http", body=(b"",), query=b""):
    """What comes back from a guarded application."""
    parts = [
        {"type": "http.request", "body": part, "more_body": number < len(body) - 1}
        for number, part in enumerate(body)
    ]
    came = iter([{"type": "websocket.connect"}] if kind == "websocket" else parts)
    found = []

    async def receive():
        return next(came)

    async def send(message):
        found.append(message)

    scope = {
        "type": kind,
        "query_string": query,
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }
    guard = Guard(application, host=host, token=token, most_bytes=100)
    asyncio.run(guard(scope, receive, send))
    return found


def status(*arguments, **options):
    return next(iter(sent(*arguments, **options)), {}).get("status")


HERE = {"host": "127.0.0.1:8765"}


@pytest.mark.parametrize(
    "host", ["127.0.0.1:8765", "localhost:8765", "localhost", "[::1]:8765", "127.0.0.2"]
)
def test_this_machine_may_ask(host):
    assert status({"host": host}) == 200
    assert status({"host": host, "origin": f"http://{host}"}) == 200


@pytest.mark.parametrize(
    "host", ["", "example.org", "127.0.0.1.example.org", "192.168.1.5:8765", "localhost.evil:1"]
)
def test_a_foreign_name_that_leads_here_is_refused(host):
    assert status({"host": host}) == 403


@pytest.mark.parametrize(
    "origin",
    ["http://example.org", "http://localhost:8765", "http://127.0.0.1:9999", "null", "file://", ""],
)
def test_another_page_may_not_ask(origin):
    assert status({**HERE, "origin": origin}) == 403
    refused = sent({**HERE, "origin": origin}, kind="websocket")
    assert [one["type"] for one in refused] == ["websocket.close"]


def test_the_page_itself_may_talk():
    found = sent({**HERE, "origin": "http://127.0.0.1:8765"}, kind="websocket")
    assert [one["type"] for one in found] == ["websocket.accept"]


@pytest.mark.parametrize(
    ("headers", "query", "expected"),
    [
        ({}, b"", 401),
        ({}, b"token=another", 401),
        ({"cookie": f"{COOKIE}=another"}, b"", 401),
        ({"cookie": "\x00=;;"}, b"", 401),
        ({"authorization": "Bearer another"}, b"", 401),
        ({}, f"token={TOKEN}".encode(), 200),
        ({"cookie": f"{COOKIE}={TOKEN}"}, b"", 200),
        ({"authorization": f"Bearer {TOKEN}"}, b"", 200),
    ],
)
def test_beyond_this_machine_everybody_needs_the_token(headers, query, expected):
    asked = {"host": "192.168.1.5:8765", **headers}
    assert status(asked, host="0.0.0.0", token=TOKEN, query=query) == expected


def test_the_token_does_not_help_under_a_foreign_name():
    query = f"token={TOKEN}".encode()
    assert status({"host": "example.org"}, host="0.0.0.0", token=TOKEN, query=query) == 403


def test_the_token_goes_into_a_cookie_that_no_script_reads():
    query = f"token={TOKEN}".encode()
    found = sent({"host": "192.168.1.5"}, host="0.0.0.0", token=TOKEN, query=query)
    cookie = dict(found[0]["headers"])[b"set-cookie"].decode()
    assert cookie == f"{COOKIE}={TOKEN}; HttpOnly; SameSite=Strict; Path=/"


def test_too_much_is_refused_whether_its_length_is_told_or_not():
    assert status({**HERE, "content-length": "101"}) == 413
    assert status(HERE, body=(b"x" * 60, b"x" * 40)) == 200
    assert sent(HERE, body=(b"x" * 60, b"x" * 60)) == []


def test_a_page_may_load_nothing_from_elsewhere():
    head = dict(sent(HERE)[0]["headers"])
    policy = head[b"content-security-policy"].decode()
    assert "default-src 'none'" in policy
    assert "http" not in policy
    # not even what WebAssembly or a worker made on the spot would ask for
    assert "unsafe" not in policy
    assert "worker-src 'self';" in policy
    assert head[b"x-content-type-options"] == b"nosniff"


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("192.168.1.5", False),
        ("example.org", False),
    ],
)
def test_what_is_this_machine(host, expected):
    assert is_loopback(host) is expected


def test_a_host_that_is_none_is_said():
    with pytest.raises(InputError, match=r"127\.0\.0\.1 is the one that nobody else reaches"):
        check_host("no such host")
