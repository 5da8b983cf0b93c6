"""Values that no field wants, and values that some field wants elsewhere."""

from __future__ import annotations

import random
import re

from tools.attack.trees import Raw

_NUMBERS = (
    ".nan", ".inf", "-.inf", "1e308", "-1e308", "1e400", "1e-320", "0", "-0.0", "-1", "1",
    "1.5", "0x10", "0o17", "0b1", "1_000", "9" * 40, "9" * 4301, "0x" + "f" * 4301, "1e", "+1",
    "٣", "½", "1,5", "9223372036854775808", "-9223372036854775809", "1e999999999",
)  # fmt: skip
_TEXTS = (
    '""', '" "', "null", "~", "yes", "no", "true", "false", "True", "2016-13-45",
    "2016-04-30T00:00",
    '"\\u001b[31mred"', '"\\u0000"', '"\\ud800"', '"\\u202eleft"', '"\\r\\n"', '"a\\tb"', "한국",
    "$x^2$", '"{sentence}"', '"%s %d"', "../..", "/etc", "x" * 300, '"' + "é" * 9000 + '"',
    "x" * 20_000, '"' + " " * 100_000 + '"', "北\U0001f680", "İstanbul", "ﬁ", "\u00a0", "'", '"',
)  # fmt: skip
_STRUCTURES = (
    "[]", "{}", "[[]]", "[null]", "{a: 1}", "{1: 2}", "[1, a, [b]]", "{[a]: 1}", "{? : 1}",
    "[" * 40 + "]" * 40, "{a: " * 40 + "1" + "}" * 40, "[" * 5000, "[" + "1, " * 1200 + "1]",
    "{a: 1, a: 2}", "[" + "x, " * 40 + "x]",
)  # fmt: skip
_YAML = (
    "!!bool yes", "!!str 5", "!!python/object/apply:os.getcwd []", "!x y", "!!binary aGk=",
    "!!timestamp 2016-04-30", "&a 1", "*a", "&a [*a]", "|\n  text", ">-\n    folded\n    text",
    "? x", "@x", "`x`", "%x", "- x", "a: b: c", "#", "{", "]", "'open", "\tx", "x #y", "<<: *a",
    "!<tag:yaml.org,2002:int> 3", "!!float nan", "!!null x", "!!set {a}",
)  # fmt: skip
_QUANTITIES = (
    "3 kg", "3 parsec", "nan km", "inf km", "-5 km", "1e999 km", "5km", "5 km km", "5 km²",
    "0 km", "-0 km", "1e308 km", "1e-320 s", "٣ km", "5,0 km", "90 deg", "1e5 deg", "-360 deg",
    "0.0001 s", "1 s", "3600 s", "5 m", "0x5 km", "1_0 km", "5" + " " * 60_000 + "km",
    "5 " + "m" * 5000, "100 %", "1 dB", "300 K", "-1 kg", "5 km/s", "1 mm2", "5\u00a0km", "km",
    "5 KM", "1e2 km", "+5 km", "5. km", ".5 km", "--5 km", "5e km", "infinity s", "1 h", "1 min",
)  # fmt: skip

POOLS = {
    "number": _NUMBERS,
    "text": _TEXTS,
    "structure": _STRUCTURES,
    "yaml": _YAML,
    "quantity": _QUANTITIES,
}
_QUANTITY = re.compile(r"(-?[0-9.eE+-]+)( .*)?", re.DOTALL)


def wrong(chance: random.Random) -> tuple[Raw, str]:
    """Draw a value of any kind.

    Parameters
    ----------
    chance : random.Random
        What draws.

    Returns
    -------
    Raw
        A piece of YAML.
    str
        What it is, in a word.
    """
    kind = chance.choice(sorted(POOLS))
    return Raw(chance.choice(POOLS[kind])), kind


def scaled(value: object, chance: random.Random) -> object:
    """Change the size of a number or a quantity.

    Parameters
    ----------
    value : object
        As a file has it.
    chance : random.Random
        What draws.

    Returns
    -------
    object
        Another number with the same unit; the value itself if it is no number.
    """
    factor = chance.choice((0.0, 1e-9, 1e-3, 0.5, 0.999, 1.001, 2.0, 10.0, 1e3, 1e9, -1.0))
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return chance.choice((int(value * factor), value + 1, value - 1))
    if isinstance(value, float):
        return value * factor
    match = _QUANTITY.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        return value
    try:
        return f"{float(match[1]) * factor!r}{match[2] or ''}"
    except ValueError:
        return value


def number(chance: random.Random) -> str:
    """Draw a number as a word of a command line.

    Parameters
    ----------
    chance : random.Random
        What draws.

    Returns
    -------
    str
        Most of them cannot be used.
    """
    plain = (
        "nan", "inf", "-inf", "1e308", "-1e308", "1e400", "1e-320", "0", "-0.0", "-1", "1", "1.5",
        "0x10", "1_000", "9" * 20, "9" * 4301, "", " ", "abc", "1,5", "٣", "1e", "--", "-", "2.0",
        "90", "180", "-90", "360", "361", "1e5", "1e-5", "0.5", "3", "50", "100", "300", "1e9",
        "1 km", "true", "None",
    )  # fmt: skip
    if chance.random() < 0.4:
        return f"{chance.choice((-1, 1, 1, 1)) * 10 ** chance.uniform(-3, 5):.4g}"
    return chance.choice(plain)


def word(chance: random.Random) -> str:
    """Draw a word of a command line.

    Parameters
    ----------
    chance : random.Random
        What draws.

    Returns
    -------
    str
        Few of them are a name.
    """
    return chance.choice((
        "", " ", "-", "--", "abc", "nodong", "NODONG", "no dong", "seongju", "성주", "korea-2016",
        "two-tiers-2016", "small.yaml", "scud-b", "hwangju", "pyeongtaek", "hwasong-12", "x" * 300,
        "x" * 5000, "\x1b[31m", "a\nb", "a\tb", "$x$", "{0}", "%s", "../..", "/", ".",
        "no-such.yaml",
        "37,127", "-37,-127", "90,0", "-90,0", "0,180", "0,-180", "91,0", "nan,nan", "37,",
        "37,127,5",
        "an-tpy-2", "thaad", "terminal", "forward-based", "body", "reentry-vehicle", "KOR",
        "1", "0",
        "seattle", "shariki", "ｎｏｄｏｎｇ", "İ", "\u202e", "'", '"', "*", "?", "[", "\\", "-h",
        "--json",
        "nodong:hwangju:pyeongtaek", "nodong:hwangju:pyeongtaek:2", "a:b:c:d:e", "::", "radar",
        "radar.an-tpy-2", "missile.nodong", "earnest-no-threat", "catalog", "\udcff", "\x00",
    ))  # fmt: skip


def path(chance: random.Random) -> str:
    """Draw where a file is to go to or come from.

    Parameters
    ----------
    chance : random.Random
        What draws.

    Returns
    -------
    str
        In the working directory, or a device.
    """
    return chance.choice((
        "out.png", "out.svg", "out.pdf", "out.nc", "out.csv", "out.geojson", "out.json", "out.yaml",
        "out", "", ".", "..", "folder", "folder/out.png", "no-such/out.png", "small.yaml/out.png",
        "small.yaml", "/dev/null", "x" * 300 + ".png", "out.PNG", "out.txt", "out.png/", " .png",
        "-", "--", "a\nb.png", "성주.png", "out.nc.png", "\x00.png", "overlay.yaml",
        "~/out.png", "$HOME.png", "out\udcff.png", "existing.png", "existing.nc", "existing.csv",
    ))  # fmt: skip
