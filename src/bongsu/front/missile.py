"""A missile of the catalogue: what is known of it, and how it flies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bongsu.catalog import Catalog, Choice, Quantity, Row, load_catalog
from bongsu.catalog.names import row_words
from bongsu.scenario.parts.places import read_place
from bongsu.words.screen import OnScreen, Screen

if TYPE_CHECKING:
    from bongsu.catalog import MissileEntry
    from bongsu.front.answers.flight import FanResult, FlightResult
    from bongsu.scenario.parts.places import Spot
    from bongsu.words import Shape


def missile(name: str, *, catalog: Catalog | None = None) -> Missile:
    """Look a missile up.

    Parameters
    ----------
    name : str
        Any of its names, in English or Korean.
    catalog : Catalog, optional
        Where to look; the catalogue that comes with the package by default.

    Returns
    -------
    Missile
        Ready to fly.

    Raises
    ------
    InputError
        If there is none of that name, with close names; or several have it.

    Examples
    --------
    >>> import bongsu
    >>> bongsu.missile("노동").name
    'nodong'
    """
    return Missile(name, catalog)


def missiles(*, catalog: Catalog | None = None) -> list[str]:
    """List the missiles of the catalogue.

    Parameters
    ----------
    catalog : Catalog, optional
        Where to look; the catalogue that comes with the package by default.

    Returns
    -------
    list of str
        Names for :func:`missile`.

    Examples
    --------
    >>> import bongsu
    >>> "nodong" in bongsu.missiles()
    True
    """
    return (catalog or load_catalog()).keys("missile")


class Missile(OnScreen):
    """A missile of the catalogue.

    Parameters
    ----------
    name : str
        Any of its names.
    catalog : Catalog, optional
        Where to look; the catalogue that comes with the package by default.

    Examples
    --------
    >>> import bongsu
    >>> bongsu.Missile("Hwasong-7").title
    'Nodong'
    """

    def __init__(self, name: str, catalog: Catalog | None = None) -> None:
        self._catalog = catalog or load_catalog()
        self._name = self._catalog.key("missile", name)

    @property
    def name(self) -> str:
        """What files, scenarios and results call it."""
        return self._name

    @property
    def title(self) -> str:
        """What people call it."""
        return self.entry.title

    @property
    def entry(self) -> MissileEntry:
        """Its rows in the catalogue, with units, ranges, sources and quality."""
        return self._catalog.missile(self._name)

    def fly(
        self,
        launch: Spot,
        target: Spot,
        shape: Shape = "minimum-energy",
        *,
        apogee_km: float | None = None,
    ) -> FlightResult:
        """Fly it from a place to a place.

        Parameters
        ----------
        launch, target : str, Coordinates or (float, float)
            Where it flies from and to: any name of a place, or latitude and longitude. [deg]
        shape : str
            Shape of the arc. Missiles that cannot cut off their thrust have full-burn arcs only.
        apogee_km : float, optional
            Of a lofted or depressed arc; 2 and 0.6 times that of minimum energy by default. [km]

        Returns
        -------
        FlightResult
            The flight.

        Raises
        ------
        InputError
            If a name or value cannot be used.
        OutOfReachError
            If the missile does not reach the target, or not on this shape.

        Examples
        --------
        >>> import bongsu
        >>> nodong = bongsu.missile("nodong")
        >>> nodong.fly("hwangju", (35.18, 129.08), "depressed").apogee_km() < 100
        True
        """
        from bongsu.front.answers.flight import FlightResult
        from bongsu.studies.missiles.flights import fly_missile_to

        study = fly_missile_to(
            self._catalog,
            self._name,
            read_place(self._catalog, "launch-area", launch).place,
            read_place(self._catalog, "target", target).place,
            shape=shape,
            apogee_m=None if apogee_km is None else 1e3 * apogee_km,
        )
        return FlightResult(self._catalog, study)

    def fan(self, launch: Spot, target: Spot) -> FanResult:
        """Fly it from a place to a place on every shape of arc that it has.

        Parameters
        ----------
        launch, target : str, Coordinates or (float, float)
            See :func:`Missile.fly`. [deg]

        Returns
        -------
        FanResult
            The flights.

        Raises
        ------
        InputError
            If a name or value cannot be used.
        OutOfReachError
            If the missile reaches the target on no shape.

        Examples
        --------
        >>> import bongsu
        >>> bongsu.missile("nodong").fan("hwangju", "Busan")["lofted"].time_of_flight_s() > 400
        True
        """
        from bongsu.front.answers.flight import FanResult
        from bongsu.studies.missiles.flights import fan_of

        study = fan_of(
            self._catalog,
            self._name,
            read_place(self._catalog, "launch-area", launch).place,
            read_place(self._catalog, "target", target).place,
        )
        return FanResult(self._catalog, study)

    def _screen(self) -> Screen:
        lines = tuple((row_words(row.path), _value(row)) for row in self.entry.rows())
        return Screen(f"{self.title}, a missile of the catalogue", lines, f"missile.{self._name}")


def _value(row: Row) -> str:
    if isinstance(row, Quantity):
        return row.written
    return row.value if isinstance(row, Choice) else "a table"
