"""Maps to draw on: any region in an equal-area plane, or in an azimuthal plane about a point.

Everything is given in plain latitudes and longitudes [deg] and distances [m]; what goes on a map is
in `bongsu.report.maps.layers`. Borders are drawn as in Natural Earth; the maps take no position on
any of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from math import acos, asin, atan2, cos, pi, radians, remainder, sin
from typing import Final

import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.patches import Circle, PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.patheffects import withStroke
from matplotlib.text import Text
from matplotlib.transforms import Bbox
from numpy.typing import ArrayLike, NDArray
from pyproj import Transformer
from shapely import affinity
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from bongsu.geography.cut import polygons_of
from bongsu.geography.outlines import (
    bounds_of,
    country,
    country_keys,
    country_name,
    unassigned_land,
)
from bongsu.physics.numerics.arrays import FloatArray
from bongsu.report.lettering import drawable
from bongsu.report.style import INK, LAND, LAND_EDGE, MUTED, PAPER, WATER

# An azimuthal plane tears land that lies farther than this from its centre, near the antipode.
_FAR_RAD: Final = 2.67
_EARTH_RADIUS_M: Final = 6.371e6
# to see whether a country may be shown: what the Earth's flattening adds to an angle on a sphere
_FLATTENED: Final = 1.01
_BENT_RAD: Final = 0.01
_HALO: Final = (withStroke(linewidth=2.4, foreground=PAPER, alpha=0.85),)
# a map of an island shows it with some sea [m]
_SMALLEST_COUNTRY_M: Final = 50e3
# coasts on both sides of 180 degrees that lie nearer are one [m]
_SEAM_M: Final = 5.0


@dataclass(frozen=True, kw_only=True, eq=False)
class Plane:
    """A projection, and the part of it that is shown.

    Attributes
    ----------
    projection : str
        PROJ string of the plane.
    frame : shapely.Polygon
        The part of the plane that is shown. [m]
    """

    projection: str
    frame: Polygon

    def plane(
        self, latitude_deg: ArrayLike, longitude_deg: ArrayLike
    ) -> tuple[FloatArray, FloatArray]:
        """Coordinates in the plane.

        Parameters
        ----------
        latitude_deg, longitude_deg : array_like
            Points. [deg]

        Returns
        -------
        x, y : ndarray
            Coordinates. [m]
        """
        x, y = _forward(self.projection).transform(
            np.asarray(longitude_deg, float), np.asarray(latitude_deg, float)
        )
        return np.asarray(x), np.asarray(y)

    def pieces(self, polygons: NDArray[np.object_]) -> tuple[NDArray[np.object_], NDArray[np.intp]]:
        """Pieces of many polygons that lie within the frame.

        Parameters
        ----------
        polygons : ndarray of shapely.Polygon, shape (n,)
            Polygons cut at 180°; x is longitude [deg], y is latitude [deg].

        Returns
        -------
        pieces : ndarray of shapely.Polygon, shape (m,)
            Polygons in metres of the plane.
        index : ndarray of int, shape (m,)
            Of which polygon each is a piece. [1]
        """
        return _pieces(self.projection, self.frame, polygons)

    def shown(self, geometry: BaseGeometry) -> MultiPolygon:
        """Part of some polygons that lies within the frame.

        Parameters
        ----------
        geometry : BaseGeometry
            Polygons cut at 180°; x is longitude [deg], y is latitude [deg].

        Returns
        -------
        MultiPolygon
            Polygons in metres of the plane; what was cut at 180° is whole again.
        """
        return _shown(self.projection, self.frame, geometry)

    def from_plane(self, geometry: BaseGeometry, projection: str) -> BaseGeometry:
        """Move anything from another plane to that of the map, and cut it at the frame.

        Parameters
        ----------
        geometry : BaseGeometry
            In metres of the other plane.
        projection : str
            PROJ string of the other plane.

        Returns
        -------
        BaseGeometry
            In metres of this plane.
        """
        other = _between(projection, self.projection)
        moved: BaseGeometry = shapely.transform(
            geometry, lambda xy: np.column_stack(other.transform(xy[:, 0], xy[:, 1]))
        )
        return shapely.intersection(
            moved if moved.is_valid else shapely.make_valid(moved), self.frame
        )


@dataclass(frozen=True, kw_only=True)
class View:
    """Part of the Earth that a map shows.

    Attributes
    ----------
    latitude_deg, longitude_deg : float
        Middle. [deg]
    width_m, height_m : float
        Across and along. [m]
    """

    latitude_deg: float
    longitude_deg: float
    width_m: float
    height_m: float

    @property
    def projection(self) -> str:
        """PROJ string of Lambert's azimuthal equal-area plane about the middle."""
        middle = f"+lat_0={self.latitude_deg:.5f} +lon_0={self.longitude_deg:.5f}"
        return f"+proj=laea {middle} +ellps=WGS84 +units=m +type=crs"

    @property
    def plane(self) -> Plane:
        """The plane, and the rectangle of it that is shown."""
        across, along = self.width_m / 2.0, self.height_m / 2.0
        return Plane(projection=self.projection, frame=shapely.box(-across, -along, across, along))


