"""How words on the command line become places, numbers and files."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter

from bongsu.catalog.lookup import find_word
from bongsu.catalog.rows.units import plain_number
from bongsu.errors import InputError, shortened
from bongsu.words import (
    ADMINISTRATIVE_LEVELS,
    CROSS_SECTION_MODELS,
    IDEAL_RULES,
    OVERS,
    PRIORS,
    SHAPES,
    WEIGHTS,
    AdministrativeLevel,
    CrossSectionModel,
    IdealRule,
    Over,
    Prior,
    Shape,
    Weight,
)

_WHOLE = re.compile(r"[-+]?[0-9]{1,20}")


def whole(low: float = -math.inf, high: float = math.inf, *, many: bool = False) -> Parameter:
    """Make the reader of an option that is a whole number.

    Parameters
    ----------
    low, high : float
        Limits, ends included, as far as what is computed has none of its own. [1]
    many : bool
        Whether the option takes several.

    Returns
    -------
    cyclopts.Parameter
        To annotate an ``int`` with; it refuses 1.5, and a number out of the limits.
    """

    def read(text: str) -> int:
        if not _WHOLE.fullmatch(text):
            raise InputError(f"{shortened(text)} is not a whole number{_span(low, high)}")
        value = int(text)
        if not low <= value <= high:
            raise InputError(f"{text} is not a whole number{_span(low, high)}")
        return value

    return _parameter(read, many)


def number(
    low: float = -math.inf, high: float = math.inf, unit: str = "", *, many: bool = False
) -> Parameter:
    """Make the reader of an option that is a number.

    Parameters
    ----------
    low, high : float
        Limits, ends included, as far as what is computed has none of its own. [unit]
    unit : str
        Its unit, for the message.
    many : bool
        Whether the option takes several.

    Returns
    -------
    cyclopts.Parameter
        To annotate a ``float`` with; it refuses what is no number or out of the limits.
    """

    def read(text: str) -> float:
        try:
            value = plain_number(text)
        except ValueError:
            raise InputError(f"{shortened(text)} is not a number") from None
        if not math.isfinite(value) or not low <= value <= high:
            raise InputError(f"{text[:40]} is not a number{_span(low, high)} {unit}".rstrip())
        return value

    return _parameter(read, many)


def word(known: Sequence[str], what: str, *, many: bool = False) -> Parameter:
    """Make the reader of an option that is one of a few fixed words.

    Parameters
    ----------
    known : sequence of str
        The words.
    what : str
        What they are, for the message.
    many : bool
        Whether the option may be repeated.

    Returns
    -------
    cyclopts.Parameter
        To annotate a ``Literal`` of these words with; it takes them in any spelling.
    """

    def convert(_type: type, tokens: Sequence[Any]) -> object:
        found = tuple(find_word(token.value, known, what) for token in tokens)
        return found if many else found[0]

    if many:
        return Parameter(converter=convert, accepts_keys=False, negative="")
    return Parameter(converter=convert, n_tokens=1, accepts_keys=False)


def name_of(file: Path, otherwise: str) -> str:
    """Make the name that a new file says of itself from what it is called.

    Parameters
    ----------
    file : pathlib.Path
    otherwise : str
        For one of which nothing can stand in a name.

    Returns
    -------
    str
        Small letters, digits and hyphens.
    """
    plain = re.sub(r"[^a-z0-9]+", "-", file.stem.lower()).strip("-")
    return plain[:60].strip("-") or otherwise


def _span(low: float, high: float) -> str:
    if low == -math.inf:
        return "" if high == math.inf else f" of at most {_written(high)}"
    return f" between {_written(low)} and {_written(high)}"


def _written(limit: float) -> str:
    return f"{limit:,}" if isinstance(limit, int) else f"{limit:,.12g}"


def _parameter(read: Callable[[str], object], many: bool) -> Parameter:
    def convert(_type: type, tokens: Sequence[Any]) -> object:
        return read(tokens[0].value)

    def convert_all(_type: type, tokens: Sequence[Any]) -> object:
        return [read(token.value) for token in tokens]

    if many:
        return Parameter(
            converter=convert_all, consume_multiple=True, accepts_keys=False, negative=""
        )
    return Parameter(converter=convert, n_tokens=1, accepts_keys=False, allow_leading_hyphen=True)


CatalogFiles = Annotated[
    tuple[Path, ...],
    Parameter(name="--file", help="Catalogue file or directory to lay over the built-in rows."),
]
JsonFlag = Annotated[bool, Parameter(name="--json", negative="", help="Print JSON for machines.")]
Picture = Annotated[Path | None, Parameter(name=["--figure", "--picture", "-o"])]
Number = Annotated[float, number()]
Whole = Annotated[int, whole()]
Count = Annotated[int, whole(high=1_000_000)]
Seed = Annotated[int, whole(0, 2**63 - 1)]
AltitudeKm = Annotated[float, number(high=100_000.0, unit="km")]
Bearing = Annotated[float, number(-360.0, 360.0, "degrees")]
Altitudes = Annotated[list[float], number(many=True)]
Tracks = Annotated[list[int], whole(high=1_000_000, many=True)]
LookS = Annotated[float, number(high=600.0, unit="s")]
TrackLookS = Annotated[float, number(1e-6, 600.0, "s")]
Flag = Annotated[bool, Parameter(negative="")]
ShapeName = Annotated[Shape, word(SHAPES, "shape")]
ShapeNames = Annotated[tuple[Shape, ...], word(SHAPES, "shape", many=True)]
CrossSectionModelName = Annotated[
    CrossSectionModel, word(CROSS_SECTION_MODELS, "cross-section model")
]
OverName = Annotated[Over, word(OVERS, "way to count flights together")]
WeightName = Annotated[Weight, word(WEIGHTS, "weight")]
LevelOfPlaces = Annotated[AdministrativeLevel, word(ADMINISTRATIVE_LEVELS, "level of places")]
IdealRuleName = Annotated[IdealRule, word(IDEAL_RULES, "rule of fire")]
PriorName = Annotated[Prior, word(PRIORS, "prior")]
