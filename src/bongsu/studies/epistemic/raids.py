"""Raids inside draws: replications by chance, the inner loop, for every draw of cited rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np

from bongsu.engagement.fire_plan import RaidFire, batteries_with_a_shot, plan_of_options
from bongsu.engagement.raids import Flown, PreparedRaid, best_fire, prepare_raid
from bongsu.errors import ArgumentError, InputError, OutOfReachError
from bongsu.physics.fire.options import ShotOptions
from bongsu.physics.numerics.arrays import FloatArray, IntArray
from bongsu.physics.numerics.philox import stream_key
from bongsu.physics.raid.play import RaidCounts, play_raid
from bongsu.scenario import Coordinates, Raid, Scenario
from bongsu.studies.engagement.plan import MOST_ARRIVALS
from bongsu.studies.raid.played import STUDY, RaidStudy

REPLICATIONS = 1024
"""Replications of each draw unless others are asked for. [1]"""
MOST_REPLICATIONS = 10**6
"""Most replications of a draw. [1]"""
_TRIALS = 256
"""Replications in which a draw tries each choice of fire. [1]"""
_HALVES = 2


class RaidPlayed(NamedTuple):
    """A raid of one draw.

    Attributes
    ----------
    halves : tuple of RaidCounts
        What came of either half of the replications.
    first_battery : int or None
        Where the scenario's first battery stands among those that fire; none if it does not. [1]
    """

    halves: tuple[RaidCounts, ...]
    first_battery: int | None


Read = Callable[[RaidPlayed, int], list[IntArray]]
"""Replications of either half by some number, from a raid and the index of an asset."""


@dataclass(frozen=True, kw_only=True, eq=False)
class RaidInDraws:
    """A raid that is played for every draw of a scenario's rows.

    Every draw has the same random numbers, those of ``bongsu raid run``: what differs between two
    draws is what the rows make of them.

    Attributes
    ----------
    study : RaidStudy
        The raid on the scenario with nominal values.
    replications : int
        Of each draw, even. [1]
    flown : Flown
        Flights that were flown for earlier draws.
    """

    study: RaidStudy
    replications: int
    flown: Flown = field(default_factory=Flown)

    @classmethod
    def of(
        cls, scenario: Scenario, raid: Raid | None = None, *, replications: int = REPLICATIONS
    ) -> "RaidInDraws":
        """Make ready to play a raid, or the scenario's own.

        Parameters
        ----------
        scenario : Scenario
            With the nominal values.
        raid : Raid, optional
            The scenario's own by default.
        replications : int
            Of each draw; an odd number is rounded up. [1]

        Returns
        -------
        RaidInDraws
            The raid, flown once.

        Raises
        ------
        InputError
            If there is no raid, a battery cannot fire, or the number is out of its range.
        OutOfReachError
            If a missile does not reach what it is aimed at.
        """
        if not _HALVES <= replications <= MOST_REPLICATIONS:
            raise ArgumentError(
                "replications", f" must be 2 to {MOST_REPLICATIONS:,}, not {replications:,}"
            )
        made = cls(
            study=RaidStudy.of(scenario, raid), replications=replications + replications % _HALVES
        )
        made.study.check()
        return made

    def asset(self, target: Coordinates) -> int:
        """Find what is aimed at.

        Parameters
        ----------
        target : Coordinates
            A place.

        Returns
        -------
        int
            Index of the asset. [1]

        Raises
        ------
        InputError
            If nothing of the raid is aimed there.
        """
        places = self.study.prepared.assets
        wanted = target.latitude_deg, target.longitude_deg
        for index, place in enumerate(places):
            if (place.latitude_deg, place.longitude_deg) == wanted:
                return index
        listed = ", ".join(place.title for place in places)
        raise InputError(f"nothing of the raid is aimed at {target.title}; it is aimed at {listed}")

    def play(self, scenarios: Sequence[Scenario]) -> list[RaidPlayed | None]:
        """Play the raid on changed scenarios.

        Parameters
        ----------
        scenarios : sequence of Scenario
            That differ from the nominal one in the values of their rows.

        Returns
        -------
        list of RaidPlayed or None
            One for each; none where a missile does not reach what it is aimed at. A battery that
            could never fire lets everything through.
        """
        # draws whose rows do not touch the raid are played once
        known: dict[tuple[bytes, ...], RaidPlayed] = {}
        prepared = [self._prepared(scenario) for scenario in scenarios]
        return [None if one is None else self._played(one, known) for one in prepared]

    def leakers_planned(self, scenario: Scenario) -> float:
        """Plan the fire at the raid as if all flew, and on time.

        Parameters
        ----------
        scenario : Scenario
            That differs from the nominal one in the values of its rows.

        Returns
        -------
        float
            Expected missiles that get through; not a number where the raid cannot be flown. [1]

        Raises
        ------
        InputError
            If the raid has more missiles than a plan takes.
        """
        raid = self._prepared(scenario)
        if raid is None:
            return float("nan")
        count = len(raid.missiles)
        if count > MOST_ARRIVALS:
            raise InputError(
                f"a plan takes 1 to {MOST_ARRIVALS} missiles, and the raid has {count}"
            )
        options = [raid.options[flight] for flight in raid.flight_of]
        return plan_of_options(raid.units, options, raid.launch_s).leakers_expected

    def _prepared(self, scenario: Scenario) -> PreparedRaid | None:
        try:
            return prepare_raid(scenario, self.study.raid, where=lambda _: "", flown=self.flown)
        except OutOfReachError:
            return None
        except InputError:
            return _silent(self.study.prepared)

    def _played(
        self, prepared: PreparedRaid, known: dict[tuple[bytes, ...], RaidPlayed]
    ) -> RaidPlayed:
        useful = tuple(batteries_with_a_shot(prepared.options))
        raid = prepared.tables(RaidFire(batteries=useful or (0,), kept=0))
        rests_on = raid.missiles, raid.spans, raid.shots, raid.batteries, raid.launchers
        key = (bytes(useful), *(part.tobytes() for part in rests_on))
        if key not in known:
            fire = best_fire(prepared, most_trials=_TRIALS)
            tables = prepared.tables(fire)
            stream = stream_key(self.study.seed, STUDY)
            half = self.replications // _HALVES
            known[key] = RaidPlayed(
                tuple(
                    play_raid(tables, stream, part * half, (part + 1) * half)
                    for part in range(_HALVES)
                ),
                fire.batteries.index(0) if 0 in fire.batteries else None,
            )
        return known[key]


def _silent(prepared: PreparedRaid) -> PreparedRaid:
    """The same raid without any shot."""
    empty, groups = np.zeros(0), np.zeros(0, dtype=np.int64)
    none = ShotOptions(empty, empty, empty, groups)
    return replace(prepared, options=tuple(tuple(none for _ in own) for own in prepared.options))


def outcomes(raid: RaidInDraws, scenarios: Sequence[Scenario], read: Read, asset: int) -> IntArray:
    """Count replications of changed scenarios by a number of each.

    Parameters
    ----------
    raid : RaidInDraws
    scenarios : sequence of Scenario
        That differ in the values of their rows.
    read : callable
        What is counted.
    asset : int
        Index of the asset that it is about. [1]

    Returns
    -------
    numpy.ndarray of int64, shape (n, 2, most + 1)
        Replications with 0, 1, ... of it, in either half; all 0 where the raid cannot be flown. [1]
    """
    counted = [None if one is None else read(one, asset) for one in raid.play(scenarios)]
    most = max((part.size for one in counted if one is not None for part in one), default=1)
    made = np.zeros((len(scenarios), _HALVES, most), dtype=np.int64)
    for index, one in enumerate(counted):
        for half, part in enumerate(one or ()):
            made[index, half, : part.size] = part
    return made


def means_of(counted: IntArray) -> FloatArray:
    """Mean number over the replications of each draw.

    Parameters
    ----------
    counted : numpy.ndarray of int64, shape (..., most + 1)
        Replications by number. [1]

    Returns
    -------
    numpy.ndarray of float64, shape (...)
        Not a number where there is no replication. [1]
    """
    total = counted.sum(axis=-1)
    summed = counted @ np.arange(counted.shape[-1])
    return np.asarray(np.where(total > 0, summed / np.maximum(total, 1), np.nan))


class Loops(NamedTuple):
    """Variance of one replication of a draw, split into the two loops.

    Attributes
    ----------
    between : float
        Variance over draws of the mean over replications: what is not known. [1]
    within : float
        Mean over draws of the variance over replications: chance. [1]
    """

    between: float
    within: float

    @property
    def share_between(self) -> float:
        """Part of the whole variance that is not known; not a number where nothing varies [1]."""
        total = self.between + self.within
        return self.between / total if total > 0.0 else float("nan")


def loops(counted: IntArray, weight: FloatArray) -> Loops:
    """Split the variance of one replication into the two loops.

    Parameters
    ----------
    counted : numpy.ndarray of int64, shape (draws, 2, most + 1)
        From :func:`outcomes`.
    weight : numpy.ndarray of float64, shape (draws,)
        Weights of the draws. [1]

    Returns
    -------
    Loops
        Without what chance adds to the scatter of means: the two halves of the replications are
        independent of each other, so that their covariance over draws holds none of it, whatever
        random numbers the draws share.

    References
    ----------
    .. [1] N. A. Weiss, "A Course in Probability", 2005, p. 385-386 (law of total variance).
    """
    flown = (counted.sum(axis=(1, 2)) > 0) & (weight > 0.0)
    if not flown.any():
        return Loops(np.nan, np.nan)
    own = weight[flown] / weight[flown].sum()
    halves = means_of(counted[flown])
    apart = halves - own @ halves
    # weights that sum to one: the unbiased estimate divides by what their squares leave
    left = 1.0 - float((own**2).sum())
    between = float(own @ apart.prod(axis=1)) / left if left > 0.0 else 0.0
    both = counted[flown].sum(axis=1)
    replications = both.sum(axis=1)
    spread = both @ np.arange(both.shape[1]) ** 2 / replications - means_of(both) ** 2
    within = float(own @ (spread * replications / np.maximum(replications - 1, 1)))
    return Loops(max(between, 0.0), within)


def outcome_quantiles(shares: FloatArray, levels: Sequence[float]) -> list[int]:
    """Least numbers that one replication does not exceed with given probabilities.

    Parameters
    ----------
    shares : numpy.ndarray of float64, shape (most + 1,)
        Probability of each number, over draws and replications. [1]
    levels : sequence of float
        In (0, 1]. [1]

    Returns
    -------
    list of int
        One for each level. [1]
    """
    heaped = np.cumsum(np.nan_to_num(shares))
    wanted = np.array(levels) * heaped[-1] * (1.0 - 1e-12)
    return [int(place) for place in np.searchsorted(heaped, wanted)]


def _leakers(played: RaidPlayed, _asset: int) -> list[IntArray]:
    return [half.leakers.counts for half in played.halves]


def _intercepts(played: RaidPlayed, _asset: int) -> list[IntArray]:
    return [half.intercepts.counts for half in played.halves]


def _interceptors(played: RaidPlayed, _asset: int) -> list[IntArray]:
    return [half.interceptors_spent.counts for half in played.halves]


def _none(played: RaidPlayed, _asset: int) -> list[IntArray]:
    return [_happened(int(one.leakers.counts[0]), one.replications) for one in played.halves]


def _survival(played: RaidPlayed, asset: int) -> list[IntArray]:
    return [
        _happened(one.replications - int(one.hit[asset]), one.replications) for one in played.halves
    ]


def _exhausted(played: RaidPlayed, _asset: int) -> list[IntArray]:
    return [
        _happened(_ran_out(one, played.first_battery), one.replications) for one in played.halves
    ]


def _ran_out(counts: RaidCounts, battery: int | None) -> int:
    """Replications in which a battery ran out; never in one that does not fire."""
    if battery is None:
        return 0
    by_bin = counts.exhausted[battery]
    return int(by_bin[:-1].sum())


def _happened(times: int, replications: int) -> IntArray:
    """Replications in which something did not happen, and in which it did."""
    return np.array([replications - times, times], dtype=np.int64)


READ: dict[str, tuple[str, Read]] = {
    "raid-leakers": ("missiles of the raid that get through, on average", _leakers),
    "raid-none": ("probability that nothing of the raid gets through", _none),
    "raid-intercepts": ("missiles of the raid that are destroyed, on average", _intercepts),
    "raid-interceptors": ("interceptors spent at the raid, on average", _interceptors),
    "raid-survival": (
        "probability that nothing of the raid gets through to a place",
        _survival,
    ),
    "raid-exhausted": (
        "probability that the first battery has no ready interceptor left",
        _exhausted,
    ),
}
"""By name: what people read, and what is counted."""
COUNTS = ("raid-leakers", "raid-intercepts", "raid-interceptors")
"""Those of them that are numbers of things; the others are probabilities."""
