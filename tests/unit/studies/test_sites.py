"""Choice of sites against trying every choice."""

from itertools import product

import numpy as np
import pytest
import xarray as xr
from hypothesis import given, settings
from hypothesis import strategies as st

from bongsu.errors import InputError, OutOfReachError
from bongsu.studies.sites import (
    best_pairs,
    best_sets,
    compare_sites,
    cover,
    names_of,
    smallest_set,
)
from bongsu.words import OVERS


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
            "site_title": ("site", [f"Site {i}" for i in range(shots.shape[0])]),
            "cell_people": ("cell", np.asarray(people, dtype=float)),
            "cell_area_km2": ("cell", np.ones(shots.shape[2])),
        },
        {"required_shots": required},
    )


def test_each_site_and_the_pair() -> None:
    data = made([[[1, 1, 0, 0]], [[0, 1, 1, 0]], [[0, 0, 0, 1]]], [10.0, 20.0, 30.0, 40.0])
    assert compare_sites(data)["people_share_within_reach"].values == pytest.approx([0.3, 0.5, 0.4])
    pairs = best_pairs(data)
    assert (str(pairs.first_site[0].values), str(pairs.second_site[0].values)) == (
        "site-1",
        "site-2",
    )
    assert float(pairs.people_share_within_reach[0]) == pytest.approx(0.9)
    by_area = best_pairs(data, "area")
    assert float(by_area.area_share_within_reach[0]) == pytest.approx(0.75)


def test_every_flight_must_be_met_and_unreached_cells_do_not_count() -> None:
    shots = [[[1, 1, 0]], [[0, 1, 0]]]
    two_flights = np.stack([np.array(shots)[:, 0], np.array([[1, 0, 0], [0, 1, 0]])], axis=1)
    reason = np.where(two_flights > 0, 0, 4)
    reason[:, :, 2] = 5
    data = made(two_flights, [1.0, 1.0, 8.0], reason=reason)
    assert cover(data, np.array([True, False])).tolist() == [True, False, False]
    assert cover(data, np.array([True, True])).tolist() == [True, True, False]
    assert float(compare_sites(data)["people_share_within_reach"][0]) == pytest.approx(0.5)


def test_shots_of_several_batteries_add_up() -> None:
    data = made([[[1, 2]], [[1, 0]]], [1.0, 1.0], required=2)
    assert cover(data, np.array([True, False])).tolist() == [False, True]
    assert cover(data, np.array([True, True])).tolist() == [True, True]
    assert smallest_set(data, 1.0)["chosen"].values.tolist() == [True, True]


CASES = st.integers(2, 4).flatmap(
    lambda sites: st.tuples(
        st.lists(
            st.lists(st.lists(st.integers(0, 2), min_size=6, max_size=6), min_size=2, max_size=2),
            min_size=sites,
            max_size=sites,
        ),
        st.lists(st.lists(st.booleans(), min_size=6, max_size=6), min_size=2, max_size=2),
        st.lists(st.integers(0, 50), min_size=6, max_size=6),
        st.integers(1, 2),
        st.sampled_from([0.2, 0.5, 0.8, 1.0]),
        st.sampled_from(OVERS),
    )
)


def every_set(shots, reached, people, required, over):
    """Every choice of sites with its share, counted without any of the code."""
    weight = [p if reached[0][c] or reached[1][c] else 0 for c, p in enumerate(people)]
    for choice in product((False, True), repeat=len(shots)):
        total = 0.0
        for cell, people_there in enumerate(weight):
            met = [
                sum(shots[s][f][cell] for s in range(len(shots)) if choice[s]) >= required
                for f in range(2)
                if reached[f][cell]
            ]
            if met:
                share = {"every": all(met), "any": any(met), "average": sum(met) / len(met)}[over]
                total += people_there * share
        yield choice, total / max(sum(weight), 1)


