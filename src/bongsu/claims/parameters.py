"""What the parameters of measures may be, checked when a file of claims is read."""

from collections.abc import Callable
from math import inf
from typing import get_args

from bongsu.catalog.names import country_code
from bongsu.catalog.rows.units import parse_quantity
from bongsu.claims.case import ALTITUDES_KM, OBJECTS
from bongsu.claims.where import SITE_RULES
from bongsu.errors import InputError, shortened
from bongsu.geography.grid import OTHER_LAND, SEA
from bongsu.scenario import built_in_scenarios
from bongsu.scenario.parts.flights import OtherFlights
from bongsu.studies.engagement.plan import MOST_ARRIVALS
from bongsu.studies.epistemic.raids import MOST_REPLICATIONS
from bongsu.words import CROSS_SECTION_MODELS, OVERS, RECORD_READINGS, SHAPES, Mode

LONGEST_SPACING_S = 1800.0
"""Between two launches of a raid: the last of the largest raid leaves within a day. [s]"""

_ANY_OBJECT = (
    "foreign-area-beyond-need",
    "radar-range-surplus",
    "radar-range-ratio",
    "detection-range",
    "stacked-range-factor",
)
_GROUPS = get_args(OtherFlights.model_fields["group"].annotation)


def check_parameter(measure: str, name: str, value: object) -> None:
    """Refuse a value that a parameter of a measure cannot have.

    Parameters
    ----------
    measure, name : str
        The measure and its parameter.
    value : object
        As the file has it.

    Raises
    ------
    InputError
        If it is of another kind, or not one of the words.
    """
    if name == "object_key" and measure in _ANY_OBJECT:
        # any cross-section of the scenario's own catalogue, which is not known here
        if not isinstance(value, str):
            raise InputError(f"{shortened(value)} is not the name of a cross-section")
    elif name == "altitude":
        _altitude(value, measure)
    elif name == "threats":
        _threats(value, measure)
    elif name == "shots" and measure == "chance-that-all-hit":
        _number(MOST_ARRIVALS)(value)
    elif name == "boresight":
        tracks = measure in ("added-track-time", "added-track-share")
        _word(value, ("free", "held") if tracks else ("least", "greatest"))
    else:
        _CHECKS[name](value)


def _word(value: object, allowed: "list[str] | tuple[str, ...]") -> None:
    if not isinstance(value, str) or value not in allowed:
        raise InputError(f"{shortened(value)} is not one of {', '.join(allowed)}")


def _country(value: object) -> None:
    if not isinstance(value, str):
        raise InputError(f"{shortened(value)} is not the name of a country, such as China")
    if value not in (SEA, OTHER_LAND):
        country_code(value)


def _countries(value: object) -> None:
    if not isinstance(value, list) or not value:
        raise InputError(f"{shortened(value)} is not a list of countries, such as [CHN, RUS]")
    for code in value:
        _country(code)


def _altitude(value: object, measure: str) -> None:
    altitude_km = parse_quantity(value, "m") / 1e3
    if measure != "foreign-area-beyond-need" and altitude_km not in ALTITUDES_KM:
        known = ", ".join(f"{height:g} km" for height in ALTITUDES_KM)
        raise InputError(f"{shortened(value)} is not one of {known}")
    if not 0.0 <= altitude_km <= 1e5:
        raise InputError(f"{shortened(value)} is not between 0 km and 100000 km")


def _text(value: object) -> None:
    # of the threats of the other scenario, which is read when the reading is measured
    if not isinstance(value, str):
        raise InputError(f"{shortened(value)} is not the name of a missile")


def _raid(value: object) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise InputError(f"{shortened(value)} is not a number of missiles")
    if not (1.0 <= value <= MOST_ARRIVALS and float(value).is_integer()):
        raise InputError(f"{value:g} is not a whole number between 1 and {MOST_ARRIVALS}")


def _spacing(value: object) -> None:
    if not 0.0 <= parse_quantity(value, "s") <= LONGEST_SPACING_S:
        raise InputError(f"{shortened(value)} is not between 0 s and {LONGEST_SPACING_S:g} s")


def _flight(value: object) -> None:
    parts = value.split(":") if isinstance(value, str) else []
    if len(parts) not in (3, 4) or not all(parts) or "@" in str(value):
        raise InputError(
            f"{shortened(value)} is not MISSILE:FROM:TO or MISSILE:FROM:TO:SHAPE, such as "
            "nodong:hwangju:busan"
        )


