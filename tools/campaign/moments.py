"""Signals at random moments of a run: it ends soon, leaves nothing, and the next run is right.

Signals come in series on one directory of outputs and one of compiled code, so that what they do
adds up; a run to the end follows, whose every byte is compared. With a cold cache a series starts
with an empty one and goes through one undisturbed run in time: each next run finds compiled what
the one before had compiled, and its signal comes later.
"""

from __future__ import annotations

import random
import re
import shutil
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.attack.kinds.small import CLAIM, RAID, brief_scenario
from tools.campaign.station import CRASHES, End, files_in, prepare, run

from bongsu.physics.numerics.jit.store import places

OF_EACH = {"warm": 3, "cold": 9}
"""Signals of each kind in a series; a cold one costs a compilation, however many. [1]"""

ENDS_WITHIN_S = {"warm": 2.0, "cold": 5.0}
"""Time to end after a signal; on a crowded machine, processor time. [s]"""

STUDIES = {
    "footprint": (
        *("battery", "footprint", "../small.yaml", "--json", "--output", "out.nc"),
        *("--figure", "out.svg", "--geojson", "out.geojson"),
    ),
    "brief": (
        *("brief", "../small.yaml", "--claims", "../one.yaml"),
        *("--draws", "0", "--output", "page", "--json"),
    ),
    "raid": (
        *(
            "raid",
            "run",
            "../raid.yaml",
            "--scenario",
            "../small.yaml",
            "--replications",
            "20000",
            "--json",
        ),
        *("--output", "out.nc", "--figure", "out.svg"),
    ),
}
CACHES = ("warm", "cold")
_PUT_BACK = re.compile(rb"bongsu: an earlier run was ended while it wrote a set of files; .*\n")
"""What a run says that finds a set in whose middle another was killed."""


@dataclass(frozen=True)
class Undisturbed:
    """A run that nothing happens to.

    Attributes
    ----------
    end : End
        How it ends.
    duration_s : float
        Its time in the cell. [s]
    warm_s : float
        Its time where all is compiled. [s]
    kept_s : list of float
        Times at which compiled code was kept, in order; none where it was there. [s]
    """

    end: End
    duration_s: float
    warm_s: float
    kept_s: list[float]

    def starts_at(self, kept: int) -> float:
        """Give the time in this run at which so many kernels had been kept.

        Parameters
        ----------
        kept : int
            Kernels. [1]

        Returns
        -------
        float
            [s]
        """
        return self.kept_s[min(kept, len(self.kept_s)) - 1] if kept and self.kept_s else 0.0

    def after(self, moment_s: float, kept: int) -> float:
        """Give the time after the start of another run at which it has come as far.

        Parameters
        ----------
        moment_s : float
            Time in this run. [s]
        kept : int
            Kernels that the other run finds. [1]

        Returns
        -------
        float
            [s]
        """
        start_s = self.starts_at(kept)
        again_s = self.warm_s * start_s / self.duration_s
        return max(0.01, again_s + moment_s - start_s)


