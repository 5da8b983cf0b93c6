"""A raid without geometry: missiles, one magazine, a kill probability and a rule of fire."""

from collections.abc import Callable
from dataclasses import dataclass
from math import isfinite

import numpy as np
from scipy.special import betaincinv

from bongsu.errors import ArgumentError
from bongsu.physics.numerics.arrays import FloatArray
from bongsu.physics.numerics.philox import StreamKey
from bongsu.physics.numerics.threads import run_in_chunks
from bongsu.physics.raid.kernels.ideal import IdealRaidTuple, first_numbers, play_ideal
from bongsu.physics.raid.tally import Tally
from bongsu.words import IDEAL_RULES, IdealRule

MOST_MISSILES = 10_000
"""Most missiles, and most interceptors, of a raid without geometry. [1]"""
_CHUNK = 8192


@dataclass(frozen=True, kw_only=True)
class IdealRaid:
    """Missiles against one magazine, without geometry.

    Attributes
    ----------
    missiles, interceptors : int
        How many. [1]
    kill_probability : float
        That one interceptor kills the missile it is fired at. [1]
    rule : str
        ``shoot-look-shoot`` fires one by one until a missile is dead; ``salvo`` fires a fixed
        number at each missile in turn; ``evenly`` deals all interceptors out beforehand;
        ``uncoordinated`` fires each interceptor at a missile by lot.
    salvo : int
        Interceptors at each missile, of the salvo rule. [1]
    tracking_probability : float
        That a missile is tracked at all; at one that is not, nothing is fired. [1]
    tracking_common : bool
        All missiles are tracked or none, instead of each by itself.
    record : tuple of (float, float), optional
        Parameters of a beta distribution from which each replication draws the kill probability,
        in place of `kill_probability`: hits and misses of a test record, each with the prior's
        one (uniform) or half (Jeffreys) added. [1]
    """

    missiles: int
    interceptors: int
    kill_probability: float = 1.0
    rule: IdealRule = "shoot-look-shoot"
    salvo: int = 2
    tracking_probability: float = 1.0
    tracking_common: bool = False
    record: tuple[float, float] | None = None

    def __post_init__(self) -> None:
        """Refuse what is no raid."""
        for name, least in (("missiles", 1), ("interceptors", 0), ("salvo", 1)):
            number = getattr(self, name)
            if not least <= number <= MOST_MISSILES:
                raise ArgumentError(
                    name, f" must be a whole number from {least} to {MOST_MISSILES}, not {number}"
                )
        for name in ("kill_probability", "tracking_probability"):
            number = getattr(self, name)
            if not (isfinite(number) and 0.0 <= number <= 1.0):
                raise ArgumentError(name, f" must be a probability from 0 to 1, not {number:g}")
        if self.record is not None and not all(isfinite(x) and x > 0.0 for x in self.record):
            raise ArgumentError("record", " must be two numbers above 0")

    @property
    def title(self) -> str:
        """What people read for the raid."""
        return (
            f"{self.missiles:,} missiles, {self.interceptors:,} interceptors, "
            f"{self.rule}{f' of {self.salvo}' if self.rule == 'salvo' else ''}"
        )

    @property
    def kernel(self) -> IdealRaidTuple:
        """The raid for the kernels."""
        return IdealRaidTuple(
            missiles=self.missiles,
            interceptors=self.interceptors,
            rule=IDEAL_RULES.index(self.rule),
            salvo=self.salvo,
            tracking=self.tracking_probability,
            tracking_common=self.tracking_common,
        )


@dataclass(frozen=True)
class IdealTallies:
    """What came of the replications of a raid without geometry.

    Attributes
    ----------
    leakers : Tally
        Missiles that got through.
    interceptors_spent : Tally
        Interceptors fired.
    """

    leakers: Tally
    interceptors_spent: Tally


def play_ideal_raid(
    raid: IdealRaid,
    key: StreamKey,
    first: int,
    last: int,
    *,
    progress: Callable[[int], object] | None = None,
) -> IdealTallies:
    """Play consecutive replications of a raid without geometry.

    Parameters
    ----------
    raid : IdealRaid
    key : StreamKey
        Of the study: together with the number of a replication it says what is drawn.
    first, last : int
        Replications, the last not included. [1]
    progress : callable, optional
        Called with the number of replications just finished.

    Returns
    -------
    IdealTallies
        The same whole numbers for any number of cores.
    """
    count = last - first
    parts = -(-count // _CHUNK)
    leakers = np.zeros((parts, raid.missiles + 1), dtype=np.int64)
    spent = np.zeros((parts, raid.interceptors + 1), dtype=np.int64)

    def work(begin: int, end: int) -> None:
        kill = _kill_probabilities(raid, key, first + begin, end - begin)
        part = begin // _CHUNK
        play_ideal(key, raid.kernel, first + begin, kill, leakers[part], spent[part])

    run_in_chunks(work, count, chunk=_CHUNK, progress=progress)
    return IdealTallies(Tally(leakers.sum(axis=0)), Tally(spent.sum(axis=0)))


def _kill_probabilities(raid: IdealRaid, key: StreamKey, first: int, count: int) -> FloatArray:
    if raid.record is None:
        return np.full(count, raid.kill_probability)
    numbers = np.empty(count)
    first_numbers(key, first, numbers)
    drawn: FloatArray = betaincinv(*raid.record, numbers)
    return drawn
