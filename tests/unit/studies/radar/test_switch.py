"""Turning a radar and changing its mode: how long it is blind, and what it sees afterwards."""

import json

import pytest

from bongsu.errors import InputError
from bongsu.scenario import built_in_text, parse_scenario
from bongsu.studies.radar.switch import azimuth_to, in_view_at_floor, radar_switch, turned_to
from bongsu.studies.radar.view.station import radar_view

HOUR = 3600.0


def build(extra=""):
    text = built_in_text("korea-2016").replace("numerics:\n", "numerics:\n  radar_grid: 2 deg\n")
    return parse_scenario(text + extra)


@pytest.fixture(scope="module")
def scenario():
    return build()


def test_nothing_to_do_takes_no_time(scenario):
    found = radar_switch(scenario, scenario)
    assert (found.turn, found.mode_change) == (None, None)
    assert found.blind_s == found.blind_low_s == found.blind_high_s == 0.0
    # what remains is the wait for the fence
    assert found.first_look_s == pytest.approx(1.0)


def test_turning_and_changing_the_mode_take_the_times_of_the_catalogue(scenario):
    radar = scenario.catalog.radar("an-tpy-2")
    turned = radar_switch(scenario, scenario.facing(300))
    assert turned.blind_s == radar.turn_time.value == 8.0 * HOUR
    changed = radar_switch(scenario, scenario.in_mode("forward-based"))
    assert changed.blind_s == radar.mode_change_time.value == 8.0 * HOUR
    both = radar_switch(scenario, scenario.in_mode("forward-based").facing(300))
    assert both.blind_s == max(turned.blind_s, changed.blind_s)
    assert both.blind_high_s == turned.blind_high_s + changed.blind_high_s
    assert both.blind_low_s < both.blind_s < both.blind_high_s


@pytest.mark.parametrize(
    ("row", "change"),
    [
        ("turn-time", lambda one: one.facing(10)),
        ("mode-change-time", lambda one: one.in_mode("forward-based")),
    ],
)
def test_the_rows_act(row, change):
    values = "{value: 20 h, low: 10 h, high: 30 h, source: test}"
    slow = build(f"overrides:\n  radar.an-tpy-2.{row}: {values}\n")
    found = radar_switch(slow, change(slow))
    assert (found.blind_low_s, found.blind_s, found.blind_high_s) == (
        10.0 * HOUR,
        20.0 * HOUR,
        30.0 * HOUR,
    )


def test_a_threat_inside_the_sector_needs_no_turn(scenario):
    view = radar_view(scenario)
    inside, outside = (39.0, 125.7), (37.0, 132.0)
    assert in_view_at_floor(view, azimuth_to(view, *inside))
    assert turned_to(scenario, *inside) is scenario
    found = radar_switch(scenario, turned_to(scenario, *outside))
    assert found.turn is not None
    assert found.after.boresight_deg == pytest.approx(azimuth_to(view, *outside))
    # who turns away loses the launch areas behind
    assert all(before for before, _ in found.launch_areas.values())
    assert not all(after for _, after in found.launch_areas.values())


def test_edges_of_the_sector(scenario):
    # 60 deg about a face tilted by 30 deg hold 58.06 deg to either side at the floor of 5 deg
    view = radar_view(scenario.facing(350))
    assert in_view_at_floor(view, 350.0 - 58.05)
    assert in_view_at_floor(view, 350.0 + 58.05 - 360.0)
    assert not in_view_at_floor(view, 350.0 - 58.07)
    assert not in_view_at_floor(view, 350.0 + 58.07 - 360.0)
    # a steeper face sees less along the horizon
    steep = radar_view(scenario.facing(350).tilted(60))
    assert in_view_at_floor(steep, 320.0)
    assert not in_view_at_floor(steep, 318.0)


def test_the_forward_mode_sees_more_of_china(scenario):
    found = radar_switch(scenario, scenario.in_mode("forward-based").facing(310))
    china = found.coverage["area_km2"].sel(task="detect", country="CHN")
    area = china.isel(object=0, altitude_km=0)
    assert float(area.sel(when="after")) > 3.0 * float(area.sel(when="before"))


def test_command(bongsu, tmp_path):
    file = tmp_path / "coarse.yaml"
    file.write_text(
        built_in_text("korea-2016").replace("numerics:\n", "numerics:\n  radar_grid: 2 deg\n")
    )

    def run(*arguments):
        return bongsu("radar", "switch", file, *arguments)

    found = json.loads(run("--mode", "forward-based", "--boresight", 310, "--json")[1])
    assert found["blind_h"] == 8.0
    assert not found["guides_interceptors_after"]
    before, after = found["provenance"]["scenario_hash"]
    turned = json.loads(run("--boresight", 310, "--json")[1])["provenance"]["scenario_hash"]
    assert turned[0] == before
    assert len({before, after, turned[1]}) == 3
    assert set(found["launch_areas_after"]) < set(found["launch_areas_before"])
    assert (
        found["countries"]["CHN"]["area_after_km2"] > found["countries"]["CHN"]["area_before_km2"]
    )
    code, out, _ = run("--towards", "37,132")
    assert code == 0
    assert "blind [h]" in out
    for arguments, word in (
        (("--mode", "terminl"), "terminal"),
        (("--boresight", "20", "--towards", "37,132"), "not both"),
        (("--towards", "97,132"), "latitude"),
    ):
        code, out, err = run(*arguments)
        assert (code, out) == (2, "")
        assert word in err


def test_a_radar_that_moves_is_not_turned(scenario):
    with pytest.raises(InputError, match="another battery or site"):
        radar_switch(scenario, scenario.moved("daegu"))
