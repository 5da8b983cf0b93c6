"""Flights of a missile from a place to a place, as answers."""

from __future__ import annotations

from collections.abc import Mapping
from math import radians
from typing import TYPE_CHECKING

from bongsu.catalog.lookup import find_word
from bongsu.errors import OutOfReachError
from bongsu.front.answers.flown import FlownResult
from bongsu.front.answers.result import Number, Result
from bongsu.studies.missiles.flights import missile_provenance
from bongsu.words import SHAPES

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

    from bongsu.catalog import Catalog
    from bongsu.report.lettering import Figure
    from bongsu.scenario.provenance import Provenance
    from bongsu.studies.missiles.flights import FanStudy, FlightStudy
    from bongsu.words import Shape


class FlightResult(FlownResult):
    """One flight of a missile.

    Parameters
    ----------
    catalog : Catalog
        Where its rows are.
    study : FlightStudy

    Examples
    --------
    >>> import bongsu
    >>> flight = bongsu.missile("nodong").fly("hwangju", "Busan")
    >>> flight.data.sizes["time_s"] > 100
    True
    """

    def __init__(self, catalog: Catalog, study: FlightStudy) -> None:
        self._catalog, self._study = catalog, study

    def _dataset(self) -> xr.Dataset:
        return self._study.dataset().assign_attrs(self.provenance.attributes())

    def _comes_from(self) -> Provenance:
        return missile_provenance(self._catalog, self._study.missile)

    @property
    def _apogee_m(self) -> float:
        return self._study.flown.flight.apogee_m

    @property
    def _duration_s(self) -> float:
        return self._study.flown.flight.time_s

    @property
    def study(self) -> FlightStudy:
        """The flight with its steering and samples as objects."""
        return self._study

    @property
    def shape(self) -> Shape:
        """Shape of the arc."""
        return self._study.shape

    def range_km(self) -> float:
        """Ground range from launch to impact.

        Returns
        -------
        float
            Length of the geodesic. [km]

        Examples
        --------
        >>> import bongsu
        >>> round(bongsu.missile("nodong").fly("hwangju", "Busan").range_km(), -1)
        490.0
        """
        return self._study.flown.range_m / 1e3

    def burnout_time_s(self) -> float:
        """Time from launch to the end of the thrust.

        Returns
        -------
        float
            Time. [s]

        Examples
        --------
        >>> import bongsu
        >>> 30 < bongsu.missile("nodong").fly("hwangju", "Busan").burnout_time_s() < 110
        True
        """
        return self._study.flown.flight.burnout_time_s

    def reentry_speed_m_s(self) -> float:
        """Speed when coming down through 100 km, or at the apogee if that is lower.

        Returns
        -------
        float
            Over the turning Earth. [m/s]

        Examples
        --------
        >>> import bongsu
        >>> 1000 < bongsu.missile("nodong").fly("hwangju", "Busan").reentry_speed_m_s() < 3000
        True
        """
        return self._study.flown.reentry_speed_m_s

    def sentence(self) -> str:
        """Say the flight in one sentence.

        Returns
        -------
        str
            With range, apogee and time.

        Examples
        --------
        >>> import bongsu
        >>> print(bongsu.missile("nodong").fly("hwangju", "Busan").sentence())
        ... # doctest: +ELLIPSIS
        Nodong, minimum-energy, from Hwangju to Busan: ... km in ... s, ... km high.
        """
        return (
            f"{self._study.heading}: {self.range_km():.0f} km in {self.time_of_flight_s():.0f} s, "
            f"{self.apogee_km():.0f} km high."
        )

    def numbers(self) -> Mapping[str, Number]:
        """Give the headline numbers.

        Returns
        -------
        mapping
            Range and apogee [km], times [s], speed [m/s].

        Examples
        --------
        >>> import bongsu
        >>> bongsu.missile("nodong").fly("hwangju", "Busan").numbers()["shape"]
        'minimum-energy'
        """
        return {
            "shape": self.shape,
            "range_km": self.range_km(),
            "apogee_km": self.apogee_km(),
            "time_of_flight_s": self.time_of_flight_s(),
            "burnout_time_s": self.burnout_time_s(),
            "reentry_speed_m_s": self.reentry_speed_m_s(),
        }

    def table(self) -> pd.DataFrame:
        """Lay the samples of the flight out.

        Returns
        -------
        pandas.DataFrame
            A row for each half second: time [s], altitude and ground range [km], latitude and
            longitude [deg], speed [km/s].

        Examples
        --------
        >>> import bongsu
        >>> table = bongsu.missile("nodong").fly("hwangju", "Busan").table()
        >>> bool(table["altitude_km"].max() > 100)
        True
        """
        return self.data.to_dataframe().reset_index()

    def ground_track(self) -> Figure:
        """Draw the ground track on a map, and that over an Earth which stopped turning.

        Returns
        -------
        matplotlib.figure.Figure
            The map; shows itself in a notebook.

        Examples
        --------
        >>> import bongsu
        >>> len(bongsu.missile("nodong").fly("hwangju", "Busan").ground_track().axes)
        1
        """
        from bongsu.report.missiles.flights import ground_track_figure

        return self._signed(ground_track_figure(self._study.flown, self._title))

    def beside(self, other: FlightResult) -> Figure:
        """Draw the flight beside another: altitude over range, and speed over altitude.

        Parameters
        ----------
        other : FlightResult
            Flight of this or another missile.

        Returns
        -------
        matplotlib.figure.Figure
            The picture; shows itself in a notebook.

        Examples
        --------
        >>> import bongsu
        >>> low = bongsu.missile("KN-23").fly("wonsan", "Busan", "full-burn-depressed")
        >>> len(low.beside(bongsu.missile("Scud-C").fly("wonsan", "Busan")).axes)
        2
        """
        from bongsu.report.missiles.flights import profile_figure

        pair = (self._study, other.study)
        flown = {f"{one.title}, {one.shape}": one.flown for one in pair}
        title = " and ".join(one.heading for one in pair)
        figure = profile_figure(flown, title, self._study.band)
        figure.provenance = missile_provenance(self._catalog, *(one.missile for one in pair))
        return figure

    @property
    def _title(self) -> str:
        return f"{self._study.title}, {self.shape}, {self.range_km():,.0f} km"

    def _draw(self) -> Figure:
        from bongsu.report.missiles.flights import profile_figure

        return profile_figure({self.shape: self._study.flown}, self._title, self._study.band)