@dataclass(frozen=True, kw_only=True, eq=False)
class Map(Plane):
    """Axes with a projection.

    Attributes
    ----------
    projection, frame
        See :class:`Plane`.
    axes : matplotlib.axes.Axes
        Where to draw; its data units are metres of the plane.
    """

    axes: Axes


def _pieces(
    projection: str, frame: Polygon, polygons: NDArray[np.object_]
) -> tuple[NDArray[np.object_], NDArray[np.intp]]:
    corners, corner_of = shapely.get_coordinates(polygons, return_index=True)
    xy = np.column_stack(_forward(projection).transform(corners[:, 0], corners[:, 1]))
    # of the equal-area plane even the antipode lies within two radii (Snyder 1987, eq. 24-1)
    far = 2.0 * np.sin(_FAR_RAD / 2.0) if "+proj=laea" in projection else _FAR_RAD
    torn = corner_of[~(np.hypot(xy[:, 0], xy[:, 1]) < far * _EARTH_RADIUS_M)]
    whole = np.setdiff1d(np.arange(len(polygons)), torn)
    shapes = shapely.set_coordinates(polygons[whole], xy[np.isin(corner_of, whole)])
    near = shapely.intersects(shapes, frame)
    cut = shapely.intersection(shapely.make_valid(shapes[near]), frame)
    parts, part_of = shapely.get_parts(cut, return_index=True)
    areal = shapely.get_type_id(parts) == shapely.GeometryType.POLYGON
    return parts[areal], whole[near][part_of[areal]]


def _shown(projection: str, frame: Polygon, geometry: BaseGeometry) -> MultiPolygon:
    parts, _ = _pieces(projection, frame, shapely.get_parts(geometry))
    whole: BaseGeometry = MultiPolygon(list(parts))
    west, _, east, _ = geometry.bounds
    if west <= -180.0 or east >= 180.0:
        # both sides of 180 degrees meet to rounding only
        whole = shapely.buffer(whole, _SEAM_M, join_style="mitre")
        whole = shapely.buffer(whole, -_SEAM_M, join_style="mitre")
    elif not whole.is_valid:  # cut at the frame, neighbours may come to share an edge
        whole = shapely.make_valid(whole)
    return MultiPolygon(polygons_of(whole))


@cache
def _between(source: str, target: str) -> Transformer:
    return Transformer.from_crs(source, target, always_xy=True)


def _forward(projection: str) -> Transformer:
    return _between("EPSG:4326", projection)


@cache
def _middle(projection: str) -> tuple[float, float]:
    """Longitude and latitude at which a plane touches the Earth. [deg]."""
    longitude, latitude = _forward(projection).transform(0.0, 0.0, direction="INVERSE")
    return float(longitude), float(latitude)


def view_of(
    latitude_deg: ArrayLike,
    longitude_deg: ArrayLike,
    *,
    margin: float = 0.06,
    least_m: float = 100e3,
) -> View:
    """Choose what a map shows so that it holds some points, wherever on the Earth they lie.

    Parameters
    ----------
    latitude_deg, longitude_deg : array_like, shape (n,)
        Points, at least one. [deg]
    margin : float
        Around them, as a share of the longer side. [1]
    least_m : float
        Shortest side. [m]

    Returns
    -------
    View
        The view.
    """
    latitudes, longitudes = np.radians(np.ravel(latitude_deg)), np.radians(np.ravel(longitude_deg))
    east, north, up = np.mean(
        [
            np.cos(latitudes) * np.cos(longitudes),
            np.cos(latitudes) * np.sin(longitudes),
            np.sin(latitudes),
        ],
        axis=1,
    )
    middle = View(
        latitude_deg=float(np.degrees(np.arctan2(up, np.hypot(east, north)))),
        longitude_deg=float(np.degrees(np.arctan2(north, east))),
        width_m=0.0,
        height_m=0.0,
    )
    # what is the middle of the edges depends a little on where the plane touches
    for _ in range(3):
        plane = _forward(middle.projection)
        x, y = (
            np.asarray(c) for c in plane.transform(np.degrees(longitudes), np.degrees(latitudes))
        )
        longitude, latitude = plane.transform(
            (x.min() + x.max()) / 2.0, (y.min() + y.max()) / 2.0, direction="INVERSE"
        )
        around = 2.0 * margin * max(np.ptp(x), np.ptp(y))
        middle = View(
            latitude_deg=float(latitude),
            longitude_deg=float(longitude),
            width_m=float(max(np.ptp(x) + around, least_m)),
            height_m=float(max(np.ptp(y) + around, least_m)),
        )
    return middle


