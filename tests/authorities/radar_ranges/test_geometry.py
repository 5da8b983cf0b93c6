"""What lies behind rows R09 and R12: the traced ray, and the launch of 14 May 2017."""

from math import radians

import pytest
from pyproj import Geod

from bongsu.catalog import load_catalog
from bongsu.engagement.factory import radar_design
from bongsu.engagement.threats import fly_one, one_plan
from bongsu.physics.radar.site import on_site
from bongsu.scenario import load_scenario
from bongsu.validation.computed.radar import opening_km
from bongsu.validation.rows import published_rows

WGS84 = Geod(ellps="WGS84")
SITE = load_catalog().place("site", "seongju-golf-course")
DESIGN = radar_design("an-tpy-2", "terminal")
SCENARIO = load_scenario("korea-2016")
# heights at which the sight opens, with a 4/3 Earth and with straight rays
OPENINGS = next(row for row in published_rows() if row.id == "R09").quantities[1:]


def stand(azimuth_deg, refraction, design=DESIGN):
    return on_site(
        design,
        latitude=SITE.latitude.value,
        longitude=SITE.longitude.value,
        altitude=680.0,
        boresight=radians(azimuth_deg),
        refraction=refraction,
    )


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
def test_the_launch_of_14_may_2017_is_detected_when_the_sight_opens(may_2017, refraction):
    # under power it is so large that the floor decides, not the signal
    (seen, _), *_ = may_2017.sights(stand(340.0, refraction))
    assert seen < may_2017.burnout_time_s
    height = may_2017.altitude_at(seen) / 1e3
    lowest, highest = (one.published for one in OPENINGS)
    assert lowest - 6.0 < height < highest + 6.0


def test_what_separates_from_it_is_lost_on_the_way_up(may_2017):
    # the objection of 16 May 2017: the flight was beyond 600 km; it is, for most of the time
    separated = may_2017.showing("reentry-vehicle", may_2017.cross_section)
    seconds = separated.seconds_in_view(stand(340.0, "ray-traced"))
    assert 0.0 < seconds < 0.5 * may_2017.duration_s
