"""Grids over a country (aim points with areas) and over the world (whose land lies below)."""

from dataclasses import dataclass, replace
from functools import cache
from typing import Final, NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Transformer
from scipy.sparse import coo_array, csr_array
from shapely.geometry.base import BaseGeometry

from bongsu.errors import InputError
from bongsu.geography.cut import cut_at_antimeridian, middle_of
from bongsu.geography.inside import points_inside, shapes_within
from bongsu.geography.outlines import (
    NAMES,
    bounds_of,
    country,
    country_keys,
    country_name,
    unassigned_land,
)
from bongsu.physics.numerics.arrays import BoolArray, FloatArray, IntArray

SEA: Final = "sea"
OTHER_LAND: Final = "other"
_ALWAYS: Final = (SEA, OTHER_LAND, *NAMES)

_AXIS_M: Final = 6_378_137.0
_ECCENTRICITY: Final = 0.0818191908426215  # sqrt(f (2 - f)), WGS-84


@dataclass(frozen=True, kw_only=True, eq=False)
class RegionGrid:
    """Square cells in an equal-area plane over a country, clipped to its outline.

    Attributes
    ----------
    country : str
        ISO 3166-1 alpha-3 code.
    latitude_deg, longitude_deg : ndarray, shape (n,)
        Aim point of each cell, always inside the country: the centre of the cell where that is
        inside, otherwise a point inside the clipped cell. [deg]
    area_km2 : ndarray, shape (n,)
        Area of each clipped cell; the sum is the area of the country. [km²]
    west_m, south_m, side_m : ndarray, shape (n,)
        Corner and side of each whole square in the plane. [m]
    cells : ndarray of object, shape (n,)
        Clipped cells, cut at 180°; x is longitude [deg], y is latitude [deg].
    projection : str
        PROJ string of the equal-area plane the squares are drawn in.
    """

    country: str
    latitude_deg: FloatArray
    longitude_deg: FloatArray
    area_km2: FloatArray
    west_m: FloatArray
    south_m: FloatArray
    side_m: FloatArray
    cells: NDArray[np.object_]
    projection: str

    def __len__(self) -> int:
        return len(self.area_km2)

    def part(self, cells: IntArray) -> "RegionGrid":
        """Take some of the cells.

        Parameters
        ----------
        cells : ndarray of int
            Their indices. [1]

        Returns
        -------
        RegionGrid
            These alone.
        """
        return replace(
            self,
            latitude_deg=self.latitude_deg[cells],
            longitude_deg=self.longitude_deg[cells],
            area_km2=self.area_km2[cells],
            west_m=self.west_m[cells],
            south_m=self.south_m[cells],
            side_m=self.side_m[cells],
            cells=self.cells[cells],
        )

    def share(self, inside: BoolArray) -> float:
        """Share of the country's area in the chosen cells.

        Parameters
        ----------
        inside : ndarray of bool, shape (n,)
            Which cells count. [1]

        Returns
        -------
        float
            Share of the area. [1]
        """
        return float(self.area_km2[inside].sum() / self.area_km2.sum())


def region_grid(code: str, spacing_m: float) -> RegionGrid:
    """Aim points on a square lattice over a country, each with the area it stands for.

    The lattice lies in a Lambert azimuthal equal-area plane about the middle of the country, so a
    whole cell has the area ``spacing_m**2`` everywhere. Cells cut by the coast or a border weigh
    their clipped area; none is dropped, so areas add up to the area of the outline.

    Parameters
    ----------
    code : str
        ISO 3166-1 alpha-3 code of the country.
    spacing_m : float
        Side of a cell, 500 or more. [m]

    Returns
    -------
    RegionGrid
        The cells, ordered from south to north, then from west to east.

    Raises
    ------
    InputError
        If the spacing is below 500 m or the code is unknown.

    References
    ----------
    .. [1] J. P. Snyder, "Map Projections: A Working Manual", USGS Professional Paper 1395, 1987,
       eqs. 24-17 to 24-26 (Lambert azimuthal equal-area, ellipsoid).
    """
    if not spacing_m >= 500.0:
        raise InputError(f"grid spacing {spacing_m:g} m: use 500 m or more")
    projection = equal_area_projection(country(code))
    west, south, east, north = _plane_outline(code, projection).bounds
    x, y = np.meshgrid(_lattice(west, east, spacing_m), _lattice(south, north, spacing_m))
    return _grid_of_squares(code, projection, x.ravel(), y.ravel(), np.full(x.size, spacing_m))


