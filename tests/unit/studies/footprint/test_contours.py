"""Contours of a footprint: valid polygons whose areas are those of the cells."""

import json
from itertools import pairwise

import numpy as np
import pytest
import shapely
from shapely.geometry import shape

from bongsu.geography.outlines import WGS84, area_km2, country
from bongsu.scenario import load_scenario, parse_scenario
from bongsu.studies.footprint.contours import contours_of, feature_collection
from bongsu.studies.footprint.play import footprint

KOREA = load_scenario()
SPACING_M = 40e3


def flown(missile, spacing_m):
    some = KOREA.only(missile=missile, shape="minimum-energy")
    return some.at_spacing(spacing_m / 1e3)


@pytest.fixture(scope="module")
def found():
    return footprint(flown("nodong", SPACING_M))


@pytest.fixture(scope="module")
def contours(found):
    return contours_of(found)


@pytest.fixture(scope="module")
def collection(found):
    return feature_collection(found)


def distance_km(grid, latitude, longitude):
    count = len(grid)
    _, _, metres = WGS84.inv(
        [longitude] * count, [latitude] * count, grid.longitude_deg, grid.latitude_deg
    )
    return np.asarray(metres) / 1e3


def test_a_field_that_is_everywhere_high_is_the_country(contours) -> None:
    whole = contours.at_least(np.ones(len(contours.grid)), 0.5)
    assert whole.area / 1e6 == pytest.approx(contours.grid.area_km2.sum(), rel=1e-6)
    assert contours.at_least(np.zeros(len(contours.grid)), 0.5).is_empty


def test_distances_contour_to_circles(contours) -> None:
    """Linear between aim points: a disc of 100 km comes out within the sag of a chord of a cell."""
    away = distance_km(contours.grid, 36.4, 127.9)
    disc = contours.degrees(contours.at_least(-away, -100.0))
    assert len(disc.geoms) == 1
    assert area_km2(disc) == pytest.approx(np.pi * 100.0**2, rel=0.03)
    edge = shapely.get_coordinates(shapely.segmentize(disc.geoms[0].exterior, 0.05))
    middle = np.full(len(edge), 127.9), np.full(len(edge), 36.4)
    _, _, radius = WGS84.inv(*middle, edge[:, 0], edge[:, 1])
    assert np.abs(np.asarray(radius) / 1e3 - 100.0).max() < 0.1 * SPACING_M / 1e3


def test_a_ring_has_a_hole(contours) -> None:
    away = distance_km(contours.grid, 36.4, 127.9)
    ring = contours.degrees(contours.at_least(-np.abs(away - 70.0), -25.0))
    assert ring.is_valid
    assert sum(len(part.interiors) for part in ring.geoms) == 1
    assert not ring.contains(shapely.Point(127.9, 36.4))


def test_features_are_valid_and_lie_in_the_country(collection) -> None:
    assert json.loads(json.dumps(collection))["type"] == "FeatureCollection"
    nearby = country("KOR").buffer(1e-3)
    for feature in collection["features"]:
        drawn = shape(feature["geometry"])
        assert drawn.is_valid
        assert drawn.geom_type == "MultiPolygon"
        assert all(part.exterior.is_ccw for part in drawn.geoms)
        assert drawn.within(nearby)
        # the plane is equal-area: the same number on the ellipsoid
        assert area_km2(drawn) == pytest.approx(
            feature["properties"]["area_km2"], rel=2e-3, abs=1.0
        )


def test_areas_are_those_of_the_cells_up_to_the_grid(found, contours, collection) -> None:
    """The edge runs through triangles whose corners differ: it errs by no more than they hold."""
    checked = 0
    for feature in collection["features"]:
        told = feature["properties"]
        if told["measure"] != "shots":
            continue
        [flight] = np.flatnonzero(
            (found["launch_area"].values == told["launch_area"])
            & (found.coords["shape"].values == told["shape"])
        )
        met = found["shots"].values[0, flight] >= told["at_least"]
        corners = met[contours.index]
        mixed = contours.corners[corners.any(axis=1) & ~corners.all(axis=1)]
        bound = shapely.area(shapely.polygons(mixed)).sum() / 1e6
        difference = abs(told["area_km2"] - told["cell_area_km2"])
        assert difference <= bound
        # errors of either sign along the edge mostly cancel
        assert difference <= 0.04 * contours.grid.area_km2.sum()
        assert told["cell_area_km2"] == pytest.approx(
            float(found["cell_area_km2"].values[met].sum()), abs=0.1
        )
        checked += 1
    assert checked == 2 * found.sizes["flight"]


