"""A raid without geometry as a study: how many get through, and how many interceptors it takes."""

from collections.abc import Callable
from dataclasses import dataclass

from bongsu.errors import ArgumentError
from bongsu.physics.numerics.philox import MOST_SEED, stream_key
from bongsu.physics.raid.ideal import IdealRaid, IdealTallies, play_ideal_raid

STUDY = 1
"""Number of this study in the key of its random numbers. [1]"""
MOST_REPLICATIONS = 10**12
"""Most replications of a study. [1]"""


@dataclass(frozen=True, kw_only=True)
class IdealRaidStudy:
    """Replications of a raid without geometry.

    Attributes
    ----------
    raid : IdealRaid
    seed : int
        Of the random numbers. [1]
    replications : int
        How many were played. [1]
    tallies : IdealTallies
        What came of them.
    """

    raid: IdealRaid
    seed: int
    replications: int
    tallies: IdealTallies


def ideal_raid(
    raid: IdealRaid,
    *,
    replications: int,
    seed: int = 1,
    progress: Callable[[int], object] | None = None,
) -> IdealRaidStudy:
    """Play a raid without geometry.

    Parameters
    ----------
    raid : IdealRaid
    replications : int
        How many times, 1 to 10^12. [1]
    seed : int
        Of the random numbers, 0 to 4294967295. [1]
    progress : callable, optional
        Called with the number of replications just finished.

    Returns
    -------
    IdealRaidStudy
        The same for any number of cores; the first replications of a longer study are those of a
        shorter one.

    Raises
    ------
    ArgumentError
        If a number is out of its range.
    """
    check_replications(replications)
    check_seed(seed)
    tallies = play_ideal_raid(raid, stream_key(seed, STUDY), 0, replications, progress=progress)
    return IdealRaidStudy(raid=raid, seed=seed, replications=replications, tallies=tallies)


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
        The seed. [1]

    Raises
    ------
    ArgumentError
        If it is not 0 to 4294967295.
    """
    if not 0 <= seed <= MOST_SEED:
        raise ArgumentError("seed", f" must be 0 to {MOST_SEED}, not {seed}")
