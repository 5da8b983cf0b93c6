"""Who is to be protected: aim points over a country, with the people who live there."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial
from math import sqrt

import numpy as np

from bongsu.errors import InputError
from bongsu.geography.counting import CENSUS_COUNTRY, statement
from bongsu.geography.grid import RegionGrid, region_grid
from bongsu.geography.outlines import area_km2, country_name
from bongsu.geography.outlines import country as outline_of
from bongsu.geography.people_file import people_file, people_of_file
from bongsu.geography.populated_places import place_shares, populated_places
from bongsu.geography.population import (
    FEWEST_PEOPLE,
    municipalities,
    municipality_shares,
    people_grid,
    people_on,
)
from bongsu.physics.numerics.arrays import FloatArray, IntArray

# a cell with more people is cut into four, so many per square metre of the largest cells;
# docs/methods/geography.md measures the error
_MOST_PEOPLE = 2e5 / 20e3**2
# the shares of the municipalities take 2 kB a cell, the answers 0.1 kB a cell and flight
_MOST_CELLS = 200_000


@dataclass(frozen=True, eq=False)
class Protected:
    """The region's aim points with what each stands for.

    Attributes
    ----------
    grid : RegionGrid
        Cells.
    people : ndarray, shape (cells,)
        People in each cell; not a number where they are not counted. [1]
    people_from : str
        How they are counted: a word of `bongsu.words.PEOPLE_FROM`, or the key of a file.
    shares : ndarray, shape (cells, municipalities)
        Share of each municipality in each cell; no columns without the census. [1]
    residents : ndarray, shape (municipalities,)
        Population of each. [1]
    names : tuple of str
        Code and name of each.
    """

    grid: RegionGrid
    people: FloatArray
    people_from: str
    shares: FloatArray
    residents: FloatArray
    names: tuple[str, ...]

    @property
    def counted(self) -> bool:
        """Whether people are counted at all."""
        return self.people_from != "none"

    @property
    def told_apart(self) -> bool:
        """Whether the municipalities of a census are known."""
        return bool(self.names)

    @property
    def statement(self) -> str:
        """How people are counted, in words."""
        return statement(self.people_from)

    def within(self, prefix: str) -> tuple["Protected", IntArray]:
        """Take the municipalities whose code starts with a prefix, and the cells that hold them.

        Parameters
        ----------
        prefix : str
            Start of the code, such as that of a province.

        Returns
        -------
        Protected
            These cells, with the people of these municipalities alone.
        ndarray of int
            Indices of the cells. [1]

        Raises
        ------
        InputError
            If no municipality known by a census has such a code.
        """
        named = np.array([name.startswith(prefix) for name in self.names], dtype=bool)
        if not named.any():
            raise InputError(f"no municipality of {country_name(self.grid.country)} is {prefix}")
        cells = np.flatnonzero((self.shares[:, named] > 0.0).any(axis=1))
        shares, residents = self.shares[cells][:, named], self.residents[named]
        part = Protected(
            self.grid.part(cells),
            shares @ residents,
            self.people_from,
            shares,
            residents,
            tuple(name for name, one in zip(self.names, named, strict=True) if one),
        )
        return part, cells


@lru_cache(maxsize=8)
def protected(country: str, spacing_m: float, people_from: str) -> Protected:
    """Aim points over a country, with the people who live there.

    Parameters
    ----------
    country : str
        ISO 3166-1 alpha-3 code.
    spacing_m : float
        Side of the largest cells. [m]
    people_from : str
        How people are counted: ``census``, of South Korea only; ``populated-places``; ``none``; or
        the key of a file that was read.

    Returns
    -------
    Protected
        Grid and people. Cells with many people are smaller.

    Raises
    ------
    InputError
        If there is no such country, a cell would be larger than it, there were too many cells, or
        nobody of the file lives in the country.
    """
    check_spacing(country, spacing_m)
    check_people_from(country, people_from)
    if people_from == "none":
        grid = region_grid(country, spacing_m)
        return Protected(grid, np.full(len(grid), np.nan), people_from, *_no_municipalities(grid))
    people_in = _counting(country, people_from)
    grid = people_grid(
        country, spacing_m, max(_MOST_PEOPLE * spacing_m**2, FEWEST_PEOPLE), people_in
    )
    if people_from != "census":
        return Protected(grid, people_in(grid), people_from, *_no_municipalities(grid))
    census = municipalities()
    names = tuple(f"{c} {n}" for c, n in zip(census.code, census.name, strict=True))
    shares = municipality_shares(grid)
    people = shares @ census.people
    return Protected(grid, people, people_from, shares, census.people.astype(float), names)


def check_people_from(country: str, people_from: str) -> None:
    """Refuse to count people in a way that a country does not allow.

    Parameters
    ----------
    country : str
        ISO 3166-1 alpha-3 code.
    people_from : str
        As for :func:`protected`.

    Raises
    ------
    InputError
        If there is no census or no populated place, or nobody of the file lives in the country.
    """
    if people_from == "none":
        return
    if people_from == "census":
        if country != CENSUS_COUNTRY:
            raise InputError(
                f"there is no census of {country_name(country)}: use populated-places, none or a "
                "file"
            )
    elif people_from == "populated-places":
        if not len(populated_places(country)):
            raise InputError(
                f"there is no populated place in {country_name(country)}: use none or a file"
            )
    else:
        people_file(people_from).counts_in(country)


def _no_municipalities(grid: RegionGrid) -> tuple[FloatArray, FloatArray, tuple[str, ...]]:
    return np.zeros((len(grid), 0)), np.zeros(0), ()


def _counting(country: str, people_from: str) -> Callable[[RegionGrid], FloatArray]:
    """How many people live in each cell of a grid."""
    if people_from == "census":
        return people_on
    if people_from == "populated-places":
        return partial(_people_of_places, country)
    return lambda grid: people_of_file(grid, people_file(people_from))


def _people_of_places(country: str, grid: RegionGrid) -> FloatArray:
    places = populated_places(country)
    return np.asarray(place_shares(grid, places) @ places.people)


def check_spacing(country: str, spacing_m: float) -> None:
    """Refuse a grid that a country is too small or too large for.

    Parameters
    ----------
    country : str
        ISO 3166-1 alpha-3 code.
    spacing_m : float
        Side of a cell. [m]

    Raises
    ------
    InputError
        If there is no such country, a cell would be larger than it, or there were too many cells.
    """
    area_m2 = 1e6 * area_km2(outline_of(country))
    if spacing_m**2 > area_m2:
        raise InputError(
            f"spacing {spacing_m / 1e3:g} km: one cell would be larger than {country}; "
            f"use at most {sqrt(area_m2) / 1e3:.0f} km"
        )
    if area_m2 / spacing_m**2 > _MOST_CELLS:
        raise InputError(
            f"spacing {spacing_m / 1e3:g} km: about {area_m2 / spacing_m**2:,.0f} aim points are "
            f"too many for {country}; use {sqrt(area_m2 / _MOST_CELLS) / 1e3:.2f} km or more"
        )
