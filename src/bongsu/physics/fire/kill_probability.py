"""Probability that shots destroy a warhead, and what a test record allows to say about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import comb, exp, isfinite, sqrt
from typing import Self, TypeVar

from bongsu.errors import ArgumentError, InputError
from bongsu.physics.numerics.arrays import FloatArray
from bongsu.words import Prior, RecordReading

Probability = TypeVar("Probability", float, FloatArray)
PRIOR_COUNTS: Mapping[Prior, float] = {"uniform": 1.0, "jeffreys": 0.5}
"""What each prior adds to the hits and to the misses of a test record. [1]"""


@dataclass(frozen=True, kw_only=True)
class KillProbability:
    """Factors of one shot, and the factors that shots share.

    Attributes
    ----------
    reliability : float
        The interceptor works, given that the battery does. [1]
    acquisition : float
        The kill vehicle's sensor finds the target. [1]
    handover : float
        The target is within divert reach at handover; see
        :func:`bongsu.physics.fire.kernels.track.within_reach`. [1]
    classification : float
        The warhead is taken for what it is, and no decoy for it: common to all shots at one
        threat. [1]
    common_reliability : float
        Radar, command and launchers work together: common to all shots of a battery. [1]
    """

    reliability: float
    acquisition: float = 1.0
    handover: float = 1.0
    classification: float = 1.0
    common_reliability: float = 1.0

    @classmethod
    def of_record(
        cls,
        one_shot: float,
        common_reliability: float,
        *,
        acquisition: float = 1.0,
        classification: float = 1.0,
    ) -> Self:
        """Divide what a record of single shots says into a part of each and a common part.

        Parameters
        ----------
        one_shot : float
            Probability that a shot hits, as tests count it: whatever failed. [1]
        common_reliability : float
            Part of it that all shots of a battery share. [1]
        acquisition, classification : float
            See the class. [1]

        Returns
        -------
        KillProbability
            One shot alone hits with `one_shot`, or with the common part where that is less.

        Raises
        ------
        InputError
            If a value is no probability.
        """
        return cls(
            reliability=one_shot / common_reliability if common_reliability > one_shot else 1.0,
            acquisition=acquisition,
            classification=classification,
            common_reliability=common_reliability,
        )

    def __post_init__(self) -> None:
        """Refuse what is no probability."""
        for name, value in vars(self).items():
            if not (isfinite(value) and 0.0 <= value <= 1.0):
                raise InputError(f"{name} is {value:g}; a probability lies in [0, 1]")

    @property
    def single_shot(self) -> float:
        """Probability that one shot kills, given all that it shares with others [1]."""
        return self.reliability * self.acquisition * self.handover

    def destroyed(self, missed: Probability) -> Probability:
        """Probability that a warhead is destroyed, the common factors included.

        Parameters
        ----------
        missed : float or ndarray
            Probability that all shots fired at it miss, given all that they share. [1]

        Returns
        -------
        float or ndarray
            Probability. [1]

        References
        ----------
        .. [1] D. A. Wilkening, "A simple model for calculating ballistic missile defense
           effectiveness", Science & Global Security 8:183-215, 2000, eq. for K_w.
        """
        return self.common_reliability * self.classification * (1.0 - missed)

    def defend(self, shots: int) -> float:
        """Probability that a warhead is destroyed by some of its shots.

        Parameters
        ----------
        shots : int
            Shots fired at it, independent but for the common factors. [1]

        Returns
        -------
        float
            Probability. [1]

        Raises
        ------
        InputError
            If the number of shots is negative.

        References
        ----------
        .. [1] D. A. Wilkening, "A simple model for calculating ballistic missile defense
           effectiveness", Science & Global Security 8:183-215, 2000, eq. for K_w.
        """
        if shots < 0:
            raise InputError(f"{shots} shots: the number must not be negative")
        return self.destroyed((1.0 - self.single_shot) ** shots)


def required_per_warhead(no_leak_probability: float, warheads: int) -> float:
    """Kill probability per warhead with which a whole raid is stopped.

    Parameters
    ----------
    no_leak_probability : float
        Wanted probability that none gets through. [1]
    warheads : int
        Warheads in the raid, independent of each other. [1]

    Returns
    -------
    float
        Probability per warhead. [1]

    Raises
    ------
    InputError
        If the probability is not in [0, 1] or there is no warhead.

    References
    ----------
    .. [1] D. A. Wilkening, "A simple model for calculating ballistic missile defense
       effectiveness", Science & Global Security 8:183-215, 2000, P(0) = K_w^W.
    """
    if not 0.0 <= no_leak_probability <= 1.0 or warheads < 1:
        raise InputError("a probability in [0, 1] and at least one warhead are needed")
    return float(no_leak_probability ** (1.0 / warheads))


def wilson_interval(hits: int, trials: int, *, confidence: float = 0.95) -> tuple[float, float]:
    """Score interval of a hit probability.

    Parameters
    ----------
    hits, trials : int
        The test record. [1]
    confidence : float
        Two-sided confidence. [1]

    Returns
    -------
    tuple of float
        Lower and upper bound. [1]

    Raises
    ------
    InputError
        If the record is not one, or the confidence not in (0, 1).

    References
    ----------
    .. [1] E. B. Wilson, "Probable inference, the law of succession, and statistical inference",
       J. Am. Stat. Assoc. 22:209-212, 1927, eq. (2).
    """
    from scipy.special import ndtri

    _check_record(hits, trials, confidence)
    z = float(ndtri(0.5 + confidence / 2.0))
    share = hits / trials
    centre = share + z * z / (2.0 * trials)
    spread = z * sqrt(share * (1.0 - share) / trials + z * z / (4.0 * trials * trials))
    scale = 1.0 + z * z / trials
    return max(0.0, (centre - spread) / scale), min(1.0, (centre + spread) / scale)


def laplace_estimate(hits: int, trials: int) -> float:
    """Rule of succession: expected probability of the next hit with a flat prior.

    Parameters
    ----------
    hits, trials : int
        The test record; no trials give one half. [1]

    Returns
    -------
    float
        (hits + 1) / (trials + 2). [1]

    Raises
    ------
    InputError
        If the record is not one.

    References
    ----------
    .. [1] E. T. Jaynes, "Probability Theory: The Logic of Science", 2003, eq. (6.73).
    """
    if not 0 <= hits <= trials:
        raise InputError(f"{hits} hits in {trials} trials is not a record")
    return (hits + 1.0) / (trials + 2.0)


def laplace_interval(hits: int, trials: int, *, confidence: float = 0.95) -> tuple[float, float]:
    """Central interval of the hit probability with a flat prior.

    Parameters
    ----------
    hits, trials : int
        The test record. [1]
    confidence : float
        Probability inside the interval. [1]

    Returns
    -------
    tuple of float
        Lower and upper bound. [1]

    Raises
    ------
    InputError
        If the record is not one, or the confidence not in (0, 1).

    References
    ----------
    .. [1] E. T. Jaynes, "Probability Theory: The Logic of Science", 2003, eq. (6.67): the posterior
       is a beta distribution with parameters hits + 1 and misses + 1.
    """
    from scipy.special import betaincinv

    _check_record(hits, trials, confidence)
    tail = (1.0 - confidence) / 2.0
    posterior = (hits + 1, trials - hits + 1)
    return float(betaincinv(*posterior, tail)), float(betaincinv(*posterior, 1.0 - tail))


def record_beta(hits: int, attempts: int, prior: Prior) -> tuple[float, float]:
    """Turn a test record into what is known of the hit probability.

    Parameters
    ----------
    hits, attempts : int
        The record; no attempts leave the prior. [1]
    prior : {"uniform", "jeffreys"}
        What was known before.

    Returns
    -------
    tuple of float
        Parameters of a beta distribution. [1]

    Raises
    ------
    InputError
        If there are more hits than attempts.

    References
    ----------
    .. [1] H. Jeffreys, "An invariant form for the prior probability in estimation problems",
       Proceedings of the Royal Society A 186:453-461, 1946.
    """
    if not 0 <= hits <= attempts:
        raise ArgumentError(
            "record", f" must have at most as many hits as trials: {hits}/{attempts}"
        )
    added = PRIOR_COUNTS[prior]
    return hits + added, attempts - hits + added


def hits_of_next(
    wanted: int, shots: int, hits: int, attempts: int, *, prior: RecordReading
) -> float:
    """Probability of a number of hits among the next shots, from a test record.

    Parameters
    ----------
    wanted, shots : int
        Hits among the next shots. [1]
    hits, attempts : int
        The record; no attempts leave the prior. [1]
    prior : {"uniform", "jeffreys", "plugged-in"}
        ``plugged-in`` takes the mean that a flat prior leaves for the hit probability itself, and
        so forgets that it is not known.

    Returns
    -------
    float
        Probability. [1]

    Raises
    ------
    InputError
        If the record is not one, or more hits are wanted than shots.

    References
    ----------
    .. [1] J. M. Bernardo, A. F. M. Smith, "Bayesian Theory", 1994, sec. 3.2.2: the
       binomial-beta distribution.
    """
    from scipy.special import betaln

    if not 0 <= wanted <= shots:
        raise InputError(f"{wanted} hits cannot come of {shots} shots")
    mean = laplace_estimate(hits, attempts)
    if prior == "plugged-in":
        return comb(shots, wanted) * mean**wanted * (1.0 - mean) ** (shots - wanted)
    a, b = record_beta(hits, attempts, prior)
    return comb(shots, wanted) * exp(betaln(a + wanted, b + shots - wanted) - betaln(a, b))


def _check_record(hits: int, trials: int, confidence: float) -> None:
    if trials < 1 or not 0 <= hits <= trials:
        raise InputError(f"{hits} hits in {trials} trials is not a test record")
    if not 0.0 < confidence < 1.0:
        raise InputError(f"confidence {confidence:g} is not in (0, 1)")
