"""Random damage to the files of compiled code: the answer comes, and it is the same."""

from __future__ import annotations

import random
import shutil
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from tools.campaign.station import CRASHES, prepare, run

_FLIGHT = ("missile", "fly", "nodong", "--from", "38.69,125.70", "--to", "35.18,129.08", "--json")
_ARC = (
    *("arc", "fly", "--latitude", "38", "--longitude", "127", "--altitude", "50000"),
    *("--v-east", "100", "--v-north", "0", "--v-up", "100", "--ballistic-coefficient", "5000"),
    "--json",
)


def _empty(path: Path, _other: Path, _draw: random.Random) -> None:
    path.write_bytes(b"")


def _truncate(path: Path, _other: Path, draw: random.Random) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: draw.randrange(len(content))])


def _flip_one_bit(path: Path, _other: Path, draw: random.Random) -> None:
    content = bytearray(path.read_bytes())
    content[draw.randrange(len(content))] ^= 1 << draw.randrange(8)
    path.write_bytes(content)


def _scatter_random_bytes(path: Path, _other: Path, draw: random.Random) -> None:
    content = bytearray(path.read_bytes())
    start = draw.randrange(len(content))
    content[start : start + 512] = draw.randbytes(len(content[start : start + 512]))
    path.write_bytes(content)


def _only_random_bytes(path: Path, _other: Path, draw: random.Random) -> None:
    path.write_bytes(draw.randbytes(draw.choice((1, 31, 32, 33, 5000))))


def _swap(path: Path, other: Path, _draw: random.Random) -> None:
    mine, its = path.read_bytes(), other.read_bytes()
    path.write_bytes(its)
    other.write_bytes(mine)


def _code_of_another(path: Path, other: Path, _draw: random.Random) -> None:
    path.write_bytes(other.read_bytes())


def _checksum_of_another(path: Path, other: Path, _draw: random.Random) -> None:
    path.write_bytes(other.read_bytes()[:32] + path.read_bytes()[32:])


def _no_permission(path: Path, _other: Path, _draw: random.Random) -> None:
    path.chmod(0)


def _rename(path: Path, _other: Path, draw: random.Random) -> None:
    path.rename(path.with_name(f"{draw.randrange(10**6)}-{path.name}"))


def _delete(path: Path, _other: Path, _draw: random.Random) -> None:
    path.unlink()


def _folder_in_its_place(path: Path, _other: Path, _draw: random.Random) -> None:
    path.unlink()
    (path / "below").mkdir(parents=True)


def _link_to_nothing(path: Path, _other: Path, _draw: random.Random) -> None:
    path.unlink()
    path.symlink_to(path.with_name("nothing"))


def _file_in_place_of_its_folder(path: Path, _other: Path, draw: random.Random) -> None:
    shutil.rmtree(path.parent)
    path.parent.write_bytes(draw.randbytes(100))


DAMAGES: dict[str, Callable[[Path, Path, random.Random], None]] = {
    "emptied": _empty,
    "truncated": _truncate,
    "one bit flipped": _flip_one_bit,
    "512 random bytes in it": _scatter_random_bytes,
    "random bytes alone": _only_random_bytes,
    "swapped with another": _swap,
    "code of another kernel": _code_of_another,
    "checksum of another kernel": _checksum_of_another,
    "no permission": _no_permission,
    "renamed": _rename,
    "deleted": _delete,
    "a directory in its place": _folder_in_its_place,
    "a link to nothing in its place": _link_to_nothing,
    "a file in place of its directory": _file_in_place_of_its_folder,
}


def attack(
    folder: Path, seed: int, count: int, end_s: float, say: Callable[[str], object]
) -> dict[str, Any]:
    """Damage compiled code again and again, each time from a sound state.

    Four of five runs fly an unpowered arc, which loads 5 of 22 kernels; the others a missile, which
    loads 10 of 66. Each damages a file that is loaded, and at times one or two more.

    Parameters
    ----------
    folder : pathlib.Path
        An empty directory.
    seed : int
        From which the damages are drawn. [1]
    count : int
        Damages at least. [1]
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
    place = folder / "place"
    place.mkdir()
    sound = {"arc": folder / "arc", "flight": folder / "flight"}
    words = {"arc": _ARC, "flight": _FLIGHT}
    loaded = {name: prepare(words[name], place, cache) for name, cache in sound.items()}
    right = {name: run(words[name], place, cache) for name, cache in sound.items()}
    done: Counter[str] = Counter()
    faults: Counter[str] = Counter()
    runs = recompiled = 0
    while done.total() < count and time.monotonic() < end_s:
        name = draw.choice(("arc", "arc", "arc", "arc", "flight"))
        cache = folder / "damaged"
        shutil.rmtree(cache, ignore_errors=True)
        shutil.copytree(sound[name], cache)
        files = sorted(path.relative_to(cache) for path in cache.rglob("*.kernel"))
        chosen = {draw.choice(loaded[name]), *draw.sample(files, draw.choice((0, 0, 1, 2)))}
        kinds = []
        for file in sorted(chosen):
            other = draw.choice([path for path in files if path != file])
            kind = draw.choice(sorted(DAMAGES))
            with suppress(OSError):  # what was done before stands in the way
                DAMAGES[kind](cache / file, cache / other, draw)
                kinds.append(kind)
        before = {
            path: path.stat().st_mtime_ns for path in cache.rglob("*.kernel") if path.is_file()
        }
        end = run(words[name], place, cache)
        after = {
            path: path.stat().st_mtime_ns for path in cache.rglob("*.kernel") if path.is_file()
        }
        runs += 1
        recompiled += before != after
        done.update(kinds)
        if end.code in CRASHES:
            fault = "crash"
        elif end.answer != right[name].answer:
            fault = "another answer"
        elif end.error:
            fault = "something is said"
        else:
            continue
        faults[fault] += 1
        say(f"{fault}: {name}, exit {end.code}, {kinds} {sorted(chosen)}, {end.error[-300:]!r}")
    return {
        "campaign": "damages",
        "damages": done.total(),
        "runs": runs,
        "runs that compiled again": recompiled,
        "faults": dict(faults),
        "by kind": dict(sorted(done.items())),
        "seed": seed,
    }
