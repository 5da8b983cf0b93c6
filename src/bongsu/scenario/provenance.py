"""Where a result comes from: what was asked, by which version, resting on which sources."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bongsu.geography.counting import statement
from bongsu.version import __version__

if TYPE_CHECKING:
    from bongsu.catalog import Catalog
    from bongsu.scenario.models import Scenario


@dataclass(frozen=True, kw_only=True)
class Provenance:
    """What every result and every file carries.

    Attributes
    ----------
    scenario : str or None
        Name of the scenario; none for a question about the catalogue alone.
    scenario_title : str or None
        What people call the scenario.
    scenario_hash : str, tuple of str or None
        Fingerprint of everything in the scenario that can change a result; of each, where several
        were computed side by side.
    catalog_hash : str or None
        Fingerprint of the numbers of the catalogue entries that the result rests on.
    bongsu_version : str
        Version of the package.
    seed : int or None
        Of what was drawn by lot. [1]
    people_from : str or None
        How the people of the scenario's region are counted, if any are in the result; begins with
        ``synthetic`` where nobody counted them where they are put.
    sources : tuple of str
        Keys of the references that the rows of those entries cite, sorted.
    """

    scenario: str | None = None
    scenario_title: str | None = None
    scenario_hash: str | tuple[str, ...] | None = None
    catalog_hash: str | None = None
    bongsu_version: str = __version__
    seed: int | None = None
    people_from: str | None = None
    sources: tuple[str, ...] = ()

    def plain(self) -> dict[str, str | int | list[str] | None]:
        """Give all of it, for JSON.

        Returns
        -------
        dict
            One key for each attribute.
        """
        return {
            "scenario": self.scenario,
            "scenario_title": self.scenario_title,
            "scenario_hash": self._hashes(),
            "catalog_hash": self.catalog_hash,
            "bongsu_version": self.bongsu_version,
            "seed": self.seed,
            "people_from": self.people_from,
            "sources": list(self.sources),
        }

    def _hashes(self) -> str | list[str] | None:
        found = self.scenario_hash
        return list(found) if isinstance(found, tuple) else found

    def attributes(self) -> dict[str, str | int | list[str]]:
        """Give what there is of it as words and numbers, for attributes and columns.

        Returns
        -------
        dict
            Without what is none; the sources are one text, separated by spaces.
        """
        found = self.plain() | {"sources": " ".join(self.sources)}
        return {key: value for key, value in found.items() if value is not None}

    def citation(self) -> str:
        """Say it as one would cite it, beside a sentence that is quoted.

        Returns
        -------
        str
            Version, scenario with the first letters of its hash, or the catalogue with its, how
            many sources, and how people are counted; the seed where there is nothing else.
        """
        hashes = self._hashes() or self.catalog_hash or ""
        digests = [hashes] if isinstance(hashes, str) else hashes
        digest = " and ".join(one[:12] for one in digests)
        if self.scenario:
            what = f"scenario {self.scenario} ({self.scenario_title}), hash {digest}"
        else:
            what = f"catalogue, hash {digest}" if digest else f"seed {self.seed}"
        sources = (
            f"; values from {len(self.sources)} sources, which --json and `bongsu catalog sources` "
            "name"
            if self.sources
            else ""
        )
        people = f" People: {self.people_from}." if self.people_from else ""
        return f"bongsu {self.bongsu_version}, {what}{sources}.{people}"

    def people_line(self) -> str:
        """Say how people are counted, for the foot of a picture.

        Returns
        -------
        str
            Empty where none are counted, or those of a census.
        """
        counted_elsewhere = self.people_from not in (None, statement("census"), statement("none"))
        return f"People: {self.people_from}" if counted_elsewhere else ""

    def line(self) -> str:
        """Say it in one line, for the foot of a picture.

        Returns
        -------
        str
            Version, scenario, and the first letters of the hash.
        """
        hashes = self._hashes() or self.catalog_hash or ""
        digests = [hashes] if isinstance(hashes, str) else hashes
        digest = digests[0][:8] + (f" and {len(digests) - 1} more" if len(digests) > 1 else "")
        parts = [f"bongsu {self.bongsu_version}", self.scenario and f"scenario {self.scenario}"]
        sources = "sources: --json or `bongsu catalog sources`" if self.sources else ""
        return " · ".join(part for part in (*parts, digest, sources) if part)


def provenance(*scenarios: Scenario, people: bool = False) -> Provenance:
    """Say where a result of a scenario comes from, or of several side by side.

    Parameters
    ----------
    *scenarios : Scenario
        What was computed; at least one.
    people : bool
        Whether the people of the region are counted in it.

    Returns
    -------
    Provenance
        With the sources of all rows that the scenario rests on.
    """
    first = scenarios[0]
    hashes = tuple(scenario.hash() for scenario in scenarios)
    sources = {key for one in scenarios for key in _sources(one.catalog, one.entries())}
    return Provenance(
        scenario=first.name,
        scenario_title=first.title,
        scenario_hash=hashes if len(hashes) > 1 else hashes[0],
        catalog_hash=first.catalog.digest,
        seed=first.seed,
        people_from=statement(first.region.people_key) if people else None,
        sources=tuple(sorted(sources)),
    )


def catalog_provenance(
    catalog: Catalog, entries: Iterable[tuple[str, str]], seed: int | None = None
) -> Provenance:
    """Say where a result of entries of the catalogue comes from.

    Parameters
    ----------
    catalog : Catalog
        Holds them.
    entries : iterable of (str, str)
        Kind and key of each.
    seed : int, optional
        Of what was drawn by lot. [1]

    Returns
    -------
    Provenance
        Without a scenario.
    """
    return Provenance(
        catalog_hash=catalog.digest, seed=seed, sources=_sources(catalog, set(entries))
    )


def _sources(catalog: Catalog, entries: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(sorted({source for entry in entries for source in catalog.sources(*entry)}))
