"""Polygons cut at 180 degrees and at the poles, and middles that lie inside."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Polygon

from bongsu.geography.cut import cut_at_antimeridian, middle_of, polygons_of
from bongsu.geography.grid import region_grid
from bongsu.geography.outlines import WGS84, area_km2, country, country_keys, country_name

WORLD = shapely.box(-180.0, -90.0, 180.0, 90.0)


def circle(latitude, longitude, radius_m, corners=360):
    """Corners of a geodesic circle, counterclockwise, as a ring that may jump at 180."""
    angle = -np.linspace(0.0, 360.0, corners, endpoint=False)
    start = np.full(corners, longitude), np.full(corners, latitude)
    x, y, _ = WGS84.fwd(*start, angle, np.full(corners, radius_m))
    return np.column_stack([x, y])


def check(cut, expected_km2, rel):
    assert cut.is_valid
    assert WORLD.covers(cut)
    for part in cut.geoms:
        assert part.exterior.is_ccw
        assert not any(ring.is_ccw for ring in part.interiors)
    assert area_km2(cut) == pytest.approx(expected_km2, rel=rel)


def ring_area_km2(corners):
    return abs(WGS84.polygon_area_perimeter(corners[:, 0], corners[:, 1])[0]) / 1e6


@given(
    latitude=st.floats(-88.0, 88.0),
    longitude=st.floats(-180.0, 180.0),
    radius_km=st.floats(20.0, 3000.0),
)
@settings(max_examples=60, deadline=None)
def test_a_disc_keeps_its_area_wherever_it_lies(latitude, longitude, radius_km):
    corners = circle(latitude, longitude, 1e3 * radius_km, corners=1440)
    if np.abs(np.abs(corners[:, 1]) - 90.0).min() < 0.5:
        return  # an edge through the pole itself has no side
    check(cut_at_antimeridian(Polygon(corners)), ring_area_km2(corners), rel=2e-3)


@pytest.mark.parametrize("latitude", [90.0, -90.0, 85.0])
def test_a_disc_that_holds_a_pole_reaches_it(latitude):
    corners = circle(latitude, 30.0, 1.2e6)
    cut = cut_at_antimeridian(Polygon(corners))
    check(cut, ring_area_km2(corners), rel=1e-3)
    assert abs(cut.bounds[1 if latitude < 0 else 3]) == 90.0


def test_a_hole_across_180_stays_a_hole():
    outer, inner = circle(-17.0, 179.5, 600e3), circle(-17.0, 179.8, 150e3)
    cut = cut_at_antimeridian(Polygon(outer, [inner]))
    check(cut, ring_area_km2(outer) - ring_area_km2(inner), rel=1e-3)
    assert not shapely.intersects_xy(cut, 179.9, -17.0)
    assert shapely.intersects_xy(cut, -177.0, -17.0)


def test_what_does_not_cross_is_only_oriented():
    box = shapely.box(10.0, 10.0, 20.0, 20.0, ccw=False)
    cut = cut_at_antimeridian(box)
    assert cut.geoms[0].exterior.is_ccw
    assert cut.equals(box)


def test_cutting_twice_changes_nothing():
    once = cut_at_antimeridian(Polygon(circle(66.0, 179.0, 400e3)))
    assert cut_at_antimeridian(once).equals(once)


def test_every_country_has_its_middle_inside():
    for code in country_keys():
        outline = country(code)
        latitude, longitude = middle_of(outline)
        inside = shapely.intersects_xy(outline, round(longitude, 3), round(latitude, 3))
        assert inside, code


@pytest.mark.parametrize(
    ("code", "latitude", "longitude"),
    [("RUS", 61.5, 105.3), ("NZL", -41.7, 172.9), ("FJI", -17.7, 178.3), ("USA", 44.4, -103.8),
     ("KOR", 35.912, 128.239)],
)  # fmt: skip
def test_middles_of_countries_that_cross_180(code, latitude, longitude):
    assert middle_of(country(code)) == pytest.approx((latitude, longitude), abs=0.06)


@pytest.mark.parametrize(
    ("code", "spacing", "worst"),
    [("NZL", 60e3, 0.01), ("RUS", 200e3, 0.08), ("USA", 150e3, 0.11), ("FJI", 15e3, 0.001)],
)
def test_cells_are_near_the_size_asked_for_and_cut_at_180(code, spacing, worst):
    """Before: centred at 0.9, 0.0, -2.4 degrees east, with cells of 22 by 42 km for 30 by 30."""
    grid = region_grid(code, spacing)
    assert grid.area_km2.sum() == pytest.approx(area_km2(country(code)), rel=1e-5)
    assert grid.area_km2.max() == pytest.approx(spacing**2 / 1e6, rel=1e-9)
    whole = grid.area_km2 > 0.999 * spacing**2 / 1e6
    for cell in grid.cells[whole]:
        x, y = shapely.get_coordinates(cell)[[0, 1, 2]].T
        _, _, sides = WGS84.inv(x[:-1], y[:-1], x[1:], y[1:])
        if len(shapely.get_parts(cell)) == 1:
            assert np.asarray(sides) == pytest.approx(spacing, rel=worst)
    assert all(cell.is_valid for cell in grid.cells)
    assert max(part.bounds[2] - part.bounds[0] for c in grid.cells for part in polygons_of(c)) < 90
    assert shapely.intersects_xy(country(code), grid.longitude_deg, grid.latitude_deg).all()


def test_a_parallel_is_a_parallel_on_the_ground():
    """The border along 49 N is one edge of 28 degrees; its geodesic runs 90 km north of it."""
    assert area_km2(country("USA")) == pytest.approx(9_443_866, rel=1e-4)
    assert area_km2(country("CAN")) == pytest.approx(9_902_349, rel=1e-4)


def test_countries_have_names():
    assert country_name("FJI") == "Fiji"
    assert country_name("KOR") == "South Korea"
    assert country_name("SLB") == "Solomon Islands"
    assert not any("." in country_name(code) for code in country_keys())
