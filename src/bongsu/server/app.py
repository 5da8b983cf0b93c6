"""The server: a page, one WebSocket, and the same messages as JSON for scripts."""

from __future__ import annotations

import asyncio
import mimetypes
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Annotated, Any, Final

from fastapi import Body, FastAPI, Response, WebSocket, WebSocketDisconnect
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse
from pydantic import BaseModel, ConfigDict
from starlette.exceptions import HTTPException

from bongsu.server import messages
from bongsu.server.packing import pack, read
from bongsu.server.queue import Answerer, Queue
from bongsu.version import __version__

PAGE: Final = Path(__file__).parent / "page"
"""Where the built page lies, if it is built."""
NOT_BUILT: Final = (
    "The page is not built in this installation; the command line and Python work without it, "
    "and docs/develop/page.md says how to build it."
)
"""Said in place of the page, and by the command that starts the server."""
_MOST_UNSENT = 32
_TOO_MANY = 1013  # a WebSocket is closed so by a server that asks to try again later
_MISSING = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>bongsu</title></head>
<body><p>{}</p></body></html>
"""


def _refusal(description: str) -> dict[str, Any]:
    text = {"text/plain": {"schema": {"type": "string"}}}
    return {"description": description, "content": text}


_NO_JSON: Final = {"description": "The body is no JSON.", "content": {"application/json": {}}}
# given by whoever stands before the application, in its place
_REFUSALS: Final[dict[int | str, dict[str, Any]]] = {
    401: _refusal("This server asks for its token."),
    403: _refusal("Another name, or another page, than this server's."),
    413: _refusal(f"More than {messages.MOST_MESSAGE_BYTES:,} bytes."),
}

# a registry of the operating system may know these otherwise, and a browser then refuses them
for _suffix, _kind in ((".js", "text/javascript"), (".mjs", "text/javascript")):
    mimetypes.add_type(_kind, _suffix)
mimetypes.add_type("application/wasm", ".wasm")


class Health(BaseModel):
    """Whether the server answers.

    Attributes
    ----------
    ready : bool
        Whether the first answer comes at once: what it needs is loaded.
    version : str
        Of the package.
    """

    model_config = ConfigDict(extra="forbid")

    ready: bool
    version: str


def is_built(page: Path = PAGE) -> bool:
    """Tell whether there is a page to serve.

    Parameters
    ----------
    page : pathlib.Path
        Its folder.

    Returns
    -------
    bool
        Whether its first file is there.
    """
    return (page / "index.html").is_file()


def application(
    engine: Answerer,
    *,
    page: Path = PAGE,
    first: Sequence[messages.AnyRequest] = (),
    then: Sequence[messages.AnyRequest] = (),
    afterwards: Sequence[messages.AnyRequest] = (),
    started: Callable[[], None] = lambda: None,
) -> FastAPI:
    """Make the application.

    Parameters
    ----------
    engine : Answerer
        Answers requests.
    page : pathlib.Path
        Folder of the built page.
    first, then, afterwards : sequence of messages.AnyRequest
        Answered when nobody waits; see :class:`bongsu.server.queue.Queue`. With the first of them
        the server is ready; the last ones are answered beside what is asked.
    started : callable
        Called when the server is up.

    Returns
    -------
    fastapi.FastAPI
        To stand behind a :class:`bongsu.server.safety.Guard`; its state has the `queue`.
    """
    queue = Queue(engine, (*first, *then), afterwards)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        queue.start()
        started()
        yield
        queue.close()

    made = FastAPI(
        title="bongsu",
        version=__version__,
        summary="What a missile-defence battery sees, reaches and protects.",
        lifespan=lifespan,
        # their pages would be loaded from elsewhere
        docs_url=None,
        redoc_url=None,
    )
    made.state.queue = queue

    def health() -> Health:
        """Tell whether the first answer comes at once."""
        return Health(ready=queue.left_beforehand <= len(then), version=__version__)

    made.add_api_route("/api/health", health, responses=_REFUSALS)

    async def ask(request: Annotated[messages.AnyRequest, Body()]) -> Response:
        """Answer one message; bytes are written in base64."""
        return await _answer(queue, request)

    made.add_api_route(
        "/api/ask",
        ask,
        methods=["POST"],
        response_model=messages.AnyAnswer,
        responses={400: _NO_JSON, 503: {"model": messages.Failed}, **_REFUSALS},
    )

    @made.websocket("/engine")
    async def talk(socket: WebSocket) -> None:
        await _talk(queue, socket)

    @made.get("/api/ask", include_in_schema=False)
    async def nothing_to_get() -> Response:
        # without it a page of that name would be looked for
        raise HTTPException(405, headers={"allow": "POST"})

    @made.get("/{path:path}", include_in_schema=False)
    async def file(path: str) -> Response:
        return _file(page, path)

    return made


async def _answer(queue: Queue, request: messages.AnyRequest) -> Response:
    """Answer one message of somebody who is gone after it."""
    number = queue.connect()
    if number is None:
        busy = messages.Failed(id=request.id, error="busy", message="too many ask at once")
        return JSONResponse(_plain(busy), status_code=503)
    loop = asyncio.get_running_loop()
    found: asyncio.Future[messages.AnyAnswer] = loop.create_future()

    def deliver(answer: messages.AnyAnswer) -> None:
        loop.call_soon_threadsafe(_set, found, answer)

    try:
        queue.ask(number, request, deliver)
        return JSONResponse(_plain(await found))
    finally:
        queue.disconnect(number)


def _set(found: asyncio.Future[messages.AnyAnswer], answer: messages.AnyAnswer) -> None:
    # of an answer in pieces the last one counts
    if not found.done() and getattr(answer, "done", True):
        found.set_result(answer)


def _plain(answer: messages.AnyAnswer) -> object:
    return messages.ANSWERS.dump_python(answer, mode="json")


async def _talk(queue: Queue, socket: WebSocket) -> None:
    """Take messages of one page and give answers, until it goes."""
    number = queue.connect()
    await socket.accept()
    if number is None:
        await socket.close(_TOO_MANY, "too many pages are open")
        return
    loop = asyncio.get_running_loop()
    unsent: asyncio.Queue[bytes] = asyncio.Queue()

    def deliver(answer: messages.AnyAnswer) -> None:
        # packed where it was made, so that the loop stays free
        packed = pack(answer)
        loop.call_soon_threadsafe(unsent.put_nowait, packed)

    sending = asyncio.create_task(_send(socket, unsent))
    try:
        while True:
            taken = await socket.receive()
            while unsent.qsize() > _MOST_UNSENT and not sending.done():
                # whoever does not read gets no more answers
                await asyncio.sleep(0.01)
            if taken["type"] == "websocket.disconnect" or sending.done():
                return
            request = read(taken.get("bytes"))
            if isinstance(request, messages.Failed):
                deliver(request)
            else:
                queue.ask(number, request, deliver)
    except WebSocketDisconnect:
        return
    finally:
        queue.disconnect(number)
        sending.cancel()


async def _send(socket: WebSocket, unsent: asyncio.Queue[bytes]) -> None:
    while True:
        await socket.send_bytes(await unsent.get())


def _file(page: Path, path: str) -> Response:
    """Give a file of the page, and nothing beside it."""
    if path in ("", "index.html"):
        if not is_built(page):
            return HTMLResponse(_MISSING.format(NOT_BUILT))
        return FileResponse(page / "index.html", headers={"cache-control": "no-cache"})
    root = page.resolve()
    try:
        wanted = (root / path).resolve()
        inside = wanted.is_relative_to(root) and wanted.is_file()
    except (OSError, ValueError, RuntimeError):  # a name that no file can have
        inside = False
    if not inside:
        raise HTTPException(404)
    return FileResponse(wanted)
