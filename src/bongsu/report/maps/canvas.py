"""Maps to draw on: Korea in a conformal cone, and any region in an azimuthal plane.

Everything is given in plain latitudes and longitudes [deg] and distances [m]; what goes on a map is
in `bongsu.report.maps.layers`. Borders are drawn as in Natural Earth; the maps take no position on
any of them.
"""

from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.patches import Circle, PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.patheffects import withStroke
from numpy.typing import ArrayLike, NDArray
from pyproj import Transformer
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from bongsu.geography.outlines import NAMES, countries, unassigned_land
from bongsu.report.style import INK, LAND, LAND_EDGE, MUTED, PAPER, RULE, WATER

KOREA_EXTENT: Final = (124.4, 131.2, 32.9, 39.2)
"""West, east, south and north edge that the map of Korea shows at least. [deg]"""

_KOREA: Final = "+proj=lcc +lat_1=34 +lat_2=39 +lat_0=36.2 +lon_0=127.8 +ellps=WGS84 +type=crs"
# An azimuthal plane tears land that lies nearer than this to the antipode of its centre.
_FAR_M: Final = 17_000_000.0
_HALO: Final = (withStroke(linewidth=2.4, foreground=PAPER, alpha=0.85),)


@dataclass(frozen=True, kw_only=True, eq=False)
class Map:
    """Axes with a projection.

    Attributes
    ----------
    axes : matplotlib.axes.Axes
        Where to draw; its data units are metres of the plane.
    projection : str
        PROJ string of the plane.
    frame : shapely.Polygon
        The part of the plane that is shown. [m]
    """

    axes: Axes
    projection: str
    frame: Polygon

    def plane(
        self, latitude_deg: ArrayLike, longitude_deg: ArrayLike
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
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
            Polygons; x is longitude [deg], y is latitude [deg].

        Returns
        -------
        pieces : ndarray of shapely.Polygon, shape (m,)
            Polygons in metres of the plane.
        index : ndarray of int, shape (m,)
            Of which polygon each is a piece. [1]
        """
        corners, corner_of = shapely.get_coordinates(polygons, return_index=True)
        longitude, latitude = corners.T
        moved = np.column_stack(self.plane(latitude, longitude))
        torn = corner_of[~(np.hypot(*moved.T) < _FAR_M)]
        whole = np.setdiff1d(np.arange(len(polygons)), torn)
        shapes = shapely.set_coordinates(polygons[whole], moved[np.isin(corner_of, whole)])
        near = shapely.intersects(shapes, self.frame)
        cut = shapely.intersection(shapely.make_valid(shapes[near]), self.frame)
        parts, part_of = shapely.get_parts(cut, return_index=True)
        areal = shapely.get_type_id(parts) == shapely.GeometryType.POLYGON
        return parts[areal], whole[near][part_of[areal]]

    def shown(self, geometry: BaseGeometry) -> MultiPolygon:
        """Part of some polygons that lies within the frame.

        Parameters
        ----------
        geometry : BaseGeometry
            Polygons; x is longitude [deg], y is latitude [deg].

        Returns
        -------
        MultiPolygon
            Polygons in metres of the plane.
        """
        parts = list(self.pieces(shapely.get_parts(geometry))[0])
        whole = MultiPolygon(parts)
        if not whole.is_valid:  # cut at the frame, neighbours may come to share an edge
            merged = shapely.get_parts(shapely.make_valid(whole))
            parts = [q for p in merged for q in shapely.get_parts(p) if q.geom_type == "Polygon"]
            whole = MultiPolygon(parts)
        return whole


@cache
def _forward(projection: str) -> Transformer:
    return Transformer.from_crs("EPSG:4326", projection, always_xy=True)


def korea_map(
    axes: Axes, extent: tuple[float, float, float, float] = KOREA_EXTENT, *, names: bool = True
) -> Map:
    """Map of the southern half of Korea: Lambert's conformal cone with its coasts and borders.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Where to draw.
    extent : tuple of float
        West, east, south and north edge. [deg]
    names : bool
        Whether the countries are named.

    Returns
    -------
    Map
        The map, with land and borders drawn.
    """
    west, east, south, north = extent
    longitude = np.concatenate([np.linspace(west, east, 20), np.full(20, west), np.full(20, east)])
    latitude = np.tile(np.linspace(south, north, 20), 3)
    latitude[:10], latitude[10:20] = south, north
    x, y = _forward(_KOREA).transform(longitude, latitude)
    frame = shapely.box(min(x), min(y), max(x), max(y))
    chart = Map(axes=axes, projection=_KOREA, frame=frame)
    _open(chart, Rectangle((min(x), min(y)), np.ptp(x), np.ptp(y)))
    _draw_land(chart, emphasised=("KOR",))
    if names:
        name_countries(chart, ("PRK", "JPN"))
    return chart


def azimuthal_map(
    axes: Axes,
    latitude_deg: float,
    longitude_deg: float,
    radius_m: float,
    *,
    names: tuple[str, ...] = ("CHN", "RUS", "MNG", "JPN"),
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
    names : tuple of str
        ISO codes of the countries that are named.

    Returns
    -------
    Map
        The map, with land and borders drawn.
    """
    middle = f"+lat_0={latitude_deg:.5f} +lon_0={longitude_deg:.5f}"
    frame = shapely.Point(0.0, 0.0).buffer(radius_m, quad_segs=90)
    chart = Map(axes=axes, projection=f"+proj=aeqd {middle} +ellps=WGS84 +type=crs", frame=frame)
    _open(chart, Circle((0.0, 0.0), radius_m))
    _draw_land(chart)
    name_countries(chart, names)
    return chart


def _open(chart: Map, edge: Rectangle | Circle) -> None:
    """Set up the axes: equal scale, water, a thin frame that clips what is drawn later."""
    axes = chart.axes
    west, south, east, north = chart.frame.bounds
    margin = 0.002 * (east - west)
    axes.set_xlim(west - margin, east + margin)
    axes.set_ylim(south - margin, north + margin)
    axes.set_aspect("equal")
    axes.set_axis_off()
    edge.set(facecolor=WATER, edgecolor=MUTED, linewidth=0.8, zorder=0.0)
    axes.add_patch(edge)


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
        for polygon in shapely.get_parts(geometry)
        for ring in (polygon.exterior, *polygon.interiors)
    ]
    return Path.make_compound_path(*rings) if rings else Path(np.empty((0, 2)))


