"""The footprint study: what adds up, what each option changes, what is refused."""

from dataclasses import replace

import numpy as np
import pytest

from bongsu.engagement.batteries import fire_unit, separate_radar
from bongsu.engagement.flown import FlownPlans
from bongsu.engagement.threats import aim, flight_plans, fly_one, one_plan, play, play_all
from bongsu.errors import InputError
from bongsu.geography.population import SEOUL
from bongsu.geography.region import protected
from bongsu.physics.fire.control import engage_flight
from bongsu.scenario import SeparateRadar, load_scenario
from bongsu.studies.footprint.play import footprint, footprints
from bongsu.studies.footprint.together import reduced
from bongsu.words import CELL_REASONS

KOREA = load_scenario()
SPACING_M = 60e3
# a Scud-B reaches some of it
NORTH_JEOLLA = "35"


NODONG = KOREA.only(missile="nodong").at_spacing(60.0)


def test_sums_add_up(nodong) -> None:
    assert float(nodong["cell_people"].sum()) == pytest.approx(51_069_375)
    defended = nodong["shots"] >= 1
    area = (defended * nodong["cell_area_km2"]).sum("cell")
    assert np.allclose(area, nodong["area_defended_km2"])
    people = (nodong["municipality_people_share"] * nodong["municipality_people"]).sum(
        "municipality"
    )
    assert np.allclose(people, nodong["people_defended"])
    assert (nodong["area_defended_km2"] <= nodong["area_within_reach_km2"] + 1e-6).all()
    assert (nodong["people_defended_expected"] <= nodong["people_defended"] + 1e-6).all()


def test_answers_fit_each_other(nodong) -> None:
    feasible = nodong["reason"] == 0
    assert ((nodong["shots"] > 0) == feasible).all()
    assert (nodong["margin_s"].where(feasible, 1.0) >= 0.0).all()
    late = nodong["reason"] == CELL_REASONS.index("too-late")
    assert (nodong["margin_s"].where(late, -1.0) < 0.0).all()
    far = nodong["reason"] == CELL_REASONS.index("out-of-reach")
    assert (nodong["margin_km"].where(far, -1.0) < 0.0).all()
    low = nodong["reason"] == CELL_REASONS.index("too-low")
    assert (nodong["margin_km"].where(low, -1.0) < 0.0).all()
    first = nodong["first_intercept_altitude_km"].where(feasible, 90.0)
    assert ((first >= 40.0 - 1e-3) & (first <= 150.0 + 1e-3)).all()
    assert ((nodong["p_defend"] > 0.0) == feasible).all()


def test_each_variable_says_what_it_is(nodong) -> None:
    for name, variable in nodong.variables.items():
        assert variable.attrs["long_name"], name
        if variable.dtype.kind in "fiu":
            assert variable.attrs["units"], name
    assert set(nodong["reason"].attrs["flag_meanings"].split()) == set(CELL_REASONS)
    assert nodong.attrs["scenario_hash"] == NODONG.hash()


def test_a_cell_is_what_one_engagement_finds(nodong) -> None:
    unit = fire_unit(KOREA)
    plan = flight_plans(NODONG)[0]
    grid = protected("KOR", SPACING_M, "census").grid
    for cell in range(0, len(grid), 9):
        place = float(grid.latitude_deg[cell]), float(grid.longitude_deg[cell])
        alone = engage_flight(unit.kernel, fly_one(KOREA, plan, *place))
        at = nodong.isel(site=0, flight=0, cell=cell)
        assert CELL_REASONS[int(at["reason"])] == (alone.reason or "feasible")
        assert int(at["shots"]) == len(alone.shots)
        if alone.feasible:
            assert float(at["margin_s"]) == pytest.approx(alone.margin_s, abs=0.05)


def test_worst_and_best_enclose_every_flight(nodong) -> None:
    worst, best = reduced(nodong, "every"), reduced(nodong, "any")
    assert float(worst["people_share"][0]) <= float(nodong["people_share"].min())
    assert float(best["people_share"][0]) >= float(nodong["people_share"].max())


def test_result_does_not_depend_on_cores(nodong, monkeypatch) -> None:
    monkeypatch.setenv("BONGSU_THREADS", "1")
    alone = footprint(NODONG)
    for name in ("reason", "shots", "margin_s", "p_defend"):
        assert np.array_equal(alone[name].values, nodong[name].values, equal_nan=True)


