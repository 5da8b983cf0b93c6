"""From a lofted test to the farthest range, against published estimates (L01 to L06)."""

import csv
import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bongsu.catalog.records.missile_tests import lofted_catalog
from bongsu.engagement.factory import missile_design
from bongsu.errors import InputError, OutOfReachError
from bongsu.physics.flight.lofted import ANYWHERE_M, range_from_lofted_test

CATALOG = lofted_catalog()
with (Path(__file__).parent / "times.csv").open(encoding="utf-8") as file:
    TIMES = {row["case"]: row for row in csv.DictReader(file)}
HWASONG_14 = missile_design("hwasong-14", CATALOG)
HWASONG_15 = missile_design("hwasong-15", CATALOG)


def test_l02_hwasong_14_july_28():
    # 10,000 (Janes, CSIS) to 11,000 km, 10,400 most quoted
    found = range_from_lofted_test(HWASONG_14, 998e3, 3724.9e3)
    assert found.maximum_range_m / 1e3 == pytest.approx(10400.0, rel=0.10)
    assert found.maximum_range_m > 1.2 * found.impulsive_range_m


def test_l03_hwasong_14_july_4():
    # over 6,000 (Stratfor), 6,700 (Wright), up to 7,000 km (CSIS); the 10 % are those of L02
    found = range_from_lofted_test(HWASONG_14, 950e3, 2800e3)
    assert 6000.0 < found.maximum_range_m / 1e3 < 1.10 * 7000.0


def test_l04_hwasong_12_may_14():
    # at least 4,000 (Reuters), up to 4,500 km (CSIS); the catalogue's inert mass is fitted to this
    # flight, its range is not
    found = range_from_lofted_test(missile_design("hwasong-12"), 787e3, 2111.5e3)
    assert found.maximum_range_m / 1e3 == pytest.approx(4500.0, rel=0.10)
    assert found.payload_kg == pytest.approx(650.0, rel=0.05)


def test_l05_musudan():
    # 3,200 km if the claimed apogee is true (Savelsberg and Kiessling)
    found = range_from_lofted_test(missile_design("musudan"), 400e3, 1413.6e3)
    assert found.maximum_range_m / 1e3 == pytest.approx(3200.0, rel=0.10)
    # that takes a payload far below the 650 kg they reckon with
    assert found.payload_kg < 300.0


def test_l06_pukguksong_2_does_not_reach_the_claimed_2000_km():
    # the National Intelligence Service said more than 2,000 km; analysts 1,200 to 1,250 km
    found = range_from_lofted_test(missile_design("pukguksong-2"), 500e3, 550e3)
    assert found.maximum_range_m / 1e3 == pytest.approx(1225.0, rel=0.10)
    assert found.maximum_range_m < 1500e3


def test_l01_hwasong_15_exceeds_13000_km():
    # published: more than 13,000 km. Near orbital speed 1 % of speed is some 900 km, so that the
    # number itself is not reproduced (docs/validation.md)
    found = range_from_lofted_test(HWASONG_15, 960e3, 4500e3)
    assert found.maximum_range_m > 13000e3
    assert found.impulsive_range_m == pytest.approx(9983e3, rel=0.01)


# bands of the collection of cases: time beyond the drag-free arc for T01 and T02, both published
# times for T08, whole minutes by Japan for T03 and T04, by North Korea for T09. No stages are
# published for the missiles of T02 and T04: the nearest in kind stand for them.
@pytest.mark.parametrize(
    ("case", "design", "earliest", "latest"),
    [
        ("T01", "hwasong-14", 2587.0 + 150.0, 2587.0 + 300.0),
        ("T02", "hwasong-15", 3947.0 + 150.0, 3947.0 + 260.0),
        ("T03", "hwasong-15", 66.0 * 60.0 - 30.0, 66.0 * 60.0 + 30.0),
        ("T04", "chinese-solid-icbm", 74.0 * 60.0 - 30.0, 74.0 * 60.0 + 30.0),
        ("T08", "hwasong-14", 2220.0, 2340.0),
        ("T09", "hwasong-15", 53.0 * 60.0 - 30.0, 53.0 * 60.0 + 30.0),
    ],
)
def test_times_of_lofted_flights(case, design, earliest, latest):
    row = TIMES[case]
    found = range_from_lofted_test(
        missile_design(design, CATALOG),
        1e3 * float(row["range_km"]),
        1e3 * float(row["apogee_km"]),
        members=2,
    )
    assert earliest <= found.test_time_of_flight_s <= latest


def test_the_family_holds_the_test_and_the_farthest_flight():
    found = range_from_lofted_test(HWASONG_14, 998e3, 3724.9e3)
    assert found.range_m.max() <= found.maximum_range_m * (1.0 + 1e-4)
    assert np.interp(found.test_loft, found.loft, found.range_m) == pytest.approx(998e3, rel=0.02)
    assert np.all(np.diff(found.apogee_m) > 0.0)
    assert found.maximum_range_loft < found.test_loft


def test_a_test_that_the_missile_cannot_fly():
    with pytest.raises(OutOfReachError, match="no payload"):
        range_from_lofted_test(missile_design("scud-b"), 300e3, 4000e3)
    with pytest.raises(InputError, match="apogee must lie between 50 and 20000 km"):
        range_from_lofted_test(HWASONG_14, 998e3, math.nan)


def test_a_missile_that_reaches_orbit_reaches_anywhere():
    # a light payload on the same stages does not come down on flat arcs
    found = range_from_lofted_test(HWASONG_15, 960e3, 7500e3, members=4)
    assert found.maximum_range_m == ANYWHERE_M
    assert found.test_burnout.speed > 7000.0
    assert np.isnan(found.maximum_range_apogee_m) == (found.maximum_range_burnout is None)


def test_a_longer_burn_means_a_longer_range_for_the_same_test():
    first, last = HWASONG_15.stages
    # the same impulse in less time
    share = last.burn_time_s / 90.0
    strong = replace(
        last,
        burn_time_s=90.0,
        vacuum_thrust_n=share * last.vacuum_thrust_n,
        sea_level_thrust_n=share * last.sea_level_thrust_n,
    )
    quick = replace(HWASONG_15, stages=(first, strong))
    slow, fast = (range_from_lofted_test(m, 960e3, 4500e3, members=2) for m in (HWASONG_15, quick))
    assert slow.maximum_range_m > fast.maximum_range_m + 500e3


def test_the_payload_given_does_not_matter():
    heavy = replace(HWASONG_14, payload_mass_kg=1000.0)
    first = range_from_lofted_test(HWASONG_14, 998e3, 3724.9e3, members=2)
    second = range_from_lofted_test(heavy, 998e3, 3724.9e3, members=2)
    assert first.payload_kg == pytest.approx(second.payload_kg, rel=1e-3)
