"""Each missile of the catalogue reaches its published range, and flies its published flight."""

from dataclasses import replace
from math import degrees, radians

import pytest
from pyproj import Geod
from scipy.optimize import minimize_scalar

from bongsu.catalog import Catalog, load_catalog
from bongsu.engagement.factory import missile_design
from bongsu.physics.aim.aiming import AimedArc, aim, prepare_aiming
from bongsu.physics.earth.environment import standard_environment
from bongsu.physics.flight.launch import fly
from bongsu.physics.flight.states import LaunchPoint
from bongsu.scenario import load_scenario

CATALOG = load_catalog()
WGS84 = Geod(ellps="WGS84")
LAUNCH = LaunchPoint(latitude=radians(39.0), longitude=radians(126.0))


def ground_range(name: str, loft: float, catalog: Catalog = CATALOG) -> float:
    # published ranges name no direction, so the Earth stands still here
    flight = fly(
        missile_design(name, catalog),
        LAUNCH,
        azimuth=radians(135.0),
        loft=loft,
        environment=standard_environment(rotating=False),
    )
    end = flight.impact
    points = (LAUNCH.longitude, LAUNCH.latitude, end.longitude, end.latitude)
    return WGS84.inv(*map(degrees, points))[2]


def greatest_range(name: str, catalog: Catalog = CATALOG) -> float:
    steepest = radians(60.0)
    if missile_design(name, catalog).lift is not None:
        # its flights are known up to an apogee, where the lofts of aimed ones end
        table = prepare_aiming(missile_design(name, catalog), LAUNCH).table
        steepest = table.loft_rad + (table.values.shape[1] - 1) * table.loft_step_rad
    best = minimize_scalar(
        lambda loft: -ground_range(name, loft, catalog),
        bounds=(radians(5.0), steepest),
        method="bounded",
        options={"xatol": 1e-3},
    )
    return float(-best.fun)


def range_with(name: str, payload_kg: float) -> float:
    row = replace(CATALOG.quantity(f"missile.{name}.payload-mass"), value=payload_kg)
    return greatest_range(name, CATALOG.with_rows([row]))


@pytest.mark.parametrize("name", CATALOG.keys("missile"))
def test_the_greatest_range_is_within_the_published_band(name):
    published = CATALOG.missile(name).published_range
    assert published.low <= greatest_range(name) <= published.high


def test_a_shahab_3_with_a_ton_flies_between_what_was_flown_and_what_was_said():
    # 900 km flown by 2011 (panel of the United Nations), 1,300 km said in 2003
    assert 900e3 < range_with("shahab-3", 1000.0) < 1300e3


def test_a_sejil_with_a_ton_flies_less_than_the_2000_km_that_iran_gives():
    # Iran names no payload: what 2,000 km leave lies between 750 kg and a ton
    assert range_with("sejil", 1000.0) < 2000e3 < range_with("sejil", 750.0)


def test_a_khorramshahr_flies_2000_km_with_1500_kg_and_so_not_with_1800_kg():
    # both were said, in 2023 and 2017; US officials believed in double the range (2017), which
    # takes a payload of less than 500 kg
    assert range_with("khorramshahr", 1500.0) == pytest.approx(2000e3, rel=0.01)
    assert range_with("khorramshahr", 1800.0) < 0.9 * 2000e3
    assert range_with("khorramshahr", 500.0) < 4000e3


def test_the_missiles_fired_into_the_indian_ocean_were_no_shahab_3():
    # early 2011, 1,900 km from Semnan province "into the mouth of the Indian Ocean", not named
    south_east = 150.0
    sejil = fly_published("sejil", "semnan", 1900.0, south_east, "minimum-energy")
    shahab_3 = fly_published("shahab-3", "semnan", 1900.0, south_east, "minimum-energy")
    assert (sejil.status, shahab_3.status) == ("ok", "out-of-range")


def test_the_musudan_reaches_guam_with_its_rows_at_their_favourable_ends_alone():
    guam = CATALOG.place("site", "guam")
    for scenario, reached in (("korea-2016", False), ("guam-2013", True)):
        catalog = load_scenario(scenario).catalog
        place = catalog.place("launch-area", "wonsan")
        launch = LaunchPoint(latitude=place.latitude.value, longitude=place.longitude.value)
        aiming = prepare_aiming(missile_design("musudan", catalog), launch)
        arc = aim(aiming, guam.latitude.value, guam.longitude.value, "minimum-energy")
        assert (arc.status == "ok") is reached
        assert catalog.missile("musudan").published_range.high == 4000e3


# Launch points, bearings and ranges are those of the CNS database; apogees and times see README.
# 10 per cent: published apogees of one flight differ by that much among themselves.
FLIGHTS = [
    ("scud-c", "wonsan", 450.0, 93.0, "minimum-energy", 120.0, 360.0),
    ("scud-c", "hwangju", 500.0, 67.0, "minimum-energy", 130.0, None),
    ("scud-er", "sohae", 1000.0, 80.0, "minimum-energy", 260.0, None),
    ("nodong", "sukchon", 650.0, 90.0, "minimum-energy", 150.0, None),
    ("hwasong-12", "north-kusong", 787.0, 71.0, "full-burn-lofted", 2111.5, 1800.0),
    ("hwasong-12", "mupyong-ni", 800.0, 75.0, "full-burn-lofted", 2000.0, None),
    ("hwasong-12", "pyongyang", 2700.0, 73.0, "minimum-energy", 550.0, None),
    ("hwasong-12", "pyongyang", 3700.0, 72.0, "minimum-energy", 770.0, None),
    ("pukguksong-2", "kusong", 500.0, 90.0, "full-burn-lofted", 550.0, 780.0),
]


def fly_published(
    name: str, area: str, range_km: float, bearing_deg: float, shape: str
) -> AimedArc:
    place = CATALOG.place("launch-area", area)
    launch = LaunchPoint(latitude=place.latitude.value, longitude=place.longitude.value)
    longitude, latitude, _ = WGS84.fwd(
        place.longitude.degrees, place.latitude.degrees, bearing_deg, 1e3 * range_km
    )
    aiming = prepare_aiming(missile_design(name), launch)
    return aim(aiming, radians(latitude), radians(longitude), shape)


@pytest.mark.parametrize(
    ("name", "area", "range_km", "bearing_deg", "shape", "apogee_km", "time_s"), FLIGHTS
)
def test_a_published_flight_is_reproduced(
    name, area, range_km, bearing_deg, shape, apogee_km, time_s
):
    arc = fly_published(name, area, range_km, bearing_deg, shape)
    assert arc.status == "ok"
    assert arc.apogee_m / 1e3 == pytest.approx(apogee_km, rel=0.1)
    if time_s is not None:
        # published in whole minutes
        assert arc.time_of_flight_s == pytest.approx(time_s, abs=30.0)


def test_the_musudan_of_22_june_2016_is_not_reproduced():
    # 1,413.6 km claimed over 400 km; with the payload of Savelsberg and Kiessling the missile
    # comes to three quarters of it, as their own range of 1,900 to 2,350 km says it should
    arc = fly_published("musudan", "wonsan", 400.0, 73.0, "full-burn-lofted")
    assert arc.status == "ok"
    assert 0.7 * 1413.6 < arc.apogee_m / 1e3 < 0.8 * 1413.6
