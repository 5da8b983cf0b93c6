"""Detection of a fluctuating object in noise, by exact integrals.

Swerling's cases 0 (steady), 1 (many scatterers, constant over a dwell) and 3 (one large scatterer
and many small ones, constant over a dwell) with a square-law detector that adds `looks` samples.
"""

from math import exp, inf
from typing import Literal

from bongsu.errors import InputError

Swerling = Literal[0, 1, 3]

# shape of the gamma distribution of the cross-section
_FLUCTUATION: dict[int, float] = {0: inf, 1: 1.0, 3: 2.0}


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
    from scipy import stats  # takes long to load

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
    from scipy import integrate, stats  # takes long to load

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
    shape = _FLUCTUATION[swerling]

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
    from scipy import optimize  # takes long to load

    _check(detection, false_alarm, looks, swerling)
    if detection <= false_alarm:
        raise InputError("detection must be more probable than a false alarm")

    def miss(decibel: float) -> float:
        snr = 10.0 ** (0.1 * decibel)
        return detection_probability(snr, false_alarm, swerling, looks) - detection

    return float(10.0 ** (0.1 * float(optimize.brentq(miss, -60.0, 60.0, xtol=1e-4))))


def _check(detection: float, false_alarm: float, looks: int, swerling: int = 0) -> None:
    if not (0.0 < detection < 1.0 and 0.0 < false_alarm < 1.0):
        raise InputError("probabilities of detection and false alarm must lie inside (0, 1)")
    if looks < 1:
        raise InputError(f"looks must be at least 1, not {looks}")
    if swerling not in _FLUCTUATION:
        raise InputError(f"swerling must be 0, 1 or 3, not {swerling}")
