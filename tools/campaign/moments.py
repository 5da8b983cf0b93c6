"""Signals at random moments of a run: it ends soon, leaves nothing, and the next run is right."""

from __future__ import annotations

import random
import shutil
import signal
import statistics
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tools.campaign.station import CRASHES, End, prepare, run

SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGKILL")
ENDS_WITHIN_S = {"warm": 2.0, "cold": 5.0}
"""Time to end after a signal; compiling one kernel takes up to ten seconds. [s]"""
_LONGEST_COLD_S = 4.0

_SCENARIO = """\
format: 1
name: small
title: A small one
date: 2016-04-30
region: {country: KOR, grid_spacing: 100 km}
batteries:
  - name: thaad
    type: thaad-battery
    site: seongju-golf-course
    radar: {boresight: 340 deg}
threats:
  - missile: nodong
    launch_areas: [hwangju]
other_flights:
  - group: theatre
    missile: chinese-solid-mrbm
    launch_areas: [tonghua]
    targets: [tokyo]
numerics: {radar_grid: 2 deg, sample_step: 5 s}
seed: 1
"""
_CLAIM = """\
- id: small
  who: Nobody
  date: 2016-04-29
  assertion: The battery covers half of the people.
  country: KOR
  sources:
    - {publisher: Nowhere, date: 2016-04-29, url: "https://example.org/"}
  question: What share of the population lives where at least one shot is possible?
  readings:
    - name: At least half of the people
      measure: people-share-defended
      parameters: {sites: best, threats: best}
      comparison: at least
      threshold: 0.5
      because: The most favourable site and missile.
  figures: [footprints]
"""
STUDIES = {
    "footprint": (
        *("battery", "footprint", "../small.yaml", "--json", "--output", "out.nc"),
        *("--figure", "out.svg", "--geojson", "out.geojson"),
    ),
    "brief": ("brief", "../small.yaml", "--claims", "../one.yaml", "--output", "page", "--json"),
}


def attack(
    folder: Path,
    study: str,
    cache_state: str,
    seed: int,
    count: int,
    end_s: float,
    say: Callable[[str], object],
) -> dict[str, Any]:
    """Send each signal at random moments of a study.

    With a warm cache the next run follows each kill at once, in the same directory, and a fifth of
    the other signals. With a cold
    one, runs are ended again and again within the first seconds, on the same cache, until one of
    them is done before its signal comes; then the cache is emptied.

    Parameters
    ----------
    folder : pathlib.Path
        An empty directory.
    study : {"footprint", "brief"}
        What is run.
    cache_state : {"warm", "cold"}
        Whether compiled code is there.
    seed : int
        From which the moments are drawn. [1]
    count : int
        Signals of each kind. [1]
    end_s : float
        When to stop in any case, of the monotonic clock. [s]
    say : callable
        Called with a line for each fault.

    Returns
    -------
    dict
        Counts by signal.
    """
    draw = random.Random(f"{study} {cache_state} {seed}")
    (folder / "small.yaml").write_text(_SCENARIO, encoding="utf-8")
    (folder / "one.yaml").write_text(_CLAIM, encoding="utf-8")
    first, place = folder / "first", folder / "place"
    first.mkdir()
    warm, cold = folder / "warm", folder / "cold"
    prepare(STUDIES[study], first, warm)
    shutil.rmtree(first)
    first.mkdir()
    right = run(STUDIES[study], first, warm)
    assert right.code == 0, right.error
    tallies = {name: _Tally() for name in SIGNALS}
    place.mkdir()
    cache = warm if cache_state == "warm" else cold
    longest_s = right.took_s if cache_state == "warm" else _LONGEST_COLD_S
    while wanting := [name for name in SIGNALS if tallies[name].sent < count]:
        if time.monotonic() > end_s:
            break
        name = draw.choice(wanting)
        after_s = draw.uniform(0.01, longest_s)
        end = run(STUDIES[study], place, cache, getattr(signal, name), after_s)
        faults = [] if end.early else _faults(name, end, right, cache_state)
        if end.early:
            faults = [] if end.answer == right.answer else ["another answer"]
        elif cache_state == "warm" and not faults and (name == "SIGKILL" or draw.random() < 0.2):
            after = run(STUDIES[study], place, cache)
            faults = _faults_of_next(after, right)
        tallies[name].add(end, faults)
        for fault in faults:
            say(
                f"{fault}: {study}, {cache_state}, {name} after {after_s:.3f} s, exit {end.code}, "
                f"{end.took_s:.1f} s, {sorted(end.files)}, {end.error[-300:]!r}"
            )
        if faults or cache_state == "warm" or end.early:
            shutil.rmtree(place)
            place.mkdir()
        if cache_state == "cold" and end.early:
            shutil.rmtree(cold, ignore_errors=True)
    if cache_state == "cold":
        after = run(STUDIES[study], place, cache)
        for fault in _faults_of_next(after, right):
            tallies[SIGNALS[-1]].faults[fault] += 1
            say(f"{fault}: {study}, the run after all, exit {after.code}, {after.error[-300:]!r}")
    return {name: tally.document() for name, tally in tallies.items()} | {"seed": seed}


class _Tally:
    def __init__(self) -> None:
        self.sent = 0
        self.done_before = 0
        self.faults: Counter[str] = Counter()
        self.stops_s: list[float] = []

    def add(self, end: End, faults: list[str]) -> None:
        self.faults.update(faults)
        if end.early:
            self.done_before += 1
            return
        self.sent += 1
        self.stops_s.append(end.took_s)

    def document(self) -> dict[str, Any]:
        return {
            "sent": self.sent,
            "runs done before it": self.done_before,
            "faults": dict(self.faults),
            "slowest stop [s]": round(max(self.stops_s, default=0.0), 2),
            "median stop [s]": round(statistics.median(self.stops_s or [0.0]), 3),
        }


def _faults(name: str, end: End, right: End, cache_state: str) -> list[str]:
    number = getattr(signal, name)
    whole = end.files == right.files
    found = []
    if end.code in CRASHES:
        found.append("crash")
    elif end.code == 0:
        # it came when all was done
        if end.answer != right.answer:
            found.append("another answer")
    elif name == "SIGKILL":
        if end.code != -number:
            found.append("not killed")
        if any(
            not _is_hidden(file) and end.files[file] != right.files.get(file) for file in end.files
        ):
            found.append("a file is torn")
    else:
        if end.code not in (128 + number, *(() if name == "SIGINT" else (-number,))):
            found.append("wrong exit code")
        if name == "SIGINT" and end.error != b"bongsu: interrupted\n":
            found.append("wrong words")
        if end.files and not whole:
            found.append("files are left")
    if end.took_s > ENDS_WITHIN_S[cache_state]:
        found.append("slow to end")
    return found


def _is_hidden(file: str) -> bool:
    return any(part.startswith(".bongsu-") for part in file.split("/"))


def _faults_of_next(after: End, right: End) -> list[str]:
    if after.answer == right.answer:
        return []
    if set(after.files) - set(right.files):
        return ["the next run does not clean up"]
    return ["the next run answers otherwise"]
