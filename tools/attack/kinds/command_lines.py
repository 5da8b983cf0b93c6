"""Command lines: options of every command with values that are right, wrong, or absurd."""

from __future__ import annotations

import random
import typing
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args, get_origin

from cyclopts import App
from tools.attack.case import Case
from tools.attack.kinds.files import chance_of
from tools.attack.kinds.small import RAID, SMALL
from tools.attack.values import number, path, word

FILES = {
    "small.yaml": SMALL.encode(),
    "raid.yaml": RAID.encode(),
    "overlay.yaml": b"cross-section: {body: {title: Mine}}\n",
    "existing.png": b"older",
    "existing.nc": b"older",
    "existing.csv": b"older",
}
_RIGHT = {
    "--missile": "nodong", "--from": "hwangju", "--to": "pyeongtaek", "--name": "nodong",
    "--threat": "nodong:hwangju:pyeongtaek", "--scenario": "small.yaml", "--file": "new.yaml",
    "--latitude": "37", "--longitude": "127", "--altitude": "50", "--v-east": "100",
    "--v-north": "1000", "--v-up": "1000", "--samples": "4", "--output": "out", "--site": "daegu",
    "--object": "body", "--mode": "terminal", "--battery": "thaad", "--radar": "an-tpy-2",
    "--interceptor": "thaad", "--towards": "hwangju", "--kind": "missile", "--like": "korea-2016",
    "--spacing": "100", "--apogee": "300", "--draws": "2", "--check": "3", "--case": "hwasong-12",
    "--replications": "20", "--store": "kept", "--chunk-size": "7",
}  # fmt: skip


_LEFT_OUT = (("brief",), ("serve",))
"""One is a kind of its own; the other lasts until it is ended, and `sockets.py` attacks it."""


class Option(NamedTuple):
    """An option of a command.

    Attributes
    ----------
    names : tuple of str
        As it is written; the first is also that of a positional one.
    hint : type
        Of its value.
    required, positional : bool
        Whether it must be given, and whether it may be given without its name.
    """

    names: tuple[str, ...]
    hint: Any
    required: bool
    positional: bool


@cache
def commands() -> dict[tuple[str, ...], list[Option]]:
    """List the commands and their options, as the command line itself has them.

    Returns
    -------
    dict of tuple to list of Option
        By the words of the command.
    """
    from bongsu.cli.app import app

    found: dict[tuple[str, ...], list[Option]] = {}
    _walk(app, (), found)
    return found


def _walk(app: App, words: tuple[str, ...], found: dict[tuple[str, ...], list[Option]]) -> None:
    for name in app:
        if name.startswith("-"):
            continue
        part = app[name]
        if part.default_command is None:
            _walk(part, (*words, name), found)
        else:
            found[(*words, name)] = [
                Option(one.names, one.hint, bool(one.required), one.index is not None)
                for one in part.assemble_argument_collection()
            ]


def draw(kind: str, seed: int, index: int) -> Case:
    """Draw a command line.

    Parameters
    ----------
    kind : str
        Name of this kind.
    seed, index : int
        What it is drawn from. [1]

    Returns
    -------
    Case
        Which runs it once.
    """
    chance = chance_of(kind, seed, index)
    command = chance.choice([one for one in sorted(commands()) if one not in _LEFT_OUT])
    options = commands()[command]
    words = [*command]
    done = []
    for option in options:
        name = option.names[0]
        if option.required or name in ("--scenario", "--samples") or (
            name == "--spacing" and chance.random() < 0.5
        ):  # fmt: skip
            value = _RIGHT.get(name, "1")
            words += [value] if option.positional else [name, value]
    for _ in range(chance.choice((1, 1, 2, 3))):
        option = chance.choice(options)
        name = chance.choice(option.names)
        right = chance.random() < 0.35
        value = (
            _RIGHT.get(name, _right(option.hint, chance)) if right else _value(option.hint, chance)
        )
        _drop(words, name)
        words += _written(name, value, option, chance)
        done.append(f"{name} {value[:60]!r}")
    if chance.random() < 0.15:
        done.append(_disorder(words, chance))
    if chance.random() < 0.5 and any("--json" in option.names for option in options):
        words.append("--json")
    return Case(kind, seed, index, FILES, [words], done)


def _drop(words: list[str], name: str) -> None:
    if name in words:
        at = words.index(name)
        del words[at : at + 2]


def _written(name: str, value: str, option: Option, chance: random.Random) -> list[str]:
    if option.hint is bool:
        return chance.choice(([name], [name], [f"--no-{name[2:]}"], [f"{name}={value}"]))
    return chance.choice(([name, value], [name, value], [f"{name}={value}"]))


def _bare(hint: Any) -> Any:
    if get_origin(hint) is Literal:
        return hint
    inner = [one for one in get_args(hint) if one not in (type(None), Ellipsis)]
    return _bare(inner[0]) if inner else hint


def _right(hint: Any, chance: random.Random) -> str:
    hint = _bare(hint)
    if get_origin(hint) is Literal:
        return str(chance.choice(typing.get_args(hint)))
    if hint is float:
        return str(chance.choice((0.5, 1, 10, 50, 100, 300)))
    if hint is int:
        return str(chance.choice((0, 1, 2, 5)))
    return "nodong"


def _value(hint: Any, chance: random.Random) -> str:
    hint = _bare(hint)
    if hint in (int, float):
        return number(chance) if chance.random() < 0.9 else word(chance)
    if hint is Path:
        return path(chance)
    if get_origin(hint) is Literal and chance.random() < 0.5:
        return str(chance.choice(typing.get_args(hint)))
    return chance.choice((word, word, word, number, path))(chance)


def _disorder(words: list[str], chance: random.Random) -> str:
    at = chance.randrange(len(words) + 1)
    what = chance.choice(("a word more", "a word away", "a word twice", "two swapped", "an option"))
    if what == "a word more":
        words.insert(at, word(chance))
    elif what == "an option":
        words.insert(
            at, chance.choice(("--no-such", "-x", "--help", "--version", "--", "--=", "-"))
        )
    elif what == "a word away":
        words.pop(min(at, len(words) - 1))
    elif what == "a word twice":
        words.insert(at, chance.choice(words))
    else:
        one, two = chance.randrange(len(words)), chance.randrange(len(words))
        words[one], words[two] = words[two], words[one]
    return what
