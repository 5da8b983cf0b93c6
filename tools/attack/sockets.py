"""What a page would never send: broken messages, and paths that lead elsewhere.

    uv run --group attack python -m tools.attack.sockets 127.0.0.1:8765 --count 10000

sends broken messages to a running server, and says which were not answered as a mistake.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator
from typing import Any

import msgpack
from websockets.sync.client import connect

from bongsu.server.messages import Failed
from bongsu.server.packing import read

_WORDS = ("kind", "id", "setting", "footprint", "timeline", "open", "korea-2016", "", "\x00", "가")
_GOOD: tuple[dict[str, Any], ...] = (
    {"kind": "describe", "id": 1},
    {"kind": "open", "id": 1, "setting": {"site": "daegu"}},
    {"kind": "footprint", "id": 1, "setting": {}, "aim_points": 300},
    {"kind": "timeline", "id": 1, "setting": {}, "target": "Busan"},
    {"kind": "range", "id": 1, "setting": {}, "aim_points": 300},
    {"kind": "claim", "id": 1, "setting": {}, "claim": "lavrov-excuse"},
    {"kind": "claims", "id": 1, "setting": {}, "claims": ["lavrov-excuse"], "draws": 16},
    {"kind": "draws", "id": 1, "setting": {}, "metric": "detection-range", "condition": ">= 1"},
    {"kind": "sensitivity", "id": 1, "setting": {}, "metric": "detection-range", "pairs": 16},
    {"kind": "playback", "id": 1, "setting": {}, "target": "Busan", "replication": 1},
    {"kind": "volume", "id": 1, "setting": {}, "altitudes_km": [100]},
    {"kind": "arcs", "id": 1, "setting": {}, "targets": ["Busan"]},
    {"kind": "cancel", "id": 1, "of": 2},
)
_DEEPEST = 6


def broken_messages(*, seed: int, count: int) -> Iterator[bytes]:
    """Draw messages that no server may take for a request.

    Parameters
    ----------
    seed : int
        Of the random numbers. [1]
    count : int
        How many. [1]

    Yields
    ------
    bytes
        Noise, cut messages, wrong kinds, unknown fields, values of other types.
    """
    dice = random.Random(seed)
    for _ in range(count):
        packed = b""
        # a list or nothing is right where a field takes it
        while not packed or not isinstance(read(packed), Failed):
            packed = dice.choice((_noise, _cut, _other, _unknown, _mistyped))(dice)
        yield packed


def hostile_paths() -> tuple[str, ...]:
    """List paths that ask for what lies beside the page.

    Returns
    -------
    tuple of str
        As they stand in a request.
    """
    return (
        "/../messages.py",
        "/..%2fmessages.py",
        "/%2e%2e/messages.py",
        "/assets/../../messages.py",
        "/assets/..%2f..%2fmessages.py",
        "//etc/passwd",
        "/%2fetc%2fpasswd",
        "/..%5cmessages.py",
        "/%00",
        "/" + "a" * 5000,
        "/%ff",
        "/__init__.py",
    )


def _noise(dice: random.Random) -> bytes:
    # 0xc1 is the one byte that MessagePack never uses
    return b"\xc1" + dice.randbytes(dice.randrange(200))


def _cut(dice: random.Random) -> bytes:
    whole: bytes = msgpack.packb(dice.choice(_GOOD))
    return whole[: dice.randrange(1, len(whole))]


def _other(dice: random.Random) -> bytes:
    found: bytes = msgpack.packb(_value(dice, 0))
    return found


def _unknown(dice: random.Random) -> bytes:
    message = {**dice.choice(_GOOD), f"x{dice.randrange(9)}": _value(dice, _DEEPEST)}
    found: bytes = msgpack.packb(message)
    return found


def _mistyped(dice: random.Random) -> bytes:
    message = {**dice.choice(_GOOD)}
    key = dice.choice(sorted(message))
    wrong = (None, [1, 2], {"a": 1}, -1.5, b"\x00\xff", 2**63)
    found: bytes = msgpack.packb(message | {key: dice.choice(wrong)})
    return found


def _value(dice: random.Random, depth: int) -> object:
    kinds = 7 if depth < _DEEPEST else 5
    kind = dice.randrange(kinds)
    if kind == 0:
        return dice.randrange(-(2**63), 2**63)
    if kind == 1:
        return dice.choice((0.0, -0.0, 1e308, float("inf"), float("nan")))
    if kind == 2:
        return dice.choice(_WORDS) * dice.randrange(1, 5)
    if kind == 3:
        return dice.randbytes(dice.randrange(20))
    if kind == 4:
        return dice.choice((None, True, False))
    inside = [_value(dice, depth + 1) for _ in range(dice.randrange(4))]
    if kind == 5:
        return inside
    return {dice.choice(_WORDS): one for one in inside}


def main() -> None:
    """Send broken messages to a running server."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address", help="such as 127.0.0.1:8765")
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    chosen = parser.parse_args()
    wrong = 0
    with connect(f"ws://{chosen.address}/engine", max_size=None) as socket:
        for packed in broken_messages(seed=chosen.seed, count=chosen.count):
            socket.send(packed)
            answer = msgpack.unpackb(socket.recv(timeout=60.0))
            if answer["kind"] != "error" or answer["error"] != "message":
                wrong += 1
                sys.stdout.write(f"{packed.hex()}: {answer['kind']}\n")
    sys.stdout.write(f"{chosen.count} messages, {wrong} not answered as a mistake\n")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
