"""Contours of a footprint: where so many shots, that probability, that margin are reached."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np
import shapely
import xarray as xr
from numpy.typing import NDArray
from pyproj import Transformer
from scipy.spatial import Delaunay, cKDTree
from shapely.geometry import MultiPolygon
from shapely.geometry.base import BaseGeometry

from bongsu.geography.cut import as_written, polygons_of
from bongsu.geography.grid import RegionGrid
from bongsu.geography.outlines import area_km2
from bongsu.geography.outlines import country as outline_of
from bongsu.physics.numerics.arrays import BoolArray, FloatArray, IntArray
from bongsu.studies.footprint.numbers import protected_by, reached
from bongsu.studies.footprint.together import by_missile_and_shape, flights_met
from bongsu.words import OVERS, REASONS

Crossing = Callable[[IntArray, IntArray], FloatArray]

SHOT_LEVELS = (1, 2)
PROBABILITY_LEVELS = (0.5, 0.9)
MARGIN_LEVELS_S = (0.0, 30.0, 60.0, 120.0)
"""Levels that are contoured unless others are asked for. [1], [1], [s]"""

# how far edges of one polygon, read in three ways, may lie apart; and where that is given up
_SAG_M, _STEEPEST_DEG = 10.0, 89.9
_EARTH_RADIUS_M = 6.371e6
# an edge of a class keeps off the aim points themselves
_CROSSED = 0.02, 0.98
# crossings of one edge, computed from both of its triangles, agree to this
_GRID_M = 1e-3
_FLAT_M2 = 1.0
# points beyond the outline that carry the nearest answer to it, this many largest cells away
_BEYOND = 1.5


@dataclass(frozen=True, eq=False)
class Contours:
    """A region's aim points joined to triangles, ready to be cut at levels.

    Attributes
    ----------
    grid : RegionGrid
        Cells.
    points : ndarray, shape (points, 2)
        Aim points, and points around the country, in the equal-area plane of the grid. [m]
    cell : ndarray, shape (points,)
        Cell whose value each point has. [1]
    triangles : ndarray, shape (triangles, 3)
        Points that are joined. [1]
    outline : shapely.MultiPolygon
        The country in the plane. [m]
    """

    grid: RegionGrid
    points: FloatArray
    cell: IntArray
    triangles: IntArray
    outline: MultiPolygon

    @property
    def corners(self) -> FloatArray:
        """Corners of the triangles [m], shape (triangles, 3, 2)."""
        return np.asarray(self.points[self.triangles])

    @property
    def index(self) -> IntArray:
        """Cell whose value each corner has [1], shape (triangles, 3)."""
        return np.asarray(self.cell[self.triangles])

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
        pieces = self._cut(np.asarray(values, dtype=float)[self.index] - level)
        # parts of triangles whose sides fit have sides that fit: these are joined far faster
        joined = shapely.coverage_union_all if self._fits else shapely.union_all
        return MultiPolygon(polygons_of(shapely.intersection(joined(pieces), self.outline)))

    @cached_property
    def _fits(self) -> bool:
        """Whether no triangle overlaps another, and no corner lies on a side."""
        return bool(shapely.coverage_is_valid(self._whole))

    @cached_property
    def _whole(self) -> NDArray[np.object_]:
        """The triangles."""
        return np.asarray(shapely.polygons(self.corners))

    def _cut(self, heights: FloatArray) -> NDArray[np.object_]:
        """Part of each triangle where a height that is linear over it is not negative."""
        above = heights >= 0.0
        count = above.sum(axis=1)
        parts = [self._whole[count == 3]]
        # turn each triangle so that the corner that differs from the others comes first
        for lone, wanted in ((True, 1), (False, 2)):
            chosen = count == wanted
            first = np.argmax(above[chosen] == lone, axis=1)
            order = (first[:, None] + np.arange(3)) % 3
            rows = np.arange(len(order))[:, None]
            p, h = self.corners[chosen][rows, order], heights[chosen][rows, order]
            lone_corner, *others = p.transpose(1, 0, 2)
            lone_height, *heights_of_others = h.T
            # where the level crosses the two sides that meet at the lone corner
            one, other = (
                _crossing(lone_corner, lone_height, corner, height)
                for corner, height in zip(others, heights_of_others, strict=True)
            )
            ring = [lone_corner, one, other] if lone else [one, *others, other]
            rings = np.stack(ring, axis=1)
            parts.append(shapely.polygons(rings))
        pieces = np.concatenate(parts)
        # a level met exactly at a corner leaves slivers without area
        return np.asarray(pieces[shapely.area(pieces) > 0.0])

    def filled(self, values: FloatArray) -> FloatArray:
        """Give aim points without a value that of the nearest that has one.

        Parameters
        ----------
        values : ndarray, shape (cells,)
            Values, at least one of them a number. [any]

        Returns
        -------
        ndarray, shape (cells,)
            The same where there was a number. [as the values]
        """
        has = np.isfinite(values)
        points = self.points[: len(values)]
        _, nearest = cKDTree(points[has]).query(points)
        return np.asarray(values[has][nearest])

    def classes(
        self, labels: Sequence[str], crossing: Crossing | None = None
    ) -> dict[str, MultiPolygon]:
        """Where each of several labels holds, without gaps or overlaps.

        Parameters
        ----------
        labels : sequence of str, length cells
            Label of each aim point.
        crossing : callable, optional
            Takes indices of cells at either end of lines between different labels, and gives the
            share of the way at which one label passes into the other; a half by default.

        Returns
        -------
        dict of str to shapely.MultiPolygon
            In the plane, cut at the coast, in the order in which the labels first occur. Where
            three labels meet in a triangle their edges fork at its centre. [m]
        """
        names = list(dict.fromkeys(labels))
        numbers = np.array([names.index(label) for label in labels])
        corner = numbers[self.index]
        kinds = 1 + (np.diff(np.sort(corner, axis=1), axis=1) != 0).sum(axis=1)
        found = {}
        for number, name in enumerate(names):
            held = corner == number
            pieces = [shapely.polygons(self.corners[held.all(axis=1)])]
            for lone, count, forked in ((True, 1, False), (False, 2, False), (True, 1, True)):
                chosen = (held.sum(axis=1) == count) & ((kinds == 3) == forked)
                # turn each triangle so that the corner that differs from the others comes first
                first = np.argmax(held[chosen] == lone, axis=1)
                order = (first[:, None] + np.arange(3)) % 3
                turned = self.triangles[chosen][np.arange(len(order))[:, None], order]
                pieces.append(self._part(turned, lone, forked, crossing))
            merged = shapely.union_all(np.concatenate(pieces), grid_size=_GRID_M)
            found[name] = MultiPolygon(polygons_of(shapely.intersection(merged, self.outline)))
        return found

    def _part(
        self, turned: IntArray, lone: bool, forked: bool, crossing: Crossing | None
    ) -> NDArray[np.object_]:
        """Part of triangles about their first corner, or about the two others."""
        tip, *others = turned.T
        peak, left, right = np.moveaxis(self.points[turned], 1, 0)
        half = np.full(len(turned), 0.5)
        share = [
            half if crossing is None else crossing(self.cell[tip], self.cell[other])
            for other in others
        ]
        first, second = (
            peak + t[:, None] * (end - peak) for t, end in zip(share, (left, right), strict=True)
        )
        if not lone:
            rings = [first, left, right, second]
        elif forked:
            rings = [peak, first, (peak + left + right) / 3.0, second]
        else:
            rings = [peak, first, second]
        return np.asarray(shapely.polygons(np.stack(rings, axis=1)))

    def known(
        self, values: FloatArray, levels: Sequence[float], within: MultiPolygon | None = None
    ) -> list[MultiPolygon]:
        """Where a value is known and reached; it is known nearer to such points than to others.

        Parameters
        ----------
        values : ndarray, shape (cells,)
            Value of each aim point, not a number where it has none. [any]
        levels : sequence of float
            The levels. [as the values]
        within : shapely.MultiPolygon, optional
            Where it is known, in the plane; found anew by default. [m]

        Returns
        -------
        list of shapely.MultiPolygon
            For each level, in the plane. [m]
        """
        has = np.isfinite(values)
        if not has.any():
            return [MultiPolygon() for _ in levels]
        filled = self.filled(values)
        inside = self.at_least(has.astype(float), 0.5) if within is None else within
        return [
            MultiPolygon(polygons_of(shapely.intersection(self.at_least(filled, level), inside)))
            for level in levels
        ]

    def degrees(self, polygons: MultiPolygon) -> MultiPolygon:
        """Move polygons from the plane to longitude and latitude, as GeoJSON wants them.

        Parameters
        ----------
        polygons : shapely.MultiPolygon
            In the plane. [m]

        Returns
        -------
        shapely.MultiPolygon
            x is longitude [deg], y is latitude [deg], to 5 decimals; valid, cut at 180°, exteriors
            counterclockwise. Edges are short enough that lines straight in degrees, straight in
            the plane and geodesics run within about 10 m of each other.
        """
        if polygons.is_empty:
            return MultiPolygon()
        back = _back(self.grid.projection)
        steepest = min(float(np.abs(self.grid.latitude_deg).max()), _STEEPEST_DEG)
        # a chord of length s lies s² tan(latitude) / 8 R from its parallel
        longest = np.sqrt(8.0 * _EARTH_RADIUS_M * _SAG_M / max(np.tan(np.radians(steepest)), 1.0))
        moved: BaseGeometry = shapely.transform(
            shapely.segmentize(polygons, longest),
            lambda xy: np.column_stack(back.transform(xy[:, 0], xy[:, 1])),
        )
        return as_written(moved)


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
    """
    return contours_over(protected_by(footprint).grid)


