"""What a new radar adds to those in Japan: areas, flights, the command and its picture."""

import json

import numpy as np
import pytest

from bongsu.engagement.other_flights import other_arcs
from bongsu.errors import InputError
from bongsu.report.radar.compare import compared_figure
from bongsu.scenario import built_in_text, parse_scenario
from bongsu.studies.radar.added_view import added_view
from bongsu.studies.radar.compare import (
    arcs_compared,
    compared_map,
    radars_compared,
)
from bongsu.studies.radar.view.own import view_coverage


def text():
    """The scenario with a coarse grid and three other flights."""
    written = built_in_text("korea-2016").replace("numerics:\n", "numerics:\n  radar_grid: 1 deg\n")
    start = written.index("other_flights:")
    end = written.index("numerics:")
    return (
        written[:start]
        + "other_flights:\n  - group: intercontinental\n    missile: chinese-solid-icbm\n"
        + "    launch_areas: [nanyang]\n    targets: [los-angeles]\n"
        + "  - group: theatre\n    missile: chinese-solid-mrbm\n"
        + "    launch_areas: [tonghua]\n    targets: [tokyo, okinawa]\n"
        + written[end:]
    )


@pytest.fixture(scope="module")
def scenario():
    return parse_scenario(text())


@pytest.fixture(scope="module")
def found(scenario):
    return radars_compared(scenario, altitudes_km=[100.0, 400.0], object_key="reentry-vehicle")


@pytest.fixture(scope="module")
def arcs(scenario):
    return other_arcs(scenario)[0]


def test_the_order_of_radars_does_not_change_what_all_see(scenario, found):
    turned = scenario.model_copy(update={"radars": scenario.radars[::-1]})
    other = radars_compared(turned, altitudes_km=[100.0, 400.0], object_key="reentry-vehicle")
    assert other["radar"].values.tolist() != found["radar"].values.tolist()
    np.testing.assert_allclose(
        found["added_km2"].sum("radar"), other["added_km2"].sum("radar"), rtol=1e-9, atol=1e-6
    )


def test_nothing_is_added_twice(found):
    alone, added = found["area_km2"], found["added_km2"]
    first = found["radar"].values[0]
    np.testing.assert_allclose(alone.sel(radar=first), added.sel(radar=first))
    assert (added <= alone + 1e-6).all()
    # both radars in Japan see some of the same sea
    second = alone.isel(radar=1).sel(country="sea") - added.isel(radar=1).sel(country="sea")
    assert (second.sel(task="detect") > 1e5).all()


def test_a_radar_alone_is_its_coverage(scenario, found):
    single = view_coverage(scenario, altitudes_km=[100.0, 400.0], objects=["reentry-vehicle"])
    np.testing.assert_allclose(
        found["area_km2"].isel(radar=-1).transpose("task", "altitude_km", "country"),
        single["area_km2"].isel(object=0).transpose("task", "altitude_km", "country"),
    )


def test_korea_adds_low_and_near_not_high(found):
    china = found["added_km2"].sel(task="detect", country="CHN").isel(radar=-1)
    assert china.sel(altitude_km=100.0) > 1e4
    assert china.sel(altitude_km=400.0) < 0.1 * china.sel(altitude_km=100.0)


def test_flights_are_sampled_as_the_scenario_says(scenario, arcs):
    assert {arc.samples.step_s for arc in arcs} == {scenario.numerics.sample_step}


def test_time_in_view_of_other_flights(scenario, arcs):
    seconds = {}
    constant = scenario.with_cross_sections("constant").facing(310)
    for mode in ("terminal", "forward-based"):
        result = arcs_compared(constant.in_mode(mode), arcs)
        assert (result["added_s"] <= result["new_s"]).all()
        assert set(result["object"].values) >= {"boosting-missile", "reentry-vehicle"}
        seconds[mode] = result["new_s"]
    warhead = [seconds[m].sel(object="reentry-vehicle") for m in seconds]
    stage = [seconds[m].sel(object="spent-stage") for m in seconds]
    long_range = seconds["terminal"]["group"].values == "intercontinental"
    # a terminal-mode look does not reach a warhead on its way over Manchuria, a longer one does
    assert float(warhead[0][long_range].sum()) == 0.0 < float(warhead[1][long_range].sum())
    # unless its side and its rear are seen
    by_aspect = arcs_compared(constant.with_cross_sections("by-aspect"), arcs)["new_s"]
    assert float(by_aspect.sel(object="reentry-vehicle")[long_range].sum()) > 0.0
    assert (stage[0] >= warhead[0]).all()
    assert (stage[1] >= warhead[1]).all()


