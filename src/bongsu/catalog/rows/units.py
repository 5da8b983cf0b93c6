"""Quantities as people write them: ``150 km``, ``5 deg``, ``9.3 dB``."""

from __future__ import annotations

import math
import re
from typing import NamedTuple

from bongsu.catalog.lookup import suggest
from bongsu.errors import InputError, shortened


class Unit(NamedTuple):
    """A unit that may be written in a file.

    Attributes
    ----------
    dimension : str
        Symbol of the SI unit of the same kind; ``1`` for pure numbers.
    factor : float
        How many of the SI unit it is.
    """

    dimension: str
    factor: float


_DEGREE = math.pi / 180.0
_POUND = 0.45359237
_FOOT = 0.3048
_KILOGRAM_FORCE = 9.80665

#: Units by symbol. Factors are exact by definition (BIPM, SI brochure; NIST SP 811).
UNITS: dict[str, Unit] = {
    "m": Unit("m", 1.0),
    "km": Unit("m", 1e3),
    "cm": Unit("m", 1e-2),
    "mm": Unit("m", 1e-3),
    "ft": Unit("m", _FOOT),
    "nmi": Unit("m", 1852.0),
    "m2": Unit("m2", 1.0),
    "m²": Unit("m2", 1.0),
    "km2": Unit("m2", 1e6),
    "km²": Unit("m2", 1e6),
    "cm2": Unit("m2", 1e-4),
    "s": Unit("s", 1.0),
    "ms": Unit("s", 1e-3),
    "us": Unit("s", 1e-6),
    "min": Unit("s", 60.0),
    "h": Unit("s", 3600.0),
    "d": Unit("s", 86400.0),
    "kg": Unit("kg", 1.0),
    "g": Unit("kg", 1e-3),
    "t": Unit("kg", 1e3),
    "lb": Unit("kg", _POUND),
    "rad": Unit("rad", 1.0),
    "mrad": Unit("rad", 1e-3),
    "urad": Unit("rad", 1e-6),
    "deg": Unit("rad", _DEGREE),
    "°": Unit("rad", _DEGREE),
    "m/s": Unit("m/s", 1.0),
    "km/s": Unit("m/s", 1e3),
    "km/h": Unit("m/s", 1.0 / 3.6),
    "kg/m2": Unit("kg/m2", 1.0),
    "kg/m²": Unit("kg/m2", 1.0),
    "lb/ft2": Unit("kg/m2", _POUND / _FOOT**2),
    "N": Unit("N", 1.0),
    "kN": Unit("N", 1e3),
    "kgf": Unit("N", _KILOGRAM_FORCE),
    "tf": Unit("N", 1e3 * _KILOGRAM_FORCE),
    "W": Unit("W", 1.0),
    "kW": Unit("W", 1e3),
    "MW": Unit("W", 1e6),
    "Hz": Unit("Hz", 1.0),
    "kHz": Unit("Hz", 1e3),
    "MHz": Unit("Hz", 1e6),
    "GHz": Unit("Hz", 1e9),
    "K": Unit("K", 1.0),
    "": Unit("1", 1.0),
    "1": Unit("1", 1.0),
    "%": Unit("1", 1e-2),
}

#: What a dimension is called in a message, with an example of how to write it.
DIMENSIONS: dict[str, tuple[str, str]] = {
    "m": ("a length", "150 km"),
    "m2": ("an area", "0.01 m2"),
    "s": ("a duration", "30 s"),
    "kg": ("a mass", "900 kg"),
    "rad": ("an angle", "5 deg"),
    "m/s": ("a speed", "2.8 km/s"),
    "kg/m2": ("a mass per area", "5000 kg/m2"),
    "N": ("a force", "26600 kgf"),
    "W": ("a power", "81 kW"),
    "Hz": ("a frequency", "10 GHz"),
    "K": ("a temperature", "290 K"),
    "1": ("a number", "0.8, 80 % or 9.3 dB"),
}

# how a value is written back, first that gives the same number again
_PREFERRED: dict[str, tuple[str, ...]] = {
    "m": ("km", "m"),
    "m2": ("m2",),
    "s": ("s",),
    "kg": ("kg",),
    "rad": ("deg", "rad"),
    "m/s": ("km/s", "m/s"),
    "kg/m2": ("kg/m2",),
    "N": ("kgf", "N"),
    "W": ("kW", "W"),
    "Hz": ("GHz", "Hz"),
    "K": ("K",),
    "1": ("",),
}

