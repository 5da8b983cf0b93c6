"""Samples of a flight: time, position and velocity by name, and what lies between two rows."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from bongsu.errors import InputError
from bongsu.physics.earth.kernels.geodesy import ecef_to_geodetic, great_circle_angle
from bongsu.physics.flight.kernels.between import state_at
from bongsu.physics.numerics.arrays import FloatArray
from bongsu.physics.numerics.constants import EARTH_MEAN_RADIUS_M, EARTH_ROTATION_RAD_S

_TIME, _POSITION, _VELOCITY = 0, slice(1, 4), slice(4, 7)  # columns, in the order of the kernels
_COLUMNS = 7


class State(NamedTuple):
    """Earth-fixed position and velocity at one time.

    Attributes
    ----------
    position_m : tuple of float
        ECEF position. [m]
    velocity_m_s : tuple of float
        Earth-fixed velocity. [m/s]
    """

    position_m: tuple[float, float, float]
    velocity_m_s: tuple[float, float, float]


class Geodetic(NamedTuple):
    """Places above the ellipsoid.

    Attributes
    ----------
    latitude, longitude : ndarray, shape (n,)
        Geodetic coordinates. [rad]
    altitude_m : ndarray, shape (n,)
        Height above the ellipsoid. [m]
    """

    latitude: FloatArray
    longitude: FloatArray
    altitude_m: FloatArray


@dataclass(frozen=True, eq=False)
class Samples:
    """A flight row by row, as kernels fill and read it.

    Parameters
    ----------
    array : ndarray, shape (n, 7)
        Time, ECEF position and Earth-fixed velocity; uniform in time but for the last step.
        [s, m, m/s]

    Raises
    ------
    InputError
        If the array has no row, or another number of columns.
    """

    array: FloatArray

    def __post_init__(self) -> None:
        """Keep what the kernels take, or say what is wrong with it."""
        array = np.ascontiguousarray(self.array, dtype=np.float64)
        if array.ndim != 2 or len(array) < 1 or array.shape != (len(array), _COLUMNS):
            raise InputError("a flight needs rows of time, position and velocity")
        object.__setattr__(self, "array", array)

    def __len__(self) -> int:
        return len(self.array)

    @property
    def time_s(self) -> FloatArray:
        """Times since launch [s], shape (n,)."""
        return self.array[:, _TIME]

    @property
    def position_m(self) -> FloatArray:
        """ECEF positions [m], shape (n, 3)."""
        return self.array[:, _POSITION]

    @property
    def velocity_m_s(self) -> FloatArray:
        """Earth-fixed velocities [m/s], shape (n, 3)."""
        return self.array[:, _VELOCITY]

    @property
    def speed_m_s(self) -> FloatArray:
        """Earth-fixed speeds [m/s], shape (n,)."""
        return np.asarray(np.linalg.norm(self.velocity_m_s, axis=1))

    @cached_property
    def geodetic(self) -> Geodetic:
        """Latitudes, longitudes [rad] and altitudes [m]."""
        places = [ecef_to_geodetic(*position) for position in self.position_m]
        return Geodetic(*np.array(places).T)

    @property
    def ground_range_m(self) -> FloatArray:
        """Distances on the mean sphere from the place of the first row [m], shape (n,)."""
        latitude, longitude, _ = self.geodetic
        angles = [
            great_circle_angle(latitude[0], longitude[0], *place)
            for place in zip(latitude, longitude, strict=True)
        ]
        return EARTH_MEAN_RADIUS_M * np.array(angles)

    @property
    def start_s(self) -> float:
        """Time of the first row [s]."""
        return float(self.time_s[0])

    @property
    def end_s(self) -> float:
        """Time of the last row [s]."""
        return float(self.time_s[-1])

    @property
    def step_s(self) -> float:
        """Time between two rows, but for the last [s]."""
        return float(np.diff(self.time_s[:2]).item())

    def state_at(self, time_s: float) -> State:
        """Position and velocity between rows, by cubic Hermite interpolation.

        Parameters
        ----------
        time_s : float
            Since launch; held at the ends of the flight. [s]

        Returns
        -------
        State
            Position and velocity.

        Raises
        ------
        InputError
            If there are fewer than two rows.
        """
        x, y, z, vx, vy, vz = state_at(self.several().array, len(self), float(time_s))
        return State((x, y, z), (vx, vy, vz))

    def geodetic_at(self, time_s: float) -> tuple[float, float, float]:
        """Place between rows.

        Parameters
        ----------
        time_s : float
            Since launch; held at the ends of the flight. [s]

        Returns
        -------
        tuple of float
            Latitude, longitude [rad] and altitude above the ellipsoid [m].
        """
        return ecef_to_geodetic(*self.state_at(time_s).position_m)

    def altitude_at(self, time_s: float) -> float:
        """Altitude between rows.

        Parameters
        ----------
        time_s : float
            Since launch; held at the ends of the flight. [s]

        Returns
        -------
        float
            Above the ellipsoid. [m]
        """
        _, _, altitude = self.geodetic_at(time_s)
        return float(altitude)

    def over_an_earth_at_rest(self) -> "Samples":
        """Turn the positions to where they lie over an Earth that stopped turning at launch.

        Returns
        -------
        Samples
            The same flight over other places; velocities stay those over the turning Earth.
        """
        angle = EARTH_ROTATION_RAD_S * self.time_s
        x, y, z = self.position_m.T
        cosine, sine = np.cos(angle), np.sin(angle)
        turned = [self.time_s, cosine * x - sine * y, sine * x + cosine * y, z]
        return Samples(np.column_stack([*turned, self.velocity_m_s]))

    def several(self) -> "Samples":
        """Refuse a flight of which only one row was kept.

        Returns
        -------
        Samples
            The same.

        Raises
        ------
        InputError
            If there are fewer than two rows.
        """
        if len(self) < 2:
            raise InputError("a flight needs at least two rows of time, position and velocity")
        return self
