"""Run the property tests on examples drawn at random, round after round, until one fails.

    uv run python tools/explore.py --minutes 30
    uv run python tools/explore.py --minutes 5 tests/unit/engagement

The README's test command draws the same examples every time. This command draws others, for as
long as one likes. When a round fails, Hypothesis prints the smallest failing example: put it into
the test as ``@example(...)``, then mend what it shows. Needs the development tools.
"""

import argparse
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]


def main() -> int:
    """Draw until the time is up or an example fails.

    Returns
    -------
    int
        0 when nothing was found, 1 when an example failed.
    """
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--minutes", type=float, default=10.0, help="how long to draw")
    parser.add_argument("tests", nargs="*", default=["tests/properties"], help="where to look")
    chosen = parser.parse_args()
    end = time.monotonic() + 60.0 * chosen.minutes
    rounds = 0
    while rounds == 0 or time.monotonic() < end:
        rounds += 1
        command = [sys.executable, "-m", "pytest", "-q", "-x", "--hypothesis-profile=explore"]
        if subprocess.run([*command, *chosen.tests], cwd=ROOT, check=False).returncode:
            sys.stdout.write(f"round {rounds} failed: make its example explicit, then mend it\n")
            return 1
    sys.stdout.write(f"{rounds} rounds, nothing found\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
