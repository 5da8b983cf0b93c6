"""A radar on its site: skyline, lowest rays, and the parameters its kernels take."""

from dataclasses import dataclass
from math import cos, isfinite, pi, sin

import numpy as np

from bongsu.errors import InputError
from bongsu.physics.earth.kernels.geodesy import Vector, east_north_up_axes, geodetic_to_ecef
from bongsu.physics.numerics.arrays import FloatArray
from bongsu.physics.numerics.constants import SPEED_OF_LIGHT_M_S
from bongsu.physics.radar.design import RadarDesign
from bongsu.physics.radar.kernels.signal import RadarTuple, least_transmission
from bongsu.physics.radar.refraction import earth_radius_at, horizon_elevation, lowest_sine_table
from bongsu.words import Refraction

# usual slope of a monopulse pattern: Curry 2005, eq. (8.5)
_MONOPULSE_SLOPE = 1.6

# ranges of the table of lowest rays: linear interpolation between rows errs by under 2 urad
_TABLE_STEP_M = 10.0e3
LONGEST_RANGE_M = 6.0e6
"""Range beyond which no radar is taken to see anything: the table of lowest rays ends there. [m]"""

_MASK_ROWS = 361


@dataclass(frozen=True, kw_only=True)
class HorizonMask:
    """Skyline around a site, as surveyed.

    Parameters
    ----------
    azimuth : ndarray, shape (n,)
        Directions clockwise from north, increasing, within one turn. [rad]
    elevation : ndarray, shape (n,)
        Apparent elevation of the skyline there; linear in between. [rad]

    Raises
    ------
    InputError
        If the two do not belong together or an angle is out of range.
    """

    azimuth: FloatArray
    elevation: FloatArray

    def __post_init__(self) -> None:
        azimuth = np.asarray(self.azimuth, dtype=np.float64)
        elevation = np.asarray(self.elevation, dtype=np.float64)
        if azimuth.ndim != 1 or azimuth.shape != elevation.shape or azimuth.size == 0:
            raise InputError("a horizon mask needs one elevation for each azimuth")
        if not (np.all(np.diff(azimuth) > 0.0) and azimuth[-1] - azimuth[0] < 2.0 * pi):
            raise InputError("azimuths of a horizon mask must increase within one turn")
        if not np.all(np.abs(elevation) < 0.5 * pi):
            raise InputError("elevations of a horizon mask must lie between -90 and 90 deg")
        object.__setattr__(self, "azimuth", azimuth)
        object.__setattr__(self, "elevation", elevation)

    def at(self, azimuth: FloatArray) -> FloatArray:
        """Skyline in any direction.

        Parameters
        ----------
        azimuth : ndarray
            Directions clockwise from north. [rad]

        Returns
        -------
        ndarray
            Elevation of the skyline. [rad]
        """
        return np.interp(azimuth, self.azimuth, self.elevation, period=2.0 * pi)