def test_names_and_altitudes_are_checked(scenario):
    there = scenario.moved("shariki")
    with pytest.raises(InputError, match="names"):
        radars_compared(there, altitudes_km=[100.0], object_key="reentry-vehicle")
    with pytest.raises(InputError, match="altitude"):
        radars_compared(scenario, altitudes_km=[-1.0], object_key="reentry-vehicle")


def test_radars_set_up_in_several_ways(scenario, arcs):
    ways = [scenario, scenario.facing(310), scenario.in_mode("forward-based")]
    found = added_view(ways, arcs, objects=["reentry-vehicle", "boosting-missile"])
    assert found["mode"].values.tolist() == ["terminal", "terminal", "forward-based"]
    assert found["boresight_deg"].values == pytest.approx([340.0, 310.0, 340.0])
    assert found.attrs["scenario_hash"] == [way.hash() for way in ways]
    for index, way in enumerate(ways):
        alone = added_view([way], arcs, objects=["reentry-vehicle", "boosting-missile"])
        for name in ("new_s", "added_s"):
            assert np.array_equal(found[name][index], alone[name][0])
    fewer = scenario.model_copy(update={"radars": scenario.radars[:1]})
    with pytest.raises(InputError, match="already there"):
        added_view([scenario, fewer], arcs, objects=["reentry-vehicle"])
    with pytest.raises(InputError, match="needs a scenario"):
        added_view([], arcs, objects=["reentry-vehicle"])


def test_the_tolerance_of_flights_acts_on_other_flights(scenario, arcs):
    numerics = scenario.numerics.model_copy(update={"flight_tolerance": 50.0})
    rough = other_arcs(scenario.model_copy(update={"numerics": numerics}))[0]
    ends = [
        abs(fine.samples.position_m[-1] - coarse.samples.position_m[-1]).max()
        for fine, coarse in zip(arcs, rough, strict=True)
    ]
    assert 0.0 < max(ends) < 5e3


def test_picture(scenario, arcs):
    fine = compared_map(scenario, altitudes_km=[100.0, 400.0], cross_section_m2=0.01)
    assert bool((fine["new"] & ~fine["before"]).any())
    assert bool((fine["new"] & fine["before"]).any())
    seconds = arcs_compared(scenario, arcs)
    with_bars = compared_figure(
        fine, seconds, object_key="reentry-vehicle", object_title="Re-entry vehicle"
    )
    lower = with_bars.subfigs[1].axes[0]
    shown = (seconds["existing_s"] + seconds["added_s"]).sel(object="reentry-vehicle")
    assert len(lower.get_yticklabels()) == int((shown > 0.0).sum()) > 0
    total = sum(patch.get_width() for patch in lower.patches)
    assert total == pytest.approx(float(shown.sum()))
    assert compared_figure(fine, None, object_key="x", object_title="X").subfigs[1].axes == []


def test_command(bongsu, tmp_path):
    file, picture = tmp_path / "small.yaml", tmp_path / "compare.png"
    file.write_text(text())

    def run(*arguments):
        return bongsu("radar", "compare", file, *arguments)

    code, out, err = run("--altitude", 100, "--json", "--figure", picture)
    assert code == 0, err
    result = json.loads(out)
    assert [radar["name"] for radar in result["radars"]][:2] == ["shariki", "kyogamisaki"]
    china = result["radars"][-1]["countries"]["CHN"]
    assert 0.0 < china["added_km2"][0] <= china["area_km2"][0]
    assert {entry["object"] for entry in result["arcs"]} >= {"boosting-missile", "spent-stage"}
    assert picture.read_bytes().startswith(b"\x89PNG")
    away = json.loads(run("--altitude", 100, "--boresight", 150, "--json")[1])
    assert away["radars"][-1]["countries"] != result["radars"][-1]["countries"]
    code, out, _ = run("--altitude", 100)
    assert code == 0
    assert "not seen before" in out
    for arguments, word in (
        (("--object", "pebble"), "pebble"),
        (("--mode", "terminl"), "terminal"),
        (("--figure", "a.txt"), ".png"),
    ):
        code, out, err = run(*arguments)
        assert (code, out) == (2, "")
        assert word in err
