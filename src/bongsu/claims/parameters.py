"""What the parameters of measures may be, checked when a file of claims is read."""

from collections.abc import Callable
from typing import get_args

from bongsu.catalog.names import country_code
from bongsu.catalog.rows.units import parse_quantity
from bongsu.claims.case import ALTITUDES_KM, OBJECTS
from bongsu.errors import InputError, shortened
from bongsu.geography.grid import OTHER_LAND, SEA
from bongsu.scenario import built_in_scenarios
from bongsu.scenario.parts.flights import OtherFlights
from bongsu.studies.engagement.plan import MOST_ARRIVALS
from bongsu.words import Mode

LONGEST_SPACING_S = 1800.0
"""Between two launches of a raid: the last of the largest raid leaves within a day. [s]"""

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
    if name == "object_key" and measure == "foreign-area-beyond-need":
        # any cross-section of the scenario's own catalogue, which is not known here
        if not isinstance(value, str):
            raise InputError(f"{shortened(value)} is not the name of a cross-section")
    elif name == "altitude":
        _altitude(value, measure)
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


_CHECKS: dict[str, Callable[[object], None]] = {
    "countries": _countries,
    "country": _country,
    "flight": _flight,
    "group": lambda value: _word(value, _GROUPS),
    "mode": lambda value: _word(value, get_args(Mode)),
    "raid": _raid,
    "spacing": _spacing,
    "object_key": lambda value: _word(value, OBJECTS),
    "sites": lambda value: _word(value, ("best", "every")),
    "missile": _text,
    "scenario": lambda value: _word(value, built_in_scenarios()),
    "threats": lambda value: _word(value, ("best", "worst")),
}
