"""Polygons on a sphere as files and maps want them: cut at 180°, oriented, with a middle inside.

A ring of longitudes and latitudes may run across the 180° meridian or about a pole. Written as it
is, its edges would span the map; RFC 7946 asks for polygons that are cut there.
"""

from typing import Final

import numpy as np
import shapely
from shapely import affinity
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.geometry.polygon import orient

from bongsu.geography.inside import point_inside
from bongsu.physics.numerics.angles import within_half_turn
from bongsu.physics.numerics.arrays import FloatArray

_TURNS: Final = (-720.0, -360.0, 0.0, 360.0, 720.0)
# how far around a point at sea land is looked for, beyond the nearest [deg]
_ASHORE_DEG: Final = 0.5
# coordinates of GeoJSON: a metre is finer than any cell
_DIGITS: Final = 5


def polygons_of(geometry: BaseGeometry) -> list[Polygon]:
    """Polygons in a geometry, without the lines and points that a repair or a cut may leave.

    Parameters
    ----------
    geometry : BaseGeometry
        Anything; empty polygons are left out.

    Returns
    -------
    list of shapely.Polygon
        In its order.
    """
    parts = shapely.get_parts(geometry)
    if any(part.geom_type in ("MultiPolygon", "GeometryCollection") for part in parts):
        return [polygon for part in parts for polygon in polygons_of(part)]
    return [part for part in parts if part.geom_type == "Polygon" and part.area > 0.0]


def cut_at_antimeridian(geometry: BaseGeometry) -> MultiPolygon:
    """Cut polygons where they cross the 180° meridian, and orient their rings.

    Parameters
    ----------
    geometry : BaseGeometry
        Polygons; x is longitude [deg], y is latitude [deg]. Longitudes may jump by a turn or run
        beyond 180; neighbouring corners are less than half a turn apart. A ring that runs around
        the Earth is taken to hold the pole that is nearer to it.

    Returns
    -------
    MultiPolygon
        Valid polygons within -180 to 180; exteriors counterclockwise, interiors clockwise.

    References
    ----------
    .. [1] H. Butler et al., "The GeoJSON Format", RFC 7946, 2016, sections 3.1.6 and 3.1.9.
    """
    parts: list[Polygon] = []
    for polygon in polygons_of_rings(geometry):
        if _lies_whole(polygon):
            parts += polygons_of(polygon if polygon.is_valid else shapely.make_valid(polygon))
            continue
        inside = _disc(polygon.exterior)
        for ring in polygon.interiors:
            inside = shapely.difference(inside, _disc(ring))
        parts += polygons_of(inside)
    whole: BaseGeometry = MultiPolygon(parts)
    if not whole.is_valid:
        whole = shapely.union_all(parts)
    return MultiPolygon([orient(part) for part in polygons_of(whole)])


def as_written(geometry: BaseGeometry) -> MultiPolygon:
    """Bring polygons into the form that GeoJSON asks for.

    Parameters
    ----------
    geometry : BaseGeometry
        Polygons, as for :func:`cut_at_antimeridian`.

    Returns
    -------
    MultiPolygon
        Cut at 180°, to 5 decimals, which is a metre; valid, exteriors counterclockwise.

    References
    ----------
    .. [1] H. Butler et al., "The GeoJSON Format", RFC 7946, 2016, sections 3.1.6, 3.1.9 and 11.2.
    """
    snapped = shapely.set_precision(cut_at_antimeridian(geometry), 10.0**-_DIGITS)
    return MultiPolygon([orient(part) for part in polygons_of(snapped)])


def polygons_of_rings(geometry: BaseGeometry) -> list[Polygon]:
    """Polygons of a geometry, whether or not their area in degrees means anything.

    Parameters
    ----------
    geometry : BaseGeometry
        Polygons, perhaps in collections.

    Returns
    -------
    list of shapely.Polygon
        Those that are not empty.
    """
    found: list[Polygon] = []
    for part in shapely.get_parts(geometry):
        if part.geom_type in ("MultiPolygon", "GeometryCollection"):
            found += polygons_of_rings(part)
        elif part.geom_type == "Polygon" and not part.is_empty:
            found.append(part)
    return found


