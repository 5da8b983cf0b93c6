"""A footprint by place, by reason, over its flights: the same people and land, cut otherwise."""

import numpy as np
import pytest
import xarray as xr

from bongsu.errors import InputError
from bongsu.scenario import Region
from bongsu.studies.footprint.places.levels import by_place
from bongsu.studies.footprint.play import footprint
from bongsu.studies.footprint.reasons import by_reason, weighted_median
from bongsu.studies.footprint.together import by_missile_and_shape, reduced
from bongsu.words import CELL_REASONS, OVERS


def made(shots, reached, people):
    """A footprint of one site with shots[flight, cell]."""
    shots = np.asarray(shots, dtype=np.int16)[None]
    reason = np.where(shots > 0, 0, np.where(np.asarray(reached)[None], 4, 5)).astype(np.int8)
    by = ("site", "flight", "cell")
    cells = np.asarray(people, dtype=float)
    return xr.Dataset(
        {
            "shots": (by, shots),
            "reason": (by, reason),
            "p_defend": (by, np.where(reason == 5, np.nan, 0.8 * (shots > 0))),
            "margin_s": (by, np.where(shots > 0, 10.0 * shots, np.nan)),
            "margin_km": (by, np.where(shots > 0, 1.0, -5.0)),
        },
        {"cell_people": ("cell", cells), "cell_area_km2": ("cell", np.ones(cells.size))},
        {"required_shots": 1},
    )


def test_average_is_over_the_flights_that_reach_each_place() -> None:
    """By hand: cells of 1, 2, 4, 8 people; the last is reached by nobody, the third by one."""
    data = made(
        [[1, 0, 1, 0], [1, 1, 0, 0]],
        [[1, 1, 1, 0], [1, 1, 0, 0]],
        [1.0, 2.0, 4.0, 8.0],
    )
    every, average, any_ = (reduced(data, over) for over in OVERS)
    assert every["defended"].values.tolist() == [[True, False, True, False]]
    assert average["defended"].values.tolist() == [[1.0, 0.5, 1.0, 0.0]]
    assert any_["defended"].values.tolist() == [[True, True, True, False]]
    assert [float(d["people_defended"][0]) for d in (every, average, any_)] == [5.0, 6.0, 7.0]
    assert float(every["people_within_reach"][0]) == 7.0
    assert float(every["people_share"][0]) == pytest.approx(5.0 / 15.0)
    assert float(every["people_share_within_reach"][0]) == pytest.approx(5.0 / 7.0)
    expected = [float(d["people_defended_expected"][0]) for d in (every, average, any_)]
    assert expected == pytest.approx([0.8 * 5.0, 0.8 * 6.0, 0.8 * 7.0])


def test_nobody_reached_is_not_a_share() -> None:
    data = made([[0, 0]], [[0, 0]], [1.0, 2.0])
    for over in OVERS:
        assert np.isnan(reduced(data, over)["people_share_within_reach"].values).all()
        assert float(reduced(data, over)["people_defended"][0]) == 0.0


def test_average_lies_between_worst_and_best(nodong) -> None:
    worst, average, best = (
        float(reduced(nodong, over)["people_share"][0]) for over in ("every", "average", "any")
    )
    assert worst < average < best
    # every flight reaches everybody, so the average over people is that over flights
    assert average == pytest.approx(float(nodong["people_share"].mean()))


def test_groups_hold_every_flight_once(nodong) -> None:
    groups = by_missile_and_shape(nodong)
    assert [shape for _, shape in groups] == ["minimum-energy", "depressed", "full-burn-lofted"]
    assert sum(group.sizes["flight"] for group in groups.values()) == nodong.sizes["flight"]
    for (missile, shape), group in groups.items():
        assert set(group["missile"].values) == {missile}
        assert set(group.coords["shape"].values) == {shape}


