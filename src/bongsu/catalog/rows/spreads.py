"""How the values of a row are spread over its range, by rule of its kind of quantity."""

from typing import NamedTuple

from bongsu.words import Family

BY_FACTORS: tuple[Family, ...] = ("log-triangular", "log-uniform")
"""Families of logarithms, for ranges above nought."""


class Spread(NamedTuple):
    """How the values of a row are spread over its range.

    Attributes
    ----------
    family : Family
        One of :data:`bongsu.words.FAMILIES`.
    because : str
        Why this one.
    drawn_with : str
        Rows of the same word come from one statement: they move, and are drawn, together. Empty
        for a row that moves alone.
    """

    family: Family
    because: str
    drawn_with: str = ""


class KindOfQuantity(NamedTuple):
    """What is known of the rows of one kind of quantity before any is looked at.

    Attributes
    ----------
    family : Family
        How their values are spread.
    wide : Family
        The same over a range of which the high end is at least `OVER_DECADES` times the low one.
    because : str
        Why.
    """

    family: Family
    wide: Family
    because: str


OVER_DECADES = 4.0
"""High end over low end of a range from which sources differ by factors. [1]"""
_FAR_APART = "its ends differ so much that sources disagree by factors, not by amounts"
KINDS_OF_QUANTITY: dict[str, KindOfQuantity] = {
    "mass": KindOfQuantity(
        "triangular", "log-triangular", "estimates of a mass scatter about the one most relied on"
    ),
    "time": KindOfQuantity(
        "triangular", "log-triangular", "the value is the best estimate, and the ends are extremes"
    ),
    "length": KindOfQuantity(
        "triangular", "log-triangular", "published lengths scatter about the one most relied on"
    ),
    "area": KindOfQuantity(
        "triangular", "log-triangular", "estimates of an area scatter about the one most relied on"
    ),
    "speed": KindOfQuantity(
        "triangular", "log-triangular", "published speeds scatter about the one most relied on"
    ),
    "frequency": KindOfQuantity(
        "triangular", "log-triangular", "published frequencies scatter about the usual one"
    ),
    "power": KindOfQuantity(
        "triangular", "log-triangular", "estimates of a power scatter about the one most relied on"
    ),
    "mass per area": KindOfQuantity(
        "triangular", "log-triangular", "it is derived from masses and lengths that scatter"
    ),
    "angle": KindOfQuantity(
        "triangular", "triangular", "an angle may be nought, so that a factor of it means nothing"
    ),
    "share": KindOfQuantity(
        "triangular", "triangular", "a share ends at nought and one, so that factors mislead there"
    ),
    "power ratio": KindOfQuantity(
        "log-triangular", "log-triangular", "it is thought of in decibels, which are factors"
    ),
    "pure number": KindOfQuantity(
        "triangular", "log-triangular", "the value is the usual one, and the ends are extremes"
    ),
    "count": KindOfQuantity("counts", "counts", "there are only whole ones"),
    "position": KindOfQuantity(
        "uniform", "uniform", "it is known within a distance, and no place in it is likelier"
    ),
}
"""Kinds of quantity by name; the reason of a row is that of its kind unless it gives its own."""
_OF_UNIT = {
    "kg": "mass",
    "s": "time",
    "m": "length",
    "m2": "area",
    "m/s": "speed",
    "Hz": "frequency",
    "W": "power",
    "kg/m2": "mass per area",
    "rad": "angle",
}


def spread_by_rule(quantity: str, unit: str, low: float, high: float) -> Spread | None:
    """Spread the values of a row that gives no family of its own.

    Parameters
    ----------
    quantity : str
        Kind of quantity, or "" for that of the unit.
    unit : str
        SI unit.
    low, high : float
        Ends of the range. [unit]

    Returns
    -------
    Spread or None
        None where neither says what kind of quantity it is: a pure number may be anything.
    """
    kind = KINDS_OF_QUANTITY.get(quantity or _OF_UNIT.get(unit, ""))
    if kind is None:
        return None
    if low <= 0.0 or high < OVER_DECADES * low or kind.wide == kind.family:
        return Spread(kind.family, kind.because)
    return Spread(kind.wide, f"{kind.because}; {_FAR_APART}")


def misfit(family: Family, low: float, value: float, high: float) -> str:
    """Say what keeps a family from being spread over a range.

    Parameters
    ----------
    family : Family
        One of :data:`bongsu.words.FAMILIES`.
    low, value, high : float
        The range and the value in it. [any]

    Returns
    -------
    str
        What the range would have to be, or "" where the family fits.
    """
    if family in BY_FACTORS and low <= 0.0:
        return f"the family {family} needs a range above 0"
    if family == "counts" and not all(end.is_integer() for end in (low, value, high)):
        return "the family counts needs whole numbers as value, low and high"
    return ""
