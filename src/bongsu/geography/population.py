"""People of South Korea by municipality, and spread over a grid of aim points."""

import csv
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from bongsu.catalog import names
from bongsu.errors import InputError
from bongsu.geography.grid import RegionGrid, refined_grid, region_grid
from bongsu.physics.numerics.arrays import BoolArray, FloatArray, IntArray

SEOUL: Final = "11"
"""First two digits of the codes of Seoul's 25 districts."""

FEWEST_PEOPLE: Final = 10_000.0
"""Below this a cell is not cut for its people: cells would be without number. [1]"""


@dataclass(frozen=True, kw_only=True, eq=False)
class Municipalities:
    """The 249 municipalities (si, gun, gu) of South Korea at the census of 1 November 2015.

    Attributes
    ----------
    code : tuple of str
        Code of Statistics Korea; the first two digits are the province.
    name : tuple of str
        Title; with the province, or the city, where others share the name.
    people : ndarray of int, shape (249,)
        Residents. [1]
    area_km2 : ndarray, shape (249,)
        Area of the municipality's own boundary. [km²]
    latitude_deg, longitude_deg : ndarray, shape (249,)
        Centroid of the boundary, which lies at sea for a few groups of islands. [deg]
    """

    code: tuple[str, ...]
    name: tuple[str, ...]
    people: IntArray
    area_km2: FloatArray
    latitude_deg: FloatArray
    longitude_deg: FloatArray

    def __len__(self) -> int:
        return len(self.code)

    def province(self, prefix: str) -> BoolArray:
        """Municipalities whose code starts with the prefix.

        Parameters
        ----------
        prefix : str
            Start of the code, such as ``SEOUL``.

        Returns
        -------
        ndarray of bool, shape (249,)
            Whether each municipality belongs to it. [1]
        """
        return np.array([code.startswith(prefix) for code in self.code])


@cache
def municipalities() -> Municipalities:
    """Municipalities of South Korea: census population, area and centroid.

    Returns
    -------
    Municipalities
        The table, 51,069,375 people in all.

    References
    ----------
    .. [1] Statistics Korea, 2015 Population and Housing Census, by way of the R package kormaps2014
       (commit 873f3c5, table korpop1); areas and centroids of the 2013 boundaries from
       southkorea-maps (commit fe65e05).
    """
    path = files("bongsu.catalog").joinpath("data/municipalities-2015.csv")
    rows = list(csv.DictReader(path.read_text("utf-8").splitlines()))
    return Municipalities(
        code=tuple(row["kostat_code"] for row in rows),
        name=tuple(names.municipalities()[row["kostat_code"]].name.title for row in rows),
        people=np.array([int(row["pop_2015_census"]) for row in rows]),
        area_km2=np.array([float(row["area_km2_from_polygon"]) for row in rows]),
        latitude_deg=np.array([float(row["centroid_lat"]) for row in rows]),
        longitude_deg=np.array([float(row["centroid_lon"]) for row in rows]),
    )


@cache
def municipality_cells() -> NDArray[np.object_]:
    """Cell standing for each municipality, in the order of `municipalities`.

    The cells are not the administrative boundaries: they are the power diagram of the centroids,
    clipped to the coast, with weights such that each cell has the municipality's area (scaled so
    that the cells fill the outline). ``tools/derive_municipality_cells.py`` made them.

    Returns
    -------
    ndarray of object, shape (249,)
        Polygons; x is longitude [deg], y is latitude [deg].

    References
    ----------
    .. [1] J. Kitagawa, Q. Merigot, B. Thibert, "Convergence of a Newton algorithm for semi-discrete
       optimal transport", J. Eur. Math. Soc. 21, 2603-2651, 2019, algorithm 1.
    """
    path = files("bongsu.geography").joinpath("data/municipality-cells.geojson")
    features = json.loads(path.read_text("utf-8"))["features"]
    shape = {f["id"]: shapely.geometry.shape(f["geometry"]) for f in features}
    return np.array([shape[code] for code in municipalities().code], object)


def people_on(grid: RegionGrid) -> FloatArray:
    """People living in each cell of a grid over South Korea.

    Within a municipality's cell people are spread evenly; a grid cell gets from each municipality
    the share of the area they have in common. Nobody is lost: the sum is the census total.

    Parameters
    ----------
    grid : RegionGrid
        Grid over South Korea, from ``region_grid("KOR", ...)``.

    Returns
    -------
    ndarray, shape (n,)
        People in each cell. [1]

    Raises
    ------
    InputError
        If the grid is over another country.
    """
    return municipality_shares(grid) @ municipalities().people


def people_grid(
    country: str,
    spacing_m: float,
    most_people: float,
    people_in: Callable[[RegionGrid], FloatArray] = people_on,
) -> RegionGrid:
    """Grid over a country with smaller cells where many people live.

    A tenth of the people of South Korea live on a hundredth of the land, so that a few cells of an
    even grid decide how many are inside an edge. Cells with more people than allowed are cut into
    four until none has, or the quarters would be below 1 km.

    Parameters
    ----------
    country : str
        ISO 3166-1 alpha-3 code.
    spacing_m : float
        Side of the largest cells. [m]
    most_people : float
        People that a cell may have before it is cut, 10,000 or more. [1]
    people_in : callable, optional
        Gives the people in each cell of a grid [1]; by default of the census of South Korea.

    Returns
    -------
    RegionGrid
        Cells; their areas add up to the country, as for an even grid.

    Raises
    ------
    InputError
        If ``most_people`` is below 10,000, or the spacing below 500 m.
    """
    if not most_people >= FEWEST_PEOPLE:
        raise InputError(f"{most_people:g} people in a cell: use {FEWEST_PEOPLE:.0f} or more")
    grid = region_grid(country, spacing_m)
    while True:
        split = (people_in(grid) > most_people) & (grid.side_m >= 2_000.0)
        if not split.any():
            return grid
        grid = refined_grid(grid, split)


def municipality_shares(grid: RegionGrid) -> FloatArray:
    """Share of each municipality that lies in each cell of a grid over South Korea.

    Parameters
    ----------
    grid : RegionGrid
        Grid over South Korea.

    Returns
    -------
    ndarray, shape (n, 249)
        Share of the municipality's area; each column adds up to 1. [1]

    Raises
    ------
    InputError
        If the grid is over another country.
    """
    if grid.country != "KOR":
        raise InputError(f"no population for '{grid.country}': the census table is of KOR only")
    cells = municipality_cells()
    i, j = shapely.STRtree(cells).query(grid.cells, predicate="intersects")
    shares = np.zeros((len(grid), len(cells)))
    # Areas in degrees are good enough for shares within one municipality, a fraction of a degree.
    shares[i, j] = shapely.area(shapely.intersection(grid.cells[i], cells[j]))
    return np.asarray(shares / shares.sum(axis=0))