def refined_grid(grid: RegionGrid, split: BoolArray) -> RegionGrid:
    """Grid with some cells cut into four.

    Parameters
    ----------
    grid : RegionGrid
        Cells.
    split : ndarray of bool, shape (n,)
        Cells to cut. [1]

    Returns
    -------
    RegionGrid
        The other cells, then the quarters; areas still add up to the country.
    """
    half = grid.side_m[split] / 2.0
    x, y = grid.west_m[split], grid.south_m[split]
    west = [grid.west_m[~split], x, x + half, x, x + half]
    south = [grid.south_m[~split], y, y, y + half, y + half]
    return _grid_of_squares(
        grid.country,
        grid.projection,
        np.concatenate(west),
        np.concatenate(south),
        np.concatenate([grid.side_m[~split], np.tile(half, 4)]),
    )


def _lattice(low: float, high: float, spacing: float) -> FloatArray:
    """Multiples of the spacing from the last one below a span to the last one within it."""
    return np.asarray(np.arange(np.floor(low / spacing), np.ceil(high / spacing)) * spacing)


@cache
def _plane_outline(code: str, projection: str) -> BaseGeometry:
    to_plane = Transformer.from_crs("EPSG:4326", projection, always_xy=True)
    outline: BaseGeometry = shapely.make_valid(
        _moved(np.array([country(code)], object), to_plane)[0]
    )
    return outline


def _grid_of_squares(
    code: str,
    projection: str,
    x: FloatArray,
    y: FloatArray,
    side: FloatArray,
) -> RegionGrid:
    """Clip squares to the country and keep those that share area with it."""
    plane = _plane_outline(code, projection)
    squares = shapely.box(x, y, x + side, y + side)
    touched, whole = shapes_within(plane, squares)
    cut = touched & ~whole
    pieces = squares.copy()
    pieces[cut] = shapely.intersection(squares[cut], plane)
    real = (shapely.area(pieces) > 0.0) & (cut | whole)
    x, y, side, pieces = x[real], y[real], side[real], pieces[real]
    points = _aim_points(x, y, side, pieces)
    to_degrees = Transformer.from_crs(projection, "EPSG:4326", always_xy=True)
    longitude, latitude = to_degrees.transform(points[:, 0], points[:, 1])
    return RegionGrid(
        country=code,
        latitude_deg=np.ascontiguousarray(latitude),
        longitude_deg=np.ascontiguousarray(longitude),
        area_km2=shapely.area(pieces) / 1e6,
        west_m=x,
        south_m=y,
        side_m=side,
        cells=_cut(_moved(pieces, to_degrees)),
        projection=projection,
    )


def equal_area_projection(outline: BaseGeometry) -> str:
    """Lambert azimuthal equal-area projection about the middle of an outline.

    Parameters
    ----------
    outline : BaseGeometry
        Polygons cut at 180°; x is longitude [deg], y is latitude [deg].

    Returns
    -------
    str
        PROJ string, in metres.
    """
    latitude, longitude = middle_of(outline)
    middle = f"+lat_0={latitude:.3f} +lon_0={longitude:.3f}"
    return f"+proj=laea {middle} +ellps=WGS84 +units=m +type=crs"


def _moved(geometries: NDArray[np.object_], transformer: Transformer) -> NDArray[np.object_]:
    """Geometries with their coordinates transformed."""
    moved: NDArray[np.object_] = shapely.transform(
        geometries, lambda xy: np.column_stack(transformer.transform(xy[:, 0], xy[:, 1]))
    )
    return moved


def _cut(cells: NDArray[np.object_]) -> NDArray[np.object_]:
    """Cells, those that cross 180° cut there."""
    bounds = shapely.bounds(cells)
    across = bounds[:, 2] - bounds[:, 0] > 180.0
    # a repair in the plane may leave a touch that rounding makes a crossing
    across |= ~shapely.is_valid(cells)
    cells[across] = [cut_at_antimeridian(cell) for cell in cells[across]]
    return cells


