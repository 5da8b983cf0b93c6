"""States between the ends of a step."""

from bongsu.physics.numerics.jit import inner_kernel


@inner_kernel
def quintic(
    h: float, p0: float, v0: float, a0: float, p1: float, v1: float, a1: float
) -> tuple[float, float, float, float, float]:
    """Coefficients of the quintic that matches both ends of a step; see :func:`hermite`.

    Parameters
    ----------
    h : float
        Step. [s]
    p0, v0, a0 : float
        Position, velocity, acceleration at the start. [m, m/s, m/s²]
    p1, v1, a1 : float
        The same at the end. [m, m/s, m/s²]

    Returns
    -------
    tuple of float
        Factors of the first to fifth power of the fraction of the step. [m]
    """
    half = 0.5 * h * h
    c1 = h * v0
    c2 = half * a0
    gap = p1 - p0 - c1 - c2
    slope = h * v1 - c1 - 2.0 * c2
    bend = half * a1 - c2
    c3 = 10.0 * gap - 4.0 * slope + bend
    c4 = -15.0 * gap + 7.0 * slope - 2.0 * bend
    c5 = 6.0 * gap - 3.0 * slope + bend
    return c1, c2, c3, c4, c5


@inner_kernel
def hermite(
    u: float, h: float, p0: float, v0: float, a0: float, p1: float, v1: float, a1: float
) -> tuple[float, float]:
    """Dense output: the quintic that matches both ends of a step in value, slope and curvature.

    Second-order motion has the accelerations at both ends at hand, so this costs no stage and its
    local error, h^6 / 46080 times the sixth derivative, is of the order of the step's own.

    Parameters
    ----------
    u : float
        Fraction of the step, 0 to 1. [1]
    h : float
        Step. [s]
    p0, v0, a0 : float
        Position, velocity, acceleration at the start. [m, m/s, m/s²]
    p1, v1, a1 : float
        The same at the end. [m, m/s, m/s²]

    Returns
    -------
    tuple of float
        Position [m] and velocity [m/s].

    References
    ----------
    .. [1] E. Hairer, S. P. Norsett, G. Wanner, "Solving Ordinary Differential Equations I",
       2nd ed., 1993, section II.6.
    """
    c1, c2, c3, c4, c5 = quintic(h, p0, v0, a0, p1, v1, a1)
    position = p0 + u * (c1 + u * (c2 + u * (c3 + u * (c4 + u * c5))))
    velocity = c1 + u * (2.0 * c2 + u * (3.0 * c3 + u * (4.0 * c4 + u * 5.0 * c5)))
    return position, velocity / h
