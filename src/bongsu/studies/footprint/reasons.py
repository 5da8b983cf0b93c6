"""Why places are not defended, and by how much: a footprint summed by its reasons."""

import numpy as np
import xarray as xr

from bongsu.physics.numerics.arrays import FloatArray
from bongsu.studies.conventions import conventional
from bongsu.studies.footprint.numbers import cell_weights
from bongsu.words import CELL_REASONS


def by_reason(footprint: xr.Dataset) -> xr.Dataset:
    """Sum area and people by the first reason, with the median margin of each.

    Parameters
    ----------
    footprint : xarray.Dataset
        From :func:`bongsu.studies.footprint.play.footprint`.

    Returns
    -------
    xarray.Dataset
        Per site, flight and reason: area, people, and the medians of the margins in time and in
        distance. Medians are over people, or over area where they are not counted; not a number
        where a margin has no meaning.
    """
    reasons = footprint["reason"].values
    area = footprint["cell_area_km2"].values
    people = footprint["cell_people"].values
    weights = cell_weights(footprint).values
    shape = (*reasons.shape[:2], len(CELL_REASONS))
    areas, counts = np.zeros(shape), np.zeros(shape)
    slack, distance = np.full(shape, np.nan), np.full(shape, np.nan)
    for place in np.ndindex(*shape):
        inside = reasons[place[:2]] == place[2]
        areas[place] = area[inside].sum()
        counts[place] = people[inside].sum()
        for key, table in (("margin_s", slack), ("margin_km", distance)):
            table[place] = weighted_median(
                footprint[key].values[place[:2]][inside], weights[inside]
            )
    by = ("site", "flight", "reason")
    found = xr.Dataset(
        {
            "area_km2": (by, areas, {"long_name": "area", "units": "km2"}),
            "people": (by, counts, {"long_name": "people", "units": "1"}),
            "median_margin_s": (by, slack, {"long_name": "median margin in time", "units": "s"}),
            "median_margin_km": (
                by,
                distance,
                {"long_name": "median margin in distance", "units": "km"},
            ),
        },
        {"reason": ("reason", list(CELL_REASONS), {"long_name": "first reason"})},
        attrs=dict(footprint.attrs) | {"title": "Footprint by first reason"},
    )
    return conventional(found, "Footprint by first reason")


def weighted_median(values: FloatArray, weights: FloatArray) -> float:
    """Value that half of the weight does not exceed.

    Parameters
    ----------
    values : ndarray, shape (n,)
        Values; those that are not a number are left out. [any]
    weights : ndarray, shape (n,)
        Weight of each, 0 or more. [any]

    Returns
    -------
    float
        The median; not a number without any weight. [as the values]
    """
    known = np.isfinite(values) & (weights > 0.0)
    if not known.any():
        return float("nan")
    order = np.argsort(values[known])
    total = np.cumsum(weights[known][order])
    return float(values[known][order][np.searchsorted(total, 0.5 * total[-1])])
