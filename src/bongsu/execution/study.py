"""What a study offers so that it can be cut into chunks, interrupted, continued and extended."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from typing import Any, NamedTuple, Protocol

from numpy.typing import NDArray

Arrays = Mapping[str, NDArray[Any]]
"""What a chunk gives: arrays by name."""

KINDS: Mapping[str, str] = {
    "ideal-raid": "bongsu.studies.raid.ideal:IdealRaidStudy",
    "raid": "bongsu.studies.raid.played:RaidStudy",
    "sensitivity": "bongsu.studies.epistemic.sensitivity:SensitivityStudy",
    "uncertainty": "bongsu.studies.epistemic.uncertainty:UncertaintyStudy",
}
"""Class of each kind of study; imported where a run needs it."""

REPLICATIONS: Mapping[str, str] = {
    "ideal-raid": "replications",
    "raid": "replications",
    "sensitivity": "pairs of draws",
    "uncertainty": "draws",
}
"""What people call the replications of each kind of study."""


class Chunk(NamedTuple):
    """Consecutive replications that are computed together.

    Attributes
    ----------
    first, last : int
        From the first up to and without the last. [1]
    """

    first: int
    last: int


class ChunkedStudy(Protocol):
    """A study whose replications can be computed apart.

    How many replications there are is no part of it: a run with more of them is the same study, and
    its first chunks are those of a shorter run.
    """

    @property
    def kind(self) -> str:
        """Its name among :data:`KINDS`."""
        ...

    @property
    def seed(self) -> int:
        """Of its random numbers [1]."""
        ...

    @property
    def scenario_hash(self) -> str | None:
        """Fingerprint of its scenario, if it has one."""
        ...

    @property
    def chunk_size(self) -> int:
        """Replications that take a core about a second or more [1]."""
        ...

    def spec(self) -> dict[str, Any]:
        """Say all that an equal study is made from on another machine.

        Returns
        -------
        dict
            What JSON knows, and no more; the whole text of a scenario where there is one.
        """
        ...

    def compute(
        self, first: int, last: int, progress: Callable[[int], object] | None = None
    ) -> Arrays:
        """Compute consecutive replications; their result hangs on nothing else.

        Parameters
        ----------
        first, last : int
            From the first up to and without the last. [1]
        progress : callable, optional
            Called with the number of replications just finished.

        Returns
        -------
        mapping
            Arrays by name.
        """
        ...

    def merge(self, parts: Iterable[Arrays]) -> Arrays:
        """Put parts together.

        Parameters
        ----------
        parts : iterable of mapping
            Of consecutive replications in their order; at least one. Looked at one by one.

        Returns
        -------
        mapping
            The same arrays for the whole, which is itself a part of a longer run.
        """
        ...

    def headline(self, merged: Arrays) -> str:
        """Say what is known so far.

        Parameters
        ----------
        merged : mapping
            Of some replications.

        Returns
        -------
        str
            An estimate with its interval, for a line of progress.
        """
        ...


def study_of(kind: str, spec: Mapping[str, Any]) -> ChunkedStudy:
    """Make a study again from what it said about itself.

    Parameters
    ----------
    kind : str
        Its name among :data:`KINDS`.
    spec : mapping
        What :meth:`ChunkedStudy.spec` gave.

    Returns
    -------
    ChunkedStudy
        An equal one.

    Raises
    ------
    KeyError
        If there is no such kind.
    """
    module, name = KINDS[kind].split(":")
    made: ChunkedStudy = getattr(import_module(module), name).from_spec(spec)
    return made


def chunk_count(count: int, size: int) -> int:
    """Count the chunks of a run.

    Parameters
    ----------
    count, size : int
        Replications of the run, and of a chunk. [1]

    Returns
    -------
    int
        The last may be smaller. [1]
    """
    return -(-count // size)


def chunk_of(number: int, count: int, size: int) -> Chunk:
    """Find a chunk by its number.

    Parameters
    ----------
    number : int
        From 0. [1]
    count, size : int
        Replications of the run, and of a chunk. [1]

    Returns
    -------
    Chunk
        Its replications.
    """
    return Chunk(number * size, min((number + 1) * size, count))
