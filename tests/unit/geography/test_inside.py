"""Shared outlines are asked by one thread at a time."""

import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import shapely

import bongsu
from bongsu.geography.inside import point_inside, points_inside, points_near, shapes_within

SQUARE = shapely.box(0.0, 0.0, 1.0, 1.0)
THREADS = """
import sys, threading, numpy, shapely
from bongsu.geography.inside import points_inside, points_near, shapes_within
from bongsu.geography.outlines import country

for code in ("KOR", "PRK", "CHN", "JPN", "MNG", "TUR"):
    west, south, east, north = country(code).bounds
    generator = numpy.random.default_rng(1)
    x, y = generator.uniform(west, east, 2000), generator.uniform(south, north, 2000)
    squares = shapely.box(x[:200], y[:200], x[:200] + 0.1, y[:200] + 0.1)
    for _ in range(8):
        outline = shapely.from_wkb(shapely.to_wkb(country(code)))
        ready = threading.Barrier(3)

        def asked():
            ready.wait()
            points_inside(outline, x, y)
            points_near(outline, x[:200], y[:200], 0.05)
            shapes_within(outline, squares)

        threads = [threading.Thread(target=asked) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
"""


def test_what_lies_inside():
    x, y = np.array([0.5, 1.0, 1.04, 2.0]), np.array([0.5, 1.0, 0.5, 0.5])
    assert points_inside(SQUARE, x, y).tolist() == [True, True, False, False]
    assert points_near(SQUARE, x, y, 0.05).tolist() == [True, True, True, False]
    assert point_inside(SQUARE, 0.5, 0.5)
    assert not point_inside(SQUARE, 0.5, 1.5)
    shapes = np.array([shapely.box(0.2, 0.2, 0.4, 0.4), shapely.box(0, 0, 0.5, 0.5),
                       shapely.box(0.5, 0.5, 2, 2), shapely.box(3, 3, 4, 4)])  # fmt: skip
    touched, whole = shapes_within(SQUARE, shapes)
    assert touched.tolist() == [True, True, True, False]
    assert whole.tolist() == [True, False, False, False]


def test_threads_may_ask_the_same_outline():
    """Without the guard the process ends in nearly every run: GEOS builds its index unguarded."""
    ended = subprocess.run([sys.executable, "-c", THREADS], check=False, capture_output=True)
    assert ended.returncode == 0, ended.stderr[-2000:]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the machine does not copy processes")
def test_the_process_is_not_copied_while_a_thread_asks() -> None:
    """A copy would have the index as far as that thread had built it, and wait for the rest."""
    script = """
import os, threading, time, warnings
import shapely
from bongsu.geography import inside

warnings.simplefilter("ignore")
begun, ended = threading.Event(), threading.Event()

def ask():
    with inside._asking:
        begun.set()
        time.sleep(0.2)
        ended.set()

thread = threading.Thread(target=ask)
thread.start()
begun.wait()
copy = os.fork()
right = ended.is_set() and inside.point_inside(shapely.box(0, 0, 1, 1), 0.5, 0.5)
if copy == 0:
    os._exit(0 if right else 1)
thread.join()
raise SystemExit(os.waitstatus_to_exitcode(os.waitpid(copy, 0)[1]) or not right)
"""
    ended = subprocess.run([sys.executable, "-c", script], check=False, timeout=60)
    assert ended.returncode == 0


def test_nobody_else_asks():
    """Shapely makes the index by itself where one shape is asked about points."""
    asks = re.compile(r"shapely\.(prepare|intersects_xy|contains_xy|dwithin|contains_properly)\(")
    package = Path(bongsu.__file__).parent
    found = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if asks.search(path.read_text(encoding="utf-8"))
    }
    assert found == {"geography/inside.py"}
