"""What lies behind rows L01 to L06 of the scorecard, and mistakes of users."""

import math
from dataclasses import replace

import numpy as np
import pytest

from bongsu.catalog.records.missile_tests import lofted_catalog
from bongsu.engagement.factory import missile_design
from bongsu.errors import InputError, OutOfReachError
from bongsu.physics.flight.lofted import ANYWHERE_M, range_from_lofted_test

CATALOG = lofted_catalog()
HWASONG_14 = missile_design("hwasong-14", CATALOG)
HWASONG_15 = missile_design("hwasong-15", CATALOG)


def test_l02_needs_a_boost_model():
    found = range_from_lofted_test(HWASONG_14, 998e3, 3724.9e3)
    assert found.maximum_range_m > 1.2 * found.impulsive_range_m


def test_l01_exceeds_what_is_published_and_its_impulsive_bound_is_that_of_the_source():
    # more than 13,000 km; the bound without a boost is 9,983 km
    found = range_from_lofted_test(HWASONG_15, 960e3, 4500e3)
    assert found.maximum_range_m > 13000e3
    assert found.impulsive_range_m == pytest.approx(9983e3, rel=0.01)


def test_payloads_of_lofted_tests():
    # the apogee of the Hwasong-12 takes the payload of the catalogue, that of the Musudan one far
    # below the 650 kg of its source
    hwasong_12 = range_from_lofted_test(missile_design("hwasong-12"), 787e3, 2111.5e3)
    assert hwasong_12.payload_kg == pytest.approx(650.0, rel=0.05)
    assert range_from_lofted_test(missile_design("musudan"), 400e3, 1413.6e3).payload_kg < 300.0


def test_l06_does_not_exclude_the_estimate_of_the_analysts():
    # 1,200 to 1,250 km, from memory; the service's 2,000 km are row L06
    found = range_from_lofted_test(missile_design("pukguksong-2"), 500e3, 550e3)
    assert found.maximum_range_m / 1e3 == pytest.approx(1225.0, rel=0.10)


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