def view_of_country(code: str) -> View:
    """Choose the view that holds a country.

    Parameters
    ----------
    code : str
        ISO 3166-1 alpha-3 code.

    Returns
    -------
    View
        The view.
    """
    longitude, latitude = shapely.get_coordinates(country(code)).T
    return view_of(latitude, longitude, least_m=_SMALLEST_COUNTRY_M)


def region_map(
    axes: Axes, view: View, *, emphasised: Sequence[str] = (), names: bool = True
) -> Map:
    """Map of any part of the Earth in an equal-area plane, with coasts, borders and a scale bar.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Where to draw.
    view : View
        What to show.
    emphasised : sequence of str
        ISO codes of countries that are drawn on white and not named.
    names : bool
        Whether the other countries are named where there is room.

    Returns
    -------
    Map
        The map, with land, borders and a scale bar drawn.

    References
    ----------
    .. [1] J. P. Snyder, "Map Projections: A Working Manual", USGS Professional Paper 1395, 1987,
       eqs. 24-17 to 24-26 (Lambert azimuthal equal-area, ellipsoid).
    """
    plane = view.plane
    chart = Map(axes=axes, projection=plane.projection, frame=plane.frame)
    west, south, _, _ = plane.frame.bounds
    _open(chart, Rectangle((west, south), view.width_m, view.height_m))
    _draw_land(chart, emphasised=emphasised)
    scale_bar(chart)
    if names:
        name_countries(chart, leaving_out=emphasised)
    return chart


def plane_about(latitude_deg: float, longitude_deg: float, radius_m: float) -> Plane:
    """Choose the round plane in which distances and directions from a point are true.

    Parameters
    ----------
    latitude_deg, longitude_deg : float
        Its middle. [deg]
    radius_m : float
        Distance from the middle to the edge, up to 15,000 km. [m]

    Returns
    -------
    Plane
        The plane.
    """
    middle = f"+lat_0={latitude_deg:.5f} +lon_0={longitude_deg:.5f}"
    return Plane(
        projection=f"+proj=aeqd {middle} +ellps=WGS84 +type=crs",
        frame=shapely.Point(0.0, 0.0).buffer(radius_m, quad_segs=90),
    )


def azimuthal_map(
    axes: Axes, latitude_deg: float, longitude_deg: float, radius_m: float, *, names: bool = True
) -> Map:
    """Round map about a point: distances and directions from the middle are true.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Where to draw.
    latitude_deg, longitude_deg : float
        Middle of the map. [deg]
    radius_m : float
        Distance from the middle to the edge, up to 15,000 km. [m]
    names : bool
        Whether countries are named where there is room.

    Returns
    -------
    Map
        The map, with land, borders and a scale bar drawn.
    """
    plane = plane_about(latitude_deg, longitude_deg, radius_m)
    chart = Map(axes=axes, projection=plane.projection, frame=plane.frame)
    _open(chart, Circle((0.0, 0.0), radius_m))
    _draw_land(chart)
    scale_bar(chart)
    if names:
        name_countries(chart)
    return chart


def _open(chart: Map, edge: Rectangle | Circle) -> None:
    """Set up the axes: equal scale, water, and a thin frame."""
    axes = chart.axes
    west, south, east, north = chart.frame.bounds
    margin = 0.002 * (east - west)
    axes.set_xlim(west - margin, east + margin)
    axes.set_ylim(south - margin, north + margin)
    axes.set_aspect("equal")
    axes.apply_aspect()  # names are placed by their extent on the page
    axes.set_axis_off()
    edge.set(facecolor=WATER, edgecolor=MUTED, linewidth=0.8, zorder=0.0)
    axes.add_patch(edge)
    edge.set_clip_on(False)  # else half of its line is lost at the edge of the axes


