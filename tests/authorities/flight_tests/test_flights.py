"""What lies behind the rows of published flights: the plan for Guam, and other missiles."""

import pytest
from pyproj import Geod

from bongsu.catalog.records.missile_tests import missile_tests
from bongsu.physics.flight.kepler import arc_from_range_and_apogee, minimum_energy_arc
from bongsu.validation.computed.flights import flown
from bongsu.validation.rows import published_rows

ELLIPSOID = Geod(ellps="WGS84")
WONSAN = [39.15, 127.40]
SUNAN = [39.20, 125.67]
ROWS = {row.id: row for row in published_rows()}


def published(case, name):
    return next(one.published for one in ROWS[case].quantities if one.name == name)


def test_rows_and_the_catalogue_have_the_same_flights():
    """The catalogue's list of tests is what `bongsu missile tests` shows."""
    same = 0
    for test in missile_tests():
        row = ROWS.get(test.case)
        for one in row.quantities if row else ():
            printed = {"apogee": test.apogee_km, "time of flight": test.time_of_flight_s}
            if one.name in printed and test.case not in ("L01", "L02", "L03", "L05", "L06"):
                assert one.published == printed[one.name], (test.case, one.name)
                assert one.given["range_km"] == test.range_km
                same += 1
    assert same >= 10


@pytest.mark.parametrize("case", ["A01", "A04"])
def test_a_scud_er_comes_as_high_as_the_scud_c_of_the_row(case):
    given = ROWS[case].quantities[0].given
    arc = flown("scud-er", WONSAN, 75.0, given["range_km"], "minimum-energy")
    assert arc.apogee_m / 1e3 == pytest.approx(published(case, "apogee"), rel=0.10)


def test_the_flight_that_broke_up_left_too_little_time_under_power():
    # the same missile took 125 s beyond free flight twice
    free = arc_from_range_and_apogee(2700e3, 550e3)
    assert 14 * 60 - free.time_s < 90.0


# what the plan printed; a map shown that month starts near Sinpo
PLAN = ROWS["KCNA-GUAM"].quantities
PLAN_KM, PLAN_S = PLAN[0].given["range_km"], PLAN[0].published
GUAM = (13.45, 144.78)


@pytest.mark.parametrize("plan", PLAN, ids=lambda one: one.name)
def test_the_plan_for_guam_takes_longer_than_the_cheapest_arc(plan):
    # no apogee was printed, and arcs 1.5 to 2 per cent higher than the cheapest take that time
    cheapest = flown(**{name: v for name, v in plan.given.items() if name != "figure"})
    assert 7.0 < PLAN_S - cheapest.time_of_flight_s < 9.0
    where = [plan.given[name] for name in ("missile", "launch", "bearing_deg", "range_km")]
    lower, higher = (
        flown(*where, "lofted", apogee_km=factor * cheapest.apogee_m / 1e3).time_of_flight_s
        for factor in (1.015, 1.02)
    )
    assert lower < PLAN_S < higher


def test_the_plan_for_guam_leaves_time_for_boosting():
    # 105 s beyond the drag-free arc of least energy; that missile's flights spent 124 and 125 s
    # beyond arcs of their own apogees, and T16 allows 30 s between flights of one missile
    beyond = PLAN_S - minimum_energy_arc(1e3 * PLAN_KM).time_s
    assert beyond == pytest.approx(105.5, abs=1.0)
    assert abs(beyond - published("T06", "published time beyond the drag-free arc")) < 30.0


def test_the_printed_range_of_the_plan_for_guam_fits_sinpo():
    latitude, longitude = PLAN[0].given["launch"]
    _, _, distance_m = ELLIPSOID.inv(longitude, latitude, GUAM[1], GUAM[0])
    # to the waters within 40 km of an island 50 km long
    assert abs(distance_m / 1e3 - PLAN_KM) < 40.0 + 25.0
