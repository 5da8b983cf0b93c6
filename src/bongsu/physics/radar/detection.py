"""Detection of a fluctuating object in noise: published approximations and exact integrals.

Swerling's cases 0 (steady), 1 (many scatterers, constant over a dwell) and 3 (one large scatterer
and many small ones, constant over a dwell) with a square-law detector that adds `looks` samples.
"""

from math import exp, inf, log, log10, sqrt
from typing import Literal

import numpy as np
from scipy import integrate, optimize, stats

from bongsu.errors import InputError

Swerling = Literal[0, 1, 3]

# looks that share one draw of the cross-section: Shnidman's K
_SHNIDMAN_K: dict[int, float] = {0: inf, 1: 1.0, 3: 2.0}


def albersheim(detection: float, false_alarm: float, looks: int = 1) -> float:
    """Signal-to-noise ratio that a steady object needs, by Albersheim's formula.

    Stated to hold within 0.2 dB for a linear detector, detection 0.1 to 0.9, false alarm 1e-7 to
    1e-3 and up to 8096 looks. Against the exact integrals of a square-law detector it is within
    0.3 dB for detection 0.3 to 0.9, but asks for up to 4 dB too little at detection 0.1.

    Parameters
    ----------
    detection, false_alarm : float
        Probabilities. [1]
    looks : int, optional
        Samples added after detection. [1]

    Returns
    -------
    float
        Power ratio of each look. [1]

    Raises
    ------
    InputError
        If a probability is not inside (0, 1), or `looks` is less than 1.

    References
    ----------
    .. [1] W. J. Albersheim, "A closed-form approximation to Robertson's detection
       characteristics", Proc. IEEE 69:839, 1981.
    """
    _check(detection, false_alarm, looks)
    a = log(0.62 / false_alarm)
    b = log(detection / (1.0 - detection))
    total = log10(a + 0.12 * a * b + 1.7 * b)
    decibel = -5.0 * log10(looks) + (6.2 + 4.54 / sqrt(looks + 0.44)) * total
    return float(10.0 ** (0.1 * decibel))


def shnidman(detection: float, false_alarm: float, swerling: Swerling, looks: int = 1) -> float:
    """Signal-to-noise ratio that an object needs, by Shnidman's formula.

    Stated to hold within 0.5 dB for detection 0.1 to 0.99, false alarm 1e-9 to 1e-3 and up to 100
    looks. Against the exact integrals it is within 0.6 dB for detection 0.3 to 0.9; towards the
    ends the error grows to 1.1 dB with case 1 and 0.7 dB with case 3.

    Parameters
    ----------
    detection, false_alarm : float
        Probabilities. [1]
    swerling : {0, 1, 3}
        How the cross-section fluctuates.
    looks : int, optional
        Samples added after detection. [1]

    Returns
    -------
    float
        Mean power ratio of each look. [1]

    Raises
    ------
    InputError
        If a probability is not inside (0, 1), `looks` is less than 1, or the case unknown.

    References
    ----------
    .. [1] D. A. Shnidman, "Determination of required SNR values", IEEE Trans. Aerospace and
       Electronic Systems 38:1059-1064, 2002, eqs. (3)-(14).
    """
    _check(detection, false_alarm, looks, swerling)
    alpha = 0.0 if looks < 40 else 0.25
    eta = sqrt(-0.8 * log(4.0 * false_alarm * (1.0 - false_alarm)))
    eta += float(np.sign(detection - 0.5)) * sqrt(
        max(-0.8 * log(4.0 * detection * (1.0 - detection)), 0.0)
    )
    x = eta * (eta + 2.0 * sqrt(0.5 * looks + (alpha - 0.25)))
    k = _SHNIDMAN_K[swerling]
    c1 = (((17.7006 * detection - 18.4496) * detection + 14.5339) * detection - 3.525) / k
    tail = 27.31 * detection - 25.14
    bend = (detection - 0.8) * (0.7 * log(1e-5 / false_alarm) + (2.0 * looks - 20.0) / 80.0)
    c2 = (exp(tail) + bend) / k
    decibel = c1 if detection <= 0.872 else c1 + c2
    return float(10.0 ** (0.1 * decibel) * x / looks)


