"""Where a number lies when all uncertain parameters are drawn by lot."""

from dataclasses import dataclass

import numpy as np

from bongsu.catalog import Catalog
from bongsu.claims.corners import Corners, Levels
from bongsu.physics.numerics.arrays import FloatArray
from bongsu.words import number_of

ENDS_OF_BAND = (0.05, 0.5, 0.95)
"""Shares of the draws below the low end, the median and the high end of a band. [1]"""


@dataclass(frozen=True, kw_only=True)
class Band:
    """The middle nine tenths of the draws of a number.

    Attributes
    ----------
    low, median, high : float
        Values that 5, 50 and 95 per cent of the draws do not exceed. [unit of the number]
    nominal : float
        The number with nominal values, for which the question may not arise. [unit of the number]
    draws : int
        How many draws. [1]
    absent : int
        In how many of them the question does not arise; they are left out. [1]
    rows_at_least, rows_at_greatest : int
        Rows whose nominal value is the end of its range that makes the number small, or great: they
        can move it one way alone. [1]
    """

    low: float
    median: float
    high: float
    nominal: float
    draws: int
    absent: int
    rows_at_least: int
    rows_at_greatest: int

    @property
    def holds_nominal(self) -> bool:
        """Whether the nominal number lies in the band, ends included."""
        return self.low <= self.nominal <= self.high

    @property
    def why_outside(self) -> str:
        """Why the nominal number does not lie in the band, in words; "" where it does."""
        if self.holds_nominal:
            return ""
        above = self.nominal > self.high
        there, other = self.rows_at_greatest, self.rows_at_least
        if not above:
            there, other = other, there
        great, small = ("great", "small") if above else ("small", "great")
        standing = (
            f"the value is that end of its range which makes the number {great} in "
            f"{number_of(there, 'row')}, and the end which makes it {small} in {other}"
        )
        if there > other:
            return f"{standing}, so that most draws go the other way"
        return f"{standing}; what one row does depends on the others"


def band_of(drawn: FloatArray, nominal: float, catalog: Catalog, ends: Corners) -> Band | None:
    """Summarise draws of a number.

    Parameters
    ----------
    drawn : numpy.ndarray of float64, shape (n,)
        The number in each draw; not a number where the question does not arise. [any]
    nominal : float
        The number with nominal values. [any]
    catalog : Catalog
        Holds the rows with their nominal values.
    ends : Corners
        Which of their ends makes the number small and which great.

    Returns
    -------
    Band or None
        None where the question arises in no draw.
    """
    told = drawn[~np.isnan(drawn)]
    if told.size == 0:
        return None
    # a number that was drawn, not one between two: measures may be counts
    low, median, high = np.quantile(told, ENDS_OF_BAND, method="inverted_cdf")
    return Band(
        low=float(low),
        median=float(median),
        high=float(high),
        nominal=nominal,
        draws=drawn.size,
        absent=drawn.size - told.size,
        rows_at_least=_standing(catalog, ends.least),
        rows_at_greatest=_standing(catalog, ends.greatest),
    )


def _standing(catalog: Catalog, levels: Levels) -> int:
    """Count the rows whose nominal value is that end of its range."""
    rows = {path: catalog.quantity(path) for path in levels}
    return sum(
        rows[path].at_level(level).value == rows[path].value for path, level in levels.items()
    )
