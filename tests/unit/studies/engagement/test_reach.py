"""Reach of the catalogue's interceptors: no holes, true to direct simulation, cited limits."""

import json
from functools import cache

import numpy as np
import pytest

from bongsu.catalog import load_catalog
from bongsu.errors import InputError
from bongsu.physics.interceptor.reach import look_up, simulate_flyout
from bongsu.report.engagement.reach import reach_figure
from bongsu.studies.engagement.reach import LIMITS, check_reach, interceptor_reach

BOTH = ("thaad-interceptor", "pac-3-class")


@cache
def reach(name):
    return interceptor_reach(name, launch_altitude_m=100.0)


@pytest.mark.parametrize("name", BOTH)
def test_a_thousand_random_points_against_direct_simulation(name):
    """Asked for: 0.5 s and 1 km. Measured: 0.03 s and 50 m, and 11 m/s in speed."""
    found = check_reach(reach(name), 1000, seed=2016)
    assert found.points == 1000
    assert found.holes == 0
    assert found.time_s < 0.1
    assert found.position_m < 100.0
    assert found.speed_m_s < 20.0


@pytest.mark.parametrize("name", BOTH)
def test_no_hole_anywhere_inside_the_limits(name):
    made = reach(name)
    generator = np.random.default_rng(1)
    low, high = made.design.lowest_altitude_m, made.design.highest_altitude_m
    altitude = np.concatenate([generator.uniform(low, high, 100_000), [low, high, low, high]])
    share = np.concatenate([generator.uniform(0.0, 1.0, 100_000), [0.0, 0.0, 1.0, 1.0]])
    time, speed, elevation = look_up(made.table, share * made.limit_m(altitude), altitude)
    assert np.isfinite(time).all()
    assert (time <= made.design.longest_time_s * (1.0 + 1e-9)).all()
    assert (speed >= made.design.least_speed_m_s * (1.0 - 1e-9)).all()
    assert (elevation >= made.design.lowest_elevation_rad - 1e-9).all()


@pytest.mark.parametrize("name", BOTH)
def test_the_table_leaves_nothing_out(name):
    """No directly simulated fly-out is, within the limits, anywhere the table calls unreachable."""
    made = reach(name)
    design = made.design
    for elevation in np.linspace(design.lowest_elevation_rad, np.pi / 2, 150):
        flown = simulate_flyout(design, elevation, made.environment, launch_altitude_m=100.0)
        inside = (
            (flown.altitude_m >= design.lowest_altitude_m)
            & (flown.altitude_m <= design.highest_altitude_m)
            & (flown.time_s <= design.longest_time_s)
            & (flown.ground_range_m <= design.longest_range_m)
            & (flown.speed_m_s >= design.least_speed_m_s)
        )
        beyond = flown.ground_range_m[inside] - made.limit_m(flown.altitude_m[inside])
        assert (beyond < 200.0).all()


@pytest.mark.parametrize("name", BOTH)
def test_limits_are_rows_of_the_catalogue(name):
    entry = load_catalog().interceptor(name)
    for limit in LIMITS:
        row = reach(name).limits[limit]
        assert row == getattr(entry, limit)
        assert row.sources
        assert row.low <= row.value <= row.high


def test_published_limits_of_thaad_are_reached_and_not_passed():
    """40 to 150 km and 200 km (ROK MND, CRS, USCC): the fly-out carries there in time."""
    made = reach("thaad-interceptor")
    assert made.design.lowest_altitude_m == 40e3
    assert made.design.highest_altitude_m == 150e3
    assert (made.table.limit_m == 200e3).all()
    assert np.isinf(look_up(made.table, np.array([200.1e3]), np.array([90e3]))[0]).all()


def test_dataset_and_figure():
    data = reach("thaad-interceptor").dataset()
    assert data.sizes == {"altitude_km": 56, "range_km": 101}
    assert all(data[name].attrs["units"] for name in data.variables)
    assert np.isfinite(data["time_of_flight_s"]).all()
    axes = reach_figure(reach("pac-3-class")).axes
    words = " ".join(axis.get_title(loc="left") for axis in axes)
    assert "Patriot-class" in words
    assert "speed" in words


def test_command(bongsu, tmp_path):
    file = tmp_path / "reach.png"
    code, out, err = bongsu("battery", "reach", "--json", "--check", "20", "--figure", file)
    assert code == 0, err
    found = json.loads(out)
    assert found["interceptor"] == "thaad-interceptor"
    assert found["limits"]["longest_range"]["sources"] == ["crs-if12645", "uscc-2016"]
    assert found["check"]["holes"] == 0
    assert file.read_bytes().startswith(b"\x89PNG")
    code, out, _ = bongsu(
        "battery",
        "reach",
        "--interceptor",
        "pac-3-class",
        "--launch-altitude",
        "500",
        "--check",
        "5",
    )
    assert code == 0
    assert "20 km" in out
    other = json.loads(bongsu("battery", "reach", "--json", "--launch-altitude", "2000")[1])
    assert other["time_of_flight_s"] != found["time_of_flight_s"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--interceptor", "pac-3-clas"), "close names: Patriot-class interceptor"),
        (("--launch-altitude", "200000"), "not below the altitude band"),
        (("--check", "-5"), "number of points"),
        (("--figure", "it.bmp"), ".png"),
    ],
)
def test_mistakes_are_told(bongsu, arguments, words):
    code, out, err = bongsu("battery", "reach", *arguments)
    assert (code, out) == (2, "")
    assert words in err


def test_nothing_to_check_is_refused():
    with pytest.raises(InputError, match="nothing to check"):
        check_reach(reach("pac-3-class"), 0)
