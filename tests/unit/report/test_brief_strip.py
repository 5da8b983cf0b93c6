"""Fields of view as strips on a border, and timelines of the flights that readings ask about."""

import numpy as np
import pytest
import xarray as xr

from bongsu.claims.case import Case
from bongsu.claims.claim import built_in_claims
from bongsu.report.brief.comparisons import strip_compared
from bongsu.report.brief.figures.sheet import Sheet
from bongsu.report.brief.figures.timelines import flown_timelines, timelines
from bongsu.report.language import Language
from bongsu.scenario import load_scenario

LATITUDE, LONGITUDE = np.arange(30.25, 50.0, 0.5), np.arange(110.25, 140.0, 0.5)


def seen(where):
    latitude, longitude = np.meshgrid(LATITUDE, LONGITUDE, indexing="ij")
    return xr.DataArray(
        where(latitude, longitude),
        dims=("latitude", "longitude"),
        coords={"latitude": LATITUDE, "longitude": LONGITUDE},
    )


def strip(area_km2, where, language="en"):
    told = strip_compared(area_km2, seen(where), "PRK", ["CHN", "RUS"], Language(language))
    return told.replace("\u00a0", " ")


def test_a_field_over_the_whole_border_is_as_long_as_the_border_of_the_maps():
    # the outline of the maps cuts the corners of rivers
    told = strip(104_000.0, lambda latitude, longitude: latitude > 0.0)
    assert told.startswith("That is a strip about 1,040 km long on the border with North Korea, ")
    assert ", 100 km deep on average: about the size of South Korea." in told


def test_half_of_the_border_is_half_as_long_and_twice_as_deep():
    told = strip(10_000.0, lambda latitude, longitude: longitude < 127.0)
    length = float(told.split("about ")[1].split(" km")[0])
    depth = float(told.split(", ")[1].split(" km")[0])
    assert 300.0 < length < 700.0
    assert length * depth == pytest.approx(10_000.0, rel=0.02)


def test_what_is_no_strip_is_not_called_one():
    assert strip(10_000.0, lambda latitude, longitude: latitude < 31.0) == ""
    assert strip(2e6, lambda latitude, longitude: latitude > 0.0) == ""
    assert "북한 국경" in strip(104_000.0, lambda latitude, longitude: latitude > 0.0, "ko")


def test_each_flight_of_a_claim_about_time_is_drawn_once_with_its_shots():
    scenario = load_scenario("korea-2016").only(missile="nodong", launch_area="hwangju")
    case = Case("nominal", scenario, only=frozenset({"seongju-seongsan"}))
    [claim] = [one for one in built_in_claims() if one.id == "mnd-busan-lofted"]
    assert claim.figures == ["timelines"]
    flown = flown_timelines(case, claim.readings)
    assert [one.reported for one in flown] == [False, False, False, False, True]
    plate = timelines(flown, Sheet(language=Language()))
    shots = [len(one.timeline.engagement.shots) for one in flown]
    assert [panel.svg.count('class="bar-added"') for panel in plate.panels] == shots
    assert sum(shots) > 0
    assert plate.panels[3].title.endswith(f"battery at Seongju golf course; shots: {shots[3]}")
    assert flown_timelines(case, []) == []
