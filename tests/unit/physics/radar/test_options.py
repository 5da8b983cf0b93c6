"""Every way in which a scenario sets up its radar changes what the radar sees."""

from importlib.resources import files

import numpy as np
import pytest

from bongsu.scenario import load_scenario
from bongsu.studies.radar.view.own import view_coverage
from bongsu.studies.radar.view.station import radar_view, separate_station, station

CHANGES = {
    "boresight azimuth": ("boresight: 340 deg", "boresight: 300 deg"),
    "mode": ("mode: terminal", "mode: forward-based"),
    "tilt": ("mode: terminal", "mode: terminal\n      tilt: 55 deg"),
    "skyline": (
        "mode: terminal",
        (
            "mode: terminal\n      skyline:\n        - {azimuth: 300 deg, elevation: 15 deg}\n"
            "        - {azimuth: 359 deg, elevation: 15 deg}"
        ),
    ),
    "site": ("site: seongju-golf-course\n", "site: pyeongtaek\n"),
    "site altitude": (
        "site: seongju-golf-course\n    radar",
        (
            "site: {name: plateau, latitude_deg: 36.05, longitude_deg: 128.22, altitude: 8 km}\n"
            "    radar"
        ),
    ),
    "straight rays": ("refraction: ray-traced", "refraction: straight"),
    "4/3 Earth": ("refraction: ray-traced", "refraction: four-thirds"),
}
ROWS = {
    "electronic sector": ("azimuth-half-sector", "45 deg"),
    "scan limit": ("scan-limit", "45 deg"),
    "elevation floor": ("lowest-elevation", "10 deg"),
    "elevation ceiling": ("highest-elevation", "80 deg"),
    "dwell": ("dwell", "0.2 s"),
    "signal-to-noise ratio needed": ("required-snr", "40"),
}


@pytest.fixture(scope="module")
def text():

    written = files("bongsu.scenario").joinpath("data/korea-2016.yaml").read_text("utf-8")
    return written.replace("numerics:\n", "numerics:\n  radar_grid: 0.5 deg\n")


def seen(file, text):
    file.write_text(text)
    scenario = load_scenario(file)
    found = view_coverage(scenario, altitudes_km=[60.0, 400.0], objects=["reentry-vehicle"])
    return found["seen"].values


@pytest.fixture(scope="module")
def plain(text, tmp_path_factory):
    return seen(tmp_path_factory.mktemp("plain") / "plain.yaml", text)


@pytest.mark.parametrize(("old", "new"), CHANGES.values(), ids=CHANGES)
def test_fields_of_a_scenario(text, plain, tmp_path, old, new):
    assert text.count(old) >= 1
    assert not np.array_equal(plain, seen(tmp_path / "other.yaml", text.replace(old, new, 1)))


@pytest.mark.parametrize(("row", "value"), ROWS.values(), ids=ROWS)
def test_rows_that_a_scenario_overrides(text, plain, tmp_path, row, value):
    lines = (
        f"overrides:\n  radar.an-tpy-2.terminal.{row}: "
        f"{{value: {value}, low: {value}, high: {value}, source: shephard-2016, quality: B}}\n"
    )
    assert not np.array_equal(plain, seen(tmp_path / "other.yaml", text + lines))


def test_tilt_and_skyline_hold_in_every_study(text, tmp_path):
    file = tmp_path / "tilted.yaml"
    old, new = CHANGES["skyline"]
    file.write_text(text.replace(old, f"{new}\n      tilt: 40 deg", 1))
    scenario = load_scenario(file)
    here = station(scenario)
    assert {design.tilt for design in here.designs.values()} == {np.radians(40.0)}
    assert here.mask is not None
    # the skyline stays where it was surveyed
    assert station(scenario.moved("pyeongtaek")).mask is None
    assert radar_view(scenario).station.mask is not None


def test_separate_radars_stand_as_set_up(text, tmp_path):
    file = tmp_path / "japan.yaml"
    file.write_text(text.replace("boresight: 280 deg}", "boresight: 280 deg, tilt: 33 deg}"))
    scenario = load_scenario(file)
    first, second = (separate_station(scenario, radar) for radar in scenario.radars)
    assert first.designs["terminal"].tilt == pytest.approx(np.radians(33.0))
    assert second.designs["terminal"].tilt != first.designs["terminal"].tilt
    assert first.name == "shariki"
