"""How wide the field of regard of a tilted face is in azimuth."""

from __future__ import annotations

from math import acos, asin, atan2, cos, pi, sin
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from bongsu.physics.radar.kernels.signal import RadarTuple


def azimuth_half_width(
    elevation: float, *, tilt: float, scan_limit: float, sector_half_angle: float
) -> float:
    """Half-width in azimuth of the field of regard at an elevation.

    Parameters
    ----------
    elevation : float
        Elevation of the direction looked at, from -pi/2 to pi/2. [rad]
    tilt : float
        Elevation of the boresight, from -pi/2 to pi/2. [rad]
    scan_limit : float
        Largest angle between beam and boresight, in (0, pi/2]. [rad]
    sector_half_angle : float
        Largest steering to either side across the face; from a right angle on no limit. [rad]

    Returns
    -------
    float
        Largest angle to either side of the boresight's azimuth up to which every direction at this
        elevation is in the field; pi where all are, 0 where at most the boresight's own is. [rad]

    Notes
    -----
    A direction d is in the field when d . n >= cos(scan limit) and |d . r| <= sin(half sector),
    with n the normal of the face and r the horizontal direction across it, the rule of
    :func:`~bongsu.physics.radar.kernels.signal.in_field_of_regard`. Both are solved here for the
    azimuth. Floor, ceiling and skyline are not in it.
    """
    level, height = cos(elevation) * cos(tilt), sin(elevation) * sin(tilt)
    need = cos(scan_limit) - height
    if need >= level:
        return 0.0
    cone = pi if need <= -level else acos(need / level)
    across = sin(min(sector_half_angle, 0.5 * pi))
    if across >= cos(elevation):
        return cone
    return min(cone, asin(across / cos(elevation)))


def half_width_of(radar: RadarTuple, elevation: float) -> float:
    """Half-width in azimuth of the field of regard of a radar on its site.

    Parameters
    ----------
    radar : RadarTuple
    elevation : float
        Elevation of the direction looked at. [rad]

    Returns
    -------
    float
        As :func:`azimuth_half_width` says it. [rad]
    """
    return azimuth_half_width(
        elevation,
        tilt=asin(float(np.clip(np.dot(radar.face_normal, radar.axes[2]), -1.0, 1.0))),
        scan_limit=acos(radar.cos_scan_limit),
        sector_half_angle=asin(radar.across_limit),
    )


def boresight_of(radar: RadarTuple) -> float:
    """Direction that the array of a radar on its site faces.

    Parameters
    ----------
    radar : RadarTuple

    Returns
    -------
    float
        Clockwise from north, within [-pi, pi]. [rad]
    """
    east, north = np.array(radar.axes[:2]) @ np.array(radar.face_across)
    # the horizontal of the face points a quarter turn clockwise from where it faces
    return atan2(-float(north), float(east))
