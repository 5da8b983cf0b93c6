"""What goes on a map: footprints, fields, sites, sectors, ranges and tracks."""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection, QuadMesh
from matplotlib.colors import Normalize
from matplotlib.patches import Patch, PathPatch
from matplotlib.patheffects import withStroke
from matplotlib.text import Annotation
from matplotlib.transforms import Bbox
from numpy.typing import ArrayLike, NDArray
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from bongsu.geography.grid import RegionGrid
from bongsu.geography.outlines import WGS84
from bongsu.report.maps.canvas import Map, polygon_path
from bongsu.report.style import INK, PAPER, SEQUENTIAL

_HALO: Final = (withStroke(linewidth=2.4, foreground=PAPER, alpha=0.9),)
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


def draw_categories(
    chart: Map,
    grid: RegionGrid,
    category: Sequence[str],
    colours: Mapping[str, str],
    *,
    hatches: Mapping[str, str] | None = None,
) -> list[Patch]:
    """Fill the cells of a grid by category, such as the footprint and the reasons outside it.

    Parameters
    ----------
    chart : Map
        Map to draw on.
    grid : RegionGrid
        Cells.
    category : sequence of str
        Category of each cell.
    colours : mapping of str to str
        Colour of each category, in the order of the legend; others are not drawn.
    hatches : mapping of str to str, optional
        Hatch of some categories.

    Returns
    -------
    list of matplotlib.patches.Patch
        Handles for a legend, for the categories that occur.
    """
    labels = np.asarray(category)
    handles: list[Patch] = []
    for name, colour in colours.items():
        chosen = labels == name
        if not chosen.any():
            continue
        # One outline per category: no seams between cells, and a small file.
        merged = shapely.union_all(grid.cells[chosen], grid_size=1e-5)
        path = polygon_path(chart.shown(merged))
        chart.axes.add_patch(PathPatch(path, zorder=2.0))
        handles.append(Patch(label=f"{name} ({grid.share(chosen):.0%})"))
        for patch in (chart.axes.patches[-1], handles[-1]):
            patch.set(facecolor=colour, edgecolor=PAPER, linewidth=0.0)
            patch.set_hatch((hatches or {}).get(name, ""))
    return handles


