"""Changes of a file's text that know nothing of what it says."""

from __future__ import annotations

import random
import string
from collections.abc import Callable

_JUNK = (
    *string.printable, "\x00", "\x1b", "\x85", "\u2028", "\ufeff", "é", "한", "- ", ": ", "{", "[",
    "&a ", "*a", "!!x ", "? ", "\t", "---\n", "...\n", "%YAML 1.1\n---\n", "<<: *a\n", "\r",
)  # fmt: skip

_ALMOST_NOTHING = (b"", b"#", b"---\n", b"\n\n", b"null", b"[]", b"{}", b"x")
_DIRECTIVES = (b"%YAML 1.1\n---\n", b"%TAG ! x\n---\n", b"%x\n")


def _line(text: bytes, chance: random.Random, change: Callable[[bytes], bytes]) -> bytes:
    lines = text.splitlines(keepends=True) or [b""]
    at = chance.randrange(len(lines))
    lines[at] = change(lines[at])
    return b"".join(lines)


def _encoded(text: bytes, name: str) -> bytes:
    return text.decode("utf-8", "replace").encode(name, "replace")


def _bytes(text: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(text) + 1)
    return text[:at] + b"\xff\xfe" + text[at:]


def _insert(text: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(text) + 1)
    junk = "".join(chance.choice(_JUNK) for _ in range(chance.randint(1, 4)))
    return text[:at] + junk.encode() + text[at + chance.choice((0, 0, 1, 5, 40)) :]


def _swap(text: bytes, chance: random.Random) -> bytes:
    lines = text.splitlines(keepends=True) or [b""]
    one, two = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[two] = lines[two], lines[one]
    return b"".join(lines)


CHANGES: dict[str, Callable[[bytes, random.Random], bytes]] = {
    "byte order mark": lambda text, _: b"\xef\xbb\xbf" + text,
    "CRLF": lambda text, _: text.replace(b"\n", b"\r\n"),
    "CR": lambda text, _: text.replace(b"\n", b"\r"),
    "tabs": lambda text, _: text.replace(b"  ", b"\t"),
    "NUL": lambda text, chance: _insert(text, chance) + b"\x00",
    "Latin-1": lambda text, _: _encoded(text, "latin-1") + b"#\xe9",
    "UTF-16": lambda text, _: _encoded(text, "utf-16"),
    "UTF-32": lambda text, _: _encoded(text, "utf-32"),
    "bytes": _bytes,
    "cut": lambda text, chance: text[: chance.randrange(len(text) + 1)],
    "empty": lambda _text, chance: chance.choice(_ALMOST_NOTHING),
    "junk": _insert,
    "line twice": lambda text, chance: _line(text, chance, lambda line: line + line),
    "line away": lambda text, chance: _line(text, chance, lambda _line: b""),
    "line indented": lambda text, chance: _line(text, chance, lambda line: b"  " + line),
    "lines swapped": _swap,
    "two documents": lambda text, _: text + b"---\n" + text,
    "directive": lambda text, chance: chance.choice(_DIRECTIVES) + text,
    "long comment": lambda text, chance: text + b"#" * chance.choice((1000, 900_000, 1_100_000)),
    "many blanks": lambda text, chance: _line(text, chance, lambda line: b" " * 100_000 + line),
    "blanks at an end": lambda text, chance: _line(
        text, chance, lambda line: line.rstrip(b"\n") + b" " * 100_000 + b"\n"
    ),
    "line separators": lambda text, _: text.replace(b"\n", "\u2028".encode(), 3),
}


def changed(text: bytes, chance: random.Random) -> tuple[bytes, str]:
    """Change a text in one way.

    Parameters
    ----------
    text : bytes
        Content of a file.
    chance : random.Random
        What draws.

    Returns
    -------
    bytes
        Other content.
    str
        What was done.
    """
    name = chance.choice(sorted(CHANGES))
    return CHANGES[name](text, chance), name
