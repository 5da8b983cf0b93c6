"""Random numbers by counter: the same for any number of threads, chunks and machines.

A draw is a function of what it is for - seed, study, replication, stream, place in the stream - and
of nothing that was drawn before it, so that work may be cut and ordered as one likes.
"""

from typing import NamedTuple

import numpy as np

from bongsu.physics.numerics.jit import inline_kernel

MOST_SEED = 2**32 - 1
"""Greatest seed and greatest number of a study: each is one word of the key. [1]"""
LANES = 4
"""Numbers of one block. [1]"""

_MULTIPLIER_0 = np.uint64(0xD2511F53)
_MULTIPLIER_1 = np.uint64(0xCD9E8D57)
_WEYL_0 = np.uint64(0x9E3779B9)
_WEYL_1 = np.uint64(0xBB67AE85)
_WORD = np.uint64(0xFFFFFFFF)
_HALF = np.uint64(32)
_ROUNDS = 10
_SCALE = 2.0**-32


class StreamKey(NamedTuple):
    """Which family of random numbers a study draws from.

    Attributes
    ----------
    seed, study : numpy.uint64
        The user's seed, and the number of the study; each below 2^32. [1]
    """

    seed: np.uint64
    study: np.uint64


def stream_key(seed: int, study: int) -> StreamKey:
    """Make the key of a study's random numbers.

    Parameters
    ----------
    seed, study : int
        From 0 to 4294967295. [1]

    Returns
    -------
    StreamKey
        For the kernels.

    Raises
    ------
    ValueError
        If one is not in that range.
    """
    for name, number in (("seed", seed), ("study", study)):
        if not 0 <= number <= MOST_SEED:
            raise ValueError(f"{name} is {number}; it must be 0 to {MOST_SEED}")
    return StreamKey(np.uint64(seed), np.uint64(study))


@inline_kernel
def philox_block(
    c0: np.uint64, c1: np.uint64, c2: np.uint64, c3: np.uint64, key: StreamKey
) -> tuple[np.uint64, np.uint64, np.uint64, np.uint64]:
    """Four words of 32 bits from a counter of four, by ten rounds of Philox.

    Parameters
    ----------
    c0, c1, c2, c3 : numpy.uint64
        The counter; each below 2^32. [1]
    key : StreamKey
        Two words more.

    Returns
    -------
    tuple of numpy.uint64
        Each below 2^32. [1]

    References
    ----------
    .. [1] J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, "Parallel random numbers: as easy as
       1, 2, 3", SC11, 2011, section 3.3 (Philox-4x32-10).
    """
    k0, k1 = key.seed, key.study
    for _ in range(_ROUNDS):
        product_0 = c0 * _MULTIPLIER_0
        product_1 = c2 * _MULTIPLIER_1
        c0 = (product_1 >> _HALF) ^ c1 ^ k0
        c1 = product_1 & _WORD
        c2 = (product_0 >> _HALF) ^ c3 ^ k1
        c3 = product_0 & _WORD
        k0 = (k0 + _WEYL_0) & _WORD
        k1 = (k1 + _WEYL_1) & _WORD
    return c0, c1, c2, c3


@inline_kernel
def uniforms(
    key: StreamKey, replication: int, stream: int, block: int
) -> tuple[float, float, float, float]:
    """Four numbers of one stream of one replication, equally likely anywhere in (0, 1).

    Parameters
    ----------
    key : StreamKey
        Of the study.
    replication : int
        From 0; below 2^63. [1]
    stream, block : int
        What is drawn, and the how-manieth four numbers of it; each from 0, below 2^32. [1]

    Returns
    -------
    tuple of float
        Middles of 2^32 equal steps: never 0 or 1. [1]
    """
    number = np.uint64(replication)
    w0, w1, w2, w3 = philox_block(
        number & _WORD, number >> _HALF, np.uint64(stream), np.uint64(block), key
    )
    return (
        (np.float64(w0) + 0.5) * _SCALE,
        (np.float64(w1) + 0.5) * _SCALE,
        (np.float64(w2) + 0.5) * _SCALE,
        (np.float64(w3) + 0.5) * _SCALE,
    )