@settings(max_examples=60)
@given(CASES)
def test_smallest_set_is_what_trying_every_set_finds(case) -> None:
    shots, reached, people, required, share, over = case
    shots = np.where(np.array(reached), np.array(shots), 0)
    reason = np.broadcast_to(np.where(np.array(reached), 4, 5), shots.shape)
    data = made(shots, people, required=required, reason=reason)
    tried = dict(every_set(shots, reached, people, required, over))
    singles = compare_sites(data, over)["people_share_within_reach"].values
    for choice, found in tried.items():
        if sum(choice) == 1:
            assert singles[choice.index(True)] == pytest.approx(found)
    sets = best_sets(data, over=over)
    for count in range(1, len(shots) + 1):
        best = max(value for choice, value in tried.items() if sum(choice) <= count)
        assert float(sets["people_share_within_reach"].sel(batteries=count)) == pytest.approx(best)
        assert int(sets["chosen"].sel(batteries=count).sum()) <= count
    good = [(sum(choice), -value) for choice, value in tried.items() if value >= share - 1e-9]
    if not good:
        with pytest.raises(OutOfReachError, match="no set of these sites reaches"):
            smallest_set(data, share, over=over)
        return
    answer = smallest_set(data, share, over=over)
    chosen = tuple(bool(taken) for taken in answer["chosen"].values)
    assert (sum(chosen), -tried[chosen]) == pytest.approx(min(good))
    assert float(answer["people_share_within_reach"]) == pytest.approx(tried[chosen])


def test_close_shares_are_told_apart() -> None:
    """A solver that stops within 0.01 % of the best would not."""
    people = [1e6, 1e6 + 1.0, 1.0]
    data = made([[[1, 0, 0]], [[0, 1, 0]], [[0, 0, 1]]], people)
    assert names_of(data, best_sets(data)["chosen"].sel(batteries=1).values) == ["site-1"]


def test_options_change_the_choice() -> None:
    shots = [[[2, 2, 0], [2, 0, 0]], [[1, 1, 1], [1, 1, 1]]]
    reason = np.where(np.array(shots) > 0, 0, 4)
    once = made(shots, [1.0, 1.0, 1.0], reason=reason)
    twice = made(shots, [1.0, 1.0, 1.0], reason=reason, required=2)
    best = [best_sets(data)["chosen"].sel(batteries=1).values.tolist() for data in (once, twice)]
    assert best == [[False, True], [True, False]]
    shares = [float(compare_sites(once, over)["people_share_within_reach"][0]) for over in OVERS]
    assert shares == pytest.approx([1 / 3, 1 / 2, 2 / 3])
    people = made([[[1, 0]], [[0, 1]]], [1.0, 2.0])
    people["cell_area_km2"] = ("cell", [2.0, 1.0])
    by = [
        best_sets(people, weight)["chosen"].sel(batteries=1).values for weight in ("people", "area")
    ]
    assert [one.tolist() for one in by] == [[False, True], [True, False]]


def test_what_cannot_be_asked() -> None:
    data = made([[[1, 0]]], [1.0, 1.0])
    with pytest.raises(InputError, match="two sites"):
        best_pairs(data)
    with pytest.raises(InputError, match="share"):
        smallest_set(data, 0.0)
    with pytest.raises(OutOfReachError, match=r"reaches 90 % of the people: .* 50 %"):
        smallest_set(data, 0.9)
    uncounted = made([[[1, 0]]], [np.nan, np.nan])
    with pytest.raises(InputError, match="count area instead"):
        smallest_set(uncounted, 0.5)
    assert float(smallest_set(uncounted, 0.5, "area")["area_share_within_reach"]) == 0.5


def test_nobody_reached_is_answered_with_nothing() -> None:
    data = made([[[0, 0]], [[0, 0]]], [1.0, 1.0], reason=np.full((2, 1, 2), 5))
    assert float(compare_sites(data)["people_share_within_reach"].max()) == 0.0
    assert not best_sets(data)["chosen"].any()
    with pytest.raises(OutOfReachError, match="defend 0 %"):
        smallest_set(data, 0.1)
