"""What the flight tests of the interceptor allow to say about its next shot."""

from dataclasses import dataclass

from bongsu.catalog.records.interceptor_tests import interceptor_tests
from bongsu.physics.fire.kill_probability import laplace_estimate, laplace_interval, wilson_interval

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
