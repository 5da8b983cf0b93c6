"""Numbers as a reader wants them: few digits, the right unit, no false precision."""

import math

_ONE = {
    "people": "person",
    "arcs": "arc",
    "missiles": "missile",
    "sites": "site",
    "shots": "shot",
    "batteries": "battery",
}
_COUNTED = frozenset({"missiles", "arcs", "sites"})
# an expected number below it is as good as none
_LEAST_COUNT = 0.01
# from here on, per cent round to ten and more
_LEAST_WHOLE = 9.95
_WORDS = {"people": 1e6, "person": 1e6}


def quantity_text(value: float, unit: str) -> str:
    """Number with its unit, rounded to about three digits.

    Parameters
    ----------
    value : float
        Number in the unit. [any]
    unit : str
        Unit; "1" is a share, shown in per cent, and "" a plain number. People from a million on
        are given in millions.

    Returns
    -------
    str
        Text such as ``"58 %"``, ``"20.1 million people"``, ``"98,500 km²"`` or ``"no value"``.
    """
    if math.isnan(value):
        return "no value"
    if unit == "1":
        return _share(value)
    if unit in _WORDS and abs(value) >= _WORDS[unit]:
        return f"{value / 1e6:.1f} million {unit}"
    if unit in _COUNTED and 0.0 < value < _LEAST_COUNT:
        return f"under {_LEAST_COUNT:g} {unit}"
    number = _counted(value) if unit in _COUNTED else _rounded(value)
    if number == "1":
        unit = _ONE.get(unit, unit)
    shown = unit.replace("km2", "km²").replace("m2", "m²").replace("deg", "°")
    if not shown:
        return number
    return f"{number}{shown}" if shown == "°" else f"{number} {shown}"


def range_text(low: float, high: float, unit: str) -> str:
    """Range of a number, with the unit once.

    Parameters
    ----------
    low, high : float
        Ends of the range. [any]
    unit : str
        Unit, as in `quantity_text`.

    Returns
    -------
    str
        Text such as ``"54 to 61 %"``; one number if both ends read the same.
    """
    first, last = quantity_text(low, unit), quantity_text(high, unit)
    if first == last:
        return first
    number, _, shown = first.partition(" ")
    return f"{number} to {last}" if shown and last.endswith(f" {shown}") else f"{first} to {last}"


def _share(value: float) -> str:
    """Share in per cent; 0 and 100 are kept for what is exactly so."""
    percent = 100.0 * value
    if 0.0 < percent < 0.1:
        return "under 0.1 %"
    if 99.9 < percent < 100.0:
        return "over 99.9 %"
    # One digit after the point where a whole per cent would hide most of the number.
    if (0.0 < percent < _LEAST_WHOLE) or (99.0 < percent < 100.0):
        return f"{percent:.1f} %"
    return f"{percent:.0f} %"


def _counted(value: float) -> str:
    """Expected number of things: a digit after the point, below one two."""
    if float(value).is_integer():
        return f"{value:,.0f}"
    return f"{value:.2f}" if abs(value) < 1.0 else f"{value:,.1f}"


def _rounded(value: float) -> str:
    if value == 0.0 or (float(value).is_integer() and abs(value) < 1000.0):
        return f"{value:.0f}"
    digits = 2 - math.floor(math.log10(abs(value)))
    rounded = round(value, digits)
    return f"{rounded:,.{max(0, digits)}f}"
