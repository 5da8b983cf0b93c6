"""What one dwell of a radar returns from a square metre: over maps, at places, along flights."""

import numpy as np
from numpy.typing import NDArray

from bongsu.physics.numerics.arrays import FloatArray
from bongsu.physics.numerics.threads import run_in_chunks
from bongsu.physics.radar.kernels.aspect import (
    CrossSectionTuple,
    fill_cross_sections,
    fill_row_cross_sections,
)
from bongsu.physics.radar.kernels.coverage import fill_map, fill_points
from bongsu.physics.radar.kernels.sight import fill_row_snr
from bongsu.physics.radar.kernels.signal import RadarTuple, in_field_of_regard

_ROWS_PER_CHUNK = 64
_POINTS_PER_CHUNK = 4096


def signal_map(
    radar: RadarTuple, latitude: FloatArray, longitude: FloatArray, altitude: FloatArray
) -> NDArray[np.float32]:
    """Signal-to-noise ratio of a square metre over a grid, on all cores.

    Parameters
    ----------
    radar : RadarTuple
    latitude, longitude : ndarray, shape (n_latitude,), (n_longitude,)
        Geodetic coordinates. [rad]
    altitude : ndarray, shape (n_altitude,)
        Heights above the ellipsoid. [m]

    Returns
    -------
    ndarray of float32, shape (n_altitude, n_latitude, n_longitude)
        Power ratio per square metre, 0 outside the field of regard. [1/m²]
    """
    ratios = np.empty((altitude.size, latitude.size, longitude.size), np.float32)

    def work(first: int, last: int) -> None:
        fill_map(radar, latitude, longitude, altitude, first, last, ratios)

    run_in_chunks(work, altitude.size * latitude.size, chunk=_ROWS_PER_CHUNK)
    return ratios


def signals_at(
    radar: RadarTuple, latitude: FloatArray, longitude: FloatArray, altitude: FloatArray
) -> FloatArray:
    """Signal-to-noise ratio of a square metre at single places.

    Parameters
    ----------
    radar : RadarTuple
    latitude, longitude : ndarray, shape (n,)
        Geodetic coordinates. [rad]
    altitude : ndarray, shape (n,)
        Heights above the ellipsoid. [m]

    Returns
    -------
    ndarray, shape (n,)
        Power ratio per square metre, 0 outside the field of regard. [1/m²]
    """
    ratios = np.empty(latitude.size)

    def work(first: int, last: int) -> None:
        part = slice(first, last)
        fill_points(radar, latitude[part], longitude[part], altitude[part], ratios[part])

    run_in_chunks(work, latitude.size, chunk=_POINTS_PER_CHUNK)
    return ratios


def signals_along(radar: RadarTuple, samples: FloatArray) -> FloatArray:
    """Signal-to-noise ratio of a square metre at the rows of flights.

    Parameters
    ----------
    radar : RadarTuple
    samples : ndarray, shape (n, 7)
        Rows of one flight, or of several one after the other; see
        :class:`bongsu.physics.flight.samples.Samples`. [s, m, m/s]

    Returns
    -------
    ndarray, shape (n,)
        Power ratio per square metre, 0 outside the field of regard. [1/m²]
    """
    ratios = np.empty(len(samples))
    fill_row_snr(radar, samples, ratios)
    return ratios


def cross_sections_along(
    radar: RadarTuple, samples: FloatArray, cross_section: CrossSectionTuple
) -> FloatArray:
    """Cross-section that an object shows to a radar at the rows of flights.

    Parameters
    ----------
    radar, samples
        See :func:`signals_along`.
    cross_section : CrossSectionTuple
        Of the object, by aspect. [m²]

    Returns
    -------
    ndarray, shape (n,)
        Mean radar cross-section. [m²]
    """
    found = np.empty(len(samples))
    fill_row_cross_sections(cross_section, radar.site, samples, found)
    return found


def cross_sections_at(cross_section: CrossSectionTuple, aspect: FloatArray) -> FloatArray:
    """Cross-section of an object at many aspects.

    Parameters
    ----------
    cross_section : CrossSectionTuple
    aspect : ndarray, shape (n,)
        Angles between the axis, pointing ahead, and the line of sight to the radar. [rad]

    Returns
    -------
    ndarray, shape (n,)
        Mean radar cross-section. [m²]
    """
    found = np.empty(len(aspect))
    fill_cross_sections(cross_section, aspect, found)
    return found


def looks_at(radar: RadarTuple, position_m: FloatArray) -> bool:
    """Whether a place lies in the field of regard, however faint what is there.

    Parameters
    ----------
    radar : RadarTuple
    position_m : ndarray, shape (3,)
        ECEF position. [m]

    Returns
    -------
    bool
        Whether a beam can be formed towards it.
    """
    return bool(in_field_of_regard(radar, *map(float, position_m)))
