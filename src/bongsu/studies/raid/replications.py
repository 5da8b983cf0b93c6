"""What studies of raids share: their numbers of replications, seeds, chunks and sums."""

from collections.abc import Iterable, Mapping

from bongsu.errors import ArgumentError
from bongsu.physics.numerics.arrays import IntArray
from bongsu.physics.numerics.philox import MOST_SEED
from bongsu.physics.raid.tally import Tally

MOST_REPLICATIONS = 10**12
"""Most replications of a study. [1]"""
_LEAST_CHUNK, _MOST_CHUNK = 2**10, 2**20


def check_replications(replications: int) -> None:
    """Refuse a number of replications that cannot be played.

    Parameters
    ----------
    replications : int
        How many. [1]

    Raises
    ------
    ArgumentError
        If it is not 1 to 10^12.
    """
    if not 1 <= replications <= MOST_REPLICATIONS:
        raise ArgumentError(
            "replications", f" must be 1 to {MOST_REPLICATIONS:,}, not {replications}"
        )


def check_seed(seed: int) -> None:
    """Refuse a seed that does not fit a word of the key.

    Parameters
    ----------
    seed : int
        Of the random numbers. [1]

    Raises
    ------
    ArgumentError
        If it is not 0 to 4294967295.
    """
    if not 0 <= seed <= MOST_SEED:
        raise ArgumentError("seed", f" must be 0 to {MOST_SEED}, not {seed}")


def chunk_size_for(replications: int) -> int:
    """Choose the replications of a chunk.

    Parameters
    ----------
    replications : int
        What a core plays in about two seconds. [1]

    Returns
    -------
    int
        No more than that, a power of two from 2^10 to 2^20. [1]
    """
    return min(max(1 << (replications.bit_length() - 1), _LEAST_CHUNK), _MOST_CHUNK)


def added(parts: Iterable[Mapping[str, IntArray]]) -> dict[str, IntArray]:
    """Add counts up; see :meth:`bongsu.execution.study.ChunkedStudy.merge`.

    Parameters
    ----------
    parts : iterable of mapping
        Counts by name, at least one. [1]

    Returns
    -------
    dict
        Their sums. [1]
    """
    whole: dict[str, IntArray] = {}
    for part in parts:
        for name, counts in part.items():
            whole[name] = whole[name] + counts if name in whole else counts
    return whole


def leakers_line(merged: Mapping[str, IntArray]) -> str:
    """Say what is known so far; see :meth:`bongsu.execution.study.ChunkedStudy.headline`.

    Parameters
    ----------
    merged : mapping
        Counts by name, those of leakers among them. [1]

    Returns
    -------
    str
        Mean number of leakers with its interval.
    """
    leakers = Tally(merged["leakers"])
    low, high = leakers.mean_interval()
    return f"leakers {leakers.mean:.4g} ({low:.4g} to {high:.4g})"