class FanResult(Result):
    """Flights of a missile to one aim point on every shape of arc that it has.

    Parameters
    ----------
    catalog : Catalog
        Where its rows are.
    study : FanStudy

    Examples
    --------
    >>> import bongsu
    >>> fan = bongsu.missile("nodong").fan("hwangju", "Busan")
    >>> fan.shapes[:3]
    ['minimum-energy', 'lofted', 'depressed']
    """

    def __init__(self, catalog: Catalog, study: FanStudy) -> None:
        self._catalog, self._study = catalog, study

    def _dataset(self) -> xr.Dataset:
        return self._study.dataset().assign_attrs(self.provenance.attributes())

    def _comes_from(self) -> Provenance:
        return missile_provenance(self._catalog, self._study.missile)

    @property
    def study(self) -> FanStudy:
        """The flights, and why there are no others, as objects."""
        return self._study

    @property
    def shapes(self) -> list[Shape]:
        """Shapes on which the missile reaches the aim point."""
        return [shape for shape in SHAPES if shape in self._study.flights]

    def __getitem__(self, shape: Shape) -> FlightResult:
        shape = find_word(shape, SHAPES, "shape")
        if shape not in self._study.flights:
            raise OutOfReachError(self._study.arcs[shape].explanation)
        return FlightResult(self._catalog, self._study.flights[shape])

    def sentence(self) -> str:
        """Say in one sentence on which shapes the missile reaches the aim point.

        Returns
        -------
        str
            With the shortest and the longest time.

        Examples
        --------
        >>> import bongsu
        >>> print(bongsu.missile("nodong").fan("hwangju", "Busan").sentence())
        ... # doctest: +ELLIPSIS
        Nodong from Hwangju to Busan, 5 shapes: ... to ... s of flight, ... to ... km high.
        """
        flights = [self[shape] for shape in self.shapes]
        times = [flight.time_of_flight_s() for flight in flights]
        apogees = [flight.apogee_km() for flight in flights]
        return (
            f"{self._study.heading}: {min(times):.0f} to {max(times):.0f} s of flight, "
            f"{min(apogees):.0f} to {max(apogees):.0f} km high."
        )

    def numbers(self) -> Mapping[str, Number]:
        """Give the headline numbers.

        Returns
        -------
        mapping
            Apogee [km] and time of flight [s] of each shape.

        Examples
        --------
        >>> import bongsu
        >>> fan = bongsu.missile("nodong").fan("hwangju", "Busan")
        >>> fan.numbers()["lofted_apogee_km"] > fan.numbers()["depressed_apogee_km"]
        True
        """
        found: dict[str, Number] = {}
        for shape in self.shapes:
            name = shape.replace("-", "_")
            found[f"{name}_apogee_km"] = self[shape].apogee_km()
            found[f"{name}_time_of_flight_s"] = self[shape].time_of_flight_s()
        return found

    def table(self) -> pd.DataFrame:
        """Lay the shapes out side by side.

        Returns
        -------
        pandas.DataFrame
            A row for each shape: range and apogee [km], times [s], speed at re-entry [m/s]; the
            status of those on which the missile does not reach the point.

        Examples
        --------
        >>> import bongsu
        >>> table = bongsu.missile("nodong").fan("hwangju", "Busan").table()
        >>> set(table["status"])
        {'ok'}
        """
        import pandas as pd

        rows = []
        for shape, arc in self._study.arcs.items():
            row: dict[str, object] = {"shape": shape, "status": arc.status}
            if shape in self._study.flights:
                row |= dict(self[shape].numbers())
            rows.append(row)
        return pd.DataFrame(rows)

    def _draw(self) -> Figure:
        from bongsu.report.missiles.flights import fan_figure

        target = self._study.target
        return fan_figure(
            self._study.aiming,
            radians(target.latitude_deg),
            radians(target.longitude_deg),
            self._study.band,
        )
