"""Which way a radar can face so that given places stay inside its field of regard."""

from collections.abc import Sequence
from math import pi, radians
from typing import NamedTuple

import numpy as np
from pyproj import Geod

from bongsu.errors import InputError
from bongsu.physics.numerics.constants import EARTH_EQUATORIAL_RADIUS_M, EARTH_FLATTENING

_GEOD = Geod(a=EARTH_EQUATORIAL_RADIUS_M, f=EARTH_FLATTENING)


class Boresights(NamedTuple):
    """Azimuths of the boresight that keep all places inside the field of regard.

    Attributes
    ----------
    first, last : float
        Ends of the interval, clockwise from north; `last` may exceed a full turn. [rad]
    """

    first: float
    last: float

    @property
    def middle(self) -> float:
        """Azimuth halfway, within [0, 2 pi) [rad]."""
        return (0.5 * (self.first + self.last)) % (2.0 * pi)

    def spread(self, count: int) -> list[float]:
        """Azimuths across the interval, ends included.

        Parameters
        ----------
        count : int
            How many; 1 gives the middle. [1]

        Returns
        -------
        list of float
            Within [0, 2 pi). [rad]
        """
        if count == 1 or self.last == self.first:
            return [self.middle]
        return [float(a) % (2.0 * pi) for a in np.linspace(self.first, self.last, count)]


def boresights_holding(
    latitude_deg: float,
    longitude_deg: float,
    places: Sequence[tuple[float, float]],
    half_width: float,
) -> Boresights | None:
    """Find the boresights whose field of regard holds all places.

    The places span an arc of directions, the complement of the widest gap between neighbours; a
    field holds them when it is at least as wide.

    Parameters
    ----------
    latitude_deg, longitude_deg : float
        The radar's site. [deg]
    places : sequence of (float, float)
        Latitudes and longitudes of what must be held. [deg]
    half_width : float
        Half-width of the field in azimuth. [rad]

    Returns
    -------
    Boresights or None
        None when no boresight holds them all.

    Raises
    ------
    InputError
        If there are no places.
    """
    if not places:
        raise InputError("there is no place to keep in the radar's field of regard")
    count = len(places)
    bearings, _, _ = _GEOD.inv(
        [longitude_deg] * count,
        [latitude_deg] * count,
        [longitude for _, longitude in places],
        [latitude for latitude, _ in places],
    )
    azimuths = np.sort(np.radians(bearings) % (2.0 * pi))
    gaps = np.diff(np.append(azimuths, azimuths[0] + 2.0 * pi))
    widest = int(np.argmax(gaps))
    begin = float(azimuths[(widest + 1) % count])
    width = 2.0 * pi - float(gaps[widest])
    if width > 2.0 * half_width:
        return None
    return Boresights(begin + width - half_width, begin + half_width)


def bearing(
    latitude_deg: float, longitude_deg: float, to_latitude_deg: float, to_longitude_deg: float
) -> float:
    """Direction in which one place lies from another.

    Parameters
    ----------
    latitude_deg, longitude_deg : float
        From where. [deg]
    to_latitude_deg, to_longitude_deg : float
        Where to. [deg]

    Returns
    -------
    float
        Azimuth of the geodesic on WGS-84, clockwise from north, within [0, 2 pi). [rad]
    """
    azimuth, _, _ = _GEOD.inv(longitude_deg, latitude_deg, to_longitude_deg, to_latitude_deg)
    return radians(azimuth % 360.0)
