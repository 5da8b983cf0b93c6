"""A raid on a scenario as a study: leakers, interceptors spent, survival, exhaustion."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from json import dumps
from typing import Any, ClassVar

import numpy as np
import xarray as xr

from bongsu.engagement.fire_plan import RaidFire, batteries_with_a_shot
from bongsu.engagement.raids import PreparedRaid, best_fire, prepare_raid
from bongsu.errors import InputError
from bongsu.physics.numerics.arrays import FloatArray, IntArray
from bongsu.physics.numerics.philox import stream_key
from bongsu.physics.raid.play import (
    RaidCounts,
    RaidReplay,
    RaidTuple,
    counts_from,
    play_raid,
    replay_raid,
)
from bongsu.physics.raid.tally import exact_interval
from bongsu.scenario import Raid, RaidFile, Scenario, packed_scenario, unpacked_scenario
from bongsu.scenario.provenance import Provenance, provenance
from bongsu.studies.conventions import conventional, label
from bongsu.studies.raid.replications import added, check_seed, chunk_size_for, leakers_line

STUDY = 2
"""Number of this study in the key of its random numbers. [1]"""
# a core plays about so many missiles in two seconds
_MISSILES_OF_A_CHUNK = 2**24


@dataclass(frozen=True, kw_only=True)
class RaidStudy:
    """Replications of a raid on a scenario, to be computed in chunks.

    It is a :class:`bongsu.execution.study.ChunkedStudy`.

    Attributes
    ----------
    scenario : Scenario
        Batteries, doctrine, catalogue and numerics.
    raid : Raid
        What is fired.
    seed : int
        Of the random numbers, 0 to 4294967295. [1]
    """

    scenario: Scenario
    raid: Raid
    seed: int = 1

    kind: ClassVar[str] = "raid"

    def __post_init__(self) -> None:
        """Refuse a seed that does not fit a word of the key."""
        check_seed(self.seed)

    @classmethod
    def of(cls, scenario: Scenario, raid: Raid | None = None, *, seed: int = 1) -> RaidStudy:
        """Make the study of a raid, or of the scenario's own.

        Parameters
        ----------
        scenario : Scenario
        raid : Raid, optional
            The scenario's own by default.
        seed : int
            Of the random numbers, 0 to 4294967295. [1]

        Returns
        -------
        RaidStudy
            The study.

        Raises
        ------
        InputError
            If there is no raid, or the seed is out of its range.
        """
        check_seed(seed)
        found = scenario.own_raid if raid is None else raid
        if found is None:
            raise InputError(
                f"{scenario.name} has no raid of its own: give a file with one (`bongsu raid new`)"
            )
        return cls(scenario=scenario, raid=found, seed=seed)

    @classmethod
    def from_spec(cls, spec: Mapping[str, Any]) -> RaidStudy:
        """Make a study again; see :func:`bongsu.execution.study.study_of`."""
        scenario = unpacked_scenario(spec)
        raid = Raid.model_validate({"waves": spec["waves"]}, context={"catalog": scenario.catalog})
        return cls(scenario=scenario, raid=raid, seed=spec["seed"])

    def spec(self) -> dict[str, Any]:
        """See :meth:`bongsu.execution.study.ChunkedStudy.spec`."""
        return {
            **packed_scenario(self.scenario),
            "waves": self.raid.model_dump(mode="json")["waves"],
            "seed": self.seed,
        }

    @cached_property
    def scenario_hash(self) -> str:
        """Fingerprint of the scenario and of the raid."""
        raid = dumps(self.scenario.computed_raid(self.raid), sort_keys=True)
        return sha256(f"{self.scenario.hash()} {raid}".encode()).hexdigest()

    @property
    def chunk_size(self) -> int:
        """Replications that take a core about two seconds, a power of two [1]."""
        return chunk_size_for(_MISSILES_OF_A_CHUNK // len(self.raid.missiles()))

    @cached_property
    def prepared(self) -> PreparedRaid:
        """The raid, flown, with what the batteries could fire at it."""

        def where(path: tuple[str | int, ...]) -> str:
            if isinstance(self.raid, RaidFile):
                return self.raid.where(path)
            return self.scenario.where(("raid", *path))

        return prepare_raid(self.scenario, self.raid, where=where)

    def check(self) -> None:
        """Refuse a raid that cannot be played, before anything is.

        Raises
        ------
        InputError
            If a battery cannot fire.
        OutOfReachError
            If a missile does not reach what it is aimed at, with its place in the file.
        """
        self.prepared  # noqa: B018 (flying the missiles is the check)

    @cached_property
    def fire(self) -> RaidFire:
        """Which batteries fire, and what they keep for later rounds."""
        return best_fire(self.prepared)

    @property
    def title(self) -> str:
        """What people read for the raid on its scenario."""
        own = f"{self.raid.title} on " if isinstance(self.raid, RaidFile) else "Raid on "
        return own + self.scenario.title

    def provenance(self) -> Provenance:
        """Say where results come from.

        Returns
        -------
        Provenance
            Of the scenario with the raid.
        """
        own = provenance(self.scenario)
        return replace(own, scenario_hash=self.scenario_hash, seed=self.seed)

    def waves(self) -> list[dict[str, Any]]:
        """List what is fired.

        Returns
        -------
        list of dict
            For each wave `missile` and its `missile_title`, `count` [1], `first_launch_s`,
            `last_launch_s`, `launch_spread_s` [s] and `reliability` [1].
        """
        return [
            {
                "missile": wave.missile,
                "missile_title": self.scenario.catalog.missile(wave.missile).title,
                "count": wave.count,
                "first_launch_s": wave.first_launch,
                "last_launch_s": wave.last,
                "launch_spread_s": wave.launch_spread,
                "reliability": wave.reliability,
            }
            for wave in self.raid.waves
        ]

    def flights(self) -> list[dict[str, Any]]:
        """List the flights of the missiles, each once, and what could be fired at them.

        Returns
        -------
        list of dict
            For each `missile`, `launch_area` and `target` - the titles of these with `_title` -
            `shape`, `count` of missiles [1], `time_of_flight_s` [s], `apogee_km` [km], and `shots`:
            for each battery `name`, `title` and the number `possible`. [1]
        """
        raid = self.prepared
        found = []
        for index, flight in enumerate(raid.flights):
            number = raid.flight_of.index(index)
            area = self.scenario.place("launch-area", raid.missiles[number].launch_area)
            target = self.scenario.place("target", raid.missiles[number].target)
            found.append(
                {
                    "missile": flight.missile,
                    "missile_title": self.scenario.catalog.missile(flight.missile).title,
                    "launch_area": area.name,
                    "launch_area_title": area.title,
                    "target": target.name,
                    "target_title": target.title,
                    "shape": flight.shape,
                    "count": raid.flight_of.count(index),
                    "time_of_flight_s": flight.duration_s,
                    "apogee_km": flight.apogee_m / 1e3,
                    "shots": [
                        {"name": unit.name, "title": unit.title, "possible": own.intercept_s.size}
                        for unit, own in zip(raid.units, raid.options[index], strict=True)
                    ],
                }
            )
        return found

    @cached_property
    def _tables(self) -> RaidTuple:
        return self.prepared.tables(self.fire)

    @property
    def firing(self) -> tuple[int, ...]:
        """Indices of the batteries that fire and have a shot at a missile [1]."""
        useful = batteries_with_a_shot(self.prepared.options)
        return tuple(battery for battery in self.fire.batteries if battery in useful)

    def compute(
        self, first: int, last: int, progress: Callable[[int], object] | None = None
    ) -> dict[str, IntArray]:
        """See :meth:`bongsu.execution.study.ChunkedStudy.compute`."""
        key = stream_key(self.seed, STUDY)
        return play_raid(self._tables, key, first, last, progress=progress).arrays()

    def replay(self, replication: int) -> RaidReplay:
        """Play one of the replications again, and keep what happens in it.

        Parameters
        ----------
        replication : int
            Its number, from 0. [1]

        Returns
        -------
        RaidReplay
            The replication that :meth:`compute` counts under this number.
        """
        return replay_raid(self._tables, stream_key(self.seed, STUDY), replication)

    def merge(self, parts: Iterable[Mapping[str, IntArray]]) -> dict[str, IntArray]:
        """See :meth:`bongsu.execution.study.ChunkedStudy.merge`."""
        return added(parts)

    def headline(self, merged: Mapping[str, IntArray]) -> str:
        """See :meth:`bongsu.execution.study.ChunkedStudy.headline`."""
        return leakers_line(merged)

    def outcome(self, merged: Mapping[str, IntArray]) -> RaidOutcome:
        """Read what came of the replications.

        Parameters
        ----------
        merged : mapping
            Arrays of some, or of all.

        Returns
        -------
        RaidOutcome
            What follows from them.
        """
        counts = counts_from(merged, self._tables)
        return RaidOutcome(study=self, counts=counts)


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class RaidOutcome:
    """What becomes of a raid, over its replications.

    Attributes
    ----------
    study : RaidStudy
        What was played.
    counts : RaidCounts
        What came of it.
    """

    study: RaidStudy
    counts: RaidCounts

    @property
    def replications(self) -> int:
        """How many were played [1]."""
        return self.counts.replications

    def assets(self) -> list[dict[str, Any]]:
        """List what is aimed at, and how it fares.

        Returns
        -------
        list of dict
            For each asset `name`, `title`, missiles `aimed` at it [1], `survival` - the probability
            that nothing gets through to it - with its 95 % interval `low` and `high`, and
            `leakers`, the mean number that gets through. [1]
        """
        raid, n = self.study.prepared, self.replications
        of = np.array(raid.asset_of)
        found = []
        for index, place in enumerate(raid.assets):
            spared = n - int(self.counts.hit[index])
            low, high = exact_interval(spared, n)
            found.append(
                {
                    "name": place.name,
                    "title": place.title,
                    "aimed": int((of == index).sum()),
                    "survival": spared / n,
                    "low": low,
                    "high": high,
                    "leakers": float(self.counts.through[of == index].sum() / n),
                }
            )
        return found

    def waves(self) -> list[dict[str, Any]]:
        """List the waves, and how many of each get through.

        Returns
        -------
        list of dict
            As :meth:`RaidStudy.waves`, with mean `leakers`. [1]
        """
        of = np.array([one.wave for one in self.study.prepared.missiles])
        through, n = self.counts.through, self.replications
        return [
            {**wave, "leakers": float(through[of == index].sum() / n)}
            for index, wave in enumerate(self.study.waves())
        ]

    def exhausted(self) -> FloatArray:
        """Probability that each battery has no ready interceptor left, over time.

        Returns
        -------
        ndarray, shape (batteries, bins)
            At the ends of the bins of :attr:`RaidCounts.bin_s`; since the first launch that the
            raid's clock allows. A battery that holds fire never is. [1]
        """
        shares = np.zeros((len(self.study.prepared.units), self.counts.exhausted.shape[1] - 1))
        for row, battery in zip(self.counts.exhausted, self.study.fire.batteries, strict=True):
            shares[battery] = np.cumsum(row[:-1]) / self.replications
        return shares

    def batteries(self) -> list[dict[str, Any]]:
        """List the batteries, and how likely their interceptors run out.

        Returns
        -------
        list of dict
            For each `name`, `title`, `interceptors_ready` [1], whether it `fires` at the raid,
            `exhausted`, the probability that none is left at some time, with its 95 % interval
            `low` and `high` [1], and `exhausted_s`, by when that is as likely as not, given that
            it happens; not a number where it never did. [s]
        """
        found, n = [], self.replications
        units = self.study.prepared.units
        for index, (unit, curve) in enumerate(zip(units, self.exhausted(), strict=True)):
            ends = float(curve.max())
            half = int(np.searchsorted(curve, ends / 2.0)) + 1
            low, high = exact_interval(round(ends * n), n)
            found.append(
                {
                    "name": unit.name,
                    "title": unit.title,
                    "interceptors_ready": unit.magazine,
                    "fires": index in self.study.firing,
                    "exhausted": ends,
                    "low": low,
                    "high": high,
                    "exhausted_s": half * self.counts.bin_s if ends > 0.0 else float("nan"),
                }
            )
        return found

    def provenance(self) -> Provenance:
        """Say where the outcome comes from.

        Returns
        -------
        Provenance
            Of the scenario with the raid.
        """
        return self.study.provenance()

    def dataset(self) -> xr.Dataset:
        """Lay the outcome out as a dataset.

        Returns
        -------
        xarray.Dataset
            Along `number`: share of the replications with so many leakers, intercepts and assets
            hit; along `spent`: with so many interceptors fired; along `asset`: survival; along
            `missile`: probability of getting through; along `battery` and `time`: probability that
            none is left.
        """
        counts, n = self.counts, self.replications
        assets = self.assets()
        numbers = counts.leakers.counts.size
        hit = np.zeros(numbers)
        hit[: counts.assets_hit.counts.size] = counts.assets_hit.counts[:numbers] / n
        spent = np.trim_zeros(counts.interceptors_spent.counts, "b")
        shares = self.exhausted()
        found = xr.Dataset(
            {
                "leakers": (
                    "number",
                    counts.leakers.counts / n,
                    label("share with so many leakers"),
                ),
                "intercepts": (
                    "number",
                    counts.intercepts.counts / n,
                    label("share with so many missiles destroyed"),
                ),
                "assets_hit": ("number", hit, label("share with so many assets hit")),
                "interceptors_spent": (
                    "spent",
                    spent / n,
                    label("share with so many interceptors fired"),
                ),
                "survival": (
                    "asset",
                    [one["survival"] for one in assets],
                    label("probability that nothing gets through to the asset"),
                ),
                "through": (
                    "missile",
                    counts.through / n,
                    label("probability that the missile gets through"),
                ),
                "exhausted": (
                    ("battery", "time"),
                    shares,
                    label("probability that no ready interceptor is left"),
                ),
            },
            {
                "number": ("number", np.arange(numbers), label("how many")),
                "spent": ("spent", np.arange(spent.size), label("interceptors fired")),
                "asset": (
                    "asset",
                    [one["name"] for one in assets],
                    {"long_name": "what is aimed at"},
                ),
                "latitude": (
                    "asset",
                    [place.latitude_deg for place in self.study.prepared.assets],
                    label("latitude", "degrees_north"),
                ),
                "longitude": (
                    "asset",
                    [place.longitude_deg for place in self.study.prepared.assets],
                    label("longitude", "degrees_east"),
                ),
                "battery": (
                    "battery",
                    [unit.name for unit in self.study.prepared.units],
                    {"long_name": "battery"},
                ),
                "time": (
                    "time",
                    counts.bin_s * np.arange(1, shares.shape[1] + 1),
                    label("since the start of the raid's clock", "s"),
                ),
            },
            self.provenance().attributes()
            | {
                "history": "bongsu.studies.raid.played",
                "replications": n,
                "leakers_expected": counts.leakers.mean,
            },
        )
        return conventional(found, self.study.title)
