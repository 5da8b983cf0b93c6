"""A raid without geometry as a study: how many get through, and how many interceptors it takes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

import numpy as np
import xarray as xr

from bongsu.physics.numerics.arrays import FloatArray, IntArray
from bongsu.physics.numerics.philox import stream_key
from bongsu.physics.raid.ideal import IdealRaid, IdealTallies, play_ideal_raid
from bongsu.physics.raid.tally import Tally
from bongsu.scenario.provenance import Provenance
from bongsu.studies.conventions import conventional, label
from bongsu.studies.raid.replications import added, check_seed, chunk_size_for, leakers_line

STUDY = 1
"""Number of this study in the key of its random numbers. [1]"""
# a core fires at about so many missiles in two seconds
_MISSILES_OF_A_CHUNK = 2**26


@dataclass(frozen=True, kw_only=True)
class IdealRaidStudy:
    """Replications of a raid without geometry, to be computed in chunks.

    It is a :class:`bongsu.execution.study.ChunkedStudy`.

    Attributes
    ----------
    raid : IdealRaid
    seed : int
        Of the random numbers, 0 to 4294967295. [1]
    """

    raid: IdealRaid
    seed: int = 1

    kind: ClassVar[str] = "ideal-raid"
    scenario_hash: ClassVar[str | None] = None

    def __post_init__(self) -> None:
        """Refuse a seed that does not fit a word of the key."""
        check_seed(self.seed)

    @classmethod
    def from_spec(cls, spec: Mapping[str, Any]) -> IdealRaidStudy:
        """Make a study again; see :func:`bongsu.execution.study.study_of`."""
        raid = {key: value for key, value in spec.items() if key != "seed"}
        record = None if raid["record"] is None else tuple(raid["record"])
        return cls(raid=IdealRaid(**raid | {"record": record}), seed=spec["seed"])

    def spec(self) -> dict[str, Any]:
        """See :meth:`bongsu.execution.study.ChunkedStudy.spec`."""
        raid = asdict(self.raid)
        record = None if self.raid.record is None else list(self.raid.record)
        return {**raid, "record": record, "seed": self.seed}

    @property
    def chunk_size(self) -> int:
        """Replications that take a core about two seconds, a power of two [1]."""
        fits = _MISSILES_OF_A_CHUNK // (self.raid.missiles + self.raid.interceptors)
        return chunk_size_for(fits)

    def compute(
        self, first: int, last: int, progress: Callable[[int], object] | None = None
    ) -> dict[str, IntArray]:
        """See :meth:`bongsu.execution.study.ChunkedStudy.compute`."""
        key = stream_key(self.seed, STUDY)
        found = play_ideal_raid(self.raid, key, first, last, progress=progress)
        return {
            "leakers": found.leakers.counts,
            "interceptors_spent": found.interceptors_spent.counts,
        }

    def merge(self, parts: Iterable[Mapping[str, IntArray]]) -> dict[str, IntArray]:
        """See :meth:`bongsu.execution.study.ChunkedStudy.merge`."""
        return added(parts)

    def headline(self, merged: Mapping[str, IntArray]) -> str:
        """See :meth:`bongsu.execution.study.ChunkedStudy.headline`."""
        return leakers_line(merged)

    def tallies(self, merged: Mapping[str, IntArray]) -> IdealTallies:
        """Read what came of the replications.

        Parameters
        ----------
        merged : mapping
            Arrays of some, or of all.

        Returns
        -------
        IdealTallies
            What follows from them.
        """
        return IdealTallies(Tally(merged["leakers"]), Tally(merged["interceptors_spent"]))

    def dataset(self, found: IdealTallies) -> xr.Dataset:
        """Lay what came of the replications out as a dataset.

        Parameters
        ----------
        found : IdealTallies
            From :meth:`tallies`.

        Returns
        -------
        xarray.Dataset
            Along ``number``: share of the replications with so many leakers, and with so many
            interceptors fired.
        """
        most = max(found.leakers.counts.size, found.interceptors_spent.counts.size)

        def shares(tally: Tally) -> FloatArray:
            made = np.zeros(most)
            made[: tally.counts.size] = tally.counts / tally.replications
            return made

        made = xr.Dataset(
            {
                "leakers": (
                    "number",
                    shares(found.leakers),
                    label("share with so many leakers"),
                ),
                "interceptors_spent": (
                    "number",
                    shares(found.interceptors_spent),
                    label("share with so many interceptors fired"),
                ),
            },
            {"number": ("number", np.arange(most), label("how many"))},
            Provenance(seed=self.seed).attributes()
            | {
                "history": "bongsu.studies.raid.ideal",
                "replications": found.leakers.replications,
                "leakers_expected": found.leakers.mean,
            },
        )
        return conventional(made, self.raid.title)