@pytest.mark.parametrize(
    "changed",
    [
        NODONG.with_doctrine(rule="salvo"),
        NODONG.with_doctrine(rule="shoot-shoot-look"),
        NODONG.with_doctrine(keep_out_altitude_km=70.0),
        NODONG.with_doctrine(ceiling_km=80.0),
        NODONG.with_doctrine(kill_probability=0.5),
        NODONG.with_doctrine(detect_to_launch_s=203.0),
        NODONG.with_doctrine(clock_start_s=200.0),
        NODONG.facing(250),
        NODONG.moved("daegu"),
    ],
    ids=["salvo", "ssl", "keep-out", "ceiling", "kill", "clock", "clock start", "azimuth", "site"],
)
def test_each_option_changes_the_footprint(nodong, changed) -> None:
    other = footprint(changed)
    differs = [
        not np.array_equal(other[name].values, nodong[name].values, equal_nan=True)
        for name in ("reason", "shots", "p_defend", "margin_s")
    ]
    assert any(differs)
    assert other.attrs["scenario_hash"] != nodong.attrs["scenario_hash"]


def test_required_shots(nodong) -> None:
    twice = footprint(NODONG, required_shots=2)
    assert (twice["people_defended"] <= nodong["people_defended"]).all()


def test_side_by_side_they_are_as_alone(nodong) -> None:
    scenarios = [NODONG, NODONG.moved("pyeongtaek"), NODONG.facing(10)]
    found = footprints(scenarios)
    assert found["site"].values.tolist() == [
        "seongju-golf-course", "pyeongtaek", "seongju-golf-course"
    ]  # fmt: skip
    hashes = [scenario.hash() for scenario in scenarios]
    assert found.attrs["scenario_hash"] == found["scenario_hash"].values.tolist() == hashes
    assert len(set(hashes)) == 3
    moved = footprint(scenarios[1])
    for name in ("reason", "shots", "margin_s"):
        assert np.array_equal(found[name][0], nodong[name][0], equal_nan=True)
        assert np.array_equal(found[name][1], moved[name][0], equal_nan=True)
    assert not np.array_equal(found["shots"][1], nodong["shots"][0])
    assert moved.attrs["scenario_hash"] == hashes[1]


@pytest.mark.parametrize(
    ("other", "words"),
    [
        (NODONG.at_spacing(50.0), "share their region"),
        (NODONG.only(shape="depressed"), "share their threats"),
        (NODONG.with_parameter("missile.nodong.payload-mass", "low"), "known of their missiles"),
        (NODONG.with_levels({"cross-section.reentry-vehicle.side": "low"}), "of their missiles"),
    ],
)
def test_what_cannot_stand_side_by_side(other, words) -> None:
    with pytest.raises(InputError, match=words):
        footprints([NODONG, other])


def test_a_second_battery_adds_shots(nodong) -> None:
    first = KOREA.batteries[0]
    second = first.model_copy(update={"name": "second", "site": "pyeongtaek"})
    two = NODONG.model_copy(update={"batteries": (first, second)})
    found = footprint(two)
    assert (found["shots"] >= nodong["shots"]).all()
    assert (found["people_defended"] > nodong["people_defended"]).any()
    assert (found["p_defend"].fillna(0.0) >= nodong["p_defend"].fillna(0.0) - 1e-12).all()


def test_cueing_by_a_radar_nearer_to_the_launch_brings_commit_forward() -> None:
    plan = flight_plans(NODONG)[0]
    grid = protected("KOR", SPACING_M, "census").grid
    aimed = aim(KOREA, plan, grid.latitude_deg, grid.longitude_deg)
    unit = fire_unit(KOREA)
    near = SeparateRadar.model_validate(
        {
            "name": "near",
            "type": "an-tpy-2",
            "site": "wonju",
            "setting": {"mode": "forward-based", "boresight": "310 deg"},
        }
    )
    cued = replace(unit, cues=(separate_radar(KOREA, near),), cue_s=1.0)
    slow = replace(cued, cue_s=500.0)
    alone, helped, late = play_all([unit, cued, slow], aimed)
    seen = np.isfinite(alone.committed_s)
    assert (helped.committed_s[seen] <= alone.committed_s[seen]).all()
    assert (helped.committed_s[seen] < alone.committed_s[seen] - 5.0).any()
    assert (helped.shots >= alone.shots).all()
    both = (alone.reason == 0.0) & (helped.reason == 0.0)
    assert (helped.first_s[both] <= alone.first_s[both] + 1e-2).all()
    assert (helped.margin_s[both] >= alone.margin_s[both] - 1e-2).all()
    assert np.array_equal(late, alone, equal_nan=True)


def test_the_radars_in_japan_can_be_asked() -> None:
    assert fire_unit(KOREA).cues == ()
    unit = fire_unit(KOREA.cued())
    assert len(unit.cues) == len(KOREA.radars)
    assert unit.cue_s == KOREA.catalog.battery("thaad-battery").cue_time.value


