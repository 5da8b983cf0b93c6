"""Choice of sites against trying every choice."""

from itertools import product

import numpy as np
import pytest
import xarray as xr
from hypothesis import given, settings
from hypothesis import strategies as st

from bongsu.errors import InputError, OutOfReachError
from bongsu.studies.sites import best_pairs, compare_sites, cover, smallest_set

SHOTS = st.lists(st.integers(0, 2), min_size=6, max_size=6)


def made(shots, people, *, required=1, reason=None):
    """A footprint with shots[site, flight, cell]."""
    shots = np.asarray(shots, dtype=np.int16)
    if reason is None:
        reason = np.where(shots > 0, 0, 4)
    return xr.Dataset(
        {
            "shots": (("site", "flight", "cell"), shots),
            "reason": (("site", "flight", "cell"), np.asarray(reason, dtype=np.int8)),
        },
        {
            "site": [f"site-{i}" for i in range(shots.shape[0])],
            "cell_population": ("cell", np.asarray(people, dtype=float)),
            "cell_area": ("cell", np.ones(shots.shape[2])),
        },
        {"required_shots": required},
    )


def test_each_site_and_the_pair() -> None:
    data = made([[[1, 1, 0, 0]], [[0, 1, 1, 0]], [[0, 0, 0, 1]]], [10.0, 20.0, 30.0, 40.0])
    assert compare_sites(data)["population_share"].values == pytest.approx([0.3, 0.5, 0.4])
    pairs = best_pairs(data)
    assert (str(pairs.first_site[0].values), str(pairs.second_site[0].values)) == (
        "site-1",
        "site-2",
    )
    assert float(pairs.population_share[0]) == pytest.approx(0.9)
    by_area = best_pairs(data, "area")
    assert float(by_area.area_share[0]) == pytest.approx(0.75)


def test_every_flight_must_be_met_and_unreached_cells_do_not_count() -> None:
    shots = [[[1, 1, 0]], [[0, 1, 0]]]
    two_flights = np.stack([np.array(shots)[:, 0], np.array([[1, 0, 0], [0, 1, 0]])], axis=1)
    reason = np.where(two_flights > 0, 0, 4)
    reason[:, :, 2] = 5
    data = made(two_flights, [1.0, 1.0, 8.0], reason=reason)
    assert cover(data, np.array([True, False])).tolist() == [True, False, False]
    assert cover(data, np.array([True, True])).tolist() == [True, True, False]
    assert float(compare_sites(data)["population_share"][0]) == pytest.approx(0.5)


def test_shots_of_several_batteries_add_up() -> None:
    data = made([[[1, 2]], [[1, 0]]], [1.0, 1.0], required=2)
    assert cover(data, np.array([True, False])).tolist() == [False, True]
    assert cover(data, np.array([True, True])).tolist() == [True, True]
    assert smallest_set(data, 1.0)["chosen"].values.tolist() == [True, True]


@settings(max_examples=60, deadline=None)
@given(
    st.integers(2, 4).flatmap(
        lambda sites: st.tuples(
            st.lists(
                st.lists(
                    st.lists(st.integers(0, 2), min_size=6, max_size=6), min_size=2, max_size=2
                ),
                min_size=sites,
                max_size=sites,
            ),
            st.lists(st.integers(0, 50), min_size=6, max_size=6),
            st.integers(1, 2),
            st.sampled_from([0.2, 0.5, 0.8, 1.0]),
        )
    )
)
def test_smallest_set_is_what_trying_every_set_finds(case) -> None:
    shots, people, required, share = case
    reason = np.full(np.shape(shots), 4)
    data = made(shots, people, required=required, reason=reason)
    total = max(sum(people), 1)

    def reached(choice):
        return float(np.array(people)[cover(data, np.array(choice))].sum()) / total

    good = [
        (sum(choice), -reached(choice))
        for choice in product((False, True), repeat=len(shots))
        if reached(choice) >= share - 1e-9
    ]
    if not good or sum(people) == 0:
        with pytest.raises(OutOfReachError):
            smallest_set(data, share)
        return
    answer = smallest_set(data, share)
    chosen = answer["chosen"].values
    assert (int(chosen.sum()), -reached(chosen)) == pytest.approx(min(good))
    assert float(answer["population_share"]) == pytest.approx(reached(chosen))


def test_what_cannot_be_asked() -> None:
    data = made([[[1, 0]]], [1.0, 1.0])
    with pytest.raises(InputError, match="two sites"):
        best_pairs(data)
    with pytest.raises(InputError, match="share"):
        smallest_set(data, 0.0)
    with pytest.raises(OutOfReachError, match=r"50\.0%"):
        smallest_set(data, 0.9)
