"""Outlines of countries."""

import numpy as np
import pytest
import shapely

from bongsu.errors import InputError
from bongsu.geography.outlines import (
    NAMES,
    area_km2,
    country,
    country_keys,
    unassigned_land,
)


def test_every_outline_is_valid_and_within_the_map():
    frame = shapely.box(-180.0, -90.0, 180.0, 90.0)
    for outline in map(country, country_keys()):
        assert outline.is_valid
        assert frame.covers(outline)


def test_the_named_countries_are_there():
    assert set(NAMES) <= set(country_keys())


@pytest.mark.parametrize(
    ("place", "latitude", "longitude", "code"),
    [
        ("Seoul", 37.567, 126.978, "KOR"),
        ("Jeju", 33.38, 126.55, "KOR"),
        ("Ulleung", 37.50, 130.86, "KOR"),
        ("Pyongyang", 39.03, 125.75, "PRK"),
        ("Beijing", 39.90, 116.40, "CHN"),
        ("Vladivostok", 43.12, 131.92, "RUS"),
        ("Egvekinot, beyond 180 degrees", 66.33, -179.1, "RUS"),
        ("Shariki", 40.89, 140.34, "JPN"),
        ("Taipei", 25.03, 121.56, "TWN"),
        ("Fairbanks", 64.84, -147.7, "USA"),
        ("Hagatna", 13.474, 144.752, "GUM"),
        ("Rota", 14.15, 145.20, "MNP"),
        ("Abu Dhabi", 24.454, 54.377, "ARE"),
        ("Mount Keren", 30.98, 34.50, "ISR"),
        ("Kurecik", 38.35, 37.79, "TUR"),
    ],
)
def test_places_lie_in_their_country(place, latitude, longitude, code):
    point = shapely.Point(longitude, latitude)
    assert [name for name in country_keys() if country(name).covers(point)] == [code]


def test_neighbours_share_their_border_without_overlap():
    for one, other in [
        ("KOR", "PRK"),
        ("PRK", "CHN"),
        ("PRK", "RUS"),
        ("CHN", "RUS"),
        ("CHN", "MNG"),
        ("ISR", "JOR"),
        ("ISR", "PSE"),
        ("ARE", "OMN"),
        ("TUR", "IRN"),
    ]:
        overlap = area_km2(shapely.intersection(country(one), country(other)))
        assert overlap < 1e-4 * min(area_km2(country(one)), area_km2(country(other)))
        assert country(one).touches(country(other)) or overlap > 0.0


def test_area_of_a_zone_is_exact():
    """A lune of the ellipsoid between meridians 90° apart is a quarter of 510,065,622 km²."""
    meridian = np.linspace(-90.0, 90.0, 7)
    lune = shapely.Polygon(
        np.concatenate([np.c_[np.zeros(7), meridian], np.c_[np.full(7, 90.0), meridian[::-1]]])
    )
    assert area_km2(lune) == pytest.approx(510_065_621.724 / 4, rel=1e-9)


def test_land_is_all_countries_and_the_rest():
    outlines = [*map(country, country_keys()), unassigned_land()]
    land = shapely.union_all(outlines)
    assert area_km2(land) == pytest.approx(sum(map(area_km2, outlines)), rel=1e-4)
    assert not land.contains(shapely.Point(130.0, 40.0))


def test_an_unknown_country_is_refused_by_name():
    with pytest.raises(InputError, match="no country 'KRO'"):
        country("KRO")
    with pytest.raises(InputError, match="no country ''"):
        country("")


def test_guam_is_more_than_a_box():
    """544 km² (published: 540 to 549) with a coast, where thinning left eight corners."""
    outline = country("GUM")
    assert area_km2(outline) == pytest.approx(544.0, rel=0.05)
    assert len(shapely.get_coordinates(outline)) > 20
