"""What all tests share: examples that are drawn in the same way every time."""

import signal

import pytest
from hypothesis import settings

# the README's command and CI give the same verdict on every machine; `tools/explore.py` draws
# at random instead, and what it finds becomes an explicit example
settings.register_profile("fixed", derandomize=True, database=None, deadline=None)
settings.register_profile("explore", derandomize=False, deadline=None, print_blob=True)
settings.load_profile("fixed")


@pytest.fixture(autouse=True, scope="session")
def interrupts_reach_the_tests():
    """Let Ctrl-C act again where a shell started the tests in its background, which ignores it."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
