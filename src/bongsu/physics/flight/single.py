"""Single flights: a body from a given state, a missile from its launcher."""

from dataclasses import dataclass
from math import hypot, inf, isfinite, pi

import numpy as np
from numpy.typing import NDArray

from bongsu.errors import InputError, OutOfReachError
from bongsu.physics.earth.environment import standard_environment
from bongsu.physics.earth.kernels.environment import EnvironmentTuple
from bongsu.physics.earth.kernels.geodesy import (
    east_north_up_axes,
    ecef_to_geodetic,
    geodetic_to_ecef,
)
from bongsu.physics.flight.kernels.boost import PhaseTuple
from bongsu.physics.flight.kernels.leg import FLYING, IMPACT, RecordTuple, fly_leg, start_leg
from bongsu.physics.flight.kernels.missile_flight import fly_missile
from bongsu.physics.flight.missile import NO_CUT_OFF, MissileDesign, require
from bongsu.physics.flight.samples import Samples
from bongsu.physics.numerics.constants import STANDARD_GRAVITY_M_S2

DEFAULT_TOLERANCE_M = 1.0
"""Allowed error of one step; keeps impact points within 10 m. [m]"""
FINE_TOLERANCE_M = 1e-4
"""Allowed error of one step; keeps impact points within 1 cm. [m]"""
LEAST_RISE_M = 1e-3
"""A body that never is this high has no flight. [m]"""
LONGEST_FLIGHT_S = 86400.0
"""Flights that have not come down by then are left in the air. [s]"""


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
class Arc:
    """A flight of a body without power.

    Parameters
    ----------
    time_s : float
        Time flown. [s]
    end : GeodeticState
        State at the end.
    apogee_m : float
        Greatest altitude. [m]
    event : {"impact", "duration"}
        Why the flight ended.
    samples : Samples
        Time, position and velocity; the last row is the end.
    """

    time_s: float
    end: GeodeticState
    apogee_m: float
    event: str
    samples: Samples


def fly_arc(
    state: GeodeticState,
    *,
    ballistic_coefficient: float | None = None,
    duration: float | None = None,
    environment: EnvironmentTuple | None = None,
    tolerance: float = DEFAULT_TOLERANCE_M,
    sample_step: float | None = None,
) -> Arc:
    """Fly a body from a state to the ground or for a time.

    Parameters
    ----------
    state : GeodeticState
        Start, at most 50,000 km up and at most 20 km/s fast.
    ballistic_coefficient : float, optional
        m / (C_D A); no drag by default. [kg/m²]
    duration : float, optional
        Longest time to fly, a day by default. [s]
    environment : EnvironmentTuple, optional
        Gravity, rotation and air; the standard ones by default.
    tolerance : float
        Allowed error of one step. [m]
    sample_step : float, optional
        Time between samples; only the end is kept by default. [s]

    Returns
    -------
    Arc
        The flight.

    Raises
    ------
    InputError
        If a value is out of range, or the start is under the ground or on it with no way up.
    OutOfReachError
        If the motion cannot be followed to its end.

    References
    ----------
    .. [1] J. R. Dormand, P. J. Prince, "A family of embedded Runge-Kutta formulae", J. Comp. Appl.
       Math. 6:19-26, 1980, table 2.
    """
    longest = LONGEST_FLIGHT_S if duration is None else duration
    require("duration", longest, 1e-3, 1e7, "s")
    require("tolerance", tolerance, 1e-9, 1e4, "m")
    drag = 0.0
    if ballistic_coefficient is not None:
        require("ballistic coefficient", ballistic_coefficient, 1.0, 1e9, "kg/m²")
        drag = 1.0 / ballistic_coefficient
    require("altitude of the start", state.altitude, -inf, 5e7, "m")
    require("speed of the start", state.speed, 0.0, 2e4, "m/s")
    rise = max(state.v_up, 0.0) ** 2 / (2.0 * STANDARD_GRAVITY_M_S2)
    if state.altitude < 0.0 or state.altitude + rise < LEAST_RISE_M:
        raise InputError("the start lies under the ground, or on it with no speed upwards")
    position, velocity = state.to_ecef()
    record = _record(longest, sample_step)
    leg = fly_leg(
        environment or standard_environment(),
        _free_phase(drag),
        start_leg(position, velocity),
        float(longest),
        0.0,
        float(tolerance),
        record,
    )
    if leg.status not in (FLYING, IMPACT):
        raise OutOfReachError("the motion could not be followed: its steps became too small")
    record.buffer[leg.rows] = (leg.time_s, *leg.position, *leg.velocity)
    return Arc(
        time_s=leg.time_s,
        end=GeodeticState.from_ecef(leg.position, leg.velocity),
        apogee_m=leg.apogee_m,
        event="impact" if leg.status == IMPACT else "duration",
        samples=Samples(record.buffer[: leg.rows + 1].copy()),
    )


