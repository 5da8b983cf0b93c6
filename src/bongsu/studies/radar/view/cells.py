"""Cells of the world grid over which a view is counted: all that it may hold."""

from collections.abc import Sequence
from functools import lru_cache
from math import acos, asin, ceil, cos, degrees, floor, radians, sin

from bongsu.geography.grid import WorldGrid, world_grid
from bongsu.physics.numerics.angles import within_half_turn
from bongsu.physics.radar.design import RadarDesign
from bongsu.physics.radar.site import LONGEST_RANGE_M
from bongsu.studies.radar.view.station import Station

# edges within which East Asia and the western Pacific are counted: south, north, west, east [deg]
_HOME = (10.0, 70.0, 70.0, 180.0)


_EDGE_STEP_DEG = 10.0


_EARTH_RADIUS_M = 6.371e6


# a ray reaches below its apparent elevation by less than this, refraction and dip together
_BENT_BELOW_RAD = radians(4.0)


def radar_grid(spacing_deg: float, edges: tuple[float, float, float, float] = _HOME) -> WorldGrid:
    """Cells over which views are counted.

    Parameters
    ----------
    spacing_deg : float
        Side of a cell. [deg]
    edges : tuple of float, optional
        South, north, west, east; East Asia and the western Pacific by default. [deg]

    Returns
    -------
    WorldGrid
        The cells.
    """
    return _cells(spacing_deg, edges)


@lru_cache(maxsize=4)
def _cells(spacing_deg: float, edges: tuple[float, float, float, float]) -> WorldGrid:
    south, north, west, east = edges
    return world_grid(spacing_deg, south=south, north=north, west=west, east=east)


def grid_holding(
    spacing_deg: float,
    stations: Sequence[Station],
    *,
    altitudes_km: Sequence[float],
    cross_section_m2: float,
) -> WorldGrid:
    """Cells that hold all that radars can see, whatever they face and in whichever mode.

    Parameters
    ----------
    spacing_deg : float
        Side of a cell. [deg]
    stations : sequence of Station
    altitudes_km : sequence of float
        Altitudes of the object above the ellipsoid. [km]
    cross_section_m2 : float
        Its mean radar cross-section. [m²]

    Returns
    -------
    WorldGrid
        East Asia and the western Pacific, and what lies beyond if a radar sees it.
    """
    south, north, west, east = _HOME
    for place in stations:
        reach = max(
            angle_seen(design, 1e3 * altitude, cross_section_m2)
            for design in place.designs.values()
            for altitude in altitudes_km
        )
        lowest, highest = degrees(place.latitude - reach), degrees(place.latitude + reach)
        south, north = min(south, lowest), max(north, highest)
        if lowest <= -90.0 or highest >= 90.0:
            west, east = -180.0, 180.0
            continue
        half = degrees(asin(min(1.0, sin(reach) / cos(place.latitude))))
        middle = within_half_turn(degrees(place.longitude))
        west, east = min(west, middle - half), max(east, middle + half)
    if west < -180.0 or east > 180.0:
        west, east = -180.0, 180.0
    step = _EDGE_STEP_DEG
    return radar_grid(
        spacing_deg,
        (
            max(-90.0, floor(south / step) * step),
            min(90.0, ceil(north / step) * step),
            floor(west / step) * step,
            ceil(east / step) * step,
        ),
    )


def angle_seen(design: RadarDesign, altitude_m: float, cross_section_m2: float) -> float:
    """Angle at the Earth's centre beyond which a radar sees nothing at a height.

    Parameters
    ----------
    design : RadarDesign
        The radar in one mode.
    altitude_m : float
        Altitude of the object above the ellipsoid. [m]
    cross_section_m2 : float
        Its mean radar cross-section. [m²]

    Returns
    -------
    float
        Angle; up to this it may see something, by its range and its elevation floor. [rad]
    """
    needed = min(design.required_snr, design.track_snr or design.required_snr)
    slant = min(
        design.range_on_boresight(cross_section_m2, snr=needed),
        design.maximum_range_m,
        LONGEST_RANGE_M,
    )
    below, above = _EARTH_RADIUS_M, _EARTH_RADIUS_M + altitude_m
    cosine = (below**2 + above**2 - slant**2) / (2.0 * below * above)
    by_range = acos(min(1.0, max(-1.0, cosine)))
    lowest = max(design.elevation_floor, 0.0) - _BENT_BELOW_RAD
    by_floor = acos(below * cos(lowest) / above) - lowest
    return min(by_range, by_floor)
