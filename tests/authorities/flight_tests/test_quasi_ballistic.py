"""Published flights of the KN-23: apogee against range, with lift on the way down."""

import csv
from dataclasses import replace
from math import radians
from pathlib import Path

import pytest
from pyproj import Geod

from bongsu.catalog import load_catalog
from bongsu.engagement.factory import missile_design
from bongsu.physics.aim.aiming import aim, prepare_aiming
from bongsu.physics.flight.launch import fly
from bongsu.physics.flight.states import LaunchPoint

ELLIPSOID = Geod(ellps="WGS84")
KN_23 = missile_design("kn-23")
# published apogees of one flight differ by that much among themselves
BOUND = 0.10
SOUND_AT_THE_GROUND_M_S = 340.3


def rows():
    path = Path(__file__).parent / "quasi-ballistic.csv"
    with path.open(encoding="utf-8") as file:
        return {row["case"]: row for row in csv.DictReader(file)}


ROWS = rows()


def aimed(case, missile=KN_23):
    row = ROWS[case]
    launch = float(row["launch_lat"]), float(row["launch_lon"])
    longitude, latitude, _ = ELLIPSOID.fwd(
        launch[1], launch[0], float(row["bearing_deg"]), 1e3 * float(row["range_km"])
    )
    point = LaunchPoint(latitude=radians(launch[0]), longitude=radians(launch[1]))
    place = radians(latitude), radians(longitude)
    return aim(prepare_aiming(missile, point), *place, "full-burn-depressed", tolerance=0.01)


@pytest.mark.parametrize("case", [case for case in ROWS if case != "A08"])
def test_a_published_flight_is_reproduced(case):
    arc = aimed(case)
    assert arc.status == "ok", arc.explanation
    assert arc.miss_m < 50.0
    assert arc.apogee_m / 1e3 == pytest.approx(float(ROWS[case]["apogee_km"]), rel=BOUND)


@pytest.mark.parametrize("case", ["A09", "2019-08-06"])
def test_it_takes_lift_to_fly_that_far_that_low(case):
    arc = aimed(case, replace(KN_23, lift=None))
    assert arc.status == "ok"
    assert arc.apogee_m / 1e3 > 1.4 * float(ROWS[case]["apogee_km"])


def test_the_greatest_speed_is_the_one_published():
    # at least Mach 6.9 on 6 August 2019; the military counts with the sound at the ground
    arc = aimed("2019-08-06")
    row = ROWS["2019-08-06"]
    launch = LaunchPoint(
        latitude=radians(float(row["launch_lat"])), longitude=radians(float(row["launch_lon"]))
    )
    flown = fly(KN_23, launch, azimuth=arc.azimuth, loft=arc.loft, sample_step=0.5)
    mach = flown.samples.speed_m_s.max() / SOUND_AT_THE_GROUND_M_S
    assert 6.9 <= mach <= (1.0 + BOUND) * 6.9


def test_the_flight_of_800_km_is_beyond_the_nominal_missile_and_within_its_ranges():
    assert aimed("A08").status == "out-of-range"
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
    arc = aimed("A08", favourable)
    assert arc.status == "ok"
    assert arc.apogee_m / 1e3 == pytest.approx(60.0, rel=BOUND)
