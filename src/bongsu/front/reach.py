"""Where an interceptor can be, how soon and how fast, as an answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from bongsu.front.result import Result
from bongsu.scenario.provenance import Provenance

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from bongsu.studies.engagement.reach import InterceptorReach


class ReachResult(Result):
    """What an interceptor reaches from one launcher, whatever is seen.

    Parameters
    ----------
    study : InterceptorReach
        The reach.
    origin : Provenance
        Where it comes from.
    """

    def __init__(self, study: InterceptorReach, origin: Provenance) -> None:
        super().__init__(study.dataset(), origin)
        self._study = study

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
        """
        return float(self.data["limit"].interp(altitude=altitude_km))

    def time_of_flight_s(self, range_km: float, altitude_km: float) -> float:
        """Least time in which the interceptor is at a place.

        Parameters
        ----------
        range_km : float
            Ground range from the launcher. [km]
        altitude_km : float
            Altitude. [km]

        Returns
        -------
        float
            Time; not a number out of reach. [s]
        """
        return float(self.data["time"].interp(range=range_km, altitude=altitude_km))

    def _middle_km(self) -> float:
        return float(self.data["altitude"].mean())

    def sentence(self) -> str:
        """Say in one sentence how far the interceptor reaches.

        Returns
        -------
        str
            The altitude band and the farthest ground range.
        """
        low, high = (float(self.data["altitude"][end]) for end in (0, -1))
        return (
            f"{self._study.title}: between {low:.0f} and {high:.0f} km of altitude it reaches up to "
            f"{float(self.data['limit'].max()):.0f} km from its launcher."
        )

    def numbers(self) -> Mapping[str, float | int | str | None]:
        """Give the headline numbers.

        Returns
        -------
        mapping
            Ends of the altitude band and ranges [km].
        """
        middle = self._middle_km()
        return {
            "interceptor": self._study.name,
            "lowest_altitude_km": float(self.data["altitude"][0]),
            "highest_altitude_km": float(self.data["altitude"][-1]),
            "farthest_km": float(self.data["limit"].max()),
            f"farthest_at_{middle:.0f}_km_km": self.farthest_km(middle),
        }

    def table(self) -> pd.DataFrame:
        """Lay out time, speed and launch elevation over ground range and altitude.

        Returns
        -------
        pandas.DataFrame
            A row for each range and altitude within reach.
        """
        found = self.data[["time", "speed", "elevation"]].to_dataframe().dropna()
        return found.reset_index()

    def plot(self) -> Figure:
        """Draw contours of time of flight and speed.

        Returns
        -------
        matplotlib.figure.Figure
            Drawn figure.
        """
        from bongsu.report.engagement.reach import reach_figure

        return reach_figure(self._study)
