"""Where a flight starts and ends: states over the ground, and launch points."""

from dataclasses import dataclass
from math import hypot, isfinite, pi

from bongsu.errors import InputError
from bongsu.physics.earth.kernels.geodesy import (
    east_north_up_axes,
    ecef_to_geodetic,
    geodetic_to_ecef,
)
from bongsu.physics.flight.missile import require

LOWEST_LAUNCH_M, HIGHEST_LAUNCH_M = 0.0, 6000.0
"""Heights above the ellipsoid from which a missile can start. [m]"""


@dataclass(frozen=True, kw_only=True)
class GeodeticState:
    """Position and Earth-fixed velocity in geodetic terms.

    Parameters
    ----------
    latitude, longitude : float
        Geodetic coordinates. [rad]
    altitude : float
        Height above the ellipsoid. [m]
    v_east, v_north, v_up : float
        Earth-fixed velocity in the local horizon frame. [m/s]

    Raises
    ------
    InputError
        If a value is not finite or out of range.
    """

    latitude: float
    longitude: float
    altitude: float
    v_east: float
    v_north: float
    v_up: float

    def __post_init__(self) -> None:
        require("latitude", self.latitude, -pi / 2, pi / 2, "rad")
        require("longitude", self.longitude, -2 * pi, 2 * pi, "rad")
        for name, value in (
            ("altitude", self.altitude),
            ("eastward speed", self.v_east),
            ("northward speed", self.v_north),
            ("upward speed", self.v_up),
        ):
            if not isfinite(value):
                raise InputError(f"{name} must be a finite number, not {value}")

    @property
    def speed(self) -> float:
        """Earth-fixed speed [m/s]."""
        return hypot(self.v_east, self.v_north, self.v_up)

    def to_ecef(self) -> tuple[tuple[float, float, float], tuple[float, float, float]]:
        """Position and velocity in the Earth-fixed frame.

        Returns
        -------
        tuple of tuple of float
            Position [m] and velocity [m/s].
        """
        latitude, longitude = float(self.latitude), float(self.longitude)
        position = geodetic_to_ecef(latitude, longitude, float(self.altitude))
        east, north, up = east_north_up_axes(latitude, longitude)
        vx, vy, vz = (
            float(self.v_east * e + self.v_north * n + self.v_up * u)
            for e, n, u in zip(east, north, up, strict=True)
        )
        return position, (vx, vy, vz)

    @classmethod
    def from_ecef(
        cls, position: tuple[float, float, float], velocity: tuple[float, float, float]
    ) -> "GeodeticState":
        """Make a state from the Earth-fixed frame.

        Parameters
        ----------
        position : tuple of float
            ECEF position. [m]
        velocity : tuple of float
            Earth-fixed velocity. [m/s]

        Returns
        -------
        GeodeticState
            The same state.
        """
        latitude, longitude, altitude = ecef_to_geodetic(*position)
        v_east, v_north, v_up = (
            sum(a * v for a, v in zip(axis, velocity, strict=True))
            for axis in east_north_up_axes(latitude, longitude)
        )
        return cls(
            latitude=latitude,
            longitude=longitude,
            altitude=altitude,
            v_east=v_east,
            v_north=v_north,
            v_up=v_up,
        )


@dataclass(frozen=True, kw_only=True)
class LaunchPoint:
    """Where a missile stands.

    Parameters
    ----------
    latitude, longitude : float
        Geodetic coordinates. [rad]
    altitude : float
        Height above the ellipsoid, 0 to 6,000 m. [m]

    Raises
    ------
    InputError
        If a value is out of range; a launch under ground is one.
    """

    latitude: float
    longitude: float
    altitude: float = 0.0

    def __post_init__(self) -> None:
        require("launch latitude", self.latitude, -pi / 2, pi / 2, "rad")
        require("launch longitude", self.longitude, -2 * pi, 2 * pi, "rad")
        require("launch altitude", self.altitude, LOWEST_LAUNCH_M, HIGHEST_LAUNCH_M, "m")

    def kernel(self) -> tuple[float, float, float]:
        """Parameter set for kernels.

        Returns
        -------
        tuple of float
            Latitude, longitude [rad], altitude [m].
        """
        return float(self.latitude), float(self.longitude), float(self.altitude)
