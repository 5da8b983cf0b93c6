"""From a detection to a firm track: looks that must detect again."""

from dataclasses import dataclass
from math import inf

import numpy as np

from bongsu.errors import InputError
from bongsu.physics.numerics.arrays import FloatArray


@dataclass(frozen=True, kw_only=True)
class Confirmation:
    """Rule by which a detection becomes a firm track.

    Parameters
    ----------
    needed, looks : int
        Detections needed among the looks that follow the first detection. [1]
    interval_s : float
        Time between these looks. [s]
    dwell_s : float
        Time of each of them. [s]

    Raises
    ------
    InputError
        If more detections are needed than looks are made, or a look is longer than the interval.
    """

    needed: int
    looks: int
    interval_s: float
    dwell_s: float

    def __post_init__(self) -> None:
        if not 1 <= self.needed <= self.looks:
            raise InputError("confirmation needs at least one detection, at most one per look")
        if not 0.0 < self.dwell_s <= self.interval_s < inf:
            raise InputError(
                "a confirmation look must be shorter than the time between them, and positive"
            )

    @property
    def time_share(self) -> float:
        """Share of the radar's time that its looks take while an object is confirmed.

        Returns
        -------
        float
            At most 1. [1]
        """
        return self.dwell_s / self.interval_s

    def outcomes(self, detection: FloatArray) -> FloatArray:
        """Probability that the last needed detection comes with each look.

        Parameters
        ----------
        detection : ndarray, shape (looks,)
            Probability of detection of each look, independent of the others. [1]

        Returns
        -------
        ndarray, shape (looks,)
            They sum to the probability that the looks confirm. [1]
        """
        counts = np.zeros(self.needed)
        counts[0] = 1.0
        outcome = np.empty(self.looks)
        for look, chance in enumerate(detection):
            outcome[look] = counts[-1] * chance
            counts[1:] = counts[1:] * (1.0 - chance) + counts[:-1] * chance
            counts[0] *= 1.0 - chance
        return outcome