def threshold(false_alarm: float, looks: int = 1) -> float:
    """Detection threshold of a square-law detector on the sum of its looks.

    Parameters
    ----------
    false_alarm : float
        Probability that noise alone crosses it. [1]
    looks : int, optional
        Samples added. [1]

    Returns
    -------
    float
        Threshold over the mean noise power of one look. [1]

    Raises
    ------
    InputError
        If the probability is not inside (0, 1), or `looks` is less than 1.

    References
    ----------
    .. [1] M. A. Richards, "Fundamentals of Radar Signal Processing", 2nd ed., 2014, eq. (6.79).
    """
    _check(0.5, false_alarm, looks)
    return float(stats.gamma.isf(false_alarm, looks))


def detection_probability(
    snr: float, false_alarm: float, swerling: Swerling, looks: int = 1
) -> float:
    """Exact probability of detection.

    Parameters
    ----------
    snr : float
        Mean power ratio of each look, not negative. [1]
    false_alarm : float
        Probability of false alarm. [1]
    swerling : {0, 1, 3}
        How the cross-section fluctuates.
    looks : int, optional
        Samples added after detection. [1]

    Returns
    -------
    float
        Probability: Marcum's Q function of order `looks` (a non-central chi-square tail),
        averaged over the distribution of the cross-section. [1]

    Raises
    ------
    InputError
        If `snr` is negative, a probability not inside (0, 1), or the case unknown.

    References
    ----------
    .. [1] P. Swerling, "Probability of detection for fluctuating targets", IRE Trans. Information
       Theory 6:269-308, 1960; single-look closed forms: M. A. Richards, "Fundamentals of Radar
       Signal Processing", 2nd ed., 2014, table 6.1.
    """
    _check(0.5, false_alarm, looks, swerling)
    if not snr >= 0.0:
        raise InputError(f"snr must not be negative, not {snr:g}")
    level = threshold(false_alarm, looks)
    if snr == 0.0:
        return false_alarm
    if swerling == 0:
        return float(stats.ncx2.sf(2.0 * level, 2 * looks, 2.0 * looks * snr))
    if looks == 1:
        mean = 1.0 + snr if swerling == 1 else 1.0 + 0.5 * snr
        factor = 1.0 if swerling == 1 else 1.0 + level * 0.5 * snr / mean**2
        return float(factor * exp(-level / mean))
    shape = _SHNIDMAN_K[swerling]

    def weighted(quantile: float) -> float:
        draw = snr * float(stats.gamma.ppf(quantile, shape)) / shape
        return float(stats.ncx2.sf(2.0 * level, 2 * looks, 2.0 * looks * draw))

    return float(integrate.quad(weighted, 0.0, 1.0, epsabs=1e-7, epsrel=1e-6, limit=200)[0])


def required_snr(detection: float, false_alarm: float, swerling: Swerling, looks: int = 1) -> float:
    """Exact signal-to-noise ratio for a probability of detection.

    Parameters
    ----------
    detection, false_alarm : float
        Probabilities, `detection` the larger. [1]
    swerling : {0, 1, 3}
        How the cross-section fluctuates.
    looks : int, optional
        Samples added after detection. [1]

    Returns
    -------
    float
        Mean power ratio of each look, from :func:`detection_probability` inverted. [1]

    Raises
    ------
    InputError
        If a probability is not inside (0, 1), or `detection` does not exceed `false_alarm`.
    """
    _check(detection, false_alarm, looks, swerling)
    if detection <= false_alarm:
        raise InputError("detection must be more probable than a false alarm")

    def miss(decibel: float) -> float:
        snr = 10.0 ** (0.1 * decibel)
        return detection_probability(snr, false_alarm, swerling, looks) - detection

    return float(10.0 ** (0.1 * float(optimize.brentq(miss, -60.0, 60.0, xtol=1e-4))))


def cumulative_detection(probabilities: list[float]) -> float:
    """Probability of at least one detection in independent attempts.

    Parameters
    ----------
    probabilities : list of float
        Probability of each attempt. [1]

    Returns
    -------
    float
        Probability that not all fail. [1]
    """
    return float(1.0 - np.prod(1.0 - np.asarray(probabilities)))


def _check(detection: float, false_alarm: float, looks: int, swerling: int = 0) -> None:
    if not (0.0 < detection < 1.0 and 0.0 < false_alarm < 1.0):
        raise InputError("probabilities of detection and false alarm must lie inside (0, 1)")
    if looks < 1:
        raise InputError(f"looks must be at least 1, not {looks}")
    if swerling not in _SHNIDMAN_K:
        raise InputError(f"swerling must be 0, 1 or 3, not {swerling}")