def _lies_whole(polygon: Polygon) -> bool:
    """Whether a polygon lies within -180 to 180 and no edge of it spans the map."""
    west, _, east, _ = polygon.bounds
    if west < -180.0 or east > 180.0:
        return False
    corners = (shapely.get_coordinates(ring) for ring in (polygon.exterior, *polygon.interiors))
    return all(np.abs(np.diff(xy[:, 0])).max() < 180.0 for xy in corners)


def _disc(ring: BaseGeometry) -> BaseGeometry:
    """What a ring holds, within -180 to 180."""
    corners = shapely.get_coordinates(ring)
    longitude = np.unwrap(corners[:, 0], period=360.0)
    latitude = corners[:, 1]
    if abs(longitude[-1] - longitude[0]) > 180.0:
        pole = 90.0 if latitude.mean() > 0.0 else -90.0
        longitude = np.concatenate([longitude, [longitude[-1], longitude[0]]])
        latitude = np.concatenate([latitude, [pole, pole]])
    whole = Polygon(np.column_stack([longitude, latitude]))
    if not whole.is_valid:
        whole = shapely.make_valid(whole)
    window = shapely.box(-180.0, -90.0, 180.0, 90.0)
    return shapely.union_all(
        [shapely.intersection(affinity.translate(whole, xoff=turn), window) for turn in _TURNS]
    )


def middle_of(outline: BaseGeometry) -> tuple[float, float]:
    """Point inside an outline about which a plane over it is laid.

    The middle of its edges, counted across 180° where that is shorter, if that lies inside; else
    the point inside that is nearest to the mean direction of its area. So islands across an ocean
    do not pull the middle to sea.

    Parameters
    ----------
    outline : BaseGeometry
        Polygons cut at 180°; x is longitude [deg], y is latitude [deg].

    Returns
    -------
    latitude_deg, longitude_deg : float
        Middle, longitude from -180 to 180. [deg]
    """
    parts = polygons_of(outline)
    bounds = shapely.bounds(np.array(parts, object))
    west, east = _spanned(bounds[:, 0], bounds[:, 2])
    south, north = bounds[:, 1].min(), bounds[:, 3].max()
    latitude, longitude = (south + north) / 2.0, within_half_turn((west + east) / 2.0)
    if point_inside(outline, longitude, latitude):
        return float(latitude), float(longitude)
    return _inside(outline, *_mean_direction(parts))


def _spanned(west: FloatArray, east: FloatArray) -> tuple[float, float]:
    """Edges of the shortest span of longitudes that holds some; east may exceed 180."""
    order = np.argsort(west)
    ends = np.maximum.accumulate(east[order])
    starts = np.append(west[order][1:], west.min() + 360.0)
    widest = int(np.argmax(starts - ends))
    if widest == len(order) - 1:
        return float(west.min()), float(ends[-1])
    return float(starts[widest]), float(ends[widest]) + 360.0


def _mean_direction(parts: list[Polygon]) -> tuple[float, float]:
    """Direction of the sum of the polygons' middles as vectors, weighted with their areas."""
    shapes = np.array(parts, object)
    x, y = shapely.get_coordinates(shapely.centroid(shapes)).T
    longitude, latitude = np.radians(x), np.radians(y)
    weight = shapely.area(shapes) * np.cos(latitude)
    vectors = np.array(
        [
            np.cos(latitude) * np.cos(longitude),
            np.cos(latitude) * np.sin(longitude),
            np.sin(latitude),
        ]
    )
    east, north, up = vectors @ weight
    return (
        float(np.degrees(np.arctan2(up, np.hypot(east, north)))),
        float(np.degrees(np.arctan2(north, east))),
    )


def _inside(outline: BaseGeometry, latitude: float, longitude: float) -> tuple[float, float]:
    """A point, or one of an outline near the closest shore."""
    if point_inside(outline, longitude, latitude):
        return latitude, longitude
    point = shapely.Point(longitude, latitude)
    # across 180 degrees the other side is as near
    turned = [affinity.translate(outline, xoff=turn) for turn in (-360.0, 0.0, 360.0)]
    nearest = min(turned, key=lambda shape: shapely.distance(shape, point))
    reach = shapely.distance(nearest, point) + _ASHORE_DEG
    near = max(
        polygons_of(shapely.intersection(nearest, point.buffer(reach))),
        key=lambda part: part.area,
    )
    ashore = shapely.maximum_inscribed_circle(near, tolerance=0.01)
    x, y = shapely.get_coordinates(ashore)[0]
    return float(y), within_half_turn(float(x))
