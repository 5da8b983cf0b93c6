"""Where an interceptor can be, how soon and how fast, as an answer."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from bongsu.errors import InputError
from bongsu.front.answers.result import Number, Result
from bongsu.scenario.provenance import catalog_provenance

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

    from bongsu.catalog import Catalog
    from bongsu.report.lettering import Figure
    from bongsu.scenario.provenance import Provenance
    from bongsu.studies.engagement.reach import InterceptorReach


class ReachResult(Result):
    """What an interceptor reaches from one launcher, whatever is seen.

    Parameters
    ----------
    catalog : Catalog
        Where its rows are.
    study : InterceptorReach

    Examples
    --------
    >>> import bongsu
    >>> reach = bongsu.load("korea-2016").reach()
    >>> reach.farthest_km(60) > 100, reach.time_of_flight_s(100, 60) > 30
    (True, True)
    """

    def __init__(self, catalog: Catalog, study: InterceptorReach) -> None:
        self._catalog, self._study = catalog, study

    def _dataset(self) -> xr.Dataset:
        return self._study.dataset()

    def _comes_from(self) -> Provenance:
        return catalog_provenance(self._catalog, self._study.entries)

    @property
    def study(self) -> InterceptorReach:
        """The interceptor with its table of least times."""
        return self._study

    @cached_property
    def _band_km(self) -> tuple[float, float]:
        heights = self.data["altitude_km"].values
        return float(heights[0]), float(heights[-1])

    def farthest_km(self, altitude_km: float) -> float:
        """Farthest ground range at an altitude.

        Parameters
        ----------
        altitude_km : float
            Altitude of the intercept, within the band. [km]

        Returns
        -------
        float
            Ground range from the launcher. [km]

        Raises
        ------
        InputError
            If the altitude is outside the interceptor's band.

        Examples
        --------
        >>> import bongsu
        >>> bongsu.load("korea-2016").reach().farthest_km(altitude_km=60) > 100
        True
        """
        self._check(altitude_km)
        return float(self._study.limit_m(np.array([1e3 * altitude_km]))[0]) / 1e3

    def time_of_flight_s(self, range_km: float, altitude_km: float) -> float:
        """Least time in which the interceptor is at a place.

        Parameters
        ----------
        range_km : float
            Ground range from the launcher. [km]
        altitude_km : float
            Altitude, within the band. [km]

        Returns
        -------
        float
            Time; not a number out of reach. [s]

        Raises
        ------
        InputError
            If the altitude is outside the interceptor's band.

        Examples
        --------
        >>> import bongsu
        >>> reach = bongsu.load("korea-2016").reach()
        >>> reach.time_of_flight_s(50, 60) < reach.time_of_flight_s(150, 60)
        True
        """
        self._check(altitude_km)
        return self._study.time_s(1e3 * range_km, 1e3 * altitude_km)

    def _check(self, altitude_km: float) -> None:
        low, high = self._band_km
        if not low <= altitude_km <= high:
            raise InputError(
                f"altitude {altitude_km:g} km is outside the band of the {self._study.title}, "
                f"{low:g} to {high:g} km"
            )

    def sentence(self) -> str:
        """Say in one sentence how far the interceptor reaches.

        Returns
        -------
        str
            The altitude band and the farthest ground range.

        Examples
        --------
        >>> import bongsu
        >>> print(bongsu.load("korea-2016").reach().sentence())  # doctest: +ELLIPSIS
        THAAD interceptor: between 40 and 150 km of altitude it reaches up to ... km ...
        """
        low, high = self._band_km
        return (
            f"{self._study.title}: between {low:.0f} and {high:.0f} km of altitude it reaches up "
            f"to {float(self.data['farthest_km'].max()):.0f} km from its launcher."
        )

    def numbers(self) -> Mapping[str, Number]:
        """Give the headline numbers.

        Returns
        -------
        mapping
            Ends of the altitude band, and the farthest ground range. [km]

        Examples
        --------
        >>> import bongsu
        >>> bongsu.load("korea-2016").reach().numbers()["interceptor"]
        'thaad-interceptor'
        """
        low, high = self._band_km
        return {
            "interceptor": self._study.name,
            "lowest_altitude_km": low,
            "highest_altitude_km": high,
            "farthest_km": float(self.data["farthest_km"].max()),
            "launch_altitude_m": float(self._study.launch_altitude_m),
        }

    def table(self) -> pd.DataFrame:
        """Lay out time, speed and launch elevation over ground range and altitude.

        Returns
        -------
        pandas.DataFrame
            A row for each range and altitude within reach.

        Examples
        --------
        >>> import bongsu
        >>> list(bongsu.load("korea-2016").reach().table().columns)[:3]
        ['altitude_km', 'range_km', 'time_of_flight_s']
        """
        found = (
            self.data[["time_of_flight_s", "speed_km_s", "elevation_deg"]].to_dataframe().dropna()
        )
        return found.reset_index()

    def _draw(self) -> Figure:
        from bongsu.report.engagement.reach import reach_figure

        return reach_figure(self._study)
