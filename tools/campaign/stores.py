"""Runs that are killed at random moments, again and again, and continued until they are done."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

_WORDS = (
    *("raid", "ideal", "--missiles", "20", "--interceptors", "24", "--kill-probability", "0.8"),
    *("--replications", "400000", "--chunk-size", "5000", "--seed", "2016", "--json"),
)
_CONTINUED = (*_WORDS, "--resume", "--store")
_MANIFEST = "manifest.jsonl"
_POLL_S = 0.002
# about as long as a chunk takes
_SOON_S = 0.03
_LONGEST_S = 600.0


def attack(
    folder: Path, seed: int, count: int, end_s: float, say: Callable[[str], object]
) -> dict[str, Any]:
    """Kill runs with SIGKILL, continue each, and compare it with one that nobody killed.

    A run is killed up to three times. Every third kill comes at any moment from its start on, as
    while its folder is made; the others soon after one of its 80 chunks, drawn by lot, is there.

    Parameters
    ----------
    folder : pathlib.Path
        An empty directory.
    seed : int
        From which the moments are drawn. [1]
    count : int
        Kills. [1]
    end_s : float
        When to stop in any case, of the monotonic clock. [s]
    say : callable
        Called with a line for each fault.

    Returns
    -------
    dict
        Counts.
    """
    draw = random.Random(seed)
    whole = folder / "whole"
    started = time.monotonic()
    process = _start(whole)
    answer = process.communicate(timeout=_LONGEST_S)[0]
    took_s = time.monotonic() - started
    chunks = _chunks(whole)
    kills = early = runs = faults = cut = 0
    while kills < count and time.monotonic() < end_s:
        place = folder / f"run-{runs}"
        runs += 1
        for _ in range(min(draw.randint(1, 3), count - kills)):
            if kills % 3 == 2:
                after, delay_s = 0, draw.uniform(0.0, took_s)
            else:
                there = len(_chunks(place))
                after, delay_s = (
                    draw.randint(min(there + 1, len(chunks)), len(chunks)),
                    draw.uniform(0.0, _SOON_S),
                )
            if _killed(place, after, delay_s):
                kills += 1
                cut += _cut_line(place)
            else:
                early += 1
        process = _start(place)
        found, error = process.communicate(timeout=_LONGEST_S)
        if process.returncode != 0 or found != answer or _chunks(place) != chunks:
            faults += 1
            say(f"run {runs}: exit {process.returncode}, {error[-300:]!r}")
    return {
        "kills": kills,
        "runs": runs,
        "runs that ended before their kill": early,
        "manifests with a line cut short": cut,
        "other answers or chunks": faults,
        "seed": seed,
    }


def _start(place: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "bongsu", *_CONTINUED, str(place)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def _killed(place: Path, after: int, delay_s: float) -> bool:
    """Kill a run when it has some chunks; return whether it was not done before."""
    process = _start(place)
    while len([*place.glob("chunk-*.npz")]) < after and process.poll() is None:
        time.sleep(_POLL_S)
    try:
        process.communicate(timeout=delay_s)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        return True
    return False


def _chunks(place: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in place.glob("chunk-*.npz")}


def _cut_line(place: Path) -> bool:
    manifest = place / _MANIFEST
    return manifest.exists() and not manifest.read_bytes().endswith(b"\n")
