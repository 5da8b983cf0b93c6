"""Each missile of the catalogue reaches its published range, and flies its published flight."""

from math import degrees, radians

import pytest
from pyproj import Geod
from scipy.optimize import minimize_scalar

from bongsu.catalog import load_catalog
from bongsu.engagement.factory import missile_design
from bongsu.physics.aim import aim, prepare_aiming
from bongsu.physics.environment import standard_environment
from bongsu.physics.flight import LaunchPoint, fly

CATALOG = load_catalog()
WGS84 = Geod(ellps="WGS84")
LAUNCH = LaunchPoint(latitude=radians(39.0), longitude=radians(126.0))


def ground_range(name: str, loft: float) -> float:
    # published ranges name no direction, so the Earth stands still here
    flight = fly(
        missile_design(name),
        LAUNCH,
        azimuth=radians(135.0),
        loft=loft,
        environment=standard_environment(rotating=False),
    )
    end = flight.impact
    points = (LAUNCH.longitude, LAUNCH.latitude, end.longitude, end.latitude)
    return WGS84.inv(*map(degrees, points))[2]


@pytest.mark.parametrize("name", CATALOG.keys("missile"))
def test_the_greatest_range_is_within_the_published_band(name):
    best = minimize_scalar(
        lambda loft: -ground_range(name, loft),
        bounds=(radians(5.0), radians(60.0)),
        method="bounded",
        options={"xatol": 1e-3},
    )
    published = CATALOG.missile(name).published_range
    assert published.low <= -best.fun <= published.high


@pytest.mark.parametrize(
    ("name", "area", "range_km", "bearing_deg", "apogee_km", "time_s"),
    [
        # bearings: CNS database, 2017-05-14 and 2017-02-11 (UTC)
        ("hwasong-12", "north-kusong", 787.0, 71.0, 2111.5, 1800.0),
        ("pukguksong-2", "kusong", 500.0, 90.0, 550.0, 780.0),
    ],
)
def test_the_lofted_flight_is_reproduced(name, area, range_km, bearing_deg, apogee_km, time_s):
    place = CATALOG.place("launch-area", area)
    launch = LaunchPoint(latitude=place.latitude.value, longitude=place.longitude.value)
    longitude, latitude, _ = WGS84.fwd(
        place.longitude.degrees, place.latitude.degrees, bearing_deg, 1e3 * range_km
    )
    aiming = prepare_aiming(missile_design(name), launch)
    arc = aim(aiming, radians(latitude), radians(longitude), "full-burn-lofted")
    assert arc.status == "ok"
    # the calibration was on a non-rotating Earth; eastward rotation gives a few per cent
    assert arc.apogee_m / 1e3 == pytest.approx(apogee_km, rel=0.05)
    # times are published in whole minutes
    assert arc.time_of_flight_s == pytest.approx(time_s, abs=45.0)
