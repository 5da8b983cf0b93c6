"""Heights that a radar sees above a place, held against the horizon and against coverage."""

from math import acos, cos, pi, radians

import numpy as np
import pytest

from bongsu.physics.radar.refraction import earth_radius_at
from bongsu.studies.radar.sight import Facing, sight

BEIJING = 39.907, 116.397


@pytest.fixture(scope="module")
def beijing(korea):
    return sight(korea, *BEIJING)


def row(found, mode, facing, key):
    [one] = [
        one
        for one in found.rows
        if (one.mode, one.facing.name, one.object_key) == (mode, facing, key)
    ]
    return one


def test_the_horizon_of_straight_rays_is_that_of_a_sphere(korea):
    straight = korea.copy(
        update={"numerics": korea.numerics.model_copy(update={"refraction": "straight"})}
    )
    found = sight(straight, *BEIJING)
    place = straight.place("site", straight.battery().site)
    radius = earth_radius_at(radians(place.latitude_deg))
    dip = acos(radius / (radius + place.altitude))
    height = radius / cos(1e3 * found.distance_km / radius - dip) - radius
    # rays are followed in steps of 2 km and joined by straight lines
    assert found.horizon_km == pytest.approx(height / 1e3, abs=0.01)


def test_nothing_is_seen_below_the_lowest_ray(beijing):
    for one in beijing.rows:
        if one.seen:
            # heights lie 100 m apart
            assert one.lowest_km >= beijing.floor_km[one.mode] - 0.1
            assert beijing.floor_km[one.mode] > beijing.horizon_km


def test_a_larger_object_is_seen_at_least_as_high(beijing):
    for mode in ("terminal", "forward-based"):
        heights = [
            np.nan_to_num(row(beijing, mode, "place", key).highest_km)
            for key in ("reentry-vehicle", "body", "boosting-missile")
        ]
        assert heights == sorted(heights)


def test_facing_the_place_sees_most_and_away_from_it_least(beijing):
    for mode in ("terminal", "forward-based"):
        near, far, own, towards = (
            np.nan_to_num(row(beijing, mode, name, "boosting-missile").highest_km)
            for name in ("nearest-held", "farthest-held", "scenario", "place")
        )
        assert far <= own <= near <= towards


def test_it_agrees_with_the_area_in_view(korea, beijing):
    """Just within the heights the radar's signal suffices, and just outside it does not."""
    from bongsu.physics.radar.signals import signals_at
    from bongsu.studies.radar.view.station import radar_view

    view = radar_view(korea)
    one = row(beijing, "terminal", "scenario", "boosting-missile")
    heights = np.array([one.lowest_km - 1.0, one.lowest_km, one.highest_km, one.highest_km + 1.0])
    ratios = signals_at(
        view.radar(),
        np.full(4, radians(BEIJING[0])),
        np.full(4, radians(BEIJING[1])),
        1e3 * heights,
    )
    enough = ratios * beijing.cross_sections_m2["boosting-missile"] >= view.design.required_snr
    assert enough.tolist() == [False, True, True, False]


def test_a_radar_that_faces_away_sees_nothing(korea):
    behind = [Facing(name="scenario", boresight_deg=116.0)]
    assert not any(one.seen for one in sight(korea, *BEIJING, facings=behind).rows)


def test_behind_the_horizon_everything_is_hidden(korea):
    found = sight(korea, -38.0, -51.0)
    assert found.distance_km > 1e-3 * 0.5 * pi * 6.4e6
    assert found.horizon_km == float("inf")
    assert not any(one.seen for one in found.rows)
