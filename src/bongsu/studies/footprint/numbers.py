"""Headline numbers of a footprint: what each means, written down once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, Generic, NamedTuple, TypeVar

from numpy.typing import NDArray

from bongsu.geography.region import Protected, protected
from bongsu.studies.conventions import Laid
from bongsu.studies.footprint.answers import OUT_OF_RANGE
from bongsu.studies.met import enough
from bongsu.words import Weight

if TYPE_CHECKING:
    import xarray as xr

CELLS_OF: Final[Mapping[Weight, str]] = {"people": "cell_people", "area": "cell_area_km2"}
"""Variables of a footprint that hold what is counted, cell by cell."""

Numbers = TypeVar("Numbers", NDArray[Any], "xr.DataArray", "xr.Variable")


def protected_by(footprint: xr.Dataset) -> Protected:
    """Give the aim points of a footprint again, with the people who live there.

    Parameters
    ----------
    footprint : xarray.Dataset
        From :func:`bongsu.studies.footprint.play.footprint`.

    Returns
    -------
    Protected
        As they were played.

    Raises
    ------
    InputError
        If the people come from a file that was not read.
    """
    attributes = footprint.attrs
    return protected(attributes["country"], attributes["grid_spacing_m"], attributes["people_key"])


def counted(footprint: xr.Dataset) -> Weight:
    """Tell what shares of a footprint are of.

    Parameters
    ----------
    footprint : xarray.Dataset
        From :func:`bongsu.studies.footprint.play.footprint`.

    Returns
    -------
    {'people', 'area'}
        People where they are counted.
    """
    return "people" if bool(footprint["cell_people"].notnull().all()) else "area"


def cell_weights(footprint: xr.Dataset) -> xr.DataArray:
    """Take what shares of a footprint are of, cell by cell.

    Parameters
    ----------
    footprint : xarray.Dataset
        From :func:`bongsu.studies.footprint.play.footprint`.

    Returns
    -------
    xarray.DataArray
        People of each cell [1], or its area [km²] where people are not counted.
    """
    return footprint[CELLS_OF[counted(footprint)]]


def reached(footprint: xr.Dataset) -> xr.DataArray:
    """Tell which flights reach which cells.

    Parameters
    ----------
    footprint : xarray.Dataset
        From :func:`bongsu.studies.footprint.play.footprint`.

    Returns
    -------
    xarray.DataArray
        Per site, flight and cell whether there is an arc, defended against or not; sites do not
        matter.
    """
    return within_range(footprint["reason"])


def met(footprint: xr.Dataset, required_shots: int | None = None) -> xr.DataArray:
    """Tell which flights are met where: the shots reach the number that the footprint requires.

    Parameters
    ----------
    footprint : xarray.Dataset
        From :func:`bongsu.studies.footprint.play.footprint`.
    required_shots : int, optional
        Shots that count, instead of those of the footprint. [1]

    Returns
    -------
    xarray.DataArray
        Per site, flight and cell whether a cell that the flight reaches is defended against it.
    """
    required = footprint.attrs["required_shots"] if required_shots is None else required_shots
    return enough(footprint["shots"], required, reached(footprint))


def reached_and_met(
    footprint: xr.Dataset, required_shots: int | None = None
) -> tuple[xr.Variable, xr.Variable]:
    """Give :func:`reached` and :func:`met` without their coordinates, which takes less time.

    Parameters
    ----------
    footprint : xarray.Dataset
        From :func:`bongsu.studies.footprint.play.footprint`.
    required_shots : int, optional
        Shots that count, instead of those of the footprint. [1]

    Returns
    -------
    tuple of xarray.Variable
        Per site, flight and cell.
    """
    required = footprint.attrs["required_shots"] if required_shots is None else required_shots
    within = within_range(footprint.variables["reason"])
    return within, enough(footprint.variables["shots"], required, within)


def within_range(reason: Numbers) -> Numbers:
    """Tell where there is an arc, defended against or not.

    Parameters
    ----------
    reason : ndarray, xarray.DataArray or xarray.Variable
        Code of the first reason why there is no shot, of :data:`bongsu.words.CELL_REASONS`. [1]

    Returns
    -------
    ndarray of bool, xarray.DataArray or xarray.Variable
        Whether the missile reaches the place on this shape.
    """
    within: Numbers = reason < OUT_OF_RANGE
    return within


class Sums(NamedTuple, Generic[Laid]):
    """What is defended of a quantity that lies in cells.

    Attributes
    ----------
    defended : xarray.DataArray or xarray.Variable
        Amount defended. [as the quantity]
    share : xarray.DataArray or xarray.Variable
        The same over all there is. [1]
    reached : xarray.DataArray or xarray.Variable
        Amount that some flight reaches. [as the quantity]
    share_within_reach : xarray.DataArray or xarray.Variable
        Amount defended over that; not a number where no flight reaches any. [1]
    """

    defended: Laid
    share: Laid
    reached: Laid
    share_within_reach: Laid


def summed(defended: Laid, within_reach: Laid, of: Laid) -> Sums[Laid]:
    """Add up what is defended.

    Parameters
    ----------
    defended : xarray.DataArray or xarray.Variable
        How much of each cell is, from 0 to 1. [1]
    within_reach : xarray.DataArray or xarray.Variable
        Whether a flight reaches the cell.
    of : xarray.DataArray or xarray.Variable
        Quantity in each cell: its area or its people. Where people are not counted, those of every
        cell, and so every sum of them, are not a number. [any]

    Returns
    -------
    Sums
        Over the cells.
    """
    inside = (defended * of).sum("cell", skipna=False)
    whole = (within_reach * of).sum("cell", skipna=False)
    return Sums(
        defended=inside,
        share=inside / of.sum(skipna=False),
        reached=whole,
        # nought over nought is not a number
        share_within_reach=inside / whole,
    )


def share_within_reach(footprint: xr.Dataset, of: Weight) -> xr.DataArray:
    """Share defended of what each flight reaches.

    Parameters
    ----------
    footprint : xarray.Dataset
        From :func:`bongsu.studies.footprint.play.footprint`.
    of : {"area", "people"}
        Of what.

    Returns
    -------
    xarray.DataArray
        Per site and flight; not a number where the flight reaches none. [1]
    """
    import xarray as xr

    within, defended = reached_and_met(footprint)
    share = summed(defended, within, footprint.variables[CELLS_OF[of]]).share_within_reach
    return xr.DataArray(share, footprint["shots"].isel(cell=0, drop=True).coords)


def expected_people(probability: xr.DataArray, people: xr.DataArray) -> xr.DataArray:
    """People weighted with the probability that the warhead aimed at them is destroyed.

    Parameters
    ----------
    probability : xarray.DataArray
        Probability of defence of each cell; not a number counts as none. [1]
    people : xarray.DataArray
        People in each cell. [1]

    Returns
    -------
    xarray.DataArray
        Sum over the cells. [1]
    """
    return (probability.fillna(0.0) * people).sum("cell", skipna=False)


def mean_probability(footprint: xr.Dataset) -> xr.DataArray:
    """Probability of defence, mean over the people defended; over area if none are counted.

    Parameters
    ----------
    footprint : xarray.Dataset
        From :func:`bongsu.studies.footprint.play.footprint`.

    Returns
    -------
    xarray.DataArray
        Per site and flight; not a number where nobody is defended. [1]
    """
    weights = cell_weights(footprint).where(met(footprint), 0.0)
    total = weights.sum("cell")
    return expected_people(footprint["p_defend"], weights) / total.where(total > 0.0)
