"""Where batteries should stand: sites side by side, the best pairs, the fewest that suffice."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import xarray as xr

from bongsu.errors import ArgumentError, InputError, OutOfReachError
from bongsu.physics.numerics.arrays import BoolArray, FloatArray, IntArray
from bongsu.scenario import Scenario
from bongsu.studies.conventions import conventional, label
from bongsu.studies.footprint.numbers import CELLS_OF, reached
from bongsu.studies.footprint.together import flights_met
from bongsu.studies.side_by_side import check_one_battery
from bongsu.words import Over, Weight
from bongsu.words.said import Share

if TYPE_CHECKING:
    from scipy.optimize import LinearConstraint
    from scipy.sparse import coo_array

# sums of the same terms in another order differ in the last digits
_SAME = 1e-12
# what a battery costs where their number is given: less than one of ten million people
_LITTLE = 1e-9
# the solver stops 1e-6 from the best; in shares this makes it 1e-9
_SCALE = 1e3


def check_comparable(scenarios: Sequence[Scenario]) -> None:
    """Refuse to compare sites of more than one battery, or fewer than two sites.

    Parameters
    ----------
    scenarios : sequence of Scenario
        One battery on several sites, at least one.

    Raises
    ------
    InputError
        If there are not two sites, two are one place, or there are several batteries.
    """
    check_one_battery(scenarios[0])
    places = [one.place("site", one.battery().site) for one in scenarios]
    seen: dict[tuple[float, float], str] = {}
    for place in places:
        position = (place.latitude_deg, place.longitude_deg)
        if position in seen:
            raise InputError(
                f"{seen[position]} and {place.title} are one place: two sites must differ"
            )
        seen[position] = place.title
    if len(places) < 2:
        raise InputError(
            f"a comparison needs two sites, here is {len(places)}: name two, or give the scenario "
            "candidate_sites"
        )


def cover(footprint: xr.Dataset, chosen: BoolArray, over: Over = "every") -> FloatArray:
    """How much of each cell batteries at some of the sites defend together.

    Each battery shoots as its doctrine allows and their shots add up. A flight is met at a cell
    when they reach the number of shots that the footprint requires.

    Parameters
    ----------
    footprint : xarray.Dataset
        From :func:`bongsu.studies.footprint.play.footprint` over the candidate sites; take fewer
        flights with ``isel(flight=...)``.
    chosen : ndarray of bool, shape (sites,)
        Sites with a battery. [1]
    over : {"every", "average", "any"}
        Whether every flight that reaches a cell must be met, or any; on average: the share of the
        flights that reach it.

    Returns
    -------
    ndarray, shape (cells,)
        From 0 to 1; a cell that no flight reaches is not defended. [1]
    """
    # batteries at several sites are one site with all their shots
    one = footprint.isel(site=[0])
    all_shots = footprint["shots"].isel(site=chosen).sum("site").expand_dims("site")
    return np.asarray(flights_met(one.assign(shots=all_shots), over).values[0], dtype=float)


def compare_sites(footprint: xr.Dataset, over: Over = "every") -> xr.Dataset:
    """Shares that one battery defends from each site.

    Parameters
    ----------
    footprint : xarray.Dataset
        Over the candidate sites.
    over : {"every", "average", "any"}
        How flights count together.

    Returns
    -------
    xarray.Dataset
        Per site: share of the threatened area and people, and both in full.
    """
    sites = footprint.sizes["site"]
    return _shares(footprint, np.eye(sites, dtype=bool), ("site",), over).assign_coords(
        site=footprint["site"], site_title=footprint["site_title"]
    )


def best_pairs(
    footprint: xr.Dataset, weight: Weight = "people", over: Over = "every"
) -> xr.Dataset:
    """Pairs of sites in the order of what two batteries defend together.

    Parameters
    ----------
    footprint : xarray.Dataset
        Over the candidate sites, at least two.
    weight : {"people", "area"}
        By what pairs are ordered.
    over : {"every", "average", "any"}
        How flights count together.

    Returns
    -------
    xarray.Dataset
        Per pair, the best first: the two sites and their shares.

    Raises
    ------
    InputError
        If there are fewer than two sites.
    """
    names = _names(footprint)
    if len(names) < 2:
        raise InputError("a pair needs two sites: give the footprint more of them")
    pairs = list(combinations(range(len(names)), 2))
    chosen = np.zeros((len(pairs), len(names)), dtype=bool)
    for row, pair in enumerate(pairs):
        chosen[row, list(pair)] = True
    found = _shares(footprint, chosen, ("pair",), over).assign_coords(
        first_site=("pair", [names[a] for a, _ in pairs], {"long_name": "first site"}),
        second_site=("pair", [names[b] for _, b in pairs], {"long_name": "second site"}),
        first_site_title=(
            "pair",
            footprint["site_title"].values[[a for a, _ in pairs]],
            {"long_name": "title of the first site"},
        ),
        second_site_title=(
            "pair",
            footprint["site_title"].values[[b for _, b in pairs]],
            {"long_name": "title of the second site"},
        ),
    )
    return found.isel(pair=np.argsort(-found[f"{weight}_share_within_reach"].values, kind="stable"))


def best_sets(footprint: xr.Dataset, weight: Weight = "people", over: Over = "every") -> xr.Dataset:
    """Find the best sites for one battery, for two, and so on up to one on every site.

    Exact, by the integer programme of :func:`smallest_set` with a given number of batteries.

    Parameters
    ----------
    footprint : xarray.Dataset
        Over the candidate sites.
    weight : {"people", "area"}
        What is counted.
    over : {"every", "average", "any"}
        How flights count together.

    Returns
    -------
    xarray.Dataset
        Per number of batteries: which sites, and their shares. A battery that adds nothing is left
        out.

    Raises
    ------
    InputError
        If people are to be counted and are not.
    """
    sites = footprint.sizes["site"]
    programme = _programme(footprint, _weights(footprint, weight), over)
    chosen = np.array([_solve(programme, most=count) for count in range(1, sites + 1)])
    found = _shares(footprint, chosen, ("batteries",), over)
    return found.assign(
        chosen=(("batteries", "site"), chosen, {"long_name": "site with a battery", "units": "1"})
    ).assign_coords(
        batteries=("batteries", range(1, sites + 1), {"long_name": "batteries", "units": "1"}),
        site=footprint["site"],
        site_title=footprint["site_title"],
    )


def check_share(share: float) -> None:
    """Refuse what is no share that a set of sites could defend.

    Parameters
    ----------
    share : float
        As asked for. [1]

    Raises
    ------
    InputError
        If it is not above 0 and at most 1.
    """
    if not 0.0 < share <= 1.0:
        raise ArgumentError("share", f" must lie above 0 and at most at 1, not {share:g}")


def smallest_set(
    footprint: xr.Dataset, share: float, weight: Weight = "people", over: Over = "every"
) -> xr.Dataset:
    """Fewest sites whose batteries together defend a share, and among those the best.

    Exact: an integer programme solved by branch and cut. Variables are one per site and one per
    group of cells, or of cells and flights, with the same shots from every site.

    Parameters
    ----------
    footprint : xarray.Dataset
        Over the candidate sites.
    share : float
        Wanted share of the people or area that some flight reaches, in (0, 1]. [1]
    weight : {"people", "area"}
        What is counted.
    over : {"every", "average", "any"}
        How flights count together.

    Returns
    -------
    xarray.Dataset
        Per site whether it is in the set; the shares of the set.

    Raises
    ------
    InputError
        If the share is not in (0, 1], or people are to be counted and are not.
    OutOfReachError
        If all sites together do not reach the share.

    References
    ----------
    .. [1] R. Church, C. ReVelle, "The maximal covering location problem", Papers of the Regional
       Science Association 32:101-118, 1974, eqs. (1)-(4), with counted shots in place of cover.
    .. [2] Q. Huangfu, J. A. J. Hall, "Parallelizing the dual revised simplex method", Mathematical
       Programming Computation 10:119-142, 2018 (the solver).
    """
    check_share(share)
    sites = footprint.sizes["site"]
    weights = _weights(footprint, weight)
    most = float(weights @ cover(footprint, np.ones(sites, dtype=bool), over))
    if most < share * (1.0 - _SAME):
        raise OutOfReachError(
            f"no set of these sites reaches {Share(share)} of the {weight}: batteries at all "
            f"{sites} of them together defend {Share(most)}"
        )
    chosen = _solve(_programme(footprint, weights, over), share=share)
    found = _shares(footprint, chosen[None, :], ("set",), over).isel(set=0)
    return found.assign(
        chosen=("site", chosen, {"long_name": "site with a battery", "units": "1"})
    ).assign_attrs(share_wanted=share, weight=weight, batteries=int(chosen.sum()))


def _names(footprint: xr.Dataset) -> list[str]:
    return [str(name) for name in footprint["site"].values]


def _threatened(footprint: xr.Dataset) -> BoolArray:
    """Whether a flight reaches a cell, shape (flights, cells); sites do not matter."""
    return np.asarray(reached(footprint).values[0])


def _weights(footprint: xr.Dataset, weight: Weight) -> FloatArray:
    """Share of each cell among those that some flight reaches."""
    values = footprint[CELLS_OF[weight]].values
    if np.isnan(values).any():
        raise InputError("the people of the region are not counted: count area instead")
    return _reached(footprint, values)


def _reached(footprint: xr.Dataset, values: FloatArray) -> FloatArray:
    within = np.where(_threatened(footprint).any(axis=0), values, 0.0)
    total = float(within.sum())
    return np.asarray(within / total) if total != 0.0 else within


def _shares(
    footprint: xr.Dataset, chosen: BoolArray, dimensions: tuple[str], over: Over
) -> xr.Dataset:
    """Shares of several choices of sites, shape (choices, sites)."""
    defended = np.array([cover(footprint, choice, over) for choice in chosen])
    people, area = footprint["cell_people"].values, footprint["cell_area_km2"].values

    def row(
        values: FloatArray, text: str, unit: str
    ) -> tuple[tuple[str], FloatArray, dict[str, str]]:
        return dimensions, defended @ values, label(text, unit)

    found = xr.Dataset(
        {
            "people_share_within_reach": row(
                _reached(footprint, people), "share of the people within reach, defended", "1"
            ),
            "area_share_within_reach": row(
                _reached(footprint, area), "share of the area within reach, defended", "1"
            ),
            "people_defended": row(people, "people defended", "1"),
            "area_defended_km2": row(area, "area defended", "km2"),
        },
        attrs=footprint.attrs | {"over": over, "title": "Sites compared"},
    )
    return conventional(found, "Sites compared")


class _Programme(NamedTuple):
    """An integer programme: sites, then groups of what is defended, then flights met.

    ``rows @ variables >= 0`` ties them; `weights` belong to the groups.
    """

    rows: coo_array
    weights: FloatArray
    sites: int


def _programme(footprint: xr.Dataset, weights: FloatArray, over: Over) -> _Programme:
    from scipy.sparse import coo_array  # takes long to load

    required = int(footprint.attrs["required_shots"])
    groups, worth = _groups(footprint, weights, over)
    sites = footprint.sizes["site"]
    entries: list[tuple[int, int, int]] = []  # row, column, value
    row, column = 0, sites + len(groups)
    for group, needs in enumerate(groups, sites):
        met = [group] * len(needs)
        if over == "any":
            # the group is defended where one of its flights is met: a variable for each of them
            met = list(range(column, column + len(needs)))
            column += len(needs)
            entries += [(row, group, -1), *((row, flight, 1) for flight in met)]
            row += 1
        for shots, flight in zip(needs, met, strict=True):
            entries += [(row, int(site), int(shots[site])) for site in np.flatnonzero(shots)]
            entries.append((row, flight, -required))
            row += 1
    i, j, values = np.array(entries, dtype=np.int64).reshape(-1, 3).T
    return _Programme(coo_array((values, (i, j)), shape=(row, column)), worth, sites)


def _groups(
    footprint: xr.Dataset, weights: FloatArray, over: Over
) -> tuple[list[IntArray], FloatArray]:
    """Join what is met alike: rows of shots by site, one for each flight, and the sum of weights.

    On average each flight to a cell counts for itself.
    """
    required = int(footprint.attrs["required_shots"])
    shots = np.minimum(footprint["shots"].values, required).astype(np.int64)
    reached = _threatened(footprint)
    found: dict[bytes, tuple[IntArray, float]] = {}

    def add(rows: IntArray, weight: float) -> None:
        key = rows.tobytes()
        found[key] = (rows, found.get(key, (rows, 0.0))[1] + weight)

    for cell in np.flatnonzero(weights > 0.0):
        rows = shots[:, reached[:, cell], cell].T
        if over == "average":
            for row in rows:
                add(row[None, :], float(weights[cell]) / len(rows))
        else:
            add(np.unique(rows, axis=0), float(weights[cell]))
    return [rows for rows, _ in found.values()], np.array([w for _, w in found.values()])


def _solve(
    programme: _Programme, *, share: float | None = None, most: int | None = None
) -> BoolArray:
    """Sites that reach a share with the fewest batteries, or the most with a number of them."""
    from scipy.optimize import Bounds, LinearConstraint, milp  # takes long to load

    rows, weights, sites = programme
    count = rows.shape[1]
    worth = np.zeros(count)
    worth[sites : sites + len(weights)] = weights
    used = np.zeros(count)
    used[:sites] = 1.0
    limits: list[LinearConstraint] = [LinearConstraint(rows.tocsr(), lb=0.0)]
    if share is not None:
        limits.append(LinearConstraint(worth[None, :], lb=share * (1.0 - _SAME)))
    if most is not None:
        limits.append(LinearConstraint(used[None, :], ub=most))
    # shares sum to 1: a battery costs more than any cover, or so little that any cover beats it
    cost = (2.0 if most is None else _LITTLE) * used - worth
    answer = milp(
        _SCALE * cost,
        constraints=limits,
        bounds=Bounds(0.0, 1.0),
        integrality=np.ones(count, dtype=np.int64),
        options={"mip_rel_gap": 0.0},
    )
    if answer.x is None:
        raise OutOfReachError(f"no set of sites was found: {answer.message}")
    return np.asarray(answer.x[:sites] > 0.5)


def names_of(footprint: xr.Dataset, chosen: BoolArray) -> list[str]:
    """Names of the sites of a set.

    Parameters
    ----------
    footprint : xarray.Dataset
        Over the candidate sites.
    chosen : ndarray of bool, shape (sites,)
        Whether each has a battery. [1]

    Returns
    -------
    list of str
        In the order of the sites.
    """
    return [name for name, taken in zip(_names(footprint), chosen, strict=True) if taken]
