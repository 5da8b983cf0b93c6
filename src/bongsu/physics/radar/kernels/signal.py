"""What one radar receives from one object: field of regard and signal-to-noise ratio."""

from math import atan2, exp, log, pi, sqrt
from typing import NamedTuple

from bongsu.physics.earth.kernels.geodesy import Vector
from bongsu.physics.numerics.arrays import FloatArray
from bongsu.physics.numerics.jit import (
    inline_kernel,
    lean_inline_kernel,
    lean_inner_kernel,
    lean_kernel,
)


class RadarTuple(NamedTuple):
    """A radar on its site, facing its boresight, as ``physics.radar.site.on_site`` makes it.

    Parameters
    ----------
    site : tuple of float
        ECEF position of the array. [m]
    axes : tuple of tuple of float
        East, north and up at the site, in ECEF. [1]
    face_normal : tuple of float
        Unit vector along which the array faces, in ECEF. [1]
    face_across, face_up : tuple of float
        Unit vectors in the array's plane: horizontal, and completing the right-handed frame
        across, up, boresight. [1]
    across_limit : float
        Largest direction cosine to either side across the face; 1 is no limit. [1]
    cos_scan_limit : float
        Cosine of the largest angle between beam and boresight. [1]
    sin_ceiling : float
        Sine of the largest elevation. [1]
    sin_floor : ndarray, shape (n_azimuth, n_range)
        Sine of the least *geometric* elevation at which an object can be seen: the elevation
        floor, horizon and mask, bent by refraction. Rows are evenly spaced in azimuth from 0 to
        2 pi inclusive (one row when it does not depend on azimuth), columns in slant range from
        0. [1]
    floor_range_step_m : float
        Spacing of the columns of `sin_floor`. [m]
    constant_m2 : float
        Signal-to-noise ratio times range to the fourth power, per square metre of cross-section,
        on boresight and without air. [m²]
    scan_exponent : float
        Two-way gain falls as the cosine of the scan angle to this power. [1]
    zenith_attenuation : float
        Two-way optical depth of the clear air towards the zenith. [1]
    least_transmission : float
        See :func:`least_transmission`. [1]
    required_snr : float
        Signal-to-noise ratio of one dwell that counts as a detection. [1]
    maximum_range_m : float
        Largest range the receiver accepts. [m]
    range_width_m : float
        Range resolution; the error of one look is this over the root of twice the ratio. [m]
    sine_width_across, sine_width_up : float
        Beam width over the monopulse slope in the direction cosines of the face. [1]
    range_error_m, sine_error : float
        Random errors that no signal removes, added in quadrature. [m], [1]
    """

    site: Vector
    axes: tuple[Vector, Vector, Vector]
    face_normal: Vector
    face_across: Vector
    face_up: Vector
    across_limit: float
    cos_scan_limit: float
    sin_ceiling: float
    sin_floor: FloatArray
    floor_range_step_m: float
    constant_m2: float
    scan_exponent: float
    zenith_attenuation: float
    least_transmission: float
    required_snr: float
    maximum_range_m: float
    range_width_m: float
    sine_width_across: float
    sine_width_up: float
    range_error_m: float
    sine_error: float


# the air above a site is this deep for the path of a beam: half the gas lies below 5.5 km
_AIR_DEPTH_OVER_RADIUS = 7.0e3 / 6.371e6
_ROUNDING = 1e-9  # far above what rounding makes of a ratio


def least_transmission(
    cos_scan_limit: float, scan_exponent: float, zenith_attenuation: float
) -> float:
    """What scan loss and air leave of a signal at the least, wherever the array points its beam.

    Parameters
    ----------
    cos_scan_limit, scan_exponent, zenith_attenuation : float
        As of :class:`RadarTuple`. [1]

    Returns
    -------
    float
        Part that is left at the scan limit and the horizon, or slightly less. [1]
    """
    path = 2.0 / sqrt(2.0 * _AIR_DEPTH_OVER_RADIUS + _AIR_DEPTH_OVER_RADIUS**2)
    scan: float = max(cos_scan_limit, 0.0) ** scan_exponent
    return scan * exp(-zenith_attenuation * path) * (1.0 - _ROUNDING)


@inline_kernel
def _dot(a: Vector, x: float, y: float, z: float) -> float:
    return a[0] * x + a[1] * y + a[2] * z


@lean_inline_kernel
def _lowest_sine(radar: RadarTuple, east: float, north: float, slant_range: float) -> float:
    """Sine of the least geometric elevation seen in this direction at this range."""
    rows, columns = radar.sin_floor.shape
    column = min(slant_range / radar.floor_range_step_m, columns - 1.000001)
    j = int(column)
    v = column - j
    if rows == 1:
        return float(radar.sin_floor[0, j] * (1.0 - v) + radar.sin_floor[0, j + 1] * v)
    row = (atan2(east, north) / (2.0 * pi)) % 1.0 * (rows - 1)
    i = min(int(row), rows - 2)
    u = row - i
    low = radar.sin_floor[i, j] * (1.0 - v) + radar.sin_floor[i, j + 1] * v
    high = radar.sin_floor[i + 1, j] * (1.0 - v) + radar.sin_floor[i + 1, j + 1] * v
    return float(low * (1.0 - u) + high * u)


