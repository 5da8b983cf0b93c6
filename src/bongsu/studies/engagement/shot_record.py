"""What the flight tests of the interceptor allow to say about its next shot."""

from dataclasses import dataclass

import numpy as np

from bongsu.catalog import BatteryEntry
from bongsu.catalog.records.counting_rules import counting_rules
from bongsu.catalog.records.interceptor_tests import interceptor_tests
from bongsu.physics.fire.kill_probability import (
    KillProbability,
    hits_of_next,
    laplace_estimate,
    laplace_interval,
    wilson_interval,
)
from bongsu.physics.numerics.arrays import FloatArray
from bongsu.words import RECORD_READINGS

# the redesigned interceptor flew first in 2005
PERIODS = (
    ("first design, 1995 to 1999", "1995", "2000"),
    ("the first six of these", "1995", "1999-06"),
    ("since 2005, to July 2017", "2005", "2018"),
    ("all to July 2017", "1995", "2018"),
)
"""Name, begin (included) and end (excluded) of the periods that are counted."""


@dataclass(frozen=True, kw_only=True)
class ShotRecord:
    """Attempts of a period and what they say.

    Attributes
    ----------
    period : str
        Which attempts.
    hits, attempts : int
        The record. [1]
    next_shot : float
        Probability that the next shot hits, by the rule of succession. [1]
    laplace, wilson : tuple of float
        Interval of 95 % of the hit probability: with a flat prior, and by scores. [1]
    """

    period: str
    hits: int
    attempts: int
    next_shot: float
    laplace: tuple[float, float]
    wilson: tuple[float, float]


def shot_records() -> tuple[ShotRecord, ...]:
    """Count the published flight tests by period.

    Returns
    -------
    tuple of ShotRecord
        One per period.
    """
    tests = interceptor_tests()
    records = []
    for name, begin, end in PERIODS:
        chosen = [test for test in tests if begin <= test.date < end]
        hits, attempts = sum(t.hits for t in chosen), sum(t.attempts for t in chosen)
        records.append(
            ShotRecord(
                period=name,
                hits=hits,
                attempts=attempts,
                next_shot=laplace_estimate(hits, attempts),
                laplace=laplace_interval(hits, attempts),
                wilson=wilson_interval(hits, attempts),
            )
        )
    return tuple(records)


@dataclass(frozen=True, kw_only=True)
class CountedRecord:
    """A record under a named counting rule, and what it says of the next shots.

    Attributes
    ----------
    rule, title : str
        Name of the rule, and which tests it counts.
    hits, attempts : int
        The record. [1]
    shots : int
        Next shots. [1]
    all_hit : dict of str to float
        Probability that each of these hits, by prior. [1]
    source : str
        Key of the reference.
    """

    rule: str
    title: str
    hits: int
    attempts: int
    shots: int
    all_hit: dict[str, float]
    source: str


def counted_records(shots: int) -> tuple[CountedRecord, ...]:
    """Put the record under every counting rule and prior.

    Parameters
    ----------
    shots : int
        Next shots. [1]

    Returns
    -------
    tuple of CountedRecord
        One per rule.

    Raises
    ------
    InputError
        If the number of shots is negative.
    """
    return tuple(
        CountedRecord(
            rule=rule.name,
            title=rule.title,
            hits=rule.hits,
            attempts=rule.attempts,
            shots=shots,
            all_hit={
                prior: hits_of_next(shots, shots, rule.hits, rule.attempts, prior=prior)
                for prior in RECORD_READINGS
            },
            source=rule.source,
        )
        for rule in counting_rules()
    )


def destroyed_by_shots(entry: BatteryEntry, most: int) -> dict[str, FloatArray]:
    """Probability that a missile is destroyed by shots of a battery, by what they share.

    Parameters
    ----------
    entry : BatteryEntry
        Supplies the rows ``kill-probability``, ``common-reliability`` and ``classification``.
    most : int
        Largest number of shots. [1]

    Returns
    -------
    dict of str to ndarray, shape (most,)
        Of 1 to `most` shots, by what is shared, the most favourable first. [1]
    """
    one, common = entry.kill_probability.value, entry.common_reliability
    known = entry.classification
    cases = {
        "nothing shared": KillProbability.of_record(one, 1.0),
        f"common reliability {common.value:.2f}": KillProbability.of_record(one, common.value),
        f"common reliability {common.low:.2f}": KillProbability.of_record(one, common.low),
        f"the same, classification {known.low:.2f}": KillProbability.of_record(
            one, common.low, classification=known.low
        ),
    }
    return {
        name: np.array([kill.defend(shots) for shots in range(1, most + 1)])
        for name, kill in cases.items()
    }
