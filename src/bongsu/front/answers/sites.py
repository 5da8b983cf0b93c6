"""Sites of a battery side by side and together, as an answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from bongsu.catalog.lookup import find_word
from bongsu.errors import InputError
from bongsu.front.answers.result import Number, Result
from bongsu.scenario.provenance import provenance
from bongsu.studies.footprint.numbers import counted
from bongsu.studies.sites import best_pairs, best_sets, compare_sites, names_of
from bongsu.words import OVERS, Over, Weight, number_of

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

    from bongsu.report.lettering import Figure
    from bongsu.scenario import Scenario
    from bongsu.scenario.parts.places import Spot
    from bongsu.scenario.provenance import Provenance


class SitesResult(Result):
    """What one battery defends from each site, and several from the best of them.

    Parameters
    ----------
    scenarios : sequence of Scenario
        The battery on each site.
    found : xarray.Dataset
        Their footprints, from :func:`bongsu.studies.footprint.play.footprints`.
    over : {'average', 'every', 'any'}
        How flights count together.

    Raises
    ------
    InputError
        If there is no such way of counting.

    Examples
    --------
    >>> import bongsu
    >>> korea = bongsu.load("korea-2016").only(missile="nodong", launch_area="hwangju")
    >>> sites = korea.at_spacing(60).sites("daegu", "wonju")
    >>> sites.best_site() in ("daegu", "wonju")
    True
    """

    def __init__(
        self, scenarios: Sequence[Scenario], found: xr.Dataset, over: Over = "average"
    ) -> None:
        self._scenarios, self._found = tuple(scenarios), found
        self._over: Over = find_word(over, OVERS, "way to count flights together")

    def _dataset(self) -> xr.Dataset:
        return self._found

    def _comes_from(self) -> Provenance:
        return provenance(*self._scenarios, people=True)

    @cached_property
    def _weight(self) -> Weight:
        return counted(self._found)

    @cached_property
    def _share(self) -> str:
        """Variable of the share that counts."""
        return f"{self._weight}_share_within_reach"

    @cached_property
    def _compared(self) -> xr.Dataset:
        return compare_sites(self._found, self._over)

    @cached_property
    def _pairs(self) -> xr.Dataset:
        return best_pairs(self._found, self._weight, self._over)

    @cached_property
    def _sets(self) -> xr.Dataset:
        return best_sets(self._found, self._weight, self._over)

    def best_site(self) -> str:
        """Name the site from which one battery defends most.

        Returns
        -------
        str
            A name for :meth:`Deployment.moved`.

        Examples
        --------
        >>> import bongsu
        >>> korea = bongsu.load("korea-2016").only(missile="nodong", launch_area="hwangju")
        >>> best = korea.at_spacing(60).sites("daegu", "wonju").best_site()
        >>> korea.moved(to=best).batteries[0].site == best
        True
        """
        shares = self._compared[self._share].values
        return str(self._compared["site"].values[int(shares.argmax())])

    def p_defended(self, site: Spot) -> float:
        """Share of those within reach for whom a shot is possible from a site.

        Parameters
        ----------
        site : str, Coordinates or (float, float)
            One of the sites, by any of its names. [deg]

        Returns
        -------
        float
            From 0 to 1, of people, or of area where they are not counted. [1]

        Raises
        ------
        InputError
            If it is none of the sites.

        Examples
        --------
        >>> import bongsu
        >>> korea = bongsu.load("korea-2016").only(missile="nodong", launch_area="hwangju")
        >>> 0 < korea.at_spacing(60).sites("daegu", "wonju").p_defended("대구") < 1
        True
        """
        name = self._scenarios[0].place("site", site).name
        names = [str(one) for one in self._compared["site"].values]
        if name not in names:
            raise InputError(f"{site} is not among the sites: they are {', '.join(names)}")
        return float(self._compared[self._share].values[names.index(name)])

    def sentence(self) -> str:
        """Say in one sentence which site is best alone, and which two together.

        Returns
        -------
        str
            With the shares.

        Examples
        --------
        >>> import bongsu
        >>> korea = bongsu.load("korea-2016").only(missile="nodong", launch_area="hwangju")
        >>> print(korea.at_spacing(60).sites("daegu", "wonju").sentence())  # doctest: +ELLIPSIS
        Of 2 sites, one battery defends most from ... % of the people within reach, ...
        """
        share = self._share
        best = int(self._compared[share].values.argmax())
        pair = self._pairs.isel(pair=0)
        how = {"average": "on average over", "every": "against every one of", "any": "against any"}
        one, two = (
            100.0 * float(value)
            for value in (self._compared[share].values[best], pair[share].item())
        )
        flights = number_of(self._found.sizes["flight"], "flight")
        return (
            f"Of {self._found.sizes['site']} sites, one battery defends most from "
            f"{self._compared['site_title'].values[best]} ({one:.0f} % of the {self._weight} "
            f"within reach, {how[self._over]} {flights}), two from "
            f"{pair['first_site_title'].item()} and {pair['second_site_title'].item()} "
            f"({two:.0f} %)."
        )

    def numbers(self) -> Mapping[str, Number]:
        """Give the share from each site.

        Returns
        -------
        mapping
            Shares from 0 to 1 by site, the largest first. [1]

        Examples
        --------
        >>> import bongsu
        >>> korea = bongsu.load("korea-2016").only(missile="nodong", launch_area="hwangju")
        >>> sorted(korea.at_spacing(60).sites("daegu", "wonju").numbers())
        ['daegu', 'wonju']
        """
        table = self.table()
        return dict(zip(map(str, table["site"]), map(float, table["p_defended"]), strict=True))

    def table(self) -> pd.DataFrame:
        """Lay the sites out, the best first.

        Returns
        -------
        pandas.DataFrame
            A row for each site: shares of people and of area from 0 to 1, people, area in km².

        Examples
        --------
        >>> import bongsu
        >>> korea = bongsu.load("korea-2016").only(missile="nodong", launch_area="hwangju")
        >>> table = korea.at_spacing(60).sites("daegu", "wonju").table()
        >>> bool(table["p_defended"].iloc[0] >= table["p_defended"].iloc[1])
        True
        """
        found = self._compared.to_dataframe().reset_index()
        found.insert(2, "p_defended", found[self._share])
        return found.sort_values("p_defended", ascending=False, ignore_index=True)

    def best_sets(self) -> pd.DataFrame:
        """Find the best sites for one battery, for two, and so on.

        Returns
        -------
        pandas.DataFrame
            A row for each number of batteries: the sites and the share that they defend.

        Examples
        --------
        >>> import bongsu
        >>> korea = bongsu.load("korea-2016").only(missile="nodong", launch_area="hwangju")
        >>> list(korea.at_spacing(60).sites("daegu", "wonju").best_sets()["batteries"])
        [1, 2]
        """
        import pandas as pd

        return pd.DataFrame(
            [
                {
                    "batteries": int(count),
                    "sites": ", ".join(
                        names_of(self._found, self._sets["chosen"].sel(batteries=count).values)
                    ),
                    "p_defended": float(self._sets[self._share].sel(batteries=count).item()),
                }
                for count in self._sets["batteries"].values
            ]
        )

    def _draw(self) -> Figure:
        from bongsu.report.footprint.comparison import sites_figure

        missiles = list(dict.fromkeys(map(str, self._found["missile_title"].values)))
        return sites_figure(self._compared, self._pairs, self._sets, missiles=missiles)
