"""Heights at which a line of sight opens, and the launch that the radar saw on 14 May 2017."""

from dataclasses import replace
from math import radians

import pytest
from pyproj import Geod

from bongsu.catalog import load_catalog
from bongsu.engagement.factory import radar_design
from bongsu.engagement.threats import fly_one, one_plan
from bongsu.physics.earth.kernels.geodesy import geodetic_to_ecef
from bongsu.physics.radar.kernels.signal import in_field_of_regard
from bongsu.physics.radar.site import on_site
from bongsu.scenario import load_scenario

WGS84 = Geod(ellps="WGS84")
SITE = load_catalog().place("site", "seongju-golf-course")
DESIGN = radar_design("an-tpy-2", "terminal")
SCENARIO = load_scenario("korea-2016")


def stand(azimuth_deg, refraction, design=DESIGN):
    return on_site(
        design,
        latitude=SITE.latitude.value,
        longitude=SITE.longitude.value,
        altitude=680.0,
        boresight=radians(azimuth_deg),
        refraction=refraction,
    )


def opening_km(azimuth_deg, distance_km, floor_deg, refraction):
    """Least height in the field of regard at a ground distance."""
    longitude, latitude, _ = WGS84.fwd(
        SITE.longitude.degrees, SITE.latitude.degrees, azimuth_deg, 1e3 * distance_km
    )
    design = replace(DESIGN, elevation_floor=radians(floor_deg))
    radar = stand(azimuth_deg, refraction, design)
    low, high = 0.0, 500e3
    while high - low > 10.0:
        height = 0.5 * (low + high)
        point = geodetic_to_ecef(radians(latitude), radians(longitude), height)
        low, high = (low, height) if in_field_of_regard(radar, *point) else (height, high)
    return high / 1e3


@pytest.mark.parametrize(
    ("row", "azimuth_deg", "distance_km", "floor_deg", "refraction"),
    [
        ("opening-4/3", 330.0, 513.0, 5.0, "four-thirds"),
        ("opening-straight", 330.0, 513.0, 5.0, "straight"),
        ("beijing-4/3", 293.0, 1120.0, 0.0, "four-thirds"),
        ("beijing-straight", 293.0, 1120.0, 0.0, "straight"),
    ],
)
def test_height_at_which_the_sight_opens(
    published, row, azimuth_deg, distance_km, floor_deg, refraction
):
    assert published[row].holds(opening_km(azimuth_deg, distance_km, floor_deg, refraction))


def test_the_traced_ray_lies_between_the_two():
    for distance_km, floor_deg in ((513.0, 5.0), (1120.0, 0.0)):
        heights = [
            opening_km(300.0, distance_km, floor_deg, refraction)
            for refraction in ("four-thirds", "ray-traced", "straight")
        ]
        assert heights == sorted(heights)


@pytest.fixture(scope="module")
def may_2017():
    area = SCENARIO.place("launch-area", "north-kusong")
    longitude, latitude, _ = WGS84.fwd(area.longitude_deg, area.latitude_deg, 71.0, 787e3)
    plan = one_plan(SCENARIO, "hwasong-12", area, "lofted", apogee_m=2111.5e3)
    return fly_one(SCENARIO, plan, latitude, longitude)


@pytest.mark.parametrize("refraction", ["four-thirds", "ray-traced", "straight"])
def test_the_launch_of_14_may_2017_is_detected_when_the_sight_opens(
    published, may_2017, refraction
):
    # under power it is so large that the floor decides, not the signal
    (seen, _), *_ = may_2017.sights(stand(340.0, refraction))
    assert seen < may_2017.burnout_time_s
    height = may_2017.altitude_at(seen) / 1e3
    assert published["opening-4/3"].low - 5.0 < height < published["opening-straight"].high + 5.0


def test_what_separates_from_it_is_lost_on_the_way_up(may_2017):
    # the objection of 16 May 2017: the flight was beyond 600 km; it is, for most of the time
    separated = may_2017.showing("reentry-vehicle", may_2017.cross_section)
    seconds = separated.seconds_in_view(stand(340.0, "ray-traced"))
    assert 0.0 < seconds < 0.5 * may_2017.duration_s
