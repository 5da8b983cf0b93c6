"""One flight as a battery's radar sees and tracks it, as an answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from bongsu.front.answers.flown import FlownResult
from bongsu.front.answers.result import Number
from bongsu.scenario.provenance import provenance

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

    from bongsu.report.lettering import Figure
    from bongsu.scenario import Scenario
    from bongsu.scenario.provenance import Provenance
    from bongsu.studies.radar.track import FlightInView

_SHOWN = (
    "time_of_flight_s",
    "apogee_km",
    "boresight_deg",
    "first_sight_s",
    "in_view_s",
    "snr_highest",
    "firm_track",
    "firm_track_s",
    "intercept_known_s",
)


class TrackResult(FlownResult):
    """How long a radar sees one flight, how strongly, and how well it then knows it.

    Parameters
    ----------
    scenario : Scenario
        What was computed.
    study : FlightInView
        Sight and track.

    Examples
    --------
    >>> import bongsu
    >>> nodong = bongsu.load("korea-2016").only(missile="nodong")
    >>> found = nodong.track(launch="hwangju", target="Busan")
    >>> found.first_sight_s() < found.firm_track_s() < found.time_of_flight_s()
    True
    """

    def __init__(self, scenario: Scenario, study: FlightInView) -> None:
        self._scenario, self._study = scenario, study

    def _dataset(self) -> xr.Dataset:
        return self._study.dataset().assign_attrs(self.provenance.attributes())

    def _comes_from(self) -> Provenance:
        return provenance(self._scenario)

    @property
    def _apogee_m(self) -> float:
        return self._study.flight.apogee_m

    @property
    def _duration_s(self) -> float:
        return self._study.flight.duration_s

    @property
    def study(self) -> FlightInView:
        """Sight and track as objects."""
        return self._study

    def first_sight_s(self) -> float:
        """When one look first detects it, after its launch.

        Returns
        -------
        float
            Not a number for never. [s]

        Examples
        --------
        >>> import bongsu
        >>> nodong = bongsu.load("korea-2016").only(missile="nodong")
        >>> nodong.track(launch="hwangju", target="Busan").first_sight_s() > 0
        True
        """
        return float(self._study.first_sight_s)

    def in_view_s(self) -> float:
        """Time in which one look detects it.

        Returns
        -------
        float
            Time. [s]

        Examples
        --------
        >>> import bongsu
        >>> nodong = bongsu.load("korea-2016").only(missile="nodong")
        >>> found = nodong.track(launch="hwangju", target="Busan")
        >>> found.in_view_s() < found.time_of_flight_s()
        True
        """
        return float(self._study.in_view_s)

    def firm_track_s(self) -> float:
        """Mean time at which the search fence has turned it into a firm track.

        Returns
        -------
        float
            After the launch; not a number where that hardly ever happens. [s]

        Examples
        --------
        >>> import bongsu
        >>> nodong = bongsu.load("korea-2016").only(missile="nodong")
        >>> nodong.track(launch="hwangju", target="Busan").firm_track_s() > 0
        True
        """
        found = self._study.numbers()["firm_track_s"]
        return float("nan") if found is None else found

    def sentence(self) -> str:
        """Say in one sentence when and for how long the radar sees it.

        Returns
        -------
        str
            With times in seconds.

        Examples
        --------
        >>> import bongsu
        >>> nodong = bongsu.load("korea-2016").only(missile="nodong")
        >>> print(nodong.track(launch="hwangju", target="Busan").sentence())
        ... # doctest: +ELLIPSIS
        Nodong, minimum-energy, seen from Seongju golf course in terminal mode: first sight ...
        """
        study = self._study
        if not study.in_view_s > 0.0:
            return f"{study.heading}: never in view."
        return (
            f"{study.heading}: first sight {study.first_sight_s:.0f} s after launch, in view for "
            f"{study.in_view_s:.0f} of {study.flight.duration_s:.0f} s."
        )

    def numbers(self) -> Mapping[str, Number]:
        """Give the headline numbers; the attributes of :attr:`data` have more.

        Returns
        -------
        mapping
            Times [s], apogee [km], signal-to-noise ratio and probability [1].

        Examples
        --------
        >>> import bongsu
        >>> nodong = bongsu.load("korea-2016").only(missile="nodong")
        >>> nodong.track(launch="hwangju", target="Busan").numbers()["boresight_deg"]
        340.0
        """
        found = self._study.numbers()
        return {name: found[name] for name in _SHOWN}

    def table(self) -> pd.DataFrame:
        """List how well the missile is known after each look of the track.

        Returns
        -------
        pandas.DataFrame
            A row for each look: time [s], signal-to-noise ratio [1], errors of one standard
            deviation of position and intercept [m], impact and launch point [km]; no row without a
            track.

        Examples
        --------
        >>> import bongsu
        >>> nodong = bongsu.load("korea-2016").only(missile="nodong")
        >>> table = nodong.track(launch="hwangju", target="Busan").table()
        >>> bool(table["impact_error_km"].iloc[-1] < table["impact_error_km"].iloc[0])
        True
        """
        import pandas as pd

        return pd.DataFrame(self._study.looks())

    def sky(self) -> Figure:
        """Draw the sky above the radar: its field of regard, and the arc through it.

        Returns
        -------
        matplotlib.figure.Figure
            Zenith in the middle, north up; shows itself in a notebook.

        Examples
        --------
        >>> import bongsu
        >>> nodong = bongsu.load("korea-2016").only(missile="nodong")
        >>> len(nodong.track(launch="hwangju", target="Busan").sky().axes)  # sky and scale
        2
        """
        from bongsu.report.radar.sky import sky_figure

        return self._signed(sky_figure(self._study))

    def _draw(self) -> Figure:
        from bongsu.report.radar.track import track_figure

        return track_figure(self._study)
