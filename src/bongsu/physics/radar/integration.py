"""What adding looks after detection costs; apart, so that a radar needs no statistics library."""

from math import sqrt

from bongsu.errors import InputError


def noncoherent_loss(looks: int, coherent_snr: float) -> float:
    """Energy lost when looks are added after detection instead of in phase.

    Parameters
    ----------
    looks : int
        Samples added after detection, at least 1. [1]
    coherent_snr : float
        Power ratio that one coherent look would need. [1]

    Returns
    -------
    float
        Total energy needed over that of one coherent look. [1]

    Raises
    ------
    InputError
        If `looks` is less than 1 or the ratio not positive.

    References
    ----------
    .. [1] D. K. Barton, "Modern Radar System Analysis", 1988, eq. (2.2.11).
    """
    if looks < 1 or not coherent_snr > 0.0:
        raise InputError("looks must be at least 1 and the ratio positive")
    return (1.0 + sqrt(1.0 + 9.2 * looks / coherent_snr)) / (1.0 + sqrt(1.0 + 9.2 / coherent_snr))