@lru_cache(maxsize=4)
def contours_over(grid: RegionGrid) -> Contours:
    """Join the aim points of a grid to triangles.

    Parameters
    ----------
    grid : RegionGrid
        Cells.

    Returns
    -------
    Contours
        For values of its cells.

    References
    ----------
    .. [1] C. B. Barber, D. P. Dobkin, H. Huhdanpaa, "The Quickhull algorithm for convex hulls",
       ACM Transactions on Mathematical Software 22:469-483, 1996 (the triangles).
    """
    forward = Transformer.from_crs("EPSG:4326", grid.projection, always_xy=True)
    outline = shapely.transform(
        outline_of(grid.country), lambda xy: np.column_stack(forward.transform(xy[:, 0], xy[:, 1]))
    )
    # halves on either side of 180 degrees are one piece of land again
    outline = MultiPolygon(
        polygons_of(outline if outline.is_valid else shapely.make_valid(outline))
    )
    points = _points(grid)
    largest = float(grid.side_m.max())
    ring = shapely.segmentize(
        shapely.buffer(shapely.convex_hull(outline), _BEYOND * largest), largest
    )
    around = shapely.get_coordinates(ring)[:-1]
    _, nearest = cKDTree(points).query(around)
    every = np.vstack([points, around])
    triangles = Delaunay(every).simplices
    # flat ones join points of a straight part of the ring, and overlap those beside them
    flat = shapely.area(shapely.polygons(every[triangles])) < _FLAT_M2
    cell = np.concatenate([np.arange(len(points)), nearest])
    return Contours(grid, every, cell, triangles[~flat].astype(np.int64), outline)


