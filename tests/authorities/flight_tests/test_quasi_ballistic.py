"""What lies behind the rows of the KN-23: lift on the way down, and what 800 km take."""

from dataclasses import replace
from math import radians

import pytest
from pyproj import Geod

from bongsu.catalog import load_catalog
from bongsu.engagement.factory import missile_design
from bongsu.physics.aim.aiming import aim, prepare_aiming
from bongsu.physics.flight.states import LaunchPoint
from bongsu.validation.rows import published_rows

ELLIPSOID = Geod(ellps="WGS84")
KN_23 = missile_design("kn-23")
# published apogees of one flight differ by that much among themselves
BOUND = 0.10


ROWS = {row.id: row for row in published_rows()}


def aimed(case, missile=KN_23):
    given = ROWS[case].quantities[0].given
    latitude, longitude = given["launch"]
    there_longitude, there_latitude, _ = ELLIPSOID.fwd(
        longitude, latitude, given["bearing_deg"], 1e3 * given["range_km"]
    )
    point = LaunchPoint(latitude=radians(latitude), longitude=radians(longitude))
    place = radians(there_latitude), radians(there_longitude)
    return aim(prepare_aiming(missile, point), *place, given["shape"], tolerance=0.01)


@pytest.mark.parametrize("case", ["A09-lift", "2019-08-06", "2022-01-14", "2022-01-27"])
def test_a_published_flight_is_met(case):
    assert aimed(case).miss_m < 50.0


def test_it_takes_lift_to_fly_that_far_that_low():
    # 25 July 2019 is row A09
    arc = aimed("2019-08-06", replace(KN_23, lift=None))
    assert arc.status == "ok"
    assert arc.apogee_m / 1e3 > 1.4 * ROWS["2019-08-06"].quantities[0].published


def test_the_flight_of_800_km_is_beyond_the_nominal_missile_and_within_its_ranges():
    assert aimed("A08-lift").status == "out-of-range"
    entry = load_catalog().missile("kn-23")
    stage = entry.stages[0]
    more = stage.propellant_mass.high / stage.propellant_mass.value
    favourable = replace(
        KN_23,
        payload_mass_kg=entry.payload_mass.low,
        stages=(
            replace(
                KN_23.stages[0],
                propellant_mass_kg=stage.propellant_mass.high,
                vacuum_thrust_n=more * KN_23.stages[0].vacuum_thrust_n,
                sea_level_thrust_n=more * KN_23.stages[0].sea_level_thrust_n,
            ),
        ),
    )
    arc = aimed("A08-lift", favourable)
    assert arc.status == "ok"
    assert arc.apogee_m / 1e3 == pytest.approx(60.0, rel=BOUND)
