"""Who is to be protected: aim points over a country, with the people of a census."""

from dataclasses import dataclass
from functools import lru_cache
from math import sqrt

import numpy as np

from bongsu.errors import InputError
from bongsu.geography.grid import RegionGrid, region_grid
from bongsu.geography.outlines import area_km2
from bongsu.geography.outlines import country as outline_of
from bongsu.geography.population import (
    FEWEST_PEOPLE,
    municipalities,
    municipality_shares,
    people_grid,
)
from bongsu.physics.numerics.arrays import FloatArray

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
    shares : ndarray, shape (cells, municipalities)
        Share of each municipality in each cell; no columns outside South Korea. [1]
    residents : ndarray, shape (municipalities,)
        Population of each. [1]
    names : tuple of str
        Code and name of each.
    """

    grid: RegionGrid
    shares: FloatArray
    residents: FloatArray
    names: tuple[str, ...]

    @property
    def counted(self) -> bool:
        """Whether a census is at hand."""
        return bool(self.names)

    @property
    def people(self) -> FloatArray:
        """People in each cell; not a number without a census [1]."""
        if not self.counted:
            return np.full(len(self.grid), np.nan)
        return np.asarray(self.shares @ self.residents)


@lru_cache(maxsize=8)
def protected(country: str, spacing_m: float) -> Protected:
    """Aim points over a country, with people where a census is at hand.

    Parameters
    ----------
    country : str
        ISO 3166-1 alpha-3 code.
    spacing_m : float
        Side of a cell. [m]

    Returns
    -------
    Protected
        Grid and census; the census is that of South Korea, elsewhere people are not counted.

    Raises
    ------
    InputError
        If there is no such country, a cell would be larger than it, or there were too many cells.
    """
    check_spacing(country, spacing_m)
    if country != "KOR":
        grid = region_grid(country, spacing_m)
        return Protected(grid, np.zeros((len(grid), 0)), np.zeros(0), ())
    grid = people_grid(spacing_m, max(_MOST_PEOPLE * spacing_m**2, FEWEST_PEOPLE))
    census = municipalities()
    names = tuple(f"{c} {n}" for c, n in zip(census.code, census.name, strict=True))
    return Protected(grid, municipality_shares(grid), census.people.astype(float), names)


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
