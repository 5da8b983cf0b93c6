"""People by municipality and by cell."""

import numpy as np
import pytest
import shapely

from bongsu.catalog.names import provinces
from bongsu.errors import InputError
from bongsu.geography.grid import region_grid
from bongsu.geography.outlines import area_km2, country
from bongsu.geography.population import (
    SEOUL,
    municipalities,
    municipality_cells,
    municipality_shares,
    people_grid,
    people_on,
)
from bongsu.geography.region import protected
from bongsu.studies.footprint.sector import sector_outline

CENSUS_2015 = 51_069_375
"""Statistics Korea, census of 1 November 2015, https://www.newswire.co.kr/newsRead.php?no=834857."""


def test_the_table_is_the_census():
    table = municipalities()
    assert len(table) == 249
    assert len(set(table.code)) == 249
    assert table.people.sum() == CENSUS_2015


def test_seoul_has_25_districts_and_its_people():
    seoul = municipalities().province(SEOUL)
    assert seoul.sum() == 25
    assert municipalities().people[seoul].sum() == 9_904_312


def test_every_municipality_is_in_a_province():
    """Numbers of the press release of the census: people by province."""
    table = municipalities()
    assert (
        np.array([table.province(code) for code in provinces()]).sum(axis=0).tolist() == [1] * 249
    )
    people = {
        name.title: table.people[table.province(code)].sum() for code, name in provinces().items()
    }
    assert people["Busan"] == 3_448_737
    assert people["Gyeonggi"] == 12_479_061
    assert people["North Gyeongsang"] == 2_680_294
    assert people["Jeju"] == 605_619


def test_half_of_the_people_live_in_the_capital_region():
    """49.5 % by the census: Seoul 11, Incheon 23, Gyeonggi 31."""
    table = municipalities()
    capital = table.province("11") | table.province("23") | table.province("31")
    assert table.people[capital].sum() / CENSUS_2015 == pytest.approx(0.495, abs=5e-4)


def test_cells_tile_the_country():
    cells = municipality_cells()
    assert shapely.is_valid(cells).all()
    assert sum(area_km2(cell) for cell in cells) == pytest.approx(
        area_km2(country("KOR")), rel=1e-4
    )
    overlap = shapely.union_all(cells).symmetric_difference(country("KOR"))
    assert area_km2(overlap) < 50.0


def test_cells_have_the_area_of_their_municipality():
    """Up to one factor: the outline lacks 2 % of the land, and half of the islets of Ongjin."""
    table = municipalities()
    ratio = np.array([area_km2(cell) for cell in municipality_cells()]) / table.area_km2
    assert np.median(ratio) == pytest.approx(0.9785, abs=1e-3)
    unlike = [
        name
        for name, r in zip(table.name, ratio, strict=True)
        if abs(r / np.median(ratio) - 1) > 5e-3
    ]
    assert set(unlike) == {"Ongjin-gun, Incheon", "Ulleung-gun", "Jeju-si", "Seogwipo-si"}


def test_cells_lie_about_their_centroid():
    table = municipalities()
    middle = shapely.centroid(municipality_cells())
    east = (shapely.get_x(middle) - table.longitude_deg) * np.cos(np.radians(36.5))
    off_km = 111.2 * np.hypot(shapely.get_y(middle) - table.latitude_deg, east)
    assert np.median(off_km) < 4.0
    assert np.sort(off_km)[-2] < 12.0  # all but Ongjin, islands 100 km apart


@pytest.mark.parametrize("spacing", [10_000.0, 35_000.0])
def test_nobody_is_lost_on_a_grid(spacing):
    grid = region_grid("KOR", spacing)
    people = people_on(grid)
    assert people.min() >= 0.0
    assert people.sum() == pytest.approx(CENSUS_2015, rel=1e-12)
    shares = municipality_shares(grid)
    assert shares.sum(axis=0) == pytest.approx(1.0, rel=1e-12)


def test_a_grid_of_people_is_fine_where_they_are():
    even, fine = region_grid("KOR", 20_000.0), people_grid("KOR", 20_000.0, 300_000.0)
    people = people_on(fine)
    assert people.max() <= 300_000.0
    assert people.sum() == pytest.approx(CENSUS_2015, rel=1e-12)
    assert fine.area_km2.sum() == pytest.approx(even.area_km2.sum(), rel=1e-9)
    assert len(fine) < 3 * len(even)
    assert fine.side_m.max() == 20_000.0


def test_a_grid_of_people_counts_them_more_closely():
    """A sector whose edge runs through the crowded south of Gyeonggi, against cutting the cells."""
    sector = sector_outline(35.92, 128.29, 340.0, front_m=2e5, rear_m=1e5, half_angle_deg=60.0)
    cells = municipality_cells()
    share = shapely.area(shapely.intersection(cells, sector)) / shapely.area(cells)
    exact = float(share @ municipalities().people)

    def error(grid):
        inside = shapely.intersects_xy(sector, grid.longitude_deg, grid.latitude_deg)
        return abs(people_on(grid)[inside].sum() / exact - 1.0)

    assert (
        error(people_grid("KOR", 20_000.0, 200_000.0)) < error(region_grid("KOR", 20_000.0)) / 3.0
    )


def test_a_grid_of_people_needs_a_sensible_limit():
    with pytest.raises(InputError, match="use 10000 or more"):
        people_grid("KOR", 20_000.0, 5_000.0)


def test_people_live_where_the_cities_are():
    grid = region_grid("KOR", 10_000.0)
    people = people_on(grid)
    densest = np.argmax(people / grid.area_km2)
    assert abs(grid.latitude_deg[densest] - 37.55) < 0.15
    assert abs(grid.longitude_deg[densest] - 126.98) < 0.2


def test_only_south_korea_has_people():
    with pytest.raises(InputError, match="of KOR only"):
        people_on(region_grid("PRK", 100_000.0))


def test_a_fine_grid_of_the_country_is_made():
    """Cells finer than 4.5 km would be cut at fewer people than a cell may have."""
    fine = protected("KOR", 4000.0, "census")
    assert len(fine.grid) > 95_000e6 / 4000.0**2
    assert fine.people.sum() == pytest.approx(CENSUS_2015, rel=1e-6)
