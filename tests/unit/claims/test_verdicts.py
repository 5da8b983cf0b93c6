"""Verdict logic: all cases agree, or it depends."""

import math

import pytest

from bongsu.claims.verdicts import (
    Comparison,
    Measurement,
    combine,
    judge,
)
from bongsu.words import Verdict


def measurement(*values: float) -> Measurement:
    names = ("nominal", "least", "greatest")
    return Measurement(by_case=dict(zip(names, values, strict=True)), unit="1")


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((0.7, 0.6, 0.8), Verdict.HOLDS),
        ((0.3, 0.2, 0.4), Verdict.DOES_NOT_HOLD),
        ((0.7, 0.3, 0.8), Verdict.DEPENDS),
        ((0.3, 0.2, 0.8), Verdict.DEPENDS),
        ((0.5, 0.5, 0.5), Verdict.HOLDS),
        ((0.7, math.nan, 0.8), Verdict.DEPENDS),
        ((0.3, math.nan, 0.4), Verdict.DEPENDS),
        ((math.nan, math.nan, math.nan), Verdict.NOT_TESTABLE),
    ],
)
def test_reading_holds_only_when_every_case_agrees(
    values: tuple[float, float, float], expected: Verdict
) -> None:
    assert judge(measurement(*values), Comparison.AT_LEAST, 0.5) is expected


@pytest.mark.parametrize(
    ("comparison", "below", "equal", "above"),
    [
        (Comparison.AT_LEAST, False, True, True),
        (Comparison.AT_MOST, True, True, False),
        (Comparison.MORE_THAN, False, False, True),
        (Comparison.LESS_THAN, True, False, False),
    ],
)
def test_comparisons_at_the_threshold(
    comparison: Comparison, below: bool, equal: bool, above: bool
) -> None:
    assert [comparison.accepts(value, 1.0) for value in (0.5, 1.0, 1.5)] == [below, equal, above]


@pytest.mark.parametrize("comparison", list(Comparison))
def test_not_a_number_satisfies_nothing(comparison: Comparison) -> None:
    assert not comparison.accepts(math.nan, 0.0)


def test_claim_with_disagreeing_readings_depends_on_the_reading() -> None:
    assert combine([Verdict.HOLDS, Verdict.DOES_NOT_HOLD]) is Verdict.DEPENDS
    assert combine([Verdict.HOLDS, Verdict.HOLDS]) is Verdict.HOLDS
    assert combine([Verdict.DEPENDS]) is Verdict.DEPENDS
    assert combine([]) is Verdict.NOT_TESTABLE
    assert combine([Verdict.NOT_TESTABLE, Verdict.HOLDS]) is Verdict.HOLDS
    assert combine([Verdict.NOT_TESTABLE] * 2) is Verdict.NOT_TESTABLE


def test_range_of_a_measurement_covers_its_cases() -> None:
    found = measurement(0.5, 0.2, 0.4)
    assert (found.low, found.nominal, found.high) == (0.2, 0.5, 0.5)
    assert measurement(0.5, math.nan, 0.6).low == 0.5
    assert math.isnan(measurement(math.nan, math.nan, math.nan).high)
