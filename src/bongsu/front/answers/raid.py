"""A raid on a deployment, played many times, as an answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from bongsu.front.answers.result import Number, Result
from bongsu.words import number_of

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

    from bongsu.report.lettering import Figure
    from bongsu.scenario.provenance import Provenance
    from bongsu.studies.raid.played import RaidOutcome


class RaidResult(Result):
    """What becomes of a raid, over its replications.

    Parameters
    ----------
    outcome : RaidOutcome

    Examples
    --------
    >>> import bongsu
    >>> from bongsu.scenario import parse_raid
    >>> korea = bongsu.load("korea-2016")
    >>> raid = parse_raid(
    ...     "{format: 1, name: four, title: Four at Busan, waves: [{missile: nodong, count: 4, "
    ...     "launch_areas: [hwangju], targets: [busan], last_launch: 90 s}]}",
    ...     korea,
    ... )
    >>> found = korea.play_raid(raid, replications=2000)
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

    def leakers(self) -> float:
        """Mean number of missiles that get through.

        Returns
        -------
        float
            Missiles. [1]

        Examples
        --------
        >>> import bongsu
        >>> from bongsu.scenario import parse_raid
        >>> korea = bongsu.load("korea-2016")
        >>> raid = parse_raid(
        ...     "{format: 1, name: two, title: Two at Seoul, waves: [{missile: nodong, "
        ...     "launch_areas: [hwangju], targets: [seoul], count: 2}]}",
        ...     korea,
        ... )
        >>> found = korea.play_raid(raid, replications=1000)
        >>> found.leakers()
        2.0
        """
        return self._outcome.counts.leakers.mean

    def p_none(self) -> float:
        """Share of the replications in which nothing gets through.

        Returns
        -------
        float
            Of all replications. [1]

        Examples
        --------
        >>> import bongsu
        >>> from bongsu.scenario import parse_raid
        >>> korea = bongsu.load("korea-2016")
        >>> raid = parse_raid(
        ...     "{format: 1, name: two, title: Two at Seoul, waves: [{missile: nodong, "
        ...     "launch_areas: [hwangju], targets: [seoul], count: 2}]}",
        ...     korea,
        ... )
        >>> found = korea.play_raid(raid, replications=1000)
        >>> found.p_none()
        0.0
        """
        return self._outcome.counts.leakers.share(0)

    def interceptors_spent(self) -> float:
        """Mean number of interceptors fired.

        Returns
        -------
        float
            Interceptors. [1]

        Examples
        --------
        >>> import bongsu
        >>> from bongsu.scenario import parse_raid
        >>> korea = bongsu.load("korea-2016")
        >>> raid = parse_raid(
        ...     "{format: 1, name: two, title: Two at Seoul, waves: [{missile: nodong, "
        ...     "launch_areas: [hwangju], targets: [seoul], count: 2}]}",
        ...     korea,
        ... )
        >>> found = korea.play_raid(raid, replications=1000)
        >>> found.interceptors_spent()
        0.0
        """
        return self._outcome.counts.interceptors_spent.mean

    def sentence(self) -> str:
        """Say in one sentence how the raid ends.

        Returns
        -------
        str
            Missiles, leakers with their interval, and interceptors.

        Examples
        --------
        >>> import bongsu
        >>> from bongsu.scenario import parse_raid
        >>> korea = bongsu.load("korea-2016")
        >>> raid = parse_raid(
        ...     "{format: 1, name: two, title: Two at Seoul, waves: [{missile: nodong, "
        ...     "launch_areas: [hwangju], targets: [seoul], count: 2}]}",
        ...     korea,
        ... )
        >>> found = korea.play_raid(raid, replications=1000)
        >>> found.sentence().startswith("Of 2 missiles 2 get through on average")
        True
        """
        leakers = self._outcome.counts.leakers
        low, high = leakers.mean_interval()
        missiles = len(self._outcome.study.prepared.missiles)
        return (
            f"Of {number_of(missiles, 'missile')} {leakers.mean:.3g} get through on average (95 %: "
            f"{low:.3g} to {high:.3g}), none in {self.p_none():.1%} of "
            f"{self._outcome.replications:,} replications; {self.interceptors_spent():.3g} "
            "interceptors are fired."
        )

    def numbers(self) -> Mapping[str, Number]:
        """Give the headline numbers.

        Returns
        -------
        mapping
            Missiles, leakers, intercepts, interceptors and assets hit: means, of leakers with the
            95 % interval, and the share of the replications without any. [1]

        Examples
        --------
        >>> import bongsu
        >>> from bongsu.scenario import parse_raid
        >>> korea = bongsu.load("korea-2016")
        >>> raid = parse_raid(
        ...     "{format: 1, name: two, title: Two at Seoul, waves: [{missile: nodong, "
        ...     "launch_areas: [hwangju], targets: [seoul], count: 2}]}",
        ...     korea,
        ... )
        >>> found = korea.play_raid(raid, replications=1000)
        >>> found.numbers()["missiles"], found.numbers()["replications"]
        (2, 1000)
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
        >>> import bongsu
        >>> from bongsu.scenario import parse_raid
        >>> korea = bongsu.load("korea-2016")
        >>> raid = parse_raid(
        ...     "{format: 1, name: two, title: Two at Seoul, waves: [{missile: nodong, "
        ...     "launch_areas: [hwangju], targets: [seoul], count: 2}]}",
        ...     korea,
        ... )
        >>> found = korea.play_raid(raid, replications=1000)
        >>> list(found.table()["name"])
        ['seoul']
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
        >>> import bongsu
        >>> from bongsu.scenario import parse_raid
        >>> korea = bongsu.load("korea-2016")
        >>> raid = parse_raid(
        ...     "{format: 1, name: two, title: Two at Seoul, waves: [{missile: nodong, "
        ...     "launch_areas: [hwangju], targets: [seoul], count: 2}]}",
        ...     korea,
        ... )
        >>> found = korea.play_raid(raid, replications=1000)
        >>> list(found.waves()["count"])
        [2]
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
        >>> import bongsu
        >>> from bongsu.scenario import parse_raid
        >>> korea = bongsu.load("korea-2016")
        >>> raid = parse_raid(
        ...     "{format: 1, name: two, title: Two at Seoul, waves: [{missile: nodong, "
        ...     "launch_areas: [hwangju], targets: [seoul], count: 2}]}",
        ...     korea,
        ... )
        >>> found = korea.play_raid(raid, replications=1000)
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
        >>> import bongsu
        >>> from bongsu.scenario import parse_raid
        >>> korea = bongsu.load("korea-2016")
        >>> raid = parse_raid(
        ...     "{format: 1, name: two, title: Two at Seoul, waves: [{missile: nodong, "
        ...     "launch_areas: [hwangju], targets: [seoul], count: 2}]}",
        ...     korea,
        ... )
        >>> found = korea.play_raid(raid, replications=1000)
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
        >>> import bongsu
        >>> from bongsu.scenario import parse_raid
        >>> korea = bongsu.load("korea-2016")
        >>> raid = parse_raid(
        ...     "{format: 1, name: two, title: Two at Seoul, waves: [{missile: nodong, "
        ...     "launch_areas: [hwangju], targets: [seoul], count: 2}]}",
        ...     korea,
        ... )
        >>> found = korea.play_raid(raid, replications=1000)
        >>> len(found.exhaustion().axes) > 0
        True
        """
        from bongsu.report.raid.exhaustion import exhaustion_figure

        return self._signed(exhaustion_figure(self._outcome))
