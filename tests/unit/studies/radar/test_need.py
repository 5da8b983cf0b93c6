"""The range that the defence needs, object by object."""

import numpy as np
import pytest

from bongsu.claims.case import Cases
from bongsu.claims.measures.registry import measure
from bongsu.engagement.flown import FlownPlans
from bongsu.errors import InputError
from bongsu.scenario import load_scenario
from bongsu.studies.footprint.play import footprints
from bongsu.studies.radar import need as studied
from bongsu.studies.radar.need import detection_range, radar_need

KEPT = 0.99
COARSE = load_scenario("korea-2016").at_spacing(100)
CASES = Cases(COARSE).of("radar-range-surplus")
SURPLUS = ("nominal", "least", "greatest")


@pytest.fixture(scope="module")
def needs():
    return {name: radar_need(CASES[name].scenario, keep=KEPT) for name in SURPLUS}


@pytest.mark.parametrize("name", SURPLUS)
def test_the_needed_range_is_the_edge_of_what_keeps_the_people(needs, name) -> None:
    found = needs[name]
    assert set(found["object"].values) == {"reentry-vehicle", "body"}
    for key in found["object"].values:
        one = found.sel(object=key)
        limits, kept = one["limit_km"].values, one["kept"].values
        assert (np.diff(limits) > 0.0).all()
        assert kept[-1] == 1.0
        edge = int(np.flatnonzero(limits == float(one["needed_km"]))[0])
        assert (kept[edge:] >= KEPT).all()
        assert kept[edge - 1] < KEPT
        assert limits[edge] - limits[edge - 1] <= 1.0


@pytest.mark.parametrize("name", SURPLUS)
@pytest.mark.parametrize("mode", ["terminal", "forward-based"])
def test_no_surplus_is_negative(needs, name, mode) -> None:
    found, case = needs[name], CASES[name]
    assert (found["needed_km"] <= found["own_range_km"]).all()
    case.once("radar need", lambda: found)
    surplus = measure("radar-range-surplus", case, {"mode": mode})
    ratio = measure("radar-range-ratio", case, {"mode": mode})
    assert [label.split(", ")[-1] for label in surplus.labels] == [
        str(title) for title in found["object_title"].values
    ]
    assert (surplus.values >= 0.0).all()
    assert (ratio.values >= 1.0).all()


def test_the_needed_range_does_not_hang_on_how_it_is_searched(needs, monkeypatch) -> None:
    monkeypatch.setattr(studied, "_AT_ONCE", 2)
    again = radar_need(COARSE, keep=KEPT)
    apart = np.abs(again["needed_km"] - needs["nominal"]["needed_km"])
    assert (apart <= 1.0).all()


def test_what_is_kept_is_what_the_whole_footprint_says(needs) -> None:
    """A search plays only flights that differ at the ends of its interval."""
    one = needs["nominal"].sel(object="reentry-vehicle")
    shown = [
        threat.missile
        for threat in COARSE.threats
        if COARSE.cross_section_of(threat) == "reentry-vehicle"
    ]
    edge = int(np.flatnonzero(one["limit_km"] == float(one["needed_km"]))[0])
    flown = FlownPlans()

    def defended(limit_km: float) -> float:
        data = footprints([COARSE.with_radar_limit(limit_km)], flown=flown)
        return float(data["people_defended"][:, np.isin(data["missile"], shown)].sum())

    whole = defended(float(one["own_range_km"]))
    for trial in (edge - 1, edge, edge + 2):
        kept = defended(float(one["limit_km"][trial])) / whole
        assert kept == pytest.approx(float(one["kept"][trial]), rel=1e-12)


def test_no_range_is_longer_than_the_receiver_accepts(needs) -> None:
    near = COARSE.with_radar_limit(300)
    assert detection_range(near, "body") == 300e3
    assert detection_range(COARSE, "body") > 1000e3
    found = radar_need(near, keep=KEPT)
    assert found["own_range_km"].values.tolist() == [300.0, 300.0]
    assert (found["needed_km"] <= 300.0).all()
    assert float(needs["nominal"]["needed_km"].sel(object="reentry-vehicle")) > 300.0
    most = needs["greatest"]
    assert float(most["own_range_km"].sel(object="body")) == 5000.0


def test_an_object_against_which_nobody_is_defended_needs_no_range() -> None:
    """A Scud-B on its longest arc does not come as high as the battery may then fire."""
    high = COARSE.with_doctrine(keep_out_altitude_km=110).only(shape="minimum-energy")
    some = high.only(missile=["scud-b", "nodong"])
    found = radar_need(some, keep=KEPT)
    assert np.isnan(found["needed_km"].sel(object="body"))
    assert found["needed_km"].sel(object="reentry-vehicle") > 100.0
    with pytest.raises(InputError, match="nobody is defended"):
        radar_need(high.only(missile="scud-b"), keep=KEPT)


def test_a_share_outside_its_bounds_is_refused() -> None:
    with pytest.raises(InputError, match=r"must lie in \(0, 1\]"):
        radar_need(COARSE, keep=0.0)