def _aim_points(
    x: FloatArray,
    y: FloatArray,
    side: FloatArray,
    pieces: NDArray[np.object_],
) -> FloatArray:
    """Centre of each square, or a point inside its clipped piece where the centre is outside."""
    points = np.column_stack([x + side / 2.0, y + side / 2.0])
    outside = ~shapely.intersects(pieces, shapely.points(points))
    points[outside] = shapely.get_coordinates(shapely.point_on_surface(pieces[outside]))
    return points


@dataclass(frozen=True, kw_only=True, eq=False)
class WorldGrid:
    """Latitude-longitude cells, each with how much of it lies over which country.

    Attributes
    ----------
    latitude_deg : ndarray, shape (rows,)
        Latitude of the cell centres, south to north. [deg]
    longitude_deg : ndarray, shape (columns,)
        Longitude of the cell centres, west to east, -180 to 180. [deg]
    codes : tuple of str
        What cells may lie over: the sea, land without a code, the countries that studies single
        out, and every other country in the grid.
    area_by_code_km2 : scipy.sparse.csr_array, shape (len(codes), rows * columns)
        Area of each cell over each of `codes`; most cells lie over one. [km²]
    """

    latitude_deg: FloatArray
    longitude_deg: FloatArray
    codes: tuple[str, ...]
    area_by_code_km2: csr_array

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns [1]."""
        return self.latitude_deg.size, self.longitude_deg.size

    def under_km2(self, chosen: BoolArray) -> FloatArray:
        """Area over each of `codes` of some of the cells.

        Parameters
        ----------
        chosen : ndarray of bool, shape (..., rows, columns)
            Which cells count. [1]

        Returns
        -------
        ndarray, shape (..., len(codes))
            Area. [km²]
        """
        # one map after the other: for all at once SciPy would turn them round
        areas = [
            self.area_by_code_km2 @ one
            for one in chosen.reshape(-1, chosen.shape[-2] * chosen.shape[-1]).astype(float)
        ]
        return np.array(areas, dtype=np.float64).reshape(*chosen.shape[:-2], len(self.codes))


def world_grid(
    spacing_deg: float,
    *,
    south: float = 0.0,
    north: float = 80.0,
    west: float = 50.0,
    east: float = 180.0,
    subdivisions: int = 5,
) -> WorldGrid:
    """Grid for radar coverage: cells with the area of each country in them.

    Each cell is divided into ``subdivisions**2`` parts; a part belongs, whole, to what lies under
    its centre. With parts of 0.1° the areas of the countries come out within 0.5 % (the two Koreas,
    Japan, Taiwan) and 0.02 % (China, Mongolia) of those of their outlines.

    Parameters
    ----------
    spacing_deg : float
        Side of a cell in latitude and longitude, 0.1 to 10. [deg]
    south, north, west, east : float
        Edges; the spans are rounded up to whole cells. [deg]
    subdivisions : int
        Parts along each side of a cell, 1 to 20. [1]

    Returns
    -------
    WorldGrid
        Cells with the area over each country.

    Raises
    ------
    InputError
        If the spacing, the edges or the subdivisions are out of range.

    References
    ----------
    .. [1] J. P. Snyder, "Map Projections: A Working Manual", USGS Professional Paper 1395, 1987,
       eq. 3-12 (area of a zone of the ellipsoid).
    """
    if not 0.1 <= spacing_deg <= 10.0:
        raise InputError(f"grid spacing {spacing_deg:g} deg: use 0.1 to 10 deg")
    if not (-90.0 <= south < north <= 90.0 and -180.0 <= west < east <= 180.0):
        raise InputError("grid edges: use -90 to 90 deg latitude and -180 to 180 deg longitude")
    if not 1 <= subdivisions <= 20:
        raise InputError(f"{subdivisions} subdivisions: use 1 to 20")
    rows, columns = _count(south, north, spacing_deg), _count(west, east, spacing_deg)
    part = spacing_deg / subdivisions
    latitude = south + part * (np.arange(rows * subdivisions) + 0.5)
    longitude = west + part * (np.arange(columns * subdivisions) + 0.5)
    latitudes, longitudes = np.meshgrid(latitude, longitude, indexing="ij")
    code = country_codes(latitudes, longitudes)
    edges = np.clip(np.append(latitude - part / 2, latitude[-1] + part / 2), -90.0, 90.0)
    part_area = np.diff(_zone_area_m2(np.radians(edges))) * np.radians(part) / 1e6
    cell = (
        np.arange(rows * subdivisions)[:, None] // subdivisions * columns
        + np.arange(columns * subdivisions) // subdivisions
    )
    every = land_codes()
    present = set(np.unique(code).tolist())
    kept = [k for k, name in enumerate(every) if name in _ALWAYS or k in present]
    index = np.searchsorted(kept, code.ravel())
    area = np.broadcast_to(part_area[:, None], code.shape).ravel()
    shape = (len(kept), rows * columns)
    return WorldGrid(
        latitude_deg=np.asarray(south + spacing_deg * (np.arange(rows) + 0.5)),
        longitude_deg=np.asarray(west + spacing_deg * (np.arange(columns) + 0.5)),
        codes=tuple(every[k] for k in kept),
        area_by_code_km2=coo_array((area, (index, cell.ravel())), shape=shape).tocsr(),
    )


@cache
def land_codes() -> tuple[str, ...]:
    """List what a point may lie over.

    Returns
    -------
    tuple of str
        The sea, land without a code, and the ISO 3166-1 alpha-3 codes of all countries, first
        those that studies single out.
    """
    return (*_ALWAYS, *sorted(set(country_keys()) - set(NAMES)))


def land_name(code: str) -> str:
    """Name what a code stands for, as printed.

    Parameters
    ----------
    code : str
        One of `land_codes`.

    Returns
    -------
    str
        The sea, land without a country code, or the country's name.
    """
    if code == SEA:
        return "sea"
    return "land without a country code" if code == OTHER_LAND else country_name(code)


def country_codes(latitude_deg: FloatArray, longitude_deg: FloatArray) -> NDArray[np.int16]:
    """What lies under each point.

    Parameters
    ----------
    latitude_deg, longitude_deg : ndarray
        Points, of one shape. [deg]

    Returns
    -------
    ndarray of int16
        Index into `land_codes` for each point, of the same shape. [1]
    """
    code = np.zeros(np.shape(latitude_deg), np.int16)
    position = {name: index for index, name in enumerate(land_codes())}
    if not code.size:
        return code
    edges = _Box(
        float(np.fmin.reduce(longitude_deg, axis=None)),
        float(np.fmin.reduce(latitude_deg, axis=None)),
        float(np.fmax.reduce(longitude_deg, axis=None)),
        float(np.fmax.reduce(latitude_deg, axis=None)),
    )
    for name in (*country_keys(), OTHER_LAND):
        index = position[name]
        # outlines of all countries take longer than the points of most regions
        if name != OTHER_LAND and not edges.meets(_Box(*bounds_of(name))):
            continue
        outline = unassigned_land() if name == OTHER_LAND else country(name)
        west, south, east, north = outline.bounds
        near = (latitude_deg >= south) & (latitude_deg <= north)
        near &= (longitude_deg >= west) & (longitude_deg <= east)
        if not near.any():
            continue
        inside = points_inside(outline, longitude_deg[near], latitude_deg[near])
        code[near] = np.where(inside, index, code[near])
    return code


class _Box(NamedTuple):
    """Edges of a rectangle [deg]."""

    west: float
    south: float
    east: float
    north: float

    def meets(self, other: "_Box") -> bool:
        """Whether both share a point."""
        along = self.south <= other.north and other.south <= self.north
        return along and self.west <= other.east and other.west <= self.east


def country_under(latitude_deg: float, longitude_deg: float) -> str | None:
    """Country that a point lies in.

    Parameters
    ----------
    latitude_deg, longitude_deg : float
        The point. [deg]

    Returns
    -------
    str or None
        ISO 3166-1 alpha-3 code; none at sea and over land without a code.
    """
    code = land_codes()[int(country_codes(np.array([latitude_deg]), np.array([longitude_deg]))[0])]
    return None if code in (SEA, OTHER_LAND) else code


def _count(low: float, high: float, spacing: float) -> int:
    """Cells of a spacing in a span; a rounding error does not add one."""
    return int(np.ceil((high - low) / spacing - 1e-9))


def _zone_area_m2(latitude: FloatArray) -> FloatArray:
    """Area from the equator to a latitude, per radian of longitude (Snyder 1987, eq. 3-12)."""
    e = _ECCENTRICITY
    sine = np.sin(latitude)
    q = sine / (1.0 - (e * sine) ** 2) + np.arctanh(e * sine) / e
    return np.asarray(_AXIS_M**2 * (1.0 - e**2) * q / 2.0)
