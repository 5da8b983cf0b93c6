"""From measured numbers to a verdict, and nothing else."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bongsu.words import Verdict

SCALE_TITLE: Final = (
    "IPCC, Guidance Note for Lead Authors of the Fifth Assessment Report on Consistent Treatment "
    "of Uncertainties, July 2010, table 1"
)
"""Where the words for probabilities come from."""
SCALE_URL: Final = "https://www.ipcc.ch/site/assets/uploads/2018/05/uncertainty-guidance-note.pdf"


class Likelihood(StrEnum):
    """A word for a probability, of one named scale.

    References
    ----------
    .. [1] M. D. Mastrandrea et al., "Guidance Note for Lead Authors of the IPCC Fifth Assessment
       Report on Consistent Treatment of Uncertainties", IPCC, 2010, table 1.
    """

    VIRTUALLY_CERTAIN = "virtually certain"
    VERY_LIKELY = "very likely"
    LIKELY = "likely"
    ABOUT_AS_LIKELY_AS_NOT = "about as likely as not"
    UNLIKELY = "unlikely"
    VERY_UNLIKELY = "very unlikely"
    EXCEPTIONALLY_UNLIKELY = "exceptionally unlikely"


def likelihood_of(probability: float) -> Likelihood:
    """Find the word for a probability: the narrowest of the scale that it lies in.

    Parameters
    ----------
    probability : float
        From 0 to 1. [1]

    Returns
    -------
    Likelihood
        Of the scale :data:`SCALE_TITLE`, whose terms lie in each other: "likely" is 66 to 100 %,
        "very likely" 90 to 100 %.

    Raises
    ------
    ValueError
        If it is none.
    """
    # written so that NaN is rejected
    if not 0.0 <= probability <= 1.0:
        raise ValueError(f"a probability lies in 0 to 1, not {probability}")
    for least, word in (
        (0.99, Likelihood.VIRTUALLY_CERTAIN),
        (0.90, Likelihood.VERY_LIKELY),
        (0.66, Likelihood.LIKELY),
    ):
        if probability >= least:
            return word
    for most, word in (
        (0.01, Likelihood.EXCEPTIONALLY_UNLIKELY),
        (0.10, Likelihood.VERY_UNLIKELY),
        (0.33, Likelihood.UNLIKELY),
    ):
        if probability <= most:
            return word
    return Likelihood.ABOUT_AS_LIKELY_AS_NOT


class Comparison(StrEnum):
    """How a measured number is held against the threshold of a reading."""

    AT_LEAST = "at least"
    AT_MOST = "at most"
    MORE_THAN = "more than"
    LESS_THAN = "less than"

    def accepts(self, value: float, threshold: float) -> bool:
        """Say whether a value satisfies the comparison.

        Parameters
        ----------
        value, threshold : float
            In the unit of the measure; a value that is not a number satisfies nothing. [any]

        Returns
        -------
        bool
            Whether "value comparison threshold" is true.
        """
        match self:
            case Comparison.AT_LEAST:
                return value >= threshold
            case Comparison.AT_MOST:
                return value <= threshold
            case Comparison.MORE_THAN:
                return value > threshold
            case Comparison.LESS_THAN:
                return value < threshold


@dataclass(frozen=True, kw_only=True)
class Measurement:
    """One number, computed under each case of the cited uncertainty.

    Attributes
    ----------
    by_case : dict of str to float
        Case name (``nominal`` first) and value, in `unit`; not a number where the question does
        not arise.
    unit : str
        Unit of the values.
    detail : str
        One sentence computed with the nominal value: where and for which missile it was found.
    """

    by_case: dict[str, float]
    unit: str
    detail: str = ""

    @property
    def nominal(self) -> float:
        """Value under the nominal parameters."""
        return self.by_case["nominal"]

    @property
    def low(self) -> float:
        """Smallest value over the cases in which the question arises."""
        return min(self._numbers, default=math.nan)

    @property
    def high(self) -> float:
        """Largest value over the cases in which the question arises."""
        return max(self._numbers, default=math.nan)

    @property
    def _numbers(self) -> list[float]:
        return [value for value in self.by_case.values() if not math.isnan(value)]


def judge(measurement: Measurement, comparison: Comparison, threshold: float) -> Verdict:
    """Verdict of one reading: the same under every case, or it depends.

    Parameters
    ----------
    measurement : Measurement
        The number under each case.
    comparison : Comparison
        What it is held to.
    threshold : float
        In the unit of the measurement. [any]

    Returns
    -------
    Verdict
        ``holds`` or ``does not hold`` when all cases agree, ``not testable`` when the question
        arises in none of them, else ``depends``.
    """
    values = measurement.by_case.values()
    if all(math.isnan(value) for value in values):
        return Verdict.NOT_TESTABLE
    accepted = {
        None if math.isnan(value) else comparison.accepts(value, threshold) for value in values
    }
    if accepted == {True}:
        return Verdict.HOLDS
    if accepted == {False}:
        return Verdict.DOES_NOT_HOLD
    return Verdict.DEPENDS


def combine(readings: Sequence[Verdict]) -> Verdict:
    """Verdict of a claim from those of its readings.

    A vague claim has several readings. It holds when it holds however it is read, does not hold
    when it fails however it is read, and depends on the reading otherwise. Readings that ask what
    does not arise in the scenario say nothing about it.

    Parameters
    ----------
    readings : sequence of Verdict
        Verdict of each reading.

    Returns
    -------
    Verdict
        ``not testable`` when no reading says anything.
    """
    different = set(readings) - {Verdict.NOT_TESTABLE}
    if not different:
        return Verdict.NOT_TESTABLE
    return different.pop() if len(different) == 1 else Verdict.DEPENDS
