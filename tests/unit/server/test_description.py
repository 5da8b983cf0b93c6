"""The OpenAPI description is true: drawn requests are taken, and refused, as it says."""

from collections.abc import Iterator

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode

from bongsu.server import messages
from bongsu.server.app import application


class Nobody:
    """Answers at once that there is no answer: what is asked is drawn, and may take long."""

    def answers(self, request: messages.AnyRequest, wanted: object) -> Iterator[messages.AnyAnswer]:
        yield messages.Failed(id=request.id, error="out-of-reach", message="nobody is here")


@pytest.fixture(scope="module")
def description():
    made = application(Nobody())
    made.state.queue.start()

    async def begun(scope, receive, send):
        """The application, which begins and ends once and not with each request."""
        if scope["type"] == "lifespan":
            for step in ("startup", "shutdown"):
                await receive()
                await send({"type": f"lifespan.{step}.complete"})
        else:
            await made(scope, receive, send)

    yield schemathesis.openapi.from_asgi("/openapi.json", begun)
    made.state.queue.close()
    assert made.state.queue.ended(60.0)


@pytest.mark.parametrize("mode", list(GenerationMode))
def test_drawn_requests_are_answered_as_described(description, mode):
    operation = description["/api/ask"]["POST"]

    @settings(
        max_examples=25,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def answered(case):
        case.call_and_validate()

    answered()
