"""Aimed arcs flown: ground range, re-entry, time in an altitude band."""

from dataclasses import dataclass
from math import atan2, hypot

import numpy as np
from pyproj import Geod

from bongsu.errors import OutOfReachError
from bongsu.physics.aim.aiming import AimedArc, Aiming
from bongsu.physics.flight.launch import MissileFlight, fly
from bongsu.physics.flight.limits import DEFAULT_TOLERANCE_M
from bongsu.physics.flight.states import GeodeticState

REENTRY_ALTITUDE_M = 100e3
"""Where re-entry is taken to begin. [m]"""

_ELLIPSOID = Geod(ellps="WGS84")


@dataclass(frozen=True, kw_only=True)
class AimedFlight:
    """An aimed arc, flown.

    Parameters
    ----------
    flight : MissileFlight
    range_m : float
        Length of the geodesic from launch to impact. [m]
    reentry_speed_m_s : float
        Earth-fixed speed when coming down through 100 km, or at the apogee if that is lower. [m/s]
    reentry_angle : float
        Angle of that velocity below the horizontal. [rad]
    in_band_s : float
        Time of coming down through the altitude band. [s]
    """

    flight: MissileFlight
    range_m: float
    reentry_speed_m_s: float
    reentry_angle: float
    in_band_s: float


def fly_aimed(
    aiming: Aiming,
    arc: AimedArc,
    *,
    band: tuple[float, float] = (40e3, 150e3),
    tolerance: float = DEFAULT_TOLERANCE_M,
    sample_step: float = 0.5,
) -> AimedFlight:
    """Fly an aimed arc and say what a defender asks of it.

    Parameters
    ----------
    aiming : Aiming
        Missile and launch point.
    arc : AimedArc
        Steering, with status ``ok``.
    band : tuple of float
        Bottom and top of an altitude band. [m]
    tolerance : float
        Allowed error of one step. [m]
    sample_step : float
        Time between samples. [s]

    Returns
    -------
    AimedFlight
        The flight, its ground range and its re-entry.

    Raises
    ------
    OutOfReachError
        If there is no arc.
    """
    if arc.status != "ok":
        raise OutOfReachError(arc.explanation)
    flight = fly(
        aiming.missile,
        aiming.launch,
        azimuth=arc.azimuth,
        loft=arc.loft,
        cutoff=arc.cutoff_s,
        altitudes=(*band, REENTRY_ALTITUDE_M),
        environment=aiming.environment,
        tolerance=tolerance,
        sample_step=sample_step,
    )
    bottom_s, top_s, reentry_s = (
        flight.apogee_time_s if np.isinf(down) else float(down) for _, down in flight.crossings_s
    )
    bottom_m, _ = band
    below = bottom_s if flight.apogee_m > bottom_m else top_s
    reentry = GeodeticState.from_ecef(*flight.samples.state_at(reentry_s))
    _, _, distance = _ELLIPSOID.inv(
        aiming.launch.longitude,
        aiming.launch.latitude,
        flight.impact.longitude,
        flight.impact.latitude,
        radians=True,
    )
    return AimedFlight(
        flight=flight,
        range_m=float(distance),
        reentry_speed_m_s=reentry.speed,
        reentry_angle=dive_angle(reentry),
        in_band_s=below - top_s,
    )


def dive_angle(state: GeodeticState) -> float:
    """Angle of a velocity below the horizontal.

    Parameters
    ----------
    state : GeodeticState

    Returns
    -------
    float
        Angle, positive downwards. [rad]
    """
    return atan2(-state.v_up, hypot(state.v_east, state.v_north))
