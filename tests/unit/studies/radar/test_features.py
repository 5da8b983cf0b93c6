"""A radar's coverage as GeoJSON: its areas are those of the table, its polygons those of a map."""

import json

import numpy as np
import pytest
import shapely
from shapely.geometry import shape

from bongsu.front.deployment import load
from bongsu.geography.outlines import area_km2
from bongsu.scenario import parse_scenario
from bongsu.studies.radar.view.features import coverage_features
from bongsu.studies.radar.view.own import view_coverage

KOREA = load("korea-2016")
FIJI = parse_scenario("""
format: 1
name: fiji
title: A radar whose view crosses 180 degrees
date: 2020-01-01
region: {country: FJI, grid_spacing: 20 km}
batteries:
  - name: one
    type: thaad-battery
    site: {name: suva, latitude_deg: -17.8, longitude_deg: 178.0, altitude: 10 m}
    radar: {boresight: 60 deg}
threats:
  - missile: nodong
    launch_areas: [{name: north, latitude_deg: -12.5, longitude_deg: 177.1, altitude: 10 m}]
numerics: {radar_grid: 1 deg}
""")
TASKS_AND_HEIGHTS = [(task, height) for task in ("detect", "track") for height in (50.0, 300.0)]


@pytest.fixture(scope="module")
def view():
    return KOREA.coverage(altitudes_km=[300, 50])


@pytest.fixture(scope="module")
def fiji():
    found = view_coverage(FIJI, altitudes_km=[300.0], objects=["body"])
    return found, coverage_features(found)["features"]


def properties(feature):
    return feature["properties"]


def test_its_areas_are_those_of_the_table(view):
    features = view.contours()["features"]
    told = [(properties(f)["task"], properties(f)["altitude_km"]) for f in features]
    assert told == TASKS_AND_HEIGHTS
    table = view.table()
    for feature in features:
        known = properties(feature)
        rows = table[
            (table["task"] == known["task"]) & (table["altitude_km"] == known["altitude_km"])
        ]
        by_country = dict(zip(rows["country"], rows["area_km2"], strict=True))
        assert known["area_km2_by_country"] == pytest.approx(by_country, abs=0.06)
        assert known["area_km2"] == pytest.approx(rows["area_km2"].sum(), abs=0.06)
        # chords of half a degree, in place of parallels
        assert area_km2(shape(feature["geometry"])) == pytest.approx(known["area_km2"], rel=1e-4)


def test_it_holds_the_cells_that_are_seen_and_no_other(view):
    latitude, longitude = view.data["latitude"].values, view.data["longitude"].values
    x, y = np.meshgrid(longitude, latitude)
    for feature in view.contours()["features"]:
        known = properties(feature)
        seen = view.data["seen"].sel(
            task=known["task"], object=known["object"], altitude_km=known["altitude_km"]
        )
        inside = shapely.contains_xy(shape(feature["geometry"]), x, y)
        assert (inside == seen.values).all()


def test_rings_are_closed_turned_and_valid(view, fiji):
    features = [*view.contours()["features"], *fiji[1]]
    assert len(features) == 6
    for feature in features:
        geometry = feature["geometry"]
        assert geometry["type"] == "MultiPolygon"
        for polygon in geometry["coordinates"]:
            for number, ring in enumerate(polygon):
                assert ring[0] == ring[-1]
                assert shapely.LinearRing(ring).is_ccw is (number == 0)
        assert shape(geometry).is_valid


def test_a_view_across_180_degrees_is_cut_there(fiji):
    found, features = fiji
    for feature in features:
        drawn = shape(feature["geometry"])
        west, _, east, _ = drawn.bounds
        assert (west, east) == (-180.0, 180.0)
        # nothing spans the map: no part has an edge longer than a cell
        for part in drawn.geoms:
            steps = np.abs(np.diff(shapely.get_coordinates(part.exterior), axis=0))
            assert steps.max() <= 1.0 + 1e-9
        at = found["area_km2"].sel(task=properties(feature)["task"]).isel(object=0, altitude_km=0)
        assert area_km2(drawn) == pytest.approx(float(at.sum()), rel=1e-3)


def test_what_is_not_seen_is_an_empty_polygon():
    found = view_coverage(KOREA, altitudes_km=[0.0], objects=["reentry-vehicle"])
    blind = found.assign(seen=found["seen"] & False, area_km2=found["area_km2"] * 0.0)
    for feature in coverage_features(blind)["features"]:
        assert properties(feature)["area_km2"] == 0.0
        assert shape(feature["geometry"]).is_empty


def test_front_door_and_command_write_the_same(view, bongsu, tmp_path):
    saved = json.loads(view.save(tmp_path / "a.geojson").read_text())
    code, _, err = bongsu(
        "radar", "coverage", "--altitude", "50", "--altitude", "300",
        "--geojson", tmp_path / "b.geojson", "--output", tmp_path / "b.nc",
    )  # fmt: skip
    assert code == 0, err
    assert json.loads((tmp_path / "b.geojson").read_text()) == saved
    assert saved["provenance"]["scenario_hash"] == KOREA.hash()