def _free_phase(drag_area_per_mass: float) -> PhaseTuple:
    table = np.array([[drag_area_per_mass, 0.0, 0.0, 0.0]])
    nowhere = (0.0, 0.0, 0.0)
    return PhaseTuple(0.0, 1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, table, nowhere, nowhere)


def _record(
    longest: float, sample_step: float | None, altitudes: tuple[float, ...] = ()
) -> RecordTuple:
    if sample_step is None:
        step, rows = inf, 2
    else:
        require("time between samples", sample_step, 1e-3, 1e5, "s")
        step, rows = float(sample_step), int(longest / sample_step) + 3
    crossings = np.full((len(altitudes), 2), np.inf)
    return RecordTuple(step, np.zeros((rows, 7)), np.array(altitudes, dtype=float), crossings)


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
        require("launch altitude", self.altitude, 0.0, 6000.0, "m")

    def kernel(self) -> tuple[float, float, float]:
        """Parameter set for kernels.

        Returns
        -------
        tuple of float
            Latitude, longitude [rad], altitude [m].
        """
        return float(self.latitude), float(self.longitude), float(self.altitude)


@dataclass(frozen=True, kw_only=True)
class MissileFlight:
    """A missile's flight from launch to impact.

    Parameters
    ----------
    time_s : float
        Time of flight. [s]
    impact : GeodeticState
        State at impact.
    apogee_m, apogee_time_s : float
        Greatest altitude [m] and when [s].
    burnout : GeodeticState
        State at the end of thrust.
    burnout_time_s : float
        Time of the end of thrust. [s]
    crossings_s : numpy.ndarray
        For each altitude asked for, first time up and last time down, infinite if never; shape
        (n, 2). [s]
    samples : Samples
        Time, position and velocity; the last row is the impact.
    """

    time_s: float
    impact: GeodeticState
    apogee_m: float
    apogee_time_s: float
    burnout: GeodeticState
    burnout_time_s: float
    crossings_s: NDArray[np.float64]
    samples: Samples


def fly(
    missile: MissileDesign,
    launch: LaunchPoint,
    *,
    azimuth: float,
    loft: float,
    cutoff: float = NO_CUT_OFF,
    altitudes: tuple[float, ...] = (),
    environment: EnvironmentTuple | None = None,
    tolerance: float = DEFAULT_TOLERANCE_M,
    sample_step: float | None = None,
) -> MissileFlight:
    """Fly a missile with given steering.

    Parameters
    ----------
    missile : MissileDesign
    launch : LaunchPoint
        Where it stands.
    azimuth : float
        Plane of the pitch-over, clockwise from north. [rad]
    loft : float
        Elevation of the thrust at the end of the pitch-over. [rad]
    cutoff : float
        End of the last stage's thrust; full burn by default. [s]
    altitudes : tuple of float
        Altitudes whose crossing times are wanted. [m]
    environment : EnvironmentTuple, optional
        Gravity, rotation and air; the standard ones by default.
    tolerance : float
        Allowed error of one step. [m]
    sample_step : float, optional
        Time between samples; only the impact is kept by default. [s]

    Returns
    -------
    MissileFlight
        The flight.

    Raises
    ------
    InputError
        If a value is out of range, or the missile cannot cut off early.
    OutOfReachError
        If the missile does not come down within a day.

    References
    ----------
    .. [1] L. Gronlund, D. C. Wright, "Depressed trajectory SLBMs", Science & Global Security
       3:101-159, 1992, appendix A.
    """
    environment = environment or standard_environment()
    if not isfinite(azimuth):
        raise InputError(f"azimuth must be a finite angle, not {azimuth}")
    require("loft angle", loft, -0.2, pi / 2, "rad")
    require("tolerance", tolerance, 1e-9, 1e4, "m")
    if cutoff < missile.burn_time_s and not missile.can_cut_off:
        raise InputError(f"{missile.name} cannot end its thrust early")
    if not cutoff > missile.last_ignition_s:
        raise InputError(
            f"cut-off must come after the last ignition at {missile.last_ignition_s:g} s, "
            f"not at {cutoff}"
        )
    record = _record(LONGEST_FLIGHT_S if sample_step is not None else 0.0, sample_step, altitudes)
    flight = fly_missile(
        missile.kernel(),
        launch.kernel(),
        float(azimuth),
        float(loft),
        float(cutoff),
        environment,
        0.0,
        LONGEST_FLIGHT_S,
        float(tolerance),
        record,
    )
    if flight.status != IMPACT:
        raise OutOfReachError(f"{missile.name} does not come down within a day on this course")
    record.buffer[flight.rows] = (flight.time_s, *flight.position, *flight.velocity)
    return MissileFlight(
        time_s=flight.time_s,
        impact=GeodeticState.from_ecef(flight.position, flight.velocity),
        apogee_m=flight.apogee_m,
        apogee_time_s=flight.apogee_time_s,
        burnout=GeodeticState.from_ecef(flight.burnout_position, flight.burnout_velocity),
        burnout_time_s=flight.burnout_time_s,
        crossings_s=record.crossings,
        samples=Samples(record.buffer[: flight.rows + 1].copy()),
    )
