"""Candidate sites of a battery side by side and together, as an answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from bongsu.front.result import Result
from bongsu.scenario.provenance import Provenance
from bongsu.studies.footprint.sites import best_pairs, best_sets, compare_sites, names_of
from bongsu.studies.footprint.together import Over

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr
    from matplotlib.figure import Figure


class SitesResult(Result):
    """What one battery defends from each candidate site, and several from the best of them.

    Parameters
    ----------
    data : xarray.Dataset
        Footprints over the sites.
    origin : Provenance
        Where they come from.
    over : {'average', 'every', 'any'}
        How flights count together.
    """

    def __init__(self, data: xr.Dataset, origin: Provenance, over: Over) -> None:
        super().__init__(data, origin)
        self._over: Over = over

    @property
    def _share(self) -> str:
        counted = bool(self.data["cell_population"].notnull().all())
        return "population_share" if counted else "area_share"

    def best_site(self) -> str:
        """Name the site from which one battery defends most.

        Returns
        -------
        str
            Its name.
        """
        found = compare_sites(self.data, self._over)
        return str(found["site"].values[int(found[self._share].argmax())])

    def p_defended(self, site: str) -> float:
        """Share of those within reach for whom a shot is possible from a site.

        Parameters
        ----------
        site : str
            One of the sites.

        Returns
        -------
        float
            From 0 to 1, of people, or of area where no census is at hand. [1]
        """
        return float(compare_sites(self.data, self._over)[self._share].sel(site=site))

    def sentence(self) -> str:
        """Say in one sentence which site is best alone, and which two together.

        Returns
        -------
        str
            With the shares.
        """
        best = self.best_site()
        weight = "people" if self._share == "population_share" else "area"
        pairs = best_pairs(self.data, weight, self._over)
        first, second = str(pairs["first_site"].values[0]), str(pairs["second_site"].values[0])
        two = float(pairs[self._share][0])
        return (
            f"Of {self.data.sizes['site']} sites, one battery defends most from {best} "
            f"({100.0 * self.p_defended(best):.0f} % of the {weight} within reach), two from "
            f"{first} and {second} ({100.0 * two:.0f} %)."
        )

    def numbers(self) -> Mapping[str, float | int | str | None]:
        """Give the share from each site.

        Returns
        -------
        mapping
            Shares from 0 to 1, the largest first. [1]
        """
        return dict(zip(self.table()["site"], self.table()["share"], strict=True))

    def table(self) -> pd.DataFrame:
        """Lay the sites out, the best first.

        Returns
        -------
        pandas.DataFrame
            A row for each site: shares of people and area, people, area [km²].
        """
        found = compare_sites(self.data, self._over).to_dataframe().reset_index()
        found["share"] = found[self._share]
        return found.sort_values("share", ascending=False, ignore_index=True)

    def best_sets(self) -> pd.DataFrame:
        """Find the best sites for one battery, for two, and so on.

        Returns
        -------
        pandas.DataFrame
            A row for each number of batteries: the sites and the share that they defend.
        """
        import pandas as pd

        weight = "people" if self._share == "population_share" else "area"
        sets = best_sets(self.data, weight, self._over)
        return pd.DataFrame(
            {
                "batteries": int(count),
                "sites": ", ".join(names_of(self.data, sets["chosen"].sel(batteries=count).values)),
                "share": float(sets[self._share].sel(batteries=count)),
            }
            for count in sets["batteries"].values
        )

    def plot(self) -> Figure:
        """Draw the sites side by side, the best pairs and the best sets.

        Returns
        -------
        matplotlib.figure.Figure
            Drawn figure.
        """
        from bongsu.report.footprint.comparison import sites_figure

        weight = "people" if self._share == "population_share" else "area"
        return sites_figure(
            compare_sites(self.data, self._over),
            best_pairs(self.data, weight, self._over),
            best_sets(self.data, weight, self._over),
        )