def _quantity(unit: str, most: str = "") -> Callable[[object], None]:
    """Check that a value is a positive quantity of a unit, up to some end."""
    end = parse_quantity(most, unit) if most else inf

    def check(value: object) -> None:
        given = parse_quantity(value, unit)
        if not 0.0 < given < inf:
            raise InputError(f"{shortened(value)} is not above 0")
        if given > end:
            raise InputError(f"{shortened(value)} is not at most {most}")

    return check


def _of_an_arc(most: str) -> Callable[[object], None]:
    """Check a length of a free flight, which is at least a metre."""
    check = _quantity("m", most)

    def long_enough(value: object) -> None:
        check(value)
        if parse_quantity(value, "m") < 1.0:
            raise InputError(f"{shortened(value)} is not at least 1 m")

    return long_enough


def _number(most: float, *, whole: bool = True) -> Callable[[object], None]:
    """Check that a value is a number above 0 up to some end."""

    def check(value: object) -> None:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise InputError(f"{shortened(value)} is not a number")
        if not 0.0 < value <= most or (whole and not float(value).is_integer()):
            kind = "a whole number" if whole else "a number"
            raise InputError(f"{value:g} is not {kind} above 0, at most {most:g}")

    return check


def _names(value: object) -> None:
    if not isinstance(value, list) or not value or not all(isinstance(one, str) for one in value):
        raise InputError(f"{shortened(value)} is not a list of names of places")


def _one_of(*allowed: str) -> Callable[[object], None]:
    return lambda value: _word(value, allowed)


def _site(value: object) -> None:
    # a site by its key is known only with the scenario
    if not isinstance(value, str) or not value:
        raise InputError(
            f"{shortened(value)} is not {', '.join(SITE_RULES)}, or the key of a candidate site"
        )


def _threats(value: object, measure: str) -> None:
    if measure in _ONE_FLIGHT:
        _word(value, ("best", "worst"))
    elif measure in _TOGETHER:
        _word(value, OVERS)
    elif measure == "seoul-share-defended":
        _word(value, ("best", "worst", "average"))
    else:
        _word(value, ("best", "worst", *OVERS))


_ONE_FLIGHT = ("people-share-defended-against", "people-share-defended-with")
_TOGETHER = ("share-of-best-sites", "batteries-needed")
MOST_SHOTS = 8
"""Shots at one missile that a reading may ask for. [1]"""
MOST_SPENT = 10_000
"""Interceptors spent that a reading may name. [1]"""
MOST_BATTERIES = 20
"""Batteries, or radars put together, that a reading may ask for. [1]"""

_CHECKS: dict[str, Callable[[object], None]] = {
    "countries": _countries,
    "country": _country,
    "flight": _flight,
    "group": lambda value: _word(value, _GROUPS),
    "mode": lambda value: _word(value, get_args(Mode)),
    "raid": _raid,
    "spacing": _spacing,
    "replications": _number(MOST_REPLICATIONS),
    "object_key": lambda value: _word(value, OBJECTS),
    "sites": _site,
    "radar": _text,
    "launch_area": _text,
    "targets": _names,
    "place": _text,
    "places": _names,
    "cross_sections": _one_of(*CROSS_SECTION_MODELS),
    "longer_than": _quantity("s"),
    "stated": _quantity("s"),
    "ground_range": _of_an_arc("20015 km"),
    "apogee": _of_an_arc("1000000 km"),
    "height": _quantity("m"),
    "distance": _quantity("m"),
    "front": _quantity("m"),
    "rear": _quantity("m"),
    "half_angle": _quantity("rad", "180 deg"),
    "shape": _one_of(*SHAPES),
    "duration": _one_of("model", "reported"),
    "of": _one_of("people", "area"),
    "shots": _number(MOST_SHOTS),
    "batteries": _number(MOST_BATTERIES),
    "radars": _number(MOST_BATTERIES),
    "share": _number(1.0, whole=False),
    "spent": _number(MOST_SPENT),
    "rule": _text,
    "prior": _one_of(*RECORD_READINGS),
    "missile": _text,
    "scenario": lambda value: _word(value, built_in_scenarios()),
}