def test_a_finer_grid_brings_them_closer() -> None:
    def mismatch(spacing_m):
        data = footprint(flown("scud-er", spacing_m))
        told = [
            f["properties"]
            for f in feature_collection(data.isel(flight=[0]), probabilities=(), margins_s=())[
                "features"
            ]
        ]
        return np.mean([abs(t["area_km2"] - t["cell_area_km2"]) for t in told])

    assert mismatch(15e3) < mismatch(90e3)


def test_levels_nest_and_margins_lie_where_they_are_known(collection) -> None:
    drawn = {}
    for feature in collection["features"]:
        told = feature["properties"]
        drawn[told["launch_area"], told["over"], told["measure"], told["at_least"]] = shape(
            feature["geometry"]
        )
    for area in ("hwangju", "tonghae"):
        nested = [drawn[area, None, "margin_s", level] for level in (0.0, 30.0, 60.0, 120.0)]
        for outer, inner in pairwise(nested):
            assert inner.difference(outer.buffer(2e-4)).area < 1e-6
            assert inner.area <= outer.area
        assert nested[-1].area < nested[0].area
        assert drawn[area, None, "shots", 2].area < drawn[area, None, "shots", 1].area
    every, average, any_ = (
        drawn[None, over, "defended", 0.5] for over in ("every", "average", "any")
    )
    assert every.area <= average.area <= any_.area


def test_levels_are_those_asked_for(found) -> None:
    asked = feature_collection(found, shots=[3], probabilities=[0.8], margins_s=[-60.0])
    levels = {(f["properties"]["measure"], f["properties"]["at_least"]) for f in asked["features"]}
    assert levels == {("shots", 3), ("p_defend", 0.8), ("margin_s", -60.0), ("defended", 0.5)}


def test_nothing_known_gives_nothing(contours) -> None:
    (nowhere,) = contours.known(np.full(len(contours.grid), np.nan), [0.0])
    assert nowhere.is_empty


def test_four_cells_are_enough(found) -> None:
    few = contours_of(found.assign_attrs(country="LUX", grid_spacing_m=50e3, people_key="none"))
    assert len(few.grid) == 4
    half = few.at_least(np.array([1.0, 1.0, 0.0, 0.0]), 0.5)
    assert 0.0 < half.area < few.outline.area


CHUKOTKA = """
format: 1
name: east
title: Across 180 degrees
date: 2016-04-30
region: {country: RUS, grid_spacing: 90 km}
batteries:
  - name: b1
    type: thaad-battery
    site: {name: cape, latitude_deg: 66.3, longitude_deg: -179.1, altitude: 100 m}
    radar: {boresight: 90 deg}
threats:
  - missile: nodong
    launch_areas: [{name: east, latitude_deg: 63.5, longitude_deg: -168.0, altitude: 0 m}]
"""


@pytest.fixture(scope="module", params=["islands", "chukotka"])
def across(request, islands):
    """A footprint of a region across 180 degrees."""
    chosen = islands if request.param == "islands" else parse_scenario(CHUKOTKA)
    return footprint(chosen)


def test_polygons_are_cut_at_180_and_have_the_area_they_say(across) -> None:
    """RFC 7946, 3.1.6 and 3.1.9; before, an edge of 359 degrees and an area of minus 82,802 km2."""
    drawn = 0
    contours = contours_of(across)
    for feature in feature_collection(across)["features"]:
        polygons, told = shape(feature["geometry"]), feature["properties"]
        assert polygons.is_valid
        signed = 0.0
        for part in polygons.geoms:
            west, _, east, _ = part.bounds
            assert -180.0 <= west < east <= 180.0
            assert east - west < 40.0
            assert part.exterior.is_ccw
            assert not any(ring.is_ccw for ring in part.interiors)
            signed += WGS84.geometry_area_perimeter(part)[0] / 1e6
        assert signed == pytest.approx(told["area_km2"], abs=0.05)
        drawn += not polygons.is_empty
        if told["measure"] == "shots":
            values = across["shots"].values[0, 0]
            plane = contours.at_least((values >= told["at_least"]).astype(float), 0.5)
            assert signed == pytest.approx(plane.area / 1e6, rel=2e-4)
    assert drawn >= 8


def test_lines_straight_in_degrees_bound_the_same_area(across) -> None:
    """Read as RFC 7946 asks, or with geodesic edges: to 0.01 per cent."""
    [feature] = [
        feature
        for feature in feature_collection(across)["features"]
        if feature["properties"]["measure"] == "shots" and feature["properties"]["at_least"] == 1
    ]
    fine = shapely.segmentize(shape(feature["geometry"]), 0.002)
    assert area_km2(fine) == pytest.approx(feature["properties"]["area_km2"], rel=1e-4)