def on_site(
    design: RadarDesign,
    *,
    latitude: float,
    longitude: float,
    altitude: float,
    boresight: float,
    tilt: float | None = None,
    refraction: Refraction = "ray-traced",
    mask: HorizonMask | None = None,
) -> RadarTuple:
    """Put a radar on a site.

    Parameters
    ----------
    design : RadarDesign
        What stands there.
    latitude, longitude : float
        Geodetic position of the array. [rad]
    altitude : float
        Height of the array above the ellipsoid, from -500 to 9000 m. [m]
    boresight : float
        Direction the array faces, clockwise from north. [rad]
    tilt : float, optional
        Elevation of the boresight, instead of the design's. [rad]
    refraction : {"straight", "four-thirds", "ray-traced"}, optional
        How rays run near the floor and the horizon.
    mask : HorizonMask, optional
        Skyline; the higher of it, the floor and the sea horizon holds.

    Returns
    -------
    RadarTuple
        Parameters for the kernels.

    Raises
    ------
    InputError
        If a coordinate is out of range or the refraction model unknown.
    """
    _check_site(latitude, longitude, altitude, boresight)
    tilt = design.tilt if tilt is None else tilt
    if not abs(tilt) <= 0.5 * pi:
        raise InputError("tilt must lie between -90 and 90 deg")
    axes = east_north_up_axes(latitude, longitude)
    heading = _combine(axes, sin(boresight), cos(boresight), 0.0)
    across = _combine(axes, cos(boresight), -sin(boresight), 0.0)
    up = axes[2]
    face_normal = _sum(heading, cos(tilt), up, sin(tilt))
    range_width = SPEED_OF_LIGHT_M_S / (2.0 * design.bandwidth_hz)
    beam_across, beam_up = design.beam_widths
    cos_scan_limit = cos(design.scan_limit)
    scan_exponent = float(design.scan_exponent)
    attenuation = 2.0 * design.zenith_attenuation
    return RadarTuple(
        site=geodetic_to_ecef(latitude, longitude, altitude),
        axes=axes,
        face_normal=face_normal,
        face_across=across,
        face_up=_sum(heading, -sin(tilt), up, cos(tilt)),
        across_limit=sin(min(design.sector_half_angle, 0.5 * pi)),
        cos_scan_limit=cos_scan_limit,
        sin_ceiling=sin(design.elevation_ceiling),
        sin_floor=_sin_floor(design, latitude, altitude, refraction, mask),
        floor_range_step_m=_TABLE_STEP_M,
        constant_m2=design.constant_m2 / design.integration_loss,
        scan_exponent=scan_exponent,
        zenith_attenuation=attenuation,
        least_transmission=least_transmission(cos_scan_limit, scan_exponent, attenuation),
        required_snr=float(design.required_snr),
        maximum_range_m=min(float(design.maximum_range_m), LONGEST_RANGE_M),
        range_width_m=range_width,
        sine_width_across=beam_across / _MONOPULSE_SLOPE,
        sine_width_up=beam_up / _MONOPULSE_SLOPE,
        range_error_m=float(design.range_error_m),
        sine_error=float(design.sine_error),
    )


def _sin_floor(
    design: RadarDesign,
    latitude: float,
    altitude: float,
    refraction: Refraction,
    mask: HorizonMask | None,
) -> FloatArray:
    """Return the table of least geometric elevations; see :class:`RadarTuple`."""
    radius = earth_radius_at(latitude)
    height = max(altitude, 0.0)
    low = max(design.elevation_floor, horizon_elevation(height, radius, refraction))
    if mask is None:
        elevations = [low]
    else:
        skyline = mask.at(np.linspace(0.0, 2.0 * pi, _MASK_ROWS))
        elevations = [float(e) for e in np.maximum(skyline, low)]
    table = lowest_sine_table(
        tuple(elevations), height, radius, refraction, LONGEST_RANGE_M, _TABLE_STEP_M
    )
    # a copy: the table is cached, and a read-only array would compile the kernels twice
    return table.copy()


def _check_site(latitude: float, longitude: float, altitude: float, boresight: float) -> None:
    if not abs(latitude) <= 0.5 * pi:
        raise InputError("latitude must lie between -90 and 90 deg")
    if not abs(longitude) <= 2.0 * pi:
        raise InputError("longitude must lie between -360 and 360 deg")
    if not -500.0 <= altitude <= 9000.0:
        raise InputError(f"altitude of a radar must lie between -500 and 9000 m, not {altitude:g}")
    if not isfinite(boresight):
        raise InputError("boresight must be a finite angle")


def _combine(axes: tuple[Vector, Vector, Vector], east: float, north: float, up: float) -> Vector:
    x, y, z = (east * e + north * n + up * u for e, n, u in zip(*axes, strict=True))
    return x, y, z


def _sum(a: Vector, weight_a: float, b: Vector, weight_b: float) -> Vector:
    x, y, z = (weight_a * a[i] + weight_b * b[i] for i in range(3))
    return x, y, z
