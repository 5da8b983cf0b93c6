"""Run the property tests on examples drawn at random, round after round, until one fails.

    uv run python tools/explore.py --minutes 30
    uv run python tools/explore.py --minutes 5 tests/unit/engagement

The README's test command draws the same examples every time. This command draws others, for as
long as one likes: each example looks at the clock before it begins. When a round fails, Hypothesis
prints the smallest failing example found by then: put it into the test as ``@example(...)``, then
mend what it shows. Needs the development tools.
"""

import argparse
import subprocess
import sys
import time
from collections.abc import Callable
from functools import wraps
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


class Clock:
    """Plugin of pytest that ends a round when the time is up.

    Parameters
    ----------
    end : float
        When that is. [s since 1970]
    """

    def __init__(self, end: float) -> None:
        self.end = end

    def is_up(self) -> bool:
        """Say whether the time is up."""
        return time.time() >= self.end

    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Run no test after the end, and no more examples of one that began before it.

        Parameters
        ----------
        item : pytest.Item
            The test.
        """
        if self.is_up():
            pytest.skip("the time is up")
        drawn = getattr(getattr(item, "obj", None), "hypothesis", None)
        if drawn is not None:
            drawn.inner_test = _timed(drawn.inner_test, self)


def _timed(test: Callable[..., object], clock: Clock) -> Callable[..., object]:
    """Let a test pass at once after the end, unless it failed on the same example before."""
    failed: set[str] = set()

    @wraps(test)
    def timed(*parts: object, **named: object) -> None:
        # Hypothesis asks for the smallest failing example once more before it shows it
        if clock.is_up() and (not failed or repr((parts, named)) not in failed):
            return
        try:
            test(*parts, **named)
        except Exception:
            failed.add(repr((parts, named)))
            raise

    return timed


def main() -> int:
    """Draw until the time is up or an example fails.

    Returns
    -------
    int
        0 when nothing was found, 1 when an example failed, and what pytest says of other failures.
    """
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--minutes", type=float, default=10.0, help="how long to draw")
    parser.add_argument("--until", type=float, help="draw one round, until then [s since 1970]")
    parser.add_argument("tests", nargs="*", default=["tests/properties"], help="where to look")
    chosen = parser.parse_args()
    if chosen.until is not None:
        # the plugin of schemathesis drops the numbers of a failing example
        words = ["-q", "-x", "-p", "no:schemathesis", "--hypothesis-profile=explore", *chosen.tests]
        return int(pytest.main(words, plugins=[Clock(chosen.until)]))
    end = time.time() + 60.0 * chosen.minutes
    rounds = 0
    while rounds == 0 or time.time() < end:
        rounds += 1
        # a round of its own process, since pytest keeps modules as they were
        command = [sys.executable, __file__, "--until", str(end), *chosen.tests]
        code = subprocess.run(command, cwd=ROOT, check=False).returncode
        if code:
            sys.stdout.write(f"round {rounds} failed: make its example explicit, then mend it\n")
            return code
    sys.stdout.write(f"{rounds} rounds, nothing found\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
