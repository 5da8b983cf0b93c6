"""Drawing examples at random ends with its time, and what was found by then is shown."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

EXPLORE = Path(__file__).parents[3] / "tools" / "explore.py"
ROUND = """
from hypothesis import given, strategies as st

@given(st.integers())
def test_drawn(number):
    assert number < 1000

def test_once():
    assert False
"""


@pytest.fixture(scope="module")
def explore():
    spec = importlib.util.spec_from_file_location("explore", EXPLORE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def clock(explore):
    """A clock that is up when a test says so."""
    return explore.Clock(end=float("inf"))


def drawing(explore, clock, *, failing_from=10**7, examples=1000):
    """A test whose time is up at the last of so many examples, or the first that fails."""
    ran = []

    @settings(database=None, derandomize=True, max_examples=1000, deadline=None)
    @given(st.integers(0, 10**6))
    def drawn(number):
        ran.append(number)
        if number >= failing_from or len(ran) == examples:
            clock.end = 0.0
        assert number < failing_from

    drawn.hypothesis.inner_test = explore._timed(drawn.hypothesis.inner_test, clock)
    return drawn, ran


def test_no_example_begins_after_the_end(explore, clock):
    drawn, ran = drawing(explore, clock, examples=5)
    drawn()
    assert len(ran) == 5


def test_what_failed_before_the_end_is_shown(explore, clock):
    drawn, ran = drawing(explore, clock, failing_from=500_000)
    with pytest.raises(AssertionError) as found:
        drawn()
    failed = next(number for number in ran if number >= 500_000)
    assert f"number={failed}" in "".join(found.value.__notes__)
    assert {number for number in ran if number >= 500_000} == {failed}


def test_no_test_begins_after_the_end(tmp_path):
    (tmp_path / "test_round.py").write_text(ROUND)
    (tmp_path / "conftest.py").write_text(
        "from hypothesis import settings; settings.register_profile('explore', database=None)"
    )
    for until, code, said in ((0, 0, "2 skipped"), (1e12, 1, "number=1000")):
        done = subprocess.run(
            [sys.executable, EXPLORE, "--until", str(until), tmp_path / "test_round.py"],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, said in done.stdout) == (code, True), done.stdout
