"""The words that options, files, datasets and results choose from, each defined once.

Nothing is imported here but the types, so that a command line can offer a word without the
physics behind it.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final, Literal, get_args

Shape = Literal["minimum-energy", "lofted", "depressed", "full-burn-lofted", "full-burn-depressed"]
SHAPES: Final[tuple[Shape, ...]] = get_args(Shape)
"""Shapes of an arc, in the order of their kernel codes."""
SHAPES_WITH_APOGEE: Final[tuple[Shape, ...]] = ("lofted", "depressed")
"""Shapes whose apogee can be chosen."""
SHAPE_WITH_LIFT: Final[Shape] = "full-burn-depressed"
"""The one shape of a missile that comes down with lift."""

AimStatus = Literal["ok", "out-of-range", "no-such-shape"]
AIM_STATUSES: Final[tuple[AimStatus, ...]] = get_args(AimStatus)
"""What aiming at a point can say, in the order of the kernel codes."""

Reason = Literal["feasible", "not-seen", "too-late", "too-low", "out-of-reach"]
REASONS: Final[tuple[Reason, ...]] = get_args(Reason)
"""First reason why a battery has no shot at a flight, in the order of the kernel codes.

Every output says ``feasible`` where there is a shot, and never leaves the reason out.
"""
CellReason = Literal[Reason, "out-of-range", "no-such-shape"]
CELL_REASONS: Final[tuple[CellReason, ...]] = (*REASONS, "out-of-range", "no-such-shape")
"""Words for the codes of ``reason`` in a footprint: of a shot, or of a flight that there is not."""

Over = Literal["every", "average", "any"]
OVERS: Final[tuple[Over, ...]] = get_args(Over)
"""How flights count together: against every one that reaches a place, on average, against any."""

Weight = Literal["people", "area"]
WEIGHTS: Final[tuple[Weight, ...]] = get_args(Weight)
"""What a share is a share of."""

FootprintPicture = Literal["p_defend", "reasons", "margins", "shapes", "outlines", "seoul"]
FOOTPRINT_PICTURES: Final[tuple[FootprintPicture, ...]] = get_args(FootprintPicture)
"""Maps of a footprint: probability of defence, first reasons and margins of each flight, missiles
and shapes, outlines by launch area, districts of Seoul."""

AdministrativeLevel = Literal["province", "municipality", "seoul-district", "city"]
ADMINISTRATIVE_LEVELS: Final[tuple[AdministrativeLevel, ...]] = get_args(AdministrativeLevel)
"""Places by which people and area are summed; all but cities are those of a census."""

PeopleFrom = Literal["census", "populated-places", "none"]
PEOPLE_FROM: Final[tuple[PeopleFrom, ...]] = get_args(PeopleFrom)
"""How people of a region are counted, where no file of the user has them."""

Mode = Literal["terminal", "forward-based"]
MODES: Final[tuple[Mode, ...]] = get_args(Mode)
"""Modes of operation of a radar; only ``terminal`` guides interceptors."""

BOOSTING: Final = "boosting-missile"
"""Cross-section of the catalogue under which a radar sees any missile while a motor burns."""

Task = Literal["detect", "track"]
TASKS: Final[tuple[Task, ...]] = get_args(Task)
"""What a look of a radar is asked for."""

Favour = Literal["search", "track"]
FAVOURS: Final[tuple[Favour, ...]] = get_args(Favour)
"""What keeps its pace when a radar has not time for both."""

Rule = Literal["salvo", "shoot-look-shoot", "shoot-shoot-look"]
RULES: Final[tuple[Rule, ...]] = get_args(Rule)
"""Rules of fire of a doctrine."""

IdealRule = Literal["shoot-look-shoot", "salvo", "evenly", "uncoordinated"]
IDEAL_RULES: Final[tuple[IdealRule, ...]] = get_args(IdealRule)
"""Rules of fire of a raid without geometry, in the order of the kernel codes."""

Prior = Literal["uniform", "jeffreys"]
PRIORS: Final[tuple[Prior, ...]] = get_args(Prior)
"""What is known of a kill probability before a test record: any value is as likely, or Jeffreys'
rule, which leans to the ends."""
RecordReading = Literal[Prior, "plugged-in"]
RECORD_READINGS: Final[tuple[RecordReading, ...]] = (*PRIORS, "plugged-in")
"""How a test record is taken: with a prior, or its mean for the probability itself."""

FlightGroup = Literal["intercontinental", "theatre"]
FLIGHT_GROUPS: Final[tuple[FlightGroup, ...]] = get_args(FlightGroup)
"""Groups of flights that are not aimed at the protected region."""

GravityModel = Literal["point-mass", "J2", "J2..J4"]
GRAVITY_MODELS: Final[tuple[GravityModel, ...]] = get_args(GravityModel)
"""Terms of the gravity field."""

AirModel = Literal["us76", "exponential", "none"]
AIR_MODELS: Final[tuple[AirModel, ...]] = get_args(AirModel)
"""Atmospheres for flight."""

Refraction = Literal["straight", "four-thirds", "ray-traced"]
REFRACTIONS: Final[tuple[Refraction, ...]] = get_args(Refraction)
"""How the rays of a radar run."""

CrossSectionModel = Literal["constant", "by-aspect", "nose-on", "side", "rear"]
CROSS_SECTION_MODELS: Final[tuple[CrossSectionModel, ...]] = get_args(CrossSectionModel)
"""What a radar sees of an object: one number, by its aspect, or always at one aspect."""

Attitude = Literal["along-velocity", "tumbling"]
ATTITUDES: Final[tuple[Attitude, ...]] = get_args(Attitude)
"""How an object lies in flight: along its velocity, or turning over and over."""

Steering = Literal["constant-attitude", "gravity-turn"]
STEERINGS: Final[tuple[Steering, ...]] = get_args(Steering)
"""How a missile is turned over after its vertical rise."""

LanguageCode = Literal["en", "ko"]
LANGUAGES: Final[tuple[LanguageCode, ...]] = get_args(LanguageCode)
"""Languages in which a brief can be written, the language of the package first."""

Level = Literal["nominal", "low", "high"]
LEVELS: Final[tuple[Level, ...]] = get_args(Level)
"""Where in its cited range a parameter is taken."""

Family = Literal["triangular", "uniform", "log-triangular", "log-uniform", "counts"]
FAMILIES: Final[Mapping[Family, str]] = {
    "triangular": "rarer towards the ends, by amounts",
    "uniform": "no value likelier than another, by amounts",
    "log-triangular": "rarer towards the ends, by factors",
    "log-uniform": "no value likelier than another, by factors",
    "counts": "whole numbers, none likelier than another",
}
"""How the values of a row are spread over its range: half of them on either side of its value."""

Convention = Literal["cited", "uniform"]
CONVENTIONS: Final[Mapping[Convention, str]] = {
    "cited": "each row by its family, half of its values on either side of the cited one",
    "uniform": "no value of a range likelier than another, wherever the cited one lies",
}
"""Weights of the values of a row: a convention, not a frequency."""

Quality = Literal["A", "B", "C", "D", "U"]
QUALITIES: Final[Mapping[Quality, str]] = {
    "A": "official body or the original author",
    "B": "news agency or newspaper quoting them",
    "C": "secondary: encyclopedia, weblog, open code",
    "D": "derived here, with its formula",
    "U": "widely repeated or assumed, original not read: wide range",
}
"""Quality of a cited number, and what its letter means."""


def in_words(word: str) -> str:
    """Write a word for machines as people read it.

    Parameters
    ----------
    word : str
        Such as ``too-late``.

    Returns
    -------
    str
        Such as ``too late``.
    """
    return word.replace("-", " ")


def only_with_lift(shape: str) -> str:
    """Say why a missile that comes down with lift has no arc of a shape.

    Parameters
    ----------
    shape : str
        The shape asked for.

    Returns
    -------
    str
        The sentence from its verb on.
    """
    return (
        f"is quasi-ballistic: it has no {shape} arc, only {SHAPE_WITH_LIFT} ones, "
        "the shape of its published flights"
    )


class Verdict(StrEnum):
    """What a test of a claim can say."""

    HOLDS = "holds"
    DOES_NOT_HOLD = "does not hold"
    DEPENDS = "depends"
    NOT_TESTABLE = "not testable"


VERDICTS: Final[tuple[str, ...]] = tuple(verdict.value for verdict in Verdict)
"""Verdicts on a claim, as results print them."""


def number_of(number: int, one: str, many: str = "") -> str:
    """Write a number with what it counts.

    Parameters
    ----------
    number : int
        How many. [1]
    one : str
        What is counted, of one.
    many : str
        The same of several, where it is not the word for one with an "s".

    Returns
    -------
    str
        Such as ``"1 missile"`` or ``"2 batteries"``.

    Examples
    --------
    >>> number_of(1, "missile"), number_of(2, "battery", "batteries")
    ('1 missile', '2 batteries')
    """
    return f"{number} {one if number == 1 else many or one + 's'}"


Fate = Literal["leaks", "destroyed", "met", "fails"]
"""What becomes of a missile: it gets through; it is destroyed; it is met, by a chance that nobody
drew, in an engagement alone; it does not fly."""
ShotOutcome = Literal["destroys", "misses", "spare", "meets"]
"""What becomes of an interceptor: it destroys the missile; it does not; the missile is destroyed
already; it meets the missile, by a chance that nobody drew."""
EventKind = Literal[
    "launch",
    "burnout",
    "apogee",
    "first-sight",
    "detected",
    "firm-track",
    "classified",
    "committed",
    "interceptor-launch",
    "intercept",
    "miss",
    "spare",
    "meet",
    "launcher-empty",
    "reloaded",
    "impact",
    "fails",
]
"""Keys of words for what happens; ``impact`` is the end of a flight that nothing destroyed."""
