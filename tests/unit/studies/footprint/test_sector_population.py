"""The plain sector."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from bongsu.errors import InputError
from bongsu.geography.outlines import WGS84, area_km2
from bongsu.studies.footprint.sector import sector_coverage, sector_outline

SITE = (35.92, 128.29)


def outline(facing=340.0, front=200e3, rear=100e3, half=60.0):
    return sector_outline(*SITE, facing, front_m=front, rear_m=rear, half_angle_deg=half)


def test_area_is_that_of_the_two_sectors():
    plane = np.pi * (120 / 360 * 200.0**2 + 240 / 360 * 100.0**2)
    assert area_km2(outline()) == pytest.approx(plane, rel=1e-3)


def test_a_disc_is_a_disc():
    assert area_km2(outline(rear=200e3)) == pytest.approx(np.pi * 200.0**2, rel=1e-3)


@given(facing=st.floats(0.0, 360.0), off=st.floats(-180.0, 180.0), km=st.floats(1.0, 250.0))
@settings(max_examples=50)
def test_a_point_is_inside_when_it_is_within_reach(facing, off, km):
    reach = 200.0 if abs(off) < 60.0 else 100.0
    near_an_edge = abs(km - reach) < 0.1 or abs(abs(off) - 60.0) < 1.0
    if near_an_edge:
        return
    longitude, latitude, _ = WGS84.fwd(SITE[1], SITE[0], facing + off, km * 1e3)
    assert outline(facing).contains(shapely.Point(longitude, latitude)) == (km < reach)


def test_facing_and_reach_change_the_answer():
    kept = {"front_m": 200e3, "rear_m": 100e3, "half_angle_deg": 60.0}
    base = sector_coverage(*SITE, [340.0, 100.0], **kept)
    people = base["people"].values
    assert people[0] > 1.2 * people[1]
    for change in ({"front_m": 150e3}, {"rear_m": 50e3}, {"half_angle_deg": 30.0}):
        other = sector_coverage(*SITE, [340.0], **(kept | change))
        assert float(other["people"][0]) < people[0]


def test_everyone_is_inside_a_sector_larger_than_the_country():
    study = sector_coverage(*SITE, [0.0], front_m=600e3, rear_m=600e3, half_angle_deg=60.0)
    for name in ("area_share", "people_share", "people_share_by_centroid"):
        assert float(study[name][0]) == pytest.approx(1.0, abs=1e-9)
    assert int(study["seoul_districts"][0]) == 25
    assert int(study["people_on_the_edge"][0]) == 0


def test_results_carry_units_and_names():
    study = sector_coverage(*SITE, [0.0], front_m=2e5, rear_m=1e5, half_angle_deg=60.0)
    for variable in study.variables.values():
        assert {"units", "long_name"} <= set(variable.attrs)
    assert study.attrs["front_m"] == 2e5


@pytest.mark.parametrize("bad", [{"rear": 0.0}, {"rear": 3e5}, {"half": 0.0}, {"half": 181.0}])
def test_unusable_sectors_are_refused(bad):
    with pytest.raises(InputError, match="sector"):
        outline(**bad)