class Cell:
    """A study and a state of the cache, with what is needed to send it signals.

    Parameters
    ----------
    folder : pathlib.Path
        A directory for all cells of a campaign.
    study : {"footprint", "brief", "raid"}
        What is run.
    cache_state : {"warm", "cold"}
        Whether compiled code is there when a series begins.
    """

    def __init__(self, folder: Path, study: str, cache_state: str) -> None:
        self.study, self.cache_state = study, cache_state
        self._words = STUDIES[study]
        self._warm = folder / "warm"
        self._cold = folder / f"cold-{study}"
        self._place = folder / f"place-{study}-{cache_state}"
        (folder / "small.yaml").write_text(brief_scenario(), encoding="utf-8")
        (folder / "one.yaml").write_text(CLAIM, encoding="utf-8")
        (folder / "raid.yaml").write_text(RAID, encoding="utf-8")
        self.undisturbed = self._measured()

    def _measured(self) -> Undisturbed:
        if not self._warm.exists():
            # what the package has compiled already need not be compiled again
            with suppress(FileNotFoundError):
                shutil.copytree(places("")[0], self._warm / "bongsu")
        _empty(self._place)
        prepare(self._words, self._place, self._warm)
        right = self._alone(self._warm)
        assert right.code == 0, right.error
        if self.cache_state == "warm":
            return Undisturbed(right, right.took_s, right.took_s, [])
        shutil.rmtree(self._cold, ignore_errors=True)
        start = time.time()
        cold = self._alone(self._cold)
        assert cold.answer == right.answer, cold.error
        kept_s = sorted(path.stat().st_mtime - start for path in self._kernels())
        return Undisturbed(right, cold.took_s, right.took_s, kept_s)

    def _alone(self, cache: Path) -> End:
        _empty(self._place)
        return run(self._words, self._place, cache)

    def _kernels(self) -> list[Path]:
        return list(self._cold.rglob("*.kernel"))

    def series(
        self, draw: random.Random, wanting: list[str], say: Callable[[str], object]
    ) -> dict[str, Any]:
        """Send a series of signals, and compare the run after it.

        Parameters
        ----------
        draw : random.Random
            Draws their order and their moments, uniform over the undisturbed run.
        wanting : list of str
            Names of signals.
        say : callable
            Called with a line for each fault.

        Returns
        -------
        dict
            Each signal with its moment [s], the time to end [s] and the exit code; faults.
        """
        names = OF_EACH[self.cache_state] * wanting
        draw.shuffle(names)
        moments_s = [draw.uniform(0.0, self.undisturbed.duration_s) for _ in names]
        cold = self.cache_state == "cold"
        if cold:
            moments_s.sort()
            shutil.rmtree(self._cold, ignore_errors=True)
        cache = self._cold if cold else self._warm
        _empty(self._place)
        sent: list[tuple[str, float, float, int]] = []
        faults: list[str] = []
        done = False
        for name, moment_s in zip(names, moments_s, strict=True):
            before = files_in(self._place)
            after_s = self.undisturbed.after(moment_s, len(self._kernels()) if cold else 0)
            end = run(self._words, self._place, cache, getattr(signal, name), after_s)
            if end.early:
                found = faults_of_next(end, self.undisturbed.end)
                done = cold
            else:
                found = faults_at(name, end, before, self.undisturbed.end, self.cache_state)
                sent.append((name, round(moment_s, 3), round(end.took_s, 3), end.code))
            faults += found
            for fault in found:
                say(
                    f"{fault}: {self.study}, {self.cache_state}, {name} after {after_s:.3f} s, exit"
                    f" {end.code}, {end.took_s:.1f} s, {sorted(end.files)}, {end.error[-300:]!r}"
                )
            if done or found:
                break
        if not faults and not done:
            last = run(self._words, self._place, cache)
            faults = faults_of_next(last, self.undisturbed.end)
            for fault in faults:
                say(f"{fault}: {self.study}, {self.cache_state}, after {sent}, exit {last.code}")
        return {
            "campaign": "moments",
            "study": self.study,
            "cache": self.cache_state,
            "undisturbed_s": round(self.undisturbed.duration_s, 2),
            "signals": sent,
            "faults": faults,
        }


def _empty(place: Path) -> None:
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()


def faults_at(
    name: str, end: End, before: dict[str, bytes], right: End, cache_state: str
) -> list[str]:
    """Find what is wrong with the end of a run that a signal came to.

    Parameters
    ----------
    name : str
        Of the signal.
    end : End
        Its end.
    before : dict of str to bytes
        What was in its directory.
    right : End
        That of an undisturbed run.
    cache_state : {"warm", "cold"}
        Whether it compiled.

    Returns
    -------
    list of str
        A few words for each fault.
    """
    number = getattr(signal, name)
    left = {file: text for file, text in end.files.items() if not _is_hidden(file)}
    was = {file: text for file, text in before.items() if not _is_hidden(file)}
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
    else:
        if end.code not in (128 + number, *(() if name == "SIGINT" else (-number,))):
            found.append("wrong exit code")
        said, put_back = _PUT_BACK.subn(b"", end.error)
        if name == "SIGINT" and said != b"bongsu: interrupted\n":
            found.append("wrong words")
        # nothing or the whole set, and nothing of its own beside what killed ones left
        allowed = [was, right.files, *([{}] if put_back else [])]
        if left not in allowed or set(end.files) - set(before) - set(right.files):
            found.append("files are left")
    if any(right.files.get(file) != text for file, text in left.items()):
        found.append("a file is torn")
    needed_s = end.processor_s if end.crowded else end.took_s
    if end.hung:
        found.append("hang")
    elif needed_s > ENDS_WITHIN_S[cache_state]:
        found.append("slow to end")
    return found


def _is_hidden(file: str) -> bool:
    return any(part.startswith(".bongsu-") for part in file.split("/"))


def faults_of_next(after: End, right: End) -> list[str]:
    """Find what is wrong with an undisturbed run after signals.

    Parameters
    ----------
    after, right : End
        Its end, and what it is to be.

    Returns
    -------
    list of str
        A few words for each fault.
    """
    if after.answer == right.answer:
        return []
    if set(after.files) - set(right.files):
        return ["the next run does not clean up"]
    return ["the next run answers otherwise"]
