"""Where the field of regard of a radar ends to either side, on a map of one height."""

from math import pi

import numpy as np

from bongsu.physics.numerics.arrays import FloatArray
from bongsu.physics.radar.refraction import earth_radius_at
from bongsu.studies.radar.view.station import RadarView


def field_edges_deg(
    view: RadarView, ground_range_m: FloatArray, altitudes_km: FloatArray
) -> FloatArray:
    """Half-width of a radar's field of regard by distance along the ground and height.

    Parameters
    ----------
    view : RadarView
    ground_range_m : ndarray, shape (m,)
        Distances along the ground, positive. [m]
    altitudes_km : ndarray, shape (k,)
        Heights. [km]

    Returns
    -------
    ndarray, shape (k, m)
        Angle to either side of the boresight; not a number where there is no edge: at elevations
        below the floor or above the ceiling, and where all directions are in the field. [deg]
    """
    design, station = view.design, view.station
    radius = earth_radius_at(station.latitude)
    angle = ground_range_m / radius
    ratio = (radius + station.altitude) / (radius + 1e3 * altitudes_km[:, None])
    elevation = np.arctan2(np.cos(angle) - ratio, np.sin(angle))
    half_width = np.array([[design.half_width_at(float(e)) for e in row] for row in elevation])
    within = (elevation >= design.elevation_floor) & (elevation <= design.elevation_ceiling)
    edge = within & (half_width > 0.0) & (half_width < pi)
    return np.degrees(np.where(edge, half_width, np.nan))
