"""A raid on a deployment, played many times, as an answer."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

from bongsu.front.answers.result import Number, Result
from bongsu.words import number_of
from bongsu.words.said import Said, Share, said

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

    from bongsu.physics.raid.ideal import IdealTallies
    from bongsu.physics.raid.tally import Tally
    from bongsu.report.lettering import Figure
    from bongsu.scenario.provenance import Provenance
    from bongsu.studies.raid.ideal import IdealRaidStudy
    from bongsu.studies.raid.played import RaidOutcome


class _Ended(Result):
    """An answer about a raid that was played, with or without geometry."""

    @property
    @abstractmethod
    def _counted(self) -> _Counted:
        """Replications by leakers and by interceptors spent."""

    def leakers(self) -> float:
        """Mean number of missiles that get through.

        Returns
        -------
        float
            Missiles. [1]

        Examples
        --------
        >>> import bongsu
        >>> bongsu.ideal_raid(2, 0, kill_probability=0.8, replications=100).leakers()
        2.0
        """
        return self._counted.leakers.mean

    def p_none(self) -> float:
        """Share of the replications in which nothing gets through.

        Returns
        -------
        float
            Of all replications. [1]

        Examples
        --------
        >>> import bongsu
        >>> bongsu.ideal_raid(2, 0, kill_probability=0.8, replications=100).p_none()
        0.0
        """
        return self._counted.leakers.share(0)

    def interceptors_spent(self) -> float:
        """Mean number of interceptors fired.

        Returns
        -------
        float
            Interceptors. [1]

        Examples
        --------
        >>> import bongsu
        >>> bongsu.ideal_raid(3, 9, kill_probability=1, replications=100).interceptors_spent()
        3.0
        """
        return self._counted.interceptors_spent.mean


class RaidResult(_Ended):
    """What becomes of a raid, over its replications.

    Parameters
    ----------
    outcome : RaidOutcome

    Examples
    --------
    The examples of the methods ask this answer.

    >>> import bongsu
    >>> from bongsu.scenario import parse_raid
    >>> korea = bongsu.load("korea-2016")
    >>> raid = parse_raid(
    ...     "{format: 1, name: four, title: Four at Busan, waves: [{missile: nodong, count: 4, "
    ...     "launch_areas: [hwangju], targets: [busan], last_launch: 90 s}]}",
    ...     korea,
    ... )
    >>> found = korea.raid(raid, replications=2000)
    >>> 0.0 < found.leakers() < 1.0
    True
    >>> list(found.table()["name"])
    ['busan']
    """

    def __init__(self, outcome: RaidOutcome) -> None:
        self._outcome = outcome

    def _dataset(self) -> xr.Dataset:
        return self._outcome.dataset()

    def _comes_from(self) -> Provenance:
        return self._outcome.provenance()

    @property
    def outcome(self) -> RaidOutcome:
        """The study with its counts, as objects."""
        return self._outcome

    @property
    def _counted(self) -> _Counted:
        return self._outcome.counts

    def sentence(self) -> str:
        """Say in one sentence how the raid ends.

        Returns
        -------
        str
            Missiles, leakers with their interval, and interceptors.

        Examples
        --------
        >>> found.sentence().startswith("Of 4 missiles 0.")
        True
        """
        missiles = len(self._outcome.study.prepared.missiles)
        return _in_words(missiles, self._outcome.counts)

    def numbers(self) -> Mapping[str, Number]:
        """Give the headline numbers.

        Returns
        -------
        mapping
            Missiles, leakers, intercepts, interceptors and assets hit: means, of leakers with the
            95 % interval, and the share of the replications without any. [1]

        Examples
        --------
        >>> found.numbers()["missiles"], found.numbers()["replications"]
        (4, 2000)
        """
        counts = self._outcome.counts
        low, high = counts.leakers.mean_interval()
        return {
            "missiles": len(self._outcome.study.prepared.missiles),
            "leakers": self.leakers(),
            "leakers_low": low,
            "leakers_high": high,
            "p_none": self.p_none(),
            "intercepts": counts.intercepts.mean,
            "interceptors_spent": self.interceptors_spent(),
            "assets_hit": counts.assets_hit.mean,
            "replications": self._outcome.replications,
            "seed": self._outcome.study.seed,
        }

    def table(self) -> pd.DataFrame:
        """List what is aimed at, and how it fares.

        Returns
        -------
        pandas.DataFrame
            A row for each place: missiles `aimed` at it, `survival` - the probability that nothing
            gets through to it - with its 95 % interval, and mean `leakers`. [1]

        Examples
        --------
        >>> list(found.table()["name"])
        ['busan']
        """
        import pandas as pd

        return pd.DataFrame(self._outcome.assets())

    def waves(self) -> pd.DataFrame:
        """List the waves, and how many of each get through.

        Returns
        -------
        pandas.DataFrame
            A row for each, with mean `leakers` [1] and launch times. [s]

        Examples
        --------
        >>> list(found.waves()["count"])
        [4]
        """
        import pandas as pd

        return pd.DataFrame(self._outcome.waves())

    def batteries(self) -> pd.DataFrame:
        """List the batteries, and how likely their interceptors run out.

        Returns
        -------
        pandas.DataFrame
            A row for each, with the probability `exhausted` and its 95 % interval [1], and the
            median time `exhausted_s`. [s]

        Examples
        --------
        >>> list(found.batteries()["exhausted"])
        [0.0]
        """
        import pandas as pd

        return pd.DataFrame(self._outcome.batteries())

    def _draw(self) -> Figure:
        from bongsu.report.raid.tallies import tallies_figure

        counts = self._outcome.counts
        return tallies_figure(counts.leakers, counts.interceptors_spent, self._outcome.study.title)

    def map(self) -> Figure:
        """Draw what is aimed at on a map, with how likely nothing gets through to it.

        Returns
        -------
        matplotlib.figure.Figure
            Shows itself in a notebook.

        Examples
        --------
        >>> len(found.map().axes) > 0
        True
        """
        from bongsu.report.raid.survival import survival_map

        return self._signed(survival_map(self._outcome))

    def exhaustion(self) -> Figure:
        """Draw how likely each battery has no ready interceptor left, over time.

        Returns
        -------
        matplotlib.figure.Figure
            Shows itself in a notebook.

        Examples
        --------
        >>> len(found.exhaustion().axes) > 0
        True
        """
        from bongsu.report.raid.exhaustion import exhaustion_figure

        return self._signed(exhaustion_figure(self._outcome))


class IdealRaidResult(_Ended):
    """What becomes of a raid without geometry, over its replications.

    Parameters
    ----------
    study : IdealRaidStudy
        What was played.
    tallies : IdealTallies
        What came of it.

    Examples
    --------
    >>> import bongsu
    >>> found = bongsu.ideal_raid(20, 24, kill_probability=0.8, replications=20_000)
    >>> abs(found.p_none() - 0.46) < 0.02  # in closed form 0.45988
    True
    """

    def __init__(self, study: IdealRaidStudy, tallies: IdealTallies) -> None:
        self._study, self._tallies = study, tallies

    def _dataset(self) -> xr.Dataset:
        return self._study.dataset(self._tallies)

    def _comes_from(self) -> Provenance:
        from bongsu.scenario.provenance import Provenance

        return Provenance(seed=self._study.seed)

    def _foot(self) -> str:
        return f"no scenario, seed {self._study.seed}, bongsu {self.provenance.bongsu_version}"

    @property
    def tallies(self) -> IdealTallies:
        """Replications by leakers and by interceptors spent."""
        return self._tallies

    @property
    def _counted(self) -> _Counted:
        return self._tallies

    def sentence(self) -> str:
        """Say in one sentence how the raid ends.

        Returns
        -------
        str
            Missiles, leakers with their interval, and interceptors.

        Examples
        --------
        >>> import bongsu
        >>> found = bongsu.ideal_raid(3, 9, kill_probability=1, replications=1000)
        >>> found.sentence().startswith("Of 3 missiles 0 get through on average")
        True
        """
        return _in_words(self._study.raid.missiles, self._tallies)

    def numbers(self) -> Mapping[str, Number]:
        """Give the headline numbers.

        Returns
        -------
        mapping
            Missiles, leakers with the 95 % interval, share without any, interceptors. [1]

        Examples
        --------
        >>> import bongsu
        >>> found = bongsu.ideal_raid(3, 9, kill_probability=1, replications=1000)
        >>> found.numbers()["interceptors_spent"]
        3.0
        """
        low, high = self._tallies.leakers.mean_interval()
        return {
            "missiles": self._study.raid.missiles,
            "leakers": self.leakers(),
            "leakers_low": low,
            "leakers_high": high,
            "p_none": self.p_none(),
            "interceptors_spent": self.interceptors_spent(),
            "replications": self._tallies.leakers.replications,
            "seed": self._study.seed,
        }

    def table(self) -> pd.DataFrame:
        """Lay the distributions out as a table.

        Returns
        -------
        pandas.DataFrame
            A row for each number: shares of the replications with so many leakers, and with so many
            interceptors spent. [1]

        Examples
        --------
        >>> import bongsu
        >>> found = bongsu.ideal_raid(2, 0, kill_probability=0.8, replications=100)
        >>> list(found.table()["leakers"])
        [0.0, 0.0, 1.0]
        """
        return self.data.to_dataframe().reset_index()

    def _draw(self) -> Figure:
        from bongsu.report.raid.tallies import tallies_figure

        leakers, spent = self._tallies.leakers, self._tallies.interceptors_spent
        return tallies_figure(leakers, spent, self._study.raid.title)


class _Counted(Protocol):
    """What comes of a raid, with or without geometry."""

    @property
    def leakers(self) -> Tally: ...

    @property
    def interceptors_spent(self) -> Tally: ...


def _in_words(missiles: int, counted: _Counted) -> Said:
    leakers = counted.leakers
    low, high = leakers.mean_interval()
    return said(
        "Of {missiles} {leakers:.3g} get through on average (95 %: {low:.3g} to {high:.3g}), none "
        "in {none} of {replications:,} replications; {spent:.3g} interceptors are fired.",
        missiles=number_of(missiles, "missile"),
        leakers=leakers.mean,
        low=low,
        high=high,
        none=Share(leakers.share(0)),
        replications=leakers.replications,
        spent=counted.interceptors_spent.mean,
    )
