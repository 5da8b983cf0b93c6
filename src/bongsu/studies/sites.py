"""Where batteries should stand: sites side by side, the best pairs, the fewest that suffice."""

from itertools import combinations
from typing import Literal

import numpy as np
import xarray as xr
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from bongsu.errors import InputError, OutOfReachError
from bongsu.studies.footprint_dataset import OUT_OF_RANGE

FloatArray = NDArray[np.float64]
Weight = Literal["people", "area"]


def cover(footprint: xr.Dataset, chosen: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Cells that batteries at some of the sites defend together.

    Each battery shoots as its doctrine allows and their shots add up. A cell is defended when every
    flight that reaches it meets the number of shots that the footprint requires.

    Parameters
    ----------
    footprint : xarray.Dataset
        From :func:`bongsu.studies.footprint.footprint` over the candidate sites; take fewer flights
        with ``isel(flight=...)``.
    chosen : ndarray of bool, shape (sites,)
        Sites with a battery. [1]

    Returns
    -------
    ndarray of bool, shape (cells,)
        Whether each is defended; a cell that no flight reaches is not. [1]
    """
    shots = footprint["shots"].values[chosen].sum(axis=0)
    threatened = _threatened(footprint)
    enough = shots >= footprint.attrs["required_shots"]
    return np.asarray((enough | ~threatened).all(axis=0) & threatened.any(axis=0))


def compare_sites(footprint: xr.Dataset) -> xr.Dataset:
    """Shares that one battery defends from each site.

    Parameters
    ----------
    footprint : xarray.Dataset
        Over the candidate sites.

    Returns
    -------
    xarray.Dataset
        Per site: share of the threatened area and people, and both in full.
    """
    sites = footprint.sizes["site"]
    return _shares(footprint, np.eye(sites, dtype=bool), ("site",)).assign_coords(
        site=footprint["site"]
    )


def best_pairs(footprint: xr.Dataset, weight: Weight = "people") -> xr.Dataset:
    """Pairs of sites in the order of what two batteries defend together.

    Parameters
    ----------
    footprint : xarray.Dataset
        Over the candidate sites, at least two.
    weight : {"people", "area"}
        By what pairs are ordered.

    Returns
    -------
    xarray.Dataset
        Per pair, the best first: the two sites and their shares.

    Raises
    ------
    InputError
        If there are fewer than two sites.
    """
    names = [str(name) for name in footprint["site"].values]
    if len(names) < 2:
        raise InputError("a pair needs two sites: give the footprint more of them")
    pairs = list(combinations(range(len(names)), 2))
    chosen = np.zeros((len(pairs), len(names)), dtype=bool)
    for row, pair in enumerate(pairs):
        chosen[row, list(pair)] = True
    found = _shares(footprint, chosen, ("pair",)).assign_coords(
        first_site=("pair", [names[a] for a, _ in pairs]),
        second_site=("pair", [names[b] for _, b in pairs]),
    )
    key = "population_share" if weight == "people" else "area_share"
    return found.isel(pair=np.argsort(-found[key].values, kind="stable"))


def smallest_set(footprint: xr.Dataset, share: float, weight: Weight = "people") -> xr.Dataset:
    """Fewest sites whose batteries together defend a share, and among those the best.

    Exact: an integer programme solved by branch and cut. Variables are one per site and one per
    group of cells with the same shots from every site.

    Parameters
    ----------
    footprint : xarray.Dataset
        Over the candidate sites.
    share : float
        Wanted share of the people or area that some flight reaches, in (0, 1]. [1]
    weight : {"people", "area"}
        What is counted.

    Returns
    -------
    xarray.Dataset
        Per site whether it is in the set; the shares of the set; whether they were proven best.

    Raises
    ------
    InputError
        If the share is not in (0, 1].
    OutOfReachError
        If all sites together do not reach the share.

    References
    ----------
    .. [1] R. Church, C. ReVelle, "The maximal covering location problem", Papers of the Regional
       Science Association 32:101-118, 1974, eqs. (1)-(4), with counted shots in place of cover.
    .. [2] Q. Huangfu, J. A. J. Hall, "Parallelizing the dual revised simplex method", Mathematical
       Programming Computation 10:119-142, 2018 (the solver).
    """
    if not 0.0 < share <= 1.0:
        raise InputError(f"share {share:g} must lie above 0 and at most at 1")
    sites = footprint.sizes["site"]
    weights = _weights(footprint, weight)
    everywhere = cover(footprint, np.ones(sites, dtype=bool))
    most = float(weights[everywhere].sum())
    # sums of the same terms in another order differ in the last digits
    if most < share * (1.0 - 1e-12):
        raise OutOfReachError(
            f"batteries at all {sites} sites together defend {most:.1%} of the {weight}, not "
            f"{share:.1%}"
        )
    needs, group_weights = _groups(footprint, weights, everywhere)
    chosen = _solve(needs, group_weights, share, sites, footprint.attrs["required_shots"])
    found = _shares(footprint, chosen[None, :], ("set",)).isel(set=0)
    return found.assign(
        chosen=("site", chosen, {"long_name": "site with a battery", "units": "1"})
    ).assign_attrs(share_wanted=share, counted=weight, batteries=int(chosen.sum()))


def _threatened(footprint: xr.Dataset) -> NDArray[np.bool_]:
    """Whether a flight reaches a cell, shape (flights, cells); sites do not matter."""
    return np.asarray(footprint["reason"].values[0] < OUT_OF_RANGE)


def _weights(footprint: xr.Dataset, weight: Weight) -> FloatArray:
    """Share of each cell among those that some flight reaches."""
    values = footprint["cell_population" if weight == "people" else "cell_area"].values
    reached = np.where(_threatened(footprint).any(axis=0), values, 0.0)
    total = float(reached.sum())
    return np.asarray(reached / total) if total > 0.0 else reached


def _shares(footprint: xr.Dataset, chosen: NDArray[np.bool_], dimensions: tuple[str]) -> xr.Dataset:
    """Shares of several choices of sites, shape (choices, sites)."""
    defended = np.array([cover(footprint, choice) for choice in chosen])
    people, area = _weights(footprint, "people"), _weights(footprint, "area")

    def row(
        values: FloatArray, text: str, unit: str
    ) -> tuple[tuple[str], FloatArray, dict[str, str]]:
        return dimensions, defended @ values, {"long_name": text, "units": unit}

    return xr.Dataset(
        {
            "population_share": row(people, "share of the people threatened, defended", "1"),
            "area_share": row(area, "share of the area threatened, defended", "1"),
            "population_defended": row(footprint["cell_population"].values, "people defended", "1"),
            "area_defended_km2": row(footprint["cell_area"].values, "area defended", "km2"),
        },
        attrs=dict(footprint.attrs),
    )


def _groups(
    footprint: xr.Dataset, weights: FloatArray, everywhere: NDArray[np.bool_]
) -> tuple[list[NDArray[np.int64]], FloatArray]:
    """Join cells that need the same of the sites: rows of shots by site, each to be met."""
    required = int(footprint.attrs["required_shots"])
    shots = np.minimum(footprint["shots"].values, required).astype(np.int64)
    threatened = _threatened(footprint)
    found: dict[bytes, tuple[NDArray[np.int64], float]] = {}
    for cell in np.flatnonzero(everywhere & (weights > 0.0)):
        rows = np.unique(shots[:, threatened[:, cell], cell].T, axis=0)
        key = rows.tobytes()
        found[key] = (rows, found.get(key, (rows, 0.0))[1] + float(weights[cell]))
    return [rows for rows, _ in found.values()], np.array([w for _, w in found.values()])


def _solve(
    needs: list[NDArray[np.int64]], weights: FloatArray, share: float, sites: int, required: int
) -> NDArray[np.bool_]:
    groups = len(needs)
    blocks = [np.hstack([rows, np.zeros((len(rows), groups), dtype=np.int64)]) for rows in needs]
    for group, block in enumerate(blocks):
        block[:, sites + group] = -required
    enough = np.concatenate([np.zeros(sites), weights])
    constraints = [
        LinearConstraint(csr_array(np.vstack(blocks)), lb=0.0),
        LinearConstraint(enough[None, :], lb=share * (1.0 - 1e-12)),
    ]
    # a battery less is worth more than any cover: shares sum to 1
    cost = np.concatenate([np.full(sites, 2.0), -weights])
    answer = milp(
        cost,
        constraints=constraints,
        bounds=Bounds(0.0, 1.0),
        integrality=np.ones(cost.size, dtype=np.int64),
    )
    if answer.x is None:
        raise OutOfReachError(f"no set of sites was found: {answer.message}")
    return np.asarray(answer.x[:sites] > 0.5)
