"""Smooth curves through tabulated points.

SciPy has both, but importing its interpolation costs more time than a process's first flights.
"""

import numpy as np

from bongsu.physics.numerics.arrays import FloatArray


def spline_slopes(x: FloatArray, y: FloatArray) -> FloatArray:
    """Slopes at the knots of the cubic spline with "not-a-knot" ends.

    Parameters
    ----------
    x : numpy.ndarray of float64, shape (n,)
        Rising knots, at least four. [1]
    y : numpy.ndarray of float64, shape (n,)
        Values there. [1]

    Returns
    -------
    numpy.ndarray of float64, shape (n,)
        Slopes. [1]

    References
    ----------
    .. [1] C. de Boor, "A Practical Guide to Splines", revised ed., 2001, chapter IV,
       eqs. (7), (12).
    """
    h = np.diff(x)
    m = np.diff(y) / h
    # below, on and above the diagonal; the ends say that the third derivative does not jump at the
    # second knot, nor at the last but one
    first, last = h[0] + h[1], h[-1] + h[-2]
    below = [0.0, *h[1:], last]
    diagonal = [h[1], *(2.0 * (h[:-1] + h[1:])), h[-2]]
    above = [first, *h[:-1], 0.0]
    right = [
        ((h[0] + 2.0 * first) * h[1] * m[0] + h[0] ** 2 * m[1]) / first,
        *(3.0 * (h[1:] * m[:-1] + h[:-1] * m[1:])),
        ((h[-1] + 2.0 * last) * h[-2] * m[-1] + h[-1] ** 2 * m[-2]) / last,
    ]
    # elimination row by row: a general solver would wake the threads of a linear-algebra library
    for row in range(1, len(x)):
        share = below[row] / diagonal[row - 1]
        diagonal[row] -= share * above[row - 1]
        right[row] -= share * right[row - 1]
    slopes = np.empty(len(x))
    following = 0.0
    for row in range(len(x) - 1, -1, -1):
        following = (right[row] - above[row] * following) / diagonal[row]
        slopes[row] = following
    return slopes


def monotone_slopes(x: FloatArray, y: FloatArray) -> FloatArray:
    """Slopes at the knots of a cubic curve that rises and falls only where the points do.

    Parameters
    ----------
    x : numpy.ndarray of float64, shape (n,)
        Rising knots, at least two. [1]
    y : numpy.ndarray of float64, shape (n,)
        Values there. [1]

    Returns
    -------
    numpy.ndarray of float64, shape (n,)
        Slopes. [1]

    References
    ----------
    .. [1] F. N. Fritsch, J. Butland, "A method for constructing local monotone piecewise cubic
       interpolants", SIAM J. Sci. Stat. Comput. 5:300-304, 1984, eq. (5).
    .. [2] C. Moler, "Numerical Computing with MATLAB", 2004, section 3.4 (ends).
    """
    h = np.diff(x)
    m = np.diff(y) / h
    if len(m) == 1:
        return np.array([m[0], m[0]])
    slopes = np.zeros(len(x))
    same = m[:-1] * m[1:] > 0.0
    first = 2.0 * h[1:] + h[:-1]
    second = h[1:] + 2.0 * h[:-1]
    before = np.where(same, m[:-1], 1.0)
    after = np.where(same, m[1:], 1.0)
    slopes[1:-1] = np.where(same, (first + second) / (first / before + second / after), 0.0)
    slopes[0] = _end_slope(h[0], h[1], m[0], m[1])
    slopes[-1] = _end_slope(h[-1], h[-2], m[-1], m[-2])
    return slopes


def _end_slope(near: float, far: float, slope: float, next_slope: float) -> float:
    end = ((2.0 * near + far) * slope - near * next_slope) / (near + far)
    if end * slope <= 0.0:
        return 0.0
    if slope * next_slope <= 0.0 and abs(end) > 3.0 * abs(slope):
        return 3.0 * slope
    return end


def curve_at(
    x: FloatArray, y: FloatArray, slopes: FloatArray, at: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Cubic curve with given values and slopes at its knots.

    Parameters
    ----------
    x, y, slopes : numpy.ndarray of float64, shape (n,)
        Rising knots, values and slopes there. [1]
    at : numpy.ndarray of float64
        Places; beyond the knots the outer cubics go on. [1]

    Returns
    -------
    tuple of numpy.ndarray
        Values and slopes there. [1]
    """
    piece = np.clip(np.searchsorted(x, at, side="right") - 1, 0, len(x) - 2)
    h = x[piece + 1] - x[piece]
    u = (at - x[piece]) / h
    rise = y[piece + 1] - y[piece]
    start = h * slopes[piece]
    end = h * slopes[piece + 1]
    second = 3.0 * rise - 2.0 * start - end
    third = start + end - 2.0 * rise
    value = y[piece] + u * (start + u * (second + u * third))
    slope = (start + u * (2.0 * second + 3.0 * u * third)) / h
    return value, slope


def middle_cubics(x: FloatArray, y: FloatArray, slopes: FloatArray) -> FloatArray:
    """Cubic of each interval about its middle.

    Parameters
    ----------
    x, y, slopes : numpy.ndarray of float64, shape (n,)
        Rising knots, values and slopes there. [1]

    Returns
    -------
    numpy.ndarray of float64, shape (n - 1, 4)
        Factors of the powers, zeroth to third, of the distance from the middle in intervals. [1]
    """
    h = np.diff(x)
    rise = np.diff(y)
    start = h * slopes[:-1]
    end = h * slopes[1:]
    columns = (
        0.5 * (y[:-1] + y[1:]) + (start - end) / 8.0,
        1.5 * rise - 0.25 * (start + end),
        0.5 * (end - start),
        start + end - 2.0 * rise,
    )
    return np.ascontiguousarray(np.stack(columns, axis=1))
