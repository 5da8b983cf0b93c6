"""How often each count occurred in the replications of a raid, and what follows from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from bongsu.physics.numerics.arrays import IntArray

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
"""Quantiles that results state. [1]"""
CONFIDENCE = 0.95
"""Of every interval. [1]"""
_FEW = 10


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
        """Interval of the mean, within what is possible.

        From the spread of the replications; where fewer than ten differ from the commonest number
        the spread tells too little, and each end counts one more replication with the farthest
        number that is possible [2]_. Of numbers that are 0 or 1 that is :func:`exact_interval`;
        where all agree, none unseen is likelier than it says.

        Returns
        -------
        tuple of float
            Lower and upper bound. [1]

        References
        ----------
        .. [1] W. Feller, "An Introduction to Probability Theory and Its Applications", vol. 1,
           3rd ed., 1968, section X.1 (central limit theorem).
        .. [2] N. Gaffke, "Three test statistics for a nonparametric one-sided hypothesis on the
           mean of a nonnegative variable", Mathematical Methods of Statistics 14:451-467, 2005;
           here by a beta distribution with the same mean and variance.
        """
        from scipy.special import ndtri

        n, most = self.replications, self.counts.size - 1
        if n - int(self.counts.max()) >= _FEW:
            half = float(ndtri(0.5 + CONFIDENCE / 2)) * self.deviation / sqrt(n)
            return max(self.mean - half, 0.0), min(self.mean + half, float(most))
        seen = np.flatnonzero(self.counts)
        return (
            self._bound(0, int(seen[-1]), (1.0 - CONFIDENCE) / 2.0),
            self._bound(most, int(seen[0]), (1.0 + CONFIDENCE) / 2.0),
        )

    def _bound(self, added: int, other: int, level: float) -> float:
        """Quantile of the mean if the replications had one more with the number `added`.

        On a beta distribution that reaches from there to the other end of what was seen.
        """
        from scipy.special import betaincinv

        if added == other:
            return float(added)
        n, low, width = self.replications, min(added, other), abs(added - other)
        values = (np.arange(self.counts.size) - low) / width
        extra = (added - low) / width
        mean = (float(values @ self.counts) + extra) / (n + 1)
        square = (float(values**2 @ self.counts) + extra) / (n + 1)
        # of weights that are as likely as any others (Dirichlet): the variance over n + 2
        both = mean * (1.0 - mean) * (n + 2) / (square - mean**2) - 1.0
        return low + width * float(betaincinv(mean * both, (1.0 - mean) * both, level))

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


def tally_rows(tallies: Mapping[str, Tally]) -> list[dict[str, object]]:
    """Lay distributions of the same replications out as a table.

    Parameters
    ----------
    tallies : mapping
        By what they count.

    Returns
    -------
    list of dict
        A row for each ``number`` up to the greatest that occurred: the share of the replications
        with so many of each. [1]
    """
    most = max(int(np.flatnonzero(one.counts)[-1]) for one in tallies.values())
    return [
        {
            "number": number,
            **{
                name: one.share(number) if number < one.counts.size else 0.0
                for name, one in tallies.items()
            },
        }
        for number in range(most + 1)
    ]


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
    from scipy.special import betaincinv

    tail = (1.0 - CONFIDENCE) / 2.0
    low = float(betaincinv(hits, trials - hits + 1, tail)) if hits > 0 else 0.0
    high = float(betaincinv(hits + 1, trials - hits, 1.0 - tail)) if hits < trials else 1.0
    return low, high
