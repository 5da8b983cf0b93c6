"""One place on the footprint: the same answer as the footprint gives for all places."""

import numpy as np
import pytest

from bongsu.errors import InputError, OutOfReachError
from bongsu.geography.populated_places import populated_places
from bongsu.studies.footprint.places.levels import by_place
from bongsu.studies.footprint.places.protection import asked_place, flights_at, shares_at


@pytest.fixture(scope="module")
def coarse(korea):
    return korea.only(missile="nodong").at_spacing(60)


def test_a_place_has_the_shares_of_the_footprint_by_place(coarse, nodong):
    found = by_place(nodong, "province").isel(site=0).set_index(place="place")
    for title in ("Seoul", "Busan"):
        shares = shares_at([coarse], asked_place(coarse, title))
        told = found.sel(place=title)["people_share"]
        assert shares.average[0] == pytest.approx(float(told.sel(over="average")))
        assert shares.every[0] == pytest.approx(float(told.sel(over="every")))


def test_the_average_is_that_of_the_flights_where_all_reach_the_place(coarse):
    place = asked_place(coarse, "Seoul")
    flights = flights_at(coarse, place)
    assert len(flights) == 12
    mean = np.mean([one.share for one in flights])
    assert shares_at([coarse], place).average[0] == pytest.approx(mean)
    assert {one.reason for one in flights if one.share == 0.0} <= {
        "not-seen",
        "too-late",
        "too-low",
        "out-of-reach",
    }


def test_the_people_of_a_place_are_those_of_the_census(coarse):
    assert asked_place(coarse, "Seoul").people == pytest.approx(9_904_312)


def test_a_point_counts_flights(coarse):
    place = asked_place(coarse, (35.87, 128.6))
    shares = shares_at([coarse], place)
    met = [one.share for one in flights_at(coarse, place)]
    assert place.people is None
    assert set(met) <= {0.0, 1.0}
    assert shares.average[0] == pytest.approx(np.mean(met))
    assert shares.every[0] == min(met)


@pytest.mark.parametrize(
    ("spot", "where"),
    [("Beijing", "in China"), ("35,130", "at sea"), ("Pyongyang", "in North Korea")],
)
def test_a_place_outside_the_map_of_people_is_refused(coarse, spot, where):
    with pytest.raises(InputError, match=rf"lies {where}, outside the map of people"):
        asked_place(coarse, spot)


def test_a_place_that_no_flight_reaches_is_out_of_reach(korea):
    short = korea.only(missile="scud-b", launch_area="kaesong")
    with pytest.raises(OutOfReachError, match=r"Jeju is out of reach: no flight of Scud-B"):
        shares_at([short], asked_place(short, "Jeju"))


def test_another_site_protects_another_share(coarse):
    place = asked_place(coarse, "Daegu")
    own, moved = shares_at([coarse], place), shares_at([coarse.moved(to="wonju")], place)
    assert own.average[0] != moved.average[0]


def test_people_of_populated_places_are_those_of_the_city(islands):
    place = asked_place(islands, "Suva")
    table = populated_places("FJI")
    assert place.named.country == "FJI"
    assert place.people == pytest.approx(table.people[table.name.index("Suva")])
