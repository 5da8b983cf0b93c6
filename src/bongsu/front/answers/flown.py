"""What every answer about one flight of a missile says of the flight itself."""

from __future__ import annotations

from abc import abstractmethod

from bongsu.front.answers.result import Result


class FlownResult(Result):
    """An answer about one flight: flown, in view of a radar, or played against a battery.

    Examples
    --------
    >>> import bongsu
    >>> nodong = bongsu.load("korea-2016").only(missile="nodong")
    >>> played = nodong.timeline(launch="hwangju", target="Busan")
    >>> round(played.apogee_km()), round(played.time_of_flight_s())
    (124, 403)
    """

    @property
    @abstractmethod
    def _apogee_m(self) -> float:
        """Greatest altitude above the ellipsoid [m]."""

    @property
    @abstractmethod
    def _duration_s(self) -> float:
        """Time from launch to impact [s]."""

    def apogee_km(self) -> float:
        """Greatest altitude of the missile.

        Returns
        -------
        float
            Above the ellipsoid. [km]

        Examples
        --------
        >>> import bongsu
        >>> flight = bongsu.missile("nodong").fly("hwangju", "Busan", "lofted", apogee_km=300)
        >>> round(flight.apogee_km())
        300
        """
        return float(self._apogee_m) / 1e3

    def time_of_flight_s(self) -> float:
        """Time from the missile's launch to its impact.

        Returns
        -------
        float
            Time. [s]

        Examples
        --------
        >>> import bongsu
        >>> 300 < bongsu.missile("nodong").fly("hwangju", "Busan").time_of_flight_s() < 500
        True
        """
        return float(self._duration_s)
