"""Launchers beside a radar."""

from math import radians

import pytest

from bongsu.physics.interceptor.launchers import beside, offset_between


@pytest.mark.parametrize(
    ("latitude_deg", "altitude_m"), [(36.0, 0.0), (36.0, 2000.0), (-70.0, 500.0), (0.0, 0.0)]
)
@pytest.mark.parametrize(("east_m", "north_m"), [(0.0, 0.0), (2e4, -3e4), (2.5e5, 1e5)])
def test_the_way_to_a_place_leads_there(latitude_deg, altitude_m, east_m, north_m):
    here = radians(latitude_deg), radians(128.0)
    there = beside(*here, altitude_m, east_m=east_m, north_m=north_m)
    found = offset_between(*here, *there, altitude_m)
    assert found == pytest.approx((east_m, north_m), abs=1e-3)