def _draw_land(chart: Map, emphasised: tuple[str, ...] = ()) -> None:
    """Fill the land, and draw coasts and borders above whatever a study fills in."""
    west, south, east, north = chart.frame.bounds
    # Half a pixel of a wide figure: what is finer only makes the file larger.
    finest = max(east - west, north - south) / 2000.0
    for code, outline in (*countries().items(), ("", unassigned_land())):
        shape = chart.shown(outline)
        if shape.is_empty:
            continue
        path = polygon_path(shapely.simplify(shape, finest))
        fill = PAPER if code in emphasised else LAND
        edge = {"edgecolor": MUTED if code in emphasised else LAND_EDGE, "linewidth": 0.5}
        # as artists: patches would have their extent measured, and the frame is set already
        chart.axes.add_artist(PathPatch(path, facecolor=fill, linewidth=0.0, zorder=1.0))
        chart.axes.add_artist(PathPatch(path, facecolor="none", zorder=2.5, **edge))


def name_countries(chart: Map, codes: tuple[str, ...]) -> None:
    """Write the names of countries where most of them is seen, if the name has room there.

    Parameters
    ----------
    chart : Map
        Map to write on.
    codes : tuple of str
        ISO codes, of those in `bongsu.geography.outlines.NAMES`.
    """
    for code in codes:
        shape = chart.shown(countries()[code])
        if shape.is_empty:
            continue
        largest = max(shape.geoms, key=lambda part: part.area)
        size = np.sqrt(chart.frame.area)
        circle = shapely.maximum_inscribed_circle(largest, tolerance=size / 500.0)
        if circle.length < size / 80.0:
            continue
        x, y = shapely.get_coordinates(circle)[0]
        chart.axes.text(
            x,
            y,
            NAMES[code].upper(),
            fontsize=6.5,
            color=MUTED,
            ha="center",
            va="center",
            zorder=8.0,
            path_effects=_HALO,
        )


def graticule(chart: Map, step_deg: float) -> None:
    """Draw meridians and parallels.

    Parameters
    ----------
    chart : Map
        Map to draw on.
    step_deg : float
        Between the lines. [deg]
    """
    meridians = np.arange(-180.0, 180.0, step_deg)
    parallels = np.arange(-90.0 + step_deg, 90.0, step_deg)
    along, around = np.linspace(-85.0, 85.0, 341), np.linspace(-180.0, 180.0, 721)
    lines = [(along, np.full_like(along, value)) for value in meridians]
    lines += [(np.full_like(around, value), around) for value in parallels]
    for latitude, longitude in lines:
        x, y = chart.plane(latitude, longitude)
        outside = ~shapely.intersects_xy(chart.frame, x, y)
        chart.axes.plot(
            np.where(outside, np.nan, x), y, color=RULE, linewidth=0.4, zorder=0.5, alpha=0.8
        )


def scale_bar(chart: Map, length_m: float, *, corner: tuple[float, float] = (0.05, 0.04)) -> None:
    """Draw a bar of a known length, true at the middle of the map.

    Parameters
    ----------
    chart : Map
        Map to draw on.
    length_m : float
        Length of the bar. [m]
    corner : tuple of float
        Left end, as a share of the width and height of the map. [1]
    """
    west, south, east, north = chart.frame.bounds
    x, y = west + corner[0] * (east - west), south + corner[1] * (north - south)
    tick = 0.008 * (north - south)
    chart.axes.plot(
        [x, x, x + length_m, x + length_m],
        [y + tick, y, y, y + tick],
        color=INK,
        linewidth=1.0,
        zorder=9.0,
        solid_joinstyle="miter",
    )
    chart.axes.text(
        x + length_m / 2.0,
        y + 1.4 * tick,
        f"{length_m / 1e3:,.0f} km",
        fontsize=7.5,
        ha="center",
        va="bottom",
        zorder=9.0,
        path_effects=_HALO,
    )
