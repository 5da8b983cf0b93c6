"""How often each count occurred in the replications of a raid, and what follows from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from scipy.special import betaincinv, ndtri

from bongsu.physics.numerics.arrays import IntArray

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
"""Quantiles that results state. [1]"""
CONFIDENCE = 0.95
"""Of every interval. [1]"""


@dataclass(frozen=True, eq=False)
class Tally:
    """Replications by how many of something there were: leakers, interceptors fired, kills.

    Whole numbers only, so that tallies of parts add up to that of the whole in any order.

    Attributes
    ----------
    counts : numpy.ndarray of int64, shape (most + 1,)
        In how many replications there were 0, 1, ... of it. [1]
    """

    counts: IntArray

    @property
    def replications(self) -> int:
        """Number of replications [1]."""
        return int(self.counts.sum())

    @property
    def mean(self) -> float:
        """Mean number [1]."""
        return float(self._sum(1) / self.replications)

    @property
    def deviation(self) -> float:
        """Standard deviation over replications [1]."""
        n = self.replications
        if n < 2:
            return 0.0
        return sqrt(max(self._sum(2) * n - self._sum(1) ** 2, 0) / (n * (n - 1)))

    def _sum(self, power: int) -> int:
        """Sum of a power of the numbers, in whole numbers that cannot overflow."""
        return sum(int(count) * value**power for value, count in enumerate(self.counts) if count)

    def mean_interval(self) -> tuple[float, float]:
        """Interval of the mean from the spread of replications, within what is possible.

        Where all replications agree the spread tells nothing; then the interval reaches as far as
        one replication in a number not yet seen could move the mean.

        Returns
        -------
        tuple of float
            Lower and upper bound. [1]

        References
        ----------
        .. [1] W. Feller, "An Introduction to Probability Theory and Its Applications", vol. 1,
           3rd ed., 1968, section X.1 (central limit theorem).
        """
        n, most = self.replications, self.counts.size - 1
        half = float(ndtri(0.5 + CONFIDENCE / 2)) * self.deviation / sqrt(n)
        low, high = self.mean - half, self.mean + half
        if half == 0.0:
            unseen = exact_interval(0, n)[1]
            low, high = self.mean - unseen * self.mean, self.mean + unseen * (most - self.mean)
        return max(low, 0.0), min(high, float(most))

    def share(self, value: int) -> float:
        """Share of replications with a number.

        Parameters
        ----------
        value : int
            The number. [1]

        Returns
        -------
        float
            Share. [1]
        """
        return float(self.counts[value] / self.replications)

    def share_interval(self, value: int) -> tuple[float, float]:
        """Interval of the probability of a number.

        Parameters
        ----------
        value : int
            The number. [1]

        Returns
        -------
        tuple of float
            As of :func:`exact_interval`. [1]
        """
        return exact_interval(int(self.counts[value]), self.replications)

    def quantiles(self, levels: Sequence[float] = QUANTILES) -> list[int]:
        """Least numbers that are not exceeded in given shares of the replications.

        Parameters
        ----------
        levels : sequence of float
            In (0, 1]. [1]

        Returns
        -------
        list of int
            One for each level. [1]
        """
        below = np.cumsum(self.counts)
        wanted = np.ceil(np.asarray(levels) * self.replications)
        return [int(index) for index in np.searchsorted(below, wanted)]


def exact_interval(hits: int, trials: int) -> tuple[float, float]:
    """Interval of a probability that covers it at least as often as the confidence says.

    Parameters
    ----------
    hits, trials : int
        How often it happened, of how many times. [1]

    Returns
    -------
    tuple of float
        Lower and upper bound: of no hit in a million, 0 and 3.7e-6. [1]

    References
    ----------
    .. [1] C. J. Clopper, E. S. Pearson, "The use of confidence or fiducial limits illustrated in
       the case of the binomial", Biometrika 26:404-413, 1934.
    """
    tail = (1.0 - CONFIDENCE) / 2.0
    low = float(betaincinv(hits, trials - hits + 1, tail)) if hits > 0 else 0.0
    high = float(betaincinv(hits + 1, trials - hits, 1.0 - tail)) if hits < trials else 1.0
    return low, high
