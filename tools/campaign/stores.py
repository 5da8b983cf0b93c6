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
_LONGEST_S = 600.0


def attack(
    folder: Path, seed: int, count: int, end_s: float, say: Callable[[str], object]
) -> dict[str, Any]:
    """Kill runs with SIGKILL, continue each, and compare it with one that nobody killed.

    A run is killed up to three times. Every third kill comes at any moment from its start on, as
    while its folder is made; the others while it computes and writes its 80 chunks.

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
    begun_s = _begins(process, whole, started)
    answer = process.communicate(timeout=_LONGEST_S)[0]
    took_s = time.monotonic() - started
    chunks = _chunks(whole)
    kills = early = runs = faults = cut = 0
    while kills < count and time.monotonic() < end_s:
        place = folder / f"run-{runs}"
        runs += 1
        for _ in range(min(draw.randint(1, 3), count - kills)):
            anywhen = kills % 3 == 2
            delay_s = draw.uniform(0.0, took_s if anywhen else took_s - begun_s)
            if _killed(place, delay_s, anywhen):
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


def _begins(process: subprocess.Popen[bytes], place: Path, started: float) -> float:
    """Wait until a run has its manifest, or has ended; return how long that took."""
    while not (place / _MANIFEST).exists() and process.poll() is None:
        time.sleep(_POLL_S)
    return time.monotonic() - started


def _killed(place: Path, delay_s: float, anywhen: bool) -> bool:
    """Kill a run; return whether it was not done before."""
    process = _start(place)
    if not anywhen:
        _begins(process, place, time.monotonic())
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
