"""A footprint reduced over its flights: what holds against all, on average, or against some."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from bongsu.errors import InputError
from bongsu.physics.numerics.arrays import FloatArray
from bongsu.studies.conventions import conventional, labelled
from bongsu.studies.footprint.numbers import (
    CELLS_OF,
    Numbers,
    Sums,
    expected_people,
    met,
    reached,
    reached_and_met,
    summed,
)
from bongsu.words import Over, Weight

if TYPE_CHECKING:
    import xarray as xr

_TEXT: Mapping[Over, str] = {
    "every": "defended against every flight that reaches it",
    "average": "share of the flights that reach it, against which it is defended",
    "any": "defended against any flight that reaches it",
}


def together(number_met: Numbers, number_reaching: Numbers, over: Over) -> Numbers:
    """Count flights together: how much a place is defended against those that reach it.

    Parameters
    ----------
    number_met : ndarray or xarray.DataArray
        How many of the flights that reach a place are met there. [1]
    number_reaching : ndarray or xarray.DataArray
        How many reach it. [1]
    over : {"every", "average", "any"}
        Whether every one must be met, or any; on average: the share of them that is.

    Returns
    -------
    ndarray or xarray.DataArray
        From 0 to 1; a place that no flight reaches is not defended. [1]
    """
    at_least_one = np.maximum(number_reaching, 1)
    defended: Numbers
    if over == "average":
        defended = number_met / at_least_one
    else:
        defended = number_met >= (at_least_one if over == "every" else 1)
    return defended


def flights_met(footprint: xr.Dataset, over: Over) -> xr.DataArray:
    """Count the flights of a footprint together.

    Parameters
    ----------
    footprint : xarray.Dataset
        From :func:`bongsu.studies.footprint.play.footprint`.
    over : {"every", "average", "any"}
        As of :func:`together`.

    Returns
    -------
    xarray.DataArray
        How much of each cell is defended, from 0 to 1. [1]
    """
    return together(met(footprint).sum("flight"), reached(footprint).sum("flight"), over)


def probability_together(footprint: xr.Dataset, over: Over) -> xr.DataArray:
    """Probability of defence against the flights of a footprint together.

    Parameters
    ----------
    footprint : xarray.Dataset
        From :func:`bongsu.studies.footprint.play.footprint`.
    over : {"every", "average", "any"}
        The smallest over the flights that reach a cell, the mean or the largest.

    Returns
    -------
    xarray.DataArray
        Of each cell; not a number where no flight reaches it. [1]
    """
    kills = footprint["p_defend"].where(reached(footprint))
    if over == "average":
        return kills.mean("flight")
    return kills.min("flight") if over == "every" else kills.max("flight")


def share_together(footprint: xr.Dataset, over: Over, of: Weight) -> FloatArray:
    """Share defended of what some flight reaches; as :func:`reduced` has it, alone.

    Parameters
    ----------
    footprint : xarray.Dataset
        From :func:`bongsu.studies.footprint.play.footprint`.
    over : {"every", "average", "any"}
        How flights count together.
    of : {"area", "people"}
        Of what.

    Returns
    -------
    ndarray, shape (sites,)
        Not a number where no flight reaches any. [1]
    """
    within, defended = reached_and_met(footprint)
    counted = together(defended.sum("flight"), within.sum("flight"), over)
    sums = summed(counted, within.any("flight"), footprint.variables[CELLS_OF[of]])
    return np.asarray(sums.share_within_reach.values)


def reduced(footprint: xr.Dataset, over: Over) -> xr.Dataset:
    """Reduce a footprint over its flights.

    Parameters
    ----------
    footprint : xarray.Dataset
        From :func:`bongsu.studies.footprint.play.footprint`; take fewer flights with ``isel``.
    over : {"every", "average", "any"}
        How flights count together.

    Returns
    -------
    xarray.Dataset
        Per site: how much of each cell is defended, from 0 to 1; areas and people defended, their
        shares of the region and of those that some flight reaches; people weighted with the
        smallest, mean or largest probability of defence over the flights. A cell that no flight
        reaches is not defended.

    Raises
    ------
    InputError
        If there is no flight.
    """
    if not footprint.sizes["flight"]:
        raise InputError("the footprint has no flight to reduce over")
    defended = flights_met(footprint, over)
    probability = probability_together(footprint, over)
    some = reached(footprint).any("flight")
    area = summed(defended, some, footprint["cell_area_km2"])
    people = summed(defended, some, footprint["cell_people"])
    named = {
        **_named("area", "_km2", area, "area"),
        **_named("people", "", people, "people"),
        "people_defended_expected": labelled(
            expected_people(probability, footprint["cell_people"]),
            "people weighted with the probability of defence",
            "1",
        ),
    }
    # takes long to load, and the share at one place does without
    import xarray as xr

    marked = labelled(defended, _TEXT[over], "1")
    found = xr.Dataset({"defended": marked} | named, attrs=footprint.attrs | {"over": over})
    return conventional(found, "Footprint over its flights")


def totals(footprint: xr.Dataset, over: Over) -> dict[str, float]:
    """Add a footprint of one site up, its flights counted together.

    Parameters
    ----------
    footprint : xarray.Dataset
        From :func:`bongsu.studies.footprint.play.footprint`, of one site.
    over : {"every", "average", "any"}
        How flights count together.

    Returns
    -------
    dict
        Areas [km²], people [1] and shares [1] of :func:`reduced`, by name. [as named]

    Raises
    ------
    InputError
        If there is no flight.
    """
    return {
        str(name): float(value.item())
        for name, value in reduced(footprint, over).data_vars.items()
        if name != "defended"
    }


def _named(key: str, unit: str, sums: Sums[xr.DataArray], what: str) -> dict[str, xr.DataArray]:
    units = "km2" if unit else "1"
    reaching = f"{what} that some flight reaches"
    texts = {
        f"{key}_defended{unit}": (sums.defended, f"{what} defended", units),
        f"{key}_share": (sums.share, f"share of the region's {what} defended", "1"),
        f"{key}_within_reach{unit}": (sums.reached, reaching, units),
        f"{key}_share_within_reach": (
            sums.share_within_reach,
            f"share of the {reaching}, defended",
            "1",
        ),
    }
    return {
        name: labelled(value, text, its_unit) for name, (value, text, its_unit) in texts.items()
    }


def by_missile_and_shape(footprint: xr.Dataset) -> dict[tuple[str, str], xr.Dataset]:
    """Group flights of one missile on one shape, whatever their launch area.

    Parameters
    ----------
    footprint : xarray.Dataset
        From :func:`bongsu.studies.footprint.play.footprint`.

    Returns
    -------
    dict
        By missile and shape, in the order of the flights: the footprint with those flights only.
    """
    keys = list(zip(footprint["missile"].values, footprint.coords["shape"].values, strict=True))
    return {
        (str(missile), str(shape)): footprint.isel(
            flight=[index for index, key in enumerate(keys) if key == (missile, shape)]
        )
        for missile, shape in dict.fromkeys(keys)
    }