def polygon_path(geometry: BaseGeometry) -> Path:
    """Path of polygons with their holes, for one patch of matplotlib.

    Parameters
    ----------
    geometry : BaseGeometry
        Polygons in the plane. [m]

    Returns
    -------
    matplotlib.path.Path
        Compound path.
    """
    rings = [
        Path(shapely.get_coordinates(ring), closed=True)
        for polygon in polygons_of(geometry)
        for ring in (polygon.exterior, *polygon.interiors)
    ]
    return Path.make_compound_path(*rings) if rings else Path(np.empty((0, 2)))


def _may_be_shown(projection: str, frame: Polygon, code: str) -> bool:
    """Whether a country may reach into a frame: to make its outline takes longer than to ask.

    It lies within its edges in degrees; the frame lies within a circle about the middle of the
    plane, which touches the Earth there and shows every direction as it is.
    """
    longitude, latitude = _middle(projection)
    across_m = np.hypot(*np.abs(np.reshape(frame.bounds, (2, 2))).max(axis=0))
    # of the equal-area plane; on one of true distances the circle is smaller
    seen = 2.0 * asin(min(1.0, across_m / (2.0 * _EARTH_RADIUS_M)))
    away_rad = _least_angle(radians(latitude), radians(longitude), np.radians(bounds_of(code)))
    return away_rad <= _FLATTENED * seen + _BENT_RAD


def _least_angle(latitude: float, longitude: float, edges: FloatArray) -> float:
    """Angle at the Earth's centre from a point to the nearest of a rectangle of degrees. [rad]."""
    west, south, east, north = edges.tolist()
    beside = 0.0
    if not west <= longitude <= east:
        beside = min(abs(remainder(longitude - edge, 2.0 * pi)) for edge in (west, east))
    # on the meridian that is nearest, the nearest point; behind a pole one of its ends is
    nearest = atan2(sin(latitude), cos(latitude) * cos(beside))
    cosines = [
        sin(latitude) * sin(at) + cos(latitude) * cos(at) * cos(beside)
        for at in (min(max(nearest, south), north), south, north)
    ]
    return acos(min(1.0, max(cosines)))


@lru_cache(maxsize=16)
def _land_shown(projection: str, frame: bytes) -> tuple[tuple[str, MultiPolygon], ...]:
    """Countries within a frame by code, in metres of the plane; panels of one figure share them."""
    whole = shapely.from_wkb(frame)
    west, south, east, north = whole.bounds
    # Half a pixel of a wide figure: what is finer only makes the file larger.
    finest = max(east - west, north - south) / 2000.0
    found = []
    near = [code for code in country_keys() if _may_be_shown(projection, whole, code)]
    for code, outline in (*((code, country(code)) for code in near), ("", unassigned_land())):
        shape = _shown(projection, whole, outline)
        if not shape.is_empty:
            found.append((code, MultiPolygon(polygons_of(shapely.simplify(shape, finest)))))
    return tuple(found)


def land(plane: Plane) -> tuple[tuple[str, MultiPolygon], ...]:
    """Give the countries that are seen, as fine as a picture can show them.

    Parameters
    ----------
    plane : Plane
        What is shown.

    Returns
    -------
    tuple of (str, shapely.MultiPolygon)
        Code of each country, empty for land without one, and its outline. [m]
    """
    return _land_shown(plane.projection, shapely.to_wkb(plane.frame))


def _draw_land(chart: Map, emphasised: Sequence[str] = ()) -> None:
    """Fill the land, and draw coasts and borders above whatever a study fills in."""
    for code, shape in land(chart):
        path = polygon_path(shape)
        fill = PAPER if code in emphasised else LAND
        edge = {"edgecolor": MUTED if code in emphasised else LAND_EDGE, "linewidth": 0.5}
        # as artists: patches would have their extent measured, and the frame is set already
        chart.axes.add_artist(PathPatch(path, facecolor=fill, linewidth=0.0, zorder=1.0))
        chart.axes.add_artist(PathPatch(path, facecolor="none", zorder=2.5, **edge))


