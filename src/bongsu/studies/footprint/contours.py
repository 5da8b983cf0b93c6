"""Contours of a footprint: where so many shots, that probability, that margin are reached."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
import xarray as xr
from numpy.typing import NDArray
from pyproj import Transformer
from scipy.spatial import Delaunay, cKDTree
from shapely.geometry import MultiPolygon, mapping
from shapely.geometry.base import BaseGeometry
from shapely.geometry.polygon import orient

from bongsu.geography.grid import RegionGrid
from bongsu.geography.outlines import country as outline_of
from bongsu.geography.region import protected
from bongsu.studies.footprint.numbers import reached
from bongsu.studies.footprint.together import by_missile_and_shape, reduced
from bongsu.words import OVERS

FloatArray = NDArray[np.float64]

SHOT_LEVELS = (1, 2)
PROBABILITY_LEVELS = (0.5, 0.9)
MARGIN_LEVELS_S = (0.0, 30.0, 60.0, 120.0)
"""Levels that are contoured unless others are asked for. [1], [1], [s]"""

# coordinates of GeoJSON: a metre is finer than any cell
_DIGITS = 5
# points beyond the outline that carry the nearest answer to it, this many largest cells away
_BEYOND = 1.5


@dataclass(frozen=True, eq=False)
class Contours:
    """A region's aim points joined to triangles, ready to be cut at levels.

    Attributes
    ----------
    grid : RegionGrid
        Cells.
    corners : ndarray, shape (triangles, 3, 2)
        Corners of the triangles in the equal-area plane of the grid. [m]
    index : ndarray, shape (triangles, 3)
        Cell whose value each corner has. [1]
    outline : shapely.MultiPolygon
        The country in the plane. [m]
    """

    grid: RegionGrid
    corners: FloatArray
    index: NDArray[np.int64]
    outline: MultiPolygon

    def at_least(self, values: FloatArray, level: float) -> MultiPolygon:
        """Where a value is reached, linear between aim points.

        Parameters
        ----------
        values : ndarray, shape (cells,)
            Finite value of each aim point. [any]
        level : float
            The level. [as the values]

        Returns
        -------
        shapely.MultiPolygon
            In the plane, cut at the coast. [m]
        """
        pieces = _cut(self.corners, np.asarray(values, dtype=float)[self.index] - level)
        return _polygons(shapely.intersection(shapely.union_all(pieces), self.outline))

    def known(self, values: FloatArray, level: float) -> MultiPolygon:
        """Where a value is known and reached; it is known nearer to such points than to others.

        Parameters
        ----------
        values : ndarray, shape (cells,)
            Value of each aim point, not a number where it has none. [any]
        level : float
            The level. [as the values]

        Returns
        -------
        shapely.MultiPolygon
            In the plane. [m]
        """
        has = np.isfinite(values)
        if not has.any():
            return MultiPolygon()
        points = _points(self.grid)
        _, nearest = cKDTree(points[has]).query(points)
        reached = self.at_least(values[has][nearest], level)
        inside = self.at_least(has.astype(float), 0.5)
        return _polygons(shapely.intersection(reached, inside))

    def degrees(self, polygons: MultiPolygon) -> MultiPolygon:
        """Move polygons from the plane to longitude and latitude.

        Parameters
        ----------
        polygons : shapely.MultiPolygon
            In the plane. [m]

        Returns
        -------
        shapely.MultiPolygon
            x is longitude [deg], y is latitude [deg], to 5 decimals; valid, exteriors
            counterclockwise.
        """
        moved = shapely.make_valid(self.to_degrees(polygons))
        snapped = _polygons(shapely.set_precision(moved, 10.0**-_DIGITS))
        return MultiPolygon([orient(part) for part in snapped.geoms])

    def to_degrees(self, geometry: BaseGeometry) -> BaseGeometry:
        """Move anything from the plane to longitude and latitude, as it is.

        Parameters
        ----------
        geometry : BaseGeometry
            In the plane. [m]

        Returns
        -------
        BaseGeometry
            x is longitude [deg], y is latitude [deg].
        """
        back = Transformer.from_crs(self.grid.projection, "EPSG:4326", always_xy=True)
        moved: BaseGeometry = shapely.transform(
            geometry, lambda xy: np.column_stack(back.transform(xy[:, 0], xy[:, 1]))
        )
        return moved


def contours_of(footprint: xr.Dataset) -> Contours:
    """Join the aim points of a footprint to triangles.

    Parameters
    ----------
    footprint : xarray.Dataset
        From :func:`bongsu.studies.footprint.play.footprint`.

    Returns
    -------
    Contours
        For its values.

    References
    ----------
    .. [1] C. B. Barber, D. P. Dobkin, H. Huhdanpaa, "The Quickhull algorithm for convex hulls",
       ACM Transactions on Mathematical Software 22:469-483, 1996 (the triangles).
    """
    country = footprint.attrs["country"]
    grid = protected(country, footprint.attrs["grid_spacing_m"]).grid
    forward = Transformer.from_crs("EPSG:4326", grid.projection, always_xy=True)
    outline = shapely.transform(
        outline_of(country), lambda xy: np.column_stack(forward.transform(xy[:, 0], xy[:, 1]))
    )
    outline = _polygons(outline if outline.is_valid else shapely.make_valid(outline))
    points = _points(grid)
    largest = float(grid.side_m.max())
    ring = shapely.segmentize(
        shapely.buffer(shapely.convex_hull(outline), _BEYOND * largest), largest
    )
    around = shapely.get_coordinates(ring)[:-1]
    _, nearest = cKDTree(points).query(around)
    every = np.vstack([points, around])
    triangles = Delaunay(every).simplices
    cell = np.concatenate([np.arange(len(points)), nearest])
    return Contours(grid, every[triangles], cell[triangles], outline)


def feature_collection(
    footprint: xr.Dataset,
    *,
    shots: Sequence[int] = SHOT_LEVELS,
    probabilities: Sequence[float] = PROBABILITY_LEVELS,
    margins_s: Sequence[float] = MARGIN_LEVELS_S,
) -> dict[str, object]:
    """Draw the contours of a footprint as GeoJSON.

    Parameters
    ----------
    footprint : xarray.Dataset
        From :func:`bongsu.studies.footprint.play.footprint`.
    shots : sequence of int
        Numbers of shots. [1]
    probabilities : sequence of float
        Probabilities of defence. [1]
    margins_s : sequence of float
        Times to spare before the latest launch; negative where it comes too late. [s]

    Returns
    -------
    dict
        A FeatureCollection in longitude and latitude. A feature for each site, flight, measure and
        level, and one for each site, missile, shape and way in which its flights count together.
        Properties: site, missile, shape, launch_area, over (``every``, ``average`` or ``any`` of
        the launch areas, else null), measure (``shots``, ``p_defend``, ``margin_s``, ``defended``),
        at_least (the level), area_km2 of the polygons, cell_area_km2 of the cells.

    References
    ----------
    .. [1] H. Butler et al., "The GeoJSON Format", RFC 7946, 2016, sections 3.1.6, 3.3, 4.
    """
    contours = contours_of(footprint)
    features = []
    for site in range(footprint.sizes["site"]):
        at = footprint.isel(site=slice(site, site + 1))
        for flight in range(at.sizes["flight"]):
            one = at.isel(site=0, flight=flight)
            whose = _named(one) | {"launch_area": str(one["launch_area"].item()), "over": None}
            within = reached(one).values
            for measure, levels in (
                ("shots", shots),
                ("p_defend", probabilities),
                ("margin_s", margins_s),
            ):
                values = np.where(within, one[measure].values.astype(float), np.nan)
                drawn = contours.known if measure == "margin_s" else _steps(contours)
                features += _features(contours, drawn, values, whose, measure, levels)
        for group in by_missile_and_shape(at).values():
            for over in OVERS:
                defended = reduced(group, over)["defended"].values[0].astype(float)
                whose = _named(group.isel(site=0, flight=0)) | {"launch_area": None, "over": over}
                # on average: against half of the launch areas or more
                features += _features(
                    contours, _steps(contours), defended, whose, "defended", (0.5,)
                )
    return {"type": "FeatureCollection", "features": features}


def _named(one: xr.Dataset) -> dict[str, object]:
    """Site, missile and shape of one flight."""
    return {
        "site": str(one["site"].item()),
        "missile": str(one["missile"].item()),
        "shape": str(one.coords["shape"].item()),
    }


def _steps(contours: Contours) -> Callable[[FloatArray, float], MultiPolygon]:
    """Contour whether a level is met: counts and probabilities change in steps."""
    return lambda values, level: contours.at_least((values >= level).astype(float), 0.5)


def _features(
    contours: Contours,
    drawn: Callable[[FloatArray, float], MultiPolygon],
    values: FloatArray,
    whose: Mapping[str, object],
    measure: str,
    levels: Sequence[float],
) -> list[dict[str, object]]:
    made: list[dict[str, object]] = []
    for level in levels:
        plane = drawn(values, level)
        with np.errstate(invalid="ignore"):
            cells = float(contours.grid.area_km2[values >= level].sum())
        made.append(
            {
                "type": "Feature",
                "properties": {
                    **whose,
                    "measure": measure,
                    "at_least": level,
                    "area_km2": round(plane.area / 1e6, 1),
                    "cell_area_km2": round(cells, 1),
                },
                "geometry": mapping(contours.degrees(plane)),
            }
        )
    return made


def _points(grid: RegionGrid) -> FloatArray:
    """Aim points in the plane."""
    forward = Transformer.from_crs("EPSG:4326", grid.projection, always_xy=True)
    return np.column_stack(forward.transform(grid.longitude_deg, grid.latitude_deg))


def _cut(corners: FloatArray, heights: FloatArray) -> NDArray[np.object_]:
    """Part of each triangle where a height that is linear over it is not negative."""
    above = heights >= 0.0
    count = above.sum(axis=1)
    whole = shapely.polygons(corners[count == 3])
    parts = [whole]
    # turn each triangle so that the corner that differs from the others comes first
    for lone, wanted in ((True, 1), (False, 2)):
        chosen = count == wanted
        first = np.argmax(above[chosen] == lone, axis=1)
        order = (first[:, None] + np.arange(3)) % 3
        rows = np.arange(len(order))[:, None]
        p, h = corners[chosen][rows, order], heights[chosen][rows, order]
        lone_corner, *others = p.transpose(1, 0, 2)
        lone_height, *heights_of_others = h.T[..., None]
        # where the level crosses the two sides that meet at the lone corner
        crossings = [
            lone_corner + lone_height / (lone_height - height) * (corner - lone_corner)
            for corner, height in zip(others, heights_of_others, strict=True)
        ]
        one, other = crossings
        ring = [lone_corner, one, other] if lone else [one, *others, other]
        rings = np.stack(ring, axis=1)
        parts.append(shapely.polygons(rings))
    pieces = np.concatenate(parts)
    # a level met exactly at a corner leaves slivers without area
    return np.asarray(pieces[shapely.area(pieces) > 0.0])


def _polygons(geometry: BaseGeometry) -> MultiPolygon:
    """Polygons of a geometry, without lines and points."""
    parts = [q for p in shapely.get_parts(geometry) for q in shapely.get_parts(p)]
    return MultiPolygon([part for part in parts if part.geom_type == "Polygon"])