# every letter of a text is looked at once: no two parts could take the same one
_NUMBER = re.compile(
    r"([-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?)(?:\s+(\S.*)|([^\s\d_.].*))?",
    re.ASCII | re.DOTALL,
)
_LONGEST = 100


def parse_quantity(written: object, dimension: str) -> float:
    """Read a quantity with its unit.

    Parameters
    ----------
    written : str, int or float
        Number and unit, like ``150 km``. A bare number is accepted only where the quantity has no
        unit; decibels (``dB``) are accepted there too and give the power ratio.
    dimension : str
        SI unit of the kind of quantity wanted, a key of :data:`DIMENSIONS`.

    Returns
    -------
    float
        The value in that SI unit, finite. [dimension]

    Raises
    ------
    InputError
        If it is not such a quantity; the sentence shows how to write one.
    """
    kind, example = DIMENSIONS[dimension]
    if isinstance(written, bool) or not isinstance(written, str | int | float):
        raise InputError(f"write {kind} here, like {example}")
    text = repr(written) if isinstance(written, float) else str(written)
    text = text.strip()
    match = _NUMBER.fullmatch(text) if len(text) <= _LONGEST else None
    if match is None:
        raise InputError(f"{shortened(text)} is not {kind}; write it like {example}")
    digits, spaced, joined = match.groups()
    number, symbol = float(digits), spaced or joined or ""
    if symbol == "dB" and dimension == "1":
        value = 10.0 ** min(number / 10.0, 400.0) if number < 4000.0 else math.inf
    else:
        value = number * _factor(symbol, dimension, text)
    if not math.isfinite(value):
        raise InputError(f"{text!r} is too large a number")
    return value


def plain_number(text: str) -> float:
    """Read a number that has no unit.

    Parameters
    ----------
    text : str
        As written.

    Returns
    -------
    float
        The number, which may be infinite or not a number. [1]

    Raises
    ------
    ValueError
        If it is no number, or has the underscores that only programs put into numbers.
    """
    if "_" in text:
        raise ValueError(text)
    return float(text)


def format_quantity(value: float, dimension: str) -> str:
    """Write a quantity so that reading it gives the same number.

    Parameters
    ----------
    value : float
        In the SI unit. [dimension]
    dimension : str
        SI unit, a key of :data:`DIMENSIONS`.

    Returns
    -------
    str
        Number and unit in the handiest unit that loses nothing.
    """
    for symbol in _PREFERRED[dimension]:
        factor = UNITS[symbol].factor
        for digits in (6, 9, 12, 15, 17):
            number = f"{value / factor:.{digits}g}"
            if "e" in number and abs(value) < 1e15 and abs(value) >= 1e-4:
                continue
            text = f"{number} {symbol}".strip()
            if parse_quantity(text, dimension) == value:
                return text
    symbol = "" if dimension == "1" else dimension
    return f"{value!r} {symbol}".strip()


def in_unit_of(written: str, value: float, dimension: str) -> tuple[float, str]:
    """Give a value in the unit in which it, or another of its kind, was written.

    Parameters
    ----------
    written : str
        Number and unit as in a file, like ``0.34 m`` or ``9.3 dB``.
    value : float
        In the SI unit. [dimension]
    dimension : str
        SI unit, a key of :data:`DIMENSIONS`.

    Returns
    -------
    number : float
        The value in that unit. [as written]
    symbol : str
        The unit, or "" without one.
    """
    symbol = written.strip().lstrip("+-0123456789._eE").strip()
    if symbol == "dB" and value > 0.0:
        return 10.0 * math.log10(value), symbol
    if symbol in UNITS:
        return value / UNITS[symbol].factor, symbol
    number, _, symbol = format_quantity(value, dimension).partition(" ")
    return float(number), symbol


def _factor(symbol: str, dimension: str, text: str) -> float:
    kind, example = DIMENSIONS[dimension]
    if symbol not in UNITS:
        if symbol == "dB":
            raise InputError(f"{text!r} is in decibels, but {kind} is wanted, like {example}")
        fitting = [name for name, unit in UNITS.items() if name and unit.dimension == dimension]
        close = suggest(symbol, fitting)
        raise InputError(f"{text!r} has the unknown unit {symbol!r}{close}")
    unit = UNITS[symbol]
    if unit.dimension != dimension:
        if not symbol:
            raise InputError(f"{text!r} has no unit; write {kind} like {example}")
        raise InputError(f"{text!r} is not {kind}; write it like {example}")
    return unit.factor
