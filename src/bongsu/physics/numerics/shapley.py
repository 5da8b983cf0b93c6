"""Shapley effects: how the variance of a number is shared among groups of what it rests on."""

import numpy as np

from bongsu.errors import ArgumentError
from bongsu.physics.numerics.arrays import BoolArray, FloatArray, IntArray

MOST_GROUPS = 10
"""Groups whose subsets are all tried: two to this power are 1,024 runs for a pair of draws. [1]"""


def corners(groups: int) -> BoolArray:
    """List every way to take each group from one of two draws.

    Parameters
    ----------
    groups : int
        How many, 1 to 10. [1]

    Returns
    -------
    numpy.ndarray of bool, shape (2**groups, groups)
        Whether a group is taken from the second draw; the first row takes all from the first. [1]

    Raises
    ------
    ArgumentError
        If there are fewer groups than one or more than ten.
    """
    if not 1 <= groups <= MOST_GROUPS:
        raise ArgumentError("groups", f" must be 1 to {MOST_GROUPS}, not {groups}")
    numbers = np.arange(2**groups)
    return np.asarray((numbers[:, None] >> np.arange(groups)) & 1, dtype=bool)


def effects_of_corners(outputs: FloatArray) -> FloatArray:
    r"""Share the variance among groups, exactly over their subsets.

    The worth of a set of groups is what is left of the variance when all others are known, and it
    is estimated by exchanging the set between the two draws of a pair ("pick and freeze"), from
    every corner: :math:`c(S) = \frac12 \overline{(y_m - y_{m \oplus S})^2}`. Of each pair the
    Shapley values of :math:`c` add up to :math:`c` of all groups, whose mean is the variance.

    Parameters
    ----------
    outputs : numpy.ndarray of float64, shape (pairs, 2**groups)
        The number at the :func:`corners` of each pair of independent draws. [any]

    Returns
    -------
    numpy.ndarray of float64, shape (pairs, groups)
        Parts of the variance, none below nought; exactly nought for a group that never moves the
        number. Their mean over pairs is without bias. [square of the number]

    Notes
    -----
    With the Walsh coefficients :math:`w_T` of the corners, :math:`c(S)` is the sum of
    :math:`w_T^2 (1 - (-1)^{|T \cap S|})`. The Shapley value of each of these terms goes in equal
    parts to the groups in :math:`T`, as they are alike in it, and is nought for even :math:`|T|`.

    References
    ----------
    .. [1] A. B. Owen, "Sobol' indices and Shapley value", SIAM/ASA Journal on Uncertainty
       Quantification 2:245-251, 2014. :doi:`10.1137/130936233`
    .. [2] E. Song, B. L. Nelson, J. Staum, "Shapley effects for global sensitivity analysis:
       theory and computation", SIAM/ASA Journal on Uncertainty Quantification 4:1060-1083, 2016,
       theorem 1 (both worths share the variance alike). :doi:`10.1137/15M1048070`
    """
    groups = int(outputs.shape[1]).bit_length() - 1
    sets = corners(groups)
    if outputs.shape[1] != len(sets):
        raise ArgumentError("outputs", f" must have a power of two of columns, not {outputs.shape}")
    squares = _walsh(outputs) ** 2
    sizes = sets.sum(axis=1)
    parts = np.where(sizes % 2 == 1, 2.0 / np.maximum(sizes, 1), 0.0)
    # summed by NumPy, not by a matrix product: the same bits for any number of threads
    return np.stack(
        [(squares[:, own] * parts[own]).sum(axis=1) for own in sets.T],
        axis=1,
    )


def effects_of_walks(outputs: FloatArray, orders: IntArray) -> FloatArray:
    """Share the variance among many rows, along one order of them for each pair of draws.

    Parameters
    ----------
    outputs : numpy.ndarray of float64, shape (pairs, rows + 1)
        The number with all rows of the first draw, then with one more of the second draw at each
        step. [any]
    orders : numpy.ndarray of int64, shape (pairs, rows)
        Which row was exchanged at each step. [1]

    Returns
    -------
    numpy.ndarray of float64, shape (pairs, rows)
        Parts of the variance, by row; their mean over pairs and random orders is without bias, and
        single ones may be negative. [square of the number]

    References
    ----------
    .. [1] T. Goda, "A simple algorithm for global sensitivity analysis with Shapley effects",
       Reliability Engineering & System Safety 213:107702, 2021, algorithm 1.
       :doi:`10.1016/j.ress.2021.107702`
    """
    walk = outputs.T
    before, after = walk[:-1], walk[1:]
    steps = (before - after) * (walk[0] - 0.5 * (before + after))
    found = np.zeros(orders.shape)
    np.put_along_axis(found, orders, steps.T, axis=1)
    return found


def _walsh(outputs: FloatArray) -> FloatArray:
    """Walsh coefficients of each row: means over its corners with every pattern of signs."""
    found = np.array(outputs, dtype=float)
    pairs, count = found.shape
    half = 1
    while half < count:
        even, odd = np.moveaxis(found.reshape(pairs, -1, 2, half), 2, 0)
        found = np.stack([even + odd, even - odd], axis=2).reshape(pairs, count)
        half *= 2
    return np.asarray(found / count)
