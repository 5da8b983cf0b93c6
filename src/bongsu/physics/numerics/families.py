"""Distributions over a range whose median is the value inside it, by their inverse functions."""

from typing import assert_never

import numpy as np
import numpy.typing as npt

from bongsu.errors import ArgumentError
from bongsu.physics.numerics.arrays import FloatArray
from bongsu.words import Family


def quantile(
    family: Family,
    probability: npt.ArrayLike,
    low: npt.ArrayLike,
    nominal: npt.ArrayLike,
    high: npt.ArrayLike,
) -> FloatArray:
    """Draw values of a row: those that are exceeded with one minus the probabilities.

    Half of the values lie on either side of the nominal one, which is the median. Where the nominal
    value is an end of its range, half of all values are equal to it. On a side of a triangle the
    density falls evenly from the nominal value to nought at the end; on a uniform side, and over
    whole numbers, it is the same throughout. Families by factors say this of logarithms.

    Parameters
    ----------
    family : Family
        One of :data:`bongsu.words.FAMILIES`.
    probability : array_like
        Probabilities of a smaller value, from 0 to 1. [1]
    low, nominal, high : array_like
        Range and median; all shapes are broadcast. [any]

    Returns
    -------
    numpy.ndarray of float64
        The values. [as the range]

    Raises
    ------
    ArgumentError
        If a probability is not between 0 and 1, the nominal value not in its range, or a range
        unfit for the family.

    Examples
    --------
    >>> from bongsu.physics.numerics.families import quantile
    >>> quantile("log-triangular", [0.0, 0.5, 1.0], 0.001, 0.01, 0.1).tolist()
    [0.001, 0.01, 0.1]
    """
    chance, lowest, middle, highest = np.broadcast_arrays(
        *(np.asarray(given, dtype=float) for given in (probability, low, nominal, high))
    )
    if not np.all((chance >= 0.0) & (chance <= 1.0)):
        raise ArgumentError("probability", " must be from 0 to 1")
    if not np.all((lowest <= middle) & (middle <= highest)):
        raise ArgumentError("nominal", " must be from low to high")
    if family.startswith("log-") and not np.all(lowest > 0.0):
        raise ArgumentError("low", f" must be above 0 for a {family} range")
    if family == "counts" and not all(
        np.array_equal(ends, np.rint(ends)) for ends in (lowest, middle, highest)
    ):
        raise ArgumentError("low", ", nominal and high must be whole numbers for counts")
    end = np.where(chance < 0.5, lowest, highest)
    from_middle = np.abs(2.0 * chance - 1.0)
    match family:
        case "triangular":
            return np.asarray(middle + (end - middle) * _on_triangle(from_middle))
        case "uniform":
            return np.asarray(middle + (end - middle) * from_middle)
        case "log-triangular":
            return np.asarray(_between(middle, end, _on_triangle(from_middle)))
        case "log-uniform":
            return np.asarray(_between(middle, end, from_middle))
        case "counts":
            steps = np.abs(end - middle)
            taken = np.minimum(np.floor(from_middle * (steps + 1.0)), steps)
            return np.asarray(middle + np.sign(end - middle) * taken)
    assert_never(family)


def even_quantile(
    family: Family, probability: npt.ArrayLike, low: npt.ArrayLike, high: npt.ArrayLike
) -> FloatArray:
    """Draw values of a row as if none in its range were likelier than another.

    By amounts, by factors or over whole numbers, as its family; where the nominal value lies does
    not matter.

    Parameters
    ----------
    family : Family
        One of :data:`bongsu.words.FAMILIES`.
    probability : array_like
        Probabilities of a smaller value, from 0 to 1. [1]
    low, high : array_like
        Range; all shapes are broadcast. [any]

    Returns
    -------
    numpy.ndarray of float64
        The values. [as the range]

    Raises
    ------
    ArgumentError
        If a probability is not between 0 and 1, or the range has no factors.

    Examples
    --------
    >>> from bongsu.physics.numerics.families import even_quantile
    >>> even_quantile("uniform", [0.0, 0.5, 1.0], 2.0, 4.0).tolist()
    [2.0, 3.0, 4.0]
    """
    chance, lowest, highest = np.broadcast_arrays(
        *(np.asarray(given, dtype=float) for given in (probability, low, high))
    )
    if not np.all((chance >= 0.0) & (chance <= 1.0)):
        raise ArgumentError("probability", " must be from 0 to 1")
    if family == "counts":
        steps = highest - lowest
        return np.asarray(lowest + np.minimum(np.floor(chance * (steps + 1.0)), steps))
    if family.startswith("log-"):
        if not np.all(lowest > 0.0):
            raise ArgumentError("low", f" must be above 0 for a {family} range")
        return _between(lowest, highest, chance)
    return np.asarray(np.where(chance == 1.0, highest, lowest + (highest - lowest) * chance))


def _on_triangle(mass: FloatArray) -> FloatArray:
    """Distance from the top of a falling triangle within which that share of its area lies."""
    return np.asarray(1.0 - np.sqrt(1.0 - mass))


def _between(middle: FloatArray, end: FloatArray, share: FloatArray) -> FloatArray:
    """Go a share of the way by factors, and hit the end exactly."""
    return np.asarray(np.where(share == 1.0, end, middle * (end / middle) ** share))