@pytest.mark.parametrize("level", ["province", "municipality"])
def test_places_add_up_to_the_whole(nodong, level) -> None:
    places = by_place(nodong, level)
    assert float(places["people"].sum()) == 51_069_375
    for over in OVERS:
        whole = float(reduced(nodong, over)["people_defended"][0])
        summed = float(places["people_defended"].sel(over=over).sum())
        assert summed == pytest.approx(whole, rel=1e-9)
    share = places["people_share"]
    assert ((share >= 0.0) & (share <= 1.0 + 1e-9)).all()
    people = (places["flight_people_share"] * places["people"]).sum("place")
    assert np.allclose(people, nodong["people_defended"])
    hit = (nodong["p_defend"].mean("flight") * nodong["cell_people"]).sum("cell")
    assert np.allclose(places["people_defended_expected"].sum("place"), hit)


def test_areas_of_municipalities_follow_the_cells(nodong) -> None:
    """Their sum differs from the cells' only by the land that the outline lacks, 2 %."""
    places = by_place(nodong)
    for over in OVERS:
        cells = float(reduced(nodong, over)["area_defended_km2"][0])
        summed = float(places["area_defended_km2"].sel(over=over).sum())
        assert summed == pytest.approx(cells, rel=0.05)
    assert np.allclose(
        by_place(nodong, "province")["area_defended_km2"].sum("place"),
        places["area_defended_km2"].sum("place"),
    )


def test_seoul_has_its_25_districts(nodong) -> None:
    districts = by_place(nodong, "seoul-district")
    seoul = by_place(nodong, "province").isel(place=0)
    assert districts.sizes["place"] == 25
    assert str(seoul["place"].item()) == "Seoul"
    assert all(str(code).startswith("11") for code in districts["code"].values)
    assert float(districts["people"].sum()) == 9_904_312 == float(seoul["people"])
    assert np.allclose(districts["people_defended"].sum("place"), seoul["people_defended"])


def test_municipalities_of_one_name_are_told_apart(nodong) -> None:
    names = by_place(nodong)["place"].values
    assert len(set(names)) == 249
    assert "Jung-gu, Daejeon" in names


def test_no_census_is_said(nodong) -> None:
    luxembourg = nodong.assign_attrs(
        country="LUX", grid_spacing_m=20e3, people_key="populated-places"
    )
    with pytest.raises(InputError, match=r"no census of Luxembourg here: .* its cities are"):
        by_place(luxembourg)


def test_people_who_are_not_counted_are_unknown_not_none(korea) -> None:
    region = Region(country="PRK", grid_spacing="90 km", people_from="none")
    north = korea.model_copy(update={"region": region})
    found = footprint(north.only(missile="nodong", shape="minimum-energy"))
    assert np.isnan(found["people_defended"]).all()
    assert np.isnan(found["people_share"]).all()
    assert np.isnan(reduced(found, "any")["people_share_within_reach"]).all()
    assert (found["area_within_reach_km2"] > 0.0).all()
    reasons = by_reason(found)
    assert float(reasons["area_km2"].sum()) == pytest.approx(
        found.sizes["flight"] * float(found["cell_area_km2"].sum())
    )
    late = reasons["median_margin_s"].sel(reason="too-late")
    assert not (late > 0.0).any()


def test_reasons_add_up(nodong) -> None:
    reasons = by_reason(nodong)
    assert list(reasons["reason"].values) == list(CELL_REASONS)
    assert np.allclose(reasons["people"].sum("reason"), nodong["cell_people"].sum())
    assert np.allclose(reasons["people"].sel(reason="feasible"), nodong["people_defended"])
    margin = reasons["median_margin_s"]
    assert (margin.sel(reason="feasible").fillna(1.0) > 0.0).all()
    assert (margin.sel(reason="too-late").fillna(-1.0) < 0.0).all()
    assert (reasons["median_margin_km"].sel(reason="out-of-reach").fillna(-1.0) < 0.0).all()


def test_median_by_weight() -> None:
    values = np.array([5.0, 1.0, np.nan, 3.0])
    assert weighted_median(values, np.array([1.0, 1.0, 9.0, 1.0])) == 3.0
    assert weighted_median(values, np.array([9.0, 1.0, 9.0, 1.0])) == 5.0
    assert np.isnan(weighted_median(values, np.zeros(4)))
