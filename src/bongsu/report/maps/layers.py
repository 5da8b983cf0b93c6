"""What goes on a map: footprints, fields, sites, sectors, ranges and tracks."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final, Literal, NamedTuple

import numpy as np
import shapely
from matplotlib.collections import PolyCollection, QuadMesh
from matplotlib.colors import Normalize
from matplotlib.patches import Patch, PathPatch
from matplotlib.patheffects import withStroke
from matplotlib.text import Annotation
from matplotlib.transforms import Bbox
from matplotlib.tri import Triangulation, TriContourSet
from numpy.typing import ArrayLike, NDArray
from pyproj import Transformer
from shapely.geometry import MultiPolygon
from shapely.geometry.base import BaseGeometry

from bongsu.catalog import load_catalog
from bongsu.geography.inside import point_inside, points_inside
from bongsu.geography.outlines import country as outline_of
from bongsu.geography.populated_places import populated_places
from bongsu.physics.numerics.arrays import FloatArray
from bongsu.report.lettering import drawable
from bongsu.report.maps.canvas import Map, marker_boxes, polygon_path
from bongsu.report.style import INK, PAPER, SEQUENTIAL
from bongsu.studies.footprint.contours import Contours, Crossing
from bongsu.words.said import Share

_HALO: Final = (withStroke(linewidth=2.4, foreground=PAPER, alpha=0.9),)
_CITY_POINTS: Final = 3.2
# smaller ones say nothing on a map of a country
_MOST_CITIES: Final = 40
_SAME_CITY_DEG: Final = 0.1
_PLACES: Final = (
    ("left", "center", 6.0, 0.0),
    ("right", "center", -6.0, 0.0),
    ("center", "bottom", 0.0, 6.0),
    ("center", "top", 0.0, -6.0),
    ("left", "bottom", 5.0, 4.0),
    ("right", "bottom", -5.0, 4.0),
    ("left", "top", 5.0, -4.0),
    ("right", "top", -5.0, -4.0),
)
"""Places of a label about its point: alignment, and offset in points; the best come first."""


def draw_classes(
    chart: Map,
    contours: Contours,
    labels: Sequence[str],
    colours: Mapping[str, str],
    *,
    hatches: Mapping[str, str] | None = None,
    crossing: Crossing | None = None,
) -> list[Patch]:
    """Fill a country by what holds at its aim points, such as the reasons for there being no shot.

    Parameters
    ----------
    chart : Map
        Map to draw on.
    contours : Contours
        Aim points, joined.
    labels : sequence of str
        What holds at each aim point.
    colours : mapping of str to str
        Colour of each label, in the order of the legend; others are not drawn.
    hatches : mapping of str to str, optional
        Hatch of some.
    crossing : callable, optional
        Where one label passes into another; see
        :meth:`bongsu.studies.footprint.contours.Contours.classes`.

    Returns
    -------
    list of matplotlib.patches.Patch
        Handles for a legend, for the labels that occur.
    """
    found = contours.classes(labels, crossing)
    handles: list[Patch] = []
    for name, colour in colours.items():
        if name not in found:
            continue
        path = polygon_path(chart.from_plane(found[name], contours.grid.projection))
        filled = PathPatch(path, zorder=2.0)
        chart.axes.add_artist(filled)  # as a patch its extent would be measured
        share = contours.grid.share(np.asarray(labels) == name)
        handles.append(Patch(label=f"{name} ({Share(share)})"))
        for patch in (filled, handles[-1]):
            patch.set(facecolor=colour, edgecolor=PAPER, linewidth=0.0)
            patch.set_hatch((hatches or {}).get(name, ""))
    return handles


def draw_bands(
    chart: Map,
    contours: Contours,
    values: ArrayLike,
    levels: Sequence[float],
    *,
    colours: str = SEQUENTIAL,
    extend: Literal["neither", "both", "min", "max"] = "neither",
    crossing: Crossing | None = None,
) -> TriContourSet:
    """Fill a country between contours of a value at its aim points.

    Parameters
    ----------
    chart : Map
        Map to draw on.
    contours : Contours
        Aim points, joined.
    values : array_like, shape (n,)
        Value of each aim point, not a number where it has none, which is left blank. [any]
    levels : sequence of float
        Edges of the bands, rising. [as the values]
    colours : str
        Name of the colour map.
    extend : {"neither", "both", "min", "max"}
        Whether values beyond the edges are filled as well.
    crossing : callable, optional
        Where values that are known pass into ones that are not, as for :func:`draw_classes`.

    Returns
    -------
    matplotlib.tri.TriContourSet
        For ``figure.colorbar``.
    """
    numbers = np.asarray(values, float)
    known = np.isfinite(numbers)
    projection = contours.grid.projection
    joined = contours.filled(numbers) if known.any() else np.full_like(numbers, levels[0])
    if extend == "neither":  # a band holds its lower edge and not its upper
        within = 1e-9 * (levels[-1] - levels[0])
        joined = joined.clip(levels[0] + within, levels[-1] - within)
    x, y = chart.plane(*_degrees_of(contours.points, projection))
    filled = chart.axes.tricontourf(
        Triangulation(x, y, contours.triangles),
        joined[contours.cell],
        levels=list(levels),
        cmap=colours,
        extend=extend,
        zorder=2.0,
    )
    where = contours.classes(np.where(known, "known", "unknown").tolist(), crossing)
    shown = chart.from_plane(where.get("known", MultiPolygon()), projection)
    filled.set_clip_path(polygon_path(shown), chart.axes.transData)
    return filled


def _degrees_of(points: FloatArray, projection: str) -> tuple[FloatArray, FloatArray]:
    back = Transformer.from_crs(projection, "EPSG:4326", always_xy=True)
    longitude, latitude = back.transform(points[:, 0], points[:, 1])
    return np.asarray(latitude), np.asarray(longitude)


def draw_cells(
    chart: Map,
    cells: NDArray[np.object_],
    values: ArrayLike,
    *,
    low: float,
    high: float,
    colours: str = SEQUENTIAL,
) -> PolyCollection:
    """Fill cells by value.

    Parameters
    ----------
    chart : Map
        Map to draw on.
    cells : ndarray of shapely.Polygon, shape (n,)
        Cells; x is longitude [deg], y is latitude [deg].
    values : array_like, shape (n,)
        Value of each cell; cells without a value (NaN) are left blank. [any]
    low, high : float
        Values at the ends of the colour scale. [any]
    colours : str
        Name of the colour map.

    Returns
    -------
    matplotlib.collections.PolyCollection
        For ``figure.colorbar``.
    """
    numbers = np.asarray(values, float)
    known = np.flatnonzero(~np.isnan(numbers))
    parts, cell_of = shapely.get_parts(np.asarray(cells, object)[known], return_index=True)
    pieces, part_of = chart.pieces(parts)
    corners = [np.asarray(piece.exterior.coords) for piece in pieces]
    filled = PolyCollection(
        corners, cmap=colours, norm=Normalize(low, high), edgecolors="face", linewidths=0.25
    )
    filled.set_array(numbers[known][cell_of[part_of]])
    filled.set_zorder(2.0)
    chart.axes.add_collection(filled, autolim=False)
    return filled


def draw_polar_field(
    chart: Map,
    azimuth_deg: FloatArray,
    range_m: FloatArray,
    values: FloatArray,
    *,
    low: float,
    high: float,
    colours: str = SEQUENTIAL,
) -> QuadMesh:
    """Fill the cells of a grid of directions and distances about the middle of a round map.

    Parameters
    ----------
    chart : Map
        An azimuthal map about the point that the grid lies around.
    azimuth_deg : ndarray, shape (n,)
        Directions of the cell centres, clockwise from north, evenly spaced. [deg]
    range_m : ndarray, shape (m,)
        Distances of the cell centres along the ground, evenly spaced. [m]
    values : ndarray, shape (n, m)
        Value of each cell; NaN is left blank. [any]
    low, high : float
        Values at the ends of the colour scale. [any]
    colours : str
        Name of the colour map.

    Returns
    -------
    matplotlib.collections.QuadMesh
        For ``figure.colorbar``.
    """
    azimuth, distance = np.meshgrid(
        np.radians(_edges(azimuth_deg)), _edges(range_m).clip(min=0.0), indexing="ij"
    )
    return _mesh(
        chart,
        distance * np.sin(azimuth),
        distance * np.cos(azimuth),
        np.ma.masked_invalid(values),
        colours,
        Normalize(low, high),
    )


def _mesh(
    chart: Map,
    x: FloatArray,
    y: FloatArray,
    values: "np.ma.MaskedArray[tuple[int, ...], np.dtype[np.float64]]",
    colours: str,
    norm: Normalize,
) -> QuadMesh:
    mesh = chart.axes.pcolormesh(
        x, y, values, cmap=colours, norm=norm, rasterized=True, antialiased=False, zorder=2.0
    )
    mesh.set_clip_path(chart.axes.patches[0])
    return mesh


def _edges(centres: FloatArray) -> FloatArray:
    step = centres[1] - centres[0]
    return np.append(centres - step / 2.0, centres[-1] + step / 2.0)


def draw_area(
    chart: Map, area: BaseGeometry, projection: str, *, colour: str, opacity: float
) -> None:
    """Tint an area of another plane.

    Parameters
    ----------
    chart : Map
        Map to draw on.
    area : BaseGeometry
        Polygons in metres of the other plane.
    projection : str
        PROJ string of the other plane.
    colour : str
        Colour of the tint.
    opacity : float
        Of the tint. [1]
    """
    path = polygon_path(chart.from_plane(area, projection))
    chart.axes.add_patch(
        PathPatch(path, facecolor=colour, edgecolor="none", alpha=opacity, zorder=3.0)
    )


def draw_path(
    chart: Map,
    latitude_deg: ArrayLike,
    longitude_deg: ArrayLike,
    *,
    colour: str = INK,
    width: float = 1.2,
    dashed: bool = False,
    style: tuple[int, tuple[int, ...]] | None = None,
    label: str | None = None,
) -> None:
    """Draw a ground track; only what lies within the frame.

    Parameters
    ----------
    chart : Map
        Map to draw on.
    latitude_deg, longitude_deg : array_like
        Points of the track. [deg]
    colour : str
        Colour of the line.
    width : float
        Width of the line, in points. [1]
    dashed : bool
        Whether the line is dashed.
    style : tuple, optional
        Dashes of matplotlib, instead of a solid or dashed line.
    label : str, optional
        Text for a legend.
    """
    x, y = chart.plane(latitude_deg, longitude_deg)
    inside = points_inside(chart.frame, x, y)
    chart.axes.plot(
        np.where(inside, x, np.nan),
        y,
        color=colour,
        linewidth=width,
        linestyle=style or ("--" if dashed else "-"),
        label=label,
        zorder=5.0,
    )


def draw_lines(
    chart: Map,
    lines: BaseGeometry,
    projection: str,
    *,
    colour: str = INK,
    width: float = 1.2,
    style: tuple[int, tuple[int, ...]] | None = None,
) -> None:
    """Draw lines of another plane.

    Parameters
    ----------
    chart : Map
        Map to draw on.
    lines : BaseGeometry
        Lines in metres of the other plane.
    projection : str
        PROJ string of the other plane.
    colour : str
        Colour of the lines.
    width : float
        Width of the lines, in points. [1]
    style : tuple, optional
        Dashes of matplotlib, instead of a solid line.
    """
    for line in shapely.get_parts(chart.from_plane(lines, projection)):
        x, y = shapely.get_coordinates(line).T
        chart.axes.plot(x, y, color=colour, linewidth=width, linestyle=style or "-", zorder=5.0)


def label_cities(
    chart: Map, *, most: int = 12, size: float = 6.5, country: str | None = None
) -> None:
    """Mark cities that lie in view, as far as their names fit.

    Those of a country come first: targets of the catalogue, then its largest populated places.

    Parameters
    ----------
    chart : Map
        Map to draw on.
    most : int
        How many at most, the first of the catalogue first. [1]
    size : float
        Of the letters, in points. [1]
    country : str, optional
        ISO 3166-1 alpha-3 code of that country.
    """
    axes = chart.axes
    cities = cities_of(country)
    x, y = chart.plane(
        [city.latitude_deg for city in cities], [city.longitude_deg for city in cities]
    )
    inside = points_inside(chart.frame, x, y)
    half = _CITY_POINTS * axes.get_figure(root=True).dpi / 144.0  # type: ignore[union-attr]
    written = 0
    for k in np.flatnonzero(inside):
        if written == most:
            return
        across, up = axes.transData.transform((x[k], y[k]))
        mark = Bbox.from_extents(across - half, up - half, across + half, up + half)
        if any(
            box.overlaps(mark)
            for box in (*(text.get_window_extent() for text in axes.texts), *marker_boxes(axes))
        ):
            continue  # its mark would lie under a name or on another mark
        before = set(axes.texts)
        _place_name(chart, float(x[k]), float(y[k]), cities[k].name, size=size, only_free=True)
        if set(axes.texts) == before:
            continue
        axes.plot(
            x[k], y[k], "o", color=INK, markersize=_CITY_POINTS, markeredgecolor=PAPER,
            markeredgewidth=0.5, zorder=8.5,
        )  # fmt: skip
        written += 1


class City(NamedTuple):
    """A city on a map.

    Attributes
    ----------
    name : str
        What it is called.
    latitude_deg, longitude_deg : float
        Where it lies. [deg]
    """

    name: str
    latitude_deg: float
    longitude_deg: float


@cache
def cities_of(country: str | None) -> tuple[City, ...]:
    """List cities that people know.

    Parameters
    ----------
    country : str, optional
        ISO 3166-1 alpha-3 code.

    Returns
    -------
    tuple of City
        Targets of the catalogue; those of the country first, with its largest populated places.
    """
    catalogue = load_catalog()
    targets = [catalogue.place("target", key) for key in catalogue.keys("target")]
    found = [
        City(
            place.title.partition(" (")[0],  # of a city, not of a point in it
            float(np.degrees(place.latitude.value)),
            float(np.degrees(place.longitude.value)),
        )
        for place in targets
    ]
    if country is None:
        return tuple(found)
    outline = outline_of(country)
    own = [city for city in found if point_inside(outline, city.longitude_deg, city.latitude_deg)]
    places = populated_places(country)
    numbers = zip(places.latitude_deg, places.longitude_deg, strict=True)
    largest = [
        City(name, float(latitude), float(longitude))
        for name, (latitude, longitude) in zip(places.name, numbers, strict=True)
    ][:_MOST_CITIES]
    own += [place for place in largest if not any(_near(place, city) for city in own)]
    return (*own, *(city for city in found if city not in own))


def _near(one: City, other: City) -> bool:
    """Whether two are the same city under two names."""
    north = one.latitude_deg - other.latitude_deg
    east = (one.longitude_deg - other.longitude_deg) * np.cos(np.radians(one.latitude_deg))
    return bool(np.hypot(north, east) < _SAME_CITY_DEG)


def draw_points(
    chart: Map,
    latitude_deg: ArrayLike,
    longitude_deg: ArrayLike,
    *,
    names: Sequence[str] = (),
    marker: str = "o",
    colour: str = INK,
    size: float = 4.5,
    label: str | None = None,
) -> None:
    """Mark places and name them, each name where it covers no other.

    Parameters
    ----------
    chart : Map
        Map to draw on.
    latitude_deg, longitude_deg : array_like
        Places. [deg]
    names : sequence of str
        Name of each place, or none at all.
    marker : str
        Marker of matplotlib, such as ``"^"``.
    colour : str
        Colour of the markers.
    size : float
        Of the markers, in points. [1]
    label : str, optional
        Text for a legend.
    """
    x, y = (np.atleast_1d(values) for values in chart.plane(latitude_deg, longitude_deg))
    inside = points_inside(chart.frame, x, y)
    chart.axes.plot(
        x[inside],
        y[inside],
        marker,
        color=colour,
        markersize=size,
        markeredgecolor=PAPER,
        markeredgewidth=0.7,
        label=label,
        zorder=9.0,
    )
    for k, name in enumerate(names):
        if inside[k]:
            _place_name(chart, float(x[k]), float(y[k]), name)


def _place_name(
    chart: Map, x: float, y: float, name: str, *, size: float = 7.5, only_free: bool = False
) -> None:
    """Write a name beside a point, where it covers the fewest other names and markers."""
    axes = chart.axes
    taken = [text.get_window_extent() for text in axes.texts] + marker_boxes(axes)
    frame = axes.get_window_extent()

    def covered(text: Annotation) -> int:
        box = text.get_window_extent()
        outside = not (
            frame.x0 <= box.x0 and box.x1 <= frame.x1 and frame.y0 <= box.y0 and box.y1 <= frame.y1
        )
        return sum(box.overlaps(other) for other in taken) + (len(taken) + 1) * outside

    best: Annotation | None = None
    for horizontal, vertical, dx, dy in _PLACES:
        text = axes.annotate(
            drawable(name),
            (x, y),
            xytext=(dx * size / 7.5, dy * size / 7.5),
            textcoords="offset points",
            ha=horizontal,
            va=vertical,
            fontsize=size,
            color=INK,
            zorder=10.0,
            path_effects=_HALO,
        )
        if best is None or covered(text) < covered(best):
            best, text = text, best
        if text is not None:
            text.remove()
        if covered(best) == 0:
            return
    if only_free and best is not None:
        best.remove()