def reason_crossing(flight: xr.Dataset) -> Crossing:
    """Say where between two aim points one first reason passes into another.

    Parameters
    ----------
    flight : xarray.Dataset
        A footprint of one site and one flight.

    Returns
    -------
    callable
        For :meth:`Contours.classes`: in time passes into too late where the margin in seconds is
        nought, in reach into out of reach where that in kilometres is; halfway for other pairs.
    """
    reason, seconds, distance = (
        flight[name].values.astype(float) for name in ("reason", "margin_s", "margin_km")
    )
    within, beyond = (REASONS.index(word) for word in ("too-late", "out-of-reach"))

    def crossing(here: IntArray, there: IntArray) -> FloatArray:
        share = np.full(len(here), 0.5)
        inside = [np.isin(reason[end], (0, within)) for end in (here, there)]
        outside = [reason[end] == beyond for end in (here, there)]
        for chosen, margin in (
            (inside[0] & inside[1], seconds),
            ((inside[0] & outside[1]) | (outside[0] & inside[1]), distance),
        ):
            a, b = margin[here[chosen]], margin[there[chosen]]
            with np.errstate(invalid="ignore", divide="ignore"):
                between = a / (a - b)
            share[chosen] = np.where(np.isfinite(between), between.clip(*_CROSSED), 0.5)
        return share

    return crossing


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
        at_least (the level), area_km2 of the polygons as written, edges being geodesics,
        cell_area_km2 of the cells.

    References
    ----------
    .. [1] H. Butler et al., "The GeoJSON Format", RFC 7946, 2016, sections 3.1.6, 3.1.9,
       3.3, 4.
    """
    contours = contours_of(footprint)
    steps = _Steps(contours)
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
                if measure == "margin_s":
                    known = contours.known(values, levels, steps.where(np.isfinite(values)))
                    drawn = [_drawn(contours.degrees(where)) for where in known]
                else:
                    drawn = [steps.drawn(values >= level) for level in levels]
                features += _features(contours, drawn, values, whose, measure, levels)
        for group in by_missile_and_shape(at).values():
            for over in OVERS:
                defended = flights_met(group, over).values[0].astype(float)
                whose = _named(group.isel(site=0, flight=0)) | {"launch_area": None, "over": over}
                # on average: against half of the launch areas or more
                drawn = [steps.drawn(defended >= 0.5)]
                features += _features(contours, drawn, defended, whose, "defended", (0.5,))
    return {"type": "FeatureCollection", "features": features}


def _named(one: xr.Dataset) -> dict[str, object]:
    """Site, missile and shape of one flight."""
    return {
        "site": str(one["site"].item()),
        "missile": str(one["missile"].item()),
        "shape": str(one.coords["shape"].item()),
    }


class _Drawn(NamedTuple):
    """A geometry of GeoJSON and its area [km²]."""

    geometry: dict[str, object]
    area_km2: float


def _drawn(polygons: MultiPolygon) -> _Drawn:
    coordinates = [
        [shapely.get_coordinates(ring).tolist() for ring in (one.exterior, *one.interiors)]
        for one in polygons.geoms
    ]
    return _Drawn({"type": "MultiPolygon", "coordinates": coordinates}, area_km2(polygons))


class _Steps:
    """Contours of whether levels are met: counts and probabilities change in steps.

    Several flights and measures have the same, which is drawn once.
    """

    def __init__(self, contours: Contours) -> None:
        self._contours = contours
        self._places: dict[bytes, MultiPolygon] = {}
        self._kept: dict[bytes, _Drawn] = {}

    def where(self, met: BoolArray) -> MultiPolygon:
        key = met.tobytes()
        if key not in self._places:
            self._places[key] = self._contours.at_least(met.astype(float), 0.5)
        return self._places[key]

    def drawn(self, met: BoolArray) -> _Drawn:
        key = met.tobytes()
        if key not in self._kept:
            self._kept[key] = _drawn(self._contours.degrees(self.where(met)))
        return self._kept[key]


def _features(
    contours: Contours,
    drawn: Sequence[_Drawn],
    values: FloatArray,
    whose: Mapping[str, object],
    measure: str,
    levels: Sequence[float],
) -> list[dict[str, object]]:
    made: list[dict[str, object]] = []
    for level, one in zip(levels, drawn, strict=True):
        with np.errstate(invalid="ignore"):
            cells = float(contours.grid.area_km2[values >= level].sum())
        made.append(
            {
                "type": "Feature",
                "properties": {
                    **whose,
                    "measure": measure,
                    "at_least": level,
                    "area_km2": round(one.area_km2, 1),
                    "cell_area_km2": round(cells, 1),
                },
                "geometry": one.geometry,
            }
        )
    return made


def _points(grid: RegionGrid) -> FloatArray:
    """Aim points in the plane."""
    forward = Transformer.from_crs("EPSG:4326", grid.projection, always_xy=True)
    return np.column_stack(forward.transform(grid.longitude_deg, grid.latitude_deg))


def _crossing(
    corner: FloatArray, height: FloatArray, other: FloatArray, other_height: FloatArray
) -> FloatArray:
    """Where heights of opposite signs cross nought on sides of triangles.

    The same bits from both triangles of a side: it is gone along from the same end.
    """
    (x, y), (other_x, other_y) = corner.T, other.T
    turned = (x > other_x) | ((x == other_x) & (y > other_y))
    begin, end = (np.where(turned[:, None], *pair) for pair in ((other, corner), (corner, other)))
    low, high = (
        np.where(turned, *pair) for pair in ((other_height, height), (height, other_height))
    )
    share = (low / (low - high))[:, None]
    return np.asarray((1.0 - share) * begin + share * end)


@lru_cache(maxsize=4)
def _back(projection: str) -> Transformer:
    """From a plane to longitude and latitude; to make it takes longer than to use it."""
    return Transformer.from_crs(projection, "EPSG:4326", always_xy=True)
