"""Kept flights: the bits of a footprint, within a bound of memory."""

import numpy as np
import pytest

from bongsu.scenario import load_scenario
from bongsu.server.kept import KeptFlights
from bongsu.studies.footprint.play import footprint
from bongsu.studies.footprint.together import totals
from bongsu.words import OVERS

KOREA = (
    load_scenario("korea-2016")
    .only(missile="nodong", shape="minimum-energy", launch_area=["hwangju", "tonghae"])
    .at_spacing(90)
)
NAMES = ("reason", "shots", "p_defend", "margin_s", "margin_km")


@pytest.fixture(scope="module")
def whole():
    return footprint(KOREA)


@pytest.mark.parametrize("most_bytes", [0, 400_000, 10**8])
def test_what_is_kept_and_what_is_not_is_played_alike(whole, most_bytes):
    kept = KeptFlights(most_bytes)
    for _ in range(2):
        played = kept.play(KOREA)
        assert kept.flights.taken_bytes <= most_bytes
        for name in NAMES:
            found = getattr(played.answers, name)
            assert np.array_equal(found, whole[name].values[0], equal_nan=True)


def test_its_sums_are_those_of_a_footprint(whole):
    played = KeptFlights(10**8).play(KOREA)
    for over in OVERS:
        same, found = totals(whole, over), played.sums()[over]
        assert found.share == pytest.approx(same["people_share_within_reach"], rel=1e-12)
        assert found.people == pytest.approx(same["people_defended"], rel=1e-12)
        assert found.area_km2 == pytest.approx(same["area_defended_km2"], rel=1e-12)
    assert played.dataset().identical(whole)


def test_other_aim_points_and_flights_are_flown_anew():
    kept = KeptFlights(10**8)
    sizes = []
    for scenario in (KOREA, KOREA.moved("daegu"), KOREA.facing(10), KOREA.at_spacing(70)):
        kept.play(scenario)
        sizes.append(kept.flights.taken_bytes)
    assert sizes[0] == sizes[1] == sizes[2] < sizes[3]


def test_the_least_recently_used_go_first():
    """What is played now pushes out what was played before."""
    kept = KeptFlights(10**8)
    kept.play(KOREA)
    room = kept.flights.taken_bytes
    small = KeptFlights(room)
    small.play(KOREA)
    small.play(KOREA.at_spacing(70))
    assert 0 < small.flights.taken_bytes <= room


def test_cued_batteries_are_played_alike():
    cued = KOREA.cued()
    played = KeptFlights(10**8).play(cued)
    found = footprint(cued)
    assert np.array_equal(played.answers.margin_s, found["margin_s"].values[0], equal_nan=True)