def name_countries(chart: Map, *, leaving_out: Sequence[str] = ()) -> None:
    """Write the names of countries where most of them is seen, if the name has room there.

    Parameters
    ----------
    chart : Map
        Map to write on.
    leaving_out : sequence of str
        ISO codes of countries that are not named.
    """
    size = np.sqrt(chart.frame.area)
    found = [(code, shape) for code, shape in land(chart) if code and code not in leaving_out]
    for code, shape in sorted(found, key=lambda item: -item[1].area):
        largest = max(shape.geoms, key=lambda part: part.area)
        if largest.area < (size / 60.0) ** 2:
            continue
        x, y = shapely.get_coordinates(largest.centroid)[0]
        text = chart.axes.text(
            x,
            y,
            drawable(country_name(code).upper().replace(" ", "\n", 1)),
            fontsize=6.0,
            color=MUTED,
            ha="center",
            va="center",
            linespacing=0.95,
            zorder=8.0,
            path_effects=_HALO,
        )
        room = _room(chart, text)
        # on its largest part: on a small island the name would seem to stand in the sea
        free = polygons_of(shapely.intersection(shapely.make_valid(largest), room))
        if not free:
            text.remove()
            continue
        widest = max(free, key=lambda part: part.area)
        circle = shapely.maximum_inscribed_circle(widest, tolerance=size / 500.0)
        text.set_position(tuple(shapely.get_coordinates(circle)[0]))


def marker_boxes(axes: Axes) -> list[Bbox]:
    """Find where markers lie, so that names keep off them.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        With the markers drawn so far.

    Returns
    -------
    list of matplotlib.transforms.Bbox
        Boxes around them, in pixels.
    """
    boxes = []
    for line in axes.lines:
        if line.get_marker() in ("None", "", None):
            continue
        half = line.get_markersize() * axes.get_figure(root=True).dpi / 144.0  # type: ignore[union-attr]
        for x, y in axes.transData.transform(line.get_xydata()):
            boxes.append(Bbox.from_extents(x - half, y - half, x + half, y + half))
    return boxes


def _room(chart: Map, text: Text) -> BaseGeometry:
    """Where the middle of a text may lie: inside the frame, on no other text and no marker."""
    inverse = chart.axes.transData.inverted()

    def plane_box(box: Bbox) -> tuple[float, float, float, float]:
        moved = inverse.transform_bbox(box)
        return moved.x0, moved.y0, moved.x1, moved.y1

    west, south, east, north = plane_box(text.get_window_extent())
    wide, high = (east - west) / 2.0, (north - south) / 2.0
    inner = shapely.intersection_all(
        [
            affinity.translate(chart.frame, x, y)
            for x in (-1.1 * wide, 1.1 * wide)
            for y in (-1.2 * high, 1.2 * high)
        ]
    )
    others = [other.get_window_extent() for other in chart.axes.texts if other is not text]
    for box in [*others, *marker_boxes(chart.axes)]:
        west, south, east, north = plane_box(box)
        inner = inner.difference(
            shapely.box(west - wide, south - 1.5 * high, east + wide, north + high)
        )
    return inner


def scale_bar(
    chart: Map, length_m: float | None = None, *, at: tuple[float, float] | None = None
) -> None:
    """Draw a bar of a known length, true at the middle of the map.

    Parameters
    ----------
    chart : Map
        Map to draw on.
    length_m : float, optional
        Length of the bar; a round number, about a quarter of the map, by default. [m]
    at : tuple of float, optional
        Middle of the bar, as a share of the width and height of the map; at the right below on a
        rectangle and in the middle below on a round map by default. [1]
    """
    west, south, east, north = chart.frame.bounds
    length = length_m or round_length(0.26 * (east - west))
    half = length / 2.0
    if at is None:
        square = chart.frame.area > 0.9 * (east - west) * (north - south)
        at = (0.96 - half / (east - west), 0.035) if square else (0.5, 0.06)
    x, y = west + at[0] * (east - west), south + at[1] * (north - south)
    tick = 0.008 * (north - south)
    chart.axes.plot(
        [x - half, x - half, x + half, x + half],
        [y + tick, y, y, y + tick],
        color=INK,
        linewidth=1.0,
        zorder=9.0,
        solid_joinstyle="miter",
        path_effects=[withStroke(linewidth=2.4, foreground=PAPER, alpha=0.85)],
    )
    chart.axes.text(
        x,
        y + 1.4 * tick,
        f"{length / 1e3:,g} km",
        fontsize=6.5,
        ha="center",
        va="bottom",
        zorder=9.0,
        path_effects=_HALO,
    )


def round_length(length_m: float) -> float:
    """Round a length down to 1, 2 or 5 times a power of ten.

    Parameters
    ----------
    length_m : float
        Length, positive. [m]

    Returns
    -------
    float
        Round length, not above it. [m]
    """
    power = 10.0 ** np.floor(np.log10(length_m))
    return float(max(f for f in (1.0, 2.0, 5.0) if f * power <= length_m) * power)
