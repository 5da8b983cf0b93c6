"""Aim-point grids and the world grid of the radar studies."""

import numpy as np
import pytest
import shapely

from bongsu.errors import InputError
from bongsu.geography.grid import (
    country_codes,
    land_codes,
    land_name,
    refined_grid,
    region_grid,
    world_grid,
)
from bongsu.geography.outlines import area_km2, country


@pytest.mark.parametrize("spacing", [7_000.0, 20_000.0])
def test_cells_add_up_to_the_country_and_aim_points_lie_in_it(spacing):
    grid = region_grid("KOR", spacing)
    assert grid.area_km2.sum() == pytest.approx(area_km2(country("KOR")), rel=1e-5)
    assert grid.area_km2.max() == pytest.approx(spacing**2 / 1e6, rel=1e-9)
    assert shapely.intersects_xy(country("KOR"), grid.longitude_deg, grid.latitude_deg).all()
    assert shapely.intersects_xy(grid.cells, grid.longitude_deg, grid.latitude_deg).all()
    assert len(set(zip(grid.west_m, grid.south_m, strict=True))) == len(grid)


def test_cell_areas_are_geodesic_areas():
    """To 1e-4: a straight edge of the plane is not quite the geodesic between its ends."""
    grid = region_grid("KOR", 40_000.0)
    geodesic = [area_km2(cell) for cell in grid.cells]
    assert grid.area_km2 == pytest.approx(geodesic, rel=1e-4, abs=1e-3)


def test_share_weighs_by_area():
    grid = region_grid("KOR", 40_000.0)
    assert grid.share(np.ones(len(grid), bool)) == pytest.approx(1.0)
    first = np.arange(len(grid)) == 0
    assert grid.share(first) == grid.area_km2[0] / grid.area_km2.sum()


def test_quarters_of_a_cell_take_its_place():
    grid = region_grid("KOR", 40_000.0)
    split = grid.latitude_deg > 37.0
    fine = refined_grid(grid, split)
    assert fine.area_km2.sum() == pytest.approx(grid.area_km2.sum(), rel=1e-9)
    whole = (~split).sum()
    assert (fine.side_m[:whole] == 40_000.0).all()
    assert (fine.side_m[whole:] == 20_000.0).all()
    assert len(fine) > len(grid) + split.sum()


def test_other_countries_have_grids_too():
    assert len(region_grid("PRK", 50_000.0)) > 49


@pytest.mark.parametrize("spacing", [499.0, -1.0, float("nan")])
def test_a_spacing_too_fine_is_refused(spacing):
    with pytest.raises(InputError, match="use 500 m or more"):
        region_grid("KOR", spacing)


def test_cells_of_the_whole_world_add_up_to_the_ellipsoid():
    grid = world_grid(10.0, south=-90.0, north=90.0, west=-180.0, east=180.0, subdivisions=1)
    assert grid.area_by_code_km2.sum() == pytest.approx(510_065_621.724, rel=1e-9)


@pytest.fixture(scope="module")
def east_asia():
    return world_grid(1.0, south=15.0, north=60.0, west=70.0, east=155.0, subdivisions=10)


def over_km2(grid, code):
    return grid.area_by_code_km2[[grid.codes.index(code)]].sum()


def over_most(grid, row, column):
    chosen = np.zeros(grid.shape, bool)
    chosen[row, column] = True
    return grid.codes[int(grid.under_km2(chosen).argmax())]


@pytest.mark.parametrize(
    ("code", "tolerance"),
    [("KOR", 0.005), ("PRK", 0.005), ("JPN", 0.005), ("TWN", 0.005), ("CHN", 2e-4), ("MNG", 2e-4)],
)
def test_countries_keep_their_area_on_the_world_grid(east_asia, code, tolerance):
    area = area_km2(country(code))
    assert over_km2(east_asia, code) == pytest.approx(area, rel=tolerance)


def test_subdivisions_sharpen_the_area_over_a_country(east_asia):
    coarse = world_grid(1.0, south=15.0, north=60.0, west=70.0, east=155.0, subdivisions=1)
    area = area_km2(country("PRK"))
    error = [abs(over_km2(grid, "PRK") - area) for grid in (coarse, east_asia)]
    assert error[1] < error[0] / 3.0


def test_most_of_a_cell_lies_over_its_country(east_asia):
    row = np.abs(east_asia.latitude_deg - 36.5).argmin()
    column = np.abs(east_asia.longitude_deg - 128.5).argmin()
    at_sea = np.abs(east_asia.longitude_deg - 124.5).argmin()
    assert over_most(east_asia, row, column) == "KOR"
    assert over_most(east_asia, row, at_sea) == "sea"


def test_codes_of_single_points():
    codes = country_codes(np.array([37.5, 40.0, 48.0, 52.5]), np.array([127.0, 135.0, 68.0, 13.4]))
    assert [land_codes()[code] for code in codes] == ["KOR", "sea", "KAZ", "DEU"]


def test_other_land_is_the_countries_by_name(east_asia):
    assert {"KAZ", "IND", "VNM"} <= set(east_asia.codes)
    assert "FJI" not in east_asia.codes
    assert [land_name(code) for code in ("sea", "other", "VNM")] == [
        "sea", "land without a country code", "Vietnam",
    ]  # fmt: skip
    # without a code: the Siachen glacier, in Natural Earth's borders
    assert 0.0 < over_km2(east_asia, "other") < 5e3
    chosen = np.ones((2, *east_asia.shape), bool)
    chosen[1] = False
    areas = east_asia.under_km2(chosen)
    assert areas.shape == (2, len(east_asia.codes))
    assert areas[0].sum() == pytest.approx(east_asia.area_by_code_km2.sum())
    assert not areas[1].any()


def test_unusable_world_grids_are_refused():
    with pytest.raises(InputError, match=r"use 0\.1 to 10 deg"):
        world_grid(0.01)
    with pytest.raises(InputError, match="grid edges"):
        world_grid(1.0, south=50.0, north=40.0)
    with pytest.raises(InputError, match="use 1 to 20"):
        world_grid(1.0, subdivisions=0)