@lean_inline_kernel
def _look(radar: RadarTuple, x: float, y: float, z: float) -> tuple[float, float, float]:
    """Range, cosine of the scan angle (0 when not in the field of regard), sine of elevation."""
    dx = x - radar.site[0]
    dy = y - radar.site[1]
    dz = z - radar.site[2]
    slant_range = sqrt(dx * dx + dy * dy + dz * dz)
    if slant_range <= 0.0 or slant_range > radar.maximum_range_m:
        return slant_range, 0.0, 0.0
    cosine = _dot(radar.face_normal, dx, dy, dz) / slant_range
    sine = _dot(radar.axes[2], dx, dy, dz) / slant_range
    if cosine <= 0.0 or cosine < radar.cos_scan_limit or sine > radar.sin_ceiling:
        return slant_range, 0.0, sine
    east = _dot(radar.axes[0], dx, dy, dz)
    north = _dot(radar.axes[1], dx, dy, dz)
    if sine < _lowest_sine(radar, east, north, slant_range):
        return slant_range, 0.0, sine
    if abs(_dot(radar.face_across, dx, dy, dz)) > radar.across_limit * slant_range:
        return slant_range, 0.0, sine
    return slant_range, cosine, sine


@lean_kernel
def in_field_of_regard(radar: RadarTuple, x: float, y: float, z: float) -> bool:
    """Whether the array can point a beam at a place and nothing stands between.

    Parameters
    ----------
    radar : RadarTuple
    x, y, z : float
        ECEF position, above the horizon's own height when nearer than the horizon. [m]

    Returns
    -------
    bool
        Within the scan limit of the face, the limit across it, ceiling and maximum range, and
        above floor, horizon and mask.
    """
    return _look(radar, x, y, z)[1] > 0.0


@lean_inner_kernel
def _loss(radar: RadarTuple, cosine: float, sine: float) -> float:
    """Logarithm of what scan loss and air leave of a signal."""
    # path through a thin layer on a sphere, over its depth: 1 at the zenith, finite at 0
    sine = max(sine, 0.0)
    depth = _AIR_DEPTH_OVER_RADIUS
    path = 2.0 / (sine + sqrt(sine * sine + 2.0 * depth + depth * depth))
    return radar.scan_exponent * log(cosine) - radar.zenith_attenuation * path


@lean_inline_kernel
def signal_to_noise(
    radar: RadarTuple, x: float, y: float, z: float, cross_section_m2: float
) -> float:
    """Signal-to-noise ratio of one dwell on an object.

    Parameters
    ----------
    radar : RadarTuple
    x, y, z : float
        ECEF position of the object, outside the dense air (the attenuation is that of the whole
        air path). [m]
    cross_section_m2 : float
        Mean radar cross-section. [m²]

    Returns
    -------
    float
        Power ratio after coherent integration; 0 outside the field of regard. [1]

    References
    ----------
    .. [1] M. I. Skolnik, "Introduction to Radar Systems", 3rd ed., 2001, eq. (2.61) with the
       array's scan loss of sec. 9.5; air path through a layer on a sphere as in ITU-R P.834-9,
       sec. 4.
    """
    slant_range, cosine, sine = _look(radar, x, y, z)
    if cosine <= 0.0:
        return 0.0
    squared = slant_range * slant_range
    transmission = exp(_loss(radar, cosine, sine))
    return radar.constant_m2 * cross_section_m2 * transmission / (squared * squared)


@lean_inline_kernel
def detects(radar: RadarTuple, x: float, y: float, z: float, cross_section_m2: float) -> bool:
    """Whether one dwell would detect an object, mostly told without logarithm and exponential.

    Parameters
    ----------
    radar : RadarTuple
    x, y, z : float
        ECEF position of the object. [m]
    cross_section_m2 : float
        Mean radar cross-section. [m²]

    Returns
    -------
    bool
        Whether :func:`signal_to_noise` reaches the required ratio.
    """
    slant_range, cosine, sine = _look(radar, x, y, z)
    if cosine <= 0.0:
        return radar.required_snr <= 0.0
    squared = slant_range * slant_range
    without_loss = radar.constant_m2 * cross_section_m2
    required = radar.required_snr * (squared * squared)
    if without_loss * radar.least_transmission >= required:
        return True
    if without_loss * (1.0 + _ROUNDING) < required:
        return False
    return without_loss * exp(_loss(radar, cosine, sine)) >= required


@lean_kernel
def direction_cosines(radar: RadarTuple, x: float, y: float, z: float) -> Vector:
    """What the array measures: range and the two direction cosines in its face.

    Parameters
    ----------
    radar : RadarTuple
    x, y, z : float
        ECEF position. [m]

    Returns
    -------
    tuple of float
        Slant range [m], cosine to the face's horizontal axis [1], to its upward axis [1].
    """
    dx = x - radar.site[0]
    dy = y - radar.site[1]
    dz = z - radar.site[2]
    slant_range = sqrt(dx * dx + dy * dy + dz * dz)
    return (
        slant_range,
        _dot(radar.face_across, dx, dy, dz) / slant_range,
        _dot(radar.face_up, dx, dy, dz) / slant_range,
    )


@lean_kernel
def measurement_errors(radar: RadarTuple, signal_to_noise_ratio: float) -> Vector:
    """Standard errors of one look in the coordinates of :func:`direction_cosines`.

    Parameters
    ----------
    radar : RadarTuple
    signal_to_noise_ratio : float
        Power ratio of the look, positive; the formulas hold from about 10 upwards. [1]

    Returns
    -------
    tuple of float
        Standard errors of range [m] and of the two direction cosines [1].

    References
    ----------
    .. [1] G. R. Curry, "Radar System Performance Modeling", 2nd ed., 2005, eqs. (8.1) to (8.5).
    """
    thermal = 1.0 / (2.0 * signal_to_noise_ratio)
    return (
        sqrt(radar.range_width_m * radar.range_width_m * thermal + radar.range_error_m**2),
        sqrt(radar.sine_width_across * radar.sine_width_across * thermal + radar.sine_error**2),
        sqrt(radar.sine_width_up * radar.sine_width_up * thermal + radar.sine_error**2),
    )