def test_unreachable_points_are_told_apart_from_undefended_ones() -> None:
    plan = flight_plans(KOREA.only(missile="scud-b"))[0]
    aimed = aim(KOREA, plan, [33.5, 37.5], [126.5, 127.0])
    assert aimed.status.tolist() == [1, 0]
    result = play(fire_unit(KOREA), aimed)
    assert all(np.isnan(answer[0]) for answer in result)
    assert np.isfinite(result.reason[1])


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: footprint(NODONG, required_shots=0), "at least 1"),
        (lambda: footprints([]), "no scenario"),
        (lambda: footprint(NODONG.in_mode("forward-based")), "does not guide interceptors"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_the_reason(call, words) -> None:
    with pytest.raises(InputError, match=words):
        call()


def test_the_skyline_of_its_site_does_not_move_with_a_battery() -> None:
    """Footprint and timeline put a battery on a site in one way."""
    wall = {"boresight": "340 deg", "skyline": [{"azimuth": "0 deg", "elevation": "50 deg"}]}
    surveyed = KOREA.batteries[0].model_copy(update={"radar": wall})
    coarse = NODONG.at_spacing(80.0)
    walled = coarse.model_copy(update={"batteries": (surveyed,)})
    kept = fire_unit(walled).kernel.radar
    at_home = fire_unit(walled.moved("seongju-golf-course")).kernel.radar
    elsewhere = fire_unit(walled.moved("daegu")).kernel.radar
    free = fire_unit(coarse.moved("daegu")).kernel.radar
    assert kept.sin_floor.max() > np.sin(np.radians(49.0))
    assert np.array_equal(at_home.sin_floor, kept.sin_floor)
    assert np.array_equal(elsewhere.sin_floor, free.sin_floor)
    found = footprints([walled, walled.moved("daegu")])
    open_ground = footprints([coarse, coarse.moved("daegu")])
    assert found["shots"][0].sum() < 0.1 * open_ground["shots"][0].sum()
    assert np.array_equal(found["shots"][1], open_ground["shots"][1])


def test_an_apogee_needs_a_shape_that_has_one() -> None:
    [threat] = [threat for threat in KOREA.threats if threat.missile == "nodong"]
    changed = threat.model_copy(update={"shapes": ("minimum-energy", "lofted"), "apogee": 4e5})
    lofted = KOREA.model_copy(update={"threats": (changed,)})
    plans = flight_plans(lofted)
    assert {(plan.shape, plan.apogee_m) for plan in plans} == {
        ("minimum-energy", None),
        ("lofted", 4e5),
    }
    area = KOREA.place("launch-area", "hwangju")
    # one flight alone is what the scenario lists
    assert one_plan(lofted, "nodong", area, "lofted").apogee_m == 4e5
    assert one_plan(KOREA, "nodong", area, "lofted").apogee_m is None
    with pytest.raises(InputError, match="not with minimum-energy"):
        one_plan(KOREA, "nodong", area, "minimum-energy", apogee_m=4e5)


@pytest.mark.parametrize("kept", [False, True])
@pytest.mark.parametrize(("missile", "prefix"), [("nodong", SEOUL), ("scud-b", NORTH_JEOLLA)])
def test_some_municipalities_have_the_shares_that_they_have_in_the_whole(
    kept, missile, prefix
) -> None:
    """Also where flights to all of the region are kept, and those to some cells taken from them."""
    scenario = KOREA.only(missile=missile).at_spacing(SPACING_M / 1e3)
    every = footprints([scenario]).isel(site=0)
    part = footprints([scenario], flown=FlownPlans() if kept else None, municipalities=prefix).isel(
        site=0
    )
    _, cells = scenario.region.protected().within(prefix)
    assert np.array_equal(part["reason"].values, every["reason"].isel(cell=cells).values)
    inside = [name.startswith(prefix) for name in every["municipality"].values]
    assert 0 < sum(inside) == part.sizes["municipality"]
    assert part.sizes["cell"] < every.sizes["cell"]
    whole = every["municipality_people_share"].isel(municipality=inside)
    assert np.allclose(part["municipality_people_share"], whole)
    people = float(part["municipality_people"].sum())
    assert float(part["cell_people"].sum()) == pytest.approx(people)
    defended = (whole * whole["municipality_people"]).sum("municipality")
    assert np.allclose(part["people_defended"], defended)


def test_municipalities_that_no_census_knows_are_refused() -> None:
    with pytest.raises(InputError, match=r"^no municipality of South Korea is 99$"):
        footprints([NODONG], municipalities="99")