def draw_cells(
    chart: Map,
    grid: RegionGrid | NDArray[np.object_],
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
    grid : RegionGrid or ndarray of polygons, shape (n,)
        Cells; of polygons x is longitude [deg], y is latitude [deg].
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
    cells = grid.cells if isinstance(grid, RegionGrid) else grid
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


def draw_field(
    chart: Map,
    latitude_deg: NDArray[np.float64],
    longitude_deg: NDArray[np.float64],
    values: NDArray[np.float64],
    *,
    low: float,
    high: float,
    colours: str = SEQUENTIAL,
) -> QuadMesh:
    """Fill the cells of a latitude-longitude grid by value.

    Parameters
    ----------
    chart : Map
        Map to draw on.
    latitude_deg : ndarray, shape (rows,)
        Latitude of the cell centres, evenly spaced. [deg]
    longitude_deg : ndarray, shape (columns,)
        Longitude of the cell centres, evenly spaced. [deg]
    values : ndarray, shape (rows, columns)
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
    latitude, longitude = np.meshgrid(_edges(latitude_deg), _edges(longitude_deg), indexing="ij")
    x, y = chart.plane(latitude, longitude)
    centre_latitude, centre_longitude = np.meshgrid(latitude_deg, longitude_deg, indexing="ij")
    inside = shapely.intersects_xy(chart.frame, *chart.plane(centre_latitude, centre_longitude))
    mesh = chart.axes.pcolormesh(
        x,
        y,
        np.ma.masked_where(~inside | np.isnan(values), values),
        cmap=colours,
        norm=Normalize(low, high),
        rasterized=True,
        antialiased=False,
        zorder=2.0,
    )
    mesh.set_clip_path(chart.axes.patches[0])
    return mesh


def _edges(centres: NDArray[np.float64]) -> NDArray[np.float64]:
    step = centres[1] - centres[0]
    return np.append(centres - step / 2.0, centres[-1] + step / 2.0)


def draw_polygon(
    chart: Map,
    geometry: BaseGeometry,
    *,
    colour: str,
    opacity: float = 0.15,
    dashed: bool = False,
    edged: bool = True,
    label: str | None = None,
) -> None:
    """Outline an area and tint it.

    Parameters
    ----------
    chart : Map
        Map to draw on.
    geometry : BaseGeometry
        Polygons; x is longitude [deg], y is latitude [deg].
    colour : str
        Colour of the edge and the tint.
    opacity : float
        Of the tint, 0 for an outline only. [1]
    dashed : bool
        Whether the edge is dashed.
    edged : bool
        Whether there is an edge.
    label : str, optional
        Text for a legend.
    """
    path = polygon_path(chart.shown(geometry))
    tint = PathPatch(path, facecolor=colour, edgecolor="none", alpha=opacity, zorder=3.0)
    edge = PathPatch(path, facecolor="none", edgecolor=colour, linewidth=1.3, zorder=4.0)
    edge.set(linestyle="--" if dashed else "-", label=label)
    for patch in (tint, edge) if edged else (tint,):
        chart.axes.add_patch(patch)


def radar_sector(
    latitude_deg: float,
    longitude_deg: float,
    azimuth_deg: float,
    half_angle_deg: float,
    range_m: float,
) -> Polygon:
    """Outline on the ground of an azimuth sector out to a range; a disc from 180° on.

    Parameters
    ----------
    latitude_deg, longitude_deg : float
        Radar. [deg]
    azimuth_deg : float
        Boresight, clockwise from north. [deg]
    half_angle_deg : float
        Half the sector. [deg]
    range_m : float
        Range along the ground. [m]

    Returns
    -------
    Polygon
        Outline; x is longitude [deg], y is latitude [deg].
    """
    half = min(half_angle_deg, 180.0)
    angle = azimuth_deg + np.linspace(-half, half, max(8, int(2 * half)))
    reach = np.full_like(angle, range_m)
    if half < 180.0:
        radial = np.linspace(0.0, range_m, 30, endpoint=False)
        angle = np.concatenate([np.full(30, angle[0]), angle, np.full(30, angle[-1])])
        reach = np.concatenate([radial, reach, radial[::-1]])
    start = (np.full_like(angle, longitude_deg), np.full_like(angle, latitude_deg))
    longitude, latitude, _ = WGS84.fwd(*start, angle, reach)
    return Polygon(np.column_stack([longitude, latitude]))


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
    inside = shapely.intersects_xy(chart.frame, x, y)
    chart.axes.plot(
        np.where(inside, x, np.nan),
        y,
        color=colour,
        linewidth=width,
        linestyle=style or ("--" if dashed else "-"),
        label=label,
        zorder=5.0,
    )


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
    inside = shapely.intersects_xy(chart.frame, x, y)
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


def _place_name(chart: Map, x: float, y: float, name: str) -> None:
    """Write a name beside a point, where it covers the fewest other names and markers."""
    axes = chart.axes
    taken = [text.get_window_extent() for text in axes.texts] + _marker_boxes(axes)
    frame = axes.get_window_extent()

    def covered(text: Annotation) -> int:
        box = text.get_window_extent()
        outside = not (frame.x0 <= box.x0 and box.x1 <= frame.x1)
        return sum(box.overlaps(other) for other in taken) + len(taken) * outside

    best: Annotation | None = None
    for horizontal, vertical, dx, dy in _PLACES:
        text = axes.annotate(
            name,
            (x, y),
            xytext=(dx, dy),
            textcoords="offset points",
            ha=horizontal,
            va=vertical,
            fontsize=7.5,
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


def _marker_boxes(axes: Axes) -> list[Bbox]:
    """Boxes, in pixels, of the markers drawn so far."""
    boxes = []
    for line in axes.lines:
        if line.get_marker() in ("None", "", None):
            continue
        half = line.get_markersize() * axes.get_figure(root=True).dpi / 144.0  # type: ignore[union-attr]
        for x, y in axes.transData.transform(line.get_xydata()):
            boxes.append(Bbox.from_extents(x - half, y - half, x + half, y + half))
    return boxes
